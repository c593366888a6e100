"""Which lots to hold so that nothing of a recall that is still inside goes any further: the smallest such set.

What can go on is what is on hand, and a hold stops all of it that has the identification of the lot:

* what is on hand by itself can leave, unless its lot is held;
* a thing that lies in a container as a whole (a case on a pallet) goes with it: a hold on the container stops it and
  all else there, a hold on the thing stops it alone;
* a lot of which parts lie in several containers is in these: each of them is to be held;
* a sublot is stopped by a hold on itself, or on the lot that it is a part of;
* an assembly is a thing of its own: a hold on a component does not stop it;
* where it is planned that a lot goes into another one next, it goes there and nowhere else.

So there is a graph, from each lot to what it lies in or goes into next and from there out of the plant, and the
smallest set of holds is its lightest cut (`cuts`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from isa95mom.genealogy.cuts import Weight, lightest_cut
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.fates import Account, Category
from isa95mom.genealogy.record import EventKind
from isa95mom.tables.errors import ID

if TYPE_CHECKING:
    from isa95mom.genealogy.recall import Recall

Smallest = Literal["fewest", "least"] | Callable[[ID], Weight]
"""What counts: how many holds there are, how much is held, or what a function says that a hold on a lot costs."""


@frozen(slots=True, kw_only=True)
class Hold:
    """A hold on one lot."""

    lot: ID
    stops: tuple[ID, ...]
    """The lots of the recall that go no further because of it: itself, what lies in it, what would go into it next."""
    besides: tuple[ID, ...]
    """The lots in it that the recall does not concern, and that are held up too."""
    quantity: Decimal | None
    """How much is held by it, what lies in it included; None where that is not known or has several units."""
    unit: str | None
    location: str | None
    """Where it is, as far as stated."""


@frozen(slots=True, kw_only=True)
class Holds:
    """The smallest set of holds by which nothing of a recall goes any further."""

    holds: tuple[Hold, ...]
    inside: tuple[ID, ...] = field(repr=False)
    """The lots of the recall of which something is on hand, or may be: what had to be stopped."""
    loose: tuple[ID, ...] = ()
    """The events that hold material which is no lot yet: no hold on a lot stops it."""

    @property
    def lots(self) -> tuple[ID, ...]:
        """The lots to hold."""
        return tuple(hold.lot for hold in self.holds)

    def __len__(self) -> int:
        return len(self.holds)


def smallest_holds(
    recall: Recall, by: Smallest, planned: Iterable[tuple[ID, ID]], ahead: bool, worst_case: bool
) -> Holds:
    """The smallest set of holds.

    Raises `GenealogyError` where amounts that are to be compared are not known, or where no holds stop everything.
    """
    ways = _Ways(recall, planned, worst_case)
    weigh = _weight(by, ways)
    weights = {number: weigh(lot) if ahead or lot not in ways.to_come else None for lot, number in ways.numbers.items()}
    sources = [ways.numbers[lot] for lot in ways.inside]
    chosen = lightest_cut(weights, ways.ahead, sources, ways.out)
    if chosen is None:
        raise GenealogyError("lots that are planned and not there yet cannot be held; with ahead=True they can be")
    stopped = {lot: ways.first(lot, chosen) for lot in ways.inside}
    return Holds(
        holds=tuple(ways.hold(lot, stopped) for lot, number in ways.numbers.items() if number in chosen),
        inside=tuple(ways.inside),
        loose=tuple(dict.fromkeys(each.events[0] for each in recall.findings if each.code == "no-lot")),
    )


def _weight(by: Smallest, ways: _Ways) -> Callable[[ID], Weight]:
    """What a hold on a lot weighs."""
    if callable(by):
        return by
    if by == "fewest":
        return lambda lot: 1
    if by != "least":
        raise GenealogyError(f"by is {by!r}; 'fewest', 'least' or a function is needed")
    return ways.compared


class _Ways:
    """Where what is inside can go: a graph of lots, by numbers."""

    def __init__(self, recall: Recall, planned: Iterable[tuple[ID, ID]], worst_case: bool) -> None:
        self.recall, self.view = recall, recall.view
        self._accounts = {lot.id: lot.account for lot in recall.lots}
        self._unit: str | None = None
        self._next: defaultdict[ID, list[ID]] = defaultdict(list)
        for lot, into in planned:
            self._next[lot].append(into)
        self.concerned = {lot.id for lot in recall.lots if worst_case or lot.high > 0}
        self.inside = [lot for lot in self.concerned_in_order() if self.there(lot) and not self._told_by_contents(lot)]
        """The lots whose material has to be stopped."""
        self.numbers: dict[ID, int] = {}
        self.ahead: dict[int, list[int]] = {}
        self.out: set[int] = set()
        """The nodes from which it can leave."""
        self._follow()
        self.to_come = {lot for lot in self.numbers if not self._to_be_had(lot)}
        """The lots that are planned and not there yet."""

    def concerned_in_order(self) -> list[ID]:
        """The lots of the recall that count, nearest first."""
        return [lot.id for lot in self.recall.lots if lot.id in self.concerned]

    # -- what lies where ----------------------------------------------------------------------------------------------

    def account(self, lot: ID) -> Account:
        """What became of a lot, whether the recall concerns it or not."""
        if lot not in self._accounts:
            self._accounts[lot] = self.recall._fates.of(self.view._number(lot))
        return self._accounts[lot]

    def parts(self, lot: ID) -> tuple[ID, ...]:
        """The sublots of a lot."""
        divided = any(fate.kind is EventKind.SUBDIVIDE for fate in self.account(lot).fates)
        return self.view.contents(lot) if divided else ()

    def whole(self, lot: ID) -> ID | None:
        """The lot that a sublot is a part of; None where it is no sublot."""
        return next((each for each in self.view.holders(lot) if lot in self.parts(each)), None)

    def container(self, lot: ID) -> ID | None:
        """The container that a lot lies in as a whole; None where it is on hand by itself, or lies in several."""
        account = self.account(lot)
        packed = [fate for fate in account.fates if fate.category is Category.PACKED]
        if not packed or any(fate.kind is EventKind.ASSEMBLE for fate in packed):
            return None
        holders = [each for each in self.view.holders(lot) if lot not in self.parts(each)]
        untold = account.total is None and all(fate.quantity is None for fate in account.fates)
        return holders[0] if len(holders) == 1 and (untold or not account.inside) else None

    def there(self, lot: ID) -> bool:
        """Whether something of a lot is, or may be, on hand: by itself, or as a whole in a container that is."""
        seen = {lot}
        while (container := self.container(lot)) is not None and container not in seen:
            seen.add(container)
            lot = container
        return self.account(lot).inside

    def _told_by_contents(self, lot: ID) -> bool:
        """Whether all that a container holds of the recall are things that lie in it as a whole."""
        if self.recall.of(lot).depth == 0 or any(kind is not EventKind.PACK for kind in self.recall._kinds_out(lot)):
            return False
        held = [each for each in self.view.contents(lot) if each in self.concerned]
        return bool(held) and all(self.container(each) == lot for each in held)

    def _to_be_had(self, lot: ID) -> bool:
        return lot in self.view and (self.there(lot) or any(self.there(part) for part in self.parts(lot)))

    # -- the graph ----------------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Note where everything can go, and where that can go, and so on."""
        waiting = list(reversed(self.inside))
        onward: dict[ID, list[ID]] = {}
        while waiting:
            lot = waiting.pop()
            if lot not in onward:
                self.numbers[lot] = len(self.numbers)
                onward[lot] = self._onward(lot)
                waiting += onward[lot]
        self.ahead = {self.numbers[lot]: [self.numbers[each] for each in into] for lot, into in onward.items()}
        self.out = {self.numbers[lot] for lot, into in onward.items() if not into}

    def _onward(self, lot: ID) -> list[ID]:
        if lot in self.view:
            for holder in (self.container(lot), self.whole(lot)):
                if holder is not None:
                    return [holder]
        return self._next.get(lot, [])

    def first(self, lot: ID, chosen: set[int]) -> set[ID]:
        """The held lots that stop a lot: those that each of its ways comes to first."""
        names = list(self.numbers)
        waiting, seen, found = [self.numbers[lot]], {self.numbers[lot]}, set()
        while waiting:
            node = waiting.pop()
            if node in chosen:
                found.add(names[node])
                continue
            new = [each for each in self.ahead[node] if each not in seen]
            seen.update(new)
            waiting += new
        return found

    # -- amounts ------------------------------------------------------------------------------------------------------

    def amount(self, lot: ID) -> Decimal | None:
        """How much a hold on a lot holds, what lies in it included, in its unit; None where that is not known."""
        if lot not in self.view:
            return None
        account = self.account(lot)
        if self.container(lot) is not None:
            return account.amounts.get(Category.PACKED)
        amounts = [account.on_hand] + [
            self._converted(self.amount(part), part, account.unit) for part in self.parts(lot)
        ]
        return None if None in amounts else sum((each for each in amounts if each is not None), Decimal(0))

    def _converted(self, amount: Decimal | None, lot: ID, unit: str | None) -> Decimal | None:
        own = self.account(lot).unit
        if amount is None or own == unit:
            return amount
        material = self.view.lot(lot).material
        if own is None or unit is None or self.recall._conversion.way(own, unit, material) is None:
            return None
        return self.recall._conversion.convert(amount, own, unit, material)

    def place(self, lot: ID) -> str | None:
        """Where a lot is, or what it lies in."""
        account = self.account(lot)
        if account.location is not None or lot not in self.recall:
            return account.location
        return self.recall.of(lot).location

    def compared(self, lot: ID) -> Decimal:
        """The same in one unit for all. Raises `GenealogyError` where it is not known."""
        amount = self.amount(lot)
        if amount is not None:
            self._unit = self._unit or self.account(lot).unit
            amount = self._converted(amount, lot, self._unit)
        if amount is None:
            unit = f" in {self._unit}" if self._unit else ""
            raise GenealogyError(
                f"how much a hold on lot {lot!r} holds{unit} is not known; by='fewest' needs no amounts"
            )
        return max(amount, Decimal(0))

    def hold(self, lot: ID, stopped: Mapping[ID, set[ID]]) -> Hold:
        """What is told of a hold."""
        known = lot in self.view
        inside = self.view.contents(lot, deep=True) if known else ()
        return Hold(
            lot=lot,
            stops=tuple(each for each, holds in stopped.items() if lot in holds),
            besides=tuple(each for each in inside if each not in self.concerned and self.there(each)),
            quantity=self.amount(lot),
            unit=self.account(lot).unit if known else None,
            location=self.place(lot) if known else None,
        )
