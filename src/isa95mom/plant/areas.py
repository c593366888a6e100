"""Which documents carry which objects: the ``...Information`` nouns, one for each information area."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from isa95mom import model
from isa95mom.declare import Field, Noun
from isa95mom.values.items import Items

AREAS = (
    "OperationsTestInformation",
    "PersonnelInformation",
    "EquipmentInformation",
    "PhysicalAssetInformation",
    "MaterialInformation",
    "OperationalLocationInformation",
    "ProcessSegmentInformation",
    "ProductInformation",
    "OperationsDefinitionInformation",
    "OperationsEventInformation",
    "OperationsCapabilityInformation",
    "WorkDefinitionInformation",
    "WorkflowSpecificationInformation",
    "WorkCapabilityInformation",
    "WorkCalendarInformation",
    "WorkAlertInformation",
    "ResourceRelationshipNetworkInformation",
    "ResourceNetworkConnectionInformation",
    "MaintenanceInformation",
)
"""The nouns that only hold objects of one information area; the first that holds a class is the one it is saved in."""


@cache
def held() -> dict[str, dict[str, str]]:
    """Area -> class of the objects it holds -> the field that holds them."""
    return {
        area: {f.type: f.name for f in getattr(model, area).__fields__.values() if f.many and is_object(f)}
        for area in AREAS
    }


def is_object(field: Field) -> bool:
    """Whether a field of an area holds objects of their own, and not what describes the area itself."""
    return field.type in model.HOME and field.type != "AnyContent"


def area_of(cls: type[Noun]) -> type[Noun] | None:
    """The area in which objects of a class are exchanged; None for what is a document by itself."""
    name = next((area for area, classes in held().items() if cls.__name__ in classes), None)
    return None if name is None else getattr(model, name)


def emptied(area: Noun) -> Noun | None:
    """What an area says of itself, without the objects it holds; None where that is nothing."""
    header = copy.copy(area)
    header._wire = copy.copy(area._wire)
    for name in held()[type(area).__name__].values():
        setattr(header, f"_{name}", None)
    if header._wire is not None:
        header._wire.order = ()
    if getattr(header, "id", None) == type(area).__name__:
        header.id = None  # type: ignore[attr-defined]
    said = any(getattr(header, f.slot) for f in header.__fields__.values())
    return header if said or header.extensions else None


def filled(cls: type[Noun], header: Noun | None, objects: list[Noun]) -> Noun:
    """An area with its objects. Where it has no ID, which newer versions demand, its name stands for it."""
    named: Any = cls
    area: Any = copy.copy(header) if header is not None else named(id=None)
    area.id = area.id or cls.__name__
    for noun in objects:
        field = held()[cls.__name__][type(noun).__name__]
        if getattr(area, f"_{field}") is None:
            setattr(area, f"_{field}", Items())
        getattr(area, f"_{field}").append(noun)
    return area  # type: ignore[no-any-return]
