"""The forms in which a genealogy, a view of it or a trace is handed to others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from isa95mom.genealogy.record import Event
from isa95mom.genealogy.store import Record
from isa95mom.genealogy.tables import DIRECTIONS, texts
from isa95mom.tables.frames import FrameKind, frame
from isa95mom.tables.growing import Ints

if TYPE_CHECKING:
    from isa95mom.genealogy.interchange import Graph


def _nothing() -> Ints:
    return np.zeros(0, dtype=np.int32)


@frozen(slots=True, eq=False)
class Excerpt:
    """Some lots, events and lines of a record, by their numbers."""

    record: Record
    lots: Ints
    events: Ints
    lines: Ints
    """In the order in which they were stated, so that those of an event stand together."""
    starts: Ints = field(factory=_nothing)
    """The lots that a trace was asked for."""
    depths: Ints | None = None
    """How many events lie between the start of a trace and each of `lots`; None where it is no trace."""
    complete: bool = True
    """False where a limit of depth left something out."""


class Forms:
    """What can be handed to others as a graph, a data frame, a text or a page."""

    def _excerpt(self) -> Excerpt:
        """What is handed over."""
        raise NotImplementedError

    def to_networkx(self) -> Graph:
        """A directed graph of networkx: its nodes are ``("lot", id)`` and ``("event", id)``, its edges the lines.

        All that is on record of lots, events and lines is an attribute, where stated; `Genealogy.from_networkx` reads
        it back. Superseded events are not in it.
        """
        from isa95mom.genealogy.interchange import to_networkx

        return to_networkx(self._excerpt())

    def to_graphml(self, path: str | os.PathLike[str] | None = None) -> str:
        """The graph of `to_networkx` as GraphML, which is also written to `path` where one is given.

        `Genealogy.from_graphml` reads it back. Raises `GenealogyError` for a text that XML cannot hold.
        """
        from isa95mom.genealogy.interchange import to_graphml

        return _given(to_graphml(self._excerpt()), path)

    def to_dot(self, path: str | os.PathLike[str] | None = None) -> str:
        """A drawing in the language of Graphviz, which is also written to `path` where one is given.

        Lots are boxes, events are ellipses. Characters without a form are shown by their number.
        """
        from isa95mom.genealogy.drawing import dot

        return _given(dot(self._excerpt()), path)

    def to_mermaid(self, path: str | os.PathLike[str] | None = None) -> str:
        """A flowchart of Mermaid, which is also written to `path` where one is given.

        Lots are boxes, events have round ends. Mermaid itself draws 500 edges at the most, if not set otherwise.
        """
        from isa95mom.genealogy.drawing import mermaid

        return _given(mermaid(self._excerpt()), path)

    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str | None = None) -> str:
        """A page to look at and to search, in one file, which is also written to `path` where one is given.

        It needs no network and no other file, and is made for up to ten thousand lots and events.
        """
        from isa95mom.report import page

        return _given(page(self._excerpt(), title or repr(self).strip("<>")), path)

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """A data frame of pandas, polars or Arrow, one row per line.

        Columns: ``depth`` of the lot, of a trace only, ``event``, ``kind``, ``effective``, ``recorded``, ``equipment``,
        ``person``, ``direction``, ``lot``, ``quantity``, ``unit``. Date-times are in UTC there; quantities stay exact
        decimals. Raises `MissingExtraError` where the library asked for is not installed.
        """
        return frame(kind, _columns(self._excerpt()))


def _given(text: str, path: str | os.PathLike[str] | None) -> str:
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="\n")
    return text


def _columns(excerpt: Excerpt) -> dict[str, list[Any]]:
    """What is on record of some lines and their events, a row for each line."""
    record, lines = excerpt.record, excerpt.lines
    numbers = record.line_events(lines)
    lots = record.line_lot.array[lines]
    distinct, rows = np.unique(numbers, return_inverse=True)
    events: tuple[Event, ...] = record.events(distinct)
    by_row = [events[row] for row in rows.tolist()]
    made: dict[str, list[Any]] = {}
    if excerpt.depths is not None:
        depth = dict(zip(excerpt.lots.tolist(), excerpt.depths.tolist(), strict=True))
        made["depth"] = [depth[lot] for lot in lots.tolist()]
    return made | {
        "event": [event.id for event in by_row],
        "kind": [str(event.kind) for event in by_row],
        "effective": [event.effective for event in by_row],
        "recorded": [event.recorded for event in by_row],
        "equipment": [event.equipment for event in by_row],
        "person": [event.person for event in by_row],
        "direction": [DIRECTIONS[out] for out in record.line_out(lines).tolist()],
        "lot": record.lots.take(lots),
        "quantity": record.quantity.take(lines),
        "unit": texts(record.unit.array[lines], record.units),
    }
