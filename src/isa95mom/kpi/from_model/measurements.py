"""Results of tests in documents: of lots and sublots, equipment, persons and physical assets, of any version.

Up to V0600 a result is stated in the property that was tested: its results are the measured values, or they judge the
value of the property. From V0700 on it is an object of its own, or stated with the resource that was used, and has
measurements of properties. On which equipment a lot was made is what a response of the same sources says that produced
it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import attrs
from attrs import evolve, frozen

from isa95mom import model
from isa95mom.check.structure import scope_ids
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.limits import Evaluated, evaluated
from isa95mom.kpi.from_model.settle import Found, settle
from isa95mom.kpi.measured import Measured
from isa95mom.model import EquipmentLevel, OperationsRecordAction
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.records import event_place, read_entry, read_record
from isa95mom.nouns.responses import ACTUALS, CAME_OUT, RESOURCES, several, used
from isa95mom.nouns.sources import Source, read_sources
from isa95mom.nouns.values import Amount, amount_of
from isa95mom.nouns.walk import Table, read_nothing

WIDE = (EquipmentLevel.ENTERPRISE, EquipmentLevel.SITE, EquipmentLevel.AREA)
"""The levels of the equipment hierarchy at which nothing is made: a scope that ends there names no equipment."""
KINDS: dict[type[Any], str] = {
    model.MaterialLot: "material lot",
    model.MaterialSubLot: "material sublot",
    model.Equipment: "equipment",
    model.Person: "person",
    model.PhysicalAsset: "physical asset",
}
OF_ACTUALS = {
    "equipment_actuals": "equipment",
    "personnel_actuals": "person",
    "physical_asset_actuals": "physical asset",
}


@frozen(slots=True, kw_only=True)
class Subject:
    """What a result is of, as far as its place tells."""

    kind: str | None = None
    object: str | None = None
    equipment: str | None = None
    order: str | None = None
    property: str | None = None
    """The property that holds the result."""
    test: str | None = None
    values: tuple[Any, ...] = ()
    """The values of that property."""


class Reading(Findings):
    """What was read so far."""

    def __init__(self, agreed: Agreement) -> None:
        super().__init__()
        self.agreed = agreed
        self.found: list[Found] = []
        self.evaluated: list[Evaluated] = []
        self.kinds: dict[str, set[str]] = {}
        """What kinds of object an identification is of."""
        self.products: dict[str, str] = {}
        """The material of lots."""
        self.tests: dict[str, set[str]] = {}
        """The test specifications that apply to objects."""
        self.made: dict[str, set[tuple[str | None, str | None]]] = {}
        """The equipment and the order of the responses that produced a lot."""

    def not_read(self, noun: Any) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-test", f"{type(noun).__name__} says nothing of results of tests"


def measurements_of(
    sources: Source | Iterable[Source], *, agreed: Agreement | None = None, lenient: bool = False
) -> Measured:
    """What B2MML documents or objects of any version state of results of tests, by characteristic.

    `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. `agreed`
    are the names that partners use; None are those of `Agreement`. A characteristic is measured in one unit, that of
    its first measurement; others are converted. What is no number, does not convert, has no time, is stated twice, or
    cannot be told is a finding with its place. Raises `DocumentError` where a document cannot be read.
    """
    reading = Reading(agreed or Agreement())
    read_sources(reading, NOUNS, sources, lenient)
    return settle(reading)


# -- objects and specifications ---------------------------------------------------------------------------------------


def read_object(reading: Reading, noun: Any, place: Place) -> None:
    """Read a lot, a piece of equipment, a person or an asset: what it is, and the results in its properties."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    who, kind = identification(noun.id), KINDS[type(noun)]
    if who is not None:
        reading.kinds.setdefault(who, set()).add(kind)
        reading.tests.setdefault(who, set()).update(named(noun.test_specification_ids))
        if product := identification(getattr(noun, "material_definition_id", None)):
            reading.products.setdefault(who, product)
    subject = Subject(kind=kind, object=who, order=place.order)
    waiting = [(each, "", place) for each in reversed(noun.properties)]
    while waiting:
        each, around, outer = waiting.pop()
        here, name = outer.of(each), around + (identification(each.id) or "")
        waiting.extend((child, f"{name}/", here) for child in reversed(each.children))
        tests = list(named(each.test_specification_ids))
        for result in each.test_results:
            own = identification(result.id)
            test = own if own in tests or len(tests) != 1 else tests[0]
            alone = tuple(each.values) if len(each.test_results) == 1 else ()
            read_result(reading, result, here, evolve(subject, property=name or None, test=test, values=alone))


def read_specification(reading: Reading, noun: model.TestSpecification, place: Place) -> None:
    """Read what a test evaluates, and between what limits."""
    reading.evaluated.extend(evaluated(reading, reading.agreed, noun, place))


def read_response(reading: Reading, noun: Any, place: Place) -> None:
    """Read on what equipment a response produced which lots, and the results of tests of its resources."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    own = list(used(noun, "equipment_actuals", "equipment_ids"))
    where = own[0] if len(own) == 1 else None if own else scope_equipment(noun)
    for field, use in ACTUALS:
        for actual in parts(getattr(noun, field, ()), "assembly_actuals"):
            about = [(lot, "material sublot") for lot in named(several(actual, "material_sub_lot_ids"))]
            about = about or [(lot, "material lot") for lot in named(several(actual, "material_lot_ids"))]
            materials = list(named(several(actual, "material_definition_ids")))
            for lot, kind in about:
                reading.kinds.setdefault(lot, set()).add(kind)
                if len(materials) == 1:
                    reading.products.setdefault(lot, materials[0])
                if (use or getattr(actual, "material_use", None)) in CAME_OUT:
                    reading.made.setdefault(lot, set()).add((where, place.order))
            _results(reading, actual, place, about, "material lot", where)
    for field, ids in RESOURCES:
        kind = OF_ACTUALS[field]
        for actual in parts(getattr(noun, field, ()), "children"):
            about = [(each, kind) for each in named(getattr(actual, ids))]
            _results(reading, actual, place, about, kind, where)


def parts(actuals: Iterable[Any], field: str) -> Iterator[Any]:
    """Actuals, and those that are parts of them."""
    waiting = list(actuals)[::-1]
    while waiting:
        actual = waiting.pop()
        yield actual
        waiting.extend(reversed(getattr(actual, field, ())))


def _results(
    reading: Reading, actual: Any, place: Place, about: list[tuple[str, str]], kind: str, where: str | None
) -> None:
    results = getattr(actual, "test_results", ())
    if not results:
        return
    here = place.of(actual)
    if len(about) > 1:
        message = f"it is of {', '.join(name for name, _ in about)}; of which of them the results are is not stated"
        reading.find(here, "several-objects", message)
    name, kind = about[0] if len(about) == 1 else (None, kind)
    for result in results:
        read_result(reading, result, here, Subject(kind=kind, object=name, equipment=where, order=place.order))


def scope_equipment(noun: Any) -> str | None:
    """The equipment in which a hierarchy scope ends; None where that is an area or wider."""
    scope = getattr(noun, "hierarchy_scope", None)
    while isinstance(scope, model.HierarchyScope) and scope.child is not None:
        scope = scope.child
    if not isinstance(scope, model.HierarchyScope) or (scope.equipment_level or scope.equipment_element_level) in WIDE:
        return None
    return scope_ids(noun)[-1]


# -- results ----------------------------------------------------------------------------------------------------------


def read_alone(reading: Reading, noun: model.TestResult, place: Place) -> None:
    """Read a test result that is an object of its own."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    read_result(reading, noun, None, Subject(order=place.order), place)


def read_result(
    reading: Reading, root: model.TestResult, around: Place | None, root_subject: Subject, own: Place | None = None
) -> None:
    """Read a test result and those that it is made of."""
    waiting = [(root, own or (around or Place("")).of(root), root_subject)]
    while waiting:
        noun, here, subject = waiting.pop()
        subject = evolve(
            subject,
            object=identification(noun.testable_object_id) or subject.object,
            kind=None if identification(noun.testable_object_id) not in (None, subject.object) else subject.kind,
            equipment=scope_equipment(noun) or subject.equipment,
        )
        _result(reading, noun, here, subject)
        waiting.extend((child, here.of(child), subject) for child in reversed(noun.children))


def _result(reading: Reading, noun: model.TestResult, here: Place, subject: Subject) -> None:
    find, agreed = reading.finder(here), reading.agreed
    time = reading.aware(noun, "evaluation_date", here) or here.effective
    expiration = reading.aware(noun, "expiration", here)
    words = [*agreed.passed, *agreed.failed]
    said = [identification(each.value_string) for each in noun.results]
    verdicts = list(dict.fromkeys([*named([noun.evaluated_criterion_result or ""]), *(s for s in said if s in words)]))
    if len(verdicts) > 1:
        find("several-verdicts", f"it says {' and '.join(verdicts)}; it does not judge then")
    verdict = verdicts[0] if len(verdicts) == 1 else None
    if verdict is not None and verdict not in words:
        find("unknown-verdict", f"whether {verdict!r} is a pass is not agreed")
    draft = Found(
        kind=subject.kind,
        object=subject.object,
        characteristic=None,
        equipment=subject.equipment,
        order=subject.order,
        test=subject.test,
        result=identification(noun.id),
        requirement=identification(noun.operations_test_requirement_id),
        measurement=None,
        within=subject.property,
        amount=None,
        time=time,
        verdict=verdict,
        expiration=expiration,
        place=here,
    )
    made = [*_old(noun, subject, here, words, reading, draft), *_new(noun, here, reading, draft)]
    for position, (characteristic, measurement, amount, when, until, where) in enumerate(made):
        if characteristic is None:
            reading.find(where, "no-name", f"of what it is a measurement is not stated; {amount[0]} does not count")
            continue
        if when is None:
            reading.find(where, "no-time", "when it was measured is not stated; its order is not known")
        reading.found.append(
            evolve(
                draft,
                characteristic=characteristic,
                measurement=measurement or str(position),
                amount=amount,
                time=when,
                expiration=until,
                place=where,
            )
        )
    if verdict in words:
        if time is None and not made:
            find("no-time", "when it was found is not stated; it has no place in time")
        reading.found.append(draft)


Row = tuple[str | None, str | None, Amount, datetime | None, datetime | None, Place]


def _old(
    noun: model.TestResult, subject: Subject, here: Place, words: list[str], reading: Reading, draft: Found
) -> Iterator[Row]:
    """The numbers among the results of a test; where these only judge, the values of the property that they judge."""
    numbers: list[Any] = [each for each in noun.results if identification(each.value_string) not in words]
    if not numbers and noun.results and draft.verdict is not None:
        numbers = list(subject.values)
    name = subject.property or identification(noun.id)
    for position, each in enumerate(numbers, 1):
        amount = amount_of(each, reading.finder(here))
        if amount is not None:
            key = identification(each.key) or str(position)
            yield name, key, amount, draft.time, draft.expiration, here


def _new(noun: model.TestResult, here: Place, reading: Reading, draft: Found) -> Iterator[Row]:
    """The measurements of properties that a test result rests on."""
    for each in noun.property_measurements:
        where = here.of(each)
        about = list(named(each.testable_object_property_ids))
        own = identification(each.id)
        amount = None if each.value is None else amount_of(each.value, reading.finder(where))
        if each.value is None or identification(each.value.value_string) is None:
            reading.find(where, "no-value", "it states no value; the measurement failed")
        if amount is not None:
            when = reading.aware(each, "measurement_date", where) or draft.time
            until = reading.aware(each, "expiration", where) or draft.expiration
            yield about[0] if len(about) == 1 else own, own, amount, when, until, where


def read_event(reading: Reading, noun: model.OperationsEvent, place: Place) -> Place:
    """Read an operations event: when what is recorded with it happened."""
    return event_place(reading, noun, place)


OBJECTS = tuple(each.name for each in attrs.fields(model.InformationObject))  # type: ignore[arg-type]
OLD = "material_test_specifications"
NOUNS: Table[Reading] = {
    model.MaterialInformation: (read_nothing, ("test_specifications", "material_lots", "material_sub_lots")),
    model.MaterialLot: (read_object, ("material_sub_lots", "assembly_lots", "assembly_sub_lots")),
    model.MaterialSubLot: (read_object, ("children", "assembly_lots", "assembly_sub_lots")),
    model.EquipmentInformation: (read_nothing, ("test_specifications", "equipment")),
    model.Equipment: (read_object, ("children",)),
    model.PersonnelInformation: (read_nothing, ("test_specifications", "persons")),
    model.Person: (read_object, ()),
    model.PhysicalAssetInformation: (read_nothing, ("test_specifications", "physical_assets")),
    model.PhysicalAsset: (read_object, ("children",)),
    model.OperationsTestInformation: (read_nothing, ("test_specifications", "test_results")),
    model.TestSpecification: (read_specification, ("children",)),
    model.TestResult: (read_alone, ()),
    model.MaterialTestSpecification: (read_nothing, ()),
    model.EquipmentCapabilityTestSpecification: (read_nothing, ()),
    model.PhysicalAssetCapabilityTestSpecification: (read_nothing, ()),
    model.QualificationTestSpecification: (read_nothing, ()),
    model.OperationsPerformance: (read_nothing, ("operations_responses",)),
    model.OperationsResponse: (read_nothing, ("segment_responses",)),
    model.SegmentResponse: (read_response, ("children",)),
    model.ProductionPerformance: (read_nothing, ("production_responses",)),
    model.ProductionResponse: (read_nothing, ("segment_responses",)),
    model.ProductionSegmentResponse: (read_response, ("children",)),
    model.WorkPerformance: (read_nothing, ("work_responses", "children")),
    model.WorkResponse: (read_nothing, ("job_responses", "children")),
    model.JobResponseList: (read_nothing, ("job_responses",)),
    model.JobResponse: (read_response, ("children",)),
    model.OperationsEventInformation: (read_nothing, ("operations_events",)),
    model.OperationsEvent: (read_event, ("records", "children")),
    model.OperationsRecordTemplate: (read_record, ("entries", "children")),
    model.OperationsRecordEntryTemplate: (read_entry, ("information_object", "children")),
    model.WorkRecord: (read_record, ("entries", "children")),
    model.WorkRecordEntry: (read_entry, ("information_object", "children")),
    model.InformationObject: (read_nothing, OBJECTS),
}
"""How each noun that says something of results of tests is read, and the fields that hold others; the test
specifications of older versions state no limits; all else is a finding."""
