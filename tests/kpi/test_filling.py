"""Planned time that no record covers, in a state that is named: checked second by second, and for a log of stops."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi import Flag, KpiError, from_frame, mapping, segments_of
from isa95mom.kpi.folder import from_folder
from tests.kpi.records import NAMES, SECONDS, at, by_second, intervals, table
from tests.kpi.test_runs import orders_of, ran, running
from tests.kpi.test_terms import ODD, WINDOW, stated


@given(intervals, ran, st.sampled_from(["Production", "Idle", "Setup"]))
@settings(max_examples=60, deadline=None)
def test_second_by_second(rows: list[Any], runs: list[Any], otherwise: str) -> None:
    """What is planned and on no record is of the state that is named, and of the order that ran then."""
    told = table(rows)
    del told["product"]
    by = ("equipment", "order", "product")
    options: dict[str, Any] = {"calendar": ODD, "window": WINDOW, "runs": orders_of(runs)}
    terms = from_frame(told, by=by, otherwise=otherwise, **options)
    covered = {(who, second): state for who, second, state in by_second(rows)}
    products: dict[tuple[str, str], set[str]] = {}
    for who, _, _, order, product in runs:
        products.setdefault((who, order), set()).update([product] if product else [])
    want: Counter[Any] = Counter()
    for who in {row[0] for row in rows}:
        for second in range(100, SECONDS):
            order, product = running(runs, who, second)
            if order is not None and product is None and len(products[who, order]) == 1:
                (product,) = products[who, order]
            state = covered.get((who, second))
            want[who, order, product, state or otherwise] += state is None or state in NAMES
            want[who, order, product, "assumed"] += state is None
    got: Counter[Any] = Counter()
    for row, keys in enumerate(terms.objects()):
        for number, name in enumerate(NAMES):
            got[*keys.values(), name] += int(terms.inside[row, number]) // 10**6
        got[*keys.values(), "assumed"] += int(terms.assumed[row]) // 10**6
    assert +got == +want
    without = from_frame(told, by=("equipment",), **options)
    whole = from_frame(told, by=("equipment",), otherwise=otherwise, **options)
    assert stated(terms.roll_up(("equipment",))) == stated(whole)
    assert (whole.outside == without.outside).all()
    assert (without.time("unclassified") - whole.time("unclassified") == whole.assumed).all()
    assert (whole.failures == without.failures).all()
    assert whole.coverage.tolist() == without.coverage.tolist()
    segments = segments_of(told, ODD, otherwise=otherwise, window=WINDOW)
    time = sum((end - start).seconds for start, end, row in zip(
        segments["start"], segments["end"], segments["row"], strict=True) if row is None)  # fmt: skip
    assert time * 10**6 == whole.assumed.sum()


def test_it_is_told() -> None:
    stops: dict[str, Any] = {"equipment": ["F1"], "start": [at(10)], "end": [at(30)], "state": ["Breakdown"]}
    made = {"equipment": ["F1"], "time": [at(50)], "PQ": [10], "GQ": [9]}
    window = (at(0), at(100))
    terms = from_frame(stops, made, by=("equipment",), window=window, otherwise="run", cycles={"PRI": [4]})
    assert [(each.code, each.message) for each in terms.findings] == [
        ("assumed-time", "80 s of planned time are on no record; they count as 'Production'")
    ]
    row = terms.row(0)
    assert [row[name] for name in ("APT", "ADET", "unclassified", "assumed", "FE")] == [80, 20, 0, 80, 1]
    oee = terms.result("OEE")
    assert (oee.value, oee.coverage, oee.lower) == (Decimal("0.36"), Decimal("0.2"), None)
    assert Flag.ASSUMED_TIME in oee.flags
    assert Flag.UNCLASSIFIED_TIME not in oee.flags
    assert "was taken to be in a state that was named [assumed-time]" in oee.explain()
    assert Flag.ASSUMED_TIME not in terms.result("Quality_ratio").flags
    nothing = from_frame(stops, by=("equipment",), window=window)
    assert Flag.ASSUMED_TIME not in nothing.result("Availability").flags
    assert nothing.row(0)["unclassified"] == 80
    assert "assumed" not in nothing.names
    silent = from_frame(None, by=("equipment",), equipment=["F9"], window=window, otherwise="Production")
    assert silent.row(0)["APT"] == 100
    assert silent.coverage.tolist() == [0]
    with pytest.raises(KpiError, match=r"to be 'Prodction', which is no state; did you mean 'Production'\?"):
        from_frame(stops, window=window, otherwise="Prodction")


def test_a_log_of_stops(tmp_path: Path) -> None:
    """Reasons say which state a stop is: a break is planned, a change of tools is setup, all else are failures."""
    (tmp_path / "states.csv").write_text(
        "equipment,start,end,state,reason\n"
        "F1,2026-03-02T07:00+01:00,2026-03-02T07:30+01:00,Breakdown,gear box\n"
        "F1,2026-03-02T09:00+01:00,2026-03-02T09:15+01:00,Breakdown,lunch\n"
        "F1,2026-03-02T10:00+01:00,2026-03-02T10:45+01:00,Breakdown,tools\n"
    )
    (tmp_path / "calendar.csv").write_text("start,end,plan\n2026-03-02T06:00+01:00,2026-03-02T14:00+01:00,planned\n")
    meant = mapping(reasons={"lunch": "Planned downtime", "tools": "Setup"})
    window = tuple(at(0).replace(hour=hour) for hour in (0, 23))
    terms = from_folder(tmp_path, by=("equipment",), mapping=meant, otherwise="Production", window=window)
    row = terms.row(0)
    assert [row[name] for name in ("POT", "PBT", "APT", "AUST", "ADET", "planned_downtime", "unclassified")] == [
        28_800, 27_900, 23_400, 2_700, 1_800, 900, 0,
    ]  # fmt: skip
