"""Real documents: read, written again, and judged as the official schemas judge them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

import pytest
from lxml import etree

import isa95mom as mom
from tests.support.canonical import assert_same
from tests.support.official import SHARED, complaints

CORPUS = SHARED / "corpus"
FOLDERS = {"V0401": ("V0401",), "V0600": ("V0600",), "V07": ("V0701", "V0700")}
"""The folders whose documents have official schemas, and which."""
MODULE_REASON = "the real documents (folder 'shared' beside the checkout) are not there"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=MODULE_REASON)


@dataclass(frozen=True)
class Case:
    """One document of the corpus."""

    path: str
    verdict: str

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @property
    def xml(self) -> bytes:
        return (CORPUS / self.path).read_bytes()

    @property
    def versions(self) -> tuple[str, ...]:
        return FOLDERS.get(self.folder, ())

    def complaints(self) -> list[str]:
        """What the official schema says against it; of the likeliest version, where none is content."""
        said = [complaints(version, self.xml) for version in self.versions]
        return min(said, key=len)


def _cases() -> list[Case]:
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "index.tsv").open(encoding="utf-8", newline="") as file:
        return [Case(row["path"], row["validates"]) for row in csv.DictReader(file, delimiter="\t")]


def _some(*folders: str, verdict: str = "") -> pytest.MarkDecorator:
    cases = [c for c in _cases() if c.folder in folders and c.verdict.startswith(verdict)]
    return pytest.mark.parametrize("case", cases, ids=lambda c: c.path.replace("__", "/").removesuffix(".xml"))


@_some(*FOLDERS)
def test_index_tells_what_the_official_schema_says(case: Case) -> None:
    assert case.verdict.startswith("no") == bool(case.complaints())


@_some(*FOLDERS)
def test_verdict_is_that_of_the_official_schema(case: Case) -> None:
    problems = mom.validate(CORPUS / case.path)
    assert bool(problems) == bool(case.complaints()), [*map(str, problems), *case.complaints()]
    lines = case.xml.count(b"\n") + 1
    for problem in problems:
        assert problem.path.startswith("/")
        assert problem.line is not None
        assert 1 <= problem.line <= lines
        assert problem.severity == "error"
        assert str(CORPUS / case.path) in str(problem)


@_some(*FOLDERS, verdict="no")
def test_problems_stand_where_the_official_schema_sees_them(case: Case) -> None:
    """At least the first; a schema validator stops looking inside an element after its first complaint.

    What is missing it reports at the element that stands in its place, the library at the parent.
    """
    lines = {problem.line for problem in mom.validate(CORPUS / case.path)}
    seen = int(case.complaints()[0].split()[1].rstrip(":"))
    parents = {
        parent.sourceline
        for node in etree.fromstring(case.xml).iter(etree.Element)
        if node.sourceline == seen and (parent := node.getparent()) is not None
    }
    assert lines & {seen, *parents}


@_some(*FOLDERS, verdict="yes")
def test_valid_document_comes_back_the_same(case: Case) -> None:
    document = mom.read(CORPUS / case.path)
    written = mom.dumps(document)
    version = document.version.value
    assert document.problems == ()
    assert version in case.versions
    assert_same(version, case.xml, written, case.path)
    assert complaints(version, written) == []


@_some(*FOLDERS, verdict="no")
def test_invalid_document_is_refused_with_all_its_problems(case: Case) -> None:
    with pytest.raises(mom.DocumentError) as caught:
        mom.read(CORPUS / case.path)
    assert caught.value.problems == mom.validate(CORPUS / case.path)
    assert case.path in str(caught.value)


@_some("V02", "V0400")
def test_document_of_a_namespace_without_schema_is_refused_strictly(case: Case) -> None:
    assert [p.code for p in mom.validate(CORPUS / case.path)] == ["unknown-namespace"]


@_some("V02", "V0400", *FOLDERS)
def test_lenient_reads_every_document_and_names_its_repairs(case: Case) -> None:
    document = mom.read(CORPUS / case.path, lenient=True)
    valid = bool(case.versions) and not case.complaints()
    assert (document.problems == ()) == valid
    assert {problem.severity for problem in document.problems} <= {"repair", "warning"}


@_some("V02", "V0400", *FOLDERS)
def test_lenient_reading_and_writing_loses_no_content(case: Case) -> None:
    """But for what a repair says that it reads as something else."""
    document = mom.read(CORPUS / case.path, lenient=True, limits=mom.Limits(problems=100_000))
    told = [problem.message for problem in document.problems if " is read as " in problem.message]
    lost = _content(case.xml) - _content(mom.dumps(document))
    for text in list(lost):
        if any(message.startswith(f"{text!r} is read as") for message in told):
            del lost[text]
    assert not lost, f"{lost.total()} pieces are lost, such as {lost.most_common(8)}"


@_some("malformed")
@pytest.mark.parametrize("lenient", [False, True])
def test_malformed_document_is_refused_with_its_place(case: Case, lenient: bool) -> None:
    with pytest.raises(mom.DocumentError) as caught:
        mom.read(CORPUS / case.path, lenient=lenient)
    (problem,) = caught.value.problems
    assert problem.code == "not-well-formed"
    assert problem.line is not None
    assert case.path in str(caught.value)


def _content(xml: bytes) -> Counter[str]:
    """Every text and every attribute value of a document, with how often it occurs."""
    found: Counter[str] = Counter()
    for node in etree.fromstring(xml).iter(etree.Element):
        texts = [node.text, *(child.tail for child in node)]
        found.update(text.strip() for text in texts if text and text.strip())
        found.update(f"@{etree.QName(name).localname}={value}" for name, value in node.items())
    return found
