"""How a command ends: the exit codes, and what is said of errors."""

from __future__ import annotations

import functools
import os
import platform
import sys
import traceback
from collections.abc import Callable, Iterable
from enum import IntEnum

import typer

from isa95mom.cli.output import say
from isa95mom.errors import DocumentError, Isa95Error, Problem


class Exit(IntEnum):
    """The exit codes; they stay over releases."""

    OK = 0
    FOUND = 1
    USAGE = 2
    UNREADABLE = 3
    INTERNAL = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


MEANING = {
    Exit.OK: "all is well",
    Exit.FOUND: "problems were found, content would be lost, a lot is not there, or an extra is not installed",
    Exit.USAGE: "the command line is wrong",
    Exit.UNREADABLE: "a file cannot be read or written",
    Exit.INTERNAL: "an error in isa95mom itself",
    Exit.INTERRUPTED: "interrupted",
}

DEBUG = "ISA95MOM_DEBUG"
"""The environment variable that asks for the traceback of an internal error."""


class Usage(Exception):
    """The command line asks for what cannot be; told in one line."""


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The exit code that `problems` call for: what cannot be read at all outweighs what is wrong in what was read."""
    codes = {problem.code for problem in problems if problem.severity == "error"}
    if "unreadable" in codes:
        return Exit.UNREADABLE
    return Exit.FOUND if codes else Exit.OK


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """`command`, ending with its exit code; whatever is raised inside becomes lines and an exit code."""

    @functools.wraps(command)
    def run(*arguments: object, **options: object) -> None:
        try:
            code = int(command(*arguments, **options))
            sys.stdout.flush()
        except (typer.Exit, typer.BadParameter):
            raise
        except BrokenPipeError:
            hush()
            code = Exit.BROKEN_PIPE
        except KeyboardInterrupt:
            code = Exit.INTERRUPTED
        except Usage as error:
            say(f"isa95mom: {error}")
            code = Exit.USAGE
        except DocumentError as error:
            for problem in error.problems:
                say(str(problem))
            code = exit_of(error.problems) or Exit.FOUND
        except Isa95Error as error:
            say(f"isa95mom: {error}")
            code = Exit.FOUND
        except OSError as error:
            name = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
            say(f"{name or 'isa95mom: '}{error.strerror or error}")
            code = Exit.UNREADABLE
        except Exception as error:
            report(error)
            code = Exit.INTERNAL
        raise typer.Exit(code)

    return run


def hush() -> None:
    """Let nothing more be written to standard output: its reader has gone."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def report(error: BaseException) -> None:
    """Tell of an error of the program itself."""
    from isa95mom import __version__

    if os.environ.get(DEBUG):
        traceback.print_exception(error, file=sys.stderr)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    say(f"isa95mom: internal error: {type(error).__name__}: {error} ({where})")
    if not os.environ.get(DEBUG):
        versions = f"isa95mom {__version__}, Python {platform.python_version()}, {platform.system()}"
        say(f"isa95mom: this is a fault of the program ({versions}); run with {DEBUG}=1 for the traceback")
