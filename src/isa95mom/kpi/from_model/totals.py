"""What equipment can make in all, of what is stated of its capacity: each time of each piece of equipment once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from isa95mom.kpi.agreement import Agreement
from isa95mom.nouns.findings import Findings
from isa95mom.values.units import UnitError, convert, unit_or_own

if TYPE_CHECKING:
    from isa95mom.kpi.from_model.capacities import Capacity

FUTURE = ("Committed", "Available", "Unattainable")
PAST = ("Used", "Unused")
Shares = dict[str, Decimal]


@frozen(slots=True)
class Total:
    """What a piece of equipment can make in a time, and what it was worked out from."""

    of: Capacity
    """The first of what is stated for it."""
    quantity: Decimal
    basis: tuple[str, ...]
    """The types of which it is the sum."""

    def meets(self, other: Total) -> bool:
        """Whether both are of one time, and of the same part of the capacity."""
        one, two = self.of, other.of
        apart = one.equipment != two.equipment or one.end <= two.start or two.end <= one.start
        same = "Total" in (*self.basis, *other.basis) or bool(set(self.basis) & set(other.basis))
        return not apart and (same or one.segment != two.segment)


def production_capacity(
    reading: Findings, capacities: Iterable[Capacity], units: tuple[str | None, ...], agreed: Agreement
) -> dict[str, list[Any]]:
    """The table ``capacity`` of `from_frame`, in the first of `units`, else that of the first capacity; empty where no
    total is known.
    """
    groups: dict[Any, tuple[Capacity, Shares]] = {}
    known: dict[Any, Decimal] = {}
    for each in capacities:
        if unit_or_own(each.unit or "").dimension == "time":
            message = f"the capacity of {each.said} is stated as a time, which is not a quantity that can be made"
            reading.find(each.place, "capacity-in-time", message)
            continue
        units = units or (each.unit,)
        quantity = _in_unit(reading, each, units[0])
        if quantity is None or _again(reading, each, quantity, known):
            continue
        _, shares = groups.setdefault((each.equipment, each.start, each.end, each.segment), (each, {}))
        shares[each.type] = shares.get(each.type, Decimal(0)) + quantity
    totals = [Total(of, shares["Total"], ("Total",)) for of, shares in groups.values() if "Total" in shares]
    for of, shares in groups.values():
        if "Total" in shares:
            _check(reading, of, shares)
        else:
            totals += _sums(reading, of, shares, totals, agreed)
    kept: list[Total] = []
    for total in sorted(totals, key=lambda total: (total.of.segment is not None, "Total" not in total.basis)):
        met = next((other for other in kept if total.meets(other)), None)
        if met is None:
            kept.append(total)
        elif met.of.segment == total.of.segment and not _within(total.of, [met]):
            message = f"the capacity of {total.of.said} is stated for {met.of.said} too; it does not count again"
            reading.find(total.of.place, "overlap", message)
        elif met.of.segment not in (None, total.of.segment):
            message = f"the capacity of {total.of.said} is stated for {met.of.segment} too, which is what counts"
            reading.find(total.of.place, "several-segments", message)
    kept.sort(key=lambda total: (total.of.equipment, total.of.start))
    if not kept:
        return {}
    return {
        "equipment": [total.of.equipment for total in kept],
        "start": [total.of.start for total in kept],
        "end": [total.of.end for total in kept],
        "EPC": [total.quantity for total in kept],
    }


def _in_unit(reading: Findings, each: Capacity, unit: str | None) -> Decimal | None:
    if each.unit == unit:
        return each.quantity
    try:
        if each.unit is not None and unit is not None:
            return convert(each.quantity, each.unit, unit)
    except UnitError:
        pass
    message = f"{each.quantity} {each.unit or 'of no unit'} does not convert to {unit or 'no unit'}; it does not count"
    reading.find(each.place, "unit-mismatch", message)
    return None


def _again(reading: Findings, each: Capacity, quantity: Decimal, known: dict[Any, Decimal]) -> bool:
    """Whether the same is stated before; of a total there is one, of its parts as many as have names or reasons."""
    key: tuple[Any, ...] = (each.equipment, each.start, each.end, each.segment, each.type)
    key = key if each.type == "Total" else (*key, each.ids, each.reason)
    before = known.get(key)
    if before is None:
        known[key] = quantity
    elif before == quantity:
        reading.find(each.place, "duplicate", "it is stated before; it counts once")
    else:
        message = f"the {each.type.lower()} capacity of {each.said} is {quantity}, but {before} is stated too and stays"
        reading.find(each.place, "contradicting-values", message)
    return before is not None


def _check(reading: Findings, of: Capacity, shares: Mapping[str, Decimal]) -> None:
    """Find a total that is not the sum of its parts, or less than those that are stated."""
    total = shares["Total"]
    for parts in (FUTURE, PAST):
        there = [name for name in parts if name in shares]
        made = sum((shares[name] for name in there), Decimal(0))
        if made > total or (len(there) == len(parts) and made != total):
            told = " + ".join(f"{name.lower()} {shares[name]:f}" for name in there)
            message = f"the total of {of.said} is {total:f}, but {told} is {made:f}; the total stays"
            reading.find(of.place, "total-contradicts", message)


def _sums(
    reading: Findings, of: Capacity, shares: Mapping[str, Decimal], totals: list[Total], agreed: Agreement
) -> Iterator[Total]:
    """The total of what is stated in parts; nothing where it is a part of a total, or not known."""
    for parts in (FUTURE, PAST):
        there = tuple(name for name in parts if name in shares)
        whole = len(there) == len(parts) or (parts is FUTURE and there and agreed.capable_unless_stated)
        if whole:
            yield Total(of, sum((shares[name] for name in there), Decimal(0)), there)
            return
    if _within(of, totals):
        return
    told = ", ".join(f"{name.lower()} {quantity:f}" for name, quantity in shares.items())
    needed = PAST if set(shares) <= set(PAST) else FUTURE
    lacking = " and ".join(name.lower() for name in needed if name not in shares)
    message = f"the capacity of {of.said} is {told}; {lacking} is not stated, so that the total is not known"
    reading.find(of.place, "no-total", message)


def _within(of: Capacity, totals: list[Total]) -> bool:
    """Whether it is a part of what a total is stated for."""
    return any(
        "Total" in each.basis
        and of.type != "Total"
        and each.of.equipment == of.equipment
        and each.of.start <= of.start
        and of.end <= each.of.end
        for each in totals
    )
