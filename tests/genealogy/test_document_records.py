"""What operations events, work records and batch production records say of lots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.declare import Noun
from isa95mom.genealogy import Agreement, Event, EventKind, Genealogy
from isa95mom.model import (
    BatchProductionRecord,
    ControlRecipes,
    Events,
    InformationObject,
    JobResponse,
    MaterialActual,
    MaterialLot,
    MaterialSubLot,
    OperationsEvent,
    OperationsEventInformation,
    OperationsPerformance,
    OperationsPerformanceRecord,
    OperationsPerformances,
    OperationsRecordEntryTemplate,
    OperationsRecordTemplate,
    OperationsResponse,
    QuantityValue,
    ResourceLocation,
    Sample,
    Samples,
    SampleTest,
    SampleTestResult,
    SegmentResponse,
    SingleEvent,
    TransActionCriteria,
    TransApplicationArea,
    TransSync,
    UserAttribute,
    Value,
    Verb,
    WorkPerformance,
    WorkRecord,
    WorkRecordEntry,
    WorkResponse,
)
from tests.support.official import complaints, needs_shared

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE, TWO, THREE = (NOON + timedelta(hours=hours) for hours in (1, 2, 3))

Lines = list[tuple[str, str, str, str | None]]


def told(*sources: Any, agreed: Agreement | None = None) -> tuple[Genealogy, Lines]:
    g = Genealogy.from_documents(sources, agreed=agreed)
    return g, [
        (str(line.event), line.direction.value, str(line.lot), None if line.quantity is None else str(line.quantity))
        for line in g.lines
    ]


def codes(g: Genealogy) -> list[str]:
    return [finding.code for finding in g.findings]


def kinds(g: Genealogy) -> dict[str, EventKind]:
    return {str(event.id): event.kind for event in g.events}


def job(*lots: tuple[str, str, str | None], id: str = "J", **said: Any) -> JobResponse:
    actuals = [
        MaterialActual(
            id=str(number),
            material_use=use,
            material_lot_ids=[lot],
            quantities=[QuantityValue(quantity_string=amount, unit_of_measure="KGM")] if amount else [],
        )
        for number, (use, lot, amount) in enumerate(lots, 1)
    ]
    return JobResponse(id=id, material_actuals=actuals, **said)


def entry(id: str = "1", **said: Any) -> OperationsRecordEntryTemplate:
    held = {name: said.pop(name) for name in tuple(said) if name in InformationObject.__slots__}
    return OperationsRecordEntryTemplate(id=id, information_object=InformationObject(**held) if held else None, **said)


def record(
    *entries: OperationsRecordEntryTemplate, action: str | None = "Added", **said: Any
) -> OperationsRecordTemplate:
    return OperationsRecordTemplate(
        id="REC", action=action, operations_record_specification_id="SPEC", entries=entries, **said
    )


def event(*records: OperationsRecordTemplate, id: str = "E", **said: Any) -> OperationsEvent:
    return OperationsEvent(id=id, records=records, **said)


MIX = (("Consumed", "A", "2"), ("Produced", "B", "1.5"))


# -- operations events ------------------------------------------------------------------------------------------------


def test_a_response_held_by_an_event_has_its_times() -> None:
    g, lines = told(
        OperationsEventInformation(
            id="I",
            operations_events=[
                event(
                    record(entry(job_response=job(*MIX))),
                    effective_time_stamp=NOON,
                    record_time_stamp=ONE,
                    sources=["PLC-4"],
                )
            ],
        )
    )
    (made,) = g.events
    assert lines == [("J", "in", "A", "2"), ("J", "out", "B", "1.5")]
    assert (made.kind, made.effective, made.recorded, made.source) == (EventKind.PRODUCE, NOON, ONE, "PLC-4")
    assert g.findings == ()


def test_the_nearest_times_count() -> None:
    held = entry(job_response=job(*MIX, end_time=NOON), record_timestamp=THREE, effective_timestamp=ONE)
    g, _ = told(event(record(held, record_timestamp=TWO), effective_time_stamp=TWO, record_time_stamp=TWO))
    assert (g.events[0].effective, g.events[0].recorded) == (NOON, THREE)
    held.information_object = InformationObject(job_response=job(*MIX))
    g, _ = told(event(record(held), effective_time_stamp=TWO))
    assert (g.events[0].effective, g.events[0].recorded) == (ONE, THREE)


def test_a_changed_response_supersedes_and_a_deleted_one_is_withdrawn() -> None:
    first = event(record(entry(job_response=job(*MIX))), id="E1", record_time_stamp=NOON)
    changed = job(("Consumed", "C", "2"), ("Produced", "B", "1.5"))
    second = event(record(entry(job_response=changed), action="Changed"), id="E2", record_time_stamp=ONE)
    third = event(record(entry(job_response=job(id="J")), action="Deleted"), id="E3", record_time_stamp=TWO)
    g, _ = told(first, second)
    assert g.trace_back("B").lots == ("B", "C")
    assert [(e.id, e.supersedes) for e in g.events] == [("J", None), ("J, corrected", "J")]
    assert g.as_of(known=NOON).trace_back("B").lots == ("B", "A")
    g, _ = told(first, second, third)
    assert g.trace_back("B").lots == ("B",)
    assert [e.supersedes for e in g.events] == [None, "J", "J, corrected"]
    assert g.as_of(known=ONE).trace_back("B").lots == ("B", "C")
    assert g.findings == ()
    g, lines = told(second)
    assert [line[:3] for line in lines] == [("J", "in", "C"), ("J", "out", "B")]
    g, lines = told(third)
    assert lines == []
    assert codes(g) == ["not-a-fact"]


def test_a_message_that_replaces() -> None:
    def message(code: str, *lots: tuple[str, str, str | None]) -> mom.Message:
        area = TransApplicationArea(creation_date_time=NOON)
        criteria = [TransActionCriteria(action_expressions=[mom.Text("/WorkPerformance", {"actionCode": code})])]
        done = WorkPerformance(id="P", work_responses=[WorkResponse(id="W", job_responses=[job(*lots)])])
        return mom.Message(
            verb=Verb.SYNC,
            noun="WorkPerformance",
            application_area=area,
            action=TransSync(action_criteria=criteria),
            objects=[done],
        )

    g, _ = told(message("Add", *MIX), message("Replace", ("Consumed", "C", "3"), ("Produced", "B", "1.5")))
    assert g.trace_back("B").lots == ("B", "C")
    assert [(e.id, e.supersedes) for e in g.events] == [("P/W/J", None), ("P/W/J, corrected", "P/W/J")]
    assert g.findings == ()
    g, _ = told(message("Replace", *MIX))
    assert [(e.id, e.supersedes) for e in g.events] == [("P/W/J", None)]


def test_lots_of_an_event_have_no_direction() -> None:
    lot = MaterialLot(id="L", disposition="Restricted")
    g, lines = told(event(record(entry(material_lot=lot)), categories=["Alarm"]))
    assert lines == []
    assert g.lot("L").disposition == "Restricted"
    assert [str(finding) for finding in g.findings] == [
        "/OperationsEvent[E]/OperationsRecordTemplate[REC]/OperationsRecordEntryTemplate[1]/InformationObject"
        "/MaterialLot[L]: event E names L, and nothing is agreed of whether it went in or came out [no-direction]"
    ]
    g, lines = told(event(record(entry(material_lot=MaterialLot(id="L")), action="Deleted")))
    assert (len(g), codes(g)) == (0, ["not-a-fact"])


@pytest.mark.parametrize(
    ("kind", "expected", "location"),
    [
        ("receive", [("out", "L", None), ("out", "L.1", None)], "DOCK"),
        ("ship", [("in", "L", None), ("in", "L.1", None)], "DOCK"),
        ("scrap", [("in", "L", None), ("in", "L.1", None)], None),
        ("transfer", [("in", "L", None), ("in", "L.1", None), ("out", "L", None), ("out", "L.1", None)], "DOCK"),
        ("adjust", [("in", "L", None), ("in", "L.1", None), ("out", "L", "7.5"), ("out", "L.1", None)], "DOCK"),
    ],
)
def test_events_of_an_agreed_kind(kind: str, expected: Any, location: str | None) -> None:
    lot = MaterialLot(
        id="L",
        quantities=[QuantityValue(quantity_string="7.5", unit_of_measure="KGM")],
        storage_location=ResourceLocation(location="DOCK", location_type="Equipment"),
    )
    entries = [entry(material_lot=lot), entry("2", material_sub_lot=MaterialSubLot(id="L.1"))]
    g, lines = told(
        event(record(*entries), categories=["Gate"], effective_time_stamp=NOON),
        agreed=Agreement(kinds={"Gate": kind}),
    )
    (made,) = g.events
    assert (made.id, made.kind, made.effective, made.location) == ("E", kind, NOON, location)
    assert sorted(line[1:] for line in lines) == sorted(expected, key=str)
    same = event(record(*entries), categories=["Gate"], effective_time_stamp=NOON)
    assert told(same, same, agreed=Agreement(kinds={"Gate": kind}))[1] == lines  # told twice, it is one event
    assert g.findings == ()


def test_events_of_an_agreed_kind_that_does_not_tell_the_way() -> None:
    g, lines = told(
        event(record(entry(material_lot=MaterialLot(id="L"))), operations_definition_id="Mix"),
        agreed=Agreement(kinds={"Mix": "blend"}),
    )
    assert lines == []
    assert g.findings[0].message == "event E names L, and a blend does not say whether it went in or came out"


def test_a_cleaning_event_and_what_an_entry_only_points_to() -> None:
    g, _ = told(
        event(
            record(entry(external_reference_id="file://far")),
            categories=["Cleaning"],
            effective_time_stamp=NOON,
            sources=["CIP", "MES"],
        )
    )
    assert [(e.id, e.kind, e.effective, e.source) for e in g.events] == [("E", EventKind.CLEAN, NOON, None)]
    assert [finding.message for finding in g.findings] == [
        "it comes from CIP, MES; an event has one source",
        "it is kept in file://far, which is not read",
    ]


# -- work records -----------------------------------------------------------------------------------------------------


def test_work_records_hold_responses_and_lots() -> None:
    held = [
        WorkRecordEntry(id="1", information_object=InformationObject(material_lot=MaterialLot(id="A", status="ok"))),
        WorkRecordEntry(
            id="2",
            information_object=InformationObject(
                work_performance=WorkPerformance(
                    id="P", work_responses=[WorkResponse(id="W", job_responses=[job(*MIX, job_order_id="O")])]
                )
            ),
            children=[WorkRecordEntry(id="3", external_reference_id="scan.pdf")],
        ),
    ]
    inner = WorkRecord(id="R.1", work_record_specification_id="S", effective_timestamp=NOON, entries=held)
    g, lines = told(WorkRecord(id="R", work_record_specification_id="S", record_timestamp=ONE, children=[inner]))
    (made,) = g.events
    assert (made.id, made.order, made.effective, made.recorded) == ("P/W/J", "O", NOON, ONE)
    assert len(lines) == 2
    assert g.lot("A").properties == {"Status": "ok"}
    assert codes(g) == ["kept-elsewhere"]


# -- batch production records -----------------------------------------------------------------------------------------


def attribute(id: str, text: str) -> UserAttribute:
    return UserAttribute(attribute_id=id, values=[Value(value_string=text, data_type="string", unit_of_measure="")])


def happened(
    number: int,
    sub_type: str | None,
    lot: str | None = None,
    amount: str | None = None,
    type: str = "Material",
    at: datetime | None = None,
    **said: Any,
) -> SingleEvent:
    attributes = {"MaterialLotID": lot} | said.pop("attributes", {})
    return SingleEvent(
        entry_id=f"E{number}",
        object_type="Event",
        event_type=type,
        event_sub_type=sub_type,
        time_stamp=at,
        values=[Value(value_string=amount, data_type="decimal", unit_of_measure="KGM")] if amount else [],
        user_attributes=[attribute(name, text) for name, text in attributes.items() if text is not None],
        **said,
    )


def batch(*events: SingleEvent, lot: str | None = "B-1", **said: Any) -> BatchProductionRecord:
    stated: dict[str, Any] = {
        "id": "BPR-1",
        "entry_id": "1",
        "object_type": "Batch Production Record",
        "batch_id": "BATCH-1",
        "lot_id": lot,
        "material_definition_id": "SOUP",
        "equipment_id": "KETTLE",
        "events": Events(events=events) if events else None,
    }
    return BatchProductionRecord(**stated | said)


def test_a_batch_is_one_event() -> None:
    g, lines = told(
        batch(
            happened(
                1, "Consume", "A", "2.50", at=NOON, person_ids=["P-1"], attributes={"MaterialDefinitionID": "SALT"}
            ),
            happened(2, "Consume", "W", "10", at=ONE, equipment_ids=["DOSER"]),
            happened(3, "Produce", "B-1", "12.4", at=TWO, attributes={"Reactor": "7"}),
            campaign_id="C-9",
            creation_date=THREE,
        )
    )
    (made,) = g.events
    assert lines == [("BPR-1", "in", "A", "2.50"), ("BPR-1", "in", "W", "10"), ("BPR-1", "out", "B-1", "12.4")]
    assert (made.kind, made.effective, made.recorded) == (EventKind.PRODUCE, TWO, THREE)
    assert (made.equipment, made.person) == (("KETTLE", "DOSER"), ("P-1",))
    assert made.parameters == {"BatchID": "BATCH-1", "CampaignID": "C-9", "Reactor": "7"}
    assert (g.lot("A").material, g.lot("B-1").material) == ("SALT", "SOUP")
    assert g.trace_back("B-1").lots == ("B-1", "A", "W")
    assert g.findings == ()


def test_the_lot_of_a_batch_is_what_it_made() -> None:
    g, lines = told(batch(happened(1, "Consume", "A", "2", at=NOON)))
    assert lines == [("BPR-1", "in", "A", "2"), ("BPR-1", "out", "B-1", None)]
    assert g.events[0].effective == NOON
    g, lines = told(batch(happened(1, "Consume", "A", "2"), lot=None))
    assert lines == [("BPR-1", "in", "A", "2")]
    assert [str(finding) for finding in g.findings] == [
        "/BatchProductionRecord[BPR-1]: no lot is stated that the batch made; what went into it ends there [no-lot]"
    ]
    g, lines = told(batch())
    assert (lines, g.lots, g.findings) == ([], ("B-1",), ())


def test_movements_and_counts_are_events_of_their_own() -> None:
    known = [Value(value_string="9", data_type="decimal", unit_of_measure="KGM")]
    g, lines = told(
        batch(
            happened(1, "Movement", "A", "5", at=NOON, attributes={"StorageLocation": "SILO-2"}),
            happened(2, "Reconciliation", "A", "8.5", at=ONE, previous_values=known),
            happened(3, "Reconciliation", "A", "-0.5", at=TWO),
        )
    )
    assert lines == [
        ("BPR-1 transfer A", "in", "A", "5"),
        ("BPR-1 transfer A", "out", "A", "5"),
        ("BPR-1 adjust A", "in", "A", None),
        ("BPR-1 adjust A", "out", "A", "8.5"),
        ("BPR-1 adjust A (2)", "in", "A", None),
        ("BPR-1 adjust A (2)", "out", "A", None),
    ]
    assert kinds(g)["BPR-1 transfer A"] is EventKind.TRANSFER
    assert g.event("BPR-1 transfer A").location == "SILO-2"
    assert g.on_hand("A", ONE).quantity == Decimal("8.5")
    assert [str(finding) for finding in g.findings] == [
        "/BatchProductionRecord[BPR-1]/SingleEvent[E3]: whether the amount of A is what was counted or the difference "
        "is not stated [unclear-amount]"
    ]


def test_events_that_say_no_line_are_findings() -> None:
    g, lines = told(
        batch(
            happened(1, "Consume", None, "2"),
            happened(2, "Status Change", "A"),
            happened(3, None, "A"),
            happened(4, "Prompt", type="Operator"),
            happened(5, "Security", type="Operator"),
            happened(6, "Process", type="Alarm"),
            control_recipes=ControlRecipes(),
        )
    )
    assert lines == []
    assert [f"{finding.message} [{finding.code}]" for finding in g.findings] == [
        "it names no lot; what was meant by Consume cannot be traced here [no-lot]",
        "the event is Status Change; it says no line of a lot [unknown-material-event]",
        "the event is of no finer kind; it says no line of a lot [unknown-material-event]",
        "events say nothing of which lots became which: 2 of the kind Operator, 1 of the kind Alarm [no-genealogy]",
        "what it holds says nothing of which lots became which: control recipes [no-genealogy]",
    ]


def test_amounts_and_lots_of_material_events_are_not_guessed() -> None:
    several = [Value(value_string=text, unit_of_measure=unit) for text, unit in (("2", "KGM"), ("3", "C62"))]
    wordy = [Value(value_string="a sack", unit_of_measure="")]
    two = UserAttribute(attribute_id="MaterialLotID", values=[Value(value_string="X"), Value(value_string="Y")])
    together = happened(3, "Consume", None, "4")
    together.user_attributes = [two]
    in_two, in_words = happened(1, "Consume", "A"), happened(2, "Consume", "A")
    in_two.values, in_words.values = several, wordy
    sublot = happened(4, "Produce", "B-1", "1", attributes={"MaterialSubLotID": "B-1.1"})
    g, lines = told(batch(in_two, in_words, together, sublot))
    assert [line[2:] for line in lines if line[:2] == ("BPR-1", "in")] == [
        ("A", None),
        ("A", None),
        ("X", None),
        ("Y", None),
    ]
    assert [line[1:] for line in lines if line[0] == "sublots of B-1"] == [("in", "B-1", None), ("out", "B-1.1", None)]
    assert ("BPR-1", "out", "B-1.1", "1") in lines
    assert codes(g) == ["several-quantities", "not-a-decimal", "share-not-stated"]


def held_performance() -> OperationsPerformances:
    actuals = job(("Consumed", "A", "2"), ("Produced", "B-1", "1.9")).material_actuals
    segment = SegmentResponse(id="S", process_segment_ids=["X"], actual_end_time=NOON, material_actuals=actuals)
    done = OperationsPerformance(id="P", operations_responses=[OperationsResponse(id="R", segment_responses=[segment])])
    return OperationsPerformances(
        operations_performance_records=[
            OperationsPerformanceRecord(entry_id="9", object_type="Other", time_stamp=ONE, operations_performance=done)
        ]
    )


def test_what_a_performance_reports_is_not_added_by_events() -> None:
    g, lines = told(
        batch(
            happened(1, "Consume", "A", "2"),
            happened(2, "Consume", "W", "7"),
            happened(3, "Produce", "B-1", "1.9"),
            operations_performances=held_performance(),
        )
    )
    assert [line for line in lines if line[0] == "P/R/S"] == [("P/R/S", "in", "A", "2"), ("P/R/S", "out", "B-1", "1.9")]
    assert [line for line in lines if line[0] == "BPR-1"] == [
        ("BPR-1", "in", "W", "7"),
        ("BPR-1", "out", "B-1", None),
    ]
    assert set(g.trace_back("B-1").lots) == {"B-1", "A", "W"}
    assert g.event("P/R/S").recorded == ONE
    assert [str(finding) for finding in g.findings] == [
        "/BatchProductionRecord[BPR-1]/SingleEvent[E1]: a performance in the record reports A; that stays "
        "[reported-twice]",
        "/BatchProductionRecord[BPR-1]/SingleEvent[E3]: a performance in the record reports B-1; that stays "
        "[reported-twice]",
    ]


def sample(source: str | None) -> Sample:
    number = Value(value_string="4.2", data_type="decimal", unit_of_measure="Q30")
    result = SampleTestResult(
        entry_id="3", object_type="Sample Test Result", test_disposition="passed", results=[number]
    )
    test = SampleTest(entry_id="2", object_type="Sample Test", test_code="PH", sample_test_results=[result])
    return Sample(
        entry_id="1",
        object_type="Sample",
        time_stamp=NOON,
        sample_source_id=source,
        sample_sizes=[QuantityValue(quantity_string="0.1", data_type="decimal", unit_of_measure="LTR")],
        equipment_ids=["TAP"],
        sample_tests=[test],
    )


def test_samples_of_a_lot() -> None:
    g, lines = told(batch(samples=Samples(samples=[sample("B-1"), sample("FLOOR"), sample(None)])))
    assert lines == [("BPR-1 sample B-1", "in", "B-1", "0.1")]
    (drawn,) = g.events
    assert (drawn.kind, drawn.effective, drawn.equipment) == (EventKind.SAMPLE, NOON, ("TAP",))
    assert g.lot("B-1").properties == {"PH": Decimal("4.2"), "PH unit": "Q30", "PH disposition": "passed"}
    assert [finding.message for finding in g.findings] == [
        "it was drawn from FLOOR, not from a lot",
        "it was drawn from a place that is not stated, not from a lot",
    ]


def test_a_record_that_is_sent_again_adds_what_is_new() -> None:
    first = batch(
        happened(1, "Consume", "A", "2", at=NOON),
        happened(2, "Movement", "A", "1"),
        samples=Samples(samples=[sample("B-1")]),
    )
    again = batch(
        happened(1, "Consume", "A", "2", at=NOON),
        happened(2, "Movement", "A", "1"),
        happened(3, "Consume", "A", "2", at=ONE),
        samples=Samples(samples=[sample("B-1")]),
    )
    g, lines = told(first, again)
    assert sorted(line[1:3] for line in lines if line[0] == "BPR-1") == [("in", "A"), ("in", "A"), ("out", "B-1")]
    assert sorted(kinds(g).values()) == ["produce", "sample", "transfer"]
    assert g.event("BPR-1").effective == ONE
    assert g.findings == ()
    _, lines = told(first, batch(happened(4, "Produce", "B-1", "1.9")))
    assert [line for line in lines if line[1:3] == ("out", "B-1")] == [("BPR-1", "out", "B-1", "1.9")]
    g, _ = told(first, batch(happened(1, "Consume", "A", "3")))
    assert [finding.message for finding in g.findings] == ["an entry of A says another amount than before, which stays"]


def test_a_response_told_by_a_performance_and_by_an_event() -> None:
    done = WorkPerformance(id="P", work_responses=[WorkResponse(id="W", job_responses=[job(*MIX)])])
    g, _ = told(done, event(record(entry(job_response=job(*MIX)))))
    assert [f"{finding.message} [{finding.code}]" for finding in g.findings] == [
        "J states the same lines as P/W/J; both count [perhaps-reported-twice]"
    ]
    other = job(("Consumed", "A", "2"))
    assert told(done, event(record(entry(job_response=other))))[0].findings == ()


def test_records_within_records_are_batches_of_their_own() -> None:
    inner = batch(happened(1, "Consume", "X", "1"), id="BPR-2", lot="A")
    g, _ = told(batch(happened(1, "Consume", "A", "2"), child=inner))
    assert g.trace_back("B-1").lots == ("B-1", "A", "X")
    assert g.findings == ()


@needs_shared
@pytest.mark.parametrize("version", list(mom.Version)[:5], ids=str)
def test_valid_batch_records_of_every_version_say_the_same(version: mom.Version) -> None:
    made = batch(
        happened(1, "Consume", "A", "2.50", at=NOON, equipment_ids=["DOSER"], person_ids=["P-1"]),
        happened(2, "Produce", "B-1", "2.4", at=ONE),
        happened(3, "Movement", "B-1", "2.4", at=TWO),
        creation_date=THREE,
        samples=Samples(samples=[sample("B-1")]),
    )
    document = mom.dumps(made, version=version)
    assert complaints(str(version), document) == []
    g, lines = told(document)
    assert lines == told(made)[1]
    assert g.events == tuple(Genealogy.from_documents([made]).events)
    assert g.event("BPR-1") == Event(
        id="BPR-1",
        kind=EventKind.PRODUCE,
        effective=ONE,
        recorded=THREE,
        equipment=("KETTLE", "DOSER"),
        person=("P-1",),
        evidence="/BatchProductionRecord[BPR-1]",
        parameters={"BatchID": "BATCH-1"},
    )
    assert g.lot("B-1").material == "SOUP"
    assert g.findings == ()


@needs_shared
@pytest.mark.parametrize("version", [mom.Version.V0700, mom.Version.V0701], ids=str)
def test_valid_events_and_work_records(version: mom.Version) -> None:
    nouns: list[Noun] = [
        OperationsEventInformation(
            id="I", operations_events=[event(record(entry(job_response=job(*MIX))), effective_time_stamp=NOON)]
        ),
        WorkRecord(
            id="R",
            work_record_specification_id="S",
            record_timestamp=ONE,
            entries=[
                WorkRecordEntry(
                    id="1", information_object=InformationObject(job_response=job(("Consumed", "B", "1"), id="K"))
                )
            ],
        ),
    ]
    documents = [mom.dumps(noun, version=version) for noun in nouns]
    for document in documents:
        assert complaints(str(version), document) == []
    g, lines = told(*documents)
    assert lines == [("J", "in", "A", "2"), ("J", "out", "B", "1.5"), ("K", "in", "B", "1")]
    assert (g.event("J").effective, g.event("K").recorded) == (NOON, ONE)


def test_a_real_batch_record(shared: Path) -> None:
    (path,) = (shared / "corpus" / "V0401").glob("*ProductionBatchRecord_Example_v06.xml")
    g = Genealogy.from_documents([path], lenient=True)
    assert len(g) == 0
    assert [f.message for f in g.findings if f.code == "no-genealogy"] == [
        "events say nothing of which lots became which: 3 of the kind Operator"
    ]
