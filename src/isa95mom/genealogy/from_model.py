"""Reading the record from B2MML documents and nouns: the one module here that knows the model and the codec.

A segment response or job response with material actuals is an event; the use of each actual says whether its lots went
in or came out. What a lot is assembled of, and which sublots it has, are events of containment. Whatever is stated in
part, or cannot be a line, is a finding: nothing is guessed, nothing dropped without a word.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import Factory, define, evolve, frozen

from isa95mom import codec, model
from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Event, EventKind
from isa95mom.genealogy.store import Record
from isa95mom.model import MaterialUse, Verb
from isa95mom.values.number import parse_decimal

HOLDERS: dict[type[Noun], tuple[str, ...]] = {
    model.OperationsPerformance: ("operations_responses",),
    model.OperationsResponse: ("segment_responses",),
    model.SegmentResponse: ("children",),
    model.ProductionPerformance: ("production_responses",),
    model.ProductionResponse: ("segment_responses",),
    model.ProductionSegmentResponse: ("children",),
    model.WorkPerformance: ("work_responses", "children"),
    model.WorkResponse: ("job_responses", "children"),
    model.JobResponseList: ("job_responses",),
    model.JobResponse: ("children",),
    model.MaterialInformation: ("material_lots", "material_sub_lots"),
}
"""The nouns that hold others of interest, and the fields that do."""
REPORTS = model.OperationsPerformance | model.ProductionPerformance | model.WorkPerformance | model.JobResponseList
"""The nouns that only carry responses: a response is known by its identification even where they have none."""

WENT_IN = frozenset((MaterialUse.CONSUMED, MaterialUse.CONSUMABLE, MaterialUse.MATERIAL_CONSUMED))
CAME_OUT = frozenset(
    (
        MaterialUse.PRODUCED,
        MaterialUse.BY_PRODUCT_PRODUCED,
        MaterialUse.CO_PRODUCT_PRODUCED,
        MaterialUse.YIELD_PRODUCED,
        MaterialUse.MATERIAL_PRODUCED,
    )
)
SAMPLED = frozenset((MaterialUse.SAMPLE, MaterialUse.DESTRUCTIVE_SAMPLE, MaterialUse.RETAINED_SAMPLE))
ACTUALS: tuple[tuple[str, str | None], ...] = (
    ("material_actuals", None),
    ("material_produced_actuals", MaterialUse.PRODUCED),
    ("material_consumed_actuals", MaterialUse.CONSUMED),
    ("consumable_actuals", MaterialUse.CONSUMABLE),
)
"""The fields of a response that state material, and the use that each means; None where every actual states its own."""
NOT_FACTS = frozenset((Verb.GET, Verb.CANCEL))
"""The verbs whose objects say what is asked for or withdrawn, not what happened."""
WITHDRAWN = frozenset(("Delete", "Rejected"))
"""The actions by which a message takes objects back, or refuses them."""

Amount = tuple[Decimal | None, str | None]
NOT_STATED: Amount = (None, None)
Stated = tuple[bool, str, Amount]
"""A line: whether it is out, of which lot, how much."""


def read_documents(sources: Iterable[Any], lenient: bool) -> tuple[Record, tuple[Problem, ...]]:
    """The record that `sources` state, and the findings."""
    if isinstance(sources, str | bytes | bytearray | os.PathLike | codec.Document | Noun) or hasattr(sources, "read"):
        sources = [sources]
    reading = Reading()
    for source in sources:
        if isinstance(source, Noun):
            reading.read(source, "")
            continue
        if not isinstance(source, codec.Document):
            if not isinstance(source, str | bytes | bytearray | memoryview | os.PathLike) and not hasattr(
                source, "read"
            ):
                found = type(source).__name__
                raise GenealogyError(
                    f"a {found} is no source; a path, bytes, a binary file, a document or a noun is needed"
                )
            source = codec.read(source, lenient=lenient)
        reading.findings.extend(source.problems)
        reading.read(source.root, source.source)
    return reading.record(), tuple(reading.findings)


@frozen(slots=True)
class Place:
    """Where in a document a noun stands, and what is said there of all within it."""

    source: str
    path: str = ""
    ids: tuple[str | None, ...] = ()
    """Identifications of the performance and the responses around, outermost first; None where a response has none."""
    recorded: datetime | None = None

    def of(self, noun: Noun, position: int | None = None) -> Place:
        """The place of `noun` within this one, told apart by `position` or else its identification."""
        name = re.sub("^Op(?=[A-Z])|Type$", "", noun.__types__[0]) if noun.__types__ else type(noun).__name__
        which = position or identification(getattr(noun, "id", None))
        return evolve(self, path=f"{self.path}/{name}{f'[{which}]' if which else ''}")


@define(slots=True)
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
    lines: dict[int | Stated, Stated] = Factory(dict)
    """By their number, or for what is said once and for all by themselves."""
    ended: bool = False
    """Whether `effective` is the stated end."""
    pieces: int = 0

    def add(self, out: bool, lot: str, amount: Amount) -> None:
        """Add a line."""
        self.lines[len(self.lines)] = (out, lot, amount)


class Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.findings: list[Problem] = []
        self.lots: dict[str, None] = {}
        self.drafts: dict[tuple[object, ...], Draft] = {}
        self.taken: dict[str, int] = {}

    def find(self, place: Place, code: str, message: str) -> None:
        """Note a finding."""
        self.findings.append(Problem(place.path or "/", None, code, message, "warning", place.source))

    # -- nouns --------------------------------------------------------------------------------------------------------

    def read(self, root: Noun, source: str) -> None:
        """Read a noun or message and all it holds, in the order of the document."""
        place = Place(source)
        nouns: Iterable[Noun] = (root,)
        if isinstance(root, model.Message):
            place = Place(source, f"/{root.name}")
            place = evolve(place, recorded=self.aware(root.application_area, "creation_date_time", place))
            nouns = root.objects
            if root.verb in NOT_FACTS:
                self.find(place, "not-a-fact", f"a {root.verb} message states nothing that happened; it is not read")
                return
            if undone := sorted(WITHDRAWN.intersection(actions(root))):
                self.find(place, "not-a-fact", f"the message says {undone[0]} of objects; none of it is read")
                return
        waiting = [(noun, place) for noun in reversed(tuple(nouns))]
        while waiting:
            noun, around = waiting.pop()
            here = around.of(noun)
            here = evolve(here, recorded=self.aware(noun, "published_date", here) or around.recorded)
            if isinstance(noun, model.MaterialLot | model.MaterialSubLot):
                self.lot(noun, here)
                continue
            fields = HOLDERS.get(type(noun))
            if fields is None:
                self.find(here, "no-genealogy", f"{type(noun).__name__} says nothing of which lots became which")
                continue
            known = identification(getattr(noun, "id", None))
            here = evolve(here, ids=(*around.ids, known or "" if isinstance(noun, REPORTS) else known))
            if isinstance(noun, model.SegmentResponse | model.ProductionSegmentResponse | model.JobResponse):
                self.response(noun, here)
            held = [child for field in fields for child in getattr(noun, field)]
            waiting.extend((child, here) for child in reversed(held))

    def response(self, noun: Noun, place: Place) -> None:
        """Read the actuals of one segment response or job response."""
        stated = [(actual, use) for field, use in ACTUALS for actual in getattr(noun, field, ())]
        if not stated:
            return
        key = (type(noun), *place.ids) if None not in place.ids else (type(noun), len(self.drafts))
        draft = self.draft(
            key, "/".join("?" if part is None else part for part in place.ids if part != ""), None, place
        )
        draft.pieces += 1
        prefix = "" if isinstance(noun, model.JobResponse) else "actual_"
        end = self.aware(noun, f"{prefix}end_time", place)
        start = self.aware(noun, f"{prefix}start_time", place)
        if end is not None and draft.ended and end != draft.effective:
            stays = "" if draft.effective is None else draft.effective.isoformat()
            self.find(
                place, "contradicting-times", f"it ends at {end.isoformat()}, but {stays} is stated too and stays"
            )
        elif end is not None:
            draft.effective, draft.ended = end, True
        elif draft.effective is None:
            draft.effective = start
        for actual in getattr(noun, "equipment_actuals", ()):
            draft.equipment |= dict.fromkeys(named(actual.equipment_ids))
        for actual in getattr(noun, "personnel_actuals", ()):
            draft.person |= dict.fromkeys(named(actual.person_ids))
        for position, (actual, use) in enumerate(stated, 1):
            self.actual(actual, use, draft, place.of(actual, position))

    def actual(self, actual: Any, use: str | None, draft: Draft, place: Place) -> None:
        """Read one material actual: lines of `draft`, or events of its own."""
        use = use or getattr(actual, "material_use", None)
        carriers, all_lots = self.named_lots(actual, place)
        amount = self.amount(actual, place)
        if not carriers:
            what = ", ".join(named((*actual.material_definition_ids, *actual.material_class_ids))) or "material"
            self.find(place, "no-lot", f"it names no lot; {what} cannot be traced here")
        elif len(carriers) > 1 and amount != NOT_STATED:
            lots = ", ".join(carriers)
            self.find(place, "share-not-stated", f"{said(amount)} of {lots} together; how much of each is not stated")
            amount = NOT_STATED
        if use in WENT_IN or use in CAME_OUT:
            for lot in all_lots:
                draft.add(use in CAME_OUT, lot, amount if lot in carriers else NOT_STATED)
        elif use in SAMPLED or use in (MaterialUse.RETURNED_SAMPLE, MaterialUse.INVENTORIED):
            for lot in carriers:
                self.alone(use, lot, amount, draft, place)
        elif use is not None or carriers:
            other = getattr(use, "other_value", None)
            stated = f"{str(use)!r}{f' ({other})' if other else ''}" if use is not None else "none"
            code = "no-material-use" if use is None else "unknown-material-use"
            lots = ", ".join(carriers) or "it"
            self.find(place, code, f"the material use is {stated}; whether {lots} went in or came out is not guessed")
        self.assembly_of_actual(actual, carriers, draft, place)

    def alone(self, use: str, lot: str, amount: Amount, near: Draft, place: Place) -> None:
        """A sample or a count: an event of its own, since it joins its lot with no other."""
        kind = EventKind.ADJUST if use == MaterialUse.INVENTORIED else EventKind.SAMPLE
        draft = self.draft((kind, len(self.drafts)), f"{near.id} {kind} {lot}", kind, place)
        draft.effective, draft.equipment, draft.person = near.effective, near.equipment, near.person
        draft.add(False, lot, NOT_STATED if kind is EventKind.ADJUST else amount)
        if use not in SAMPLED:
            draft.add(True, lot, amount)

    def assembly_of_actual(self, actual: Any, carriers: list[str], draft: Draft, place: Place) -> None:
        """Read the actuals of which `actual` is assembled, at any depth."""
        waiting = deque((part, carriers) for part in getattr(actual, "assembly_actuals", ()))
        while waiting:
            part, wholes = waiting.popleft()
            here = place.of(part)
            parts, all_lots = self.named_lots(part, here)
            amount = self.amount(part, here)
            if not parts:
                self.find(here, "no-lot", "it names no lot; what the assembly holds of it cannot be traced")
            elif len(parts) > 1 and amount != NOT_STATED:
                lots = ", ".join(parts)
                self.find(
                    here, "share-not-stated", f"{said(amount)} of {lots} together; how much of each is not stated"
                )
                amount = NOT_STATED
            use = part.material_use
            if use in WENT_IN or use in CAME_OUT:
                for lot in all_lots:
                    draft.add(use in CAME_OUT, lot, amount if lot in parts else NOT_STATED)
            elif use is not None or not wholes:
                self.find(here, "unknown-material-use", f"the material use is {use}; the part is not a line of its own")
            if parts and wholes:
                self.state(EventKind.ASSEMBLE, wholes, [(lot, amount) for lot in parts], place, draft.effective)
            waiting.extend((further, parts or wholes) for further in part.assembly_actuals)

    def lot(self, root: model.MaterialLot | model.MaterialSubLot, place: Place) -> None:
        """Read a lot or sublot: its sublots, and what it is assembled of, at any depth."""
        waiting: deque[tuple[Any, Place]] = deque([(root, place)])
        while waiting:
            noun, here = waiting.popleft()
            lot = identification(noun.id)
            if lot is None:
                self.find(here, "no-lot", "its identification is empty")
                continue
            self.lots[lot] = None
            if isinstance(noun, model.MaterialSubLot):
                sublots, whole = noun.children, identification(noun.material_lot_id)
                if whole is not None:
                    self.state(EventKind.SUBDIVIDE, [whole], [(lot, self.amount(noun, here))], here)
            else:
                sublots = noun.material_sub_lots
            parts: list[tuple[EventKind, Any]] = [(EventKind.SUBDIVIDE, sublot) for sublot in sublots]
            parts += [(EventKind.ASSEMBLE, part) for part in (*noun.assembly_lots, *noun.assembly_sub_lots)]
            for kind, part in parts:
                there = here.of(part)
                part_lot = identification(part.id)
                if part_lot is not None:
                    amount = self.amount(part, there) if kind is EventKind.SUBDIVIDE else NOT_STATED
                    self.state(kind, [lot], [(part_lot, amount)], here)
                waiting.append((part, there))

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
            found = self.drafts[key] = Draft(unique, place, kind, recorded=place.recorded)
        return found

    def state(
        self,
        kind: EventKind,
        wholes: list[str],
        parts: list[tuple[str, Amount]],
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

    def record(self) -> Record:
        """All that was read."""
        record = Record()
        for lot in self.lots:
            record.lots.number(lot)
        wholes: dict[str, list[str]] = {}
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
            if not lines:
                continue
            made = EventKind.PRODUCE if any(out for out, _, _ in lines) else EventKind.CONSUME
            record.add(
                Event(
                    id=draft.id,
                    kind=draft.kind or made,
                    effective=draft.effective,
                    recorded=draft.recorded,
                    equipment=tuple(draft.equipment),
                    person=tuple(draft.person),
                ),
                [(out, lot, quantity, unit) for out, lot, (quantity, unit) in lines],
            )
        for sublot, several in wholes.items():
            if len(several) > 1:
                message = f"{sublot} is a sublot of {', '.join(several)}: sublots of one name are traced as one"
                self.findings.append(Problem("/", None, "sublot-of-several-lots", message, "warning"))
        return record

    # -- values -------------------------------------------------------------------------------------------------------

    def named_lots(self, actual: Any, place: Place) -> tuple[list[str], list[str]]:
        """The finest lots that an actual names, which carry its amount, and all that it names."""
        lots = list(named(getattr(actual, "material_lot_ids", ())))
        sublots = list(named(getattr(actual, "material_sub_lot_ids", ())))
        self.lots |= dict.fromkeys((*lots, *sublots))
        if len(lots) == 1 and sublots and lots != sublots:
            self.state(EventKind.SUBDIVIDE, lots, [(sublot, NOT_STATED) for sublot in sublots], place)
        elif len(lots) > 1 and sublots:
            message = (
                f"{', '.join(sublots)} among several lots, {', '.join(lots)}; whose sublots they are is not stated"
            )
            self.find(place, "sublot-of-which-lot", message)
            return [*dict.fromkeys((*sublots, *lots))], [*dict.fromkeys((*lots, *sublots))]
        return sublots or lots, [*dict.fromkeys((*lots, *sublots))]

    def amount(self, noun: Any, place: Place) -> Amount:
        """The one quantity that a noun states, with its unit."""
        amounts: list[Amount] = []
        for quantity in noun.quantities:
            text = (quantity.quantity_string or "").strip()
            unit = identification(quantity.unit_of_measure)
            if not text:
                continue
            try:
                amounts.append((Decimal(parse_decimal(text)), unit))
            except ValueError as error:
                self.find(place, "not-a-decimal", f"quantity: {error}")
        if len(amounts) > 1:
            all_of_them = ", ".join(map(said, amounts))
            self.find(
                place, "several-quantities", f"it states {all_of_them}; a line has one quantity, and none is chosen"
            )
        return amounts[0] if len(amounts) == 1 else NOT_STATED

    def aware(self, noun: Any, field: str, place: Place) -> datetime | None:
        """The date-time of a field, where it is stated with an offset."""
        value: datetime | None = getattr(noun, field, None)
        if value is not None and value.utcoffset() is None:
            self.find(
                place, "no-offset", f"{field} {value.isoformat()} has no offset from UTC; it is not used as a time"
            )
            return None
        return value


def actions(message: model.Message) -> Iterator[str]:
    """What a message says is done, or was done, with its objects."""
    expressions = [
        e for criterion in getattr(message.action, "action_criteria", ()) for e in criterion.action_expressions
    ]
    expressions += [criterion.response_expression for criterion in getattr(message.action, "response_criteria", ())]
    for expression in expressions:
        yield getattr(expression, "attributes", {}).get("actionCode", "")


def identification(value: str | None) -> str | None:
    """`value` as a plain text, or None where it says nothing."""
    return str(value).strip() or None if value is not None else None


def named(values: Iterable[str]) -> Iterator[str]:
    """The identifications among `values`, each once."""
    return iter(dict.fromkeys(id for id in map(identification, values) if id is not None))


def said(amount: Amount) -> str:
    """An amount in words."""
    quantity, unit = amount
    return f"{quantity:f}{f' {unit}' if unit else ''}"
