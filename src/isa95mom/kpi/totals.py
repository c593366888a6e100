"""Columns as totals: what a roll-up sums, summed exactly."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from attrs import evolve, frozen

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.errors import TermError
from isa95mom.kpi.exact import Exact, NoValueError
from isa95mom.kpi.formula import Call, Name, Node, Operation, canonical, fold, names, parse
from isa95mom.kpi.given import Amount, Given, Lack, Term, amounts, length
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.plans import Plan
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import Reason
from isa95mom.tables.arrays import float_array, whole_array
from isa95mom.tables.quantities import Quantities


@frozen(slots=True)
class Totals:
    """The sums of a roll-up as single terms."""

    given: Given
    needed: tuple[str, ...]


def summed(kpi: KPIDefinition, said: Given, way: Plan) -> Totals:
    """Every sum of a plan as one term. Raises `TermError` where a column stands in no sum."""
    scope = Scope.of(kpi)
    found: dict[str, Term] = {}
    needed: list[str] = []
    for node in _outside(way.tree):
        if isinstance(node, Name):
            term = said.terms[node.name]
            if term.column is not None:
                raise TermError(
                    f"{kpi.name}: {node.name} has {length(term)} rows, and {canonical(way.tree)} does not sum it up; "
                    f"it has no mean, evaluate it row by row"
                )
            found[node.name] = term
            needed.append(node.name)
            continue
        text = canonical(node.arguments[0])
        name = text if node.function == "sum" else canonical(node)
        needed.append(name)
        if name in found:
            continue
        found[name] = Term(
            name,
            scope.dimension(text),
            _total(node.arguments[0], said, scope, node.function),
            units=tuple(said.units.items()),
            signed=True,
        )
    _beside(kpi, said, way, scope, found)
    return Totals(Given(found, said.units, said.lack), tuple(dict.fromkeys(needed)))


def _beside(kpi: KPIDefinition, said: Given, way: Plan, scope: Scope, found: dict[str, Term]) -> None:
    """Add the totals that flags and bounds look at: times, quantities and counts, and the sums of the factors."""
    for name, term in said.terms.items():
        additive = len(term.dimension.powers) <= 1 and all(power == 1 for _, power in term.dimension.powers)
        if name not in found and name in way.involved | {"unclassified"} and additive and scope.element(name):
            found[name] = (
                term
                if term.column is None
                else evolve(term, amount=_total(Name(name), said, scope), column=None, factor=Fraction(1), signed=True)
            )
    for used in kpi.uses:
        factor = None if scope.element(used) else scope.kpi(used)
        for text in () if factor is None else factor.additive_terms:
            argument = parse(text)
            if text not in found and set(names(argument)) <= said.terms.keys():
                total = _total(argument, said, scope)
                if not isinstance(total, Lack):
                    found[text] = Term(text, scope.dimension(text), total, signed=True)


def _total(argument: Node, said: Given, scope: Scope, function: str = "sum") -> Amount:
    """A part summed over its rows, or multiplied; or why that is no number."""
    if function == "sum":
        found = _summed_at_once(argument, said)
        if found is not None:
            return found
    rows = _rows(argument, said, scope)
    return rows if isinstance(rows, Lack) else _joined(rows, function)


def _summed_at_once(argument: Node, said: Given) -> Fraction | None:
    """The exact sum of columns of numbers; None where they have to be gone through row by row."""
    terms = [said.terms[name] for name in names(argument)]
    if any(term.column is None for term in terms) or len({length(term) for term in terms}) != 1:
        return None
    columns: dict[str, Amounts] = {}
    factor = Fraction(1)
    for term in terms:
        read = _exact_column(term)
        if read is None or (term.factor != 1 and not _is_product(argument)):
            return None
        columns[term.name] = read
        factor *= term.factor
    found = _worked(argument, columns)
    if found is None:
        return None
    total = found.summed(np.zeros(len(found), dtype=np.int64), 1)
    return Fraction(int(total.whole[0]), 10**total.digits) * factor


def _exact_column(term: Term) -> Amounts | None:
    """A column of whole numbers or binary fractions, all of them amounts."""
    wholes, fractions = whole_array(term.column), float_array(term.column)
    if wholes is not None:
        read = Quantities.of_wholes(wholes)
    elif fractions is not None and np.isfinite(fractions).all():
        read = Quantities.of_floats(fractions)
    else:
        return None
    if read is None or (not term.signed and read.whole.array.min(initial=0) < 0):
        return None
    return Amounts.of(read)


def _is_product(node: Node) -> bool:
    if isinstance(node, Operation):
        return node.sign == "*" and _is_product(node.left) and _is_product(node.right)
    return isinstance(node, Name)


def _worked(node: Node, columns: Mapping[str, Amounts]) -> Amounts | None:
    """A part that only adds, subtracts and multiplies columns; None for others."""
    if isinstance(node, Name):
        return columns[node.name]
    if not isinstance(node, Operation) or node.sign not in "+-*":
        return None
    left, right = _worked(node.left, columns), _worked(node.right, columns)
    if left is None or right is None:
        return None
    return left.times(right) if node.sign == "*" else left.plus(right, 1 if node.sign == "+" else -1)


def _outside(node: Node) -> list[Name | Call]:
    """The sums of a formula, and the names that stand in none."""
    if isinstance(node, Name) or (isinstance(node, Call) and node.function in ("sum", "prod")):
        return [node]
    if isinstance(node, Call):
        return [found for part in node.arguments for found in _outside(part)]
    return [*_outside(node.left), *_outside(node.right)] if isinstance(node, Operation) else []


def _rows(argument: Node, said: Given, scope: Scope) -> list[Fraction] | Lack:
    """The values of a part for every row of its own columns; one where it has none."""
    terms = [said.terms[name] for name in names(argument)]
    columns = [term for term in terms if term.column is not None]
    sizes = {term.name: length(term) for term in columns}
    if len(set(sizes.values())) > 1:
        said_sizes = ", ".join(f"{name} has {size}" for name, size in sizes.items())
        raise TermError(f"the columns of {canonical(argument)} differ in their number of rows: {said_sizes}")
    size = next(iter(sizes.values()), 1)
    read = {term.name: _read(term, size) for term in terms}
    found = []
    for row in range(size):
        values = {name: column[row] for name, column in read.items()}
        for term in terms:
            value = values[term.name]
            if isinstance(value, Lack):
                return Lack(value.reason, f"row {row}: {value.detail}" if columns else value.detail)
            if value < 0 and not term.signed:
                return Lack(Reason.NEGATIVE_TERM, f"row {row}: {term.name} is {float(value):g}")
        try:
            found.append(fold(argument, Exact({n: v for n, v in values.items() if isinstance(v, Fraction)}, scope)))
        except NoValueError as error:
            return Lack(error.lack.reason, f"row {row}: {error.lack.detail}")
    return found


def _read(term: Term, size: int) -> list[Amount]:
    if term.column is None:
        assert term.amount is not None
        return [term.amount] * size
    return amounts(term)


def _joined(rows: list[Fraction], function: str) -> Fraction:
    return sum(rows, Fraction(0)) if function == "sum" else math.prod(rows, start=Fraction(1))
