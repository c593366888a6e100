"""Mutated documents: the library's verdict is that of the official schemas, but for exceptions with a known cause."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest

import isa95mom as mom
from tests.support.mutate import mutants
from tests.support.official import complaints, needs_shared
from tests.support.random_documents import document, elements
from tests.support.tables import VERSIONS

pytestmark = needs_shared
AGREEMENT = 0.995


def _blanks_around_times(official: list[str], own: tuple[mom.Problem, ...]) -> bool:
    """libxml2 does not collapse blanks around date-times and durations, as XML Schema demands."""
    blank = re.compile(r"'(\s[^']*|[^']*\s)' is not a valid value of the (local )?atomic type")
    return not own and all(blank.search(said) for said in official)


def _octets(official: list[str], own: tuple[mom.Problem, ...]) -> bool:
    """libxml2 skips characters that are not base64, ``****`` for one."""
    return not official and {p.code for p in own} == {"not-base64"}


def _seconds(official: list[str], own: tuple[mom.Problem, ...]) -> bool:
    """libxml2 takes durations such as ``PT.5S`` and ``PT1.S``."""
    return not official and {p.code for p in own} == {"not-a-duration"}


EXPLAINED: dict[str, Callable[[list[str], tuple[mom.Problem, ...]], bool]] = {
    "libxml2: blanks around a date-time or duration": _blanks_around_times,
    "libxml2: not base64": _octets,
    "libxml2: fraction without digits in a duration": _seconds,
}
"""Cause of a disagreement -> whether it is the cause of this one."""


def _compare(version: str, seeds: range, step: int, each: int, wildcards: bool) -> None:
    total = 0
    causes: Counter[str] = Counter()
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for number, element in enumerate(elements(version)[::step]):
        for seed in seeds:
            for kind, xml in mutants(
                version, document(version, element, seed, 30, wildcards=wildcards), number * 1000 + seed, each
            ):
                total += 1
                official = complaints(version, xml)
                own = mom.validate(xml, version=mom.Version(version))
                if bool(official) == bool(own):
                    continue
                cause = next((c for c, explains in EXPLAINED.items() if explains(official, own)), None)
                causes[cause or "unexplained"] += 1
                if cause is None:
                    kinds[kind] += 1
                    said = f"official: {official[:2]}\n    library:  {[str(p) for p in own[:2]]}"
                    wrong.append(f"--- {kind}, {element}, {seed}:\n    {said}")
    share = 1 - len(wrong) / total
    report = "\n".join([f"{share:.4%} of {total} agree; {dict(causes)}; {dict(kinds)}", *wrong[:8]])
    assert share >= AGREEMENT, report
    assert sum(causes.values()) <= 0.02 * total, report


@pytest.mark.parametrize("wildcards", [False, True], ids=["no-wildcards", "wildcards"])
@pytest.mark.parametrize("version", VERSIONS)
def test_verdict_on_mutated_documents_is_the_official_one(version: str, wildcards: bool) -> None:
    _compare(version, range(1), 1 if version == "KPI_ML_V01" else 3, 4, wildcards)


@pytest.mark.slow
@pytest.mark.parametrize("wildcards", [False, True], ids=["no-wildcards", "wildcards"])
@pytest.mark.parametrize("version", VERSIONS)
def test_verdict_on_thousands_of_mutated_documents_is_the_official_one(version: str, wildcards: bool) -> None:
    _compare(version, range(1, 4), 1, 6, wildcards)
