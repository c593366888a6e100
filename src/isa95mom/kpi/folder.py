"""Tables of raw records in a folder: ``states.csv`` or ``states.parquet``, and the other tables of `from_frame`.

CSV has a line of column names, in UTF-8. An empty cell states nothing. Date-times are ISO 8601 with an offset, numbers
have a point.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import Any

from isa95mom.errors import MissingExtraError
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.raw import from_frame
from isa95mom.kpi.records import BOOKED
from isa95mom.kpi.terms import Terms
from isa95mom.tables.errors import ColumnError
from isa95mom.tables.table import Table

TABLES = (
    "states", "production", "calendar", "cycles", "orders", "runs", "quality", "energy", "personnel", "maintenance",
    "capacity",
)  # fmt: skip
"""The tables there may be."""
TIMES = ("start", "end", "time", "from", "until", "planned_start", "planned_end")
NUMBERS = (*BOOKED, "PRI", "PUST")


def read_tables(folder: str | os.PathLike[str]) -> dict[str, Table]:
    """The tables in a folder, by name.

    Raises `KpiError` where there is none, `ColumnError` with the file, column and row of a cell that cannot be read,
    `MissingExtraError` for Parquet without pyarrow.
    """
    found: dict[str, Table] = {}
    for name in TABLES:
        path = Path(folder) / f"{name}.csv"
        if path.is_file():
            found[name] = _csv(path)
        elif (other := path.with_suffix(".parquet")).is_file():
            found[name] = _parquet(other)
    if not found:
        raise KpiError(f"{folder} holds none of the tables {', '.join(TABLES)}, as .csv or .parquet")
    return found


def from_folder(folder: str | os.PathLike[str], **options: Any) -> Terms:
    """The additive terms of the tables in a folder; `options` are those of `from_frame`.

    Raises what `read_tables` and `from_frame` raise.
    """
    tables: dict[str, Any] = read_tables(folder)
    return from_frame(**tables, **options)


def _parquet(path: Path) -> Table:
    try:
        parquet: Any = import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise MissingExtraError("pyarrow", "frames") from None
    try:
        table: Table = parquet.read_table(path)
    except (OSError, ValueError) as error:
        raise KpiError(f"{path}: it is no Parquet: {error}") from None
    return table


def _csv(path: Path) -> Table:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise KpiError(f"{path}: it is no CSV in UTF-8: {error}") from None
    names, *cells = rows or [[]]
    for number, row in enumerate(cells):
        if len(row) != len(names):
            raise ColumnError(f"{path}: row {number} has {len(row)} cells; there are {len(names)} columns")
    if len(set(names)) < len(names):
        raise ColumnError(f"{path}: two columns have one name")
    return {name: _column(path, name, [row[place] for row in cells]) for place, name in enumerate(names)}


def _column(path: Path, name: str, cells: list[str]) -> list[Any]:
    read: Callable[[str], Any] = datetime.fromisoformat if name in TIMES else Decimal if name in NUMBERS else str
    what = "a date-time" if name in TIMES else "a number"
    made = []
    for number, cell in enumerate(cells):
        try:
            made.append(read(cell) if cell else None)
        except (ValueError, InvalidOperation):
            raise ColumnError(f"{path}: column {name!r}, row {number}: {cell!r} is not {what}") from None
    return made
