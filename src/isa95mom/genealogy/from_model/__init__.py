"""Reading the record from B2MML documents and nouns: the one place here that knows the model and the codec.

A segment response or job response with material actuals is an event; the use of each actual says whether its lots went
in or came out. What a lot is assembled of, and which sublots it has, are events of containment. Operations events, work
records and batch production records hold these, and say when they happened and were recorded. Whatever is stated in
part, or cannot be a line, is a finding: nothing is guessed, nothing dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from isa95mom.errors import Problem
from isa95mom.genealogy.agreement import Agreement
from isa95mom.genealogy.from_model.reading import Reading
from isa95mom.genealogy.from_model.walk import NOUNS
from isa95mom.genealogy.store import Record
from isa95mom.nouns.sources import read_sources


def read_documents(sources: Iterable[Any], lenient: bool, agreed: Agreement) -> tuple[Record, tuple[Problem, ...]]:
    """The record that `sources` state, and the findings."""
    reading = Reading(agreed)
    read_sources(reading, NOUNS, sources, lenient)
    record = reading.record()
    return record, tuple(reading.findings)
