"""How fast a recall is, beside the trace under it, and beside recalls written by hand with pandas and DuckDB.

The plant of `genealogy_trace.py`, with quantities, and shipments of what went into nothing; the lot is one that reaches
some 800 others. Every round asks each contender once; the table has the medians and how many times longer than the
trace alone each takes. Those by hand give the lots that are reached and, for each, how much came in and went out,
without shares, reasons or holds; their answers are compared with ours. Times depend on the machine, ratios much less.

    python benchmarks/genealogy_recall.py --lots 1000000 --rounds 3

What is not installed is left out and named.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np
from genealogy_trace import plant, tables

from isa95mom.genealogy import Genealogy, Recall

REACH = 800
CANDIDATES = 3000
"""Among how many lots the one is that reaches nearest to so many others."""


class Contest:
    """One plant, and what is asked of it."""

    def __init__(self, lots: int) -> None:
        events, lines = tables(plant(lots), texts=False)
        out = np.array(lines["direction"]) == "out"
        used = np.unique(lines["lot"][~out])
        last = np.setdiff1d(np.unique(lines["lot"][out]), used)
        first = int(np.max(events["event"])) + 1
        numbers = np.arange(first, first + len(last))
        events = {
            "event": np.concatenate((events["event"], numbers)),
            "kind": np.concatenate((events["kind"], np.full(len(last), "ship"))),
        }
        lines = {
            "event": np.concatenate((lines["event"], numbers)),
            "direction": np.concatenate((lines["direction"], np.full(len(last), "in"))),
            "lot": np.concatenate((lines["lot"], last)),
            "quantity": np.random.default_rng(9).integers(1, 100, len(out) + len(last)),
        }
        self.events, self.lines = events, lines
        self.g = Genealogy.from_columns(events, lines | {"unit": ["KGM"] * len(lines["lot"])})
        some = used[len(used) // 3 : len(used) // 3 + CANDIDATES].tolist()
        self.lot = min(some, key=lambda lot: abs(len(self.g.trace_forward(lot)) - REACH))

    # -- ours ---------------------------------------------------------------------------------------------------------

    def trace(self) -> int:
        """The trace alone: the floor."""
        return len(self.g.trace_forward(self.lot))

    def recall(self) -> int:
        """Seeds and lots."""
        return len(self.g.recall(self.lot))

    def accounts(self) -> int:
        """With what became of each lot, and how much of it stems from the seed."""
        return len(self.g.recall(self.lot).lots)

    def everything(self) -> int:
        """With holds, consignees and what is not known."""
        recall = self.g.recall(self.lot)
        return len(recall.lots) + 0 * (len(recall.holds()) + len(recall.findings) + len(recall.shipped))

    # -- by hand ------------------------------------------------------------------------------------------------------

    def with_pandas(self) -> int:
        """Distance by distance with `isin` over the lines, then sums by lot and direction."""
        lines = self.frame
        reached, new = set[int](), {self.lot}
        while new:
            reached |= new
            into = lines.event[(lines.direction == "in") & lines.lot.isin(new)].unique()
            found = lines.lot[(lines.direction == "out") & lines.event.isin(into)].unique()
            new = set(found.tolist()) - reached
        some = lines[lines.lot.isin(reached)]
        self.sums = some.pivot_table(index="lot", columns="direction", values="quantity", aggfunc="sum", fill_value=0)
        return len(reached)

    def with_duckdb(self) -> int:
        """Recursive SQL, then the same sums."""
        found = self.connection.execute(
            """
            with recursive reached(lot) as (
                select ?::bigint union
                select o.lot from reached r join ins i on i.lot = r.lot join outs o on o.event = i.event
            )
            select r.lot, (select sum(quantity) from outs o where o.lot = r.lot),
                   (select sum(quantity) from ins i where i.lot = r.lot)
            from reached r
            """,
            [self.lot],
        ).fetchall()
        return len(found)

    def prepare(self) -> list[str]:
        """Load the tables; the contenders that are there."""
        found = ["trace", "recall", "accounts", "everything"]
        if find_spec("pandas") is not None:
            pandas: Any = import_module("pandas")
            self.frame = pandas.DataFrame(self.lines)
            self.frame["direction"] = self.frame.direction.astype("category")
            found.append("with_pandas")
        if find_spec("duckdb") is not None and find_spec("pandas") is not None:
            self.connection: Any = import_module("duckdb").connect()
            lines = self.frame  # noqa: F841  # DuckDB finds it by its name
            for name, way in (("ins", "in"), ("outs", "out")):
                self.connection.execute(
                    f"create table {name} as select event, lot, quantity from lines where direction = '{way}'"
                )
            found.append("with_duckdb")
        return found

    def check(self) -> None:
        """Whether what came in and went out is what the sums by hand say."""
        recall: Recall = self.g.recall(self.lot)
        if find_spec("pandas") is not None:
            self.with_pandas()
            for lot in recall.lots:
                made, used = self.sums.loc[lot.id].get("out", 0), self.sums.loc[lot.id].get("in", 0)
                gone = sum(fate.quantity or 0 for fate in lot.account.fates if fate.event is not None)
                if lot.account.total is not None and (int(lot.account.total), int(gone)) != (int(made), int(used)):
                    print(f"lot {lot.id}: {lot.account.total} and {gone}, by hand {made} and {used}")


def timed(ask: Callable[[], int]) -> tuple[int, float]:
    """An answer, and how long it took."""
    start = perf_counter()
    answer = ask()
    return answer, perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    contest = Contest(options.lots)
    names = contest.prepare()
    missing = {"with_pandas", "with_duckdb"} - set(names)
    contest.check()
    spent: dict[str, list[float]] = {name: [] for name in names}
    answers: dict[str, int] = {}
    for _ in range(options.rounds):
        for name in names:
            answers[name], time = timed(getattr(contest, name))
            spent[name].append(time)
    if len(set(answers.values())) > 1:
        print(f"the answers differ: {answers}")
    print(f"{options.lots} lots, {len(contest.lines['lot'])} lines; {answers['trace']} lots are concerned")
    print(f"{'':12} {'ms':>10} {'to trace':>10}")
    floor = statistics.median(spent["trace"])
    for name in names:
        time = statistics.median(spent[name])
        print(f"{name:12} {time * 1e3:>10.2f} {time / floor:>10.1f}")
    for name in sorted(missing):
        print(f"{name:12} not measured: it is not installed")


if __name__ == "__main__":
    main()
