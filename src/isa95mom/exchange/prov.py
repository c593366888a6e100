"""W3C PROV: lots as entities, events as activities, persons, equipment and parties as agents."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from isa95mom.errors import DocumentError, Isa95Error, MissingExtraError, Problem
from isa95mom.exchange.excerpt import everything
from isa95mom.exchange.naming import Naming
from isa95mom.genealogy import Genealogy
from isa95mom.genealogy.forms import Excerpt, Forms
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS
from isa95mom.tables.errors import ID
from isa95mom.tables.scalars import SPELT, Value, spelt

if TYPE_CHECKING:
    from prov.identifier import QualifiedName
    from prov.model import ProvDocument

Format = Literal["json", "provn", "xml", "rdf"]
OPTIONS: dict[str, dict[str, str]] = {"json": {}, "provn": {}, "xml": {}, "rdf": {"rdf_format": "turtle"}}
NAMESPACE = "urn:isa95mom:prov:"
KINDS = ("lot", "event", "person", "equipment", "party")
"""What has a URI of its own; each has a prefix of its own in a document."""
SPELLED = ("effective", "recorded", *EVENT_TAGS, "sequence")
"""What is said of an event by one text each."""


def _prov() -> Any:
    try:
        return import_module("prov.model")
    except ModuleNotFoundError as error:
        if error.name != "prov":
            raise
        raise MissingExtraError("prov", "prov") from None


def document(source: Forms, *, naming: Naming | None = None) -> ProvDocument:
    """A genealogy, a view of it or a trace as a document of the package ``prov``.

    A lot is an entity, an event an activity that used what went in and generated what came out; what came out was
    derived from what went in, except where things were only packed, assembled or divided: then the whole has them as
    members. Persons, equipment and parties are associated agents. An event that corrects another was informed by it.
    What is on record beside stands in attributes that begin with ``isa95:``, so that `read` gives back exactly the
    same. Raises `MissingExtraError` without the package. W3C PROV-DM.
    """
    return _Writing(source, naming or Naming()).document()


def write(
    source: Forms, target: str | os.PathLike[str], *, format: Format = "json", naming: Naming | None = None
) -> None:
    """Write the document to a file, as PROV-JSON, PROV-N, PROV-XML or RDF (Turtle).

    Raises `MissingExtraError` without the package, `Isa95Error` for another format.
    """
    Path(target).write_text(dumps(source, format=format, naming=naming), encoding="utf-8", newline="\n")


def dumps(source: Forms, *, format: Format = "json", naming: Naming | None = None) -> str:
    """The document that `write` writes, as a text."""
    options = OPTIONS.get(format)
    if options is None:
        raise Isa95Error(f"{format!r} is no form of PROV; the forms are 'json', 'provn', 'xml' and 'rdf'")
    made = document(source, naming=naming)
    return str(made.serialize(format=format, **options))


class _Writing:
    """A document while it is made."""

    def __init__(self, source: Forms, naming: Naming) -> None:
        self.excerpt: Excerpt = everything(source)
        self.naming = naming
        self.made: ProvDocument = _prov().ProvDocument()
        self.isa95: Any = self.made.add_namespace("isa95", NAMESPACE)
        self.made.add_namespace("base", naming.base)
        self.prefixes = {kind: self.made.add_namespace(kind, naming.stem(kind)) for kind in KINDS}
        self.foreign: dict[str, Any] = {}
        self.agents: set[str] = set()

    def document(self) -> ProvDocument:
        """The document."""
        excerpt, record = self.excerpt, self.excerpt.record
        lots = {lot.id: lot for lot in map(record.lot, excerpt.lots.tolist())}
        names = {id: self.name("lot", self.naming.lot(lot)) for id, lot in lots.items()}
        for id, lot in lots.items():
            self.made.entity(names[id], self.lot(lot))
        of_line = record.line_events(excerpt.lines)
        starts = np.searchsorted(of_line, excerpt.events, side="left")
        ends = np.searchsorted(of_line, excerpt.events, side="right")
        for number, first, last in zip(excerpt.events.tolist(), starts.tolist(), ends.tolist(), strict=True):
            self.event(record.event(number), list(record.lines(excerpt.lines[first:last])), names)
        return self.made

    def name(self, kind: str, uri: str) -> QualifiedName:
        """The qualified name of a URI."""
        if uri.startswith(self.naming.stem(kind)):
            found: QualifiedName = self.prefixes[kind][uri[len(self.naming.stem(kind)) :]]
            return found
        parts = re.fullmatch(r"(.*[/:#])([^/:#]+)", uri)
        stem, local = (parts[1], parts[2]) if parts else (uri, "")
        if stem not in self.foreign:
            self.foreign[stem] = self.made.add_namespace(f"ns{len(self.foreign) + 1}", stem)
        named: QualifiedName = self.foreign[stem][local]
        return named

    def lot(self, lot: Lot) -> list[tuple[Any, Any]]:
        said = [(self.isa95[name], value) for name in LOT_TAGS if (value := getattr(lot, name)) is not None]
        return [*said, *((self.isa95["property"], _fact(*fact)) for fact in lot.properties.items())]

    def event(self, event: Event, lines: list[Line], names: Mapping[ID, QualifiedName]) -> None:
        activity = self.name("event", self.naming.uri("event", event.id))
        said: list[tuple[Any, Any]] = [(self.isa95["kind"], str(event.kind))]
        for name in SPELLED:
            if (value := getattr(event, name)) is not None:
                said.append((self.isa95[name], value.isoformat() if isinstance(value, datetime) else str(value)))
        for name in ("equipment", "person"):
            if len(getattr(event, name)) > 1:  # in which order they are stated
                said.append((self.isa95[name], json.dumps(getattr(event, name))))
        said += ((self.isa95["parameter"], _fact(*fact)) for fact in event.parameters.items())
        self.made.activity(activity, event.effective, event.effective, said)
        sides: dict[Direction, dict[QualifiedName, None]] = {Direction.IN: {}, Direction.OUT: {}}
        for place, line in enumerate(lines):
            entity = names[line.lot]
            sides[line.direction][entity] = None
            amount: list[tuple[Any, Any]] = [(self.isa95["place"], place)]
            amount += [] if line.quantity is None else [(self.isa95["quantity"], str(line.quantity))]
            amount += [] if line.unit is None else [(self.isa95["unit"], line.unit)]
            if line.direction is Direction.IN:
                self.made.used(activity, entity, event.effective, other_attributes=amount)
            else:
                self.made.generation(entity, activity, event.effective, other_attributes=amount)
        self.join(event.kind, activity, *(list(side) for side in sides.values()))
        for kind, several in (("person", event.person), ("equipment", event.equipment)):
            for who in several:
                self.made.association(activity, self.agent(kind, who), other_attributes={self.isa95["role"]: kind})
        if event.party is not None:
            who_ = self.agent("party", event.party)
            self.made.association(activity, who_, other_attributes={self.isa95["role"]: "party"})
        if event.supersedes is not None:
            before = self.name("event", self.naming.uri("event", event.supersedes))
            self.made.communication(activity, before, other_attributes={self.isa95["role"]: "supersedes"})

    def join(self, kind: EventKind, activity: Any, ins: list[Any], outs: list[Any]) -> None:
        """Say how what came out hangs together with what went in."""
        if kind.is_containment:
            opens = kind in (EventKind.PACK, EventKind.ASSEMBLE, EventKind.SUBDIVIDE)
            wholes, parts = (outs, ins) if kind is not EventKind.SUBDIVIDE else (ins, outs)
            for whole in wholes if opens else ():
                for part in parts:
                    if part != whole:
                        self.made.hadMember(whole, part)
            return
        for out in outs:
            for went_in in ins:
                if out != went_in:
                    self.made.derivation(out, went_in, activity)

    def agent(self, kind: str, who: str) -> QualifiedName:
        name = self.name(kind, self.naming.uri(kind, who))
        if str(name) not in self.agents:
            self.agents.add(str(name))
            prov = _prov()
            types = {"person": prov.PROV["Person"], "party": prov.PROV["Organization"]}
            self.made.agent(name, {prov.PROV_TYPE: types.get(kind, self.isa95["Equipment"])})
        return name


def _fact(name: str, value: Value) -> str:
    return json.dumps([name, *spelt(value)])


# -- reading ----------------------------------------------------------------------------------------------------------


def read(
    source: str | os.PathLike[str] | bytes, *, format: Literal["json", "xml"] = "json", naming: Naming | None = None
) -> Genealogy:
    """The genealogy that a document of PROV-JSON or PROV-XML states.

    What `document` made comes back exactly. Of others, activities are events of the kind ``produce``, or ``consume``
    where they generate nothing; a derivation that names no activity is an event of its own. Agents that are persons or
    organisations are persons and parties, all others equipment. What else is said stays in parameters and properties;
    relations that join no lots and events are findings.

    Raises `DocumentError` where it is no such document, `MissingExtraError` without the package. W3C PROV-DM.
    """
    prov = _prov()
    name = "" if isinstance(source, bytes) else str(source)
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    try:
        document = prov.ProvDocument.deserialize(content=content.decode("utf-8-sig"), format=format)
    except Exception as error:  # the package lets through whatever goes wrong within
        problem = Problem("/", None, "not-prov", f"it is no PROV-{format.upper()}: {error}", "error", name)
        raise DocumentError([problem], name) from None
    return _Reading(document, name, naming).genealogy()


class _Reading:
    """A genealogy while a document is read."""

    def __init__(self, document: Any, source: str, naming: Naming | None) -> None:
        self.source = source
        base = next((ns.uri for ns in document.namespaces if ns.prefix == "base"), None)
        self.naming = naming or (Naming() if base is None else Naming(base=base))
        prov = _prov()
        self.prov = prov
        # What bundles say is read as if it stood outside.
        self.records: list[Any] = list(document.flattened().get_records())
        self.roles: dict[str, str] = {}
        self.findings: list[Problem] = []
        self.events: dict[str, dict[str, Any]] = {}
        self.lines: dict[str, list[tuple[int, bool, str, Decimal | None, str | None]]] = {}

    def find(self, path: str, code: str, message: str) -> None:
        self.findings.append(Problem(path, None, code, message, "warning", self.source))

    def genealogy(self) -> Genealogy:
        """All that was read."""
        prov = self.prov
        of: dict[type, list[Any]] = {}
        for record in self.records:
            of.setdefault(type(record), []).append(record)
        for agent in of.pop(prov.ProvAgent, []):
            types = {str(type_) for type_ in agent.get_asserted_types()}
            role = "person" if "prov:Person" in types else "party" if "prov:Organization" in types else "equipment"
            self.roles[agent.identifier.uri] = role
        lots = [self.lot(entity) for entity in of.pop(prov.ProvEntity, [])]
        for activity in of.pop(prov.ProvActivity, []):
            self.activity(activity)
        for out, kind in ((False, prov.ProvUsage), (True, prov.ProvGeneration)):
            for relation in of.pop(kind, []):
                self.line(relation, out)
        for relation in of.pop(prov.ProvAssociation, []):
            self.associated(relation)
        for relation in of.pop(prov.ProvCommunication, []):
            self.informed(relation)
        for relation in of.pop(prov.ProvDerivation, []):
            self.derived(relation)
        members = of.pop(prov.ProvMembership, [])
        if members and not any(self.told(record) for record in self.records):
            self.members(members)
        for left in of.values():
            for relation in left:
                self.find("/", "not-read", f"{relation.get_provn()} joins no lots and events here; it is left out")
        return self.made(lots)

    def told(self, record: Any) -> dict[str, list[str]]:
        """What stands in attributes of this library, by name."""
        said: dict[str, list[str]] = {}
        for name, value in record.extra_attributes:
            if name.namespace.uri == NAMESPACE:
                said.setdefault(name.localpart, []).append(str(value))
        return said

    def beside(self, record: Any) -> dict[str, Value]:
        """What stands in attributes of others."""
        said: dict[str, Value] = {}
        for name, value in record.extra_attributes:
            if name.namespace.uri != NAMESPACE:
                unique, number = str(name), 1
                while unique in said:
                    number += 1
                    unique = f"{name}[{number}]"
                zoned = not isinstance(value, datetime) or value.utcoffset() is not None
                said[unique] = value if isinstance(value, bool | int | float | datetime) and zoned else str(value)
        return said

    def lot(self, entity: Any) -> Lot:
        said = self.told(entity)
        path = str(entity.identifier)
        tags: dict[str, Any] = {name: said[name][0] for name in LOT_TAGS if name in said}
        properties = self.facts(said.get("property", ()), path) | self.beside(entity)
        uri = entity.identifier.uri
        if (material := self.naming.material(uri)) is not None:
            tags.setdefault("material", material)
        return Lot(id=self.naming.identified("lot", uri), properties=properties, **tags)

    def facts(self, texts: Iterable[str], path: str) -> dict[str, Value]:
        made: dict[str, Value] = {}
        for text in texts:
            try:
                name, of, value = json.loads(text)
                made[name] = SPELT[of](value)
            except (ValueError, TypeError, KeyError, InvalidOperation):
                self.fail(path, f"{text!r} is not how a value is spelt")
        return made

    def fail(self, path: str, message: str) -> None:
        raise DocumentError([Problem(path, None, "not-of-its-form", message, "error", self.source)], self.source)

    def time(self, time: datetime | None, path: str) -> datetime | None:
        if time is not None and time.utcoffset() is None:
            message = f"{time.isoformat()} has no offset from UTC, and which one is meant is not guessed"
            self.find(path, "no-offset", f"{message}; it is left out")
            return None
        return time

    def activity(self, activity: Any) -> None:
        said, path = self.told(activity), str(activity.identifier)
        started, ended = activity.get_startTime(), activity.get_endTime()
        made: dict[str, Any] = {"effective": self.time(ended or started, path)}
        if "kind" in said:
            try:
                made = {"kind": EventKind(said["kind"][0])}
                for name in SPELLED:
                    if name in said:
                        text = said[name][0]
                        times, whole = name in ("effective", "recorded"), name == "sequence"
                        made[name] = datetime.fromisoformat(text) if times else int(text) if whole else text
                for name in ("equipment", "person"):
                    if name in said:
                        made[name] = tuple(map(str, json.loads(said[name][0])))
            except (ValueError, TypeError) as error:
                self.fail(path, str(error))
        made["parameters"] = self.facts(said.get("parameter", ()), path) | self.beside(activity)
        self.events[activity.identifier.uri] = made

    def line(self, relation: Any, out: bool) -> None:
        ends: list[Any] = list(relation.args)
        entity, activity, time = (ends[0], ends[1], ends[2]) if out else (ends[1], ends[0], ends[2])
        if entity is None or activity is None:
            self.find("/", "not-read", f"{relation.get_provn()} names no entity or no activity; it is left out")
            return
        said = self.told(relation)
        event = self.events.setdefault(activity.uri, {"parameters": {}})
        if "kind" not in event and event.get("effective") is None:
            event["effective"] = self.time(time, str(activity))
        lines = self.lines.setdefault(activity.uri, [])
        try:
            place = int(said["place"][0]) if "place" in said else len(lines)
            quantity = Decimal(said["quantity"][0]) if "quantity" in said else None
        except (ValueError, InvalidOperation):
            self.fail(relation.get_provn(), "its place or quantity is not a number")
        lines.append((place, out, entity.uri, quantity, said["unit"][0] if "unit" in said else None))

    def associated(self, relation: Any) -> None:
        activity, agent, *_ = relation.args
        if activity is None or agent is None:
            return
        event = self.events.setdefault(activity.uri, {"parameters": {}})
        kind = self.told(relation).get("role", [self.roles.get(agent.uri, "equipment")])[0]
        who = str(self.naming.identified(kind, agent.uri))
        if kind == "party":
            if event.setdefault("party", who) != who:
                self.find(str(activity), "several-parties", f"{event['party']} and {who} took part; the first is kept")
        elif who not in event.get(kind, ()):
            event[kind] = (*event.get(kind, ()), who)

    def informed(self, relation: Any) -> None:
        activity, before, *_ = relation.args
        if self.told(relation).get("role") == ["supersedes"] and before.uri in self.events:
            self.events[activity.uri]["supersedes"] = before.uri
        elif self.told(relation).get("role") == ["supersedes"]:
            self.find(str(activity), "corrects-elsewhere", f"it corrects {before}, which is not in the document")
        else:
            self.find(str(activity), "not-read", f"that {before} informed it joins no lots; it is left out")

    def derived(self, relation: Any) -> None:
        made, of, activity, *_ = relation.args
        if activity is not None and activity.uri in self.events:
            return
        uri = str(relation.identifier.uri) if relation.identifier else f"{made.uri} of {of.uri}"
        if activity is not None:
            uri = activity.uri
        self.events.setdefault(uri, {"parameters": {}})
        lines = self.lines.setdefault(uri, [])
        for out, lot in ((False, of.uri), (True, made.uri)):
            if not any(line[1:3] == (out, lot) for line in lines):
                lines.append((len(lines), out, lot, None, None))

    def members(self, members: list[Any]) -> None:
        wholes: dict[str, list[str]] = {}
        for member in members:
            whole, part, *_ = member.args
            wholes.setdefault(whole.uri, []).append(part.uri)
        for whole, parts in wholes.items():
            uri = f"members of {whole}"
            self.events[uri] = {"kind": EventKind.PACK, "parameters": {}}
            several = [(number, False, part, None, None) for number, part in enumerate(parts)]
            self.lines[uri] = [*several, (len(several), True, whole, None, None)]

    def made(self, lots: list[Lot]) -> Genealogy:
        genealogy = Genealogy()
        done: set[str] = set()
        for uri in self.events:
            waiting: list[str] = []
            at: str | None = uri
            while at is not None and at not in done:
                if at in waiting:
                    self.fail(at, "an event would correct itself, by way of others")
                waiting.append(at)
                at = self.events[at].get("supersedes")
            for each in reversed(waiting):
                done.add(each)
                self.add(genealogy, each)
        for lot in lots:
            genealogy.describe(lot)
        genealogy.findings = tuple(self.findings)
        return genealogy

    def add(self, genealogy: Genealogy, uri: str) -> None:
        said = self.events[uri]
        naming = self.naming
        id = naming.identified("event", uri)
        lines = [
            Line(
                event=id,
                direction=Direction.OUT if out else Direction.IN,
                lot=naming.identified("lot", lot),
                quantity=quantity,
                unit=unit,
            )
            for _, out, lot, quantity, unit in sorted(self.lines.get(uri, []), key=lambda line: line[0])
        ]
        outs = any(line.direction is Direction.OUT for line in lines)
        kind = said.pop("kind", EventKind.PRODUCE if outs else EventKind.CONSUME)
        before = said.pop("supersedes", None)
        corrected = None if before is None else naming.identified("event", before)
        genealogy.add(Event(id=id, kind=kind, supersedes=corrected, **said), *lines)
