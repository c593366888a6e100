"""From memory into an engine: the columns of a genealogy as tables."""

from __future__ import annotations

from typing import Any

from isa95mom.genealogy.arrow import batches
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.graph import Genealogy
from isa95mom.genealogy.parquet import ROWS
from isa95mom.tables.frames import library


def write(connection: Any, genealogy: Genealogy, **names: str) -> None:
    """Write the tables `events`, `lines` and `lots` under these names, which must be free."""
    taken = set(connection.list_tables()) & set(names.values())
    if taken:
        raise GenealogyError(f"the table {min(taken)!r} is there already; nothing is written over")
    pa = library("pyarrow")
    for table, some in batches(pa, genealogy._record, ROWS).items():
        for number, batch in enumerate(some if table in names else ()):
            _add(connection, names[table], pa.table(batch), number == 0)
    if connection.name == "postgres":  # without, each step reads all lines
        lines = names["lines"].replace('"', '""')
        for column in ("event", "lot"):
            connection.raw_sql(f'CREATE INDEX ON "{lines}" ({column})')
        connection.raw_sql(f'ANALYZE "{lines}"')


def _add(connection: Any, name: str, rows: Any, first: bool) -> None:
    """Add rows to a table, which the first ones make."""
    if connection.name == "pyspark":  # Ibis would go by way of pandas, where what is not stated becomes NaN
        frame = connection.raw_sql("SELECT 1").sparkSession.createDataFrame(rows)
        frame.write.saveAsTable(name, mode="error" if first else "append")
    elif first:
        connection.create_table(name, rows)
    else:
        connection.insert(name, rows)
