"""Formulas: read into a small tree that is checked, printed in one way, and worked out by one fold.

A formula has numbers, names, ``+ - * /``, parentheses, and the functions ``sum``, ``prod``, ``min`` and ``max``. Python
is never evaluated. The fold works for exact numbers, for columns of numpy and for the columns of an engine alike: what
it needs is told by an `Algebra`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple, Protocol, TypeAlias, TypeVar

from attrs import frozen

from isa95mom.kpi.errors import FormulaError

V = TypeVar("V")

DEEPEST = 50
"""How many parentheses may stand within one another."""
LONGEST = 4_000
"""How many characters a formula may have."""
FUNCTIONS = {"sum": (1, 1), "prod": (1, 1), "min": (2, 9), "max": (2, 9)}
"""How many arguments each function takes: at least, at most."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),]))", re.UNICODE
).match
_SPELLINGS = str.maketrans(
    {"\N{MIDDLE DOT}": "*", "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/", "\N{DIVISION SLASH}": "/"}
    | {"\N{MINUS SIGN}": "-", "[": "(", "]": ")"}
)
"""How documents spell operators."""


@frozen(slots=True)
class Number:
    """A number of a formula."""

    value: Decimal


@frozen(slots=True)
class Name:
    """An element, a KPI, or a term under its canonical text, such as ``PRI*PQ``."""

    name: str


@frozen(slots=True)
class Operation:
    """``+``, ``-``, ``*`` or ``/`` of two parts."""

    sign: str
    left: Node
    right: Node


@frozen(slots=True)
class Call:
    """A function of its arguments; ``sum`` and ``prod`` go over the rows there are."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Operation | Call


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


@cache
def parse(text: str) -> Node:
    """The tree of a formula. Raises `FormulaError` with the place where it cannot be read.

    >>> canonical(parse("sum( PRI * PQ ) / sum(APT)"))
    'sum(PRI*PQ)/sum(APT)'
    """
    if len(text) > LONGEST:
        raise FormulaError(f"a formula of {len(text)} characters; at most {LONGEST} are read")
    return _Parser(text).whole()


class _Parser:
    """One formula while it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self.sum()
        if self.here.kind != "end":
            raise self.error("an operator or the end of the formula")
        return node

    @property
    def here(self) -> _Token:
        return self.tokens[self.at]

    def error(self, wanted: str) -> FormulaError:
        found = repr(self.here.text) if self.here.text else "the end"
        return FormulaError(f"{self.text!r}, character {self.here.at + 1}: found {found}; {wanted} is needed")

    def take(self, *signs: str) -> str:
        """The sign that stands here, if it is one of `signs`; empty otherwise."""
        if self.here.kind == "sign" and self.here.text in signs:
            self.at += 1
            return self.tokens[self.at - 1].text
        return ""

    def sum(self) -> Node:
        node = self.product()
        while sign := self.take("+", "-"):
            node = Operation(sign, node, self.product())
        return node

    def product(self) -> Node:
        node = self.factor()
        while sign := self.take("*", "/"):
            node = Operation(sign, node, self.factor())
        return node

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"{self.text!r}: more than {DEEPEST} parentheses or signs within one another")
        try:
            return self.inner()
        finally:
            self.depth -= 1

    def inner(self) -> Node:
        if self.take("-"):
            return Operation("-", Number(Decimal(0)), self.factor())
        if self.take("("):
            node = self.sum()
            self.close()
            return node
        token = self.here
        if token.kind == "number":
            self.at += 1
            return Number(Decimal(token.text))
        if token.kind != "name":
            raise self.error("a number, a name or '('")
        self.at += 1
        return self.call(token) if self.take("(") else Name(token.text)

    def call(self, token: _Token) -> Node:
        function = token.text.lower()
        if function not in FUNCTIONS:
            raise FormulaError(
                f"{self.text!r}, character {token.at + 1}: {token.text!r} is no function; there are "
                f"{', '.join(FUNCTIONS)}"
            )
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        self.close()
        least, most = FUNCTIONS[function]
        if not least <= len(arguments) <= most:
            takes = f"{least}" if least == most else f"{least} to {most}"
            raise FormulaError(f"{self.text!r}: {function} has {len(arguments)} arguments; it takes {takes}")
        return Call(function, tuple(arguments))

    def close(self) -> None:
        if not self.take(")"):
            raise self.error("')'")


def _tokens(text: str) -> Iterator[_Token]:
    plain = text.translate(_SPELLINGS)
    at = 0
    while plain[at:].strip():
        found = _TOKEN(plain, at)
        if found is None:
            place = at + len(plain[at:]) - len(plain[at:].lstrip())
            raise FormulaError(f"{text!r}, character {place + 1}: {text[place]!r} has no meaning in a formula")
        kind = str(found.lastgroup)
        yield _Token(kind, found[kind], found.start(kind))
        at = found.end()
    yield _Token("end", "", len(text))


_RANK = {"+": 1, "-": 1, "*": 2, "/": 2}


def canonical(node: Node, spell: Callable[[str], str] | None = None, blank: str = "") -> str:
    """The text of a formula: factors in written order, no blanks, no needless parentheses.

    Parameters
    ----------
    spell
        What is written for a name, such as its number; the name itself where it is None.
    blank
        What stands on either side of an operator.
    """
    return _text(node, spell or (lambda name: name), blank)


def _text(node: Node, spell: Callable[[str], str], blank: str) -> str:
    if isinstance(node, Number):
        return f"{node.value:f}"
    if isinstance(node, Name):
        return spell(node.name)
    if isinstance(node, Call):
        return f"{node.function}({', '.join(_text(part, spell, blank) for part in node.arguments)})"
    if node.sign == "-" and node.left == Number(Decimal(0)):
        return f"-{_within(node.right, 2, spell, blank)}"
    rank = _RANK[node.sign]
    left = _within(node.left, rank, spell, blank)
    right = _within(node.right, rank + (node.sign in "-/"), spell, blank)
    return f"{left}{blank}{node.sign}{blank}{right}"


def _within(node: Node, rank: int, spell: Callable[[str], str], blank: str) -> str:
    """The text of a part, in parentheses where it binds less than what stands around it."""
    text = _text(node, spell, blank)
    return f"({text})" if isinstance(node, Operation) and _RANK[node.sign] < rank else text


def names(node: Node) -> tuple[str, ...]:
    """The names of a formula, each once, in written order."""
    return tuple(dict.fromkeys(each.name for each in walk(node) if isinstance(each, Name)))


def additive_terms(node: Node) -> tuple[str, ...]:
    """What a formula sums up, each under its canonical text.

    >>> additive_terms(parse("sum(PRI*PQ)/sum(APT)"))
    ('PRI*PQ', 'APT')
    """
    found = (each.arguments[0] for each in walk(node) if isinstance(each, Call) and each.function == "sum")
    return tuple(dict.fromkeys(canonical(argument) for argument in found))


def renamed(node: Node, spell: Callable[[str], str]) -> Node:
    """The same formula with other names."""
    if isinstance(node, Name):
        return Name(spell(node.name))
    if isinstance(node, Operation):
        return Operation(node.sign, renamed(node.left, spell), renamed(node.right, spell))
    if isinstance(node, Call):
        return Call(node.function, tuple(renamed(part, spell) for part in node.arguments))
    return node


def walk(node: Node) -> Iterator[Node]:
    """A formula and all of its parts, the outer before the inner, from left to right."""
    yield node
    if isinstance(node, Operation):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, Call):
        for part in node.arguments:
            yield from walk(part)


class Algebra(Protocol[V]):
    """What a fold needs to know of the values it works on."""

    def number(self, value: Decimal) -> V:
        """A number of the formula."""

    def name(self, name: str) -> V:
        """The value of a name."""

    def apply(self, sign: str, left: V, right: V) -> V:
        """``+``, ``-`` or ``*`` of two values."""

    def divide(self, left: V, right: V, over: Node) -> V:
        """`left` by `right`, which is the value of the part `over`: what it is tells the reason where it is 0."""

    def least(self, values: Sequence[V]) -> V:
        """The least of several values."""

    def most(self, values: Sequence[V]) -> V:
        """The greatest of several values."""

    def rows(self, function: str, argument: Node) -> V:
        """The sum or the product of `argument` over the rows; fold it first, or take the column of that name."""


def fold(node: Node, algebra: Algebra[V]) -> V:
    """The value of a formula."""
    if isinstance(node, Number):
        return algebra.number(node.value)
    if isinstance(node, Name):
        return algebra.name(node.name)
    if isinstance(node, Operation):
        left, right = fold(node.left, algebra), fold(node.right, algebra)
        return algebra.divide(left, right, node.right) if node.sign == "/" else algebra.apply(node.sign, left, right)
    if node.function in ("sum", "prod"):
        return algebra.rows(node.function, node.arguments[0])
    values = [fold(part, algebra) for part in node.arguments]
    return algebra.least(values) if node.function == "min" else algebra.most(values)
