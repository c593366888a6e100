"""What one event of EPCIS says, in the terms of a record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

from attrs import Factory, asdict, define

from isa95mom.exchange.epcis.mapping import (
    OTHERWISE,
    OWN,
    PARTIES,
    PARTY,
    PREFIX,
    PRODUCTION_ORDER,
    STEPS,
    Shape,
    bare,
)
from isa95mom.exchange.naming import Naming
from isa95mom.exchange.noting import Noting
from isa95mom.genealogy.record import EventKind
from isa95mom.tables.errors import ID
from isa95mom.tables.scalars import SPELT, Value, spelt

Stated = tuple[bool, ID, Decimal | None, str | None]
"""A line: whether it is out, of which lot, how much, in which unit."""
Item = tuple[str, Decimal | None, str | None]
"""A lot as EPCIS has it: its URI, how much of it, in which unit."""
PIECES = "C62"
"""The unit of quantities that have none: EPCIS counts pieces then."""
UNIT = re.compile("[A-Z0-9]{2,3}")
KNOWN = frozenset(
    (
        "@context", "type", "eventTime", "eventTimeZoneOffset", "recordTime", "eventID", "errorDeclaration", "action",
        "bizStep", "readPoint", "bizLocation", "bizTransactionList", "sourceList", "destinationList",
        "sensorElementList", "ilmd", "epcList", "quantityList", "parentID", "childEPCs", "childQuantityList",
        "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID",
    )
)  # fmt: skip
"""The fields that have a meaning here; what others say is kept as parameters."""


@define(slots=True)
class Statement:
    """What one event says, beside its identification and what corrects it."""

    kind: EventKind = EventKind.TRANSFER
    effective: datetime | None = None
    recorded: datetime | None = None
    equipment: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    order: str | None = None
    location: str | None = None
    party: str | None = None
    evidence: str | None = None
    source: str | None = None
    sequence: int | None = None
    parameters: dict[str, Value] = Factory(dict)
    lines: list[Stated] = Factory(list)


NOTHING = asdict(Statement(), recurse=False)


def spelling(name: str, value: Any) -> Any:
    """A field of a statement in a spelling that is the same just where the field is: digits and offsets count."""
    if name == "lines":
        return [
            {"direction": "out" if out else "in", "lot": lot}
            | ({} if quantity is None else {"quantity": str(quantity)})
            | ({} if unit is None else {"unit": unit})
            for out, lot, quantity, unit in value
        ]
    if name == "parameters":
        return [{"name": of, **dict(zip(("type", "value"), spelt(said), strict=True))} for of, said in value.items()]
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, EventKind) else value


def beyond(meant: Statement, said: Statement, uris: Mapping[ID, str]) -> dict[str, Any]:
    """The extension that makes of what an event means to everybody exactly what is on record."""
    made: dict[str, Any] = {}
    missing = []
    for name, nothing in NOTHING.items():
        stated = spelling(name, getattr(said, name))
        if stated == spelling(name, getattr(meant, name)):
            continue
        if stated == spelling(name, nothing):
            missing.append(name)
        else:
            made[PREFIX + name] = _prefixed(stated, uris)
    return made | ({f"{PREFIX}notStated": missing} if missing else {})


def _prefixed(stated: Any, uris: Mapping[ID, str]) -> Any:
    if isinstance(stated, list) and stated and isinstance(stated[0], dict):
        return [{PREFIX + key: uris[value] if key == "lot" else value for key, value in row.items()} for row in stated]
    return stated


def read_statement(event: Mapping[str, Any], naming: Naming, note: Noting) -> Statement:
    """What an event says: what it means to everybody, and the extension of this library where it has one."""
    said = meaning(event, naming, note)
    for name, nothing in NOTHING.items():
        given = event.get(PREFIX + name)
        if given is None:
            if name in (event.get(f"{PREFIX}notStated") or ()):
                setattr(said, name, type(nothing)() if isinstance(nothing, list | dict) else nothing)
            continue
        try:
            setattr(said, name, _own(name, given, naming, note))
        except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
            note.error(PREFIX + name, "not-of-its-form", f"{given!r} is not what {PREFIX}{name} can be")
    return said


def _own(name: str, given: Any, naming: Naming, note: Noting) -> Any:
    if name == "lines":
        rows = [{key.removeprefix(PREFIX): value for key, value in row.items()} for row in given]
        return [
            (
                {"in": False, "out": True}[row["direction"]],
                note.lot(naming, row["lot"]),
                Decimal(row["quantity"]) if "quantity" in row else None,
                row.get("unit"),
            )
            for row in rows
        ]
    if name == "parameters":
        return {row[f"{PREFIX}name"]: SPELT[row[f"{PREFIX}type"]](row[f"{PREFIX}value"]) for row in given}
    if name == "kind":
        return EventKind(given)
    if name in ("effective", "recorded"):
        return datetime.fromisoformat(given)
    if name == "sequence":
        return int(given)
    return tuple(map(str, given)) if isinstance(NOTHING[name], tuple) else str(given)


# -- what an event means to everybody ---------------------------------------------------------------------------------


def meaning(event: Mapping[str, Any], naming: Naming, note: Noting) -> Statement:
    """What an event means by the standard alone."""
    said = Statement()
    said.effective = _event_time(event, note)
    said.recorded = note.time(event, "recordTime")
    said.parameters = {}
    _kind_and_lines(event, naming, note, said)
    place = _id_in(event, "readPoint", note)
    said.equipment = () if place is None else (str(naming.identified("equipment", place)),)
    place = _id_in(event, "bizLocation", note)
    said.location = None if place is None else str(naming.identified("location", place))
    _transactions(event, naming, note, said)
    _parties(event, naming, note, said)
    _sensors(event, naming, note, said)
    for name, value in event.items():
        if name not in KNOWN and not name.startswith(PREFIX):
            _keep(said, name, value)
    return said


def _event_time(event: Mapping[str, Any], note: Noting) -> datetime | None:
    time = note.time(event, "eventTime")
    if time is None:
        if "eventTime" not in event:
            note.error("eventTime", "missing", "an event has a time; there is none")
        return None
    offset = event.get("eventTimeZoneOffset")
    if offset is None:
        note.mended("eventTimeZoneOffset", "missing", f"it is missing; that of eventTime, {time.isoformat()}, is taken")
        return time
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset) if isinstance(offset, str) else None
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        note.mended(
            "eventTimeZoneOffset",
            "not-an-offset",
            f"{offset!r} is not an offset such as +02:00; that of eventTime, {time.isoformat()}, is taken",
        )
        return time
    minutes = (int(found[2]) * 60 + int(found[3])) * (-1 if found[1] == "-" else 1)
    return time.astimezone(UTC if not minutes else timezone(timedelta(minutes=minutes)))


def _kind_and_lines(event: Mapping[str, Any], naming: Naming, note: Noting, said: Statement) -> None:
    type_ = event["type"]
    if type_ == PREFIX + OWN:
        return
    action = event.get("action")
    if type_ == "TransformationEvent":
        action = None
    elif action not in ("ADD", "OBSERVE", "DELETE"):
        note.error("action", "not-an-action", f"{action!r} is not an action; ADD, OBSERVE or DELETE is needed")
        return
    step = event.get("bizStep")
    step = bare(step) if isinstance(step, str) else None
    form = STEPS.get((type_, action, step or ""))
    shape, said.kind = (form.shape, form.kind) if form else OTHERWISE[type_, action]
    if form is None and step is not None:
        said.parameters["bizStep"] = step
    items = _items(event, note)
    if shape is Shape.TRANSFORMED:
        ins, outs = items("input"), items("output")
        if form is None or form.kind is EventKind.PRODUCE:
            said.kind = EventKind.PRODUCE if outs else EventKind.CONSUME
    elif type_ in ("AggregationEvent", "AssociationEvent"):
        parent = note.uri(event, "parentID")
        parents = [] if parent is None else [(parent, None, None)]
        ins, outs = items("child"), parents
        if shape is Shape.PARENT_IN:
            ins, outs = outs, ins
        elif shape is Shape.THROUGH:
            ins = outs = [*parents, *ins]
    else:
        of_event = items("")
        if type_ == "TransactionEvent" and (parent := note.uri(event, "parentID")) is not None:
            of_event.insert(0, (parent, None, None))
        ins = [] if shape is Shape.OUTS else of_event
        outs = [] if shape is Shape.INS else of_event
    if shape is Shape.COUNTED:
        ins = [(uri, None, None) for uri, _, _ in ins]
    said.lines = [
        (out, note.lot(naming, uri), quantity, unit)
        for out, several in ((False, ins), (True, outs))
        for uri, quantity, unit in several
    ]


def _items(event: Mapping[str, Any], note: Noting) -> Any:
    def items(prefix: str) -> list[Item]:
        names = {"": ("epcList", "quantityList"), "child": ("childEPCs", "childQuantityList")}.get(
            prefix, (f"{prefix}EPCList", f"{prefix}QuantityList")
        )
        several: list[Item] = [(uri, Decimal(1), PIECES) for uri in note.uris(event, names[0])]
        for place, element in note.objects(event, names[1]):
            uri = note.uri(element, "epcClass", place)
            if uri is None:
                if "epcClass" not in element:
                    note.error(f"{place}/epcClass", "missing", "what the quantity is of is missing")
                continue
            several.append((uri, *_amount(element, place, note)))
        return several

    return items


def _amount(element: Mapping[str, Any], place: str, note: Noting) -> tuple[Decimal | None, str | None]:
    quantity, unit = element.get("quantity"), element.get("uom")
    if quantity is not None and (not isinstance(quantity, Decimal) or not quantity.is_finite()):
        note.error(f"{place}/quantity", "not-a-number", f"{quantity!r} is not a number")
        quantity = None
    if unit is not None and (not isinstance(unit, str) or not UNIT.fullmatch(unit)):
        message = f"{unit!r} is not a unit of UN/ECE Rec 20, which have two or three capital letters and digits"
        note.mended(f"{place}/uom", "not-a-unit", message)
        unit = str(unit)
    if quantity is None:
        return None, None
    return quantity, unit or PIECES


def _id_in(event: Mapping[str, Any], name: str, note: Noting) -> str | None:
    held = event.get(name)
    if held is None:
        return None
    if isinstance(held, str):
        note.mended(name, "not-an-object", f"{held!r} stands where an object with an id is needed; it is taken for it")
        return held
    if not isinstance(held, Mapping):
        note.error(name, "not-an-object", f"{held!r} stands where an object with an id is needed")
        return None
    return note.uri(held, "id", name)


def _transactions(event: Mapping[str, Any], naming: Naming, note: Noting, said: Statement) -> None:
    for place, held in note.objects(event, "bizTransactionList"):
        of = str(held.get("type", "")).rpartition(":")[2].removeprefix("BTT-")
        uri = note.uri(held, "bizTransaction", place)
        if uri is None:
            continue
        if of == PRODUCTION_ORDER and said.order is None:
            said.order = str(naming.identified("order", uri))
        else:
            _keep(said, f"bizTransaction {of}".strip(), uri)


def _parties(event: Mapping[str, Any], naming: Naming, note: Noting, said: Statement) -> None:
    ours = PARTY.get(said.kind, ("", ""))[0]
    for name, entry in (("sourceList", "source"), ("destinationList", "destination")):
        for place, held in note.objects(event, name):
            of = str(held.get("type", "")).rpartition(":")[2].removeprefix("SDT-")
            uri = note.uri(held, entry, place)
            if uri is None:
                continue
            if name == ours and of in PARTIES and said.party is None:
                said.party = str(naming.identified("party", uri))
            elif name == "sourceList" and of == "location" and said.kind is EventKind.SHIP and said.location is None:
                said.location = str(naming.identified("location", uri))
            else:
                _keep(said, f"{entry} {of}".strip(), uri)


def _sensors(event: Mapping[str, Any], naming: Naming, note: Noting, said: Statement) -> None:
    for place, element in note.objects(event, "sensorElementList"):
        for where, report in note.objects(element, "sensorReport", place):
            of = report.get("type")
            if not isinstance(of, str):
                note.error(f"{where}/type", "missing", "what was measured is missing")
                continue
            named = str(naming.identified("parameter", of))
            for key, value in report.items():
                if key == "value":
                    _keep(said, named, value)
                elif key != "type":
                    _keep(said, f"{named} {key}", value)
        if "sensorMetadata" in element:
            _keep(said, "sensorMetadata", element["sensorMetadata"])


def _keep(said: Statement, name: str, value: Any) -> None:
    """Keep a value as a parameter; of several of one name, each by its number."""
    if value is None:
        return
    kept: Value = value if isinstance(value, str | bool | Decimal) else json.dumps(value, default=str, sort_keys=True)
    unique, number = name, 1
    while unique in said.parameters:
        number += 1
        unique = f"{name}[{number}]"
    said.parameters[unique] = kept


def facts(ilmd: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    """What is said of instances or lots, by name; prefixes of the vocabulary of GS1 are left out."""
    for name, value in ilmd.items():
        if value is not None:
            kept = value if isinstance(value, str | bool | Decimal) else json.dumps(value, default=str, sort_keys=True)
            yield name.removeprefix("cbvmda:").removeprefix("urn:epcglobal:cbv:mda:"), kept
