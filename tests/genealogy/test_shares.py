"""Shares: by hand, against exact fractions and a linear solver, and bounds that always hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any
from unittest import mock

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom import simulate
from isa95mom.genealogy import Genealogy, GenealogyError, Shares
from isa95mom.genealogy import shares as module
from isa95mom.genealogy.rings import rings
from isa95mom.tables.errors import ID
from isa95mom.values.units import Factors
from tests.genealogy.test_balance import Row, built

LAYERS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 7), st.integers(1, 50)), min_size=1, max_size=3),
        st.lists(st.integers(1, 50), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=7,
)
"""For each event which of the lots so far go in, how much of each, and how much comes out as new lots."""


def plant(layers: Any, size: int = 1) -> tuple[Genealogy, list[Row], int]:
    """The plant of such layers, whose events give `size` times as much as said."""
    rows: list[Row] = [("receive", [], [("L0", 1000, "KGM"), ("L1", 1000, "KGM")])]
    count = 2
    for ins, outs in layers:
        named: list[tuple[str, Any, str | None]] = [(f"L{number % count}", quantity, "KGM") for number, quantity in ins]
        rows.append(("blend", named, [(f"L{count + n}", quantity * size, "KGM") for n, quantity in enumerate(outs)]))
        count += len(outs)
    return built(*rows), rows, count


def by_fractions(rows: list[Row]) -> dict[str, dict[str, Fraction]]:
    """For each lot the share of every lot that is in it, itself included; the rows are in the order of time."""
    found: dict[str, dict[str, Fraction]] = {}
    for _, ins, outs in rows:
        mixed: dict[str, Fraction] = {}
        total = sum(quantity for _, quantity, _ in ins)
        for lot, quantity, _ in ins:
            for other, share in found[lot].items():
                mixed[other] = mixed.get(other, Fraction(0)) + share * Fraction(quantity, total)
        for lot, _, _ in outs:
            found[lot] = mixed | {lot: Fraction(1)}
    return found


@settings(deadline=None)
@given(LAYERS)
def test_shares_are_those_of_exact_fractions(layers: Any) -> None:
    g, rows, count = plant(layers)
    expected = by_fractions(rows)
    for n in range(count):
        shares = g.shares(f"L{n}")
        assert shares.measured
        assert set(shares.possible) == set(g.trace_back(f"L{n}").lots) == set(expected[f"L{n}"])
        for share in shares:
            assert share.share == pytest.approx(float(expected[f"L{n}"][str(share.lot)]), abs=1e-12)
        assert sum(origin.origin or 0 for origin in shares.origins) == pytest.approx(1)


@settings(deadline=None)
@given(LAYERS)
def test_nothing_is_lost_on_the_way_forward(layers: Any) -> None:
    g, _, count = plant(layers)
    for n in range(count):
        ends = g.destinations(f"L{n}")
        assert set(ends.possible) == set(g.trace_forward(f"L{n}").lots)
        assert sum(end.origin or 0 for end in ends.origins) == pytest.approx(1)


def forgetful(data: st.DataObject, lines: list[tuple[str, Any, str | None]]) -> list[tuple[str, Any, str | None]]:
    """The lines without some of their quantities."""
    return [(lot, None if data.draw(st.booleans()) else quantity, unit) for lot, quantity, unit in lines]


@settings(max_examples=60, deadline=None)
@given(LAYERS, st.data())
def test_bounds_hold_whatever_the_missing_amounts_are(layers: Any, data: st.DataObject) -> None:
    _, rows, count = plant(layers, 10_000)  # so that no more of a lot is used than there was
    truth = by_fractions(rows)
    hidden: list[Row] = [rows[0]]
    for kind, ins, outs in rows[1:]:
        hidden.append((kind, forgetful(data, ins), forgetful(data, outs)))
    vague = built(*hidden)
    for n in range(count):
        shares = vague.shares(f"L{n}")
        for share in shares:
            true = float(truth[f"L{n}"][str(share.lot)])
            assert share.low - 1e-9 <= true <= share.high + 1e-9
            assert share.share is None or share.share == pytest.approx(true, abs=1e-9)
    assert vague.shares("L0").measured


def bounds(g: Genealogy, lot: int) -> dict[ID, tuple[float, float]]:
    """The shares of a lot where cycles are gone round, as large ones are."""
    with mock.patch.object(module, "DENSE", 0):
        return {share.lot: (share.low, share.high) for share in g.shares(f"L{lot}")}


CYCLIC = st.lists(
    st.tuples(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9)), min_size=1, max_size=3), st.integers(0, 5)),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(CYCLIC)
def test_cycles_are_those_of_a_linear_solver(events: Any) -> None:
    """Every lot is made by receipt too, so that fresh material comes into each cycle: there is one solution."""
    rows: list[Row] = [("receive", [], [(f"L{n}", 5, "KGM") for n in range(6)])]
    rows += [("rework", [(f"L{n}", q, "KGM") for n, q in ins], [(f"L{out}", 10, "KGM")]) for ins, out in events]
    g = built(*rows)
    made = np.full(6, 5.0)
    for _, out in events:
        made[out] += 10
    step = np.zeros((6, 6))
    for ins, out in events:
        total = sum(q for _, q in ins)
        for n, q in ins:
            step[out, n] += 10 / made[out] * q / total
    visits = np.linalg.inv(np.eye(6) - step)  # how much of each lot passes through each other, all rounds together
    for n in range(6):
        shares = g.shares(f"L{n}")
        for share in shares:
            other = int(str(share.lot)[1])
            assert share.origin == pytest.approx(visits[n, other] * 5 / made[other], abs=1e-9)
            assert share.share == pytest.approx(visits[n, other] / visits[other, other], abs=1e-9)
        assert sum(share.origin or 0 for share in shares.origins) == pytest.approx(1, abs=1e-9)
        bounded = bounds(g, n)
        for share in shares:
            low, high = bounded[share.lot]
            assert low - 1e-9 <= (share.share or 0) <= high + 1e-9


def test_material_that_only_comes_from_itself_is_not_known() -> None:
    g = built(("rework", [("A", 5, "KGM")], [("B", 5, "KGM")]), ("rework", [("B", 5, "KGM")], [("A", 5, "KGM")]))
    assert {(share.lot, share.low, share.high) for share in g.shares("A")} == {("A", 1, 1), ("B", 0, 1)}
    assert g.shares("A").origins == ()


def test_units_that_do_not_compare() -> None:
    rows: list[Row] = [
        ("receive", [], [("CUP", 100, "C62"), ("MILK", 300, "LTR")]),
        ("produce", [("CUP", 20, "C62"), ("MILK", 3, "LTR")], [("FULL", 20, "C62")]),
    ]
    g = built(*rows)
    vague = g.shares("FULL")
    assert [(share.low, share.high) for share in vague if share.depth] == [(0, 1), (0, 1)]
    assert vague.unmeasured == ("E1",)
    factors: Factors = {"CUP": {("C62", "KGM"): Decimal("0.05")}, "MILK": {("LTR", "KGM"): 1}}
    shares = g.shares("FULL", factors=factors)
    assert shares.of("MILK").share == pytest.approx(0.75)
    assert shares.amount("MILK") == 15
    assert (shares.quantity, shares.unit) == (Decimal(20), "C62")


def test_containers_and_back_again() -> None:
    g = built(
        ("receive", [], [("A", 30, "KGM"), ("B", 10, "KGM")]),
        ("pack", [("A", 20, "KGM"), ("B", 10, "KGM")], [("BOX", None, None)]),
        ("unpack", [("BOX", None, None)], [("A", 20, "KGM"), ("B", 10, "KGM")]),
        ("transfer", [("A", 30, "KGM")], [("A", 30, "KGM")]),
        ("merge", [("A", 30, "KGM"), ("B", 10, "KGM")], [("C", 40, "KGM")]),
    )
    assert g.shares("C").of("A").share == 0.75
    assert g.shares("BOX").of("A").share == pytest.approx(2 / 3)
    assert g.shares("A").of("B").share == 0  # it lay beside it in a box, and stayed what it is
    assert set(g.shares("C").possible) == {"A", "B", "C", "BOX"}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40))
def test_rings_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    source, target = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(13))
    found: dict[int, set[int]] = {}
    for node, ring in enumerate(rings(source, target, 13).tolist()):
        found.setdefault(ring, set()).add(node)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, nx.strongly_connected_components(graph)))


def test_where_a_lot_went() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM")]),
        ("produce", [("A", 60, "KGM")], [("B", 40, "KGM"), ("C", 10, "KGM")]),
        ("ship", [("A", 15, "KGM")], []),
        ("scrap", [("C", 10, "KGM")], []),
    )
    ends = g.destinations("A")
    assert ends.of("B").share == pytest.approx(0.48)
    assert {end.lot: round(end.origin or 0, 9) for end in ends.origins} == {"A": 0.4, "B": 0.48, "C": 0.12}


def test_a_long_chain_with_a_cycle_takes_one_pass() -> None:
    levels = 3000
    starts = list(range(levels))
    g = Genealogy.from_edges([*starts, levels], [n + 1 for n in starts] + [levels - 1], quantity=[10] * levels + [1])
    shares = g.shares(levels)
    assert shares.of(0).share == pytest.approx(1)
    assert shares.of(levels - 1).share == 1
    assert [share.lot for share in shares.origins] == [0]


def test_frames_and_words() -> None:
    g = Genealogy.from_edges(["A", "B"], ["C", "C"], quantity=[30, 10])
    shares = g.shares("C")
    assert repr(shares) == "<Shares back of 'C': 3 lots, 0 events not measured>"
    with pytest.raises(GenealogyError, match="lot 'X' is not among the 3 lots of the trace back of 'C'"):
        shares.of("X")
    for kind in ("pandas", "polars", "arrow"):
        pytest.importorskip("pyarrow" if kind == "arrow" else kind)
        made = shares.to_frame(kind)
        assert list(made["lot"].to_pylist() if kind == "arrow" else made["lot"]) == ["C", "A", "B"]
    assert isinstance(shares, Shares)


def test_a_corrected_amount_counts() -> None:
    g = built(
        ("receive", [], [("A", 100, "KGM"), ("B", 100, "KGM")]),
        ("merge", [("A", 10, "KGM"), ("B", 30, "KGM")], [("C", 40, "KGM")]),
        ("merge", [("A", 30, "KGM"), ("B", 10, "KGM")], [("C", 40, "KGM")]),
        supersedes=[None, None, "E1"],
    )
    assert g.shares("C").of("A").share == 0.75


@pytest.mark.parametrize("kind", ["batch", "continuous", "discrete", "mixed"])
@pytest.mark.parametrize("unmeasured", [0, 0.1])
def test_shares_are_those_of_a_simulated_plant(kind: Any, unmeasured: float) -> None:
    plant = simulate.genealogy(lots=800, kind=kind, seed=3, unmeasured=unmeasured)
    g, truth = plant.genealogy(), plant.truth()
    compared = 0
    for lot in truth.lots[::23]:
        try:
            true = truth.shares(lot)
        except ValueError:  # made of pieces and kilograms
            continue
        shares = g.shares(lot)
        assert set(shares.possible) == truth.made_from(lot)
        for share in shares:
            origin = float(true.get(share.lot, 0))
            if unmeasured:
                assert share.origin is None or share.origin == pytest.approx(origin, abs=1e-9)
                assert origin <= share.high + 1e-9
            else:
                assert share.origin == pytest.approx(origin, abs=1e-9)
        compared += bool(len(shares) > 5)
    assert compared > 5
