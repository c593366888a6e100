"""Where the nodes of a directed graph are drawn: in layers from left to right, so that few lines cross."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import frozen

Array = npt.NDArray[Any]

HIGH = 46.0
"""How far rows are apart."""
GAP = 60.0
"""How much farther layers are apart than the columns of one."""
SHAPE = 1.4
"""How much wider than high a picture should be."""
SWEEPS = 8
"""How often the nodes are put in order, from left to right and back."""
WORK = 6_000
"""In how many layers nodes are put in order at the most, over all sweeps."""


@frozen(slots=True, eq=False)
class Layout:
    """Places of nodes, and of their layers."""

    x: Array
    y: Array
    left: Array
    """Where each layer begins, from left to right."""


def layers(count: int, source: Array, target: Array) -> Array:
    """The layer of each of `count` nodes: beyond those of its sources, and near to its targets.

    The number of edges on the longest way there, as far as there is no cycle; a cycle begins with its first node.
    Nodes with no more sources than targets are then moved up to their targets.
    """
    ahead: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for one, other in zip(source.tolist(), target.tolist(), strict=True):
        ahead[one].append(other)
        waiting[other] += 1
    sources = list(waiting)
    layer = [0] * count
    ready = deque(node for node in range(count) if not waiting[node])
    order: list[int] = []
    placed = [False] * count
    rest = iter(range(count))
    while len(order) < count:
        node = ready.popleft() if ready else next(rest)
        if placed[node]:
            continue
        placed[node] = True
        order.append(node)
        for other in ahead[node]:
            if not placed[other]:
                layer[other] = max(layer[other], layer[node] + 1)
                waiting[other] -= 1
                if not waiting[other]:
                    ready.append(other)
    for node in reversed(order):
        beyond = [layer[other] for other in ahead[node] if layer[other] > layer[node]]
        if beyond and sources[node] <= len(ahead[node]):
            layer[node] = max(layer[node], min(beyond) - 1)
    return np.array(layer, dtype=np.int64)


def arrange(layer: Array, width: Array, source: Array, target: Array) -> Layout:
    """Places for the middles of nodes in their layers, each node of a `width`.

    A layer with more nodes than the picture should be high has several columns.
    """
    count = len(layer)
    if not count:
        return Layout(np.zeros(0), np.zeros(0), np.zeros(0))
    layer = np.unique(layer, return_inverse=True)[1]
    order = np.argsort(layer, kind="stable")
    bounds = np.searchsorted(layer[order], np.arange(layer.max() + 2))
    members = [order[begin:end] for begin, end in pairwise(bounds)]
    sizes = np.array([len(nodes) for nodes in members])
    wide = np.array([width[nodes].max() for nodes in members])
    columns = -(-sizes // _height(sizes, wide))
    y = np.zeros(count)
    for nodes, many in zip(members, columns.tolist(), strict=True):
        y[nodes] = _rows(len(nodes), many)
    forward = layer[source] < layer[target]
    source, target = source[forward], target[forward]
    before, after = _Neighbours(layer, members, source, target), _Neighbours(layer, members, target, source)
    ways = [(before, range(len(members))), (after, range(len(members) - 1, -1, -1))]
    for sweep in range(min(SWEEPS, max(2, WORK // len(members)))):
        neighbours, numbers = ways[sweep % 2]
        for number in numbers:
            nodes = members[number]
            nodes = members[number] = nodes[np.argsort(neighbours.mean(number, nodes, y), kind="stable")]
            y[nodes] = _rows(len(nodes), int(columns[number]))
    for neighbours, numbers in ways + ways:
        for number in numbers:
            if columns[number] == 1:
                nodes = members[number]
                y[nodes] = _apart(neighbours.mean(number, nodes, y))
    left = np.concatenate(([0.0], np.cumsum(columns * wide + GAP)))
    column = np.zeros(count)
    for nodes, many in zip(members, columns.tolist(), strict=True):
        column[nodes] = np.arange(len(nodes)) % many
    return Layout(left[layer] + (column + 0.5) * wide[layer], y * HIGH, left[:-1])


def _height(sizes: Array, wide: Array) -> int:
    """How many rows a layer has at the most, so that the picture is `SHAPE` times as wide as high, or wider."""
    rows = 12
    while rows < sizes.max() and (-(-sizes // rows) * wide + GAP).sum() > SHAPE * rows * HIGH:
        rows += 1 + rows // 16
    return rows


def _rows(size: int, columns: int) -> Array:
    """The rows of a layer, about the middle."""
    row = np.arange(size) // columns
    made: Array = row - row[-1] / 2
    return made


class _Neighbours:
    """The nodes that edges come from, layer by layer of where they go to."""

    def __init__(self, layer: Array, members: list[Array], source: Array, target: Array) -> None:
        order = np.argsort(layer[target], kind="stable")
        self.source, self.target = source[order], target[order]
        self.bounds = np.searchsorted(layer[self.target], np.arange(len(members) + 1))
        self.place = np.zeros(len(layer), dtype=np.int64)

    def mean(self, number: int, nodes: Array, y: Array) -> Array:
        """For each of the nodes of a layer, the middle of its neighbours; where it has none, its own place."""
        some = slice(*self.bounds[number : number + 2])
        self.place[nodes] = np.arange(len(nodes))
        place = self.place[self.target[some]]
        many = np.bincount(place, minlength=len(nodes))
        total = np.bincount(place, weights=y[self.source[some]], minlength=len(nodes))
        return np.where(many > 0, total / np.maximum(many, 1), y[nodes])


def _apart(wanted: Array) -> Array:
    """Places in this order, as near to those wanted as they can be one row apart: least squares, by pooling."""
    blocks: list[list[float]] = []  # sum of what is wanted, and how many
    for place, want in enumerate(wanted.tolist()):
        blocks.append([want - place, 1])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            total, many = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += many
    means = np.repeat([total / many for total, many in blocks], [int(many) for _, many in blocks])
    return means + np.arange(len(wanted))
