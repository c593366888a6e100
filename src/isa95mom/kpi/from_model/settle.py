"""Results of tests once all sources are read: their objects, tests, and where they were made, in one unit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from isa95mom.kpi.from_model.limits import Evaluated
from isa95mom.kpi.from_model.values import in_one_unit
from isa95mom.kpi.measured import MATERIAL, Measured, Measurement, SpecificationLimits, Verdict, in_time
from isa95mom.nouns.place import Place
from isa95mom.nouns.values import Amount, said
from isa95mom.values.units import UnitError, convert

if TYPE_CHECKING:
    from isa95mom.kpi.from_model.results import Reading


@frozen(slots=True, kw_only=True)
class Found:
    """A measured value, or where there is none a verdict, as it is stated."""

    kind: str | None
    object: str | None
    characteristic: str | None
    equipment: str | None
    order: str | None
    test: str | None
    result: str | None
    """The identification of the test result."""
    requirement: str | None
    measurement: str | None
    """What tells several measurements of one result apart."""
    within: str | None
    """The property that holds the result."""
    amount: Amount | None
    time: datetime | None
    verdict: str | None
    expiration: datetime | None
    place: Place

    @property
    def key(self) -> tuple[Any, ...]:
        """What it is known by: the same in two sources is stated twice. What cannot be told apart is by itself."""
        if self.object is None or (self.result is None and self.time is None):
            return (id(self),)
        return self.object, self.within, self.characteristic, self.result, self.measurement, self.time

    @property
    def states(self) -> tuple[Any, ...]:
        """What it says."""
        return (self.amount,) if self.characteristic is not None else (self.verdict,)


def settle(reading: Reading) -> Measured:
    """All that was read as measurements, verdicts and limits."""
    units: dict[str, str | None] = {}
    mixed: set[str] = set()
    measurements, verdicts = [], []
    unplaced: set[str | None] = set()
    placed = [_placed(reading, each) for each in _once(reading)]
    judged: dict[Any, set[str | None]] = {}
    for each in placed:
        if each.characteristic is not None:
            judged.setdefault((each.object, each.result), set()).add(each.test)
    for each in placed:
        who: dict[str, Any] = {
            name: getattr(each, name) for name in ("kind", "object", "test", "time", "equipment", "order")
        }
        stands: dict[str, Any] = {"place": each.place.path or "/", "source": each.place.source}
        if each.amount is not None and each.characteristic is not None:
            value = in_one_unit(
                units, each.characteristic, each.amount, reading.finder(each.place), "it is not a measurement"
            )
            if units.get(each.characteristic) != each.amount[1]:
                mixed.add(each.characteristic)
            if value is not None:
                measurements.append(
                    Measurement(
                        characteristic=each.characteristic,
                        value=value,
                        unit=units[each.characteristic],
                        stated=said(each.amount),
                        verdict=each.verdict,
                        expiration=each.expiration,
                        **who,
                        **stands,
                    )
                )
            continue
        passed = each.verdict in reading.agreed.passed
        product = reading.products.get(each.object or "")
        tests = judged.get((each.object, each.result), set())  # a verdict is of the test of what it judges
        if each.test is None and len(tests) == 1:
            who["test"] = next(iter(tests))
        verdicts.append(Verdict(passed=passed, text=each.verdict or "", product=product, **who, **stands))
        if each.kind in MATERIAL and each.equipment is None and each.object not in unplaced:
            unplaced.add(each.object)
            what = each.object or "what was tested"
            message = f"on which equipment {what} was made is not stated; it does not count as inspected"
            reading.find(each.place, "no-equipment", message)
    limits = [found for each in reading.evaluated for found in _limits(reading, units, mixed, each)]
    return Measured(
        measurements=in_time(measurements),
        verdicts=in_time(verdicts),
        limits=tuple(limits),
        findings=tuple(reading.findings),
    )


def _once(reading: Reading) -> list[Found]:
    """What was found, without what is stated again."""
    known: dict[tuple[Any, ...], Found] = {}
    for each in reading.found:
        before = known.setdefault(each.key, each)
        if before is each:
            continue
        if before.states == each.states:
            reading.find(each.place, "duplicate", "it is stated before; it counts once")
        else:
            told = each.verdict if each.amount is None else said(each.amount)
            first = before.verdict if before.amount is None else said(before.amount)
            reading.find(each.place, "contradicting-values", f"it is {told}, but {first} is stated too and stays")
    return list(known.values())


def _placed(reading: Reading, each: Found) -> Found:
    """The same with its kind, its test, and where and for which order its object was made."""
    name = each.object or ""
    kinds = reading.kinds.get(name, set())
    kind = each.kind or (next(iter(kinds)) if len(kinds) == 1 else None)
    equipment, order = each.equipment, each.order
    if kind == "equipment":
        equipment = each.object
    elif kind in MATERIAL:
        made = reading.made.get(name, set())
        where, orders = {one for one, _ in made}, {other for _, other in made}
        equipment = equipment or (next(iter(where)) if len(where) == 1 else None)
        order = order or (next(iter(orders)) if len(orders) == 1 else None)
    return evolve(each, kind=kind, equipment=equipment, order=order, test=each.test or _test(reading, each))


def _test(reading: Reading, each: Found) -> str | None:
    """The test specification that a result is of: named by it, by its requirement, or the only one that fits."""
    fitting = [one for one in reading.evaluated if one.object in (None, each.object)]
    if each.characteristic is not None:
        fitting = [one for one in fitting if one.characteristic == each.characteristic]
    if each.requirement is not None and any(one.requirement for one in fitting):
        fitting = [one for one in fitting if one.requirement == each.requirement]
    named = [one for one in fitting if one.test == each.result]
    applied = [one for one in fitting if one.test in reading.tests.get(each.object or "", ())]
    tests = {one.test for one in named or applied or fitting}
    if len(tests) > 1 and each.characteristic is not None:
        several = ", ".join(sorted(map(str, tests)))
        message = f"{several} evaluate {each.characteristic}; of which of them it is the result is not stated"
        reading.find(each.place, "which-test", message)
    return next(iter(tests)) if len(tests) == 1 else None


def _limits(
    reading: Reading, units: dict[str, str | None], mixed: set[str], each: Evaluated
) -> list[SpecificationLimits]:
    """The limits of a characteristic, in the unit in which it is measured."""
    found: dict[str, Decimal | None] = {}
    for side, amount in (("lower", each.lower), ("upper", each.upper)):
        if amount is None:
            continue
        value, unit = amount
        assert value is not None
        known = units.get(each.characteristic, unit)
        if unit is None and each.characteristic in mixed:
            message = (
                f"{each.characteristic} is measured in several units, and of which the limit {value} is is not stated"
            )
            reading.find(each.place, "limit-without-unit", message)
        elif unit is None or unit == known:
            found[side] = value
        else:
            try:
                found[side] = convert(value, unit, known or "")
            except UnitError:
                message = f"the limit {value} {unit} of {each.characteristic} does not convert to {known or 'no unit'}"
                reading.find(each.place, "unit-mismatch", message)
    if not found:
        return []
    return [
        SpecificationLimits(
            characteristic=each.characteristic,
            test=each.test,
            lower=found.get("lower"),
            upper=found.get("upper"),
            place=each.place.path or "/",
            source=each.place.source,
        )
    ]
