"""What was done with a message, and why: read from an answer, and written into one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from isa95mom.declare import Noun
from isa95mom.model.enumerations import ErrorType, TransActionCode
from isa95mom.model.message import Message
from isa95mom.model.transaction import ErrorMessage, TransChangeStatus, TransResponseCriteria
from isa95mom.transactions.nouns import id_field, inside, key_of
from isa95mom.values.text import Text


@frozen(slots=True)
class Reason:
    """Why something was refused or done otherwise than asked."""

    code: str
    """What kind of reason; stable over releases."""
    text: str
    """What was found and what is allowed."""
    path: str = ""
    """The object it is about, such as ``//MaterialLot[ID='L-1']``; empty for the whole message."""

    def __str__(self) -> str:
        return f"{self.path + ': ' if self.path else ''}{self.text} [{self.code}]"

    def error(self, thrown_from: str, time: datetime, kind: ErrorType | str = ErrorType.BUSINESS_ERROR) -> ErrorMessage:
        """The reason as the noun that reports errors."""
        return ErrorMessage(
            thrown_from=thrown_from,
            time_stamp=time,
            error_type=kind,
            error_code=self.code,
            error_descriptions=[str(self)],
        )


@frozen(slots=True)
class Outcome:
    """What an answer says was done."""

    code: TransActionCode | str
    """``Accepted``, ``Modified``, ``Replaced`` or ``Rejected``."""
    reasons: tuple[Reason, ...] = ()
    """Why, where it is not as asked."""

    @property
    def rejected(self) -> bool:
        """Whether nothing was done."""
        return self.code == TransActionCode.REJECTED


def outcome(answer: Message) -> Outcome:
    """What `answer` (a SHOW, ACKNOWLEDGE, RESPOND or CONFIRM) says was done with the message that it answers.

    The first response criterion counts; where there is none, or it has no expression, that means accepted.
    """
    criteria: list[TransResponseCriteria] = list(getattr(answer.action, "response_criteria", ()))
    code = (criteria and action_code(criteria[0].response_expression)) or TransActionCode.ACCEPTED
    reasons = [
        Reason(str(c.change_status.reason_code or ""), "; ".join(c.change_status.descriptions), _path(c))
        for c in criteria
        if c.change_status is not None and (c.change_status.reason_code or c.change_status.descriptions)
    ]
    return Outcome(code, tuple(dict.fromkeys(reasons)))


def found(answer: Message) -> tuple[Noun, ...]:
    """The objects that `answer` carries, without the blank ones that a schema demands where nothing was found."""
    return tuple(obj for obj in answer.objects if not is_blank(obj))


def is_blank(obj: Noun) -> bool:
    """Whether `obj` has no identification, nor anything in it that has one, so that it stands for nothing."""
    return all(id_field(type(each)) is not None and key_of(each) is None for each in inside(obj))


def criteria(
    code: TransActionCode, reasons: Iterable[Reason], noun: str, *, explained: bool = True
) -> list[TransResponseCriteria]:
    """Response criteria: the first tells the whole, then one for each reason; `explained` with the reason itself."""
    made = [_criterion(code, Reason("", ""), noun)]
    return made + [_criterion(code, reason if explained else Reason("", "", reason.path), noun) for reason in reasons]


def action_code(expression: str | None) -> TransActionCode | str | None:
    """The action code of an expression; None where it has none."""
    said = getattr(expression, "attributes", {}).get("actionCode")
    return next((code for code in TransActionCode if code == said), said)


def path_of(obj: Noun, name: str, position: int) -> str:
    """The expression that means `obj` in its message, by its ID or, where that cannot be quoted, its position."""
    key = key_of(obj)
    if key is None or re.search(r"['\"\s]", key.id):
        return f"//{name}[{position}]"
    return f"//{name}[ID='{key.id}']"


def expression(path: str, code: str) -> Text:
    """An expression with its action code."""
    return Text(path, {"actionCode": str(code)})


def _criterion(code: TransActionCode, reason: Reason, noun: str) -> TransResponseCriteria:
    made = TransResponseCriteria(response_expression=expression(reason.path or f"//{noun}", code))
    if reason.code or reason.text:
        made.change_status = TransChangeStatus(
            reason_code=reason.code or None, descriptions=[reason.text] if reason.text else []
        )
    return made


def _path(criterion: TransResponseCriteria) -> str:
    return str(criterion.response_expression or "")
