"""Objects that every information area uses: hierarchy scopes, values, parameters, locations, dependencies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from isa95mom.declare import Many, Noun, element, wire
from isa95mom.model.enumerations import (
    DataType,
    Dependency,
    EquipmentLevel,
    RequiredByRequestedSegmentResponse,
    ResourceLocationType,
    SpatialDefinitionFormat,
)
from isa95mom.values.number import format_decimal, parse_decimal
from isa95mom.values.time import parse_datetime


def parse_boolean(text: str) -> bool:
    """The truth value that `text` spells, as ``xs:boolean`` allows. Raises `ValueError` where it spells none."""
    try:
        return {"true": True, "1": True, "false": False, "0": False}[text.strip()]
    except KeyError:
        raise ValueError(f"{text!r} is not one of true, false, 1, 0") from None


def parse_number(text: str) -> Decimal:
    """The number that `text` spells, with an exponent or without. Raises `ValueError` where it spells none."""
    mantissa, exponent = re.fullmatch(r"(.*?)(?:[eE]([+-]?[0-9]{1,4}))?", text.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    try:
        return Decimal(parse_decimal(mantissa)).scaleb(int(exponent or 0))
    except ValueError:
        raise ValueError(f"{text!r} is not a decimal number") from None


EXACT = """
    Amount Measure Numeric Quantity decimal integer positiveInteger negativeInteger nonNegativeInteger
    nonPositiveInteger byte unsignedByte short unsignedShort int unsignedInt long unsignedLong
"""
READ: dict[str, Callable[[str], Decimal | bool | datetime | str]] = {
    **dict.fromkeys(EXACT.split(), parse_decimal),
    **dict.fromkeys(("float", "double"), parse_number),
    **dict.fromkeys(("boolean", "Indicator"), parse_boolean),
    **dict.fromkeys(("dateTime", "DateTime"), parse_datetime),
}
"""Data type -> how its text is read; every other data type stays text."""


@element("HierarchyScopeType", "LocationType")
class HierarchyScope(Noun):
    """A path through the equipment hierarchy, from the widest level named down to the one meant.

    ISA-95 Part 2, hierarchy scope.
    """

    equipment_id: str
    """ID of the equipment at this step of the path."""
    equipment_element_level: EquipmentLevel | str | None = None
    """Level of that equipment, by the name used in older versions. None where not stated."""
    equipment_level: EquipmentLevel | str | None = None
    """Level of that equipment, such as site or area. None where not stated."""
    child: HierarchyScope | None = wire(default=None, was=("HierarchyScope", "Location"))
    """Next narrower part of the path. None at its end."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("AnyType")
class AnyContent(Noun):
    """Content of any kind, for use between partners; what it holds is in `extensions`. B2MML V0401, any."""


@element("ValueType")
class Value(Noun):
    """A value with its data type and unit; several of them make a series. B2MML common types, value."""

    value_string: str | None = None
    """The value as text. None where it is unknown or not given."""
    data_type: DataType | str | None = None
    """Data type by which the text is read. None where the partners know it."""
    unit_of_measure: str | None = None
    """Unit as a code, commonly of UN/ECE Recommendation 20. None for a number without unit or where it is agreed."""
    key: str | None = None
    """Tells several values of the same property apart. None where there is only one."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""

    @property
    def value(self) -> Decimal | bool | datetime | str | None:
        """The value as `data_type` says: a number, a truth value, a date-time, else the text; None where there is none.

        Raises `ValueError` where `value_string` is not of that type.
        """
        return READ.get(self.data_type or "", str)(self.value_string) if self.value_string else self.value_string


@element("QuantityValueType")
class QuantityValue(Noun):
    """An amount with its unit. B2MML common types, quantity value."""

    quantity_string: str | None = None
    """The amount as text, exactly as sent. None where it is unknown or not given."""
    data_type: DataType | str | None = None
    """Data type by which the text is read. None where the partners know it."""
    unit_of_measure: str | None = None
    """Unit as a code, commonly of UN/ECE Recommendation 20. None for a number without unit or where it is agreed."""
    key: str | None = None
    """Tells several quantities of the same thing apart, such as count and weight. None where there is only one."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""

    @property
    def value(self) -> Decimal | None:
        """The quantity as an exact number, in `unit_of_measure`; None where the document states none.

        Raises `ValueError` where `quantity_string` is not a number.
        """
        return parse_number(self.quantity_string) if self.quantity_string else None

    @value.setter
    def value(self, number: Decimal | int | None) -> None:
        self.quantity_string = None if number is None else format_decimal(Decimal(number))


@element("ParameterType")
class Parameter(Noun):
    """A named value handed to a segment or a job, such as a set point. ISA-95 Part 2, parameter."""

    id: str
    """Name of the parameter, unique within the segment or job."""
    values: Many[Value] = Many()
    """Values of the parameter. Empty where they are to be given later."""
    descriptions: Many[str] = Many()
    """Free text about the parameter."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    children: Many[Parameter] = Many(was="Parameter")
    """Parameters nested in this one."""
    parameter_specification_ids: Many[str] = Many()
    """Parameter specifications that this one gives a value to, by ID."""
    process_segment_parameter_ids: Many[str] = Many()
    """Parameters of the process segment that this one refers to, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("SegmentDependencyType")
class SegmentDependency(Noun):
    """How one segment follows, accompanies or excludes another in time. ISA-95 Part 2, segment dependency."""

    id: str
    """Identification of the object, unique within the exchange; not a key across exchanges."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    dependency: Dependency | str
    """Kind of dependency, such as start after end."""
    dependency_factors: Many[Value] = Many(was="TimingFactor")
    """Times or amounts that the dependency is stated with. Empty where it needs none."""
    product_segment_ids: Many[str] = Many()
    """Product segments that the dependency points to, by ID. Empty where it points to another kind of segment."""
    process_segment_ids: Many[str] = Many()
    """Process segments that the dependency points to, by ID. Empty where it points to another kind of segment."""
    segment_ids: Many[str] = Many()
    """Segment that the dependency points to, by ID."""
    any_content: Many[AnyContent] = Many(name="Any")
    """Further content that the partners agree, which only V0401 carries this way."""


@element("OpSegmentDataType")
class SegmentData(Noun):
    """A named value reported about a step, such as a measured temperature. ISA-95 Part 2, segment data."""

    id: str
    """Name of the value reported, unique within the response."""
    descriptions: Many[str] = Many()
    """Free text about the object, one entry per language or paragraph."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    values: Many[Value] = Many()
    """Values reported; several make a series."""
    children: Many[SegmentData] = Many(was="SegmentData")
    """Data nested in this one."""
    required_by_requested_segment_response: RequiredByRequestedSegmentResponse | str | None = None
    """Whether this has to be reported back, in a requested response. None elsewhere."""


@element("ResourceLocationType")
class ResourceLocation(Noun):
    """Where a resource is kept or found, given by reference or in words. ISA-95 Part 2, resource location."""

    location: str
    """The place, as an ID or in words."""
    location_type: ResourceLocationType | str
    """What kind of thing the location text names: a location ID, equipment, a person, an asset or plain words."""
    children: Many[ResourceLocation] = Many(name="LocationChild")
    """Narrower places inside this one."""


@element("SpatialDefinitionType")
class SpatialDefinition(Noun):
    """A geometric description of a place, an extent or a shape. ISA-95 Part 2, spatial definition."""

    value: str
    """The geometry, written in the format named."""
    format: SpatialDefinitionFormat | str
    """Notation of the geometry, such as WKT or GeoJSON."""
    srid: str | None = None
    """Identifier of the spatial reference system. None where it is agreed."""
    srid_authority: str | None = None
    """Authority that issues the reference system identifier, such as EPSG. None where it is agreed."""


@element("EquipmentAssetMappingType")
class EquipmentAssetMapping(Noun):
    """The period in which a physical asset fills an equipment role. ISA-95 Part 2, equipment asset mapping."""

    equipment_id: str
    """Role that is filled: the equipment, by ID."""
    physical_asset_id: str
    """Asset that fills the role, by ID."""
    hierarchy_scope: HierarchyScope | None = None
    """Part of the equipment hierarchy where the object is defined. None: wherever the exchange applies."""
    start_time: datetime | None = None
    """When the asset took the role. None where not known."""
    end_time: datetime | None = None
    """When the asset left the role. None while it fills it."""
