"""Exact amounts in columns: whole numbers, and how many of their digits stand behind the point."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from attrs import frozen

from isa95mom.kpi.tally import exact_sums, largest
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.quantities import APART, NONE, Quantities

LARGEST = 2**62


@frozen(slots=True, eq=False)
class Amounts:
    """A column of amounts. What is not stated counts nothing in `whole`, and is counted in `missing`."""

    whole: Array
    """Whole numbers of 64 bits, or Python's where these do not hold them."""
    digits: int
    """How many of their digits stand behind the point."""
    missing: Ints | None = None
    """For each row how many amounts are not known: 0 where all are. None: all are known in every row."""

    def __len__(self) -> int:
        return len(self.whole)

    @property
    def gaps(self) -> Ints:
        """For each row how many amounts are not known."""
        return np.zeros(len(self), dtype=np.int64) if self.missing is None else self.missing

    @classmethod
    def of(cls, quantities: Quantities) -> Amounts:
        """The column of quantities as they were read."""
        digits, whole = quantities.digits.array, quantities.whole.array
        least, most = int(digits.min(initial=0)), int(digits.max(initial=0))
        missing = (digits == NONE).astype(np.int64) if least < 0 else None
        if least == APART:
            return cls._large(quantities, missing)
        if least == most == 0:
            return cls(whole, 0)
        shift = most - np.maximum(digits, 0).astype(np.int64)
        if largest(whole) * 10 ** int(shift.max(initial=0)) >= LARGEST:
            return cls._large(quantities, missing)
        return cls(_known(whole * 10**shift, missing), most, missing)

    @classmethod
    def _large(cls, quantities: Quantities, missing: Ints | None) -> Amounts:
        several = [Decimal(0) if each is None else each for each in quantities.take(np.arange(len(quantities)))]
        most = max((-int(each.as_tuple().exponent) for each in several), default=0)
        most = max(most, 0)
        whole = np.array([int(Fraction(each) * 10**most) for each in several], dtype=object)
        return cls(whole, most, missing)

    def times(self, other: Amounts) -> Amounts:
        """The products; not known where either is not."""
        one, two = self.whole, other.whole
        if largest(one) * largest(two) >= LARGEST:
            one, two = one.astype(object), two.astype(object)
        missing = _either(self.missing, other.missing)
        return Amounts(_known(one * two, missing), self.digits + other.digits, missing)

    def plus(self, other: Amounts, sign: int = 1) -> Amounts:
        """The sums, or with -1 the differences; not known where either is not."""
        digits = max(self.digits, other.digits)
        missing = _either(self.missing, other.missing)
        total = self.scaled(digits) + sign * other.scaled(digits)
        return Amounts(_known(total, missing), digits, missing)

    def scaled(self, digits: int) -> Array:
        """The whole numbers with more digits behind the point."""
        factor = 10 ** (digits - self.digits)
        if factor == 1:
            return self.whole
        made: Array = (self.whole.astype(object) if largest(self.whole) * factor >= LARGEST else self.whole) * factor
        return made

    def take(self, rows: Ints) -> Amounts:
        """Some rows."""
        return Amounts(self.whole[rows], self.digits, None if self.missing is None else self.missing[rows])

    def summed(self, place: Ints, size: int) -> Amounts:
        """The sums by place."""
        missing = None if self.missing is None else exact_sums(place, self.missing, size)
        return Amounts(exact_sums(place, self.whole, size), self.digits, missing)

    def merged(self, other: Amounts, sign: int = 1) -> Amounts:
        """The sums, row by row, of what is known of both, and how much is not; with -1 the other is taken away."""
        digits = max(self.digits, other.digits)
        missing = None if self.missing is other.missing is None else self.gaps + sign * other.gaps
        return Amounts(self.scaled(digits) + sign * other.scaled(digits), digits, missing)

    def joined(self, other: Amounts, sign: int = 1) -> Amounts:
        """These rows and those of another column behind them; with -1 what they are is taken away."""
        digits = max(self.digits, other.digits)
        whole = np.concatenate((self.scaled(digits), sign * other.scaled(digits)))
        missing = None if self.missing is other.missing is None else np.concatenate((self.gaps, sign * other.gaps))
        return Amounts(whole, digits, missing)

    def decimal(self, row: int) -> Decimal | None:
        """The amount of a row; None where it is not known, or not all of it."""
        if self.missing is not None and self.missing[row]:
            return None
        return Decimal(int(self.whole[row])).scaleb(-self.digits)

    def decimals(self) -> list[Decimal | None]:
        """The amounts of all rows; None where one is not known, or not all of it."""
        rows = zip(self.whole.tolist(), self.gaps.tolist(), strict=True)
        return [None if missing else Decimal(whole).scaleb(-self.digits) for whole, missing in rows]

    def floats(self) -> Array:
        """The amounts as binary fractions; NaN where one is not known."""
        made = self.whole.astype(np.float64) / 10.0**self.digits
        if self.missing is not None:
            made[self.missing != 0] = np.nan
        return made

    @classmethod
    def nothing(cls, size: int) -> Amounts:
        """A column of zeros: nothing was booked."""
        return cls(np.zeros(size, dtype=np.int64), 0)


def _either(one: Ints | None, other: Ints | None) -> Ints | None:
    if one is None or other is None:
        some = other if one is None else one
        return None if some is None else (some > 0).astype(np.int64)
    return ((one > 0) | (other > 0)).astype(np.int64)


def _known(whole: Array, missing: Ints | None) -> Array:
    return whole if missing is None else np.where(missing > 0, 0, whole)
