"""What became of what: the differences between versions that are more than a field that came or went, as data.

Everything that keeps its noun and its field name needs no rule. A rule holds both ways, and only where the version
written lacks what the version read has: production schedules stay production schedules as long as there are any.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen


@frozen(slots=True)
class Pair:
    """One concept under two nouns."""

    old: str
    """The noun of the earlier versions."""
    new: str
    """The noun of the later ones."""
    fields: Mapping[str, str] = field(factory=dict)
    """Field of the old noun -> field of the new one, where the names differ."""
    implied: Mapping[str, str] = field(factory=dict)
    """What the old noun says by being what it is and the new one says in a field."""
    back: bool = True
    """Whether the new noun may become the old one again."""


PRODUCTION = {"operations_type": "Production"}
MAINTENANCE = {"operations_type": "Maintenance"}

PAIRS = (
    # ISA-95 Part 2: the production models became the operations models.
    Pair("ProductionSchedule", "OperationsSchedule", {"production_requests": "operations_requests"}, PRODUCTION),
    Pair(
        "ProductionRequest", "OperationsRequest",
        {"product_production_rule_ids": "operations_definition_id", "segment_responses": "requested_segment_responses"},
        PRODUCTION,
    ),
    Pair(
        "ProductionSegmentRequirement", "SegmentRequirement",
        {
            "product_segment_id": "operations_segment_id", "production_parameters": "segment_parameters",
            "material_produced_requirements": "material_requirements",
            "material_consumed_requirements": "material_requirements",
            "consumable_expected_requirements": "material_requirements",
        },
        PRODUCTION,
    ),
    Pair(
        "ProductionPerformance", "OperationsPerformance",
        {"production_schedule_id": "operations_schedule_id", "production_responses": "operations_responses"},
        PRODUCTION,
    ),
    Pair(
        "ProductionResponse", "OperationsResponse",
        {"production_request_id": "operations_request_ids", "product_production_rule_ids": "operations_definition_ids"},
        PRODUCTION,
    ),
    Pair(
        "ProductionSegmentResponse", "SegmentResponse",
        {
            "product_segment_ids": "operations_segment_ids", "production_data": "segment_data",
            "material_produced_actuals": "material_actuals", "material_consumed_actuals": "material_actuals",
            "consumable_actuals": "material_actuals",
        },
        PRODUCTION,
    ),
    Pair("ProductionData", "SegmentData"),
    Pair("ProductionParameter", "Parameter"),
    Pair("ProductionCapability", "OperationsCapability", {}, PRODUCTION),
    Pair("ProductInformation", "OperationsDefinitionInformation", {"product_definitions": "operations_definitions"}),
    Pair(
        "ProductDefinition", "OperationsDefinition",
        {
            "product_production_rule": "work_master_source_ids", "bill_of_materials_id": "bill_of_materials_ids",
            "bill_of_resources_id": "bill_of_resources_ids", "manufacturing_bills": "operations_material_bills",
            "product_segments": "operations_segments",
        },
        PRODUCTION,
    ),
    Pair(
        "ProductSegment", "OperationsSegment",
        {"description": "descriptions", "parameters": "parameter_specifications"},
    ),
    Pair(
        "ManufacturingBill", "OperationsMaterialBill",
        {"description": "descriptions", "bill_of_material_id": "bill_of_materials_ids"},
    ),
    Pair(
        "ManufacturingBill", "OperationsMaterialBillItem",
        {
            "description": "descriptions", "material_class_id": "material_class_ids",
            "material_definition_id": "material_definition_ids",
            "assembly_manufacturing_bills": "assembly_bill_of_material_items",
        },
    ),
    # The material of a segment: a noun for each use became one noun with its use.
    Pair("MaterialProducedActual", "MaterialActual", {}, {"material_use": "Produced"}),
    Pair("MaterialConsumedActual", "MaterialActual", {}, {"material_use": "Consumed"}),
    Pair("ConsumableActual", "MaterialActual", {}, {"material_use": "Consumable"}),
    Pair("MaterialProducedRequirement", "MaterialRequirement", {}, {"material_use": "Produced"}),
    Pair("MaterialConsumedRequirement", "MaterialRequirement", {}, {"material_use": "Consumed"}),
    Pair("ConsumableExpectedRequirement", "MaterialRequirement", {}, {"material_use": "Consumable"}),
    Pair("MaterialProducedActualProperty", "MaterialActualProperty"),
    Pair("MaterialConsumedActualProperty", "MaterialActualProperty"),
    Pair("ConsumableActualProperty", "MaterialActualProperty"),
    Pair("MaterialProducedRequirementProperty", "MaterialRequirementProperty"),
    Pair("MaterialConsumedRequirementProperty", "MaterialRequirementProperty"),
    Pair("ConsumableExpectedRequirementProperty", "MaterialRequirementProperty"),
    # Four kinds of test specification became one.
    Pair("QualificationTestSpecification", "TestSpecification"),
    Pair("EquipmentCapabilityTestSpecification", "TestSpecification", {"name": "id"}),
    Pair("PhysicalAssetCapabilityTestSpecification", "TestSpecification", {"name": "id"}),
    Pair("MaterialTestSpecification", "TestSpecification", {"name": "id"}),
    # Records of a batch that hold the above.
    Pair(
        "ProductDefinitions", "OperationsDefinitions",
        {"product_definition_records": "operations_definition_records"},
    ),
    Pair("ProductDefinitionRecord", "OperationsDefinitionRecord", {"product_definition": "operations_definition"}),
    Pair("ProductionSchedules", "OperationsSchedules", {"production_schedule_records": "operations_schedule_records"}),
    Pair("ProductionScheduleRecord", "OperationsScheduleRecord", {"production_schedule": "operations_schedule"}),
    Pair(
        "ProductionPerformances", "OperationsPerformances",
        {"production_performance_records": "operations_performance_records"},
    ),
    Pair(
        "ProductionPerformanceRecord", "OperationsPerformanceRecord",
        {"production_performance": "operations_performance"},
    ),
    # Maintenance had nouns of its own in V0401; later it is a type of operations. What else an order of V0401 says has
    # no place there, so this goes one way, and most of it is told as lost.
    Pair(
        "MaintenanceWorkOrder", "OperationsRequest",
        {"planned_start_time": "start_time", "planned_finish_time": "end_time", "status": "request_state"},
        MAINTENANCE, back=False,
    ),
    Pair(
        "MaintenanceResponse", "OperationsResponse",
        {
            "actual_start_time": "start_time", "actual_finish_time": "end_time", "status": "response_state",
            "maintenance_work_order_ids": "operations_request_ids",
        },
        MAINTENANCE, back=False,
    ),
    # Properties that had one noun for many owners.
    Pair("ResourceProperty", "ResourceReferenceProperty"),
    Pair("ResourceProperty", "RNCProperty"),
    Pair("ResourceProperty", "RNCTypeProperty"),
    Pair("WorkAlertProperty", "WorkAlertDefinitionProperty"),
    Pair("WorkflowSpecificationProperty", "WorkflowSpecificationNodeProperty"),
    Pair("WorkflowSpecificationProperty", "WorkflowSpecificationNodeTypeProperty"),
    Pair("WorkflowSpecificationProperty", "WorkflowSpecificationConnectionProperty"),
    Pair("WorkflowSpecificationProperty", "WorkflowSpecificationConnectionTypeProperty"),
    Pair("ResourceNetworkConnectionInformation", "ResourceRelationshipNetworkInformation"),
)  # fmt: skip
"""Every concept that changed its noun."""

FIELDS = (
    ("location", "hierarchy_scope"),
    ("locations", "hierarchy_scopes"),
    ("equipment_level_scope", "equipment_level"),
    ("equipment_element_level", "equipment_level"),
    ("storage_location_id", "storage_location"),
    ("physical_location_id", "physical_location"),
    ("assembly_class_ids", "assembly_classes"),
    ("assembly_definition_ids", "assembly_definitions"),
    ("assembly_specification_ids", "assembly_segment_specifications"),
    ("work_directive_id", "work_directive"),
    ("operations_material_bill_ids", "operations_material_bills"),
    ("qualification_test_specifications", "test_specifications"),
    ("equipment_capability_test_specifications", "test_specifications"),
    ("physical_asset_capability_test_specifications", "test_specifications"),
    ("material_test_specifications", "test_specifications"),
    ("product_definitions", "operations_definitions"),
    ("production_schedules", "operations_schedules"),
    ("production_performances", "operations_performances"),
    ("resource_properties", "properties"),
    ("connection_properties", "properties"),
    ("work_alert_properties", "properties"),
    ("workflow_specification_properties", "properties"),
)
"""Old and new field of one meaning, in whatever noun has both."""

VALUES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ResponseState": (("Holding", "Held"),),
    "ResourceReferenceType": (("Personnel", "Person"),),
    "RecordObjectType": (
        ("Production Definition", "Product Definition"),
        ("Product Definition", "Operations Definition"),
        ("Production Definition", "Operations Definition"),
        ("Production Schedule", "Operations Schedule"),
        ("Production Performance", "Operations Performance"),
    ),
    "TransactionNoun": (
        ("PRODUCTION CAPABILITY", "OPERATIONS CAPABILITY"),
        ("PRODUCT DEFINITION", "OPERATIONS DEFINITION"),
        ("PRODUCTION SCHEDULE", "OPERATIONS SCHEDULE"),
        ("PRODUCTION PERFORMANCE", "OPERATIONS PERFORMANCE"),
        ("QA TEST", "MATERIAL TEST"),
    ),
}
"""Code list -> old and new code of one meaning."""

MESSAGES = (
    ("QAMaterialTestSpec", "MaterialTestSpec"),
    ("MaterialTestSpec", "TestSpecification"),
    ("QAMaterialTestSpec", "TestSpecification"),
    ("EquipmentCapabilityTestSpec", "TestSpecification"),
    ("PhysicalAssetCapabilityTestSpec", "TestSpecification"),
)
"""What messages call a noun by another name than the noun's own: the old and the new."""

REASONS = {
    "test_results": "TestResult is an object of its own since V0700, not a part of what was tested",
    "any_content": "only V0401 has the element Any",
    "test_specification_ids": "the version names tests for the whole object, or not here",
}
"""Field -> why it is lost, where that is more than the lack of an element."""


@cache
def pair_of(one: str, other: str) -> tuple[Pair, bool] | None:
    """The rule that makes the noun `other` of the noun `one`, and whether it is followed from old to new."""
    for pair in PAIRS:
        if (pair.old, pair.new) == (one, other):
            return pair, True
        if pair.back and (pair.new, pair.old) == (one, other):
            return pair, False
    return None


@cache
def counterparts(name: str) -> tuple[str, ...]:
    """The nouns that the noun called `name` may become."""
    ways = ((name, p.new if p.old == name else p.old) for p in PAIRS if name in (p.old, p.new))
    return tuple(dict.fromkeys(other for one, other in ways if pair_of(one, other)))


def message_nouns(name: str) -> tuple[str, ...]:
    """What messages about the noun called `name` may be about instead."""
    others = [new if name == old else old for old, new in MESSAGES if name in (old, new)]
    return tuple(dict.fromkeys((*others, *counterparts(name))))


@cache
def field_names(one: str, other: str, name: str) -> tuple[str, ...]:
    """The fields of the noun `other` for what the field `name` of the noun `one` holds, the likeliest first."""
    found = [name]
    rule = pair_of(one, other) if one != other else None
    if rule is not None:
        pair, forward = rule
        found += [new if forward else old for old, new in pair.fields.items() if name == (old if forward else new)]
    found += [new if name == old else old for old, new in FIELDS if name in (old, new)]
    return tuple(dict.fromkeys(found))
