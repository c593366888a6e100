"""Where a recall begins: which lots, and why each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Event, EventKind, Lot
from isa95mom.genealogy.store import KINDS
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Ints
from isa95mom.tables.times import MISSING, ticks

if TYPE_CHECKING:
    from isa95mom.genealogy.queries import Queries


@frozen(slots=True, kw_only=True)
class Seed:
    """A lot where a recall begins."""

    lot: ID
    why: tuple[str, ...]
    """What was asked for that it fits, in words."""
    events: tuple[ID, ...] = ()
    """The events that it is a seed for; empty where it was named or described itself."""


@frozen(slots=True, kw_only=True)
class Asked:
    """What is to be recalled: all lots that are named, that are described, or that some events gave.

    The description (`material`, `supplier`, `supplier_lot`, `where_lot`) counts as a whole, and so does what is said of
    events (`equipment`, `person`, `since`, `until`, `where`). An event that gives nothing stands for what went into it.
    """

    lots: tuple[ID, ...] = ()
    material: str | None = None
    supplier: str | None = None
    supplier_lot: str | None = None
    where_lot: Callable[[Lot], bool] | None = None
    equipment: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    undated: bool = False
    until_clean: bool = False
    where: Callable[[Event], bool] | None = None
    events: tuple[ID, ...] = ()

    @property
    def describes(self) -> bool:
        """Whether lots are described."""
        return any(said is not None for said in (self.material, self.supplier, self.supplier_lot, self.where_lot))

    @property
    def occasion(self) -> bool:
        """Whether something is said of events."""
        return any(said is not None for said in (self.equipment, self.person, self.since, self.until, self.where))

    def __str__(self) -> str:
        names = ("material", "supplier", "supplier_lot", "equipment", "person")
        said = [f"{name.replace('_', ' ')} {getattr(self, name)}" for name in names if getattr(self, name) is not None]
        said += [f"{name} {getattr(self, name).isoformat()}" for name in ("since", "until") if getattr(self, name)]
        said += ["until it was cleaned"] if self.until_clean else []
        said += ["a condition on events"] if self.where else []
        said += ["a condition on lots"] if self.where_lot else []
        for name, many in (("lots", self.lots), ("events", self.events)):
            if many:
                shown = ", ".join(map(str, many[:5])) + (f" and {len(many) - 5} more" if len(many) > 5 else "")
                said.insert(0, f"{name if len(many) > 1 else name[:-1]} {shown}")
        return ", ".join(said)


def seeds(asked: Asked, queries: Queries) -> tuple[Seed, ...]:
    """The lots where a recall begins.

    Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where nothing is asked for, no lot is
    concerned, an event is not on record or a time has no offset.
    """
    if not (asked.lots or asked.events or asked.describes or asked.occasion):
        raise GenealogyError("nothing is said of what to recall: lots, a supplier, equipment, a person or a time")
    record = queries._record
    why: dict[int, dict[str, None]] = {}
    events: dict[int, dict[ID, None]] = {}
    for lot in asked.lots:
        why.setdefault(queries._number(lot), {})["it was named"] = None
    if asked.describes:
        names = ("material", "supplier", "supplier_lot")
        parts = [f"its {n.replace('_', ' ')} is {getattr(asked, n)!r}" for n in names if getattr(asked, n) is not None]
        parts += [] if asked.where_lot is None else ["it fits the condition on lots"]
        for lot in queries.find_lots(
            material=asked.material, supplier=asked.supplier, supplier_lot=asked.supplier_lot, where=asked.where_lot
        ):
            why.setdefault(record.lots.find(lot), {})[", ".join(parts)] = None
    for number in _events(asked, queries).tolist():
        index, event = queries._rows(), record.event_ids[number]
        outs = index.lines_of(np.array([number]), True)
        lines = outs if len(outs) else index.lines_of(np.array([number]), False)
        said = f"it came out of event {event!r}" if len(outs) else f"it went into event {event!r}, which gave nothing"
        for lot in record.line_lot.array[lines].tolist():
            why.setdefault(lot, {})[said] = None
            events.setdefault(lot, {})[event] = None
    if not why:
        raise GenealogyError("no lot is concerned")
    return tuple(
        Seed(lot=record.lots[lot], why=tuple(said), events=tuple(events.get(lot, ()))) for lot, said in why.items()
    )


def _events(asked: Asked, queries: Queries) -> Ints:
    """The events that are asked for."""
    if asked.until_clean and asked.equipment is None:
        raise GenealogyError("until_clean needs the equipment that is cleaned")
    found = np.zeros(0, dtype=np.int64)
    if asked.occasion:
        found = _until_clean(asked, queries) if asked.until_clean else _find(asked, queries, asked.since, asked.until)
        if asked.where is not None:
            fit = [bool(asked.where(event)) for event in queries._record.events(found)]
            found = found[np.array(fit, dtype=bool)]
    numbers = []
    for event in asked.events:
        numbers.append(queries._record.event_ids.find(event))
        if numbers[-1] < 0:
            raise GenealogyError(f"no event {event!r} is on record")
    named = np.array(numbers, dtype=np.int64)
    every: Ints = np.union1d(found, queries._only(named, queries._live()))
    return every


def _find(asked: Asked, queries: Queries, since: datetime | None, until: datetime | None) -> Ints:
    return queries._find(None, asked.equipment, asked.person, None, since, until, asked.undated)


def _until_clean(asked: Asked, queries: Queries) -> Ints:
    """What ran on the equipment from a time on, or after the lots that are named came there, until it was cleaned.

    The first cleaning counts after `until`, or after the beginning where that is not said; without one, all that ran.
    """
    record = queries._record
    moments = record.effective.moment.array
    begin = None if asked.since is None else ticks(asked.since)[0]
    if begin is None and asked.lots:
        came = [queries._find(None, asked.equipment, None, lot, None, None, False) for lot in asked.lots]
        known = moments[np.concatenate(came)]
        known = known[known != MISSING]
        if not len(known):
            raise GenealogyError(f"none of the lots came to equipment {asked.equipment!r} at a time that is stated")
        begin = int(known.min())
    behind = begin if asked.until is None else ticks(asked.until)[0]
    there = queries._find(None, asked.equipment, None, None, None, None, False)
    cleaned = there[[KINDS[kind] is EventKind.CLEAN for kind in record.kind.array[there].tolist()]]
    ends = moments[cleaned]
    ends = ends[(ends != MISSING) & (True if behind is None else ends > behind)]
    ran = _find(asked, queries, None, None)
    at = moments[ran]
    fits = at != MISSING
    fits &= True if begin is None else at >= begin
    fits &= at <= ends.min() if len(ends) else True
    fits |= (at == MISSING) & asked.undated
    found: Ints = ran[fits]
    return found
