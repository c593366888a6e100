"""Whether what lies in what can be: a thing in one holder at a time, and nothing in itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from isa95mom.genealogy.containment import PUTS, contents, holders
from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.growing import Array
from isa95mom.genealogy.seen import Seen, several
from isa95mom.genealogy.stock import Accounts
from isa95mom.genealogy.store import MISSING


def _put(seen: Seen) -> Array:
    """Which lines put something into a holder: those of what is put, not those of the holder."""
    into = np.array([bool(side) for side in PUTS.values()])
    out = seen.of_kinds([kind for kind, side in zip(PUTS, into, strict=True) if side])
    inside = seen.of_kinds([kind for kind, side in zip(PUTS, into, strict=True) if not side])
    found: Array = (out & ~seen.out) | (inside & seen.out)
    return found


def two_parents(seen: Seen) -> Iterator[Finding]:
    """Things that lie in several holders at once."""
    put = _put(seen)
    accounts = Accounts(seen.index, seen.live, conversion=seen.conversion)
    for lot in np.flatnonzero(np.bincount(seen.lot[put], minlength=len(seen.record.lots)) > 1).tolist():
        places = seen.places(lot)
        places = places[put[places]]
        told: set[frozenset[int]] = set()
        for place in places[np.argsort(seen.moment[seen.event[places]], kind="stable")].tolist():
            event = int(seen.event[place])
            dated = seen.moment[event] != MISSING
            when = int(seen.moment[event]) if dated else None
            both = holders(seen.index, lot, when, seen.live)
            if dated and seen.slack[event]:
                still = set(holders(seen.index, lot, int(seen.moment[event] + 2 * seen.slack[event]), seen.live))
                both = [holder for holder in both if holder in still]
            if len(both) < 2 or frozenset(both) in told or _shared(seen, accounts, lot, places.tolist()):
                continue
            told.add(frozenset(both))
            yield seen.finding(
                "two-parents",
                f"lot {seen.name(lot)!r} lies in {several(map(seen.name, both))} at once, since {seen.at(event)}",
                lots=[lot, *both],
                events=seen.event[places].tolist(),
                places=places,
            )


def _shared(seen: Seen, accounts: Accounts, lot: int, places: list[int]) -> bool:
    """Whether there was as much of a lot as its holders took together."""
    amounts = [seen.record.quantity[int(seen.lines[place])] for place in places]
    stated = [amount for amount in amounts if amount is not None]
    if len(stated) < len(amounts):
        return False
    made = accounts.stock(lot).made
    return sum(stated, Decimal(0)) <= made if made else any(amount != 1 for amount in stated)


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
