"""Writing the tables of a simulated plant to files, chunk by chunk."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from isa95mom.simulate.chunk import GRAINS, Chunk, Moments, Table
from isa95mom.tables.frames import library

Folder = str | os.PathLike[str]
Begin = Callable[[Path, Table], AbstractContextManager[Callable[[Table], int]]]
"""Begins a file, without its ending, for tables like the one given; what it gives writes one and counts its rows."""
DIGITS = 18
"""How many digits an amount has in Parquet, three of them behind the point."""


def write_csv(chunks: Iterable[Chunk], folder: Folder) -> dict[str, int]:
    """Write the tables as CSV: times in ISO 8601 with their offset, an empty cell where nothing is stated."""
    return _write(chunks, folder, _csv)


def write_parquet(chunks: Iterable[Chunk], folder: Folder) -> dict[str, int]:
    """Write the tables as Parquet. Raises `MissingExtraError` where pyarrow is not installed."""
    library("pyarrow")
    return _write(chunks, folder, _parquet)


def _write(chunks: Iterable[Chunk], folder: Folder, begin: Begin) -> dict[str, int]:
    """Write each table to a file that is begun with its first rows; how many rows each has."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    with ExitStack() as files:
        writers: dict[str, Callable[[Table], int]] = {}
        for chunk in chunks:
            for name, table in _alike(chunk).items():
                if name not in writers:
                    writers[name] = files.enter_context(begin(place / name, table))
                    rows[name] = 0
                rows[name] += writers[name](table)
    return rows


@contextmanager
def _csv(path: Path, first: Table) -> Iterator[Callable[[Table], int]]:
    """A file of CSV, as what writes a table to it."""
    with open(path.with_suffix(".csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(first)

        def write(table: Table) -> int:
            cells = [_cells(column) for column in table.values()]
            writer.writerows(zip(*cells, strict=True))
            return len(cells[0])

        yield write


@contextmanager
def _parquet(path: Path, first: Table) -> Iterator[Callable[[Table], int]]:
    """A file of Parquet, as what writes a table to it."""
    pa, parquet = library("pyarrow"), library("pyarrow.parquet")

    def made(table: Table) -> Any:
        columns = {column: _arrow(pa, column, values) for column, values in table.items()}
        if "supersedes" in columns:
            columns["supersedes"] = pa.array(table["supersedes"].tolist(), columns["event"].type)
        if path.name == "properties":  # texts, with what they spell, as `Genealogy.to_parquet` writes them
            columns["type"] = pa.array(["text" if isinstance(value, str) else "float" for value in table["value"]])
        return pa.table(columns)

    with parquet.ParquetWriter(path.with_suffix(".parquet"), made(first).schema) as file:

        def write(table: Table) -> int:
            rows = made(table)
            file.write_table(rows)
            return int(rows.num_rows)

        yield write


def _alike(chunk: Chunk) -> dict[str, Table]:
    """The tables, with the same columns in every chunk: there may be one without corrections."""
    nothing = np.full(len(chunk), None, dtype=object)
    return chunk.tables | {"events": {**chunk.events, "supersedes": chunk.events.get("supersedes", nothing)}}


def _cells(column: Any) -> list[Any]:
    """A column as CSV has it."""
    if isinstance(column, Moments):
        return [f"{moment}Z" for moment in np.datetime_as_string(column.to_numpy(), unit="s").tolist()]
    if column.dtype.kind == "f":
        return [None if value != value else int(value) if value.is_integer() else value for value in column.tolist()]
    cells: list[Any] = column.tolist()
    return cells


def _arrow(pa: Any, name: str, column: Any) -> Any:
    """A column as Arrow has it; always of the same type."""
    if isinstance(column, Moments):
        return pa.array(column.to_numpy()).cast(pa.timestamp("us", "UTC"))
    if name == "quantity":
        missing = np.isnan(column)
        grains = np.rint(np.where(missing, 0, column) * GRAINS).astype(np.int64)
        words = np.stack((grains, grains >> 63), axis=1)  # 128 bits, the lower half first
        mask = pa.array(~missing).buffers()[1]
        return pa.Array.from_buffers(pa.decimal128(DIGITS, 3), len(column), [mask, pa.py_buffer(words)])
    if name == "sequence":
        return pa.array(column, from_pandas=True).cast(pa.int64())
    if column.dtype == object:
        return pa.array([None if cell is None else str(cell) for cell in column.tolist()], pa.string())
    return pa.array(column)
