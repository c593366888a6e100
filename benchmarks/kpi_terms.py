"""OEE and its terms over state intervals and orders, by equipment and day, split at midnight.

Every contender answers in a process of its own, round after round, with the data in its own form: frames of polars with
categories for ours and for polars, of pandas with categories, tables of DuckDB with enumerations. The table has the
median of the first and of the second run in the process, the memory that it took at the most beyond its data, and how
many times longer it takes than ours. Ours also finds overlaps, gaps, what has no run time, counts failures, and adds up
exactly; the others take for granted that there is nothing to find. The answers are compared. `oee` and `digifact` know
no times: they are given the terms of each machine and day, and only divide.

    python benchmarks/kpi_terms.py --intervals 10000000 --orders 1000000 --rounds 3
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

DAY = 86_400_000_000
START = 1_767_225_600_000_000
STATES = ["Production", "Setup", "Breakdown", "Idle", "Starved", "Minor stop"]
PRODUCTS = 20
Data = dict[str, Any]


def make(folder: Path, intervals: int, orders: int, equipment: int = 100) -> None:
    """Intervals without overlaps, in order, and what was booked between them."""
    chance = np.random.default_rng(9)
    each = intervals // equipment
    duration = chance.integers(1, 300, (equipment, each)) * 1_000_000
    ends = START + np.cumsum(duration, axis=1)
    last = int(ends[:, -1].min())
    data = {
        "who": np.repeat(np.arange(equipment, dtype=np.int16), each),
        "start": (ends - duration).ravel(),
        "end": ends.ravel(),
        "state": chance.choice(len(STATES), intervals // equipment * equipment, p=[0.6, 0.05, 0.05, 0.1, 0.1, 0.1]),
        "order_who": chance.integers(0, equipment, orders).astype(np.int16),
        "order_time": chance.integers(START, last, orders),
        "product": chance.integers(0, PRODUCTS, orders),
        "PQ": chance.integers(1, 100, orders),
        "window": np.array([START, START + -(-(int(ends.max()) - START) // DAY) * DAY]),
    }
    data["GQ"] = data["PQ"] - chance.integers(0, 2, orders)
    for name, column in data.items():
        np.save(folder / f"{name}.npy", column)


def load(folder: Path) -> Data:
    return {path.stem: np.load(path) for path in folder.glob("*.npy")}


def coded(pl: Any, codes: Any, names: list[str]) -> Any:
    """A series of an enumeration."""
    pa: Any = import_module("pyarrow")
    return pl.from_arrow(pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), names)).cast(pl.Enum(names))


def polars_frames(data: Data) -> tuple[Any, Any]:
    pl: Any = import_module("polars")
    names = [f"F{number:03}" for number in range(int(data["who"].max()) + 1)]
    products = [f"P{number}" for number in range(PRODUCTS)]
    moment = pl.Datetime("us", "UTC")
    states = pl.DataFrame(
        {
            "equipment": coded(pl, data["who"], names),
            "start": pl.Series(data["start"]).cast(moment),
            "end": pl.Series(data["end"]).cast(moment),
            "state": coded(pl, data["state"], STATES),
        }
    )
    production = pl.DataFrame(
        {
            "equipment": coded(pl, data["order_who"], names),
            "time": pl.Series(data["order_time"]).cast(moment),
            "product": coded(pl, data["product"], products),
            "PQ": data["PQ"],
            "GQ": data["GQ"],
        }
    )
    return states, production


def ours(data: Data) -> Callable[[], Any]:
    from isa95mom.kpi.raw import from_frame

    states, production = polars_frames(data)
    cycles = {
        "product": [f"P{number}" for number in range(PRODUCTS)],
        "PRI": [number + 1 for number in range(PRODUCTS)],
    }
    window = tuple(datetime.fromtimestamp(moment // 1_000_000, UTC) for moment in data["window"].tolist())

    def run() -> Any:
        terms = from_frame(states, production, cycles=cycles, window=window)  # type: ignore[arg-type]
        ideal = terms.amount("PRI*GQ").floats()
        return {
            "APT": terms.time("APT") / 1e6,
            "PBT": terms.time("PBT") / 1e6,
            "OEE": ideal / (terms.time("PBT") / 1e6),
        }

    return run


def polars(data: Data) -> Callable[[], Any]:
    pl: Any = import_module("polars")
    states, production = polars_frames(data)
    pri = pl.DataFrame(
        {
            "product": pl.Series([f"P{number}" for number in range(PRODUCTS)], dtype=production["product"].dtype),
            "PRI": [number + 1 for number in range(PRODUCTS)],
        }
    )
    micro = pl.col("end").to_physical() - pl.col("start").to_physical()

    def run() -> Any:
        lazy = states.lazy().with_columns(
            day=pl.col("start").to_physical() // DAY, last=(pl.col("end").to_physical() - 1) // DAY
        )
        whole = lazy.filter(pl.col("day") == pl.col("last")).select("equipment", "state", "day", time=micro)
        crossing = (
            lazy.filter(pl.col("day") != pl.col("last"))
            .with_columns(day=pl.int_ranges(pl.col("day"), pl.col("last") + 1))
            .explode("day")
            .select(
                "equipment",
                "state",
                "day",
                time=pl.min_horizontal(pl.col("end").to_physical(), (pl.col("day") + 1) * DAY)
                - pl.max_horizontal(pl.col("start").to_physical(), pl.col("day") * DAY),
            )
        )
        times = (
            pl.concat([whole, crossing])
            .group_by("equipment", "day")
            .agg(APT=pl.col("time").filter(pl.col("state") == "Production").sum(), known=pl.col("time").sum())
        )
        made = (
            production.lazy()
            .join(pri.lazy(), on="product")
            .group_by("equipment", day=pl.col("time").to_physical() // DAY)
            .agg(ideal=(pl.col("PRI") * pl.col("GQ")).sum())
        )
        out = times.join(made, on=["equipment", "day"], how="left").sort("equipment", "day").collect(engine="streaming")
        return {"APT": out["APT"].to_numpy() / 1e6, "OEE": out["ideal"].to_numpy() / (DAY / 1e6)}

    return run


def pandas(data: Data) -> Callable[[], Any]:
    pd: Any = import_module("pandas")
    names = [f"F{number:03}" for number in range(int(data["who"].max()) + 1)]
    states = pd.DataFrame(
        {
            "equipment": pd.Categorical.from_codes(data["who"], names),
            "start": pd.to_datetime(data["start"], unit="us", utc=True),
            "end": pd.to_datetime(data["end"], unit="us", utc=True),
            "state": pd.Categorical.from_codes(data["state"], STATES),
        }
    )
    production = pd.DataFrame(
        {
            "equipment": pd.Categorical.from_codes(data["order_who"], names),
            "time": pd.to_datetime(data["order_time"], unit="us", utc=True),
            "product": pd.Categorical.from_codes(data["product"], [f"P{number}" for number in range(PRODUCTS)]),
            "PQ": data["PQ"],
            "GQ": data["GQ"],
        }
    )
    pri = np.arange(PRODUCTS) + 1

    def run() -> Any:
        start, end = (states[name].astype("int64").to_numpy() for name in ("start", "end"))
        unit = 1_000 if str(states["start"].dtype).startswith("datetime64[ns") else 1
        start, end = start // unit, end // unit
        first, last = start // DAY, (end - 1) // DAY
        pieces = last - first + 1
        row = np.repeat(np.arange(len(states)), pieces) if (pieces > 1).any() else np.arange(len(states))
        day = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        split = pd.DataFrame(
            {
                "equipment": states["equipment"].cat.codes.to_numpy()[row],
                "day": day,
                "time": np.minimum(end[row], (day + 1) * DAY) - np.maximum(start[row], day * DAY),
                "runs": (states["state"].cat.codes.to_numpy() == 0)[row],
            }
        )
        split["APT"] = split["time"].where(split["runs"], 0)
        times = split.groupby(["equipment", "day"], sort=True)["APT"].sum().reset_index()
        made = pd.DataFrame(
            {
                "equipment": production["equipment"].cat.codes,
                "day": production["time"].astype("int64") // (DAY * unit),
                "ideal": pri[production["product"].cat.codes] * production["GQ"],
            }
        )
        ideal = made.groupby(["equipment", "day"])["ideal"].sum().reset_index()
        out = times.merge(ideal, how="left", on=["equipment", "day"])
        return {"APT": out["APT"].to_numpy() / 1e6, "OEE": out["ideal"].to_numpy() / (DAY / 1e6)}

    return run


def by_hand(data: Data, query: str) -> Callable[[], Any]:
    """A query in DuckDB over tables with whole numbers for times."""
    states, production = polars_frames(data)
    database = import_module("duckdb").connect()
    database.execute("set timezone = 'UTC'")
    database.register("s", states.to_arrow())
    database.register("p", production.to_arrow())
    database.execute('create table states as select equipment, epoch_us(start) a, epoch_us("end") b, state from s')
    database.execute("create table production as select equipment, epoch_us(time) t, product, PQ, GQ from p")
    database.execute("create table pri as select 'P' || i as product, i + 1 as pri from range(20) r(i)")

    def run() -> Any:
        out = database.execute(query).fetchnumpy()
        return {"APT": np.asarray(out["apt"]), "OEE": np.ma.filled(np.ma.asarray(out["oee"]), np.nan)}

    return run


def duckdb(data: Data) -> Callable[[], Any]:
    return by_hand(
        data,
        f"""
        with days as (select *, a // {DAY} as first, (b - 1) // {DAY} as last from states),
        split as (
            select equipment, state, first as day, b - a as time from days where first = last
            union all
            select equipment, state, day, least(b, (day + 1) * {DAY}) - greatest(a, day * {DAY})
            from (select *, unnest(range(first, last + 1)) as day from days where first <> last)
        ),
        times as (
            select equipment, day, sum(time) filter (state = 'Production') as apt from split group by all
        ),
        made as (
            select equipment, t // {DAY} as day, sum(pri * GQ) as ideal
            from production join pri on production.product = pri.product group by all
        )
        select apt / 1e6 as apt, ideal / {DAY / 1e6} as oee
        from times left join made using (equipment, day) order by equipment, day
    """,
    )


def moved(data: Data) -> Callable[[], Any]:
    """By hand as ours asks it: what reaches over midnight is told by the last end of the day, and moved to the next."""
    return by_hand(
        data,
        f"""
        with sums as (
            select equipment, a // {DAY} as day, sum(b - a) as time, max(b) as last
            from states where state = 'Production' group by all
        ),
        days as (select equipment, day, time, greatest(last - (day + 1) * {DAY}, 0) as over from sums),
        times as (
            select equipment, day, sum(time) as apt from (
                select equipment, day, time - over as time from days
                union all select equipment, day + 1, over from days where over > 0
            ) group by all
        ),
        made as (
            select equipment, t // {DAY} as day, sum(pri * GQ) as ideal
            from production join pri on production.product = pri.product group by all
        )
        select apt / 1e6 as apt, ideal / {DAY / 1e6} as oee
        from times left join made using (equipment, day) order by equipment, day
    """,
    )


def engine(data: Data, failures: bool = False) -> Callable[[], Any]:
    from isa95mom.kpi.engine import from_engine

    ibis: Any = import_module("ibis")
    states, production = polars_frames(data)
    connection = ibis.duckdb.connect()
    tables = [connection.create_table(name, frame.to_arrow()) for name, frame in (("s", states), ("p", production))]
    cycles = {"product": [f"P{number}" for number in range(PRODUCTS)], "PRI": list(range(1, PRODUCTS + 1))}
    window: Any = tuple(datetime.fromtimestamp(moment // 1_000_000, UTC) for moment in data["window"].tolist())

    def run() -> Any:
        terms = from_engine(*tables, cycles=cycles, window=window, checked=False, failures=failures)
        ideal = terms.amount("PRI*GQ").floats()
        return {"APT": terms.time("APT") / 1e6, "OEE": ideal / (terms.time("PBT") / 1e6)}

    return run


def each_day(data: Data) -> list[dict[str, float]]:
    """The terms of each machine and day, in seconds."""
    from isa95mom.kpi.raw import from_frame

    states, production = polars_frames(data)
    cycles = {"product": [f"P{n}" for n in range(PRODUCTS)], "PRI": list(range(1, PRODUCTS + 1))}
    terms = from_frame(states, production, cycles=cycles)
    names = {"PBT": "PBT", "APT": "APT", "PQ": "PQ", "GQ": "GQ", "ideal": "PRI*PQ"}
    columns = {name: terms.amount(text).floats().tolist() for name, text in names.items()}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return [row for row in rows if row["PQ"] and row["APT"]]


def peer_oee(data: Data) -> Callable[[], Any]:
    package: Any = import_module("oee")
    rows = each_day(data)

    def run() -> Any:
        for row in rows:
            package.oee(
                row["PBT"], run_time=row["APT"], ideal_cycle_time=row["ideal"] / row["PQ"], total_count=row["PQ"],
                good_count=row["GQ"],
            )  # fmt: skip
        return {}

    return run


def peer_digifact(data: Data) -> Callable[[], Any]:
    package: Any = import_module("digifact")
    rows = each_day(data)

    def run() -> Any:
        for row in rows:
            package.ProductionMetrics(
                total_time=row["PBT"], ideal_production=row["PBT"] * row["PQ"] / row["ideal"], actual_count=row["GQ"],
                total_count=row["PQ"], fault_count=0, total_downtime=row["PBT"] - row["APT"], total_uptime=row["APT"],
            ).calculate_oee()  # fmt: skip
        return {}

    return run


CONTENDERS: dict[str, Callable[[Data], Callable[[], Any]]] = {
    "isa95mom": ours,
    "ours, numpy": ours,
    "polars": polars,
    "pandas": pandas,
    "in DuckDB": engine,
    "and failures": lambda data: engine(data, failures=True),
    "DuckDB SQL": duckdb,
    "SQL, moved": moved,
    "oee": peer_oee,
    "digifact": peer_digifact,
}
NO_NUMBA = "ours, numpy"


def held(what: str) -> int:
    """Kilobytes, from what the system says of this process."""
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(said[what].split()[0])


def alone(name: str, folder: Path, answers: Path) -> None:
    """One contender, in this process."""
    run = CONTENDERS[name](load(folder))
    Path("/proc/self/clear_refs").write_text("5")
    before = held("VmRSS")
    times = []
    for _ in range(2):
        start = perf_counter()
        answer = run()
        times.append(perf_counter() - start)
    np.savez(answers, **answer)
    print(json.dumps({"first": times[0], "second": times[1], "memory": held("VmHWM") - before}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--intervals", type=int, default=1_000_000)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", nargs=3, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        alone(asked.alone[0], Path(asked.alone[1]), Path(asked.alone[2]))
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        folder.mkdir()
        make(folder, asked.intervals, asked.orders)
        runs: dict[str, list[dict[str, float]]] = {name: [] for name in CONTENDERS}
        for _ in range(asked.rounds):
            for name, several in runs.items():
                command = [sys.executable, __file__, "--alone", name, str(folder), str(Path(place) / f"{name}.npz")]
                there = os.environ | ({"ISA95MOM_SPEED": "0"} if name == NO_NUMBA else {})
                done = subprocess.run(command, capture_output=True, text=True, env=there)
                if done.returncode:
                    print(f"{name}: {done.stderr.strip().splitlines()[-1]}")
                else:
                    several.append(json.loads(done.stdout))
        ours_ = np.load(Path(place) / "isa95mom.npz")
        floor = statistics.median(run["second"] for run in runs["isa95mom"])
        print(f"{asked.intervals:,} intervals, {asked.orders:,} orders")
        print(f"{'':12} {'first':>9} {'second':>9} {'memory':>9} {'slower':>7}  same")
        for name, several in runs.items():
            if not several:
                continue
            median = {key: statistics.median(run[key] for run in several) for key in several[0]}
            answer = np.load(Path(place) / f"{name}.npz")
            print(
                f"{name:12} {median['first'] * 1e3:6.0f} ms {median['second'] * 1e3:6.0f} ms "
                f"{median['memory'] / 1024:6.0f} MB {median['second'] / floor:6.1f}x  {compared(answer, ours_)}"
            )


def compared(answer: Any, ours_: Any) -> str:
    """Whether an answer is ours, where it has any: ours has days, too, on which a machine had no state."""
    if not list(answer):
        return "-"
    known = ours_["APT"] > 0 if len(answer["APT"]) < len(ours_["APT"]) else slice(None)
    return str(all(np.allclose(np.nan_to_num(answer[name]), np.nan_to_num(ours_[name][known])) for name in answer))


if __name__ == "__main__":
    main()
