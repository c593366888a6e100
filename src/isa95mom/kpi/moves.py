"""How time moves between two conventions: which element of each a state counts to, and for how long."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
from attrs import frozen

from isa95mom.kpi.state_mapping import StateMapping
from isa95mom.kpi.terms import MICRO, Terms
from isa95mom.tables.frames import FrameKind, frame

BY_CALENDAR = ("unscheduled", "planned_downtime")
"""The elements of time that the calendar takes out of planned time, whatever the convention and the state."""
UNCLASSIFIED = "unclassified"


@frozen(slots=True)
class Move:
    """The time of one state, and the elements that it counts to."""

    state: str | None
    """The state; None where the calendar, or that no state is known, decides."""
    time: Decimal
    """In seconds."""
    before: str | None
    """The element in the one convention; None where the state counts to none."""
    after: str | None
    """The element in the other."""

    @property
    def moved(self) -> bool:
        """Whether the two conventions call it differently."""
        return self.before != self.after


@frozen(slots=True)
class Moves:
    """How all time is divided in two conventions, state by state."""

    one: str
    """The convention of `Move.before`."""
    other: str
    """The convention of `Move.after`."""
    rows: tuple[Move, ...]

    @property
    def before(self) -> Mapping[str | None, Decimal]:
        """The time of each element in the one convention, in seconds: that of the terms, exactly."""
        return self._sums("before")

    @property
    def after(self) -> Mapping[str | None, Decimal]:
        """The time of each element in the other convention, in seconds: that of the terms, exactly."""
        return self._sums("after")

    def _sums(self, side: str) -> dict[str | None, Decimal]:
        made: dict[str | None, Decimal] = {}
        for row in self.rows:
            element = getattr(row, side)
            made[element] = made.get(element, Decimal(0)) + row.time
        return made

    def to_columns(self) -> dict[str, list[Any]]:
        """The rows as columns: ``state``, ``seconds``, ``minutes``, ``from``, ``to``, ``moved``."""
        return {
            "state": [row.state for row in self.rows],
            "seconds": [row.time for row in self.rows],
            "minutes": [row.time / 60 for row in self.rows],
            "from": [row.before for row in self.rows],
            "to": [row.after for row in self.rows],
            "moved": [row.moved for row in self.rows],
        }

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """The rows as a data frame of pandas, polars or Arrow, times as binary fractions.

        Raises `MissingExtraError` where the library is not installed.
        """
        columns = self.to_columns()
        return frame(kind, columns | {name: [float(cell) for cell in columns[name]] for name in ("seconds", "minutes")})


def moved(terms: Terms, one: str, other: str) -> Moves:
    """How the time of all rows of terms moves from one convention to another.

    The element of a state is the first of the terms that it counts to; of those that no convention plans it is
    ``unscheduled``. A row is all time of a state that counts: in planned time, and outside it where the state counts
    there. Time that the calendar does not plan, and time of no known state, are rows, too. So the rows add up to
    calendar time and overtime, and those of an element to `Terms.time` of it under the convention. Raises `KpiError`
    where the states have no such convention. ISO 22400-2, time model; the loss-time model; TPM; SEMI E10.
    """
    whole, mappings = terms.roll_up(()), (terms.mapping.under(one), terms.mapping.under(other))
    rows: list[Move] = []

    def note(state: str | None, time: int, before: str | None, after: str | None) -> None:
        if time:
            rows.append(Move(state, Decimal(time).scaleb(-MICRO), before, after))

    inside, outside = (np.sum(table, axis=0).tolist() for table in (whole.inside, whole.outside))
    for number, state in enumerate(terms.mapping.states):
        elements = (element(each, number) for each in mappings)
        note(state.name, inside[number] + (outside[number] if state.outside else 0), *elements)
    note(None, sum(whole.time(UNCLASSIFIED).tolist()), UNCLASSIFIED, UNCLASSIFIED)
    for name, plan in zip(BY_CALENDAR, (0, 2), strict=True):
        note(None, sum(whole.plan[:, plan].tolist()), name, name)
    return Moves(one, other, tuple(rows))


def element(mapping: StateMapping, number: int) -> str | None:
    """The element that a state counts to; None where it counts to nothing."""
    first = next(iter(mapping.states[number].terms[mapping.convention]), None)
    return "unscheduled" if first == "non_scheduled" else first
