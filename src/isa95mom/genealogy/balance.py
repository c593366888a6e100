"""Balances: what went in against what came out, for a lot, a material, an order, equipment, a period.

Amounts are exact. What does not close is named `Balance.unexplained`; a line that states no amount, or one that does
not convert, is listed, and the difference is then not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
from attrs import field, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.stock import Accounts, Stock, Term, term
from isa95mom.genealogy.store import CONTAINMENT
from isa95mom.tables.errors import ID
from isa95mom.tables.growing import Array, Ints
from isa95mom.values.units import Conversion, UnitError

ZERO = Decimal(0)
GAINS = (Term.RECEIVED, Term.PRODUCED, Term.RETURNED, Term.TAKEN_OUT, Term.MOVED_IN)
NO_PROCESS = frozenset((EventKind.SHIP, EventKind.RECEIVE, EventKind.TRANSFER, EventKind.ADJUST, EventKind.RELABEL))
"""Kinds that are no part of what a process takes in and gives, beside those of containment."""


@frozen(slots=True, kw_only=True)
class Balance:
    """What went in against what came out, in one unit. Printed, it shows the arithmetic."""

    of: str
    """What is balanced, in words."""
    unit: str | None
    """The unit of all amounts; None where none is stated."""
    inputs: Mapping[str, Decimal] = field(hash=False)
    """What went in, by name: for a stock its opening and its gains, for a process its input."""
    outputs: Mapping[str, Decimal] = field(hash=False)
    """What came out, by name: for a stock its losses and its closing, for a process output, scrap and samples."""
    unexplained: Decimal | None
    """Inputs less outputs: above 0 is lost, below 0 is too much. None where what is in `unknown` is missing for it."""
    unknown: tuple[str, ...] = ()
    """What is not stated or does not convert, each with its event; empty where all is known."""
    tolerance: Decimal | None = None
    """How large a share of the inputs may be unexplained; None where nothing was agreed."""

    @property
    def input(self) -> Decimal:
        """All that went in, as far as known."""
        return sum(self.inputs.values(), ZERO)

    @property
    def output(self) -> Decimal:
        """All that came out or is there, as far as known."""
        return sum(self.outputs.values(), ZERO)

    @property
    def reconciliation(self) -> Decimal | None:
        """All that came out as a share of what went in; None where that is not known or nothing went in."""
        return None if self.unexplained is None or not self.input else self.output / self.input

    @property
    def yield_(self) -> Decimal | None:
        """Output of a process, without scrap and samples, as a share of its input; None as above, and for a stock."""
        if "output" not in self.outputs or self.unexplained is None or not self.input:
            return None
        return self.outputs["output"] / self.input

    @property
    def closed(self) -> bool | None:
        """Whether what is unexplained is within the tolerance; None where it is not known, or nothing was agreed."""
        if self.unexplained is None or self.tolerance is None:
            return None
        return abs(self.unexplained) <= self.tolerance * abs(self.input)

    def explain(self) -> str:
        """The arithmetic, a line for each amount."""
        unit = f" {self.unit}" if self.unit else ""
        lines = [f"{self.of}:"]
        for sign, amounts in (("+", self.inputs), ("-", self.outputs)):
            lines += [f"  {sign} {amount:f}{unit}  {name}" for name, amount in amounts.items()]
        lines.append("  = not known" if self.unexplained is None else f"  = {self.unexplained:f}{unit}  unexplained")
        if self.reconciliation is not None:
            lines.append(f"  {self.reconciliation * 100:.2f} % accounted for")
        return "\n".join([*lines, *(f"  ! {reason}" for reason in self.unknown)])

    def __str__(self) -> str:
        return self.explain()


def stock_balance(
    index: Index,
    live: Array | None,
    lots: Ints,
    of: str,
    since: int | None,
    until: int | None,
    unit: str | None,
    conversion: Conversion,
    tolerance: Decimal | None,
) -> Balance:
    """The balance of the stocks of `lots` from one moment to another; None is from the beginning, or to the end."""
    later = Accounts(index, live, until, conversion)
    earlier = None if since is None else Accounts(index, live, since - 1, conversion)
    total: defaultdict[str, Decimal] = defaultdict(Decimal)
    opening, closing, unknown = ZERO, ZERO, list[str]()
    for lot in lots.tolist():
        now = later.stock(lot)
        before = None if earlier is None or not earlier.entries(lot) else earlier.stock(lot)
        unit = unit if unit is not None else now.unit
        several = f"lot {now.lot!r}: " if len(lots) > 1 else ""
        for stock in (now, before):
            if stock is not None:
                unknown += [f"{several}{reason}" for reason in stock.unknown]
        material = index.record.lot_tags["material"].text(lot)
        for sign, stock in ((1, now), (-1, before)):
            if stock is None:
                continue
            try:
                amounts = {
                    name: in_unit(amount, stock, unit, conversion, material) for name, amount in stock.terms.items()
                }
            except UnitError as error:
                unknown.append(f"{several}{error}")
                continue
            for name, amount in amounts.items():
                total[name] += sign * amount
            left = sum(
                (amount if name in (*GAINS, Term.COUNTED) else -amount for name, amount in amounts.items()), ZERO
            )
            if stock is now:
                closing += left
            else:
                opening += left
    counted = total.pop(Term.COUNTED, ZERO)
    # a stock cannot be below nothing: what went out beyond what came in is not explained either
    there = max(closing, ZERO)
    inputs = ({"opening": opening} if since is not None else {}) | {n: total[n] for n in GAINS if total.get(n)}
    outputs = {n: amount for n, amount in total.items() if n not in GAINS and amount} | {"closing": there}
    return Balance(
        of=of,
        unit=unit,
        inputs=inputs,
        outputs=outputs,
        unexplained=None if unknown else closing - counted - there,
        unknown=tuple(dict.fromkeys(unknown)),
        tolerance=tolerance,
    )


def in_unit(amount: Decimal, stock: Stock, unit: str | None, conversion: Conversion, material: str | None) -> Decimal:
    """An amount of a stock in a unit. Raises `UnitError` where it does not convert."""
    if stock.unit == unit or not amount:
        return amount
    if stock.unit is None or unit is None:
        raise UnitError(f"{amount:f} {stock.unit or 'without a unit'} does not convert to {unit or 'no unit'}")
    return conversion.convert(amount, stock.unit, unit, material)


def process_balance(
    index: Index,
    live: Array | None,
    events: Iterable[int],
    of: str,
    unit: str | None,
    conversion: Conversion,
    tolerance: Decimal | None,
) -> Balance:
    """The balance of what `events` took in and gave; what one gave and another took is neither."""
    accounts, record = Accounts(index, live, None, conversion), index.record
    sums: defaultdict[int, defaultdict[Term, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unknown: list[str] = []
    for event in events:
        if CONTAINMENT[record.kind.array[event]]:
            continue
        lines = index.lines_of(np.array([event]))
        for line, entry in zip(lines.tolist(), accounts.of_event(event), strict=True):
            if entry.kind in NO_PROCESS:
                continue
            lot = int(record.line_lot.array[line])
            if unit is None:
                unit = entry.unit if entry.quantity is not None else None
            amount = accounts.converted(entry, lot, unit)
            why = term(entry.kind, entry.out)
            if isinstance(amount, str):
                unknown.append(amount)
            elif amount is None:
                name = record.lots[lot]
                unknown.append(f"how much of {name!r} was {why} by event {record.event_ids[event]!r} is not stated")
            else:
                sums[lot][why] += amount
    took = gave = scrapped = sampled = ZERO
    for terms in sums.values():
        made = terms[Term.PRODUCED] + terms[Term.RETURNED]
        lost, tested = terms[Term.SCRAPPED], terms[Term.SAMPLED]
        net = made - terms[Term.CONSUMED] - terms[Term.SENT_BACK] - lost - tested
        took, gave = took - min(net, ZERO), gave + max(net, ZERO)
        scrapped, sampled = scrapped + lost, sampled + tested
    outputs = {"output": gave} | {n: a for n, a in (("scrapped", scrapped), ("sampled", sampled)) if a}
    return Balance(
        of=of,
        unit=unit,
        inputs={"input": took},
        outputs=outputs,
        unexplained=None if unknown else took - sum(outputs.values(), ZERO),
        unknown=tuple(dict.fromkeys(unknown)),
        tolerance=tolerance,
    )


def shown(asked: Mapping[str, ID | None]) -> str:
    """What is balanced, in words. Raises `GenealogyError` where nothing is asked for."""
    said = [f"{name} {value}" for name, value in asked.items() if value is not None]
    if not said:
        raise GenealogyError("nothing to balance is named; a lot, material, order or equipment is needed")
    return ", ".join(said)
