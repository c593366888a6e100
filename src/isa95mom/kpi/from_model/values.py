"""Measured values and limits of nouns, as exact numbers with their units."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

from isa95mom import model
from isa95mom.nouns.place import identification
from isa95mom.nouns.values import Amount, Find, value
from isa95mom.values.number import parse_decimal
from isa95mom.values.units import UnitError, convert


def amount_of(noun: model.Value | model.Result, find: Find) -> Amount | None:
    """The number that a noun states, and its unit; None where it states nothing, or what is no number.

    Where no data type is stated, a text that spells a number is one.
    """
    read = value(noun, lambda *finding: None)  # told below, and once
    if isinstance(read, str) and not identification(noun.data_type):
        with suppress(ValueError):
            read = Decimal(parse_decimal(read))
    if isinstance(read, Decimal):
        return read, identification(noun.unit_of_measure)
    if read is not None:
        of_type = f" of the type {noun.data_type}" if noun.data_type else ""
        find("not-a-number", f"{noun.value_string!r}{of_type} is no number; it is not a measurement")
    return None


def in_one_unit(
    units: dict[Any, str | None], what: Any, amount: tuple[Decimal | None, str | None], find: Find, then: str
) -> Decimal | None:
    """An amount in the unit of the first amount of the same thing; `then` is what becomes of one that does not convert.

    `units` are the units so far.
    """
    quantity, unit = amount
    if quantity is None:
        return None
    known = units.setdefault(what, unit)
    if unit == known:
        return quantity
    if unit is not None and known is not None:
        with suppress(UnitError):
            return convert(quantity, unit, known)
    find("unit-mismatch", f"{quantity} {unit or 'of no unit'} does not convert to {known or 'no unit'}; {then}")
    return None
