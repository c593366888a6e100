"""How objects stand to each other: identity, the equipment hierarchy, and what must not lead back to itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from isa95mom.check.rule import rule
from isa95mom.check.subject import Finding, Node, Subject, identification, says_nothing_but_its_id
from isa95mom.declare import Noun
from isa95mom.model.common import EquipmentAssetMapping, HierarchyScope, SegmentDependency
from isa95mom.model.enumerations import Dependency
from isa95mom.model.hierarchy import Filled, overlapping

K = TypeVar("K", bound=Hashable)

IDENTIFIED = (
    "EquipmentClass",
    "JobOrder",
    "JobResponse",
    "KPIDefinition",
    "KPIInstance",
    "MaintenanceRequest",
    "MaintenanceResponse",
    "MaintenanceWorkOrder",
    "MaterialClass",
    "MaterialDefinition",
    "MaterialLot",
    "MaterialSubLot",
    "OperationalLocation",
    "OperationalLocationClass",
    "OperationsDefinition",
    "OperationsEvent",
    "OperationsEventClass",
    "OperationsEventDefinition",
    "OperationsMaterialBill",
    "OperationsPerformance",
    "OperationsRequest",
    "OperationsSchedule",
    "Person",
    "PersonnelClass",
    "PhysicalAsset",
    "PhysicalAssetClass",
    "ProcessSegment",
    "ProductDefinition",
    "ProductionPerformance",
    "ProductionSchedule",
    "ResourceNetworkConnectionType",
    "ResourceRelationshipNetwork",
    "TestSpecification",
    "WorkAlert",
    "WorkAlertDefinition",
    "WorkCalendar",
    "WorkCalendarDefinition",
    "WorkDirective",
    "WorkMaster",
    "WorkPerformance",
    "WorkRecord",
    "WorkRecordSpecification",
    "WorkSchedule",
    "WorkflowSpecification",
    "WorkflowSpecificationConnectionType",
    "WorkflowSpecificationNodeType",
)
"""Classes whose objects are known by their ID, with their version and hierarchy scope where they have one."""

NAMED_WITHIN = ("Property", "Parameter", "SegmentData")
"""Ends of the names of classes whose objects are told apart by their ID inside the object that has them."""

MADE_OF: dict[str, tuple[str, ...]] = {
    "KPIDefinition": ("uses_kpi_definition_ids",),
    "KPIInstance": ("uses_kpi_instance_ids",),
    "MaterialClass": ("assembly_class_ids", "assembly_classes"),
    "MaterialDefinition": ("assembly_definition_ids", "assembly_definitions"),
    "MaterialLot": ("assembly_lots",),
    "MaterialSubLot": ("assembly_sub_lots", "children"),
}
"""Class -> the fields that say what an object is made of, by ID or as objects of the same class."""

LATER = frozenset(
    (
        Dependency.AFTER_START,
        Dependency.AFTER_END,
        Dependency.NO_LATER_AFTER_START,
        Dependency.NO_EARLIER_AFTER_START,
        Dependency.NO_LATER_AFTER_END,
        Dependency.NO_EARLIER_AFTER_END,
    )
)
"""The dependencies by which the one segment comes after the other."""

HIERARCHY: dict[str, tuple[str, str]] = {
    "containment": (
        "Equipment contains only equipment of the levels below its own that the standard puts there.",
        "Scheduling, costing and roll-up go by the levels. What plants do though the standard does not is a warning.",
    ),
    "level-missing": (
        "Equipment has a level.",
        "Without a level nobody knows who schedules the equipment.",
    ),
    "level-unknown": (
        "An equipment level is one of the standard, or Other with what is meant.",
        "The receiver cannot place a level that it does not know.",
    ),
    "duplicate-equipment": (
        "Equipment is described once at one path.",
        "An ID is unique within its place in the hierarchy.",
    ),
    "two-parents": (
        "Equipment is contained in one place only.",
        "The role-based hierarchy is a tree.",
    ),
    "hierarchy-cycle": (
        "Equipment does not contain itself.",
        "The role-based hierarchy is a tree.",
    ),
    "ambiguous-scope": (
        "The hierarchy scope of equipment leads to one place.",
        "A partial path that fits several branches says nothing.",
    ),
    "scope-mismatch": (
        "The hierarchy scope of equipment agrees with where that equipment is contained.",
        "One of the two is out of date.",
    ),
    "implied-equipment": (
        "Equipment that a hierarchy scope names is described.",
        "A path through equipment that nobody describes cannot be checked.",
    ),
}
"""Code of a problem of `EquipmentHierarchy.check` -> what it demands, and why."""
_WARNINGS = {"level-missing", "level-unknown", "scope-mismatch", "implied-equipment"}


def _of_hierarchy(code: str) -> Callable[[Subject], Iterator[Finding]]:
    def find(subject: Subject) -> Iterator[Finding]:
        for problem in subject.hierarchy.check():
            if problem.code == code:
                yield Finding(problem.path, problem.message, "", problem.severity == "error")

    return find


@rule(
    "duplicate-id",
    "Objects of one class with the same ID, version and hierarchy scope say the same.",
    reason="An ID names one object within an exchange; two that differ leave the receiver to guess which one holds.",
    source="ISA-95 Part 2, identifiers",
)
def duplicates(subject: Subject) -> Iterator[Finding]:
    """Objects that are described twice, differently."""
    for cls in IDENTIFIED:
        by_identity: dict[tuple[str, str, tuple[str, ...]], Node] = {}
        for node in subject.of(cls):
            id_ = identification(node.noun)
            if id_ is None or says_nothing_but_its_id(node.noun):
                continue
            identity = (id_, str(getattr(node.noun, "version", None) or ""), scope_ids(node.noun))
            first = by_identity.setdefault(identity, node)
            if first is not node and first.noun != node.noun:
                where = f" of {first.source}" if first.source != node.source else ""
                yield Finding(node, f"differs from {first.path}{where}, which has the same identity")


def scope_ids(noun: Noun) -> tuple[str, ...]:
    """The path that the hierarchy scope of a noun names; empty where it has none."""
    step = getattr(noun, "hierarchy_scope", None)
    ids = []
    while isinstance(step, HierarchyScope):
        ids.append(str(step.equipment_id))
        step = step.child
    return tuple(ids)


@rule(
    "duplicate-property",
    "Properties, parameters and data of one object have different IDs.",
    reason="A property is found by its ID inside the object that has it. Several values of one property are told apart"
    " by their keys; they are not several properties.",
    source="ISA-95 Part 2, properties and parameters",
)
def properties(subject: Subject) -> Iterator[Finding]:
    """Properties of one object with the same ID."""
    for node in subject.nodes:
        for f in node.noun.__fields__.values():
            if not (f.many and f.type.endswith(NAMED_WITHIN)):
                continue
            seen: set[str] = set()
            for number, item in enumerate(getattr(node.noun, f.slot) or ()):
                id_ = identification(item)
                if id_ is not None and id_ in seen:
                    yield Finding(node, f"there is a {f.type} {id_!r} already", f".{f.name}[{number}]")
                seen.add(id_ or "")


for _code, (_title, _reason) in HIERARCHY.items():
    rule(
        _code,
        _title,
        reason=_reason,
        source="ISA-95 Part 1, role-based equipment hierarchy",
        severity="warning" if _code in _WARNINGS else "error",
    )(_of_hierarchy(_code))


def _mappings(subject: Subject) -> Iterator[Filled]:
    """Every mapping of a role to an asset, told by equipment or by assets, each once."""
    seen: set[tuple[object, ...]] = set()
    for filled in subject.hierarchy.mappings():
        seen.add(_key(filled[2]))
        yield filled
    for node in subject.of("EquipmentAssetMapping"):
        mapping = node.noun
        if isinstance(mapping, EquipmentAssetMapping) and _key(mapping) not in seen:
            seen.add(_key(mapping))
            path = (*scope_ids(mapping), mapping.equipment_id)
            found = path if path in subject.hierarchy else (mapping.equipment_id,)
            yield subject.hierarchy.path(found) if found in subject.hierarchy else path, node.path, mapping


def _key(mapping: EquipmentAssetMapping) -> tuple[object, ...]:
    return mapping.equipment_id, mapping.physical_asset_id, mapping.start_time, mapping.end_time, scope_ids(mapping)


def _of_mappings(code: str) -> Callable[[Subject], Iterator[Finding]]:
    def find(subject: Subject) -> Iterator[Finding]:
        for problem in overlapping(_mappings(subject)):
            if problem.code == code:
                yield Finding(problem.path, problem.message, "", problem.severity == "error")

    return find


rule(
    "asset-in-two-roles",
    "A physical asset fills one equipment role at a time.",
    reason="One machine cannot stand in two places; a mapping that was never ended is the usual cause.",
    source="ISA-95 Part 2, equipment asset mapping",
)(_of_mappings("asset-in-two-roles"))
rule(
    "role-filled-twice",
    "An equipment role is filled by one physical asset at a time.",
    reason="Where two assets share a role, nobody can tell which one did the work.",
    source="ISA-95 Part 2, equipment asset mapping",
    severity="warning",
)(_of_mappings("role-filled-twice"))


@rule(
    "contains-itself",
    "Nothing is made of itself, directly or through others.",
    reason="An assembly that comes back to itself can be neither built nor traced; a KPI computed from itself has no"
    " value.",
    source="ISA-95 Part 2, assemblies; ISO 22400-2",
)
def made_of_itself(subject: Subject) -> Iterator[Finding]:
    """Assemblies that lead back to themselves."""
    for cls, names in MADE_OF.items():
        yield from _loops(subject, cls, names, "is made of itself")


@rule(
    "class-of-itself",
    "No class is based on itself, no pattern derived from itself.",
    reason="What a class takes from the classes it specializes would have no end.",
    source="ISA-95 Part 2, class specialization",
)
def based_on_itself(subject: Subject) -> Iterator[Finding]:
    """Classes that specialize themselves."""
    for cls in {type(node.noun).__name__: type(node.noun) for node in subject.nodes}.values():
        for name in ("base_ids", "pattern_id"):
            if name in cls.__fields__:
                yield from _loops(subject, cls.__name__, (name,), f"leads back to itself by {name}")


def _loops(subject: Subject, cls: str, names: tuple[str, ...], what: str) -> Iterator[Finding]:
    edges: defaultdict[str, dict[str, None]] = defaultdict(dict)
    nodes: dict[str, Node] = {}
    for node in subject.of(cls):
        id_ = identification(node.noun)
        if id_ is None:
            continue
        if not subject.is_reference(node):
            nodes.setdefault(id_, node)
        for name in names:
            value = getattr(node.noun, name, None)
            for other in [value] if isinstance(value, str) else value or ():
                other_id = str(other) if isinstance(other, str) else identification(other)
                if other_id is not None:
                    edges[id_][other_id] = None
    for loop in loops(edges):
        first = next((id_ for id_ in loop if id_ in nodes), loop[0])
        start = loop.index(first)
        around = " -> ".join([*loop[start:], *loop[:start], first])
        yield Finding(nodes.get(first, f"{cls}[{first!r}]"), f"{what}: {around}")


@rule(
    "segments-go-round",
    "Segments that come after each other do not go round in a circle.",
    reason="A segment that is to come after itself can never start. Dependencies that only forbid or allow do not"
    " count.",
    source="ISA-95 Part 2, segment dependency",
)
def dependencies(subject: Subject) -> Iterator[Finding]:
    """Dependencies by which a segment waits for itself."""
    for cls, names in (
        ("ProcessSegment", ("process_segment_ids", "segment_ids")),
        ("OperationsSegment", ("segment_ids",)),
        ("ProductSegment", ("product_segment_ids", "segment_ids")),
    ):
        edges: defaultdict[str, dict[str, None]] = defaultdict(dict)
        nodes: dict[str, Node] = {}
        for node in subject.of(cls):
            id_ = identification(node.noun)
            if id_ is None:
                continue
            nodes.setdefault(id_, node)
            for dependency in getattr(node.noun, "segment_dependencies", ()):
                if isinstance(dependency, SegmentDependency) and dependency.dependency in LATER:
                    targets = [str(target) for name in names for target in getattr(dependency, name)]
                    if len(targets) == 2 and id_ not in targets:
                        edges[targets[0]][targets[1]] = None
                    else:
                        edges[id_].update(
                            dict.fromkeys(target for target in targets if len(targets) == 1 or target != id_)
                        )
        for loop in loops(edges):
            first = next((id_ for id_ in loop if id_ in nodes), loop[0])
            start = loop.index(first)
            around = " -> ".join([*loop[start:], *loop[:start], first])
            yield Finding(nodes.get(first, f"{cls}[{first!r}]"), f"waits for itself: {around}")


def loops(edges: Mapping[K, Iterable[K]]) -> Iterator[list[K]]:
    """One circle for every group of nodes that lead to each other, in the order of the nodes.

    >>> list(loops({"a": "b", "b": "ac", "c": "d", "e": "e"}))
    [['a', 'b'], ['e']]
    """
    done: set[K] = set()
    for start in edges:
        if start in done:
            continue
        at: dict[K, int] = {start: 0}
        trail = [(start, iter(edges.get(start, ())))]
        found = False
        while trail:
            node, following = trail[-1]
            step = next(following, None)
            if step is None:
                trail.pop()
                del at[node]
                done.add(node)
            elif step in at:
                if not found:
                    yield [n for n, _ in trail[at[step] :]]
                found = True
            elif step not in done:
                at[step] = len(trail)
                trail.append((step, iter(edges.get(step, ()))))
