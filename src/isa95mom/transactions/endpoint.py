"""One side of an exchange: it takes messages in, keeps its store by them, and makes the answers."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, deque
from collections.abc import Callable
from copy import copy, deepcopy
from datetime import datetime
from typing import Any, Literal, Protocol

from attrs import frozen

from isa95mom.declare import Noun
from isa95mom.model.enumerations import TransActionCode, TransConfirmationCode, TransResponseCode
from isa95mom.model.message import Message, Verb
from isa95mom.model.transaction import (
    ErrorMessage,
    TransAcknowledge,
    TransactionProfile,
    TransRespond,
    TransSender,
    TransShow,
)
from isa95mom.transactions.actions import ADD, CHANGE, Actions, Place, merged, places
from isa95mom.transactions.client import Client, _now, _uuid
from isa95mom.transactions.conversation import Conversation
from isa95mom.transactions.decision import Decision
from isa95mom.transactions.nouns import ANSWER, REQUEST, Key, Kind, area_of, contents, id_field, key_of, kind_of, recast
from isa95mom.transactions.outcome import Reason, criteria
from isa95mom.transactions.profile import Profile
from isa95mom.transactions.selection import ANY, blank, matches, select, select_information, unsupported
from isa95mom.transactions.store import Store
from isa95mom.values.version import LATEST, Version

Decide = Callable[[Message, Noun], Decision]

ACCEPTED, MODIFIED, REJECTED = TransActionCode.ACCEPTED, TransActionCode.MODIFIED, TransActionCode.REJECTED

ERRORS_KEPT = 1000
"""How many of the latest refusals an end point keeps as error messages."""


@frozen(slots=True)
class Answered:
    """A message that was handled: what it asked, condensed, and what it was answered."""

    fingerprint: str
    answers: tuple[Message, ...]


class Record(Protocol):
    """Where an end point keeps which messages it has handled, by BODID."""

    def get(self, bod_id: str) -> Answered | None:
        """What was recorded for the message; None where it is new."""

    def put(self, bod_id: str, answered: Answered) -> None:
        """Record what the message was answered."""


class MemoryRecord:
    """A `Record` in memory, of the latest `most` messages; of all where that is None."""

    def __init__(self, most: int | None = None) -> None:
        self.most = most
        self._held: OrderedDict[str, Answered] = OrderedDict()

    def get(self, bod_id: str) -> Answered | None:
        """What was recorded for the message; None where it is new, or was forgotten."""
        return self._held.get(bod_id)

    def put(self, bod_id: str, answered: Answered) -> None:
        """Record what the message was answered, and forget the oldest beyond the limit."""
        self._held[bod_id] = answered
        while self.most is not None and len(self._held) > self.most:
            self._held.popitem(last=False)

    def __len__(self) -> int:
        return len(self._held)


def accept_all(message: Message, obj: Noun) -> Decision:
    """The decision of a site that has nothing to say."""
    return Decision.accept()


class EndPoint:
    """One side of an exchange.

    Parameters
    ----------
    store
        Its objects.
    profile
        What it supports; a message outside of it is refused. None: every message that the schemas have.
    clock, new_id
        The time, and new identifications, for its answers and for objects that come without; by default UTC and UUIDs.
    sender
        What it calls itself in its messages; a string is a logical ID.
    decide
        Called with the message and each object as it would be kept (with its new ID; merged for a change; as it stands
        for a delete or a cancel), before anything is done. The word of the site counts: see `Decision`.
    version
        The schema version that its messages are to be valid in. Given, a SHOW that found nothing carries one blank
        object where the schema demands an object; None: it carries none, and every version's messages are taken.
    record
        Which messages it has handled; by default in memory, without limit.
    tolerant
        Whether messages bring the store to the state they tell whatever it was: an Add replaces, a Change adds what is
        not there, a Delete of what is not there is no error.
    changes
        ``"merge"``: a Change keeps what it does not state; ``"replace"``: it is the whole object.
    cancel_removes
        Whether a CANCEL takes the object out of the store.
    """

    def __init__(
        self,
        store: Store,
        *,
        profile: Profile | TransactionProfile | None = None,
        clock: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = _uuid,
        sender: TransSender | str | None = None,
        decide: Decide = accept_all,
        version: Version | None = None,
        record: Record | None = None,
        tolerant: bool = False,
        changes: Literal["merge", "replace"] = "merge",
        cancel_removes: bool = False,
    ) -> None:
        if changes not in ("merge", "replace"):
            raise ValueError(f"changes is {changes!r}; it may be 'merge' or 'replace'")
        self.store = store
        self.version = version
        self.client = Client(sender=sender, clock=clock, new_id=new_id, version=version or LATEST)
        self.decide = decide
        self.record: Record = record if record is not None else MemoryRecord()
        self.tolerant = tolerant
        self.changes = changes
        self.cancel_removes = cancel_removes
        self.conversation = Conversation()
        self.errors: deque[ErrorMessage] = deque(maxlen=ERRORS_KEPT)
        """Why messages were refused, the latest last; GET of `ErrorMessage` shows them beside those in the store."""
        self._agreed = Profile(profile) if isinstance(profile, TransactionProfile) else profile

    @property
    def profile(self) -> Profile:
        """What it supports: the profile agreed, or else every message of its version."""
        if self._agreed is None:
            return Profile.everything(self._name, version=self.client.version)
        return self._agreed

    def handle(self, message: Message) -> tuple[Message, ...]:
        """Take `message` in; what is sent back for it: the answer of its verb, and a confirmation where one is wanted.

        A message with a BODID that was handled before is given the same answers and changes nothing. An answer of the
        other side goes to `conversation`. Whatever is wrong with a message is told in the answers and in `errors`.
        """
        area = area_of(message)
        bod_id = area.bod_id if area is not None else None
        fingerprint = _fingerprint(message)
        before = self.record.get(bod_id) if bod_id else None
        if before is not None and before.fingerprint == fingerprint:
            return before.answers
        if before is not None:
            text = f"the BODID {bod_id} was used before for another message"
            return self._answers(message, _Handled(self, message, [Reason("bod-id-reused", text)]))
        handled = _Handled(self, message, self._objections(message))
        handled.run()
        answers = self._answers(message, handled)
        if bod_id:
            self.record.put(bod_id, Answered(fingerprint, answers))
        return answers

    def _objections(self, message: Message) -> list[Reason]:
        """What is wrong with `message` as a whole."""
        if area_of(message) is None:
            return [Reason("no-application-area", "the message has no application area")]
        kind = kind_of(message.name, self.version)
        if kind is None:
            where = f"version {self.version}" if self.version is not None else "any version"
            return [Reason("no-such-message", f"there is no message {message.name} in {where}")]
        refusal = self._agreed.refusal(message) if self._agreed is not None else None
        if refusal is not None:
            return [refusal]
        if not message.objects and kind.least > 0 and message.verb not in REQUEST:
            return [Reason("no-object", f"{message.name} is about one object or more; it has none")]
        return [
            Reason("wrong-object", f"{message.name} is about {kind.cls.__name__}; it has a {type(obj).__name__}")
            for obj in message.objects
            if type(obj) not in (kind.cls, kind.carrier)
        ]

    def _answers(self, message: Message, handled: _Handled) -> tuple[Message, ...]:
        reasons = handled.reasons
        if reasons:
            time = self.client.clock()
            self.errors.extend(reason.error(self._name, time) for reason in reasons)
        answers: list[Message] = []
        verb = ANSWER.get(message.verb)
        kind = kind_of(f"{verb}{message.noun}", self.version) if verb is not None else None
        if verb is not None and kind is not None and self._wants_answer(message, bool(reasons)):
            answers.append(self._answer(verb, kind, message, handled))
        if message.verb is not Verb.CONFIRM:
            area = area_of(message)
            sender = area.sender if area is not None else None
            wanted = sender.confirmation_code if sender is not None else None
            unanswerable = verb is not None and kind is None
            if wanted == TransConfirmationCode.ALWAYS or (
                reasons and (wanted == TransConfirmationCode.ON_ERROR or unanswerable)
            ):
                answers.append(self.client.confirm(message, reasons))
        return tuple(answers)

    def _answer(self, verb: Verb, kind: Kind, message: Message, handled: _Handled) -> Message:
        code = handled.code
        action = {Verb.SHOW: TransShow, Verb.ACKNOWLEDGE: TransAcknowledge, Verb.RESPOND: TransRespond}[verb](
            original_application_area=message.application_area,
            response_criteria=criteria(
                code, handled.reasons or handled.modified, kind.element, explained=self.client.explains
            ),
        )
        objects = handled.results
        if not objects and self.version is not None and kind.least > 0 and message.objects:
            objects = [blank(message.objects[0])]
        return self.client.message(verb, message.noun, objects, action, answers=message)

    @staticmethod
    def _wants_answer(message: Message, refused: bool) -> bool:
        if message.verb is Verb.GET:
            return True
        said = getattr(message.action, "acknowledge_code", None) or getattr(message.action, "response_code", None)
        return said in (None, TransResponseCode.ALWAYS) or (said == TransResponseCode.ON_ERROR and refused)

    @property
    def _name(self) -> str:
        sender = self.client.sender
        return (sender and (sender.component_id or sender.logical_id)) or "isa95mom"

    def __repr__(self) -> str:
        return f"EndPoint({self._name!r}, {self.store!r})"


class _Handled:
    """The handling of one message: everything is worked out first, and done only where nothing is against it."""

    def __init__(self, end: EndPoint, message: Message, reasons: list[Reason]) -> None:
        self.end = end
        self.message = message
        self.reasons = reasons
        self.modified: list[Reason] = []
        self.results: list[Noun] = [] if message.verb is Verb.GET else list(message.objects)
        self.draft = _Draft(end.store)

    @property
    def code(self) -> TransActionCode:
        """What came of it."""
        if self.reasons:
            return REJECTED
        if self.modified:
            return MODIFIED
        return TransActionCode.REPLACED if self.message.verb is Verb.CHANGE else ACCEPTED

    def run(self) -> None:
        """Handle the message, unless something is against it already."""
        if self.reasons:
            return
        if self.message.verb in (*REQUEST, Verb.CONFIRM):
            self.end.conversation.received(self.message)
        elif self.message.verb is Verb.GET:
            self.show()
        else:
            self.write()

    def show(self) -> None:
        """Work out what a GET is shown."""
        kind = self.kind()
        for said in getattr(self.message.action, "expressions", ()):
            if said.strip("/") not in ("", ANY, ".", kind.element, kind.noun):
                text = f"the expression {said!r} asks for parts of objects; only whole objects can be asked for"
                self.reasons.append(Reason("expression-not-supported", text))
        patterns = self.objects(kind)
        if contents(kind.cls):
            self.reasons += [
                Reason("criterion-not-supported", f"{name} of {kind.cls.__name__} cannot be asked for")
                for pattern in patterns
                for name in unsupported(pattern)
            ]
        if self.reasons:
            return
        if kind.cls is TransactionProfile:
            own = self.end.profile.noun
            if not patterns or any(
                not p.id or _has_id(p.id, own) for p in patterns if isinstance(p, TransactionProfile)
            ):
                self.results = [deepcopy(own)]
        elif contents(kind.cls):
            filled = [select_information(pattern, self.end.store) for pattern in patterns]
            self.results = [answer for answer in filled if answer is not None]
        elif kind.cls is ErrorMessage:
            errors = [*self.end.store.all(ErrorMessage), *self.end.errors]
            self.results = [deepcopy(e) for e in errors if not patterns or any(matches(p, e) for p in patterns)]
        else:
            self.results = select(patterns, self.end.store)

    def write(self) -> None:
        """Work out what a PROCESS, CHANGE, CANCEL, SYNC or NOTIFY does, and do it."""
        kind = self.kind()
        objects = self.objects(kind)
        actions = Actions(self.message)
        self.reasons += actions.problems
        if self.reasons:
            return
        results: list[Noun] = []
        for top, fields in places(kind, objects):
            done = {name: [self.one(place, actions) for place in here] for name, here in fields.items()}
            if "" in done:
                results += done[""]
            else:
                whole = copy(top)
                for name, found in done.items():
                    setattr(whole, name, found)
                results.append(whole)
        self.reasons += [*actions.problems, *actions.unused()]
        if not self.reasons:
            self.results = results
            self.draft.commit()

    def one(self, place: Place, actions: Actions) -> Noun:
        """Do what is asked for one object, in the draft; the object as it then is."""
        action = actions.of(place)
        key = key_of(place.obj)
        if action is None:
            return place.obj
        if key is not None and ANY in key.id:
            self.refuse("wildcard", f"{key.id!r} has a wildcard, which only GET understands", place)
            return place.obj
        if action is ADD:
            return self.add(place)
        if key is None:
            self.refuse("no-identification", f"the {type(place.obj).__name__} has no identification", place)
            return place.obj
        here = self.draft.get(type(place.obj), key)
        if here is None and not self.end.tolerant:
            version = f" version {key.version}" if key.version else ""
            self.refuse(
                "unknown-object", f"there is no {type(place.obj).__name__} {key.id}{version} here, or several", place
            )
            return place.obj
        if action is CHANGE:
            return self.change(place, here)
        return self.leave(place, here)

    def add(self, place: Place) -> Noun:
        """Take an object in that is not there yet."""
        wanted = deepcopy(place.obj)
        key = key_of(wanted)
        if key is None and self.message.verb is Verb.PROCESS:
            setattr(wanted, id_field(type(wanted)) or "", self.end.client.new_id())
            key = key_of(wanted)
        if key is None:
            self.refuse("no-identification", f"the {type(wanted).__name__} has no identification", place)
            return place.obj
        here = self.draft.exact(type(wanted), key)
        if here is not None and here == wanted:
            return wanted
        if here is not None and not self.end.tolerant:
            self.refuse("exists", f"there is another {type(wanted).__name__} {key.id} here", place)
            return place.obj
        return self.decided(place, wanted, here)

    def change(self, place: Place, here: Noun | None) -> Noun:
        """Take an object in as it is now."""
        if here is None:
            return self.decided(place, deepcopy(place.obj), None)
        if self.end.changes == "merge":
            return self.decided(place, merged(here, place.obj), here)
        wanted: Any = deepcopy(place.obj)
        held = key_of(here)
        if held is not None and held.version is not None:
            wanted.version = held.version
        return self.decided(place, wanted, here)

    def leave(self, place: Place, here: Noun | None) -> Noun:
        """Take an object out, or only hear that it is no longer needed."""
        if here is None:
            return place.obj
        decision = self.end.decide(self.message, deepcopy(here))
        if decision.object is not None:
            raise ValueError(f"a site cannot modify what {self.message.name} takes out; it can accept or reject")
        if not decision.accepted:
            self.refuse(decision.code, decision.text, place)
        elif self.message.verb is not Verb.CANCEL or self.end.cancel_removes:
            self.draft.remove(here)
        return place.obj

    def decided(self, place: Place, wanted: Noun, here: Noun | None) -> Noun:
        """Put `wanted` in the place of `here`, if the site agrees, or what it wants instead; what was put."""
        decision = self.end.decide(self.message, deepcopy(wanted))
        if not decision.accepted:
            self.refuse(decision.code, decision.text, place)
            return place.obj
        if decision.object is not None:
            key, old = key_of(decision.object), key_of(wanted)
            if type(decision.object) is not type(wanted) or key is None:
                raise ValueError(f"a site may modify a {type(wanted).__name__} only into one with identification")
            if key != old and self.draft.exact(type(wanted), key) is not None:
                raise ValueError(f"the site calls {place.path} {key.id}, but another object has that identification")
            wanted = deepcopy(decision.object)
            self.modified.append(Reason(decision.code, decision.text, place.path))
        if here is not None and key_of(here) != key_of(wanted):
            self.draft.remove(here)
        self.draft.put(wanted)
        return deepcopy(wanted)

    def refuse(self, code: str, text: str, place: Place) -> None:
        """Note why an object cannot be handled."""
        self.reasons.append(Reason(code, text, place.path))

    def kind(self) -> Kind:
        """What the message is, which `EndPoint` has made sure of."""
        kind = kind_of(self.message.name, self.end.version)
        assert kind is not None
        return kind

    def objects(self, kind: Kind) -> list[Noun]:
        """The objects, as what the message means."""
        found: list[Noun] = []
        for obj in self.message.objects:
            try:
                found.append(obj if type(obj) is kind.cls else recast(obj, kind.cls))
            except ValueError as problem:
                self.reasons.append(Reason("wrong-object", str(problem)))
        return found


class _Draft:
    """What is to be done to a store, seen as if it were done."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.steps: list[tuple[bool, Noun]] = []
        self.changed: dict[tuple[type[Noun], str], dict[str | None, Noun | None]] = {}

    def exact(self, cls: type[Noun], key: Key) -> Noun | None:
        """The object of exactly this ID and version."""
        changed = self.changed.get((cls, key.id), {})
        if key.version in changed:
            return changed[key.version]
        found = self.store.get(cls, key.id, key.version)
        return found if found is not None and key_of(found) == key else None

    def get(self, cls: type[Noun], key: Key) -> Noun | None:
        """The object meant by `key`: with no version, the one without a version or else the only one."""
        found = self.exact(cls, key)
        changed = self.changed.get((cls, key.id))
        if found is not None or key.version is not None or not changed:
            return found if found is not None or key.version is not None else self.store.get(cls, key.id)
        there = [obj for obj in changed.values() if obj is not None]
        there += [o for o in self.store.all(cls) if (k := key_of(o)) and k.id == key.id and k.version not in changed]
        return there[0] if len(there) == 1 else None

    def put(self, obj: Noun) -> None:
        """Note that `obj` is to be put."""
        self._note(True, obj, obj)

    def remove(self, obj: Noun) -> None:
        """Note that `obj` is to be removed."""
        self._note(False, obj, None)

    def _note(self, put: bool, obj: Noun, then: Noun | None) -> None:
        key = key_of(obj)
        assert key is not None
        self.steps.append((put, obj))
        self.changed.setdefault((type(obj), key.id), {})[key.version] = then

    def commit(self) -> None:
        """Do it."""
        for put, obj in self.steps:
            if put:
                self.store.put(obj)
            else:
                self.store.remove(obj)


def _has_id(said: str, profile: TransactionProfile) -> bool:
    return matches(TransactionProfile(id=said, release_id=""), profile)


def _fingerprint(message: Message) -> str:
    """What `message` asks, condensed; who sends it and when left out."""
    said = repr((message.name, message.action, list(message.objects)))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
