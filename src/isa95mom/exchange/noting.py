"""Taking note of what a document has that it may not have, with the place of each, while it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from isa95mom.errors import DocumentError, Problem
from isa95mom.exchange.naming import URI, Naming
from isa95mom.tables.errors import ID

LIMIT = 100
"""How many errors are gathered before reading ends."""


class Noting:
    """What is noted of one document: errors, which end strict reading, and findings."""

    def __init__(self, source: str, lenient: bool, uris: dict[ID, str] | None = None) -> None:
        self.source = source
        self.lenient = lenient
        self.path = ""
        """The place of what is being read."""
        self.errors: list[Problem] = []
        self.findings: list[Problem] = []
        self._uris: dict[ID, str] = {} if uris is None else uris

    def error(self, where: str, code: str, message: str) -> None:
        """Note what cannot be read; lenient reading leaves it out and says so."""
        if self.lenient:
            self._find(where, code, f"{message}; it is left out", "repair")
            return
        self.errors.append(Problem(self._at(where), None, code, message, "error", self.source))
        if len(self.errors) >= LIMIT:
            self.end(more=True)

    def mended(self, where: str, code: str, message: str) -> None:
        """Note what is wrong and can be read all the same, as `message` says, where reading is lenient."""
        if self.lenient:
            self._find(where, code, message, "repair")
        else:
            self.errors.append(Problem(self._at(where), None, code, message.partition(";")[0], "error", self.source))

    def finding(self, where: str, code: str, message: str) -> None:
        """Note what is right and yet not on record as it stands there."""
        self._find(where, code, message, "warning")

    def end(self, more: bool = False) -> None:
        """Raise `DocumentError` where there were errors."""
        if self.errors:
            raise DocumentError(self.errors, self.source, more)

    def _find(self, where: str, code: str, message: str, severity: Literal["error", "warning", "repair"]) -> None:
        self.findings.append(Problem(self._at(where), None, code, message, severity, self.source))

    def _at(self, where: str) -> str:
        return f"{self.path}/{where}" if where else self.path or "/"

    # -- values of JSON -----------------------------------------------------------------------------------------------

    def time(self, held: Mapping[str, Any], name: str) -> datetime | None:
        """A date-time with an offset; None where there is none."""
        text = held.get(name)
        if text is None:
            return None
        try:
            time = datetime.fromisoformat(text) if isinstance(text, str) else None
        except ValueError:
            time = None
        if time is None:
            self.error(name, "not-a-time", f"{text!r} is not a date-time of ISO 8601")
        elif time.utcoffset() is None:
            self.error(name, "no-offset", f"{text} has no offset from UTC, and which one is meant is not guessed")
            return None
        return time

    def uri(self, held: Mapping[str, Any], name: str, where: str = "") -> str | None:
        """A URI; None where there is none."""
        text = held.get(name)
        if text is None:
            return None
        place = f"{where}/{name}" if where else name
        if not isinstance(text, str) or not text.strip():
            self.error(place, "not-a-uri", f"{text!r} is not a URI")
            return None
        if not URI.fullmatch(text):
            self.mended(place, "not-a-uri", f"{text!r} is not a URI; it is taken as it is")
        return text

    def uris(self, held: Mapping[str, Any], name: str) -> Iterator[str]:
        """The URIs of a list."""
        for number, _ in enumerate(self._list(held, name, "")):
            uri = self.uri({f"{number}": held[name][number]}, f"{number}", name)
            if uri is not None:
                yield uri

    def objects(self, held: Mapping[str, Any], name: str, where: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The objects of a list, with their places."""
        for number, each in enumerate(self._list(held, name, where)):
            place = f"{where}/{name}/{number}" if where else f"{name}/{number}"
            if isinstance(each, Mapping):
                yield place, each
            else:
                self.error(place, "not-an-object", f"{each!r} stands where an object is needed")

    def _list(self, held: Mapping[str, Any], name: str, where: str) -> list[Any]:
        several = held.get(name)
        if several is None:
            return []
        if not isinstance(several, list):
            self.error(f"{where}/{name}" if where else name, "not-a-list", f"{several!r} stands where a list is needed")
            return []
        return several

    def lot(self, naming: Naming, uri: str) -> ID:
        """The identification of the lot with that URI: the URI itself where another lot has the shorter one."""
        id = naming.identified("lot", uri)
        first = self._uris.setdefault(id, uri)
        if first == uri:
            return id
        self.finding("", "one-name-for-two", f"{uri} and {first} would both be lot {id!r}; it keeps its URI as name")
        return uri
