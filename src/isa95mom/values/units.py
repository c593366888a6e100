"""Units of measure: codes of UN/ECE Recommendation 20, what they measure, and exact conversion.

The table ``units.tsv`` holds what manufacturing uses: a code, its symbol and name, its dimension, and its size in the
coherent SI unit of that dimension as an exact number. Where Recommendation 20 prints a rounded factor, the exact
definition stands. Pieces count as 1. What is not in the table is a unit of its own, that converts to nothing else.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files

from attrs import Factory, field, frozen

from isa95mom.errors import Isa95Error

DIGITS = 34
"""How many significant digits a converted quantity has where it does not end by itself."""
_ROUNDING = Context(prec=DIGITS)


class UnitError(Isa95Error, ValueError):
    """A unit is not known, or does not convert to another."""


@frozen(slots=True)
class Unit:
    """A unit of measure. UN/ECE Recommendation 20."""

    code: str
    """Its code in Recommendation 20, such as ``KGM``; for a unit that is not in the table, its text."""
    symbol: str
    """How it is printed, such as ``kg``; empty where it has no symbol."""
    name: str
    dimension: str
    """What it measures, such as ``mass``. Units of one dimension convert to one another."""
    factor: Fraction = Fraction(1)
    """How many coherent SI units of the dimension it is."""
    offset: Fraction = Fraction(0)
    """What is added after `factor`: not 0 for temperatures only."""

    def __str__(self) -> str:
        return self.symbol or self.name


@cache
def table() -> Mapping[str, Unit]:
    """All units that are known, by their code."""
    return {unit.code: unit for unit, _ in _rows()}


@cache
def _rows() -> tuple[tuple[Unit, tuple[str, ...]], ...]:
    text = files("isa95mom.values").joinpath("units.tsv").read_text(encoding="utf-8")
    rows = []
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        unit = Unit(
            row["code"],
            row["symbol"],
            row["name"],
            row["dimension"],
            Fraction(row["factor"]),
            Fraction(row["offset"] or 0),
        )
        rows.append((unit, tuple((row["aliases"] or "").split())))
    return tuple(rows)


@cache
def _names() -> Mapping[str, Unit]:
    """Codes, symbols and other spellings; a code goes before a symbol, a symbol before another spelling."""
    names: dict[str, Unit] = dict(table())
    for unit, _ in _rows():
        if unit.symbol:
            names.setdefault(unit.symbol, unit)
    for unit, aliases in _rows():
        for alias in (unit.name, *aliases):
            names.setdefault(alias, unit)
    return names


@cache
def unit(name: str) -> Unit:
    """The unit of that code, symbol or usual spelling. Raises `UnitError` where the table has none.

    >>> unit("KGM") is unit("kg")
    True
    """
    found = _names().get(name) or _names().get(name.strip())
    if found is None:
        near = difflib.get_close_matches(name, _names(), n=3, cutoff=0.6)
        offer = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise UnitError(f"{name!r} is no unit of UN/ECE Recommendation 20 that is known here{offer}")
    return found


@cache
def unit_or_own(name: str) -> Unit:
    """The unit of that code, symbol or spelling; one that the table does not have is a dimension of its own."""
    try:
        return unit(name)
    except UnitError:
        return Unit(name, name, name, f"unit {name}")


def same_dimension(one: str, other: str) -> bool:
    """Whether two units measure the same, so that one converts to the other."""
    return unit_or_own(one).dimension == unit_or_own(other).dimension


Factors = Mapping[str, Mapping[tuple[str, str], Decimal | int | Fraction]]
"""For each material how many of the second unit one of the first is: the mass of a piece, a density."""


@frozen(slots=True)
class Conversion:
    """How quantities are made comparable: by the table of units, and by what is known of single materials.

    >>> cups = Conversion({"CUP": {("C62", "KGM"): Decimal("0.150")}})
    >>> cups.convert(Decimal(20), "C62", "GRM", material="CUP")
    Decimal('3000')
    """

    factors: Factors = Factory(dict)
    """For each material, such as ``{"CUP": {("C62", "KGM"): Decimal("0.150")}}``: a cup is 0.150 kg. Any units of the
    same two dimensions convert by it, in both directions."""
    _ways: dict[tuple[str, str | None, str | None], tuple[Fraction, Fraction] | None] = field(
        factory=dict, init=False, repr=False, eq=False
    )

    def convert(self, quantity: Decimal | int, source: str, target: str, material: str | None = None) -> Decimal:
        """`quantity` of the unit `source` in the unit `target`, exactly where it ends within 34 digits.

        Raises `UnitError` where the units measure different things and no factor of `material` joins them.
        """
        way = self.way(source, target, material)
        if way is None:
            one, other = unit_or_own(source), unit_or_own(target)
            of = f"; a factor of the material {material!r} from {source} to {target} is needed" if material else ""
            raise UnitError(f"{source} measures {one.dimension} and {target} measures {other.dimension}{of}")
        return decimal(Fraction(quantity) * way[0] + way[1])

    def way(self, source: str, target: str, material: str | None = None) -> tuple[Fraction, Fraction] | None:
        """By what a quantity is multiplied, and what is then added; None where the units do not convert."""
        key = source, target, material
        if key not in self._ways:
            self._ways[key] = self._way(unit_or_own(source), unit_or_own(target), material)
        return self._ways[key]

    def _way(self, source: Unit, target: Unit, material: str | None) -> tuple[Fraction, Fraction] | None:
        if source.dimension == target.dimension:
            return source.factor / target.factor, (source.offset - target.offset) / target.factor
        for (first, second), each in self.factors.get(material or "", {}).items():
            one, other, size = unit_or_own(first), unit_or_own(second), Fraction(each)
            if size <= 0:
                raise UnitError(f"the factor of {material!r} from {first} to {second} is {each}; it must be above 0")
            if (one.dimension, other.dimension) == (source.dimension, target.dimension):
                return source.factor / one.factor * size * other.factor / target.factor, Fraction(0)
            if (other.dimension, one.dimension) == (source.dimension, target.dimension):
                return source.factor / other.factor / size * one.factor / target.factor, Fraction(0)
        return None


UNITS = Conversion()
"""The table of units alone."""


def convert(quantity: Decimal | int, source: str, target: str) -> Decimal:
    """`quantity` of the unit `source` in the unit `target`. Raises `UnitError` where they measure different things.

    >>> convert(Decimal("12.5"), "kg", "g")
    Decimal('12500')
    >>> convert(100, "CEL", "FAH")
    Decimal('212')
    """
    return UNITS.convert(quantity, source, target)


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal number: exact where it ends within 34 significant digits, else rounded to these."""
    return _plain(_ROUNDING.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _plain(value: Decimal) -> Decimal:
    """`value` without needless zeros, and not in powers of ten where it is a whole number."""
    value = value.normalize(_ROUNDING)
    return value.quantize(Decimal(1)) if int(value.as_tuple().exponent) > 0 and value.adjusted() < DIGITS - 6 else value
