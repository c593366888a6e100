"""Reading documents of EPCIS 2.0 in JSON-LD."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from attrs import define, evolve

from isa95mom.errors import DocumentError, Problem
from isa95mom.exchange.epcis.mapping import OTHERWISE, OWN, PREFIX
from isa95mom.exchange.epcis.statement import Statement, facts, read_statement
from isa95mom.exchange.naming import Naming
from isa95mom.exchange.noting import Noting
from isa95mom.genealogy import Genealogy
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.genealogy.store import LOT_TAGS
from isa95mom.tables.errors import ID
from isa95mom.tables.scalars import SPELT, Value

TYPES = frozenset(type_ for type_, _ in OTHERWISE)
Object = Mapping[str, Any]


Source = str | os.PathLike[str] | bytes | TextIO | BinaryIO
"""A path, the bytes of a document, or a file."""


def read(source: Source | Iterable[Source], *, naming: Naming | None = None, lenient: bool = False) -> Genealogy:
    """The genealogy that documents of EPCIS 2.0 in JSON-LD state: one, or several as if they were one.

    A document that `write` made comes back exactly. Those of others are taken by what EPCIS means: transformations,
    aggregations and associations join lots; objects that are added, observed and deleted begin, go on and end; an event
    with an error declaration is superseded by what corrects it. Fields that a record has no place for become parameters
    of their event. Events of one ``transformationID`` are one event. `naming` finds the identifications in URIs; None
    takes the base that the document names.

    Strict reading raises `DocumentError` with every error and its path; `lenient` reads what can be read, and says in
    `Genealogy.findings` what it mended or left out. GS1 EPCIS 2.0.
    """
    single = isinstance(source, str | bytes | bytearray | os.PathLike) or hasattr(source, "read")
    sources: Iterable[Any] = [source] if single else source  # type: ignore[assignment]
    reading = _Reading()
    findings: list[Problem] = []
    for each in sources:
        name, text = _text(each)
        note = Noting(name, lenient, reading.uris)
        reading.document(_document(text, name), note, naming)
        note.end()
        findings += note.findings
    genealogy = reading.genealogy(findings)
    genealogy.findings = tuple(findings)
    return genealogy


def _document(text: str | bytes, name: str) -> Object:
    try:
        document = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise DocumentError([Problem("/", line, "not-json", f"it is no JSON: {error}", "error", name)], name) from None
    if not isinstance(document, dict):
        raise DocumentError([Problem("/", None, "not-epcis", "a JSON object is needed", "error", name)], name)
    return document


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not a number of JSON")


def _text(source: Any) -> tuple[str, str | bytes]:
    if isinstance(source, bytes | bytearray):
        return "", bytes(source)
    if isinstance(source, str | os.PathLike):
        return str(source), Path(source).read_bytes()
    return str(getattr(source, "name", "")), source.read()


def _events(document: Object, note: Noting) -> list[Any]:
    if document.get("type") in TYPES:  # an event by itself
        return [document]
    if document.get("type") not in ("EPCISDocument", "EPCISQueryDocument"):
        found = document.get("type", document.get("isA"))
        note.error("type", "not-epcis", f"the type is {found!r}; 'EPCISDocument' is needed")
        note.end()
        return []
    version = document.get("schemaVersion")
    if not str(version).startswith("2."):
        note.mended("schemaVersion", "not-this-version", f"it is {version!r}, and EPCIS 2.0 is read; it is read as 2.0")
    body: Any = document.get("epcisBody")
    if document["type"] == "EPCISQueryDocument" and isinstance(body, Mapping):
        body = (body.get("queryResults") or {}).get("resultsBody")
    events = body.get("eventList") if isinstance(body, Mapping) else None
    if not isinstance(events, list):
        note.error("epcisBody/eventList", "missing", "there is no list of events")
        note.end()
        return []
    return events


@define(slots=True, eq=False)
class _Draft:
    """An event while the document is read."""

    id: ID
    said: Statement
    path: str
    source: str
    digest: str
    supersedes: ID | None = None


class _Reading:
    """The events and lots of a document."""

    def __init__(self) -> None:
        self.note = Noting("", lenient=True)
        self.naming = Naming()
        self.uris: dict[ID, str] = {}
        """The URI that each lot was named by first."""
        self.drafts: dict[ID, _Draft] = {}
        self.lots: dict[ID, Lot] = {}
        self.properties: dict[ID, dict[str, Value]] = {}
        self.within: dict[ID, dict[ID, Any]] = {}
        """What is in each parent, as far as the events so far say."""
        self.corrections: list[tuple[_Draft, list[ID], datetime | None]] = []
        self.pieces: dict[str, _Draft] = {}

    def document(self, document: Object, note: Noting, naming: Naming | None) -> None:
        """Read one document."""
        base = document.get(f"{PREFIX}base")
        self.note = note
        self.naming = naming or (Naming(base=base) if isinstance(base, str) else Naming())
        for number, event in enumerate(_events(document, note)):
            note.path = f"/epcisBody/eventList/{number}"
            self.event(event)
        note.path = ""
        self.master_data(document)

    def event(self, event: Any) -> None:
        """Read one event."""
        note = self.note
        if not isinstance(event, dict):
            note.error("", "not-an-object", f"{event!r} stands where an event is needed")
            return
        type_ = event.get("type")
        if type_ not in TYPES and type_ != PREFIX + OWN:
            note.error("type", "not-an-event", f"{type_!r} is not a type of event; the types are {', '.join(TYPES_)}")
            return
        digest = hashlib.sha256(json.dumps(event, sort_keys=True, default=str).encode()).hexdigest()
        uri = note.uri(event, "eventID")
        id = f"sha-256:{digest}" if uri is None else self.naming.identified("event", uri)
        known = self.drafts.get(id)
        declared = event.get("errorDeclaration")
        if known is not None and declared is None:
            if known.digest == digest:
                note.finding("eventID", "said-twice", f"event {id!r} is there twice, word by word; it is read once")
                return
            note.mended("eventID", "one-name-for-two", f"two events are named {id!r}; this one gets another name")
            id = f"{id}, again {note.path.rpartition('/')[2]}"
            known = None
        if known is None:
            said = read_statement(event, self.naming, note)
            known = _Draft(id, said, note.path, note.source, digest)
            self._missing_children(event, known)
            if not self._piece(event, known):
                self.drafts[id] = known
                self._contained(event, known)
            self._ilmd(event, known)
        before = event.get(f"{PREFIX}supersedes")
        if isinstance(before, str):
            known.supersedes = self.naming.identified("event", before)
        if declared is not None:
            self._declared(declared, known)

    def _piece(self, event: Object, draft: _Draft) -> bool:
        """Whether the event is a further piece of a transformation of which an earlier one told."""
        one = self.note.uri(event, "transformationID")
        if one is None:
            return False
        first = self.pieces.setdefault(one, draft)
        if first is draft:
            return False
        said = first.said
        self.note.finding("transformationID", "in-pieces", f"it is a piece of {one}; that is one event, {first.id!r}")
        said.lines = [
            *(line for of in (said, draft.said) for line in of.lines if not line[0]),
            *(line for of in (said, draft.said) for line in of.lines if line[0]),
        ]
        said.effective = max(filter(None, (said.effective, draft.said.effective)), default=None)
        said.parameters = {**draft.said.parameters, **said.parameters}
        outs = any(out for out, *_ in said.lines)
        if said.kind in (EventKind.CONSUME, EventKind.PRODUCE):
            said.kind = EventKind.PRODUCE if outs else EventKind.CONSUME
        return True

    def _missing_children(self, event: Object, draft: _Draft) -> None:
        """A parent that is emptied without its children being named: they are those that were put in."""
        if event.get("action") != "DELETE" or "parentID" not in event:
            return
        if any(name in event for name in ("childEPCs", "childQuantityList", f"{PREFIX}lines")):
            return
        parent = next((lot for out, lot, *_ in draft.said.lines if not out), None)
        if parent is None:
            return
        held = list(self.within.get(parent, {}).values())
        if held:
            which = ", ".join(str(lot) for _, lot, _, _ in held)
            message = f"{parent} is emptied, and what comes out is not named; it is what was put in: {which}"
            self.note.finding("", "children-not-named", message)
        else:
            self.note.finding("", "children-not-known", f"{parent} is emptied, and what was in it is not known")
        draft.said.lines += [(True, lot, quantity, unit) for _, lot, quantity, unit in held]

    def _contained(self, event: Object, draft: _Draft) -> None:
        if event.get("type") not in ("AggregationEvent", "AssociationEvent") or event.get("action") == "OBSERVE":
            return
        lines = draft.said.lines
        if event.get("action") == "ADD":
            children = [line for line in lines if not line[0]]
            for parent in (lot for out, lot, *_ in lines if out):
                self.within.setdefault(parent, {}).update({line[1]: line for line in children})
            return
        gone = {lot for out, lot, *_ in lines if out}
        for parent in (lot for out, lot, *_ in lines if not out):
            held = self.within.get(parent, {})
            self.within[parent] = {lot: line for lot, line in held.items() if lot not in gone}

    def _declared(self, declared: Any, draft: _Draft) -> None:
        note = self.note
        if not isinstance(declared, Mapping):
            note.error("errorDeclaration", "not-an-object", f"{declared!r} stands where an object is needed")
            return
        time = note.time(declared, "declarationTime")
        if time is None and declared.get("declarationTime") is None:
            note.mended("errorDeclaration/declarationTime", "missing", "it is missing; the error has no time then")
        by = [self.naming.identified("event", uri) for uri in note.uris(declared, "correctiveEventIDs")]
        self.corrections.append((draft, by, time))

    # -- lots ---------------------------------------------------------------------------------------------------------

    def _ilmd(self, event: Object, draft: _Draft) -> None:
        """What an event says of the lots that begin with it."""
        ilmd = event.get("ilmd")
        if not isinstance(ilmd, Mapping):
            return
        for lot in {lot for out, lot, *_ in draft.said.lines if out}:
            for name, value in facts(ilmd):
                self._property(lot, name, value)

    def _property(self, lot: ID, name: str, value: Value) -> None:
        known = self.properties.setdefault(lot, {})
        stays = known.setdefault(name, value)
        if (type(stays), stays) != (type(value), value):
            self.note.finding("", "contradicting-values", f"{name} of lot {lot!r} is {value}, but {stays} stays")

    def master_data(self, document: Object) -> None:
        """Read what the header says of lots."""
        note = self.note
        header = document.get("epcisHeader")
        data = header.get("epcisMasterData") if isinstance(header, Mapping) else None
        if not isinstance(data, Mapping):
            return
        for place, vocabulary in note.objects(data, "vocabularyList", "epcisHeader/epcisMasterData"):
            for where, element in note.objects(vocabulary, "vocabularyElementList", place):
                uri = note.uri(element, "id", where)
                if uri is None:
                    continue
                lot = note.lot(self.naming, uri)
                ours = str(vocabulary.get("type", "")).endswith("EPCClass") and f"{PREFIX}base" in document
                if not ours and not any(lot == of for d in self.drafts.values() for _, of, *_ in d.said.lines):
                    note.finding(where, "not-of-a-lot", f"{uri} is no lot of an event; what is said of it is left out")
                    continue
                self.lots.setdefault(lot, Lot(id=lot))
                for at, held in note.objects(element, "attributes", where):
                    self._attribute(lot, held, at)

    def _attribute(self, lot: ID, held: Object, at: str) -> None:
        name, value = str(held.get("id", "")), held.get("attribute")
        tag = name.removeprefix(PREFIX)
        try:
            if name == f"{PREFIX}property" and isinstance(value, Mapping):
                read = SPELT[value[f"{PREFIX}type"]](value[f"{PREFIX}value"])
                self._property(lot, value[f"{PREFIX}name"], read)
            elif name != tag and tag in LOT_TAGS:
                tags: dict[str, Any] = {tag: str(value)}
                self.lots[lot] = evolve(self.lots[lot], **tags)
            else:
                for of, kept in facts({name: value}):
                    self._property(lot, of, kept)
        except (ValueError, KeyError, TypeError, ArithmeticError):
            self.note.error(at, "not-of-its-form", f"{value!r} is not what {name} can be")

    # -- the genealogy ------------------------------------------------------------------------------------------------

    def genealogy(self, findings: list[Problem]) -> Genealogy:
        """All that was read."""
        self.note = Noting("", lenient=True, uris=self.uris)
        self._correct()
        genealogy = Genealogy()
        for draft in self._in_order():
            said = draft.said
            event = Event(
                id=draft.id,
                supersedes=draft.supersedes,
                **{name: getattr(said, name) for name in Statement.__slots__ if name in _OF_EVENT},
            )
            lines = [
                Line(
                    event=draft.id,
                    direction=Direction.OUT if out else Direction.IN,
                    lot=lot,
                    quantity=quantity,
                    unit=unit,
                )
                for out, lot, quantity, unit in said.lines
            ]
            try:
                genealogy.add(event, *lines)
            except GenealogyError as error:
                problem = Problem(draft.path, None, "not-an-event", str(error), "error", draft.source)
                raise DocumentError([problem], draft.source) from None
        for lot in {*self.lots, *self.properties}:
            told = evolve(self.lots.get(lot, Lot(id=lot)), properties=self.properties.get(lot, {}))
            genealogy.describe(told)
        for lot in genealogy.lots:
            self._material(genealogy, lot)
        findings += self.note.findings
        return genealogy

    def _material(self, genealogy: Genealogy, lot: ID) -> None:
        """A lot whose URI has a GTIN is of the material that has it."""
        uri = self.uris.get(lot)
        material = None if uri is None else self.naming.material(uri)
        if material is not None and genealogy.lot(lot).material is None:
            genealogy.describe(Lot(id=lot, material=material))

    def _correct(self) -> None:
        for draft, by, time in self.corrections:
            found = [self.drafts[id] for id in by if id in self.drafts]
            for id in by:
                if id not in self.drafts:
                    message = f"event {draft.id!r} is corrected by {id!r}, which is not in the document"
                    self._find(draft, "correction-elsewhere", message)
            free = next((each for each in found if each.supersedes in (None, draft.id)), None)
            if free is not None:
                free.supersedes = draft.id
                continue
            # Nothing takes its place: it did not happen, and that is an event without lines.
            withdrawn = f"{draft.id}, withdrawn"
            said = Statement(kind=draft.said.kind, effective=draft.said.effective, recorded=time)
            self.drafts[withdrawn] = _Draft(withdrawn, said, draft.path, draft.source, "", supersedes=draft.id)

    def _find(self, draft: _Draft, code: str, message: str) -> None:
        self.note.findings.append(Problem(draft.path, None, code, message, "warning", draft.source))

    def _in_order(self) -> list[_Draft]:
        """The events in the order of the document, each behind what it supersedes."""
        ordered: dict[ID, _Draft] = {}
        for draft in self.drafts.values():
            chain: list[_Draft] = []
            at: _Draft | None = draft
            while at is not None and at.id not in ordered:
                if at in chain:
                    message = f"event {at.id!r} would correct itself, by way of others"
                    raise DocumentError(
                        [Problem(at.path, None, "corrects-itself", message, "error", at.source)], at.source
                    )
                chain.append(at)
                before = None if at.supersedes is None else self.drafts.get(at.supersedes)
                if at.supersedes is not None and before is None:
                    message = f"event {at.id!r} corrects {at.supersedes!r}, which is not in the document"
                    self._find(at, "corrects-elsewhere", message)
                    at.supersedes = None
                at = before
            ordered |= {each.id: each for each in reversed(chain)}
        return list(ordered.values())


TYPES_ = sorted(TYPES)
_OF_EVENT = frozenset(
    (
        "kind", "effective", "recorded", "equipment", "person", "order", "location", "party", "evidence", "source",
        "sequence", "parameters",
    )
)  # fmt: skip
