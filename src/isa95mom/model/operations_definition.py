"""What it takes to run an operation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import AssemblyRelationship, AssemblyType, DefinitionType, OperationsType
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Parameter, QuantityValue, SegmentDependency
    from isa95mom.model.resource_specification import (
        EquipmentSpecification,
        MaterialSpecification,
        PersonnelSpecification,
        PhysicalAssetSpecification,
    )


@element("OperationsDefinitionInformationType")
class OperationsDefinitionInformation(Noun):
    """Operations definitions, segments and bills of material, exchanged together.

    ISA-95 Part 2, operations definition model.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    operations_definitions: Many[OperationsDefinition] = Many()
    """Operations definitions."""
    operations_segments: Many[OperationsSegment] = Many()
    """Operations segments."""
    operations_material_bills: Many[OperationsMaterialBill] = Many()
    """Bills of material."""


@element("OperationsDefinitionType")
class OperationsDefinition(Noun):
    """How an operation is done: the segments and materials it takes to make a product or render a service.

    ISA-95 Part 2, operations definition.
    """

    id: str
    """Identification of the definition, such as the product or routing number."""
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
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""
    operations_segments: Many[OperationsSegment] = Many()
    """Steps of the operation."""
    bill_of_materials_ids: Many[str] = Many()
    """Bills of material kept in another system, by ID."""
    work_master_source_ids: Many[str] = Many(was="WorkDefinitionID")
    """Work masters, or other work definitions, that carry it out, by ID."""
    bill_of_resources_ids: Many[str] = Many()
    """Bills of resources kept in another system, by ID."""
    operations_material_bills: Many[OperationsMaterialBill] = Many()
    """Bills of the materials that the operation takes, as versions up to V0600 tell them."""
    operations_material_bill_ids: Many[str] = Many()
    """Bills of material used, by ID."""
    pattern_id: str | None = None
    """Pattern that the definition was derived from, by ID. None where there is none."""


@element("OperationsSegmentType")
class OperationsSegment(Noun):
    """A step of an operations definition with the resources and parameters that this product takes.

    ISA-95 Part 2, operations segment.
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
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    duration: Duration | None = None
    """How long the segment is meant to take. None where not stated."""
    process_segment_ids: Many[str] = Many()
    """Process segments that this one carries out for the product, by ID."""
    bill_of_materials_ids: Many[str] = Many()
    """Bills of material kept in another system, by ID."""
    work_master_source_ids: Many[str] = Many()
    """Work masters that carry this out, by ID."""
    bill_of_resources_ids: Many[str] = Many()
    """Bills of resources kept in another system, by ID."""
    operations_material_bill_ids: Many[str] = Many()
    """Bills of material used, by ID."""
    pattern_id: str | None = None
    """Pattern that the segment was derived from, by ID. None where there is none."""
    parameter_specifications: Many[Parameter] = Many(was="Parameter")
    """Parameters that the work takes."""
    personnel_specifications: Many[PersonnelSpecification] = Many()
    """Persons called for."""
    equipment_specifications: Many[EquipmentSpecification] = Many()
    """Equipment called for."""
    physical_asset_specifications: Many[PhysicalAssetSpecification] = Many()
    """Physical assets called for."""
    material_specifications: Many[MaterialSpecification] = Many()
    """Material used or made."""
    segment_dependencies: Many[SegmentDependency] = Many()
    """How the segment depends on others in time. Empty where the order is free."""
    dependent_operations_segment_ids: Many[str] = Many()
    """Operations segments that this one depends on, by ID."""
    children: Many[OperationsSegment] = Many(was="OperationsSegment")
    """Segments that make up this one."""


@element("OperationsMaterialBillType")
class OperationsMaterialBill(Noun):
    """The materials that an operations definition takes in all, apart from the steps that use them.

    ISA-95 Part 2, operations material bill.
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
    use_type: str | None = None
    """How the material is used. None where not stated."""
    items: Many[OperationsMaterialBillItem] = Many()
    """Materials of the bill."""
    bill_of_materials_ids: Many[str] = Many()
    """Bills of material kept in another system, by ID."""


@element("OperationsMaterialBillItemType")
class OperationsMaterialBillItem(Noun):
    """One material in a bill, with its amount. ISA-95 Part 2, operations material bill item."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    material_class_ids: Many[str] = Many()
    """Material classes, any material of which serves, by ID."""
    material_definition_ids: Many[str] = Many()
    """Material definitions, any of which serves, by ID."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    use_type: str | None = None
    """How the material is used. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    assembly_bill_of_material_items: Many[OperationsMaterialBillItem] = Many()
    """Items that this item is assembled from. Empty for no assembly."""
    assembly_type: AssemblyType | str | None = None
    """Whether the components are physically together or belong together only logically. None for no assembly."""
    assembly_relationship: AssemblyRelationship | str | None = None
    """Whether the assembly is meant to stay whole or is temporary. None for no assembly."""
    material_specification_ids: Many[str] = Many()
    """Material specifications of segments that the item sums up, by ID."""
    quantities: Many[QuantityValue] = Many()
    """Amount of the material that the bill takes."""
