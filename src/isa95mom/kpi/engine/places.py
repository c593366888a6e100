"""Which bucket a time is in, as an engine tells it, and the time of states by bucket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from attrs import define, evolve

from isa95mom.kpi.calendar import Plan
from isa95mom.kpi.engine.tables import Expression, library
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.work import Work
from isa95mom.tables.growing import Ints
from isa95mom.tables.times import MISSING

Rows = Any
"""A table of Arrow: what an engine gives back."""
OUTSIDE = -1
"""In place of a bucket: before the window."""
BEHIND = 1 << 40
"""In place of a bucket: behind the window."""
SLOTS = 100_000
"""Into how many slots the window is cut at the most."""
LATEST = np.iinfo(np.int64).max


@define(slots=True)
class Times:
    """What the states of a table add up to."""

    rows: list[Rows]
    """Tables of ``state``, the keys, ``time`` in microseconds, ``begun``, how many intervals, and where."""
    open: int = 0
    """How many intervals have no end; they are not among the rows."""
    wrong: int = 0
    """How many end before they start, or then; they are not among the rows."""


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


class Places:
    """The buckets of plans, told in an engine by division: by one where all buckets are alike, else with a small table.

    The window is cut into slots of one length. A row of the table says which bucket a slot begins in, and at which
    moments within the slot others begin.
    """

    def __init__(self, plans: Sequence[Plan], of: Mapping[str, int] | None = None) -> None:
        self.edges = [plan.edges for plan in plans]
        self.of = of
        """The number of the plan of each piece of equipment; None where all have the first."""
        self.first, self.last = int(self.edges[0][0]), int(self.edges[0][-1])
        lengths = np.diff(self.edges[0])
        self.table: Expression = None
        self.length = int(lengths[0])
        if of is not None or (lengths != self.length).any():
            least = min(int(np.diff(edges[1:-1]).min(initial=self.last - self.first)) for edges in self.edges)
            self.length = max(least, (self.last - self.first) // SLOTS, 1)
            self.table = library().memtable(self._slots())

    def _slots(self) -> Rows:
        """Each slot of each plan, the bucket it begins in, and when others begin within it."""
        pa: Any = import_module("pyarrow")
        starts = np.arange(self.first, self.last, self.length)
        bounds = [np.searchsorted(edges, [starts - 1, starts + self.length - 1], side="right") for edges in self.edges]
        most = max(int((after - before).max()) for before, after in bounds)
        columns: dict[str, list[Ints]] = {name: [] for name in ("plan", "number", "base", *map(edge, range(most)))}
        for plan, (edges, (before, after)) in enumerate(zip(self.edges, bounds, strict=True)):
            columns["plan"].append(np.full(len(starts), plan))
            columns["number"].append(np.arange(len(starts)))
            columns["base"].append(before - 1)
            for place in range(most):
                at = before + place
                columns[edge(place)].append(np.where(at < after, edges[np.minimum(at, len(edges) - 1)], LATEST))
        return pa.table({name: np.concatenate(parts) for name, parts in columns.items()})

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell a bucket."""
        return ("equipment", "slot") if self.of is None else ("equipment", "plan", "slot")

    def located(self, table: Expression, moment: Expression) -> Expression:
        """Rows with the bucket of a moment: -1 before the window, `BEHIND` behind it."""
        ibis = library()
        number = ((moment - self.first) // self.length).cast("int64")
        if self.table is None:
            return table.mutate(slot=number)
        known = table.mutate(at=moment, slot_=number)
        if self.of is not None:
            pa: Any = import_module("pyarrow")
            plans = ibis.memtable(pa.table({"who": list(self.of), "own": list(self.of.values())}))
            known = known.left_join(plans, known.equipment == plans.who).drop("who").rename(plan="own")
            joined = known.left_join(self.table, [known.plan == self.table.plan, known.slot_ == self.table.number])
        else:
            joined = known.left_join(self.table, known.slot_ == self.table.number)
        begun = (joined[name] for name in self.table.columns if name.startswith(edge("")))
        within = sum(((joined["at"] >= each).ifelse(1, 0) for each in begun), joined.base)
        outside = [(joined["at"] < self.first, OUTSIDE), (joined["at"] >= self.last, BEHIND)]
        return joined.mutate(slot=ibis.cases(*outside, else_=within).cast("int64"))

    def times(self, told: Expression, keys: Sequence[str]) -> Times:
        """All time in the bucket in which it starts, and then what lasts longer moved to those behind.

        Of intervals that do not overlap only the one with the last end can reach out of a bucket.
        """
        cut = self.located(told.mutate(time=told.until - told.since), told.since)
        by = [*self.columns, "state", *keys]
        found = (
            cut.group_by(by)
            .aggregate(
                time=cut.time.sum().cast("int64"),
                end=cut.until.max(),
                least=cut.time.min(),
                begun=cut.count(),
                ended=cut.until.count(),
            )
            .to_pyarrow()
        )
        least = _wholes(found["least"])
        if ((least <= 0) & (least != MISSING)).any():
            wrong = one_row(told, wrong=counted(told.until <= told.since))["wrong"]
            good = self.times(told.filter((told.until > told.since) | told.until.isnull()), keys)
            return evolve(good, wrong=wrong)
        stated("states", found, slot="start", equipment="equipment", state="state")
        begun, ended = _wholes(found["begun"]), _wholes(found["ended"])
        over, row, slot, time = self._moved(found)
        pa: Any = import_module("pyarrow")
        kept = found.select([*by, "begun"]).append_column(
            "time", pa.array(np.where(ended > 0, _wholes(found["time"]) - over, 0))
        )
        moved = found.take(pa.array(row)).select([name for name in by if name != "slot"])
        moved = moved.append_column("slot", pa.array(slot)).append_column("time", pa.array(time))
        return Times([kept, moved], open=int((begun - ended).sum()))

    def _moved(self, found: Rows) -> tuple[Ints, Ints, Ints, Ints]:
        """How much of each row reaches out of its bucket; and its pieces: row, bucket and time."""
        slot, end = _wholes(found["slot"]), _wholes(found["end"])
        plan = np.zeros(len(slot), dtype=np.int64) if self.of is None else _wholes(found["plan"])
        total = np.zeros(len(slot), dtype=np.int64)
        pieces: list[tuple[Ints, Ints, Ints]] = []
        for number, edges in enumerate(self.edges):
            rows = np.flatnonzero((plan == number) & (slot < len(edges) - 1) & (end != MISSING))
            after = np.clip(slot[rows], OUTSIDE, None) + 1
            total[rows] = np.maximum(end[rows] - edges[after], 0)
            count = np.maximum(np.searchsorted(edges, end[rows], side="left") - after, 0)
            row = np.repeat(np.arange(len(rows)), count)
            place = after[row] + np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
            inside = place < len(edges) - 1
            row, place = row[inside], place[inside]
            time = np.minimum(end[rows[row]], edges[place + 1]) - edges[place]
            pieces.append((rows[row], place, time))
        return total, *(np.concatenate([part[column] for part in pieces]) for column in range(3))  # type: ignore[return-value]

    def numbers(self, work: Work, rows: Rows, equipment: Ints) -> Ints:
        """The bucket of each row of a result; `equipment` are the numbers of its equipment."""
        count = np.diff(work.buckets.first)[equipment] - 1
        return work.buckets.place(equipment) + np.clip(_wholes(rows["slot"]), OUTSIDE, count) + 1


def edge(place: int | str) -> str:
    """The column of a moment at which a bucket begins within a slot."""
    return f"edge{place}"


def _wholes(column: Any) -> Ints:
    """A column of a result as whole numbers; `MISSING` where nothing is stated."""
    return np.array(column.fill_null(MISSING), dtype=np.int64)
