"""Broken documents and the texts that the library says of them; the folder is the code of the problem.

``pytest tests/codec/test_broken.py --record`` writes the texts anew; read the difference before keeping it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import isa95mom as mom
from tests.support.official import SHARED, complaints
from tests.support.tables import VERSIONS, table

FOLDER = Path(__file__).parent / "broken"
CASES = sorted(FOLDER.glob("*/*.xml"))
all_cases = pytest.mark.parametrize("path", CASES, ids=lambda p: p.relative_to(FOLDER).with_suffix("").as_posix())
NO_SCHEMA = {"unknown-namespace", "unknown-root", "not-well-formed", "doctype"}
"""Causes on which a schema has no verdict."""


@all_cases
def test_problems_read_as_recorded(path: Path, record: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    text = "".join(f"{problem}\n" for problem in mom.validate(path.name))
    golden = path.with_suffix(".problems")
    if record:
        golden.write_text(text, encoding="utf-8")
    assert golden.exists(), "no golden text; write it with --record"
    assert text == golden.read_text(encoding="utf-8")


@all_cases
def test_folder_is_the_code_of_the_problem(path: Path) -> None:
    codes = {problem.code for problem in mom.validate(path)}
    assert codes
    assert path.parent.name == "several" or codes == {path.parent.name}


@all_cases
def test_reading_raises_what_validation_finds(path: Path) -> None:
    with pytest.raises(mom.Isa95Error) as caught:
        mom.read(path)
    problems = mom.validate(path)
    assert str(path) in str(caught.value)
    if isinstance(caught.value, mom.DocumentError):
        assert caught.value.problems == problems


@all_cases
def test_problems_have_their_line(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n") + 1
    for problem in mom.validate(path):
        assert problem.line is None or 1 <= problem.line <= lines
        assert problem.line is not None or path.parent.name == "not-well-formed"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the official schemas are not there")
@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name not in NO_SCHEMA], ids=lambda p: p.stem)
def test_official_schema_rejects_it_too(path: Path) -> None:
    xml = path.read_bytes()
    versions = [v for v in VERSIONS if f'"{table(v)["namespace"]}"'.encode() in xml]
    assert versions
    for version in versions:
        assert complaints(version, xml)
