"""Working times: calendars and the rules that make their entries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Value


@element("WorkCalendarInformationType")
class WorkCalendarInformation(Noun):
    """Work calendars and their definitions, exchanged together. ISA-95 Part 4, work calendar model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    work_calendars: Many[WorkCalendar] = Many()
    """Work calendars."""
    work_calendar_definitions: Many[WorkCalendarDefinition] = Many()
    """Work calendar definitions."""


@element("WorkCalendarDefinitionType")
class WorkCalendarDefinition(Noun):
    """The recurring rules that a work calendar is made from. ISA-95 Part 4, work calendar definition."""

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
    entries: Many[WorkCalendarDefinitionEntry] = Many()
    """Recurring periods of the calendar."""
    properties: Many[WorkCalendarDefinitionProperty] = Many()
    """Properties of the calendar definition, found by ID."""


@element("WorkCalendarDefinitionPropertyType")
class WorkCalendarDefinitionProperty(Noun):
    """A property that calendars made from a definition have. ISA-95 Part 4, work calendar definition property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkCalendarDefinitionProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkCalendarDefinitionEntryType")
class WorkCalendarDefinitionEntry(Noun):
    """A recurring period, such as the night shift of every weekday. ISA-95 Part 4, work calendar definition entry."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
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
    recurrence_time: str | None = None
    """When the period recurs, as a rule such as an RFC 5545 recurrence rule. None where it does not."""
    duration_rule: str | None = None
    """How long each period lasts, such as an ISO 8601 duration. None where not stated."""
    entry_type: str | None = None
    """Kind of the period, such as shift, break or holiday, in terms that the partners agree. None where not stated."""
    children: Many[WorkCalendarDefinitionEntry] = Many()
    """Recurring entries inside this one, such as breaks in a shift."""
    properties: Many[WorkCalendarDefinitionEntryProperty] = Many()
    """Properties of the entry definition, found by ID."""


@element("WorkCalendarDefinitionEntryPropertyType")
class WorkCalendarDefinitionEntryProperty(Noun):
    """A property that entries made from a definition entry have.

    ISA-95 Part 4, work calendar definition entry property.
    """

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkCalendarDefinitionEntryProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkCalendarType")
class WorkCalendar(Noun):
    """Periods of work and rest on actual dates, such as shifts, holidays and planned downtime.

    ISA-95 Part 4, work calendar.
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
    entries: Many[WorkCalendarEntry] = Many()
    """Periods of the calendar, each with its kind."""
    properties: Many[WorkCalendarProperty] = Many()
    """Properties of the calendar, found by ID."""


@element("WorkCalendarPropertyType")
class WorkCalendarProperty(Noun):
    """A property of a work calendar. ISA-95 Part 4, work calendar property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkCalendarProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
    work_calendar_definition_property_id: str | None = wire(default=None, name="WorkCalendarDefintionPropertyID")
    """Property of the calendar definition that this one gives a value to. None where it stands alone."""


@element("WorkCalendarEntryType")
class WorkCalendarEntry(Noun):
    """One period on a work calendar. ISA-95 Part 4, work calendar entry."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_date_time: datetime | None = None
    """When the period starts. None where its start is open."""
    finish_date_time: datetime | None = None
    """When the period ends. None where its end is open."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    entry_type: str | None = None
    """Kind of the period, such as shift, break or holiday, in terms that the partners agree. None where not stated."""
    children: Many[WorkCalendarEntry] = Many()
    """Entries inside this one, such as breaks in a shift."""
    work_calendar_definition_entry_id: str | None = wire(default=None, name="WorkCalendarDefintionEntryID")
    """Definition entry that the period was made from, by ID. None for a single period."""
    properties: Many[WorkCalendarEntryProperty] = Many()
    """Properties of the entry, found by ID."""


@element("WorkCalendarEntryPropertyType")
class WorkCalendarEntryProperty(Noun):
    """A property of a work calendar entry. ISA-95 Part 4, work calendar entry property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    work_calendar_definition_entry_property_id: str | None = wire(
        default=None, name="WorkCalendarDefintionEntryPropertyID"
    )
    """Property of the definition entry that this one gives a value to. None where it stands alone."""
    children: Many[WorkCalendarEntryProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""
