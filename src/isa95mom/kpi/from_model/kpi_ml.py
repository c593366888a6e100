"""KPI-ML: definitions, instances and values of indicators as its nouns, and back.

KPI-ML V01 says less than its documentation: limits and values are decimals, times are date-times, and the words
``Other`` and ``R/P1D`` are not valid. What is written here is valid; what is read may be as the documentation has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

from isa95mom import model
from isa95mom.errors import Isa95Error, Problem
from isa95mom.kpi.errors import FormulaError, KpiError, UnknownKpiError
from isa95mom.kpi.kinds import KPIDefinition, Timing, Trend
from isa95mom.kpi.registry import NAMED, define, definition, definitions
from isa95mom.kpi.result import KPIResult
from isa95mom.kpi.terms import Terms
from isa95mom.nouns.place import identification

TRENDS = {Trend.HIGHER: "Higher-is-better", Trend.LOWER: "Lower-is-better"}
PERIODS = ("day", "week", "month")
"""The keys of terms that are times."""
RESOURCES = {"equipment": "Equipment", "product": "Material Definition"}
"""The type of resource that a key of terms is; levels of the hierarchy are equipment."""
NO_RESOURCES = ("order", "reason", "shift", "hour")
TIMINGS = {Timing.REAL_TIME: "Real-time", Timing.PERIODICALLY: "Periodically", Timing.ON_DEMAND: "On-demand"}


def fixed(value: Decimal) -> Decimal:
    """A decimal as XML Schema has it: without an exponent."""
    return Decimal(f"{value:f}")


# -- out --------------------------------------------------------------------------------------------------------------


def to_definition(kpi: str | KPIDefinition) -> model.KPIDefinition:
    """An indicator as a definition of KPI-ML. Raises `UnknownKpiError` where nothing goes by that name."""
    found = definition(kpi)
    return model.KPIDefinition(id=found.symbol, uses_kpi_definition_ids=_uses(found), **_facts(found))


def to_instance(kpi: str | KPIDefinition, id: str, resources: Mapping[str, str], **names: str) -> model.KPIInstance:
    """An indicator of certain resources as an instance of KPI-ML.

    `resources` are identifications by the type of the resource, ``{"Equipment": "F1"}``.
    """
    found = definition(kpi)
    references = [
        model.ResourceReference(id=f"{of} {which}", resource_type=of, resource_id=which)
        for of, which in resources.items()
    ]
    return model.KPIInstance(
        id=id, kpi_definition_id=found.symbol, resource_references=references, **(_facts(found) | names)
    )


def _facts(found: KPIDefinition) -> dict[str, Any]:
    unit = found.shown or found.unit
    factor = Decimal(100) if unit == "%" else Decimal(1)
    limits = [None if limit is None else fixed(limit * factor) for limit in (found.lower, found.upper)]
    known = unit == "%" or unit == found.unit
    ranges = [model.KPIRange(id="Range", lower_limit=limits[0], upper_limit=limits[1])] if known else []
    return {
        "descriptions": [found.text] if found.text else [],
        "names": [found.name],
        "scopes": list(found.objects),
        "formula": found.formula,
        "unit_of_measure": unit,
        "ranges": ranges,
        "trend": None if found.trend is None else TRENDS[found.trend],
        "timings": [TIMINGS[timing] for timing in found.timing],
        "audiences": list(found.audience),
        "production_methodologies": [each.capitalize() for each in found.methodology],
        "notes": [*found.notes, *([f"Definition: {found.edition}"] if found.edition else [])],
    }


def _uses(found: KPIDefinition) -> list[str]:
    symbols = {kpi.symbol for kpi in definitions()}
    return [name for name in found.uses if name in symbols]


def to_value(result: KPIResult, id: str, *, instance: str | None = None) -> model.KPIValue:
    """A result as a value of KPI-ML: with its terms as properties, in the unit in which people read it.

    A result without a value has none there, and the reason as a description.
    """
    unit = result.kpi.shown or result.unit
    value = result.in_unit(unit)
    told = [str(result)] if result.value is not None else [f"{result.reason}: {result.detail}"]
    properties = [
        model.KPIProperty(
            id=name, descriptions=[result.term_units[name]] if name in result.term_units else [], value=fixed(term)
        )
        for name, term in result.terms.items()
    ]
    window = result.window
    return model.KPIValue(
        id=id,
        descriptions=[*told, *(f"flag: {flag}" for flag in result.flags)],
        names=[result.kpi.name],
        time_range=None if window is None else model.KPITimeRange(start_time=window[0], end_time=window[1]),
        value=None if value is None else fixed(value),
        unit_of_measure=unit,
        kpi_instance_id=instance,
        properties=properties,
    )


@frozen(slots=True)
class Exchange:
    """What KPI-ML says of a table of indicators: what they are, what they are of, and what they came to."""

    definitions: tuple[model.KPIDefinition, ...]
    """The indicators, and those that they are made of."""
    instances: tuple[model.KPIInstance, ...]
    """Each indicator of each piece of equipment, product, order, shift ..."""
    values: tuple[model.KPIValue, ...]
    """What it came to, by row; each with its own time."""


def of_terms(terms: Terms, kpis: Iterable[NAMED]) -> Exchange:
    """Indicators of every row of terms as definitions, instances and values of KPI-ML that refer to one another.

    Days, weeks and months are times of values; all other keys tell instances apart. Raises `UnknownKpiError`, and
    `TermError` where an indicator needs what the terms do not have.
    """
    wanted = {found.symbol: found for found in map(definition, kpis)}
    known = dict(wanted)
    for found in definitions():  # what is used is used by what comes with the library
        known.setdefault(found.symbol, found)
    needed = list(wanted)
    for symbol in needed:
        needed += [used for used in _uses(known[symbol]) if used not in needed]
    instances: dict[str, model.KPIInstance] = {}
    values = []
    for symbol, kpi in wanted.items():
        for keys, result in zip(terms.objects(), terms.results(kpi), strict=True):
            lasting = {name: value for name, value in keys.items() if name not in PERIODS}
            instance = _of(symbol, lasting)
            if instance not in instances:
                instances[instance] = _instance(kpi, instance, lasting, wanted)
            values.append(to_value(result, _of(symbol, keys), instance=instance))
    return Exchange(tuple(to_definition(known[symbol]) for symbol in needed), tuple(instances.values()), tuple(values))


def _instance(kpi: KPIDefinition, id: str, keys: Mapping[str, Any], wanted: Iterable[str]) -> model.KPIInstance:
    resources = {name: value for name, value in keys.items() if value is not None and name not in NO_RESOURCES}
    made = to_instance(kpi, id, {})
    made.resource_references = [
        model.ResourceReference(id=name, resource_type=RESOURCES.get(name, "Equipment"), resource_id=str(value))
        for name, value in resources.items()
    ]
    made.descriptions = [*made.descriptions, *(f"{key}: {keys[key]}" for key in NO_RESOURCES if key in keys)]
    made.uses_kpi_instance_ids = [_of(used, keys) for used in _uses(kpi) if used in wanted]
    return made


def _of(symbol: str, keys: Mapping[str, Any]) -> str:
    """An identification: ``OEE of F1, 2026-03-02``."""
    told = ", ".join("not stated" if value is None else str(value) for value in keys.values())
    return f"{symbol} of {told}" if told else symbol


# -- in ---------------------------------------------------------------------------------------------------------------


@frozen(slots=True)
class Read:
    """What definitions of KPI-ML are here, and what could not be taken over."""

    definitions: tuple[KPIDefinition, ...] = ()
    findings: tuple[Problem, ...] = field(factory=tuple)


def from_definitions(nouns: Iterable[model.KPIDefinition]) -> Read:
    """The indicators that definitions of KPI-ML define, to be used wherever one of the library's is.

    Definitions of the library's own come back as those. A formula that cannot be read, or names what nobody knows, is a
    finding; so is a trend or a timing that is not of the schema.
    """
    found: list[KPIDefinition] = []
    findings: list[Problem] = []
    for noun in nouns:
        made = _definition(noun, findings)
        if made is not None:
            found.append(made)
    return Read(tuple(found), tuple(findings))


def _definition(noun: model.KPIDefinition, findings: list[Problem]) -> KPIDefinition | None:
    id = identification(noun.id)
    path = f"/KPIDefinition[{id}]" if id else "/KPIDefinition"

    def note(code: str, message: str) -> None:
        findings.append(Problem(path, None, code, message, "warning"))

    try:
        known = definition(id or "")
    except UnknownKpiError:
        known = None
    if known is not None and identification(noun.formula) in (None, known.formula):
        return known
    formula = identification(noun.formula) or _in_properties(noun)
    if id is None or formula is None:
        note("no-formula", "it has no identification or no formula; it cannot be worked out here")
        return None
    symbol = re.sub(r"\W", "_", id)
    symbol = symbol if symbol[0].isalpha() else f"_{symbol}"
    unit = identification(noun.unit_of_measure)
    try:
        made = define(symbol, formula, name=next(iter(map(str, noun.names)), id), unit=unit)
    except (FormulaError, KpiError, Isa95Error) as error:
        note("formula-not-read", f"its formula cannot be worked out here: {error}")
        return None
    factor = Decimal(100) if unit == "%" else Decimal(1)
    limits = next(iter(noun.ranges), None)
    trend = next((ours for ours, theirs in TRENDS.items() if theirs == noun.trend), None)
    if noun.trend is not None and trend is None:
        note("unknown-trend", f"the trend {str(noun.trend)!r} is not one of {', '.join(TRENDS.values())}")
    timing = []
    for theirs in noun.timings:
        ours = next((each for each, name in TIMINGS.items() if name == theirs), None)
        if ours is None:
            note("unknown-timing", f"the timing {str(theirs)!r} is not one of {', '.join(TIMINGS.values())}")
        else:
            timing.append(ours)
    return evolve(
        made,
        text=" ".join(map(str, noun.descriptions)),
        objects=tuple(map(str, noun.scopes)),
        lower=None if limits is None or limits.lower_limit is None else limits.lower_limit / factor,
        upper=None if limits is None or limits.upper_limit is None else limits.upper_limit / factor,
        trend=trend,
        timing=tuple(timing),
        audience=tuple(map(str, noun.audiences)),
        methodology=tuple(str(each).lower() for each in noun.production_methodologies),
        notes=tuple(map(str, noun.notes)),
        edition="KPI-ML",
    )


def _in_properties(noun: model.KPIDefinition) -> str | None:
    """A formula that stands in a property, as the documentation of KPI-ML has it."""
    for each in noun.properties:
        if identification(each.id) == "Formula":
            return next((text for text in map(str, each.descriptions) if text.strip()), None)
    return None


def select(
    values: Iterable[model.KPIValue],
    *,
    id: str = "*",
    instance: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
) -> tuple[model.KPIValue, ...]:
    """The values that a GET asks for: by identification with ``*`` for anything, or of an instance and a time.

    A value belongs to a time where its own lies within it. KPI-ML V01, transaction rules.
    """
    pattern = re.compile(".*".join(map(re.escape, id.split("*"))))
    found = []
    for value in values:
        span = value.time_range
        begin, finish = (None, None) if span is None else (span.start_time, span.end_time)
        if not pattern.fullmatch(value.id or "") or (instance is not None and value.kpi_instance_id != instance):
            continue
        if start is not None and (begin is None or begin < start):
            continue
        if end is not None and (finish is None or finish > end):
            continue
        found.append(value)
    return tuple(found)
