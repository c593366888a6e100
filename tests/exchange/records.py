"""Records to hand to others and read again: every kind of event, every kind of fact, names that are hard to write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from isa95mom.genealogy import Direction, Event, EventKind, Genealogy, Line, Lot

NAMES = st.one_of(
    st.sampled_from(
        ["L-1", "L 2", "A/B", "urn:epc:id:sgtin:0614141.112345.400", "number:7", "ü%20", "urn:isa95mom:lot:X"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
)
OFFSETS = st.sampled_from([0, 3600, -18000, 20700, 12345]).map(lambda s: timezone(timedelta(seconds=s)) if s else UTC)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=OFFSETS).map(
    lambda time: time.replace(fold=0)
)
AMOUNTS = st.one_of(
    st.none(), st.decimals(-1000, 10**9, allow_nan=False, places=3), st.sampled_from([Decimal("0.10"), Decimal("1E+6")])
)
UNITS = st.sampled_from([None, "KGM", "kg", "C62", "barrels of ours"])
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, allow_nan=False),
    TIMES,
)
FACTS = st.dictionaries(NAMES, VALUES, max_size=3)


@st.composite
def genealogies(draw: Any, undated: bool = False) -> Genealogy:
    """Any record: a few events of any kinds over a few lots, some corrected."""
    lots = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    tags = st.none() | NAMES
    times = st.none() | TIMES if undated else TIMES
    made = Genealogy()
    correctable: list[str] = []
    for number in range(draw(st.integers(1, 5))):
        id = f"E{number}"
        corrects = draw(st.sampled_from([None, *correctable]))
        if corrects is not None:
            correctable.remove(corrects)
        correctable.append(id)
        event = Event(
            id=id,
            kind=draw(st.sampled_from(EventKind)),
            effective=draw(times),
            recorded=draw(st.none() | TIMES),
            equipment=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
            person=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
            order=draw(tags),
            location=draw(tags),
            party=draw(tags),
            evidence=draw(tags),
            source=draw(tags),
            sequence=draw(st.none() | st.integers(0, 99)),
            supersedes=corrects,
            parameters=draw(FACTS),
        )
        lines = draw(st.lists(st.tuples(st.booleans(), st.sampled_from(lots), AMOUNTS, UNITS), max_size=5))
        made.add(
            event,
            *(
                Line(event=id, direction=Direction.OUT if out else Direction.IN, lot=lot, quantity=quantity, unit=unit)
                for out, lot, quantity, unit in lines
            ),
        )
    for lot in draw(st.lists(st.sampled_from(lots), unique=True)):
        made.describe(
            Lot(
                id=lot,
                material=draw(tags),
                supplier=draw(tags),
                supplier_lot=draw(tags),
                location=draw(tags),
                disposition=draw(tags),
                properties=draw(FACTS),
            )
        )
    return made


def stated(genealogy: Genealogy) -> list[Any]:
    """All that is on record, so that it is equal just where the records are: digits, types and offsets count.

    The order of facts, and of lots, says nothing.
    """
    return [
        [*sorted(plain(event, "parameters") for event in genealogy.events)],
        [(event.id, [repr(line) for line in genealogy.lines if line.event == event.id]) for event in genealogy.events],
        [*sorted(plain(genealogy.lot(id), "properties") for id in genealogy.lots)],
    ]


def plain(held: Event | Lot, facts: str) -> str:
    said: dict[str, Any] = {facts: {}}
    return f"{evolve(held, **said)!r} {sorted(map(repr, getattr(held, facts).items()))}"
