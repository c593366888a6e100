"""What is planned when for each piece of equipment, by calendars or a table of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from isa95mom.kpi.calendar import CalendarException, Plan, WorkingCalendar, always
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.records import Reading
from isa95mom.kpi.segments import UNKNOWN, Segments
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns, Table
from isa95mom.tables.times import EPOCH, MICROSECOND, ticks

PLANS = {"planned": "planned", "planned downtime": "planned downtime", "unscheduled": "unscheduled"}
Zone = str | ZoneInfo


def span(window: tuple[datetime, datetime] | None, segments: Segments | None) -> tuple[int, int]:
    """From when until when."""
    if window is not None:
        begin, finish = (ticks(moment)[0] for moment in window)
        if finish <= begin:
            raise KpiError(f"the window ends at {window[1].isoformat()}, which is not behind its start")
        return begin, finish
    if segments is None or not len(segments):
        raise KpiError("there is no state to take the window from; say with 'window' from when until when")
    return int(segments.start.min()), int(segments.end.max())


def common_plan(calendar: Any, begin: int, finish: int, zone: Zone | None, *, hours: bool) -> Plan | None:
    """What is planned for all equipment; None where each has a calendar of its own."""
    if calendar is None:
        calendar = always(zone or "UTC")
    if not isinstance(calendar, WorkingCalendar):
        return None
    return calendar.plan(EPOCH + begin * MICROSECOND, EPOCH + finish * MICROSECOND, hours=hours)


def plan_all(reading: Reading, calendar: Any, begin: int, finish: int, zone: Zone | None, *, hours: bool) -> list[Plan]:
    """What is planned for each piece of equipment, by its number."""
    common = common_plan(calendar, begin, finish, zone, hours=hours)
    if common is not None:
        return [common] * len(reading.equipment)
    start, end = (EPOCH + moment * MICROSECOND for moment in (begin, finish))
    if isinstance(calendar, Mapping) and all(isinstance(each, WorkingCalendar) for each in calendar.values()):
        plans = {}
        for who, each in calendar.items():
            reading.equipment.number(who)
            plans[who] = each.plan(start, end, hours=hours)
        missing = [who for who in reading.equipment if who not in plans]
        if missing:
            raise KpiError(f"equipment {missing[0]!r} has no calendar; {len(missing)} pieces have none")
        return [plans[str(who)] for who in reading.equipment]
    return _tabled(reading, calendar, start, end, zone or "UTC", hours)


def _tabled(reading: Reading, table: Table, start: datetime, end: datetime, zone: Zone, hours: bool) -> list[Plan]:
    told = Columns("calendar", table, ("start", "end", "plan"), ("equipment", "shift"))
    who = reading.optional(told, "equipment", reading.equipment)
    shifts = Names("shift")
    shift = reading.optional(told, "shift", shifts)
    plans = told.read("plan", _plan)
    starts, ends = told.times("start"), told.times("end")
    entries: dict[int, list[CalendarException]] = {}
    for row in range(told.length):
        begin, finish = starts[row], ends[row]
        assert begin is not None
        assert finish is not None
        if finish <= begin:
            raise told.error("end", row, "it ends before it starts")
        name = "" if shift[row] < 0 else str(shifts[int(shift[row])])
        entries.setdefault(int(who[row]), []).append(CalendarException(begin, finish, plans[row], name))
    made: dict[tuple[int, ...], Plan] = {}
    found = []
    for number in range(len(reading.equipment)):
        key = (number,) if number in entries else ()
        if key not in made:
            own = [*entries.get(UNKNOWN, []), *(entries.get(number, []) if key else [])]
            own.sort(key=lambda entry: entry.plan != "planned")
            made[key] = WorkingCalendar(zone=zone, exceptions=own, otherwise="unscheduled").plan(
                start, end, hours=hours
            )
        found.append(made[key])
    return found


def _plan(value: Any) -> Any:
    try:
        return PLANS[str(value)]
    except KeyError:
        raise ValueError(f"{value!r} is no plan; they are {', '.join(PLANS)}") from None
