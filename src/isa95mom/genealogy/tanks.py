"""What is in what was drawn from a tank, a silo or a pipe, where the record only says what was filled in and drawn.

A fill is an event at the vessel with lines in and none out, a draw one with lines out and none in. Between the two
stand lots for the contents of the vessel, as practice has it: each fill makes one, of what came in and of what was
mixed with it, and draws take from these by the model of the vessel. So traces, shares and recalls go through vessels as
through anything else, and the record grows by a few lines for each fill and draw. Where the model says that nothing of
the contents came along, a line of the amount 0 says that a trace of them may have: that is the worst case, which ends
only where the vessel was cleaned.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from datetime import timedelta
from decimal import Context, Decimal
from typing import Any

import numpy as np
from attrs import define, field, frozen, validators

from isa95mom.errors import Problem
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Direction, Event, EventKind, Line
from isa95mom.genealogy.stock import Term, term
from isa95mom.genealogy.store import KINDS, Record
from isa95mom.genealogy.tables import Columns, to_columns
from isa95mom.tables.errors import ID, did_you_mean, near_matches
from isa95mom.tables.growing import Array
from isa95mom.tables.names import Names
from isa95mom.tables.times import MISSING
from isa95mom.values.units import Conversion

EXACT = Context(prec=50)
DIGITS = 15
"""To how many digits amounts are worked out that come from an exponential."""
FILL, DRAW, CLEANING = 0, 1, 2
"""What an event is to a vessel; at one time in this order."""
NOUGHT = Decimal(0)


@frozen(slots=True)
class PerfectMix:
    """A stirred vessel: what is drawn has the composition of all that is in it, what was left from before included."""


@frozen(slots=True)
class Fifo:
    """Plug flow: what came first goes first. The `heel` before the outlet is mixed, so that layers run into each other.

    After an amount `x` has passed through a heel of the amount `h`, the part exp(-x / h) of what was in it is still
    there. A heel of 0 keeps layers apart.
    """

    heel: Decimal = field(default=NOUGHT, converter=Decimal, validator=validators.ge(NOUGHT))
    """How much is mixed, in the unit of the vessel: the first that is stated there."""


@frozen(slots=True)
class Lifo:
    """What came last goes first, as in a silo that is drawn from its top."""


@frozen(slots=True)
class ResidenceTime:
    """What is drawn came in some time before: any fills in that window, in parts that are not known."""

    least: timedelta = field(validator=validators.ge(timedelta(0)))
    """How long it takes at least."""
    most: timedelta = field()
    """How long it takes at most."""

    @most.validator
    def _ordered(self, _: Any, most: timedelta) -> None:
        if most < self.least:
            raise ValueError(f"most is {most}, which is less than least, {self.least}")


Model = PerfectMix | Fifo | Lifo | ResidenceTime


@define(slots=True)
class Layer:
    """A lot that stands for contents of a vessel."""

    lot: ID
    amount: Decimal | None
    """How much of it is in the vessel; None where that is not known."""
    moment: int


def through_tanks(
    record: Record, live: Array | None, models: Mapping[str, Model], conversion: Conversion
) -> tuple[dict[str, Columns], list[Problem]]:
    """The tables of a record with lines through its vessels, and what could not be worked out."""
    numbers = {name: record.equipment_ids.find(name) for name in models}
    for name, number in numbers.items():
        if number < 0:
            near = near_matches(name, record.equipment_ids)
            raise GenealogyError(f"no event names the equipment {name!r}{did_you_mean(near)}")
    told = Told(record)
    for name, model in models.items():
        there = record.equipment.holding(numbers[name])
        if live is not None:
            there = there[live[there]]
        Vessel(name, model, told, conversion).run(there)
    return told.tables(live), told.problems


class NewNames:
    """Identifications that a record does not have yet: texts, or whole numbers where it has these."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.counts: Counter[str] = Counter()
        numbers = [name for name in names if isinstance(name, int)]
        self.number = max(numbers) if numbers else None

    def new(self, what: str) -> ID:
        """One more."""
        if self.number is not None:
            self.number += 1
            return self.number
        self.counts[what] += 1
        name = f"{what} {self.counts[what]}"
        return name if self.names.find(name) < 0 else self.new(what)


class Told:
    """What is added to a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.events: list[Event] = []
        self.lines: list[Line] = []
        self.lots: list[tuple[ID, str]] = []
        self.problems: list[Problem] = []
        self.through: dict[int, str] = {}
        """The events that were taken for fills and draws, and of which vessel."""
        self._lot_names, self._event_names = NewNames(record.lots), NewNames(record.event_ids)

    def lot(self, vessel: str, what: str = "contents") -> ID:
        """A new lot."""
        self.lots.append((self._lot_names.new(f"{vessel} {what}"), vessel))
        return self.lots[-1][0]

    def mixing(self, event: Event, vessel: str) -> Event:
        """A new event: that contents of a vessel mix as another event moves them."""
        name = self._event_names.new(f"{event.id} mixing")
        when, known = event.effective, event.recorded
        self.events.append(Event(id=name, kind=EventKind.BLEND, effective=when, recorded=known, equipment=(vessel,)))
        return self.events[-1]

    def problem(self, vessel: str, code: str, message: str) -> None:
        """Something that could not be worked out."""
        self.problems.append(Problem(vessel, None, code, message, "warning"))

    def tables(self, live: Array | None) -> dict[str, Columns]:
        """All tables: what is in view, and what was added."""
        tables = to_columns(self.record)
        events = tables["events"]
        if live is not None:
            kept = set(np.flatnonzero(live).tolist())
            for name, column in events.items():
                events[name] = [value for place, value in enumerate(column) if place in kept]
            names = set(events["event"])
            for other in ("lines", "parameters"):
                rows = [place for place, event in enumerate(tables[other]["event"]) if event in names]
                tables[other] = {name: [column[row] for row in rows] for name, column in tables[other].items()}
        events["supersedes"] = [None] * len(events["event"])
        for event in self.events:
            said: dict[str, Any] = {"event": event.id, "kind": event.kind.value, "equipment": list(event.equipment)}
            said |= {"effective": event.effective, "recorded": event.recorded, "person": []}
            for name, column in events.items():
                column.append(said.get(name))
        for line in self.lines:
            for name, column in tables["lines"].items():
                column.append(getattr(line, name))
        for lot, vessel in self.lots:
            for name, column in tables["lots"].items():
                column.append({"lot": lot, "location": vessel}.get(name))
            for name, value in (("lot", lot), ("name", "contents_of"), ("value", vessel)):
                tables["properties"][name].append(value)
        return tables


class Vessel:
    """The contents of one vessel, gone through in the order of time."""

    def __init__(self, name: str, model: Model, told: Told, conversion: Conversion) -> None:
        self.name, self.model, self.told, self.conversion = name, model, told, conversion
        self.record = told.record
        self.layers: deque[Layer] = deque()
        """What is in it, the earliest first. In a mixed vessel there is one."""
        self.heel: Layer | None = None
        """What is mixed before the outlet."""
        self.latest: ID | None = None
        """The contents that anything drawn may hold a trace of, with all before them."""
        self.unit: str | None = None
        self.sure = True
        """Whether it is known how much is in it."""

    @property
    def mixed(self) -> Decimal:
        """How much is mixed before the outlet."""
        match self.model:
            case PerfectMix():
                return Decimal("Infinity")
            case Fifo(heel=heel):
                return heel
        return NOUGHT

    def run(self, events: Array) -> None:
        """Go through the events at the vessel."""
        record = self.record
        moments = record.effective.moment.array
        order = []
        for number in events.tolist():
            lines = self._lines(number)
            rank = self._rank(KINDS[record.kind.array[number]], {line.direction for line in lines})
            if rank is None:
                continue
            event = record.event(number)
            if moments[number] == MISSING:
                self.told.problem(self.name, "vessel-undated", f"event {event.id!r} has no time and was left out")
            elif number in self.told.through:
                both = f"{self.told.through[number]!r} and {self.name!r}, and was taken for the first"
                self.told.problem(self.name, "vessel-ambiguous", f"event {event.id!r} is at {both}")
            else:
                order.append((int(moments[number]), rank, number, event, lines))
        for moment, rank, number, event, lines in sorted(order, key=lambda each: each[:3]):
            if rank == CLEANING:
                self.clean(event)
                continue
            self.told.through[number] = self.name
            if self.unit is None:  # the first that is stated
                self.unit = next((line.unit for line in lines if line.unit is not None), None)
            amounts = [self.amount(line) for line in lines]
            amount = None if None in amounts else sum(filter(None, amounts), NOUGHT)
            if amount is None:
                self.lose_count(event, "filled in" if rank == FILL else "drawn")
            (self.fill if rank == FILL else self.draw)(event, amount, moment)

    def _rank(self, kind: EventKind, sides: set[Direction]) -> int | None:
        """What an event is to the vessel; None where it is neither fill nor draw nor cleaning."""
        if kind is EventKind.CLEAN:
            return CLEANING
        if sides == {Direction.IN} and term(kind, False) in (Term.CONSUMED, Term.MOVED_OUT):
            return FILL
        return DRAW if sides == {Direction.OUT} and term(kind, True) in (Term.PRODUCED, Term.MOVED_IN) else None

    def _lines(self, number: int) -> list[Line]:
        bounds = self.record.bounds.array
        return list(self.record.lines(np.arange(bounds[2 * number], bounds[2 * number + 2])))

    # -- what happens to it -------------------------------------------------------------------------------------------

    def fill(self, event: Event, amount: Decimal | None, moment: int) -> None:
        """More comes in: the event gets the new contents as its line out."""
        before = self.heel.amount if self.heel is not None else NOUGHT
        whole = None if amount is None or before is None else before + amount
        new = Layer(self.told.lot(self.name), amount, moment)
        if self.mixed == Decimal("Infinity") or (self.mixed and whole is not None and whole <= self.mixed):
            if self.heel is not None:
                self.line(event, Direction.IN, self.heel.lot, before)
            new.amount = whole
            self.heel = new
        else:
            if self.latest is not None:
                self.line(event, Direction.IN, self.latest, NOUGHT)
            self.layers.append(new)
        self.latest = new.lot
        self.line(event, Direction.OUT, new.lot, new.amount)
        if self.mixed and self.layers and self.sure:
            self.fill_heel(event, moment)

    def fill_heel(self, event: Event, moment: int) -> None:
        """What is mixed before the outlet is full as long as anything stands behind it."""
        layer, heel = self.layers[0], self.heel
        held = NOUGHT if heel is None or heel.amount is None else heel.amount
        if held < self.mixed and layer.amount is not None:
            self.mix(event, heel, held, layer, min(self.mixed - held, layer.amount), moment)

    def mix(self, event: Event, heel: Layer | None, kept: Decimal, layer: Layer, new: Decimal, moment: int) -> None:
        """The heel becomes what is kept of it and some of the layer behind it."""
        mixing, lot = self.told.mixing(event, self.name), self.told.lot(self.name)
        if heel is not None:
            self.line(mixing, Direction.IN, heel.lot, kept)
        self.line(mixing, Direction.IN, layer.lot, new)
        if self.latest is not None and self.latest not in (layer.lot, heel and heel.lot):
            self.line(mixing, Direction.IN, self.latest, NOUGHT)
        self.line(mixing, Direction.OUT, lot, kept + new)
        self.heel = Layer(lot, kept + new, moment)
        self.latest = lot
        self.take(layer, new)

    def take(self, layer: Layer, amount: Decimal) -> None:
        """Take from a layer; one that is empty is not there any more."""
        assert layer.amount is not None
        layer.amount -= amount
        if not layer.amount:
            (self.layers.popleft if layer is self.layers[0] else self.layers.pop)()

    def draw(self, event: Event, amount: Decimal | None, moment: int) -> None:
        """Something goes out: the event gets what it is made of as its lines in."""
        drawn: dict[ID, Decimal | None] = {}
        if isinstance(self.model, ResidenceTime):
            rest = self.draw_window(self.model, drawn, amount, moment)
        elif not self.sure or amount is None:
            held = [*([self.heel] if self.heel is not None else []), *self.layers]
            drawn |= {layer.lot: amount if len(held) == 1 else None for layer in held}
            rest = NOUGHT if held else amount
        else:
            rest = self.draw_known(event, drawn, amount, moment)
        if rest:
            lot = self.told.lot(self.name, "unexplained")
            drawn[lot] = rest
            message = (
                f"event {event.id!r} draws {self.said(rest)} more than came in on record; the lot {lot!r} stands for it"
            )
            self.told.problem(self.name, "vessel-overdrawn", message)
        if self.latest is not None:
            drawn.setdefault(self.latest, NOUGHT)
        for lot, part in drawn.items():
            self.line(event, Direction.IN, lot, part)

    def draw_known(self, event: Event, drawn: dict[ID, Decimal | None], amount: Decimal, moment: int) -> Decimal:
        """Draw by the model; what there was not is given back."""
        rest = amount
        while rest and self.layers:
            layer = self.layers[-1 if isinstance(self.model, Lifo) else 0]
            assert layer.amount is not None
            part = min(rest, layer.amount)
            rest -= part
            heel = self.heel
            if heel is None or not self.mixed:
                self.add(drawn, layer.lot, part)
                self.take(layer, part)
                continue
            out = self.mixed * (1 - EXACT.exp(EXACT.divide(-part, self.mixed)))
            out = min(EXACT.quantize(out, Decimal(1).scaleb(self.mixed.adjusted() - DIGITS)), part)
            self.add(drawn, heel.lot, out)
            if part > out:
                self.add(drawn, layer.lot, part - out)
                self.take(layer, part - out)
            self.mix(event, heel, self.mixed - out, layer, out, moment)
        if rest and self.heel is not None and self.heel.amount:
            part = min(rest, self.heel.amount)
            self.add(drawn, self.heel.lot, part)
            self.heel.amount -= part
            rest -= part
        return rest

    def draw_window(
        self, window: ResidenceTime, drawn: dict[ID, Decimal | None], amount: Decimal | None, moment: int
    ) -> Decimal | None:
        """Draw from what came in in a window of time; the parts of several fills are not known."""
        least, most = (each // timedelta(microseconds=1) for each in (window.least, window.most))
        while self.layers and self.layers[0].moment < moment - most:
            self.layers.popleft()
        there = [layer for layer in self.layers if layer.moment <= moment - least]
        drawn |= {layer.lot: amount if len(there) == 1 else None for layer in there}
        return NOUGHT if there else amount

    def add(self, drawn: dict[ID, Decimal | None], lot: ID, amount: Decimal) -> None:
        """Add to what is drawn of a lot."""
        drawn[lot] = (drawn.get(lot) or NOUGHT) + amount

    def clean(self, event: Event) -> None:
        """The vessel is cleaned: nothing that was in it comes along any more."""
        held = [layer.amount for layer in (self.heel, *self.layers) if layer is not None]
        left = sum(filter(None, held), NOUGHT)
        if left and self.sure and not isinstance(self.model, ResidenceTime):
            message = f"by the record {self.said(left)} were in it when it was cleaned by event {event.id!r}"
            self.told.problem(self.name, "vessel-cleaned-full", message)
        self.layers.clear()
        self.heel = self.latest = None
        self.sure = True

    # -- amounts ------------------------------------------------------------------------------------------------------

    def line(self, event: Event, direction: Direction, lot: ID, amount: Decimal | None) -> None:
        """Add a line to an event."""
        unit = None if amount is None else self.unit
        self.told.lines.append(Line(event=event.id, direction=direction, lot=lot, quantity=amount, unit=unit))

    def said(self, amount: Decimal) -> str:
        """An amount in words."""
        return f"{amount:f} {self.unit}" if self.unit else f"{amount:f}"

    def amount(self, line: Line) -> Decimal | None:
        """What a line amounts to in the unit of the vessel; None where that is not known."""
        if line.quantity is None or line.quantity < 0 or line.unit == self.unit:
            return None if line.quantity is None or line.quantity < 0 else line.quantity
        material = self.record.lot_tags["material"].text(self.record.lots.find(line.lot))
        if line.unit is None or self.unit is None or self.conversion.way(line.unit, self.unit, material) is None:
            return None
        return self.conversion.convert(line.quantity, line.unit, self.unit, material)

    def lose_count(self, event: Event, how: str) -> None:
        """From here to the next cleaning it is not known how much is in the vessel, so that shares are bounds."""
        if isinstance(self.model, ResidenceTime):
            return
        if self.sure:
            unit = f" in {self.unit}" if self.unit else ""
            message = (
                f"how much was {how} by event {event.id!r} is not known{unit}; shares are bounds until it is cleaned"
            )
            self.told.problem(self.name, "vessel-amount-unknown", message)
        self.sure = False
        for layer in (self.heel, *self.layers):
            if layer is not None:
                layer.amount = None
