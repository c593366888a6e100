"""Writing documents: valid by the schema of the version asked for, with nothing dropped unsaid."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import evolve, frozen

from isa95mom.codec.document import DEFAULT_LIMITS, Document, Limits
from isa95mom.codec.encode import NeedsPrefix, Writer, attributes_xml, escape_attribute, leaf_xml
from isa95mom.codec.envelope import Envelope, envelope_of
from isa95mom.codec.growing import paused_collector
from isa95mom.codec.leaf import XSI, BadValue
from isa95mom.codec.migrate import Fill, migrate
from isa95mom.codec.plan import Schema, schema
from isa95mom.codec.reader import read
from isa95mom.codec.source import Readable, Writable
from isa95mom.declare import Noun
from isa95mom.errors import DocumentError, Loss, LossError, Problem, VersionError
from isa95mom.model.message import LeafElement, Message
from isa95mom.values.version import LATEST, Version

OnLoss = Literal["error", "report", "drop"]

BATCH = 4096
"""How many strings are gathered before they go to a file."""


@frozen(slots=True)
class Written:
    """What writing a document came to."""

    version: Version
    """The version it was written in."""
    losses: tuple[Loss, ...]
    """What this version could not hold, and is not in the document."""
    problems: tuple[Problem, ...] = ()
    """What this version requires and `fill` filled in."""
    migrations: tuple[str, ...] = ()
    """The rules by which nouns, fields and codes became others."""
    exact: bool = True
    """Whether converting back gives the same document, what was lost aside."""


@frozen(slots=True)
class Conversion:
    """What converting a document came to."""

    source_version: Version
    """The version it was read as."""
    version: Version
    """The version it was written in."""
    losses: tuple[Loss, ...]
    """What the version written could not hold."""
    problems: tuple[Problem, ...]
    """What lenient reading mended, and what the version written requires and `fill` filled in."""
    migrations: tuple[str, ...] = ()
    """The rules by which nouns, fields and codes became others: ``ProductionSchedule -> OperationsSchedule``."""
    exact: bool = True
    """Whether converting back, to the same root element, gives the same document, what was lost aside."""


def write(
    obj: Document | Noun,
    target: Writable,
    *,
    version: Version | None = None,
    on_loss: OnLoss = "error",
    fill: Fill = "error",
    root: str | None = None,
) -> Written:
    """Write a document, or an object as one.

    Parameters
    ----------
    obj
        A `Document`, written as it was read; or a noun or `Message`, written as the newest version.
    target
        A path or a binary file.
    version
        The version to write; by default that of the document, for an object the newest.
    on_loss
        What to do with content that the version cannot hold: raise (``"error"``), or leave it out and say so in the
        result (``"report"``) or not (``"drop"``).
    fill
        What to do where another version requires what the document does not say: raise (``"error"``); derive an ID from
        the objects around it (``"derive"``), marked as such by its scheme name; or write empty what cannot be derived
        (``"empty"``), marked too. `Written.problems` tells all that was filled in; converting back drops it.
    root
        The name of the root element, where another version has several for the concept, such as
        ``ProductionSchedule`` for an operations schedule.

    Raises
    ------
    LossError
        Where content would be lost and `on_loss` is ``"error"``.
    DocumentError
        Where the object is not valid by the schema: something required is missing, a code is not in its list.
    VersionError
        Where the version has no element for the object.
    """
    parts, written = _parts(obj, version, on_loss, fill, root)
    if not isinstance(target, str | os.PathLike):
        _send(parts, target.write)
        return written
    with Path(target).open("wb") as file:
        _send(parts, file.write)
    return written


def dumps(
    obj: Document | Noun,
    *,
    version: Version | None = None,
    on_loss: OnLoss = "error",
    fill: Fill = "error",
    root: str | None = None,
) -> bytes:
    """What `write` would write, as bytes."""
    parts, _ = _parts(obj, version, on_loss, fill, root)
    return "".join(parts).encode("utf-8")


def convert(
    source: Readable,
    target: Writable,
    *,
    version: Version,
    on_loss: OnLoss = "report",
    fill: Fill = "error",
    root: str | None = None,
    lenient: bool = False,
    source_version: Version | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Conversion:
    """Read a document and write it as another version; what that version cannot hold is in `Conversion.losses`.

    Raises what `read` and `write` raise.
    """
    document = read(source, version=source_version, lenient=lenient, limits=limits)
    written = write(document, target, version=version, on_loss=on_loss, fill=fill, root=root)
    return Conversion(
        document.version,
        written.version,
        written.losses,
        (*document.problems, *written.problems),
        written.migrations,
        written.exact,
    )


def _send(parts: list[str], write: Callable[[bytes], Any]) -> None:
    for start in range(0, len(parts), BATCH):
        write("".join(parts[start : start + BATCH]).encode("utf-8"))


def _parts(
    obj: Document | Noun, version: Version | None, on_loss: OnLoss, fill: Fill, root: str | None
) -> tuple[list[str], Written]:
    """The document as strings: as it is where the version is its own, else migrated."""
    for name, said, allowed in (("on_loss", on_loss, get_args(OnLoss)), ("fill", fill, get_args(Fill))):
        if said not in allowed:
            raise ValueError(f"{name} is {said!r}; it may be {', '.join(map(repr, allowed))}")
    document = obj if isinstance(obj, Document) else Document(version=version or LATEST, root=obj)
    wanted = version or document.version
    if wanted is document.version and root in (None, document.name):
        try:
            parts, losses = _as_it_is(document, document.namespaces)
        except (DocumentError, VersionError):
            if isinstance(obj, Document):
                raise
        else:
            if not losses:
                return parts, Written(wanted, ())
            if isinstance(obj, Document):
                return parts, _accepted(Written(wanted, tuple(losses)), on_loss)
        document.version = _origin(obj, wanted)  # an object is of no version; it may be said in another one's terms
    done = migrate(document, wanted, fill, root)
    written = Written(wanted, done.losses, done.problems, done.applied, done.exact)
    parts, _ = _as_it_is(done.document, _moved(document.namespaces, document.version, wanted))
    return parts, _accepted(written, on_loss)


def _accepted(written: Written, on_loss: OnLoss) -> Written:
    """What came of writing, if the caller accepts its losses. Raises `LossError`."""
    if written.losses and on_loss == "error":
        raise LossError(written.losses, str(written.version))
    return evolve(written, losses=()) if on_loss == "drop" else written


def _origin(obj: Document | Noun, wanted: Version) -> Version:
    """The version whose terms an object is in: the newest that has its noun."""
    if isinstance(obj, Message):
        found = [v for v in reversed(Version) if envelope_of(schema(v), obj) is not None]
    else:
        found = [v for v in reversed(Version) if schema(v).plan_of(type(obj)) is not None]  # type: ignore[arg-type]
    return found[0] if found else wanted


def _as_it_is(document: Document, declared: dict[str, str]) -> tuple[list[str], list[Loss]]:
    """The document in its own version as strings, and what that cannot hold. Raises `DocumentError`."""
    plans = schema(document.version)
    namespaces = dict(declared)
    prefixes = [p for p, uri in namespaces.items() if uri == plans.namespace] or [
        "" if "" not in namespaces else "b2mml"
    ]
    try:
        writer, name, body = _body(plans, document, prefixes[0], has_default="" in {*namespaces, prefixes[0]})
    except NeedsPrefix:
        prefixes = [p for p in prefixes if p] or ["b2mml"]
        namespaces.pop("", None)
        writer, name, body = _body(plans, document, prefixes[0], has_default=False)
    namespaces[prefixes[0]] = plans.namespace
    if writer.problems:
        raise DocumentError(writer.problems)
    head = "".join(f' xmlns{":" + p if p else ""}="{escape_attribute(uri)}"' for p, uri in namespaces.items())
    if "xsi" not in namespaces and _uses_xsi(body):
        head += f' xmlns:xsi="{XSI[1:-1]}"'
    # the root's start tag is the first string that is not an indent: the declarations go behind its name
    opening = f"\n<{writer.prefix}{name}"
    body[0] = opening + head + body[0].removeprefix(opening)
    outside = "".join(f"\n{piece}" for piece in document.prolog), "".join(f"\n{piece}" for piece in document.epilog)
    return ['<?xml version="1.0" encoding="UTF-8"?>', outside[0], *body, outside[1], "\n"], writer.losses


def _body(plans: Schema, document: Document, prefix: str, *, has_default: bool) -> tuple[Writer, str, list[str]]:
    """The root element as strings, without its namespace declarations; its name, and the writer with what it found."""
    writer = Writer(prefix=f"{prefix}:" if prefix else "", has_default=has_default, loose=document.lenient)
    body: list[str] = []
    with paused_collector():
        try:
            name = _root(writer, plans, document, body)
        except RecursionError:
            raise DocumentError(
                [Problem("/", None, "too-deep", "the objects are nested too deeply, or in a circle")]
            ) from None
    return writer, name, body


def _uses_xsi(body: list[str]) -> bool:
    return any(" xsi:" in part for part in body)


def _moved(namespaces: dict[str, str], old: Version, new: Version) -> dict[str, str]:
    """Root declarations with the namespaces of one version replaced by those of another."""
    before, after = schema(old).table, schema(new).table
    moved = {before.namespace: after.namespace, before.extension_namespace: after.extension_namespace}
    return {prefix: moved.get(uri, uri) for prefix, uri in namespaces.items()}


def _root(writer: Writer, plans: Schema, document: Document, body: list[str]) -> str:
    """Write the root element; its name."""
    root = document.root
    if isinstance(root, Message):
        kind = envelope_of(plans, root)
        if kind is None:
            raise VersionError(f"{plans.version} has no message {root.name}")
        _message(writer, kind, root, body.append)
        return kind.name
    if isinstance(root, LeafElement):
        return _lone(writer, plans, root, body)
    name = document.name or plans.root_name(type(root))
    plan = plans.root_plan(name) if name else None
    if plan is None or name is None:
        raise VersionError(f"{plans.version} has no global element for {type(root).__name__}")
    writer.noun(plan, root, body.append, "\n", f"{writer.prefix}{name}", f"/{name}")
    if not body:
        raise DocumentError(writer.problems)
    return name


def _lone(writer: Writer, plans: Schema, root: LeafElement, body: list[str]) -> str:
    """Write a document that is a single value; its name."""
    leaf = plans.root_leaf(root.name)
    if leaf is None:
        raise VersionError(f"{plans.version} has no global element {root.name} that holds a value")
    try:
        body.append("\n" + leaf_xml(leaf, False, f"{writer.prefix}{root.name}", root.value, writer.loose))
    except BadValue as problem:
        raise DocumentError([Problem(f"/{root.name}", None, problem.code, str(problem))]) from None
    return root.name


def _message(writer: Writer, kind: Envelope, message: Message, add: Callable[[str], None]) -> None:
    """Write a message."""
    prefix, path = writer.prefix, f"/{kind.name}"
    attributes = dict(message._wire.attributes) if message._wire is not None else {}
    for name, value in (("releaseID", message.release_id), ("versionID", message.version_id)):
        if value is not None:
            attributes[name] = value
        elif name in kind.attributes and kind.attributes[name].required and not writer.loose:
            writer.tell(path, "required-attribute", f"release_id ({name}) is required")
    if not kind.attributes:
        for name in [n for n in attributes if not n.startswith(XSI)]:
            del attributes[name]
            writer.losses.append(
                Loss(path, name, f"{kind.name} of {kind.schema.version} has no attributes", "no-attribute")
            )
    try:
        add(f"\n<{prefix}{kind.name}{attributes_xml(attributes)}>")
    except BadValue as problem:
        writer.tell(path, problem.code, str(problem))
        add(f"\n<{prefix}{kind.name}>")
    area: Noun | None = message.application_area  # a message read leniently may lack it
    if area is not None:
        writer.noun(kind.area, area, add, "\n  ", f"{prefix}ApplicationArea", f"{path}/ApplicationArea")
    elif not writer.loose:
        writer.tell(path, "required", "application_area (ApplicationArea) is required; there is none")
    foreign = message._wire.foreign if message._wire is not None else ()
    for piece in foreign:
        if piece.after in (None, ("", 1), ("ApplicationArea", 1), (kind.data_name, 1)):
            add(writer.foreign(piece, "\n  "))
    data = f"{path}/{kind.data_name}"
    said = message._wire.nil.get(kind.data_name, {}) if message._wire is not None else {}
    add(f"\n  <{prefix}{kind.data_name}{attributes_xml(said)}>")
    action = message.action if message.action is not None else kind.action.cls()
    writer.noun(kind.action, action, add, "\n    ", f"{prefix}{kind.action_name}", f"{data}/{kind.action_name}")
    for piece in foreign:
        if piece.after in ((kind.action_name, 1), (kind.object_name, 1)):
            add(writer.foreign(piece, "\n    "))
    for number, item in enumerate(message.objects, 1):
        writer.noun(
            kind.objects, item, add, "\n    ", f"{prefix}{kind.object_name}", f"{data}/{kind.object_name}[{number}]"
        )
    if len(message.objects) < kind.least and not writer.loose:
        writer.tell(data, "required", f"objects ({kind.object_name}) is required; there is none")
    if 0 <= kind.most < len(message.objects) and not writer.loose:
        writer.tell(
            data, "too-many", f"{kind.object_name} may occur {kind.most} times; there are {len(message.objects)}"
        )
    add(f"\n  </{prefix}{kind.data_name}>")
    add(f"\n</{prefix}{kind.name}>")
