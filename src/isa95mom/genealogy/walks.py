"""Closures over the index: everything that lots were made from, or went into.

A walk goes distance by distance and enters each lot and each event once, so that cycles end, no depth is too great, and
the cost is that of what is met. It is done by a compiled loop where numba is installed, else in numpy; the answers are
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import define, frozen

from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.speed import kernel

if TYPE_CHECKING:
    from isa95mom.genealogy.index import Index

NO_INTS: Ints = np.zeros(0, dtype=np.int32)
NO_MARKS = np.zeros(0, dtype=bool)
NONE, SEVERAL = -1, -2
"""In place of the one lot that comes out of an event: there is none; there are several, which have to be looked up."""
SIDE_BY_SIDE = 16
"""How many walks in numpy go side by side."""
ROOM = 1 << 25
"""How many stamps they may take; where half of them would take more, it is cheaper to go one by one."""
COUNT: Ints = np.arange(1 << 15, dtype=np.int32)


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
    """Which lots and events a compiled walk has met: those whose byte is its number. Cleared every 255 walks."""

    lots: Array
    events: Array
    flags: Array
    queue: Ints
    walk: int = 0

    @classmethod
    def of(cls, lots: int, events: int) -> Marks:
        """Marks for so many lots and events, and some to come."""
        room, more = lots + lots // 8 + 1024, events + events // 8 + 1024
        bytes_: Callable[[int], Array] = lambda size: np.zeros(size, dtype=np.uint8)  # noqa: E731
        return cls(bytes_(room), bytes_(more), bytes_(room), np.empty(2 * room, dtype=np.int32))

    def begin(self) -> int:
        """The number of a new walk."""
        self.walk += 1
        if self.walk == 256:
            self.lots.fill(0)
            self.events.fill(0)
            self.walk = 1
        return self.walk


@define(slots=True)
class Stamps:
    """When each lot was met, by a count that goes on from walk to walk: for walks in numpy."""

    at: Ints
    now: int = 0

    @classmethod
    def of(cls, lots: int) -> Stamps:
        """Stamps for so many lots, and some to come."""
        return cls(np.full(lots + lots // 8 + 1024, -1, dtype=np.int32))

    def begin(self) -> int:
        """The first stamp of a new walk."""
        if self.now > np.iinfo(np.int32).max - 2 * len(self.at):
            self.at.fill(-1)
            self.now = 0
        return self.now

    def enter(self, lots: Ints, begun: int) -> Ints:
        """Those of `lots` that were not met since `begun`, each once; they are met now."""
        at = self.at
        lots = lots.astype(np.intp, copy=False)  # as numpy takes places, so that it need not convert them each time
        lots = lots.compress(at.take(lots) < begun)
        if len(lots) * 16 > len(at):  # so many that going through all is cheaper, and leaves them in order
            fresh = np.zeros(len(at), dtype=bool)
            fresh[lots] = True
            lots = np.flatnonzero(fresh)
            at[lots] = self.now
            self.now += 1
            return lots
        size = len(lots)
        stamps = (COUNT[:size] if size <= len(COUNT) else np.arange(size, dtype=np.int32)) + np.int32(self.now)
        at[lots] = stamps
        self.now += size + 1
        return lots.compress(at.take(lots) == stamps)


class Walks:
    """The walks over one index; each has marks of its own, whichever thread it is in."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._marks: list[Marks] = []
        self._stamps: list[Stamps] = []

    def closure(self, starts: Sequence[int], back: bool, depth: int | None, live: Array | None) -> Closure:
        """Everything that `starts` were made from (`back`) or went into, over at most `depth` events in a row.

        Only events that are marked in `live` are followed.
        """
        begin = np.array(starts, dtype=np.int32)
        walk = kernel("isa95mom.genealogy.kernels", "walk")
        if walk is None:
            return self._numpy(begin, back, depth, live)
        return self._compiled(walk, begin, back, depth, live)

    def closures(self, starts: Sequence[int], back: bool, live: Array | None) -> list[Closure]:
        """The closure of each of `starts` by itself; they are found side by side."""
        begin = np.array(starts, dtype=np.int32)
        if kernel("isa95mom.genealogy.kernels", "walk") is None:
            several = min(SIDE_BY_SIDE, ROOM // (len(self.index.record.lots) + 1))
            if several < SIDE_BY_SIDE // 2:
                return [self._numpy(begin[n : n + 1], back, None, live) for n in range(len(begin))]
            return [
                c for n in range(0, len(begin), several) for c in self._together(begin[n : n + several], back, live)
            ]
        if len(starts) < 64:
            return [self.closure([start], back, None, live) for start in starts]
        with ThreadPoolExecutor() as pool:
            pieces = [starts[n : n + 32] for n in range(0, len(starts), 32)]
            found = pool.map(lambda piece: [self.closure([start], back, None, live) for start in piece], pieces)
            return [closure for piece in found for closure in piece]

    # -- compiled -----------------------------------------------------------------------------------------------------

    def _compiled(self, walk: Any, starts: Ints, back: bool, depth: int | None, live: Array | None) -> Closure:
        index = self.index
        lots, events, _ = index.record.size
        marks = self._marks.pop() if self._marks else Marks.of(lots, events)
        if len(marks.lots) < lots or len(marks.events) < events:
            marks = Marks.of(lots, events)
        try:
            head = index.head
            found, levels = walk(
                starts,
                int(back),
                -1 if depth is None else depth,
                index.starts.array,
                index.events,
                index.given,
                index.made.array,
                index.record.bounds.array,
                index.record.line_lot.array,
                NO_INTS if head is None else head.array,
                index.following.array,
                index.chained.array,
                NO_MARKS if live is None else live,
                live is None or live is index.usual,
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
        finally:
            self._marks.append(marks)

    # -- numpy --------------------------------------------------------------------------------------------------------

    def _numpy(self, starts: Ints, back: bool, depth: int | None, live: Array | None) -> Closure:
        stamps = self._stamped(len(self.index.record.lots))
        try:
            begun = stamps.begin()
            frontier = stamps.enter(starts, begun)
            levels, size, expanded = [frontier], len(frontier), 0
            while len(frontier) and (depth is None or len(levels) <= depth):
                expanded = size
                frontier = stamps.enter(self._next(frontier, back, live)[0], begun)
                if len(frontier):
                    levels.append(frontier)
                    size += len(frontier)
        finally:
            self._stamps.append(stamps)
        ends = np.cumsum([len(level) for level in levels])
        return Closure(np.concatenate(levels, dtype=np.int32, casting="same_kind"), ends, expanded)

    def _together(self, starts: Ints, back: bool, live: Array | None) -> list[Closure]:
        """The closures of `starts` by themselves: one walk over as many copies of the plant."""
        plant = len(self.index.record.lots)
        stamps = self._stamped(plant * len(starts))
        try:
            begun = stamps.begin()
            frontier = stamps.enter(starts + plant * np.arange(len(starts), dtype=np.int32), begun)
            levels = [frontier]
            while len(frontier):
                lots = frontier % plant
                found, counts = self._next(lots, back, live)
                frontier = stamps.enter(found + np.repeat(frontier - lots, counts), begun)
                levels.append(frontier)
        finally:
            self._stamps.append(stamps)
        copies = np.concatenate(levels)
        depths = np.repeat(np.arange(len(levels)), [len(level) for level in levels])
        of = copies // plant
        order = np.argsort(of, kind="stable")
        lots, depths = (copies % plant)[order], depths[order]
        ends = np.cumsum(np.bincount(of, minlength=len(starts)))
        return [
            Closure(lots[begin:end], np.cumsum(np.bincount(depths[begin:end])), int(end - begin))
            for begin, end in zip(np.concatenate(([0], ends[:-1])), ends, strict=True)
        ]

    def _stamped(self, size: int) -> Stamps:
        stamps = self._stamps.pop() if self._stamps else Stamps.of(size)
        return stamps if len(stamps.at) >= size else Stamps.of(size)

    def _next(self, frontier: Ints, back: bool, live: Array | None) -> tuple[Ints, Ints]:
        """The lots one event away, some more than once, and how many there are for each lot of the frontier."""
        index = self.index
        if index.head is None and (live is None or live is index.usual):
            if back:
                rows = index.made.array.view(np.int64).take(frontier).view(np.int32)
                begin, length = rows[::2], rows[1::2] - rows[::2]
                if length.min() >= 0:
                    return index.record.line_lot.array.take(spread(begin, length)), length
            else:
                begin = index.starts.array.take(2 * frontier)
                length = index.starts.array.take(2 * frontier + 1) - begin
                found = index.given.take(spread(begin, length))
                least = found.min(initial=0)
                if least >= 0:
                    return found, length
                if least == NONE:
                    there = found >= 0
                    owners = np.arange(len(frontier)).repeat(length)[there]
                    return found[there], np.bincount(owners, minlength=len(frontier))
        events, owners = index.events_of(frontier, back)
        if live is not None:
            kept = live[events]
            events, owners = events[kept], owners[kept]
        rows = 2 * events + (not back)
        begin = index.record.bounds.array.take(rows)
        length = index.record.bounds.array.take(rows + 1) - begin
        counts = np.bincount(owners, weights=length, minlength=len(frontier)).astype(np.int64)
        if len(owners) > 1 and (owners[1:] < owners[:-1]).any():  # those of chains stand behind the others
            order = np.argsort(owners, kind="stable")
            begin, length = begin[order], length[order]
        return index.record.line_lot.array.take(spread(begin, length)), counts


def spread(begin: Ints, length: Ints) -> Ints:
    """The places of rows that begin there and are so long, one row after another."""
    end = length.cumsum()
    total = end.item(-1) if len(end) else 0
    found: Ints = (begin - end + length).repeat(length)
    found += COUNT[:total] if total <= len(COUNT) else np.arange(total, dtype=np.int32)
    return found
