"""Every rule finds what breaks it, and nothing in a plant that is sound."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import isa95mom as mom
from isa95mom import model
from isa95mom.check import rules, verify
from isa95mom.check.page import NOT_ENFORCED, page
from isa95mom.check.quantities import HELD
from isa95mom.check.references import (
    LOCATIONS,
    OUTSIDE,
    PROPERTIES,
    REFERENCES,
    RESOURCES,
    TESTED,
    stem,
)
from isa95mom.check.structure import IDENTIFIED, MADE_OF, loops
from isa95mom.check.times import ACTUALS, ORDERS
from isa95mom.check.times import TESTED as RESOURCES_TESTED
from isa95mom.declare import ELEMENTS
from isa95mom.errors import Problem
from isa95mom.model import (
    Equipment,
    HierarchyScope,
    JobOrder,
    MaterialActual,
    MaterialDefinition,
    MaterialDefinitionProperty,
    MaterialLot,
    MaterialLotProperty,
    ResourceLocation,
    ResourceLocationType,
    ResourceReference,
    ResourceReferenceType,
    SegmentResponse,
    WorkMaster,
    load,
)
from isa95mom.values.text import Code
from tests.check.plants import BROKEN, FOLLOWS, at, kg, sound

load()
ROOT = Path(__file__).resolve().parents[2]
NOUNS = {cls.__name__: cls for cls in ELEMENTS.values()}
MASTER = {"unresolved-reference", "empty-reference"}


def found(given: Any, **more: Any) -> list[tuple[str, str]]:
    return [(p.code, p.severity) for p in verify(given, **more)]


@pytest.mark.parametrize("code", rules())
def test_every_rule_finds_what_breaks_it(code: str) -> None:
    make, expected = BROKEN[code]
    problems = list(verify(make(), rules=[code]))
    assert [str(p).removesuffix(f" [{code}]") for p in problems] == [expected]
    assert all(p.code == code and p.line is None for p in problems)
    assert {p.code for p in verify(make())} - {code} - MASTER <= FOLLOWS.get(code, set())


def test_every_rule_has_its_example() -> None:
    assert set(BROKEN) == set(rules())


def test_a_sound_plant_breaks_no_rule() -> None:
    assert [str(p) for p in verify(sound(), complete=True)] == []


@pytest.mark.parametrize("code", rules())
def test_every_rule_says_why(code: str) -> None:
    rule = rules()[code]
    assert rule.code == code
    assert rule.title.endswith(".") and rule.reason.endswith((".", ":"))
    assert rule.source.startswith(("ISA-95", "ISO", "B2MML", "ISA-88"))
    assert rule.severity in ("error", "warning")


def test_the_page_of_rules_is_made_from_them() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page()
    assert all(f"`{code}`" in page() for code in rules())
    assert len(NOT_ENFORCED) == len({title for title, _ in NOT_ENFORCED})


# -- what the tables name is in the model ----------------------------------------------------------------------------


def references() -> Iterator[tuple[str, str]]:
    for cls in set(ELEMENTS.values()):
        for f in cls.__fields__.values():
            key = stem(f.name)
            if key is not None and f.type == "str":
                yield cls.__name__, key


def test_every_reference_of_the_model_is_in_one_table() -> None:
    for cls, key in references():
        tables = [key in REFERENCES, key in PROPERTIES, key in OUTSIDE]
        assert sum(tables) == 1, f"{cls}: {key} is in {sum(tables)} tables"


def test_the_tables_name_what_is_in_the_model() -> None:
    used = {key for _, key in references()}
    assert {*REFERENCES, *PROPERTIES, *OUTSIDE} - used == set()
    named = {name for value in REFERENCES.values() for name in value.split()}
    named |= {cls for _, cls in PROPERTIES.values()} | {cls for _, cls in TESTED.values()} | set(TESTED)
    named |= {cls for pair in RESOURCES.values() for cls in pair if cls} | set(LOCATIONS.values())
    named |= {*IDENTIFIED, *MADE_OF, *HELD, *ACTUALS, *RESOURCES_TESTED}
    assert named - set(NOUNS) == set()
    assert set(RESOURCES) == set(map(str, ResourceReferenceType)) - {"Other"}
    assert set(LOCATIONS) <= set(map(str, ResourceLocationType))
    for cls, names in MADE_OF.items():
        assert set(names) <= set(NOUNS[cls].__fields__)
    for cls, (name, _) in TESTED.items():
        assert {name, "property_id"} <= set(NOUNS[cls].__fields__)
    for order in ORDERS:
        both = [c for c in NOUNS.values() if {order.first, order.second} <= set(c.__fields__)]
        assert both, order


# -- what is given ---------------------------------------------------------------------------------------------------


def test_documents_messages_and_collections_are_looked_into() -> None:
    lot = MaterialLot(id="L-1", quantities=[kg("-5")])
    document = mom.read(mom.dumps(lot))
    document.source = "lots.xml"
    [problem] = verify(document)
    assert str(problem) == "lots.xml: MaterialLot['L-1'].quantities[0]: -5 is negative [negative-quantity]"
    message = mom.Message(verb=mom.Verb.SYNC, noun="MaterialLot", application_area=None, objects=[lot])  # type: ignore[arg-type]
    assert found(message) == found([lot]) == found([[lot], [lot]]) == found(lot) == [("negative-quantity", "error")]
    assert found([]) == []


@pytest.mark.parametrize("given", [7, "lots.xml", b"<xml/>", None, [object()]])
def test_what_cannot_be_checked_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match="cannot be checked"):
        verify(given)


def test_rules_are_chosen_by_code() -> None:
    lot = MaterialLot(id="L-1", material_definition_id="Flour", quantities=[kg("-5")])
    assert found(lot) == [("unresolved-reference", "warning"), ("negative-quantity", "error")]
    assert found(lot, rules=["negative-quantity"]) == [("negative-quantity", "error")]
    assert found(lot, rules=[]) == []
    with pytest.raises(ValueError, match="no rule 'no-such'; there is duplicate-id, "):
        verify(lot, rules=["no-such"])


def test_findings_come_one_by_one() -> None:
    problems = verify(sound())
    assert inspect.isgenerator(problems)
    assert isinstance(next(verify(MaterialLot(id="L-1", disposition="x"))), Problem)


def test_nothing_is_changed() -> None:
    for make in (sound, *(make for make, _ in BROKEN.values())):
        before, after = make(), make()
        list(verify(after))
        assert after == before


def test_deep_nesting_is_no_trouble() -> None:
    lot = MaterialLot(id="0", status="ok")
    for number in range(1, 2000):
        lot = MaterialLot(id=str(number), status="ok", assembly_lots=[lot])
    assert found(lot) == []


def test_an_object_that_holds_itself_is_refused() -> None:
    lot = MaterialLot(id="L-1")
    lot.assembly_lots.append(MaterialLot(id="L-2", assembly_lots=[lot]))
    with pytest.raises(
        ValueError, match=r"MaterialLot\['L-1'\].assembly_lots\['L-2'\].assembly_lots\['L-1'\] holds itself"
    ):
        verify(lot)


# -- single rules ----------------------------------------------------------------------------------------------------


def test_what_is_complete_must_hold_what_it_names() -> None:
    lot = MaterialLot(id="L-1", material_definition_id="Flour")
    assert found(lot, complete=True) == [("unresolved-reference", "error")]
    assert found([lot, MaterialDefinition(id="Flour")], complete=True) == []


def test_an_assembly_names_lots_that_stand_elsewhere() -> None:
    whole = MaterialLot(id="L-1", assembly_lots=[MaterialLot(id="L-2")])
    [problem] = verify(whole)
    assert problem.path == "MaterialLot['L-1'].assembly_lots['L-2'].id"
    assert found([whole, MaterialLot(id="L-2", status="ok")]) == []
    assert found(MaterialLot(id="L-1", assembly_lots=[MaterialLot(id="L-2", status="ok")])) == []


def test_resources_and_places_are_what_they_are_said_to_be() -> None:
    reference = ResourceReference(id="R", resource_type="Equipment", resource_id="Mixer", resource_class_id="Mixers")
    place = ResourceLocation(location="Mixer", location_type="Equipment")
    lot = MaterialLot(id="L-1", storage_location=place)
    paths = [p.path for p in verify([reference, lot])]
    assert paths == [
        "ResourceReference['R'].resource_id", "ResourceReference['R'].resource_class_id",
        "MaterialLot['L-1'].storage_location.location",
    ]  # fmt: skip
    mixer = Equipment(id="Mixer", equipment_level="WorkCell")
    assert [p.path for p in verify([reference, lot, mixer])] == ["ResourceReference['R'].resource_class_id"]
    place.location_type = "Description"
    assert found(lot) == []


def test_scopes_name_equipment() -> None:
    lot = MaterialLot(
        id="L-1", hierarchy_scope=HierarchyScope(equipment_id="B", child=HierarchyScope(equipment_id="H"))
    )
    assert [p.path for p in verify(lot)] == [
        "MaterialLot['L-1'].hierarchy_scope.equipment_id", "MaterialLot['L-1'].hierarchy_scope.child.equipment_id"
    ]  # fmt: skip


def test_properties_are_looked_for_in_base_classes_and_nested() -> None:
    outer = MaterialDefinitionProperty(id="Physical", children=[MaterialDefinitionProperty(id="Density")])
    flour = MaterialDefinition(id="Flour", properties=[outer])
    density = MaterialLotProperty(id="d", material_definition_property_id="Density")
    lot = MaterialLot(id="L-1", material_definition_id="Flour", properties=[density])
    assert found([flour, lot]) == []
    density.material_definition_property_id = "Weight"
    assert found([flour, lot]) == [("class-property", "error")]
    assert found([lot]) == [("unresolved-reference", "warning")]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(6, 3), at(6, 8), []),
        (at(7), at(7, 8), [("not-effective", "warning")]),
        (at(9), None, [("not-effective", "error")]),
    ],
)
def test_effective_in_part_is_a_warning(start: Any, end: Any, expected: list[tuple[str, str]]) -> None:
    master = WorkMaster(id="Mix", effective_start_date=start, effective_end_date=end)
    assert found([master, JobOrder(id="J-1", start_time=at(6), end_time=at(8), work_master_id="Mix")]) == expected


def test_one_version_that_is_effective_is_enough() -> None:
    masters = [
        WorkMaster(id="Mix", version="1", effective_end_date=at(0)), WorkMaster(id="Mix", version="2"),
    ]  # fmt: skip
    job = JobOrder(id="J-1", start_time=at(6), end_time=at(8), work_master_id="Mix")
    assert found([*masters, job]) == []


def test_versions_and_scopes_tell_objects_apart() -> None:
    one = MaterialDefinition(id="Flour", version="1", descriptions=["white"])
    two = MaterialDefinition(id="Flour", version="2", descriptions=["brown"])
    assert found([one, two]) == []
    two.version = "1"
    assert found([one, two]) == [("duplicate-id", "error")]
    two.hierarchy_scope = HierarchyScope(equipment_id="Berlin")
    assert found([one, two], rules=["duplicate-id"]) == []
    assert found([one, copy.deepcopy(one)]) == []


def test_quantities_of_work_may_be_negative_with_a_warning() -> None:
    response = SegmentResponse(material_actuals=[MaterialActual(quantities=[kg("-1")])])
    assert found(response) == [("negative-quantity", "warning")]


def test_other_with_what_is_meant_is_a_code() -> None:
    assert found(MaterialLot(id="L-1", disposition=Code.other("Quarantine"))) == []


def test_results_that_name_their_object_count() -> None:
    measured = model.PropertyMeasurement(id="M", testable_object_property_ids=["Grade"], expiration=at(7))
    results = [model.TestResult(id="T-1", testable_object_id="P-1", property_measurements=[measured])]
    work = SegmentResponse(
        actual_start_time=at(8), actual_end_time=at(9), personnel_actuals=[model.PersonnelActual(person_ids=["P-1"])]
    )
    [problem] = verify([model.Person(id="P-1"), work, *results])
    assert problem.message.startswith("the tests of 'Grade' of 'P-1' were valid until 2026-01-05T07:00:00+00:00, but")
    results.append(model.TestResult(id="T-2", testable_object_id="P-1", property_measurements=[copy.copy(measured)]))
    results[1].property_measurements[0].expiration = at(20)
    assert found([model.Person(id="P-1"), work, *results]) == []


def test_loops_find_every_group() -> None:
    assert list(loops({})) == []
    assert list(loops({1: [2], 2: [3], 3: []})) == []
    assert list(loops({1: [1], 2: [3], 3: [2], 4: [2]})) == [[1], [2, 3]]
    chain = {n: [n + 1] for n in range(5000)}
    assert list(loops(chain)) == []
    assert len(next(loops(chain | {5000: [0]}))) == 5001
