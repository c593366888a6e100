"""Shares where the data stays: the parts of all lines in a few queries, then step by step along them.

A step goes on from all lots of which everything is known, so that each line is gone along once. Where the rules need
more than sums, because amounts are not stated or are in several units, or lots depend on one another in a cycle, this
finds out and gives up: bounds, conversions and what goes round are for the memory.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from isa95mom.genealogy.engines.reach import PARTS, Followed
from isa95mom.genealogy.engines.schema import Tables
from isa95mom.genealogy.engines.session import Kept, Scope, Table, library, slot
from isa95mom.genealogy.record import Direction, EventKind
from isa95mom.genealogy.stock import Term, term

NOT_MADE = tuple(str(kind) for kind in (EventKind.RETURN, EventKind.ADJUST, EventKind.SAMPLE))
AGAIN = tuple(str(kind) for kind in (EventKind.UNPACK, EventKind.DISASSEMBLE))
GAINS = tuple(
    tuple(str(kind) for kind in EventKind if term(kind, True) in some)
    for some in ((Term.RECEIVED, Term.PRODUCED), (Term.TAKEN_OUT,))
)
"""The kinds by which a lot is made; and those that count where there is no other."""


DONE = 30
"""In how many tables the lots that are worked out are held before these are made one."""


@frozen(slots=True)
class Lines:
    """What the shares of a trace go along."""

    passed: Kept
    """Columns `lot`, `into`, `part`: what part of a lot goes on to another."""
    rest: Table
    """Columns `lot`, `rest`: what part of a lot goes on to others at all."""


def shares(scope: Scope, tables: Tables, followed: Followed, back: bool, lots: Kept) -> Table | None:
    """Columns `lot`, `depth`, `share`, `origin` for the `lots` of a trace of one; None where sums do not tell them."""
    lines = _lines(scope, tables, followed, back, lots)
    if lines is None:
        return None
    passed = lines.passed.table
    degree = scope.keep(passed.group_by(lot=passed.into).agg(lines=passed.count()))
    start = lots.table.filter(lots.table.depth == 0)
    ready = scope.keep(start.select("lot", weight=one()).anti_join(degree.table, "lot"))
    done, got = [ready], list[Kept]()
    while ready.rows:
        got.append(scope.keep(_sent(scope, lines.passed, ready), [lines.passed, ready]))
        if len(got) == PARTS:  # the last one apart, since it says which lots were reached last
            got = [scope.keep(library().union(*(kept.table for kept in got[:-1]))), got[-1]]
        ready = scope.keep(_whole(scope, got, degree), [*got, degree])
        done.append(ready)
        if len(done) == DONE:
            done = [scope.keep(library().union(*(kept.table for kept in done)))]
    if sum(kept.rows for kept in done) < lots.rows:  # the rest wait for one another
        return None
    known = library().union(*(kept.table for kept in done))
    told = lots.table.inner_join(known, "lot").left_join(lines.rest, "lot")
    left = one() - lines.rest.rest.fill_null(one() - 1)
    nothing = left < 1e-12  # by which the parts of a whole may miss it
    return told.select("lot", "depth", share="weight", origin=told.weight * nothing.ifelse(0, left))


def one() -> Table:
    """1 as a binary fraction: engines take 1.0 for a decimal number."""
    return library().literal(1).cast("float64")


def _sent(scope: Scope, passed: Kept, ready: Kept) -> str:
    """The query for what lots hand on."""

    def make() -> Table:
        lines, lots = slot(0, passed.table), slot(1, ready.table)
        sent = lines.inner_join(lots, "lot")
        return sent.group_by(lot=sent.into).agg(lines=sent.count(), weight=(sent.part * sent.weight).sum())

    return scope.compiled("sent", make)


def _whole(scope: Scope, got: list[Kept], degree: Kept) -> str:
    """The query for the lots that were reached last, and got all they get."""

    def make() -> Table:
        parts = [slot(number, got[0].table) for number in range(len(got))]
        every, needed = library().union(*parts) if len(parts) > 1 else parts[0], slot(len(parts), degree.table)
        some = every.semi_join(parts[-1], "lot")
        sums = some.group_by("lot").agg(lines=some["lines"].sum(), weight=some.weight.sum())
        ready = sums.semi_join(needed, ["lot", "lines"])
        return ready.select("lot", weight=library().least(ready.weight, one()))

    return scope.compiled(("whole", len(got)), make)


def _lines(scope: Scope, tables: Tables, followed: Followed, back: bool, lots: Kept) -> Lines | None:
    """The lines of a trace with their parts; None where a part is not known from sums."""
    seen = followed.seen(tables.events).select("event", "kind")
    every = scope.keep(
        tables.lines.select("event", "direction", "lot", "quantity", "unit")
        .semi_join(lots.table, "lot")
        .inner_join(seen, "event")
    ).table
    near = _counted(every.filter(every.direction == _way(back)), tables, back)
    near = scope.keep(near.mutate(quantity=near.quantity.cast("float64"))).table
    far = tables.line(not back).semi_join(near, "event").select("event", "lot", "quantity", "unit")
    far = scope.keep(far.mutate(quantity=far.quantity.cast("float64"))).table
    of_lots = _parts(near, "lot") if back else _parts_of_made(near, every)
    mine, theirs = scope.keep(of_lots), scope.keep(_parts(far, "event"))
    if any(scope.keep(kept.table.filter(kept.table.part.isnull()).limit(1)).rows for kept in (mine, theirs)):
        return None
    joined = mine.table.semi_join(theirs.table, "event")
    rest = joined.group_by("lot").agg(rest=joined.part.sum())
    other = theirs.table.select("event", into=theirs.table.lot, share=theirs.table.part)
    pairs = joined.inner_join(other, "event")
    passed = pairs.group_by("lot", "into").agg(part=(pairs.part * pairs.share).sum())
    return Lines(scope.keep(passed), scope.keep(rest).table)


def _way(out: bool) -> str:
    return str(Direction.OUT if out else Direction.IN)


def _counted(near: Table, tables: Tables, back: bool) -> Table:
    """The lines that make their lot, or use it: not what came back, was counted, or only went to another place."""
    near = near.filter(near.kind.notin(NOT_MADE))
    stays = near.filter(near.kind == str(EventKind.TRANSFER)).semi_join(tables.line(not back), ["event", "lot"])
    near = near.anti_join(stays, ["event", "lot"])
    if back:
        other = near.filter(near.kind.notin(AGAIN))
        near = other.union(near.filter(near.kind.isin(AGAIN)).anti_join(other, "lot"))
    return near.select("event", "lot", "quantity", "unit")


def _parts(lines: Table, by: str) -> Table:
    """Columns `event`, `lot`, `part`: the part of each line in its lot or event; null where that is not known."""
    window = library().window(group_by=by)
    count, whole = lines.count().over(window), lines.quantity.sum().over(window)
    told = lines.mutate(lines=count, whole=whole, **_checks(lines, window))
    part = library().cases((told["lines"] == 1, one()), (told.clear & (told.whole > 0), told.quantity / told.whole))
    return told.select("event", "lot", part=part)


def _parts_of_made(near: Table, every: Table) -> Table:
    """The same for what goes forward: the part of each line in what was made of its lot."""
    made = every.filter(every.direction == _way(True))
    first, second = (made.filter(made.kind.isin(kinds)) for kinds in GAINS)
    made = first.union(second.anti_join(first, "lot"))
    sums = made.group_by("lot").agg(made=made.quantity.sum().cast("float64"), stated=made.quantity.notnull().all())
    unit = every.unit
    units = every.group_by("lot").agg(one_unit=((unit.nunique() == 1) & unit.notnull().all()) | unit.isnull().all())
    told = near.left_join(sums, "lot").left_join(units, "lot")
    told = told.select("event", "lot", "quantity", "made", "stated", "one_unit")
    used = told.mutate(used=told.quantity.sum().over(library().window(group_by="lot")))
    whole = library().greatest(used.made, used.used)
    clear = used.stated & used.one_unit & (used.quantity >= 0) & (whole > 0)
    return used.select("event", "lot", part=library().cases((clear, used.quantity / whole)))


def _checks(lines: Table, window: Any) -> dict[str, Any]:
    """Whether all amounts of a group are stated, in one unit."""
    stated = lines.quantity.notnull().all().over(window) & (lines.quantity.min().over(window) >= 0)
    units = lines.unit.max().over(window) == lines.unit.min().over(window)
    unitless = lines.unit.isnull().all().over(window)
    mixed = lines.unit.isnull().any().over(window)
    return {"clear": stated & (unitless | (units & ~mixed))}
