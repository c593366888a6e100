"""What one execution of a defined segment or work master takes of each resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import AssemblyRelationship, AssemblyType, MaterialUse

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        HierarchyScope,
        QuantityValue,
        ResourceLocation,
        SpatialDefinition,
        Value,
    )


@element("OpPersonnelSpecificationType", "PersonnelSpecificationType")
class PersonnelSpecification(Noun):
    """Persons that an operations segment or work definition calls for, by class or by name.

    ISA-95 Part 2, personnel specification.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    personnel_class_ids: Many[str] = Many()
    """Personnel classes called for, by ID. Empty where they are named singly."""
    person_ids: Many[str] = Many()
    """Persons called for, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    personnel_use: str | None = None
    """What the persons do there, in terms that the partners agree. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    children: Many[PersonnelSpecification] = Many()
    """Specifications of persons that make up this one."""
    properties: Many[PersonnelSpecificationProperty] = Many()
    """Properties that the persons have to have."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPersonnelSpecificationPropertyType", "PersonnelSpecificationPropertyType")
class PersonnelSpecificationProperty(Noun):
    """A property, such as a qualification, that the specified persons have to have.

    ISA-95 Part 2, personnel specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value specified. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the persons have the property. Empty where all have."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    person_property_id: str | None = None
    """Property of the person that this one refers to. None where it stands alone."""
    children: Many[PersonnelSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentSpecificationType", "EquipmentSpecificationType")
class EquipmentSpecification(Noun):
    """Equipment that an operations segment or work definition calls for, by class or by piece.

    ISA-95 Part 2, equipment specification.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    equipment_class_ids: Many[str] = Many()
    """Equipment classes called for, by ID. Empty where they are named singly."""
    equipment_ids: Many[str] = Many()
    """Equipment called for, by ID. Empty where it is meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    equipment_use: str | None = None
    """What the equipment does there, in terms that the partners agree. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    children: Many[EquipmentSpecification] = Many()
    """Specifications of equipment that make up this one."""
    properties: Many[EquipmentSpecificationProperty] = Many()
    """Properties that the equipment has to have."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentSpecificationPropertyType", "EquipmentSpecificationPropertyType")
class EquipmentSpecificationProperty(Noun):
    """A property that the specified equipment has to have. ISA-95 Part 2, equipment specification property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value specified. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the equipment has the property. Empty where all of it has."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    equipment_property_id: str | None = None
    """Property of the equipment that this one refers to. None where it stands alone."""
    children: Many[EquipmentSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPhysicalAssetSpecificationType", "PhysicalAssetSpecificationType")
class PhysicalAssetSpecification(Noun):
    """Physical assets that an operations segment or work definition calls for, by class or by asset.

    ISA-95 Part 2, physical asset specification.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    physical_asset_class_ids: Many[str] = Many()
    """Physical asset classes called for, by ID. Empty where they are named singly."""
    physical_asset_ids: Many[str] = Many()
    """Physical assets called for, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    physical_asset_use: str | None = None
    """What the asset does there, in terms that the partners agree. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    children: Many[PhysicalAssetSpecification] = Many()
    """Specifications of assets that make up this one."""
    properties: Many[PhysicalAssetSpecificationProperty] = Many()
    """Properties that the assets have to have."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""


@element("OpPhysicalAssetSpecificationPropertyType", "PhysicalAssetSpecificationPropertyType")
class PhysicalAssetSpecificationProperty(Noun):
    """A property that the specified physical asset has to have.

    ISA-95 Part 2, physical asset specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value specified. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the assets have the property. Empty where all have."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
    physical_asset_property_id: str | None = None
    """Property of the physical asset that this one refers to. None where it stands alone."""
    children: Many[PhysicalAssetSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OpMaterialSpecificationType", "MaterialSpecificationType")
class MaterialSpecification(Noun):
    """Material that an operations segment or work definition uses or makes. ISA-95 Part 2, material specification."""

    id: str | None = None
    """Identification within the object that holds it. None where it has none."""
    material_class_ids: Many[str] = Many()
    """Material classes called for, by ID. Empty where the material is named otherwise."""
    material_definition_ids: Many[str] = Many()
    """Material definitions called for, by ID. Empty where the material is named otherwise."""
    material_lot_ids: Many[str] = Many()
    """Lots called for, by ID. Empty where no lot is named."""
    material_sub_lot_ids: Many[str] = Many()
    """Sublots called for, by ID. Empty where no lot is named."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    material_use: MaterialUse | str | None = None
    """Whether the material is consumed, produced, sampled or otherwise used. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    storage_location: ResourceLocation | None = None
    """Where the material is, or is to be, stored. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    assembly_specifications: Many[MaterialSpecification] = Many()
    """Specifications of the materials that the assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    properties: Many[MaterialSpecificationProperty] = Many()
    """Properties that the material has to have."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpMaterialSpecificationPropertyType", "MaterialSpecificationPropertyType")
class MaterialSpecificationProperty(Noun):
    """A property that the specified material has to have. ISA-95 Part 2, material specification property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value specified. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the material has the property. Empty where all of it has."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    material_lot_property_id: str | None = None
    """Property of the lot that this one refers to. None where it stands alone."""
    children: Many[MaterialSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
