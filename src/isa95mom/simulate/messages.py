"""A simulated plant as B2MML messages: for each campaign a performance, and the lots it made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from isa95mom import model
from isa95mom.genealogy.record import EventKind
from isa95mom.model.enumerations import (
    Disposition,
    MaterialUse,
    OperationsType,
    ResourceLocationType,
    ResponseState,
)
from isa95mom.model.message import Message, Verb
from isa95mom.simulate.chunk import Chunk, chunk, message_text
from isa95mom.simulate.rows import NOT_STATED, Booked, cut, only
from isa95mom.simulate.words import SAMPLED, message, number, quantity, text
from isa95mom.values.text import Text
from isa95mom.values.version import B2MML, Version

if TYPE_CHECKING:
    from isa95mom.simulate.simulation import Simulation

SITE = "Alder"
PARTY = {EventKind.RECEIVE: "Supplier"}
"""Under which name an event tells who it was from; all others are about customers."""


def messages(simulation: Simulation, version: Version) -> Iterator[tuple[str, Message]]:
    """The messages. Raises `ValueError` for a version that is not of B2MML."""
    if version not in B2MML:
        raise ValueError(f"a plant cannot be stated in {version}, only in {', '.join(map(str, B2MML))}")
    return _messages(simulation, version)


def _messages(simulation: Simulation, version: Version) -> Iterator[tuple[str, Message]]:
    opening = bool(simulation.process.layout.openings)
    for booked in simulation.booked():
        campaign = booked.events["campaign"]
        bounds = np.flatnonzero(np.diff(campaign, prepend=-1, append=-1)).tolist()
        for begin, end in pairwise(bounds):
            of, one = int(campaign[begin]), cut(booked, begin, end)
            number, id = ("000000", "OPENING") if opening else (f"{of + 1:06}", message_text(of))
            opening = False
            corrects = one.events["supersedes"] != NOT_STATED
            report = _Report(simulation, only(one, ~corrects), version, id)
            yield f"{number}-performance", report.performance()
            yield f"{number}-lots", report.lots()
            if corrects.any():
                yield f"{number}-corrections", _Report(simulation, only(one, corrects), version, id).performance(True)


class _Report:
    """What is reported of one campaign."""

    def __init__(self, simulation: Simulation, booked: Booked, version: Version, id: str) -> None:
        self.version, self.id = version, id
        self.old = version < Version.V0700
        terms = simulation.clerk.terms
        self.said: Chunk = chunk(booked, terms, simulation.naming)
        self.segments = [terms.segment[stage] for stage in booked.events["stage"].tolist()]
        self.rows = booked.lines["row"].tolist()
        self.counted = booked.lines["counted"].tolist()
        self.at: datetime = max(self.said.events["recorded"].tolist())

    def message(self, noun: Any, name: str, replaces: bool = False) -> Message:
        """A noun as a message of its own; `replaces` says that its parts take the place of earlier ones."""
        made = message(self.version, Verb.SYNC, noun, name, self.at, SITE, "MES")
        if replaces:
            path = Text(f"/{made.noun}", {"actionCode": "Replace"})
            made.action = model.TransSync(action_criteria=[model.TransActionCriteria(action_expressions=[path])])
        return made

    # -- performance --------------------------------------------------------------------------------------------------

    def performance(self, replaces: bool = False) -> Message:
        """The events, as responses: those of the order, and those of the stock."""
        by_order: defaultdict[str | None, list[Any]] = defaultdict(list)
        events = self.said.events
        parameters: defaultdict[Any, list[tuple[str, float]]] = defaultdict(list)
        for event, name, value in _rows(self.said.parameters, "event", "name", "value"):
            parameters[event].append((name, value))
        lines: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        stated = _rows(self.said.lines, "direction", "lot", "quantity", "unit")
        for row, counted, line in zip(self.rows, self.counted, stated, strict=True):
            lines[row].append((*line, counted))
        names = ("event", "kind", "effective", "recorded", "equipment", "person", "location", "party")
        for row, (event, kind, effective, recorded, equipment, person, location, party) in enumerate(
            _rows(events, *names)
        ):
            data = [("OperationalLocationID", text(location))]
            data += [(PARTY.get(EventKind(kind), "Customer"), text(party))] if party else []
            data += [(name, number(Decimal(repr(value)), "")) for name, value in parameters[event]]
            id = str(events["supersedes"][row] if replaces else event)
            sample, segment = kind == EventKind.SAMPLE, self.segments[row]
            by_order[events["order"][row]].append(
                self.response(id, segment, effective, recorded, equipment, person, data, lines[row], sample)
            )
        if self.version is Version.V0401:
            return self.message(self.production(by_order), self.id, replaces)
        responses = [
            model.OperationsResponse(
                id=self.response_id(order),
                operations_type=OperationsType.PRODUCTION if order else OperationsType.INVENTORY,
                operations_request_ids=[order] if order else [],
                response_state=ResponseState.COMPLETED,
                segment_responses=held,
            )
            for order, held in by_order.items()
        ]
        performance = model.OperationsPerformance(
            id=self.id, published_date=self.at, hierarchy_scope=self.scope(), operations_type=OperationsType.MIXED,
            performance_state=ResponseState.COMPLETED, operations_responses=responses,
        )  # fmt: skip
        return self.message(performance, self.id, replaces)

    def production(self, by_order: dict[str | None, list[Any]]) -> model.ProductionPerformance:
        """The same in V0401."""
        return model.ProductionPerformance(
            id=self.id,
            published_date=self.at,
            production_responses=[
                model.ProductionResponse(
                    id=self.response_id(order), production_request_id=order, segment_responses=held
                )
                for order, held in by_order.items()
            ],
        )

    def response_id(self, order: str | None) -> str:
        """The identification of the response to an order, or of what no order asked for."""
        return order or f"STOCK-{self.id}"

    def response(
        self, id: str, segment: str, effective: datetime, recorded: datetime, equipment: str, person: str,
        data: list[tuple[str, model.Value]], lines: list[tuple[Any, ...]], sample: bool,
    ) -> Any:  # fmt: skip
        """One event."""
        first = None if self.old else "1"
        resources: dict[str, Any] = {
            "id": id,
            "process_segment_ids": [segment],
            "actual_end_time": effective,
            "personnel_actuals": [
                model.PersonnelActual(id=first, person_ids=[person], quantities=[quantity(Decimal(1), "C62")])
            ],
            "equipment_actuals": [
                model.EquipmentActual(id=first, equipment_ids=[equipment], quantities=[quantity(Decimal(1), "C62")])
            ],
        }
        if self.version is Version.V0401:
            used = [line for line in lines if line[0] == "in"]
            made = [line for line in lines if line[0] == "out"]
            return model.ProductionSegmentResponse(
                **resources,
                production_data=[model.ProductionData(id=name, values=[value]) for name, value in data],
                material_consumed_actuals=[
                    model.MaterialConsumedActual(material_lot_ids=[str(lot)], quantities=amounts(*amount))
                    for _, lot, *amount in used
                ],
                material_produced_actuals=[
                    model.MaterialProducedActual(material_lot_ids=[str(lot)], quantities=amounts(*amount))
                    for _, lot, *amount in made
                ],
            )
        uses = {
            "in": SAMPLED.get(self.version, MaterialUse.DESTRUCTIVE_SAMPLE) if sample else MaterialUse.CONSUMED,
            "out": MaterialUse.PRODUCED,
        }
        return model.SegmentResponse(
            **resources,
            published_date=None if self.old else recorded,
            segment_state=ResponseState.COMPLETED,
            segment_data=[model.SegmentData(id=name, values=[value]) for name, value in data],
            material_actuals=[
                model.MaterialActual(
                    id=None if self.old else str(place),
                    material_lot_ids=[str(lot)],
                    material_use=uses[direction],
                    quantities=amounts(*amount),
                )
                for place, (direction, lot, *amount) in enumerate(lines, 1)
            ],
        )

    def scope(self) -> model.HierarchyScope:
        """The site, as a place in the hierarchy."""
        return model.HierarchyScope(equipment_id=SITE, equipment_element_level=model.EquipmentLevel.SITE)

    # -- lots ---------------------------------------------------------------------------------------------------------

    def lots(self) -> Message:
        """The lots that the campaign made."""
        properties: defaultdict[Any, list[tuple[str, Any]]] = defaultdict(list)
        for lot, name, value in _rows(self.said.properties, "lot", "name", "value"):
            properties[lot].append((name, value))
        names = ("lot", "material", "supplier", "supplier_lot", "location", "disposition")
        lots = []
        for lot, material, supplier, supplier_lot, location, disposition in _rows(self.said.lots, *names):
            made = model.MaterialLot(id=str(lot), material_definition_id=material)
            facts = [
                (name, text(said)) for name, said in (("Supplier", supplier), ("SupplierLot", supplier_lot)) if said
            ]
            facts += [
                (name, text(value) if isinstance(value, str) else number(Decimal(repr(value)), ""))
                for name, value in properties[lot]
            ]
            made.properties = [model.MaterialLotProperty(id=name, values=[value]) for name, value in facts]
            if self.old:
                made.status, made.storage_location_id = disposition, location
            else:
                made.hierarchy_scope = self.scope()
                made.disposition = Disposition(disposition)
                made.storage_location = model.ResourceLocation(
                    location=location, location_type=ResourceLocationType.OPERATIONAL_LOCATION_ID
                )
            lots.append(made)
        noun = model.MaterialInformation(published_date=self.at, material_lots=lots)
        if self.version is not Version.V0401:
            noun.id, noun.hierarchy_scope = f"LOTS-{self.id}", self.scope()
        return self.message(noun, f"LOTS-{self.id}")


def amounts(amount: float, unit: str, counted: bool) -> list[model.QuantityValue]:
    """An amount as it is stated: to the gram, or in pieces; empty where none is."""
    return [] if amount != amount else [quantity(Decimal(f"{amount:.{0 if counted else 3}f}"), unit)]


def _rows(table: dict[str, Any], *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns."""
    return zip(*(table[name].tolist() for name in names), strict=True)
