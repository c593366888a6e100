"""Terms made in an engine are those made in memory: DuckDB, and PostgreSQL on a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from isa95mom.kpi import CalendarException, Shift, WorkingCalendar, from_frame, mapping, segments_of
from isa95mom.kpi.engine import from_engine
from isa95mom.kpi.errors import KpiError
from tests.kpi.records import at, intervals, table
from tests.kpi.test_terms import stated
from tests.support.servers import postgres, spark

ibis: Any = pytest.importorskip("ibis")
pa: Any = pytest.importorskip("pyarrow")
# Spark leaves sockets open, and calls pandas by old names.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:The copy keyword", "ignore:The 'future")
START = datetime(2026, 3, 27, tzinfo=UTC)
SITE = WorkingCalendar(
    zone="Europe/Berlin",
    shifts=[Shift("Early", "06:00", "14:00"), Shift("Night", "22:00", "06:00")],
    breaks=[Shift("Break", "09:00", "09:30")],
    day_start="06:00",
)
WINDOW = (START + timedelta(hours=3), START + timedelta(days=4))
SHORT = WorkingCalendar(zone="UTC", exceptions=[CalendarException(at(37), at(100), "planned downtime")])
DUCK = ibis.duckdb.connect()
CYCLES = {"product": ["A", "B", "A"], "PRI": [2, 3, 4], "from": [None, None, START + timedelta(days=2)]}


def records(gaps: bool = True) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    chance = np.random.default_rng(4)
    states: dict[str, list[Any]] = {name: [] for name in ("equipment", "start", "end", "state", "reason", "product")}
    production: dict[str, list[Any]] = {name: [] for name in ("equipment", "time", "product", "PQ", "GQ")}
    names = ["Production", "Setup", "Breakdown", "Corrective maintenance", "Idle", "Starved", "nobody knows"]
    for who in ("F1", "F2", "F3"):
        now = START
        while now < START + timedelta(days=5):
            length = timedelta(microseconds=int(chance.integers(1, 4 * 3_600_000_000)))
            said = (str(chance.choice(several)) for several in (names, ["gear", "belt"], ["A", "B"]))
            for column, cell in zip(states.values(), (who, now, now + length, *said), strict=True):
                column.append(cell)
            made = int(chance.integers(1, 90))
            good = None if gaps and chance.random() < 0.02 else made - int(chance.integers(0, 2))
            cells: Any = (who, now + length / 2, str(chance.choice(["A", "B"])), made, good)
            for column, each in zip(production.values(), cells, strict=True):
                column.append(each)
            now += length + (timedelta(minutes=int(chance.integers(0, 50))) if gaps else timedelta())
    return states, production


@pytest.fixture(scope="module", params=["duckdb", "postgres", pytest.param("spark", marks=pytest.mark.slow)])
def connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param == "duckdb":
        yield ibis.duckdb.connect()
        return
    if request.param == "spark":
        with spark() as session:
            yield ibis.pyspark.connect(session)
        return
    with postgres() as url:
        made = ibis.connect(url)
        yield made
        made.disconnect()


def put(connection: Any, name: str, table: Any) -> Any:
    """A table of the engine."""
    if connection.name == "pyspark":
        for place, field in enumerate(table.schema):
            # On its way by pandas a whole number that is missing makes all of them missing.
            if pa.types.is_integer(field.type) and table[place].null_count:
                table = table.set_column(place, field.name, table[place].cast("float64"))
        return connection.create_view(name, ibis.memtable(table), overwrite=True)
    return connection.create_table(name, table, overwrite=True)


@pytest.mark.parametrize(
    "by",
    [("equipment", "day"), ("shift",), ("equipment", "product"), ("reason",), ("equipment", "hour")],
    ids=", ".join,
)
def test_the_same_terms(connection: Any, by: tuple[str, ...]) -> None:
    states, production = records()
    tables = [
        put(connection, name, pa.table(columns)) for name, columns in (("states", states), ("production", production))
    ]
    one = from_frame(states, production, SITE, by=by, cycles=CYCLES, window=WINDOW)
    other = from_engine(tables[0], tables[1], SITE, by=by, cycles=CYCLES, window=WINDOW)
    assert list(one.to_columns()) == list(other.to_columns())
    assert numbers(other) == numbers(one)


def test_run_times_that_begin_later(connection: Any) -> None:
    """Of what is booked outside the window nobody says that it lacks a run time: its times are not fetched."""
    states, production = records()
    cycles = {"PRI": [2], "from": [WINDOW[0]]}
    there = [put(connection, f"later_{name}", pa.table(each)) for name, each in (("s", states), ("p", production))]
    one, other = (from_frame(*each, cycles=cycles, window=WINDOW) for each in ((states, production), there))
    assert numbers(one) == numbers(other)
    assert {finding.code for finding in other.findings} == {"outside-window", "unknown-state"}


def test_even_buckets(connection: Any) -> None:
    """Days without shifts are told by division, and need no join."""
    states, production = records()
    tables = [put(connection, name, pa.table(each)) for name, each in (("even", states), ("made", production))]
    steady = {"product": ["A", "B"], "PRI": [2, 3]}
    for window in ((START, START + timedelta(days=4)), (START + timedelta(hours=24), START + timedelta(days=2))):
        for by in (("equipment", "day"), ("reason", "day")):
            one = from_frame(states, production, by=by, cycles=steady, window=window)
            other = from_engine(tables[0], tables[1], by=by, cycles=steady, window=window)
            assert numbers(other) == numbers(one)


@pytest.mark.parametrize("by", [("equipment", "day"), ("shift",), ("reason",)], ids=", ".join)
@pytest.mark.parametrize("calendar", [None, SITE])
def test_filled_time(connection: Any, by: tuple[str, ...], calendar: Any) -> None:
    states, production = records()
    tables = [put(connection, name, pa.table(each)) for name, each in (("gappy", states), ("made", production))]
    options: dict[str, Any] = {"by": by, "window": WINDOW, "otherwise": "Production"}
    one = from_frame(states, production, calendar, **options)
    other = from_engine(tables[0], tables[1], calendar, **options)
    assert list(one.to_columns()) == list(other.to_columns())
    assert numbers(other) == numbers(one)
    assert one.assumed.sum() > 0
    assert [each.message for each in one.findings if each.code == "assumed-time"] == [
        each.message for each in other.findings if each.code == "assumed-time"
    ]
    with pytest.raises(KpiError, match="time that is 'Breakdown' is filled in memory only"):
        from_engine(tables[0], calendar=calendar, **(options | {"otherwise": "Breakdown"}))


def numbers(terms: Any) -> Any:
    return {key: [cell if cell == "None" else float(cell) for cell in row] for key, row in stated(terms).items()}


def test_open_and_overlapping_states(connection: Any) -> None:
    states, _ = records(gaps=False)
    del states["reason"], states["product"]
    opened = states | {"end": [None] * len(states["start"])}
    table = put(connection, "opened", pa.table(opened, schema=_schema()))
    with pytest.raises(KpiError, match="3 states have no end and nothing follows them"):
        from_engine(table, window=WINDOW)
    late = START + timedelta(days=6)
    week = (START, START + timedelta(days=7))
    one, other = (from_frame(each, window=week, as_of=late, by=("equipment",)) for each in (opened, table))
    assert (one.inside == other.inside).all()
    assert one.provisional.tolist() == other.provisional.tolist() == [1, 1, 1]
    wrong = states | {"end": [end + timedelta(hours=9) for end in states["end"]]}
    table = put(connection, "wrong", pa.table(wrong, schema=_schema()))
    one, other = from_frame(wrong, window=WINDOW), from_frame(table, window=WINDOW)
    assert numbers(one) == numbers(other)
    assert {finding.code for finding in other.findings} == {"overlap", "unknown-state"}
    backwards = states | {"end": [start - timedelta(hours=1) for start in states["start"][:3]] + states["end"][3:]}
    table = put(connection, "backwards", pa.table(backwards, schema=_schema()))
    one, other = from_frame(backwards, window=WINDOW), from_frame(table, window=WINDOW)
    assert numbers(one) == numbers(other)
    assert any(
        str(finding).startswith("states: rows that end before they start, or then, and are left out: 3")
        for finding in other.findings
    )


@given(intervals, st.sampled_from([None, 5, 40]), st.booleans(), st.booleans())
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_any_states(rows: list[Any], short: int | None, odd: bool, checked: bool) -> None:
    """What overlaps is resolved as in memory, in even buckets and in others."""
    states = table(rows)
    if not checked:  # then nothing may overlap
        states = segments_of(states)
        states = {name: column for name, column in states.items() if name not in ("row", "provisional")}
        states["state"] = ["nobody knows" if state is None else state for state in states["state"]]
    options: dict[str, Any] = {
        "by": ("equipment", "hour"),
        "window": (at(0), at(150)),
        "calendar": SHORT if odd else None,
        "short_stop": None if short is None else timedelta(seconds=short),
    }
    schema = _schema().append(pa.field("product", pa.string()))
    names = schema.names + (["reason", "order"] if not checked else [])
    there = pa.table({name: pa.array(states[name], *_type(schema, name)) for name in names})
    one = from_frame({name: states[name] for name in names}, **options)
    other = from_engine(DUCK.create_table("any", there, overwrite=True), checked=checked, **options)
    assert numbers(one) == numbers(other)


def _type(schema: Any, name: str) -> list[Any]:
    return [schema.field(name).type] if name in schema.names else [pa.string()]


def test_intervals_over_many_buckets(connection: Any) -> None:
    ends = [START + timedelta(hours=hours) for hours in (5, 80, 81, 170)]
    states = {
        "equipment": ["F1"] * 4,
        "start": [START, *ends[:-1]],
        "end": ends,
        "state": ["Run", "Breakdown", "Run", "Idle"],
    }
    there = put(connection, "long", pa.table(states))
    for by in (("day",), ("equipment", "hour")):
        one, other = (from_frame(each, by=by, window=WINDOW) for each in (states, there))
        assert numbers(one) == numbers(other)
    made = {"equipment": ["F1", "F1"], "time": [ends[-1], ends[-1] + timedelta(seconds=1)], "PQ": [5, 7]}
    booked = put(connection, "at_end", pa.table(made))
    one, other = from_frame(states, made), from_frame(there, booked)  # from the first start to the last end
    assert numbers(one) == numbers(other)
    assert sum(one.amount("PQ").floats()) == 5


def test_every_table(connection: Any) -> None:
    states, production = records()
    mapped = mapping("iso22400", reasons={"gear": "Breakdown", "belt": "Setup"})
    quality = {"equipment": ["F1", "F2"], "time": [START + timedelta(days=1)] * 2, "IP": [5, 7], "GP": [4, None]}
    energy = {"equipment": ["F1", "F9"], "time": [START + timedelta(days=2)] * 2, "E": [1.25, 2.5]}
    late = {"equipment": ["F1"], "time": [START - timedelta(days=2)], "APWT": [60]}
    orders = {
        "order": ["O-1"], "equipment": ["F1"], "start": [START], "end": [START + timedelta(days=1)], "POQ": [9],
    }  # fmt: skip
    kept = {"equipment": ["F2"], "start": [START], "end": [START + timedelta(days=1)], "kind": ["preventive"]}
    able = {"equipment": ["F3"], "start": [START], "end": [START + timedelta(days=3)], "EPC": [900]}
    tables: dict[str, Any] = {
        "states": states, "production": production, "quality": quality, "energy": energy, "personnel": late,
        "orders": orders, "maintenance": kept, "capacity": able, "cycles": {"product": ["A"], "PRI": [Decimal("2.5")]},
    }  # fmt: skip
    there = {name: put(connection, f"every_{name}", pa.table(columns)) for name, columns in tables.items()}
    options: dict[str, Any] = {"mapping": mapped, "window": WINDOW, "equipment": ["F4"]}
    one, other = from_frame(**tables, **options), from_frame(**there, **options)
    assert list(one.to_columns()) == list(other.to_columns())
    assert numbers(other) == numbers(one)
    told = [str(finding) for finding in other.findings]
    assert "personnel: rows of times outside the window, which do not count: 1 [outside-window]" in told
    assert any("there is no run time of product 'B' on 'F1'" in finding for finding in told)


def _schema() -> Any:
    moment = pa.timestamp("us", "UTC")
    return pa.schema([("equipment", pa.string()), ("start", moment), ("end", moment), ("state", pa.string())])


def test_whole_numbers_are_microseconds() -> None:
    connection = ibis.duckdb.connect()
    begin = int(START.timestamp()) * 1_000_000
    table = connection.create_table(
        "numbers", pa.table({"equipment": ["F1"], "start": [begin], "end": [begin + 7], "state": ["Run"]})
    )
    terms = from_engine(table, window=(START, START + timedelta(days=1)), by=())
    assert terms.time("APT").tolist() == [7]


def test_times_without_zones_are_refused() -> None:
    connection = ibis.duckdb.connect()
    naive = pa.table(
        {"equipment": ["F1"], "start": [datetime(2026, 1, 1)], "end": [datetime(2026, 1, 2)], "state": ["Run"]}
    )
    with pytest.raises(KpiError, match=r"the column 'start' is timestamp\(6\); a time with a zone is needed"):
        from_engine(connection.create_table("naive", naive), window=WINDOW)


@pytest.mark.parametrize("calendar", [None, SHORT], ids=["even", "joined"])
@pytest.mark.parametrize("column", ["equipment", "start", "state"])
@pytest.mark.parametrize("checked", [False, True])
def test_what_is_not_stated(column: str, calendar: Any, checked: bool) -> None:
    states: dict[str, Any] = {
        "equipment": ["F1", "F1"], "start": [at(0), at(5)], "end": [at(5), at(9)], "state": ["Run", "Run"],
    }  # fmt: skip
    states[column][1] = None
    there = DUCK.create_table("gap", pa.table(states, schema=_schema()), overwrite=True)
    with pytest.raises(KpiError, match=f"states: the column '{column}' states nothing in some rows"):
        from_engine(there, calendar=calendar, window=(at(0), at(150)), checked=checked)
    production: dict[str, Any] = {"equipment": ["F1", "F1"], "time": [at(0), at(5)], "PQ": [1, 2]}
    if (own := {"start": "time"}.get(column, column)) in production:
        production[own][1] = None
        moment = pa.timestamp("us", "UTC")
        schema = pa.schema([("equipment", pa.string()), ("time", moment), ("PQ", pa.int64())])
        made = DUCK.create_table("gap", pa.table(production, schema=schema), overwrite=True)
        with pytest.raises(KpiError, match=f"production: the column '{own}' states nothing in some rows"):
            from_engine(production=made, calendar=calendar, window=(at(0), at(150)))


def test_tables_in_two_places() -> None:
    states, production = records()
    there = DUCK.create_table("half", pa.table(states), overwrite=True)
    with pytest.raises(KpiError, match="some tables are in an engine and others in memory"):
        from_frame(there, production, window=WINDOW)
