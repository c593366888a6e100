"""The published errors of the schemas, as data: misspelt values, elements and messages, and contradictions.

``errata.json`` is a list for people and programs. Each entry has a ``kind`` (``value``, ``element``, ``message`` or
``contradiction``), the ``versions`` and the ``type`` it is in, what is ``published``, what would be ``correct``, the
``reason``, and a ``reference`` to where it was reported, or null. Documents are read and written as published; Python
has the correct names; lenient reading takes the correct spelling too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from isa95mom.schema import Type
from isa95mom.values.version import Version


@cache
def errata(kind: str | None = None) -> list[dict[str, Any]]:
    """Every known erratum, or those of one kind."""
    found: list[dict[str, Any]] = json.loads((files(__package__) / "errata.json").read_text(encoding="utf-8"))
    return [entry for entry in found if kind is None or entry["kind"] == kind]


def spelling(version: Version, lineage: list[Type]) -> Mapping[str, str]:
    """What is published -> what is meant, for the code lists in `lineage`."""
    names = {step.name for step in lineage}
    found = [e for e in errata("value") if version.value in e["versions"] and e["type"] in names]
    return {e["published"]: e["correct"] for e in found}


def message_name(version: Version, name: str, *, published: bool = False) -> str:
    """The name that a message of the name `name` means; or, the other way, the one that is published for it."""
    for entry in errata("message"):
        if version.value in entry["versions"] and name == entry["correct" if published else "published"]:
            return str(entry["published" if published else "correct"])
    return name
