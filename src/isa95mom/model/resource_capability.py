"""What each resource is able to do in a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import AssemblyRelationship, AssemblyType, CapabilityType, EquipmentLevel, MaterialUse

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        HierarchyScope,
        QuantityValue,
        ResourceLocation,
        SpatialDefinition,
        Value,
    )


@element("OpPersonnelCapabilityType", "PersonnelCapabilityType")
class PersonnelCapability(Noun):
    """Persons at hand, in use or lacking within a period, by class or by name. ISA-95 Part 2, personnel capability."""

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    personnel_class_ids: Many[str] = Many()
    """Personnel classes meant, by ID. Empty where they are named singly."""
    person_ids: Many[str] = Many()
    """Persons meant, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    capability_type: CapabilityType | str | None = None
    """Share of the capacity meant: used, unused, total, committed, available or unattainable. None where not stated."""
    reason: str | None = None
    """Why the capability is as it is, such as the reason for being unattainable. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """The level of the equipment hierarchy that the capability is stated for."""
    confidence_factor: str | None = None
    """How sure the statement is, such as '20%' or 'High'. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    personnel_use: str | None = None
    """What the persons do there, in terms that the partners agree. None where not stated."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much at hand, committed or lacking; several are simultaneous measures, such as a count and a weight."""
    children: Many[PersonnelCapability] = Many()
    """Capabilities of persons that make up this one."""
    properties: Many[PersonnelCapabilityProperty] = Many()
    """Properties that narrow the capability to the persons having them."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPersonnelCapabilityPropertyType", "PersonnelCapabilityPropertyType")
class PersonnelCapabilityProperty(Noun):
    """A property that narrows a personnel capability to the persons having that value.

    ISA-95 Part 2, personnel capability property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value for which the capability is stated. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the persons have the property. Empty where all have."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    person_property_id: str | None = None
    """Property of the person that this one refers to. None where it stands alone."""
    children: Many[PersonnelCapabilityProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentCapabilityType", "EquipmentCapabilityType")
class EquipmentCapability(Noun):
    """What equipment can do, or has done, within a period, by class or by piece.

    ISA-95 Part 2, equipment capability.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    equipment_class_ids: Many[str] = Many()
    """Equipment classes meant, by ID. Empty where they are named singly."""
    equipment_ids: Many[str] = Many()
    """Equipment meant, by ID. Empty where it is meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    capability_type: CapabilityType | str | None = None
    """Share of the capacity meant: used, unused, total, committed, available or unattainable. None where not stated."""
    reason: str | None = None
    """Why the capability is as it is, such as the reason for being unattainable. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """The level of the equipment hierarchy that the capability is stated for."""
    confidence_factor: str | None = None
    """How sure the statement is, such as '20%' or 'High'. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    equipment_use: str | None = None
    """What the equipment does there, in terms that the partners agree. None where not stated."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much at hand, committed or lacking; several are simultaneous measures, such as a count and a weight."""
    children: Many[EquipmentCapability] = Many()
    """Capabilities of equipment that make up this one."""
    properties: Many[EquipmentCapabilityProperty] = Many()
    """Properties that narrow the capability to the equipment having them."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentCapabilityPropertyType", "EquipmentCapabilityPropertyType")
class EquipmentCapabilityProperty(Noun):
    """A property that narrows an equipment capability to the equipment having that value.

    ISA-95 Part 2, equipment capability property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value for which the capability is stated. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the equipment has the property. Empty where all of it has."""
    children: Many[EquipmentCapabilityProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    equipment_property_id: str | None = None
    """Property of the equipment that this one refers to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPhysicalAssetCapabilityType", "PhysicalAssetCapabilityType")
class PhysicalAssetCapability(Noun):
    """What physical assets can do, or have done, within a period, by class or by asset.

    ISA-95 Part 2, physical asset capability.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    physical_asset_class_ids: Many[str] = Many()
    """Physical asset classes meant, by ID. Empty where they are named singly."""
    physical_asset_ids: Many[str] = Many()
    """Physical assets meant, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    capability_type: CapabilityType | str | None = None
    """Share of the capacity meant: used, unused, total, committed, available or unattainable. None where not stated."""
    reason: str | None = None
    """Why the capability is as it is, such as the reason for being unattainable. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """The level of the equipment hierarchy that the capability is stated for."""
    confidence_factor: str | None = None
    """How sure the statement is, such as '20%' or 'High'. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    physical_asset_use: str | None = None
    """What the asset does there, in terms that the partners agree. None where not stated."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much at hand, committed or lacking; several are simultaneous measures, such as a count and a weight."""
    children: Many[PhysicalAssetCapability] = Many()
    """Capabilities of assets that make up this one."""
    properties: Many[PhysicalAssetCapabilityProperty] = Many()
    """Properties that narrow the capability to the assets having them."""


@element("OpPhysicalAssetCapabilityPropertyType", "PhysicalAssetCapabilityPropertyType")
class PhysicalAssetCapabilityProperty(Noun):
    """A property that narrows a physical asset capability to the assets having that value.

    ISA-95 Part 2, physical asset capability property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value for which the capability is stated. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the assets have the property. Empty where all have."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
    physical_asset_property_id: str | None = None
    """Property of the physical asset that this one refers to. None where it stands alone."""
    children: Many[PhysicalAssetCapabilityProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OpMaterialCapabilityType", "MaterialCapabilityType")
class MaterialCapability(Noun):
    """Material that is, was or will be at hand within a period, by class, definition, lot or sublot.

    ISA-95 Part 2, material capability.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    material_class_ids: Many[str] = Many()
    """Material classes meant, by ID. Empty where the material is named otherwise."""
    material_definition_ids: Many[str] = Many()
    """Material definitions meant, by ID. Empty where the material is named otherwise."""
    material_lot_ids: Many[str] = Many()
    """Lots meant, by ID. Empty where no lot is named."""
    material_sub_lot_ids: Many[str] = Many()
    """Sublots meant, by ID. Empty where no lot is named."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    capability_type: CapabilityType | str | None = None
    """Share of the capacity meant: used, unused, total, committed, available or unattainable. None where not stated."""
    reason: str | None = None
    """Why the capability is as it is, such as the reason for being unattainable. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """The level of the equipment hierarchy that the capability is stated for."""
    confidence_factor: str | None = None
    """How sure the statement is, such as '20%' or 'High'. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    material_use: MaterialUse | str | None = None
    """Whether the material is consumed, produced, sampled or otherwise used. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the material is, or is to be, stored. None where not stated."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    assembly_capabilities: Many[MaterialCapability] = Many()
    """Capabilities for the materials that the assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    quantities: Many[QuantityValue] = Many()
    """How much at hand, committed or lacking; several are simultaneous measures, such as a count and a weight."""
    properties: Many[MaterialCapabilityProperty] = Many()
    """Properties that narrow the capability to the material having them."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpMaterialCapabilityPropertyType", "MaterialCapabilityPropertyType")
class MaterialCapabilityProperty(Noun):
    """A property that narrows a material capability to the material having that value.

    ISA-95 Part 2, material capability property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value for which the capability is stated. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the material has the property. Empty where all of it has."""
    material_use: MaterialUse | str | None = None
    """Whether the material is consumed, produced, sampled or otherwise used. None where not stated."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    material_lot_property_id: str | None = None
    """Property of the lot that this one refers to. None where it stands alone."""
    children: Many[MaterialCapabilityProperty] = Many(name="MateralCapabilityPropertyChild")
    """Properties nested in this one. Empty for a plain value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
