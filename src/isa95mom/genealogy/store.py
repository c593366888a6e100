"""The record in columns: all events and lines, as arrays that only grow; nothing is changed or removed.

Lines stand in the order of their events, and for each event what goes in before what comes out. So three numbers say
where the lines of an event are: ``bounds[2 * e]``, ``bounds[2 * e + 1]`` and ``bounds[2 * e + 2]`` are where its lines
in begin, where its lines out begin and where they end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np
from attrs import define, field

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Grown, Ints, Late, Ragged
from isa95mom.tables.names import LIMIT, Names
from isa95mom.tables.quantities import Quantities
from isa95mom.tables.scalars import Value
from isa95mom.tables.times import MISSING, Times

KINDS = tuple(EventKind)
NUMBER_OF_KIND = {kind: number for number, kind in enumerate(KINDS)}
CONTAINMENT = np.array([kind.is_containment for kind in KINDS])
StatedLine = tuple[bool, ID, Decimal | None, str | None]
"""Whether it is out, of which lot, how much, in which unit."""
EVENT_TAGS = ("order", "location", "party", "evidence", "source")
"""What is stated of an event by one identification each."""
LOT_TAGS = ("material", "supplier", "supplier_lot", "location", "disposition")
"""What is stated of a lot by one identification each."""


class Tags(Late):
    """A column of identifications: their numbers, -1 where nothing is stated."""

    __slots__ = ("names",)

    def __init__(self, what: str, names: Names | None = None, held: Array | None = None) -> None:
        super().__init__(-1, np.zeros(0, dtype=np.int32) if held is None else held)
        self.names = Names(what) if names is None else names

    def text(self, place: int) -> str | None:
        """An identification, or None where nothing is stated."""
        number = self[place]
        return None if number < 0 else str(self.names[number])

    def say(self, place: int, name: str) -> None:
        """State an identification. Raises `GenealogyError` where another is stated already."""
        known, number = self[place], self.names.number(name)
        if known not in (-1, number):
            raise GenealogyError(f"{self.names.what!r} is said to be {self.names[known]!r} and also {name!r}")
        self.set(place, number)

    def holding(self, name: str) -> Ints:
        """The places where `name` is stated."""
        number = self.names.find(name)
        found: Ints = np.flatnonzero(self.held.array == number) if number >= 0 else np.zeros(0, dtype=np.int64)
        return found


@define(slots=True)
class EventColumns:
    """Events to be added: numbers of their names, and a column for each of their fields."""

    kind: Array
    effective: Times
    recorded: Times
    equipment: tuple[Ints, Ints]
    """How many each event has, and their numbers one after another."""
    person: tuple[Ints, Ints]
    tags: Mapping[str, Ints] = field(factory=dict)
    """Numbers of the names for each of `EVENT_TAGS` that is stated."""
    sequence: Ints | None = None
    """The numbers that their sources gave them; None where none is stated."""


@define(slots=True)
class LineColumns:
    """Lines to be added, in the order of the table that states them."""

    event: Ints
    out: Array
    lot: Ints
    quantity: Quantities
    unit: Ints
    """Numbers of the units; -1 where none is stated."""


class Facts:
    """Values by name and by the number of what they are said of: few have any, so these are no arrays."""

    def __init__(self) -> None:
        self.by_name: dict[str, dict[int, Value]] = {}

    def set(self, number: int, name: str, value: Value) -> None:
        """Note a value. Raises `GenealogyError` where another is noted already."""
        said = self.by_name.setdefault(name, {})
        if said.setdefault(number, value) != value:
            raise GenealogyError(f"{name!r} is said to be {said[number]!r} and also {value!r}")

    def get(self, number: int, name: str) -> Value | None:
        """A value, or None where it is not stated."""
        return self.by_name.get(name, {}).get(number)

    def of(self, number: int) -> dict[str, Value]:
        """All values of one, by name."""
        return {name: said[number] for name, said in self.by_name.items() if number in said}


class Record:
    """All events and lines, and what is said of lots."""

    def __init__(self) -> None:
        self.lots = Names("lot")
        self.event_ids = Names("event")
        self.equipment_ids = Names("equipment")
        self.person_ids = Names("person")
        self.units = Names("unit")
        self.kind = Grown(np.zeros(0, dtype=np.int8))
        self.effective = Times.nothing()
        self.recorded = Times.nothing()
        self.equipment = Ragged()
        self.person = Ragged()
        self.event_tags = {name: Tags(name) for name in EVENT_TAGS}
        self.sequence = Late(MISSING, np.zeros(0, dtype=np.int64))
        self.supersedes: dict[int, int] = {}
        """For each event that corrects another: the number of that one."""
        self.parameters = Facts()
        self.lot_tags = {name: Tags(name) for name in LOT_TAGS}
        self.properties = Facts()
        self.bounds = Grown(np.zeros(1, dtype=np.int32))
        self.line_lot = Grown(np.zeros(0, dtype=np.int32))
        self.line_place: Grown | None = None
        """The place of each line within its event as it was stated; None where all are stated in before out."""
        self.quantity = Quantities()
        self.unit = Grown(np.zeros(0, dtype=np.int32))

    @property
    def size(self) -> tuple[int, int, int]:
        """How many lots, events and lines there are."""
        return len(self.lots), len(self.kind), len(self.line_lot)

    # -- adding -------------------------------------------------------------------------------------------------------

    def add(self, event: Event, lines: Sequence[StatedLine]) -> int:
        """Add an event with its lines; its number. Raises `GenealogyError` where its identification is taken.

        What is added is expected to be checked: of the right types, its times with an offset.
        """
        if self.event_ids.find(event.id) >= 0:
            raise GenealogyError(f"event {event.id!r} is recorded already")
        corrected = None if event.supersedes is None else self.known_event(event.supersedes)
        if len(self.line_lot) + len(lines) > LIMIT:
            raise GenealogyError(f"there are more than {LIMIT} lines")
        number = self.event_ids.number(event.id)
        self.kind.append(NUMBER_OF_KIND[event.kind])
        self.effective.append(event.effective)
        self.recorded.append(event.recorded)
        self.equipment.append([self.equipment_ids.number(name) for name in event.equipment])
        self.person.append([self.person_ids.number(name) for name in event.person])
        for name, tags in self.event_tags.items():
            if (said := getattr(event, name)) is not None:
                tags.say(number, said)
        if event.sequence is not None:
            self.sequence.set(number, event.sequence)
        if corrected is not None:
            self.supersedes[number] = corrected
        for name, value in event.parameters.items():
            self.parameters.set(number, name, value)
        places = sorted(range(len(lines)), key=lambda place: lines[place][0])
        self._stated(np.array(places, dtype=np.int32), places == list(range(len(lines))))
        self.bounds.append(self.bounds.array[-1] + sum(not line[0] for line in lines))
        self.bounds.append(self.bounds.array[-2] + len(lines))
        for place in places:
            _, lot, quantity, unit = lines[place]
            self.line_lot.append(self.lots.number(lot))
            self.quantity.append(quantity)
            self.unit.append(-1 if unit is None else self.units.number(unit))
        return number

    def known_event(self, name: ID) -> int:
        """The number of an event. Raises `GenealogyError` where it is not on record."""
        number = self.event_ids.find(name)
        if number < 0:
            raise GenealogyError(f"event {name!r} is to be superseded, and is not on record")
        return number

    def extend(self, events: EventColumns, lines: LineColumns) -> None:
        """Add many events, whose names have their numbers already, with their lines."""
        first, size = len(self.kind), len(self.line_lot)
        if size + len(lines.lot) > LIMIT:
            raise GenealogyError(f"there are more than {LIMIT} lines")
        count = len(events.kind)
        self.kind.extend(events.kind)
        self.effective.extend(events.effective)
        self.recorded.extend(events.recorded)
        self.equipment.extend(*events.equipment)
        self.person.extend(*events.person)
        for name, numbers in events.tags.items():
            self.event_tags[name].extend(first, numbers)
        if events.sequence is not None:
            self.sequence.extend(first, events.sequence)
        half = (lines.event - first) * 2 + lines.out
        lengths = np.bincount(half, minlength=2 * count)
        ends = np.cumsum(lengths)
        self.bounds.extend(size + ends)
        lots, quantity, unit = lines.lot, lines.quantity, lines.unit
        place = np.arange(len(half), dtype=np.int64)
        if len(half) and (half[1:] < half[:-1]).any():
            key = (half.astype(np.int64) << 32) | place
            key.sort()
            order = key & 0xFFFFFFFF
            lots, unit, quantity = lots[order], unit[order], quantity.ordered(order)
            begin = np.full(count, len(half), dtype=np.int64)
            event = half >> 1
            if (event[1:] < event[:-1]).any():  # the lines of an event lie apart: place each among those of its event
                np.add.at(begin := np.zeros(count, dtype=np.int64), event, 1)
                by_event = np.sort((event.astype(np.int64) << 32) | place) & 0xFFFFFFFF
                place[by_event] = np.arange(len(half)) - np.repeat(np.cumsum(begin) - begin, begin)
            else:
                begin = (ends - lengths)[::2]
                place -= begin[event]
            self._stated(place[order], False)
        else:
            self._stated(np.zeros(0, dtype=np.int32), True, len(half))
        self.line_lot.extend(lots)
        self.quantity.extend(quantity)
        self.unit.extend(unit)

    def _stated(self, places: Ints, as_stored: bool, size: int | None = None) -> None:
        """Note where within their events the lines to be added were stated."""
        if self.line_place is None:
            if as_stored:
                return
            self.line_place = Grown(np.zeros(len(self.line_lot), dtype=np.int32))
        self.line_place.extend(places if size is None else np.zeros(size, dtype=np.int32))

    # -- reading ------------------------------------------------------------------------------------------------------

    def event(self, number: int) -> Event:
        """The event with that number."""
        corrected = self.supersedes.get(number)
        return Event(
            id=self.event_ids[number],
            kind=KINDS[self.kind.array[number]],
            effective=self.effective[number],
            recorded=self.recorded[number],
            equipment=tuple(map(str, self.equipment_ids.take(self.equipment[number]))),
            person=tuple(map(str, self.person_ids.take(self.person[number]))),
            **{name: tags.text(number) for name, tags in self.event_tags.items()},
            sequence=None if (sequence := self.sequence[number]) == MISSING else sequence,
            supersedes=None if corrected is None else self.event_ids[corrected],
            parameters=self.parameters.of(number),
        )

    def events(self, numbers: Ints) -> tuple[Event, ...]:
        """The events with these numbers."""
        return tuple([self.event(number) for number in numbers.tolist()])

    def lot(self, number: int) -> Lot:
        """The lot with that number."""
        tags = {name: tags.text(number) for name, tags in self.lot_tags.items()}
        return Lot(id=self.lots[number], properties=self.properties.of(number), **tags)

    def line_events(self, lines: Ints) -> Ints:
        """The numbers of the events that these lines belong to."""
        found: Ints = self._halves(lines) >> 1
        return found

    def line_out(self, lines: Ints) -> Array:
        """Whether these lines come out of their event."""
        found: Array = (self._halves(lines) & 1).astype(bool)
        return found

    def _halves(self, lines: Ints) -> Ints:
        """Twice the number of the event of each line, and one more where it comes out of it."""
        bounds = self.bounds.array
        found: Ints = np.searchsorted(bounds, lines.astype(bounds.dtype, copy=False), side="right") - 1
        return found

    def in_order(self, lines: Ints) -> Ints:
        """These lines in the order in which they were stated."""
        lines = np.sort(lines)
        if self.line_place is None:
            return lines
        return lines[np.lexsort((lines, self.line_place.array[lines], self.line_events(lines)))]

    def lines(self, numbers: Ints) -> Iterator[Line]:
        """The lines with these numbers."""
        events = self.event_ids.take(self.line_events(numbers))
        outs = self.line_out(numbers).tolist()
        lots = self.lots.take(self.line_lot.array[numbers])
        units = self.unit.array[numbers].tolist()
        names: Callable[[int], str] = lambda unit: str(self.units[unit])  # noqa: E731
        for event, out, lot, quantity, unit in zip(events, outs, lots, self.quantity.take(numbers), units, strict=True):
            yield Line(
                event=event,
                direction=Direction.OUT if out else Direction.IN,
                lot=lot,
                quantity=quantity,
                unit=None if unit < 0 else names(unit),
            )

    def all_lines(self) -> Ints:
        """The numbers of all lines, in the order in which they were stated."""
        return self.in_order(np.arange(len(self.line_lot)))


def say(facts: Facts, number: int, values: Mapping[str, Value]) -> None:
    """Note several values of one."""
    for name, value in values.items():
        facts.set(number, name, value)
