"""Identifications and the numbers that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from numbers import Integral
from typing import Protocol, SupportsInt, TypeGuard
from zlib import crc32

import numpy as np

from isa95mom.tables.errors import ID, TableError
from isa95mom.tables.growing import Array, Ints

LIMIT = 2**31 - 1
"""How many lots, events or lines a genealogy holds at the most: they are numbered with four bytes."""


def is_whole(value: object) -> TypeGuard[SupportsInt]:
    """Whether `value` is a whole number, of Python or numpy; a truth value is none."""
    return type(value) is not bool and isinstance(value, Integral)


class Fixed(Protocol):
    """Identifications in arrays that do not grow, numbered from 0."""

    @property
    def kind(self) -> type:
        """`str` or `int`."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> ID: ...

    def find(self, name: ID) -> int:
        """The number of `name`; -1 where it has none."""

    def take(self, numbers: Ints) -> list[ID]:
        """The identifications with these numbers."""


class Wholes:
    """Whole numbers in an array."""

    kind: type = int

    def __init__(self, values: Array, order: Array | None = None) -> None:
        self.values = values
        self.order = order
        """The places of the numbers from the least to the greatest; None where they ascend."""

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, number: int) -> ID:
        return int(self.values[number])

    def find(self, name: ID) -> int:
        """The number of `name`; -1 where it has none."""
        if not -(2**63) <= int(name) < 2**63:
            return -1
        place = int(np.searchsorted(self.values, np.int64(name), sorter=self.order))
        if place == len(self.values):
            return -1
        number = place if self.order is None else int(self.order[place])
        return number if self.values[number] == name else -1

    def take(self, numbers: Ints) -> list[ID]:
        """The identifications with these numbers."""
        return list(self.values[numbers].tolist())


class Texts:
    """Texts in arrays: their UTF-8 one after another, where each ends, and their checksums in order to find them by."""

    kind: type = str

    def __init__(self, octets: Array, ends: Array, sums: Array, order: Array) -> None:
        self.octets, self.ends, self.sums, self.order = octets, ends, sums, order

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """The arrays of `texts`."""
        coded = [text.encode("utf-8", "surrogatepass") for text in texts]
        ends = np.cumsum(np.fromiter(map(len, coded), dtype=np.int64, count=len(coded)), dtype=np.int64)
        sums = np.fromiter(map(crc32, coded), dtype=np.uint32, count=len(coded))
        order = np.argsort(sums, kind="stable").astype(np.int32)
        return cls(np.frombuffer(b"".join(coded), dtype=np.uint8), ends, sums[order], order)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> ID:
        begin = self.ends[number - 1] if number else 0
        return bytes(self.octets[begin : self.ends[number]]).decode("utf-8", "surrogatepass")

    def find(self, name: ID) -> int:
        """The number of `name`; -1 where it has none."""
        wanted = np.uint32(crc32(str(name).encode("utf-8", "surrogatepass")))
        place = int(np.searchsorted(self.sums, wanted))
        while place < len(self.sums) and self.sums[place] == wanted:
            if self[int(self.order[place])] == name:
                return int(self.order[place])
            place += 1
        return -1

    def take(self, numbers: Ints) -> list[ID]:
        """The identifications with these numbers."""
        return [self[number] for number in numbers.tolist()]


class Names:
    """Identifications numbered from 0: some in arrays that stay as they are, the others in the order they came in.

    All are texts, or all are whole numbers.
    """

    __slots__ = ("_kind", "_numbers", "added", "fixed", "what")

    def __init__(self, what: str, fixed: Fixed | None = None, added: list[ID] | None = None) -> None:
        self.what = what
        self.fixed: Fixed = Wholes(np.zeros(0, dtype=np.int64)) if fixed is None else fixed
        self.added: list[ID] = [] if added is None else added
        self._numbers: dict[ID, int] | None = None
        self._kind: type | None = fixed.kind if fixed is not None and len(fixed) else None

    def __len__(self) -> int:
        return len(self.fixed) + len(self.added)

    def __getitem__(self, number: int) -> ID:
        own = number - len(self.fixed)
        return self.fixed[number] if own < 0 else self.added[own]

    def __iter__(self) -> Iterator[ID]:
        for begin in range(0, len(self.fixed), 4096):
            yield from self.fixed.take(np.arange(begin, min(begin + 4096, len(self.fixed))))
        yield from self.added

    def take(self, numbers: Ints) -> list[ID]:
        """The identifications with these numbers."""
        own = len(self.fixed)
        if not own:
            added = self.added
            return [added[number] for number in numbers.tolist()]
        if not self.added:
            return self.fixed.take(numbers)
        return [self[number] for number in numbers.tolist()]

    def find(self, name: object) -> int:
        """The number of `name`; -1 where it has none."""
        if isinstance(name, str):
            plain: ID = str(name)
        elif is_whole(name):
            plain = int(name)
        else:
            return -1
        if type(plain) is not self.kind:
            return -1
        found = self._dict().get(plain, -1)
        return self.fixed.find(plain) if found < 0 and len(self.fixed) else found

    def find_all(self, names: list[ID]) -> Ints:
        """The numbers of texts; -1 for those that have none."""
        get = self._dict().get
        found = np.array([get(name, -1) for name in names], dtype=np.int32)
        if len(self.fixed):
            for place in np.flatnonzero(found < 0).tolist():
                found[place] = self.find(names[place])
        return found

    def find_wholes(self, names: Array) -> Ints | None:
        """The numbers of whole numbers, -1 for those that have none; None where they have to be looked up singly."""
        fixed = self.fixed
        if self.added or not isinstance(fixed, Wholes) or fixed.order is not None:
            return None
        if not len(fixed):
            return np.full(len(names), -1, dtype=np.int32)
        if fixed.values[0] == 0 and fixed.values[-1] == len(fixed) - 1:
            return np.where((names >= 0) & (names < len(fixed)), names, -1).astype(np.int32)
        places = np.minimum(np.searchsorted(fixed.values, names), len(fixed) - 1)
        return np.where(fixed.values[places] == names, places, -1).astype(np.int32)

    @property
    def kind(self) -> type | None:
        """`str` or `int`; None where there is no identification yet."""
        if self._kind is None and self.added:
            self._kind = type(self.added[0])
        return self._kind

    def checked(self, name: object) -> ID:
        """`name` as a plain text or whole number. Raises `TableError` where it is neither, or unlike the others."""
        plain: ID
        if isinstance(name, str) and name:
            plain = str(name)
        elif is_whole(name):
            plain = int(name)
        else:
            found = "an empty text" if name == "" else f"{name!r}, a {type(name).__name__}"
            raise TableError(f"the {self.what} is named by {found}; a text or a whole number is needed")
        if self.kind is not None and type(plain) is not self.kind:
            raise TableError(
                f"{self.what} {plain!r} is a {type(plain).__name__}, but {self.what} {self[0]!r} is a "
                f"{self.kind.__name__}; all must be texts, or all whole numbers"
            )
        return plain

    def number(self, name: object) -> int:
        """The number of `name`, given to it where it has none yet; `checked` says which names there may be."""
        plain = self.checked(name)
        found = self._dict().get(plain, -1)
        if found < 0 and len(self.fixed):
            found = self.fixed.find(plain)
        if found < 0:
            found = len(self)
            if found >= LIMIT:
                raise TableError(f"there are more than {LIMIT} of the kind {self.what}")
            self.added.append(plain)
            self._dict()[plain] = found
        return found

    def numbers(self, names: Iterable[object]) -> Ints:
        """The numbers of `names`, given to those that have none yet."""
        return np.array([self.number(name) for name in names], dtype=np.int32)

    def load(self, names: list[str]) -> None:
        """Take `names` as they are, where there are none yet: texts, none empty, each once."""
        self.added = list(names)
        self._numbers = None

    def fix(self, fixed: Fixed) -> None:
        """Take the identifications of arrays, where there are none yet."""
        self.fixed, self._kind = fixed, fixed.kind

    def reorder(self, first: int, numbers: Ints) -> None:
        """Renumber the names from `first` on: what had ``numbers[n]`` gets the number ``first + n``."""
        names = self.take(numbers)
        own = len(self.fixed)
        if first < own:
            self.fixed = Wholes(np.zeros(0, dtype=np.int64))
            self.added = []
        del self.added[max(first - own, 0) :]
        self.added += names
        self._numbers = None

    def restore(self, fixed: Fixed, added: int, kind: type | None) -> None:
        """Go back to how it was before names were added."""
        del self.added[added:]
        self.fixed, self._kind, self._numbers = fixed, kind, None

    def _dict(self) -> dict[ID, int]:
        if self._numbers is None:
            own = len(self.fixed)
            self._numbers = dict(zip(self.added, range(own, own + len(self.added)), strict=True))
        return self._numbers
