"""What must hold between indicators, whatever the terms; and that no number stands where none can."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import isa95mom as mom
from isa95mom.kpi import Flag, Reason, definition, definitions, elements, evaluate, roll_up
from isa95mom.kpi.errors import FormulaError, TermError, UnknownKpiError

seconds = st.integers(1, 100_000)
counts = st.integers(1, 10_000)


def value(kpi: str, **terms: Any) -> Fraction:
    found = evaluate(kpi, **terms)
    assert found.value is not None
    return Fraction(found.value)


def close(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= Fraction(1, 10**20) * max(abs(one), abs(other), Fraction(1))


@given(seconds, seconds, seconds, seconds, st.integers(1, 60), counts, counts)
@settings(max_examples=150, deadline=None)
def test_identities(APT: int, AUST: int, ADET: int, ADOT: int, PRI: int, GQ: int, SQ: int) -> None:
    PQ = GQ + SQ
    PBT = APT + AUST + ADET + ADOT
    terms = {"APT": APT, "AUST": AUST, "ADET": ADET, "PBT": PBT, "PRI": PRI, "GQ": GQ, "PQ": PQ}
    a, ae, ue = (value(name, **terms) for name in ("Availability", "Allocation efficiency", "Utilization efficiency"))
    assert close(a, ae * ue)
    oee = value("OEE", **terms)
    assert close(oee, a * value("Effectiveness", **terms) * value("Quality ratio", **terms))
    assert close(oee, Fraction(PRI * GQ, PBT))
    nee, setup = value("NEE", **terms), value("Setup ratio", **terms)
    assert close(nee, oee / (1 - setup))
    assert nee >= oee
    assert close(1 / ue, 1 / value("Technical efficiency", **terms) + Fraction(AUST, APT))
    calendar = PBT + 500
    ooe = value("OOE", **terms, planned_downtime=100)
    assert value("TEEP", calendar=calendar, PRI=PRI, GQ=GQ) <= ooe <= oee


@given(st.lists(st.tuples(seconds, seconds, st.integers(1, 60), counts, st.integers(0, 100)), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_roll_up_is_a_ratio_of_sums(rows: list[tuple[int, int, int, int, int]]) -> None:
    columns: dict[str, Any] = {
        "APT": [row[0] for row in rows],
        "PBT": [row[0] + row[1] for row in rows],
        "PRI": [row[2] for row in rows],
        "GQ": [row[3] for row in rows],
        "PQ": [row[3] + row[4] for row in rows],
    }
    ideal = sum(p * q for p, q in zip(columns["PRI"], columns["GQ"], strict=True))
    rolled = roll_up("OEE", **columns)
    assert rolled.value is not None
    assert close(Fraction(rolled.value), Fraction(ideal, sum(columns["PBT"])))
    each = evaluate("OEE", **columns)
    assert not hasattr(each, "terms")
    assert np.allclose(
        each.values, [p * q / t for p, q, t in zip(columns["PRI"], columns["GQ"], columns["PBT"], strict=True)]
    )
    exact = [each[row].value for row in range(len(rows))]
    assert np.allclose(each.values, [float(one or 0) for one in exact])


@given(seconds, seconds, st.integers(0, 100_000))
@settings(max_examples=60, deadline=None)
def test_bounds_hold_what_the_unknown_time_may_be(APT: int, ADOT: int, unknown: int) -> None:
    PBT = APT + ADOT + unknown
    result = evaluate("Availability", APT=APT, ADOT=ADOT, ADET=0, AUST=0, PBT=PBT, unclassified=unknown)
    if not unknown:
        return
    assert result.lower is not None
    assert result.upper is not None
    for runs in (0, unknown // 2, unknown):
        truth = Fraction(APT + runs, PBT)
        slack = Fraction(1, 10**20)
        assert Fraction(result.lower) - slack <= truth <= Fraction(result.upper) + slack
    assert Flag.UNCLASSIFIED_TIME in result.flags


@pytest.mark.parametrize(
    ("kpi", "terms", "reason"),
    [
        ("Availability", {"APT": 0, "PBT": 0}, Reason.NOT_PLANNED),
        ("Effectiveness", {"PRI": 1, "PQ": 0, "APT": 0}, Reason.NO_PRODUCTION_TIME),
        ("Effectiveness", {"PRI": 1, "PQ": 5, "APT": 0}, Reason.CONTRADICTION),
        ("Quality ratio", {"GQ": 0, "PQ": 0}, Reason.NO_OUTPUT),
        ("MTBF", {"TBF": 100, "FE": 0}, Reason.NO_FAILURES),
        ("MTTR", {"TTR": 0, "FE": 0}, Reason.NO_FAILURES),
        ("Cp", {"USL": 2, "LSL": 1, "sigma_hat": 0}, Reason.NO_SPREAD),
        ("Actual to planned scrap ratio", {"SQ": 1, "PSQ": 0}, Reason.ZERO_DENOMINATOR),
        ("Availability", {"APT": None, "PBT": 10}, Reason.MISSING_TERM),
        ("Availability", {"APT": float("nan"), "PBT": 10}, Reason.NOT_A_NUMBER),
        ("Availability", {"APT": -1, "PBT": 10}, Reason.NEGATIVE_TERM),
    ],
)
def test_no_number_where_there_is_none(kpi: str, terms: dict[str, Any], reason: Reason) -> None:
    result = evaluate(kpi, **terms)
    assert result.value is None
    assert result.reason is reason
    assert result.detail
    assert np.isnan(float(result))


def test_no_output_is_a_true_zero() -> None:
    """Planned, and nothing made: OEE and availability are 0, which is a number."""
    result = evaluate("OEE", PRI=1, GQ=0, PBT=100)
    assert result.value == 0
    assert evaluate("Availability", APT=0, PBT=100).value == 0


def test_performance_above_all_is_flagged_and_not_capped() -> None:
    result = evaluate("Effectiveness", PRI=2, PQ=100, APT=100)
    assert result.value == 2
    assert Flag.ABOVE_RANGE in result.flags


def test_all_of_them() -> None:
    iso = [kpi for kpi in definitions() if kpi.convention == "iso22400"]
    assert sorted(kpi.number or 0 for kpi in iso) == list(range(1, 35))
    assert all(kpi.edition == "ISO 22400-2:2014" and kpi.text for kpi in iso)
    assert not any("ISO" in kpi.edition for kpi in definitions() if kpi.convention == "practice")
    symbols = {each.symbol for each in elements()}
    for each in definitions():
        assert definition(each.name).symbol == definition(each.symbol.lower()).symbol == each.symbol
        assert set(each.uses) <= symbols | {kpi.symbol for kpi in definitions()}


def test_what_is_not_known() -> None:
    with pytest.raises(UnknownKpiError, match="no KPI goes by 'Availabilty'; did you mean 'Availability'"):
        evaluate("Availabilty", APT=1, PBT=2)
    with pytest.raises(TermError, match=r"Availability.*needs"):
        evaluate("Availability", APT=1)
    with pytest.raises(TermError, match="measures mass; time is needed"):
        evaluate("Availability", APT=(1, "kg"), PBT=1)


def test_an_own_indicator() -> None:
    own = mom.kpi.define("Changeovers_per_day", formula="changeovers/POT", unit="1/d")
    result = evaluate(own, changeovers=6, POT=(48, "h"))
    assert result.in_unit("1/d") == 3
    with pytest.raises(FormulaError):
        mom.kpi.define("Wrong", formula="APT+PQ", unit="s")


def test_conventions_to_count() -> None:
    assert evaluate("MTBF", TBF=100, FE=4).value == 25
    assert evaluate("MTBF", TBF=100, FE=4, count_convention="FE+1").value == 20


def test_explained() -> None:
    said = evaluate("OEE", PRI=60, GQ=Decimal("149.5"), PBT=(465, "min")).explain()
    assert "worked out as PRI*GQ/PBT" in said
    assert "= 60 * 149.5 / 27900" in said
    assert "ISO 22400-2:2014" in said
