"""`isa95mom simulate`: a plant of any size as tables or messages, with the truth behind its records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.options import Quiet, version_of
from isa95mom.cli.output import count, put, put_table, size
from isa95mom.values.version import LATEST, Version

if TYPE_CHECKING:
    from isa95mom.simulate import Chunk, Simulation

EXAMPLES = (
    "isa95mom simulate --lots 10000 --out plant",
    "isa95mom simulate --kind batch --late 0.1 --corrections 0.02 --faults 0.01 --truth --out plant",
    "isa95mom simulate --kind continuous --format b2mml --version V0600 --out plant",
    "isa95mom simulate --lots 24000000 --format parquet --out big",
)
TRUTH = "truth.json"


class Kind(StrEnum):
    """What the plant makes."""

    DISCRETE = "discrete"
    BATCH = "batch"
    CONTINUOUS = "continuous"
    MIXED = "mixed"


class Form(StrEnum):
    """As what the records are written."""

    CSV = "csv"
    PARQUET = "parquet"
    B2MML = "b2mml"


class Vessels(StrEnum):
    """How tanks and lines are recorded."""

    LOTS = "lots"
    LEVELS = "levels"


class Ids(StrEnum):
    """How lots and events are named."""

    WHOLE = "whole"
    TEXT = "text"


def simulate(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where to write; new or empty.")],
    lots: Annotated[int, typer.Option("--lots", min=1, help="Lots, at least.")] = 1000,
    kind: Annotated[Kind, typer.Option("--kind", case_sensitive=False, help="What the plant makes.")] = Kind.MIXED,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same plant.")] = 1,
    format: Annotated[
        Form, typer.Option("--format", "-f", case_sensitive=False, help="As what the records are written.")
    ] = Form.CSV,
    version: Annotated[
        Version,
        typer.Option("--version", metavar="VERSION", parser=version_of, help="Schema version of messages."),
    ] = LATEST,
    late: Annotated[float, typer.Option("--late", min=0, max=1, help="Share of events recorded late.")] = 0,
    corrections: Annotated[
        float, typer.Option("--corrections", min=0, max=1, help="Share of events recorded wrongly, then corrected.")
    ] = 0,
    skew: Annotated[float, typer.Option("--skew", min=0, help="Seconds by which clocks are off, at most.")] = 0,
    unmeasured: Annotated[
        float, typer.Option("--unmeasured", min=0, max=1, help="Share of amounts going in that are not stated.")
    ] = 0,
    faults: Annotated[
        float, typer.Option("--faults", min=0, max=1, help="Share of events recorded wrongly for good.")
    ] = 0,
    vessels: Annotated[
        Vessels,
        typer.Option(
            "--vessels",
            case_sensitive=False,
            help="Whether records say what went into each lot from a tank or line, or only what it was filled with "
            "and what was drawn.",
        ),
    ] = Vessels.LOTS,
    rework: Annotated[bool, typer.Option("--rework/--no-rework", help="Whether things are worked again.")] = True,
    causes: Annotated[bool, typer.Option("--causes/--no-causes", help="Whether something makes lots bad.")] = True,
    ids: Annotated[Ids, typer.Option("--ids", case_sensitive=False, help="How lots and events are named.")] = Ids.TEXT,
    truth: Annotated[
        bool, typer.Option("--truth", help=f"Write {TRUTH} as well: causes, bad lots, and where records are wrong.")
    ] = False,
    quiet: Quiet = False,
) -> int:
    """Write the records of a plant that never was: of any size, and the same for the same options.

    It makes a medicine: an active ingredient on a continuous line, a powder in batches, a device with the powder in it.
    Tables are those that a genealogy is built from; messages are B2MML, one performance for each campaign.
    """
    from isa95mom.simulate import genealogy

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Usage(f"{out} is {'not empty' if out.is_dir() else 'a file'}; name a new or an empty folder")
    try:
        plant = genealogy(
            lots=lots, seed=seed, kind=kind.value, rework=rework, late=late, corrections=corrections,
            skew=timedelta(seconds=skew), unmeasured=unmeasured, faults=faults, causes=causes, vessels=vessels.value,
            ids=ids.value,
        )  # fmt: skip
        messages = plant.documents(version) if format is Form.B2MML else None
    except ValueError as error:
        raise Usage(str(error)) from None
    out.mkdir(parents=True, exist_ok=True)
    if messages is not None:
        from isa95mom.codec import write

        number = 0
        for name, message in messages:
            write(message, out / f"{name}.xml", version=version)
            number += 1
        said = f"{count(number, 'message')} of {version}"
    else:
        from isa95mom.simulate.files import write_csv, write_parquet

        written = (write_csv if format is Form.CSV else write_parquet)(watched(plant), out)
        said = ", ".join(f"{written[name]} {name}" for name in ("lots", "events", "lines"))
        if not quiet:
            names = [(name, out / f"{name}.{format}") for name in written]
            put_table(
                ("file", "rows", "size"),
                ([str(file), written[name], size(file.stat().st_size)] for name, file in names),
            )
    if truth:
        with open(out / TRUTH, "w", encoding="utf-8") as file:
            json.dump(as_dict(plant), file, indent=1, default=str)
    if not quiet:
        octets = sum(file.stat().st_size for file in out.iterdir())
        put(f"a {kind} plant in {out}: {said}, {size(octets)}")
    return Exit.OK


def watched(plant: Simulation) -> Iterator[Chunk]:
    """The chunks of a plant; on a terminal it is shown how far they are."""
    if not sys.stderr.isatty():
        yield from plant.chunks()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("events"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=plant.events)
        for chunk in plant.chunks():
            yield chunk
            bar.advance(task, len(chunk))


def as_dict(plant: Simulation) -> dict[str, Any]:
    """What is planted in a plant, as JSON has it."""
    truth = plant.truth()
    return {
        "causes": [
            {"segment": cause.segment, "equipment": cause.equipment, "lot": cause.lot, "share": cause.share}
            for cause in truth.causes
        ],
        "bad": sorted(truth.bad),
        "faults": [{"kind": fault.kind, "event": fault.event, "lot": fault.lot} for fault in truth.faults],
        "unmeasured": [
            {"event": event, "lot": lot, "quantity": amount} for (event, lot), amount in truth.unmeasured.items()
        ],
        "slips": [
            {"event": s.event, "correction": s.correction, "lot": s.lot, "said": s.said, "true": s.true}
            for s in truth.slips
        ],
    }
