"""What really happened in a simulated plant, and where its records say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from attrs import evolve, frozen

from isa95mom.genealogy.errors import LotNotFoundError
from isa95mom.simulate.causes import Cause
from isa95mom.simulate.departing import CORRECTION
from isa95mom.simulate.draws import Bools, Ints
from isa95mom.simulate.faults import Fault
from isa95mom.simulate.recipe import COUNTED, KILO
from isa95mom.simulate.rows import Booked
from isa95mom.tables.errors import ID

if TYPE_CHECKING:
    from isa95mom.simulate.simulation import Simulation

NEVER = -2
"""In place of the step that made a lot: the plant stopped before."""
Number = TypeVar("Number", Fraction, float)


@frozen(slots=True, kw_only=True)
class Slip:
    """An amount that was recorded wrongly at first."""

    event: ID
    """The event whose record is wrong."""
    correction: ID
    """The event that supersedes it."""
    lot: ID
    said: Decimal
    """What was said."""
    true: Decimal
    """What is true, and the correction says."""


@frozen(slots=True)
class _Flow:
    """Every line of the plant as it really was, step by step, without what a lot only passed through."""

    lot: Ints
    amount: Ints
    counted: Bools
    begins: Ints
    """Where the lines into each step begin; one more at the end."""
    outs: Ints
    """Where the lines out of each step begin, among `out_lot`; one more at the end."""
    out_lot: Ints
    made_by: Ints
    """For each lot the step that made it; -1 for an opening lot."""
    left: Ints
    """For each lot how much is left in the end."""


class Truth:
    """The truth behind the records of a simulation. Lots and events are named as there; amounts are exact.

    Raises `LotNotFoundError` for a lot that never was.
    """

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self._process, self._layout = simulation.process, simulation.process.layout
        self._openings = len(self._layout.openings)

    # -- lots ---------------------------------------------------------------------------------------------------------

    @property
    def lots(self) -> tuple[ID, ...]:
        """All lots, in the order in which they are numbered; later ones are made of earlier ones."""
        return tuple(self._names(np.flatnonzero(self._flow.made_by > NEVER)))

    def shares(self, lot: ID) -> dict[ID, Fraction]:
        """How much of a lot stems from each lot that was received, exactly; together they make up 1.

        What comes out of a step has the composition of all that went into it. Raises `ValueError` where pieces and
        kilograms went into one thing, so that there are no shares.
        """
        return self._shares(lot, Fraction(1))

    def shares_nearly(self, lot: ID) -> dict[ID, float]:
        """The same in binary fractions: for large plants, where exact fractions get long."""
        return self._shares(lot, 1.0)

    def made_from(self, lot: ID) -> frozenset[ID]:
        """The lot, and every lot of which something is in it."""
        flow = self._flow
        found = {self._number(lot)}
        waiting = list(found)
        while waiting:
            step = int(flow.made_by[waiting.pop()])
            if step >= 0:
                new = set(flow.lot[flow.begins[step] : flow.begins[step + 1]].tolist()) - found
                found |= new
                waiting += new
        return frozenset(self._names(np.array(sorted(found))))

    def went_into(self, lot: ID) -> frozenset[ID]:
        """The lot, and every lot in which something of it is: what a recall has to find."""
        flow, (ends, steps) = self._flow, self._users
        found = {self._number(lot)}
        waiting = list(found)
        while waiting:
            number = waiting.pop()
            for step in steps[ends[number] : ends[number + 1]].tolist():
                new = set(flow.out_lot[flow.outs[step] : flow.outs[step + 1]].tolist()) - found
                found |= new
                waiting += new
        return frozenset(self._names(np.array(sorted(found))))

    def left(self, lot: ID) -> Decimal:
        """How much of a lot is there in the end, under its own name: it was neither used, packed nor shipped."""
        number = self._number(lot)
        return self._decimal(number, int(self._flow.left[number]))

    def _shares(self, lot: ID, whole: Number) -> dict[ID, Number]:
        flow = self._flow
        start = self._number(lot)
        weights: dict[int, Number] = {start: whole}
        heap = [-start]
        origins: dict[int, Number] = {}
        while heap:  # the latest lot first: all that is made of it has been gone through
            number = -heappop(heap)
            weight = weights.pop(number)
            step = int(flow.made_by[number])
            begin, end = (flow.begins[step], flow.begins[step + 1]) if step >= 0 else (0, 0)
            if begin == end:
                origins[number] = weight
                continue
            if flow.counted[begin:end].any() != flow.counted[begin:end].all():
                raise ValueError(
                    f"lot {self._name(number)!r} is made of pieces and kilograms; it has no shares of them"
                )
            amounts = flow.amount[begin:end].tolist()
            total = sum(amounts)
            for source, amount in zip(flow.lot[begin:end].tolist(), amounts, strict=True):
                if source not in weights:
                    heappush(heap, -source)
                    weights[source] = whole - whole
                weights[source] += weight * amount / total
        return {self._name(number): weight for number, weight in sorted(origins.items())}

    # -- records ------------------------------------------------------------------------------------------------------

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What made lots bad."""
        return tuple(
            evolve(cause, lot=None if cause.lot is None else self._name(int(cause.lot)))
            for cause in self.simulation.clerk.causes
        )

    @cached_property
    def bad(self) -> frozenset[ID]:
        """The lots that failed their test, by a cause or for none."""
        return frozenset(
            name for booked in self._booked for name in self._names(booked.lots["lot"][booked.lots["bad"]])
        )

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that are planted in the records."""
        return tuple(
            evolve(
                fault,
                event=self._event(int(fault.event)),
                lot=None if fault.lot is None else self._name(int(fault.lot)),
            )
            for booked in self._booked
            for fault in booked.faults
        )

    @cached_property
    def unmeasured(self) -> dict[tuple[ID, ID], Decimal]:
        """The amounts that are not stated, by event and lot."""
        return {
            (self._event(event), self._name(lot)): self._decimal(lot, amount)
            for booked in self._booked
            for (event, lot), amount in booked.unmeasured.items()
        }

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """What was recorded wrongly and then corrected."""
        return tuple(
            Slip(
                event=self._event(event), correction=self._event(event + CORRECTION), lot=self._name(lot),
                said=self._decimal(lot, said), true=self._decimal(lot, true),
            )
            for booked in self._booked
            for event, (lot, said, true) in booked.corrected.items()
        )  # fmt: skip

    @cached_property
    def _booked(self) -> tuple[Booked, ...]:
        return tuple(self.simulation.booked())

    # -- names --------------------------------------------------------------------------------------------------------

    def _names(self, numbers: Ints) -> Iterator[ID]:
        return iter(self.simulation.naming.lots(numbers).tolist())

    def _name(self, number: int) -> ID:
        return next(self._names(np.array([number])))

    def _event(self, number: int) -> ID:
        name: ID = self.simulation.naming.events(np.array([number])).tolist()[0]
        return name

    def _number(self, lot: ID) -> int:
        made_by = self._flow.made_by
        digits = lot.removeprefix("LOT-") if isinstance(lot, str) else ""
        number = lot if isinstance(lot, int) else int(digits) if digits.isdecimal() else -1
        known = 0 <= number < len(made_by) and made_by[number] > NEVER
        if known and self._name(number) == lot:
            return number
        raise LotNotFoundError(lot, count=int((made_by > NEVER).sum()))

    def _decimal(self, lot: int, grains: int) -> Decimal:
        number = lot - self._openings
        material = (
            self._layout.openings[lot][0] if number < 0 else self._layout.lot_material[number % self._layout.lots]
        )
        return Decimal(grains) if material in COUNTED else Decimal(grains) / KILO

    # -- the flow -----------------------------------------------------------------------------------------------------

    @cached_property
    def _flow(self) -> _Flow:
        """All that happened, up to the last event that is recorded."""
        layout = self._layout
        campaigns, limit = self.simulation.extent
        steps = int(layout.line_step.max()) + 1
        passing = np.zeros(layout.lines, dtype=bool)
        passing[[line for group in layout.groups.values() for line, _ in group.again]] = True
        total = self._openings + campaigns * layout.lots
        left = np.zeros(total, dtype=np.int64)
        left[: self._openings] = [amount for _, amount in self._process.opening()]
        made_by = np.full(total, NEVER)
        made_by[: self._openings] = -1
        ins, outs = [], []
        for block in self.simulation.blocks():
            there = np.ones(block.lot.shape, dtype=bool)
            if int(block.campaigns[-1]) == campaigns - 1:
                there[-1] = layout.line_event < limit
            step = block.campaigns[:, None] * steps + layout.line_step
            out = np.broadcast_to(layout.line_out, there.shape)
            np.add.at(left, block.lot[there], np.where(out, block.amount, -block.amount)[there])
            made = there & out & ~passing
            made_by[block.lot[made]] = step[made]
            outs.append((step[made], block.lot[made]))
            used = there & ~out & ~passing
            counted = np.broadcast_to(layout.line_counted, there.shape)
            ins.append((step[used], block.lot[used], block.amount[used], counted[used]))
        into, lot, amount, counted = (np.concatenate(columns) for columns in zip(*ins, strict=True))
        out_of, out_lot = (np.concatenate(columns) for columns in zip(*outs, strict=True))
        every = np.arange(campaigns * steps + 1)
        return _Flow(
            lot, amount, counted, np.searchsorted(into, every), np.searchsorted(out_of, every), out_lot, made_by, left
        )

    @cached_property
    def _users(self) -> tuple[Ints, Ints]:
        """For each lot where the steps that use it begin, and these steps."""
        flow = self._flow
        order = np.argsort(flow.lot, kind="stable")
        steps = np.searchsorted(flow.begins, order, side="right") - 1
        return np.searchsorted(flow.lot[order], np.arange(len(flow.made_by) + 1)), steps
