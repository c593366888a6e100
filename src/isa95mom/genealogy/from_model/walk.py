"""Going through nouns: which are read, which only hold others, and what they say of all that stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs
from attrs import evolve

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.genealogy.from_model.batch import read_batch
from isa95mom.genealogy.from_model.lots import read_lot
from isa95mom.genealogy.from_model.place import Place, identification, named
from isa95mom.genealogy.from_model.reading import Reading
from isa95mom.genealogy.from_model.records import read_event, read_event_lot, read_record
from isa95mom.genealogy.from_model.responses import REPLACED, read_response
from isa95mom.model import OperationsRecordAction, Verb

Read = Callable[[Reading, Any, Place], Place | None]
"""Reads what a noun says itself; the place of what stands in it, where that differs from its own."""


def read_nothing(reading: Reading, noun: Any, place: Place) -> None:
    """Read a noun that only holds others."""


def read_lots(reading: Reading, noun: model.MaterialLot | model.MaterialSubLot, place: Place) -> None:
    """Read a lot, as an object by itself or of an operations event."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    read_lot(reading, noun, place)
    if place.event is not None:
        read_event_lot(reading, noun, place)


def read_test(reading: Reading, noun: model.TestResult, place: Place) -> None:
    """Note the result of a test, for when all lots are known."""
    reading.known.waiting.append((noun, place))


def read_entry(reading: Reading, noun: Any, place: Place) -> Place:
    """Read an entry of a record: when it happened and was recorded, and whether it is held here."""
    outside = identification(noun.external_reference_id)
    if outside is not None and noun.information_object is None:
        reading.find(place, "kept-elsewhere", f"it is kept in {outside}, which is not read")
    return read_record(reading, noun, place)


OBJECTS = tuple(field.name for field in attrs.fields(model.InformationObject))  # type: ignore[arg-type]
NOUNS: dict[type[Noun], tuple[Read, tuple[str, ...]]] = {
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
    model.MaterialInformation: (read_nothing, ("material_lots", "material_sub_lots")),
    model.MaterialLot: (read_lots, ()),
    model.MaterialSubLot: (read_lots, ()),
    model.OperationsTestInformation: (read_nothing, ("test_results",)),
    model.TestResult: (read_test, ()),
    model.OperationsEventInformation: (read_nothing, ("operations_events",)),
    model.OperationsEvent: (read_event, ("records", "children")),
    model.OperationsRecordTemplate: (read_record, ("entries", "children")),
    model.OperationsRecordEntryTemplate: (read_entry, ("information_object", "children")),
    model.WorkRecord: (read_record, ("entries", "children")),
    model.WorkRecordEntry: (read_entry, ("information_object", "children")),
    model.InformationObject: (read_nothing, OBJECTS),
}
"""How each noun that says something of lots is read, and the fields that hold others. Batch production records have a
module of their own; all else is a finding."""
REPORTS = model.OperationsPerformance | model.ProductionPerformance | model.WorkPerformance | model.JobResponseList
"""The nouns that only carry responses: a response is known by its identification even where they have none."""
RESPONSES = (
    model.OperationsResponse
    | model.SegmentResponse
    | model.ProductionResponse
    | model.ProductionSegmentResponse
    | model.WorkResponse
    | model.JobResponse
)
ORDERS = ("job_order_id", "work_request_id", "operations_request_ids", "production_request_id")
"""The fields of a response that identify the order."""
SEGMENTS = (
    "process_segment_ids",
    "operations_segment_ids",
    "product_segment_ids",
    "work_master_id",
    "operations_definition_ids",
    "product_production_rule_ids",
)
"""The fields of a response that identify what was carried out, the most particular first."""
NOT_FACTS = frozenset((Verb.GET, Verb.CANCEL))
"""The verbs whose objects say what is asked for or withdrawn, not what happened."""
WITHDRAWN = frozenset(("Delete", "Rejected"))
"""The actions by which a message takes objects back, or refuses them."""


def read_root(reading: Reading, root: Noun, source: str) -> None:
    """Read a noun or message and all it holds."""
    place = Place(source)
    if not isinstance(root, model.Message):
        read_all(reading, [(root, place)])
        return
    area = root.application_area
    place = Place(source, f"/{root.name}", message=identification(getattr(area, "bod_id", None)) or "")
    place = evolve(place, recorded=reading.aware(area, "creation_date_time", place))
    if root.verb in NOT_FACTS:
        reading.find(place, "not-a-fact", f"a {root.verb} message states nothing that happened; it is not read")
        return
    said = set(actions(root))
    if undone := sorted(WITHDRAWN & said):
        reading.find(place, "not-a-fact", f"the message says {undone[0]} of objects; none of it is read")
        return
    if said & set(REPLACED):
        place = evolve(place, action="Replace")
    read_all(reading, [(noun, place) for noun in root.objects])


def read_all(reading: Reading, nouns: Iterable[tuple[Noun, Place]]) -> None:
    """Read nouns, each with the place around it, and all they hold, in the order of the document."""
    waiting = list(nouns)[::-1]
    while waiting:
        noun, around = waiting.pop()
        here = around.of(noun)
        published = reading.aware(noun, "published_date", here)
        here = here if published is None else evolve(here, recorded=published)
        if isinstance(noun, model.BatchProductionRecord):
            waiting.extend(read_batch(reading, noun, here, read_all))
            continue
        known = NOUNS.get(type(noun))
        if known is None:
            reading.find(here, "no-genealogy", f"{type(noun).__name__} says nothing of which lots became which")
            continue
        if isinstance(noun, REPORTS | RESPONSES):
            here = within(reading, noun, here)
        read, fields = known
        inner = read(reading, noun, here) or here
        waiting.extend((child, inner) for child in reversed([c for field in fields for c in held(noun, field)]))


def held(noun: Noun, field: str) -> Iterator[Noun]:
    """The nouns in a field, which may hold one, several or none."""
    found = getattr(noun, field)
    if isinstance(found, Noun):
        yield found
    elif found is not None:
        yield from found


def within(reading: Reading, noun: Any, here: Place) -> Place:
    """The place of a report or response, with what it says of all within: its identification, order and segments."""
    known = identification(noun.id)
    ids = (*here.ids, known or "" if isinstance(noun, REPORTS) else known)
    order = here.order
    for field in ORDERS:
        orders = list(named(several(noun, field)))
        if len(orders) > 1:
            reading.find(here, "several-orders", f"it answers {', '.join(orders)}; an event belongs to one order")
        if orders:
            order = orders[0] if len(orders) == 1 else None
            break
    own = tuple(named(name for field in SEGMENTS for name in several(noun, field)))
    return evolve(here, ids=ids, order=order, segments=(*own, *here.segments))


def several(noun: Noun, field: str) -> Iterable[str]:
    """The texts of a field, which may hold one, several or none."""
    found = getattr(noun, field, None)
    return () if found is None else (found,) if isinstance(found, str) else found


def actions(message: model.Message) -> Iterator[str]:
    """What a message says is done, or was done, with its objects."""
    expressions = [
        e for criterion in getattr(message.action, "action_criteria", ()) for e in criterion.action_expressions
    ]
    expressions += [criterion.response_expression for criterion in getattr(message.action, "response_criteria", ())]
    for expression in expressions:
        yield getattr(expression, "attributes", {}).get("actionCode", "")
