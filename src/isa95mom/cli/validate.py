"""`isa95mom validate`: every problem of documents."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from isa95mom.cli.exits import exit_of
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet, Sources
from isa95mom.cli.output import Format, count, put, put_csv, put_json, say
from isa95mom.cli.sources import Reading, Source, expand
from isa95mom.errors import DocumentError, Problem, VersionError

EXAMPLES = (
    "isa95mom validate orders.xml",
    "isa95mom validate inbox/ --format csv > problems.csv",
    "curl -s https://plant.example/lots | isa95mom validate -",
    "isa95mom validate --lenient old/*.xml    # can they be read at all, and what has to be repaired?",
)
COLUMNS = ("source", "line", "path", "severity", "code", "message")


def validate(
    sources: Sources,
    version: AsVersion = None,
    lenient: Lenient = False,
    format: InFormat = Format.TABLE,
    most: Annotated[int, typer.Option("--max-problems", min=1, help="Problems told for each document, at most.")] = 100,
    quiet: Quiet = False,
) -> int:
    r"""Check documents against the schema of their version.

    Each problem is a line that editors can jump to, [i]file:line: /path: message \[code][/i], on standard error; as
    JSON or CSV the problems are the result. The codes stay over releases.
    """
    documents = expand(sources)
    checked: list[tuple[Source, dict[str, Any], tuple[Problem, ...]]] = []
    with Reading(documents, version, lenient) as reading:
        for source in documents:
            said, problems, more = check(reading, source, most)
            checked.append((source, said, problems))
            if format is Format.TABLE:
                for problem in problems:
                    say(str(problem))
            if more:
                say(f"{source.name}: there are more than {most} problems; --max-problems shows more")
    found = [problem for _, _, problems in checked for problem in problems]
    if format is Format.JSON:
        put_json([{**said, "problems": [as_dict(p) for p in problems]} for _, said, problems in checked])
    elif format is Format.CSV:
        put_csv(COLUMNS, ([as_dict(p)[name] for name in COLUMNS] for p in found))
    elif not quiet:
        put(verdict(len(checked), sum(1 for _, _, problems in checked if problems), found, lenient))
    return exit_of(found)


def verdict(documents: int, bad: int, found: list[Problem], lenient: bool) -> str:
    """What checking came to, in a line."""
    if not bad:
        return f"{count(documents, 'document')}, {'all ' if documents > 1 else ''}{'readable' if lenient else 'valid'}"
    repaired = all(problem.severity == "repair" for problem in found)
    said = f"{count(documents, 'document')}, {count(len(found), 'repair' if repaired else 'problem')}"
    return f"{said} in {bad} of them" if documents > 1 else said


def check(reading: Reading, source: Source, most: int) -> tuple[dict[str, Any], tuple[Problem, ...], bool]:
    """What a document is, its problems, and whether there are more."""
    said: dict[str, Any] = {"source": source.name, "version": None, "root": None, "valid": False}
    try:
        document = reading.read(source, limit=most)
    except DocumentError as error:
        return said, error.problems, error.more
    except VersionError as error:
        return said, (Problem("/", None, "unknown-version", str(error), source=source.name),), False
    said |= {"version": str(document.version), "root": document.name, "valid": not document.problems}
    return said, document.problems, False


def as_dict(problem: Problem) -> dict[str, Any]:
    """A problem as JSON has it."""
    return {name: getattr(problem, name) for name in COLUMNS}
