"""Code lists of ISA-95 and of KPI-ML: the union over the published versions, each of which may allow fewer."""

from __future__ import annotations

from isa95mom.declare import enumeration
from isa95mom.values.enumeration import OpenEnumeration


@enumeration("AssemblyRelationship1Type")
class AssemblyRelationship(OpenEnumeration):
    """Whether an assembly is meant to stay whole or is put together for a time only. ISA-95 Part 2."""

    PERMANENT = "Permanent"
    TRANSIENT = "Transient"
    OTHER = "Other"


@enumeration("AssemblyType1Type")
class AssemblyType(OpenEnumeration):
    """Whether the components of an assembly are physically together or belong together logically. ISA-95 Part 2."""

    PHYSICAL = "Physical"
    LOGICAL = "Logical"
    OTHER = "Other"


@enumeration("CapabilityType1Type")
class CapabilityType(OpenEnumeration):
    """The share of a capacity meant; for the future total is committed, available and unattainable, for the past used
    and unused.

    ISA-95 Part 2.
    """

    USED = "Used"
    UNUSED = "Unused"
    TOTAL = "Total"
    COMMITTED = "Committed"
    AVAILABLE = "Available"
    UNATTAINABLE = "Unattainable"
    OTHER = "Other"


@enumeration("ClassPropertyTypeType")
class ClassPropertyType(OpenEnumeration):
    """Where the value of a class property comes from: the class, each instance, or a default that instances may
    override.

    ISA-95 Part 2.
    """

    CLASS_TYPE = "ClassType"
    INSTANCE_TYPE = "InstanceType"
    DEFAULT_TYPE = "DefaultType"
    OTHER = "Other"


@enumeration("DataType1Type")
class DataType(OpenEnumeration):
    """Data type of a value that is sent as text: core component types and XML Schema types.

    B2MML common types, data type.
    """

    AMOUNT = "Amount"
    BINARY_OBJECT = "BinaryObject"
    CODE = "Code"
    DATE_TIME = "DateTime"
    IDENTIFIER = "Identifier"
    INDICATOR = "Indicator"
    MEASURE = "Measure"
    NUMERIC = "Numeric"
    QUANTITY = "Quantity"
    TEXT = "Text"
    STRING = "string"
    BYTE = "byte"
    UNSIGNED_BYTE = "unsignedByte"
    BINARY = "binary"
    INTEGER = "integer"
    POSITIVE_INTEGER = "positiveInteger"
    NEGATIVE_INTEGER = "negativeInteger"
    NON_NEGATIVE_INTEGER = "nonNegativeInteger"
    NON_POSITIVE_INTEGER = "nonPositiveInteger"
    INT = "int"
    UNSIGNED_INT = "unsignedInt"
    LONG = "long"
    UNSIGNED_LONG = "unsignedLong"
    SHORT = "short"
    UNSIGNED_SHORT = "unsignedShort"
    DECIMAL = "decimal"
    FLOAT = "float"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    TIME = "time"
    TIME_INSTANT = "timeInstant"
    TIME_PERIOD = "timePeriod"
    DURATION = "duration"
    DATE = "date"
    DATETIME = "dateTime"
    MONTH = "month"
    YEAR = "year"
    CENTURY = "century"
    RECURRING_DAY = "recurringDay"
    RECURRING_DATE = "recurringDate"
    RECURRING_DURATION = "recurringDuration"
    NAME = "Name"
    Q_NAME = "QName"
    NC_NAME = "NCName"
    URI_REFERENCE = "uriReference"
    LANGUAGE = "language"
    ID = "ID"
    IDREF = "IDREF"
    IDREFS = "IDREFS"
    ENTITY = "ENTITY"
    ENTITIES = "ENTITIES"
    NOTATION = "NOTATION"
    NMTOKEN = "NMTOKEN"
    NMTOKENS = "NMTOKENS"
    ENUMERATION = "Enumeration"
    SVG = "SVG"
    OTHER = "Other"


@enumeration("DefinitionTypeType")
class DefinitionType(OpenEnumeration):
    """Whether a definition is a pattern to derive others from or an instance for use. ISA-95 Part 2."""

    PATTERN = "Pattern"
    INSTANCE = "Instance"


@enumeration("Dependency1Type")
class Dependency(OpenEnumeration):
    """How a segment B depends in time on a segment A, where needed with a factor T. ISA-95 Part 2."""

    NOT_FOLLOW = "NotFollow"
    POSSIBLE_PARALLEL = "PossibleParallel"
    NOT_IN_PARALLEL = "NotInParallel"
    AT_START = "AtStart"
    AFTER_START = "AfterStart"
    AFTER_END = "AfterEnd"
    NO_LATER_AFTER_START = "NoLaterAfterStart"
    NO_EARLIER_AFTER_START = "NoEarlierAfterStart"
    NO_LATER_AFTER_END = "NoLaterAfterEnd"
    NO_EARLIER_AFTER_END = "NoEarlierAfterEnd"
    OTHER = "Other"


@enumeration("Disposition1Type")
class Disposition(OpenEnumeration):
    """How far a lot or sublot may be used. ISA-95 Part 2."""

    PLANNED = "Planned"
    IN_PROCESS = "In-Process"
    RESTRICTED = "Restricted"
    UNRESTRICTED = "UnRestricted"
    CLOSED = "Closed"
    OTHER = "Other"


@enumeration("EnterpriseFunction1Type")
class EnterpriseFunction(OpenEnumeration):
    """Functions of an enterprise that touch manufacturing operations. ISA-95 Part 1."""

    ORDER_PROCESSING = "Order processing"
    OPERATIONS_SCHEDULING = "Operations scheduling"
    PRODUCTION_CONTROL = "Production control"
    MATERIAL_AND_ENERGY_CONTROL = "Material and energy control"
    PROCUREMENT = "Procurement"
    QUALITY_ASSURANCE = "Quality assurance"
    PRODUCT_INVENTORY_CONTROL = "Product inventory control"
    PRODUCT_COST_ACCOUNTING = "product cost accounting"
    PRODUCT_SHIPPING_ADMINISTRATION = "Product shipping administration"
    MAINTENANCE_MANAGEMENT = "Maintenance management"
    MARKETING_AND_SALES = "Marketing and sales"
    RESEARCH_AND_DEVELOPMENT = "Research and Development"
    ENGINEERING = "Engineering"
    OTHER = "Other"


@enumeration("EquipmentLevel1Type", "EquipmentElementLevel1Type")
class EquipmentLevel(OpenEnumeration):
    """Levels of the role-based equipment hierarchy, from enterprise to control module. ISA-95 Part 2."""

    ENTERPRISE = "Enterprise"
    SITE = "Site"
    AREA = "Area"
    PROCESS_CELL = "ProcessCell"
    UNIT = "Unit"
    PRODUCTION_LINE = "ProductionLine"
    WORK_CELL = "WorkCell"
    PRODUCTION_UNIT = "ProductionUnit"
    STORAGE_ZONE = "StorageZone"
    STORAGE_UNIT = "StorageUnit"
    WORK_CENTER = "WorkCenter"
    WORK_UNIT = "WorkUnit"
    EQUIPMENT_MODULE = "EquipmentModule"
    CONTROL_MODULE = "ControlModule"
    OTHER = "Other"


@enumeration("ErrorType1Type")
class ErrorType(OpenEnumeration):
    """Whether the business content or the system is at fault. ISA-95 Part 5."""

    BUSINESS_ERROR = "BusinessError"
    SYSTEM_ERROR = "SystemError"
    OTHER = "Other"


@enumeration("InformationObjectType1Type")
class InformationObjectType(OpenEnumeration):
    """Kinds of object that records and events can hold or point to. ISA-95 Part 4."""

    CHANGE = "Change"
    COMMENT = "Comment"
    DATA_SET = "DataSet"
    EVENT = "Event"
    OPERATIONAL_LOCATION = "Operational Location"
    OPERATIONAL_LOCATION_CLASS = "Operational Location Class"
    PERSONNEL_CLASS = "Personnel Class"
    PERSON = "Person"
    EQUIPMENT_CLASS = "Equipment Class"
    EQUIPMENT = "Equipment"
    PHYSICAL_ASSET_CLASS = "Physical Asset Class"
    PHYSICAL_ASSET = "Physical Asset"
    MATERIAL_CLASS = "Material Class"
    MATERIAL_DEFINITION = "Material Definition"
    MATERIAL_LOT = "Material Lot"
    MATERIAL_SUB_LOT = "Material SubLot"
    PROCESS_SEGMENT = "Process Segment"
    TEST_SPECIFICATION = "Test Specification"
    TEST_RESULT = "Test Result"
    SAMPLE = "Sample"
    PROPERTY_MEASUREMENT = "Property Measurement"
    OPERATIONS_EVENT_CLASS = "Operations Event Class"
    OPERATIONS_EVENT_DEFINITION = "Operations Event Definition"
    OPERATIONS_EVENT = "Operations Event"
    OPERATIONS_DEFINITION = "Operations Definition"
    OPERATIONS_SEGMENT = "Operations Segment"
    OPERATIONS_SCHEDULE = "Operations Schedule"
    OPERATIONS_REQUEST = "Operations Request"
    OPERATIONS_PERFORMANCE = "Operations Performance"
    OPERATIONS_RESPONSE = "Operations Response"
    OPERATIONS_CAPABILITY = "Operations Capability"
    RESOURCE_RELATIONSHIP_NETWORK = "Resource Relationship Network"
    RESOURCE_NETWORK_CONNECTION_TYPE = "Resource Network Connection Type"
    WORK_MASTER = "Work Master"
    WORK_DIRECTIVE = "Work Directive"
    WORKFLOW_SPECIFICATION = "Workflow Specification"
    WORKFLOW_SPECIFICATION_NODE_TYPE = "Workflow Specification Node Type"
    WORKFLOW_SPECIFICATION_CONNECTION_TYPE = "Workflow Specification Connection Type"
    WORK_SCHEDULE = "Work Schedule"
    WORK_REQUEST = "Work Request"
    JOB_LIST = "Job List"
    JOB_ORDER = "Job Order"
    WORK_PERFORMANCE = "Work Performance"
    WORK_RESPONSE = "Work Response"
    JOB_RESPONSE = "Job Response"
    JOB_RESPONSE_LIST = "Job Response List"
    WORK_CAPABILITY = "Work Capability"
    WORK_MASTER_CAPABILITY = "Work Master Capability"
    WORK_ALERT_DEFINITION = "Work Alert Definition"
    WORK_ALERT = "Work Alert"
    WORK_CALENDAR = "Work Calendar"
    WORK_CALENDAR_DEFINITION = "Work Calendar Definition"
    WORK_RECORD = "Work Record"
    WORK_RECORD_SPECIFICATION = "Work Record Specification"
    BATCH_PRODUCTION_RECORD = "Batch Production Record"
    CONTROL_RECIPE = "Control Recipe"
    MASTER_RECIPE = "Master Recipe"
    G_RECIPE = "GRecipe"
    RECIPE_ELEMENT = "Recipe Element"
    RESOURCE_CONSTRAINT = "Resource Constraint"
    PROCESS_ELEMENT = "Process Element"
    PERSONNEL_IDENTIFICATION_MANIFEST = "Personnel Identification Manifest"
    RESOURCE_DEFINITION_MANIFEST = "Resource Definition Manifest"
    OTHER = "Other"


@enumeration("JobOrderCommand1Type")
class JobOrderCommand(OpenEnumeration):
    """What the executing side is told to do with a job order. ISA-95 Part 4."""

    START = "Start"
    STOP = "Stop"
    HOLD = "Hold"
    RESTART = "Restart"
    ABORT = "Abort"
    RESET = "Reset"
    PAUSE = "Pause"
    RESUME = "Resume"
    OTHER = "Other"


@enumeration("JobOrderDispatchStatus1Type")
class JobOrderDispatchStatus(OpenEnumeration):
    """How far a job order has come, from waiting to closed. ISA-95 Part 4."""

    WAITING = "Waiting"
    PENDING = "Pending"
    CANCELLED = "Cancelled"
    DISPATCHED = "Dispatched"
    READY = "Ready"
    RUNNING = "Running"
    COMPLETED = "Completed"
    ABORTED = "Aborted"
    HELD = "Held"
    SUSPENDED = "Suspended"
    CLOSED = "Closed"
    OTHER = "Other"


@enumeration("MOMFunction1Type")
class MOMFunction(OpenEnumeration):
    """Activities of manufacturing operations management. ISA-95 Part 3."""

    RESOURCE_MANAGEMENT = "Resource management"
    DEFINITION_MANAGEMENT = "Definition management"
    DETAILED_SCHEDULING = "Detailed scheduling"
    DISPATCHING = "Dispatching"
    EXECUTION_MANAGEMENT = "Execution management"
    DATA_COLLECTION = "Data collection"
    PERFORMANCE_ANALYSIS = "Performance analysis"
    TRACKING = "Tracking"
    OTHER = "Other"


@enumeration("MaterialUse1Type")
class MaterialUse(OpenEnumeration):
    """What becomes of material in a segment: consumed, produced, sampled, replaced, carried or inventoried.

    ISA-95 Part 2.
    """

    CONSUMABLE = "Consumable"
    REPLACED_ASSET = "Replaced Asset"
    REPLACEMENT_ASSET = "Replacement Asset"
    SAMPLE = "Sample"
    CONSUMED = "Consumed"
    PRODUCED = "Produced"
    BY_PRODUCT_PRODUCED = "By-product Produced"
    CO_PRODUCT_PRODUCED = "Co-product Produced"
    YIELD_PRODUCED = "Yield Produced"
    MATERIAL_CONSUMED = "Material Consumed"
    MATERIAL_PRODUCED = "Material Produced"
    DESTRUCTIVE_SAMPLE = "Destructive Sample"
    RETURNED_SAMPLE = "Returned Sample"
    CARRIER = "Carrier"
    RETURNED_CARRIER = "Returned Carrier"
    RETAINED_SAMPLE = "Retained Sample"
    INVENTORIED = "Inventoried"
    OTHER = "Other"


@enumeration("OperationsEventExtension1Type")
class OperationsEventExtension(OpenEnumeration):
    """Whether a class of events may be extended. ISA-95 Part 2."""

    SEALED = "Sealed"
    NA = "NA"
    OTHER = "Other"


@enumeration("OperationsEventLevel1Type")
class OperationsEventLevel(OpenEnumeration):
    """Level of the functional hierarchy that an event belongs to. ISA-95 Part 2."""

    LEVEL_2 = "Level 2"
    LEVEL_3 = "Level 3"
    LEVEL_4 = "Level 4"
    OTHER = "Other"


@enumeration("OperationsEventType1Type")
class OperationsEventType(OpenEnumeration):
    """Whether an event is a plain event, an alert or an alarm. ISA-95 Part 2."""

    EVENT = "Event"
    ALERT = "Alert"
    ALARM = "Alarm"
    OTHER = "Other"


@enumeration("OperationsRecordAction1Type")
class OperationsRecordAction(OpenEnumeration):
    """What happened to the information that is recorded. ISA-95 Part 4."""

    ADDED = "Added"
    DELETED = "Deleted"
    CHANGED = "Changed"
    OBSERVED = "Observed"
    OTHER = "Other"


@enumeration("OperationsType1Type")
class OperationsType(OpenEnumeration):
    """Categories of manufacturing operations. ISA-95 Part 2."""

    PRODUCTION = "Production"
    MAINTENANCE = "Maintenance"
    QUALITY = "Quality"
    INVENTORY = "Inventory"
    MIXED = "Mixed"
    OTHER = "Other"


@enumeration("ProductionMethodology1Type")
class ProductionMethodology(OpenEnumeration):
    """The kind of production that a KPI suits. KPI-ML V01; ISO 22400."""

    BATCH = "Batch"
    CONTINUOUS = "Continuous"
    DISCRETE = "Discrete"


@enumeration("RelationshipForm1Type")
class RelationshipForm(OpenEnumeration):
    """Whether a network of resources is permanent or temporary. ISA-95 Part 4."""

    PERMANENT = "Permanent"
    TRANSIENT = "Transient"
    OTHER = "Other"


@enumeration("RelationshipType1Type")
class RelationshipType(OpenEnumeration):
    """Whether resources are connected logically or physically. ISA-95 Part 4."""

    LOGICAL = "Logical"
    PHYSICAL = "Physical"
    OTHER = "Other"


@enumeration("RequestState1Type")
class RequestState(OpenEnumeration):
    """State of a schedule, request or segment requirement; an absent state means released. ISA-95 Part 2."""

    FORECAST = "Forecast"
    RELEASED = "Released"
    WAITING = "Waiting"
    CANCELLED = "Cancelled"
    READY = "Ready"
    RUNNING = "Running"
    COMPLETED = "Completed"
    ABORTED = "Aborted"
    HELD = "Held"
    SUSPENDED = "Suspended"
    CLOSED = "Closed"
    OTHER = "Other"


@enumeration("RequiredByRequestedSegmentResponse1Type")
class RequiredByRequestedSegmentResponse(OpenEnumeration):
    """Whether something has to be reported back or may be. ISA-95 Part 2."""

    REQUIRED = "Required"
    OPTIONAL = "Optional"
    OTHER = "Other"


@enumeration("ResourceLocationType1Type")
class ResourceLocationType(OpenEnumeration):
    """What kind of thing the text of a resource location names. ISA-95 Part 2."""

    OPERATIONAL_LOCATION_ID = "Operational Location ID"
    OPERATIONAL_LOCATION = "Operational Location"
    EQUIPMENT = "Equipment"
    PERSON = "Person"
    PHYSICAL_ASSET = "Physical Asset"
    DESCRIPTION = "Description"
    OTHER = "Other"


@enumeration("ResourceReferenceType1Type")
class ResourceReferenceType(OpenEnumeration):
    """Kinds of resource that a network connection can join. ISA-95 Part 4."""

    PERSONNEL = "Personnel"
    PERSON = "Person"
    PERSONNEL_CLASS = "Personnel Class"
    EQUIPMENT = "Equipment"
    EQUIPMENT_CLASS = "Equipment Class"
    MATERIAL_CLASS = "Material Class"
    MATERIAL_DEFINITION = "Material Definition"
    MATERIAL_LOT = "Material Lot"
    MATERIAL_SUBLOT = "Material Sublot"
    PHYSICAL_ASSET = "Physical Asset"
    PHYSICAL_ASSET_CLASS = "Physical Asset Class"
    WORK_MASTER = "Work Master"
    PROCESS_SEGMENT = "Process Segment"
    OPERATION_DEFINITION = "Operation Definition"
    OPERATIONAL_LOCATION = "Operational Location"
    OPERATIONS_SEGMENT = "Operations Segment"
    TEST_SPECIFICATION = "Test Specification"
    TEST_RESULT = "Test Result"
    OTHER = "Other"


@enumeration("ResponseState1Type")
class ResponseState(OpenEnumeration):
    """State of a performance, response, segment or job; an absent state means completed. ISA-95 Part 2."""

    WAITING = "Waiting"
    READY = "Ready"
    RUNNING = "Running"
    COMPLETED = "Completed"
    ABORTED = "Aborted"
    HOLDING = "Holding"
    HELD = "Held"
    PAUSED = "Paused"
    SUSPENDED = "Suspended"
    CLOSED = "Closed"
    OTHER = "Other"


@enumeration("SpatialDefinitionFormat1Type")
class SpatialDefinitionFormat(OpenEnumeration):
    """Notations for geometry. ISA-95 Part 2."""

    WKT = "WKT"
    WKB = "WKB"
    GML = "GML"
    KML = "KML"
    GPX = "GPX"
    GEO_JSON = "GeoJSON"
    SVG = "SVG"
    OTHER = "Other"


@enumeration("Timing1Type")
class Timing(OpenEnumeration):
    """When a KPI is calculated. KPI-ML V01; ISO 22400."""

    REAL_TIME = "Real-time"
    PERIODICALLY = "Periodically"
    ON_DEMAND = "On-demand"


@enumeration("TransActionCodeEnumerationType", "TransActionCodeType")
class TransActionCode(OpenEnumeration):
    """What is asked to be done with objects (Add, Change, Delete) or was done with them (Accepted, Modified, Replaced,
    Rejected).

    ISA-95 Part 5.
    """

    ADD = "Add"
    CHANGE = "Change"
    DELETE = "Delete"
    REPLACED = "Replaced"
    ACCEPTED = "Accepted"
    MODIFIED = "Modified"
    REJECTED = "Rejected"


@enumeration("TransConfirmationCodeType")
class TransConfirmationCode(OpenEnumeration):
    """When the sender of a message wants a confirmation. ISA-95 Part 5."""

    ALWAYS = "Always"
    NEVER = "Never"
    ON_ERROR = "OnError"


@enumeration("TransResponseCodeType")
class TransResponseCode(OpenEnumeration):
    """When the sender of a message wants an answer. ISA-95 Part 5."""

    ALWAYS = "Always"
    ON_ERROR = "OnError"


@enumeration("TransactionNoun1Type")
class TransactionNoun(OpenEnumeration):
    """Nouns of transactions that a profile can name. ISA-95 Part 5."""

    PERSON = "PERSON"
    QUALIFICATION_TEST = "QUALIFICATION TEST"
    PERSONNEL_CLASS = "PERSONNEL CLASS"
    PERSONNEL_INFORMATION = "PERSONNEL INFORMATION"
    EQUIPMENT = "EQUIPMENT"
    CAPABILITY_TEST = "CAPABILITY TEST"
    MAINTENANCE_REQUEST = "MAINTENANCE REQUEST"
    MAINTENANCE_WORK_ORDER = "MAINTENANCE WORK ORDER"
    MAINTENANCE_RESPONSE = "MAINTENANCE RESPONSE"
    EQUIPMENT_CAPABILITY_TEST = "EQUIPMENT CAPABILITY TEST"
    EQUIPMENT_CLASS = "EQUIPMENT CLASS"
    EQUIPMENT_INFORMATION = "EQUIPMENT INFORMATION"
    PHYSICAL_ASSET = "PHYSICAL ASSET"
    PHYSICAL_ASSET_CAPABILITY_TEST = "PHYSICAL ASSET CAPABILITY TEST"
    PHYSICAL_ASSET_CLASS = "PHYSICAL ASSET CLASS"
    PHYSICAL_ASSET_INFORMATION = "PHYSICAL ASSET INFORMATION"
    MASTER_DATA_PROFILE = "MASTER DATA PROFILE"
    MATERIAL_CLASS = "MATERIAL CLASS"
    MATERIAL_DEFINITION = "MATERIAL DEFINITION"
    MATERIAL_LOT = "MATERIAL LOT"
    MATERIAL_INFORMATION = "MATERIAL INFORMATION"
    MATERIAL_SUBLOT = "MATERIAL SUBLOT"
    QA_TEST = "QA TEST"
    MATERIAL_TEST = "MATERIAL TEST"
    PROCESS_SEGMENT = "PROCESS SEGMENT"
    PROCESS_INFORMATION = "PROCESS INFORMATION"
    OPERATIONAL_LOCATION = "OPERATIONAL LOCATION"
    OPERATIONAL_LOCATION_CLASS = "OPERATIONAL LOCATION CLASS"
    OPERATIONAL_LOCATION_INFORMATION = "OPERATIONAL LOCATION INFORMATION"
    OPERATIONS_DEFINITION = "OPERATIONS DEFINITION"
    OPERATIONS_SEGMENT = "OPERATIONS SEGMENT"
    OPERATIONS_DEFINITION_INFORMATION = "OPERATIONS DEFINITION INFORMATION"
    OPERATIONS_EVENT = "OPERATIONS EVENT"
    OPERATIONS_EVENT_CLASS = "OPERATIONS EVENT CLASS"
    OPERATIONS_EVENT_DEFINITION = "OPERATIONS EVENT DEFINITION"
    OPERATIONS_EVENT_INFORMATION = "OPERATIONS EVENT INFORMATION"
    OPERATIONS_SCHEDULE = "OPERATIONS SCHEDULE"
    OPERATIONS_REQUEST = "OPERATIONS REQUEST"
    SEGMENT_REQUIREMENT = "SEGMENT REQUIREMENT"
    OPERATIONS_PERFORMANCE = "OPERATIONS PERFORMANCE"
    OPERATIONS_RESPONSE = "OPERATIONS RESPONSE"
    OPERATIONS_CAPABILITY = "OPERATIONS CAPABILITY"
    PRODUCT_DEFINITION = "PRODUCT DEFINITION"
    PRODUCTION_SCHEDULE = "PRODUCTION SCHEDULE"
    PRODUCTION_PERFORMANCE = "PRODUCTION PERFORMANCE"
    PRODUCTION_CAPABILITY = "PRODUCTION CAPABILITY"
    OPERATIONS_CAPABILITY_INFORMATION = "OPERATIONS CAPABILITY INFORMATION"
    RESOURCE_RELATIONSHIP_NETWORK = "RESOURCE RELATIONSHIP NETWORK"
    RESOURCE_NETWORK_CONNECTION_TYPE = "RESOURCE NETWORK CONNECTION TYPE"
    RESOURCE_NETWORK_CONNECTION_INFORMATION = "RESOURCE NETWORK CONNECTION INFORMATION"
    TEST_SPECIFICATION = "TEST SPECIFICATION"
    TEST_SPECIFICATION_INFORMATION = "TEST SPECIFICATION INFORMATION"
    TRANSACTION_PROFILE = "TRANSACTION PROFILE"
    WORK_ALERT = "WORK ALERT"
    WORK_ALERT_DEFINITION = "WORK ALERT DEFINITION"
    WORK_ALERT_INFORMATION = "WORK ALERT INFORMATION"
    WORK_CALENDAR = "WORK CALENDAR"
    WORK_CALENDAR_DEFINITION = "WORK CALENDAR DEFINITION"
    WORK_CALENDAR_INFORMATION = "WORK CALENDAR INFORMATION"
    WORK_CAPABILITY = "WORK CAPABILITY"
    WORK_MASTER_CAPABILITY = "WORK MASTER CAPABILITY"
    WORK_CAPABILITY_INFORMATION = "WORK CAPABILITY INFORMATION"
    WORK_DEFINITION_INFORMATION = "WORK DEFINITION INFORMATION"
    WORK_DIRECTIVE = "WORK DIRECTIVE"
    WORK_MASTER = "WORK MASTER"
    WORK_FLOW_INFORMATION = "WORK FLOW INFORMATION"
    WORK_FLOW_SPECIFICATION = "WORK FLOW SPECIFICATION"
    WORK_FLOW_SPECIFICATION_TYPE = "WORK FLOW SPECIFICATION TYPE"
    WORK_PERFORMANCE = "WORK PERFORMANCE"
    WORK_RESPONSE = "WORK RESPONSE"
    JOB_RESPONSE = "JOB RESPONSE"
    JOB_RESPONSE_LIST = "JOB RESPONSE LIST"
    WORK_RECORD = "WORK RECORD"
    WORK_RECORD_SPECIFICATION = "WORK RECORD SPECIFICATION"
    WORK_SCHEDULE = "WORK SCHEDULE"
    WORK_REQUEST = "WORK REQUEST"
    JOB_LIST = "JOB LIST"
    JOB_ORDER = "JOB ORDER"
    WORKFLOW_INFORMATION = "WORKFLOW INFORMATION"
    WORKFLOW_SPECIFICATION = "WORKFLOW SPECIFICATION"
    WORKFLOW_SPECIFICATION_NODE = "WORKFLOW SPECIFICATION NODE"
    WORKFLOW_SPECIFICATION_CONNECTION_TYPE = "WORKFLOW SPECIFICATION CONNECTION TYPE"
    BATCH_INFORMATION = "BATCH INFORMATION"
    MASTER_RECIPE = "MASTER RECIPE"
    CONTROL_RECIPE = "CONTROL RECIPE"
    RECIPE_BUILDING_BLOCK = "RECIPE BUILDING BLOCK"
    BATCH_LIST = "BATCH LIST"
    BATCH_PRODUCTION_RECORD = "BATCH PRODUCTION RECORD"
    GRECIPE_INFORMATION = "GRECIPE INFORMATION"
    RESOURCE_CONSTRAINT_LIBRARY = "RESOURCE CONSTRAINT LIBRARY"
    PROCESS_ELEMENT_LIBRARY = "PROCESS ELEMENT LIBRARY"
    GRECIPE = "GRECIPE"
    RESOURCE_CONSTRAINT = "RESOURCE CONSTRAINT"
    PROCESS_ELEMENT = "PROCESS ELEMENT"
    CONFIRM_BOD = "CONFIRM BOD"
    ERROR_MESSAGE = "ERROR MESSAGE"
    OTHER = "Other"


@enumeration("TransactionVerb1Type")
class TransactionVerb(OpenEnumeration):
    """Verbs of transactions that a profile can name. ISA-95 Part 5."""

    NOTIFY = "NOTIFY"
    GET = "GET"
    PROCESS = "PROCESS"
    CHANGE = "CHANGE"
    CANCEL = "CANCEL"
    CONFIRM = "CONFIRM"
    SYNC_ADD = "SYNC ADD"
    SYNC_CHANGE = "SYNC CHANGE"
    SYNC_DELETE = "SYNC DELETE"
    OTHER = "Other"


@enumeration("Trend1Type")
class Trend(OpenEnumeration):
    """Which direction of a KPI is better. KPI-ML V01; ISO 22400."""

    HIGHER_IS_BETTER = "Higher-is-better"
    LOWER_IS_BETTER = "Lower-is-better"


@enumeration("WorkType1Type")
class WorkType(OpenEnumeration):
    """Whether work is described by a work master or a work directive. ISA-95 Part 4."""

    WORK_MASTER = "Work Master"
    WORK_DIRECTIVE = "Work Directive"
    OTHER = "Other"
