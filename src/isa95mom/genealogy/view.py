"""A genealogy as it was at a time, and as it was known at a time."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from isa95mom.genealogy.answers import Difference
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.queries import Queries, moment
from isa95mom.genealogy.record import Event, Line
from isa95mom.genealogy.store import Record
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import MISSING


def in_view(record: Record, effective: int | None, known: int | None) -> Array:
    """Which events had happened by one moment, as was known at another; None is the latest.

    An event that another supersedes is not in view once that other is known. An event whose time is not stated is.
    """
    live = np.ones(len(record.kind), dtype=bool)
    if known is not None:
        recorded = record.recorded.moment.array
        live &= (recorded == MISSING) | (recorded <= known)
    if record.supersedes:
        by = np.fromiter(record.supersedes, dtype=np.int64)
        superseded = np.fromiter(record.supersedes.values(), dtype=np.int64)
        live[superseded[live[by]]] = False
    if effective is not None:
        happened = record.effective.moment.array
        live &= (happened == MISSING) | (happened <= effective)
    return live


class View(Queries):
    """A genealogy as of an effective time, as known at a recorded time; it answers what a `Genealogy` answers.

    It stays as it is when the genealogy grows.
    """

    def __init__(self, index: Index, effective: datetime | None, known: datetime | None) -> None:
        self._index = index
        self._record = index.record
        self.effective = effective
        """What happened later is not in view; None where everything is."""
        self.known = known
        """What was put on record later is not in view; None where everything is."""
        self._size = len(self._record.kind)
        self._seen = in_view(
            self._record,
            None if effective is None else moment(effective),
            None if known is None else moment(known),
        )

    def __repr__(self) -> str:
        said = {"effective": self.effective, "known": self.known}
        at = ", ".join(f"{name} {time.isoformat()}" for name, time in said.items() if time is not None) or "now"
        return f"<View: {int(self._seen.sum())} of {len(self._seen)} events, {at}>"

    def _rows(self) -> Index:
        self._index.refresh()
        return self._index

    def _live(self) -> Array:
        missing = len(self._record.kind) - len(self._seen)
        if missing:  # what was added since is not in view
            self._seen = np.concatenate((self._seen, np.zeros(missing, dtype=bool)))
        return self._seen

    def _told(self) -> Array | None:
        told = np.zeros(len(self._record.kind), dtype=bool)
        recorded = self._record.recorded.moment.array[: self._size]
        told[: self._size] = True if self.known is None else recorded <= moment(self.known)
        return told

    @property
    def events(self) -> tuple[Event, ...]:
        """The events in view, in the order of the record."""
        return self._record.events(self._in_view())

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in view, in the order of the record."""
        lines = self._rows().lines_of(self._in_view())
        return tuple(self._record.lines(self._record.in_order(lines)))

    @property
    def undated(self) -> tuple[Event, ...]:
        """The events that are in view only because their effective or recorded time, as far as asked, is not stated."""
        record, events = self._record, self._in_view()
        unknown = np.zeros(len(events), dtype=bool)
        if self.effective is not None:
            unknown |= record.effective.moment.array[events] == MISSING
        if self.known is not None:
            unknown |= record.recorded.moment.array[events] == MISSING
        return record.events(events[unknown])

    def difference(self, later: View) -> Difference:
        """What `later`, another view of the same genealogy, has and this one has not, and the other way round."""
        if later._record is not self._record:
            raise GenealogyError("the views are of two genealogies; only views of one have a difference")
        mine, other = self._live(), later._live()
        added, removed = np.flatnonzero(other & ~mine), np.flatnonzero(mine & ~other)
        record = self._record
        names = record.event_ids
        gone = set(removed.tolist())
        new: Ints = np.concatenate((added, removed))
        return Difference(
            added=record.events(added),
            removed=record.events(removed),
            lots=self._lots_of(new),
            corrected=tuple(
                (names[by], names[record.supersedes[by]]) for by in added.tolist() if record.supersedes.get(by) in gone
            ),
        )
