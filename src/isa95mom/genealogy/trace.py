"""The answer to a trace: which lots, by which events, over which lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from isa95mom.genealogy.errors import ID
from isa95mom.genealogy.frames import FrameKind, frame
from isa95mom.genealogy.index import Closure
from isa95mom.genealogy.record import Event, Line, Record
from isa95mom.genealogy.tree import Tree, grow

if TYPE_CHECKING:
    from isa95mom.genealogy.interchange import Graph


class Trace:
    """What a lot was made from, or what it went into: the closure of one lot in one direction.

    The lot that was asked for is in it, at distance 0.
    """

    def __init__(self, record: Record, start: ID, way: Literal["back", "forward"], closure: Closure) -> None:
        self._record = record
        self._closure = closure
        self.start = start
        """The lot that was asked for."""
        self.way = way
        """``back`` to what it was made from, or ``forward`` to what it went into."""
        self.complete = closure.complete
        """False where a limit of depth left something out; True where this is everything on record."""

    @cached_property
    def lots(self) -> tuple[ID, ...]:
        """Identifications of the lots, nearest first; at one distance, in the order of the record."""
        ids = self._record.lots.ids
        return tuple([ids[lot] for lot in self._closure.lots.tolist()])

    @cached_property
    def depths(self) -> dict[ID, int]:
        """For each lot how many events lie between the start and it, by the shortest way."""
        return dict(zip(self.lots, self._closure.depths.tolist(), strict=True))

    @property
    def depth(self) -> int:
        """The distance of the farthest lot, in events."""
        return int(self._closure.depths[-1])

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events on the way, nearest first."""
        events = self._record.events
        return tuple([events[event] for event in self._closure.events.tolist()])

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines between these lots and these events, in the order of the record."""
        return tuple(map(self._record.line, self._closure.lines.tolist()))

    def __len__(self) -> int:
        """The number of lots, the start included."""
        return len(self._closure.lots)

    def __contains__(self, lot: object) -> bool:
        return lot in self.depths

    def __repr__(self) -> str:
        size = f"{len(self)} lots, {len(self._closure.events)} events, depth {self.depth}"
        return f"<Trace {self.way} from {self.start!r}: {size}{'' if self.complete else ', cut'}>"

    def to_tree(self) -> Tree:
        """The trace as a tree from its start. A lot met again is marked and not expanded, so that cycles end."""
        return grow(self.start, self.way == "back", self.lines, {event.id: event for event in self.events})

    def to_networkx(self) -> Graph:
        """The trace as a graph of networkx, of the same form as that of `Genealogy.to_networkx`."""
        from isa95mom.genealogy.interchange import to_networkx

        return to_networkx(self.lots, self.events, self.lines)

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """The trace as a data frame of pandas, polars or Arrow, one row per line.

        Columns: ``depth`` of the lot, ``event``, ``kind``, ``effective``, ``recorded``, ``equipment``, ``person``,
        ``direction``, ``lot``, ``quantity``, ``unit``. Date-times are in UTC there; quantities stay exact decimals.
        Raises `MissingExtraError` where the library asked for is not installed.
        """
        events = {event.id: event for event in self.events}
        rows = [(line, events[line.event]) for line in self.lines]
        return frame(
            kind,
            {
                "depth": [self.depths[line.lot] for line, _ in rows],
                "event": [line.event for line, _ in rows],
                "kind": [str(event.kind) for _, event in rows],
                "effective": [event.effective for _, event in rows],
                "recorded": [event.recorded for _, event in rows],
                "equipment": [event.equipment for _, event in rows],
                "person": [event.person for _, event in rows],
                "direction": [str(line.direction) for line, _ in rows],
                "lot": [line.lot for line, _ in rows],
                "quantity": [line.quantity for line, _ in rows],
                "unit": [line.unit for line, _ in rows],
            },
        )
