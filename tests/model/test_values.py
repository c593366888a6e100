"""Values and quantities as what they say they are."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from isa95mom.model import DataType, QuantityValue, Value


def test_a_quantity_is_an_exact_number() -> None:
    quantity = QuantityValue(quantity_string="1.50", unit_of_measure="kg")
    assert quantity.value == Decimal("1.5")
    assert str(quantity.value) == "1.50"
    quantity.value = Decimal("2E+1")
    assert quantity.quantity_string == "20"
    quantity.value = None
    assert quantity.quantity_string is None


def test_a_quantity_that_is_no_number_says_so() -> None:
    with pytest.raises(ValueError, match="'12,5' is not a decimal number"):
        _ = QuantityValue(quantity_string="12,5").value


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("1.50", DataType.DECIMAL, Decimal("1.50")),
        ("7", "integer", Decimal(7)),
        ("1.5E3", DataType.DOUBLE, Decimal(1500)),
        ("true", DataType.BOOLEAN, True),
        ("0", DataType.INDICATOR, False),
        ("2026-01-05T06:00:00Z", DataType.DATETIME, datetime(2026, 1, 5, 6, tzinfo=UTC)),
        ("1.50", DataType.STRING, "1.50"),
        ("1.50", None, "1.50"),
        ("red", "Colour", "red"),
        (None, DataType.DECIMAL, None),
    ],
)
def test_a_value_is_what_its_data_type_says(text: str | None, kind: str | None, meant: Any) -> None:
    assert Value(value_string=text, data_type=kind).value == meant


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("12,5", "decimal", "not a decimal number"),
        ("much", "float", "not a decimal number"),
        ("yes", "boolean", "not one of true, false, 1, 0"),
        ("yesterday", "dateTime", "yesterday"),
    ],
)
def test_a_value_that_is_not_of_its_type_says_so(text: str, kind: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        _ = Value(value_string=text, data_type=kind).value
