"""Common causes: planted ones are found, and nothing is found where nothing is."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from isa95mom import simulate
from isa95mom.genealogy import (
    Cause,
    Causes,
    Direction,
    Event,
    EventKind,
    Genealogy,
    GenealogyError,
    Line,
    Lot,
    LotNotFoundError,
)  # fmt: skip
from isa95mom.simulate.simulation import Kind

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
FINAL = 160


class Bakery:
    """Deliveries go into doughs, doughs into breads; ovens, persons, suppliers and temperatures by chance."""

    def __init__(self, seed: int, breads: int = FINAL) -> None:
        rng = random.Random(seed)
        self.g = Genealogy()
        self.oven: dict[str, str] = {}
        self.heat: dict[str, float] = {}
        self.deliveries: dict[str, set[str]] = {}
        doughs: dict[str, set[str]] = {}
        for n in range(12):
            self.add("receive", [], [f"FLOUR-{n}"], party=f"MILL-{n % 3}")
            self.g.describe(Lot(id=f"FLOUR-{n}", material="FLOUR", supplier=f"MILL-{n % 3}"))
        for n in range(breads // 4):
            used = {f"FLOUR-{k}" for k in rng.sample(range(12), 2)}
            doughs[f"DOUGH-{n}"] = used
            self.add("blend", sorted(used), [f"DOUGH-{n}"], equipment=(f"MIXER-{rng.randrange(3)}",))
        for n in range(breads):
            bread, dough = f"BREAD-{n}", rng.choice(sorted(doughs))
            self.oven[bread] = f"OVEN-{rng.randrange(4)}"
            self.heat[bread] = rng.gauss(200, 10)
            self.deliveries[bread] = doughs[dough]
            self.add(
                "produce", [dough], [bread], equipment=(self.oven[bread],), person=(f"P-{rng.randrange(5)}",),
                parameters={"heat": self.heat[bread], "recipe": rng.choice("ABC")},
            )  # fmt: skip
            self.g.describe(Lot(id=bread, material="BREAD"))

    def add(self, kind: str, ins: list[str], outs: list[str], **said: Any) -> None:
        number = len(self.g.events)
        name = f"E{number}"
        event = Event(id=name, kind=EventKind(kind), effective=NOON + timedelta(minutes=number), **said)
        ways = [(Direction.IN, lot) for lot in ins] + [(Direction.OUT, lot) for lot in outs]
        self.g.add(event, *(Line(event=name, direction=way, lot=lot) for way, lot in ways))


def facts(cause: Cause) -> tuple[int, int, int, int]:
    return cause.a, cause.b, cause.c, cause.d


@pytest.mark.parametrize("seed", range(3))
def test_a_planted_delivery_is_first(seed: int) -> None:
    bakery = Bakery(seed)
    bad = [bread for bread, used in bakery.deliveries.items() if "FLOUR-5" in used]
    found = bakery.g.causes(bad)
    assert str(found[0]) == "lot FLOUR-5"
    assert facts(found[0]) == (len(bad), 0, 0, FINAL - len(bad))
    assert found[0].lift == pytest.approx(FINAL / len(bad))
    assert found[0].distance == 2
    assert found.found[0] == found[0]
    assert found.cover().causes == (found[0],)
    assert found.cover().uncovered == ()
    assert found.having(found[0]) == tuple(bad)
    assert set(found.good) == set(bakery.oven) - set(bad)


def test_a_planted_oven_of_two_causes_with_noise() -> None:
    bakery, rng = Bakery(7), random.Random(7)
    bad = [
        bread
        for bread, used in bakery.deliveries.items()
        if (bakery.oven[bread] == "OVEN-2" and rng.random() < 0.8) or "FLOUR-3" in used
    ]
    found = bakery.g.causes(bad)
    assert {str(cause) for cause in found[:2]} == {"equipment OVEN-2", "lot FLOUR-3"}
    cover = found.cover()
    assert {str(cause) for cause in cover.causes} == {"equipment OVEN-2", "lot FLOUR-3"}
    assert cover.uncovered == ()
    oven = next(cause for cause in found if cause.name == "OVEN-2")
    assert oven.distance == 1
    assert facts(oven) == (
        sum(bakery.oven[bread] == "OVEN-2" for bread in bad), sum(bakery.oven[bread] != "OVEN-2" for bread in bad),
        sum(bakery.oven[bread] == "OVEN-2" for bread in bakery.oven if bread not in bad),
        sum(bakery.oven[bread] != "OVEN-2" for bread in bakery.oven if bread not in bad),
    )  # fmt: skip


def test_a_planted_temperature_is_first() -> None:
    bakery = Bakery(3)
    bad = [bread for bread, heat in bakery.heat.items() if heat > 212]
    first = bakery.g.causes(bad)[0]
    assert (first.candidate, first.name, first.above, first.value) == ("parameter", "heat", True, None)
    assert str(first) == f"parameter heat above {first.limit:.6g}"
    assert first.limit == pytest.approx(sorted(bakery.heat.values())[FINAL // 2], abs=1)
    assert first.a == len(bad)
    assert first.b == 0
    low = [bread for bread, heat in bakery.heat.items() if heat < 188]
    assert bakery.g.causes(low)[0].above is False


def test_a_step_left_out_is_told() -> None:
    bakery = Bakery(5)
    cleaned = list(bakery.oven)[::2]
    for bread in cleaned:
        bakery.add("rework", [bread], [f"{bread}-CHECKED"])
    lots = [f"{bread}-CHECKED" for bread in cleaned]
    missing = [bread for bread in bakery.oven if bread not in cleaned]
    found = bakery.g.causes(missing, lots)
    assert str(found[0]) == "kind rework"
    assert found[0].lift == 0
    assert found[0].found
    assert found.found == ()
    assert found[-1].everywhere


@pytest.mark.parametrize("kind", ["discrete", "batch", "mixed"])
def test_what_is_to_blame_in_a_simulated_plant_is_first(kind: Kind) -> None:
    plant = simulate.genealogy(lots=3000, seed=7, kind=kind)
    truth = plant.truth()
    first = plant.genealogy().causes(truth.bad)[0]
    assert first.candidate == "lot"
    assert first.name in {cause.lot for cause in truth.causes}
    assert first.found


def test_where_nothing_is_nothing_is_found() -> None:
    rng = random.Random(1)
    false = 0
    smallest = []
    for seed in range(40):
        bakery = Bakery(seed % 4, breads=80)
        bad = rng.sample(sorted(bakery.oven), 20)
        found = bakery.g.causes(bad)
        false += any(cause.found for cause in found)
        smallest += [cause.p for cause in found if cause.candidate == "equipment"]
    assert false <= 6  # of 40 comparisons with alpha 0.05 two are expected; 7 would be one chance in 200
    for alpha in (0.05, 0.1, 0.25, 0.5):
        assert sum(p <= alpha for p in smallest) / len(smallest) <= alpha * 1.5


def test_what_always_goes_together_is_one() -> None:
    bakery = Bakery(2)
    for n in range(12):
        bakery.add("receive", [], [f"WHEAT-{n}"])
        bakery.add("produce", [f"WHEAT-{n}"], [f"FLOUR-{n}"], equipment=(f"STONE-{n}",))
    bad = [bread for bread, used in bakery.deliveries.items() if "FLOUR-5" in used]
    first = bakery.g.causes(bad)[0]
    assert str(first) == "lot FLOUR-5"
    assert first.alike == ("lot WHEAT-5", "equipment STONE-5")
    assert bakery.g.causes(bad, candidates=["equipment"])[0].name == "STONE-5"


def test_what_every_lot_has_comes_last() -> None:
    bakery = Bakery(4)
    found = bakery.g.causes(list(bakery.oven)[:30])
    last = found[-1]
    assert last.everywhere
    assert last.p == last.lift == 1
    assert {last.name, *last.alike} >= {"BREAD", "kind blend"} or "material BREAD" in last.alike
    assert not any(cause.everywhere for cause in found[:-1])


def test_candidates_depth_and_correction() -> None:
    bakery = Bakery(6)
    bad = [bread for bread, used in bakery.deliveries.items() if "FLOUR-5" in used]
    near = bakery.g.causes(bad, max_depth=1)
    assert {cause.candidate for cause in near} >= {"lot", "equipment", "person", "parameter"}
    assert "FLOUR-5" not in {cause.name for cause in near}
    assert max(cause.distance for cause in near) == 1
    assert "blend" not in {cause.name for cause in near}
    mills = bakery.g.causes(bad, candidates=["supplier", "party"])
    assert {cause.candidate for cause in mills} <= {"supplier", "party"}
    assert {cause.name for cause in mills} <= {"MILL-0", "MILL-1", "MILL-2"}
    holm, bh = (bakery.g.causes(bad, correction=way) for way in ("holm", "bh"))
    assert {str(cause) for cause in holm.found} <= {str(cause) for cause in bh.found}
    assert all(one.p == other.p for one, other in zip(holm[:5], bh[:5], strict=True))


def test_batches_and_single_histories_say_the_same() -> None:
    bakery = Bakery(8)
    bad = list(bakery.oven)[:40]
    assert [str(c) for c in bakery.g.causes(bad)] == [str(c) for c in bakery.g.causes(bad, max_depth=50)]


def test_views_see_what_was_known() -> None:
    bakery = Bakery(9)
    bad = [bread for bread, oven in bakery.oven.items() if oven == "OVEN-1"]
    before = bakery.g.as_of(effective=NOON + timedelta(minutes=12 + FINAL // 4 + 99))
    assert len(before.causes(bad).good) < FINAL - len(bad)
    event = bakery.g.event("E60")
    (bread,) = (line.lot for line in bakery.g.lines_of("E60") if line.direction == "out")
    (dough,) = (line.lot for line in bakery.g.lines_of("E60") if line.direction == "in")
    fixed = Event(id="fixed", kind=event.kind, equipment=("OVEN-9",), supersedes="E60")
    bakery.g.add(
        fixed,
        Line(event="fixed", direction=Direction.IN, lot=dough),
        Line(event="fixed", direction=Direction.OUT, lot=bread),
    )
    ovens = {cause.name: cause for cause in bakery.g.causes([bread], candidates=["equipment"])}
    assert ovens["OVEN-9"].a == 1
    assert ovens[event.equipment[0]].a == 0


# -- forms ------------------------------------------------------------------------------------------------------------


def small() -> Causes:
    bakery = Bakery(0)
    return bakery.g.causes([bread for bread, used in bakery.deliveries.items() if "FLOUR-5" in used])


def test_printed() -> None:
    found = small()
    lines = str(found).splitlines()
    assert lines[0].split()[:4] == ["cause", "bad", "good", "lift"]
    assert lines[1].startswith("lot FLOUR-5")
    assert lines[-1] == f"... and {len(found) - 20} more"
    assert repr(found).startswith(f"<Causes: {len(found)} candidates, ")


def test_explained() -> None:
    found = small()
    bad, good = len(found.bad), len(found.good)
    said = found.explain(found[0]).splitlines()
    assert said[0] == f"lot FLOUR-5: {bad} of {bad} bad lots and 0 of {good} good lots have it in their history"
    assert said[1] == f"  100.0% of the bad, 0.0% of the good, lift {FINAL / bad:.3g}"
    assert f"corrected for {found.tests} tests (holm)" in said[3]
    assert said[4] == "  2 events away at the nearest"
    oven = next(cause for cause in found if cause.candidate == "equipment" and cause.b)
    assert f"bad without it: {found.bad[0]}" in found.explain(oven) or found.bad[0] in found.having(oven)
    heat = next(cause for cause in found if cause.limit is not None)
    assert "by the rank test" in found.explain(heat)
    assert "among the bad" in found.explain(heat)
    with pytest.raises(GenealogyError, match="is no cause of this comparison"):
        Bakery(1).g.causes(["BREAD-1"], ["BREAD-2"]).explain(found[0])


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_frames(kind: Any) -> None:
    pytest.importorskip("pyarrow" if kind == "arrow" else kind)
    found = small()
    made = found.to_frame(kind)
    columns = made.to_pydict() if kind == "arrow" else {name: list(made[name]) for name in made.columns}
    assert columns["cause"] == [str(cause) for cause in found]
    assert columns["a"] == [cause.a for cause in found]
    assert columns["p"] == [cause.p for cause in found]
    assert columns["low"] == [cause.interval[0] for cause in found]


# -- hostile input ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"bad": []}, "there are 0 bad and 0 good lots; some of both are needed"),
        ({"bad": ["BREAD-1"], "good": []}, "there are 1 bad and 0 good lots; some of both are needed"),
        ({"bad": ["BREAD-1"], "good": ["BREAD-1"]}, "lot 'BREAD-1' is said to be bad and also good"),
        ({"bad": ["DOUGH-1"]}, "the material of lot 'DOUGH-1' is not stated; say which lots are good"),
        ({"bad": ["BREAD-1"], "candidates": ["oven"]}, "there is no candidate 'oven'"),
        ({"bad": ["BREAD-1"], "max_depth": 0}, "max_depth is 0; None or a whole number from 1 is needed"),
        ({"bad": ["BREAD-1"], "alpha": 1.5}, "alpha is 1.5; a number between 0 and 1 is needed"),
        ({"bad": ["BREAD-1"], "correction": "none"}, "the correction is 'none'; 'holm' or 'bh' is needed"),
    ],
)
def test_what_cannot_be_compared(arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(GenealogyError, match=said):
        Bakery(0, breads=8).g.causes(**arguments)


def test_an_unknown_lot() -> None:
    with pytest.raises(LotNotFoundError, match="no lot 'BRED-1'"):
        Bakery(0, breads=8).g.causes(["BRED-1"])


def test_lots_without_history_and_cycles() -> None:
    g = Genealogy.from_edges([1, 2, 3, 3], [2, 3, 1, 9])
    found = g.causes([1], [9, 3], ["lot"])
    assert {cause.name: facts(cause) for cause in found} == {
        1: (0, 1, 2, 0), 2: (1, 0, 2, 0), 3: (1, 0, 1, 1)
    }  # fmt: skip
    alone = Genealogy.from_edges(["A", "B"], ["C", "C"])
    assert len(alone.causes(["A"], ["B"], candidates=["lot"])) == 0
    assert str(alone.causes(["A"], ["B"], candidates=["lot"])).startswith("cause")


def test_parameters_of_every_kind() -> None:
    g = Genealogy()
    values: list[dict[str, Any]] = [
        {"x": 10**400, "flag": True, "mixed": 1, "when": NOON},
        {"x": Decimal("-1E+999"), "flag": False, "mixed": "one"},
        {"x": 1.5, "mixed": 1.5, "flag": 1},
        {"x": 2},
        {},
    ]
    for n, said in enumerate(values):
        name = f"E{n}"
        event = Event(id=name, kind=EventKind.PRODUCE, parameters=said)
        g.add(event, Line(event=name, direction=Direction.OUT, lot=f"L{n}"))
    found = g.causes(["L0", "L3"], ["L1", "L2", "L4"], ["parameter"])
    counts = {called: facts(cause) for cause in found for called in (str(cause), *cause.alike)}
    assert counts["parameter x above 1.75"] == (2, 0, 0, 2)
    assert counts["parameter flag = True"] == counts["parameter mixed = 1"] == (1, 1, 0, 3)
    assert counts["parameter flag = 1"] == counts["parameter mixed = 1.5"] == (0, 2, 1, 2)
