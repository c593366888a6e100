"""Results of tests in documents of every version, and what they come to; numbers are worked out by hand."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

import isa95mom as mom
from isa95mom import kpi, model
from isa95mom.kpi import Agreement, KpiError, Measured, TermError, measurements_of
from isa95mom.kpi.from_model.limits import compared
from tests.support.random_documents import document, elements

OLD = [mom.Version.V0401, mom.Version.V0500, mom.Version.V0600]
NEW = [mom.Version.V0700, mom.Version.V0701]
START = datetime(2026, 3, 2, 6, tzinfo=UTC)
MOISTURE = ["11.2", "11.4", "11.3", "11.9", "11.7", "11.5"]


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def value(text: str, unit: str = "P1", of: str = "decimal") -> model.Value:
    return model.Value(value_string=text, data_type=of, unit_of_measure=unit)


def old_result(text: str, minute: int | None = 0, unit: str = "P1", test: str = "DRY", of: str = "decimal") -> Any:
    when = None if minute is None else at(minute)
    result = model.Result(value_string=text, data_type=of, unit_of_measure=unit)
    return model.TestResult(id=test, evaluation_date=when, results=[result], expiration=at(9000))


def old_lots() -> model.MaterialInformation:
    """Six lots: measured by results of their tests, of which the third also fails one."""
    lots = []
    for number, text in enumerate(MOISTURE):
        verdict = "fail" if number == 2 else "pass"
        lots.append(
            model.MaterialLot(
                id=f"L-{number}",
                material_definition_id="Flour",
                status="Released",
                properties=[
                    model.MaterialLotProperty(
                        id="moisture",
                        values=[value("0")],
                        test_specification_ids=["DRY"],
                        test_results=[old_result(text, number)],
                    ),
                    model.MaterialLotProperty(
                        id="ash", values=[value("0.5")], test_results=[old_result(verdict, number, "", "ASH", "string")]
                    ),
                ],
            )
        )
    return model.MaterialInformation(material_lots=lots)


def new_tests() -> model.OperationsTestInformation:
    """The same, as objects of their own, with the specification."""
    results = []
    for number, text in enumerate(MOISTURE):
        results.append(new_result(f"L-{number}", "moisture", text, number))
        results.append(new_result(f"L-{number}", "ash", "0.5", number, "fail" if number == 2 else "pass"))
    return model.OperationsTestInformation(id="T", test_specifications=[specification()], test_results=results)


def new_result(
    lot: str, characteristic: str, text: str, minute: int | None = 0, verdict: str | None = None, unit: str = "P1"
) -> model.TestResult:
    when = None if minute is None else at(minute)
    measured = model.PropertyMeasurement(
        id="1", testable_object_property_ids=[characteristic], measurement_date=when, value=value(text, unit)
    )
    return model.TestResult(
        id=f"{characteristic} {lot}",
        evaluation_date=when,
        expiration=at(9000),
        testable_object_id=lot,
        evaluated_criterion_result=verdict,
        property_measurements=[measured],
    )


def specification(*expressions: str, result: str = "pass", **more: Any) -> model.TestSpecification:
    return model.TestSpecification(
        id="DRY",
        criteria=[
            model.TestSpecificationCriteria(
                id="C",
                expressions=expressions or ["10 <= moisture <= 13 P1"],
                results=[result],
                evaluated_property_ids=["water"],
            )
        ],
        evaluated_properties=[
            model.TestSpecificationEvaluatedProperty(id="water", testable_object_property_ids=["moisture"])
        ],
        **more,
    )


def produced() -> model.OperationsPerformance:
    """Lots 0 to 2 were made on M1 for the order O-1, the others on M2."""
    responses = [
        model.SegmentResponse(
            id=name,
            equipment_actuals=[model.EquipmentActual(id="1", equipment_ids=[name])],
            material_actuals=[
                model.MaterialActual(
                    id=f"{number}", material_lot_ids=[f"L-{number}"], material_use=model.MaterialUse.PRODUCED
                )
                for number in numbers
            ],
        )
        for name, numbers in (("M1", range(3)), ("M2", range(3, 6)))
    ]
    return model.OperationsPerformance(
        id="P", operations_responses=[model.OperationsResponse(id="R", segment_responses=responses)]
    )


@pytest.mark.parametrize("version", [*OLD, *NEW])
def test_every_version(version: mom.Version) -> None:
    root: Any = old_lots() if version in OLD else new_tests()
    sources: list[Any] = [mom.dumps(root, version=version)]
    sources.append(mom.dumps(produced(), version=version, on_loss="drop"))  # actuals have no ID before V0700
    found = measurements_of(sources)
    assert not found.findings
    moisture = found.of("moisture")
    assert moisture.values == [Decimal(text) for text in MOISTURE]
    first = moisture.measurements[0]
    assert (first.object, first.kind, first.test, first.unit) == ("L-0", "material lot", "DRY", "P1")
    assert (first.time, first.expiration, first.stated) == (at(0), at(9000), "11.2 P1")
    assert "TestResult[" in first.place
    assert [each.equipment for each in moisture.measurements] == ["M1"] * 3 + ["M2"] * 3
    # The value of ash is judged, so that it is what was measured.
    assert found.of("ash").values == [Decimal("0.5")] * 6
    assert [each.verdict for each in found.of("ash", object="L-2").measurements] == ["fail"]
    quality = found.quality()
    assert quality["equipment"] == ["M1"] * 3 + ["M2"] * 3
    assert (quality["IP"], quality["GP"]) == ([1] * 6, [1, 1, 0, 1, 1, 1])
    assert set(quality["product"]) == ({"Flour"} if version in OLD else {None})
    terms = kpi.from_frame(quality=quality, window=(START, at(60)), by=("equipment",))
    counts: Any = [(row["GP"], row["IP"]) for row in (terms.row(0), terms.row(1))]
    assert counts == [(2, 3), (3, 3)]
    assert math.isclose(float(terms.result("First_pass_yield", equipment="M1")), 2 / 3)


def test_straight_to_capability() -> None:
    """Means are 11.3 and 11.7, squares within 0.02 and 0.08 of four degrees: a deviation of sqrt(0.025)."""
    moisture = measurements_of([new_tests(), produced()]).of("moisture")
    found = moisture.capability(subgroups="equipment")
    assert (found.lower_limit, found.upper_limit) == (Decimal(10), Decimal(13))
    assert math.isclose(found.sigma, math.sqrt(0.025))
    assert math.isclose(float(found.Cp), 3 / (6 * math.sqrt(0.025)))
    assert math.isclose(float(found.Cpk), 1.5 / (3 * math.sqrt(0.025)))
    by_time = moisture.capability(subgroups=2, method="range", lower="11", upper="12")
    assert math.isclose(by_time.sigma, (0.2 + 0.6 + 0.2) / 3 / 1.1284, rel_tol=1e-4)
    assert by_time.lower_limit == 11
    assert moisture.capability(upper=12).lower_limit is None
    # What is left over belongs to the last subgroup.
    assert len(moisture.control_chart("xbar-r", subgroups=4).series[0].points) == 1
    chart = moisture.control_chart("xbar-r", subgroups="equipment", centre=11.3, sigma=0.1, rules="nelson-1")
    (signal,) = chart.signals
    assert [each.object for each in signal.sources] == ["L-3", "L-4", "L-5"]
    single = moisture.control_chart()
    assert math.isclose(single.sigma, (0.2 + 0.1 + 0.6 + 0.2 + 0.2) / 5 / 1.1284, rel_tol=1e-4)


def test_who_and_what_was_tested() -> None:
    """Equipment, persons and assets, in properties and nested ones; none of them is an inspected product."""
    result = old_result("7", 1)
    sources = [
        model.EquipmentInformation(
            equipment=[
                model.Equipment(
                    id="LINE",
                    children=[
                        model.Equipment(
                            id="OVEN",
                            properties=[
                                model.EquipmentProperty(
                                    id="heat", children=[model.EquipmentProperty(id="top", test_results=[result])]
                                )
                            ],
                        )
                    ],
                )
            ]
        ),
        model.PersonnelInformation(
            persons=[model.Person(id="P-1", properties=[model.PersonProperty(id="score", test_results=[result])])]
        ),
        model.PhysicalAssetInformation(
            physical_assets=[
                model.PhysicalAsset(
                    id="A-1", properties=[model.PhysicalAssetProperty(id="wear", test_results=[result])]
                )
            ]
        ),
        model.MaterialInformation(
            material_sub_lots=[
                model.MaterialSubLot(
                    id="S-1",
                    properties=[model.MaterialLotProperty(id="mass", test_results=[old_result("pass", 1)])],
                )
            ]
        ),
    ]
    for version in OLD[1:]:
        found = measurements_of([mom.dumps(each, version=version) for each in sources])
        told = [(each.characteristic, each.kind, each.object, each.equipment) for each in found.measurements]
        assert told == [
            ("heat/top", "equipment", "OVEN", "OVEN"),
            ("score", "person", "P-1", None),
            ("wear", "physical asset", "A-1", None),
        ]
        assert [each.kind for each in found.verdicts] == ["material sublot"]
        assert [finding.code for finding in found.findings] == ["no-equipment"]
        assert not found.quality()["IP"]


@pytest.mark.parametrize("version", NEW)
def test_results_of_what_was_used(version: mom.Version) -> None:
    """With the resources of a response; the equipment and the order are those of the response."""
    tested = new_result("", "moisture", "12", 3, "pass")
    tested.testable_object_id = None
    oven = new_result("", "heat", "210", 3, unit="CEL")
    oven.testable_object_id = None
    response = model.SegmentResponse(
        id="1",
        equipment_actuals=[model.EquipmentActual(id="1", equipment_ids=["M1"], test_results=[oven])],
        material_actuals=[
            model.MaterialActual(
                id="2",
                material_lot_ids=["L-9"],
                material_definition_ids=["Flour"],
                material_use=model.MaterialUse.PRODUCED,
                test_results=[tested],
            )
        ],
    )
    answer = model.OperationsResponse(id="R", operations_request_ids=["O-1"], segment_responses=[response])
    root = model.OperationsPerformance(id="P", operations_responses=[answer])
    found = measurements_of(mom.dumps(root, version=version))
    assert not found.findings
    (lot,) = found.of("moisture").measurements
    assert (lot.object, lot.kind, lot.equipment, lot.order) == ("L-9", "material lot", "M1", "O-1")
    (heat,) = found.of("heat").measurements
    assert (heat.object, heat.kind, heat.equipment) == ("M1", "equipment", "M1")
    quality = found.quality()
    assert (quality["order"], quality["product"], quality["GP"]) == (["O-1"], ["Flour"], [1])


def codes(found: Measured) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_scope_is_where_it_was_tested() -> None:
    def scope(id: str, level: str) -> model.HierarchyScope:
        return model.HierarchyScope(equipment_id=id, equipment_level=level)

    unit, site = new_result("L-0", "ash", "1", 0, "pass"), new_result("L-1", "ash", "1", 0, "pass")
    unit.hierarchy_scope, site.hierarchy_scope = scope("M7", "WorkUnit"), scope("PLANT", "Site")
    found = measurements_of([unit, site])
    assert [each.equipment for each in found.measurements] == ["M7", None]
    assert codes(found) == ["no-equipment"]


def test_what_is_no_measurement() -> None:
    bad = [
        old_result("< 0.5", of="string"),
        old_result("wet", of="decimal"),
        old_result("1", of="boolean"),
        old_result("12.5"),
    ]
    bad += [old_result("11", None)]
    several = [model.MaterialLotProperty(id="moisture", test_results=bad)]
    found = measurements_of(model.MaterialLot(id="L", properties=several))
    assert codes(found) == ["not-a-number"] * 3 + ["no-time"]
    assert "'< 0.5' of the type string is no number" in str(found.findings[0])
    assert found.values == [Decimal("12.5"), Decimal(11)]
    with pytest.raises(TermError, match=r"1 of 2 measurements have no time, the first at /MaterialLot\[L\].*'timed'"):
        found.control_chart()
    assert len(found.timed()) == 1
    failed = new_result("L", "moisture", "")
    assert codes(measurements_of(failed)) == ["no-value"]
    naive = new_result("L", "moisture", "1", None)
    naive.evaluation_date = datetime(2026, 3, 2)
    assert codes(measurements_of(naive)) == ["no-offset", "no-time"]
    assert codes(measurements_of(new_result("L", "ash", "1", 0, "so so"))) == ["unknown-verdict"]
    agreed = Agreement(passed="so so")
    assert measurements_of(new_result("L", "ash", "1", 0, "so so"), agreed=agreed).verdicts[0].passed
    assert codes(measurements_of(model.MaterialClass(id="C"))) == ["no-test"]


def test_units() -> None:
    several = [
        new_result(f"L-{number}", "mass", text, number, unit=unit)
        for number, (text, unit) in enumerate([("250.5", "GRM"), ("0.2498", "KGM"), ("1", "MTR"), ("250", "")])
    ]
    wanted = specification("mass >= 0.24 KGM", "mass <= 260")
    wanted.evaluated_properties[0].testable_object_property_ids = ["mass"]
    wanted.criteria[0].evaluated_property_ids = []  # one criterion and one property need no names
    wanted.evaluated_properties[0].id = "mass"
    found = measurements_of([*several, wanted])
    (limit,) = found.limits
    assert limit.lower == 240
    assert limit.upper is None
    assert "of which the limit 260 is is not stated [limit-without-unit]" in str(found.findings[-1])
    mass = found.of("mass")
    assert mass.values == [Decimal("250.5"), Decimal("249.8")]
    assert {each.unit for each in mass.measurements} == {"GRM"}
    assert mass.measurements[1].stated == "0.2498 KGM"
    assert codes(found).count("unit-mismatch") == 2


def test_stated_twice() -> None:
    one = new_result("L-0", "moisture", "11", 0)
    again = new_result("L-0", "moisture", "11", 0)
    other = new_result("L-0", "moisture", "12", 0)
    later = new_result("L-0", "moisture", "12", 5)
    found = measurements_of([one, again, other, later])
    assert found.values == [Decimal(11), Decimal(12)]
    assert codes(found) == ["duplicate", "contradicting-values"]
    assert "it is 12 P1, but 11 P1 is stated too and stays" in str(found.findings[1])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x <= 5", [("upper", "5", None)]),
        ("5 <= x", [("lower", "5", None)]),
        ("5 >= x", [("upper", "5", None)]),
        ("x > -1.5 kg", [("lower", "-1.5", "kg")]),
        ("(1 < x ≤ 2)", [("lower", "1", None), ("upper", "2", None)]),
        ("2 >= x > 1", [("upper", "2", None), ("lower", "1", None)]),
        ("x <= y", None),
        ("1 < x > 2", None),
        ("x", None),
        ("abs(x) < 5", None),
        ("1 < 2 < x", None),
    ],
)
def test_comparisons(text: str, found: list[tuple[str, str, str | None]] | None) -> None:
    expected = None if found is None else [(side, (Decimal(number), unit)) for side, number, unit in found]
    assert compared(text, {"x"}) == expected


def test_limits() -> None:
    def limits(*sources: Any) -> Any:
        found = measurements_of([new_result("L", "moisture", "11"), *sources])
        return [(each.lower, each.upper) for each in found.limits], codes(found)

    assert limits(specification("moisture >= 10 and moisture <= 13")) == ([(10, 13)], [])
    assert limits(specification("water > 13 P1 or water < 10", result="fail")) == ([(10, 13)], [])
    assert limits(specification("water < 13")) == ([(None, 13)], [])
    assert limits(specification("water < f(13)")) == ([], ["criterion-not-read"])
    assert limits(specification("water < 13", result="grade B")) == ([], ["criterion-not-read"])
    assert limits(specification("water < 13", "water < 12")) == ([], ["several-limits"])
    assert limits(specification("water < 13 MTR")) == ([], ["unit-mismatch"])
    named = [
        model.TestSpecificationProperty(id=name, values=[value(number)])
        for name, number in (("LSL", "9"), ("USL", "14"))
    ]
    stated = model.TestSpecification(
        id="DRY",
        properties=named,
        evaluated_properties=[model.TestSpecificationEvaluatedProperty(id="moisture")],
    )
    assert limits(stated) == ([(9, 14)], [])
    nested = model.TestSpecification(
        id="DRY",
        properties=[model.TestSpecificationProperty(id="moisture", children=named)],
        evaluated_properties=[model.TestSpecificationEvaluatedProperty(id=name) for name in ("moisture", "ash")],
    )
    for version in NEW:
        assert limits(mom.dumps(nested, version=version)) == ([(9, 14)], [])


def test_of_which_test() -> None:
    """Two specifications evaluate moisture; the requirement, or what the lot says, tells which it was."""
    other = specification("moisture < 15", operations_test_requirement_id="REQ-2")
    other.id = "QUICK"
    sources = [new_result(f"L-{number}", "moisture", text, number) for number, text in enumerate(MOISTURE)]
    found = measurements_of([*sources, specification(operations_test_requirement_id="REQ-1"), other])
    assert set(codes(found)) == {"which-test"}
    with pytest.raises(TermError, match=r"different limits \(DRY: 10 to 13; QUICK: None to 15\)"):
        found.capability()
    for each in sources:
        each.operations_test_requirement_id = "REQ-2"
    found = measurements_of([*sources, specification(operations_test_requirement_id="REQ-1"), other])
    assert found.of("moisture", test="QUICK").capability().upper_limit == 15
    lots = [model.MaterialLot(id=f"L-{number}", test_specification_ids=["DRY"]) for number in range(6)]
    for each in sources:
        each.operations_test_requirement_id = None
    assert measurements_of([*sources, *lots, specification(), other]).capability().upper_limit == 13


def test_what_cannot_be_asked() -> None:
    found = measurements_of(new_tests())
    with pytest.raises(KpiError, match="nothing was measured of 'Moisture'; did you mean 'moisture'"):
        found.of("Moisture")
    with pytest.raises(KpiError, match="no measurement of 'moisture' is of the object 'L-77'; L-0, L-1"):
        found.of("moisture", object="L-77")
    with pytest.raises(KpiError, match="'colour' is nothing that is known of a measurement"):
        found.of("moisture", colour="red")
    with pytest.raises(TermError, match="the measurements are of moisture, ash; say with 'of' of which one"):
        found.capability()
    moisture = found.of("moisture")
    with pytest.raises(TermError, match=r"of the measurement at .* the equipment is not known"):
        moisture.capability(subgroups="equipment")
    with pytest.raises(TermError, match="have no 'colour' in common"):
        moisture.capability(subgroups="colour")
    with pytest.raises(TermError, match="a subgroup of 1 has no spread"):
        moisture.capability(subgroups=1)
    assert len(found.to_columns()["value"]) == 12


WORDS = ("Test", "MaterialInformation", "MaterialLot", "Personnel", "Person", "Equipment", "Asset", "Performance")


@pytest.mark.parametrize("version", [*OLD, *NEW])
def test_any_document_is_read(version: mom.Version) -> None:
    """Any valid document is read without an error; whatever says nothing is a finding."""
    for element in elements(str(version)):
        if not any(word in element for word in WORDS) or element.startswith(("Acknowledge", "Respond", "Cancel")):
            continue
        found = measurements_of([document(str(version), element, 2, size=120)])
        assert len({len(column) for column in found.quality().values()}) == 1
