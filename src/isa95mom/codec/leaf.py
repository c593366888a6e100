"""Leaf types: how the text and the attributes of an element become a value, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from isa95mom.declare import ENUMERATIONS
from isa95mom.schema import Attribute, Table
from isa95mom.values.number import Measure, format_decimal, parse_decimal
from isa95mom.values.text import NO_ATTRIBUTES, Binary, Code, Identifier, Text
from isa95mom.values.time import DateTime, Duration, format_datetime, parse_datetime

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
NIL = f"{XSI}nil"
NILS = {"true": True, "1": True, "false": False, "0": False}
"""What ``xsi:nil`` may say."""
XSI_FREE = frozenset((f"{XSI}schemaLocation", f"{XSI}noNamespaceSchemaLocation"))

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*").fullmatch
_SPACE = " \t\r\n"


class Bail(ValueError):
    """The fast path met something it does not handle; the careful path says what."""


class Aside:
    """A leaf value with what cannot ride on it: attributes (above all of a nil element), or the spelling of a truth
    value.
    """

    __slots__ = ("attributes", "text", "value")

    def __init__(self, value: Any, attributes: dict[str, str] | None = None, text: str = "") -> None:
        self.value = value
        self.attributes = attributes
        self.text = text


class BadValue(ValueError):
    """A text that its type does not allow; `code` says in which way."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse_indicator(text: str) -> bool:
    """The truth value that `text` spells: ``true`` or ``false``."""
    found = {"true": True, "false": False}.get(text.strip(_SPACE))
    if found is None:
        raise ValueError(f"{text!r} is not true or false")
    return found


def format_indicator(value: bool) -> str:
    """``true`` or ``false``."""
    return "true" if value else "false"


def format_duration(value: Duration | timedelta) -> str:
    """`value` in the spelling of ISO 8601."""
    return str(Duration.from_timedelta(value)) if isinstance(value, timedelta) else str(value)


class Kind(Enum):
    """The families of leaf types: the code of a misspelt value, the Python classes, and the way to and from text."""

    TEXT = ("not-a-text", (str,), str, str)
    DECIMAL = ("not-a-decimal", (Decimal, int), parse_decimal, format_decimal)
    DATE_TIME = ("not-a-date-time", (datetime,), parse_datetime, format_datetime)
    DURATION = ("not-a-duration", (Duration, timedelta), Duration.parse, format_duration)
    BOOLEAN = ("not-a-boolean", (bool,), parse_indicator, format_indicator)
    BINARY = ("not-base64", (Binary,), Binary.parse, str)

    def __init__(
        self, code: str, classes: tuple[type, ...], parse: Callable[[str], Any], format_: Callable[[Any], str]
    ) -> None:
        self.code = code
        self.classes = classes
        self.python = classes[0].__name__
        self.parse = parse
        self.format = format_


KINDS = {
    "xs:decimal": Kind.DECIMAL,
    "xs:dateTime": Kind.DATE_TIME,
    "xs:duration": Kind.DURATION,
    "xs:boolean": Kind.BOOLEAN,
    "xs:base64Binary": Kind.BINARY,
}


class Leaf:
    """One leaf type of one version."""

    def __init__(self, table: Table, name: str, spelling: Mapping[str, str] = NO_ATTRIBUTES) -> None:
        lineage = table.lineage(name)
        names = {step.name for step in lineage}
        self.name = name
        self.kind = KINDS.get(lineage[-1].name, Kind.TEXT)
        self.text_class = Identifier if "IdentifierType" in names else Code if "CodeType" in names else Text
        self.attributes: dict[str, Attribute] = table.attributes(name)
        self.required = tuple(a.name for a in self.attributes.values() if a.required)
        self.lineage = names
        self.allowed = table.enumeration(name)
        self.members: dict[str, str] = {}
        """What a document may say -> the value for it, where the type is a code list."""
        self.published: dict[str, str] = {}
        """The value -> what a document of this version says for it."""
        if self.allowed and self.kind is Kind.TEXT:
            classes = [ENUMERATIONS[step.name] for step in lineage if step.name in ENUMERATIONS]
            known: dict[str, str] = {m.value: m for m in classes[0]} if classes else {}
            for text in self.allowed:
                meant = spelling.get(text, text)
                self.members[text] = known.get(meant, meant)
                self.published[meant] = text

    def parse(self, text: str) -> Any:
        """The value that `text` spells. Raises `BadValue`."""
        if self.kind is Kind.TEXT:
            if not self.allowed:
                return text
            found = self.members.get(text)
            if found is None:
                raise BadValue("not-in-enumeration", f"{text!r} is not one of {listed(self.allowed)}")
            return found
        try:
            return self.kind.parse(text)
        except (ValueError, ArithmeticError) as problem:
            raise BadValue(self.kind.code, str(problem)) from None

    def check_attribute(self, name: str, value: str) -> BadValue | None:
        """What is wrong with the attribute `name`, or None. Those that any element may have are not asked for here."""
        said = self.attributes.get(name)
        if said is None:
            return BadValue("unknown-attribute", f"attribute {name!r} is not allowed; {allowed_names(self.attributes)}")
        return check_text(said.type, name, value)

    def decode(self, element: Any) -> Any:
        """The value of an element with all that may be said of it; an `Aside` where it is nil and not a text. Raises
        `Bail`.
        """
        if len(element):
            raise Bail
        attributes = dict(element.items())
        for name in self.required:
            if name not in attributes:
                raise Bail
        nil = False
        for name, value in attributes.items():
            if name == NIL:
                if value.strip(_SPACE) not in NILS:
                    raise Bail
                nil = NILS[value.strip(_SPACE)]
            elif name not in XSI_FREE and self.check_attribute(name, value) is not None:
                raise Bail
        text = element.text or ""
        if nil:
            if text:
                raise Bail
            return self.text_class("", attributes) if self.kind is Kind.TEXT else Aside(None, attributes)
        return self.with_attributes(self.spelt(self.parse(text), text), attributes)

    def strictly(self, element: Any) -> Any:
        """The same for an element that may not be nil."""
        if element.get(NIL) is not None:
            raise Bail
        return self.decode(element)

    @staticmethod
    def spelt(value: Any, text: str) -> Any:
        """`value` with its spelling, where it is a truth value with an odd one; others carry their own."""
        return Aside(value, text=text) if isinstance(value, bool) and format_indicator(value) != text else value

    def with_attributes(self, value: Any, attributes: dict[str, str]) -> Any:
        """`value` carrying `attributes`, where there are any."""
        if not attributes:
            return value
        match self.kind:
            case Kind.TEXT:
                return self.text_class(value, attributes)
            case Kind.DECIMAL:
                return Measure(value, attributes, getattr(value, "text", None))
            case Kind.DATE_TIME:
                return DateTime.of(value, attributes, getattr(value, "text", None))
            case Kind.BINARY:
                return Binary(value, attributes, value.text)
            case _:
                plain = value.value if isinstance(value, Aside) else value
                return Aside(plain, attributes, value.text if isinstance(value, Aside) else "")

    def text_of(self, value: Any) -> str:
        """The text that spells `value`. Raises `BadValue` where the type has none for it."""
        if not isinstance(value, self.kind.classes):
            raise BadValue("wrong-type", f"{value!r} is not {' or '.join(c.__name__ for c in self.kind.classes)}")
        if self.allowed:
            text = self.published.get(str(value))
            if text is None:
                raise BadValue("not-in-enumeration", f"{str(value)!r} is not one of {listed(self.allowed)}")
            return text
        try:
            return self.kind.format(value)
        except (ValueError, ArithmeticError) as problem:
            raise BadValue(self.kind.code, str(problem)) from None


def check_text(type_name: str, name: str, value: str) -> BadValue | None:
    """What is wrong with the text of an attribute or simple element of a built-in type, or None."""
    if type_name == "xs:language" and _LANGUAGE(value.strip(_SPACE)) is None:
        return BadValue("not-a-language", f"{name} {value!r} is not a language code (such as en or en-GB)")
    if type_name == "TransResponseCodeType" and value not in ("Always", "OnError"):
        return BadValue("not-in-enumeration", f"{name} {value!r} is not one of 'Always', 'OnError'")
    return None


def listed(values: tuple[str, ...]) -> str:
    """`values` for a message, cut where there are many."""
    shown = ", ".join(repr(v) for v in values[:20])
    return f"{shown}, ... ({len(values)} values)" if len(values) > 20 else shown


def allowed_names(names: Mapping[str, Any]) -> str:
    """The names that may be given, for a message."""
    return f"allowed are {', '.join(names)}" if names else "none is allowed"
