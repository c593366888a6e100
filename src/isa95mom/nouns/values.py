"""Amounts and values of nouns, as the record holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from isa95mom import model
from isa95mom.nouns.place import identification
from isa95mom.tables.scalars import Value
from isa95mom.values.number import parse_decimal
from isa95mom.values.time import format_datetime

Find = Callable[[str, str], None]
"""Takes note of a finding: its code and its message."""
Amount = tuple[Decimal | None, str | None]
NOT_STATED: Amount = (None, None)


def said(amount: Amount) -> str:
    """An amount in words."""
    quantity, unit = amount
    return f"{quantity:f}{f' {unit}' if unit else ''}"


def amount(quantities: Iterable[model.QuantityValue], find: Find) -> Amount:
    """The one amount that `quantities` state, with its unit."""
    amounts: list[Amount] = []
    for quantity in quantities:
        text = (quantity.quantity_string or "").strip()
        if not text:
            continue
        try:
            amounts.append((Decimal(parse_decimal(text)), identification(quantity.unit_of_measure)))
        except ValueError as error:
            find("not-a-decimal", f"quantity: {error}")
    if len(amounts) > 1:
        find(
            "several-quantities",
            f"it states {', '.join(map(said, amounts))}; a line has one quantity, and none is chosen",
        )
    return amounts[0] if len(amounts) == 1 else NOT_STATED


def value(noun: model.Value | model.Result, find: Find) -> Value | None:
    """The value of a noun, as its data type says: a number, a truth value, a time, else a text; None where it has none.

    What is not of its type stays the text that it is.
    """
    text = (noun.value_string or "").strip()
    if not text:
        return None
    try:
        read = model.Value(value_string=text, data_type=noun.data_type).value
    except ValueError as error:
        find("not-of-its-type", f"{error}; it stays a text")
        return text
    if isinstance(read, datetime):
        if read.utcoffset() is None:
            find("no-offset", f"{format_datetime(read)} has no offset from UTC; it stays a text")
            return text
        return datetime.combine(read.date(), read.timetz())
    if isinstance(read, Decimal):
        return Decimal(read) if read.is_finite() else text
    return read if isinstance(read, bool) else text


def valued(name: str, values: Iterable[model.Value | model.Result], find: Find) -> Iterator[tuple[str, Value]]:
    """The values of one property, by name: ``name``, of a series ``name[1]`` and so on or by key, and their units."""
    several = list(values)
    for position, each in enumerate(several, 1):
        read = value(each, find)
        if read is None:
            continue
        of_series = len(several) > 1
        called = f"{name}[{identification(each.key) or position}]" if of_series else name
        yield called, read
        if unit := identification(each.unit_of_measure):
            yield f"{called} unit", unit


def values(properties: Iterable[Any], find: Find, within: str = "") -> Iterator[tuple[str, Value]]:
    """The values of properties, segment data or attributes by name; ``outer/inner`` for what is nested."""
    waiting = [(within, noun) for noun in properties][::-1]
    while waiting:
        around, noun = waiting.pop()
        name = identification(getattr(noun, "id", None) or getattr(noun, "attribute_id", None))
        if name is None:
            find("no-name", "a value has no name, and is not kept")
            continue
        yield from valued(around + name, noun.values, find)
        waiting.extend((f"{around}{name}/", child) for child in reversed(getattr(noun, "children", ())))


def measured(result: model.TestResult, find: Find, name: str = "test") -> Iterator[tuple[str, Value]]:
    """What a test result states: each measured property by its name, the verdict by the identification of the result.

    Where the result has none, the verdict is named ``name``.
    """
    waiting = [result]
    while waiting:
        noun = waiting.pop()
        called = identification(noun.id) or name
        yield from valued(called, noun.results, find)
        if verdict := identification(noun.evaluated_criterion_result):
            yield called, verdict
        for measurement in noun.property_measurements:
            about = list(measurement.testable_object_property_ids)
            measurable = identification(about[0]) if len(about) == 1 else None
            if measurement.value is not None:
                yield from valued(measurable or measurement.id, [measurement.value], find)
        waiting.extend(reversed(noun.children))
