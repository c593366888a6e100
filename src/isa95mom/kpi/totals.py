"""Columns as totals: what a roll-up sums, summed exactly."""

from __future__ import annotations

import math
from fractions import Fraction

from attrs import frozen

from isa95mom.kpi.errors import TermError
from isa95mom.kpi.exact import Exact, NoValueError
from isa95mom.kpi.formula import Call, Name, Node, Operation, canonical, fold, names, parse
from isa95mom.kpi.given import Amount, Given, Lack, Term, amounts, length
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.plans import Plan
from isa95mom.kpi.registry import Scope
from isa95mom.kpi.result import Reason


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
        rows = _rows(node.arguments[0], said, scope)
        total: Amount = rows if isinstance(rows, Lack) else _joined(rows, node.function)
        found[name] = Term(name, scope.dimension(text), total, units=tuple(said.units.items()), signed=True)
    _beside(kpi, said, way, scope, found)
    return Totals(Given(found, said.units, said.lack), tuple(dict.fromkeys(needed)))


def _beside(kpi: KPIDefinition, said: Given, way: Plan, scope: Scope, found: dict[str, Term]) -> None:
    """Add the totals that flags and bounds look at: times, quantities and counts, and the sums of the factors."""
    for name, term in said.terms.items():
        additive = len(term.dimension.powers) <= 1 and all(power == 1 for _, power in term.dimension.powers)
        if name not in found and name in way.involved | {"unclassified"} and additive and scope.element(name):
            found[name] = term if term.column is None else _with_total(term, _rows(Name(name), said, scope))
    for used in kpi.uses:
        factor = None if scope.element(used) else scope.kpi(used)
        for text in () if factor is None else factor.additive_terms:
            argument = parse(text)
            if text not in found and set(names(argument)) <= said.terms.keys():
                rows = _rows(argument, said, scope)
                if not isinstance(rows, Lack):
                    found[text] = Term(text, scope.dimension(text), _joined(rows, "sum"), signed=True)


def _with_total(term: Term, rows: list[Fraction] | Lack) -> Term:
    total: Amount = rows if isinstance(rows, Lack) else _joined(rows, "sum")
    return Term(term.name, term.dimension, total, units=term.units, signed=True)


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
