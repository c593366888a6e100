"""Whether the rows of tables in an engine are such as a genealogy in memory takes."""

from __future__ import annotations

from collections.abc import Iterator

from isa95mom.genealogy.engines.schema import Tables
from isa95mom.genealogy.engines.session import Session, Table
from isa95mom.genealogy.record import Direction, EventKind
from isa95mom.tables.errors import ColumnError


def verify(session: Session, tables: Tables) -> None:
    """Raise `ColumnError` for the first thing that is wrong, with one of the values and how many rows have it."""
    for place, found, problem in _problems(tables):
        worst = session.fetch(found.limit(1)).to_pylist()
        if worst:
            (value,) = worst[0].values()
            rows = session.values(found.count())[0]
            raise ColumnError(f"{place}: {value!r} {problem} ({rows} row{'' if rows == 1 else 's'} of the kind)")


def _problems(tables: Tables) -> Iterator[tuple[str, Table, str]]:
    events, lines = tables.events, tables.every_line
    for name, table, column, allowed in (
        ("events", events, "kind", EventKind),
        ("lines", lines, "direction", Direction),
    ):
        values = [str(value) for value in allowed]
        wrong = table.filter(table[column].isnull() | table[column].notin(values))
        yield f"{name}: column {column!r}", wrong.select(column), f"is not one of {', '.join(values)}"
    for name, table, column in (("events", events, "event"), ("lines", lines, "event"), ("lines", lines, "lot")):
        nothing = table.filter(table[column].isnull()).select(column)
        yield f"{name}: column {column!r}", nothing, "states nothing, and a value is needed"
    twice = events.group_by("event").agg(rows=events.count())
    yield "events: column 'event'", twice.filter(twice.rows > 1).select("event"), "is recorded more than once"
    known = events.select("event")
    yield "lines: column 'event'", lines.anti_join(known, "event").select("event"), "is not in the table of events"
    corrected = events.filter(events.supersedes.notnull()).select(event=events.supersedes)
    yield "events: column 'supersedes'", corrected.anti_join(known, "event"), "is not in the table of events"
