"""How fast an indicator is worked out: columns beside plain numpy, which is the floor, and single values beside `oee`.

Plain numpy only divides: it tells no reasons and checks nothing. Every round asks each contender once, and the
table has the medians. The columns with gaps lack a value, or are 0 or negative, in a tenth of the rows.

    python benchmarks/kpi_evaluate.py --rows 1000000 --rounds 5
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

import numpy as np

from isa95mom.kpi import evaluate, roll_up

SINGLE = 1_000
"""How many single values are worked out in one round."""


def contenders(rows: int) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    random = np.random.default_rng(7)
    pri, gq = random.uniform(1, 5, rows), random.uniform(100, 200, rows)
    pbt = random.uniform(1_000, 2_000, rows)
    dirty = pbt.copy()
    some = random.random(rows)
    dirty[some < 0.03], dirty[(some >= 0.03) & (some < 0.06)], dirty[(some >= 0.06) & (some < 0.1)] = 0, np.nan, -1
    found: dict[str, Callable[[], Any]] = {
        "numpy, the floor": lambda: pri * gq / pbt,
        "evaluate, columns": lambda: evaluate("OEE", PRI=pri, GQ=gq, PBT=pbt),
        "evaluate, columns with gaps": lambda: evaluate("OEE", PRI=pri, GQ=gq, PBT=dirty),
        f"roll_up, {min(rows, 10_000)} rows": lambda: roll_up(
            "OEE", PRI=pri[:10_000], GQ=gq[:10_000], PBT=pbt[:10_000]
        ),
        f"evaluate, {SINGLE} single": lambda: [evaluate("OEE", PRI=1, GQ=470, PBT=900) for _ in range(SINGLE)],
    }
    try:
        oee = import_module("oee")
        found[f"oee, {SINGLE} single"] = lambda: [peer(oee) for _ in range(SINGLE)]
    except ImportError:
        print("oee: not measured, it is not installed (pip install oee)")
    return found


def peer(oee: Any) -> Any:
    """The same indicator by the package `oee`."""
    return oee.oee(900, run_time=700, ideal_cycle_time=1, total_count=500, good_count=470)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    asked = contenders(options.rows)
    spent: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(options.rounds):
        for name, ask in asked.items():
            start = perf_counter()
            ask()
            spent[name].append(perf_counter() - start)
    floor = statistics.median(spent["numpy, the floor"])
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"{name:<32} {middle * 1000:10.2f} ms   {middle / floor:8.1f} times the floor")


if __name__ == "__main__":
    main()
