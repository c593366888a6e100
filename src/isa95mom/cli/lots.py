"""The genealogy that commands ask: of documents, of tables, or a saved one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Usage
from isa95mom.cli.output import say
from isa95mom.cli.sources import Reading, expand, unreadable

if TYPE_CHECKING:
    from isa95mom.genealogy import Event, Genealogy, Line
    from isa95mom.tables.errors import ID
    from isa95mom.values import Version

LotSources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="B2MML files, folders of them, patterns, or - for standard input; or one folder with a saved genealogy, "
        "or with tables: events and lines as .parquet or .csv.",
        show_default=False,
    ),
]
SHOWN = 20
"""How many findings are shown on standard error."""


def read_lots(sources: list[str], version: Version | None, lenient: bool, quiet: bool) -> Genealogy:
    """The genealogy of what a command was given; what documents told only in part is said on standard error."""
    from isa95mom.genealogy import Genealogy, SavedFileError

    for source in sources:
        opened = tables(Path(source))
        if opened is None:
            continue
        if len(sources) > 1:
            raise Usage(f"{source} holds a genealogy of its own; give it alone")
        try:
            with busy(f"reading {source}"):
                return opened()
        except SavedFileError as error:
            raise unreadable(str(error.path), error.problem) from None
    documents = expand(sources)
    with Reading(documents, version, lenient) as reading:
        genealogy = Genealogy.from_documents(reading.read(source) for source in documents)
    if not quiet:
        for finding in genealogy.findings[:SHOWN]:
            say(str(finding))
        if len(genealogy.findings) > SHOWN:
            say(f"... and {len(genealogy.findings) - SHOWN} more findings; isa95mom trace --format json lists them all")
    return genealogy


def tables(folder: Path) -> Callable[[], Genealogy] | None:
    """How a folder is read that holds a genealogy and not documents; None for all else."""
    from isa95mom.genealogy import Genealogy
    from isa95mom.genealogy.files import MANIFEST

    for name, read in (
        (MANIFEST, Genealogy.open),
        ("events.parquet", Genealogy.from_parquet),
        ("events.csv", Genealogy.from_csv),
    ):
        if (folder / name).is_file():
            return lambda read=read: read(folder)  # type: ignore[misc]
    return None


def lot_of(genealogy: Genealogy, text: str) -> ID:
    """The identification that is meant on the command line: a whole number where lots are named by these."""
    return int(text) if text not in genealogy and text.isdecimal() and int(text) in genealogy else text


def lots_of(genealogy: Genealogy, named: Iterable[str]) -> list[ID]:
    """The lots that are named, or listed in files: ``@names.txt`` has one on each line."""
    found: list[ID] = []
    for name in named:
        if not name.startswith("@"):
            found.append(lot_of(genealogy, name))
            continue
        with open(name[1:], encoding="utf-8") as file:
            found += [lot_of(genealogy, line.strip()) for line in file if line.strip()]
    return found


@contextmanager
def busy(what: str) -> Iterator[None]:
    """Show on a terminal that something takes its time."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


# -- as JSON has it ---------------------------------------------------------------------------------------------------


def event_as_dict(event: Event) -> dict[str, Any]:
    """An event."""
    return {
        "event": event.id,
        "kind": str(event.kind),
        "effective": None if event.effective is None else event.effective.isoformat(),
        "recorded": None if event.recorded is None else event.recorded.isoformat(),
        "equipment": list(event.equipment),
        "person": list(event.person),
    }


def line_as_dict(line: Line) -> dict[str, Any]:
    """A line."""
    return {
        "event": line.event,
        "direction": str(line.direction),
        "lot": line.lot,
        "quantity": None if line.quantity is None else f"{line.quantity:f}",
        "unit": line.unit,
    }
