"""Times come in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from isa95mom.check.moment import PERIODS, Period, before, comparable, period
from isa95mom.check.references import references
from isa95mom.check.rule import rule
from isa95mom.check.subject import Finding, Node, Subject, identification
from isa95mom.model.enumerations import MaterialUse
from isa95mom.model.operations_test import TestResult


class Order(NamedTuple):
    """Two fields of one noun, the first of which is not later than the second."""

    first: str
    second: str
    error: bool = True
    """Whether the wrong order is an error, else a warning."""
    apart: bool = False
    """Whether the two must not be the same."""


ORDERS = (
    Order("effective_start_date", "effective_end_date", apart=True),
    Order("effective_date", "expiration_date", apart=True),
    Order("effective_time_stamp", "expiration_time_stamp", apart=True),
    *(Order(start, end) for start, end in PERIODS),
    Order("evaluation_date", "expiration"),
    Order("measurement_date", "expiration"),
    Order("creation_date", "expiration_date"),
    Order("creation_date", "last_changed_date", error=False),
    Order("effective_time_stamp", "record_time_stamp", error=False),
    Order("effective_timestamp", "record_timestamp", error=False),
    Order("submission_date", "requested_completion_date", error=False),
)
"""The order of the times of one noun, wherever it has both."""

PRODUCED = frozenset(
    (
        MaterialUse.PRODUCED,
        MaterialUse.BY_PRODUCT_PRODUCED,
        MaterialUse.CO_PRODUCT_PRODUCED,
        MaterialUse.YIELD_PRODUCED,
        MaterialUse.MATERIAL_PRODUCED,
    )
)
CONSUMED = frozenset((MaterialUse.CONSUMED, MaterialUse.CONSUMABLE, MaterialUse.MATERIAL_CONSUMED))
ACTUALS = {"MaterialProducedActual": True, "MaterialConsumedActual": False, "ConsumableActual": False}
"""Class of an actual that says by its name whether it makes material or uses it up."""
TESTED = ("Person", "Equipment", "PhysicalAsset", "MaterialLot", "MaterialSubLot")
"""Classes whose objects have test results that hold for a time."""


def pairs(subject: Subject) -> Iterator[tuple[Node, Order, datetime, datetime]]:
    """Every two times of one noun that have an order."""
    for node in subject.nodes:
        for order in ORDERS:
            if order.first in node.noun.__fields__ and order.second in node.noun.__fields__:
                first, second = getattr(node.noun, order.first), getattr(node.noun, order.second)
                if isinstance(first, datetime) and isinstance(second, datetime):
                    yield node, order, first, second


@rule(
    "times-out-of-order",
    "What starts before it ends, is measured before it expires, and happens before it is recorded.",
    reason="Times in the wrong order are the commonest slip of an interface; everything computed from them is wrong."
    " An effective period must also have some length.",
    source="ISA-95 Part 2 and Part 4, attributes of time",
)
def order(subject: Subject) -> Iterator[Finding]:
    """Pairs of times in the wrong order."""
    for node, wanted, first, second in pairs(subject):
        if before(second, first) or (wanted.apart and first == second):
            what = "the same as" if first == second else "before"
            message = f"{second.isoformat()} is {what} the {wanted.first}, {first.isoformat()}"
            yield Finding(node, message, f".{wanted.second}", wanted.error)


@rule(
    "times-incomparable",
    "Times that belong together all have an offset from UTC, or none has.",
    reason="A time without an offset is local to a place that nobody named; it cannot be put in order with one that has"
    " an offset, so the other rules on times leave such pairs out.",
    source="ISO 8601, as B2MML uses it",
    severity="warning",
)
def offsets(subject: Subject) -> Iterator[Finding]:
    """Pairs of times that cannot be compared."""
    for node, wanted, first, second in pairs(subject):
        if not comparable(first, second):
            message = f"{second.isoformat()} cannot be compared with the {wanted.first}, {first.isoformat()}"
            yield Finding(node, message, f".{wanted.second}")


@rule(
    "used-before-made",
    "A lot is not used up before it was begun to be made.",
    reason="Material cannot go into a step that was over before the step that made it began. Either a time or a lot is"
    " wrong.",
    source="ISA-95 Part 2, material actual",
)
def made_before_used(subject: Subject) -> Iterator[Finding]:
    """Lots that are consumed before they are produced."""
    made: dict[tuple[str, str], datetime] = {}
    used: list[tuple[Node, str, tuple[str, str], Period]] = []
    for node in subject.of("MaterialActual", *ACTUALS):
        cls, use = type(node.noun).__name__, getattr(node.noun, "material_use", None)
        makes = ACTUALS.get(cls, True if use in PRODUCED else False if use in CONSUMED else None)
        when = period(node)
        if makes is None or when is None:
            continue
        for name in ("material_lot_ids", "material_sub_lot_ids"):
            for number, id_ in enumerate(getattr(node.noun, name, ())):
                lot = (name, str(id_))
                if not makes:
                    used.append((node, f".{name}[{number}]", lot, when))
                elif when.start is not None and (lot not in made or before(when.start, made[lot])):
                    made[lot] = when.start
    for node, part, lot, when in used:
        if when.end is not None and before(when.end, made.get(lot)):
            message = f"lot {lot[1]!r} is used up by {when.end.isoformat()}, but made from {made[lot].isoformat()} on"
            yield Finding(node, message, part)


@rule(
    "test-expired",
    "What is used has no test result that had expired.",
    reason="A qualification, calibration or quality result holds until it expires. A property whose results had all"
    " expired when work began was not qualified for it.",
    source="ISA-95 Part 2, operations test; ISA-95 Part 3, resource management",
    severity="warning",
)
def tests(subject: Subject) -> Iterator[Finding]:
    """Work that uses what was not qualified any more."""
    results = _results(subject)
    for node in subject.nodes:
        for part, id_, targets in references(node):
            if not set(targets) & set(TESTED):
                continue
            when = period(node)
            if when is None:
                continue
            for name, ends in results.get(id_, {}).items():
                last = _last(ends)
                if last is not None and before(last, when.start or when.end):
                    of = f"{name!r} of {str(id_)!r}" if name else repr(str(id_))
                    yield Finding(
                        node, f"the tests of {of} were valid until {last.isoformat()}, but it is used {when}", part
                    )


def _results(subject: Subject) -> dict[str, dict[str, list[datetime | None]]]:
    """ID of an object -> its property, or nothing for the object itself -> when each result of a test expires.

    Older versions have the results in the properties; newer ones name the object and the property measured.
    """
    found: defaultdict[str, defaultdict[str, list[datetime | None]]] = defaultdict(lambda: defaultdict(list))
    for node in subject.of("TestResult"):
        result = node.noun
        if not isinstance(result, TestResult):
            continue
        if result.testable_object_id:
            found[result.testable_object_id][""].append(result.expiration)
            for measured in result.property_measurements:
                for name in measured.testable_object_property_ids:
                    found[result.testable_object_id][str(name)].append(measured.expiration or result.expiration)
        elif node.name == "test_results" and node.above is not None and node.above.above is not None:
            owner = identification(node.above.above.noun)
            if owner is not None:
                found[owner][identification(node.above.noun) or ""].append(result.expiration)
    return {owner: dict(of_property) for owner, of_property in found.items()}


def _last(ends: list[datetime | None]) -> datetime | None:
    """When the last of several results expires; None where one does not, or they cannot be compared."""
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or len({end.tzinfo is None for end in known}) != 1:
        return None
    return max(known)


@rule(
    "calendar-entry",
    "A work calendar entry lies in the period of its calendar and of the entry that holds it.",
    reason="A shift outside its calendar, or a break outside its shift, would be counted by no one or twice.",
    source="ISA-95 Part 4, work calendar",
)
def calendar(subject: Subject) -> Iterator[Finding]:
    """Entries outside what holds them."""
    for node in subject.of("WorkCalendarEntry"):
        start, end = getattr(node.noun, "start_date_time", None), getattr(node.noun, "finish_date_time", None)
        if start is None:
            yield Finding(node, "has no start", "", False)
        holder = node.above
        if holder is None:
            continue
        names = ("start_date_time", "finish_date_time")
        if type(holder.noun).__name__ == "WorkCalendar":
            names = ("effective_start_date", "effective_end_date")
        first, last = (getattr(holder.noun, name, None) for name in names)
        if before(start, first) or before(last, end) or before(last, start):
            yield Finding(node, f"{Period(start, end)} is outside {holder.path}, {Period(first, last)}")


@rule(
    "calendar-overlap",
    "Entries of one type in one work calendar do not overlap.",
    reason="Two shifts of one calendar at the same time would count the same hours twice.",
    source="ISA-95 Part 4, work calendar",
    severity="warning",
)
def overlaps(subject: Subject) -> Iterator[Finding]:
    """Entries that share time."""
    groups: defaultdict[tuple[int, str], list[tuple[datetime, datetime, Node]]] = defaultdict(list)
    for node in subject.of("WorkCalendarEntry"):
        start, end = getattr(node.noun, "start_date_time", None), getattr(node.noun, "finish_date_time", None)
        if start is not None and end is not None and start.tzinfo is not None and end.tzinfo is not None:
            kind = str(getattr(node.noun, "entry_type", None) or "")
            groups[id(node.above.noun) if node.above else 0, kind].append((start, end, node))
    for entries in groups.values():
        entries.sort(key=lambda entry: entry[:2])
        last: tuple[datetime, datetime, Node] | None = None
        for entry in entries:
            if last is not None and entry[0] < last[1]:
                yield Finding(entry[2], f"{Period(*entry[:2])} overlaps {last[2].path}, {Period(*last[:2])}")
            last = entry if last is None or entry[1] > last[1] else last
