"""Entries of a batch production record that wrap schedules, definitions and performance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.batch_enumerations import RecordObjectType

if TYPE_CHECKING:
    from isa95mom.model.operations_definition import OperationsDefinition
    from isa95mom.model.operations_performance import OperationsPerformance
    from isa95mom.model.operations_schedule import OperationsSchedule
    from isa95mom.model.product_definition import ProductDefinition
    from isa95mom.model.production import ProductionPerformance, ProductionSchedule
    from isa95mom.model.work_definition import WorkDirective, WorkMaster
    from isa95mom.model.work_performance import WorkPerformance
    from isa95mom.model.work_schedule import WorkSchedule


@element("OperationsDefinitionsType")
class OperationsDefinitions(Noun):
    """The container of the operations definitions in the record. ISA-88 Part 4, batch production record."""

    operations_definition_records: Many[OperationsDefinitionRecord] = Many()
    """The entries with operations definitions."""


@element("OperationsDefinitionRecordType")
class OperationsDefinitionRecord(Noun):
    """An entry of the record that holds an operations definition. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    operations_definition: OperationsDefinition
    """The operations definition."""


@element("OperationsSchedulesType")
class OperationsSchedules(Noun):
    """The container of the operations schedules in the record. ISA-88 Part 4, batch production record."""

    operations_schedule_records: Many[OperationsScheduleRecord] = Many()
    """The entries with operations schedules."""


@element("OperationsScheduleRecordType")
class OperationsScheduleRecord(Noun):
    """An entry of the record that holds an operations schedule. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    operations_schedule: OperationsSchedule
    """The operations schedule."""


@element("OperationsPerformancesType")
class OperationsPerformances(Noun):
    """The container of the operations performances in the record. ISA-88 Part 4, batch production record."""

    operations_performance_records: Many[OperationsPerformanceRecord] = Many()
    """The entries with operations performances."""


@element("OperationsPerformanceRecordType")
class OperationsPerformanceRecord(Noun):
    """An entry of the record that holds an operations performance. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    operations_performance: OperationsPerformance = wire(was="ProductionPerformaance")
    """The operations performance."""


@element("WorkMastersType")
class WorkMasters(Noun):
    """The container of the work masters in the record. ISA-88 Part 4, batch production record."""

    work_master_records: Many[WorkMasterRecord] = Many()
    """The entries with work masters."""


@element("WorkMasterRecordType")
class WorkMasterRecord(Noun):
    """An entry of the record that holds a work master. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    work_master: WorkMaster
    """The work master."""


@element("WorkDirectivesType")
class WorkDirectives(Noun):
    """The container of the work directives in the record. ISA-88 Part 4, batch production record."""

    work_directive_records: Many[WorkDirectiveRecord] = Many(name="WorkDirectiverRecord")
    """The entries with work directives."""


@element("WorkDirectiveRecordType")
class WorkDirectiveRecord(Noun):
    """An entry of the record that holds a work directive. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    work_directive: WorkDirective
    """The work directive."""


@element("WorkSchedulesType")
class WorkSchedules(Noun):
    """The container of the work schedules in the record. ISA-88 Part 4, batch production record."""

    work_schedule_records: Many[WorkScheduleRecord] = Many()
    """The entries with work schedules."""


@element("WorkScheduleRecordType")
class WorkScheduleRecord(Noun):
    """An entry of the record that holds a work schedule. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    work_schedule: WorkSchedule
    """The work schedule."""


@element("WorkPerformancesType")
class WorkPerformances(Noun):
    """The container of the work performances in the record. ISA-88 Part 4, batch production record."""

    work_performance_records: Many[WorkPerformanceRecord] = Many()
    """The entries with work performances."""


@element("WorkPerformanceRecordType")
class WorkPerformanceRecord(Noun):
    """An entry of the record that holds a work performance. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    work_performance: WorkPerformance = wire(was="WorkPerformaance")
    """The work performance."""


@element("ProductDefinitionsType")
class ProductDefinitions(Noun):
    """The container of the product definitions in the record. ISA-88 Part 4, batch production record."""

    product_definition_records: Many[ProductDefinitionRecord] = Many()
    """The entries with product definitions."""


@element("ProductDefinitionRecordType")
class ProductDefinitionRecord(Noun):
    """An entry of the record that holds a product definition. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    product_definition: ProductDefinition
    """The product definition."""


@element("ProductionSchedulesType")
class ProductionSchedules(Noun):
    """The container of the production schedules in the record. ISA-88 Part 4, batch production record."""

    production_schedule_records: Many[ProductionScheduleRecord] = Many()
    """The entries with production schedules."""


@element("ProductionScheduleRecordType")
class ProductionScheduleRecord(Noun):
    """An entry of the record that holds a production schedule. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    production_schedule: ProductionSchedule
    """The production schedule."""


@element("ProductionPerformancesType")
class ProductionPerformances(Noun):
    """The container of the production performances in the record. ISA-88 Part 4, batch production record."""

    production_performance_records: Many[ProductionPerformanceRecord] = Many()
    """The entries with production performances."""


@element("ProductionPerformanceRecordType")
class ProductionPerformanceRecord(Noun):
    """An entry of the record that holds a production performance. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    production_performance: ProductionPerformance = wire(name="ProductionPerformaance")
    """The production performance."""
