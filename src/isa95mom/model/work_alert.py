"""Notices to people or systems that something asks for attention."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, Value


@element("WorkAlertInformationType")
class WorkAlertInformation(Noun):
    """Work alerts and their definitions, exchanged together. ISA-95 Part 4, work alert model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    work_alert_definitions: Many[WorkAlertDefinition] = Many()
    """Work alert definitions."""
    work_alerts: Many[WorkAlert] = Many()
    """Work alerts."""


@element("WorkAlertDefinitionType")
class WorkAlertDefinition(Noun):
    """A kind of work alert that can be raised. ISA-95 Part 4, work alert definition."""

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
    priorities: Many[Decimal] = Many()
    """Urgencies that alerts of the definition may have; lower is more urgent."""
    categories: Many[str] = Many()
    """Categories that alerts of the definition may have."""
    work_alert_properties: Many[WorkAlertProperty] = Many(name="Property")
    """Properties that the alerts have, as V0600 tells them."""
    properties: Many[WorkAlertDefinitionProperty] = Many()
    """Properties of the alert definition, found by ID."""


@element("WorkAlertDefinitionPropertyType")
class WorkAlertDefinitionProperty(Noun):
    """A property that the alerts of a definition have. ISA-95 Part 4, work alert definition property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[WorkAlertProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("WorkAlertType")
class WorkAlert(Noun):
    """A notice that something needs attention; it has no state of its own. ISA-95 Part 4, work alert."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    message_texts: Many[str] = Many()
    """What the alert says, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    time_stamp: datetime | None = None
    """When the alert was raised. None where not stated."""
    priority: Decimal | None = None
    """Urgency of the alert; the lower the number, the more urgent. None where not stated."""
    category: str | None = None
    """Category of the alert, in terms that the partners agree. None where not stated."""
    properties: Many[WorkAlertProperty] = Many()
    """Properties of the alert, found by ID."""


@element("WorkAlertPropertyType")
class WorkAlertProperty(Noun):
    """A property of a work alert. ISA-95 Part 4, work alert property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    work_alert_definition_property_id: str | None = None
    """Property of the alert definition that this one gives a value to. None where it stands alone."""
    children: Many[WorkAlertProperty] = Many(name="WorkAlertPropertyChid")
    """Properties nested in this one. Empty for a plain value."""
