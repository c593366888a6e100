"""Tables of what is recorded, as columns of numbers; texts come last, in `isa95mom.simulate.chunk`.

In each table but that of the events, `row` is the row of the event that the entry belongs to; entries stand in the
order of their events.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen

from isa95mom.simulate.draws import Bools
from isa95mom.simulate.faults import Fault

Columns = dict[str, npt.NDArray[Any]]
REST = ("lines", "lots", "parameters", "properties")
NOT_STATED = -1
"""In place of a number or an amount: nothing is stated."""


@frozen(slots=True)
class Booked:
    """What is recorded of a block."""

    events: Columns
    lines: Columns
    lots: Columns
    parameters: Columns
    properties: Columns
    faults: tuple[Fault, ...] = ()
    unmeasured: dict[tuple[int, int], int] = field(factory=dict)
    """Event and lot to the true amount, in grains, where none is stated."""
    corrected: dict[int, tuple[int, int, int]] = field(factory=dict)
    """Corrected event to its lot, what was said, and what is true."""


def below(tables: list[Columns]) -> Columns:
    """Tables of the same columns, one below the other."""
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def by_row(table: Columns) -> Columns:
    """A table in the order of its events."""
    if not (np.diff(table["row"]) < 0).any():
        return table
    order = np.argsort(table["row"], kind="stable")
    return {name: values[order] for name, values in table.items()}


def with_campaigns(booked: Booked) -> Booked:
    """The corrections, which stand at the end, behind the events of their campaign."""
    order = np.argsort(booked.events["campaign"], kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    events = {name: values[order] for name, values in booked.events.items()}
    return _changed(booked, events, lambda table: by_row(table | {"row": place[table["row"]]}))


def only(booked: Booked, kept: Bools) -> Booked:
    """Only the events that are kept, with what belongs to them."""
    place = np.cumsum(kept) - 1
    events = {name: values[kept] for name, values in booked.events.items()}

    def rest(table: Columns) -> Columns:
        there = kept[table["row"]]
        return {name: values[there] for name, values in (table | {"row": place[table["row"]]}).items()}

    return _changed(booked, events, rest)


def cut(booked: Booked, begin: int, end: int) -> Booked:
    """The events from row `begin` to before row `end`, with what belongs to them."""
    events = {name: values[begin:end] for name, values in booked.events.items()}

    def rest(table: Columns) -> Columns:
        first, last = np.searchsorted(table["row"], (begin, end))
        part = {name: values[first:last] for name, values in table.items()}
        return part | {"row": part["row"] - begin}

    return _changed(booked, events, rest)


def joined(parts: list[Booked]) -> Booked:
    """The tables of parts, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    sizes = np.cumsum([0, *(len(part.events["number"]) for part in parts)]).tolist()
    tables = {"events": below([part.events for part in parts])}
    for name in REST:
        held: list[Columns] = [getattr(part, name) for part in parts]
        tables[name] = below([t | {"row": t["row"] + size} for t, size in zip(held, sizes, strict=False)])
    return Booked(**tables)  # type: ignore[arg-type]  # as below


def _changed(booked: Booked, events: Columns, change: Callable[[Columns], Columns]) -> Booked:
    """Other events, and the tables that belong to them as `change` makes them."""
    tables = {name: change(getattr(booked, name)) for name in REST}
    return evolve(booked, events=events, **tables)  # type: ignore[arg-type]  # mypy takes any name for any field
