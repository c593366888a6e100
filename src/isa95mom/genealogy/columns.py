"""Reading the record from columns: dicts of lists, or data frames of any make.

Nothing here imports a data frame library: a table is whatever names its columns and gives one by its name.

Columns of `events`, one row per event:

========== ======== =====================================================================================
event      required identification: texts, or whole numbers
kind       required one of `EventKind`
effective  optional when it happened: date-times with an offset
recorded   optional when it was put on record: date-times with an offset
equipment  optional identification of the equipment, or a list of them
person     optional identification of the person, or a list of them
========== ======== =====================================================================================

Columns of `lines`, one row per lot that goes into an event or comes out of it:

========== ======== =====================================================================================
event      required identification of an event of the other table
direction  required ``in`` or ``out``
lot        required identification: texts, or whole numbers
quantity   optional numbers: `Decimal`, whole, or binary fractions, which are taken in their shortest decimal spelling
unit       optional unit of measure
========== ======== =====================================================================================

In an optional column None, NaN, NaT and their kin mean that nothing is stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from isa95mom.genealogy.errors import ColumnError, GenealogyError, did_you_mean, near_matches
from isa95mom.genealogy.record import Direction, Event, EventKind, Record, is_whole


class Table(Protocol):
    """Anything that gives a column by its name: a dict of columns, or a frame of pandas, polars or Arrow."""

    def __getitem__(self, name: str, /) -> Any: ...


def read_columns(events: Table, lines: Table) -> Record:
    """The record that the tables `events` and `lines` hold. Raises `ColumnError` where they do not fit the schema."""
    record = Record()
    event_id, lot_id = record.event_ids.checked, record.lots.checked
    told = Columns("events", events, ("event", "kind"), ("effective", "recorded", "equipment", "person"))
    rows = zip(
        told.read("event", event_id),
        told.read("kind", kind),
        told.read("effective", aware),
        told.read("recorded", aware),
        told.read("equipment", texts),
        told.read("person", texts),
        strict=True,
    )
    for row, (name, what, effective, recorded, equipment, person) in enumerate(rows):
        try:
            record.add_event(
                Event(
                    id=name,
                    kind=what,
                    effective=effective,
                    recorded=recorded,
                    equipment=equipment or (),
                    person=person or (),
                )
            )
        except GenealogyError as error:
            raise told.error("event", row, error) from None
    told = Columns("lines", lines, ("event", "direction", "lot"), ("quantity", "unit"))
    numbers = record.event_ids.numbers
    line_rows = zip(
        told.read("event", event_id),
        told.read("direction", direction),
        told.read("lot", lot_id),
        told.read("quantity", amount),
        told.read("unit", text),
        strict=True,
    )
    for row, (name, way, lot, quantity, unit) in enumerate(line_rows):
        event = numbers.get(name)
        if event is None:
            near = did_you_mean(near_matches(name, numbers))
            raise told.error("event", row, f"{name!r} is not in the column 'event' of events{near}")
        try:
            record.add_line(event, way is Direction.OUT, lot, quantity, unit)
        except GenealogyError as error:
            raise told.error("lot", row, error) from None
    return record


def read_edges(edges: Table) -> Record:
    """The record of a table of `edges` from lot to lot: one event each. Raises `ColumnError` where it does not fit."""
    record = Record()
    told = Columns("edges", edges, ("sources", "targets"), ("quantity", "time"))
    rows = zip(
        told.read("sources", record.lots.checked),
        told.read("targets", record.lots.checked),
        told.read("quantity", amount),
        told.read("time", aware),
        strict=True,
    )
    for row, (source, target, quantity, time) in enumerate(rows):
        event = record.add_event(Event(id=f"edge {row}", kind=EventKind.PRODUCE, effective=time))
        for column, out, lot, share in (("sources", False, source, quantity), ("targets", True, target, None)):
            try:
                record.add_line(event, out, lot, share, None)
            except GenealogyError as error:
                raise told.error(column, row, error) from None
    return record


class Columns:
    """The columns of one table, checked to be those of the schema and of one length."""

    def __init__(self, name: str, table: Table, required: tuple[str, ...], optional: tuple[str, ...]) -> None:
        self.name = name
        self.required = required
        allowed = (*required, *optional)
        names = _column_names(name, table)
        for column in names:
            if column not in allowed:
                near = did_you_mean(near_matches(column, allowed))
                raise ColumnError(f"{name}: unknown column {column!r}; the columns are {', '.join(allowed)}{near}")
        for column in required:
            if column not in names:
                raise ColumnError(f"{name}: the column {column!r} is missing; there are {', '.join(names) or 'none'}")
        self.values = {column: to_list(table[column], f"{name}: column {column!r}") for column in names}
        self.length = len(self.values[required[0]])
        for column, values in self.values.items():
            if len(values) != self.length:
                raise ColumnError(
                    f"{name}: the column {column!r} has {len(values)} rows, but {required[0]!r} has {self.length}"
                )

    def read(self, column: str, convert: Callable[[Any], Any]) -> list[Any]:
        """The values of `column` as `convert` makes them; None where nothing is stated."""
        values = self.values.get(column)
        if values is None:
            return [None] * self.length
        read: list[Any] = []
        for row, value in enumerate(values):
            if is_missing(value):
                if column in self.required:
                    raise self.error(column, row, "nothing is stated, and a value is needed")
                read.append(None)
                continue
            try:
                read.append(convert(value))
            except (ValueError, GenealogyError) as error:
                raise self.error(column, row, error) from None
        return read

    def error(self, column: str, row: int, what: object) -> ColumnError:
        """An error that names its place; rows count from 0."""
        return ColumnError(f"{self.name}: column {column!r}, row {row}: {what}")


def _column_names(name: str, table: Any) -> list[str]:
    for holder in ("columns", "column_names"):  # pandas and polars; Arrow, whose `columns` are the columns themselves
        names = [] if isinstance(table, Mapping) else list(getattr(table, holder, ()))
        if names and all(isinstance(column, str) for column in names):
            return names
    if isinstance(table, Mapping):
        return list(table)
    if len(getattr(table, "columns", (0,))) == 0:  # a frame of nothing
        return []
    found = type(table).__name__
    raise ColumnError(f"{name} is a {found}; a dict of columns or a data frame with named columns is needed")


def to_list(column: Any, what: str) -> list[Any]:
    """The values of a column of any make as a list of plain values. Raises `ColumnError` where `column` is none."""
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values = getattr(column, method)()
            if isinstance(values, list):
                return values
    if isinstance(column, Iterable) and not isinstance(column, str | bytes | Mapping):
        return list(column)
    raise ColumnError(f"{what} is a {type(column).__name__}; a list of values is needed")


def is_missing(value: object) -> bool:
    """Whether `value` is one of the ways to say nothing: None, and the NaN, NaT and NA of the data frames."""
    if value is None:
        return True
    if isinstance(value, float):
        return value != value
    return type(value).__name__ in ("NaTType", "NAType")


def kind(value: Any) -> EventKind:
    """The `EventKind` that `value` names. Raises `ValueError` where it names none."""
    try:
        return EventKind(value)
    except ValueError:
        near = did_you_mean(near_matches(value, [kind.value for kind in EventKind]))
        raise ValueError(f"{value!r} is not a kind of event; the kinds are {', '.join(EventKind)}{near}") from None


def direction(value: Any) -> Direction:
    """The `Direction` that `value` names. Raises `ValueError` where it names none."""
    try:
        return Direction(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a direction; 'in' or 'out' is needed") from None


def aware(value: Any) -> datetime:
    """`value` if it is a date-time with an offset. Raises `ValueError` otherwise."""
    if not isinstance(value, datetime):
        raise ValueError(f"{value!r} is a {type(value).__name__}; a date-time is needed")
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no offset from UTC, and which one is meant is not guessed")
    return value


def amount(value: Any) -> Decimal:
    """`value` as an exact number. Raises `ValueError` where it is none."""
    if isinstance(value, Decimal):
        number = Decimal(value)
    elif is_whole(value):
        number = Decimal(int(value))
    elif isinstance(value, float):
        number = Decimal(repr(float(value)))
    else:
        raise ValueError(f"{value!r} is a {type(value).__name__}; a number is needed")
    if not number.is_finite():
        raise ValueError(f"{value!r} is not an amount")
    return number


def text(value: Any) -> str:
    """`value` if it is a text. Raises `ValueError` otherwise."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is a {type(value).__name__}; a text is needed")
    return str(value)


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of texts as a tuple. Raises `ValueError` where it is neither."""
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, Iterable):
        return tuple(text(item) for item in value)
    raise ValueError(f"{value!r} is a {type(value).__name__}; a text or a list of texts is needed")
