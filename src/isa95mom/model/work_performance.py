"""Work done: responses and job responses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import OperationsType, RequiredByRequestedSegmentResponse, ResponseState

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, SegmentData
    from isa95mom.model.resource_actual import EquipmentActual, MaterialActual, PersonnelActual, PhysicalAssetActual
    from isa95mom.model.work_definition import WorkDirective


@element("WorkPerformanceType")
class WorkPerformance(Noun):
    """What was done in answer to a work schedule. ISA-95 Part 4, work performance."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the period starts. None where its start is open."""
    end_time: datetime | None = None
    """When the period ends. None where its end is open."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    work_schedule_id: str | None = None
    """Work schedule answered, by ID. None where not stated."""
    work_state: ResponseState | str | None = None
    """State of the work. None means completed."""
    work_responses: Many[WorkResponse] = Many()
    """What was done, one response or several per request."""
    children: Many[WorkPerformance] = Many()
    """Performances that make up this one."""


@element("WorkResponseType")
class WorkResponse(Noun):
    """What was done for a work request. ISA-95 Part 4, work response."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the period starts. None where its start is open."""
    end_time: datetime | None = None
    """When the period ends. None where its end is open."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    work_request_id: str | None = None
    """Work request answered, by ID. None where it answers none."""
    response_state: ResponseState | str | None = None
    """State of the response. None means completed."""
    children: Many[WorkResponse] = Many()
    """Responses that make up this one."""
    job_responses: Many[JobResponse] = Many()
    """What was done for the job orders of the request."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("JobResponseListType")
class JobResponseList(Noun):
    """Job responses of a period, exchanged together. ISA-95 Part 4, job response list."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the period starts. None where its start is open."""
    end_time: datetime | None = None
    """When the period ends. None where its end is open."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    job_state: ResponseState | str | None = None
    """State of the jobs reported. None means completed."""
    job_responses: Many[JobResponse] = Many()
    """Job responses."""


@element("JobResponseType")
class JobResponse(Noun):
    """What was done for a job order: its times, data and the resources it took and made.

    ISA-95 Part 4, job response.
    """

    id: str | None = None
    """Identification of the response. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the job started. None while it has not, or where not reported."""
    end_time: datetime | None = None
    """When the job ended. None while it goes on, or where not reported."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    job_order_id: str | None = None
    """Job order answered, by ID. None for work that was not ordered."""
    work_directive_id: str | None = None
    """Work directive carried out, by ID, as V0600 tells it. None where not stated."""
    work_directive: WorkDirective | None = None
    """Work directive that was carried out. None where not reported."""
    work_directive_version: str | None = None
    """Version of the work directive meant. None for the one in force."""
    work_master_id: str | None = None
    """Work master that was carried out, by ID. None where not reported."""
    work_master_version: str | None = None
    """Version of the work master meant. None for the one in force."""
    workflow_specification_id: str | None = None
    """Workflow that the job belongs to, by ID. None where it belongs to none."""
    workflow_specification_node_id: str | None = None
    """Node of the workflow that the job carries out, by ID. None where it belongs to no workflow."""
    job_state: ResponseState | str | None = None
    """State of the job. None means completed."""
    data: Many[SegmentData] = Many(was="JobResponsetData")
    """Values reported about the job."""
    personnel_actuals: Many[PersonnelActual] = Many()
    """Persons who did the work."""
    equipment_actuals: Many[EquipmentActual] = Many()
    """Equipment used."""
    physical_asset_actuals: Many[PhysicalAssetActual] = Many()
    """Physical assets used."""
    material_actuals: Many[MaterialActual] = Many()
    """Material used or made: the lots and amounts that genealogy rests on."""
    children: Many[JobResponse] = Many(name="JobResponse")
    """Responses that make up this one."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
