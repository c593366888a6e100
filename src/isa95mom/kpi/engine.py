"""Terms where the data stay: tables of DuckDB, PostgreSQL or Spark, through one expression of Ibis.

The engine adds up time by equipment, bucket and state, and amounts by equipment and bucket; what it gives back is as
small as the terms. Everything from there on is what is done in memory, so that the terms are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

import numpy as np
from attrs import evolve

from isa95mom.errors import MissingExtraError
from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.calendar import Plan
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.planned import plan_all
from isa95mom.kpi.raw import as_mapping
from isa95mom.kpi.records import BOOKED, Booked, Reading
from isa95mom.kpi.segments import UNKNOWN
from isa95mom.kpi.state_mapping import StateMapping
from isa95mom.kpi.terms import Terms
from isa95mom.kpi.work import Work, keys_of
from isa95mom.tables.growing import Ints
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns
from isa95mom.tables.times import ticks

MICROS = {"duckdb": "epoch_us", "pyspark": "unix_micros", "postgres": "date_part"}
"""The function of each engine that makes microseconds, or seconds, of a time."""


def _ibis() -> Any:
    try:
        return import_module("ibis")
    except ModuleNotFoundError as error:
        if error.name != "ibis":
            raise
        raise MissingExtraError("ibis-framework", "engines") from None


def from_engine(
    states: Any,
    production: Any = None,
    calendar: Any = None,
    *,
    window: tuple[datetime, datetime],
    by: Iterable[str] = ("equipment", "day"),
    cycles: Any = None,
    mapping: str | StateMapping = "iso22400",
    levels: Mapping[str, Mapping[str, str]] | None = None,
    as_of: datetime | None = None,
    zone: str | None = None,
    checked: bool = True,
) -> Terms:
    """The additive terms of tables in an engine; see `from_frame` for what the options mean.

    Parameters
    ----------
    states, production
        Tables of Ibis, of one connection to DuckDB, PostgreSQL or Spark, with the columns that `from_frame` documents.
        Times are times with a zone, or whole numbers of microseconds since 1970 in UTC.
    calendar, cycles
        As `from_frame` takes them: they are small, and stay in memory.
    window
        From when until when.
    checked
        Whether it is looked for states that overlap, which means sorting all of them. Where they do and nobody looks,
        time counts twice.

    Raises
    ------
    KpiError
        States overlap: that is resolved in memory only. Or an interval is open and `as_of` is None.
    MissingExtraError
        Ibis is not installed.
    """
    ibis = _ibis()
    wanted = keys_of(by, levels or {})
    reading = Reading(as_mapping(mapping))
    engine = states.get_backend().name
    if engine not in MICROS:
        raise KpiError(f"terms are made in {', '.join(MICROS)}; {engine!r} is none of them")
    told = _states(ibis, states, engine, as_of)
    made = None if production is None else _production(ibis, production, engine)
    every = [each for each in (told, made) if each is not None]
    for table in every:
        reading.equipment.numbers(sorted(table.select("equipment").distinct().to_pyarrow()["equipment"].to_pylist()))
    if checked:
        _apart(ibis, told)
    begin, finish = (ticks(moment)[0] for moment in window)
    pace = None if cycles is None else Cycles(reading, cycles)
    plans = plan_all(reading, calendar, begin, finish, zone, hours="hour" in wanted)
    if pace is not None:
        edges = {int(edge) for column in (pace.since, pace.until) for edge in column if begin < edge < finish}
        plans = _refined(plans, edges)
    work = Work(reading, plans, wanted, levels or {})
    buckets = _buckets(ibis, work)
    _add_states(ibis, work, told, buckets)
    work.planned()
    if made is not None:
        _add_production(ibis, work, made, buckets, pace)
    return work.terms()


def _micros(ibis: Any, column: Any, engine: str) -> Any:
    """A time as microseconds since 1970 in UTC."""
    of = column.type()
    if of.is_integer():
        return column.cast("int64")
    # Spark has one type of time, which is a moment whatever the zone of the session.
    if not of.is_timestamp() or (of.timezone is None and engine != "pyspark"):
        raise KpiError(
            f"the column {column.get_name()!r} is {of}; a time with a zone is needed, or whole microseconds since 1970 "
            f"in UTC"
        )
    if engine == "postgres":
        scalar = ibis.udf.scalar.builtin(
            lambda part, time: None, name="date_part", signature=(("string", "timestamp('UTC')"), "float64")
        )
        return (scalar("epoch", column) * 1_000_000).round().cast("int64")
    scalar = ibis.udf.scalar.builtin(lambda time: None, name=MICROS[engine], signature=(("timestamp('UTC')",), "int64"))
    return scalar(column)


def _states(ibis: Any, table: Any, engine: str, as_of: datetime | None) -> Any:
    """The intervals with their ends: those that are open end where the next begins, or as of a moment."""
    keys = [name for name in ("reason", "order", "product") if name in table.columns]
    told = table.select(
        "equipment", *keys, since=_micros(ibis, table.start, engine), until=_micros(ibis, table.end, engine),
        state=table.state,
    )  # fmt: skip
    (unended,) = _counted(told, told.until.isnull())
    if unended:
        following = told.since.lead().over(ibis.window(group_by="equipment", order_by=["since", "until"]))
        ends = [told.until, following, *([] if as_of is None else [ticks(as_of)[0]])]
        told = told.mutate(until=ibis.coalesce(*ends))
    unended, wrong = _counted(told, told.until.isnull(), told.until < told.since)
    if unended:
        raise KpiError(f"{unended} states have no end and nothing follows them; say with 'as_of' until when they hold")
    if wrong:
        raise KpiError(f"{wrong} states end before they start")
    return told


def _counted(table: Any, *conditions: Any) -> list[int]:
    """How many rows meet each of some conditions."""
    found = table.aggregate(**{f"n{place}": each.ifelse(1, 0).sum() for place, each in enumerate(conditions)})
    return [int(column[0].as_py() or 0) for column in found.to_pyarrow().columns]


def _apart(ibis: Any, told: Any) -> None:
    before = told.until.lag().over(ibis.window(group_by="equipment", order_by=["since", "until"]))
    marked = told.mutate(over=(before > told.since).fill_null(False))
    (over,) = _counted(marked, marked.over)
    if over:
        raise KpiError(f"{over} states overlap the one before; that is resolved in memory only")


def _refined(plans: list[Plan], edges: set[int]) -> list[Plan]:
    """Plans with more edges, at which nothing is planned otherwise."""
    made: dict[int, Plan] = {}
    for plan in plans:
        if id(plan) not in made:
            every = np.union1d(plan.edges, np.array(sorted(edges), dtype=np.int64))
            place = np.searchsorted(plan.edges, every[:-1], side="right") - 1
            local = plan.local[place] if len(plan.local) else plan.local
            made[id(plan)] = evolve(
                plan, edges=every, plan=plan.plan[place], shift=plan.shift[place], day=plan.day[place], local=local
            )
    return [made[id(plan)] for plan in plans]


def _buckets(ibis: Any, work: Work) -> Any:
    """The buckets as a small table."""
    pa: Any = import_module("pyarrow")
    numbers, at = work.buckets.inside()
    names = [str(name) for name in work.reading.equipment]
    return ibis.memtable(
        pa.table(
            {
                "who": [names[number] for number in work.who.tolist()],
                "bucket": numbers,
                "first": work.buckets.edges[at],
                "last": work.buckets.edges[at + 1],
            }
        )
    )


def _even(work: Work) -> tuple[int, int, int] | None:
    """The first edge, the length of a bucket and the last edge, where all buckets of all equipment are alike."""
    plans = work.plans
    lengths = np.diff(plans[0].edges)
    if any(plan is not plans[0] for plan in plans) or (lengths != lengths[0]).any():
        return None
    return int(plans[0].edges[0]), int(lengths[0]), int(plans[0].edges[-1])


def _numbered(work: Work, found: Any) -> Ints:
    """The bucket of each row of a result: its number, or how many buckets of its equipment stand before it."""
    if "bucket" in found.column_names:
        return np.array(found["bucket"], dtype=np.int64)
    who = _coded(work.reading.equipment, found, "equipment")
    return work.buckets.place(who) + np.array(found["slot"], dtype=np.int64) + 1


def _add_states(ibis: Any, work: Work, told: Any, buckets: Any) -> None:
    keys = [name for name in work.particular if name in told.columns]
    even = _even(work)
    if even is None:
        joined = told.join(
            buckets,
            [told.equipment == buckets.who, told.since < buckets["last"], told.until > buckets["first"]],
        )
        time = ibis.least(joined.until, joined["last"]) - ibis.greatest(joined.since, joined["first"])
        pieces, place = joined.mutate(time=time), ["bucket"]
    else:
        first, length, last = even
        cut = told.filter(told.until > first, told.since < last).mutate(
            since=ibis.greatest(told.since, first), until=ibis.least(told.until, last)
        )
        cut = cut.mutate(slot=(cut.since - first) // length, final=(cut.until - 1 - first) // length)
        whole = cut.filter(cut.slot == cut.final)
        over = cut.filter(cut.slot < cut.final)
        slots = ibis.memtable(import_module("pyarrow").table({"number": np.arange((last - first) // length)}))
        over = over.join(slots, [slots.number >= over.slot, slots.number <= over.final])
        begin = first + over.number * length
        parts = (
            whole.select("equipment", "state", *keys, slot=whole.slot.cast("int64"), time=whole.until - whole.since),
            over.select(
                "equipment", "state", *keys, slot=over.number.cast("int64"),
                time=ibis.least(over.until, begin + length) - ibis.greatest(over.since, begin),
            ),
        )  # fmt: skip
        pieces, place = ibis.union(*parts), ["equipment", "slot"]
    found = (
        pieces.group_by([*place, "state", *keys])
        .aggregate(time=lambda table: table.time.sum().cast("int64"))
        .to_pyarrow()
    )
    state = _numbers(work.reading, found["state"].to_pylist())
    state = np.where(state < 0, work.states_count - 1, state)
    time = np.array(found["time"], dtype=np.int64)
    work.add(_numbered(work, found), _keys(work, found, keys), state=state, time=time)
    failing = [each.name for each in work.reading.mapping.states if each.failure]
    names = [name for name in set(found["state"].to_pylist()) if _state_name(work.reading, name) in failing]
    if names:
        _add_failures(ibis, work, told, buckets, names, keys)


def _state_name(reading: Reading, name: str) -> str | None:
    state = reading.mapping.state(name)
    return None if state is None else state.name


def _numbers(reading: Reading, names: list[str]) -> Ints:
    known = {name: reading.mapping.number(name) for name in set(names)}
    for name in sorted(name for name, number in known.items() if number < 0):
        message = f"{name!r} is no known state{reading.mapping.near(name)}; its time is unclassified"
        reading.findings.table("states", "unknown-state", message)
    return np.array([known[name] for name in names], dtype=np.int64)


def _keys(work: Work, found: Any, keys: list[str]) -> dict[str, Ints]:
    return {name: _coded(work.names(name), found, name) for name in keys}


def _coded(names: Names, found: Any, column: str) -> Ints:
    """The numbers of the names in a column of a result; -1 where nothing is stated."""
    if not len(found):
        return np.zeros(0, dtype=np.int64)
    return Columns("the result", found.select([column]), (), (column,), column).tags(column, names).astype(np.int64)


def _add_failures(ibis: Any, work: Work, told: Any, buckets: Any, names: list[str], keys: list[str]) -> None:
    """Add how many failures began: one that goes on in another state of failure is one."""
    down = told.filter(told.state.isin(names))
    before = down.until.lag().over(ibis.window(group_by="equipment", order_by=["since", "until"]))
    begun = down.mutate(goes_on=(before == down.since).fill_null(False)).filter(lambda table: ~table.goes_on)
    located, place = _located(work, begun, begun.since, buckets)
    found = located.group_by([*place, *keys]).aggregate(count=lambda table: table.count()).to_pyarrow()
    counts = np.array(found["count"], dtype=np.int64)
    work.add(_numbered(work, found), _keys(work, found, keys), failures=counts)


def _located(work: Work, table: Any, moment: Any, buckets: Any) -> tuple[Any, list[str]]:
    """Rows with the bucket of a moment, and the columns that tell it; rows outside the window are left out."""
    even = _even(work)
    if even is None:
        inside = [table.equipment == buckets.who, moment >= buckets["first"], moment < buckets["last"]]
        return table.join(buckets, inside), ["bucket"]
    first, length, last = even
    some = table.filter(moment >= first, moment < last)
    return some.mutate(slot=((moment - first) // length).cast("int64")), ["equipment", "slot"]


def _production(ibis: Any, table: Any, engine: str) -> Any:
    keys = [name for name in ("order", "product") if name in table.columns]
    columns = [name for name in BOOKED if name in table.columns]
    if not columns:
        raise KpiError(f"production: there is no column of amounts; there may be {', '.join(BOOKED)}")
    # A binary fraction that is no number states nothing, as in frames.
    amounts = {
        name: table[name].isnan().ifelse(ibis.null(), table[name]) if table[name].type().is_floating() else table[name]
        for name in columns
    }
    return table.select("equipment", *keys, moment=_micros(ibis, table.time, engine), **amounts)


def _add_production(ibis: Any, work: Work, made: Any, buckets: Any, pace: Cycles | None) -> None:
    columns = [name for name in BOOKED if name in made.columns]
    keys = [name for name in ("order", "product") if name in made.columns]
    needed = [name for name in keys if name in work.particular or (name == "product" and pace is not None)]
    located, place = _located(work, made, made.moment, buckets)
    sums = {name: located[name].sum() for name in columns}
    gaps = {f"no {name}": located[name].isnull().ifelse(1, 0).sum() for name in columns}
    groups = list(dict.fromkeys([*place, "equipment", *needed]))
    found = located.group_by(groups).aggregate(**sums, **gaps).to_pyarrow()
    reading = work.reading
    told = Columns("production", found.select(columns), (), tuple(columns), columns[0])
    amounts = {}
    for name in columns:
        read = Amounts.of(told.quantities(name))
        amounts[name] = evolve(read, missing=np.array(found[f"no {name}"], dtype=np.int64))
    nothing = np.full(len(found), UNKNOWN, dtype=np.int64)
    bucket = _numbered(work, found)
    booked = Booked(
        table="production",
        equipment=_coded(reading.equipment, found, "equipment"),
        time=_starts(work, bucket),
        product=_coded(reading.products, found, "product") if "product" in needed else nothing,
        order=_coded(reading.orders, found, "order") if "order" in needed else nothing,
        amounts=amounts,
    )
    work.booked(booked, pace)


def _starts(work: Work, bucket: Ints) -> Ints:
    """When each of some buckets begins."""
    numbers, at = work.buckets.inside()
    starts = np.zeros(work.buckets.count, dtype=np.int64)
    starts[numbers] = work.buckets.edges[at]
    return starts[bucket]
