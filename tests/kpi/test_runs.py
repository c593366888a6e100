"""What names no order belongs to the order that ran then: checked second by second."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.kpi import KpiError, Live, WorkingCalendar, from_documents, from_frame, segments_of
from isa95mom.kpi.terms import Terms
from tests.kpi.records import NAMES, SECONDS, at, intervals
from tests.kpi.test_documents import filler, performance, response
from tests.kpi.test_terms import ODD, WINDOW, stated

BY = ("equipment", "order", "product")
ran = st.lists(
    st.tuples(
        st.sampled_from(["F1", "F2"]),
        st.integers(-20, SECONDS),
        st.one_of(st.integers(1, 90), st.none()),
        st.sampled_from(["O1", "O2", "O3"]),
        st.sampled_from([None, "A", "B"]),
    ),
    max_size=6,
)
"""Equipment, start, duration (None: it still runs), order and product of each run; they may overlap."""
said = st.sampled_from([None, "O1", "O9"])


def orders_of(runs: list[Any]) -> dict[str, list[Any]]:
    return {
        "equipment": [row[0] for row in runs],
        "start": [at(row[1]) for row in runs],
        "end": [None if row[2] is None else at(row[1] + row[2]) for row in runs],
        "order": [row[3] for row in runs],
        "product": [row[4] for row in runs],
    }


def running(runs: list[Any], who: str, second: int) -> tuple[str | None, str | None]:
    """The order and product that ran in a second: the one that began last, of several the first row."""
    best: tuple[int, int] | None = None
    found: tuple[str | None, str | None] = (None, None)
    for row, (where, start, duration, order, product) in enumerate(runs):
        later = [other[1] for other in runs if other[0] == where and other[1] > start]
        end = start + duration if duration is not None else min(later, default=10**6)
        if where == who and start <= second < end and (best is None or (start, -row) > best):
            best, found = (start, -row), (order, product)
    return found


def settle(runs: list[Any], who: str, second: int, order: Any, product: Any) -> tuple[str | None, str | None]:
    """What a row is of that states an order and a product, or neither."""
    now, of_now = running(runs, who, second)
    settled = order or now
    known = of_now if settled is not None and settled == now else None
    if known is None and settled is not None:
        told = {row[4] for row in runs if (row[0], row[3]) == (who, settled) and row[4] is not None}
        known = told.pop() if len(told) == 1 else None
    return settled, product or known


@given(intervals, ran, st.data())
@settings(max_examples=60, deadline=None)
def test_second_by_second(rows: list[Any], runs: list[Any], data: st.DataObject) -> None:
    own = [data.draw(said) for _ in rows]
    told = {
        "equipment": [row[0] for row in rows],
        "start": [at(row[1]) for row in rows],
        "end": [at(row[1] + row[2]) for row in rows],
        "state": [row[3] for row in rows],
        "product": [row[4] for row in rows],
        "order": own,
    }
    terms = from_frame(told, calendar=ODD, by=BY, window=WINDOW, runs=orders_of(runs))
    best: dict[tuple[str, int], tuple[tuple[int, int, int], Any]] = {}
    seen: set[Any] = set()
    for row, (who, start, duration, state, product) in enumerate(rows):
        if (who, start, duration, state, product, own[row]) in seen:
            continue
        seen.add((who, start, duration, state, product, own[row]))
        rank = NAMES.index(state) if state in NAMES else len(NAMES)
        for second in range(start, min(start + duration, SECONDS)):
            if (who, second) not in best or (rank, -start, row) < best[who, second][0]:
                best[who, second] = ((rank, -start, row), (state, own[row], product))
    want: Counter[Any] = Counter()
    for (who, second), (_, (state, order, product)) in best.items():
        if state in NAMES and second >= 100:
            want[who, *settle(runs, who, second, order, product), state] += 1
    got = {
        (keys["equipment"], keys["order"], keys["product"], name): terms.inside[row, number] // 10**6
        for row, keys in enumerate(terms.objects())
        for number, name in enumerate(NAMES)
        if terms.inside[row, number]
    }
    assert got == dict(want)
    coarse = from_frame(told, calendar=ODD, by=("equipment",), window=WINDOW)
    assert stated(terms.roll_up(("equipment",))) == stated(coarse)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["F1", "F2", "F3"]), st.integers(0, SECONDS - 1), said, st.sampled_from([None, "A", "B"])
        ),
        min_size=1,
        max_size=10,
    ),
    ran,
)
@settings(max_examples=50, deadline=None)
def test_amounts_belong_to_the_order_of_their_time(rows: list[Any], runs: list[Any]) -> None:
    made = {
        "equipment": [row[0] for row in rows],
        "time": [at(row[1]) for row in rows],
        "order": [row[2] for row in rows],
        "product": [row[3] for row in rows],
        "PQ": [2**number for number in range(len(rows))],
    }
    run_times = {"product": ["A", "B"], "PRI": [2, 3]}
    of_each = [(who, *settle(runs, who, second, *own)) for who, second, *own in rows]
    terms = from_frame(None, made, by=BY, window=WINDOW, runs=orders_of(runs), cycles=run_times)
    for row, keys in enumerate(terms.objects()):
        want = sum(2**number for number, each in enumerate(of_each) if each == tuple(keys.values()))
        assert terms.amount("PQ").decimal(row) == want
    by_day = from_frame(None, made, window=WINDOW, runs=orders_of(runs), cycles=run_times, by=())
    ideal = sum(2**number * {"A": 2, "B": 3}.get(each[2] or "", 0) for number, each in enumerate(of_each))
    known = all(each[2] is not None for each in of_each)
    assert by_day.row(0)["PRI*PQ"] == (Decimal(ideal) if known else None)


ORDERS: dict[str, Any] = {
    "order": ["O1", "O2"],
    "equipment": ["F1", "F1"],
    "start": [at(0), at(50)],
    "end": [at(50), at(90)],
    "product": ["A", "B"],
}
STATES: dict[str, Any] = {
    "equipment": ["F1", "F1", "F1"],
    "start": [at(0), at(40), at(70)],
    "end": [at(40), at(70), at(100)],
    "state": ["Production", "Breakdown", "Production"],
}


def test_a_stop_over_a_change_of_orders() -> None:
    """Its time is of both orders, the failure and the stop of the one in which it began."""
    by_order = from_frame(STATES, by=("order",), orders=ORDERS)
    for order, *want in ((None, 0, 0), ("O1", 10, 1), ("O2", 20, 0)):
        row = by_order.select(order=order).row(0)
        assert [row["ADET"], row["FE"]] == want
    reasons = from_frame(STATES | {"reason": [None, "gear", None]}, by=("order", "reason"), orders=ORDERS)
    for order, stops in (("O1", 1), ("O2", 0)):
        assert reasons.select(order=order, reason="gear").row(0)["stops"] == stops
    short = from_frame(STATES, by=("order",), orders=ORDERS, short_stop=timedelta(seconds=25))
    assert short.time("minor_stops").sum() == 0  # the stop is longer, though its pieces are not


def test_an_open_state_is_provisional_in_its_last_order_only() -> None:
    opened = STATES | {"end": [at(40), at(70), None]}
    terms = from_frame(opened, by=("order",), orders=ORDERS, as_of=at(95))
    assert dict(zip(terms.keys["order"], terms.provisional.tolist(), strict=True)) == {None: 1, "O1": 0, "O2": 0}


def test_what_is_wrong() -> None:
    together = ORDERS | {"end": [at(60), at(90)]}
    contradicting = STATES | {"order": ["O2", None, None], "product": [None, None, "A"]}
    made = {"equipment": ["F1"], "time": [at(10)], "order": ["O2"], "PQ": [1]}
    terms = from_frame(contradicting, made, by=("order", "product"), orders=together)
    assert [(each.code, each.path) for each in terms.findings] == [
        ("orders-overlap", "orders/row 0"),
        ("other-order", "states/row 0"),
        ("other-product", "states/row 2"),
        ("other-order", "production/row 0"),
    ]
    assert "order 'O1' ran on 'F1' together with that of row 1, which has the 10 s" in str(terms.findings[0])
    assert "it states the order 'O2'; by the table orders it is 'O1'; what it states counts" in str(terms.findings[1])
    assert terms.select(order="O2", product="B").row(0)["APT"] == 40
    assert terms.select(order="O2", product="A").row(0)["APT"] == 20
    assert from_frame(contradicting, made, by=("equipment", "day"), orders=together).findings == ()


def test_run_times_find_the_product() -> None:
    made: dict[str, Any] = {
        "equipment": ["F1", "F1", "F1"],
        "time": [at(10), at(60), at(95)],
        "PQ": [1, 1, 1],
        "GQ": [1, 1, 0],
    }
    run_times = {"product": ["A", "B"], "PRI": [2, 3]}
    terms = from_frame(STATES, made, orders=ORDERS, cycles=run_times)
    assert [each.path for each in terms.findings if each.code == "no-cycle"] == ["production/row 2"]
    inside = {name: column[:2] for name, column in made.items()}
    assert from_frame(STATES, inside, orders=ORDERS, cycles=run_times).row(0)["PRI*PQ"] == 5


def test_orders_that_still_run() -> None:
    running_on = ORDERS | {"end": [at(50), None]}
    terms = from_frame(STATES, by=("order",), orders=running_on)
    assert [terms.select(order=order).row(0)["APT"] for order in ("O1", "O2")] == [40, 30]
    assert terms.row(1)["AOET"] == 50
    assert terms.roll_up(()).row(0)["AOET"] == 50  # what still runs counts when it ends


@given(intervals, ran, st.integers(1, SECONDS - 1))
@settings(max_examples=25, deadline=None)
def test_fed_orders_are_the_batch(rows: list[Any], runs: list[Any], second: int) -> None:
    told: dict[str, list[Any]] = {
        "equipment": [row[0] for row in rows],
        "start": [at(row[1]) for row in rows],
        "end": [at(row[1] + row[2]) for row in rows],
        "state": [row[3] for row in rows],
    }
    here: list[Any] = [row for row in runs if row[0] in told["equipment"]]
    # One order is of one product: what is closed is forgotten, and cannot tell it any more.
    here = [(*row[:4], {"O1": "A", "O2": "B", "O3": None}[row[3]]) for row in here]
    live = Live(at(0), by=BY)
    for name, table in (("states", told), ("orders", orders_of(here))):
        for row in range(len(table["equipment"])):
            live.feed(name, {column: cells[row] for column, cells in table.items()})
    whole = from_frame(told, by=BY, window=WINDOW, as_of=at(SECONDS), orders=orders_of(here))
    assert times(live.read(at(SECONDS))) == times(whole)
    live.close(at(second))
    assert times(live.read(at(SECONDS))) == times(whole)


def times(terms: Terms) -> Any:
    """The times that there are, without keys that nothing belongs to."""
    return {
        tuple(keys.values()): terms.inside[row].tolist()
        for row, keys in enumerate(terms.objects())
        if terms.inside[row].any()
    }


def test_segments_by_order() -> None:
    found = segments_of(STATES, orders=ORDERS)
    assert found["order"] == ["O1", "O1", "O2", "O2", None]
    assert found["row"] == [0, 1, 1, 2, 2]
    assert (found["start"][2], found["end"][2]) == (at(50), at(70))


EVENTS = b"""<OperationsEventInformation xmlns="http://www.mesa.org/xml/B2MML"><ID>I</ID>
  <OperationsEvent><ID>1</ID><HierarchyScope><EquipmentID>F1</EquipmentID>
    <EquipmentElementLevel>WorkUnit</EquipmentElementLevel></HierarchyScope>
    <EffectiveTimeStamp>2026-03-02T07:00:00+01:00</EffectiveTimeStamp><Category>Jammed</Category></OperationsEvent>
  <OperationsEvent><ID>2</ID><HierarchyScope><EquipmentID>F1</EquipmentID>
    <EquipmentElementLevel>WorkUnit</EquipmentElementLevel></HierarchyScope>
    <EffectiveTimeStamp>2026-03-02T07:30:00+01:00</EffectiveTimeStamp><Category>Freed</Category></OperationsEvent>
</OperationsEventInformation>"""
DONE = performance(
    response("1", "06:00", "08:00", filler("100", material="Cup")), response("2", "08:00", "09:00", filler())
)


@pytest.mark.parametrize("by", [("order",), ("product",), ("equipment", "order", "product")])
def test_documents(by: tuple[str, ...]) -> None:
    """Events of machines name no order; the responses say which one ran."""
    from isa95mom.kpi import Agreement

    agreed = Agreement(states={"Jammed": "Breakdown", "Freed": "Production"})
    until = STATES["start"][0].replace(hour=9)
    terms = from_documents([EVENTS, DONE], agreed=agreed, by=by, as_of=until)
    keys = {"order": "O-1", "product": "Cup"}
    one = terms.select(**{name: keys[name] for name in keys if name in by}).roll_up(())
    assert one.row(0)["ADET"] == 1800
    # The second response makes nothing that tells its product; the order made one product on this equipment.
    assert one.row(0)["APT"] == 9000
    codes = [finding.code for finding in terms.findings]
    assert codes.count("orders-left-out") == (by != ("order",))


@pytest.mark.parametrize("by", [("order",), ("product",), ("equipment",)])
def test_an_engine_says_what_it_cannot(by: tuple[str, ...]) -> None:
    ibis, pa = pytest.importorskip("ibis"), pytest.importorskip("pyarrow")
    states = ibis.memtable(pa.table(STATES))
    if by == ("equipment",):
        assert from_frame(states, by=by, orders=ORDERS).row(0)["APT"] == 70
        return
    with pytest.raises(KpiError, match=f"states: rows name no {by[0]}, and in an engine none is found by the times"):
        from_frame(states, by=by, orders=ORDERS, calendar=WorkingCalendar(zone="UTC", otherwise="planned"))
    full = ibis.memtable(pa.table(STATES | {by[0]: ["X", "X", "Y"]}))
    assert from_frame(full, by=by, orders=ORDERS).select(**{by[0]: "X"}).row(0)["ADET"] == 30
