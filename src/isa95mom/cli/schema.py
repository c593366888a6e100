"""`isa95mom schema`: the schema of a version as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.options import version_of
from isa95mom.cli.output import put
from isa95mom.cli.sources import unreadable
from isa95mom.errors import VersionError
from isa95mom.values.version import Version

EXAMPLES = (
    "isa95mom schema --version V0600 --out schemas/",
    "isa95mom schema --version V0701 --format json-schema --noun MaterialLot",
)


class SchemaFormat(StrEnum):
    """The kinds of schema."""

    XSD = "xsd"
    JSON_SCHEMA = "json-schema"


class Points(StrEnum):
    """What stands at the extension points."""

    CLOSED = "closed"
    OPEN = "open"


def schema(
    version: Annotated[
        Version,
        typer.Option("--version", metavar="VERSION", parser=version_of, help="Version: V0401 ... V0701, KPI_ML_V01."),
    ],
    format: Annotated[
        SchemaFormat, typer.Option("--format", case_sensitive=False, help="XML Schema, or JSON Schema (V0700, V0701).")
    ] = SchemaFormat.XSD,
    noun: Annotated[
        str | None, typer.Option("--noun", metavar="NAME", help="One global element alone.", show_default=False)
    ] = None,
    extensions: Annotated[
        Points, typer.Option("--extensions", case_sensitive=False, help="Nothing at the extension points, or anything.")
    ] = Points.CLOSED,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FOLDER",
            help="Where the files go; by default the schema itself is printed.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Write the schema of a version.

    It says what the published schema says, in files of one's own: an XML Schema with a file for the extension
    namespace, or the JSON Schema of B2MML-JSON.
    """
    from isa95mom.schema.emit import emit_schema

    try:
        files = emit_schema(version, format.value, noun=noun, extensions=extensions.value)
    except VersionError as problem:
        raise Usage(str(problem)) from None
    if out is None:
        typer.echo(next(iter(files.values())), nl=False)
        return Exit.OK
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, encoding="utf-8")
            put(str(out / name))
    except OSError as error:
        raise unreadable(str(out), f"cannot be written: {error.strerror or error}") from None
    return Exit.OK
