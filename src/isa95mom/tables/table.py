"""One table of columns: checked to have those of the schema, and read column by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, InvalidOperation
from typing import Any, Protocol

import numpy as np

from isa95mom.errors import Isa95Error
from isa95mom.tables import arrays
from isa95mom.tables.arrays import (
    decimals,
    distinct,
    float_array,
    gapped_wholes,
    has_gaps,
    taken,
    whole_array,
    width,
    zoned_array,
)
from isa95mom.tables.errors import ColumnError, did_you_mean, near_matches
from isa95mom.tables.growing import Array, Grown, Ints
from isa95mom.tables.names import Names, Wholes
from isa95mom.tables.quantities import Quantities
from isa95mom.tables.scalars import amount, aware, is_missing, named, sized, texts, to_list, whole
from isa95mom.tables.times import MISSING, Times

EXACT = Context(prec=100)
"""To change digits after the point: more places than any number that a column holds."""


class Table(Protocol):
    """Anything that gives a column by its name: a dict of columns, or a frame of pandas, polars or Arrow."""

    def __getitem__(self, name: str, /) -> Any: ...


class Columns:
    """The columns of one table, checked to be those of the schema and of one length: that of `measure`, or of the first
    that is required.
    """

    def __init__(
        self,
        name: str,
        table: Table,
        required: tuple[str, ...],
        optional: tuple[str, ...],
        measure: str | None = None,
    ) -> None:
        self.name = name
        self.required = required
        allowed = (*required, *optional)
        names = _column_names(name, table)
        for column in names:
            if column not in allowed:
                near = did_you_mean(near_matches(column, allowed))
                raise ColumnError(f"{name}: unknown column {column!r}; the columns are {', '.join(allowed)}{near}")
        for column in required:
            if column not in names:
                raise ColumnError(f"{name}: the column {column!r} is missing; there are {', '.join(names) or 'none'}")
        self.values = {column: sized(table[column], f"{name}: column {column!r}") for column in names}
        first = measure or required[0]
        self.length = len(self.values[first])
        for column, values in self.values.items():
            if len(values) != self.length:
                raise ColumnError(
                    f"{name}: the column {column!r} has {len(values)} rows, but {first!r} has {self.length}"
                )

    def read(self, column: str, convert: Callable[[Any], Any]) -> list[Any]:
        """The values of `column`, one by one, as `convert` makes them; None where nothing is stated."""
        values = self.values.get(column)
        if values is None:
            return [None] * self.length
        read: list[Any] = []
        for row, value in enumerate(to_list(values, f"{self.name}: column {column!r}")):
            if is_missing(value):
                if column in self.required:
                    raise self.error(column, row, "nothing is stated, and a value is needed")
                read.append(None)
                continue
            try:
                read.append(convert(value))
            except (ValueError, Isa95Error) as error:
                raise self.error(column, row, error) from None
        return read

    def codes(self, column: str, convert: Callable[[Any], int], *, narrow: bool = False) -> Ints:
        """The numbers that `convert` makes of the values of `column`; -1 where nothing is stated.

        They have four bytes, or with `narrow` as few as they need.
        """
        values = self.values.get(column)
        if values is None:
            return np.full(self.length, -1, dtype=np.int32)
        found = distinct(values, gaps=column not in self.required, narrow=narrow)
        if found is not None:
            codes, several = found
            try:
                of_each = np.array([*(convert(value) for value in several), -1], dtype=np.int32)
            except (ValueError, Isa95Error):
                pass  # gone through again below, to name the row
            else:
                if (of_each[:-1] == np.arange(len(of_each) - 1)).all():
                    return codes
                return taken(of_each.astype(width(int(of_each.max()) + 1) if narrow else np.int32), codes)
        numbers = self.read(column, convert)
        return np.array([-1 if number is None else number for number in numbers], dtype=np.int32)

    def names(self, column: str, names: Names) -> Ints:
        """The numbers of the identifications in `column`."""
        values = self.values[column]
        wholes = whole_array(values)
        if wholes is not None and not len(names) and len(wholes):
            least, most = int(wholes.min()), int(wholes.max())
            if least == 0 and most < 2 * len(wholes):
                there = np.zeros(most + 1, dtype=bool)
                there[wholes] = True
                if there.all():
                    names.fix(Wholes(np.arange(most + 1)))
                    return wholes.astype(np.int32)
            several, codes = np.unique(wholes, return_inverse=True)
            names.fix(Wholes(several.astype(np.int64)))
            return codes.astype(np.int32)
        if wholes is not None:
            known = names.find_wholes(wholes)
            return known if known is not None and (known >= 0).all() else self.codes(column, names.number)
        found = distinct(values)
        if found is None or not all(type(name) is str and name for name in found[1]):
            return self.codes(column, names.number)
        numbers, texts_ = found
        if not len(names):
            names.load(texts_)
            return numbers
        of_each = names.find_all(texts_)
        new = np.flatnonzero(of_each < 0)
        if len(new) and names.kind is not str:
            return self.codes(column, names.number)
        of_each[new] = [names.number(texts_[place]) for place in new.tolist()]
        return of_each[numbers]

    def known(self, column: str, names: Names, first: int) -> Ints | None:
        """The numbers of identifications that `names` has, from `first` on; None where one is not among them."""
        values = self.values[column]
        wholes = whole_array(values)
        if wholes is not None:
            found = names.find_wholes(wholes)
        else:
            told = distinct(values)
            found = None if told is None else names.find_all(told[1])[told[0]]
        return found if found is not None and (found >= first).all() else None

    def lists(self, column: str, names: Names) -> tuple[Ints, Ints]:
        """A column of texts or lists of texts: how many each row has, and their numbers one after another."""
        if column not in self.values:
            return np.zeros(self.length, dtype=np.int32), np.zeros(0, dtype=np.int32)
        several = arrays.lists(self.values[column])
        if several is not None:
            lengths, codes, texts_ = several
            return lengths, names.numbers(texts_)[codes]
        found = distinct(self.values[column], gaps=True)
        if found is not None and all(type(name) is str for name in found[1]):
            stated = found[0] >= 0
            return stated.astype(np.int32), names.numbers(found[1])[found[0][stated]]
        said = self.read(column, texts)
        lengths = np.array([0 if row is None else len(row) for row in said], dtype=np.int32)
        return lengths, names.numbers(name for row in said if row is not None for name in row)

    def tags(self, column: str, names: Names) -> Ints:
        """The numbers of the texts in `column`, of as few bytes as they need; -1 where nothing is stated."""
        return self.codes(column, lambda value: names.number(named(value)), narrow=True)

    def sequence(self) -> Ints | None:
        """The column of the numbers by which sources count; None where there is none."""
        return self.numbers("sequence") if "sequence" in self.values else None

    def times(self, column: str) -> Times:
        """A column of date-times with an offset: their own, or the one they are said to have been stated with."""
        values = self.values.get(column)
        if values is None:
            return Times.nothing(self.length)
        zoned = zoned_array(values)
        listed = Times.at_once(values) if zoned is None else None
        if zoned is None:
            gaps = listed is not None and column in self.required and None in values
            times = Times.of(self.read(column, aware)) if listed is None or gaps else listed
        else:
            moments, offsets = zoned
            if column in self.required and has_gaps(values, moments):
                raise self.error(column, int(moments.argmin()), "nothing is stated, and a value is needed")
            times = Times(Grown(moments), Grown(np.zeros(len(moments), dtype=np.int32) if offsets is None else offsets))
        if f"{column}_offset" in self.values:
            times.offset = Grown(self.offsets(f"{column}_offset", times))
        return times

    def offsets(self, column: str, times: Times) -> Ints:
        """The offsets in seconds that times in UTC were stated with."""
        said = self.numbers(column)
        stated = said != MISSING
        for wrong, why in (
            (stated & (times.moment.array == MISSING), "there is an offset, and no time that it belongs to"),
            (stated & (times.offset.array != 0), "there is an offset, and the time has one of its own"),
            (stated & (np.abs(said) >= 86_400), "the offset is a day or more; seconds east of UTC are needed"),
        ):
            for row in np.flatnonzero(wrong)[:1].tolist():
                raise self.error(column, row, why)
        return np.where(stated, said, times.offset.array).astype(np.int32)

    def numbers(self, column: str) -> Ints:
        """A column of whole numbers; `MISSING` where nothing is stated."""
        values = self.values[column]
        wholes = whole_array(values)
        wholes = gapped_wholes(values) if wholes is None else wholes
        if wholes is not None:
            return wholes.astype(np.int64)
        return np.array([MISSING if n is None else n for n in self.read(column, whole)], dtype=np.int64)

    def quantities(self, column: str) -> Quantities:
        """A column of exact numbers, with the digits that they are said to have been stated with."""
        values = self.values.get(column)
        if values is None:
            return Quantities.nothing(self.length)
        digits = self.digits(f"{column}_digits") if f"{column}_digits" in self.values else None
        try:
            made = decimals(values, digits)
        except ValueError as error:
            raise ColumnError(f"{self.name}: column '{column}_digits': {error}") from None
        if made is not None:
            return made
        if digits is not None:
            said = self.read(column, amount)
            return Quantities.of(self.spelt(row, *pair) for row, pair in enumerate(zip(said, digits, strict=True)))
        wholes = whole_array(values)
        made = None if wholes is None else Quantities.of_wholes(wholes)
        if made is not None:
            return made
        floats = float_array(values)
        if floats is not None and not np.isinf(floats).any():
            return Quantities.of_floats(floats)
        return Quantities.of(self.read(column, amount))

    def spelt(self, row: int, quantity: Decimal | None, digits: int) -> Decimal | None:
        """A quantity with so many digits after the point; -1 leaves it as it is."""
        if quantity is None or digits < 0:
            return quantity
        try:
            made = quantity.quantize(Decimal(1).scaleb(-int(digits)), context=EXACT)
        except InvalidOperation:
            made = None
        if made != quantity:
            raise self.error("quantity_digits", row, f"{quantity} does not fit in {digits} digits after the point")
        return made

    def digits(self, column: str) -> Array:
        """Numbers of digits after the point; -1 where none is stated."""
        said = self.numbers(column)
        stated = said != MISSING
        for row in np.flatnonzero(stated & ((said < 0) | (said > 38)))[:1].tolist():
            raise self.error(column, row, f"{said[row]} digits after the point; 0 to 38 are possible")
        return np.where(stated, said, -1).astype(np.int8)

    def set(self, column: str, row: int, put: Callable[..., None], *values: Any) -> None:
        """Note a value of a row, where it does not contradict another."""
        try:
            put(*values)
        except Isa95Error as error:
            raise self.error(column, row, error) from None

    def error(self, column: str, row: int, what: object) -> ColumnError:
        """An error that names its place; rows count from 0."""
        return ColumnError(f"{self.name}: column {column!r}, row {row}: {what}")


def _column_names(name: str, table: Any) -> list[str]:
    for holder in ("columns", "column_names"):  # pandas and polars; Arrow, whose `columns` are the columns themselves
        names = [] if isinstance(table, Mapping) else list(getattr(table, holder, ()))
        if names and all(isinstance(column, str) for column in names):
            return names
    if isinstance(table, Mapping):
        return list(table)
    if len(getattr(table, "columns", (0,))) == 0:  # a frame of nothing
        return []
    found = type(table).__name__
    raise ColumnError(f"{name} is a {found}; a dict of columns or a data frame with named columns is needed")
