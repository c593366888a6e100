"""The arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from isa95mom.cli.output import Format
from isa95mom.values.version import Version


def version_of(text: str | Version) -> Version:
    """The schema version that `text` names. Raises `typer.BadParameter` where it names none."""
    try:
        return text if isinstance(text, Version) else Version(text.upper())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is none of {', '.join(map(str, Version))}") from None


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files, folders (every *.xml below them), patterns such as 'in/**/*.xml', or - for standard input.",
        show_default=False,
    ),
]
AsVersion = Annotated[
    Version | None,
    typer.Option(
        "--version",
        metavar="VERSION",
        parser=version_of,
        help="Read as this schema version (V0401 ... V0701, KPI_ML_V01) instead of what the namespace says.",
        show_default=False,
    ),
]
Lenient = Annotated[
    bool,
    typer.Option("--lenient", help="Read what departs from the schema as well, and say what was repaired."),
]
InFormat = Annotated[
    Format, typer.Option("--format", "-f", case_sensitive=False, help="Form of the results on standard output.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Leave out everything but results and errors.")]
