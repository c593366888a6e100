"""What documents say beside lines: facts of lots, orders, parties, places and parameters of events."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.declare import Noun
from isa95mom.genealogy import Agreement, Event, EventKind, Genealogy, GenealogyError, Lot
from isa95mom.model import (
    EquipmentActual,
    EquipmentActualProperty,
    JobResponse,
    MaterialActual,
    MaterialActualProperty,
    MaterialDefinition,
    MaterialInformation,
    MaterialLot,
    MaterialLotProperty,
    MaterialProducedActual,
    MaterialSubLot,
    OperationsPerformance,
    OperationsResponse,
    OperationsTestInformation,
    ProductionData,
    ProductionPerformance,
    ProductionResponse,
    ProductionSegmentResponse,
    PropertyMeasurement,
    QuantityValue,
    ResourceLocation,
    Result,
    SegmentData,
    SegmentResponse,
    TestResult,
    TransApplicationArea,
    Value,
    Verb,
    WorkPerformance,
    WorkResponse,
)
from isa95mom.simulate import VERSIONS, plant
from tests.support.official import complaints, needs_shared

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE = datetime(2026, 1, 5, 13, tzinfo=UTC)


def value(text: str, type: str | None = None, unit: str | None = None, key: str | None = None) -> Value:
    return Value(value_string=text, data_type=type, unit_of_measure=unit, key=key)


def lot(id: str = "L", **said: Any) -> MaterialLot:
    return MaterialLot(id=id, **said)


def property(id: str, *values: Value, **said: Any) -> MaterialLotProperty:
    return MaterialLotProperty(id=id, values=values, **said)


def data(id: str, *values: Value, **said: Any) -> SegmentData:
    return SegmentData(id=id, values=values, **said)


def actual(use: str | None, *lots: str, **said: Any) -> MaterialActual:
    return MaterialActual(material_use=use, material_lot_ids=lots, **said)


def report(*actuals: MaterialActual, response: dict[str, Any] | None = None, **said: Any) -> OperationsPerformance:
    segment = SegmentResponse(id="S", material_actuals=actuals, **said)
    return OperationsPerformance(
        id="P", operations_responses=[OperationsResponse(id="R", segment_responses=[segment], **(response or {}))]
    )


def read(*sources: Any, agreed: Agreement | None = None) -> Genealogy:
    return Genealogy.from_documents(sources, agreed=agreed)


def only(g: Genealogy) -> Event:
    (event,) = g.events
    return event


def codes(g: Genealogy) -> list[str]:
    return [finding.code for finding in g.findings]


# -- lots -------------------------------------------------------------------------------------------------------------


def test_what_a_lot_states() -> None:
    stated = lot(
        material_definition_id="FLOUR",
        status="released",
        disposition="UnRestricted",
        storage_location=ResourceLocation(
            location="STORE",
            location_type="Equipment",
            children=[ResourceLocation(location="SHELF-3", location_type="Equipment")],
        ),
        properties=[
            property("Supplier", value("MILL")),
            property("SupplierLot", value("S-77")),
            property("Moisture", value("12.50", "decimal", "P1")),
            property("Organic", value("true", "boolean")),
            property("Milled", value("2026-01-01T06:00:00+01:00", "dateTime")),
            property("Colour", value("white")),
            property("Ash", value("0.51", "decimal", None, "left"), value("0.53", "decimal")),
            property("Bag", children=[property("Weight", value("25", "decimal"))]),
            property("Empty", value(" ")),
        ],
    )
    g = read(stated)
    assert g.lot("L") == Lot(
        id="L",
        material="FLOUR",
        supplier="MILL",
        supplier_lot="S-77",
        location="SHELF-3",
        disposition="UnRestricted",
        properties={
            "Status": "released",
            "Moisture": Decimal("12.50"),
            "Moisture unit": "P1",
            "Organic": True,
            "Milled": datetime.fromisoformat("2026-01-01T06:00:00+01:00"),
            "Colour": "white",
            "Ash[left]": Decimal("0.51"),
            "Ash[2]": Decimal("0.53"),
            "Bag/Weight": Decimal(25),
        },
    )
    assert {type(said) for said in g.lot("L").properties.values()} == {str, Decimal, bool, datetime}
    assert str(g.lot("L").properties["Moisture"]) == "12.50"
    assert g.findings == ()
    assert g.find_lots(supplier_lot="S-77") == ("L",)


def test_values_that_are_not_of_their_type_stay_texts() -> None:
    g = read(
        lot(
            properties=[
                property("A", value("12,5", "decimal")),
                property("B", value("2026-01-01T06:00:00", "dateTime")),
            ]
        )
    )
    assert g.lot("L").properties == {"A": "12,5", "B": "2026-01-01T06:00:00"}
    assert [str(finding) for finding in g.findings] == [
        "/MaterialLot[L]: '12,5' is not a decimal number; it stays a text [not-of-its-type]",
        "/MaterialLot[L]: 2026-01-01T06:00:00 has no offset from UTC; it stays a text [no-offset]",
    ]


def test_other_names_may_be_agreed() -> None:
    stated = lot(status="frei", properties=[property("Lieferant", value("MILL")), property("Supplier", value("X"))])
    agreed = Agreement(supplier="Lieferant", dispositions={"frei": "UnRestricted"})
    assert read(stated, agreed=agreed).lot("L") == Lot(
        id="L", supplier="MILL", disposition="UnRestricted", properties={"Status": "frei", "Supplier": "X"}
    )
    with pytest.raises(GenealogyError, match="'Baking' is to be 'bake', which is not a kind of event: receive, "):
        Agreement(kinds={"Baking": "bake"})


def test_what_lasts_is_not_contradicted() -> None:
    g = read(
        lot(material_definition_id="FLOUR", properties=[property("Supplier", value("MILL"))]),
        lot(material_definition_id="SALT", properties=[property("Supplier", value("MINE"))]),
    )
    assert (g.lot("L").material, g.lot("L").supplier) == ("FLOUR", "MILL")
    assert [finding.message for finding in g.findings] == [
        "material of L is SALT, but FLOUR is stated too and stays",
        "supplier of L is MINE, but MILL is stated too and stays",
    ]
    assert set(codes(g)) == {"contradicting-values"}


def test_what_changes_is_as_recorded_last() -> None:
    early = lot(storage_location_id="A", status="blocked", disposition="Restricted", published_date=NOON)
    late = lot(storage_location_id="B", status="released", disposition="UnRestricted", published_date=ONE)
    for sources in ((early, late), (late, early)):
        g = read(*sources)
        assert (g.lot("L").location, g.lot("L").disposition) == ("B", "UnRestricted")
        assert g.lot("L").properties == {"Status": "released"}
        assert g.findings == ()
    again = lot(storage_location_id="A", published_date=ONE.replace(hour=20))
    for order in ((early, again, late), (late, early, again), (early, late, again)):
        assert read(*order).lot("L").location == "A"
    undated = lot(storage_location_id="C")
    g = read(early, undated)
    assert g.lot("L").location == "A"
    assert codes(g) == ["contradicting-values"]
    g = read(early, lot(storage_location_id="C", published_date=NOON))
    assert (g.lot("L").location, codes(g)) == ("A", ["contradicting-values"])


def test_a_sublot_is_of_the_material_of_its_lot() -> None:
    pallet = MaterialSubLot(
        id="L.1", status="shipped", storage_location_id="DOCK", children=[MaterialSubLot(id="L.1.1")]
    )
    g = read(MaterialInformation(material_lots=[lot(material_definition_id="BREAD", material_sub_lots=[pallet])]))
    assert g.lot("L.1") == Lot(id="L.1", material="BREAD", location="DOCK", properties={"Status": "shipped"})
    assert g.lot("L.1.1").material == "BREAD"
    inner_first = [MaterialSubLot(id="2", material_lot_id="1"), MaterialSubLot(id="1", material_lot_id="0")]
    g = read(*inner_first, lot("0", material_definition_id="BREAD"))
    assert [g.lot(id).material for id in ("0", "1", "2")] == ["BREAD"] * 3


def test_actuals_tell_what_their_lots_are() -> None:
    made = actual("Produced", "L", material_sub_lot_ids=["L.1"], material_definition_ids=["BREAD"])
    g = read(report(made, actual("Consumed", "A", "B", material_definition_ids=["X", "Y"])))
    assert (g.lot("L").material, g.lot("L.1").material, g.lot("A").material) == ("BREAD", "BREAD", None)
    assert codes(g) == ["several-materials"]


# -- tests of lots ----------------------------------------------------------------------------------------------------


def test_results_of_tests() -> None:
    old = TestResult(id="ACIDITY", results=[Result(value_string="pass", data_type="string")])
    new = TestResult(
        id="T-1",
        testable_object_id="L",
        evaluated_criterion_result="fail",
        property_measurements=[
            PropertyMeasurement(id="1", testable_object_property_ids=["pH"], value=value("4.10", "decimal", "Q30")),
            PropertyMeasurement(id="Fat", value=value("3.5", "decimal")),
        ],
    )
    at_work = TestResult(id="TASTE", evaluated_criterion_result="good")
    unknown = [TestResult(id="T-2", testable_object_id="OVEN-2"), TestResult(id="T-3")]
    g = read(
        OperationsTestInformation(test_results=[new, *unknown]),  # before the lot is known
        lot(properties=[property("pH", value("4.10", "decimal", "Q30"), test_results=[old])]),
        report(actual("Produced", "L", test_results=[at_work])),
    )
    assert g.lot("L").properties == {
        "pH": Decimal("4.10"),
        "pH unit": "Q30",
        "ACIDITY": "pass",
        "TASTE": "good",
        "T-1": "fail",
        "Fat": Decimal("3.5"),
    }
    assert [str(finding) for finding in g.findings] == [
        "/OperationsTestInformation/TestResult[T-2]: it is the result of a test of OVEN-2, which is not a lot here "
        "[test-of-no-lot]",
        "/OperationsTestInformation/TestResult[T-3]: it is the result of a test of nothing that it names "
        "[test-of-no-lot]",
    ]


# -- events -----------------------------------------------------------------------------------------------------------


def test_what_a_segment_states_of_its_event() -> None:
    g = read(
        report(
            actual("Consumed", "A", storage_location_id="SILO"),
            actual(
                "Produced",
                "B",
                storage_location_id="RACK",
                properties=[
                    MaterialActualProperty(id="Moisture", values=[value("3", "decimal")]),
                    MaterialActualProperty(id="Grade", values=[value("1")], material_lot_property_id="Grade"),
                ],
            ),
            process_segment_ids=["Baking"],
            segment_data=[
                data("Temperature", value("231.5", "decimal", "CEL"), children=[data("Zone", value("2"))]),
                data("Supplier", value("MILL")),
            ],
            equipment_actuals=[
                EquipmentActual(
                    equipment_ids=["OVEN"],
                    properties=[EquipmentActualProperty(id="Speed", values=[value("5", "decimal")])],
                    children=[EquipmentActual(equipment_ids=["OVEN/BELT"])],
                )
            ],
            response={"operations_request_ids": ["ORDER-1"]},
        )
    )
    event = only(g)
    assert (event.kind, event.order, event.location, event.party) == (EventKind.PRODUCE, "ORDER-1", "RACK", "MILL")
    assert event.equipment == ("OVEN", "OVEN/BELT")
    assert event.parameters == {
        "Temperature": Decimal("231.5"),
        "Temperature unit": "CEL",
        "Temperature/Zone": "2",
        "OVEN/Speed": Decimal(5),
        "B/Moisture": Decimal(3),
    }
    assert event.evidence == "/OperationsPerformance[P]/OperationsResponse[R]/SegmentResponse[S]"
    assert g.lot("B").properties == {"Grade": "1"}
    assert g.findings == ()


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ({"response": {"operations_request_ids": ["A"]}, "operations_request_ids": ["B"]}, "B"),
        ({"response": {"operations_request_ids": ["A"]}, "operations_request_ids": ["B", "C"]}, None),
        ({}, None),
    ],
)
def test_the_order_nearest_to_the_lots_counts(said: dict[str, Any], order: str | None) -> None:
    g = read(report(actual("Produced", "L"), **said))
    assert only(g).order == order
    assert codes(g) == (["several-orders"] if len(said.get("operations_request_ids", ())) > 1 else [])


def test_job_orders_and_old_requests() -> None:
    job = JobResponse(
        id="J", job_order_id="JO", material_actuals=[actual("Produced", "A")], data=[data("T", value("1"))]
    )
    ordered = only(
        read(WorkPerformance(work_responses=[WorkResponse(id="W", work_request_id="WR", job_responses=[job])]))
    )
    assert (ordered.order, ordered.parameters) == ("JO", {"T": "1"})
    job.job_order_id = None
    assert only(read(WorkResponse(id="W", work_request_id="WR", job_responses=[job]))).order == "WR"
    segment = ProductionSegmentResponse(
        id="S",
        material_produced_actuals=[MaterialProducedActual(material_lot_ids=["B"], material_definition_ids=["M"])],
        production_data=[ProductionData(id="Customer", values=[value("SHOP")])],
    )
    old = read(ProductionResponse(id="R", production_request_id="PR", segment_responses=[segment]))
    assert (only(old).order, only(old).party, old.lot("B").material) == ("PR", "SHOP", "M")


def test_kinds_are_agreed_by_segment_and_only_where_the_lines_fit() -> None:
    g = read(report(actual("Consumed", "A", storage_location_id="DOCK"), process_segment_ids=["Shipping"]))
    assert (only(g).kind, only(g).location) == (EventKind.SHIP, "DOCK")
    g = read(report(actual("Produced", "A"), process_segment_ids=["Shipping"]))
    assert only(g).kind is EventKind.PRODUCE
    assert [str(finding) for finding in g.findings] == [
        "/OperationsPerformance[P]/OperationsResponse[R]/SegmentResponse[S]: Shipping is agreed to be ship, but A came "
        "out; it is produce here [kind-does-not-fit]"
    ]
    agreed = Agreement(kinds={"Mixing": "blend"})
    mixed = report(actual("Consumed", "A"), actual("Produced", "B"), operations_segment_ids=["Mixing"])
    assert only(read(mixed, agreed=agreed)).kind is EventKind.BLEND
    assert only(read(mixed)).kind is EventKind.PRODUCE


def test_cleaning_needs_no_lot() -> None:
    cleaning = report(
        process_segment_ids=["Cleaning"],
        actual_end_time=NOON,
        equipment_actuals=[EquipmentActual(equipment_ids=["TUB"])],
    )
    g = read(cleaning)
    assert (only(g).kind, only(g).equipment, only(g).effective) == (EventKind.CLEAN, ("TUB",), NOON)
    assert len(read(report(process_segment_ids=["Heating"])).events) == 0


def test_several_places() -> None:
    g = read(report(actual("Produced", "A", storage_location_id="X"), actual("Produced", "B", storage_location_id="Y")))
    assert only(g).location is None
    assert [finding.message for finding in g.findings] == ["its lots are at X, Y; an event has one location"]


def test_parameters_are_not_contradicted() -> None:
    pieces = [
        report(actual("Consumed", "A"), segment_data=[data("T", value(v)), data("Customer", value(v))]) for v in "12"
    ]
    g = read(*pieces)
    assert (only(g).parameters, only(g).party) == ({"T": "1"}, "1")
    assert codes(g) == ["contradicting-values", "contradicting-values", "reported-in-pieces"]


def test_evidence_is_the_document_and_the_message(tmp_path: Path) -> None:
    made = report(actual("Produced", "A", id="1"), process_segment_ids=["X"])
    mom.write(made, tmp_path / "day.xml", version=mom.Version.V0701)
    assert only(read(tmp_path / "day.xml")).evidence == (
        "day.xml#/OperationsPerformance[P]/OperationsResponse[R]/SegmentResponse[S]"
    )
    area = TransApplicationArea(creation_date_time=NOON, bod_id="BOD-7")
    message = mom.Message(
        verb=Verb.SYNC, noun="OperationsPerformance", application_area=area, objects=[made], release_id="1"
    )
    assert only(read(message)).evidence == "BOD-7"
    mom.write(message, tmp_path / "message.xml", version=mom.Version.V0701)
    assert only(read(tmp_path / "message.xml")).evidence == "message.xml#BOD-7"


# -- versions ---------------------------------------------------------------------------------------------------------

LATER_ONLY = frozenset(("ACIDITY", "FAT"))
"""Tests whose verdict is named by the test in old versions, and by the single result in new ones."""


def facts(g: Genealogy) -> dict[str, Any]:
    """What every version of the plant says alike: V0600 and older have no disposition, V0500 no word for samples."""
    assert {finding.code for finding in g.findings} == {"no-genealogy"}
    lots = {}
    for id in g.lots:
        said = g.lot(id)
        known = {name: v for name, v in said.properties.items() if name.partition("-")[0] not in LATER_ONLY}
        lots[id] = (said.material, said.supplier, said.supplier_lot, said.location, known)
    events = {
        e.id: e
        for e in g.events
        if " sample " not in str(e.id) and not str(e.id).rpartition("/")[2].startswith("Testing")
    }
    lines = Counter(line for line in g.lines if line.event in events)
    return {"lots": lots, "events": events, "lines": lines}


@pytest.fixture(scope="module")
def plants() -> dict[mom.Version, list[bytes]]:
    return {v: [mom.dumps(message, version=v) for _, message in plant(lots=80, version=v)] for v in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS[:-1], ids=str)
def test_a_plant_says_the_same_in_every_version(version: mom.Version, plants: dict[mom.Version, list[bytes]]) -> None:
    latest = facts(Genealogy.from_documents(plants[VERSIONS[-1]]))
    assert facts(Genealogy.from_documents(plants[version])) == latest
    kinds = Counter(event.kind for event in latest["events"].values())
    assert kinds[EventKind.RECEIVE] and kinds[EventKind.CLEAN] and kinds[EventKind.SUBDIVIDE]
    assert latest["lots"]["MILK-0001"][1] is not None


def test_dispositions_of_old_versions_by_agreement(plants: dict[mom.Version, list[bytes]]) -> None:
    agreed = Agreement(dispositions={"released": "UnRestricted", "blocked": "Restricted"})
    g = Genealogy.from_documents(plants[mom.Version.V0600], agreed=agreed)
    assert g.lot("MILK-0001").disposition == "UnRestricted"


def old_and_new(version: mom.Version) -> list[Noun]:
    """One baking, stated with the nouns of a version."""
    lots = MaterialInformation(
        id="I",
        material_definitions=[MaterialDefinition(id="FLOUR"), MaterialDefinition(id="BREAD")],
        material_lots=[
            MaterialLot(
                id="F-1",
                material_definition_id="FLOUR",
                status="released",
                properties=[
                    property("SupplierLot", value("S-1", "string", "")),
                    property("Moisture", value("12.5", "decimal", "P1")),
                ],
            )
        ],
    )
    if version >= mom.Version.V0700:
        lots.material_lots[0].storage_location = ResourceLocation(location="STORE", location_type="Equipment")
    else:
        lots.material_lots[0].storage_location_id = "STORE"
    new = version >= mom.Version.V0700
    said = [
        actual(
            use,
            id,
            id="1" if new else None,
            material_definition_ids=[material],
            quantities=[QuantityValue(quantity_string=amount, data_type="decimal", unit_of_measure=unit)],
        )
        for use, id, material, amount, unit in (
            ("Consumed", "F-1", "FLOUR", "10.50", "KGM"),
            ("Produced", "B-1", "BREAD", "20", "C62"),
        )
    ]
    who: dict[str, Any] = {
        "equipment_actuals": [
            EquipmentActual(
                id="1" if new else None,
                equipment_ids=["OVEN"],
                quantities=[QuantityValue(quantity_string="1", data_type="decimal", unit_of_measure="C62")],
            )
        ]
    }
    if version is mom.Version.V0401:
        old = ProductionSegmentResponse(
            id="S",
            process_segment_ids=["Baking"],
            actual_end_time=NOON,
            production_data=[ProductionData(id="Peak", values=[value("231", "decimal", "CEL")])],
            material_actuals=said,
            **who,
        )
        return [
            lots,
            ProductionPerformance(
                id="P",
                published_date=ONE,
                production_responses=[ProductionResponse(id="R", production_request_id="O-1", segment_responses=[old])],
            ),
        ]
    segment = SegmentResponse(
        id="S",
        process_segment_ids=["Baking"],
        actual_end_time=NOON,
        segment_data=[data("Peak", value("231", "decimal", "CEL"))],
        material_actuals=said,
        **who,
    )
    response = OperationsResponse(id="R", operations_request_ids=["O-1"], segment_responses=[segment])
    return [lots, OperationsPerformance(id="P", published_date=ONE, operations_responses=[response])]


@needs_shared
@pytest.mark.parametrize("version", list(mom.Version)[:5], ids=str)
def test_valid_documents_of_every_version_say_the_same(version: mom.Version) -> None:
    documents = [mom.dumps(noun, version=version) for noun in old_and_new(version)]
    for document in documents:
        assert complaints(str(version), document) == []
    g = Genealogy.from_documents(documents)
    assert g.findings == ()
    event = only(g)
    assert (event.id, event.kind, event.order) == ("P/R/S", EventKind.PRODUCE, "O-1")
    assert (event.effective, event.recorded, event.equipment) == (NOON, ONE, ("OVEN",))
    assert event.parameters == {"Peak": Decimal(231), "Peak unit": "CEL"}
    assert [(line.direction, line.lot, line.quantity, line.unit) for line in g.lines] == [
        ("in", "F-1", Decimal("10.50"), "KGM"),
        ("out", "B-1", Decimal(20), "C62"),
    ]
    assert g.lot("F-1") == Lot(
        id="F-1",
        material="FLOUR",
        supplier_lot="S-1",
        location="STORE",
        properties={"Status": "released", "Moisture": Decimal("12.5"), "Moisture unit": "P1"},
    )
    assert g.lot("B-1").material == "BREAD"


def test_real_lots(shared: Path) -> None:
    folder = shared / "corpus" / "V0401"
    names = ("INV-20121210175555-0001L0001_01", "LOT-20121210170718-0001L0001", "PES-20121229115825-53107")
    g = Genealogy.from_documents([next(folder.glob(f"*{name}.xml")) for name in names], lenient=True)
    assert g.lot("CRBN0001_LOT01") == Lot(
        id="CRBN0001_LOT01",
        material="CRBN0001",
        properties={"Status": "Valid", "ExpiryDate": datetime(2013, 12, 8, tzinfo=UTC)},
    )
    assert g.lot("430147330000056734").material == "CRBN0001"
    assert g.lot("CRBN0001_LOT01_01").properties == {"Status": "NotValid"}
    (weighing,) = (event for event in g.events if event.id == "53107/Weighing")
    assert weighing.parameters["430147330000056734/Indice"] == "0010"
    assert codes(g) == ["required-attribute"]
