"""Tables that stay in an engine, and their columns as terms need them: expressions of Ibis."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any, TypeAlias

from isa95mom.errors import MissingExtraError
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.records import BOOKED
from isa95mom.kpi.state_mapping import StateMapping

Expression: TypeAlias = Any
"""A table or column of Ibis, which has no types of its own for mypy."""
MICROS = {"duckdb": "epoch_us", "pyspark": "unix_micros", "postgres": "date_part"}
"""The function of each engine that makes microseconds, or seconds, of a time."""


def library() -> Any:
    """Ibis. Raises `MissingExtraError` where it is not installed."""
    try:
        return import_module("ibis")
    except ModuleNotFoundError as error:
        if error.name != "ibis":
            raise
        raise MissingExtraError("ibis-framework", "engines") from None


def is_expression(table: object) -> bool:
    """Whether a table stays in an engine."""
    return hasattr(table, "get_backend") and hasattr(table, "to_pyarrow")


def fetched(table: Any) -> Any:
    """A small table in memory, wherever it is."""
    if not is_expression(table):
        return table
    connection = table.get_backend()
    if connection.name == "pyspark":  # by way of pandas, as Ibis goes, times lose that they are moments
        return connection.raw_sql(connection.compile(table)).toArrow()
    return table.to_pyarrow()


def engine_of(tables: Iterable[Expression]) -> str:
    """The engine in which all tables are. Raises `KpiError` where it is none that terms are made in."""
    several = list(tables)
    if not all(map(is_expression, several)):
        raise KpiError("some tables are in an engine and others in memory; put all of them there, or fetch them")
    names = {table.get_backend().name for table in several}
    if len(names) > 1:
        raise KpiError(f"the tables are in several engines: {', '.join(sorted(names))}")
    (name,) = names
    if name not in MICROS:
        raise KpiError(f"terms are made in {', '.join(MICROS)}; {name!r} is none of them")
    return str(name)


def states_of(table: Expression, engine: str, mapping: StateMapping) -> Expression:
    """State intervals: ``since`` and ``until`` in microseconds, the state, which a reason may say, and the keys."""
    ibis = library()
    _there("states", table, ("equipment", "start", "state"), ("end", "reason", "order", "product"))
    since = _micros(table.start, engine)
    until = _micros(table.end, engine) if "end" in table.columns else ibis.null("int64")
    state = table.state
    if mapping.reasons and "reason" in table.columns:
        meant = [(table.reason == reason, name) for reason, name in mapping.reasons.items()]
        state = ibis.cases(*meant, else_=table.state.cast("string"))
    keys = [name for name in ("reason", "order", "product") if name in table.columns]
    return table.select("equipment", *keys, since=since, until=until, state=state)


def booked_of(name: str, table: Expression, engine: str) -> Expression:
    """What was booked: ``moment`` in microseconds, the amounts and the keys."""
    ibis = library()
    _there(name, table, ("equipment", "time"), ("order", "product", *BOOKED))
    columns = [column for column in BOOKED if column in table.columns]
    if not columns:
        raise KpiError(f"{name}: there is no column of amounts; there may be {', '.join(BOOKED)}")
    keys = [name for name in ("order", "product") if name in table.columns]
    # A binary fraction that is no number states nothing, as in frames.
    amounts = {
        name: table[name].isnan().ifelse(ibis.null(), table[name]) if table[name].type().is_floating() else table[name]
        for name in columns
    }
    parts = [amounts[name] for name in ("SQ", "RQ") if name in amounts]
    if "PQ" not in amounts and "GQ" in amounts:
        amounts["PQ"] = sum(parts, amounts["GQ"])
    elif "GQ" not in amounts and "PQ" in amounts and parts:
        amounts["GQ"] = amounts["PQ"] - sum(parts[1:], parts[0])
    return table.select("equipment", *keys, moment=_micros(table.time, engine), **amounts)


def _there(name: str, table: Expression, required: tuple[str, ...], optional: tuple[str, ...]) -> None:
    for column in required:
        if column not in table.columns:
            raise KpiError(f"{name}: the column {column!r} is missing; there are {', '.join(table.columns)}")
    for column in table.columns:
        if column not in (*required, *optional):
            allowed = ", ".join((*required, *optional))
            raise KpiError(f"{name}: unknown column {column!r}; the columns are {allowed}")


def _micros(column: Expression, engine: str) -> Expression:
    """A time as microseconds since 1970 in UTC."""
    ibis = library()
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
