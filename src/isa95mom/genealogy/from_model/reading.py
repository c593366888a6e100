"""What was read so far: drafts of events, what is known of lots, and findings; in the end the record of all that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from attrs import Factory, define

from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.genealogy.agreement import Agreement
from isa95mom.genealogy.from_model.known import Known
from isa95mom.genealogy.record import Event, EventKind
from isa95mom.genealogy.store import Record
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place
from isa95mom.nouns.values import NOT_STATED, Amount
from isa95mom.tables.scalars import Value

Stated = tuple[bool, str, Amount]
"""A line: whether it is out, of which lot, how much."""
ONE_WAY = {
    EventKind.RECEIVE: True,
    EventKind.SHIP: False,
    EventKind.SCRAP: False,
    EventKind.CONSUME: False,
}
"""The kinds of events whose lines all come out, or all go in."""


@define(slots=True, eq=False)
class Draft:
    """An event while it is being read."""

    id: str
    place: Place
    kind: EventKind | None
    """None for a response, whose lines decide."""
    effective: datetime | None = None
    recorded: datetime | None = None
    equipment: dict[str, None] = Factory(dict)
    person: dict[str, None] = Factory(dict)
    segments: dict[str, None] = Factory(dict)
    """What was carried out, by the identifications of segments and definitions, the most particular first."""
    order: str | None = None
    party: str | None = None
    location: str | None = None
    """Where what came out is then, said of the event as a whole."""
    locations: dict[bool, dict[str, None]] = Factory(lambda: {True: {}, False: {}})
    """The same, said of single lines out and in."""
    parameters: dict[str, Value] = Factory(dict)
    lines: dict[object, Stated] = Factory(dict)
    """By their number, or for what is said once and for all by themselves, or by the entry that states them."""
    supersedes: Draft | None = None
    ended: bool = False
    """Whether `effective` is the stated end."""
    pieces: int = 0

    def add(self, out: bool, lot: str, amount: Amount) -> None:
        """Add a line."""
        self.lines[len(self.lines)] = (out, lot, amount)

    def same_lines(self, other: Draft) -> bool:
        """Whether another event has the same lines, in any order."""
        return Counter(self.lines.values()) == Counter(other.lines.values())

    @property
    def as_stated(self) -> EventKind:
        """The kind that the lines decide."""
        return EventKind.PRODUCE if any(out for out, _, _ in self.lines.values()) else EventKind.CONSUME


class Reading(Findings):
    """What was read so far."""

    def __init__(self, agreed: Agreement) -> None:
        super().__init__()
        self.agreed = agreed
        self.known = Known(self)
        self.drafts: dict[tuple[object, ...], Draft] = {}
        self.touched: list[Draft] = []
        """The draft of each response that was read, in the order of reading."""
        self.taken: dict[str, int] = {}

    def not_read(self, noun: Noun) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-genealogy", f"{type(noun).__name__} says nothing of which lots became which"

    # -- events -------------------------------------------------------------------------------------------------------

    def draft(self, key: tuple[object, ...], name: str, kind: EventKind | None, place: Place) -> Draft:
        """The event with that key, begun where there is none."""
        found = self.drafts.get(key)
        if found is None:
            unique = name
            while unique in self.taken:
                self.taken[name] += 1
                unique = f"{name} ({self.taken[name]})"
            self.taken[unique] = 1
            found = self.drafts[key] = Draft(unique, place, kind, recorded=place.recorded, order=place.order)
        return found

    def corrected(self, key: tuple[object, ...], place: Place) -> Draft | None:
        """A new event in place of the one with that key, which it supersedes; None where there is none with lines."""
        old = self.drafts.get(key)
        if old is None or not old.lines:
            return None
        del self.drafts[key]
        self.drafts[(*key, len(self.drafts), "corrected")] = old
        made = self.draft(key, f"{old.id}, corrected", old.kind, place)
        made.supersedes = old
        return made

    def say(self, draft: Draft, name: str, value: Value, place: Place) -> None:
        """Note a parameter of an event."""
        stays = draft.parameters.setdefault(name, value)
        if (type(stays), stays) != (type(value), value):
            self.find(place, "contradicting-values", f"{name} is {value}, but {stays} is stated too and stays")

    def state(
        self,
        kind: EventKind,
        wholes: list[str],
        parts: Iterable[tuple[str, Amount]],
        place: Place,
        effective: datetime | None = None,
    ) -> None:
        """Note the containment of `parts` in `wholes`: one event for all that is ever said of it, each thing once."""
        parts = [(lot, amount) for lot, amount in parts if lot not in wholes]
        if not parts:
            return
        divides = kind is EventKind.SUBDIVIDE
        name = f"{'sublots' if divides else 'assembly'} of {', '.join(wholes)}"
        draft = self.draft((kind, *wholes), name, kind, place)
        draft.effective = draft.effective or effective
        draft.lines |= {line: line for line in ((not divides, lot, NOT_STATED) for lot in wholes)}
        draft.lines |= {line: line for line in ((divides, lot, amount) for lot, amount in parts)}

    # -- the record ---------------------------------------------------------------------------------------------------

    def record(self) -> Record:
        """All that was read."""
        record = Record()
        wholes: dict[str, list[str]] = {}
        self.find_repeated()
        for lot in self.known.lots:
            record.lots.number(lot)
        for draft in self.drafts.values():
            if draft.pieces > 1:
                self.find(
                    draft.place, "reported-in-pieces", f"it is reported {draft.pieces} times; that is one event here"
                )
            lines = list(draft.lines.values())
            if draft.kind in (EventKind.SUBDIVIDE, EventKind.ASSEMBLE):  # a part may be named again without its amount
                stated = {(out, lot) for out, lot, amount in lines if amount != NOT_STATED}
                lines = [line for line in lines if line[2] != NOT_STATED or line[:2] not in stated]
            if draft.kind is EventKind.SUBDIVIDE:
                whole = next(lot for out, lot, _ in lines if not out)
                for sublot in {lot: None for out, lot, _ in lines if out}:
                    wholes.setdefault(sublot, []).append(whole)
            kind = self.kind(draft)
            if not lines and draft.supersedes is None and kind is not EventKind.CLEAN:
                continue
            record.add(
                Event(
                    id=draft.id,
                    kind=kind,
                    effective=draft.effective,
                    recorded=draft.recorded,
                    equipment=tuple(draft.equipment),
                    person=tuple(draft.person),
                    order=draft.order,
                    location=self.location(draft, kind),
                    party=draft.party,
                    evidence=draft.place.evidence,
                    source=draft.place.origin,
                    supersedes=None if draft.supersedes is None else draft.supersedes.id,
                    parameters=draft.parameters,
                ),
                [(out, lot, quantity, unit) for out, lot, (quantity, unit) in lines],
            )
        for sublot, several in wholes.items():
            if len(several) > 1:
                message = f"{sublot} is a sublot of {', '.join(several)}: sublots of one name are traced as one"
                self.findings.append(Problem("/", None, "sublot-of-several-lots", message, "warning"))
        self.known.note(record, wholes)
        return record

    def find_repeated(self) -> None:
        """Find responses that state the same lines, one of them under less than the identification of the other."""
        alike: dict[tuple[object, object], list[tuple[object, ...]]] = {}
        for key, draft in self.drafts.items():
            if draft.kind is None and isinstance(key[-1], str) and draft.lines:
                alike.setdefault((key[0], key[-1]), []).append(key)
        for keys in alike.values():
            for short in keys if len(keys) > 1 else ():
                for long in keys:
                    ours, theirs = self.drafts[short], self.drafts[long]
                    if len(long) > len(short) and long[1 - len(short) :] == short[1:] and ours.same_lines(theirs):
                        message = f"{ours.id} states the same lines as {theirs.id}; both count"
                        self.find(ours.place, "perhaps-reported-twice", message)

    def kind(self, draft: Draft) -> EventKind:
        """What happened: as stated, else as agreed for its segment, where the lines fit that."""
        if draft.kind is not None:
            return draft.kind
        named = next((name for name in draft.segments if name in self.agreed.kinds), None)
        if named is None:
            return draft.as_stated
        kind = self.agreed.kinds[named]
        way = ONE_WAY.get(kind)
        against = [lot for out, lot, _ in draft.lines.values() if way is not None and out is not way]
        if against:
            went = "went in" if way else "came out"
            message = f"{named} is agreed to be {kind}, but {', '.join(dict.fromkeys(against))} {went}"
            self.find(draft.place, "kind-does-not-fit", f"{message}; it is {draft.as_stated} here")
            return draft.as_stated
        return kind

    def location(self, draft: Draft, kind: EventKind) -> str | None:
        """Where what came out is then; of what was shipped, where it was sent from."""
        places = list(draft.locations[kind is not EventKind.SHIP])
        if draft.location is not None or not places:
            return draft.location
        if len(places) > 1:
            self.find(
                draft.place, "several-locations", f"its lots are at {', '.join(places)}; an event has one location"
            )
            return None
        return places[0]
