"""How fast simulated plants are made, and in how much memory.

Each row is a process of its own that streams a plant and keeps nothing: as columns of numbers (what everything else is
made from), as tables with all their texts, and as files. Memory is the peak of the whole process.

    python benchmarks/simulate.py --lots 1000000
    python benchmarks/simulate.py --lots 24500000 --forms numbers,tables   # a hundred million lines
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

FORMS = ("numbers", "tables", "texts", "csv", "parquet", "messages")
CHILD = """
import json, resource, sys, tempfile, time
from isa95mom import simulate
form, lots, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3]
plant = simulate.genealogy(lots=lots, kind=kind, ids="text" if form == "texts" else "whole")
begin = time.perf_counter()
with tempfile.TemporaryDirectory() as folder:
    if form == "numbers":
        lines = sum(len(booked.lines["lot"]) for booked in plant.booked())
    elif form in ("tables", "texts"):
        lines = sum(len(chunk.lines["lot"]) for chunk in plant.chunks())
    elif form == "messages":
        import isa95mom as mom
        lines = 0
        for name, message in plant.documents():
            mom.write(message, f"{folder}/{name}.xml")
            for noun in message.objects:
                for response in getattr(noun, "operations_responses", ()):
                    lines += sum(len(step.material_actuals) for step in response.segment_responses)
    else:
        lines = getattr(plant, f"write_{form}")(folder)["lines"]
    took = time.perf_counter() - begin
print(json.dumps([lines, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
MESSAGES = 100
"""How many times fewer lots there are in messages, which take longer."""


def measured(form: str, lots: int, kind: str) -> tuple[int, float, float]:
    """Lines, seconds and megabytes of one way to stream a plant."""
    command = [sys.executable, "-c", CHILD, form, str(lots), kind]
    lines, seconds, peak = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return lines, seconds, peak


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lots", type=int, default=1_000_000)
    options.add_argument("--kind", default="mixed")
    options.add_argument("--forms", default=",".join(FORMS))
    given = options.parse_args()
    print(f"{given.kind} plant of {given.lots} lots; messages of {given.lots // MESSAGES}")
    print(f"{'form':10}{'lines':>14}{'seconds':>10}{'lines/s':>14}{'peak MB':>9}")
    for form in given.forms.split(","):
        lots = max(1, given.lots // MESSAGES) if form == "messages" else given.lots
        lines, seconds, peak = measured(form, lots, given.kind)
        print(f"{form:10}{lines:>14,}{seconds:>10.1f}{lines / seconds:>14,.0f}{peak:>9.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
