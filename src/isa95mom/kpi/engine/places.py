"""Which bucket a time is in: told by division where all buckets are alike, found by a join where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from attrs import define, frozen

from isa95mom.kpi.calendar import Plan
from isa95mom.kpi.engine.tables import Expression, library
from isa95mom.kpi.tally import Buckets
from isa95mom.kpi.work import Work
from isa95mom.tables.growing import Ints

Rows = Any
"""A table of Arrow: what an engine gives back."""
OUTSIDE = -1
"""In place of a bucket: outside the window."""


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

    def times(self, told: Expression, keys: Sequence[str]) -> Times:
        """All time in the bucket in which it starts, and what is to be moved from there to the next.

        Only what reaches over more than one edge is cut in pieces.
        """
        ibis, pc = library(), import_module("pyarrow.compute")
        inside = told.mutate(
            begun=(told.since >= self.first).ifelse(1, 0),
            ended=told.until.notnull(),
            right=told.until > told.since,
            good=((told.until > told.since) & (told.since < self.last) & (told.until > self.first)).fill_null(False),
            since=ibis.greatest(told.since, self.first),
            until=ibis.least(told.until, self.last),
        )
        cut = inside.mutate(
            slot=inside.good.ifelse((inside.since - self.first) // self.length, OUTSIDE).cast("int64"),
            final=(inside.until - 1 - self.first) // self.length,
        )
        near = cut.good & (cut.final - cut.slot < 2)
        over = cut.until - (self.first + (cut.slot + 1) * self.length)
        by = ["equipment", "slot", "state", *keys]
        found = (
            cut.group_by(by)
            .aggregate(
                time=near.ifelse(cut.until - cut.since, 0).sum().cast("int64"),
                moved=(near & (cut.final > cut.slot)).ifelse(over, 0).sum().cast("int64"),
                begun=cut.good.ifelse(cut.begun, 0).sum().cast("int64"),
                far=counted(cut.good & (cut.final - cut.slot >= 2)),
                open=counted(~cut.ended),
                wrong=counted(cut.ended & ~cut.right),
            )
            .to_pyarrow()
        )
        open_, wrong, far = (pc.sum(found[name]).as_py() or 0 for name in ("open", "wrong", "far"))
        moved = found.filter(pc.greater(found["moved"], 0))
        rows = [
            found.select([*by, "begun"]).append_column("time", pc.subtract(found["time"], found["moved"])),
            moved.select([*by]).append_column("time", moved["moved"]),
        ]
        rows[1] = rows[1].set_column(1, "slot", pc.add(moved["slot"], 1))
        if far:
            rows.append(self._far(cut.filter(cut.good, cut.final - cut.slot >= 2), by))
        return Times(rows, open_, wrong)

    def _far(self, cut: Expression, by: Sequence[str]) -> Rows:
        """The pieces of intervals that reach over several edges."""
        ibis, pa = library(), import_module("pyarrow")
        slots = ibis.memtable(pa.table({"number": np.arange((self.last - self.first) // self.length)}))
        pieces = cut.join(slots, [slots.number >= cut.slot, slots.number <= cut.final])
        begin = self.first + pieces.number * self.length
        time = ibis.least(pieces.until, begin + self.length) - ibis.greatest(pieces.since, begin)
        others = [name for name in by if name != "slot"]
        told = pieces.select(*others, slot=pieces.number.cast("int64"), time=time)
        return told.group_by(list(by)).aggregate(time=told.time.sum().cast("int64")).to_pyarrow()

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment."""
        inside = (moment >= self.first) & (moment < self.last)
        return table.mutate(slot=inside.ifelse((moment - self.first) // self.length, OUTSIDE).cast("int64"))

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result."""
        return work.buckets.place(equipment) + np.array(rows["slot"], dtype=np.int64) + 1


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
        lacking = one_row(told, open=counted(told.until.isnull()), wrong=counted(told.until <= told.since))
        good = told.filter(told.until > told.since)
        pieces = good.join(
            table, [good.equipment == table.who, good.since < table["last"], good.until > table["first"]]
        )
        time = ibis.least(pieces.until, pieces["last"]) - ibis.greatest(pieces.since, pieces["first"])
        cut = pieces.mutate(time=time, starts=(pieces.since >= pieces["first"]).ifelse(1, 0))
        found = cut.group_by([*self.columns, "state", *keys]).aggregate(
            time=cut.time.sum().cast("int64"), begun=cut.starts.sum().cast("int64")
        )
        return Times([found.to_pyarrow()], **lacking)

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment."""
        buckets = self.table
        inside = [table.equipment == buckets.who, moment >= buckets["first"], moment < buckets["last"]]
        return table.left_join(buckets, inside).mutate(bucket=lambda joined: joined.bucket.fill_null(OUTSIDE))

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result."""
        bucket = np.array(rows["bucket"], dtype=np.int64)
        return np.where(bucket == OUTSIDE, work.buckets.place(equipment), bucket)
