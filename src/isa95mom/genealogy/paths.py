"""Ways from one lot to another."""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.index import Index
from isa95mom.tables.growing import Array, Ints

Way = tuple[list[int], list[int]]
"""Numbers of the lots and of the events between them."""


class Between:
    """The part of the graph that lies on ways from `source` to `target`."""

    def __init__(self, index: Index, source: int, target: int, live: Array | None) -> None:
        self.index, self.source, self.target, self.live = index, source, target, live
        up = index.closure([target], True, None, live)
        self.distance = dict(zip(up.lots.tolist(), up.depths.tolist(), strict=True))
        """How many events lie between each lot and the target, at the least."""
        self._next: dict[int, list[tuple[int, int]]] = {}

    def next(self, lot: int) -> list[tuple[int, int]]:
        """Events that a lot goes into and lots that come out of them, from which the target is reached."""
        found = self._next.get(lot)
        if found is None:
            events: Ints = np.unique(self.index.events_of(np.array([lot], dtype=np.int32), False)[0])
            if self.live is not None:
                events = events[self.live[events]]
            found = self._next[lot] = []
            for event in events.tolist():
                lines = self.index.lines_of(np.array([event]), True)
                outs = np.unique(self.index.record.line_lot.array[lines]).tolist()
                found += [(event, out) for out in outs if out in self.distance]
        return found

    def shortest(self) -> Way | None:
        """A shortest way; None where there is none."""
        if self.source not in self.distance:
            return None
        lots, events = [self.source], list[int]()
        while lots[-1] != self.target:
            nearer = self.distance[lots[-1]] - 1
            event, lot = next((e, o) for e, o in self.next(lots[-1]) if self.distance[o] == nearer)
            events.append(event)
            lots.append(lot)
        return lots, events

    def simple(self, limit: int) -> tuple[list[Way], bool]:
        """Ways on which no lot and no event stands twice, at most `limit`; and whether these are all."""
        found: list[Way] = []
        if self.source not in self.distance:
            return found, True
        if self.source == self.target:
            return [([self.source], [])], True
        lots, events = [self.source], list[int]()
        on_lots, on_events = {self.source}, set[int]()
        waiting = [iter(self.next(self.source))]
        while waiting:
            for event, lot in waiting[-1]:
                if lot in on_lots or event in on_events:
                    continue
                if lot == self.target:
                    if len(found) == limit:
                        return found, False
                    found.append(([*lots, lot], [*events, event]))
                    continue
                lots.append(lot)
                events.append(event)
                on_lots.add(lot)
                on_events.add(event)
                waiting.append(iter(self.next(lot)))
                break
            else:
                waiting.pop()
                on_lots.discard(lots.pop())
                if events:
                    on_events.discard(events.pop())
        return found, True
