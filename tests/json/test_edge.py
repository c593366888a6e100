"""Nouns in pydantic and FastAPI."""

from __future__ import annotations

import subprocess
import sys
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

import isa95mom as mom
from isa95mom.codec.plain import names
from isa95mom.declare import Noun


def _lot() -> mom.MaterialLot:
    return mom.MaterialLot(id="L-1", quantities=[mom.QuantityValue(quantity_string="5", unit_of_measure="kg")])


class Shipment(BaseModel):
    number: int
    lots: list[mom.MaterialLot]
    segment: mom.ProcessSegment | None = None


def test_type_adapter() -> None:
    adapter = TypeAdapter(mom.MaterialLot)
    lot = _lot()
    assert adapter.validate_python(lot) is lot
    assert adapter.dump_json(lot) == mom.to_json(lot)
    assert adapter.validate_json(mom.to_json(lot)) == lot
    assert adapter.validate_python(adapter.dump_python(lot)) == lot


def test_errors_have_their_place() -> None:
    bad = {"quantities": [{"quantity_string": []}], "x": "{}"}
    with pytest.raises(ValidationError) as error:
        Shipment.model_validate({"number": 1, "lots": [{"id": "a"}, bad]})
    found = {(said["loc"], said["type"]) for said in error.value.errors()}
    assert found == {
        (("lots", 1, "quantities", 0, "quantity_string"), "not_a_text"),
        (("lots", 1, "x"), "unknown_member"),
        (("lots", 1, "id"), "required"),
    }


def test_in_a_model() -> None:
    shipment = Shipment(number=1, lots=[_lot()])
    assert Shipment.model_validate_json(shipment.model_dump_json()) == shipment
    schema = Shipment.model_json_schema()
    assert {"MaterialLot", "QuantityValue", "ProcessSegment"} <= set(schema["$defs"])


@pytest.mark.parametrize("name", ["MaterialLot", "ProcessSegment", "JobOrder", "MasterRecipe", "Message"])
def test_adapter_and_schema_of_a_class(name: str) -> None:
    _describes(names()[name])


@pytest.mark.slow
def test_adapter_and_schema_of_every_class() -> None:
    for cls in names().values():
        _describes(cls)


def _describes(cls: type[Noun]) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(cls)
    for mode in ("validation", "serialization"):
        schema = adapter.json_schema(mode=mode)
        held = set(schema.get("$defs", {}))
        assert f"#/$defs/{cls.__name__}" == schema.get("$ref") or schema["title"] == cls.__name__
        assert {reference.removeprefix("#/$defs/") for reference in _references(schema)} <= held


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return {found for item in value for found in _references(item)}
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own | {found for item in value.values() for found in _references(item)}


def test_fastapi() -> None:
    app = FastAPI()

    @app.post("/lots")
    def post(lot: Annotated[mom.MaterialLot, Body()]) -> mom.MaterialLot:
        return lot

    @app.post("/many")
    def many(lots: Annotated[list[mom.MaterialLot], Body()]) -> dict[str, int]:
        return {"number": len(lots)}

    client = TestClient(app)
    answer = client.post("/lots", content=mom.to_json(_lot()), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert mom.from_json(answer.content, mom.MaterialLot) == _lot()
    assert client.post("/many", json=[{"id": "a"}, {"id": "b"}]).json() == {"number": 2}
    answer = client.post("/lots", json={"quantities": [{"quantity_string": []}]})
    assert answer.status_code == 422
    places = [said["loc"] for said in answer.json()["detail"]]
    assert places == [["body", "quantities", 0, "quantity_string"], ["body", "id"]]
    described = client.get("/openapi.json").json()
    body = described["paths"]["/lots"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    components = described["components"]["schemas"]
    reference = body["$ref"].rpartition("/")[2]
    assert reference in components and "quantities" in components[reference]["properties"]
    assert {r.rpartition("/")[2] for r in _references(described)} <= set(components)


def test_pydantic_is_not_imported_without_need() -> None:
    code = "import sys, isa95mom as m; m.to_json(m.MaterialLot(id='a')); assert 'pydantic' not in sys.modules, 1"
    subprocess.run([sys.executable, "-c", code], check=True)
