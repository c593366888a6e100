"""Which nouns say something of lots, which only hold others, and how each is read."""

from __future__ import annotations

from isa95mom import model
from isa95mom.genealogy.from_model.batch import read_batch
from isa95mom.genealogy.from_model.lots import read_lot
from isa95mom.genealogy.from_model.reading import Reading
from isa95mom.genealogy.from_model.records import read_event, read_event_lot
from isa95mom.genealogy.from_model.responses import read_response
from isa95mom.model import OperationsRecordAction
from isa95mom.nouns import walk
from isa95mom.nouns.place import Place
from isa95mom.nouns.records import told_by
from isa95mom.nouns.walk import read_nothing


def read_batch_record(reading: Reading, noun: model.BatchProductionRecord, place: Place) -> Place:
    """Read a batch production record."""
    return read_batch(reading, noun, place, lambda nouns: walk.read_all(reading, NOUNS, nouns))


def read_lots(reading: Reading, noun: model.MaterialLot | model.MaterialSubLot, place: Place) -> None:
    """Read a lot, as an object by itself or of an operations event."""
    if place.action == OperationsRecordAction.DELETED:
        reading.find(place, "not-a-fact", "it is deleted, and is not read")
        return
    read_lot(reading, noun, place)
    if place.event is not None:
        read_event_lot(reading, noun, place)


def read_test(reading: Reading, noun: model.TestResult, place: Place) -> None:
    """Note the result of a test, for when all lots are known."""
    reading.known.waiting.append((noun, place))


NOUNS: walk.Table[Reading] = {
    **told_by(read_response, read_event),
    model.MaterialInformation: (read_nothing, ("material_lots", "material_sub_lots")),
    model.MaterialLot: (read_lots, ()),
    model.MaterialSubLot: (read_lots, ()),
    model.OperationsTestInformation: (read_nothing, ("test_results",)),
    model.TestResult: (read_test, ()),
    model.BatchProductionRecord: (read_batch_record, ("child",)),
}
"""How each noun that says something of lots is read, and the fields that hold others; all else is a finding."""
