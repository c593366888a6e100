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
* ``calendar``: ``start``, ``end``, ``plan`` (``planned``, ``planned downtime``, ``unscheduled``); and ``equipment``,
  ``shift``. Or a `WorkingCalendar`, or one for each piece of equipment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from attrs import define, field

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.calendar import CalendarException, Plan, WorkingCalendar, always
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.segments import UNKNOWN, Findings, Segments, resolve
from isa95mom.kpi.state_mapping import StateMapping, mapping
from isa95mom.kpi.tally import Buckets, exact_sums, tally
from isa95mom.kpi.terms import Key, Terms, groups
from isa95mom.tables.errors import ColumnError, did_you_mean, near_matches
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns, Table
from isa95mom.tables.times import EPOCH, MICROSECOND, MISSING, ticks

PARTICULAR = ("product", "order", "reason")
"""The keys that records state, and a piece of equipment has several of at a time."""
KEYS = ("equipment", *PARTICULAR, "shift", "day", "hour", "week", "month")
"""What terms can be by, beside the levels of the hierarchy."""
BOOKED = (
    "PQ", "GQ", "SQ", "RQ", "PSQ", "POQ", "CM", "IGQ", "PL", "STL", "OL", "IP", "GP", "E", "TH", "inventory", "EPC",
    "APWT", "APAT", "startup_scrap", "defects", "units", "good_first_time", "started", "FE", "AQT", "ATT",
)  # fmt: skip
"""What may be booked at a moment."""
NOTHING: Mapping[str, Ints] = {}
MAINTENANCE = {"preventive": "PMT", "corrective": "CMT"}
LAST = np.iinfo(np.int64).max
TIMED = -2
"""In place of the row of a run time: which one holds depends on the time."""
PLANS = {"planned": "planned", "planned downtime": "planned downtime", "unscheduled": "unscheduled"}
Zone = str | ZoneInfo


@define(slots=True, eq=False)
class Reading:
    """What is read of the tables, by numbers."""

    mapping: StateMapping
    findings: Findings = field(factory=Findings)
    equipment: Names = field(factory=lambda: Names("equipment"))
    products: Names = field(factory=lambda: Names("product"))
    orders: Names = field(factory=lambda: Names("order"))
    reasons: Names = field(factory=lambda: Names("reason"))
    names: Names = field(factory=lambda: Names("state"))

    def optional(self, told: Columns, column: str, names: Names) -> Ints:
        """The numbers of a column of names; -1 where nothing is stated."""
        if column not in told.values:  # one number that is every row's
            return np.broadcast_to(np.int32(UNKNOWN), (told.length,))
        return told.tags(column, names)


@define(slots=True, eq=False)
class States:
    """State intervals as they were read, a row each."""

    equipment: Ints
    start: Ints
    end: Ints
    state: Ints
    reason: Ints
    order: Ints
    product: Ints
    name: Ints


def read_states(reading: Reading, table: Table) -> States:
    """The state intervals of a table. Raises `ColumnError` for what does not fit."""
    told = Columns("states", table, ("equipment", "start", "state"), ("end", "reason", "order", "product"))
    name = told.tags("state", reading.names)
    reason = reading.optional(told, "reason", reading.reasons)
    numbers = np.array([reading.mapping.number(str(each)) for each in reading.names] or [UNKNOWN], dtype=np.int8)
    state = numbers[name]
    if reading.mapping.reasons and len(reading.reasons):
        known = [state_.name for state_ in reading.mapping.states]
        meant = [reading.mapping.reasons.get(str(each)) for each in reading.reasons]
        of_reason = np.array([UNKNOWN if m is None else known.index(m) for m in meant] + [UNKNOWN], dtype=np.int8)
        state = np.where(of_reason[reason] >= 0, of_reason[reason], state)
    for number in np.flatnonzero(numbers < 0).tolist():
        rows = np.flatnonzero((name == number) & (state < 0))
        if len(rows):
            called = str(reading.names[number])
            reading.findings.rows(
                "states",
                "unknown-state",
                rows[:1],
                lambda row, called=called, rows=rows: (  # type: ignore[misc]
                    f"{called!r} is no known state{reading.mapping.near(called)}; the time of {len(rows)} rows is "
                    f"unclassified"
                ),
            )
    start = told.times("start").moment.array
    end = told.times("end").moment.array
    return States(
        equipment=told.tags("equipment", reading.equipment),
        start=start,
        end=end,
        state=state,
        reason=reason,
        order=reading.optional(told, "order", reading.orders),
        product=reading.optional(told, "product", reading.products),
        name=name,
    )


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
    states, production, quality, energy, personnel, cycles, orders, maintenance
        Tables; the documentation of this module lists their columns.
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
    meant = as_mapping(mapping)
    reading = Reading(meant)
    reading.equipment.numbers(equipment)
    wanted = tuple(by)
    for name in wanted:
        if name not in KEYS and name not in (levels or {}):
            near = did_you_mean(near_matches(name, [*KEYS, *(levels or {})]))
            raise KpiError(f"{name!r} is nothing that terms can be by; they can be by {', '.join(KEYS)}{near}")
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
    if told is not None and as_of is None and (told.end == MISSING).any():
        last_open(told, reading)
    segments = (
        None
        if told is None
        else resolve(
            told.equipment,
            told.start,
            told.end,
            told.state,
            same=told.order.astype(np.int64) * (len(reading.products) + 1) + told.product
            if len(reading.orders) or len(reading.products)
            else None,
            as_of=None if as_of is None else ticks(as_of)[0],
            findings=reading.findings,
        )
    )
    if segments is not None and short_stop is not None:
        segments = minor(segments, short_stop, reading)
    begin, finish = span(window, segments)
    plans = plan_all(reading, calendar, begin, finish, zone, hours="hour" in wanted)
    work = Work(reading, plans, wanted, levels or {}, (begin, finish))
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
    return work.terms()


def segments_of(
    states: Table, *, mapping: str | StateMapping = "iso22400", as_of: datetime | None = None
) -> dict[str, list[Any]]:
    """The state intervals of a table as segments that do not overlap, in columns: ``equipment``, ``start``, ``end``,
    ``state`` (None where it is not known), ``reason``, ``order``, ``product``, ``row``, ``provisional``.

    Raises `ColumnError` for what does not fit, `TermError` for an open interval where `as_of` is None.
    """
    reading = Reading(as_mapping(mapping))
    told = read_states(reading, states)
    if as_of is None and (told.end == MISSING).any():
        last_open(told, reading)
    found = resolve(
        told.equipment,
        told.start,
        told.end,
        told.state,
        as_of=None if as_of is None else ticks(as_of)[0],
        findings=reading.findings,
    )
    names = [state.name for state in reading.mapping.states]
    made: dict[str, list[Any]] = {
        "equipment": [str(reading.equipment[number]) for number in found.equipment.tolist()],
        "start": [EPOCH + moment * MICROSECOND for moment in found.start.tolist()],
        "end": [EPOCH + moment * MICROSECOND for moment in found.end.tolist()],
        "state": [None if number < 0 else names[number] for number in found.state.tolist()],
    }
    for key, known in (("reason", reading.reasons), ("order", reading.orders), ("product", reading.products)):
        numbers = getattr(told, key)[found.row].tolist()
        made[key] = [None if number < 0 else str(known[number]) for number in numbers]
    made["row"] = found.row.tolist()
    made["provisional"] = [False] * len(found) if found.provisional is None else found.provisional.tolist()
    return made


def as_mapping(given: str | StateMapping) -> StateMapping:
    """A mapping, or the one of a convention with plain names."""
    return given if isinstance(given, StateMapping) else mapping(given)


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


def minor(segments: Segments, short_stop: timedelta | Mapping[str, timedelta], reading: Reading) -> Segments:
    """The same segments with stops of less than a limit as minor stops."""
    names = [state.name for state in reading.mapping.states]
    if "Minor stop" not in names:
        raise KpiError("none of the states is 'Minor stop', which short stops would be")
    limits = np.full(len(reading.equipment), 0, dtype=np.int64)
    for number, who in enumerate(reading.equipment):
        limit = short_stop if isinstance(short_stop, timedelta) else short_stop.get(str(who))
        limits[number] = 0 if limit is None else limit // MICROSECOND
    stops = np.array([name in ("Breakdown", "Delay", "Corrective maintenance") for name in names] + [False])
    short = stops[segments.state] & (segments.end - segments.start < limits[segments.equipment])
    state = np.where(short, names.index("Minor stop"), segments.state).astype(segments.state.dtype)
    return Segments(
        equipment=segments.equipment,
        start=segments.start,
        end=segments.end,
        state=state,
        row=segments.row,
        provisional=segments.provisional,
        overlaps=segments.overlaps,
    )


# -- calendars --------------------------------------------------------------------------------------------------------


def plan_all(reading: Reading, calendar: Any, begin: int, finish: int, zone: Zone | None, *, hours: bool) -> list[Plan]:
    """What is planned for each piece of equipment, by its number."""
    start, end = (EPOCH + moment * MICROSECOND for moment in (begin, finish))
    if calendar is None:
        calendar = always(zone or "UTC")
    if isinstance(calendar, WorkingCalendar):
        return [calendar.plan(start, end, hours=hours)] * len(reading.equipment)
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


# -- amounts ----------------------------------------------------------------------------------------------------------


@define(slots=True, eq=False)
class Booked:
    """What was booked at moments."""

    table: str
    equipment: Ints
    time: Ints
    product: Ints
    order: Ints
    amounts: dict[str, Amounts]


def read_booked(reading: Reading, name: str, table: Table) -> Booked:
    """The rows of a table of amounts. Raises `ColumnError` for what does not fit, or where nothing is booked."""
    told = Columns(name, table, ("equipment", "time"), ("order", "product", *BOOKED))
    columns = [column for column in BOOKED if column in told.values]
    if not columns:
        raise ColumnError(f"{name}: there is no column of amounts; there may be {', '.join(BOOKED)}")
    amounts = {column: Amounts.of(told.quantities(column)) for column in columns}
    for column, each in amounts.items():
        reading.findings.rows(
            name,
            "negative-amount",
            np.flatnonzero(each.whole < 0),
            lambda row, column=column, each=each: f"{column} is {each.decimal(row)}; it counts as it is",  # type: ignore[misc]
        )
    _complete(amounts)
    return Booked(
        table=name,
        equipment=told.tags("equipment", reading.equipment),
        time=told.times("time").moment.array,
        product=reading.optional(told, "product", reading.products),
        order=reading.optional(told, "order", reading.orders),
        amounts=amounts,
    )


def _complete(amounts: dict[str, Amounts]) -> None:
    """Work out produced or good quantity where only the other columns are there: PQ = GQ + SQ + RQ."""
    parts = [amounts[name] for name in ("SQ", "RQ") if name in amounts]
    if "PQ" not in amounts and "GQ" in amounts:
        total = amounts["GQ"]
        for part in parts:
            total = total.plus(part)
        amounts["PQ"] = total
    elif "GQ" not in amounts and "PQ" in amounts and parts:
        total = amounts["PQ"]
        for part in parts:
            total = total.plus(part, -1)
        amounts["GQ"] = total


class Cycles:
    """Planned run times per item, by equipment and product, each valid from when until when."""

    def __init__(self, reading: Reading, table: Table) -> None:
        told = Columns("cycles", table, ("PRI",), ("equipment", "product", "from", "until"))
        self.amounts = Amounts.of(told.quantities("PRI"))
        for row in np.flatnonzero((self.amounts.missing > 0) | (self.amounts.whole <= 0))[:1].tolist():
            raise told.error("PRI", row, f"{self.amounts.decimal(row)} is no run time; seconds above 0 are needed")
        who = reading.optional(told, "equipment", reading.equipment)
        what = reading.optional(told, "product", reading.products)
        since, until = (told.times(name).moment.array for name in ("from", "until"))
        self.since = since
        self.until = np.where(until == MISSING, LAST, until)
        self.rows: dict[tuple[int, int], list[int]] = {}
        for row, pair in enumerate(zip(who.tolist(), what.tolist(), strict=True)):
            self.rows.setdefault(pair, []).append(row)
        for several in self.rows.values():
            several.sort(key=lambda row: int(self.since[row]))
            for one, other in pairwise(several):
                if self.until[one] > self.since[other] and until[one] != MISSING:
                    raise told.error("until", one, f"it overlaps with row {other}: two run times would hold at once")
                self.until[one] = min(int(self.until[one]), int(self.since[other]))

    def of(self, equipment: Ints, product: Ints, time: Ints) -> Ints:
        """The row of the run time that holds for each; -1 where there is none."""
        wide = 1 + max((what for _, what in self.rows), default=UNKNOWN) + 1
        high = 1 + max((who for who, _ in self.rows), default=UNKNOWN) + 1
        always = np.full((high + 1, wide + 1), UNKNOWN, dtype=np.int64)
        for key in sorted(self.rows, key=lambda key: (key[1] != UNKNOWN, key[0] != UNKNOWN)):
            row = self.rows[key][0]
            held = len(self.rows[key]) == 1 and self.since[row] == MISSING and self.until[row] == LAST
            rows_, columns = (slice(None) if number == UNKNOWN else number + 1 for number in key)
            always[rows_, columns] = row if held else TIMED
        # What no run time names has the last place, which only those that hold for all have.
        who, what = np.minimum(equipment + 1, high), np.minimum(product + 1, wide)
        found: Ints = always[who, what]
        rows = np.flatnonzero(found == TIMED)
        if len(rows):
            found[rows] = self._timed(equipment[rows], product[rows], time[rows])
        return found

    def _timed(self, equipment: Ints, product: Ints, time: Ints) -> Ints:
        found = np.full(len(time), UNKNOWN, dtype=np.int64)
        width = int(product.max()) + 2
        pairs = equipment.astype(np.int64) * width + product + 1
        order = np.argsort(pairs, kind="stable")
        several, starts = np.unique(pairs[order], return_index=True)
        for pair, rows in zip(several.tolist(), np.split(order, starts[1:]), strict=True):
            who, what = divmod(pair, width)
            for key in ((who, what - 1), (UNKNOWN, what - 1), (who, UNKNOWN), (UNKNOWN, UNKNOWN)):
                known = np.array(self.rows.get(key, ()), dtype=np.int64)
                if not len(known):
                    continue
                left = rows[found[rows] < 0]
                place = np.searchsorted(self.since[known], time[left], side="right") - 1
                holds = (place >= 0) & (time[left] < self.until[known[np.maximum(place, 0)]])
                found[left[holds]] = known[place[holds]]
        return found


@define(slots=True, eq=False)
class Orders:
    """Orders and when they were executed."""

    order: Ints
    equipment: Ints
    product: Ints
    start: Ints
    end: Ints
    amounts: dict[str, Amounts]


def read_orders(reading: Reading, table: Table) -> Orders:
    """The rows of the table of orders. Raises `ColumnError` for what does not fit."""
    optional = ("equipment", "product", "POQ", "PUST", "PRI", "planned_start", "planned_end", "AQT", "ATT")
    told = Columns("orders", table, ("order", "start", "end"), optional)
    start, end = (told.times(name).moment.array for name in ("start", "end"))
    wrong = np.flatnonzero(end < start)
    reading.findings.rows(
        "orders", "ends-before-start", wrong, lambda row: "the order ends before its start; its time is not known"
    )
    unknown = (end < start).astype(np.int64)
    amounts = {"AOET": Amounts(np.where(unknown > 0, 0, end - start), 6, unknown)}
    for name in ("POQ", "PUST", "AQT", "ATT"):
        if name in told.values:
            amounts[name] = Amounts.of(told.quantities(name))
    if "planned_start" in told.values and "planned_end" in told.values:
        since, until = (told.times(name).moment.array for name in ("planned_start", "planned_end"))
        lacking = ((since == MISSING) | (until == MISSING)).astype(np.int64)
        amounts["POET"] = Amounts(np.where(lacking > 0, 0, until - np.where(lacking > 0, 0, since)), 6, lacking)
    elif "PRI" in told.values and "POQ" in amounts:
        amounts["POET"] = Amounts.of(told.quantities("PRI")).times(amounts["POQ"])
        if "PUST" in amounts:
            amounts["POET"] = amounts["POET"].plus(amounts["PUST"])
    return Orders(
        order=told.tags("order", reading.orders),
        equipment=reading.optional(told, "equipment", reading.equipment),
        product=reading.optional(told, "product", reading.products),
        start=start,
        end=end,
        amounts=amounts,
    )


@define(slots=True, eq=False)
class Maintenance:
    """Maintenance work and when it was done."""

    equipment: Ints
    start: Ints
    end: Ints
    kind: list[str]


def read_maintenance(reading: Reading, table: Table) -> Maintenance:
    """The rows of the table of maintenance. Raises `ColumnError` for what does not fit."""
    told = Columns("maintenance", table, ("equipment", "start", "end", "kind"), ())
    made = Maintenance(
        equipment=told.tags("equipment", reading.equipment),
        start=told.times("start").moment.array,
        end=told.times("end").moment.array,
        kind=told.read("kind", _kind),
    )
    wrong = np.flatnonzero(made.end < made.start)
    reading.findings.rows(
        "maintenance", "ends-before-start", wrong, lambda row: "the work ends before its start; it is left out"
    )
    return made


def _kind(value: Any) -> str:
    if str(value) not in MAINTENANCE:
        raise ValueError(f"{value!r} is no kind of maintenance; preventive or corrective is needed")
    return MAINTENANCE[str(value)]


# -- adding up --------------------------------------------------------------------------------------------------------


class Work:
    """Terms while they are added up: parts by equipment, bucket, product and order, and then by the keys asked for."""

    def __init__(
        self,
        reading: Reading,
        plans: Sequence[Plan],
        by: tuple[str, ...],
        levels: Mapping[str, Mapping[str, str]],
        window: tuple[int, int],
    ) -> None:
        self.reading = reading
        self.by = by
        self.levels = levels
        self.window = window
        self.plans = plans
        edges = [plan.edges for plan in plans]
        first = np.concatenate(([0], np.cumsum([len(each) for each in edges]))).astype(np.int64)
        joined: Ints = np.concatenate(edges) if edges else np.zeros(0, dtype=np.int64)
        self.buckets = Buckets(joined, first)
        self.places, at = self.buckets.inside()
        self.who = np.searchsorted(first, at, side="right") - 1
        self.length = joined[at + 1] - joined[at] if len(at) else np.zeros(0, dtype=np.int64)
        count = self.buckets.count
        self.inner = np.full(count, UNKNOWN, dtype=np.int64)
        """For each bucket its place among those that count; -1 for those outside the window."""
        self.inner[self.places] = np.arange(len(self.places))
        self.plan: Ints = np.concatenate([plan.plan for plan in plans]).astype(np.int64) if plans else first[:0]
        self.shift_names = Names("shift")
        self.labels: dict[str, tuple[Ints, tuple[Any, ...]]] = {}
        self.states_count = len(reading.mapping.states) + 1
        self.parts: list[dict[str, Any]] = []
        self._label()

    def _label(self) -> None:
        """What each bucket is called, by key."""
        plans = self.plans
        days = np.concatenate([plan.day for plan in plans]) if plans else np.zeros(0, dtype=np.int64)
        self.labels["day"] = _coded(days, lambda day: date(1970, 1, 1) + timedelta(days=day))
        weeks = (days + 3) // 7  # the first of January 1970 was a Thursday
        self.labels["week"] = _coded(weeks, lambda week: "{}-W{:02}".format(*_monday(week).isocalendar()[:2]))
        months = np.array([_month(day) for day in self.labels["day"][1]], dtype=np.int64)
        by_day = months[self.labels["day"][0]] if len(months) else days
        self.labels["month"] = _coded(by_day, lambda month: f"{month // 12}-{month % 12 + 1:02}")
        shifts = tuple(dict.fromkeys([None, *(name for plan in plans for name in plan.shifts)]))
        places = [np.array([shifts.index(name) for name in plan.shifts] + [0])[plan.shift] for plan in plans]
        self.labels["shift"] = (np.concatenate(places) if places else days, shifts)
        if "hour" in self.by:
            self.labels["hour"] = _coded(np.concatenate([plan.local for plan in plans]), int)
        equipment = tuple(str(name) for name in self.reading.equipment)
        self.labels["equipment"] = (self.who, equipment)
        for level, of in self.levels.items():
            names = [of.get(name) for name in equipment]
            values = tuple(dict.fromkeys(names))
            place = np.array([values.index(name) for name in names], dtype=np.int64)
            self.labels[level] = (place[self.who] if len(place) else self.who, values)

    @property
    def particular(self) -> tuple[str, ...]:
        """The keys asked for that buckets do not have."""
        return tuple(name for name in PARTICULAR if name in self.by)

    def names(self, key: str) -> Names:
        """The names of a particular key."""
        reading = self.reading
        return {"product": reading.products, "order": reading.orders, "reason": reading.reasons}[key]

    def add(self, bucket: Ints, of: Mapping[str, Ints] = NOTHING, **columns: Any) -> None:
        """Add rows, each of a product, order or reason; those of buckets outside the window do not count."""
        place = self.inner[bucket]
        rows = np.flatnonzero(place >= 0)
        part: dict[str, Any] = {"bucket": place[rows]}
        for name in self.particular:
            numbers = of.get(name)
            part[name] = np.full(len(rows), UNKNOWN) if numbers is None else numbers[rows].astype(np.int64)
        part["columns"] = {name: (c.take(rows) if isinstance(c, Amounts) else c[rows]) for name, c in columns.items()}
        self.parts.append(part)

    def states(self, segments: Segments, told: States) -> None:
        """Add the time in states, the failures and, by reason, the stops."""
        of: dict[str, Ints] = {name: getattr(told, name)[segments.row] for name in self.particular}
        several = place = None
        if of:
            combined = np.zeros(len(segments), dtype=np.int64)
            for name, numbers in of.items():
                combined = combined * (len(self.names(name)) + 1) + numbers + 1
            several, place = np.unique(combined, return_inverse=True)
        others = 1 if several is None else max(len(several), 1)
        made = tally(segments, self.buckets, self.states_count, place, others)
        keep = np.flatnonzero(made.times)
        keys, which = np.divmod(made.keys[keep], others)
        bucket, state = np.divmod(keys, self.states_count)
        found: dict[str, Ints] = {}
        if several is not None:
            left = several[which]
            for name in reversed(self.particular):
                left, number = np.divmod(left, len(self.names(name)) + 1)
                found[name] = number - 1
        self.add(bucket, found, state=state, time=made.times[keep])
        self._failures(segments, of)
        if "reason" in of:
            self._stops(segments, of)
        if segments.provisional is not None:
            rows = np.flatnonzero(segments.provisional)
            # The bucket in which an open interval ends for now.
            where = self.buckets.of(segments.equipment[rows], segments.end[rows] - 1)
            self.add(where, _taken(of, rows), provisional=np.ones(len(rows), dtype=np.int64))

    def _stops(self, segments: Segments, of: Mapping[str, Ints]) -> None:
        """Add how many stops began: segments in states that count to downtime or minor stops."""
        meant = self.reading.mapping
        stopped = np.append(meant.counts("downtime") | meant.counts("minor_stops"), False)
        rows = np.flatnonzero(stopped[segments.state])
        count = Amounts(np.ones(len(rows), dtype=np.int64), 0, np.zeros(len(rows), dtype=np.int64))
        where = self.buckets.of(segments.equipment[rows], segments.start[rows])
        self.add(where, _taken(of, rows), stops=count)

    def _failures(self, segments: Segments, of: Mapping[str, Ints]) -> None:
        failing = np.array([state.failure for state in self.reading.mapping.states] + [False])
        there = [segments.state == number for number in np.flatnonzero(failing).tolist()]
        rows = np.flatnonzero(np.logical_or.reduce(there)) if there else np.zeros(0, dtype=np.int64)
        if not len(rows):
            return
        before = rows - 1
        goes_on = (
            (before >= 0)
            & (segments.equipment[before] == segments.equipment[rows])
            & (segments.end[before] == segments.start[rows])
            & failing[segments.state[before]]
        )
        rows = rows[~goes_on]
        self.add(
            self.buckets.of(segments.equipment[rows], segments.start[rows]),
            _taken(of, rows),
            failures=np.ones(len(rows), dtype=np.int64),
        )

    def planned(self) -> None:
        """Add the lengths of the buckets."""
        self.add(self.places, planned=self.plan, length=self.length)

    def booked(self, booked: Booked, pace: Cycles | None) -> None:
        """Add amounts, and ideal times where there are run times."""
        amounts = dict(booked.amounts)
        if "PQ" in amounts and pace is not None:
            row = pace.of(booked.equipment, booked.product, booked.time)
            lacking = row < 0
            self._no_cycle(booked, lacking)
            run = pace.amounts.take(np.maximum(row, 0)) if len(pace.amounts) else Amounts.nothing(len(row))
            run = Amounts(np.where(lacking, 0, run.whole), run.digits, lacking.astype(np.int64))
            for name in ("PQ", "GQ", "SQ", "RQ", "startup_scrap"):
                if name in amounts:
                    amounts[f"PRI*{name}"] = run.times(amounts[name])
        bucket = self.buckets.of(booked.equipment, booked.time)
        gone = np.flatnonzero(self.inner[bucket] < 0)
        if len(gone):
            self.reading.findings.table(
                booked.table, "outside-window", f"{len(gone)} rows are of times outside the window; they do not count"
            )
        self.add(bucket, {"product": booked.product, "order": booked.order}, **amounts)

    def _no_cycle(self, booked: Booked, lacking: Array) -> None:
        names, what = self.reading.equipment, self.reading.products

        def say(row: int) -> str:
            product = "no product" if booked.product[row] < 0 else f"product {what[int(booked.product[row])]!r}"
            where = names[int(booked.equipment[row])]
            return f"there is no run time of {product} on {where!r}; its ideal time is not known"

        self.reading.findings.rows(booked.table, "no-cycle", np.flatnonzero(lacking), say)

    def orders(self, orders: Orders) -> None:
        """Add what is known of orders, at their end; those without equipment count where terms are not by equipment."""
        placed = orders.equipment >= 0
        bucket = np.zeros(len(orders.order), dtype=np.int64)
        bucket[placed] = self.buckets.of(orders.equipment[placed], orders.end[placed] - 1)
        if not placed.all() and len(self.plans):
            zero = np.zeros(int((~placed).sum()), dtype=np.int64)
            bucket[~placed] = self.buckets.of(zero, orders.end[~placed] - 1)
            if "equipment" in self.by or any(level in self.by for level in self.levels):
                raise KpiError("orders without equipment have no place in terms by equipment; take them by order")
        self.add(bucket, {"product": orders.product, "order": orders.order}, **orders.amounts)

    def maintenance(self, kept: Maintenance) -> None:
        """Add the time of maintenance work, cut at the edges of buckets."""
        good = np.flatnonzero(kept.end > kept.start)
        first = self.buckets.of(kept.equipment[good], kept.start[good])
        last = self.buckets.of(kept.equipment[good], kept.end[good] - 1)
        pieces = last - first + 1
        row = np.repeat(np.arange(len(good)), pieces)
        offset = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        bucket = first[row] + offset
        edge = bucket - self.buckets.place(kept.equipment[good])[row] + self.buckets.first[kept.equipment[good]][row]
        since = np.where(offset == 0, kept.start[good][row], self.buckets.edges[np.clip(edge - 1, 0, None)])
        until = np.where(
            offset == pieces[row] - 1,
            kept.end[good][row],
            self.buckets.edges[np.clip(edge, 0, len(self.buckets.edges) - 1)],
        )
        kinds = np.array(kept.kind, dtype=object)[good][row]
        for name in MAINTENANCE.values():
            chosen = np.flatnonzero(kinds == name)
            zero = np.zeros(len(chosen), dtype=np.int64)
            columns: dict[str, Any] = {name: Amounts((until - since)[chosen], 6, zero)}
            self.add(bucket[chosen], **columns)

    def terms(self) -> Terms:
        """All that was added, by the keys asked for."""
        bucket = np.concatenate([part["bucket"] for part in self.parts]) if self.parts else np.zeros(0, dtype=np.int64)
        if not self.particular:  # every bucket is there, so that it is enough to group these
            bucket = np.arange(len(self.places))
        codes: list[Ints] = []
        values: list[tuple[Any, ...]] = []
        for name in self.by:
            if name in PARTICULAR:
                names = self.names(name)
                codes.append(np.concatenate([part[name] for part in self.parts]) + 1)
                values.append((None, *(str(each) for each in names)))
            else:
                labels, several = self.labels[name]
                codes.append(labels[bucket])
                values.append(several)
        rows, place = groups(codes, [len(several) for several in values], len(bucket))
        size = len(rows)
        inside = np.zeros((size, self.states_count), dtype=np.int64)
        outside, plan = np.zeros_like(inside), np.zeros((size, 3), dtype=np.int64)
        failures, provisional = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        amounts: dict[str, Amounts] = {}
        at = 0
        for part in self.parts:
            here = place[at : at + len(part["bucket"])] if self.particular else place[part["bucket"]]
            planned = self.plan[part["bucket"]] == 1
            at += len(here)
            for name, column in part["columns"].items():
                if name == "time":
                    cell = here * self.states_count + part["columns"]["state"]
                    inside += exact_sums(cell[planned], column[planned], inside.size).reshape(inside.shape)
                    outside += exact_sums(cell[~planned], column[~planned], outside.size).reshape(outside.shape)
                elif name == "length":
                    plan += exact_sums(here * 3 + part["columns"]["planned"], column, plan.size).reshape(plan.shape)
                elif name == "failures":
                    failures += exact_sums(here, column, size)
                elif name == "provisional":
                    provisional += exact_sums(here, column, size)
                elif isinstance(column, Amounts):
                    summed = column.summed(here, size)
                    amounts[name] = summed if name not in amounts else _both(amounts[name], summed)
        return Terms(
            by=self.by,
            keys={name: Key(code[rows], several) for name, code, several in zip(self.by, codes, values, strict=True)},
            mapping=self.reading.mapping,
            inside=inside,
            outside=outside,
            plan=plan,
            failures=failures,
            provisional=provisional,
            amounts=amounts,
            window=self.window,
            findings=tuple(self.reading.findings.found),
        )


def _taken(of: Mapping[str, Ints], rows: Ints) -> dict[str, Ints]:
    return {name: numbers[rows] for name, numbers in of.items()}


def _both(one: Amounts, other: Amounts) -> Amounts:
    digits = max(one.digits, other.digits)
    return Amounts(one.scaled(digits) + other.scaled(digits), digits, one.missing + other.missing)


def _coded(numbers: Ints, say: Any) -> tuple[Ints, tuple[Any, ...]]:
    several, place = np.unique(numbers, return_inverse=True)
    return place, tuple(say(number) for number in several.tolist())


def _monday(week: int) -> date:
    return date(1970, 1, 1) + timedelta(days=week * 7 - 3)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
