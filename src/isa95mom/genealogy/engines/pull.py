"""From an engine into memory: some lots with everything on record of them."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any

from isa95mom.genealogy.engines.reach import Followed, Walk, at_start
from isa95mom.genealogy.engines.schema import Tables
from isa95mom.genealogy.engines.session import Kept, Scope, Session, Table
from isa95mom.genealogy.graph import Genealogy
from isa95mom.genealogy.record import EventKind
from isa95mom.tables.frames import TIMES

RENAMING = Followed(kinds=(str(EventKind.RELABEL),))
"""What is left of a lot may be known only by that from which it was relabelled."""


def pulled(session: Session, scope: Scope, tables: Tables, lots: Kept) -> Genealogy:
    """The genealogy of all events of some lots, and of what these correct or are corrected by."""
    lots = Walk(scope, tables, RENAMING, True, None).run(scope.keep(at_start(lots.table))).lots
    events = scope.keep(tables.lines.semi_join(lots.table, "lot").select("event").distinct())
    if "supersedes" in tables.stated["events"]:
        events = _with_corrections(scope, tables, events)
    lines = tables.lines_stated.semi_join(events.table, "event")
    described = None
    if "lots" in tables.stated:
        described = tables.lots.select(*tables.stated["lots"]).semi_join(lines, "lot").order_by("lot")
    return Genealogy.from_columns(
        _columns(session, tables.events_stated.semi_join(events.table, "event").order_by("event")),
        _columns(session, lines.order_by("event", "direction", "lot")),
        lots=None if described is None else _columns(session, described),
    )


def _with_corrections(scope: Scope, tables: Tables, events: Kept) -> Kept:
    """These events, what they correct, and what corrects them."""
    corrections = tables.events.filter(tables.events.supersedes.notnull()).select("event", "supersedes")
    while True:
        by = corrections.semi_join(events.table, corrections.supersedes == events.table.event).select("event")
        of = corrections.semi_join(events.table, "event").select(event=corrections.supersedes)
        more = scope.keep(by.union(of, distinct=True).anti_join(events.table, "event"))
        if not more.rows:
            return events
        events = scope.keep(events.table.union(more.table))


def _columns(session: Session, table: Table) -> dict[str, Any]:
    """The rows of a table, by column; decimal numbers and times exactly."""
    exact = {name: table[name].cast("string") for name, dtype in table.schema().items() if dtype.is_decimal()}
    rows = session.fetch(table.mutate(**exact))
    found = {name: rows[name] for name in rows.column_names}
    for name in exact:
        found[name] = [None if number is None else Decimal(number) for number in found[name].to_pylist()]
    for name in set(TIMES) & found.keys():  # what Spark gives is UTC, and Arrow has to be told
        found[name] = found[name].cast(utc())
    return found


def utc() -> Any:
    """The type of Arrow for moments."""
    return import_module("pyarrow").timestamp("us", "UTC")
