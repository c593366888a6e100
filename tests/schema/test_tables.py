"""The shipped tables are those that the official schemas compile to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from isa95mom.schema import Particle, Table, table
from isa95mom.values.version import Version
from tests.support.official import needs_shared, validator
from tests.support.tables import TABLES, rows, structured
from tests.support.tables import table as plain
from tools.compile_schemas import VERSIONS, compile_version, dumps

XS = "{http://www.w3.org/2001/XMLSchema}"


@needs_shared
@pytest.mark.parametrize("folder", VERSIONS)
def test_shipped_table_equals_a_fresh_compile(shared: Path, folder: str) -> None:
    fresh = compile_version(shared / "schemas" / folder)
    assert dumps(fresh) == (TABLES / f"{fresh['version']}.json").read_text(encoding="utf-8")


@needs_shared
@pytest.mark.parametrize("folder", VERSIONS)
def test_official_schemas_compile(shared: Path, folder: str) -> None:
    assert isinstance(validator(folder.replace("-", "_")), etree.XMLSchema)


@needs_shared
@pytest.mark.parametrize("folder", VERSIONS)
def test_every_enumeration_value_and_global_element_is_in_the_table(shared: Path, folder: str) -> None:
    """Counted straight from the files, without the compiler."""
    said = plain(folder.replace("-", "_"))
    values: set[str] = set()
    elements: set[str] = set()
    types: set[str] = set()
    for path in (shared / "schemas" / folder).glob("*.xsd"):
        root = etree.parse(path).getroot()
        if path.name.startswith("AllSchemas") or str(root.get("targetNamespace")).endswith("Extensions"):
            continue
        values |= {str(e.get("value")) for e in root.iter(f"{XS}enumeration")}
        elements |= {str(e.get("name")) for e in root.findall(f"{XS}element")}
        types |= {str(e.get("name")) for kind in ("complexType", "simpleType") for e in root.findall(f"{XS}{kind}")}
    assert {v for t in said["types"].values() for v in t.get("enumeration", ())} == values
    assert set(said["elements"]) == elements
    assert types <= set(said["types"])


def test_there_is_one_table_for_each_version() -> None:
    assert {path.stem for path in TABLES.glob("*.json")} == {version.value for version in Version}


@pytest.mark.parametrize("version", Version, ids=str)
def test_table_reads_what_its_file_says(version: Version) -> None:
    raw = json.loads((TABLES / f"{version.value}.json").read_text(encoding="utf-8"))
    found: Table = table(version)
    assert (found.namespace, found.extension_namespace) == (raw["namespace"], raw["extension_namespace"])
    assert found.elements == raw["elements"]
    assert found.type_names == list(raw["types"])
    for name, said in raw["types"].items():
        type_ = found.type(name)
        assert type_.structured == structured(raw["types"], name)
        inside: list[Particle] = [e for p in type_.content for e in p.elements()]
        assert [(e.name, e.type, e.least, e.most, e.nillable, e.qualified) for e in inside] == [
            (row[0], row[1], row[2], row[3], "nillable" in row, "unqualified" not in row)
            for row in rows(said.get("content", []))
        ]
        assert type_.enumeration == tuple(said.get("enumeration", ()))


@pytest.mark.parametrize("version", Version, ids=str)
def test_every_type_named_in_a_table_is_declared(version: Version) -> None:
    found = table(version)
    for type_name in [*found.elements.values(), *found.type_names]:
        type_ = found.type(type_name)
        for row in (e for p in type_.content for e in p.elements()):
            assert row.type.startswith("xs:") or row.type in found, f"{type_name}/{row.name}: {row.type}"
        if not type_.structured:
            assert found.lineage(type_name)[-1].name.startswith("xs:") or found.lineage(type_name)[-1].union
