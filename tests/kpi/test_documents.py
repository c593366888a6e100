"""Raw records in documents of every version, and what they come to."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.kpi import Agreement, from_documents, records_of
from tests.support.random_documents import document, elements

HEAD = 'xmlns="http://www.mesa.org/xml/B2MML"'
T = datetime.fromisoformat


def response(id: str, start: str, end: str, inner: str, segment: str = "Fill", kind: str = "Production") -> str:
    return f"""<SegmentResponse><ID>{id}</ID>
      <ActualStartTime>2026-03-02T{start}:00+01:00</ActualStartTime><ActualEndTime>2026-03-02T{end}:00+01:00</ActualEndTime>
      <OperationsType>{kind}</OperationsType><ProcessSegmentID>{segment}</ProcessSegmentID>{inner}</SegmentResponse>"""


def data(name: str, value: str, of: str = "decimal") -> str:
    return (
        f"<SegmentData><ID>{name}</ID><Value><ValueString>{value}</ValueString><DataType>{of}</DataType></Value>"
        "</SegmentData>"
    )


def filler(quantity: str = "", unit: str = "C62", name: str = "F1", material: str = "Cup") -> str:
    made = f"""<MaterialActual><ID>1</ID><MaterialDefinitionID>{material}</MaterialDefinitionID>
      <MaterialUse>Produced</MaterialUse><Quantity><QuantityString>{quantity}</QuantityString><UnitOfMeasure>{unit}</UnitOfMeasure></Quantity></MaterialActual>"""
    return f"<EquipmentActual><ID>1</ID><EquipmentID>{name}</EquipmentID></EquipmentActual>{made if quantity else ''}"


def performance(*responses: str) -> bytes:
    return f"""<OperationsPerformance {HEAD}><ID>P</ID><OperationsType>Mixed</OperationsType>
      <OperationsResponse><ID>R</ID><OperationsType>Production</OperationsType><OperationsRequestID>O-1</OperationsRequestID>{"".join(responses)}
      </OperationsResponse></OperationsPerformance>""".encode()


SHIFT = performance(
    response("1", "06:00", "09:00", data("ScrapQuantity", "12") + filler("1200")),
    response("2", "09:00", "10:00", data("DowntimeReason", "gear", "string") + filler(), segment="Stop"),
    response("3", "10:00", "11:00", filler(), segment="Repair", kind="Maintenance"),
    response("4", "11:00", "14:00", data("GoodQuantity", "990") + data("ReworkQuantity", "10") + filler("1000")),
)
AGREED = Agreement(states={"Stop": "Breakdown"}, maintenance={"Repair": "corrective"})


def test_a_shift() -> None:
    terms = from_documents(SHIFT, agreed=AGREED, cycles={"PRI": [10]}, by=("equipment",))
    row = terms.row(0)
    assert [row[name] for name in ("APT", "ADET", "TTR", "FE")] == [6 * 3600, 7200, 7200, 1]
    assert [row[name] for name in ("PQ", "GQ", "SQ", "RQ")] == [2200, 2178, 12, 10]
    assert row["CMT"] == 3600  # once, though it is a state and maintenance work
    assert terms.result("OEE").value == Decimal(21_780) / Decimal(28_800)
    records = records_of(SHIFT, agreed=AGREED)
    assert records.tables["states"]["reason"] == [None, "gear", None, None]
    assert records.tables["orders"]["order"] == ["O-1"]
    by_order = from_documents(SHIFT, agreed=AGREED, by=("order",))
    assert by_order.select(order="O-1").row(0)["AOET"] == 8 * 3600


@pytest.mark.parametrize("version", list(mom.Version)[:5])
def test_every_version_says_the_same(version: mom.Version) -> None:
    """What a performance comes to is the same after it was converted."""
    plain = performance(
        response("1", "06:00", "09:00", data("ScrapQuantity", "12") + filler("1200")),
        response("2", "09:00", "10:00", filler(), segment="Stop"),
    ).replace(b"Mixed", b"Production")
    document_ = mom.read(plain)
    converted = mom.dumps(document_.root, version=version, on_loss="drop")
    one, other = (from_documents(each, agreed=AGREED, by=("equipment",)) for each in (plain, converted))
    for name in ("APT", "ADET", "FE", "PQ", "GQ", "SQ"):
        assert one.row(0)[name] == other.row(0)[name], name


def test_units_and_what_is_not_stated() -> None:
    found = records_of(
        performance(
            response("1", "06:00", "07:00", filler("2", "KGM", material="Milk")),
            response("2", "07:00", "08:00", filler("500", "GRM", material="Milk")),
            response("3", "08:00", "09:00", filler("1", "LTR", material="Milk")),
            response("4", "09:00", "10:00", filler(name="F2") + filler("1")),
        )
    )
    assert found.tables["production"]["PQ"] == [2, Decimal("0.5")]
    assert [finding.code for finding in found.findings] == ["unit-mismatch", "no-equipment"]
    assert "1 LTR does not convert to KGM" in str(found.findings[0])
    assert "SegmentResponse[4]" in found.findings[1].path
    terms = from_documents(performance(response("1", "06:00", "07:00", filler("5"))), by=())
    assert terms.row(0)["GQ"] is None if "GQ" in terms.names else True


def test_nested_responses_count_once() -> None:
    inner = response("1.1", "06:00", "07:00", filler("5")) + response("1.2", "07:00", "08:00", filler("5"))
    inner = inner.replace("SegmentResponse>", "SegmentResponseChild>")
    found = from_documents(performance(response("1", "06:00", "08:00", filler() + inner)), by=("equipment",))
    assert found.row(0)["APT"] == 7200
    assert found.row(0)["PQ"] == 10
    assert not [finding for finding in found.findings if finding.code == "overlap"]


CALENDAR = f"""<WorkCalendarInformation {HEAD}><WorkCalendar><ID>C</ID>
  <WorkCalendarEntry><ID>Early</ID><StartDateTime>2026-03-02T06:00:00+01:00</StartDateTime>
    <FinishDateTime>2026-03-02T14:00:00+01:00</FinishDateTime><EntryType>Shift</EntryType>
    <WorkCalendarEntryChild><ID>B</ID><StartDateTime>2026-03-02T09:00:00+01:00</StartDateTime>
      <FinishDateTime>2026-03-02T09:30:00+01:00</FinishDateTime><EntryType>Break</EntryType></WorkCalendarEntryChild>
  </WorkCalendarEntry>
  <WorkCalendarEntry><ID>X</ID><EntryType>Party</EntryType></WorkCalendarEntry>
</WorkCalendar></WorkCalendarInformation>""".encode()


def test_calendars() -> None:
    window = (T("2026-03-02T00:00+01:00"), T("2026-03-03T00:00+01:00"))
    terms = from_documents([SHIFT, CALENDAR], agreed=AGREED, by=("equipment", "shift"), window=window)
    row = terms.select(shift="Early").row(0)
    assert (row["POT"], row["PBT"]) == (Decimal(8 * 3600), Decimal(7 * 3600 + 1800))
    assert "what an entry of the type 'Party' plans is not agreed" in "".join(map(str, terms.findings))


EVENTS = f"""<OperationsEventInformation {HEAD}><ID>I</ID>
  <OperationsEvent><ID>1</ID><HierarchyScope><EquipmentID>F1</EquipmentID>
    <EquipmentElementLevel>WorkUnit</EquipmentElementLevel></HierarchyScope>
    <EffectiveTimeStamp>2026-03-02T06:00:00+01:00</EffectiveTimeStamp><Category>Started</Category></OperationsEvent>
  <OperationsEvent><ID>2</ID><HierarchyScope><EquipmentID>F1</EquipmentID>
    <EquipmentElementLevel>WorkUnit</EquipmentElementLevel></HierarchyScope>
    <EffectiveTimeStamp>2026-03-02T08:00:00+01:00</EffectiveTimeStamp><Category>Stopped</Category></OperationsEvent>
</OperationsEventInformation>""".encode()


def test_events_begin_states() -> None:
    agreed = Agreement(states={"Started": "Production", "Stopped": "Breakdown"})
    found = records_of(EVENTS, agreed=agreed)
    if not found.tables:
        pytest.fail(str(found.findings))
    terms = from_documents(EVENTS, agreed=agreed, by=(), as_of=T("2026-03-02T09:00+01:00"))
    assert (terms.row(0)["APT"], terms.row(0)["ADET"]) == (Decimal(7200), Decimal(3600))
    assert terms.provisional.tolist() == [1]


WORDS = ("Performance", "Response", "OperationsEvent", "WorkRecord", "WorkCalendar")


@pytest.mark.parametrize("version", list(mom.Version)[:5])
def test_any_document_is_read(version: mom.Version) -> None:
    """Any valid document is read without an error; whatever says nothing is a finding."""
    for element in elements(str(version)):
        if not any(word in element for word in WORDS) or element.startswith(("Acknowledge", "Respond", "Cancel")):
            continue
        found: Any = records_of([document(str(version), element, 1, size=120)])
        for columns in found.tables.values():
            assert len({len(column) for column in columns.values()}) == 1
