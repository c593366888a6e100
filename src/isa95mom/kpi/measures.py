"""Dimensions and units of terms: what may be added to what, and how a stated unit becomes that of an element.

A dimension is a product of powers, written ``time/quantity``. Quantities and consumptions are in whatever unit they are
stated in, so long as all of one indicator convert to one another; ``unit`` stands for it. Failures, parts that are
counted for a share, and ratios are plain numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from attrs import frozen

from isa95mom.kpi.errors import FormulaError, TermError
from isa95mom.kpi.formula import Call, Name, Node, Number, Operation, canonical
from isa95mom.values.units import Unit, UnitError, table, unit_or_own
from isa95mom.values.units import unit as known_unit

OPEN = ("quantity", "consumption")
"""Dimensions whose unit is whatever is stated."""
PLAIN = {"time": "s", "energy": "kWh", "quantity": "unit", "consumption": "unit"}
"""The unit of a plain number, by dimension."""


@frozen(slots=True)
class Dimension:
    """A product of powers of what is measured; empty for a ratio or a count."""

    powers: tuple[tuple[str, int], ...] = ()

    @classmethod
    def of(cls, powers: dict[str, int]) -> Dimension:
        """The dimension of these powers."""
        return cls(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def power(self, base: str) -> int:
        """The power of one of its bases; 0 where it has none."""
        return dict(self.powers).get(base, 0)

    def times(self, other: Dimension, sign: int = 1) -> Dimension:
        """The product with another, or with -1 the quotient."""
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + sign * power
        return Dimension.of(powers)

    def __str__(self) -> str:
        over = [base for base, power in self.powers for _ in range(power)]
        under = [base for base, power in self.powers for _ in range(-power)]
        return "/".join(["*".join(over) or "1", *under])

    @property
    def unit(self) -> str:
        """The unit of a plain number of this dimension: ``s/unit`` of ``time/quantity``."""
        over = [plain_unit(base) for base, power in self.powers for _ in range(power)]
        under = [plain_unit(base) for base, power in self.powers for _ in range(-power)]
        return "/".join(["*".join(over) or "1", *under])


NUMBER = Dimension()


@cache
def bases() -> dict[str, str]:
    """Every base that a dimension may be written with, and the unit of its plain numbers."""
    found = {each.dimension: each.symbol or each.name for each in table().values() if each.factor == 1}
    found |= {each.dimension: found.get(each.dimension, str(each)) for each in table().values()}
    return {base: text for base, text in found.items() if base not in ("ratio", "count")} | PLAIN


def plain_unit(base: str) -> str:
    """The unit of a plain number of that base."""
    return bases().get(base, base)


@cache
def dimension_of(text: str) -> Dimension:
    """The dimension that a text such as ``time/quantity`` names. Raises `FormulaError` where it names none.

    >>> str(dimension_of("time/quantity"))
    'time/quantity'
    """
    powers: dict[str, int] = {}
    for base, sign in _parts(text):
        if base in ("1", "ratio", "count"):
            continue
        if base not in bases():
            raise FormulaError(f"{text!r}: {base!r} is no dimension; there are {', '.join(sorted(bases()))} and 1")
        powers[base] = powers.get(base, 0) + sign
    return Dimension.of(powers)


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The factors of a text such as ``a*b/c``, each with its power, 1 or -1."""
    sign = 1
    for part in re.split(r"([*/])", text):
        if part in ("*", "/"):
            sign = 1 if part == "*" else -1
        elif part.strip():
            yield part.strip(), sign


@frozen(slots=True)
class Stated:
    """What a stated unit means: by what a number is multiplied, and the units of what is open."""

    factor: Fraction
    units: tuple[tuple[str, str], ...] = ()
    """The units of quantities and consumptions, such as ``(("quantity", "kg"),)``."""


@cache
def stated(text: str, dimension: Dimension) -> Stated:
    """What the unit `text` means for a term of `dimension`. Raises `TermError` where it measures something else.

    >>> stated("min", dimension_of("time")).factor
    Fraction(60, 1)
    """
    factor, powers, units = Fraction(1), dict[str, int](), dict[str, str]()
    opened = [base for base, _ in dimension.powers if base in OPEN]
    for part, sign in _unit_parts(text):
        if part in ("1", ""):
            continue
        if part in ("unit", "units"):
            base = opened[0] if opened else "quantity"
        else:
            known = unit_or_own(part)
            base, size = _base(known, dimension, opened)
            factor *= size**sign
            if base in OPEN and units.setdefault(base, part) != part:
                raise TermError(f"the unit {text!r} names {units[base]!r} and {part!r} for one {base}")
        if base:
            powers[base] = powers.get(base, 0) + sign
    found = Dimension.of(powers)
    for base in opened:  # "min" for a time per item is per whatever the quantities are in; so is "kg" without "/kg"
        if base not in powers and dimension.power(base) < 0:
            found = found.times(Dimension.of({base: dimension.power(base)}))
    if found != dimension:
        raise TermError(f"the unit {text!r} measures {found}; {dimension} is needed, such as {dimension.unit!r}")
    return Stated(factor, tuple(sorted(units.items())))


def _unit_parts(text: str) -> list[tuple[str, int]]:
    """The units of a text such as ``min/kg``; a text of which a part is no unit is one unit, if it is known as such."""
    parts = list(_parts(text.replace(" per ", "/")))
    if len(parts) > 1 and not all(part in ("1", "unit", "units") or part in _symbols() for part, _ in parts):
        try:
            return [(known_unit(text).code, 1)]
        except UnitError:
            return parts
    return parts


@cache
def _symbols() -> frozenset[str]:
    return frozenset(each for unit in table().values() for each in (unit.code, unit.symbol, unit.name))


def _base(unit: Unit, dimension: Dimension, opened: list[str]) -> tuple[str, Fraction]:
    """What a unit measures in the terms of a dimension, and its size in the unit of plain numbers of that."""
    if unit.dimension == "ratio":
        return ("", unit.factor) if not opened else (opened[0], Fraction(1))
    if dimension.power(unit.dimension) or (not opened and unit.dimension != "count"):
        plain = unit_or_own(plain_unit(unit.dimension))
        if unit.offset or plain.offset:
            raise TermError(f"{unit} has no zero in common with {plain}; state differences in {plain}")
        return unit.dimension, unit.factor / plain.factor
    if unit.dimension in ("time", "energy"):
        return unit.dimension, unit.factor / unit_or_own(plain_unit(unit.dimension)).factor
    return opened[0] if opened else "quantity", Fraction(1)


def open_factor(source: str, target: str) -> Fraction | None:
    """By what an amount of one unit of quantity becomes one of another; None where they do not convert."""
    if source == target:
        return Fraction(1)
    one, other = unit_or_own(source), unit_or_own(target)
    if one.dimension != other.dimension or one.offset or other.offset:
        return None
    return one.factor / other.factor


def factor_between(source: str, target: str) -> Fraction:
    """By what a value in the unit `source` becomes one in `target`. Raises `TermError` where it does not convert.

    >>> factor_between("unit/s", "unit/h")
    Fraction(3600, 1)
    >>> factor_between("1", "%")
    Fraction(100, 1)
    """
    if source == target:
        return Fraction(1)
    one, other = measured_unit(source), measured_unit(target)
    if one[0] != other[0]:
        raise TermError(f"a value in {source!r} does not convert to {target!r}: {one[0]} is not {other[0]}")
    return one[1] / other[1]


@cache
def measured_unit(text: str) -> tuple[Dimension, Fraction]:
    """What a unit measures, and its size; ``unit`` is the quantity that is not stated."""
    factor, powers = Fraction(1), dict[str, int]()
    for part, sign in _unit_parts(text):
        if part in ("1", ""):
            continue
        known = unit_or_own(part)
        base = "quantity" if part in ("unit", "units") or known.dimension == "count" else known.dimension
        if known.offset:
            raise TermError(f"{known} has no zero in common with other units")
        if base == "ratio":
            factor *= known.factor**sign
            continue
        powers[base] = powers.get(base, 0) + sign
        factor *= (Fraction(1) if part in ("unit", "units") else known.factor) ** sign
    return Dimension.of(powers), factor


def dimension_in(node: Node, of: dict[str, Dimension]) -> Dimension:
    """What a formula measures. Raises `FormulaError` where it adds what cannot be added.

    Parameters
    ----------
    of
        What each of its names measures.
    """
    if isinstance(node, Number):
        return NUMBER
    if isinstance(node, Name):
        return of[node.name]
    if isinstance(node, Operation) and node.sign in "*/":
        return dimension_in(node.left, of).times(dimension_in(node.right, of), 1 if node.sign == "*" else -1)
    parts = (node.left, node.right) if isinstance(node, Operation) else node.arguments
    if isinstance(node, Call) and node.function == "prod":
        if dimension_in(parts[0], of) != NUMBER:
            raise FormulaError(f"{canonical(node)}: only ratios are multiplied over rows")
        return NUMBER
    if isinstance(node, Operation) and node.left == Number(Decimal(0)):
        return dimension_in(node.right, of)
    found = [dimension_in(part, of) for part in parts]
    for part, each in zip(parts, found, strict=True):
        if each != found[0]:
            what = f"{canonical(parts[0])} is {found[0]}, {canonical(part)} is {each}"
            raise FormulaError(f"{canonical(node)}: {what}; these cannot be {_JOINED[_sign(node)]}")
    return found[0]


_JOINED = {"+": "added", "-": "subtracted", "min": "compared", "max": "compared", "sum": "added"}


def _sign(node: Operation | Call) -> str:
    return node.sign if isinstance(node, Operation) else node.function
