"""Any indicator from its terms: one result from single terms or from the sums of columns, or a result for every row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias, overload

from isa95mom.kpi.columns import KPIColumn, by_row
from isa95mom.kpi.errors import UnknownKpiError
from isa95mom.kpi.formula import names, parse
from isa95mom.kpi.given import given
from isa95mom.kpi.kinds import Convention, Element, Evidence, KPIDefinition
from isa95mom.kpi.plans import Plan, plan, totals
from isa95mom.kpi.registry import NAMED, definition, element
from isa95mom.kpi.result import KPIResult
from isa95mom.kpi.single import single
from isa95mom.kpi.totals import summed

Number: TypeAlias = Decimal | Fraction | int | float | str
Single: TypeAlias = Number | timedelta | KPIResult | tuple[Number, str] | tuple[timedelta, str] | None
"""A single term."""


@overload
def evaluate(
    kpi: NAMED, *, unit: str | None = None, count_convention: str | None = None, **terms: Single
) -> KPIResult: ...


@overload
def evaluate(
    kpi: NAMED, *, unit: str | None = None, count_convention: str | None = None, **terms: Any
) -> KPIResult | KPIColumn: ...


def evaluate(
    kpi: NAMED, *, unit: str | None = None, count_convention: str | None = None, **terms: Any
) -> KPIResult | KPIColumn:
    """An indicator from its terms: one result, or where a term is a column a result for every row.

    >>> print(evaluate("Availability", APT=(373, "min"), PBT=(7, "h")))
    Availability: 88.8095 %

    Parameters
    ----------
    kpi
        Its symbol, name or alias; a definition; or the symbol of an element that others make up, such as ``PBT``.
    unit
        The unit of the value: ``%``, ``h``, ``kg/h``. None: that of the definition, in which ratios are ratios.
    count_convention
        How failures are counted in MTBF, MTTF and MTTR: ``FE``, which is the default, or ``FE+1``.
    terms
        Amounts by the symbol of the element or indicator, or by canonical text such as ``PRI*PQ``: numbers in the unit
        of the element, texts of numbers, `timedelta`, ``(12, "min")``, nouns with a value and a unit, earlier results,
        or columns of these. None is not known. What is not given is worked out from what is, where a relation tells.

    Raises
    ------
    UnknownKpiError
        Nothing goes by that name.
    TermError
        A term is unknown, of another dimension, no number, or there are too few.
    """
    kpi = _wanted(kpi, count_convention, terms)
    said = given(kpi, terms)
    way = plan(kpi, frozenset(said.terms))
    if said.columns:
        return by_row(kpi, said, way, unit)
    return single(kpi, said, way, unit)


def roll_up(kpi: NAMED, *, unit: str | None = None, count_convention: str | None = None, **terms: Any) -> KPIResult:
    """One result from the sums of columns: the right mean over products, machines, shifts and days.

    >>> print(roll_up("OEE", PRI=[1, 10], GQ=[100, 0], PBT=200))
    OEE index: 50 %

    Each sum is over its own rows, so that columns of different sums may differ in length; an amount beside a column in
    one sum counts for each of its rows, and one that stands alone is a total. Where only values of the indicator are
    known they are weighted by what they were divided by: ``roll_up("Effectiveness", Effectiveness=[...], APT=[...])``.

    Raises what `evaluate` raises, and `TermError` where a column stands in no sum, because the indicator has no mean.
    """
    kpi = _wanted(kpi, count_convention, terms)
    said = given(kpi, terms)
    way = plan(kpi, frozenset(said.terms))
    if not said.columns:
        return single(kpi, said, way, unit)
    found = summed(kpi, said, way)
    return single(kpi, found.given, Plan(totals(way.tree), found.needed, way.involved), unit)


def _wanted(kpi: NAMED, count_convention: str | None, terms: Iterable[str]) -> KPIDefinition:
    """The indicator, or an element that others make up as one."""
    try:
        return definition(kpi, count_convention=count_convention)
    except UnknownKpiError:
        try:
            return of_element(element(str(kpi)), terms)
        except UnknownKpiError:
            pass
        raise


def of_element(found: Element, terms: Iterable[str] = ()) -> KPIDefinition:
    """An element as an indicator: what it comes to by the first of its relations that the terms fill."""
    there = set(terms)
    filled = (relation for relation in found.relations if there.issuperset(names(parse(relation))))
    relation = next(filled, found.relations[0] if found.relations else found.symbol)
    return KPIDefinition(
        symbol=found.symbol,
        name=found.name,
        formula=relation,
        rollup=f"sum({found.symbol})",
        unit=found.unit,
        convention=found.convention,
        edition=found.edition or str(Convention.PRACTICE),
        evidence=found.evidence or (Evidence.INFERRED,),
        group=found.group,
        text=found.text,
        notes=found.notes,
    )
