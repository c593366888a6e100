"""Single values of columns: what may stand in them, and what is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np

from isa95mom.tables.errors import ColumnError
from isa95mom.tables.names import is_whole
from isa95mom.tables.times import MISSING, ticks

Value: TypeAlias = str | bool | int | float | Decimal | datetime
"""What a parameter or a property may be."""


def sized(column: Any, what: str) -> Any:
    """A column that has a length: itself, or a list of its values. Raises `ColumnError` where it is none."""
    if isinstance(column, list) or (hasattr(column, "__len__") and hasattr(column, "dtype")):
        return column
    if hasattr(column, "to_pylist") and hasattr(column, "__len__"):
        return column
    return to_list(column, what)


def to_list(column: Any, what: str) -> list[Any]:
    """The values of a column of any make as a list of plain values. Raises `ColumnError` where `column` is none."""
    if isinstance(column, list):
        return column
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values = getattr(column, method)()
            if isinstance(values, list):
                return values
    if isinstance(column, Iterable) and not isinstance(column, str | bytes | Mapping):
        return list(column)
    raise ColumnError(f"{what} is a {type(column).__name__}; a list of values is needed")


def is_missing(value: object) -> bool:
    """Whether `value` is one of the ways to say nothing: None, and the NaN, NaT and NA of the data frames."""
    if value is None:
        return True
    if isinstance(value, float):
        return value != value
    return type(value).__name__ in ("NaTType", "NAType")


def aware(value: Any) -> datetime:
    """`value` if it is a date-time with an offset. Raises `ValueError` otherwise."""
    if not isinstance(value, datetime):
        raise ValueError(f"{value!r} is a {type(value).__name__}; a date-time is needed")
    if value.utcoffset() is None:
        raise ValueError(f"{value.isoformat()} has no offset from UTC, and which one is meant is not guessed")
    ticks(value)
    return value


def amount(value: Any) -> Decimal:
    """`value` as an exact number. Raises `ValueError` where it is none."""
    if isinstance(value, Decimal):
        number = Decimal(value)
    elif is_whole(value):
        number = Decimal(int(value))
    elif isinstance(value, float):
        number = Decimal(repr(float(value)))
    else:
        raise ValueError(f"{value!r} is a {type(value).__name__}; a number is needed")
    if not number.is_finite():
        raise ValueError(f"{value!r} is not an amount")
    return number


def value_of(value: Any) -> Value:
    """`value` as a parameter or property may be. Raises `ValueError` where it is none of these."""
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, str | bool | int | float | Decimal):
        return value
    raise ValueError(f"{value!r} is a {type(value).__name__}; a text, a number, a truth value or a time is needed")


def text(value: Any) -> str:
    """`value` if it is a text. Raises `ValueError` otherwise."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is a {type(value).__name__}; a text is needed")
    return str(value)


def named(value: Any) -> str:
    """`value` if it is a text that says something. Raises `ValueError` otherwise."""
    if not text(value):
        raise ValueError("the text is empty; an identification is needed")
    return text(value)


def whole(value: Any) -> int:
    """`value` if it is a whole number of 64 bits. Raises `ValueError` otherwise."""
    if isinstance(value, float) and value.is_integer():  # a column of whole numbers of which some are missing
        value = int(value)
    if not is_whole(value) or not MISSING < int(value) < 2**63:
        raise ValueError(f"{value!r} is a {type(value).__name__}; a whole number of at most 64 bits is needed")
    return int(value)


def texts(value: Any) -> tuple[str, ...]:
    """One text or a list of texts as a tuple. Raises `ValueError` where it is neither."""
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, Iterable):
        return tuple(text(item) for item in value)
    raise ValueError(f"{value!r} is a {type(value).__name__}; a text or a list of texts is needed")


def spelt(value: Value) -> tuple[str, str]:
    """The type of a value, and its spelling."""
    if isinstance(value, bool):
        return "boolean", "true" if value else "false"
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if isinstance(value, datetime):
        return "time", value.isoformat()
    if isinstance(value, float):
        return "float", repr(float(value))
    return ("whole", str(value)) if isinstance(value, int) else ("text", value)


SPELT: dict[str, Callable[[str], Value]] = {
    "text": lambda text: text,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "whole": int,
    "float": float,
    "decimal": Decimal,
    "time": datetime.fromisoformat,
}
"""How a value is read of its spelling, by its type."""
