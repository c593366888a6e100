"""Terms made in an engine are those made in memory: DuckDB, and PostgreSQL on a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from isa95mom.kpi import Shift, WorkingCalendar, from_frame
from isa95mom.kpi.engine import from_engine
from isa95mom.kpi.errors import KpiError
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
    ours, theirs = (each.to_columns() for each in (one, other))
    assert [name for name in ours if name != "stops"] == list(theirs)
    assert numbers(other) == numbers(_without_stops(one))


def test_even_buckets(connection: Any) -> None:
    """Days without shifts are told by division, and need no join."""
    states, production = records()
    tables = [put(connection, name, pa.table(each)) for name, each in (("even", states), ("made", production))]
    steady = {"product": ["A", "B"], "PRI": [2, 3]}
    for window in ((START, START + timedelta(days=4)), (START + timedelta(hours=24), START + timedelta(days=2))):
        for by in (("equipment", "day"), ("reason", "day")):
            one = from_frame(states, production, by=by, cycles=steady, window=window)
            other = from_engine(tables[0], tables[1], by=by, cycles=steady, window=window)
            assert numbers(other) == numbers(_without_stops(one))


def numbers(terms: Any) -> Any:
    return {key: [cell if cell == "None" else float(cell) for cell in row] for key, row in stated(terms).items()}


def _without_stops(terms: Any) -> Any:
    from attrs import evolve

    return evolve(terms, amounts={name: amounts for name, amounts in terms.amounts.items() if name != "stops"})


def test_open_and_overlapping_states(connection: Any) -> None:
    states, _ = records(gaps=False)
    del states["reason"], states["product"]
    opened = states | {"end": [None] * len(states["start"])}
    table = put(connection, "opened", pa.table(opened, schema=_schema()))
    with pytest.raises(KpiError, match="3 states have no end and nothing follows them"):
        from_engine(table, window=WINDOW)
    late = START + timedelta(days=6)
    one, other = (
        from_frame(opened, window=WINDOW, as_of=late, by=("equipment",)),
        from_engine(table, window=WINDOW, as_of=late, by=("equipment",)),
    )
    assert (one.inside == other.inside).all()
    wrong = states | {"end": [end + timedelta(hours=9) for end in states["end"]]}
    table = put(connection, "wrong", pa.table(wrong, schema=_schema()))
    with pytest.raises(KpiError, match="states overlap the one before"):
        from_engine(table, window=WINDOW)


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
