"""Master data profiles: what partners agree to exchange."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element

if TYPE_CHECKING:
    from isa95mom.model.equipment import Equipment, EquipmentClass
    from isa95mom.model.material import MaterialClass, MaterialDefinition, MaterialLot
    from isa95mom.model.operational_location import OperationalLocation, OperationalLocationClass
    from isa95mom.model.operations_capability import OperationsCapability
    from isa95mom.model.operations_definition import OperationsDefinition, OperationsSegment
    from isa95mom.model.operations_event import OperationsEventClass, OperationsEventDefinition
    from isa95mom.model.operations_test import TestResult, TestSpecification
    from isa95mom.model.personnel import Person, PersonnelClass
    from isa95mom.model.physical_asset import PhysicalAsset, PhysicalAssetClass
    from isa95mom.model.process_segment import ProcessSegment
    from isa95mom.model.resource_network import ResourceNetworkConnectionType, ResourceRelationshipNetwork
    from isa95mom.model.transaction import TransactionProfile
    from isa95mom.model.work_alert import WorkAlertDefinition
    from isa95mom.model.work_calendar import WorkCalendar, WorkCalendarDefinition
    from isa95mom.model.work_capability import WorkCapability, WorkMasterCapability
    from isa95mom.model.work_definition import WorkMaster
    from isa95mom.model.work_record import WorkRecordSpecification
    from isa95mom.model.workflow import (
        WorkflowSpecification,
        WorkflowSpecificationConnectionType,
        WorkflowSpecificationNodeType,
    )


@element("MasterDataProfileType")
class MasterDataProfile(Noun):
    """The agreed master data, code lists and transactions of an exchange between applications.

    ISA-95 Part 8, information exchange profile.
    """

    header: MasterDataProfileHeader
    """What identifies the profile."""
    units_of_measure: Many[IDAndDescription] = Many(name="UnitOfMeasure")
    """Units that the exchange uses."""
    data_types: Many[IDAndDescription] = Many()
    """Data types that the exchange uses."""
    value_keys: Many[IDAndDescription] = Many()
    """Keys that tell several values or quantities apart in the exchange."""
    enumerations: Many[ProfileEnumeration] = Many()
    """The values of standard enumerations that are allowed."""
    other_enumerations: Many[OtherEnumeration] = Many()
    """Values added to code lists of the standard."""
    operational_locations: Many[OperationalLocation] = Many()
    """Where the resource is or is meant to be. Empty where not stated."""
    operational_location_classes: Many[OperationalLocationClass] = Many()
    """Operational location classes."""
    operations_capabilities: Many[OperationsCapability] = Many()
    """Operations capabilities."""
    operations_definitions: Many[OperationsDefinition] = Many()
    """The operations definitions that the partners share."""
    operations_segments: Many[OperationsSegment] = Many()
    """Operations segments."""
    operations_event_classes: Many[OperationsEventClass] = Many()
    """Operations event classes."""
    operations_event_definitions: Many[OperationsEventDefinition] = Many()
    """Operations event definitions."""
    process_segments: Many[ProcessSegment] = Many()
    """Process segments."""
    material_classes: Many[MaterialClass] = Many()
    """Material classes."""
    material_definitions: Many[MaterialDefinition] = Many()
    """Material definitions."""
    material_lots: Many[MaterialLot] = Many()
    """Material lots."""
    material_sub_lots: Many[MaterialLot] = Many(name="MaterialSublot")
    """Material sublots."""
    equipment_classes: Many[EquipmentClass] = Many()
    """Equipment classes."""
    equipment: Many[Equipment] = Many()
    """Equipment."""
    personnel_classes: Many[PersonnelClass] = Many()
    """Personnel classes."""
    persons: Many[Person] = Many()
    """Persons."""
    physical_asset_classes: Many[PhysicalAssetClass] = Many()
    """Physical asset classes."""
    physical_assets: Many[PhysicalAsset] = Many()
    """Physical assets."""
    resource_relationship_networks: Many[ResourceRelationshipNetwork] = Many()
    """Resource relationship networks."""
    resource_network_connection_types: Many[ResourceNetworkConnectionType] = Many()
    """Kinds of connection."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    work_alert_definitions: Many[WorkAlertDefinition] = Many()
    """Work alert definitions."""
    work_calendars: Many[WorkCalendar] = Many()
    """Work calendars."""
    work_calendar_definitions: Many[WorkCalendarDefinition] = Many()
    """Work calendar definitions."""
    work_capabilities: Many[WorkCapability] = Many()
    """Work capabilities."""
    work_master_capabilities: Many[WorkMasterCapability] = Many()
    """Capabilities for work masters."""
    workflow_specifications: Many[WorkflowSpecification] = Many()
    """Workflow specifications."""
    workflow_specification_node_types: Many[WorkflowSpecificationNodeType] = Many()
    """Kinds of node."""
    workflow_specification_connection_types: Many[WorkflowSpecificationConnectionType] = Many()
    """Kinds of connection."""
    work_masters: Many[WorkMaster] = Many()
    """The work masters that the partners share."""
    work_record_specifications: Many[WorkRecordSpecification] = Many()
    """Work record specifications."""
    transaction_profiles: Many[MasterDataTransactionProfile] = Many()
    """Transactions of each application."""


@element("MasterDataProfileHeaderType")
class MasterDataProfileHeader(Noun):
    """Who issued a profile, what it covers and on what it rests. ISA-95 Part 8, profile header."""

    id: str
    """Identification of the profile."""
    version: str
    """Version of the object with this ID."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    name: str
    """Name of the profile."""
    scopes: Many[str] = Many()
    """What the profile applies to."""
    abbreviation: str | None = None
    """Short name of the profile. None where it has none."""
    uri_location: str | None = None
    """Where the profile is published. None where it is not."""
    owning_authority: str | None = None
    """Who owns and maintains the profile. None where not stated."""
    contact_information: Many[str] = Many()
    """How to reach the owner."""
    keywords: Many[str] = Many()
    """Words by which the profile is found."""
    normative_references: Many[str] = Many()
    """Standards and documents that the profile rests on."""
    terms: Many[str] = Many()
    """Terms of use, or terms that the profile defines."""


@element("MasterDataTransactionProfileType")
class MasterDataTransactionProfile(Noun):
    """The transactions of one application within a profile, and the channels it uses.

    ISA-95 Part 8, transaction profile.
    """

    application_id: str
    """Application that the profile is about, by ID."""
    application_role: str
    """Role of the application in the exchange, such as provider of material data."""
    transaction_profile: TransactionProfile
    """Transactions that the application supports."""
    channel_topics: Many[ChannelTopic] = Many()
    """Channels and topics used."""


@element("ChannelTopicType")
class ChannelTopic(Noun):
    """A channel and topic on which messages are exchanged. ISA-95 Part 8, channel and topic."""

    channel_uri: str
    """Address of the channel."""
    channel_descriptions: Many[str] = Many()
    """What the channel is for."""
    topic: str
    """Topic on the channel."""
    topic_descriptions: Many[str] = Many()
    """What the topic is for."""
    message_specs: Many[str] = Many()
    """Messages that are exchanged on the topic."""


@element("IDandDescriptionType")
class IDAndDescription(Noun):
    """A code that a profile allows, with its meaning. ISA-95 Part 8, code entry."""

    id: str
    """The code itself."""
    description: str
    """Meaning of the code."""


@element("ProfileEnumerationType")
class ProfileEnumeration(Noun):
    """A value that a profile defines for an element whose values the standard leaves open.

    ISA-95 Part 8, enumeration.
    """

    information_object_name: str
    """Kind of object that has the element."""
    element_name: str
    """Element that the value is defined for."""
    defined_value: str
    """The value that is defined."""
    description: str
    """Meaning of the value."""


@element("OtherEnumerationType")
class OtherEnumeration(Noun):
    """A value that a profile adds to a code list of the standard, sent as 'Other' with this text.

    ISA-95 Part 8, other enumeration.
    """

    information_object_name: str
    """Kind of object that has the element."""
    enum_element_name: str
    """Element whose code list is extended."""
    other_enum_value: str
    """The value that is added."""
    description: str
    """Meaning of the value."""
