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
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, Protocol

import numpy as np

from isa95mom.genealogy.errors import ColumnError, GenealogyError, did_you_mean, near_matches
from isa95mom.genealogy.growing import Array, Grown, Ints
from isa95mom.genealogy.names import Names, Wholes, is_whole
from isa95mom.genealogy.quantities import Quantities
from isa95mom.genealogy.record import Direction, EventKind, Value
from isa95mom.genealogy.store import (
    EVENT_TAGS,
    LOT_TAGS,
    MISSING,
    NUMBER_OF_KIND,
    EventColumns,
    LineColumns,
    Record,
    Tags,
    Times,
    ticks,
)

EVENTS = ("event", "kind"), ("effective", "recorded", "equipment", "person", *EVENT_TAGS, "sequence", "supersedes")
LINES = ("event", "direction", "lot"), ("quantity", "unit")


class Table(Protocol):
    """Anything that gives a column by its name: a dict of columns, or a frame of pandas, polars or Arrow."""

    def __getitem__(self, name: str, /) -> Any: ...


def add_columns(record: Record, events: Table, lines: Table) -> None:
    """Add what the tables `events` and `lines` hold. Raises `ColumnError`, and adds nothing, where they do not fit."""
    told = Columns("events", events, *EVENTS)
    ours = Columns("lines", lines, *LINES)
    trial = Trial(record)
    try:
        first = len(record.event_ids)
        name_events(told, record)
        kinds = told.codes("kind", lambda value: NUMBER_OF_KIND[kind(value)])
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
        out = ours.codes("direction", lambda value: int(direction(value) is Direction.OUT))
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
        numbers = told.codes("lot", record.lots.number)
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
        both.whole.array[::2], both.digits.array[::2] = quantity.whole.array, quantity.digits.array
        both.apart = {2 * place: said for place, said in quantity.apart.items()}
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
        for names, fixed, size, kind in self.kept:
            names.restore(fixed, size, kind)


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
        self.values = {column: sized(table[column], f"{name}: column {column!r}") for column in names}
        self.length = len(self.values[required[0]])
        for column, values in self.values.items():
            if len(values) != self.length:
                raise ColumnError(
                    f"{name}: the column {column!r} has {len(values)} rows, but {required[0]!r} has {self.length}"
                )

    def read(self, column: str, convert: Callable[[Any], Any]) -> list[Any]:
        """The values of `column`, one by one, as `convert` makes them; None where nothing is stated."""
        values = self.values.get(column)
        if values is None:
            return [None] * self.length
        read: list[Any] = []
        for row, value in enumerate(to_list(values, f"{self.name}: column {column!r}")):
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

    def codes(self, column: str, convert: Callable[[Any], int]) -> Ints:
        """The numbers that `convert` makes of the values of `column`; -1 where nothing is stated."""
        values = self.values.get(column)
        if values is None:
            return np.full(self.length, -1, dtype=np.int32)
        found = distinct(values)
        if found is not None:
            codes, several = found
            try:
                of_each = np.array([convert(value) for value in several], dtype=np.int32)
            except (ValueError, GenealogyError):
                pass  # gone through again below, to name the row
            else:
                return of_each[codes] if len(of_each) else codes
        numbers = self.read(column, convert)
        return np.array([-1 if number is None else number for number in numbers], dtype=np.int32)

    def names(self, column: str, names: Names) -> Ints:
        """The numbers of the identifications in `column`."""
        values = self.values[column]
        wholes = whole_array(values)
        if wholes is not None and not len(names) and len(wholes):
            least, most = int(wholes.min()), int(wholes.max())
            if least == 0 and most < 2 * len(wholes):
                there = np.zeros(most + 1, dtype=bool)
                there[wholes] = True
                if there.all():
                    names.fix(Wholes(np.arange(most + 1)))
                    return wholes.astype(np.int32)
            several, codes = np.unique(wholes, return_inverse=True)
            names.fix(Wholes(several.astype(np.int64)))
            return codes.astype(np.int32)
        found = distinct(values) if wholes is None else None
        if found is not None and not len(names) and all(type(name) is str and name for name in found[1]):
            names.load(found[1])
            return found[0]
        return self.codes(column, names.number)

    def known(self, column: str, names: Names, first: int) -> Ints | None:
        """The numbers of identifications that `names` has, from `first` on; None where one is not among them."""
        values = self.values[column]
        wholes = whole_array(values)
        if wholes is not None:
            found = names.find_wholes(wholes)
        else:
            told = distinct(values)
            found = None if told is None else names.find_all(told[1])[told[0]]
        return found if found is not None and (found >= first).all() else None

    def lists(self, column: str, names: Names) -> tuple[Ints, Ints]:
        """A column of texts or lists of texts: how many each row has, and their numbers one after another."""
        if column not in self.values:
            return np.zeros(self.length, dtype=np.int32), np.zeros(0, dtype=np.int32)
        found = distinct(self.values[column])
        if found is not None and all(type(name) is str for name in found[1]):
            return np.ones(self.length, dtype=np.int32), names.numbers(found[1])[found[0]]
        said = self.read(column, texts)
        lengths = np.array([0 if row is None else len(row) for row in said], dtype=np.int32)
        return lengths, names.numbers(name for row in said if row is not None for name in row)

    def tags(self, column: str, names: Names) -> Ints:
        """The numbers of the texts in `column`; -1 where nothing is stated."""
        return self.codes(column, lambda value: names.number(named(value)))

    def sequence(self) -> Ints | None:
        """The column of the numbers by which sources count; None where there is none."""
        values = self.values.get("sequence")
        if values is None:
            return None
        wholes = whole_array(values)
        if wholes is not None:
            return wholes.astype(np.int64)
        return np.array([MISSING if n is None else n for n in self.read("sequence", whole)], dtype=np.int64)

    def times(self, column: str) -> Times:
        """A column of date-times with an offset."""
        values = self.values.get(column)
        if values is None:
            return Times.nothing(self.length)
        moments = utc_array(values)
        if moments is not None:
            return Times(Grown(moments), Grown(np.zeros(len(moments), dtype=np.int32)))
        return Times.of(self.read(column, aware))

    def quantities(self, column: str) -> Quantities:
        """A column of exact numbers."""
        values = self.values.get(column)
        if values is None:
            return Quantities.nothing(self.length)
        wholes = whole_array(values)
        made = None if wholes is None else Quantities.of_wholes(wholes)
        if made is not None:
            return made
        floats = float_array(values)
        if floats is not None and not np.isinf(floats).any():
            return Quantities.of_floats(floats)
        return Quantities.of(self.read(column, amount))

    def set(self, column: str, row: int, put: Callable[..., None], *values: Any) -> None:
        """Note a value of a row, where it does not contradict another."""
        try:
            put(*values)
        except GenealogyError as error:
            raise self.error(column, row, error) from None

    def error(self, column: str, row: int, what: object) -> ColumnError:
        """An error that names its place; rows count from 0."""
        return ColumnError(f"{self.name}: column {column!r}, row {row}: {what}")


# -- columns as a whole: None where they have to be gone through ------------------------------------------------------


def whole_array(column: Any) -> Array | None:
    """A column of whole numbers, none missing, as an array."""
    found = _numpy(column)
    if found is None and isinstance(column, list) and column and type(column[0]) is int:
        try:
            if all(type(value) is int for value in column):
                found = np.array(column, dtype=np.int64)
        except OverflowError:
            return None
    if found is None or found.dtype.kind not in "iu" or (found.dtype == np.uint64 and (found >= 2**63).any()):
        return None
    return found


def float_array(column: Any) -> Array | None:
    """A column of binary fractions, in which NaN states nothing, as an array."""
    found = _numpy(column)
    return found if found is not None and found.dtype == np.float64 else None


def utc_array(column: Any) -> Array | None:
    """A column of times in UTC as microseconds since 1970."""
    zone = getattr(getattr(column, "dtype", None), "tz", None) or getattr(
        getattr(column, "dtype", None) or getattr(column, "type", None), "time_zone", None
    )
    zone = zone or getattr(getattr(column, "type", None), "tz", None)
    if zone is None or str(zone) not in ("UTC", "utc", "Etc/UTC", "+00:00"):
        return None
    plain = column.dt.tz_localize(None) if hasattr(getattr(column, "dt", None), "tz_localize") else column
    found = np.asarray(plain.to_numpy())
    if found.dtype.kind != "M":
        return None
    moments = found.astype("datetime64[us]")
    missing = np.isnat(found)
    if not (missing | (moments == found)).all():
        return None
    numbers: Array = moments.astype(np.int64)
    numbers[missing] = MISSING
    return numbers


def distinct(column: Any) -> tuple[Ints, list[Any]] | None:
    """A column of texts or whole numbers, none missing, as the numbers of its distinct values, and these values."""
    wholes = whole_array(column)
    if wholes is not None:
        several, codes = np.unique(wholes, return_inverse=True)
        return codes.astype(np.int32), several.tolist()
    arrow = _arrow(column)
    if arrow is not None:
        return arrow
    if not isinstance(column, list):
        column = to_list(column, "the column")
    numbers: dict[Any, int] = {}
    try:
        coded = [numbers.setdefault(value, len(numbers)) for value in column]
    except TypeError:
        return None
    if not all(isinstance(value, str) for value in numbers):  # 1, 1.0 and True are equal, and not the same
        return None
    return np.array(coded, dtype=np.int32), list(numbers)


def _arrow(column: Any) -> tuple[Ints, list[Any]] | None:
    """The same for texts, by Arrow where it is installed."""
    if isinstance(column, list) and len(column) < 10_000:
        return None
    if isinstance(column, np.ndarray) and column.dtype.kind not in "OU":
        return None
    try:
        pa = import_module("pyarrow")
    except ModuleNotFoundError:
        return None
    if hasattr(column, "to_arrow"):
        column = column.to_arrow()
    try:
        found = column if isinstance(column, pa.ChunkedArray | pa.Array) else pa.array(column, from_pandas=True)
        if pa.types.is_dictionary(found.type):
            found = found.cast(found.type.value_type)
        if found.null_count or not (pa.types.is_string(found.type) or pa.types.is_large_string(found.type)):
            return None
        found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
        coded = found.dictionary_encode()
    except (pa.ArrowException, TypeError, ValueError):
        return None
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int32), coded.dictionary.to_pylist()


def _numpy(column: Any) -> Array | None:
    """A column of numpy, pandas, polars or Arrow with numbers in it, none missing or NaN, as an array of numpy."""
    if isinstance(column, np.ndarray):
        return column if column.ndim == 1 else None
    if isinstance(column, list) or not hasattr(column, "to_numpy"):
        return None
    dtype = getattr(column, "dtype", None) if hasattr(column, "dtype") else getattr(column, "type", None)
    if not str(dtype).lower().startswith(("int", "uint", "float", "double")):
        return None
    found = np.asarray(column.to_numpy())
    whole = str(dtype).lower().startswith(("int", "uint"))
    return found if found.dtype.kind in ("iu" if whole else "f") else None


# -- columns value by value -------------------------------------------------------------------------------------------


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


def sized(column: Any, what: str) -> Any:
    """A column that has a length: itself, or a list of its values. Raises `ColumnError` where it is none."""
    if isinstance(column, list) or (hasattr(column, "__len__") and hasattr(column, "dtype")):
        return column
    if hasattr(column, "to_pylist") and hasattr(column, "__len__"):
        return column
    return to_list(column, what)


def to_list(column: Any, what: str) -> list[Any]:
    """The values of a column of any make as a list of plain values. Raises `ColumnError` where `column` is none."""
    if isinstance(column, list):
        return column
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
    ticks(value)
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


def value_of(value: Any) -> Value:
    """`value` as a parameter or property may be. Raises `ValueError` where it is none of these."""
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str | bool | int | float | Decimal):
        return value
    raise ValueError(f"{value!r} is a {type(value).__name__}; a text, a number, a truth value or a time is needed")


def text(value: Any) -> str:
    """`value` if it is a text. Raises `ValueError` otherwise."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is a {type(value).__name__}; a text is needed")
    return str(value)


def named(value: Any) -> str:
    """`value` if it is a text that says something. Raises `ValueError` otherwise."""
    if not text(value):
        raise ValueError("the text is empty; an identification is needed")
    return text(value)


def whole(value: Any) -> int:
    """`value` if it is a whole number of 64 bits. Raises `ValueError` otherwise."""
    if isinstance(value, float) and value.is_integer():  # a column of whole numbers of which some are missing
        value = int(value)
    if not is_whole(value) or not MISSING < int(value) < 2**63:
        raise ValueError(f"{value!r} is a {type(value).__name__}; a whole number of at most 64 bits is needed")
    return int(value)


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of texts as a tuple. Raises `ValueError` where it is neither."""
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, Iterable):
        return tuple(text(item) for item in value)
    raise ValueError(f"{value!r} is a {type(value).__name__}; a text or a list of texts is needed")
