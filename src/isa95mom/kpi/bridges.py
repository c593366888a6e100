"""From one period to another: how much of the change each part made, adding up exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from attrs import frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.terms import Terms

FACTORS = ("Availability", "Effectiveness", "Quality_by_ideal_time")
"""What OEE is the product of, also where products have different run times."""


@frozen(slots=True)
class Bridge:
    """The change of an indicator, divided among what made it."""

    before: Fraction
    after: Fraction
    parts: Mapping[str, Fraction]
    """How much each part changed it; together they are the whole change, exactly."""

    @property
    def change(self) -> Fraction:
        """The whole change."""
        return self.after - self.before

    def to_columns(self) -> dict[str, list[Any]]:
        """The bridge as columns, as binary fractions."""
        return {
            "part": ["before", *self.parts, "after"],
            "value": [float(value) for value in (self.before, *self.parts.values(), self.after)],
        }


def of_product(before: Mapping[str, Fraction], after: Mapping[str, Fraction]) -> Bridge:
    """The change of a product divided among its factors: the mean over all orders in which they could have changed.

    That is the value of Shapley. It adds up exactly, treats factors alike, and does not mind zeros, as logarithms do.
    Raises `KpiError` where the factors differ in their names. L. S. Shapley, A Value for n-Person Games (1953).

    >>> found = of_product({"A": Fraction(1, 2), "Q": Fraction(1)}, {"A": Fraction(1), "Q": Fraction(1, 2)})
    >>> found.change, dict(found.parts)
    (Fraction(0, 1), {'A': Fraction(3, 8), 'Q': Fraction(-3, 8)})
    """
    if set(before) != set(after) or not before:
        raise KpiError(f"the factors are {', '.join(before)} before and {', '.join(after)} after")
    names = list(before)
    parts = {}
    for name in names:
        rest = [other for other in names if other != name]
        total = Fraction(0)
        for size in range(len(rest) + 1):
            weight = Fraction(factorial(size) * factorial(len(rest) - size), factorial(len(names)))
            for changed in combinations(rest, size):
                others = Fraction(1)
                for other in rest:
                    others *= after[other] if other in changed else before[other]
                total += weight * others * (after[name] - before[name])
        parts[name] = total
    return Bridge(_product(before.values()), _product(after.values()), parts)


def _product(values: Any) -> Fraction:
    made = Fraction(1)
    for value in values:
        made *= value
    return made


def bridge(before: Terms, after: Terms, factors: Sequence[str] = FACTORS) -> Bridge:
    """The change of OEE between two periods, or two machines, divided among its factors.

    `factors` may name any indicators whose product is looked at. Raises `KpiError` where one of them has no value, with
    the reason.
    """
    return of_product(_values(before, factors), _values(after, factors))


def _values(terms: Terms, names: Sequence[str]) -> dict[str, Fraction]:
    made = {}
    for name in names:
        result = terms.result(name)
        if result.value is None:
            raise KpiError(f"{result.kpi.name} has no value, and no bridge leads over it: {result.detail}")
        made[name] = Fraction(result.value)
    return made


def of_ratio(before: Mapping[Any, tuple[Fraction, Fraction]], after: Mapping[Any, tuple[Fraction, Fraction]]) -> Bridge:
    """The change of a ratio of sums divided among its members, such as machines or products.

    Each member has a numerator and a denominator; one that is missing on a side has none there. What a member made is
    its mean effect over both orders in which its rate and its weight could have changed, against the whole. The parts
    are two for each member: its own rate, and the mix of weights. They add up exactly.

    Raises `KpiError` where nothing is left to divide by.
    """
    names = dict.fromkeys((*before, *after))
    nothing = (Fraction(0), Fraction(0))
    sums = []
    for side in (before, after):
        over = sum((side.get(name, nothing)[1] for name in names), Fraction(0))
        if not over:
            raise KpiError("the denominators add up to 0, so that there is no ratio")
        sums.append((sum((side.get(name, nothing)[0] for name in names), Fraction(0)) / over, over))
    (first, first_over), (last, last_over) = sums
    parts: dict[str, Fraction] = {}
    for name in names:
        weights, rates = [], []
        for side, over, mean in ((before, first_over, first), (after, last_over, last)):
            up, down = side.get(name, nothing)
            weights.append(down / over)
            # Without weight a member has no rate of its own; that of all makes no difference.
            rates.append(up / down if down else mean)
        parts[f"{name}: rate"] = (weights[0] + weights[1]) / 2 * (rates[1] - rates[0])
        parts[f"{name}: mix"] = (rates[0] + rates[1]) / 2 * (weights[1] - weights[0])
    return Bridge(first, last, parts)
