"""A record as integrity checks see it: the lines in view in columns, and how early and late each event may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

import numpy as np

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.findings import CHECKS, NO_AMOUNTS, Finding
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import KINDS, NUMBER_OF_KIND, Record
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import MICROSECOND, MISSING
from isa95mom.values.units import Conversion

Skew = timedelta | Mapping[str, timedelta]
"""How far a clock may be off: every one, or by the source that recorded the event."""
LAST = np.iinfo(np.int64).max
"""Later than every time."""
FIRST = MISSING
"""Earlier than every time."""


class Seen:
    """The events in view and their lines."""

    def __init__(
        self, index: Index, live: Array | None, told: Array | None, skew: Skew, conversion: Conversion
    ) -> None:
        self.index, self.record, self.live, self.told = index, index.record, live, told
        self.conversion = conversion
        size = len(self.record.kind)
        self.events: Ints = np.arange(size) if live is None else np.flatnonzero(live)
        self.lines: Ints = index.lines_of(self.events)
        bounds = self.record.bounds.array
        begin, middle, end = bounds[2 * self.events], bounds[2 * self.events + 1], bounds[2 * self.events + 2]
        self.event: Ints = np.repeat(self.events, end - begin)
        """The event of each line."""
        lengths = np.column_stack((middle - begin, end - middle)).reshape(-1)
        self.out: Array = np.repeat(np.tile(np.array((False, True)), len(self.events)), lengths)
        """Whether each line comes out of its event."""
        self.lot: Ints = self.record.line_lot.array[self.lines]
        """The lot of each line."""
        slack = slacks(self.record, skew)
        self.moment: Ints = self.record.effective.moment.array
        """When each event on record happened."""
        dated = self.moment != MISSING
        self.early: Ints = np.where(dated, self.moment - slack, FIRST)
        """How early each event may have been; before all times where none is stated."""
        self.late: Ints = np.where(dated, self.moment + slack, LAST)
        """How late each event may have been; after all times where none is stated."""
        self.slack = slack

    @cached_property
    def origin(self) -> Array:
        """Which lines are where a lot came from: out of an event that it does not go into itself."""
        key = self.event.astype(np.int64) * len(self.record.lots) + self.lot
        origin = self.out.copy()
        origin[self.out] = ~np.isin(key[self.out], key[~self.out])
        return origin

    @cached_property
    def has_origin(self) -> Array:
        """Which lots came from somewhere."""
        return np.bincount(self.lot[self.origin], minlength=len(self.record.lots)) > 0

    @cached_property
    def _by_lot(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.lot, kind="stable")
        return order, np.searchsorted(self.lot[order], np.arange(len(self.record.lots) + 1))

    def places(self, lot: int) -> Ints:
        """The places, in the columns here, of the lines of a lot."""
        order, begin = self._by_lot
        return order[begin[lot] : begin[lot + 1]]

    def places_of(self, event: int) -> range:
        """The places, in the columns here, of the lines of an event."""
        return range(*np.searchsorted(self.event, (event, event + 1)).tolist())

    def of_kinds(self, kinds: Iterable[EventKind]) -> Array:
        """Which lines are of events of these kinds."""
        chosen = np.zeros(len(KINDS), dtype=bool)
        chosen[[NUMBER_OF_KIND[kind] for kind in kinds]] = True
        found: Array = chosen[self.record.kind.array[self.event]]
        return found

    # -- findings -----------------------------------------------------------------------------------------------------

    def finding(
        self,
        code: str,
        message: str,
        *,
        lots: Iterable[int] = (),
        events: Iterable[int] = (),
        places: Iterable[int] = (),
        amounts: Mapping[str, Decimal] = NO_AMOUNTS,
    ) -> Finding:
        """A finding that rests on these lots, events, and lines at these places."""
        record = self.record
        lines = self.lines[np.fromiter(places, dtype=np.int64)]
        return Finding(
            code=code,
            message=message,
            severity=CHECKS[code].severity,
            lots=tuple(record.lots[lot] for lot in dict.fromkeys(lots)),
            events=tuple(record.event_ids[event] for event in dict.fromkeys(events)),
            lines=tuple(record.lines(record.in_order(lines))),
            amounts=amounts,
        )

    def name(self, lot: int) -> ID:
        """The identification of a lot."""
        return self.record.lots[lot]

    def at(self, event: int) -> str:
        """An event with its time, as a message names it."""
        time = self.record.effective[event]
        return f"event {self.record.event_ids[event]!r}" + ("" if time is None else f" at {time.isoformat()}")


def slacks(record: Record, skew: Skew) -> Ints:
    """How far, in microseconds, the time of each event may be off. Raises `GenealogyError` for what is no such skew."""
    if isinstance(skew, timedelta):
        return np.full(len(record.kind), microseconds(skew), dtype=np.int64)
    if not isinstance(skew, Mapping):
        raise GenealogyError(f"the skew is {skew!r}; a timedelta, or one for each source, is needed")
    slack = np.zeros(len(record.kind), dtype=np.int64)
    sources = record.event_tags["source"]
    for source, each in skew.items():
        slack[sources.holding(source)] = microseconds(each)
    return slack


def microseconds(skew: object) -> int:
    """A skew as a number of microseconds."""
    if not isinstance(skew, timedelta) or skew < timedelta(0):
        raise GenealogyError(f"the skew is {skew!r}; a timedelta from 0 is needed")
    return skew // MICROSECOND


def several(names: Iterable[object], shown: int = 3) -> str:
    """Names for a message: the first ones, and how many there are more.

    >>> several(["A", "B"]), several(range(5))
    ("'A' and 'B'", '0, 1, 2 and 2 more')
    """
    held = [repr(name) for name in names]
    if len(held) > shown + 1:
        return f"{', '.join(held[:shown])} and {len(held) - shown} more"
    return " and ".join(filter(None, (", ".join(held[:-1]), *held[-1:])))
