"""How much equipment can make in times: a table of capacities, cut at the edges of buckets with nothing lost."""

from __future__ import annotations

import numpy as np
from attrs import define

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.records import Reading
from isa95mom.kpi.tally import Buckets
from isa95mom.tables.growing import Ints
from isa95mom.tables.table import Columns, Table

FINER = 6
"""How many more digits behind the point parts of a capacity have than the whole."""


@define(slots=True, eq=False)
class Capacity:
    """What equipment can make from when until when."""

    equipment: Ints
    start: Ints
    end: Ints
    amounts: Amounts


def read_capacity(reading: Reading, table: Table) -> Capacity:
    """The rows of the table of capacities. Raises `ColumnError` for what does not fit."""
    told = Columns("capacity", table, ("equipment", "start", "end", "EPC"), ())
    made = Capacity(
        equipment=told.tags("equipment", reading.equipment),
        start=told.times("start").moment.array,
        end=told.times("end").moment.array,
        amounts=Amounts.of(told.quantities("EPC")),
    )
    wrong, negative = np.flatnonzero(made.end <= made.start), np.flatnonzero(made.amounts.whole < 0)
    find = reading.findings.rows
    find("capacity", "ends-before-start", wrong, lambda row: "it ends before it starts; it is left out")
    find("capacity", "negative-amount", negative, lambda row: f"EPC is {made.amounts.decimal(row)}; it counts as it is")
    return made


def pieces(buckets: Buckets, equipment: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Times cut at the edges of buckets: for each piece the row it is of, its bucket, from when and until when."""
    first, last = buckets.of(equipment, start), buckets.of(equipment, end - 1)
    count = last - first + 1
    row = np.repeat(np.arange(len(start)), count)
    offset = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    bucket = first[row] + offset
    edge = bucket - buckets.place(equipment)[row] + buckets.first[equipment][row]
    edges = buckets.edges if len(buckets.edges) else np.zeros(1, dtype=np.int64)
    most = len(edges) - 1
    since = np.where(offset == 0, start[row], edges[np.clip(edge - 1, 0, None)])
    until = np.where(offset == count[row] - 1, end[row], edges[np.clip(edge, 0, most)])
    return row, bucket, since, until


def shared(capacity: Capacity, buckets: Buckets) -> tuple[Ints, Amounts]:
    """The capacities by bucket, each spread evenly over its time; parts add up to the whole, to the last digit."""
    good = np.flatnonzero(capacity.end > capacity.start)
    start, end = capacity.start[good], capacity.end[good]
    row, bucket, since, until = pieces(buckets, capacity.equipment[good], start, end)
    whole = capacity.amounts.take(good).whole.astype(object)[row] * 10**FINER
    length, begun = (end - start)[row].astype(object), start[row]
    parts = whole * (until - begun).astype(object) // length - whole * (since - begun).astype(object) // length
    digits, missing = capacity.amounts.digits + FINER, capacity.amounts.gaps[good][row]
    return bucket, Amounts(parts if len(parts) else np.zeros(0, dtype=np.int64), digits, missing)
