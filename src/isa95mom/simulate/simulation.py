"""A simulated plant: its records in pieces of any size, and the truth behind them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from attrs import field, frozen

from isa95mom.genealogy import Genealogy
from isa95mom.genealogy.record import EventKind
from isa95mom.genealogy.store import NUMBER_OF_KIND
from isa95mom.simulate.booking import Clerk
from isa95mom.simulate.calendar import DAY, SECOND, begins
from isa95mom.simulate.chunk import Chunk, Ids, Naming, chunk
from isa95mom.simulate.draws import Draws
from isa95mom.simulate.faults import Departures
from isa95mom.simulate.layout import Layout
from isa95mom.simulate.process import Block, Process
from isa95mom.simulate.recipe import COUNTED, RECIPES, without_rework
from isa95mom.simulate.rows import NOT_STATED, Booked, cut, joined
from isa95mom.values.version import LATEST, Version

if TYPE_CHECKING:
    from isa95mom.model.message import Message
    from isa95mom.simulate.truth import Truth

Kind = Literal["discrete", "batch", "continuous", "mixed"]
LINES = 2**17
"""How many lines are made at once, about."""


def genealogy(
    *,
    lots: int = 1000,
    seed: int = 1,
    kind: Kind = "mixed",
    rework: bool = True,
    late: float = 0.0,
    corrections: float = 0.0,
    skew: timedelta = timedelta(0),
    unmeasured: float = 0.0,
    faults: float = 0.0,
    causes: bool = True,
    vessels: Literal["lots", "levels"] = "lots",
    tail: float = 1.2,
    ids: Ids = "whole",
) -> Simulation:
    """A plant that never was, of any size, with its records and the truth behind them.

    It makes a medicine: a powder in batches, its active ingredient on a continuous line, and a device of parts with the
    powder in it. It works in campaigns, one in each shift. The same arguments give the same plant, to the last byte.

    Parameters
    ----------
    lots
        How many lots there are to be, at least; the event that reaches the number is the last.
    seed
        Another seed is another plant.
    kind
        ``discrete``: parts are machined, coated, assembled, boxed. ``batch``: powder is milled, granulated, blended in
        tanks with a heel, filled. ``continuous``: a line crystallises what is dosed into it 45 minutes before, silos
        are topped up and never empty. ``mixed``: all three, each using what the one before made.
    rework
        Whether material and devices are worked again.
    late
        Share of events that are put on record late: from an hour to ten days, half of them within two hours.
    corrections
        Share of events whose record states one amount wrongly at first, ten times as much, and that another supersedes.
    skew
        How far the clocks of sources may be off, at the most.
    unmeasured
        Share of the amounts going into processes and blends that are not stated.
    faults
        Share of events that are recorded wrongly and stay so; see `FaultKind`.
    causes
        Whether some equipment and bulk lots make lots bad; without, no lot is bad.
    vessels
        How tanks and continuous lines are recorded: ``lots`` states of each lot what went into it, the heel included;
        ``levels`` states only what was filled into a vessel and what was drawn from it.
    tail
        How heavy the tail of the bulk lots is: the exponent of a Pareto distribution of how often they are used, above
        1 and the heavier the nearer to it.
    ids
        Whether lots and events are named by ``whole`` numbers or by ``text``.

    Raises
    ------
    ValueError
        Where an argument is out of its range.
    """
    if lots < 1:
        raise ValueError(f"lots is {lots}; a number from 1 is needed")
    if kind not in RECIPES:
        raise ValueError(f"kind is {kind!r}; it must be one of {', '.join(RECIPES)}")
    for name, share in (
        ("late", late), ("corrections", corrections), ("unmeasured", unmeasured), ("faults", faults)
    ):  # fmt: skip
        if not 0 <= share <= 1:
            raise ValueError(f"{name} is {share}; a share from 0 to 1 is needed")
    if skew < timedelta(0):
        raise ValueError(f"skew is {skew}; it must not be negative")
    if vessels not in ("lots", "levels"):
        raise ValueError(f"vessels is {vessels!r}; it must be 'lots' or 'levels'")
    if not 1 < tail < 10:
        raise ValueError(f"tail is {tail}; a number above 1 and below 10 is needed")
    if ids not in ("whole", "text"):
        raise ValueError(f"ids is {ids!r}; it must be 'whole' or 'text'")
    departures = Departures(late=late, corrections=corrections, skew=skew, faults=faults, unmeasured=unmeasured)
    return Simulation(
        lots=lots, seed=seed, kind=kind, rework=rework, departures=departures, causes=causes,
        vessels=vessels, tail=tail, ids=ids,
    )  # fmt: skip


@frozen(slots=False, kw_only=True)
class Simulation:
    """A simulated plant; `genealogy` makes it. Nothing is held: every call makes the records anew."""

    lots: int
    seed: int
    kind: Kind
    rework: bool
    departures: Departures = field(repr=False)
    causes: bool
    vessels: Literal["lots", "levels"]
    tail: float
    ids: Ids

    # -- records ------------------------------------------------------------------------------------------------------

    def chunks(self, size: int = 50_000) -> Iterator[Chunk]:
        """The records in chunks of `size` events, the last one smaller. What they hold does not depend on the size.

        Raises `ValueError` where `size` is not positive.
        """
        if size < 1:
            raise ValueError(f"size is {size}; a number from 1 is needed")
        waiting: list[Booked] = []
        there = 0
        for booked in self.booked():
            waiting.append(booked)
            there += len(booked.events["number"])
            if there < size:
                continue
            whole = joined(waiting)
            begin = 0
            while there - begin >= size:
                yield chunk(cut(whole, begin, begin + size), self.clerk.terms, self.naming)
                begin += size
            waiting, there = [cut(whole, begin, there)], there - begin
        if there:
            yield chunk(joined(waiting), self.clerk.terms, self.naming)

    def columns(self) -> Chunk:
        """All records at once."""
        return chunk(joined(list(self.booked())), self.clerk.terms, self.naming)

    def genealogy(self) -> Genealogy:
        """The genealogy that the records state."""
        return Genealogy.from_columns(**self.columns().tables)

    def documents(self, version: Version = LATEST) -> Iterator[tuple[str, Message]]:
        """The records as B2MML messages, each with a name for its file, in the order in which they would be sent.

        For each campaign a performance (in V0401 a production performance) and the lots that it made; where records of
        it were corrected, a second performance whose action is to replace. Raises `ValueError` for a version that is
        not of B2MML.
        """
        from isa95mom.simulate.messages import messages

        return messages(self, version)

    def write_csv(self, folder: str | os.PathLike[str]) -> dict[str, int]:
        """Write the tables to a folder as CSV files with a line of column names; how many rows each has."""
        from isa95mom.simulate.files import write_csv

        return write_csv(self.chunks(), folder)

    def write_parquet(self, folder: str | os.PathLike[str]) -> dict[str, int]:
        """Write the tables to a folder as Parquet files; how many rows each has.

        Amounts are decimals, and so exact. Raises `MissingExtraError` where pyarrow is not installed.
        """
        from isa95mom.simulate.files import write_parquet

        return write_parquet(self.chunks(), folder)

    def truth(self) -> Truth:
        """What really happened, and where the records say otherwise. It is held in memory."""
        from isa95mom.simulate.truth import Truth

        return Truth(self)

    @property
    def events(self) -> int:
        """How many events happen; corrections come on top, and records that are lost are missing."""
        campaigns, last = self.extent
        layout = self.process.layout
        return bool(layout.openings) + (campaigns - 1) * layout.events + last

    @property
    def segments(self) -> dict[str, EventKind]:
        """What happens to lots in each process segment: `Agreement.kinds` for reading the documents."""
        return {stage.segment: stage.kind for stage in self.process.layout.stages}

    # -- how it is made -----------------------------------------------------------------------------------------------

    @cached_property
    def process(self) -> Process:
        """What happens."""
        recipe = RECIPES[self.kind]
        layout = Layout(recipe if self.rework else without_rework(recipe), self.vessels == "levels")
        return Process(layout, Draws(self.seed), self.tail)

    @cached_property
    def clerk(self) -> Clerk:
        """Who records it."""
        return Clerk(self.process, self.process.draws, self.departures, self.extent[0], self.causes)

    @cached_property
    def naming(self) -> Naming:
        """How lots and events are named."""
        return Naming(self.ids)

    @cached_property
    def extent(self) -> tuple[int, int]:
        """How many campaigns there are, and how many events the last of them has."""
        layout = self.process.layout
        full, rest = divmod(max(self.lots - len(layout.openings), 1) - 1, layout.lots)
        made = np.cumsum(np.bincount(layout.lot_event, minlength=layout.events))
        return full + 1, int(np.searchsorted(made, rest + 1)) + 1

    def blocks(self) -> Iterator[Block]:
        """What happens, some campaigns at a time."""
        campaigns, _ = self.extent
        count = max(1, LINES // self.process.layout.lines)
        for first in range(0, campaigns, count):
            yield self.process.block(first, min(count, campaigns - first))

    def booked(self) -> Iterator[Booked]:
        """What is recorded, some campaigns at a time."""
        campaigns, limit = self.extent
        if self.process.layout.openings:
            yield self._opening()
        for block in self.blocks():
            last = int(block.campaigns[-1]) == campaigns - 1
            yield self.clerk.book(block, limit if last else None)

    def _opening(self) -> Booked:
        """What is there before the first campaign, as one receipt."""
        opening, terms = self.process.opening(), self.clerk.terms
        one, every = np.zeros(1, dtype=np.int64), np.zeros(len(opening), dtype=np.int64)
        counted = np.array([material in COUNTED for material, _ in opening])
        time = begins(one) - DAY
        location = one + terms.location.index("GOODS-IN")
        none = np.zeros(0, dtype=np.int64)
        stage = next(n for n, stage in enumerate(self.process.layout.stages) if stage.kind is EventKind.RECEIVE)
        return Booked(
            events={
                "number": one, "kind": (one + NUMBER_OF_KIND[EventKind.RECEIVE]).astype(np.int8), "effective": time,
                "recorded": time + 30 * SECOND, "equipment": one + terms.equipment.index("DOCK-1"),
                "person": one + terms.person.index("WH-11"), "campaign": one, "location": location,
                "party": one + NOT_STATED, "source": one + NOT_STATED, "sequence": one + NOT_STATED,
                "stage": one + stage, "supersedes": one + NOT_STATED,
            },
            lines={
                "row": every, "out": every == 0, "lot": np.arange(len(opening)),
                "amount": np.array([amount for _, amount in opening]), "counted": counted,
                "unit": counted.astype(np.int8),
            },
            lots={
                "row": every, "lot": np.arange(len(opening)),
                "material": np.array([terms.material.index(material) for material, _ in opening]),
                "supplier": every + NOT_STATED, "delivery": every, "location": every + location[0],
                "bad": every != 0,
            },
            parameters={"row": none, "name": none, "value": none.astype(np.float64)},
            properties={"row": none, "lot": none, "name": none, "value": none.astype(np.float64), "bad": none == 1},
        )  # fmt: skip
