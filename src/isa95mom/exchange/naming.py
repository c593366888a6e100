"""How what a record identifies is named by URIs, and found again by them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, unquote

from attrs import field, frozen

from isa95mom.errors import Isa95Error
from isa95mom.genealogy.record import Lot
from isa95mom.tables.errors import ID

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
DIGITAL_LINK = re.compile(r"https?://[^/]+(?:/[^/]+)*?/01/(\d{14})/10/([^/?#]+)")
LGTIN = re.compile(r"urn:epc:class:lgtin:(\d+)\.(\d+)\.([^.]+)")
INSTANCE = re.compile(r"urn:epc:id:|https?://.+/01/\d{14}(?:/[^/]+/[^/]+)*/21/|https?://.+/00/\d{18}")
"""URIs of single things, such as serial numbers and pallets; all others name a class of things, such as a lot."""


class NamingError(Isa95Error, ValueError):
    """A URI cannot be made, or is not one."""


def _base(given: str) -> str:
    if not URI.fullmatch(given):
        raise NamingError(f"{given!r} is no URI; one such as 'https://id.example.com/' or 'urn:example:' is needed")
    return given if given[-1] in ":/#" else f"{given}/"


def _gtins(given: Mapping[str, str]) -> Mapping[str, str]:
    for material, gtin in given.items():
        if not re.fullmatch(r"\d{14}", gtin) or gtin[-1] != check_digit(gtin[:-1]):
            raise NamingError(f"{material!r}: {gtin!r} is no GTIN of 14 digits with its check digit")
    if len(set(given.values())) < len(given):
        raise NamingError("two materials have one GTIN")
    return MappingProxyType(dict(given))


def _quoted(id: str) -> str:
    try:
        return quote(id, safe="")
    except UnicodeEncodeError:
        raise NamingError(f"{id!r} cannot be spelt in UTF-8, and so not in a URI") from None


def check_digit(digits: str) -> str:
    """The check digit of GS1 behind `digits`.

    >>> check_digit("0061414112345")
    '2'
    """
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-weighed % 10)


@frozen(slots=True, kw_only=True)
class Naming:
    """URIs for lots, events and all else that a record identifies, made so that they lead back to what they name.

    An identification that is a URI already stays as it is. A lot of a material with a GTIN gets the Digital Link of
    GS1, for all else `base` stands before its kind and its identification. Raises `NamingError` for a base that is no
    URI, or a GTIN that is none.

    >>> naming = Naming(base="https://id.dairy.example/", gtins={"Yoghurt": "00614141123452"})
    >>> naming.lot(Lot(id="Y 7", material="Yoghurt"))
    'https://id.gs1.org/01/00614141123452/10/Y%207'
    >>> naming.uri("location", "Cold store"), naming.identified("location", "https://id.dairy.example/location/A%2F1")
    ('https://id.dairy.example/location/Cold%20store', 'A/1')
    """

    base: str = field(default="urn:isa95mom:", converter=_base)
    """What URIs begin with. The default is for exchange inside one company; others need a domain of their own."""
    gtins: Mapping[str, str] = field(factory=dict, converter=_gtins, hash=False)
    """GTIN of 14 digits by material definition; empty where no lots are named by GS1."""
    resolver: str = field(default="https://id.gs1.org/", converter=_base)
    """What Digital Links begin with."""

    def uri(self, kind: str, id: ID) -> str:
        """The URI of what is identified by `id` among things of a kind, such as ``event``."""
        if isinstance(id, int):
            return f"{self.stem(kind)}number{self._between}{id}"
        if URI.fullmatch(id) and not id.startswith(self.base):
            return id
        return f"{self.stem(kind)}{_quoted(id)}"

    def lot(self, lot: Lot) -> str:
        """The URI of a lot."""
        gtin = None if lot.material is None else self.gtins.get(lot.material)
        if gtin is not None and isinstance(lot.id, str) and not URI.fullmatch(lot.id):
            return f"{self.resolver}01/{gtin}/10/{_quoted(lot.id)}"
        return self.uri("lot", lot.id)

    def identified(self, kind: str, uri: str) -> ID:
        """The identification that a URI of `uri` or `lot` was made of; any other URI is one itself."""
        stem = self.stem(kind)
        if uri.startswith(stem):
            number = uri.removeprefix(f"{stem}number{self._between}")
            return int(number) if number != uri and re.fullmatch(r"-?\d+", number) else unquote(uri[len(stem) :])
        if kind == "lot" and self.material(uri) is not None:
            parts = DIGITAL_LINK.fullmatch(uri)
            return unquote(parts[2]) if parts is not None else unquote(uri.rpartition(".")[2])
        return uri

    def material(self, uri: str) -> str | None:
        """The material of a lot by the GTIN in its URI; None where that is not among `gtins`."""
        gtin = None
        if parts := DIGITAL_LINK.fullmatch(uri):
            gtin = parts[1]
        elif parts := LGTIN.fullmatch(uri):
            body = parts[2][:1] + parts[1] + parts[2][1:]
            gtin = body + check_digit(body)
        return next((material for material, known in self.gtins.items() if known == gtin), None)

    @property
    def _between(self) -> str:
        return ":" if self.base[-1] == ":" else "/"

    def stem(self, kind: str) -> str:
        """What the URIs of things of a kind begin with."""
        return f"{self.base}{kind}{self._between}"


def is_instance(uri: str) -> bool:
    """Whether a URI names a single thing, such as a serial number, and not a lot of many."""
    return INSTANCE.match(uri) is not None
