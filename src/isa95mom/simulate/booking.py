"""What is recorded of what happens: when, on what, by whom, what was measured."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from attrs import define

from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.simulate.calendar import SECOND, SHIFTS, begins
from isa95mom.simulate.causes import NOISE, plant_causes
from isa95mom.simulate.departing import Departing
from isa95mom.simulate.draws import Draws, Ints
from isa95mom.simulate.faults import Departures
from isa95mom.simulate.process import Block, Process
from isa95mom.simulate.rows import NOT_STATED, Booked, Columns, below, by_row, cut

CREW = 4
"""Persons of a kind in one shift."""
SUPPLIERS, CUSTOMERS = 6, 20
BAD = 6
"""By how many spreads the measured value of a bad lot is off."""
PARTIES = ("", "SUPPLIER", "CUSTOMER")


@define
class Terms:
    """The texts that numbers in the tables stand for."""

    equipment: list[str]
    person: list[str]
    location: list[str]
    party: list[str]
    source: list[str]
    material: list[str]
    measured: list[str]
    segment: list[str]
    """The process segment of each stage."""
    ordered: list[bool]
    """Whether the events of each stage belong to an order."""


class Clerk:
    """Who records what happens in one plant of that many campaigns."""

    def __init__(self, process: Process, draws: Draws, departs: Departures, campaigns: int, causes: bool) -> None:
        self.process, self.draws, self.departs = process, draws, departs
        layout = self.layout = process.layout
        stages, of = layout.stages, layout.event_stage
        units = {name: max(s.units for s in stages if s.equipment == name) for name in (s.equipment for s in stages)}
        crews = sorted({stage.crew for stage in stages})
        self.terms = terms = Terms(
            equipment=[f"{name}-{unit + 1}" for name, count in units.items() for unit in range(count)],
            person=[f"{crew}-{shift + 1}{n + 1}" for crew in crews for shift in range(SHIFTS) for n in range(CREW)],
            location=sorted({stage.location for stage in stages}),
            party=[f"SUPPLIER-{n + 1}" for n in range(SUPPLIERS)] + [f"CUSTOMER-{n + 1}" for n in range(CUSTOMERS)],
            source=sorted({stage.source for stage in stages}),
            material=sorted(set(layout.lot_material)),
            measured=sorted({what[0] for stage in stages for what in (stage.parameter, stage.tested) if what}),
            segment=[stage.segment for stage in stages],
            ordered=[stage.party is None for stage in stages],
        )
        self._base = np.array([terms.equipment.index(f"{stage.equipment}-1") for stage in stages])[of]
        self._units = np.array([stage.units for stage in stages])[of]
        self._rotates = np.array([stage.rotates for stage in stages])[of]
        self._crew = np.array([crews.index(stage.crew) for stage in stages])[of]
        self._location = np.array([terms.location.index(stage.location) for stage in stages])[of]
        self._source = np.array([terms.source.index(stage.source) for stage in stages])[of]
        self._party = np.array([PARTIES.index(stage.party or "") for stage in stages])[of]
        first = np.array([layout.event_position[of == stage].min() for stage in range(len(stages))])
        self._place = layout.event_position - first[of]
        self._rank, self._records = _ranks(self._source, layout.event_minute)
        self._kind = np.array([NUMBER_OF_KIND[kind] for kind in layout.event_kind], dtype=np.int8)
        self._material = np.array([terms.material.index(material) for material in layout.lot_material])
        booked = np.flatnonzero(~layout.line_hidden)
        self._lines = booked[np.argsort(layout.line_event[booked], kind="stable")]
        """The lines that are booked, event by event."""
        most = round(departs.skew.total_seconds())
        self._skew = draws.between("skew", np.arange(len(terms.source)), -most, most) * SECOND
        self.causes = plant_causes(process, draws, campaigns) if causes else ()
        self._departing = Departing(process, draws, departs)

    def book(self, block: Block, limit: int | None = None) -> Booked:
        """What is recorded of a block; of its last campaign only the first `limit` events."""
        layout, campaigns = self.layout, block.campaigns
        size = layout.events
        shape = len(campaigns), size
        number = 1 + campaigns[:, None] * size + np.arange(size)  # 0 is the opening
        second = self.draws.between("second", campaigns[:, None] * size + layout.event_position, 0, 59)
        happened = begins(campaigns)[:, None] + (layout.event_minute * 60 + second) * SECOND
        unit = (layout.event_unit + np.where(self._rotates, campaigns[:, None], 0)) % self._units
        crew = self._crew * SHIFTS + campaigns[:, None] % SHIFTS
        party = self._parties(campaigns)
        columns = {
            "number": number,
            "kind": self._kind,
            "effective": happened + self._skew[self._source],
            "recorded": happened + self._delay(number),
            "equipment": self._base + unit,
            "person": crew * CREW + self.draws.between("person", number, 0, CREW - 1),
            "campaign": campaigns[:, None],
            "location": self._location,
            "party": party,
            "source": self._source,
            "sequence": campaigns[:, None] * self._records[self._source] + self._rank + 1,
            "stage": layout.event_stage,
            "supersedes": np.array(NOT_STATED),
        }
        events = {name: np.broadcast_to(values, shape).reshape(-1) for name, values in columns.items()}
        booked = Booked(events, self._book_lines(block), *self._facts(block, number, party, self._base + unit))
        if limit is not None:
            booked = cut(booked, 0, (len(campaigns) - 1) * size + limit)
        return self._departing.depart(block, booked)

    def _book_lines(self, block: Block) -> Columns:
        layout, which = self.layout, self._lines
        columns = {
            "row": np.arange(len(block.campaigns))[:, None] * layout.events + layout.line_event[which],
            "out": layout.line_out[which],
            "lot": block.lot[:, which],
            "amount": block.drawn[:, which],
            "counted": layout.line_counted[which],
            "unit": layout.line_counted[which].astype(np.int8),
        }
        shape = columns["row"].shape
        return {name: np.broadcast_to(values, shape).reshape(-1) for name, values in columns.items()}

    def _parties(self, campaigns: Ints) -> Ints:
        """Suppliers and customers of events; what comes back comes from the customer it went to."""
        found = np.full((len(campaigns), self.layout.events), NOT_STATED)
        for which, most, before in ((1, SUPPLIERS, 0), (2, CUSTOMERS, SUPPLIERS)):
            there = np.flatnonzero(self._party == which)
            numbers = (campaigns[:, None] * 64 + self._place[there]) * 2 + which
            found[:, there] = before + self.draws.between("party", numbers, 0, most - 1)
        return found

    def _facts(self, block: Block, event: Ints, party: Ints, equipment: Ints) -> tuple[Columns, Columns, Columns]:
        """The tables of lots, parameters and properties."""
        layout, campaigns, draws = self.layout, block.campaigns, self.draws
        first = self.process.lots(0) + campaigns[:, None] * layout.lots
        number = first + np.arange(layout.lots)
        rows = np.arange(len(campaigns))[:, None] * layout.events
        bad = np.zeros(number.shape, dtype=bool)
        parameters, properties = list[Columns](), list[Columns]()
        for step in layout.steps:
            stage, where = step.stage, equipment[:, step.events]
            causes = [cause for cause in self.causes if cause.segment == stage.segment]
            acts = [cause.acts(block, step, where, self.terms.equipment) for cause in causes]
            if stage.parameter:
                name, mean, spread = stage.parameter
                off = self._normal(f"parameter {stage.segment}", event[:, step.events])
                off += BAD * sum(on for cause, on in zip(causes, acts, strict=True) if cause.lot is None)  # it shows
                parameters.append(self._values(rows + step.events, name, mean + spread * off))
            if stage.tested:
                name, mean, spread = stage.tested
                group = layout.groups[step.outs[-1][0].material]
                lots = slice(group.first, group.first + group.size)
                if self.causes:
                    bad[:, lots] = draws.chance("bad", number[:, lots], NOISE)
                for cause, on in zip(causes, acts, strict=True):
                    bad[:, lots] |= on & draws.chance(f"by {cause.equipment}", number[:, lots], cause.share)
                off = self._normal("property", number[:, lots]) + BAD * bad[:, lots]
                values = self._values(rows + layout.lot_event[lots], name, mean + spread * off)
                properties.append(values | {"lot": number[:, lots].reshape(-1), "bad": bad[:, lots].reshape(-1)})
        made_in = layout.lot_event
        columns = {
            "row": rows + made_in,
            "lot": number,
            "material": self._material,
            "supplier": np.where(self._party[made_in] == 1, party[:, made_in], NOT_STATED),
            "delivery": campaigns[:, None] // 4,
            "location": self._location[made_in],
            "bad": bad,
        }
        lot_table = {name: np.broadcast_to(values, number.shape).reshape(-1) for name, values in columns.items()}
        return by_row(lot_table), by_row(below(parameters)), by_row(below(properties))

    def _values(self, rows: Ints, name: str, value: npt.NDArray[np.float64]) -> Columns:
        which = np.full(value.size, self.terms.measured.index(name))
        return {"row": rows.reshape(-1), "name": which, "value": np.round(value, 3).reshape(-1)}

    def _normal(self, purpose: str, numbers: Ints) -> npt.NDArray[np.float64]:
        """Normally distributed numbers, nearly: sums of four of equal distribution."""
        word = self.draws.words(purpose, numbers)
        summed = sum(((word >> np.uint64(16 * n)) & np.uint64(0xFFFF)).astype(np.float64) for n in range(4))
        found: npt.NDArray[np.float64] = (summed / 65536 - 2) * np.sqrt(3)
        return found

    def _delay(self, number: Ints) -> Ints:
        """How long after an event it is recorded: seconds, or with a share of late ones from one hour to ten days."""
        delay = self.draws.between("delay", number, 5, 55)
        if self.departs.late:
            late = self.draws.chance("late", number, self.departs.late)
            hours = np.minimum(1000 // self.draws.between("how late", number, 1, 1000), 240)
            delay = delay + np.where(late, hours * 3600, 0)
        return delay * SECOND


def _ranks(source: Ints, minute: Ints) -> tuple[Ints, Ints]:
    """The place of each event among those of its source, in time, and how many each source has."""
    order = np.lexsort((np.arange(len(source)), minute, source))
    counts = np.bincount(source)
    rank = np.empty(len(source), dtype=np.int64)
    rank[order] = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rank, counts
