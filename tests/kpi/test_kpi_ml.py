"""KPI-ML: what goes out is valid, what comes in can be used."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

import isa95mom as mom
from isa95mom import model
from isa95mom.kpi import definition, definitions, evaluate, from_frame
from isa95mom.kpi.from_model import kpi_ml
from tests.kpi.test_losses import MADE
from tests.kpi.test_terms import STATES
from tests.support.official import complaints, needs_shared


def ml(noun: Any) -> bytes:
    return mom.dumps(noun, version=mom.Version.KPI_ML_V01)


def test_definitions_are_valid_and_come_back() -> None:
    for kpi in definitions():
        noun = kpi_ml.to_definition(kpi)
        xml = ml(noun)
        assert mom.validate(xml) == ()
        read = kpi_ml.from_definitions([mom.read(xml).root])  # type: ignore[list-item]
        assert read.definitions == (kpi,)
        assert read.findings == ()


@needs_shared
def test_the_official_schema_agrees() -> None:
    for kpi in definitions():
        assert complaints("KPI_ML_V01", ml(kpi_ml.to_definition(kpi))) == []
        instance = kpi_ml.to_instance(kpi, f"{kpi.symbol} of F1", {"Equipment": "F1"})
        assert complaints("KPI_ML_V01", ml(instance)) == []
    for result in (result_of("OEE"), result_of("MTBF"), evaluate("Availability", APT=1, PBT=0)):
        assert complaints("KPI_ML_V01", ml(kpi_ml.to_value(result, "V-1", instance="I-1"))) == []


def result_of(kpi: str) -> Any:
    start = datetime(2026, 3, 2, 5, tzinfo=UTC)
    end = datetime(2026, 3, 3, 5, tzinfo=UTC)
    made = {**MADE, "time": [datetime(2026, 3, 2, 8, tzinfo=UTC)] * 2}
    return from_frame(STATES, made, cycles={"PRI": [60]}, window=(start, end)).result(kpi)


def test_values_carry_their_terms() -> None:
    result = result_of("OEE")
    value: Any = mom.read(ml(kpi_ml.to_value(result, "V-1"))).root
    assert value.unit_of_measure == "%"
    assert value.value == result.in_unit("%")
    assert {each.id: each.value for each in value.properties} == dict(result.terms)
    assert value.time_range.start_time == datetime(2026, 3, 2, 5, tzinfo=UTC)
    nothing: Any = mom.read(ml(kpi_ml.to_value(evaluate("Availability", APT=1, PBT=0), "V-2"))).root
    assert nothing.value is None
    assert "not-planned" in nothing.descriptions[0]


def test_the_definition_of_another() -> None:
    noun = model.KPIDefinition(
        id="OLR100",
        names=["Other loss ratio, ours"],
        formula="OL/CM",
        unit_of_measure="%",
        ranges=[model.KPIRange(id="1", lower_limit=Decimal(0), upper_limit=Decimal(100))],
        trend="Lower-is-better",
        timings=["Real-time", "Other"],
    )
    read = kpi_ml.from_definitions([noun])
    (kpi,) = read.definitions
    assert kpi.symbol == "OLR100"
    assert [kpi.lower, kpi.upper] == [0, 1]
    assert evaluate(kpi, OL=2, CM=500).in_unit("%") == Decimal("0.4")
    assert [finding.code for finding in read.findings] == ["unknown-timing"]


@pytest.mark.parametrize(
    ("noun", "code"),
    [
        (model.KPIDefinition(id="X"), "no-formula"),
        (model.KPIDefinition(id="X", formula="GOOD/ALL"), "formula-not-read"),
        (model.KPIDefinition(id="X", formula="APT+PQ"), "formula-not-read"),
        (model.KPIDefinition(id="X", formula="__import__('os')"), "formula-not-read"),
    ],
)
def test_what_cannot_be_worked_out(noun: model.KPIDefinition, code: str) -> None:
    read = kpi_ml.from_definitions([noun])
    assert read.definitions == ()
    assert [finding.code for finding in read.findings] == [code]


def test_a_formula_in_a_property() -> None:
    """The documentation of KPI-ML puts it there, though its schema has decimals only."""
    noun = model.KPIDefinition(id="WE", properties=[model.KPIProperty(id="Formula", descriptions=["APWT/APAT"])])
    (kpi,) = kpi_ml.from_definitions([noun]).definitions
    assert kpi.formula == definition("Worker efficiency").formula


def test_values_that_are_asked_for() -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 3, 2, hour, tzinfo=UTC)

    values = [
        model.KPIValue(
            id=f"V-{hour}",
            kpi_instance_id="A" if hour % 2 else "B",
            time_range=model.KPITimeRange(start_time=at(hour), end_time=at(hour + 1)),
        )
        for hour in range(1, 13)
    ]
    assert [value.id for value in kpi_ml.select(values, id="V-1*")] == ["V-1", "V-10", "V-11", "V-12"]
    found = kpi_ml.select(values, instance="A", start=at(3), end=at(8))
    assert [value.id for value in found] == ["V-3", "V-5", "V-7"]
