"""State intervals made into segments: in order, none overlapping another, all of known ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush

import numpy as np
from attrs import define, field, frozen

from isa95mom.errors import Problem
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import EPOCH, MICROSECOND, MISSING

SHOWN = 5
"""How many rows of one kind are findings of their own; of more, the number is told."""
BLOCK = 1 << 16
"""How many rows are looked at together: they stay in the cache of the processor."""
UNKNOWN = -1
"""In place of the number of a state, reason, order or product: not known, or not stated."""


@define(slots=True, eq=False)
class Findings:
    """What is noted of the rows of tables, by code: the first few rows each, and how many there are."""

    found: list[Problem] = field(factory=list)

    def rows(self, table: str, code: str, rows: Ints, say: Callable[[int], str]) -> None:
        """Note some rows; `say` tells what is wrong with one."""
        for row in rows[:SHOWN].tolist():
            self.found.append(Problem(f"{table}/row {row}", None, code, say(row), "warning"))
        if len(rows) > SHOWN:
            more = f"and {len(rows) - SHOWN} more rows of the same kind; {len(rows)} in all"
            self.found.append(Problem(table, None, code, more, "warning"))

    def table(self, table: str, code: str, message: str) -> None:
        """Note something of a table as a whole."""
        self.found.append(Problem(table, None, code, message, "warning"))


@frozen(slots=True, eq=False, kw_only=True)
class Segments:
    """Non-overlapping stretches of time in one state each, in the order of their equipment and, within it, of time."""

    equipment: Ints
    """The number of the equipment."""
    start: Ints
    """Microseconds since 1970 in UTC."""
    end: Ints
    """Microseconds since 1970 in UTC; behind `start`."""
    state: Ints
    """The number of the state; -1 where the source names one that is not known."""
    source: Ints | None = None
    """The row of the table of states that each comes from, -1 where it was filled; None where they are its rows."""
    provisional: Array | None = None
    """Whether the interval is still open; None where none is."""
    overlaps: tuple[Ints, ...] = field(factory=lambda: (np.zeros(0, dtype=np.int64),) * 4)
    """Where records overlapped: the row that won, the one that lost, from when, until when."""

    def __len__(self) -> int:
        return len(self.start)

    @property
    def row(self) -> Ints:
        """The row of the table of states that each comes from; -1 where it was filled."""
        return np.arange(len(self)) if self.source is None else self.source

    def of(self, column: Array) -> Array:
        """A column of the table of states, for each segment; -1 where it was filled."""
        if self.source is None:
            return column
        return (np.append(column, UNKNOWN) if self.source.min(initial=0) < 0 else column)[self.source]


def instant(moment: int) -> str:
    """A moment in words."""
    return (EPOCH + moment * MICROSECOND).isoformat()


def resolve(
    equipment: Ints,
    start: Ints,
    end: Ints,
    state: Ints,
    *,
    same: Sequence[Ints] = (),
    as_of: int | None = None,
    findings: Findings | None = None,
) -> Segments:
    """Segments of state intervals.

    Intervals without an end (`MISSING`) end where the next of their equipment begins, or at `as_of` and are provisional
    then. Those that end before they start, or have no duration, are left out and noted. Of overlapping ones the state
    with the lowest number has the time, of equal ones the one that began later; rows that say the same twice count
    once. What lost is kept in `Segments.overlaps`. `same` are columns of the table that tell rows apart which say
    different things.

    Time grows with n log n where rows are not in order, with n where they are; gaps stay gaps.
    """
    found = findings or Findings()
    rows = None
    if not in_order(equipment, start):
        rows = np.lexsort((start, equipment))
        equipment, start, end, state = equipment[rows], start[rows], end[rows], state[rows]
    provisional = None
    if (still := end == MISSING).any():
        end, provisional = _closed(equipment, start, end, still, as_of)
    wrong = end <= start
    if wrong.any():
        places = np.arange(len(start)) if rows is None else rows
        where = {int(places[place]): int(place) for place in np.flatnonzero(wrong).tolist()}
        listed = np.array(sorted(where), dtype=np.int64)
        negative = np.array([end[where[row]] < start[where[row]] for row in listed.tolist()], dtype=bool)
        found.rows(
            "states",
            "ends-before-start",
            listed[negative],
            lambda row: f"it ends at {instant(int(end[where[row]]))}, before its start; it is left out",
        )
        found.rows(
            "states",
            "no-duration",
            listed[~negative],
            lambda row: f"it ends when it starts, at {instant(int(start[where[row]]))}; it is left out",
        )
        keep = np.flatnonzero(~wrong)
        equipment, start, end, state = equipment[keep], start[keep], end[keep], state[keep]
        rows = keep if rows is None else rows[keep]
        provisional = None if provisional is None else provisional[keep]
    made = Segments(equipment=equipment, start=start, end=end, state=state, source=rows, provisional=provisional)
    return _apart(made, same, found) if _overlapping(equipment, start, end) else made


def are_segments(equipment: Ints, start: Ints, end: Ints) -> bool:
    """Whether intervals are segments already: all closed, none without duration, in order, not overlapping."""
    for first in range(0, len(start), BLOCK):
        block = slice(first, first + BLOCK + 1)
        who, since, until = equipment[block], start[block], end[block]
        if (until <= since).any() or (who[1:] < who[:-1]).any():
            return False
        if ((since[1:] < until[:-1]) & (who[1:] == who[:-1])).any():
            return False
    return True


def in_order(equipment: Ints, start: Ints) -> bool:
    """Whether rows are in the order of their equipment and, within it, of time."""
    for first in range(0, len(start) - 1, BLOCK):
        block = slice(first, first + BLOCK + 1)
        who, when = equipment[block], start[block]
        if not ((who[1:] > who[:-1]) | ((who[1:] == who[:-1]) & (when[1:] >= when[:-1]))).all():
            return False
    return True


def _overlapping(equipment: Ints, start: Ints, end: Ints) -> bool:
    for first in range(0, len(start) - 1, BLOCK):
        block = slice(first, first + BLOCK + 1)
        if ((start[block][1:] < end[block][:-1]) & (equipment[block][1:] == equipment[block][:-1])).any():
            return True
    return False


def _closed(equipment: Ints, start: Ints, end: Ints, still: Array, as_of: int | None) -> tuple[Ints, Array]:
    """The ends with those of open intervals, and which of these are provisional."""
    following = np.full(len(start), MISSING, dtype=np.int64)
    # The next start of the same equipment that is later: several may begin at once.
    later = np.flatnonzero((equipment[1:] != equipment[:-1]) | (start[1:] != start[:-1])) + 1
    bounds = np.append(later, len(start))
    place = bounds[np.searchsorted(bounds, np.arange(len(start)), side="right")]
    within = place < len(start)
    there = np.flatnonzero(within)
    alike = equipment[place[there]] == equipment[there]
    following[there[alike]] = start[place[there[alike]]]
    ends = np.where(still, following, end)
    open_ = still & (following == MISSING)
    if as_of is not None:
        ends = np.where(open_, as_of, ends)
    return ends, open_


def _apart(segments: Segments, same: Sequence[Ints], found: Findings) -> Segments:
    """The same segments with each moment given to one of those that overlap there."""
    who, start, end = segments.equipment, segments.start, segments.end
    # Within one equipment the furthest end so far; a cluster begins where a start is not before it.
    reach = _furthest(who, end)
    begins = np.ones(len(start), dtype=bool)
    begins[1:] = (who[1:] != who[:-1]) | (start[1:] >= reach[:-1])
    firsts = np.flatnonzero(begins)
    sizes = np.diff(np.append(firsts, len(start)))
    alone = np.repeat(sizes == 1, sizes)
    pieces: list[tuple[int, int, int]] = []
    lost: list[tuple[int, int, int, int]] = []
    twice: list[int] = []
    for first, size in zip(firsts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        _sweep(segments, range(first, first + size), same, pieces, lost, twice)
    if lost:
        table = np.array(lost, dtype=np.int64)
        order = np.argsort(table[:, 1], kind="stable")
        losers = table[order]
        found.rows(
            "states",
            "overlap",
            np.unique(losers[:, 1]),
            lambda row: _overlap(losers, row),
        )
    if twice:
        found.rows(
            "states", "said-twice", np.array(sorted(twice)), lambda row: "it says what another row says; it counts once"
        )
    cut = np.array(pieces, dtype=np.int64).reshape(-1, 3)
    keep = np.flatnonzero(alone)
    source = np.concatenate((keep, cut[:, 0]))
    starts = np.concatenate((start[keep], cut[:, 1]))
    ends = np.concatenate((end[keep], cut[:, 2]))
    order = np.lexsort((starts, who[source]))
    source = source[order]
    provisional = segments.provisional
    overlaps = tuple(np.array([each[place] for each in lost], dtype=np.int64) for place in range(4))
    return Segments(
        equipment=who[source],
        start=starts[order],
        end=ends[order],
        state=segments.state[source],
        source=segments.row[source],
        provisional=None if provisional is None else provisional[source],
        overlaps=overlaps,
    )


def _furthest(who: Ints, end: Ints) -> Ints:
    """For each row the furthest end of the rows of its equipment up to it."""
    made = np.empty(len(end), dtype=np.int64)
    bounds = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
    for first, last in zip(bounds.tolist(), np.append(bounds[1:], len(who)).tolist(), strict=True):
        np.maximum.accumulate(end[first:last], out=made[first:last])
    return made


def _overlap(losers: Array, row: int) -> str:
    first, last = np.searchsorted(losers[:, 1], [row, row + 1])
    time = int((losers[first:last, 3] - losers[first:last, 2]).sum())
    others = ", ".join(str(other) for other in dict.fromkeys(losers[first:last, 0].tolist()))
    return f"{time / 1e6:g} s of it overlap with row {others}, whose state has priority"


def _sweep(
    segments: Segments,
    places: range,
    same: Sequence[Ints],
    pieces: list[tuple[int, int, int]],
    lost: list[tuple[int, int, int, int]],
    twice: list[int],
) -> None:
    """Give each moment of a cluster to one of its intervals: the place, from when, until when."""
    rows = segments.row
    seen: set[tuple[int, ...]] = set()
    waiting: list[tuple[int, int]] = []
    for place in places:
        row = int(rows[place])
        said = (
            int(segments.start[place]),
            int(segments.end[place]),
            int(segments.state[place]),
            *(int(column[row]) for column in same),
        )
        if said in seen:
            twice.append(row)
        else:
            seen.add(said)
            waiting.append((said[0], place))
    waiting.reverse()
    active: list[tuple[int, int, int]] = []  # by state, then the later start first; states not known come last
    last = len(pieces)
    now = waiting[-1][0]
    while waiting or active:
        while waiting and waiting[-1][0] <= now:
            began, place = waiting.pop()
            state = int(segments.state[place])
            heappush(active, (state if state >= 0 else 1 << 30, -began, place))
        while active and int(segments.end[active[0][2]]) <= now:
            heappop(active)
        if not active:
            if not waiting:
                break
            now = waiting[-1][0]
            continue
        place = active[0][2]
        until = int(segments.end[place])
        if waiting:
            until = min(until, waiting[-1][0])
        for other in {each[2] for each in active if each[2] != place}:
            stop = min(until, int(segments.end[other]))
            if stop > now:
                lost.append((int(rows[place]), int(rows[other]), now, stop))
        if len(pieces) > last and pieces[-1][0] == place and pieces[-1][2] == now:
            pieces[-1] = (place, pieces[-1][1], until)
        else:
            pieces.append((place, now, until))
        now = until
