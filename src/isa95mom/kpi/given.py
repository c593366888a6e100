"""Terms as callers give them: single amounts or columns, with or without a unit, made comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from isa95mom.kpi.errors import FormulaError, TermError
from isa95mom.kpi.formula import canonical, names, parse
from isa95mom.kpi.kinds import Element, KPIDefinition
from isa95mom.kpi.measures import OPEN, Dimension, dimension_of, open_factor, stated
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import KPIResult, Reason
from isa95mom.tables.scalars import is_missing, to_list
from isa95mom.values.number import Measure

Floats = npt.NDArray[np.float64]
SECOND = Fraction(1, 1_000_000)
DURATION = Dimension((("time", 1),))


@frozen(slots=True)
class Lack:
    """Why a term is no number."""

    reason: Reason
    detail: str


Amount = Fraction | Lack


@frozen(slots=True)
class Term:
    """One term that was given: an amount, or a column of amounts, in the unit of its dimension."""

    name: str
    """Its canonical text: ``APT``, ``PRI*PQ``."""
    dimension: Dimension
    amount: Amount | None
    """The amount; None for a column."""
    column: Any = None
    """The column as it was given; None for a single amount."""
    factor: Fraction = Fraction(1)
    """By what the numbers of the column are multiplied."""
    units: tuple[tuple[str, str], ...] = ()
    """The stated units of quantities and consumptions."""
    signed: bool = False
    """Whether it may be below 0."""

    @property
    def unit(self) -> str:
        """Its unit, with that of the quantities where it was stated."""
        return with_units(self.dimension, self.units)


@cache
def with_units(dimension: Dimension, stated: tuple[tuple[str, str], ...]) -> str:
    """The unit of a dimension, with the units that quantities and consumptions are stated in."""
    units = dict(stated)
    over, under = list[str](), list[str]()
    for base, power in dimension.powers:
        text = units.get(base) or Dimension(((base, 1),)).unit
        (over if power > 0 else under).extend([text] * abs(power))
    return "/".join(["*".join(over) or "1", *under])


@frozen(slots=True)
class Given:
    """All terms of one call."""

    terms: Mapping[str, Term]
    units: Mapping[str, str] = field(factory=dict)
    """The units that quantities and consumptions are in, where they are stated."""
    lack: Lack | None = None
    """Why the terms cannot be compared: their units do not convert to one another."""

    @property
    def columns(self) -> bool:
        """Whether any term is a column."""
        return any(term.column is not None for term in self.terms.values())


def given(kpi: KPIDefinition, terms: Mapping[str, Any]) -> Given:
    """The terms of a call, by canonical text. Raises `TermError` for one that is unknown or of another dimension."""
    scope = Scope.of(kpi)
    found: dict[str, Term] = {}
    for key, value in terms.items():
        term = _term(scope, kpi, key, value)
        if term.name in found:
            raise TermError(f"{term.name} is given twice, as {key!r} and under another name")
        found[term.name] = term
    return _one_unit(found)


def _term(scope: Scope, kpi: KPIDefinition, key: str, value: Any) -> Term:
    name, dimension, signed = _named(scope, kpi, key)
    unit = None
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str):
        value, unit = value
    elif isinstance(value, KPIResult):
        unit = value.unit
        value = (
            Lack(value.reason or Reason.MISSING_TERM, f"{name}: {value.detail}") if value.value is None else value.value
        )
    elif isinstance(value, Measure):
        unit = value.unit_code
    elif hasattr(value, "unit_of_measure") and hasattr(value, "value"):
        unit, value = value.unit_of_measure, value.value
    try:
        said = stated(unit, dimension) if unit is not None else stated(dimension.unit, dimension)
    except TermError as error:
        raise TermError(f"{name}: {error}") from None
    if is_column(value):
        return Term(name, dimension, None, value, said.factor, said.units, signed)
    return Term(
        name, dimension, _scaled(amount(value, name, dimension), said.factor), None, said.factor, said.units, signed
    )


def _named(scope: Scope, kpi: KPIDefinition, key: str) -> tuple[str, Dimension, bool]:
    """The canonical text of a term, what it measures, and whether it may be below 0."""
    known = scope.element(key)
    if known is not None:
        return known.symbol, dimension_of(known.dimension), known.signed
    try:
        tree = scope.renamed(parse(key))
        parts = [scope.known(name) for name in names(tree)]
        signed = any(each.signed if isinstance(each, Element) else each.lower is None for each in parts)
        return canonical(tree), scope.dimension(canonical(tree)), signed or "-" in key
    except FormulaError as error:
        raise TermError(f"{kpi.symbol} was given {key!r}: {error}") from None


def is_column(value: Any) -> bool:
    """Whether a value is a column: a list, an array, a column of a data frame."""
    return not isinstance(value, str | bytes | Mapping) and (
        isinstance(value, Sequence) or (hasattr(value, "__len__") and hasattr(value, "__getitem__"))
    )


def amount(value: Any, name: str, dimension: Dimension) -> Amount:
    """A single amount as an exact number, or why it is none. Raises `TermError` for what can be no amount."""
    if isinstance(value, Lack):
        return value
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool | np.bool_):
        raise TermError(f"{name}: {value!r} is a truth value; a number is needed")
    if isinstance(value, np.generic):
        value = _seconds(value) if value.dtype.kind == "m" else value.item()
    if isinstance(value, timedelta):
        if dimension.power("time") != 1 or any(power > 0 and base != "time" for base, power in dimension.powers):
            raise TermError(f"{name}: {value!r} is a time; {dimension} is needed")
        return Fraction(value // timedelta(microseconds=1)) * SECOND
    if isinstance(value, float) and value != value:
        return Lack(Reason.NOT_A_NUMBER, f"{name} is NaN")
    if is_missing(value):
        return Lack(Reason.MISSING_TERM, f"{name} is not known")
    if isinstance(value, int):
        return Fraction(value)
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except (InvalidOperation, TypeError, ValueError):
        raise TermError(f"{name}: {value!r} is a {type(value).__name__}; a number is needed") from None
    if not number.is_finite():
        return Lack(Reason.NOT_A_NUMBER, f"{name} is {number}")
    return Fraction(number)


def _seconds(value: Any) -> Any:
    return None if np.isnat(value) else timedelta(microseconds=int(value.astype("timedelta64[us]").astype(np.int64)))


def _scaled(found: Amount, factor: Fraction) -> Amount:
    return found if isinstance(found, Lack) else found * factor


def amounts(term: Term) -> list[Amount]:
    """The amounts of a column, exactly. Raises `TermError` with the row of what can be no amount."""
    found = []
    for row, value in enumerate(to_list(term.column, term.name)):
        try:
            found.append(_scaled(amount(value, term.name, term.dimension), term.factor))
        except TermError as error:
            raise TermError(f"row {row}: {error}") from None
    return found


def floats(term: Term) -> Floats:
    """The amounts of a column as binary fractions; NaN where nothing is stated. Raises `TermError` with the row."""
    column = term.column
    array = column if isinstance(column, np.ndarray) else None
    if array is None and not isinstance(column, list | tuple) and hasattr(column, "to_numpy"):
        array = np.asarray(column.to_numpy())
    if array is not None and array.ndim != 1:
        raise TermError(f"{term.name} has {array.ndim} dimensions; a column has one")
    if array is not None and array.dtype.kind in "iuf":
        found = array.astype(np.float64, copy=False)
    elif array is not None and array.dtype.kind == "m":
        if term.dimension.power("time") != 1:
            raise TermError(f"{term.name} is a column of times; {term.dimension} is needed")
        found = array / np.timedelta64(1, "s")
    else:
        exact = amounts(evolve(term, factor=Fraction(1)))
        found = np.array([np.nan if isinstance(each, Lack) else float(each) for each in exact], dtype=np.float64)
    return found if term.factor == 1 else found * float(term.factor)


def length(term: Term) -> int:
    """How many rows a column has."""
    return len(term.column)


def _one_unit(terms: dict[str, Term]) -> Given:
    """The terms with every quantity in one unit: the first that is stated."""
    units: dict[str, str] = {}
    for term in terms.values():
        for base, text in term.units:
            units.setdefault(base, text)
    if not units:
        return Given(terms)
    lack = None
    for name, term in terms.items():
        own, factor = dict(term.units), Fraction(1)
        for base, target in units.items():
            power = term.dimension.power(base)
            if not power:
                continue
            if base not in own:
                if power > 0 and lack is None and not _is_nothing(term):
                    lack = Lack(Reason.UNIT_MISMATCH, f"{name} has no unit, and other terms are in {target}")
                continue
            step = open_factor(own[base], target)
            if step is None:
                lack = lack or Lack(
                    Reason.UNIT_MISMATCH, f"{name} is in {own[base]}, which does not convert to {target}"
                )
            else:
                factor *= step**power
        kept = tuple((base, text) for base, text in units.items() if term.dimension.power(base))
        changed = term.amount if term.amount is None else _scaled(term.amount, factor)
        terms[name] = evolve(term, amount=changed, factor=term.factor * factor, units=kept)
    return Given(terms, units, lack)


def _is_nothing(term: Term) -> bool:
    """Whether a term is 0, which is 0 in every unit."""
    return term.amount == 0 or term.dimension.power(OPEN[0]) == term.dimension.power(OPEN[1]) == 0
