"""A recall: all that some lots went into, what became of it, how much of it stems from them, what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import evolve

from isa95mom.genealogy import containment
from isa95mom.genealogy.affected import AffectedLot, Changed, RecallDifference, Shipment, gaps
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.exposure import exposures
from isa95mom.genealogy.fates import Category, Fates, InProcess
from isa95mom.genealogy.findings import Finding
from isa95mom.genealogy.holds import Holds, Smallest, smallest_holds
from isa95mom.genealogy.recall_forms import RecallForms
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.seeds import Asked, Seed, seeds
from isa95mom.genealogy.stock import Accounts
from isa95mom.genealogy.trace import Trace
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array
from isa95mom.tables.times import MISSING, ticks
from isa95mom.values.units import Conversion

if TYPE_CHECKING:
    from isa95mom.genealogy.queries import Queries
    from isa95mom.genealogy.view import View


class Recall(RecallForms):
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
        within = {lot.id: lot.holders for lot in made}
        return tuple(
            lot if lot.location is not None or not lot.holders else evolve(lot, location=_place(lot.id, places, within))
            for lot in made
        )

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
        return tuple(finding for lot in self.lots for finding in gaps(lot))

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


def _place(lot: ID, places: Mapping[ID, str | None], within: Mapping[ID, tuple[ID, ...]]) -> str | None:
    """The location of the first that a lot lies in, over all levels, of which there is one."""
    inside = [lot]
    for each in inside:  # grows while it is gone through
        if (place := places.get(each)) is not None:
            return place
        inside += [holder for holder in within.get(each, ()) if holder not in inside]
    return None


def _telling(lot: AffectedLot) -> tuple[object, ...]:
    """What makes a difference of a lot in two recalls."""
    return lot.account.total, lot.account.amounts, lot.account.unaccounted, lot.account.on_hand, lot.low, lot.high


def _said(share: float) -> float:
    """A share without the digits that binary fractions do not carry through many sums."""
    return float(f"{share:.13g}")


def _moment(time: datetime | None) -> int:
    return MISSING if time is None else ticks(time)[0]
