"""How much of each lot of a recall stems from its seeds: exact, or between bounds.

A seed stems from itself altogether. What comes out of an event has the composition of what went in, and a lot that
several events made that of their outputs, by quantity; so the exposure of each is a mean of the exposures of those
before it. All are found in one pass along the lines; rings of rework are gone round until nothing changes.
A mean lies between the least and the greatest of what it is a mean of, whatever the weights: that is what an event says
of which amounts are missing. A bound that a large ring has not brought to rest is still a bound.
"""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.index import Index
from isa95mom.genealogy.rings import distinct, rings
from isa95mom.genealogy.shares import DENSE, Cone, Floats, Lines
from isa95mom.genealogy.walks import spread
from isa95mom.tables.growing import Array, Ints
from isa95mom.values.units import Conversion

ROUNDS = 2000
"""How often a ring is gone round at the most."""
STILL = 1e-14


def exposures(index: Index, live: Array | None, lots: Ints, seeds: Ints, conversion: Conversion) -> Array:
    """The least and the greatest exposure of each of `lots`, which are all that the `seeds` went into; shape (2, n).

    A lot that only lay in one container with others came out as it was: its exposure is 0 for all that this says.
    """
    ordered = np.sort(lots).astype(np.int64)
    cone = Cone(index, live, ordered, True, conversion)
    order = np.argsort(cone.source, kind="stable")  # the lines lead from a whole to what it is made of
    lines = Lines(cone.source[order], cone.target[order], np.stack((cone.low[order], cone.high[order])))
    count = cone.size + len(cone.events)
    fresh = np.zeros(count, dtype=bool)
    fresh[cone.outside] = True
    means = _Means(lines, count, fresh, np.searchsorted(ordered, seeds))
    unclear = np.flatnonzero(~cone.made & ~means.fixed[: cone.size])  # they came out of events that make nothing
    means.value[1, unclear] = 1
    return means.worked_out()[:, np.searchsorted(ordered, lots)]


class _Means:
    """The means, node by node: first those that nothing before has to be known of."""

    def __init__(self, lines: Lines, count: int, fresh: Array, seeds: Ints) -> None:
        """`fresh` are the nodes that are, or may be, made of something else as well."""
        self.lines, self.count, self.fresh, self.seeds = lines, count, fresh, seeds
        self.begin = np.searchsorted(lines.source, np.arange(count + 1))
        self.fixed = np.zeros(count, dtype=bool)
        self.fixed[seeds] = True
        self.value = np.zeros((2, count))
        self.value[:, seeds] = 1
        self.free = ~self.fixed[lines.source]
        self.ring = rings(lines.source[self.free], lines.target[self.free], count)

    def worked_out(self) -> Array:
        """The least and the greatest exposure of each node."""
        lines, ring, count = self.lines, self.ring, self.count
        between = self.free & (ring[lines.source] != ring[lines.target])
        waiting = np.bincount(ring[lines.source[between]], minlength=count)
        members, size = np.argsort(ring, kind="stable"), np.bincount(ring, minlength=count)
        first = np.searchsorted(ring[members], np.arange(count + 1))
        back = np.flatnonzero(between)[np.argsort(lines.target[between], kind="stable")]
        of = np.searchsorted(lines.target[back], np.arange(count + 1))
        ready = np.flatnonzero((waiting == 0) & (size > 0))
        while len(ready):
            single = ready[size[ready] == 1]
            self._mean(single[~self.fixed[single]])
            for one in ready[size[ready] > 1].tolist():
                self._go_round(np.sort(members[first[one] : first[one + 1]]))
            nodes = members[spread(first[ready], size[ready])]
            wholes = ring[lines.source[back[spread(of[nodes], of[nodes + 1] - of[nodes])]]]
            np.subtract.at(waiting, wholes, 1)
            ready = distinct(wholes)
            ready = ready[waiting[ready] == 0]
        return self.value

    def _mean(self, nodes: Ints) -> bool:
        """Work out some nodes from those before; whether anything changed."""
        length = self.begin[nodes + 1] - self.begin[nodes]
        nodes, length = nodes[length > 0], length[length > 0]
        if not len(nodes):
            return False
        some = spread(self.begin[nodes], length)
        group = np.repeat(np.arange(len(nodes)), length)
        place = np.cumsum(length) - length
        changed = False
        before = self.value[:, self.lines.target[some]]
        for bound, extreme in ((0, np.minimum), (1, np.maximum)):
            sums = np.bincount(group, weights=self.lines.part[bound, some] * before[bound], minlength=len(nodes))
            limit = extreme.reduceat(before[bound], place)
            if bound == 0:
                limit = np.where(self.fresh[nodes], 0, limit)
                made = np.maximum(sums, limit)
            else:
                made = np.minimum(sums, limit)
            made = np.clip(made, 0, 1)
            changed |= bool((np.abs(made - self.value[bound, nodes]) > STILL).any())
            self.value[bound, nodes] = made
        return changed

    def _go_round(self, nodes: Ints) -> None:
        """Work out a ring: the equations where it is small and exact, else from below and from above."""
        if len(nodes) <= DENSE and self._solve(nodes):
            return
        self.value[0, nodes], self.value[1, nodes] = 0, 1
        for _ in range(ROUNDS):
            if not self._mean(nodes):
                return

    def _solve(self, nodes: Ints) -> bool:
        some = spread(self.begin[nodes], self.begin[nodes + 1] - self.begin[nodes])
        group = np.repeat(np.arange(len(nodes)), self.begin[nodes + 1] - self.begin[nodes])
        low, high = self.lines.part[:, some]
        target = self.lines.target[some]
        before = self.value[:, target]
        inside = np.isin(target, nodes)
        if (high - low > STILL).any() or (before[1] - before[0] > STILL)[~inside].any():
            return False
        once = np.zeros((len(nodes), len(nodes)))
        np.add.at(once, (group[inside], np.searchsorted(nodes, target[inside])), low[inside])
        if np.abs(np.linalg.eigvals(once)).max() >= 1 - 1e-12:  # nothing fresh comes in: it is not known
            return False
        come = np.bincount(group[~inside], weights=(low * before[0])[~inside], minlength=len(nodes))
        made: Floats = np.linalg.solve(np.eye(len(nodes)) - once, come)
        self.value[:, nodes] = np.clip(made, 0, 1)
        return True
