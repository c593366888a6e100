"""What is known of an indicator and of the elements it is made of, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from attrs import evolve, field, frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.formula import Node, additive_terms, names, parse


class Evidence(StrEnum):
    """What a statement about an indicator rests on. The paid text of the standard was not at hand."""

    DRAFT = "draft"
    """A public transcription of the draft of ISO 22400-2."""
    FINAL = "final"
    """Public traces of the final text of 2014: its list of symbols, models and documents generated from it."""
    SECONDARY = "secondary"
    """Practice: vendors, papers, textbooks."""
    INFERRED = "inferred"
    """Logic: an identity, a check of dimensions."""
    UNVERIFIED = "unverified"
    """Not confirmed by anything; to be checked against a bought copy."""
    STATED = "stated"
    """Whoever defined the indicator says so."""


class Trend(StrEnum):
    """Which direction is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Timing(StrEnum):
    """When an indicator is worked out. ISO 22400-2, timing."""

    REAL_TIME = "real-time"
    ON_DEMAND = "on-demand"
    PERIODICALLY = "periodically"


class Convention(StrEnum):
    """Whose an indicator is."""

    ISO22400 = "iso22400"
    """One of the 34 of ISO 22400-2:2014."""
    ANNEX_B = "annexB"
    """The loss-time model whose symbols ISO 22400-2:2014, Annex B, names; the formulas are those of TPM, unverified."""
    PRACTICE = "practice"
    """Practice beside the standard; never labelled ISO."""
    OWN = "own"
    """A user's own."""


@frozen(slots=True, kw_only=True)
class Element:
    """A time, a quantity or a count that indicators are made of. ISO 22400-2, elements; or practice beside it."""

    symbol: str
    """Its symbol, such as ``APT``."""
    name: str
    text: str = ""
    """What it is, in own words."""
    dimension: str
    """What it measures: ``time``, ``quantity``, ``time/quantity``, ``energy``, ``1`` ... see `measures`."""
    unit: str
    """The unit of a plain number: ``s``, ``unit``, ``s/unit``, ``kWh``, ``1``."""
    group: str = ""
    """Times, quantities, logistic, quality, maintenance, energy, or practice."""
    relations: tuple[str, ...] = ()
    """Formulas by which it is worked out where it is not given, the first that fits."""
    signed: bool = False
    """Whether it may be below 0."""
    zero: str = ""
    """The reason code where something is divided by it and it is 0; empty: ``zero-denominator``."""
    convention: Convention = Convention.ISO22400
    edition: str = ""
    """Which edition of which document it is from; empty for practice."""
    evidence: tuple[Evidence, ...] = ()
    """What that rests on."""
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other symbols: of drafts, of VDMA 66412-1."""


NO_ELEMENTS: Mapping[str, Element] = MappingProxyType({})


@frozen(slots=True, kw_only=True)
class KPIDefinition:
    """An indicator as data: calculation, documentation, KPI-ML and engines all work from this. ISO 22400-2."""

    symbol: str
    """How it is called in formulas and code: ``OEE``, ``Quality_ratio``."""
    name: str
    """Its name in the source: ``OEE index``, ``Quality ratio``."""
    formula: str
    """The formula as its source has it, over elements and other indicators."""
    rollup: str
    """The same in sums, from which everything that has more than one row is worked out: ``sum(PRI*PQ)/sum(APT)``."""
    number: int | None = None
    """Its place in the list of ISO 22400-2:2014; None for others."""
    unit: str = "1"
    """The unit of the value and of the limits: ``1`` for ratios, ``s``, ``unit/s``; ``unit`` is that of quantities."""
    shown: str = ""
    """The unit people read it in: ``%``, ``h``; empty: `unit`."""
    lower: Decimal | None = None
    """The lower end of the advisory range, in `unit`; None: none, or it depends on the product."""
    upper: Decimal | None = None
    """The upper end of the advisory range, in `unit`; None: none, or it depends on the product."""
    trend: Trend | None = None
    """Which direction is better; None: neither, or not stated."""
    objects: tuple[str, ...] = ()
    """What it can be about: ``work unit``, ``product``, ``production order`` ..."""
    timing: tuple[Timing, ...] = ()
    """When it is worked out; empty: not stated."""
    audience: tuple[str, ...] = ()
    """Who it is for; empty: not known for this one."""
    methodology: tuple[str, ...] = ()
    """Batch, continuous, discrete; empty: not known for this one."""
    convention: Convention = Convention.OWN
    edition: str = ""
    """Which edition of which document: ``ISO 22400-2:2014``; for practice and own ones who says so."""
    evidence: tuple[Evidence, ...] = (Evidence.STATED,)
    """What all this rests on."""
    group: str = ""
    """Production, quality, inventory, maintenance; or a group of practice."""
    text: str = ""
    """What it tells, in own words."""
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names it goes by."""
    counts: Mapping[str, str] = field(factory=dict, hash=False)
    """Ways to count what is divided by -> the roll-up that results; empty where there is one way."""
    count_convention: str = ""
    """Which of `counts` this one has; empty where there is one way."""
    elements: Mapping[str, Element] = field(default=NO_ELEMENTS, hash=False)
    """Elements of its own, which only this indicator knows."""
    parts: tuple[KPIDefinition, ...] = ()
    """Indicators of the same user that its formula names."""

    @property
    def tree(self) -> Node:
        """The formula, read."""
        return parse(self.formula)

    @property
    def rollup_tree(self) -> Node:
        """The roll-up, read."""
        return parse(self.rollup)

    @property
    def additive_terms(self) -> tuple[str, ...]:
        """What has to be summed up for it: the names of columns of terms."""
        return additive_terms(self.rollup_tree)

    @property
    def uses(self) -> tuple[str, ...]:
        """The names of its formula."""
        return names(self.tree)

    def counted(self, convention: str) -> KPIDefinition:
        """The same indicator with another way to count, such as ``FE+1``. Raises `KpiError` where it has none such."""
        if convention == self.count_convention:
            return self
        if convention not in self.counts:
            ways = f"it has {' and '.join(self.counts)}" if self.counts else "it counts nothing in several ways"
            raise KpiError(f"{self.name} has no count convention {convention!r}; {ways}")
        text = self.counts[convention]
        return evolve(self, formula=text.replace("sum(FE)", "FE"), rollup=text, count_convention=convention)
