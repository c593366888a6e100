"""Simulated plants in files: CSV and Parquet say what the tables say."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from isa95mom import simulate
from isa95mom.errors import MissingExtraError
from isa95mom.genealogy import Genealogy
from isa95mom.simulate import Simulation
from isa95mom.simulate.files import write_csv, write_parquet
from tests.simulate.test_records import WORST

TABLES = ("events", "lines", "lots", "parameters", "properties")


@pytest.fixture(params=["whole", "text"])
def simulation(request: pytest.FixtureRequest) -> Simulation:
    return simulate.genealogy(lots=300, ids=request.param, **WORST)


def same(read: Genealogy, told: Genealogy) -> None:
    assert read.events == told.events
    assert read.lines == told.lines
    assert {lot: read.lot(lot) for lot in read.lots} == {lot: told.lot(lot) for lot in told.lots}


@pytest.mark.parametrize("size", [100, 10**6])
def test_csv(simulation: Simulation, tmp_path: Path, size: int) -> None:
    counts = write_csv(simulation.chunks(size), tmp_path)
    assert [file.name for file in sorted(tmp_path.iterdir())] == [f"{name}.csv" for name in TABLES]
    tables: dict[str, dict[str, list[Any]]] = {}
    convert: dict[str, Callable[[str], Any]] = {
        "effective": datetime.fromisoformat, "recorded": datetime.fromisoformat, "sequence": int, "quantity": Decimal
    }  # fmt: skip
    if simulation.ids == "whole":
        convert |= {"event": int, "lot": int, "supersedes": int}
    for name in TABLES:
        with open(tmp_path / f"{name}.csv", encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        assert len(rows) == counts[name]
        tables[name] = {
            column: [convert.get(column, str)(cell) if cell else None for cell in cells]
            for column, cells in zip(header, zip(*rows, strict=True), strict=True)
        }
    for table in ("parameters", "properties"):
        tables[table]["value"] = [value_of(cell) for cell in tables[table]["value"]]
    same(Genealogy.from_columns(**tables), simulation.genealogy())
    read, told = Genealogy.from_csv(tmp_path), simulation.genealogy()
    assert [evolve(line, event=str(line.event), lot=str(line.lot)) for line in told.lines] == list(read.lines)
    assert [(e.effective, e.sequence, e.party) for e in told.events] == [
        (e.effective, e.sequence, e.party) for e in read.events
    ]


def value_of(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


@pytest.mark.parametrize("size", [100, 10**6])
def test_parquet(simulation: Simulation, tmp_path: Path, size: int) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    counts = write_parquet(simulation.chunks(size), tmp_path)
    tables = {name: parquet.read_table(tmp_path / f"{name}.parquet") for name in TABLES}
    assert {name: table.num_rows for name, table in tables.items()} == counts
    assert str(tables["lines"].schema.field("quantity").type) == "decimal128(18, 3)"
    assert str(tables["events"].schema.field("effective").type) == "timestamp[us, tz=UTC]"
    same(Genealogy.from_parquet(tmp_path), simulation.genealogy())


def test_parquet_needs_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"isa95mom\[frames\]"):
        simulate.genealogy(lots=10).write_parquet(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_method_writes_what_the_chunks_hold(tmp_path: Path) -> None:
    plant = simulate.genealogy(lots=200)
    counts = plant.write_csv(tmp_path)
    assert counts["lines"] == len(plant.columns().lines["lot"])
