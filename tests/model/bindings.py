"""What the tables say of every element, beside what the classes declare."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import isa95mom.model as model
from isa95mom.declare import ELEMENTS, ENUMERATIONS, Field, Noun, field_names
from isa95mom.schema import Particle, table
from isa95mom.schema.errata import errata
from isa95mom.values.version import Version

model.load()

SOURCE = Path(__file__).resolve().parents[2] / "src" / "isa95mom"
CLASSES = sorted(set(ELEMENTS.values()), key=lambda cls: cls.__name__)
EXCUSED: list[dict[str, Any]] = json.loads((SOURCE / "schema" / "excused.json").read_text(encoding="utf-8"))
ERRATA: list[dict[str, Any]] = [
    entry | {"version": version} for entry in errata("value") for version in entry["versions"]
]
BUILT_IN = {
    "xs:normalizedString": "str",
    "xs:string": "str",
    "xs:token": "str",
    "xs:decimal": "Decimal",
    "xs:dateTime": "datetime",
    "xs:duration": "Duration",
    "xs:boolean": "bool",
    "xs:base64Binary": "Binary",
}
"""Built-in type -> the Python type that stands for it."""


@dataclass(frozen=True)
class Said:
    """What one version says of one element or attribute of one type."""

    version: Version
    type: str
    name: str
    python: str
    required: bool
    repeats: bool

    def __str__(self) -> str:
        return f"{self.version}: {self.type}/{self.name}"


def structured(version: Version) -> list[str]:
    """The types of `version` that are nouns: those with elements, transactions left out."""
    found = table(version)
    return [
        name
        for name in found.type_names
        if found.type(name).structured and not name.endswith("/DataArea") and f"{name}/DataArea" not in found
    ]


def python_type(version: Version, name: str) -> str:
    """The Python type for the schema type `name`: a noun, ``CodeList | str``, or the type of a leaf."""
    found = table(version)
    if not name.startswith("xs:") and found.type(name).structured:
        return ELEMENTS[name].__name__
    for step in found.lineage(name):
        if step.name in ENUMERATIONS:
            return f"{ENUMERATIONS[step.name].__name__} | str"
    return BUILT_IN[found.lineage(name)[-1].name]


def occurrences(
    content: tuple[Particle, ...], always: bool = True, once: bool = True
) -> Iterator[tuple[Particle, bool, bool]]:
    """Every element in `content`, whether it must be there, and whether it may be there more than once."""
    for particle in content:
        must, single = always and particle.least > 0, once and particle.most == 1
        if particle.kind == "element":
            yield particle, must and not particle.nillable, not single
        else:
            yield from occurrences(particle.inside, must and particle.kind == "sequence", single)


@cache
def said_of(type_name: str) -> list[Said]:
    """What every version says of the elements and attributes of the type `type_name`."""
    said: list[Said] = []
    for version in Version:
        if type_name not in table(version):
            continue
        type_ = table(version).type(type_name)
        here: dict[str, Said] = {}
        for particle, required, repeats in occurrences(type_.content):
            python = python_type(version, particle.type)
            again = particle.name in here
            here[particle.name] = Said(version, type_name, particle.name, python, required, repeats or again)
        for name, attribute in type_.attributes.items():
            python = python_type(version, attribute.type)
            here[f"@{name}"] = Said(version, type_name, f"@{name}", python, attribute.required, False)
        said += here.values()
    return said


def said_to(cls: type[Noun]) -> list[Said]:
    """What every version says of the elements and attributes of the types that `cls` carries."""
    return [said for type_name in cls.__types__ for said in said_of(type_name)]


def annotation(cls: type[Noun], field: Field) -> str:
    """The type of a field, without ``Many`` and ``None``."""
    text = str(cls.__annotations__[field.name])
    many = re.fullmatch(r"Many\[(.*)\]", text)
    return many[1] if many else text.removesuffix(" | None")


def fits(declared: str, python: str) -> bool:
    """Whether a field of the type `declared` takes what is of the type `python`; a code list takes any text."""
    return declared == python or (python == "str" and declared.endswith(" | str"))


def fields_of(cls: type[Noun], said: Said) -> list[Field]:
    """The fields of `cls` that bind the element: those that state its name, else the one that its name leads to.

    Where the type of an element changed between versions, one field stands for each type.
    """
    fitting = [f for f in cls.__fields__.values() if fits(annotation(cls, f), said.python)]
    named = [f for f in fitting if f.wire == said.name or said.name in f.was]
    ruled = {f.name: f for f in fitting if f.wire is None}
    return named or [ruled[name] for name in field_names(cls.__name__, said.name) if name in ruled][:1]
