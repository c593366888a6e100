"""Writing events as EPCIS 2.0, in JSON-LD."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from io import StringIO
from typing import Any, TextIO

import numpy as np

from isa95mom.exchange.epcis.mapping import (
    CONTEXT,
    FORMS,
    NAMESPACE,
    OWN,
    PARTIES,
    PARTY,
    PREFIX,
    PRODUCTION_ORDER,
    STEPS,
    VOCABULARY,
    Form,
    Shape,
)
from isa95mom.exchange.epcis.statement import NOTHING, UNIT, Statement, beyond, meaning
from isa95mom.exchange.excerpt import everything
from isa95mom.exchange.naming import Naming, NamingError, is_instance
from isa95mom.exchange.noting import Noting
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.forms import Excerpt, Forms
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.genealogy.store import LOT_TAGS
from isa95mom.tables.errors import ID
from isa95mom.tables.scalars import spelt
from isa95mom.values.units import UnitError, unit

Object = dict[str, Any]
MARK = "\x00number:"
"""What numbers begin with until the text of an event is made: JSON of Python would write them as binary fractions."""
_MARKED = re.compile(r'"\\u0000number:([^"]+)"')


def write(
    source: Forms,
    target: str | os.PathLike[str] | TextIO,
    *,
    naming: Naming | None = None,
    created: datetime | None = None,
    undated: datetime | None = None,
) -> None:
    """Write a genealogy, a view of it or a trace as an EPCIS 2.0 document in JSON-LD, event by event.

    `target` is a path or a text file. Every event is one of EPCIS, with the business steps of the Core Business
    Vocabulary; what that cannot say stands beside in properties that begin with ``isa95:``, so that `read` gives back
    exactly the same. Of a genealogy all events are written; one that was superseded has an error declaration that names
    what corrects it. `naming` makes the URIs, `created` is the creation date of the document, now where it is None.
    EPCIS knows no event without a time: `undated` is written in its place, and read back as none.

    Raises `GenealogyError` for an event without a time where `undated` is None. GS1 EPCIS 2.0.
    """
    if isinstance(target, str | os.PathLike):
        with open(target, "w", encoding="utf-8", newline="\n") as file:
            _write(source, file, naming or Naming(), created, undated)
    else:
        _write(source, target, naming or Naming(), created, undated)


def dumps(
    source: Forms, *, naming: Naming | None = None, created: datetime | None = None, undated: datetime | None = None
) -> str:
    """The document that `write` writes, as a text."""
    file = StringIO()
    write(source, file, naming=naming, created=created, undated=undated)
    return file.getvalue()


def _write(source: Forms, file: TextIO, naming: Naming, created: datetime | None, undated: datetime | None) -> None:
    excerpt = everything(source)
    head: Object = {
        "@context": [CONTEXT, {PREFIX[:-1]: NAMESPACE}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": _spelt(created or datetime.now(UTC)),
        f"{PREFIX}base": naming.base,
    }
    lots = {lot.id: (naming.lot(lot), lot) for lot in map(excerpt.record.lot, excerpt.lots.tolist())}
    described = [_described(*lots[id]) for id in lots if _is_described(lots[id][1], naming)]
    silent = excerpt.lots[~np.isin(excerpt.lots, excerpt.record.line_lot.array[excerpt.lines])]
    named = {element["id"] for element in described}
    for number in silent.tolist():
        uri = lots[excerpt.record.lots[number]][0]
        described += [] if uri in named else [{"id": uri}]
    if described:
        vocabulary = {"type": VOCABULARY, "vocabularyElementList": described}
        head["epcisHeader"] = {"epcisMasterData": {"vocabularyList": [vocabulary]}}
    file.write(_text(head)[:-1] + ', "epcisBody": {"eventList": [')
    between = "\n"
    uris = {id: uri for id, (uri, _) in lots.items()}
    if len(set(uris.values())) < len(uris):
        twice = Counter(uris.values()).most_common(1)[0][0]
        raise NamingError(f"{twice} would name {' and '.join(repr(id) for id, uri in uris.items() if uri == twice)}")
    for event in _events(excerpt, naming, uris, undated):
        file.write(between + _text(event))
        between = ",\n"
    file.write("\n]}}\n")


def _text(held: Object) -> str:
    return _MARKED.sub(r"\1", json.dumps(held, ensure_ascii=True))


def _number(value: Decimal) -> str:
    return f"{MARK}{value}"


# -- lots -------------------------------------------------------------------------------------------------------------


def _is_described(lot: Lot, naming: Naming) -> bool:
    """Whether there is more to say of a lot than its URI does."""
    return bool(lot.properties) or any(getattr(lot, name) is not None for name in LOT_TAGS)


def _described(uri: str, lot: Lot) -> Object:
    said = [(name, value) for name in LOT_TAGS if (value := getattr(lot, name)) is not None]
    attributes: list[Object] = [{"id": f"{PREFIX}{name}", "attribute": value} for name, value in said]
    for name, value in lot.properties.items():
        of, text = spelt(value)
        held = {f"{PREFIX}name": name, f"{PREFIX}type": of, f"{PREFIX}value": text}
        attributes.append({"id": f"{PREFIX}property", "attribute": held})
    return {"id": uri, "attributes": attributes}


# -- events -----------------------------------------------------------------------------------------------------------


def _events(excerpt: Excerpt, naming: Naming, uris: Mapping[ID, str], undated: datetime | None) -> Iterator[Object]:
    record = excerpt.record
    of_line = record.line_events(excerpt.lines)
    there = set(excerpt.events.tolist())
    correcting: dict[int, list[int]] = {}
    for by, corrected in record.supersedes.items():
        if by in there and corrected in there:
            correcting.setdefault(corrected, []).append(by)
    # The lines of an event stand together, in the order of the events.
    starts = np.searchsorted(of_line, excerpt.events, side="left")
    ends = np.searchsorted(of_line, excerpt.events, side="right")
    for number, first, last in zip(excerpt.events.tolist(), starts.tolist(), ends.tolist(), strict=True):
        event = record.event(number)
        lines = list(record.lines(excerpt.lines[first:last]))
        made = written(event, lines, naming, uris, undated)
        if number in correcting:
            corrections = [record.event(each) for each in correcting[number]]
            declared = corrections[0].recorded or corrections[0].effective
            made["errorDeclaration"] = {
                "declarationTime": made["eventTime"] if declared is None else _spelt(declared),
                "reason": "incorrect_data",
                "correctiveEventIDs": [naming.uri("event", each.id) for each in corrections],
            }
        elif event.supersedes is not None and record.supersedes[number] not in there:
            made[f"{PREFIX}supersedes"] = naming.uri("event", event.supersedes)
        yield made


def written(
    event: Event, lines: Iterable[Line], naming: Naming, uris: Mapping[ID, str], undated: datetime | None
) -> Object:
    """An event with its lines, as an object of EPCIS."""
    lines = list(lines)
    said = Statement(
        **{name: getattr(event, name) for name in NOTHING if name not in ("parameters", "lines")},
        parameters=dict(event.parameters),
        lines=[(line.direction is Direction.OUT, line.lot, line.quantity, line.unit) for line in lines],
    )
    time = event.effective or event.recorded or undated
    if time is None:
        raise GenealogyError(
            f"event {event.id!r} has no time, and every event of EPCIS has one; say with 'undated' what to write"
        )
    form = next((f for f in FORMS if f.kind is event.kind and fits(f.shape, lines)), None)
    if form is None and lines:
        form = STEPS["ObjectEvent", "OBSERVE", "other"]
    made: Object = {
        "type": PREFIX + OWN if form is None else form.type,
        "eventID": naming.uri("event", event.id),
        "eventTime": _spelt(time),
        "eventTimeZoneOffset": _offset(time),
    }
    if event.recorded is not None:
        made["recordTime"] = _spelt(event.recorded)
    if form is not None:
        if form.action is not None:
            made["action"] = form.action
        made["bizStep"] = form.step
        made |= _lists(form, lines, uris)
        made |= _around(event, naming)
    meant = meaning(_parsed(made), naming, _Trusting({uris[line.lot]: line.lot for line in lines}))
    return made | beyond(meant, said, uris)


def _parsed(made: Object) -> Object:
    """An object as it will be read: with numbers where there are marks."""
    if any(name.endswith(("QuantityList", "quantityList", "sensorElementList")) for name in made):
        parsed: Object = json.loads(_text(made), parse_float=Decimal, parse_int=Decimal)
        return parsed
    return made


class _Trusting(Noting):
    """Reads what was just written: lots by the URIs that they were given."""

    def __init__(self, ids: Mapping[str, ID]) -> None:
        super().__init__("", lenient=True)
        self.ids = ids

    def lot(self, naming: Naming, uri: str) -> ID:
        """The identification of a lot."""
        return self.ids[uri]


def fits(shape: Shape, lines: Iterable[Line]) -> bool:
    """Whether lines can be said in lists of that shape."""
    ins = sum(line.direction is Direction.IN for line in lines)
    outs = sum(line.direction is Direction.OUT for line in lines)
    return {
        Shape.OUTS: outs > 0,
        Shape.INS: ins > 0,
        Shape.THROUGH: ins > 0,
        Shape.COUNTED: outs > 0,
        Shape.TRANSFORMED: ins > 0 and outs > 0,
        Shape.PARENT_OUT: outs == 1 and ins > 0,
        Shape.PARENT_IN: ins == 1 and outs > 0,
    }[shape]


def _spelt(time: datetime) -> str:
    """A time as RFC 3339 has it, whose offsets are whole minutes; a finer one stands beside what it is read to be."""
    offset = time.utcoffset() or timedelta()
    minutes = offset // timedelta(minutes=1)
    whole = timedelta(minutes=minutes)
    return (time if whole == offset else time.astimezone(timezone(whole))).isoformat()


def _offset(time: datetime) -> str:
    minutes, _ = divmod(time.utcoffset() or timedelta(), timedelta(minutes=1))
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def _lists(form: Form, lines: list[Line], uris: Mapping[ID, str]) -> Object:
    ins = [line for line in lines if line.direction is Direction.IN]
    outs = [line for line in lines if line.direction is Direction.OUT]
    shape = form.shape
    if shape is Shape.TRANSFORMED:
        return _listed("inputEPCList", "inputQuantityList", ins, uris) | _listed(
            "outputEPCList", "outputQuantityList", outs, uris
        )
    if shape in (Shape.PARENT_OUT, Shape.PARENT_IN):
        parent, children = (outs[0], ins) if shape is Shape.PARENT_OUT else (ins[0], outs)
        return {"parentID": uris[parent.lot]} | _listed("childEPCs", "childQuantityList", children, uris)
    several = ins if shape is Shape.INS or (shape is Shape.THROUGH and ins) else outs
    return _listed("epcList", "quantityList", several, uris)


def _listed(instances: str, classes: str, lines: list[Line], uris: Mapping[ID, str]) -> Object:
    single = [uris[line.lot] for line in lines if is_instance(uris[line.lot])]
    many = [_element(line, uris[line.lot]) for line in lines if not is_instance(uris[line.lot])]
    made: dict[str, list[Any]] = {instances: single, classes: many}
    return {name: _once(several) for name, several in made.items() if several}


def _once(several: list[Any]) -> list[Any]:
    """Each entry once, since EPCIS has sets: what stands there twice is in the lines beside."""
    return list({repr(each): each for each in several}.values())


def _element(line: Line, uri: str) -> Object:
    """An element of a quantity list; without the amount where its unit is not stated or none of UN/ECE Rec 20."""
    of = None if line.unit is None else rec20(line.unit)
    if line.quantity is None or of is None:
        return {"epcClass": uri}
    return {"epcClass": uri, "quantity": _number(line.quantity), "uom": of}


def rec20(name: str) -> str | None:
    """The code of UN/ECE Rec 20 of a unit; None where there is none."""
    try:
        code = unit(name).code
    except UnitError:
        return None
    return code if UNIT.fullmatch(code) else None


def _around(event: Event, naming: Naming) -> Object:
    made: Object = {}
    if event.equipment:
        made["readPoint"] = {"id": naming.uri("equipment", event.equipment[0])}
    entries = []
    if event.location is not None:
        where = naming.uri("location", event.location)
        if event.kind is EventKind.SHIP:
            made["sourceList"] = [{"type": "location", "source": where}]
        else:
            made["bizLocation"] = {"id": where}
    if event.order is not None:
        order = naming.uri("order", event.order)
        made["bizTransactionList"] = [{"type": PRODUCTION_ORDER, "bizTransaction": order}]
    if event.party is not None and event.kind in PARTY:
        name, entry = PARTY[event.kind]
        entries = [{"type": PARTIES[0], entry: naming.uri("party", event.party)}]
        made[name] = made.get(name, []) + entries
    reports = [
        {"type": naming.uri("parameter", name), "value": _number(value)}
        for name, value in event.parameters.items()
        if isinstance(value, Decimal) and value.is_finite()
    ]
    if reports:
        made["sensorElementList"] = [{"sensorReport": reports}]
    return made
