"""From memory into an engine: the columns of a genealogy as tables."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from isa95mom.genealogy.columns import EVENTS_SPELT, LINES_SPELT
from isa95mom.genealogy.engines.pull import utc
from isa95mom.genealogy.engines.schema import SCHEMA
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.frames import DIGITS, LISTS, TIMES, decimal_scale
from isa95mom.genealogy.graph import Genealogy


def write(connection: Any, genealogy: Genealogy, **names: str) -> None:
    """Write the tables `events`, `lines` and `lots` under these names, which must be free."""
    taken = set(connection.list_tables()) & set(names.values())
    if taken:
        raise GenealogyError(f"the table {min(taken)!r} is there already; nothing is written over")
    rows: dict[str, Sequence[Any]] = {
        "events": genealogy.events,
        "lines": genealogy.lines,
        "lots": [genealogy.lot(lot) for lot in genealogy.lots],
    }
    whole = {"sequence"}
    for table, ids in (("events", ("event", "supersedes")), ("lots", ("lot",))):
        if any(type(row.id) is int for row in rows[table][:1]):
            whole.update(ids)
    for table, name in names.items():
        required, optional = SCHEMA[table]
        own = {"events": "event", "lots": "lot"}.get(table)  # of what is a thing of its own, the attribute `id`
        columns = {
            column: [getattr(row, "id" if column == own else column) for row in rows[table]]
            for column in (*required, *optional)
            if column not in (*EVENTS_SPELT, *LINES_SPELT)
        }
        written = _arrow(columns, whole)
        if connection.name == "pyspark":  # Ibis would go by way of pandas, where what is not stated becomes NaN
            connection.raw_sql("SELECT 1").sparkSession.createDataFrame(written).write.saveAsTable(name)
        else:
            connection.create_table(name, written)
    if connection.name == "postgres":  # without, each step reads all lines
        lines = names["lines"]
        for column in ("event", "lot"):
            connection.raw_sql(f'CREATE INDEX ON "{lines}" ({column})')
        connection.raw_sql(f'ANALYZE "{lines}"')


def _arrow(columns: dict[str, list[Any]], whole: set[str]) -> Any:
    pa = import_module("pyarrow")
    types = dict.fromkeys(TIMES, utc()) | dict.fromkeys(LISTS, pa.list_(pa.string())) | dict.fromkeys(whole, pa.int64())
    if "quantity" in columns:
        types["quantity"] = pa.decimal128(DIGITS, decimal_scale(columns["quantity"]))
    return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
