"""Any valid document is read: what it says of lots is on record, all else is a finding with a documented code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import isa95mom as mom
from isa95mom.genealogy import Genealogy
from tests.support.random_documents import document, elements
from tests.support.tables import ROOT

WORDS = re.compile(
    "Material(Information|Lot|SubLot)$|Performance|Response|OperationsEvent|WorkRecord$|BatchProductionRecord$|"
    "TestResult|OperationsTestInformation"
)
"""The names of global elements that say something of lots, requests for them included."""
CASES = [
    (version, element)
    for version in list(mom.Version)[:5]
    for element in elements(str(version))
    if WORDS.search(element) and not element.startswith(("Acknowledge", "Respond", "Cancel"))
]
READER = [ROOT / "src" / "isa95mom" / room for room in ("nouns", "genealogy/from_model")]
PAGE = (ROOT / "docs" / "explanation-genealogy.md").read_text()
CODES = frozenset(re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("| Code |")[2].partition("\n\n")[0], re.MULTILINE))
"""The codes in the table of findings."""


def told() -> set[str]:
    """The codes in the source of the reader."""
    text = "\n".join(path.read_text() for room in READER for path in room.glob("*.py"))
    return set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text)) - {"not-read"}


def test_every_code_is_documented() -> None:
    assert told() == CODES
    assert {"no-lot", "perhaps-reported-twice", "test-of-no-lot", "no-direction"} <= CODES


@pytest.mark.parametrize(("version", "element"), CASES, ids=lambda value: str(value))
def test_any_document_is_read(version: mom.Version, element: str, tmp_path: Path) -> None:
    for seed in range(2):
        g = Genealogy.from_documents([document(str(version), element, seed, size=150)])
        assert {finding.code for finding in g.findings} <= CODES
        again = Genealogy.from_columns(**g.to_columns())
        assert (again.events, again.lines) == (g.events, g.lines)
        assert {id: again.lot(id) for id in again.lots} == {id: g.lot(id) for id in g.lots}
        for event in g.events:
            for time in (event.effective, event.recorded):
                assert time is None or time.utcoffset() is not None


def test_random_documents_say_something() -> None:
    """The test above is worth something: the documents hold lots, lines, facts and findings of many codes."""
    lots, lines, facts, codes = 0, 0, 0, set()
    for version, element in CASES[::4]:
        g = Genealogy.from_documents([document(str(version), element, 1, size=150)])
        lots, lines = lots + len(g), lines + len(g.lines)
        facts += sum(len(g.lot(id).properties) for id in g.lots) + sum(len(event.parameters) for event in g.events)
        codes |= {finding.code for finding in g.findings}
    assert lots > 50
    assert lines > 20
    assert facts > 10
    assert len(codes) > 8


def test_every_real_document_is_read(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("V0[4-7]*/*.xml")):
        try:
            g = Genealogy.from_documents([path], lenient=True)
        except mom.DocumentError:
            continue  # not of a version that is read, or beyond mending; the codec's tests say which
        document_findings = mom.read(path, lenient=True).problems
        assert {f.code for f in g.findings[len(document_findings) :]} <= CODES, path.name
