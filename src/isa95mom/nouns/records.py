"""Operations events and records: when what they hold happened, was recorded, and what was done with it."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import evolve

from isa95mom import model
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.walk import R, Read, Table, read_nothing


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


OBJECTS = tuple(field.name for field in attrs.fields(model.InformationObject))  # type: ignore[arg-type]


def told_by(response: Read[R], event: Read[R]) -> Table[R]:
    """How nouns are read that tell of what was done: performances, whose responses `response` reads, and operations
    events, which `event` reads, with the records and entries that both hold.
    """
    return {
        model.OperationsPerformance: (read_nothing, ("operations_responses",)),
        model.OperationsResponse: (read_nothing, ("segment_responses",)),
        model.SegmentResponse: (response, ("children",)),
        model.ProductionPerformance: (read_nothing, ("production_responses",)),
        model.ProductionResponse: (read_nothing, ("segment_responses",)),
        model.ProductionSegmentResponse: (response, ("children",)),
        model.WorkPerformance: (read_nothing, ("work_responses", "children")),
        model.WorkResponse: (read_nothing, ("job_responses", "children")),
        model.JobResponseList: (read_nothing, ("job_responses",)),
        model.JobResponse: (response, ("children",)),
        model.OperationsEventInformation: (read_nothing, ("operations_events",)),
        model.OperationsEvent: (event, ("records", "children")),
        model.OperationsRecordTemplate: (read_record, ("entries", "children")),
        model.OperationsRecordEntryTemplate: (read_entry, ("information_object", "children")),
        model.WorkRecord: (read_record, ("entries", "children")),
        model.WorkRecordEntry: (read_entry, ("information_object", "children")),
        model.InformationObject: (read_nothing, OBJECTS),
    }
