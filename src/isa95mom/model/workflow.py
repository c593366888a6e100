"""Workflow specifications: nodes and the connections between them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import DefinitionType, Dependency

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Value


@element("WorkflowSpecificationInformationType")
class WorkflowSpecificationInformation(Noun):
    """Workflow specifications with their node and connection types, exchanged together.

    ISA-95 Part 4, workflow specification model.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    workflow_specifications: Many[WorkflowSpecification] = Many()
    """Workflow specifications."""
    workflow_specification_types: Many[WorkflowSpecificationType] = Many()
    """Kinds of workflow."""
    workflow_specification_node_types: Many[WorkflowSpecificationNodeType] = Many()
    """Kinds of node."""
    workflow_specification_connection_types: Many[WorkflowSpecificationConnectionType] = Many()
    """Kinds of connection."""


@element("WorkflowSpecificationType")
class WorkflowSpecification(Noun):
    """The order of work as a graph of nodes and connections. ISA-95 Part 4, workflow specification."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""
    nodes: Many[WorkflowSpecificationNode] = Many()
    """Nodes of the graph."""
    connections: Many[WorkflowSpecificationConnection] = Many()
    """Connections of the graph."""
    pattern_id: str | None = None
    """Pattern that the workflow was derived from, by ID. None where there is none."""
    properties: Many[WorkflowSpecificationProperty] = Many()
    """Properties of the workflow, found by ID."""


@element("WorkflowSpecificationPropertyType")
class WorkflowSpecificationProperty(Noun):
    """A property of a workflow specification. ISA-95 Part 4, workflow specification property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: str | None = None
    """Kind of the property, in terms that the partners agree. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkflowSpecificationProperty] = Many(was="Property")
    """Properties nested in this one. Empty for a plain value."""


@element("WorkflowSpecificationTypeType")
class WorkflowSpecificationType(Noun):
    """A kind of workflow: the node and connection types that its graphs are drawn with.

    ISA-95 Part 4, workflow specification type; B2MML V0600.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    node_types: Many[WorkflowSpecificationNodeType] = Many()
    """Kinds of node that the graphs may hold."""
    connection_types: Many[WorkflowSpecificationConnectionType] = Many()
    """Kinds of connection that the graphs may hold."""


@element("WorkflowSpecificationNodeType")
class WorkflowSpecificationNode(Noun):
    """A point in a workflow: a step of work, a sub-workflow, a decision, a start or an end.

    ISA-95 Part 4, workflow specification node.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    workflow_specification_node_type_id: str | None = wire(default=None, was="NodeType")
    """Kind of the node, by ID. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    workflow_specification: WorkflowSpecification | None = None
    """Workflow inside the node. None where the node is a single step."""
    workflow_specification_properties: Many[WorkflowSpecificationProperty] = Many(name="Property")
    """Properties of the node, as V0600 tells them."""
    work_master_ids: Many[str] = Many()
    """Work masters carried out at the node, by ID."""
    work_master_versions: Many[str] = Many()
    """Versions of these work masters, in the same order."""
    work_directive_ids: Many[str] = Many()
    """Work directives carried out at the node, by ID."""
    work_directive_versions: Many[str] = Many()
    """Versions of these work directives, in the same order."""
    properties: Many[WorkflowSpecificationNodeProperty] = Many(was="WorkflowSpecifictionNodeProperty")
    """Properties of the node, found by ID."""


@element("WorkflowSpecificationNodePropertyType")
class WorkflowSpecificationNodeProperty(Noun):
    """A property of a node in a workflow. ISA-95 Part 4, workflow specification node property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    workflow_specification_node_type_property_id: str | None = None
    """Property of the node type that this one gives a value to. None where it stands alone."""
    children: Many[WorkflowSpecificationNodeProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkflowSpecificationNodeTypeType")
class WorkflowSpecificationNodeType(Noun):
    """A kind of node, such as a task or a decision. ISA-95 Part 4, workflow specification node type."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    workflow_specification_properties: Many[WorkflowSpecificationProperty] = Many(name="Property")
    """Properties of the node type, as V0600 tells them."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    base_ids: Many[str] = Many()
    """Node types that this one specializes, by ID."""
    properties: Many[WorkflowSpecificationNodeTypeProperty] = Many()
    """Properties of the node type, found by ID."""


@element("WorkflowSpecificationNodeTypePropertyType")
class WorkflowSpecificationNodeTypeProperty(Noun):
    """A property that nodes of a type have. ISA-95 Part 4, workflow specification node type property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkflowSpecificationNodeTypeProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkflowSpecificationConnectionType")
class WorkflowSpecificationConnection(Noun):
    """A link from nodes to nodes of a workflow. ISA-95 Part 4, workflow specification connection."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    workflow_specification_connection_type_id: str | None = wire(default=None, was="ConnectionType")
    """Kind of the connection, by ID. None where not stated."""
    from_ws_node_ids: Many[str] = Many(was="FromNodeID")
    """Nodes that the connection leaves, by ID."""
    to_ws_node_ids: Many[str] = Many(was="ToNodeID")
    """Nodes that the connection enters, by ID."""
    workflow_specification_properties: Many[WorkflowSpecificationProperty] = Many(name="Property")
    """Properties of the connection, as V0600 tells them."""
    dependency: Dependency | str | None = None
    """How the nodes entered depend in time on the nodes left. None where not stated."""
    dependency_factor: Value | None = None
    """Time or amount that the dependency is stated with. None where it needs none."""
    properties: Many[WorkflowSpecificationConnectionProperty] = Many()
    """Properties of the connection, found by ID."""


@element("WorkflowSpecificationConnectionPropertyType")
class WorkflowSpecificationConnectionProperty(Noun):
    """A property of a connection in a workflow. ISA-95 Part 4, workflow specification connection property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    workflow_specification_connection_type_property_id: str | None = None
    """Property of the connection type that this one gives a value to. None where it stands alone."""
    children: Many[WorkflowSpecificationConnectionProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkflowSpecificationConnectionTypeType")
class WorkflowSpecificationConnectionType(Noun):
    """A kind of connection between nodes, with how many nodes it may join.

    ISA-95 Part 4, workflow specification connection type.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    workflow_specification_properties: Many[WorkflowSpecificationProperty] = Many(name="Property")
    """Properties of the connection type, as V0600 tells them."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    from_ws_node_multiplicity: str | None = None
    """How many nodes the connection may leave. None where not limited."""
    to_ws_node_multiplicity: str | None = None
    """How many nodes the connection may enter. None where not limited."""
    dependency: Dependency | str | None = None
    """Kind of dependency, such as start after end. None where not stated."""
    dependency_factor: Value | None = None
    """Time or amount that the dependency is stated with. None where it needs none."""
    base_ids: Many[str] = Many()
    """Connection types that this one specializes, by ID."""
    properties: Many[WorkflowSpecificationConnectionTypeProperty] = Many()
    """Properties of the connection type, found by ID."""


@element("WorkflowSpecificationConnectionTypePropertyType")
class WorkflowSpecificationConnectionTypeProperty(Noun):
    """A property that connections of a type have. ISA-95 Part 4, workflow specification connection type property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkflowSpecificationConnectionTypeProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
