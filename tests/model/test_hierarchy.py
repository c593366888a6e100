"""The equipment hierarchy: built from nested and flat equipment, asked, and checked against the standard."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isa95mom.errors import HierarchyError
from isa95mom.model import (
    Equipment,
    EquipmentAssetMapping,
    EquipmentHierarchy,
    EquipmentInformation,
    EquipmentLevel,
    EquipmentProperty,
    HierarchyScope,
    Person,
)
from isa95mom.model.hierarchy import CONTAINMENT, MODULES, WORK_CENTERS, WORK_UNITS
from isa95mom.values.text import Code


def eq(id_: str, level: str | None = None, *children: Equipment, **more: Any) -> Equipment:
    return Equipment(id=id_, equipment_level=level, children=list(children), **more)


def scope(*ids: str, levels: tuple[str | None, ...] = ()) -> HierarchyScope:
    built: HierarchyScope | None = None
    for id_, level in reversed([*zip(ids, levels or (None,) * len(ids), strict=True)]):
        built = HierarchyScope(equipment_id=id_, equipment_level=level, child=built)
    assert built is not None
    return built


def plant() -> Equipment:
    return eq(
        "Acme", "Enterprise",
        eq("Berlin", "Site",
           eq("Baking", "Area",
              eq("Line 1", "ProductionLine", eq("Mixer", "WorkCell"), eq("Oven", "WorkCell")),
              eq("Line 2", "ProductionLine", eq("Mixer", "WorkCell"))),
           eq("Stores", "Area", eq("Silos", "StorageZone", eq("Silo 1", "StorageUnit")))),
    )  # fmt: skip


TREE = """\
Acme  Enterprise
  Berlin  Site
    Baking  Area
      Line 1  ProductionLine
        Mixer  WorkCell
        Oven  WorkCell
      Line 2  ProductionLine
        Mixer  WorkCell
    Stores  Area
      Silos  StorageZone
        Silo 1  StorageUnit"""


def flat(*, tail: bool) -> list[Equipment]:
    """The same plant without nesting, each with the scope of its parent: all of it, or its end."""
    found = []
    nested = EquipmentHierarchy(plant())
    for equipment in nested:
        path = nested.path(equipment)[:-1]
        if tail:
            path = path[-1:]
        found.append(eq(equipment.id, nested.level(equipment), hierarchy_scope=scope(*path) if path else None))
    return found


def codes(hierarchy: EquipmentHierarchy) -> list[tuple[str, str, str]]:
    return [(p.path.removeprefix("EquipmentHierarchy"), p.code, p.severity) for p in hierarchy.check()]


def test_nested_equipment_is_a_tree() -> None:
    hierarchy = EquipmentHierarchy(plant())
    assert str(hierarchy) == TREE
    assert hierarchy.check() == ()
    assert len(hierarchy) == 11
    assert [e.id for e in hierarchy.roots] == ["Acme"]
    assert repr(hierarchy) == "<EquipmentHierarchy of 11 under 'Acme'>"


@pytest.mark.parametrize("tail", [False, True])
def test_flat_equipment_with_scopes_is_the_same_tree(tail: bool) -> None:
    for equipment in (flat(tail=tail), flat(tail=tail)[::-1]):
        hierarchy = EquipmentHierarchy(equipment)
        assert hierarchy.check() == ()
        assert sorted(map(hierarchy.path, hierarchy)) == sorted(map(EquipmentHierarchy(plant()).path, [*plant_nodes()]))
    assert str(EquipmentHierarchy(EquipmentInformation(equipment=flat(tail=tail)))) == TREE


def plant_nodes() -> list[tuple[str, ...]]:
    hierarchy = EquipmentHierarchy(plant())
    return [hierarchy.path(e) for e in hierarchy]


def test_a_scope_may_end_with_the_equipment_itself() -> None:
    mixer = eq("Mixer", hierarchy_scope=scope("Acme", "Berlin", "Mixer", levels=("Enterprise", "Site", "WorkCenter")))
    hierarchy = EquipmentHierarchy(mixer)
    assert hierarchy.path(mixer) == ("Acme", "Berlin", "Mixer")
    assert hierarchy.level(mixer) is EquipmentLevel.WORK_CENTER


def test_equipment_that_only_a_scope_names_is_in_the_tree() -> None:
    oven = eq("Oven", "WorkCenter", hierarchy_scope=scope("Acme", "Berlin", levels=("Enterprise", "Site")))
    hierarchy = EquipmentHierarchy(oven, eq("Acme", "Enterprise"))
    assert str(hierarchy) == "Acme  Enterprise\n  Berlin  Site\n    Oven  WorkCenter"
    assert [e.id for e in hierarchy.implied] == ["Berlin"]
    assert ("['Acme', 'Berlin']", "implied-equipment", "warning") in codes(hierarchy)


def test_the_scope_of_the_information_holds_for_what_has_none() -> None:
    lines = [eq("Line 1", "ProductionLine"), eq("Line 2", "ProductionLine")]
    hierarchy = EquipmentHierarchy(EquipmentInformation(hierarchy_scope=scope("Acme", "Berlin"), equipment=lines))
    assert hierarchy.path("Line 2") == ("Acme", "Berlin", "Line 2")
    whole = EquipmentInformation(hierarchy_scope=scope("Acme"), equipment=[plant()])
    assert str(EquipmentHierarchy(whole)) == TREE


def test_a_child_with_an_id_only_stands_for_the_equipment_given_elsewhere() -> None:
    line = eq("Line 1", "ProductionLine", eq("Mixer"))
    mixer = eq("Mixer", "WorkCell", properties=[EquipmentProperty(id="Volume")])
    hierarchy = EquipmentHierarchy(line, mixer)
    assert str(hierarchy) == "Line 1  ProductionLine\n  Mixer  WorkCell"
    assert hierarchy["Mixer"] is mixer
    assert hierarchy[line.children[0]] is mixer
    assert hierarchy.check() == ()


def test_an_object_that_is_given_twice_is_there_once() -> None:
    mixer = eq("Mixer", "WorkCell", properties=[EquipmentProperty(id="Volume")])
    line = eq("Line 1", "ProductionLine", mixer)
    assert len(EquipmentHierarchy([mixer, line, mixer])) == 2


def test_names_find_equipment() -> None:
    hierarchy = EquipmentHierarchy(plant())
    oven = hierarchy["Oven"]
    assert hierarchy[oven] is oven
    assert hierarchy["Line 1", "Oven"] is oven
    assert hierarchy[("Acme", "Berlin", "Baking", "Line 1", "Oven")] is oven
    assert hierarchy.resolve(hierarchy.scope(oven)) is oven
    assert hierarchy.resolve(scope("Line 1", "Oven")) is oven
    assert "Oven" in hierarchy and "Kiln" not in hierarchy and 7 not in hierarchy
    assert [hierarchy.path(e)[-2] for e in hierarchy.find("Mixer")] == ["Line 1", "Line 2"]
    assert hierarchy.find("Kiln") == ()


def test_a_full_path_wins_over_the_end_of_another() -> None:
    hierarchy = EquipmentHierarchy(eq("A", None, eq("B", None, eq("A", None, eq("B")))))
    assert hierarchy.path(("A", "B")) == ("A", "B")
    assert hierarchy.path("A") == ("A",)
    assert hierarchy.path(("B", "A")) == ("A", "B", "A")


def test_what_is_not_clear_names_the_candidates() -> None:
    hierarchy = EquipmentHierarchy(plant())
    with pytest.raises(HierarchyError) as raised:
        hierarchy["Mixer"]
    assert str(raised.value) == (
        "'Mixer' is ambiguous; it is one of:\n"
        "  Acme / Berlin / Baking / Line 1 / Mixer\n"
        "  Acme / Berlin / Baking / Line 2 / Mixer"
    )
    assert raised.value.candidates[0][-2:] == ("Line 1", "Mixer")
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_what_is_not_there_names_what_is_like_it() -> None:
    hierarchy = EquipmentHierarchy(plant())
    for wrong in ("line1", ("Stores", "Line 1"), scope("Line 1", levels=("Area",))):
        with pytest.raises(HierarchyError, match=r"no equipment .* in the hierarchy; there is:\n  .* / Line 1"):
            hierarchy[wrong]
    with pytest.raises(HierarchyError, match=r"no equipment 'Kiln' in the hierarchy$"):
        hierarchy.parent("Kiln")
    with pytest.raises(HierarchyError, match="not of the hierarchy"):
        hierarchy.parent(eq("Oven"))
    with pytest.raises(HierarchyError, match="empty path"):
        hierarchy[()]


def ids(found: Iterable[Equipment]) -> list[str]:
    return [equipment.id for equipment in found]


def test_from_one_to_others() -> None:
    hierarchy = EquipmentHierarchy(plant())
    parent = hierarchy.parent("Oven")
    assert parent is not None and parent.id == "Line 1"
    assert hierarchy.parent("Acme") is None
    assert ids(hierarchy.children("Berlin")) == ["Baking", "Stores"]
    assert ids(hierarchy.ancestors("Oven")) == ["Line 1", "Baking", "Berlin", "Acme"]
    assert ids(hierarchy.descendants("Stores")) == ["Silos", "Silo 1"]
    assert ids(hierarchy.walk("Stores")) == ["Stores", "Silos", "Silo 1"]
    assert ids(hierarchy.work_centers()) == ["Line 1", "Line 2", "Silos"]
    assert ids(hierarchy.work_units("Baking")) == ["Mixer", "Oven", "Mixer"]
    assert ids(hierarchy.at_level("Area", EquipmentLevel.SITE)) == ["Berlin", "Baking", "Stores"]


def test_a_scope_is_the_path_with_its_levels() -> None:
    hierarchy = EquipmentHierarchy(plant())
    assert hierarchy.scope("Baking") == scope("Acme", "Berlin", "Baking", levels=("Enterprise", "Site", "Area"))


def test_the_label_is_the_callers() -> None:
    assert EquipmentHierarchy(eq("A", None, eq("B"))).render(lambda e: e.id.lower()) == "a\n  b"


def test_older_versions_tell_the_level_elsewhere() -> None:
    v0500 = Equipment(
        id="Oven", equipment_level_scope=HierarchyScope(equipment_id="Oven", equipment_element_level="Unit")
    )
    v0401 = Equipment(id="Line", location=HierarchyScope(equipment_id="Line", equipment_element_level="ProductionLine"))
    numbered = HierarchyScope(equipment_id="17", equipment_element_level="Area")
    hierarchy = EquipmentHierarchy(v0500, v0401, eq("Site", "Site", Equipment(id="Site.Area", location=numbered)))
    assert hierarchy.level("Oven") is EquipmentLevel.UNIT
    assert hierarchy.level("Line") is EquipmentLevel.PRODUCTION_LINE
    assert hierarchy.level("Site.Area") is EquipmentLevel.AREA


def test_depth_has_no_limit() -> None:
    equipment = eq("0", "Other")
    for number in range(1, 3000):
        equipment = eq(str(number), "Other", equipment)
    hierarchy = EquipmentHierarchy(equipment)
    assert len(hierarchy.path("0")) == 3000
    assert hierarchy.resolve(hierarchy.scope("0")).id == "0"
    assert hierarchy.check() == ()
    assert len(hierarchy.render().splitlines()) == 3000


@pytest.mark.parametrize("parent", CONTAINMENT, ids=str)
def test_containment_is_what_the_table_says(parent: EquipmentLevel) -> None:
    rule = CONTAINMENT[parent]
    for child in EquipmentLevel:
        found = [p.severity for p in EquipmentHierarchy(eq("P", parent, eq("C", child))).check()]
        free = child in rule.children or child is EquipmentLevel.OTHER
        assert found == ([] if free else ["warning" if child in rule.unusual else "error"]), child


def test_every_level_has_its_rule_and_its_place() -> None:
    assert set(CONTAINMENT) == set(EquipmentLevel) - {EquipmentLevel.OTHER}
    placed = {child for rule in CONTAINMENT.values() for child in rule.children}
    assert placed == set(EquipmentLevel) - {EquipmentLevel.ENTERPRISE, EquipmentLevel.OTHER}
    assert not {*WORK_CENTERS} & {*WORK_UNITS, *MODULES}


@pytest.mark.parametrize(
    ("equipment", "expected"),
    [
        (eq("S", "Site", eq("O", "Other", eq("E", "Enterprise"))), [("['S', 'O', 'E']", "containment", "error")]),
        (eq("S", "Site", eq("O", "Other", eq("L", "ProductionLine"))), []),
        (eq("S", "Site", eq("O", Code.other("Skid"), eq("L", "ProductionLine"))), []),
        (eq("S", "Site", eq("X")), [("['S', 'X']", "level-missing", "warning")]),
        (eq("S", "Site", eq("X", "Skid")), [("['S', 'X']", "level-unknown", "warning")]),
        (
            eq("S", "Site", eq("A", "Area", version="1"), eq("A", "Area", version="2")),
            [("['S', 'A']", "duplicate-equipment", "error")],
        ),
        (eq("S", "Site", eq("A", "Area"), eq("A", "Area", version="2")), []),
        (eq("S", "Site", eq("S")), [("['S']", "hierarchy-cycle", "error")]),
    ],
)
def test_what_is_wrong_is_found(equipment: Equipment, expected: list[tuple[str, str, str]]) -> None:
    assert codes(EquipmentHierarchy(equipment)) == expected


@pytest.mark.parametrize(
    ("equipment", "expected"),
    [
        (
            [eq("A", "Area", hierarchy_scope=scope("B")), eq("B", "Area", hierarchy_scope=scope("A"))],
            ("['B']", "hierarchy-cycle", "error"),
        ),
        (
            [eq("S", "Site", eq("A", "Area", version="1")), eq("T", "Site", eq("A", "Area", version="1")),
             eq("L", "ProductionLine", hierarchy_scope=scope("A"))],
            ("['A', 'L']", "ambiguous-scope", "error"),
        ),
        (
            [eq("A", "Area", version="1"), eq("L", "ProductionLine", hierarchy_scope=scope("S", "A"))],
            ("['A', 'L']", "scope-mismatch", "warning"),
        ),
        (
            [eq("S", "Site", eq("A")), eq("T", "Site", eq("A")), eq("A", "Area", version="1")],
            ("['S', 'A']", "two-parents", "error"),
        ),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_said(equipment: list[Equipment], expected: tuple[str, str, str]) -> None:
    assert expected in codes(EquipmentHierarchy(equipment))


def test_a_branch_is_told_by_the_longer_path() -> None:
    sites = [eq("S", "Site", eq("A", "Area", version="1")), eq("T", "Site", eq("A", "Area", version="1"))]
    line = eq("L", "ProductionLine", hierarchy_scope=scope("T", "A"))
    hierarchy = EquipmentHierarchy(sites, line)
    assert hierarchy.path(line) == ("T", "A", "L")
    assert hierarchy.check() == ()


def test_an_object_that_contains_itself_is_found() -> None:
    cell = eq("C", "Other")
    cell.children.append(eq("D", "Other", cell))
    assert codes(EquipmentHierarchy(cell)) == [("['C', 'D']", "hierarchy-cycle", "error")]
    assert codes(EquipmentHierarchy(eq("T", "Other", cell))) == [("['T', 'C', 'D']", "hierarchy-cycle", "error")]


def test_strict_refuses_what_does_not_nest() -> None:
    wrong = eq("Mixer", "WorkCell", eq("Acme", "Enterprise"))
    with pytest.raises(HierarchyError) as raised:
        EquipmentHierarchy(wrong, strict=True)
    assert str(raised.value) == (
        "the equipment does not nest as the standard demands:\n"
        "  EquipmentHierarchy['Mixer', 'Acme']: a Enterprise in 'Mixer', a WorkCell, which contains nothing: "
        "what lies below a work unit is left to ISA-88, which knows it under units [containment]"
    )
    assert raised.value.problems[0].code == "containment"
    EquipmentHierarchy(eq("Mixer", "WorkCell", eq("Valve", "ControlModule")), strict=True)


def test_only_equipment_makes_a_hierarchy() -> None:
    with pytest.raises(TypeError, match="not of Person"):
        EquipmentHierarchy(Person(id="P"))  # type: ignore[arg-type]


def at(hour: int) -> datetime:
    return datetime(2026, 1, 5, hour, tzinfo=UTC)


def mapping(role: str, asset: str, start: datetime | None, end: datetime | None) -> EquipmentAssetMapping:
    return EquipmentAssetMapping(equipment_id=role, physical_asset_id=asset, start_time=start, end_time=end)


def test_the_assets_at_a_time() -> None:
    pumps = [
        eq(
            "P1",
            "Unit",
            equipment_asset_mappings=[mapping("P1", "SN-1", None, at(8)), mapping("P1", "SN-2", at(8), None)],
        ),
        eq("P2", "Unit", physical_asset_id="SN-9"),
        eq("P3", "Unit", equipment_asset_mappings=[mapping("P3", "SN-1", at(9), at(10))], physical_asset_id="SN-1"),
    ]
    hierarchy = EquipmentHierarchy(eq("Cell", "ProcessCell", *pumps))
    assert hierarchy.assets_at(at(7)) == {("Cell", "P1"): ("SN-1",), ("Cell", "P2"): ("SN-9",)}
    assert hierarchy.assets_at(at(8))["Cell", "P1"] == ("SN-2",)
    assert hierarchy.assets_at(at(9))["Cell", "P3"] == ("SN-1",)
    assert ("Cell", "P3") not in hierarchy.assets_at(at(10))
    with pytest.raises(ValueError, match="one has an offset, the other has none"):
        hierarchy.assets_at(datetime(2026, 1, 5, 7))
    assert hierarchy.check() == ()


def test_an_asset_fills_one_role_at_a_time() -> None:
    pumps = [
        eq(
            "P1",
            "Unit",
            equipment_asset_mappings=[mapping("P1", "SN-1", at(6), at(9)), mapping("P1", "SN-2", at(8), None)],
        ),
        eq("P2", "Unit", equipment_asset_mappings=[mapping("P2", "SN-1", at(8), None)]),
        eq(
            "P3",
            "Unit",
            equipment_asset_mappings=[mapping("P3", "SN-1", datetime(2026, 1, 5, 7), datetime(2026, 1, 5, 8))],
        ),
    ]
    problems = EquipmentHierarchy(eq("Cell", "ProcessCell", *pumps)).check()
    assert [(p.code, p.severity) for p in problems] == [
        ("asset-in-two-roles", "error"), ("times-incomparable", "warning"), ("role-filled-twice", "warning"),
    ]  # fmt: skip
    assert str(problems[0]) == (
        "EquipmentHierarchy['Cell', 'P2'].equipment_asset_mappings[0]: the asset 'SN-1' fills 'Cell / P1' from "
        "2026-01-05T06:00:00+00:00 to 2026-01-05T09:00:00+00:00 and 'Cell / P2' from 2026-01-05T08:00:00+00:00 "
        "[asset-in-two-roles]"
    )


@given(st.lists(st.integers(0, 20), max_size=20), st.randoms(use_true_random=False))
def test_nested_and_flat_agree(parents: list[int], random: Any) -> None:
    """Any tree, nested or flat in any order, is the same tree, and every path leads back."""
    nodes = [eq("n0", "Other")]
    paths: list[tuple[str, ...]] = [("n0",)]
    for number, parent in enumerate(parents, 1):
        nodes.append(eq(f"n{number}", "Other"))
        nodes[parent % number].children.append(nodes[-1])
        paths.append((*paths[parent % number], f"n{number}"))
    nested = EquipmentHierarchy(nodes[0])
    apart = [eq(p[-1], "Other", hierarchy_scope=scope(*p[:-1]) if p[:-1] else None) for p in paths]
    random.shuffle(apart)
    flat_ = EquipmentHierarchy(apart)
    assert {nested.path(e) for e in nested} == {flat_.path(e) for e in flat_} == set(paths)
    assert nested.check() == flat_.check() == ()
    for equipment in nested:
        assert nested.resolve(nested.scope(equipment)) is equipment
        assert [*nested.descendants(equipment)] == [*nested.walk(equipment)][1:]
