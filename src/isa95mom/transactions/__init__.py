"""Transactions of ISA-95 Part 5: the messages, and an end point that answers them from a store of nouns.

    from isa95mom import transactions as tx

    mes = tx.EndPoint(tx.MemoryStore())
    answers = mes.handle(tx.get(mom.MaterialLot(id="L-*")))

`EndPoint` is one side of an exchange, `Client` makes the messages of the other, `Link` joins two end points in one
process. What an end point does not do is data: an `Outcome` with reasons in the answer, and an `ErrorMessage` kept.
"""

from __future__ import annotations

from isa95mom.transactions.client import Client, cancel, change, confirm, get, notify, process, sync
from isa95mom.transactions.conversation import Conversation, Link
from isa95mom.transactions.decision import Decision
from isa95mom.transactions.endpoint import Answered, EndPoint, MemoryRecord, Record
from isa95mom.transactions.outcome import Outcome, Reason, found, outcome
from isa95mom.transactions.profile import Profile
from isa95mom.transactions.store import MemoryStore, Store

__all__ = [
    "Answered",
    "Client",
    "Conversation",
    "Decision",
    "EndPoint",
    "Link",
    "MemoryRecord",
    "MemoryStore",
    "Outcome",
    "Profile",
    "Reason",
    "Record",
    "Store",
    "cancel",
    "change",
    "confirm",
    "found",
    "get",
    "notify",
    "outcome",
    "process",
    "sync",
]
