"""Which events of EPCIS say what the events of a record say: one table, for both ways.

GS1 EPCIS 2.0 and its Core Business Vocabulary 2.0.
"""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from isa95mom.genealogy.record import EventKind

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
PREFIX = "isa95:"
"""What names of this library begin with in a document."""
NAMESPACE = "urn:isa95mom:epcis:"
"""What the prefix stands for."""
VOCABULARY = "urn:epcglobal:epcis:vtype:EPCClass"


class Shape(Enum):
    """Which lots of an event stand in its EPCIS lists, and what lines these lists are."""

    OUTS = "the lots that come out"
    INS = "the lots that go in"
    THROUGH = "lots that go in and come out as they are"
    COUNTED = "lots that go in and come out with the amount that was counted"
    TRANSFORMED = "inputs go in, outputs come out"
    PARENT_OUT = "children go in, the parent comes out"
    PARENT_IN = "the parent goes in, children come out"


@frozen(slots=True)
class Form:
    """A kind of event of EPCIS, and what it is on record."""

    type: str
    action: str | None
    step: str
    """The business step; what begins with ``isa95:`` is not in the vocabulary of GS1."""
    shape: Shape
    kind: EventKind


FORMS = (
    Form("TransformationEvent", None, "creating_class_instance", Shape.TRANSFORMED, EventKind.PRODUCE),
    Form("ObjectEvent", "ADD", "creating_class_instance", Shape.OUTS, EventKind.PRODUCE),
    Form("ObjectEvent", "DELETE", "decommissioning", Shape.INS, EventKind.CONSUME),
    Form("ObjectEvent", "OBSERVE", "receiving", Shape.OUTS, EventKind.RECEIVE),
    Form("ObjectEvent", "OBSERVE", "shipping", Shape.INS, EventKind.SHIP),
    Form("ObjectEvent", "DELETE", "destroying", Shape.INS, EventKind.SCRAP),
    Form("ObjectEvent", "OBSERVE", "sampling", Shape.INS, EventKind.SAMPLE),
    Form("ObjectEvent", "OBSERVE", "stock_taking", Shape.COUNTED, EventKind.ADJUST),
    Form("ObjectEvent", "OBSERVE", "storing", Shape.THROUGH, EventKind.TRANSFER),
    Form("ObjectEvent", "OBSERVE", "isa95:return", Shape.OUTS, EventKind.RETURN),
    Form("TransformationEvent", None, "isa95:split", Shape.TRANSFORMED, EventKind.SPLIT),
    Form("TransformationEvent", None, "isa95:merge", Shape.TRANSFORMED, EventKind.MERGE),
    Form("TransformationEvent", None, "isa95:blend", Shape.TRANSFORMED, EventKind.BLEND),
    Form("TransformationEvent", None, "isa95:relabel", Shape.TRANSFORMED, EventKind.RELABEL),
    Form("TransformationEvent", None, "repairing", Shape.TRANSFORMED, EventKind.REWORK),
    Form("AggregationEvent", "ADD", "packing", Shape.PARENT_OUT, EventKind.PACK),
    Form("AggregationEvent", "DELETE", "unpacking", Shape.PARENT_IN, EventKind.UNPACK),
    Form("AssociationEvent", "ADD", "assembling", Shape.PARENT_OUT, EventKind.ASSEMBLE),
    Form("AssociationEvent", "DELETE", "disassembling", Shape.PARENT_IN, EventKind.DISASSEMBLE),
    Form("AggregationEvent", "ADD", "isa95:subdivide", Shape.PARENT_IN, EventKind.SUBDIVIDE),
    Form("ObjectEvent", "DELETE", "isa95:clean", Shape.INS, EventKind.CLEAN),
    Form("ObjectEvent", "OBSERVE", "other", Shape.THROUGH, EventKind.TRANSFER),
    # From here on for reading: what others say, and how it is taken.
    Form("ObjectEvent", "ADD", "receiving", Shape.OUTS, EventKind.RECEIVE),
    Form("ObjectEvent", "OBSERVE", "accepting", Shape.OUTS, EventKind.RECEIVE),
    Form("ObjectEvent", "OBSERVE", "cycle_counting", Shape.COUNTED, EventKind.ADJUST),
    Form("ObjectEvent", "DELETE", "killing", Shape.INS, EventKind.SCRAP),
    Form("ObjectEvent", "DELETE", "retail_selling", Shape.INS, EventKind.SHIP),
    Form("ObjectEvent", "DELETE", "shipping", Shape.INS, EventKind.SHIP),
    Form("AggregationEvent", "ADD", "assembling", Shape.PARENT_OUT, EventKind.ASSEMBLE),
    Form("AggregationEvent", "DELETE", "disassembling", Shape.PARENT_IN, EventKind.DISASSEMBLE),
    Form("AssociationEvent", "ADD", "packing", Shape.PARENT_OUT, EventKind.PACK),
    Form("AssociationEvent", "DELETE", "unpacking", Shape.PARENT_IN, EventKind.UNPACK),
)
"""The forms in which events are written come first; of several of one kind, the first whose shape the lines have."""
OTHERWISE = {
    ("ObjectEvent", "ADD"): (Shape.OUTS, EventKind.PRODUCE),
    ("ObjectEvent", "DELETE"): (Shape.INS, EventKind.CONSUME),
    ("ObjectEvent", "OBSERVE"): (Shape.THROUGH, EventKind.TRANSFER),
    ("TransformationEvent", None): (Shape.TRANSFORMED, EventKind.PRODUCE),
    ("AggregationEvent", "ADD"): (Shape.PARENT_OUT, EventKind.PACK),
    ("AggregationEvent", "DELETE"): (Shape.PARENT_IN, EventKind.UNPACK),
    ("AggregationEvent", "OBSERVE"): (Shape.THROUGH, EventKind.TRANSFER),
    ("AssociationEvent", "ADD"): (Shape.PARENT_OUT, EventKind.ASSEMBLE),
    ("AssociationEvent", "DELETE"): (Shape.PARENT_IN, EventKind.DISASSEMBLE),
    ("AssociationEvent", "OBSERVE"): (Shape.THROUGH, EventKind.TRANSFER),
    ("TransactionEvent", "ADD"): (Shape.THROUGH, EventKind.TRANSFER),
    ("TransactionEvent", "DELETE"): (Shape.THROUGH, EventKind.TRANSFER),
    ("TransactionEvent", "OBSERVE"): (Shape.THROUGH, EventKind.TRANSFER),
}
"""How an event is taken whose business step is none of those above, or is not stated."""
OWN = "Event"
"""The type, behind the prefix, of events that no event of EPCIS can say, such as a cleaning that names no lot."""
PARTY = {
    EventKind.RECEIVE: ("sourceList", "source"),
    EventKind.RETURN: ("sourceList", "source"),
    EventKind.SHIP: ("destinationList", "destination"),
}
"""The list that names the party of an event, by its kind, and what its entries are."""
PARTIES = ("possessing_party", "owning_party")
PRODUCTION_ORDER = "prodorder"

STEPS = {(form.type, form.action, form.step): form for form in reversed(FORMS)}
_BARE = (
    "urn:epcglobal:cbv:bizstep:",
    "https://ref.gs1.org/cbv/BizStep-",
    "https://ns.gs1.org/voc/Bizstep-",
    "cbv:BizStep-",
)


def bare(step: str) -> str:
    """A business step as EPCIS 2.0 has it, in whichever of its older and longer spellings it is."""
    return next((step.removeprefix(begin) for begin in _BARE if step.startswith(begin)), step)
