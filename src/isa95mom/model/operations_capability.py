"""What a plant is able to do, has committed to and cannot reach, by segment and resource."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import CapabilityType, EquipmentLevel, OperationsType

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope
    from isa95mom.model.resource_capability import (
        EquipmentCapability,
        MaterialCapability,
        PersonnelCapability,
        PhysicalAssetCapability,
    )


@element("OperationsCapabilityInformationType")
class OperationsCapabilityInformation(Noun):
    """Operations capabilities exchanged together. ISA-95 Part 2, operations capability model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    operations_capabilities: Many[OperationsCapability] = Many()
    """Operations capabilities."""


@element("OperationsCapabilityType")
class OperationsCapability(Noun):
    """What resources and segments can do, or have done, within a period. ISA-95 Part 2, operations capability."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the period that the capability is stated for starts. None where its start is open."""
    end_time: datetime | None = None
    """When the period that the capability is stated for ends. None where its end is open."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    capability_type: CapabilityType | str | None = None
    """Share of the capacity meant: used, unused, total, committed, available or unattainable. None where not stated."""
    reason: str | None = None
    """Why the capability is as it is, such as maintenance. None where not stated."""
    confidence_factor: str | None = None
    """How sure the statement is, such as '20%' or 'High'. None where not stated."""
    personnel_capabilities: Many[PersonnelCapability] = Many()
    """Persons at hand, committed or lacking."""
    equipment_capabilities: Many[EquipmentCapability] = Many()
    """Equipment at hand, committed or lacking."""
    physical_asset_capabilities: Many[PhysicalAssetCapability] = Many()
    """Physical assets at hand, committed or lacking."""
    material_capabilities: Many[MaterialCapability] = Many()
    """Material at hand, committed or lacking."""
    process_segment_capabilities: Many[ProcessSegmentCapability] = Many()
    """Capabilities for process segments."""
    operations_segment_capabilities: Many[OperationsSegmentCapability] = Many()
    """Capabilities for operations segments."""


@element("OpProcessSegmentCapabilityType", "ProcessSegmentCapabilityType")
class ProcessSegmentCapability(Noun):
    """What is at hand within a period for carrying out a process segment. ISA-95 Part 2, process segment capability."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the capability begins to hold. None: the start is open."""
    end_time: datetime | None = None
    """When the capability ceases to hold. None: the end is open."""
    process_segment_ids: Many[str] = Many()
    """Process segments that can be carried out, by ID."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    capability_type: CapabilityType | str
    """Share of the capacity meant: used, unused, total, committed, available or unattainable."""
    reasons: Many[str] = Many()
    """Why the capability is as it is, such as maintenance. Empty where not stated."""
    locations: Many[HierarchyScope] = Many()
    """The places in the equipment hierarchy that this applies to."""
    hierarchy_scopes: Many[HierarchyScope] = Many()
    """Part of the equipment hierarchy in which the object is defined. Empty where it holds everywhere the exchange
    covers.
    """
    equipment_element_levels: Many[EquipmentLevel | str] = Many()
    """Level in the equipment hierarchy, by the name used in older versions. Empty where not stated."""
    personnel_capabilities: Many[PersonnelCapability] = Many()
    """Persons at hand, committed or lacking."""
    equipment_capabilities: Many[EquipmentCapability] = Many()
    """Equipment at hand, committed or lacking."""
    physical_asset_capabilities: Many[PhysicalAssetCapability] = Many()
    """Physical assets at hand, committed or lacking."""
    material_capabilities: Many[MaterialCapability] = Many()
    """Material at hand, committed or lacking."""
    children: Many[ProcessSegmentCapability] = Many(was="ProcessSegmentCapability")
    """Capabilities for the segments that make up this one."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpOperationsSegmentCapabilityType")
class OperationsSegmentCapability(Noun):
    """What is at hand within a period for carrying out an operations segment.

    ISA-95 Part 2, operations segment capability.
    """

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    start_time: datetime | None = None
    """When the period starts. None where its start is open."""
    end_time: datetime | None = None
    """When the period ends. None where its end is open."""
    operations_segment_id: str
    """Operations segment that can be carried out, by ID."""
    operations_type: OperationsType | str | None = None
    """Category of operations: production, maintenance, quality, inventory or mixed. None where not stated."""
    capability_type: CapabilityType | str
    """Share of the capacity meant: used, unused, total, committed, available or unattainable."""
    reasons: Many[str] = Many()
    """Why the capability is as it is, such as maintenance. Empty where not stated."""
    hierarchy_scopes: Many[HierarchyScope] = Many()
    """Part of the equipment hierarchy in which the object is defined. Empty where it holds everywhere the exchange
    covers.
    """
    personnel_capabilities: Many[PersonnelCapability] = Many()
    """Persons at hand, committed or lacking."""
    equipment_capabilities: Many[EquipmentCapability] = Many()
    """Equipment at hand, committed or lacking."""
    physical_asset_capabilities: Many[PhysicalAssetCapability] = Many()
    """Physical assets at hand, committed or lacking."""
    material_capabilities: Many[MaterialCapability] = Many()
    """Material at hand, committed or lacking."""
    children: Many[OperationsSegmentCapability] = Many()
    """Capabilities for the segments that make up this one."""
