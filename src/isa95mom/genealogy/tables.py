"""The record as tables of the column schema: what `from_columns` reads to the same record again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from isa95mom.genealogy.store import KINDS, Facts, Record
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Ints, Ragged
from isa95mom.tables.names import Names
from isa95mom.tables.scalars import Value
from isa95mom.tables.times import MISSING, Times

Columns = dict[str, list[Any]]


def to_columns(record: Record) -> dict[str, Columns]:
    """The tables of a record by their names, each a dict of its columns; all columns are there."""
    lots, events, _ = record.size
    told: Columns = {
        "event": list(record.event_ids),
        "kind": [KINDS[kind].value for kind in record.kind.array.tolist()],
        "effective": times(record.effective, events),
        "recorded": times(record.recorded, events),
        "equipment": lists(record.equipment, record.equipment_ids, events),
        "person": lists(record.person, record.person_ids, events),
    }
    told |= {name: texts(tags.numbers(events), tags.names) for name, tags in record.event_tags.items()}
    told["sequence"] = [None if n == MISSING else n for n in record.sequence.numbers(events).tolist()]
    told["supersedes"] = [None] * events
    for number, corrected in record.supersedes.items():
        told["supersedes"][number] = record.event_ids[corrected]
    numbers = record.all_lines()
    lines: Columns = {
        "event": record.event_ids.take(record.line_events(numbers)),
        "direction": [DIRECTIONS[out] for out in record.line_out(numbers).tolist()],
        "lot": record.lots.take(record.line_lot.array[numbers]),
        "quantity": record.quantity.take(numbers),
        "unit": texts(record.unit.array[numbers], record.units),
    }
    described: Columns = {"lot": list(record.lots)}
    described |= {name: texts(tags.numbers(lots), tags.names) for name, tags in record.lot_tags.items()}
    return {
        "events": told,
        "lines": lines,
        "lots": described,
        "parameters": facts("event", record.parameters, record.event_ids),
        "properties": facts("lot", record.properties, record.lots),
    }


DIRECTIONS = ("in", "out")


def times(column: Times, size: int) -> list[Any]:
    """Times with the offsets that they were stated with."""
    return [column[place] for place in range(size)]


def lists(column: Ragged, names: Names, size: int) -> list[list[str]]:
    """The texts of each event."""
    every = list(names)
    return [[str(every[number]) for number in column[place].tolist()] for place in range(size)]


def texts(numbers: Ints, names: Names) -> list[str | None]:
    """Texts by their numbers; None where there is none."""
    every = [*map(str, names), None]  # -1 is the last
    return [every[number] for number in numbers.tolist()]


def facts(of: str, said: Facts, names: Names) -> Columns:
    """Values by name: a row for each."""
    rows = list(stated(said, names))
    return {column: [row[place] for row in rows] for place, column in enumerate((of, "name", "value"))}


def stated(said: Facts, names: Names) -> Iterator[tuple[ID, str, Value]]:
    """Every value, with what it is said of and its name."""
    for name, values in said.by_name.items():
        for number, value in values.items():
            yield names[number], name, value
