"""B2MML-JSON: what XML says, in the shape of the published JSON schema, with nothing lost."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import isa95mom as mom
from tests.support.canonical import difference
from tests.support.failing import failing
from tests.support.tables import ROOT, table

VERSIONS = ("V0700", "V0701")
both = pytest.mark.parametrize("version", VERSIONS)
MESA = ROOT.parent / "shared" / "schemas" / "V0701" / "AllSchemas.json"
HEAD = 'xmlns="http://www.mesa.org/xml/B2MML" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

EXCEPTIONS = {
    "WorkflowSpecificationNodeProperty": "the schema misspells it WorkflowSpecifictionNodeProperty",
    r"'PhysicalAssetRequirement(Child)?', \d+, 'EquipmentLevel'": "a hierarchy scope there, a level in the XML schema",
    **dict.fromkeys(
        set(table("V0701")["elements"]) & set(table("V0701")["types"]),
        "element and type have one name, and the schema describes but one of them",
    ),
}
"""Where our output is not what the published JSON schema of V0701 says: what the complaint holds, and why."""


def _through_json(version: str, xml: bytes) -> str:
    before = mom.read(xml, version=mom.Version(version))
    after = mom.read_json(mom.dumps_json(before), version=mom.Version(version))
    if after.root != before.root:
        return "another object"
    return difference(version, mom.dumps(before), mom.dumps(after))


@both
@pytest.mark.parametrize("extensions", [False, True])
def test_xml_comes_back_from_json(version: str, extensions: bool) -> None:
    assert failing(version, _through_json, range(1), 6, extensions) == []


@pytest.mark.slow
@both
@pytest.mark.parametrize("extensions", [False, True])
def test_xml_of_every_element_comes_back_from_json(version: str, extensions: bool) -> None:
    assert failing(version, _through_json, range(1, 4), 1, extensions) == []


@cache
def _mesa() -> Draft202012Validator:
    if not MESA.is_file():
        pytest.skip("the published JSON schema (folder 'shared' beside the checkout) is not there")
    schema = json.loads(MESA.read_text(encoding="utf-8"))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"  # the published URI is misspelt
    return Draft202012Validator(schema)


def _against_mesa(version: str, xml: bytes) -> str:
    data = mom.dumps_json(mom.read(xml, version=mom.Version(version)), carry=False, on_loss="report")
    said = [f"{list(e.absolute_path)}: {e.message}" for e in _mesa().iter_errors(json.loads(data))]
    return "\n".join(s for s in said if not any(re.search(pattern, s) for pattern in EXCEPTIONS))


@pytest.mark.parametrize("extensions", [False, True])
def test_output_is_valid_by_the_published_json_schema(extensions: bool) -> None:
    assert failing("V0701", _against_mesa, range(1), 6, extensions) == []


@pytest.mark.slow
def test_output_of_every_element_is_valid_by_the_published_json_schema() -> None:
    assert failing("V0701", _against_mesa, range(1, 3), 1, False) == []


def test_shape_of_both_versions() -> None:
    lot = mom.MaterialLot(id=mom.Identifier("L-1", {"schemeID": "SAP"}), descriptions=["white"], disposition="Planned")
    assert json.loads(mom.dumps_json(lot)) == {
        "MaterialLot": {"ID": {"@schemeID": "SAP", "$": "L-1"}, "Description": ["white"], "Disposition": "Planned"}
    }
    assert json.loads(mom.dumps_json(lot, version=mom.Version.V0700)) == {
        "b2mml:MaterialLot": {
            "b2mml:ID": {"@schemeID": "SAP", "$": "L-1"},
            "b2mml:Description": ["white"],
            "b2mml:Disposition": "Planned",
        }
    }


def test_message_and_numbers() -> None:
    xml = f"""<SyncMaterialLot {HEAD} releaseID="7.01"><ApplicationArea>
      <CreationDateTime>2026-01-05T06:00:00.000Z</CreationDateTime></ApplicationArea><DataArea><Sync/>
      <MaterialLot><ID>L-1</ID><PublishedDate xsi:nil="true"/></MaterialLot></DataArea></SyncMaterialLot>"""
    document_ = mom.read(xml.encode(), version=mom.Version.V0701)
    assert json.loads(mom.dumps_json(document_)) == {
        "SyncMaterialLot": {
            "@releaseID": "7.01",
            "ApplicationArea": {"CreationDateTime": "2026-01-05T06:00:00.000Z"},
            "DataArea": {"Sync": {}, "MaterialLot": [{"ID": "L-1", "PublishedDate": None}]},
        }
    }
    priced = f"<OperationsEvent {HEAD}><ID>E</ID><Priority>%s</Priority></OperationsEvent>"
    for spelt, said in (
        ("12.50", "12.50"),
        ("-0", "-0"),
        ("12345678901234567890.1", "12345678901234567890.1"),
        ("007", '"007"'),
    ):
        data = mom.dumps_json(mom.read((priced % spelt).encode(), version=mom.Version.V0701, lenient=True))
        assert f'"Priority":{said}'.encode() in data
        read = mom.read_json(data, lenient=True).root
        assert isinstance(read, mom.OperationsEvent) and read.priority == Decimal(spelt)
        assert str(read.priority) == str(Decimal(spelt))


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        ('{"MaterialLot": {"ID": "a", "Description": "b"}}', "/MaterialLot/Description", "not-an-array"),
        ('{"MaterialLot": {"ID": ["a"]}}', "/MaterialLot/ID", "array"),
        ('{"MaterialLot": {"ID": "a", "Colour": "b"}}', "/MaterialLot/Colour", "unknown-member"),
        ('{"MaterialLot": {}}', "/MaterialLot", "required"),
        ('{"MaterialLot": {"ID": null}}', "/MaterialLot/ID", "nil-not-allowed"),
        ('{"MaterialLot": {"ID": {"$": "a", "@colour": "b"}}}', "/MaterialLot/ID/@colour", "unknown-attribute"),
        ('{"MaterialLot": {"ID": "a", "Disposition": "x"}}', "/MaterialLot/Disposition", "not-in-enumeration"),
        ('{"MaterialLot": {"ID": "a", "EffectiveEndDate": "x"}}', "/MaterialLot/EffectiveEndDate", "not-a-date-time"),
        ('{"MaterialLot": {"ID": "a", "ID": "b"}}', "", "not-json"),
        ('{"MaterialLot": {"ID": "a"}, "$schema": "x"}', "/$schema", "unknown-root"),
        ('{"b2mml:MaterialLot": {"ID": "a"}}', "/b2mml:MaterialLot/ID", "unknown-member"),
        ('{"MaterialLot": {"ID": "\\u0001"}}', "/MaterialLot/ID", "illegal-character"),
        ('{"MaterialLot": {"ID": "\\ud800"}}', "/MaterialLot/ID", "illegal-character"),
        ('{"Html": {}}', "/Html", "unknown-root"),
        ("[]", "", "not-an-object"),
        ("{", "", "not-json"),
        ('{"MaterialLot": {"ID": NaN}}', "", "not-json"),
        ('{"a":' * 100_000, "", "too-deep"),
    ],
)
def test_strict_reading_says_what_is_wrong_and_where(data: str, path: str, code: str) -> None:
    with pytest.raises(mom.DocumentError) as error:
        mom.read_json(data.encode())
    assert (path, code) in [(p.path, p.code) for p in error.value.problems]


LENIENT: dict[str, tuple[str, set[str], Callable[[Any], bool]]] = {
    "scalars where arrays must stand": (
        '{"MaterialLot": {"ID": "a", "Description": "b", "Quantity": {"QuantityString": "5"}}}',
        {"not-an-array"},
        lambda lot: lot.descriptions == ["b"] and lot.quantities[0].quantity_string == "5",
    ),
    "the prefix in a version without": ('{"MaterialLot": {"b2mml:ID": "a"}}', {"prefix"}, lambda lot: lot.id == "a"),
    "no prefix in the version with": ('{"b2mml:MaterialLot": {"ID": "a"}}', {"prefix"}, lambda lot: lot.id == "a"),
    "an array where one value may stand": ('{"MaterialLot": {"ID": ["a"]}}', {"array"}, lambda lot: lot.id == "a"),
    "a member $schema": ('{"$schema": "x", "MaterialLot": {"ID": "a"}}', {"unknown-member"}, lambda lot: lot.id == "a"),
    "the name of the type as a wrapper": (
        '{"MaterialLot": {"ID": "a", "Quantity": [{"QuantityValue": {"QuantityString": "5"}}]}}',
        {"wrapper"},
        lambda lot: lot.quantities[0].quantity_string == "5",
    ),
    "an attribute without its sign": (
        '{"MaterialLot": {"ID": {"$": "a", "schemeID": "S"}}}',
        {"attribute"},
        lambda lot: lot.id.scheme_id == "S",
    ),
    "a text for an object": (
        '{"MaterialLot": {"ID": "a", "StorageLocation": "Bin 7"}}',
        {"not-an-object", "required"},
        lambda lot: lot.storage_location.location == "Bin 7",
    ),
    "own members": (
        '{"MaterialLot": {"ID": "a", "Colour": {"shade": [1, null], "own name": true}}}',
        {"unknown-member"},
        lambda lot: "<shade>1</shade>" in lot.extensions[0].xml and "own name" in lot.extensions[0].xml,
    ),
    "a loose date-time": (
        '{"MaterialLot": {"ID": "a", "EffectiveEndDate": "2024-08-27 11:03"}}',
        {"not-a-date-time"},
        lambda lot: lot.effective_end_date.hour == 11,
    ),
}


@pytest.mark.parametrize("case", LENIENT)
def test_lenient_reading_takes_what_real_writers_do_and_says_so(case: str) -> None:
    data, codes, holds = LENIENT[case]
    with pytest.raises(mom.DocumentError):
        mom.read_json(data.encode())
    document_ = mom.read_json(data.encode(), lenient=True)
    assert {p.code for p in document_.problems} == codes
    assert all(p.severity == "repair" for p in document_.problems)
    assert holds(document_.root)
    again = mom.read_json(mom.dumps_json(document_), lenient=True)
    assert again.root == document_.root


def test_release_id_without_its_sign() -> None:
    data = b"""{"SyncMaterialLot": {"releaseID": "7", "ApplicationArea": {"CreationDateTime": "2026-01-05T06:00:00Z"},
        "DataArea": {"Sync": {}, "MaterialLot": {"ID": "a"}}}}"""
    document_ = mom.read_json(data, lenient=True)
    assert isinstance(document_.root, mom.Message) and document_.root.release_id == "7"
    assert [p.path for p in document_.problems] == [
        "/SyncMaterialLot/releaseID",
        "/SyncMaterialLot/DataArea/MaterialLot",
    ]


def test_numbers_in_place_of_texts_are_legal_and_exact() -> None:
    lot = mom.read_json(b'{"MaterialLot": {"ID": 0012.50, "Status": true}}'.replace(b"0012", b"12")).root
    assert isinstance(lot, mom.MaterialLot) and (lot.id, lot.status) == ("12.50", "true")


def test_v0700_takes_one_value_for_an_array() -> None:
    lot = mom.read_json(b'{"b2mml:MaterialLot": {"b2mml:ID": "a", "b2mml:Description": "b"}}').root
    assert isinstance(lot, mom.MaterialLot) and lot.descriptions == ["b"]


def test_what_has_no_place_is_carried_or_told() -> None:
    space = 'xmlns:e="http://www.mesa.org/xml/B2MML-AllExtensions"'
    xml = f"<MaterialLot {HEAD} {space}><ID>a</ID><!-- c --><e:X>1</e:X></MaterialLot>"
    document_ = mom.read(xml.encode(), version=mom.Version.V0701)
    members = json.loads(mom.dumps_json(document_))["MaterialLot"]
    assert members["#extensions"][0] == {"after": ["ID", 1], "xml": "<!-- c -->"}
    with pytest.raises(mom.LossError):
        mom.dumps_json(document_, carry=False)
    assert json.loads(mom.dumps_json(document_, carry=False, on_loss="drop")) == {"MaterialLot": {"ID": "a"}}


def test_versions_without_a_json_form() -> None:
    with pytest.raises(mom.VersionError, match="V0600 has no JSON form"):
        mom.dumps_json(mom.MaterialLot(id="a"), version=mom.Version.V0600)
    with pytest.raises(mom.VersionError):
        mom.read_json(b'{"MaterialLot": {"ID": "a"}}', version=mom.Version.V0600)


def test_what_is_not_valid_is_not_written() -> None:
    with pytest.raises(mom.DocumentError) as error:
        mom.dumps_json(mom.MaterialLot(id="a", quantities=[mom.QuantityValue(), "b"]))  # type: ignore[list-item]
    assert {p.path for p in error.value.problems} == {"/MaterialLot/Quantity/0", "/MaterialLot/Quantity/1"}


def test_files(tmp_path: Path) -> None:
    lot, target = mom.MaterialLot(id="a"), io.BytesIO()
    mom.write_json(lot, tmp_path / "lot.json")
    mom.write_json(lot, target)
    assert (tmp_path / "lot.json").read_bytes() == target.getvalue()
    assert mom.read_json(tmp_path / "lot.json").root == lot
    (tmp_path / "bad.json").write_text('{"MaterialLot": {"ID": []}}')
    with pytest.raises(mom.DocumentError, match=r"bad.json: /MaterialLot"):
        mom.read_json(tmp_path / "bad.json")
    assert mom.read_json(b"\xef\xbb\xbf" + mom.dumps_json(lot)).root == lot


def test_an_older_document_is_converted_on_the_way() -> None:
    xml = b"""<MaterialLot xmlns="http://www.mesa.org/xml/B2MML-V0600"><ID>L</ID>
      <StorageLocation>Silo 1</StorageLocation></MaterialLot>"""
    text = mom.dumps_json(mom.read(xml), version=mom.Version.V0701)
    assert b'"Location"' in text
    assert b"Silo 1" in text
    back = mom.read_json(text, version=mom.Version.V0701).root
    assert back == mom.read(mom.dumps(mom.read(xml), version=mom.Version.V0701)).root
