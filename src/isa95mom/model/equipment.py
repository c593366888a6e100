"""Equipment by its role, and equipment classes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import ClassPropertyType, EquipmentLevel

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        EquipmentAssetMapping,
        HierarchyScope,
        ResourceLocation,
        SpatialDefinition,
        Value,
    )
    from isa95mom.model.operations_test import EquipmentCapabilityTestSpecification, TestResult, TestSpecification


@element("EquipmentInformationType")
class EquipmentInformation(Noun):
    """Equipment, equipment classes and their test specifications, exchanged together.

    ISA-95 Part 2, role-based equipment model.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    equipment: Many[Equipment] = Many()
    """Equipment."""
    equipment_classes: Many[EquipmentClass] = Many()
    """Equipment classes."""
    equipment_capability_test_specifications: Many[EquipmentCapabilityTestSpecification] = Many()
    """Capability tests of equipment."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentClassType")
class EquipmentClass(Noun):
    """A group of equipment with like characteristics for planning and assignment, such as reactors.

    ISA-95 Part 2, equipment class.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    equipment_level_scope: HierarchyScope | None = wire(default=None, name="EquipmentLevel")
    """Level of the equipment as a hierarchy scope, as V0500 and V0600 tell it. None where not stated."""
    equipment_level: EquipmentLevel | str | None = None
    """Level in the equipment hierarchy that the members have. None where they may differ."""
    properties: Many[EquipmentClassProperty] = Many()
    """Properties of the equipment class, found by ID."""
    children: Many[EquipmentClass] = Many()
    """Equipment classes contained in this one."""
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    equipment_source_ids: Many[str] = Many(was="EquipmentID")
    """Equipment that belongs to the class, by ID."""
    test_specification_ids: Many[str] = Many(was="EquipmentCapabilityTestSpecificationID")
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentClassPropertyType")
class EquipmentClassProperty(Noun):
    """A property that the members of an equipment class have. ISA-95 Part 2, equipment class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[EquipmentClassProperty] = Many(was="EquipmentClassProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="EquipmentCapabilityTestSpecificationID")
    """Capability tests that apply, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentType")
class Equipment(Noun):
    """A site, area, work center, work unit or other piece of equipment, seen by its role. ISA-95 Part 2, equipment."""

    id: str
    """Identification of the equipment, unique within its hierarchy scope."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    equipment_level_scope: HierarchyScope | None = wire(default=None, name="EquipmentLevel")
    """Level of the equipment as a hierarchy scope, as V0500 and V0600 tell it. None where not stated."""
    equipment_level: EquipmentLevel | str | None = None
    """Level in the equipment hierarchy, such as site, work center or unit. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    equipment_asset_mappings: Many[EquipmentAssetMapping] = Many()
    """Physical assets that filled the role, each with its period."""
    physical_asset_id: str | None = None
    """Physical asset that fills the role now, by ID. None where none does or the mapping tells."""
    operational_location: ResourceLocation | None = None
    """Where the equipment stands. None where not stated."""
    properties: Many[EquipmentProperty] = Many()
    """Capacities and other properties, found by ID."""
    children: Many[Equipment] = Many(was="Equipment")
    """Equipment contained in this one, such as the units of a process cell."""
    equipment_class_ids: Many[str] = Many()
    """Classes the equipment belongs to, by ID. Empty where none is stated."""
    maintenance_request_ids: Many[str] = Many()
    """Open maintenance requests for the equipment, by ID."""
    maintenance_work_order_ids: Many[str] = Many()
    """Maintenance work orders for the equipment, by ID."""
    test_specification_ids: Many[str] = Many(was="EquipmentCapabilityTestSpecificationID")
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentPropertyType")
class EquipmentProperty(Noun):
    """A property of a piece of equipment, such as its capacity. ISA-95 Part 2, equipment property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[EquipmentProperty] = Many(was="EquipmentProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="EquipmentCapabilityTestSpecificationID")
    """Capability tests that apply, by ID."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
