"""The lightest set of nodes of a directed graph whose removal leaves no way from its sources to its end.

Each node is a pipe as wide as its weight, and what flows through it at the most is the weight of the lightest cut [1]_.
Flow is added along shortest ways, layer by layer [2]_.

References
----------
.. [1] L. R. Ford and D. R. Fulkerson, "Maximal flow through a network", Canadian Journal of Mathematics 8, 1956.
.. [2] E. A. Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", Soviet
   Mathematics Doklady 11, 1970.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

Weight = int | Decimal | Fraction


def lightest_cut(
    weights: Mapping[int, Weight | None], ahead: Mapping[int, Iterable[int]], sources: Iterable[int], ends: set[int]
) -> set[int] | None:
    """The nodes of the lightest cut; of several equally light ones the one nearest to the sources.

    Parameters
    ----------
    weights
        For each node what it weighs to take it away, 0 or more; None where it cannot be.
    ahead
        The nodes that a node leads to; a node that is not there leads to none.
    sources
        The nodes where ways begin. They may be taken away, too.
    ends
        The nodes where ways end. They may be taken away, too.

    Returns
    -------
    set of int
        The nodes; None where no set cuts all ways.

    Examples
    --------
    >>> lightest_cut({0: 1, 1: 1, 2: 1}, {0: [2], 1: [2]}, [0, 1], {2})
    {2}
    """
    pipes = _Pipes(sum((Fraction(weight) for weight in weights.values() if weight is not None), Fraction(1)))
    for node, weight in weights.items():
        pipes.join(2 * node + 2, 2 * node + 3, pipes.wide if weight is None else Fraction(weight))
        for other in ahead.get(node, ()):
            pipes.join(2 * node + 3, 2 * other + 2, pipes.wide)
        if node in ends:
            pipes.join(2 * node + 3, 1, pipes.wide)
    for node in set(sources):
        pipes.join(0, 2 * node + 2, pipes.wide)
    if pipes.flow(0, 1) >= pipes.wide:
        return None
    reached = pipes.layers(0)
    return {node for node in weights if 2 * node + 2 in reached and 2 * node + 3 not in reached}


class _Pipes:
    """Pipes between nodes, with what room there is left in each."""

    def __init__(self, wide: Fraction) -> None:
        self.wide = wide
        """Wider than all that can be cut together."""
        self.of: dict[int, list[int]] = {}
        self.into: list[int] = []
        self.room: list[Fraction] = []

    def join(self, node: int, other: int, width: Fraction) -> None:
        """Add a pipe; the way back through it is next to it, and has no room yet."""
        for one, another, room in ((node, other, width), (other, node, Fraction(0))):
            self.of.setdefault(one, []).append(len(self.into))
            self.into.append(another)
            self.room.append(room)

    def layers(self, start: int) -> dict[int, int]:
        """How far each node is that can be reached through pipes with room."""
        found, waiting = {start: 0}, deque([start])
        while waiting:
            node = waiting.popleft()
            for pipe in self.of.get(node, ()):
                other = self.into[pipe]
                if self.room[pipe] and other not in found:
                    found[other] = found[node] + 1
                    waiting.append(other)
        return found

    def flow(self, start: int, end: int) -> Fraction:
        """Let flow as much as can; how much that is. It ends early where it is more than can be cut."""
        total = Fraction(0)
        while total < self.wide and end in (layer := self.layers(start)):
            left = {node: list(pipes) for node, pipes in self.of.items()}
            while total < self.wide:
                added = self._send(start, end, layer, left)
                if not added:
                    break
                total += added
        return total

    def _send(self, start: int, end: int, layer: dict[int, int], left: dict[int, list[int]]) -> Fraction:
        """Send something along one way through the layers; 0 where there is none any more."""
        way: list[int] = []
        node = start
        while node != end:
            pipes = left.get(node, [])
            while pipes:
                pipe = pipes[-1]
                if self.room[pipe] and layer.get(self.into[pipe], -1) == layer[node] + 1:
                    break
                pipes.pop()
            if pipes:
                way.append(pipes[-1])
                node = self.into[pipes[-1]]
            elif way:
                node = self.into[way.pop() ^ 1]
                left[node].pop()
            else:
                return Fraction(0)
        added = min(self.room[pipe] for pipe in way)
        for pipe in way:
            self.room[pipe] -= added
            self.room[pipe ^ 1] += added
        return added
