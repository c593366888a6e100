"""The smallest set of holds: cuts against networkx and brute force, and what is held in stores as they are."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.genealogy import Genealogy, GenealogyError, Hold, Recall
from isa95mom.genealogy.cuts import lightest_cut
from tests.genealogy.test_balance import Row, built

NODES = st.integers(0, 7)
GRAPHS = st.fixed_dictionaries(
    {
        "weights": st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=8, max_size=8),
        "pairs": st.lists(st.tuples(NODES, NODES), max_size=16),
        "sources": st.sets(NODES, min_size=1, max_size=3),
        "ends": st.sets(NODES, min_size=1, max_size=3),
    }
)


def leaks(taken: set[int], graph: Any) -> bool:
    """Whether a way is left from a source to an end."""
    open_: Any = networkx.DiGraph()
    open_.add_nodes_from(range(8))
    open_.add_edges_from(graph["pairs"])
    open_.remove_nodes_from(taken)
    reached = set().union(*(networkx.descendants(open_, node) | {node} for node in graph["sources"] - taken), set())
    return bool(reached & (graph["ends"] - taken))


@settings(deadline=None)
@given(GRAPHS)
def test_the_lightest_cut(graph: Any) -> None:
    ahead: dict[int, list[int]] = {}
    for node, other in graph["pairs"]:
        ahead.setdefault(node, []).append(other)
    found = lightest_cut(dict(enumerate(graph["weights"])), ahead, graph["sources"], graph["ends"])
    able = [node for node in range(8) if graph["weights"][node] is not None]
    every = [set(some) for size in range(len(able) + 1) for some in combinations(able, size)]
    best = min((sum(graph["weights"][n] for n in taken) for taken in every if not leaks(taken, graph)), default=None)
    if best is None:
        assert found is None
        return
    assert found is not None and not leaks(found, graph)
    assert sum(graph["weights"][node] for node in found) == best
    split: Any = networkx.DiGraph()
    for node, weight in enumerate(graph["weights"]):
        split.add_edge((node, 0), (node, 1), **({} if weight is None else {"capacity": weight}))
    split.add_edges_from(((node, 1), (other, 0)) for node, other in graph["pairs"])
    split.add_edges_from(("source", (node, 0)) for node in graph["sources"])
    split.add_edges_from(((node, 1), "end") for node in graph["ends"])
    assert networkx.minimum_cut_value(split, "source", "end") == best


def recall(*rows: Row, of: Any = "BAD", **columns: Any) -> Recall:
    return built(*rows, **columns).recall(of)


def cases(*names: str, mixed: int) -> list[Row]:
    """Cases of bad material, and as many others as are said, on a pallet."""
    good = [f"GOOD-{n}" for n in range(mixed)]
    made: list[Row] = [("receive", [], [("BAD", 10, "KGM")])]
    made += [("produce", [("BAD", 1, "KGM")], [(name, 1, "C62")]) for name in names]
    made += [("produce", [], [(name, 1, "C62")]) for name in good]
    made.append(("pack", [(name, 1, "C62") for name in (*names, *good)], [("PALLET", None, None)]))
    return made


def told(hold: Hold) -> tuple[Any, ...]:
    return hold.lot, set(hold.stops), set(hold.besides)


def test_one_hold_on_a_pallet_stops_all_its_cases() -> None:
    found = recall(*cases("CASE-1", "CASE-2", mixed=2)).holds()
    assert [told(hold) for hold in found.holds] == [
        ("BAD", {"BAD"}, set()),
        ("PALLET", {"CASE-1", "CASE-2"}, {"GOOD-0", "GOOD-1"}),
    ]
    assert [str(hold.quantity) + f" {hold.unit}" for hold in found.holds] == ["8 KGM", "4 C62"]
    assert set(found.inside) == {"BAD", "CASE-1", "CASE-2"}


def test_a_case_is_where_its_pallet_is() -> None:
    rows = cases("CASE-1", mixed=1)
    found = recall(*rows, location=["DOCK", "LINE", "LINE", "STORE"])
    assert found.of("CASE-1").location == found.of("PALLET").location == "STORE"
    assert {hold.lot: hold.location for hold in found.holds().holds} == {"BAD": "DOCK", "CASE-1": "STORE"}
    gone = recall(*rows, ("ship", [("PALLET", None, None)], []), location=["DOCK", "LINE", "LINE", "STORE", "GATE"])
    assert gone.of("CASE-1").location is None


def test_of_equally_many_holds_those_that_stop_less() -> None:
    assert recall(*cases("CASE-1", mixed=3)).holds().lots == ("BAD", "CASE-1")


def test_the_least_is_held() -> None:
    rows = cases("CASE-1", "CASE-2", mixed=3)
    for row in rows:
        for side in row[1:]:
            side[:] = [(lot, amount, unit and "C62") for lot, amount, unit in side]
    found = recall(*rows)
    assert found.holds("least").lots == ("BAD", "CASE-1", "CASE-2")
    assert found.holds(lambda lot: 1 if lot in ("BAD", "PALLET") else 5).lots == ("BAD", "PALLET")
    with pytest.raises(GenealogyError, match="by is 'all'; 'fewest', 'least' or a function is needed"):
        found.holds("all")  # type: ignore[arg-type]
    with pytest.raises(GenealogyError, match="how much a hold on lot 'CASE-1' holds in KGM is not known; by='fewest'"):
        recall(*cases("CASE-1", mixed=0)).holds("least")


def test_a_truck_with_pallets() -> None:
    rows = cases("CASE-1", "CASE-2", mixed=1)
    rows.append(("pack", [("PALLET", None, None)], [("TRUCK", None, None)]))
    found = recall(*rows).holds()
    assert [told(hold) for hold in found.holds][1] == ("PALLET", {"CASE-1", "CASE-2"}, {"GOOD-0"})
    gone = recall(*rows, ("ship", [("TRUCK", None, None)], []))
    assert gone.holds().lots == ("BAD",)
    assert gone.shipped[0].contents == ("PALLET", "CASE-1", "CASE-2")


def test_things_of_which_no_amount_is_stated() -> None:
    """Serial numbers as many plants have them: what is packed is in the pallet, and gone with it."""
    rows: list[Row] = [
        ("receive", [], [("BAD", None, None)]),
        ("scrap", [("BAD", None, None)], []),
        *[("assemble", [("BAD", None, None)], [(f"UNIT-{n}", None, None)]) for n in range(4)],  # type: ignore[list-item]
        ("pack", [(f"UNIT-{n}", None, None) for n in (0, 1)], [("PALLET-1", None, None)]),
        ("pack", [(f"UNIT-{n}", None, None) for n in (2, 3)], [("PALLET-2", None, None)]),
    ]
    assert set(recall(*rows).holds().lots) == {"BAD", "PALLET-1", "PALLET-2"}
    gone = recall(*rows, ("ship", [("PALLET-1", None, None)], []))
    assert set(gone.holds().lots) == {"BAD", "PALLET-2"}


def test_bulk_in_several_bins_is_held_in_each() -> None:
    found = recall(
        ("receive", [], [("BAD", 10, "KGM")]),
        ("pack", [("BAD", 4, "KGM")], [("BIN-1", None, None)]),
        ("pack", [("BAD", 6, "KGM")], [("BIN-2", None, None)]),
        ("ship", [("BIN-1", None, None)], []),
    )
    assert found.holds().lots == ("BIN-2",)


def test_a_hold_on_a_lot_stops_its_sublots() -> None:
    rows: list[Row] = [
        ("receive", [], [("LOT", 10, "KGM")]),
        ("subdivide", [("LOT", 10, "KGM")], [(f"SUB-{n}", 2, "KGM") for n in range(5)]),
        ("ship", [("SUB-4", 2, "KGM")], []),
    ]
    found = recall(*rows, of=["SUB-0", "SUB-1", "SUB-2"]).holds()
    assert [told(hold) for hold in found.holds] == [("LOT", {"SUB-0", "SUB-1", "SUB-2"}, {"SUB-3"})]
    assert found.holds[0].quantity == 8
    assert recall(*rows, of="SUB-1").holds().lots == ("SUB-1",)
    assert recall(*rows, of=["SUB-0", "SUB-1"]).holds("least").lots == ("SUB-0", "SUB-1")


def test_where_all_goes_into_one_lot_next_that_is_held() -> None:
    rows: list[Row] = [
        ("receive", [], [("BAD", 10, "KGM")]),
        ("split", [("BAD", 10, "KGM")], [("BAG-1", 5, "KGM"), ("BAG-2", 5, "KGM")]),
        ("produce", [], [("TANK", 50, "KGM")]),
    ]
    found = recall(*rows)
    assert found.holds().lots == ("BAG-1", "BAG-2")
    planned = [("BAG-1", "TANK"), ("BAG-2", "TANK")]
    hold = found.holds(planned=planned).holds
    assert [told(each) for each in hold] == [("TANK", {"BAG-1", "BAG-2"}, set())]
    assert found.holds("least", planned=planned).lots == ("BAG-1", "BAG-2")
    to_come = [("BAG-1", "BATCH-9"), ("BAG-2", "BATCH-9")]
    assert found.holds(planned=to_come).lots == ("BAG-1", "BAG-2")
    assert found.holds(planned=to_come, ahead=True).lots == ("BATCH-9",)


def test_what_no_hold_on_a_lot_stops() -> None:
    found = recall(("receive", [], [("BAD", 10, "KGM")]), ("blend", [("BAD", 10, "KGM")], [])).holds()
    assert (len(found), found.loose) == (0, ("E1",))


def test_what_only_lay_on_a_pallet_with_it_may_be_left_alone() -> None:
    found = recall(
        ("produce", [], [("BAD", 1, "C62")]),
        ("produce", [], [("GOOD", 1, "C62")]),
        ("pack", [("BAD", 1, "C62"), ("GOOD", 1, "C62")], [("PALLET", None, None)]),
        ("unpack", [("PALLET", None, None)], [("BAD", 1, "C62"), ("GOOD", 1, "C62")]),
    )
    assert found.holds().lots == ("BAD", "GOOD")
    assert found.holds(worst_case=False).lots == ("BAD",)


# -- any store --------------------------------------------------------------------------------------------------------

STORES = st.tuples(
    st.lists(st.tuples(st.booleans(), st.one_of(st.none(), st.integers(0, 2))), min_size=1, max_size=6),
    st.lists(st.one_of(st.none(), st.integers(3, 4)), min_size=3, max_size=3),
    st.sets(st.integers(0, 4), max_size=2),
)
"""Cases, bad or not and on which pallet; pallets, and in which truck; and which pallets and trucks have left."""


@settings(deadline=None)
@given(STORES)
def test_holds_of_any_store_are_the_smallest(store: Any) -> None:
    cases_, trucks, gone = store
    on: dict[str, str | None] = {}
    rows: list[Row] = [("receive", [], [("BAD", len(cases_), "C62")])]
    for number, (bad, pallet) in enumerate(cases_):
        rows.append(("produce", [("BAD", 1, "C62")] if bad else [], [(f"C{number}", 1, "C62")]))
        on[f"C{number}"] = None if pallet is None else f"P{pallet}"
    for holder, held in [(f"P{n}", [c for c, p in on.items() if p == f"P{n}"]) for n in range(3)]:
        if held:
            rows.append(("pack", [(each, 1, "C62") for each in held], [(holder, None, None)]))
            on[holder] = None
    for number in (3, 4):
        held = [f"P{n}" for n in range(3) if trucks[n] == number and f"P{n}" in on]
        if held:
            rows.append(("pack", [(each, None, None) for each in held], [(f"P{number}", None, None)]))
            on |= dict.fromkeys(held, f"P{number}")
            on[f"P{number}"] = None
    for number in gone:
        if f"P{number}" in on and on[f"P{number}"] is None:
            rows.append(("ship", [(f"P{number}", None, None)], []))
    left = {f"P{number}" for number in gone if on.get(f"P{number}", "") is None}
    bad_cases = [f"C{number}" for number, (bad, _) in enumerate(cases_) if bad]
    if not bad_cases:
        return
    ways = []
    for case in bad_cases:
        way: list[str] = []
        here: str | None = case
        while here is not None:
            way.append(here)
            here = on[here]
        if not left & set(way):
            ways.append(way)
    g: Genealogy = built(*rows)
    found = g.recall(bad_cases).holds()
    assert all(set(way) & set(found.lots) for way in ways)
    things = sorted({each for way in ways for each in way})
    best = next(
        size
        for size in range(len(things) + 1)
        if any(all(set(way) & set(some) for way in ways) for some in combinations(things, size))
    )
    assert len(found) == best
