"""The indicators and elements of the library, found by any of their names, and how one defines one's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from attrs import field, frozen

from isa95mom.kpi.errors import FormulaError, UnknownKpiError
from isa95mom.kpi.formula import Call, Node, Operation, canonical, names, parse, renamed, walk
from isa95mom.kpi.kinds import NO_ELEMENTS, Convention, Element, Evidence, KPIDefinition, Timing, Trend
from isa95mom.kpi.measures import NUMBER, OPEN, Dimension, dimension_in, dimension_of, measured_unit
from isa95mom.tables.errors import near_matches

NAMED = str | KPIDefinition
T = TypeVar("T")


@cache
def definitions() -> tuple[KPIDefinition, ...]:
    """Every indicator that comes with the library: first the 34 of ISO 22400-2:2014, then practice."""
    rows = [row for name in ("iso22400.toml", "practice.toml") for row in _rows(name, "kpi")]
    return tuple(_definition(row) for row in rows)


@cache
def elements() -> tuple[Element, ...]:
    """Every element that indicators are made of."""
    return tuple(_element(row) for row in _rows("elements.toml", "element"))


def definition(name: NAMED, *, count_convention: str | None = None) -> KPIDefinition:
    """The indicator of that symbol, name or alias; letter case, blanks and strokes do not matter.

    >>> definition("quality ratio").formula
    'GQ/PQ'

    Parameters
    ----------
    count_convention
        How failures are counted in MTBF, MTTF and MTTR: ``FE``, which is the default, or ``FE+1``.

    Raises
    ------
    UnknownKpiError
        None goes by that name; near names are offered.
    """
    found = name if isinstance(name, KPIDefinition) else _find(name, _kpis(), [d.symbol for d in definitions()], "KPI")
    return found if count_convention is None else found.counted(count_convention)


def element(name: str) -> Element:
    """The element of that symbol, draft symbol, symbol of VDMA 66412-1, or name. Raises `UnknownKpiError`.

    >>> element("HNZ").symbol
    'APT'
    """
    return _find(name, _elements(), [each.symbol for each in elements()], "element")


def define(
    symbol: str,
    formula: str,
    *,
    name: str = "",
    rollup: str | None = None,
    unit: str | None = None,
    elements: Mapping[str, str | Element] = NO_ELEMENTS,
    parts: Iterable[KPIDefinition] = (),
    **facts: Any,
) -> KPIDefinition:
    """An indicator of one's own, checked: it is used wherever the name of one of the library's is.

    >>> bottles = define("Bottles_per_hour", "GQ/PBT", unit="unit/h")
    >>> bottles.rollup
    'sum(GQ)/sum(PBT)'

    Parameters
    ----------
    symbol
        How it is called: letters, digits and ``_``.
    formula
        Over elements, other indicators, and the names in `elements`.
    rollup
        The formula in sums. None: every product of elements in `formula` is summed up by itself, which is right for
        ratios of sums; a formula that is none stays as it is, and takes elements of one row only.
    unit
        The unit people read it in; checked against the formula. None: ``%`` for ratios, else that of the formula.
    elements
        What the formula names beside the elements of the library, with its dimension: ``{"water": "volume"}``.
    parts
        Own indicators that the formula names.
    facts
        Further attributes of `KPIDefinition`, such as ``lower``, ``upper``, ``trend``, ``text``.

    Raises
    ------
    FormulaError
        The formula cannot be read, names what nobody knows, adds what cannot be added, or is of another unit.
    """
    own = {each: _own(each, said) for each, said in elements.items()}
    if names(parse(symbol)) != (symbol,):
        raise FormulaError(f"{symbol!r} is no symbol; letters, digits and _ are, with a letter first")
    scope = Scope(own, {part.symbol: part for part in parts})
    tree = scope.renamed(parse(formula))
    measured = dimension_in(tree, scope.measured(tree))
    summed = _summed(tree, scope) if rollup is None else scope.renamed(parse(rollup))
    if dimension_in(summed, scope.measured(summed)) != measured:
        raise FormulaError(f"the roll-up {canonical(summed)} is not of the dimension {measured} of {formula}")
    plain = measured.unit
    shown = unit if unit is not None else "%" if measured == NUMBER else plain
    _check_unit(symbol, shown, measured)
    return KPIDefinition(
        symbol=symbol,
        name=name or symbol.replace("_", " "),
        formula=canonical(tree),
        rollup=canonical(summed),
        unit=plain,
        shown="" if shown == plain else shown,
        elements=own,
        parts=tuple(scope.own_kpis.values()),
        **{"convention": Convention.OWN, "edition": "own definition"} | facts,
    )


@frozen(slots=True)
class Scope:
    """The names that a formula may use: those of the library, and a user's own before them."""

    own: Mapping[str, Element] = NO_ELEMENTS
    own_kpis: Mapping[str, KPIDefinition] = field(factory=dict)

    @classmethod
    def of(cls, kpi: KPIDefinition) -> Scope:
        """The names that the formula of an indicator may use."""
        return cls(kpi.elements, {part.symbol: part for part in kpi.parts})

    def element(self, name: str) -> Element | None:
        """The element of that name; None where there is none."""
        return self.own.get(name) or _elements().get(name)

    def kpi(self, name: str) -> KPIDefinition | None:
        """The indicator of that name; None where there is none."""
        return self.own_kpis.get(name) or _kpis().get(name) or _kpis().get(plain(name))

    def known(self, name: str) -> Element | KPIDefinition:
        """The element or indicator of that name. Raises `FormulaError` where there is none."""
        found = self.element(name) or self.kpi(name)
        if found is None:
            every = [*self.own, *self.own_kpis, *(e.symbol for e in elements()), *(d.symbol for d in definitions())]
            near = near_matches(name, every)
            offer = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise FormulaError(f"{name!r} is no element and no KPI{offer}")
        return found

    def renamed(self, tree: Node) -> Node:
        """A formula with every name in its one spelling: the symbol of the element or the indicator."""
        return renamed(tree, lambda name: self.known(name).symbol)

    def measured(self, tree: Node) -> dict[str, Dimension]:
        """What every name of a formula measures. Raises `FormulaError` for a name that nobody knows."""
        return {name: self.dimension(name) for name in names(tree)}

    def dimension(self, name: str) -> Dimension:
        """What a name measures: an element, an indicator, or a term such as ``PRI*PQ``."""
        if not name.isidentifier():
            tree = parse(name)
            return dimension_in(tree, self.measured(tree))
        found = self.known(name)
        if isinstance(found, Element):
            return dimension_of(found.dimension)
        return measured_unit(found.unit)[0]


def _check_unit(symbol: str, unit: str, measured: Dimension) -> None:
    """Raise `FormulaError` where a unit does not measure what a formula does; what quantities are in is open."""
    found = measured_unit(unit)[0]
    rest = measured.times(found, -1)
    others = [power for base, power in rest.powers if base not in OPEN]
    opened = [power for base, power in rest.powers if base in OPEN]
    if rest != NUMBER and not (len(opened) == len(others) == 1 and opened[0] == -others[0]):
        raise FormulaError(f"{symbol}: the unit {unit!r} measures {found}; the formula measures {measured}")


def _summed(tree: Node, scope: Scope) -> Node:
    """A formula in sums, every product by itself, where it is a ratio of such sums; else as it is.

    What is left as it is goes by the roll-ups of the indicators in it, and takes elements of one row only.
    """
    parts = (tree.left, tree.right) if isinstance(tree, Operation) and tree.sign == "/" else (tree,)
    plain = all(isinstance(scope.known(name), Element) for name in names(tree))
    if not plain or any(isinstance(each, Call) or _is_ratio(each) for part in parts for each in walk(part)):
        return tree
    summed = [_in_sums(part) for part in parts]
    return Operation("/", *summed) if len(summed) == 2 else summed[0]


def _is_ratio(node: Node) -> bool:
    return isinstance(node, Operation) and node.sign == "/"


def _in_sums(node: Node) -> Node:
    if isinstance(node, Operation) and node.sign in "+-":
        return Operation(node.sign, _in_sums(node.left), _in_sums(node.right))
    return Call("sum", (node,)) if names(node) else node


def plain(name: str) -> str:
    """A name without what does not matter in it: letter case, blanks, strokes."""
    return "".join(c for c in name.casefold() if c.isalnum())


@cache
def _kpis() -> Mapping[str, KPIDefinition]:
    """Symbols as they are; then symbols, names and aliases in plain letters, of which the first counts."""
    found = {each.symbol: each for each in definitions()}
    for each in definitions():
        found.setdefault(plain(each.symbol), each)
    for each in definitions():
        for name in (each.name, *each.aliases):
            found.setdefault(plain(name), each)
    return found


@cache
def _elements() -> Mapping[str, Element]:
    """Symbols and aliases as they are; then names in plain letters."""
    found = {each.symbol: each for each in elements()}
    for each in elements():
        for name in (*each.aliases, plain(each.name)):
            found.setdefault(name, each)
    return found


def _find(name: str, known: Mapping[str, T], symbols: list[str], kind: str) -> T:
    found = known.get(name) or known.get(plain(name))
    if found is None:
        raise UnknownKpiError(name, near_matches(name, [*symbols, *known]), kind)
    return found


def _rows(file: str, kind: str) -> list[dict[str, Any]]:
    text = files("isa95mom.kpi").joinpath("data", file).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[kind]
    return rows


def _element(row: Mapping[str, Any]) -> Element:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    facts["unit"] = dimension_of(row["dimension"]).unit
    facts["convention"] = Convention(row["convention"])
    facts["evidence"] = tuple(map(Evidence, row["evidence"]))
    return Element(**facts)


def _definition(row: Mapping[str, Any]) -> KPIDefinition:
    facts: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    facts["convention"] = Convention(row["convention"])
    facts["evidence"] = tuple(map(Evidence, row["evidence"]))
    facts["timing"] = tuple(map(Timing, row.get("timing", ())))
    facts["trend"] = Trend(row["trend"]) if "trend" in row else None
    for end in ("lower", "upper"):
        facts[end] = Decimal(row[end]) if end in row else None
    return KPIDefinition(**facts)


def _own(symbol: str, said: str | Element) -> Element:
    """An element of a user's own: as it is, or of a dimension."""
    if isinstance(said, Element):
        return said
    return Element(
        symbol=symbol,
        name=symbol.replace("_", " "),
        dimension=said,
        unit=dimension_of(said).unit,
        convention=Convention.OWN,
        evidence=(Evidence.STATED,),
    )
