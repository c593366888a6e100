"""How fast lots are traced where the data stays: the steps of this library, and recursive SQL written by hand.

The plant of `genealogy_trace.py`, with quantities. Every round asks each engine once, one after another; the table has
the medians, and how many times longer each takes than recursive SQL on DuckDB. The answers are compared. Times depend
on the machine, ratios much less.

    python benchmarks/genealogy_engines.py --lots 200000 --rounds 3

A PostgreSQL is asked too where a URL of one is given; it gets three tables of its own, which are dropped at the end.

    python benchmarks/genealogy_engines.py --postgres postgresql://me@/plant
"""

from __future__ import annotations

import argparse
import io
import sqlite3
import statistics
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

from genealogy_trace import plant, tables

from isa95mom.genealogy import Genealogy, Relational

TYPICAL = 5
RECURSIVE = """
WITH RECURSIVE reached(lot) AS (
    SELECT CAST({start} AS BIGINT) UNION
    SELECT far.lot FROM reached
    JOIN {lines} near ON near.lot = reached.lot AND near.direction = '{near}'
    JOIN {lines} far ON far.event = near.event AND far.direction = '{far}'
) SELECT count(*) FROM reached
"""
Ask = Callable[[int, bool], int]
"""How many lots one reaches: back or forward."""


def recursive(execute: Callable[[str], Any], lines: str = "lines") -> Ask:
    """Recursive SQL on some engine."""

    def ask(lot: int, back: bool) -> int:
        near, far = ("out", "in") if back else ("in", "out")
        return int(execute(RECURSIVE.format(start=lot, lines=lines, near=near, far=far)).fetchone()[0])

    return ask


def steps(source: Genealogy | Relational) -> Ask:
    """This library, in memory or in an engine."""

    def ask(lot: int, back: bool) -> int:
        return len(source.trace_back(lot) if back else source.trace_forward(lot))

    return ask


def on_duckdb(rows: dict[str, Any]) -> tuple[Relational, Any]:
    """The tables in DuckDB."""
    connection = import_module("duckdb").connect()
    for name, table in rows.items():
        connection.register("written", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM written")
        connection.unregister("written")
    return Relational(connection, lots=None), connection


def on_sqlite(rows: dict[str, Any]) -> Any:
    """The lines in SQLite, with the indexes that they need."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE lines (event INTEGER, direction TEXT, lot INTEGER)")
    columns = [rows["lines"][name].to_pylist() for name in ("event", "direction", "lot")]
    connection.executemany("INSERT INTO lines VALUES (?, ?, ?)", zip(*columns, strict=True))
    connection.execute("CREATE INDEX of_lot ON lines (lot, direction, event)")
    connection.execute("CREATE INDEX of_event ON lines (event, direction, lot)")
    return connection


def on_postgres(url: str, rows: dict[str, Any]) -> tuple[Relational, Any]:
    """The tables in PostgreSQL, with an index of lines by lot and by event."""
    csv = import_module("pyarrow.csv")
    connection = import_module("psycopg").connect(url, autocommit=True)
    types = {"event": "bigint", "lot": "bigint", "quantity": "numeric"}
    for name, table in rows.items():
        columns = ", ".join(f"{column} {types.get(column, 'text')}" for column in table.column_names)
        connection.execute(f"CREATE TABLE isa95mom_bench_{name} ({columns})")
        text = io.BytesIO()
        csv.write_csv(table, text)
        with connection.cursor().copy(f"COPY isa95mom_bench_{name} FROM STDIN (FORMAT csv, HEADER)") as copy:
            copy.write(text.getvalue())
    for column in ("lot", "event"):
        connection.execute(f"CREATE INDEX ON isa95mom_bench_lines ({column})")
    connection.execute("ANALYZE isa95mom_bench_lines")
    return Relational(connection, "isa95mom_bench_events", "isa95mom_bench_lines", None), connection


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lots", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--postgres", metavar="URL")
    given = options.parse_args()
    pa = import_module("pyarrow")
    data = plant(given.lots)
    events, lines = tables(data, False)
    lines["quantity"] = [1 + event % 7 for event in lines["event"].tolist()]
    lines["unit"] = ["KGM"] * len(lines["lot"])
    rows = {"events": pa.table(events), "lines": pa.table(lines)}
    memory = Genealogy.from_columns(events, lines)
    memory.trace_back(0)
    relational, duck = on_duckdb(rows)
    asks: dict[str, Ask] = {
        "recursive SQL on DuckDB": recursive(duck.execute),
        "steps on DuckDB": steps(relational),
        "recursive SQL on SQLite": recursive(on_sqlite(rows).execute),
        "in memory": steps(memory),
    }
    shares = {"steps on DuckDB": relational}
    server = None
    try:
        if given.postgres:
            shares["steps on PostgreSQL"], server = on_postgres(given.postgres, rows)
            asks["recursive SQL on PostgreSQL"] = recursive(server.execute, "isa95mom_bench_lines")
            asks["steps on PostgreSQL"] = steps(shares["steps on PostgreSQL"])
        report(given, len(lines["lot"]), data, asks, shares)
    finally:
        if server is not None:
            for name in rows:
                server.execute(f"DROP TABLE IF EXISTS isa95mom_bench_{name}")
            server.close()


def report(given: Any, size: int, data: Any, asks: dict[str, Ask], shares: dict[str, Relational]) -> None:
    starts, heavy = [int(lot) for lot in data["starts"][:TYPICAL]], int(data["heavy"])
    taken: dict[tuple[str, str], list[float]] = {}
    answers: dict[tuple[str, int], set[int]] = {}
    for number in range(given.rounds + 1):
        for name, ask in asks.items():
            for task, lots, back in (("trace", starts, True), ("heavy trace", [heavy], False)):
                for lot in lots:
                    begun = perf_counter()
                    answers.setdefault((task, lot), set()).add(ask(lot, back))
                    taken.setdefault((name, task), []).append(perf_counter() - begun)
            if name in shares:
                begun = perf_counter()
                answers.setdefault(("shares", starts[0]), set()).add(
                    len(shares[name].trace_back(starts[0]).shares().to_pyarrow())
                )
                taken.setdefault((name, "shares"), []).append(perf_counter() - begun)
        if number == 0:  # the first round compiles and warms
            taken.clear()
    for (task, lot), found in answers.items():
        assert len(found) == 1, f"{task} of {lot}: the engines reach {found} lots"
    print(f"{given.lots:,} lots, {size:,} lines; medians of {given.rounds} rounds")
    print("in ms, and how many times as long as recursive SQL on DuckDB")
    print(f"{'':28}" + "".join(f"{task:>24}" for task in ("trace", "heavy trace", "shares")))
    for name in asks:
        cells = []
        for task in ("trace", "heavy trace", "shares"):
            told = taken.get((name, task))
            base = taken.get(("recursive SQL on DuckDB", task))
            middle = statistics.median(told) * 1e3 if told else None
            ratio = f"{middle / statistics.median(base) / 1e3:8.3f} x" if middle and base else ""
            cells.append("" if middle is None else f"{middle:10.2f}{ratio:>10}")
        print(f"{name:28}" + "".join(f"{cell:>24}" for cell in cells))
    print("lots reached:", ", ".join(f"{task} {min(found):,}" for (task, _), found in answers.items()))


if __name__ == "__main__":
    main()
