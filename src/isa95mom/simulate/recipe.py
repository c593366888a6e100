"""What the simulated site does in one campaign, as data: its stages, what each takes and what each gives.

The site makes a medicine: an active ingredient on a continuous line, a powder in batches, a device with the powder in
it from parts. Each area can run alone (`RECIPES`), or all three one behind the other (``mixed``).

Amounts are whole numbers of grains: a grain is a gram of what is weighed in kilograms, and a piece of what is counted.
"""

from __future__ import annotations

from enum import Enum, auto

from attrs import evolve, frozen

from isa95mom.genealogy.record import EventKind

Range = tuple[int, int]
KILO = 1000


class Way(Enum):
    """How an event comes by what it takes."""

    PART = auto()
    """Parts of several lots of this campaign, which together are used up."""
    FIXED = auto()
    """An amount of its own from one lot of this campaign."""
    PIECE = auto()
    """One piece each, lot by lot."""
    BULK = auto()
    """An amount of its own from the open bulk lot of a material."""
    KEPT = auto()
    """What the campaign before kept back: a heel, a rest, material to be worked again."""
    AGAIN = auto()
    """A whole lot of this campaign, which stays what it is."""


@frozen(kw_only=True)
class Take:
    """What goes into the events of a stage."""

    of: str
    """The material."""
    way: Way = Way.PART
    fan_in: tuple[int, ...] = (1,)
    """Of how many lots, for each event; begun again where there are more events."""
    starts: tuple[int, ...] = ()
    """The first of these lots for each event; empty: evenly spread, and at random within `spread`."""
    spread: int = 2
    amount: Range = (0, 0)
    events: Range | None = None
    """From which to before which event; None is all."""
    heel: bool = False
    """Whether it is what stays in the vessel, which nobody books."""
    back: bool = False
    """Whether `Way.AGAIN` is about what comes out."""


@frozen(kw_only=True)
class Give:
    """What comes out of the events of a stage: lots of one material. Without an amount, all that is not given else."""

    material: str
    count: int = 1
    """How many lots."""
    share: Range | None = None
    """Of 100,000 parts of what went in."""
    amount: Range | None = None
    keep: Range | None = None
    """How much of a lot is kept back for the next campaign, where a stage takes what was kept; None is all."""
    bulk: bool = False
    events: Range | None = None


@frozen(kw_only=True)
class Stage:
    """A step of the process: its events in one campaign, which follow one another."""

    segment: str
    """Identification of the process segment."""
    kind: EventKind
    events: int
    begin: int
    """Minutes from the beginning of the campaign, which takes 480."""
    every: int = 2
    """Minutes from event to event."""
    takes: tuple[Take, ...] = ()
    gives: tuple[Give, ...] = ()
    equipment: str
    units: int = 1
    """How many pieces of equipment there are, numbered from 1."""
    rotates: bool = False
    """Whether each campaign begins with the next unit."""
    vessel: bool = False
    """Whether it is a tank or line that is filled and drawn from."""
    residence: int = 4
    """Minutes from filling to drawing."""
    source: str
    location: str
    party: str | None = None
    """Prefix of suppliers or customers."""
    crew: str = "OP"
    parameter: tuple[str, float, float] | None = None
    """Name, mean and spread of what is measured at each event."""
    tested: tuple[str, float, float] | None = None
    """Name, mean and spread of what is measured of the lots that come out."""


def received(area: str, material: str, events: int, amount: Range | None, begin: int) -> Stage:
    """The receipts of a material: some lots each campaign, or one bulk lot where no amount is told."""
    return Stage(
        segment="Receiving", kind=EventKind.RECEIVE, events=events, begin=begin, equipment="DOCK", units=2,
        gives=(Give(material=material, amount=amount, bulk=amount is None),),
        source=f"WMS-{area}", location="GOODS-IN", party="SUPPLIER", crew="WH",
    )  # fmt: skip


CONTINUOUS = (
    received("C", "Feedstock", 3, (9_000 * KILO, 11_000 * KILO), 0),
    received("C", "Solvent", 1, None, 6),
    Stage(
        segment="Dosing", kind=EventKind.BLEND, events=16, begin=20, every=6, equipment="DOSER", units=2,
        takes=(
            Take(of="Feedstock", fan_in=(1, 1, 2, 1)),
            Take(of="Solvent", way=Way.BULK, amount=(20 * KILO, 30 * KILO)),
        ),
        gives=(Give(material="Solution", keep=(100 * KILO, 200 * KILO)),),
        source="DCS-C", location="CONTINUOUS", parameter=("Concentration", 31.0, 0.4),
    ),
    Stage(
        segment="Crystallising", kind=EventKind.PRODUCE, events=8, begin=165, every=12, equipment="CRYST",
        vessel=True, residence=45,
        takes=(  # first in, first out: every second charge is shared by two lots
            Take(of="Solution", way=Way.KEPT, starts=(15,), events=(0, 1)),
            Take(of="Solution", fan_in=(2,), starts=(0,), events=(0, 1)),
            Take(of="Solution", fan_in=(3,), starts=(1, 3, 5, 7, 9, 11, 13), events=(1, 8)),
        ),
        gives=(Give(material="MotherLiquor", share=(1_000, 2_500)), Give(material="Ingredient")),
        source="DCS-C", location="CONTINUOUS", parameter=("Temperature", 4.0, 0.2),
    ),
    Stage(
        segment="Homogenising", kind=EventKind.BLEND, events=2, begin=270, every=10, equipment="SILO", units=2,
        vessel=True,
        takes=(
            Take(of="Homogenised", way=Way.KEPT, starts=(0, 1), heel=True),
            Take(of="Ingredient", fan_in=(4,), starts=(0, 4)),
        ),
        gives=(Give(material="Homogenised", keep=(900 * KILO, 1_100 * KILO)),),
        source="DCS-C", location="CONTINUOUS", tested=("Purity", 99.2, 0.15),
    ),
    Stage(
        segment="Bagging", kind=EventKind.PACK, events=10, begin=300, every=4, equipment="BAGGER", units=2,
        takes=(Take(of="Homogenised", fan_in=(1,), spread=0),), gives=(Give(material="Bag"),),
        source="WMS-C", location="WAREHOUSE",
    ),
    Stage(
        segment="Shipping", kind=EventKind.SHIP, events=3, begin=420, every=15, equipment="GATE", units=2,
        takes=(Take(of="Bag", fan_in=(3,), starts=(0, 3, 6)),),
        source="WMS-C", location="WAREHOUSE", party="CUSTOMER", crew="WH",
    ),
    Stage(
        segment="Disposing", kind=EventKind.SCRAP, events=1, begin=470, equipment="DOCK",
        takes=(Take(of="MotherLiquor", fan_in=(8,), starts=(0,)),), source="WMS-C", location="YARD", crew="WH",
    ),
)  # fmt: skip

TANKS = 4
BATCH = (
    received("B", "Excipient", 6, (900 * KILO, 1_100 * KILO), 0),
    received("B", "Binder", 1, None, 12),
    received("B", "Lubricant", 1, None, 14),
    Stage(
        segment="Milling", kind=EventKind.PRODUCE, events=6, begin=20, every=6, equipment="MILL", units=3,
        takes=(Take(of="Excipient", fan_in=(2, 3, 1, 2, 2, 4)),),
        gives=(Give(material="Fines", share=(2_000, 4_000)), Give(material="Milled")),
        source="DCS-B", location="BATCH", parameter=("Speed", 2950.0, 20.0),
    ),
    Stage(
        segment="Granulating", kind=EventKind.PRODUCE, events=6, begin=70, every=8, equipment="GRANULATOR", units=3,
        takes=(
            Take(of="Milled", fan_in=(2, 1, 3, 2, 2, 4)),
            Take(of="Binder", way=Way.BULK, amount=(4 * KILO, 6 * KILO)),
        ),
        gives=(Give(material="Granulate"),),
        source="DCS-B", location="BATCH", parameter=("Moisture", 2.5, 0.1),
    ),
    Stage(
        segment="Reworking", kind=EventKind.REWORK, events=1, begin=130, equipment="MILL", units=3,
        takes=(Take(of="Remainder", way=Way.KEPT, starts=(0,)),), gives=(Give(material="Rework"),),
        source="DCS-B", location="BATCH",
    ),
    Stage(  # each tank goes through the places 3, 2, 1, 0 and is cleaned then
        segment="Blending", kind=EventKind.BLEND, events=TANKS, begin=150, every=12, equipment="TANK", units=TANKS,
        rotates=True, vessel=True,
        takes=(
            Take(of="Blend", way=Way.KEPT, starts=(1, 2, 3), events=(0, 3), heel=True),
            Take(of="Granulate", fan_in=(2, 3, 4, 3)),
            Take(of="Rework", starts=(0,), events=(1, 2)),
            Take(of="Lubricant", way=Way.BULK, amount=(40 * KILO, 60 * KILO)),
        ),
        gives=(Give(material="Blend", keep=(8 * KILO, 12 * KILO)),),
        source="DCS-B", location="BATCH", parameter=("Time", 1200.0, 15.0), tested=("Assay", 100.0, 0.8),
    ),
    Stage(
        segment="Sampling", kind=EventKind.SAMPLE, events=TANKS, begin=210, every=3, equipment="TANK", units=TANKS,
        rotates=True, takes=(Take(of="Blend", way=Way.FIXED, starts=(0, 1, 2, 3), amount=(250, 500)),),
        source="LIMS-B", location="LABORATORY", crew="LAB",
    ),
    Stage(
        segment="Filling", kind=EventKind.PRODUCE, events=8, begin=230, every=10, equipment="FILLER", units=4,
        takes=(Take(of="Blend", fan_in=(1, 1, 2, 1, 1, 2, 1, 1)),),
        gives=(
            Give(material="Remainder", amount=(2 * KILO, 3 * KILO), events=(0, 1)),
            Give(material="Waste", share=(300, 900)),
            Give(material="Powder"),
        ),
        source="MES-B", location="FILLING", parameter=("Weight", 20.0, 0.05),
    ),
    Stage(
        segment="Collecting", kind=EventKind.MERGE, events=1, begin=315, equipment="DOCK",
        takes=(Take(of="Fines", fan_in=(6,), starts=(0,)),), gives=(Give(material="FinesBulk"),),
        source="MES-B", location="YARD",
    ),
    Stage(
        segment="Selling", kind=EventKind.SHIP, events=1, begin=318, equipment="GATE", units=2,
        takes=(Take(of="FinesBulk", starts=(0,)),), source="WMS-B", location="YARD", party="CUSTOMER", crew="WH",
    ),
    Stage(
        segment="Packing", kind=EventKind.PACK, events=12, begin=320, every=6, equipment="PACKER", units=3,
        takes=(Take(of="Powder", fan_in=(1, 2, 1, 1, 3, 1)),), gives=(Give(material="Drum"),),
        source="WMS-B", location="WAREHOUSE",
    ),
    Stage(
        segment="Moving", kind=EventKind.TRANSFER, events=2, begin=398, equipment="TRUCK",
        takes=(
            Take(of="Drum", way=Way.AGAIN, starts=(0, 11)),
            Take(of="Drum", way=Way.AGAIN, starts=(0, 11), back=True),
        ),
        source="WMS-B", location="DISPATCH", crew="WH",
    ),
    Stage(
        segment="Shipping", kind=EventKind.SHIP, events=5, begin=405, every=8, equipment="GATE", units=2,
        takes=(Take(of="Drum", fan_in=(2, 2, 3, 2, 2), starts=(0, 2, 4, 7, 9)),),
        source="WMS-B", location="DISPATCH", party="CUSTOMER", crew="WH",
    ),
    Stage(
        segment="Returning", kind=EventKind.RETURN, events=1, begin=465, equipment="GATE", units=2,
        takes=(Take(of="Drum", way=Way.AGAIN, starts=(0,), back=True),),
        source="WMS-B", location="GOODS-IN", party="CUSTOMER", crew="WH",
    ),
    Stage(
        segment="Disposing", kind=EventKind.SCRAP, events=1, begin=470, equipment="DOCK",
        takes=(Take(of="Waste", fan_in=(8,), starts=(0,)),), source="WMS-B", location="YARD", crew="WH",
    ),
    Stage(
        segment="Cleaning", kind=EventKind.CLEAN, events=1, begin=474, equipment="TANK", units=TANKS, rotates=True,
        takes=(Take(of="Blend", way=Way.FIXED, starts=(0,), amount=(8 * KILO, 12 * KILO), heel=True),),
        source="MES-B", location="BATCH",
    ),
)  # fmt: skip

UNITS = 100
DISCRETE = (
    received("D", "Casting", 2, (60, 66), 0),
    received("D", "Spring", 1, None, 6),
    received("D", "Valve", 1, None, 8),
    Stage(
        segment="Machining", kind=EventKind.PRODUCE, events=6, begin=20, every=10, equipment="LATHE", units=3,
        takes=(Take(of="Casting", starts=(0, 0, 0, 1, 1, 1)),),
        gives=(Give(material="Reject", amount=(1, 2)), Give(material="Housing")),
        source="MES-D", location="MACHINING", parameter=("Diameter", 12.0, 0.01),
    ),
    Stage(
        segment="Coating", kind=EventKind.MERGE, events=2, begin=90, every=20, equipment="OVEN",
        takes=(Take(of="Housing", fan_in=(3,), starts=(0, 3)),), gives=(Give(material="Coated"),),
        source="MES-D", location="MACHINING", parameter=("Temperature", 180.0, 1.5),
    ),
    Stage(
        segment="Racking", kind=EventKind.SPLIT, events=2, begin=135, every=5, equipment="RACK",
        takes=(Take(of="Coated", starts=(0, 1)),), gives=(Give(material="Tray", count=4),),
        source="MES-D", location="MACHINING",
    ),
    Stage(
        segment="Assembling", kind=EventKind.ASSEMBLE, events=UNITS, begin=150, every=2, equipment="CELL", units=5,
        takes=(
            Take(of="Tray", way=Way.PIECE),
            Take(of="Spring", way=Way.BULK, amount=(4, 4)),
            Take(of="Valve", way=Way.BULK, amount=(1, 1)),
        ),
        gives=(Give(material="Device", amount=(1, 1)),),
        source="MES-D", location="ASSEMBLY", tested=("Flow", 60.0, 1.2),
    ),
    Stage(
        segment="Repairing", kind=EventKind.REWORK, events=2, begin=360, equipment="BENCH",
        takes=(
            Take(of="Device", way=Way.AGAIN, starts=(17, 58)),
            Take(of="Device", way=Way.AGAIN, starts=(17, 58), back=True),
        ),
        source="MES-D", location="ASSEMBLY",
    ),
    Stage(
        segment="Boxing", kind=EventKind.PACK, events=10, begin=370, every=4, equipment="BOXER", units=2,
        takes=(Take(of="Device", fan_in=(10,), starts=tuple(range(0, UNITS, 10))),), gives=(Give(material="Box"),),
        source="WMS-D", location="WAREHOUSE",
    ),
    Stage(
        segment="Palletising", kind=EventKind.PACK, events=2, begin=420, every=5, equipment="PALLETISER",
        takes=(Take(of="Box", fan_in=(5,), starts=(0, 5)),), gives=(Give(material="Pallet"),),
        source="WMS-D", location="WAREHOUSE",
    ),
    Stage(
        segment="Shipping", kind=EventKind.SHIP, events=2, begin=440, every=10, equipment="GATE", units=2,
        takes=(Take(of="Pallet", starts=(0, 1)),),
        source="WMS-D", location="DISPATCH", party="CUSTOMER", crew="WH",
    ),
    Stage(
        segment="Disposing", kind=EventKind.SCRAP, events=1, begin=470, equipment="DOCK",
        takes=(Take(of="Reject", fan_in=(6,), starts=(0,)),), source="WMS-D", location="YARD", crew="WH",
    ),
)  # fmt: skip

COUNTED = frozenset(("Casting", "Spring", "Valve", "Reject", "Housing", "Coated", "Tray", "Device", "Box", "Pallet"))
"""The materials that are counted in pieces (unit ``C62``); all others are weighed in kilograms (``KGM``)."""


def _joined() -> tuple[Stage, ...]:
    """The three areas one behind the other: the ingredient goes into the blend, the powder into the device."""

    def more(stages: tuple[Stage, ...], segment: str, take: Take) -> tuple[Stage, ...]:
        return tuple(evolve(s, takes=(*s.takes, take)) if s.segment == segment else s for s in stages)

    continuous = tuple(stage for stage in CONTINUOUS if stage.segment not in ("Bagging", "Shipping"))
    return (
        *continuous,
        *(
            evolve(stage, begin=stage.begin + 480)
            for stage in more(BATCH, "Blending", Take(of="Homogenised", fan_in=(1, 2)))
        ),
        *(
            evolve(stage, begin=stage.begin + 960)
            for stage in more(
                DISCRETE,
                "Assembling",
                Take(of="Powder", way=Way.FIXED, starts=tuple(n % 8 for n in range(UNITS)), amount=(18, 22)),
            )
        ),
    )


def without_rework(recipe: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The same site where nothing is worked again."""
    return tuple(
        evolve(stage, takes=tuple(take for take in stage.takes if take.of != "Rework"))
        for stage in recipe
        if stage.kind is not EventKind.REWORK
    )


RECIPES = {"discrete": DISCRETE, "batch": BATCH, "continuous": CONTINUOUS, "mixed": _joined()}
