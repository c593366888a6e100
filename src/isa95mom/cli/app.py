"""The program: its commands, its help, its end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from rich.markup import escape

from isa95mom import __version__
from isa95mom.cli import COMMANDS
from isa95mom.cli.exits import DEBUG, MEANING, Exit, guarded

EXITS = "\n".join(["[b]Exit codes[/b]", *(f"  {int(code):<5}{meaning}" for code, meaning in MEANING.items())])
ENVIRONMENT = "\n".join(
    [
        "[b]Environment[/b]",
        f"  {DEBUG}=1   the traceback of an internal error",
        "  NO_COLOR=1         no colours",
    ]
)

app = typer.Typer(
    name="isa95mom",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"isa95mom {__version__}")
        raise typer.Exit


@app.callback(epilog=f"{EXITS}\n\n{ENVIRONMENT}")
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version of the program.")
    ] = False,
) -> None:
    """Read, check, convert and trace documents of ISA-95: B2MML, BatchML and KPI-ML."""


def _register() -> None:
    for name in COMMANDS:
        module: Any = import_module(f"isa95mom.cli.{name}")
        command = getattr(module, name)
        said = "\n\n".join(" ".join(paragraph.split()) for paragraph in command.__doc__.split("\n\n"))
        examples = "\n".join(["[b]Examples[/b]", *(f"  {escape(example)}" for example in module.EXAMPLES)])
        app.command(name, help=said, epilog=f"{examples}\n\n{EXITS}")(guarded(command))


_register()


def run(arguments: Sequence[str] | None) -> int:
    """Run the program; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # file names and documents may hold what the terminal cannot show
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=list(arguments) if arguments is not None else None, prog_name="isa95mom")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.OK if end.code is None else Exit.FOUND
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    return Exit.OK
