"""The tables of a genealogy in an engine: their columns, checked to be those of `isa95mom.genealogy.columns`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from isa95mom.genealogy import columns
from isa95mom.genealogy.engines.session import Table, library
from isa95mom.genealogy.store import LOT_TAGS
from isa95mom.tables.errors import ColumnError, did_you_mean, near_matches
from isa95mom.tables.frames import LISTS, TIMES

IDS = ("event", "lot", "supersedes")
SCHEMA = {
    "events": (columns.EVENTS[0], (*columns.EVENTS[1], *columns.EVENTS_SPELT)),
    "lines": (columns.LINES[0], (*columns.LINES[1], *columns.LINES_SPELT)),
    "lots": (("lot",), LOT_TAGS),
}
WHOLE = ("sequence", *columns.EVENTS_SPELT, *columns.LINES_SPELT)


@frozen(slots=True)
class Tables:
    """The tables, each with all columns of the schema: those that it has not are null.

    What other columns a table has is not read.
    """

    events: Table
    lines: Table
    """The lines that name an event and a lot."""
    every_line: Table
    lots: Table
    """One row per lot of the table of lots, where there is one, and of the lines."""
    stated: dict[str, tuple[str, ...]]
    """For each table the columns that it really has."""

    @property
    def events_stated(self) -> Table:
        """The events with the columns that are there."""
        return self.events.select(*self.stated["events"])

    @property
    def lines_stated(self) -> Table:
        """The lines with the columns that are there."""
        return self.lines.select(*self.stated["lines"])

    def line(self, out: bool) -> Table:
        """The lines of one direction."""
        return self.lines.filter(self.lines.direction == ("out" if out else "in"))


def read_tables(connection: Any, events: Any, lines: Any, lots: Any) -> Tables:
    """The tables by these names, or expressions. Raises `ColumnError` where a column is missing or of a wrong type."""
    stated: dict[str, tuple[str, ...]] = {}
    read: dict[str, Table] = {}
    for name, source in (("events", events), ("lines", lines), ("lots", lots)):
        if source is not None:
            found = connection.table(source) if isinstance(source, str) else source
            stated[name] = _checked(name, found, _zoned(connection, found))
            read[name] = found
    _alike("lines", read["lines"], "event", "events", read["events"], "event")
    if "supersedes" in stated["events"]:
        _alike("events", read["events"], "supersedes", "events", read["events"], "event")
    kinds = {"event": read["events"]["event"].type(), "lot": read["lines"]["lot"].type()}
    every = _filled("events", read["events"], kinds)
    lined = _filled("lines", read["lines"], kinds)
    told = lined.filter(lined.event.notnull() & lined.lot.notnull())
    named = _filled("lots", told.select("lot").distinct(), kinds)
    if lots is not None:
        _alike("lots", read["lots"], "lot", "lines", read["lines"], "lot")
        described = _filled("lots", read["lots"], kinds)
        described = described.filter(described.lot.notnull())
        named = described.union(named.anti_join(described, "lot"))
    return Tables(every, told, lined, named, stated)


def _checked(name: str, table: Table, zoned: frozenset[str]) -> tuple[str, ...]:
    """The columns of the schema that a table has."""
    required, optional = SCHEMA[name]
    there: tuple[str, ...] = table.columns
    for column in required:
        if column not in there:
            said = ", ".join(there) or "none"
            like = did_you_mean(near_matches(column, there))
            raise ColumnError(f"{name}: the column {column!r} is missing; there are {said}{like}")
    absent = [column for column in optional if column not in there]
    for other in there:
        if other not in (*required, *optional) and (near := near_matches(other, absent)):
            raise ColumnError(
                f"{name}: unknown column {other!r}{did_you_mean(near)} Name it so, or give the table without it"
            )
    found = tuple(column for column in (*required, *optional) if column in there)
    for column in found:
        _fits(name, column, table[column].type(), column in zoned)
    return found


def _fits(name: str, column: str, dtype: Any, zoned: bool) -> None:
    """Raise `ColumnError` where a type is not one that the column may have."""
    if column in TIMES:
        if dtype.is_timestamp() and dtype.timezone is None and not zoned:
            raise ColumnError(
                f"{name}: column {column!r} holds times without an offset from UTC, and which one is meant is not "
                f"guessed; say it, as in SQL: {column} AT TIME ZONE 'Europe/Berlin'"
            )
        good, needed = dtype.is_timestamp(), "a time stamp with time zone"
    elif column in IDS:
        good, needed = dtype.is_string() or dtype.is_integer(), "a text or a whole number"
    elif column in LISTS:
        good = dtype.is_string() or (dtype.is_array() and dtype.value_type.is_string())
        needed = "a text or an array of texts"
    elif column == "quantity":
        good, needed = dtype.is_numeric() and not dtype.is_boolean(), "a number, best a decimal one"
    elif column in WHOLE:
        good, needed = dtype.is_integer(), "a whole number"
    else:
        good, needed = dtype.is_string(), "a text"
    if not good:
        raise ColumnError(f"{name}: column {column!r} is of the type {dtype}; {needed} is needed: cast it")


def _alike(name: str, table: Table, column: str, other_name: str, other: Table, other_column: str) -> None:
    """Raise `ColumnError` where two columns with the same identifications are of two types."""
    mine, theirs = table[column].type(), other[other_column].type()
    if mine.is_string() != theirs.is_string():
        raise ColumnError(
            f"{name}: column {column!r} is of the type {mine}, but {other_column!r} of {other_name} of the type "
            f"{theirs}; both must be texts, or both whole numbers: cast one"
        )


def _filled(name: str, table: Table, kinds: Mapping[str, Any]) -> Table:
    """The columns of the schema; those that the table has not are null."""
    null = library().null
    types: dict[str, Any] = {"supersedes": kinds["event"], "quantity": "decimal(38, 9)"}
    types |= dict.fromkeys(TIMES, "timestamp('UTC')") | dict.fromkeys(LISTS, "array<string>")
    types |= dict.fromkeys(WHOLE, "int64")
    return table.select(
        **{
            column: table[column] if column in table.columns else null(types.get(column, "string"))
            for column in (*SCHEMA[name][0], *SCHEMA[name][1])
        }
    )


def _zoned(connection: Any, table: Table) -> frozenset[str]:
    """The columns that hold moments although Ibis says nothing of a zone: those that Spark calls time stamps."""
    if connection.name != "pyspark":
        return frozenset()
    fields = connection.raw_sql(connection.compile(table.limit(0))).schema.fields
    return frozenset(field.name for field in fields if field.dataType.typeName() == "timestamp")
