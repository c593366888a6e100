"""Tests: specifications and results, and the four kinds of test specification that came before."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import DataType
from isa95mom.values.time import Duration

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope, Value


@element("OperationsTestInformationType")
class OperationsTestInformation(Noun):
    """Test specifications and test results, exchanged together. ISA-95 Part 2, operations test model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""


@element("TestSpecificationType")
class TestSpecification(Noun):
    """A test: what it examines, how often, on how large a sample, and by which criteria.

    ISA-95 Part 2, test specification.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_end_date: datetime | None = None
    """When the specification was published, by the name that the standard gives it. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    test_sample_size: Value | None = None
    """How much is to be sampled, with its unit. None where not stated."""
    recurrence_quantity: Value | None = None
    """After which amount the test is repeated, with its unit. None where it does not depend on an amount."""
    recurrence_time_interval: Duration | None = None
    """After which time the test is repeated. None where it does not depend on time."""
    physical_sample_required: bool | None = None
    """Whether a physical sample has to be taken. None where not stated."""
    children: Many[TestSpecification] = Many()
    """Tests that this one is made of."""
    properties: Many[TestSpecificationProperty] = Many()
    """Properties of the test, found by ID."""
    criteria: Many[TestSpecificationCriteria] = Many()
    """Rules by which the result is found."""
    evaluated_properties: Many[TestSpecificationEvaluatedProperty] = Many()
    """Properties that the test measures."""
    operations_test_requirement_id: str | None = None
    """Requirement that calls for the test, by ID. None where not stated."""
    testable_object_id: str | None = None
    """Object that is tested, by ID. None where not stated."""


@element("TestSpecificationPropertyType")
class TestSpecificationProperty(Noun):
    """A property of a test specification. ISA-95 Part 2, test specification property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[TestSpecificationProperty] = Many()
    """Properties nested in this one. Empty for a plain value."""


@element("TestSpecificationCriteriaType")
class TestSpecificationCriteria(Noun):
    """A rule that turns measured properties into the result of a test. ISA-95 Part 2, test criterion."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    sequences: Many[Decimal] = Many()
    """Order in which the criteria are applied, lowest first."""
    expressions: Many[str] = Many()
    """Conditions on the evaluated properties, in a language that the partners agree."""
    results: Many[str] = Many()
    """Result that holds where the expression is true, such as 'pass'."""
    evaluated_property_ids: Many[str] = Many()
    """Evaluated properties that the criterion judges, by ID."""


@element("TestSpecificationEvaluatedPropertyType")
class TestSpecificationEvaluatedProperty(Noun):
    """A property that a test measures and its criteria judge. ISA-95 Part 2, evaluated property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    test_specification_criteria_ids: Many[str] = Many()
    """Criteria that judge the property, by ID."""
    testable_object_property_ids: Many[str] = Many()
    """Property of the tested object, by ID."""
    work_definition_ids: Many[str] = Many()
    """Work definitions that tell how to measure the property, by ID."""


@element("TestResultType")
class TestResult(Noun):
    """The outcome of a test of an object, and how long it holds. ISA-95 Part 2, test result."""

    id: str | None = None
    """Identification of the test result; up to V0600 it names the test specification by convention. None where it has
    none.
    """
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    evaluation_date: datetime | None = wire(default=None, was="TestDateTime")
    """When the result was found. None where not stated."""
    results: Many[Result] = Many()
    """Outcomes with their units, in the form used up to V0600."""
    expiration: datetime | None = wire(default=None, was="ExpirationTime")
    """When the result stops being valid. None where it does not expire."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    testable_object_id: str | None = None
    """Object that was tested, by ID. None where the place of the result tells."""
    operations_test_requirement_id: str | None = None
    """Requirement that called for the test, by ID. None where not stated."""
    evaluated_criterion_result: str | None = None
    """Result by the criterion that applied, such as 'pass'. None where not judged."""
    children: Many[TestResult] = Many()
    """Results that this one is made of."""
    property_measurements: Many[PropertyMeasurement] = Many()
    """Measured values that the result rests on."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PropertyMeasurementType")
class PropertyMeasurement(Noun):
    """One measured value that a test result rests on. ISA-95 Part 2, property measurement."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    testable_object_property_ids: Many[str] = Many()
    """Property of the tested object, by ID."""
    measurement_date: datetime | None = None
    """When the value was measured. None where not stated."""
    value: Value | None = None
    """The value measured. None where the measurement failed."""
    expiration: datetime | None = None
    """When the measured value stops being valid. None where it does not expire."""
    work_definition_id: str | None = None
    """Work definition that the measurement followed, by ID. None where not stated."""


@element("ResultType")
class Result(Noun):
    """The outcome of a test with its unit, in the form used up to V0600. B2MML common types, result."""

    value_string: str | None = None
    """The outcome as text. None where it is unknown."""
    data_type: DataType | str | None = None
    """Data type by which the text is read. None where the partners know it."""
    unit_of_measure: str | None = None
    """Unit as a code, commonly of UN/ECE Recommendation 20. None for a number without unit or where it is agreed."""
    key: str | None = None
    """Tells several quantities of the same thing apart, such as count and weight. None where there is only one."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("QualificationTestSpecificationType")
class QualificationTestSpecification(Noun):
    """A test that shows whether persons are qualified.

    ISA-95 Part 2, qualification test specification; B2MML up to V0600.
    """

    id: str = wire(was="Name")
    """Identification of the test, in versions that have one beside the name."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    tested_person_properties: Many[TestedPersonProperty] = Many()
    """Properties of persons that the test examines."""
    tested_personnel_class_properties: Many[TestedPersonnelClassProperty] = Many()
    """Properties of personnel classes that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedPersonPropertyType")
class TestedPersonProperty(Noun):
    """The property of a person that a qualification test examines.

    ISA-95 Part 2, qualification test specification; B2MML up to V0600.
    """

    person_id: str
    """Person tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedPersonnelClassPropertyType")
class TestedPersonnelClassProperty(Noun):
    """The property of a personnel class that a qualification test examines.

    ISA-95 Part 2, qualification test specification; B2MML up to V0600.
    """

    personnel_class_id: str
    """Personnel class tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("EquipmentCapabilityTestSpecificationType")
class EquipmentCapabilityTestSpecification(Noun):
    """A test that shows what equipment is capable of.

    ISA-95 Part 2, equipment capability test specification; B2MML up to V0600.
    """

    name: str
    """Name by which the test is referred to."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    tested_equipment_properties: Many[TestedEquipmentProperty] = Many()
    """Properties of equipment that the test examines."""
    tested_equipment_class_properties: Many[TestedEquipmentClassProperty] = Many()
    """Properties of equipment classes that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedEquipmentPropertyType")
class TestedEquipmentProperty(Noun):
    """The property of a piece of equipment that a capability test examines.

    ISA-95 Part 2, equipment capability test specification; B2MML up to V0600.
    """

    equipment_id: str
    """Equipment tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedEquipmentClassPropertyType")
class TestedEquipmentClassProperty(Noun):
    """The property of an equipment class that a capability test examines.

    ISA-95 Part 2, equipment capability test specification; B2MML up to V0600.
    """

    equipment_class_id: str
    """Equipment class tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PhysicalAssetCapabilityTestSpecificationType")
class PhysicalAssetCapabilityTestSpecification(Noun):
    """A test that shows what a physical asset is capable of.

    ISA-95 Part 2, physical asset capability test specification; B2MML up to V0600.
    """

    name: str
    """Name by which the test is referred to."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    tested_physical_asset_properties: Many[TestedPhysicalAssetProperty] = Many()
    """Properties of physical assets that the test examines."""
    tested_physical_asset_class_properties: Many[TestedPhysicalAssetClassProperty] = Many()
    """Properties of physical asset classes that the test examines."""


@element("TestedPhysicalAssetPropertyType")
class TestedPhysicalAssetProperty(Noun):
    """The property of a physical asset that a capability test examines.

    ISA-95 Part 2, physical asset capability test specification; B2MML up to V0600.
    """

    physical_asset_id: str
    """Physical asset tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""


@element("TestedPhysicalAssetClassPropertyType")
class TestedPhysicalAssetClassProperty(Noun):
    """The property of a physical asset class that a capability test examines.

    ISA-95 Part 2, physical asset capability test specification; B2MML up to V0600.
    """

    physical_asset_class_id: str
    """Physical asset class tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""


@element("MaterialTestSpecificationType", "QAMaterialTestSpecificationType")
class MaterialTestSpecification(Noun):
    """A test of a property of material. ISA-95 Part 2, material test specification; B2MML V0500 and V0600."""

    name: str
    """Name by which the test is referred to."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    tested_material_class_properties: Many[TestedMaterialClassProperty] = Many()
    """Properties of material classes that the test examines."""
    tested_material_definition_properties: Many[TestedMaterialDefinitionProperty] = Many()
    """Properties of material definitions that the test examines."""
    tested_material_lot_properties: Many[TestedMaterialLotProperty] = Many()
    """Properties of lots that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedMaterialClassPropertyType")
class TestedMaterialClassProperty(Noun):
    """The property of a material class that a test examines.

    ISA-95 Part 2, material test specification; B2MML up to V0600.
    """

    material_class_id: str
    """Material class tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedMaterialDefinitionPropertyType")
class TestedMaterialDefinitionProperty(Noun):
    """The property of a material definition that a test examines.

    ISA-95 Part 2, material test specification; B2MML up to V0600.
    """

    material_definition_id: str
    """Material definition tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("TestedMaterialLotPropertyType")
class TestedMaterialLotProperty(Noun):
    """The property of a lot that a test examines. ISA-95 Part 2, material test specification; B2MML up to V0600."""

    material_lot_id: str
    """Lot tested, by ID."""
    property_id: str
    """ID of the property that the test examines."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
