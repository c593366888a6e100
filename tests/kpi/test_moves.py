"""How time moves between conventions: nothing is lost, and every element is that of the terms."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from isa95mom.kpi import KpiError, conventions, from_frame, moved
from tests.kpi.records import SECONDS, at, intervals, table
from tests.kpi.test_terms import ODD, WINDOW

OEE = {"iso22400": "PBT", "annexB": "LT", "tpm": "LT"}
"""What OEE divides by in each convention; SEMI E10 has none of its own."""


@given(intervals)
@settings(max_examples=60, deadline=None)
def test_time_is_conserved_and_ties(rows: list[Any]) -> None:
    made = {"equipment": ["F1"], "time": [at(150)], "PQ": [7], "GQ": [5]}
    terms = from_frame(table(rows), made, ODD, by=("equipment", "product"), window=WINDOW, cycles={"PRI": [3]})
    whole = terms.roll_up(())
    names = [state.name for state in terms.mapping.states]
    overtime = sum(int(whole.outside[0, names.index(name)]) for name in ("Production", "Setup"))
    for one, other in product(conventions(), repeat=2):
        found = moved(terms, one, other)
        assert sum(row.time for row in found.rows) * 10**6 == int(whole.time("calendar")[0]) + overtime
        for convention, sums in ((one, found.before), (other, found.after)):
            under = whole.under(convention)
            for element, time in sums.items():
                assert element is not None
                assert time * 10**6 == int(under.time(element)[0]), (convention, element)
            assert under.row(0)["PRI*GQ"] == 15  # what OEE counts is the same in each
        back = moved(terms, other, one)
        assert [(row.state, row.time, row.after, row.before) for row in back.rows] == [
            (row.state, row.time, row.before, row.after) for row in found.rows
        ]
        assert (one == other) <= (not any(row.moved for row in found.rows))
        if one in OEE and other in OEE:
            # What OEE loses or gains in its denominator is what moves over the edge of it.
            off = ("unscheduled", "planned_downtime")
            edge = sum(
                (row.time * ((row.after not in off) - (row.before not in off)) for row in found.rows), Decimal(0)
            )
            change = whole.under(other).time(OEE[other])[0] - whole.under(one).time(OEE[one])[0]
            assert edge * 10**6 == int(change)


def test_by_hand() -> None:
    rows: list[Any] = [
        ("F1", 0, 60, "Production", None),
        ("F1", 60, 20, "Minor stop", None),
        ("F1", 80, 30, "Idle", None),
    ]
    found = moved(from_frame(table(rows), window=(at(0), at(120))), "iso22400", "tpm")
    assert found.to_columns() == {
        "state": ["Minor stop", "Idle", "Production", None],
        "seconds": [20, 30, 60, 10],
        "minutes": [Decimal(20) / 60, Decimal("0.5"), 1, Decimal(10) / 60],
        "from": ["ADET", "ADOT", "APT", "unclassified"],
        "to": ["OPT", "unscheduled", "OPT", "unclassified"],
        "moved": [True, True, True, False],
    }
    assert found.before == {"ADET": 20, "ADOT": 30, "APT": 60, "unclassified": 10}
    assert found.after == {"OPT": 80, "unscheduled": 30, "unclassified": 10}
    pandas = pytest.importorskip("pandas")
    assert isinstance(found.to_frame(), pandas.DataFrame)
    assert found.to_frame()["minutes"].sum() == pytest.approx(2)
    with pytest.raises(KpiError, match="there is no convention 'iso'"):
        moved(from_frame(table(rows), window=(at(0), at(SECONDS))), "iso", "tpm")
