"""Physical assets, the things that fill an equipment role, and their classes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import ClassPropertyType

if TYPE_CHECKING:
    from isa95mom.model.common import EquipmentAssetMapping, HierarchyScope, ResourceLocation, SpatialDefinition, Value
    from isa95mom.model.operations_test import PhysicalAssetCapabilityTestSpecification, TestResult, TestSpecification


@element("PhysicalAssetInformationType")
class PhysicalAssetInformation(Noun):
    """Physical assets, their classes and test specifications, exchanged together.

    ISA-95 Part 2, physical asset model.
    """

    id: str | None = None
    """Identification of the object, unique within the exchange; not a key across exchanges. None where it has none."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    physical_assets: Many[PhysicalAsset] = Many()
    """Physical assets."""
    physical_asset_classes: Many[PhysicalAssetClass] = Many()
    """Physical asset classes."""
    physical_asset_capability_test_specifications: Many[PhysicalAssetCapabilityTestSpecification] = Many()
    """Capability tests of physical assets."""
    test_specifications: Many[TestSpecification] = Many()
    """Test specifications."""


@element("PhysicalAssetClassType")
class PhysicalAssetClass(Noun):
    """A group of physical assets of the same make or kind. ISA-95 Part 2, physical asset class."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    manufacturers: Many[str] = Many()
    """Names of the makers of assets of the class."""
    children: Many[PhysicalAssetClass] = Many()
    """Physical asset classes contained in this one."""
    properties: Many[PhysicalAssetClassProperty] = Many()
    """Properties of the physical asset class, found by ID."""
    base_ids: Many[str] = Many()
    """Classes that this one specializes and takes its properties from, by ID."""
    physical_asset_source_ids: Many[str] = Many(was="PhysicalAssetID")
    """Assets that belong to the class, by ID."""
    test_specification_ids: Many[str] = Many(was="PhysicalAssetCapabilityTestSpecificationID")
    """Tests that apply to the object, by ID."""


@element("PhysicalAssetClassPropertyType")
class PhysicalAssetClassProperty(Noun):
    """A property that the members of a physical asset class have. ISA-95 Part 2, physical asset class property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    property_type: ClassPropertyType | str | None = None
    """Whether the class fixes the value, each instance gives it, or the value is a default. None where not stated."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[PhysicalAssetClassProperty] = Many(was="PhysicalAssetClassProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="PhysicalAssetCapabilityTestSpecificationID")
    """Capability tests that apply, by ID."""


@element("PhysicalAssetType")
class PhysicalAsset(Noun):
    """A physical piece of equipment with its own identity and value, whatever role it fills.

    ISA-95 Part 2, physical asset.
    """

    id: str
    """Identification of the asset, kept through its life whatever role it fills."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    version: str | None = None
    """Version of the object with this ID. None where versions are not kept."""
    published_date: datetime | None = None
    """When the object was published or created. None where not stated."""
    effective_start_date: datetime | None = None
    """When the object becomes valid. None where no start is stated."""
    effective_end_date: datetime | None = None
    """When the object stops being valid. None where it stays valid until further notice."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    physical_location_id: str | None = wire(default=None, name="PhysicalLocation")
    """Where the asset is, by ID, as versions up to V0600 tell it. None where not stated."""
    fixed_asset_id: str | None = None
    """Number under which accounting carries the asset. None where it is not carried."""
    vendor_id: str | None = None
    """Vendor's identification of the asset, such as its serial number. None where not known."""
    spatial_definition: SpatialDefinition | None = None
    """Geometry of the object's place or extent. None where not stated."""
    physical_location: ResourceLocation | None = None
    """Where the asset physically is. None where not stated."""
    equipment_level: HierarchyScope | None = None
    """Place in the equipment hierarchy where the asset is in use. None where not stated."""
    equipment_asset_mappings: Many[EquipmentAssetMapping] = Many()
    """Equipment roles that the asset filled, each with its period."""
    properties: Many[PhysicalAssetProperty] = Many()
    """Properties of the physical asset, found by ID."""
    children: Many[PhysicalAsset] = Many(was="PhysicalAsset")
    """Assets built into this one."""
    physical_asset_class_ids: Many[str] = Many()
    """Classes the asset belongs to, by ID. Empty where none is stated."""
    test_specification_ids: Many[str] = Many(was="PhysicalAssetCapabilityTestSpecificationID")
    """Tests that apply to the object, by ID."""


@element("PhysicalAssetPropertyType")
class PhysicalAssetProperty(Noun):
    """A property of a physical asset. ISA-95 Part 2, physical asset property."""

    id: str
    """Name of the property, unique within the object that has it."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    values: Many[Value] = Many()
    """Values of the property. Empty where it has none, or only nested ones."""
    children: Many[PhysicalAssetProperty] = Many(was="PhysicalAssetProperty")
    """Properties nested in this one. Empty for a plain value."""
    test_specification_ids: Many[str] = Many(name="PhysicalAssetCapabilityTestSpecificationID")
    """Capability tests that apply, by ID."""
    test_results: Many[TestResult] = Many()
    """Results of tests."""
    physical_asset_class_property_id: str | None = None
    """Property of the physical asset class that this one gives a value to. None where it stands alone."""
