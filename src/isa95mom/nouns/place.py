"""Where in a document something is said, and what is said there of all within it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import PurePath

from attrs import evolve, frozen

from isa95mom.declare import Noun


@frozen(slots=True)
class Place:
    """Where in a document a noun stands, and what is said there of all within it."""

    source: str
    path: str = ""
    ids: tuple[str | None, ...] = ()
    """Identifications of the performance and the responses around, outermost first; None where a response has none."""
    recorded: datetime | None = None
    effective: datetime | None = None
    """When what is recorded there happened, which counts where it has no time of its own."""
    order: str | None = None
    message: str = ""
    """Identification of the message (BODID)."""
    origin: str | None = None
    """Where the operations event came from."""
    event: str | None = None
    """The operations event around."""
    action: str = ""
    """What the record around did with its objects, such as ``Changed``."""
    operations: str | None = None
    """The category of operations that a report or response around states, such as ``Production``."""
    segments: tuple[str, ...] = ()
    """What was carried out there, by the identifications of definitions and segments, the innermost first."""

    def of(self, noun: Noun, position: int | None = None) -> Place:
        """The place of `noun` within this one, told apart by `position` or else its identification."""
        which = position or identification(getattr(noun, "id", None))
        step = element_name(noun.__types__[0] if noun.__types__ else type(noun).__name__)
        return evolve(self, path=f"{self.path}/{step}[{which}]" if which else f"{self.path}/{step}")

    @property
    def evidence(self) -> str | None:
        """The document, and in it the message or, where that has no identification, the path; None for none of them."""
        name = PurePath(self.source).name
        where = self.message or self.path
        return f"{name}#{where}" if name and where else name or where or None


@cache
def element_name(of_type: str) -> str:
    """What the elements of a schema type are called."""
    return re.sub("^Op(?=[A-Z])|Type$", "", of_type)


def identification(value: str | None) -> str | None:
    """`value` as a plain text, or None where it says nothing."""
    return str(value).strip() or None if value is not None else None


def named(values: Iterable[str]) -> Iterator[str]:
    """The identifications among `values`, each once."""
    return iter(dict.fromkeys(id for id in map(identification, values) if id is not None))
