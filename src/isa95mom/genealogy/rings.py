"""Rings: which nodes of a graph lie on cycles together, as rework makes them."""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.walks import spread
from isa95mom.tables.growing import Array, Ints


def rings(source: Ints, target: Ints, count: int) -> Ints:
    """For each node the number of its ring: of one of the nodes that it leads to and that lead to it, or its own.

    Nodes that nothing leads to, or that lead to nothing, are in no cycle, and neither are those that are only among
    such; of what remains the strongly connected components are found [1]_.

    References
    ----------
    .. [1] R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (2), 1972.

    Examples
    --------
    >>> rings(np.array([0, 1, 2, 2]), np.array([1, 2, 1, 3]), 4).tolist()
    [0, 1, 1, 3]
    """
    ring = np.arange(count)
    left = _cyclic(source, target, count)
    if not left.any():
        return ring
    left &= _cyclic(target, source, count)
    lines = np.flatnonzero(left[source] & left[target])
    ahead: dict[int, list[int]] = {}
    for of, into in zip(source[lines].tolist(), target[lines].tolist(), strict=True):
        ahead.setdefault(of, []).append(into)
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    height: dict[int, int] = {}
    placed: set[int] = set()
    for root in ahead:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        height[root] = len(stack)
        stack.append(root)
        way = [(root, iter(ahead[root]))]
        while way:
            node, others = way[-1]
            for other in others:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    height[other] = len(stack)
                    stack.append(other)
                    way.append((other, iter(ahead.get(other, ()))))
                    break
                if other not in placed:
                    lowest[node] = min(lowest[node], number[other])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    ring[stack[height[node] :]] = node
                    placed.update(stack[height[node] :])
                    del stack[height[node] :]
    return ring


def _cyclic(source: Ints, target: Ints, count: int) -> Array:
    """Which nodes remain when those are taken away, again and again, that nothing leads to."""
    order = np.argsort(source, kind="stable")
    begin = np.searchsorted(source[order], np.arange(count + 1))
    waiting = np.bincount(target, minlength=count)
    left = np.ones(count, dtype=bool)
    ready = np.flatnonzero(waiting == 0)
    while len(ready):
        left[ready] = False
        reached = target[order[spread(begin[ready], begin[ready + 1] - begin[ready])]]
        np.subtract.at(waiting, reached, 1)
        ready = distinct(reached[waiting[reached] == 0])
    return left


def distinct(numbers: Ints) -> Ints:
    """The different ones of some numbers that are at least 0, in order."""
    numbers = np.sort(numbers)
    found: Ints = numbers[np.diff(numbers, prepend=-1) > 0]
    return found
