"""Reading B2MML-JSON: the shape of the published JSON schemas, by the same plans as XML.

`isa95mom.codec.json_write` tells the shape. Strict reading takes what the published schema of the version takes;
lenient reading takes what real writers do as well and tells each repair, with a JSON Pointer to its place. What no
field can hold is kept as foreign content.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import Any, TypeVar

from isa95mom.codec.careful import TEXT_HOME, Reader
from isa95mom.codec.decode import SHAPES, plain_order, put
from isa95mom.codec.document import DEFAULT_LIMITS, Document, Limits
from isa95mom.codec.encode import escape as check_characters
from isa95mom.codec.encode import escape_attribute, special
from isa95mom.codec.envelope import Envelope, envelope
from isa95mom.codec.extension import EXTENDED, untyped
from isa95mom.codec.growing import paused_collector
from isa95mom.codec.json_write import PREFIX, VERSIONS, Path_, any_text, dumps_json, plans_of, pointer, write_json
from isa95mom.codec.leaf import (
    NIL,
    XSI,
    XSI_FREE,
    Aside,
    BadValue,
    Kind,
    Leaf,
    allowed_names,
    check_text,
    format_indicator,
)
from isa95mom.codec.plan import Plan, Row, Schema
from isa95mom.codec.source import Input, Readable
from isa95mom.declare import Noun, wire_of
from isa95mom.errors import DocumentError, Problem, Severity
from isa95mom.model.message import LeafElement, Message
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items
from isa95mom.values.version import Version

N = TypeVar("N", bound=Noun)
HOMES = {**TEXT_HOME, "ResourceLocationType": "Location"}
"""Where lenient reading puts a scalar that stands where an object should."""
MISSPELT = {"WorkflowSpecifictionNodeProperty": "WorkflowSpecificationNodeProperty"}
"""Names that the published JSON schema of V0701 misspells: published -> what is meant. Both are read."""
_NAME = re.compile(r"[^\W\d][\w.-]*").fullmatch


class Number(str):
    """A JSON number as it is spelt."""

    __slots__ = ()


def read_json(
    source: Readable, *, version: Version | None = None, lenient: bool = False, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read a B2MML-JSON document.

    Parameters
    ----------
    source
        A path, the bytes, or a binary file.
    version
        ``V0700`` or ``V0701``; by default the former where the root's name begins with ``b2mml:``, else the latter.
    lenient
        Read what departs from the schema all the same; `Document.problems` then says what was mended, and what no field
        can hold is kept as foreign content.
    limits
        How much the document may ask for.

    Raises
    ------
    DocumentError
        With every problem found and its place as a JSON Pointer.
    VersionError
        Where the version has no JSON form.
    """
    with Input(source) as file, paused_collector():
        name = file.name
        try:
            data = parse(file.rewound().read(), limits)
            return _read(data, name, version, lenient, limits)
        except DocumentError as error:
            if error.source == name:
                raise
            raise DocumentError([_from(p, name) for p in error.problems], name, error.more) from None
        except RecursionError:
            raise _failure("too-deep", "the objects are nested too deeply", name) from None


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The JSON value that `data` spells, its numbers as they are spelt. Raises `DocumentError`."""
    if limits.document is not None and len(data) > limits.document:
        raise _failure("too-large", f"the document has {len(data)} bytes; the limit is {limits.document}")
    try:
        text = data.decode(json.detect_encoding(data), "surrogatepass")
        return json.loads(
            text, parse_int=Number, parse_float=Number, parse_constant=_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        raise DocumentError([Problem("", error.lineno, "not-json", f"{error.msg} (column {error.colno})")]) from None
    except RecursionError:
        raise _failure("too-deep", "the objects are nested too deeply") from None
    except (UnicodeDecodeError, ValueError) as error:
        raise _failure("not-json", str(error)) from None


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, number in Counter(name for name, _ in pairs).items() if number > 1)
        raise ValueError(f"an object has the member {twice!r} more than once")
    return found


def _failure(code: str, message: str, source: str = "") -> DocumentError:
    return DocumentError([Problem("", None, code, message, source=source)], source)


def _from(problem: Problem, source: str) -> Problem:
    return Problem(problem.path, problem.line, problem.code, problem.message, problem.severity, source)


def _read(data: Any, source: str, version: Version | None, lenient: bool, limits: Limits) -> Document:
    if not isinstance(data, dict):
        said = f"the document is {kind_of(data)}, not an object with one noun or message"
        raise _failure("not-an-object", said, source)
    if version is None:
        prefixed = any(name.startswith(PREFIX) for name in data)
        version = Version.V0700 if prefixed else Version.V0701
    reader = JsonReader(plans_of(version), lenient=lenient, source=source, limit=limits.problems)
    document = reader.document(data)
    document.problems, document.lenient, document.source = tuple(reader.problems), lenient, source
    if reader.problems and not lenient:
        raise DocumentError(reader.problems, source, reader.more)
    return document


class JsonReader(Reader):
    """One reading of B2MML-JSON: what it found, and how far it may go on."""

    def __init__(self, schema: Schema, *, lenient: bool, source: str, limit: int) -> None:
        super().__init__(schema, lenient=lenient, source=source, limit=limit)
        self.prefix = PREFIX if schema.version is Version.V0700 else ""
        self.arrays = schema.version is Version.V0701
        """Whether an array must stand where the schema repeats; in V0700 it may."""
        self._rows: dict[str, dict[str, tuple[Row, bool]]] = {}
        self._allowed: set[tuple[Any, ...]] = set()
        """Types with the elements that they were found to allow together."""
        self._told: set[str] = set()

    def tell(
        self, element: Any, code: str, message: str, *, inside: str = "", severity: Severity | None = None
    ) -> None:
        """Note a problem at the place `element`."""
        if len(self.problems) >= self.limit:
            self.more = True
            return
        place: Path_ = (element, inside) if inside else element
        said = severity or ("repair" if self.lenient else "error")
        self.problems.append(Problem(pointer(place), None, code, message, said, self.source))

    def once(self, place: Path_, code: str, message: str) -> None:
        """Note a problem that a document has everywhere, the first time."""
        if code not in self._told:
            self._told.add(code)
            self.tell(place, code, message + ", here and hereafter")

    # -- the root -----------------------------------------------------------------------------------------------------

    def document(self, data: dict[str, Any]) -> Document:
        """The document."""
        namespaces: dict[str, str] = {}
        outside: dict[str, tuple[str, ...]] = {"#prolog": (), "#epilog": ()}
        roots: list[tuple[str, str, Any]] = []
        for name, value in data.items():
            if name in outside:
                outside[name] = tuple(self.strings(value, (None, name)))
            elif (name == "@xmlns" or name.startswith("@xmlns:")) and isinstance(value, str):
                namespaces[name[7:]] = value
            elif (known := self.root_name(name)) is not None:
                roots.append((name, known, value))
            elif name == "messages" and self.lenient and isinstance(value, list) and len(value) == 1:
                self.tell((None, name), "wrapper", "the one document in this array is read")
                roots += [(n, r, v) for n, v in value[0].items() if (r := self.root_name(n)) is not None]
            elif self.lenient and (name == "$schema" or self.elsewhere(data)):
                self.tell((None, name), "unknown-member", f"{name!r} is left out: {shown(value)}")
            else:
                self.tell((None, name), "unknown-root", f"{name!r} is not a global element of {self.schema.version}")
        if len(roots) != 1:
            said = ", ".join(name for name, _, _ in roots) or "none"
            said += "; read the documents of the array one by one" if "messages" in data else ""
            message = f"a document has one noun or message, as a member of its name; there is {said}"
            self.tell(None, "no-root" if not roots else "too-many", message)
            raise DocumentError(self.problems, self.source)
        ((given, name, value),) = roots
        return Document(
            version=self.schema.version, root=self.root(name, value, (None, given)), name=name, namespaces=namespaces,
            prolog=outside["#prolog"], epilog=outside["#epilog"],
        )  # fmt: skip

    def elsewhere(self, data: dict[str, Any]) -> bool:
        """Whether some member of the document stands for a global element."""
        return any(self.root_name(name) is not None for name in data)

    def root_name(self, name: str) -> str | None:
        """The global element that a member of the document stands for, or None."""
        plain = name.removeprefix(PREFIX)
        if plain not in self.schema.table.elements:
            return None
        if name != f"{self.prefix}{plain}":
            if not self.lenient:
                return None
            self.once((None, name), "prefix", self.prefixed())
        return plain

    def prefixed(self) -> str:
        """What is said of names with the prefix, or without it, that should be the other way."""
        wanted = "with" if self.prefix else "without"
        return f"names are read with and without {PREFIX!r}; {self.schema.version} has them {wanted}"

    def root(self, name: str, value: Any, here: Path_) -> Noun:
        """The object that the document carries."""
        message = envelope(self.schema, name)
        if message is not None:
            return self.message(message, value, here)
        leaf = self.schema.root_leaf(name)
        if leaf is not None:
            try:
                return LeafElement(name=name, value=self.value(leaf, value, False, here))
            except BadValue as problem:
                self.tell(here, problem.code, str(problem))
                return LeafElement(name=name, value="")
        plan = self.schema.root_plan(name)
        assert plan is not None
        return self.object(plan, value, here, False)

    def message(self, kind: Envelope, data: Any, here: Path_) -> Message:
        """A message."""
        if not isinstance(data, dict):
            self.tell(here, "not-an-object", f"{kind.name} is {kind_of(data)}, not an object")
            data = {}
        message = kind.message({})
        kept: list[Foreign] = []
        area = data_area = False
        for given, value in data.items():
            place = (here, given)
            name = self.plain(given, place)
            if name == "ApplicationArea":
                area = True
                message.application_area = self.object(kind.area, value, place, False)  # type: ignore[assignment]
            elif name == kind.data_name and isinstance(value, dict):
                data_area = True
                self.data_area(kind, message, value, place, kept)
            elif given == "#extensions":
                kept += self.pieces(value, place)
            elif (attribute := self.attribute(given, kind.attributes, place)) is not None:
                if attribute in kind.attributes:
                    said = self.string(value, place)
                    setattr(message, {"releaseID": "release_id", "versionID": "version_id"}[attribute], said)
                else:
                    wire_of(message).attributes[attribute] = self.string(value, place)
                    if attribute not in XSI_FREE:
                        self.tell(place, "unknown-attribute", f"attribute {attribute!r} is not allowed")
            else:
                self.tell(place, "unknown-member", f"{given!r} is not a member of {kind.name}")
                kept.append(Foreign(as_xml(given, value, self.schema.namespace), ("", 1)))
        for attribute, field in (("releaseID", message.release_id),):
            if field is None and attribute in kind.attributes and kind.attributes[attribute].required:
                self.tell(here, "required-attribute", f"attribute {attribute!r} is required")
        for there, name in ((area, "ApplicationArea"), (data_area, kind.data_name)):
            if not there:
                self.tell(here, "required", f"{name} is required; there is none")
        if kept:
            wire_of(message).foreign = tuple(kept)
        return message

    def data_area(
        self, kind: Envelope, message: Message, data: dict[str, Any], here: Path_, kept: list[Foreign]
    ) -> None:
        """What the verb says of itself, and the objects."""
        objects: Items[Any] = Items()
        for given, value in data.items():
            place: Path_ = (here, given)
            name = self.plain(given, place)
            if name == kind.action_name:
                message.action = self.object(kind.action, {} if value is None and self.lenient else value, place, False)
            elif name == kind.object_name:
                repeats = kind.most != 1
                for item, at in self.items(value, repeats, place):
                    objects.append(self.object(kind.objects, item, at, False))
            else:
                self.tell(place, "unknown-member", f"{given!r} is not a member of the DataArea of {kind.name}")
                kept.append(Foreign(as_xml(given, value, self.schema.namespace), (kind.action_name, 1)))
        if message.action is None:
            self.tell(here, "required", f"{kind.action_name} is required; there is none")
        number = len(objects)
        if number < kind.least:
            self.tell(here, "required", f"{kind.object_name} is required; there is none")
        if 0 <= kind.most < number:
            self.tell(here, "too-many", f"{kind.object_name} occurs {number} times; it may occur {kind.most} times")
        message.objects = objects

    # -- nouns --------------------------------------------------------------------------------------------------------

    def rows(self, plan: Plan) -> dict[str, tuple[Row, bool]]:
        """Member -> row, and whether any plain text will do."""
        found = self._rows.get(plan.type_name)
        if found is None:
            found = {
                f"{self.prefix if row.qualified else ''}{name}": (row, row.leaf is not None and any_text(row.leaf))
                for name, row in plan.by_name.items()
            }
            found |= {wrong: found[right] for wrong, right in MISSPELT.items() if right in found}
            self._rows[plan.type_name] = found
        return found

    def plain(self, name: str, place: Path_) -> str:
        """A member's name without the prefix."""
        if name.startswith(PREFIX):
            if not self.prefix:
                if not self.lenient:
                    return name
                self.once(place, "prefix", self.prefixed())
            return name[len(PREFIX) :]
        if self.prefix and name[:1] not in "@#$":
            if not self.lenient:
                return ""
            self.once(place, "prefix", self.prefixed())
        return name

    def object(self, plan: Plan, data: Any, here: Path_, nillable: bool) -> Noun:
        """The noun that a value carries, with everything wrong in it told."""
        noun = maker(plan.cls)()
        if not isinstance(data, dict):
            self.scalar(plan, data, here, nillable, noun)
            return noun
        data = self.unwrapped(plan.type_name, plan.by_name, data, here)
        rows = self.rows(plan)
        counts: dict[str, int] = {}
        order: tuple[str, ...] = ()
        kept: list[Foreign] = []
        said: set[str] = set()
        extended: dict[str, Any] = {}
        for name, value in data.items():
            found = rows.get(name)
            if found is not None:
                row, plain = found
                if plain and type(value) is str and not row.repeats and not special(value) and not counts.get(row.name):
                    counts[row.name] = 1
                    if row.field.many:
                        getattr(noun, row.field.name).append(value)
                    else:
                        setattr(noun, row.field.slot, value)
                    continue
            elif name == "#extensions":
                kept += self.pieces(value, (here, name))
                continue
            elif name.startswith(EXTENDED):
                extended[name] = value
                continue
            elif name == "#order":
                order = tuple(n.removeprefix(PREFIX) for n in self.strings(value, (here, name)))
                continue
            else:
                attribute = self.attribute(name, plan.attributes, (here, name))
                if attribute is not None:
                    said.add(attribute)
                    self.noun_attribute(plan, noun, attribute, value, (here, name), nillable)
                    continue
                other = self.other_row(plan, name, (here, name))
                if other is None:
                    after = None if plan.extension else ("", 0)
                    kept.append(Foreign(as_xml(name, value, self.schema.namespace), after))
                    continue
                row = other
            self.put(noun, row, value, (here, name), counts, kept)
        if extended:
            kept = [*self.declared(plan, extended, here), *kept]
        for needed, _ in plan.attributes.values():
            if needed.required and needed.name not in said:
                self.tell(here, "required-attribute", f"attribute {needed.name!r} is required")
        is_nil = noun._wire is not None and noun._wire.is_nil
        if is_nil and counts:
            self.tell(here, "not-empty", "it is nil and must be empty")
        elif not is_nil:
            self.content(plan, noun, counts, order, here)
        if kept:
            wire_of(noun).foreign = tuple(kept)
        return noun

    def declared(self, plan: Plan, members: dict[str, Any], here: Path_) -> list[Foreign]:
        """The extension elements that members stand for."""
        try:
            found = untyped(plan.cls, members, pointer(here))
        except DocumentError as error:
            for problem in error.problems:
                self.tell(here, problem.code, problem.message)
            found = []
        if found is not None:
            return found
        space = self.schema.table.extension_namespace
        for name in members:
            self.tell((here, name), "unknown-member", f"{name!r} is an extension element that no class declares")
        return [Foreign(as_xml(n.removeprefix(EXTENDED), v, space)) for n, v in members.items()]

    def put(self, noun: Noun, row: Row, value: Any, here: Path_, counts: dict[str, int], kept: list[Foreign]) -> None:
        """Read the values of one member into its field."""
        for item, place in self.items(value, row.repeats, here):
            number = counts.get(row.name, 0)
            if number and not row.repeats:
                self.tell(place, "too-many", f"{row.name} occurs again; it may occur once")
                kept.append(Foreign(as_xml(row.name, item, self.schema.namespace), (row.name, 1)))
                continue
            counts[row.name] = number + 1
            if row.leaf is None:
                put(noun, row, self.object(row.plan, item, place, row.nillable))
                continue
            try:
                put(noun, row, self.value(row.leaf, item, row.nillable, place))
            except BadValue as problem:
                self.tell(place, problem.code, str(problem))
                kept.append(Foreign(as_xml(row.name, item, self.schema.namespace), (row.name, number)))

    def items(self, value: Any, repeats: bool, here: Path_) -> list[tuple[Any, Path_]]:
        """The values of a member, with their places."""
        if type(value) is list:
            if not repeats:
                self.tell(here, "array", "an array stands where one value may stand")
            return [(item, (here, number)) for number, item in enumerate(value)]
        if repeats and self.arrays:
            self.tell(here, "not-an-array", f"{kind_of(value)} stands where an array must")
        return [(value, here)]

    def content(self, plan: Plan, noun: Noun, counts: dict[str, int], order: tuple[str, ...], here: Path_) -> None:
        """Check the number of the elements, and keep their order where it is told."""
        shape = (plan.type_name, *counts.items())
        if not order and shape in self._allowed:
            return
        names = plain_order(plan, counts)
        if order and Counter(order) != Counter(counts):
            self.tell((here, "#order"), "wrong-order", "it does not name the elements that are there")
        elif order and list(order) != names:
            wire_of(noun).order = order
            names = list(order)
        if plan.allows(names):
            if not order and len(self._allowed) < SHAPES:
                self._allowed.add(shape)
            return
        told = len(self.problems)
        for particle in plan.content:
            self.number(plan, here, particle, Counter(counts))
        once = all(number == 1 or plan.by_name[name].repeats for name, number in counts.items())
        if len(self.problems) == told and not self.more and once:
            self.tell(here, "wrong-order", f"{plan.type_name} does not allow these together: {', '.join(counts)}")

    def scalar(self, plan: Plan, data: Any, here: Path_, nillable: bool, noun: Noun) -> None:
        """Read what stands where an object should."""
        if data is None:
            if not nillable:
                self.tell(here, "nil-not-allowed", "null is not allowed here")
            wire = wire_of(noun)
            wire.is_nil = True
            wire.attributes[NIL] = "true"
            return
        home = plan.by_name.get(HOMES.get(plan.type_name, ""))
        if self.lenient and home is not None and not isinstance(data, list):
            self.tell(here, "not-an-object", f"{shown(data)} is read as {home.name}")
            put(noun, home, self.string(data, here))
            self.content(plan, noun, {home.name: 1}, (), here)
            return
        self.tell(here, "not-an-object", f"{plan.type_name} is an object, not {kind_of(data)}")
        wire_of(noun).foreign = (Foreign(escape(shown(data, 1 << 30), quote=False), ("", 0)),)

    def unwrapped(self, type_name: str, known: Any, data: dict[str, Any], here: Path_) -> dict[str, Any]:
        """What stands in a wrapper named for the type, as some writers put one."""
        if self.lenient and len(data) == 1:
            ((name, inside),) = data.items()
            if name not in known and f"{name.removesuffix('Type')}Type" == type_name and isinstance(inside, dict):
                self.tell((here, name), "wrapper", f"{name} is the name of the type; what is in it is read")
                return inside
        return data

    def other_row(self, plan: Plan, name: str, place: Path_) -> Row | None:
        """The row that an unknown member means, where reading is lenient; else it is told."""
        if self.lenient:
            plain = name.removeprefix(PREFIX)
            row = plan.by_name.get(plain)
            if row is not None:
                self.once(place, "prefix", self.prefixed())
                return row
            row = self.other_name(plan, place, plain, Counter())
            if row is not None:
                return row
        allowed = allowed_names(self.rows(plan))
        self.tell(place, "unknown-member", f"{name!r} is not a member of {plan.type_name}; {allowed}")
        return None

    def noun_attribute(self, plan: Plan, noun: Noun, name: str, value: Any, place: Path_, nillable: bool) -> None:
        """Read one attribute of a noun."""
        said = self.string(value, place)
        if name in plan.attributes:
            attribute, field = plan.attributes[name]
            problem = check_text(attribute.type, name, said)
            if problem is not None:
                self.tell(place, problem.code, str(problem))
            if field is not None:
                setattr(noun, field.slot, said)
            return
        wire_of(noun).attributes[name] = said
        if name == NIL:
            wire_of(noun).is_nil = self.is_nil(place, said, nillable)
        elif name != f"{XSI}type" and name not in XSI_FREE:
            self.tell(
                place, "unknown-attribute", f"attribute {name!r} is not allowed; {allowed_names(plan.attributes)}"
            )

    # -- leaves -------------------------------------------------------------------------------------------------------

    def attribute(self, name: str, known: Any, place: Path_) -> str | None:
        """The attribute that a member is, or None."""
        if name.startswith("@"):
            return f"{XSI}{name[5:]}" if name.startswith("@xsi:") else name[1:]
        if self.lenient and name in known:
            self.tell(place, "attribute", f"{name!r} is read as the attribute '@{name}'")
            return name
        return None

    def value(self, leaf: Leaf, data: Any, nillable: bool, here: Path_) -> Any:
        """The value of a leaf. Raises `BadValue` where there is none to be had."""
        attributes: dict[str, str] = {}
        is_nil = False
        if isinstance(data, dict):
            data, attributes, is_nil = self.leaf_object(leaf, data, nillable, here)
        elif data is None:
            if not nillable:
                self.tell(here, "nil-not-allowed", "null is not allowed here")
            attributes, is_nil = {NIL: "true"}, True
        for name in leaf.required:
            if name not in attributes and not is_nil:
                self.tell(here, "required-attribute", f"attribute {name!r} is required")
        if is_nil:
            return leaf.text_class("", attributes) if leaf.kind is Kind.TEXT else Aside(None, attributes)
        text = self.leaf_text(leaf, data)
        try:
            found = leaf.parse(text)
        except BadValue as problem:
            if not self.lenient:
                raise
            found = self.mended(leaf, text, problem, here)
        if isinstance(found, bool) and format_indicator(found) != text:
            return Aside(found, text=text)
        return leaf.with_attributes(found, attributes)

    def leaf_object(
        self, leaf: Leaf, data: dict[str, Any], nillable: bool, here: Path_
    ) -> tuple[Any, dict[str, str], bool]:
        """The text, the attributes, and whether it is nil, of a leaf that is an object."""
        data = self.unwrapped(leaf.name, leaf.attributes, data, here)
        attributes: dict[str, str] = {}
        is_nil = False
        for name, value in data.items():
            if name == "$":
                continue
            place: Path_ = (here, name)
            attribute = self.attribute(name, leaf.attributes, place)
            if attribute is None:
                raise BadValue("unknown-member", f"{name!r} is not a member here; it holds '$' and attributes")
            said = attributes[attribute] = self.string(value, place)
            if attribute == NIL:
                is_nil = self.is_nil(place, said, nillable)
            elif attribute != f"{XSI}type" and attribute not in XSI_FREE:
                problem = leaf.check_attribute(attribute, said)
                if problem is not None:
                    self.tell(place, problem.code, str(problem))
        if is_nil and "$" in data:
            self.tell(here, "not-empty", "it is nil and must be empty")
        return data.get("$", ""), attributes, is_nil

    def leaf_text(self, leaf: Leaf, data: Any) -> str:
        """The text of a leaf. Raises `BadValue` where it is not a scalar."""
        if isinstance(data, bool):
            return format_indicator(data)
        if not isinstance(data, str):
            raise BadValue("not-a-scalar", f"{kind_of(data)} stands where a text or number must")
        if special(data):
            check_characters(data)
        if type(data) is Number:
            return format(Decimal(data), "f") if leaf.kind is Kind.DECIMAL and "e" in data.lower() else str(data)
        return data

    def string(self, value: Any, place: Path_) -> str:
        """A value that must be a text; told where it is none."""
        if isinstance(value, str):
            if special(value):
                try:
                    check_characters(value)
                except BadValue as problem:
                    self.tell(place, problem.code, str(problem))
            return str(value)
        if isinstance(value, bool) and self.lenient:
            return format_indicator(value)
        self.tell(place, "not-a-text", f"{kind_of(value)} stands where a text must")
        return shown(value, 1 << 30)

    def strings(self, value: Any, place: Path_) -> list[str]:
        """A value that must be an array of texts."""
        if not isinstance(value, list):
            self.tell(place, "not-an-array", f"{kind_of(value)} stands where an array must")
            return []
        return [self.string(item, (place, number)) for number, item in enumerate(value)]

    def pieces(self, value: Any, place: Path_) -> list[Foreign]:
        """Carried foreign content."""
        found: list[Foreign] = []
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            after = None
            if isinstance(item, dict) and isinstance(item.get("after"), list) and len(item["after"]) == 2:
                name, count = item["after"]
                after = (str(name), int(count) if str(count).isdecimal() else 0)
                item = item.get("xml")
            if not isinstance(item, str):
                self.tell((place, number), "not-a-text", "foreign content is XML text, or an object with xml and after")
                continue
            found.append(Foreign(item, after))
        return found


_MAKERS: dict[type[Noun], Callable[[], Any]] = {}


def maker(cls: type[N]) -> Callable[[], N]:
    """What makes nouns of a class with nothing set, not even what is required."""
    found = _MAKERS.get(cls)
    if found is None:
        slots = "".join(f"noun.{field.slot} = " for field in cls.__fields__.values())
        names: dict[str, Any] = {"cls": cls, "new": cls.__new__}
        exec(f"def make():\n noun = new(cls)\n noun._wire = {slots}None\n return noun", names)
        found = _MAKERS[cls] = names["make"]
    return found


def as_xml(name: str, value: Any, namespace: str) -> str:
    """A member that the schema does not know, as an XML element."""
    return "".join(_xml(name.removeprefix(PREFIX), value, f' xmlns="{escape_attribute(namespace)}"'))


def _xml(name: str, value: Any, declared: str) -> list[str]:
    tag, more = (name, "") if _NAME(name) is not None else ("Member", f' name="{escape_attribute(clean(name))}"')
    if isinstance(value, list):
        return [part for item in value for part in _xml(name, item, declared)]
    if value is None:
        return [f'<{tag}{declared}{more} xmlns:xsi="{XSI[1:-1]}" xsi:nil="true"/>']
    if not isinstance(value, dict):
        text = format_indicator(value) if isinstance(value, bool) else clean(str(value))
        return [f"<{tag}{declared}{more}>{escape(text, quote=False)}</{tag}>"]
    inside: list[str] = []
    for key, item in value.items():
        if key.startswith("@") and _NAME(key[1:]) is not None and isinstance(item, str):
            more += f' {key[1:]}="{escape_attribute(clean(item))}"'
        elif key == "$" and isinstance(item, str):
            inside.append(escape(clean(item), quote=False))
        else:
            inside += _xml(key.removeprefix(PREFIX), item, "")
    return [f"<{tag}{declared}{more}>", *inside, f"</{tag}>"]


def clean(text: str) -> str:
    """`text` with the characters that XML does not have as escapes."""
    try:
        check_characters(text)
    except BadValue:
        return json.dumps(text)[1:-1]
    return text


def kind_of(value: Any) -> str:
    """What a JSON value is, for a message."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else f"the truth value {format_indicator(value)}"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "an array"
    return f"the {'number' if isinstance(value, Number) else 'text'} {shown(value)}"


def shown(value: Any, most: int = 40) -> str:
    """A JSON value for a message, cut where it is long."""
    text = str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 3]}..."


__all__ = ["VERSIONS", "Number", "dumps_json", "parse", "read_json", "write_json"]
