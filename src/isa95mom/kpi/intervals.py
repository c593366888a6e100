"""State intervals of a table made ready to be added up: with ends, not overlapping, short stops told apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import numpy as np
from attrs import evolve

from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.records import MINOR, STOPS, Reading, States
from isa95mom.kpi.segments import Segments, are_segments, resolve
from isa95mom.tables.times import MICROSECOND, MISSING, ticks

Limits = timedelta | Mapping[str, timedelta]
"""Of less than what a stop is a minor stop, for all or by equipment."""


def ready(told: States, reading: Reading, as_of: datetime | None, short_stop: Limits | None) -> Segments:
    """The state intervals as segments, short stops as minor stops."""
    found = separate(told, reading, as_of)
    return found if short_stop is None else minor(found, short_stop, reading)


def separate(told: States, reading: Reading, as_of: datetime | None) -> Segments:
    """The state intervals as segments."""
    if are_segments(told.equipment, told.start, told.end):
        return Segments(equipment=told.equipment, start=told.start, end=told.end, state=told.state)
    if as_of is None and (told.end == MISSING).any():
        last_open(told, reading)
    return resolve(
        told.equipment,
        told.start,
        told.end,
        told.state,
        same=(told.order, told.product),
        as_of=None if as_of is None else ticks(as_of)[0],
        findings=reading.findings,
    )


def last_open(told: States, reading: Reading) -> None:
    """Refuse open intervals that nothing ends where it is not said as of when."""
    rows = np.flatnonzero(told.end == MISSING)
    latest: dict[int, int] = {}
    for row in np.argsort(told.start, kind="stable").tolist():
        latest[int(told.equipment[row])] = row
    row = next((row for row in rows.tolist() if latest[int(told.equipment[row])] == row), None)
    if row is not None:
        who = reading.equipment[int(told.equipment[row])]
        raise TermError(
            f"states: column 'end', row {row}: the state of {who!r} has no end and nothing follows it; say with "
            f"'as_of' until when it is known to hold"
        )


def minor(segments: Segments, short_stop: Limits, reading: Reading) -> Segments:
    """The same segments with stops of less than a limit as minor stops."""
    names = [state.name for state in reading.mapping.states]
    if MINOR not in names:
        raise KpiError(f"none of the states is {MINOR!r}, which short stops would be")
    limits = np.full(len(reading.equipment), 0, dtype=np.int64)
    for number, who in enumerate(reading.equipment):
        limit = short_stop if isinstance(short_stop, timedelta) else short_stop.get(str(who))
        limits[number] = 0 if limit is None else limit // MICROSECOND
    stops = np.array([name in STOPS for name in names] + [False])
    short = stops[segments.state] & (segments.end - segments.start < limits[segments.equipment])
    state = np.where(short, names.index(MINOR), segments.state).astype(segments.state.dtype)
    return evolve(segments, state=state)


def cut(segments: Segments, begin: int, finish: int) -> Segments:
    """What of segments lies within a window."""
    rows = np.flatnonzero((segments.end > begin) & (segments.start < finish))
    return Segments(
        equipment=segments.equipment[rows],
        start=np.maximum(segments.start[rows], begin),
        end=np.minimum(segments.end[rows], finish),
        state=segments.state[rows],
        source=segments.row[rows],
        provisional=None if segments.provisional is None else segments.provisional[rows],
        overlaps=segments.overlaps,
    )
