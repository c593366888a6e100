"""Differences are named exactly, by identity, and nothing else is a difference; merging keeps its laws."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any

import pytest

import isa95mom as mom
from isa95mom.check.subject import walk
from isa95mom.declare import Noun
from isa95mom.model import (
    Equipment,
    JobOrder,
    MaterialActual,
    MaterialInformation,
    MaterialLot,
    MaterialLotProperty,
    QuantityValue,
    SegmentResponse,
    TransApplicationArea,
    Value,
)
from isa95mom.plant import Difference, diff, merge
from isa95mom.plant.compare import KEYS, ORDERED
from isa95mom.values.foreign import Foreign
from isa95mom.values.text import Code, Identifier
from tests.check.plants import at, kg, sound
from tests.model.bindings import CLASSES
from tests.support.random_documents import document, elements
from tests.support.tables import VERSIONS

NAMES = {cls.__name__ for cls in CLASSES}


def lot(**more: Any) -> MaterialLot:
    said: dict[str, Any] = {
        "id": "L-1", "status": "ok", "quantities": [kg("5"), QuantityValue(quantity_string="2")],
        "properties": [MaterialLotProperty(id="pH", values=[Value(value_string="7")]), MaterialLotProperty(id="Ash")],
        "test_specification_ids": ["T-1", "T-2"], "descriptions": ["one", "two"],
    }  # fmt: skip
    return MaterialLot(**(said | more))


def lines(a: Any, b: Any, **more: Any) -> list[str]:
    return [str(change) for change in diff(a, b, **more)]


# -- differences -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"status": "hold"}, ["~ MaterialLot['L-1'].status: 'ok' -> 'hold'"]),
        ({"status": None}, ["- MaterialLot['L-1'].status: 'ok'"]),
        ({"version": "2"}, ["+ MaterialLot['L-1'].version: '2'"]),
        ({"id": "L-2"}, ["~ MaterialLot['L-1'].id: 'L-1' -> 'L-2'"]),
        (
            {"quantities": [QuantityValue(quantity_string="2"), kg("6")]},
            ["~ MaterialLot['L-1'].quantities[0].quantity_string: '5' -> '6'"],
        ),
        ({"quantities": [kg("5")]}, ["- MaterialLot['L-1'].quantities[1]"]),
        ({"properties": [MaterialLotProperty(id="Ash")]}, ["- MaterialLot['L-1'].properties['pH']"]),
        (
            {
                "properties": [
                    MaterialLotProperty(id="Ash"),
                    MaterialLotProperty(id="pH", values=[Value(value_string="8")]),
                ]
            },
            ["~ MaterialLot['L-1'].properties['pH'].values[0].value_string: '7' -> '8'"],
        ),
        ({"test_specification_ids": ["T-2", "T-3"]}, [
            "- MaterialLot['L-1'].test_specification_ids[0]: 'T-1'",
            "+ MaterialLot['L-1'].test_specification_ids[1]: 'T-3'",
        ]),
        ({"descriptions": ["two", "one"]}, [
            "~ MaterialLot['L-1'].descriptions[0]: 'one' -> 'two'",
            "~ MaterialLot['L-1'].descriptions[1]: 'two' -> 'one'",
        ]),
        (
            {"disposition": Code.other("Quarantine")},
            ["+ MaterialLot['L-1'].disposition: 'Other' (OtherValue='Quarantine')"],
        ),
    ],
)  # fmt: skip
def test_one_change_is_named_exactly(more: dict[str, Any], expected: list[str]) -> None:
    assert lines(lot(), lot(**more)) == expected


def test_what_means_the_same_is_no_difference() -> None:
    same = lot(
        quantities=[QuantityValue(quantity_string="2.0"), kg("5.00")],
        properties=[MaterialLotProperty(id="Ash"), MaterialLotProperty(id="pH", values=[Value(value_string="7")])],
        test_specification_ids=["T-2", "T-1"],
    )
    assert diff(lot(), same) == ()
    local = datetime(2026, 1, 5, 7, tzinfo=timezone(timedelta(hours=1)))
    assert diff(lot(effective_start_date=local), lot(effective_start_date=local.astimezone(UTC))) == ()
    assert diff(JobOrder(priority=Decimal("1")), JobOrder(priority=Decimal("1.0"))) == ()
    assert lines(lot(effective_start_date=at(6)), lot(effective_start_date=datetime(2026, 1, 5, 6))) == [
        "~ MaterialLot['L-1'].effective_start_date: 2026-01-05T06:00:00+00:00 -> 2026-01-05T06:00:00"
    ]


def test_attributes_and_extensions_count() -> None:
    one, other = lot(id=Identifier("L-1", {"schemeID": "A"})), lot()
    assert lines(one, other) == ["~ MaterialLot['L-1'].id: 'L-1' (schemeID='A') -> 'L-1'"]
    extended = lot()
    extended.extensions = (Foreign("<x/>"),)
    assert lines(lot(), extended) == ["+ MaterialLot['L-1'].extensions: ('<x/>',)"]


def test_versions_tell_objects_apart() -> None:
    one = MaterialInformation(material_lots=[lot(version="1"), lot(version="2")])
    other = MaterialInformation(material_lots=[lot(version="2"), lot(version="1", status="hold")])
    assert lines(one, other) == ["~ MaterialInformation.material_lots[0].status: 'ok' -> 'hold'"]


def test_what_has_no_identity_is_matched_by_what_it_says() -> None:
    actuals = [MaterialActual(material_use="Consumed", material_lot_ids=[id_]) for id_ in "abc"]
    one = SegmentResponse(material_actuals=actuals)
    other = SegmentResponse(material_actuals=[copy.deepcopy(actuals[2]), copy.deepcopy(actuals[0])])
    assert lines(one, other) == ["- SegmentResponse.material_actuals[1]"]
    other.material_actuals.append(MaterialActual(material_use="Consumed", material_lot_ids=["d"]))
    assert lines(one, other) == [
        "- SegmentResponse.material_actuals[1].material_lot_ids[0]: 'b'",
        "+ SegmentResponse.material_actuals[1].material_lot_ids[0]: 'd'",
    ]


def test_documents_messages_and_collections() -> None:
    data = mom.dumps(lot(), version=mom.Version.V0701)
    assert diff(mom.read(data), lot()) == ()
    area = TransApplicationArea(creation_date_time=at(6))
    later = TransApplicationArea(creation_date_time=at(7))
    one = mom.Message(verb=mom.Verb.SYNC, noun="MaterialLot", application_area=area, objects=[lot()])
    other = mom.Message(verb=mom.Verb.SYNC, noun="MaterialLot", application_area=later, objects=[lot()])
    assert diff(one, other) == ()
    assert lines(one, other, envelope=True) == [
        "~ Message.application_area.creation_date_time: 2026-01-05T06:00:00+00:00 -> 2026-01-05T07:00:00+00:00"
    ]
    assert diff(one, lot()) == diff(one, [lot()]) == ()
    assert lines([lot()], [lot(id="L-2")]) == ["- MaterialLot['L-1']", "+ MaterialLot['L-2']"]
    assert lines(lot(), Equipment(id="L-1")) == ["- MaterialLot['L-1']", "+ Equipment['L-1']"]


def test_a_difference_is_json() -> None:
    changes = diff([lot(), lot(id="L-3")], [lot(status="hold")])
    said = json.loads(json.dumps([change.as_dict() for change in changes]))
    assert said[0] == {"kind": "changed", "path": "MaterialLot['L-1'].status", "before": "ok", "after": "hold"}
    assert said[1]["kind"] == "removed" and said[1]["before"]["$type"] == "MaterialLot" and said[1]["after"] is None


def test_the_tables_name_what_is_in_the_model() -> None:
    assert set(KEYS) <= NAMES
    fields = {(f.name, f.many) for cls in CLASSES for f in cls.__fields__.values()}
    assert {(name, True) for name in ORDERED} <= fields
    for cls in CLASSES:
        assert set(KEYS.get(cls.__name__, ())) <= set(cls.__fields__)


# -- laws --------------------------------------------------------------------------------------------------------------


def read(version: str, element: str, seed: int) -> Noun:
    return mom.read(document(version, element, seed), version=mom.Version(version)).root


def content(root: Noun) -> Noun:
    return root.objects[0] if isinstance(root, mom.Message) and root.objects else root


def shuffled(root: Noun, random: Random) -> Noun:
    """The same, with every list whose order says nothing in another order."""
    other = copy.deepcopy(root)
    for node in walk(other):
        for f in node.noun.__fields__.values():
            value = getattr(node.noun, f.slot)
            if f.many and value and f.name not in ORDERED and f.name != "objects":
                random.shuffle(value)
    return other


def changed(root: Noun, random: Random) -> tuple[Noun, str]:
    """The same with one text changed, and the end of the path of that."""
    other = copy.deepcopy(root)
    places = [
        (node, f.name)
        for node in walk(other)
        for f in node.noun.__fields__.values()
        if not f.many and f.name not in ("id", "name", "verb", "noun") and f.type == "str"
        and f.name not in KEYS.get(type(node.noun).__name__, ())
        and isinstance(getattr(node.noun, f.name), str) and f.name not in ("version", "equipment_id")
    ]  # fmt: skip
    if not places:
        return other, ""
    node, name = random.choice(places)
    setattr(node.noun, name, getattr(node.noun, name) + "*")
    return other, f".{name}"


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_differs_from_itself(version: str) -> None:
    for element in elements(version)[::7]:
        root = read(version, element, 1)
        assert diff(root, root, envelope=True) == (), element
        assert diff(root, copy.deepcopy(root), envelope=True) == (), element
        assert diff(root, shuffled(root, Random(element)), envelope=True) == (), element


@pytest.mark.parametrize("version", VERSIONS)
def test_one_change_anywhere_is_one_difference(version: str) -> None:
    tried = 0
    for element in elements(version)[::7]:
        root = content(read(version, element, 2))
        other, name = changed(root, Random(element))
        if name:
            tried += 1
            [change] = diff(root, other, envelope=True)
            assert change.kind == "changed" and change.path.endswith(name), element
            assert change.after == change.before + "*"
            [back] = diff(other, root, envelope=True)
            assert (back.before, back.after) == (change.after, change.before)
    assert tried > 2 or version.startswith("KPI")


@pytest.mark.parametrize("version", VERSIONS)
def test_merging_keeps_its_laws(version: str) -> None:
    for element in elements(version)[::11]:
        base = content(read(version, element, 3))
        ours, mine = changed(base, Random(element))
        theirs, its = changed(base, Random(f"{element} "))
        same = merge(base, copy.deepcopy(base))
        assert same.conflicts == () and diff(same.result, base) == (), element
        for side, other in ((ours, theirs), (theirs, ours)):
            assert diff(merge(side, base, base).result, side) == (), element
            assert diff(merge(base, side, base).result, side) == (), element
            assert merge(base, side, base).conflicts == ()
            assert diff(merge(side, side, base).result, side) == ()
            both, back = merge(side, other, base), merge(other, side, base)
            assert bool(both.conflicts) == bool(back.conflicts)
            if not both.conflicts:
                assert diff(both.result, back.result) == (), element
                assert len(diff(base, both.result)) <= 2
        assert mine or not its


# -- merging -----------------------------------------------------------------------------------------------------------


def test_what_one_side_changed_is_taken() -> None:
    base = MaterialInformation(material_lots=[lot(), lot(id="L-2"), lot(id="L-3")])
    ours = MaterialInformation(material_lots=[lot(status="hold"), lot(id="L-2"), lot(id="L-4")])
    theirs = MaterialInformation(material_lots=[lot(quantities=[kg("4")]), lot(id="L-3"), lot(id="L-2"), lot(id="L-5")])
    merged = merge(ours, theirs, base)
    assert merged.conflicts == ()
    assert lines(base, merged.result) == [
        "~ MaterialInformation.material_lots['L-1'].status: 'ok' -> 'hold'",
        "~ MaterialInformation.material_lots['L-1'].quantities[0].quantity_string: '5' -> '4'",
        "- MaterialInformation.material_lots['L-1'].quantities[1]",
        "- MaterialInformation.material_lots['L-3']",
        "+ MaterialInformation.material_lots['L-4']",
        "+ MaterialInformation.material_lots['L-5']",
    ]


def test_conflicts_are_data() -> None:
    merged = merge(lot(status="hold"), lot(status="gone"), lot())
    [conflict] = merged.conflicts
    assert str(conflict) == "MaterialLot['L-1'].status: ours 'hold', theirs 'gone', was 'ok'; ours is kept"
    assert conflict.as_dict() == {
        "path": "MaterialLot['L-1'].status", "base": "ok", "ours": "hold", "theirs": "gone", "kept": "ours"
    }  # fmt: skip
    assert merged.result.status == "hold"


def test_what_one_removed_and_the_other_changed_is_kept() -> None:
    base = [lot(), lot(id="L-2")]
    for ours, theirs in (
        ([lot(id="L-2")], [lot(status="hold"), lot(id="L-2")]),
        ([lot(status="hold")], [lot(id="L-2")]),
    ):
        merged = merge(mom.Plant(ours), mom.Plant(theirs), mom.Plant(base))
        assert merged.conflicts[0].path == "MaterialLot['L-1']"
        assert merged.result[MaterialLot]["L-1"].status == "hold"


def test_without_an_origin_what_differs_is_in_conflict() -> None:
    merged = merge(lot(version="2", status="hold"), lot(test_specification_ids=["T-2", "T-3"]))
    assert [str(c) for c in merged.conflicts] == [
        "MaterialLot['L-1'].status: ours 'hold', theirs 'ok'; ours is kept"
    ]  # fmt: skip
    assert merged.result.version == "2"
    assert merged.result.test_specification_ids == ["T-1", "T-2", "T-3"]


def test_what_cannot_be_told_apart_is_in_conflict_as_a_whole() -> None:
    def response(*lots: str) -> SegmentResponse:
        return SegmentResponse(material_actuals=[MaterialActual(material_lot_ids=[id_]) for id_ in lots])

    merged = merge(response("a", "b"), response("a", "c"), response("a"))
    [conflict] = merged.conflicts
    assert conflict.path == "SegmentResponse.material_actuals" and len(conflict.theirs) == 2
    assert merged.result == response("a", "b")
    assert merge(response("a", "b"), response("a"), response("a")).result == response("a", "b")


def test_ordered_lists_are_merged_whole() -> None:
    merged = merge(lot(descriptions=["one"]), lot(descriptions=["two"]), lot())
    assert [c.path for c in merged.conflicts] == ["MaterialLot['L-1'].descriptions"]
    assert merged.result.descriptions == ["one"]


def test_extensions_are_merged() -> None:
    ours, theirs, base = lot(), lot(), lot()
    theirs.extensions = (Foreign("<x/>"),)
    ours.status = "hold"
    merged = merge(ours, theirs, base)
    assert merged.conflicts == () and merged.result.extensions == theirs.extensions
    ours.extensions = (Foreign("<y/>"),)
    assert [c.path for c in merge(ours, theirs, base).conflicts] == ["MaterialLot['L-1'].extensions"]


def test_the_result_shares_nothing() -> None:
    ours, theirs, base = lot(status="hold"), lot(quantities=[kg("9")]), lot()
    before = copy.deepcopy([ours, theirs, base])
    result = merge(ours, theirs, base).result
    for node in walk(result):
        for f in node.noun.__fields__.values():
            if f.many and getattr(node.noun, f.slot):
                getattr(node.noun, f.slot).clear()
    assert [ours, theirs, base] == before


def test_documents_and_plants_are_merged() -> None:
    document_ = mom.read(mom.dumps(lot(), version=mom.Version.V0600))
    merged = merge(document_, mom.read(mom.dumps(lot(status="hold"), version=mom.Version.V0600)), document_)
    assert merged.result.version is mom.Version.V0600
    assert isinstance(merged.result.root, MaterialLot) and merged.result.root.status == "hold"
    plant = merge(mom.Plant(sound()), mom.Plant(sound()[:3]), mom.Plant(sound()[:3]))
    assert plant.result == mom.Plant(sound()) and plant.conflicts == ()


def test_unlike_things_are_not_merged() -> None:
    with pytest.raises(TypeError, match="a MaterialLot cannot be merged with a Equipment"):
        merge(lot(), Equipment(id="L-1"))
    with pytest.raises(TypeError, match="a int cannot be merged"):
        merge(1, 2)
    assert isinstance(diff(lot(), lot(status="x"))[0], Difference)
