"""The wrapper for one object of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isa95mom.declare import Noun, element

if TYPE_CHECKING:
    from isa95mom.model.batch_record import BatchProductionRecord
    from isa95mom.model.equipment import Equipment, EquipmentClass
    from isa95mom.model.general_recipe import GRecipe, ProcessElement, ResourceConstraint
    from isa95mom.model.material import MaterialClass, MaterialDefinition, MaterialLot, MaterialSubLot
    from isa95mom.model.operational_location import OperationalLocation, OperationalLocationClass
    from isa95mom.model.operations_capability import OperationsCapability
    from isa95mom.model.operations_definition import OperationsDefinition, OperationsSegment
    from isa95mom.model.operations_event import OperationsEvent, OperationsEventClass, OperationsEventDefinition
    from isa95mom.model.operations_performance import OperationsPerformance, OperationsResponse
    from isa95mom.model.operations_schedule import OperationsRequest, OperationsSchedule
    from isa95mom.model.operations_test import TestResult, TestSpecification
    from isa95mom.model.personnel import Person, PersonnelClass
    from isa95mom.model.physical_asset import PhysicalAsset, PhysicalAssetClass
    from isa95mom.model.process_segment import ProcessSegment
    from isa95mom.model.resource_network import ResourceNetworkConnectionType, ResourceRelationshipNetwork
    from isa95mom.model.work_alert import WorkAlert, WorkAlertDefinition
    from isa95mom.model.work_calendar import WorkCalendar, WorkCalendarDefinition
    from isa95mom.model.work_capability import WorkCapability, WorkMasterCapability
    from isa95mom.model.work_definition import WorkDirective, WorkMaster
    from isa95mom.model.work_performance import JobResponse, JobResponseList, WorkPerformance, WorkResponse
    from isa95mom.model.work_record import WorkRecord, WorkRecordSpecification
    from isa95mom.model.work_schedule import JobList, JobOrder, WorkRequest, WorkSchedule
    from isa95mom.model.workflow import (
        WorkflowSpecification,
        WorkflowSpecificationConnectionType,
        WorkflowSpecificationNodeType,
    )


@element("InformationObjectType")
class InformationObject(Noun):
    """Exactly one object of any of the models, as held in records; the field that is not None tells which.

    ISA-95 Part 2, information object.
    """

    operational_location: OperationalLocation | None = None
    """The operational location held. None where the object is of another kind."""
    operational_location_class: OperationalLocationClass | None = None
    """The operational location class held. None where the object is of another kind."""
    personnel_class: PersonnelClass | None = None
    """The personnel class held. None where the object is of another kind."""
    person: Person | None = None
    """The person held. None where the object is of another kind."""
    equipment_class: EquipmentClass | None = None
    """The equipment class held. None where the object is of another kind."""
    equipment: Equipment | None = None
    """The equipment held. None where the object is of another kind."""
    physical_asset_class: PhysicalAssetClass | None = None
    """The physical asset class held. None where the object is of another kind."""
    physical_asset: PhysicalAsset | None = None
    """The physical asset held. None where the object is of another kind."""
    material_class: MaterialClass | None = None
    """The material class held. None where the object is of another kind."""
    material_definition: MaterialDefinition | None = None
    """The material definition held. None where the object is of another kind."""
    material_lot: MaterialLot | None = None
    """The material lot held. None where the object is of another kind."""
    material_sub_lot: MaterialSubLot | None = None
    """The material sublot held. None where the object is of another kind."""
    process_segment: ProcessSegment | None = None
    """The process segment held. None where the object is of another kind."""
    test_specification: TestSpecification | None = None
    """The test specification held. None where the object is of another kind."""
    test_result: TestResult | None = None
    """The test result held. None where the object is of another kind."""
    operations_event_class: OperationsEventClass | None = None
    """The operations event class held. None where the object is of another kind."""
    operations_event_definition: OperationsEventDefinition | None = None
    """The operations event definition held. None where the object is of another kind."""
    operations_event: OperationsEvent | None = None
    """The operations event held. None where the object is of another kind."""
    operations_definition: OperationsDefinition | None = None
    """The operations definition held. None where the object is of another kind."""
    operations_segment: OperationsSegment | None = None
    """The operations segment held. None where the object is of another kind."""
    operations_schedule: OperationsSchedule | None = None
    """The operations schedule held. None where the object is of another kind."""
    operations_request: OperationsRequest | None = None
    """The operations request held. None where the object is of another kind."""
    operations_performance: OperationsPerformance | None = None
    """The operations performance held. None where the object is of another kind."""
    operations_response: OperationsResponse | None = None
    """The operations response held. None where the object is of another kind."""
    operations_capability: OperationsCapability | None = None
    """The operations capability held. None where the object is of another kind."""
    resource_relationship_network: ResourceRelationshipNetwork | None = None
    """The resource relationship network held. None where the object is of another kind."""
    resource_network_connection_type: ResourceNetworkConnectionType | None = None
    """The resource network connection type held. None where the object is of another kind."""
    work_master: WorkMaster | None = None
    """The work master held. None where the object is of another kind."""
    work_directive: WorkDirective | None = None
    """The work directive held. None where the object is of another kind."""
    workflow_specification: WorkflowSpecification | None = None
    """The workflow specification held. None where the object is of another kind."""
    workflow_specification_node_type: WorkflowSpecificationNodeType | None = None
    """The workflow specification node type held. None where the object is of another kind."""
    workflow_specification_connection_type: WorkflowSpecificationConnectionType | None = None
    """The workflow specification connection type held. None where the object is of another kind."""
    work_schedule: WorkSchedule | None = None
    """The work schedule held. None where the object is of another kind."""
    work_request: WorkRequest | None = None
    """The work request held. None where the object is of another kind."""
    job_list: JobList | None = None
    """The job list held. None where the object is of another kind."""
    job_order: JobOrder | None = None
    """The job order held. None where the object is of another kind."""
    work_performance: WorkPerformance | None = None
    """The work performance held. None where the object is of another kind."""
    work_response: WorkResponse | None = None
    """The work response held. None where the object is of another kind."""
    job_response: JobResponse | None = None
    """The job response held. None where the object is of another kind."""
    job_response_list: JobResponseList | None = None
    """The job response list held. None where the object is of another kind."""
    work_capability: WorkCapability | None = None
    """The work capability held. None where the object is of another kind."""
    work_master_capability: WorkMasterCapability | None = None
    """The work master capability held. None where the object is of another kind."""
    work_alert_definition: WorkAlertDefinition | None = None
    """The work alert definition held. None where the object is of another kind."""
    work_alert: WorkAlert | None = None
    """The work alert held. None where the object is of another kind."""
    work_calendar: WorkCalendar | None = None
    """The work calendar held. None where the object is of another kind."""
    work_calendar_definition: WorkCalendarDefinition | None = None
    """The work calendar definition held. None where the object is of another kind."""
    work_record: WorkRecord | None = None
    """The work record held. None where the object is of another kind."""
    work_record_specification: WorkRecordSpecification | None = None
    """The work record specification held. None where the object is of another kind."""
    batch_production_record: BatchProductionRecord | None = None
    """The batch production record held. None where the object is of another kind."""
    g_recipe: GRecipe | None = None
    """The general or site recipe held. None where the object is of another kind."""
    resource_constraint: ResourceConstraint | None = None
    """The resource constraint held. None where the object is of another kind."""
    process_element: ProcessElement | None = None
    """The process element held. None where the object is of another kind."""
