"""Events of lots as EPCIS 2.0: what goes out is valid and comes back exactly; what others write is read."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from isa95mom import DocumentError, simulate
from isa95mom.exchange import Naming, NamingError, epcis
from isa95mom.genealogy import Event, EventKind, Genealogy, GenealogyError, Lot
from tests.exchange.records import genealogies, stated
from tests.support.tables import ROOT

SCHEMA = ROOT / ".cache" / "epcis" / "package" / "src" / "schema" / "EPCISDocument.schema.json"
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def official() -> Any:
    """The validator of the JSON Schema that GS1 publishes."""
    if not SCHEMA.is_file():
        pytest.skip("the JSON Schema of EPCIS 2.0 is not there; .ci/run fetches it")
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    assert {"uri", "date-time"} <= set(checker.checkers)
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text()), format_checker=checker)


def problems(document: Any) -> list[str]:
    found = []
    for error in official().iter_errors(document):
        while error.context:
            error = max(error.context, key=lambda inner: len(inner.path))
        found.append(f"{list(error.path)}: {error.message[:200]}")
    return found


def plant(kind: Any, **rest: Any) -> Genealogy:
    return simulate.genealogy(
        lots=150, kind=kind, corrections=0.05, late=0.1, unmeasured=0.05, faults=0.02, **rest
    ).genealogy()


@pytest.mark.parametrize("kind", ["discrete", "batch", "continuous", "mixed"])
def test_plants_are_valid_and_come_back(kind: str) -> None:
    g = plant(kind, ids="text")
    text = epcis.dumps(g, undated=LONG_AGO)
    assert problems(json.loads(text)) == []
    assert stated(epcis.read(text.encode())) == stated(g)


@given(genealogies(undated=True))
@settings(max_examples=150, deadline=None)
def test_any_record_comes_back(g: Genealogy) -> None:
    again = epcis.read(epcis.dumps(g, undated=LONG_AGO).encode())
    assert stated(again) == stated(g)
    assert again.findings == ()


@given(genealogies(undated=True))
@settings(max_examples=60, deadline=None)
def test_any_record_is_valid(g: Genealogy) -> None:
    assert problems(json.loads(epcis.dumps(g, undated=LONG_AGO))) == []


@pytest.mark.parametrize("kind", ["discrete", "batch", "continuous"])
def test_what_it_means_to_others_is_the_same_trace(kind: str) -> None:
    """Without our own properties, an event means the same joins of lots."""
    g = simulate.genealogy(lots=120, kind=kind, ids="text", unmeasured=0.2).genealogy()  # type: ignore[arg-type]
    document = json.loads(epcis.dumps(g))
    for event in document["epcisBody"]["eventList"]:
        for name in [name for name in event if name.startswith("isa95:") and name != "isa95:base"]:
            del event[name]
    plain = epcis.read(json.dumps(document).encode())
    for lot in g.lots:
        assert set(plain.trace_back(lot).lots) == set(g.trace_back(lot).lots)
        assert set(plain.trace_forward(lot).lots) == set(g.trace_forward(lot).lots)


def test_views_and_traces(tmp_path: Path) -> None:
    g = plant("batch", ids="text")
    trace = g.trace_back(g.lots[-1])
    epcis.write(trace, tmp_path / "trace.jsonld", created=CREATED)
    again = epcis.read(tmp_path / "trace.jsonld")
    assert set(again.lots) == set(trace.lots)
    assert {event.id for event in again.events} == {event.id for event in trace.events}
    assert set(again.trace_back(g.lots[-1]).lots) == set(trace.lots)
    assert (tmp_path / "trace.jsonld").read_text() == epcis.dumps(trace, created=CREATED)


def test_numbers_stay_as_they_were_stated() -> None:
    g = Genealogy.from_columns(
        {"event": ["E"], "kind": ["receive"], "effective": [CREATED]},
        {"event": ["E"], "direction": ["out"], "lot": ["L"], "quantity": [Decimal("0.10")], "unit": ["KGM"]},
    )
    assert '"quantity": 0.10, "uom": "KGM"' in epcis.dumps(g)


def test_an_event_without_a_time() -> None:
    g = Genealogy.from_edges(["A"], ["B"])
    with pytest.raises(GenealogyError, match=r"^event 'edge 0' has no time, and every event of EPCIS has one"):
        epcis.dumps(g)


def test_names_by_gs1() -> None:
    naming = Naming(base="https://id.dairy.example/", gtins={"Yoghurt": "00614141123452"})
    g = Genealogy.from_columns(
        {"event": ["E"], "kind": ["ship"], "effective": [CREATED]},
        {"event": ["E"], "direction": ["in"], "lot": ["Y/7"]},
        lots={"lot": ["Y/7"], "material": ["Yoghurt"]},
    )
    text = epcis.dumps(g, naming=naming)
    assert "https://id.gs1.org/01/00614141123452/10/Y%2F7" in text
    assert stated(epcis.read(text.encode(), naming=naming)) == stated(g)
    others = text.replace("https://id.gs1.org/01/00614141123452/10/Y%2F7", "urn:epc:class:lgtin:0614141.012345.Y%2F7")
    assert epcis.read(others.encode(), naming=naming).lot("Y/7").material == "Yoghurt"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"base": "dairy"}, "'dairy' is no URI"),
        ({"gtins": {"Milk": "00614141123450"}}, "'Milk': '00614141123450' is no GTIN"),
        ({"gtins": {"A": "00614141123452", "B": "00614141123452"}}, "two materials have one GTIN"),
    ],
)
def test_no_naming(arguments: Any, said: str) -> None:
    with pytest.raises(NamingError, match=said):
        Naming(**arguments)


def test_two_lots_of_one_name() -> None:
    g = Genealogy.from_edges(["https://id.gs1.org/01/00614141123452/10/L"], ["L"], time=[CREATED])
    g.describe(Lot(id="L", material="Milk"))
    with pytest.raises(NamingError, match="would name"):
        epcis.dumps(g, naming=Naming(gtins={"Milk": "00614141123452"}))


# -- documents of others ----------------------------------------------------------------------------------------------


def others(*events: dict[str, Any], **rest: Any) -> bytes:
    said = {"eventTime": "2026-03-01T10:00:00.000+01:00", "eventTimeZoneOffset": "+01:00"}
    return json.dumps(
        {
            "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-03-01T12:00:00Z",
            "epcisBody": {"eventList": [said | event for event in events]},
            **rest,
        }
    ).encode()


MILK = "urn:epc:class:lgtin:4012345.012345.M1"
CULTURE = "urn:epc:class:lgtin:4012345.012346.C1"
YOGHURT = "https://id.gs1.org/01/04012345999990/10/Y1"
CUP = "urn:epc:id:sgtin:4012345.011111.9876"
PALLET = "urn:epc:id:sscc:4012345.1111111111"
DAIRY: tuple[dict[str, Any], ...] = (
    {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": "receiving",
        "eventID": "urn:uuid:1",
        "quantityList": [{"epcClass": MILK, "quantity": 5000, "uom": "LTR"}],
        "bizLocation": {"id": "urn:epc:id:sgln:4012345.00001.0"},
        "sourceList": [{"type": "possessing_party", "source": "urn:epc:id:pgln:4099999.00000"}],
    },
    {
        "type": "TransformationEvent",
        "eventID": "urn:uuid:2",
        "inputQuantityList": [
            {"epcClass": MILK, "quantity": 900.50, "uom": "LTR"},
            {"epcClass": CULTURE, "quantity": 2, "uom": "KGM"},
        ],
        "outputQuantityList": [{"epcClass": YOGHURT, "quantity": 890, "uom": "KGM"}],
        "bizStep": "commissioning",
        "readPoint": {"id": "urn:epc:id:sgln:4012345.00001.T1"},
        "ilmd": {"cbvmda:itemExpirationDate": "2026-04-01", "dairy:fat": 3.5},
        "dairy:recipe": {"name": "mild"},
        "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 42.5, "uom": "CEL"}]}],
    },
    {
        "type": "AggregationEvent",
        "action": "ADD",
        "eventID": "urn:uuid:3",
        "bizStep": "packing",
        "parentID": PALLET,
        "childEPCs": [CUP],
        "childQuantityList": [{"epcClass": YOGHURT, "quantity": 400}],
        "bizTransactionList": [{"type": "prodorder", "bizTransaction": "urn:epc:id:gdti:4012345.00005.O1"}],
    },
    {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "eventID": "urn:uuid:4",
        "bizStep": "https://ref.gs1.org/cbv/BizStep-shipping",
        "epcList": [PALLET],
        "disposition": "in_transit",
        "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:4088888.00000"}],
    },
    {
        "type": "AggregationEvent",
        "action": "DELETE",
        "eventID": "urn:uuid:5",
        "bizStep": "unpacking",
        "parentID": PALLET,
    },
)


def test_a_document_of_others() -> None:
    document = others(*DAIRY)
    assert problems(json.loads(document)) == []
    g = epcis.read(document)
    events = {event.id: event for event in g.events}
    kinds = ["receive", "produce", "pack", "ship", "unpack"]
    assert [str(event.kind) for event in g.events] == kinds
    assert events["urn:uuid:1"].party == "urn:epc:id:pgln:4099999.00000"
    assert events["urn:uuid:1"].location == "urn:epc:id:sgln:4012345.00001.0"
    assert events["urn:uuid:1"].effective == datetime.fromisoformat("2026-03-01T10:00:00+01:00")
    assert events["urn:uuid:1"].effective.utcoffset() == timedelta(hours=1)
    made = events["urn:uuid:2"]
    assert made.equipment == ("urn:epc:id:sgln:4012345.00001.T1",)
    assert made.parameters == {
        "bizStep": "commissioning",
        "Temperature": Decimal("42.5"),
        "Temperature uom": "CEL",
        "dairy:recipe": '{"name": "mild"}',
    }
    assert g.lot(YOGHURT).properties == {"itemExpirationDate": "2026-04-01", "dairy:fat": Decimal("3.5")}
    assert events["urn:uuid:3"].order == "urn:epc:id:gdti:4012345.00005.O1"
    assert events["urn:uuid:4"].party == "urn:epc:id:pgln:4088888.00000"
    assert events["urn:uuid:4"].parameters == {"disposition": "in_transit"}
    assert set(g.trace_back(PALLET).lots) == {PALLET, CUP, YOGHURT, MILK, CULTURE}
    lines = {(line.event, str(line.direction), line.lot): (line.quantity, line.unit) for line in g.lines}
    assert lines["urn:uuid:2", "in", MILK] == (Decimal("900.5"), "LTR")
    assert lines["urn:uuid:3", "in", YOGHURT] == (Decimal(400), "C62")
    assert lines["urn:uuid:3", "in", CUP] == (Decimal(1), "C62")
    # The children of the emptied parent are those that were put in.
    assert lines["urn:uuid:5", "out", CUP] == (Decimal(1), "C62")
    assert [finding.code for finding in g.findings] == ["children-not-named"]
    assert stated(epcis.read(epcis.dumps(g).encode())) == stated(g)


def test_a_transformation_in_pieces() -> None:
    of = {"type": "TransformationEvent", "transformationID": "urn:uuid:batch-7"}
    g = epcis.read(
        others(
            of | {"inputQuantityList": [{"epcClass": MILK}], "eventID": "urn:uuid:a"},
            of | {"inputEPCList": [CUP], "eventID": "urn:uuid:b"},
            of | {"outputQuantityList": [{"epcClass": YOGHURT}], "eventTime": "2026-03-01T11:00:00+01:00"},
        )
    )
    (event,) = g.events
    assert event.kind is EventKind.PRODUCE
    assert event.effective == datetime.fromisoformat("2026-03-01T11:00:00+01:00")
    assert set(g.trace_back(YOGHURT).lots) == {YOGHURT, MILK, CUP}
    assert [finding.code for finding in g.findings] == ["in-pieces", "in-pieces"]


def test_errors_that_were_declared() -> None:
    wrong: dict[str, Any] = {
        "type": "ObjectEvent",
        "action": "ADD",
        "eventID": "urn:uuid:1",
        "quantityList": [{"epcClass": MILK, "quantity": 5, "uom": "KGM"}],
    }
    right = wrong | {"eventID": "urn:uuid:2", "quantityList": [{"epcClass": MILK, "quantity": 6, "uom": "KGM"}]}
    declared = {"declarationTime": "2026-03-02T00:00:00Z", "correctiveEventIDs": ["urn:uuid:2"]}
    void = wrong | {"errorDeclaration": declared}
    g = epcis.read(others(wrong, right, void))
    assert {event.id: event.supersedes for event in g.events} == {"urn:uuid:1": None, "urn:uuid:2": "urn:uuid:1"}
    assert [line.quantity for line in g.trace_back(MILK).lines] == [6]
    never: dict[str, Any] = {"declarationTime": "2026-03-02T00:00:00Z", "reason": "did_not_occur"}
    g = epcis.read(others(wrong | {"errorDeclaration": never}))
    assert [(event.id, event.supersedes) for event in g.events] == [
        ("urn:uuid:1", None),
        ("urn:uuid:1, withdrawn", "urn:uuid:1"),
    ]
    assert g.trace_back(MILK).events == ()


def test_several_documents_are_one_record(tmp_path: Path) -> None:
    for number, event in enumerate(DAIRY):
        (tmp_path / f"{number}.jsonld").write_bytes(others(event))
    g = epcis.read(sorted(tmp_path.glob("*.jsonld")))
    assert stated(g) == stated(epcis.read(others(*DAIRY)))
    with (tmp_path / "0.jsonld").open() as file:
        assert len(epcis.read(file).events) == 1


def test_an_event_by_itself_and_said_twice() -> None:
    assert len(epcis.read(json.dumps(json.loads(others(DAIRY[0]))["epcisBody"]["eventList"][0]).encode()).events) == 1
    g = epcis.read(others(DAIRY[0], DAIRY[0]))
    assert len(g.events) == 1
    assert [finding.code for finding in g.findings] == ["said-twice"]


BAD: list[tuple[dict[str, Any], str]] = [
    ({"type": "MagicEvent"}, "/epcisBody/eventList/0/type: 'MagicEvent' is not a type of event; the types are "),
    ({"type": "ObjectEvent", "action": "EAT"}, "/0/action: 'EAT' is not an action; ADD, OBSERVE or DELETE is needed"),
    ({"type": "ObjectEvent", "action": "ADD", "eventTime": "2026-03-01T10:00:00"}, "has no offset from UTC"),
    ({"type": "ObjectEvent", "action": "ADD", "eventTime": "yesterday"}, "'yesterday' is not a date-time of ISO 8601"),
    ({"type": "ObjectEvent", "action": "ADD", "eventTimeZoneOffset": "CET"}, "'CET' is not an offset such as +02:00"),
    ({"type": "ObjectEvent", "action": "ADD", "eventTimeZoneOffset": None}, "/eventTimeZoneOffset: it is missing"),
    ({"type": "ObjectEvent", "action": "ADD", "epcList": ["lot 7"]}, "/epcList/0: 'lot 7' is not a URI"),
    ({"type": "ObjectEvent", "action": "ADD", "epcList": "urn:x:1"}, "/epcList: 'urn:x:1' stands where a list is"),
    (
        {"type": "ObjectEvent", "action": "ADD", "quantityList": [{"epcClass": MILK, "quantity": "five"}]},
        "/epcisBody/eventList/0/quantityList/0/quantity: 'five' is not a number",
    ),
    (
        {"type": "ObjectEvent", "action": "ADD", "quantityList": [{"epcClass": MILK, "quantity": 5, "uom": "kilo"}]},
        "/quantityList/0/uom: 'kilo' is not a unit of UN/ECE Rec 20",
    ),
    ({"type": "ObjectEvent", "action": "ADD", "quantityList": [{"quantity": 5}]}, "/quantityList/0/epcClass: what the"),
    ({"type": "ObjectEvent", "action": "ADD", "readPoint": 7}, "/readPoint: Decimal('7') stands where an object"),
    (
        {"type": "ObjectEvent", "action": "ADD", "errorDeclaration": 7},
        "/errorDeclaration: Decimal('7') stands where an",
    ),
    ({"type": "ObjectEvent", "action": "ADD", "isa95:kind": "cook"}, "'cook' is not what isa95:kind can be"),
    ({"type": "ObjectEvent", "action": "ADD", "isa95:lines": [1]}, "is not what isa95:lines can be"),
]


@pytest.mark.parametrize(("event", "said"), BAD)
def test_bad_events(event: dict[str, Any], said: str) -> None:
    document = others(event)
    with pytest.raises(DocumentError) as caught:
        epcis.read(document)
    assert said in str(caught.value)
    g = epcis.read(document, lenient=True)
    assert g.findings
    assert all(finding.severity == "repair" for finding in g.findings)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"<EPCISDocument/>", "it is no JSON"),
        (b"[]", "a JSON object is needed"),
        (b'{"type": "EPCISDocument", "schemaVersion": "2.0", "x": NaN}', "NaN is not a number of JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b'{"type": "Person"}', "the type is 'Person'; 'EPCISDocument' is needed"),
        (
            b'{"type": "EPCISDocument", "schemaVersion": "1.2", "epcisBody": {"eventList": []}}',
            "it is '1.2', and EPCIS",
        ),
        (b'{"type": "EPCISDocument", "schemaVersion": "2.0"}', "/epcisBody/eventList: there is no list of events"),
        (b"\xff", "it is no JSON"),
    ],
)
def test_what_is_no_document(document: bytes, said: str) -> None:
    with pytest.raises(DocumentError) as caught:
        epcis.read(document)
    assert said in str(caught.value)


def test_corrections_in_a_ring() -> None:
    one: dict[str, Any] = {"type": "ObjectEvent", "action": "ADD", "epcList": [CUP]}
    declared = {"declarationTime": "2026-03-02T00:00:00Z"}
    ring = [
        one | {"eventID": f"urn:x:{a}", "errorDeclaration": declared | {"correctiveEventIDs": [f"urn:x:{b}"]}}
        for a, b in ((1, 2), (2, 1))
    ]
    with pytest.raises(DocumentError, match="would correct itself, by way of others"):
        epcis.read(others(*ring))


def test_written_into_a_file_that_is_open() -> None:
    file = io.StringIO()
    g = Genealogy()
    g.add(Event(id="E", kind=EventKind.CLEAN, effective=CREATED, equipment=("TANK-1",)))
    epcis.write(g, file, created=CREATED)
    assert '"type": "isa95:Event"' in file.getvalue()
    assert stated(epcis.read(file.getvalue().encode())) == stated(g)
