"""A recall: all that some lots went into, what became of it, how much of it stems from them, what is not known."""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from attrs import evolve, field, frozen

from isa95mom.genealogy import containment
from isa95mom.genealogy.exposure import exposures
from isa95mom.genealogy.fates import Account, Category, Fates, InProcess
from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.holds import Holds, Smallest, smallest_holds
from isa95mom.genealogy.record import EventKind, Lot
from isa95mom.genealogy.seeds import Asked, Seed, seeds
from isa95mom.genealogy.stock import Accounts
from isa95mom.genealogy.trace import Trace
from isa95mom.tables.errors import ID
from isa95mom.tables.frames import FrameKind, frame
from isa95mom.tables.growing import Array
from isa95mom.tables.times import MISSING, ticks
from isa95mom.values.units import Conversion

if TYPE_CHECKING:
    from isa95mom.genealogy.queries import Queries
    from isa95mom.genealogy.view import View
    from isa95mom.report.fsma import Gap

COLUMNS = (
    "lot", "material", "depth", "low", "high", "category", "quantity", "unit", "event", "effective", "party",
    "location", "into", "reason",
)  # fmt: skip
"""The columns of a recall as a table."""
GAPS: Mapping[str, str] = {
    "amount-unknown": "an amount is not stated, or does not convert, so that what became of a lot is not known",
    "unaccounted": "what came into being of a lot is not what became of it",
    "exposure-unknown": "how much of a lot stems from the seeds is known between bounds only",
    "consignee-unknown": "a lot was shipped, and to whom is not stated",
    "undated": "a lot was shipped at a time that is not stated",
    "no-lot": "material is in an event that has given no lot yet: no hold on a lot stops it",
}
"""What a recall finds that the record does not tell, by the codes of its findings."""


@frozen(slots=True, kw_only=True)
class AffectedLot:
    """A lot that a recall reaches."""

    id: ID
    depth: int
    """How many events lie between it and the nearest seed."""
    described: Lot
    """What is on record of it beside its lines."""
    account: Account
    """What became of it."""
    low: float
    """The share of it that stems from the seeds is at least this, from 0 to 1."""
    high: float
    """The share is at most this. 0 for what only lay in one container with it."""
    location: str | None
    """Where what is left of it is, or else the first of what it lies in; None where that is not stated."""
    holders: tuple[ID, ...] = ()
    """What it lies in now, or a part of it does."""

    @property
    def exposure(self) -> float | None:
        """The share of it that stems from the seeds, from 0 to 1; None where it is only known between its bounds."""
        return self.high if self.high - self.low <= 1e-12 else None

    @property
    def share(self) -> str:
        """The exposure in words, such as ``12.50%`` or ``0.00% to 40.00%``; what is little and not 0 says so."""
        low, high = ("< 0.01%" if 0 < each < 5e-5 else f"{each:.2%}" for each in (self.low, self.high))
        return low if low == high else f"{low} to {high}"

    @property
    def exposed(self) -> Decimal | None:
        """That share as an amount, in the unit of the account, to 12 digits; None where it is not known."""
        share, total = self.exposure, self.account.total
        return None if share is None or total is None else +(total * Decimal(f"{share:.12g}"))

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that something of it is in, or may be."""
        return self.account.categories

    @property
    def on_hand(self) -> Decimal | None:
        """How much is left of it under its own identification; None where that is not known."""
        return self.account.on_hand


@frozen(slots=True, kw_only=True)
class Shipment:
    """A lot that left the plant."""

    lot: ID
    party: str | None
    """To whom; None where that is not stated."""
    quantity: Decimal | None
    """How much of it, in `unit`; None where that is not known."""
    unit: str | None
    event: ID
    effective: datetime | None
    """When; None where that is not stated."""
    location: str | None
    """Where it was sent from; None where that is not stated."""
    evidence: str | None
    """The document that states it; None where none is stated."""
    contents: tuple[ID, ...] = ()
    """The lots of the recall that lay in it then."""


@frozen(slots=True, kw_only=True)
class Changed:
    """A lot in two recalls that differs: in what became of it, or in how much of it is exposed."""

    lot: ID
    before: AffectedLot
    after: AffectedLot


@frozen(slots=True, kw_only=True)
class RecallDifference:
    """What another recall has that one has not, and the other way round."""

    added: tuple[ID, ...]
    """The lots that only the other one reaches."""
    removed: tuple[ID, ...]
    """The lots that only this one reaches."""
    seeds_added: tuple[ID, ...]
    seeds_removed: tuple[ID, ...]
    changed: tuple[Changed, ...] = field(repr=False)
    """The lots that both reach, of which something else is known."""


class Recall:
    """Everything that some lots went into: how much of it is where, who got it, and how much of it stems from them.

    The lots are the worst case: all in which there may be something of the seeds, whatever the amounts. It stays as it
    is when the genealogy grows.
    """

    def __init__(self, queries: Queries, asked: Asked, conversion: Conversion, in_process: InProcess | None) -> None:
        from isa95mom.genealogy.view import View

        self.asked = asked
        """What was asked for."""
        self.seeds: tuple[Seed, ...] = seeds(asked, queries)
        """The lots where it begins, and why each of them."""
        self.trace: Trace = queries.trace([seed.lot for seed in self.seeds], "forward")
        """The trace forward from the seeds."""
        self.view: View = queries if isinstance(queries, View) else View(queries._rows(), None, None)
        """What it is told from."""
        self._conversion, self._in_process = conversion, in_process

    def __len__(self) -> int:
        """The number of lots, the seeds included."""
        return len(self.trace)

    def __contains__(self, lot: object) -> bool:
        return lot in self.trace

    def __iter__(self) -> Iterator[AffectedLot]:
        return iter(self.lots)

    def __repr__(self) -> str:
        return f"<Recall of {len(self.seeds)} lots: {len(self)} lots are concerned>"

    # -- lots ---------------------------------------------------------------------------------------------------------

    @cached_property
    def lots(self) -> tuple[AffectedLot, ...]:
        """The lots that are concerned, the seeds included, nearest first."""
        view = self.view
        record, index, live = view._record, view._rows(), view._live()
        numbers, depths = self.trace._lots
        fates, bounds = self._fates, self._exposures
        fates.accounts.read(numbers)
        made, places = [], dict[ID, str | None]()
        for place, (lot, depth) in enumerate(zip(numbers.tolist(), depths.tolist(), strict=True)):
            account = fates.of(lot)
            packed = Category.PACKED in account.categories
            holders = tuple(record.lots[each] for each in containment.holders(index, lot, None, live)) if packed else ()
            places[account.lot] = account.location
            made.append(
                AffectedLot(
                    id=account.lot,
                    depth=depth,
                    described=record.lot(lot),
                    account=account,
                    low=_said(bounds[0, place]),
                    high=_said(bounds[1, place]),
                    location=account.location,
                    holders=holders,
                )
            )
        return tuple(
            lot if lot.location is not None or not lot.holders else evolve(lot, location=self._where(lot, places))
            for lot in made
        )

    def _where(self, lot: AffectedLot, places: Mapping[ID, str | None]) -> str | None:
        """The location of what a lot lies in, where there is one."""
        holders = (*lot.holders, *self.view.holders(lot.id, deep=True))
        found = dict.fromkeys(places.get(holder) for holder in holders)
        return next((place for place in found if place is not None), None)

    @cached_property
    def _accounts(self) -> Accounts:
        return Accounts(self.view._rows(), self.view._live(), None, self._conversion)

    @property
    def _fates(self) -> Fates:
        self._accounts.live = self.view._live()  # what was added since is not seen
        return Fates(self._accounts, self._in_process)

    @cached_property
    def _exposures(self) -> Array:
        view = self.view
        starts = self.trace._starts.astype(np.int64)
        return exposures(view._rows(), view._live(), self.trace._lots[0], starts, self._conversion)

    @cached_property
    def _by_id(self) -> dict[ID, AffectedLot]:
        return {lot.id: lot for lot in self.lots}

    def of(self, lot: ID) -> AffectedLot:
        """One of the lots. Raises `GenealogyError` for one that is not concerned, `LotNotFoundError` for an unknown."""
        if lot not in self._by_id:
            from isa95mom.genealogy.errors import GenealogyError

            self.view._number(lot)
            raise GenealogyError(f"lot {lot!r} is not among the {len(self)} lots of the recall")
        return self._by_id[lot]

    @property
    def inside(self) -> tuple[AffectedLot, ...]:
        """The lots of which something is on hand, or may be: what can still be stopped."""
        return tuple(lot for lot in self.lots if lot.account.inside)

    def in_category(self, category: Category | str) -> tuple[AffectedLot, ...]:
        """The lots of which something is, or may be, in a category. Raises `ValueError` where it is none."""
        return tuple(lot for lot in self.lots if Category(category) in lot.categories)

    @cached_property
    def totals(self) -> Mapping[tuple[str | None, str | None], Mapping[Category, Decimal]]:
        """How much is known to be in each category, by material and unit.

        What was consumed or packed is in other lots, too: only the other categories add up to what there is.
        """
        sums: defaultdict[tuple[str | None, str | None], defaultdict[Category, Decimal]]
        sums = defaultdict(lambda: defaultdict(Decimal))
        for lot in self.lots:
            for category, amount in lot.account.amounts.items():
                sums[lot.described.material, lot.account.unit][category] += amount
        return {
            key: {category: of[category] for category in Category if of[category]}
            for key, of in sorted(sums.items(), key=str)
        }

    # -- who got it ---------------------------------------------------------------------------------------------------

    @cached_property
    def shipped(self) -> tuple[Shipment, ...]:
        """What was shipped, one entry per lot and event, in the order of time."""
        record, found = self.view._record, []
        for lot in self.lots:
            for fate in lot.account.fates:
                if fate.category is Category.SHIPPED and fate.event is not None and fate.kind == "ship":
                    event = record.event_ids.find(fate.event)
                    found.append(
                        Shipment(
                            lot=lot.id,
                            party=fate.party,
                            quantity=fate.quantity,
                            unit=lot.account.unit,
                            event=fate.event,
                            effective=fate.effective,
                            location=fate.location,
                            evidence=record.event_tags["evidence"].text(event),
                            contents=self._contents(lot.id, fate.effective),
                        )
                    )
        return tuple(sorted(found, key=lambda each: (each.effective is None, _moment(each.effective))))

    def _contents(self, lot: ID, at: datetime | None) -> tuple[ID, ...]:
        return tuple(each for each in self.view.contents(lot, at, deep=True) if each in self.trace)

    @property
    def consignees(self) -> Mapping[str | None, tuple[Shipment, ...]]:
        """Who has to be told of which shipments; None stands for those that are not stated."""
        found: defaultdict[str | None, list[Shipment]] = defaultdict(list)
        for shipment in self.shipped:
            found[shipment.party].append(shipment)
        return {party: tuple(found[party]) for party in sorted(found, key=lambda each: (each is None, each or ""))}

    # -- what to do ---------------------------------------------------------------------------------------------------

    def holds(
        self,
        by: Smallest = "fewest",
        *,
        planned: Iterable[tuple[ID, ID]] = (),
        ahead: bool = False,
        worst_case: bool = True,
    ) -> Holds:
        """The smallest set of lots to hold so that nothing of the recall that is still inside goes any further.

        A hold on a container stops all that lies in it. `by` says what is smallest: ``fewest`` holds, the ``least``
        amount that is held, or a function of what a hold on a lot costs. `planned` are pairs of a lot and what it goes
        into next, and then it goes nowhere else; with `ahead` a planned lot that is not there yet may be held, too.
        `worst_case` counts all lots; without, those of which nothing can stem from the seeds are left alone.
        `isa95mom.genealogy.holds` says what a hold stops. Raises `GenealogyError` where amounts that are to be compared
        are not known, or where no set of holds stops everything.
        """
        return smallest_holds(self, by, planned, ahead, worst_case)

    def _kinds_out(self, lot: ID) -> set[EventKind]:
        """The kinds of the events that a lot came out of."""
        return {entry.kind for entry in self._fates.accounts.entries(self.view._number(lot)) if entry.out}

    # -- what is not known --------------------------------------------------------------------------------------------

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the record does not tell of these lots; the codes are those of `GAPS`."""
        return tuple(finding for lot in self.lots for finding in self._gaps(lot))

    def _gaps(self, lot: AffectedLot) -> Iterator[Finding]:
        account, unit = lot.account, lot.account.unit or ""
        events = tuple(fate.event for fate in account.fates if fate.event is not None and fate.quantity is None)
        if account.unknown:
            yield _gap("amount-unknown", f"lot {lot.id!r}: {'; '.join(account.unknown)}", lot.id, events)
        if account.unaccounted:
            more = "came in than is accounted for" if account.unaccounted > 0 else "went out than came in"
            text = f"lot {lot.id!r}: {abs(account.unaccounted):f} {unit}".rstrip()
            yield _gap("unaccounted", f"{text} more {more}", lot.id, (), unaccounted=account.unaccounted)
        if lot.exposure is None:
            text = f"from {lot.low:.4g} to {lot.high:.4g} of lot {lot.id!r} stem from the seeds"
            yield _gap("exposure-unknown", text, lot.id)
        for fate in account.fates:
            if fate.category is Category.SHIPPED and fate.kind == "ship" and fate.event is not None:
                if fate.party is None:
                    text = f"to whom lot {lot.id!r} was shipped by event {fate.event!r} is not stated"
                    yield _gap("consignee-unknown", text, lot.id, (fate.event,))
                if fate.effective is None:
                    text = f"when lot {lot.id!r} was shipped by event {fate.event!r} is not stated"
                    yield _gap("undated", text, lot.id, (fate.event,))
            if fate.category is Category.IN_PROCESS and fate.event is not None:
                text = f"lot {lot.id!r} went into event {fate.event!r}, which has given no lot yet"
                yield _gap("no-lot", text, lot.id, (fate.event,))

    # -- in other forms -----------------------------------------------------------------------------------------------

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """A data frame of pandas, polars or Arrow: one row for each part of a lot and what became of it.

        Columns: ``lot``, ``material``, ``depth``, ``low`` and ``high`` (the bounds of its exposure), ``category``,
        ``quantity``, ``unit``, ``event``, ``effective``, ``party``, ``location``, ``into``, ``reason``. What is not
        accounted for is a row of the category ``unaccounted``, so that the quantities of a lot add up to what came into
        being of it. Raises `MissingExtraError` where the library asked for is not installed.
        """
        rows = list(self._rows())
        told: dict[str, list[Any]] = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
        return frame(kind, told | {"into": [tuple(map(str, into)) for into in told["into"]]})

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """The same rows as CSV under a line of column names, which is also written to `path` where one is given.

        Times have their offsets; what is not stated is empty; several lots of ``into`` have semicolons between. Texts
        are as they are on record, and a spreadsheet may take some for formulas; none does so in `to_xlsx`.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, self._rows()))
        if path is not None:
            Path(path).write_text(text.getvalue(), encoding="utf-8", newline="\n")
        return text.getvalue()

    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str = "Recall") -> str:
        """A page to read and to print, in one file, which is also written to `path` where one is given.

        It needs no network and no other file, and runs nothing.
        """
        from isa95mom.report import recall_page

        text = recall_page(self, title)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        return text

    def to_xlsx(
        self,
        target: str | os.PathLike[str] | BinaryIO,
        *,
        locations: Mapping[str, str] | None = None,
        products: Mapping[str, str] | None = None,
        documents: Mapping[str, str] | None = None,
        code: Callable[[Lot], str | None] | None = None,
    ) -> tuple[Gap, ...]:
        """Write the sortable spreadsheet of FSMA 204 as a workbook of Excel; what the record does not state.

        Sheets for receiving, transformation and shipping have a row for each traceability lot with its key data
        elements. What is not on record stays empty and is in the sheet of gaps, and in the result. `locations`
        describes locations and parties, `products` materials, by their identifications; `documents` tells the type of
        reference documents by kinds of events, `code` the traceability lot code of a lot: else it is the supplier's lot
        where one is stated, or the lot itself. A text is never a formula.
        Raises `MissingExtraError` without openpyxl, `GenealogyError` for more rows or longer texts than Excel holds.
        """
        from isa95mom.report import Known, write_fsma

        known = Known(locations=locations or {}, products=products or {}, documents=documents or {}, code=code)
        return write_fsma(self, target, known)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """What became of each lot, part by part, by `COLUMNS`."""
        for lot in self.lots:
            account = lot.account
            begin = (lot.id, lot.described.material, lot.depth, lot.low, lot.high)
            for fate in account.fates:
                yield (
                    *begin, str(fate.category), fate.quantity, account.unit, fate.event, fate.effective, fate.party,
                    fate.location, fate.into, fate.reason,
                )  # fmt: skip
            if account.unaccounted:
                yield *begin, "unaccounted", account.unaccounted, account.unit, None, None, None, None, (), None
            if not account.fates and not account.unaccounted:
                yield *begin, None, None, account.unit, None, None, None, None, (), None

    # -- beside another -----------------------------------------------------------------------------------------------

    def differences(self, other: Recall) -> RecallDifference:
        """What `other` has that this one has not, and the other way round.

        Of two recalls of views with different ``known`` times: what would have been recalled then, and was not.
        """
        mine, theirs = self._by_id, other._by_id
        ours = {seed.lot for seed in self.seeds}, {seed.lot for seed in other.seeds}
        return RecallDifference(
            added=tuple(lot for lot in theirs if lot not in mine),
            removed=tuple(lot for lot in mine if lot not in theirs),
            seeds_added=tuple(seed.lot for seed in other.seeds if seed.lot not in ours[0]),
            seeds_removed=tuple(seed.lot for seed in self.seeds if seed.lot not in ours[1]),
            changed=tuple(
                Changed(lot=lot, before=mine[lot], after=theirs[lot])
                for lot in mine
                if lot in theirs and _telling(mine[lot]) != _telling(theirs[lot])
            ),
        )


def _cells(row: tuple[Any, ...]) -> list[Any]:
    """A row in texts, as CSV has it."""
    told: list[Any] = []
    for cell in row:
        if isinstance(cell, datetime):
            told.append(cell.isoformat())
        elif isinstance(cell, Decimal):
            told.append(f"{cell:f}")
        else:
            told.append(";".join(map(str, cell)) if isinstance(cell, tuple) else cell)
    return told


def _telling(lot: AffectedLot) -> tuple[object, ...]:
    """What makes a difference of a lot in two recalls."""
    return lot.account.total, lot.account.amounts, lot.account.unaccounted, lot.account.on_hand, lot.low, lot.high


def _gap(code: str, message: str, lot: ID, events: tuple[ID, ...] = (), **amounts: Decimal) -> Finding:
    return Finding(code=code, message=message, severity="warning", lots=(lot,), events=events, amounts=amounts)


def _said(share: float) -> float:
    """A share without the digits that binary fractions do not carry through many sums."""
    return float(f"{share:.13g}")


def _moment(time: datetime | None) -> int:
    return MISSING if time is None else ticks(time)[0]
