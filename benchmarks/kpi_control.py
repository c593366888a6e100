"""How fast capability and control charts are: beside plain numpy, which is the floor, and by hand in pandas and scipy.

Measurements are in subgroups of 5. Plain numpy knows that they are all of one size and in order, checks no measurement
and looks at no rule; pandas groups by name as this library does. EWMA by hand is a filter of scipy, and CUSUM a loop:
points without limits or signals. Every round asks each contender once, and the table has the medians.

    python benchmarks/kpi_control.py --rows 1000000 --rounds 5
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt

from isa95mom.kpi import capability, control_chart

SIZE = 5
D2 = 2.3259
"""The mean range of five, in deviations."""
Array = npt.NDArray[Any]


def contenders(rows: int) -> dict[str, dict[str, Callable[[], Any]]]:
    """What is measured, by task and name; the first of each task is its floor."""
    values = np.random.default_rng(7).normal(10, 2, rows)
    names = np.arange(rows) // SIZE
    few: dict[str, Any] = {"rules": "nelson-1"}
    known: dict[str, Any] = {"centre": 10.0, "sigma": 2.0}
    found: dict[str, dict[str, Callable[[], Any]]] = {
        "Cpk": {
            "numpy": lambda: floor_capability(values),
            "isa95mom": lambda: capability(values, lower=2, upper=18, subgroups=names).Cpk,
        },
        "means and ranges": {
            "numpy": lambda: floor_means(values),
            "isa95mom": lambda: control_chart(values, "xbar-r", subgroups=names, **few),
            "isa95mom, all rules of Nelson": lambda: control_chart(values, "xbar-r", subgroups=names),
        },
        "EWMA": {
            "numpy, the limits only": lambda: floor_limits(values),
            "isa95mom": lambda: control_chart(values, "ewma", **known),
        },
        "CUSUM": {
            "numpy, sums that are never reset": lambda: np.cumsum((values - 10) / 2 - 0.5),
            "isa95mom": lambda: control_chart(values, "cusum", width=50, **known),
            "a loop": lambda: loop_cusum(values),
        },
    }
    try:
        pandas = import_module("pandas")
        frame = pandas.DataFrame({"value": values, "name": names})
        found["Cpk"]["pandas by hand"] = lambda: pandas_capability(frame)
        found["means and ranges"]["pandas by hand"] = lambda: pandas_means(frame)
        found["EWMA"]["pandas by hand"] = lambda: frame["value"].ewm(alpha=0.2, adjust=False).mean()
    except ImportError:
        print("pandas: not measured, it is not installed")
    try:
        signal = import_module("scipy.signal")
        found["EWMA"]["scipy by hand"] = lambda: signal.lfilter([0.2], [1, -0.8], values)
    except ImportError:
        print("scipy: not measured, it is not installed")
    return found


def floor_capability(values: Array) -> float:
    parts = values.reshape(-1, SIZE)
    sigma = np.sqrt(parts.var(axis=1, ddof=1).mean())
    return float(min(18 - values.mean(), values.mean() - 2) / (3 * sigma))


def floor_means(values: Array) -> Array:
    parts = values.reshape(-1, SIZE)
    means, half = parts.mean(axis=1), 3 * np.ptp(parts, axis=1).mean() / D2 / np.sqrt(SIZE)
    return np.flatnonzero(np.abs(means - means.mean()) > half)


def floor_limits(values: Array) -> Array:
    half: Array = 5.4 * np.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * np.arange(1, len(values) + 1))))
    return half


def loop_cusum(values: Array) -> float:
    most = up = down = 0.0
    for value in ((values - 10) / 2).tolist():
        up, down = max(0.0, up + value - 0.5), max(0.0, down - value - 0.5)
        most = max(most, up, down)
    return most


def pandas_capability(frame: Any) -> float:
    sigma = np.sqrt(frame.groupby("name")["value"].var().mean())
    mean = frame["value"].mean()
    return float(min(18 - mean, mean - 2) / (3 * sigma))


def pandas_means(frame: Any) -> Any:
    made = frame.groupby("name")["value"].agg(["mean", "min", "max"])
    half = 3 * (made["max"] - made["min"]).mean() / D2 / np.sqrt(SIZE)
    return made[(made["mean"] - made["mean"].mean()).abs() > half]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    asked = contenders(options.rows // SIZE * SIZE)
    spent: dict[tuple[str, str], list[float]] = {}
    for _ in range(options.rounds):
        for task, several in asked.items():
            for name, ask in several.items():
                start = perf_counter()
                ask()
                spent.setdefault((task, name), []).append(perf_counter() - start)
    for task, several in asked.items():
        floor = statistics.median(spent[task, next(iter(several))])
        for name in several:
            middle = statistics.median(spent[task, name])
            print(f"{task:<18} {name:<34} {middle * 1000:10.2f} ms   {middle / floor:8.1f} times the floor")


if __name__ == "__main__":
    main()
