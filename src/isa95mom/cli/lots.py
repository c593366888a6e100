"""The genealogy that commands ask: of documents, of tables, or a saved one."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Usage
from isa95mom.cli.output import say
from isa95mom.cli.sources import Reading, Source, expand, unreadable

if TYPE_CHECKING:
    from isa95mom.genealogy import Event, Genealogy, Line
    from isa95mom.tables.errors import ID
    from isa95mom.values import Version

LotSources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="B2MML files, folders of them, patterns, or - for standard input; documents of EPCIS 2.0 (.jsonld, .json) "
        "or one of PROV-JSON; or one folder with a saved genealogy, or with tables: events and lines as .parquet or "
        ".csv.",
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
    if (exchanged := other_form(documents)) is not None:
        with busy("reading"):
            genealogy = exchanged(lenient)
        return told(genealogy, quiet)
    with Reading(documents, version, lenient) as reading:
        genealogy = Genealogy.from_documents(reading.read(source) for source in documents)
    return told(genealogy, quiet)


def told(genealogy: Genealogy, quiet: bool) -> Genealogy:
    """A genealogy whose findings are said on standard error, the first of them at least."""
    if not quiet:
        for finding in genealogy.findings[:SHOWN]:
            say(str(finding))
        if len(genealogy.findings) > SHOWN:
            say(f"... and {len(genealogy.findings) - SHOWN} more findings; isa95mom trace --format json lists them all")
    return genealogy


def other_form(documents: list[Source]) -> Callable[[bool], Genealogy] | None:
    """How documents of EPCIS or PROV are read; None for those of B2MML. Raises `Usage` for a mixture."""
    forms = [form_of(document) for document in documents]
    if not any(forms):
        return None
    if len(set(forms)) > 1 or (forms[0] == "prov" and len(forms) > 1):
        told = ", ".join(
            f"{document.name} ({form or 'b2mml'})" for document, form in zip(documents, forms, strict=True)
        )
        raise Usage(f"documents of different forms, or several of PROV, are not one genealogy: {told}")
    paths = [document.path for document in documents if document.path is not None]
    if forms[0] == "prov":
        from isa95mom.exchange import prov

        return lambda lenient: prov.read(paths[0])
    from isa95mom.exchange import epcis

    return lambda lenient: epcis.read(paths, lenient=lenient)


def form_of(document: Source) -> str | None:
    """Whether a file of JSON begins like a document of ``epcis`` or of ``prov``; None where it does not."""
    if document.path is None or document.path.suffix.lower() not in (".json", ".jsonld"):
        return None
    with document.open() as file:
        begin = file.read(4096)
    if b"EPCISDocument" in begin or b"epcis-context" in begin or b"EPCISQueryDocument" in begin:
        return "epcis"
    return "prov" if re.match(rb'\s*\{\s*"(prefix|entity|activity|agent|bundle)"', begin) else None


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
