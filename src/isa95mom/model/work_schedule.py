"""Work asked for: requests and job orders."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import JobOrderCommand, JobOrderDispatchStatus, OperationsType, RequestState

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Parameter
    from isa95mom.model.resource_requirement import (
        EquipmentRequirement,
        MaterialRequirement,
        PersonnelRequirement,
        PhysicalAssetRequirement,
    )


@element("WorkScheduleType")
class WorkSchedule(Noun):
    """Work asked for within a period. ISA-95 Part 4, work schedule."""

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
    schedule_state: RequestState | str | None = None
    """State of the schedule. None means released."""
    children: Many[WorkSchedule] = Many(was="WorkSchedule")
    """Schedules that make up this one."""
    work_requests: Many[WorkRequest] = Many()
    """Work asked for."""


@element("WorkRequestType")
class WorkRequest(Noun):
    """A request for work, made of job orders. ISA-95 Part 4, work request."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = wire(default=None, was="Workype")
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    start_time: datetime | None = None
    """When the work is to start. None where no start is set."""
    end_time: datetime | None = None
    """When the work is to be done. None where no end is set."""
    priority: Decimal | None = None
    """Urgency; the lower the number, the more urgent. None where not stated."""
    operations_request_id: str | None = None
    """Operations request that the work fulfils, by ID. None where there is none."""
    segment_requirement_id: str | None = None
    """Segment requirement that the work fulfils, by ID. None where there is none."""
    request_state: RequestState | str | None = None
    """State of the request. None means released."""
    children: Many[WorkRequest] = Many(was="WorkRequest")
    """Requests that make up this one."""
    job_orders: Many[JobOrder] = Many()
    """Job orders that fulfil the request."""


@element("JobListType")
class JobList(Noun):
    """Job orders for given resources and a period, such as the dispatch list of a work center.

    ISA-95 Part 4, job list.
    """

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
    work_type: OperationsType | str | None = wire(default=None, was="Workype")
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    job_orders: Many[JobOrder] = Many()
    """Job orders of the list, in no stated order unless priorities give one."""


@element("JobOrderType")
class JobOrder(Noun):
    """A unit of scheduled work, given out to work centers or work units. ISA-95 Part 4, job order."""

    id: str | None = None
    """Identification of the job order; responses refer to it. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the job is to start. None where no start is set."""
    end_time: datetime | None = None
    """When the job is to be done. None where no end is set."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    work_type: OperationsType | str | None = None
    """Category of the work: production, maintenance, quality, inventory or mixed. None where not stated."""
    work_master_id: str | None = None
    """Work master to be carried out, by ID. None where the order itself says all."""
    work_master_version: str | None = None
    """Version of the work master meant. None for the one in force."""
    priority: Decimal | None = None
    """Urgency; the lower the number, the more urgent. None where not stated."""
    command: JobOrderCommand | str | None = None
    """What the executing side is to do: start, stop, hold, restart, abort, reset, pause or resume. None for no command.
    """
    command_rule: str | None = None
    """When the command is to be carried out, in terms that the partners agree. None for at once."""
    dispatch_status: JobOrderDispatchStatus | str | None = None
    """How far the job order has come, from waiting to closed. None where not stated."""
    parameters: Many[Parameter] = Many()
    """Values handed to the job, such as set points."""
    personnel_requirements: Many[PersonnelRequirement] = Many()
    """Persons required."""
    equipment_requirements: Many[EquipmentRequirement] = Many()
    """Equipment required."""
    physical_asset_requirements: Many[PhysicalAssetRequirement] = Many()
    """Physical assets required."""
    material_requirements: Many[MaterialRequirement] = Many()
    """Material to be used or made."""
    segment_requirement_ids: Many[str] = Many()
    """Segment requirements that the job fulfils, by ID."""
