"""What came into a lot and what went out of it, and so what is left: a lot's account, kept by its lines.

A line out of an event adds to its lot, a line in takes from it. Containment counts as moving: what is packed, assembled
or set apart as a sublot goes from the lot to what holds it, so that nothing is counted twice. Where a line states no
amount, it is known all the same in these cases, and in no other:

* a whole that was subdivided or emptied gives what its parts are stated to be, a container takes what was packed in it;
* of a relabelling or a transfer the two sides are equal;
* a container, an assembly or a sublot that is shipped, scrapped, sent back, moved, relabelled or packed goes whole.

A count (`EventKind.ADJUST` with a line out) sets what is left; the difference is named, not spread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

import numpy as np
from attrs import define, field, frozen

from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import CONTAINMENT, KINDS, NUMBER_OF_KIND
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import MISSING
from isa95mom.values.units import UNITS, Conversion


class Term(StrEnum):
    """Why a lot became more or less."""

    RECEIVED = "received"
    PRODUCED = "produced"
    RETURNED = "returned"
    """It came back after it was issued, or what was left of a sample did."""
    TAKEN_OUT = "taken out"
    """It was taken out of what held it."""
    MOVED_IN = "moved in"
    CONSUMED = "consumed"
    SHIPPED = "shipped"
    SCRAPPED = "scrapped"
    SAMPLED = "sampled"
    SENT_BACK = "sent back"
    PACKED = "packed"
    """It was packed, assembled or set apart as a sublot, and is there now."""
    MOVED_OUT = "moved out"
    WRITTEN_OFF = "written off"
    COUNTED = "counted"
    """By how much a count differed from what was on record: what nobody explained. Below 0 where less was found."""


_OUT = {
    EventKind.RECEIVE: Term.RECEIVED,
    EventKind.RETURN: Term.RETURNED,
    EventKind.SAMPLE: Term.RETURNED,
    EventKind.UNPACK: Term.TAKEN_OUT,
    EventKind.DISASSEMBLE: Term.TAKEN_OUT,
    EventKind.TRANSFER: Term.MOVED_IN,
    EventKind.ADJUST: Term.COUNTED,
}
_IN = {
    EventKind.SHIP: Term.SHIPPED,
    EventKind.SCRAP: Term.SCRAPPED,
    EventKind.SAMPLE: Term.SAMPLED,
    EventKind.RETURN: Term.SENT_BACK,
    EventKind.PACK: Term.PACKED,
    EventKind.ASSEMBLE: Term.PACKED,
    EventKind.SUBDIVIDE: Term.PACKED,
    EventKind.TRANSFER: Term.MOVED_OUT,
    EventKind.ADJUST: Term.WRITTEN_OFF,
}
WHOLE = frozenset(
    (
        EventKind.SHIP,
        EventKind.SCRAP,
        EventKind.RETURN,
        EventKind.TRANSFER,
        EventKind.RELABEL,
        EventKind.UNPACK,
        EventKind.PACK,
    )
)
"""The kinds by which a thing that holds others, or is part of a lot, goes whole where no amount is stated."""


def term(kind: EventKind, out: bool) -> Term:
    """Why a line of an event of that kind makes its lot more (`out`) or less."""
    return _OUT.get(kind, Term.PRODUCED) if out else _IN.get(kind, Term.CONSUMED)


@frozen(slots=True, kw_only=True)
class Stock:
    """What is left of a lot under its own identification: what it holds, or is packed away elsewhere, is not in it."""

    lot: ID
    quantity: Decimal | None
    """How much is left, exactly; below 0 where more went out than came in. None where it is not known, which is not
    zero: `unknown` says why."""
    unit: str | None
    """The unit of all amounts here: the one in which the lot was first stated; None where none is stated."""
    terms: Mapping[Term, Decimal] = field(hash=False)
    """How much the lot became more or less, by reason; reasons that do not occur are not there."""
    unknown: tuple[str, ...] = ()
    """Why the quantity is not known; empty where it is."""

    @property
    def made(self) -> Decimal:
        """How much came into being or arrived, as far as stated: received, produced or put together."""
        return self.terms.get(Term.RECEIVED, Decimal(0)) + self.terms.get(Term.PRODUCED, Decimal(0))


@define(slots=True)
class Entry:
    """One line on the account of a lot."""

    event: int
    kind: EventKind
    out: bool
    quantity: Decimal | None
    unit: str | None


class Accounts:
    """The accounts of lots, by the events in view up to a moment. An event without a time counts as earliest."""

    def __init__(self, index: Index, live: Array | None, at: int | None = None, conversion: Conversion = UNITS) -> None:
        self.index, self.record, self.live, self.at = index, index.record, live, at
        self.conversion = conversion
        self._read: dict[int, list[Entry]] = {}

    def stock(self, lot: int) -> Stock:
        """What is left of a lot."""
        return self._stock(lot, None, frozenset())

    def _stock(self, lot: int, before: int | None, asked: frozenset[int]) -> Stock:
        """The same, `before` an event; `asked` are the lots that wait for the answer."""
        entries = self.entries(lot)
        unit = self.unit(entries, asked | {lot})
        terms: dict[Term, Decimal] = {}
        unknown: list[str] = []
        left = Decimal(0)
        for entry, amount in self.booked(lot, entries, unit, before, asked | {lot}):
            why = term(entry.kind, entry.out)
            if isinstance(amount, str):
                unknown.append(amount)
                continue
            if why is Term.COUNTED:
                unknown = []
            terms[why] = terms.get(why, Decimal(0)) + amount
            left += amount if entry.out else -amount
        if not any(entry.out for entry in entries):
            unknown.insert(0, "where it came from is not on record")
        name = self.record.lots[lot]
        return Stock(
            lot=name, quantity=None if unknown else left, unit=unit, terms=terms, unknown=tuple(dict.fromkeys(unknown))
        )

    def booked(
        self,
        lot: int,
        entries: list[Entry],
        unit: str | None,
        before: int | None = None,
        asked: frozenset[int] = frozenset(),
    ) -> Iterator[tuple[Entry, Decimal | str]]:
        """Each of the lines of a lot, `before` an event, with what it amounts to in `unit`, or why that is not known.

        Of a count it is by how much it differs from what the lines before come to.
        """
        left = Decimal(0)
        for entry in entries:
            if entry.event == before:
                return
            amount = self.amount(entry, lot, unit, left, entries, asked | {lot})
            if not isinstance(amount, str):
                if term(entry.kind, entry.out) is Term.COUNTED:
                    amount -= left
                left += amount if entry.out else -amount
            yield entry, amount

    def entries(self, lot: int) -> list[Entry]:
        """The lines of a lot, in the order of time; at one time, what comes in before what goes out."""
        if lot not in self._read:
            self.read(np.array([lot], dtype=np.int32))
        return self._read[lot]

    def read(self, lots: Ints) -> None:
        """Read the lines of many lots at once, which is faster than of one after another."""
        record, lots = self.record, np.unique(lots)
        events = np.unique(np.concatenate([self.index.events_of(lots, out)[0] for out in (False, True)]))
        if self.live is not None:
            events = events[self.live[events]]
        if self.at is not None:
            moments = record.effective.moment.array[events]
            events = events[(moments == MISSING) | (moments <= self.at)]
        lines = self.index.lines_of(events)
        lines = lines[np.isin(record.line_lot.array[lines], lots)]
        of, out, event = record.line_lot.array[lines], record.line_out(lines), record.line_events(lines)
        counts = record.kind.array[event] == NUMBER_OF_KIND[EventKind.ADJUST]
        counted = np.isin(event * len(record.lots) + of, (event * len(record.lots) + of)[counts & out])
        kept = out | ~(counts & counted)  # without what a count takes the place of
        of, out, event, lines, counts = of[kept], out[kept], event[kept], lines[kept], counts[kept]
        order = np.lexsort((lines, ~out, counts, record.effective.moment.array[event], of))
        units = [None if unit < 0 else str(record.units[unit]) for unit in record.unit.array[lines[order]].tolist()]
        self._read |= {lot: [] for lot in lots.tolist()}
        for lot, *told in zip(
            of[order].tolist(), event[order].tolist(), record.kind.array[event[order]].tolist(), out[order].tolist(),
            record.quantity.take(lines[order]), units, strict=True,
        ):  # fmt: skip
            number, kind, is_out, quantity, unit = told
            self._read[lot].append(Entry(number, KINDS[kind], is_out, quantity, unit))

    def of_event(self, event: int, lot: int | None = None, out: bool | None = None) -> Iterator[Entry]:
        """The lines of an event, of one lot, or of one direction."""
        record = self.record
        first, middle, end = record.bounds.array[2 * event : 2 * event + 3].tolist()
        begin, end = middle if out else first, middle if out is False else end
        lines: Iterable[int] = range(begin, end)
        if lot is not None:
            lines = (begin + np.flatnonzero(record.line_lot.array[begin:end] == lot)).tolist()
        kind = KINDS[record.kind.array[event]]
        for line in lines:
            unit = int(record.unit.array[line])
            yield Entry(
                event, kind, line >= middle, record.quantity[line], None if unit < 0 else str(record.units[unit])
            )

    def unit(self, entries: list[Entry], asked: frozenset[int]) -> str | None:
        """The unit of an account: of the first line that states one, those out before those in; else of other sides."""
        stated = [entry for entry in entries if entry.unit is not None and entry.quantity is not None]
        for entry in entries if not stated else ():
            stated += [other for other in self.other_side(entry) if other.unit is not None]
            old = self.relabelled(entry, asked)
            if not stated and old is not None and old.unit is not None:
                return old.unit
        return next((e.unit for out in (True, False) for e in stated if e.out is out), None)

    def amount(
        self, entry: Entry, lot: int, unit: str | None, left: Decimal, entries: list[Entry], asked: frozenset[int]
    ) -> Decimal | str:
        """How much a line amounts to in `unit`, or why that is not known."""
        amount = self.converted(entry, lot, unit)
        if amount is not None:
            return amount
        came = [CONTAINED[each.kind] for each in entries if each.out]
        if entry.kind in WHOLE and not entry.out and came and all(came):
            return max(left, Decimal(0))
        old = self.relabelled(entry, asked)
        if old is not None and old.quantity is not None and old.unit == unit:
            return old.quantity
        event = self.record.event_ids[entry.event]
        what = str(term(entry.kind, entry.out))
        return f"how much was {what} by event {event!r} is not stated"

    def relabelled(self, entry: Entry, asked: frozenset[int]) -> Stock | None:
        """What was left, before a relabelling, of the lot that has a new identification by this line."""
        if entry.kind is not EventKind.RELABEL or not entry.out:
            return None
        old = self.record.line_lot.array[self.index.lines_of(np.array([entry.event]), False)].tolist()
        return self._stock(old[0], entry.event, asked) if len(old) == 1 and old[0] not in asked else None

    def converted(self, entry: Entry, lot: int, unit: str | None) -> Decimal | str | None:
        """What a line states, in `unit`, or why it cannot be said in it; None where it states nothing."""
        if entry.quantity is not None:
            return self.in_unit(entry, lot, unit)
        others = self.other_side(entry)
        if not others:
            return None
        amounts = [self.in_unit(other, lot, unit) for other in others if other.quantity is not None]
        if len(amounts) < len(others):
            return None
        return next(
            (a for a in amounts if isinstance(a, str)), sum((a for a in amounts if not isinstance(a, str)), Decimal(0))
        )

    def other_side(self, entry: Entry) -> list[Entry]:
        """The lines that amount to the same as this one together; empty where there are none."""
        holder_out = entry.kind is EventKind.PACK
        divided = entry.kind in (EventKind.SUBDIVIDE, EventKind.UNPACK, EventKind.DISASSEMBLE)
        same = entry.kind in (EventKind.RELABEL, EventKind.TRANSFER)
        if not (same or (holder_out and entry.out) or (divided and not entry.out)):
            return []
        mine = list(self.of_event(entry.event, out=entry.out))
        return [] if len(mine) > 1 else list(self.of_event(entry.event, out=not entry.out))

    def in_unit(self, entry: Entry, lot: int, unit: str | None) -> Decimal | str:
        """A stated amount in `unit`, or why it cannot be said in it."""
        assert entry.quantity is not None
        if entry.unit == unit:
            return entry.quantity
        stated = f"{entry.quantity:f}{f' {entry.unit}' if entry.unit else ' without a unit'}"
        if entry.unit is not None and unit is not None:
            way = self.conversion.way(entry.unit, unit, self.record.lot_tags["material"].text(lot))
            if way is not None:
                return self.conversion.convert(
                    entry.quantity, entry.unit, unit, self.record.lot_tags["material"].text(lot)
                )
        event = self.record.event_ids[entry.event]
        return f"{stated} of event {event!r} does not convert to {unit or 'an amount without a unit'}"


CONTAINED = {kind: bool(CONTAINMENT[number]) for number, kind in enumerate(KINDS)}
