"""What a record consists of: events, and the lines by which lots go into them and come out of them.

Not pairs of lots: an event that takes three lots and gives two says so in five lines, with what each amounted to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from attrs import field, frozen

from isa95mom.tables.errors import ID, did_you_mean, near_matches
from isa95mom.tables.scalars import Value

NOTHING: Mapping[str, Value] = MappingProxyType({})


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
    order: str | None = None
    """Identification of the operations request or job order that it belongs to; None where none is stated."""
    location: str | None = None
    """Identification of the operational location where what came out is then; of a `SHIP`, where it was sent from.
    None where none is stated."""
    party: str | None = None
    """Identification of who it came from or went to: the supplier, or the customer; None where none is stated."""
    evidence: str | None = None
    """What states it: identification of a document, message or record; None where none is stated."""
    source: str | None = None
    """Identification of the system or device that recorded it; None where none is stated."""
    sequence: int | None = None
    """The number that `source` gave it in counting its records; None where none is stated."""
    supersedes: ID | None = None
    """Identification of the event that this one corrects and takes the place of; None where it corrects none."""
    parameters: Mapping[str, Value] = field(default=NOTHING, hash=False)
    """What was measured or set, by name; empty where nothing is stated. ISA-95 Part 2, segment data."""


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


@frozen(slots=True, kw_only=True)
class Lot:
    """What is on record of a lot beside its lines. ISA-95 Part 2, material lot."""

    id: ID
    """Identification of the lot or sublot."""
    material: str | None = None
    """Identification of the material definition; None where it is not stated."""
    supplier: str | None = None
    """Identification of who supplied it; None where it is not stated."""
    supplier_lot: str | None = None
    """The supplier's own identification of it; None where it is not stated."""
    location: str | None = None
    """Identification of its storage location; None where it is not stated."""
    disposition: str | None = None
    """What may be done with it, such as ``In-Process`` or ``Restricted``; None where it is not stated."""
    properties: Mapping[str, Value] = field(default=NOTHING, hash=False)
    """Properties by name, such as test results; empty where nothing is stated."""


def kind_of(value: Any) -> EventKind:
    """The `EventKind` that `value` names. Raises `ValueError` where it names none."""
    try:
        return EventKind(value)
    except ValueError:
        near = did_you_mean(near_matches(value, [kind.value for kind in EventKind]))
        raise ValueError(f"{value!r} is not a kind of event; the kinds are {', '.join(EventKind)}{near}") from None


def direction_of(value: Any) -> Direction:
    """The `Direction` that `value` names. Raises `ValueError` where it names none."""
    try:
        return Direction(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a direction; 'in' or 'out' is needed") from None
