"""Networks of relations between resources."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import RelationshipForm, RelationshipType, ResourceReferenceType

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Value


@element("ResourceRelationshipNetworkInformationType")
class ResourceRelationshipNetworkInformation(Noun):
    """Resource relationship networks and connection types, exchanged together.

    ISA-95 Part 4, resource relationship network model.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    resource_relationship_networks: Many[ResourceRelationshipNetwork] = Many()
    """Resource relationship networks."""
    resource_network_connection_types: Many[ResourceNetworkConnectionType] = Many()
    """Kinds of connection."""


@element("ResourceRelationshipNetworkType")
class ResourceRelationshipNetwork(Noun):
    """A network of connected resources, such as the pipes between tanks.

    ISA-95 Part 4, resource relationship network.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    relationship_type: RelationshipType | str | None = None
    """Whether the resources are connected physically or logically. None where not stated."""
    relationship_form: RelationshipForm | str | None = None
    """Whether the network is permanent or temporary. None where not stated."""
    properties: Many[RRNProperty] = Many(name="RRNProperty")
    """Properties of the network, found by ID."""
    resource_network_connections: Many[ResourceNetworkConnection] = Many()
    """Connections of the network."""


@element("RRNPropertyType")
class RRNProperty(Noun):
    """A property of a resource relationship network. ISA-95 Part 4, resource relationship network property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[RRNProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("ResourceNetworkConnectionInformationType")
class ResourceNetworkConnectionInformation(Noun):
    """Resource network connection types exchanged together.

    ISA-95 Part 4, resource relationship network model; B2MML V0600.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    resource_network_connection_types: Many[ResourceNetworkConnectionType] = Many()
    """Kinds of connection."""


@element("ResourceNetworkConnectionType")
class ResourceNetworkConnection(Noun):
    """A link from one resource to another. ISA-95 Part 4, resource network connection."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    resource_network_connection_type_id: str | None = wire(default=None, was="ResourceNetworkConnectionID")
    """Kind of the connection, by ID. None where not stated."""
    from_resource_reference: ResourceReference
    """Resource that the connection leaves."""
    to_resource_reference: ResourceReference
    """Resource that the connection enters."""
    connection_properties: Many[ResourceProperty] = Many()
    """Properties of the connection, as V0600 tells them."""
    properties: Many[RNCProperty] = Many(name="RNCProperty")
    """Properties of the connection, found by ID."""


@element("RNCPropertyType")
class RNCProperty(Noun):
    """A property of a connection in a resource relationship network.

    ISA-95 Part 4, resource network connection property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    rnc_type_property_id: str | None = None
    """Property of the connection type that this one gives a value to. None where it stands alone."""
    children: Many[RNCProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("ResourceNetworkConnectionTypeType")
class ResourceNetworkConnectionType(Noun):
    """A kind of link between resources. ISA-95 Part 4, resource network connection type."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    connection_type: str | None = None
    """What the connection is, such as a pipe or a conveyor. None where not stated."""
    resource_network_connection_source_id: str | None = wire(default=None, was="ResourceNetworkConnectionID")
    """Connections of this type, by ID. None where not stated."""
    connection_properties: Many[ResourceProperty] = Many()
    """Properties of the connection type, as V0600 tells them."""
    properties: Many[RNCTypeProperty] = Many(name="RNCTypeProperty")
    """Properties of the connection type, found by ID."""


@element("RNCTypePropertyType")
class RNCTypeProperty(Noun):
    """A property that connections of a type have. ISA-95 Part 4, resource network connection type property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    child_ids: Many[str] = Many(name="RNCTypePropertyChild")
    """Properties of this one, by ID, where other kinds of property have them nested."""


@element("ResourceReferenceType")
class ResourceReference(Noun):
    """One end of a connection: the resource or resource class meant. ISA-95 Part 4, resource reference."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    resource_id: str | None = None
    """The resource referred to. None where not stated."""
    resource_class_id: str | None = None
    """Resource class meant, by ID. None where a single resource is meant."""
    resource_type: ResourceReferenceType | str | None = None
    """Kind of the resource meant. None where not stated."""
    resource_properties: Many[ResourceProperty] = Many()
    """Properties of the resource, as V0600 tells them."""
    properties: Many[ResourceReferenceProperty] = Many()
    """Properties of the resource at this end of the connection, found by ID."""


@element("ResourceReferencePropertyType")
class ResourceReferenceProperty(Noun):
    """A property that a resource has at the end of a connection, such as a port.

    ISA-95 Part 4, resource reference property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    resource_property_id: str | None = None
    """Property of the resource meant. None where it is not a resource property."""
    resource_class_property_id: str | None = None
    """Property of the resource class meant. None where it is not a class property."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[ResourceReferenceProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("ResourcePropertyType")
class ResourceProperty(Noun):
    """A property of a resource or connection in a network. ISA-95 Part 4, resource property; B2MML V0600."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
