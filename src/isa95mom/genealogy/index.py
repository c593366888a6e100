"""The index: who is next to whom in the graph of lots and events, as compressed sparse rows, and closures over it.

The graph has two kinds of nodes, lots and events, both numbered from 0, and lines between them. Lot ``i`` is next to
the events ``indices[indptr[i]:indptr[i + 1]]``: two plain arrays hold all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

if TYPE_CHECKING:
    from isa95mom.genealogy.record import Record

Ints = npt.NDArray[np.signedinteger[Any]]


@frozen(slots=True, eq=False)
class Rows:
    """From each node of one kind to its neighbours of the other."""

    indptr: Ints
    """Where the row of each node begins; one entry more than there are nodes."""
    indices: Ints
    """The neighbours, row after row."""
    lines: Ints
    """The number of the line that leads to each neighbour."""

    @classmethod
    def build(cls, nodes: int, start: Ints, end: Ints, lines: Ints) -> Rows:
        """Rows of `nodes` nodes over the lines numbered `lines`, of which each leads from `start` to `end`."""
        order = np.argsort(start, kind="stable")
        indptr = np.zeros(nodes + 1, dtype=_dtype(len(lines)))
        np.cumsum(np.bincount(start, minlength=nodes), out=indptr[1:])
        return cls(indptr, end[order], lines[order])

    def places(self, nodes: Ints) -> Any:
        """Where in `indices` and `lines` the rows of `nodes` are: a slice or an array."""
        if len(nodes) == 1:
            node = nodes[0]
            return slice(self.indptr[node], self.indptr[node + 1])
        begin = self.indptr[nodes]
        length = self.indptr[nodes + 1] - begin
        end = np.cumsum(length)
        return np.repeat(begin - end + length, length) + np.arange(end[-1] if len(end) else 0)


@frozen(slots=True, eq=False)
class Closure:
    """What one lot reaches in one direction."""

    lots: Ints
    """Numbers of the lots, in order of distance; the first is where it began."""
    depths: Ints
    """How many events lie between the beginning and each lot, at the least."""
    events: Ints
    """Numbers of the events on the way, in order of distance."""
    lines: Ints
    """Numbers of the lines between these lots and these events."""
    complete: bool
    """Whether nothing was left out because of a limit."""


@frozen(slots=True, eq=False)
class Index:
    """Rows in every direction."""

    size: tuple[int, int, int]
    """How many lots, events and lines it holds."""
    lot_in: Rows
    """From a lot to the events it goes into."""
    lot_out: Rows
    """From a lot to the events it comes out of."""
    event_in: Rows
    """From an event to the lots that go into it."""
    event_out: Rows
    """From an event to the lots that come out of it."""

    @classmethod
    def build(cls, record: Record) -> Index:
        """The index of all that is on record."""
        lots, events = len(record.lots), len(record.events)
        lot: Ints = np.array(record.line_lot, dtype=_dtype(lots))
        event: Ints = np.array(record.line_event, dtype=_dtype(events))
        out = np.array(record.line_out, dtype=bool)
        coming: Ints = np.flatnonzero(out).astype(_dtype(len(out)))
        going: Ints = np.flatnonzero(~out).astype(_dtype(len(out)))
        return cls(
            size=(lots, events, len(out)),
            lot_in=Rows.build(lots, lot[going], event[going], going),
            lot_out=Rows.build(lots, lot[coming], event[coming], coming),
            event_in=Rows.build(events, event[going], lot[going], going),
            event_out=Rows.build(events, event[coming], lot[coming], coming),
        )

    def closure(self, lot: int, back: bool, depth: int | None) -> Closure:
        """Everything that `lot` was made from (`back`) or went into, over at most `depth` events in a row.

        Goes level by level and enters each lot and each event once, so that cycles end and no depth is too great.
        """
        to_events, to_lots = (self.lot_out, self.event_in) if back else (self.lot_in, self.event_out)
        seen_lots = np.zeros(len(self.lot_in.indptr) - 1, dtype=bool)
        seen_events = np.zeros(len(self.event_in.indptr) - 1, dtype=bool)
        frontier = np.array([lot], dtype=to_lots.indices.dtype)
        seen_lots[lot] = True
        lots, events = [frontier], [to_events.indices[:0]]
        while len(frontier):
            if depth is not None and len(lots) > depth:
                break
            found = _new(to_events.indices[to_events.places(frontier)], seen_events)
            events.append(found)
            frontier = _new(to_lots.indices[to_lots.places(found)], seen_lots)
            lots.append(frontier)
        cut = len(frontier) and not seen_events[to_events.indices[to_events.places(frontier)]].all()
        all_events = np.concatenate(events)
        return Closure(
            lots=np.concatenate(lots),
            depths=np.repeat(np.arange(len(lots)), [len(level) for level in lots]),
            events=all_events,
            lines=self._lines(all_events, seen_lots),
            complete=not cut,
        )

    def _lines(self, events: Ints, lots: npt.NDArray[np.bool_]) -> Ints:
        """The lines between `events` and the lots that are marked in `lots`, in the order of the record."""
        found = []
        for rows in (self.event_in, self.event_out):
            places = rows.places(events)
            found.append(rows.lines[places][lots[rows.indices[places]]])
        return np.sort(np.concatenate(found))


def _new(nodes: Ints, seen: npt.NDArray[np.bool_]) -> Ints:
    """Those of `nodes` that are not marked in `seen`, each once and in order; marks them."""
    nodes = nodes[~seen[nodes]]
    if len(nodes) > 1:
        nodes = np.unique(nodes)
    seen[nodes] = True
    return nodes


def _dtype(size: int) -> type[np.int32] | type[np.int64]:
    """The smallest type of number that counts to `size`."""
    return np.int32 if size < 2**31 - 1 else np.int64
