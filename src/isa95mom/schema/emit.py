"""Schemas written from the tables: XML Schema for every version, JSON Schema for those with a JSON form.

They say what the published schemas say, in files of one's own, without documentation. The extension points are
closed, as published (the groups stand empty in a file of the extension namespace, for a site to fill), or open to any
element of the extension namespace.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any, Literal

from isa95mom.errors import VersionError
from isa95mom.schema import UNBOUNDED, Attribute, Particle, Table, Type, table
from isa95mom.values.version import Version

Format = Literal["xsd", "json-schema"]
Extensions = Literal["closed", "open"]
JSON_VERSIONS = {Version.V0700: "b2mml:", Version.V0701: ""}
"""The versions with a JSON form, and what stands before the names of elements there."""
XS = "http://www.w3.org/2001/XMLSchema"
DRAFT = "https://json-schema.org/draft/2020-12/schema"


def emit_schema(
    version: Version, format: Format = "xsd", *, noun: str | None = None, extensions: Extensions = "closed"
) -> dict[str, str]:
    """The schema of a version as files: name -> text.

    Parameters
    ----------
    version
        The version.
    format
        ``"xsd"``, or ``"json-schema"`` for the B2MML-JSON of V0700 and V0701.
    noun
        The name of one global element, to have the schema of that alone; by default all are in it.
    extensions
        ``"closed"``: nothing at the extension points, as published. ``"open"``: anything of the extension namespace
        there, and in JSON the members that begin with ``#`` and ``@xsi:``.

    Raises
    ------
    VersionError
        Where the version has no global element `noun`, or no JSON form.
    """
    facts = table(version)
    if format not in ("xsd", "json-schema"):
        raise ValueError(f"format is {format!r}; it may be 'xsd' or 'json-schema'")
    if extensions not in ("closed", "open"):
        raise ValueError(f"extensions is {extensions!r}; it may be 'closed' or 'open'")
    if noun is not None and noun not in facts.elements:
        raise VersionError(f"{version} has no global element {noun}")
    elements = facts.elements if noun is None else {noun: facts.elements[noun]}
    if format == "json-schema":
        if version not in JSON_VERSIONS:
            raise VersionError(f"{version} has no JSON form; {' and '.join(map(str, JSON_VERSIONS))} have")
        found = _Json(facts, JSON_VERSIONS[version], extensions == "open").schema(elements)
        return {f"{version}.schema.json": json.dumps(found, ensure_ascii=False, indent=1) + "\n"}
    return _Xsd(facts, extensions == "open").files(elements, noun is None)


def reachable(facts: Table, elements: dict[str, str], everything: bool) -> list[str]:
    """The types that the elements need, those they derive from included, in the order of the table."""
    waiting = list(facts.type_names if everything else elements.values())
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name.startswith("xs:"):
            continue
        found.add(name)
        said = facts.type(name)
        waiting += [said.base] if said.base else []
        waiting += [*said.union, *(a.type for a in said.attributes.values())]
        waiting += [e.type for p in said.content for e in p.elements()]
        if any(p.kind == "any" and p.name != "skip" for p in said.content):
            waiting += list(facts.elements.values())
    return [name for name in facts.type_names if name in found]


def ambiguous(rest: tuple[Particle, ...]) -> bool:
    """Whether a wildcard before `rest` could as well be the next one in it, which XML Schema does not allow."""
    for particle in rest:
        if particle.kind == "extension":
            return True
        if particle.least:
            return False
    return False


# -- XML Schema ------------------------------------------------------------------------------------------------------


class _Xsd:
    """The XML Schema of one version."""

    def __init__(self, facts: Table, is_open: bool) -> None:
        self.facts = facts
        self.open = is_open
        self.groups: dict[str, None] = {}

    def files(self, elements: dict[str, str], everything: bool) -> dict[str, str]:
        """The schema, and the file of the extension namespace that it imports."""
        names = reachable(self.facts, elements, everything)
        if any(p.kind == "any" and p.name != "skip" for name in names for p in self.facts.type(name).content):
            elements = self.facts.elements  # what stands at a wildcard must be declared
        body = [self.element(name, type_) for name, type_ in elements.items()]
        body += [line for name in names if "/" not in name for line in self.type(name, "  ", f' name="{name}"')]
        own, extension = self.facts.namespace, self.facts.extension_namespace
        main, other = f"{self.facts.version}.xsd", f"{self.facts.version}-AllExtensions.xsd"
        head = ['<?xml version="1.0" encoding="UTF-8"?>']
        found: dict[str, str] = {}
        opening = f'<xs:schema xmlns:xs="{XS}" xmlns="{own}" targetNamespace="{own}" elementFormDefault="qualified"'
        if not extension:
            found[main] = "\n".join([*head, f"{opening}>", *body, "</xs:schema>", ""])
            return found
        imported = f'  <xs:import namespace="{extension}" schemaLocation="{other}"/>'
        found[main] = "\n".join(
            [*head, f'{opening} xmlns:Extended="{extension}">', imported, *body, "</xs:schema>", ""]
        )
        groups = [f'  <xs:group name="{name}">\n    <xs:sequence/>\n  </xs:group>' for name in self.groups]
        opening = f'<xs:schema xmlns:xs="{XS}" targetNamespace="{extension}" elementFormDefault="qualified">'
        found[other] = "\n".join([*head, opening, *groups, "</xs:schema>", ""])
        return found

    @staticmethod
    def element(name: str, type_: str) -> str:
        return f'  <xs:element name="{name}" type="{type_}"/>'

    def type(self, name: str, indent: str, named: str) -> Iterator[str]:
        """The definition of a type; `named` is its name as an attribute, empty inside an element."""
        said = self.facts.type(name)
        if said.structured:
            mixed = ' mixed="true"' if said.mixed else ""
            yield f"{indent}<xs:complexType{named}{mixed}>"
            if said.content:
                yield f"{indent}  <xs:sequence>"
                for number, particle in enumerate(said.content):
                    if self.open and particle.kind == "extension" and ambiguous(said.content[number + 1 :]):
                        continue
                    yield from self.particle(particle, indent + "    ")
                yield f"{indent}  </xs:sequence>"
            yield from self.attributes(said.attributes, indent + "  ")
            yield f"{indent}</xs:complexType>"
        elif said.union:
            yield f"{indent}<xs:simpleType{named}>"
            yield f'{indent}  <xs:union memberTypes="{" ".join(said.union)}"/>'
            yield f"{indent}</xs:simpleType>"
        elif not self.facts.attributes(name):
            yield f"{indent}<xs:simpleType{named}>"
            yield from self.restriction(said, indent + "  ")
            yield f"{indent}</xs:simpleType>"
        else:
            yield f"{indent}<xs:complexType{named}>"
            yield f"{indent}  <xs:simpleContent>"
            yield from self.derivation(said, indent + "    ")
            yield f"{indent}  </xs:simpleContent>"
            yield f"{indent}</xs:complexType>"

    def derivation(self, said: Type, indent: str) -> Iterator[str]:
        if said.enumeration or said.pattern:
            yield from self.restriction(said, indent)
        elif said.attributes:
            yield f'{indent}<xs:extension base="{said.base}">'
            yield from self.attributes(said.attributes, indent + "  ")
            yield f"{indent}</xs:extension>"
        else:
            yield f'{indent}<xs:extension base="{said.base}"/>'

    def restriction(self, said: Type, indent: str) -> Iterator[str]:
        yield f'{indent}<xs:restriction base="{said.base}">'
        for facet, values in (("pattern", said.pattern), ("enumeration", said.enumeration)):
            for value in values:
                yield f'{indent}  <xs:{facet} value="{escape(value)}"/>'
        yield from self.attributes(said.attributes, indent + "  ")
        yield f"{indent}</xs:restriction>"

    @staticmethod
    def attributes(attributes: dict[str, Attribute], indent: str) -> Iterator[str]:
        for said in attributes.values():
            use = ' use="required"' if said.required else ""
            yield f'{indent}<xs:attribute name="{said.name}" type="{said.type}"{use}/>'

    def particle(self, particle: Particle, indent: str) -> Iterator[str]:
        most = "unbounded" if particle.most == UNBOUNDED else str(particle.most)
        occurs = f' minOccurs="{particle.least}"' if particle.least != 1 else ""
        occurs += f' maxOccurs="{most}"' if most != "1" else ""
        if particle.kind == "element":
            more = "" if particle.qualified else ' form="unqualified"'
            more += ' nillable="true"' if particle.nillable else ""
            if "/" not in particle.type:
                yield f'{indent}<xs:element name="{particle.name}" type="{particle.type}"{occurs}{more}/>'
                return
            yield f'{indent}<xs:element name="{particle.name}"{occurs}{more}>'
            yield from self.type(particle.type, indent + "  ", "")
            yield f"{indent}</xs:element>"
        elif particle.kind == "any":
            yield f'{indent}<xs:any processContents="{particle.name}"{occurs}/>'
        elif particle.kind == "extension":
            if self.open:
                space = self.facts.extension_namespace
                yield f'{indent}<xs:any namespace="{space}" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>'
            else:
                self.groups[particle.name] = None
                yield f'{indent}<xs:group ref="Extended:{particle.name}"{occurs}/>'
        else:
            yield f"{indent}<xs:{particle.kind}{occurs}>"
            for inner in particle.inside:
                yield from self.particle(inner, indent + "  ")
            yield f"{indent}</xs:{particle.kind}>"


# -- JSON Schema -----------------------------------------------------------------------------------------------------

NUMERAL = r"^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*$"
SCALAR: dict[str, dict[str, Any]] = {
    "xs:decimal": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMERAL}]},
    "xs:boolean": {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    "xs:dateTime": {"type": "string", "pattern": "^\\s*-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"},
    "xs:duration": {"type": "string", "pattern": "^\\s*-?P"},
    "xs:base64Binary": {"type": "string", "pattern": r"^[A-Za-z0-9+/=\s]*$"},
    "xs:language": {"type": "string", "pattern": r"^\s*[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*\s*$"},
}  # fmt: skip
NIL = {"type": "object", "properties": {"@xsi:nil": {"enum": ["true", "1"]}}, "required": ["@xsi:nil"]}
ANY_TEXT = {"type": ["string", "number", "boolean"]}


class _Json:
    """The JSON Schema of the B2MML-JSON of one version."""

    def __init__(self, facts: Table, prefix: str, is_open: bool) -> None:
        self.facts = facts
        self.prefix = prefix
        self.carried: dict[str, Any] = {"patternProperties": {"^(#|@xsi:)": {}}} if is_open else {}
        self.open = is_open

    def schema(self, elements: dict[str, str]) -> dict[str, Any]:
        """The whole schema."""
        names = reachable(self.facts, elements, False)
        members = {f"{self.prefix}{name}": self.reference(type_) for name, type_ in elements.items()}
        return {
            "$schema": DRAFT,
            "$comment": f"{self.facts.version}, written from isa95mom's tables",
            "type": "object",
            "oneOf": [{"required": [name]} for name in members],
            "properties": members,
            "patternProperties": {"^(#|@xmlns)": {}},
            "additionalProperties": False,
            "$defs": {self.key(name): self.type(name) for name in names},
        }

    @staticmethod
    def key(name: str) -> str:
        return name.replace("/", ".")

    def reference(self, name: str) -> dict[str, Any]:
        if name.startswith("xs:"):
            return self.scalar(name)
        return {"$ref": f"#/$defs/{self.key(name)}"}

    def type(self, name: str) -> dict[str, Any]:
        """The definition of a type."""
        said = self.facts.type(name)
        if said.structured:
            return self.object(said)
        attributes = self.facts.attributes(name)
        bare = self.bare(name)
        full = {
            "type": "object",
            "properties": {"$": bare, **{f"@{a.name}": self.attribute(a) for a in attributes.values()}},
            **self.carried,
            "additionalProperties": False,
        }
        required = [f"@{a.name}" for a in attributes.values() if a.required]
        if required:
            return {**full, "required": required}
        return {"anyOf": [bare, full]} if attributes or self.open else bare

    def bare(self, name: str) -> dict[str, Any]:
        """What the text of a leaf may be."""
        allowed = self.facts.enumeration(name)
        return {"enum": list(allowed)} if allowed else self.scalar(self.facts.lineage(name)[-1].name)

    @staticmethod
    def scalar(name: str) -> dict[str, Any]:
        return SCALAR.get(name, ANY_TEXT)

    def attribute(self, said: Attribute) -> dict[str, Any]:
        if said.type in self.facts and self.facts.enumeration(said.type):
            return {"enum": list(self.facts.enumeration(said.type))}
        return SCALAR.get(said.type, {"type": "string"})

    def object(self, said: Type) -> dict[str, Any]:
        """The definition of a structured type."""
        properties = {f"@{a.name}": self.attribute(a) for a in said.attributes.values()}
        required = [f"@{a.name}" for a in said.attributes.values() if a.required]
        rules: list[dict[str, Any]] = []
        for particle, least, repeats in members(said.content):
            name = f"{self.prefix if particle.qualified else ''}{particle.name}"
            one = self.reference(particle.type)
            if particle.nillable:
                one = {"anyOf": [{"type": "null"}, one, *([NIL] if self.open else [])]}
            array: dict[str, Any] = {"type": "array", "items": one, **({"minItems": least} if least else {})}
            if particle.most > 1:
                array["maxItems"] = particle.most
            properties[name] = one if not repeats else {"anyOf": [one, array]} if self.prefix else array
            if least:
                required.append(name)
        for particle in said.content:
            if particle.kind == "choice" and particle.most == 1:
                rules += self.choice(particle)
        found: dict[str, Any] = {"type": "object", "properties": properties}
        if required:
            found["required"] = required
        if rules:
            found["allOf"] = rules
        if self.open and any(p.kind in ("extension", "any") for p in said.content):
            found["patternProperties"] = {"^(#|@xsi:|Extended:)": {}}
        else:
            found |= self.carried
        return {**found, "additionalProperties": False}

    def choice(self, particle: Particle) -> Iterator[dict[str, Any]]:
        """What a choice rules out."""
        options = [
            [f"{self.prefix if e.qualified else ''}{e.name}" for e in option.elements()] for option in particle.inside
        ]
        for number, one in enumerate(options):
            for other in options[number + 1 :]:
                for name in one:
                    yield from ({"not": {"required": [name, second]}} for second in other if second != name)
        if particle.least and all(option.kind == "element" and option.least for option in particle.inside):
            yield {"anyOf": [{"required": names} for names in options]}


def members(content: tuple[Particle, ...]) -> list[tuple[Particle, int, bool]]:
    """The elements of a content model: each with its least number, and whether it may repeat."""
    found: dict[str, tuple[Particle, int, bool]] = {}

    def walk(particle: Particle, always: bool, again: bool) -> None:
        again = again or particle.most not in (0, 1)
        if particle.kind == "element":
            before = found.get(particle.name)
            least = particle.least if always else 0
            found[particle.name] = (particle, max(least, before[1] if before else 0), again or before is not None)
        for inner in particle.inside:
            walk(inner, always and particle.kind == "sequence" and particle.least > 0, again)

    for particle in content:
        walk(particle, True, False)
    return list(found.values())


__all__ = ["emit_schema", "members", "reachable"]
