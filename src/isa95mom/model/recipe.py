"""Master and control recipes after ISA-88."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.batch_enumerations import (
    BatchStatus,
    Depiction,
    FromType,
    IDScope,
    LinkType,
    RecipeElementType,
    ToType,
)

if TYPE_CHECKING:
    from isa95mom.model.batch import BatchParameter, BatchSize, BatchValue
    from isa95mom.model.common import AnyContent


@element("MasterRecipeType")
class MasterRecipe(Noun):
    """The recipe that fits the equipment of a process cell and is the template for control recipes.

    ISA-88 Part 1, master recipe.
    """

    id: str
    """Identification of the master recipe; with the version it is unique."""
    version: str | None = None
    """The version of the object. None where versions are not kept."""
    version_date: datetime | None = None
    """When this version was made. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    header: Header | None = None
    """The administrative part: product, batch size, validity, approvals. None where not stated."""
    equipment_requirements: Many[BatchEquipmentRequirement] = Many()
    """The equipment that a batch by this recipe needs."""
    formula: Formula | None = None
    """Process inputs, process outputs and process parameters. None where not stated."""
    procedure_logic: ProcedureLogic | None = None
    """The order in which the recipe elements run. None: not stated here."""
    recipe_elements: Many[RecipeElement] = Many()
    """The recipe elements that the procedure is made of."""
    other_information: Many[OtherInformation] = Many()
    """Further information, such as safety or compliance notes."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ControlRecipeType")
class ControlRecipe(Noun):
    """The recipe that makes one batch, derived from a master recipe. ISA-88 Part 1, control recipe."""

    id: str
    """Identification of the control recipe."""
    version: str | None = None
    """The version of the master recipe or of this recipe. None where versions are not kept."""
    version_date: datetime | None = None
    """When this version was made. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    batch_id: str | None = None
    """The batch that the recipe makes. None: not yet given."""
    header: Header | None = None
    """The administrative part: product, batch size, validity, approvals. None where not stated."""
    equipment_requirements: Many[BatchEquipmentRequirement] = Many()
    """The equipment needed; with the batch bound, the equipment chosen."""
    formula: Formula | None = None
    """Process inputs, process outputs and process parameters. None where not stated."""
    procedure_logic: ProcedureLogic | None = None
    """The order in which the recipe elements run. None: not stated here."""
    recipe_elements: Many[RecipeElement] = Many()
    """The recipe elements that the procedure is made of."""
    other_information: Many[OtherInformation] = Many()
    """Further information, such as safety or compliance notes."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("RecipeBuildingBlockType")
class RecipeBuildingBlock(Noun):
    """A library of recipe elements from which recipes are put together. ISA-88 Part 2, recipe building block."""

    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    recipe_elements: Many[RecipeElement] = Many()
    """The recipe elements in the library."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("RecipeElementType")
class RecipeElement(Noun):
    """One procedural element of a recipe, from procedure down to phase, with its own formula, logic and equipment
    requirements.

    ISA-88 Part 1, recipe procedural element.
    """

    id: str
    """Identification of the recipe element; steps refer to it."""
    version: str | None = None
    """The version of the object. None where versions are not kept."""
    version_date: datetime | None = None
    """When this version was made. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    recipe_element_type: RecipeElementType | str
    """The procedural level, from procedure to phase, or the marker Begin, End or Allocation."""
    building_block_element_id: str | None = None
    """The library element that this one is a copy of. None: it comes from no library."""
    building_block_element_version: str | None = None
    """The version of the library element. None where not stated."""
    actual_equipment_ids: Many[str] = Many()
    """The equipment actually bound or used. Empty: not yet bound."""
    header: Header | None = None
    """The administrative part: product, batch size, validity, approvals. None where not stated."""
    equipment_requirements: Many[BatchEquipmentRequirement] = Many()
    """The equipment needed."""
    parameters: Many[BatchParameter] = Many()
    """The formula values that the element takes or gives."""
    procedure_logic: ProcedureLogic | None = None
    """The order in which the elements one level down run. None: the element is not broken down."""
    children: Many[RecipeElement] = Many(name="RecipeElement")
    """The recipe elements one level down."""
    other_information: Many[OtherInformation] = Many()
    """Further information, such as safety or compliance notes."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("HeaderType")
class Header(Noun):
    """The administrative part of a recipe: product, batch size, validity, status and approvals.

    ISA-88 Part 1, recipe header.
    """

    modification_logs: Many[ModificationLog] = Many()
    """The changes made, with date and author."""
    approval_histories: Many[ApprovalHistory] = Many()
    """The approvals, per version."""
    effective_date: datetime | None = None
    """From when it may be used. None: no start is stated."""
    expiration_date: datetime | None = None
    """Until when it may be used. None: no end is stated."""
    product_id: str | None = None
    """The product that the recipe makes. None where not stated."""
    product_name: str | None = None
    """The name of the product. None where not stated."""
    batch_size: BatchSize | None = None
    """The batch size the recipe is written for. None where not stated."""
    actual_product_produced: Many[str] = Many()
    """The amount of product the batch actually gave."""
    status: BatchStatus | str | None = None
    """The state of the batch or recipe. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ModificationLogType")
class ModificationLog(Noun):
    """One change made to a recipe or list: when, by whom and what. ISA-88 Part 1, recipe header."""

    modified_date: datetime | None = None
    """When the change was made. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    author: str | None = None
    """Who made the change. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ApprovalHistoryType")
class ApprovalHistory(Noun):
    """The approvals that one version of a recipe went through. ISA-88 Part 1, recipe header."""

    final_approval_date: datetime | None = None
    """When the last approval needed was given. None: not yet approved."""
    version: str | None = None
    """The version that was approved. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    individual_approvals: Many[IndividualApproval] = Many()
    """The approvals of single persons."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("IndividualApprovalType")
class IndividualApproval(Noun):
    """One person's approval of a recipe version. ISA-88 Part 1, recipe header."""

    approved_by: str | None = None
    """Who approved. None where not stated."""
    approval_date: datetime | None = None
    """When the approval was given. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("BatchEquipmentRequirementType")
class BatchEquipmentRequirement(Noun):
    """What a recipe or recipe element demands of the equipment that runs it. ISA-88 Part 1, equipment requirements."""

    id: str
    """Identification, unique within its scope."""
    constraints: Many[Constraint] = Many()
    """The conditions that equipment must fulfil."""
    description: str | None = None
    """Free text on what this is, in one or more languages. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ConstraintType")
class Constraint(Noun):
    """One condition that equipment must fulfil to be chosen for a recipe element.

    ISA-88 Part 1, equipment requirements.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    condition: str | None = None
    """What equipment must fulfil, as an expression. None where not stated."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("FormulaType")
class Formula(Noun):
    """The process inputs, process outputs and process parameters of a recipe. ISA-88 Part 1, recipe formula."""

    parameters: Many[BatchParameter] = Many()
    """The inputs, outputs and parameters."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ProcedureLogicType")
class ProcedureLogic(Noun):
    """The order in which the elements of a recipe run, as steps, transitions and links.

    ISA-88 Part 2, procedure function chart.
    """

    links: Many[Link] = Many()
    """The links between steps and transitions."""
    steps: Many[Step] = Many()
    """The uses of recipe elements."""
    transitions: Many[Transition] = Many()
    """The conditions between steps."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("LinkType")
class Link(Noun):
    """A directed connection between steps, transitions or other links of the procedure logic.

    ISA-88 Part 2, procedure function chart, link.
    """

    id: str
    """Identification of the link."""
    from_ids: Many[FromID] = Many()
    """Where the link begins."""
    to_ids: Many[ToID] = Many()
    """Where the link ends."""
    link_type: LinkType | str
    """What the link carries: control, transfer of material, synchronisation, or a split or join of paths."""
    depiction: Depiction | str
    """How the link is drawn."""
    evaluation_order: Decimal | None = None
    """The rank in which alternative paths are tried. None: no order is set."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("FromIDType")
class FromID(Noun):
    """The step, transition or link at which a link begins. ISA-88 Part 2, procedure function chart, link."""

    from_id_value: str
    """The identification of the step, transition or link."""
    from_type: FromType | str
    """Whether it is a step, a transition or a link."""
    id_scope: IDScope | str
    """Whether the identification holds inside this procedure logic or outside it."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("ToIDType")
class ToID(Noun):
    """The step, transition or link at which a link ends. ISA-88 Part 2, procedure function chart, link."""

    to_id_value: str
    """The identification of the step, transition or link."""
    to_type: ToType | str
    """Whether it is a step, a transition or a link."""
    id_scope: IDScope | str
    """Whether the identification holds inside this procedure logic or outside it."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("StepType")
class Step(Noun):
    """One use of a recipe element in the procedure logic. ISA-88 Part 2, procedure function chart, step."""

    id: str
    """Identification of the step, to which links refer."""
    recipe_element_id: str
    """The recipe element that the step runs."""
    recipe_element_version: str
    """The version of the recipe element."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TransitionType")
class Transition(Noun):
    """A condition that must be true before the procedure logic goes on.

    ISA-88 Part 2, procedure function chart, transition.
    """

    id: str
    """Identification of the transition, to which links refer."""
    condition: str
    """The condition that must be true to go on, as an expression."""
    condition_annotation: str | None = None
    """The condition in words, for people. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OtherInformationType")
class OtherInformation(Noun):
    """Further recipe information outside header, formula, procedure and equipment requirements, such as safety or
    compliance notes.

    ISA-88 Part 1, other information.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    values: Many[BatchValue] = Many()
    """The value. Several form a series."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
