"""`isa95mom drill`: a mock recall, to be kept as evidence."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import typer

from isa95mom.cli.balance import amount, time
from isa95mom.cli.exits import Exit
from isa95mom.cli.lots import LotSources, busy, lot_of, read_lots
from isa95mom.cli.options import AsVersion, Lenient, Quiet
from isa95mom.cli.output import put, put_file

EXAMPLES = (
    "isa95mom drill plant/ --by ANN",
    "isa95mom drill plant/ --lot LOT-7 --within 4 --least 0.99 --format json > drill.json",
    "isa95mom drill plant/ --material FLOUR --seed 7 --started 2026-01-05T09:00+01:00",
)


class DrillFormat(StrEnum):
    """In which form a drill is printed."""

    TABLE = "table"
    JSON = "json"


def drill(
    sources: LotSources,
    lot: Annotated[
        str | None, typer.Option("--lot", metavar="LOT", help="This lot; one by chance where none is given.")
    ] = None,
    material: Annotated[str | None, typer.Option("--material", metavar="NAME", help="By chance, of this.")] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="The number by which chance chooses; the result tells it.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)] = None,
    started: Annotated[
        datetime | None,
        typer.Option(metavar="TIME", parser=time, help="When the drill was called for; now, where not given."),
    ] = None,
    within: Annotated[
        float | None, typer.Option("--within", metavar="HOURS", min=0, help="How long it may take.", show_default=False)
    ] = None,
    least: Annotated[
        Decimal | None,
        typer.Option("--least", metavar="SHARE", parser=amount, help="What share has to be accounted for."),
    ] = None,
    format: Annotated[
        DrillFormat, typer.Option("--format", "-f", case_sensitive=False, help="Form of the result.")
    ] = DrillFormat.TABLE,
    version: AsVersion = None,
    lenient: Lenient = False,
    quiet: Quiet = False,
) -> int:
    """Practise a recall: how long it takes to find where all of a lot is, and how much of it is accounted for.

    The lot is followed through all that was made of it. What is missing is named, with the lot in which the record
    ends. A drill that does not pass what is asked of it, or for which there is no lot, ends with exit code 1.
    """
    from isa95mom.genealogy.drill import now

    begin = now() if started is None else started
    genealogy = read_lots(sources, version, lenient, quiet)
    with busy("recalling"):
        found = genealogy.drill(
            None if lot is None else lot_of(genealogy, lot), material=material, seed=seed, by=by, started=begin,
            within=None if within is None else timedelta(hours=within), least=None if least is None else float(least),
        )  # fmt: skip
    if format is DrillFormat.JSON:
        put_file(found.to_json() + "\n")
    else:
        for text in str(found).splitlines():
            put(text)
        if lot is None:
            put(f"  chosen {found.chosen}")
    return Exit.FOUND if found.passed is False else Exit.OK
