"""What lies in what at a time: an interval opens when a thing is put in, and closes when it is taken out."""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import KINDS
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import MISSING

PUTS = {EventKind.PACK: 1, EventKind.ASSEMBLE: 1, EventKind.SUBDIVIDE: 0}
"""The kinds by which things come to lie in others, and the half in which the holders stand: 0 in, 1 out."""
TAKES = {EventKind.UNPACK: 0, EventKind.DISASSEMBLE: 0}
"""The kinds by which things are taken out, and the half in which the holders stand."""


def contents(index: Index, holder: int, at: int | None, live: Array | None) -> list[int]:
    """The lots that lie in `holder` directly at that moment, in the order in which they were put in.

    An event whose time is not stated counts as being before all others.
    """
    inside: dict[int, None] = {}
    for event, puts, side in _changes(index, holder, at, live):
        lots = index.record.line_lot.array
        if holder not in lots[index.lines_of(event, bool(side))]:
            continue
        others = [lot for lot in lots[index.lines_of(event, not side)].tolist() if lot != holder]
        if puts:
            inside |= dict.fromkeys(others)
        elif others:
            for lot in others:
                inside.pop(lot, None)
        else:  # emptied
            inside.clear()
    return list(inside)


def holders(index: Index, lot: int, at: int | None, live: Array | None) -> list[int]:
    """The lots that `lot` lies in directly at that moment; more than one where the records say so."""
    asked: dict[int, None] = {}
    lots = index.record.line_lot.array
    for event, puts, side in _changes(index, lot, at, live):
        if puts and lot in lots[index.lines_of(event, not side)]:
            asked |= dict.fromkeys(lots[index.lines_of(event, bool(side))].tolist())
    return [holder for holder in asked if holder != lot and lot in contents(index, holder, at, live)]


def _changes(index: Index, lot: int, at: int | None, live: Array | None) -> list[tuple[Ints, bool, int]]:
    """The events of containment with a lot up to a moment, in the order of time."""
    record = index.record
    one = np.array([lot], dtype=np.int32)
    events = np.unique(np.concatenate([index.events_of(one, out)[0] for out in (False, True)]))
    if live is not None:
        events = events[live[events]]
    moments = record.effective.moment.array[events]
    if at is not None:
        keep = (moments == MISSING) | (moments <= at)
        events, moments = events[keep], moments[keep]
    found = []
    for event in events[np.lexsort((events, moments))].tolist():
        kind = KINDS[record.kind.array[event]]
        if kind in PUTS or kind in TAKES:
            found.append((np.array([event]), kind in PUTS, PUTS[kind] if kind in PUTS else TAKES[kind]))
    return found
