"""General and site recipes after ISA-88."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.batch_enumerations import (
    ConstraintType,
    GRecipeType,
    LifeCycleState,
    MaterialsType,
    ProcedureChartElementType,
    ProcessElementParameterType,
    ProcessElementType,
    SequenceOrderType,
)

if TYPE_CHECKING:
    from isa95mom.model.common import HierarchyScope, QuantityValue, Value


@element("GRecipeInformationType")
class GRecipeInformation(Noun):
    """The envelope of an exchange of general and site recipes. ISA-88 Part 3, general and site recipes."""

    id: str | None = None
    """Identification of the exchange. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    hierarchy_scope: HierarchyScope | None = wire(default=None, was="Location")
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    recipes: Many[GRecipe] = Many()
    """The general or site recipes."""


@element("GRecipeType")
class GRecipe(Noun):
    """An equipment-independent recipe of a product, for the enterprise (general) or one site (site).

    ISA-88 Part 3, general and site recipes.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    g_recipe_type: GRecipeType | str | None = None
    """Whether it is a general recipe or a site recipe. None where not stated."""
    life_cycle_state: LifeCycleState | str | None = None
    """The state in its life, from draft to withdrawn. None where not stated."""
    header: GRecipeHeader | None = None
    """The administrative part: products, validity, origin. None where not stated."""
    formula: GRecipeFormula | None = None
    """The materials and parameters: inputs, outputs and intermediates. None where not stated."""
    process_procedure: ProcessElement | None = None
    """The whole process, as the outermost process element. None where not stated."""
    resource_constraints: Many[ResourceConstraint] = Many()
    """The conditions on the resources used."""
    other_information: Many[GROtherInformation] = Many()
    """Further information, such as safety or compliance notes."""


@element("GRecipeHeaderType")
class GRecipeHeader(Noun):
    """The administrative part of a general or site recipe: products, validity and origin.

    ISA-88 Part 3, recipe header.
    """

    descriptions: Many[str] = Many()
    """Free text on the recipe and on its products."""
    product_names: Many[str] = Many()
    """The name of the product."""
    batch_sizes: Many[Value] = Many()
    """The batch size per product, with its unit."""
    effective_date: datetime | None = None
    """From when it may be used. None: no start is stated."""
    expiration_date: datetime | None = None
    """Until when it may be used. None: no end is stated."""
    header_property: HeaderProperty | None = None
    """A named characteristic of the recipe. None where not stated."""
    derived_from_id: str | None = None
    """The recipe that this one was derived from. None: it was not derived."""
    product_ids: Many[str] = Many()
    """The products that the recipe makes; names and batch sizes go with them in the same order."""


@element("HeaderPropertyType")
class HeaderProperty(Noun):
    """A named characteristic in the header of a general or site recipe. ISA-88 Part 3, recipe header."""

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value. Several form a series."""


@element("GRecipeFormulaType")
class GRecipeFormula(Noun):
    """The materials and parameters of a general or site recipe. ISA-88 Part 3, recipe formula."""

    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    process_inputs: GRecipeMaterials | None = None
    """The materials that go in. None where not stated."""
    process_outputs: GRecipeMaterials | None = None
    """The materials that come out. None where not stated."""
    process_intermediates: GRecipeMaterials | None = None
    """The materials that are made and used up on the way. None where not stated."""
    process_element_parameters: Many[ProcessElementParameter] = Many()
    """The parameters of the whole recipe."""


@element("GRecipeMaterialsType")
class GRecipeMaterials(Noun):
    """A list of materials with the same role in a process: input, output or intermediate.

    ISA-88 Part 3, material information.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    materials_type: MaterialsType | str | None = None
    """The role of the materials: input, output or intermediate. None where not stated."""
    materials: Many[GRecipeMaterial] = Many()
    """The materials in the list."""


@element("GRecipeMaterialType")
class GRecipeMaterial(Noun):
    """One material of a general or site recipe, with its amount. ISA-88 Part 3, material information."""

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    material_id: str | None = None
    """The material. None where not stated."""
    order: Decimal | None = None
    """The rank of the material in the list. None: the order does not matter."""
    amount: QuantityValue | None = None
    """The amount of the material, with its unit. None where not stated."""


@element("ProcessElementLibraryType")
class ProcessElementLibrary(Noun):
    """A library of process elements from which general and site recipes are put together.

    ISA-88 Part 3, process element library.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    hierarchy_scope: HierarchyScope | None = wire(default=None, was="Location")
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    process_element_specs: Many[ProcessElement] = Many()
    """The process elements in the library."""


@element("ProcessElementType")
class ProcessElement(Noun):
    """A part of an equipment-independent process: process, process stage, process operation or process action.

    ISA-88 Part 3, process element.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    process_element_type: ProcessElementType | str | None = None
    """The level: process, process stage, process operation or process action. None where not stated."""
    life_cycle_state: LifeCycleState | str | None = None
    """The state in its life, from draft to withdrawn. None where not stated."""
    sequence_order: SequenceOrderType | str | None = None
    """The position in a parallel or serial path. None where not stated."""
    sequence_path: Decimal | None = None
    """The number of the path that the element lies on. None where not stated."""
    materials: Many[GRecipeMaterials] = Many()
    """The lists of materials, per role."""
    directed_links: Many[DirectedLink] = Many()
    """The arrows that set the order of the elements."""
    procedure_chart_elements: Many[ProcedureChartElement] = Many()
    """The symbols of the chart that are no process elements."""
    children: Many[ProcessElement] = Many(name="ProcessElement")
    """The process elements contained, one level down."""
    parameters: Many[ProcessElementParameter] = Many()
    """The parameters, nested where they have parts."""
    resource_constraints: Many[ResourceConstraint] = Many()
    """The conditions on the resources used."""
    other_information: Many[GROtherInformation] = Many()
    """Further information, such as safety or compliance notes."""


@element("ProcessElementParameterType")
class ProcessElementParameter(Noun):
    """A parameter of a process element. ISA-88 Part 3, process element parameter."""

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    process_element_parameter_types: Many[ProcessElementParameterType | str] = Many()
    """How the parameter is used or how its value is read."""
    children: Many[ProcessElementParameter] = Many(name="ProcessElementParameter")
    """The parts of the parameter."""
    values: Many[Value] = Many()
    """The value. Several form a series."""


@element("DirectedLinkType")
class DirectedLink(Noun):
    """An arrow in a process procedure chart that sets the order of two elements.

    ISA-88 Part 3, process procedure chart.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    from_id: str | None = None
    """The element where the arrow begins. None where not stated."""
    to_id: str | None = None
    """The element where the arrow ends. None where not stated."""


@element("ProcedureChartElementType")
class ProcedureChartElement(Noun):
    """A symbol in a process procedure chart that is no process element, such as a parallel indicator or a note.

    ISA-88 Part 3, process procedure chart.
    """

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    label: str | None = None
    """The text shown with the symbol. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    procedure_chart_element_type: ProcedureChartElementType | str | None = None
    """What the symbol means. None where not stated."""


@element("ResourceConstraintLibraryType")
class ResourceConstraintLibrary(Noun):
    """A library of resource constraints that recipes refer to. ISA-88 Part 3, resource constraint library."""

    id: str | None = None
    """Identification, unique within its scope. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    hierarchy_scope: HierarchyScope | None = wire(default=None, was="Location")
    """The part of the equipment hierarchy in which this applies. None: agreed outside the message."""
    published_date: datetime | None = None
    """When the information was published. None where not stated."""
    resource_constraint_specs: Many[ResourceConstraint] = Many()
    """The resource constraints in the library."""


@element("ResourceConstraintType")
class ResourceConstraint(Noun):
    """A condition on the resources that may carry out a process, independent of any one piece of equipment.

    ISA-88 Part 3, resource constraint.
    """

    constraint_id: str | None = None
    """Identification of the constraint. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    constraint_types: Many[ConstraintType | str] = Many()
    """Whether the constraint is required or optional."""
    life_cycle_state: LifeCycleState | str | None = None
    """The state in its life, from draft to withdrawn. None where not stated."""
    ranges: Many[Value] = Many()
    """The values allowed."""
    properties: Many[ResourceConstraintProperty] = Many()
    """The characteristics of the constraint."""


@element("ResourceConstraintPropertyType")
class ResourceConstraintProperty(Noun):
    """A named characteristic of a resource constraint. ISA-88 Part 3, resource constraint."""

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    values: Many[Value] = Many()
    """The value. Several form a series."""


@element("GROtherInformationType")
class GROtherInformation(Noun):
    """Further information on a general or site recipe or a process element, such as safety notes.

    ISA-88 Part 3, other information.
    """

    other_info_id: str | None = None
    """Identification of the further information. None where not stated."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    other_values: Many[Value] = Many()
    """The further information itself."""
