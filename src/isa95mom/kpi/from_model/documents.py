"""Raw records in documents: performances of operations, production and work, operations events, work calendars and
capabilities.

A response that names equipment and times is a time in a state; its produced material and its data are amounts; what its
persons did is work time. Of nested responses the innermost that names a piece of equipment tells of it. Whatever is
stated in part, or cannot be told, is a finding: nothing is guessed, nothing dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs
from attrs import evolve, field, frozen

from isa95mom import model
from isa95mom.check.structure import scope_ids
from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model import capacities
from isa95mom.kpi.from_model.capacities import Capacity
from isa95mom.kpi.from_model.totals import production_capacity
from isa95mom.kpi.raw import from_frame
from isa95mom.kpi.terms import Terms
from isa95mom.model import OperationsRecordAction
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.records import event_place, read_entry, read_record
from isa95mom.nouns.responses import ACTUALS, CAME_OUT, DATA, resources, times, used
from isa95mom.nouns.sources import Source, read_sources
from isa95mom.nouns.values import amount, values
from isa95mom.nouns.walk import Table, read_nothing
from isa95mom.tables.times import MICROSECOND
from isa95mom.values.units import UnitError, convert

Columns = dict[str, list[Any]]
HOURS = ("SEC", "MIN", "HUR", "DAY")
"""The units of UN/ECE Rec 20 in which persons state how long they worked."""


@frozen(slots=True)
class Records:
    """The tables that documents state, as `from_frame` takes them, and the findings."""

    tables: dict[str, Columns] = field(factory=dict)
    findings: tuple[Problem, ...] = ()

    def terms(self, **options: Any) -> Terms:
        """The additive terms of these records; `options` are those of `from_frame`, tables among them stand beside.

        Findings of the documents come before those of their rows. Raises what `from_frame` raises.
        """
        tables: dict[str, Any] = dict(self.tables)
        findings = self.findings
        if "order" not in options.get("by", ()) and tables.pop("orders", None):
            # An order is carried out on several pieces of equipment; its time is of none of them.
            message = "the times of orders are of no single equipment; take terms by order for them"
            findings = (*findings, Problem("orders", None, "orders-left-out", message, "warning"))
        terms = from_frame(**(tables | options))
        return evolve(terms, findings=(*findings, *terms.findings))


class Reading(Findings):
    """What was read so far."""

    def __init__(self, agreed: Agreement) -> None:
        super().__init__()
        self.agreed = agreed
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.orders: dict[str, dict[str, Any]] = {}
        self.capacities: list[Capacity] = []
        self.units: dict[str | None, str | None] = {}
        """The unit in which each product is counted: that of its first amount."""

    def not_read(self, noun: Noun) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-record", f"{type(noun).__name__} says nothing of times in states or of amounts"

    def add(self, table: str, **row: Any) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)

    def tables(self) -> dict[str, Columns]:
        """All rows by table, as columns."""
        rows = dict(self.rows)
        if self.orders:
            rows["orders"] = [each for each in self.orders.values() if each["start"] and each["end"]]
        made = {}
        for name, several in rows.items():
            columns = dict.fromkeys(column for row in several for column in row)
            made[name] = {column: [row.get(column) for row in several] for column in columns}
        counted = tuple(dict.fromkeys(self.units.values()))
        able = production_capacity(self, self.capacities, counted, self.agreed)
        if able and len(counted) > 1:
            names = ", ".join(map(str, counted))
            message = f"products are counted in {names}; capacities are in the first of them"
            self.findings.append(Problem("capacity", None, "several-units", message, "warning"))
        return {name: columns for name, columns in (made | {"capacity": able}).items() if columns}


def records_of(
    sources: Source | Iterable[Source], *, agreed: Agreement | None = None, lenient: bool = False
) -> Records:
    """The raw records that B2MML documents or objects of any version state.

    `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. `agreed`
    are the names that partners use; None are those of `Agreement`. Raises `DocumentError` where a document cannot be
    read.
    """
    reading = Reading(agreed or Agreement())
    read_sources(reading, NOUNS, sources, lenient)
    tables = reading.tables()
    return Records(tables, tuple(reading.findings))


def from_documents(
    sources: Source | Iterable[Source],
    *,
    agreed: Agreement | None = None,
    lenient: bool = False,
    **options: Any,
) -> Terms:
    """The additive terms of B2MML documents or objects of any version; `options` are those of `from_frame`.

    Tables among the options, such as ``cycles`` and ``calendar``, stand for what documents do not say. Findings of the
    documents come before those of their rows. Raises what `records_of` and `from_frame` raise.
    """
    return records_of(sources, agreed=agreed, lenient=lenient).terms(**options)


# -- responses --------------------------------------------------------------------------------------------------------


def read_response(reading: Reading, noun: Any, place: Place) -> None:
    """Read what one response says of equipment, amounts and persons."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    start, end = times(reading, noun, place)
    own = list(used(noun, "equipment_actuals", "equipment_ids"))
    finer = set(_within(noun))
    told = [who for who in own if who not in finer]
    said = dict(_data(reading, noun, place))
    products = _products(noun)
    product = products[0] if len(products) == 1 else None
    _order(reading, place, start, end, product)
    state, kind = _state(reading, place, said)
    reason = next((str(said[name]) for name in reading.agreed.reason if name in said), None)
    if start is None and told and state is not None:
        reading.find(place, "no-start", f"when it began is not stated; the time of {', '.join(told)} is not known")
    for who in told:
        if start is None:
            continue
        if state is not None:
            reading.add(
                "states", equipment=who, start=start, end=end, state=state, reason=reason, order=place.order,
                product=product,
            )  # fmt: skip
        if kind is not None and end is not None:
            reading.add("maintenance", equipment=who, start=start, end=end, kind=kind)
    where = _where(reading, noun, place, own)
    # What was made by the end belongs to the time before it: to the shift that ends then, and not to the next.
    when = end - MICROSECOND if end is not None else start or place.effective
    _amounts(reading, noun, place, where, when, said)
    _persons(reading, noun, place, where, when)


def _within(noun: Any) -> Iterator[str]:
    """The equipment that responses within one name."""
    waiting = list(noun.children)
    while waiting:
        inner = waiting.pop()
        yield from used(inner, "equipment_actuals", "equipment_ids")
        waiting.extend(inner.children)


def _data(reading: Reading, noun: Any, place: Place) -> Iterator[tuple[str, Any]]:
    find = reading.finder(place)
    for each in DATA:
        yield from values(getattr(noun, each, ()), find)
    for actual in resources(noun, "equipment_actuals"):
        yield from values(actual.properties, find)


def _state(reading: Reading, place: Place, said: dict[str, Any]) -> tuple[str | None, str | None]:
    """The state of the equipment meanwhile, and the kind of maintenance where it is one."""
    agreed = reading.agreed
    stated = next((str(said[name]) for name in agreed.state if name in said), None)
    state = stated or next((agreed.states[name] for name in place.segments if name in agreed.states), None)
    if place.operations != "Maintenance":
        return state or agreed.types.get(place.operations or ""), None
    names = (*place.segments, *(str(value) for value in said.values()))
    kind = next((agreed.maintenance[name] for name in names if name in agreed.maintenance), None)
    if kind is None and state is None:
        message = "whether it is preventive or corrective is not agreed; it counts to no state"
        reading.find(place, "which-maintenance", message)
    of_kind = {"preventive": "Planned maintenance", "corrective": "Corrective maintenance"}
    return state or of_kind.get(kind or ""), kind


def _products(noun: Any) -> list[str]:
    made = (actual for actual, use in _actuals(noun) if use in CAME_OUT)
    return list(named(name for actual in made for name in actual.material_definition_ids))


def _actuals(noun: Any) -> Iterator[tuple[Any, str | None]]:
    for each, use in ACTUALS:
        for actual in getattr(noun, each, ()):
            yield actual, use or getattr(actual, "material_use", None)


def _where(reading: Reading, noun: Any, place: Place, own: list[str]) -> str | None:
    """The one piece of equipment that amounts belong to."""
    if len(own) == 1:
        return own[0]
    scope = scope_ids(noun)
    if not own and scope:
        return scope[-1]
    return None


def _amounts(
    reading: Reading, noun: Any, place: Place, where: str | None, when: datetime | None, said: dict[str, Any]
) -> None:
    agreed = reading.agreed
    by_product: dict[str | None, dict[str, Decimal]] = {}
    for actual, use in _actuals(noun):
        if use not in CAME_OUT:
            continue
        materials = list(named(actual.material_definition_ids))
        product = materials[0] if len(materials) == 1 else None
        here = place.of(actual)
        quantity, unit = amount(actual.quantities, reading.finder(here))
        quantity = _in_one_unit(reading, here, product, quantity, unit)
        if quantity is None:
            continue
        row = by_product.setdefault(product, {})
        row["PQ"] = row.get("PQ", Decimal(0)) + quantity
        properties = dict(values(actual.properties, reading.finder(here)))
        disposition = next((str(properties[name]) for name in agreed.disposition if name in properties), None)
        term = agreed.dispositions.get(disposition or "")
        if term is not None:
            row[term] = row.get(term, Decimal(0)) + quantity
        elif disposition is not None:
            reading.find(here, "unknown-disposition", f"whether {disposition!r} is good is not agreed")
    for term, names in (("GQ", agreed.good), ("SQ", agreed.scrap), ("RQ", agreed.rework)):
        number = next((said[name] for name in names if isinstance(said.get(name), Decimal)), None)
        if number is not None and len(by_product) <= 1:
            by_product.setdefault(next(iter(by_product), None), {})[term] = number
        elif number is not None:
            reading.find(place, "several-products", f"{names[0]} is {number}, and of which product is not stated")
    if not by_product:
        return
    if where is None or when is None:
        what = "equipment" if where is None else "time"
        reading.find(place, f"no-{what}", f"what it produced belongs to no one {what}; it does not count")
        return
    for product, row in by_product.items():
        _complete(row, agreed)
        reading.add("production", equipment=where, time=when, order=place.order, product=product, **row)


def _complete(row: dict[str, Decimal], agreed: Agreement) -> None:
    """What follows from the amounts that are stated."""
    off = row.get("SQ", Decimal(0)) + row.get("RQ", Decimal(0))
    if "PQ" not in row and "GQ" in row:
        row["PQ"] = row["GQ"] + off
    elif "GQ" not in row and "PQ" in row and ("SQ" in row or "RQ" in row or agreed.good_unless_stated):
        row["GQ"] = row["PQ"] - off
    if "GQ" in row and "PQ" in row:
        row.setdefault("SQ", row["PQ"] - row["GQ"] - row.get("RQ", Decimal(0)))
        row.setdefault("RQ", Decimal(0))


def _in_one_unit(
    reading: Reading, place: Place, product: str | None, quantity: Decimal | None, unit: str | None
) -> Decimal | None:
    """An amount in the unit in which its product is counted."""
    if quantity is None:
        return None
    known = reading.units.setdefault(product, unit)
    if unit == known:
        return quantity
    if unit is not None and known is not None:
        try:
            return convert(quantity, unit, known)
        except UnitError:
            pass
    message = f"{quantity} {unit or 'of no unit'} does not convert to {known or 'no unit'}; it does not count"
    reading.find(place, "unit-mismatch", message)
    return None


def _persons(reading: Reading, noun: Any, place: Place, where: str | None, when: datetime | None) -> None:
    """Read how long persons worked, where that is stated in hours or another unit of time."""
    for actual in resources(noun, "personnel_actuals"):
        here = place.of(actual)
        quantity, unit = amount(actual.quantities, reading.finder(here))
        if quantity is None or unit not in HOURS:
            continue
        if where is None or when is None:
            reading.find(here, "no-equipment", "the work belongs to no one piece of equipment; it does not count")
            continue
        worked = convert(quantity, unit, "SEC")
        reading.add("personnel", equipment=where, time=when, order=place.order, APWT=worked)


def _order(reading: Reading, place: Place, start: datetime | None, end: datetime | None, product: str | None) -> None:
    """Note from when until when an order was carried out."""
    if place.order is None:
        return
    known = reading.orders.setdefault(
        place.order, {"order": place.order, "equipment": None, "start": None, "end": None, "product": product}
    )
    known["start"] = min(filter(None, (known["start"], start)), default=None)
    known["end"] = max(filter(None, (known["end"], end)), default=None)
    known["product"] = known["product"] or product


# -- events and calendars ---------------------------------------------------------------------------------------------


def read_event(reading: Reading, noun: model.OperationsEvent, place: Place) -> Place:
    """Read an operations event: a state of the equipment in its scope begins where its category is agreed to be one."""
    here = event_place(reading, noun, place)
    state = next((reading.agreed.states[name] for name in here.segments if name in reading.agreed.states), None)
    scope = scope_ids(noun)
    if state is not None and scope and here.effective is not None:
        reading.add("states", equipment=scope[-1], start=here.effective, end=None, state=state)
    elif state is not None:
        what = "equipment" if not scope else "time"
        reading.find(here, f"no-{what}", f"the state {state!r} begins, and of which {what} is not stated")
    return here


def read_equipment(reading: Reading, noun: model.Equipment, place: Place) -> None:
    """Read the state that equipment is said to have, in an operations event or a record."""
    who, find = identification(noun.id), reading.finder(place)
    said = dict(values(noun.properties, find))
    state = next((str(said[name]) for name in reading.agreed.state if name in said), None)
    if state is None:
        return
    if place.effective is None:
        reading.find(place, "no-time", f"since when {who} is in the state {state!r} is not stated")
        return
    reason = next((str(said[name]) for name in reading.agreed.reason if name in said), None)
    reading.add("states", equipment=who, start=place.effective, end=None, state=state, reason=reason)


def read_calendar(reading: Reading, noun: model.WorkCalendar, place: Place) -> None:
    """Read the entries of a work calendar, and those within them."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(entry, scope_ids(noun)) for entry in reversed(noun.entries)]
    while waiting:
        entry, around = waiting.pop()
        here, scope = place.of(entry), scope_ids(entry) or around
        waiting.extend((child, scope) for child in reversed(entry.children))
        kind = identification(entry.entry_type)
        plan = reading.agreed.calendar.get(kind or "")
        start, end = (reading.aware(entry, name, here) for name in ("start_date_time", "finish_date_time"))
        if plan is None:
            reading.find(here, "unknown-entry-type", f"what an entry of the type {kind!r} plans is not agreed")
        elif start is None or end is None:
            reading.find(here, "no-time", "from when until when it is planned is not stated")
        else:
            shift = identification(entry.id) if plan == "planned" else None
            reading.add(
                "calendar", equipment=scope[-1] if scope else None, start=start, end=end, plan=plan, shift=shift
            )


OBJECTS = tuple(each.name for each in attrs.fields(model.InformationObject))  # type: ignore[arg-type]
NOUNS: Table[Reading] = {
    model.OperationsPerformance: (read_nothing, ("operations_responses",)),
    model.OperationsResponse: (read_nothing, ("segment_responses",)),
    model.SegmentResponse: (read_response, ("children",)),
    model.ProductionPerformance: (read_nothing, ("production_responses",)),
    model.ProductionResponse: (read_nothing, ("segment_responses",)),
    model.ProductionSegmentResponse: (read_response, ("children",)),
    model.WorkPerformance: (read_nothing, ("work_responses", "children")),
    model.WorkResponse: (read_nothing, ("job_responses", "children")),
    model.JobResponseList: (read_nothing, ("job_responses",)),
    model.JobResponse: (read_response, ("children",)),
    model.OperationsEventInformation: (read_nothing, ("operations_events",)),
    model.OperationsEvent: (read_event, ("records", "children")),
    model.OperationsRecordTemplate: (read_record, ("entries", "children")),
    model.OperationsRecordEntryTemplate: (read_entry, ("information_object", "children")),
    model.WorkRecord: (read_record, ("entries", "children")),
    model.WorkRecordEntry: (read_entry, ("information_object", "children")),
    model.InformationObject: (read_nothing, OBJECTS),
    model.Equipment: (read_equipment, ()),
    model.WorkCalendarInformation: (read_nothing, ("work_calendars",)),
    model.WorkCalendar: (read_calendar, ()),
    **capacities.NOUNS,
}
"""How each noun that says something of times or amounts is read, and the fields that hold others; all else is a
finding."""
