"""What a set of lots was made from or went into, step by step: each is one query over whole sets."""

from __future__ import annotations

from datetime import UTC, datetime

from attrs import frozen

from isa95mom.genealogy.engines.schema import Tables
from isa95mom.genealogy.engines.session import Kept, Scope, Table, library, slot
from isa95mom.genealogy.record import EventKind

PARTS = 5
"""In how many tables the lots met so far are held before these are made one: few, so that a query joins few, and not
one, so that what was met is not written again at every step."""
CONTAINMENT = tuple(str(kind) for kind in EventKind if kind.is_containment)


@frozen(slots=True)
class Followed:
    """Which events are followed."""

    effective: datetime | None = None
    """What happened later is not; None where all is."""
    known: datetime | None = None
    """What was put on record later is not; None where all is."""
    containment: bool = True
    """Whether packing, assembling and subdividing is."""
    kinds: tuple[str, ...] = ()
    """If there are any: only these."""

    def known_of(self, events: Table) -> Table:
        """The events that were on record."""
        return events if self.known is None else events.filter(_until(events.recorded, self.known))

    def superseded(self, events: Table) -> Table:
        """The identifications of events that others correct."""
        corrections = self.known_of(events)
        corrections = corrections.filter(corrections.supersedes.notnull())
        return corrections.select(event=corrections.supersedes).distinct()

    def candidates(self, events: Table) -> Table | None:
        """The events that are followed where they are not superseded; None where all are."""
        found = self.known_of(events)
        if self.effective is not None:
            found = found.filter(_until(found.effective, self.effective))
        if not self.containment:
            found = found.filter(found.kind.notin(CONTAINMENT))
        if self.kinds:
            found = found.filter(found.kind.isin(self.kinds))
        return None if found is events else found

    def seen(self, events: Table) -> Table:
        """The events that are followed."""
        found = self.candidates(events)
        return (events if found is None else found).anti_join(self.superseded(events), "event")

    def only(self, some: Table, events: Table, superseded: Table | None) -> Table:
        """Of a table with events those rows whose event is followed."""
        candidates = self.candidates(events)
        if candidates is not None:
            some = some.semi_join(candidates, "event")
        return some if superseded is None else some.anti_join(superseded, "event")


def _until(column: Table, time: datetime) -> Table:
    """Whether a time is not stated, or at most `time`."""
    return column.isnull() | (column <= library().literal(time.astimezone(UTC)))


def at_start(lots: Table) -> Table:
    """The lots of a table, each once and at distance 0."""
    return lots.select("lot").distinct().mutate(depth=library().literal(0, "int64"))


def onward(tables: Tables, followed: Followed, back: bool, lots: Table, superseded: Table | None) -> Table:
    """The events that one step leads to from a table of `lots`, each once."""
    found = tables.line(back).semi_join(lots, "lot").select("event").distinct()
    return followed.only(found, tables.events, superseded)


def superseded(scope: Scope, tables: Tables, followed: Followed) -> Kept | None:
    """The events that others correct, as a table; None where there are none."""
    found = scope.keep(followed.superseded(tables.events))
    return found if found.rows else None


@frozen(slots=True)
class Reached:
    """The lots that are reached."""

    back: bool
    """To what lots were made from; False: to what they went into."""
    lots: Kept
    """Columns `lot` and `depth`: how many events lie between, by the shortest way."""
    depth: int
    """The greatest of the depths."""
    complete: bool
    """Whether no limit left something out."""


class Walk:
    """Steps through the tables in one direction, by the events that are followed and not superseded."""

    def __init__(self, scope: Scope, tables: Tables, followed: Followed, back: bool, superseded: Kept | None) -> None:
        self.scope, self.tables, self.followed, self.back, self.superseded = scope, tables, followed, back, superseded
        self._key = (followed, back, superseded is not None)

    def events(self, lots: Table, superseded: Table | None) -> Table:
        """The events that one step leads to from a table of `lots`."""
        return onward(self.tables, self.followed, self.back, lots, superseded)

    def run(self, starts: Kept, limit: int | None = None) -> Reached:
        """Go on until nothing new is met, or `limit` events lie between. `starts` has the columns `lot`, `depth`."""
        parts, depth = [starts], 0
        while limit is None or depth < limit:
            new = self.scope.keep(self._step(parts), [*parts, *self._hidden])
            if not new.rows:
                break
            depth += 1
            parts.append(new)
            if len(parts) == PARTS:  # the last one apart, since the next step begins there
                parts = [self._together(parts[:-1]), new]
        lots = self._together(parts)
        return Reached(self.back, lots, depth, depth != limit or self._nothing_beyond(lots, depth))

    @property
    def _hidden(self) -> list[Kept]:
        return [] if self.superseded is None else [self.superseded]

    def _step(self, parts: list[Kept]) -> str:
        """The query for the lots that are met next."""

        def make() -> Table:
            met = [slot(number, parts[0].table) for number in range(len(parts))]
            events = self.events(met[-1], slot(len(met), self.superseded.table) if self.superseded else None)
            new = self.tables.line(not self.back).semi_join(events, "event").select("lot").distinct()
            # one by one, PostgreSQL thinks after the first that nothing is left, and goes through the others row by row
            new = new.anti_join(library().union(*met) if len(met) > 1 else met[0], "lot")
            return new.mutate(depth=(met[-1].depth.max().as_scalar() + 1).cast("int64"))

        return self.scope.compiled(("step", self._key, len(parts)), make)

    def _together(self, parts: list[Kept]) -> Kept:
        """Several tables as one."""
        if len(parts) == 1:
            return parts[0]

        def make() -> Table:
            return library().union(*(slot(number, parts[0].table) for number in range(len(parts))))

        made = self.scope.keep(self.scope.compiled(("together", len(parts)), make), parts)
        self.scope.drop(parts)
        return made

    def _nothing_beyond(self, lots: Kept, depth: int) -> bool:
        """Whether the farthest lots lead to no event that is not known already."""
        hidden = self.superseded.table if self.superseded else None
        table = lots.table
        beyond = self.events(table.filter(table.depth == depth), hidden)
        known = self.events(table.filter(table.depth < depth), hidden)
        return not self.scope.keep(beyond.anti_join(known, "event").limit(1)).rows
