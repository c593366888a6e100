"""The genealogy of lots: built from documents, columns or edges, and asked for traces."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import evolve

from isa95mom.genealogy import columns
from isa95mom.genealogy.errors import ID, GenealogyError, LotNotFoundError, near_matches
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import Direction, Event, Line, Record
from isa95mom.genealogy.trace import Trace

if TYPE_CHECKING:
    from isa95mom.errors import Problem
    from isa95mom.genealogy.interchange import Graph


class Genealogy:
    """Which lots became which: events with the lots that go into them and come out of them.

    ISA-95 Part 2 and Part 4 report them as actuals of segment responses and job responses. A lot is named by its
    identification, a text or a whole number; a sublot is a node of its own.

    >>> g = Genealogy.from_edges(["FLOUR-1", "YEAST-4"], ["DOUGH-9", "DOUGH-9"])
    >>> g.trace_back("DOUGH-9").lots
    ('DOUGH-9', 'FLOUR-1', 'YEAST-4')
    """

    def __init__(self) -> None:
        self._record = Record()
        self._index: Index | None = None
        self.findings: tuple[Problem, ...] = ()
        """What documents said that is no event or line, or only in part, and why; empty for other sources."""

    @classmethod
    def from_columns(cls, events: columns.Table, lines: columns.Table) -> Self:
        """The genealogy that two tables hold: dicts of columns, or data frames of pandas, polars or Arrow.

        `events` has the columns ``event`` and ``kind``, and may have ``effective``, ``recorded``, ``equipment``,
        ``person``; `lines` has ``event``, ``direction`` (``in`` or ``out``) and ``lot``, and may have ``quantity`` and
        ``unit``. `isa95mom.genealogy.columns` says what each holds. Raises `ColumnError` with the table, column and row
        of what does not fit.
        """
        made = cls()
        made._record = columns.read_columns(events, lines)
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
        how much of the source went into the target, `time` is when, with an offset; None in either states nothing.
        Raises `ColumnError` where lengths differ or a value does not belong there.
        """
        made = cls()
        made._record = columns.read_edges(
            {"sources": sources, "targets": targets}
            | ({} if quantity is None else {"quantity": quantity})
            | ({} if time is None else {"time": time})
        )
        return made

    @classmethod
    def from_documents(cls, sources: Any, *, lenient: bool = False) -> Self:
        """The genealogy that B2MML documents or objects state: actuals of performance, lots and their assemblies.

        `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. What
        they say that is no line, or only in part, is in `findings`, each with its place; nothing is guessed. `lenient`
        says how files are read.
        Raises `DocumentError` where a document cannot be read, `GenealogyError` where a source is none of these.
        """
        from isa95mom.genealogy.from_model import read_documents

        made = cls()
        made._record, made.findings = read_documents(sources, lenient)
        return made

    def add(self, event: Event, *lines: Line) -> None:
        """Add an event with its lines. Raises `GenealogyError`, and adds nothing, where they do not fit."""
        record = self._record
        record.event_ids.checked(event.id)
        if event.id in record.event_ids.numbers:
            raise GenealogyError(f"event {event.id!r} is recorded already")
        try:
            event = evolve(event, kind=columns.kind(event.kind))
            for time in (event.effective, event.recorded):
                if time is not None:
                    columns.aware(time)
            checked = [
                (
                    columns.direction(line.direction) is Direction.OUT,
                    record.lots.checked(line.lot),
                    None if line.quantity is None else columns.amount(line.quantity),
                    line.unit,
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
        number = record.add_event(event)
        for out, lot, quantity, unit in checked:
            record.add_line(number, out, lot, quantity, unit)

    @property
    def lots(self) -> tuple[ID, ...]:
        """Identifications of all lots and sublots, in the order of the record."""
        return tuple(self._record.lots.ids)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, in the order of the record."""
        return tuple(self._record.events)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order of the record."""
        return tuple(self._record.lines())

    def __len__(self) -> int:
        """The number of lots."""
        return len(self._record.lots)

    def __contains__(self, lot: object) -> bool:
        try:
            return lot in self._record.lots.numbers
        except TypeError:  # such as a list
            return False

    def __repr__(self) -> str:
        record = self._record
        return f"<Genealogy: {len(record.lots)} lots, {len(record.events)} events, {len(record.line_lot)} lines>"

    def trace_back(self, lot: ID, *, depth: int | None = None) -> Trace:
        """Everything that `lot` was made from, exactly, over any number of levels and through cycles.

        `depth` limits how many events in a row are followed; None follows all. `Trace.complete` says whether the limit
        left something out. Raises `LotNotFoundError` for a lot that no record names.
        """
        return self._trace(lot, "back", depth)

    def trace_forward(self, lot: ID, *, depth: int | None = None) -> Trace:
        """Everything that `lot` went into, exactly, over any number of levels and through cycles.

        `depth` limits how many events in a row are followed; None follows all. `Trace.complete` says whether the limit
        left something out. Raises `LotNotFoundError` for a lot that no record names.
        """
        return self._trace(lot, "forward", depth)

    def _trace(self, lot: ID, way: Literal["back", "forward"], depth: int | None) -> Trace:
        if depth is not None and (type(depth) is not int or depth < 0):
            raise GenealogyError(f"depth is {depth!r}; None or a whole number from 0 is needed")
        lots = self._record.lots
        if lot not in self:
            raise LotNotFoundError(lot, near_matches(lot, lots.ids), len(lots))
        number = lots.numbers[lot]
        return Trace(self._record, lots.ids[number], way, self._rows().closure(number, way == "back", depth))

    def _rows(self) -> Index:
        """The index, built again where something was added since it was built."""
        record = self._record
        size = len(record.lots), len(record.events), len(record.line_lot)
        if self._index is None or self._index.size != size:
            self._index = Index.build(record)
        return self._index

    def to_networkx(self) -> Graph:
        """The genealogy as a directed graph of networkx.

        Its nodes are ``("lot", id)`` and ``("event", id)``, its edges the lines, each in its direction.
        """
        from isa95mom.genealogy.interchange import to_networkx

        return to_networkx(self._record.lots.ids, self._record.events, self._record.lines())
