"""What the simulated dairy is: its equipment, its people, its materials and its tests, as data."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from isa95mom.model.enumerations import EquipmentLevel


class Place(NamedTuple):
    """A piece of equipment and what it contains."""

    id: str
    level: EquipmentLevel
    description: str
    inside: tuple[Place, ...] = ()
    classes: tuple[str, ...] = ()
    volume: int | None = None
    """Capacity in litres; None where it holds nothing."""


class Material(NamedTuple):
    """A material definition."""

    id: str
    material_class: str
    prefix: str
    """How the identifications of its lots begin."""
    unit: str
    """UN/ECE Recommendation 20: KGM is kilogram, C62 is one piece."""
    description: str
    store: str
    """The equipment its lots are kept in."""
    suppliers: tuple[str, ...] = ()
    delivery: int = 0
    """How much one delivery brings."""
    reorder: int = 0
    """Below this amount the next day brings a delivery."""


class Test(NamedTuple):
    """A test with the range in which its result passes."""

    id: str
    measured: str
    unit: str
    low: Decimal
    high: Decimal
    description: str


ENTERPRISE, SITE = "Meadow", "Northfield"

_L = EquipmentLevel

PLANT = Place(
    ENTERPRISE,
    _L.ENTERPRISE,
    "Meadow Dairies",
    (
        Place(
            SITE,
            _L.SITE,
            "Northfield dairy",
            (
                Place(
                    "Intake",
                    _L.AREA,
                    "Milk intake",
                    (
                        Place(
                            "RawStore",
                            _L.STORAGE_ZONE,
                            "Raw milk silos",
                            (Place("SILO-1", _L.STORAGE_UNIT, "Raw milk silo", (), ("Silo",), 40_000),),
                        ),
                    ),
                ),
                Place(
                    "Processing",
                    _L.AREA,
                    "Processing",
                    (
                        Place(
                            "Pasteurising",
                            _L.PROCESS_CELL,
                            "Pasteurising",
                            (
                                Place("PAST-1", _L.UNIT, "Pasteuriser", (), ("Pasteuriser",)),
                                Place("TANK-1", _L.UNIT, "Pasteurised milk tank", (), ("Tank",), 20_000),
                            ),
                        ),
                        Place(
                            "Fruit",
                            _L.PROCESS_CELL,
                            "Fruit preparation",
                            (Place("COOKER-1", _L.UNIT, "Fruit cooker", (), ("Cooker",), 1_000),),
                        ),
                        Place(
                            "Fermenting",
                            _L.PROCESS_CELL,
                            "Fermenting",
                            tuple(
                                Place(f"FERM-{n}", _L.UNIT, f"Fermenter {n}", (), ("Fermenter",), 5_000)
                                for n in (1, 2, 3)
                            ),
                        ),
                        Place(
                            "Blending",
                            _L.PROCESS_CELL,
                            "Blending",
                            tuple(
                                Place(f"BLEND-{n}", _L.UNIT, f"Blending tank {n}", (), ("Tank", "Blender"), 4_500)
                                for n in (1, 2)
                            ),
                        ),
                    ),
                ),
                Place(
                    "Filling",
                    _L.AREA,
                    "Filling",
                    tuple(
                        Place(
                            f"LINE-{n}",
                            _L.PRODUCTION_LINE,
                            f"Cup line {n}",
                            (
                                Place(f"FILLER-{n}", _L.WORK_CELL, f"Filler {n}", (), ("Filler",)),
                                Place(f"PALLETISER-{n}", _L.WORK_CELL, f"Palletiser {n}", (), ("Palletiser",)),
                            ),
                        )
                        for n in (1, 2)
                    ),
                ),
                Place(
                    "Warehouse",
                    _L.AREA,
                    "Warehouse",
                    (
                        Place("DryStore", _L.STORAGE_ZONE, "Ingredients and packaging"),
                        Place("ColdStore", _L.STORAGE_ZONE, "Finished goods at 4 degrees"),
                        Place("Dock", _L.STORAGE_ZONE, "Loading dock"),
                    ),
                ),
            ),
        ),
    ),
)

PERSONNEL_CLASSES = {
    "Operator": "Runs process and filling equipment",
    "Laboratory": "Takes samples and tests them",
    "Warehouse": "Receives and ships goods",
}
PERSONS = {
    "P-101": ("Ada Berg", "Operator"),
    "P-102": ("Ben Costa", "Operator"),
    "P-103": ("Chiara Dahl", "Operator"),
    "P-201": ("Dana Evers", "Laboratory"),
    "P-301": ("Emil Frank", "Warehouse"),
    "P-302": ("Femke Groot", "Warehouse"),
}

MATERIAL_CLASSES = {
    "RawMaterial": "What suppliers deliver and products hold",
    "Packaging": "What products are packed in",
    "Intermediate": "What is made here for use here",
    "FinishedGoods": "What is sold",
    "Rework": "What is good but was not packed, to be blended again",
}
FLAVOURS = ("Strawberry", "Peach")
TANKS = {"Strawberry": ("BLEND-1", "1"), "Peach": ("BLEND-2", "2")}
"""Flavour -> its blending tank, and the number of the line behind it."""

MATERIALS = {
    material.id: material
    for material in (
        Material(
            "RawMilk", "RawMaterial", "MILK", "KGM", "Raw milk", "SILO-1", ("Hill Farm", "Vale Farm"), 7_500, 16_000
        ),
        Material("Culture", "RawMaterial", "CULT", "KGM", "Yoghurt culture, frozen", "ColdStore", ("Lactis",), 60, 30),
        Material("Sugar", "RawMaterial", "SUG", "KGM", "White sugar", "DryStore", ("Sweet & Sons",), 1_500, 1_000),
        Material(
            "Strawberries", "RawMaterial", "STR", "KGM", "Strawberries, frozen", "ColdStore", ("Fructa",), 1_200, 700
        ),
        Material("Peaches", "RawMaterial", "PEA", "KGM", "Peach pieces, frozen", "ColdStore", ("Fructa",), 1_200, 700),
        Material("Cup150", "Packaging", "CUP", "C62", "Cup, 150 g", "DryStore", ("Packwell",), 150_000, 110_000),
        Material("Lid150", "Packaging", "LID", "C62", "Foil lid", "DryStore", ("Foilex",), 200_000, 110_000),
        Material("PasteurisedMilk", "Intermediate", "PM", "KGM", "Pasteurised milk", "TANK-1"),
        Material("YoghurtBase", "Intermediate", "YB", "KGM", "Yoghurt, plain", "Fermenting"),
        *(
            made
            for flavour, fruit in zip(FLAVOURS, ("Strawberries", "Peaches"), strict=True)
            for made in (
                Material(f"Prep{flavour}", "Intermediate", f"FP{fruit[0]}", "KGM", f"{flavour} preparation", "Fruit"),
                Material(f"Blend{flavour}", "Intermediate", f"BL{fruit[0]}", "KGM", f"{flavour} yoghurt", "Blending"),
                Material(
                    f"{flavour}150", "FinishedGoods", f"FG{fruit[0]}", "C62", f"{flavour} yoghurt 150 g", "ColdStore"
                ),
                Material(f"Rework{flavour}", "Rework", f"RW{fruit[0]}", "KGM", f"{flavour} yoghurt", "ColdStore"),
            )
        ),
    )
}
FRUIT = {"Strawberry": "Strawberries", "Peach": "Peaches"}

TESTS = (
    Test("ACIDITY", "pH", "Q30", Decimal("4.00"), Decimal("4.60"), "Acidity of the finished yoghurt"),
    Test("FAT", "Fat", "P1", Decimal("3.40"), Decimal("3.90"), "Fat content"),
)
CUSTOMERS = ("Corner Markets", "City Foods", "Grand Hotels")
