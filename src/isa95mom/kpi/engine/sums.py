"""What is asked of an engine, and what it answers added to terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from attrs import define, field, frozen

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.engine.apart import codes
from isa95mom.kpi.engine.places import Places, Rows, Times, counted, gap, stated
from isa95mom.kpi.engine.tables import Expression, library
from isa95mom.kpi.records import BOOKED, Booked, Reading
from isa95mom.kpi.segments import UNKNOWN
from isa95mom.kpi.state_mapping import StateMapping
from isa95mom.kpi.work import PACED, PARTICULAR, Work
from isa95mom.tables.growing import Ints
from isa95mom.tables.table import Columns

IDEAL = tuple(f"PRI*{name}" for name in PACED)
AMOUNTS = (*BOOKED, *IDEAL)
"""The amounts of a result, ideal times among them."""


@define(slots=True)
class Sums:
    """What an engine answered: small tables of Arrow."""

    times: Times = field(factory=lambda: Times([]))
    failures: Rows | None = None
    provisional: Rows | None = None
    booked: dict[str, Rows] = field(factory=dict)

    @property
    def equipment(self) -> list[str]:
        """The equipment that is named anywhere, in order."""
        rows = [*self.times.rows, *self.booked.values()]
        return sorted({name for each in rows for name in each["equipment"].unique().to_pylist()})


@frozen(slots=True)
class Question:
    """What terms are to be by, and what else is asked."""

    by: tuple[str, ...]
    mapping: StateMapping
    pace: Cycles | None
    """The run times, where there are."""
    failures: bool

    def ask(self, places: Places, told: Expression | None, made: Mapping[str, Expression]) -> Sums:
        """Ask the engine."""
        found = Sums()
        if told is not None:
            keys = self._keys(told)
            found.times = places.times(told, keys)
            if self.failures:
                found.failures = self._failures(places, told, keys, found.times)
            if "open" in told.columns:
                begun = told.filter(told.open == 1)
                found.provisional = _count(places, begun, begun.until - 1, keys)
        for name, table in made.items():
            found.booked[name] = self._booked(places, table)
            stated(name, found.booked[name], equipment="equipment")
            if any(found.booked[name]["untimed"].to_pylist()):
                raise gap(name, "time")
        return found

    def _keys(self, table: Expression) -> list[str]:
        """The keys of a table that terms are by, and that buckets do not tell."""
        return [name for name in PARTICULAR if name in self.by and name in table.columns]

    def _failures(self, places: Places, told: Expression, keys: list[str], times: Times) -> Rows | None:
        """How many failures began: one that goes on in another state of failure is one."""
        said = {name for rows in times.rows for name in rows["state"].unique().to_pylist()}
        states = {name: self.mapping.state(name) for name in said}
        names = sorted(name for name, state in states.items() if state is not None and state.failure)
        if not names:
            return None
        down = told.filter(told.state.isin(names), told.until > told.since)
        before = down.until.lag().over(library().window(group_by="equipment", order_by=["since", "until"]))
        begun = down.mutate(goes_on=(before == down.since).fill_null(False)).filter(lambda table: ~table.goes_on)
        return _count(places, begun, begun.since, keys)

    def _booked(self, places: Places, table: Expression) -> Rows:
        """The amounts by bucket and keys, with ideal times, or by the product that these depend on."""
        keys, pace = self._keys(table), self.pace
        if pace is not None and {"PQ", "product"} <= set(table.columns):
            if pace.products is not None:
                runs = {name: int(pace.amounts.whole[row]) for name, row in pace.products.items()}
                found = _summed(places, _with_ideal_times(table, runs), keys)
                if not any(found["lacking"].to_pylist()):
                    return found
            keys = list(dict.fromkeys([*keys, "product"]))
        return _summed(places, table, keys)


def _with_ideal_times(table: Expression, runs: Mapping[str | None, int]) -> Expression:
    """Amounts with ideal times by product, None for all others, and what lacks a run time."""
    ibis, pa = library(), import_module("pyarrow")
    known = {name: run for name, run in runs.items() if name is not None}
    small = ibis.memtable(pa.table({"name": list(known), "run": list(known.values())}))
    joined = table.left_join(small, table["product"] == small.name)
    run = joined.run.fill_null(runs[None]) if None in runs else joined.run
    ideal = {f"PRI*{name}": run * joined[name] for name in PACED if name in table.columns}
    return joined.mutate(**ideal, lacking=run.isnull())


def _summed(places: Places, table: Expression, keys: Sequence[str]) -> Rows:
    """The sums of amounts by bucket and keys, and how many of them are not stated."""
    columns = [name for name in AMOUNTS if name in table.columns]
    located = places.located(table, table.moment)
    sums = {name: located[name].sum() for name in columns}
    gaps = {f"no {name}": counted(located[name].isnull()) for name in columns}
    lacking = {"lacking": counted(located.lacking)} if "lacking" in table.columns else {}
    counts = {"rows": located.count(), "untimed": counted(located.moment.isnull())}
    return located.group_by([*places.columns, *keys]).aggregate(**counts, **sums, **gaps, **lacking).to_pyarrow()


def _count(places: Places, table: Expression, moment: Expression, keys: Sequence[str]) -> Rows:
    """How many rows are in each bucket, by keys."""
    located = places.located(table, moment)
    return located.group_by([*places.columns, *keys]).aggregate(count=located.count()).to_pyarrow()


def enter(work: Work, places: Places, sums: Sums, pace: Cycles | None) -> None:
    """Add what an engine answered to the terms."""
    reading = work.reading
    if sums.times.wrong:
        message = f"rows that end before they start, or then, and are left out: {sums.times.wrong}"
        reading.findings.table("states", "ends-before-start", message)
    for rows in sums.times.rows:
        bucket, keys = _placed(work, places, rows)
        state = _states(reading, rows["state"].to_pylist())
        state = np.where(state < 0, work.states_count - 1, state)
        work.add(bucket, keys, state=state, time=np.array(rows["time"], dtype=np.int64))
        if "begun" in rows.column_names and "reason" in keys:
            begun = np.where(work.stopped[state], np.array(rows["begun"], dtype=np.int64), 0)
            work.add(bucket, keys, stops=Amounts(begun, 0))
    for name, rows in (("failures", sums.failures), ("provisional", sums.provisional)):
        if rows is not None:
            bucket, keys = _placed(work, places, rows)
            columns: dict[str, Any] = {name: Amounts(np.array(rows["count"], dtype=np.int64), 0)}
            work.add(bucket, keys, **columns)
    for name, rows in sums.booked.items():
        work.booked(_amounts(work, places, name, rows, pace), None if "lacking" in rows.column_names else pace)


def _placed(work: Work, places: Places, rows: Rows) -> tuple[Ints, dict[str, Ints]]:
    """The bucket of each row of a result, and the numbers of its keys."""
    bucket = places.numbers(work, rows, codes(work.reading.equipment, rows, "equipment"))
    there = [name for name in work.particular if name in rows.column_names]
    return bucket, {name: codes(work.names(name), rows, name) for name in there}


def _states(reading: Reading, names: list[str]) -> Ints:
    known = {name: reading.mapping.number(name) for name in dict.fromkeys(names)}
    for name in sorted(name for name, number in known.items() if number < 0):
        message = f"{name!r} is no known state{reading.mapping.near(name)}; its time is unclassified"
        if not any(found.message == message for found in reading.findings.found):
            reading.findings.table("states", "unknown-state", message)
    return np.array([known[name] for name in names], dtype=np.int64)


def _amounts(work: Work, places: Places, name: str, rows: Rows, pace: Cycles | None) -> Booked:
    """The amounts of a result, each row of which stands for several of the table."""
    columns = [column for column in AMOUNTS if column in rows.column_names]
    told = Columns(name, rows.select(columns), (), tuple(columns), columns[0])
    amounts = {}
    for column in columns:
        read = Amounts.of(told.quantities(column))
        missing = np.array(rows[f"no {column}"], dtype=np.int64)
        digits = pace.amounts.digits if pace is not None and column in IDEAL else 0
        amounts[column] = Amounts(read.whole, read.digits + digits, missing if missing.any() else None)
    reading = work.reading
    equipment = codes(reading.equipment, rows, "equipment")
    bucket = places.numbers(work, rows, equipment)
    own = {"product": reading.products, "order": reading.orders}
    nothing = np.full(len(rows), UNKNOWN, dtype=np.int64)
    keys = {key: codes(names, rows, key) if key in rows.column_names else nothing for key, names in own.items()}
    counts = np.array(rows["rows"], dtype=np.int64)
    return Booked(name, equipment, work.buckets.starts[bucket], amounts=amounts, counts=counts, **keys)
