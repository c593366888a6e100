"""One indicator from single terms, in exact numbers: every step a fraction, rounded once at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from isa95mom.kpi.formula import Node, Operation, canonical, fold, parse
from isa95mom.kpi.given import Amount, Lack, Term
from isa95mom.kpi.plans import without_sums
from isa95mom.kpi.registry import Scope, elements
from isa95mom.kpi.result import Reason

CONTRADICTIONS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("APT", ("PQ", "GQ", "PRI*PQ", "PRI*GQ"), "output without production time"),
    ("PQ", ("GQ", "SQ", "RQ", "PRI*GQ"), "good, scrap or rework quantity without output"),
    ("FE", ("TTR",), "repair without a failure"),
)
"""What cannot be: the first is 0, one of the others is above 0; and what that would be."""


class NoValueError(Exception):
    """A formula has no value; why is its `lack`."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack.detail)
        self.lack = lack


class Exact:
    """The algebra of fractions, for `formula.fold`; raises `NoValueError` where there is no value."""

    def __init__(
        self, values: Mapping[str, Fraction], scope: Scope, rows: Callable[[str, Node], Fraction] | None = None
    ) -> None:
        self.values = values
        self.scope = scope
        self._rows = rows

    def number(self, value: Decimal) -> Fraction:
        """A number of the formula."""
        return Fraction(value)

    def name(self, name: str) -> Fraction:
        """The value of a name."""
        return self.values[name]

    def apply(self, sign: str, left: Fraction, right: Fraction) -> Fraction:
        """`+`, `-` or `*` of two values."""
        return left + right if sign == "+" else left - right if sign == "-" else left * right

    def divide(self, left: Fraction, right: Fraction, over: Node) -> Fraction:
        """A quotient."""
        if right == 0:
            raise NoValueError(zero(over, self.scope, lambda part: fold(part, self) == 0))
        return left / right

    def least(self, values: Sequence[Fraction]) -> Fraction:
        """The least of several."""
        return min(values)

    def most(self, values: Sequence[Fraction]) -> Fraction:
        """The greatest of several."""
        return max(values)

    def rows(self, function: str, argument: Node) -> Fraction:
        """A sum or product over rows."""
        return fold(argument, self) if self._rows is None else self._rows(function, argument)


def zero(over: Node, scope: Scope, is_zero: Callable[[Node], bool]) -> Lack:
    """Why there is no value where the part `over` of a formula is 0: of a product the factor that is."""
    if isinstance(over, Operation) and over.sign == "*":
        return zero(over.left if is_zero(over.left) else over.right, scope, is_zero)
    text = canonical(without_sums(over))
    found = scope.element(text)
    code = found.zero if found is not None else _zeros().get(text, "")
    return Lack(Reason(code) if code else Reason.ZERO_DENOMINATOR, f"{text} is 0")


@cache
def _zeros() -> Mapping[str, str]:
    """The reasons of elements that are worked out by a relation, by the text of the relation."""
    found: dict[str, str] = {}
    for element in elements():
        for relation in element.relations:
            if element.zero:
                found.setdefault(canonical(parse(relation)), element.zero)
    return found


def lacking(terms: Mapping[str, Term], needed: Sequence[str], involved: frozenset[str]) -> Lack | None:
    """Why the terms do not do: one is not known, no number, below 0, or they cannot all be true."""
    for name in needed:
        amount = terms[name].amount
        if isinstance(amount, Lack):
            return amount
        if amount is not None and amount < 0 and not terms[name].signed:
            return Lack(Reason.NEGATIVE_TERM, f"{name} is {float(amount):g}")
    return contradiction({name: term.amount for name, term in terms.items()}, involved)


def contradiction(amounts: Mapping[str, Amount | None], involved: frozenset[str]) -> Lack | None:
    """What cannot be true of the terms, where the indicator has to do with it."""
    for none, some, what in CONTRADICTIONS:
        if none in involved and amounts.get(none) == 0:
            for name in some:
                amount = amounts.get(name)
                if isinstance(amount, Fraction) and amount > 0:
                    return Lack(Reason.CONTRADICTION, f"{what}: {none} is 0 and {name} is {float(amount):g}")
    return None
