"""What a rule is, and the registry of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from attrs import frozen

from isa95mom.check.subject import Finding, Subject
from isa95mom.errors import Severity

Find = Callable[[Subject], Iterator[Finding]]


@frozen(slots=True)
class Rule:
    """One rule of the standard."""

    code: str
    """Its name in problems; stable over releases."""
    title: str
    """What it demands, in a few words."""
    reason: str
    """Why."""
    source: str
    """The standard and the part it follows from."""
    severity: Severity
    """What its findings are, unless they say otherwise."""
    find: Find
    """Finds what breaks it."""


_RULES: dict[str, Rule] = {}
ROOMS = ("structure", "references", "times", "quantities", "vocabulary")
"""The modules that hold the rules, in the order in which they are checked."""


def rule(code: str, title: str, *, reason: str, source: str, severity: Severity = "error") -> Callable[[Find], Find]:
    """Register a function as a rule."""

    def register(find: Find) -> Find:
        if code in _RULES:
            raise ValueError(f"there is a rule {code!r} already")
        _RULES[code] = Rule(code, title, reason, source, severity, find)
        return find

    return register


def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order in which they are checked."""
    for room in ROOMS:
        import_module(f"isa95mom.check.{room}")
    by_room = sorted(_RULES.items(), key=lambda item: ROOMS.index(item[1].find.__module__.rpartition(".")[2]))
    return dict(by_room)
