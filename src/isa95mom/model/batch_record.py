"""Batch production records after ISA-88: what happened to a batch, and the objects that explain it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.batch_enumerations import EventSubType, EventType, RecordObjectType
from isa95mom.model.enumerations import DataType

if TYPE_CHECKING:
    from isa95mom.model.batch_record_entries import (
        OperationsDefinitions,
        OperationsPerformances,
        OperationsSchedules,
        ProductDefinitions,
        ProductionPerformances,
        ProductionSchedules,
        WorkDirectives,
        WorkMasters,
        WorkPerformances,
        WorkSchedules,
    )
    from isa95mom.model.common import QuantityValue, Value
    from isa95mom.model.recipe import ControlRecipe, MasterRecipe, RecipeElement


@element("BatchProductionRecordType")
class BatchProductionRecord(Noun):
    """The record of everything that happened in making a batch: recipes, events, samples, data, comments and changes.

    ISA-88 Part 4, batch production record.
    """

    id: str | None = None
    """Identification of the record, unique within its equipment scope. None where it has none."""
    entry_id: str
    """Identification of the record as an entry, where it lies within another one."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When it happened or was recorded. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    equipment_scope: str | None = None
    """The part of the equipment hierarchy within which the record's identification is unique. None where not stated."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    creation_date: datetime | None = None
    """When the record was made. None where not stated."""
    batch_id: str | None = None
    """The batch that the record is about. None where not stated."""
    batch_production_record_spec: str | None = None
    """The specification that says what the record must hold. None where not stated."""
    campaign_id: str | None = None
    """The campaign: a run of batches that belong together. None: the batch stands alone."""
    change_indication: str | None = None
    """A text from which a change of the content can be found out, such as a hash. None: no such check is possible."""
    delimiter: str | None = None
    """The character that separates parts of identifications in the record. None where not stated."""
    equipment_id: str | None = None
    """The equipment on which the batch was made. None where not stated."""
    expiration_date: datetime | None = None
    """Until when the record is kept. None: no end is stated."""
    language: str | None = None
    """The language of the texts, unless they say otherwise. None where not stated."""
    last_changed_date: datetime | None = None
    """When the record was last changed. None: no change is stated."""
    lot_id: str | None = None
    """The lot that the batch made. None where not stated."""
    material_definition_id: str | None = None
    """The material that the batch made. None where not stated."""
    physical_asset_id: str | None = None
    """The physical asset on which the batch was made. None where not stated."""
    record_status: str | None = None
    """The state of the record in its life, such as under construction or reviewed. None where not stated."""
    version: str | None = None
    """The version of the record. None where versions are not kept."""
    change_history: ChangeHistory | None = None
    """The changes made to the record. None where not stated."""
    comments: Comments | None = None
    """The remarks made on entries. None where not stated."""
    control_recipes: ControlRecipes | None = None
    """The control recipes that were run. None where not stated."""
    data_sets: DataSets | None = None
    """The time series on record. None where not stated."""
    events: Events | None = None
    """What happened while the batch was made. None where not stated."""
    master_recipes: MasterRecipes | None = None
    """The master recipes behind the batch. None where not stated."""
    personnel_identification: PersonnelIdentification | None = None
    """The persons who acted on the batch or the record. None where not stated."""
    operations_definitions: OperationsDefinitions | None = None
    """The operations definitions behind the batch. None where not stated."""
    operations_performances: OperationsPerformances | None = None
    """The operations performances that report the batch. None where not stated."""
    operations_schedules: OperationsSchedules | None = None
    """The operations schedules behind the batch. None where not stated."""
    product_definitions: ProductDefinitions | None = None
    """The product definitions behind the batch. None where not stated."""
    production_performances: ProductionPerformances | None = None
    """The production performances that report the batch. None where not stated."""
    production_schedules: ProductionSchedules | None = None
    """The production schedules behind the batch. None where not stated."""
    recipe_elements: RecipeElements | None = None
    """The recipe elements on record. None where not stated."""
    resource_qualifications: ResourceQualifications | None = None
    """The qualifications of the resources used. None where not stated."""
    samples: Samples | None = None
    """The samples drawn, with their tests. None where not stated."""
    work_directives: WorkDirectives | None = None
    """The work directives that were carried out. None where not stated."""
    work_masters: WorkMasters | None = None
    """The work masters behind the batch. None where not stated."""
    work_performances: WorkPerformances | None = None
    """The work performances that report the batch. None where not stated."""
    work_schedules: WorkSchedules | None = None
    """The work schedules behind the batch. None where not stated."""
    child: BatchProductionRecord | None = wire(default=None, name="BatchProductionRecord")
    """Records contained in this one, such as those of the batches that went into it. None where not stated."""


@element("ChangeHistoryType")
class ChangeHistory(Noun):
    """The container of all changes made to the record after entries were written.

    ISA-88 Part 4, batch production record.
    """

    changes: Many[Change] = Many()
    """The changes."""


@element("ChangeType")
class Change(Noun):
    """One change made to an entry of the record, with the data as it was before.

    ISA-88 Part 4, batch production record.
    """

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
    record_reference: str
    """The entry that was changed."""
    prechange_data: Many[Value] = Many()
    """The data as it was before the change."""
    reasons: Many[str] = Many()
    """Why the entry was changed."""


@element("CommentsType")
class Comments(Noun):
    """The container of the comments in the record. ISA-88 Part 4, batch production record."""

    comments: Many[Comment] = Many()
    """The remarks."""


@element("CommentType")
class Comment(Noun):
    """A remark that a person made on an entry of the record. ISA-88 Part 4, batch production record."""

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
    record_reference: str
    """The entry that the remark is about."""
    comment_texts: Many[str] = Many(was="Comment")
    """The remark."""
    person_id: str | None = None
    """Who made the remark. None: not stated."""


@element("ControlRecipesType")
class ControlRecipes(Noun):
    """The container of the control recipes in the record. ISA-88 Part 4, batch production record."""

    control_recipe_records: Many[ControlRecipeRecord] = Many()
    """The entries with control recipes."""


@element("ControlRecipeRecordType")
class ControlRecipeRecord(Noun):
    """An entry of the record that holds a control recipe as it was run. ISA-88 Part 4, batch production record."""

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
    control_recipe: ControlRecipe
    """The control recipe."""


@element("MasterRecipesType")
class MasterRecipes(Noun):
    """The container of the master recipes in the record. ISA-88 Part 4, batch production record."""

    master_recipe_records: Many[MasterRecipeRecord] = Many()
    """The entries with master recipes."""


@element("MasterRecipeRecordType")
class MasterRecipeRecord(Noun):
    """An entry of the record that holds a master recipe the batch was made from.

    ISA-88 Part 4, batch production record.
    """

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
    master_recipe: MasterRecipe
    """The master recipe."""


@element("RecipeElementsType")
class RecipeElements(Noun):
    """The container of the recipe elements in the record. ISA-88 Part 4, batch production record."""

    recipe_element_records: Many[RecipeElementRecord] = Many()
    """The entries with recipe elements."""


@element("RecipeElementRecordType")
class RecipeElementRecord(Noun):
    """An entry of the record that holds a single recipe element. ISA-88 Part 4, batch production record."""

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
    recipe_element_type: RecipeElement
    """The recipe element; the standard names it after its type."""


@element("DataSetsType")
class DataSets(Noun):
    """The container of the data sets in the record. ISA-88 Part 4, batch production record."""

    data_sets: Many[DataSet] = Many()
    """The data sets."""


@element("DataSetType")
class DataSet(Noun):
    """Time series of one or more tags, such as trends from a historian. ISA-88 Part 4, batch production record."""

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
    trend_system_reference: str | None = None
    """The data set in the system that recorded it, such as a historian. None where not stated."""
    start_time: datetime | None = None
    """When the data begins. None: the rows tell."""
    end_time: datetime | None = None
    """When the data ends. None: the rows tell."""
    time_specification: TimeSpecification | None = None
    """How the times are to be read. None: as absolute times."""
    tag_specifications: Many[TagSpecification] = Many()
    """The meaning of each column."""
    delimited_data_block: DelimitedDataBlock | None = None
    """The rows as one delimited text. None: they are given as ordered data."""
    ordered_data: Many[OrderedData] = Many()
    """The rows, one by one. Empty: they are given as a delimited block."""


@element("TimeSpecificationType")
class TimeSpecification(Noun):
    """How the times of a data set are to be read: absolute, or relative to an offset.

    ISA-88 Part 4, batch production record.
    """

    relative: bool | None = None
    """Whether times count from the offset time. None: times are absolute."""
    offset_time: datetime | None = None
    """The time from which relative times count. None where not stated."""


@element("TagSpecificationType")
class TagSpecification(Noun):
    """The meaning of one column of a data set: source, data type, unit and sampling.

    ISA-88 Part 4, batch production record.
    """

    tag_index: Decimal
    """The number of the tag, by which values refer to its specification."""
    data_type: DataType | str | None = None
    """The data type of the values. None: not stated."""
    unit_of_measure: str | None = None
    """The unit of the values, as a code. None: the tag has no unit."""
    data_sources: Many[str] = Many()
    """Where the values of the tag come from."""
    aliases: Many[str] = Many()
    """Another name of the tag."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    equipment_ids: Many[str] = Many()
    """The equipment that the tag belongs to."""
    physical_asset_ids: Many[str] = Many()
    """The physical asset that the tag belongs to."""
    procedural_element_references: Many[str] = Many()
    """The procedural elements that the tag belongs to."""
    deadbands: Many[Value] = Many()
    """The smallest change that was recorded, in the unit of the tag. Empty: none is stated."""
    significant_digits: Many[str] = Many()
    """The number of digits that carry meaning."""
    data_compressions: Many[str] = Many()
    """How the values were compressed. Empty: not stated."""
    sampling_types: Many[str] = Many()
    """How the values were sampled, such as at intervals or on change."""


@element("DelimitedDataBlockType")
class DelimitedDataBlock(Noun):
    """The rows of a data set as one delimited text. ISA-88 Part 4, batch production record."""

    tag_delimiter: str
    """The text between the values of a row."""
    order_delimiter: str
    """The text between rows."""
    delimited_data: str
    """All rows, with the delimiters between them."""


@element("OrderedDataType")
class OrderedData(Noun):
    """One row of a data set: the values of its tags at one time or position. ISA-88 Part 4, batch production record."""

    order_index: Decimal | None = None
    """The position of the row. None: time sets the order."""
    time_value: datetime | None = None
    """The time of the row. None: position sets the order."""
    data_values: Many[DataValue] = Many()
    """The values of the row, per tag."""


@element("DataValueType")
class DataValue(Noun):
    """The value of one tag in a row of a data set. ISA-88 Part 4, batch production record."""

    tag_index: Decimal | None = None
    """The tag that the value belongs to. None: the position in the row tells."""
    values: Many[str] = Many()
    """The value as text, to be read by the data type of its tag."""
    quality: str | None = None
    """How far the value can be trusted. None: not stated."""


@element("EventsType")
class Events(Noun):
    """The container of the events in the record. ISA-88 Part 4, batch production record."""

    events: Many[SingleEvent] = Many()
    """The events."""


@element("SingleEventType")
class SingleEvent(Noun):
    """Something that happened while the batch was made, such as an alarm, a state change or an operator action.

    ISA-88 Part 4, batch production record.
    """

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When the event happened. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    event_type: EventType | str
    """The kind of event."""
    event_sub_type: EventSubType | str | None = None
    """The finer kind of event. None: the kind of event says enough."""
    equipment_ids: Many[str] = Many()
    """The equipment where it happened."""
    values: Many[Value] = Many()
    """The value after the event, or that the event reports."""
    previous_values: Many[Value] = Many()
    """The value before the event."""
    message_texts: Many[str] = Many()
    """The message shown or recorded."""
    person_ids: Many[str] = Many()
    """The persons involved."""
    computer_ids: Many[str] = Many()
    """The computers involved."""
    physical_asset_ids: Many[str] = Many()
    """The physical assets where it happened."""
    procedural_element_references: Many[str] = Many()
    """The recipe or equipment procedural elements that were running."""
    categories: Many[str] = Many()
    """Groups that the event belongs to."""
    alarm_data: Many[AlarmData] = Many()
    """What an alarm adds. Empty: the event is no alarm."""
    associated_event_ids: Many[str] = Many(was="AssociatedEvent")
    """The events that belong to this one, by identification."""
    user_attributes: Many[UserAttribute] = Many()
    """Values that the user adds."""


@element("AlarmDataType")
class AlarmData(Noun):
    """What an alarm event adds to an event: the kind of alarm, its limits and its priority.

    ISA-88 Part 4, batch production record.
    """

    alarm_event: str
    """What happened to the alarm, such as raised, acknowledged or cleared."""
    alarm_type: str
    """The kind of alarm, such as high limit or deviation."""
    alarm_limits: Many[Value] = Many()
    """The limits that apply to the alarm, with their unit."""
    priorities: Many[str] = Many()
    """The priority of the alarm, in the terms of the system that raised it."""


@element("UserAttributeType")
class UserAttribute(Noun):
    """A value that the user adds to an event, beyond those of the standard. ISA-88 Part 4, batch production record."""

    attribute_id: str
    """Identification of the added value."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value that the user adds."""


@element("PersonnelIdentificationType")
class PersonnelIdentification(Noun):
    """The container of the persons named in the record. ISA-88 Part 4, batch production record."""

    personnel_identification_manifests: Many[PersonnelIdentificationManifest] = Many()
    """The entries that identify persons."""


@element("PersonnelIdentificationManifestType")
class PersonnelIdentificationManifest(Noun):
    """The identification of a person who acted on the batch or the record. ISA-88 Part 4, batch production record."""

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
    record_reference: str
    """The entry that the person acted on."""
    names: Many[str] = Many()
    """The name of the person."""
    change_indication: str
    """A text from which a later change of the entry can be found out, such as a hash."""
    reason: str | None = None
    """Why the person is named, such as the meaning of a signature. None where not stated."""


@element("ResourceQualificationsType")
class ResourceQualifications(Noun):
    """The container of the resource qualifications in the record. ISA-88 Part 4, batch production record."""

    resource_qualifications_manifests: Many[ResourceQualificationsManifest] = Many()
    """The entries that state qualifications."""


@element("ResourceQualificationsManifestType")
class ResourceQualificationsManifest(Noun):
    """The statement that a resource was qualified for the use made of it. ISA-88 Part 4, batch production record."""

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
    record_reference: str
    """The entry in which the resource was used."""
    resource_id: str
    """The resource."""
    resource_use: str | None = None
    """What the resource was used for. None where not stated."""
    resource_type: str | None = None
    """The kind of resource. None where not stated."""
    qualification_status: str
    """Whether the resource was qualified."""
    effective_time_stamp: datetime | None = None
    """From when the qualification holds. None: no start is stated."""
    expiration_time_stamp: datetime | None = None
    """Until when the qualification holds. None: no end is stated."""


@element("SamplesType")
class Samples(Noun):
    """The container of the samples in the record. ISA-88 Part 4, batch production record."""

    samples: Many[Sample] = Many()
    """The samples."""


@element("SampleType")
class Sample(Noun):
    """A sample drawn from the batch or its surroundings, with the tests done on it.

    ISA-88 Part 4, batch production record.
    """

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When the sample was drawn. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    sample_source_id: str | None = None
    """Where the sample was drawn. None where not stated."""
    sample_sizes: Many[QuantityValue] = Many()
    """The amount drawn, with its unit."""
    sample_types: Many[str] = Many()
    """The kind of sample."""
    sample_pull_reasons: Many[str] = Many()
    """Why the sample was drawn."""
    sample_expiration: datetime | None = None
    """Until when the sample may be used. None: no end is stated."""
    equipment_ids: Many[str] = Many()
    """The equipment from which the sample was drawn."""
    physical_asset_ids: Many[str] = Many()
    """The physical assets from which the sample was drawn."""
    procedural_element_references: Many[str] = Many()
    """The procedural elements that were running when the sample was drawn."""
    sop_references: Many[str] = Many()
    """The operating procedure that says how the sample is drawn."""
    sample_tests: Many[SampleTest] = Many()
    """The tests done on the sample."""


@element("SampleTestType")
class SampleTest(Noun):
    """One test done on a sample. ISA-88 Part 4, batch production record."""

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
    test_code: str | None = None
    """The code of the test. None where not stated."""
    test_name: str | None = None
    """The name of the test. None where not stated."""
    sample_test_results: Many[SampleTestResult] = Many()
    """The outcomes of the test."""


@element("SampleTestResultType")
class SampleTestResult(Noun):
    """The outcome of a test on a sample, as found and as expected. ISA-88 Part 4, batch production record."""

    entry_id: str
    """Identification of the entry, unique within the record; other entries refer to it."""
    object_type: RecordObjectType | str
    """What kind of object the entry holds."""
    time_stamp: datetime | None = None
    """When the outcome was found. None where not stated."""
    external_reference: str | None = None
    """Where the content is kept, if outside the record. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    test_disposition: str | None = None
    """What follows from the outcome, such as passed or failed. None where not stated."""
    equipment_ids: Many[str] = Many()
    """The equipment with which the test was done."""
    physical_asset_ids: Many[str] = Many()
    """The physical assets with which the test was done."""
    analysis_used: Many[str] = Many(was="AnalyisUsed")
    """The methods of analysis."""
    expiration: datetime | None = None
    """Until when the outcome holds. None: no end is stated."""
    results: Many[Value] = Many()
    """The values found."""
    expected_results: Many[Value] = Many()
    """The values expected."""
