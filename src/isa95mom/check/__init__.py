"""Rules of the standard on finished objects and whole plants.

The schemas say how a document is built; they cannot say that a lot names a material that exists, that an order ends
after it starts, or that a unit does not contain a site. These rules do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from isa95mom.check.rule import Rule, rules
from isa95mom.check.subject import Subject
from isa95mom.errors import Problem

__all__ = ["Rule", "rules", "verify"]


def verify(given: Any, *, rules: Iterable[str] | None = None, complete: bool = False) -> Iterator[Problem]:
    """What breaks the rules of the standard in nouns, documents, plants, or collections of these.

    `rules` are the codes of the rules to check; None for all of them. With `complete`, what was given is all there is,
    and a reference to something else is an error; otherwise it is a warning. The path of a problem is the expression
    that leads to the object. Raises `ValueError` for a code that is no rule, `TypeError` for what cannot be checked.
    """
    chosen = _chosen(rules)
    return _verify(Subject(given, complete), chosen)


def _chosen(codes: Iterable[str] | None) -> list[Rule]:
    known = rules()
    if codes is None:
        return list(known.values())
    wanted = [codes] if isinstance(codes, str) else list(codes)
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise ValueError(f"no rule {', '.join(map(repr, unknown))}; there is {', '.join(known)}")
    return [known[code] for code in known if code in wanted]


def _verify(subject: Subject, chosen: list[Rule]) -> Iterator[Problem]:
    for rule in chosen:
        for node, message, part, error in rule.find(subject):
            severity = rule.severity if error is None else "error" if error else "warning"
            place, source = (node, "") if isinstance(node, str) else (node.path, node.source)
            yield Problem(place + part, None, rule.code, message, severity, source)
