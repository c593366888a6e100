"""How long `import isa95mom` takes, warm, and what takes it.

    python benchmarks/import_time.py [MODULE] [--rounds 15]

Each round is a fresh interpreter; the first, which may compile, is not counted. Shown: the median of a whole
`python -c "import ..."` less that of `python -c ""`, the same under `-X importtime`, and the modules it charges most.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

BUDGET_MS = 150.0


def total_ms(code: str) -> float:
    """Milliseconds that a fresh interpreter takes to run `code`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return (time.perf_counter() - start) * 1000


def import_ms(module: str) -> tuple[float, list[tuple[float, str]]]:
    """Milliseconds of the import, and of each module in it by itself."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    rows = [
        line.removeprefix("import time:").split("|") for line in said.splitlines() if line.startswith("import time:")
    ]
    times = [(int(own), int(cumulative), name) for own, cumulative, name in rows if own.strip().isdigit()]
    whole = next(cumulative for _, cumulative, name in reversed(times) if name.strip() == module)
    return whole / 1000, sorted(((own / 1000, name.strip()) for own, _, name in times), reverse=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("module", nargs="?", default="isa95mom")
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    import_ms(given.module)
    empty, whole, alone = [], [], []
    modules: list[tuple[float, str]] = []
    for _ in range(given.rounds):
        empty.append(total_ms(""))
        whole.append(total_ms(f"import {given.module}"))
        took, modules = import_ms(given.module)
        alone.append(took)
    median = statistics.median(whole) - statistics.median(empty)
    print(f"import {given.module}: {median:.0f} ms above an empty interpreter ({statistics.median(empty):.0f} ms)")
    print(f"under -X importtime: {statistics.median(alone):.0f} ms; budget {BUDGET_MS:.0f} ms; {given.rounds} rounds")
    for took, name in modules[:12]:
        print(f"{took:8.1f} ms  {name}")
    return int(median > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
