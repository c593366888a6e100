"""A mock recall: how long it takes to find where all of a lot is, how much of it is found, and where the record ends.

What has become of a lot is followed through all that was made of it: where each part of it ended (`shares`), and what
became of that (`fates`). What ended in a lot of which 30 of 100 kg were shipped and 70 are in stock was shipped by
three tenths. A part whose fate is not known is missing, and so is what nothing accounts for.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import field, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.fates import Account, Category, InProcess
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.tables.errors import ID
from isa95mom.values.units import Factors

if TYPE_CHECKING:
    from isa95mom.genealogy.queries import Queries
    from isa95mom.genealogy.recall import Recall

Clock = Callable[[], datetime]
UNACCOUNTED = "unaccounted"
Bounds = tuple[float, float]
"""The least and the greatest share, from 0 to 1."""


def now() -> datetime:
    """The time by the clock of this machine."""
    return datetime.now(UTC)


@frozen(slots=True, kw_only=True)
class Missing:
    """A part of the lot whose fate is not known: here the record ends."""

    lot: ID
    """The lot that it went into last."""
    low: float
    """The share of the lot of the drill is at least this, from 0 to 1."""
    high: float
    reason: str


@frozen(slots=True, kw_only=True)
class Drill:
    """What a mock recall came to; to be kept as evidence."""

    lot: ID
    chosen: str
    """How the lot was chosen, so that it can be chosen again."""
    by: str | None
    """Who did it; None where that was not said."""
    started: datetime
    ended: datetime
    effective: datetime | None
    """What happened later was not seen; None where all was."""
    known: datetime | None
    """What was put on record later was not seen; None where all was."""
    quantity: Decimal | None
    """How much of the lot came into being or arrived; None where that is not known."""
    unit: str | None
    lots: int
    """How many lots it went into, itself included."""
    shares: Mapping[str, Bounds] = field(hash=False)
    """The share of the lot in each `Category`, and in ``unaccounted``, however many lots it went into."""
    parties: Mapping[str | None, int] = field(hash=False)
    """To whom how many shipments of these lots went; None stands for those that are not stated."""
    suppliers: tuple[str, ...]
    """Who the lot came from, by all that it was made of."""
    missing: tuple[Missing, ...]
    """What is missing, the largest part first."""
    orphans: tuple[ID, ...]
    """The lots that it was made of and of which it is not on record where they came from."""
    within: timedelta | None
    """How long it may take; None where that was not judged."""
    least: float | None
    """How much has to be accounted for, from 0 to 1; None where that was not judged."""

    @property
    def elapsed(self) -> timedelta:
        """How long it took."""
        return self.ended - self.started

    @property
    def accounted(self) -> float:
        """The share of the lot whose fate is known for sure, from 0 to 1."""
        unknown = (Category.UNKNOWN, UNACCOUNTED)
        low = sum(low for name, (low, _) in self.shares.items() if name not in unknown)
        return float(f"{min(low, 1.0):.12g}")

    @property
    def located(self) -> Decimal | None:
        """That share as an amount, in `unit`, to 12 digits; None where the quantity is not known."""
        return None if self.quantity is None else +(self.quantity * Decimal(f"{self.accounted:.12g}"))

    @property
    def passed(self) -> bool | None:
        """Whether it was fast enough and enough was found, as far as that was to be judged; None where it was not."""
        verdicts = []
        if self.within is not None:
            verdicts.append(self.elapsed <= self.within)
        if self.least is not None:
            verdicts.append(self.accounted >= self.least - 1e-12)
        return all(verdicts) if verdicts else None

    def to_dict(self) -> dict[str, Any]:
        """All of it in texts, numbers, lists and dicts, as JSON has them; amounts are texts, and stay exact."""
        return {
            "lot": self.lot,
            "chosen": self.chosen,
            "by": self.by,
            "started": self.started.isoformat(),
            "ended": self.ended.isoformat(),
            "elapsed_seconds": self.elapsed.total_seconds(),
            "effective": None if self.effective is None else self.effective.isoformat(),
            "known": None if self.known is None else self.known.isoformat(),
            "quantity": None if self.quantity is None else f"{self.quantity:f}",
            "unit": self.unit,
            "lots": self.lots,
            "accounted": self.accounted,
            "located": None if self.located is None else f"{self.located:f}",
            "shares": {str(name): {"low": low, "high": high} for name, (low, high) in self.shares.items()},
            "parties": [{"party": party, "shipments": many} for party, many in self.parties.items()],
            "suppliers": list(self.suppliers),
            "missing": [
                {"lot": each.lot, "low": each.low, "high": each.high, "reason": each.reason} for each in self.missing
            ],
            "orphans": list(self.orphans),
            "within_seconds": None if self.within is None else self.within.total_seconds(),
            "least": self.least,
            "passed": self.passed,
        }

    def to_json(self) -> str:
        """The same as a text of JSON."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    def __str__(self) -> str:
        amount = "" if self.quantity is None else f", {self.quantity:f} {self.unit or ''}".rstrip()
        lines = [f"lot {self.lot}{amount}: {self.accounted:.2%} accounted for in {self.elapsed.total_seconds():.3f} s"]
        for name, (low, high) in self.shares.items():
            part = f"{high:8.2%}" if high - low <= 1e-12 else f"{low:8.2%} to {high:.2%}"
            lines.append(f"  {part}  {name}")
        lines += [f"  missing in lot {each.lot}: {each.reason}" for each in self.missing]
        lines += [f"  lot {lot}: where it came from is not on record" for lot in self.orphans]
        if self.passed is not None:
            lines.append("  passed" if self.passed else "  not passed")
        return "\n".join(lines)


def run_drill(
    queries: Queries,
    lot: ID | None,
    material: str | None,
    seed: int | None,
    by: str | None,
    clock: Clock,
    started: datetime | None,
    within: timedelta | None,
    least: float | None,
    factors: Factors | None,
    in_process: InProcess | None,
) -> Drill:
    """Do a mock recall. Raises as `Queries.drill` says."""
    begin = _told(clock()) if started is None else _told(started)
    if least is not None and not 0 <= least <= 1:
        raise GenealogyError(f"least is {least!r}; a share from 0 to 1 is needed")
    chosen = "it was named"
    if lot is None:
        lot, chosen = _choice(queries, material, secrets.randbits(32) if seed is None else seed)
    recall = queries.recall(lot, factors=factors, in_process=in_process)
    shares, missing = _ends(queries, recall, lot, factors)
    parties = {party: len(shipments) for party, shipments in recall.consignees.items()}
    back = recall.view.trace_back(lot).lots
    suppliers = dict.fromkeys(filter(None, (recall.view.lot(each).supplier for each in back)))
    account = recall.of(lot).account
    return Drill(
        lot=lot, chosen=chosen, by=by, started=begin, ended=_told(clock()),
        effective=recall.view.effective, known=recall.view.known, quantity=account.total, unit=account.unit,
        lots=len(recall), shares=shares, parties=parties, suppliers=tuple(suppliers), missing=missing,
        orphans=tuple(each for each in back if not recall._kinds_out(each)), within=within, least=least,
    )  # fmt: skip


def _told(time: datetime) -> datetime:
    if time.utcoffset() is None:
        raise GenealogyError(f"{time.isoformat()} has no offset; a drill is kept as evidence, and its times have one")
    return time


def _choice(queries: Queries, material: str | None, seed: int) -> tuple[ID, str]:
    """A lot by chance, among those received; where none was, among those made."""
    record, index, live = queries._record, queries._rows(), queries._in_view()
    received = live[record.kind.array[live] == NUMBER_OF_KIND[EventKind.RECEIVE]]
    for events, how in ((received, "received"), (live, "made")):
        lots = np.unique(record.line_lot.array[index.lines_of(events, True)])
        names = [record.lots[lot] for lot in lots.tolist()]
        if material is not None:
            names = [name for name in names if queries.lot(name).material == material]
        if names:
            of = "" if material is None else f" of material {material!r}"
            chosen = f"by chance, with the seed {seed}, among {len(names)} lots{of} that were {how}"
            return Random(seed).choice(names), chosen
    raise GenealogyError("there is no lot to choose" + ("" if material is None else f" of material {material!r}"))


def _ends(
    queries: Queries, recall: Recall, lot: ID, factors: Factors | None
) -> tuple[dict[str, Bounds], tuple[Missing, ...]]:
    """The share of a lot in each category, and what of it is missing."""
    went = recall.view.destinations(lot, factors=factors)
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    missing: list[Missing] = []
    found = [0.0, 0.0]
    for each, high, low in zip(went.possible, went._origin[1].tolist(), went._origin[0].tolist(), strict=True):
        if high <= 1e-12:
            continue
        parts, reason = _ended(recall.of(each).account)
        for name, part in parts.items():
            sums[name][0] += low * part
            sums[name][1] += high * part
            if name in (Category.UNKNOWN, UNACCOUNTED):
                missing.append(Missing(lot=each, low=_said(low * part), high=_said(high * part), reason=reason[name]))
        found[0] += low
        found[1] += high
    if found[1] < 1 - 1e-9:
        reason_ = "it is not on record where the rest ended"
        missing.append(Missing(lot=lot, low=_said(1 - found[1]), high=_said(1 - found[0]), reason=reason_))
        sums[Category.UNKNOWN][0] += 1 - found[1]
        sums[Category.UNKNOWN][1] += 1 - found[0]
    order = [*Category, UNACCOUNTED]
    shares = {str(name): (_said(sums[name][0]), min(_said(sums[name][1]), 1.0)) for name in order if name in sums}
    return shares, tuple(sorted(missing, key=lambda part: -part.high))


def _ended(account: Account) -> tuple[dict[str, float], dict[str, str]]:
    """By which parts what ended in a lot is in which category, and why some of it is missing."""
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    why = "; ".join(account.unknown) or "what became of it is not known"
    for fate in account.fates:
        if fate.into:
            continue
        if fate.quantity is None:
            return {Category.UNKNOWN: 1.0}, {Category.UNKNOWN: why}
        amounts[fate.category] += fate.quantity
    if account.unaccounted:
        amounts[UNACCOUNTED] += account.unaccounted
    amounts = defaultdict(Decimal, {name: amount for name, amount in amounts.items() if amount > 0})
    whole = sum(amounts.values(), Decimal(0))
    if not whole:
        return {Category.UNKNOWN: 1.0}, {Category.UNKNOWN: why}
    lost = f"{account.unaccounted or 0:f} {account.unit or ''}".rstrip() + " of it are not accounted for"
    return {name: float(amount / whole) for name, amount in amounts.items()}, {
        Category.UNKNOWN: why,
        UNACCOUNTED: lost,
    }


def _said(share: float) -> float:
    return max(float(f"{share:.12g}"), 0.0)
