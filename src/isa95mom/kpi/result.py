"""What an indicator comes to: a value or the reason why there is none, with what it was worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from attrs import field, frozen

from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.measures import factor_between
from isa95mom.values.units import decimal

NOTHING: Mapping[str, Decimal] = MappingProxyType({})
NO_TEXTS: Mapping[str, str] = MappingProxyType({})


class Reason(StrEnum):
    """Why an indicator has no value; the codes are stable over releases."""

    ZERO_DENOMINATOR = "zero-denominator"
    """What is divided by is 0."""
    NOT_PLANNED = "not-planned"
    """No time was planned (PBT = 0), so there is nothing to measure against."""
    NO_OUTPUT = "no-output"
    """Nothing was produced (PQ = 0), so shares of the output do not exist."""
    NO_PRODUCTION_TIME = "no-production-time"
    """The unit did not produce (APT = 0), and nothing was produced."""
    NO_FAILURES = "no-failures"
    """No failure happened, so a mean over failures does not exist."""
    CONTRADICTION = "contradiction"
    """The terms cannot all be true, such as output (PQ > 0) without production time (APT = 0)."""
    NO_SPREAD = "no-spread"
    """The standard deviation is 0, which no process has."""
    MISSING_TERM = "missing-term"
    """A term is not known."""
    NEGATIVE_TERM = "negative-term"
    """A time, a quantity or a count is below 0."""
    NOT_A_NUMBER = "not-a-number"
    """A term is NaN or infinite."""
    NOT_ENOUGH_DATA = "not-enough-data"
    """There are too few data for the number to mean anything."""
    UNIT_MISMATCH = "unit-mismatch"
    """Quantities are stated in units that do not convert to one another."""


class Flag(StrEnum):
    """What is to be known of a value before it is used; the codes are stable over releases."""

    ABOVE_RANGE = "above-range"
    """Above the advisory range. Nothing is ever capped: see Performance above 100 % in the explanation of KPIs."""
    BELOW_RANGE = "below-range"
    """Below the advisory range."""
    FACTOR_ABOVE_RANGE = "factor-above-range"
    """A factor of the value is above its range, such as Effectiveness in OEE, and may hide a loss."""
    UNCLASSIFIED_TIME = "unclassified-time"
    """Part of the planned time is of no known state; the bounds say how much it matters."""
    ASSUMED_TIME = "assumed-time"
    """Part of the planned time is on no record, and was taken to be in a state that the caller named."""
    OVERTIME = "overtime"
    """Part of the time that counts is outside planned time, so that the value may be above its range."""
    PROVISIONAL = "provisional"
    """An interval is still open; the value changes when it ends."""
    OVERLAP = "overlap"
    """Records overlapped and were resolved by priority."""
    QUANTITIES_DO_NOT_CLOSE = "quantities-do-not-close"
    """Good, scrap and rework quantity do not make up the produced quantity."""
    TIMES_DO_NOT_CLOSE = "times-do-not-close"
    """The parts of the planned busy time do not make it up."""
    FEW_DATA = "few-data"
    """The value rests on few data."""
    CONVENTION = "convention"
    """The value depends on a choice that the standard leaves open or nobody confirmed; the definition says which."""


@frozen(slots=True, kw_only=True)
class KPIResult:
    """One indicator worked out: the value or the reason why it has none, and everything it rests on."""

    kpi: KPIDefinition
    """What was worked out."""
    value: Decimal | None
    """The value in `unit`; ratios are ratios, 1 is 100 %. None: see `reason`."""
    unit: str
    """The unit of the value: ``1`` for ratios, ``s``, ``unit/s``; ``unit`` stands for that of the quantities."""
    reason: Reason | None = None
    """Why there is no value; None where there is one."""
    detail: str = ""
    """The reason in words, with the term and what it was; empty where there is a value."""
    terms: Mapping[str, Decimal] = field(default=NOTHING, hash=False)
    """What it was worked out from, by canonical text (``APT``, ``PRI*PQ``), in the units of `term_units`."""
    term_units: Mapping[str, str] = field(default=NO_TEXTS, hash=False)
    """The unit of each term; a term that is not in it has no unit."""
    worked: str = ""
    """The formula that was worked out, over `terms`; empty where the definition's own was."""
    flags: tuple[Flag, ...] = ()
    """What is to be known of the value."""
    lower: Decimal | None = None
    """The lower bound of the value; None where there is none."""
    upper: Decimal | None = None
    """The upper bound of the value; None where there is none."""
    bounds_kind: str | None = None
    """What the bounds are: ``unclassified-time``, ``wilson-95``, ... None where there are none."""
    window: tuple[datetime, datetime] | None = None
    """From when until when; None where that is not known."""
    object: Mapping[str, str] = field(default=NO_TEXTS, hash=False)
    """What it is about, by level: ``{"equipment": "F1", "day": "2026-03-02"}``."""
    coverage: Decimal | None = None
    """How much of the planned time has a known state on record, from 0 to 1; None where that is not known."""
    sources: tuple[str, ...] = ()
    """The records it rests on."""

    @property
    def definition_version(self) -> str:
        """Which edition of which document the definition is from, such as ``ISO 22400-2:2014``."""
        return self.kpi.edition

    def __float__(self) -> float:
        return float("nan") if self.value is None else float(self.value)

    def in_unit(self, unit: str) -> Decimal | None:
        """The value in another unit, such as ``%``, ``h`` or ``kg/h``; None where there is none.

        Raises `TermError` where the value does not convert to it.
        """
        if self.value is None:
            return None
        return decimal(Fraction(self.value) * factor_between(self.unit, unit))

    def explain(self) -> str:
        """The formula, the terms, the arithmetic, bounds and flags, a line each."""
        from isa95mom.kpi.explain import explained

        return explained(self)

    def __str__(self) -> str:
        from isa95mom.kpi.explain import headline

        return headline(self)
