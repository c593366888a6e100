"""The published typing errors of the schemas that concern values, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from isa95mom.schema import Type
from isa95mom.values.version import Version


@cache
def errata() -> list[dict[str, Any]]:
    """Every known misspelling: the version, the type, what is published, what is meant, and the reason."""
    found: list[dict[str, Any]] = json.loads((files(__package__) / "errata.json").read_text(encoding="utf-8"))
    return found


def spelling(version: Version, lineage: list[Type]) -> Mapping[str, str]:
    """What is published -> what is meant, for the code lists in `lineage`."""
    names = {step.name for step in lineage}
    return {e["published"]: e["correct"] for e in errata() if e["version"] == version.value and e["type"] in names}


MESSAGES = {"SyncWorkMasaterCapability": ("SyncWorkMasterCapability", (Version.V0700, Version.V0701))}
"""Misspelt message names: published -> what is meant, and in which versions."""


def message_name(version: Version, name: str, *, published: bool = False) -> str:
    """The name that a message of the name `name` means; or, the other way, the one that is published for it."""
    for wrong, (right, versions) in MESSAGES.items():
        if version in versions and name == (right if published else wrong):
            return wrong if published else right
    return name
