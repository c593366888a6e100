"""Extension elements of a site, declared once and then typed, in XML and in JSON.

    class LotExtras(mom.Extension, namespace="http://www.mesa.org/xml/B2MML-V0600-AllExtensions", of=mom.MaterialLot):
        colour: str | None = None
        moisture: Decimal | None = None

    LotExtras.of(lot).colour
    LotExtras(colour="white").put(lot)

The content stays where it is, in `Noun.extensions`; the class is a view of it. What no class declares rides along.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import Enum
from html import escape
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, ClassVar, Self, Union, dataclass_transform, get_args, get_origin

import attrs
from lxml import etree

from isa95mom.codec.leaf import Kind
from isa95mom.declare import Noun, Told, wire
from isa95mom.errors import DocumentError, Problem
from isa95mom.values.foreign import Foreign
from isa95mom.values.text import Binary
from isa95mom.values.time import Duration

EXTENDED = "Extended:"
"""What the names of declared extension elements begin with in JSON."""
_KINDS: dict[Any, Kind] = {
    str: Kind.TEXT, Decimal: Kind.DECIMAL, datetime: Kind.DATE_TIME, Duration: Kind.DURATION, Binary: Kind.BINARY,
}  # fmt: skip
_DECLARED: dict[type[Noun], list[type[Extension]]] = {}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


@attrs.frozen(slots=True)
class Slot:
    """One declared element."""

    field: str
    name: str
    type: Any
    many: bool


@dataclass_transform(kw_only_default=True, field_specifiers=(wire,))
class Extension:
    """The base of a site's own declarations: a class per noun, a field per extension element.

    A field is named for its element (``moisture_at`` is ``MoistureAt``, ``batch_id`` is ``BatchID``; `wire` says
    another name) and typed `str`, `Decimal`, `int`, `bool`, `datetime`, `Duration`, `Binary`, an `Enum` of texts,
    another class of this kind declared with neither `namespace` nor `of`, or ``list`` of one of these. None means
    that the element is absent.
    """

    __namespaces__: ClassVar[tuple[str, ...]] = ()
    __noun__: ClassVar[type[Noun] | None] = None
    __told__: ClassVar[dict[str, str]] = {}
    __scope__: ClassVar[tuple[dict[str, Any], dict[str, Any]]] = ({}, {})

    def __init_subclass__(cls, *, namespace: str | Iterable[str] = (), of: type[Noun] | None = None) -> None:
        """Declare the class; `namespace` is the one of its elements, or several to read, of which the first is
        written.
        """
        cls.__namespaces__ = (namespace,) if isinstance(namespace, str) else tuple(namespace)
        cls.__noun__ = of
        if of is not None and not cls.__namespaces__:
            raise TypeError(f"{cls.__name__} extends {of.__name__}; namespace must be given")
        frame = sys._getframe(1)  # where the class statement stands: there its annotations have their meaning
        cls.__scope__ = (frame.f_globals, frame.f_locals)
        cls.__told__ = {}
        for name, said in list(vars(cls).items()):
            if isinstance(said, Told):
                if said.wire is not None:
                    cls.__told__[name] = said.wire
                setattr(
                    cls, name, said.default if isinstance(said.default, list) else attrs.field(default=said.default)
                )
        for name in get_annotations(cls):
            said = cls.__dict__.get(name, attrs.NOTHING)
            if isinstance(said, list):
                setattr(cls, name, attrs.field(factory=list))
        attrs.define(cls, slots=False, kw_only=True)
        if of is not None:
            _DECLARED.setdefault(of, []).append(cls)

    @classmethod
    def slots(cls) -> dict[str, Slot]:
        """Element name -> declaration."""
        found: dict[str, Slot] | None = cls.__dict__.get("__slots_of__")
        if found is None:
            hints: dict[str, Any] = {}
            for step in reversed(cls.__mro__[: cls.__mro__.index(Extension)]):
                outer, inner = vars(step).get("__scope__", ({}, {}))
                hints |= get_annotations(step, globals=outer, locals=inner, eval_str=True)
            declared = [_slot(cls, field.name, hints[field.name]) for field in attrs.fields(cls)]  # type: ignore[arg-type]
            found = {slot.name: slot for slot in declared}
            setattr(cls, "__slots_of__", found)  # noqa: B010 - not a name of the class body
        return found

    @classmethod
    def of(cls, noun: Noun) -> Self:
        """What `noun` carries, typed; empty where it carries nothing of it. Raises `DocumentError` for a misspelt
        value.
        """
        cls._check(noun)
        elements = [found[1] for piece in noun.extensions if (found := cls._declared(piece)) is not None]
        holder: Self = _read(cls, elements, f"/{type(noun).__name__}")
        return holder

    def put(self, noun: Noun) -> None:
        """Set the declared elements of `noun` to what this says; others stay, and so do pieces that say the same
        already.
        """
        self._check(noun)
        before = type(self).of(noun)
        space = self.__namespaces__[0]
        same = {name for name, slot in self.slots().items() if getattr(before, slot.field) == getattr(self, slot.field)}
        mine: dict[str, list[Foreign]] = {name: [] for name in self.slots()}
        others: list[Foreign] = []
        first: int | None = None
        for piece in noun.extensions:
            found = self._declared(piece)
            if found is None:
                others.append(piece)
                continue
            first = len(others) if first is None else first
            if found[0] in same:
                mine[found[0]].append(piece)
        for name, slot in self.slots().items():
            if name not in same:
                mine[name] = [Foreign(_xml(name, slot, value, space)) for value in _values(self, slot)]
        place = len(others) if first is None else first
        noun.extensions = (*others[:place], *(piece for held in mine.values() for piece in held), *others[place:])

    @classmethod
    def _check(cls, noun: Noun) -> None:
        if cls.__noun__ is None or type(noun) is not cls.__noun__:
            expected = "no noun by itself" if cls.__noun__ is None else cls.__noun__.__name__
            raise TypeError(f"{cls.__name__} extends {expected}, not {type(noun).__name__}")

    @classmethod
    def _declared(cls, piece: Foreign) -> tuple[str, Any] | None:
        """The name and the element of a piece that the class declares, or None."""
        if piece.after is not None or piece.tag not in cls.slots():
            return None
        element = etree.fromstring(piece.xml, _PARSER)
        name = etree.QName(element)
        return (name.localname, element) if name.namespace in cls.__namespaces__ else None


def _slot(cls: type[Extension], name: str, hint: Any) -> Slot:
    options = [a for a in get_args(hint) if a is not NoneType] if get_origin(hint) in (Union, UnionType) else [hint]
    many = len(options) == 1 and get_origin(options[0]) is list
    held = get_args(options[0])[0] if many else options[0]
    is_class = isinstance(held, type) and issubclass(held, Extension | Enum)
    if len(options) != 1 or not (held in (*_KINDS, bool, int) or is_class):
        raise TypeError(f"{cls.__name__}.{name} is declared as {hint}, which is no type of an extension element")
    spelt = "".join("ID" if word == "id" else "IDs" if word == "ids" else word.capitalize() for word in name.split("_"))
    return Slot(name, cls.__told__.get(name, spelt), held, many)


def _values(holder: Extension, slot: Slot) -> list[Any]:
    value = getattr(holder, slot.field)
    return list(value) if slot.many else [] if value is None else [value]


def _read(cls: type[Any], elements: list[Any], path: str) -> Any:
    """An instance of a declared class from elements."""
    said: dict[str, Any] = {}
    for element in elements:
        slot = cls.slots().get(etree.QName(element).localname)
        if slot is None:
            continue
        place = f"{path}/{slot.name}"
        if isinstance(slot.type, type) and issubclass(slot.type, Extension):
            value = _read(slot.type, list(element), place)
        else:
            value = _parse(slot.type, "".join(element.itertext()), place)
        if slot.many:
            said.setdefault(slot.field, []).append(value)
        elif slot.field in said:
            raise DocumentError([Problem(place, None, "too-many", f"{slot.name} occurs again; it is declared once")])
        else:
            said[slot.field] = value
    for slot in cls.slots().values():
        said.setdefault(slot.field, [] if slot.many else None)
    return cls(**said)


def _parse(held: Any, text: str, place: str) -> Any:
    try:
        if held is bool:
            return {"true": True, "1": True, "false": False, "0": False}[text.strip()]
        if held is int:
            return int(text)
        return _KINDS[held].parse(text) if held in _KINDS else held(text)
    except (KeyError, ValueError, ArithmeticError) as problem:
        said = f"{text!r} is not true or false" if held is bool else str(problem)
        raise DocumentError(
            [Problem(place, None, "not-as-declared", f"{said} (declared as {held.__name__})")]
        ) from None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    kind = next((kind for held, kind in _KINDS.items() if isinstance(value, held)), None)
    return kind.format(value) if kind is not None else str(value)


def _xml(name: str, slot: Slot, value: Any, space: str) -> str:
    return f'<x:{name} xmlns:x="{escape(space)}">{_inner(slot, value)}</x:{name}>'


def _inner(slot: Slot, value: Any) -> str:
    if not isinstance(value, Extension):
        return escape(_text(value), quote=False).replace("\r", "&#13;")
    return "".join(
        f"<x:{name}>{_inner(inner, item)}</x:{name}>"
        for name, inner in type(value).slots().items()
        for item in _values(value, inner)
    )


# -- JSON ------------------------------------------------------------------------------------------------------------


def typed(noun: Noun) -> tuple[dict[str, Any], tuple[Foreign, ...]]:
    """The declared extension elements of a noun as JSON members, and the pieces that stay as they are.

    What would not come back as it was (attributes, odd spellings, another order) stays as it is.
    """
    pieces = noun.extensions
    for cls in _DECLARED.get(type(noun), ()):
        at_point = [piece for piece in pieces if piece.after is None]
        mine = [piece for piece in at_point if cls._declared(piece) is not None]
        if not mine or at_point[: len(mine)] != mine:
            continue
        try:
            members = {f"{EXTENDED}{name}": said for name, said in _json(cls.of(noun)).items()}
            again = untyped(type(noun), members, "") or []
        except DocumentError:
            continue
        if [_canonical(piece.xml) for piece in mine] == [_canonical(piece.xml) for piece in again]:
            return members, tuple(piece for piece in pieces if piece not in mine)
    return {}, pieces


def untyped(cls: type[Noun], members: dict[str, Any], place: str) -> list[Foreign] | None:
    """The extension elements that JSON members of a noun stand for; None where no class declares them.

    Raises `DocumentError` for a value that is not as declared.
    """
    names = [name.removeprefix(EXTENDED) for name in members]
    for declared in _DECLARED.get(cls, ()):
        slots = declared.slots()
        if all(name in slots for name in names):
            holder = _from_json(declared, dict(zip(names, members.values(), strict=True)), place)
            space = declared.__namespaces__[0]
            return [Foreign(_xml(n, s, v, space)) for n, s in slots.items() for v in _values(holder, s)]
    return None


def _canonical(xml: str) -> str:
    text: str = etree.canonicalize(xml, rewrite_prefixes=True, with_comments=True)
    return text


def _json(holder: Extension) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, slot in type(holder).slots().items():
        said = [
            _json(v) if isinstance(v, Extension) else v if isinstance(v, bool | int) else _text(v)
            for v in _values(holder, slot)
        ]
        if said:
            found[name] = said if slot.many else said[0]
    return found


def _from_json(cls: type[Any], members: dict[str, Any], place: str) -> Any:
    said: dict[str, Any] = {slot.field: [] if slot.many else None for slot in cls.slots().values()}
    for name, value in members.items():
        slot = cls.slots().get(name)
        where = f"{place}/{name}"
        if slot is None:
            raise DocumentError([Problem(where, None, "unknown-member", f"{name!r} is not declared by {cls.__name__}")])
        if slot.many != isinstance(value, list):
            wanted = "an array" if slot.many else "one value"
            raise DocumentError([Problem(where, None, "not-as-declared", f"{name} is declared as {wanted}")])
        values = [_one(slot, item, where) for item in (value if slot.many else [value])]
        said[slot.field] = values if slot.many else values[0]
    return cls(**said)


def _one(slot: Slot, value: Any, place: str) -> Any:
    if isinstance(value, dict) and issubclass(slot.type, Extension):
        return _from_json(slot.type, value, place)
    if isinstance(value, dict | list) or value is None or issubclass(slot.type, Extension):
        raise DocumentError(
            [Problem(place, None, "not-as-declared", f"{slot.name} is declared as {slot.type.__name__}")]
        )
    return _parse(slot.type, _text(value), place)


__all__ = ["EXTENDED", "Extension", "typed", "untyped"]
