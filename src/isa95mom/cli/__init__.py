"""The command `isa95mom`: a thin layer over the front door.

A command is a module here with one function of its own name; `COMMANDS` lists them.
"""

from __future__ import annotations

from collections.abc import Sequence

COMMANDS = (
    "validate", "verify", "convert", "diff", "inspect", "trace", "recall", "drill", "integrity", "causes", "balance",
    "kpi", "schema", "demo", "simulate",
)  # fmt: skip
"""The commands, in the order in which the help shows them."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments`, by default those of the process; the exit code."""
    from isa95mom.cli.app import run

    return run(arguments)


__all__ = ["COMMANDS", "main"]
