"""Enumerations as B2MML has them: open, since ``Other`` may stand for any further value."""

from __future__ import annotations

from enum import StrEnum


class OpenEnumeration(StrEnum):
    """A list of codes. A member equals its text; a code outside the list is a plain string, or `Code.other`."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"
