"""One small plant for every rule, which breaks that rule and no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from isa95mom.declare import Noun
from isa95mom.model import (
    Equipment,
    EquipmentAssetMapping,
    EquipmentRequirement,
    HierarchyScope,
    JobOrder,
    MaterialActual,
    MaterialClass,
    MaterialDefinition,
    MaterialLot,
    MaterialLotProperty,
    MaterialSubLot,
    Person,
    PersonnelActual,
    PersonnelClass,
    PersonnelClassProperty,
    PersonProperty,
    PhysicalAsset,
    ProcessSegment,
    QuantityValue,
    SegmentDependency,
    SegmentResponse,
    TestResult,
    Value,
    WorkCalendar,
    WorkCalendarEntry,
    WorkMaster,
)


def at(hour: int, day: int = 5) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=UTC)


def kg(amount: str, **more: Any) -> QuantityValue:
    return QuantityValue(quantity_string=amount, unit_of_measure="KGM", **more)


def scope(*ids: str) -> HierarchyScope:
    step: HierarchyScope | None = None
    for id_ in reversed(ids):
        step = HierarchyScope(equipment_id=id_, child=step)
    assert step is not None
    return step


def levelled(id_: str, level: str, child: HierarchyScope | None = None) -> HierarchyScope:
    return HierarchyScope(equipment_id=id_, equipment_level=level, child=child)


def eq(id_: str, level: str | None, *children: Equipment, **more: Any) -> Equipment:
    return Equipment(id=id_, equipment_level=level, children=list(children), **more)


def filled(role: str, asset: str, start: int, end: int | None) -> EquipmentAssetMapping:
    return EquipmentAssetMapping(
        equipment_id=role, physical_asset_id=asset, start_time=at(start), end_time=None if end is None else at(end)
    )


def segment(id_: str, *after: str, kind: str = "AfterEnd") -> ProcessSegment:
    dependencies = [SegmentDependency(id=f"{id_}-{to}", dependency=kind, process_segment_ids=[to]) for to in after]
    return ProcessSegment(id=id_, segment_dependencies=dependencies)


def uses(start: int, end: int, use: str, lot: str) -> SegmentResponse:
    actual = MaterialActual(material_use=use, material_lot_ids=[lot])
    return SegmentResponse(actual_start_time=at(start), actual_end_time=at(end), material_actuals=[actual])


def shift(id_: str, start: int, end: int, **more: Any) -> WorkCalendarEntry:
    return WorkCalendarEntry(id=id_, start_date_time=at(start), finish_date_time=at(end), entry_type="Shift", **more)


WELDER = PersonnelClass(id="Welder", properties=[PersonnelClassProperty(id="Certificate")])

BROKEN: dict[str, tuple[Callable[[], list[Noun]], str]] = {
    "duplicate-id": (
        lambda: [MaterialClass(id="Flour", descriptions=["white"]), MaterialClass(id="Flour", descriptions=["brown"])],
        "MaterialClass['Flour']: differs from MaterialClass['Flour'], which has the same identity",
    ),
    "duplicate-property": (
        lambda: [MaterialLot(id="L-1", properties=[MaterialLotProperty(id="pH"), MaterialLotProperty(id="pH")])],
        "MaterialLot['L-1'].properties[1]: there is a MaterialLotProperty 'pH' already",
    ),
    "containment": (
        lambda: [eq("Berlin", "Site", eq("Mixer", "Unit"))],
        "EquipmentHierarchy['Berlin', 'Mixer']: a Unit in 'Berlin', a Site, which contains Area or ProcessCell or "
        "ProductionUnit or ProductionLine: a site groups areas, or production work centers where it has no areas",
    ),
    "level-missing": (
        lambda: [eq("Berlin", None)],
        "EquipmentHierarchy['Berlin']: no equipment level is stated",
    ),
    "level-unknown": (
        lambda: [eq("Berlin", "Campus")],
        "EquipmentHierarchy['Berlin']: 'Campus' is no level of the standard",
    ),
    "duplicate-equipment": (
        lambda: [eq("Berlin", "Site", eq("Hall", "Area", version="1"), eq("Hall", "Area", version="2"))],
        "EquipmentHierarchy['Berlin', 'Hall']: described twice at the same path, differently",
    ),
    "two-parents": (
        lambda: [eq("B", "Site", eq("Hall", None)), eq("C", "Site", eq("Hall", None)), eq("Hall", "Area", version="1")],
        "EquipmentHierarchy['B', 'Hall']: 'C' contains it too; equipment is in one place",
    ),
    "hierarchy-cycle": (
        lambda: [eq("Berlin", "Site", eq("Hall", "Area", eq("Berlin", None)))],
        "EquipmentHierarchy['Berlin', 'Hall']: it contains 'Berlin' again",
    ),
    "ambiguous-scope": (
        lambda: [
            eq("B", "Site", eq("Hall", "Area", version="1")),
            eq("C", "Site", eq("Hall", "Area", version="1")),
            eq("Line", "ProductionLine", hierarchy_scope=scope("Hall")),
        ],
        "EquipmentHierarchy['Hall', 'Line']: its scope 'Hall' may be any of: B / Hall, C / Hall; the first is taken",
    ),
    "scope-mismatch": (
        lambda: [eq("Hall", "Area", version="1"), eq("Line", "ProductionLine", hierarchy_scope=scope("B", "Hall"))],
        "EquipmentHierarchy['Hall', 'Line']: its scope says 'B / Hall', but it is contained in 'Hall'",
    ),
    "implied-equipment": (
        lambda: [eq("Line", "ProductionLine", hierarchy_scope=levelled("Hall", "Area"))],
        "EquipmentHierarchy['Hall']: named by a hierarchy scope, but not described",
    ),
    "asset-in-two-roles": (
        lambda: [
            eq("P1", "Unit", equipment_asset_mappings=[filled("P1", "SN-1", 6, None)]),
            eq("P2", "Unit"),
            PhysicalAsset(id="SN-1", equipment_asset_mappings=[filled("P2", "SN-1", 8, 9)]),
        ],
        "PhysicalAsset['SN-1'].equipment_asset_mappings[0]: the asset 'SN-1' fills 'P1' from 2026-01-05T06:00:00+00:00 "
        "and 'P2' from 2026-01-05T08:00:00+00:00 to 2026-01-05T09:00:00+00:00",
    ),
    "role-filled-twice": (
        lambda: [
            eq("P1", "Unit", equipment_asset_mappings=[filled("P1", "SN-1", 6, 9), filled("P1", "SN-2", 8, None)]),
            PhysicalAsset(id="SN-1"),
            PhysicalAsset(id="SN-2"),
        ],
        "EquipmentHierarchy['P1'].equipment_asset_mappings[1]: 'P1' is filled by 'SN-1' from 2026-01-05T06:00:00+00:00 "
        "to 2026-01-05T09:00:00+00:00 and by 'SN-2' from 2026-01-05T08:00:00+00:00",
    ),
    "contains-itself": (
        lambda: [
            MaterialLot(id="L-1", status="ok", assembly_lots=[MaterialLot(id="L-2")]),
            MaterialLot(id="L-2", status="ok", assembly_lots=[MaterialLot(id="L-1")]),
        ],
        "MaterialLot['L-1']: is made of itself: L-1 -> L-2 -> L-1",
    ),
    "class-of-itself": (
        lambda: [MaterialClass(id="Flour", base_ids=["Powder"]), MaterialClass(id="Powder", base_ids=["Flour"])],
        "MaterialClass['Flour']: leads back to itself by base_ids: Flour -> Powder -> Flour",
    ),
    "segments-go-round": (
        lambda: [segment("Mix", "Bake"), segment("Bake", "Cool"), segment("Cool", "Mix")],
        "ProcessSegment['Mix']: waits for itself: Mix -> Bake -> Cool -> Mix",
    ),
    "unresolved-reference": (
        lambda: [MaterialLot(id="L-1", material_definition_id="Flour")],
        "MaterialLot['L-1'].material_definition_id: there is no material definition 'Flour'",
    ),
    "empty-reference": (
        lambda: [MaterialLot(id="L-1", material_definition_id="")],
        "MaterialLot['L-1'].material_definition_id: names a material definition by an empty ID",
    ),
    "class-property": (
        lambda: [
            WELDER,
            Person(
                id="P-1",
                personnel_class_ids=["Welder"],
                properties=[PersonProperty(id="Grade", personnel_class_property_id="Grade")],
            ),
        ],
        "Person['P-1'].properties['Grade'].personnel_class_property_id: personnel class 'Welder' has no "
        "property 'Grade'",
    ),
    "not-effective": (
        lambda: [
            WorkMaster(id="Mix", effective_start_date=at(6, 10)),
            JobOrder(id="J-1", start_time=at(6), end_time=at(8), work_master_id="Mix"),
        ],
        "JobOrder['J-1'].work_master_id: work master 'Mix' is effective from 2026-01-10T06:00:00+00:00, but used from "
        "2026-01-05T06:00:00+00:00 to 2026-01-05T08:00:00+00:00",
    ),
    "times-out-of-order": (
        lambda: [JobOrder(id="J-1", start_time=at(8), end_time=at(6))],
        "JobOrder['J-1'].end_time: 2026-01-05T06:00:00+00:00 is before the start_time, 2026-01-05T08:00:00+00:00",
    ),
    "times-incomparable": (
        lambda: [JobOrder(id="J-1", start_time=at(6), end_time=datetime(2026, 1, 5, 8))],
        "JobOrder['J-1'].end_time: 2026-01-05T08:00:00 cannot be compared with the start_time, "
        "2026-01-05T06:00:00+00:00",
    ),
    "used-before-made": (
        lambda: [MaterialLot(id="L-1", status="ok"), uses(8, 9, "Produced", "L-1"), uses(6, 7, "Consumed", "L-1")],
        "SegmentResponse.material_actuals[0].material_lot_ids[0]: lot 'L-1' is used up by 2026-01-05T07:00:00+00:00, "
        "but made from 2026-01-05T08:00:00+00:00 on",
    ),
    "test-expired": (
        lambda: [
            Person(
                id="P-1",
                properties=[PersonProperty(id="Certificate", test_results=[TestResult(id="T-1", expiration=at(6))])],
            ),
            SegmentResponse(
                actual_start_time=at(8), actual_end_time=at(9), personnel_actuals=[PersonnelActual(person_ids=["P-1"])]
            ),
        ],
        "SegmentResponse.personnel_actuals[0].person_ids[0]: the tests of 'Certificate' of 'P-1' were valid until "
        "2026-01-05T06:00:00+00:00, but it is used from 2026-01-05T08:00:00+00:00 to 2026-01-05T09:00:00+00:00",
    ),
    "calendar-entry": (
        lambda: [WorkCalendar(id="C", entries=[shift("Early", 6, 14, children=[shift("Break", 13, 15)])])],
        "WorkCalendar['C'].entries['Early'].children['Break']: from 2026-01-05T13:00:00+00:00 to "
        "2026-01-05T15:00:00+00:00 is outside WorkCalendar['C'].entries['Early'], "
        "from 2026-01-05T06:00:00+00:00 to 2026-01-05T14:00:00+00:00",
    ),
    "calendar-overlap": (
        lambda: [WorkCalendar(id="C", entries=[shift("Early", 6, 14), shift("Late", 13, 22)])],
        "WorkCalendar['C'].entries['Late']: from 2026-01-05T13:00:00+00:00 to 2026-01-05T22:00:00+00:00 overlaps "
        "WorkCalendar['C'].entries['Early'], from 2026-01-05T06:00:00+00:00 to 2026-01-05T14:00:00+00:00",
    ),
    "quantity-not-a-number": (
        lambda: [MaterialLot(id="L-1", quantities=[kg("about 5")])],
        "MaterialLot['L-1'].quantities[0]: 'about 5' is not a decimal number",
    ),
    "value-not-of-its-type": (
        lambda: [
            MaterialLot(
                id="L-1",
                properties=[MaterialLotProperty(id="pH", values=[Value(value_string="<7", data_type="decimal")])],
            )
        ],
        "MaterialLot['L-1'].properties['pH'].values[0]: is said to be of the type decimal, but '<7' is not "
        "a decimal number",
    ),
    "negative-quantity": (
        lambda: [MaterialLot(id="L-1", quantities=[kg("-5")])],
        "MaterialLot['L-1'].quantities[0]: -5 is negative",
    ),
    "unit-missing": (
        lambda: [MaterialLot(id="L-1", quantities=[QuantityValue(quantity_string="1.5")])],
        "MaterialLot['L-1'].quantities[0]: 1.5 has no unit of measure",
    ),
    "ambiguous-quantities": (
        lambda: [MaterialLot(id="L-1", quantities=[kg("5"), kg("6"), kg("7", key="gross")])],
        "MaterialLot['L-1'].quantities[1]: has the unit and key of .quantities[0]",
    ),
    "sub-lots-exceed-lot": (
        lambda: [
            MaterialLot(
                id="L-1", quantities=[kg("5")], material_sub_lots=[MaterialSubLot(id="1", quantities=[kg("3")])]
            ),
            MaterialSubLot(id="2", material_lot_id="L-1", quantities=[kg("2.5")]),
        ],
        "MaterialLot['L-1']: holds 5 KGM, its sublots 5.5 KGM",
    ),
    "unknown-code": (
        lambda: [MaterialLot(id="L-1", disposition="unrestricted")],
        "MaterialLot['L-1'].disposition: 'unrestricted' is no Disposition; 'UnRestricted' is",
    ),
    "other-unexplained": (
        lambda: [MaterialLot(id="L-1", disposition="Other")],
        "MaterialLot['L-1'].disposition: Other says nothing about which Disposition is meant",
    ),
}
"""Code of a rule -> objects that break it once, and what is said of that without the code."""

FOLLOWS = {
    "level-unknown": {"unknown-code"},
    "two-parents": {"level-missing"},
    "ambiguous-scope": set(),
}
"""Rules that the objects for one rule cannot help breaking as well."""


def sound() -> list[Noun]:
    """A plant that breaks no rule, with every kind of object of the others in it."""
    line = eq(
        "Line 1", "ProductionLine", eq("Mixer", "WorkCell", equipment_asset_mappings=[filled("Mixer", "SN-1", 6, 9)])
    )
    certificate = PersonProperty(
        id="Certificate",
        personnel_class_property_id="Certificate",
        test_results=[TestResult(id="T-0", expiration=at(6)), TestResult(id="T-1", expiration=at(20))],
    )
    return [
        eq("Acme", "Enterprise", eq("Berlin", "Site", eq("Hall", "Area", line))),
        PhysicalAsset(id="SN-1"),
        WELDER,
        Person(id="P-1", personnel_class_ids=["Welder"], properties=[certificate]),
        MaterialClass(id="Powder"),
        MaterialClass(id="Flour class", base_ids=["Powder"]),
        MaterialDefinition(id="Flour", material_class_ids=["Flour class"], effective_start_date=at(0, 1)),
        MaterialLot(
            id="L-1",
            material_definition_id="Flour",
            hierarchy_scope=levelled("Berlin", "Site", levelled("Hall", "Area")),
            quantities=[kg("5"), QuantityValue(quantity_string="2")],
            material_sub_lots=[MaterialSubLot(id="1", quantities=[kg("5")])],
        ),
        MaterialLot(id="L-2", material_definition_id="Flour", assembly_lots=[MaterialLot(id="L-1")]),
        segment("Mix", "Bake"),
        segment("Bake", "Mix", kind="NotInParallel"),
        WorkMaster(id="Mix", effective_start_date=at(0, 1), effective_end_date=at(0, 30)),
        JobOrder(
            id="J-1",
            start_time=at(6),
            end_time=at(8),
            work_master_id="Mix",
            equipment_requirements=[EquipmentRequirement(id="R", equipment_ids=["Mixer"])],
        ),
        uses(6, 8, "Produced", "L-2"),
        uses(6, 8, "Consumed", "L-1"),
        SegmentResponse(
            actual_start_time=at(8), actual_end_time=at(9), personnel_actuals=[PersonnelActual(person_ids=["P-1"])]
        ),
        WorkCalendar(
            id="C",
            effective_start_date=at(0, 1),
            entries=[shift("Early", 6, 14, children=[shift("Break", 9, 10)]), shift("Late", 14, 22)],
        ),
    ]
