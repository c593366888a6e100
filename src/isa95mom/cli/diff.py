"""`isa95mom diff`: what differs between two documents or plants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from isa95mom.cli.exits import Exit
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet
from isa95mom.cli.output import Format, count, put, put_csv, put_json, say
from isa95mom.cli.sources import Reading, expand

EXAMPLES = (
    "isa95mom diff lots.xml lots-new.xml",
    "isa95mom diff plant/ plant-v7/              # two folders, of whatever versions",
    "isa95mom diff old.xml new.xml --format json",
)
Side = Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a folder, a plant in JSON, or -.")]


def diff(
    before: Side,
    after: Side,
    version: AsVersion = None,
    lenient: Lenient = False,
    envelope: Annotated[
        bool, typer.Option("--envelope", help="Compare what messages say beside their objects, too.")
    ] = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Show what differs between two documents, or two folders of them, by what they mean.

    Objects are matched by their identity: the order in which they stand, spellings and schema versions are no
    difference. A line begins with + for what was added, - for what was removed, ~ for what was changed. Exit code 1
    where there is a difference.
    """
    from isa95mom.plant import diff as differences

    sides = [_side(name, version, lenient, envelope) for name in (before, after)]
    found = differences(*sides, envelope=envelope)
    if format is Format.JSON:
        put_json([change.as_dict() for change in found])
    elif format is Format.CSV:
        columns = ("kind", "path", "before", "after")
        put_csv(columns, ([change.as_dict()[name] for name in columns] for change in found))
    else:
        for change in found:
            put(str(change))
        if not quiet:
            say(count(len(found), "difference"))
    return Exit.FOUND if found else Exit.OK


def _side(name: str, version: Any, lenient: bool, envelope: bool) -> Any:
    """One side: a document, or a plant where there are several."""
    from isa95mom.plant import Plant

    path = Path(name)
    if path.is_dir() or path.suffix.lower() == ".json":
        return Plant.load(path, lenient=lenient, version=version, on_clash="both")
    with Reading(sources := expand([name]), version, lenient) as reading:
        documents = [reading.read(source) for source in sources]
    return documents[0] if len(documents) == 1 else documents
