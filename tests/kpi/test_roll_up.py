"""Flags of a roll-up look at sums, and never at sums of what cannot be added, such as ideal cycles."""

from __future__ import annotations

from decimal import Decimal

import isa95mom as mom
from isa95mom.kpi import Flag


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
