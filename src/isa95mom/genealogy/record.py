"""The record: events, and the lines by which lots go into them and come out of them.

Not pairs of lots: an event that takes three lots and gives two says so in five lines, with what each amounted to.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from numbers import Integral
from typing import SupportsInt, TypeGuard

from attrs import frozen

from isa95mom.genealogy.errors import ID, GenealogyError


class Direction(StrEnum):
    """Whether a lot goes into an event or comes out of it."""

    IN = "in"
    OUT = "out"


class EventKind(StrEnum):
    """What happened to the lots of an event."""

    RECEIVE = "receive"
    """Material came from a supplier."""
    CONSUME = "consume"
    """Material was used, and what became of it is not stated."""
    PRODUCE = "produce"
    """Material was made, from the material of the lines in."""
    SPLIT = "split"
    """One lot became several of the same material."""
    MERGE = "merge"
    """Several lots of one material became one."""
    BLEND = "blend"
    """Several materials were mixed into one lot."""
    TRANSFER = "transfer"
    """Material went to another place."""
    REWORK = "rework"
    """Material was worked again, to the same lot or another."""
    RETURN = "return"
    """Material that was issued came back."""
    SAMPLE = "sample"
    """Material was taken to be tested; a line out is what came back."""
    ADJUST = "adjust"
    """The amount on record was set to what was counted."""
    SCRAP = "scrap"
    """Material was discarded."""
    PACK = "pack"
    """Lots were put into a container, which is the line out."""
    UNPACK = "unpack"
    """Lots were taken out of a container, which is the line in."""
    ASSEMBLE = "assemble"
    """Components were put into an assembly, which is the line out."""
    DISASSEMBLE = "disassemble"
    """Components were taken out of an assembly, which is the line in."""
    SUBDIVIDE = "subdivide"
    """Parts of a lot have their own identification (sublots) and remain parts of it."""
    RELABEL = "relabel"
    """The same material has a new identification."""
    SHIP = "ship"
    """Material went to a customer."""
    CLEAN = "clean"
    """Equipment was cleaned: what was in it before is not in it after."""

    @property
    def is_containment(self) -> bool:
        """Whether lots come to lie in one another and stay what they are; otherwise the event is a transformation."""
        return self in _CONTAINMENT


_CONTAINMENT = frozenset(
    (EventKind.PACK, EventKind.UNPACK, EventKind.ASSEMBLE, EventKind.DISASSEMBLE, EventKind.SUBDIVIDE)
)


@frozen(slots=True, kw_only=True)
class Event:
    """Something that happened to lots. ISA-95 Part 2 reports it as a segment response, Part 4 as a job response."""

    id: ID
    """Identification of the event, unique within its genealogy."""
    kind: EventKind
    """What happened."""
    effective: datetime | None = None
    """When it happened, with its offset; None where that is not stated."""
    recorded: datetime | None = None
    """When it was put on record, with its offset; None where that is not stated."""
    equipment: tuple[str, ...] = ()
    """Identifications of the equipment it happened on; empty where none is stated."""
    person: tuple[str, ...] = ()
    """Identifications of the persons who did it; empty where none is stated."""


@frozen(slots=True, kw_only=True)
class Line:
    """One lot going into an event or coming out of it. ISA-95 Part 2, material actual."""

    event: ID
    """Identification of the event."""
    direction: Direction
    """Into the event or out of it."""
    lot: ID
    """Identification of the lot or sublot."""
    quantity: Decimal | None = None
    """How much of the lot, exactly as stated, in `unit`; None where no amount is stated, which is not zero."""
    unit: str | None = None
    """Unit of measure of the quantity; None where none is stated."""


def is_whole(value: object) -> TypeGuard[SupportsInt]:
    """Whether `value` is a whole number, of Python or numpy; a truth value is none."""
    return type(value) is not bool and isinstance(value, Integral)


class Names:
    """Identifications numbered in the order in which they appear."""

    __slots__ = ("ids", "numbers", "what")

    def __init__(self, what: str) -> None:
        self.what = what
        self.ids: list[ID] = []
        self.numbers: dict[ID, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def checked(self, name: object) -> ID:
        """`name` as a plain text or whole number. Raises `GenealogyError` where it is neither, or unlike the others."""
        plain: ID
        if isinstance(name, str) and name:
            plain = str(name)
        elif is_whole(name):
            plain = int(name)
        else:
            found = "an empty text" if name == "" else f"{name!r}, a {type(name).__name__}"
            raise GenealogyError(f"the {self.what} is named by {found}; a text or a whole number is needed")
        if self.ids and type(plain) is not type(self.ids[0]):
            raise GenealogyError(
                f"{self.what} {plain!r} is a {type(plain).__name__}, but {self.what} {self.ids[0]!r} is a "
                f"{type(self.ids[0]).__name__}; all must be texts, or all whole numbers"
            )
        return plain

    def number(self, name: ID) -> int:
        """The number of `name`, given to it where it has none yet; `checked` says which names there may be."""
        if (type(name) is str or type(name) is int) and (found := self.numbers.get(name)) is not None:
            return found
        plain = self.checked(name)
        found = self.numbers.setdefault(plain, len(self.ids))
        if found == len(self.ids):
            self.ids.append(plain)
        return found


class Record:
    """All events and lines, in columns and in the order in which they were added; nothing is changed or removed."""

    def __init__(self) -> None:
        self.lots = Names("lot")
        self.event_ids = Names("event")
        self.events: list[Event] = []
        self.line_event = array("q")
        self.line_lot = array("q")
        self.line_out = array("b")
        self.quantity: list[Decimal | None] = []
        self.unit: list[str | None] = []

    def add_event(self, event: Event) -> int:
        """Add an event without lines; its number. Raises `GenealogyError` where its identification is taken."""
        number = self.event_ids.number(event.id)
        if number < len(self.events):
            raise GenealogyError(f"event {event.id!r} is recorded already")
        self.events.append(event)
        return number

    def add_line(self, event: int, out: bool, lot: ID, quantity: Decimal | None, unit: str | None) -> None:
        """Add a line to the event with the number `event`."""
        self.line_lot.append(self.lots.number(lot))
        self.line_event.append(event)
        self.line_out.append(out)
        self.quantity.append(quantity)
        self.unit.append(unit)

    def line(self, number: int) -> Line:
        """The line with that number."""
        return Line(
            event=self.event_ids.ids[self.line_event[number]],
            direction=Direction.OUT if self.line_out[number] else Direction.IN,
            lot=self.lots.ids[self.line_lot[number]],
            quantity=self.quantity[number],
            unit=self.unit[number],
        )

    def lines(self) -> Iterator[Line]:
        """All lines, in the order in which they were added."""
        return map(self.line, range(len(self.line_event)))
