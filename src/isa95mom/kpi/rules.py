"""Rules that say when a process is out of control: those of Western Electric and of Nelson, as data.

Western Electric, Statistical Quality Control Handbook (1956); L. S. Nelson, The Shewhart Control Chart: Tests for
Special Causes, Journal of Quality Technology 16 (1984).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from attrs import frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.tables.errors import did_you_mean, near_matches
from isa95mom.tables.growing import Array, Ints


@frozen(slots=True)
class Rule:
    """A rule: so many of so many points in a row are where they hardly are by chance."""

    name: str
    text: str
    kind: str
    """``beyond``, ``within`` or ``outside`` so many deviations; ``side``, ``trend`` or ``alternating``."""
    of: int
    """How many points in a row are looked at."""
    count: int
    """How many of them have to be there."""
    deviations: float = 0.0


RULES = (
    Rule("nelson-1", "one point beyond three deviations", "beyond", 1, 1, 3.0),
    Rule("nelson-2", "nine points in a row on one side of the centre", "side", 9, 9),
    Rule("nelson-3", "six points in a row all rising or all falling", "trend", 6, 6),
    Rule("nelson-4", "fourteen points in a row going up and down in turn", "alternating", 14, 14),
    Rule("nelson-5", "two of three points beyond two deviations on one side", "beyond", 3, 2, 2.0),
    Rule("nelson-6", "four of five points beyond one deviation on one side", "beyond", 5, 4, 1.0),
    Rule("nelson-7", "fifteen points in a row within one deviation", "within", 15, 15, 1.0),
    Rule("nelson-8", "eight points in a row beyond one deviation, on both sides", "outside", 8, 8, 1.0),
    Rule("western-electric-1", "one point beyond three deviations", "beyond", 1, 1, 3.0),
    Rule("western-electric-2", "two of three points beyond two deviations on one side", "beyond", 3, 2, 2.0),
    Rule("western-electric-3", "four of five points beyond one deviation on one side", "beyond", 5, 4, 1.0),
    Rule("western-electric-4", "eight points in a row on one side of the centre", "side", 8, 8),
)
"""The rules there are."""


def chosen(names: str | Iterable[str | Rule]) -> tuple[Rule, ...]:
    """The rules that are named, one by one or as ``nelson`` or ``western-electric``. Raises `KpiError` for others."""
    found: list[Rule] = []
    for name in (names,) if isinstance(names, str) else names:
        several = [name] if isinstance(name, Rule) else [r for r in RULES if r.name == name or r.name[:-2] == name]
        if not several:
            near = did_you_mean(near_matches(name, [rule.name for rule in RULES]))
            raise KpiError(f"there is no rule {name!r}; there are nelson-1 to 8 and western-electric-1 to 4{near}")
        found += several
    return tuple(found)


def broken(rule: Rule, points: Array) -> Ints:
    """The places of the points at which a rule is broken: where the run of points ends.

    `points` are in deviations from the centre; NaN breaks a run.
    """
    if rule.kind == "trend":
        steps = np.sign(np.diff(points, prepend=np.nan))
        return _either(steps, rule.of - 1, rule.count - 1)
    if rule.kind == "alternating":
        steps = np.sign(np.diff(points, prepend=np.nan))
        turns = np.zeros(len(points), dtype=bool)
        turns[1:] = steps[1:] * steps[:-1] < 0
        return _runs(turns, rule.of - 2, rule.count - 2)
    if rule.kind == "within":
        return _runs(np.abs(points) < rule.deviations, rule.of, rule.count)
    if rule.kind == "outside":
        both = _runs(np.abs(points) > rule.deviations, rule.of, rule.count)
        sides = [place for place in both.tolist() if len(set(np.sign(points[place - rule.of + 1 : place + 1]))) > 1]
        return np.array(sides, dtype=np.int64)
    return _either(np.where(np.abs(points) > rule.deviations, np.sign(points), 0.0), rule.of, rule.count)


def _either(signs: Array, of: int, count: int) -> Ints:
    return np.union1d(_runs(signs > 0, of, count), _runs(signs < 0, of, count))


def _runs(there: Array, of: int, count: int) -> Ints:
    """Where at least `count` of the last `of` points are there, the last one among them."""
    total = np.concatenate(([0], np.cumsum(there)))
    ends = np.arange(of, len(there) + 1)
    enough = (total[ends] - total[ends - of] >= count) & there[ends - 1]
    found: Ints = ends[enough] - 1
    return found
