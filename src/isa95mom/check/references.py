"""References by ID lead somewhere, and to what they say they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from isa95mom.check.moment import before, period
from isa95mom.check.rule import rule
from isa95mom.check.subject import Finding, Node, Subject, identification
from isa95mom.declare import Noun, snake

TESTS = """
    TestSpecification QualificationTestSpecification EquipmentCapabilityTestSpecification
    PhysicalAssetCapabilityTestSpecification MaterialTestSpecification
"""
REFERENCES: dict[str, str] = {
    "actual_equipment": "Equipment EquipmentElement",
    "assembly_class": "MaterialClass",
    "assembly_definition": "MaterialDefinition",
    "assembly_specification": "MaterialSegmentSpecification",
    "associated_event": "SingleEvent",
    "base": "",
    "building_block_element": "RecipeElement",
    "class_equipment": "EquipmentElement",
    "dependent_operations_segment": "OperationsSegment",
    "dependent_process_segment": "ProcessSegment",
    "derived_from": "GRecipe",
    "enumeration_set": "EnumerationSet",
    "equipment": "Equipment",
    "equipment_class": "EquipmentClass",
    "equipment_element": "EquipmentElement",
    "equipment_procedural_element_class": "EquipmentProceduralElementClass",
    "equipment_source": "Equipment",
    "evaluated_property": "TestSpecificationEvaluatedProperty",
    "from_equipment": "EquipmentElement",
    "from_ws_node": "WorkflowSpecificationNode",
    "job_order": "JobOrder",
    "job_order_source": "JobOrder",
    "job_response": "JobResponse",
    "kpi_definition": "KPIDefinition",
    "kpi_instance": "KPIInstance",
    "maintenance_request": "MaintenanceRequest",
    "maintenance_response": "MaintenanceResponse",
    "maintenance_work_order": "MaintenanceWorkOrder",
    "material": "MaterialDefinition MaterialClass",
    "material_class": "MaterialClass",
    "material_definition": "MaterialDefinition",
    "material_definition_source": "MaterialDefinition",
    "material_lot": "MaterialLot",
    "material_lot_source": "MaterialLot",
    "material_specification": "MaterialSpecification",
    "material_sub_lot": "MaterialSubLot",
    "member_equipment": "EquipmentElement",
    "operational_class": "OperationalLocationClass",
    "operational_location_source": "OperationalLocation",
    "operations_definition": "OperationsDefinition",
    "operations_event_class": "OperationsEventClass",
    "operations_event_definition_source": "OperationsEventDefinition",
    "operations_material_bill": "OperationsMaterialBill",
    "operations_record_specification": "OperationsRecordSpecTemplate",
    "operations_request": "OperationsRequest",
    "operations_schedule": "OperationsSchedule",
    "operations_segment": "OperationsSegment",
    "operations_segment_source": "OperationsSegment",
    "parameter_specification": "Parameter",
    "pattern": "",
    "person": "Person",
    "person_source": "Person",
    "personnel_class": "PersonnelClass",
    "physical_asset": "PhysicalAsset",
    "physical_asset_class": "PhysicalAssetClass",
    "physical_asset_source": "PhysicalAsset",
    "process_segment": "ProcessSegment",
    "process_segment_parameter": "Parameter",
    "product_production_rule": "ProductDefinition",
    "product_segment": "ProductSegment",
    "production_request": "ProductionRequest",
    "production_schedule": "ProductionSchedule",
    "recipe": "MasterRecipe ControlRecipe GRecipe",
    "recipe_element": "RecipeElement",
    "resource_network_connection_source": "ResourceNetworkConnection",
    "resource_network_connection_type": "ResourceNetworkConnectionType",
    "rnc_type_property": "RNCTypeProperty",
    "segment": "ProcessSegment OperationsSegment ProductSegment",
    "segment_requirement": "SegmentRequirement",
    "segment_requirement_source": "SegmentRequirement",
    "test_specification": TESTS,
    "test_specification_criteria": "TestSpecificationCriteria",
    "to_equipment": "EquipmentElement",
    "to_ws_node": "WorkflowSpecificationNode",
    "uses_kpi_definition": "KPIDefinition",
    "uses_kpi_instance": "KPIInstance",
    "work_alert_definition_property": "WorkAlertDefinitionProperty",
    "work_calendar_definition_entry": "WorkCalendarDefinitionEntry",
    "work_calendar_definition_entry_property": "WorkCalendarDefinitionEntryProperty",
    "work_calendar_definition_property": "WorkCalendarDefinitionProperty",
    "work_definition": "WorkMaster WorkDirective",
    "work_directive": "WorkDirective",
    "work_master": "WorkMaster",
    "work_master_source": "WorkMaster",
    "work_record_specification": "WorkRecordSpecification",
    "work_request": "WorkRequest",
    "work_response": "WorkResponse",
    "work_schedule": "WorkSchedule",
    "workflow_specification": "WorkflowSpecification",
    "workflow_specification_connection_type": "WorkflowSpecificationConnectionType",
    "workflow_specification_connection_type_property": "WorkflowSpecificationConnectionTypeProperty",
    "workflow_specification_node": "WorkflowSpecificationNode",
    "workflow_specification_node_type": "WorkflowSpecificationNodeType",
    "workflow_specification_node_type_property": "WorkflowSpecificationNodeTypeProperty",
}
"""What the field ``<key>_id`` or ``<key>_ids`` names: classes of the model; empty for the class that has the field."""

PROPERTIES: dict[str, tuple[str, str]] = {
    "equipment_class_property": ("equipment_class", "EquipmentClass"),
    "equipment_property": ("equipment", "Equipment"),
    "material_class_property": ("material_class", "MaterialClass"),
    "material_definition_property": ("material_definition", "MaterialDefinition"),
    "material_lot_property": ("material_lot", "MaterialLot"),
    "operational_class_property": ("operational_class", "OperationalLocationClass"),
    "operations_event_class_property": ("operations_event_class", "OperationsEventClass"),
    "person_property": ("person", "Person"),
    "personnel_class_property": ("personnel_class", "PersonnelClass"),
    "physical_asset_class_property": ("physical_asset_class", "PhysicalAssetClass"),
    "physical_asset_property": ("physical_asset", "PhysicalAsset"),
}
"""What the field ``<key>_id`` names: a property of the object that the field ``<first>_id(s)`` around it names."""

TESTED = {
    "TestedEquipmentClassProperty": ("equipment_class_id", "EquipmentClass"),
    "TestedEquipmentProperty": ("equipment_id", "Equipment"),
    "TestedMaterialClassProperty": ("material_class_id", "MaterialClass"),
    "TestedMaterialDefinitionProperty": ("material_definition_id", "MaterialDefinition"),
    "TestedMaterialLotProperty": ("material_lot_id", "MaterialLot"),
    "TestedPersonProperty": ("person_id", "Person"),
    "TestedPersonnelClassProperty": ("personnel_class_id", "PersonnelClass"),
    "TestedPhysicalAssetClassProperty": ("physical_asset_class_id", "PhysicalAssetClass"),
    "TestedPhysicalAssetProperty": ("physical_asset_id", "PhysicalAsset"),
}
"""Class -> the field that names an object, whose property its ``property_id`` names."""

RESOURCES = {
    "Person": ("Person", "PersonnelClass"),
    "Personnel": ("Person", "PersonnelClass"),
    "Personnel Class": ("Person", "PersonnelClass"),
    "Equipment": ("Equipment", "EquipmentClass"),
    "Equipment Class": ("Equipment", "EquipmentClass"),
    "Material Class": ("MaterialDefinition", "MaterialClass"),
    "Material Definition": ("MaterialDefinition", "MaterialClass"),
    "Material Lot": ("MaterialLot", "MaterialDefinition"),
    "Material Sublot": ("MaterialSubLot", "MaterialLot"),
    "Physical Asset": ("PhysicalAsset", "PhysicalAssetClass"),
    "Physical Asset Class": ("PhysicalAsset", "PhysicalAssetClass"),
    "Work Master": ("WorkMaster", ""),
    "Process Segment": ("ProcessSegment", ""),
    "Operation Definition": ("OperationsDefinition", ""),
    "Operational Location": ("OperationalLocation", "OperationalLocationClass"),
    "Operations Segment": ("OperationsSegment", ""),
    "Test Specification": ("TestSpecification", ""),
    "Test Result": ("TestResult", ""),
}
"""Resource type of a `ResourceReference` -> the classes of its ``resource_id`` and its ``resource_class_id``."""

LOCATIONS = {
    "Operational Location ID": "OperationalLocation",
    "Operational Location": "OperationalLocation",
    "Equipment": "Equipment",
    "Person": "Person",
    "Physical Asset": "PhysicalAsset",
}
"""Location type of a `ResourceLocation` -> the class of what its text names; not there for free text."""

OUTSIDE: dict[str, str] = {
    "application": "an application is no object of the standard",
    "attribute": "a user's own attribute, named by the system that logs",
    "authorization": "names a sender's right, kept by the partners",
    "batch": "a batch is known to the system that runs it; there is no batch object to look for",
    "bill_of_material": "kept by product design, outside the standard",
    "bill_of_materials": "kept by product design, outside the standard",
    "bill_of_resources": "kept by planning, outside the standard",
    "bod": "identifies the message itself",
    "campaign": "kept by planning, outside the standard",
    "child": "names properties of the same connection type, which versions differ on",
    "component": "a component of an application is no object of the standard",
    "computer": "a computer is no object of the standard",
    "constraint": "identifies the constraint itself",
    "entry": "identifies the entry itself",
    "external": "kept by an outside system",
    "external_reference": "kept by an outside system",
    "fixed_asset": "kept by bookkeeping, outside the standard",
    "from": "a place in a chart, checked by whoever runs it",
    "logical": "an application is no object of the standard",
    "lot": "a text that may be a lot of any system",
    "operations_test_requirement": "a requirement of a test is no object of the standard",
    "order": "kept by an outside system",
    "other_info": "identifies the information itself",
    "physical_location": "a text of older versions that names a place of any kind",
    "product": "a product is known to enterprise systems; it may be a material definition or not",
    "property": "see the rule class-property, which knows the object that has the property",
    "qualifying_agency": "an agency is no object of the standard",
    "reference": "identifies the message itself",
    "release": "a release of the schema",
    "resource": "see RESOURCES: the resource type says what is named",
    "resource_class": "see RESOURCES: the resource type says what is named",
    "resource_class_property": "a property of what RESOURCES names, which may be of any class",
    "resource_property": "a property of what RESOURCES names, which may be of any class",
    "sample_source": "a text that may name equipment, a lot, or a place",
    "storage_location": "a text of older versions that names a place of any kind",
    "task": "names what the sender was doing",
    "testable_object": "any object that can be tested; nothing says of which class",
    "testable_object_property": "a property of any object that can be tested",
    "to": "a place in a chart, checked by whoever runs it",
    "vendor": "kept by purchasing, outside the standard",
    "operations_event_definition_property": "an event does not name its definition",
    "version": "a version of the schema",
}
"""What the field ``<key>_id`` or ``<key>_ids`` names that is not looked for, and why."""


def stem(name: str) -> str | None:
    """What a field refers to, from its name; None for a field that is no reference.

    >>> stem("equipment_class_ids"), stem("job_order_id"), stem("id"), stem("srid")
    ('equipment_class', 'job_order', None, None)
    """
    for end in ("_ids", "_id"):
        if name.endswith(end):
            return name.removesuffix(end)
    return None


@cache
def fields(cls: type[Noun]) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """The fields of a class that refer: name, whether it is repeated, the classes of what it names."""
    found = []
    for f in cls.__fields__.values():
        key = stem(f.name)
        if key in REFERENCES and f.type == "str":
            found.append((f.name, f.many, tuple(REFERENCES[key].split()) or (cls.__name__,)))
    return tuple(found)


def references(node: Node) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every reference that a noun makes: the part of the noun, the ID, the classes it may be of."""
    noun = node.noun
    its_class: Any = type(noun)
    for name, many, targets in fields(its_class):
        if many:
            for number, id_ in enumerate(getattr(noun, f"_{name}") or ()):
                yield f".{name}[{number}]", id_, targets
        elif (id_ := getattr(noun, name)) is not None:
            yield f".{name}", id_, targets
    cls = type(noun).__name__
    if cls == "ResourceReference":
        one, of_class = RESOURCES.get(str(getattr(noun, "resource_type", "")), ("", ""))
        for name, target in (("resource_id", one), ("resource_class_id", of_class)):
            if target and (id_ := getattr(noun, name)) is not None:
                yield f".{name}", id_, tuple(TESTS.split()) if target == "TestSpecification" else (target,)
    elif cls == "ResourceLocation":
        place = LOCATIONS.get(str(getattr(noun, "location_type", "")))
        if place:
            yield ".location", getattr(noun, "location", ""), (place,)
    elif Subject.is_reference(node):
        yield ".id", identification(noun) or "", (cls,)


def _found(subject: Subject, id_: str, targets: tuple[str, ...]) -> list[Node]:
    return [node for target in targets for node in subject.named(target, id_)]


def _readable(targets: tuple[str, ...]) -> str:
    return " or ".join(snake(target).replace("_", " ") for target in targets)


@rule(
    "unresolved-reference",
    "A reference by ID names an object that is there.",
    reason="An exchange may refer to what the receiver knows from elsewhere, but a whole plant must hold what it refers"
    " to. A warning, unless the objects are said to be complete.",
    source="ISA-95 Part 2 and Part 4, all object models",
    severity="warning",
)
def unresolved(subject: Subject) -> Iterator[Finding]:
    """References that lead nowhere."""
    for node in subject.nodes:
        for part, id_, targets in references(node):
            if not id_.strip() or _found(subject, id_, targets):
                continue
            if targets[0] == "Equipment" and subject.hierarchy.find(id_):
                continue
            yield Finding(node, f"there is no {_readable(targets[:2])} {str(id_)!r}", part, subject.complete)


@rule(
    "empty-reference",
    "A reference by ID is not empty.",
    reason="An empty identifier names nothing; leaving the element out says the same without pretending.",
    source="ISA-95 Part 2, identifiers",
    severity="warning",
)
def empty(subject: Subject) -> Iterator[Finding]:
    """References whose text is empty."""
    for node in subject.nodes:
        for part, id_, targets in references(node):
            if id_.strip() == "":
                yield Finding(node, f"names a {_readable(targets[:2])} by an empty ID", part)


@rule(
    "class-property",
    "A property that refers to a property of a class, definition or resource finds it there.",
    reason="The properties of an instance give values to those of its class; one that its classes, and the classes"
    " these are based on, do not have is a slip of one side.",
    source="ISA-95 Part 2, class and instance properties",
)
def class_property(subject: Subject) -> Iterator[Finding]:
    """References to properties that what is named does not have."""
    for node in subject.nodes:
        tested = TESTED.get(type(node.noun).__name__)
        if tested is not None:
            owner_id, name = getattr(node.noun, tested[0]), getattr(node.noun, "property_id", None)
            yield from _without(subject, node, ".property_id", name, [owner_id] if owner_id else [], tested[1])
        for key, (owner, cls) in PROPERTIES.items():
            name = getattr(node.noun, f"{key}_id", None)
            if not isinstance(name, str):
                continue
            for holder in node.up():
                if f"{owner}_ids" in holder.noun.__fields__:
                    ids = list(getattr(holder.noun, f"{owner}_ids"))
                elif f"{owner}_id" in holder.noun.__fields__:
                    owner_id = getattr(holder.noun, f"{owner}_id")
                    ids = [owner_id] if owner_id else []
                else:
                    continue
                yield from _without(subject, node, f".{key}_id", name, ids, cls)
                break


def _without(subject: Subject, node: Node, part: str, name: str | None, ids: list[str], cls: str) -> Iterator[Finding]:
    """A finding, where all objects named are here and none has the property."""
    if not name or not ids or not all(subject.named(cls, id_) for id_ in ids):
        return
    seen: set[str] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ in seen:
            continue
        seen.add(id_)
        for owner in subject.named(cls, id_):
            if name in property_ids(owner.noun):
                return
            waiting.extend(getattr(owner.noun, "base_ids", ()))
            if any(not subject.named(cls, base) for base in getattr(owner.noun, "base_ids", ())):
                return
    which = " or ".join(repr(str(id_)) for id_ in ids)
    yield Finding(node, f"{_readable((cls,))} {which} has no property {str(name)!r}", part)


def property_ids(noun: Noun) -> set[str]:
    """The IDs of the properties of a noun, those nested in others included."""
    found: set[str] = set()
    waiting = list(getattr(noun, "properties", ()))
    while waiting:
        one = waiting.pop()
        found.add(str(one.id))
        waiting.extend(getattr(one, "children", ()))
    return found


@rule(
    "not-effective",
    "What is used is in its effective period then.",
    reason="Definitions, classes, people, equipment and lots have a period in which they hold; work that is planned or"
    " done outside it uses something that does not hold yet or no longer. An error where the periods have nothing in"
    " common, a warning where they overlap in part.",
    source="ISA-95 Part 2, effective start and end date",
)
def effectivity(subject: Subject) -> Iterator[Finding]:
    """References of work to objects outside their effective periods."""
    for node in subject.nodes:
        when = None
        for part, id_, targets in references(node):
            found = _found(subject, id_, targets)
            if not found:
                continue
            when = when or period(node)
            if when is None:
                break
            verdicts = []
            for target in found:
                start = getattr(target.noun, "effective_start_date", None)
                end = getattr(target.noun, "effective_end_date", None)
                first, last = when.start or when.end, when.end or when.start
                wholly = (
                    before(last, start) or before(end, first) or (end is not None and end == first and first != last)
                )
                partly = before(first, start) or before(end, last)
                verdicts.append((2 if wholly else 1 if partly else 0, target, start, end))
            worst, target, start, end = min(verdicts, key=lambda verdict: verdict[0])
            if worst:
                holds = " ".join(
                    f"{word} {time.isoformat()}" for word, time in (("from", start), ("to", end)) if time is not None
                )
                name = _readable((type(target.noun).__name__,))
                yield Finding(node, f"{name} {str(id_)!r} is effective {holds}, but used {when}", part, worst == 2)
