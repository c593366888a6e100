"""Questions other than traces: views in time, paths, bills, containment, and what fits a description."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.genealogy import Direction, Event, EventKind, Genealogy, GenealogyError, Line, Lot, LotNotFoundError
from isa95mom.tables.errors import TableError

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOURS = st.one_of(st.none(), st.integers(0, 9))


def at(hour: int | None) -> datetime | None:
    return None if hour is None else NOON + timedelta(hours=hour)


def put(g: Genealogy, name: str, kind: str, ins: str, outs: str, hour: int | None = None, **said: Any) -> None:
    lines = [Line(event=name, direction=Direction.IN, lot=lot) for lot in ins.split()]
    lines += [Line(event=name, direction=Direction.OUT, lot=lot) for lot in outs.split()]
    g.add(Event(id=name, kind=EventKind(kind), effective=at(hour), **said), *lines)


Row = tuple[int | None, int | None, int, int, int | None]


@given(
    st.lists(st.tuples(HOURS, HOURS, st.integers(0, 5), st.integers(0, 5), st.integers(0, 20) | st.none())),
    HOURS,
    HOURS,
)
@settings(deadline=None, max_examples=60)
def test_as_of_by_brute_force(rows: list[Row], effective: int | None, known: int | None) -> None:
    g = Genealogy()
    corrects: dict[int, int] = {}
    for n, (happened, recorded, source, target, back) in enumerate(rows):
        if back is not None and n - 1 - back >= 0:
            corrects[n] = n - 1 - back
        g.add(
            Event(
                id=n, kind=EventKind.PRODUCE, effective=at(happened), recorded=at(recorded), supersedes=corrects.get(n)
            ),
            Line(event=n, direction=Direction.IN, lot=source),
            Line(event=n, direction=Direction.OUT, lot=target),
        )
    view = g.as_of(effective=at(effective), known=at(known))
    told = [n for n, row in enumerate(rows) if known is None or row[1] is None or row[1] <= known]
    left = [n for n in told if n not in {corrects.get(other) for other in told}]
    left = [n for n in left if effective is None or rows[n][0] is None or rows[n][0] <= effective]  # type: ignore[operator]
    assert [event.id for event in view.events] == left
    graph = networkx.DiGraph([(rows[n][2], rows[n][3]) for n in left])
    graph.add_nodes_from(range(6))
    for lot in g.lots:
        assert set(view.trace_back(lot).lots) == networkx.ancestors(graph, lot) | {lot}
        assert set(view.trace_forward(lot).lots) == networkx.descendants(graph, lot) | {lot}
        assert set(view.trace_both(lot).lots) == networkx.ancestors(graph, lot) | networkx.descendants(graph, lot) | {
            lot
        }
    now = g.as_of()
    change = view.difference(now)
    assert {event.id for event in change.added} == {e.id for e in now.events} - {e.id for e in view.events}
    assert {event.id for event in change.removed} == {e.id for e in view.events} - {e.id for e in now.events}
    if g.lots:
        assert g.trace_back(g.lots[0]).lots == now.trace_back(g.lots[0]).lots


def test_a_correction() -> None:
    g = Genealogy()
    put(g, "mix", "blend", "FLOUR-7 WATER-3", "DOUGH-9", 1, recorded=at(1))
    put(g, "mix again", "blend", "FLOUR-8 WATER-3", "DOUGH-9", 1, recorded=at(5), supersedes="mix")
    assert g.trace_back("DOUGH-9").lots == ("DOUGH-9", "WATER-3", "FLOUR-8")
    assert g.trace_forward("FLOUR-7").lots == ("FLOUR-7",)
    before = g.as_of(known=at(4))
    assert set(before.trace_back("DOUGH-9").lots) == {"DOUGH-9", "WATER-3", "FLOUR-7"}
    assert repr(before) == "<View: 1 of 2 events, known 2026-01-05T16:00:00+00:00>"
    change = before.difference(g.as_of())
    assert change.corrected == (("mix again", "mix"),)
    assert set(change.lots) == {"FLOUR-7", "FLOUR-8", "WATER-3", "DOUGH-9"}
    put(g, "withdrawn", "blend", "", "", recorded=at(6), supersedes="mix again")
    assert g.trace_back("DOUGH-9").lots == ("DOUGH-9",)
    assert len(g.events) == 3
    assert [event.id for event in before.events] == ["mix"]
    with pytest.raises(GenealogyError, match="event 'none' is to be superseded, and is not on record"):
        put(g, "y", "blend", "", "", supersedes="none")
    with pytest.raises(TableError, match="has no offset from UTC"):
        g.as_of(known=datetime(2026, 1, 1))
    with pytest.raises(GenealogyError, match="two genealogies"):
        before.difference(Genealogy().as_of())


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 5), max_size=2), st.lists(st.integers(0, 5), max_size=2)), max_size=6)
)
@settings(deadline=None, max_examples=60)
def test_paths_are_those_of_networkx(events: list[tuple[list[int], list[int]]]) -> None:
    g = Genealogy()
    for n, (ins, outs) in enumerate(events):
        put(g, f"E{n}", "produce", " ".join(f"L{i}" for i in ins), " ".join(f"L{o}" for o in outs))
    graph: Any = networkx.DiGraph(g.to_networkx())
    for source in g.lots:
        for target in g.lots:
            found = g.paths(source, target)
            ends = ("lot", source), ("lot", target)
            assert found.complete
            if source == target:
                assert [path.lots for path in found.paths] == [(source,)]
                continue
            expected = {tuple(name for _, name in path) for path in networkx.all_simple_paths(graph, *ends)}
            flat = [
                tuple(x for pair in zip(p.lots, (*p.events, None), strict=True) for x in pair)[:-1] for p in found.paths
            ]
            assert len(flat) == len(set(flat))
            assert set(flat) == expected
            shortest = g.shortest_path(source, target)
            if not expected:
                assert shortest is None
                continue
            assert shortest is not None
            assert len(shortest) == networkx.shortest_path_length(graph, *ends) // 2
            assert shortest in found.paths
            some = g.paths(source, target, limit=1)
            assert (len(some.paths), some.complete) == (1, len(expected) == 1)


def bakery() -> Genealogy:
    rows: list[tuple[Any, ...]] = [
        ("mill", "FLOUR-7", "in", None, None),
        ("mix", "FLOUR-7", "in", "100.10", "KGM"),
        ("mix", "WATER-3", "in", "60", "KGM"),
        ("mix", "SALT-1", "in", None, None),
        ("mix", "DOUGH-9", "out", "160", "KGM"),
        ("bake", "DOUGH-9", "in", "160", "KGM"),
        ("bake", "BREAD-5", "out", "200", "C62"),
        ("wash", "SOAP-1", "in", "1", "LTR"),
        ("mix 2", "RYE-1", "in", "5", "KGM"),
        ("mix 2", "DOUGH-10", "out", "5", "KGM"),
    ]
    return Genealogy.from_columns(
        {
            "event": ["mill", "mix", "bake", "mix 2", "wash", "late"],
            "kind": ["consume", "blend", "produce", "blend", "clean", "transfer"],
            "effective": [None, at(1), at(3), at(2), at(4), at(5)],
            "equipment": ["MILL", "TUB", "OVEN", "TUB", "TUB", ["TUB", "OVEN"]],
            "person": [None, "P-1", ["P-1", "P-2"], None, None, None],
        },
        {
            name: [row[n] if name != "quantity" or row[n] is None else Decimal(row[n]) for row in rows]
            for n, name in enumerate(("event", "lot", "direction", "quantity", "unit"))
        },
        lots={
            "lot": ["FLOUR-7", "WATER-3", "SALT-1"],
            "material": ["FLOUR", "WATER", "SALT"],
            "supplier": ["MILLER", None, "MINE"],
            "supplier_lot": ["S-77", None, "S-1"],
        },
        parameters={"event": ["bake", "mix"], "name": ["temperature", "temperature"], "value": [231.5, 24]},
        properties={"lot": ["FLOUR-7"], "name": ["moisture"], "value": [Decimal("14.2")]},
    )


def test_what_fits_a_description() -> None:
    g = bakery()

    def names(**asked: Any) -> list[object]:
        return [event.id for event in g.find_events(**asked)]

    assert names(equipment="TUB") == ["mix", "mix 2", "wash", "late"]
    assert names(equipment="TUB", since=at(2), until=at(4)) == ["mix 2", "wash"]
    assert names(equipment="MILL", since=at(0)) == []
    assert names(equipment="MILL", since=at(0), undated=True) == ["mill"]
    assert names(person="P-1") == ["mix", "bake"]
    assert names(person="P-1", lot="BREAD-5") == ["bake"]
    assert names(kind="blend", equipment="NONE") == []
    assert names(where=lambda event: event.parameters.get("temperature", 0) > 100) == ["bake"]
    assert g.find_lots(supplier_lot="S-77") == ("FLOUR-7",)
    assert g.find_lots(supplier="MINE", material="SALT") == ("SALT-1",)
    assert g.find_lots(supplier="MINE", material="FLOUR") == ()
    assert g.find_lots(where=lambda lot: "moisture" in lot.properties) == ("FLOUR-7",)
    assert set(g.lots_of(g.find_events(equipment="OVEN", until=at(4)))) == {"DOUGH-9", "BREAD-5"}
    assert set(g.trace(g.find_lots(supplier="MILLER"), "forward").lots) == {"FLOUR-7", "DOUGH-9", "BREAD-5"}
    assert g.event("bake").person == ("P-1", "P-2")
    with pytest.raises(GenealogyError, match="'baked' is not a kind of event"):
        names(kind="baked")
    with pytest.raises(GenealogyError, match="no event 'x' is on record"):
        g.event("x")
    with pytest.raises(LotNotFoundError):
        g.find_events(lot="X")


def test_what_is_said_of_lots() -> None:
    g = bakery()
    assert g.lot("FLOUR-7") == Lot(id="FLOUR-7", material="FLOUR", supplier="MILLER", supplier_lot="S-77",
                                   properties={"moisture": Decimal("14.2")})  # fmt: skip
    assert g.lot("BREAD-5") == Lot(id="BREAD-5")
    g.describe(Lot(id="BREAD-5", material="BREAD"))
    assert g.lot("BREAD-5").material == "BREAD"
    with pytest.raises(GenealogyError, match="'material' is said to be 'BREAD' and also 'ROLL'"):
        g.describe(Lot(id="BREAD-5", material="ROLL"))


def test_after_a_lot_until_the_next_cleaning() -> None:
    g = bakery()
    exposure = g.after("FLOUR-7", "TUB")
    assert exposure.first is not None and exposure.first.id == "mix"
    assert exposure.until is not None and exposure.until.id == "wash"
    assert [event.id for event in exposure.events] == ["mix 2"]
    assert exposure.lots == ("RYE-1", "DOUGH-10")
    assert g.after("BREAD-5", "OVEN").until is None
    assert [event.id for event in g.after("BREAD-5", "OVEN").events] == ["late"]
    assert g.after("BREAD-5", "MILL").first is None
    assert [event.id for event in g.after("BREAD-5", "MILL").undated] == ["mill"]


def test_bills() -> None:
    g = bakery()
    rows = {(row.lot, row.unit): (row.quantity, row.unstated, row.depth) for row in g.bill("BREAD-5")}
    assert rows["DOUGH-9", "KGM"] == (Decimal(160), 0, 1)
    assert rows["FLOUR-7", "KGM"] == (Decimal("100.10"), 0, 2)
    assert rows["SALT-1", None] == (None, 1, 2)
    plan: dict[str, Any] = {"FLOUR": (100, "KGM"), "WATER": (Decimal(60), "KGM"), "SALT": (2, "KGM"), "YEAST": 1}
    against = {row.material: row for row in g.against_plan("DOUGH-9", plan)}
    assert {name: str(row.result) for name, row in against.items()} == {
        "FLOUR": "more", "WATER": "as planned", "SALT": "unknown", "YEAST": "missing"
    }  # fmt: skip
    assert against["FLOUR"].difference == Decimal("0.10")
    unplanned = g.against_plan("BREAD-5", {})
    assert [(row.material, str(row.result), row.lots) for row in unplanned] == [(None, "unplanned", ("DOUGH-9",))]
    uses = g.where_used("FLOUR-7")
    assert [(use.lot, use.depth, use.event.id, use.into) for use in uses] == [
        ("FLOUR-7", 0, "mill", ()),
        ("FLOUR-7", 0, "mix", ("DOUGH-9",)),
        ("DOUGH-9", 1, "bake", ("BREAD-5",)),
    ]
    assert len(g.where_used("FLOUR-7", depth=1)) == 2
    assert "FLOUR-7  100.10 KGM" in str(g.as_built("BREAD-5"))
    assert g.one_up("BREAD-5").lots == ("BREAD-5", "DOUGH-9")
    assert g.one_down("FLOUR-7").lots == ("FLOUR-7", "DOUGH-9")


def test_containment_at_a_time() -> None:
    g = Genealogy()
    put(g, "pack", "pack", "A B", "BOX", 1)
    put(g, "stack", "pack", "BOX", "PALLET", 2)
    put(g, "out", "unpack", "BOX", "A", 4)
    put(g, "again", "pack", "A", "BAG", 5)
    put(g, "empty", "unpack", "PALLET", "", 6)
    put(g, "make", "produce", "B", "C", 7)
    assert g.contents("BOX", at(0)) == ()
    assert g.contents("BOX", at(1)) == ("A", "B")
    assert g.contents("BOX", at(4)) == g.contents("BOX") == ("B",)
    assert g.contents("PALLET", at(3), deep=True) == ("BOX", "A", "B")
    assert g.contents("PALLET") == ()
    assert g.holders("A", at(3)) == ("BOX",)
    assert g.holders("A", at(3), deep=True) == ("BOX", "PALLET")
    assert g.holders("A") == ("BAG",)
    assert g.trace_forward("B").lots == ("B", "BOX", "C", "A", "PALLET", "BAG")
    assert g.trace_forward("B", containment=False).lots == ("B", "C")
    parts = Genealogy()
    put(parts, "fit", "assemble", "RING", "PISTON")
    put(parts, "divide", "subdivide", "L", "L.1 L.2")
    assert parts.contents("PISTON") == ("RING",)
    assert parts.holders("L.2") == ("L",)


def test_traces_of_both_ways_and_of_several() -> None:
    g = bakery()
    both = g.trace_both("DOUGH-9")
    assert set(both.lots) == {"DOUGH-9", "FLOUR-7", "WATER-3", "SALT-1", "BREAD-5"}
    assert {event.id for event in both.events} == {"mix", "bake"}
    assert len(both.lines) == 6
    assert both.way == "both" and both.complete and both.depth == 1
    with pytest.raises(GenealogyError, match="only a trace of one lot in one direction is a tree"):
        both.to_tree()
    several = g.trace(["DOUGH-9", "DOUGH-10"])
    assert several.starts == ("DOUGH-9", "DOUGH-10")
    assert set(several.lots) == {"DOUGH-9", "DOUGH-10", "FLOUR-7", "WATER-3", "SALT-1", "RYE-1"}
    with pytest.raises(GenealogyError, match="there is no lot to trace"):
        g.trace([])
    with pytest.raises(GenealogyError, match="the way is 'up'"):
        g.trace(["DOUGH-9"], "up")  # type: ignore[arg-type]
