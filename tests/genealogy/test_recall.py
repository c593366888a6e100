"""Recalls: their seeds, their reach, what became of each lot, and how much of it stems from the seeds."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom import simulate
from isa95mom.genealogy import (
    GAPS,
    Category,
    Direction,
    Event,
    EventKind,
    Genealogy,
    GenealogyError,
    Line,
    Lot,
    LotNotFoundError,
    Relational,
)
from isa95mom.simulate.simulation import Kind
from isa95mom.tables.errors import TableError
from tests.genealogy.test_balance import NOON, Row, bakery, built
from tests.genealogy.test_trace import EVENTS, plant, scenario

KINDS: tuple[Kind, ...] = ("discrete", "batch", "continuous", "mixed")


def hour(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def closed(recall: Any) -> None:
    """What came into being of each lot is what became of it, and what is unaccounted for."""
    for lot in recall:
        account = lot.account
        told = sum((fate.quantity for fate in account.fates if fate.quantity is not None), Decimal(0))
        if account.total is None:
            assert account.unaccounted is None and account.unknown
        else:
            assert told + account.unaccounted == account.total
            assert account.unaccounted == 0 or any(
                finding.code == "unaccounted" and finding.lots == (lot.id,) for finding in recall.findings
            )
        assert all(amount >= 0 for amount in account.amounts.values()), account


# -- seeds ------------------------------------------------------------------------------------------------------------


def farm() -> Genealogy:
    g = scenario()
    g.describe(Lot(id="GRAIN-1", supplier="FARM", supplier_lot="77", material="grain"))
    g.describe(Lot(id="GRAIN-2", supplier="FARM", supplier_lot="78", material="grain"))
    return g


SAID: list[tuple[dict[str, Any], set[str]]] = [
    ({"lots": "FLOUR-7"}, {"FLOUR-7"}),
    ({"supplier": "FARM"}, {"GRAIN-1", "GRAIN-2"}),
    ({"supplier": "FARM", "supplier_lot": "78"}, {"GRAIN-2"}),
    ({"equipment": "MILL"}, {"FLOUR-7"}),
    ({"person": "P-2"}, {"DOUGH-9"}),
    ({"since": NOON + timedelta(hours=7)}, {"PALLET-2"}),
    ({"lots": "CRUMB-5", "material": "grain", "until": NOON}, {"CRUMB-5", "GRAIN-1", "GRAIN-2"}),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_seeds_are_those_of_an_engine(said: dict[str, Any], expected: set[str]) -> None:
    g = farm()
    recall = g.recall(**said)
    assert {seed.lot for seed in recall.seeds} == expected
    assert recall.trace.lots == g.trace([seed.lot for seed in recall.seeds], "forward").lots
    assert all(seed.why for seed in recall.seeds)
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("ibis")
    other = Relational.load(duckdb.connect(), g).recall(**said)
    assert set(other.trace.starts) == expected
    told = {row["lot"]: row for row in other.stock().to_pyarrow().to_pylist()}
    assert set(told) == {lot.id for lot in recall}
    for lot in recall:
        row = told[lot.id]
        if row["unknown"] is None:
            assert row["on_hand"] == lot.on_hand
            assert row["shipped"] == lot.account.amounts.get(Category.SHIPPED, 0)
    sent = {
        (row["lot"], row["party"], row["event"], row["quantity"]) for row in other.shipped().to_pyarrow().to_pylist()
    }
    assert {(s.lot, s.party, s.event) for s in recall.shipped} == {each[:3] for each in sent}


def test_more_ways_to_say_it() -> None:
    g = farm()
    where = g.recall(where=lambda event: event.kind is EventKind.SHIP)
    assert [(seed.lot, seed.why, seed.events) for seed in where.seeds] == [
        ("PALLET-2", ("it went into event 'ship-1', which gave nothing",), ("ship-1",))
    ]
    lots = g.recall(where_lot=lambda lot: lot.supplier_lot == "77")
    assert [(seed.lot, seed.why) for seed in lots.seeds] == [("GRAIN-1", ("it fits the condition on lots",))]
    by_event = g.recall(events=["ship-1", g.event("ship-1")])
    assert by_event.seeds == where.seeds
    both = g.recall(["GRAIN-1"], supplier="FARM", supplier_lot="77")
    assert both.seeds[0].why == ("it was named", "its supplier is 'FARM', its supplier lot is '77'")
    assert str(both.asked) == "lot GRAIN-1, supplier FARM, supplier lot 77"
    with pytest.raises(GenealogyError, match="no lot is concerned"):
        g.recall(equipment="OVEN")
    with pytest.raises(GenealogyError, match="nothing is said of what to recall"):
        g.recall()
    with pytest.raises(GenealogyError, match="no event 'ship-9' is on record"):
        g.recall(events=["ship-9"])
    with pytest.raises(GenealogyError, match="until_clean needs the equipment that is cleaned"):
        g.recall("GRAIN-1", until_clean=True)
    with pytest.raises(GenealogyError, match="none of the lots came to equipment 'OVEN' at a time that is stated"):
        g.recall("GRAIN-1", equipment="OVEN", until_clean=True)
    with pytest.raises(TableError, match="has no offset"):
        g.recall(since=datetime(2026, 1, 1))
    with pytest.raises(LotNotFoundError, match="did you mean 'GRAIN-2' or 'GRAIN-1'"):
        g.recall("GRAIN-")


def test_until_the_equipment_is_cleaned() -> None:
    g = built(
        ("produce", [], [("A", 1, "KGM")]),
        ("produce", [], [("B", 1, "KGM")]),
        ("clean", [], []),
        ("produce", [], [("C", 1, "KGM")]),
        ("clean", [], []),
        ("produce", [], [("D", 1, "KGM")]),
        ("produce", [], [("E", 1, "KGM")]),
        equipment=["X"] * 6 + ["Y"],
    )

    def found(*lots: str, **said: Any) -> list[Any]:
        return [seed.lot for seed in g.recall(lots, equipment="X", until_clean=True, **said).seeds]

    assert found(since=hour(1)) == ["B"]
    assert found(since=hour(0.5), until=hour(3)) == ["B", "C"]
    assert found(since=hour(5)) == ["D"]
    assert found("A") == ["A", "B"]
    assert found("C") == ["C"]
    assert [seed.lot for seed in g.recall("A", equipment="X").seeds] == ["A", "B", "C", "D"]


# -- reach ------------------------------------------------------------------------------------------------------------


@settings(deadline=None)
@given(events=EVENTS, data=st.data())
def test_a_recall_reaches_what_networkx_reaches(events: list[Any], data: Any) -> None:
    g = plant(events)
    if not len(g):
        return
    starts = data.draw(st.lists(st.sampled_from(g.lots), min_size=1, max_size=3, unique=True))
    recall = g.recall(starts)
    graph = g.to_networkx()
    reached = set().union(*(networkx.descendants(graph, ("lot", lot)) | {("lot", lot)} for lot in starts))
    assert {lot.id for lot in recall} == {name for kind, name in reached if kind == "lot"}
    assert {lot.id: lot.depth for lot in recall} == recall.trace.depths
    assert all(0 <= lot.low <= lot.high <= 1 for lot in recall)
    assert all(lot.exposure == 1 for lot in recall if lot.id in starts)
    closed(recall)


@pytest.mark.parametrize("kind", KINDS)
def test_recalls_of_simulated_plants_find_the_truth(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=600, kind=kind, seed=5, ids="text")
    g, truth = simulation.genealogy(), simulation.truth()
    for lot in Random(1).sample(sorted(truth.lots, key=str), 12):
        recall = g.recall(lot)
        assert {each.id for each in recall} == truth.went_into(lot)
        closed(recall)
        for each in recall:
            assert each.on_hand == truth.left(each.id)
            assert each.account.unaccounted == 0


@pytest.mark.parametrize("kind", KINDS)
def test_late_and_corrected_records_come_to_the_truth(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=400, kind=kind, seed=4, late=0.2, corrections=0.2, ids="text")
    g, truth = simulation.genealogy(), simulation.truth()
    last = max(event.recorded for event in g.events if event.recorded is not None)
    for lot in truth.lots[::90]:
        recall = g.recall(lot)
        assert {each.id for each in recall} == truth.went_into(lot)
        assert all(each.on_hand == truth.left(each.id) for each in recall)
        then = g.as_of(known=last - timedelta(hours=2)).recall(lot)
        told = then.differences(recall)
        assert {each.id for each in then} - set(told.removed) | set(told.added) == {each.id for each in recall}
        closed(then)


@pytest.mark.parametrize("kind", KINDS)
def test_faulty_records_are_recalled_too(kind: Kind) -> None:
    g = simulate.genealogy(lots=300, kind=kind, seed=4, faults=0.05, unmeasured=0.1, ids="text").genealogy()
    for lot in g.lots[::60]:
        recall = g.recall(lot)
        closed(recall)
        assert len(recall.holds()) <= len(recall.inside)
        assert 0 <= g.drill(lot).accounted <= 1


@pytest.mark.parametrize("kind", KINDS[:3])
def test_exposures_of_simulated_plants_are_the_truth(kind: Kind) -> None:
    simulation = simulate.genealogy(lots=250, kind=kind, seed=6, ids="text")
    g, truth = simulation.genealogy(), simulation.truth()
    received = [lot for lot in truth.lots if truth.shares(lot).keys() == {lot}]
    for lot in received[:6]:
        for each in g.recall(lot):
            assert each.exposure == pytest.approx(float(truth.shares(each.id).get(lot, Fraction(0))), abs=1e-9)
    some = received[:5]
    for each in g.recall(some):
        expected = sum(truth.shares(each.id).get(lot, Fraction(0)) for lot in some)
        assert each.exposure == pytest.approx(float(expected), abs=1e-9)


@pytest.mark.parametrize("kind", KINDS[:3])
def test_the_truth_lies_between_the_bounds(kind: Kind) -> None:
    """Where nobody measured some amounts."""
    simulation = simulate.genealogy(lots=250, kind=kind, seed=6, unmeasured=0.2, ids="text")
    g, truth = simulation.genealogy(), simulation.truth()
    wide = narrow = 0
    for lot in [lot for lot in truth.lots if truth.shares(lot).keys() == {lot}][:6]:
        for each in g.recall(lot):
            share = float(truth.shares(each.id).get(lot, Fraction(0)))
            assert each.low - 1e-9 <= share <= each.high + 1e-9
            wide += each.exposure is None
            narrow += each.exposure is None and each.high - each.low < 0.5
    assert narrow <= wide
    assert kind == "discrete" or narrow > 0


# -- exposure ---------------------------------------------------------------------------------------------------------

AMOUNT = st.one_of(st.none(), st.integers(1, 5))
LINES = st.lists(st.tuples(st.integers(0, 6), AMOUNT), min_size=1, max_size=3, unique_by=lambda line: line[0])
MIXES = st.lists(st.tuples(LINES, LINES), min_size=1, max_size=7)


def mixed(events: list[Any], units: bool = True) -> Genealogy:
    g = Genealogy()
    for number, (ins, outs) in enumerate(events):
        lines = [
            Line(
                event=number,
                direction=way,
                lot=lot,
                quantity=None if amount is None else Decimal(amount),
                unit="KGM" if units or amount is not None else None,
            )
            for way, side in ((Direction.IN, ins), (Direction.OUT, outs))
            for lot, amount in side
        ]
        g.add(Event(id=number, kind=EventKind.BLEND), *lines)
    return g


def stated(events: list[Any]) -> list[Any]:
    return [
        ([(lot, amount or 1) for lot, amount in ins], [(lot, amount or 1) for lot, amount in outs])
        for ins, outs in events
    ]


@settings(deadline=None)
@given(MIXES)
def test_exposure_to_one_lot_is_its_share(events: list[Any]) -> None:
    """Whatever goes round: where the share is known, it is the exposure."""
    g = mixed(stated(events))
    for start in g.lots:
        for lot in g.recall(start):
            share = g.shares(lot.id).of(start)
            if share.share is not None and lot.exposure is not None:
                assert lot.exposure == pytest.approx(share.share, abs=1e-6)
            assert lot.low <= share.high + 1e-6 and share.low <= lot.high + 1e-6


@settings(deadline=None)
@given(events=MIXES, seed=st.integers(0, 1000), units=st.booleans())
def test_bounds_hold_whatever_was_not_stated(events: list[Any], seed: int, units: bool) -> None:
    """Filled in at random, the missing amounts give an exposure between the bounds."""
    random = Random(seed)
    filled = [
        tuple([(lot, random.choice([1, 2, 7]) if a is None else a) for lot, a in side] for side in both)
        for both in events
    ]
    vague, exact = mixed(events, units), mixed(filled)
    start = events[0][0][0][0]
    sure = {lot.id: lot for lot in exact.recall(start)}
    for lot in vague.recall(start):
        found = sure[lot.id].exposure
        if found is not None and not bounded_by_stock(vague, filled):
            assert lot.low - 1e-9 <= found <= lot.high + 1e-9


def bounded_by_stock(g: Genealogy, events: list[Any]) -> bool:
    """Whether the amounts filled in take more of a lot than there was, which is taken not to have been."""
    made: defaultdict[int, int] = defaultdict(int)
    used: defaultdict[int, int] = defaultdict(int)
    for ins, outs in events:
        for lot, amount in outs:
            made[lot] += amount
        for lot, amount in ins:
            used[lot] += amount
    return any(used[lot] > made[lot] > 0 for lot in used)


def test_a_mean_of_what_is_all_exposed_is_known_without_amounts() -> None:
    g = built(
        ("receive", [], [("A", 10, "KGM")]),
        ("split", [("A", 10, "KGM")], [("B", 4, "KGM"), ("C", 6, "KGM")]),
        ("blend", [("B", None, None), ("C", None, None)], [("D", 9, "KGM")]),
        ("blend", [("D", None, None), ("WATER", None, None)], [("E", 9, "KGM")]),
    )
    recall = g.recall("A")
    assert recall.of("D").exposure == 1
    assert (recall.of("E").low, recall.of("E").high, recall.of("E").exposure) == (0, 1, None)
    assert recall.of("D").exposed == 9 and recall.of("E").exposed is None
    assert [str(f) for f in recall.findings if f.code == "exposure-unknown"] == [
        "warning: from 0 to 1 of lot 'E' stem from the seeds [exposure-unknown]"
    ]


def test_what_only_shared_a_pallet_is_reached_and_not_exposed() -> None:
    g = built(
        ("produce", [], [("A", 10, "C62")]),
        ("produce", [], [("B", 10, "C62")]),
        ("pack", [("A", 10, "C62"), ("B", 10, "C62")], [("PALLET", None, None)]),
        ("unpack", [("PALLET", None, None)], [("A", 10, "C62"), ("B", 10, "C62")]),
    )
    recall = g.recall("A")
    assert {lot.id: lot.exposure for lot in recall} == {"A": 1, "PALLET": 0.5, "B": 0}
    assert recall.of("A").account.amounts == {Category.IN_STOCK: 10}
    assert [lot.id for lot in recall.inside] == ["A", "B"]


# -- what became of it ------------------------------------------------------------------------------------------------


def test_categories_of_a_bakery() -> None:
    recall = bakery().recall("FLOUR")
    flour = recall.of("FLOUR").account
    assert flour.total == 1000 and flour.unit == "KGM" and flour.on_hand == 598
    assert flour.amounts == {Category.IN_STOCK: 598, Category.CONSUMED: 400, Category.SAMPLED: Decimal("0.5")}
    assert flour.unaccounted == Decimal("1.5")
    assert [fate.into for fate in flour.fates if fate.category is Category.CONSUMED] == [("DOUGH", "CRUMB")]
    assert recall.of("CRUMB").account.amounts == {Category.IN_PROCESS: 1, Category.SCRAPPED: 3}
    assert recall.of("BREAD").account.amounts == {Category.IN_PROCESS: 400, Category.PACKED: 600}
    assert recall.of("BREAD").holders == ("PALLET",)
    [shipment] = recall.shipped
    assert shipment.lot == "PALLET" and shipment.contents == ("BREAD",)
    assert shipment.quantity == 600 and shipment.unit == "C62"
    assert recall.consignees == {None: (shipment,)}
    assert [str(finding) for finding in recall.findings if finding.code != "exposure-unknown"] == [
        "warning: lot 'FLOUR': 1.5 KGM more came in than is accounted for [unaccounted]",
        "warning: to whom lot 'PALLET' was shipped by event 'E6' is not stated [consignee-unknown]",
    ]
    assert {finding.code for finding in recall.findings} <= GAPS.keys()
    assert [lot.id for lot in recall.in_category("shipped")] == ["PALLET"]
    assert recall.totals["DOUGH", "KGM"] == {Category.CONSUMED: 590}
    with pytest.raises(ValueError, match="'lost' is not a valid Category"):
        recall.in_category("lost")
    with pytest.raises(GenealogyError, match="lot 'WATER' is not among the 5 lots of the recall"):
        recall.of("WATER")
    assert repr(recall) == "<Recall of 1 lots: 5 lots are concerned>"


def test_what_came_back_takes_away_from_what_had_gone() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("produce", [("A", 50, "KGM")], [("B", 50, "KGM")]),
        ("return", [], [("A", 8, "KGM")]),
        ("ship", [("A", 20, "KGM")], []),
        ("return", [], [("A", 5, "KGM")]),
        ("sample", [("A", 3, "KGM")], [("A", 1, "KGM")]),
        ("return", [("A", 10, "KGM")], []),
        ("transfer", [("A", 15, "KGM")], [("A", 14, "KGM")]),
        ("rework", [("A", 10, "KGM")], [("A", 9, "KGM"), ("WASTE", 1, "KGM")]),
        ("transfer", [("A", 4, "KGM")], []),
        ("blend", [("A", 2, "KGM")], []),
        ("consume", [("A", 1, "KGM")], []),
        party=[None] * 3 + ["SHOP", "SHOP"] + [None] * 7,
    )
    account = g.recall("A").of("A").account
    assert account.total == 100
    assert account.amounts == {
        Category.IN_STOCK: 22,
        Category.IN_PROCESS: 2,
        Category.SHIPPED: 20,
        Category.CONSUMED: 39,
        Category.SAMPLED: 2,
        Category.RETURNED: 10,
        Category.UNKNOWN: 4,
    }
    assert account.unaccounted == 1
    assert account.on_hand == g.on_hand("A").quantity
    assert [str(f) for f in g.recall("A").findings if f.code == "no-lot"] == [
        "warning: lot 'A' went into event 'E10', which has given no lot yet [no-lot]"
    ]


def test_amounts_that_are_not_known() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("consume", [("A", 30, "KGM")], []),
        ("scrap", [("A", None, None)], []),
        ("receive", [], [("B", None, None)]),
        ("ship", [("B", 5, "KGM")], []),
        ("receive", [], [("C", 5, "KGM")]),
        ("ship", [("C", 7, "KGM")], []),
        ("receive", [], [("D", 10, "KGM")]),
        ("scrap", [("D", 10, "C62")], []),
        ("adjust", [], [("D", 4, "KGM")]),
        ("adjust", [("D", 1, "KGM")], []),
        ("ship", [("E", 1, "KGM")], []),
    )
    recall = g.recall(["A", "B", "C", "D", "E"])
    a, b, c, d, e = (lot.account for lot in recall)
    assert a.amounts == {Category.CONSUMED: 30, Category.UNKNOWN: 70}
    assert a.categories == (Category.CONSUMED, Category.SCRAPPED, Category.UNKNOWN)
    assert a.on_hand is None and a.inside and a.unaccounted == 0
    assert b.total is b.on_hand is b.unaccounted is None and b.inside
    assert c.total == 5 and c.on_hand == 0 and not c.inside and c.unaccounted == -2
    assert d.amounts == {Category.IN_STOCK: 3, Category.UNKNOWN: 6} and d.unaccounted == 1
    assert e.total is None and e.unknown == ("where it came from is not on record",)
    assert [str(finding) for finding in recall.findings if finding.code in ("amount-unknown", "unaccounted")] == [
        "warning: lot 'A': how much was scrapped by event 'E2' is not stated [amount-unknown]",
        "warning: lot 'B': how much was received by event 'E3' is not stated [amount-unknown]",
        "warning: lot 'C': 2 KGM more went out than came in [unaccounted]",
        "warning: lot 'D': 10 C62 of event 'E8' does not convert to KGM [amount-unknown]",
        "warning: lot 'D': 1 KGM more came in than is accounted for [unaccounted]",
        "warning: lot 'E': where it came from is not on record [amount-unknown]",
    ]
    closed(recall)


ANY_LINES = st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.integers(0, 9))), max_size=2)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EventKind), ANY_LINES, ANY_LINES, st.integers(0, 5)), min_size=1, max_size=9))
def test_nothing_is_lost_of_any_history(rows: list[Any]) -> None:
    """What became of a lot adds up, and what is left is what its stock says, whatever happened in whichever order."""
    events: list[Row] = [
        (kind, [(f"L{n}", a, "KGM") for n, a in ins], [(f"L{n}", a, "KGM") for n, a in outs])
        for kind, ins, outs, _ in rows
    ]
    g = built(*events, effective=[hour(row[3]) for row in rows])
    if not len(g):
        return
    recall = g.recall(g.lots)
    closed(recall)
    for lot in recall:
        stock = g.on_hand(lot.id)
        assert (lot.on_hand is None) == (stock.quantity is None)
        if stock.quantity is not None:
            assert lot.on_hand == max(stock.quantity, 0)
        assert lot.account.unit == stock.unit


@pytest.mark.parametrize(
    ("disposition", "location", "equipment", "category"),
    [
        (None, None, "MIXER", Category.IN_PROCESS),
        (None, None, None, Category.IN_STOCK),
        (None, "STORE", "MIXER", Category.IN_STOCK),
        ("In-Process", "STORE", None, Category.IN_PROCESS),
        ("Released", None, "MIXER", Category.IN_STOCK),
    ],
)
def test_in_stock_or_in_process(disposition: Any, location: Any, equipment: Any, category: Category) -> None:
    g = built(("produce", [], [("A", 1, "KGM")]), equipment=[equipment], location=[location])
    g.describe(Lot(id="A", disposition=disposition))
    lot = g.recall("A").of("A")
    assert lot.categories == (category,)
    assert lot.location == location
    told = g.recall("A", in_process=lambda lot: lot.location == "STORE").of("A")
    assert told.categories == (Category.IN_PROCESS if location else Category.IN_STOCK,)


# -- earlier states ---------------------------------------------------------------------------------------------------


def test_what_would_have_been_recalled_then() -> None:
    g = Genealogy()
    for number, (kind, ins, outs, amount, supersedes) in enumerate(
        [
            ("receive", [], ["A"], 10, None),
            ("produce", ["A"], ["B"], 4, None),
            ("produce", ["A"], ["C"], 3, None),
            ("produce", ["A"], ["D"], 3, "E2"),
        ]
    ):
        lines = [
            Line(event=f"E{number}", direction=way, lot=lot, quantity=Decimal(amount), unit="KGM")
            for way, lots in ((Direction.IN, ins), (Direction.OUT, outs))
            for lot in lots
        ]
        recorded = hour(number).astimezone(UTC)
        event = Event(
            id=f"E{number}", kind=EventKind(kind), effective=hour(number), recorded=recorded, supersedes=supersedes
        )
        g.add(event, *lines)
    then, now = g.as_of(known=hour(2)).recall("A"), g.recall("A")
    assert [lot.id for lot in then] == ["A", "B", "C"] and [lot.id for lot in now] == ["A", "B", "D"]
    told = then.differences(now)
    assert (told.added, told.removed, told.seeds_added, told.changed) == (("D",), ("C",), (), ())
    first = g.as_of(effective=hour(1)).recall("A")
    [changed] = first.differences(now).changed
    assert changed.lot == "A" and changed.before.on_hand == 6 and changed.after.on_hand == 3
    more = g.recall(["A", "C"])
    assert now.differences(more).seeds_added == ("C",) and more.differences(now).seeds_removed == ("C",)


def test_a_recall_stays_as_it_is_when_the_genealogy_grows() -> None:
    g = built(("receive", [], [("A", 10, "KGM")]), ("produce", [("A", 4, "KGM")], [("B", 4, "KGM")]))
    recall = g.recall("A")
    lines = [Line(event="E9", direction=Direction.IN, lot="B", quantity=Decimal(4), unit="KGM")]
    g.add(Event(id="E9", kind=EventKind.SHIP, party="SHOP"), *lines)
    assert recall.shipped == () and recall.of("B").on_hand == 4
    later = [Line(event="E10", direction=Direction.IN, lot="A", quantity=Decimal(1), unit="KGM")]
    g.add(Event(id="E10", kind=EventKind.PACK), *later, Line(event="E10", direction=Direction.OUT, lot="BOX"))
    assert recall.holds().lots == ("A", "B") and recall.to_html() and len(recall) == 2
    assert g.recall("A").consignees.keys() == {"SHOP"}
