"""Migration: a document of one version as a document of another, and what could not be carried.

`rules` says as data what became of what, `engine` moves nouns by the plans of both versions and these rules,
`structure` holds the nouns whose parts change places.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve, frozen

from isa95mom.codec.document import Document
from isa95mom.codec.envelope import Envelope, envelope, envelope_of
from isa95mom.codec.leaf import XSI_FREE
from isa95mom.codec.migrate.engine import Engine, Fill, fits
from isa95mom.codec.migrate.rules import counterparts, message_nouns
from isa95mom.codec.plan import Plan, Schema, schema
from isa95mom.declare import ELEMENTS, Noun, wire_of
from isa95mom.errors import Loss, Problem, VersionError
from isa95mom.model.message import LeafElement, Message
from isa95mom.schema.errata import message_name
from isa95mom.values.items import Items
from isa95mom.values.version import Version


@frozen(slots=True)
class Migrated:
    """What migration came to."""

    document: Document
    """The document of the version asked for."""
    losses: tuple[Loss, ...]
    """What it could not be given."""
    problems: tuple[Problem, ...]
    """What was filled in that the version requires."""
    applied: tuple[str, ...]
    """The names of the rules that were applied."""
    exact: bool
    """Whether migrating back gives the same document, what was lost aside."""


def migrate(document: Document, version: Version, fill: Fill = "error", root: str | None = None) -> Migrated:
    """`document` as one of `version`.

    `fill` says what to do where the version requires what the document does not say; `root` names the root element
    where the version has several for the concept. What is missing all the same is told by whoever writes the document.

    Raises `VersionError` where the version has no root element for the document.
    """
    old, new = schema(document.version), schema(version)
    engine = Engine(old, new, fill, document.lenient)
    found = document.root
    name = ""
    if isinstance(found, Message):
        moved: Noun = _message(engine, found, root)
    elif isinstance(found, LeafElement):
        moved = _lone(engine, found)
    else:
        name = root_name(old, new, document, root)
        target = new.root_plan(name)
        assert target is not None
        plan = engine.plan_for(found, old.root_plan(document.name) if document.name else None)
        path = f"/{document.name or old.root_name(type(found)) or type(found).__name__}"
        moved = engine.noun(found, plan, target, path, nillable=False)
    return Migrated(
        evolve(document, version=version, root=moved, name=name, problems=(), lenient=False),
        tuple(engine.losses), tuple(engine.problems), tuple(engine.applied), engine.exact,
    )  # fmt: skip


def root_name(old: Schema, new: Schema, document: Document, wanted: str | None) -> str:
    """The root element of the new version for `document`. Raises `VersionError`."""
    noun = document.root
    name = document.name or old.root_name(type(noun)) or type(noun).__name__
    names = [name, new.root_name(type(noun)) or ""]
    names += [new.root_name(cls) or "" for other in counterparts(type(noun).__name__) for cls in nouns_called(other)]
    able = [n for n in dict.fromkeys(names) if n and _suits(noun, new.root_plan(n))]
    if wanted is not None:
        if not _suits(noun, new.root_plan(wanted)):
            raise VersionError(f"{type(noun).__name__} cannot be the root element {wanted} of {new.version}{_or(able)}")
        return wanted
    if not able:
        raise VersionError(f"{new.version} has no global element for {_described(noun)}")
    if able[0] != name and new.root_name(type(noun)) is None and len(able) > 1:
        raise VersionError(
            f"{name} may be one of several in {new.version}; give root={' or root='.join(map(repr, able))}"
        )
    return able[0]


def nouns_called(name: str) -> list[type[Noun]]:
    """The class of the noun called `name`."""
    return list({cls for cls in ELEMENTS.values() if cls.__name__ == name})


def _suits(noun: Noun, plan: Plan | None) -> bool:
    return plan is not None and fits(noun, _Root(plan)) is not None  # type: ignore[arg-type]


@frozen(slots=True)
class _Root:
    """A root element, as `fits` asks for it."""

    plan: Plan
    leaf: None = None


def _described(noun: Noun) -> str:
    kind = getattr(noun, "operations_type", None)
    return f"{type(noun).__name__} of operations type {kind}" if kind else type(noun).__name__


def _or(names: list[str]) -> str:
    return f"; it can be {' or '.join(names)}" if names else ""


def _lone(engine: Engine, root: LeafElement) -> Noun:
    """A document that is a single value."""
    leaf = engine.new.root_leaf(root.name)
    if leaf is None:
        raise VersionError(f"{engine.new.version} has no global element {root.name} that holds a value")
    row: Any = _Leaf(leaf, root.name)
    value = engine.leaf(root.value, engine.old.root_leaf(root.name), row, f"/{root.name}")
    if value is None:
        raise VersionError(f"{engine.new.version} cannot say {str(root.value)!r} as {root.name}")
    return LeafElement(name=root.name, value=value)


@frozen(slots=True)
class _Leaf:
    """A global element that holds a value, as the engine asks for it."""

    leaf: Any
    name: str
    least: int = 1
    nillable: bool = False

    @property
    def field(self) -> Any:
        return LeafElement.__fields__["value"]


def _message(engine: Engine, message: Message, wanted: str | None) -> Message:
    """A message: its envelope has the same shape in all versions."""
    old, new = envelope_of(engine.old, message) or _home(engine, message), _target(engine, message, wanted)
    moved: Message = Message.__new__(Message)
    moved._wire = None
    moved.verb, moved.noun = new.verb, new.noun
    moved.version_id = message.version_id
    moved.release_id = release(message.release_id, engine.old.version, engine.new.version)
    path, data = f"/{old.name}", f"/{old.name}/{old.data_name}"
    wire = message._wire
    for name, value in (wire.attributes if wire is not None else {}).items():
        if name in XSI_FREE:
            wire_of(moved).attributes[name] = engine.location(name, value)
        else:
            engine.lose(f"{path}/@{name}", name, f"{new.name} of {engine.new.version} does not take it", "no-attribute")
    for name, slot in (("releaseID", "release_id"), ("versionID", "version_id")):
        if getattr(moved, slot) is not None and name not in new.attributes:
            setattr(moved, slot, None)
            engine.lose(f"{path}/@{name}", name, f"{new.name} of {engine.new.version} does not take it", "no-attribute")
    if moved.release_id is None and engine.fill != "error" and any(a.required for a in new.attributes.values()):
        moved.release_id = f"B2MML-{engine.new.version}"
        engine.repair(f"{path}/@releaseID", "derived-id", f"releaseID is required: derived as {moved.release_id!r}")
        engine.exact = False
    area, action = message.application_area, message.action
    inside: Any = engine.nested(area, old.area, new.area, f"{path}/ApplicationArea")
    moved.application_area = inside
    moved.action = engine.nested(action, old.action, new.action, f"{data}/{old.action_name}")
    moved.objects = Items()
    for number, item in enumerate(message.objects, 1):
        place = f"{data}/{old.object_name}[{number}]"
        if _suits(item, new.objects):
            moved.objects.append(engine.noun(item, engine.plan_for(item, old.objects), new.objects, place))
        else:
            engine.lose(place, "objects", f"no noun of {engine.new.version} is of this kind", "no-noun")
    names = {old.action_name: new.action_name, old.object_name: new.object_name}
    for piece in wire.foreign if wire is not None else ():
        if piece.xml.startswith(("<!--", "<?")):
            after = (names.get(piece.after[0], piece.after[0]), piece.after[1]) if piece.after is not None else None
            wire_of(moved).foreign = (*wire_of(moved).foreign, evolve(piece, after=after))
        else:
            engine.lose(f"{path}/{piece.tag or 'text()'}", "extensions", "it has no place in the schema", "not-allowed")
    return moved


def _home(engine: Engine, message: Message) -> Envelope:
    """The type of a message that the version read from does not have."""
    found = [envelope_of(schema(version), message) for version in reversed(Version)]
    known = [kind for kind in found if kind is not None]
    if not known:
        raise VersionError(f"no version has a message {message.name}")
    return known[0]


def _target(engine: Engine, message: Message, wanted: str | None) -> Envelope:
    """The type of the message in the new version. Raises `VersionError`."""
    new = engine.new
    found = envelope_of(new, message) if wanted is None else None
    names = [f"{message.verb}{noun}" for noun in (message.noun, *message_nouns(message.noun))]
    names = [message_name(new.version, name, published=True) for name in names]
    able = [kind for name in names if (kind := envelope(new, name)) is not None]
    able = [kind for kind in able if all(_suits(item, kind.objects) for item in message.objects[:1])]
    if wanted is not None:
        chosen = [kind for kind in able if message_name(new.version, wanted) == f"{kind.verb}{kind.noun}"]
        if not chosen:
            raise VersionError(
                f"{message.name} cannot be the root element {wanted} of {new.version}{_or([k.name for k in able])}"
            )
        return chosen[0]
    if found is not None:
        return found
    if len(able) > 1:
        options = " or ".join(f"root={kind.name!r}" for kind in able)
        raise VersionError(f"{message.name} may be one of several in {new.version}; give {options}")
    if not able:
        raise VersionError(f"{new.version} has no message {message.name}")
    return able[0]


_RELEASE = {
    Version.V0401: ("4.0.1", "0401"), Version.V0500: ("5.0", "0500"), Version.V0600: ("6.0", "0600"),
    Version.V0700: ("7.0", "0700"), Version.V0701: ("7.0.1", "0701"),
}  # fmt: skip


def release(said: str | None, old: Version, new: Version) -> str | None:
    """A release ID that names the version read, naming the version written; any other as it is.

    >>> release("B2MML-V0600", Version.V0600, Version.V0701), release("2", Version.V0600, Version.V0701)
    ('B2MML-V0701', '2')
    """
    if said is None or old not in _RELEASE or new not in _RELEASE:
        return said
    for before, after in zip(_RELEASE[old], _RELEASE[new], strict=True):
        if re.fullmatch(rf"(?:B2MML)?[-_ ]?[vV]?{re.escape(before)}", said):
            return said.removesuffix(before) + after
    return said


__all__ = ["Fill", "Migrated", "migrate", "release", "root_name"]
