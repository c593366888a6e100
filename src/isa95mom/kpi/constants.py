"""Constants of control charts for any size of subgroup, worked out and not looked up.

Montgomery, Introduction to Statistical Quality Control; ISO 7870-2, factors for control charts.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np
from attrs import frozen

from isa95mom.kpi.errors import TermError
from isa95mom.tables.growing import Array

REACH, STEPS = 8.0, 1601
"""How many standard deviations are integrated over, and in how many steps."""


@frozen(slots=True)
class Constants:
    """What links ranges and standard deviations of subgroups of one size to the deviation of the process."""

    size: int
    c4: float
    """Mean of the standard deviation of a subgroup, in standard deviations of the process."""
    d2: float
    """Mean of the range."""
    d3: float
    """Standard deviation of the range."""

    @property
    def a2(self) -> float:
        """Half the width of the limits of means, in mean ranges."""
        return 3 / (self.d2 * math.sqrt(self.size))

    @property
    def a3(self) -> float:
        """Half the width of the limits of means, in mean standard deviations."""
        return 3 / (self.c4 * math.sqrt(self.size))

    @property
    def ranges(self) -> tuple[float, float]:
        """The limits of ranges, in mean ranges: D3 and D4."""
        width = 3 * self.d3 / self.d2
        return max(0.0, 1 - width), 1 + width

    @property
    def deviations(self) -> tuple[float, float]:
        """The limits of standard deviations, in mean standard deviations: B3 and B4."""
        width = 3 * math.sqrt(1 - self.c4**2) / self.c4
        return max(0.0, 1 - width), 1 + width


@cache
def constants(size: int) -> Constants:
    """The constants of subgroups of a size. Raises `TermError` below two.

    >>> round(constants(5).d2, 3), round(constants(5).a2, 3), round(constants(5).c4, 4)
    (2.326, 0.577, 0.94)
    """
    if size < 2:
        raise TermError(f"a subgroup of {size} has no spread; two or more are needed")
    c4 = math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))
    points, below = _normal()
    step = 2 * REACH / (STEPS - 1)
    mean = float(np.trapezoid(1 - (1 - below) ** size - below**size, dx=step))
    x, y = below[:, None], below[None, :]
    inner = 1 - y**size - (1 - x) ** size + np.clip(y - x, 0, 1) ** size
    inner = np.where(points[:, None] < points[None, :], inner, 0.0)
    # The diagonal is half inside.
    np.fill_diagonal(inner, (1 - below**size - (1 - below) ** size) / 2)
    square = 2 * float(inner.sum()) * step * step
    return Constants(size, c4, mean, math.sqrt(square - mean**2))


@cache
def _normal() -> tuple[Array, Array]:
    points = np.linspace(-REACH, REACH, STEPS)
    cdf = NormalDist().cdf
    return points, np.array([cdf(point) for point in points.tolist()])
