"""What can be wrong in a record, and how far it departs from the truth."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from attrs import frozen

from isa95mom.tables.errors import ID


class FaultKind(StrEnum):
    """What is wrong in the record where a fault is planted: the code under which `Genealogy.integrity` finds it."""

    TIME_ORDER = "consumed-before-made"
    """The event is stated to be a week before it was."""
    OVER_CONSUMED = "over-consumption"
    """More of a lot is stated to go in than there ever was."""
    LOST_RECORD = "sequence-gap"
    """The event is not on record: a number of its source is missing, and lots come from nowhere."""
    UNIT = "unit-mismatch"
    """An amount is stated in a unit of another dimension."""
    UNKNOWN_LOT = "orphan"
    """A lot goes in that nothing is on record of."""
    TWO_PARENTS = "two-parents"
    """A thing is put into two containers at once."""


@frozen(slots=True, kw_only=True)
class Fault:
    """A planted fault."""

    kind: FaultKind
    event: ID
    """The event."""
    lot: ID | None
    """The lot that is wrong in it; None where the event itself is."""


@frozen(slots=True, kw_only=True)
class Departures:
    """How far the record departs from the truth: shares of all events or lines, from 0 to 1."""

    late: float
    corrections: float
    skew: timedelta
    faults: float
    unmeasured: float
