"""Terms of records as they come are those of all records at once; counters become amounts."""

from __future__ import annotations

import random
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi.counters import from_counter
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.live import Live
from isa95mom.kpi.raw import from_frame
from isa95mom.tables.errors import ColumnError
from tests.kpi.records import SECONDS, at, intervals, table
from tests.kpi.test_terms import ODD, stated


@given(intervals, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_fed_in_any_order_is_the_batch(rows: list[Any], chance: random.Random) -> None:
    told = table(rows)
    records = [{name: column[n] for name, column in told.items()} | {"id": n} for n in range(len(rows))]
    chance.shuffle(records)
    live = Live(at(0), by=("equipment",), calendar=ODD)
    for number, record in enumerate(records):
        live.feed("states", record | {"state": "Idle"}, key="id")  # wrong at first, corrected next
        live.feed("states", record, key="id")
        live.feed("states", record | {"id": "extra", "equipment": "F9"}, key="id")
        if number % 5 == 0:
            live.read(at(50))
    live.take_back("states", "id", "extra")
    want = from_frame(told, calendar=ODD, by=("equipment",), window=(at(0), at(SECONDS)))
    assert stated(live.read(at(SECONDS))) == stated(want)


@given(intervals, st.integers(1, SECONDS - 1))
@settings(max_examples=60, deadline=None)
def test_what_is_closed_stays(rows: list[Any], second: int) -> None:
    told = table(rows)
    live = Live(at(0), by=("equipment",), calendar=ODD)
    live.feed("states", *({name: column[n] for name, column in told.items()} for n in range(len(rows))))
    live.close(at(second))
    want = from_frame(told, calendar=ODD, by=("equipment",), window=(at(0), at(SECONDS)))
    assert stated(live.read(at(SECONDS))) == stated(want)


@given(intervals, st.integers(1, SECONDS - 1), st.sampled_from([None, "Production", "Idle"]))
@settings(max_examples=30, deadline=None)
def test_capacities_and_filled_time_are_those_of_the_batch(rows: list[Any], second: int, otherwise: Any) -> None:
    """Stops with and without an end, and what equipment can make; also over what is closed."""
    told = table(rows)
    told["end"] = [None if number % 4 == 0 else end for number, end in enumerate(told["end"])]
    able = {
        "equipment": told["equipment"],
        "start": told["start"],
        "end": [at(SECONDS + 7)] * len(rows),
        "EPC": [7] * len(rows),
    }
    live = Live(at(0), by=("equipment",), calendar=ODD, otherwise=otherwise)
    for name, columns in (("capacity", able), ("states", told)):
        live.feed(name, *({column: cells[n] for column, cells in columns.items()} for n in range(len(rows))))
    options: dict[str, Any] = {"by": ("equipment",), "calendar": ODD, "window": (at(0), at(SECONDS))}
    want = from_frame(told, as_of=at(SECONDS), capacity=able, otherwise=otherwise, **options)
    assert stated(live.read(at(SECONDS))) == stated(want)
    live.close(at(second))
    assert stated(live.read(at(SECONDS))) == stated(want)


def test_wrong_feeding() -> None:
    live = Live(at(0), by=())
    with pytest.raises(KpiError, match=r"'state' is no table that records are fed to.*did you mean 'states'"):
        live.feed("state", {})
    with pytest.raises(KpiError, match="a record names no equipment"):
        live.feed("states", {"start": at(0)})
    with pytest.raises(KpiError, match="nothing was fed"):
        live.read(at(1))
    with pytest.raises(KpiError, match="'states' is no option of live terms"):
        Live(at(0), states={})
    with pytest.raises(KpiError, match="no record has the id 7"):
        live.take_back("states", "id", 7)
    live.feed("states", {"equipment": "F1", "start": at(0), "end": at(20), "state": "Run"})
    live.close(at(30))
    with pytest.raises(KpiError, match="is closed"):
        live.feed("states", {"equipment": "F1", "start": at(10), "end": at(25), "state": "Run"})
    with pytest.raises(KpiError, match="has no offset"):
        Live(datetime(2026, 1, 1))


def test_counters() -> None:
    readings = [5, 8, 8, 9998, 3, 2, 7, 0, 4]
    counts = {"equipment": ["F1"] * 9, "time": [at(n) for n in range(9)], "counter": readings}
    made, findings = from_counter(counts, rolls_over=10_000, tolerance=1)
    assert [int(step) for step in made["PQ"]] == [3, 0, 9990, 5, 4, 0, 4]
    assert {finding.code for finding in findings} == {"counter-backwards", "counter-rolled-over", "counter-reset"}
    same = {"equipment": ["F1"] * 3, "time": [at(0)] * 2 + [at(1)], "counter": [1, 2, 5], "product": ["A"] * 3}
    made, findings = from_counter(same, term="SQ")
    assert made["SQ"] == [Decimal(4)]
    assert [finding.code for finding in findings] == ["counter-contradiction"]
    with pytest.raises(ColumnError, match="a value is needed"):
        from_counter(same | {"counter": [1, None, 2]})
    terms = from_frame(None, from_counter(counts)[0], by=(), window=(at(0), at(10)))
    assert terms.row(0)["PQ"] == 3 + 9990 + 3 + 2 + 5 + 0 + 4
