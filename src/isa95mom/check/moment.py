"""Times that are compared only where they can be."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from isa95mom.check.subject import Node

PERIODS = (
    ("actual_start_time", "actual_end_time"),
    ("start_time", "end_time"),
    ("earliest_start_time", "latest_end_time"),
    ("planned_start_time", "planned_finish_time"),
    ("requested_start_time", "requested_end_time"),
    ("start_date_time", "finish_date_time"),
)
"""The fields by which a noun says when it happens: first what has happened, then what is to."""


def before(one: datetime | None, other: datetime | None) -> bool | None:
    """Whether `one` is earlier; None where that is not known: one is missing, or only one of them has an offset."""
    if one is None or other is None or (one.tzinfo is None) != (other.tzinfo is None):
        return None
    return one < other


def comparable(one: datetime | None, other: datetime | None) -> bool:
    """Whether two times can be compared, or there is nothing to compare."""
    return one is None or other is None or (one.tzinfo is None) == (other.tzinfo is None)


@frozen(slots=True)
class Period:
    """When something happens; None for an end that is not told."""

    start: datetime | None
    end: datetime | None

    def __str__(self) -> str:
        start = "" if self.start is None else f"from {self.start.isoformat()}"
        end = "" if self.end is None else f"to {self.end.isoformat()}"
        return f"{start} {end}".strip()


def period(node: Node) -> Period | None:
    """When a noun happens, or the nearest around it that says so; None where nothing does."""
    for holder in node.up():
        for start, end in PERIODS:
            told = Period(getattr(holder.noun, start, None), getattr(holder.noun, end, None))
            if isinstance(told.start, datetime) or isinstance(told.end, datetime):
                return told
    return None
