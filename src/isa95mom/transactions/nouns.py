"""What a transaction can be about: which messages each schema version has, and what identifies an object."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import isa95mom.model as model
from isa95mom.declare import ELEMENTS, Noun, plural
from isa95mom.model.message import Message, Verb
from isa95mom.model.transaction import ErrorMessage, TransApplicationArea
from isa95mom.schema import table
from isa95mom.schema.errata import message_name
from isa95mom.values.version import B2MML, Version

ANSWER = {Verb.GET: Verb.SHOW, Verb.PROCESS: Verb.ACKNOWLEDGE, Verb.CHANGE: Verb.RESPOND}
"""The verb that answers a verb; what is not in it is answered by a confirmation alone."""
REQUEST = {answer: request for request, answer in ANSWER.items()}


class Kind(NamedTuple):
    """One message of the schemas."""

    verb: Verb
    noun: str
    cls: type[Noun]
    """What its objects are."""
    carrier: type[Noun]
    """What the published schema types them as; another class where the schema is in error."""
    element: str
    """The element of one object."""
    least: int
    """How many objects the schema demands."""
    released: bool
    """Whether the message states the release of the schema; a few cannot."""


@cache
def kinds(version: Version) -> dict[str, Kind]:
    """The messages of `version` by name."""
    model.load()
    facts = table(version)
    found = {}
    for published, type_name in facts.elements.items():
        if f"{type_name}/DataArea" not in facts:
            continue
        name = message_name(version, published)
        verb = next(verb for verb in Verb if name.startswith(verb))
        _, data = facts.type(type_name).content
        _, objects = facts.type(data.type).content
        carrier = ELEMENTS[objects.type]
        released = "releaseID" in facts.type(type_name).attributes
        found[name] = Kind(verb, name.removeprefix(verb), carrier, carrier, objects.name, objects.least, released)
    for name, kind in found.items():
        asked = found.get(f"{Verb.GET}{kind.noun}")
        if asked is not None:
            found[name] = kind._replace(cls=asked.carrier)
    return found


def kind_of(name: str, version: Version | None = None) -> Kind | None:
    """The message called `name` in `version`, or in the newest version that has it; None where there is none."""
    for each in (version,) if version is not None else reversed(B2MML):
        kind = kinds(each).get(name)
        if kind is not None:
            return kind
    return None


def knows(version: Version, type_name: str, element: str) -> bool:
    """Whether the type of `version` has this element."""
    return any(e.name == element for p in table(version).type(type_name).content for e in p.elements())


def noun_name(cls: type[Noun], version: Version | None = None) -> str | None:
    """The name that messages have for objects of `cls`, such as ``MaterialLot``; None where there are no messages."""
    for each in (version,) if version is not None else reversed(B2MML):
        names = [kind.noun for kind in kinds(each).values() if kind.cls is cls]
        if names:
            return min(names, key=lambda name: (name != cls.__name__, name))
    return None


def id_field(cls: type[Noun]) -> str | None:
    """The field that identifies an object of `cls`: ``id``, or ``name`` for the older test specifications."""
    return next((name for name in ("id", "name") if name in cls.__fields__), None)


class Key(NamedTuple):
    """What tells one object of a class from another."""

    id: str
    version: str | None


def key_of(obj: Noun) -> Key | None:
    """The identification of `obj` and its version; None where it has no identification.

    An `ErrorMessage` has none in the schemas; where it arose, when and which code it has stands for it.
    """
    if isinstance(obj, ErrorMessage):
        return Key(f"{obj.thrown_from} {obj.time_stamp.isoformat()} {obj.error_code or ''}".rstrip(), None)
    field = id_field(type(obj))
    found = getattr(obj, field) if field is not None else None
    return Key(found, getattr(obj, "version", None)) if found else None


def contents(cls: type[Noun]) -> dict[str, type[Noun]]:
    """The fields of an information noun that hold objects of their own, with their classes; empty for other nouns.

    >>> from isa95mom import MaterialInformation
    >>> sorted(contents(MaterialInformation))[:3]
    ['material_classes', 'material_definitions', 'material_lots']
    """
    return _contents(cls.__name__) if cls.__name__.endswith("Information") else {}


@cache
def _contents(name: str) -> dict[str, type[Noun]]:
    fields = getattr(model, name).__fields__.values()
    held = {f.name: getattr(model, f.type, None) for f in fields if f.many}
    return {name: c for name, c in held.items() if isinstance(c, type) and issubclass(c, Noun) and id_field(c)}


def area_of(message: Message) -> TransApplicationArea | None:
    """The application area of `message`; None where a message read leniently has none."""
    return message.application_area


def inside(obj: Noun) -> Iterator[Noun]:
    """The objects that `obj` is about: those in an information noun, or itself."""
    fields = contents(type(obj))
    if not fields:
        yield obj
    for name in fields:
        yield from getattr(obj, f"_{name}") or ()


def recast(obj: Noun, cls: type[Noun]) -> Noun:
    """`obj` as `cls`, field by field of the same name; for the message that the published schemas type wrongly.

    Raises `ValueError` where `cls` has no place for something that `obj` states.
    """
    stated = {}
    for field in obj.__fields__.values():
        value = getattr(obj, field.slot)
        if value is None or value == []:
            continue
        into = next((f for f in cls.__fields__.values() if field.name in (f.name, plural(f.name))), None)
        into = into or cls.__fields__.get(plural(field.name))
        values = list(value) if field.many else [value]
        if into is None or (len(values) > 1 and not into.many):
            raise ValueError(f"{cls.__name__} has no place for {field.name} of {type(obj).__name__}")
        if into.type != field.type:
            values = [recast(v, getattr(model, into.type)) if isinstance(v, Noun) else v for v in values]
        stated[into.name] = values if into.many else values[0]
    made: Noun = cls(**stated)
    if obj.extensions:
        made.extensions = obj.extensions
    return made
