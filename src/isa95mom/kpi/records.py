"""The raw records of tables, read into columns of numbers: states, amounts, orders and maintenance."""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import define, field

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.segments import UNKNOWN, Findings
from isa95mom.kpi.state_mapping import StateMapping
from isa95mom.tables.arrays import taken
from isa95mom.tables.errors import ColumnError
from isa95mom.tables.growing import Ints
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns, Table
from isa95mom.tables.times import MISSING

BOOKED = (
    "PQ", "GQ", "SQ", "RQ", "PSQ", "POQ", "CM", "IGQ", "PL", "STL", "OL", "IP", "GP", "E", "TH", "inventory", "EPC",
    "APWT", "APAT", "startup_scrap", "defects", "units", "good_first_time", "started", "FE", "AQT", "ATT",
)  # fmt: skip
"""What may be booked at a moment."""
STOPS = ("Breakdown", "Delay", "Corrective maintenance")
"""The states that are minor stops where they last less than a limit."""
MINOR = "Minor stop"
MAINTENANCE = {"preventive": "PMT", "corrective": "CMT"}


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
    state = taken(numbers, name)
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


@define(slots=True, eq=False)
class Booked:
    """What was booked at moments."""

    table: str
    equipment: Ints
    time: Ints
    product: Ints
    order: Ints
    amounts: dict[str, Amounts]
    counts: Ints | None = None
    """How many rows of the table each stands for; None: one each."""


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


@define(slots=True, eq=False)
class Orders:
    """Orders and when they were executed."""

    order: Ints
    equipment: Ints
    product: Ints
    start: Ints
    end: Ints
    """`MISSING` where it still runs."""
    amounts: dict[str, Amounts]
    """What counts when it ends."""

    def taken(self, rows: Ints) -> Orders:
        """Some rows."""
        columns = {name: getattr(self, name)[rows] for name in ("order", "equipment", "product", "start", "end")}
        return Orders(**columns, amounts={name: each.take(rows) for name, each in self.amounts.items()})


def read_orders(reading: Reading, table: Table) -> Orders:
    """The rows of the table of orders. Raises `ColumnError` for what does not fit."""
    optional = ("end", "equipment", "product", "POQ", "PUST", "PRI", "planned_start", "planned_end", "AQT", "ATT")
    told = Columns("orders", table, ("order", "start"), optional)
    made = _executed(reading, told)
    unknown = (made.end < made.start).astype(np.int64)
    amounts = {"AOET": Amounts(np.where(unknown > 0, 0, made.end - made.start), 6, unknown)}
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
    made.amounts = amounts
    return made


def read_runs(reading: Reading, table: Table) -> Orders:
    """The rows of the table of runs. Raises `ColumnError` for what does not fit."""
    return _executed(reading, Columns("runs", table, ("order", "equipment", "start"), ("end", "product")))


def _executed(reading: Reading, told: Columns) -> Orders:
    """Which orders were executed where and when; without amounts."""
    start, end = (told.times(name).moment.array for name in ("start", "end"))
    wrong = np.flatnonzero((end < start) & (end != MISSING))
    reading.findings.rows(
        told.name, "ends-before-start", wrong, lambda row: "the order ends before its start; its time is not known"
    )
    return Orders(
        order=told.tags("order", reading.orders),
        equipment=reading.optional(told, "equipment", reading.equipment),
        product=reading.optional(told, "product", reading.products),
        start=start,
        end=end,
        amounts={},
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
