"""How fast lots are traced: this library, with and without compiled loops, and the graph libraries and databases.

A plant of 20 process levels: lots in the order of time, each made of some of the latest lots of the level before, a few
bulk lots that go into very many, and now and then rework, which makes cycles. Every round runs each engine once, one
after another, each in a process of its own; the table has the medians and their ratios. Times depend on the machine,
ratios much less.

    python benchmarks/genealogy_trace.py --lots 1000000 --rounds 3

Engines that are not installed are left out and named.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

LEVELS = 20
FAN_IN = (2, 3, 4, 4, 5, 5, 6, 8)
WINDOW = 80
"""Among how many of the latest lots of the level before the parents are."""
TYPICAL, BATCH = 15, 1000

Reach = Callable[[int, bool], int]
"""How many lots one reaches: back or forward."""


# -- the plant --------------------------------------------------------------------------------------------------------


def plant(lots: int, seed: int = 95) -> dict[str, Any]:
    """Which lot went into which, as two arrays of numbers; the heaviest lot; the lots to trace."""
    random = np.random.default_rng(seed)
    level = random.integers(0, LEVELS, lots)
    parents, children = [], []
    for at in range(1, LEVELS):
        before, these = np.flatnonzero(level == at - 1), np.flatnonzero(level == at)
        fan_in = random.choice(FAN_IN, len(these))
        child = np.repeat(these, fan_in)
        latest = np.searchsorted(before, child)
        chosen = latest - 1 - random.integers(0, WINDOW, len(child))
        keep = chosen >= 0
        parents.append(before[chosen[keep]])
        children.append(child[keep])
    raw = np.flatnonzero(level == 0)
    uses = (random.pareto(1.2, 40) + 1) * lots / 20_000
    uses[0] = lots / 100
    for number, count in enumerate(uses.clip(max=lots / 100)):  # bulk lots
        lot = raw[random.integers(0, max(1, len(raw) // 2))] if number else raw[len(raw) // 2]
        later = random.integers(lot + 1, min(lots, lot + lots // 3), int(count))
        later = np.unique(later[level[later] > 0])
        parents.append(np.full(len(later), lot))
        children.append(later)
    again = max(1, lots // 25_000)
    late = random.integers(lots // 100, lots - 1, again)
    parents.append(late)
    children.append(late - random.integers(1, lots // 100, again))
    source, target = np.concatenate(parents), np.concatenate(children)
    order = np.argsort(target, kind="stable")
    with_parents = np.flatnonzero(level > 0)
    starts = random.choice(with_parents[with_parents > lots // 10], TYPICAL + BATCH)
    return {
        "lots": np.int64(lots),
        "source": source[order].astype(np.int32),
        "target": target[order].astype(np.int32),
        "heavy": raw[len(raw) // 2],
        "starts": starts,
    }


def tables(data: Any, texts: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plant as tables: each lot comes out of one event, with its parents going in."""
    lots, source, target = int(data["lots"]), data["source"], data["target"]
    event = np.concatenate((target, np.arange(lots, dtype=np.int32)))
    lot = np.concatenate((source, np.arange(lots, dtype=np.int32)))
    order = np.argsort(event, kind="stable")
    direction = np.concatenate((np.zeros(len(target), dtype=bool), np.ones(lots, dtype=bool)))[order]
    events: dict[str, Any] = {"event": np.arange(lots), "kind": ["produce"] * lots}
    lines: dict[str, Any] = {"event": event[order], "lot": lot[order]}
    if texts:
        events["event"] = [f"EVENT-{n:09}" for n in range(lots)]
        names = [f"LOT-{n:09}" for n in range(lots)]
        lines["lot"] = [names[n] for n in lines["lot"].tolist()]
        lines["event"] = [events["event"][n] for n in lines["event"].tolist()]
    lines["direction"] = [("in", "out")[out] for out in direction.tolist()]
    return events, lines


# -- the engines ------------------------------------------------------------------------------------------------------


class Engine:
    """One contender: `build` it, then ask it."""

    needs: tuple[str, ...] = ()
    batch: Callable[[list[int]], int] | None = None
    bytes_per_line: float | None = None
    extra: dict[str, float]
    most = 20_000_000
    """The most lots it is asked to hold."""
    slow = False
    """Whether it is asked for fewer traces, and the time of the batch is reckoned from these."""

    def prepare(self, data: Any) -> Any:
        """What is not timed."""
        return data

    def build(self, data: Any) -> Reach:
        """Build the graph; what answers traces."""
        raise NotImplementedError


class Ours(Engine):
    """This library in numpy."""

    speed = "0"

    def prepare(self, data: Any) -> Any:
        os.environ["ISA95MOM_SPEED"] = self.speed
        genealogy = import_module("isa95mom.genealogy")
        genealogy.Genealogy.from_edges([1, 2], [2, 3]).trace_back(3)  # imports, and compiled code from its cache
        return tables(data, False)

    def build(self, data: Any) -> Reach:
        events, lines = data
        started = perf_counter()
        g = import_module("isa95mom.genealogy").Genealogy.from_columns(events, lines)
        whole = perf_counter() - started
        started = perf_counter()
        index = g._rows()
        self.extra = {"tables": whole, "index": perf_counter() - started}
        record = index.record
        arrays = [
            index.starts.array,
            index.events,
            index.given,
            index.made.array,
            record.bounds.array,
            record.line_lot.array,
        ]
        self.bytes_per_line = sum(array.nbytes for array in arrays) / len(record.line_lot)
        self.batch = lambda lots: sum(map(len, g.traces(lots)))
        self.g = g
        return lambda lot, back: len(g.trace_back(lot) if back else g.trace_forward(lot))


class OursCompiled(Ours):
    """This library with numba."""

    needs = ("numba",)
    speed = "1"


class OursTexts(Ours):
    """This library, identifications being texts."""

    def prepare(self, data: Any) -> Any:
        super().prepare(data)
        return tables(data, True)

    def build(self, data: Any) -> Reach:
        reach = super().build(data)
        self.batch = None
        self.slow = True
        return lambda lot, back: reach(f"LOT-{lot:09}", back)  # type: ignore[arg-type]


class Igraph(Engine):
    needs = ("igraph",)

    def prepare(self, data: Any) -> Any:
        import_module("igraph")
        return data

    def build(self, data: Any) -> Reach:
        igraph = import_module("igraph")
        edges = np.column_stack((data["source"], data["target"]))
        graph = igraph.Graph(n=int(data["lots"]), edges=edges, directed=True)
        return lambda lot, back: len(graph.subcomponent(lot, mode="in" if back else "out"))


class Rustworkx(Engine):
    needs = ("rustworkx",)

    def prepare(self, data: Any) -> Any:
        import_module("rustworkx")
        return data

    def build(self, data: Any) -> Reach:
        rustworkx = import_module("rustworkx")
        graph = rustworkx.PyDiGraph()
        graph.add_nodes_from(range(int(data["lots"])))
        graph.add_edges_from_no_data(list(zip(data["source"].tolist(), data["target"].tolist(), strict=True)))
        return lambda lot, back: len((rustworkx.ancestors if back else rustworkx.descendants)(graph, lot)) + 1


class Networkx(Engine):
    needs = ("networkx",)
    most = 2_000_000
    slow = True

    def build(self, data: Any) -> Reach:
        networkx = import_module("networkx")
        graph = networkx.DiGraph()
        graph.add_nodes_from(range(int(data["lots"])))
        graph.add_edges_from(zip(data["source"].tolist(), data["target"].tolist(), strict=True))
        return lambda lot, back: len((networkx.ancestors if back else networkx.descendants)(graph, lot)) + 1


class Scipy(Engine):
    needs = ("scipy",)

    def prepare(self, data: Any) -> Any:
        import_module("scipy.sparse.csgraph")
        return data

    def build(self, data: Any) -> Reach:
        sparse, search = import_module("scipy.sparse"), import_module("scipy.sparse.csgraph").breadth_first_order
        lots = int(data["lots"])
        ones = np.ones(len(data["source"]), dtype=np.float64)
        down = sparse.csr_matrix((ones, (data["source"], data["target"])), shape=(lots, lots))
        up = down.T.tocsr()
        return lambda lot, back: len(search(up if back else down, lot, return_predecessors=False))


WALK = """WITH RECURSIVE reached(lot) AS (SELECT {start} UNION
SELECT {next} FROM reached JOIN edge ON edge.{here} = reached.lot) SELECT count(*) FROM reached"""


class Sqlite(Engine):
    most = 2_000_000
    slow = True

    def build(self, data: Any) -> Reach:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE TABLE edge (source INTEGER, target INTEGER)")
        rows = zip(data["source"].tolist(), data["target"].tolist(), strict=True)
        connection.executemany("INSERT INTO edge VALUES (?, ?)", rows)
        connection.execute("CREATE INDEX up ON edge (target, source)")
        connection.execute("CREATE INDEX down ON edge (source, target)")
        back = WALK.format(start="?", next="edge.source", here="target")
        forward = WALK.format(start="?", next="edge.target", here="source")
        return lambda lot, up: int(connection.execute(back if up else forward, (int(lot),)).fetchone()[0])


class Duckdb(Engine):
    needs = ("duckdb", "pandas")
    slow = True

    def build(self, data: Any) -> Reach:
        connection = import_module("duckdb").connect()
        frame = import_module("pandas").DataFrame({"source": data["source"], "target": data["target"]})
        connection.register("told", frame)
        connection.execute("CREATE TABLE edge AS SELECT * FROM told")
        back = WALK.format(start="?::INTEGER", next="edge.source", here="target")
        forward = WALK.format(start="?::INTEGER", next="edge.target", here="source")
        return lambda lot, up: int(connection.execute(back if up else forward, [int(lot)]).fetchone()[0])


class Kuzu(Engine):
    needs = ("kuzu", "pandas")
    most = 2_000_000
    slow = True

    def build(self, data: Any) -> Reach:
        kuzu, pandas = import_module("kuzu"), import_module("pandas")
        self.folder = tempfile.TemporaryDirectory()
        connection = kuzu.Connection(kuzu.Database(f"{self.folder.name}/plant"))
        nodes = pandas.DataFrame({"id": np.arange(int(data["lots"]), dtype=np.int64)})
        edges = pandas.DataFrame({"a": data["source"].astype(np.int64), "b": data["target"].astype(np.int64)})
        connection.execute("CREATE NODE TABLE lot (id INT64, PRIMARY KEY (id))")
        connection.execute("CREATE REL TABLE into (FROM lot TO lot)")
        connection.execute("COPY lot FROM $nodes", {"nodes": nodes})
        connection.execute("COPY into FROM $edges", {"edges": edges})
        walk = "MATCH (a:lot {{id: $lot}}){0}-[:into* SHORTEST 1..30]-{1}(b:lot) RETURN count(DISTINCT b.id)"
        back, forward = walk.format("<", ""), walk.format("", ">")

        def reach(lot: int, up: bool) -> int:
            found = connection.execute(back if up else forward, {"lot": int(lot)}).get_next()[0]
            # a lot that is met again by a way of its own is counted among those it reaches; the others count it always
            again = "MATCH (a:lot {id: $lot})-[:into* SHORTEST 1..30]->(b:lot {id: $lot}) RETURN count(*)"
            return int(found) + (0 if int(connection.execute(again, {"lot": int(lot)}).get_next()[0]) else 1)

        return reach


ENGINES: dict[str, type[Engine]] = {
    "isa95mom numba": OursCompiled,
    "isa95mom numpy": Ours,
    "isa95mom texts": OursTexts,
    "igraph": Igraph,
    "rustworkx": Rustworkx,
    "scipy": Scipy,
    "networkx": Networkx,
    "sqlite": Sqlite,
    "duckdb": Duckdb,
    "kuzu": Kuzu,
}


# -- one engine in a process of its own -------------------------------------------------------------------------------


def run(name: str, path: str) -> dict[str, Any]:
    """Measure one engine."""
    data = dict(np.load(path))
    engine = ENGINES[name]()
    prepared = engine.prepare(data)
    started = perf_counter()
    reach = engine.build(prepared)
    told: dict[str, Any] = {"build s": perf_counter() - started}
    del prepared
    starts = [int(lot) for lot in data["starts"]]
    reach(starts[-1], True)
    times, sizes = [], []
    for lot in starts[:TYPICAL]:
        started = perf_counter()
        sizes.append(reach(lot, True))
        times.append(perf_counter() - started)
    told["typical us"], told["typical lots"] = statistics.median(times) * 1e6, sizes
    heavy = int(data["heavy"])
    times = []
    for _ in range(3):
        started = perf_counter()
        told["heavy lots"] = reach(heavy, False)
        times.append(perf_counter() - started)
    told["heavy ms"] = statistics.median(times) * 1e3
    batch = starts[TYPICAL:][: 20 if engine.slow else BATCH]
    started = perf_counter()
    total = sum(reach(lot, True) for lot in batch)
    told["1000 singly s"] = (perf_counter() - started) * BATCH / len(batch)
    if engine.batch is not None:
        started = perf_counter()
        same = engine.batch(batch)
        told["1000 at once s"] = perf_counter() - started
        assert same == total
    if engine.bytes_per_line is not None:
        told["index bytes/line"] = engine.bytes_per_line
        told |= {f"{what} s": seconds for what, seconds in engine.extra.items()}
        if isinstance(engine, OursCompiled):
            told |= growing(engine.g, starts)
    return told


def growing(g: Any, starts: list[int]) -> dict[str, float]:
    """A thousand events added while it is asked, and the same saved and opened."""
    lots, events = len(g), len(g._record.kind)
    new = np.arange(events, events + 1000)
    kinds, ways = ["produce"] * 1000, ["in"] * 2000 + ["out"] * 1000
    into = np.array(starts * 2)[:2000]
    lines = {"event": np.tile(new, 3), "direction": ways, "lot": np.concatenate((into, np.arange(lots, lots + 1000)))}
    started = perf_counter()
    g.add_columns({"event": new, "kind": kinds}, lines)
    adding = perf_counter() - started
    started = perf_counter()
    g.trace_back(starts[0])
    first = perf_counter() - started
    started = perf_counter()
    for lot in starts[:TYPICAL]:
        g.trace_back(lot)
    after = (perf_counter() - started) / TYPICAL
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        g.save(folder)
        saving = perf_counter() - started
        started = perf_counter()
        len(type(g).open(folder).trace_back(starts[0]))
        opening = perf_counter() - started
    return {
        "add 1000 events ms": adding * 1e3,
        "first trace after ms": first * 1e3,
        "trace after us": after * 1e6,
        "save s": saving,
        "open and trace ms": opening * 1e3,
    }


def main() -> None:
    """Measure all engines, round after round, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engines", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--one", nargs=2, metavar=("ENGINE", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(run(*asked.one)))
        return
    taking = []
    for name in asked.engines:
        missing = [package for package in ENGINES[name].needs if find_spec(package) is None]
        if missing:
            print(f"{name}: left out, {', '.join(missing)} is not installed")
        elif asked.lots > ENGINES[name].most:
            print(f"{name}: left out, takes too long")
        else:
            taking.append(name)
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in taking}
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "plant.npz")
        data = plant(asked.lots)
        np.savez(path, **data)
        print(f"{asked.lots} lots, {len(data['source'])} edges from lot to lot")
        for _ in range(asked.rounds):
            for name in taking:
                command = [sys.executable, __file__, "--one", name, path]
                done = subprocess.run(command, capture_output=True, text=True)
                if done.returncode:
                    raise SystemExit(f"{name}: {done.stderr}")
                told[name].append(json.loads(done.stdout))
    report(told)


def report(told: dict[str, list[dict[str, Any]]]) -> None:
    """Print the medians, and how many times the fastest each takes."""
    sizes = {name: (rounds[0]["typical lots"], rounds[0]["heavy lots"]) for name, rounds in told.items()}
    (typical, heavy), *others = sizes.values()
    assert all(other == (typical, heavy) for other in others), f"the engines do not agree: {sizes}"
    print(f"a typical trace has {statistics.median(typical):.0f} lots, the heavy one {heavy}")
    measures = ("build s", "typical us", "heavy ms", "1000 singly s", "1000 at once s")
    print(f"{'':16}" + "".join(f"{measure:>24}" for measure in measures))
    medians = {
        name: {m: statistics.median(r[m] for r in rounds) for m in rounds[0] if isinstance(rounds[0][m], int | float)}
        for name, rounds in told.items()
    }
    for name, values in medians.items():
        cells = []
        for measure in measures:
            if measure not in values:
                cells.append(f"{'-':>24}")
                continue
            best = min(other[measure] for other in medians.values() if measure in other)
            cells.append(f"{values[measure]:>14.4g} ({values[measure] / best:6.1f}x)")
        print(f"{name:16}" + "".join(cells))
    for name, values in medians.items():
        rest = {m: v for m, v in values.items() if m not in measures and m != "heavy lots"}
        if rest:
            print(f"{name}: " + ", ".join(f"{measure} {value:.4g}" for measure, value in rest.items()))


if __name__ == "__main__":
    main()
