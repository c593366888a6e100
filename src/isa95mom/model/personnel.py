"""People and their classes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import ClassPropertyType

if TYPE_CHECKING:
    from isa95mom.model.common import AnyContent, HierarchyScope, ResourceLocation, SpatialDefinition, Value
    from isa95mom.model.operations_test import QualificationTestSpecification, TestResult, TestSpecification


@element("PersonnelInformationType")
class PersonnelInformation(Noun):
    """Persons, personnel classes and their test specifications, exchanged together. ISA-95 Part 2, personnel model."""

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    persons: Many[Person] = Many()
    """Persons."""
    personnel_classes: Many[PersonnelClass] = Many()
    """Personnel classes."""
    qualification_test_specifications: Many[QualificationTestSpecification] = Many()
    """Qualification tests of persons."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonnelClassType")
class PersonnelClass(Noun):
    """A group of persons with like characteristics for planning and assignment, such as welders.

    ISA-95 Part 2, personnel class.
    """

    id: str
    """Identification of the class, such as a trade or a role."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    properties: Many[PersonnelClassProperty] = Many()
    """Properties of the personnel class, found by ID."""
    person_source_ids: Many[str] = Many(was="PersonID")
    """Persons who belong to the class, by ID."""
    test_specification_ids: Many[str] = Many(was="QualificationTestSpecificationID")
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonnelClassPropertyType")
class PersonnelClassProperty(Noun):
    """A property that the members of a personnel class have. ISA-95 Part 2, personnel class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[PersonnelClassProperty] = Many(was="PersonnelClassProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="QualificationTestSpecificationID")
    """Qualification tests that apply, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonType")
class Person(Noun):
    """A named individual who can be assigned to work. ISA-95 Part 2, person."""

    id: str
    """Identification of the person, such as a badge or personnel number."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    location: HierarchyScope | None = None
    """Place in the equipment hierarchy, called the hierarchy scope in later versions. None where not stated."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the person joined or the entry becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the person left or the entry stops being valid. None where it stays valid."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    name: str | None = None
    """Name of the person as written. None where only the ID is known."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    operational_location: ResourceLocation | None = None
    """Where the person works or is. None where not stated."""
    properties: Many[PersonProperty] = Many()
    """Skills, certificates and other properties, found by ID."""
    personnel_class_ids: Many[str] = Many()
    """Classes the person belongs to, by ID. Empty where none is stated."""
    test_specification_ids: Many[str] = Many(was="QualificationTestSpecificationID")
    """Tests that apply to the object, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("PersonPropertyType")
class PersonProperty(Noun):
    """A property of a person, such as a skill, a certificate or a limit. ISA-95 Part 2, person property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[PersonProperty] = Many(was="PersonProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="QualificationTestSpecificationID")
    """Qualification tests that apply, by ID."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    personnel_class_property_id: str | None = None
    """Property of the personnel class that this one gives a value to. None where it stands alone."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""
