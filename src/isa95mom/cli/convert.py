"""`isa95mom convert`: documents in another version, with a list of what it cannot hold."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import define

from isa95mom.cli.exits import Exit, Usage, exit_of
from isa95mom.cli.options import AsVersion, InFormat, Lenient, Quiet, Sources, version_of
from isa95mom.cli.output import Format, count, put, put_csv, put_json, say
from isa95mom.cli.sources import STDIN, Reading, Source, expand, unreadable
from isa95mom.errors import DocumentError, Loss, LossError, Problem, VersionError
from isa95mom.values.version import Version

if TYPE_CHECKING:
    from isa95mom.codec import Document, Written

EXAMPLES = (
    "isa95mom convert lots.xml --to V0600 --out lots-v6.xml",
    "isa95mom convert inbox/ --to V0701 --out outbox/ --on-loss error",
    "isa95mom convert - --to V0701 < old.xml > new.xml",
)


POSITION = re.compile(r"\[\d+\]")
"""Which of several like elements a path means."""


class OnLoss(StrEnum):
    """What happens where content cannot be carried over."""

    ERROR = "error"
    REPORT = "report"


class Fill(StrEnum):
    """What stands in for what the version requires and the document lacks."""

    ERROR = "error"
    DERIVE = "derive"
    EMPTY = "empty"


@define(slots=True)
class Done:
    """What became of one document."""

    source: str
    target: str
    was: Version | None = None
    losses: tuple[Loss, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: bool = False


def convert(
    sources: Sources,
    to: Annotated[
        Version,
        typer.Option("--to", metavar="VERSION", parser=version_of, help="Version to write: V0401 ... V0701."),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="File, or folder for several documents, or - for standard output, which a single document goes to "
            "unless told otherwise.",
            show_default=False,
        ),
    ] = None,
    on_loss: Annotated[
        OnLoss,
        typer.Option(
            "--on-loss",
            case_sensitive=False,
            help="Where the version cannot hold some content: write the rest and report it, or write nothing.",
        ),
    ] = OnLoss.REPORT,
    fill: Annotated[
        Fill,
        typer.Option(
            "--fill",
            case_sensitive=False,
            help="Where the version requires what the document lacks: refuse, derive it where it can be, or also "
            "leave it empty. What is filled in is marked and reported.",
        ),
    ] = Fill.ERROR,
    version: AsVersion = None,
    lenient: Lenient = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a source with its conversion.")] = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Write documents as another schema version.

    What that version cannot hold is listed on standard error, like losses in one line, or one by one as the result in
    JSON or CSV. Files appear complete or not at all. The report goes to standard error where the document itself goes
    to standard output.
    """
    documents = expand(sources)
    targets = aim(sources, documents, out, force)
    results: list[Done] = []
    with Reading(documents, version, lenient) as reading:
        for source, target in zip(documents, targets, strict=True):
            results.append(one(reading, source, target, to, on_loss, fill))
            if format is Format.TABLE:
                tell(results[-1])
    piped = None in targets
    stdout = sys.stdout
    try:
        if piped:
            sys.stdout = sys.stderr
        if format is Format.JSON:
            put_json([as_dict(done, to) for done in results])
        elif format is Format.CSV:
            put_csv(
                ("source", "target", "path", "name", "code", "reason"),
                (
                    (d.source, d.target, loss.path, loss.name, loss.code, loss.reason)
                    for d in results
                    for loss in d.losses
                ),
            )
        elif not quiet and not piped:
            summary(results, to)
    finally:
        sys.stdout = stdout
    refused = any(done.losses and not done.written for done in results)
    return max(exit_of(p for done in results for p in done.problems), Exit.FOUND if refused else Exit.OK)


def aim(names: list[str], documents: list[Source], out: str | None, force: bool) -> list[Path | None]:
    """Where each document goes: a path, or None for standard output. Raises `Usage` where that cannot be."""
    several = len(documents) > 1 or any(name != STDIN and Path(name).is_dir() for name in names)
    if out is None or out == STDIN:
        if len(documents) > 1:
            raise Usage(f"{count(len(documents), 'document')} need a folder to go to: --out FOLDER")
        return [None]
    base = Path(out)
    if several and base.exists() and not base.is_dir():
        raise Usage(f"--out {out} is a file; {count(len(documents), 'document')} need a folder")
    folder = several or base.is_dir() or out.endswith(("/", os.sep))
    targets = [base / source.place if folder else base for source in documents]
    taken: dict[Path, str] = {}
    own = {source.path.resolve(): source.name for source in documents if source.path is not None}
    for source, target in zip(documents, targets, strict=True):
        place = target.resolve()
        if place in taken:
            raise Usage(f"{taken[place]} and {source.name} would both be written to {target}")
        taken[place] = source.name
        if place in own and not force:
            raise Usage(f"{target} is a source itself; --force overwrites it")
    return [*targets]


def one(reading: Reading, source: Source, target: Path | None, to: Version, on_loss: OnLoss, fill: Fill) -> Done:
    """Convert one document."""
    done = Done(source.name, "<stdout>" if target is None else str(target))
    try:
        document = reading.read(source)
        done.was, done.problems = document.version, document.problems
        written = send(document, target, {"version": to, "on_loss": on_loss.value, "fill": fill.value})
        done.losses, done.written = written.losses, True
        done.problems += tuple(named(problem, source.name) for problem in written.problems)
    except LossError as error:
        done.losses = error.losses
    except DocumentError as error:
        done.problems += tuple(named(problem, source.name) for problem in error.problems)
    except VersionError as error:
        done.problems += (Problem("/", None, "version", str(error), source=source.name),)
    return done


def named(problem: Problem, source: str) -> Problem:
    """`problem` with the name of its document; problems found in writing have none."""
    from attrs import evolve

    return problem if problem.source else evolve(problem, source=source)


def send(document: Document, target: Path | None, how: dict[str, Any]) -> Written:
    """Write a document: all of it, or nothing."""
    from isa95mom.codec import write

    if target is None:
        return write(document, sys.stdout.buffer, **how)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place = target.resolve()
        if place.exists() and not place.is_file():  # a device or a pipe: there is nothing to replace
            return write(document, place, **how)
        draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            written = write(document, draft, **how)
            if place.exists():
                draft.chmod(place.stat().st_mode & 0o7777)
            draft.replace(place)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise unreadable(str(target), f"cannot be written: {error.strerror or error}") from None
    return written


def tell(done: Done) -> None:
    """Say what was repaired, lost or wrong."""
    for problem in done.problems:
        say(str(problem))
    alike = Counter((POSITION.sub("", loss.path), loss.name, loss.reason) for loss in done.losses)
    for (path, name, reason), number in alike.items():
        say(f"{done.source}: {path}: {name}: {reason} [loss]" + (f" ({number} times)" if number > 1 else ""))
    if done.losses and not done.written:
        say(f"{done.source}: not written: {count(len(done.losses), 'loss', 'losses')}")


def summary(results: list[Done], to: Version) -> None:
    """Say what was written."""
    for done in results:
        if done.written:
            losses = f", {count(len(done.losses), 'loss', 'losses')}" if done.losses else ""
            put(f"{done.source} {done.was} -> {done.target} {to}{losses}")


def as_dict(done: Done, to: Version) -> dict[str, Any]:
    """A result as JSON has it."""
    return {
        "source": done.source,
        "source_version": None if done.was is None else str(done.was),
        "target": done.target if done.written else None,
        "version": str(to),
        "losses": [
            {"path": loss.path, "name": loss.name, "code": loss.code, "reason": loss.reason} for loss in done.losses
        ],
        "problems": [
            {"line": p.line, "path": p.path, "code": p.code, "message": p.message, "severity": p.severity}
            for p in done.problems
        ],
    }
