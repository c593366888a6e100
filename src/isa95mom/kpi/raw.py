"""Raw records in tables made into terms: states, production, orders, quality, maintenance, energy, and a calendar.

Every table is a dict of columns or a data frame of pandas, polars or Arrow. Date-times have offsets. Columns:

* ``states``: ``equipment``, ``start``, ``state``; and ``end`` (not stated where the state still holds), ``reason``,
  ``order``, ``product``.
* ``production``, ``quality``, ``energy``, ``personnel``: ``equipment``, ``time``; and ``order``, ``product``, and a
  column for each element that was booked: ``PQ``, ``GQ``, ``SQ``, ``RQ``, ``PSQ``, ``CM``, ``IP``, ``GP``, ``E``,
  ``APWT``, ``APAT`` ... Times are in seconds.
* ``cycles``: ``PRI`` in seconds; and ``equipment``, ``product``, ``from``, ``until``. What is not stated holds for all.
* ``orders``: ``order``, ``start``, ``end``; and ``equipment``, ``product``, ``POQ``, ``PUST``, ``planned_start``,
  ``planned_end``.
* ``maintenance``: ``equipment``, ``start``, ``end``, ``kind`` (``preventive`` or ``corrective``).
* ``capacity``: ``equipment``, ``start``, ``end``, ``EPC``: how much can be made meanwhile, evenly over that time.
* ``calendar``: ``start``, ``end``, ``plan`` (``planned``, ``planned downtime``, ``unscheduled``); and ``equipment``,
  ``shift``. Or a `WorkingCalendar`, or one for each piece of equipment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from isa95mom.kpi.calendar import WorkingCalendar
from isa95mom.kpi.capacity import read_capacity
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.engine import from_engine, is_expression
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.planned import Zone, plan_all, span
from isa95mom.kpi.records import MINOR, STOPS, Reading, States, read_booked, read_maintenance, read_orders, read_states
from isa95mom.kpi.segments import Segments, are_segments, resolve
from isa95mom.kpi.state_mapping import StateMapping, as_mapping
from isa95mom.kpi.terms import Terms
from isa95mom.kpi.work import Work, keys_of
from isa95mom.tables.table import Table
from isa95mom.tables.times import EPOCH, MICROSECOND, MISSING, ticks


def from_frame(
    states: Table | None = None,
    production: Table | None = None,
    calendar: WorkingCalendar | Mapping[str, WorkingCalendar] | Table | None = None,
    *,
    by: Iterable[str] = ("equipment", "day"),
    equipment: Iterable[str] = (),
    cycles: Table | None = None,
    orders: Table | None = None,
    quality: Table | None = None,
    energy: Table | None = None,
    personnel: Table | None = None,
    maintenance: Table | None = None,
    capacity: Table | None = None,
    mapping: str | StateMapping = "iso22400",
    levels: Mapping[str, Mapping[str, str]] | None = None,
    short_stop: timedelta | Mapping[str, timedelta] | None = None,
    window: tuple[datetime, datetime] | None = None,
    as_of: datetime | None = None,
    zone: Zone | None = None,
) -> Terms:
    """The additive terms of raw records, by any keys; indicators come from them.

    Parameters
    ----------
    states, production, quality, energy, personnel, cycles, orders, maintenance, capacity
        Tables; the documentation of this module lists their columns. Tables of Ibis stay in their engine: see
        `from_engine`.
    calendar
        What is planned when: a `WorkingCalendar`, one for each piece of equipment, or a table. None: always planned.
    by
        What a row is for: ``equipment``, ``product``, ``order``, ``shift``, ``day``, ``hour``, ``week``, ``month``, and
        the names of `levels`.
    equipment
        Equipment that counts though no record may name it: all of its planned time is unclassified then.
    mapping
        Which terms the states count to: a convention, or a mapping made with `mapping`.
    levels
        What each piece of equipment belongs to, by level: ``{"line": {"F1": "L1"}}``.
    short_stop
        Stops (breakdowns and delays) of less than this are minor stops; one for all, or by equipment.
    window
        From when until when; what reaches over it is cut. None: from the first start to the last end of the states.
    as_of
        When open intervals end for now; what rests on them is provisional.
    zone
        The zone of days where there is no calendar: ``Europe/Berlin``; UTC where None.

    Raises
    ------
    ColumnError
        A column is missing, unknown, or a value does not fit; the error names the row.
    KpiError
        A key is not known, or there is neither a window nor a state to take it from.
    """
    if any(map(is_expression, (states, production, quality, energy, personnel))):
        return from_engine(
            states,
            production,
            calendar,
            by=by,
            equipment=equipment,
            cycles=cycles,
            orders=orders,
            quality=quality,
            energy=energy,
            personnel=personnel,
            maintenance=maintenance,
            capacity=capacity,
            mapping=mapping,
            levels=levels,
            short_stop=short_stop,
            window=window,
            as_of=as_of,
            zone=zone,
        )
    reading = Reading(as_mapping(mapping))
    reading.equipment.numbers(equipment)
    wanted = keys_of(by, levels or {})
    told = None if states is None else read_states(reading, states)
    booked = [
        read_booked(reading, name, table)
        for name, table in (
            ("production", production),
            ("quality", quality),
            ("energy", energy),
            ("personnel", personnel),
        )
        if table is not None
    ]
    ordered = None if orders is None else read_orders(reading, orders)
    kept = None if maintenance is None else read_maintenance(reading, maintenance)
    able = None if capacity is None else read_capacity(reading, capacity)
    segments = None if told is None else separate(told, reading, as_of)
    if segments is not None and short_stop is not None:
        segments = minor(segments, short_stop, reading)
    begin, finish = span(window, segments)
    plans = plan_all(reading, calendar, begin, finish, zone, hours="hour" in wanted)
    work = Work(reading, plans, wanted, levels or {})
    if segments is not None and told is not None:
        work.states(segments, told)
    work.planned()
    pace = None if cycles is None else Cycles(reading, cycles)
    for each in booked:
        work.booked(each, pace)
    if ordered is not None:
        work.orders(ordered)
    if kept is not None:
        work.maintenance(kept)
    if able is not None:
        work.capacity(able)
    return work.terms()


def segments_of(
    states: Table,
    *,
    mapping: str | StateMapping = "iso22400",
    short_stop: timedelta | Mapping[str, timedelta] | None = None,
    window: tuple[datetime, datetime] | None = None,
    as_of: datetime | None = None,
) -> dict[str, list[Any]]:
    """The state intervals of a table as segments that do not overlap, in columns: ``equipment``, ``start``, ``end``,
    ``state`` (None where it is not known), ``reason``, ``order``, ``product``, ``row``, ``provisional``.

    The options are those of `from_frame`; what reaches over the window is cut.

    Raises `ColumnError` for what does not fit, `TermError` for an open interval where `as_of` is None.
    """
    reading = Reading(as_mapping(mapping))
    told = read_states(reading, states)
    found = separate(told, reading, as_of)
    if short_stop is not None:
        found = minor(found, short_stop, reading)
    if window is not None:
        found = cut(found, *span(window, None))
    names = [state.name for state in reading.mapping.states]
    made: dict[str, list[Any]] = {
        "equipment": [str(reading.equipment[number]) for number in found.equipment.tolist()],
        "start": [EPOCH + moment * MICROSECOND for moment in found.start.tolist()],
        "end": [EPOCH + moment * MICROSECOND for moment in found.end.tolist()],
        "state": [None if number < 0 else names[number] for number in found.state.tolist()],
    }
    for key, known in (("reason", reading.reasons), ("order", reading.orders), ("product", reading.products)):
        numbers = found.of(getattr(told, key)).tolist()
        made[key] = [None if number < 0 else str(known[number]) for number in numbers]
    made["row"] = found.row.tolist()
    made["provisional"] = [False] * len(found) if found.provisional is None else found.provisional.tolist()
    return made


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


def minor(segments: Segments, short_stop: timedelta | Mapping[str, timedelta], reading: Reading) -> Segments:
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
    return Segments(
        equipment=segments.equipment,
        start=segments.start,
        end=segments.end,
        state=state,
        source=segments.source,
        provisional=segments.provisional,
        overlaps=segments.overlaps,
    )


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
