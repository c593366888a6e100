"""The index: who is next to whom in the graph of lots and events, and closures over it.

Lots and events are numbered from 0, and each has two halves: half ``2 * n`` of a lot is where it goes in, half
``2 * n + 1`` where it comes out; of an event, likewise, its lines in and its lines out. What a half is next to
lies in one piece of an array: for events that is the record itself (`store`), for lots it is built here, in 4 bytes a
line and 12 bytes a lot. Going back is from the out half of a lot to the in half of an event; forward is the other way
round.

Lines that came after the rows were built hang on their lots in chains, the latest first, so that nothing is built again
while a genealogy grows; when the chains hold a quarter of all lines, the next question builds the rows anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from attrs import define, frozen

from isa95mom.genealogy.growing import Array, Grown, Ints
from isa95mom.genealogy.speed import kernel
from isa95mom.genealogy.store import Record

NO_INTS: Ints = np.zeros(0, dtype=np.int32)


@frozen(slots=True, eq=False)
class Closure:
    """What some lots reach in one direction."""

    lots: Ints
    """Numbers of the lots, in order of distance; it begins with those where it began."""
    ends: Ints
    """Where in `lots` each distance ends, from distance 0."""
    expanded: int
    """How many of `lots` were followed further: all, if no limit cut it."""

    @property
    def depths(self) -> Ints:
        """How many events lie between the beginning and each lot, at the least."""
        return np.repeat(np.arange(len(self.ends)), np.diff(self.ends, prepend=0))


@define(slots=True)
class Marks:
    """Which lots and events a walk has met: those whose byte is the number of the walk. Cleared every 255 walks."""

    lots: Array
    events: Array
    flags: Array
    queue: Ints
    walk: int = 0

    @classmethod
    def of(cls, lots: int, events: int) -> Marks:
        """Marks for so many lots and events."""
        spare = 1024
        return cls(
            np.zeros(lots + lots // 8 + spare, dtype=np.uint8),
            np.zeros(events + events // 8 + spare, dtype=np.uint8),
            np.zeros(lots + lots // 8 + spare, dtype=np.uint8),
            np.empty(2 * (lots + lots // 8 + spare), dtype=np.int32),
        )

    def begin(self) -> int:
        """The number of a new walk."""
        self.walk += 1
        if self.walk == 256:
            self.lots.fill(0)
            self.events.fill(0)
            self.walk = 1
        return self.walk


class Index:
    """The rows of the lots of a record, its newest lines in chains, and the walks over both."""

    def __init__(
        self,
        record: Record,
        starts: Array | None = None,
        events: Array | None = None,
        made_by: Array | None = None,
    ) -> None:
        self.record = record
        self._marks: list[Marks] = []
        self.head: Grown | None = None
        if starts is None or events is None:
            self.compact()
        else:
            self._begin(starts, events, made_by)

    def _begin(self, starts: Array, events: Array, made_by: Array | None = None) -> None:
        self.starts = Grown(starts)
        self.events = events
        self.makers = Grown(makers(starts, events) if made_by is None else made_by)
        self.rows_of_lines = len(events)
        self.events_held = (len(self.record.bounds) - 1) // 2
        self.head = None
        self.following = Grown(NO_INTS)
        self.chained = Grown(NO_INTS)

    def compact(self) -> None:
        """Build the rows anew, over all lines on record."""
        record = self.record
        lots = len(record.lots)
        starts = np.zeros(2 * lots + 1, dtype=np.int32)
        build = kernel("build")
        if build is not None:
            into = np.empty(len(record.line_lot), dtype=np.int32)
            build(record.bounds.array, record.line_lot.array, starts, into)
            self._begin(starts, into)
            return
        half, event = self._halves(0)
        np.cumsum(np.bincount(half, minlength=2 * lots), out=starts[1:])
        key = (half.astype(np.int64) << 32) | event
        key.sort()
        self._begin(starts, key.astype(np.int32))  # the lower half of each key is the event

    def _halves(self, first: int) -> tuple[Ints, Ints]:
        """For the lines of the events from number `first`: which half of a lot, which event."""
        bounds = self.record.bounds.array[2 * first :]
        lengths = np.diff(bounds)
        halves = np.repeat(np.arange(2 * first, 2 * first + len(lengths), dtype=np.int32), lengths)
        lots: Ints = self.record.line_lot.array[bounds[0] : bounds[-1]]
        return 2 * lots + (halves & 1), halves >> 1

    def refresh(self) -> None:
        """Take in what was added to the record since the last question."""
        record = self.record
        lots, events, lines = record.size
        chained = self.rows_of_lines + len(self.chained)
        if lines != chained and lines - self.rows_of_lines > self.rows_of_lines // 4 + 1024:
            self.compact()
            return
        if 2 * lots + 1 > len(self.starts):
            missing = 2 * lots + 1 - len(self.starts)
            self.starts.extend(np.full(missing, self.rows_of_lines, dtype=np.int32))
            self.makers.extend(np.full(missing // 2, NOT_MADE, dtype=np.int32))
            if self.head is not None:
                self.head.extend(np.full(2 * lots - len(self.head), -1, dtype=np.int32))
        if lines != chained:
            self._chain(events, lots)

    def _chain(self, events: int, lots: int) -> None:
        """Hang the newest lines on their lots."""
        if self.head is None:
            self.head = Grown(np.full(2 * lots, -1, dtype=np.int32))
        half, event = self._halves(self.events_held)
        done, self.events_held = len(self.chained), events
        order = np.argsort(half, kind="stable").astype(np.int32)
        ordered = half[order]
        again = ordered[1:] == ordered[:-1]
        following = np.empty(len(half), dtype=np.int32)
        following[order[1:][again]] = done + order[:-1][again]
        begins = np.concatenate((np.ones(1, dtype=bool), ~again))
        following[order[begins]] = self.head.array[ordered[begins]]
        ends = np.concatenate((~again, np.ones(1, dtype=bool)))
        self.head.array[ordered[ends]] = done + order[ends]
        self.following.extend(following)
        self.chained.extend(event)

    # -- neighbours ---------------------------------------------------------------------------------------------------

    def events_of(self, lots: Ints, out: bool) -> tuple[Ints, Ints]:
        """The events that `lots` go into or come `out` of, and for each the place in `lots` that it belongs to."""
        halves = 2 * lots + out
        places, owner = spread(self.starts.array, halves, True)
        found, owners = [self.events[places]], [owner]
        if self.head is not None:
            owner = np.arange(len(lots))
            link = self.head.array[halves]
            while len(link := link[(there := link >= 0)]):
                owner = owner[there]
                found.append(self.chained.array[link])
                owners.append(owner)
                link = self.following.array[link]
        return np.concatenate(found), np.concatenate(owners)

    def lines_of(self, events: Ints, out: bool | None = None) -> Ints:
        """The lines of `events`: those in, those `out`, or both."""
        bounds = self.record.bounds.array
        if out is None:
            bounds = bounds[::2]
            return spread(bounds, events, False)[0]
        return spread(bounds, 2 * events + out, False)[0]

    # -- walks --------------------------------------------------------------------------------------------------------

    def closure(
        self, starts: Sequence[int], back: bool, depth: int | None = None, live: Array | None = None
    ) -> Closure:
        """Everything that `starts` were made from (`back`) or went into, over at most `depth` events in a row.

        Only events that are marked in `live` are followed. Goes distance by distance and enters each lot and each event
        once, so that cycles end, no depth is too great, and the cost is that of what is met.
        """
        self.refresh()
        lots, events, _ = self.record.size
        try:
            marks = self._marks.pop()  # each walk has marks of its own, whichever thread it is in
        except IndexError:
            marks = Marks.of(lots, events)
        if len(marks.lots) < lots or len(marks.events) < events:
            marks = Marks.of(lots, events)
        try:
            walk = kernel("walk")
            if walk is None:
                return self._walk(np.array(starts, dtype=np.int32), back, depth, live, marks)
            return self._fast(walk, np.array(starts, dtype=np.int32), back, depth, live, marks)
        finally:
            self._marks.append(marks)

    def _fast(
        self, walk: Any, starts: Ints, back: bool, depth: int | None, live: Array | None, marks: Marks
    ) -> Closure:
        head = self.head
        found, levels = walk(
            starts,
            int(back),
            -1 if depth is None else depth,
            self.starts.array,
            self.events,
            self.makers.array,
            self.record.bounds.array,
            self.record.line_lot.array,
            NO_INTS if head is None else head.array,
            self.following.array,
            self.chained.array,
            NO_MARKS if live is None else live,
            marks.lots,
            marks.events,
            marks.flags,
            marks.queue,
            marks.begin(),
        )
        room = len(marks.queue) // 2
        ends = marks.queue[room : room + levels].copy()
        expanded = found if depth is None or levels <= depth else int(ends[depth - 1]) if depth else 0
        return Closure(marks.queue[:found].copy(), ends, expanded)

    def _walk(self, frontier: Ints, back: bool, depth: int | None, live: Array | None, marks: Marks) -> Closure:
        """The same in numpy."""
        walk = marks.begin()
        starts, bounds, line_lot = self.starts.array, self.record.bounds.array, self.record.line_lot.array
        seen_lots, seen_events, rows, made_by = marks.lots, marks.events, self.events, self.makers.array
        out, into = int(back), int(not back)
        seen_lots[frontier] = walk
        lots, expanded, size = [frontier], 0, len(frontier)
        while len(frontier) and (depth is None or len(lots) <= depth):
            expanded = size
            if self.head is None:
                events = made_by[frontier] if back else NO_INTS
                if not back or events.min() == MADE_OFTEN:
                    events = rows[places(starts, 2 * frontier + out)]
                else:
                    events = events[events >= 0]
            else:
                events = self.events_of(frontier, back)[0]
            events = events[seen_events[events] != walk]
            if live is not None:
                events = events[live[events]]
            events = once(events, seen_events, walk)
            frontier = line_lot[places(bounds, 2 * events + into)]
            frontier = once(frontier[seen_lots[frontier] != walk], seen_lots, walk)
            if len(frontier):
                lots.append(frontier)
                size += len(frontier)
        ends = np.cumsum([len(level) for level in lots])
        return Closure(np.concatenate(lots), ends, expanded)

    def closures(self, starts: Sequence[int], back: bool, live: Array | None = None) -> list[Closure]:
        """The closure of each of `starts` by itself; compiled loops run side by side in threads."""
        if kernel("walk") is not None and len(starts) >= 64:  # compiled loops run side by side
            self.closure(starts[:1], back, 0, live)
            with ThreadPoolExecutor() as pool:
                pieces = [starts[n : n + 32] for n in range(0, len(starts), 32)]
                several = pool.map(lambda piece: [self.closure([start], back, None, live) for start in piece], pieces)
                return [closure for piece in several for closure in piece]
        return [self.closure([start], back, None, live) for start in starts]


NOT_MADE, MADE_OFTEN = -1, -2
"""In place of the one event that a lot comes out of: there is none; there are several."""


def makers(starts: Array, events: Array) -> Ints:
    """For each lot the one event that it comes out of, by which most traces back go."""
    begin = starts[1::2]
    count = starts[2::2] - begin
    found = np.where(count == 0, NOT_MADE, MADE_OFTEN).astype(np.int32)
    one = count == 1
    found[one] = events[begin[one]]
    return found


NO_MARKS = np.zeros(0, dtype=bool)


def spread(starts: Array, rows: Ints, owners: bool) -> tuple[Ints, Ints]:
    """The places of these rows, one row after another, and where `owners` are asked for which row each belongs to."""
    begin = starts[rows]
    length = starts[rows + 1] - begin
    end = np.cumsum(length)
    total = int(end[-1]) if len(end) else 0
    found = np.repeat(begin - end + length, length) + np.arange(total)
    return found, np.repeat(np.arange(len(rows)), length) if owners else found


def places(starts: Array, rows: Ints) -> Any:
    """The places of these rows: a slice or an array."""
    if len(rows) == 1:
        row = rows[0]
        return slice(starts[row], starts[row + 1])
    begin = starts[rows]
    length = starts[rows + 1] - begin
    end = length.cumsum()
    total = int(end[-1]) if len(end) else 0
    if total == len(rows) and length.min(initial=1) == 1:  # each row has one place
        return begin
    found = (begin - end + length).repeat(length)
    found += np.arange(total, dtype=found.dtype)
    return found


def once(nodes: Ints, seen: Array, walk: int) -> Ints:
    """`nodes`, each once and in order; marks them."""
    seen[nodes] = walk
    if len(nodes) < 2:
        return nodes
    if len(nodes) * 16 > len(seen):
        fresh = np.zeros(len(seen), dtype=bool)
        fresh[nodes] = True
        return np.flatnonzero(fresh).astype(nodes.dtype)
    nodes = np.sort(nodes)
    keep = np.empty(len(nodes), dtype=bool)
    keep[0] = True
    np.not_equal(nodes[1:], nodes[:-1], out=keep[1:])
    return nodes[keep]
