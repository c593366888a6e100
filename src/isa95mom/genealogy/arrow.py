"""The tables of a record as arrays of Arrow, some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from isa95mom.genealogy.store import KINDS, Facts, Record
from isa95mom.genealogy.tables import DIRECTIONS, stated
from isa95mom.tables.frames import DIGITS
from isa95mom.tables.growing import Array, Ints, Ragged
from isa95mom.tables.names import Names, Texts, Wholes
from isa95mom.tables.quantities import APART, NONE
from isa95mom.tables.scalars import spelt
from isa95mom.tables.times import MISSING, Times

Batches = Iterator[dict[str, Any]]
"""Columns of some rows of a table, of Arrow."""


def batches(pa: Any, record: Record, rows: int) -> dict[str, Batches]:
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
        pairs = [spelt(value) for _, _, value in some]
        yield {
            of: pa.array([each for each, _, _ in some], type=pa.int64() if names.kind is int else pa.string()),
            "name": pa.array([name for _, name, _ in some], type=pa.string()),
            "value": pa.array([value for _, value in pairs], type=pa.string()),
            "type": pa.array([kind for kind, _ in pairs], type=pa.string()),
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
