"""Terms where the data stay: tables of DuckDB, PostgreSQL or Spark, through one expression of Ibis.

The engine adds up time by equipment, bucket and state, and amounts by equipment and bucket; what it gives back is as
small as the terms. Everything from there on is what is done in memory, so that the terms are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from isa95mom.kpi.capacity import read_capacity
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.engine.apart import apart, closed, minor
from isa95mom.kpi.engine.places import Places, counted, looked_through, one_row
from isa95mom.kpi.engine.sums import Question, enter
from isa95mom.kpi.engine.tables import Expression, booked_of, engine_of, fetched, is_expression, states_of
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.filling import state_of
from isa95mom.kpi.intervals import Limits
from isa95mom.kpi.planned import Zone, common_plan, plan_all, span
from isa95mom.kpi.records import Orders, Reading, read_maintenance, read_orders, read_runs
from isa95mom.kpi.runs import SETTLED
from isa95mom.kpi.state_mapping import StateMapping, as_mapping
from isa95mom.kpi.terms import Terms
from isa95mom.kpi.work import Work, keys_of
from isa95mom.tables.times import ticks

__all__ = ["from_engine", "is_expression"]


def from_engine(
    states: Any = None,
    production: Any = None,
    calendar: Any = None,
    *,
    by: Iterable[str] = ("equipment", "day"),
    equipment: Iterable[str] = (),
    cycles: Any = None,
    orders: Any = None,
    runs: Any = None,
    quality: Any = None,
    energy: Any = None,
    personnel: Any = None,
    maintenance: Any = None,
    capacity: Any = None,
    mapping: str | StateMapping = "iso22400",
    levels: Mapping[str, Mapping[str, str]] | None = None,
    short_stop: Limits | None = None,
    otherwise: str | None = None,
    window: tuple[datetime, datetime] | None = None,
    as_of: datetime | None = None,
    zone: Zone | None = None,
    checked: bool = True,
    failures: bool = True,
) -> Terms:
    """The additive terms of tables in an engine; `from_frame` says what the options mean, and comes here with them.

    Parameters
    ----------
    states, production, quality, energy, personnel
        Tables of Ibis, of one connection to DuckDB, PostgreSQL or Spark, with the columns that `from_frame` documents.
        Times are times with a zone, or whole numbers of microseconds since 1970 in UTC.
    calendar, cycles, orders, runs, maintenance, capacity
        As `from_frame` takes them; those that are in the engine are fetched, since there are not many of them.
        Rows are not joined to orders by time: where terms are by order or product they must name these.
    otherwise
        As `from_frame` takes it, save that it is no failure, nor by reason a stop.
    checked
        Whether it is looked for states that overlap, which means sorting all of them. Where they do and nobody looks,
        time counts twice.
    failures
        Whether failures are counted, which means sorting the states that are failures. Where nobody counts, ``FE`` is
        0, and MTBF, MTTF and MTTR are not to be asked for.

    Raises
    ------
    KpiError
        A column is missing or unknown, an interval is open and `as_of` is None, or there is neither a window nor a
        state to take it from; rows would have to be joined to orders by time, or filled time would be stops.
    MissingExtraError
        Ibis is not installed.
    """
    wanted = keys_of(by, levels or {})
    reading = Reading(as_mapping(mapping))
    reading.equipment.numbers(equipment)
    given = {"production": production, "quality": quality, "energy": energy, "personnel": personnel}
    engine = engine_of(table for table in (states, *given.values()) if table is not None)
    told = None if states is None else states_of(states, engine, reading.mapping)
    made = {name: booked_of(name, table, engine) for name, table in given.items() if table is not None}
    ordered = None if orders is None else read_orders(reading, fetched(orders))
    kept = None if maintenance is None else read_maintenance(reading, fetched(maintenance))
    able = None if capacity is None else read_capacity(reading, fetched(capacity))
    ran = None if runs is None else read_runs(Reading(reading.mapping), fetched(runs))  # nothing is joined to them
    pace = None if cycles is None else Cycles(reading, fetched(cycles))
    refuse_to_join(ran or ordered, wanted, told, made, pace)
    until = None if as_of is None else ticks(as_of)[0]
    if told is not None and checked:
        if looked_through(told)["open"]:
            told = closed(told, until)
        told = apart(reading, told)
    if told is not None and short_stop is not None:
        told = minor(reading, told, short_stop)
    begin, finish = _span(window, told)
    if window is None:  # what is booked when the last state ends was made in it
        at_end = {name: table.moment == finish for name, table in made.items()}
        made = {
            name: table.mutate(moment=at_end[name].ifelse(finish - 1, table.moment)) for name, table in made.items()
        }
    calendar, hours = fetched(calendar), "hour" in wanted
    # Between two edges one run time holds: so that amounts can be added up first.
    edges = [] if pace is None else [edge for edge in pace.edges if begin < edge < finish]
    plan = common_plan(calendar, begin, finish, zone, hours=hours)
    question = Question(by=wanted, mapping=reading.mapping, pace=pace, failures=failures)
    if plan is not None:
        plan = plan.refined(edges)
        places = Places([plan])
        sums = question.ask(places, told, made)
        reading.equipment.numbers(sums.equipment)
        plans = [plan] * len(reading.equipment)
    else:
        tables = [table for table in (told, *made.values()) if table is not None]
        reading.equipment.numbers(sorted({name for table in tables for name in equipment_of(table)}))
        several = plan_all(reading, calendar, begin, finish, zone, hours=hours)
        refined = {id(each): each.refined(edges) for each in several}
        plans = [refined[id(each)] for each in several]
        number = {own: place for place, own in enumerate(refined)}
        owners = zip(reading.equipment, several, strict=True)
        places = Places(list(refined.values()), {str(name): number[id(each)] for name, each in owners})
        sums = question.ask(places, told, made)
    if sums.times.open:
        told = closed(told, until)
        sums = question.ask(places, told, made)
    work = Work(reading, plans, wanted, levels or {})
    enter(work, places, sums, pace)
    work.planned()
    if ordered is not None:
        work.orders(ordered)
    if kept is not None:
        work.maintenance(kept)
    if able is not None:
        work.capacity(able)
    if otherwise is not None:
        work.fill(fillable(otherwise, work))
    return work.terms()


def equipment_of(table: Expression) -> list[str]:
    """The equipment that a table names."""
    names: list[str] = table.select("equipment").distinct().to_pyarrow()["equipment"].drop_null().to_pylist()
    return names


def refuse_to_join(
    orders: Orders | None,
    wanted: tuple[str, ...],
    told: Expression | None,
    made: Mapping[str, Expression],
    pace: Cycles | None,
) -> None:
    """Raise `KpiError` where rows name no order or product, and terms need them: by time they are joined in memory."""
    if orders is None or not ((orders.equipment >= 0).any() or (orders.product >= 0).any()):
        return
    keys = [name for name in SETTLED if name in wanted]
    for name, table in {"states": told, **made}.items():
        paced = pace is not None and pace.by_product and table is not None and "PQ" in table.columns
        for key in dict.fromkeys([*keys, *(["product"] if paced else [])]):
            if table is None:
                continue
            if key not in table.columns or one_row(table, lacking=counted(table[key].isnull()))["lacking"]:
                raise KpiError(
                    f"{name}: rows name no {key}, and in an engine none is found by the times of orders; state it in "
                    f"every row, or take the tables into memory"
                )


def fillable(otherwise: str, work: Work) -> int:
    """The number of the state that fills planned time. Raises `KpiError` where stops or failures would be filled."""
    state = state_of(otherwise, work.reading.mapping)
    if work.failing[state] or ("reason" in work.by and work.stopped[state]):
        raise KpiError(f"time that is {otherwise!r} is filled in memory only: in an engine its stops are not counted")
    return state


def _span(window: tuple[datetime, datetime] | None, told: Expression | None) -> tuple[int, int]:
    """From when until when."""
    if window is not None or told is None:
        return span(window, None)
    good = told.filter(told.until > told.since)
    found = one_row(good, begin=good.since.min(), finish=good.until.max())
    return (found["begin"], found["finish"]) if found["finish"] else span(None, None)
