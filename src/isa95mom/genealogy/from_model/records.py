"""Operations events, work records and their entries: when what they hold happened, was recorded, and what was done.

An entry holds an object. A response is read as everywhere; a lot or sublot says what is known of it. That an operations
event names a lot says nothing of whether it went in or came out, unless its category or definition is agreed to be a
kind of event whose lots can only go one way.
"""

from __future__ import annotations

from isa95mom import model
from isa95mom.genealogy.from_model.lots import stored
from isa95mom.genealogy.from_model.reading import ONE_WAY, Reading
from isa95mom.genealogy.record import EventKind
from isa95mom.nouns.place import Place, identification
from isa95mom.nouns.records import event_place
from isa95mom.nouns.values import NOT_STATED, amount

BOTH = frozenset((EventKind.TRANSFER, EventKind.ADJUST))
"""The kinds of events of which each lot goes in and comes out again."""
OF_LOTS = frozenset((*ONE_WAY, *BOTH))


def read_event(reading: Reading, noun: model.OperationsEvent, place: Place) -> Place:
    """What an operations event says of all that is recorded with it."""
    here = event_place(reading, noun, place)
    kind = agreed(reading, here)
    if kind is EventKind.CLEAN:
        draft = reading.draft((model.OperationsEvent, here.event), str(here.event), kind, here)
        draft.effective = here.effective
    return here


def agreed(reading: Reading, place: Place) -> EventKind | None:
    """What kind of event an operations event is agreed to be; None where nothing is agreed."""
    return next((reading.agreed.kinds[name] for name in place.segments if name in reading.agreed.kinds), None)


def read_event_lot(reading: Reading, noun: model.MaterialLot | model.MaterialSubLot, place: Place) -> None:
    """Read a lot that an operations event names: lines, where its kind is agreed and leaves no doubt which way."""
    lot = identification(noun.id)
    if lot is None:
        return
    kind = agreed(reading, place)
    if kind not in OF_LOTS:
        what = "nothing is agreed of" if kind is None else f"a {kind} does not say"
        reading.find(
            place, "no-direction", f"event {place.event} names {lot}, and {what} whether it went in or came out"
        )
        return
    draft = reading.draft((model.OperationsEvent, place.event), str(place.event), kind, place)
    draft.effective = draft.effective or place.effective
    counted = amount(noun.quantities, reading.finder(place)) if kind is EventKind.ADJUST else NOT_STATED
    comes_out = kind in BOTH or ONE_WAY[kind]
    if kind in BOTH or not comes_out:
        draft.lines[False, lot] = (False, lot, NOT_STATED)
    if comes_out:
        draft.lines[True, lot] = (True, lot, counted)
    if (where := stored(noun)) is not None:
        draft.locations[comes_out][where] = None
