"""A result in words: the formula, the terms, the arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from isa95mom.kpi.errors import TermError
from isa95mom.kpi.formula import Call, Name, Node, Operation, canonical, parse
from isa95mom.kpi.measures import factor_between
from isa95mom.kpi.result import Flag, KPIResult, Reason
from isa95mom.values.units import decimal

FIGURES = 6
"""How many significant figures a value is shown with; results hold them all."""

REASONS: dict[Reason, str] = {
    Reason.ZERO_DENOMINATOR: "what is divided by is 0",
    Reason.NOT_PLANNED: "no time was planned",
    Reason.NO_OUTPUT: "nothing was produced",
    Reason.NO_PRODUCTION_TIME: "the unit did not produce",
    Reason.NO_FAILURES: "no failure happened",
    Reason.CONTRADICTION: "the terms cannot all be true",
    Reason.NO_SPREAD: "the standard deviation is 0",
    Reason.MISSING_TERM: "a term is not known",
    Reason.NEGATIVE_TERM: "a term is below 0",
    Reason.NOT_A_NUMBER: "a term is not a number",
    Reason.NOT_ENOUGH_DATA: "there are too few data",
    Reason.UNIT_MISMATCH: "units do not convert to one another",
}
FLAGS: dict[Flag, str] = {
    Flag.ABOVE_RANGE: "above the advisory range; it is not capped",
    Flag.BELOW_RANGE: "below the advisory range",
    Flag.FACTOR_ABOVE_RANGE: "a factor is above its range and may hide a loss",
    Flag.UNCLASSIFIED_TIME: "part of the planned time is of no known state",
    Flag.ASSUMED_TIME: "part of the planned time is on no record, and was taken to be in a state that was named",
    Flag.PROVISIONAL: "an interval is still open",
    Flag.OVERLAP: "records overlapped and were resolved by priority",
    Flag.QUANTITIES_DO_NOT_CLOSE: "good, scrap and rework quantity do not make up the produced quantity",
    Flag.OVERTIME: "part of the time is outside planned time, where somebody worked nevertheless",
    Flag.TIMES_DO_NOT_CLOSE: "the parts of the planned busy time do not make it up",
    Flag.FEW_DATA: "rests on few data",
    Flag.CONVENTION: "depends on a choice that the standard leaves open or that is not confirmed",
}


def shown(value: Decimal, figures: int = FIGURES) -> str:
    """A number for the eye: plain digits, no needless zeros.

    >>> shown(Decimal("0.74793650793650793"))
    '0.747937'
    """
    if value and len(value.as_tuple().digits) > figures and value.as_tuple().exponent != 0:
        places = max(figures - 1 - value.adjusted(), 0)
        value = round(value, places)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def headline(result: KPIResult) -> str:
    """One line: the name, the value in the unit people read it in, or the reason why there is none."""
    of = "".join(f", {level} {name}" for level, name in result.object.items())
    if result.value is None:
        why = f"no value [{result.reason or Reason.MISSING_TERM}]"
        return f"{result.kpi.name}{of}: {why}"
    return f"{result.kpi.name}{of}: {in_words(result, result.value)}"


def in_words(result: KPIResult, value: Decimal, figures: int = FIGURES) -> str:
    """A value of a result with its unit, ratios in percent where people read them so."""
    unit = result.kpi.shown if result.unit == result.kpi.unit and result.kpi.shown else result.unit
    try:
        value = decimal(Fraction(value) * factor_between(result.unit, unit))
    except TermError:  # quantities are in no unit that is stated
        unit = result.unit
    return shown(value, figures) if unit == "1" else f"{shown(value, figures)} {unit}"


def explained(result: KPIResult) -> str:
    """Everything a result rests on, a line each."""
    kpi, lines = result.kpi, [headline(result)]
    worked = result.worked or kpi.rollup
    lines.append(f"  {kpi.symbol} = {kpi.formula}  ({kpi.edition or kpi.convention})")
    if worked != kpi.formula:
        lines.append(f"  worked out as {worked}")
    if result.terms:
        tree = _with_terms(parse(worked), result.terms)
        lines.append(f"  = {canonical(tree, lambda name: _number(result, name), ' ')}")
    if result.value is not None:
        unit = "" if result.unit == "1" else f" {result.unit}"
        lines.append(f"  = {shown(result.value, 12)}{unit}")
    else:
        reason = result.reason or Reason.MISSING_TERM
        lines.append(f"  has no value: {result.detail or REASONS[reason]} [{reason}]")
    width = max(map(len, result.terms), default=0)
    for name, value in result.terms.items():
        unit = result.term_units.get(name, "")
        lines.append(f"    {name:<{width}}  {shown(value, 15)}{f' {unit}' if unit not in ('', '1') else ''}")
    if result.lower is not None and result.upper is not None:
        between = f"{in_words(result, result.lower)} and {in_words(result, result.upper)}"
        lines.append(f"  between {between}  ({result.bounds_kind})")
    if result.coverage is not None:
        lines.append(f"  {shown(result.coverage * 100)} % of the planned time has a known state on record")
    if result.window is not None:
        lines.append(f"  from {result.window[0].isoformat()} until {result.window[1].isoformat()}")
    return "\n".join([*lines, *(f"  ! {FLAGS[flag]} [{flag}]" for flag in result.flags)])


def _with_terms(node: Node, terms: Mapping[str, Decimal]) -> Node:
    """A formula in which every part that is a term stands as its name."""
    text = canonical(node)
    if text in terms:
        return Name(text)
    if isinstance(node, Operation):
        return Operation(node.sign, _with_terms(node.left, terms), _with_terms(node.right, terms))
    if isinstance(node, Call):
        return Call(node.function, tuple(_with_terms(part, terms) for part in node.arguments))
    return node


def _number(result: KPIResult, name: str) -> str:
    value = result.terms.get(name)
    if value is None:
        return name
    return f"({shown(value, 12)})" if value < 0 else shown(value, 12)
