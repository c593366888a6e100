"""The integrity of a record: what cannot be, or deserves a look, each with the records that it rests on.

A first pass over columns finds candidates, in time that grows with the lines; what is a finding is decided on these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from isa95mom.genealogy import faults, nesting, overdrawn, timing
from isa95mom.genealogy.findings import CHECKS, Finding, Findings, wanted
from isa95mom.genealogy.seen import Seen

FINDERS: tuple[tuple[tuple[str, ...], Callable[[Seen], Iterator[Finding]]], ...] = (
    (("recorded-before-effective",), faults.recorded_early),
    (("consumed-before-made",), timing.before_made),
    (("output-before-input", "cycle"), timing.out_of_order),
    (("over-consumption", "negative-stock", "used-after-closure", "shipped-twice"), overdrawn.levels),
    (("used-after-expiry",), faults.expired),
    (("restricted-lot-used",), faults.restricted),
    (("orphan",), faults.orphans),
    (("no-lines",), faults.empty),
    (("two-parents",), nesting.two_parents),
    (("containment-cycle",), nesting.nested_in_itself),
    (("unit-mismatch",), faults.mismatched),
    (("no-unit",), faults.unitless),
    (("negative-quantity",), faults.negative),
    (("sequence-gap", "sequence-repeat"), faults.sequences),
    (("duplicate",), faults.duplicates),
    (("superseded-twice",), faults.contradicting),
)
"""Which function finds which codes."""


def integrity(seen: Seen, codes: Iterable[str] | None) -> Findings:
    """Everything that is found of these codes, in the order of `CHECKS`; None is all."""
    asked = set(wanted(codes))
    found = [finding for of, find in FINDERS if asked & set(of) for finding in find(seen) if finding.code in asked]
    place = {code: number for number, code in enumerate(CHECKS)}
    return Findings(sorted(found, key=lambda finding: place[finding.code]))
