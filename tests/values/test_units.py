"""Units of measure, their sizes against those of scipy, and conversions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isa95mom.values.units import Conversion, UnitError, convert, same_dimension, table, unit, unit_or_own

CODES = sorted(table())
SIZES = {
    "LBR": "lb", "ONZ": "oz", "GRN": "grain", "STI": "stone", "LTN": "long_ton", "STN": "short_ton", "INH": "inch",
    "APZ": "troy_ounce", "FOT": "foot", "YRD": "yard", "SMI": "mile", "NMI": "nautical_mile", "GLL": "gallon",
    "GLI": "gallon_imp", "OZA": "fluid_ounce", "OZI": "fluid_ounce_imp", "BLL": "bbl", "ATM": "atm", "BAR": "bar",
    "PS": "psi", "BTU": "Btu", "HAR": "hectare", "KMH": "kmh", "LTR": "liter", "WEE": "week", "GRM": "gram",
    "TNE": "metric_ton", "MIN": "minute", "HUR": "hour", "DAY": "day", "C45": "nano", "MPA": "mega", "KWT": "kilo",
}  # fmt: skip


@pytest.mark.parametrize("code", SIZES)
def test_sizes_are_those_of_scipy(code: str) -> None:
    constants = pytest.importorskip("scipy.constants")
    assert float(unit(code).factor) == pytest.approx(getattr(constants, SIZES[code]), rel=1e-12)


def test_every_unit_stands_once_under_its_code_and_symbol() -> None:
    assert all(unit(code).code == code for code in CODES)
    symbols = [u.symbol for u in table().values() if u.symbol]
    assert len(symbols) == len(set(symbols))
    assert all(len(code) in (2, 3) and code.isascii() and code == code.upper() for code in CODES)


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(-(10**9), 10**9))
def test_there_and_back_is_where_it_began(source: str, target: str, amount: int) -> None:
    if not same_dimension(source, target):
        with pytest.raises(UnitError, match="measures"):
            convert(amount, source, target)
        return
    there = Conversion().way(source, target)
    back = Conversion().way(target, source)
    assert there is not None
    assert back is not None
    assert (amount * there[0] + there[1]) * back[0] + back[1] == amount
    assert abs(convert(convert(amount, source, target), target, source) - amount) <= Decimal("1e-15")


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        ("98.6", "FAH", "CEL", "37"),
        ("-40", "°C", "°F", "-40"),
        ("1", "lb", "oz", "16"),
        ("3", "DZN", "pieces", "36"),
        ("0.10", "kg", "g", "100"),
        ("1", "kWh", "MJ", "3.6"),
        ("1", "bar", "mbar", "1000"),
        ("7", "box of nothing", "box of nothing", "7"),
    ],
)
def test_examples(amount: str, source: str, target: str, expected: str) -> None:
    assert convert(Decimal(amount), source, target) == Decimal(expected)


def test_what_is_not_known_is_a_unit_of_its_own() -> None:
    with pytest.raises(UnitError) as caught:
        unit("litter")
    assert str(caught.value) == (
        "'litter' is no unit of UN/ECE Recommendation 20 that is known here; "
        "did you mean 'liter' or 'liters' or 'litre'?"
    )
    assert unit_or_own("litter").dimension == "unit litter"
    with pytest.raises(UnitError, match="litter measures unit litter and LTR measures volume"):
        convert(1, "litter", "LTR")


def test_factors_of_a_material_join_dimensions_both_ways() -> None:
    known = Conversion({"CUP": {("C62", "KGM"): Decimal("0.150")}, "MILK": {("LTR", "KGM"): Fraction(103, 100)}})
    assert known.convert(20, "pcs", "g", material="CUP") == 3000
    assert known.convert(3, "kg", "EA", material="CUP") == 20
    assert known.convert(2, "HLT", "TNE", material="MILK") == Decimal("0.206")
    with pytest.raises(UnitError) as caught:
        known.convert(1, "LTR", "KGM", material="CUP")
    assert str(caught.value) == (
        "LTR measures volume and KGM measures mass; a factor of the material 'CUP' from LTR to KGM is needed"
    )
    with pytest.raises(UnitError, match="is 0; it must be above 0"):
        Conversion({"X": {("C62", "KGM"): 0}}).convert(1, "C62", "KGM", material="X")
