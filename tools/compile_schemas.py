"""Compile the official B2MML, BatchML and KPI-ML schemas into the tables the package ships.

    python tools/compile_schemas.py SCHEMAS [--out src/isa95mom/schema/tables]

SCHEMAS is a folder with one sub-folder of published ``*.xsd`` files per version. One JSON file per version is written.
The published schemas are not part of this project; a test compiles them afresh, where they are at hand, and compares.

A table holds, for one version:

``namespace``, ``extension_namespace``
    The target namespace and that of the extension groups.
``elements``
    Global element name -> type name.
``types``
    Type name -> definition, one of

    * ``{"content": [particle, ...], "attributes": {...}}``: children in order; with ``"mixed": true`` text may stand
      between them;
    * ``{"base": "CodeType", "enumeration": [...], "attributes": {...}}``: text, derived from another type or an
    ``xs:`` one; * ``{"union": ["A", "xs:b"]}``.

    A particle is ``[name, type, min, max, flag, ...]`` for an element, where a flag is ``nillable`` or, for an element
    that stands in no namespace, ``unqualified``; or an object with
    ``sequence``, ``choice`` (particles inside), ``extension`` (the name of an extension group) or ``any`` (its
    processContents) beside ``min`` and ``max``. A max of -1 is unbounded. Types declared inside an element are named
    ``Outer/Element``. An attribute is ``[type, required]``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from lxml import etree

XS = "{http://www.w3.org/2001/XMLSchema}"
VERSIONS = ("V0401", "V0500", "V0600", "V0700", "V0701", "KPI-ML-V01")
Json = dict[str, Any]
Node = Any
"""An lxml element of a schema that is known to be valid: its attributes are there."""


class Compiler:
    """The schema files of one version, read into one table."""

    def __init__(self, folder: Path) -> None:
        self.types: Json = {}
        self.elements: dict[str, str] = {}
        self.groups: dict[str, Node] = {}
        self.namespace = self.extension_namespace = ""
        parser = etree.XMLParser(remove_comments=True)
        roots: list[Node] = [
            etree.parse(p, parser).getroot()
            for p in sorted(folder.glob("*.xsd"))
            if not p.name.startswith("AllSchemas")
        ]
        for root in roots:
            namespace = root.get("targetNamespace")
            if namespace is None:
                continue
            if namespace.endswith("Extensions"):
                self.extension_namespace = namespace
            else:
                self.namespace = namespace
        body = [r for r in roots if r.get("targetNamespace") in (None, self.namespace)]
        for root in body:
            self.groups |= {g.get("name"): g for g in root.findall(f"{XS}group")}
        for node in (node for root in body for node in root):
            if node.tag in (f"{XS}complexType", f"{XS}simpleType"):
                self.declare(node.get("name"), self.type(node, node.get("name")))
            elif node.tag == f"{XS}element":
                self.elements[node.get("name")] = self.element_type(node, node.get("name"))

    def declare(self, name: str, definition: Json) -> None:
        if self.types.setdefault(name, definition) != definition:
            raise ValueError(f"{name} is declared twice, differently")

    @staticmethod
    def name(qname: str) -> str:
        prefix, _, local = qname.rpartition(":")
        return f"xs:{local}" if prefix in ("xs", "xsd") else local

    @staticmethod
    def occurs(node: Node) -> tuple[int, int]:
        most = node.get("maxOccurs", "1")
        return int(node.get("minOccurs", "1")), -1 if most == "unbounded" else int(most)

    def element_type(self, node: Node, owner: str) -> str:
        """The type of an element; one declared inside it is named after its place."""
        if node.get("type") is not None:
            return self.name(node.get("type"))
        self.declare(owner, self.type(node[0] if node[0].tag != f"{XS}annotation" else node[1], owner))
        return owner

    def type(self, node: Node, owner: str) -> Json:
        if node.tag == f"{XS}simpleType":
            return self.text(node)
        definition: Json = {}
        simple = node.find(f"{XS}simpleContent")
        attributes = self.attributes(node)
        if simple is not None:
            definition = self.text(simple)
            attributes = self.attributes(simple[0])
        else:
            if node.get("mixed") == "true":
                definition["mixed"] = True
            definition["content"] = []
            for child in node:
                if child.tag == f"{XS}sequence":
                    least, most = self.occurs(child)
                    inside = self.particles(child, owner)
                    plain = (least, most) == (1, 1)
                    definition["content"] += inside if plain else [{"sequence": inside, "min": least, "max": most}]
                elif child.tag == f"{XS}choice":
                    definition["content"].append(self.particle(child, owner))
                elif child.tag not in (f"{XS}attribute", f"{XS}annotation"):
                    raise ValueError(f"{owner}: {child.tag} in a complex type")
        if attributes:
            definition["attributes"] = attributes
        return definition

    def text(self, node: Node) -> Json:
        rule = next(child for child in node if child.tag != f"{XS}annotation")
        if rule.tag == f"{XS}union":
            return {"union": [self.name(n) for n in rule.get("memberTypes").split()]}
        definition: Json = {"base": self.name(rule.get("base"))}
        facets: dict[str, list[str]] = {"enumeration": [], "pattern": []}
        for facet in rule:
            if facet.tag not in (f"{XS}attribute", f"{XS}annotation"):
                facets[facet.tag.removeprefix(XS)].append(facet.get("value"))
        return definition | {kind: values for kind, values in facets.items() if values}

    def attributes(self, node: Node) -> dict[str, list[Any]]:
        return {
            a.get("name"): [self.name(a.get("type")), a.get("use") == "required"]
            for a in node.findall(f"{XS}attribute")
        }

    def particles(self, node: Node, owner: str) -> list[Any]:
        found: list[Any] = []
        for child in node:
            if child.tag != f"{XS}annotation":
                one = self.particle(child, owner)
                once = isinstance(one, dict) and "sequence" in one and (one["min"], one["max"]) == (1, 1)
                found += one["sequence"] if once and node.tag != f"{XS}choice" else [one]
        return found

    def particle(self, node: Node, owner: str) -> Any:
        least, most = self.occurs(node)
        if node.tag == f"{XS}element":
            name = node.get("name")
            row = [name, self.element_type(node, f"{owner}/{name}"), least, most]
            form = node.get("form") or node.getroottree().getroot().get("elementFormDefault", "unqualified")
            flags = {"nillable": node.get("nillable") == "true", "unqualified": form == "unqualified"}
            return row + [flag for flag, said in flags.items() if said]
        if node.tag == f"{XS}any":
            return {"any": node.get("processContents", "strict"), "min": least, "max": most}
        if node.tag == f"{XS}group":
            prefix, _, local = node.get("ref").rpartition(":")
            if prefix == "Extended":
                return {"extension": local, "min": least, "max": most}
            inside = [c for c in self.groups[local] if c.tag in (f"{XS}sequence", f"{XS}choice")]
            (body,) = inside
            found = self.particle(body, owner)
            return found if (least, most) == (1, 1) else found | {"min": least, "max": most}
        if node.tag in (f"{XS}sequence", f"{XS}choice"):
            return {node.tag.removeprefix(XS): self.particles(node, owner), "min": least, "max": most}
        raise ValueError(f"{owner}: cannot compile {node.tag}")

    def table(self, version: str) -> Json:
        return {
            "version": version,
            "namespace": self.namespace,
            "extension_namespace": self.extension_namespace,
            "elements": dict(sorted(self.elements.items())),
            "types": dict(sorted(self.types.items())),
        }


def compile_version(folder: Path) -> Json:
    """The table of the schema files in `folder`, whose name is the version."""
    return Compiler(folder).table(folder.name.replace("-", "_"))


def dumps(table: Json) -> str:
    """`table` as JSON text with one line per element and per type, so that differences read well."""
    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            lines = ",\n".join(f"{json.dumps(k)}:{json.dumps(v, separators=(',', ':'))}" for k, v in value.items())
            parts.append(f"{json.dumps(key)}:{{\n{lines}\n}}")
        else:
            parts.append(f"{json.dumps(key)}:{json.dumps(value)}")
    return "{" + ",\n".join(parts) + "}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("schemas", type=Path, help="the folder with one folder of published schemas per version")
    parser.add_argument("--out", type=Path, default=Path("src/isa95mom/schema/tables"))
    options = parser.parse_args()
    for version in VERSIONS:
        table = compile_version(options.schemas / version)
        target = options.out / f"{table['version']}.json"
        target.write_text(dumps(table), encoding="utf-8")
        print(f"{target}: {len(table['elements'])} elements, {len(table['types'])} types")


if __name__ == "__main__":
    main()
