"""A trace as a tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from attrs import field, frozen

from isa95mom.genealogy.record import Direction, Event, Line
from isa95mom.tables.errors import ID


@frozen(slots=True, eq=False)
class Tree:
    """A lot in a tree of lots; printed, it is the tree in lines of text."""

    lot: ID
    """Identification of the lot."""
    event: Event | None = None
    """The event that joins it to its parent; None at the root."""
    quantity: Decimal | None = None
    """How much of it went into that event (back) or came out of it (forward); None where that is not stated."""
    unit: str | None = None
    """Unit of measure of the quantity; None where none is stated."""
    repeated: bool = False
    """Whether the lot stands, with all that follows from it, earlier in the tree and is not expanded here."""
    children: tuple[Tree, ...] = field(default=(), repr=False)
    """What it was made from (back) or went into (forward)."""

    def walk(self) -> Iterator[tuple[int, Tree]]:
        """Every node with its level, a parent before its children; the root has level 0."""
        waiting = [(0, self)]
        while waiting:
            level, node = waiting.pop()
            yield level, node
            waiting.extend((level + 1, child) for child in reversed(node.children))

    def __str__(self) -> str:
        return "\n".join(f"{'  ' * level}{node.label()}" for level, node in self.walk())

    def label(self) -> str:
        """The node in one line of text."""
        amount = "" if self.quantity is None else f"  {self.quantity:f}{f' {self.unit}' if self.unit else ''}"
        event = "" if self.event is None else f"  ({self.event.kind} {self.event.id})"
        return f"{self.lot}{amount}{event}{'  see above' if self.repeated else ''}"


def grow(start: ID, back: bool, lines: Iterable[Line], events: Mapping[ID, Event]) -> Tree:
    """The tree from `start` over `lines`: from lines out to lines in where it goes `back`, else the other way."""
    near = Direction.OUT if back else Direction.IN
    of_lot: defaultdict[ID, dict[ID, None]] = defaultdict(dict)
    of_event: defaultdict[ID, list[Line]] = defaultdict(list)
    for line in lines:
        if line.direction is near:
            of_lot[line.lot][line.event] = None
        else:
            of_event[line.event].append(line)

    placed: list[tuple[Line | None, bool, list[int]]] = []  # parents before children
    expanded: set[ID] = set()
    waiting: list[tuple[Line | None, list[int]]] = [(None, [])]
    while waiting:
        via, siblings = waiting.pop()
        lot = start if via is None else via.lot
        siblings.append(len(placed))
        children: list[int] = []
        placed.append((via, lot in expanded, children))
        if lot not in expanded:
            expanded.add(lot)
            following = [line for event in of_lot[lot] for line in of_event[event]]
            waiting.extend((line, children) for line in reversed(following))

    nodes: dict[int, Tree] = {}
    for place in range(len(placed) - 1, 0, -1):
        via, repeated, children = placed[place]
        assert via is not None
        nodes[place] = Tree(
            via.lot, events[via.event], via.quantity, via.unit, repeated, tuple(nodes.pop(c) for c in children)
        )
    return Tree(start, children=tuple(nodes.pop(c) for c in placed[0][2]))
