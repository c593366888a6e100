"""Whether what lies in what can be: a thing in one holder at a time, and nothing in itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from isa95mom.genealogy.containment import PUTS, TAKES, contents, holders
from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.seen import Seen, several
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.quantities import NONE as NOTHING
from isa95mom.tables.times import MISSING


def _put(seen: Seen) -> Array:
    """Which lines put something into a holder: those of what is put, not those of the holder."""
    into = np.array([bool(side) for side in PUTS.values()])
    out = seen.of_kinds([kind for kind, side in zip(PUTS, into, strict=True) if side])
    inside = seen.of_kinds([kind for kind, side in zip(PUTS, into, strict=True) if not side])
    found: Array = (out & ~seen.out) | (inside & seen.out)
    return found


def two_parents(seen: Seen) -> Iterator[Finding]:
    """Things that lie in several holders at once; of each thing the first time."""
    put = _put(seen)
    for lot in np.flatnonzero(_things(seen, put)).tolist():
        places = seen.places(lot)
        puts = places[put[places]]
        event, both = _first_overlap(seen, lot, places, set(puts.tolist()))
        if event is not None:
            yield seen.finding(
                "two-parents",
                f"lot {seen.name(lot)!r} lies in {several(map(seen.name, both))} at once, since {seen.at(event)}",
                lots=[lot, *both],
                events=seen.event[puts].tolist(),
                places=puts,
            )


def _things(seen: Seen, put: Array) -> Array:
    """The lots that were put into holders more than once and cannot be in parts in several: amounts do not say so."""
    size = len(seen.record.lots)
    digits = seen.record.quantity.digits.array[seen.lines].astype(np.int64)
    value = seen.record.quantity.whole.array[seen.lines] / 10.0 ** np.maximum(digits, 0)
    stated = digits != NOTHING
    made = seen.origin & stated & ~seen.of_kinds(TAKES)

    def count(lines: Array, weights: Array | None = None) -> Array:
        found: Array = np.bincount(seen.lot[lines], weights=weights, minlength=size)
        return found

    pieces = (count(put & stated & (value != 1)) == 0) & (count(made, value[made]) <= 1)
    found: Array = (count(put) > 1) & (pieces | (count(put & ~stated) > 0))
    return found


def _first_overlap(seen: Seen, lot: int, places: Ints, puts: set[int]) -> tuple[int | None, list[int]]:
    """The first event at which a lot lies in several holders, and these."""
    inside: set[int] = set()
    events = seen.event[places]
    for place in places[np.lexsort((events, seen.moment[events]))].tolist():
        event = int(seen.event[place])
        same = np.array(seen.places_of(event))
        mates = set(seen.lot[same[seen.out[same] != seen.out[place]]].tolist())
        if place not in puts:
            inside -= mates if seen.out[place] else set()
            continue
        inside |= mates
        if len(inside) < 2:
            continue
        dated = seen.moment[event] != MISSING
        both = holders(seen.index, lot, int(seen.moment[event]) if dated else None, seen.live)
        inside = set(both)
        if dated and seen.slack[event]:
            still = holders(seen.index, lot, int(seen.moment[event] + 2 * seen.slack[event]), seen.live)
            both = [holder for holder in both if holder in still]
        if len(both) > 1:
            return event, both
    return None, []


def nested_in_itself(seen: Seen) -> Iterator[Finding]:
    """Holders that lie in themselves at a moment."""
    left = _knot(seen)
    told: set[frozenset[int]] = set()
    for event, lot in sorted(left, key=lambda each: (int(seen.moment[each[0]]), each)):
        when = None if seen.moment[event] == MISSING else int(seen.moment[event])
        way = _way_round(seen, lot, when)
        if not way or frozenset(way) in told:
            continue
        told.add(frozenset(way))
        yield seen.finding(
            "containment-cycle",
            f"{' lies in '.join(repr(seen.name(each)) for each in [*way, way[0]])}, since {seen.at(event)}",
            lots=way,
            events=[event],
            places=seen.places_of(event),
        )


def _knot(seen: Seen) -> list[tuple[int, int]]:
    """The events that put something into a holder, and what, where both may be in a cycle: never mind the time."""
    put = _put(seen)
    events = np.unique(seen.event[put])
    inside: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    waits: defaultdict[int, int] = defaultdict(int)
    for event in events.tolist():
        places = np.array(seen.places_of(event))
        for part in seen.lot[places[put[places]]].tolist():
            for holder in seen.lot[places[~put[places]]].tolist():
                inside[holder].append((event, part))
                waits[part] += 1
    free = [holder for holder in inside if not waits[holder]]
    for holder in free:  # grows while it is gone through
        for _, part in inside.pop(holder, ()):
            waits[part] -= 1
            if not waits[part] and part in inside:
                free.append(part)
    return [each for held in inside.values() for each in held]


def _way_round(seen: Seen, start: int, when: int | None) -> list[int]:
    """The lots by way of which `start` lies in itself, from the inside out; empty where it does not."""
    before = {start: start}
    found = [start]
    for lot in found:  # grows while it is gone through
        for holder in holders(seen.index, lot, when, seen.live):
            if holder == start:
                way = [lot]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if holder not in before:
                before[holder] = lot
                found.append(holder)
    return [start] if start in contents(seen.index, start, when, seen.live) else []
