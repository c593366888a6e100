"""Whether a process can keep its limits: Cm, Cmk, Cp, Cpk, Pp, Ppk of measurements. ISO 22400-2; ISO 22514-2."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from attrs import evolve, frozen

from isa95mom.kpi.constants import constants
from isa95mom.kpi.errors import TermError
from isa95mom.kpi.evaluation import evaluate
from isa95mom.kpi.registry import definition
from isa95mom.kpi.result import Flag, KPIResult
from isa95mom.kpi.uncertainty import Interval, chi_squared, z
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.scalars import is_missing, to_list

FEW = 30
"""Below so many measurements a capability is flagged."""


@frozen(slots=True, kw_only=True)
class Spread:
    """What is left of measurements once they are counted: number, mean and squares, within subgroups and overall.

    Spreads of parts add up to that of the whole; capabilities do not.
    """

    count: int
    mean: float
    squares: float
    """The sum of squared deviations from the mean."""
    within: float = 0.0
    """The sum of squared deviations from the means of the subgroups."""
    degrees: int = 0
    """The degrees of freedom within subgroups: 0 where there are none."""

    def __add__(self, other: Spread) -> Spread:
        count = self.count + other.count
        apart = other.mean - self.mean
        mean = self.mean + apart * other.count / count
        squares = self.squares + other.squares + apart**2 * self.count * other.count / count
        return Spread(
            count=count,
            mean=mean,
            squares=squares,
            within=self.within + other.within,
            degrees=self.degrees + other.degrees,
        )

    @property
    def overall(self) -> float:
        """The standard deviation of all measurements; NaN of fewer than two."""
        return math.sqrt(self.squares / (self.count - 1)) if self.count > 1 else math.nan

    @property
    def pooled(self) -> float:
        """The standard deviation within subgroups; NaN where there are none."""
        return math.sqrt(self.within / self.degrees) if self.degrees else math.nan


def spread(values: Any, subgroups: Any = None) -> Spread:
    """The spread of measurements, of which those with one name in `subgroups` belong together.

    Raises `TermError` for a measurement that is missing or no number, with its place.
    """
    numbers = measurements(values)
    mean = float(numbers.mean()) if len(numbers) else math.nan
    squares = float(((numbers - mean) ** 2).sum())
    if subgroups is None:
        return Spread(count=len(numbers), mean=mean, squares=squares)
    place, sizes = grouped(subgroups, len(numbers))
    means = np.bincount(place, numbers) / sizes
    within = float(((numbers - means[place]) ** 2).sum())
    return Spread(count=len(numbers), mean=mean, squares=squares, within=within, degrees=int((sizes - 1).sum()))


def measurements(values: Any) -> Array:
    """Measurements as binary fractions. Raises `TermError` for one that is missing or no finite number."""
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype.kind in "iuf":
        made = values.astype(np.float64)
        if np.isfinite(made).all():
            return made
    listed = to_list(values, "measurements")
    for place, value in enumerate(listed):
        if is_missing(value):
            raise TermError(f"measurement {place} is missing; leave it out, if it was not taken")
        if isinstance(value, bool | str) or not math.isfinite(value):
            raise TermError(f"measurement {place} is {value!r}, which is no finite number")
    return np.array([float(value) for value in listed])


def grouped(subgroups: Any, length: int) -> tuple[Ints, Ints]:
    """The number of the subgroup of each measurement, and the size of each, in the order in which they come."""
    if isinstance(subgroups, np.ndarray) and subgroups.dtype.kind in "iu" and subgroups.shape == (length,):
        changes = np.concatenate(([False], subgroups[1:] != subgroups[:-1]))[:length]
        place = np.cumsum(changes)
        if (subgroups[1:] < subgroups[:-1]).any():
            _, where, which = np.unique(subgroups, return_index=True, return_inverse=True)
            place = np.argsort(np.argsort(where))[which]
        return place, np.bincount(place)
    names = to_list(subgroups, "subgroups")
    if len(names) != length:
        raise TermError(f"there are {length} measurements and {len(names)} names of subgroups")
    number: dict[Any, int] = {}
    place = np.array([number.setdefault(name, len(number)) for name in names], dtype=np.int64)
    return place, np.bincount(place, minlength=len(number))


def of_one_size(numbers: Array, place: Ints, sizes: Ints, least: int = 2) -> Iterator[tuple[Ints, Array]]:
    """For each size of subgroup from `least`: which subgroups have it, and their measurements, a row each."""
    order = np.argsort(place, kind="stable")
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes[sizes >= least]).tolist():
        which = np.flatnonzero(sizes == size)
        yield which, numbers[order[starts[which][:, None] + np.arange(size)]]


@frozen(slots=True, kw_only=True)
class Capability:
    """What a process can do against its limits."""

    spread: Spread
    sigma: float
    """The estimated deviation of the process."""
    method: str
    """How it was estimated."""
    lower_limit: Decimal | None
    upper_limit: Decimal | None
    level: float
    """Of the intervals."""

    def _index(self, symbol: str, deviation: str, mean: str | None, sigma: float) -> KPIResult:
        limits = {"USL": self.upper_limit, "LSL": self.lower_limit}
        terms: dict[str, Any] = {name: limit for name, limit in limits.items() if limit is not None}
        terms[deviation] = None if math.isnan(sigma) else Decimal(repr(sigma))
        kpi = definition(symbol)
        if mean is None and len(terms) < 3:
            raise TermError(f"{kpi.name} needs both limits; with one of them there is {symbol}k")
        if mean is not None:
            terms[mean] = Decimal(repr(self.spread.mean))
            if len(terms) < 4:  # of one limit there is one side
                side = f"USL-{mean}" if self.lower_limit is None else f"{mean}-LSL"
                kpi = evolve(kpi, formula=f"({side})/(3*{deviation})", rollup=f"({side})/(3*{deviation})")
        result: KPIResult = evaluate(kpi, **terms)
        return result

    @property
    def Cp(self) -> KPIResult:
        """The process capability index. Raises `TermError` where a limit is not there."""
        return self._flagged(self._index("Cp", "sigma_hat", None, self.sigma))

    @property
    def Cpk(self) -> KPIResult:
        """The critical process capability index."""
        return self._flagged(self._index("Cpk", "sigma_hat", "xbarbar", self.sigma))

    @property
    def Cm(self) -> KPIResult:
        """The machine capability index. Raises `TermError` where a limit is not there."""
        return self._flagged(self._index("Cm", "s", None, self.spread.overall))

    @property
    def Cmk(self) -> KPIResult:
        """The critical machine capability index."""
        return self._flagged(self._index("Cmk", "s", "xbar", self.spread.overall))

    @property
    def Pp(self) -> KPIResult:
        """The process performance index: with the deviation of all measurements. Raises `TermError` as `Cp` does."""
        return self._flagged(self._index("Pp", "s_overall", None, self.spread.overall))

    @property
    def Ppk(self) -> KPIResult:
        """The critical process performance index."""
        return self._flagged(self._index("Ppk", "s_overall", "xbar", self.spread.overall))

    def _flagged(self, result: KPIResult) -> KPIResult:
        if result.value is None:
            return result
        interval = self.interval(result)
        few = (Flag.FEW_DATA,) if self.spread.count < FEW else ()
        return evolve(
            result,
            flags=(*result.flags, *few),
            lower=Decimal(repr(interval.lower)),
            upper=Decimal(repr(interval.upper)),
            bounds_kind=f"{interval.method}-{self.level * 100:g}",
        )

    def interval(self, result: KPIResult) -> Interval:
        """The interval of an index: chi-squared where it has no mean, that of Bissell where it has one.

        A. F. Bissell, How reliable is your capability index?, Applied Statistics 39 (1990).
        """
        value = float(result)
        free = (
            self.spread.degrees if result.kpi.symbol in ("Cp", "Cpk") and self.spread.degrees else self.spread.count - 1
        )
        if result.kpi.symbol in ("Cp", "Cm", "Pp"):
            rest = (1 - self.level) / 2
            low, high = (math.sqrt(chi_squared(p, free) / free) for p in (rest, 1 - rest))
            return Interval(value * low, value * high, self.level, "chi-squared")
        half = z(self.level) * math.sqrt(1 / (9 * self.spread.count) + value**2 / (2 * free))
        return Interval(value - half, value + half, self.level, "bissell")


def capability(
    values: Any,
    *,
    lower: Decimal | int | float | str | None = None,
    upper: Decimal | int | float | str | None = None,
    subgroups: Any = None,
    method: str = "pooled",
    level: float = 0.95,
) -> Capability:
    """The capability of a process from measurements.

    Parameters
    ----------
    values
        Measurements: a list, an array, or a column of a frame.
    lower, upper
        The limits of the specification; one of them may be None.
    subgroups
        Names by which measurements belong together, in the order of `values`. None: each stands alone.
    method
        How the deviation of the process is estimated: ``pooled`` or ``s`` (mean standard deviation by c4) or ``range``
        (mean range by d2) of subgroups, or ``moving range`` of measurements that stand alone.
    level
        The confidence of the intervals.

    Raises
    ------
    TermError
        There are no measurements, one is no number, there is no limit, or they are in the wrong order.

    Examples
    --------
    >>> found = capability([9.9, 10.1, 10.0, 10.2, 9.8, 10.0], lower=9, upper=11)
    >>> f"{found.Ppk.value:.3f}"
    '2.357'
    """
    numbers = measurements(values)
    if len(numbers) < 2:
        raise TermError(f"there are {len(numbers)} measurements; two or more are needed")
    limits = [None if limit is None else Decimal(str(limit)) for limit in (lower, upper)]
    if limits == [None, None]:
        raise TermError("there is no limit to compare with; say 'lower' or 'upper'")
    if limits[0] is not None and limits[1] is not None and limits[0] >= limits[1]:
        raise TermError(f"the lower limit {limits[0]} is not below the upper limit {limits[1]}")
    told = spread(numbers, subgroups)
    sigma, how = estimate(numbers, subgroups, method, told)
    return Capability(
        spread=told,
        sigma=sigma,
        method=how,
        lower_limit=limits[0],
        upper_limit=limits[1],
        level=level,
    )


def estimate(numbers: Array, subgroups: Any, method: str, told: Spread) -> tuple[float, str]:
    """The deviation of a process of this spread, and how it was estimated."""
    if subgroups is None:
        return float(np.abs(np.diff(numbers)).mean()) / constants(2).d2, "moving range"
    if not told.degrees:
        raise TermError("every subgroup has one measurement only; leave 'subgroups' out")
    if method == "pooled":
        return told.pooled, method
    if method in ("s", "range"):
        place, sizes = grouped(subgroups, len(numbers))
        each = np.full(len(sizes), np.nan)
        for which, parts in of_one_size(numbers, place, sizes):
            known = constants(parts.shape[1])
            each[which] = parts.std(axis=1, ddof=1) / known.c4 if method == "s" else np.ptp(parts, axis=1) / known.d2
        return float(each[sizes >= 2].mean()), method
    raise TermError(f"{method!r} is no way to estimate the deviation; they are 'pooled', 's', 'range'")


def of_parts(parts: Iterable[Spread]) -> Spread:
    """The spread of all of several parts. Raises `TermError` where there are none."""
    several: Sequence[Spread] = list(parts)
    if not several:
        raise TermError("there are no parts")
    total = several[0]
    for part in several[1:]:
        total = total + part
    return total
