"""A genealogy in a folder of Parquet files: one for each table of the column schema, for any engine to read.

Times are in UTC, and the offset that they were stated with stands beside, in ``effective_offset`` and
``recorded_offset``. Quantities are decimals of 38 digits with as many after the point as the one that has most, and
how many each was stated with stands beside, in ``quantity_digits``. Where 38 digits do not hold all quantities, the
column has their spelling as text. ``value`` of parameters and properties is a text; ``type`` says what it spells.

Tables are written and read group by group of rows, so that beside the record one group is in memory when writing, and
when reading the numbers of the columns.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from isa95mom.genealogy import columns
from isa95mom.genealogy.arrow import Batches, batches
from isa95mom.genealogy.errors import SavedFileError
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS, Record
from isa95mom.tables.errors import ColumnError
from isa95mom.tables.frames import library
from isa95mom.tables.scalars import SPELT

FORM = "isa95mom genealogy"
VERSION = 1
"""The form of the files; it rises when an older release could not read them."""
ROWS = 1 << 17
"""How many rows a group has, about: the lines of an event stay together."""
REQUIRED = ("events", "lines")
OPTIONAL = ("lots", "parameters", "properties")
CODED = frozenset(("lot", "unit", "direction", "kind", "name", "type", *EVENT_TAGS, *LOT_TAGS))
"""Columns in which texts stand again and again: they are read as numbers and a dictionary."""


def write(record: Record, folder: str | os.PathLike[str], rows: int = ROWS) -> None:
    """Write the tables of a record. What was there under these names is replaced when all are written.

    Raises `MissingExtraError` without pyarrow, `SavedFileError` where a text is none that UTF-8 spells.
    """
    pa, pq = library("pyarrow"), library("pyarrow.parquet")
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    state = secrets.token_hex(8)
    told = json.dumps({"form": FORM, "version": VERSION, "state": state})
    made: dict[Path, Path] = {}
    try:
        for name, some in batches(pa, record, rows).items():
            path = place / f"{name}.parquet"
            made[path] = place / f".{path.name}-{state}"
            try:
                _write(pa, pq, made[path], some, told)
            except UnicodeEncodeError as error:
                raise SavedFileError(path, f"{error.object!r} is no text that UTF-8 spells") from None
            except OverflowError:
                raise SavedFileError(path, "a whole number of more than 64 bits cannot be saved") from None
        for path, written in made.items():
            written.replace(path)
    finally:
        for written in made.values():
            written.unlink(missing_ok=True)


def _write(pa: Any, pq: Any, path: Path, tables: Batches, told: str) -> None:
    writer = None
    try:
        for batch in tables:
            table = pa.table(batch)
            if writer is None:
                schema = table.schema.with_metadata({"isa95mom": told})
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_table(table.cast(writer.schema), row_group_size=max(len(table), 1))
    finally:
        if writer is not None:
            writer.close()


# -- reading ----------------------------------------------------------------------------------------------------------


def read(record: Record, folder: str | os.PathLike[str]) -> None:
    """Add the tables of a folder to a record.

    Raises `SavedFileError` where a file is missing, damaged, of a newer form or of another state than the others,
    `ColumnError` with the file, column and row of what does not fit.
    """
    pa, pq = library("pyarrow"), library("pyarrow.parquet")
    place = Path(folder)
    states: dict[str, Path] = {}
    found: dict[str, Any] = {}
    for name in (*REQUIRED, *OPTIONAL):
        path = place / f"{name}.parquet"
        if name in OPTIONAL and not path.exists():
            continue
        table, state = _read(pa, pq, path)
        found[name] = table
        if state is not None:
            states.setdefault(state, path)
    if len(states) > 1:
        first, second, *_ = states.values()
        raise SavedFileError(second, f"it was not written together with {first.name}")
    try:
        lines = _columns("lines", found["lines"])
        columns.add_columns(record, _columns("events", found["events"]), lines)
        facts = {name: _columns(name, found[name]) for name in OPTIONAL if name in found}
        columns.add_facts(record, *(facts.get(name) for name in OPTIONAL))
    except ColumnError as error:
        table, _, rest = str(error).partition(": ")
        raise ColumnError(f"{place / table}.parquet: {rest}") from None


def _read(pa: Any, pq: Any, path: Path) -> tuple[Any, str | None]:
    """The table of a file, and the state of which it is part where that is known."""
    try:
        schema = pq.read_schema(path, memory_map=True)
        told = json.loads((schema.metadata or {}).get(b"isa95mom", b"{}"))
        if told.get("version", VERSION) > VERSION:
            raise SavedFileError(path, f"it was saved in form {told['version']}, and this release reads form {VERSION}")
        coded = [field.name for field in schema if field.name in CODED and pa.types.is_string(field.type)]
        with pq.ParquetFile(path, memory_map=True, read_dictionary=coded) as file:
            return file.read(), told.get("state")
    except FileNotFoundError:
        raise SavedFileError(path, "the file is missing") from None
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, SavedFileError):
            raise
        raise SavedFileError(path, f"the file is damaged: {error}") from None


def _columns(name: str, table: Any) -> Mapping[str, Any]:
    """A table of a file as columns that the schema knows: texts of quantities and values are read."""
    made = {column: table.column(column) for column in table.column_names}
    if name == "lines" and "quantity" in made and str(made["quantity"].type) in ("string", "large_string"):
        made["quantity"] = _each("lines", "quantity", made["quantity"], lambda text: Decimal(text))
    if name in ("parameters", "properties") and "type" in made:
        kinds = made.pop("type").to_pylist()
        values = made.get("value", ())
        pairs = zip(kinds, values.to_pylist() if values != () else kinds, strict=True)
        made["value"] = _each(name, "value", pairs, lambda pair: None if pair[1] is None else SPELT[pair[0]](pair[1]))
    return made


def _each(name: str, column: str, values: Any, read: Callable[[Any], Any]) -> list[Any]:
    """The values of a column, each as `read` makes it of its text."""
    made = []
    for row, value in enumerate(values.to_pylist() if hasattr(values, "to_pylist") else values):
        try:
            made.append(None if value is None else read(value))
        except (ValueError, KeyError, InvalidOperation, TypeError):
            raise ColumnError(f"{name}: column {column!r}, row {row}: {value!r} is not spelt as it has to be") from None
    return made
