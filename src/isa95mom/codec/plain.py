"""The library's own JSON: names as in Python, the same for every version, nothing lost.

An object has a member for each field that says something; a repeated field is an array. A value with attributes is an
object with ``$`` for the value and ``@name`` for each attribute. Numbers are strings, so that no reader rounds them
(numbers are read as well); date-times, durations and octets are strings in the spelling of the document. Where any
noun may stand, ``$type`` names it. Extension elements that a site has declared are members ``Extended:Name``. What
else a document said beyond the fields (foreign content, nil, odd spellings) is in ``$wire``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from attrs import frozen

import isa95mom.model as model
from isa95mom.codec.encode import escape, special
from isa95mom.codec.extension import EXTENDED, typed, untyped
from isa95mom.codec.growing import paused_collector
from isa95mom.codec.json import Number, kind_of, maker, parse
from isa95mom.codec.json_write import Path_, pointer
from isa95mom.codec.leaf import BadValue, Kind
from isa95mom.codec.plan import schema
from isa95mom.declare import ELEMENTS, ENUMERATIONS, Field, Noun, Wire, wire_of
from isa95mom.errors import DocumentError, Problem
from isa95mom.model.message import LeafElement, Message, Verb
from isa95mom.values.foreign import Foreign
from isa95mom.values.items import Items
from isa95mom.values.number import Measure
from isa95mom.values.text import Binary, Text
from isa95mom.values.time import DateTime
from isa95mom.values.version import Version

N = TypeVar("N", bound=Noun)
WIRE, TYPE = "$wire", "$type"
KINDS = {kind.python: kind for kind in Kind}
_SLOTS: dict[type[Noun], dict[str, Slot]] = {}


@frozen(slots=True)
class Slot:
    """How one field is written: as a leaf of a kind, from a code list or not; or as a noun, of any class where it is
    None.
    """

    field: Field
    holder: str
    """The attribute of the noun that holds the value as it is."""
    kind: Kind | None
    codes: type[Any] | None = None
    cls: type[Noun] | None = None


@cache
def names() -> dict[str, type[Noun]]:
    """Every noun by its name."""
    model.load()
    return {cls.__name__: cls for cls in (*ELEMENTS.values(), Message, LeafElement)}


def slots(cls: type[Noun]) -> dict[str, Slot]:
    """The fields of a class by name."""
    if cls in _SLOTS:
        return _SLOTS[cls]
    nouns = names()
    lists: dict[str, type[Any]] = {c.__name__: c for c in ENUMERATIONS.values()} | {"Verb": Verb}
    found: dict[str, Slot] = {}
    for field in cls.__fields__.values():
        name = field.type.removesuffix(" | str")
        if name in KINDS:
            found[field.name] = Slot(field, field.slot, KINDS[name])
        elif name in lists:
            found[field.name] = Slot(field, field.slot, Kind.TEXT, lists[name])
        else:
            found[field.name] = Slot(field, field.slot, None, None, nouns.get(name))
    _SLOTS[cls] = found
    return found


def text_class(cls: type[Noun], name: str) -> type[Text]:
    """The class of texts with attributes that stand in a field."""
    for version in reversed(Version):
        plan = schema(version).plan_of(cls)
        for row in plan.rows if plan is not None else ():
            if row.field.name == name and row.leaf is not None:
                return row.leaf.text_class
    return Text


# -- writing ---------------------------------------------------------------------------------------------------------


def to_json(noun: Noun) -> bytes:
    """The plain JSON of a noun or `Message`, from which `from_json` makes an equal one.

    Raises `DocumentError` where the objects are nested in a circle, or a value is none that a document could hold.
    """
    try:
        return json.dumps(to_python(noun), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except RecursionError:
        raise DocumentError(
            [Problem("", None, "too-deep", "the objects are nested too deeply, or in a circle")]
        ) from None
    except (BadValue, UnicodeEncodeError) as problem:
        raise DocumentError([Problem("", None, getattr(problem, "code", "not-a-text"), str(problem))]) from None


def to_python(noun: Noun) -> dict[str, Any]:
    """The same as a dictionary."""
    found: dict[str, Any] = {}
    for name, slot in slots(type(noun)).items():
        value = getattr(noun, slot.holder)
        if value is None:
            continue
        if slot.field.many:
            if value:
                found[name] = [_said(slot, item) for item in value]
        else:
            found[name] = _said(slot, value)
    if noun._wire is not None and noun._wire != Wire():
        known, rest = typed(noun) if noun._wire.foreign else ({}, ())
        found |= known
        said = _wire(noun._wire, rest)
        if said:
            found[WIRE] = said
    return found


def _said(slot: Slot, value: Any) -> Any:
    if type(value) is str:
        return value
    if slot.kind is not None:
        return _leaf(slot.kind, value)
    if isinstance(value, Noun):
        return to_python(value) if slot.cls is not None else {TYPE: type(value).__name__, **to_python(value)}
    kind = next((k for k in Kind if isinstance(value, k.classes)), None)
    if kind is None or isinstance(value, bool):
        return value
    said = _leaf(kind, value)
    return said if kind is Kind.TEXT else {TYPE: kind.python, **(said if isinstance(said, dict) else {"$": said})}


def _leaf(kind: Kind, value: Any) -> Any:
    if type(value) is str:
        return value
    attributes = getattr(value, "attributes", None)
    said = value if isinstance(value, bool) else str(value) if kind is Kind.TEXT else kind.format(value)
    return {"$": said, **{f"@{name}": text for name, text in attributes.items()}} if attributes else said


def _wire(wire: Wire, foreign: tuple[Foreign, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(wire, name) for name in ("attributes", "nil", "spelt", "is_nil")}
    said["order"] = list(wire.order)
    said["foreign"] = [p.xml if p.after is None else {"after": list(p.after), "xml": p.xml} for p in foreign]
    return {name: value for name, value in said.items() if value}


# -- reading ---------------------------------------------------------------------------------------------------------


def from_json(data: bytes | str, cls: type[N]) -> N:
    """The noun, or `Message`, of the class `cls` that plain JSON spells. Raises `DocumentError` with every problem."""
    reader = PlainReader()
    try:
        with paused_collector():
            value = parse(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
            noun = reader.noun(cls, value, None)
    except RecursionError:
        raise DocumentError([Problem("", None, "too-deep", "the objects are nested too deeply")]) from None
    if reader.problems:
        raise DocumentError(
            [Problem(pointer(place), None, code, message) for place, code, message, _ in reader.problems]
        )
    return noun


class PlainReader:
    """One reading of plain JSON, or of the Python values it stands for: what it found wrong."""

    def __init__(self) -> None:
        self.problems: list[tuple[Path_, str, str, Any]] = []
        """Place, code, message, and what was found."""

    def tell(self, place: Path_, code: str, message: str, found: Any) -> None:
        """Note a problem."""
        self.problems.append((place, code, message, found))

    def noun(self, cls: type[N], data: Any, here: Path_) -> N:
        """A noun."""
        if type(data) is cls:
            return data
        noun = maker(cls)()
        if not isinstance(data, dict):
            self.tell(here, "not-an-object", f"{cls.__name__} is an object, not {kind_of_any(data)}", data)
            return noun
        known = slots(cls)
        extended: dict[str, Any] = {}
        for name, value in data.items():
            place: Path_ = (here, name)
            slot = known.get(name)
            if slot is not None:
                self.field(cls, noun, slot, value, place)
            elif name == WIRE:
                self.wire(noun, value, place)
            elif name.startswith(EXTENDED):
                extended[name] = value
            elif name != TYPE or value != cls.__name__:
                self.tell(place, "unknown-member", f"{name!r} is not a field of {cls.__name__}", value)
        if extended:
            self.extended(noun, extended, here)
        if noun._wire is None or not noun._wire.is_nil:
            for name, slot in known.items():
                if slot.field.required and data.get(name) is None:
                    self.tell((here, name), "required", f"{name} is required; there is none", data)
        return noun

    def extended(self, noun: Noun, members: dict[str, Any], here: Path_) -> None:
        """Read declared extension elements."""
        try:
            found = untyped(type(noun), members, "")
        except DocumentError as error:
            for problem in error.problems:
                self.tell(here, problem.code, f"{problem.path}: {problem.message}", members)
            return
        if found is None:
            self.tell(here, "unknown-member", f"no class declares the extension elements {', '.join(members)}", members)
            return
        noun.extensions = (*found, *noun.extensions)

    def field(self, cls: type[Noun], noun: Noun, slot: Slot, value: Any, place: Path_) -> None:
        """Read the value of one field."""
        if value is None:
            return
        if not slot.field.many:
            setattr(noun, slot.holder, self.value(cls, slot, value, place))
        elif isinstance(value, list | tuple):
            setattr(noun, slot.holder,
                    Items(self.value(cls, slot, item, (place, n)) for n, item in enumerate(value)))  # fmt: skip
        else:
            self.tell(place, "not-an-array", f"{kind_of_any(value)} stands where an array must", value)

    def value(self, cls: type[Noun], slot: Slot, value: Any, place: Path_) -> Any:
        """One value of a field."""
        if type(value) is str and slot.kind is Kind.TEXT and slot.codes is None and not special(value):
            return value
        if slot.kind is not None:
            return self.leaf(cls, slot, slot.kind, value, place)
        if slot.cls is not None:
            return self.noun(slot.cls, value, place)
        if isinstance(value, Noun):
            return value
        named = value.get(TYPE) if isinstance(value, dict) else None
        if isinstance(named, str) and named in names() and slot.field.type == "Noun":
            return self.noun(names()[named], value, place)
        if slot.field.type == "Noun":
            self.tell(place, "no-type", f"any noun may stand here; {TYPE!r} must name it", value)
            return None
        if isinstance(named, str) and named in KINDS:
            rest = {name: said for name, said in value.items() if name != TYPE}
            return self.leaf(cls, slot, KINDS[named], rest if len(rest) > 1 else rest.get("$", ""), place)
        return value if isinstance(value, bool) or value is None else self.leaf(cls, slot, Kind.TEXT, value, place)

    def leaf(self, cls: type[Noun], slot: Slot, kind: Kind, value: Any, place: Path_) -> Any:
        """A leaf value."""
        attributes: dict[str, str] = {}
        if isinstance(value, dict):
            for name, said in value.items():
                if name != "$" and not (name.startswith("@") and isinstance(said, str)):
                    self.tell(
                        (place, name), "unknown-member", "a value is '$' with attributes '@name', all texts", said
                    )
            attributes = {n[1:]: str(said) for n, said in value.items() if n.startswith("@")}
            value = value.get("$")
        try:
            found = read_leaf(kind, slot.codes, value)
        except BadValue as problem:
            self.tell(place, problem.code, str(problem), value)
            return None
        if not attributes:
            return found
        match kind:
            case Kind.TEXT:
                return text_class(cls, slot.field.name)(found, attributes)
            case Kind.DECIMAL:
                return Measure(found, attributes, getattr(found, "text", None))
            case Kind.DATE_TIME:
                return DateTime.of(found, attributes, getattr(found, "text", None))
            case Kind.BINARY:
                return Binary(found, attributes, getattr(found, "text", None))
        self.tell(place, "unknown-attribute", f"a {kind.python} has no attributes", value)
        return found

    def wire(self, noun: Noun, data: Any, place: Path_) -> None:
        """What the document said beyond the fields."""
        if not isinstance(data, dict) or not _is_wire(data):
            self.tell(place, "not-wire", f"it does not have the form that {WIRE!r} has", data)
            return
        wire = wire_of(noun)
        wire.attributes = {n: str(v) for n, v in data.get("attributes", {}).items()}
        wire.nil = {n: {a: str(v) for a, v in said.items()} for n, said in data.get("nil", {}).items()}
        wire.spelt = {n: str(v) for n, v in data.get("spelt", {}).items()}
        wire.is_nil = data.get("is_nil", False)
        wire.order = tuple(map(str, data.get("order", ())))
        wire.foreign = tuple(
            Foreign(p) if isinstance(p, str) else Foreign(p["xml"], (str(p["after"][0]), int(p["after"][1])))
            for p in data.get("foreign", ())
        )


def _is_wire(data: dict[str, Any]) -> bool:
    def texts(value: Any) -> bool:
        return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())

    def piece(value: Any) -> bool:
        if isinstance(value, str):
            return True
        after = value.get("after") if isinstance(value, dict) else None
        return (
            isinstance(after, list)
            and len(after) == 2
            and isinstance(value.get("xml"), str)
            and str(after[1]).isdecimal()
        )

    tests: dict[str, Callable[[Any], bool]] = {
        "attributes": texts,
        "spelt": texts,
        "nil": lambda v: isinstance(v, dict) and all(texts(said) for said in v.values()),
        "is_nil": lambda v: isinstance(v, bool),
        "order": lambda v: isinstance(v, list) and all(isinstance(n, str) for n in v),
        "foreign": lambda v: isinstance(v, list) and all(map(piece, v)),
    }
    return all(name in tests and tests[name](value) for name, value in data.items())


def read_leaf(kind: Kind, codes: type[Any] | None, value: Any) -> Any:
    """The value of a leaf from a JSON value, or a Python value of its kind. Raises `BadValue`."""
    if isinstance(value, bool) and kind is not Kind.BOOLEAN:
        raise BadValue(kind.code, f"the truth value {value} is not a {kind.python}")
    if type(value) is float:
        value = repr(value)
    elif type(value) is int and kind is Kind.DECIMAL:
        return Decimal(value)
    if isinstance(value, kind.classes) and not isinstance(value, str):
        return value
    if not isinstance(value, str):
        raise BadValue(kind.code, f"{kind_of_any(value)} is not a {kind.python}")
    if special(value):
        escape(value)  # raises for characters that no document may hold
    if kind is Kind.TEXT:
        if codes is not None:
            return codes._value2member_map_.get(value, value)
        return value if type(value) is not Number else str(value)
    try:
        if kind is Kind.DECIMAL and "e" in value.lower():
            value = format(Decimal(value), "f")
        return kind.parse(value)
    except (ValueError, ArithmeticError) as problem:
        raise BadValue(kind.code, str(problem)) from None


def kind_of_any(value: Any) -> str:
    """What a value is, for a message."""
    try:
        return kind_of(value)
    except TypeError:
        return f"a {type(value).__name__}"


# -- schemas ---------------------------------------------------------------------------------------------------------

NUMERAL = r"^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*$"
SCHEMAS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.DECIMAL: {"anyOf": [{"type": "string", "pattern": NUMERAL}, {"type": "number"}]},
    Kind.DATE_TIME: {"type": "string", "description": "YYYY-MM-DDThh:mm:ss, then Z or an offset, or none"},
    Kind.DURATION: {"type": "string", "description": "a duration such as PT1H30M"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.BINARY: {"type": "string", "contentEncoding": "base64"},
}  # fmt: skip
ATTRIBUTED = (Kind.TEXT, Kind.DECIMAL, Kind.DATE_TIME, Kind.BINARY)
WIRE_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "what a document said beyond the fields: attributes, nil, spellings, order, foreign content",
}


def json_schema(cls: type[Noun]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the plain JSON of a noun."""
    definitions: dict[str, Any] = {}

    def reference(other: type[Noun]) -> dict[str, Any]:
        if other.__name__ not in definitions:
            definitions[other.__name__] = {}
            definitions[other.__name__] = noun_schema(other, reference)
        return {"$ref": f"#/$defs/{other.__name__}"}

    root = reference(cls)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": cls.__name__,
        **root,
        "$defs": definitions,
    }


def noun_schema(cls: type[Noun], reference: Callable[[type[Noun]], dict[str, Any]]) -> dict[str, Any]:
    """The JSON Schema of one class; `reference` says how another is referred to."""
    properties = {name: _field_schema(slot, reference) for name, slot in slots(cls).items()}
    said: dict[str, Any] = {"title": cls.__name__, "type": "object"}
    if cls.__doc__:
        said["description"] = " ".join(cls.__doc__.split("\n\n")[0].split())
    said["properties"] = {**properties, TYPE: {"const": cls.__name__}, WIRE: WIRE_SCHEMA}
    required = [name for name, slot in slots(cls).items() if slot.field.required]
    if required:
        nil = {
            "properties": {WIRE: {"properties": {"is_nil": {"const": True}}, "required": ["is_nil"]}},
            "required": [WIRE],
        }
        said["anyOf"] = [{"required": required}, nil]
    said["patternProperties"] = {f"^{EXTENDED}": {}}
    said["additionalProperties"] = False
    return said


def _field_schema(slot: Slot, reference: Callable[[type[Noun]], dict[str, Any]]) -> dict[str, Any]:
    if slot.kind is not None:
        one = leaf_schema(slot.kind, slot.codes)
    elif slot.cls is not None:
        one = reference(slot.cls)
    elif slot.field.type == "Noun":
        one = {"type": "object", "properties": {TYPE: {"type": "string"}}, "required": [TYPE]}
    else:
        one = {}
    return {"type": "array", "items": one} if slot.field.many else one


def leaf_schema(kind: Kind, codes: type[Any] | None) -> dict[str, Any]:
    """The JSON Schema of a leaf: its value, or an object with attributes."""
    value = SCHEMAS[kind]
    if kind not in ATTRIBUTED:
        return value
    options = value.get("anyOf", [value])
    if codes is not None:
        options = [{"enum": [member.value for member in codes], "title": codes.__name__}, *options]
    full = {
        "type": "object",
        "properties": {"$": value},
        "patternProperties": {"^@": {"type": "string"}},
        "required": ["$"],
        "additionalProperties": False,
    }
    return {"anyOf": [*options, full]}


__all__ = ["PlainReader", "from_json", "json_schema", "noun_schema", "to_json", "to_python"]
