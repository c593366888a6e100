"""Product definitions, which operations definitions replaced with V0700."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import AssemblyRelationship, AssemblyType
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope, Parameter, QuantityValue, SegmentDependency
    from isa95mom.model.resource_specification import (
        EquipmentSpecification,
        MaterialSpecification,
        PersonnelSpecification,
        PhysicalAssetSpecification,
    )


@element("ProductInformationType")
class ProductInformation(Noun):
    """The envelope of an exchange of product definitions.

    ISA-95 Part 2 (2001 to 2010 editions), product definition information.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    product_definitions: Many[ProductDefinition] = Many()
    """The product definitions exchanged."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductDefinitionType")
class ProductDefinition(Noun):
    """How a product is made: its segments, its manufacturing bill and its production rule.

    ISA-95 Part 2 (2001 to 2010 editions), product definition.
    """

    id: str
    """Identification of the product definition; with the version it is unique."""
    version: str | None = None
    """The version of the product definition. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    product_production_rule: str | None = None
    """The rule by which the product is made, such as a recipe or work instruction, by identification. None where not
    stated.
    """
    bill_of_materials_id: str | None = None
    """The bill of materials in another system, such as ERP or PLM. None where not stated."""
    bill_of_resources_id: str | None = None
    """The bill of resources in another system, such as ERP or PLM. None where not stated."""
    manufacturing_bills: Many[ManufacturingBill] = Many()
    """The materials that go into the product."""
    product_segments: Many[ProductSegment] = Many()
    """The steps in making the product."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductSegmentType")
class ProductSegment(Noun):
    """One step in making a product, with the resources and parameters it needs.

    ISA-95 Part 2 (2001 to 2010 editions), product segment.
    """

    id: str
    """Identification of the product segment, to which requirements and responses refer."""
    description: str | None = None
    """Free text on what this is, in one or more languages. None where not stated."""
    duration: Duration | None = None
    """How long the step is expected to take. None where not stated."""
    process_segment_ids: Many[str] = Many()
    """The process segments that the step is made of."""
    parameters: Many[Parameter] = Many()
    """The parameters of the step, with their values."""
    personnel_specifications: Many[PersonnelSpecification] = Many()
    """The persons needed."""
    equipment_specifications: Many[EquipmentSpecification] = Many()
    """The equipment needed."""
    physical_asset_specifications: Many[PhysicalAssetSpecification] = Many()
    """The physical assets needed."""
    material_specifications: Many[MaterialSpecification] = Many()
    """The materials used or made."""
    segment_dependencies: Many[SegmentDependency] = Many()
    """In which order and at which distance in time segments may run."""
    children: Many[ProductSegment] = Many(name="ProductSegment")
    """The parts of the step."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ManufacturingBillType")
class ManufacturingBill(Noun):
    """A material or sub-assembly that goes into the product, with its amount.

    ISA-95 Part 2 (2001 to 2010 editions), manufacturing bill.
    """

    id: str
    """Identification of the bill item."""
    description: str | None = None
    """Free text on what this is, in one or more languages. None where not stated."""
    material_class_id: str | None = None
    """The class that the material belongs to. None where not stated."""
    material_definition_id: str | None = None
    """The material definition. None where not stated."""
    quantities: Many[QuantityValue] = Many()
    """The amount needed, per amount of product as agreed."""
    assembly_manufacturing_bills: Many[ManufacturingBill] = Many()
    """The bill items that are parts of the assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the assembly is physical or only logical. None where not stated."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to last or only transient. None where not stated."""
    bill_of_material_id: str | None = None
    """The bill of materials in another system, such as ERP or PLM. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
