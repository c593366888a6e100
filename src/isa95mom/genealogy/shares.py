"""How much of a lot stems from each lot it was made from, and where how much of a lot went.

An event mixes what goes in, so that everything that comes out has the same composition; what is made under one
identification by several events is mixed by quantity. A trace says what may be in a lot, shares say how much of it is.
Where an amount is not stated, or amounts do not compare, the share lies between two bounds, and is not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import numpy as np
from attrs import define, field, frozen

from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.index import Index
from isa95mom.genealogy.measure import Measured, parts
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.rings import distinct, rings
from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.genealogy.walks import spread
from isa95mom.tables.errors import ID
from isa95mom.tables.frames import FrameKind, frame
from isa95mom.tables.growing import Array, Ints
from isa95mom.values.units import Conversion

Floats = Array
STILL = 1e-15
"""A change of a share that is none: about the precision of a binary fraction of 64 bits."""
DENSE = 1000
"""Up to how many lots and events of one cycle the equations of what goes round are solved, and not gone round."""
ROUNDS = 10_000
"""How often material may go round in a larger cycle before its shares are given up as not known."""
_BACK_AGAIN = np.array([NUMBER_OF_KIND[k] for k in (EventKind.UNPACK, EventKind.DISASSEMBLE)])
_NO_MAKING = np.array([NUMBER_OF_KIND[k] for k in (EventKind.RETURN, EventKind.ADJUST, EventKind.SAMPLE)])


@frozen(slots=True, kw_only=True)
class Share:
    """How much of one lot is in another."""

    lot: ID
    """The other lot: what went in, or what it went into."""
    low: float
    """The share is at least this, from 0 to 1."""
    high: float
    """The share is at most this, from 0 to 1."""
    depth: int
    """How many events lie between the two, at the least."""
    origin: float | None = None
    """The share that began in this lot, because nothing is on record of what it was made from; for shares that go
    forward, the share that is left in it or left the plant from it. None where it is not known."""

    @property
    def share(self) -> float | None:
        """The share itself, from 0 to 1; None where it is only known between its bounds."""
        return self.high if self.high - self.low <= 1e-12 else None


@define(slots=False, eq=False, repr=False)
class Shares:
    """The shares of all lots that one was made from (`way` is ``back``), or that it went into (``forward``)."""

    start: ID
    """The lot that was asked for."""
    way: Literal["back", "forward"]
    quantity: Decimal | None
    """How much of the lot was made, exactly; None where that is not known."""
    unit: str | None
    """The unit of `quantity`."""
    _lots: Sequence[ID]
    _low: Floats
    _high: Floats
    _depths: Ints
    _origin: Array
    unmeasured: tuple[ID, ...] = field(factory=tuple)
    """The events at which a share is not known, because an amount is not stated or does not compare with the others."""

    @cached_property
    def _places(self) -> dict[ID, int]:
        return {lot: place for place, lot in enumerate(self._lots)}

    def __len__(self) -> int:
        return len(self._lots)

    def __iter__(self) -> Iterator[Share]:
        return (self._share(place) for place in np.argsort(-self._high, kind="stable").tolist())

    def __repr__(self) -> str:
        return f"<Shares {self.way} of {self.start!r}: {len(self)} lots, {len(self.unmeasured)} events not measured>"

    def _share(self, place: int) -> Share:
        low, high = (_said(bound[place]) for bound in self._origin)
        return Share(
            lot=self._lots[place],
            low=_said(self._low[place]),
            high=_said(self._high[place]),
            depth=int(self._depths[place]),
            origin=high if high - low <= 1e-12 else None,
        )

    def of(self, lot: ID) -> Share:
        """The share of one lot. Raises `GenealogyError` for a lot that the trace does not reach."""
        if lot not in self._places:
            raise GenealogyError(
                f"lot {lot!r} is not among the {len(self)} lots of the trace {self.way} of {self.start!r}"
            )
        return self._share(self._places[lot])

    @property
    def origins(self) -> tuple[Share, ...]:
        """The lots in which something began (back) or ended (forward), the largest first.

        Together they make up 1, except where material on record only ever came from itself.
        """
        high = self._origin[1]
        found = np.flatnonzero(high > 0)
        return tuple(self._share(place) for place in found[np.argsort(-high[found], kind="stable")].tolist())

    @property
    def possible(self) -> tuple[ID, ...]:
        """The worst case: every lot that may be concerned at all, whatever its share."""
        return tuple(self._lots)

    @property
    def measured(self) -> bool:
        """Whether every share is known, not only its bounds."""
        return bool((self._high - self._low <= 1e-12).all())

    def amount(self, lot: ID) -> Decimal | None:
        """The share of one lot as an amount of the lot asked for, in `unit`, to 12 digits; None where not known."""
        share = self.of(lot).share
        return None if share is None or self.quantity is None else +(self.quantity * Decimal(f"{share:.12g}"))

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """A data frame with the columns ``lot``, ``depth``, ``low``, ``high``, ``share``, ``origin``, largest first."""
        rows = list(self)
        names = ("lot", "depth", "low", "high", "share", "origin")
        return frame(kind, {name: [getattr(row, name) for row in rows] for name in names})


def _said(share: float) -> float:
    """A share without the digits that binary fractions do not carry through many sums."""
    return float(f"{share:.13g}")


def shares(index: Index, live: Array | None, lot: int, back: bool, conversion: Conversion) -> Shares:
    """The shares of one lot.

    One pass over the lines of its trace, later lots before earlier ones (or the other way round). Lots that depend on
    one another in a cycle, as rework makes it, are taken together: what goes round gets less each time, as fresh
    material comes in, so that the sum of all rounds is known.
    """
    record = index.record
    closure = index.closure([lot], back, None, live)
    lots = np.sort(closure.lots).astype(np.int64)
    cone = Cone(index, live, lots, back, conversion)
    passes, part = cone.weights(int(np.searchsorted(lots, lot)))
    order = np.searchsorted(lots, closure.lots)
    low, high = part[:, order]
    origin = np.zeros_like(part)
    np.multiply(passes, cone.ends, out=origin, where=cone.ends > 0)
    np.minimum(origin, 1, out=origin)
    quantity, unit = cone.measured.made(lot)
    return Shares(
        start=record.lots[lot],
        way="back" if back else "forward",
        quantity=quantity,
        unit=unit,
        lots=record.lots.take(closure.lots),
        low=low,
        high=high,
        depths=closure.depths,
        origin=origin[:, order],
        unmeasured=tuple(record.event_ids.take(cone.unmeasured)),
    )


class Cone:
    """The lots of a trace and the events between them, with the part of each that goes on to each other one.

    Lots are numbered as they stand in `lots`, events behind them.
    """

    def __init__(self, index: Index, live: Array | None, lots: Ints, back: bool, conversion: Conversion) -> None:
        record = index.record
        self.lots, self.size = lots, len(lots)
        events = np.unique(index.events_of(lots.astype(np.int32), back)[0]).astype(np.int64)
        if live is not None:
            events = events[live[events]]
        self.events = events
        self.measured = measured = Measured(index, live, conversion)
        near, far = (self._lines(index, events, out) for out in ((True, False) if back else (False, True)))
        # back: near lines come out of events and lie at later lots, far ones go in; forward: the other way round
        near = near[self._known(record.line_lot.array[near])]
        near = near[self._counts(index, near)]
        lot, event = self._lot(record.line_lot.array[near]), self._event(record.line_events(near))
        low, high = self._of_lots(measured, near, lot, back)
        there = self._known(record.line_lot.array[far])
        into, of = self._lot(record.line_lot.array[far][there]), self._event(record.line_events(far))
        far_low, far_high = parts(*measured.of(far, of), of, caps=measured.caps(far) if back else None)
        joined = np.isin(event, of)  # an event with nothing on its other side is where something begins, or ends
        self.made = np.bincount(lot, minlength=self.size) > 0
        """Which lots have a line that makes them, or uses them."""
        self.ends = np.stack([_rest(lot, part * joined, self.size) for part in (high, low)])
        """The least and the greatest part of each lot that began in it, or ended there."""
        self.outside = np.union1d(of[~there], np.flatnonzero(self.ends[0] > 0))
        """The events with lines that lead out of the trace, and the lots of which a part began, or ended."""
        self.source = np.concatenate((lot[joined], of[there]))
        self.target = np.concatenate((event[joined], into))
        self.low = np.concatenate((low[joined], far_low[there]))
        self.high = np.concatenate((high[joined], far_high[there]))
        wide = self.high - self.low > STILL
        ends = np.concatenate((self.source[wide], self.target[wide]))
        self.unmeasured = events[np.unique(ends[ends >= self.size]) - self.size]

    def _lines(self, index: Index, events: Ints, out: bool) -> Ints:
        return index.lines_of(events, out).astype(np.int64)

    def _known(self, lots: Ints) -> Array:
        places = np.minimum(np.searchsorted(self.lots, lots), self.size - 1)
        found: Array = self.lots[places] == lots
        return found

    def _lot(self, lots: Ints) -> Ints:
        found: Ints = np.searchsorted(self.lots, lots)
        return found

    def _event(self, events: Ints) -> Ints:
        found: Ints = np.searchsorted(self.events, events) + self.size
        return found

    def _counts(self, index: Index, lines: Ints) -> Array:
        """Which lines make their lot, or use it: not what came back, was counted, or only went to another place."""
        record = index.record
        events = record.line_events(lines)
        kinds = record.kind.array[events]
        counts = ~np.isin(kinds, _NO_MAKING)
        kept = np.flatnonzero(kinds == NUMBER_OF_KIND[EventKind.TRANSFER])
        both = self._twice(index, lines[kept])
        counts[kept[both]] = False
        again = np.isin(kinds, _BACK_AGAIN) & record.line_out(lines)
        others = np.unique(record.line_lot.array[lines[counts & ~again]])
        counts &= ~(again & np.isin(record.line_lot.array[lines], others))
        found: Array = counts
        return found

    def _twice(self, index: Index, lines: Ints) -> Array:
        """Which lines have one of the same lot on the other side of their event."""
        record = index.record
        events, outs = record.line_events(lines), record.line_out(lines)
        begin = record.bounds.array[2 * events + ~outs]
        length = record.bounds.array[2 * events + ~outs + 1] - begin
        others = record.line_lot.array[spread(begin, length)]
        same = others == np.repeat(record.line_lot.array[lines], length)
        found: Array = np.bincount(np.repeat(np.arange(len(lines)), length)[same], minlength=len(lines)) > 0
        return found

    def _of_lots(self, measured: Measured, near: Ints, lot: Ints, back: bool) -> tuple[Floats, Floats]:
        """The part of each lot that is by each line: of what was made of it, or of what it was used for."""
        values, dimensions = measured.of(near, lot)
        if back:
            return parts(values, dimensions, lot)
        total, dimension = measured.totals(self.lots)
        return parts(values, dimensions, lot, total=np.where(dimension[lot] == dimensions, total[lot], np.nan))

    # -- the pass -----------------------------------------------------------------------------------------------------

    def weights(self, start: int) -> tuple[Array, Array]:
        """How often what is in the lot passed through each lot, and the part of it that did; of both the bounds.

        They differ in cycles only, where material may come by several times.
        """
        count = self.size + len(self.events)
        order = np.argsort(self.source, kind="stable")
        lines = Lines(self.source[order], self.target[order], np.stack((self.low[order], self.high[order])))
        begin = np.searchsorted(lines.source, np.arange(count + 1))
        ring = rings(lines.source, lines.target, count)
        between = ring[lines.source] != ring[lines.target]
        passes = np.zeros((2, count))
        passes[:, start] = 1
        part = passes.copy()
        waiting = np.bincount(
            ring[lines.target[between]], minlength=count
        )  # lines towards each ring not yet gone along
        members, size = np.argsort(ring, kind="stable"), np.bincount(ring, minlength=count)
        first = np.searchsorted(ring[members], np.arange(count + 1))
        ready = np.flatnonzero((waiting == 0) & (size > 0))
        while len(ready):
            for one in ready[size[ready] > 1].tolist():
                nodes = np.sort(members[first[one] : first[one + 1]])
                inside = spread(begin[nodes], begin[nodes + 1] - begin[nodes])
                passes[:, nodes], part[:, nodes] = _go_round(
                    passes[:, nodes], nodes, lines.some(inside[~between[inside]])
                )
            nodes = members[spread(first[ready], size[ready])]
            ahead = spread(begin[nodes], begin[nodes + 1] - begin[nodes])
            ahead = ahead[between[ahead]]
            source, target = lines.source[ahead], lines.target[ahead]
            reached = distinct(target)
            for bound in (0, 1):
                sent = np.where(lines.part[bound, ahead] > 0, passes[bound, source] * lines.part[bound, ahead], 0)
                np.add.at(passes[bound], target, np.minimum(sent, 1))
                passes[bound, reached] = part[bound, reached] = np.minimum(passes[bound, reached], 1)
            np.subtract.at(waiting, ring[target], 1)
            ready = ring[reached]
            ready = distinct(ready[waiting[ready] == 0])
        return passes[:, : self.size], part[:, : self.size]


@frozen(slots=True)
class Lines:
    """From where to where how much of a whole goes on: of the part, the bounds."""

    source: Ints
    target: Ints
    part: Array

    def some(self, places: Ints) -> Lines:
        """The lines at these places."""
        return Lines(self.source[places], self.target[places], self.part[:, places])


def _rest(lot: Ints, part: Floats, size: int) -> Floats:
    """What is left of each lot when these parts are gone."""
    found: Floats = np.clip(1 - np.bincount(lot, weights=part, minlength=size), 0, 1)
    found[found < 1e-12] = 0
    return found


def _go_round(arriving: Array, nodes: Ints, lines: Lines) -> tuple[Array, Array]:
    """How often material passes the nodes of one ring, going round in it, and what part of it does; of both the bounds.

    What leaves a node comes back to it with some probability r, so that it passes 1 / (1 - r) times. In a large ring r
    is not worked out for each node; it is at most what stays in the ring.
    """
    size = len(nodes)
    of, into = np.searchsorted(nodes, lines.source), np.searchsorted(nodes, lines.target)
    passes, part = np.empty((2, size)), np.empty((2, size))
    for bound in (0, 1):
        first, step = arriving[bound], lines.part[bound]
        stays = np.bincount(of, weights=step, minlength=size)
        if size <= DENSE:
            once = np.zeros((size, size))
            np.add.at(once, (of, into), step)
            every = _every_time(once)
            passes[bound] = np.inf if every is None else np.maximum(first @ every, 0)
            times = np.ones(size) if every is None else every.diagonal()
        else:
            passes[bound] = _until_still(first, of, into, step)
            times = 1 / np.maximum(1 - stays, STILL) if bound == 0 else np.ones(size)
        if bound == 0 and not np.isfinite(passes[bound]).all():  # nothing fresh comes in: how much is not known
            passes[bound] = 0
        part[bound] = np.minimum(passes[bound] / times, 1)
    begun = arriving[0] >= 1
    part[:, begun] = 1
    return passes, part


def _every_time(once: Array) -> Array | None:
    """How often each node is passed from each other, at all rounds; None where there is no end to it."""
    radius = np.abs(np.linalg.eigvals(once)).max()
    if radius >= 1 - 1e-12:
        return None
    found: Array = np.linalg.inv(np.eye(len(once)) - once)
    return found


def _until_still(first: Floats, of: Ints, into: Ints, step: Floats) -> Floats:
    """How often the nodes are passed, found by going round until nothing changes; infinite where it does not end."""
    now = first
    for _ in range(ROUNDS):
        after = first + np.bincount(into, weights=now[of] * step, minlength=len(first))
        if np.abs(after - now).max() <= STILL * max(1.0, float(after.max())):
            return after
        now = after
    return np.full(len(first), np.inf)
