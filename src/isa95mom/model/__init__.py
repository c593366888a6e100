"""The nouns of ISA-95, ISA-88 and ISO 22400 as B2MML, BatchML and KPI-ML exchange them, by information area.

Every name of `CONTENTS` is an attribute of this package; its module is imported when the name is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

CONTENTS: dict[str, str] = {
    "batch": """
        BatchInformation ListHeader BatchList BatchListEntry BatchEquipmentID BatchParameter BatchValue
        BatchSize EnumerationSet Enumeration EquipmentElement EquipmentElementProperty ClassInstanceAssociation
        EquipmentConnection EquipmentProceduralElementClass EquipmentProceduralElement
    """,
    "batch_enumerations": """
        BatchListEntryType BatchStatus ConnectionType ConstraintType DataInterpretation Depiction
        EquipmentElementType EquipmentProceduralElementType EventSubType EventType FromType GRecipeType IDScope
        LifeCycleState LinkType MaterialsType Mode ParameterType ProcedureChartElementType
        ProcessElementParameterType ProcessElementType RecipeElementType RecordObjectType Scaled
        SequenceOrderType ToType
    """,
    "batch_record": """
        BatchProductionRecord ChangeHistory Change Comments Comment ControlRecipes ControlRecipeRecord
        MasterRecipes MasterRecipeRecord RecipeElements RecipeElementRecord DataSets DataSet TimeSpecification
        TagSpecification DelimitedDataBlock OrderedData DataValue Events SingleEvent AlarmData UserAttribute
        PersonnelIdentification PersonnelIdentificationManifest ResourceQualifications
        ResourceQualificationsManifest Samples Sample SampleTest SampleTestResult
    """,
    "batch_record_entries": """
        OperationsDefinitions OperationsDefinitionRecord OperationsSchedules OperationsScheduleRecord
        OperationsPerformances OperationsPerformanceRecord WorkMasters WorkMasterRecord WorkDirectives
        WorkDirectiveRecord WorkSchedules WorkScheduleRecord WorkPerformances WorkPerformanceRecord
        ProductDefinitions ProductDefinitionRecord ProductionSchedules ProductionScheduleRecord
        ProductionPerformances ProductionPerformanceRecord
    """,
    "common": """
        HierarchyScope AnyContent Value QuantityValue Parameter SegmentDependency SegmentData ResourceLocation
        SpatialDefinition EquipmentAssetMapping
    """,
    "enumerations": """
        AssemblyRelationship AssemblyType CapabilityType ClassPropertyType DataType DefinitionType Dependency
        Disposition EnterpriseFunction EquipmentLevel ErrorType InformationObjectType JobOrderCommand
        JobOrderDispatchStatus MOMFunction MaterialUse OperationsEventExtension OperationsEventLevel
        OperationsEventType OperationsRecordAction OperationsType ProductionMethodology RelationshipForm
        RelationshipType RequestState RequiredByRequestedSegmentResponse ResourceLocationType
        ResourceReferenceType ResponseState SpatialDefinitionFormat Timing TransActionCode TransConfirmationCode
        TransResponseCode TransactionNoun TransactionVerb Trend WorkType
    """,
    "equipment": """
        EquipmentInformation EquipmentClass EquipmentClassProperty Equipment EquipmentProperty
    """,
    "general_recipe": """
        GRecipeInformation GRecipe GRecipeHeader HeaderProperty GRecipeFormula GRecipeMaterials GRecipeMaterial
        ProcessElementLibrary ProcessElement ProcessElementParameter DirectedLink ProcedureChartElement
        ResourceConstraintLibrary ResourceConstraint ResourceConstraintProperty GROtherInformation
    """,
    "hierarchy": """
        ContainmentRule EquipmentHierarchy
    """,
    "information_object": """
        InformationObject
    """,
    "kpi_ml": """
        KPIDefinition KPIInstance KPIValue KPIRange KPITimeRange KPIProperty
    """,
    "maintenance": """
        MaintenanceInformation MaintenanceRequest MaintenanceWorkOrder MaintenanceResponse
    """,
    "master_data_profile": """
        MasterDataProfile MasterDataProfileHeader MasterDataTransactionProfile ChannelTopic IDAndDescription
        ProfileEnumeration OtherEnumeration
    """,
    "material": """
        MaterialInformation MaterialClass MaterialClassProperty MaterialDefinition MaterialDefinitionProperty
        MaterialLot MaterialLotProperty MaterialSubLot
    """,
    "message": """
        LeafElement Message Verb
    """,
    "operational_location": """
        OperationalLocationInformation OperationalLocationClass OperationalLocationClassProperty
        OperationalLocation OperationalLocationProperty
    """,
    "operations_capability": """
        OperationsCapabilityInformation OperationsCapability ProcessSegmentCapability
        OperationsSegmentCapability
    """,
    "operations_definition": """
        OperationsDefinitionInformation OperationsDefinition OperationsSegment OperationsMaterialBill
        OperationsMaterialBillItem
    """,
    "operations_event": """
        OperationsEventInformation OperationsEventClass OperationsEventClassProperty OperationsEventDefinition
        OperationsEventDefinitionProperty OperationsEvent OperationsEventProperty OperationsRecordTemplate
        OperationsRecordEntryTemplate OperationsRecordSpecTemplate
    """,
    "operations_performance": """
        OperationsPerformance OperationsResponse SegmentResponse
    """,
    "operations_schedule": """
        OperationsSchedule OperationsRequest SegmentRequirement
    """,
    "operations_test": """
        OperationsTestInformation TestSpecification TestSpecificationProperty TestSpecificationCriteria
        TestSpecificationEvaluatedProperty TestResult PropertyMeasurement Result QualificationTestSpecification
        TestedPersonProperty TestedPersonnelClassProperty EquipmentCapabilityTestSpecification
        TestedEquipmentProperty TestedEquipmentClassProperty PhysicalAssetCapabilityTestSpecification
        TestedPhysicalAssetProperty TestedPhysicalAssetClassProperty MaterialTestSpecification
        TestedMaterialClassProperty TestedMaterialDefinitionProperty TestedMaterialLotProperty
    """,
    "personnel": """
        PersonnelInformation PersonnelClass PersonnelClassProperty Person PersonProperty
    """,
    "physical_asset": """
        PhysicalAssetInformation PhysicalAssetClass PhysicalAssetClassProperty PhysicalAsset
        PhysicalAssetProperty
    """,
    "process_segment": """
        ProcessSegmentInformation ProcessSegment PersonnelSegmentSpecification
        PersonnelSegmentSpecificationProperty EquipmentSegmentSpecification
        EquipmentSegmentSpecificationProperty PhysicalAssetSegmentSpecification
        PhysicalAssetSegmentSpecificationProperty MaterialSegmentSpecification
        MaterialSegmentSpecificationProperty
    """,
    "product_definition": """
        ProductInformation ProductDefinition ProductSegment ManufacturingBill
    """,
    "production": """
        ProductionSchedule ProductionRequest ProductionSegmentRequirement ProductionParameter
        MaterialProducedRequirement MaterialProducedRequirementProperty MaterialConsumedRequirement
        MaterialConsumedRequirementProperty ConsumableExpectedRequirement ConsumableExpectedRequirementProperty
        ProductionPerformance ProductionResponse ProductionSegmentResponse ProductionData MaterialProducedActual
        MaterialProducedActualProperty MaterialConsumedActual MaterialConsumedActualProperty ConsumableActual
        ConsumableActualProperty ProductionCapability
    """,
    "recipe": """
        MasterRecipe ControlRecipe RecipeBuildingBlock RecipeElement Header ModificationLog ApprovalHistory
        IndividualApproval BatchEquipmentRequirement Constraint Formula ProcedureLogic Link FromID ToID Step
        Transition OtherInformation
    """,
    "resource_actual": """
        PersonnelActual PersonnelActualProperty EquipmentActual EquipmentActualProperty PhysicalAssetActual
        PhysicalAssetActualProperty MaterialActual MaterialActualProperty
    """,
    "resource_capability": """
        PersonnelCapability PersonnelCapabilityProperty EquipmentCapability EquipmentCapabilityProperty
        PhysicalAssetCapability PhysicalAssetCapabilityProperty MaterialCapability MaterialCapabilityProperty
    """,
    "resource_network": """
        ResourceRelationshipNetworkInformation ResourceRelationshipNetwork RRNProperty
        ResourceNetworkConnectionInformation ResourceNetworkConnection RNCProperty ResourceNetworkConnectionType
        RNCTypeProperty ResourceReference ResourceReferenceProperty ResourceProperty
    """,
    "resource_requirement": """
        PersonnelRequirement PersonnelRequirementProperty EquipmentRequirement EquipmentRequirementProperty
        PhysicalAssetRequirement PhysicalAssetRequirementProperty MaterialRequirement
        MaterialRequirementProperty
    """,
    "resource_specification": """
        PersonnelSpecification PersonnelSpecificationProperty EquipmentSpecification
        EquipmentSpecificationProperty PhysicalAssetSpecification PhysicalAssetSpecificationProperty
        MaterialSpecification MaterialSpecificationProperty
    """,
    "transaction": """
        TransApplicationArea TransSender TransReceiver TransSignature TransUserArea TransGet TransShow
        TransProcess TransAcknowledge TransChange TransRespond TransCancel TransConfirm TransSync
        TransActionCriteria TransResponseCriteria TransChangeStatus TransStateChange BOD ErrorMessage
        TransactionProfile SupportedAction
    """,
    "work_alert": """
        WorkAlertInformation WorkAlertDefinition WorkAlertDefinitionProperty WorkAlert WorkAlertProperty
    """,
    "work_calendar": """
        WorkCalendarInformation WorkCalendarDefinition WorkCalendarDefinitionProperty
        WorkCalendarDefinitionEntry WorkCalendarDefinitionEntryProperty WorkCalendar WorkCalendarProperty
        WorkCalendarEntry WorkCalendarEntryProperty
    """,
    "work_capability": """
        WorkCapabilityInformation WorkCapability WorkMasterCapability
    """,
    "work_definition": """
        WorkDefinitionInformation WorkMaster WorkDirective
    """,
    "work_performance": """
        WorkPerformance WorkResponse JobResponseList JobResponse
    """,
    "work_record": """
        WorkRecordSpecification WorkRecord WorkRecordEntry
    """,
    "work_schedule": """
        WorkSchedule WorkRequest JobList JobOrder
    """,
    "workflow": """
        WorkflowSpecificationInformation WorkflowSpecification WorkflowSpecificationProperty
        WorkflowSpecificationType WorkflowSpecificationNode WorkflowSpecificationNodeProperty
        WorkflowSpecificationNodeType WorkflowSpecificationNodeTypeProperty WorkflowSpecificationConnection
        WorkflowSpecificationConnectionProperty WorkflowSpecificationConnectionType
        WorkflowSpecificationConnectionTypeProperty
    """,
}
"""Module -> the names it defines."""

HOME: dict[str, str] = {name: module for module, names in CONTENTS.items() for name in names.split()}
"""Name -> the module that defines it."""


def load() -> None:
    """Import every module, so that the registries of `isa95mom.declare` know every noun and code list."""
    for module in CONTENTS:
        import_module(f"{__name__}.{module}")


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import the module that defines `name`, and remember what it defines."""
        if name not in HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted([*HOME, "load"])


if TYPE_CHECKING:
    from isa95mom.model.batch import BatchEquipmentID as BatchEquipmentID
    from isa95mom.model.batch import BatchInformation as BatchInformation
    from isa95mom.model.batch import BatchList as BatchList
    from isa95mom.model.batch import BatchListEntry as BatchListEntry
    from isa95mom.model.batch import BatchParameter as BatchParameter
    from isa95mom.model.batch import BatchSize as BatchSize
    from isa95mom.model.batch import BatchValue as BatchValue
    from isa95mom.model.batch import ClassInstanceAssociation as ClassInstanceAssociation
    from isa95mom.model.batch import Enumeration as Enumeration
    from isa95mom.model.batch import EnumerationSet as EnumerationSet
    from isa95mom.model.batch import EquipmentConnection as EquipmentConnection
    from isa95mom.model.batch import EquipmentElement as EquipmentElement
    from isa95mom.model.batch import EquipmentElementProperty as EquipmentElementProperty
    from isa95mom.model.batch import EquipmentProceduralElement as EquipmentProceduralElement
    from isa95mom.model.batch import EquipmentProceduralElementClass as EquipmentProceduralElementClass
    from isa95mom.model.batch import ListHeader as ListHeader
    from isa95mom.model.batch_enumerations import BatchListEntryType as BatchListEntryType
    from isa95mom.model.batch_enumerations import BatchStatus as BatchStatus
    from isa95mom.model.batch_enumerations import ConnectionType as ConnectionType
    from isa95mom.model.batch_enumerations import ConstraintType as ConstraintType
    from isa95mom.model.batch_enumerations import DataInterpretation as DataInterpretation
    from isa95mom.model.batch_enumerations import Depiction as Depiction
    from isa95mom.model.batch_enumerations import EquipmentElementType as EquipmentElementType
    from isa95mom.model.batch_enumerations import EquipmentProceduralElementType as EquipmentProceduralElementType
    from isa95mom.model.batch_enumerations import EventSubType as EventSubType
    from isa95mom.model.batch_enumerations import EventType as EventType
    from isa95mom.model.batch_enumerations import FromType as FromType
    from isa95mom.model.batch_enumerations import GRecipeType as GRecipeType
    from isa95mom.model.batch_enumerations import IDScope as IDScope
    from isa95mom.model.batch_enumerations import LifeCycleState as LifeCycleState
    from isa95mom.model.batch_enumerations import LinkType as LinkType
    from isa95mom.model.batch_enumerations import MaterialsType as MaterialsType
    from isa95mom.model.batch_enumerations import Mode as Mode
    from isa95mom.model.batch_enumerations import ParameterType as ParameterType
    from isa95mom.model.batch_enumerations import ProcedureChartElementType as ProcedureChartElementType
    from isa95mom.model.batch_enumerations import ProcessElementParameterType as ProcessElementParameterType
    from isa95mom.model.batch_enumerations import ProcessElementType as ProcessElementType
    from isa95mom.model.batch_enumerations import RecipeElementType as RecipeElementType
    from isa95mom.model.batch_enumerations import RecordObjectType as RecordObjectType
    from isa95mom.model.batch_enumerations import Scaled as Scaled
    from isa95mom.model.batch_enumerations import SequenceOrderType as SequenceOrderType
    from isa95mom.model.batch_enumerations import ToType as ToType
    from isa95mom.model.batch_record import AlarmData as AlarmData
    from isa95mom.model.batch_record import BatchProductionRecord as BatchProductionRecord
    from isa95mom.model.batch_record import Change as Change
    from isa95mom.model.batch_record import ChangeHistory as ChangeHistory
    from isa95mom.model.batch_record import Comment as Comment
    from isa95mom.model.batch_record import Comments as Comments
    from isa95mom.model.batch_record import ControlRecipeRecord as ControlRecipeRecord
    from isa95mom.model.batch_record import ControlRecipes as ControlRecipes
    from isa95mom.model.batch_record import DataSet as DataSet
    from isa95mom.model.batch_record import DataSets as DataSets
    from isa95mom.model.batch_record import DataValue as DataValue
    from isa95mom.model.batch_record import DelimitedDataBlock as DelimitedDataBlock
    from isa95mom.model.batch_record import Events as Events
    from isa95mom.model.batch_record import MasterRecipeRecord as MasterRecipeRecord
    from isa95mom.model.batch_record import MasterRecipes as MasterRecipes
    from isa95mom.model.batch_record import OrderedData as OrderedData
    from isa95mom.model.batch_record import PersonnelIdentification as PersonnelIdentification
    from isa95mom.model.batch_record import PersonnelIdentificationManifest as PersonnelIdentificationManifest
    from isa95mom.model.batch_record import RecipeElementRecord as RecipeElementRecord
    from isa95mom.model.batch_record import RecipeElements as RecipeElements
    from isa95mom.model.batch_record import ResourceQualifications as ResourceQualifications
    from isa95mom.model.batch_record import ResourceQualificationsManifest as ResourceQualificationsManifest
    from isa95mom.model.batch_record import Sample as Sample
    from isa95mom.model.batch_record import Samples as Samples
    from isa95mom.model.batch_record import SampleTest as SampleTest
    from isa95mom.model.batch_record import SampleTestResult as SampleTestResult
    from isa95mom.model.batch_record import SingleEvent as SingleEvent
    from isa95mom.model.batch_record import TagSpecification as TagSpecification
    from isa95mom.model.batch_record import TimeSpecification as TimeSpecification
    from isa95mom.model.batch_record import UserAttribute as UserAttribute
    from isa95mom.model.batch_record_entries import OperationsDefinitionRecord as OperationsDefinitionRecord
    from isa95mom.model.batch_record_entries import OperationsDefinitions as OperationsDefinitions
    from isa95mom.model.batch_record_entries import OperationsPerformanceRecord as OperationsPerformanceRecord
    from isa95mom.model.batch_record_entries import OperationsPerformances as OperationsPerformances
    from isa95mom.model.batch_record_entries import OperationsScheduleRecord as OperationsScheduleRecord
    from isa95mom.model.batch_record_entries import OperationsSchedules as OperationsSchedules
    from isa95mom.model.batch_record_entries import ProductDefinitionRecord as ProductDefinitionRecord
    from isa95mom.model.batch_record_entries import ProductDefinitions as ProductDefinitions
    from isa95mom.model.batch_record_entries import ProductionPerformanceRecord as ProductionPerformanceRecord
    from isa95mom.model.batch_record_entries import ProductionPerformances as ProductionPerformances
    from isa95mom.model.batch_record_entries import ProductionScheduleRecord as ProductionScheduleRecord
    from isa95mom.model.batch_record_entries import ProductionSchedules as ProductionSchedules
    from isa95mom.model.batch_record_entries import WorkDirectiveRecord as WorkDirectiveRecord
    from isa95mom.model.batch_record_entries import WorkDirectives as WorkDirectives
    from isa95mom.model.batch_record_entries import WorkMasterRecord as WorkMasterRecord
    from isa95mom.model.batch_record_entries import WorkMasters as WorkMasters
    from isa95mom.model.batch_record_entries import WorkPerformanceRecord as WorkPerformanceRecord
    from isa95mom.model.batch_record_entries import WorkPerformances as WorkPerformances
    from isa95mom.model.batch_record_entries import WorkScheduleRecord as WorkScheduleRecord
    from isa95mom.model.batch_record_entries import WorkSchedules as WorkSchedules
    from isa95mom.model.common import AnyContent as AnyContent
    from isa95mom.model.common import EquipmentAssetMapping as EquipmentAssetMapping
    from isa95mom.model.common import HierarchyScope as HierarchyScope
    from isa95mom.model.common import Parameter as Parameter
    from isa95mom.model.common import QuantityValue as QuantityValue
    from isa95mom.model.common import ResourceLocation as ResourceLocation
    from isa95mom.model.common import SegmentData as SegmentData
    from isa95mom.model.common import SegmentDependency as SegmentDependency
    from isa95mom.model.common import SpatialDefinition as SpatialDefinition
    from isa95mom.model.common import Value as Value
    from isa95mom.model.enumerations import AssemblyRelationship as AssemblyRelationship
    from isa95mom.model.enumerations import AssemblyType as AssemblyType
    from isa95mom.model.enumerations import CapabilityType as CapabilityType
    from isa95mom.model.enumerations import ClassPropertyType as ClassPropertyType
    from isa95mom.model.enumerations import DataType as DataType
    from isa95mom.model.enumerations import DefinitionType as DefinitionType
    from isa95mom.model.enumerations import Dependency as Dependency
    from isa95mom.model.enumerations import Disposition as Disposition
    from isa95mom.model.enumerations import EnterpriseFunction as EnterpriseFunction
    from isa95mom.model.enumerations import EquipmentLevel as EquipmentLevel
    from isa95mom.model.enumerations import ErrorType as ErrorType
    from isa95mom.model.enumerations import InformationObjectType as InformationObjectType
    from isa95mom.model.enumerations import JobOrderCommand as JobOrderCommand
    from isa95mom.model.enumerations import JobOrderDispatchStatus as JobOrderDispatchStatus
    from isa95mom.model.enumerations import MaterialUse as MaterialUse
    from isa95mom.model.enumerations import MOMFunction as MOMFunction
    from isa95mom.model.enumerations import OperationsEventExtension as OperationsEventExtension
    from isa95mom.model.enumerations import OperationsEventLevel as OperationsEventLevel
    from isa95mom.model.enumerations import OperationsEventType as OperationsEventType
    from isa95mom.model.enumerations import OperationsRecordAction as OperationsRecordAction
    from isa95mom.model.enumerations import OperationsType as OperationsType
    from isa95mom.model.enumerations import ProductionMethodology as ProductionMethodology
    from isa95mom.model.enumerations import RelationshipForm as RelationshipForm
    from isa95mom.model.enumerations import RelationshipType as RelationshipType
    from isa95mom.model.enumerations import RequestState as RequestState
    from isa95mom.model.enumerations import RequiredByRequestedSegmentResponse as RequiredByRequestedSegmentResponse
    from isa95mom.model.enumerations import ResourceLocationType as ResourceLocationType
    from isa95mom.model.enumerations import ResourceReferenceType as ResourceReferenceType
    from isa95mom.model.enumerations import ResponseState as ResponseState
    from isa95mom.model.enumerations import SpatialDefinitionFormat as SpatialDefinitionFormat
    from isa95mom.model.enumerations import Timing as Timing
    from isa95mom.model.enumerations import TransActionCode as TransActionCode
    from isa95mom.model.enumerations import TransactionNoun as TransactionNoun
    from isa95mom.model.enumerations import TransactionVerb as TransactionVerb
    from isa95mom.model.enumerations import TransConfirmationCode as TransConfirmationCode
    from isa95mom.model.enumerations import TransResponseCode as TransResponseCode
    from isa95mom.model.enumerations import Trend as Trend
    from isa95mom.model.enumerations import WorkType as WorkType
    from isa95mom.model.equipment import Equipment as Equipment
    from isa95mom.model.equipment import EquipmentClass as EquipmentClass
    from isa95mom.model.equipment import EquipmentClassProperty as EquipmentClassProperty
    from isa95mom.model.equipment import EquipmentInformation as EquipmentInformation
    from isa95mom.model.equipment import EquipmentProperty as EquipmentProperty
    from isa95mom.model.general_recipe import DirectedLink as DirectedLink
    from isa95mom.model.general_recipe import GRecipe as GRecipe
    from isa95mom.model.general_recipe import GRecipeFormula as GRecipeFormula
    from isa95mom.model.general_recipe import GRecipeHeader as GRecipeHeader
    from isa95mom.model.general_recipe import GRecipeInformation as GRecipeInformation
    from isa95mom.model.general_recipe import GRecipeMaterial as GRecipeMaterial
    from isa95mom.model.general_recipe import GRecipeMaterials as GRecipeMaterials
    from isa95mom.model.general_recipe import GROtherInformation as GROtherInformation
    from isa95mom.model.general_recipe import HeaderProperty as HeaderProperty
    from isa95mom.model.general_recipe import ProcedureChartElement as ProcedureChartElement
    from isa95mom.model.general_recipe import ProcessElement as ProcessElement
    from isa95mom.model.general_recipe import ProcessElementLibrary as ProcessElementLibrary
    from isa95mom.model.general_recipe import ProcessElementParameter as ProcessElementParameter
    from isa95mom.model.general_recipe import ResourceConstraint as ResourceConstraint
    from isa95mom.model.general_recipe import ResourceConstraintLibrary as ResourceConstraintLibrary
    from isa95mom.model.general_recipe import ResourceConstraintProperty as ResourceConstraintProperty
    from isa95mom.model.hierarchy import ContainmentRule as ContainmentRule
    from isa95mom.model.hierarchy import EquipmentHierarchy as EquipmentHierarchy
    from isa95mom.model.information_object import InformationObject as InformationObject
    from isa95mom.model.kpi_ml import KPIDefinition as KPIDefinition
    from isa95mom.model.kpi_ml import KPIInstance as KPIInstance
    from isa95mom.model.kpi_ml import KPIProperty as KPIProperty
    from isa95mom.model.kpi_ml import KPIRange as KPIRange
    from isa95mom.model.kpi_ml import KPITimeRange as KPITimeRange
    from isa95mom.model.kpi_ml import KPIValue as KPIValue
    from isa95mom.model.maintenance import MaintenanceInformation as MaintenanceInformation
    from isa95mom.model.maintenance import MaintenanceRequest as MaintenanceRequest
    from isa95mom.model.maintenance import MaintenanceResponse as MaintenanceResponse
    from isa95mom.model.maintenance import MaintenanceWorkOrder as MaintenanceWorkOrder
    from isa95mom.model.master_data_profile import ChannelTopic as ChannelTopic
    from isa95mom.model.master_data_profile import IDAndDescription as IDAndDescription
    from isa95mom.model.master_data_profile import MasterDataProfile as MasterDataProfile
    from isa95mom.model.master_data_profile import MasterDataProfileHeader as MasterDataProfileHeader
    from isa95mom.model.master_data_profile import MasterDataTransactionProfile as MasterDataTransactionProfile
    from isa95mom.model.master_data_profile import OtherEnumeration as OtherEnumeration
    from isa95mom.model.master_data_profile import ProfileEnumeration as ProfileEnumeration
    from isa95mom.model.material import MaterialClass as MaterialClass
    from isa95mom.model.material import MaterialClassProperty as MaterialClassProperty
    from isa95mom.model.material import MaterialDefinition as MaterialDefinition
    from isa95mom.model.material import MaterialDefinitionProperty as MaterialDefinitionProperty
    from isa95mom.model.material import MaterialInformation as MaterialInformation
    from isa95mom.model.material import MaterialLot as MaterialLot
    from isa95mom.model.material import MaterialLotProperty as MaterialLotProperty
    from isa95mom.model.material import MaterialSubLot as MaterialSubLot
    from isa95mom.model.message import LeafElement as LeafElement
    from isa95mom.model.message import Message as Message
    from isa95mom.model.message import Verb as Verb
    from isa95mom.model.operational_location import OperationalLocation as OperationalLocation
    from isa95mom.model.operational_location import OperationalLocationClass as OperationalLocationClass
    from isa95mom.model.operational_location import OperationalLocationClassProperty as OperationalLocationClassProperty
    from isa95mom.model.operational_location import OperationalLocationInformation as OperationalLocationInformation
    from isa95mom.model.operational_location import OperationalLocationProperty as OperationalLocationProperty
    from isa95mom.model.operations_capability import OperationsCapability as OperationsCapability
    from isa95mom.model.operations_capability import OperationsCapabilityInformation as OperationsCapabilityInformation
    from isa95mom.model.operations_capability import OperationsSegmentCapability as OperationsSegmentCapability
    from isa95mom.model.operations_capability import ProcessSegmentCapability as ProcessSegmentCapability
    from isa95mom.model.operations_definition import OperationsDefinition as OperationsDefinition
    from isa95mom.model.operations_definition import OperationsDefinitionInformation as OperationsDefinitionInformation
    from isa95mom.model.operations_definition import OperationsMaterialBill as OperationsMaterialBill
    from isa95mom.model.operations_definition import OperationsMaterialBillItem as OperationsMaterialBillItem
    from isa95mom.model.operations_definition import OperationsSegment as OperationsSegment
    from isa95mom.model.operations_event import OperationsEvent as OperationsEvent
    from isa95mom.model.operations_event import OperationsEventClass as OperationsEventClass
    from isa95mom.model.operations_event import OperationsEventClassProperty as OperationsEventClassProperty
    from isa95mom.model.operations_event import OperationsEventDefinition as OperationsEventDefinition
    from isa95mom.model.operations_event import OperationsEventDefinitionProperty as OperationsEventDefinitionProperty
    from isa95mom.model.operations_event import OperationsEventInformation as OperationsEventInformation
    from isa95mom.model.operations_event import OperationsEventProperty as OperationsEventProperty
    from isa95mom.model.operations_event import OperationsRecordEntryTemplate as OperationsRecordEntryTemplate
    from isa95mom.model.operations_event import OperationsRecordSpecTemplate as OperationsRecordSpecTemplate
    from isa95mom.model.operations_event import OperationsRecordTemplate as OperationsRecordTemplate
    from isa95mom.model.operations_performance import OperationsPerformance as OperationsPerformance
    from isa95mom.model.operations_performance import OperationsResponse as OperationsResponse
    from isa95mom.model.operations_performance import SegmentResponse as SegmentResponse
    from isa95mom.model.operations_schedule import OperationsRequest as OperationsRequest
    from isa95mom.model.operations_schedule import OperationsSchedule as OperationsSchedule
    from isa95mom.model.operations_schedule import SegmentRequirement as SegmentRequirement
    from isa95mom.model.operations_test import (
        EquipmentCapabilityTestSpecification as EquipmentCapabilityTestSpecification,
    )
    from isa95mom.model.operations_test import MaterialTestSpecification as MaterialTestSpecification
    from isa95mom.model.operations_test import OperationsTestInformation as OperationsTestInformation
    from isa95mom.model.operations_test import (
        PhysicalAssetCapabilityTestSpecification as PhysicalAssetCapabilityTestSpecification,
    )
    from isa95mom.model.operations_test import PropertyMeasurement as PropertyMeasurement
    from isa95mom.model.operations_test import QualificationTestSpecification as QualificationTestSpecification
    from isa95mom.model.operations_test import Result as Result
    from isa95mom.model.operations_test import TestedEquipmentClassProperty as TestedEquipmentClassProperty
    from isa95mom.model.operations_test import TestedEquipmentProperty as TestedEquipmentProperty
    from isa95mom.model.operations_test import TestedMaterialClassProperty as TestedMaterialClassProperty
    from isa95mom.model.operations_test import TestedMaterialDefinitionProperty as TestedMaterialDefinitionProperty
    from isa95mom.model.operations_test import TestedMaterialLotProperty as TestedMaterialLotProperty
    from isa95mom.model.operations_test import TestedPersonnelClassProperty as TestedPersonnelClassProperty
    from isa95mom.model.operations_test import TestedPersonProperty as TestedPersonProperty
    from isa95mom.model.operations_test import TestedPhysicalAssetClassProperty as TestedPhysicalAssetClassProperty
    from isa95mom.model.operations_test import TestedPhysicalAssetProperty as TestedPhysicalAssetProperty
    from isa95mom.model.operations_test import TestResult as TestResult
    from isa95mom.model.operations_test import TestSpecification as TestSpecification
    from isa95mom.model.operations_test import TestSpecificationCriteria as TestSpecificationCriteria
    from isa95mom.model.operations_test import TestSpecificationEvaluatedProperty as TestSpecificationEvaluatedProperty
    from isa95mom.model.operations_test import TestSpecificationProperty as TestSpecificationProperty
    from isa95mom.model.personnel import Person as Person
    from isa95mom.model.personnel import PersonnelClass as PersonnelClass
    from isa95mom.model.personnel import PersonnelClassProperty as PersonnelClassProperty
    from isa95mom.model.personnel import PersonnelInformation as PersonnelInformation
    from isa95mom.model.personnel import PersonProperty as PersonProperty
    from isa95mom.model.physical_asset import PhysicalAsset as PhysicalAsset
    from isa95mom.model.physical_asset import PhysicalAssetClass as PhysicalAssetClass
    from isa95mom.model.physical_asset import PhysicalAssetClassProperty as PhysicalAssetClassProperty
    from isa95mom.model.physical_asset import PhysicalAssetInformation as PhysicalAssetInformation
    from isa95mom.model.physical_asset import PhysicalAssetProperty as PhysicalAssetProperty
    from isa95mom.model.process_segment import EquipmentSegmentSpecification as EquipmentSegmentSpecification
    from isa95mom.model.process_segment import (
        EquipmentSegmentSpecificationProperty as EquipmentSegmentSpecificationProperty,
    )
    from isa95mom.model.process_segment import MaterialSegmentSpecification as MaterialSegmentSpecification
    from isa95mom.model.process_segment import (
        MaterialSegmentSpecificationProperty as MaterialSegmentSpecificationProperty,
    )
    from isa95mom.model.process_segment import PersonnelSegmentSpecification as PersonnelSegmentSpecification
    from isa95mom.model.process_segment import (
        PersonnelSegmentSpecificationProperty as PersonnelSegmentSpecificationProperty,
    )
    from isa95mom.model.process_segment import PhysicalAssetSegmentSpecification as PhysicalAssetSegmentSpecification
    from isa95mom.model.process_segment import (
        PhysicalAssetSegmentSpecificationProperty as PhysicalAssetSegmentSpecificationProperty,
    )
    from isa95mom.model.process_segment import ProcessSegment as ProcessSegment
    from isa95mom.model.process_segment import ProcessSegmentInformation as ProcessSegmentInformation
    from isa95mom.model.product_definition import ManufacturingBill as ManufacturingBill
    from isa95mom.model.product_definition import ProductDefinition as ProductDefinition
    from isa95mom.model.product_definition import ProductInformation as ProductInformation
    from isa95mom.model.product_definition import ProductSegment as ProductSegment
    from isa95mom.model.production import ConsumableActual as ConsumableActual
    from isa95mom.model.production import ConsumableActualProperty as ConsumableActualProperty
    from isa95mom.model.production import ConsumableExpectedRequirement as ConsumableExpectedRequirement
    from isa95mom.model.production import ConsumableExpectedRequirementProperty as ConsumableExpectedRequirementProperty
    from isa95mom.model.production import MaterialConsumedActual as MaterialConsumedActual
    from isa95mom.model.production import MaterialConsumedActualProperty as MaterialConsumedActualProperty
    from isa95mom.model.production import MaterialConsumedRequirement as MaterialConsumedRequirement
    from isa95mom.model.production import MaterialConsumedRequirementProperty as MaterialConsumedRequirementProperty
    from isa95mom.model.production import MaterialProducedActual as MaterialProducedActual
    from isa95mom.model.production import MaterialProducedActualProperty as MaterialProducedActualProperty
    from isa95mom.model.production import MaterialProducedRequirement as MaterialProducedRequirement
    from isa95mom.model.production import MaterialProducedRequirementProperty as MaterialProducedRequirementProperty
    from isa95mom.model.production import ProductionCapability as ProductionCapability
    from isa95mom.model.production import ProductionData as ProductionData
    from isa95mom.model.production import ProductionParameter as ProductionParameter
    from isa95mom.model.production import ProductionPerformance as ProductionPerformance
    from isa95mom.model.production import ProductionRequest as ProductionRequest
    from isa95mom.model.production import ProductionResponse as ProductionResponse
    from isa95mom.model.production import ProductionSchedule as ProductionSchedule
    from isa95mom.model.production import ProductionSegmentRequirement as ProductionSegmentRequirement
    from isa95mom.model.production import ProductionSegmentResponse as ProductionSegmentResponse
    from isa95mom.model.recipe import ApprovalHistory as ApprovalHistory
    from isa95mom.model.recipe import BatchEquipmentRequirement as BatchEquipmentRequirement
    from isa95mom.model.recipe import Constraint as Constraint
    from isa95mom.model.recipe import ControlRecipe as ControlRecipe
    from isa95mom.model.recipe import Formula as Formula
    from isa95mom.model.recipe import FromID as FromID
    from isa95mom.model.recipe import Header as Header
    from isa95mom.model.recipe import IndividualApproval as IndividualApproval
    from isa95mom.model.recipe import Link as Link
    from isa95mom.model.recipe import MasterRecipe as MasterRecipe
    from isa95mom.model.recipe import ModificationLog as ModificationLog
    from isa95mom.model.recipe import OtherInformation as OtherInformation
    from isa95mom.model.recipe import ProcedureLogic as ProcedureLogic
    from isa95mom.model.recipe import RecipeBuildingBlock as RecipeBuildingBlock
    from isa95mom.model.recipe import RecipeElement as RecipeElement
    from isa95mom.model.recipe import Step as Step
    from isa95mom.model.recipe import ToID as ToID
    from isa95mom.model.recipe import Transition as Transition
    from isa95mom.model.resource_actual import EquipmentActual as EquipmentActual
    from isa95mom.model.resource_actual import EquipmentActualProperty as EquipmentActualProperty
    from isa95mom.model.resource_actual import MaterialActual as MaterialActual
    from isa95mom.model.resource_actual import MaterialActualProperty as MaterialActualProperty
    from isa95mom.model.resource_actual import PersonnelActual as PersonnelActual
    from isa95mom.model.resource_actual import PersonnelActualProperty as PersonnelActualProperty
    from isa95mom.model.resource_actual import PhysicalAssetActual as PhysicalAssetActual
    from isa95mom.model.resource_actual import PhysicalAssetActualProperty as PhysicalAssetActualProperty
    from isa95mom.model.resource_capability import EquipmentCapability as EquipmentCapability
    from isa95mom.model.resource_capability import EquipmentCapabilityProperty as EquipmentCapabilityProperty
    from isa95mom.model.resource_capability import MaterialCapability as MaterialCapability
    from isa95mom.model.resource_capability import MaterialCapabilityProperty as MaterialCapabilityProperty
    from isa95mom.model.resource_capability import PersonnelCapability as PersonnelCapability
    from isa95mom.model.resource_capability import PersonnelCapabilityProperty as PersonnelCapabilityProperty
    from isa95mom.model.resource_capability import PhysicalAssetCapability as PhysicalAssetCapability
    from isa95mom.model.resource_capability import PhysicalAssetCapabilityProperty as PhysicalAssetCapabilityProperty
    from isa95mom.model.resource_network import ResourceNetworkConnection as ResourceNetworkConnection
    from isa95mom.model.resource_network import (
        ResourceNetworkConnectionInformation as ResourceNetworkConnectionInformation,
    )
    from isa95mom.model.resource_network import ResourceNetworkConnectionType as ResourceNetworkConnectionType
    from isa95mom.model.resource_network import ResourceProperty as ResourceProperty
    from isa95mom.model.resource_network import ResourceReference as ResourceReference
    from isa95mom.model.resource_network import ResourceReferenceProperty as ResourceReferenceProperty
    from isa95mom.model.resource_network import ResourceRelationshipNetwork as ResourceRelationshipNetwork
    from isa95mom.model.resource_network import (
        ResourceRelationshipNetworkInformation as ResourceRelationshipNetworkInformation,
    )
    from isa95mom.model.resource_network import RNCProperty as RNCProperty
    from isa95mom.model.resource_network import RNCTypeProperty as RNCTypeProperty
    from isa95mom.model.resource_network import RRNProperty as RRNProperty
    from isa95mom.model.resource_requirement import EquipmentRequirement as EquipmentRequirement
    from isa95mom.model.resource_requirement import EquipmentRequirementProperty as EquipmentRequirementProperty
    from isa95mom.model.resource_requirement import MaterialRequirement as MaterialRequirement
    from isa95mom.model.resource_requirement import MaterialRequirementProperty as MaterialRequirementProperty
    from isa95mom.model.resource_requirement import PersonnelRequirement as PersonnelRequirement
    from isa95mom.model.resource_requirement import PersonnelRequirementProperty as PersonnelRequirementProperty
    from isa95mom.model.resource_requirement import PhysicalAssetRequirement as PhysicalAssetRequirement
    from isa95mom.model.resource_requirement import PhysicalAssetRequirementProperty as PhysicalAssetRequirementProperty
    from isa95mom.model.resource_specification import EquipmentSpecification as EquipmentSpecification
    from isa95mom.model.resource_specification import EquipmentSpecificationProperty as EquipmentSpecificationProperty
    from isa95mom.model.resource_specification import MaterialSpecification as MaterialSpecification
    from isa95mom.model.resource_specification import MaterialSpecificationProperty as MaterialSpecificationProperty
    from isa95mom.model.resource_specification import PersonnelSpecification as PersonnelSpecification
    from isa95mom.model.resource_specification import PersonnelSpecificationProperty as PersonnelSpecificationProperty
    from isa95mom.model.resource_specification import PhysicalAssetSpecification as PhysicalAssetSpecification
    from isa95mom.model.resource_specification import (
        PhysicalAssetSpecificationProperty as PhysicalAssetSpecificationProperty,
    )
    from isa95mom.model.transaction import BOD as BOD
    from isa95mom.model.transaction import ErrorMessage as ErrorMessage
    from isa95mom.model.transaction import SupportedAction as SupportedAction
    from isa95mom.model.transaction import TransAcknowledge as TransAcknowledge
    from isa95mom.model.transaction import TransActionCriteria as TransActionCriteria
    from isa95mom.model.transaction import TransactionProfile as TransactionProfile
    from isa95mom.model.transaction import TransApplicationArea as TransApplicationArea
    from isa95mom.model.transaction import TransCancel as TransCancel
    from isa95mom.model.transaction import TransChange as TransChange
    from isa95mom.model.transaction import TransChangeStatus as TransChangeStatus
    from isa95mom.model.transaction import TransConfirm as TransConfirm
    from isa95mom.model.transaction import TransGet as TransGet
    from isa95mom.model.transaction import TransProcess as TransProcess
    from isa95mom.model.transaction import TransReceiver as TransReceiver
    from isa95mom.model.transaction import TransRespond as TransRespond
    from isa95mom.model.transaction import TransResponseCriteria as TransResponseCriteria
    from isa95mom.model.transaction import TransSender as TransSender
    from isa95mom.model.transaction import TransShow as TransShow
    from isa95mom.model.transaction import TransSignature as TransSignature
    from isa95mom.model.transaction import TransStateChange as TransStateChange
    from isa95mom.model.transaction import TransSync as TransSync
    from isa95mom.model.transaction import TransUserArea as TransUserArea
    from isa95mom.model.work_alert import WorkAlert as WorkAlert
    from isa95mom.model.work_alert import WorkAlertDefinition as WorkAlertDefinition
    from isa95mom.model.work_alert import WorkAlertDefinitionProperty as WorkAlertDefinitionProperty
    from isa95mom.model.work_alert import WorkAlertInformation as WorkAlertInformation
    from isa95mom.model.work_alert import WorkAlertProperty as WorkAlertProperty
    from isa95mom.model.work_calendar import WorkCalendar as WorkCalendar
    from isa95mom.model.work_calendar import WorkCalendarDefinition as WorkCalendarDefinition
    from isa95mom.model.work_calendar import WorkCalendarDefinitionEntry as WorkCalendarDefinitionEntry
    from isa95mom.model.work_calendar import WorkCalendarDefinitionEntryProperty as WorkCalendarDefinitionEntryProperty
    from isa95mom.model.work_calendar import WorkCalendarDefinitionProperty as WorkCalendarDefinitionProperty
    from isa95mom.model.work_calendar import WorkCalendarEntry as WorkCalendarEntry
    from isa95mom.model.work_calendar import WorkCalendarEntryProperty as WorkCalendarEntryProperty
    from isa95mom.model.work_calendar import WorkCalendarInformation as WorkCalendarInformation
    from isa95mom.model.work_calendar import WorkCalendarProperty as WorkCalendarProperty
    from isa95mom.model.work_capability import WorkCapability as WorkCapability
    from isa95mom.model.work_capability import WorkCapabilityInformation as WorkCapabilityInformation
    from isa95mom.model.work_capability import WorkMasterCapability as WorkMasterCapability
    from isa95mom.model.work_definition import WorkDefinitionInformation as WorkDefinitionInformation
    from isa95mom.model.work_definition import WorkDirective as WorkDirective
    from isa95mom.model.work_definition import WorkMaster as WorkMaster
    from isa95mom.model.work_performance import JobResponse as JobResponse
    from isa95mom.model.work_performance import JobResponseList as JobResponseList
    from isa95mom.model.work_performance import WorkPerformance as WorkPerformance
    from isa95mom.model.work_performance import WorkResponse as WorkResponse
    from isa95mom.model.work_record import WorkRecord as WorkRecord
    from isa95mom.model.work_record import WorkRecordEntry as WorkRecordEntry
    from isa95mom.model.work_record import WorkRecordSpecification as WorkRecordSpecification
    from isa95mom.model.work_schedule import JobList as JobList
    from isa95mom.model.work_schedule import JobOrder as JobOrder
    from isa95mom.model.work_schedule import WorkRequest as WorkRequest
    from isa95mom.model.work_schedule import WorkSchedule as WorkSchedule
    from isa95mom.model.workflow import WorkflowSpecification as WorkflowSpecification
    from isa95mom.model.workflow import WorkflowSpecificationConnection as WorkflowSpecificationConnection
    from isa95mom.model.workflow import (
        WorkflowSpecificationConnectionProperty as WorkflowSpecificationConnectionProperty,
    )
    from isa95mom.model.workflow import WorkflowSpecificationConnectionType as WorkflowSpecificationConnectionType
    from isa95mom.model.workflow import (
        WorkflowSpecificationConnectionTypeProperty as WorkflowSpecificationConnectionTypeProperty,
    )
    from isa95mom.model.workflow import WorkflowSpecificationInformation as WorkflowSpecificationInformation
    from isa95mom.model.workflow import WorkflowSpecificationNode as WorkflowSpecificationNode
    from isa95mom.model.workflow import WorkflowSpecificationNodeProperty as WorkflowSpecificationNodeProperty
    from isa95mom.model.workflow import WorkflowSpecificationNodeType as WorkflowSpecificationNodeType
    from isa95mom.model.workflow import WorkflowSpecificationNodeTypeProperty as WorkflowSpecificationNodeTypeProperty
    from isa95mom.model.workflow import WorkflowSpecificationProperty as WorkflowSpecificationProperty
    from isa95mom.model.workflow import WorkflowSpecificationType as WorkflowSpecificationType
