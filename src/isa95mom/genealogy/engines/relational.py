"""Traces over tables that stay in DuckDB, PostgreSQL or Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from attrs import evolve

from isa95mom.genealogy.engines.pull import pulled
from isa95mom.genealogy.engines.reach import Followed, Reached, Walk, at_start, onward, superseded
from isa95mom.genealogy.engines.recall import Occasion, RelationalRecall, described
from isa95mom.genealogy.engines.schema import read_tables
from isa95mom.genealogy.engines.session import Kept, Scope, Session, Table, backend, library
from isa95mom.genealogy.engines.shares import shares
from isa95mom.genealogy.engines.verify import verify
from isa95mom.genealogy.errors import GenealogyError, LotNotFoundError
from isa95mom.genealogy.queries import moment
from isa95mom.genealogy.trace import Trace, Way, directions
from isa95mom.tables.errors import CANDIDATES, ID, near_matches

if TYPE_CHECKING:
    from isa95mom.genealogy.graph import Genealogy


Lots: TypeAlias = ID | Iterable[ID]
"""One lot, or several."""


class Relational:
    """A genealogy whose tables stay where they are: every question is answered there, in steps over whole sets.

    The tables have the columns of `isa95mom.genealogy.columns`; what other columns they have is not read, and nothing
    is ever written to them. The answers are those of a `Genealogy` of the same columns. The steps need the right to
    make temporary tables; these are dropped when an answer is no longer held.

    Parameters
    ----------
    connection
        A connection of DuckDB, psycopg or Spark, one of Ibis, or a URL, such as ``"duckdb://plant.db"``.
    events, lines, lots
        Names of the tables, or table expressions of Ibis. Without `lots` nothing is known of lots beside their lines.
    effective, known
        What happened, or was put on record, later is not seen; None sees everything. As `Genealogy.as_of`.

    Raises
    ------
    ColumnError
        Where a column is missing or of a type that does not fit.
    GenealogyError
        For a connection that is none, or a time without offset.
    MissingExtraError
        Where Ibis or a driver is not installed.
    """

    def __init__(
        self,
        connection: Any,
        events: Any = "events",
        lines: Any = "lines",
        lots: Any = "lots",
        *,
        effective: datetime | None = None,
        known: datetime | None = None,
    ) -> None:
        connection = backend(connection)
        self._session = Session(connection)
        self._tables = read_tables(connection, events, lines, lots)
        self._seen = _seen(effective, known)

    def as_of(self, *, effective: datetime | None = None, known: datetime | None = None) -> Relational:
        """The same tables as they were at an `effective` time, as was `known` at a recorded time; None is the latest.

        Raises `GenealogyError` for a time without offset.
        """
        made = type(self).__new__(type(self))
        made._session, made._tables, made._seen = self._session, self._tables, _seen(effective, known)
        return made

    def __repr__(self) -> str:
        return f"<Relational: {self._session.connection.name}>"

    def verify(self) -> None:
        """Read all rows, and raise `ColumnError` for the first thing that a `Genealogy` in memory would not take.

        Traces do not look for this: they would follow no line whose direction is neither ``in`` nor ``out``. What may
        not be: unknown kinds and directions, rows without identification, an event stated twice, lines and corrections
        of events that are not there.
        """
        verify(self._session, self._tables)

    # -- traces -------------------------------------------------------------------------------------------------------

    def trace_back(self, lots: Lots, *, depth: int | None = None, containment: bool = True) -> RelationalTrace:
        """Everything that a lot, or several, was made from; otherwise as `Genealogy.trace_back`."""
        return self.trace(lots, "back", depth=depth, containment=containment)

    def trace_forward(self, lots: Lots, *, depth: int | None = None, containment: bool = True) -> RelationalTrace:
        """Everything that a lot, or several, went into; otherwise as `Genealogy.trace_forward`."""
        return self.trace(lots, "forward", depth=depth, containment=containment)

    def trace_both(self, lots: Lots, *, depth: int | None = None, containment: bool = True) -> RelationalTrace:
        """What a lot, or several, was made from and what it went into, in one."""
        return self.trace(lots, "both", depth=depth, containment=containment)

    def trace(
        self, lots: Lots, way: Way = "back", *, depth: int | None = None, containment: bool = True
    ) -> RelationalTrace:
        """The trace of several lots as one.

        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where there is no lot.
        """
        names = tuple(dict.fromkeys([lots] if isinstance(lots, ID) else lots))
        if not names:
            raise GenealogyError("there is no lot to trace")
        return self._trace(lambda scope: self._starts(scope, names), names, way, depth, containment)

    def _trace(
        self,
        starts: Callable[[Scope], Kept],
        names: tuple[ID, ...],
        way: Way,
        depth: int | None = None,
        containment: bool = True,
    ) -> RelationalTrace:
        """The trace from a table of lots, which `starts` makes and `names` names."""
        backs = directions(way, depth)
        followed = evolve(self._seen, containment=containment)
        with self._session.scope() as scope:
            hidden = superseded(scope, self._tables, followed)
            walks = [Walk(scope, self._tables, followed, back, hidden) for back in backs]
            halves = tuple(walk.run(starts(scope), depth) for walk in walks)
            for half in halves:
                scope.hand_out(half.lots)
        return RelationalTrace(self, names, way, depth, followed, halves)

    def _starts(self, scope: Scope, names: tuple[ID, ...]) -> Kept:
        """The lots of these names, at distance 0."""
        lots = self._tables.lots
        kind = str if lots.lot.type().is_string() else int
        fit = [name for name in names if type(name) is kind]
        kept = scope.keep(at_start(lots.filter(lots.lot.isin(fit))))
        if kept.rows < len(names):
            known = set(self._session.values(kept.table.lot))
            missing = next(name for name in names if name not in known or type(name) is not kind)
            beginning = lots.lot.cast("string").lower().startswith(str(missing).lower()[:3])
            near = self._session.values(lots.filter(beginning).select("lot").distinct().limit(CANDIDATES).lot)
            raise LotNotFoundError(missing, near_matches(missing, near), self._session.values(lots.lot.nunique())[0])
        return kept

    # -- recall -------------------------------------------------------------------------------------------------------

    def recall(
        self,
        lots: Lots = (),
        *,
        material: str | None = None,
        supplier: str | None = None,
        supplier_lot: str | None = None,
        equipment: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        undated: bool = False,
    ) -> RelationalRecall:
        """Everything that some lots went into, with what became of each.

        The lots are those named, those described by `material`, `supplier` and `supplier_lot` together, and those of
        the events at `equipment`, by `person`, from `since` to `until` together: what came out of these, or, of an
        event that gives nothing, what went in. `undated` adds the events of which no effective time is stated.
        Raises `LotNotFoundError` for a lot that no record names, `GenealogyError` where no lot is concerned, or for a
        time without offset.
        """
        names = tuple(dict.fromkeys([lots] if isinstance(lots, ID) else lots))
        said = (material, supplier, supplier_lot)
        at = Occasion(equipment, person, since, until, undated)
        with self._session.scope() as scope:
            seeds = [self._starts(scope, names).table] if names else []
            if any(tag is not None for tag in said):
                seeds.append(described(self._tables, *said))
            if at.stated:
                seeds.append(at.lots(self._tables, self._seen))
            if not seeds:
                raise GenealogyError(
                    "nothing is said of what to recall: lots, a supplier, equipment, a person or a time"
                )
            starts = scope.keep(at_start(library().union(*(seed.select("lot") for seed in seeds))))
            if not starts.rows:
                raise GenealogyError("no lot is concerned")
            found = tuple(self._session.values(starts.table.order_by("lot").lot))
            return RelationalRecall(self, self._trace(lambda scope: scope.keep(starts.table), found, "forward"))

    # -- into memory --------------------------------------------------------------------------------------------------

    @classmethod
    def load(
        cls, connection: Any, genealogy: Genealogy, events: str = "events", lines: str = "lines", lots: str = "lots"
    ) -> Self:
        """Write what a genealogy in memory holds to new tables, and open these.

        Raises `GenealogyError` where one of the tables is there already.
        """
        from isa95mom.genealogy.engines.load import write

        connection = backend(connection)
        write(connection, genealogy, events=events, lines=lines, lots=lots)
        return cls(connection, events, lines, lots)


def _seen(effective: datetime | None, known: datetime | None) -> Followed:
    """What is in view. Raises `GenealogyError` for a time without offset."""
    for time in (effective, known):
        if time is not None:
            moment(time)
    return Followed(effective, known)


class RelationalTrace:
    """What lots were made from, or what they went into, as tables in the engine.

    The lots are those of the moment of the trace; events and lines are read when they are asked for.
    """

    def __init__(
        self,
        source: Relational,
        starts: tuple[ID, ...],
        way: Way,
        limit: int | None,
        followed: Followed,
        halves: tuple[Reached, ...],
    ) -> None:
        self._tables, self._session = source._tables, source._session
        self._limit, self._followed, self._halves = limit, followed, halves
        self.starts = starts
        """The lots that were asked for."""
        self.way: Way = way
        """``back`` to what it was made from, ``forward`` to what it went into, or ``both``."""
        self.complete = all(half.complete for half in halves)
        """False where a limit of depth left something out; True where this is everything on record."""
        self.depth = max(half.depth for half in halves)
        """The distance of the farthest lot, in events."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Drop the temporary tables now; without, they go when nothing of the trace is held any more."""
        self._session.drop(half.lots.name for half in self._halves)

    def __len__(self) -> int:
        """The number of lots, the start included."""
        return (
            self._halves[0].lots.rows if len(self._halves) == 1 else int(self._session.values(self.lots().count())[0])
        )

    def __repr__(self) -> str:
        cut = "" if self.complete else ", cut"
        return f"<RelationalTrace {self.way} from {self.starts[0]!r}: {len(self)} lots, depth {self.depth}{cut}>"

    def lots(self) -> Table:
        """The lots: a table of Ibis with the columns ``lot`` and ``depth``, the start included."""
        first, *others = (half.lots.table for half in self._halves)
        if not others:
            return first
        both = first.union(*others)
        return both.group_by("lot").agg(depth=both.depth.min())

    def events(self) -> Table:
        """The events on the way: a table of Ibis with the columns of the table of events."""
        first, *others = map(self._on_the_way, self._halves)
        return self._tables.events_stated.semi_join(first.union(*others) if others else first, "event")

    def lines(self) -> Table:
        """The lines between these lots and these events: a table of Ibis with the columns of the table of lines."""
        first, *others = (
            self._tables.lines_stated.semi_join(self._on_the_way(half), "event").semi_join(half.lots.table, "lot")
            for half in self._halves
        )
        for other in others:
            first = first.union(other.anti_join(first, ["event", "lot"]))
        return first

    def _on_the_way(self, half: Reached) -> Table:
        """The identifications of the events of one direction."""
        lots = half.lots.table
        if self._limit is not None:
            lots = lots.filter(lots.depth < self._limit)
        tables, followed = self._tables, self._followed
        return onward(tables, followed, half.back, lots, followed.superseded(tables.events))

    def shares(self) -> Table:
        """How much of the lot stems from each lot of a trace back, or, forward, how much of it went into each.

        A table of Ibis with the columns ``lot``, ``depth``, ``share`` from 0 to 1, and ``origin``: the share that began
        in that lot, since nothing is on record of what it was made from; forward, the share that ended there. What
        comes out of an event has the composition of what went in; what is made under one identification by several
        events is mixed by quantity.
        Raises `GenealogyError` for a trace that is not whole, of several lots or of both ways; and where a share is
        more than sums: an amount is not stated, amounts to be added are in several units, or a lot is made from itself.
        """
        if len(self._halves) > 1 or len(self.starts) > 1 or self._limit is not None or not self._followed.containment:
            raise GenealogyError("shares are told of a trace of one lot in one direction, without limits")
        (half,) = self._halves
        with self._session.scope() as scope:
            found = shares(scope, self._tables, self._followed, half.back, half.lots)
            if found is None:
                raise GenealogyError(
                    f"the shares of {self.starts[0]!r} are not told by sums: an amount is not stated, amounts are in "
                    "several units, or a lot is made from itself; to_genealogy().shares(...) has their bounds in memory"
                )
            return scope.hand_out(scope.keep(found)).table

    def to_genealogy(self) -> Genealogy:
        """The lots of the trace with everything on record of them, in memory.

        Their events are there with all their lines and all their corrections, also those that are not in view. So what
        is asked of these lots has the same answer as if everything were in memory; of the lots that are only on the
        other side of their events not all is there.
        """
        with self._session.scope() as scope:
            return pulled(self._session, scope, self._tables, scope.keep(self.lots().select("lot")))

    def to_trace(self) -> Trace:
        """The same trace in memory, of the genealogy that `to_genealogy` gives as it is in view."""
        g, seen = self.to_genealogy(), self._followed
        at = g if seen.effective is None and seen.known is None else g.as_of(effective=seen.effective, known=seen.known)
        return at.trace(self.starts, self.way, depth=self._limit, containment=seen.containment)
