"""Work masters, the templates of work, and work directives, made from them for one job."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import DefinitionType, OperationsType, ResponseState, WorkType
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Parameter
    from isa95mom.model.resource_specification import (
        EquipmentSpecification,
        MaterialSpecification,
        PersonnelSpecification,
        PhysicalAssetSpecification,
    )
    from isa95mom.model.workflow import WorkflowSpecification


@element("WorkDefinitionInformationType")
class WorkDefinitionInformation(Noun):
    """Work masters and work directives, exchanged together. ISA-95 Part 4, work definition model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    work_masters: Many[WorkMaster] = Many()
    """Work masters."""
    work_directives: Many[WorkDirective] = Many()
    """Work directives."""


@element("WorkMasterType")
class WorkMaster(Noun):
    """A template for work, not bound to a job; the counterpart of a master recipe. ISA-95 Part 4, work master."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    kind: WorkType | str | None = wire(default=None, name="WorkType")
    """Whether it is a work master or a work directive, as V0600 tells it. None where not stated."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    duration: Duration | None = None
    """How long the work is meant to take. None where not stated."""
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
    job_order_source_id: str | None = None
    """Job order from which the definition was made, by ID. None where there is none."""
    workflow_specifications: Many[WorkflowSpecification] = Many()
    """Order of the work. Empty where it is fixed elsewhere."""
    children: Many[WorkMaster] = Many(was="WorkMaster")
    """Work masters that make up this one."""
    operations_definition_ids: Many[str] = Many()
    """Operations definitions that the work master carries out, by ID."""
    operations_segment_ids: Many[str] = Many()
    """Operations segments that the work master carries out, by ID."""
    process_segment_ids: Many[str] = Many()
    """Process segments that the work master carries out, by ID."""
    pattern_id: str | None = None
    """Pattern that the work master was derived from, by ID. None where there is none."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""


@element("WorkDirectiveType")
class WorkDirective(Noun):
    """A work master copied and filled in for one job; the counterpart of a control recipe.

    ISA-95 Part 4, work directive.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    operations_definition_id: str | None = None
    """Operations definition meant, by ID. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    kind: WorkType | str | None = wire(default=None, name="WorkType")
    """Whether it is a work master or a work directive, as V0600 tells it. None where not stated."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    duration: Duration | None = None
    """How long the work is meant to take. None where not stated."""
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
    job_order_source_id: str | None = None
    """Job order that the directive was made for, by ID. None where not stated."""
    workflow_specifications: Many[WorkflowSpecification] = Many()
    """Order of the work. Empty where it is fixed elsewhere."""
    work_master_id: str | None = None
    """Work master that the directive was made from, by ID. None where it was made without one."""
    work_master_version: str | None = None
    """Version of the work master meant. None for the one in force."""
    children: Many[WorkDirective] = Many(was="WorkDirective")
    """Work directives that make up this one."""
    work_directive_state: ResponseState | str | None = None
    """State of the work directive. None means completed."""
