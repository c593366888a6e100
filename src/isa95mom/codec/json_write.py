"""Writing B2MML-JSON: the shape of the published JSON schemas, by the same plans as XML.

Names are those of the schema (in V0700 after ``b2mml:``), an array stands where the schema repeats, attributes are
members ``@name`` beside ``$`` for the text, nil is ``null``. What this shape has no place for is carried in members
that begin with ``#``: ``#extensions`` (foreign content as XML text, alone or with the place it had; elements that a
site has declared are members ``Extended:Name`` instead), ``#order`` (the order of elements that interleave),
``#prolog`` and ``#epilog`` (what stood outside the root). Numbers keep their digits: they are JSON numbers wherever
JSON can spell them so, else strings. Attributes of ``xsi`` are members ``@xsi:name``.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from json import dumps as to_text
from json.encoder import encode_basestring as quote
from pathlib import Path
from typing import Any

from isa95mom.codec.decode import SHAPES, plain_order
from isa95mom.codec.document import Document
from isa95mom.codec.encode import Writer, escape, special
from isa95mom.codec.envelope import Envelope, envelope_of
from isa95mom.codec.extension import typed
from isa95mom.codec.growing import paused_collector
from isa95mom.codec.leaf import NIL, XSI, Aside, BadValue, Kind, Leaf, check_text
from isa95mom.codec.migrate import migrate
from isa95mom.codec.plan import Plan, Row, Schema, schema
from isa95mom.codec.source import Writable
from isa95mom.codec.writer import OnLoss, Written
from isa95mom.declare import Noun, Wire
from isa95mom.errors import DocumentError, Loss, LossError, Problem, VersionError
from isa95mom.model.message import LeafElement, Message
from isa95mom.values.foreign import Foreign
from isa95mom.values.version import LATEST, Version

VERSIONS = (Version.V0700, Version.V0701)
"""The versions that have a JSON form."""
PREFIX = "b2mml:"
Path_ = tuple[Any, str | int] | None
"""A place in a document: the place it is in, and the member or position there; None for the whole."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch


def pointer(place: Path_) -> str:
    """`place` as a JSON Pointer.

    >>> pointer(((None, "MaterialLot"), 0))
    '/MaterialLot/0'
    """
    parts: list[str] = []
    while place is not None:
        place, name = place
        parts.append(str(name).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{part}" for part in reversed(parts))


def dumps_json(
    obj: Document | Noun, *, version: Version | None = None, on_loss: OnLoss = "error", carry: bool = True
) -> bytes:
    """The B2MML-JSON of a document or an object, as bytes.

    Parameters
    ----------
    obj
        A `Document`, converted where it is of another version, or a noun or `Message`.
    version
        ``V0700`` or ``V0701``; by default that of the document, for an object the newest.
    on_loss
        What to do with content that would be lost, as for `write`.
    carry
        Carry foreign content, and what else this shape has no place for, in members that begin with ``#`` or ``@xsi:``,
        which the published JSON schema does not know. Otherwise it counts as lost, and odd spellings of numbers are
        made plain.

    Raises
    ------
    LossError
        Where content would be lost and `on_loss` is ``"error"``.
    DocumentError
        Where the object is not valid by the schema.
    VersionError
        Where the version has no JSON form, or no element for the object.
    """
    return _dumped(obj, version, on_loss, carry)[0]


def write_json(
    obj: Document | Noun,
    target: Writable,
    *,
    version: Version | None = None,
    on_loss: OnLoss = "error",
    carry: bool = True,
) -> Written:
    """Write the B2MML-JSON of a document or an object to a path or a binary file; see `dumps_json`."""
    data, written = _dumped(obj, version, on_loss, carry)
    if isinstance(target, str | os.PathLike):
        Path(target).write_bytes(data)
    else:
        target.write(data)  # type: ignore[arg-type, unused-ignore]
    return written


def _dumped(obj: Document | Noun, version: Version | None, on_loss: OnLoss, carry: bool) -> tuple[bytes, Written]:
    if on_loss not in ("error", "report", "drop"):
        raise ValueError(f"on_loss is {on_loss!r}; it may be 'error', 'report' or 'drop'")
    document = obj if isinstance(obj, Document) else Document(version=version or LATEST, root=obj)
    wanted = version or document.version
    plans = plans_of(wanted)
    moved = migrate(document, wanted) if wanted is not document.version else None
    document = moved.document if moved is not None else document
    writer = JsonWriter(plans, loose=document.lenient, carry=carry)
    try:
        with paused_collector():
            text = writer.document(document)
    except RecursionError:
        raise DocumentError(
            [Problem("", None, "too-deep", "the objects are nested too deeply, or in a circle")]
        ) from None
    if writer.problems:
        raise DocumentError(writer.problems)
    losses = (*(moved.losses if moved is not None else ()), *writer.losses)
    if losses and on_loss == "error":
        raise LossError(losses, f"{wanted} JSON")
    applied = moved.applied if moved is not None else ()
    return text.encode("utf-8"), Written(wanted, losses, migrations=applied)


def any_text(leaf: Leaf) -> bool:
    """Whether a leaf takes any text, with no attribute required."""
    return leaf.kind is Kind.TEXT and not leaf.allowed and not leaf.required


def plans_of(version: Version) -> Schema:
    """The plans of `version`. Raises `VersionError` where it has no JSON form."""
    if version not in VERSIONS:
        raise VersionError(f"{version} has no JSON form; {' and '.join(map(str, VERSIONS))} have")
    return schema(version)


class JsonWriter(Writer):
    """One writing of B2MML-JSON: what it found wrong, and what was lost."""

    def __init__(self, plans: Schema, *, loose: bool, carry: bool) -> None:
        super().__init__(prefix=PREFIX if plans.version is Version.V0700 else "", loose=loose)
        self.plans = plans
        self.carry = carry
        self._members: dict[str, list[tuple[str, str, Row, bool]]] = {}
        self._choosy: dict[str, bool] = {}
        self._allowed: set[tuple[Any, ...]] = set()
        """Types with the elements that they were found to allow together."""

    def tell(self, path: Any, code: str, message: str) -> None:
        """Note a problem."""
        super().tell(pointer(path), code, message)

    def lose(self, path: Path_, name: str, reason: str) -> None:
        """Note a loss."""
        self.losses.append(Loss(pointer(path), name, reason))

    def name(self, name: str, qualified: bool = True) -> str:
        """The member that stands for an element."""
        return f"{self.prefix}{name}" if qualified else name

    # -- the root -----------------------------------------------------------------------------------------------------

    def document(self, document: Document) -> str:
        """The whole document."""
        root = document.root
        if isinstance(root, Message):
            kind = envelope_of(self.plans, root)
            if kind is None:
                raise VersionError(f"{self.plans.version} has no message {root.name}")
            name, text = kind.name, self.message(kind, root)
        elif isinstance(root, LeafElement):
            leaf = self.plans.root_leaf(root.name)
            if leaf is None:
                raise VersionError(f"{self.plans.version} has no global element {root.name} that holds a value")
            name = root.name
            try:
                text = self.leaf(leaf, False, root.value, (None, name))
            except BadValue as problem:
                self.tell((None, name), problem.code, str(problem))
                text = ""
        else:
            found = document.name or self.plans.root_name(type(root))
            plan = self.plans.root_plan(found) if found else None
            if plan is None or found is None:
                raise VersionError(f"{self.plans.version} has no global element for {type(root).__name__}")
            name, text = found, self.noun(plan, root, (None, self.name(found)))
        members: dict[str, Any] = {}
        if self.carry and '"@xsi:type":' in text:  # its value is a name with a prefix
            members |= {f"@xmlns{':' + p if p else ''}": uri for p, uri in document.namespaces.items()}
        for key, pieces in (("#prolog", document.prolog), ("#epilog", document.epilog)):
            if pieces and self.carry:
                members[key] = list(pieces)
            elif pieces:
                self.lose(None, key[1:], "B2MML-JSON has no place for what stands outside the root")
        more = "".join(f",{quote(key)}:{to_text(value, ensure_ascii=False)}" for key, value in members.items())
        return f"{{{quote(self.name(name))}:{text}{more}}}"

    def message(self, kind: Envelope, message: Message) -> str:
        """A message."""
        here: Path_ = (None, self.name(kind.name))
        attributes = dict(message._wire.attributes) if message._wire is not None else {}
        for name, value in (("releaseID", message.release_id), ("versionID", message.version_id)):
            if value is not None:
                attributes[name] = value
            elif name in kind.attributes and kind.attributes[name].required and not self.loose:
                self.tell(here, "required-attribute", f"release_id ({name}) is required")
        attributes = self.kept(attributes, here)
        parts = [self.attributes(attributes)] if attributes else []
        area: Noun | None = message.application_area
        if area is not None:
            key = self.name("ApplicationArea")
            parts.append(f"{quote(key)}:{self.noun(kind.area, area, (here, key))}")
        elif not self.loose:
            self.tell(here, "required", "application_area (ApplicationArea) is required; there is none")
        data: Path_ = (here, self.name(kind.data_name))
        action = message.action if message.action is not None else kind.action.cls()
        key = self.name(kind.action_name)
        inside = [f"{quote(key)}:{self.noun(kind.action, action, (data, key))}"]
        place: Path_ = (data, self.name(kind.object_name))
        items = [self.noun(kind.objects, item, (place, number)) for number, item in enumerate(message.objects)]
        number = len(items)
        if number < kind.least and not self.loose:
            self.tell(data, "required", f"objects ({kind.object_name}) is required; there is none")
        if 0 <= kind.most < number and not self.loose:
            self.tell(data, "too-many", f"{kind.object_name} may occur {kind.most} times; there are {number}")
        if items:
            value = ",".join(items)
            inside.append(f"{quote(self.name(kind.object_name))}:{value if kind.most == 1 else f'[{value}]'}")
        parts.append(f"{quote(self.name(kind.data_name))}:{{{','.join(inside)}}}")
        if message._wire is not None and message._wire.foreign:
            parts += self.extensions(message._wire.foreign, here)
        return f"{{{','.join(parts)}}}"

    # -- nouns --------------------------------------------------------------------------------------------------------

    def members(self, plan: Plan) -> list[tuple[str, str, Row, bool]]:
        """The member, the attribute of the noun, the row, and whether any plain text will do, of every element of a
        type.
        """
        found = self._members.get(plan.type_name)
        if found is None:
            found = [
                (f"{quote(self.name(r.name, r.qualified))}:", r.field.slot, r, r.leaf is not None and any_text(r.leaf))
                for r in plan.rows
            ]
            self._members[plan.type_name] = found
            self._choosy[plan.type_name] = not plan.regular or any(p.kind == "choice" for p in plan.content)
        return found

    def noun(self, plan: Plan, noun: Any, path: Any, *_: Any) -> str:  # type: ignore[override]
        """A noun as an object."""
        if type(noun) is not plan.cls:
            self.tell(path, "wrong-type", f"{noun!r:.60} is not a {plan.cls.__name__}")
            return "null"
        wire: Wire | None = noun._wire
        if plan.absent:
            self.lost(plan, noun, path)
        parts: list[str] = []
        if plan.attributes or wire is not None:
            said = self.kept(self.noun_attributes(plan, noun, path), path)
            if wire is not None and wire.is_nil:
                return "null" if said == {NIL: "true"} else f"{{{self.attributes(said)}}}"
            if said:
                parts.append(self.attributes(said))
        counts: dict[str, int] = {}
        for key, slot, row, plain in self.members(plan):
            value = getattr(noun, slot)
            if not row.field.many:
                if value is None:
                    if wire is None or row.name not in wire.nil:
                        continue
                    value = Aside(None, wire.nil[row.name])
                if plain and type(value) is str and not special(value):
                    text = quote(value)
                else:
                    text = self.child(row, value, wire, path, None)
                counts[row.name] = 1
                parts.append(f"{key}[{text}]" if row.repeats else key + text)
            elif value:
                texts = [self.child(row, item, wire, path, n) for n, item in enumerate(value)]
                counts[row.name] = len(texts)
                parts.append(f"{key}[{','.join(texts)}]" if row.repeats else key + texts[0])
        self.check(plan, counts, wire, path)
        if wire is not None and wire.order and plain_order(plan, counts) != list(wire.order):
            if self.carry:
                parts.append(f'"#order":{to_text([self.name(n, plan.by_name[n].qualified) for n in wire.order])}')
            else:
                self.lose(path, "order", "B2MML-JSON has no place for the order of interleaved elements")
        if wire is not None and wire.foreign:
            known, rest = typed(noun) if self.carry else ({}, wire.foreign)
            parts += [f"{quote(name)}:{to_text(value, ensure_ascii=False)}" for name, value in known.items()]
            if rest:
                parts += self.extensions(rest, path)
        return f"{{{','.join(parts)}}}"

    def check(self, plan: Plan, counts: dict[str, int], wire: Wire | None, path: Path_) -> None:
        """Tell where the elements do not make the content of the type."""
        shape = (plan.type_name, *counts.items())
        if self.loose or shape in self._allowed:
            return
        order = plain_order(plan, counts) if self._choosy[plan.type_name] else None
        if order is None:
            if all(counts.get(r.name, 0) >= r.least for r in plan.rows if r.least) and all(
                n == 1 or plan.by_name[name].repeats for name, n in counts.items()
            ):
                self._allowed.add(shape)
                return
        elif wire is not None and wire.order and Counter(wire.order) == Counter(counts):
            order = list(wire.order)
        if order is not None and plan.allows(order):
            if plan.regular and len(self._allowed) < SHAPES:
                self._allowed.add(shape)
            return
        self.order(plan, counts, path)  # type: ignore[arg-type]

    def lost(self, plan: Plan, noun: Noun, path: Any) -> None:
        """Note every field that is set and that the version has no element for."""
        for field in plan.absent:
            if getattr(noun, field.slot) not in (None, []):
                self.lose(path, field.name, f"{plan.type_name} of {plan.schema.version} has no element for it")

    def noun_attributes(self, plan: Plan, noun: Noun, path: Path_) -> dict[str, str]:
        """The attributes of a noun's element."""
        said = dict(noun._wire.attributes) if noun._wire is not None else {}
        for name, (attribute, field) in plan.attributes.items():
            value = getattr(noun, field.slot) if field is not None else None
            if value is not None:
                problem = check_text(attribute.type, name, value)
                if problem is not None:
                    self.tell((path, f"@{name}"), problem.code, str(problem))
                said[name] = value
            elif attribute.required and not self.loose:
                self.tell(path, "required-attribute", f"attribute {name!r} is required")
        return said

    def extensions(self, pieces: tuple[Foreign, ...], path: Path_) -> list[str]:
        """Foreign content."""
        if not self.carry:
            self.lose(path, "extensions", "B2MML-JSON has no place for extension and vendor content")
            return []
        said = [p.xml if p.after is None else {"after": list(p.after), "xml": p.xml} for p in pieces]
        return [f'"#extensions":{to_text(said, ensure_ascii=False)}']

    def kept(self, attributes: Mapping[str, str], path: Path_) -> dict[str, str]:
        """The attributes that are written; where nothing is carried, nil is ``null`` and the others of its kind are
        lost.
        """
        if self.carry:
            return dict(attributes)
        said = {name: value for name, value in attributes.items() if not name.startswith(XSI)}
        is_nil = attributes.get(NIL, "").strip() in ("true", "1")
        for name in said if is_nil else [n for n in attributes if n.startswith(XSI) and n != NIL]:
            self.lose(path, name.replace(XSI, "xsi:"), "B2MML-JSON has no place for it")
        return {NIL: "true"} if is_nil else said

    @staticmethod
    def attributes(attributes: Mapping[str, str]) -> str:
        """Attributes as members."""
        return ",".join(
            f"{quote('@' + ('xsi:' + n.removeprefix(XSI) if n.startswith(XSI) else n))}:{quote(v)}"
            for n, v in attributes.items()
        )

    # -- leaves -------------------------------------------------------------------------------------------------------

    def child(self, row: Row, value: Any, wire: Wire | None, path: Any, number: Any) -> str:  # type: ignore[override]
        """The value of one element."""
        leaf = row.leaf
        place = self.place(path, row, number)
        if leaf is None:
            return self.noun(row.plan, value, place)
        try:
            spelt = wire.spelt.get(row.name) if wire is not None and self.carry else None
            if spelt is not None and leaf.parse(spelt) == value:
                return quote(spelt)
            return self.leaf(leaf, row.nillable, value, place)
        except BadValue as problem:
            self.tell(place, problem.code, str(problem))
            return "null"

    def place(self, path: Path_, row: Row, number: int | None) -> Path_:
        """The place of a value."""
        place: Path_ = (path, self.name(row.name, row.qualified))
        return (place, number or 0) if row.repeats else place

    def leaf(self, leaf: Leaf, nillable: bool, value: Any, place: Path_) -> str:
        """A leaf value. Raises `BadValue` where the type does not allow it."""
        attributes: Mapping[str, str] = getattr(value, "attributes", None) or {}
        if not attributes and not leaf.required:
            said = leaf.published.get(value) if leaf.allowed else None
            if said is not None:
                return quote(said)
        if not self.loose:
            for name, said in attributes.items():
                problem = None if name.startswith(XSI) else leaf.check_attribute(name, said)
                if problem is not None:
                    raise problem
            for name in leaf.required:
                if name not in attributes:
                    raise BadValue("required-attribute", f"attribute {name!r} is required")
        if attributes:
            attributes = self.kept(attributes, place)
        if attributes.get(NIL, "").strip() in ("true", "1"):
            if not nillable and not self.loose:
                raise BadValue("nil-not-allowed", "nil is not allowed here")
            return "null" if attributes == {NIL: "true"} else f"{{{self.attributes(attributes)}}}"
        try:
            text = leaf.text_of(value)
        except BadValue:
            if not (self.loose and isinstance(value, str)):
                raise
            text = str(value)
        if special(text):
            escape(text)  # raises for characters that no document may hold
        if leaf.kind is Kind.BOOLEAN:
            token = text
        elif leaf.kind is Kind.DECIMAL and (not self.carry or _NUMBER(text) is not None):
            token = text if _NUMBER(text) is not None else format(Decimal(value), "f")
        else:
            token = quote(text)
        return f'{{{self.attributes(attributes)},"$":{token}}}' if attributes else token
