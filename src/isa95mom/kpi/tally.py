"""Adding up: time by equipment, bucket and state, and amounts by any key, exactly.

Segments are in order, so that the rows of a bucket stand together, and the only one that can reach over an edge is the
last before it: its time behind the edge is moved from one bucket to the next. So no row is ever split.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from isa95mom.kpi.segments import BLOCK, Segments
from isa95mom.tables.growing import Array, Ints

EXACT = 1 << 53
"""Up to here binary fractions count whole numbers exactly."""


@frozen(slots=True, eq=False)
class Buckets:
    """For each piece of equipment the edges between which nothing that is planned changes, one after another."""

    edges: Ints
    """The edges of all equipment."""
    first: Ints
    """Where the edges of each piece of equipment begin, and at last where they end.

    Between two edges is a bucket; so a piece of equipment has one bucket less than edges, and one before the first and
    behind the last edge that is not counted.
    """

    @property
    def count(self) -> int:
        """How many buckets there are, with those outside."""
        return len(self.edges) + len(self.first) - 1

    def place(self, equipment: Ints) -> Ints:
        """The number of the bucket before the first edge of each piece of equipment."""
        found: Ints = self.first[equipment] + equipment
        return found

    def inside(self) -> tuple[Ints, Ints]:
        """The buckets between edges, and for each its place among the edges."""
        places = np.arange(len(self.edges))
        last = np.zeros(len(self.edges), dtype=bool)
        last[self.first[1:] - 1] = True
        left = places[~last]
        who = np.searchsorted(self.first, left, side="right") - 1
        return left + who + 1, left

    @property
    def starts(self) -> Ints:
        """When each bucket begins; 0 for those before the first edge, and for those behind the last."""
        numbers, at = self.inside()
        made = np.zeros(self.count, dtype=np.int64)
        made[numbers] = self.edges[at]
        return made

    def of(self, equipment: Ints, moment: Ints) -> Ints:
        """The bucket of each of some moments."""
        made = np.empty(len(moment), dtype=np.int64)
        if not len(moment):
            return made
        if not len(self.edges):
            return self.place(equipment).astype(np.int64)
        edges = [self.edges[a:b] for a, b in zip(self.first[:-1], self.first[1:], strict=True)]
        if all(len(each) == len(edges[0]) and np.array_equal(each, edges[0]) for each in edges[1:]):
            lengths = np.diff(edges[0])
            if (lengths == lengths[0]).all():
                np.clip((moment - edges[0][0]) // lengths[0] + 1, 0, len(edges[0]), out=made)
            else:
                made[:] = np.searchsorted(edges[0], moment, side="right")
        else:
            order = np.argsort(equipment, kind="stable")
            bounds = np.searchsorted(equipment[order], np.arange(len(edges) + 1))
            for number, own in enumerate(edges):
                rows = order[bounds[number] : bounds[number + 1]]
                made[rows] = np.searchsorted(own, moment[rows], side="right")
        return made + self.place(equipment)


@frozen(slots=True, eq=False)
class Tally:
    """Time by key; a key is ``(bucket * states + state) * others + other``."""

    keys: Ints
    """The keys there are, in order."""
    times: Ints
    """Microseconds for each key."""


def tally(
    segments: Segments, buckets: Buckets, ends: Ints, states: int, other: Ints | None = None, others: int = 1
) -> Tally:
    """The time of segments by bucket, state and one more thing, such as the product.

    `ends` are those of `starting`; `other` is the number of the other thing for each segment. States that are not known
    (-1) are the last state.
    """
    if others == 1:
        sums = np.zeros(buckets.count * states, dtype=np.int64)
        for first, last, low, held in _blocks(ends, len(segments)):
            key = np.repeat(np.arange(1, len(held) * states, states), held)  # so that -1 comes first
            key += segments.state[first:last]
            time = segments.end[first:last] - segments.start[first:last]
            part = np.bincount(key, time, len(held) * states)
            sums[low * states : (low + len(held)) * states] += part.astype(np.int64)
        keys: Ints = np.arange(len(sums))
        sums = np.roll(sums.reshape(-1, states), -1, axis=1).reshape(-1)
    else:
        parts: list[tuple[Ints, Ints]] = []
        for first, last, low, held in _blocks(ends, len(segments)):
            bucket = np.repeat(np.arange(low, low + len(held)), held)
            key = (bucket * states + _known(segments.state[first:last], states)) * others
            key += 0 if other is None else other[first:last]
            parts.append(_summed(key, segments.end[first:last] - segments.start[first:last]))
        keys, sums = joined(parts)
    moved = _moved(segments, buckets, ends, states, other, others)
    if len(moved[0]):
        keys, sums = joined([(keys, sums), moved]) if others > 1 else (keys, _added(sums, *moved))
    return Tally(keys, sums)


def _known(state: Ints, states: int) -> Ints:
    known: Ints = np.where(state < 0, states - 1, state)
    return known


def starting(segments: Segments, buckets: Buckets) -> Ints:
    """For each bucket how many segments start in it and in those before it."""
    counts = np.zeros(buckets.count, dtype=np.int64)
    pieces = len(buckets.first) - 1
    bounds = begins(segments.equipment, np.arange(pieces + 1))
    for number in range(pieces):
        own = buckets.edges[buckets.first[number] : buckets.first[number + 1]]
        a, b = int(bounds[number]), int(bounds[number + 1])
        places = np.searchsorted(segments.start[a:b], own, side="left")
        place = int(buckets.first[number]) + number
        counts[place : place + len(own) + 1] = np.diff(np.concatenate(([0], places, [b - a])))
    return np.cumsum(counts)


def begins(equipment: Ints, numbers: Ints) -> Ints:
    """Where the rows of each of some pieces of equipment begin, or would begin; rows are in order."""
    most = np.iinfo(equipment.dtype).max  # more than any number that is there
    found: Ints = np.searchsorted(equipment, np.minimum(numbers, most).astype(equipment.dtype))
    return found


def bucket_of(rows: Ints, ends: Ints) -> Ints:
    """The bucket in which each of some segments starts, by their numbers in order; `ends` are those of `starting`."""
    return np.repeat(np.arange(len(ends)), np.diff(np.searchsorted(rows, ends), prepend=0))


def _blocks(ends: Ints, size: int) -> Iterator[tuple[int, int, int, Ints]]:
    """Blocks of rows: from which to which, the first bucket, and how many rows of each bucket from there on."""
    for first in range(0, size, BLOCK):
        last = min(first + BLOCK, size)
        low = int(np.searchsorted(ends, first, side="right"))
        high = int(np.searchsorted(ends, last - 1, side="right"))
        yield first, last, low, np.diff(np.minimum(ends[low : high + 1], last), prepend=first)


def _moved(
    segments: Segments, buckets: Buckets, ends: Ints, states: int, other: Ints | None, others: int
) -> tuple[Ints, Ints]:
    """What is moved over edges, as keys and times: each time once taken away and once added."""
    pieces = len(buckets.first) - 1
    who = np.repeat(np.arange(pieces), np.diff(buckets.first))
    before = np.arange(len(buckets.edges)) + who
    row = ends[before] - 1
    # The first row of the equipment: where its first bucket begins.
    start = np.where(before > 0, ends[np.maximum(buckets.place(who) - 1, 0)], 0)
    start = np.where(buckets.place(who) > 0, start, 0)
    there = row >= start
    edge, row, before = buckets.edges[there], row[there], before[there]
    over = segments.end[row] - edge
    crossing = over > 0
    row, before, over = row[crossing], before[crossing], over[crossing]
    key = before * states + _known(segments.state[row], states)
    step = states
    if others > 1:
        key = key * others + (0 if other is None else other[row])
        step *= others
    return np.concatenate((key, key + step)), np.concatenate((-over, over))


def _added(sums: Ints, keys: Ints, values: Ints) -> Ints:
    np.add.at(sums, keys, values)
    return sums


def _summed(keys: Ints, values: Ints) -> tuple[Ints, Ints]:
    several, place = np.unique(keys, return_inverse=True)
    return several, exact_sums(place, values, len(several))


def joined(parts: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Several sums by key as one."""
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    keys = np.concatenate([part[0] for part in parts])
    return _summed(keys, np.concatenate([part[1] for part in parts]))


def exact_sums(place: Ints, values: Array, size: int) -> Ints:
    """The sums of whole numbers by place, exactly; of Python's where 64 bits do not hold them.

    Parameters
    ----------
    place
        For each value the number of its sum.
    values
        Whole numbers of 64 bits, or Python's.
    size
        How many sums there are.
    """
    if values.dtype == object:
        made = np.zeros(size, dtype=object)
        np.add.at(made, place, values)
        return made
    most = largest(values) * len(values)
    if most < EXACT:
        return np.bincount(place, values, size).astype(np.int64)
    if most < 2**62:
        low = values & 0xFFFFFF
        high = (values - low) >> 24
        if largest(high) * len(values) < EXACT:
            return (np.bincount(place, high, size).astype(np.int64) << 24) + np.bincount(place, low, size).astype(
                np.int64
            )
    return exact_sums(place, values.astype(object), size)


def largest(values: Array) -> int:
    """How far from zero the farthest of some whole numbers is."""
    return max(abs(int(values.min(initial=0))), abs(int(values.max(initial=0))))
