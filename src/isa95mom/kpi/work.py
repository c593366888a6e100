"""Terms while they are added up: parts by equipment and bucket, and then by the keys asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.calendar import PLANNED, Plan
from isa95mom.kpi.capacity import Capacity, pieces, shared
from isa95mom.kpi.cycles import Cycles
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.grouping import Key, groups, outer
from isa95mom.kpi.labels import labels
from isa95mom.kpi.records import MAINTENANCE, Booked, Maintenance, Orders, Reading
from isa95mom.kpi.segments import UNKNOWN, Segments
from isa95mom.kpi.tally import Buckets, begins, bucket_of, exact_sums, starting, tally
from isa95mom.kpi.terms import Terms
from isa95mom.tables.errors import did_you_mean, near_matches
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.names import Names
from isa95mom.tables.speed import kernel
from isa95mom.tables.times import MISSING

PARTICULAR = ("product", "order", "reason")
"""The keys that records state, and a piece of equipment has several of at a time."""
KEYS = ("equipment", *PARTICULAR, "shift", "day", "hour", "week", "month")
"""What terms can be by, beside the levels of the hierarchy."""
PACED = ("PQ", "GQ", "SQ", "RQ", "startup_scrap")
"""The amounts that have an ideal time."""
MANY = 1_000_000
"""From how many segments on compiled loops are worth loading."""
NOTHING: Mapping[str, Ints] = {}


def keys_of(by: Iterable[str], levels: Iterable[str] = ()) -> tuple[str, ...]:
    """What terms are to be by. Raises `KpiError` for what they cannot be by, or twice the same."""
    wanted = (by,) if isinstance(by, str) else tuple(by)
    known = (*KEYS, *levels)
    for name in wanted:
        if name not in known:
            near = did_you_mean(near_matches(name, list(known)))
            raise KpiError(f"{name!r} is nothing that terms can be by; they can be by {', '.join(known)}{near}")
    if len(set(wanted)) < len(wanted):
        raise KpiError(f"terms are by {', '.join(wanted)}, of which one is named twice")
    return wanted


class Work:
    """Terms while they are added up: parts by equipment, bucket, product and order, and then by the keys asked for."""

    def __init__(
        self,
        reading: Reading,
        plans: Sequence[Plan],
        by: tuple[str, ...],
        levels: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.reading = reading
        self.by = by
        self.levels = levels
        self.plans = plans
        edges = [plan.edges for plan in plans]
        first = np.concatenate(([0], np.cumsum([len(each) for each in edges]))).astype(np.int64)
        joined: Ints = np.concatenate(edges) if edges else np.zeros(0, dtype=np.int64)
        self.buckets = Buckets(joined, first)
        self.places, at = self.buckets.inside()
        self.who = np.searchsorted(first, at, side="right") - 1
        self.spans = np.stack((joined[at], joined[at + 1]), axis=1) if len(at) else np.zeros((0, 2), dtype=np.int64)
        self.length = self.spans[:, 1] - self.spans[:, 0]
        count = self.buckets.count
        self.inner = np.full(count, UNKNOWN, dtype=np.int64)
        """For each bucket its place among those that count; -1 for those outside the window."""
        self.inner[self.places] = np.arange(len(self.places))
        self.plan: Ints = np.concatenate([plan.plan for plan in plans]).astype(np.int64) if plans else first[:0]
        self.failing = np.array([state.failure for state in reading.mapping.states] + [False])
        self.states_count = len(self.failing)
        meant = reading.mapping
        self.stopped = np.append(meant.counts("downtime") | meant.counts("minor_stops"), False)
        self.parts: list[dict[str, Any]] = []
        equipment = tuple(str(name) for name in reading.equipment)
        self.labels = labels(plans, self.who, equipment, levels, hours="hour" in by)

    @property
    def particular(self) -> tuple[str, ...]:
        """The keys asked for that buckets do not have."""
        return tuple(name for name in PARTICULAR if name in self.by)

    def names(self, key: str) -> Names:
        """The names of a particular key."""
        reading = self.reading
        return {"product": reading.products, "order": reading.orders, "reason": reading.reasons}[key]

    def add(self, bucket: Ints, of: Mapping[str, Ints] = NOTHING, **columns: Any) -> None:
        """Add rows, each of a product, order or reason; those of buckets outside the window do not count."""
        if not self.particular and all(isinstance(column, Amounts) for column in columns.values()):
            columns = {name: column.summed(bucket, self.buckets.count) for name, column in columns.items()}
            bucket = np.arange(self.buckets.count)
        place = self.inner[bucket]
        rows = np.flatnonzero(place >= 0)
        part: dict[str, Any] = {"bucket": place[rows]}
        for name in self.particular:
            numbers = of.get(name)
            part[name] = np.full(len(rows), UNKNOWN) if numbers is None else numbers[rows].astype(np.int64)
        part["columns"] = {name: (c.take(rows) if isinstance(c, Amounts) else c[rows]) for name, c in columns.items()}
        self.parts.append(part)

    def states(self, segments: Segments, of: Mapping[str, Ints]) -> None:
        """Add the time in states, the failures and, by reason, the stops; `of` are the particular keys of segments."""
        few = len(segments) < MANY  # loading what is compiled takes longer than adding up few
        compiled = None if few or self.particular else kernel("isa95mom.kpi.kernels", "add_up")
        if compiled is None:
            self._states(segments, of)
        else:
            times = np.zeros((self.buckets.count, self.states_count), dtype=np.int64)
            failures = np.zeros(self.buckets.count, dtype=np.int64)
            edges, first = self.buckets.edges, self.buckets.first
            columns = segments.equipment, segments.start, segments.end, segments.state

            def work(begin: int, end: int) -> None:
                own = (column[begin:end] for column in columns)
                compiled(*own, edges, first, self.failing, times, failures)

            at_once = os.cpu_count() or 1
            numbers = np.linspace(0, len(first) - 1, at_once + 1).astype(np.int64)
            bounds = begins(segments.equipment, numbers).tolist()  # each piece of equipment is in one part
            with ThreadPoolExecutor(at_once) as pool:
                list(pool.map(work, bounds[:-1], bounds[1:]))
            bucket, state = np.nonzero(times)
            self.add(bucket, state=state, time=times[bucket, state])
            self.add(np.arange(self.buckets.count), failures=Amounts(failures, 0))
        if segments.provisional is not None:
            rows = np.flatnonzero(segments.provisional)
            # The bucket in which an open interval ends for now.
            where = self.buckets.of(segments.equipment[rows], segments.end[rows] - 1)
            self.add(where, _taken(of, rows), provisional=Amounts(np.ones(len(rows), dtype=np.int64), 0))

    def _states(self, segments: Segments, of: Mapping[str, Ints]) -> None:
        """The same in numpy, and by any keys."""
        of = {name: of[name] for name in self.particular}
        several = place = None
        if of:
            combined = np.zeros(len(segments), dtype=np.int64)
            for name, numbers in of.items():
                combined = combined * (len(self.names(name)) + 1) + numbers + 1
            several, place = np.unique(combined, return_inverse=True)
        others = 1 if several is None else max(len(several), 1)
        ends = starting(segments, self.buckets)
        made = tally(segments, self.buckets, ends, self.states_count, place, others)
        keep = np.flatnonzero(made.times)
        keys, which = np.divmod(made.keys[keep], others)
        bucket, state = np.divmod(keys, self.states_count)
        found: dict[str, Ints] = {}
        if several is not None:
            left = several[which]
            for name in reversed(self.particular):
                left, number = np.divmod(left, len(self.names(name)) + 1)
                found[name] = number - 1
        self.add(bucket, found, state=state, time=made.times[keep])
        self._failures(segments, ends, of)
        if "reason" in of:
            self._stops(segments, ends, of)

    def _stops(self, segments: Segments, ends: Ints, of: Mapping[str, Ints]) -> None:
        """Add how many stops began: segments in states that count to downtime or minor stops.

        One that was split where an order ended is one.
        """
        rows = np.flatnonzero(self.stopped[segments.state])
        rows = rows[~_goes_on(segments, rows)]
        count = Amounts(np.ones(len(rows), dtype=np.int64), 0)
        self.add(bucket_of(rows, ends), _taken(of, rows), stops=count)

    def _failures(self, segments: Segments, ends: Ints, of: Mapping[str, Ints]) -> None:
        begun = np.zeros(len(segments), dtype=bool)
        for number in np.flatnonzero(self.failing).tolist():
            begun |= segments.state == number
        later = np.flatnonzero(begun[1:] & begun[:-1]) + 1
        begun[later[_follows(segments, later)]] = False
        rows = np.flatnonzero(begun)
        self.add(bucket_of(rows, ends), _taken(of, rows), failures=Amounts(np.ones(len(rows), dtype=np.int64), 0))

    def assumed(self, segments: Segments, of: Mapping[str, Ints]) -> None:
        """Add how much time was filled, which was added as time in a state."""
        rows = np.flatnonzero(segments.row < 0)
        bucket = self.buckets.of(segments.equipment[rows], segments.start[rows])
        time = segments.end[rows] - segments.start[rows]
        self.add(bucket, _taken(of, rows), assumed=Amounts(time, 6))
        self._say_assumed(int(time.sum()), segments.state[rows])

    @property
    def planned_buckets(self) -> Ints:
        """The buckets of planned time."""
        found: Ints = self.places[self.plan == PLANNED]
        return found

    def fill(self, state: int) -> None:
        """Add the planned time that no state was added for, as time in one state."""
        known = np.zeros(len(self.places), dtype=np.int64)
        for part in self.parts:
            if "time" in part["columns"]:
                known += exact_sums(part["bucket"], part["columns"]["time"], len(known))
        rows = np.flatnonzero((self.plan == PLANNED) & (known < self.length))
        left = (self.length - known)[rows]
        self.add(self.places[rows], state=np.full(len(rows), state), time=left, assumed=Amounts(left, 6))
        self._say_assumed(int(left.sum()), np.full(len(rows), state))

    def _say_assumed(self, time: int, state: Ints) -> None:
        if time:
            named = self.reading.mapping.states[int(state[0])].name
            message = f"{time / 1e6:g} s of planned time are on no record; they count as {named!r}"
            self.reading.findings.table("states", "assumed-time", message)

    def planned(self) -> None:
        """Add the lengths of the buckets."""
        self.add(self.places, planned=self.plan, length=self.length)

    def booked(self, booked: Booked, pace: Cycles | None) -> None:
        """Add amounts, and ideal times where there are run times."""
        amounts = dict(booked.amounts)
        bucket = self.buckets.of(booked.equipment, booked.time)
        outside = self.inner[bucket] < 0
        if "PQ" in amounts and pace is not None:
            row = pace.of(booked.equipment, booked.product, booked.time)
            lacking = row < 0
            # A sum of rows outside the window has no time that a run time could hold at.
            self._no_cycle(booked, lacking if booked.counts is None else lacking & ~outside)
            run = pace.amounts.take(row) if len(pace.amounts) else Amounts.nothing(len(row))
            if lacking.any():
                run = Amounts(np.where(lacking, 0, run.whole), run.digits, lacking.astype(np.int64))
            for name in PACED:
                if name in amounts:
                    amounts[f"PRI*{name}"] = run.times(amounts[name])
        gone = np.flatnonzero(outside)
        if len(gone):
            count = len(gone) if booked.counts is None else booked.counts[gone].sum()
            message = f"rows of times outside the window, which do not count: {count}"
            self.reading.findings.table(booked.table, "outside-window", message)
        self.add(bucket, {"product": booked.product, "order": booked.order}, **amounts)

    def _no_cycle(self, booked: Booked, lacking: Array) -> None:
        names, what = self.reading.equipment, self.reading.products

        def say(row: int) -> str:
            product = "no product" if booked.product[row] < 0 else f"product {what[int(booked.product[row])]!r}"
            where = names[int(booked.equipment[row])]
            return f"there is no run time of {product} on {where!r}; its ideal time is not known"

        rows = np.flatnonzero(lacking)
        if booked.counts is not None:
            for message in dict.fromkeys(map(say, rows.tolist())):
                self.reading.findings.table(booked.table, "no-cycle", message)
        else:
            self.reading.findings.rows(booked.table, "no-cycle", rows, say)

    def orders(self, orders: Orders) -> None:
        """Add what is known of orders, at their end; those without equipment count where terms are not by equipment.

        Orders that still run do not count yet.
        """
        if (orders.end == MISSING).any():
            orders = orders.taken(np.flatnonzero(orders.end != MISSING))
        placed = orders.equipment >= 0
        bucket = np.zeros(len(orders.order), dtype=np.int64)
        bucket[placed] = self.buckets.of(orders.equipment[placed], orders.end[placed] - 1)
        if not placed.all() and len(self.plans):
            zero = np.zeros(int((~placed).sum()), dtype=np.int64)
            bucket[~placed] = self.buckets.of(zero, orders.end[~placed] - 1)
            if "equipment" in self.by or any(level in self.by for level in self.levels):
                raise KpiError("orders without equipment have no place in terms by equipment; take them by order")
        self.add(bucket, {"product": orders.product, "order": orders.order}, **orders.amounts)

    def maintenance(self, kept: Maintenance) -> None:
        """Add the time of maintenance work, cut at the edges of buckets."""
        good = np.flatnonzero(kept.end > kept.start)
        row, bucket, since, until = pieces(self.buckets, kept.equipment[good], kept.start[good], kept.end[good])
        kinds = np.array(kept.kind, dtype=object)[good][row]
        for name in MAINTENANCE.values():
            chosen = np.flatnonzero(kinds == name)
            columns: dict[str, Any] = {name: Amounts((until - since)[chosen], 6)}
            self.add(bucket[chosen], **columns)

    def capacity(self, able: Capacity) -> None:
        """Add what equipment could make, cut at the edges of buckets."""
        bucket, amounts = shared(able, self.buckets)
        self.add(bucket, EPC=amounts)

    def _spans(self) -> Ints:
        """From when until when the row of each bucket is: of all buckets that have the same keys."""
        shared = [self.labels[name] for name in self.by if name not in PARTICULAR]
        rows, place = groups([codes for codes, _ in shared], [len(names) for _, names in shared], len(self.places))
        return outer(place, self.spans, len(rows))[place]

    def terms(self) -> Terms:
        """All that was added, by the keys asked for."""
        bucket = np.concatenate([part["bucket"] for part in self.parts]) if self.parts else np.zeros(0, dtype=np.int64)
        if not self.particular:  # every bucket is there, so that it is enough to group these
            bucket = np.arange(len(self.places))
        codes: list[Ints] = []
        values: list[tuple[Any, ...]] = []
        for name in self.by:
            if name in PARTICULAR:
                names = self.names(name)
                codes.append(np.concatenate([part[name] for part in self.parts]) + 1)
                values.append((None, *(str(each) for each in names)))
            else:
                labels, several = self.labels[name]
                codes.append(labels[bucket])
                values.append(several)
        rows, place = groups(codes, [len(several) for several in values], len(bucket))
        size = len(rows)
        inside = np.zeros((size, self.states_count), dtype=np.int64)
        outside, plan = np.zeros_like(inside), np.zeros((size, 3), dtype=np.int64)
        failures, provisional = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        amounts: dict[str, Amounts] = {}
        at = 0
        for part in self.parts:
            here = place[at : at + len(part["bucket"])] if self.particular else place[part["bucket"]]
            planned = self.plan[part["bucket"]] == 1
            at += len(here)
            for name, column in part["columns"].items():
                if name == "time":
                    cell = here * self.states_count + part["columns"]["state"]
                    inside += exact_sums(cell[planned], column[planned], inside.size).reshape(inside.shape)
                    outside += exact_sums(cell[~planned], column[~planned], outside.size).reshape(outside.shape)
                elif name == "length":
                    plan += exact_sums(here * 3 + part["columns"]["planned"], column, plan.size).reshape(plan.shape)
                elif name == "failures":
                    failures += column.summed(here, size).whole
                elif name == "provisional":
                    provisional += column.summed(here, size).whole
                elif isinstance(column, Amounts):
                    summed = column.summed(here, size)
                    amounts[name] = amounts[name].merged(summed) if name in amounts else summed
        return Terms(
            by=self.by,
            keys={name: Key(code[rows], several) for name, code, several in zip(self.by, codes, values, strict=True)},
            mapping=self.reading.mapping,
            inside=inside,
            outside=outside,
            plan=plan,
            failures=failures,
            provisional=provisional,
            amounts=amounts,
            spans=self._spans()[bucket[rows]],
            findings=tuple(self.reading.findings.found),
        )


def _taken(of: Mapping[str, Ints], rows: Ints) -> dict[str, Ints]:
    return {name: numbers[rows] for name, numbers in of.items()}


def _follows(segments: Segments, rows: Ints) -> Array:
    """Whether each of some segments begins where the one before it ends, on the same equipment."""
    before = np.maximum(rows - 1, 0)
    joined = segments.end[before] == segments.start[rows]
    found: Array = (rows > 0) & joined & (segments.equipment[before] == segments.equipment[rows])
    return found


def _goes_on(segments: Segments, rows: Ints) -> Array:
    """Whether each of some segments is the rest of the one before it, from which it was split."""
    row = segments.row
    found: Array = _follows(segments, rows) & (row[np.maximum(rows - 1, 0)] == row[rows])
    return found
