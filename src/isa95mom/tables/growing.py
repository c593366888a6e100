"""Arrays that grow at their end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.signedinteger[Any]]

LEAST = 16
"""How many entries room is made for at first."""


class Grown:
    """An array that grows at its end, in amortised constant time. An array it begins with is copied when it grows."""

    __slots__ = ("_room", "array")

    def __init__(self, begin: Array) -> None:
        self.array = begin
        """The entries so far; a view that stays valid, and stays as it is, when more are added."""
        self._room = begin

    def __len__(self) -> int:
        return len(self.array)

    def append(self, value: Any) -> None:
        """Add one entry."""
        size = len(self.array)
        self._widen(size + 1)
        self._room[size] = value

    def extend(self, values: Array | Sequence[Any]) -> None:
        """Add entries. An array that fits becomes this one, where there are none yet: it is not to be changed then."""
        size = len(self.array)
        if not size and isinstance(values, np.ndarray) and values.dtype == self._room.dtype:
            self.array = self._room = values
            return
        self._widen(size + len(values))
        self._room[size : size + len(values)] = values

    def _widen(self, size: int) -> None:
        if size > len(self._room):
            room = np.empty(max(LEAST, size + size // 4), dtype=self._room.dtype)
            room[: len(self.array)] = self.array
            self._room = room
        self.array = self._room[:size]


class Ragged:
    """A list of numbers for each place, in two arrays: where each list ends, and the lists one after another."""

    __slots__ = ("ends", "values")

    def __init__(self, ends: Array | None = None, values: Array | None = None) -> None:
        self.ends = Grown(np.zeros(0, dtype=np.int32) if ends is None else ends)
        self.values = Grown(np.zeros(0, dtype=np.int32) if values is None else values)

    def __getitem__(self, place: int) -> Ints:
        ends = self.ends.array
        return self.values.array[ends[place - 1] if place else 0 : ends[place]]

    def append(self, values: Sequence[int]) -> None:
        """Add a list."""
        if values:
            self.values.extend(values)
        self.ends.append(len(self.values))

    def extend(self, lengths: Ints, values: Ints) -> None:
        """Add as many lists as there are `lengths`."""
        self.ends.extend(len(self.values) + np.cumsum(lengths))
        self.values.extend(values)

    def holding(self, value: int) -> Ints:
        """The places whose list holds `value`."""
        places = np.searchsorted(self.ends.array, np.flatnonzero(self.values.array == value), side="right")
        found: Ints = places[np.diff(places, prepend=-1) != 0]
        return found


class Late:
    """A column that is held only as far as something is stated in it; behind that, and in gaps, is `nothing`."""

    __slots__ = ("held", "nothing")

    def __init__(self, nothing: int, held: Array) -> None:
        self.nothing = nothing
        self.held = Grown(held)

    def __getitem__(self, place: int) -> int:
        held = self.held.array
        return int(held[place]) if place < len(held) else self.nothing

    def numbers(self, size: int) -> Ints:
        """The entries of the first `size` places."""
        held: Ints = self.held.array[:size]
        missing = size - len(held)
        return np.concatenate((held, np.full(missing, self.nothing, dtype=held.dtype))) if missing else held

    def set(self, place: int, value: int) -> None:
        """State an entry."""
        self._reach(place + 1)
        if not self.held.array.flags.writeable:
            self.held = Grown(self.held.array.copy())
        self.held.array[place] = value

    def extend(self, first: int, values: Ints) -> None:
        """State the entries from place `first` on, behind all that is stated so far."""
        self._reach(first)
        self.held.extend(values)

    def _reach(self, size: int) -> None:
        missing = size - len(self.held)
        if missing > 0:
            self.held.extend(np.full(missing, self.nothing, dtype=self.held.array.dtype))
