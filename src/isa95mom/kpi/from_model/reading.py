"""What is read of documents for indicators, kept as the rows of tables until all of it is there."""

from __future__ import annotations

from typing import Any

from isa95mom.declare import Noun
from isa95mom.errors import Problem
from isa95mom.kpi.agreement import Agreement
from isa95mom.kpi.from_model.capacities import Capacity
from isa95mom.kpi.from_model.totals import production_capacity
from isa95mom.nouns.findings import Findings

Columns = dict[str, list[Any]]


class Reading(Findings):
    """What was read so far."""

    def __init__(self, agreed: Agreement) -> None:
        super().__init__()
        self.agreed = agreed
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.orders: dict[str, dict[str, Any]] = {}
        self.capacities: list[Capacity] = []
        self.units: dict[str | None, str | None] = {}
        """The unit in which each product is counted: that of its first amount."""

    def not_read(self, noun: Noun) -> tuple[str, str]:
        """The code and the message of the finding for a noun that is not read."""
        return "no-record", f"{type(noun).__name__} says nothing of times in states or of amounts"

    def add(self, table: str, **row: Any) -> None:
        """Add a row to a table."""
        self.rows.setdefault(table, []).append(row)

    def tables(self) -> dict[str, Columns]:
        """All rows by table, as columns."""
        rows = dict(self.rows)
        if self.orders:
            rows["orders"] = [each for each in self.orders.values() if each["start"] and each["end"]]
        made = {}
        for name, several in rows.items():
            columns = dict.fromkeys(column for row in several for column in row)
            made[name] = {column: [row.get(column) for row in several] for column in columns}
        counted = tuple(dict.fromkeys(self.units.values()))
        able = production_capacity(self, self.capacities, counted, self.agreed)
        if able and len(counted) > 1:
            names = ", ".join(map(str, counted))
            message = f"products are counted in {names}; capacities are in the first of them"
            self.findings.append(Problem("capacity", None, "several-units", message, "warning"))
        return {name: columns for name, columns in (made | {"capacity": able}).items() if columns}
