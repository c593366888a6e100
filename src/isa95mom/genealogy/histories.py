"""What occurs in the histories of many lots: lots, equipment, persons, materials, parameters, each with a number.

A history is what a lot was made from, and the events on the way. Each thing that can occur in one has a number; things
of one kind (a candidate) lie together. What is kept of a history is which numbers occur, and how near.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
from attrs import define, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.store import EVENT_TAGS, KINDS, LOT_TAGS
from isa95mom.genealogy.walks import Closure, spread
from isa95mom.tables.errors import ID, did_you_mean, near_matches
from isa95mom.tables.growing import Array, Ints, Ragged
from isa95mom.tables.scalars import Value

OF_LOTS = LOT_TAGS[:3]
"""What is said of lots that can be a cause; what they share with `OF_EVENTS` is said of events."""
OF_EVENTS = EVENT_TAGS
CANDIDATES = ("lot", "equipment", "person", *OF_LOTS, *OF_EVENTS, "kind", "parameter")
"""Everything that can be asked for."""
TOGETHER = 256
"""How many histories are looked at together."""


@frozen(slots=True, eq=False)
class History:
    """What occurs in the history of one lot."""

    numbers: Ints
    """The numbers of what occurs, each once."""
    depths: Ints
    """How many events away the nearest of each is."""
    values: dict[int, float]
    """For each numeric parameter that occurs: the mean of its nearest values."""
    value_depths: dict[int, int]


@define(slots=True)
class Parameters:
    """Parameters by event: those that are numbers everywhere, and the others, whose values are told apart."""

    numeric: list[str]
    categories: list[tuple[str, Value]]
    of_event: dict[int, list[tuple[int, float]]]
    """For each event the numbers of its numeric parameters, and their values."""
    category_of_event: dict[int, list[int]]

    @classmethod
    def of(cls, facts: dict[str, dict[int, Value]]) -> Parameters:
        """The parameters on record."""
        made = cls([], [], {}, {})
        for name, said in facts.items():
            if all(isinstance(value, int | float | Decimal) and type(value) is not bool for value in said.values()):
                for event, value in said.items():
                    made.of_event.setdefault(event, []).append((len(made.numeric), _float(value)))
                made.numeric.append(name)
                continue
            known: dict[tuple[type, Value], int] = {}
            for event, value in said.items():
                number = known.setdefault((type(value), value), len(made.categories))
                if number == len(made.categories):
                    made.categories.append((name, value))
                made.category_of_event.setdefault(event, []).append(number)
        return made


class Histories:
    """The histories of lots, as far as the candidates that are asked for."""

    def __init__(self, index: Index, live: Array | None, candidates: Sequence[str], depth: int | None) -> None:
        for name in candidates:
            if name not in CANDIDATES:
                raise GenealogyError(f"there is no candidate {name!r}{did_you_mean(near_matches(name, CANDIDATES))}")
        self.index, self.record, self.live, self.depth = index, index.record, live, depth
        self.candidates = tuple(dict.fromkeys(candidates))
        record = self.record
        asked = "parameter" in self.candidates
        self.parameters = Parameters.of(record.parameters.by_name if asked else {})
        sizes = {
            "lot": len(record.lots),
            "equipment": len(record.equipment_ids),
            "person": len(record.person_ids),
            "kind": len(KINDS),
            "parameter": len(self.parameters.categories),
        }
        sizes |= {name: len(record.lot_tags[name].names) for name in OF_LOTS}
        sizes |= {name: len(record.event_tags[name].names) for name in OF_EVENTS}
        self.begins = np.cumsum([0, *(sizes[name] for name in self.candidates)])
        """Where the numbers of each candidate begin, and where all end."""
        lots, events, _ = record.size
        self._lot_columns = {name: record.lot_tags[name].numbers(lots) for name in self.candidates if name in OF_LOTS}
        self._event_columns = {
            name: record.event_tags[name].numbers(events) for name in self.candidates if name in OF_EVENTS
        }
        self._lists = {
            name: column
            for name, column in (("equipment", record.equipment), ("person", record.person))
            if name in self.candidates
        }

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return int(self.begins[-1])

    def name(self, number: int) -> tuple[str, ID, Value | None]:
        """What a number is: the candidate, its name, and for a parameter its value."""
        place = int(np.searchsorted(self.begins, number, side="right")) - 1
        candidate, within = self.candidates[place], number - int(self.begins[place])
        if candidate == "parameter":
            return candidate, *self.parameters.categories[within]
        if candidate == "kind":
            return candidate, str(KINDS[within]), None
        record = self.record
        names = {"lot": record.lots, "equipment": record.equipment_ids, "person": record.person_ids}.get(candidate)
        if names is None:
            tags = record.lot_tags if candidate in OF_LOTS else record.event_tags
            names = tags[candidate].names
        return candidate, names[within], None

    def of(self, lots: Sequence[int]) -> Iterator[History]:
        """The history of each lot."""
        if self.depth is not None:
            for lot in lots:
                yield self._history(self.index.closure([lot], True, self.depth, self.live))
            return
        for first in range(0, len(lots), TOGETHER):
            for closure in self.index.closures(lots[first : first + TOGETHER], True, self.live):
                yield self._history(closure)

    def _history(self, closure: Closure) -> History:
        lots, depths = closure.lots, closure.depths
        events, owners = self.index.events_of(lots[: closure.expanded], True)
        if self.live is not None:
            there = self.live[events]
            events, owners = events[there], owners[there]
        steps = depths[owners] + 1
        order = np.argsort(steps, kind="stable")
        events, first = np.unique(events[order], return_index=True)
        steps = steps[order][first]
        found: list[tuple[Ints, Ints]] = []
        for begin, candidate in zip(self.begins.tolist(), self.candidates, strict=False):
            numbers, away = self._occurring(candidate, lots, depths, events, steps)
            there = numbers >= 0
            found.append((numbers[there].astype(np.int64) + begin, away[there]))
        numbers, away = np.concatenate([n for n, _ in found]), np.concatenate([d for _, d in found])
        order = np.argsort(away, kind="stable")
        numbers, first = np.unique(numbers[order], return_index=True)
        values, value_depths = self._numeric(events, steps) if self.parameters.numeric else ({}, {})
        return History(numbers, away[order][first], values, value_depths)

    def _occurring(self, candidate: str, lots: Ints, depths: Ints, events: Ints, steps: Ints) -> tuple[Ints, Ints]:
        """What of one candidate occurs, and how far away; some of it more than once, and -1 where nothing is stated."""
        if candidate == "lot":
            return lots[1:], depths[1:]
        if candidate in self._lot_columns:
            return self._lot_columns[candidate][lots], depths
        if candidate in self._event_columns:
            return self._event_columns[candidate][events], steps
        if candidate == "kind":
            return self.record.kind.array[events], steps
        if candidate in self._lists:
            return listed(self._lists[candidate], events, steps)
        held = self.parameters.category_of_event
        both_of = zip(events.tolist(), steps.tolist(), strict=True) if held else ()
        pairs = [(number, step) for event, step in both_of for number in held.get(event, ())]
        both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def _numeric(self, events: Ints, steps: Ints) -> tuple[dict[int, float], dict[int, int]]:
        nearest: dict[int, int] = {}
        values: dict[int, list[float]] = {}
        for event, step in zip(events.tolist(), steps.tolist(), strict=True):
            for parameter, value in self.parameters.of_event.get(event, ()):
                least = nearest.get(parameter)
                if least is None or step < least:
                    nearest[parameter], values[parameter] = step, [value]
                elif step == least:
                    values[parameter].append(value)
        return {parameter: sum(held) / len(held) for parameter, held in values.items()}, nearest


def _float(value: object) -> float:
    """A number as a binary fraction; what is too large for one is infinite."""
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return math.inf if value > 0 else -math.inf  # type: ignore[operator]


def listed(column: Ragged, places: Ints, steps: Ints) -> tuple[Ints, Ints]:
    """All that is listed at some places, and the step of the place of each."""
    ends = column.ends.array
    begin = np.where(places > 0, ends[places - 1], 0) if len(places) else places
    length = ends[places] - begin
    return column.values.array[spread(begin, length)], np.repeat(steps, length)
