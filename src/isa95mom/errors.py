"""Every error of the library, and `Problem`: one thing found wrong, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from attrs import frozen

Severity = Literal["error", "warning", "repair"]

SHOWN = 20
"""How many problems the text of an error lists."""


@frozen(slots=True)
class Problem:
    """One thing found wrong, or repaired, in a document or an object.

    Printed as ``orders.xml:512: /ProductionSchedule/.../QuantityString: '12,5' is not a decimal number [not-a-
    decimal]``, a form that editors can jump to.
    """

    path: str
    """Where in the document: element names from the root, with a position where a name repeats."""
    line: int | None
    """The line in the source, counted from 1; None where there are no lines."""
    code: str
    """What kind of problem; stable over releases."""
    message: str
    """What was found and what is allowed."""
    severity: Severity = "error"
    """``error``; ``repair`` for what lenient reading mended; ``warning`` for what deserves a look."""
    source: str = ""
    """Name of the file or stream; empty where it has none."""

    def __str__(self) -> str:
        line = "" if self.line is None else f"{self.line}: " if self.source else f"line {self.line}: "
        place = f"{self.source}:{line}" if line else f"{self.source}: "
        place = place if self.source else line
        return f"{place}{self.path}: {self.message} [{self.code}]"


class Isa95Error(Exception):
    """The base of every error that this library raises on purpose."""


class DocumentError(Isa95Error, ValueError):
    """A document cannot be read or an object cannot be written: see `problems`."""

    def __init__(self, problems: Sequence[Problem], source: str = "", more: bool = False) -> None:
        super().__init__(tuple(problems), source, more)
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.source = source
        self.more = more
        """Whether there were more problems than the limit of the configuration."""

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        hidden = len(self.problems) - len(lines)
        if hidden or self.more:
            lines.append(f"... and {'more' if self.more else hidden} problems")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems, self.source, self.more)


class VersionError(Isa95Error, ValueError):
    """The schema version of a document is unknown, or does not have what was asked of it."""


@frozen(slots=True)
class Loss:
    """One piece of content that the version asked for cannot hold."""

    path: str
    """Where in the document, by the names of the version it was read from or of the object's fields."""
    name: str
    """The field or element."""
    reason: str
    """Why it could not be carried."""
    code: str = "no-element"
    """What kind of loss; stable over releases."""

    def __str__(self) -> str:
        return f"{self.path}: {self.name}: {self.reason} [{self.code}]"


class LossError(Isa95Error, ValueError):
    """An object holds content that the version asked for cannot hold: see `losses`."""

    def __init__(self, losses: Sequence[Loss], version: str = "") -> None:
        super().__init__(tuple(losses), version)
        self.losses: tuple[Loss, ...] = tuple(losses)
        self.version = version

    def __str__(self) -> str:
        lines = [f"{len(self.losses)} pieces of content cannot be written as {self.version}:"]
        lines += [f"  {loss}" for loss in self.losses[:SHOWN]]
        if len(self.losses) > SHOWN:
            lines.append(f"  ... and {len(self.losses) - SHOWN} more")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.losses, self.version)


class MissingExtraError(Isa95Error, ImportError):
    """A feature needs a package of an optional extra that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(package, extra)
        self.package = package
        self.extra = extra

    def __str__(self) -> str:
        return f"this needs the package {self.package!r}: pip install 'isa95mom[{self.extra}]'"


class HierarchyError(Isa95Error, LookupError):
    """Equipment is not in the hierarchy or named ambiguously, or the hierarchy breaks rules it was asked to keep."""

    def __init__(
        self, message: str, candidates: Sequence[tuple[str, ...]] = (), problems: Sequence[Problem] = ()
    ) -> None:
        super().__init__(message, tuple(candidates), tuple(problems))
        self.message = message
        self.candidates: tuple[tuple[str, ...], ...] = tuple(candidates)
        """Paths of the equipment that may have been meant, as tuples of IDs."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        """The rules broken, where the hierarchy was built strictly."""

    def __str__(self) -> str:
        listed = [*(" / ".join(path) for path in self.candidates), *(str(problem) for problem in self.problems)]
        lines = [self.message, *(f"  {line}" for line in listed[:SHOWN])]
        if len(listed) > SHOWN:
            lines.append(f"  ... and {len(listed) - SHOWN} more")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.candidates, self.problems)
