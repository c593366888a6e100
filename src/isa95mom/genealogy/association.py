"""Whether two things go together more than by chance: exact and rank tests, odds ratios, correction for many tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Literal

import numpy as np

from isa95mom.tables.growing import Array, Ints

Correction = Literal["holm", "bh"]
ALIKE = 1 + 1e-7
"""Two probabilities that differ by less are held to be equal."""
FEW = 8
"""Up to so many values in the smaller group the distribution of ranks is counted out, if no values are equal."""
MANY = 400
"""Up to so many values in both groups together, likewise."""


def fisher(a: Ints, c: Ints, bad: int, good: int) -> tuple[Array, Array]:
    """Fisher's exact test, two-sided, of many tables with the same totals, and the least p that each could have.

    Parameters
    ----------
    a, c
        How many of the bad, and of the good, have it.
    bad, good
        How many there are.

    Returns
    -------
    p
        The probability of a table that is no more probable than this one, if having it and being bad are independent.
    least
        The least p of any table with as many that have it: where that is great, nothing can be told.

    References
    ----------
    R. A. Fisher, The logic of inductive inference, J. R. Stat. Soc. 98 (1935).

    Examples
    --------
    >>> p, least = fisher(np.array([8]), np.array([1]), 10, 6)
    >>> round(float(p[0]), 5)
    0.03497
    """
    total = bad + good
    logs = np.array([math.lgamma(number + 1) for number in range(total + 1)])
    p, least = np.ones(len(a)), np.ones(len(a))
    having = a + c
    order = np.argsort(having, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(having[order])) + 1) if len(order) else ():
        k = int(having[places[0]])
        first = max(0, k - good)
        x = np.arange(first, min(k, bad) + 1)
        ways = logs[bad] - logs[x] - logs[bad - x] + logs[good] - logs[k - x] - logs[good - k + x]
        chance = np.exp(ways - (logs[total] - logs[k] - logs[total - k]))
        ascending = np.sort(chance)
        sums = np.cumsum(ascending)
        upto = np.searchsorted(ascending, chance * ALIKE, side="right") - 1
        each = np.minimum(sums[upto], 1.0)
        p[places], least[places] = each[a[places] - first], each.min()
    return p, least


def rank_test(bad: Array, good: Array) -> tuple[float, float]:
    """The test of Mann and Whitney, two-sided: how often a bad value is above a good one, and the p of that.

    Equal values count half. Of few values that all differ the distribution is counted out; else it is the normal one
    with corrections for equal values and for continuity.

    References
    ----------
    H. B. Mann, D. R. Whitney, On a test of whether one of two random variables is stochastically larger than the other,
    Ann. Math. Stat. 18 (1947).

    Examples
    --------
    >>> above, p = rank_test(np.array([7.0, 8.0, 9.0]), np.array([1.0, 2.0, 3.0, 4.0]))
    >>> above, round(p, 4)
    (1.0, 0.0571)
    """
    n, m = len(bad), len(good)
    _, where, counts = np.unique(np.concatenate((bad, good)), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    above = float(ranks[:n].sum() - n * (n + 1) / 2)
    share = above / (n * m)
    if counts.max() == 1 and min(n, m) <= FEW and n + m <= MANY:
        ways = rank_sums(n, m)
        tail = sum(ways[: int(min(above, n * m - above)) + 1])
        return share, min(1.0, 2 * tail / sum(ways))
    size = n + m
    spread = n * m / 12 * (size + 1 - float((counts.astype(float) ** 3 - counts).sum()) / (size * (size - 1)))
    if spread <= 0:
        return share, 1.0
    distance = max(0.0, abs(above - n * m / 2) - 0.5) / math.sqrt(spread)
    return share, math.erfc(distance / math.sqrt(2))


def rank_sums(n: int, m: int) -> list[int]:
    """In how many orders of `n` and `m` different values so many pairs are above: a Gaussian binomial's coefficients.

    >>> rank_sums(2, 2)
    [1, 1, 2, 1, 1]
    """
    ways = [1] + [0] * (n * m)
    for i in range(1, min(n, m) + 1):
        step = max(n, m) + i
        for place in range(len(ways) - 1, step - 1, -1):
            ways[place] -= ways[place - step]
        for place in range(i, len(ways)):
            ways[place] += ways[place - i]
    return ways


def odds_ratio(a: int, b: int, c: int, d: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """The odds ratio of a table, and the interval in which it lies. A half is added to all where one is 0.

    References
    ----------
    B. Woolf, On estimating the relation between blood group and disease, Ann. Hum. Genet. 19 (1955);
    J. B. S. Haldane, The estimation and significance of the logarithm of a ratio of frequencies, ibid. 20 (1956).

    Examples
    --------
    >>> [round(value, 2) for value in odds_ratio(8, 2, 1, 5)]
    [20.0, 1.42, 282.45]
    """
    half = 0.0 if min(a, b, c, d) else 0.5
    cells = [cell + half for cell in (a, b, c, d)]
    ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    width = NormalDist().inv_cdf((1 + confidence) / 2) * math.sqrt(sum(1 / cell for cell in cells))
    return ratio, ratio * math.exp(-width), ratio * math.exp(width)


def holm(p: Array) -> Array:
    """Probabilities corrected so that at most one false finding in 1/alpha studies is made at all.

    References
    ----------
    S. Holm, A simple sequentially rejective multiple test procedure, Scand. J. Stat. 6 (1979).

    >>> holm(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    order = np.argsort(p, kind="stable")
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)), 1.0)
    return corrected


def benjamini_hochberg(p: Array) -> Array:
    """Probabilities corrected so that of what is found a share of alpha is false.

    References
    ----------
    Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57 (1995).

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(p, kind="stable")[::-1]
    corrected = np.empty(len(p))
    corrected[order] = np.minimum.accumulate(np.minimum(p[order] * len(p) / np.arange(len(p), 0, -1), 1.0))
    return corrected


CORRECTIONS: dict[Correction, Callable[[Array], Array]] = {"holm": holm, "bh": benjamini_hochberg}
