"""Working calendars: shifts, planned downtime and days, in the time of the site, with its changes of clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from itertools import pairwise
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from attrs import evolve, field, frozen

from isa95mom.errors import MissingExtraError
from isa95mom.kpi.errors import KpiError
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import ticks

Days = Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNSCHEDULED, PLANNED, PLANNED_DOWNTIME = range(3)
"""What a stretch of time is planned to be."""
NO_SHIFT = -1
DAY = timedelta(days=1)


class CalendarError(KpiError, ValueError):
    """A calendar cannot be worked out: a local time that does not exist or exists twice, or an unknown zone or rule."""


def _clock(given: str | time) -> time:
    try:
        return given if isinstance(given, time) else time.fromisoformat(given)
    except ValueError:
        raise CalendarError(f"{given!r} is no time of day; one such as '06:00' is needed") from None


def _days(given: str | Iterable[str]) -> tuple[str, ...]:
    named = tuple(given.replace(" ", "").split(",")) if isinstance(given, str) else tuple(given)
    for day in named:
        if day not in WEEK:
            raise CalendarError(f"{day!r} is no day of the week; they are {', '.join(WEEK)}")
    return named


@frozen(slots=True)
class Shift:
    """A stretch of time that comes again: a shift, or a break within shifts.

    Where `end` is not behind `start` it ends on the next day, as night shifts do.
    """

    name: str
    """How it is called; for a break, why nobody works."""
    start: time = field(converter=_clock)
    """When it begins, in the time of the site."""
    end: time = field(converter=_clock)
    """When it ends, in the time of the site."""
    days: tuple[str, ...] = field(default=WEEK, converter=_days)
    """On which days it begins: ``MO,TU,WE,TH,FR``. Has no meaning beside a rule."""
    rule: str | None = None
    """A rule of RFC 5545 for the days on which it begins: ``FREQ=WEEKLY;INTERVAL=2;BYDAY=SA``; needs `since`."""
    since: date | None = None
    """From which day on it is valid; where there is a rule, the day that it counts from. None: always."""
    until: date | None = None
    """Up to which day it is valid, that day included; None: always."""

    def dates(self, first: date, last: date) -> Iterator[date]:
        """The days between two on which it begins. Raises `CalendarError` for a rule that cannot be read."""
        first = first if self.since is None else max(first, self.since)
        last = last if self.until is None else min(last, self.until)
        if self.rule is None:
            for number in range((last - first).days + 1):
                day = first + number * DAY
                if WEEK[day.weekday()] in self.days:
                    yield day
            return
        if self.since is None:
            raise CalendarError(f"shift {self.name!r} has the rule {self.rule!r} and no day from which it counts")
        try:
            rrule: Any = import_module("dateutil.rrule")
        except ModuleNotFoundError as error:
            if error.name != "dateutil":
                raise
            raise MissingExtraError("python-dateutil", "calendar") from None
        try:
            rule = rrule.rrulestr(self.rule, dtstart=datetime.combine(self.since, time()))
        except (ValueError, KeyError, TypeError) as error:
            raise CalendarError(f"shift {self.name!r}: {self.rule!r} is no rule of RFC 5545: {error}") from None
        for found in rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True):
            yield found.date()


@frozen(slots=True)
class CalendarException:
    """A stretch of time that is not as the rules have it: a holiday, an extra shift."""

    start: datetime
    """When it begins, with an offset."""
    end: datetime
    """When it ends, with an offset."""
    plan: Literal["planned", "planned downtime", "unscheduled"] = "unscheduled"
    """What is planned instead."""
    name: str = ""
    """How it is called: the shift, where one is planned."""


@frozen(slots=True, eq=False)
class Plan:
    """What is planned, from edge to edge; between two edges everything stays as it is."""

    edges: Ints
    """Microseconds since 1970 in UTC, in order; the first and the last are the window."""
    plan: Array
    """What is planned behind each edge but the last: `PLANNED`, `PLANNED_DOWNTIME` or `UNSCHEDULED`."""
    shift: Ints
    """The number of the shift behind each edge but the last; -1 where there is none."""
    day: Ints
    """The production day behind each edge but the last: its date in days since 1970."""
    shifts: tuple[str, ...] = ()
    """The names of the shifts."""
    local: Ints = field(factory=lambda: np.zeros(0, dtype=np.int64))
    """The hour of the day in the time of the site behind each edge but the last."""

    def refined(self, edges: Iterable[int]) -> Plan:
        """The same plan with more edges, at which nothing is planned otherwise."""
        every = np.union1d(self.edges, np.array(sorted(edges), dtype=np.int64))
        if len(every) == len(self.edges):
            return self
        place = np.searchsorted(self.edges, every[:-1], side="right") - 1
        local = self.local[place] if len(self.local) else self.local
        return evolve(
            self, edges=every, plan=self.plan[place], shift=self.shift[place], day=self.day[place], local=local
        )


def _several(given: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(given)


def zone_of(zone: str | ZoneInfo) -> ZoneInfo:
    """A zone of the IANA database. Raises `CalendarError` where there is none of that name."""
    if isinstance(zone, ZoneInfo):
        return zone
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CalendarError(f"{zone!r} is no zone of the IANA database, such as 'Europe/Berlin'") from None


@frozen(slots=True, kw_only=True)
class WorkingCalendar:
    """When equipment is planned to be used. ISA-95 Part 4, work calendar; ISO 22400-2, planned operation time.

    Times of day are those of the site: a night shift on a day on which clocks change has seven hours, or nine. Times of
    day that do not exist, or exist twice, are refused unless `ambiguous` or `missing` say what they mean.

    >>> site = WorkingCalendar(
    ...     zone="Europe/Berlin", shifts=[Shift("Night", "22:00", "06:00", "SA")], day_start="06:00"
    ... )
    >>> plan = site.plan(datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC))
    >>> [int(hours) for hours in np.diff(plan.edges)[plan.plan == PLANNED] / 3_600_000_000]
    [7]
    """

    zone: ZoneInfo = field(converter=zone_of)
    """The zone of the site, such as ``Europe/Berlin``."""
    shifts: tuple[Shift, ...] = field(default=(), converter=_several)
    """When work is planned. None of them: always."""
    breaks: tuple[Shift, ...] = field(default=(), converter=_several)
    """Planned downtime within the shifts."""
    exceptions: tuple[CalendarException, ...] = field(default=(), converter=_several)
    """What is different at certain times; the last that says something of a moment counts."""
    otherwise: Literal["planned", "unscheduled"] | None = None
    """What is planned where nothing is said. None: planned where there are no shifts, else unscheduled."""
    day_start: time = field(default=time(), converter=_clock)
    """When a production day begins. A shift belongs to the production day in which it begins."""
    ambiguous: Literal["refuse", "first", "second"] = "refuse"
    """Which of two moments a time of day means that exists twice."""
    missing: Literal["refuse", "later"] = "refuse"
    """Whether a time of day that does not exist means the moment at which clocks were put forward."""

    @property
    def _otherwise(self) -> str:
        return self.otherwise or ("unscheduled" if self.shifts else "planned")

    def moment(self, day: date, clock: time, strict: bool = True) -> int:
        """A time of day as microseconds since 1970 in UTC."""
        wall = datetime.combine(day, clock)
        first, second = (wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return ticks(first)[0]
        exists = first.astimezone(self.zone).replace(tzinfo=None) == wall
        if exists:
            if strict and self.ambiguous == "refuse":
                raise CalendarError(
                    f"{wall.isoformat()} is twice in {self.zone.key}; say with 'ambiguous' which of the two is meant"
                )
            return ticks(second if strict and self.ambiguous == "second" else first)[0]
        if strict and self.missing == "refuse":
            raise CalendarError(
                f"{wall.isoformat()} does not exist in {self.zone.key}; say with 'missing' whether the change is meant"
            )
        # The offset before the change puts it behind the change: the change itself lies between the two.
        low, high = ticks(second)[0], ticks(first)[0]
        offset = second.astimezone(self.zone).utcoffset()
        while high - low > 1:
            middle = (low + high) // 2
            at = datetime.fromtimestamp(middle // 1_000_000, UTC).astimezone(self.zone)
            low, high = (middle, high) if at.utcoffset() == offset else (low, middle)
        return -(-high // 1_000_000) * 1_000_000

    def spans(self, shifts: Iterable[Shift], first: date, last: date) -> Iterator[tuple[int, int, Shift]]:
        """When each shift begins and ends, of those that begin between two days."""
        for shift in shifts:
            for day in shift.dates(first, last):
                until = day if shift.end > shift.start else day + DAY
                yield self.moment(day, shift.start), self.moment(until, shift.end), shift

    def plan(self, start: datetime, end: datetime, *, hours: bool = False) -> Plan:
        """What is planned from `start` to `end`, which have offsets; `hours` puts an edge at each full hour.

        Raises `CalendarError` where a time of day cannot be told, or two shifts overlap.
        """
        begin, finish = ticks(start)[0], ticks(end)[0]
        if finish <= begin:
            raise CalendarError(f"the window ends at {end.isoformat()}, which is not behind {start.isoformat()}")
        first = start.astimezone(self.zone).date() - 2 * DAY
        last = end.astimezone(self.zone).date() + DAY
        shifts = sorted(self.spans(self.shifts, first, last), key=lambda span: span[0])
        for (_, until, one), (since, _, other) in pairwise(shifts):
            if since < until:
                when = datetime.fromtimestamp(since // 1_000_000, self.zone).isoformat()
                raise CalendarError(f"the shifts {one.name!r} and {other.name!r} overlap at {when}")
        breaks = list(self.spans(self.breaks, first, last))
        exceptions = [(ticks(one.start)[0], ticks(one.end)[0], one) for one in self.exceptions]
        days = [first + number * DAY for number in range((last - first).days + 2)]
        starts = np.array([self.moment(day, self.day_start, strict=False) for day in days])
        edges = {begin, finish, *starts.tolist()}
        edges |= {edge for span in (*shifts, *breaks, *exceptions) for edge in span[:2]}
        if hours:
            edges |= set(range(-(-begin // 3_600_000_000) * 3_600_000_000, finish, 3_600_000_000))
        inside = np.array(sorted(edge for edge in edges if begin <= edge <= finish), dtype=np.int64)
        names = tuple(dict.fromkeys([*(s.name for s in self.shifts), *(e.name for e in self.exceptions if e.name)]))
        at = inside[:-1]
        plan = np.full(len(at), PLANS[self._otherwise], dtype=np.int8)
        shift = np.full(len(at), NO_SHIFT, dtype=np.int32)
        dates = np.array([(each - date(1970, 1, 1)).days for each in days])
        of_day = dates[np.searchsorted(starts, at, side="right") - 1]
        for since, until, named in shifts:
            within = slice(*np.searchsorted(at, [since, until]))
            plan[within], shift[within] = PLANNED, names.index(named.name)
            of_day[within] = day_of(starts, days, since)
        for since, until, _ in breaks:
            within = slice(*np.searchsorted(at, [since, until]))
            plan[within] = np.where(plan[within] == PLANNED, PLANNED_DOWNTIME, plan[within])
        for since, until, exception in exceptions:
            within = slice(*np.searchsorted(at, [since, until]))
            plan[within] = PLANS[exception.plan]
            if exception.name:
                shift[within] = names.index(exception.name)
            elif exception.plan == "unscheduled":
                shift[within] = NO_SHIFT
        local = [datetime.fromtimestamp(edge // 1_000_000, self.zone).hour for edge in at.tolist()] if hours else []
        return Plan(inside, plan, shift, of_day, names, np.array(local, dtype=np.int64))


PLANS = {"planned": PLANNED, "planned downtime": PLANNED_DOWNTIME, "unscheduled": UNSCHEDULED}


def day_of(starts: Array, days: Sequence[date], moment: int) -> int:
    """The production day of a moment, in days since 1970."""
    place = int(np.searchsorted(starts, moment, side="right")) - 1
    return (days[place] - date(1970, 1, 1)).days


def always(zone: str | ZoneInfo = "UTC", day_start: str | time = "00:00") -> WorkingCalendar:
    """The calendar of equipment that is planned to be used all the time."""
    return WorkingCalendar(zone=zone, day_start=day_start)
