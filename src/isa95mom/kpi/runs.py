"""Which order ran on which equipment when: what times and amounts belong to that name no order or product themselves.

States come from machines, orders from the MES. A time in a state is split where an order starts and ends; an amount
belongs to the order that ran at its time. What a row states itself always wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from attrs import evolve, frozen

from isa95mom.kpi.capacity import pieces
from isa95mom.kpi.records import Booked, Orders, Reading
from isa95mom.kpi.segments import UNKNOWN, Segments, resolve
from isa95mom.kpi.tally import Buckets
from isa95mom.tables.growing import Ints

SETTLED = ("order", "product")
"""The keys that an order settles."""
NOWHERE = -2
"""In place of a product: no row tells of the order."""
ENDLESS = 1 << 62
"""When an order ends that still runs, and that no other follows."""


@frozen(slots=True, eq=False)
class Products:
    """The product of each order on each piece of equipment, where all rows that tell of it tell the same."""

    keys: Ints
    """In order: the equipment, -1 for any, and the order as one number."""
    values: Ints
    orders: int
    """How many orders there are."""

    @classmethod
    def of(cls, told: Orders, orders: int) -> Products:
        """Those of a table; rows that name no equipment tell of all."""
        several: dict[tuple[int, int], set[int]] = {}
        rows = list(zip(told.equipment.tolist(), told.order.tolist(), told.product.tolist(), strict=True))
        for who, order, product in rows:
            several.setdefault((who, order), set()).update([product] if product >= 0 else [])
        made = {}
        for (who, order), own in several.items():
            products = own | several.get((UNKNOWN, order), set())
            made[(who + 1) * orders + order] = products.pop() if len(products) == 1 else UNKNOWN
        keys = sorted(made)
        return cls(np.array(keys, dtype=np.int64), np.array([made[key] for key in keys], dtype=np.int64), orders)

    def find(self, equipment: Ints, order: Ints) -> Ints:
        """The product of each of some orders; -1 where none is known, or several are."""
        own = self._find((equipment.astype(np.int64) + 1) * self.orders + order)
        found: Ints = np.where(own == NOWHERE, self._find(order), own)
        return np.where((order < 0) | (found == NOWHERE), UNKNOWN, found)

    def _find(self, keys: Ints) -> Ints:
        if not len(self.keys):
            return np.full(len(keys), NOWHERE, dtype=np.int64)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found: Ints = np.where(self.keys[place] == keys, self.values[place], NOWHERE)
        return found


@frozen(slots=True, eq=False, kw_only=True)
class Runs:
    """Stretches of time in which one order each ran on a piece of equipment, and what else orders tell."""

    reading: Reading
    table: str
    """The table that tells it: ``orders`` or ``runs``."""
    buckets: Buckets
    """The moments at which orders start and end, by equipment."""
    order: Ints
    """The order that ran in each of these buckets; -1 where none did."""
    product: Ints
    """Its product; -1 where none is stated."""
    products: Products
    """The product of each order."""

    @classmethod
    def of(cls, reading: Reading, told: Orders, table: str = "orders") -> Runs:
        """The runs of a table of orders. Orders that ran at once on one piece of equipment are findings: the one that
        began later has the time, of those that began at once the first.
        """
        own = np.flatnonzero(told.equipment >= 0)
        who, start, end = told.equipment[own].astype(np.int64), told.start[own], told.end[own]
        same = np.arange(len(own))
        found = resolve(who, start, end, np.zeros(len(own), dtype=np.int8), same=(same,), as_of=ENDLESS)
        _overlaps(reading, told, table, [own[found.overlaps[place]] for place in (0, 1)], found.overlaps)
        buckets = _edges(found, len(reading.equipment))
        row = np.full(buckets.count, UNKNOWN, dtype=np.int64)
        row[buckets.of(found.equipment, found.start)] = own[found.row]
        return cls(
            reading=reading,
            table=table,
            buckets=buckets,
            order=_taken(told.order, row),
            product=_taken(told.product, row),
            products=Products.of(told, len(reading.orders)),
        )

    def split(self, segments: Segments, of: Mapping[str, Ints]) -> tuple[Segments, dict[str, Ints]]:
        """Segments split where orders start and end, and the order, product and so on of each; `of` are theirs so far.

        An interval that is still open is so in its last piece only.
        """
        row, bucket, since, until = pieces(self.buckets, segments.equipment, segments.start, segments.end)
        last = np.append(row[1:] != row[:-1], True) if len(row) else np.zeros(0, dtype=bool)
        made = Segments(
            equipment=segments.equipment[row],
            start=since,
            end=until,
            state=segments.state[row],
            source=segments.row[row],
            provisional=None if segments.provisional is None else segments.provisional[row] & last,
            overlaps=segments.overlaps,
        )
        columns = {name: column[row] for name, column in of.items()}
        return made, columns | self._settled("states", made.row, made.equipment, bucket, columns)

    def booked(self, booked: Booked) -> Booked:
        """What was booked, with the order that ran at its time where it names none."""
        bucket = self.buckets.of(booked.equipment, booked.time)
        said = {name: getattr(booked, name) for name in SETTLED}
        found = self._settled(booked.table, np.arange(len(bucket)), booked.equipment, bucket, said)
        return evolve(booked, order=found["order"], product=found["product"])

    def _settled(
        self, table: str, row: Ints, equipment: Ints, bucket: Ints, said: Mapping[str, Ints]
    ) -> dict[str, Ints]:
        """The order and the product: what is stated, else what ran then, else the product of the order that is stated.

        Where what is stated is not what ran is a finding.
        """
        order, product = (said[name].astype(np.int64) for name in SETTLED)
        ran = self.order[bucket]
        settled = np.where(order >= 0, order, ran)
        made = np.where(settled == ran, self.product[bucket], UNKNOWN)
        made = np.where(made >= 0, made, self.products.find(equipment, settled))
        names, products = self.reading.orders, self.reading.products

        def say(found: Ints, known: Any, what: str) -> None:
            where = {int(row[place]): int(place) for place in found[::-1].tolist()}
            listed = np.array(sorted(where), dtype=np.int64)
            stated, other = (order, ran) if what == "order" else (product, made)
            self.reading.findings.rows(
                table,
                f"other-{what}",
                listed,
                lambda each: (
                    f"it states the {what} {str(known[int(stated[where[each]])])!r}; by the table {self.table} it is "
                    f"{str(known[int(other[where[each]])])!r}; what it states counts"
                ),
            )

        say(np.flatnonzero((order >= 0) & (ran >= 0) & (order != ran)), names, "order")
        say(np.flatnonzero((product >= 0) & (made >= 0) & (product != made)), products, "product")
        return {"order": settled, "product": np.where(product >= 0, product, made)}


def _taken(column: Ints, row: Ints) -> Ints:
    """A column by row; -1 for no row."""
    return np.append(column.astype(np.int64), UNKNOWN)[row]


def _edges(found: Segments, equipment: int) -> Buckets:
    """The moments at which something starts or ends, for each piece of equipment."""
    who = np.concatenate((found.equipment, found.equipment))
    moment = np.concatenate((found.start, found.end))
    order = np.lexsort((moment, who))
    who, moment = who[order], moment[order]
    keep = np.ones(len(who), dtype=bool)
    keep[1:] = (who[1:] != who[:-1]) | (moment[1:] != moment[:-1])
    return Buckets(moment[keep], np.searchsorted(who[keep], np.arange(equipment + 1)))


def _overlaps(reading: Reading, told: Orders, table: str, rows: list[Ints], overlaps: tuple[Ints, ...]) -> None:
    """Note orders that ran at once on one piece of equipment, unless they are one order of one product."""
    won, lost = rows
    differ = (told.order[won] != told.order[lost]) | (told.product[won] != told.product[lost])
    time: dict[int, tuple[int, dict[int, None]]] = {}
    for place in np.flatnonzero(differ).tolist():
        known, others = time.get(int(lost[place]), (0, {}))
        length = int(overlaps[3][place] - overlaps[2][place])
        time[int(lost[place])] = known + length, others | {int(won[place]): None}

    def say(row: int) -> str:
        length, others = time[row]
        listed = ", ".join(str(other) for other in others)
        return (
            f"order {str(reading.orders[int(told.order[row])])!r} ran on "
            f"{str(reading.equipment[int(told.equipment[row])])!r} together with that of row {listed}, which has the "
            f"{length / 1e6:g} s that they share"
        )

    reading.findings.rows(table, "orders-overlap", np.array(sorted(time), dtype=np.int64), say)
