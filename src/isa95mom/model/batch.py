"""Batch exchange after ISA-88: batch lists, recipe equipment, parameters and values."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.batch_enumerations import (
    BatchListEntryType,
    BatchStatus,
    ConnectionType,
    DataInterpretation,
    EquipmentElementType,
    EquipmentProceduralElementType,
    Mode,
    ParameterType,
    Scaled,
)
from isa95mom.model.enumerations import DataType, EquipmentLevel

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent
    from isa95mom.model.recipe import ControlRecipe, MasterRecipe, ModificationLog, RecipeBuildingBlock


@element("BatchInformationType")
class BatchInformation(Noun):
    """The envelope of a batch exchange: recipes, equipment, batch lists and value sets that belong together.

    ISA-88 Part 2, batch information.
    """

    list_headers: Many[ListHeader] = Many()
    """What identifies the list that was exchanged."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    master_recipes: Many[MasterRecipe] = Many()
    """The master recipes exchanged."""
    control_recipes: Many[ControlRecipe] = Many()
    """The control recipes exchanged."""
    recipe_building_blocks: Many[RecipeBuildingBlock] = Many()
    """Libraries of recipe elements."""
    equipment_elements: Many[EquipmentElement] = Many()
    """The equipment elements exchanged."""
    batch_lists: Many[BatchList] = Many()
    """The batch schedules."""
    enumeration_sets: Many[EnumerationSet] = Many()
    """The sets of texts that values refer to."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ListHeaderType")
class ListHeader(Noun):
    """What identifies an exchanged list: its version, origin, date and changes. ISA-88 Part 2, exchange list header."""

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    version: str | None = None
    """The version of the object. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    origin: str | None = None
    """Where the list comes from. None where not stated."""
    create_date: datetime | None = None
    """When the list was made. None where not stated."""
    modification_logs: Many[ModificationLog] = Many()
    """The changes made, with date and author."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchListType")
class BatchList(Noun):
    """A batch schedule: the campaigns and batches to be run, or that were run, in a process cell.

    ISA-88 Part 1, batch schedule.
    """

    list_header: ListHeader | None = None
    """What identifies the list that was exchanged. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    entries: Many[BatchListEntry] = Many()
    """The entries, such as campaigns or batches."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchListEntryType")
class BatchListEntry(Noun):
    """One entry of a batch list: a campaign, a batch or a part of a batch, as requested and as run.

    ISA-88 Part 1, batch schedule.
    """

    id: str
    """Identification of the entry."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    batch_list_entry_type: BatchListEntryType | str
    """Whether the entry is a campaign, a batch or a part of a batch."""
    status: BatchStatus | str | None = None
    """The procedural state. None: not stated."""
    mode: Mode | str | None = None
    """Whether the entry runs automatically, semi-automatically or by hand. None where not stated."""
    external_id: str | None = None
    """The identification of the entry in another system. None where not stated."""
    recipe_id: str | None = None
    """The recipe to be run. None where not stated."""
    recipe_version: str | None = None
    """The version of the recipe. None: agreed outside the list."""
    batch_id: str | None = None
    """The batch. None where not stated."""
    lot_id: str | None = None
    """The lot that the batch makes. None where not stated."""
    campaign_id: str | None = None
    """The campaign: a run of batches that belong together. None: the batch stands alone."""
    product_id: str | None = None
    """The product. None where not stated."""
    order_id: str | None = None
    """The order that the batch serves. None where not stated."""
    start_condition: datetime | None = None
    """The time from which the entry may start. None where not stated."""
    requested_start_time: datetime | None = None
    """When it is asked to start. None where not stated."""
    actual_start_time: datetime | None = None
    """When it started. None: it has not started, or the time is not reported."""
    requested_end_time: datetime | None = None
    """When it is asked to end. None where not stated."""
    actual_end_time: datetime | None = None
    """When it ended. None: it has not ended, or the time is not reported."""
    batch_priority: Decimal | None = None
    """The rank of the entry among others. None where not stated."""
    requested_batch_size: Decimal | None = None
    """The batch size asked for, in the unit of the entry. None where not stated."""
    actual_batch_size: Decimal | None = None
    """The batch size made, in the unit of the entry. None where not stated."""
    unit_of_measure: str | None = None
    """The unit of the requested and the actual batch size. None where not stated."""
    notes: Many[str] = Many()
    """A remark, in one or more languages."""
    parameters: Many[BatchParameter] = Many()
    """The formula values set for this entry."""
    equipment: Many[BatchEquipmentID] = Many(name="EquipmentID")
    """Equipment asked for by its properties, as versions up to V0600 tell it."""
    equipment_ids: Many[str] = Many()
    """Equipment asked for, by ID."""
    equipment_class_ids: Many[str] = Many()
    """The class from which equipment is to be chosen."""
    actual_equipment_ids: Many[str] = Many()
    """The equipment actually bound or used. Empty: not yet bound."""
    children: Many[BatchListEntry] = Many(name="BatchListEntry")
    """The entries one level down, such as the batches of a campaign."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchEquipmentIDType")
class BatchEquipmentID(Noun):
    """An equipment property and the condition it is compared with when equipment is chosen.

    ISA-88 Part 2, equipment requirement.
    """

    property: EquipmentElementProperty | None = None
    """The equipment property that is compared. None where not stated."""
    condition: str | None = None
    """How the property is compared with the value. None where not stated."""
    value: BatchValue | None = None
    """The value that the property is compared with. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchParameterType")
class BatchParameter(Noun):
    """One value of a recipe formula or of a piece of batch equipment: process input, process output or process
    parameter.

    ISA-88 Part 1, recipe formula.
    """

    id: str
    """Identification of the parameter."""
    description: str | None = None
    """Free text on the meaning of the parameter. None where not stated."""
    parameter_type: ParameterType | str
    """Whether it is a process input, a process output or a process parameter."""
    parameter_sub_types: Many[str] = Many()
    """A finer kind of parameter, of the user's own."""
    values: Many[BatchValue] = Many()
    """The value. Several form a series."""
    scaled: Scaled | str | None = None
    """Whether the value grows with the batch size. None: not stated."""
    scale_reference: Decimal | None = None
    """The quantity that the value is scaled against. None: the batch size."""
    children: Many[BatchParameter] = Many(name="Parameter")
    """The parts of the parameter."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchValueType")
class BatchValue(Noun):
    """A value in a recipe, a batch list or an equipment element, with the way it is to be read.

    ISA-88 Part 2, value.
    """

    value_strings: Many[str] = Many()
    """The value as text, to be read by its data type. Several form a series."""
    data_interpretation: DataInterpretation | str
    """Whether the text is the value itself, a reference to it, an equation or an external source."""
    data_type: DataType | str
    """The data type by which the value is read."""
    unit_of_measure: str
    """The unit of the value, as a code; empty text where it has none."""
    enumeration_set_ids: Many[str] = Many()
    """The enumeration set from which the value is taken. Empty: the value is no member of a set."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchSizeType")
class BatchSize(Noun):
    """The batch size a recipe is written for, and the limits within which it may be scaled.

    ISA-88 Part 1, recipe header.
    """

    nominal: Decimal | None = None
    """The batch size for which the formula holds as written. None where not stated."""
    min: Decimal | None = None
    """The smallest batch size allowed. None: no lower limit is stated."""
    max: Decimal | None = None
    """The largest batch size allowed. None: no upper limit is stated."""
    scale_reference: Decimal | None = None
    """The size that the formula is scaled against. None where not stated."""
    scaled_size: Decimal | None = None
    """The batch size after scaling. None where not stated."""
    unit_of_measure: str | None = None
    """The unit of all sizes given here. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EnumerationSetType")
class EnumerationSet(Noun):
    """A named set of numbered texts that values may refer to. ISA-88 Part 2, enumeration set."""

    id: str
    """Identification of the set, to which values refer."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    enumerations: Many[Enumeration] = Many()
    """The members of the set."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EnumerationType")
class Enumeration(Noun):
    """One member of an enumeration set: a number and its text. ISA-88 Part 2, enumeration."""

    enumeration_number: Decimal
    """The number that stands for the text."""
    enumeration_string: str | None = None
    """The text that the number stands for. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentElementType")
class EquipmentElement(Noun):
    """A piece or class of batch equipment in the physical model, with properties, capabilities and connections.

    ISA-88 Part 2, equipment element.
    """

    id: str
    """Identification of the piece or class of equipment."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    equipment_element_type: EquipmentElementType | str
    """Whether this is a class of equipment or a real piece of it."""
    equipment_element_level: EquipmentLevel | str
    """The level in the physical model, from enterprise to control module."""
    class_instance_associations: Many[ClassInstanceAssociation] = Many()
    """Which equipment elements are members of which class."""
    properties: Many[EquipmentElementProperty] = Many()
    """The characteristics of the equipment, such as volume."""
    equipment_procedural_element_classes: Many[EquipmentProceduralElementClass] = Many()
    """The kinds of procedure that the equipment offers."""
    equipment_procedural_elements: Many[EquipmentProceduralElement] = Many()
    """The procedures that the equipment can execute."""
    equipment_connections: Many[EquipmentConnection] = Many()
    """The connections to other equipment."""
    children: Many[EquipmentElement] = Many(name="EquipmentElement")
    """The equipment contained, such as the units of a process cell."""
    equipment_element_ids: Many[str] = Many(name="EquipmentElementID")
    """The equipment elements contained, by identification."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentElementPropertyType")
class EquipmentElementProperty(Noun):
    """A named characteristic of an equipment element, such as volume or lining.

    ISA-88 Part 2, equipment element property.
    """

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    value: BatchValue | None = None
    """The value of the property. None: only its parts have values."""
    children: Many[EquipmentElementProperty] = Many(name="Property")
    """The parts of the property."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ClassInstanceAssociationType")
class ClassInstanceAssociation(Noun):
    """The statement that one equipment element is a member of an equipment class.

    ISA-88 Part 2, class instance association.
    """

    class_equipment_id: str
    """The equipment class."""
    member_equipment_id: str
    """The equipment element that is a member of the class."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentConnectionType")
class EquipmentConnection(Noun):
    """A connection between equipment elements, such as a pipe that material can move through.

    ISA-88 Part 2, equipment connection.
    """

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    connection_type: ConnectionType | str
    """What the connection carries."""
    from_equipment_ids: Many[str] = Many()
    """The equipment where the connection begins."""
    to_equipment_ids: Many[str] = Many()
    """The equipment where the connection ends."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentProceduralElementClassType")
class EquipmentProceduralElementClass(Noun):
    """A kind of procedure that equipment offers to recipes, with its parameters.

    ISA-88 Part 2, equipment procedural element class.
    """

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    equipment_procedural_element_type: EquipmentProceduralElementType | str
    """The procedural level, from procedure to phase."""
    parameters: Many[BatchParameter] = Many()
    """The parameters, with their values."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentProceduralElementType")
class EquipmentProceduralElement(Noun):
    """A procedure, unit procedure, operation or phase that a piece of equipment can execute.

    ISA-88 Part 1, equipment procedural element.
    """

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    equipment_procedural_element_type: EquipmentProceduralElementType | str
    """The procedural level, from procedure to phase."""
    equipment_procedural_element_class_id: str | None = None
    """The kind of procedure that this one is, which sets its parameters. None where not stated."""
    parameters: Many[BatchParameter] = Many()
    """The parameters it takes. Empty: those of its class hold."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
