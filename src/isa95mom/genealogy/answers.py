"""What questions about a genealogy are answered with."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from isa95mom.genealogy.record import Event
from isa95mom.tables.errors import ID


@frozen(slots=True)
class Path:
    """One way from a lot to another that it went into: no lot and no event on it stands twice."""

    lots: tuple[ID, ...]
    """The lots, from the one that went in to the one that came of it."""
    events: tuple[ID, ...]
    """The events between them, one fewer."""

    def __len__(self) -> int:
        """The number of events."""
        return len(self.events)


@frozen(slots=True)
class Paths:
    """Ways from a lot to another."""

    paths: tuple[Path, ...]
    complete: bool
    """False where there are more than were asked for."""


@frozen(slots=True, kw_only=True)
class Use:
    """A lot going into an event."""

    lot: ID
    """The lot that was used."""
    depth: int
    """How many events lie between the lot that was asked for and this one."""
    event: Event
    """The event it went into."""
    quantity: Decimal | None
    """How much of it; None where no amount is stated, which is not zero."""
    unit: str | None
    """Unit of measure; None where none is stated."""
    into: tuple[ID, ...]
    """The lots that came out; empty where none is stated."""


@frozen(slots=True, kw_only=True)
class BillRow:
    """A lot in the flat as-built bill of another."""

    lot: ID
    """The lot that went in, at any level."""
    material: str | None
    """Its material; None where it is not stated."""
    unit: str | None
    """Unit of measure of the quantity; None where none is stated."""
    quantity: Decimal | None
    """How much of it went into the events on the way, all together; None where no line states it."""
    unstated: int
    """How many of its lines in this unit state no amount: the sum is then a least amount."""
    depth: int
    """How many events lie between it and the lot that was asked for, at the least."""


class Against(StrEnum):
    """How what was built compares with what was planned."""

    AS_PLANNED = "as planned"
    LESS = "less"
    MORE = "more"
    MISSING = "missing"
    """It was planned and nothing of it went in."""
    UNPLANNED = "unplanned"
    """It went in and was not planned."""
    UNKNOWN = "unknown"
    """An amount was not stated, or not in the unit of the plan, so that no difference can be told."""


@frozen(slots=True, kw_only=True)
class PlanRow:
    """A material as planned and as built."""

    material: str | None
    """The material; None for the lots whose material is not stated."""
    planned: Decimal | None
    """How much was planned; None where it was not planned, or no amount was."""
    built: Decimal | None
    """How much went in, in the unit of the plan; None where that is not known."""
    unit: str | None
    """Unit of measure of both."""
    difference: Decimal | None
    """Built less planned; None where that is not known."""
    result: Against
    lots: tuple[ID, ...]
    """The lots of it that went in."""


@frozen(slots=True, kw_only=True)
class Exposure:
    """What ran on equipment after a lot, until the next cleaning."""

    equipment: str
    first: Event | None
    """The event by which the lot came to the equipment first; None where no such event has a time."""
    until: Event | None
    """The cleaning that ended it; None where there was none."""
    events: tuple[Event, ...]
    """What ran there in between, in the order of time, the first event left out."""
    undated: tuple[Event, ...]
    """What ran there at a time that is not stated, and may belong among them."""
    lots: tuple[ID, ...]
    """The lots in `events` and `undated`."""


@frozen(slots=True, kw_only=True)
class Difference:
    """What one view has and another has not."""

    added: tuple[Event, ...]
    """The events that only the later view has."""
    removed: tuple[Event, ...]
    """The events that only the earlier view has: corrected since, or later than its time."""
    lots: tuple[ID, ...]
    """The lots of all these events."""
    corrected: tuple[tuple[ID, ID], ...] = field(default=())
    """Which of the added supersede which of the removed."""
