"""`isa95mom causes`: what bad lots have in common that good lots have not."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit
from isa95mom.cli.lots import LotSources, busy, lots_of, read_lots
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet
from isa95mom.cli.output import Format, count, put, put_csv, put_json, put_table, say

if TYPE_CHECKING:
    from isa95mom.genealogy import Cause

EXAMPLES = (
    "isa95mom causes plant/ --bad LOT-7 --bad LOT-9",
    "isa95mom causes plant/ --bad @bad.txt --good @good.txt --format csv",
    "isa95mom causes plant/ --bad @bad.txt --candidate equipment --candidate parameter --depth 2",
)
COLUMNS = (
    "cause", "candidate", "name", "a", "b", "c", "d", "lift", "odds_ratio", "p", "corrected", "found", "distance",
    "alike",
)  # fmt: skip


class Corrected(StrEnum):
    """How it is corrected for many tests."""

    HOLM = "holm"
    BH = "bh"


def causes(
    sources: LotSources,
    bad: Annotated[
        list[str],
        typer.Option("--bad", metavar="LOT", help="A bad lot, or @FILE with one on each line.", show_default=False),
    ],
    good: Annotated[
        list[str] | None,
        typer.Option(
            "--good",
            metavar="LOT",
            help="A good lot, or @FILE; all other lots of the same materials where none is given.",
        ),
    ] = None,
    candidate: Annotated[
        list[str] | None,
        typer.Option("--candidate", metavar="NAME", help="Only look at these: lot, equipment, person, material, ..."),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, help="How many events to go back; all where not given.", show_default=False),
    ] = None,
    alpha: Annotated[float, typer.Option("--alpha", help="How likely something is found where nothing is.")] = 0.05,
    correction: Annotated[
        Corrected,
        typer.Option(
            "--correction", case_sensitive=False, help="For many tests: holm, or bh to bound the false share."
        ),
    ] = Corrected.HOLM,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show in a table.")] = 20,
    version: AsVersion = None,
    lenient: Lenient = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Find what the histories of bad lots have in common that those of good lots have not.

    What occurs in them is counted, tested and ranked; a star marks what chance hardly explains. Counts do not prove a
    cause: they say where to look first.
    """
    from isa95mom.genealogy.causes import HEADINGS, SUSPECTS

    genealogy = read_lots(sources, version, lenient, quiet)
    wrong, right = lots_of(genealogy, bad), lots_of(genealogy, good or [])
    with busy("comparing"):
        found = genealogy.causes(
            wrong,
            right if good else None,
            candidate or SUSPECTS,
            depth,
            alpha,
            correction.value,
        )
    if format is Format.JSON:
        cover = found.cover()
        put_json(
            {
                "bad": list(found.bad),
                "good": list(found.good),
                "tests": found.tests,
                "causes": [as_dict(cause) for cause in found],
                "cover": [str(cause) for cause in cover.causes],
                "uncovered": list(cover.uncovered),
            }
        )
    elif format is Format.CSV:
        put_csv(COLUMNS, ([*as_dict(cause).values()] for cause in found))
    else:
        put_table(HEADINGS, islice(found.table(), limit))
        if len(found) > limit:
            put(f"... and {len(found) - limit} more")
    if not quiet:
        compared = f"{count(len(found.bad), 'bad lot')} and {count(len(found.good), 'good lot')}"
        say(f"{compared}, {count(found.tests, 'test')}, {count(len(found.found), 'cause')} found")
    return Exit.OK


def as_dict(cause: Cause) -> dict[str, Any]:
    """A cause as JSON and CSV have it."""
    told = {"cause": str(cause)} | {name: getattr(cause, name) for name in COLUMNS[1:-1]}
    return told | {"alike": "; ".join(cause.alike)}
