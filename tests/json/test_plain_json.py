"""The library's own JSON: lossless for every class and version, and described by its JSON Schema."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

import isa95mom as mom
from isa95mom.declare import Noun
from tests.support.canonical import difference
from tests.support.failing import failing
from tests.support.tables import VERSIONS

all_versions = pytest.mark.parametrize("version", VERSIONS)


_SCHEMAS: dict[type[Noun], Draft202012Validator] = {}


def _schema(cls: type[Noun]) -> Draft202012Validator:
    if cls not in _SCHEMAS:
        _SCHEMAS[cls] = Draft202012Validator(mom.json_schema(cls))
    return _SCHEMAS[cls]


def _through(version: str, xml: bytes) -> str:
    before = mom.read(xml, version=mom.Version(version))
    written = mom.dumps(before)
    data = mom.to_json(before.root)
    complaint = next(_schema(type(before.root)).iter_errors(json.loads(data)), None)
    if complaint is not None:
        return f"{list(complaint.absolute_path)}: {complaint.message[:300]}"
    after = mom.from_json(data, type(before.root))
    if after != before.root:
        return "another object"
    if mom.to_json(after) != data:
        return "other JSON"
    before.root = after
    return difference(version, written, mom.dumps(before))


@all_versions
@pytest.mark.parametrize("extensions", [False, True])
def test_everything_comes_back_from_plain_json(version: str, extensions: bool) -> None:
    assert failing(version, _through, range(1), 16, extensions) == []


@pytest.mark.slow
@all_versions
@pytest.mark.parametrize("extensions", [False, True])
def test_every_element_comes_back_from_plain_json(version: str, extensions: bool) -> None:
    assert failing(version, _through, range(1, 3), 1, extensions) == []


def test_schema_is_one() -> None:
    for cls in (mom.MaterialLot, mom.ProcessSegment, mom.Message):
        Draft202012Validator.check_schema(mom.json_schema(cls))


def test_shape() -> None:
    lot = mom.MaterialLot(
        id=mom.Identifier("L-1", {"schemeID": "SAP"}),
        disposition=mom.Disposition.PLANNED,
        effective_start_date=datetime(2026, 1, 5, 6, tzinfo=UTC),
        quantities=[mom.QuantityValue(quantity_string="12.50", unit_of_measure="kg")],
    )
    said = json.loads(mom.to_json(lot))
    assert said == {
        "id": {"$": "L-1", "@schemeID": "SAP"},
        "disposition": "Planned",
        "effective_start_date": "2026-01-05T06:00:00Z",
        "quantities": [{"quantity_string": "12.50", "unit_of_measure": "kg"}],
    }
    again = mom.from_json(mom.to_json(lot), mom.MaterialLot)
    assert again == lot and isinstance(again.id, mom.Identifier) and again.disposition is mom.Disposition.PLANNED


def test_numbers_are_exact() -> None:
    event = mom.from_json('{"id": "a", "priority": 0.1}', mom.OperationsEvent)
    assert event.priority == Decimal("0.1")
    assert json.loads(mom.to_json(event))["priority"] == "0.1"
    assert mom.from_json('{"id": "a", "priority": 1e3}', mom.OperationsEvent).priority == 1000


def test_problems_have_their_place() -> None:
    bad = '{"quantities": [{}, {"quantity_string": {"$": 1, "x": 2}}], "effective_end_date": "x", "y": 1}'
    with pytest.raises(mom.DocumentError) as error:
        mom.from_json(bad, mom.MaterialLot)
    assert {(p.path, p.code) for p in error.value.problems} == {
        ("/quantities/1/quantity_string/x", "unknown-member"),
        ("/effective_end_date", "not-a-date-time"),
        ("/y", "unknown-member"),
        ("/id", "required"),
    }
    for bad in ("", "[]", "{", '{"id": "a", "$wire": {"order": 1}}', '{"id": "\\u0000"}', '{"id":' * 100_000):
        with pytest.raises(mom.DocumentError):
            mom.from_json(bad, mom.MaterialLot)


def test_circles_are_refused() -> None:
    segment = mom.ProcessSegment(id="a")
    segment.children.append(segment)
    with pytest.raises(mom.DocumentError, match="circle"):
        mom.to_json(segment)
