"""One result from single terms, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from isa95mom.kpi.exact import Exact, NoValueError, lacking
from isa95mom.kpi.flags import bounds, flags_of
from isa95mom.kpi.formula import fold
from isa95mom.kpi.given import Given, Term, amount, given
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.measures import factor_between
from isa95mom.kpi.plans import Plan, plan
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import KPIResult
from isa95mom.values.units import decimal


def single(kpi: KPIDefinition, said: Given, way: Plan, unit: str | None) -> KPIResult:
    """One result from single terms."""
    scope = Scope.of(kpi)
    tree = way.single
    lack = said.lack or lacking(said.terms, way.terms, way.involved)
    amounts = {name: term.amount for name, term in said.terms.items() if isinstance(term.amount, Fraction)}
    value = None
    if lack is None:
        try:
            value = fold(tree, Exact(amounts, scope))
        except NoValueError as error:
            lack = error.lack
    own = unit_of(kpi, said)
    result = KPIResult(
        kpi=kpi,
        value=None if value is None else decimal(value),
        unit=own,
        reason=None if lack is None else lack.reason,
        detail="" if lack is None else lack.detail,
        terms={name: decimal(amounts[name]) for name in way.terms if name in amounts},
        term_units={name: said.terms[name].unit for name in way.terms},
        worked=way.worked,
    )
    if value is not None:
        lower, upper = bounds(tree, way, amounts, value, scope)
        result = evolve(
            result,
            flags=flags_of(kpi, value, amounts, way, scope),
            lower=lower,
            upper=upper,
            bounds_kind=None if lower is None else "unclassified-time",
        )
    return result if unit is None else converted(result, unit)


def singles(
    kpi: KPIDefinition, columns: Mapping[str, Sequence[Decimal | None]], unit: str | None
) -> Iterator[KPIResult]:
    """One result for each row of exact amounts, in the units of their elements; None is not known.

    What names and formulas mean is looked up once, not for every row.
    """
    said = given(kpi, dict.fromkeys(columns, 0))
    way = plan(kpi, frozenset(said.terms))
    meant = list(said.terms.values())
    for row in zip(*columns.values(), strict=True):
        terms = {
            term.name: Term(
                term.name, term.dimension, amount(value, term.name, term.dimension), None, signed=term.signed
            )
            for term, value in zip(meant, row, strict=True)
        }
        yield single(kpi, Given(terms), way, unit)


def unit_of(kpi: KPIDefinition, said: Given) -> str:
    """The unit of an indicator, with that of the quantities where it was stated."""
    units = said.units.get("quantity")
    if units is None or "unit" not in kpi.unit.replace("*", "/").split("/"):
        return kpi.unit
    return "/".join(units if part == "unit" else part for part in kpi.unit.split("/"))


def converted(result: KPIResult, unit: str) -> KPIResult:
    """A result in another unit. Raises `TermError` where it does not convert."""
    factor = factor_between(result.unit, unit)

    def scaled(value: Decimal | None) -> Decimal | None:
        return None if value is None else decimal(Fraction(value) * factor)

    return evolve(result, value=scaled(result.value), lower=scaled(result.lower), upper=scaled(result.upper), unit=unit)
