"""Materials: classes, definitions, lots and sublots."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import AssemblyRelationship, AssemblyType, ClassPropertyType, Disposition

if TYPE_CHECKING:
    from isa95mom.model.common import (
        AnyContent,
        HierarchyScope,
        QuantityValue,
        ResourceLocation,
        SpatialDefinition,
        Value,
    )
    from isa95mom.model.operations_test import MaterialTestSpecification, TestResult, TestSpecification


@element("MaterialInformationType")
class MaterialInformation(Noun):
    """Material classes, definitions, lots, sublots and test specifications, exchanged together.

    ISA-95 Part 2, material model.
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
    material_classes: Many[MaterialClass] = Many()
    """Material classes."""
    material_definitions: Many[MaterialDefinition] = Many()
    """Material definitions."""
    material_lots: Many[MaterialLot] = Many()
    """Material lots."""
    material_sub_lots: Many[MaterialSubLot] = Many()
    """Material sublots."""
    material_test_specifications: Many[MaterialTestSpecification] = Many(was="QAMaterialTestSpecification")
    """Tests of material."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialClassType")
class MaterialClass(Noun):
    """A group of material definitions that serve the same purpose, such as sweeteners.

    ISA-95 Part 2, material class.
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
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    properties: Many[MaterialClassProperty] = Many()
    """Properties of the material class, found by ID."""
    material_definition_source_ids: Many[str] = Many(was="MaterialDefinitionID")
    """Material definitions that belong to the class, by ID."""
    test_specification_ids: Many[str] = Many(was="MaterialTestSpecificationID")
    """Tests that apply to the object, by ID."""
    assembly_class_ids: Many[str] = Many()
    """Material classes that this assembly is made of, by ID, as versions up to V0600 tell them."""
    assembly_classes: Many[MaterialClass] = Many()
    """Material classes that this assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialClassPropertyType")
class MaterialClassProperty(Noun):
    """A property that the materials of a class have. ISA-95 Part 2, material class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[MaterialClassProperty] = Many(was="MaterialClassProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="MaterialTestSpecificationID", was="QAMaterialTestSpecificationID")
    """Tests that apply to the material, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialDefinitionType")
class MaterialDefinition(Noun):
    """A kind of goods with the same characteristics, such as city water or a part number.

    ISA-95 Part 2, material definition.
    """

    id: str
    """Identification of the material, such as a part number."""
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
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    properties: Many[MaterialDefinitionProperty] = Many()
    """Properties that every lot of the material has, found by ID."""
    material_class_ids: Many[str] = Many()
    """Classes the material belongs to, by ID. Empty where none is stated."""
    material_lot_source_ids: Many[str] = Many(was="MaterialLotID")
    """Lots of the material, by ID."""
    test_specification_ids: Many[str] = Many(was="MaterialTestSpecificationID")
    """Tests that apply to the object, by ID."""
    assembly_definition_ids: Many[str] = Many(name="AssemblylDefinitionID")
    """Material definitions that this assembly is made of, by ID, as versions up to V0600 tell them."""
    assembly_definitions: Many[MaterialDefinition] = Many()
    """Material definitions that this assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialDefinitionPropertyType")
class MaterialDefinitionProperty(Noun):
    """A property that every lot of a material has. ISA-95 Part 2, material definition property."""

    id: str
    """Name of the property, unique within the object that has it."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[MaterialDefinitionProperty] = Many(was="MaterialDefinitionProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="MaterialTestSpecificationID", was="QAMaterialTestSpecificationID")
    """Tests that apply to the material, by ID."""
    material_class_property_id: str | None = None
    """Property of the material class that this one gives a value to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialLotType")
class MaterialLot(Noun):
    """A uniquely identified amount of a material. ISA-95 Part 2, material lot."""

    id: str
    """Identification of the lot, unique within its hierarchy scope."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the lot may first be used. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the lot may no longer be used, such as its expiry. None where it does not expire."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    material_definition_id: str | None = None
    """What the lot is made of: the material definition, by ID. None where not stated."""
    status: str | None = None
    """Status of the lot in terms that the partners agree, such as 'released'. None where not stated."""
    disposition: Disposition | str | None = None
    """How far the material may be used, from planned to closed. None where not stated."""
    properties: Many[MaterialLotProperty] = Many()
    """Measured or assigned properties of the lot, found by ID; they hold for its sublots too."""
    material_sub_lots: Many[MaterialSubLot] = Many()
    """Identified parts of the lot. Empty where it is not divided."""
    storage_location_id: str | None = wire(default=None, name="StorageLocation")
    """Where the lot is stored, by ID, as versions up to V0600 tell it. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the lot is stored. None where not known, or where its sublots are in several places."""
    quantities: Many[QuantityValue] = Many()
    """Amount of the lot now; several are simultaneous measures, such as a count and a weight."""
    test_specification_ids: Many[str] = Many(was="MaterialTestSpecificationID")
    """Tests that apply to the object, by ID."""
    assembly_lots: Many[MaterialLot] = Many(was="AssemblyLotID")
    """Lots that this assembly is made of. Empty for no assembly."""
    assembly_sub_lots: Many[MaterialSubLot] = Many(was="AssemblySubLotID")
    """Sublots that this assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialLotPropertyType")
class MaterialLotProperty(Noun):
    """A property of a lot or sublot, such as a measured moisture. ISA-95 Part 2, material lot property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[MaterialLotProperty] = Many(was="MaterialLotProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="MaterialTestSpecificationID", was="QAMaterialTestSpecificationID")
    """Tests that apply to the material, by ID."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    material_definition_property_id: str | None = None
    """Property of the material definition that this one gives a value to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialSubLotType")
class MaterialSubLot(Noun):
    """A separately identifiable part of a lot, down to a single item; sublots nest, as boxes on a pallet.

    ISA-95 Part 2, material sublot.
    """

    id: str
    """Identification of the sublot, unique within its lot."""
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
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    status: str | None = None
    """Status of the sublot in terms that the partners agree. None where the lot's holds."""
    disposition: Disposition | str | None = None
    """How far the sublot may be used. None where the lot's disposition holds."""
    properties: Many[MaterialLotProperty] = Many(name="MaterialLotProperty", was="MaterialSublotProperty")
    """Properties of the sublot beyond those of its lot, found by ID."""
    storage_location_id: str | None = wire(default=None, name="StorageLocation")
    """Where the sublot is stored, by ID, as versions up to V0600 tell it. None where not stated."""
    storage_location: ResourceLocation | None = None
    """Where the sublot is stored. None where the lot's location holds or is not known."""
    quantities: Many[QuantityValue] = Many()
    """Amount of the sublot now; several are simultaneous measures, such as a count and a weight."""
    test_specification_ids: Many[str] = Many()
    """Tests that apply to the object, by ID."""
    children: Many[MaterialSubLot] = Many(was="MaterialSubLot")
    """Sublots contained in this one, as boxes on a pallet."""
    material_lot_id: str | None = None
    """Lot that the sublot is a part of, by ID. None where the nesting tells."""
    assembly_lots: Many[MaterialLot] = Many(was="AssemblyLotID")
    """Lots that this assembly is made of. Empty for no assembly."""
    assembly_sub_lots: Many[MaterialSubLot] = Many(was="AssemblySubLotID")
    """Sublots that this assembly is made of. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
