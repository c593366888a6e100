"""Letting the record depart from the truth: amounts nobody measured, wrong ones that are corrected, planted faults."""

from __future__ import annotations

import numpy as np

from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.simulate.calendar import SECOND, WEEK
from isa95mom.simulate.draws import Bools, Draws, Ints
from isa95mom.simulate.faults import Departures, Fault, FaultKind
from isa95mom.simulate.process import Block, Process
from isa95mom.simulate.rows import NOT_STATED, Booked, Columns, below, only, with_campaigns

CORRECTION = 2**40
"""What is added to the number of an event to number its correction."""
NOWHERE = 2**50
"""What is added to the number of a lot to make one that never was."""
WRONG_UNIT = 2
AT_A_LINE = (FaultKind.OVER_CONSUMED, FaultKind.UNIT, FaultKind.UNKNOWN_LOT, FaultKind.TIME_ORDER)
"""What can go wrong where a part of a lot goes in."""
SLIP = 10
"""By which factor a wrong amount is off, until it is corrected: a slip of the decimal point."""


class Departing:
    """Lets the record of one plant depart from the truth."""

    def __init__(self, process: Process, draws: Draws, departs: Departures) -> None:
        self.process, self.draws, self.departs = process, draws, departs
        self.layout = process.layout
        self._faulty, self._places = self._what_can_go_wrong()

    def _what_can_go_wrong(self) -> tuple[list[list[FaultKind]], Ints]:
        """For each event of a campaign the faults that can be planted in it, and at which of its lines."""
        layout = self.layout
        found, places = [], []
        shared = {line for group in layout.groups.values() for line, _, _ in group.parts}
        for event, kind in enumerate(layout.event_kind):
            booked = np.flatnonzero((layout.line_event == event) & ~layout.line_hidden).tolist()
            ins = [place for place, line in enumerate(booked) if line in shared]
            kinds = list(AT_A_LINE) if ins else []
            if ins and kind is not EventKind.CONSUME:
                kinds.append(FaultKind.LOST_RECORD)
            second = event and layout.event_stage[event] == layout.event_stage[event - 1]
            if second and kind is EventKind.PACK and layout.line_counted[booked].all():
                kinds.append(FaultKind.TWO_PARENTS)
            found.append(kinds)
            places.append(ins[0] if ins else 0)
        return found, np.array(places)

    def depart(self, block: Block, booked: Booked) -> Booked:
        """Let the record depart from the truth."""
        departs = self.departs
        if not (departs.faults or departs.unmeasured or departs.corrections):
            return booked
        events = booked.events | {"effective": booked.events["effective"].copy()}
        lines = booked.lines | {name: booked.lines[name].copy() for name in ("lot", "amount", "unit")}
        number = events["number"]
        bounds = np.searchsorted(lines["row"], np.arange(len(number) + 1))
        wrong = np.zeros(len(number), dtype=bool)
        if departs.faults:
            can = np.array([bool(kinds) for kinds in self._faulty])
            wrong = self.draws.chance("fault", number, departs.faults) & can[np.arange(len(number)) % len(can)]
        faults = tuple([self._plant(block, events, lines, row, bounds) for row in np.flatnonzero(wrong).tolist()])
        unmeasured = self._hide(events, lines, wrong, bounds) if departs.unmeasured else {}
        corrected: dict[int, tuple[int, int, int]] = {}
        if departs.corrections:
            there = (np.diff(bounds) > 0) & ~wrong
            rows = np.flatnonzero(there & self.draws.chance("correct", number, departs.corrections))
            events, lines = self._correct(events, lines, rows, bounds, corrected)
        made = Booked(events, lines, booked.lots, booked.parameters, booked.properties, faults, unmeasured, corrected)
        if corrected:
            made = with_campaigns(made)
        lost = [fault.event for fault in faults if fault.kind is FaultKind.LOST_RECORD]
        return only(made, ~np.isin(made.events["number"], lost)) if lost else made

    def _plant(self, block: Block, events: Columns, lines: Columns, row: int, bounds: Ints) -> Fault:
        """Plant a fault in an event."""
        number, place = int(events["number"][row]), row % self.layout.events
        can = self._faulty[place]
        kind = can[int(self.draws.between("which fault", np.array([number]), 0, len(can) - 1)[0])]
        line = int(bounds[row] + self._places[place])
        if kind is FaultKind.LOST_RECORD:
            return Fault(kind=kind, event=number, lot=None)
        if kind is FaultKind.TIME_ORDER:
            events["effective"][row] -= WEEK
            return Fault(kind=kind, event=number, lot=None)
        if kind is FaultKind.OVER_CONSUMED:
            first = self.process.lots(int(block.campaigns[0]))
            campaign, lot = divmod(int(lines["lot"][line]) - first, self.layout.lots)
            lines["amount"][line] += SLIP * block.made[campaign, lot]
        elif kind is FaultKind.UNIT:
            lines["unit"][line] = WRONG_UNIT
        elif kind is FaultKind.UNKNOWN_LOT:
            lines["lot"][line] += NOWHERE
        else:
            lines["lot"][line] = lines["lot"][bounds[row - 1]]
        return Fault(kind=kind, event=number, lot=int(lines["lot"][line]))

    def _hide(self, events: Columns, lines: Columns, wrong: Bools, bounds: Ints) -> dict[tuple[int, int], int]:
        """Let some amounts that go into processes not be stated; what they are."""
        process = np.isin(events["kind"], [NUMBER_OF_KIND[kind] for kind in (EventKind.PRODUCE, EventKind.BLEND)])
        row, number = lines["row"], events["number"]
        can = process[row] & ~lines["out"] & ~wrong[row]
        numbers = number[row] * 64 + np.arange(len(row)) - bounds[row]
        hidden = np.flatnonzero(can & self.draws.chance("unmeasured", numbers, self.departs.unmeasured))
        keys = zip(number[row[hidden]].tolist(), lines["lot"][hidden].tolist(), strict=True)
        found = dict(zip(keys, lines["amount"][hidden].tolist(), strict=True))
        lines["amount"][hidden] = NOT_STATED
        return found

    def _correct(
        self, events: Columns, lines: Columns, rows: Ints, bounds: Ints, corrected: dict[int, tuple[int, int, int]]
    ) -> tuple[Columns, Columns]:
        """Let events state a wrong amount, and add for each another that states all of it rightly, some hours later."""
        number, size = events["number"], len(events["number"])
        slip = bounds[rows] + self.draws.between("which line", number[rows], 0, 2**20) % np.diff(bounds)[rows]
        stated = lines["amount"][slip] != NOT_STATED
        rows, slip = rows[stated], slip[stated]
        more = {name: values[rows] for name, values in events.items()}
        more["number"] = number[rows] + CORRECTION
        more["supersedes"] = number[rows]
        more["recorded"] = more["recorded"] + self.draws.between("corrected after", number[rows], 1, 72) * 3600 * SECOND
        more["source"] = more["sequence"] = np.full(len(rows), NOT_STATED)
        which = np.concatenate([np.arange(bounds[row], bounds[row + 1]) for row in rows.tolist()] or [rows])
        again = {name: values[which] for name, values in lines.items()}
        again["row"] = size + np.repeat(np.arange(len(rows)), np.diff(bounds)[rows])
        for line in slip.tolist():
            true = int(lines["amount"][line])
            corrected[int(number[lines["row"][line]])] = int(lines["lot"][line]), SLIP * true, true
        lines["amount"][slip] *= SLIP
        return below([events, more]), below([lines, again])
