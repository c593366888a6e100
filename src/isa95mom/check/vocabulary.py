"""Codes are of the lists that the standard gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from isa95mom import model
from isa95mom.check.rule import rule
from isa95mom.check.subject import Finding, Subject
from isa95mom.declare import Noun
from isa95mom.values.enumeration import OpenEnumeration
from isa95mom.values.text import Code


@cache
def coded(cls: type[Noun]) -> tuple[tuple[str, str, bool, frozenset[str]], ...]:
    """The fields of a class that take codes: name, the list's name, whether it is repeated, the codes."""
    found = []
    for f in cls.__fields__.values():
        name, _, rest = f.type.partition(" | ")
        if rest == "str":
            codes: type[OpenEnumeration] = getattr(model, name)
            found.append((f.name, name, f.many, frozenset(str(code) for code in codes)))
    return tuple(found)


def used(subject: Subject) -> Iterator[tuple[Finding, str, str, frozenset[str]]]:
    """Every code used: where, the code, the name of its list, the codes of the list."""
    for node in subject.nodes:
        its_class: Any = type(node.noun)
        for name, of_list, many, codes in coded(its_class):
            value = getattr(node.noun, f"_{name}" if many else name)
            if value is None:
                continue
            for number, code in enumerate(value if many else [value]):
                yield Finding(node, "", f".{name}[{number}]" if many else f".{name}"), code, of_list, codes


@rule(
    "unknown-code",
    "A code is one of its list.",
    reason="States, uses and types are exchanged by the words of the standard. A word of one's own is said as Other,"
    " with what is meant, so that the reader knows it is one.",
    source="ISA-95 Part 2 and Part 4, enumerations",
    severity="warning",
)
def unknown(subject: Subject) -> Iterator[Finding]:
    """Codes that are in no list."""
    for place, code, of_list, codes in used(subject):
        if str(code) not in codes:
            near = next((known for known in sorted(codes) if _plain(known) == _plain(code)), None)
            hint = f"; {near!r} is" if near else ""
            yield place._replace(message=f"{str(code)!r} is no {of_list}{hint}")


@rule(
    "other-unexplained",
    "Other says what is meant.",
    reason="A code list is open at Other, together with the value meant; alone it says only what the thing is not.",
    source="B2MML common types, enumerations",
    severity="warning",
)
def other(subject: Subject) -> Iterator[Finding]:
    """Codes that are Other and nothing else."""
    for place, code, of_list, codes in used(subject):
        if code == "Other" and "Other" in codes and not (isinstance(code, Code) and code.other_value):
            yield place._replace(message=f"Other says nothing about which {of_list} is meant")


def _plain(code: str) -> str:
    return "".join(c for c in str(code).casefold() if c.isalnum())
