"""Where neighbouring packages give a wrong number, or none, ours is right: what they say is asked of them here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from isa95mom.kpi import Flag, Reason, evaluate, from_frame, mean_time, roll_up

START = datetime(2026, 3, 2, tzinfo=UTC)


def peer(name: str) -> Any:
    pytest.importorskip(name)
    return import_module(name)


def test_two_products() -> None:
    """All of the fast product is good, all of the slow one scrap: half of the time made something good."""
    theirs = peer("oee").from_log(
        200,
        runs=[{"count": 100, "good": 100, "ideal_cycle_time": 1}, {"count": 10, "good": 0, "ideal_cycle_time": 10}],
    )
    assert round(theirs.oee, 3) == 0.909
    assert roll_up("OEE", PRI=[1, 10], GQ=[100, 0], PBT=200).value == Decimal("0.5")


def test_two_records_of_one_stop() -> None:
    """Somebody and the machine both recorded the stop of forty minutes."""
    stop = {"duration": 40, "reason": "jam"}
    theirs = peer("oee").from_log(
        100, runs=[{"count": 60, "good": 60, "ideal_cycle_time": 1}], downtime_events=[stop, stop]
    )
    assert theirs.availability == 0.2
    minute = timedelta(minutes=1)
    states = {
        "equipment": ["F1"] * 3,
        "start": [START, START + 30 * minute, START + 30 * minute],
        "end": [START + 100 * minute, START + 70 * minute, START + 70 * minute],
        "state": ["Production", "Breakdown", "Breakdown"],
    }
    terms = from_frame(states, by=())
    assert terms.result("Availability").value == Decimal("0.6")
    assert {finding.code for finding in terms.findings} == {"overlap", "said-twice"}


def test_nothing_was_made() -> None:
    """Planned, and nothing made: that is an OEE of 0."""
    with pytest.raises(ValueError, match="total_count must be positive"):
        peer("oee").oee(100, run_time=0, ideal_cycle_time=1, total_count=0, good_count=0)
    assert evaluate("OEE", PRI=1, GQ=0, PBT=100).value == 0


def test_no_failure() -> None:
    """With repairs and no failures recorded, the neighbour is always available; without failures there is a bound."""
    theirs = peer("oee").reliability(100, failures=0, total_repair_time=10)
    assert theirs.availability == 1.0
    assert evaluate("MTBF", TBF=100, FE=0).reason is Reason.NO_FAILURES
    assert evaluate("MTTR", TTR=0, FE=0).reason is Reason.NO_FAILURES
    assert 33 < mean_time(100, 0).lower < 34


def test_faster_than_planned() -> None:
    """What is above 100 % is capped by the neighbour, and flagged here."""
    theirs = peer("oee").oee(100, run_time=100, ideal_cycle_time=2, total_count=80, good_count=80)
    assert theirs.performance == 1.0
    ours = evaluate("Effectiveness", PRI=2, PQ=80, APT=100)
    assert ours.value == Decimal("1.6")
    assert Flag.ABOVE_RANGE in ours.flags


def test_downtime_counts_once() -> None:
    """Half of the time down, at full speed otherwise."""
    theirs = peer("digifact").ProductionMetrics(
        total_time=480, ideal_production=480, actual_count=240, total_count=240, fault_count=0, total_downtime=240,
        total_uptime=240,
    )  # fmt: skip
    assert theirs.calculate_oee()["oee"] == 25.0
    assert evaluate("OEE", PRI=1, GQ=240, PQ=240, PBT=480, APT=240).value == Decimal("0.5")
