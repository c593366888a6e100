"""What one response says: the time of equipment in a state, what was produced, how long persons worked.

Of nested responses the innermost that names a piece of equipment tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from isa95mom.check.structure import scope_ids
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.reading import Reading
from isa95mom.kpi.from_model.values import in_one_unit
from isa95mom.model import OperationsRecordAction
from isa95mom.nouns.place import Place, named
from isa95mom.nouns.responses import ACTUALS, CAME_OUT, DATA, resources, times, used
from isa95mom.nouns.values import amount, values
from isa95mom.tables.times import MICROSECOND
from isa95mom.values.units import convert

HOURS = ("SEC", "MIN", "HUR", "DAY")
"""The units of UN/ECE Rec 20 in which persons state how long they worked."""


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
        if place.order is not None and end is not None:
            reading.add("runs", order=place.order, equipment=who, start=start, end=end, product=product)
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
        quantity = in_one_unit(reading.units, product, (quantity, unit), reading.finder(here), "it does not count")
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
