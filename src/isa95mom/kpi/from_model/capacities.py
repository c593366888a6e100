"""Capabilities in documents of any version: how much equipment can make, and what of it is committed or available.

Of the future, ``total = committed + available + unattainable``; of the past, ``total = used + unused``. A capability
that states neither its type, its times nor its equipment has those of what holds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs
from attrs import evolve, field, frozen

from isa95mom import model
from isa95mom.errors import Problem
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.results import scope_equipment
from isa95mom.kpi.from_model.totals import production_capacity
from isa95mom.model import CapabilityType
from isa95mom.nouns.findings import Findings
from isa95mom.nouns.place import Place, identification, named
from isa95mom.nouns.responses import several
from isa95mom.nouns.sources import Source, read_sources
from isa95mom.nouns.values import amount
from isa95mom.nouns.walk import Table, read_nothing

NESTED = (
    "process_segment_capabilities",
    "operations_segment_capabilities",
    "work_master_capabilities",
    "children",
)
"""The fields of a capability that hold capabilities of segments."""
SEGMENTS = ("process_segment_ids", "operations_segment_id", "work_master_ids")
"""The fields that identify what can be carried out."""
SHARES = tuple(str(each) for each in CapabilityType if each != CapabilityType.OTHER)


@frozen(slots=True, kw_only=True)
class Capacity:
    """How much of the capacity of a piece of equipment is of one type, from when until when."""

    equipment: str
    start: datetime
    end: datetime
    type: str
    """``Total``, ``Committed``, ``Available``, ``Unattainable``, ``Used`` or ``Unused``."""
    quantity: Decimal
    unit: str | None
    reason: str | None
    """Why, such as maintenance. None where not stated."""
    segment: str | None
    """The process segment, operations segment or work master that it is stated for. None where it is for any."""
    ids: tuple[str | None, ...]
    """The identifications of the capability and of those around it, outermost first."""
    place: Place

    @property
    def said(self) -> str:
        """What it is stated for, in words."""
        return f"{self.equipment} from {self.start.isoformat()} to {self.end.isoformat()}"


@frozen(slots=True, kw_only=True)
class Capacities:
    """What documents state of the capacity of equipment, and the total of it by time."""

    stated: tuple[Capacity, ...] = ()
    """All that is stated, in the order of the sources."""
    table: dict[str, list[Any]] = field(factory=dict)
    """The table ``capacity`` of `from_frame`: ``equipment``, ``start``, ``end``, ``EPC``."""
    findings: tuple[Problem, ...] = ()

    def to_columns(self) -> dict[str, list[Any]]:
        """All that is stated, as columns."""
        names = [each.name for each in attrs.fields(Capacity) if each.name not in ("ids", "place")]
        return {name: [getattr(each, name) for each in self.stated] for name in names}


class Reading(Findings):
    """What was read so far."""

    def __init__(self) -> None:
        super().__init__()
        self.capacities: list[Capacity] = []

    def not_read(self, noun: Any) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-capability", f"{type(noun).__name__} says nothing of capabilities"


def capacities_of(
    sources: Source | Iterable[Source],
    *,
    unit: str | None = None,
    agreed: Agreement | None = None,
    lenient: bool = False,
) -> Capacities:
    """What B2MML documents or objects of any version state of the capacity of equipment.

    `sources` are paths, bytes, binary files, documents, messages or nouns, in any mixture, or one of these. `unit` is
    that of the table; None is that of the first capacity, and others are converted. `agreed` says whether what is not
    stated of a capacity is none. Capabilities of equipment classes, of several pieces together, without a type, time or
    quantity, that overlap or contradict one another, or of which the total is not known, are findings. Raises
    `DocumentError` where a document cannot be read.
    """
    reading = Reading()
    read_sources(reading, NOUNS, sources, lenient)
    table = production_capacity(reading, reading.capacities, () if unit is None else (unit,), agreed or Agreement())
    return Capacities(stated=tuple(reading.capacities), table=table, findings=tuple(reading.findings))


@frozen(slots=True, kw_only=True)
class Around:
    """What a capability says of all within."""

    type: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    reason: str | None = None
    segment: str | None = None
    equipment: str | None = None
    ids: tuple[str | None, ...] = ()

    def of(self, reading: Any, noun: Any, place: Place) -> Around:
        """The same, with what `noun` itself says."""
        reasons = list(named(several(noun, "reasons" if hasattr(noun, "reasons") else "reason")))
        segments = list(named(name for each in SEGMENTS for name in several(noun, each)))
        times = {
            name.removesuffix("_time"): reading.aware(noun, name, place)
            for name in ("start_time", "end_time")
            if getattr(noun, name, None) is not None
        }
        return evolve(
            self,
            type=_type(noun.capability_type) or self.type,
            reason=", ".join(reasons) or self.reason,
            segment=", ".join(segments) or self.segment,
            equipment=scope_equipment(noun) or self.equipment,
            ids=(*self.ids, identification(noun.id)),
            **times,
        )


def _type(stated: str | None) -> str | None:
    """The type of a capability; older versions, which have no ``Total``, say it as another value."""
    other = identification(getattr(stated, "other_value", None))
    return other if other in SHARES else identification(stated)


def read_capability(reading: Any, root: Any, place: Place) -> None:
    """Read a capability, those of segments in it, and what they say of equipment."""
    waiting = [(root, place, Around())]
    while waiting:
        noun, here, around = waiting.pop()
        own = around.of(reading, noun, here)
        inner = [each for name in NESTED for each in getattr(noun, name, ())]
        waiting.extend((each, here.of(each), own) for each in reversed(inner))
        equipment = [(each, here.of(each), own) for each in reversed(noun.equipment_capabilities)]
        while equipment:
            each, there, outer = equipment.pop()
            told = outer.of(reading, each, there)
            equipment.extend((child, there.of(child), told) for child in reversed(each.children))
            _equipment(reading, each, there, told)


def _equipment(reading: Any, noun: Any, place: Place, told: Around) -> None:
    names, classes = list(named(noun.equipment_ids)), list(named(noun.equipment_class_ids))
    quantity, unit = amount(noun.quantities, reading.finder(place))
    if quantity is None:
        if not noun.children:
            reading.find(place, "no-quantity", "how much it is is not stated")
        return
    if not names and not classes and told.equipment is not None:
        names = [told.equipment]
    if len(names) != 1:
        of = f"{', '.join(names)} together" if names else f"the class {', '.join(classes)}" if classes else "nothing"
        message = f"it is the capability of {of}, and of no one piece of equipment; it does not count"
        reading.find(place, "no-equipment", message)
    elif told.type not in SHARES:
        what = "not stated" if told.type is None else f"{told.type!r}, which is not known"
        reading.find(place, "no-capability-type", f"its type is {what}; it does not count")
    elif told.start is None or told.end is None:
        reading.find(place, "no-time", "from when until when it holds is not stated; it does not count")
    elif told.end <= told.start:
        reading.find(place, "ends-before-start", "it ends before it starts; it does not count")
    else:
        reading.capacities.append(
            Capacity(
                equipment=names[0],
                start=told.start,
                end=told.end,
                type=str(told.type),
                quantity=quantity,
                unit=unit,
                reason=told.reason,
                segment=told.segment,
                ids=told.ids,
                place=place,
            )
        )


NOUNS: Table[Any] = {
    model.OperationsCapabilityInformation: (read_nothing, ("operations_capabilities",)),
    model.OperationsCapability: (read_capability, ()),
    model.ProductionCapability: (read_capability, ()),
    model.WorkCapabilityInformation: (read_nothing, ("work_capabilities", "work_master_capabilities")),
    model.WorkCapability: (read_capability, ()),
    model.WorkMasterCapability: (read_capability, ()),
}
"""How each noun that says something of capabilities is read, and the fields that hold others."""
