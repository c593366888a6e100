"""Raw records in documents: performances of operations, production and work, operations events, work calendars and
capabilities.

A response that names equipment and times is a time in a state; its produced material and its data are amounts; what its
persons did is work time. Of nested responses the innermost that names a piece of equipment tells of it. Whatever is
stated in part, or cannot be told, is a finding: nothing is guessed, nothing dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import evolve, field, frozen

from isa95mom import model
from isa95mom.errors import Problem
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model import capacities
from isa95mom.kpi.from_model.events import read_calendar, read_equipment, read_event
from isa95mom.kpi.from_model.reading import Columns, Reading
from isa95mom.kpi.from_model.responses import read_response
from isa95mom.kpi.raw import from_frame
from isa95mom.kpi.terms import Terms
from isa95mom.nouns.records import told_by
from isa95mom.nouns.sources import Source, read_sources
from isa95mom.nouns.walk import Table, read_nothing

NOUNS: Table[Reading] = {
    **told_by(read_response, read_event),
    model.Equipment: (read_equipment, ()),
    model.WorkCalendarInformation: (read_nothing, ("work_calendars",)),
    model.WorkCalendar: (read_calendar, ()),
    **capacities.NOUNS,
}
"""How each noun that says something of times or amounts is read, and the fields that hold others; all else is a
finding."""


@frozen(slots=True)
class Records:
    """The tables that documents state, as `from_frame` takes them, and the findings."""

    tables: dict[str, Columns] = field(factory=dict)
    findings: tuple[Problem, ...] = ()

    def terms(self, **options: Any) -> Terms:
        """The additive terms of these records; `options` are those of `from_frame`, tables among them stand beside.

        Findings of the documents come before those of their rows. Raises what `from_frame` raises.
        """
        tables: dict[str, Any] = dict(self.tables)
        findings = self.findings
        by = options.get("by", ())
        placed = {"equipment", *(options.get("levels") or ())}
        if ("order" not in by or not placed.isdisjoint(by)) and tables.pop("orders", None):
            # An order is carried out on several pieces of equipment; its time is of none of them. Runs are.
            message = "the times of orders are of no single equipment; take terms by order alone for them"
            findings = (*findings, Problem("orders", None, "orders-left-out", message, "warning"))
        terms = from_frame(**(tables | options))
        return evolve(terms, findings=(*findings, *terms.findings))


def records_of(
    sources: Source | Iterable[Source], *, agreed: Agreement | None = None, lenient: bool = False
) -> Records:
    """The raw records that B2MML documents or objects of any version state.

    `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. `agreed`
    are the names that partners use; None are those of `Agreement`. Raises `DocumentError` where a document cannot be
    read.
    """
    reading = Reading(agreed or Agreement())
    read_sources(reading, NOUNS, sources, lenient)
    tables = reading.tables()
    return Records(tables, tuple(reading.findings))


def from_documents(
    sources: Source | Iterable[Source],
    *,
    agreed: Agreement | None = None,
    lenient: bool = False,
    **options: Any,
) -> Terms:
    """The additive terms of B2MML documents or objects of any version; `options` are those of `from_frame`.

    Tables among the options, such as ``cycles`` and ``calendar``, stand for what documents do not say. Findings of the
    documents come before those of their rows. Raises what `records_of` and `from_frame` raise.
    """
    return records_of(sources, agreed=agreed, lenient=lenient).terms(**options)
