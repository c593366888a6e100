"""What a document may hold beside a noun: a transaction of ISA-95 Part 5, or a single value."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from isa95mom.declare import Many, Noun, element

if TYPE_CHECKING:
    from isa95mom.model.transaction import TransApplicationArea


class Verb(StrEnum):
    """What a message asks for or answers. ISA-95 Part 5, verbs of the pull, push and publish transactions."""

    GET = "Get"
    SHOW = "Show"
    PROCESS = "Process"
    ACKNOWLEDGE = "Acknowledge"
    CHANGE = "Change"
    RESPOND = "Respond"
    CANCEL = "Cancel"
    SYNC = "Sync"
    NOTIFY = "Notify"
    CONFIRM = "Confirm"


@element()
class LeafElement(Noun):
    """A document whose root holds a single value, such as ``<BatchID>``. BatchML has such global elements."""

    name: str
    """Name of the element."""
    value: Any
    """Its value: a string, number, date-time or what else its type says; None where it is nil."""


@element()
class Message(Noun):
    """A verb applied to nouns: the envelope ``<Verb><Noun>`` with its application area. ISA-95 Part 5, messages."""

    verb: Verb
    """What is asked for or answered."""
    noun: str
    """Name of the noun it is about, as in the message's name: ``MaterialLot`` of ``SyncMaterialLot``."""
    application_area: TransApplicationArea
    """Who sends the message to whom, when, and under which identification."""
    action: Noun | None = None
    """What the verb says of itself, such as the action criteria of a `SYNC`; None is written as the empty element."""
    objects: Many[Noun] = Many()
    """The objects of the message."""
    release_id: str | None = None
    """Release of the schema as the sender names it; required by the schema."""
    version_id: str | None = None
    """Version of the message as the sender names it; None where it names none."""

    @property
    def name(self) -> str:
        """The name of the message: the verb and the noun."""
        return f"{self.verb}{self.noun}"
