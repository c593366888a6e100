"""Measured values and limits of nouns, as exact numbers with their units."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from isa95mom import model
from isa95mom.nouns.place import identification
from isa95mom.nouns.values import Amount, Find, value
from isa95mom.values.number import parse_decimal


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
