"""Whether the events of a record can have happened in any order at all: each lot must be there before it is used.

An event that surely comes after one of the origins of each lot it uses needs no further look, and most do. The others
(without a time, at one time, or out of order) are put in an order, each as soon as what it uses can be there; those
that are never put are in a cycle.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush

import numpy as np

from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.seen import FIRST, LAST, Seen, several
from isa95mom.tables.growing import Array
from isa95mom.tables.times import MISSING


def before_made(seen: Seen) -> Iterator[Finding]:
    """Lots that were used before every event that they came out of."""
    early = _too_early(seen)
    for lot in np.unique(seen.lot[early]).tolist():
        places = seen.places(lot)
        uses = places[early[places]]
        origins = places[seen.origin[places]]
        first = int(seen.event[origins[np.argmin(seen.early[seen.event[origins]])]])
        events = seen.event[uses[np.argsort(seen.moment[seen.event[uses]], kind="stable")]].tolist()
        yield seen.finding(
            "consumed-before-made",
            f"lot {seen.name(lot)!r} was used by {seen.at(events[0])}{_more(len(events) - 1)}, and came into being by "
            f"{seen.at(first)}",
            lots=[lot],
            events=[*events, first],
            places=[*uses.tolist(), *origins.tolist()],
        )


def _more(number: int) -> str:
    return f" and {number} more" if number else ""


def _too_early(seen: Seen) -> Array:
    """Which lines use a lot that surely was not there."""
    begun = np.full(len(seen.record.lots), LAST, dtype=np.int64)
    np.minimum.at(begun, seen.lot[seen.origin], seen.early[seen.event[seen.origin]])
    found: Array = ~seen.out & seen.has_origin[seen.lot] & (seen.late[seen.event] < begun[seen.lot])
    return found


def _waiting(seen: Seen, uses: Array) -> Array:
    """The uses that are left when, in rounds, those are put whose lot comes out of an event that has been put.

    For events without times, of which only the order matters; the rounds end where one does little.
    """
    left = int(uses.sum())
    while left:
        waiting = np.zeros(len(seen.moment), dtype=bool)
        waiting[seen.event[uses]] = True
        ready = np.zeros(len(seen.record.lots), dtype=bool)
        ready[seen.lot[seen.origin & ~waiting[seen.event]]] = True
        uses = uses & ~ready[seen.lot]
        before, left = left, int(uses.sum())
        if before - left <= len(uses) // 100:
            break
    return uses


class Order:
    """The events whose place in time is not sure, put in an order."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        surely = np.full(len(seen.record.lots), LAST, dtype=np.int64)
        np.minimum.at(surely, seen.lot[seen.origin], seen.late[seen.event[seen.origin]])
        unsure = ~seen.out & seen.has_origin[seen.lot] & (surely[seen.lot] >= seen.early[seen.event])
        if not (seen.moment[seen.events] != MISSING).any():
            unsure = _waiting(seen, unsure)
        self.early_uses = _too_early(seen)
        self.needs: dict[int, set[int]] = {}
        """For each event to be put, the lots that it waits for."""
        self.users: dict[int, list[int]] = {}
        """For each lot, the events that wait for it."""
        for event, lot in zip(seen.event[unsure].tolist(), seen.lot[unsure].tolist(), strict=True):
            waiting = self.needs.setdefault(event, set())
            if lot not in waiting:
                waiting.add(lot)
                self.users.setdefault(lot, []).append(event)
        self.ready: dict[int, int] = {}
        """When each lot can have been there at the earliest."""
        self.late: list[tuple[int, int]] = []
        """The events that are earlier than a lot they use can have been, and that lot."""

    def run(self) -> None:
        """Put all events that can be put. What is left in `needs` is in a cycle, or behind one."""
        seen, needs = self.seen, self.needs
        waited = np.zeros(len(seen.record.lots), dtype=bool)
        waited[list(self.users)] = True
        lines = seen.origin & waited[seen.lot]
        sources: dict[int, list[int]] = {}
        found: list[tuple[int, int]] = []
        for event, lot in zip(seen.event[lines].tolist(), seen.lot[lines].tolist(), strict=True):
            if event in needs:
                sources.setdefault(event, []).append(lot)
            else:
                found.append((int(seen.early[event]), lot))
        heapify(found)
        required: dict[int, int] = {}
        while found:  # the earliest first, so that of several origins of a lot the earliest counts
            time, lot = heappop(found)
            if lot in self.ready:
                continue
            self.ready[lot] = time
            for event in self.users[lot]:
                needs[event].discard(lot)
                if time > seen.late[event] and not self._told(event, lot):
                    self.late.append((event, lot))
                required[event] = max(time, required.get(event, FIRST))
                if not needs[event]:
                    done = max(int(seen.early[event]), min(required[event], int(seen.late[event])))
                    for made in sources.get(event, ()):
                        if made not in self.ready:
                            heappush(found, (done, made))
        self.needs = {event: lots for event, lots in needs.items() if lots}

    def _told(self, event: int, lot: int) -> bool:
        """Whether the times of the lot itself tell it already."""
        places = self.seen.places(lot)
        return bool(self.early_uses[places[self.seen.event[places] == event]].any())


def out_of_order(seen: Seen) -> Iterator[Finding]:
    """Events of which no order fits."""
    order = Order(seen)
    order.run()
    yield from _late(seen, order)
    yield from _cycles(seen, order)


def _late(seen: Seen, order: Order) -> Iterator[Finding]:
    """Events that are earlier than what they use can have been, by way of events whose time is not sure."""
    for event, lot in order.late:
        places = seen.places(lot)
        origins = places[seen.origin[places]]
        yield seen.finding(
            "output-before-input",
            f"{seen.at(event)} used lot {seen.name(lot)!r}, which came of what was there later only",
            lots=[lot],
            events=[event, *seen.event[origins].tolist()],
            places=[*origins.tolist(), *places[seen.event[places] == event].tolist()],
        )


def _cycles(seen: Seen, order: Order) -> Iterator[Finding]:
    """Events each of which needs what another makes first."""
    visited: dict[int, int] = {}
    for walk, start in enumerate(order.needs):
        path: list[tuple[int, int]] = []
        event = start
        while event not in visited:
            visited[event] = walk
            lot = min(order.needs[event])
            path.append((event, lot))
            places = seen.places(lot)
            event = next(e for e in seen.event[places[seen.origin[places]]].tolist() if e in order.needs)
        if visited[event] != walk:
            continue
        path = path[[event for event, _ in path].index(event) :][::-1]
        lots = [lot for _, lot in path]
        yield seen.finding(
            "cycle",
            f"lots {several(map(seen.name, lots))} were each made of the one before, and the first of the last",
            lots=lots,
            events=[event for event, _ in path],
            places=[place for lot in lots for place in seen.places(lot).tolist()],
        )
