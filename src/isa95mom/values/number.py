"""Numbers, exact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from isa95mom.values.text import NO_ATTRIBUTES

_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)").fullmatch


class Measure(Decimal):
    """An exact number with the attributes of a document (``unitCode``) and its spelling (``+5.``). Equal to the plain
    number.
    """

    __slots__ = ("attributes", "text")
    attributes: Mapping[str, str]
    text: str | None

    def __new__(
        cls, value: Decimal | int | str = "0", attributes: Mapping[str, str] = NO_ATTRIBUTES, text: str | None = None
    ) -> Self:
        """Make one from its value; `attributes` by the names of the document."""
        self = super().__new__(cls, value)
        self.attributes = attributes
        self.text = text
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(Decimal(self)), dict(self.attributes), self.text)

    @property
    def unit_code(self) -> str | None:
        """The unit of the number, or None where the document names none."""
        return self.attributes.get("unitCode")


def parse_decimal(text: str) -> Decimal:
    """The number that `text` spells, as ``xs:decimal`` allows. Raises `ValueError` where it spells none.

    >>> parse_decimal("12.50")
    Decimal('12.50')
    """
    stripped = text.strip(" \t\r\n")
    if _DECIMAL(stripped) is None:
        raise ValueError(f"{text!r} is not a decimal number")
    value = Decimal(stripped)
    return value if format_decimal(value) == text else Measure(value, text=text)


def format_decimal(value: Decimal) -> str:
    """`value` in the spelling of the document it came from, else in plain digits. Raises `ValueError` for NaN and
    infinity.
    """
    text = getattr(value, "text", None)
    if text is not None:
        return str(text)
    if not value.is_finite():
        raise ValueError(f"{value} is not a decimal number")
    return format(value, "f")
