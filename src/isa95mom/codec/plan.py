"""Plans: the fields of a noun joined with the table rows of one version, compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Any

import isa95mom.model as model
from isa95mom.codec.leaf import KINDS, Kind, Leaf
from isa95mom.declare import ELEMENTS, ENUMERATIONS, Field, Noun, field_of
from isa95mom.schema import UNBOUNDED, Particle, Table, table
from isa95mom.schema.errata import spelling
from isa95mom.values.version import Version


class Row:
    """One element of a type, with the field that binds it."""

    def __init__(self, plan: Plan, particle: Particle, group: Particle) -> None:
        self.name = particle.name
        self.qualified = particle.qualified
        self.tag = f"{{{plan.table.namespace}}}{particle.name}" if particle.qualified else particle.name
        self.type_name = particle.type
        self.nillable = particle.nillable
        alone = particle is group
        self.least = particle.least if alone else 0
        self.most = particle.most if alone or group.most == 1 else UNBOUNDED
        self.repeats = self.most == UNBOUNDED or self.most > 1
        self._schema = plan.schema
        field = field_of(plan.cls, particle.name, plan.schema.python_type(particle.type))
        if field is None:
            raise LookupError(f"{plan.type_name}: no field of {plan.cls.__name__} binds {particle.name}")
        self.field: Field = field

    @cached_property
    def leaf(self) -> Leaf | None:
        """The leaf type of the element, or None where a noun stands there."""
        if not self.type_name.startswith("xs:") and self._schema.table.type(self.type_name).structured:
            return None
        return self._schema.leaf(self.type_name)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the noun that stands there."""
        return self._schema.plan(self.type_name)


class Plan:
    """How one type of one version is read into and written from its noun."""

    def __init__(self, schema: Schema, type_name: str) -> None:
        self.schema = schema
        self.table: Table = schema.table
        self.type_name = type_name
        self.type = schema.table.type(type_name)
        self.cls: type[Noun] = ELEMENTS[type_name]
        self.content = tuple(_flat(self.type.content))
        rows = [Row(self, e, p) for p in self.content for e in p.elements()]
        self.by_name: dict[str, Row] = {}
        for row in rows:
            if row.name in self.by_name:  # it has two places, and may so occur twice
                row.repeats, row.most = True, UNBOUNDED
            self.by_name[row.name] = row
        self.rows = list(self.by_name.values())
        self.by_tag = {row.tag: row for row in self.rows}
        self._decoders: dict[bool, Any] = {}
        self._encoders: dict[str, Any] = {}
        self.attributes = {a.name: (a, field_of(self.cls, f"@{a.name}", "str")) for a in self.type.attributes.values()}
        bound = {row.field.name for row in self.rows} | {f.name for _, f in self.attributes.values() if f is not None}
        self.absent = [f for f in self.cls.__fields__.values() if f.name not in bound]
        """The fields that this version cannot say."""
        points = [p for p in self.content if p.kind in ("extension", "any")]
        self.extension = points[-1] if points else None
        """The last place for content that the schema leaves to others, or None."""
        self.strict_wildcard = any(p.kind == "any" and p.name == "strict" for p in points)
        """Whether what stands at its wildcard must be global elements of the schema."""
        self.closed = bool(points) and self.content[-1] is points[-1] and len(points) == 1
        """Whether that place is the only one and comes last, so that no element may follow it."""
        self.regular = len(self.rows) == len(rows) and all(
            p.kind in ("element", "extension", "any")
            or (p.kind == "choice" and p.most == 1 and all(q.kind == "element" for q in p.inside))
            for p in self.content
        )
        """Whether every element has one place; otherwise elements may interleave, and their order is kept."""

    def decoder(self, bare: bool) -> Callable[[Any, Any], Any]:
        """The reader: an element and what is decoded already -> the noun; `bare`: nothing has attributes."""
        found = self._decoders.get(bare)
        if found is None:
            from isa95mom.codec.decode import make_decoder

            found = self._decoders[bare] = make_decoder(self, bare)
        return found

    def encoder(self, prefix: str) -> Callable[[Any, Callable[[str], None], str, str], None]:
        """The compiled writer, for documents whose elements have `prefix`."""
        found = self._encoders.get(prefix)
        if found is None:
            from isa95mom.codec.encode import compile_encoder

            found = self._encoders[prefix] = compile_encoder(self, prefix)
        return found

    @cached_property
    def letters(self) -> dict[str, str]:
        """One letter for each element name, for `pattern`."""
        return {name: chr(0x100 + number) for number, name in enumerate(self.by_name)}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The content model over `letters`, extension and wildcard content left out."""
        return re.compile("".join(self._expression(p) for p in self.content))

    def _expression(self, particle: Particle) -> str:
        if particle.kind in ("extension", "any"):
            return ""
        if particle.kind == "element":
            body = self.letters[particle.name]
        else:
            body = (
                f"(?:{('|' if particle.kind == 'choice' else '').join(self._expression(p) for p in particle.inside)})"
            )
        most = "" if particle.most == UNBOUNDED else str(particle.most)
        return body if (particle.least, particle.most) == (1, 1) else f"{body}{{{particle.least},{most}}}"

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Element name -> the number of its place in the content."""
        return {e.name: rank for rank, particle in enumerate(self.content) for e in particle.elements()}

    def point(self, tag: str, names: list[str]) -> tuple[tuple[str, int] | None] | None:
        """The place, in a tuple, that foreign content of this tag has after elements of these names; None where it has
        none.
        """
        reached = max((self.ranks[name] for name in names if name), default=-1)
        extends = tag.startswith(f"{{{self.table.extension_namespace}}}")
        for particle in self.content[reached + 1 :]:
            if particle.kind == "any" or (particle.kind == "extension" and extends):
                return (None if particle is self.extension else (f"@{particle.name}", 0),)
            if not particle.may_be_empty():
                break
        return None

    def allows(self, names: list[str]) -> bool:
        """Whether elements of these names, in this order, make the content of the type."""
        return self.pattern.fullmatch("".join(self.letters[name] for name in names)) is not None


def _flat(content: tuple[Particle, ...]) -> Iterator[Particle]:
    """The content, an optional sequence of optional elements written as those elements."""
    for particle in content:
        optional = particle.kind == "sequence" and particle.most == 1 and not any(p.least for p in particle.inside)
        if optional or (particle.kind == "sequence" and (particle.least, particle.most) == (1, 1)):
            yield from _flat(particle.inside)
        else:
            yield particle


class Schema:
    """The plans and leaf types of one version."""

    def __init__(self, version: Version) -> None:
        model.load()
        self.version = version
        self.table = table(version)
        self.namespace = self.table.namespace
        self.envelopes: dict[str, Any] = {}
        self._plans: dict[str, Plan] = {}
        self._leaves: dict[str, Leaf] = {}

    def leaf(self, name: str) -> Leaf:
        """The leaf type called `name`."""
        if name not in self._leaves:
            self._leaves[name] = Leaf(self.table, name, spelling(self.version, self.table.lineage(name)))
        return self._leaves[name]

    def python_type(self, name: str) -> str:
        """The Python type that stands for the type called `name`, as a field declares it."""
        if not name.startswith("xs:") and self.table.type(name).structured:
            return ELEMENTS[name].__name__
        lineage = self.table.lineage(name)
        codes = [ENUMERATIONS[step.name] for step in lineage if step.name in ENUMERATIONS]
        return f"{codes[0].__name__} | str" if codes else KINDS.get(lineage[-1].name, Kind.TEXT).python

    def plan(self, type_name: str) -> Plan:
        """The plan of the type called `type_name`."""
        if type_name not in self._plans:
            self._plans[type_name] = Plan(self, type_name)
        return self._plans[type_name]

    def plan_of(self, cls: type[Noun]) -> Plan | None:
        """The plan that writes `cls`, or None where this version has no type for it."""
        name = next((name for name in cls.__types__ if name in self.table), None)
        return self.plan(name) if name is not None else None

    def root_plan(self, name: str) -> Plan | None:
        """The plan of the global element called `name`, or None where it is no noun of this version."""
        type_name = self.table.elements.get(name)
        return self.plan(type_name) if type_name in ELEMENTS and type_name is not None else None

    def root_leaf(self, name: str) -> Leaf | None:
        """The leaf type of the global element called `name`, or None where it is none of this version or no leaf."""
        type_name = self.table.elements.get(name)
        return None if type_name is None or self.table.type(type_name).structured else self.leaf(type_name)

    def root_name(self, cls: type[Noun]) -> str | None:
        """The global element that carries `cls`, or None."""
        names = [name for name, type_name in self.table.elements.items() if type_name in cls.__types__]
        return min(names, key=lambda name: (name != cls.__name__, name)) if names else None


@cache
def schema(version: Version) -> Schema:
    """The plans of `version`."""
    return Schema(version)
