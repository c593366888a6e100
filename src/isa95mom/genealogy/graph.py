"""The genealogy of lots: built from documents, columns or edges, and asked for traces."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from attrs import evolve

from isa95mom.genealogy import columns
from isa95mom.genealogy.agreement import Agreement
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.queries import Queries
from isa95mom.genealogy.record import Direction, Event, Line, Lot, direction_of, kind_of
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS, Record, say
from isa95mom.genealogy.view import View
from isa95mom.tables import scalars
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array
from isa95mom.tables.table import Table

if TYPE_CHECKING:
    from isa95mom.errors import Problem


class Genealogy(Queries):
    """Which lots became which: events with the lots that go into them and come out of them.

    ISA-95 Part 2 and Part 4 report them as actuals of segment responses and job responses. A lot is named by its
    identification, a text or a whole number; a sublot is a node of its own. Nothing on record is changed or removed:
    an event may supersede another, and answers then leave the superseded one out. `as_of` asks for earlier states.

    >>> g = Genealogy.from_edges(["FLOUR-1", "YEAST-4"], ["DOUGH-9", "DOUGH-9"])
    >>> g.trace_back("DOUGH-9").lots
    ('DOUGH-9', 'FLOUR-1', 'YEAST-4')
    """

    def __init__(self) -> None:
        self._record = Record()
        self._index: Index | None = None
        self.findings: tuple[Problem, ...] = ()
        """What documents said that is no event or line, or only in part, and why; empty for other sources."""

    # -- building -----------------------------------------------------------------------------------------------------

    @classmethod
    def from_columns(
        cls,
        events: Table,
        lines: Table,
        *,
        lots: Table | None = None,
        parameters: Table | None = None,
        properties: Table | None = None,
    ) -> Self:
        """The genealogy that two tables hold: dicts of columns, or data frames of pandas, polars or Arrow.

        `events` has the columns ``event`` and ``kind``, and may have ``effective``, ``recorded``, ``equipment``,
        ``person``, ``order``, ``location``, ``party``, ``evidence``, ``source``, ``sequence``, ``supersedes``; `lines`
        has ``event``, ``direction`` (``in`` or ``out``) and ``lot``, and may have ``quantity`` and ``unit``. `lots` has
        ``lot`` and may have ``material``, ``supplier``, ``supplier_lot``, ``location``, ``disposition``; `parameters`
        has ``event``, ``name``, ``value``, and `properties` has ``lot``, ``name``, ``value``.
        `isa95mom.genealogy.columns` says what each holds. Raises `ColumnError` with the table, column and row of what
        does not fit.
        """
        made = cls()
        columns.add_columns(made._record, events, lines)
        columns.add_facts(made._record, lots, parameters, properties)
        return made

    @classmethod
    def from_csv(cls, folder: str | os.PathLike[str]) -> Self:
        """The genealogy that CSV files in a folder hold: ``events.csv``, ``lines.csv``, and the other tables of
        `from_columns` where they are there. `isa95mom.genealogy.csv_tables` says how cells are read.

        Raises `SavedFileError` where a file is missing or is no CSV, `ColumnError` with the file, column and row of
        what does not fit.
        """
        from isa95mom.genealogy.csv_tables import read

        made = cls()
        read(made._record, folder)
        return made

    @classmethod
    def from_edges(
        cls,
        sources: Iterable[ID],
        targets: Iterable[ID],
        quantity: Iterable[Any] | None = None,
        time: Iterable[datetime | None] | None = None,
    ) -> Self:
        """The genealogy in which each of `sources` went into the lot at the same place of `targets`.

        Every edge is an event of its own, of the kind ``produce`` and named ``edge 0``, ``edge 1``, ... `quantity` is
        how much of the source went into the target, which has that much of it: it stands on both lines. `time` is when,
        with an offset. None in either states nothing.
        Raises `ColumnError` where lengths differ or a value does not belong there.
        """
        made = cls()
        columns.add_edges(
            made._record,
            {"sources": sources, "targets": targets}
            | ({} if quantity is None else {"quantity": quantity})
            | ({} if time is None else {"time": time}),
        )
        return made

    @classmethod
    def from_documents(cls, sources: Any, *, lenient: bool = False, agreed: Agreement | None = None) -> Self:
        """The genealogy that B2MML documents or objects state: performances, lots, events, work and batch records.

        `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. What
        they say that is no line, or only in part, is in `findings`, each with its place; nothing is guessed. `lenient`
        says how files are read. `agreed` are the names that partners use for what B2MML has no element for, such as
        suppliers; None are those of `Agreement`.
        Raises `DocumentError` where a document cannot be read, `GenealogyError` where a source is none of these.
        """
        from isa95mom.genealogy.from_model import read_documents

        made = cls()
        made._record, made.findings = read_documents(sources, lenient, agreed or Agreement())
        return made

    def add(self, event: Event, *lines: Line) -> None:
        """Add an event with its lines. Raises `GenealogyError`, and adds nothing, where they do not fit."""
        record = self._record
        record.event_ids.checked(event.id)
        if record.event_ids.find(event.id) >= 0:
            raise GenealogyError(f"event {event.id!r} is recorded already")
        try:
            tags: dict[str, Any] = {
                name: scalars.named(said) for name in EVENT_TAGS if (said := getattr(event, name)) is not None
            }
            event = evolve(
                event,
                kind=kind_of(event.kind),
                equipment=scalars.texts(event.equipment),
                person=scalars.texts(event.person),
                **tags,
                sequence=None if event.sequence is None else scalars.whole(event.sequence),
                parameters={scalars.text(name): scalars.value_of(v) for name, v in event.parameters.items()},
            )
            for time in (event.effective, event.recorded):
                if time is not None:
                    scalars.aware(time)
            checked = [
                (
                    direction_of(line.direction) is Direction.OUT,
                    record.lots.checked(line.lot),
                    None if line.quantity is None else scalars.amount(line.quantity),
                    None if line.unit is None else scalars.text(line.unit),
                )
                for line in lines
            ]
        except ValueError as error:
            raise GenealogyError(f"event {event.id!r}: {error}") from None
        for line in lines:
            if line.event != event.id:
                raise GenealogyError(f"a line of event {line.event!r} cannot be added with event {event.id!r}")
        if len({type(lot) for _, lot, _, _ in checked}) > 1:
            raise GenealogyError(f"event {event.id!r}: lots must be named by texts, or all by whole numbers")
        for name in (*event.equipment, *event.person, *(unit for _, _, _, unit in checked if unit is not None)):
            if not name:
                raise GenealogyError(f"event {event.id!r}: equipment, a person or a unit is named by an empty text")
        record.add(event, checked)

    def add_columns(self, events: Table, lines: Table) -> None:
        """Add many events with their lines, from tables as those of `from_columns`; faster than one by one.

        Raises `ColumnError`, and adds nothing, where they do not fit.
        """
        columns.add_columns(self._record, events, lines)

    def describe(self, lot: Lot) -> None:
        """Note what is known of a lot; one that has no lines becomes known by it.

        Raises `GenealogyError`, and notes nothing, where it contradicts what is on record.
        """
        record = self._record
        tags = {name: value for name in LOT_TAGS if (value := getattr(lot, name)) is not None}
        try:
            tags = {name: scalars.named(value) for name, value in tags.items()}
            properties = {scalars.text(name): scalars.value_of(value) for name, value in lot.properties.items()}
        except ValueError as error:
            raise GenealogyError(f"lot {lot.id!r}: {error}") from None
        number = record.lots.find(lot.id)
        if number >= 0:
            for name, value in tags.items():
                contradicts(lot, name, record.lot_tags[name].text(number), value)
            for name, stated in properties.items():
                contradicts(lot, name, record.properties.get(number, name), stated)
        number = record.lots.number(lot.id)
        for name, value in tags.items():
            record.lot_tags[name].say(number, value)
        say(record.properties, number, properties)

    # -- files --------------------------------------------------------------------------------------------------------

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Save everything to a folder of files that `open` maps into memory. What was saved there before is replaced.

        The old state stays whole until the new one is: a crash leaves one or the other.
        """
        from isa95mom.genealogy.files import save

        save(self._rows(), self.findings, folder)

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, verify: bool = False) -> Self:
        """Open what `save` saved, in a moment: files are read where they are needed.

        `verify` reads all of them and compares their checksums. Raises `SavedFileError` where a file is missing,
        damaged, or of a newer form than this release knows.
        """
        from isa95mom.genealogy.files import load

        made = cls()
        made._index, made.findings = load(folder, verify)
        made._record = made._index.record
        return made

    def to_columns(self) -> dict[str, dict[str, list[Any]]]:
        """Everything as tables of the column schema, by name: ``events``, ``lines``, ``lots``, ``parameters``,
        ``properties``, each a dict of its columns. ``Genealogy.from_columns(**g.to_columns())`` says the same as `g`;
        findings of documents are not in the tables.
        """
        from isa95mom.genealogy.tables import to_columns

        return to_columns(self._record)

    def to_parquet(self, folder: str | os.PathLike[str]) -> None:
        """Write the same tables to a folder, each to a file of Parquet. What was there of them is replaced.

        Quantities and times are kept exactly, with the digits and offsets that they were stated with; the module
        `isa95mom.genealogy.parquet` says how. Raises `MissingExtraError` without pyarrow, `SavedFileError` for a text
        that UTF-8 does not spell or a whole number of more than 64 bits.
        """
        from isa95mom.genealogy.parquet import write

        write(self._record, folder)

    @classmethod
    def from_parquet(cls, folder: str | os.PathLike[str]) -> Self:
        """The genealogy that Parquet files in a folder hold: ``events.parquet``, ``lines.parquet``, and the others of
        `to_parquet` where they are there. Files that other programs wrote need the columns of `from_columns`.

        Raises `SavedFileError` where a file is missing, damaged or of a newer form, `ColumnError` with the file, column
        and row of what does not fit, `MissingExtraError` without pyarrow.
        """
        from isa95mom.genealogy.parquet import read

        made = cls()
        read(made._record, folder)
        return made

    @classmethod
    def from_networkx(cls, graph: Any) -> Self:
        """The genealogy that a directed graph of networkx holds, of the form of `to_networkx`: the same again.

        Attributes of other names are left out. An event that supersedes one that is not in the graph is an event like
        any other. Raises `GenealogyError` for a node or an edge of another form, `ColumnError` for an attribute that
        does not fit.
        """
        from isa95mom.genealogy.interchange import from_networkx

        return cls.from_columns(**from_networkx(graph))

    @classmethod
    def from_graphml(cls, path: str | os.PathLike[str]) -> Self:
        """The genealogy that a file of `to_graphml` holds. Raises `SavedFileError` where it is none."""
        from isa95mom.genealogy.interchange import from_graphml

        return cls.from_networkx(from_graphml(path))

    # -- what there is ------------------------------------------------------------------------------------------------

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, in the order of the record; those that were superseded, too."""
        return tuple(map(self._record.event, range(len(self._record.kind))))

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order of their events and, for each event, as they were stated."""
        return tuple(self._record.lines(self._record.all_lines()))

    def __repr__(self) -> str:
        lots, events, lines = self._record.size
        return f"<Genealogy: {lots} lots, {events} events, {lines} lines>"

    def as_of(self, *, effective: datetime | None = None, known: datetime | None = None) -> View:
        """The genealogy as it was at an `effective` time, as was `known` at a recorded time; None is the latest.

        An event without the time that is asked for stays in view, and is in `View.undated`. Raises `GenealogyError` for
        a time without offset.
        """
        return View(self._rows(), effective, known)

    def compact(self) -> None:
        """Build the index anew over all that was added. It happens by itself when a quarter was."""
        self._rows().compact()

    def _rows(self) -> Index:
        """The index, with all that was added."""
        if self._index is None or self._index.record is not self._record:
            self._index = Index(self._record)
        self._index.refresh()
        return self._index

    def _live(self) -> Array | None:
        """Which events are not superseded; None where none is."""
        return self._rows().usual


def contradicts(lot: Lot, name: str, known: object, value: object) -> None:
    """Raise `GenealogyError` where something else is known."""
    if known is not None and known != value:
        raise GenealogyError(f"lot {lot.id!r}: {name!r} is said to be {known!r} and also {value!r}")
