"""Validating beside `lxml.etree.XMLSchema`, on the same documents, in one interleaved run.

    python benchmarks/validate.py --sizes 1,10 --rounds 5

The peer compiles the schema that the library emits, and checks a parsed tree with it; parsing is counted on both sides,
since `isa95mom.validate` parses too. Both verdicts must be the same. Times are of the processor, medians of the rounds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import documents
from lxml import etree

import isa95mom as mom


def peer() -> Callable[[bytes], bool]:
    """`lxml.etree.XMLSchema` over the emitted schema."""
    with tempfile.TemporaryDirectory() as folder:
        files = mom.emit_schema(mom.Version.V0600, "xsd")
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        schema = etree.XMLSchema(etree.parse(Path(folder) / next(iter(files))))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return lambda data: schema.validate(etree.fromstring(data, parser))


def timed(check: Callable[[bytes], bool], data: bytes) -> float:
    start = time.process_time()
    assert check(data), "the document is valid"
    return time.process_time() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1,10")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "isa95mom-benchmarks")
    said = options.parse_args()
    said.cache.mkdir(parents=True, exist_ok=True)
    contenders: dict[str, Callable[[bytes], bool]] = {
        "isa95mom.validate": lambda data: not mom.validate(data),
        "lxml parse + XMLSchema": peer(),
    }
    for kind in documents.KINDS:
        for size in map(int, said.sizes.split(",")):
            data = documents.document(said.cache, kind, size * documents.MB).read_bytes()
            runs: dict[str, list[float]] = {name: [] for name in contenders}
            for check in contenders.values():
                timed(check, data)
            for _ in range(said.rounds):
                for name, check in contenders.items():
                    runs[name].append(timed(check, data))
            ours, theirs = (statistics.median(times) for times in runs.values())
            speeds = f"ours {size / ours:.1f} MB/s, lxml {size / theirs:.1f} MB/s"
            print(f"{kind}, {size} MB: {speeds}, ratio {theirs / ours:.2f}")


if __name__ == "__main__":
    main()
