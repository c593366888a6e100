"""The facts of every published schema version, compiled from the official schemas into data tables.

A table tells the types with their elements in order, cardinality, nillability, attributes and enumerations, the global
elements, the extension points and the wildcards. Code reads them through `Table`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from isa95mom.values.version import Version

UNBOUNDED = -1


@frozen(slots=True)
class Particle:
    """One row of a content model: an element, a group of particles, an extension point or a wildcard."""

    kind: str
    """``element``, ``sequence``, ``choice``, ``extension`` or ``any``."""
    least: int
    most: int
    """How often it may occur; `UNBOUNDED` for any number."""
    name: str = ""
    """The element's name, the extension group's, or how a wildcard's content is to be checked."""
    type: str = ""
    nillable: bool = False
    qualified: bool = True
    """Whether the element is of the target namespace; otherwise it is of none."""
    inside: tuple[Particle, ...] = ()

    def may_be_empty(self) -> bool:
        """Whether no element at all satisfies it."""
        if self.least == 0 or self.kind in ("extension", "any"):
            return True
        if self.kind == "element":
            return False
        inside = (particle.may_be_empty() for particle in self.inside)
        return any(inside) if self.kind == "choice" else all(inside)

    def elements(self) -> list[Particle]:
        """The elements in it, in order."""
        return [self] if self.kind == "element" else [e for p in self.inside for e in p.elements()]


@frozen(slots=True)
class Attribute:
    """An attribute of a type."""

    name: str
    type: str
    required: bool


@frozen(slots=True)
class Type:
    """One type of a schema: structured, with `content`; or text, with `base`, `union` or both empty for a built-in."""

    name: str
    structured: bool
    content: tuple[Particle, ...] = ()
    attributes: dict[str, Attribute] = field(factory=dict)
    base: str = ""
    union: tuple[str, ...] = ()
    enumeration: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    mixed: bool = False
    """Whether text may stand between the elements of a structured type."""


class Table:
    """The facts of one schema version."""

    def __init__(self, version: Version) -> None:
        path = files(__package__) / "tables" / f"{version.value}.json"
        raw = json.loads(path.read_text(encoding="utf-8"))
        self.version = version
        self.namespace: str = raw["namespace"]
        self.extension_namespace: str = raw["extension_namespace"]
        self.elements: dict[str, str] = raw["elements"]
        self._raw: dict[str, Any] = raw["types"]
        self._types: dict[str, Type] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    @property
    def type_names(self) -> list[str]:
        """The names of all declared types; one declared inside an element is named ``Outer/Element``."""
        return list(self._raw)

    def type(self, name: str) -> Type:
        """The type called `name`, declared or built in (``xs:string``). Raises `KeyError` where there is none."""
        found = self._types.get(name)
        if found is None:
            found = Type(name, False) if name.startswith("xs:") else _type(name, self._raw[name])
            self._types[name] = found
        return found

    def lineage(self, name: str) -> list[Type]:
        """The type called `name` and those it derives from, the built-in one last; a union ends it."""
        types = [self.type(name)]
        while types[-1].base:
            types.append(self.type(types[-1].base))
        return types

    def attributes(self, name: str) -> dict[str, Attribute]:
        """The attributes of the type called `name`, inherited ones included."""
        found: dict[str, Attribute] = {}
        for step in reversed(self.lineage(name)):
            found |= step.attributes
        return found

    def enumeration(self, name: str) -> tuple[str, ...]:
        """The values that the type called `name` allows, or none where any value of its base is allowed."""
        return next((step.enumeration for step in self.lineage(name) if step.enumeration), ())


def _type(name: str, raw: dict[str, Any]) -> Type:
    return Type(
        name=name,
        structured="content" in raw,
        content=tuple(_particle(p) for p in raw.get("content", ())),
        attributes={n: Attribute(n, *said) for n, said in raw.get("attributes", {}).items()},
        base=raw.get("base", ""),
        union=tuple(raw.get("union", ())),
        enumeration=tuple(raw.get("enumeration", ())),
        pattern=tuple(raw.get("pattern", ())),
        mixed=raw.get("mixed", False),
    )


def _particle(raw: Any) -> Particle:
    if isinstance(raw, list):
        name, type_, least, most, *flags = raw
        return Particle("element", least, most, name, type_, "nillable" in flags, "unqualified" not in flags)
    for kind in ("sequence", "choice"):
        if kind in raw:
            return Particle(kind, raw["min"], raw["max"], inside=tuple(_particle(p) for p in raw[kind]))
    kind = "extension" if "extension" in raw else "any"
    return Particle(kind, raw["min"], raw["max"], name=raw[kind])


@cache
def table(version: Version) -> Table:
    """The table of `version`, loaded once."""
    return Table(version)
