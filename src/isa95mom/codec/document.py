"""What is read: documents, and the options of reading."""

from __future__ import annotations

from attrs import Factory, define, frozen

from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.values.version import Version


@define(slots=True, kw_only=True)
class Document:
    """One document: its version, its root object and what reading it found."""

    version: Version
    """The schema version it is of, detected or given."""
    root: Noun
    """The object it carries: a noun, or a `Message`."""
    problems: tuple[Problem, ...] = ()
    """What lenient reading found and mended; empty after strict reading."""
    source: str = ""
    """Name of the file or stream it came from; empty where it has none."""
    name: str = ""
    """Name of the root element; empty to let the root object decide."""
    namespaces: dict[str, str] = Factory(dict)
    """Prefixes and namespaces declared at the root; written again."""
    prolog: tuple[str, ...] = ()
    """Comments and processing instructions before the root, as they stood."""
    epilog: tuple[str, ...] = ()
    """Those after the root."""
    lenient: bool = False
    """Whether it was read leniently; it may then hold what its version does not allow, and is written as it is."""


@frozen(slots=True, kw_only=True)
class Limits:
    """How much a document may ask for. Documents of plants stay far below; hostile ones do not."""

    text: int = 10_000_000
    """Characters in one text or attribute."""
    document: int | None = None
    """Bytes of the whole document; None for any number."""
    problems: int = 100
    """Problems that are collected before reading stops telling more."""


DEFAULT_LIMITS = Limits()
