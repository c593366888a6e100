"""Planned time that no record covers, in a state that somebody names: of a log of stops, production.

Nothing is filled unless it is asked for, and nothing outside planned time.
"""

from __future__ import annotations

import numpy as np

from isa95mom.kpi.capacity import pieces
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.segments import UNKNOWN, Segments
from isa95mom.kpi.state_mapping import StateMapping
from isa95mom.kpi.tally import Buckets
from isa95mom.tables.growing import Ints


def state_of(otherwise: str, mapping: StateMapping) -> int:
    """The number of a state by its name. Raises `KpiError` where there is no such."""
    number = mapping.number(otherwise)
    if number < 0:
        raise KpiError(f"time that no record covers is to be {otherwise!r}, which is no state{mapping.near(otherwise)}")
    return number


def filled(segments: Segments, buckets: Buckets, planned: Ints, state: int) -> Segments:
    """Segments with one more for each gap in some buckets: of no row (-1), and each in one bucket."""
    _, bucket, since, until = pieces(buckets, segments.equipment, segments.start, segments.end)
    numbers, at = buckets.inside()
    edge = np.zeros(buckets.count, dtype=np.int64)
    edge[numbers] = at
    kept = np.flatnonzero(np.isin(bucket, planned))
    begins, ends = buckets.edges[edge[planned]], buckets.edges[edge[planned] + 1]
    # In each bucket something of no length where it begins, and where it ends: gaps are between one and the next.
    where = np.concatenate((planned, bucket[kept], planned))
    since = np.concatenate((begins, since[kept], ends))
    until = np.concatenate((begins, until[kept], ends))
    order = np.lexsort((until, since, where))
    where, since, until = where[order], since[order], until[order]
    gap = np.flatnonzero((where[1:] == where[:-1]) & (since[1:] > until[:-1]))
    who = np.searchsorted(buckets.first, edge[where[gap]], side="right") - 1
    equipment = np.concatenate((segments.equipment, who))
    start = np.concatenate((segments.start, until[gap]))
    order = np.lexsort((start, equipment))
    still = segments.provisional
    return Segments(
        equipment=equipment[order],
        start=start[order],
        end=np.concatenate((segments.end, since[gap + 1]))[order],
        state=np.concatenate((segments.state, np.full(len(gap), state, dtype=segments.state.dtype)))[order],
        source=np.concatenate((segments.row, np.full(len(gap), UNKNOWN)))[order],
        provisional=None if still is None else np.concatenate((still, np.zeros(len(gap), dtype=bool)))[order],
        overlaps=segments.overlaps,
    )
