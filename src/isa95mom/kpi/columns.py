"""One indicator for every row of columns: binary fractions of numpy, with a reason where a row has no value.

The rows are gone through in blocks that stay in the cache of the processor, so that what is looked for beside the value
(what is not stated, below 0, or 0 where it divides) costs little. Rows that have none of this need no second look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import floor, log10
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

from isa95mom.kpi.errors import TermError
from isa95mom.kpi.exact import CONTRADICTIONS, zero
from isa95mom.kpi.formula import Node, Operation, fold
from isa95mom.kpi.given import Floats, Given, Lack, Term, amounts, floats, length
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.measures import factor_between
from isa95mom.kpi.plans import Plan
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import Flag, KPIResult, Reason
from isa95mom.kpi.single import single, unit_of
from isa95mom.tables.frames import FrameKind, frame

Codes = npt.NDArray[np.uint8]
Bools = npt.NDArray[np.bool_]
REASONS: tuple[Reason, ...] = tuple(Reason)
"""The reasons by their code in `KPIColumn.codes`, which is one more than the place here."""
CODE = {reason: number + 1 for number, reason in enumerate(REASONS)}
BLOCK = 16_384
"""How many rows are worked on at once."""


@frozen(slots=True, kw_only=True, eq=False)
class KPIColumn:
    """One indicator for every row: values, or reasons. ``column[3]`` is the exact result of a row."""

    kpi: KPIDefinition
    """What was worked out."""
    values: Floats
    """The values in `unit`; NaN where there is none."""
    codes: Codes
    """0 where there is a value, else the reason as a number: `REASONS[code - 1]`."""
    unit: str
    """The unit of the values."""
    _given: Given = field(repr=False)
    _plan: Plan = field(repr=False)

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[KPIResult]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> KPIResult:
        """The result of one row, worked out exactly, with its terms and flags."""
        row = range(len(self))[row]
        terms = {name: _at(term, row) for name, term in self._given.terms.items()}
        return single(self.kpi, Given(terms, self._given.units, self._given.lack), self._plan, self.unit)

    def reason(self, row: int) -> Reason | None:
        """Why a row has no value; None where it has one."""
        code = int(self.codes[row])
        return REASONS[code - 1] if code else None

    @property
    def reasons(self) -> Mapping[Reason, int]:
        """How many rows have no value for each reason."""
        counted = Counter(self.codes[self.codes > 0].tolist())
        return {REASONS[code - 1]: number for code, number in sorted(counted.items())}

    def texts(self) -> list[str]:
        """Each value in the unit in which people read it, ``70.83 %``, or the reason in brackets."""
        unit = self.kpi.shown or self.unit
        try:
            factor = float(factor_between(self.unit, unit))
        except TermError:  # quantities are in no unit that is stated
            unit, factor = self.unit, 1.0
        behind = "" if unit == "1" else f" {unit}"
        made = []
        for value, code in zip(self.values.tolist(), self.codes.tolist(), strict=True):
            made.append(f"[{REASONS[code - 1]}]" if code else f"{plain(value * factor)}{behind}")
        return made

    def flagged(self, flag: Flag) -> Bools:
        """Which rows are above, or below, the advisory range. Raises `TermError` for other flags: ask single rows."""
        if flag not in (Flag.ABOVE_RANGE, Flag.BELOW_RANGE):
            raise TermError(
                f"{flag} is told by single results, as column[row].flags; columns tell what is out of range"
            )
        limit = self.kpi.upper if flag is Flag.ABOVE_RANGE else self.kpi.lower
        if limit is None:
            return np.zeros(len(self), dtype=np.bool_)
        own = unit_of(self.kpi, self._given)
        edge = float(Fraction(limit) * factor_between(own, self.unit))
        found: Bools = self.values > edge if flag is Flag.ABOVE_RANGE else self.values < edge
        return found

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """A data frame of pandas, polars or Arrow with the columns ``value`` and ``reason``, a row for each row."""
        reasons = [REASONS[code - 1].value if code else None for code in self.codes.tolist()]
        values = [None if value != value else value for value in self.values.tolist()]
        return frame(kind, {"value": values, "reason": reasons})


def plain(value: float, figures: int = 4) -> str:
    """A number for the eye: so many figures or more, never a power of ten.

    >>> plain(70.8333), plain(12345.6), plain(0.00012345)
    ('70.83', '12346', '0.0001234')
    """
    if not value:
        return "0"
    places = max(figures - 1 - floor(log10(abs(value))), 0)
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def _at(term: Term, row: int) -> Term:
    """A term in one row."""
    if term.column is None:
        return term
    return Term(term.name, term.dimension, amounts(_one(term, row))[0], None, term.factor, term.units, term.signed)


def _one(term: Term, row: int) -> Term:
    column = term.column
    value = column.iloc[row] if hasattr(column, "iloc") else column[row]
    value = value.as_py() if hasattr(value, "as_py") else value
    if isinstance(value, float) and value != value:  # what frames state nothing by
        value = None
    return Term(term.name, term.dimension, None, [value], term.factor, term.units, term.signed)


def by_row(kpi: KPIDefinition, said: Given, way: Plan, unit: str | None) -> KPIColumn:
    """An indicator for every row. Raises `TermError` where the columns differ in length."""
    sizes = {name: length(term) for name, term in said.terms.items() if term.column is not None}
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} has {size}" for name, size in sizes.items())
        raise TermError(f"the columns differ in their number of rows: {listed}")
    own = unit_of(kpi, said)
    values, codes = worked(kpi, said, way, next(iter(sizes.values())))
    if unit is not None and unit != own:
        values *= float(factor_between(own, unit))
    return KPIColumn(kpi=kpi, values=values, codes=codes, unit=unit or own, given=said, plan=way)


def worked(kpi: KPIDefinition, said: Given, way: Plan, size: int) -> tuple[Floats, Codes]:
    """The values of all rows, and why there are none."""
    values, codes = np.empty(size, dtype=np.float64), np.zeros(size, dtype=np.uint8)
    lack = said.lack or next((t.amount for t in said.terms.values() if isinstance(t.amount, Lack)), None)
    if lack is not None:
        values[:], codes[:] = np.nan, CODE[lack.reason]
        return values, codes
    checked = {none for none, _, _ in CONTRADICTIONS if none in way.involved}
    some = {name for none, others, _ in CONTRADICTIONS if none in checked for name in (none, *others)}
    read = {name: _values(term) for name, term in said.terms.items() if name in {*way.terms, *some}}
    scope, tree = Scope.of(kpi), way.single
    with np.errstate(all="ignore"):
        for start in range(0, size, BLOCK):
            part = slice(start, start + BLOCK)
            block = {name: array[part] if array.ndim else array for name, array in read.items()}
            rows = Rows(block)
            found = fold(tree, rows)
            values[part] = found
            if rows.zero or not _sound(block, said, way.terms) or not np.isfinite(found).all() or some & block.keys():
                codes[part] = _codes(block, said, way, rows, scope, values[part])
    return values, codes


def _values(term: Term) -> Floats:
    """A term as an array, of no dimension where it is a single amount."""
    return floats(term) if term.column is not None else np.array(float(term.amount), dtype=np.float64)  # type: ignore[arg-type]


class Rows:
    """The algebra of columns, for `formula.fold`."""

    def __init__(self, values: Mapping[str, Floats]) -> None:
        self.values = values
        self.zero: list[tuple[Node, Bools]] = []
        """What was divided by and is 0 in some row, with these rows."""

    def number(self, value: Decimal) -> Floats:
        """A number of the formula."""
        return np.array(float(value), dtype=np.float64)

    def name(self, name: str) -> Floats:
        """The value of a name."""
        return self.values[name]

    def apply(self, sign: str, left: Floats, right: Floats) -> Floats:
        """`+`, `-` or `*` of two values."""
        found: Floats = left + right if sign == "+" else left - right if sign == "-" else left * right
        return found

    def divide(self, left: Floats, right: Floats, over: Node) -> Floats:
        """A quotient."""
        if not right.all():
            self.zero.append((over, right == 0))
        return left / right

    def least(self, values: Sequence[Floats]) -> Floats:
        """The least of several."""
        return reduce(np.minimum, values)

    def most(self, values: Sequence[Floats]) -> Floats:
        """The greatest of several."""
        return reduce(np.maximum, values)

    def rows(self, function: str, argument: Node) -> Floats:
        """A sum or product over rows."""
        return fold(argument, self)


def _sound(block: Mapping[str, Floats], said: Given, needed: Sequence[str]) -> bool:
    """Whether every needed term of a block is stated, finite, and not below 0 where it must not be."""
    for name in needed:
        least, most = block[name].min(), block[name].max()
        if not (most < np.inf and (least >= 0 or (said.terms[name].signed and least > -np.inf))):
            return False
    return True


def _codes(block: Mapping[str, Floats], said: Given, way: Plan, rows: Rows, scope: Scope, values: Floats) -> Codes:
    """Why rows of a block have no value; the first reason counts. Their values become NaN."""
    codes = np.zeros(len(values), dtype=np.uint8)

    def because(reason: Reason, where: Bools) -> None:
        codes[where & (codes == 0)] = CODE[reason]

    for name in way.terms:
        because(Reason.MISSING_TERM, np.isnan(block[name]))
        because(Reason.NOT_A_NUMBER, np.isinf(block[name]))
        if not said.terms[name].signed:
            because(Reason.NEGATIVE_TERM, block[name] < 0)
    for none, some, _ in CONTRADICTIONS:
        if none in block and none in way.involved:
            for name in some:
                if name in block:
                    because(Reason.CONTRADICTION, (block[none] == 0) & (block[name] > 0))
    for over, where in rows.zero:
        for reason, here in _zero_reasons(over, where, rows, scope):
            because(reason, here)
    because(Reason.NOT_A_NUMBER, ~np.isfinite(values))
    values[codes > 0] = np.nan
    return codes


def _zero_reasons(over: Node, where: Bools, rows: Rows, scope: Scope) -> Iterator[tuple[Reason, Bools]]:
    """The reasons why `over` is 0 in the rows `where`: of a product by the first factor that is."""
    if isinstance(over, Operation) and over.sign == "*":
        left = where & (fold(over.left, Rows(rows.values)) == 0)
        yield from _zero_reasons(over.left, left, rows, scope)
        yield from _zero_reasons(over.right, where & ~left, rows, scope)
    else:
        yield zero(over, scope, lambda _: True).reason, where
