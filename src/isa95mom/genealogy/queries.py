"""The questions that a genealogy and a view of it answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from isa95mom.genealogy import containment
from isa95mom.genealogy.answers import Against, BillRow, Exposure, Path, Paths, PlanRow, Use
from isa95mom.genealogy.association import Correction
from isa95mom.genealogy.balance import Balance, process_balance, shown, stock_balance
from isa95mom.genealogy.causes import SUSPECTS, Causes
from isa95mom.genealogy.drill import Clock, Drill, now, run_drill
from isa95mom.genealogy.errors import GenealogyError, LotNotFoundError
from isa95mom.genealogy.fates import InProcess
from isa95mom.genealogy.findings import Findings
from isa95mom.genealogy.forms import Excerpt, Forms
from isa95mom.genealogy.histories import Histories
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.integrity import integrity
from isa95mom.genealogy.paths import Between
from isa95mom.genealogy.recall import Recall
from isa95mom.genealogy.record import Event, EventKind, Line, Lot, kind_of
from isa95mom.genealogy.seeds import Asked
from isa95mom.genealogy.seen import Seen, Skew
from isa95mom.genealogy.shares import Shares, shares
from isa95mom.genealogy.stock import Accounts, Stock
from isa95mom.genealogy.store import CONTAINMENT, NUMBER_OF_KIND, Record
from isa95mom.genealogy.tanks import Model, through_tanks
from isa95mom.genealogy.trace import Trace, Way, directions
from isa95mom.genealogy.tree import Tree
from isa95mom.genealogy.walks import Closure
from isa95mom.tables import scalars
from isa95mom.tables.errors import ID, near_matches
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import MISSING, ticks
from isa95mom.values.units import Conversion, Factors

if TYPE_CHECKING:
    from isa95mom.genealogy.graph import Genealogy

Planned = Mapping[str, Decimal | int | tuple[Decimal | int, str | None] | None]
"""How much of each material: an amount, an amount and its unit, or None where only the material is planned."""


class Queries(Forms):
    """Questions over a record, of which the events that are marked are in view."""

    _record: Record

    def _rows(self) -> Index:
        """The index."""
        raise NotImplementedError

    def _live(self) -> Array | None:
        """Which events are in view; None where all are."""
        raise NotImplementedError

    def _told(self) -> Array | None:
        """Which events had been put on record, the superseded ones too; None where all are."""
        return None

    # -- what there is ------------------------------------------------------------------------------------------------

    @property
    def lots(self) -> tuple[ID, ...]:
        """Identifications of all lots and sublots on record."""
        return tuple(self._record.lots)

    def __len__(self) -> int:
        """The number of lots."""
        return len(self._record.lots)

    def __contains__(self, lot: object) -> bool:
        return self._record.lots.find(lot) >= 0

    def lot(self, lot: ID) -> Lot:
        """What is on record of a lot beside its lines. Raises `LotNotFoundError` for one that no record names."""
        return self._record.lot(self._number(lot))

    def event(self, event: ID) -> Event:
        """The event of that identification. Raises `GenealogyError` where it is not on record."""
        number = self._record.event_ids.find(event)
        if number < 0:
            raise GenealogyError(f"no event {event!r} is on record")
        return self._record.event(number)

    def lines_of(self, event: ID) -> tuple[Line, ...]:
        """The lines of an event. Raises `GenealogyError` where it is not on record."""
        number = self._record.event_ids.find(event)
        if number < 0:
            raise GenealogyError(f"no event {event!r} is on record")
        lines = self._rows().lines_of(np.array([number]))
        return tuple(self._record.lines(self._record.in_order(lines)))

    def _excerpt(self) -> Excerpt:
        events, record = self._in_view(), self._record
        lines = record.in_order(self._rows().lines_of(events))
        return Excerpt(record, np.arange(len(record.lots)), events, lines)

    # -- traces -------------------------------------------------------------------------------------------------------

    def trace_back(self, lot: ID, *, depth: int | None = None, containment: bool = True) -> Trace:
        """Everything that `lot` was made from, exactly, over any number of levels and through cycles.

        `depth` limits how many events in a row are followed; None follows all. `Trace.complete` says whether the limit
        left something out. Without `containment` only transformations are followed, not what was packed or assembled.
        Raises `LotNotFoundError` for a lot that no record names.
        """
        return self.trace([lot], "back", depth=depth, containment=containment)

    def trace_forward(self, lot: ID, *, depth: int | None = None, containment: bool = True) -> Trace:
        """Everything that `lot` went into, exactly, over any number of levels and through cycles.

        `depth` limits how many events in a row are followed; None follows all. `Trace.complete` says whether the limit
        left something out. Without `containment` only transformations are followed, not what was packed or assembled.
        Raises `LotNotFoundError` for a lot that no record names.
        """
        return self.trace([lot], "forward", depth=depth, containment=containment)

    def trace_both(self, lot: ID, *, depth: int | None = None, containment: bool = True) -> Trace:
        """What `lot` was made from and what it went into, in one; otherwise as `trace_back` and `trace_forward`."""
        return self.trace([lot], "both", depth=depth, containment=containment)

    def one_up(self, lot: ID) -> Trace:
        """One step back: the events that `lot` came out of and what went into these."""
        return self.trace([lot], "back", depth=1)

    def one_down(self, lot: ID) -> Trace:
        """One step forward: the events that `lot` went into and what came out of these."""
        return self.trace([lot], "forward", depth=1)

    def trace(
        self, lots: Iterable[ID], way: Way = "back", *, depth: int | None = None, containment: bool = True
    ) -> Trace:
        """The trace of several lots as one: what any of them was made from, or went into, or both.

        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where there is no lot.
        """
        backs = directions(way, depth)
        starts = list(dict.fromkeys(map(self._number, lots)))
        if not starts:
            raise GenealogyError("there is no lot to trace")
        index, live = self._rows(), self._followed(containment)
        closures = tuple(index.closure(starts, back, depth, live) for back in backs)
        complete = depth is None or all(
            self._whole(closure, back, live) for closure, back in zip(closures, backs, strict=True)
        )
        return Trace(index, np.array(starts, dtype=np.int32), way, closures, live, complete)

    def traces(self, lots: Iterable[ID], way: Way = "back", *, containment: bool = True) -> tuple[Trace, ...]:
        """The trace of each lot by itself: many at once, which is faster than one after another.

        Raises `LotNotFoundError` for a lot that no record names.
        """
        if way not in ("back", "forward"):
            raise GenealogyError(f"the way is {way!r}; 'back' or 'forward' is needed")
        starts = list(map(self._number, lots))
        index, live = self._rows(), self._followed(containment)
        return tuple(
            Trace(index, np.array([start], dtype=np.int32), way, (closure,), live, True)
            for start, closure in zip(starts, index.closures(starts, way == "back", live), strict=True)
        )

    def _whole(self, closure: Closure, back: bool, live: Array | None) -> bool:
        """Whether a closure that a limit may have cut is all there is."""
        if closure.expanded == len(closure.lots):
            return True
        index = self._rows()
        beyond = self._only(index.events_of(closure.lots[closure.expanded :], back)[0], live)
        known = index.events_of(closure.lots[: closure.expanded], back)[0]
        return bool(np.isin(beyond, known).all())

    # -- paths --------------------------------------------------------------------------------------------------------

    def shortest_path(self, source: ID, target: ID) -> Path | None:
        """A shortest way by which `source` went into `target`; None where it did not."""
        found = Between(self._rows(), self._number(source), self._number(target), self._live()).shortest()
        return None if found is None else self._path(*found)

    def paths(self, source: ID, target: ID, *, limit: int = 1000) -> Paths:
        """The ways by which `source` went into `target`, on which no lot and no event stands twice.

        There may be very many: at most `limit` are told, and `complete` says whether these are all.
        """
        if type(limit) is not int or limit < 1:
            raise GenealogyError(f"limit is {limit!r}; a whole number from 1 is needed")
        between = Between(self._rows(), self._number(source), self._number(target), self._live())
        found, complete = between.simple(limit)
        return Paths(tuple(self._path(*way) for way in found), complete)

    def _path(self, lots: list[int], events: list[int]) -> Path:
        record = self._record
        return Path(tuple(record.lots[lot] for lot in lots), tuple(record.event_ids[event] for event in events))

    # -- bills --------------------------------------------------------------------------------------------------------

    def where_used(self, lot: ID, *, depth: int | None = None) -> tuple[Use, ...]:
        """Every event that `lot`, or something made of it, went into, nearest first; `depth` 1 tells the direct."""
        trace = self.trace_forward(lot, depth=depth)
        outs: defaultdict[ID, dict[ID, None]] = defaultdict(dict)
        for line in trace.lines:
            if line.direction == "out":
                outs[line.event][line.lot] = None
        events = {event.id: event for event in trace.events}
        uses = [
            Use(
                lot=line.lot,
                depth=trace.depths[line.lot],
                event=events[line.event],
                quantity=line.quantity,
                unit=line.unit,
                into=tuple(outs[line.event]),
            )
            for line in trace.lines
            if line.direction == "in" and (depth is None or trace.depths[line.lot] < depth)
        ]
        return tuple(sorted(uses, key=lambda use: use.depth))

    def as_built(self, lot: ID, *, depth: int | None = None) -> Tree:
        """What `lot` was made from, as a tree with the quantities of the lines."""
        return self.trace_back(lot, depth=depth).to_tree()

    def bill(self, lot: ID, *, depth: int | None = None) -> tuple[BillRow, ...]:
        """What `lot` was made from, as a flat list: each lot and unit once, with the sum of what the lines state.

        The sum is what went into the events on the way, of which other lots may have come too. Nothing is converted
        from unit to unit. Nearest first.
        """
        trace = self.trace_back(lot, depth=depth)
        said: defaultdict[tuple[ID, str | None], list[Decimal | None]] = defaultdict(list)
        for line in trace.lines:
            if line.direction == "in":
                said[line.lot, line.unit].append(line.quantity)
        rows = []
        for (part, unit), quantities in said.items():
            amounts = [quantity for quantity in quantities if quantity is not None]
            rows.append(
                BillRow(
                    lot=part,
                    material=self.lot(part).material,
                    unit=unit,
                    quantity=sum(amounts, Decimal(0)) if amounts else None,
                    unstated=len(quantities) - len(amounts),
                    depth=trace.depths[part],
                )
            )
        return tuple(sorted(rows, key=lambda row: row.depth))

    def against_plan(self, lot: ID, planned: Planned, *, depth: int | None = 1) -> tuple[PlanRow, ...]:
        """What was planned to go into `lot` against what went into it, by material.

        `planned` is a bill of material for the whole lot. Built is what went in over `depth` events, by default the
        ones that made the lot itself. Nothing is converted: an amount in another unit than planned is ``unknown``.
        Lots whose material is not stated are a row of their own. ISA-95 Part 2, material bill.
        """
        built: defaultdict[str | None, list[BillRow]] = defaultdict(list)
        for row in self.bill(lot, depth=depth):
            built[row.material].append(row)
        return tuple(
            _against(material, planned.get(material) if material is not None else None, material in planned, rows)
            for material, rows in [(m, built.pop(m, [])) for m in planned] + sorted(built.items(), key=str)
        )

    # -- events and lots by what is said of them ----------------------------------------------------------------------

    def find_events(
        self,
        *,
        kind: EventKind | str | None = None,
        equipment: str | None = None,
        person: str | None = None,
        lot: ID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        undated: bool = False,
        where: Callable[[Event], bool] | None = None,
    ) -> tuple[Event, ...]:
        """The events that fit all that is asked, in the order of the record.

        `since` and `until` bound the effective time, both included; events without one fit where `undated` says so.
        `where` is asked for the events that fit everything else, such as
        ``lambda event: event.parameters.get("temperature", 0) > 80``.
        Raises `GenealogyError` for a time without offset, `LotNotFoundError` for a lot that no record names.
        """
        events = self._find(kind, equipment, person, lot, since, until, undated)
        found = self._record.events(events)
        return found if where is None else tuple(event for event in found if where(event))

    def find_lots(
        self,
        *,
        material: str | None = None,
        supplier: str | None = None,
        supplier_lot: str | None = None,
        where: Callable[[Lot], bool] | None = None,
    ) -> tuple[ID, ...]:
        """The lots that fit all that is asked, in the order of the record; `where` is asked for those left.

        With a `supplier_lot`: the lots that arrived under that identification of the supplier's.
        """
        record = self._record
        asked = {"material": material, "supplier": supplier, "supplier_lot": supplier_lot}
        numbers: Ints | None = None
        for name, value in asked.items():
            if value is not None:
                fit = record.lot_tags[name].holding(value)
                numbers = fit if numbers is None else np.intersect1d(fit, numbers, assume_unique=True)
        every: Iterable[int] = range(len(record.lots)) if numbers is None else numbers.tolist()
        return tuple(record.lots[number] for number in every if where is None or where(record.lot(number)))

    def lots_of(self, events: Iterable[Event | ID]) -> tuple[ID, ...]:
        """The lots that go into or come out of some events, each once."""
        numbers = [self._record.event_ids.find(event.id if isinstance(event, Event) else event) for event in events]
        if -1 in numbers:
            raise GenealogyError("an event is not on record")
        return self._lots_of(np.array(numbers, dtype=np.int32))

    def after(self, lot: ID, equipment: str) -> Exposure:
        """What ran on `equipment` after `lot` came to it, until it was cleaned next; all of it, where it was not.

        Time is the effective time. What ran there at a time not stated is listed apart, for it may belong here.
        """
        record = self._record
        there = self._find(None, equipment, None, None, None, None, True)
        moments = record.effective.moment.array[there]
        dated, undated = there[moments != MISSING], there[moments == MISSING]
        dated = dated[np.lexsort((dated, record.effective.moment.array[dated]))]
        its_own = self._find(None, equipment, None, lot, None, None, False)
        places = np.flatnonzero(np.isin(dated, its_own))
        if not len(places):
            return Exposure(
                equipment=equipment,
                first=None,
                until=None,
                events=(),
                undated=record.events(undated),
                lots=self._lots_of(undated),
            )
        later = dated[places[0] + 1 :]
        cleaned = np.flatnonzero(record.kind.array[later] == NUMBER_OF_KIND[EventKind.CLEAN])
        until = record.event(int(later[cleaned[0]])) if len(cleaned) else None
        later = later[: cleaned[0]] if len(cleaned) else later
        return Exposure(
            equipment=equipment,
            first=record.event(int(dated[places[0]])),
            until=until,
            events=record.events(later),
            undated=record.events(undated),
            lots=self._lots_of(np.concatenate((later, undated))),
        )

    def _find(
        self,
        kind: EventKind | str | None,
        equipment: str | None,
        person: str | None,
        lot: ID | None,
        since: datetime | None,
        until: datetime | None,
        undated: bool,
    ) -> Ints:
        record = self._record
        index = self._rows()
        if lot is not None:
            one = np.array([self._number(lot)], dtype=np.int32)
            events = np.unique(np.concatenate([index.events_of(one, out)[0] for out in (False, True)]))
            events = self._only(events, self._live())
        else:
            events = self._in_view()
        for column, names, name in (
            (record.equipment, record.equipment_ids, equipment),
            (record.person, record.person_ids, person),
        ):
            if name is not None:
                events = np.intersect1d(events, column.holding(names.find(name)), assume_unique=True)
        if kind is not None:
            try:
                wanted = NUMBER_OF_KIND[kind_of(kind)]
            except ValueError as error:
                raise GenealogyError(str(error)) from None
            events = events[record.kind.array[events] == wanted]
        if since is not None or until is not None:
            moments = record.effective.moment.array[events]
            fits = moments != MISSING
            if since is not None:
                fits &= moments >= moment(since)
            if until is not None:
                fits &= moments <= moment(until)
            events = events[fits | ((moments == MISSING) & undated)]
        return events

    # -- quantities ---------------------------------------------------------------------------------------------------

    def on_hand(self, lot: ID, at: datetime | None = None, *, factors: Factors | None = None) -> Stock:
        """What is left of a lot at a time, under its own identification; None asks for the latest state.

        What was packed, assembled or set apart as a sublot is where it was put. `factors` convert between dimensions,
        by material. `isa95mom.genealogy.stock` tells when an amount that is not stated is known all the same.
        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` for a time without offset.
        """
        accounts = Accounts(self._rows(), self._live(), None if at is None else moment(at), Conversion(factors or {}))
        return accounts.stock(self._number(lot))

    def shares(self, lot: ID, *, factors: Factors | None = None) -> Shares:
        """How much of `lot` stems from each lot that it was made from, through splits, merges, blends and rework.

        A share lies between bounds where an amount is not stated or amounts do not compare; `factors` make amounts of
        different dimensions compare, by material. Material may go round in cycles, as in rework. No more of a lot is
        taken to have been used than there was. Raises `LotNotFoundError` for a lot that no record names.

        >>> from isa95mom.genealogy import Genealogy
        >>> g = Genealogy.from_edges(["A", "B"], ["C", "C"], quantity=[30, 10])
        >>> g.shares("C").of("A").share
        0.75
        """
        return shares(self._rows(), self._live(), self._number(lot), True, Conversion(factors or {}))

    def destinations(self, lot: ID, *, factors: Factors | None = None) -> Shares:
        """How much of `lot` went into each lot that it went into; `Share.origin` is what ended there.

        What ended is left, or was shipped, scrapped, sampled or consumed for good; what a process loses is spread over
        what comes out of it. Otherwise as `shares`.
        """
        return shares(self._rows(), self._live(), self._number(lot), False, Conversion(factors or {}))

    def through_tanks(self, models: Mapping[str, Model], *, factors: Factors | None = None) -> Genealogy:
        """What is in view, with lines through tanks, silos and pipes of which only fills and draws are on record.

        `models` says of each such piece of equipment what it does: `PerfectMix`, `Fifo` with or without a heel, `Lifo`,
        or `ResidenceTime`. A fill is an event there that only consumes or moves lots, a draw one that only makes some;
        what has lines of both sides is left as it is. New lots stand for the contents; their property ``contents_of``
        names the vessel. `findings` of the result tell what was drawn that never came in, what cannot be added up, and
        what is left out. Raises `GenealogyError` for equipment that no event names.

        >>> from datetime import datetime, UTC
        >>> from isa95mom.genealogy import Genealogy, PerfectMix
        >>> g = Genealogy.from_columns(
        ...     {"event": [1, 2, 3], "kind": ["consume", "consume", "produce"], "equipment": ["TANK"] * 3,
        ...      "effective": [datetime(2026, 1, 5, hour, tzinfo=UTC) for hour in (6, 7, 8)]},
        ...     {"event": [1, 2, 3], "direction": ["in", "in", "out"], "lot": ["MILK-1", "MILK-2", "CHEESE-1"],
        ...      "quantity": [100, 300, 50], "unit": ["LTR"] * 3},
        ... )
        >>> g.through_tanks({"TANK": PerfectMix()}).shares("CHEESE-1").of("MILK-2").share
        0.75
        """
        from isa95mom.genealogy.graph import Genealogy

        tables, problems = through_tanks(self._record, self._live(), models, Conversion(factors or {}))
        made = Genealogy.from_columns(**tables)
        made.findings = tuple(problems)
        return made

    def balance(
        self,
        *,
        lot: ID | None = None,
        material: str | None = None,
        order: str | None = None,
        equipment: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        unit: str | None = None,
        factors: Factors | None = None,
        tolerance: Decimal | None = None,
    ) -> Balance:
        """What went in against what came out, with the difference that nothing explains.

        For a `lot`, or all lots of a `material`: opening and gains against losses and closing. For an `order`, for
        `equipment`, or both: what its events took in against what they gave; what one gave to another is neither.
        `since` and `until` bound the effective time, both included. `unit` is that of the result, by default the first
        one stated; `factors` convert between dimensions, by material. `tolerance` is the share of the inputs that may
        be unexplained, such as ``Decimal("0.02")``.
        Raises `GenealogyError` where nothing is named or a lot and an order are, `LotNotFoundError` for an unknown lot.
        """
        process = order is not None or equipment is not None
        if process and (lot is not None or material is not None):
            raise GenealogyError(
                "a lot or material has a stock, an order or equipment a process; one of them is balanced"
            )
        of = shown({"lot": lot, "material": material, "order": order, "equipment": equipment})
        for name, time in (("since", since), ("until", until)):
            of += "" if time is None else f", {name} {time.isoformat()}"
        first, last = (None if time is None else moment(time) for time in (since, until))
        conversion, index, live = Conversion(factors or {}), self._rows(), self._live()
        if process:
            events = self._find(None, equipment, None, None, since, until, False)
            if order is not None:
                events = np.intersect1d(events, self._record.event_tags["order"].holding(order), assume_unique=True)
            return process_balance(index, live, events.tolist(), of, unit, conversion, tolerance)
        lots = [self._number(lot)] if lot is not None else map(self._number, self.find_lots(material=material))
        numbers = np.fromiter(lots, dtype=np.int64)
        return stock_balance(index, live, numbers, of, first, last, unit, conversion, tolerance)

    # -- recall -------------------------------------------------------------------------------------------------------

    def recall(
        self,
        lots: ID | Iterable[ID] = (),
        *,
        material: str | None = None,
        supplier: str | None = None,
        supplier_lot: str | None = None,
        where_lot: Callable[[Lot], bool] | None = None,
        equipment: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        undated: bool = False,
        until_clean: bool = False,
        where: Callable[[Event], bool] | None = None,
        events: Iterable[Event | ID] = (),
        factors: Factors | None = None,
        in_process: InProcess | None = None,
    ) -> Recall:
        """Everything that some lots went into: how much of it is where, who got it, how much of it stems from them.

        The lots are those named, those described by `material`, `supplier`, `supplier_lot` and `where_lot` together,
        those of the events at `equipment`, by `person`, from `since` to `until`, that fit `where`, together, and those
        of the `events` that are named: what came out of these, or, of an event that gives nothing, what went in.
        `undated` adds the events of which no effective time is stated. `until_clean` goes on, beyond `until`, to the
        next cleaning of the equipment; where no `since` is said, it begins with the first of the lots named that came
        there. `factors` convert between dimensions, by material. `in_process` says of a lot whether what is left of it
        is in process; None goes by its disposition, and where nothing is said of that, by whether a location is.
        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where no lot is concerned, an event
        is not on record, or a time has no offset.

        >>> from isa95mom.genealogy import Genealogy
        >>> recall = Genealogy.from_edges(["A", "B"], ["C", "C"], quantity=[30, 10]).recall("A")
        >>> [(lot.id, lot.exposure) for lot in recall]
        [('A', 1.0), ('C', 0.75)]
        """
        asked = Asked(
            lots=tuple(dict.fromkeys([lots] if isinstance(lots, ID) else lots)), material=material, supplier=supplier,
            supplier_lot=supplier_lot, where_lot=where_lot, equipment=equipment, person=person, since=since,
            until=until, undated=undated, until_clean=until_clean, where=where,
            events=tuple(event.id if isinstance(event, Event) else event for event in events),
        )  # fmt: skip
        return Recall(self, asked, Conversion(factors or {}), in_process)

    def drill(
        self,
        lot: ID | None = None,
        *,
        material: str | None = None,
        seed: int | None = None,
        by: str | None = None,
        clock: Clock = now,
        started: datetime | None = None,
        within: timedelta | None = None,
        least: float | None = None,
        factors: Factors | None = None,
        in_process: InProcess | None = None,
    ) -> Drill:
        """A mock recall of a lot: how long it takes to find where all of it is, and how much of it is found.

        Without a `lot` one is chosen by chance among those received, of a `material` if one is named; the `seed` is
        noted and chooses it again. `by` is who does it. The time is that of `clock`, and begins at `started`, such as
        when the drill was called for, or now. `within` is how long it may take and `least` the share, from 0 to 1, that
        has to be accounted for; None judges neither. `factors` and `in_process` are those of `recall`.
        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where there is none to choose, a time
        has no offset or `least` is no share.
        """
        return run_drill(self, lot, material, seed, by, clock, started, within, least, factors, in_process)

    # -- causes -------------------------------------------------------------------------------------------------------

    def causes(
        self,
        bad: Iterable[ID],
        good: Iterable[ID] | None = None,
        candidates: Iterable[str] = SUSPECTS,
        max_depth: int | None = None,
        alpha: float = 0.05,
        correction: Correction = "holm",
    ) -> Causes:
        """What the histories of `bad` lots share and those of `good` lots do not, the clearest first.

        `good` None takes all other lots of the same materials that came out of an event in view. `candidates` are what
        is looked at in the histories: ``lot``, ``equipment``, ``person``, ``material``, ``supplier``,
        ``supplier_lot``, ``order``, ``location``, ``party``, ``evidence``, ``source``, ``kind`` of events,
        ``parameter``. A history goes back `max_depth` events, None all the way. `alpha` bounds what is found by chance
        in all tests together (``holm``), or its share of what is found (``bh``).
        Raises `LotNotFoundError` for an unknown lot, `GenealogyError` where a lot is both bad and good, there is none
        of either, or `good` is None and the material of a bad lot is not stated.
        """
        wrong = list(dict.fromkeys(map(self._number, bad)))
        right = self._others(wrong) if good is None else list(dict.fromkeys(map(self._number, good)))
        if not wrong or not right:
            raise GenealogyError(f"there are {len(wrong)} bad and {len(right)} good lots; some of both are needed")
        if both := set(wrong) & set(right):
            raise GenealogyError(f"lot {self._record.lots[min(both)]!r} is said to be bad and also good")
        if max_depth is not None and (type(max_depth) is not int or max_depth < 1):
            raise GenealogyError(f"max_depth is {max_depth!r}; None or a whole number from 1 is needed")
        histories = Histories(self._rows(), self._live(), tuple(candidates), max_depth)
        return Causes(histories, wrong, right, alpha, correction)

    def _others(self, bad: list[int]) -> list[int]:
        """The other lots of the same materials, that came out of an event in view."""
        materials = self._record.lot_tags["material"].numbers(len(self._record.lots))
        for lot in bad:
            if materials[lot] < 0:
                raise GenealogyError(
                    f"the material of lot {self._record.lots[lot]!r} is not stated; say which lots are good"
                )
        same = np.isin(materials, materials[bad])
        same[bad] = False
        lots = np.flatnonzero(same)
        events, owners = self._rows().events_of(lots, True)
        live = self._live()
        made: list[int] = lots[np.unique(owners if live is None else owners[live[events]])].tolist()
        return made

    # -- integrity ----------------------------------------------------------------------------------------------------

    def integrity(
        self,
        skew: Skew = timedelta(0),
        factors: Factors | None = None,
        codes: Iterable[str] | None = None,
    ) -> Findings:
        """What does not fit in the record: times, amounts, containment, units, numbering, contradictions.

        `skew` is how far a clock may be off, or that of each source: what such clocks explain is no finding. `factors`
        convert units between dimensions, by material. `codes` are those to look for; None is all. `findings.CHECKS`
        lists them, each with when it is found. Raises `GenealogyError` for an unknown code or a skew below 0.
        """
        seen = Seen(self._rows(), self._live(), self._told(), skew, Conversion(factors or {}))
        return integrity(seen, codes)

    # -- containment --------------------------------------------------------------------------------------------------

    def contents(self, lot: ID, at: datetime | None = None, *, deep: bool = False) -> tuple[ID, ...]:
        """What lies in `lot` at a time, by what was packed, assembled and subdivided and what was taken out again.

        None asks for the latest state. `deep` tells what lies in these, too. An event without a time counts as being
        before all others.
        """
        return self._nested(containment.contents, lot, at, deep)

    def holders(self, lot: ID, at: datetime | None = None, *, deep: bool = False) -> tuple[ID, ...]:
        """What `lot` lies in at a time; more than one where the records say so. Otherwise as `contents`."""
        return self._nested(containment.holders, lot, at, deep)

    def _nested(
        self, ask: Callable[[Index, int, int | None, Array | None], list[int]], lot: ID, at: datetime | None, deep: bool
    ) -> tuple[ID, ...]:
        index, live, when = self._rows(), self._live(), None if at is None else moment(at)
        start = self._number(lot)
        found = dict.fromkeys(ask(index, start, when, live))
        waiting = list(found) if deep else []
        while waiting:
            new = [other for other in ask(index, waiting.pop(0), when, live) if other not in found and other != start]
            found |= dict.fromkeys(new)
            waiting += new
        return tuple(self._record.lots[number] for number in found)

    # -- inside -------------------------------------------------------------------------------------------------------

    def _number(self, lot: ID) -> int:
        number = self._record.lots.find(lot)
        if number < 0:
            raise LotNotFoundError(lot, near_matches(lot, self._record.lots), len(self._record.lots))
        return number

    def _in_view(self) -> Ints:
        """The numbers of the events that are in view."""
        live = self._live()
        return np.arange(len(self._record.kind)) if live is None else np.flatnonzero(live)

    def _only(self, events: Ints, live: Array | None) -> Ints:
        return events if live is None else events[live[events]]

    def _followed(self, containment: bool) -> Array | None:
        """Which events a trace follows."""
        live = self._live()
        if containment:
            return live
        transforms: Array = ~CONTAINMENT[self._record.kind.array]
        return transforms if live is None else live & transforms

    def _lots_of(self, events: Ints) -> tuple[ID, ...]:
        lots = self._record.line_lot.array[self._record.in_order(self._rows().lines_of(events))]
        return tuple(self._record.lots.take(lots[np.sort(np.unique(lots, return_index=True)[1])]))


def moment(time: datetime) -> int:
    """A time as microseconds since 1970. Raises `GenealogyError` where it has no offset."""
    if not isinstance(time, datetime):
        raise GenealogyError(f"{time!r} is a {type(time).__name__}; a date-time is needed")
    return ticks(time)[0]


def _against(material: str | None, plan: object, is_planned: bool, rows: list[BillRow]) -> PlanRow:
    amount, unit = plan if isinstance(plan, tuple) else (plan, None)
    planned = None if amount is None else scalars.amount(amount)
    units = {row.unit for row in rows}
    if unit is None and len(units) == 1:
        (unit,) = units
    known = units <= {unit} and not any(row.unstated for row in rows)
    built = sum((row.quantity for row in rows if row.quantity is not None), Decimal(0)) if known else None
    difference = None if planned is None or built is None else built - planned
    if not is_planned:
        result = Against.UNPLANNED
    elif not rows:
        result = Against.MISSING
    elif planned is None:
        result = Against.AS_PLANNED
    elif difference is None:
        result = Against.UNKNOWN
    else:
        result = Against.AS_PLANNED if not difference else Against.LESS if difference < 0 else Against.MORE
    lots = tuple(dict.fromkeys(row.lot for row in rows))
    return PlanRow(
        material=material, planned=planned, built=built, unit=unit, difference=difference, result=result, lots=lots
    )
