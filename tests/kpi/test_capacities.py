"""Capabilities in documents of every version, and the load of equipment that they come to; numbers are by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom import kpi, model
from isa95mom.kpi import Agreement, Capacities, capacities_of, from_documents, from_frame
from isa95mom.kpi.folder import from_folder
from isa95mom.model import CapabilityType, MaterialUse
from isa95mom.tables.errors import ColumnError
from tests.support.random_documents import document, elements

START = datetime(2026, 3, 2, tzinfo=UTC)
VERSIONS = list(mom.Version)[:5]


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def amount(text: str, unit: str = "C62") -> model.QuantityValue:
    return model.QuantityValue(quantity_string=text, data_type="decimal", unit_of_measure=unit, key=None)


def able(
    type_: str | None, quantity: str, start: int | None = 0, end: int | None = 24, unit: str = "C62", **more: Any
) -> model.EquipmentCapability:
    return model.EquipmentCapability(
        id=more.pop("id", "E"),
        equipment_ids=more.pop("equipment", ["F1"]),
        capability_type=type_ if type_ is None else getattr(CapabilityType, type_.upper(), type_),
        start_time=None if start is None else at(start),
        end_time=None if end is None else at(end),
        quantities=[amount(quantity, unit)] if quantity else [],
        **more,
    )


def plan(*several: model.EquipmentCapability, **more: Any) -> model.OperationsCapability:
    return model.OperationsCapability(id="C", equipment_capabilities=several, **more)


def of_version(version: mom.Version, day: bool = True) -> bytes:
    """Of F1 600 are committed, 300 available, 100 unattainable; of F2 1500 in all, for the two days."""
    parts = [able("Committed", "600"), able("Available", "300"), able("Unattainable", "100")]
    total = able("Total", "1500", end=48, equipment=["F2"])
    root: Any = plan(*parts, total)
    if version is mom.Version.V0401:
        root = model.ProductionCapability(
            id="C", capability_type=CapabilityType.TOTAL, equipment_capabilities=[*parts, total]
        )
    return mom.dumps(root, version=version, on_loss="drop")  # capabilities of equipment have no ID before V0700


def performance() -> model.OperationsPerformance:
    """F1 made 700 on the first day, F2 600 on the first and 200 on the second."""
    made = (("F1", 8, "700"), ("F2", 8, "600"), ("F2", 32, "200"))
    responses = [
        model.SegmentResponse(
            id=str(number),
            actual_start_time=at(start),
            actual_end_time=at(start + 8),
            equipment_actuals=[model.EquipmentActual(equipment_ids=[name])],
            material_actuals=[
                model.MaterialActual(
                    material_definition_ids=["Cup"], material_use=MaterialUse.PRODUCED, quantities=[amount(text)]
                )
            ],
        )
        for number, (name, start, text) in enumerate(made)
    ]
    answer = model.OperationsResponse(
        id="R", operations_type=model.OperationsType.PRODUCTION, segment_responses=responses
    )
    return model.OperationsPerformance(
        id="P", operations_type=model.OperationsType.PRODUCTION, operations_responses=[answer]
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_load_in_every_version(version: mom.Version) -> None:
    """Half of the capacity of F2 is of each of the two days."""
    found = capacities_of(of_version(version))
    assert not found.findings
    assert found.table == {
        "equipment": ["F1", "F2"],
        "start": [at(0), at(0)],
        "end": [at(24), at(48)],
        "EPC": [Decimal(1000), Decimal(1500)],
    }
    columns = found.to_columns()
    assert columns["type"] == ["Committed", "Available", "Unattainable", "Total"]
    assert columns["quantity"] == [600, 300, 100, 1500]
    window = (at(0), at(48))
    terms = from_documents([of_version(version), performance()], by=("equipment", "day"), window=window)
    assert not terms.findings
    by_day = {
        (str(row["equipment"]), str(row["day"])): terms.select(equipment=row["equipment"], day=row["day"])
        for row in [{"equipment": e, "day": d} for e in ("F1", "F2") for d in (START.date(), at(24).date())]
    }
    loads = {key: each.result("Equipment_load_ratio").value for key, each in by_day.items()}
    assert loads["F1", "2026-03-02"] == Decimal("0.7")
    assert loads["F2", "2026-03-02"] == Decimal("0.8")
    assert round(loads["F2", "2026-03-03"] or 0, 10) == round(Decimal(200) / 750, 10)
    assert loads["F1", "2026-03-03"] is None  # nothing is stated of that day
    assert terms.roll_up(()).result("Equipment_load_ratio").value == Decimal("0.6")


@pytest.mark.parametrize("version", VERSIONS)
def test_segments_say_the_rest(version: mom.Version) -> None:
    """Type, times and reason are those of the segment capability, or of what holds it."""
    own: dict[str, Any] = {"start": None, "end": None}
    segment = model.ProcessSegmentCapability(
        id="S",
        process_segment_ids=["Fill"],
        capability_type=CapabilityType.TOTAL,
        start_time=at(0),
        end_time=at(8),
        reasons=["plan"],
        equipment_capabilities=[able("Total" if version is mom.Version.V0401 else None, "80", **own)],
    )
    root: Any
    if version is mom.Version.V0401:
        kind = CapabilityType.AVAILABLE
        root = model.ProductionCapability(id="C", capability_type=kind, process_segment_capabilities=[segment])
    else:
        root = model.OperationsCapability(id="C", process_segment_capabilities=[segment])
    found = capacities_of(mom.dumps(root, version=version, on_loss="drop"))
    assert not found.findings
    (each,) = found.stated
    assert (each.segment, each.type, each.start, each.end) == ("Fill", "Total", at(0), at(8))
    assert found.table["EPC"] == [80]


@pytest.mark.parametrize("version", VERSIONS[2:])
def test_work_capabilities(version: mom.Version) -> None:
    master = model.WorkMasterCapability(
        id="M",
        work_master_ids=["Recipe"],
        capability_type=CapabilityType.TOTAL,
        start_time=at(0),
        end_time=at(8),
        equipment_capabilities=[able(None, "80", None, None)],
    )
    root = model.WorkCapability(id="W", work_master_capabilities=[master])
    (each,) = capacities_of(mom.dumps(root, version=version, on_loss="drop")).stated
    assert (each.segment, each.ids[:2]) == ("Recipe", ("W", "M"))
    assert each.quantity == 80


def found(*several: Any, **options: Any) -> Capacities:
    return capacities_of([plan(*several)], **options)


def codes(capacities: Capacities) -> list[str]:
    return [finding.code for finding in capacities.findings]


def test_total_is_the_sum_of_its_parts() -> None:
    parts = [able("Committed", "600"), able("Available", "300"), able("Unattainable", "100")]
    assert found(*parts, able("Total", "1000")).findings == ()
    assert found(*parts[:2], able("Total", "1000")).findings == ()
    wrong = found(*parts, able("Total", "1100"))
    assert codes(wrong) == ["total-contradicts"]
    assert "committed 600 + available 300 + unattainable 100 is 1000; the total stays" in str(wrong.findings[0])
    assert wrong.table["EPC"] == [1100]
    assert codes(found(parts[0], able("Total", "500"))) == ["total-contradicts"]
    part = found(*parts[:2])
    assert codes(part) == ["no-total"]
    assert "is committed 600, available 300; unattainable is not stated, so that the total is not known" in str(
        part.findings[0]
    )
    assert not part.table
    agreed = Agreement(capable_unless_stated=True)
    assert found(*parts[:2], agreed=agreed).table["EPC"] == [900]
    assert found(able("Used", "700"), able("Unused", "300")).table["EPC"] == [1000]
    assert codes(found(able("Used", "700"), agreed=agreed)) == ["no-total"]
    # Committed until noon, available from then on: each part counts for its own time.
    shift = found(able("Committed", "400", 0, 12), able("Available", "500", 12, 24), agreed=agreed)
    assert shift.table["EPC"] == [400, 500]
    # What is committed in the morning is a part of what the day has in all.
    inside = found(able("Total", "1000"), able("Committed", "400", 0, 12))
    assert (codes(inside), inside.table["EPC"]) == ([], [1000])
    several = [able("Unattainable", "60", reason="cleaning"), able("Unattainable", "40", reason="repair")]
    assert found(*parts[:2], *several).table["EPC"] == [1000]


def test_what_does_not_count() -> None:
    assert codes(found(able("Total", "5", start=None))) == ["no-time"]
    assert codes(found(able("Total", "5", start=4, end=4))) == ["ends-before-start"]
    assert codes(found(able(None, "5"))) == ["no-capability-type"]
    assert codes(found(able("Rated", "5"))) == ["no-capability-type"]
    assert codes(found(able("Total", ""))) == ["no-quantity"]
    assert codes(found(able("Total", "many"))) == ["not-a-decimal", "no-quantity"]
    assert codes(found(able("Total", "8", unit="HUR"))) == ["capacity-in-time"]
    assert codes(found(able("Total", "5", equipment=["F1", "F2"]))) == ["no-equipment"]
    by_class = found(able("Total", "5", equipment=[], equipment_class_ids=["Filler"]))
    assert "the class Filler, and of no one piece of equipment" in str(by_class.findings[0])
    naive = able("Total", "5")
    naive.start_time = datetime(2026, 3, 2)
    assert codes(found(naive)) == ["no-offset", "no-time"]
    assert codes(found(able("Total", "5"), able("Total", "5"))) == ["duplicate"]
    again = found(able("Total", "5"), able("Total", "6"))
    assert (codes(again), again.table["EPC"]) == (["contradicting-values"], [5])
    twice = found(able("Total", "5"), able("Total", "2", 12, 36))
    assert (codes(twice), twice.table["EPC"]) == (["overlap"], [5])
    units = found(
        able("Total", "2", unit="KGM"), able("Total", "500", 24, 48, "GRM"), able("Total", "1", 48, 72, "LTR")
    )
    assert (codes(units), units.table["EPC"]) == (["unit-mismatch"], [2, Decimal("0.5")])
    assert capacities_of(plan(able("Total", "2", unit="KGM")), unit="GRM").table["EPC"] == [2000]
    assert codes(capacities_of(model.Equipment(id="F1"))) == ["no-capability"]


def test_alternatives_are_not_added() -> None:
    """F1 fills 100 or packs 50; which of them is its capacity is said where it is stated for the equipment itself."""
    segments = [
        model.ProcessSegmentCapability(
            process_segment_ids=[name],
            capability_type=CapabilityType.TOTAL,
            equipment_capabilities=[able(None, quantity)],
        )
        for name, quantity in (("Fill", "100"), ("Pack", "50"))
    ]
    either = capacities_of(model.OperationsCapability(id="C", process_segment_capabilities=segments))
    assert (codes(either), either.table["EPC"]) == (["several-segments"], [100])
    whole = capacities_of(plan(able("Total", "120"), process_segment_capabilities=segments))
    assert (codes(whole), whole.table["EPC"]) == ([], [120])


def test_units_of_products() -> None:
    """A capacity is in the unit in which products are counted."""
    sources = [plan(able("Total", "1", 0, 24, "KGM")), performance()]
    records = kpi.records_of(sources)
    assert "capacity" not in records.tables
    assert [finding.code for finding in records.findings] == ["unit-mismatch"]
    dozens = kpi.records_of([plan(able("Total", "100", 0, 24, "DZN")), performance()])
    assert dozens.tables["capacity"]["EPC"] == [1200]


def test_a_capacity_is_spread_evenly_and_exactly() -> None:
    capacity = {"equipment": ["F1"], "start": [at(0)], "end": [at(72)], "EPC": [Decimal("1000.1")]}
    window = (at(0), at(72))
    terms = from_frame(capacity=capacity, window=window, by=("day",))
    parts = [terms.row(number)["EPC"] for number in range(3)]
    assert [round(part or 0, 6) for part in parts] == [Decimal("333.366667")] * 3
    assert sum(part or 0 for part in parts) == Decimal("1000.1")
    assert terms.roll_up(()).row(0)["EPC"] == Decimal("1000.1")
    cut = from_frame(capacity=capacity, window=(at(36), at(72)), by=())
    assert cut.row(0)["EPC"] == Decimal("500.05")
    bad = {"equipment": ["F1", "F1"], "start": [at(5), at(0)], "end": [at(5), at(1)], "EPC": [1, -1]}
    codes_ = [finding.code for finding in from_frame(capacity=bad, window=window).findings]
    assert codes_ == ["ends-before-start", "negative-amount"]
    with pytest.raises(ColumnError, match="capacity: the column 'EPC' is missing"):
        from_frame(capacity={"equipment": ["F1"], "start": [at(0)], "end": [at(1)]}, window=window)


def test_a_folder_may_hold_capacities(tmp_path: Path) -> None:
    rows = "equipment,start,end,EPC\nF1,2026-03-02T00:00+00:00,2026-03-03T00:00+00:00,1200.5\n"
    (tmp_path / "capacity.csv").write_text(rows, encoding="utf-8")
    terms = from_folder(tmp_path, window=(at(0), at(12)), by=("equipment",))
    assert terms.row(0)["EPC"] == Decimal("600.25")


@pytest.mark.parametrize("version", VERSIONS)
def test_any_document_is_read(version: mom.Version) -> None:
    """Any valid document is read without an error; whatever says nothing is a finding."""
    for element in elements(str(version)):
        if "Capability" not in element or element.startswith(("Acknowledge", "Respond", "Cancel")):
            continue
        for seed in range(3):
            told = capacities_of([document(str(version), element, seed, size=200)])
            assert len({len(column) for column in told.table.values()} | {0}) <= 2
