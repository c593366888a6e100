"""Writing the tables of a simulated plant to files, chunk by chunk."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from isa95mom.errors import MissingExtraError
from isa95mom.simulate.chunk import GRAINS, Chunk, Moments, Table

Folder = str | os.PathLike[str]
DIGITS = 18
"""How many digits an amount has in Parquet, three of them behind the point."""


def write_csv(chunks: Iterable[Chunk], folder: Folder) -> dict[str, int]:
    """Write the tables as CSV: times in ISO 8601 with their offset, an empty cell where nothing is stated."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    with ExitStack() as files:
        writers: dict[str, Any] = {}
        for chunk in chunks:
            for name, table in _alike(chunk).items():
                if name not in writers:
                    file = files.enter_context(open(place / f"{name}.csv", "w", encoding="utf-8", newline=""))
                    writers[name] = csv.writer(file, lineterminator="\n")
                    writers[name].writerow(table)
                    rows[name] = 0
                cells = [_cells(column) for column in table.values()]
                writers[name].writerows(zip(*cells, strict=True))
                rows[name] += len(cells[0])
    return rows


def write_parquet(chunks: Iterable[Chunk], folder: Folder) -> dict[str, int]:
    """Write the tables as Parquet. Raises `MissingExtraError` where pyarrow is not installed."""
    try:
        pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as error:
        raise MissingExtraError("pyarrow", "frames") from error
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    with ExitStack() as files:
        writers: dict[str, Any] = {}
        for chunk in chunks:
            for name, table in _alike(chunk).items():
                columns = {column: _arrow(pa, column, values) for column, values in table.items()}
                if name == "events":
                    columns["supersedes"] = pa.array(table["supersedes"].tolist(), columns["event"].type)
                made = pa.table(columns)
                if name not in writers:
                    writers[name] = files.enter_context(parquet.ParquetWriter(place / f"{name}.parquet", made.schema))
                    rows[name] = 0
                writers[name].write_table(made)
                rows[name] += made.num_rows
    return rows


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
