"""What became of a lot: all that came into being of it, divided among what happened to it.

A lot's account (`stock`) is kept by its lines; here each line that takes from the lot is a fate of that much of it, and
what is left is one, too. What came back takes away from what had gone: a return from what was used or shipped, a
case taken out of a pallet from what was packed. So, in the unit of the lot and exactly,

    what came into being = the sum of all fates + what is not accounted for.

Where an amount is not stated, the part of the whole that may be meant is a fate of its own, `Category.UNKNOWN`; where
it is not known how much there was, there is no such sum. Nothing is closed silently: what a count did not find, what
was written off, and what went out beyond what there was, is `Account.unaccounted`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from attrs import define, evolve, field, frozen

from isa95mom.genealogy.record import EventKind, Lot
from isa95mom.genealogy.stock import CONTAINED, WHOLE, Accounts, Entry
from isa95mom.tables.errors import ID

ZERO = Decimal(0)


class Category(StrEnum):
    """What became of a part of a lot."""

    IN_STOCK = "in stock"
    """It is left, under the identification of the lot."""
    IN_PROCESS = "in process"
    """It is left and not in store yet, or went into an event that has given nothing yet."""
    PACKED = "packed"
    """It lies in what it was packed in, assembled into, or set apart as; that is a lot of its own."""
    SHIPPED = "shipped"
    CONSUMED = "consumed"
    """It went into other lots, or was used for good where none is stated."""
    SCRAPPED = "scrapped"
    SAMPLED = "sampled"
    RETURNED = "returned"
    """It was sent back to where it had come from."""
    UNKNOWN = "unknown"
    """It is not known which of the others, because an amount is not stated or does not convert."""


INSIDE = (Category.IN_STOCK, Category.IN_PROCESS)
"""What is left on hand."""
_GOES = {
    EventKind.SHIP: Category.SHIPPED,
    EventKind.SCRAP: Category.SCRAPPED,
    EventKind.SAMPLE: Category.SAMPLED,
    EventKind.RETURN: Category.RETURNED,
    EventKind.PACK: Category.PACKED,
    EventKind.ASSEMBLE: Category.PACKED,
    EventKind.SUBDIVIDE: Category.PACKED,
}
_COMES_BACK = {
    EventKind.RETURN: (Category.CONSUMED, Category.SHIPPED),
    EventKind.SAMPLE: (Category.SAMPLED,),
    EventKind.UNPACK: (Category.PACKED,),
    EventKind.DISASSEMBLE: (Category.PACKED,),
    EventKind.TRANSFER: (Category.UNKNOWN,),
}
"""What is less where something came back by an event of that kind."""
_GIVES = frozenset(
    (EventKind.PRODUCE, EventKind.BLEND, EventKind.MERGE, EventKind.SPLIT, EventKind.REWORK, EventKind.RELABEL)
)
"""The kinds that give something: what went in is in process as long as nothing came out."""
_MAKES = frozenset((EventKind.PRODUCE, EventKind.BLEND, EventKind.REWORK))
"""The kinds behind which a lot is in process where no location is stated."""
_IN_PROCESS = ("inprocess", "workinprocess", "workinprogress", "wip")
"""The dispositions that say so, by their letters."""


@frozen(slots=True, kw_only=True)
class Fate:
    """What became of a part of a lot."""

    category: Category
    quantity: Decimal | None
    """How much, in the unit of the lot; below 0 where it came back. None where it is not known."""
    event: ID | None = None
    """The event by which it went; None for what is left, or is not known."""
    kind: EventKind | None = None
    """What happened there."""
    effective: datetime | None = None
    """When; None where that is not stated."""
    party: str | None = None
    """Who it went to, as far as stated."""
    location: str | None = None
    """Where it is, or was sent from, as far as stated."""
    into: tuple[ID, ...] = ()
    """The lots that it went into."""
    reason: str | None = None
    """Why the quantity is not known, or the category; None where both are."""


@frozen(slots=True, kw_only=True)
class Account:
    """What became of a lot."""

    lot: ID
    unit: str | None
    """The unit of all amounts here; None where none is stated."""
    total: Decimal | None
    """How much of it came into being or arrived, exactly; None where that is not known."""
    fates: tuple[Fate, ...]
    """What became of it, in the order of time, what is left last."""
    on_hand: Decimal | None
    """How much is left under its own identification; None where that is not known."""
    inside: bool
    """Whether something of it is, or may be, on hand."""
    location: str | None
    """Where what is left is; None where nothing is, or it is not stated."""
    unaccounted: Decimal | None
    """What nothing explains: below 0 where more went out than there was, None where that cannot be told."""
    unknown: tuple[str, ...] = ()
    """What is not known, and why; empty where all is."""

    @property
    def amounts(self) -> Mapping[Category, Decimal]:
        """How much of it in each category, as far as that is known."""
        sums: defaultdict[Category, Decimal] = defaultdict(Decimal)
        for fate in self.fates:
            if fate.quantity is not None:
                sums[fate.category] += fate.quantity
        return {category: sums[category] for category in Category if sums[category]}

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that something of it is in, or may be where an amount is not known."""
        unsure = {fate.category for fate in self.fates if fate.quantity is None}
        amounts = self.amounts
        return tuple(category for category in Category if category in unsure or category in amounts)


InProcess = Callable[[Lot], bool]
"""Whether what is left of a lot is in process and not in store."""


@define(slots=True)
class _Book:
    """What is noted of a lot while its lines are gone through."""

    fates: list[Fate] = field(factory=list)
    total: Decimal = ZERO
    total_known: bool = True
    left: Decimal = ZERO
    unsure: bool = False
    """Whether an amount was not known since the last count."""
    unaccounted: Decimal = ZERO
    unknown: list[str] = field(factory=list)
    emptied: bool = False
    """Whether all that was left went at last, however much that was."""
    open: set[Category] = field(factory=set)
    """The categories in which an amount is not known."""

    def gain(self, amount: Decimal | str) -> None:
        """Something of the lot came into being."""
        self.emptied = False
        if isinstance(amount, str):
            self.unsure, self.total_known = True, False
        else:
            self.total += amount
            self.left += amount

    def go(self, fate: Fate) -> None:
        """Something went."""
        self.fates.append(fate)
        if fate.quantity is None:
            self.unsure = True
            self.open.add(fate.category)
        else:
            self.left -= fate.quantity

    def come_back(self, fate: Fate, categories: tuple[Category, ...]) -> None:
        """Something came back from one of some categories; what had never gone there came into being."""
        gone = {category: self.gone(category) for category in categories}
        category = max(categories, key=lambda each: (each in self.open or gone[each] > 0, gone[each]))
        if fate.quantity is None and (category in self.open or gone[category] > 0):
            self.go(evolve(fate, category=category))
        elif fate.quantity is None:
            self.gain("how much came back is not known")
        else:
            back = max(min(-fate.quantity, gone[category]), ZERO)
            self.go(evolve(fate, category=category, quantity=-back))
            if category not in self.open:  # else it was of that which went, and which is not known
                self.gain(-fate.quantity - back)

    def gone(self, category: Category) -> Decimal:
        """How much is in a category so far."""
        return sum((fate.quantity or ZERO for fate in self.fates if fate.category is category), ZERO)

    def count(self, amount: Decimal | str, reset: bool) -> None:
        """A count found so much, or it was written off."""
        if isinstance(amount, str):
            self.unsure = True
            return
        difference = amount - self.left if reset else amount
        if reset and self.unsure and difference < 0:
            self.fates.append(
                Fate(category=Category.UNKNOWN, quantity=-difference, reason="a count found so much less")
            )
        else:
            self.unaccounted += -difference if reset else difference
        self.left += difference if reset else -difference
        self.unsure &= not reset


@frozen(slots=True)
class Fates:
    """The fates of lots, by the events that their accounts see."""

    accounts: Accounts
    in_process: InProcess | None = None
    """What a plant knows of where its lots are in process. None goes by what is on record: the lot's disposition says
    so; or it states none, the lot was last made on equipment, and no location of it is stated."""

    def of(self, lot: int) -> Account:
        """What became of the lot with that number."""
        entries = self.accounts.entries(lot)
        unit = self.accounts.unit(entries, frozenset((lot,)))
        events: dict[int, list[tuple[Entry, Decimal | str]]] = {}
        left = ZERO
        for entry, amount in self.accounts.booked(lot, entries, unit):
            if isinstance(amount, Decimal):
                left += amount if entry.out else -amount
                if entry.kind is EventKind.ADJUST and entry.out:
                    amount = left  # what was counted
            events.setdefault(entry.event, []).append((entry, amount))
        book = _Book()
        outs = [CONTAINED[entry.kind] for entry in entries if entry.out]
        for told in events.values():
            self._event(book, told, bool(outs) and all(outs))
        if not any(entry.out for entry in entries):
            book.gain("where it came from is not on record")
            book.unknown.insert(0, "where it came from is not on record")
        return self._closed(book, lot, unit, entries)

    def _event(self, book: _Book, told: list[tuple[Entry, Decimal | str]], whole: bool) -> None:
        """Note the lines that one event has of the lot; where it goes in and comes out, the difference.

        `whole` says whether it holds others, or is a part of a lot, and so goes whole where no amount is stated.
        """
        book.unknown += [amount for _, amount in told if isinstance(amount, str)]
        amounts = [-amount if entry.out else amount for entry, amount in told if isinstance(amount, Decimal)]
        if len({entry.out for entry, _ in told}) == 2 and len(amounts) == len(told):
            net, entry = sum(amounts, ZERO), next(entry for entry, _ in told if not entry.out)
            if entry.kind is EventKind.TRANSFER:
                book.unaccounted += net
                book.left -= net
            elif net > 0:
                book.go(self._fate(entry, net))
            else:
                book.gain(-net)
            return
        for entry, amount in told:
            if entry.kind is EventKind.ADJUST:
                book.count(amount, entry.out)
            elif entry.out and entry.kind in _COMES_BACK:
                book.come_back(self._fate(entry, amount), _COMES_BACK[entry.kind])
            elif entry.out:
                book.gain(amount)
            else:
                book.go(self._fate(entry, amount))
                book.emptied |= whole and entry.quantity is None and entry.kind in WHOLE

    def _fate(self, entry: Entry, amount: Decimal | str) -> Fate:
        record, event = self.accounts.record, entry.event
        begin, end = record.bounds.array[2 * event + (not entry.out) : 2 * event + (not entry.out) + 2].tolist()
        into = () if entry.out else tuple(dict.fromkeys(record.lots.take(record.line_lot.array[begin:end])))
        category, reason = _GOES.get(entry.kind, Category.CONSUMED), None
        if entry.kind is EventKind.TRANSFER and not into:
            category, reason = Category.UNKNOWN, "it left for another place and did not arrive on record"
        elif entry.kind in _GIVES and not into:
            category = Category.IN_PROCESS
        return Fate(
            category=category,
            quantity=None if isinstance(amount, str) else -amount if entry.out else amount,
            event=record.event_ids[event],
            kind=entry.kind,
            effective=record.effective[event],
            party=record.event_tags["party"].text(event),
            location=record.event_tags["location"].text(event),
            into=into,
            reason=amount if isinstance(amount, str) else reason,
        )

    def _closed(self, book: _Book, lot: int, unit: str | None, entries: list[Entry]) -> Account:
        """The account, with what is left."""
        category, location = self._place(lot, entries)
        left = max(book.left, ZERO)
        inside = not book.emptied and (left > 0 or (book.unsure and not book.total_known))
        book.unaccounted += book.left - left
        if book.unsure:
            known = left if book.total_known else None
            reason = "what is left is not known"
            book.fates.append(Fate(category=Category.UNKNOWN, quantity=known, location=location, reason=reason))
        elif left:
            book.fates.append(Fate(category=category, quantity=left, location=location))
        return Account(
            lot=self.accounts.record.lots[lot],
            unit=unit,
            total=book.total if book.total_known else None,
            fates=tuple(book.fates),
            on_hand=None if book.unsure else left,
            inside=inside,
            location=location if inside else None,
            unaccounted=book.unaccounted if book.total_known else None,
            unknown=tuple(dict.fromkeys(book.unknown)),
        )

    def _place(self, lot: int, entries: list[Entry]) -> tuple[Category, str | None]:
        """In which category what is left is, and at which location."""
        record = self.accounts.record
        outs = [entry for entry in entries if entry.out]
        places = [record.event_tags["location"].text(entry.event) for entry in reversed(outs)]
        location = next((place for place in places if place is not None), record.lot_tags["location"].text(lot))
        disposition = record.lot_tags["disposition"].text(lot)
        if self.in_process is not None:
            process = self.in_process(evolve(record.lot(lot), location=location))
        elif disposition is not None:
            process = "".join(filter(str.isalpha, disposition.lower())) in _IN_PROCESS
        else:
            made = bool(outs) and outs[-1].kind in _MAKES and len(record.equipment[outs[-1].event]) > 0
            process = made and location is None
        return (Category.IN_PROCESS if process else Category.IN_STOCK), location
