"""Segment responses and job responses: events, with a line for each lot that their material actuals name."""

from __future__ import annotations

from collections import deque
from typing import Any

from isa95mom.genealogy.from_model.lots import stored
from isa95mom.genealogy.from_model.reading import Draft, Reading
from isa95mom.genealogy.record import EventKind
from isa95mom.model import MaterialUse, OperationsRecordAction
from isa95mom.nouns.place import Place, named
from isa95mom.nouns.responses import ACTUALS, CAME_OUT, DATA, RESOURCES, SAMPLED, WENT_IN, resources, times, used
from isa95mom.nouns.values import NOT_STATED, Amount, amount, measured, said, values
from isa95mom.nouns.walk import REPLACED
from isa95mom.tables.scalars import Value


def read_response(reading: Reading, noun: Any, place: Place) -> None:
    """Read what one segment response or job response says of lots."""
    stated = [(actual, use) for field, use in ACTUALS for actual in getattr(noun, field, ())]
    key = (type(noun), *place.ids) if None not in place.ids else (type(noun), len(reading.drafts))
    if place.action == OperationsRecordAction.DELETED:
        if reading.corrected(key, place) is None:
            reading.find(place, "not-a-fact", "it is deleted, and was not reported before")
        return
    if not stated and not any(reading.agreed.kinds.get(name) is EventKind.CLEAN for name in place.segments):
        return
    draft = reading.corrected(key, place) if place.action in REPLACED else None
    draft = draft or reading.draft(
        key, "/".join("?" if part is None else part for part in place.ids if part != ""), None, place
    )
    reading.touched.append(draft)
    draft.pieces += 1
    draft.order = draft.order or place.order
    draft.segments |= dict.fromkeys(place.segments)
    put_time(reading, draft, noun, place)
    draft.equipment |= dict.fromkeys(used(noun, "equipment_actuals", "equipment_ids"))
    draft.person |= dict.fromkeys(used(noun, "personnel_actuals", "person_ids"))
    parameters(reading, draft, noun, place)
    for position, (actual, use) in enumerate(stated, 1):
        read_actual(reading, actual, use, draft, place.of(actual, position))


def put_time(reading: Reading, draft: Draft, noun: Any, place: Place) -> None:
    """Note when it happened: the end, or where there is none the start, or else what the record around says."""
    start, end = times(reading, noun, place)
    if end is not None and draft.ended and end != draft.effective:
        stays = "" if draft.effective is None else draft.effective.isoformat()
        reading.find(place, "contradicting-times", f"it ends at {end.isoformat()}, but {stays} is stated too and stays")
    elif end is not None:
        draft.effective, draft.ended = end, True
    elif draft.effective is None:
        draft.effective = start or place.effective


def parameters(reading: Reading, draft: Draft, noun: Any, place: Place) -> None:
    """Read the data of a response, and the properties of its resources under the names of these."""
    find = reading.finder(place)
    for field in DATA:
        for name, value in values(getattr(noun, field, ()), find):
            datum(reading, draft, name, value, place)
    for field, ids in RESOURCES:
        for actual in resources(noun, field):
            who = ", ".join(named(getattr(actual, ids)))
            for name, value in values(actual.properties, find, f"{who}/" if who else ""):
                reading.say(draft, name, value, place)


def datum(reading: Reading, draft: Draft, name: str, value: Value, place: Place) -> None:
    """Note one value said of an event: a parameter, or what it is agreed to stand for."""
    agreed = reading.agreed
    for tag, names in (("party", agreed.party), ("location", agreed.location)):
        if name in names:
            stays = getattr(draft, tag) or str(value)
            setattr(draft, tag, stays)
            if stays != str(value):
                reading.find(place, "contradicting-values", f"{name} is {value}, but {stays} is stated too and stays")
            return
    reading.say(draft, name, value, place)


def read_actual(reading: Reading, actual: Any, use: str | None, draft: Draft, place: Place) -> None:
    """Read one material actual: lines of `draft`, or events of its own."""
    use = use or getattr(actual, "material_use", None)
    carriers, all_lots = named_lots(reading, actual, place)
    amount = share(reading, actual, carriers, place)
    if not carriers:
        what = ", ".join(named((*actual.material_definition_ids, *actual.material_class_ids))) or "material"
        reading.find(place, "no-lot", f"it names no lot; {what} cannot be traced here")
    facts(reading, actual, carriers, all_lots, draft, place)
    if use in WENT_IN or use in CAME_OUT:
        for lot in all_lots:
            draft.add(use in CAME_OUT, lot, amount if lot in carriers else NOT_STATED)
        if all_lots and (where := stored(actual)) is not None:
            draft.locations[use in CAME_OUT][where] = None
    elif use in SAMPLED or use in (MaterialUse.RETURNED_SAMPLE, MaterialUse.INVENTORIED):
        kind = EventKind.ADJUST if use == MaterialUse.INVENTORIED else EventKind.SAMPLE
        for lot in carriers:
            alone(reading, kind, lot, amount, use not in SAMPLED, draft, place)
    elif use is not None or carriers:
        other = getattr(use, "other_value", None)
        stated = f"{str(use)!r}{f' ({other})' if other else ''}" if use is not None else "none"
        code = "no-material-use" if use is None else "unknown-material-use"
        lots = ", ".join(carriers) or "it"
        reading.find(place, code, f"the material use is {stated}; whether {lots} went in or came out is not guessed")
    read_assembly(reading, actual, carriers, draft, place)


def share(reading: Reading, actual: Any, carriers: list[str], place: Place) -> Amount:
    """The amount of each of the lots that an actual names, where it is stated."""
    stated = amount(actual.quantities, reading.finder(place))
    if len(carriers) > 1 and stated != NOT_STATED:
        lots = ", ".join(carriers)
        reading.find(place, "share-not-stated", f"{said(stated)} of {lots} together; how much of each is not stated")
        return NOT_STATED
    return stated


def facts(reading: Reading, actual: Any, carriers: list[str], all_lots: list[str], draft: Draft, place: Place) -> None:
    """Read what an actual says of its lots: their material, and properties of them or of their use."""
    known, agreed, find = reading.known, reading.agreed, reading.finder(place)
    materials = list(named(actual.material_definition_ids))
    if len(materials) == 1:
        for lot in all_lots:
            known.tag(lot, "material", materials[0], place)
    elif materials and all_lots:
        which = ", ".join(all_lots)
        find("several-materials", f"{', '.join(materials)} are stated of {which}; which is of which is not stated")
    within = f"{', '.join(carriers)}/" if carriers else ""
    for each in actual.properties:
        of_lot = getattr(each, "material_lot_property_id", None) or each.id in (*agreed.supplier, *agreed.supplier_lot)
        for name, value in values([each], find, "" if of_lot else within):
            if of_lot:
                for lot in carriers:
                    known.property(lot, name, value, place)
            else:
                reading.say(draft, name, value, place)
    for result in getattr(actual, "test_results", ()):
        for name, value in measured(result, find):
            if len(carriers) == 1:
                known.property(carriers[0], name, value, place)
            else:
                reading.say(draft, within + name, value, place)


def alone(reading: Reading, kind: EventKind, lot: str, amount: Amount, back: bool, near: Draft, place: Place) -> None:
    """A sample or a count: an event of its own, since it joins its lot with no other. `back` adds a line out."""
    draft = reading.draft((kind, len(reading.drafts)), f"{near.id} {kind} {lot}", kind, place)
    draft.effective, draft.equipment, draft.person, draft.order = (
        near.effective,
        near.equipment,
        near.person,
        near.order,
    )
    draft.add(False, lot, NOT_STATED if kind is EventKind.ADJUST else amount)
    if back:
        draft.add(True, lot, amount)


def read_assembly(reading: Reading, actual: Any, carriers: list[str], draft: Draft, place: Place) -> None:
    """Read the actuals of which `actual` is assembled, at any depth."""
    waiting = deque((part, carriers) for part in getattr(actual, "assembly_actuals", ()))
    while waiting:
        part, wholes = waiting.popleft()
        here = place.of(part)
        parts, all_lots = named_lots(reading, part, here)
        amount = share(reading, part, parts, here)
        if not parts:
            reading.find(here, "no-lot", "it names no lot; what the assembly holds of it cannot be traced")
        facts(reading, part, parts, all_lots, draft, here)
        use = part.material_use
        if use in WENT_IN or use in CAME_OUT:
            for lot in all_lots:
                draft.add(use in CAME_OUT, lot, amount if lot in parts else NOT_STATED)
        elif use is not None or not wholes:
            reading.find(here, "unknown-material-use", f"the material use is {use}; the part is not a line of its own")
        if parts and wholes:
            reading.state(EventKind.ASSEMBLE, wholes, [(lot, amount) for lot in parts], place, draft.effective)
        waiting.extend((further, parts or wholes) for further in part.assembly_actuals)


def named_lots(reading: Reading, actual: Any, place: Place) -> tuple[list[str], list[str]]:
    """The finest lots that an actual names, which carry its amount, and all that it names."""
    lots = list(named(getattr(actual, "material_lot_ids", ())))
    sublots = list(named(getattr(actual, "material_sub_lot_ids", ())))
    reading.known.add((*lots, *sublots))
    if len(lots) == 1 and sublots and lots != sublots:
        reading.state(EventKind.SUBDIVIDE, lots, [(sublot, NOT_STATED) for sublot in sublots], place)
    elif len(lots) > 1 and sublots:
        message = f"{', '.join(sublots)} among several lots, {', '.join(lots)}; whose sublots they are is not stated"
        reading.find(place, "sublot-of-which-lot", message)
        return [*dict.fromkeys((*sublots, *lots))], [*dict.fromkeys((*lots, *sublots))]
    return sublots or lots, [*dict.fromkeys((*lots, *sublots))]
