"""Operations done, in answer to requests."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import OperationsType, RequiredByRequestedSegmentResponse, ResponseState

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, SegmentData
    from isa95mom.model.resource_actual import EquipmentActual, MaterialActual, PersonnelActual, PhysicalAssetActual


@element("OperationsPerformanceType")
class OperationsPerformance(Noun):
    """What was done in answer to an operations schedule. ISA-95 Part 2, operations performance."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the reported period starts. None where not stated."""
    end_time: datetime | None = wire(default=None, was="Endtime")
    """When the reported period ends. None while it goes on, or where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    operations_schedule_id: str | None = None
    """Operations schedule answered, by ID. None where the performance answers none."""
    performance_state: ResponseState | str | None = None
    """State of the performance. None means completed."""
    operations_responses: Many[OperationsResponse] = Many()
    """What was done, one response or several per request."""


@element("OperationsResponseType")
class OperationsResponse(Noun):
    """What was done for an operations request; one request may have several. ISA-95 Part 2, operations response."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    start_time: datetime | None = None
    """When the operation started. None while it has not, or where not reported."""
    end_time: datetime | None = None
    """When the operation ended. None while it goes on, or where not reported."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    operations_request_ids: Many[str] = Many()
    """Operations requests answered, by ID. Empty for operations that were not requested."""
    segment_requirement_ids: Many[str] = Many()
    """Segment requirements behind it, by ID."""
    operations_definition_ids: Many[str] = Many()
    """Operations definitions carried out, by ID."""
    operations_segment_ids: Many[str] = Many()
    """Operations segments meant, by ID."""
    response_state: ResponseState | str | None = None
    """State of the response. None means completed."""
    segment_responses: Many[SegmentResponse] = Many()
    """Steps done."""


@element("OpSegmentResponseType")
class SegmentResponse(Noun):
    """What was done in one step: its times, data and the resources it took and made.

    ISA-95 Part 2, segment response.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    posting_date: datetime | None = None
    """When the response was booked. None where not stated."""
    actual_start_time: datetime | None = None
    """When the step started. None while it has not, or where not reported."""
    actual_end_time: datetime | None = None
    """When the step ended. None while it has not, or where not reported."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    process_segment_ids: Many[str] = Many()
    """Process segments carried out, by ID."""
    operations_request_ids: Many[str] = Many()
    """Operations requests answered, by ID."""
    segment_requirement_ids: Many[str] = Many()
    """Segment requirements behind it, by ID."""
    operations_definition_ids: Many[str] = Many()
    """Operations definitions carried out, by ID."""
    operations_segment_ids: Many[str] = Many()
    """Operations segments carried out, by ID."""
    work_response_ids: Many[str] = Many()
    """Work responses behind the segment response, by ID."""
    job_response_ids: Many[str] = Many()
    """Job responses behind the segment response, by ID."""
    segment_state: ResponseState | str | None = None
    """State of the step. None means completed."""
    segment_data: Many[SegmentData] = Many()
    """Values reported about the step."""
    personnel_actuals: Many[PersonnelActual] = Many()
    """Persons who did the work."""
    equipment_actuals: Many[EquipmentActual] = Many()
    """Equipment used."""
    physical_asset_actuals: Many[PhysicalAssetActual] = Many()
    """Physical assets used."""
    material_actuals: Many[MaterialActual] = Many()
    """Material used or made: the lots and amounts that genealogy rests on."""
    children: Many[SegmentResponse] = Many(was="SegmentResponse")
    """Responses that make up this one."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
