"""Events of operations, with their classes, definitions and records."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import (
    ClassPropertyType,
    DefinitionType,
    EnterpriseFunction,
    InformationObjectType,
    MOMFunction,
    OperationsEventExtension,
    OperationsEventLevel,
    OperationsEventType,
    OperationsRecordAction,
    OperationsType,
)

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Value
    from isa95mom.model.information_object import InformationObject


@element("OperationsEventInformationType")
class OperationsEventInformation(Noun):
    """Operations events, their classes and definitions, exchanged together. ISA-95 Part 2, operations event model."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    operations_event_classes: Many[OperationsEventClass] = Many()
    """Operations event classes."""
    operations_event_definitions: Many[OperationsEventDefinition] = Many()
    """Operations event definitions."""
    operations_events: Many[OperationsEvent] = Many()
    """Operations events."""


@element("OperationsEventClassType")
class OperationsEventClass(Noun):
    """A kind of operations event with the properties and records that its members share.

    ISA-95 Part 2, operations event class.
    """

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
    extension: OperationsEventExtension | str | None = None
    """Whether the class is sealed against extension. None where not stated."""
    children: Many[OperationsEventClass] = Many()
    """Event classes that are part of this one."""
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    properties: Many[OperationsEventClassProperty] = Many()
    """Properties of the event class, found by ID."""
    operations_event_definition_source_ids: Many[str] = Many()
    """Event definitions that belong to the class, by ID."""
    record_specifications: Many[OperationsRecordSpecTemplate] = Many(name="OpsEventClassRecordSpecification")
    """What the records of events of the class have to hold."""


@element("OperationsEventClassPropertyType")
class OperationsEventClassProperty(Noun):
    """A property that the events of a class have. ISA-95 Part 2, operations event class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[OperationsEventClassProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OperationsEventDefinitionType")
class OperationsEventDefinition(Noun):
    """An event that can occur, with its priority, level and the records it gives.

    ISA-95 Part 2, operations event definition.
    """

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
    priority: Decimal | None = None
    """Urgency; the lower the number, the more urgent. None where not stated."""
    operations_event_type: OperationsEventType | str | None = None
    """Whether it is a plain event, an alert or an alarm. None where not stated."""
    operations_event_level: OperationsEventLevel | str | None = None
    """Level of the functional hierarchy the event belongs to: 2, 3 or 4. None where not stated."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    mom_function: MOMFunction | str | None = None
    """Manufacturing operations activity the event belongs to. None where not stated."""
    enterprise_function: EnterpriseFunction | str | None = None
    """Enterprise function the event belongs to. None where not stated."""
    categories: Many[str] = Many()
    """Categories, in terms that the partners agree."""
    acknowledgements: Many[str] = Many()
    """Acknowledgements that events of the definition need."""
    sources: Many[str] = Many()
    """Where events of the definition come from."""
    children: Many[OperationsEventDefinition] = Many()
    """Event definitions that are part of this one."""
    properties: Many[OperationsEventClassProperty] = Many()
    """Properties of the event definition, found by ID."""
    operations_event_class_ids: Many[str] = Many()
    """Classes of the event definition, by ID."""
    record_specifications: Many[OperationsRecordSpecTemplate] = Many(name="OpsEventDefinitionRecordSpecification")
    """What the records of events of the definition have to hold."""


@element("OperationsEventDefinitionPropertyType")
class OperationsEventDefinitionProperty(Noun):
    """A property that the events of a definition have. ISA-95 Part 2, operations event definition property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    operations_event_class_property_id: str | None = None
    """Property of the event class that this one gives a value to. None where it stands alone."""
    children: Many[OperationsEventDefinitionProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OperationsEventType")
class OperationsEvent(Noun):
    """Something that happened in operations, with when it happened and what was recorded.

    ISA-95 Part 2, operations event.
    """

    id: str
    """Identification of the event."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    effective_time_stamp: datetime | None = None
    """When the event happened. None where not stated."""
    record_time_stamp: datetime | None = None
    """When the event was recorded, which may be later than it happened. None where not stated."""
    priority: Decimal | None = None
    """Urgency; the lower the number, the more urgent. None where not stated."""
    operations_event_type: OperationsEventType | str | None = None
    """Whether it is a plain event, an alert or an alarm. None where not stated."""
    operations_event_level: OperationsEventLevel | str | None = None
    """Level of the functional hierarchy the event belongs to: 2, 3 or 4. None where not stated."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    mom_function: MOMFunction | str | None = None
    """Manufacturing operations activity the event belongs to. None where not stated."""
    enterprise_function: EnterpriseFunction | str | None = None
    """Enterprise function the event belongs to. None where not stated."""
    categories: Many[str] = Many()
    """Categories of the event, in terms that the partners agree."""
    acknowledgements: Many[str] = Many()
    """Acknowledgements that were given. Empty where none was."""
    sources: Many[str] = Many()
    """Where the event came from, such as the equipment or application."""
    operations_definition_id: str | None = None
    """Operations definition that the event concerns, by ID. None where not stated."""
    children: Many[OperationsEvent] = Many()
    """Events that are part of this one."""
    records: Many[OperationsRecordTemplate] = Many()
    """What was recorded at the event."""


@element("OperationsEventPropertyType")
class OperationsEventProperty(Noun):
    """A property of an operations event. ISA-95 Part 2, operations event property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    operations_event_definition_property_id: str
    """Property of the event definition that this one gives a value to."""
    children: Many[OperationsEventProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("OperationsRecordTemplateType")
class OperationsRecordTemplate(Noun):
    """What was recorded at an operations event: objects added, deleted, changed or observed.

    ISA-95 Part 2, operations event record.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    record_timestamp: datetime | None = None
    """When it was recorded, which may be later than it happened. None where not stated."""
    effective_timestamp: datetime | None = None
    """When the recorded fact happened or took effect. None where not stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    action: OperationsRecordAction | str | None = None
    """What was done to the information: added, deleted, changed or observed. None where not stated."""
    entries: Many[OperationsRecordEntryTemplate] = Many(name="OperationsRecordEntry")
    """Information kept in the record."""
    operations_record_specification_id: str
    """Specification that the record follows, by ID."""
    children: Many[OperationsRecordTemplate] = Many(name="OperationsRecordChild")
    """Records that are part of this one."""


@element("OperationsRecordEntryTemplateType")
class OperationsRecordEntryTemplate(Noun):
    """One piece of information kept in the record of an operations event.

    ISA-95 Part 2, operations event record entry.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    record_timestamp: datetime | None = None
    """When it was recorded, which may be later than it happened. None where not stated."""
    effective_timestamp: datetime | None = None
    """When the recorded fact happened or took effect. None where not stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    information_object: InformationObject | None = None
    """The object kept in the record. None where it is only pointed to."""
    external_reference_id: str | None = None
    """Where the information is kept outside the record. None where the record holds it."""
    information_object_type: InformationObjectType | str | None = None
    """Kind of the information kept. None where not stated."""
    children: Many[OperationsRecordEntryTemplate] = Many(name="OperationsRecordEntryChild")
    """Entries that are part of this one."""


@element("OperationsRecordSpecTemplateType")
class OperationsRecordSpecTemplate(Noun):
    """What the records of an operations event have to hold: the kinds of information and how many of each.

    ISA-95 Part 2, operations event record specification.
    """

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
    pattern_id: str | None = wire(default=None, name="OperationsRecordSpecificationPatternID")
    """Pattern that the specification was derived from, by ID. None where there is none."""
    definition_type: DefinitionType | str | None = None
    """Whether this is a pattern to derive others from, or a usable instance. None where not stated."""
    information_object_types: Many[InformationObjectType | str] = Many()
    """Kind of the information kept."""
    information_object_type_multiplicities: Many[str] = Many()
    """How many objects of the kind there have to be."""
    action: OperationsRecordAction | str | None = None
    """What was done to the information: added, deleted, changed or observed. None where not stated."""
    action_multiplicities: Many[str] = Many()
    """How many records of the action there have to be."""
    children: Many[OperationsRecordSpecTemplate] = Many(name="OperationsRecordSpecificationChild")
    """Specifications of the records that are part of this one."""
