"""What operations events, the states of equipment and work calendars say of times."""

from __future__ import annotations

from typing import Any

from isa95mom import model
from isa95mom.check.structure import scope_ids
from isa95mom.kpi.from_model.reading import Reading
from isa95mom.nouns.place import Place, identification
from isa95mom.nouns.records import event_place
from isa95mom.nouns.values import values


def read_event(reading: Reading, noun: model.OperationsEvent, place: Place) -> Place:
    """Read an operations event: a state of the equipment in its scope begins where its category is agreed to be one."""
    here = event_place(reading, noun, place)
    state = next((reading.agreed.states[name] for name in here.segments if name in reading.agreed.states), None)
    scope = scope_ids(noun)
    if state is not None and scope and here.effective is not None:
        reading.add("states", equipment=scope[-1], start=here.effective, end=None, state=state)
    elif state is not None:
        what = "equipment" if not scope else "time"
        reading.find(here, f"no-{what}", f"the state {state!r} begins, and of which {what} is not stated")
    return here


def read_equipment(reading: Reading, noun: model.Equipment, place: Place) -> None:
    """Read the state that equipment is said to have, in an operations event or a record."""
    who, find = identification(noun.id), reading.finder(place)
    said = dict(values(noun.properties, find))
    state = next((str(said[name]) for name in reading.agreed.state if name in said), None)
    if state is None:
        return
    if place.effective is None:
        reading.find(place, "no-time", f"since when {who} is in the state {state!r} is not stated")
        return
    reason = next((str(said[name]) for name in reading.agreed.reason if name in said), None)
    reading.add("states", equipment=who, start=place.effective, end=None, state=state, reason=reason)


def read_calendar(reading: Reading, noun: model.WorkCalendar, place: Place) -> None:
    """Read the entries of a work calendar, and those within them."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(entry, scope_ids(noun)) for entry in reversed(noun.entries)]
    while waiting:
        entry, around = waiting.pop()
        here, scope = place.of(entry), scope_ids(entry) or around
        waiting.extend((child, scope) for child in reversed(entry.children))
        kind = identification(entry.entry_type)
        plan = reading.agreed.calendar.get(kind or "")
        start, end = (reading.aware(entry, name, here) for name in ("start_date_time", "finish_date_time"))
        if plan is None:
            reading.find(here, "unknown-entry-type", f"what an entry of the type {kind!r} plans is not agreed")
        elif start is None or end is None:
            reading.find(here, "no-time", "from when until when it is planned is not stated")
        else:
            shift = identification(entry.id) if plan == "planned" else None
            reading.add(
                "calendar", equipment=scope[-1] if scope else None, start=start, end=end, plan=plan, shift=shift
            )
