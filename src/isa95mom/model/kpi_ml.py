"""Key performance indicators as KPI-ML exchanges them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from isa95mom.declare import Many, Noun, element
from isa95mom.model.enumerations import ProductionMethodology, Timing, Trend
from isa95mom.values.text import Binary

if TYPE_CHECKING:
    from isa95mom.model.resource_network import ResourceReference


@element("KPIDefinitionType")
class KPIDefinition(Noun):
    """A key performance indicator as such: formula, unit, range and purpose, bound to no resource.

    KPI-ML V01; ISO 22400.
    """

    id: str | None = None
    """Identification of the KPI definition. None: unknown, or any, in a query."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    names: Many[str] = Many()
    """The name by which people know it."""
    scopes: Many[str] = Many()
    """The elements that the KPI suits, such as work unit, product or time period."""
    formula: str | None = None
    """How the KPI is calculated, as text. None where not stated."""
    unit_of_measure: str | None = None
    """The unit of the values; ratios are stated in percent where it is %. None where not stated."""
    ranges: Many[KPIRange] = Many()
    """The limits of the values."""
    trend: Trend | str | None = None
    """Which direction is better. None: neither, or not stated."""
    timings: Many[Timing | str] = Many()
    """When the KPI is calculated: in real time, periodically or on demand."""
    time_ranges: Many[KPITimeRange] = Many()
    """The periods over which the KPI can be calculated."""
    audiences: Many[str] = Many()
    """The people the KPI is for, such as operators or managers."""
    production_methodologies: Many[ProductionMethodology | str] = Many()
    """The kinds of production the KPI suits. Empty: not stated."""
    effect_models: Many[Binary] = Many()
    """A picture of what influences the KPI, such as a cause and effect diagram."""
    notes: Many[str] = Many()
    """Further remarks, such as limits of use."""
    uses_kpi_definition_ids: Many[str] = Many()
    """The KPI definitions that this one is calculated from."""
    kpi_instance_ids: Many[str] = Many()
    """The instances of the definition."""
    properties: Many[KPIProperty] = Many()
    """Properties: named characteristics."""


@element("KPIInstanceType")
class KPIInstance(Noun):
    """A key performance indicator applied to given resources and times. KPI-ML V01; ISO 22400."""

    id: str | None = None
    """Identification of the KPI instance. None: unknown, or any, in a query."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    names: Many[str] = Many()
    """The name by which people know it."""
    scopes: Many[str] = Many()
    """The elements that the KPI is applied to, such as work unit, product or time period."""
    formula: str | None = None
    """How the KPI is calculated, as text. None: as its definition says."""
    unit_of_measure: str | None = None
    """The unit of the values; ratios are stated in percent where it is %. None: as its definition says."""
    ranges: Many[KPIRange] = Many()
    """The limits of the values. Empty: as its definition says."""
    resource_references: Many[ResourceReference] = Many()
    """The resources that the KPI is about."""
    trend: Trend | str | None = None
    """Which direction is better. None: neither, or not stated."""
    timings: Many[Timing | str] = Many()
    """When the KPI is calculated: in real time, periodically or on demand."""
    time_ranges: Many[KPITimeRange] = Many()
    """The periods over which the KPI is calculated."""
    audiences: Many[str] = Many()
    """The people the KPI is for, such as operators or managers."""
    production_methodologies: Many[ProductionMethodology | str] = Many()
    """The kinds of production the KPI suits. Empty: not stated."""
    effect_models: Many[Binary] = Many()
    """A picture of what influences the KPI, such as a cause and effect diagram."""
    notes: Many[str] = Many()
    """Further remarks, such as limits of use."""
    uses_kpi_instance_ids: Many[str] = Many()
    """The KPI instances that this one is calculated from."""
    kpi_definition_id: str | None = None
    """The KPI definition applied. None: not stated."""
    properties: Many[KPIProperty] = Many()
    """Properties: named characteristics."""


@element("KPIValueType")
class KPIValue(Noun):
    """One value of a KPI instance, for a time range. KPI-ML V01; ISO 22400."""

    id: str | None = None
    """Identification of the KPI value. None: unknown, or any, in a query."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    names: Many[str] = Many()
    """The name by which people know it."""
    time_range: KPITimeRange | None = None
    """The period that the value covers. None: not stated."""
    value: Decimal | None = None
    """The value, in its unit. None: it cannot be calculated, or is not known."""
    unit_of_measure: str | None = None
    """The unit of the value; ratios are stated in percent where it is %. None: as its instance says."""
    kpi_instance_id: str | None = None
    """The instance that the value belongs to. None: not stated."""
    properties: Many[KPIProperty] = Many()
    """Numbers that go with the value, such as the terms of its formula."""


@element("RangeType")
class KPIRange(Noun):
    """The lower and upper limit of a KPI's values, or of one band of them. KPI-ML V01; ISO 22400."""

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    lower_limit: Decimal | None = None
    """The lower limit, in the unit of the KPI. None: no lower limit."""
    upper_limit: Decimal | None = None
    """The upper limit, in the unit of the KPI. None: no upper limit."""


@element("TimeRangeType")
class KPITimeRange(Noun):
    """The period that a KPI covers. KPI-ML V01; ISO 22400."""

    start_time: datetime | None = None
    """When the period begins. None: the start is open."""
    end_time: datetime | None = None
    """When the period ends. None: the end is open."""
    recurrence: datetime | None = None
    """When the period recurs, as a point in time. None where not stated."""
    duration: datetime | None = None
    """How long the period lasts, as a point in time, which is what the schema says it is. None where not stated."""


@element("PropertyType")
class KPIProperty(Noun):
    """A named number that belongs to a KPI, such as a term of its formula; may hold further ones.

    KPI-ML V01; ISO 22400.
    """

    id: str
    """Identification, unique within its scope."""
    descriptions: Many[str] = Many()
    """Free text on what this is, in one or more languages."""
    value: Decimal | None = None
    """The number. None: it has none, or it cannot be calculated."""
    children: Many[KPIProperty] = Many(name="Property")
    """The parts of the property."""
