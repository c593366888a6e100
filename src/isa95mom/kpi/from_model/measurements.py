"""Results of tests in documents: of lots and sublots, equipment, persons and physical assets, of any version.

Up to V0600 a result is stated in the property that was tested; from V0700 on it is an object of its own, or stated with
the resource that was used. On which equipment a lot was made is what a response of the same sources says that produced
it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from isa95mom import model
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.limits import evaluated
from isa95mom.kpi.from_model.results import Reading, Subject, read_result, scope_equipment
from isa95mom.kpi.from_model.settle import settle
from isa95mom.kpi.measured import Measured
from isa95mom.model import OperationsRecordAction
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.records import event_place, told_by
from isa95mom.nouns.responses import ACTUALS, CAME_OUT, RESOURCES, several, used
from isa95mom.nouns.sources import Source, read_sources
from isa95mom.nouns.walk import Table, read_nothing

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


# -- results ----------------------------------------------------------------------------------------------------------


def read_alone(reading: Reading, noun: model.TestResult, place: Place) -> None:
    """Read a test result that is an object of its own."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    read_result(reading, noun, None, Subject(order=place.order), place)


NOUNS: Table[Reading] = {
    **told_by(read_response, event_place),
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
}
"""How each noun that says something of results of tests is read, and the fields that hold others; the test
specifications of older versions state no limits; all else is a finding."""
