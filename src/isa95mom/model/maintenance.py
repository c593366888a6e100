"""Maintenance requests, orders and responses of V0401; later versions use the operations models."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope


@element("MaintenanceInformationType")
class MaintenanceInformation(Noun):
    """The envelope of an exchange of maintenance requests, work orders and responses.

    B2MML V0401; ISA-95 Part 3, maintenance operations management.
    """

    id: str | None = None
    """Identification of the exchange. None: none is needed."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    maintenance_requests: Many[MaintenanceRequest] = Many()
    """The maintenance requests."""
    maintenance_work_orders: Many[MaintenanceWorkOrder] = Many()
    """The maintenance work orders."""
    maintenance_responses: Many[MaintenanceResponse] = Many()
    """The reports of maintenance work."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaintenanceRequestType")
class MaintenanceRequest(Noun):
    """A request to have a problem with a piece of equipment dealt with.

    B2MML V0401; ISA-95 Part 3, maintenance operations management.
    """

    id: str
    """Identification of the request."""
    problems: Many[str] = Many()
    """What is wrong, in words."""
    requested_completion_date: datetime | None = None
    """By when the work is asked to be done. None: no date is asked for."""
    requested_priority: Decimal | None = None
    """The urgency that the requestor asks for. None where not stated."""
    requestors: Many[str] = Many()
    """Who asks for the work."""
    status: str | None = None
    """The state of the request. None where not stated."""
    reviewers: Many[str] = Many()
    """Who examines the request."""
    submission_date: datetime | None = None
    """When the request was handed in. None where not stated."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    maintenance_work_order_id: str | None = None
    """The work order that answers the request. None: no order has been planned."""
    equipment_id: str | None = None
    """The equipment that has the problem. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaintenanceWorkOrderType")
class MaintenanceWorkOrder(Noun):
    """An order to do maintenance work, planned in answer to one or more requests.

    B2MML V0401; ISA-95 Part 3, maintenance operations management.
    """

    id: str
    """Identification of the work order."""
    planned_start_time: datetime | None = None
    """When the work is planned to start. None where not stated."""
    planned_finish_time: datetime | None = None
    """When the work is planned to end. None where not stated."""
    responsible_persons: Many[str] = Many()
    """Who is responsible for the work."""
    resources: Many[str] = Many()
    """The resources that the work needs, as codes."""
    status: str | None = None
    """The state of the work order. None where not stated."""
    maintenance_request_ids: Many[str] = Many()
    """The requests that the work order answers."""
    maintenance_response_ids: Many[str] = Many()
    """The reports on the work order."""
    equipment_id: str | None = None
    """The equipment to be worked on. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaintenanceResponseType")
class MaintenanceResponse(Noun):
    """The report of maintenance work: the cause found, the correction made, and when.

    B2MML V0401; ISA-95 Part 3, maintenance operations management.
    """

    id: str
    """Identification of the response."""
    causes: Many[str] = Many()
    """The cause that was found."""
    corrections: Many[str] = Many()
    """What was done about it."""
    actual_start_time: datetime | None = None
    """When the work started. None: it has not started, or the time is not reported."""
    actual_finish_time: datetime | None = None
    """When the work ended. None: it has not ended, or the time is not reported."""
    status: str | None = None
    """The state of the work. None where not stated."""
    status_time: datetime | None = None
    """When the state was reached. None where not stated."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    consumables: Many[str] = Many()
    """The supplies used up, as codes."""
    responsible_persons: Many[str] = Many()
    """Who is responsible for the work."""
    maintenance_work_order_ids: Many[str] = Many()
    """The work orders that are reported on."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
