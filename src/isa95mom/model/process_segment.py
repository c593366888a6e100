"""Process segments: the steps of a business process as a plant is able to run them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import (
    AssemblyRelationship,
    AssemblyType,
    DefinitionType,
    EquipmentLevel,
    MaterialUse,
    OperationsType,
)
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        HierarchyScope,
        Parameter,
        QuantityValue,
        ResourceLocation,
        SegmentDependency,
        SpatialDefinition,
        Value,
    )


@element("ProcessSegmentInformationType")
class ProcessSegmentInformation(Noun):
    """Process segments exchanged together. ISA-95 Part 2, process segment model."""

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
    process_segments: Many[ProcessSegment] = Many()
    """Process segments."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProcessSegmentType")
class ProcessSegment(Noun):
    """A step of a process as seen by the business, with the resources it takes, independent of any product.

    ISA-95 Part 2, process segment.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    duration: Duration | None = None
    """How long the segment usually takes. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """Levels of the equipment hierarchy at which the segment is carried out."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""
    personnel_segment_specifications: Many[PersonnelSegmentSpecification] = Many()
    """Persons that the segment takes."""
    equipment_segment_specifications: Many[EquipmentSegmentSpecification] = Many()
    """Equipment that the segment takes."""
    physical_asset_segment_specifications: Many[PhysicalAssetSegmentSpecification] = Many()
    """Physical assets that the segment takes."""
    material_segment_specifications: Many[MaterialSegmentSpecification] = Many()
    """Material that the segment uses or makes."""
    parameters: Many[Parameter] = Many()
    """Parameters that the segment takes."""
    segment_dependencies: Many[SegmentDependency] = Many()
    """How the segment depends on others in time. Empty where the order is free."""
    dependent_process_segment_ids: Many[str] = Many()
    """Process segments that this one depends on, by ID."""
    children: Many[ProcessSegment] = Many(was="ProcessSegment")
    """Segments that make up this one."""
    pattern_id: str | None = None
    """Pattern that the segment was derived from, by ID. None where there is none."""
    work_master_source_ids: Many[str] = Many()
    """Work masters that carry this out, by ID."""
    operations_segment_source_ids: Many[str] = Many()
    """Operations segments that refer to this process segment, by ID."""
    segment_requirement_source_ids: Many[str] = Many()
    """Segment requirements that refer to this process segment, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonnelSegmentSpecificationType")
class PersonnelSegmentSpecification(Noun):
    """Persons that a process segment takes. ISA-95 Part 2, personnel segment specification."""

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
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    properties: Many[PersonnelSegmentSpecificationProperty] = Many()
    """Properties that the persons have to have."""
    children: Many[PersonnelSegmentSpecification] = Many()
    """Specifications of persons that make up this one."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonnelSegmentSpecificationPropertyType")
class PersonnelSegmentSpecificationProperty(Noun):
    """A property that the persons of a process segment have to have.

    ISA-95 Part 2, personnel segment specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    quantities: Many[QuantityValue] = Many()
    """How many of the persons have the property. Empty where all have."""
    children: Many[PersonnelSegmentSpecificationProperty] = Many(name="PersonnalSegmentSpecificationPropertyChild")
    """Properties nested in this one. Empty for a plain value."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    person_property_id: str | None = None
    """Property of the person that this one refers to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentSegmentSpecificationType")
class EquipmentSegmentSpecification(Noun):
    """Equipment that a process segment takes. ISA-95 Part 2, equipment segment specification."""

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
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the resource is or is meant to be. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    properties: Many[EquipmentSegmentSpecificationProperty] = Many()
    """Properties that the equipment has to have."""
    children: Many[EquipmentSegmentSpecification] = Many()
    """Specifications of equipment that make up this one."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentSegmentSpecificationPropertyType")
class EquipmentSegmentSpecificationProperty(Noun):
    """A property that the equipment of a process segment has to have.

    ISA-95 Part 2, equipment segment specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    quantities: Many[QuantityValue] = Many()
    """How much of the equipment has the property. Empty where all of it has."""
    children: Many[EquipmentSegmentSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    equipment_class_property_id: str | None = None
    """Property of the equipment class that this one gives a value to. None where it stands alone."""
    equipment_property_id: str | None = None
    """Property of the equipment that this one refers to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PhysicalAssetSegmentSpecificationType")
class PhysicalAssetSegmentSpecification(Noun):
    """Physical assets that a process segment takes. ISA-95 Part 2, physical asset segment specification."""

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
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    properties: Many[PhysicalAssetSegmentSpecificationProperty] = Many()
    """Properties that the assets have to have."""
    children: Many[PhysicalAssetSegmentSpecification] = Many()
    """Specifications of assets that make up this one."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""


@element("PhysicalAssetSegmentSpecificationPropertyType")
class PhysicalAssetSegmentSpecificationProperty(Noun):
    """A property that the physical assets of a process segment have to have.

    ISA-95 Part 2, physical asset segment specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    quantities: Many[QuantityValue] = Many()
    """How many of the assets have the property. Empty where all have."""
    children: Many[PhysicalAssetSegmentSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
    physical_asset_property_id: str | None = None
    """Property of the physical asset that this one refers to. None where it stands alone."""


@element("MaterialSegmentSpecificationType")
class MaterialSegmentSpecification(Noun):
    """Material that a process segment uses or makes. ISA-95 Part 2, material segment specification."""

    id: str | None = None
    """Identification within the object that holds it. None where not needed."""
    material_class_ids: Many[str] = Many()
    """Material classes called for, by ID. Empty where the material is named otherwise."""
    material_definition_ids: Many[str] = Many()
    """Material definitions called for, by ID. Empty where the material is named otherwise."""
    material_lot_ids: Many[str] = Many()
    """Lots called for, by ID. Empty where no lot is named."""
    material_sub_lot_ids: Many[str] = Many(name="MaterialSublotID")
    """Sublots called for, by ID. Empty where no lot is named."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    assembly_specification_ids: Many[str] = Many()
    """Material specifications that this assembly is made of, by ID, as versions up to V0600 tell them."""
    assembly_segment_specifications: Many[MaterialSegmentSpecification] = Many()
    """Specifications of the materials that the assembly is made of. Empty for no assembly."""
    material_use: MaterialUse | str | None = None
    """Whether the material is consumed, produced, sampled or otherwise used. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the material is, or is to be, stored. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """How much that one run takes; several are simultaneous measures, such as a count and a weight."""
    properties: Many[MaterialSegmentSpecificationProperty] = Many()
    """Properties that the material has to have."""
    children: Many[MaterialSegmentSpecification] = Many()
    """Specifications of material that make up this one."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialSegmentSpecificationPropertyType")
class MaterialSegmentSpecificationProperty(Noun):
    """A property that the material of a process segment has to have.

    ISA-95 Part 2, material segment specification property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    quantities: Many[QuantityValue] = Many()
    """How much of the material has the property. Empty where all of it has."""
    children: Many[MaterialSegmentSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    material_lot_property_id: str | None = None
    """Property of the lot that this one refers to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
