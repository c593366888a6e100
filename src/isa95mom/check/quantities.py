"""Quantities and values are what they say they are, and add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from isa95mom.check.rule import rule
from isa95mom.check.subject import Finding, Node, Subject, identification
from isa95mom.model.common import QuantityValue, Value
from isa95mom.model.enumerations import Disposition
from isa95mom.model.material import MaterialLot, MaterialSubLot

HELD = ("MaterialLot", "MaterialSubLot")
"""Classes whose quantity is how much there is, which cannot be less than nothing."""

Amounts = dict[tuple[str, str], Decimal]
"""Unit and key -> how much."""


def number(quantity: QuantityValue) -> Decimal | None:
    """The number of a quantity; None where it states none, or something else."""
    try:
        return quantity.value
    except ValueError:
        return None


@rule(
    "quantity-not-a-number",
    "The text of a quantity is a decimal number.",
    reason="A quantity that cannot be counted cannot be added, compared or traced.",
    source="ISA-95 Part 2, quantity; B2MML common types",
)
def numeric(subject: Subject) -> Iterator[Finding]:
    """Quantities that are no number."""
    for node in subject.of("QuantityValue"):
        if isinstance(node.noun, QuantityValue):
            try:
                _ = node.noun.value
            except ValueError as problem:
                yield Finding(node, str(problem))


@rule(
    "value-not-of-its-type",
    "The text of a value is of the data type that it names.",
    reason="The data type is a promise to the reader; a text that breaks it is read wrongly or not at all.",
    source="ISA-95 Part 2, value; B2MML common types",
)
def typed(subject: Subject) -> Iterator[Finding]:
    """Values whose text is not of their type."""
    for node in subject.of("Value"):
        if isinstance(node.noun, Value):
            try:
                _ = node.noun.value
            except ValueError as problem:
                yield Finding(node, f"is said to be of the type {node.noun.data_type}, but {problem}")


@rule(
    "negative-quantity",
    "A quantity is not negative.",
    reason="A lot cannot hold less than nothing. In requirements and actuals a negative quantity is how some systems"
    " book a correction, which the uses of material say better: a warning.",
    source="ISA-95 Part 2, quantity",
    severity="warning",
)
def negative(subject: Subject) -> Iterator[Finding]:
    """Quantities below zero."""
    for node in subject.of("QuantityValue"):
        if isinstance(node.noun, QuantityValue):
            amount = number(node.noun)
            if amount is not None and amount < 0:
                held = node.above is not None and type(node.above.noun).__name__ in HELD
                yield Finding(node, f"{amount:f} is negative", "", held)


@rule(
    "unit-missing",
    "A quantity that is not a whole number has a unit.",
    reason="Pieces are counted without a unit; 1.5 of nothing named cannot be compared with anything.",
    source="ISA-95 Part 2, quantity",
    severity="warning",
)
def units(subject: Subject) -> Iterator[Finding]:
    """Fractions of no unit."""
    for node in subject.of("QuantityValue"):
        if isinstance(node.noun, QuantityValue) and not node.noun.unit_of_measure:
            amount = number(node.noun)
            if amount is not None and amount != amount.to_integral_value():
                yield Finding(node, f"{amount:f} has no unit of measure")


@rule(
    "ambiguous-quantities",
    "Several quantities of one thing differ in unit or key.",
    reason="Weight and count may be given side by side; two quantities of the same unit and key contradict each other.",
    source="ISA-95 Part 2, quantity; B2MML common types",
    severity="warning",
)
def several(subject: Subject) -> Iterator[Finding]:
    """Quantities of one thing that nothing tells apart."""
    for node in subject.nodes:
        if "quantities" not in node.noun.__fields__:
            continue
        seen: dict[tuple[str, str], int] = {}
        for place, quantity in enumerate(getattr(node.noun, "quantities")):  # noqa: B009
            if not isinstance(quantity, QuantityValue):
                continue
            first = seen.setdefault((quantity.unit_of_measure or "", quantity.key or ""), place)
            if first != place:
                yield Finding(node, f"has the unit and key of .quantities[{first}]", f".quantities[{place}]")


@rule(
    "sub-lots-exceed-lot",
    "The sublots of a lot, or of a sublot, are together no more than it.",
    reason="A sublot is part of its lot, unless it is closed. Only quantities of the same unit and key are compared.",
    source="ISA-95 Part 2, material sublot",
)
def parts(subject: Subject) -> Iterator[Finding]:
    """Lots that are less than their parts."""
    apart: defaultdict[str, list[MaterialSubLot]] = defaultdict(list)
    for node in subject.of("MaterialSubLot"):
        sub_lot = node.noun
        if isinstance(sub_lot, MaterialSubLot) and sub_lot.material_lot_id and node.name != "children":
            apart[sub_lot.material_lot_id].append(sub_lot)
    for node in subject.of(*HELD):
        if isinstance(node.noun, MaterialLot):
            inside = [*node.noun.material_sub_lots, *apart.get(node.noun.id, ())]
        elif isinstance(node.noun, MaterialSubLot):
            inside = list(node.noun.children)
        else:
            continue
        yield from _exceeds(node, node.noun, inside)


def _exceeds(node: Node, noun: MaterialLot | MaterialSubLot, inside: list[MaterialSubLot]) -> Iterator[Finding]:
    whole = _amounts(noun.quantities)
    total: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    held = [one for one in inside if one.disposition != Disposition.CLOSED]
    for sub_lot in {identification(one) or str(number): one for number, one in enumerate(held)}.values():
        for measure, amount in _amounts(sub_lot.quantities).items():
            total[measure] += amount
    for (unit, key), amount in total.items():
        if (unit, key) in whole and amount > whole[unit, key]:
            of_key = f" ({key})" if key else ""
            yield Finding(node, f"holds {whole[unit, key]:f} {unit}{of_key}, its sublots {amount:f} {unit}".rstrip())


def _amounts(quantities: list[QuantityValue]) -> Amounts:
    found: Amounts = {}
    for quantity in quantities:
        amount = number(quantity)
        if amount is not None:
            found.setdefault((quantity.unit_of_measure or "", quantity.key or ""), amount)
    return found
