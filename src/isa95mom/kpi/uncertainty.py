"""How sure a number is: intervals for shares, for times between failures, and for ratios of sums."""

from __future__ import annotations

import math
from importlib import import_module
from statistics import NormalDist
from typing import Any

import numpy as np
from attrs import frozen

from isa95mom.errors import MissingExtraError
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.evaluation import evaluate
from isa95mom.kpi.registry import NAMED, definition
from isa95mom.kpi.terms import Terms


@frozen(slots=True)
class Interval:
    """Between what a true value lies, at a level of confidence."""

    lower: float
    upper: float
    """Infinite where the data say nothing of how large it can be."""
    level: float
    method: str
    """How it was worked out: ``wilson``, ``chi-squared``, ``bissell``, ``block bootstrap``."""


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise TermError(f"{level} is no level of confidence; one such as 0.95 is needed")
    return level


def z(level: float) -> float:
    """The quantile of the normal distribution for an interval with two sides."""
    return NormalDist().inv_cdf((1 + _level(level)) / 2)


def chi_squared(probability: float, degrees: float) -> float:
    """A quantile of the chi-squared distribution. Raises `MissingExtraError` without scipy."""
    try:
        stats: Any = import_module("scipy.stats")
    except ModuleNotFoundError as error:
        if error.name != "scipy":
            raise
        raise MissingExtraError("scipy", "statistics") from None
    return float(stats.chi2.ppf(probability, degrees))


def wilson(count: int, of: int, level: float = 0.95) -> Interval:
    """The interval of Wilson for a share of counted things, such as a quality ratio or a first pass yield.

    Raises `TermError` where `count` is not from 0 to `of`, or `of` is 0. E. B. Wilson, Probable Inference, JASA 22
    (1927).

    >>> found = wilson(190, 200)
    >>> round(found.lower, 4), round(found.upper, 4)
    (0.9104, 0.9726)
    """
    if of <= 0 or not 0 <= count <= of:
        raise TermError(f"{count} of {of} is no share of counted things")
    share, q = count / of, z(level)
    middle = share + q * q / (2 * of)
    half = q * math.sqrt(share * (1 - share) / of + q * q / (4 * of * of))
    scale = 1 + q * q / of
    lower = (middle - half) / scale if count else 0.0
    return Interval(lower, (middle + half) / scale if count < of else 1.0, level, "wilson")


def mean_time(total: float, failures: int, level: float = 0.95, *, ended_by: str = "time") -> Interval:
    """The interval for a mean time between failures, from the time in operation and the failures in it.

    With no failure there is a lower bound only, at the level asked for. Raises `TermError` for a time or count that
    cannot be; `MissingExtraError` without scipy.

    Parameters
    ----------
    total
        The time in operation, up to the end of the time that is looked at: what runs still counts, too.
    failures
        How many failures happened in it.
    ended_by
        ``time`` where it ends at a time that was set, ``failure`` where it ends with a failure.

    References
    ----------
    B. Epstein and M. Sobel, Life Testing, JASA 48 (1953); IEC 60605-4.
    """
    if total <= 0 or failures < 0 or (ended_by == "failure" and not failures):
        raise TermError(f"{failures} failures in {total} of operation cannot be")
    if ended_by not in ("time", "failure"):
        raise TermError(f"the time ends by 'time' or by 'failure', not by {ended_by!r}")
    rest = 1 - _level(level)
    degrees = 2 * failures + (2 if ended_by == "time" else 0)
    if not failures:
        return Interval(2 * total / chi_squared(level, 2), math.inf, level, "chi-squared")
    lower = 2 * total / chi_squared(1 - rest / 2, degrees)
    return Interval(lower, 2 * total / chi_squared(rest / 2, 2 * failures), level, "chi-squared")


def bootstrap(terms: Terms, kpi: NAMED, level: float = 0.95, *, rounds: int = 2_000, seed: int = 0) -> Interval:
    """The interval for an indicator over all rows of terms, whose rows (shifts, days) are drawn anew many times.

    What happens within a row stays together, so that one long stop is one. The same seed gives the same interval.
    Raises `KpiError` for fewer than five rows, or where the indicator has no value in most of the rounds.
    B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993).
    """
    if len(terms) < 5:
        raise KpiError(f"there are {len(terms)} rows, which say too little of how they differ; five or more are needed")
    found = definition(kpi)
    columns = {name: amounts.floats() for name, amounts in terms.given(found).items() if name in found.additive_terms}
    drawn = np.random.default_rng(seed).multinomial(len(terms), np.full(len(terms), 1 / len(terms)), size=rounds)
    sums: dict[str, Any] = {name: drawn @ column for name, column in columns.items()}
    values = np.asarray(evaluate(found, **sums).values)
    values = values[~np.isnan(values)]
    if len(values) < rounds / 2:
        raise KpiError(f"{found.name} has no value in {rounds - len(values)} of {rounds} rounds")
    rest = (1 - _level(level)) / 2
    lower, upper = np.quantile(values, [rest, 1 - rest])
    return Interval(float(lower), float(upper), level, "block bootstrap")
