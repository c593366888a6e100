"""Planned run times per item: which one holds for a product on a piece of equipment at a time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.records import Reading
from isa95mom.kpi.segments import UNKNOWN
from isa95mom.tables.growing import Ints
from isa95mom.tables.table import Columns, Table
from isa95mom.tables.times import MISSING

LAST = np.iinfo(np.int64).max
TIMED = -2
"""In place of the row of a run time: which one holds depends on the time."""


class Cycles:
    """Planned run times per item, by equipment and product, each valid from when until when."""

    def __init__(self, reading: Reading, table: Table) -> None:
        told = Columns("cycles", table, ("PRI",), ("equipment", "product", "from", "until"))
        self.amounts = Amounts.of(told.quantities("PRI"))
        for row in np.flatnonzero((self.amounts.gaps > 0) | (self.amounts.whole <= 0))[:1].tolist():
            raise told.error("PRI", row, f"{self.amounts.decimal(row)} is no run time; seconds above 0 are needed")
        who = reading.optional(told, "equipment", reading.equipment)
        what = reading.optional(told, "product", reading.products)
        since, until = (told.times(name).moment.array for name in ("from", "until"))
        self.what = reading.products
        self.since = since
        self.until = np.where(until == MISSING, LAST, until)
        self.rows: dict[tuple[int, int], list[int]] = {}
        for row, pair in enumerate(zip(who.tolist(), what.tolist(), strict=True)):
            self.rows.setdefault(pair, []).append(row)
        for several in self.rows.values():
            several.sort(key=lambda row: int(self.since[row]))
            for one, other in pairwise(several):
                if self.until[one] > self.since[other] and until[one] != MISSING:
                    raise told.error("until", one, f"it overlaps with row {other}: two run times would hold at once")
                self.until[one] = min(int(self.until[one]), int(self.since[other]))

    @property
    def products(self) -> dict[str | None, int] | None:
        """The row of the run time of each product, and with None that of all others; None where more decides."""
        if self.edges or any(who != UNKNOWN or len(several) > 1 for (who, _), several in self.rows.items()):
            return None
        return {None if what == UNKNOWN else str(self.what[what]): rows[0] for (_, what), rows in self.rows.items()}

    @property
    def by_product(self) -> bool:
        """Whether the product decides which run time holds."""
        return any(what != UNKNOWN for _, what in self.rows)

    @property
    def edges(self) -> list[int]:
        """The moments at which a run time begins or ceases to hold."""
        return sorted({*self.since.tolist(), *self.until.tolist()} - {MISSING, LAST})

    def of(self, equipment: Ints, product: Ints, time: Ints) -> Ints:
        """The row of the run time that holds for each; -1 where there is none."""
        wide = 1 + max((what for _, what in self.rows), default=UNKNOWN) + 1
        high = 1 + max((who for who, _ in self.rows), default=UNKNOWN) + 1
        always = np.full((high + 1, wide + 1), UNKNOWN, dtype=np.int64)
        for key in sorted(self.rows, key=lambda key: (key[1] != UNKNOWN, key[0] != UNKNOWN)):
            row = self.rows[key][0]
            held = len(self.rows[key]) == 1 and self.since[row] == MISSING and self.until[row] == LAST
            rows_, columns = (slice(None) if number == UNKNOWN else number + 1 for number in key)
            always[rows_, columns] = row if held else TIMED
        # What no run time names has the last place, which only those that hold for all have.
        who = np.minimum(equipment.astype(np.int64) + 1, high)
        what = np.minimum(product.astype(np.int64) + 1, wide)
        found: Ints = always[who, what]
        rows = np.flatnonzero(found == TIMED)
        if len(rows):
            found[rows] = self._timed(equipment[rows], product[rows], time[rows])
        return found

    def _timed(self, equipment: Ints, product: Ints, time: Ints) -> Ints:
        found = np.full(len(time), UNKNOWN, dtype=np.int64)
        width = int(product.max()) + 2
        pairs = equipment.astype(np.int64) * width + product + 1
        order = np.argsort(pairs, kind="stable")
        several, starts = np.unique(pairs[order], return_index=True)
        for pair, rows in zip(several.tolist(), np.split(order, starts[1:]), strict=True):
            who, what = divmod(pair, width)
            for key in ((who, what - 1), (UNKNOWN, what - 1), (who, UNKNOWN), (UNKNOWN, UNKNOWN)):
                known = np.array(self.rows.get(key, ()), dtype=np.int64)
                if not len(known):
                    continue
                left = rows[found[rows] < 0]
                place = np.searchsorted(self.since[known], time[left], side="right") - 1
                holds = (place >= 0) & (time[left] < self.until[known[np.maximum(place, 0)]])
                found[left[holds]] = known[place[holds]]
        return found
