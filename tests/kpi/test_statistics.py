"""Capability, control charts and intervals: against published constants, scipy, and plain loops."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi import (
    RULES,
    Flag,
    Reason,
    Rule,
    bootstrap,
    capability,
    control_chart,
    from_frame,
    mean_time,
    spread,
    wilson,
)
from isa95mom.kpi.constants import constants
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.rules import broken

stats: Any = import_module("scipy.stats")
# Montgomery, Introduction to Statistical Quality Control, Appendix VI: n, A2, A3, c4, B3, B4, d2, d3, D3, D4.
PUBLISHED = [
    (2, 1.880, 2.659, 0.7979, 0, 3.267, 1.128, 0.853, 0, 3.267),
    (3, 1.023, 1.954, 0.8862, 0, 2.568, 1.693, 0.888, 0, 2.575),
    (4, 0.729, 1.628, 0.9213, 0, 2.266, 2.059, 0.880, 0, 2.282),
    (5, 0.577, 1.427, 0.9400, 0, 2.089, 2.326, 0.864, 0, 2.115),
    (6, 0.483, 1.287, 0.9515, 0.030, 1.970, 2.534, 0.848, 0, 2.004),
    (7, 0.419, 1.182, 0.9594, 0.118, 1.882, 2.704, 0.833, 0.076, 1.924),
    (8, 0.373, 1.099, 0.9650, 0.185, 1.815, 2.847, 0.820, 0.136, 1.864),
    (9, 0.337, 1.032, 0.9693, 0.239, 1.761, 2.970, 0.808, 0.184, 1.816),
    (10, 0.308, 0.975, 0.9727, 0.284, 1.716, 3.078, 0.797, 0.223, 1.777),
    (25, 0.153, 0.606, 0.9896, 0.565, 1.435, 3.931, 0.708, 0.459, 1.541),
]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: str(row[0]))
def test_constants(row: tuple[float, ...]) -> None:
    found = constants(int(row[0]))
    ours = (found.a2, found.a3, found.c4, *found.deviations, found.d2, found.d3, *found.ranges)
    for one, other in zip(ours, row[1:], strict=True):
        assert abs(one - other) <= 0.0016, (ours, row)


def plainly(rule: Rule, points: list[float]) -> list[int]:
    """The same rule by a loop over every window, as its text says it."""
    found = []
    for end in range(rule.of - 1, len(points)):
        window = points[end - rule.of + 1 : end + 1]
        steps = [b - a for a, b in pairwise(window)]
        if rule.kind == "trend":
            there = all(step > 0 for step in steps) or all(step < 0 for step in steps)
        elif rule.kind == "alternating":
            there = all(a * b < 0 for a, b in pairwise(steps))
        elif rule.kind == "within":
            there = all(abs(point) < rule.deviations for point in window)
        elif rule.kind == "outside":
            there = all(abs(point) > rule.deviations for point in window) and min(window) < 0 < max(window)
        else:
            there = any(
                sum(sign * point > rule.deviations for point in window) >= rule.count
                and sign * points[end] > rule.deviations
                for sign in (1, -1)
            )
        if there:
            found.append(end)
    return found


POINTS = st.lists(st.sampled_from([-3.5, -2.5, -1.5, -0.5, -0.2, 0.2, 0.5, 1.5, 2.5, 3.5]), max_size=60)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(POINTS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_rules(rule: Rule, points: list[float], long: bool) -> None:
    if long:
        points = [abs(point) % 1 for point in points] + [abs(point) for point in points]
    assert broken(rule, np.array(points)).tolist() == plainly(rule, points)


NUMBERS = st.lists(st.floats(-100, 100), min_size=2, max_size=40)


@given(NUMBERS, NUMBERS)
@settings(max_examples=80, deadline=None)
def test_spreads_add_up(one: list[float], other: list[float]) -> None:
    whole, parts = spread([*one, *other]), spread(one) + spread(other)
    assert math.isclose(parts.mean, whole.mean, abs_tol=1e-9)
    assert math.isclose(parts.squares, whole.squares, rel_tol=1e-9, abs_tol=1e-6)
    assert math.isclose(whole.overall, float(np.std([*one, *other], ddof=1)), rel_tol=1e-9, abs_tol=1e-9)


def test_capability() -> None:
    values = [9.9, 10.1, 10.0, 10.2, 9.8, 10.0]
    found = capability(values, lower="9", upper=Decimal(11))
    s = float(np.std(values, ddof=1))
    assert math.isclose(float(found.Pp), 2 / (6 * s))
    assert math.isclose(float(found.Ppk), (11 - float(np.mean(values))) / (3 * s), rel_tol=1e-9)
    assert float(found.Cpk) <= float(found.Cp)
    assert math.isclose(found.sigma, float(np.abs(np.diff(values)).mean()) / 1.128, rel_tol=1e-3)
    assert Flag.FEW_DATA in found.Cp.flags
    low, high = (math.sqrt(stats.chi2.ppf(p, 5) / 5) for p in (0.025, 0.975))
    assert found.Pp.bounds_kind == "chi-squared-95"
    assert math.isclose(float(found.Pp.lower or 0), float(found.Pp) * low)
    assert math.isclose(float(found.Pp.upper or 0), float(found.Pp) * high)
    one_sided = capability(values, upper=11)
    assert math.isclose(float(one_sided.Cpk), (11 - float(np.mean(values))) / (3 * found.sigma), rel_tol=1e-9)
    assert "(USL-xbarbar)/(3*sigma_hat)" in one_sided.Cpk.explain()
    with pytest.raises(TermError, match="needs both limits; with one of them there is Cpk"):
        _ = one_sided.Cp
    same = capability([5, 5, 5], lower=4, upper=6)
    assert same.Pp.value is None
    assert same.Pp.reason is Reason.NO_SPREAD


@pytest.mark.parametrize("method", ["pooled", "s", "range"])
def test_deviations_of_subgroups(method: str) -> None:
    chance = np.random.default_rng(3)
    values = chance.normal(0, 2, 4000)
    groups = [number // 5 for number in range(4000)]
    assert math.isclose(capability(values, lower=-9, upper=9, subgroups=groups, method=method).sigma, 2, rel_tol=0.04)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1.0], {"lower": 0}), "two or more are needed"),
        (([1, 2], {}), "there is no limit"),
        (([1, 2], {"lower": 2, "upper": 1}), "the lower limit 2 is not below the upper limit 1"),
        (([1, None], {"lower": 0}), "measurement 1 is missing"),
        (([1, float("inf")], {"lower": 0}), "measurement 1 is inf, which is no finite number"),
        (([1, 2], {"lower": 0, "subgroups": [1]}), "there are 2 measurements and 1 names of subgroups"),
        (([1, 2], {"lower": 0, "subgroups": [1, 2]}), "every subgroup has one measurement only"),
    ],
)
def test_no_capability(arguments: tuple[list[Any], dict[str, Any]], said: str) -> None:
    with pytest.raises(TermError, match=said):
        capability(arguments[0], **arguments[1])


def test_charts_of_means() -> None:
    groups = [number // 5 for number in range(100)]
    values = np.random.default_rng(1).normal(50, 2, 100)
    values[45:50] += 9
    ids = [f"T-{number}" for number in range(100)]
    chart = control_chart(values, "xbar-r", subgroups=groups, rules=["nelson-1"], sources=ids)
    parts = values.reshape(20, 5)
    ranges = np.ptp(parts, axis=1)
    mean = chart.series[0]
    assert np.allclose(mean.points, parts.mean(axis=1))
    assert math.isclose(mean.upper[0], values.mean() + 0.577 * ranges.mean(), rel_tol=1e-3)
    assert math.isclose(chart.series[1].upper[0], 2.114 * ranges.mean(), rel_tol=1e-3)
    (signal,) = chart.signals
    assert signal.point == 9
    assert signal.sources == ("T-45", "T-46", "T-47", "T-48", "T-49")
    assert not chart.in_control
    other = control_chart(values, "xbar-s", subgroups=groups, rules="western-electric")
    assert math.isclose(
        other.series[0].upper[0], values.mean() + 1.427 * parts.std(axis=1, ddof=1).mean(), rel_tol=1e-3
    )
    uneven = control_chart([1, 2, 1, 3, 2, 2, 1], "xbar-s", subgroups=[1, 1, 2, 2, 2, 3, 3])
    assert uneven.series[0].upper[1] < uneven.series[0].upper[0]


def test_charts_of_counts() -> None:
    counts, sizes = [5, 8, 3, 20], [100, 100, 50, 100]
    chart = control_chart(counts, "p", sizes=sizes, rules=["nelson-1"])
    share = 36 / 350
    assert math.isclose(chart.series[0].upper[2], share + 3 * math.sqrt(share * (1 - share) / 50))
    assert [signal.point for signal in chart.signals] == [3]
    assert control_chart([4, 6, 5], "c").series[0].upper[0] == 5 + 3 * math.sqrt(5)
    assert math.isclose(control_chart([4, 6], "u", sizes=[2, 2]).series[0].upper[0], 2.5 + 3 * math.sqrt(2.5 / 2))
    assert control_chart([4, 6], "np", sizes=[50, 50]).series[0].centre[0] == 5
    for arguments, said in (
        (([1], "p"), "how many units were inspected"),
        (([5], "p", [4]), "more units are nonconforming"),
        (([5, 5], "np", [40, 50]), "one size"),
        (([0, 0], "c"), "no limits"),
        (([-1], "c"), "not below 0"),
    ):
        with pytest.raises(TermError, match=said):
            control_chart(arguments[0], arguments[1], sizes=arguments[2] if len(arguments) > 2 else None)  # type: ignore[arg-type]
    with pytest.raises(KpiError, match="there is no chart 'pareto'"):
        control_chart([1, 2], "pareto")  # type: ignore[arg-type]
    with pytest.raises(KpiError, match=r"there is no rule 'nelson-9'.*did you mean"):
        control_chart([1, 2], rules="nelson-9")


def test_small_shifts() -> None:
    values = np.random.default_rng(5).normal(0, 1, 200)
    values[100:] += 1
    known: dict[str, Any] = {"centre": 0, "sigma": 1}
    assert control_chart(values[:100], "ewma", **known).in_control
    first = min(signal.point for signal in control_chart(values, "ewma", **known).signals)
    assert 100 <= first < 125
    cusum = control_chart(values, "cusum", **known)
    above = up = 0.0
    for value in values:
        up = max(0.0, up + value - 0.5)
        above = max(above, up)
    assert math.isclose(cusum.series[0].points.max(), above)
    assert 100 <= min(signal.point for signal in cusum.signals) < 125
    assert len(cusum.to_columns()["above points"]) == 200


def test_intervals() -> None:
    found = wilson(5, 50)
    exact = stats.binomtest(5, 50).proportion_ci(method="wilson")
    assert (round(found.lower, 10), round(found.upper, 10)) == (round(exact.low, 10), round(exact.high, 10))
    assert wilson(0, 10).lower == 0
    assert wilson(10, 10).upper == 1
    with pytest.raises(TermError, match="11 of 10 is no share"):
        wilson(11, 10)
    times = mean_time(1000, 4)
    assert math.isclose(times.lower, 2000 / stats.chi2.ppf(0.975, 10))
    assert math.isclose(times.upper, 2000 / stats.chi2.ppf(0.025, 8))
    assert math.isclose(mean_time(1000, 0).lower, 1000 / -math.log(0.05))
    assert mean_time(1000, 0).upper == math.inf
    with pytest.raises(TermError, match="cannot be"):
        mean_time(0, 1)


def test_blocks_are_drawn_anew() -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    chance = np.random.default_rng(2)
    runs = chance.integers(3, 23, 40)
    states = {
        "equipment": ["F1"] * 40,
        "start": [start + timedelta(days=n) for n in range(40)],
        "end": [start + timedelta(days=n, hours=int(run)) for n, run in enumerate(runs)],
        "state": ["Production"] * 40,
    }
    terms = from_frame(states, by=("day",), window=(start, start + timedelta(days=40)))
    one, again = (bootstrap(terms, "Availability", seed=7) for _ in range(2))
    assert (one.lower, one.upper) == (again.lower, again.upper)
    middle, half = runs.mean() / 24, 1.96 * runs.std(ddof=1) / 24 / math.sqrt(40)
    assert abs(one.lower - (middle - half)) < 0.01
    assert abs(one.upper - (middle + half)) < 0.01
    with pytest.raises(KpiError, match="five or more"):
        bootstrap(terms.roll_up(()), "Availability")


@pytest.mark.slow
def test_intervals_hold_as_often_as_they_say() -> None:
    chance = np.random.default_rng(11)
    held = {"Cp": 0, "Cpk": 0, "mtbf": 0}
    for _ in range(600):
        values = chance.normal(0.5, 1, 50)
        found = capability(values, lower=-4, upper=4)
        for name, truth in (("Pp", 8 / 6), ("Ppk", 3.5 / 3)):
            result = getattr(found, name)
            held["C" + name[1:]] += float(result.lower) <= truth <= float(result.upper)
        failures = int(chance.poisson(1000 / 100))
        if failures:
            interval = mean_time(1000, failures)
            held["mtbf"] += interval.lower <= 100 <= interval.upper
        else:
            held["mtbf"] += 1
    assert all(count / 600 > 0.92 for count in held.values()), held


def loop_ewma(values: list[float], centre: float, weight: float) -> list[float]:
    made, last = [], centre
    for value in values:
        last = weight * value + (1 - weight) * last
        made.append(last)
    return made


def loop_cusum(values: list[float], centre: float, sigma: float, slack: float) -> tuple[list[float], list[float]]:
    above, below, up, down = [], [], 0.0, 0.0
    for value in values:
        standard = (value - centre) / sigma
        up, down = max(0.0, up + standard - slack), max(0.0, down - standard - slack)
        above.append(up)
        below.append(down)
    return above, below


@pytest.mark.parametrize("count", [2, 50, 4_095, 4_096, 10_007])
@pytest.mark.parametrize("drift", [0.0, 0.01, 3.0])
def test_sequences_are_those_of_loops_bit_by_bit(count: int, drift: float) -> None:
    """A slow drift is never forgotten by a CUSUM, and a small weight forgets slowly: pieces are not alone then."""
    values = np.random.default_rng(count).normal(5, 2, count) + drift * np.arange(count)
    known: dict[str, Any] = {"centre": 5.1, "sigma": 1.9}
    for weight in (0.2, 0.0005, 1):
        chart = control_chart(values, "ewma", weight=weight, **known)
        assert chart.series[0].points.tolist() == loop_ewma(values.tolist(), 5.1, weight)
    for shift in (1.0, 0.001):
        chart = control_chart(values, "cusum", shift=shift, **known)
        above, below = loop_cusum(values.tolist(), 5.1, 1.9, shift / 2)
        assert chart.series[0].points.tolist() == above
        assert chart.series[1].points.tolist() == below


@given(st.lists(st.integers(0, 6), min_size=4, max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_subgroups_are_taken_one_by_one(names: list[int], in_arrays: bool) -> None:
    """Deviations, and points and sources of charts, beside a loop over the subgroups in the order they come in."""
    names = [*names, *range(7), *range(7)]
    values = np.random.default_rng(len(names)).normal(0, 1, len(names))
    given_: Any = np.array(names) if in_arrays else names
    several = {name: [n for n, each in enumerate(names) if each == name] for name in dict.fromkeys(names)}
    parts = [values[each] for each in several.values()]
    told: dict[str, Any] = {"lower": -9, "upper": 9, "subgroups": given_}
    ways: dict[str, Any] = {
        "s": lambda part: part.std(ddof=1) / constants(len(part)).c4,
        "range": lambda part: np.ptp(part) / constants(len(part)).d2,
    }
    for method, of in ways.items():
        assert capability(values, method=method, **told).sigma == float(np.mean([of(part) for part in parts]))
    chart = control_chart(
        values,
        "xbar-s",
        subgroups=given_,
        rules=[Rule("every", "any point", "beyond", 1, 1, 0.0)],
        sources=range(len(names)),
    )
    assert chart.series[0].points.tolist() == [part.mean() for part in parts]
    assert [signal.sources for signal in chart.signals] == [tuple(each) for each in several.values()]
