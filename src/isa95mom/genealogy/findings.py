"""What an integrity check finds: the table of its codes, and findings with the records that they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from attrs import field, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.record import Line
from isa95mom.tables.errors import ID, did_you_mean, near_matches

NO_AMOUNTS: Mapping[str, Decimal] = MappingProxyType({})


@frozen(slots=True)
class Check:
    """One thing that is looked for."""

    code: str
    """Its name; stable over releases."""
    severity: Literal["error", "warning"]
    """``error`` where the records cannot all be true, ``warning`` for what deserves a look."""
    title: str
    """What was found, in words."""
    reason: str
    """When it is found, and when it is not."""


CHECKS: Mapping[str, Check] = {
    check.code: check
    for check in (
        Check(
            "recorded-before-effective",
            "error",
            "An event was recorded before it happened",
            "Its recorded time lies before its effective time by more than clocks may be off.",
        ),
        Check(
            "consumed-before-made",
            "error",
            "A lot was used before it existed",
            "Every event that it came out of is later than this use. Not found where one of these has no time.",
        ),
        Check(
            "output-before-input",
            "error",
            "An output is earlier than an input was available",
            "Between the two lie events without a time, or several at one time; no order of these fits.",
        ),
        Check(
            "cycle",
            "error",
            "Each of some events needs what another of them makes first",
            "None of the lots that go round came from anywhere else, so that none can have been the first.",
        ),
        Check(
            "over-consumption",
            "error",
            "More was taken from a lot than there was",
            "Summed exactly, in the order of time, in the unit of the lot. Not found behind a line whose amount is not "
            "known until the lot is counted, nor at the time of a count.",
        ),
        Check(
            "negative-stock",
            "error",
            "A lot was below zero for a time, and made good later",
            "As over-consumption, but what came in later is enough: a time is wrong, or a record came late.",
        ),
        Check(
            "used-after-closure",
            "error",
            "A lot was used after all of it was shipped or scrapped",
            "Shipped or scrapped without an amount counts as all. Not found where it came back in between.",
        ),
        Check(
            "shipped-twice",
            "error",
            "A lot was shipped, and shipped again",
            "As used-after-closure, but the later use is a shipment; its time does not matter.",
        ),
        Check(
            "used-after-expiry",
            "error",
            "A lot was used after it expired",
            "Its property effective_end_date is a date-time before the event. Scrapping, sampling, counting, moving "
            "and sending back are no use.",
        ),
        Check(
            "restricted-lot-used",
            "warning",
            "A lot with the disposition Restricted was used",
            "The record has no time of a disposition: it may have been restricted later. What is no use of an expired "
            "lot is none here; neither are rework and packing.",
        ),
        Check(
            "orphan",
            "warning",
            "A lot was used and came from nowhere",
            "No event gives it, beside those that it goes into. A lot that was made and never used is no orphan.",
        ),
        Check("no-lines", "warning", "An event has no lines", "No lot goes into it or comes out. Cleaning needs none."),
        Check(
            "two-parents",
            "error",
            "A lot lies in two containers or assemblies at once",
            "For longer than clocks may be off; of each lot the first time. Not found where amounts are stated that "
            "are not one piece: a lot can lie in several containers in parts.",
        ),
        Check(
            "containment-cycle",
            "error",
            "A container lies in itself",
            "At one moment, directly or by way of what it lies in.",
        ),
        Check(
            "unit-mismatch",
            "error",
            "A lot is measured in units that do not convert to one another",
            "The units measure different things, and no factor of the material joins them.",
        ),
        Check(
            "no-unit",
            "warning",
            "Quantities are stated without a unit",
            "One finding for each lot; one for all where no line on record has a unit.",
        ),
        Check(
            "negative-quantity",
            "error",
            "A quantity is below zero",
            "The direction of a line says whether it takes or gives; its quantity does not.",
        ),
        Check(
            "sequence-gap",
            "warning",
            "A source left out numbers",
            "Each source counts its records; between two that are on record some are missing. Superseded ones count.",
        ),
        Check(
            "sequence-repeat",
            "error",
            "A source gave one number to several events",
            "The number is to tell the records of one source apart.",
        ),
        Check(
            "duplicate",
            "warning",
            "Two events say the same",
            "The same kind, time and lines with the same amounts, under different identifications. Not found where no "
            "time is stated.",
        ),
        Check(
            "superseded-twice",
            "error",
            "Two events correct the same one",
            "Neither of them was corrected itself, so that both are held to be true.",
        ),
    )
}
"""Everything that is looked for, by its code."""


@frozen(slots=True, kw_only=True)
class Finding:
    """One thing that does not fit in a record. Printed, it is one line."""

    code: str
    """What kind of finding: one of `CHECKS`."""
    message: str
    """What was found, with its names and amounts."""
    severity: Literal["error", "warning"]
    lots: tuple[ID, ...] = ()
    """The lots that it is about."""
    events: tuple[ID, ...] = ()
    """The events that it rests on, in the order in which they matter."""
    lines: tuple[Line, ...] = ()
    """The lines that it rests on."""
    amounts: Mapping[str, Decimal] = field(default=NO_AMOUNTS, hash=False)
    """The amounts that do not fit, by name; empty where it is not about amounts."""

    def __str__(self) -> str:
        return f"{self.severity}: {self.message} [{self.code}]"


class Findings(tuple[Finding, ...]):
    """Findings, in the order of `CHECKS`. Printed, each is a line."""

    __slots__ = ()

    def by_code(self, code: str) -> Findings:
        """Those of one code. Raises `GenealogyError` for a code that there is not."""
        return Findings(finding for finding in self if finding.code == known_code(code))

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each code that was found."""
        return dict(Counter(finding.code for finding in self))

    @property
    def errors(self) -> Findings:
        """Those that cannot be: the records contradict each other or themselves."""
        return Findings(finding for finding in self if finding.severity == "error")

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "no findings"


def known_code(code: str) -> str:
    """`code`. Raises `GenealogyError` where nothing is looked for under it."""
    if code not in CHECKS:
        raise GenealogyError(f"there is no check {code!r}{did_you_mean(near_matches(code, list(CHECKS)))}")
    return code


def wanted(codes: Iterable[str] | None) -> Iterator[str]:
    """The codes to look for, in the order of the table; None is all."""
    asked = CHECKS.keys() if codes is None else {known_code(code) for code in codes}
    return (code for code in CHECKS if code in asked)


def page() -> str:
    """The page ``docs/genealogy-findings.md``."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Findings in a genealogy"
    yield ""
    yield "What `Genealogy.integrity` and `isa95mom integrity` look for. Each has a code that stays over releases. An"
    yield "error means that the records cannot all be true, a warning that one deserves a look. This page is made from"
    yield "the table of checks itself, by `python -m isa95mom.genealogy.findings`."
    yield ""
    yield "| Code | Found | When | Severity |"
    yield "| --- | --- | --- | --- |"
    for check in CHECKS.values():
        yield f"| `{check.code}` | {check.title} | {check.reason} | {check.severity} |"
    yield ""
    yield "## How times are compared"
    yield ""
    yield "At one moment what comes in is there before what goes out is taken. Every clock may be off by the skew that"
    yield "was given, so that an event lies somewhere between its time less the skew and its time and the skew. Times"
    yield "contradict one another only where no such clocks explain them. An event without a time may have been at any."


if __name__ == "__main__":
    print(page(), end="")
