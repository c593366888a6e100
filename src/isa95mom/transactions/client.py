"""Making messages: what a side sends, with its application area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from attrs import field, frozen

from isa95mom.declare import Noun
from isa95mom.model.enumerations import TransActionCode, TransConfirmationCode, TransResponseCode
from isa95mom.model.message import Message, Verb
from isa95mom.model.transaction import (
    BOD,
    TransActionCriteria,
    TransApplicationArea,
    TransCancel,
    TransChange,
    TransChangeStatus,
    TransConfirm,
    TransGet,
    TransProcess,
    TransReceiver,
    TransSender,
    TransSync,
)
from isa95mom.transactions.actions import ALLOWED
from isa95mom.transactions.nouns import Kind, area_of, id_field, kind_of, knows, noun_name, recast
from isa95mom.transactions.outcome import Reason, criteria, expression, path_of
from isa95mom.values.version import LATEST, Version

Action = TransActionCode | str


def _now() -> datetime:
    return datetime.now(UTC)


def _uuid() -> str:
    return str(uuid4())


def _sender(said: TransSender | str | None) -> TransSender | None:
    return TransSender(logical_id=said) if isinstance(said, str) else said


@frozen(slots=True, kw_only=True)
class Client:
    """Who makes messages: the sender, the receivers, the clock and the identifications. The functions `get`, `process`,
    `change`, `cancel`, `sync`, `notify` and `confirm` of this room are those of a client without a sender.

    Every method raises `ValueError` where the version has no such message, or its objects are of several classes.
    """

    sender: TransSender | None = field(default=None, converter=_sender)
    """The sending application; a string is its logical ID. None: the messages do not say."""
    receivers: Sequence[TransReceiver | str] = ()
    """The applications meant; a string is a logical ID. Empty: the transport tells."""
    confirmation: TransConfirmationCode | str | None = None
    """When confirmations are wanted; None means never."""
    clock: Callable[[], datetime] = _now
    """The time that goes into messages."""
    new_id: Callable[[], str] = _uuid
    """Makes a new identification, for messages and for objects that have none yet; by default a random UUID."""
    version: Version = LATEST
    """The schema version that the messages are made for."""
    release_id: str | None = None
    """The release that messages state; None for the name of `version`."""

    @property
    def explains(self) -> bool:
        """Whether answers of the version can carry reasons."""
        return knows(self.version, "TransResponseCriteriaType", "ChangeStatus")

    def get(self, *what: Noun | type[Noun], expressions: Sequence[str] = ()) -> Message:
        """Ask for objects: patterns, see `selection`; a class means all its objects (``id="*"``)."""
        kind = self._kind(Verb.GET, {each if isinstance(each, type) else type(each) for each in what})
        whole = () if kind.least == 0 else [_all_of(each) for each in what if isinstance(each, type)]
        patterns = [*whole, *(each for each in what if isinstance(each, Noun))]
        return self.message(Verb.GET, kind.noun, patterns, TransGet(expressions=expressions))

    def process(
        self,
        *objects: Noun,
        acknowledge: TransResponseCode | str | None = TransResponseCode.ALWAYS,
        change_status: TransChangeStatus | None = None,
    ) -> Message:
        """Ask the owner to take in new objects; one whose ID is empty gets one from the owner."""
        action = TransProcess(acknowledge_code=acknowledge)
        return self._message(Verb.PROCESS, objects, action, TransActionCode.ADD, change_status)

    def change(
        self,
        *objects: Noun,
        respond: TransResponseCode | str | None = TransResponseCode.ALWAYS,
        change_status: TransChangeStatus | None = None,
    ) -> Message:
        """Ask the owner to change objects: their identification, and what is to be otherwise."""
        action = TransChange(response_code=respond)
        return self._message(Verb.CHANGE, objects, action, TransActionCode.CHANGE, change_status)

    def cancel(self, *objects: Noun, change_status: TransChangeStatus | None = None) -> Message:
        """Tell the owner that objects are no longer needed."""
        return self._message(Verb.CANCEL, objects, TransCancel(), TransActionCode.DELETE, change_status)

    def sync(
        self,
        *objects: Noun,
        action: Action | Sequence[Action] = TransActionCode.ADD,
        change_status: TransChangeStatus | None = None,
    ) -> Message:
        """Publish that objects were added, changed or deleted: one action for all, or a sequence with one for each."""
        return self._message(Verb.SYNC, objects, TransSync(), action, change_status)

    def notify(self, *objects: Noun) -> Message:
        """Publish events."""
        return self._message(Verb.NOTIFY, objects, TransSync())

    def confirm(self, message: Message, reasons: Sequence[Reason] = (), *, accepted: bool | None = None) -> Message:
        """Confirm `message`: accepted where there are no reasons against it, unless `accepted` says."""
        accepted = not reasons if accepted is None else accepted
        code = TransActionCode.ACCEPTED if accepted else TransActionCode.REJECTED
        area = message.application_area
        said = criteria(code, reasons, message.noun, explained=self.explains)
        action = TransConfirm(original_application_area=area, response_criteria=said)
        about = BOD(original_application_area=area, descriptions=[str(reason) for reason in reasons])
        return self.message(Verb.CONFIRM, "BOD", [about], action, answers=message)

    def message(
        self, verb: Verb, noun: str, objects: Sequence[Noun], action: Noun | None, *, answers: Message | None = None
    ) -> Message:
        """A message as it stands, in an application area of this client; the answer to `answers`, if that is given."""
        release = answers.release_id if answers is not None else None
        kind = kind_of(f"{verb}{noun}", self.version)
        return Message(
            verb=verb,
            noun=noun,
            application_area=self._area(answers),
            action=action,
            objects=objects,
            release_id=(release or self.release_id or str(self.version)) if kind is None or kind.released else None,
        )

    def _area(self, answers: Message | None) -> TransApplicationArea:
        sender = self.sender
        receivers = [TransReceiver(logical_id=r) if isinstance(r, str) else r for r in self.receivers]
        if answers is not None:
            area = area_of(answers)
            asker = area.sender if area is not None else None
            known = asker is not None and knows(self.version, "TransApplicationAreaType", "Receiver")
            receivers = (
                [TransReceiver(logical_id=asker.logical_id, component_id=asker.component_id)] if asker and known else []
            )
        elif self.confirmation is not None:
            said = sender or TransSender()
            sender = TransSender(**{f: getattr(said, f) for f in said.__fields__})
            sender.confirmation_code = self.confirmation
        return TransApplicationArea(
            sender=sender, receivers=receivers, creation_date_time=self.clock(), bod_id=self.new_id()
        )

    def _message(
        self,
        verb: Verb,
        objects: Sequence[Noun],
        action: Any,
        code: Action | Sequence[Action] | None = None,
        change_status: TransChangeStatus | None = None,
    ) -> Message:
        kind = self._kind(verb, {type(obj) for obj in objects})
        if code is not None:
            codes = [code] * len(objects) if isinstance(code, str) else list(code)
            if len(codes) != len(objects):
                raise ValueError(
                    f"there are {len(objects)} objects and {len(codes)} actions; each object has one action"
                )
            wrong = next((c for c in codes if c not in ALLOWED[verb]), None)
            if wrong is not None:
                raise ValueError(f"{verb} cannot ask for {wrong!r}; it may ask for {' or '.join(ALLOWED[verb])}")
            if len(set(codes)) == 1:
                said = [expression(f"//{kind.element}", codes[0])]
            else:
                said = [
                    expression(path_of(obj, kind.element, number), each)
                    for number, (obj, each) in enumerate(zip(objects, codes, strict=True), 1)
                ]
            action.action_criteria = [TransActionCriteria(action_expressions=said, change_status=change_status)]
        carried = [recast(o, kind.carrier) if kind.carrier is not kind.cls else o for o in objects]
        return self.message(verb, kind.noun, carried, action)

    def _kind(self, verb: Verb, classes: set[type[Noun]]) -> Kind:
        if len(classes) != 1:
            names = ", ".join(sorted(cls.__name__ for cls in classes)) or "no object"
            raise ValueError(f"the objects of a message are of one class; these are of {names}")
        cls = classes.pop()
        noun = noun_name(cls, self.version)
        kind = kind_of(f"{verb}{noun}", self.version) if noun is not None else None
        if kind is None:
            raise ValueError(f"{self.version} has no message {verb}{noun or cls.__name__}")
        return kind


def _all_of(cls: type[Noun]) -> Noun:
    """The pattern that all objects of `cls` match."""
    needed = [f.name for f in cls.__fields__.values() if f.required and f.name != id_field(cls)]
    if needed:
        raise ValueError(
            f"{cls.__name__} needs {', '.join(needed)}; give an object as the pattern instead of the class"
        )
    field_name = id_field(cls)
    if field_name is None:
        raise ValueError(f"{cls.__name__} has no identification to ask for; give an object as the pattern")
    return cls(**{field_name: "*"})


_anyone = Client()
get = _anyone.get
process = _anyone.process
change = _anyone.change
cancel = _anyone.cancel
sync = _anyone.sync
notify = _anyone.notify
confirm = _anyone.confirm
