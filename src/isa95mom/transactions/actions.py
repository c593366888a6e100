"""What is to be done with each object of a message: its action criteria, read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from attrs import frozen

from isa95mom.declare import Noun
from isa95mom.model.enumerations import TransActionCode
from isa95mom.model.message import Message, Verb
from isa95mom.transactions.nouns import Kind, contents, key_of
from isa95mom.transactions.outcome import Reason, action_code, path_of

ADD, CHANGE, DELETE = TransActionCode.ADD, TransActionCode.CHANGE, TransActionCode.DELETE

ALLOWED: dict[Verb, tuple[TransActionCode, ...]] = {
    Verb.SYNC: (ADD, CHANGE, DELETE),
    Verb.PROCESS: (ADD,),
    Verb.CHANGE: (CHANGE,),
    Verb.CANCEL: (DELETE,),
    Verb.NOTIFY: (ADD,),
}
"""The actions that a verb can ask for; the first is meant where the message says nothing."""

_STEP = re.compile(r"/*(?:[\w.-]+:)?([\w-]+|\*)(?:\[\s*(?:(\d+)|ID\s*=\s*(?:'([^']*)'|\"([^\"]*)\"))\s*\])?")


class Step(NamedTuple):
    """One step of a path: a name, or ``*``, and the position or the ID of the object meant."""

    name: str
    position: int | None
    id: str | None

    def means(self, names: set[str], position: int, obj: Noun) -> bool:
        """Whether it means `obj`, known by any of `names` and standing at `position`."""
        key = key_of(obj)
        return (
            (self.name == "*" or self.name in names)
            and self.position in (None, position)
            and (self.id is None or (key is not None and key.id == self.id))
        )


@frozen(slots=True)
class Place:
    """An object of a message, and where it stands."""

    obj: Noun
    path: str
    step: tuple[set[str], int, Noun]
    outer: tuple[set[str], int, Noun] | None
    """The information noun that it stands in, or None."""


def places(kind: Kind, objects: list[Noun]) -> Iterator[tuple[Noun, dict[str, list[Place]]]]:
    """Each object of a message with what it is about, by field; an object that is itself meant has the field ``""``."""
    for position, top in enumerate(objects, 1):
        names = {kind.element, kind.noun, kind.cls.__name__}
        outer = (names, position, top)
        fields = contents(type(top))
        if not fields:
            yield top, {"": [Place(top, path_of(top, kind.element, position), outer, None)]}
            continue
        yield (
            top,
            {
                name: [
                    Place(obj, path_of(obj, cls.__name__, number), ({cls.__name__}, number, obj), outer)
                    for number, obj in enumerate(getattr(top, f"_{name}") or (), 1)
                ]
                for name, cls in fields.items()
            },
        )


class Actions:
    """The action criteria of one message. `problems` holds what cannot be followed."""

    def __init__(self, message: Message) -> None:
        self.problems: list[Reason] = []
        self.default = ALLOWED[message.verb][0]
        self.said: list[tuple[str, tuple[Step, ...], TransActionCode]] = []
        self.used: set[int] = set()
        skipped = {message.name, str(message.verb), "DataArea"}
        for criteria in getattr(message.action, "action_criteria", ()):
            for text in criteria.action_expressions:
                self._read(message.verb, text, skipped)

    def _read(self, verb: Verb, text: str, skipped: set[str]) -> None:
        code = action_code(text)
        allowed = ALLOWED[verb]
        if code is None:
            self.problems.append(Reason("no-action-code", f"the action expression {text!r} has no actionCode"))
        elif code not in allowed:
            may = " or ".join(allowed)
            self.problems.append(Reason("action-not-allowed", f"{verb} cannot ask for {code!r}; it may ask for {may}"))
        else:
            steps = read_path(text, skipped)
            if steps is None:
                may = "/Noun, //Noun[2] or //Noun[ID='x'], of whole objects"
                self.problems.append(
                    Reason("expression-not-understood", f"{text!r} is not a path that can be followed; it may be {may}")
                )
            else:
                self.said.append((text, steps, TransActionCode(code)))

    def of(self, place: Place) -> TransActionCode | None:
        """The action for the object at `place`; None, and a problem, where the criteria leave it out or contradict."""
        if not self.said:
            return self.default
        meant = [number for number, (_, steps, _) in enumerate(self.said) if _means(steps, place)]
        self.used.update(meant)
        codes = {self.said[number][2] for number in meant}
        if len(codes) == 1:
            return codes.pop()
        if codes:
            text = f"action expressions ask for {' and for '.join(sorted(codes))}"
            self.problems.append(Reason("contradicting-actions", text, place.path))
        else:
            self.problems.append(Reason("no-action", "no action expression means this object", place.path))
        return None

    def unused(self) -> list[Reason]:
        """The expressions that meant no object, once all have been asked for."""
        return [
            Reason("expression-without-object", f"the action expression {text!r} means no object of the message")
            for number, (text, _, _) in enumerate(self.said)
            if number not in self.used
        ]


def read_path(text: str, skipped: set[str]) -> tuple[Step, ...] | None:
    """The steps of a path, empty for everything; None where it is none that means whole objects."""
    rest = text.strip()
    steps: list[Step] = []
    if rest in ("", ".", "/", "//", "*", "/*", "//*"):
        return ()
    rest = rest.removeprefix("./") if rest.startswith("./") else rest
    while rest:
        match = _STEP.match(rest)
        if match is None or (steps and not rest.startswith("/")):
            return None
        name, position, single, double = match.groups()
        steps.append(Step(name, int(position) if position else None, single if single is not None else double))
        rest = rest[match.end() :]
    while len(steps) > 1 and steps[0].name in skipped:
        del steps[0]
    return tuple(steps) if len(steps) <= 2 else None


def _means(steps: tuple[Step, ...], place: Place) -> bool:
    if not steps:
        return True
    if len(steps) == 1:
        return steps[0].means(*place.step) or (place.outer is not None and steps[0].means(*place.outer))
    return place.outer is not None and steps[0].means(*place.outer) and steps[1].means(*place.step)


def merged(old: Noun, new: Noun) -> Noun:
    """`old` with everything that `new` states; what it leaves out stays.

    Items with an identification, such as properties, are merged one by one; other repeated content is replaced whole.
    """
    made = deepcopy(old)
    for field in new.__fields__.values():
        value = getattr(new, field.slot)
        if value is None or value == [] or (field.required and value == ""):
            continue
        if not field.many or not all(isinstance(v, Noun) and key_of(v) is not None for v in value):
            setattr(made, field.name, deepcopy(value))
            continue
        items = list(getattr(made, field.name))
        where = {key_of(item): number for number, item in enumerate(items)}
        for item in value:
            number = where.get(key_of(item))
            if number is None:
                where[key_of(item)] = len(items)
                items.append(deepcopy(item))
            else:
                items[number] = merged(items[number], item)
        setattr(made, field.name, items)
    if new.extensions:
        made.extensions = new.extensions
    return made
