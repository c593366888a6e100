"""What a recall tells of each lot, each shipment, and of another recall; and what the record does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from isa95mom.genealogy.fates import Account, Category
from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.record import Lot
from isa95mom.tables.errors import ID

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


def gaps(lot: AffectedLot) -> Iterator[Finding]:
    """What the record does not tell of a lot."""
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


def _gap(code: str, message: str, lot: ID, events: tuple[ID, ...] = (), **amounts: Decimal) -> Finding:
    return Finding(code=code, message=message, severity="warning", lots=(lot,), events=events, amounts=amounts)
