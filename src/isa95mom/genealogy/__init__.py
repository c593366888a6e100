"""Genealogy: which lots became which, as events with lines in and lines out, and traces over them.

Knows plain identifications, times and numbers; `from_model` alone knows nouns and documents.
"""

from isa95mom.genealogy.affected import GAPS, AffectedLot, RecallDifference, Shipment
from isa95mom.genealogy.agreement import Agreement
from isa95mom.genealogy.answers import Against, BillRow, Difference, Exposure, Path, Paths, PlanRow, Use
from isa95mom.genealogy.balance import Balance
from isa95mom.genealogy.causes import Causes, Cover
from isa95mom.genealogy.comparison import Cause
from isa95mom.genealogy.drill import Drill, Missing
from isa95mom.genealogy.engines import Relational, RelationalRecall, RelationalTrace
from isa95mom.genealogy.errors import GenealogyError, LotNotFoundError, SavedFileError
from isa95mom.genealogy.fates import Account, Category, Fate
from isa95mom.genealogy.findings import CHECKS, Check, Finding, Findings
from isa95mom.genealogy.graph import Genealogy
from isa95mom.genealogy.holds import Hold, Holds
from isa95mom.genealogy.recall import Recall
from isa95mom.genealogy.record import Direction, Event, EventKind, Line, Lot
from isa95mom.genealogy.seeds import Seed
from isa95mom.genealogy.shares import Share, Shares
from isa95mom.genealogy.stock import Stock, Term
from isa95mom.genealogy.tanks import Fifo, Lifo, PerfectMix, ResidenceTime
from isa95mom.genealogy.trace import Trace
from isa95mom.genealogy.tree import Tree
from isa95mom.genealogy.view import View
from isa95mom.tables.errors import ColumnError, TableError

__all__ = [
    "CHECKS",
    "GAPS",
    "Account",
    "AffectedLot",
    "Against",
    "Agreement",
    "Balance",
    "BillRow",
    "Category",
    "Cause",
    "Causes",
    "Check",
    "ColumnError",
    "Cover",
    "Difference",
    "Direction",
    "Drill",
    "Event",
    "EventKind",
    "Exposure",
    "Fate",
    "Fifo",
    "Finding",
    "Findings",
    "Genealogy",
    "GenealogyError",
    "Hold",
    "Holds",
    "Lifo",
    "Line",
    "Lot",
    "LotNotFoundError",
    "Missing",
    "Path",
    "Paths",
    "PerfectMix",
    "PlanRow",
    "Recall",
    "RecallDifference",
    "Relational",
    "RelationalRecall",
    "RelationalTrace",
    "ResidenceTime",
    "SavedFileError",
    "Seed",
    "Share",
    "Shares",
    "Shipment",
    "Stock",
    "TableError",
    "Term",
    "Trace",
    "Tree",
    "Use",
    "View",
]
