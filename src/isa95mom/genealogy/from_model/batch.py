"""Batch production records of ISA-88: the material events of a batch, its samples, and the performances it holds.

The record is of one batch and names the lot that it made, so what its Consume events name went into what its Produce
events name and into that lot: one event, with a line for each. A Movement is a transfer and a Reconciliation a count,
each an event of its own. The events of the standard have no element for a lot; it is an attribute with an agreed name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from attrs import define, evolve

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.genealogy.from_model.place import Place, identification, named
from isa95mom.genealogy.from_model.reading import Draft, Reading
from isa95mom.genealogy.from_model.responses import datum
from isa95mom.genealogy.from_model.values import NOT_STATED, Amount, amount, valued, values
from isa95mom.genealogy.record import EventKind
from isa95mom.model import EventSubType, EventType

REPORTED = (
    ("operations_performances", "operations_performance_records", "operations_performance"),
    ("production_performances", "production_performance_records", "production_performance"),
    ("work_performances", "work_performance_records", "work_performance"),
)
"""Where a batch production record holds performances."""
UNREAD = (
    "control_recipes",
    "master_recipes",
    "recipe_elements",
    "data_sets",
    "operations_definitions",
    "operations_schedules",
    "product_definitions",
    "production_schedules",
    "work_directives",
    "work_masters",
    "work_schedules",
    "resource_qualifications",
)
"""What a batch production record holds that says nothing of which lots became which."""
ReadAll = Callable[[Reading, Iterable[tuple[Noun, Place]]], None]
Children = list[tuple[Noun, Place]]


@define(slots=True)
class Told:
    """What the attributes and values of one material event say."""

    place: Place
    lots: list[str]
    amount: Amount
    time: datetime | None


def read_batch(reading: Reading, noun: model.BatchProductionRecord, place: Place, read_all: ReadAll) -> Children:
    """Read a batch production record; the record within it, to be read next."""
    place = evolve(
        place,
        recorded=reading.aware(noun, "last_changed_date", place)
        or reading.aware(noun, "creation_date", place)
        or place.recorded,
        ids=(),
    )
    lot = identification(noun.lot_id)
    if lot is not None:
        reading.known.add([lot])
        reading.known.tag(lot, "material", identification(noun.material_definition_id), place)
    first = len(reading.touched)
    for container, records, performance in REPORTED:
        holder = getattr(noun, container)
        if holder is not None:
            entries = [
                evolve(place.of(entry, position), recorded=reading.aware(entry, "time_stamp", place) or place.recorded)
                for position, entry in enumerate(getattr(holder, records), 1)
            ]
            held = [getattr(entry, performance) for entry in getattr(holder, records)]
            read_all(reading, list(zip(held, entries, strict=True)))
    reported = {line[:2] for draft in reading.touched[first:] for line in draft.lines.values()}
    read_events(reading, noun, lot, reported, place)
    read_samples(reading, noun, lot, place)
    unread = [name.replace("_", " ") for name in UNREAD if getattr(noun, name) is not None]
    if unread:
        reading.find(
            place, "no-genealogy", f"what it holds says nothing of which lots became which: {', '.join(unread)}"
        )
    return [] if noun.child is None else [(noun.child, place)]


def read_events(
    reading: Reading, noun: model.BatchProductionRecord, lot: str | None, reported: set[tuple[bool, str]], place: Place
) -> None:
    """Read the material events of a batch. What a performance in the record reports already is not added again."""
    name = identification(noun.id) or identification(noun.batch_id) or identification(noun.entry_id) or "?"
    batch = Draft(name, place, None)
    ends: dict[bool, list[datetime]] = {True: [], False: []}
    others: dict[str, int] = {}
    for event in () if noun.events is None else noun.events.events:
        here = place.of(event)
        here = evolve(here, path=f"{here.path}[{identification(event.entry_id) or '?'}]")
        kind = event.event_sub_type
        if event.event_type != EventType.MATERIAL:
            others[str(event.event_type)] = others.get(str(event.event_type), 0) + 1
            continue
        if kind not in (EventSubType.CONSUME, EventSubType.PRODUCE, EventSubType.MOVEMENT, EventSubType.RECONCILIATION):
            reading.find(
                here, "unknown-material-event", f"the event is {kind or 'of no finer kind'}; it says no line of a lot"
            )
            continue
        told = tell(reading, event, here)
        if not told.lots:
            reading.find(here, "no-lot", f"it names no lot; what was meant by {kind} cannot be traced here")
        elif kind in (EventSubType.MOVEMENT, EventSubType.RECONCILIATION):
            for each in told.lots:
                apart(reading, event, each, told, name)
        else:
            out = kind == EventSubType.PRODUCE
            for each in told.lots:
                if (out, each) in reported:
                    reading.find(here, "reported-twice", f"a performance in the record reports {each}; that stays")
                    continue
                batch.add(out, each, told.amount)
                if told.time is not None:
                    ends[out].append(told.time)
            describe(reading, batch, event, here)
    if others:
        counted = ", ".join(f"{count} of the kind {kind}" for kind, count in others.items())
        reading.find(place, "no-genealogy", f"events say nothing of which lots became which: {counted}")
    if not batch.lines:
        return
    made = {each for out, each, _ in batch.lines.values() if out}
    used = any(not out for out, _, _ in batch.lines.values())
    if lot is not None and lot not in made and (used or (True, lot) not in reported):
        batch.add(True, lot, NOT_STATED)
    elif lot is None and not made:
        reading.find(place, "no-lot", "no lot is stated that the batch made; what went into it ends there")
    add_batch(reading, noun, batch, max(ends[True] or ends[False], default=None), place)


def add_batch(
    reading: Reading, noun: model.BatchProductionRecord, read: Draft, ended: datetime | None, place: Place
) -> None:
    """Note the event that a batch is."""
    key = (model.BatchProductionRecord, identification(noun.equipment_scope), read.id)
    batch = reading.draft(key, read.id, None, place)
    batch.pieces += 1
    batch.effective = batch.effective or ended
    batch.equipment |= dict.fromkeys(named((noun.equipment_id,) if noun.equipment_id else ())) | read.equipment
    batch.person |= read.person
    batch.party, batch.location = batch.party or read.party, batch.location or read.location
    for name, value in (("BatchID", identification(noun.batch_id)), ("CampaignID", identification(noun.campaign_id))):
        if value is not None:
            reading.say(batch, name, value, place)
    for name, said in read.parameters.items():
        reading.say(batch, name, said, place)
    for line in read.lines.values():
        batch.add(*line)


def tell(reading: Reading, event: model.SingleEvent, place: Place) -> Told:
    """What lots a material event names, and how much."""
    find, agreed = reading.finder(place), reading.agreed
    lots = attributed(event, agreed.sub_lot) or attributed(event, agreed.lot)
    whole = attributed(event, agreed.lot)
    reading.known.add((*whole, *lots))
    if len(whole) == 1 and whole != lots:
        reading.state(EventKind.SUBDIVIDE, whole, [(each, NOT_STATED) for each in lots], place)
    materials = attributed(event, agreed.material)
    if len(materials) == 1:
        for each in dict.fromkeys((*whole, *lots)):
            reading.known.tag(each, "material", materials[0], place)
    stated = amount(as_quantities(event.values), find)
    if len(lots) > 1 and stated != NOT_STATED:
        find("share-not-stated", f"one amount of {', '.join(lots)} together; how much of each is not stated")
        stated = NOT_STATED
    return Told(place, lots, stated, reading.aware(event, "time_stamp", place))


def as_quantities(said: Iterable[model.Value]) -> list[model.QuantityValue]:
    """Values that state amounts, as quantities."""
    return [
        model.QuantityValue(quantity_string=each.value_string, unit_of_measure=each.unit_of_measure) for each in said
    ]


def attributed(event: model.SingleEvent, names: tuple[str, ...]) -> list[str]:
    """What the attributes of an event with one of these names identify."""
    found = (
        each.value_string or ""
        for attribute in event.user_attributes
        if attribute.attribute_id in names
        for each in attribute.values
    )
    return list(named(found))


def describe(reading: Reading, draft: Draft, event: model.SingleEvent, place: Place) -> None:
    """Note the equipment, the persons and the other attributes of a material event."""
    agreed = reading.agreed
    draft.equipment |= dict.fromkeys(named(event.equipment_ids))
    draft.person |= dict.fromkeys(named(event.person_ids))
    used = (*agreed.lot, *agreed.sub_lot, *agreed.material)
    others = [each for each in event.user_attributes if each.attribute_id not in used]
    for name, value in values(others, reading.finder(place)):
        datum(reading, draft, name, value, place)


def apart(reading: Reading, event: model.SingleEvent, lot: str, told: Told, batch: str) -> None:
    """Read a movement or a count of a lot: an event of its own."""
    moved = event.event_sub_type == EventSubType.MOVEMENT
    kind = EventKind.TRANSFER if moved else EventKind.ADJUST
    stated = told.amount
    if not moved and stated != NOT_STATED and not event.previous_values:
        message = f"whether the amount of {lot} is what was counted or the difference is not stated"
        reading.find(told.place, "unclear-amount", message)
        stated = NOT_STATED
    draft = reading.draft((kind, len(reading.drafts)), f"{batch} {kind} {lot}", kind, told.place)
    draft.effective = told.time
    draft.add(False, lot, stated if moved else NOT_STATED)
    draft.add(True, lot, stated)
    describe(reading, draft, event, told.place)


def read_samples(reading: Reading, noun: model.BatchProductionRecord, lot: str | None, place: Place) -> None:
    """Read the samples of a batch: those drawn from the lot that it made, and the results of their tests."""
    for sample in () if noun.samples is None else noun.samples.samples:
        here = place.of(sample)
        here = evolve(here, path=f"{here.path}[{identification(sample.entry_id) or '?'}]")
        drawn = identification(sample.sample_source_id)
        if drawn is None or drawn not in (*reading.known.lots, lot):
            reading.find(
                here, "sample-of-no-lot", f"it was drawn from {drawn or 'a place that is not stated'}, not from a lot"
            )
            continue
        find = reading.finder(here)
        draft = reading.draft(
            (EventKind.SAMPLE, len(reading.drafts)), f"sample {sample.entry_id}", EventKind.SAMPLE, here
        )
        draft.effective = reading.aware(sample, "time_stamp", here)
        draft.equipment |= dict.fromkeys(named(sample.equipment_ids))
        draft.add(False, drawn, amount(sample.sample_sizes, find))
        for test in sample.sample_tests:
            name = identification(test.test_code) or identification(test.test_name) or str(test.entry_id)
            results: list[Any] = list(test.sample_test_results)
            for result in results:
                for called, value in valued(name, result.results, find):
                    reading.known.property(drawn, called, value, here)
                if verdict := identification(result.test_disposition):
                    reading.known.property(drawn, f"{name} disposition", verdict, here)
