"""A recall as the sortable spreadsheet that the US Food and Drug Administration may ask for: a workbook of Excel.

21 CFR part 1 subpart S (FSMA section 204) names critical tracking events and, for each, key data elements. Of these
events a genealogy knows receiving, transformation and shipping; each is a sheet with one row per traceability lot. What
the record does not state stays empty and is listed in the sheet of gaps. Texts are never formulas.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from attrs import define, field, frozen

from isa95mom.errors import MissingExtraError
from isa95mom.genealogy.fates import Category
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.genealogy.store import KINDS, NUMBER_OF_KIND
from isa95mom.report.sheets import Sheet
from isa95mom.tables.errors import ID
from isa95mom.tables.times import MISSING

if TYPE_CHECKING:
    from isa95mom.genealogy.recall import Recall

TRANSFORMS = frozenset(
    (
        EventKind.PRODUCE, EventKind.BLEND, EventKind.MERGE, EventKind.SPLIT, EventKind.REWORK, EventKind.RELABEL,
        EventKind.ASSEMBLE,
    )
)  # fmt: skip
"""The kinds of events that change food, or its packaging or label."""
TOLD = (EventKind.RECEIVE, *TRANSFORMS, EventKind.SHIP)
CODE, QUANTITY, UNIT, PRODUCT = "Traceability lot code", "Quantity", "Unit of measure", "Product description"
SOURCE, REFERENCE = "Traceability lot code source (location description)", "Traceability lot code source reference"
DOCUMENT_TYPE, DOCUMENT = "Reference document type", "Reference document number"
GAPS = ("Sheet", "Key data element", "What is missing", "How many rows", "Rows")
FEW = 50
"""How many ranges of rows are listed for a gap."""
OWN = ("Lot", "Event", "Time")
"""What is told beside the key data elements: by which the rows are found in the record."""
RECEIVING = (
    CODE, QUANTITY, UNIT, PRODUCT, "Immediate previous source (location description)",
    "Receiving location (location description)", "Date received", SOURCE, REFERENCE, DOCUMENT_TYPE, DOCUMENT,
)  # fmt: skip
TRANSFORMATION = (
    "Used or made", CODE, QUANTITY, UNIT, PRODUCT, "Transformation location (location description)", "Date completed",
    SOURCE, REFERENCE, DOCUMENT_TYPE, DOCUMENT,
)  # fmt: skip
SHIPPING = (
    CODE, QUANTITY, UNIT, PRODUCT, "Immediate subsequent recipient (location description)",
    "Ship-from location (location description)", "Date shipped", SOURCE, REFERENCE, DOCUMENT_TYPE, DOCUMENT,
    "Shipped in",
)  # fmt: skip
LOTS = (
    "Lot", "Material", "Steps", "Least exposure", "Greatest exposure", "Category", "Quantity", "Unit", "Event", "Time",
    "Party", "Location", "Into", "Reason",
)  # fmt: skip


@frozen(slots=True, kw_only=True)
class Gap:
    """A key data element that the record does not state, in some rows for one reason."""

    sheet: str
    element: str
    """The heading of the column."""
    reason: str
    rows: tuple[int, ...]
    """The rows of the sheet, the headings being row 1."""


@frozen(slots=True, kw_only=True)
class Known:
    """What a company knows beside the record."""

    locations: Mapping[str, str] = field(factory=dict)
    """Location descriptions (name, address, telephone) by the identifications of locations and parties."""
    products: Mapping[str, str] = field(factory=dict)
    """Product descriptions by the identifications of materials."""
    documents: Mapping[str, str] = field(factory=dict)
    """Types of reference documents by kinds of events, such as ``{"ship": "bill of lading"}``."""
    code: Callable[[Lot], str | None] | None = None
    """The traceability lot code of a lot; None takes the supplier's lot of what was received, else the lot itself."""


def write_fsma(recall: Recall, target: str | os.PathLike[str] | BinaryIO, known: Known) -> tuple[Gap, ...]:
    """Write the workbook; what the record does not state.

    Raises `MissingExtraError` without openpyxl, `GenealogyError` where there are more rows than a sheet holds.
    """
    try:
        openpyxl = import_module("openpyxl")
    except ModuleNotFoundError:
        raise MissingExtraError("openpyxl", "xlsx") from None
    told = _Events(recall, known)
    events = (
        (Sheet("Receiving", (*RECEIVING, *OWN)), told.receiving()),
        (Sheet("Transformation", (*TRANSFORMATION, *OWN)), told.transformation()),
        (Sheet("Shipping", (*SHIPPING, *OWN)), told.shipping()),
    )
    missing: dict[tuple[str, str, str], list[int]] = {}
    for sheet, rows in events:
        for row in rows:
            number = sheet.add([row.cells.get(column) for column in sheet.columns[: -len(OWN)]] + list(row.own))
            for element, reason in row.missing.items():
                missing.setdefault((sheet.name, element, reason), []).append(number)
    gaps = [
        Gap(sheet=name, element=element, reason=reason, rows=tuple(numbers))
        for (name, element, reason), numbers in missing.items()
    ]
    about, listed = Sheet("About", ()), Sheet("Gaps", GAPS)
    for line in _about(recall):
        about.add(line)
    for gap in gaps:
        listed.add((gap.sheet, gap.element, gap.reason, len(gap.rows), _ranges(gap.rows)))
    lots = Sheet("Lots", LOTS)
    for cells in recall._rows():
        lots.add(["; ".join(map(str, cell)) if isinstance(cell, tuple) else cell for cell in cells])
    book = openpyxl.Workbook(write_only=True)
    for sheet in (about, *(sheet for sheet, _ in events), listed, lots):
        sheet.write(book)
    book.save(target)
    return tuple(gaps)


def _ranges(rows: Sequence[int]) -> str:
    """Rows in short.

    >>> _ranges([2, 3, 4, 7])
    '2-4, 7'
    """
    begins = [row for place, row in enumerate(rows) if not place or row != rows[place - 1] + 1]
    ends = [row for place, row in enumerate(rows) if place + 1 == len(rows) or row + 1 != rows[place + 1]]
    told = [f"{one}" if one == other else f"{one}-{other}" for one, other in zip(begins, ends, strict=True)]
    return ", ".join(told[:FEW]) + (", ..." if len(told) > FEW else "")


def _about(recall: Recall) -> Iterator[Sequence[Any]]:
    yield "Recalled", str(recall.asked)
    for name in ("effective", "known"):
        if (time := getattr(recall.view, name)) is not None:
            yield f"As of ({name} time)", time
    yield "Lots concerned", len(recall)
    for seed in recall.seeds:
        yield "Begins with lot", f"{seed.lot}: {'; '.join(seed.why)}"
    yield "Sheets", "one row per traceability lot and event; Gaps lists what the record does not state"
    yield "Not on record", "harvesting, cooling, initial packing, first land-based receiving"
    yield "Basis", "21 CFR part 1 subpart S"


@define(slots=True)
class _Row:
    """One row of a critical tracking event."""

    lot: ID
    event: ID
    own: tuple[Any, ...]
    cells: dict[str, Any]
    missing: dict[str, str] = field(factory=dict)


class _Events:
    """The critical tracking events of the lots of a recall."""

    def __init__(self, recall: Recall, known: Known) -> None:
        self.recall, self.view, self.known = recall, recall.view, known
        self._sources: dict[ID, str | None] = {}
        self._containers: dict[ID, dict[ID, Decimal | None]] = {}
        record, index, live = self.view._record, self.view._rows(), self.view._live()
        lots = recall.trace._lots[0]
        events = np.unique(np.concatenate([index.events_of(lots, out)[0] for out in (False, True)]))
        told = np.isin(record.kind.array[events], [NUMBER_OF_KIND[kind] for kind in TOLD])
        events = events[live[events] & told]
        moments = record.effective.moment.array[events]
        self.events = record.events(events[np.lexsort((events, moments, moments == MISSING))])

    def receiving(self) -> Iterator[_Row]:
        """What was received: the lots of the recall, where they came from and when."""
        for event, line in self._lines((EventKind.RECEIVE,), Direction.OUT):
            if line.lot in self.recall:
                lot = self.view.lot(line.lot)
                row = self._row(event, line.lot, line.quantity, line.unit, "Date received")
                self._place(row, RECEIVING[4], event.party or lot.supplier, "who it came from is not stated")
                self._place(row, RECEIVING[5], event.location, "where it was received is not stated")
                yield row

    def transformation(self) -> Iterator[_Row]:
        """What was used and made, with all that the lots of the recall were mixed with."""
        for event, line in self._lines(TRANSFORMS, None):
            row = self._row(event, line.lot, line.quantity, line.unit, "Date completed")
            row.cells["Used or made"] = "used" if line.direction is Direction.IN else "made"
            self._place(row, TRANSFORMATION[5], event.location, "where it was transformed is not stated")
            yield row

    def shipping(self) -> Iterator[_Row]:
        """What was shipped; of a container the lots in it."""
        for event, line in self._lines((EventKind.SHIP,), Direction.IN):
            if line.lot not in self.recall:
                continue
            for lot, quantity, unit in self._shipped(line, event.effective):
                row = self._row(event, lot, quantity, unit, "Date shipped")
                self._place(row, SHIPPING[4], event.party, "to whom it was shipped is not stated")
                self._place(row, SHIPPING[5], event.location, "where it was sent from is not stated")
                row.cells["Shipped in"] = None if lot == line.lot else line.lot
                yield row

    def _lines(
        self, kinds: frozenset[EventKind] | tuple[EventKind, ...], way: Direction | None
    ) -> Iterator[tuple[Event, Line]]:
        for event in self.events:
            if event.kind in kinds:
                for line in self.view.lines_of(event.id):
                    if way is None or line.direction is way:
                        yield event, line

    def _shipped(self, line: Line, at: datetime | None) -> list[tuple[ID, Decimal | None, str | None]]:
        """The lots that a shipped line stands for, with their amounts."""
        inside = self._inside(line.lot, at)
        found: list[tuple[ID, Decimal | None, str | None]] = []
        for lot, held in inside.items():
            if lot != line.lot and lot in self.recall and not held:
                packed = self._packed(lot)
                there = [packed[holder] for holder in inside if holder in packed]
                known = bool(there) and None not in there
                amount = sum((each for each in there if each is not None), Decimal(0)) if known else None
                found.append((lot, amount, self.recall.of(lot).account.unit))
        if found:
            return found
        quantity, unit = line.quantity, line.unit
        if quantity is None:
            account = self.recall.of(line.lot).account
            fate = next((fate for fate in account.fates if fate.event == line.event), None)
            quantity, unit = (None if fate is None else fate.quantity), account.unit
        return [(line.lot, quantity, unit)]

    def _inside(self, container: ID, at: datetime | None) -> dict[ID, tuple[ID, ...]]:
        """What lies in a container, itself included, and what lies in each of these."""
        found: dict[ID, tuple[ID, ...]] = {}
        waiting = [container]
        while waiting:
            lot = waiting.pop()
            if lot not in found:
                found[lot] = self.view.contents(lot, at)
                waiting += found[lot]
        return found

    def _packed(self, lot: ID) -> dict[ID, Decimal | None]:
        """How much of a lot was packed into each container; None where that is not known, or some came back."""
        if lot not in self._containers:
            fates = [fate for fate in self.recall.of(lot).account.fates if fate.category is Category.PACKED]
            back = any(not fate.into for fate in fates)
            sums = self._containers[lot] = {}
            for fate in fates:
                for holder in fate.into:
                    before = sums.get(holder, Decimal(0))
                    if before is None or fate.quantity is None or len(fate.into) > 1 or back:
                        sums[holder] = None
                    else:
                        sums[holder] = before + fate.quantity
        return self._containers[lot]

    def _row(self, event: Event, name: ID, quantity: Decimal | None, unit: str | None, when: str) -> _Row:
        """The elements that all events have."""
        lot, known = self.view.lot(name), self.known
        row = _Row(name, event.id, (name, event.id, event.effective), {})
        code = lot.supplier_lot or str(name) if known.code is None else known.code(lot)
        row.cells[CODE] = code
        if code is None:
            row.missing[CODE] = "the lot has no traceability lot code"
        elif known.code is None and event.kind is EventKind.RECEIVE and lot.supplier_lot is None:
            row.missing[CODE] = "the supplier's lot is not stated; the identification here stands in its place"
        row.cells |= {QUANTITY: quantity, UNIT: unit}
        for element, value in ((QUANTITY, quantity), (UNIT, unit)):
            if value is None:
                row.missing[element] = "it is not stated"
        row.cells[PRODUCT] = known.products.get(lot.material or "", lot.material)
        if lot.material is None:
            row.missing[PRODUCT] = "the material is not stated"
        elif lot.material not in known.products:
            row.missing[PRODUCT] = f"material {lot.material!r} is not described; its identification stands in its place"
        row.cells[when] = None if event.effective is None else event.effective.date()
        if event.effective is None:
            row.missing[when] = "it is not stated"
        self._source(row, name)
        row.cells |= {DOCUMENT: event.evidence, DOCUMENT_TYPE: known.documents.get(event.kind)}
        if event.evidence is None:
            row.missing[DOCUMENT] = "no document is stated"
        if event.kind not in known.documents:
            row.missing[DOCUMENT_TYPE] = "the type of documents is not stated"
        return row

    def _source(self, row: _Row, lot: ID) -> None:
        """Where the lot got its code: where it was transformed; of what was received the record does not say it."""
        if lot not in self._sources:
            record, index, live = self.view._record, self.view._rows(), self.view._live()
            events = index.events_of(np.array([record.lots.find(lot)], dtype=np.int32), True)[0]
            made = [event for event in events[live[events]].tolist() if KINDS[record.kind.array[event]] in TRANSFORMS]
            places = map(record.event_tags["location"].text, made)
            self._sources[lot] = next((place for place in places if place is not None), None)
        where = self._sources[lot]
        self._place(row, SOURCE, where, "where it got its code is not stated")
        row.cells[REFERENCE] = None

    def _place(self, row: _Row, element: str, place: str | None, missing: str) -> None:
        row.cells[element] = None if place is None else self.known.locations.get(place, place)
        if place is None:
            row.missing[element] = missing
        elif place not in self.known.locations:
            row.missing[element] = f"{place!r} is not described; its identification stands in its place"
