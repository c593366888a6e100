"""Emitted schemas compile and give the official verdict."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

import isa95mom as mom
from isa95mom.cli import main
from tests.support.mutate import mutants
from tests.support.official import complaints, needs_shared, parse
from tests.support.random_documents import document, elements
from tests.support.tables import VERSIONS

all_versions = pytest.mark.parametrize("version", VERSIONS)


@cache
def _compiled(folder: Path, version: str, extensions: str, noun: str | None = None) -> etree.XMLSchema:
    files = mom.emit_schema(mom.Version(version), "xsd", extensions=extensions, noun=noun)  # type: ignore[arg-type]
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return etree.XMLSchema(etree.parse(folder / f"{version}.xsd"))


def _differ(schema: etree.XMLSchema, version: str, step: int, seeds: range, each: int) -> list[str]:
    found: list[str] = []
    for element in elements(version)[::step]:
        for seed in seeds:
            xml = document(version, element, seed, 30)
            for kind, changed in [("as it is", xml), *mutants(version, xml, seed, each)]:
                official = complaints(version, changed)
                if schema.validate(parse(changed)) == bool(official):
                    found.append(f"{kind}, {element}, {seed}: {official[:1]} against {schema.error_log!s:.200}")
    return found


@needs_shared
@all_versions
def test_verdict_of_the_xml_schema_is_the_official_one(version: str, tmp_path: Path) -> None:
    assert _differ(_compiled(tmp_path, version, "closed"), version, 12, range(1), 5) == []


@pytest.mark.slow
@needs_shared
@all_versions
def test_verdict_on_thousands_is_the_official_one(version: str, tmp_path: Path) -> None:
    assert _differ(_compiled(tmp_path, version, "closed"), version, 1, range(1, 3), 6) == []


@all_versions
def test_open_extension_points(version: str, tmp_path: Path) -> None:
    """libxml2 refuses some valid content of InformationObjectType, whichever schema says it."""
    schema = _compiled(tmp_path, version, "open")
    for element in elements(version)[::12]:
        for seed in range(1):
            xml = document(version, element, seed, extensions=True)
            if b"InformationObject" not in xml:
                assert schema.validate(parse(xml)), f"{element}: {schema.error_log}"


@all_versions
def test_one_noun_alone(version: str, tmp_path: Path) -> None:
    name = elements(version)[-1]
    schema = _compiled(tmp_path, version, "closed", name)
    assert schema.validate(parse(document(version, name, 1)))
    whole = mom.emit_schema(mom.Version(version))[f"{version}.xsd"]
    assert len(mom.emit_schema(mom.Version(version), noun=name)[f"{version}.xsd"]) <= len(whole)


@pytest.mark.parametrize("version", ["V0700", "V0701"])
@pytest.mark.parametrize("extensions", ["closed", "open"])
def test_json_schema_takes_what_is_written(version: str, extensions: str) -> None:
    is_open = extensions == "open"
    (text,) = mom.emit_schema(mom.Version(version), "json-schema", extensions=extensions).values()  # type: ignore[arg-type]
    schema = Draft202012Validator(json.loads(text))
    for element in elements(version)[::15]:
        read = mom.read(document(version, element, 0), version=mom.Version(version))
        data = json.loads(mom.dumps_json(read, carry=is_open, on_loss="report"))
        said = next(schema.iter_errors(data), None)
        assert said is None, f"{element}: {list(said.absolute_path)}: {said.message[:300]}"


def test_json_schema_is_one() -> None:
    (text,) = mom.emit_schema(mom.Version.V0701, "json-schema", noun="MaterialLot").values()
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.slow
def test_whole_json_schema_is_one() -> None:
    for version in (mom.Version.V0700, mom.Version.V0701):
        (text,) = mom.emit_schema(version, "json-schema", extensions="open").values()
        Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    "data",
    [
        {"MaterialLot": {}},
        {"MaterialLot": {"ID": []}},
        {"MaterialLot": {"ID": None}},
        {"MaterialLot": {"ID": "a", "Colour": 1}},
        {"MaterialLot": {"ID": "a", "Description": "b"}},
        {"MaterialLot": {"ID": "a", "Disposition": "b"}},
        {"MaterialLot": {"ID": {"$": "a", "@colour": "b"}}},
        {"MaterialLot": {"ID": "a", "EffectiveEndDate": "b"}},
        {},
    ],
)
def test_json_schema_refuses_what_reading_refuses(data: object) -> None:
    (text,) = mom.emit_schema(mom.Version.V0701, "json-schema").values()
    assert not Draft202012Validator(json.loads(text)).is_valid(data)
    with pytest.raises(mom.DocumentError):
        mom.read_json(json.dumps(data).encode())


def test_what_cannot_be_emitted_is_told() -> None:
    with pytest.raises(mom.VersionError, match="no JSON form"):
        mom.emit_schema(mom.Version.V0600, "json-schema")
    with pytest.raises(mom.VersionError, match="no global element Colour"):
        mom.emit_schema(mom.Version.V0600, noun="Colour")
    with pytest.raises(ValueError, match="may be 'xsd'"):
        mom.emit_schema(mom.Version.V0600, "dtd")  # type: ignore[arg-type]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--version", "v0600", "--out", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["V0600-AllExtensions.xsd", "V0600.xsd"]
    capsys.readouterr()
    assert main(["schema", "--version", "V0701", "--format", "json-schema", "--noun", "MaterialLot"]) == 0
    assert "MaterialLot" in json.loads(capsys.readouterr().out)["properties"]
    assert main(["schema", "--version", "V0401", "--format", "json-schema"]) == 2
