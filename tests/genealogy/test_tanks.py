"""Tanks: closed forms, exact conservation, the worst case, simulated plants as ground truth, and records with gaps."""

from __future__ import annotations

import math
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom import simulate
from isa95mom.genealogy import (
    Direction,
    Event,
    EventKind,
    Fifo,
    Genealogy,
    GenealogyError,
    Lifo,
    Line,
    PerfectMix,
    ResidenceTime,
)
from isa95mom.genealogy.tanks import Model
from tests.genealogy.test_balance import Row, built

MODELS: list[Model] = [PerfectMix(), Fifo(), Fifo(heel=30), Lifo()]


def tank(*moves: tuple[str, Any], gaps: tuple[int, ...] = ()) -> Genealogy:
    """A tank that is filled with lots, drawn from and cleaned: ``("+A", 10)``, ``("-B", 5)``, ``("clean", None)``."""
    rows: list[Row] = []
    for name, amount in moves:
        if name == "clean":
            rows.append(("clean", [], []))
        else:
            line = (name[1:], amount, None if amount is None else "KGM")
            rows.append(("consume", [line], []) if name[0] == "+" else ("produce", [], [line]))
    return built(*rows, equipment=["T1"] * len(rows))


def parts(g: Genealogy, model: Model, lot: str) -> dict[str, float | None]:
    """The shares of what was filled in, in a lot that was drawn."""
    shares = g.through_tanks({"T1": model}).shares(lot)
    return {str(share.lot): share.origin for share in shares.origins}


def test_what_was_mixed_washes_out_exponentially() -> None:
    """A vessel of 100 that is kept full with 0.1 at a time: after an amount x, exp(-x / 100) of the first is left."""
    steps = 500
    moves: list[tuple[str, Any]] = [("+OLD", 100)]
    for n in range(steps):
        moves += [(f"-OUT{n}", Decimal("0.1")), (f"+NEW{n}", Decimal("0.1"))]
    g = tank(*moves, ("-LAST", 1))
    old = parts(g, PerfectMix(), "LAST")["OLD"]
    assert old == pytest.approx((1 - 0.1 / 100) ** steps, rel=1e-12)
    assert old == pytest.approx(math.exp(-steps * 0.1 / 100), rel=1e-3)


def test_a_heel_carries_over() -> None:
    """A tank of which a tenth stays in at each refill: after n refills 0.1 ** n of the first lot."""
    moves: list[tuple[str, Any]] = [("+L0", 100)]
    for n in range(1, 7):
        moves += [(f"-OUT{n}", 90), (f"+L{n}", 90)]
    g = tank(*moves, ("-LAST", 100))
    found = parts(g, PerfectMix(), "LAST")
    for n in range(7):
        assert found[f"L{n}"] == pytest.approx(0.1 ** (6 - n) * (1 if n == 0 else 0.9))


def test_a_heel_before_the_outlet_of_plug_flow() -> None:
    """What passes through a mixed heel of h: of the amount x drawn, h (1 - exp(-x / h)) was in the heel."""
    g = tank(("+A", 50), ("+B", 200), ("-X", 80), ("-Y", 20))
    found = parts(g, Fifo(heel=50), "X")
    gone = 50 * (1 - math.exp(-80 / 50))
    assert found["A"] == pytest.approx(gone / 80)
    assert found["B"] == pytest.approx(1 - gone / 80)
    after = parts(g, Fifo(heel=50), "Y")
    assert after["A"] == pytest.approx(50 * (math.exp(-80 / 50) - math.exp(-100 / 50)) / 20)


def test_layers() -> None:
    g = tank(("+A", 10), ("+B", 10), ("-X", 5), ("-Y", 10), ("+C", 5), ("-Z", 10))
    assert parts(g, Fifo(), "X") == {"A": 1}
    assert parts(g, Fifo(), "Y") == {"A": 0.5, "B": 0.5}
    assert parts(g, Fifo(), "Z") == {"B": 0.5, "C": 0.5}
    assert parts(g, Lifo(), "X") == {"B": 1}
    assert parts(g, Lifo(), "Y") == {"B": 0.5, "A": 0.5}
    assert parts(g, Lifo(), "Z") == {"C": 0.5, "A": 0.5}
    through = g.through_tanks({"T1": Fifo()})
    assert set(through.shares("X").possible) >= {"A", "B"}, "the worst case holds what the model leaves out"


MOVES = st.lists(st.tuples(st.booleans(), st.integers(1, 60)), min_size=1, max_size=14)


@settings(deadline=None)
@given(MOVES, st.sampled_from(MODELS))
def test_nothing_is_lost_or_made(moves: list[tuple[bool, int]], model: Model) -> None:
    named = [(f"{'+-'[out]}{'IO'[out]}{n}", amount) for n, (out, amount) in enumerate(moves)]
    g = tank(*named)
    lines = {"event": ["R"], "direction": ["out"], "lot": ["I0"], "quantity": [moves[0][1]], "unit": ["KGM"]}
    g.add_columns({"event": ["R"], "kind": ["receive"]}, lines)
    through = g.through_tanks({"T1": model})
    filled = 0
    since: set[str] = set()
    for name, amount in named:
        lot = name[1:]
        if name[0] == "+":
            filled += amount
            since.add(lot)
            ends = through.destinations(lot)
            assert lot != "I0" or sum(end.origin or 0 for end in ends.origins) == pytest.approx(1)
            continue
        shares = through.shares(lot)
        assert shares.measured
        assert sum(share.origin or 0 for share in shares.origins) == pytest.approx(1)
        assert since <= set(shares.possible)
    lots = [lot for lot in through.lots if through.lot(lot).properties.get("contents_of") == "T1"]
    left = sum((through.on_hand(lot).quantity or 0 for lot in lots), Decimal(0))
    drawn = sum(amount for name, amount in named if name[0] == "-")
    unexplained = sum(Decimal(p.message.split(" draws ")[1].split()[0]) for p in through.findings)
    assert filled + unexplained == drawn + left
    assert all(p.code == "vessel-overdrawn" for p in through.findings)


def test_cleaning_ends_the_worst_case() -> None:
    g = tank(("+A", 10), ("-X", 8), ("clean", None), ("+B", 10), ("-Y", 10))
    for model in MODELS:
        through = g.through_tanks({"T1": model})
        assert "A" not in through.trace_back("Y").lots
        assert [str(problem) for problem in through.findings] == [
            "T1: by the record 2 KGM were in it when it was cleaned by event 'E2' [vessel-cleaned-full]"
        ]


def test_more_than_came_in() -> None:
    g = tank(("+A", 10), ("-X", 16)).through_tanks({"T1": PerfectMix()})
    assert {share.lot: share.origin for share in g.shares("X").origins} == {"A": 0.625, "T1 unexplained 1": 0.375}
    assert [str(problem) for problem in g.findings] == [
        "T1: event 'E1' draws 6 KGM more than came in on record; the lot 'T1 unexplained 1' stands for it "
        "[vessel-overdrawn]"
    ]


@pytest.mark.parametrize("model", MODELS)
def test_what_is_not_stated_is_not_guessed(model: Model) -> None:
    g = tank(("+A", 10), ("+B", None), ("-X", 5), ("-Y", 5), ("clean", None), ("+C", 4), ("-Z", 4))
    through = g.through_tanks({"T1": model})
    for lot in ("X", "Y"):
        shares = through.shares(lot)
        assert not shares.measured
        assert all(shares.of(of).low == 0 for of in ("A", "B"))
        assert shares.of("B").high == 1
    assert through.shares("Z").of("C").share == 1
    assert [problem.code for problem in through.findings] == ["vessel-amount-unknown"]


def test_residence_time() -> None:
    g = tank(("+A", 10), ("+B", 10), ("+C", 10), ("-X", 5), ("-Y", 5))  # an hour apart
    hours = [timedelta(hours=n) for n in range(5)]
    one = g.through_tanks({"T1": ResidenceTime(least=hours[3], most=hours[3])})
    assert one.shares("X").of("A").share == 1
    assert one.shares("Y").of("B").share == 1
    two = g.through_tanks({"T1": ResidenceTime(least=hours[2], most=hours[3])}).shares("Y")
    assert [(two.of(lot).low, two.of(lot).high) for lot in ("B", "C", "A")] == [(0, 1), (0, 1), (0, 0)]
    none = g.through_tanks({"T1": ResidenceTime(least=hours[4], most=hours[4])})
    assert [problem.code for problem in none.findings] == ["vessel-overdrawn"]
    with pytest.raises(ValueError, match="most is 1:00:00, which is less than least, 2:00:00"):
        ResidenceTime(least=hours[2], most=hours[1])


@pytest.mark.parametrize("texts", [True, False])
def test_a_simulated_plant_whose_vessels_are_only_filled_and_drawn(texts: bool) -> None:
    models = {f"TANK-{n}": PerfectMix() for n in range(1, 5)} | {f"SILO-{n}": PerfectMix() for n in (1, 2)}
    plant = simulate.genealogy(lots=1500, kind="mixed", seed=4, vessels="levels", ids="text" if texts else "whole")
    truth, g = plant.truth(), plant.genealogy()
    made = [line.lot for line in g.lines if line.direction == "out"]
    received = {lot for event in g.find_events(kind="receive") for lot in g.lots_of([event])}
    kinds = [[lot for lot in g.lots if g.lot(lot).material == kind] for kind in ("Homogenised", "Blend")]
    vessels = ["SILO-1", "SILO-2", "TANK-1", "TANK-2", "TANK-3"]
    for n, (vessel, lot) in enumerate(zip(vessels, kinds[0][:2] + kinds[1][:3], strict=True)):  # what was in at first
        event: Any = f"OPENING {n}" if texts else -1 - n
        g.add(
            Event(id=event, kind=EventKind.CONSUME, effective=g.events[0].effective, equipment=(vessel,)),
            Line(event=event, direction=Direction.IN, lot=lot, quantity=g.on_hand(lot).quantity, unit="KGM"),
        )
    through = g.through_tanks(models | {"CRYST-1": Fifo()})
    compared = 0
    for lot in [lot for lot in truth.lots if g.lot(lot).material in ("Blend", "Homogenised") and lot in made][-12:]:
        shares = through.shares(lot)
        true = truth.shares_nearly(lot)
        for source in set(true) & received:
            assert shares.of(source).origin == pytest.approx(true[source], abs=1e-9)
            compared += 1
    assert compared > 100


def test_bad_input() -> None:
    g = tank(("+A", 10), ("-X", 5))
    with pytest.raises(GenealogyError, match="no event names the equipment 't1'; did you mean 'T1'"):
        g.through_tanks({"t1": Fifo()})
    with pytest.raises(ValueError, match="must be >= 0"):
        Fifo(heel=Decimal(-1))


def test_times_and_units() -> None:
    rows: list[Row] = [
        ("consume", [("A", 100, "KGM")], []),
        ("consume", [("B", 100, "LTR")], []),
        ("produce", [], [("X", 50_000, "GRM")]),
        ("produce", [], [("Y", 1, "KGM")]),
    ]
    g = built(*rows, equipment=["T1", "T1", "T1", "T1"])
    factors = {"B": {("LTR", "KGM"): Decimal("0.5")}}
    through = g.through_tanks({"T1": PerfectMix()}, factors=factors)
    assert through.findings == ()
    assert through.shares("X", factors=factors).of("B").share == pytest.approx(1 / 3)
    assert [p.code for p in g.through_tanks({"T1": PerfectMix()}).findings] == ["vessel-amount-unknown"]
    undated = built(*rows, equipment=["T1"] * 4, effective=[None] * 4)
    found = undated.through_tanks({"T1": PerfectMix()})
    assert {problem.code for problem in found.findings} == {"vessel-undated"}
    assert found.trace_back("X").lots == ("X",)


def test_corrections_and_views() -> None:
    g = built(
        ("consume", [("A", 10, "KGM")], []),
        ("consume", [("B", 10, "KGM")], []),
        ("consume", [("B", 30, "KGM")], []),
        ("produce", [], [("X", 40, "KGM")]),
        equipment=["T1"] * 4,
        supersedes=[None, None, "E1", None],
    )
    through = g.through_tanks({"T1": PerfectMix()})
    assert through.shares("X").of("B").share == 0.75
    assert "E1" not in {event.id for event in through.events}
    both = built(("consume", [("A", 1, "KGM")], []), ("produce", [], [("X", 1, "KGM")]), equipment=[["T1", "T2"], "T1"])
    found = both.through_tanks({"T1": Fifo(), "T2": Fifo()})
    assert [str(problem) for problem in found.findings] == [
        "T2: event 'E0' is at 'T1' and 'T2', and was taken for the first [vessel-ambiguous]"
    ]
