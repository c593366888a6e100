"""A recipe laid out: every event, line and lot of one campaign, with its place among them.

All campaigns have the same layout. What differs from one to the next are amounts, times, and which lots go where; so a
block of campaigns is a few arrays with a row for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import define, field, frozen

from isa95mom.genealogy.record import EventKind
from isa95mom.simulate.draws import Ints
from isa95mom.simulate.recipe import COUNTED, Give, Range, Stage, Take, Way

Flags = npt.NDArray[np.bool_]


@define
class Group:
    """The lots of one material that a campaign makes, and what goes out of them."""

    material: str
    give: Give
    first: int = 0
    """Place of the first lot among those of the campaign."""
    size: int = 0
    parts: list[tuple[int, int, int]] = field(factory=list)
    """Lines that share a lot: line, event among those that take it, and which of its lots."""
    starts: list[tuple[int, int]] = field(factory=list)
    """For each event that takes it: the first lot, and how far off it may be."""
    fixed: list[tuple[int, int, Range]] = field(factory=list)
    """Lines of an amount of their own: line, lot, amount."""
    pieces: list[int] = field(factory=list)
    again: list[tuple[int, int]] = field(factory=list)
    """Lines of a whole lot that stays: line, lot."""
    kept: list[int] = field(factory=list)
    """Which lots are kept back in part for the next campaign."""


@frozen(kw_only=True)
class Kept:
    """A line that takes what the campaign before kept back."""

    line: int
    material: str
    lot: int
    opening: int
    """Number of the opening lot that stands in for it in the first campaign."""


@define
class Bulk:
    """The lines that take from bulk lots of a material, and how much each takes."""

    amount: Range
    lines: list[int] = field(factory=list)


@define
class Step:
    """A stage with the places of its events and lines."""

    stage: Stage
    events: Ints
    """The events, one each."""
    ins: Ints
    """The lines in, event by event."""
    ends: Ints
    """Where the lines of each event begin among `ins`."""
    outs: list[tuple[Give, Ints, Ints]]
    """What comes out: its lines, as many for each event, and to which of the events they belong."""


class Layout:
    """One campaign.

    With `implied`, vessels are booked by filling and drawing: an event with lines in, another with lines out, and
    nothing of what stays inside.
    """

    def __init__(self, recipe: tuple[Stage, ...], implied: bool) -> None:
        self.implied = implied
        self.groups: dict[str, Group] = {}
        self.steps: list[Step] = []
        self.kept: list[Kept] = []
        self.bulk: dict[str, Bulk] = {}
        self._events: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []
        self._lots: list[dict[str, Any]] = []
        self.openings: list[tuple[str, int]] = []
        for stage in recipe:
            self._lay(stage, implied and stage.vessel)
        for kept in self.kept:
            self.groups[kept.material].kept.append(kept.lot)
        self._order_by_time()
        self.stages = [step.stage for step in self.steps]
        self.events, self.lines, self.lots = map(len, (self._events, self._lines, self._lots))
        self.line_event = self._column(self._lines, "event")
        """The event that states each line."""
        self.line_step = self._column(self._lines, "step")
        """The event in which it really goes in or comes out, numbered by itself."""
        self.line_out = self._column(self._lines, "out").astype(bool)
        self.line_material = [str(line["material"]) for line in self._lines]
        self.line_counted = np.array([material in COUNTED for material in self.line_material])
        self.line_hidden = self._column(self._lines, "hidden").astype(bool)
        """What is not booked at all."""
        self.event_stage = self._column(self._events, "stage")
        self.event_kind = [EventKind(event["kind"]) for event in self._events]
        self.event_unit = self._column(self._events, "unit")
        """Which piece of equipment, counted from 0, before it rotates."""
        self.event_minute = self._column(self._events, "minute")
        self.event_position = self._column(self._events, "position")
        """A number that the events of one step share."""
        self.lot_material = [str(lot["material"]) for lot in self._lots]
        self.lot_event = self._column(self._lots, "event")
        """The event that each lot comes out of."""

    def _order_by_time(self) -> None:
        """Number the events anew, as they follow one another: what is recorded up to any of them is a whole record."""
        order = sorted(range(len(self._events)), key=lambda event: (self._events[event]["minute"], event))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        self._events = [self._events[event] for event in order]
        for row in (*self._lines, *self._lots):
            row["event"] = int(place[row["event"]])
        for step in self.steps:
            step.events = place[step.events]

    @staticmethod
    def _column(rows: list[dict[str, Any]], name: str) -> Ints:
        return np.array([row[name] for row in rows], dtype=np.int64)

    # -- laying out ---------------------------------------------------------------------------------------------------

    def _lay(self, stage: Stage, apart: bool) -> None:
        number = len(self.steps)
        events, ins, ends = list[int](), list[int](), list[int]()
        outs: dict[str, list[tuple[int, int]]] = {give.material: [] for give in stage.gives}
        for give in stage.gives:
            self.groups[give.material] = Group(give.material, give)
        for n in range(stage.events):
            minute = stage.begin + n * stage.every
            ends.append(len(ins))
            step = sum(len(done.events) for done in self.steps) + n
            event = self._event(number, EventKind.PRODUCE if apart else stage.kind, n, stage, minute)
            fill = event
            if apart:
                fill = self._event(number, EventKind.CONSUME, n, stage, minute - stage.residence)
            for take in stage.takes:
                if not take.back and (take.events is None or take.events[0] <= n < take.events[1]):
                    ins += self._take(take, n, fill, step, stage)
            events.append(event)
            for give in stage.gives:
                if give.events is None or give.events[0] <= n < give.events[1]:
                    outs[give.material] += [
                        (self._line(event, step, True, give.material), n) for _ in range(give.count)
                    ]
            for take in stage.takes:
                if take.back:
                    self._take(take, n, event, step, stage)
        for give in stage.gives:
            group = self.groups[give.material]
            group.first, group.size = len(self._lots), len(outs[give.material])
            self._lots += [{"material": give.material, "event": events[n]} for _, n in outs[give.material]]
        self.steps.append(
            Step(
                stage=stage, events=_whole(events), ins=_whole(ins), ends=_whole(ends),
                outs=[
                    (give, _whole(line for line, _ in outs[give.material]), _whole(n for _, n in outs[give.material]))
                    for give in stage.gives
                ],
            )
        )  # fmt: skip

    def _event(self, stage: int, kind: EventKind, n: int, of: Stage, minute: int) -> int:
        position = sum(len(done.events) for done in self.steps) + n
        self._events.append(
            {"stage": stage, "kind": kind, "unit": n % of.units, "minute": minute, "position": position}
        )
        return len(self._events) - 1

    def _line(self, event: int, step: int, out: bool, material: str, hidden: bool = False) -> int:
        self._lines.append({"event": event, "step": step, "out": out, "material": material, "hidden": hidden})
        return len(self._lines) - 1

    def _take(self, take: Take, n: int, event: int, step: int, stage: Stage) -> list[int]:
        """Lay out the lines of one take at the event numbered `n`; those that count as going in."""
        group = self.groups.get(take.of)
        n -= take.events[0] if take.events else 0
        if take.way is Way.KEPT:
            line = self._line(event, step, False, take.of, take.heel and self.implied)
            self.kept.append(Kept(line=line, material=take.of, lot=take.starts[n], opening=len(self.openings)))
            self.openings.append((take.of, take.starts[n]))
            return [line]
        if take.way is Way.BULK:
            line = self._line(event, step, False, take.of)
            self.bulk.setdefault(take.of, Bulk(take.amount)).lines.append(line)
            return [line]
        assert group is not None
        if take.way is Way.PIECE:
            group.pieces.append(self._line(event, step, False, take.of))
            return [group.pieces[-1]]
        if take.way is Way.FIXED:
            line = self._line(event, step, False, take.of, take.heel and self.implied)
            group.fixed.append((line, take.starts[n], take.amount))
            return [line]
        if take.way is Way.AGAIN:
            line = self._line(event, step, take.back, take.of)
            group.again.append((line, take.starts[n]))
            return []
        fan_in = take.fan_in[n % len(take.fan_in)]
        taker = len(group.starts)
        group.starts.append(
            (take.starts[n], 0) if take.starts else (n * group.size // stage.events, min(take.spread, group.size - 1))
        )
        lines = [self._line(event, step, False, take.of) for _ in range(fan_in)]
        group.parts += [(line, taker, place) for place, line in enumerate(lines)]
        return lines


def _whole(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int64)
