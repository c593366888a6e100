"""Operations events and records: when what they hold happened, was recorded, and what was done with it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from isa95mom import model
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named


def event_place(reading: Findings, noun: model.OperationsEvent, place: Place) -> Place:
    """What an operations event says of all that is recorded with it."""
    origins = list(named(noun.sources))
    if len(origins) > 1:
        reading.find(place, "several-sources", f"it comes from {', '.join(origins)}; an event has one source")
    said = named((*noun.categories, *((noun.operations_definition_id,) if noun.operations_definition_id else ())))
    return evolve(
        place,
        recorded=reading.aware(noun, "record_time_stamp", place) or place.recorded,
        effective=reading.aware(noun, "effective_time_stamp", place) or place.effective,
        origin=origins[0] if len(origins) == 1 else place.origin,
        event=identification(noun.id) or "?",
        segments=(*said, *place.segments),
    )


def read_record(reading: Findings, noun: Any, place: Place) -> Place:
    """What a record or one of its entries says of all that it holds."""
    return evolve(
        place,
        recorded=reading.aware(noun, "record_timestamp", place) or place.recorded,
        effective=reading.aware(noun, "effective_timestamp", place) or place.effective,
        action=str(getattr(noun, "action", None) or place.action),
    )


def read_entry(reading: Findings, noun: Any, place: Place) -> Place:
    """Read an entry of a record: when it happened and was recorded, and whether it is held here."""
    outside = identification(noun.external_reference_id)
    if outside is not None and noun.information_object is None:
        reading.find(place, "kept-elsewhere", f"it is kept in {outside}, which is not read")
    return read_record(reading, noun, place)
