"""The shipped tables as plain data, and which type each element of a document has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "src" / "isa95mom" / "schema" / "tables"
VERSIONS = ("V0401", "V0500", "V0600", "V0700", "V0701", "KPI_ML_V01")
Json = dict[str, Any]


@cache
def table(version: str) -> Json:
    """The shipped table of `version`, as it stands in its file."""
    found: Json = json.loads((TABLES / f"{version}.json").read_text(encoding="utf-8"))
    return found


def lineage(types: Json, name: str) -> list[Json]:
    """The definition of the text type `name` and those it derives from; the last may have a built-in base."""
    found = [types[name]]
    while found[-1].get("base", "xs:").partition(":")[0] != "xs":
        found.append(types[found[-1]["base"]])
    return found


def attributes_of(types: Json, name: str) -> dict[str, list[Any]]:
    """The attributes of the type `name`, inherited ones included."""
    if name.startswith("xs:"):
        return {}
    found: dict[str, list[Any]] = {}
    for step in reversed(lineage(types, name)) if "base" in types[name] else [types[name]]:
        found |= step.get("attributes", {})
    return found


def builtin(types: Json, name: str) -> str:
    """The built-in type that the text type `name` derives from, or ``union``."""
    if name.startswith("xs:"):
        return name
    last = lineage(types, name)[-1]
    return "union" if "union" in last else str(last["base"])


def enumeration(types: Json, name: str) -> list[str]:
    """The values that the text type `name` allows, or none where it has no enumeration."""
    if name.startswith("xs:"):
        return []
    return next((step["enumeration"] for step in lineage(types, name) if "enumeration" in step), [])


def structured(types: Json, name: str) -> bool:
    """Whether the type `name` holds elements rather than text."""
    return "content" in types.get(name, ())


def rows(particles: list[Any]) -> Iterator[list[Any]]:
    """The element rows of a content model, in order."""
    for particle in particles:
        if isinstance(particle, list):
            yield particle
        else:
            yield from rows(particle.get("sequence") or particle.get("choice") or [])


@cache
def children(version: str, type_: str) -> dict[str, list[Any]]:
    """Element name -> row, of the children that the type `type_` allows."""
    return {row[0]: row for row in rows(table(version)["types"][type_]["content"])}


def typed(version: str, root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Every element of the tree that the schema knows, with its type, in document order; not what is foreign."""
    schema = table(version)
    namespace = f"{{{schema['namespace']}}}"
    found: list[tuple[etree._Element, str]] = []

    def walk(element: etree._Element, type_: str) -> None:
        found.append((element, type_))
        if not structured(schema["types"], type_):
            return
        known = children(version, type_)
        anything = any("any" in p for p in schema["types"][type_]["content"] if isinstance(p, dict))
        for child in element.iterchildren(etree.Element):
            tag = str(child.tag)
            name = tag.removeprefix(namespace)
            if name in known and ("unqualified" in known[name]) != tag.startswith(namespace):
                walk(child, known[name][1])
            elif anything and name in schema["elements"] and tag.startswith(namespace):
                walk(child, schema["elements"][name])

    name = str(root.tag).removeprefix(namespace)
    if name in schema["elements"]:
        walk(root, schema["elements"][name])
    return found
