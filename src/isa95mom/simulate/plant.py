"""A small dairy that never was: days of operation, from suppliers' lots to pallets on the road, as B2MML messages.

Milk is pasteurised, fermented and blended with fruit; the blending tanks keep a heel from batch to batch, and what the
fillers could not pack is blended again. So lots depend on one another as in real plants.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from random import Random

from attrs import Factory, define

from isa95mom import model
from isa95mom.declare import Noun
from isa95mom.model.enumerations import (
    DataType,
    Disposition,
    EquipmentLevel,
    MaterialUse,
    OperationsType,
    RequestState,
    ResourceLocationType,
    ResponseState,
)
from isa95mom.model.message import Message, Verb
from isa95mom.simulate.site import (
    CUSTOMERS,
    ENTERPRISE,
    FLAVOURS,
    FRUIT,
    MATERIAL_CLASSES,
    MATERIALS,
    PERSONNEL_CLASSES,
    PERSONS,
    PLANT,
    SITE,
    TANKS,
    TESTS,
    Place,
    Test,
)
from isa95mom.simulate.words import SAMPLED, message, number, quantity, text
from isa95mom.values.time import Duration
from isa95mom.values.version import B2MML, LATEST, Version

VERSIONS = tuple(version for version in B2MML if version is not Version.V0401)
"""The versions a plant can be stated in, oldest first. V0401 has no operations performance."""

MONDAY = datetime(2026, 1, 5, 6, tzinfo=timezone(timedelta(hours=1)))
"""When the first day begins."""
CUP = Decimal("0.150")
"""Kilograms in a cup."""
PALLET = 5_760
"""Cups on a pallet."""
HEEL = Decimal(120)
"""Kilograms that stay in a blending tank."""

Used = list[tuple[str, Decimal]]
"""Lots by identification, each with how much of it."""


@define(slots=True)
class Lot:
    """A lot as the plant knows it."""

    id: str
    material: str
    made: Decimal
    left: Decimal
    at: datetime
    status: str = "released"
    supplier: str = ""
    measured: dict[str, tuple[Decimal, datetime]] = Factory(dict)
    pallets: dict[str, tuple[Decimal, str]] = Factory(dict)
    """Pallet -> cups on it, and whether it is in stock, blocked or shipped."""


def plant(*, lots: int = 400, seed: int = 1, version: Version = LATEST) -> Iterator[tuple[str, Message]]:
    """The messages of a plant, each with a name for its file, in the order in which they would be sent.

    Parameters
    ----------
    lots
        How many lots and sublots there are to be, at least; the day that reaches the number is finished.
    seed
        The same seed and number of lots give the same plant.
    version
        The schema version to state it in; one of `VERSIONS`.

    Raises
    ------
    ValueError
        Where `lots` is not positive, or the plant cannot be stated in `version`.
    """
    if lots < 1:
        raise ValueError(f"lots is {lots}; a number from 1 is needed")
    if version not in VERSIONS:
        known = ", ".join(map(str, VERSIONS))
        raise ValueError(f"a plant cannot be stated in {version}, only in {known}: older ones lack its nouns")
    return _Plant(Random(seed), _Words(version)).messages(lots)


class _Words:
    """How the same thing is said in one version."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.old = version < Version.V0700
        self.sampled = SAMPLED.get(version, MaterialUse.DESTRUCTIVE_SAMPLE)

    def new(self, id: str) -> str | None:
        """An identification that only newer versions have, and require."""
        return None if self.old else id

    def scope(self) -> model.HierarchyScope:
        """The site, as a place in the hierarchy."""
        return self.step(ENTERPRISE, EquipmentLevel.ENTERPRISE, self.step(SITE, EquipmentLevel.SITE))

    def step(self, id: str, level: EquipmentLevel, child: model.HierarchyScope | None = None) -> model.HierarchyScope:
        return model.HierarchyScope(equipment_id=id, equipment_element_level=level, child=child)

    def equipment(self, place: Place) -> model.Equipment:
        """A piece of equipment with all it contains."""
        volume = [model.EquipmentProperty(id="Volume", values=[number(place.volume, "LTR")])] if place.volume else []
        made = model.Equipment(
            id=place.id,
            descriptions=[place.description],
            properties=volume,
            children=[self.equipment(inner) for inner in place.inside],
            equipment_class_ids=place.classes,
        )
        if self.old:
            made.equipment_level_scope = self.step(place.id, place.level)
        else:
            made.equipment_level = place.level
        return made

    def lot(self, lot: Lot) -> model.MaterialLot:
        """A lot as it is at the end."""
        material = MATERIALS[lot.material]
        made = model.MaterialLot(
            id=lot.id,
            hierarchy_scope=self.scope(),
            material_definition_id=lot.material,
            status=lot.status,
            properties=[*self.tested(lot)],
            material_sub_lots=[self.pallet(id, *said) for id, said in lot.pallets.items()],
            quantities=[quantity(lot.left, material.unit)],
        )
        if lot.supplier:
            name, _, number_there = lot.supplier.partition("/")
            made.properties += [
                model.MaterialLotProperty(id="Supplier", values=[text(name)]),
                model.MaterialLotProperty(id="SupplierLot", values=[text(number_there)]),
            ]
        if self.old:
            made.storage_location_id = material.store
        else:
            made.storage_location = self.stored(material.store)
            made.disposition = self.disposition(lot.status, lot.left)
        return made

    def pallet(self, id: str, cups: Decimal, status: str) -> model.MaterialSubLot:
        """A pallet as it is at the end."""
        made = model.MaterialSubLot(id=id, status=status, quantities=[quantity(cups, "C62")])
        if not self.old:
            made.disposition = self.disposition(status, cups if status != "shipped" else Decimal(0))
        return made

    @staticmethod
    def stored(place: str) -> model.ResourceLocation:
        return model.ResourceLocation(location=place, location_type=ResourceLocationType.EQUIPMENT)

    @staticmethod
    def disposition(status: str, left: Decimal) -> Disposition:
        if not left:
            return Disposition.CLOSED
        return Disposition.RESTRICTED if status == "blocked" else Disposition.UNRESTRICTED

    def tested(self, lot: Lot) -> Iterator[model.MaterialLotProperty]:
        """What was measured of a lot; in older versions with the result of its test."""
        for test in TESTS:
            if test.id not in lot.measured:
                continue
            value, at = lot.measured[test.id]
            made = model.MaterialLotProperty(id=test.measured, values=[number(value, test.unit)])
            if self.old:
                result = model.Result(
                    value_string=verdict(test, value), data_type=DataType.STRING, unit_of_measure="", key=None
                )
                made.test_specification_ids = [test.id]
                made.test_results = [model.TestResult(id=test.id, evaluation_date=at, results=[result])]
            yield made

    def test_results(self, lot: Lot) -> Iterator[model.TestResult]:
        """The results of the tests of a lot, as newer versions state them by themselves."""
        for test in TESTS:
            if test.id not in lot.measured:
                continue
            value, at = lot.measured[test.id]
            yield model.TestResult(
                id=f"{test.id}-{lot.id}",
                evaluation_date=at,
                hierarchy_scope=self.scope(),
                testable_object_id=lot.id,
                evaluated_criterion_result=verdict(test, value),
                property_measurements=[
                    model.PropertyMeasurement(
                        id=test.measured,
                        testable_object_property_ids=[test.measured],
                        measurement_date=at,
                        value=number(value, test.unit),
                    )
                ],
            )

    def old_tests(self) -> list[model.MaterialTestSpecification]:
        """The test specifications, as older versions state them."""
        return [model.MaterialTestSpecification(name=test.id, descriptions=[test.description]) for test in TESTS]

    def tests(self) -> list[model.TestSpecification]:
        """The test specifications, as newer versions state them."""
        return [
            model.TestSpecification(
                id=test.id,
                descriptions=[test.description],
                hierarchy_scope=self.scope(),
                physical_sample_required=True,
                criteria=[
                    model.TestSpecificationCriteria(
                        id="Range",
                        expressions=[f"{test.low} <= {test.measured} <= {test.high}"],
                        results=["pass"],
                        evaluated_property_ids=[test.measured],
                    )
                ],
                evaluated_properties=[
                    model.TestSpecificationEvaluatedProperty(
                        id=test.measured,
                        test_specification_criteria_ids=["Range"],
                        testable_object_property_ids=[test.measured],
                    )
                ],
            )
            for test in TESTS
        ]

    def message(self, verb: Verb, noun: Noun, name: str, at: datetime, sender: str) -> Message:
        """`noun` as a message of its own."""
        return message(self.version, verb, noun, name, at, SITE, sender)


class _Plant:
    """The state of the plant, and what it has reported."""

    def __init__(self, random: Random, words: _Words) -> None:
        self.random = random
        self.words = words
        self.lots: dict[str, Lot] = {}
        self.stock: defaultdict[str, list[Lot]] = defaultdict(list)
        self.numbers: defaultdict[str, int] = defaultdict(int)
        self.pallets = 0
        self.requests: list[model.OperationsRequest] = []
        self.performances: list[model.OperationsPerformance] = []
        self.to_ship: list[tuple[Lot, str]] = []
        self.heel: dict[str, Lot] = {}

    # -- messages -----------------------------------------------------------------------------------------------------

    def messages(self, lots: int) -> Iterator[tuple[str, Message]]:
        """Run the plant until it has that many lots, and state everything."""
        words, day = self.words, MONDAY
        while len(self.lots) + self.pallets < lots:
            self.run(day)
            day += timedelta(days=3 if day.weekday() == 4 else 1)
        self.plan(day)
        before, now = MONDAY - timedelta(hours=12), day
        scope = words.scope
        yield (
            "01-equipment",
            words.message(
                Verb.SYNC,
                model.EquipmentInformation(
                    id="Equipment",
                    published_date=before,
                    equipment=[words.equipment(PLANT)],
                    equipment_classes=[
                        model.EquipmentClass(id=id)
                        for id in sorted({id for place in walk(PLANT) for id in place.classes})
                    ],
                ),
                "EQUIPMENT-1",
                before,
                "MES",
            ),
        )
        yield (
            "02-personnel",
            words.message(
                Verb.SYNC,
                model.PersonnelInformation(
                    id="Personnel",
                    hierarchy_scope=scope(),
                    published_date=before,
                    persons=[
                        model.Person(id=id, name=name, personnel_class_ids=[cls]) for id, (name, cls) in PERSONS.items()
                    ],
                    personnel_classes=[
                        model.PersonnelClass(id=id, descriptions=[said]) for id, said in PERSONNEL_CLASSES.items()
                    ],
                ),
                "PERSONNEL-1",
                before,
                "MES",
            ),
        )
        yield "03-materials", words.message(Verb.SYNC, self.materials(before), "MATERIALS-1", before, "ERP")
        yield (
            "04-schedule",
            words.message(
                Verb.PROCESS,
                model.OperationsSchedule(
                    id="SCHEDULE-1",
                    published_date=before,
                    start_time=MONDAY,
                    end_time=day + timedelta(hours=16),
                    hierarchy_scope=scope(),
                    operations_type=OperationsType.PRODUCTION,
                    operations_requests=self.requests,
                ),
                "SCHEDULE-1",
                before,
                "ERP",
            ),
        )
        for performance in self.performances:
            at = performance.published_date or now
            yield (
                f"05-performance-{at:%Y-%m-%d}",
                words.message(Verb.SYNC, performance, performance.id or "", at, "MES"),
            )
        stated = model.MaterialInformation(
            id="Lots",
            hierarchy_scope=scope(),
            published_date=now,
            material_lots=[words.lot(lot) for lot in self.lots.values()],
        )
        yield "06-lots", words.message(Verb.SYNC, stated, "LOTS-1", now, "MES")
        if not words.old:
            tests = model.OperationsTestInformation(
                id="Tests",
                hierarchy_scope=scope(),
                published_date=now,
                test_specifications=words.tests(),
                test_results=[result for lot in self.lots.values() for result in words.test_results(lot)],
            )
            yield "07-tests", words.message(Verb.SYNC, tests, "TESTS-1", now, "LIMS")

    def materials(self, at: datetime) -> model.MaterialInformation:
        """The material classes and definitions."""
        made = model.MaterialInformation(
            id="Materials",
            hierarchy_scope=self.words.scope(),
            published_date=at,
            material_classes=[model.MaterialClass(id=id, descriptions=[said]) for id, said in MATERIAL_CLASSES.items()],
            material_definitions=[
                model.MaterialDefinition(
                    id=material.id, descriptions=[material.description], material_class_ids=[material.material_class]
                )
                for material in MATERIALS.values()
            ],
        )
        if self.words.old:
            made.material_test_specifications = self.words.old_tests()
        return made

    # -- a day --------------------------------------------------------------------------------------------------------

    def run(self, day: datetime) -> None:
        """One day: deliveries and shipments, then milk, fruit, base, blends and cups, then the laboratory."""
        self.plan(day)
        today = f"{day:%m%d}"
        responses = [
            self.response(f"IN-{today}", OperationsType.INVENTORY, self.receive(day)),
            self.response(f"OUT-{today}", OperationsType.INVENTORY, self.ship(day)),
            self.response(f"CLEAN-{today}", OperationsType.PRODUCTION, self.clean(day)),
            self.response(f"BASE-{today}", OperationsType.PRODUCTION, self.prepare(day)),
        ]
        tested: list[Lot] = []
        for number_of_day in range(4):
            flavour = FLAVOURS[number_of_day % 2]
            order = f"ORDER-{today}-{number_of_day + 1}"
            steps, blend = self.order(start_of(day, number_of_day), flavour)
            tested.append(blend)
            responses.append(self.response(order, OperationsType.PRODUCTION, steps, f"{flavour}150"))
        responses.append(
            self.response(f"LAB-{today}", OperationsType.QUALITY, self.test(day + timedelta(hours=14), tested))
        )
        said = [response for response in responses if response.segment_responses]
        self.performances.append(
            model.OperationsPerformance(
                id=f"PERFORMANCE-{today}",
                published_date=day + timedelta(hours=16),
                start_time=day - timedelta(hours=1),
                end_time=day + timedelta(hours=16),
                hierarchy_scope=self.words.scope(),
                operations_type=OperationsType.MIXED,
                operations_schedule_id="SCHEDULE-1",
                performance_state=ResponseState.COMPLETED,
                operations_responses=said,
            )
        )

    def plan(self, day: datetime) -> None:
        """Ask for the four orders of a day: the first week is released, the rest a forecast."""
        state = RequestState.RELEASED if day < MONDAY + timedelta(days=7) else RequestState.FORECAST
        for number_of_day in range(4):
            flavour = FLAVOURS[number_of_day % 2]
            start = start_of(day, number_of_day)
            tank, line = TANKS[flavour]
            steps = [
                model.SegmentRequirement(
                    id=segment,
                    earliest_start_time=start + timedelta(minutes=after),
                    latest_end_time=start + timedelta(hours=6),
                    process_segment_id=segment,
                    duration=Duration.parse(duration),
                    operations_definition_id=f"{flavour}150",
                    operations_segment_id=self.words.new(segment),
                    segment_state=state,
                    equipment_requirements=[
                        model.EquipmentRequirement(
                            id=self.words.new("1"), equipment_ids=[unit], quantities=[quantity(Decimal(1), "C62")]
                        )
                    ],
                    material_requirements=[
                        model.MaterialRequirement(
                            id=self.words.new("1"),
                            material_definition_ids=[material],
                            material_use=MaterialUse.PRODUCED,
                            quantities=[quantity(amount, MATERIALS[material].unit)],
                        )
                    ],
                )
                for segment, after, duration, unit, material, amount in (
                    ("Blending", 0, "PT45M", tank, f"Blend{flavour}", Decimal(3480)),
                    ("Filling", 60, "PT2H30M", f"FILLER-{line}", f"{flavour}150", Decimal(22400)),
                )
            ]
            self.requests.append(
                model.OperationsRequest(
                    id=f"ORDER-{day:%m%d}-{number_of_day + 1}",
                    start_time=start,
                    end_time=start + timedelta(hours=6),
                    hierarchy_scope=self.words.scope(),
                    operations_type=OperationsType.PRODUCTION,
                    priority=Decimal(number_of_day + 1),
                    request_state=state,
                    operations_definition_id=f"{flavour}150",
                    segment_requirements=steps,
                )
            )

    def receive(self, day: datetime) -> Iterator[model.SegmentResponse]:
        """Take in what is running low."""
        at = day - timedelta(hours=1)
        for material in MATERIALS.values():
            while material.suppliers and sum(lot.left for lot in self.stock[material.id]) < material.reorder:
                amount = Decimal(material.delivery + self.random.randrange(-5, 6) * material.delivery // 100)
                lot = self.make(material.id, amount, at)
                lot.supplier = f"{self.random.choice(material.suppliers)}/{self.random.randrange(10**6, 10**7)}"
                yield self.step("Receiving", at, 20, material.store, "P-301", [], [(lot.id, amount)])
                at += timedelta(minutes=10)

    def ship(self, day: datetime) -> Iterator[model.SegmentResponse]:
        """Send away the released pallets of the days before, a truck at a time."""
        waiting = [(lot, pallet) for lot, pallet in self.to_ship if lot.status == "released"]
        self.to_ship.clear()
        for number_of_truck, start in enumerate(range(0, len(waiting), 8)):
            load: Used = []
            for lot, pallet in waiting[start : start + 8]:
                cups, _ = lot.pallets[pallet]
                lot.pallets[pallet] = cups, "shipped"
                lot.left -= cups
                load.append((pallet, cups))
            at = day + timedelta(hours=1, minutes=45 * number_of_truck)
            step = self.step("Shipping", at, 40, "Dock", "P-302", load, [])
            step.segment_data = [model.SegmentData(id="Customer", values=[text(self.random.choice(CUSTOMERS))])]
            yield step

    def clean(self, day: datetime) -> Iterator[model.SegmentResponse]:
        """Empty and clean the blending tanks: no heel goes into the next day."""
        for tank, lot in self.heel.items():
            yield self.step("Cleaning", day, 40, tank, "P-102", [(lot.id, lot.left)], [])
            lot.left = Decimal(0)
        self.heel.clear()

    def prepare(self, day: datetime) -> Iterator[model.SegmentResponse]:
        """Pasteurise milk, cook fruit, ferment."""
        for batch in range(2):
            at = day + timedelta(minutes=50 * batch)
            milk = self.take("RawMilk", Decimal(6900))
            made = self.make("PasteurisedMilk", self.some(6900, "0.985", "0.995"), at)
            step = self.step("Pasteurising", at, 45, "PAST-1", "P-101", milk, [(made.id, made.made)])
            peak = self.random.uniform(72.1, 73.9)
            step.segment_data = [
                model.SegmentData(id="HoldTemperature", values=[number(Decimal(f"{peak:.1f}"), "CEL")])
            ]
            yield step
        for place, flavour in enumerate(FLAVOURS):
            at = day + timedelta(minutes=30 + 60 * place)
            cooked = [*self.take(FRUIT[flavour], Decimal(560)), *self.take("Sugar", Decimal(260))]
            made = self.make(f"Prep{flavour}", self.some(820, "0.96", "0.99"), at)
            yield self.step("FruitPreparation", at, 55, "COOKER-1", "P-103", cooked, [(made.id, made.made)])
        for batch in (1, 2, 3):
            at = day + timedelta(hours=2, minutes=15 * batch)
            used = [*self.take("PasteurisedMilk", Decimal(4400)), *self.take("Culture", Decimal(6))]
            made = self.make("YoghurtBase", self.some(4406, "0.990", "0.998"), at)
            made.measured["FAT"] = Decimal(f"{self.random.gauss(3.65, 0.05):.2f}"), at + timedelta(hours=4)
            yield self.step("Fermenting", at, 260, f"FERM-{batch}", "P-101", used, [(made.id, made.made)])

    def order(self, at: datetime, flavour: str) -> tuple[list[model.SegmentResponse], Lot]:
        """Blend and fill one order; the steps and the blend."""
        tank, line = TANKS[flavour]
        used = [*self.take("YoghurtBase", Decimal(3100)), *self.take(f"Prep{flavour}", Decimal(380))]
        rework = sum((lot.left for lot in self.stock[f"Rework{flavour}"]), Decimal(0))
        if rework:
            used += self.take(f"Rework{flavour}", rework)
        before = self.heel.get(tank)
        if before is not None:
            used.append((before.id, before.left))
            before.left = Decimal(0)
        blend = self.make(f"Blend{flavour}", sum((amount for _, amount in used), Decimal(0)), at)
        self.stock[blend.material].remove(blend)  # it goes to the filler, the heel aside
        blending = self.step("Blending", at, 45, tank, "P-102", used, [(blend.id, blend.made)])
        self.heel[tank] = blend
        blend.left = HEEL

        start = at + timedelta(hours=1)
        to_fill = blend.made - HEEL
        lost = self.some(45, "0.3", "1.7") if self.random.random() < 0.45 else Decimal(0)
        cups = ((to_fill - lost) / CUP).to_integral_value(rounding="ROUND_FLOOR")
        torn = Decimal(self.random.randrange(20, 90))
        packed = [*self.take("Cup150", cups + torn), *self.take("Lid150", cups + torn)]
        goods = self.make(f"{flavour}150", cups, start)
        self.stock[goods.material].remove(goods)  # it leaves by the pallet
        made: Used = [(goods.id, cups)]
        if lost:
            made.append((self.make(f"Rework{flavour}", lost, start).id, lost))
        filling = self.step("Filling", start, 150, f"FILLER-{line}", "P-103", [(blend.id, to_fill), *packed], made)
        for place, on in enumerate(range(0, int(cups), PALLET), 1):
            pallet = f"{goods.id}-P{place}"
            goods.pallets[pallet] = min(Decimal(PALLET), cups - on), "in stock"
            self.to_ship.append((goods, pallet))
            self.pallets += 1
        return [blending, filling], blend

    def test(self, at: datetime, blends: list[Lot]) -> Iterator[model.SegmentResponse]:
        """Test the blends of a day; what fails is blocked with all that was packed of it."""
        for place, blend in enumerate(blends):
            start = at + timedelta(minutes=20 * place)
            done = start + timedelta(minutes=15)
            blend.measured["ACIDITY"] = Decimal(f"{self.random.gauss(4.32, 0.14):.2f}"), done
            blend.measured["FAT"] = Decimal(f"{self.random.gauss(3.62, 0.05):.2f}"), done
            yield self.step("Testing", start, 15, "Blending", "P-201", [(blend.id, Decimal("0.5"))], [], sample=True)
            if any(verdict(test, blend.measured[test.id][0]) == "fail" for test in TESTS):
                goods = self.lots[blend.id.replace("BL", "FG")]
                blend.status = goods.status = "blocked"
                goods.pallets = {pallet: (cups, "blocked") for pallet, (cups, _) in goods.pallets.items()}

    # -- lots and reports ---------------------------------------------------------------------------------------------

    def some(self, amount: int, low: str, high: str) -> Decimal:
        """A share of `amount` between `low` and `high`, in kilograms with one digit."""
        share = self.random.uniform(float(low), float(high))
        return (Decimal(amount) * Decimal(f"{share:.4f}")).quantize(Decimal("0.1"))

    def make(self, material: str, amount: Decimal, at: datetime) -> Lot:
        """A new lot, in stock."""
        self.numbers[material] += 1
        lot = Lot(f"{MATERIALS[material].prefix}-{self.numbers[material]:04d}", material, amount, amount, at)
        self.lots[lot.id] = lot
        self.stock[material].append(lot)
        return lot

    def take(self, material: str, amount: Decimal) -> Used:
        """Take an amount out of stock, oldest lots first; less where there is less."""
        taken: Used = []
        stock = self.stock[material]
        while amount and stock:
            part = min(amount, stock[0].left)
            taken.append((stock[0].id, part))
            stock[0].left -= part
            amount -= part
            if not stock[0].left:
                stock.pop(0)
        return taken

    def step(
        self,
        segment: str,
        at: datetime,
        minutes: int,
        equipment: str,
        person: str,
        used: Used,
        made: Used,
        sample: bool = False,
    ) -> model.SegmentResponse:
        """Report one step."""
        self.numbers[segment] += 1
        end = at + timedelta(minutes=minutes, seconds=self.random.randrange(60))
        actuals = [
            *self.actuals(used, self.words.sampled if sample else MaterialUse.CONSUMED),
            *self.actuals(made, MaterialUse.PRODUCED),
        ]
        for place, actual in enumerate(actuals, 1):
            actual.id = self.words.new(str(place))
        return model.SegmentResponse(
            id=f"{segment}-{self.numbers[segment]:04d}",
            process_segment_ids=[segment],
            actual_start_time=at,
            actual_end_time=end,
            segment_state=ResponseState.COMPLETED,
            personnel_actuals=[
                model.PersonnelActual(
                    id=self.words.new("1"), person_ids=[person], quantities=[quantity(Decimal(1), "C62")]
                )
            ],
            equipment_actuals=[
                model.EquipmentActual(
                    id=self.words.new("1"), equipment_ids=[equipment], quantities=[quantity(Decimal(1), "C62")]
                )
            ],
            material_actuals=actuals,
        )

    def actuals(self, lots: Used, use: MaterialUse) -> Iterator[model.MaterialActual]:
        """A material actual for each lot or pallet."""
        for id, amount in lots:
            lot = self.lots[id.partition("-P")[0]]
            material = MATERIALS[lot.material]
            yield model.MaterialActual(
                material_definition_ids=[material.id],
                material_lot_ids=[] if id in lot.pallets else [id],
                material_sub_lot_ids=[id] if id in lot.pallets else [],
                material_use=use,
                quantities=[quantity(amount, material.unit)],
            )

    def response(
        self, id: str, kind: OperationsType, steps: Iterable[model.SegmentResponse], definition: str | None = None
    ) -> model.OperationsResponse:
        """Report what was done for one order, or for the plant itself."""
        done = list(steps)
        return model.OperationsResponse(
            id=id,
            start_time=min((step.actual_start_time for step in done if step.actual_start_time), default=None),
            end_time=max((step.actual_end_time for step in done if step.actual_end_time), default=None),
            operations_type=kind,
            operations_request_ids=[id] if definition else [],
            operations_definition_ids=[definition] if definition else [],
            response_state=ResponseState.COMPLETED,
            segment_responses=done,
        )


# -- words ------------------------------------------------------------------------------------------------------------


def start_of(day: datetime, order: int) -> datetime:
    """When an order of a day starts, counted from 0: the two tanks in turn, four hours for each of their batches."""
    return day + timedelta(hours=7 + order // 2 * 4, minutes=order % 2 * 30)


def verdict(test: Test, value: Decimal) -> str:
    """Whether a measured value passes its test: ``pass`` or ``fail``."""
    return "pass" if test.low <= value <= test.high else "fail"


def walk(place: Place) -> Iterator[Place]:
    """A piece of equipment and all it contains."""
    yield place
    for inner in place.inside:
        yield from walk(inner)
