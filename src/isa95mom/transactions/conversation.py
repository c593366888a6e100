"""Requests with their answers, and two end points in one process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from isa95mom.model.message import Message, Verb
from isa95mom.model.transaction import TransApplicationArea
from isa95mom.transactions.nouns import REQUEST

if TYPE_CHECKING:
    from isa95mom.transactions.endpoint import EndPoint


def original_area(answer: Message) -> TransApplicationArea | None:
    """The application area of the message that `answer` answers; None where it does not say."""
    area: TransApplicationArea | None = getattr(answer.action, "original_application_area", None)
    if area is None and answer.objects:
        area = getattr(answer.objects[0], "original_application_area", None)
    return area


def area_key(area: TransApplicationArea | None) -> str | None:
    """What tells a message from others: its BODID, or else all that its application area says."""
    return None if area is None else area.bod_id or repr(area)


class Conversation:
    """The requests that were sent, and the answers and confirmations that came for each."""

    def __init__(self) -> None:
        self._requests: dict[str, Message] = {}
        self._answers: dict[str, dict[str, Message]] = {}

    def sent(self, message: Message) -> None:
        """Remember that `message` was sent."""
        key = area_key(message.application_area)
        if key is not None:
            self._requests.setdefault(key, message)

    def received(self, answer: Message) -> Message | None:
        """Take `answer` in; the request that it answers, or None where none such was sent.

        An answer that came before is not counted twice.
        """
        key = area_key(original_area(answer))
        request = self._requests.get(key) if key is not None else None
        if request is not None and key is not None:
            own = area_key(answer.application_area) or repr(answer)
            self._answers.setdefault(key, {}).setdefault(own, answer)
        return request

    def answers(self, request: Message) -> tuple[Message, ...]:
        """What came for `request` so far, in the order it came."""
        return tuple(self._answers.get(area_key(request.application_area) or "", {}).values())

    @property
    def open(self) -> tuple[Message, ...]:
        """The requests whose answer (not counting confirmations) is still to come, in the order they were sent.

        PROCESS and CHANGE that want an answer on error only are not among them, nor is what is never answered.
        """
        return tuple(
            request
            for key, request in self._requests.items()
            if _awaits_answer(request)
            and not any(REQUEST.get(a.verb) is request.verb for a in self._answers.get(key, {}).values())
        )


def _awaits_answer(request: Message) -> bool:
    if request.verb in (Verb.PROCESS, Verb.CHANGE):
        said = getattr(request.action, "acknowledge_code", None) or getattr(request.action, "response_code", None)
        return said in (None, "Always")
    return request.verb is Verb.GET


class Link:
    """A line between two end points in one process; messages go from `a` to `b` and the answers come back.

    `carry` is done to every message on its way, such as writing and reading it; None hands the object over as it is.
    """

    def __init__(self, a: EndPoint, b: EndPoint, carry: Callable[[Message], Message] | None = None) -> None:
        self.a = a
        self.b = b
        self.carry = carry

    def send(self, message: Message) -> tuple[Message, ...]:
        """Send `message` from `a` to `b`, and what either answers to the other, until nothing more comes.

        The result is all that came back to `a`, in order.
        """
        self.a.conversation.sent(message)
        came: list[Message] = []
        line = deque([(message, self.b)])
        while line:
            going, to = line.popleft()
            arrived = going if self.carry is None else self.carry(going)
            if to is self.a:
                came.append(arrived)
            line.extend((answer, self.a if to is self.b else self.b) for answer in to.handle(arrived))
        return tuple(came)

    def back(self) -> Link:
        """The same line from `b` to `a`."""
        return Link(self.b, self.a, self.carry)
