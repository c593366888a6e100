"""Rows that have the same keys made one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from isa95mom.kpi.tally import exact_sums
from isa95mom.tables.growing import Array, Ints


@frozen(slots=True, eq=False)
class Key:
    """One key of terms: for each row the number of its value."""

    codes: Ints
    values: tuple[Any, ...]
    """The values by their number; None is one of them where something belongs to none."""

    def __iter__(self) -> Iterator[Any]:
        return (self.values[code] for code in self.codes.tolist())


def groups(codes: Sequence[Ints], sizes: Sequence[int], length: int) -> tuple[Ints, Ints]:
    """The first row of each combination of numbers, and for each row which combination it has."""
    if not codes:
        return np.zeros(min(length, 1), dtype=np.int64), np.zeros(length, dtype=np.int64)
    combined = codes[0].astype(np.int64)
    for more, size in zip(codes[1:], sizes[1:], strict=True):
        combined = combined * size + more
    _, rows, place = np.unique(combined, return_index=True, return_inverse=True)
    return rows, place


def sums(place: Ints, table: Array, size: int) -> Array:
    """The sums of each column of a table of whole numbers, by place."""
    made = np.zeros((size, table.shape[1]), dtype=np.int64)
    for column in range(table.shape[1]):
        made[:, column] = exact_sums(place, table[:, column], size)
    return made


def outer(place: Ints, spans: Array, size: int) -> Array:
    """The first start and the last end, by place."""
    made = np.empty((size, 2), dtype=np.int64)
    made[:, 0], made[:, 1] = np.iinfo(np.int64).max, np.iinfo(np.int64).min
    np.minimum.at(made[:, 0], place, spans[:, 0])
    np.maximum.at(made[:, 1], place, spans[:, 1])
    return made
