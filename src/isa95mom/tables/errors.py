"""What can go wrong with tables, and how a name that is not known is explained."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from itertools import islice
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


class TableError(Isa95Error):
    """What stands in a table cannot be held, or not be given out in the form asked for."""


class ColumnError(TableError, ValueError):
    """A column of a table is missing, unknown, or holds a value that does not belong there."""


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
