"""What documents say of lots: which events and lines they become, and what becomes a finding instead."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.declare import Noun
from isa95mom.errors import Isa95Error
from isa95mom.genealogy import EventKind, Genealogy
from isa95mom.model import (
    ConsumableActual,
    EquipmentActual,
    JobResponse,
    MaterialActual,
    MaterialConsumedActual,
    MaterialInformation,
    MaterialLot,
    MaterialProducedActual,
    MaterialSubLot,
    MaterialUse,
    OperationsPerformance,
    OperationsResponse,
    OperationsSchedule,
    Person,
    PersonnelActual,
    ProductionPerformance,
    ProductionResponse,
    ProductionSegmentResponse,
    QuantityValue,
    SegmentResponse,
    TransAcknowledge,
    TransActionCriteria,
    TransApplicationArea,
    TransResponseCriteria,
    TransSync,
    Verb,
    WorkPerformance,
    WorkResponse,
)
from isa95mom.values import Code

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE = datetime(2026, 1, 5, 13, tzinfo=UTC)


def amount(text: str, unit: str | None = "KGM") -> list[QuantityValue]:
    return [QuantityValue(quantity_string=text, unit_of_measure=unit)]


def actual(use: str | None, *lots: str, quantity: str | None = None, **said: Any) -> MaterialActual:
    quantities = [] if quantity is None else amount(quantity)
    return MaterialActual(material_use=use, material_lot_ids=lots, quantities=quantities, **said)


def performance(*responses: SegmentResponse, id: str | None = "P", response: str | None = "R") -> OperationsPerformance:
    return OperationsPerformance(
        id=id, operations_responses=[OperationsResponse(id=response, segment_responses=responses)]
    )


def segment(*actuals: MaterialActual, id: str | None = "S", **said: Any) -> SegmentResponse:
    return SegmentResponse(id=id, material_actuals=actuals, **said)


def told(*sources: Any) -> tuple[Genealogy, list[tuple[str, str, str, str | None]]]:
    """The genealogy, and its lines in short."""
    g = Genealogy.from_documents(sources)
    return g, [
        (str(line.event), line.direction.value, str(line.lot), None if line.quantity is None else str(line.quantity))
        for line in g.lines
    ]


def codes(g: Genealogy) -> list[str]:
    return [finding.code for finding in g.findings]


def test_a_segment_response_is_an_event() -> None:
    g, lines = told(
        performance(
            segment(
                actual(MaterialUse.CONSUMED, "FLOUR-7", quantity="100.10"),
                actual("Consumable", "WATER-3"),
                actual("Yield Produced", "DOUGH-9", quantity="160"),
                actual(MaterialUse.BY_PRODUCT_PRODUCED, "CRUMB-5", quantity="3"),
                actual_start_time=NOON,
                actual_end_time=ONE,
                published_date=ONE,
                equipment_actuals=[EquipmentActual(equipment_ids=["MIXER"]), EquipmentActual(equipment_ids=["BOWL"])],
                personnel_actuals=[PersonnelActual(person_ids=["P-1"])],
            )
        )
    )
    (event,) = g.events
    assert (event.id, event.kind) == ("P/R/S", EventKind.PRODUCE)
    assert (event.effective, event.recorded) == (ONE, ONE)
    assert (event.equipment, event.person) == (("MIXER", "BOWL"), ("P-1",))
    assert lines == [
        ("P/R/S", "in", "FLOUR-7", "100.10"),
        ("P/R/S", "in", "WATER-3", None),
        ("P/R/S", "out", "DOUGH-9", "160"),
        ("P/R/S", "out", "CRUMB-5", "3"),
    ]
    assert [line.unit for line in g.lines] == ["KGM", None, "KGM", "KGM"]
    assert g.trace_back("DOUGH-9").lots == ("DOUGH-9", "FLOUR-7", "WATER-3")
    assert g.findings == ()


def test_every_use_has_its_meaning() -> None:
    """No use of the code list goes without an event or a finding."""
    for use in MaterialUse:
        g, lines = told(segment(actual(use, "L", quantity="1")))
        assert bool(lines) != bool(g.findings), use
        if g.findings:
            assert codes(g) == ["unknown-material-use"]
        assert "L" in g


@pytest.mark.parametrize(
    ("use", "kind", "expected"),
    [
        ("Destructive Sample", EventKind.SAMPLE, [("in", "0.2")]),
        ("Retained Sample", EventKind.SAMPLE, [("in", "0.2")]),
        ("Returned Sample", EventKind.SAMPLE, [("in", "0.2"), ("out", "0.2")]),
        ("Inventoried", EventKind.ADJUST, [("in", None), ("out", "0.2")]),
    ],
)
def test_samples_and_counts_join_no_lots(use: str, kind: EventKind, expected: list[tuple[str, str | None]]) -> None:
    g, lines = told(
        performance(
            segment(
                actual("Consumed", "A"),
                actual(use, "B", quantity="0.2"),
                actual("Produced", "C"),
                actual_end_time=NOON,
            )
        )
    )
    alone = next(event for event in g.events if event.kind is kind)
    assert alone.effective == NOON
    assert [line[1::2] for line in lines if line[0] == alone.id] == expected
    assert g.trace_back("C").lots == ("C", "A")
    assert g.trace_forward("B").lots == ("B",)


def test_job_responses() -> None:
    job = JobResponse(
        id="J", start_time=NOON, material_actuals=[actual("Material Consumed", "A"), actual("Material Produced", "B")]
    )
    g, lines = told(WorkPerformance(work_responses=[WorkResponse(id="W", job_responses=[job])]))
    assert lines == [("W/J", "in", "A", None), ("W/J", "out", "B", None)]
    assert g.events[0].effective == NOON


def test_the_actuals_of_old_performance() -> None:
    response = ProductionSegmentResponse(
        id="S",
        actual_end_time=NOON,
        material_consumed_actuals=[MaterialConsumedActual(material_lot_ids=["A"], quantities=amount("2"))],
        material_produced_actuals=[MaterialProducedActual(material_lot_ids=["B"])],
        consumable_actuals=[ConsumableActual(material_definition_ids=["GLOVES"], quantities=amount("2", "PR"))],
        material_actuals=[actual("Consumed", "C")],
    )
    report = ProductionPerformance(production_responses=[ProductionResponse(id="R", segment_responses=[response])])
    g, lines = told(report)
    assert lines == [("R/S", "in", "C", None), ("R/S", "out", "B", None), ("R/S", "in", "A", "2")]
    assert [str(finding) for finding in g.findings] == [
        "/ProductionPerformance/ProductionResponse[R]/SegmentResponse[S]/ConsumableActual[4]: it names no lot; GLOVES "
        "cannot be traced here [no-lot]"
    ]


def test_segments_within_segments_are_events_of_their_own() -> None:
    inner = segment(actual("Consumed", "A"), actual("Produced", "B"), id="2")
    g, lines = told(performance(segment(actual("Consumed", "B"), actual("Produced", "C"), id="1", children=[inner])))
    assert {line[0] for line in lines} == {"P/R/1", "P/R/1/2"}
    assert g.trace_back("C").lots == ("C", "B", "A")


def test_a_use_is_not_guessed() -> None:
    g, lines = told(
        performance(
            segment(
                actual(None, "A", quantity="1"),
                actual(Code.other("Borrowed"), "B"),
                actual("Used up", "C"),
                actual("Produced", "D"),
            )
        )
    )
    assert lines == [("P/R/S", "out", "D", None)]
    assert [str(finding).split("SegmentResponse[S]/")[1] for finding in g.findings] == [
        "MaterialActual[1]: the material use is none; whether A went in or came out is not guessed [no-material-use]",
        "MaterialActual[2]: the material use is 'Other' (Borrowed); whether B went in or came out is not guessed "
        "[unknown-material-use]",
        "MaterialActual[3]: the material use is 'Used up'; whether C went in or came out is not guessed "
        "[unknown-material-use]",
    ]
    assert {finding.severity for finding in g.findings} == {"warning"}
    assert "A" in g
    assert g.trace_back("D").lots == ("D",)


def test_a_share_is_not_guessed() -> None:
    g, lines = told(segment(actual("Consumed", "A", "B", quantity="12.5")))
    assert lines == [("S", "in", "A", None), ("S", "in", "B", None)]
    assert g.events[0].kind is EventKind.CONSUME
    assert [str(finding) for finding in g.findings] == [
        "/SegmentResponse[S]/MaterialActual[1]: 12.5 KGM of A, B together; how much of each is not stated "
        "[share-not-stated]"
    ]


def test_quantities_that_are_none() -> None:
    two = MaterialActual(
        material_use="Consumed", material_lot_ids=["A"], quantities=[*amount("3"), *amount("40", "C62")]
    )
    g, lines = told(segment(two, actual("Consumed", "B", quantity="12,5"), actual("Consumed", "C", quantity=" ")))
    assert [line[3] for line in lines] == [None, None, None]
    assert [finding.message for finding in g.findings] == [
        "it states 3 KGM, 40 C62; a line has one quantity, and none is chosen",
        "quantity: '12,5' is not a decimal number",
    ]


def test_a_time_without_offset_is_not_used() -> None:
    g, _ = told(segment(actual("Consumed", "A"), actual_end_time=datetime(2026, 1, 5), actual_start_time=NOON))
    assert g.events[0].effective == NOON
    assert codes(g) == ["no-offset"]
    assert g.findings[0].message == (
        "actual_end_time 2026-01-05T00:00:00 has no offset from UTC; it is not used as a time"
    )


def test_a_response_reported_in_pieces_is_one_event() -> None:
    first = performance(segment(actual("Consumed", "A"), actual_start_time=NOON))
    second = performance(segment(actual("Produced", "B"), actual_end_time=ONE))
    g, _ = told(first, second)
    assert g.trace_back("B").lots == ("B", "A")
    assert [event.effective for event in g.events] == [ONE]
    assert codes(g) == ["reported-in-pieces"]
    g, _ = told(first, performance(segment(actual("Produced", "B")), id="P-2"))
    assert g.trace_back("B").lots == ("B",)
    third = performance(segment(actual("Produced", "C"), actual_end_time=NOON))
    g, _ = told(second, third)
    assert codes(g) == ["contradicting-times", "reported-in-pieces"]
    assert g.events[0].effective == ONE


def test_responses_without_identification_stay_apart() -> None:
    g, lines = told(
        performance(segment(actual("Consumed", "A"), id=None), segment(actual("Produced", "B"), id=None), id=None)
    )
    assert [line[0] for line in lines] == ["R/?", "R/? (2)"]
    assert g.trace_back("B").lots == ("B",)
    g, _ = told(
        performance(segment(actual("Consumed", "A")), id=None), performance(segment(actual("Produced", "B")), id=None)
    )
    assert g.trace_back("B").lots == ("B", "A")


def test_sublots_are_parts_of_their_lot() -> None:
    g, lines = told(
        segment(actual("Produced", "L", material_sub_lot_ids=["L.1"], quantity="5"), id="1"),
        segment(actual("Consumed", "L", material_sub_lot_ids=["L.2", "L.3"]), actual("Produced", "X"), id="2"),
    )
    assert lines[:2] == [("1", "out", "L", None), ("1", "out", "L.1", "5")]
    assert ("sublots of L", "in", "L", None) in lines
    assert [line[2] for line in lines if line[:2] == ("sublots of L", "out")] == ["L.1", "L.2", "L.3"]
    assert next(event for event in g.events if event.id == "sublots of L").kind is EventKind.SUBDIVIDE
    assert set(g.trace_forward("L").lots) == {"L", "L.1", "L.2", "L.3", "X"}
    g, _ = told(segment(actual("Consumed", "L", "M", material_sub_lot_ids=["1"])))
    assert codes(g) == ["sublot-of-which-lot"]


def test_lots_with_sublots_and_assemblies() -> None:
    lot = MaterialLot(
        id="ENGINE",
        material_sub_lots=[
            MaterialSubLot(id="ENGINE.1", quantities=amount("1"), children=[MaterialSubLot(id="ENGINE.1.1")])
        ],
        assembly_lots=[
            MaterialLot(id="PISTON", quantities=amount("4"), assembly_lots=[MaterialLot(id="RING")]),
            MaterialLot(id="BLOCK"),
        ],
        assembly_sub_lots=[MaterialSubLot(id="OIL.2", material_lot_id="OIL")],
    )
    g, lines = told(MaterialInformation(material_lots=[lot, MaterialLot(id="ALONE")]), lot)
    assert g.trace_back("ENGINE").depths == {"ENGINE": 0, "PISTON": 1, "BLOCK": 1, "OIL.2": 1, "RING": 2, "OIL": 2}
    assert g.trace_forward("ENGINE").lots == ("ENGINE", "ENGINE.1", "ENGINE.1.1")
    assert {event.kind for event in g.events} == {EventKind.SUBDIVIDE, EventKind.ASSEMBLE}
    assert ("sublots of ENGINE", "out", "ENGINE.1", "1") in lines
    assert ("assembly of ENGINE", "in", "PISTON", None) in lines
    assert len(lines) == len(set(lines))
    assert g.trace_back("ALONE").lots == ("ALONE",)
    assert g.findings == ()


def test_a_sublot_of_two_lots() -> None:
    g, _ = told(MaterialSubLot(id="1", material_lot_id="A"), MaterialSubLot(id="1", material_lot_id="B"))
    assert [finding.message for finding in g.findings] == [
        "1 is a sublot of A, B: sublots of one name are traced as one"
    ]


def test_what_an_actual_is_assembled_of() -> None:
    g, lines = told(
        segment(
            actual(
                "Produced",
                "PUMP",
                assembly_actuals=[
                    actual(None, "SEAL", quantity="2", assembly_actuals=[actual(None, "SPRING")]),
                    actual("Consumed", "HOUSING"),
                ],
            ),
            actual_end_time=NOON,
        )
    )
    assert g.trace_back("PUMP").depths == {"PUMP": 0, "SEAL": 1, "HOUSING": 1, "SPRING": 2}
    assert ("assembly of PUMP", "in", "SEAL", "2") in lines
    assert ("S", "in", "HOUSING", None) in lines
    assert {event.effective for event in g.events} == {NOON}
    assert g.findings == ()


def test_what_says_nothing_of_lots() -> None:
    g, _ = told(Person(id="P-1"), OperationsSchedule(id="O"))
    assert [str(finding) for finding in g.findings] == [
        "/Person[P-1]: Person says nothing of which lots became which [no-genealogy]",
        "/OperationsSchedule[O]: OperationsSchedule says nothing of which lots became which [no-genealogy]",
    ]


def message(verb: Verb, *objects: Noun) -> mom.Message:
    area = TransApplicationArea(creation_date_time=NOON)
    return mom.Message(verb=verb, noun="OperationsPerformance", application_area=area, objects=objects)


def test_messages() -> None:
    report = performance(segment(actual("Consumed", "A"), actual("Produced", "B")))
    g, _ = told(message(Verb.SYNC, report))
    assert g.events[0].recorded == NOON
    g, _ = told(message(Verb.GET, report), message(Verb.CANCEL, report))
    assert len(g) == 0
    assert [str(finding) for finding in g.findings] == [
        "/GetOperationsPerformance: a Get message states nothing that happened; it is not read [not-a-fact]",
        "/CancelOperationsPerformance: a Cancel message states nothing that happened; it is not read [not-a-fact]",
    ]


def test_a_message_that_takes_back() -> None:
    told_off = mom.Text("/OperationsPerformance", {"actionCode": "Delete"})
    sync = message(Verb.SYNC, performance(segment(actual("Consumed", "A"))))
    sync.action = TransSync(action_criteria=[TransActionCriteria(action_expressions=[told_off])])
    refused = mom.Text("/OperationsPerformance", {"actionCode": "Rejected"})
    answer = message(Verb.ACKNOWLEDGE, performance(segment(actual("Consumed", "A"))))
    answer.action = TransAcknowledge(response_criteria=[TransResponseCriteria(response_expression=refused)])
    g, lines = told(sync, answer)
    assert lines == []
    assert [finding.message for finding in g.findings] == [
        "the message says Delete of objects; none of it is read",
        "the message says Rejected of objects; none of it is read",
    ]


@pytest.mark.parametrize("source", [7, None, ["nested"], {"lot": 1}])
def test_what_is_no_source(source: Any) -> None:
    with pytest.raises(Isa95Error, match=r"is no source; a path, bytes, a binary file, a document or a noun is needed"):
        Genealogy.from_documents([source])


@pytest.mark.parametrize("version", [mom.Version.V0500, mom.Version.V0600, mom.Version.V0700, mom.Version.V0701])
def test_files_of_every_kind(version: mom.Version, tmp_path: Path) -> None:
    report = OperationsPerformance(
        id="P",
        operations_responses=[
            OperationsResponse(
                id="R",
                segment_responses=[
                    segment(
                        actual("Consumed", "A", quantity="1.50", id="1"),
                        actual("Produced", "B", id="2"),
                        process_segment_ids=["MIX"],
                        actual_end_time=NOON,
                    )
                ],
            )
        ],
    )
    if version in (mom.Version.V0500, mom.Version.V0600):
        for made in report.operations_responses[0].segment_responses[0].material_actuals:
            made.id = None
    path = tmp_path / "performance.xml"
    mom.write(report, path, version=version)
    octets = path.read_bytes()
    expected = Genealogy.from_documents([report]).lines
    for source in (path, str(path), octets, io.BytesIO(octets), mom.read(path), report):
        g = Genealogy.from_documents([source])
        assert g.lines == expected
        assert g.events[0].effective == NOON
        assert g.lines[0].quantity == Decimal("1.50")
        assert type(g.lines[0].quantity) is Decimal
        assert type(g.lines[0].lot) is str
    assert Genealogy.from_documents(path).lines == expected  # one source needs no list


def test_a_real_message(shared: Path) -> None:
    (path,) = (shared / "corpus" / "V0401").glob("*PES-20121229115825-53107.xml")
    g = Genealogy.from_documents([path], lenient=True)
    assert [(line.event, line.lot, line.quantity) for line in g.lines[:2]] == [
        ("53107/Weighing", "CRBN0001_LOT01", None),
        ("53107/Weighing", "430147330000056734", Decimal("0.41")),
    ]
    assert g.events[0].kind is EventKind.CONSUME
    assert g.trace_back("430147330000056734").lots == ("430147330000056734", "CRBN0001_LOT01")
    assert {finding.code for finding in g.findings} == {"required-attribute"}
