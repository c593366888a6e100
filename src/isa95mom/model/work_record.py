"""Records kept of work, and what they are to hold."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import DefinitionType, InformationObjectType, OperationsRecordAction

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope
    from isa95mom.model.information_object import InformationObject


@element("WorkRecordSpecificationType")
class WorkRecordSpecification(Noun):
    """What a work record has to hold to be complete. ISA-95 Part 4, work record specification."""

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
    pattern_id: str | None = None
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
    work_record_entry_templates: Many[WorkRecordEntry] = Many()
    """Entries that the record has to have."""
    children: Many[WorkRecordSpecification] = Many()
    """Specifications of the records that are part of this one."""
    change_indication: str | None = None
    """Text, such as a checksum, by which a change of the record shows. None where not kept."""
    delimiter: str | None = None
    """Character that separates parts of an ID. None where IDs have no parts."""
    language: str | None = None
    """Language of the record's texts, as a code. None where not stated."""
    record_status: str | None = None
    """Status of the record, such as in review or released. None where not stated."""
    campaign_ids: Many[str] = Many()
    """Campaigns whose records follow the specification, by ID."""
    material_lot_ids: Many[str] = Many()
    """Lots whose records follow the specification, by ID."""
    batch_ids: Many[str] = Many()
    """Batches whose records follow the specification, by ID."""
    material_definition_ids: Many[str] = Many()
    """Materials whose records follow the specification, by ID."""
    equipment_ids: Many[str] = Many()
    """Equipment whose records follow the specification, by ID."""


@element("WorkRecordType")
class WorkRecord(Noun):
    """The kept record of work: what was added, deleted, changed or observed, and when. ISA-95 Part 4, work record."""

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
    entries: Many[WorkRecordEntry] = Many()
    """Information kept in the record."""
    work_record_specification_id: str
    """Specification that tells what the record has to hold, by ID."""
    children: Many[WorkRecord] = Many()
    """Records that are part of this one."""
    last_changed_date: datetime | None = None
    """When the record was last changed. None where it never was, or is not stated."""
    change_indication: str | None = None
    """Text, such as a checksum, by which a change of the record shows. None where not kept."""
    delimiter: str | None = None
    """Character that separates parts of an ID. None where IDs have no parts."""
    language: str | None = None
    """Language of the record's texts, as a code. None where not stated."""
    record_status: str | None = None
    """Status of the record, such as in review or released. None where not stated."""
    campaign_ids: Many[str] = Many()
    """Campaigns that the record covers, by ID."""
    material_lot_ids: Many[str] = Many()
    """Lots that the record covers, by ID."""
    batch_ids: Many[str] = Many()
    """Batches that the record covers, by ID."""
    material_definition_ids: Many[str] = Many()
    """Materials that the record covers, by ID."""
    equipment_ids: Many[str] = Many()
    """Equipment that the record covers, by ID."""


@element("WorkRecordEntryType")
class WorkRecordEntry(Noun):
    """One piece of information in a work record, held or pointed to. ISA-95 Part 4, work record entry."""

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
    children: Many[WorkRecordEntry] = Many()
    """Entries that are part of this one."""
