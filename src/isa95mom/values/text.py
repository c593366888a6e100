"""Strings that may carry the attributes a document gave them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Self

NO_ATTRIBUTES: Mapping[str, str] = {}


class Text(str):
    """A text with its attributes, by the names of the document (``languageID``). Equal to the plain string."""

    __slots__ = ("attributes",)
    attributes: Mapping[str, str]

    def __new__(cls, text: str = "", attributes: Mapping[str, str] = NO_ATTRIBUTES) -> Self:
        """Make one from its value; `attributes` by the names of the document."""
        self = super().__new__(cls, text)
        self.attributes = attributes
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), dict(self.attributes))

    @property
    def language_id(self) -> str | None:
        """The language of the text, or None where the document names none. Core component type Text, B2MML."""
        return self.attributes.get("languageID")


class Identifier(Text):
    """An identifier with the scheme it belongs to. Core component type Identifier, B2MML."""

    __slots__ = ()

    @property
    def scheme_id(self) -> str | None:
        """Identification of the scheme, or None."""
        return self.attributes.get("schemeID")

    @property
    def scheme_name(self) -> str | None:
        """Name of the scheme, or None."""
        return self.attributes.get("schemeName")

    @property
    def scheme_agency_id(self) -> str | None:
        """Identification of the agency that keeps the scheme, or None."""
        return self.attributes.get("schemeAgencyID")


class Code(Text):
    """A code with the list it is taken from; ``other_value`` where the list says ``Other``. Core component type Code,
    B2MML.
    """

    __slots__ = ()

    @property
    def other_value(self) -> str | None:
        """The value meant by ``Other``, or None."""
        return self.attributes.get("OtherValue")

    @property
    def list_id(self) -> str | None:
        """Identification of the code list, or None."""
        return self.attributes.get("listID")

    @classmethod
    def other(cls, value: str) -> Self:
        """The code ``Other`` with `value` as what is meant.

        >>> Code.other("Skid").other_value
        'Skid'
        """
        return cls("Other", {"OtherValue": value})


class Binary(bytes):
    """Octets with their attributes; `text` keeps the base64 spelling of the document. Core component type
    BinaryObject.
    """

    attributes: Mapping[str, str]
    text: str | None

    def __new__(
        cls, octets: bytes = b"", attributes: Mapping[str, str] = NO_ATTRIBUTES, text: str | None = None
    ) -> Self:
        """Make one from its value; `attributes` by the names of the document."""
        self = super().__new__(cls, octets)
        self.attributes = attributes
        self.text = text
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (bytes(self), dict(self.attributes), self.text)

    @classmethod
    def parse(cls, text: str, attributes: Mapping[str, str] = NO_ATTRIBUTES) -> Self:
        """The octets that the base64 `text` spells. Raises `ValueError` where it is not base64."""
        return cls(base64.b64decode("".join(text.split()), validate=True), attributes, text)

    def __str__(self) -> str:
        return self.text if self.text is not None else base64.b64encode(self).decode("ascii")
