"""Columns of any make read as a whole; None where they have to be gone through value by value."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.quantities import APART, MOST, Quantities, split
from isa95mom.tables.scalars import to_list
from isa95mom.tables.times import MISSING

BLOCK = 1 << 16
"""How many values are looked at together: they stay in the cache of the processor."""


def whole_array(column: Any) -> Array | None:
    """A column of whole numbers, none missing, as an array."""
    found = _numpy(column)
    if found is None and isinstance(column, list) and column and type(column[0]) is int:
        try:
            if all(type(value) is int for value in column):
                found = np.array(column, dtype=np.int64)
        except OverflowError:
            return None
    if found is None or found.dtype.kind not in "iu" or (found.dtype == np.uint64 and (found >= 2**63).any()):
        return None
    return found


def float_array(column: Any) -> Array | None:
    """A column of binary fractions, in which NaN states nothing, as an array."""
    found = _numpy(column)
    return found if found is not None and found.dtype == np.float64 else None


def zoned_array(column: Any) -> tuple[Array, Array | None] | None:
    """Times in a zone as microseconds since 1970, and their offsets in seconds, None where all are 0."""
    kind = getattr(column, "dtype", None) or getattr(column, "type", None)
    zone = getattr(kind, "tz", None) or getattr(kind, "time_zone", None)
    if zone is None:
        return None
    if str(zone) in ("UTC", "utc", "Etc/UTC", "+00:00"):
        plain = column.dt.tz_localize(None) if hasattr(getattr(column, "dt", None), "tz_localize") else column
        moments = _micros(plain)
        return None if moments is None else (moments, None)
    moment, local = _moment_and_local(column)
    moments, locals_ = _micros(moment), _micros(local)
    if moments is None or locals_ is None:
        return None
    return moments, np.where(moments == MISSING, 0, (locals_ - moments) // 1_000_000).astype(np.int32)


def _moment_and_local(column: Any) -> tuple[Any, Any]:
    """A column of times in a zone as times in UTC, and as what clocks there showed."""
    if hasattr(getattr(column, "dt", None), "tz_convert"):  # pandas
        return column.dt.tz_convert("UTC").dt.tz_localize(None), column.dt.tz_localize(None)
    if hasattr(getattr(column, "dt", None), "convert_time_zone"):  # polars
        return column.dt.convert_time_zone("UTC"), column.dt.replace_time_zone(None)
    pa: Any = import_module("pyarrow")
    return column.cast(pa.timestamp(column.type.unit)), import_module("pyarrow.compute").local_timestamp(column)


def _micros(column: Any) -> Array | None:
    """A column of times without a zone as microseconds since 1970; None where it is finer than that."""
    found = np.asarray(column.to_numpy())
    if found.dtype.kind != "M":
        return None
    if found.dtype == np.dtype("datetime64[us]"):  # what is missing is the same number there
        return found.view(np.int64)
    moments = found.astype("datetime64[us]")
    missing = np.isnat(found)
    if not (missing | (moments == found)).all():
        return None
    numbers: Array = moments.astype(np.int64)
    numbers[missing] = MISSING
    return numbers


def has_gaps(column: Any, moments: Ints) -> bool:
    """Whether a column of times has rows that state nothing; some know it without a look."""
    known = getattr(column, "null_count", None)
    if known is not None:
        return bool(known() if callable(known) else known)
    return bool(moments.min(initial=0) == MISSING)


def width(count: int) -> type[np.signedinteger[Any]]:
    """The smallest kind of numbers that counts so far, with one less and one more."""
    return np.int8 if count < 127 else np.int16 if count < 32_767 else np.int32


def taken(values: Array, numbers: Ints) -> Array:
    """The values with these numbers, -1 the last; numbers of few bytes are never widened all at once."""
    if values.itemsize == numbers.itemsize == 1 and len(values) <= 256:
        table = np.zeros(256, dtype=values.dtype)
        table[: len(values)], table[-1] = values, values[-1]
        return np.frombuffer(bytearray(numbers.tobytes().translate(table.tobytes())), dtype=values.dtype)
    made = np.empty(len(numbers), dtype=values.dtype)
    for first in range(0, len(numbers), BLOCK):
        block = slice(first, first + BLOCK)
        made[block] = values[numbers[block]]
    return made


def distinct(column: Any, gaps: bool = False, narrow: bool = False) -> tuple[Ints, list[Any]] | None:
    """A column of texts or whole numbers as the numbers of its distinct values, and these values.

    Where nothing is stated the number is -1; only with `gaps` that may be so. The numbers have four bytes, or with
    `narrow` as few as they need where the column is coded already.
    """
    wholes = whole_array(column)
    if wholes is not None:
        several, codes = np.unique(wholes, return_inverse=True)
        return codes.astype(np.int32), several.tolist()
    known = _categories(column, gaps) or _coded(column, gaps)
    if known is not None:
        kind = np.dtype(width(len(known[1])) if narrow else np.int32)
        return known[0].view(kind) if known[0].itemsize == kind.itemsize else known[0].astype(kind), known[1]
    if not isinstance(column, list):
        column = to_list(column, "the column")
    numbers: dict[Any, int] = {None: -1} if gaps else {}
    first = len(numbers)
    try:
        coded = [numbers.setdefault(value, len(numbers) - first) for value in column]
    except TypeError:
        return None
    values = list(numbers)[first:]
    if not all(isinstance(value, str) for value in values):  # 1, 1.0 and True are equal, and not the same
        return None
    return np.array(coded, dtype=np.int32), values


def lists(column: Any) -> tuple[Ints, Ints, list[Any]] | None:
    """A column of Arrow that holds lists of texts: how many each row has, and their numbers and distinct values."""
    pa = _pyarrow()
    found = None if pa is None else _arrow(pa, column)
    if found is None or not (pa.types.is_list(found.type) or pa.types.is_large_list(found.type)):
        return None
    chunks = found.chunks if isinstance(found, pa.ChunkedArray) else [found]
    values = [chunk.flatten() for chunk in chunks]
    coded = _coded(pa.chunked_array(values, type=found.type.value_type), False)
    if coded is None:
        return None
    lengths = [np.asarray(chunk.value_lengths().fill_null(0)) for chunk in chunks]
    return np.concatenate([np.zeros(0, dtype=np.int32), *lengths]).astype(np.int32), *coded


def gapped_wholes(column: Any) -> Array | None:
    """A column of Arrow that holds whole numbers, with `MISSING` where nothing is stated."""
    pa = _pyarrow()
    found = None if pa is None else _arrow(pa, column)
    if found is None or not pa.types.is_integer(found.type) or pa.types.is_uint64(found.type):
        return None
    return np.asarray(found.cast(pa.int64()).fill_null(MISSING), dtype=np.int64)


def decimals(column: Any, digits: Array | None) -> Quantities | None:
    """A column of Arrow that holds decimals; with `digits`, each as it was spelt. -1 digits spell what they are.

    Raises `ValueError` where a decimal has more digits than it is said to be spelt with.
    """
    pa = _pyarrow()
    found = None if pa is None else _arrow(pa, column)
    if found is None or not pa.types.is_decimal128(found.type):
        return None
    scale = found.type.scale
    if not 0 <= scale <= 38:
        return None
    made = Quantities()
    for chunk in found.chunks if isinstance(found, pa.ChunkedArray) else [found]:
        begin = len(made)
        spelt = np.full(len(chunk), scale, dtype=np.int8) if digits is None else digits[begin : begin + len(chunk)]
        made.extend(_decimals(pa, chunk, np.where(spelt < 0, scale, spelt).astype(np.int8)))
    return made


def _decimals(pa: Any, chunk: Any, digits: Array) -> Quantities:
    """One array of decimals: all of one number of digits at a time, so that the whole numbers are what is stored."""
    made = Quantities.nothing(len(chunk))
    stated = ~np.asarray(chunk.is_null())
    for number in np.unique(digits[stated]).tolist():
        rows = np.flatnonzero(stated & (digits == number))
        some = chunk if len(rows) == len(chunk) else chunk.take(pa.array(rows))
        if number != chunk.type.scale:
            try:
                some = some.cast(pa.decimal128(38, number))
            except pa.ArrowInvalid as error:
                raise ValueError(f"quantities do not fit in {number} digits after the point: {error}") from None
        halves = np.frombuffer(some.buffers()[1], dtype="<i8").reshape(-1, 2)[some.offset : some.offset + len(rows)]
        low, high = halves[:, 0], halves[:, 1]
        fits = (high == low >> 63) & (low < MOST) & (low > -MOST) & (number <= 18)
        made.whole.array[rows[fits]], made.digits.array[rows[fits]] = low[fits], number
        for place in np.flatnonzero(~fits).tolist():
            row = int(rows[place])
            quantity = some[place].as_py()
            made.whole.array[row], made.digits.array[row] = split(quantity)
            if made.digits.array[row] == APART:
                made.apart[row] = quantity
    return made


def _pyarrow() -> Any:
    """Arrow, where it is installed."""
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError:
        return None


def _arrow(pa: Any, column: Any) -> Any:
    """A column of Arrow, or of a library that makes one of its own; None for others."""
    if hasattr(column, "to_arrow"):
        column = column.to_arrow()
    return column if isinstance(column, pa.ChunkedArray | pa.Array) else None


def _coded(column: Any, gaps: bool) -> tuple[Ints, list[Any]] | None:
    """Texts as the numbers of distinct values, and these, by Arrow where it is installed."""
    if isinstance(column, list) and len(column) < 10_000:
        return None
    if isinstance(column, np.ndarray) and column.dtype.kind not in "OU":
        return None
    pa = _pyarrow()
    if pa is None:
        return None
    try:
        found = _arrow(pa, column)
        if found is None:
            found = pa.array(column, from_pandas=True)
        if found.null_count and not gaps:
            return None
        if pa.types.is_dictionary(found.type):
            known = _dictionary(pa, found)
            if known is not None:
                return known
            found = found.cast(found.type.value_type)
        if pa.types.is_null(found.type):
            return np.full(len(found), -1, dtype=np.int32), []
        if not (pa.types.is_string(found.type) or pa.types.is_large_string(found.type)):
            return None
        found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        coded = found.dictionary_encode()
    except (pa.ArrowException, TypeError, ValueError):
        return None
    return _numbers(coded.indices), coded.dictionary.to_pylist()


def _categories(column: Any, gaps: bool) -> tuple[Ints, list[Any]] | None:
    """The categories of pandas and the enumerations of polars, whose numbers stand there already."""
    kind = str(getattr(column, "dtype", ""))
    if kind == "category":
        codes, values = column.cat.codes.to_numpy(), column.cat.categories.tolist()
        if not gaps and len(codes) and codes.min() < 0:
            return None
    elif kind.startswith("Enum") and hasattr(column, "to_physical") and not column.null_count():
        codes, values = column.to_physical().to_numpy(), column.dtype.categories.to_list()
    else:
        return None
    return _used([codes], values)


def _dictionary(pa: Any, column: Any) -> tuple[Ints, list[Any]] | None:
    """A column that is coded already; None where a value of its dictionary is missing or stands twice."""
    chunks = column.unify_dictionaries().chunks if isinstance(column, pa.ChunkedArray) else [column]
    if not chunks or not (
        pa.types.is_string(column.type.value_type) or pa.types.is_large_string(column.type.value_type)
    ):
        return None
    return _used([_numbers(chunk.indices) for chunk in chunks], chunks[0].dictionary.to_pylist())


def _used(parts: list[Array], values: list[Any]) -> tuple[Ints, list[Any]] | None:
    """Numbers and their values without those that are not used; None where a value is no text or stands twice."""
    if not all(type(value) is str for value in values) or len(set(values)) < len(values):
        return None
    codes = parts[0] if len(parts) == 1 else np.concatenate(parts)
    used = np.zeros(len(values) + 1, dtype=bool)
    for first in range(0, len(codes), BLOCK):
        block = codes[first : first + BLOCK]
        changes = np.append(np.flatnonzero(block[1:] != block[:-1]), len(block) - 1)
        used[block[changes]] = True  # -1 is the last
        if used[:-1].all():
            return codes, values
    places = np.append(np.cumsum(used[:-1], dtype=np.int32) - 1, np.int32(-1))
    return taken(places, codes), [value for value, there in zip(values, used, strict=False) if there]


def _numbers(indices: Any) -> Ints:
    """Numbers of Arrow, -1 where one is missing."""
    if indices.null_count:
        indices = indices.cast("int32").fill_null(-1)
    return np.asarray(indices)


def _numpy(column: Any) -> Array | None:
    """A column of numpy, pandas, polars or Arrow with numbers in it, none missing or NaN, as an array of numpy."""
    if isinstance(column, np.ndarray):
        return column if column.ndim == 1 else None
    if isinstance(column, list) or not hasattr(column, "to_numpy"):
        return None
    dtype = getattr(column, "dtype", None) if hasattr(column, "dtype") else getattr(column, "type", None)
    if not str(dtype).lower().startswith(("int", "uint", "float", "double")):
        return None
    found = np.asarray(column.to_numpy())
    whole = str(dtype).lower().startswith(("int", "uint"))
    return found if found.dtype.kind in ("iu" if whole else "f") else None
