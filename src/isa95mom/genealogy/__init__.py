"""Genealogy: which lots became which, as events with lines in and lines out, and traces over them.

Knows plain identifications, times and numbers; `from_model` alone knows nouns and documents.
"""

from isa95mom.genealogy.errors import ColumnError, GenealogyError, LotNotFoundError
from isa95mom.genealogy.graph import Genealogy
from isa95mom.genealogy.record import Direction, Event, EventKind, Line
from isa95mom.genealogy.trace import Trace
from isa95mom.genealogy.tree import Tree

__all__ = [
    "ColumnError",
    "Direction",
    "Event",
    "EventKind",
    "Genealogy",
    "GenealogyError",
    "Line",
    "LotNotFoundError",
    "Trace",
    "Tree",
]
