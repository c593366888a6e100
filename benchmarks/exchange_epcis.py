"""How long events take to EPCIS and PROV and back, beside the JSON of Python on the same document.

Every round writes and reads each form once; the table has the medians, the time for each event, and how many times
longer it takes than `json.dumps` and `json.loads` of the same text, the floor under it.

    python benchmarks/exchange_epcis.py --lots 20000 --rounds 3
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from isa95mom import simulate
from isa95mom.exchange import epcis, prov

LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    g = simulate.genealogy(lots=asked.lots, kind="batch", ids="text").genealogy()
    events = len(g.events)
    text = epcis.dumps(g, undated=LONG_AGO)
    parsed = json.loads(text)
    prov_text = prov.dumps(g)
    prov_parsed = json.loads(prov_text)
    contest: dict[str, Callable[[], Any]] = {
        "json.dumps of the EPCIS document": lambda: json.dumps(parsed),
        "epcis.dumps": lambda: epcis.dumps(g, undated=LONG_AGO),
        "json.loads of the EPCIS document": lambda: json.loads(text),
        "epcis.read": lambda: epcis.read(text.encode()),
        "json.dumps of the PROV document": lambda: json.dumps(prov_parsed),
        "prov.dumps": lambda: prov.dumps(g),
        "json.loads of the PROV document": lambda: json.loads(prov_text),
        "prov.read": lambda: prov.read(prov_text.encode()),
    }
    times: dict[str, list[float]] = {name: [] for name in contest}
    for _ in range(asked.rounds):
        for name, run in contest.items():
            start = perf_counter()
            run()
            times[name].append(perf_counter() - start)
    print(f"{events} events; EPCIS {len(text) / 1e6:.1f} MB, PROV {len(prov_text) / 1e6:.1f} MB")
    floor = 1.0
    for name, several in times.items():
        took = statistics.median(several)
        floor = took if name.startswith("json") else floor
        print(f"{name:36} {took * 1e3:9.0f} ms {took / events * 1e6:8.1f} us/event {took / floor:6.1f} x")


if __name__ == "__main__":
    main()
