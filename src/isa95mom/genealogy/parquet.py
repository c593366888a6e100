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
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from isa95mom.genealogy import columns
from isa95mom.genealogy.errors import ColumnError, SavedFileError
from isa95mom.genealogy.frames import library
from isa95mom.genealogy.growing import Array, Ints, Ragged
from isa95mom.genealogy.names import Names, Texts, Wholes
from isa95mom.genealogy.quantities import APART, NONE
from isa95mom.genealogy.record import Value
from isa95mom.genealogy.store import EVENT_TAGS, KINDS, LOT_TAGS, MISSING, Facts, Record, Times
from isa95mom.genealogy.tables import DIRECTIONS, stated

FORM = "isa95mom genealogy"
VERSION = 1
"""The form of the files; it rises when an older release could not read them."""
ROWS = 1 << 17
"""How many rows a group has, about: the lines of an event stay together."""
REQUIRED = ("events", "lines")
OPTIONAL = ("lots", "parameters", "properties")
DIGITS = 38
CODED = frozenset(("lot", "unit", "direction", "kind", "name", "type", *EVENT_TAGS, *LOT_TAGS))
"""Columns in which texts stand again and again: they are read as numbers and a dictionary."""

Batches = Iterator[dict[str, Any]]
"""Columns of some rows of a table, of Arrow."""


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
        for name, batches in tables(pa, record, rows).items():
            path = place / f"{name}.parquet"
            made[path] = place / f".{path.name}-{state}"
            try:
                _write(pa, pq, made[path], batches, told)
            except UnicodeEncodeError as error:
                raise SavedFileError(path, f"{error.object!r} is no text that UTF-8 spells") from None
            except OverflowError:
                raise SavedFileError(path, "a whole number of more than 64 bits cannot be saved") from None
        for path, written in made.items():
            written.replace(path)
    finally:
        for written in made.values():
            written.unlink(missing_ok=True)


def _write(pa: Any, pq: Any, path: Path, batches: Batches, told: str) -> None:
    writer = None
    try:
        for batch in batches:
            table = pa.table(batch)
            if writer is None:
                schema = table.schema.with_metadata({"isa95mom": told})
                writer = pq.ParquetWriter(path, schema, compression="zstd")
            writer.write_table(table.cast(writer.schema), row_group_size=max(len(table), 1))
    finally:
        if writer is not None:
            writer.close()


# -- tables of arrays -------------------------------------------------------------------------------------------------


def tables(pa: Any, record: Record, rows: int) -> dict[str, Batches]:
    """The tables of a record, some rows at a time; there is always one batch, so that the columns are known."""
    return {
        "events": _events(pa, record, rows),
        "lines": _lines(pa, record, rows),
        "lots": _lots(pa, record, rows),
        "parameters": _facts(pa, "event", record.parameters, record.event_ids, rows),
        "properties": _facts(pa, "lot", record.properties, record.lots, rows),
    }


def _spans(size: int, rows: int) -> Iterator[slice]:
    """The places from 0 to `size`, some at a time."""
    for begin in range(0, max(size, 1), rows):
        yield slice(begin, min(begin + rows, size))


def _events(pa: Any, record: Record, rows: int) -> Batches:
    count = len(record.kind)
    ids = _names(pa, record.event_ids)
    kinds = pa.array([kind.value for kind in KINDS])
    tags = {name: (_names(pa, column.names), column.numbers(count)) for name, column in record.event_tags.items()}
    lists = {
        name: (_names(pa, names), column)
        for name, names, column in (
            ("equipment", record.equipment_ids, record.equipment),
            ("person", record.person_ids, record.person),
        )
    }
    sequence = record.sequence.numbers(count)
    corrected = np.full(count, -1, dtype=np.int32)
    corrected[list(record.supersedes)] = list(record.supersedes.values())
    for span in _spans(count, rows):
        batch = {"event": _text(pa, ids[span]), "kind": kinds.take(pa.array(record.kind.array[span]))}
        for name, times in (("effective", record.effective), ("recorded", record.recorded)):
            batch |= _times(pa, name, times, span)
        batch |= {name: _lists(pa, every, column, span) for name, (every, column) in lists.items()}
        batch |= {name: _taken(pa, every, numbers[span]) for name, (every, numbers) in tags.items()}
        batch["sequence"] = _gapped(pa, sequence[span], sequence[span] == MISSING)
        batch["supersedes"] = _taken(pa, ids, corrected[span])
        yield batch


def _lines(pa: Any, record: Record, rows: int) -> Batches:
    begins = record.bounds.array[::2]
    events, lots, units = (_names(pa, names) for names in (record.event_ids, record.lots, record.units))
    directions = pa.array(DIRECTIONS)
    scale = _scale(record)
    first = 0
    while True:
        after = int(np.searchsorted(begins, begins[first] + rows, side="right")) - 1
        after = min(max(after, first + 1), len(begins) - 1)
        numbers = record.in_order(np.arange(begins[first], begins[after]))
        yield {
            "event": _taken(pa, events, record.line_events(numbers)),
            "direction": directions.take(pa.array(record.line_out(numbers).astype(np.int8))),
            "lot": _taken(pa, lots, record.line_lot.array[numbers]),
            **_quantities(pa, record, numbers, scale),
            "unit": _taken(pa, units, record.unit.array[numbers]),
        }
        first = after
        if first >= len(begins) - 1:
            return


def _lots(pa: Any, record: Record, rows: int) -> Batches:
    count = len(record.lots)
    lots = _names(pa, record.lots)
    tags = {name: (_names(pa, column.names), column.numbers(count)) for name, column in record.lot_tags.items()}
    for span in _spans(count, rows):
        yield {"lot": _text(pa, lots[span])} | {
            name: _taken(pa, every, numbers[span]) for name, (every, numbers) in tags.items()
        }


def _facts(pa: Any, of: str, facts: Facts, names: Names, rows: int) -> Batches:
    every = stated(facts, names)
    while True:
        some = list(islice(every, rows))
        spelt = [_spelt(value) for _, _, value in some]
        yield {
            of: pa.array([each for each, _, _ in some], type=pa.int64() if names.kind is int else pa.string()),
            "name": pa.array([name for _, name, _ in some], type=pa.string()),
            "value": pa.array([value for _, value in spelt], type=pa.string()),
            "type": pa.array([kind for kind, _ in spelt], type=pa.string()),
        }
        if len(some) < rows:
            return


# -- columns of arrays ------------------------------------------------------------------------------------------------


def _names(pa: Any, names: Names) -> Any:
    """Identifications as an array of Arrow, at the places of their numbers."""
    fixed = names.fixed
    if isinstance(fixed, Wholes) and len(fixed) and not names.added:
        return pa.array(np.asarray(fixed.values, dtype=np.int64))
    if isinstance(fixed, Texts) and not names.added:
        ends = np.concatenate((np.zeros(1, dtype=np.int64), fixed.ends))
        made = pa.LargeStringArray.from_buffers(len(fixed), pa.py_buffer(ends), pa.py_buffer(fixed.octets))
        made.validate(full=True)
        return made
    return pa.array(list(names), type=pa.int64() if names.kind is int else pa.large_string())


def _taken(pa: Any, every: Any, numbers: Ints) -> Any:
    """The identifications with these numbers; -1 is none."""
    missing = numbers < 0
    found = every.take(_gapped(pa, numbers, missing) if missing.any() else pa.array(numbers))
    return _text(pa, found)


def _text(pa: Any, found: Any) -> Any:
    """Texts of some rows, for which offsets of 32 bits do."""
    return found.cast(pa.string()) if pa.types.is_large_string(found.type) else found


def _gapped(pa: Any, numbers: Array, missing: Array) -> Any:
    return pa.array(numbers, mask=missing)


def _times(pa: Any, name: str, times: Times, span: slice) -> dict[str, Any]:
    """A column of times in UTC, and the one of the offsets that they were stated with."""
    moments = times.moment.array[span]
    missing = moments == MISSING
    return {
        name: _gapped(pa, moments, missing).cast(pa.timestamp("us", "UTC")),
        f"{name}_offset": _gapped(pa, times.offset.array[span], missing),
    }


def _lists(pa: Any, every: Any, column: Ragged, span: slice) -> Any:
    """A column of lists of texts."""
    ends = column.ends.array
    begin = int(ends[span.start - 1]) if span.start else 0
    offsets = np.concatenate((np.zeros(1, dtype=np.int32), ends[span] - begin)).astype(np.int32)
    values = column.values.array[begin : begin + int(offsets[-1])]
    return pa.ListArray.from_arrays(pa.array(offsets), _taken(pa, every, values))


def _scale(record: Record) -> int | None:
    """How many digits after the point hold all quantities; None where 38 digits do not, or a spelling would be lost."""
    whole, digits = record.quantity.whole.array, record.quantity.digits.array
    scale = max(int(digits.max(initial=0)), 0)
    apart = list(record.quantity.apart.values())
    if not apart:
        return scale
    exponents = [int(quantity.as_tuple().exponent) for quantity in apart]
    if max(exponents) > 0 or any(quantity.is_zero() and quantity.is_signed() for quantity in apart):
        return None
    before = max(quantity.adjusted() + 1 for quantity in apart)
    for number in np.unique(digits[digits >= 0]).tolist():
        before = max(before, len(str(np.abs(whole[digits == number]).max())) - number)
    scale = max(scale, -min(exponents))
    return scale if before + scale <= DIGITS else None


def _quantities(pa: Any, record: Record, numbers: Ints, scale: int | None) -> dict[str, Any]:
    """Some quantities: decimals and their digits after the point, or texts."""
    if scale is None:
        said = record.quantity.take(numbers)
        return {"quantity": pa.array([None if each is None else str(each) for each in said], type=pa.string())}
    whole, digits = record.quantity.whole.array[numbers], record.quantity.digits.array[numbers]
    spelt = digits.astype(np.int8)
    type = pa.decimal128(DIGITS, scale)
    pieces, rows = [], []
    for number in np.unique(digits).tolist():
        some = np.flatnonzero(digits == number)
        rows.append(some)
        if number == NONE:
            pieces.append(pa.nulls(len(some), type))
        elif number == APART:
            apart = [record.quantity.apart[line] for line in numbers[some].tolist()]
            pieces.append(pa.array(apart, type=type))
            spelt[some] = [-int(quantity.as_tuple().exponent) for quantity in apart]
        else:
            pieces.append(_decimals(pa, whole[some], number).cast(type))
    made = pa.concat_arrays(pieces) if pieces else pa.nulls(0, type)
    if len(rows) > 1:
        made = made.take(pa.array(np.argsort(np.concatenate(rows), kind="stable")))
    return {"quantity": made, "quantity_digits": _gapped(pa, spelt, digits == NONE)}


def _decimals(pa: Any, whole: Array, digits: int) -> Any:
    """Whole numbers as decimals with so many digits after the point: the number, and above it its sign."""
    halves = np.column_stack((whole, whole >> 63)).astype("<i8")
    return pa.Array.from_buffers(pa.decimal128(DIGITS, digits), len(whole), [None, pa.py_buffer(halves)])


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
        made["value"] = _each(name, "value", pairs, lambda pair: None if pair[1] is None else _GET[pair[0]](pair[1]))
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


def _spelt(value: Value) -> tuple[str, str]:
    """The type of a value, and its spelling."""
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if isinstance(value, datetime):
        return "time", value.isoformat()
    if isinstance(value, float):
        return "float", repr(float(value))
    return ("whole", str(value)) if isinstance(value, int) else ("text", value)


_GET: dict[str, Callable[[str], Value]] = {
    "text": lambda text: text,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "whole": int,
    "float": float,
    "decimal": Decimal,
    "time": datetime.fromisoformat,
}
