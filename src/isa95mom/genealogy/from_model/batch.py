"""Batch production records of ISA-88: the material events of a batch, its samples, and the performances it holds.

The record is of one batch and names the lot that it made, so what its Consume events name went into what its Produce
events name and into that lot: one event, with a line for each. A Movement is a transfer and a Reconciliation a count,
each an event of its own. The events of the standard have no element for a lot; it is an attribute with an agreed name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.genealogy.from_model.reading import Draft, Reading, Stated
from isa95mom.genealogy.from_model.responses import datum
from isa95mom.genealogy.record import EventKind
from isa95mom.model import EventSubType, EventType
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.values import NOT_STATED, Amount, amount, valued, values

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
OWN = frozenset((EventSubType.CONSUME, EventSubType.PRODUCE))
"""The material events of what the batch itself is made of and gives."""
APART = frozenset((EventSubType.MOVEMENT, EventSubType.RECONCILIATION))
"""The material events that are no part of making the batch."""
MADE = "made"
"""In place of an entry: the record names the lot that was made, and no event that produced it."""
ReadAll = Callable[[Iterable[tuple[Noun, Place]]], None]


@frozen(slots=True)
class Told:
    """What one material event says."""

    entry: str
    """Identification of the entry, by which it is known where the record is sent again."""
    kind: str
    place: Place
    lots: list[str]
    amount: Amount
    time: datetime | None


@frozen(slots=True)
class Batch:
    """The record of a batch, and what is known of it before its events are read."""

    noun: model.BatchProductionRecord
    place: Place
    name: str
    """By which its event is known: the identification of the record, else of the batch."""
    lot: str | None
    """The lot that it made."""
    reported: frozenset[tuple[bool, str]]
    """Directions and lots that performances in the record report."""

    @property
    def key(self) -> tuple[object, ...]:
        """By what the record is known where it is sent again."""
        return model.BatchProductionRecord, identification(self.noun.equipment_scope), self.name


def read_batch(reading: Reading, noun: model.BatchProductionRecord, place: Place, read_all: ReadAll) -> Place:
    """Read a batch production record; the place of the record within it, which is read next."""
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
            read_all(list(zip(held, entries, strict=True)))
    reported = frozenset(line[:2] for draft in reading.touched[first:] for line in draft.lines.values())
    name = identification(noun.id) or identification(noun.batch_id) or identification(noun.entry_id) or "?"
    batch = Batch(noun, place, name, lot, reported)
    read_events(reading, batch)
    read_samples(reading, batch)
    unread = [name.replace("_", " ") for name in UNREAD if getattr(noun, name) is not None]
    if unread:
        reading.find(
            place, "no-genealogy", f"what it holds says nothing of which lots became which: {', '.join(unread)}"
        )
    return place


def entry_place(place: Place, entry: Any) -> Place:
    """The place of an entry of the record."""
    return evolve(place, path=f"{place.of(entry).path}[{identification(entry.entry_id) or '?'}]")


def read_events(reading: Reading, batch: Batch) -> None:
    """Read the material events of a batch: those of the batch itself are one event, the others events apart."""
    own: list[tuple[Told, model.SingleEvent]] = []
    others: Counter[str] = Counter()
    for event in () if batch.noun.events is None else batch.noun.events.events:
        here = entry_place(batch.place, event)
        kind = event.event_sub_type
        if event.event_type != EventType.MATERIAL:
            others[str(event.event_type)] += 1
        elif kind not in OWN | APART:
            message = f"the event is {kind or 'of no finer kind'}; it says no line of a lot"
            reading.find(here, "unknown-material-event", message)
        else:
            told = tell(reading, event, here)
            if not told.lots:
                reading.find(here, "no-lot", f"it names no lot; what was meant by {kind} cannot be traced here")
            elif kind in OWN:
                own.append((told, event))
            else:
                for lot in told.lots:
                    read_apart(reading, event, lot, told, batch)
    if others:
        counted = ", ".join(f"{count} of the kind {kind}" for kind, count in others.items())
        reading.find(batch.place, "no-genealogy", f"events say nothing of which lots became which: {counted}")
    read_own(reading, own, batch)


def read_own(reading: Reading, events: list[tuple[Told, model.SingleEvent]], batch: Batch) -> None:
    """Read what a batch consumed and produced. What a performance in the record reports is not added again."""
    lines: dict[object, Stated] = {}
    ends: dict[bool, list[datetime]] = {True: [], False: []}
    for told, _ in events:
        out = told.kind == EventSubType.PRODUCE
        for lot in told.lots:
            if (out, lot) in batch.reported:
                reading.find(told.place, "reported-twice", f"a performance in the record reports {lot}; that stays")
                continue
            lines[told.entry or len(lines), out, lot] = (out, lot, told.amount)
            if told.time is not None:
                ends[out].append(told.time)
    if not lines:
        return
    made = {lot for out, lot, _ in lines.values() if out}
    used = any(not out for out, _, _ in lines.values())
    if batch.lot is not None and batch.lot not in made and (used or (True, batch.lot) not in batch.reported):
        lines[MADE] = (True, batch.lot, NOT_STATED)
    elif batch.lot is None and not made:
        reading.find(batch.place, "no-lot", "no lot is stated that the batch made; what went into it ends there")
    draft = reading.draft(batch.key, batch.name, None, batch.place)
    for key, line in lines.items():
        stays = draft.lines.setdefault(key, line)
        if stays != line:
            message = f"an entry of {line[1]} says another amount than before, which stays"
            reading.find(batch.place, "contradicting-values", message)
    if MADE in draft.lines and any(
        line[:2] == draft.lines[MADE][:2] for key, line in draft.lines.items() if key != MADE
    ):
        del draft.lines[MADE]
    draft.effective = max((*(ends[True] or ends[False]), *([draft.effective] if draft.effective else ())), default=None)
    equipment = identification(batch.noun.equipment_id)
    draft.equipment |= {} if equipment is None else {equipment: None}
    for name, said in (("BatchID", batch.noun.batch_id), ("CampaignID", batch.noun.campaign_id)):
        if (value := identification(said)) is not None:
            reading.say(draft, name, value, batch.place)
    for told, event in events:
        describe(reading, draft, event, told.place)


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
    entry, time = identification(event.entry_id) or "", reading.aware(event, "time_stamp", place)
    return Told(entry, str(event.event_sub_type), place, lots, stated, time)


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


def read_apart(reading: Reading, event: model.SingleEvent, lot: str, told: Told, batch: Batch) -> None:
    """Read a movement or a count of a lot: an event of its own."""
    moved = told.kind == EventSubType.MOVEMENT
    kind = EventKind.TRANSFER if moved else EventKind.ADJUST
    stated = told.amount
    if not moved and stated != NOT_STATED and not event.previous_values:
        message = f"whether the amount of {lot} is what was counted or the difference is not stated"
        reading.find(told.place, "unclear-amount", message)
        stated = NOT_STATED
    draft = apart(reading, kind, told.entry, lot, batch, told.place)
    draft.effective = told.time
    draft.lines = {False: (False, lot, stated if moved else NOT_STATED), True: (True, lot, stated)}
    describe(reading, draft, event, told.place)


def apart(reading: Reading, kind: EventKind, entry: str, lot: str, batch: Batch, place: Place) -> Draft:
    """An event of its own for an entry of the record, the same where the record is sent again."""
    return reading.draft(
        (kind, *batch.key, entry or len(reading.drafts), lot), f"{batch.name} {kind} {lot}", kind, place
    )


def read_samples(reading: Reading, batch: Batch) -> None:
    """Read the samples of a batch: those drawn from a known lot, and the results of their tests."""
    for sample in () if batch.noun.samples is None else batch.noun.samples.samples:
        here = entry_place(batch.place, sample)
        drawn = identification(sample.sample_source_id)
        if drawn is None or drawn not in reading.known.lots:
            where = drawn or "a place that is not stated"
            reading.find(here, "sample-of-no-lot", f"it was drawn from {where}, not from a lot")
            continue
        find = reading.finder(here)
        draft = apart(reading, EventKind.SAMPLE, identification(sample.entry_id) or "", drawn, batch, here)
        draft.effective = reading.aware(sample, "time_stamp", here)
        draft.equipment |= dict.fromkeys(named(sample.equipment_ids))
        draft.lines = {False: (False, drawn, amount(sample.sample_sizes, find))}
        for test in sample.sample_tests:
            name = identification(test.test_code) or identification(test.test_name) or str(test.entry_id)
            for result in test.sample_test_results:
                for called, value in valued(name, result.results, find):
                    reading.known.property(drawn, called, value, here)
                if verdict := identification(result.test_disposition):
                    reading.known.property(drawn, f"{name} disposition", verdict, here)
