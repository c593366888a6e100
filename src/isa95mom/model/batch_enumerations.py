"""Code lists of ISA-88: the union over the published versions, each of which may allow fewer."""

from __future__ import annotations

from isa95mom.declare import enumeration
from isa95mom.values.enumeration import OpenEnumeration


@enumeration("BatchListEntryType1Type")
class BatchListEntryType(OpenEnumeration):
    """The level of a batch list entry. ISA-88 Part 1, batch schedule."""

    CAMPAIGN = "Campaign"
    BATCH = "Batch"
    UNIT_PROCEDURE = "UnitProcedure"
    OPERATION = "Operation"
    PHASE = "Phase"
    OTHER = "Other"


@enumeration("BatchStatus1Type")
class BatchStatus(OpenEnumeration):
    """The procedural state of a batch or a part of it: complete, stopped and aborted are final, paused and held wait.

    ISA-88 Part 1, states.
    """

    IDLE = "Idle"
    RUNNING = "Running"
    COMPLETE = "Complete"
    PAUSING = "Pausing"
    PAUSED = "Paused"
    HOLDING = "Holding"
    HELD = "Held"
    RESTARTING = "Restarting"
    STOPPING = "Stopping"
    STOPPED = "Stopped"
    ABORTING = "Aborting"
    ABORTED = "Aborted"
    OTHER = "Other"


@enumeration("ConnectionType1Type")
class ConnectionType(OpenEnumeration):
    """What a connection between equipment carries. ISA-88 Part 2, equipment connection."""

    MATERIAL_MOVEMENT = "MaterialMovement"
    OTHER = "Other"


@enumeration("ConstraintType1Type")
class ConstraintType(OpenEnumeration):
    """Whether a resource constraint must be fulfilled. ISA-88 Part 3, resource constraint."""

    OPTIONAL = "Optional"
    REQUIRED = "Required"
    OTHER = "Other"


@enumeration("DataInterpretation1Type")
class DataInterpretation(OpenEnumeration):
    """How the text of a value is to be read. ISA-88 Part 2, value."""

    CONSTANT = "Constant"
    REFERENCE = "Reference"
    EQUATION = "Equation"
    EXTERNAL = "External"
    OTHER = "Other"


@enumeration("Depiction1Type")
class Depiction(OpenEnumeration):
    """How a link is drawn in a procedure function chart. ISA-88 Part 2, procedure function chart."""

    NONE = "None"
    LINE = "Line"
    ID = "ID"
    LINE_AND_ID = "LineAndID"
    LINE_AND_ARROW = "LineAndArrow"
    LINE_ARROW_AND_ID = "LineArrowAndID"
    OTHER = "Other"


@enumeration("EquipmentElementType1Type")
class EquipmentElementType(OpenEnumeration):
    """Whether an equipment element is a class or a real piece of equipment. ISA-88 Part 2, equipment element."""

    CLASS = "Class"
    ELEMENT = "Element"
    OTHER = "Other"


@enumeration("EquipmentProceduralElementType1Type")
class EquipmentProceduralElementType(OpenEnumeration):
    """The level of an equipment procedural element. ISA-88 Part 1, equipment procedural element."""

    PROCEDURE = "Procedure"
    UNIT_PROCEDURE = "UnitProcedure"
    OPERATION = "Operation"
    PHASE = "Phase"
    OTHER = "Other"


@enumeration("EventSubType1Type")
class EventSubType(OpenEnumeration):
    """The finer kind of event within its kind. ISA-88 Part 4, batch production record."""

    ALLOCATION = "Allocation"
    APPLICATION = "Application"
    CONSUME = "Consume"
    DEALLOCATION = "Deallocation"
    EQUIPMENT = "Equipment"
    MESSAGE = "Message"
    MODE_CHANGE = "Mode Change"
    MODE_COMMAND = "Mode Command"
    MODIFICATION = "Modification"
    MOVEMENT = "Movement"
    PARAMETER_DATA = "Parameter Data"
    PROCESS = "Process"
    PROCESS_DATA = "Process Data"
    PRODUCE = "Produce"
    PROMPT = "Prompt"
    PROMPT_RESPONSE = "Prompt Response"
    PROPERTY_VALUE_CHANGE = "Property Value Change"
    RECONCILIATION = "Reconciliation"
    SECURITY = "Security"
    STATE_CHANGE = "State Change"
    STATE_COMMAND = "State Command"
    STATUS_CHANGE = "Status Change"
    SYSTEM = "System"
    TARGET_END_TIME = "Target End Time"
    TARGET_START_TIME = "Target Start Time"
    OTHER = "Other"


@enumeration("EventType1Type")
class EventType(OpenEnumeration):
    """The kind of event. ISA-88 Part 4, batch production record."""

    ALARM = "Alarm"
    CONTROL_RECIPE = "Control Recipe"
    EQUIPMENT = "Equipment"
    GENERAL = "General"
    MATERIAL = "Material"
    MESSAGE = "Message"
    OPERATOR = "Operator"
    PROCEDURAL_EXECUTION = "Procedural Execution"
    OTHER = "Other"


@enumeration("FromType1Type")
class FromType(OpenEnumeration):
    """What a link begins at. ISA-88 Part 2, procedure function chart, link."""

    STEP = "Step"
    TRANSITION = "Transition"
    LINK = "Link"
    OTHER = "Other"


@enumeration("GRecipeType1Type")
class GRecipeType(OpenEnumeration):
    """Whether a recipe holds for the enterprise or for one site. ISA-88 Part 3, general and site recipes."""

    GENERAL = "General"
    SITE = "Site"
    OTHER = "Other"


@enumeration("IDScope1Type")
class IDScope(OpenEnumeration):
    """Whether an identification holds inside the procedure logic or outside it.

    ISA-88 Part 2, procedure function chart, link.
    """

    EXTERNAL = "External"
    INTERNAL = "Internal"
    OTHER = "Other"


@enumeration("LifeCycleStateType1Type")
class LifeCycleState(OpenEnumeration):
    """The state of a recipe, process element or constraint in its life. ISA-88 Part 3, life cycle states."""

    DRAFT = "Draft"
    APPROVED = "Approved"
    RELEASED = "Released"
    EFFECTIVE = "Effective"
    WITHDRAWN = "Withdrawn"
    OTHER = "Other"


@enumeration("LinkType1Type")
class LinkType(OpenEnumeration):
    """What a link of the procedure logic carries, or how it splits or joins paths.

    ISA-88 Part 2, procedure function chart, link.
    """

    CONTROL_LINK = "ControlLink"
    TRANSFER_LINK = "TransferLink"
    SYNCHRONIZATION_LINK = "SynchronizationLink"
    PARALLEL_DIVERGENT = "ParallelDivergent"
    PARALLEL_CONVERGENT = "ParallelConvergent"
    SERIAL_DIVERGENT = "SerialDivergent"
    SERIAL_CONVERGENT = "SerialConvergent"
    OTHER = "Other"


@enumeration("MaterialsType1Type")
class MaterialsType(OpenEnumeration):
    """The role of materials in a process. ISA-88 Part 3, material information."""

    INPUT = "Input"
    OUTPUT = "Output"
    INTERMEDIATE = "Intermediate"
    OTHER = "Other"


@enumeration("Mode1Type")
class Mode(OpenEnumeration):
    """How a procedural element is run: automatically, semi-automatically or by hand. ISA-88 Part 1, modes."""

    AUTOMATIC = "Automatic"
    SEMI_AUTOMATIC = "SemiAutomatic"
    MANUAL = "Manual"
    OTHER = "Other"


@enumeration("ParameterType1Type")
class ParameterType(OpenEnumeration):
    """The role of a formula value. ISA-88 Part 1, recipe formula."""

    PROCESS_INPUT = "ProcessInput"
    PROCESS_OUTPUT = "ProcessOutput"
    PROCESS_PARAMETER = "ProcessParameter"
    OTHER = "Other"


@enumeration("ProcedureChartElementType1Type")
class ProcedureChartElementType(OpenEnumeration):
    """The meaning of a chart symbol that is no process element. ISA-88 Part 3, process procedure chart."""

    PREVIOUS_OPERATION_INDICATOR = "Previous Operation Indicator"
    NEXT_OPERATION_INDICATOR = "Next Operation Indicator"
    START_PARALLEL_INDICATOR = "Start Parallel Indicator"
    END_PARALLEL_INDICATOR = "End Parallel Indicator"
    START_OPTIONAL_PARALLEL_INDICATOR = "Start Optional Parallel Indicator"
    END_OPTIONAL_PARALLEL_INDICATOR = "End Optional Parallel Indicator"
    ANNOTATION = "Annotation"
    OTHER = "Other"


@enumeration("ProcessElementParameterType1Type")
class ProcessElementParameterType(OpenEnumeration):
    """How a process element parameter is used or how its value is read. ISA-88 Part 3, process element parameter."""

    CONSTANT = "Constant"
    EQUATION = "Equation"
    INPUT = "Input"
    OUTPUT = "Output"
    OPTIONAL = "Optional"
    REFERENCE = "Reference"
    REQUIRED = "Required"
    OTHER = "Other"


@enumeration("ProcessElementType1Type")
class ProcessElementType(OpenEnumeration):
    """The level of a process element. ISA-88 Part 3, process element."""

    PROCESS = "Process"
    PROCESS_STAGE = "Process Stage"
    PROCESS_OPERATION = "Process Operation"
    PROCESS_ACTION = "Process Action"
    OTHER = "Other"


@enumeration("RecipeElementType1Type")
class RecipeElementType(OpenEnumeration):
    """The level of a recipe element, or its role as a marker in the procedure.

    ISA-88 Part 1, recipe procedural element.
    """

    PROCEDURE = "Procedure"
    UNIT_RECIPE = "UnitRecipe"
    UNIT_PROCEDURE = "UnitProcedure"
    OPERATION = "Operation"
    PHASE = "Phase"
    ALLOCATION = "Allocation"
    BEGIN = "Begin"
    END = "End"
    RECIPE_SEGMENT = "RecipeSegment"
    OTHER = "Other"


@enumeration("RecordObjectType1Type")
class RecordObjectType(OpenEnumeration):
    """The kind of object that an entry of the record holds. ISA-88 Part 4, batch production record."""

    BATCH_PRODUCTION_RECORD = "Batch Production Record"
    CHANGE = "Change"
    COMMENT = "Comment"
    CONTROL_RECIPE = "Control Recipe"
    DATA_SET = "Data Set"
    EVENT = "Event"
    MASTER_RECIPE = "Master Recipe"
    PRODUCTION_DEFINITION = "Production Definition"
    PRODUCT_DEFINITION = "Product Definition"
    PRODUCTION_PERFORMANCE = "Production Performance"
    PRODUCTION_SCHEDULE = "Production Schedule"
    PERSONNEL_IDENTIFICATION_MANIFEST = "Personnel Identification Manifest"
    RESOURCE_DEFINITION_MANIFEST = "Resource Definition Manifest"
    RECIPE_ELEMENT = "Recipe Element"
    SAMPLE = "Sample"
    SAMPLE_TEST = "Sample Test"
    SAMPLE_TEST_RESULT = "Sample Test Result"
    WORK_DIRECTIVE = "Work Directive"
    WORK_MASTER = "Work Master"
    WORK_PERFORMANCE = "Work Performance"
    WORK_SCHEDULE = "Work Schedule"
    OTHER = "Other"


@enumeration("ScaledType")
class Scaled(OpenEnumeration):
    """Whether a formula value grows with the batch size. ISA-88 Part 1, recipe formula."""

    YES = "Yes"
    NO = "No"


@enumeration("SequenceOrderType1Type")
class SequenceOrderType(OpenEnumeration):
    """The position of a process element in its path. ISA-88 Part 3, process procedure chart."""

    FIRST_PARALLEL = "First Parallel"
    MIDDLE_PARALLEL = "Middle Parallel"
    END_PARALLEL = "End Parallel"
    FIRST_IN_PATH = "First In Path"
    LAST_IN_PATH = "Last In Path"
    NOT_IN_PARALLEL = "Not In Parallel"
    SINGLE_FIRST_PARALLEL = "Single First Parallel"
    SINGLE_MIDDLE_PARALLEL = "Single Middle Parallel"
    SINGLE_END_PARALLEL = "Single End Parallel"
    OTHER = "Other"


@enumeration("ToType1Type")
class ToType(OpenEnumeration):
    """What a link ends at. ISA-88 Part 2, procedure function chart, link."""

    STEP = "Step"
    TRANSITION = "Transition"
    LINK = "Link"
    OTHER = "Other"
