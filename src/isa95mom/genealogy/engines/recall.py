"""What became of lots, summed where the data stays."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from attrs import frozen

from isa95mom.genealogy.engines.pull import pulled
from isa95mom.genealogy.engines.reach import Followed
from isa95mom.genealogy.engines.schema import Tables
from isa95mom.genealogy.engines.session import Table, library
from isa95mom.genealogy.queries import moment
from isa95mom.genealogy.recall import Recall
from isa95mom.genealogy.record import Direction, EventKind
from isa95mom.genealogy.stock import Term, term
from isa95mom.tables.errors import ColumnError
from isa95mom.values.units import Factors

if TYPE_CHECKING:
    from isa95mom.genealogy.engines.relational import Relational, RelationalTrace

TERMS = {term: str(term).replace(" ", "_") for term in Term if term is not Term.COUNTED}
"""The column for each reason why a lot became more or less. What was counted is none: it depends on all before it."""


@frozen(slots=True)
class Occasion:
    """Events by where, by whom and when they were."""

    equipment: str | None
    person: str | None
    since: datetime | None
    until: datetime | None
    undated: bool

    @property
    def stated(self) -> bool:
        """Whether anything is said."""
        return any(said is not None for said in (self.equipment, self.person, self.since, self.until))

    def lots(self, tables: Tables, followed: Followed) -> Table:
        """What came out of these events, or went into those that give nothing."""
        events = followed.seen(tables.events)
        for name, wanted in (("equipment", self.equipment), ("person", self.person)):
            if wanted is not None:
                column = events[name]
                events = events.filter(column.contains(wanted) if column.type().is_array() else column == wanted)
        for bound, after in ((self.since, True), (self.until, False)):
            if bound is not None:
                moment(bound)
                limit = library().literal(bound.astimezone(UTC))
                fits = events.effective >= limit if after else events.effective <= limit
                events = events.filter(fits | events.effective.isnull() if self.undated else fits)
        out = tables.line(True).semi_join(events, "event")
        only = tables.line(False).semi_join(events, "event").anti_join(out, "event")
        return out.select("lot").union(only.select("lot"))


def described(tables: Tables, material: str | None, supplier: str | None, supplier_lot: str | None) -> Table:
    """The lots of which all of this is said."""
    lots = tables.lots
    for name, wanted in (("material", material), ("supplier", supplier), ("supplier_lot", supplier_lot)):
        if wanted is not None:
            lots = lots.filter(lots[name] == wanted)
    return lots.select("lot")


class RelationalRecall:
    """Everything that some lots went into, with what became of each, as tables in the engine.

    `trace` is the trace forward. Amounts are sums of what is stated; nothing is converted. What a table cannot tell of
    a lot is null and says why, and `to_recall` may know it all the same.
    """

    def __init__(self, source: Relational, trace: RelationalTrace) -> None:
        self._tables, self._followed, self._session = source._tables, source._seen, source._session
        self.trace = trace
        """The trace forward from the lots that were asked for."""

    def __repr__(self) -> str:
        return f"<RelationalRecall of {len(self.trace.starts)} lots: {len(self.trace)} lots are concerned>"

    def lots(self) -> Table:
        """The lots that are concerned: a table of Ibis with the columns of the table of lots, and ``depth``."""
        return self._tables.lots.inner_join(self.trace.lots(), "lot")

    def shipped(self) -> Table:
        """What was shipped, one row per line: ``lot``, ``party``, ``quantity``, ``unit``, ``event``, ``effective``."""
        rows = self._rows()
        rows = rows.filter(rows.term == str(Term.SHIPPED))
        return rows.select("lot", "party", "quantity", "unit", "event", "effective")

    def amounts(self) -> Table:
        """Sums of what is stated, one row per lot, term and unit: ``lot``, ``term``, ``unit``, ``quantity``, ``lines``,
        and how many of these are ``unstated``. The terms are those of `Term`.

        Raises `ColumnError` where quantities are binary fractions, whose sums are not exact.
        """
        rows = self._exact()
        return rows.group_by("lot", "term", "unit").agg(
            quantity=rows.quantity.sum(), lines=rows.count(), unstated=rows.quantity.isnull().sum()
        )

    def stock(self) -> Table:
        """What became of each lot, one row per lot: ``lot``, ``unit``, a column for each `Term`, what is left in
        ``on_hand``, and ``unknown``.

        All amounts are null where they cannot be summed, and ``unknown`` says why: an amount or a unit is not stated,
        there are several units, the lot was counted, or it is not on record where it came from.
        Raises `ColumnError` where quantities are binary fractions, whose sums are not exact.
        """
        rows = self._exact()
        out = rows.direction == str(Direction.OUT)
        sums = rows.group_by("lot").agg(
            some_unit=rows.unit.min(),
            units=rows.unit.nunique(),
            unstated=(rows.quantity.isnull() | rows.unit.isnull()).sum(),
            counts=(rows.term == str(Term.COUNTED)).sum(),
            outs=out.sum(),
            left=library().ifelse(out, rows.quantity, -rows.quantity).sum(),
            **{name: rows.quantity.sum(where=rows.term == str(why)) for why, name in TERMS.items()},
        )
        every = self.trace.lots().select("lot").left_join(sums, "lot")
        why = library().cases(
            (every.outs.isnull() | (every.outs == 0), "where it came from is not on record"),
            (every.unstated > 0, "an amount or a unit is not stated"),
            (every.units > 1, "there are several units"),
            (every.counts > 0, "it was counted"),
        )
        known = every.mutate(unknown=why)
        clear = known.unknown.isnull()
        columns: dict[str, Any] = {name: clear.ifelse(known[name].fill_null(0), None) for name in TERMS.values()}
        return known.select(
            "lot", unit=clear.ifelse(known.some_unit, None), **columns,
            on_hand=clear.ifelse(known.left, None), unknown=known.unknown,
        )  # fmt: skip

    def to_recall(self, *, factors: Factors | None = None) -> Recall:
        """The same recall in memory: with what became of each lot, how much of it stems from the seeds, what to hold.

        What is read is all that is on record of these lots, and of those that they were made from in one step.
        `factors` convert between dimensions, by material.
        """
        tables, seen = self._tables, self._followed
        with self._session.scope() as scope:
            lots = self.trace.lots().select("lot")
            made = tables.line(True).semi_join(lots, "lot")
            mates = tables.line(False).semi_join(made, "event").select("lot")
            g = pulled(self._session, scope, tables, scope.keep(lots.union(mates).distinct()))
        at = g if seen.effective is None and seen.known is None else g.as_of(effective=seen.effective, known=seen.known)
        return at.recall(self.trace.starts, factors=factors)

    def _rows(self) -> Table:
        """The lines of the lots with their events, and the term that each belongs to."""
        events = self._followed.seen(self._tables.events).select("event", "kind", "party", "effective")
        rows = self._tables.lines.semi_join(self.trace.lots(), "lot").inner_join(events, "event")
        cases = [
            ((rows.kind == str(kind)) & (rows.direction == str(way)), str(term(kind, way is Direction.OUT)))
            for kind in EventKind
            for way in Direction
        ]
        return rows.mutate(term=library().cases(*cases))

    def _exact(self) -> Table:
        rows = self._rows()
        if rows.quantity.type().is_floating():
            raise ColumnError(
                "lines: column 'quantity' holds binary fractions, whose sums are not exact; cast it to a decimal"
            )
        return rows
