"""Reading the record from B2MML documents and nouns: the one place here that knows the model and the codec.

A segment response or job response with material actuals is an event; the use of each actual says whether its lots went
in or came out. What a lot is assembled of, and which sublots it has, are events of containment. Operations events, work
records and batch production records hold these, and say when they happened and were recorded. Whatever is stated in
part, or cannot be a line, is a finding: nothing is guessed, nothing dropped without a word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from isa95mom import codec
from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.genealogy.agreement import Agreement
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.from_model.reading import Reading
from isa95mom.genealogy.from_model.walk import read_root
from isa95mom.genealogy.store import Record


def read_documents(sources: Iterable[Any], lenient: bool, agreed: Agreement) -> tuple[Record, tuple[Problem, ...]]:
    """The record that `sources` state, and the findings."""
    if isinstance(sources, str | bytes | bytearray | os.PathLike | codec.Document | Noun) or hasattr(sources, "read"):
        sources = [sources]
    reading = Reading(agreed)
    for source in sources:
        if isinstance(source, Noun):
            read_root(reading, source, "")
            continue
        if not isinstance(source, codec.Document):
            if not isinstance(source, str | bytes | bytearray | memoryview | os.PathLike) and not hasattr(
                source, "read"
            ):
                found = type(source).__name__
                raise GenealogyError(
                    f"a {found} is no source; a path, bytes, a binary file, a document or a noun is needed"
                )
            source = codec.read(source, lenient=lenient)
        reading.findings.extend(source.problems)
        read_root(reading, source.root, source.source)
    record = reading.record()
    return record, tuple(reading.findings)
