"""A genealogy in a folder of CSV files: ``events.csv``, ``lines.csv`` and, where they are there, the other tables.

The tables and columns are those of `columns`, under a line of column names, in UTF-8. An empty cell states nothing.
Date-times are ISO 8601 with an offset; quantities are decimal numbers with a point. Several pieces of equipment, or
persons, have semicolons between. A ``value`` that is a decimal number is one; any other is a text.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from isa95mom.genealogy import columns
from isa95mom.genealogy.errors import SavedFileError
from isa95mom.genealogy.store import Record
from isa95mom.tables.errors import ColumnError

REQUIRED = ("events", "lines")
OPTIONAL = ("lots", "parameters", "properties")


def read(record: Record, folder: str | os.PathLike[str]) -> None:
    """Add the tables of a folder to a record.

    Raises `SavedFileError` where a file is missing or is no CSV, `ColumnError` with the file, column and row of what
    does not fit.
    """
    paths = {name: Path(folder) / f"{name}.csv" for name in (*REQUIRED, *OPTIONAL)}
    found = {name: _table(path) for name, path in paths.items() if name in REQUIRED or path.exists()}
    try:
        columns.add_columns(record, found["events"], found["lines"])
        columns.add_facts(record, *(found.get(name) for name in OPTIONAL))
    except ColumnError as error:
        name, _, rest = str(error).partition(": ")
        raise ColumnError(f"{paths[name]}: {rest}") from None


def _table(path: Path) -> dict[str, list[Any]]:
    """The columns of a file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            names = next(rows, [])
            cells: list[list[str]] = [[] for _ in names]
            for number, row in enumerate(rows):
                if len(row) != len(names):
                    raise SavedFileError(path, f"row {number} has {len(row)} cells; there are {len(names)} columns")
                for column, cell in zip(cells, row, strict=True):
                    column.append(cell)
    except FileNotFoundError:
        raise SavedFileError(path, "the file is missing") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise SavedFileError(path, f"it is no CSV in UTF-8: {error}") from None
    if len(set(names)) < len(names):
        raise SavedFileError(path, "two columns have one name")
    return {name: _column(path, name, column) for name, column in zip(names, cells, strict=True)}


def _column(path: Path, name: str, cells: list[str]) -> list[Any]:
    convert = READ.get(name, str)
    read: list[Any] = []
    for number, cell in enumerate(cells):
        try:
            read.append(convert(cell) if cell else None)
        except (ValueError, InvalidOperation):
            what = WHAT[name]
            raise ColumnError(f"{path}: column {name!r}, row {number}: {cell!r} is not {what}") from None
    return read


def _value(cell: str) -> Decimal | str:
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return cell
    return number if number.is_finite() else cell


def _texts(cell: str) -> list[str]:
    return [text for each in cell.split(";") if (text := each.strip())]


READ: dict[str, Callable[[str], Any]] = {
    "effective": datetime.fromisoformat,
    "recorded": datetime.fromisoformat,
    "equipment": _texts,
    "person": _texts,
    "sequence": int,
    "quantity": Decimal,
    "value": _value,
}
"""How the cells of a column are read; those of all others are texts."""
WHAT = {"effective": "a date-time", "recorded": "a date-time", "sequence": "a whole number", "quantity": "a number"}
