"""What is checked: every noun of the objects given, with its place, found by class and ID."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from attrs import field, frozen

from isa95mom.declare import Noun
from isa95mom.model.equipment import Equipment, EquipmentInformation
from isa95mom.model.hierarchy import EquipmentHierarchy
from isa95mom.model.message import Message


@frozen(slots=True, eq=False)
class Node:
    """A noun in its place."""

    path: str
    """The expression that leads to it: ``MaterialLot['L-1'].quantities[0]``."""
    noun: Noun
    above: Node | None = field(default=None, repr=False)
    """The noun that holds it; None for an object that was given as such."""
    name: str = ""
    """The field that holds it; empty for an object that was given as such."""
    source: str = ""
    """The file it came from; empty where that is not known."""

    def up(self) -> Iterator[Node]:
        """The node itself and what holds it, the nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.above


class Finding(NamedTuple):
    """What a rule found: where, and what."""

    node: Node | str
    """The noun, or a path where it is not about one noun."""
    message: str
    field: str = ""
    """The part of the noun it is about, as it follows the path: ``.quantities[0]``."""
    error: bool | None = None
    """Whether it is an error (else a warning), where that is not the same for all that the rule finds."""


def roots(given: Any, source: str = "") -> Iterator[tuple[Noun, str]]:
    """The objects in nouns, messages, documents, plants, and collections of these, each with the name of its source."""
    if isinstance(given, Message):
        for noun in given.objects:
            yield noun, source
    elif isinstance(given, Noun):
        yield given, source
    elif isinstance(root := getattr(given, "root", None), Noun):
        yield from roots(root, str(getattr(given, "source", "")))
    elif isinstance(given, Iterable) and not isinstance(given, str | bytes):
        for one in given:
            yield from roots(one, source)
    else:
        found = type(given).__name__
        raise TypeError(f"a {found} cannot be checked; nouns, documents, plants or collections of these can")


def walk(noun: Noun, source: str = "", path: str | None = None) -> Iterator[Node]:
    """`noun` and every noun in it, each before what it holds, with no limit of depth.

    Raises `ValueError` where a noun holds itself.
    """
    waiting: list[Node | int] = [Node(_step(type(noun).__name__, noun) if path is None else path, noun, source=source)]
    around: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            around.remove(node)
            continue
        if id(node.noun) in around:
            raise ValueError(f"{node.path} holds itself")
        yield node
        around.add(id(node.noun))
        waiting.append(id(node.noun))
        waiting.extend(reversed(list(held(node))))


def held(node: Node) -> Iterator[Node]:
    """The nouns that the fields of a noun hold."""
    for f in node.noun.__fields__.values():
        value = getattr(node.noun, f.slot)
        if isinstance(value, Noun):
            yield Node(f"{node.path}.{f.name}", value, node, f.name, node.source)
        elif f.many and value and isinstance(value[0], Noun):
            counts = Counter(identification(item) for item in value)
            for number, item in enumerate(value):
                id_ = identification(item)
                step = f"[{id_!r}]" if id_ is not None and counts[id_] == 1 else f"[{number}]"
                yield Node(f"{node.path}.{f.name}{step}", item, node, f.name, node.source)


def identification(noun: Noun) -> str | None:
    """The ID of a noun as a plain string; None where it has none."""
    id_ = getattr(noun, "id", None)
    return str(id_) if isinstance(id_, str) else None


def says_nothing_but_its_id(noun: Noun) -> bool:
    """Whether a noun only names what stands elsewhere."""
    said = (f.name for f in noun.__fields__.values() if getattr(noun, f.slot))
    return set(said) <= {"id", "version", "hierarchy_scope"} and not noun.extensions


def _step(name: str, noun: Noun) -> str:
    id_ = identification(noun)
    return name if id_ is None else f"{name}[{id_!r}]"


class Subject:
    """All that one check looks at. Whatever several rules need is worked out once, here."""

    def __init__(self, given: Any, complete: bool = False) -> None:
        unique = {id(noun): (noun, source) for noun, source in roots(given)}
        self.nodes: list[Node] = [node for noun, source in unique.values() for node in walk(noun, source)]
        """Every noun, in the order of the objects given."""
        self.complete = complete
        """Whether what is referred to must be here."""
        self._given = given
        self._of: defaultdict[str, list[Node]] = defaultdict(list)
        self._named: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in self.nodes:
            name = type(node.noun).__name__
            self._of[name].append(node)
            id_ = identification(node.noun)
            if id_ is not None and not self.is_reference(node):
                self._named[name, id_].append(node)

    @staticmethod
    def is_reference(node: Node) -> bool:
        """Whether a noun in an assembly only names another by its ID."""
        return node.name.startswith("assembly_") and says_nothing_but_its_id(node.noun)

    def of(self, *classes: str) -> Iterator[Node]:
        """Every noun of the classes named."""
        for name in classes:
            yield from self._of.get(name, ())

    def named(self, cls: str, id_: str) -> list[Node]:
        """The nouns of the class `cls` that have the ID."""
        return self._named.get((cls, str(id_)), [])

    @cached_property
    def hierarchy(self) -> EquipmentHierarchy:
        """All equipment as a tree, that nested in other equipment and that which stands alone."""
        if isinstance(known := getattr(self._given, "hierarchy", None), EquipmentHierarchy):
            return known
        whole = Equipment | EquipmentInformation
        found = [
            node.noun
            for node in self.nodes
            if isinstance(node.noun, whole) and not (node.above and isinstance(node.above.noun, whole))
        ]
        return EquipmentHierarchy(found)
