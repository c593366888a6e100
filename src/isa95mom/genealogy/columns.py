"""Reading the record from columns: dicts of lists, or data frames of any make.

Nothing here needs a data frame library: a table is whatever names its columns and gives one by its name. Columns of
numpy, pandas, polars and Arrow are read as a whole, lists in one pass; only where something does not fit is a column
gone through value by value, to name the row.

Columns of `events`, one row per event:

========== ======== =====================================================================================
event      required identification: texts, or whole numbers
kind       required one of `EventKind`
effective  optional when it happened: date-times with an offset
recorded   optional when it was put on record: date-times with an offset
equipment  optional identification of the equipment, or a list of them
person     optional identification of the person, or a list of them
order      optional identification of the operations request or job order
location   optional identification of the operational location where what comes out is then
party      optional identification of the supplier or customer
evidence   optional identification of the document, message or record that states it
source     optional identification of the system or device that recorded it
sequence   optional whole number by which the source counts its records
supersedes optional identification of the event that this one corrects
========== ======== =====================================================================================

Columns of `lines`, one row per lot that goes into an event or comes out of it:

========== ======== =====================================================================================
event      required identification of an event of the other table
direction  required ``in`` or ``out``
lot        required identification: texts, or whole numbers
quantity   optional numbers: `Decimal`, whole, or binary fractions, which are taken in their shortest decimal spelling
unit       optional unit of measure
========== ======== =====================================================================================

Columns of `lots`, one row per lot: ``lot``, and optional ``material``, ``supplier``, ``supplier_lot``, ``location``,
``disposition``. Columns of `parameters` and `properties`, one row per value: ``event`` or ``lot``, ``name``, ``value``.

In an optional column None, NaN, NaT and their kin mean that nothing is stated.

A table of Arrow or Parquet holds all times of a column in UTC, and all its decimals with one number of digits. How they
were stated may stand beside: in ``effective_offset`` and ``recorded_offset`` of `events`, seconds east of UTC, and in
``quantity_digits`` of `lines`, the digits after the point.
"""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.record import Direction, EventKind, direction_of, kind_of
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS, NUMBER_OF_KIND, EventColumns, LineColumns, Record, Tags
from isa95mom.tables.errors import did_you_mean, near_matches
from isa95mom.tables.growing import Grown, Ints
from isa95mom.tables.quantities import Quantities
from isa95mom.tables.scalars import text, value_of
from isa95mom.tables.table import Columns, Table
from isa95mom.tables.times import Times

EVENTS = ("event", "kind"), ("effective", "recorded", "equipment", "person", *EVENT_TAGS, "sequence", "supersedes")
LINES = ("event", "direction", "lot"), ("quantity", "unit")
EVENTS_SPELT = ("effective_offset", "recorded_offset")
LINES_SPELT = ("quantity_digits",)
"""How times and quantities were spelt, for tables that hold them in one offset and with one number of digits."""


def add_columns(record: Record, events: Table, lines: Table) -> None:
    """Add what the tables `events` and `lines` hold. Raises `ColumnError`, and adds nothing, where they do not fit."""
    told = Columns("events", events, EVENTS[0], (*EVENTS[1], *EVENTS_SPELT))
    ours = Columns("lines", lines, LINES[0], (*LINES[1], *LINES_SPELT))
    trial = Trial(record)
    try:
        first = len(record.event_ids)
        name_events(told, record)
        kinds = told.codes("kind", lambda value: NUMBER_OF_KIND[kind_of(value)])
        made = EventColumns(
            kind=kinds.astype(np.int8),
            effective=told.times("effective"),
            recorded=told.times("recorded"),
            equipment=told.lists("equipment", record.equipment_ids),
            person=told.lists("person", record.person_ids),
            tags={name: told.tags(name, record.event_tags[name].names) for name in EVENT_TAGS if name in told.values},
            sequence=told.sequence(),
        )
        corrected = corrections(told, record, first)
        event = ours.known("event", record.event_ids, first)
        if event is None:
            event = ours.codes("event", lambda name: event_number(name, record, first))
        out = ours.codes("direction", lambda value: int(direction_of(value) is Direction.OUT))
        lot = ours.names("lot", record.lots)
        quantity = ours.quantities("quantity")
        unit = ours.codes("unit", lambda value: record.units.number(text(value)))
        record.extend(made, LineColumns(event, out.astype(bool), lot, quantity, unit))
    except BaseException:
        trial.undo()
        raise
    record.supersedes |= corrected


def add_facts(record: Record, lots: Table | None, parameters: Table | None, properties: Table | None) -> None:
    """Note what tables say of lots and events. Raises `ColumnError` where they do not fit."""
    if lots is not None:
        told = Columns("lots", lots, ("lot",), LOT_TAGS)
        numbers = told.names("lot", record.lots)
        for column in LOT_TAGS:
            if column in told.values:
                describe(told, column, record.lot_tags[column], numbers, len(record.lots))
    for table, of, facts, find in (
        (parameters, "event", record.parameters, lambda name: event_number(name, record, 0)),
        (properties, "lot", record.properties, record.lots.number),
    ):
        if table is None:
            continue
        told = Columns("parameters" if of == "event" else "properties", table, (of, "name", "value"), ())
        rows = zip(told.read(of, find), told.read("name", text), told.read("value", value_of), strict=True)
        for row, (number, name, value) in enumerate(rows):
            told.set("value", row, facts.set, number, name, value)


def describe(told: Columns, column: str, tags: Tags, lots: Ints, size: int) -> None:
    """Note one column of the table of lots."""
    said = told.tags(column, tags.names)
    stated = said >= 0
    lots, said = lots[stated], said[stated]
    held = tags.numbers(size).copy()
    fresh = held[lots] == -1
    held[lots[fresh]] = said[fresh]
    for row in np.flatnonzero(held[lots] != said)[:1].tolist():
        known, also = tags.names[int(held[lots[row]])], tags.names[int(said[row])]
        raise told.error(
            column, int(np.flatnonzero(stated)[row]), f"{column!r} is said to be {known!r} and also {also!r}"
        )
    tags.held = Grown(held)


def add_edges(record: Record, edges: Table) -> None:
    """Add a table of `edges` from lot to lot: one event each. Raises `ColumnError` where it does not fit."""
    told = Columns("edges", edges, ("sources", "targets"), ("quantity", "time"))
    size = told.length
    trial = Trial(record)
    try:
        sources, targets = told.names("sources", record.lots), told.names("targets", record.lots)
        quantity, times = told.quantities("quantity"), told.times("time")
        first = len(record.event_ids)
        record.event_ids.load([f"edge {row}" for row in range(size)])
        none = np.zeros(size, dtype=np.int32), np.zeros(0, dtype=np.int32)
        both = Quantities.nothing(2 * size)
        both.whole.array[:], both.digits.array[:] = (
            np.repeat(quantity.whole.array, 2),
            np.repeat(quantity.digits.array, 2),
        )
        both.apart = {2 * place + side: said for place, said in quantity.apart.items() for side in (0, 1)}
        event = np.repeat(np.arange(first, first + size, dtype=np.int32), 2)
        lot = np.column_stack((sources, targets)).reshape(-1)
        out = np.tile(np.array([False, True]), size)
        kinds = np.full(size, NUMBER_OF_KIND[EventKind.PRODUCE], dtype=np.int8)
        record.extend(
            EventColumns(kinds, times, Times.nothing(size), none, none),
            LineColumns(event, out, lot, both, np.full(2 * size, -1, dtype=np.int32)),
        )
    except BaseException:
        trial.undo()
        raise


class Trial:
    """The names of a record before a table was read, to go back to where it does not fit."""

    def __init__(self, record: Record) -> None:
        self.kept = [
            (names, names.fixed, len(names.added), names.kind)
            for names in (
                *(record.lots, record.event_ids, record.equipment_ids, record.person_ids, record.units),
                *(tags.names for tags in record.event_tags.values()),
            )
        ]

    def undo(self) -> None:
        """Forget the names that were added."""
        for names, fixed, size, made_of in self.kept:
            names.restore(fixed, size, made_of)


def name_events(told: Columns, record: Record) -> None:
    """Give the events their numbers, in the order of the table."""
    known, names = len(record.event_ids), record.event_ids
    numbers = told.names("event", names)
    if len(numbers) == len(names) - known and (len(numbers) < 2 or (np.diff(numbers) == 1).all()):
        return
    seen: set[int] = set()
    for row, number in enumerate(numbers.tolist()):
        if number < known or number in seen:
            raise told.error("event", row, f"event {names[number]!r} is recorded already")
        seen.add(number)
    # every name is new and stands once, but they were numbered in another order than that of the rows
    names.reorder(known, numbers)


def event_number(name: object, record: Record, first: int) -> int:
    """The number of an event that the tables name."""
    number = record.event_ids.find(name)
    if number < first:
        record.event_ids.checked(name)
        near = did_you_mean(near_matches(name, record.event_ids))
        raise ValueError(f"{name!r} is not in the column 'event' of events{near}")
    return number


def corrections(told: Columns, record: Record, first: int) -> dict[int, int]:
    """Which of the events correct which."""
    found: dict[int, int] = {}
    if "supersedes" not in told.values:
        return found
    for row, name in enumerate(told.read("supersedes", record.event_ids.checked)):
        if name is None:
            continue
        number = record.event_ids.find(name)
        if number < 0:
            near = did_you_mean(near_matches(name, record.event_ids))
            raise told.error("supersedes", row, f"event {name!r} is not on record{near}")
        found[first + row] = number
        next: int | None = number
        while next is not None:
            if next == first + row:
                raise told.error("supersedes", row, f"event {name!r} would supersede itself in the end")
            next = found.get(next, record.supersedes.get(next))
    return found
