"""Operations asked for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import OperationsType, RequestState, RequiredByRequestedSegmentResponse
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Parameter
    from isa95mom.model.operations_performance import SegmentResponse
    from isa95mom.model.resource_requirement import (
        EquipmentRequirement,
        MaterialRequirement,
        PersonnelRequirement,
        PhysicalAssetRequirement,
    )


@element("OperationsScheduleType")
class OperationsSchedule(Noun):
    """Operations asked for within a period. ISA-95 Part 2, operations schedule."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the scheduled period starts. None where its start is open."""
    end_time: datetime | None = None
    """When the scheduled period ends. None where its end is open."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    schedule_state: RequestState | str | None = None
    """State of the schedule. None means released."""
    operations_requests: Many[OperationsRequest] = Many()
    """Operations asked for."""


@element("OperationsRequestType")
class OperationsRequest(Noun):
    """A request to carry out one operations definition, such as an order for a product.

    ISA-95 Part 2, operations request.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    start_time: datetime | None = None
    """When the operation is to start. None where no start is set."""
    end_time: datetime | None = None
    """When the operation is to be done. None where no end is set."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    priority: Decimal | None = None
    """Urgency; the lower the number, the more urgent. None where not stated."""
    request_state: RequestState | str | None = None
    """State of the request. None means released."""
    operations_definition_id: str | None = None
    """Operations definition to be carried out, by ID. None where the segments tell."""
    operations_segment_id: str | None = None
    """Operations segment to be carried out, by ID. None where the whole definition is."""
    segment_requirements: Many[SegmentRequirement] = Many()
    """Steps asked for."""
    requested_segment_responses: Many[SegmentResponse] = Many(was="SegmentResponse")
    """What has to be reported back, in the form of the response itself."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("OpSegmentRequirementType")
class SegmentRequirement(Noun):
    """A step asked for by a request, with its times, parameters and resources. ISA-95 Part 2, segment requirement."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    earliest_start_time: datetime | None = None
    """Time before which the segment must not start. None where it may start at once."""
    latest_end_time: datetime | None = None
    """Time by which the segment must have ended. None where no end is set."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    process_segment_id: str | None = None
    """Process segment to be carried out, by ID. None where an operations segment is named."""
    duration: Duration | None = None
    """How long the step is meant to take. None where not stated."""
    operations_definition_id: str | None = None
    """Operations definition that the step belongs to, by ID. None where the request tells."""
    operations_segment_id: str | None = None
    """Operations segment to be carried out, by ID. None where a process segment is named."""
    segment_state: RequestState | str | None = None
    """State of the requirement. None means released."""
    segment_parameters: Many[Parameter] = Many()
    """Values handed to the segment, such as set points."""
    personnel_requirements: Many[PersonnelRequirement] = Many()
    """Persons required."""
    equipment_requirements: Many[EquipmentRequirement] = Many()
    """Equipment required."""
    physical_asset_requirements: Many[PhysicalAssetRequirement] = Many()
    """Physical assets required."""
    material_requirements: Many[MaterialRequirement] = Many()
    """Material to be used or made."""
    children: Many[SegmentRequirement] = Many(was="SegmentRequirement")
    """Requirements that make up this one."""
    requested_segment_responses: Many[SegmentResponse] = Many()
    """What has to be reported back, in the form of the response itself. Empty where nothing in particular is asked for.
    """
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""
