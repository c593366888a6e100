"""Lines: their OEE at the constraint, and which machine made which other one stop.

The mean of the machines of a line is the OEE of nothing: a machine that waits for the constraint loses nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from attrs import frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.evaluation import evaluate
from isa95mom.kpi.result import KPIResult
from isa95mom.kpi.terms import Terms

Reference = Literal["constraint", "design", "fastest"]
RUNS = frozenset(("Production",))
OFF = frozenset(("Not scheduled", "Planned downtime", "Planned maintenance", "Engineering"))
WAITS = {"Starved": -1, "Blocked": 1}
"""The states in which a machine waits for another, and in which direction that one is."""


def line_oee(
    terms: Terms,
    members: Sequence[str],
    cycles: Mapping[str, Decimal | int | float],
    *,
    reference: Reference = "constraint",
    design: Decimal | int | float | None = None,
) -> KPIResult:
    """The OEE of a line of machines in a row: good output of the last at a run time of the line, by planned busy time.

    Parameters
    ----------
    terms
        Terms by equipment.
    members
        The machines, from the first to the last.
    cycles
        The planned run time per item of each machine, in seconds.
    reference
        Which run time is that of the line: of the ``constraint`` (the longest), the ``design`` (see `design`), or the
        ``fastest`` machine. The planned busy time is that of the constraint.
    design
        The run time per item for which the line was designed.

    Raises
    ------
    KpiError
        A machine has no run time, is not in the terms, or there is no such reference.
    """
    missing = [name for name in members if name not in cycles]
    if missing or not members:
        raise KpiError(f"{missing[0]!r} has no run time" if missing else "a line has one machine or more")
    constraint = max(members, key=lambda name: Decimal(str(cycles[name])))
    if reference == "design" and design is None:
        raise KpiError("the run time for which the line was designed is not given")
    found = {
        "constraint": cycles[constraint],
        "design": design,
        "fastest": min(cycles[name] for name in members),
    }
    if reference not in found:
        raise KpiError(f"{reference!r} is no reference; they are {', '.join(found)}")
    last = terms.select(equipment=members[-1]).roll_up(())
    busy = terms.select(equipment=constraint).roll_up(())
    good = last.amount("GQ").decimal(0)
    result: KPIResult = evaluate(
        "Line_OEE", PRI_line=found[reference], GQ_line=good, PBT_line=busy.amount("PBT").decimal(0)
    )
    return result


@frozen(slots=True)
class Attribution:
    """A stop of a machine, and which machine made it stop."""

    equipment: str
    start: datetime
    end: datetime
    state: str
    cause: str | None
    """The machine that made it stop: itself, or another one; None where none is found."""
    cause_state: str | None
    """The state of that machine."""
    reason: str | None
    """The reason that is stated there."""
    way: tuple[str, ...]
    """The machines from this one to the cause."""
    text: str
    """How it was found, in words."""

    @property
    def seconds(self) -> Decimal:
        """How long it was."""
        return Decimal((self.end - self.start) // timedelta(microseconds=1)).scaleb(-6)


@frozen(slots=True)
class _Segment:
    start: datetime
    end: datetime
    state: str | None
    reason: str | None


class _Line:
    """The segments of the machines of a line."""

    def __init__(self, segments: Mapping[str, Sequence[Any]], stages: Sequence[Sequence[str]]) -> None:
        self.stages = stages
        self.stage = {name: number for number, several in enumerate(stages) for name in several}
        self.of: dict[str, list[_Segment]] = {name: [] for name in self.stage}
        reasons = segments.get("reason") or [None] * len(segments["equipment"])
        rows = zip(segments["equipment"], segments["start"], segments["end"], segments["state"], reasons, strict=True)
        for who, start, end, state, reason in rows:
            if who in self.of:
                self.of[who].append(_Segment(start, end, state, reason))
        self.starts = {}
        for who, several in self.of.items():
            several.sort(key=lambda segment: segment.start)
            self.starts[who] = [segment.start for segment in several]

    def stopped(self, who: str, since: datetime, until: datetime) -> Iterator[tuple[timedelta, _Segment]]:
        """The stops of a machine that overlap a time, with how much."""
        several = self.of[who]
        place = max(0, bisect_left(self.starts[who], since) - 1)
        while place < len(several) and several[place].start < until:
            segment = several[place]
            shared = min(segment.end, until) - max(segment.start, since)
            if shared > timedelta(0) and segment.state not in RUNS:
                yield shared, segment
            place += 1


def attribute(
    segments: Mapping[str, Sequence[Any]],
    line: Sequence[str | Sequence[str]],
    *,
    delay: timedelta | Mapping[str, timedelta] = timedelta(0),
) -> tuple[Attribution, ...]:
    """Which machine made each stop of the machines of a line.

    A machine that is starved waits for one before it, one that is blocked for one behind it. Of the machines of that
    stage the one counts whose stop overlaps the most; where it waits itself, the way goes on from there. Any other stop
    a machine made itself. Time off is no stop. Where nobody is found, that is said, and nobody is blamed.

    Parameters
    ----------
    segments
        The columns of `segments_of`.
    line
        The machines from the first stage to the last; machines that stand side by side are a list.
    delay
        How long a stop takes to be felt at the next stage, as buffers hold: one for all, or by who feels it.

    Raises
    ------
    KpiError
        A machine stands in the line twice.
    """
    stages = [[stage] if isinstance(stage, str) else list(stage) for stage in line]
    names = [name for stage in stages for name in stage]
    if len(set(names)) < len(names):
        raise KpiError(f"{next(name for name in names if names.count(name) > 1)!r} stands in the line twice")
    known = _Line(segments, stages)
    found = []
    for who in names:
        for segment in known.of[who]:
            if segment.state is not None and segment.state not in RUNS | OFF:
                found.append(_attributed(known, who, segment, delay))
    return tuple(sorted(found, key=lambda each: (each.start, names.index(each.equipment))))


def _attributed(known: _Line, who: str, stop: _Segment, delay: timedelta | Mapping[str, timedelta]) -> Attribution:
    way = [who]
    at, segment = who, stop
    since, until = stop.start, stop.end
    while segment.state in WAITS:
        direction = WAITS[segment.state]
        stage = known.stage[at] + direction
        if not 0 <= stage < len(known.stages):
            return _made(who, stop, None, None, way, f"{at} is {segment.state.lower()}, and the line ends there")
        slack = delay if isinstance(delay, timedelta) else delay.get(at, timedelta(0))
        since, until = since - slack, until
        near = [
            (shared, name, other)
            for name in known.stages[stage]
            for shared, other in known.stopped(name, since, until)
            if other.state not in OFF
        ]
        # One that waits for the machine it keeps waiting is no cause of it.
        near = [each for each in near if WAITS.get(each[2].state or "") != -direction]
        if not near:
            told = " and ".join(known.stages[stage])
            return _made(who, stop, None, None, way, f"{at} is {segment.state.lower()}, and {told} did not stop then")
        _, at, segment = max(near, key=lambda each: each[0])
        way.append(at)
        since, until = max(since, segment.start), min(until, segment.end)
    told = segment.state or "in no known state"
    if at == who:
        return _made(who, stop, at, segment, way, "it stopped by itself")
    return _made(who, stop, at, segment, way, f"{' waits for '.join(way)}, which is in the state {told!r}")


def _made(
    who: str, stop: _Segment, cause: str | None, by: _Segment | None, way: Sequence[str], text: str
) -> Attribution:
    return Attribution(
        equipment=who,
        start=stop.start,
        end=stop.end,
        state=str(stop.state),
        cause=cause,
        cause_state=None if by is None else by.state,
        reason=None if by is None else by.reason,
        way=tuple(way),
        text=text,
    )
