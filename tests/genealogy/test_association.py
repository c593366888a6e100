"""Tests of association against scipy and statsmodels."""

from __future__ import annotations

import itertools
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.genealogy.association import benjamini_hochberg, fisher, holm, odds_ratio, rank_sums, rank_test

stats = pytest.importorskip("scipy.stats")
tables = pytest.importorskip("statsmodels.stats.contingency_tables")
multitest = pytest.importorskip("statsmodels.stats.multitest")
SIZES = st.integers(1, 60)


@settings(max_examples=60, deadline=None)
@given(SIZES, SIZES, st.data())
def test_fisher_is_that_of_scipy(bad: int, good: int, data: st.DataObject) -> None:
    a = np.array(data.draw(st.lists(st.integers(0, bad), min_size=1, max_size=5)))
    c = np.array([data.draw(st.integers(0, good)) for _ in a])
    p, least = fisher(a, c, bad, good)
    for has, have, mine, low in zip(a.tolist(), c.tolist(), p.tolist(), least.tolist(), strict=True):
        table = [[has, bad - has], [have, good - have]]
        assert mine == pytest.approx(stats.fisher_exact(table)[1], rel=1e-6)
        k = has + have
        attainable = [
            stats.fisher_exact([[x, bad - x], [k - x, good - k + x]])[1]
            for x in range(max(0, k - good), min(k, bad) + 1)
        ]
        assert low == pytest.approx(min(attainable), rel=1e-6)


def test_fisher_of_large_tables() -> None:
    p, _ = fisher(np.array([900, 1000, 0]), np.array([2000, 0, 10000]), 1000, 10000)
    assert p[0] == pytest.approx(stats.fisher_exact([[900, 100], [2000, 8000]])[1], rel=1e-6)
    assert p[1] == pytest.approx(0.0, abs=1e-300)
    assert fisher(np.array([], dtype=int), np.array([], dtype=int), 3, 4)[0].tolist() == []


@pytest.mark.parametrize(("bad", "good"), [(3, 3), (5, 11), (12, 9)])
def test_under_the_null_fisher_finds_no_more_than_alpha(bad: int, good: int) -> None:
    """Over all tables with the same totals, weighted by their probability, p is at most alpha with alpha at most."""
    for k in range(bad + good + 1):
        a = np.arange(max(0, k - good), min(k, bad) + 1)
        p, _ = fisher(a, k - a, bad, good)
        chance = np.array([comb(bad, x) * comb(good, k - x) / comb(bad + good, k) for x in a.tolist()])
        for alpha in p:
            assert chance[p <= alpha].sum() <= alpha * (1 + 1e-6)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=40), st.lists(st.integers(0, 12), min_size=1, max_size=40)
)  # fmt: skip
def test_ranks_with_equal_values_are_those_of_scipy(bad: list[int], good: list[int]) -> None:
    share, p = rank_test(np.array(bad, float), np.array(good, float))
    differ = len({*bad, *good}) == len(bad) + len(good)
    theirs = stats.mannwhitneyu(bad, good, method="exact" if differ and min(len(bad), len(good)) <= 8 else "asymptotic")
    assert share == theirs.statistic / (len(bad) * len(good))
    assert p == pytest.approx(1.0 if len({*bad, *good}) == 1 else theirs.pvalue, rel=1e-9)


@pytest.mark.parametrize(("n", "m"), [(1, 4), (3, 3), (8, 30), (30, 8), (9, 40)])
def test_ranks_of_different_values_are_those_of_scipy(n: int, m: int) -> None:
    for seed in range(5):
        values = np.random.default_rng(seed).permutation(n + m).astype(float)
        theirs = stats.mannwhitneyu(values[:n], values[n:], method="exact" if min(n, m) <= 8 else "asymptotic")
        assert rank_test(values[:n], values[n:])[1] == pytest.approx(theirs.pvalue, rel=1e-9)


def test_sums_of_ranks_are_counted() -> None:
    for n, m in itertools.product(range(1, 5), repeat=2):
        counted = [0] * (n * m + 1)
        for chosen in itertools.combinations(range(n + m), n):
            counted[sum(place - number for number, place in enumerate(chosen))] += 1
        assert rank_sums(n, m) == counted


@given(st.tuples(*[st.integers(0, 500)] * 4), st.sampled_from([0.9, 0.95, 0.99]))
def test_odds_ratios_are_those_of_statsmodels(cells: tuple[int, int, int, int], confidence: float) -> None:
    a, b, c, d = cells
    half = 0 if a and b and c and d else 0.5
    table = tables.Table2x2(np.array([[a, b], [c, d]]) + half)
    low, high = table.oddsratio_confint(1 - confidence)
    assert odds_ratio(a, b, c, d, confidence) == pytest.approx((table.oddsratio, low, high), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 1000).map(lambda n: n / 1000), min_size=1, max_size=20))
def test_corrections_are_those_of_statsmodels(p: list[float]) -> None:
    for mine, theirs in ((holm, "holm"), (benjamini_hochberg, "fdr_bh")):
        assert mine(np.array(p)) == pytest.approx(multitest.multipletests(p, method=theirs)[1], abs=1e-12)
