"""What can go wrong with a genealogy, and how a name that is not known is explained."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

from isa95mom.errors import Isa95Error

ID = str | int
"""Identification of a lot or an event: a text or a whole number, the same for all of one genealogy."""


class Several(Protocol):
    """Identifications that can be counted and gone through."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[ID]: ...


CANDIDATES = 2_000
"""How many names are compared to find the near ones of a name that is not known."""


class GenealogyError(Isa95Error):
    """A genealogy cannot be built or asked as it was told to."""


class ColumnError(GenealogyError, ValueError):
    """A column of records is missing, unknown, or holds a value that does not belong there."""


class LotNotFoundError(GenealogyError, KeyError):
    """A lot that no record names."""

    def __init__(self, lot: ID, near: tuple[ID, ...] = (), count: int = 0) -> None:
        super().__init__(lot, near, count)
        self.lot = lot
        self.near = near
        """Known lots whose identification looks alike, the closest first."""
        self.count = count
        """How many lots the genealogy knows."""

    def __str__(self) -> str:
        return f"no lot {self.lot!r} among {self.count} lots{did_you_mean(self.near)}"


class SavedFileError(GenealogyError, ValueError):
    """A saved genealogy cannot be opened, or one cannot be saved."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        """The file."""
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def did_you_mean(near: Iterable[ID]) -> str:
    """The end of a message that offers the names `near`, empty where there are none."""
    names = " or ".join(repr(name) for name in near)
    return f"; did you mean {names}?" if names else ""


def near_matches(name: object, names: Several) -> tuple[ID, ...]:
    """Up to three of `names` that look like `name`: those that differ in type, case or spaces first.

    Of very many names only those that begin alike are compared, so that a wrong name costs no more than a right one.

    >>> near_matches("lot 7", ["LOT-6", "LOT-7"])
    ('LOT-7', 'LOT-6')
    """
    wanted = _plain(name)
    some: Iterable[ID] = names
    if len(names) > CANDIDATES:
        some = islice((n for n in names if _plain(n)[:3] == wanted[:3]), CANDIDATES)
    plain: dict[str, ID] = {}
    for known in some:
        plain.setdefault(_plain(known), known)
    return tuple(plain[match] for match in difflib.get_close_matches(wanted, plain, n=3, cutoff=0.7))


def _plain(name: object) -> str:
    return "".join(c for c in str(name).casefold() if c.isalnum())
