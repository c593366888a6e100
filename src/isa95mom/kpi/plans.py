"""From which of the terms that are given an indicator can be worked out, and how.

The roll-up is tried first, then the formula of the source. An element that is not given is worked out by its relations,
an indicator in a formula by its own definition. Sums over sums and differences are taken apart, so that a term that is
given as a total needs no rows.
"""

from __future__ import annotations

from attrs import field, frozen

from isa95mom.kpi.errors import TermError
from isa95mom.kpi.formula import Call, Name, Node, Number, Operation, canonical, names, parse, walk
from isa95mom.kpi.kinds import Element, KPIDefinition
from isa95mom.kpi.registry import Scope


@frozen(slots=True)
class Plan:
    """How an indicator is worked out of given terms."""

    tree: Node
    """The formula over given terms; sums are over rows."""
    terms: tuple[str, ...]
    """The terms that it needs, by their canonical text."""
    involved: frozenset[str]
    """Every element and indicator that its definition speaks of."""

    single: Node = field(init=False, eq=False, repr=False)
    """The formula for one row, without sums."""
    worked: str = field(init=False, eq=False, repr=False)
    """That formula as text."""

    @single.default
    def _without_sums(self) -> Node:
        return without_sums(self.tree)

    @worked.default
    def _as_text(self) -> str:
        return canonical(self.single)


def plan(kpi: KPIDefinition, given: frozenset[str]) -> Plan:
    """How `kpi` is worked out of the terms `given`. Raises `TermError` where it cannot be."""
    key = kpi.symbol, kpi.formula, kpi.rollup, given
    if kpi.elements or kpi.parts:
        return _plan(kpi, given)
    found = _PLANS.get(key)
    if found is None:
        if len(_PLANS) >= MOST_PLANS:
            _PLANS.clear()
        found = _PLANS[key] = _plan(kpi, given)
    return found


MOST_PLANS = 4_096
_PLANS: dict[tuple[str, str, str, frozenset[str]], Plan] = {}


def _plan(kpi: KPIDefinition, given: frozenset[str]) -> Plan:
    search = _Search(Scope.of(kpi), given)
    tree = search.weighted(kpi) if kpi.symbol in given else search.kpi(kpi, frozenset({kpi.symbol}))
    if tree is None:
        raise TermError(_needed(kpi, given))
    needed = tuple(dict.fromkeys(names(tree)))
    return Plan(tree, needed, involved(kpi))


def _needed(kpi: KPIDefinition, given: frozenset[str]) -> str:
    ways = [", ".join(names(kpi.rollup_tree))]
    ways += [way for way in (", ".join(kpi.uses),) if way not in ways]
    said = ", ".join(sorted(given)) if given else "nothing"
    lacking = [name for name in names(kpi.rollup_tree) if name not in given]
    lack = f"; without {', '.join(lacking)} it has no value" if len(lacking) < len(names(kpi.rollup_tree)) else ""
    return f"{kpi.name} needs {' or '.join(ways)}; given: {said}{lack}"


class _Search:
    """The terms that are given, while a formula is looked through."""

    def __init__(self, scope: Scope, given: frozenset[str]) -> None:
        self.scope = scope
        self.given = given

    def kpi(self, kpi: KPIDefinition, entered: frozenset[str]) -> Node | None:
        """An indicator over given terms."""
        for tree in (kpi.rollup_tree, kpi.tree):
            found = self.node(tree, entered)
            if found is not None:
                return found
        return None

    def weighted(self, kpi: KPIDefinition) -> Node | None:
        """An indicator of which only values are given: they are weighted by what they were divided by."""
        own, tree = Name(kpi.symbol), kpi.rollup_tree
        if not (isinstance(tree, Operation) and tree.sign == "/"):
            return own
        weight = self.node(without_sums(tree.right), frozenset({kpi.symbol}))
        if weight is None or not names(weight):
            return own
        return Operation("/", Call("sum", (Operation("*", own, weight),)), _total(weight))

    def node(self, node: Node, entered: frozenset[str]) -> Node | None:
        """A part of a formula over given terms; None where a term is lacking."""
        if isinstance(node, Number):
            return node
        if isinstance(node, Name):
            return self.name(node.name, entered)
        if isinstance(node, Operation):
            left = self.node(node.left, entered)
            right = None if left is None else self.node(node.right, entered)
            return None if left is None or right is None else Operation(node.sign, left, right)
        if node.function == "sum":
            text = canonical(node.arguments[0])
            if text in self.given:
                return Call("sum", (Name(text),))
            inner = self.node(node.arguments[0], entered)
            return None if inner is None else _total(inner)
        parts = [self.node(part, entered) for part in node.arguments]
        return None if None in parts else Call(node.function, tuple(part for part in parts if part is not None))

    def name(self, name: str, entered: frozenset[str]) -> Node | None:
        """An element or an indicator over given terms; None where it cannot be had."""
        if name in self.given:
            return Name(name)
        if name in entered:
            return None
        found = self.scope.known(name)
        if isinstance(found, KPIDefinition):
            return self.kpi(found, entered | {name})
        for relation in found.relations:
            tree = self.node(parse(relation), entered | {name})
            if tree is not None:
                return tree
        return None


def _total(node: Node) -> Node:
    """The sum of a part over rows; what is summed up already, or has no term in it, is its own."""
    if isinstance(node, Operation) and node.sign in "+-":
        return Operation(node.sign, _total(node.left), _total(node.right))
    if not names(node) or any(isinstance(each, Call) and each.function == "sum" for each in walk(node)):
        return node
    return Call("sum", (node,))


def without_sums(node: Node) -> Node:
    """The same formula for one row."""
    if isinstance(node, Operation):
        return Operation(node.sign, without_sums(node.left), without_sums(node.right))
    if isinstance(node, Call):
        parts = tuple(without_sums(part) for part in node.arguments)
        return parts[0] if node.function == "sum" else Call(node.function, parts)
    return node


def totals(node: Node) -> Node:
    """The same formula with every sum, and every product over rows, as one term, under its canonical text."""
    if isinstance(node, Operation):
        return Operation(node.sign, totals(node.left), totals(node.right))
    if isinstance(node, Call):
        if node.function in ("sum", "prod"):
            return Name(canonical(node.arguments[0] if node.function == "sum" else node))
        return Call(node.function, tuple(totals(part) for part in node.arguments))
    return node


def involved(kpi: KPIDefinition) -> frozenset[str]:
    """Every element and indicator that a definition speaks of, itself and through others."""
    return _involved(kpi, Scope.of(kpi))


def _involved(kpi: KPIDefinition, scope: Scope) -> frozenset[str]:
    found, todo = {kpi.symbol}, [*names(kpi.rollup_tree), *kpi.uses]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        known = scope.known(name)
        if not isinstance(known, Element):
            todo += [*names(known.rollup_tree), *known.uses]
    return frozenset(found)
