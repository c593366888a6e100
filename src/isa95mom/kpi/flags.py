"""What is to be known of a value before it is used, and between what it lies where time is of no known state."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from isa95mom.kpi.errors import TermError
from isa95mom.kpi.exact import Exact, NoValueError
from isa95mom.kpi.formula import Node, fold
from isa95mom.kpi.kinds import Evidence, KPIDefinition
from isa95mom.kpi.plans import Plan, plan
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import Flag
from isa95mom.values.units import decimal

PARTS = ("APT", "AUST", "ADET", "ADOT")
"""What planned busy time is made of, beside time of no known state."""
WHOLES = {"AUPT": ("APT", "AUST"), "AUBT": ("APT", "AUST", "ADET")}
"""Times that are made of these."""

Amounts = Mapping[str, Fraction]


def flags_of(kpi: KPIDefinition, value: Fraction, amounts: Amounts, way: Plan, scope: Scope) -> tuple[Flag, ...]:
    """The flags of a value, from the terms that were given."""
    found = list(out_of_range(kpi, value))
    if any(used in way.involved and above(used, amounts, scope) for used in kpi.uses):
        found.append(Flag.FACTOR_ABOVE_RANGE)
    if way.involved & {"PQ", "GQ", "SQ", "RQ"} and not quantities_close(amounts):
        found.append(Flag.QUANTITIES_DO_NOT_CLOSE)
    if way.involved & {"PBT", "LT", "calendar", *PARTS, *WHOLES}:
        if (unclassified(amounts) or 0) > 0:
            found.append(Flag.UNCLASSIFIED_TIME)
        if not times_close(amounts):
            found.append(Flag.TIMES_DO_NOT_CLOSE)
    if Evidence.UNVERIFIED in kpi.evidence:
        found.append(Flag.CONVENTION)
    return tuple(found)


def out_of_range(kpi: KPIDefinition, value: Fraction) -> tuple[Flag, ...]:
    """Whether a value is out of the advisory range of its indicator."""
    if kpi.upper is not None and value > Fraction(kpi.upper):
        return (Flag.ABOVE_RANGE,)
    return (Flag.BELOW_RANGE,) if kpi.lower is not None and value < Fraction(kpi.lower) else ()


def above(name: str, amounts: Amounts, scope: Scope) -> bool:
    """Whether an indicator that another is made of is known to be above its range."""
    kpi = scope.kpi(name)
    if kpi is None or kpi.upper is None or scope.element(name) is not None:
        return False
    if name in amounts:
        return amounts[name] > Fraction(kpi.upper)
    try:
        way = plan(kpi, frozenset(amounts))
        return fold(way.single, Exact(amounts, scope)) > Fraction(kpi.upper)
    except (TermError, NoValueError):
        return False


def quantities_close(amounts: Amounts) -> bool:
    """Whether good, scrap and rework quantity make up the produced quantity, as far as these are given."""
    if "PQ" not in amounts:
        return True
    parts = [amounts[name] for name in ("GQ", "SQ", "RQ") if name in amounts]
    return sum(parts) == amounts["PQ"] if len(parts) == 3 else sum(parts) <= amounts["PQ"]


def unclassified(amounts: Amounts) -> Fraction | None:
    """Planned busy time of no known state, by the times that are given; below 0 where they make up too much.

    None where that is not known.
    """
    return amounts["unclassified"] if "unclassified" in amounts else _left(amounts)


def _left(amounts: Amounts) -> Fraction | None:
    """What the parts leave of planned busy time; None where not all are given."""
    if "PBT" in amounts and all(name in amounts for name in PARTS):
        return amounts["PBT"] - sum(amounts[name] for name in PARTS)
    return None


def times_close(amounts: Amounts) -> bool:
    """Whether planned busy time is not less than its parts, and what is missing is what is said to be unclassified."""
    left = _left(amounts)
    return left is None or (left >= 0 and left == amounts.get("unclassified", left))


def bounds(
    tree: Node, way: Plan, amounts: Amounts, value: Fraction, scope: Scope
) -> tuple[Decimal | None, Decimal | None]:
    """Between what a value lies if the time of no known state was any of the known ones; None where that is open.

    A ratio of sums is least, and greatest, where all of that time is of one kind, so these four are compared.
    """
    left = unclassified(amounts)
    if not left or left < 0 or not {*PARTS, *WHOLES}.intersection(way.terms):
        return None, None
    found = [value]
    for part in PARTS:
        changed = dict(amounts)
        for name in (part, *(whole for whole, parts in WHOLES.items() if part in parts)):
            if name in changed:
                changed[name] = changed[name] + left
        if "unclassified" in changed:
            changed["unclassified"] = Fraction(0)
        try:
            found.append(fold(tree, Exact(changed, scope)))
        except NoValueError:
            return None, None
    return decimal(min(found)), decimal(max(found))
