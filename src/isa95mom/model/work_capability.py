"""What work a plant is able to do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import CapabilityType, OperationsType

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope
    from isa95mom.model.resource_capability import (
        EquipmentCapability,
        MaterialCapability,
        PersonnelCapability,
        PhysicalAssetCapability,
    )


@element("WorkCapabilityInformationType")
class WorkCapabilityInformation(Noun):
    """Work capabilities and work master capabilities, exchanged together. ISA-95 Part 4, work capability model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    work_capabilities: Many[WorkCapability] = Many()
    """Work capabilities."""
    work_master_capabilities: Many[WorkMasterCapability] = Many()
    """Capabilities for work masters."""


@element("WorkCapabilityType")
class WorkCapability(Noun):
    """What resources can do, or have done, as work within a period. ISA-95 Part 4, work capability."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
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
    work_master_capabilities: Many[WorkMasterCapability] = Many()
    """Capabilities for work masters."""


@element("WorkMasterCapabilityType")
class WorkMasterCapability(Noun):
    """What is at hand within a period for carrying out a work master. ISA-95 Part 4, work master capability."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
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
    work_master_ids: Many[str] = Many()
    """Work masters that can be carried out, by ID."""
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
    children: Many[WorkMasterCapability] = Many(name="WorkMasterCapability")
    """Capabilities that make up this one."""
