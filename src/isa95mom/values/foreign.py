"""Content that the schema leaves to others: extension elements, vendor elements, comments."""

from __future__ import annotations

import re

from attrs import frozen

_ROOT = re.compile(r"<(?:([^\s/>:!?]+):)?([^\s/>:!?]+)")


@frozen(slots=True)
class Foreign:
    """A piece of a document that is carried along as it stood, its namespace declarations with it."""

    xml: str
    """The piece as XML text: one element, comment or processing instruction."""
    after: tuple[str, int] | None = None
    """Its place: the name and the number of the element it follows, counted from 1, ``("", 0)`` for none; or None for
    the
    extension point of the type."""

    @property
    def tag(self) -> str:
        """The local name of the element; empty for a comment or processing instruction."""
        match = _ROOT.match(self.xml)
        return match[2] if match else ""

    def __str__(self) -> str:
        return self.xml
