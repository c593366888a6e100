"""Responses of operations, production and work, of any version: what was done, for which order, with what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from attrs import evolve

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.model import MaterialUse
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named

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
WENT_IN = frozenset((MaterialUse.CONSUMED, MaterialUse.CONSUMABLE, MaterialUse.MATERIAL_CONSUMED))
CAME_OUT = frozenset(
    (
        MaterialUse.PRODUCED,
        MaterialUse.BY_PRODUCT_PRODUCED,
        MaterialUse.CO_PRODUCT_PRODUCED,
        MaterialUse.YIELD_PRODUCED,
        MaterialUse.MATERIAL_PRODUCED,
    )
)
SAMPLED = frozenset((MaterialUse.SAMPLE, MaterialUse.DESTRUCTIVE_SAMPLE, MaterialUse.RETAINED_SAMPLE))
ACTUALS: tuple[tuple[str, str | None], ...] = (
    ("material_actuals", None),
    ("material_produced_actuals", MaterialUse.PRODUCED),
    ("material_consumed_actuals", MaterialUse.CONSUMED),
    ("consumable_actuals", MaterialUse.CONSUMABLE),
)
"""The fields of a response that state material, and the use that each means; None where every actual states its own."""
DATA = ("segment_data", "data", "production_data")
"""The fields of a response that state parameters."""
RESOURCES = (
    ("equipment_actuals", "equipment_ids"),
    ("personnel_actuals", "person_ids"),
    ("physical_asset_actuals", "physical_asset_ids"),
)
"""The fields of a response that state other resources, and the field of these that identifies them."""


def within(reading: Findings, noun: Any, here: Place) -> Place:
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
    said = identification(getattr(noun, "operations_type", None) or getattr(noun, "work_type", None))
    if said is None and isinstance(noun, model.ProductionPerformance | model.ProductionResponse):
        said = "Production"
    return evolve(here, ids=ids, order=order, operations=said or here.operations, segments=(*own, *here.segments))


def several(noun: Noun, field: str) -> Iterable[str]:
    """The texts of a field, which may hold one, several or none."""
    found = getattr(noun, field, None)
    return () if found is None else (found,) if isinstance(found, str) else found


def times(reading: Findings, noun: Any, place: Place) -> tuple[datetime | None, datetime | None]:
    """When that of which a response tells started and ended."""
    prefix = "" if isinstance(noun, model.JobResponse) else "actual_"
    return reading.aware(noun, f"{prefix}start_time", place), reading.aware(noun, f"{prefix}end_time", place)


def resources(noun: Any, field: str) -> Iterator[Any]:
    """The actuals of one kind, and those that are parts of them."""
    waiting = list(reversed(getattr(noun, field, ())))
    while waiting:
        actual = waiting.pop()
        yield actual
        waiting.extend(reversed(getattr(actual, "children", ())))


def used(noun: Any, field: str, ids: str) -> Iterator[str]:
    """The identifications of the resources of one kind."""
    return named(id for actual in resources(noun, field) for id in getattr(actual, ids))
