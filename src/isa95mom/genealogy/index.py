"""The index: who is next to whom in the graph of lots and events, and closures over it.

Lots and events are numbered from 0, and each has two halves: half ``2 * n`` of a lot is where it goes in, half
``2 * n + 1`` where it comes out; of an event, likewise, its lines in and its lines out. What a half is next to
lies in one piece of an array: for events that is the record itself (`store`), for lots it is built here. Going back is
from the out half of a lot to the in half of an event; forward is the other way round. Most lots come out of one event,
and most events give one lot: for these the next step is noted beside the rows. Rows and notes take 8 bytes a line and
16 bytes a lot.

Lines that came after the rows were built hang on their lots in chains, the latest first, so that nothing is built again
while a genealogy grows; when the chains hold a quarter of all lines, the next question builds the rows anew.

Events that were superseded stay in the rows, for there are questions about earlier states. Where the next step would be
by one of them it is not noted: it is looked up in the rows, and the event is passed over where it is not in view.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from isa95mom.genealogy.store import Record
from isa95mom.genealogy.walks import NO_INTS, NONE, SEVERAL, Closure, Walks, spread
from isa95mom.tables.growing import Array, Grown, Ints
from isa95mom.tables.speed import kernel


class Index:
    """The rows of the lots of a record, its newest lines in chains, and the walks over both."""

    def __init__(
        self,
        record: Record,
        starts: Array | None = None,
        events: Array | None = None,
        given: Array | None = None,
        made: Array | None = None,
    ) -> None:
        self.record = record
        self._walks = Walks(self)
        self.head: Grown | None = None
        self._usual: Grown | None = None
        self.corrections = 0
        """How many events of `record.supersedes` were taken in."""
        if starts is None or events is None or given is None or made is None:
            self.compact()
        else:
            self._begin(starts, events, given, made)

    def _begin(self, starts: Array, events: Array, given: Array, made: Array) -> None:
        self.starts = Grown(starts)
        self.events = events
        self.given = given
        """For each row of `events`: the one lot that comes out of the event; `NONE`, `SEVERAL`."""
        self.made = Grown(made)
        """For each lot where the lines in begin and end of the one event that it comes out of. Where there is no event,
        they end where they begin; where there are several, before they begin."""
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
        bounds, line_lot = record.bounds.array, record.line_lot.array
        events, given, made = (np.empty(size, dtype=np.int32) for size in (len(line_lot), len(line_lot), 2 * lots))
        build = kernel("isa95mom.genealogy.kernels", "build")
        if build is not None:
            build(bounds, line_lot, starts, events, given, made)
            self._begin(starts, events, given, made)
            self._correct(0)
            return
        half, event = self._halves(0)
        np.cumsum(np.bincount(half, minlength=2 * lots), out=starts[1:])
        events = by_halves(event, half, 2 * lots)
        out = bounds[1::2]
        outs = bounds[2::2] - out
        only = np.where(outs == 0, NONE, SEVERAL).astype(np.int32)
        only[outs == 1] = line_lot[out[outs == 1]]
        begin, count = starts[1::2], np.diff(starts)[1::2]
        made = np.zeros((lots, 2), dtype=np.int32)
        made[count > 1] = SEVERAL, SEVERAL - 1
        by = events[begin[count == 1]]
        made[count == 1] = np.column_stack((bounds[2 * by], bounds[2 * by + 1]))
        self._begin(starts, events, only[events], made.reshape(-1))
        self._correct(0)

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
        if len(record.supersedes) > self.corrections:
            self._correct(self.corrections)
        if 2 * lots + 1 > len(self.starts):
            missing = 2 * lots + 1 - len(self.starts)
            self.starts.extend(np.full(missing, self.rows_of_lines, dtype=np.int32))
            self.made.extend(np.zeros(missing, dtype=np.int32))
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

    def _correct(self, first: int) -> None:
        """Take in which events were superseded, from the one with that place among them on."""
        self.corrections = len(self.record.supersedes)
        superseded = np.unique(np.fromiter(islice(self.record.supersedes.values(), first, None), dtype=np.int64))
        if not len(superseded):
            return
        live = np.ones(len(self.record.kind), dtype=bool)
        if self._usual is not None:
            live[: len(self._usual)] = self._usual.array
        live[superseded] = False
        self._usual = Grown(live)
        held = superseded[superseded < self.events_held]
        lots = self.record.line_lot.array[self.lines_of(held)]
        lots = lots[2 * lots + 1 < len(self.starts)]
        self.made.array[2 * lots], self.made.array[2 * lots + 1] = SEVERAL, SEVERAL - 1
        begin = self.starts.array[2 * lots]
        rows = spread(begin, self.starts.array[2 * lots + 1] - begin)
        self.given[rows[~live[self.events[rows]]]] = SEVERAL

    @property
    def usual(self) -> Array | None:
        """Which events are not superseded; None where all are not. What is noted beside the rows holds for these."""
        if self._usual is None:
            return None
        if missing := len(self.record.kind) - len(self._usual):
            self._usual.extend(np.ones(missing, dtype=bool))
        return self._usual.array

    # -- neighbours ---------------------------------------------------------------------------------------------------

    def events_of(self, lots: Ints, out: bool) -> tuple[Ints, Ints]:
        """The events that `lots` go into or come `out` of, and for each the place in `lots` that it belongs to."""
        halves = 2 * lots + out
        begin = self.starts.array.take(halves)
        length = self.starts.array.take(halves + 1) - begin
        found, owners = [self.events.take(spread(begin, length))], [np.arange(len(lots)).repeat(length)]
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
        bounds, rows = self.record.bounds.array, 2 * events + bool(out)
        begin = bounds.take(rows)
        return spread(begin, bounds.take(rows + 1 + (out is None)) - begin)

    # -- walks --------------------------------------------------------------------------------------------------------

    def closure(
        self, starts: Sequence[int], back: bool, depth: int | None = None, live: Array | None = None
    ) -> Closure:
        """Everything that `starts` were made from (`back`) or went into, over at most `depth` events in a row.

        Only events that are marked in `live` are followed.
        """
        self.refresh()
        return self._walks.closure(starts, back, depth, live)

    def closures(self, starts: Sequence[int], back: bool, live: Array | None = None) -> list[Closure]:
        """The closure of each of `starts` by itself."""
        self.refresh()
        return self._walks.closures(starts, back, live)


def by_halves(events: Ints, halves: Ints, most: int) -> Ints:
    """`events` in the order of `halves`, all of them below `most`; of equal ones as they stand.

    By their upper 16 bits and then, piece by piece, by their lower ones: numpy sorts 16 bits by counting, and a piece
    stays in the cache.
    """
    lower = halves.astype(np.uint16)
    if most <= 1 << 16:
        return events[np.argsort(lower, kind="stable")]
    upper = (halves >> 16).astype(np.uint16 if most > 1 << 24 else np.uint8)
    order = np.argsort(upper, kind="stable")
    lower, events = lower[order], events[order]
    end = 0
    for size in np.bincount(upper).tolist():
        begin, end = end, end + size
        events[begin:end] = events[begin:end][np.argsort(lower[begin:end], kind="stable")]
    return events
