"""Exact amounts in columns: whole numbers, and how many of their digits stand behind the point."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from attrs import frozen

from isa95mom.kpi.tally import exact_sums
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
    missing: Ints
    """For each row how many amounts are not known: 0 where all are."""

    def __len__(self) -> int:
        return len(self.whole)

    @classmethod
    def of(cls, quantities: Quantities) -> Amounts:
        """The column of quantities as they were read."""
        digits = quantities.digits.array
        missing = (digits == NONE).astype(np.int64)
        if (digits == APART).any():
            return cls._large(quantities, missing)
        most = int(digits.max(initial=0))
        shift = most - np.maximum(digits, 0).astype(np.int64)
        whole = quantities.whole.array
        largest = float(np.abs(whole, dtype=np.float64).max(initial=0)) * 10.0 ** int(shift.max(initial=0))
        if largest >= LARGEST:
            return cls._large(quantities, missing)
        return cls(np.where(missing > 0, 0, whole * 10**shift), most, missing)

    @classmethod
    def _large(cls, quantities: Quantities, missing: Ints) -> Amounts:
        several = [Decimal(0) if each is None else each for each in quantities.take(np.arange(len(quantities)))]
        most = max((-int(each.as_tuple().exponent) for each in several), default=0)
        most = max(most, 0)
        whole = np.array([int(Fraction(each) * 10**most) for each in several], dtype=object)
        return cls(whole, most, missing)

    def times(self, other: Amounts) -> Amounts:
        """The products; not known where either is not."""
        one, two = self.whole, other.whole
        largest = float(np.abs(one.astype(np.float64)).max(initial=0)) * float(
            np.abs(two.astype(np.float64)).max(initial=0)
        )
        if largest >= LARGEST:
            one, two = one.astype(object), two.astype(object)
        missing = ((self.missing > 0) | (other.missing > 0)).astype(np.int64)
        return Amounts(np.where(missing > 0, 0, one * two), self.digits + other.digits, missing)

    def plus(self, other: Amounts, sign: int = 1) -> Amounts:
        """The sums, or with -1 the differences; not known where either is not."""
        digits = max(self.digits, other.digits)
        missing = ((self.missing > 0) | (other.missing > 0)).astype(np.int64)
        total = self.scaled(digits) + sign * other.scaled(digits)
        return Amounts(np.where(missing > 0, 0, total), digits, missing)

    def scaled(self, digits: int) -> Array:
        """The whole numbers with more digits behind the point."""
        factor = 10 ** (digits - self.digits)
        if factor == 1:
            return self.whole
        largest = float(np.abs(self.whole.astype(np.float64)).max(initial=0)) * factor
        made: Array = (self.whole.astype(object) if largest >= LARGEST else self.whole) * factor
        return made

    def take(self, rows: Ints) -> Amounts:
        """Some rows."""
        return Amounts(self.whole[rows], self.digits, self.missing[rows])

    def summed(self, place: Ints, size: int) -> Amounts:
        """The sums by place."""
        return Amounts(exact_sums(place, self.whole, size), self.digits, exact_sums(place, self.missing, size))

    def joined(self, other: Amounts, sign: int = 1) -> Amounts:
        """These rows and those of another column behind them; with -1 what they are is taken away."""
        digits = max(self.digits, other.digits)
        whole = np.concatenate((self.scaled(digits), sign * other.scaled(digits)))
        return Amounts(whole, digits, np.concatenate((self.missing, sign * other.missing)))

    def decimal(self, row: int) -> Decimal | None:
        """The amount of a row; None where it is not known, or not all of it."""
        if self.missing[row]:
            return None
        return Decimal(int(self.whole[row])).scaleb(-self.digits)

    def decimals(self) -> list[Decimal | None]:
        """The amounts of all rows; None where one is not known, or not all of it."""
        rows = zip(self.whole.tolist(), self.missing.tolist(), strict=True)
        return [None if missing else Decimal(whole).scaleb(-self.digits) for whole, missing in rows]

    def floats(self) -> Array:
        """The amounts as binary fractions; NaN where one is not known."""
        made = self.whole.astype(np.float64) / 10.0**self.digits
        made[self.missing != 0] = np.nan
        return made

    @classmethod
    def nothing(cls, size: int) -> Amounts:
        """A column of zeros: nothing was booked."""
        return cls(np.zeros(size, dtype=np.int64), 0, np.zeros(size, dtype=np.int64))
