"""Exact quantities in columns.

A quantity is a whole number of 64 bits and how many digits of it stand after the point, so that 0.10 stays 0.10: nine
bytes, and exact. The few that this does not hold (more than 18 digits, a negative zero, a number like 1E+6) are kept
apart as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import numpy as np

from isa95mom.tables.growing import Array, Grown, Ints

NONE = -1
"""In place of the number of digits: nothing is stated."""
APART = -2
"""In place of the number of digits: the quantity is kept apart."""
MOST = 10**18
_TENS = [Decimal(1).scaleb(-digits) for digits in range(19)]


class Quantities:
    """A column of quantities."""

    __slots__ = ("apart", "digits", "whole")

    def __init__(
        self, whole: Array | None = None, digits: Array | None = None, apart: dict[int, Decimal] | None = None
    ) -> None:
        self.whole = Grown(np.zeros(0, dtype=np.int64) if whole is None else whole)
        self.digits = Grown(np.zeros(0, dtype=np.int8) if digits is None else digits)
        self.apart: dict[int, Decimal] = {} if apart is None else apart

    def __len__(self) -> int:
        return len(self.whole)

    def __getitem__(self, place: int) -> Decimal | None:
        digits = int(self.digits.array[place])
        if digits >= 0:
            return Decimal(int(self.whole.array[place])).scaleb(-digits)
        return None if digits == NONE else self.apart[place]

    def take(self, places: Ints) -> list[Decimal | None]:
        """The quantities at these places."""
        return [self[place] for place in places.tolist()]

    def append(self, quantity: Decimal | None) -> None:
        """Add one quantity, or None."""
        whole, digits = split(quantity)
        if digits == APART and quantity is not None:
            self.apart[len(self)] = quantity
        self.whole.append(whole)
        self.digits.append(digits)

    def extend(self, added: Quantities) -> None:
        """Add a column."""
        size = len(self)
        self.apart |= {size + place: quantity for place, quantity in added.apart.items()}
        self.whole.extend(added.whole.array)
        self.digits.extend(added.digits.array)

    def ordered(self, order: Ints) -> Quantities:
        """The quantities in another order."""
        apart = {}
        if self.apart:
            places = np.empty(len(order), dtype=np.int64)
            places[order] = np.arange(len(order))
            apart = {int(places[place]): quantity for place, quantity in self.apart.items()}
        return Quantities(self.whole.array[order], self.digits.array[order], apart)

    @classmethod
    def nothing(cls, size: int) -> Quantities:
        """A column in which nothing is stated."""
        return cls(np.zeros(size, dtype=np.int64), np.full(size, NONE, dtype=np.int8))

    @classmethod
    def of(cls, quantities: Iterable[Decimal | None]) -> Quantities:
        """The column of `quantities`."""
        said = list(quantities)
        pairs = [split(quantity) for quantity in said]
        digits = np.array([n for _, n in pairs], dtype=np.int8)
        apart = {int(place): said[place] or Decimal(0) for place in np.flatnonzero(digits == APART)}
        for place in apart:
            kept = said[place]
            assert kept is not None
            apart[place] = kept
        return cls(np.array([whole for whole, _ in pairs], dtype=np.int64), digits, apart)

    @classmethod
    def of_wholes(cls, values: Array) -> Quantities | None:
        """The column of whole numbers; None where one takes too many digits."""
        if len(values) and (int(values.max()) >= MOST or int(values.min()) <= -MOST):
            return None
        return cls(values.astype(np.int64), np.zeros(len(values), dtype=np.int8))

    @classmethod
    def of_floats(cls, values: Array) -> Quantities:
        """The column of binary fractions in their shortest decimal spelling, where NaN states nothing.

        A fraction is spelled with n digits after the point where the whole number nearest to it times 10^n, divided by
        10^n, is that very fraction: below 10^15 that is exact, and the least n is the shortest spelling. The others
        are spelled one by one.
        """
        values = values.astype(np.float64)
        whole = np.zeros(len(values), dtype=np.int64)
        digits = np.full(len(values), NONE, dtype=np.int8)
        left = np.flatnonzero(~np.isnan(values))
        for n in range(1, 16):
            some = values[left]
            with np.errstate(over="ignore", invalid="ignore"):
                near = np.rint(some * 10.0**n)
                fits = (np.abs(near) < 1e15) & (near / 10.0**n == some) & ~((near == 0) & np.signbit(some))
            whole[left[fits]] = near[fits].astype(np.int64)
            digits[left[fits]] = n
            left = left[~fits]
            if not len(left):
                break
        made = cls(whole, digits)
        for place in left.tolist():
            quantity = Decimal(repr(float(values[place])))
            whole[place], digits[place] = split(quantity)
            if digits[place] == APART:
                made.apart[place] = quantity
        return made


def split(quantity: Decimal | None) -> tuple[int, int]:
    """A quantity as a whole number and its digits after the point, or what stands in place of these."""
    if quantity is None:
        return 0, NONE
    sign, figures, exponent = quantity.as_tuple()
    if not isinstance(exponent, int) or not -18 <= exponent <= 0 or len(figures) > 18:
        return 0, APART
    whole = int(quantity.scaleb(-exponent))
    if sign and not whole:
        return 0, APART
    return whole, -exponent
