"""Writing: the compiled encoder of each plan, and the careful one for what is out of the ordinary.

An encoder is straight-line Python made from the plan: it appends strings, in schema order, and checks what it writes.
It raises `Bail` at an object that has attributes, nil or foreign content, that the version cannot hold, or that is not
valid; `Writer` then writes it, or tells what is wrong.
"""

from __future__ import annotations

import linecache
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from isa95mom.codec.decode import plain_order
from isa95mom.codec.leaf import NIL, XSI, Aside, BadValue, Bail, Kind, Leaf, check_text
from isa95mom.codec.plan import Plan, Row
from isa95mom.declare import Noun, Wire
from isa95mom.errors import Loss, Problem
from isa95mom.schema import UNBOUNDED, Particle
from isa95mom.values.foreign import Foreign
from isa95mom.values.number import format_decimal
from isa95mom.values.text import Code, Identifier, Text

Encoder = Callable[[Any, Callable[[str], None], str, str], None]

_SPECIAL = re.compile("[&<>\r]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
special = re.compile(f"{_SPECIAL.pattern[:-1]}{_ILLEGAL.pattern[1:]}").search


def escape(text: str) -> str:
    """`text` as element content. Raises `BadValue` for characters that XML does not have."""
    illegal = _ILLEGAL.search(text)
    if illegal is not None:
        raise BadValue("illegal-character", f"{text[:40]!r} holds {illegal[0]!r}, a character that XML does not have")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def escape_attribute(text: str) -> str:
    """`text` as the value of an attribute."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


class NeedsPrefix(Exception):
    """An element of no namespace cannot stand where the schema's own is the default: the document needs a prefix."""


TEXTS = frozenset((Text, Identifier, Code))
"""The classes of text that may carry attributes."""


def plain_datetime(value: datetime) -> str:
    """The text of a date-time that keeps no spelling of its own."""
    text = value.isoformat()
    return text[:-6] + "Z" if text[-6:] == "+00:00" else text


FAST = {Kind.DATE_TIME: ("plain_datetime", plain_datetime), Kind.DECIMAL: ("format_decimal", format_decimal)}


def compile_encoder(plan: Plan, prefix: str) -> Encoder:
    """The encoder of `plan` for documents whose elements have `prefix`."""
    if not plan.regular or not all(row.qualified for row in plan.rows):
        return _refuse
    names: dict[str, Any] = {"Bail": Bail, "special": special, "escape": escape, "cls": plan.cls, "texts": TEXTS}
    lines = ["def encode(o, a, n, tag):", "    if type(o) is not cls or o._wire is not None:", "        raise Bail"]
    absent = [f.slot for f in plan.absent]
    for start in range(0, len(absent), 6):
        said = " or ".join(
            f"o.{slot}" + (" is not None" if not slot.startswith("_") else "") for slot in absent[start : start + 6]
        )
        lines.append(f"    if {said}:")
        lines.append("        raise Bail")
    fields = [f for _, f in plan.attributes.values() if f is not None]
    if fields:
        lines += [f"    if {' or '.join(f'o.{f.slot} is not None' for f in fields)}:", "        raise Bail"]
    if any(a.required for a, _ in plan.attributes.values()):
        lines.append("    raise Bail")
    lines += ['    a(f"{n}<{tag}>")', '    m = n + "  "']
    start = len(lines)
    for particle in plan.content:
        if particle.kind == "element":
            lines += _element(plan, particle, prefix, names)
        elif particle.kind == "choice":
            lines += _choice(plan, particle, prefix, names)
    lines.append('    a(f"{n}</{tag}>")' if len(lines) > start else '    a(f"</{tag}>")')
    text = "\n".join(lines)
    file = f"<encoder of {plan.type_name}, {plan.schema.version}, {prefix}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    exec(compile(text, file, "exec"), names)
    return names["encode"]  # type: ignore[no-any-return]


def _refuse(*_: Any) -> None:
    raise Bail


def _choice(plan: Plan, particle: Particle, prefix: str, names: dict[str, Any]) -> list[str]:
    rows = [plan.by_name[option.name] for option in particle.inside]
    present = " + ".join(f"({_said(row)})" for row in rows)
    least = 1 if particle.least and all(option.least for option in particle.inside) else 0
    lines = [f"    k = {present}", f"    if k > 1{' or k < 1' if least else ''}:", "        raise Bail"]
    for row in rows:
        lines += _optional(row, prefix, names)
    return lines


def _said(row: Row) -> str:
    slot = f"o.{row.field.slot}"
    return f"{slot} is not None and len({slot}) > 0" if row.field.many else f"{slot} is not None"


def _element(plan: Plan, particle: Particle, prefix: str, names: dict[str, Any]) -> list[str]:
    row = plan.by_name[particle.name]
    lines = _optional(row, prefix, names)
    if row.least:
        lines += ["    else:", "        raise Bail"]
    return lines


def _optional(row: Row, prefix: str, names: dict[str, Any]) -> list[str]:
    """Write one field where it is set."""
    value = _value(row, prefix, names)
    if not row.field.many:
        return [f"    v = o.{row.field.slot}", "    if v is not None:", *(f"        {line}" for line in value)]
    lines = [f"    l = o.{row.field.slot}", "    if l:"]
    if row.most != UNBOUNDED:
        lines += [f"        if len(l) > {row.most}:", "            raise Bail"]
    if row.least > 1:
        lines += [f"        if len(l) < {row.least}:", "            raise Bail"]
    return [*lines, "        for v in l:", *(f"            {line}" for line in value)]


def _value(row: Row, prefix: str, names: dict[str, Any]) -> list[str]:
    tag = f"{prefix}{row.name}" if row.qualified else row.name
    number = len(names)
    leaf = row.leaf
    if leaf is None:
        names[f"e{number}"] = _Lazy(row, prefix, names, f"e{number}")
        return [f"e{number}(v, a, m, {tag!r})"]
    names[f"f{number}"] = _full(leaf, row, tag)
    plain = f'a(f"{{m}}<{tag}>{{v}}</{tag}>")'
    full = f"a(f{number}(v, m))"
    if leaf.kind is Kind.TEXT and not leaf.required:
        if leaf.allowed:
            names[f"t{number}"] = {meant: escape(text) for meant, text in leaf.published.items()}.get
            return [f"x = t{number}(v)", "if x is None or v.__class__ in texts:", f"    {full}", "else:",
                    f'    a(f"{{m}}<{tag}>{{x}}</{tag}>")']  # fmt: skip
        return [
            "if type(v) is str:",
            "    if special(v):",
            "        v = escape(v)",
            f"    {plain}",
            "else:",
            f"    {full}",
        ]
    if leaf.kind in FAST and not leaf.required:
        name, function = FAST[leaf.kind]
        names[name] = function
        names[f"c{number}"] = leaf.kind.classes[0]
        return [f"if type(v) is c{number}:", f"    v = {name}(v)", f"    {plain}", "else:", f"    {full}"]
    return [full]


def _full(leaf: Leaf, row: Row, tag: str) -> Callable[[Any, str], str]:
    def encode(value: Any, indent: str) -> str:
        return indent + leaf_xml(leaf, row.nillable, tag, value)

    return encode


class _Lazy:
    """The encoder of a row's noun, compiled when it is first met."""

    def __init__(self, row: Row, prefix: str, names: dict[str, Any], name: str) -> None:
        self.row, self.prefix, self.names, self.name = row, prefix, names, name

    def __call__(self, value: Any, add: Any, indent: str, tag: str) -> None:
        self.names[self.name] = encode = self.row.plan.encoder(self.prefix)
        encode(value, add, indent, tag)


def leaf_xml(leaf: Leaf, nillable: bool, tag: str, value: Any, loose: bool = False) -> str:
    """The element of a leaf value. Raises `BadValue` where its type refuses it; `loose` lets read values pass."""
    attributes: Mapping[str, str] = getattr(value, "attributes", None) or {}
    for name, said in attributes.items():
        if not name.startswith(XSI) and not loose:
            problem = leaf.check_attribute(name, said)
            if problem is not None:
                raise problem
    for name in leaf.required:
        if name not in attributes and not loose:
            raise BadValue("required-attribute", f"attribute {name!r} is required")
    is_nil = attributes.get(NIL, "").strip() in ("true", "1")
    if is_nil:
        if not nillable and not loose:
            raise BadValue("nil-not-allowed", "xsi:nil is not allowed here")
        return f"<{tag}{attributes_xml(attributes)}/>"
    try:
        text = leaf.text_of(value)
    except BadValue:
        if not (loose and isinstance(value, str)):
            raise
        text = str(value)
    return f"<{tag}{attributes_xml(attributes)}>{escape(text)}</{tag}>"


def attributes_xml(attributes: Mapping[str, str]) -> str:
    """Attributes as they stand in a start tag."""
    return "".join(f' {_attribute_name(name)}="{escape_attribute(value)}"' for name, value in attributes.items())


def _attribute_name(name: str) -> str:
    if name.startswith(XSI):
        return "xsi:" + name.removeprefix(XSI)
    if name.startswith("{http://www.w3.org/XML/1998/namespace}"):
        return "xml:" + name.rpartition("}")[2]
    if name.startswith("{"):
        raise BadValue("unknown-attribute", f"attribute {name!r} of another namespace")
    return name


class Writer:
    """One careful writing: what it found wrong, and what was lost."""

    def __init__(self, *, prefix: str, has_default: bool = True, loose: bool = False, limit: int = 100) -> None:
        self.prefix = prefix
        self.has_default = has_default
        self.loose = loose
        self.limit = limit
        self.problems: list[Problem] = []
        self.losses: list[Loss] = []

    def tell(self, path: str, code: str, message: str) -> None:
        """Note a problem."""
        if len(self.problems) < self.limit:
            self.problems.append(Problem(path, None, code, message))

    def noun(self, plan: Plan, noun: Any, add: Callable[[str], None], indent: str, tag: str, path: str) -> None:
        """Write a noun: by its encoder where that takes it, else with care."""
        parts: list[str] = []
        try:
            plan.encoder(self.prefix)(noun, parts.append, indent, tag)
        except (ValueError, AttributeError, TypeError):
            self.careful(plan, noun, add, indent, tag, path)
        else:
            add("".join(parts))

    def careful(self, plan: Plan, noun: Any, add: Callable[[str], None], indent: str, tag: str, path: str) -> None:
        """Write a noun part by part, telling what is wrong with each."""
        if type(noun) is not plan.cls:
            self.tell(path, "wrong-type", f"{noun!r:.60} is not a {plan.cls.__name__}")
            return
        wire = noun._wire
        self.lost(plan, noun, path)
        attributes = dict(wire.attributes) if wire is not None else {}
        for name, (attribute, field) in plan.attributes.items():
            value = getattr(noun, field.slot) if field is not None else None
            if value is not None:
                problem = check_text(attribute.type, name, value)
                if problem is not None:
                    self.tell(f"{path}/@{name}", problem.code, str(problem))
                attributes[name] = value
            elif attribute.required and not self.loose:
                self.tell(path, "required-attribute", f"attribute {name!r} is required")
        start = f"{indent}<{tag}{attributes_xml(attributes)}"
        if wire is not None and wire.is_nil:
            add(f"{start}/>")
            return
        flowing = plan.type.mixed and any(not piece.xml.startswith("<") for piece in noun.extensions)
        parts = self.parts(plan, noun, "" if flowing else indent + "  ", path)
        if not parts:
            add(f"{start}></{tag}>")
            return
        add(f"{start}>")
        for part in parts:
            add(part)
        add(f"</{tag}>" if flowing else f"{indent}</{tag}>")

    def lost(self, plan: Plan, noun: Noun, path: str) -> None:
        """Note every field that is set and that the version has no element for."""
        for field in plan.absent:
            value = getattr(noun, field.slot)
            if value is not None and value != []:
                self.losses.append(
                    Loss(path, field.name, f"{plan.type_name} of {plan.schema.version} has no element for it")
                )

    def parts(self, plan: Plan, noun: Noun, indent: str, path: str) -> list[str]:
        """The children of a noun's element, in order, foreign content in its place."""
        wire = noun._wire
        written: dict[str, list[list[str]]] = {}
        for row in plan.rows:
            if row.name in written:
                continue
            values = getattr(noun, row.field.slot)
            if not row.field.many:
                values = (
                    [values]
                    if values is not None
                    else [Aside(None, wire.nil[row.name])]
                    if wire is not None and row.name in wire.nil
                    else []
                )
            written[row.name] = [
                self.child(row, value, wire, indent, f"{path}/{row.name}" + (f"[{number}]" if len(values) > 1 else ""))
                for number, value in enumerate(values or (), 1)
            ]
        counts = {name: len(parts) for name, parts in written.items()}
        order = (
            list(wire.order)
            if wire is not None and Counter(wire.order) == Counter(counts)
            else plain_order(plan, counts)
        )
        foreign = wire.foreign if wire is not None else ()
        if not plan.allows(order) and not self.loose:
            self.order(plan, counts, path)
        places: dict[Any, list[str]] = {}
        for piece in foreign:
            places.setdefault(piece.after, []).append(self.foreign(piece, indent))
        parts = list(places.pop(("", 0), ()))
        seen: Counter[str] = Counter()
        pending = [p for p in plan.content if p.kind in ("extension", "any")]
        for name in order:
            while pending and plan.content.index(pending[0]) < plan.ranks[name]:
                parts += self.point(plan, pending.pop(0), places)
            parts += written[name][seen[name]]
            seen[name] += 1
            parts += places.pop((name, seen[name]), ())
        for particle in pending:
            parts += self.point(plan, particle, places)
        for rest in places.values():
            parts += rest
            if plan.extension is None and not self.loose:
                self.losses.append(
                    Loss(
                        path,
                        "extensions",
                        f"{plan.type_name} of {plan.schema.version} has no extension point",
                        "no-extension",
                    )
                )
        return parts

    @staticmethod
    def point(plan: Plan, particle: Particle, places: dict[Any, list[str]]) -> list[str]:
        """The foreign content of one extension point."""
        return places.pop(None if particle is plan.extension else (f"@{particle.name}", 0), [])

    @staticmethod
    def foreign(piece: Foreign, indent: str) -> str:
        """A piece of foreign content, as it stood."""
        return f"{indent}{piece.xml}" if piece.xml.startswith("<") else piece.xml

    def child(self, row: Row, value: Any, wire: Wire | None, indent: str, path: str) -> list[str]:
        """One element, as strings."""
        tag = f"{self.prefix}{row.name}" if row.qualified else row.name
        if isinstance(value, Aside):
            return [f"{indent}<{tag}{attributes_xml(value.attributes or {})}/>"]
        if self.has_default and not row.qualified:
            raise NeedsPrefix
        parts: list[str] = []
        if row.leaf is None:
            self.noun(row.plan, value, parts.append, indent, tag, path)
            return parts
        spelt = wire.spelt.get(row.name) if wire is not None else None
        if wire is not None and row.leaf.kind in (Kind.BOOLEAN, Kind.DURATION):
            extra = attributes_xml(wire.nil.get(row.name, {}))
        else:
            extra = ""
        if spelt is not None and row.leaf.parse(spelt) == value:
            return [f"{indent}<{tag}{extra}>{spelt}</{tag}>"]
        try:
            xml = leaf_xml(row.leaf, row.nillable, tag, value, self.loose)
        except BadValue as problem:
            self.tell(path, problem.code, str(problem))
            return []
        return [f"{indent}<{tag}{extra}{xml[len(tag) + 1 :]}"]

    def order(self, plan: Plan, counts: dict[str, int], path: str) -> None:
        """Tell which elements are missing, too many, or exclude each other."""
        told = len(self.problems)
        for particle in plan.content:
            names = [e.name for e in particle.elements()]
            if particle.kind == "element":
                row = plan.by_name[particle.name]
                number = counts.get(row.name, 0)
                if number < row.least:
                    self.tell(
                        path,
                        "required",
                        f"{row.field.name} ({row.name}) is required in {plan.schema.version}; there is none",
                    )
                elif row.most != UNBOUNDED and number > row.most:
                    self.tell(
                        path,
                        "too-many",
                        f"{row.field.name} ({row.name}) may occur {row.most} times; there are {number}",
                    )
            elif particle.kind == "choice" and particle.most == 1:
                chosen = [name for name in names if counts.get(name)]
                if len(chosen) > 1 or (particle.least and not chosen and all(p.least for p in particle.inside)):
                    self.tell(
                        path,
                        "choice",
                        f"exactly one of {', '.join(names)} may be given; found {', '.join(chosen) or 'none'}",
                    )
        if len(self.problems) == told:
            self.tell(
                path,
                "wrong-order",
                f"{plan.type_name} does not allow these elements together: {', '.join(n for n in counts if counts[n])}",
            )


__all__ = ["Encoder", "Writer", "attributes_xml", "compile_encoder", "escape", "escape_attribute"]
