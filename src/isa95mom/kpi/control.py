"""Control charts: Shewhart charts of measurements and counts, EWMA and CUSUM, with rules. ISO 7870."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, Literal

import numpy as np
from attrs import frozen

from isa95mom.kpi.capable import grouped, measurements, of_one_size
from isa95mom.kpi.constants import constants
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.recursion import chained
from isa95mom.kpi.rules import Rule, broken, chosen
from isa95mom.tables.growing import Array
from isa95mom.tables.scalars import to_list

ChartKind = Literal["xbar-r", "xbar-s", "i-mr", "p", "np", "c", "u", "ewma", "cusum"]
KINDS: tuple[str, ...] = ("xbar-r", "xbar-s", "i-mr", "p", "np", "c", "u", "ewma", "cusum")


@frozen(slots=True)
class Signal:
    """A point at which a rule is broken."""

    point: int
    """The number of the point, from 0."""
    rule: Rule
    points: tuple[int, ...]
    """The points that the rule looked at."""
    sources: tuple[Any, ...] = ()
    """What these points rest on, such as test results, where that was said."""


@frozen(slots=True, eq=False, kw_only=True)
class Series:
    """One line of a chart: points, their centre and their limits."""

    name: str
    points: Array
    centre: Array
    lower: Array
    upper: Array


@frozen(slots=True, eq=False, kw_only=True)
class ControlChart:
    """A control chart: its lines, and the signals of the first of them."""

    kind: str
    series: tuple[Series, ...]
    """The chart of location, and where there is one that of spread."""
    signals: tuple[Signal, ...]
    centre: float
    """The centre line; the mean of it where it varies."""
    sigma: float
    """The deviation of a single measurement, or of a point of counts, that the limits rest on."""

    @property
    def in_control(self) -> bool:
        """Whether no rule is broken."""
        return not self.signals

    def to_columns(self) -> dict[str, list[Any]]:
        """Points, centres and limits as columns."""
        made: dict[str, list[Any]] = {"point": list(range(len(self.series[0].points)))}
        for each in self.series:
            for name in ("points", "centre", "lower", "upper"):
                made[f"{each.name} {name}"] = getattr(each, name).tolist()
        return made


def control_chart(
    values: Any,
    kind: ChartKind = "i-mr",
    *,
    subgroups: Any = None,
    sizes: Any = None,
    rules: str | Iterable[str | Rule] = "nelson",
    centre: float | None = None,
    sigma: float | None = None,
    weight: float = 0.2,
    width: float | None = None,
    shift: float = 1.0,
    sources: Any = None,
) -> ControlChart:
    """A control chart of measurements or counts.

    Parameters
    ----------
    values
        Measurements; or for p, np, c and u how many units were nonconforming, or how many nonconformities there were.
    kind
        ``xbar-r``, ``xbar-s`` (means of subgroups with ranges or deviations), ``i-mr`` (single measurements with moving
        ranges), ``p``, ``np``, ``c``, ``u`` (counts), ``ewma``, ``cusum``.
    subgroups
        Names by which measurements belong together; sizes may vary. Needed for means.
    sizes
        How many units were inspected for each count; needed for p, np and u.
    rules
        Which rules are looked at; see `rules`. For EWMA and CUSUM it is always that of the limits.
    centre, sigma
        The centre and the deviation of one measurement, where they are known (monitoring). None: estimated.
    weight, width, shift
        Of EWMA: how much the newest value counts, and the width of limits (2.7 where None). Of CUSUM: the shift to be
        found, in deviations, and the decision interval (5 where None).
    sources
        What each value is: identifications of test results, say. Signals name those of their points.

    Raises
    ------
    KpiError
        The kind or a rule is not known.
    TermError
        Values are missing or no numbers, or there are too few.
    """
    if kind not in KINDS:
        raise KpiError(f"there is no chart {kind!r}; there are {', '.join(KINDS)}")
    numbers = measurements(values)
    held = None if sources is None else to_list(sources, "sources")
    if held is not None and len(held) != len(numbers):
        raise TermError(f"there are {len(numbers)} values and {len(held)} sources")
    if kind in ("xbar-r", "xbar-s"):
        return _means(numbers, kind, subgroups, rules, centre, sigma, held)
    if kind in ("p", "np", "c", "u"):
        return _counts(numbers, kind, sizes, rules, centre, held)
    if len(numbers) < 2:
        raise TermError(f"there are {len(numbers)} values; two or more are needed")
    moving = np.abs(np.diff(numbers))
    middle = float(numbers.mean()) if centre is None else centre
    spread = float(moving.mean()) / constants(2).d2 if sigma is None else sigma
    if spread <= 0:
        raise TermError("the values do not differ, so that there are no limits to be put around them")
    if kind == "ewma":
        return _ewma(numbers, middle, spread, weight, 2.7 if width is None else width, held)
    if kind == "cusum":
        return _cusum(numbers, middle, spread, shift, 5.0 if width is None else width, held)
    low, high = constants(2).ranges
    typical = spread * constants(2).d2
    lines = (
        _line("value", numbers, middle, middle - 3 * spread, middle + 3 * spread),
        _line("moving range", np.concatenate(([np.nan], moving)), typical, low * typical, high * typical),
    )
    signals = _signals(chosen(rules), (numbers - middle) / spread, _alone, held)
    return ControlChart(kind=kind, series=lines, signals=signals, centre=middle, sigma=spread)


def _line(name: str, points: Array, centre: Any, lower: Any, upper: Any) -> Series:
    full = np.ones(len(points))
    return Series(name=name, points=points, centre=full * centre, lower=full * lower, upper=full * upper)


def _signals(
    rules: tuple[Rule, ...], standard: Array, members: Callable[[int], Iterable[int]], sources: list[Any] | None
) -> tuple[Signal, ...]:
    found = []
    for rule in rules:
        for place in broken(rule, standard).tolist():
            points = tuple(range(place - rule.of + 1, place + 1))
            told = () if sources is None else tuple(sources[n] for point in points for n in members(point))
            found.append(Signal(place, rule, points, told))
    return tuple(sorted(found, key=lambda signal: (signal.point, signal.rule.name)))


def _alone(point: int) -> tuple[int, ...]:
    """The values of a point that is one value."""
    return (point,)


def _means(
    numbers: Array,
    kind: str,
    subgroups: Any,
    rules: Any,
    centre: float | None,
    sigma: float | None,
    sources: list[Any] | None,
) -> ControlChart:
    if subgroups is None:
        raise TermError(f"a chart {kind!r} is of subgroups; say with 'subgroups' what belongs together")
    place, sizes = grouped(subgroups, len(numbers))
    for number in np.flatnonzero(sizes < 2)[:1].tolist():
        raise TermError(f"subgroup {number} has one measurement, which has no spread; use a chart 'i-mr'")
    ranges = kind == "xbar-r"
    means, spreads, units = np.empty(len(sizes)), np.empty(len(sizes)), np.empty(len(sizes))
    limits = np.empty((len(sizes), 2))
    for which, parts in of_one_size(numbers, place, sizes):
        known = constants(parts.shape[1])
        means[which] = parts.mean(axis=1)
        spreads[which] = np.ptp(parts, axis=1) if ranges else parts.std(axis=1, ddof=1)
        units[which] = known.d2 if ranges else known.c4
        limits[which] = known.ranges if ranges else known.deviations
    deviation = float((spreads / units).mean()) if sigma is None else sigma
    if deviation <= 0:
        raise TermError("the measurements do not differ within subgroups, so that there are no limits for their means")
    middle = float((means * sizes).sum() / sizes.sum()) if centre is None else centre
    half = 3 * deviation / np.sqrt(sizes)
    typical = deviation * units
    lines = (
        _line("mean", means, middle, middle - half, middle + half),
        _line("range" if ranges else "deviation", spreads, typical, limits[:, 0] * typical, limits[:, 1] * typical),
    )
    order, ends = np.argsort(place, kind="stable"), np.cumsum(sizes)

    def members(point: int) -> list[int]:
        several: list[int] = order[ends[point] - sizes[point] : ends[point]].tolist()
        return several

    signals = _signals(chosen(rules), (means - middle) / (half / 3), members, sources)
    return ControlChart(kind=kind, series=lines, signals=signals, centre=middle, sigma=deviation)


def _counts(
    numbers: Array, kind: str, sizes: Any, rules: Any, centre: float | None, sources: list[Any] | None
) -> ControlChart:
    if kind == "c":
        units = np.ones(len(numbers))
    elif sizes is None:
        raise TermError(f"a chart {kind!r} needs to know how many units were inspected; say 'sizes'")
    else:
        units = measurements(sizes)
    if len(units) != len(numbers) or (units <= 0).any() or (numbers < 0).any():
        raise TermError("every count needs a number of inspected units above 0, and is itself not below 0")
    if kind in ("p", "np") and (numbers > units).any():
        raise TermError("more units are nonconforming than were inspected")
    if kind == "np" and len(set(units.tolist())) > 1:
        raise TermError("a chart 'np' is of samples of one size; use a chart 'p'")
    share = float(numbers.sum() / units.sum()) if centre is None else centre
    one = share * (1 - share) if kind in ("p", "np") else share
    if one <= 0:
        raise TermError("nothing, or everything, is nonconforming, so that there are no limits to be put around it")
    scale = units if kind == "np" else np.ones(len(units))
    points = numbers if kind in ("np", "c") else numbers / units
    deviation = np.sqrt(one / units) * scale
    middle = share * scale
    lower, upper = np.maximum(middle - 3 * deviation, 0), middle + 3 * deviation
    if kind == "p":
        upper = np.minimum(upper, 1)
    line = _line(kind, points, middle, lower, upper)
    signals = _signals(chosen(rules), (points - middle) / deviation, _alone, sources)
    return ControlChart(
        kind=kind, series=(line,), signals=signals, centre=float(middle.mean()), sigma=float(deviation.mean())
    )


LIMITS = Rule("limits", "a point beyond the limits", "beyond", 1, 1, 1.0)


def _ewma(
    numbers: Array, centre: float, sigma: float, weight: float, width: float, sources: list[Any] | None
) -> ControlChart:
    if not 0 < weight <= 1:
        raise TermError(f"{weight} is no weight; one above 0 and up to 1 is needed")
    points = chained(lambda value, last: weight * value + (1 - weight) * last, numbers, centre)
    steps = np.arange(1, len(numbers) + 1)
    half = width * sigma * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * steps)))
    line = _line("ewma", points, centre, centre - half, centre + half)
    signals = _signals((LIMITS,), (points - centre) / half, _alone, sources)
    return ControlChart(kind="ewma", series=(line,), signals=signals, centre=centre, sigma=sigma)


def _cusum(
    numbers: Array, centre: float, sigma: float, shift: float, width: float, sources: list[Any] | None
) -> ControlChart:
    if shift <= 0 or width <= 0 or not math.isfinite(shift):
        raise TermError("the shift and the decision interval of a CUSUM are above 0")
    standard, slack = (numbers - centre) / sigma, shift / 2

    def step(value: Any, last: Any) -> Any:
        sum_ = last + value - slack
        return (sum_ + abs(sum_)) / 2  # the sum, or 0 where it is below

    above, below = chained(step, standard, 0.0), chained(step, -standard, 0.0)
    lines = (_line("above", above, 0.0, 0.0, width), _line("below", below, 0.0, 0.0, width))
    signals = _signals((LIMITS,), np.maximum(above, below) / width, _alone, sources)
    return ControlChart(kind="cusum", series=lines, signals=signals, centre=centre, sigma=sigma)
