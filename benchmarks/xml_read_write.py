"""Reading and writing B2MML V0600, beside its peers, in one interleaved run.

    python benchmarks/xml_read_write.py                          # 1 and 10 MB, five rounds
    python benchmarks/xml_read_write.py --sizes 1,10,100         # takes most of an hour
    python benchmarks/xml_read_write.py --only isa95mom,lxml --kinds material

Every measurement is a fresh process. It imports what it needs, does the job once on a small document (so that imports
and caches are not counted), and then once, timed, on the large one (a small one several times). Rounds run A B C ...
A B C ...; the medians are shown. MB/s is megabytes of the document, also for writers, so that rows compare. Memory is
the peak above what the process held just before: for a reader its result and its waste, not the document's bytes.
Each contender works as it does by default, the cyclic garbage collector included; xsdata is there once more with the
collector paused.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import importlib
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents import KINDS, MB, RECORD, ROOT, document
from peers import Unavailable, generateds_classes, xsdata_classes

WARM_UP = 20_000
REPEATED = 5 * MB
"""Documents smaller than this are done several times in the process; the median counts, and the memory of the first."""
SLOW_ROUNDS = 3
UNAVAILABLE = 3
"""The exit code of a worker whose contender cannot take part."""
FIELD = {"material": "material_lots", "performance": "operations_responses"}
"""The field of the root noun that holds the records."""


@dataclass(frozen=True)
class Job:
    """What a contender does: `timed` is measured; `count` tells the records in its result, so that none does less."""

    prepare: Callable[[Path], Any]
    timed: Callable[[Any], Any]
    count: Callable[[Any], int]


@dataclass(frozen=True)
class Contender:
    """A row of the table."""

    name: str
    make: Callable[[str, Path], Job]
    slow: bool = False


# Readers


def expat(kind: str, cache: Path) -> Job:
    from xml.parsers.expat import ParserCreate

    def parse(data: bytes) -> bytes:
        ParserCreate().Parse(data, True)
        return data

    return Job(Path.read_bytes, parse, count_written(kind))


def lxml_tree(kind: str, cache: Path) -> Job:
    from lxml import etree

    def parse(data: bytes) -> Any:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))

    def count(root: Any) -> int:
        return sum(1 for child in root if child.tag.endswith(f"}}{RECORD[kind]}"))

    return Job(Path.read_bytes, parse, count)


def front_door() -> Any:
    try:
        module = importlib.import_module("isa95mom")
        for name in ("read", "iter_read", "dumps"):
            getattr(module, name)
    except (ImportError, AttributeError) as missing:
        raise Unavailable(str(missing)) from missing
    return module


def ours(kind: str, cache: Path) -> Job:
    mom = front_door()
    return Job(Path.read_bytes, mom.read, lambda doc: len(getattr(doc.root, FIELD[kind])))


def ours_stream(kind: str, cache: Path) -> Job:
    mom = front_door()
    noun = getattr(mom, RECORD[kind])
    return Job(lambda path: path, lambda path: sum(1 for _ in mom.iter_read(path, noun)), int)


def xsdata_root(kind: str, cache: Path) -> Any:
    sys.path.insert(0, str(xsdata_classes(cache)))
    return getattr(importlib.import_module("xsdata_v0600"), ROOT[kind])


def count_field(kind: str) -> Callable[[Any], int]:
    """Count in objects whose field has the name of the element, in some spelling."""
    wanted = RECORD[kind].lower()

    def count(root: Any) -> int:
        return next(len(v) for k, v in vars(root).items() if k.replace("_", "").lower() == wanted)

    return count


def xsdata(kind: str, cache: Path) -> Job:
    root = xsdata_root(kind, cache)
    from xsdata.formats.dataclass.parsers import XmlParser

    parser = XmlParser()
    return Job(Path.read_bytes, lambda data: parser.from_bytes(data, root), count_field(kind))


def xsdata_paused(kind: str, cache: Path) -> Job:
    job = xsdata(kind, cache)

    def parse(data: bytes) -> Any:
        gc.disable()
        try:
            return job.timed(data)
        finally:
            gc.enable()

    return Job(job.prepare, parse, job.count)


def generateds(kind: str, cache: Path) -> Job:
    sys.path.insert(0, str(generateds_classes(cache)))
    made = importlib.import_module("generateds_v0600")
    root_class = getattr(made, f"{ROOT[kind]}Type")

    def parse(data: bytes) -> Any:
        root = root_class.factory()
        root.build(made.parsexmlstring_(data, None), gds_collector_=made.GdsCollector_())
        return root

    return Job(Path.read_bytes, parse, count_field(kind))


# Writers


def count_written(kind: str) -> Callable[[Any], int]:
    """Count in text or bytes."""
    pattern = rf"<(?:\w+:)?{RECORD[kind]}[ >]"

    def count(text: Any) -> int:
        return len(re.findall(pattern.encode() if isinstance(text, bytes) else pattern, text))

    return count


def lxml_build(kind: str, cache: Path) -> Job:
    """Build a tree from nested lists, the form quickest to walk, and serialise it."""
    from lxml import etree

    def nested(element: Any) -> tuple[str, str | None, list[Any]]:
        children = [nested(child) for child in element]
        return element.tag, None if children else element.text, children

    def build(parent: Any, children: list[Any]) -> None:
        for tag, text, inside in children:
            made = etree.SubElement(parent, tag)
            made.text = text
            if inside:
                build(made, inside)

    def write(said: Any) -> bytes:
        tag, text, children = said
        nsmap: Any = {None: etree.QName(tag).namespace}
        root = etree.Element(tag, nsmap=nsmap)
        root.text = text
        build(root, children)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)

    return Job(lambda path: nested(etree.parse(path).getroot()), write, count_written(kind))


def ours_write(kind: str, cache: Path) -> Job:
    mom = front_door()
    return Job(lambda path: mom.read(path.read_bytes()), mom.dumps, count_written(kind))


def xsdata_write(kind: str, cache: Path) -> Job:
    job = xsdata_paused(kind, cache)
    from xsdata.formats.dataclass.serializers import XmlSerializer

    return Job(lambda path: job.timed(path.read_bytes()), XmlSerializer().render, count_written(kind))


def generateds_write(kind: str, cache: Path) -> Job:
    import io

    job = generateds(kind, cache)

    def write(root: Any) -> str:
        out = io.StringIO()
        root.export(out, 0, name_=ROOT[kind])
        return out.getvalue()

    return Job(lambda path: job.timed(path.read_bytes()), write, count_written(kind))


READERS = (
    Contender("expat, no handlers (floor)", expat),
    Contender("lxml fromstring (floor)", lxml_tree),
    Contender("isa95mom read", ours),
    Contender("isa95mom iter_read", ours_stream),
    Contender("xsdata", xsdata, slow=True),
    Contender("xsdata, collector paused", xsdata_paused, slow=True),
    Contender("generateDS", generateds, slow=True),
)
WRITERS = (
    Contender("lxml build + tostring", lxml_build),
    Contender("isa95mom dumps", ours_write),
    Contender("xsdata", xsdata_write, slow=True),
    Contender("generateDS", generateds_write, slow=True),
)
JOBS = {"read": READERS, "write": WRITERS}
BASE = {"read": ("xsdata", "lxml fromstring (floor)"), "write": ("xsdata", "lxml build + tostring")}
"""The rows that the ratios are over."""


# Measurement


def memory(name: str) -> int:
    """`VmRSS` or `VmHWM` (its peak) of this process in bytes, on Linux."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) * 1024


def settle() -> int:
    """Give free memory back, start the peak anew, and tell what the process holds; -1 where unknown."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except (OSError, AttributeError):
        return -1
    return memory("VmRSS")


def worker(task: str, name: str, kind: str, size: int, cache: Path) -> None:
    """Measure once, in this process, and print the result as JSON."""
    contender = next(c for c in JOBS[task] if c.name == name)
    try:
        job = contender.make(kind, cache)
    except Unavailable as reason:
        print(reason, file=sys.stderr)
        sys.exit(UNAVAILABLE)
    job.timed(job.prepare(document(cache, kind, WARM_UP)))
    given = job.prepare(document(cache, kind, size))
    result, seconds, peak = None, [], -1
    for number in range(max(1, REPEATED // size)):
        result = None
        gc.collect()
        if number == 0:
            before = settle()
        start = time.perf_counter()
        result = job.timed(given)
        seconds.append(time.perf_counter() - start)
        if number == 0 and before >= 0:
            peak = max(0, memory("VmHWM") - before)
    print(json.dumps({"seconds": statistics.median(seconds), "peak": peak, "records": job.count(result)}))


def measure(task: str, contender: Contender, kind: str, size: int, cache: Path) -> dict[str, float] | str:
    """One measurement in a fresh process, or why there is none."""
    arguments = ["--worker", task, contender.name, kind, str(size), "--cache", str(cache)]
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return last if done.returncode == UNAVAILABLE else f"FAILED: {last}"
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def say(what: str) -> None:
    """Show what is being measured, where someone looks on."""
    if sys.stderr.isatty():
        print(f"\r{what:90}\r", end="", file=sys.stderr, flush=True)


def rounds_of(contender: Contender, size: int, rounds: int) -> int:
    return min(rounds, SLOW_ROUNDS) if contender.slow and size >= 100 * MB else rounds


def interleaved(
    task: str, kind: str, size: int, contenders: list[Contender], rounds: int, cache: Path
) -> tuple[dict[str, list[dict[str, float]]], dict[str, str]]:
    """All measurements by contender, and why some have none."""
    runs: dict[str, list[dict[str, float]]] = {}
    absent: dict[str, str] = {}
    for number in range(rounds):
        for contender in contenders:
            if contender.name in absent or number >= rounds_of(contender, size, rounds):
                continue
            say(f"{task} {kind} {size / MB:g} MB, round {number + 1}: {contender.name}")
            found = measure(task, contender, kind, size, cache)
            if isinstance(found, str):
                absent[contender.name] = found
            else:
                runs.setdefault(contender.name, []).append(found)
    say("")
    return runs, absent


def table(task: str, runs: dict[str, list[dict[str, float]]], size: int) -> Iterator[str]:
    """The lines of a Markdown table."""
    seconds = {name: statistics.median(r["seconds"] for r in found) for name, found in runs.items()}
    over = [(label, seconds.get(label)) for label in BASE[task]]
    yield "| | MB/s | seconds | spread | " + " | ".join(f"x {label}" for label, _ in over) + " | peak MB | rounds |"
    yield "|---|" + "---:|" * (5 + len(over))
    for name, found in sorted(runs.items(), key=lambda item: seconds[item[0]]):
        took = [r["seconds"] for r in found]
        peak = statistics.median(r["peak"] for r in found)
        ratios = [f"{base / seconds[name]:.2f}" if base else "-" for _, base in over]
        spread = (max(took) - min(took)) / seconds[name]
        held = f"{peak / MB:.0f}" if peak >= 0 else "-"
        rate = f"{size / MB / seconds[name]:.1f}"
        cells = [name, rate, f"{seconds[name]:.3f}", f"{spread:.0%}", *ratios, held, str(len(found))]
        yield f"| {' | '.join(cells)} |"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="1,10", help="megabytes, separated by commas")
    options.add_argument("--rounds", type=int, default=5, help="at 100 MB the slow peers do at most three")
    options.add_argument("--tasks", default="read,write")
    options.add_argument("--kinds", default=",".join(KINDS))
    options.add_argument("--only", default="", help="contenders whose name starts with one of these")
    options.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "isa95mom-benchmarks")
    options.add_argument("--worker", nargs=4, help=argparse.SUPPRESS)
    given = options.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    if given.worker:
        task, name, kind, size = given.worker
        worker(task, name, kind, int(size), given.cache)
        return 0
    failed = False
    only = tuple(given.only.split(",")) if given.only else ("",)
    for kind in given.kinds.split(","):
        for megabytes in given.sizes.split(","):
            path = document(given.cache, kind, int(float(megabytes) * MB))
            document(given.cache, kind, WARM_UP)
            size = path.stat().st_size
            records = path.read_bytes().count(f"<{RECORD[kind]}>".encode())
            for task in given.tasks.split(","):
                contenders = [c for c in JOBS[task] if c.name.startswith(only)]
                nominal = int(float(megabytes) * MB)
                runs, absent = interleaved(task, kind, nominal, contenders, given.rounds, given.cache)
                print(f"\n### {task}, {kind}, {size / MB:.1f} MB, {records} records\n")
                print(*table(task, runs, size), sep="\n")
                for name, reason in absent.items():
                    print(f"\nNot measured: {name}: {reason}")
                for name, found in runs.items():
                    if any(r["records"] != records for r in found):
                        absent[name] = f"FAILED: {name} made {found[0]['records']:.0f} records of {records}"
                        print(f"\n{absent[name]}")
                failed = failed or any(reason.startswith("FAILED") for reason in absent.values())
                sys.stdout.flush()
    print(f"\nThe documents and generated classes stay in {given.cache}.")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
