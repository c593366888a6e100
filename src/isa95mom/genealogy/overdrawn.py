"""Whether there was as much of each lot as was taken of it, at every moment, and nothing after all had gone.

Each lot has a level: what came out of events less what went into events, in the order of time, exact. The order is the
one that suits the records best: what comes in is as early as it may have been, what goes out as late, and at one moment
what comes in goes first. Lots whose lines all state an amount in one unit are summed in whole numbers, all at once; the
others, and those that fall below zero, are gone through line by line with their accounts (`stock`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.seen import Seen
from isa95mom.genealogy.stock import Accounts, Entry, Term, term
from isa95mom.tables.growing import Array, Ints

CLOSING = (EventKind.SHIP, EventKind.SCRAP)
TOLD_BY_OTHERS = (EventKind.PACK, EventKind.RELABEL, EventKind.TRANSFER)
"""Kinds of which a line out that states no amount may be known by the lines in."""
MOST = 2.0**62


def levels(seen: Seen) -> Iterator[Finding]:
    """Lots of which more was taken than there was, and those that were used after they had gone."""
    accounts = Accounts(seen.index, seen.live, conversion=seen.conversion)
    for lot in np.flatnonzero(_candidates(seen)).tolist():
        yield from _Level(seen, accounts, lot).findings()


def _candidates(seen: Seen) -> Array:
    """The lots that have to be gone through line by line."""
    size = len(seen.record.lots)

    def having(lines: Array, least: int = 1) -> Array:
        found: Array = np.bincount(seen.lot[lines], minlength=size) >= least
        return found

    column = seen.record.quantity
    digits = column.digits.array[seen.lines].astype(np.int64)
    unit = seen.record.unit.array[seen.lines]
    least, most = np.full(size, np.iinfo(np.int32).max), np.full(size, -1)
    np.minimum.at(least, seen.lot, unit)
    np.maximum.at(most, seen.lot, unit)
    scale = np.zeros(size, dtype=np.int64)
    np.maximum.at(scale, seen.lot, digits)
    shift = np.clip(scale[seen.lot] - digits, 0, 18)
    whole = column.whole.array[seen.lines]
    amount = np.bincount(seen.lot, weights=np.abs(whole) * 10.0**shift, minlength=size)
    special = seen.of_kinds((EventKind.ADJUST, EventKind.RELABEL))
    regular = ~having((digits < 0) | special) & (least >= most) & (amount < MOST)
    told = (digits != -1) | special
    ins = ~seen.out
    partly = having(ins & told) & having(seen.out & (told | seen.of_kinds(TOLD_BY_OTHERS)))
    closed = having(ins & seen.of_kinds(CLOSING)) & having(ins, 2)
    found: Array = ~regular & (partly | closed)

    lines = np.flatnonzero((regular & seen.has_origin & having(ins))[seen.lot])
    lot, out = seen.lot[lines], seen.out[lines]
    order = np.lexsort((~out, np.where(out, seen.early[seen.event[lines]], seen.late[seen.event[lines]]), lot))
    steps = np.where(out, 1, -1) * whole[lines] * 10 ** shift[lines]
    found[_below(lot[order], steps[order])] = True
    return found


def _below(lot: Ints, steps: Ints) -> Ints:
    """The lots whose level falls below zero; `steps` are in the order of the lots. Sums may wrap, differences not."""
    begins = np.diff(lot, prepend=-1) != 0
    level = np.cumsum(steps)
    before = (level - steps)[begins]
    level -= np.repeat(before, np.diff(np.append(np.flatnonzero(begins), len(lot))))
    found: Ints = lot[level < 0]
    return found


class _Level:
    """One lot, line by line."""

    def __init__(self, seen: Seen, accounts: Accounts, lot: int) -> None:
        self.seen, self.accounts, self.lot = seen, accounts, lot
        entries = accounts.entries(lot)
        self.unit = accounts.unit(entries, frozenset((lot,)))
        self.entries = sorted(entries, key=self._place)
        opening = {entry.event for entry in entries if entry.out} - {entry.event for entry in entries if not entry.out}
        self.known = any(
            entry.event in opening and term(entry.kind, True) not in (Term.COUNTED, Term.RETURNED) for entry in entries
        )
        self.left = Decimal(0)
        self.closed: Entry | None = None
        self.short: list[tuple[Entry, Decimal, Decimal]] = []
        """The lines that took more than there was, how much they took, and how much was there."""
        self.after: list[tuple[Entry, Entry]] = []
        """The lines that took from what was gone, and those by which it went."""

    def _place(self, entry: Entry) -> tuple[int, bool, bool, bool]:
        if entry.kind is EventKind.ADJUST and entry.out:
            return int(self.seen.moment[entry.event]), True, False, False
        time = self.seen.early if entry.out else self.seen.late
        return int(time[entry.event]), False, not entry.out, entry.kind in CLOSING

    def findings(self) -> Iterator[Finding]:
        for entry in self.entries:
            self._go(entry)
        for entry, gone in self.after:
            yield self._used_after(entry, gone)
        if self.short:
            yield self._overdrawn()

    def _go(self, entry: Entry) -> None:
        amount = self.accounts.amount(entry, self.lot, self.unit, self.left, self.entries, frozenset((self.lot,)))
        whole = entry.quantity is None
        if entry.out:
            self.closed = None
            if isinstance(amount, str):
                self.known = False
            elif term(entry.kind, True) is Term.COUNTED:
                self.known, self.left = True, amount
            else:
                self.left += amount
            return
        if self.closed is not None and (entry.kind is EventKind.SHIP or self._surely_after(entry, self.closed)):
            self.after.append((entry, self.closed))
        if isinstance(amount, Decimal):
            if self.known and amount > max(self.left, Decimal(0)) and not self._counted_then(entry):
                self.short.append((entry, amount, self.left))
            self.left -= amount
        if entry.kind in CLOSING and (whole or (self.known and self.left <= 0)):
            self.closed = entry

    def _counted_then(self, entry: Entry) -> bool:
        """Whether the lot was counted at a time that may have been the same, so that it may have been before."""
        early, late = self.seen.early, self.seen.late
        return any(
            early[count.event] <= late[entry.event] and early[entry.event] <= late[count.event]
            for count in self.entries
            if count.kind is EventKind.ADJUST and count.out
        )

    def _surely_after(self, entry: Entry, gone: Entry) -> bool:
        return bool(self.seen.early[entry.event] > self.seen.late[gone.event])

    def _used_after(self, entry: Entry, gone: Entry) -> Finding:
        twice = entry.kind is gone.kind is EventKind.SHIP
        went = "shipped" if gone.kind is EventKind.SHIP else "scrapped"
        used = "shipped" if entry.kind is EventKind.SHIP else "used"
        seen = self.seen
        return seen.finding(
            "shipped-twice" if twice else "used-after-closure",
            f"lot {seen.name(self.lot)!r} was {went} by {seen.at(gone.event)}, and {used} by {seen.at(entry.event)}",
            lots=[self.lot],
            events=[gone.event, entry.event],
            places=self._places(gone, entry),
        )

    def _overdrawn(self) -> Finding:
        seen, unit = self.seen, f" {self.unit}" if self.unit else ""
        entry, taken, left = self.short[0]
        there = max(left, Decimal(0))
        good = "" if self.left < 0 else "; what came in later makes it good"
        return seen.finding(
            "negative-stock" if good else "over-consumption",
            f"{seen.at(entry.event)} took {taken:f}{unit} of lot {seen.name(self.lot)!r}, and {there:f}{unit} was there"
            f"{good}",
            lots=[self.lot],
            events=[entry.event for entry, _, _ in self.short],
            places=self._places(*self.entries),
            amounts={"taken": taken, "available": there, "left at the end": self.left},
        )

    def _places(self, *entries: Entry) -> list[int]:
        events = [entry.event for entry in entries]
        places = self.seen.places(self.lot)
        found: list[int] = places[np.isin(self.seen.event[places], events)].tolist()
        return found
