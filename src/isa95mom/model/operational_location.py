"""Places where operations happen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import ClassPropertyType

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, SpatialDefinition, Value


@element("OperationalLocationInformationType")
class OperationalLocationInformation(Noun):
    """Operational locations and their classes, exchanged together. ISA-95 Part 2, operational location model."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    operational_location_classes: Many[OperationalLocationClass] = Many()
    """Operational location classes."""
    operational_locations: Many[OperationalLocation] = Many()
    """Where the resource is or is meant to be. Empty where not stated."""


@element("OperationalLocationClassType")
class OperationalLocationClass(Noun):
    """A group of operational locations with like characteristics, such as cold stores.

    ISA-95 Part 2, operational location class.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    child: OperationalLocationClass | None = None
    """Location class contained in this one. None where there is none."""
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    operational_location_source_ids: Many[str] = Many()
    """Operational locations that belong to the class, by ID."""
    properties: Many[OperationalLocationClassProperty] = Many()
    """Properties of the location class, found by ID."""


@element("OperationalLocationClassPropertyType")
class OperationalLocationClassProperty(Noun):
    """A property that the locations of a class have. ISA-95 Part 2, operational location class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    children: Many[OperationalLocationClassProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OperationalLocationType")
class OperationalLocation(Noun):
    """A place where operations can happen or resources can be, such as a dock, a rack or a room.

    ISA-95 Part 2, operational location.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_class_id: str | None = None
    """Class of the location, by ID. None where it has no class."""
    children: Many[OperationalLocation] = Many()
    """Locations inside this one."""
    properties: Many[OperationalLocationProperty] = Many()
    """Properties of the location, found by ID."""


@element("OperationalLocationPropertyType")
class OperationalLocationProperty(Noun):
    """A property of an operational location. ISA-95 Part 2, operational location property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[OperationalLocationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    operational_class_property_id: str | None = None
    """Property of the location class that this one gives a value to. None where it stands alone."""
