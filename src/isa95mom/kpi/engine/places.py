"""Which bucket a time is in: told by division where all buckets are alike, found by a join where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from attrs import define, evolve, frozen

from isa95mom.kpi.calendar import Plan
from isa95mom.kpi.engine.tables import Expression, library
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.tally import Buckets
from isa95mom.kpi.work import Work
from isa95mom.tables.growing import Ints
from isa95mom.tables.times import MISSING

Rows = Any
"""A table of Arrow: what an engine gives back."""
OUTSIDE = -1
"""In place of a bucket: before the window."""


@define(slots=True)
class Times:
    """What the states of a table add up to."""

    rows: list[Rows]
    """Tables of ``state``, the keys, ``time`` in microseconds, ``begun``, how many intervals, and where."""
    open: int = 0
    """How many intervals have no end; they are not among the rows."""
    wrong: int = 0
    """How many end before they start, or then; they are not among the rows."""


class Places(Protocol):
    """Buckets as an engine knows them."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell a bucket."""

    def times(self, told: Expression, keys: Sequence[str]) -> Times:
        """The time in states by bucket, state and `keys`."""

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment; those outside the window are in none that counts."""

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result; `equipment` are the numbers of its equipment."""


def counted(condition: Expression) -> Expression:
    """How many rows meet a condition; none of them where it is not known."""
    return condition.ifelse(1, 0).sum().cast("int64")


def one_row(table: Expression, **counts: Expression) -> dict[str, int]:
    """Some counts over a whole table."""
    (row,) = table.aggregate(**counts).to_pyarrow().to_pylist()
    return {name: int(value or 0) for name, value in row.items()}


def gap(table: str, column: str) -> KpiError:
    """The error for a column that states nothing where a value is needed."""
    return KpiError(f"{table}: the column {column!r} states nothing in some rows, and a value is needed")


def stated(table: str, rows: Rows, **columns: str) -> None:
    """Refuse a result in which a column states nothing, by the name that it has in the table."""
    for name, said in columns.items():
        if rows[name].null_count:
            raise gap(table, said)


def looked_through(told: Expression) -> dict[str, int]:
    """How many intervals are open, and how many wrong. Raises `KpiError` where something needed is not stated."""
    own = {"equipment": told.equipment, "start": told.since, "state": told.state}
    gaps = {name: counted(column.isnull()) for name, column in own.items()}
    counts = one_row(told, open=counted(told.until.isnull()), wrong=counted(told.until <= told.since), **gaps)
    for name in own:
        if counts.pop(name):
            raise gap("states", name)
    return counts


@frozen(slots=True)
class Even:
    """Buckets of one length, the same for all equipment."""

    first: int
    """When the first begins."""
    length: int
    last: int
    """When the last ends."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell a bucket."""
        return "equipment", "slot"

    @classmethod
    def of(cls, plan: Plan) -> Even | None:
        """The buckets of a plan; None where they differ."""
        lengths = np.diff(plan.edges)
        alike = (lengths == lengths[0]).all()
        return cls(int(plan.edges[0]), int(lengths[0]), int(plan.edges[-1])) if alike else None

    @property
    def count(self) -> int:
        """How many there are."""
        return (self.last - self.first) // self.length

    def times(self, told: Expression, keys: Sequence[str]) -> Times:
        """All time in the bucket in which it starts, and then what lasts longer moved to those behind.

        Of intervals that do not overlap only the one with the last end can reach out of a bucket.
        """
        cut = told.mutate(slot=self._slot(told.since), time=told.until - told.since)
        found = (
            cut.group_by(["equipment", "slot", "state", *keys])
            .aggregate(
                time=cut.time.sum().cast("int64"),
                end=cut.until.max(),
                least=cut.time.min(),
                begun=cut.count(),
                ended=cut.until.count(),
            )
            .to_pyarrow()
        )
        time, end, least = (
            np.array(found[name].fill_null(MISSING), dtype=np.int64) for name in ("time", "end", "least")
        )
        if ((least <= 0) & (least != MISSING)).any():
            wrong = one_row(told, wrong=counted(told.until <= told.since))["wrong"]
            good = self.times(told.filter((told.until > told.since) | told.until.isnull()), keys)
            return evolve(good, wrong=wrong)
        stated("states", found, slot="start", equipment="equipment", state="state")
        pa: Any = import_module("pyarrow")
        slot, begun, ended = (np.array(found[name], dtype=np.int64) for name in ("slot", "begun", "ended"))
        slot = np.clip(slot, OUTSIDE, self.count)
        over = np.where((end != MISSING) & (slot < self.count), end - (self.first + (slot + 1) * self.length), 0)
        over = np.maximum(over, 0)
        pieces = -(-over // self.length)
        row = np.repeat(np.arange(len(slot)), pieces)
        place = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        moved = found.take(pa.array(row)).select(["equipment", "state", *keys])
        moved = moved.append_column("slot", pa.array(np.minimum(slot[row] + 1 + place, self.count)))
        moved = moved.append_column("time", pa.array(np.minimum(over[row] - place * self.length, self.length)))
        kept = found.select(["equipment", "slot", "state", *keys, "begun"])
        kept = kept.append_column("time", pa.array(np.where(ended > 0, time - over, 0)))
        return Times([kept, moved], open=int((begun - ended).sum()))

    def _slot(self, moment: Expression) -> Expression:
        """The number of the bucket of a moment: below 0 before the first, `count` or more behind the last."""
        return ((moment - self.first) // self.length).cast("int64")

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment; those outside the window are in none that counts."""
        return table.mutate(slot=self._slot(moment))

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result."""
        slot = np.array(rows["slot"], dtype=np.int64)
        return work.buckets.place(equipment) + np.clip(slot, OUTSIDE, self.count) + 1


class Joined:
    """Buckets of any length, for each piece of equipment its own: a small table."""

    def __init__(self, names: Sequence[str], buckets: Buckets, who: Ints) -> None:
        numbers, at = buckets.inside()
        pa = import_module("pyarrow")
        self.table = library().memtable(
            pa.table(
                {
                    "who": [names[number] for number in who.tolist()],
                    "bucket": numbers,
                    "first": buckets.edges[at],
                    "last": buckets.edges[at + 1],
                }
            )
        )

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell a bucket."""
        return "equipment", "bucket"

    def times(self, told: Expression, keys: Sequence[str]) -> Times:
        """Every interval in each of the buckets that it reaches into."""
        ibis, table = library(), self.table
        counts = looked_through(told)
        good = told.filter(told.until > told.since)
        pieces = good.join(
            table, [good.equipment == table.who, good.since < table["last"], good.until > table["first"]]
        )
        time = ibis.least(pieces.until, pieces["last"]) - ibis.greatest(pieces.since, pieces["first"])
        cut = pieces.mutate(time=time, starts=(pieces.since >= pieces["first"]).ifelse(1, 0))
        found = cut.group_by([*self.columns, "state", *keys]).aggregate(
            time=cut.time.sum().cast("int64"), begun=cut.starts.sum().cast("int64")
        )
        return Times([found.to_pyarrow()], **counts)

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment."""
        buckets = self.table
        inside = [table.equipment == buckets.who, moment >= buckets["first"], moment < buckets["last"]]
        return table.left_join(buckets, inside).mutate(bucket=lambda joined: joined.bucket.fill_null(OUTSIDE))

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result."""
        bucket = np.array(rows["bucket"], dtype=np.int64)
        return np.where(bucket == OUTSIDE, work.buckets.place(equipment), bucket)
