"""What can be wrong with single lines, events, lots and sources, whatever the others say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import numpy as np

from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.seen import LAST, Seen, several
from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.quantities import APART
from isa95mom.tables.quantities import NONE as NOTHING
from isa95mom.tables.times import MISSING, ticks
from isa95mom.values.units import unit_or_own

EXPIRY = "effective_end_date"
"""The property of a lot that says until when it may be used."""
NO_USE = (
    EventKind.SCRAP, EventKind.SAMPLE, EventKind.ADJUST, EventKind.TRANSFER, EventKind.RETURN, EventKind.UNPACK,
    EventKind.RELABEL, EventKind.CLEAN,
)  # fmt: skip
"""Kinds that take a lot, and do not use it."""
HARMLESS = (*NO_USE, EventKind.REWORK, EventKind.PACK, EventKind.DISASSEMBLE, EventKind.SUBDIVIDE)
"""Kinds that may take a restricted lot."""


def recorded_early(seen: Seen) -> Iterator[Finding]:
    """Events that were recorded before they happened."""
    recorded = seen.record.recorded.moment.array
    known = (recorded != MISSING) & (seen.moment != MISSING)
    events = seen.events[(known & (recorded + 2 * seen.slack < seen.moment))[seen.events]]
    for event in events.tolist():
        yield seen.finding(
            "recorded-before-effective",
            f"{seen.at(event)} was recorded before, at {seen.record.recorded[event]:%Y-%m-%dT%H:%M:%S%z}",
            events=[event],
        )


def orphans(seen: Seen) -> Iterator[Finding]:
    """Lots that were used and came from nowhere."""
    used = ~seen.out & ~seen.has_origin[seen.lot]
    for lot in np.unique(seen.lot[used]).tolist():
        places = seen.places(lot)
        uses = places[used[places]]
        events = seen.event[uses].tolist()
        yield seen.finding(
            "orphan",
            f"lot {seen.name(lot)!r} was used by {seen.at(events[0])}, and where it came from is not on record",
            lots=[lot],
            events=events,
            places=uses,
        )


def empty(seen: Seen) -> Iterator[Finding]:
    """Events without lines."""
    bounds = seen.record.bounds.array
    bare = bounds[2 * seen.events + 2] == bounds[2 * seen.events]
    bare &= seen.record.kind.array[seen.events] != NUMBER_OF_KIND[EventKind.CLEAN]
    for event in seen.events[bare].tolist():
        yield seen.finding("no-lines", f"{seen.at(event)} has no lines", events=[event])


def expired(seen: Seen) -> Iterator[Finding]:
    """Lots that were used after they expired."""
    until = np.full(len(seen.record.lots), LAST, dtype=np.int64)
    for lot, value in seen.record.properties.by_name.get(EXPIRY, {}).items():
        if isinstance(value, datetime):
            until[lot] = ticks(value)[0]
    late = ~seen.out & (seen.early[seen.event] > until[seen.lot]) & ~seen.of_kinds(NO_USE)
    for place in np.flatnonzero(late).tolist():
        lot, event = int(seen.lot[place]), int(seen.event[place])
        end = seen.record.properties.get(lot, EXPIRY)
        assert isinstance(end, datetime)
        yield seen.finding(
            "used-after-expiry",
            f"lot {seen.name(lot)!r} was used by {seen.at(event)}, and could be used until {end.isoformat()}",
            lots=[lot],
            events=[event],
            places=[place],
        )


def restricted(seen: Seen) -> Iterator[Finding]:
    """Lots that are restricted and were used."""
    held = np.zeros(len(seen.record.lots), dtype=bool)
    held[seen.record.lot_tags["disposition"].holding("Restricted")] = True
    uses = np.flatnonzero(~seen.out & held[seen.lot] & ~seen.of_kinds(HARMLESS))
    for place in uses.tolist():
        lot, event = int(seen.lot[place]), int(seen.event[place])
        yield seen.finding(
            "restricted-lot-used",
            f"lot {seen.name(lot)!r} is Restricted, and was used by {seen.at(event)}",
            lots=[lot],
            events=[event],
            places=[place],
        )


# -- quantities and units ---------------------------------------------------------------------------------------------


def stated(seen: Seen) -> Array:
    """Which lines state a quantity."""
    found: Array = seen.record.quantity.digits.array[seen.lines] != NOTHING
    return found


def negative(seen: Seen) -> Iterator[Finding]:
    """Quantities below zero."""
    column = seen.record.quantity
    below = column.whole.array[seen.lines] < 0
    for place in np.flatnonzero(column.digits.array[seen.lines] == APART).tolist():
        below[place] = column.apart[int(seen.lines[place])] < 0
    for place in np.flatnonzero(below).tolist():
        lot, event = int(seen.lot[place]), int(seen.event[place])
        quantity = column[int(seen.lines[place])]
        assert quantity is not None
        yield seen.finding(
            "negative-quantity",
            f"{seen.at(event)} states {quantity:f} of lot {seen.name(lot)!r}",
            lots=[lot],
            events=[event],
            places=[place],
            amounts={"quantity": quantity},
        )


def unitless(seen: Seen) -> Iterator[Finding]:
    """Quantities without a unit."""
    unit = seen.record.unit.array[seen.lines]
    bare = stated(seen) & (unit < 0)
    lots = np.unique(seen.lot[bare])
    if len(lots) > 1 and (unit < 0).all():
        yield seen.finding(
            "no-unit",
            f"no line has a unit, and {int(bare.sum())} lines of {len(lots)} lots state a quantity",
            lots=lots.tolist(),
        )
        return
    for lot in lots.tolist():
        places = seen.places(lot)
        places = places[bare[places]]
        yield seen.finding(
            "no-unit",
            f"lot {seen.name(lot)!r} has quantities without a unit, first by {seen.at(int(seen.event[places[0]]))}",
            lots=[lot],
            events=seen.event[places].tolist(),
            places=places,
        )


def mismatched(seen: Seen) -> Iterator[Finding]:
    """Lots in units that do not convert to one another."""
    record = seen.record
    names = [str(record.units[number]) for number in range(len(record.units))]
    numbers: dict[str, int] = {}
    dimension = np.array(
        [numbers.setdefault(unit_or_own(name).dimension, len(numbers)) for name in names], dtype=np.int64
    )
    there = record.unit.array[seen.lines] >= 0
    lot, of = seen.lot[there], dimension[record.unit.array[seen.lines][there]]
    least, most = np.full(len(record.lots), LAST), np.full(len(record.lots), -1)
    np.minimum.at(least, lot, of)
    np.maximum.at(most, lot, of)
    for number in np.flatnonzero(least < most).tolist():
        places = seen.places(number)
        places = places[record.unit.array[seen.lines[places]] >= 0]
        units = record.unit.array[seen.lines[places]]
        material = record.lot_tags["material"].text(number)
        first = names[units[0]]
        odd = [unit for unit in names_of(units, names) if seen.conversion.way(unit, first, material) is None]
        if odd:
            yield seen.finding(
                "unit-mismatch",
                f"lot {seen.name(number)!r} is measured in {several([first, *odd])}, which do not convert",
                lots=[number],
                events=seen.event[places].tolist(),
                places=places,
            )


def names_of(units: Ints, names: list[str]) -> list[str]:
    """The names of units, each once."""
    return list(dict.fromkeys(names[unit] for unit in units.tolist()))


# -- how it was recorded ----------------------------------------------------------------------------------------------


def sequences(seen: Seen) -> Iterator[Finding]:
    """Numbers that sources gave twice, or left out."""
    size = len(seen.record.kind)
    number = seen.record.sequence.numbers(size)
    counted = number != MISSING
    if seen.told is not None:
        counted &= seen.told
    events = np.flatnonzero(counted)
    source = seen.record.event_tags["source"].numbers(size)[events].astype(np.int64)
    order = np.lexsort((number[events], source))
    events, source = events[order], source[order]
    steps = np.diff(number[events])
    same = source[1:] == source[:-1]
    for place in np.flatnonzero(same & (steps > 1)).tolist():
        before, after = int(events[place]), int(events[place + 1])
        first, last = int(number[before]) + 1, int(number[after]) - 1
        gone = f"{first} is missing" if first == last else f"{first} to {last} are missing"
        yield seen.finding(
            "sequence-gap",
            f"{_source(seen, before)} counts from {first - 1} to {last + 1}; {gone}",
            events=[before, after],
            amounts={"missing": Decimal(last - first + 1)},
        )
    repeated: defaultdict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    for place in np.flatnonzero(same & (steps == 0)).tolist():
        one, other = int(events[place]), int(events[place + 1])
        repeated[int(source[place]), int(number[one])] |= {one: None, other: None}
    for (_, value), twice in repeated.items():
        yield seen.finding(
            "sequence-repeat",
            f"{_source(seen, next(iter(twice)))} gave the number {value} to events "
            f"{several(map(seen.record.event_ids.__getitem__, twice))}",
            events=twice,
        )


def _source(seen: Seen, event: int) -> str:
    source = seen.record.event_tags["source"].text(event)
    return "a source that is not stated" if source is None else f"source {source!r}"


def duplicates(seen: Seen) -> Iterator[Finding]:
    """Events that say the same as another."""
    record = seen.record
    column = record.quantity
    digits = column.digits.array[seen.lines]
    value = np.where(digits >= 0, column.whole.array[seen.lines] / 10.0 ** np.maximum(digits, 0), digits)
    mark = _mixed(seen.lot.astype(np.uint64) * np.uint64(2) + seen.out)
    mark = _mixed(mark ^ value.view(np.uint64)) ^ _mixed(record.unit.array[seen.lines].astype(np.int64).view(np.uint64))
    begins = np.flatnonzero(np.diff(seen.event, prepend=-1))
    events = seen.event[begins]
    marks = np.add.reduceat(_mixed(mark), begins) if len(begins) else np.zeros(0, dtype=np.uint64)
    marks = _mixed(marks ^ seen.moment[events].view(np.uint64)) ^ _mixed(record.kind.array[events].astype(np.uint64))
    dated = seen.moment[events] != MISSING
    events, marks = events[dated], marks[dated]
    order = np.argsort(marks, kind="stable")
    again = np.flatnonzero(np.diff(marks[order].view(np.int64)) == 0)
    alike: defaultdict[object, dict[int, None]] = defaultdict(dict)
    for event in events[order[np.unique(np.concatenate((again, again + 1)))]].tolist():
        lines = record.lines(seen.index.lines_of(np.array([event])))
        what = frozenset(Counter((line.direction, line.lot, line.quantity, line.unit) for line in lines).items())
        alike[what, int(seen.moment[event]), int(record.kind.array[event])][event] = None
    for same in alike.values():
        if len(same) > 1:
            places = [place for event in same for place in seen.places_of(event)]
            yield seen.finding(
                "duplicate",
                f"events {several(map(record.event_ids.__getitem__, same))} say the same",
                lots=seen.lot[places].tolist(),
                events=same,
                places=places,
            )


def _mixed(values: Array) -> Array:
    """Numbers of 64 bits, mixed so that sums of them tell what was summed (splitmix64)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Array = values ^ (values >> np.uint64(31))
    return mixed


def contradicting(seen: Seen) -> Iterator[Finding]:
    """Events that several correct, of which more than one stands."""
    by: defaultdict[int, list[int]] = defaultdict(list)
    for event, corrected in seen.record.supersedes.items():
        by[corrected].append(event)
    standing = np.zeros(len(seen.record.kind), dtype=bool)
    standing[seen.events] = True
    for corrected, events in by.items():
        stand = [event for event in events if standing[event]]
        if len(stand) > 1:
            names = seen.record.event_ids
            yield seen.finding(
                "superseded-twice",
                f"events {several(map(names.__getitem__, stand))} both correct event {names[corrected]!r}",
                events=[*stand, corrected],
            )
