"""Reading documents and nouns from wherever they are."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from isa95mom import codec
from isa95mom.declare import Noun
from isa95mom.errors import Isa95Error
from isa95mom.nouns.walk import R, Table, read_root

Source = Any
"""A path, bytes, a binary file, a document or a noun."""


def read_sources(reading: R, table: Table[R], sources: Source | Iterable[Source], lenient: bool) -> None:
    """Read one source or several, in their order. Raises `Isa95Error` for what is no source."""
    if isinstance(sources, str | bytes | bytearray | os.PathLike | codec.Document | Noun) or hasattr(sources, "read"):
        sources = [sources]
    for source in sources:
        if isinstance(source, Noun):
            read_root(reading, table, source, "")
            continue
        document = source if isinstance(source, codec.Document) else codec.read(_readable(source), lenient=lenient)
        reading.findings.extend(document.problems)
        read_root(reading, table, document.root, document.source)


def _readable(source: Source) -> Any:
    if isinstance(source, str | bytes | bytearray | memoryview | os.PathLike) or hasattr(source, "read"):
        return source
    found = type(source).__name__
    raise Isa95Error(f"a {found} is no source; a path, bytes, a binary file, a document or a noun is needed")
