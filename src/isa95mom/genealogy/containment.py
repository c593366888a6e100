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


def _kinds(side: int, *tables: dict[EventKind, int]) -> Array:
    """Which kinds, by their numbers, have the holders on that side."""
    found: Array = np.array([any(table.get(kind) == side for table in tables) for kind in KINDS])
    return found


_SIDES = {
    (True, False): _kinds(0, PUTS, TAKES),
    (True, True): _kinds(1, PUTS, TAKES),
    (False, False): _kinds(1, PUTS),
    (False, True): _kinds(0, PUTS),
}
"""By whether a lot holds others or is held, and whether it comes out: the kinds of events that matter."""


def contents(index: Index, holder: int, at: int | None, live: Array | None) -> list[int]:
    """The lots that lie in `holder` directly at that moment, in the order in which they were put in.

    An event whose time is not stated counts as being before all others.
    """
    inside: dict[int, None] = {}
    for event, puts, side in _changes(index, holder, at, live, True):
        lots = index.record.line_lot.array
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
    for event, _, side in _changes(index, lot, at, live, False):
        asked |= dict.fromkeys(lots[index.lines_of(event, bool(side))].tolist())
    return [holder for holder in asked if holder != lot and lot in contents(index, holder, at, live)]


def _changes(index: Index, lot: int, at: int | None, live: Array | None, holds: bool) -> list[tuple[Ints, bool, int]]:
    """The events of containment in which a lot `holds` others, or is put into others, up to a moment, in time order."""
    record = index.record
    one = np.array([lot], dtype=np.int32)
    found_by_side = []
    for out in (False, True):
        events = index.events_of(one, out)[0]
        found_by_side.append(events[_SIDES[holds, out][record.kind.array[events]]])
    events = np.unique(np.concatenate(found_by_side))
    if live is not None:
        events = events[live[events]]
    moments = record.effective.moment.array[events]
    if at is not None:
        keep = (moments == MISSING) | (moments <= at)
        events, moments = events[keep], moments[keep]
    found = []
    for event in events[np.lexsort((events, moments))].tolist():
        kind = KINDS[record.kind.array[event]]
        found.append((np.array([event]), kind in PUTS, PUTS[kind] if kind in PUTS else TAKES[kind]))
    return found
