"""How fast shares are worked out, beside the trace under them, scipy's sparse solver and a plain loop in Python.

The plant of `genealogy_trace.py`, with quantities, in several sizes; the lots are its heaviest one, forward, and one of
its last, back. Every round asks each contender once; the table has the medians, the time per line of the cone, which
stays the same where time is linear in the lines, and how many times longer than the trace alone each takes. The answers
are compared. Times depend on the machine, ratios much less.

    python benchmarks/genealogy_shares.py --lots 20000,200000,1000000 --rounds 3
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from importlib import import_module
from time import perf_counter

import numpy as np
from genealogy_trace import plant, tables

from isa95mom.genealogy import Genealogy


class Contest:
    """One plant, and what is asked of it."""

    def __init__(self, lots: int) -> None:
        data = plant(lots)
        events, lines = tables(data, texts=False)
        out = np.array(lines["direction"]) == "out"
        amount = np.random.default_rng(9).integers(1, 100, len(out))
        self.g = Genealogy.from_columns(events, lines | {"quantity": amount})
        self.source, self.target = lines["lot"][~out], lines["event"][~out]
        self.amount = amount[~out].astype(float)
        whole = np.bincount(self.target, self.amount, lots)
        self.part = self.amount / whole[self.target]
        self.last = int(np.flatnonzero(np.bincount(self.target, minlength=lots))[-1])
        self.lots = lots

    def trace(self) -> float:
        """The trace alone: the floor."""
        return float(len(self.g.trace_back(self.last)))

    def shares(self) -> float:
        """What this library does. The answer is the sum of all shares."""
        return float(sum(self.g.shares(self.last)._high))

    def solver(self) -> float:
        """The equations of the same cone in scipy's sparse solver; to find the cone is not in its time."""
        sparse, solve = import_module("scipy.sparse"), import_module("scipy.sparse.linalg")
        size = len(self.cone)
        of, into = (
            np.searchsorted(self.cone, self.target[self.inside]),
            np.searchsorted(self.cone, self.source[self.inside]),
        )
        step = sparse.csc_matrix((self.part[self.inside], (into, of)), shape=(size, size))
        first = np.zeros(size)
        first[np.searchsorted(self.cone, self.last)] = 1
        start = perf_counter()
        found = solve.spsolve(sparse.identity(size, format="csc") - step, first)
        self.spent = perf_counter() - start
        return float(np.minimum(found, 1).sum())

    def loop(self) -> float:
        """A loop over a dict of parents, in the order of time, as one would write it; for plants without rework."""
        lots = self.cone.tolist()
        parents: dict[int, list[tuple[int, float]]] = {lot: [] for lot in lots}
        for of, into, part in zip(
            self.target[self.inside].tolist(),
            self.source[self.inside].tolist(),
            self.part[self.inside].tolist(),
            strict=True,
        ):
            parents[of].append((into, part))
        start = perf_counter()
        waiting = dict.fromkeys(lots, 0)
        for each in parents.values():
            for into, _ in each:
                waiting[into] += 1
        weight = dict.fromkeys(lots, 0.0)
        weight[self.last] = 1.0
        ready = [lot for lot in lots if not waiting[lot]]
        while ready:
            lot = ready.pop()
            for into, part in parents[lot]:
                weight[into] += weight[lot] * part
                waiting[into] -= 1
                if not waiting[into]:
                    ready.append(into)
        self.spent = perf_counter() - start
        return sum(min(each, 1) for each in weight.values())

    def prepare(self) -> None:
        """The cone, for those that do not find it themselves."""
        self.cone = np.sort(np.array(self.g.trace_back(self.last).lots))
        known = np.zeros(self.lots, dtype=bool)
        known[self.cone] = True
        self.inside = np.flatnonzero(known[self.target])


def timed(contest: Contest, ask: Callable[[], float]) -> tuple[float, float]:
    """An answer, and how long it took: without what was only made ready for it."""
    contest.spent = 0.0
    start = perf_counter()
    answer = ask()
    return answer, contest.spent or perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", default="20000,200000")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    contests = [Contest(int(lots)) for lots in options.lots.split(",")]
    spent: dict[tuple[int, str], list[float]] = {}
    for contest in contests:
        contest.prepare()
    for _ in range(options.rounds):
        for contest in contests:
            answers: dict[str, float] = {}
            for name in ("trace", "shares", "solver", "loop"):
                answers[name], time = timed(contest, getattr(contest, name))
                spent.setdefault((contest.lots, name), []).append(time)
            near = [answers[name] for name in ("shares", "solver", "loop")]
            if max(near) - min(near) > 1e-2 * max(near):
                print(f"{contest.lots} lots: the answers differ (cycles are in it): {answers}")
    print(f"{'lots':>10} {'cone, lines':>12} {'':8} {'ms':>9} {'ns/line':>8} {'to trace':>9}")
    for contest in contests:
        floor = statistics.median(spent[contest.lots, "trace"])
        for name in ("trace", "shares", "solver", "loop"):
            time = statistics.median(spent[contest.lots, name])
            lines = len(contest.inside)
            row = f"{contest.lots:>10} {lines:>12} {name:8} {time * 1e3:>9.2f} "
            print(row + f"{time / lines * 1e9:>8.0f} {time / floor:>9.1f}")


if __name__ == "__main__":
    main()
