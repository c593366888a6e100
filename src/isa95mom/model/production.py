"""Production schedules, performance and capability, which the operations models replaced with V0700."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import (
    CapabilityType,
    EquipmentLevel,
    RequestState,
    RequiredByRequestedSegmentResponse,
    ResponseState,
)
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope, Parameter, QuantityValue, Value
    from isa95mom.model.operations_capability import ProcessSegmentCapability
    from isa95mom.model.resource_actual import EquipmentActual, MaterialActual, PersonnelActual, PhysicalAssetActual
    from isa95mom.model.resource_capability import (
        EquipmentCapability,
        MaterialCapability,
        PersonnelCapability,
        PhysicalAssetCapability,
    )
    from isa95mom.model.resource_requirement import (
        EquipmentRequirement,
        MaterialRequirement,
        PersonnelRequirement,
        PhysicalAssetRequirement,
    )


@element("ProductionScheduleType")
class ProductionSchedule(Noun):
    """What is to be produced in a period, as a set of production requests.

    ISA-95 Part 2 (2001 to 2010 editions), production schedule.
    """

    id: str | None = None
    """Identification of the schedule. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    start_time: datetime | None = None
    """When the scheduled period begins. None: the requests tell."""
    end_time: datetime | None = None
    """When the scheduled period ends. None: the requests tell."""
    equipment_element_level: EquipmentLevel | str | None = None
    """The level of the equipment hierarchy that the schedule is for. None where not stated."""
    production_requests: Many[ProductionRequest] = Many()
    """The production requests that make up the schedule."""
    schedule_state: RequestState | str | None = None
    """The state of the schedule. None: released."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionRequestType")
class ProductionRequest(Noun):
    """The request to make one product by one production rule.

    ISA-95 Part 2 (2001 to 2010 editions), production request.
    """

    id: str | None = None
    """Identification of the request, to which responses refer. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    product_production_rule_ids: Many[str] = Many()
    """The rule by which the product is made, such as a recipe or work instruction."""
    versions: Many[str] = Many()
    """The version of the production rule. Empty: the one in force."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    start_time: datetime | None = None
    """When production is asked to start. None: no time is asked for."""
    end_time: datetime | None = None
    """When production is asked to end. None: no time is asked for."""
    priority: Decimal | None = None
    """The urgency of the request; a lower number comes first. None: not stated."""
    segment_requirements: Many[ProductionSegmentRequirement] = Many()
    """What the segments need, nested where segments have parts."""
    segment_responses: Many[ProductionSegmentResponse] = Many()
    """A template of what must be reported back."""
    request_state: RequestState | str | None = None
    """The state of the request. None: released."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("SegmentRequirementType")
class ProductionSegmentRequirement(Noun):
    """What one segment of a request needs: times, parameters and resources.

    ISA-95 Part 2 (2001 to 2010 editions), segment requirement.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    product_segment_id: str | None = None
    """The product segments to be run. None where not stated."""
    process_segment_id: str | None = None
    """The process segments to be run. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    earliest_start_time: datetime | None = None
    """The time before which the segment may not start. None: no limit."""
    latest_end_time: datetime | None = None
    """The time by which the segment must have ended. None: no limit."""
    duration: Duration | None = None
    """How long the segment is expected to take. None where not stated."""
    production_parameters: Many[ProductionParameter] = Many()
    """The parameter values for the segment."""
    personnel_requirements: Many[PersonnelRequirement] = Many()
    """The persons needed."""
    equipment_requirements: Many[EquipmentRequirement] = Many()
    """The equipment needed."""
    physical_asset_requirements: Many[PhysicalAssetRequirement] = Many()
    """The physical assets needed."""
    material_requirements: Many[MaterialRequirement] = Many()
    """The materials used or made."""
    material_produced_requirements: Many[MaterialProducedRequirement] = Many()
    """The materials to be produced."""
    material_consumed_requirements: Many[MaterialConsumedRequirement] = Many()
    """The materials to be consumed."""
    consumable_expected_requirements: Many[ConsumableExpectedRequirement] = Many()
    """The supplies expected to be used up."""
    children: Many[ProductionSegmentRequirement] = Many(name="SegmentRequirement")
    """What the parts of the segment need."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    segment_state: RequestState | str | None = None
    """The state of the requirement. None: released."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionParameterType")
class ProductionParameter(Noun):
    """A parameter value for a product segment or process segment of a request.

    ISA-95 Part 2 (2001 to 2010 editions), production parameter.
    """

    product_segment_id: str | None = None
    """The product segment concerned. None where not stated."""
    process_segment_id: str | None = None
    """The process segment concerned. None where not stated."""
    parameter: Parameter | None = None
    """The parameter and its value. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialProducedRequirementType")
class MaterialProducedRequirement(Noun):
    """A material that a segment of a request is to produce.

    ISA-95 Part 2 (2001 to 2010 editions), material produced requirement.
    """

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    material_lot_ids: Many[str] = Many()
    """Material lots to make, by ID. Empty where any lot of the material will do."""
    material_sub_lot_ids: Many[str] = Many()
    """Material sublots to make, by ID. Empty where any sublot will do."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[MaterialProducedRequirementProperty] = Many()
    """Property values that narrow down the produced material, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialProducedRequirementPropertyType")
class MaterialProducedRequirementProperty(Noun):
    """A property value that required produced material must have, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), material produced requirement property.
    """

    id: str | None = None
    """The property of the resource or of its class. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialConsumedRequirementType")
class MaterialConsumedRequirement(Noun):
    """A material that a segment of a request is to consume.

    ISA-95 Part 2 (2001 to 2010 editions), material consumed requirement.
    """

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    material_lot_ids: Many[str] = Many()
    """Material lots to take, by ID. Empty where any lot of the material will do."""
    material_sub_lot_ids: Many[str] = Many()
    """Material sublots to take, by ID. Empty where any sublot will do."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[MaterialConsumedRequirementProperty] = Many()
    """Property values that narrow down the consumed material, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialConsumedRequirementPropertyType")
class MaterialConsumedRequirementProperty(Noun):
    """A property value that required consumed material must have, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), material consumed requirement property.
    """

    id: str | None = None
    """The property of the resource or of its class. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ConsumableExpectedRequirementType")
class ConsumableExpectedRequirement(Noun):
    """A supply that a segment of a request is expected to use up and that is not part of the product.

    ISA-95 Part 2 (2001 to 2010 editions), consumable expected.
    """

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[ConsumableExpectedRequirementProperty] = Many()
    """Property values that narrow down the expected supplies, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ConsumableExpectedRequirementPropertyType")
class ConsumableExpectedRequirementProperty(Noun):
    """A property value that required expected supplies must have, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), consumable expected requirement property.
    """

    id: str | None = None
    """The property of the resource or of its class. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value required. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionPerformanceType")
class ProductionPerformance(Noun):
    """What was produced in a period, as a set of production responses.

    ISA-95 Part 2 (2001 to 2010 editions), production performance.
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
    production_schedule_id: str | None = None
    """The schedule that is reported on. None: no single schedule."""
    start_time: datetime | None = None
    """When the reported period begins. None: the responses tell."""
    end_time: datetime | None = None
    """When the reported period ends. None: the responses tell."""
    equipment_element_level: EquipmentLevel | str | None = None
    """The level of the equipment hierarchy that the report is for. None where not stated."""
    production_responses: Many[ProductionResponse] = Many()
    """The reports on production requests."""
    performance_state: ResponseState | str | None = None
    """The state of what is reported. None: completed."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionResponseType")
class ProductionResponse(Noun):
    """A report on one production request; a request may be answered by several.

    ISA-95 Part 2 (2001 to 2010 editions), production response.
    """

    id: str | None = None
    """Identification of the response. None where it has none."""
    production_request_id: str | None = None
    """The production request that is reported on. None: the work was not asked for by a known request."""
    product_production_rule_ids: Many[str] = Many()
    """The rule by which the product is made, such as a recipe or work instruction."""
    versions: Many[str] = Many()
    """The version of the production rule that was followed."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    start_time: datetime | None = None
    """When production for the request started. None where not stated."""
    end_time: datetime | None = None
    """When production for the request ended. None: it has not ended, or the time is not reported."""
    segment_responses: Many[ProductionSegmentResponse] = Many()
    """What the segments took."""
    response_state: ResponseState | str | None = None
    """The state of what is reported. None: completed."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("SegmentResponseType")
class ProductionSegmentResponse(Noun):
    """What one segment actually took: times, data and resources.

    ISA-95 Part 2 (2001 to 2010 editions), segment response.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    process_segment_ids: Many[str] = Many()
    """The process segments that were run."""
    product_segment_ids: Many[str] = Many()
    """The product segments that were run."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where in the equipment hierarchy this applies. None: agreed outside the message."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    actual_start_time: datetime | None = None
    """When the segment started. None: it has not started, or the time is not reported."""
    actual_end_time: datetime | None = None
    """When the segment ended. None: it has not ended, or the time is not reported."""
    production_data: Many[ProductionData] = Many()
    """Named values recorded, nested where they have parts."""
    personnel_actuals: Many[PersonnelActual] = Many()
    """The persons actually used."""
    equipment_actuals: Many[EquipmentActual] = Many()
    """The equipment actually used."""
    physical_asset_actuals: Many[PhysicalAssetActual] = Many()
    """The physical assets actually used."""
    material_actuals: Many[MaterialActual] = Many()
    """The materials actually used or made."""
    material_produced_actuals: Many[MaterialProducedActual] = Many()
    """The materials actually produced."""
    material_consumed_actuals: Many[MaterialConsumedActual] = Many()
    """The materials actually consumed."""
    consumable_actuals: Many[ConsumableActual] = Many()
    """The supplies actually used up."""
    children: Many[ProductionSegmentResponse] = Many(name="SegmentResponse")
    """What the parts of the segment took."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    segment_state: ResponseState | str | None = None
    """The state of the segment. None: completed."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionDataType")
class ProductionData(Noun):
    """A named value recorded while a segment was run. ISA-95 Part 2 (2001 to 2010 editions), production data."""

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value. Several form a series."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    children: Many[ProductionData] = Many(name="ProductionData")
    """The parts of the value."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialProducedActualType")
class MaterialProducedActual(Noun):
    """A material that a segment actually produced. ISA-95 Part 2 (2001 to 2010 editions), material produced actual."""

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    material_lot_ids: Many[str] = Many()
    """The material lots that were produced."""
    material_sub_lot_ids: Many[str] = Many()
    """The material sublots that were produced."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[MaterialProducedActualProperty] = Many()
    """Property values that narrow down the produced material, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialProducedActualPropertyType")
class MaterialProducedActualProperty(Noun):
    """A property value of the produced material, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), material produced actual property.
    """

    id: str
    """The property of the resource or of its class."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialConsumedActualType")
class MaterialConsumedActual(Noun):
    """A material that a segment actually consumed. ISA-95 Part 2 (2001 to 2010 editions), material consumed actual."""

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    material_lot_ids: Many[str] = Many()
    """The material lots that were consumed."""
    material_sub_lot_ids: Many[str] = Many()
    """The material sublots that were consumed."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[MaterialConsumedActualProperty] = Many()
    """Property values that narrow down the consumed material, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("MaterialConsumedActualPropertyType")
class MaterialConsumedActualProperty(Noun):
    """A property value of the consumed material, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), material consumed actual property.
    """

    id: str
    """The property of the resource or of its class."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ConsumableActualType")
class ConsumableActual(Noun):
    """A supply that a segment actually used up and that is not part of the product.

    ISA-95 Part 2 (2001 to 2010 editions), consumables actual.
    """

    material_class_ids: Many[str] = Many()
    """The class that the material belongs to."""
    material_definition_ids: Many[str] = Many()
    """The material definition."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    location: HierarchyScope | None = None
    """Where the material is, or is to be. None: not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    quantities: Many[QuantityValue] = Many()
    """The amount. Several state the same amount in different units, told apart by their keys."""
    properties: Many[ConsumableActualProperty] = Many()
    """Property values that narrow down the supplies, each with its quantity."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ConsumableActualPropertyType")
class ConsumableActualProperty(Noun):
    """A property value of the supplies used up, with the quantity it applies to.

    ISA-95 Part 2 (2001 to 2010 editions), consumables actual property.
    """

    id: str
    """The property of the resource or of its class."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value as it actually was. Several form a series."""
    quantities: Many[QuantityValue] = Many()
    """The amount of the resource to which the property value applies. Empty: all of it."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether the report on the request must contain this. None: not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProductionCapabilityType")
class ProductionCapability(Noun):
    """What resources and process segments can do, or did, for production in a period.

    ISA-95 Part 2 (2001 to 2010 editions), production capability.
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
    capability_type: CapabilityType | str
    """Whether the capability is total, committed, available, unattainable, used or unused."""
    reason: str | None = None
    """Why the capability is as it is, such as the reason for being unattainable. None where not stated."""
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """The level of the equipment hierarchy that the capability is stated for."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    personnel_capabilities: Many[PersonnelCapability] = Many()
    """The capabilities of persons and personnel classes."""
    equipment_capabilities: Many[EquipmentCapability] = Many()
    """The capabilities of equipment and equipment classes."""
    physical_asset_capabilities: Many[PhysicalAssetCapability] = Many()
    """The capabilities of physical assets and physical asset classes."""
    material_capabilities: Many[MaterialCapability] = Many()
    """The amounts of materials."""
    process_segment_capabilities: Many[ProcessSegmentCapability] = Many()
    """The capabilities to run process segments, nested where segments have parts."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
