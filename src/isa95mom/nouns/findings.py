"""What is noted of documents beside what they state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.nouns.place import Place
from isa95mom.nouns.values import Find


class Findings:
    """Findings, each with its place, in the order in which they were made."""

    def __init__(self) -> None:
        self.findings: list[Problem] = []

    def not_read(self, noun: Noun) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "not-read", f"{type(noun).__name__} is not read"

    def find(self, place: Place, code: str, message: str) -> None:
        """Note a finding."""
        self.findings.append(Problem(place.path or "/", None, code, message, "warning", place.source))

    def finder(self, place: Place) -> Find:
        """What notes findings of a place."""
        return lambda code, message: self.find(place, code, message)

    def aware(self, noun: Any, field: str, place: Place) -> datetime | None:
        """The date-time of a field, where it is stated with an offset."""
        value: datetime | None = getattr(noun, field, None)
        if value is not None and value.utcoffset() is None:
            self.find(
                place, "no-offset", f"{field} {value.isoformat()} has no offset from UTC; it is not used as a time"
            )
            return None
        return value
