"""What a scheduled segment or job order takes of each resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import (
    AssemblyRelationship,
    AssemblyType,
    EquipmentLevel,
    MaterialUse,
    RequiredByRequestedSegmentResponse,
)

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        HierarchyScope,
        QuantityValue,
        ResourceLocation,
        SpatialDefinition,
        Value,
    )


@element("OpPersonnelRequirementType", "PersonnelRequirementType")
class PersonnelRequirement(Noun):
    """Persons that a segment requirement or a job order needs, by class or by name.

    ISA-95 Part 2, personnel requirement.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    personnel_class_ids: Many[str] = Many()
    """Personnel classes required, by ID. Empty where they are named singly."""
    person_ids: Many[str] = Many()
    """Persons required, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    personnel_use: str | None = None
    """What the persons do there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much required; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    children: Many[PersonnelRequirement] = Many()
    """Requirements for persons that make up this one."""
    properties: Many[PersonnelRequirementProperty] = Many()
    """Properties that the required persons must have."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPersonnelRequirementPropertyType", "PersonnelRequirementPropertyType")
class PersonnelRequirementProperty(Noun):
    """A property, such as a qualification, that the required persons have to have.

    ISA-95 Part 2, personnel requirement property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the persons have the property. Empty where all have."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    person_property_id: str | None = None
    """Property of the person that this one refers to. None where it stands alone."""
    children: Many[PersonnelRequirementProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentRequirementType", "EquipmentRequirementType")
class EquipmentRequirement(Noun):
    """Equipment that a segment requirement or a job order needs, by class or by piece.

    ISA-95 Part 2, equipment requirement.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    equipment_class_ids: Many[str] = Many()
    """Equipment classes required, by ID. Empty where they are named singly."""
    equipment_ids: Many[str] = Many()
    """Equipment required, by ID. Empty where it is meant by class."""
    equipment_level: EquipmentLevel | str | None = None
    """Level in the equipment hierarchy, such as site, work center or unit. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    equipment_use: str | None = None
    """What the equipment does there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much required; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    equipment_level_scope: HierarchyScope | None = wire(default=None, name="EquipmentLevel")
    """Level of the equipment as a hierarchy scope, as versions up to V0700 tell it. None where not stated."""
    children: Many[EquipmentRequirement] = Many()
    """Requirements for equipment that make up this one."""
    properties: Many[EquipmentRequirementProperty] = Many()
    """Properties that the required equipment must have."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentRequirementPropertyType", "EquipmentRequirementPropertyType")
class EquipmentRequirementProperty(Noun):
    """A property that the required equipment has to have. ISA-95 Part 2, equipment requirement property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the equipment has the property. Empty where all of it has."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    equipment_property_id: str | None = None
    """Property of the equipment that this one refers to. None where it stands alone."""
    children: Many[EquipmentRequirementProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPhysicalAssetRequirementType", "PhysicalAssetRequirementType")
class PhysicalAssetRequirement(Noun):
    """Physical assets that a segment requirement or a job order needs, by class or by asset.

    ISA-95 Part 2, physical asset requirement.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    physical_asset_class_ids: Many[str] = Many()
    """Physical asset classes required, by ID. Empty where they are named singly."""
    physical_asset_ids: Many[str] = Many()
    """Physical assets required, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    physical_asset_use: str | None = None
    """What the asset does there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much required; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    equipment_level_scope: HierarchyScope | None = wire(default=None, name="EquipmentLevel")
    """Level of the asset as a hierarchy scope, as versions up to V0700 tell it. None where not stated."""
    equipment_level: EquipmentLevel | str | None = None
    """Level in the equipment hierarchy, such as site, work center or unit. None where not stated."""
    children: Many[PhysicalAssetRequirement] = Many()
    """Requirements for assets that make up this one."""
    properties: Many[PhysicalAssetRequirementProperty] = Many()
    """Properties that the required assets must have."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""


@element("OpPhysicalAssetRequirementPropertyType", "PhysicalAssetRequirementPropertyType")
class PhysicalAssetRequirementProperty(Noun):
    """A property that the required physical asset has to have. ISA-95 Part 2, physical asset requirement property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the assets have the property. Empty where all have."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
    physical_asset_property_id: str | None = None
    """Property of the physical asset that this one refers to. None where it stands alone."""
    children: Many[PhysicalAssetRequirementProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("OpMaterialRequirementType", "MaterialRequirementType")
class MaterialRequirement(Noun):
    """Material that a segment requirement or a job order is to use or make, by class, definition, lot or sublot.

    ISA-95 Part 2, material requirement.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    material_class_ids: Many[str] = Many()
    """Material classes required, by ID. Empty where the material is named otherwise."""
    material_definition_ids: Many[str] = Many()
    """Material definitions required, by ID. Empty where the material is named otherwise."""
    material_lot_ids: Many[str] = Many()
    """Lots required, by ID. Empty where no lot is named."""
    material_sub_lot_ids: Many[str] = Many()
    """Sublots required, by ID. Empty where no lot is named."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    material_use: MaterialUse | str | None = None
    """Whether the material is consumed, produced, sampled or otherwise used. None where not stated."""
    storage_location_id: str | None = wire(default=None, name="StorageLocation")
    """Where the material is to be taken from or put, by ID, as versions up to V0600 tell it. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the material is to be taken from or put. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much required; several are simultaneous measures, such as a count and a weight."""
    assembly_requirements: Many[MaterialRequirement] = Many()
    """Requirements for the materials that the assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    properties: Many[MaterialRequirementProperty] = Many()
    """Properties that the required material must have."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpMaterialRequirementPropertyType", "MaterialRequirementPropertyType")
class MaterialRequirementProperty(Noun):
    """A property that the required material has to have. ISA-95 Part 2, material requirement property."""

    id: str | None = None
    """Name of the property, unique within the object that has it. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the material has the property. Empty where all of it has."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    material_lot_property_id: str | None = None
    """Property of the lot that this one refers to. None where it stands alone."""
    children: Many[MaterialRequirementProperty] = Many(was="MaterialRequirementProperty")
    """Properties nested in this one. Empty for a plain value."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
