"""The answer to a trace: which lots, by which events, over which lines."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import numpy as np

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.forms import Excerpt, Forms
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import Event, Line
from isa95mom.genealogy.tree import Tree, grow
from isa95mom.genealogy.walks import Closure
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Ints

Way = Literal["back", "forward", "both"]
_WAYS: dict[Way, tuple[bool, ...]] = {"back": (True,), "forward": (False,), "both": (True, False)}


def directions(way: Way, depth: int | None) -> tuple[bool, ...]:
    """Whether to go back, for each direction of a way. Raises `GenealogyError` where way or depth is none."""
    if depth is not None and (type(depth) is not int or depth < 0):
        raise GenealogyError(f"depth is {depth!r}; None or a whole number from 0 is needed")
    if way not in _WAYS:
        raise GenealogyError(f"the way is {way!r}; 'back', 'forward' or 'both' is needed")
    return _WAYS[way]


class Trace(Forms):
    """What lots were made from, or what they went into: the closure of one lot or several in one direction, or both.

    The lots that were asked for are in it, at distance 0. It stays as it is when the genealogy grows.
    """

    def __init__(
        self, index: Index, starts: Ints, way: Way, closures: tuple[Closure, ...], live: Array | None, complete: bool
    ) -> None:
        self._record = index.record
        self._index = index
        self._closures = closures
        self._live = live
        self._size = len(index.record.kind)
        self._starts = starts
        self.way: Way = way
        """``back`` to what it was made from, ``forward`` to what it went into, or ``both``."""
        self.complete = complete
        """False where a limit of depth left something out; True where this is everything on record."""

    @property
    def start(self) -> ID:
        """The lot that was asked for; of several, the first."""
        return self._record.lots[int(self._starts[0])]

    @property
    def starts(self) -> tuple[ID, ...]:
        """The lots that were asked for."""
        return tuple(self._record.lots.take(self._starts))

    @cached_property
    def _lots(self) -> tuple[Ints, Ints]:
        """Numbers of the lots and their distances, nearest first."""
        lots = np.concatenate([closure.lots for closure in self._closures])
        depths = np.concatenate([closure.depths for closure in self._closures])
        order = np.lexsort((lots, depths))
        lots, depths = lots[order], depths[order]
        if len(self._closures) > 1:
            first = np.sort(np.unique(lots, return_index=True)[1])
            lots, depths = lots[first], depths[first]
        return lots, depths

    @cached_property
    def _events(self) -> Ints:
        """Numbers of the events, nearest first."""
        found, depths = [], []
        for closure, back in zip(self._closures, _WAYS[self.way], strict=True):
            events, owners = self._index.events_of(closure.lots[: closure.expanded], back)
            known = events < self._size
            if self._live is not None:
                known[known] = self._live[events[known]]
            found.append(events[known])
            depths.append(closure.depths[owners[known]])
        events, nearness = np.concatenate(found), np.concatenate(depths)
        order = np.lexsort((events, nearness))
        events = events[order]
        return events[np.sort(np.unique(events, return_index=True)[1])]

    @cached_property
    def _lines(self) -> Ints:
        """Numbers of the lines between these lots and these events, in the order of the record."""
        if len(self._closures) == 1:
            lines = self._index.lines_of(self._events)
        else:  # a line of one direction does not belong to the other
            lines = np.unique(np.concatenate([half._lines for half in self._halves()]))
            return self._record.in_order(lines)
        lots = self._lots[0]
        return self._record.in_order(lines[among(self._record.line_lot.array[lines], lots, len(self._record.lots))])

    def _halves(self) -> list[Trace]:
        ways: tuple[Way, Way] = ("back", "forward")
        made = [
            Trace(self._index, self._starts, way, (closure,), self._live, self.complete)
            for way, closure in zip(ways, self._closures, strict=True)
        ]
        for half in made:
            half._size = self._size
        return made

    @cached_property
    def lots(self) -> tuple[ID, ...]:
        """Identifications of the lots, nearest first; at one distance, in the order of the record."""
        return tuple(self._record.lots.take(self._lots[0]))

    @cached_property
    def depths(self) -> dict[ID, int]:
        """For each lot how many events lie between the start and it, by the shortest way."""
        return dict(zip(self.lots, self._lots[1].tolist(), strict=True))

    @property
    def depth(self) -> int:
        """The distance of the farthest lot, in events."""
        return max(len(closure.ends) for closure in self._closures) - 1

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events on the way, nearest first."""
        return self._record.events(self._events)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines between these lots and these events, in the order of the record."""
        return tuple(self._record.lines(self._lines))

    def __len__(self) -> int:
        """The number of lots, the start included."""
        return len(self._lots[0]) if len(self._closures) > 1 else len(self._closures[0].lots)

    def __contains__(self, lot: object) -> bool:
        return lot in self.depths

    def __repr__(self) -> str:
        size = f"{len(self)} lots, {len(self._events)} events, depth {self.depth}"
        return f"<Trace {self.way} from {self.start!r}: {size}{'' if self.complete else ', cut'}>"

    def to_tree(self) -> Tree:
        """The trace as a tree from its start. A lot met again is marked and not expanded, so that cycles end.

        Raises `GenealogyError` for a trace of several lots, or of both ways.
        """
        if self.way == "both" or len(self._starts) > 1:
            raise GenealogyError("only a trace of one lot in one direction is a tree")
        return grow(self.start, self.way == "back", self.lines, {event.id: event for event in self.events})

    def _excerpt(self) -> Excerpt:
        lots, depths = self._lots
        return Excerpt(self._record, lots, self._events, self._lines, self._starts, depths, self.complete)


def among(values: Ints, some: Ints, size: int) -> Array:
    """Which of `values` are in `some`; all are below `size`."""
    if len(values) > size // 64:
        there = np.zeros(size, dtype=bool)
        there[some] = True
        found: Array = there[values]
        return found
    ordered = np.sort(some)
    found = ordered[np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)] == values
    return found
