"""Lines at their constraint, and who made whom stop."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from isa95mom.kpi import attribute, from_frame, line_oee, segments_of
from isa95mom.kpi.errors import KpiError
from tests.kpi.records import at, intervals, table


def told(*rows: tuple[str, int, int, str] | tuple[str, int, int, str, str]) -> dict[str, list[Any]]:
    return segments_of(
        {
            "equipment": [row[0] for row in rows],
            "start": [at(row[1]) for row in rows],
            "end": [at(row[2]) for row in rows],
            "state": [row[3] for row in rows],
            "reason": [row[4] if len(row) > 4 else None for row in rows],
        }
    )


LINE = told(
    ("A", 0, 100, "Breakdown", "gear"),
    ("A", 100, 200, "Production"),
    ("B1", 0, 20, "Production"),
    ("B1", 20, 100, "Starved"),
    ("B1", 100, 200, "Production"),
    ("B2", 0, 200, "Production"),
    ("C", 0, 30, "Production"),
    ("C", 30, 95, "Starved"),
    ("C", 120, 150, "Blocked"),
    ("C", 160, 180, "Setup"),
    ("D", 110, 155, "Minor stop", "jam"),
    ("D", 160, 180, "Starved"),
    ("D", 190, 200, "Blocked"),
)


def test_who_made_whom_stop() -> None:
    found = {(each.equipment, each.state, each.cause): each for each in attribute(LINE, ["A", ["B1", "B2"], "C", "D"])}
    assert found["A", "Breakdown", "A"].text == "it stopped by itself"
    assert found["B1", "Starved", "A"].reason == "gear"
    chain = found["C", "Starved", "A"]
    assert chain.way == ("C", "B1", "A")
    assert chain.text == "C waits for B1 waits for A, which is in the state 'Breakdown'"
    assert chain.seconds == 65
    assert found["C", "Blocked", "D"].reason == "jam"
    assert found["D", "Starved", "C"].cause_state == "Setup"
    assert found["D", "Blocked", None].text == "D is blocked, and the line ends there"
    assert len(found) == 8


def test_buffers_delay() -> None:
    line = told(("A", 0, 50, "Breakdown"), ("B", 60, 90, "Starved"))
    (_, late) = attribute(line, ["A", "B"])
    assert late.cause is None
    assert late.text == "B is starved, and A did not stop then"
    (_, late) = attribute(line, ["A", "B"], delay=timedelta(seconds=20))
    assert late.cause == "A"
    with pytest.raises(KpiError, match="'A' stands in the line twice"):
        attribute(line, ["A", ["B", "A"]])


@given(intervals)
@settings(max_examples=60, deadline=None)
def test_every_stop_is_attributed_once(rows: list[Any]) -> None:
    segments = segments_of(table(rows))
    found = attribute(segments, ["F1", "F2", "F3"])
    off = {None, "Production", "Not scheduled", "Planned downtime", "Planned maintenance", "Engineering"}
    stops = sum(state not in off for state in segments["state"])
    assert len(found) == stops
    for each in found:
        assert each.way[0] == each.equipment
        assert each.cause in (None, each.way[-1])
        assert (each.cause == each.equipment) == (each.state not in ("Starved", "Blocked"))


def test_the_constraint_and_not_the_mean() -> None:
    """One machine makes an item a minute, the other could make two: the line is at its best."""
    states = {
        "equipment": ["SLOW", "FAST"],
        "start": [at(0)] * 2,
        "end": [at(3600)] * 2,
        "state": ["Production"] * 2,
    }
    made = {"equipment": ["SLOW", "FAST"], "time": [at(3500)] * 2, "PQ": [60, 60], "GQ": [60, 60]}
    cycles = {"equipment": ["SLOW", "FAST"], "PRI": [60, 30]}
    terms = from_frame(states, made, cycles=cycles, by=("equipment",), window=(at(0), at(3600)))
    run: dict[str, Any] = {"SLOW": 60, "FAST": 30}
    assert line_oee(terms, ["SLOW", "FAST"], run).value == 1
    assert line_oee(terms, ["SLOW", "FAST"], run, reference="fastest").value == Decimal("0.5")
    assert line_oee(terms, ["SLOW", "FAST"], run, reference="design", design=45).value == Decimal("0.75")
    assert terms.result("OEE").value == Decimal("0.75")  # of machines that stand alone, which these do not
    for arguments, said in (
        ({"reference": "design"}, "is not given"),
        ({"reference": "mean"}, "'mean' is no reference"),
        ({"cycles": {"SLOW": 60}}, "'FAST' has no run time"),
    ):
        given_: dict[str, Any] = {"cycles": run} | arguments
        with pytest.raises(KpiError, match=said):
            line_oee(terms, ["SLOW", "FAST"], **given_)
