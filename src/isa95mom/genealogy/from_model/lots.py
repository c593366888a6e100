"""Lots and sublots: what they are, where they are, their sublots, and what they are assembled of."""

from __future__ import annotations

from collections import deque
from typing import Any

from isa95mom import model
from isa95mom.genealogy.from_model.reading import Reading
from isa95mom.genealogy.record import EventKind
from isa95mom.nouns.place import Place, identification
from isa95mom.nouns.values import NOT_STATED, amount, measured, values


def read_lot(reading: Reading, root: model.MaterialLot | model.MaterialSubLot, place: Place) -> None:
    """Read a lot or sublot: its facts, its sublots, and what it is assembled of, at any depth."""
    waiting: deque[tuple[Any, Place]] = deque([(root, place)])
    while waiting:
        noun, here = waiting.popleft()
        lot = identification(noun.id)
        if lot is None:
            reading.find(here, "no-lot", "its identification is empty")
            continue
        reading.known.add([lot])
        facts(reading, noun, lot, here)
        if isinstance(noun, model.MaterialSubLot):
            sublots, whole = noun.children, identification(noun.material_lot_id)
            if whole is not None:
                reading.known.add([whole])
                said = amount(noun.quantities, reading.finder(here))
                reading.state(EventKind.SUBDIVIDE, [whole], [(lot, said)], here)
        else:
            sublots = noun.material_sub_lots
        parts: list[tuple[EventKind, Any]] = [(EventKind.SUBDIVIDE, sublot) for sublot in sublots]
        parts += [(EventKind.ASSEMBLE, part) for part in (*noun.assembly_lots, *noun.assembly_sub_lots)]
        for kind, part in parts:
            there = here.of(part)
            part_lot = identification(part.id)
            if part_lot is not None:
                divides = kind is EventKind.SUBDIVIDE
                said = amount(part.quantities, reading.finder(there)) if divides else NOT_STATED
                reading.state(kind, [lot], [(part_lot, said)], here)
            waiting.append((part, there))


def facts(reading: Reading, noun: Any, lot: str, place: Place) -> None:
    """Read what a lot or sublot states of itself."""
    known, find = reading.known, reading.finder(place)
    if not isinstance(noun, model.MaterialSubLot):
        known.tag(lot, "material", identification(noun.material_definition_id), place)
    known.tag(lot, "location", stored(noun), place)
    status = identification(noun.status)
    disposition = identification(noun.disposition)
    if status is not None:
        known.property(lot, "Status", status, place)
        disposition = disposition or reading.agreed.dispositions.get(status)
    known.tag(lot, "disposition", disposition, place)
    for name, value in values(noun.properties, find):
        known.property(lot, name, value, place)
    for each in noun.properties:
        for result in each.test_results:
            for name, value in measured(result, find, f"{each.id} test"):
                known.property(lot, name, value, place)


def stored(noun: Any) -> str | None:
    """Where something is stored: the narrowest place that is stated."""
    place: model.ResourceLocation | None = getattr(noun, "storage_location", None)
    if place is None:
        return identification(getattr(noun, "storage_location_id", None))
    while len(place.children) == 1:
        place = place.children[0]
    return identification(place.location)
