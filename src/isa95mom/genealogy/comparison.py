"""The comparison of the histories of bad and good lots: every candidate counted, tested and put in order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import define, field, frozen

from isa95mom.genealogy.association import CORRECTIONS, Correction, fisher, odds_ratio, rank_test
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.histories import Histories, History
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.scalars import Value

NOWHERE = np.iinfo(np.int32).max
"""In place of a distance: it does not occur."""


@frozen(slots=True, kw_only=True)
class Cause:
    """Something in the histories of lots, with how often it occurs among the bad and the good."""

    rank: int
    """Its place among all that were compared; 1 is the clearest."""
    candidate: str
    """What it is, such as ``lot``, ``equipment``, ``material`` or ``parameter``."""
    name: ID
    """Its identification; of a parameter its name."""
    value: Value | None = None
    """The value of a parameter that is no number everywhere; None for all else."""
    above: bool | None = None
    """For a numeric parameter: whether having it means above `limit`, or not above; None for all else."""
    limit: float | None = None
    """The median of a numeric parameter over all lots that have it; None for all else."""
    a: int
    """How many bad lots have it."""
    b: int
    """How many bad lots have it not; for a numeric parameter, of those that have a value at all, as below."""
    c: int
    """How many good lots have it."""
    d: int
    """How many good lots have it not."""
    odds_ratio: float
    """How much greater the odds are to be bad with it than without. A half is added to all counts where one is 0."""
    interval: tuple[float, float]
    """Where the odds ratio lies with a confidence of 1 - alpha."""
    p: float
    """The probability of such counts or less likely ones if it had nothing to do with being bad: by Fisher's exact
    test, for numeric parameters by the rank test of Mann and Whitney; both two-sided."""
    corrected: float
    """The same, corrected for the number of tests."""
    found: bool
    """Whether `corrected` is at most alpha."""
    distance: int
    """How many events it is away from the nearest bad lot, or good one where no bad lot has it; 0 is the lot itself."""
    alike: tuple[str, ...] = ()
    """What occurs in the histories of just the same lots, so that no count tells it apart."""

    @property
    def bad_share(self) -> float:
        """Which share of the bad lots has it."""
        return self.a / (self.a + self.b)

    @property
    def good_share(self) -> float:
        """Which share of the good lots has it."""
        return self.c / (self.c + self.d)

    @property
    def lift(self) -> float:
        """How many times more often it occurs among the bad than among all; 1 says nothing."""
        return self.bad_share * (self.a + self.b + self.c + self.d) / (self.a + self.c)

    @property
    def everywhere(self) -> bool:
        """Whether every lot has it."""
        return not self.b + self.d

    def __str__(self) -> str:
        if self.limit is not None:
            return f"parameter {self.name} {'above' if self.above else 'not above'} {self.limit:.6g}"
        return called(self.candidate, self.name, self.value)


def called(candidate: str, name: ID, value: Value | None) -> str:
    """How a candidate is printed."""
    return f"{candidate} {name}" + ("" if value is None else f" = {value}")


@define(slots=True, eq=False)
class Tally:
    """How many of some lots have each number, and marks that are equal where just the same lots have it."""

    counts: Ints
    nearest: Ints
    marks: Array
    values: dict[int, dict[int, float]] = field(factory=dict)
    """For each numeric parameter the values, by the place of the lot."""
    value_nearest: dict[int, int] = field(factory=dict)

    @classmethod
    def of(cls, size: int) -> Tally:
        """One in which nothing was counted yet."""
        return cls(np.zeros(size, np.int64), np.full(size, NOWHERE, np.int32), np.zeros((2, size), np.uint64))

    def add(self, place: int, history: History, mark: Array) -> None:
        """Count what occurs in the history of one lot."""
        numbers = history.numbers
        self.counts[numbers] += 1
        self.nearest[numbers] = np.minimum(self.nearest[numbers], history.depths)
        self.marks[:, numbers] += mark[:, None]
        for parameter, value in history.values.items():
            self.values.setdefault(parameter, {})[place] = value
            away = history.value_depths[parameter]
            self.value_nearest[parameter] = min(away, self.value_nearest.get(parameter, away))


@frozen(slots=True, eq=False)
class Measured:
    """A numeric parameter: where its values are split, and which lots are on the side that the bad are on."""

    parameter: int
    above: bool
    limit: float
    p: float
    medians: tuple[float, float]
    bad: dict[int, bool]
    good: dict[int, bool]

    @classmethod
    def of(cls, parameter: int, bad: dict[int, float], good: dict[int, float]) -> Measured:
        """The comparison of the values of bad and good lots."""
        values = np.array(list(bad.values())), np.array(list(good.values()))
        share, p = rank_test(*values)
        limit, above = float(np.median(np.concatenate(values))), share > 0.5
        bad_side, good_side = ({n: (value > limit) == above for n, value in held.items()} for held in (bad, good))
        medians = float(np.median(values[0])), float(np.median(values[1]))
        return cls(parameter, above, limit, p, medians, bad_side, good_side)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many bad lots are on that side and not, and how many good ones."""
        a, c = sum(self.bad.values()), sum(self.good.values())
        return a, len(self.bad) - a, c, len(self.good) - c


class Comparison:
    """Bad and good lots compared. Places count from 0, the clearest first."""

    def __init__(
        self, histories: Histories, bad: Sequence[int], good: Sequence[int], alpha: float, correction: Correction
    ) -> None:
        if not 0 < alpha < 1:
            raise GenealogyError(f"alpha is {alpha!r}; a number between 0 and 1 is needed")
        if correction not in CORRECTIONS:
            raise GenealogyError(f"the correction is {correction!r}; {' or '.join(map(repr, CORRECTIONS))} is needed")
        self.histories, self.alpha = histories, alpha
        self.sizes = len(bad), len(good)
        self.held: list[Ints] = []
        """What occurs in the history of each bad lot."""
        self.tallies = self._counted(bad, good)
        self.groups, distances = self._groups()
        """The numbers that just the same lots have, the nearest first."""
        self.measured = self._measured()
        first = np.array([group[0] for group in self.groups], dtype=np.int64)
        a, c = (tally.counts[first] for tally in self.tallies)
        p, least = fisher(a, c, *self.sizes)
        of_groups = np.column_stack((a, len(bad) - a, c, len(good) - c))
        counts = np.array([each.counts for each in self.measured], dtype=np.int64).reshape(-1, 4)
        nearest = [self.tallies[0].value_nearest[each.parameter] for each in self.measured]
        self.counts: Ints = np.concatenate((of_groups, counts))
        self.distances: Ints = np.concatenate((distances, np.array(nearest, dtype=np.int64)))
        self.p: Array = np.concatenate((p, np.array([each.p for each in self.measured])))
        tested = np.concatenate((least <= alpha, np.ones(len(self.measured), dtype=bool)))
        self.tests = int(tested.sum())
        self.corrected: Array = np.ones(len(self.p))
        self.corrected[tested] = CORRECTIONS[correction](self.p[tested])
        a, b, c, d = self.counts.T
        lift = a * (a + b + c + d) / ((a + b) * np.maximum(a + c, 1))
        self.order: Ints = np.lexsort((self.distances, -lift, self.p, self.corrected, b + d == 0))
        self.clear: Ints = np.flatnonzero(((self.corrected <= alpha) & (lift > 1))[self.order])
        """The places of what was found among the bad more often than chance explains."""

    def _counted(self, bad: Sequence[int], good: Sequence[int]) -> tuple[Tally, Tally]:
        marks = np.random.default_rng(95).integers(0, 1 << 64, (2, len(bad) + len(good)), dtype=np.uint64)
        among = Tally.of(self.histories.size), Tally.of(self.histories.size)
        for place, history in enumerate(self.histories.of(bad)):
            among[0].add(place, history, marks[:, place])
            self.held.append(history.numbers.astype(np.int32))
        for place, history in enumerate(self.histories.of(good)):
            among[1].add(place, history, marks[:, len(bad) + place])
        return among

    def _groups(self) -> tuple[list[Ints], Ints]:
        bad, good = self.tallies
        numbers = np.flatnonzero(bad.counts + good.counts)
        if not len(numbers):
            return [], np.zeros(0, dtype=np.int64)
        away = np.where(bad.counts > 0, bad.nearest, good.nearest)[numbers]
        marks = (bad.marks + good.marks)[:, numbers]
        order = np.lexsort((numbers, away, marks[1], marks[0]))
        new = np.ones(len(numbers), dtype=bool)
        new[1:] = (marks[:, order[1:]] != marks[:, order[:-1]]).any(axis=0)
        return np.split(numbers[order], np.flatnonzero(new)[1:]), away[order][new]

    def _measured(self) -> list[Measured]:
        bad, good = (tally.values for tally in self.tallies)
        return [Measured.of(parameter, bad[parameter], good[parameter]) for parameter in sorted(bad.keys() & good)]

    def cause(self, place: int) -> Cause:
        """The candidate at a place."""
        row = int(self.order[place])
        a, b, c, d = self.counts[row].tolist()
        ratio, low, high = odds_ratio(a, b, c, d, 1 - self.alpha)
        value, above, limit = None, None, None
        alike: tuple[str, ...] = ()
        if row < len(self.groups):
            (candidate, name, value), *others = map(self.histories.name, self.groups[row].tolist())
            alike = tuple(called(*other) for other in others)
        else:
            measured = self.measured[row - len(self.groups)]
            candidate, name = "parameter", self.histories.parameters.numeric[measured.parameter]
            above, limit = measured.above, measured.limit
        return Cause(
            rank=place + 1, candidate=candidate, name=name, value=value, above=above, limit=limit, a=a, b=b, c=c, d=d,
            odds_ratio=ratio, interval=(low, high), p=float(self.p[row]), corrected=float(self.corrected[row]),
            found=bool(self.corrected[row] <= self.alpha), distance=int(self.distances[row]), alike=alike,
        )  # fmt: skip

    def having(self, place: int) -> Array:
        """Which bad lots have what is at a place."""
        row = int(self.order[place])
        if row < len(self.groups):
            number = self.groups[row][0]
            found = [int(np.searchsorted(numbers, number)) for numbers in self.held]
            return np.array([n < len(held) and held[n] == number for n, held in zip(found, self.held, strict=True)])
        there = self.measured[row - len(self.groups)].bad
        return np.array([there.get(place, False) for place in range(self.sizes[0])])

    def medians(self, place: int) -> tuple[float, float] | None:
        """The medians of a numeric parameter among the bad and the good; None for all else."""
        row = int(self.order[place]) - len(self.groups)
        return self.measured[row].medians if row >= 0 else None
