"""Raw records in tables made into terms: states, production, orders, quality, maintenance, energy, and a calendar.

Every table is a dict of columns or a data frame of pandas, polars or Arrow. Date-times have offsets. Columns:

* ``states``: ``equipment``, ``start``, ``state``; and ``end`` (not stated where the state still holds), ``reason``,
  ``order``, ``product``.
* ``production``, ``quality``, ``energy``, ``personnel``: ``equipment``, ``time``; and ``order``, ``product``, and a
  column for each element that was booked: ``PQ``, ``GQ``, ``SQ``, ``RQ``, ``PSQ``, ``CM``, ``IP``, ``GP``, ``E``,
  ``APWT``, ``APAT`` ... Times are in seconds.
* ``cycles``: ``PRI`` in seconds; and ``equipment``, ``product``, ``from``, ``until``. What is not stated holds for all.
* ``orders``: ``order``, ``start``; and ``end`` (not stated where it still runs), ``equipment``, ``product``, ``POQ``,
  ``PUST``, ``planned_start``, ``planned_end``.
* ``runs``: ``order``, ``equipment``, ``start``; and ``end``, ``product``: which order ran where, where orders run on
  several pieces of equipment. Where there is none, orders that name equipment ran there.
* ``maintenance``: ``equipment``, ``start``, ``end``, ``kind`` (``preventive`` or ``corrective``).
* ``capacity``: ``equipment``, ``start``, ``end``, ``EPC``: how much can be made meanwhile, evenly over that time.
* ``calendar``: ``start``, ``end``, ``plan`` (``planned``, ``planned downtime``, ``unscheduled``); and ``equipment``,
  ``shift``. Or a `WorkingCalendar`, or one for each piece of equipment.

Where terms are by order or product, states and amounts that name none belong to the order that ran there then, and to
its product; run times that depend on the product find it in the same way. See `isa95mom.kpi.runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from attrs import evolve

from isa95mom.kpi.calendar import WorkingCalendar
from isa95mom.kpi.capacity import read_capacity
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.engine import from_engine, is_expression
from isa95mom.kpi.filling import filled, state_of
from isa95mom.kpi.intervals import Limits, cut, ready
from isa95mom.kpi.planned import Zone, plan_all, span
from isa95mom.kpi.records import (
    Booked,
    Orders,
    Reading,
    States,
    read_booked,
    read_maintenance,
    read_orders,
    read_runs,
    read_states,
)
from isa95mom.kpi.runs import SETTLED, Runs
from isa95mom.kpi.segments import Segments
from isa95mom.kpi.state_mapping import StateMapping, as_mapping
from isa95mom.kpi.terms import Terms
from isa95mom.kpi.work import Work, keys_of
from isa95mom.tables.growing import Ints
from isa95mom.tables.table import Table
from isa95mom.tables.times import EPOCH, MICROSECOND

NO_STATES: Mapping[str, list[Any]] = {"equipment": [], "start": [], "state": []}
"""Nothing is recorded."""


def from_frame(
    states: Table | None = None,
    production: Table | None = None,
    calendar: WorkingCalendar | Mapping[str, WorkingCalendar] | Table | None = None,
    *,
    by: Iterable[str] = ("equipment", "day"),
    equipment: Iterable[str] = (),
    cycles: Table | None = None,
    orders: Table | None = None,
    runs: Table | None = None,
    quality: Table | None = None,
    energy: Table | None = None,
    personnel: Table | None = None,
    maintenance: Table | None = None,
    capacity: Table | None = None,
    mapping: str | StateMapping = "iso22400",
    levels: Mapping[str, Mapping[str, str]] | None = None,
    short_stop: Limits | None = None,
    otherwise: str | None = None,
    window: tuple[datetime, datetime] | None = None,
    as_of: datetime | None = None,
    zone: Zone | None = None,
) -> Terms:
    """The additive terms of raw records, by any keys; indicators come from them.

    Parameters
    ----------
    states, production, quality, energy, personnel, cycles, orders, runs, maintenance, capacity
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
    otherwise
        The state of planned time that no record covers, such as ``Production`` where only stops are recorded; that
        time is the term ``assumed``, too, and does not count as covered. None: it is unclassified.
    window
        From when until when; what reaches over it is cut. None: from the first start to the last end of the states,
        with what is booked at that end.
    as_of
        When open intervals end for now; what rests on them is provisional.
    zone
        The zone of days where there is no calendar: ``Europe/Berlin``; UTC where None.

    Raises
    ------
    ColumnError
        A column is missing, unknown, or a value does not fit; the error names the row.
    KpiError
        A key or state is not known, or there is neither a window nor a state to take it from.
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
            runs=runs,
            quality=quality,
            energy=energy,
            personnel=personnel,
            maintenance=maintenance,
            capacity=capacity,
            mapping=mapping,
            levels=levels,
            short_stop=short_stop,
            otherwise=otherwise,
            window=window,
            as_of=as_of,
            zone=zone,
        )
    reading = Reading(as_mapping(mapping))
    reading.equipment.numbers(equipment)
    wanted = keys_of(by, levels or {})
    if states is None and otherwise is not None:
        states = NO_STATES
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
    segments = None if told is None else ready(told, reading, as_of, short_stop)
    begin, finish = span(window, segments)
    plans = plan_all(reading, calendar, begin, finish, zone, hours="hour" in wanted)
    work = Work(reading, plans, wanted, levels or {})
    pace = None if cycles is None else Cycles(reading, cycles)
    joined = runs_of(reading, ordered, runs) if needed(work, booked, pace) else None
    of: Mapping[str, Ints] = {}
    if segments is not None and told is not None:
        if otherwise is not None:
            segments = filled(segments, work.buckets, work.planned_buckets, state_of(otherwise, reading.mapping))
        segments, of = settled(segments, told, work.particular, joined)
        work.states(segments, of)
    work.planned()
    for each in booked:
        if window is None:  # what is booked when the last state ends was made in it
            each = evolve(each, time=np.where(each.time == finish, finish - 1, each.time))
        work.booked(each if joined is None else joined.booked(each), pace)
    if ordered is not None:
        work.orders(ordered)
    if kept is not None:
        work.maintenance(kept)
    if able is not None:
        work.capacity(able)
    if otherwise is not None and segments is not None:
        work.assumed(segments, of)
    return work.terms()


def segments_of(
    states: Table,
    calendar: WorkingCalendar | Mapping[str, WorkingCalendar] | Table | None = None,
    *,
    orders: Table | None = None,
    runs: Table | None = None,
    mapping: str | StateMapping = "iso22400",
    short_stop: Limits | None = None,
    otherwise: str | None = None,
    window: tuple[datetime, datetime] | None = None,
    as_of: datetime | None = None,
    zone: Zone | None = None,
) -> dict[str, list[Any]]:
    """The state intervals of a table as segments that do not overlap, in columns: ``equipment``, ``start``, ``end``,
    ``state`` (None where it is not known), ``reason``, ``order``, ``product``, ``row`` (None where time was filled),
    ``provisional``.

    The options are those of `from_frame`; what reaches over the window is cut. The calendar tells where time is
    planned, which matters with `otherwise` only.

    Raises `ColumnError` for what does not fit, `TermError` for an open interval where `as_of` is None, `KpiError` for a
    state that is not known.
    """
    reading = Reading(as_mapping(mapping))
    told = read_states(reading, states)
    ordered = None if orders is None else read_orders(reading, orders)
    found = ready(told, reading, as_of, short_stop)
    if otherwise is not None:
        work = Work(reading, plan_all(reading, calendar, *span(window, found), zone, hours=False), (), {})
        found = filled(found, work.buckets, work.planned_buckets, state_of(otherwise, reading.mapping))
    if window is not None:
        found = cut(found, *span(window, None))
    found, of = settled(found, told, ("reason", *SETTLED), runs_of(reading, ordered, runs))
    names = [state.name for state in reading.mapping.states]
    made: dict[str, list[Any]] = {
        "equipment": [str(reading.equipment[number]) for number in found.equipment.tolist()],
        "start": [EPOCH + moment * MICROSECOND for moment in found.start.tolist()],
        "end": [EPOCH + moment * MICROSECOND for moment in found.end.tolist()],
        "state": [None if number < 0 else names[number] for number in found.state.tolist()],
    }
    for key, known in (("reason", reading.reasons), ("order", reading.orders), ("product", reading.products)):
        made[key] = [None if number < 0 else str(known[number]) for number in of[key].tolist()]
    made["row"] = [None if row < 0 else row for row in found.row.tolist()]
    made["provisional"] = [False] * len(found) if found.provisional is None else found.provisional.tolist()
    return made


def needed(work: Work, booked: Iterable[Booked], pace: Cycles | None) -> bool:
    """Whether it matters which order ran when: to the keys of terms, or to the run time of what was produced."""
    if not {"order", "product"}.isdisjoint(work.by):
        return True
    lacking = any("PQ" in each.amounts and (each.product < 0).any() for each in booked)
    return lacking and pace is not None and pace.by_product


def runs_of(reading: Reading, ordered: Orders | None, runs: Table | None) -> Runs | None:
    """Which order ran when, by the table of runs, else by that of orders; None where there is neither."""
    if runs is not None:
        return Runs.of(reading, read_runs(reading, runs), "runs")
    return None if ordered is None else Runs.of(reading, ordered)


def settled(
    segments: Segments, told: States, keys: Sequence[str], joined: Runs | None
) -> tuple[Segments, dict[str, Ints]]:
    """Segments and their particular keys, where they are by order or product split where orders start and end."""
    if joined is None or set(SETTLED).isdisjoint(keys):
        return segments, {name: segments.of(getattr(told, name)) for name in keys}
    return joined.split(segments, {name: segments.of(getattr(told, name)) for name in {*keys, *SETTLED}})
