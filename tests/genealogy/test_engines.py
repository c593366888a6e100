"""Tables that stay in DuckDB, PostgreSQL and Spark give the answers that a genealogy in memory gives."""

from __future__ import annotations

import gc
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from isa95mom.errors import MissingExtraError
from isa95mom.genealogy import (
    AffectedLot,
    ColumnError,
    Direction,
    Event,
    EventKind,
    Genealogy,
    GenealogyError,
    Line,
    Lot,
    LotNotFoundError,
    Recall,
    Relational,
    RelationalRecall,
    RelationalTrace,
)
from isa95mom.genealogy.engines import load
from isa95mom.genealogy.fates import INSIDE
from isa95mom.genealogy.stock import Term, term
from isa95mom.genealogy.trace import Trace
from isa95mom.tables.errors import TableError
from tests.genealogy.test_trace import scenario
from tests.support.servers import postgres, spark

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("ibis")

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOURS = st.one_of(st.none(), st.integers(0, 4))
LOTS = st.integers(0, 9)
KINDS = st.sampled_from([EventKind.PRODUCE, EventKind.BLEND, EventKind.PACK, EventKind.RELABEL, EventKind.SHIP])
EVENT = st.tuples(KINDS, st.lists(LOTS, max_size=3), st.lists(LOTS, max_size=3), HOURS, HOURS, HOURS)
PLANTS = st.lists(EVENT, min_size=1, max_size=12)
"""Kind, lots in, lots out, effective and recorded hour, and which of the events so far is corrected."""
NAMES = count()


def hour(number: int | None) -> datetime | None:
    return None if number is None else NOON + timedelta(hours=number)


def built(events: list[Any], texts: bool = False, stated: bool = False) -> Genealogy:
    g = Genealogy()
    name: Any = (lambda number: f"N'{number}") if texts else int
    for number, (kind, ins, outs, effective, recorded, corrects) in enumerate(events):
        lines = [(Direction.IN, lot) for lot in ins] + [(Direction.OUT, lot) for lot in outs]
        g.add(
            Event(
                id=name(number),
                kind=kind,
                effective=hour(effective),
                recorded=hour(recorded),
                equipment=("MIXER", "LINE 1")[: number % 3],
                supersedes=name(corrects) if corrects is not None and corrects < number else None,
            ),
            *(
                Line(
                    event=name(number),
                    direction=way,
                    lot=name(lot),
                    quantity=None if place % 4 == 3 and not stated else Decimal(lot + place + 1) / 4,
                    unit="KGM",
                )
                for place, (way, lot) in enumerate(lines)
            ),
        )
    return g


def loaded(connection: Any, g: Genealogy) -> Relational:
    number = next(NAMES)
    space = "_" if "spark" in type(connection).__module__ else " "  # of which Spark knows none in names
    return Relational.load(connection, g, f"events{space}{number}", f"lines_{number}", f"Lots{number}")


@pytest.fixture(scope="session")
def of_duckdb() -> Iterator[Any]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        yield connection


@pytest.fixture(scope="session")
def of_postgres() -> Iterator[Any]:
    with postgres() as url:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET TIMEZONE = 'Asia/Tokyo'")
            yield connection


@pytest.fixture(scope="session")
def of_spark() -> Iterator[Any]:
    with spark() as session:
        yield session


def same(ours: RelationalTrace, theirs: Trace) -> None:
    lots = rows(ours.lots())
    assert {row["lot"]: row["depth"] for row in lots} == theirs.depths
    assert len(lots) == len(ours) == len(theirs)
    assert ours.complete == theirs.complete
    assert ours.depth == theirs.depth
    assert ours.starts == theirs.starts
    assert sorted(row["event"] for row in rows(ours.events())) == sorted(event.id for event in theirs.events)
    assert Counter(
        (row["event"], row["direction"], row["lot"], row["quantity"], row["unit"]) for row in rows(ours.lines())
    ) == Counter((line.event, str(line.direction), line.lot, line.quantity, line.unit) for line in theirs.lines)


def the_same_traces(connection: Any, g: Genealogy, asked: list[Any]) -> None:
    r = loaded(connection, g)
    r.verify()
    for lot, way, depth, containment, effective, known in asked:
        at = {"effective": hour(effective), "known": hour(known)}
        lots = [list(g.lots)[number % len(g)] for number in lot]
        ours = r.as_of(**at).trace(lots, way, depth=depth, containment=containment)
        theirs = g.as_of(**at).trace(lots, way, depth=depth, containment=containment)
        same(ours, theirs)
        pulled = ours.to_trace()
        same(ours, pulled)
        assert set(pulled.events) == set(theirs.events)
        ours.close()
    the_same_recall(r, g, list(g.lots)[:2])


ASKED = st.lists(
    st.tuples(
        st.lists(LOTS, min_size=1, max_size=2, unique=True),
        st.sampled_from(["back", "forward", "both"]),
        st.one_of(st.none(), st.integers(0, 4)),
        st.booleans(),
        HOURS,
        HOURS,
    ),
    min_size=1,
    max_size=3,
)


def the_same_recall(r: Relational, g: Genealogy, seeds: list[Any]) -> None:
    """What the tables tell of the lots is what memory tells; what they cannot tell says why."""
    recall = r.recall(seeds)
    the_same_in_memory(recall, g.recall(seeds))
    trace = g.trace(seeds, "forward")
    assert {row["lot"]: row["depth"] for row in rows(recall.lots())} == trace.depths
    told = rows(recall.stock())
    assert sorted(row["lot"] for row in told) == sorted(trace.lots)
    for row in told:
        stock = g.on_hand(row["lot"])
        if row["unknown"] is None:
            assert (row["on_hand"], row["unit"]) == (stock.quantity, stock.unit)
            said = {why: row[str(why).replace(" ", "_")] for why in Term if why is not Term.COUNTED}
            assert {why: amount for why, amount in said.items() if amount} == {
                why: amount for why, amount in stock.terms.items() if amount
            }
        else:
            assert row["on_hand"] is row["unit"] is row["consumed"] is None
    seen = {event.id: event for event in g.as_of().events}
    lines = [line for line in g.as_of().lines if line.lot in trace.depths]
    sums: dict[Any, list[Any]] = {}
    for line in lines:
        why = term(seen[line.event].kind, line.direction is Direction.OUT)
        amounts = sums.setdefault((line.lot, str(why), line.unit), [])
        amounts.append(line.quantity)
    assert {
        (row["lot"], row["term"], row["unit"]): (row["quantity"], row["lines"], row["unstated"])
        for row in rows(recall.amounts())
    } == {
        key: (
            sum(stated) if (stated := [a for a in amounts if a is not None]) else None,
            len(amounts),
            len(amounts) - len(stated),
        )
        for key, amounts in sums.items()
    }
    assert Counter((row["lot"], row["event"], row["quantity"]) for row in rows(recall.shipped())) == Counter(
        (line.lot, line.event, line.quantity)
        for line in lines
        if seen[line.event].kind == "ship" and line.direction == "in"
    )


def the_same_in_memory(recall: RelationalRecall, whole: Recall) -> None:
    pulled = recall.to_recall()
    assert {seed.lot for seed in pulled.seeds} == {seed.lot for seed in whole.seeds}
    theirs = {lot.id: lot for lot in whole}
    assert {lot.id for lot in pulled} == theirs.keys()
    for lot in pulled:
        other = theirs[lot.id]
        assert told(lot) == told(other)
        assert (lot.low, lot.high) == pytest.approx((other.low, other.high), abs=1e-9)


def told(lot: AffectedLot) -> Any:
    """What does not depend on which of two events came last that have no time."""
    gone = {each: amount for each, amount in lot.account.amounts.items() if each not in INSIDE}
    return lot.depth, lot.account.total, gone, lot.on_hand, lot.account.unaccounted, set(lot.account.unknown)


LEVELS = st.lists(
    st.tuples(
        st.sampled_from([EventKind.BLEND, EventKind.PACK, EventKind.PRODUCE]),
        st.lists(st.integers(0, 9), min_size=1, max_size=3),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=10,
)
"""For each event its kind, which of the lots so far go in, how many come out, and whether one comes out again."""


def levels(events: list[Any]) -> Genealogy:
    """A plant without cycles of which every amount is stated."""
    made: list[Any] = [(EventKind.RECEIVE, [], [0]), (EventKind.RECEIVE, [], [1])]
    lots = 2
    for kind, ins, outs, again in events:
        into = [number % lots for number in ins]
        new = list(range(lots, lots + outs)) + ([lots - 1] if again and lots - 1 not in into else [])
        made.append((kind, into, new))
        lots += outs
    return built([(kind, ins, outs, None, None, None) for kind, ins, outs in made], stated=True)


def by_fractions(g: Genealogy, lot: Any) -> dict[Any, Fraction]:
    """The share of every lot in one, along every way to it."""
    found: defaultdict[Any, Fraction] = defaultdict(Fraction)
    ins: defaultdict[Any, list[Line]] = defaultdict(list)
    made: defaultdict[Any, list[Line]] = defaultdict(list)
    for line in g.lines:
        if line.direction is Direction.OUT:
            made[line.lot].append(line)
        else:
            ins[line.event].append(line)

    def part(line: Line, lines: list[Line]) -> Fraction:
        return Fraction(line.quantity or 0) / sum(Fraction(each.quantity or 0) for each in lines)

    def go(lot: Any, share: Fraction) -> None:
        found[lot] += share
        for line in made[lot]:
            for other in ins[line.event]:
                go(other.lot, share * part(line, made[lot]) * part(other, ins[line.event]))

    go(lot, Fraction(1))
    return found


def the_right_shares(r: Relational, g: Genealogy) -> None:
    lot = g.lots[-1]
    expected = by_fractions(g, lot)
    told = rows(r.trace_back(lot).shares())
    assert {row["lot"]: row["share"] for row in told} == pytest.approx({k: float(v) for k, v in expected.items()})
    assert sum(row["origin"] for row in told) == pytest.approx(1)
    ends = rows(r.trace_forward(g.lots[0]).shares())
    assert sum(row["origin"] for row in ends) == pytest.approx(1)
    for found, memory in ((told, g.shares(lot)), (ends, g.destinations(g.lots[0]))):
        assert {row["lot"]: row["depth"] for row in found} == {share.lot: share.depth for share in memory}
        for row in found:
            assert row["share"] == pytest.approx(memory.of(row["lot"]).share)
            assert row["origin"] == pytest.approx(memory.of(row["lot"]).origin)


def rows(table: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return found


def test_many_rows_are_written_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "ROWS", 4)
    g = scenario()
    r = Relational.load(duckdb.connect(), g)
    r.verify()
    again = r.trace_both("FLOUR-7").to_genealogy()
    assert set(again.events) <= set(g.events)
    assert Counter(again.lines) == Counter(g.lines)
    assert {str(line.quantity) for line in again.lines} == {str(line.quantity) for line in g.lines}


def examples(number: int) -> Any:
    """So many, and what fails is not made smaller: that takes minutes where each example is many queries."""
    return settings(
        max_examples=number,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


SOME = PLANTS.filter(lambda events: any(ins or outs for _, ins, outs, *_ in events))


@examples(5)
@given(SOME, ASKED, st.booleans())
def test_traces_on_duckdb(of_duckdb: Any, events: list[Any], asked: list[Any], texts: bool) -> None:
    the_same_traces(of_duckdb, built(events, texts), asked)


@examples(2)
@given(SOME, ASKED, st.booleans())
def test_traces_on_postgres(of_postgres: Any, events: list[Any], asked: list[Any], texts: bool) -> None:
    the_same_traces(of_postgres, built(events, texts), asked)


@examples(10)
@given(LEVELS)
def test_shares_on_duckdb(of_duckdb: Any, events: list[Any]) -> None:
    g = levels(events)
    the_right_shares(loaded(of_duckdb, g), g)


@examples(2)
@given(LEVELS)
def test_shares_on_postgres(of_postgres: Any, events: list[Any]) -> None:
    g = levels(events)
    the_right_shares(loaded(of_postgres, g), g)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:The copy keyword", "ignore:The 'future")
@examples(2)
@given(LEVELS)
def test_shares_on_spark(of_spark: Any, events: list[Any]) -> None:
    g = levels(events)
    the_right_shares(loaded(of_spark, g), g)


def test_shares_of_many_levels(of_duckdb: Any) -> None:
    g = levels([(EventKind.BLEND, [number, max(number - 3, 0)], 1, False) for number in range(16)])
    the_right_shares(loaded(of_duckdb, g), g)


def test_shares_that_sums_do_not_tell() -> None:
    r = Relational.load(duckdb.connect(), scenario())
    for trace in (r.trace_back("BREAD-5"), r.trace_forward("FLOUR-7")):  # water without amount, and rework
        with pytest.raises(GenealogyError, match="are not told by sums: an amount is not stated"):
            trace.shares()
    for trace in (r.trace_both("GRAIN-1"), r.trace_back("BREAD-5", depth=1), r.trace_back(["GRAIN-1", "GRAIN-2"])):
        with pytest.raises(GenealogyError, match="shares are told of a trace of one lot in one direction"):
            trace.shares()
    told = rows(r.trace_back("GRAIN-1A").shares())
    assert [(row["lot"], row["share"], row["origin"]) for row in sorted(told, key=lambda row: row["depth"])] == [
        ("GRAIN-1A", 1, 0),
        ("GRAIN-1", 1, 1),
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore:The copy keyword", "ignore:The 'future")
@examples(3)
@given(SOME, ASKED, st.booleans())
def test_traces_on_spark(of_spark: Any, events: list[Any], asked: list[Any], texts: bool) -> None:
    the_same_traces(of_spark, built(events, texts), asked)


def plant(*statements: str) -> Any:
    """A DuckDB with the smallest tables there are, changed by some statements."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE events (event VARCHAR, kind VARCHAR)")
    connection.execute("CREATE TABLE lines (event VARCHAR, direction VARCHAR, lot VARCHAR)")
    connection.execute("INSERT INTO events VALUES ('mix', 'blend')")
    connection.execute("INSERT INTO lines VALUES ('mix', 'in', 'A'), ('mix', 'out', 'B')")
    for statement in statements:
        connection.execute(statement)
    return connection


def temporary(connection: Any) -> list[str]:
    return [name for (name,) in connection.execute("SHOW TABLES").fetchall() if name.startswith("isa95mom_")]


def test_the_smallest_tables() -> None:
    r = Relational(plant(), lots=None)
    assert repr(r) == "<Relational: duckdb>"
    trace = r.trace_back("B")
    assert repr(trace) == "<RelationalTrace back from 'B': 2 lots, depth 1>"
    assert trace.lines().columns == ("event", "direction", "lot")
    assert trace.to_genealogy().trace_forward("A").lots == ("A", "B")
    assert repr(r.trace_back("B", depth=0)).endswith("depth 0, cut>")


def test_a_file_by_its_url(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "plant.db") as connection:
        Relational.load(connection, scenario())
    r = Relational(f"duckdb://{tmp_path}/plant.db?read_only=True")
    assert len(r.trace_back("PALLET-2")) == 9


def test_tables_of_ones_own_are_mapped_by_expressions() -> None:
    connection = plant("ALTER TABLE lines RENAME COLUMN lot TO charge", "ALTER TABLE lines ADD COLUMN shift VARCHAR")
    ibis = pytest.importorskip("ibis")
    mine = ibis.duckdb.from_connection(connection)
    r = Relational(mine, lines=mine.table("lines").rename(lot="charge"), lots=None)
    assert len(r.trace_forward("A")) == 2


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "ALTER TABLE lines RENAME COLUMN lot TO batch",
            "lines: the column 'lot' is missing; there are event, direction, batch",
        ),
        (
            "ALTER TABLE events ADD COLUMN efective TIMESTAMPTZ",
            "events: unknown column 'efective'; did you mean 'effective'? Name it so, or give the table without it",
        ),
        (
            "ALTER TABLE events ADD COLUMN effective TIMESTAMP",
            "events: column 'effective' holds times without an offset from UTC, and which one is meant is not guessed; "
            "say it, as in SQL: effective AT TIME ZONE 'Europe/Berlin'",
        ),
        (
            "ALTER TABLE events ADD COLUMN recorded DATE",
            "events: column 'recorded' is of the type date; a time stamp with time zone is needed: cast it",
        ),
        (
            "ALTER TABLE lines ADD COLUMN quantity VARCHAR",
            "lines: column 'quantity' is of the type string; a number, best a decimal one is needed: cast it",
        ),
        (
            "ALTER TABLE events ADD COLUMN person INTEGER[]",
            "events: column 'person' is of the type array<int32>; a text or an array of texts is needed: cast it",
        ),
        (
            "ALTER TABLE events ADD COLUMN sequence DOUBLE",
            "events: column 'sequence' is of the type float64; a whole number is needed: cast it",
        ),
        (
            "ALTER TABLE events ADD COLUMN supersedes BIGINT",
            "events: column 'supersedes' is of the type int64, but 'event' of events of the type string; both must be "
            "texts, or both whole numbers: cast one",
        ),
        (
            "ALTER TABLE lines ALTER lot TYPE DOUBLE USING 1.0",
            "lines: column 'lot' is of the type float64; a text or a whole number is needed: cast it",
        ),
    ],
)
def test_tables_that_do_not_fit(statement: str, message: str) -> None:
    with pytest.raises(ColumnError) as caught:
        Relational(plant(statement), lots=None)
    assert str(caught.value) == message


def test_connections_that_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GenealogyError, match=r"^int is no connection; a URL, or a connection of Ibis, DuckDB"):
        Relational(7)
    sqlite = pytest.importorskip("ibis").sqlite.connect()
    with pytest.raises(GenealogyError, match="'sqlite' is not one of 'duckdb', 'postgres', 'pyspark'"):
        Relational(sqlite)
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'isa95mom\[engines\]'"):
        Relational(duckdb.connect())


def test_what_cannot_be_asked() -> None:
    r = Relational.load(duckdb.connect(), scenario())
    with pytest.raises(LotNotFoundError) as caught:
        r.trace_back("flour 7")
    assert str(caught.value) == "no lot 'flour 7' among 10 lots; did you mean 'FLOUR-7'?"
    with pytest.raises(LotNotFoundError, match=r"^no lot 7 among 10 lots$"):
        r.trace_back(["FLOUR-7", 7])
    with pytest.raises(GenealogyError, match="there is no lot to trace"):
        r.trace_back([])
    with pytest.raises(GenealogyError, match="depth is -1"):
        r.trace_back("FLOUR-7", depth=-1)
    with pytest.raises(TableError, match="has no offset"):
        r.as_of(known=datetime(2026, 1, 1))


def test_temporary_tables_go() -> None:
    connection = duckdb.connect()
    r = Relational.load(connection, scenario())
    lots = r.trace_back("PALLET-2").lots()
    r.trace_both("FLOUR-7").to_trace()
    with pytest.raises(LotNotFoundError):
        r.trace_back("X")
    assert lots.count().to_pyarrow().as_py() == 9  # whoever holds a table of a trace still has it
    del lots
    gc.collect()
    with r.trace_forward("GRAIN-1") as trace:
        assert len(temporary(connection)) == 1
        assert len(trace) == 8
    assert temporary(connection) == []
    connection.execute("DROP TABLE lines")
    with pytest.raises(Exception, match="lines"):
        r.trace_back("PALLET-2")
    assert temporary(connection) == []


def test_nothing_is_written_over() -> None:
    connection = plant()
    with pytest.raises(GenealogyError, match=r"^the table 'events' is there already; nothing is written over$"):
        Relational.load(connection, scenario())
    assert connection.execute("SELECT count(*) FROM events").fetchone() == (1,)


def test_what_is_added_is_seen() -> None:
    connection = plant()
    r = Relational(connection, lots=None)
    assert len(r.trace_forward("A")) == 2
    connection.execute("INSERT INTO events VALUES ('bake', 'produce')")
    connection.execute("INSERT INTO lines VALUES ('bake', 'in', 'B'), ('bake', 'out', 'C')")
    assert len(r.trace_forward("A")) == 3


def test_a_long_chain() -> None:
    connection = plant("DELETE FROM lines", "DELETE FROM events")
    connection.execute("INSERT INTO events SELECT 'E' || n, 'produce' FROM range(100) AS r(n)")
    connection.execute("INSERT INTO lines SELECT 'E' || n, 'in', 'L' || n FROM range(100) AS r(n)")
    connection.execute("INSERT INTO lines SELECT 'E' || n, 'out', 'L' || (n + 1) FROM range(100) AS r(n)")
    trace = Relational(connection, lots=None).trace_back("L100")
    assert (len(trace), trace.depth) == (101, 100)


def test_recalls_by_what_is_said() -> None:
    g = scenario()
    g.describe(Lot(id="GRAIN-1", supplier="FARM", supplier_lot="77", material="grain"))
    g.describe(Lot(id="GRAIN-2", supplier="FARM", supplier_lot="78", material="grain"))
    connection = duckdb.connect()
    r = Relational.load(connection, g)
    said: dict[str, Any]
    for said, seeds in (
        ({"supplier": "FARM"}, ("GRAIN-1", "GRAIN-2")),
        ({"supplier": "FARM", "supplier_lot": "78"}, ("GRAIN-2",)),
        ({"equipment": "MILL"}, ("FLOUR-7",)),
        ({"person": "P-2"}, ("DOUGH-9",)),
        ({"since": NOON + timedelta(hours=7)}, ("PALLET-2",)),
        ({"lots": "CRUMB-5", "material": "grain", "until": NOON}, ("CRUMB-5", "GRAIN-1", "GRAIN-2")),
    ):
        recall = r.recall(**said)
        assert recall.trace.starts == seeds
        assert {row["lot"] for row in rows(recall.lots())} == set(g.trace(seeds, "forward").lots)
    assert repr(r.recall("BREAD-5")) == "<RelationalRecall of 1 lots: 2 lots are concerned>"
    told = {row["lot"]: row for row in rows(r.recall("FLOUR-7").stock())}
    assert told["FLOUR-7"]["on_hand"] == Decimal("782.90")
    assert told["PALLET-2"]["unknown"] == "an amount or a unit is not stated"
    assert told["PALLET-2"]["shipped"] is None
    with pytest.raises(GenealogyError, match="no lot is concerned"):
        r.recall(equipment="OVEN")
    with pytest.raises(GenealogyError, match="nothing is said of what to recall"):
        r.recall()
    with pytest.raises(TableError, match="has no offset"):
        r.recall(since=datetime(2026, 1, 1))
    connection.execute("UPDATE events SET effective = NULL WHERE event = 'ship-1'")
    late: dict[str, Any] = {"since": NOON + timedelta(hours=8)}
    with pytest.raises(GenealogyError, match="no lot is concerned"):
        r.recall(**late)
    assert r.recall(**late, undated=True).trace.starts == ("PALLET-2",)
    connection.execute("ALTER TABLE lines ALTER quantity TYPE DOUBLE")
    with pytest.raises(ColumnError, match="binary fractions, whose sums are not exact"):
        Relational(connection).recall("FLOUR-7").stock()


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("UPDATE lines SET direction = 'IN' WHERE lot = 'A'", "lines: column 'direction': 'IN' is not one of in, out"),
        ("UPDATE events SET kind = 'mixing'", "events: column 'kind': 'mixing' is not one of receive, consume, "),
        ("INSERT INTO lines VALUES ('mix', 'in', NULL)", "lines: column 'lot': None states nothing, and a value is "),
        ("INSERT INTO events VALUES ('mix', 'blend')", "events: column 'event': 'mix' is recorded more than once (1 "),
        ("UPDATE lines SET event = 'no'", "lines: column 'event': 'no' is not in the table of events (2 rows of the"),
    ],
)
def test_rows_that_do_not_fit(statement: str, message: str) -> None:
    Relational(plant(), lots=None).verify()
    with pytest.raises(ColumnError) as caught:
        Relational(plant(statement), lots=None).verify()
    assert str(caught.value).startswith(message)


def test_a_transaction_of_postgres_goes_on(of_postgres: Any) -> None:
    psycopg = pytest.importorskip("psycopg")
    Relational.load(of_postgres, scenario())
    with psycopg.connect(of_postgres.info.dsn) as connection:
        r = Relational(connection)
        assert len(r.trace_back("PALLET-2")) == 9
        with pytest.raises(LotNotFoundError):
            r.trace_back("X")
        assert len(r.trace_back("PALLET-2")) == 9
        own = "SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
        assert connection.execute(own).fetchone() == (1,)
