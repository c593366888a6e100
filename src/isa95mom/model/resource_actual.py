"""What a segment or job took of each resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import (
    AssemblyRelationship,
    AssemblyType,
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
    from isa95mom.model.operations_test import TestResult


@element("OpPersonnelActualType", "PersonnelActualType")
class PersonnelActual(Noun):
    """Persons who did the work. ISA-95 Part 2, personnel actual."""

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    personnel_class_ids: Many[str] = Many()
    """Personnel classes of those who did the work, by ID. Empty where they are named singly."""
    person_ids: Many[str] = Many()
    """Persons who did the work, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    personnel_use: str | None = None
    """What the persons do there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much really used; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    properties: Many[PersonnelActualProperty] = Many()
    """Properties of the persons who did the work."""
    children: Many[PersonnelActual] = Many()
    """Persons who did a part of the work."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPersonnelActualPropertyType", "PersonnelActualPropertyType")
class PersonnelActualProperty(Noun):
    """A property of the persons who did the work. ISA-95 Part 2, personnel actual property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the persons have the property. Empty where all have."""
    children: Many[PersonnelActualProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    person_property_id: str | None = None
    """Property of the person that this one refers to. None where it stands alone."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentActualType", "EquipmentActualType")
class EquipmentActual(Noun):
    """Equipment that was used. ISA-95 Part 2, equipment actual."""

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    equipment_class_ids: Many[str] = Many()
    """Equipment classes used, by ID. Empty where they are named singly."""
    equipment_ids: Many[str] = Many()
    """Equipment used, by ID. Empty where it is meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    equipment_use: str | None = None
    """What the equipment does there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much really used; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    properties: Many[EquipmentActualProperty] = Many()
    """Properties of the equipment used."""
    children: Many[EquipmentActual] = Many()
    """Equipment used as part of this."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpEquipmentActualPropertyType", "EquipmentActualPropertyType")
class EquipmentActualProperty(Noun):
    """A property of the equipment that was used. ISA-95 Part 2, equipment actual property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the equipment has the property. Empty where all of it has."""
    children: Many[EquipmentActualProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    equipment_property_id: str | None = None
    """Property of the equipment that this one refers to. None where it stands alone."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpPhysicalAssetActualType", "PhysicalAssetActualType")
class PhysicalAssetActual(Noun):
    """Physical assets that were used. ISA-95 Part 2, physical asset actual."""

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    physical_asset_class_ids: Many[str] = Many()
    """Physical asset classes used, by ID. Empty where they are named singly."""
    physical_asset_ids: Many[str] = Many()
    """Physical assets used, by ID. Empty where they are meant by class."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    physical_asset_use: str | None = None
    """What the asset does there, in terms that the partners agree. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much really used; several are simultaneous measures, such as a count and a weight."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    properties: Many[PhysicalAssetActualProperty] = Many()
    """Properties of the assets used."""
    children: Many[PhysicalAssetActual] = Many()
    """Physical assets used as part of this."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("OpPhysicalAssetActualPropertyType", "PhysicalAssetActualPropertyType")
class PhysicalAssetActualProperty(Noun):
    """A property of the physical asset that was used. ISA-95 Part 2, physical asset actual property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How many of the assets have the property. Empty where all have."""
    children: Many[PhysicalAssetActualProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
    physical_asset_property_id: str | None = None
    """Property of the physical asset that this one refers to. None where it stands alone."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("OpMaterialActualType", "MaterialActualType")
class MaterialActual(Noun):
    """Material that was used or made, with the lots and amounts: the evidence that genealogy rests on.

    ISA-95 Part 2, material actual.
    """

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    material_class_ids: Many[str] = Many()
    """Material classes used or made, by ID. Empty where the material is named otherwise."""
    material_definition_ids: Many[str] = Many()
    """Material definitions used or made, by ID. Empty where the material is named otherwise."""
    material_lot_ids: Many[str] = Many()
    """Lots used or made, by ID. Empty where no lot is named."""
    material_sub_lot_ids: Many[str] = Many()
    """Sublots used or made, by ID. Empty where no lot is named."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    material_use: MaterialUse | str | None = None
    """Whether the material was consumed, produced, sampled or otherwise used. None where not stated."""
    storage_location_id: str | None = wire(default=None, name="StorageLocation")
    """Where the material was taken from or put, by ID, as versions up to V0600 tell it. None where not stated."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the material was taken from or put. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much really used or made; several are simultaneous measures, such as a count and a weight."""
    assembly_actuals: Many[MaterialActual] = Many()
    """Materials that the assembly was made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    test_results: Many[TestResult] = Many()
    """Results of tests of the material during the work."""
    properties: Many[MaterialActualProperty] = Many()
    """Properties of the material used or made."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpMaterialActualPropertyType", "MaterialActualPropertyType")
class MaterialActualProperty(Noun):
    """A property of the material that was used or made. ISA-95 Part 2, material actual property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """How much of the material has the property. Empty where all of it has."""
    children: Many[MaterialActualProperty] = Many(was="MaterialActualProperty")
    """Properties nested in this one. Empty for a plain value."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    material_lot_property_id: str | None = None
    """Property of the lot that this one refers to. None where it stands alone."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
