"""What is stated of events and lots by one identification each: order, location, party, evidence, source, material."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from isa95mom.genealogy import ColumnError, Direction, Event, EventKind, Genealogy, GenealogyError, Line, Lot

RECEIPT = Event(
    id="receipt",
    kind=EventKind.RECEIVE,
    order="PO-7",
    location="STORE-1",
    party="MILLER",
    evidence="delivery note 12",
    source="scanner 3",
    sequence=41,
)
PLAIN = Event(id="plain", kind=EventKind.PRODUCE)
SHIPMENT = Event(id="shipment", kind=EventKind.SHIP, party="BAKER", sequence=0)
TAGS = ("order", "location", "party", "evidence", "source", "sequence")


def out(event: str, lot: str) -> Line:
    return Line(event=event, direction=Direction.OUT, lot=lot)


def added() -> Genealogy:
    g = Genealogy()
    for event in (PLAIN, RECEIPT, SHIPMENT):
        g.add(event, out(str(event.id), "FLOUR-7"))
    g.describe(Lot(id="FLOUR-7", material="FLOUR", location="STORE-1", disposition="UnRestricted"))
    return g


def tables() -> tuple[dict[str, Any], dict[str, Any]]:
    events = (PLAIN, RECEIPT, SHIPMENT)
    names = [event.id for event in events]
    told: dict[str, Any] = {"event": names, "kind": [event.kind for event in events]}
    told |= {name: [getattr(event, name) for event in events] for name in TAGS}
    return told, {"event": names, "direction": ["out"] * 3, "lot": ["FLOUR-7"] * 3}


def test_added_and_read_as_columns_are_the_same() -> None:
    assert added().events == (PLAIN, RECEIPT, SHIPMENT)
    assert Genealogy.from_columns(*tables()).events == (PLAIN, RECEIPT, SHIPMENT)


def test_added_behind_columns_and_columns_behind_added() -> None:
    g = Genealogy.from_columns(*tables())
    g.add(Event(id="bare", kind=EventKind.CLEAN))
    later = Event(id="later", kind=EventKind.SHIP, party="MILLER", sequence=7)
    g.add(later, out("later", "FLOUR-8"))
    assert g.event("bare") == Event(id="bare", kind=EventKind.CLEAN)
    assert g.event("later") == later
    told, lines = tables()
    told["event"] = lines["event"] = ["a", "b", "c"]
    g.add_columns(told, lines)
    assert [event.party for event in g.events] == [None, "MILLER", "BAKER", None, "MILLER", None, "MILLER", "BAKER"]
    assert [event.sequence for event in g.events] == [None, 41, 0, None, 7, None, 41, 0]


@pytest.mark.parametrize("make", [pytest.param("pandas"), pytest.param("polars"), pytest.param("pyarrow")])
def test_frames(make: str) -> None:
    library = pytest.importorskip(make)
    frame = library.table if make == "pyarrow" else library.DataFrame
    events, lines = tables()
    events["kind"] = [str(kind) for kind in events["kind"]]
    assert Genealogy.from_columns(frame(events), frame(lines)).events == (PLAIN, RECEIPT, SHIPMENT)


def test_saved_and_opened(tmp_path: Path) -> None:
    g = added()
    g.save(tmp_path)
    again = Genealogy.open(tmp_path, verify=True)
    assert again.events == g.events
    assert again.lot("FLOUR-7") == g.lot("FLOUR-7")
    again.describe(Lot(id="FLOUR-7", supplier="MILLER"))  # behind and within what is mapped from the files
    again.describe(Lot(id="FLOUR-9", material="FLOUR"))
    again.add(Event(id="next", kind=EventKind.SHIP, party="MILLER", sequence=42))
    assert again.event("next").party == "MILLER"
    assert again.find_lots(material="FLOUR") == ("FLOUR-7", "FLOUR-9")
    assert again.lot("FLOUR-7").supplier == "MILLER"
    again.save(tmp_path)
    assert Genealogy.open(tmp_path, verify=True).events == again.events


def test_contradictions_name_their_row() -> None:
    events, lines = tables()
    lots = {"lot": ["FLOUR-7", "FLOUR-8", "FLOUR-7"], "material": ["FLOUR", None, "SALT"]}
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_columns(events, lines, lots=lots)
    assert str(caught.value).startswith("lots: column 'material', row ")
    assert "is said to be 'SALT' and also 'FLOUR'" in str(caught.value)
    g = added()
    with pytest.raises(GenealogyError, match="lot 'FLOUR-7': 'material' is said to be 'FLOUR' and also 'SALT'"):
        g.describe(Lot(id="FLOUR-7", material="SALT"))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"party": ["", None, None]}, "events: column 'party', row 0: the text is empty; an identification is needed"),
        ({"order": [None, 7, None]}, "events: column 'order', row 1: 7 is a int; a text is needed"),
        (
            {"sequence": [None, None, 1.5]},
            "events: column 'sequence', row 2: 1.5 is a float; a whole number of at most 64 bits is needed",
        ),
        (
            {"sequence": [None, True, 1]},
            "events: column 'sequence', row 1: True is a bool; a whole number of at most 64 bits is needed",
        ),
    ],
)
def test_columns_that_do_not_fit(changed: dict[str, Any], message: str) -> None:
    events, lines = tables()
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_columns(events | changed, lines)
    assert str(caught.value) == message
    said: dict[str, Any] = {
        name: next(value for value in values if value is not None) for name, values in changed.items()
    }
    with pytest.raises(GenealogyError, match="event 'x': "):
        Genealogy().add(Event(id="x", kind=EventKind.SHIP, **said))
