"""JSON read and written, beside msgspec and pydantic over the same material lots, in one interleaved run.

    python benchmarks/json_read_write.py [--lots 5000] [--rounds 5]

The peers get classes written for this one shape, with the fields that the lots have. They check types and decode
date-times; they know no versions, cardinalities, code lists, attributes or foreign content, which ours check and keep.
`json` alone, which makes dictionaries and checks nothing, is the floor for a reader in Python. Rounds run A B C ...
A B C ...; the medians are shown, and each as a multiple of the fastest.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from pydantic import BaseModel, TypeAdapter

import isa95mom as mom

VERSION = mom.Version.V0701


def lots(number: int) -> mom.MaterialInformation:
    """Lots with a description, times, a scope, three properties and a quantity each."""
    start = datetime(2026, 1, 5, 6, tzinfo=UTC)
    made = [
        mom.MaterialLot(
            id=f"LOT-{n:08d}",
            descriptions=[f"Lot {n} & its papers"],
            hierarchy_scope=mom.HierarchyScope(equipment_id=f"Line {n % 9}", equipment_element_level="ProductionLine"),
            material_definition_id=f"MAT-{n % 499:04d}",
            status=("released", "blocked")[n % 17 == 0],
            effective_start_date=start + timedelta(minutes=n),
            properties=[
                mom.MaterialLotProperty(
                    id=name, values=[mom.Value(value_string=text, data_type="decimal", unit_of_measure=unit)]
                )
                for name, text, unit in (
                    ("Moisture", f"{n % 97 / 10:.1f}", "%"),
                    ("Viscosity", f"{1000 + n % 1013}", "mPa.s"),
                    ("Grade", "ABC"[n % 3], "1"),
                )
            ],
            quantities=[
                mom.QuantityValue(quantity_string=f"{n % 5000}.{n % 8}25", data_type="decimal", unit_of_measure="kg")
            ],
        )
        for n in range(number)
    ]
    return mom.MaterialInformation(id="benchmark", material_lots=made)


class ValueStruct(msgspec.Struct, rename="pascal", omit_defaults=True):
    value_string: str | None = None
    data_type: str | None = None
    unit_of_measure: str | None = None


class QuantityStruct(msgspec.Struct, rename="pascal", omit_defaults=True):
    quantity_string: str | None = None
    data_type: str | None = None
    unit_of_measure: str | None = None


class PropertyStruct(msgspec.Struct, rename={"id": "ID", "values": "Value"}, omit_defaults=True):
    id: str
    values: list[ValueStruct] = []


class ScopeStruct(msgspec.Struct, rename={"equipment_id": "EquipmentID", "level": "EquipmentElementLevel"}):
    equipment_id: str
    level: str


class LotStruct(
    msgspec.Struct,
    rename={
        "id": "ID", "descriptions": "Description", "scope": "HierarchyScope", "definition": "MaterialDefinitionID",
        "status": "Status", "start": "EffectiveStartDate", "properties": "MaterialLotProperty",
        "quantities": "Quantity",
    },
    omit_defaults=True,
):  # fmt: skip
    id: str
    descriptions: list[str] = []
    scope: ScopeStruct | None = None
    definition: str | None = None
    status: str | None = None
    start: datetime | None = None
    properties: list[PropertyStruct] = []
    quantities: list[QuantityStruct] = []


class InformationStruct(msgspec.Struct, rename={"id": "ID", "lots": "MaterialLot"}):
    id: str
    lots: list[LotStruct]


class RootStruct(msgspec.Struct, rename={"root": "MaterialInformation"}):
    root: InformationStruct


class ValueModel(BaseModel):
    ValueString: str | None = None
    DataType: str | None = None
    UnitOfMeasure: str | None = None


class QuantityModel(BaseModel):
    QuantityString: str | None = None
    DataType: str | None = None
    UnitOfMeasure: str | None = None


class PropertyModel(BaseModel):
    ID: str
    Value: list[ValueModel] = []


class ScopeModel(BaseModel):
    EquipmentID: str
    EquipmentElementLevel: str


class LotModel(BaseModel):
    ID: str
    Description: list[str] = []
    HierarchyScope: ScopeModel | None = None
    MaterialDefinitionID: str | None = None
    Status: str | None = None
    EffectiveStartDate: datetime | None = None
    MaterialLotProperty: list[PropertyModel] = []
    Quantity: list[QuantityModel] = []


class InformationModel(BaseModel):
    ID: str
    MaterialLot: list[LotModel]


class RootModel(BaseModel):
    MaterialInformation: InformationModel


def contenders(noun: mom.MaterialInformation) -> dict[str, dict[str, Callable[[], Any]]]:
    """Readers and writers by name."""
    document = mom.Document(version=VERSION, root=noun)
    b2mml, plain = mom.dumps_json(document), mom.to_json(noun)
    struct = msgspec.json.decode(b2mml, type=RootStruct)
    model = RootModel.model_validate_json(b2mml)
    data = json.loads(b2mml)
    adapter = TypeAdapter(mom.MaterialInformation)
    assert mom.read_json(b2mml).root == noun == mom.from_json(plain, mom.MaterialInformation)
    assert json.loads(msgspec.json.encode(struct)) == json.loads(model.model_dump_json(exclude_defaults=True)) == data
    return {
        "read": {
            "msgspec": lambda: msgspec.json.decode(b2mml, type=RootStruct),
            "json (dictionaries)": lambda: json.loads(b2mml),
            "pydantic": lambda: RootModel.model_validate_json(b2mml),
            "isa95mom, B2MML-JSON": lambda: mom.read_json(b2mml),
            "isa95mom, plain": lambda: mom.from_json(plain, mom.MaterialInformation),
            "isa95mom, plain, by pydantic": lambda: adapter.validate_json(plain),
        },
        "write": {
            "msgspec": lambda: msgspec.json.encode(struct),
            "json (dictionaries)": lambda: json.dumps(data).encode(),
            "pydantic": lambda: model.model_dump_json(exclude_defaults=True).encode(),
            "isa95mom, B2MML-JSON": lambda: mom.dumps_json(document),
            "isa95mom, plain": lambda: mom.to_json(noun),
            "isa95mom, plain, by pydantic": lambda: adapter.dump_json(noun),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lots", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    for what, jobs in contenders(lots(given.lots)).items():
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(given.rounds):
            for name, job in jobs.items():
                gc.collect()
                start = time.perf_counter()
                result = job()
                times[name].append(time.perf_counter() - start)
                del result
        medians = {name: statistics.median(found) for name, found in times.items()}
        fastest = min(medians.values())
        print(f"{what}, {given.lots:,} lots")
        for name, median in medians.items():
            print(f"  {name:<30}{median * 1000:9.1f} ms {given.lots / median:11,.0f} lots/s {median / fastest:8.1f}")


if __name__ == "__main__":
    main()
