"""What really happens in the simulated plant, campaign by campaign: which lots go where, and how much.

Nothing here knows what is recorded of it. Amounts are whole grains, and what goes into a step comes out of it, to the
grain; an assembly is one piece, whatever is in it. What more than one campaign has to know (what was kept back, the
open bulk lots) is a function of the number of the campaign; so any block of campaigns is made without those before it.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from isa95mom.simulate.draws import Draws, Ints, Streams
from isa95mom.simulate.layout import Group, Kept, Layout, Step


@frozen(kw_only=True)
class Block:
    """Some campaigns in a row; arrays have a row for each of them."""

    campaigns: Ints
    """Their numbers, from 0."""
    lot: Ints
    """The lot of each line, by its number in the whole plant."""
    amount: Ints
    """How much each line amounts to, in grains."""
    drawn: Ints
    """The same as it is booked where vessels are implied: less what stays inside."""
    made: Ints
    """How much of each lot came into being."""


class Process:
    """The plant of one seed."""

    def __init__(self, layout: Layout, draws: Draws, tail: float) -> None:
        self.layout, self.draws = layout, draws
        self.streams = {
            material: Streams(draws, material, tail, len(bulk.lines)) for material, bulk in layout.bulk.items()
        }

    def lots(self, campaign: int) -> int:
        """The number of the first lot of a campaign; before those of the first come the opening lots."""
        return len(self.layout.openings) + campaign * self.layout.lots

    def opening(self) -> list[tuple[str, int]]:
        """The opening lots: material and amount."""
        before = np.array([-1])
        return [(kept.material, int(self._kept_back(kept, before)[0])) for kept in self.layout.kept]

    def block(self, first: int, count: int) -> Block:
        """Campaigns `first` and on."""
        layout, campaigns = self.layout, np.arange(first, first + count)
        lot = np.empty((count, layout.lines), dtype=np.int64)
        amount = np.zeros((count, layout.lines), dtype=np.int64)
        made = np.zeros((count, layout.lots), dtype=np.int64)
        base = self.lots(0) + campaigns * layout.lots
        for kept in layout.kept:
            amount[:, kept.line] = self._kept_back(kept, campaigns - 1)
            lot[:, kept.line] = np.where(
                campaigns > 0, base - layout.lots + layout.groups[kept.material].first + kept.lot, kept.opening
            )
        for material, bulk in layout.bulk.items():
            opened = self.streams[material].open_at(campaigns + 1) - 1
            lot[:, bulk.lines] = self.lots(0) + opened * layout.lots + layout.groups[material].first
            numbers = self._numbers(campaigns, len(bulk.lines))
            amount[:, bulk.lines] = self.draws.between(f"bulk {material} amount", numbers, *bulk.amount)
        for step in layout.steps:
            for give, lines, _ in step.outs:
                first_lot = layout.groups[give.material].first
                lot[:, lines] = base[:, None] + first_lot + np.arange(len(lines))
            self._give(step, campaigns, amount)
            for give, lines, _ in step.outs:
                group = layout.groups[give.material]
                made[:, group.first : group.first + group.size] = amount[:, lines]
                self._share_out(group, campaigns, base, made, lot, amount)
        drawn = amount
        if layout.implied:
            drawn = amount.copy()
            for step in layout.steps:
                if step.stage.vessel:
                    self._leave_inside(step, campaigns, amount, drawn)
        return Block(campaigns=campaigns, lot=lot, amount=amount, drawn=drawn, made=made)

    def _numbers(self, campaigns: Ints, size: int) -> Ints:
        return campaigns[:, None] * size + np.arange(size)

    def _kept_back(self, kept: Kept, campaigns: Ints) -> Ints:
        """How much of a lot these campaigns keep back for the next."""
        group = self.layout.groups[kept.material]
        numbers = (campaigns + 1) * group.size + kept.lot
        if group.give.keep is not None:
            return self.draws.between(f"keep {kept.material}", numbers, *group.give.keep)
        assert group.give.amount is not None
        return self.draws.between(f"amount {kept.material}", numbers, *group.give.amount)

    def _give(self, step: Step, campaigns: Ints, amount: Ints) -> None:
        """What comes out of the events of a step: all that went in, where amounts are not told."""
        events = len(step.events)
        rest = np.zeros((len(campaigns), events), dtype=np.int64)
        if len(step.ins):
            rest[:] = np.add.reduceat(amount[:, step.ins], step.ends, axis=1)
        went_in = rest.copy()
        for give, lines, of in step.outs:
            numbers = self._numbers(campaigns, len(lines))
            if give.bulk:
                most = self.streams[give.material].most(campaigns + 1)
                amount[:, lines] = (most * self.layout.bulk[give.material].amount[1])[:, None]
            elif give.amount is not None:
                # counted from the campaign before, as for what is kept back of it
                amount[:, lines] = self.draws.between(f"amount {give.material}", numbers + len(lines), *give.amount)
                rest[:, of] -= amount[:, lines]
            elif give.share is not None:
                share = self.draws.between(f"share {give.material}", numbers, *give.share)
                amount[:, lines] = went_in[:, of] * share // 100_000
                rest[:, of] -= amount[:, lines]
            elif give.count == 1:
                amount[:, lines] = rest[:, of]
            else:
                weight = 64 + self.draws.between(f"weight {give.material}", numbers, 0, 63)
                parts = weight.reshape(len(campaigns), events, give.count)
                cuts = rest[:, :, None] * np.cumsum(parts, axis=2) // parts.sum(axis=2, keepdims=True)
                amount[:, lines] = np.diff(cuts, axis=2, prepend=0).reshape(len(campaigns), -1)

    def _share_out(self, group: Group, campaigns: Ints, base: Ints, made: Ints, lot: Ints, amount: Ints) -> None:
        """Which lots of a group the lines take that take from it, and how much of each."""
        count = len(campaigns)
        whole = made[:, group.first : group.first + group.size]
        left = whole.copy()
        first = base[:, None] + group.first
        for line, place in group.again:
            lot[:, line], amount[:, line] = first[:, 0] + place, whole[:, place]
        for kept in self.layout.kept:
            if kept.material == group.material:
                left[:, kept.lot] -= self._kept_back(kept, campaigns)
        for line, place, (low, high) in group.fixed:
            amount[:, line] = self.draws.between(f"line {line}", campaigns, low, high)
            lot[:, line] = first[:, 0] + place
            left[:, place] -= amount[:, line]
        if group.pieces:
            ends = np.cumsum(left, axis=1)
            pieces = np.arange(len(group.pieces))
            lot[:, group.pieces] = first + (ends[:, :, None] <= pieces).sum(axis=1)
            amount[:, group.pieces] = 1
        if not group.parts:
            return
        lines, takers, places = np.array(group.parts).T
        starts, spreads = np.array(group.starts).T
        numbers = self._numbers(campaigns, len(starts))
        off = self.draws.between(f"start {group.material}", numbers, 0, int(spreads.max()))
        chosen = (starts + np.minimum(off, spreads))[:, takers] + places
        chosen %= group.size
        lot[:, lines] = first + chosen
        numbers = self._numbers(campaigns, len(lines))
        weight = self.draws.between(f"part {group.material}", numbers, 64, 127)
        which = (chosen + np.arange(count)[:, None] * group.size).reshape(-1)
        total = np.bincount(which, weights=weight.reshape(-1), minlength=left.size).astype(np.int64)
        there = left.reshape(-1)
        part = there[which] * weight.reshape(-1) // total[which]
        # what division leaves goes to the last that takes of the lot
        gone = np.bincount(which, weights=part, minlength=left.size).astype(np.int64)
        last = np.full(left.size, -1)
        last[which] = np.arange(len(which))
        taken = np.flatnonzero(last >= 0)
        part[last[taken]] += (there - gone)[taken]
        amount[:, lines] = part.reshape(count, -1)

    def _leave_inside(self, step: Step, campaigns: Ints, amount: Ints, drawn: Ints) -> None:
        """Take what stays in the vessels of a step off what is drawn from them."""
        for give, lines, _ in step.outs:
            group = self.layout.groups[give.material]
            for kept in self.layout.kept:
                if kept.material == give.material and self.layout.line_hidden[kept.line]:
                    drawn[:, lines[kept.lot]] -= self._kept_back(kept, campaigns)
            for line, place, _ in group.fixed:
                if self.layout.line_hidden[line]:
                    drawn[:, lines[place]] -= amount[:, line]
