"""Flags of a roll-up look at sums, and never at sums of what cannot be added, such as ideal cycles."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import isa95mom as mom
from isa95mom.kpi import Flag, roll_up


def test_a_sum_of_ideal_cycles_is_no_factor() -> None:
    found = mom.kpi.roll_up("OEE", PRI=[1, 10], PQ=[100, 10], GQ=[100, 0], PBT=200, APT=200)
    assert found.value == Decimal("0.5")
    assert found.flags == ()


def test_a_factor_above_its_range_is_told_of_the_sums() -> None:
    found = mom.kpi.roll_up("OEE", PRI=[1, 10], PQ=[100, 15], GQ=[100, 0], PBT=250, APT=200)
    assert found.value == Decimal("0.4")
    assert found.flags == (Flag.FACTOR_ABOVE_RANGE,)


def test_columns_and_single_terms_agree() -> None:
    column = mom.kpi.evaluate("OEE", PRI=1.0, GQ=[1, 2, None], PBT=[2, 0, 2])
    assert isinstance(column, mom.kpi.KPIColumn)
    assert [each.reason for each in column] == [column.reason(row) for row in range(3)]
    assert column[0].value == Decimal("0.5")


NUMBERS = st.one_of(st.integers(0, 10**6), st.floats(0, 1e9, allow_nan=False), st.sampled_from([0.1, 1e-9, 2.5]))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=20), st.booleans())
@settings(max_examples=80, deadline=None)
def test_arrays_are_summed_as_exactly_as_lists(rows: list[Any], whole: bool) -> None:
    columns = [[int(cell) if whole else float(cell) for cell in column] for column in zip(*rows, strict=True)]
    terms: dict[str, Any] = dict(zip(("PRI", "GQ", "PBT"), columns, strict=True))
    arrays: dict[str, Any] = {name: np.array(column) for name, column in terms.items()}
    assert roll_up("OEE", **arrays) == roll_up("OEE", **terms)
    minutes: dict[str, Any] = {name: (column, "min") if name == "PBT" else column for name, column in arrays.items()}
    assert roll_up("OEE", **minutes).value == roll_up("OEE", **terms | {"PBT": (columns[2], "min")}).value


def test_an_array_with_a_gap_or_a_negative_number_tells_its_row() -> None:
    gap = roll_up("Availability", APT=np.array([1.0, np.nan]), PBT=np.array([2, 2]))
    assert (gap.value, gap.detail) == (None, "row 1: APT is NaN")
    below = roll_up("Availability", APT=np.array([1, -1]), PBT=np.array([2, 2]))
    assert (below.value, below.detail) == (None, "row 1: APT is -1")
