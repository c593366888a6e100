"""Waterfalls, losses and bridges add up exactly, whatever the records."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi import bridge, from_frame, pareto, waterfall
from isa95mom.kpi.bridges import of_product, of_ratio
from isa95mom.kpi.errors import KpiError
from tests.kpi.records import SECONDS, at, by_second, intervals, table
from tests.kpi.test_terms import ODD, WINDOW

MADE = {
    "equipment": ["F1", "F2"],
    "time": [at(110), at(120)],
    "PQ": [20, 10],
    "SQ": [3, 0],
}


def terms(rows: list[Any], **options: Any) -> Any:
    return from_frame(
        table(rows), MADE, ODD, cycles={"PRI": [Decimal("1.5")]}, window=WINDOW, equipment=["F1", "F2", "F3"], **options
    )


@given(intervals)
@settings(max_examples=80, deadline=None)
def test_waterfalls_close(rows: list[Any]) -> None:
    found = waterfall(terms(rows))
    assert found["calendar"].time == 3 * SECONDS
    assert found["PRI*GQ"].time == Decimal("1.5") * 27
    left = found.steps[0].time
    for step in found.steps[1:]:
        if step.total:
            assert step.time == left
        else:
            left += step.time
        assert step.left == left
    assert found["APT"].time == terms(rows).roll_up(()).row(0)["APT"]
    assert found.to_columns(money=60)["money"][0] == 3 * SECONDS / Decimal(60)


def test_no_waterfall_without_run_times() -> None:
    with pytest.raises(KpiError, match=r"no waterfall without PRI\*PQ; it needs production with run times"):
        waterfall(from_frame(table([("F1", 0, 10, "Production", None)])))


@given(intervals, st.lists(st.sampled_from(["gear", "belt", None]), min_size=25, max_size=25))
@settings(max_examples=80, deadline=None)
def test_losses_by_reason(rows: list[Any], reasons: list[str | None]) -> None:
    told = table(rows) | {"reason": reasons[: len(rows)]}
    found = pareto(from_frame(told, calendar=ODD, window=WINDOW, by=("reason", "equipment")), ("reason",))
    stopped = {"Breakdown", "Corrective maintenance", "Setup", "Delay", "Blocked", "Starved", "Minor stop"}
    inside = sum(n for (_, second, name), n in by_second(rows).items() if name in stopped and 100 <= second < SECONDS)
    early = sum(n for (_, second, name), n in by_second(rows).items() if name == "Setup" and 0 <= second < 100)
    assert sum(loss.time for loss in found) == inside + early
    assert [loss.time for loss in found] == sorted((loss.time for loss in found), reverse=True)
    if found:
        assert abs(found[-1].cumulative - 1) < Decimal("1e-20")
        assert found[0].grade == "A"


def test_losses_are_counted() -> None:
    told = {
        "equipment": ["F1"] * 5,
        "start": [at(0), at(10), at(20), at(30), at(50)],
        "end": [at(10), at(20), at(30), at(50), at(60)],
        "state": ["Breakdown", "Production", "Breakdown", "Breakdown", "Production"],
        "reason": ["gear", None, "gear", "belt", None],
    }
    found = pareto(from_frame(told, by=("reason",), window=(at(0), at(60))))
    assert [(loss.keys["reason"], int(loss.time), loss.stops, int(loss.mean or 0), loss.grade) for loss in found] == [
        ("belt", 20, 1, 20, "A"),
        ("gear", 20, 2, 10, "A"),
    ]
    by_equipment = pareto(from_frame(told, by=("equipment",), window=(at(0), at(60))), ("equipment",))
    assert [int(loss.time) for loss in by_equipment] == [40]
    assert by_equipment[0].stops is None


FRACTIONS = st.fractions(0, 2, max_denominator=50)


@given(st.lists(st.tuples(FRACTIONS, FRACTIONS), min_size=1, max_size=5))
def test_bridges_add_up(factors: list[tuple[Fraction, Fraction]]) -> None:
    before = {f"F{n}": pair[0] for n, pair in enumerate(factors)}
    after = {f"F{n}": pair[1] for n, pair in enumerate(factors)}
    found = of_product(before, after)
    assert sum(found.parts.values()) == found.change
    back = of_product(after, before)
    assert {name: -part for name, part in back.parts.items()} == dict(found.parts)
    assert all(found.parts[name] == 0 for name in before if before[name] == after[name])


MEMBERS = st.dictionaries(st.sampled_from("ABCD"), st.tuples(FRACTIONS, FRACTIONS.map(lambda f: f + 1)), min_size=1)


@given(MEMBERS, MEMBERS)
def test_bridges_of_ratios_add_up(before: Any, after: Any) -> None:
    found = of_ratio(before, after)
    assert sum(found.parts.values()) == found.change


def test_a_bridge_of_oee() -> None:
    window = (at(0), at(100))
    cycles = {"PRI": [1]}
    states = {"equipment": ["F1"], "start": [at(0)], "end": [at(80)], "state": ["Production"]}
    made = {"equipment": ["F1"], "time": [at(50)], "PQ": [60], "GQ": [54]}
    before = from_frame(states, made, cycles=cycles, window=window)
    after = from_frame(states | {"end": [at(90)]}, made | {"GQ": [60]}, cycles=cycles, window=window)
    found = bridge(before, after)
    assert (float(found.before), float(found.after)) == (0.54, 0.6)
    assert sum(found.parts.values()) == found.change
    assert found.parts["Availability"] > 0 > found.parts["Effectiveness"]
    assert found.to_columns()["part"] == ["before", *found.parts, "after"]
    nothing = from_frame(None, made, cycles=cycles, window=(at(200), at(300)), equipment=["F1"])
    with pytest.raises(KpiError, match="has no value, and no bridge leads over it"):
        bridge(nothing, after)
    with pytest.raises(KpiError, match="the factors are A before and B after"):
        of_product({"A": Fraction(1)}, {"B": Fraction(1)})
