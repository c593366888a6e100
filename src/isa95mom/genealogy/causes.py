"""Common causes: what the histories of bad lots share, and those of good lots do not.

Whatever occurs in a history (`histories`) is a candidate. It is counted among the bad and the good (`comparison`) and
tested (`association`); the more tests there are, the more is asked of each. Candidates that always occur together are
one finding, for no count can tell them apart. A cause is not proven by counts: they say where to look first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, overload

import numpy as np
from attrs import frozen

from isa95mom.genealogy.association import Correction
from isa95mom.genealogy.comparison import Cause, Comparison
from isa95mom.genealogy.errors import GenealogyError
from isa95mom.genealogy.histories import Histories
from isa95mom.tables.errors import ID
from isa95mom.tables.frames import FrameKind, frame
from isa95mom.tables.growing import Array

SUSPECTS = ("lot", "equipment", "person", "material", "supplier", "party", "parameter", "kind")
"""What is looked at where nothing else is asked for."""
SHOWN = 20
"""How many causes are printed."""
HEADINGS = ("cause", "bad", "good", "lift", "odds ratio", "p", "corrected", "distance", "with it")


@frozen(slots=True, kw_only=True)
class Cover:
    """A small set of causes such that every bad lot has one of them."""

    causes: tuple[Cause, ...]
    """Chosen one after another: the one that most bad lots have that have none yet. It need not be the smallest set."""
    uncovered: tuple[ID, ...]
    """The bad lots that have none of what was found."""


class Causes(Sequence[Cause]):
    """What histories of bad lots have more often, or less often, than those of good lots; the clearest first.

    What every lot has says nothing, and comes last. Printed, it is a table.
    """

    def __init__(
        self, histories: Histories, bad: list[int], good: list[int], alpha: float, correction: Correction
    ) -> None:
        self._comparison = Comparison(histories, bad, good, alpha, correction)
        names = histories.record.lots
        self.bad: tuple[ID, ...] = tuple(names[lot] for lot in bad)
        """The bad lots."""
        self.good: tuple[ID, ...] = tuple(names[lot] for lot in good)
        """The good lots that they were compared with."""
        self.alpha = alpha
        """How likely something is found where nothing is; for ``bh``, which share of what is found is none."""
        self.correction = correction
        """How it was corrected for many tests."""
        self.tests = self._comparison.tests
        """How many tests that was: what always occurs together counts once, and what is so rare or so frequent that no
        test could tell does not count."""

    @overload
    def __getitem__(self, place: int) -> Cause: ...
    @overload
    def __getitem__(self, place: slice) -> list[Cause]: ...
    def __getitem__(self, place: int | slice) -> Cause | list[Cause]:
        places = range(len(self))[place]
        return self._comparison.cause(places) if isinstance(places, int) else list(map(self._comparison.cause, places))

    def __len__(self) -> int:
        return len(self._comparison.order)

    @property
    def found(self) -> tuple[Cause, ...]:
        """Those that occur among the bad more often than chance explains."""
        return tuple(map(self._comparison.cause, self._comparison.clear.tolist()))

    def having(self, cause: Cause) -> tuple[ID, ...]:
        """The bad lots that have it. Raises `GenealogyError` for a cause of another comparison."""
        return self._bad(self._comparison.having(self._place(cause)))

    def cover(self) -> Cover:
        """Of what was found, a small set such that every bad lot has one; chosen greedily."""
        rows = self.found
        who = np.array([self._comparison.having(cause.rank - 1) for cause in rows], dtype=bool)
        left = np.ones(len(self.bad), dtype=bool)
        chosen: list[Cause] = []
        while len(rows) and (gains := who[:, left].sum(axis=1)).any():
            best = min(range(len(rows)), key=lambda n: (-int(gains[n]), rows[n].good_share, n))
            chosen.append(rows[best])
            left &= ~who[best]
        return Cover(causes=tuple(chosen), uncovered=self._bad(left))

    def explain(self, cause: Cause) -> str:
        """In words: who has it, how that was tested, and what cannot be told apart from it."""
        place = self._place(cause)
        of = cause.a + cause.b, cause.c + cause.d
        low, high = cause.interval
        test = "Fisher's exact test" if cause.limit is None else "the rank test"
        lines = [
            f"{cause}: {cause.a} of {of[0]} bad lots and {cause.c} of {of[1]} good lots have it in their history",
            f"  {cause.bad_share:.1%} of the bad, {cause.good_share:.1%} of the good, lift {cause.lift:.3g}",
            f"  odds ratio {cause.odds_ratio:.3g}, with {1 - self.alpha:.0%} confidence {low:.3g} to {high:.3g}",
            f"  p = {cause.p:.3g} by {test}, "
            f"{cause.corrected:.3g} corrected for {self.tests} tests ({self.correction})",
            f"  {cause.distance} events away at the nearest",
        ]
        if medians := self._comparison.medians(place):
            lines.append("  median {:.6g} among the bad, {:.6g} among the good".format(*medians))
        if cause.alike:
            lines.append(f"  not to be told apart from {', '.join(cause.alike)}")
        without = list(map(str, self._bad(~self._comparison.having(place))))
        if cause.a and without:
            more = f" and {len(without) - SHOWN} more" if len(without) > SHOWN else ""
            lines.append(f"  bad without it: {', '.join(without[:SHOWN])}{more}")
        return "\n".join(lines)

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """The causes as a data frame of pandas, polars or Arrow, one row for each, in this order.

        Raises `MissingExtraError` where the library asked for is not installed.
        """
        columns: dict[str, list[Any]] = {
            "cause": list(map(str, self)),
            "candidate": [cause.candidate for cause in self],
            "name": [str(cause.name) for cause in self],
        }
        for name in ("a", "b", "c", "d", "bad_share", "good_share", "lift", "odds_ratio"):
            columns[name] = [getattr(cause, name) for cause in self]
        columns["low"], columns["high"] = ([cause.interval[end] for cause in self] for end in (0, 1))
        for name in ("p", "corrected", "found", "distance"):
            columns[name] = [getattr(cause, name) for cause in self]
        columns["alike"] = ["; ".join(cause.alike) for cause in self]
        return frame(kind, columns)

    def table(self) -> Iterator[tuple[str, ...]]:
        """The causes as they are printed, under `HEADINGS`."""
        for cause in self:
            yield (
                str(cause),
                f"{cause.a}/{cause.a + cause.b}",
                f"{cause.c}/{cause.c + cause.d}",
                f"{cause.lift:.2f}",
                f"{cause.odds_ratio:.3g}",
                f"{cause.p:.2g}",
                f"{cause.corrected:.2g}" + ("*" if cause.found else ""),
                str(cause.distance),
                ", ".join(cause.alike[:2]) + (f" and {len(cause.alike) - 2} more" if len(cause.alike) > 2 else ""),
            )

    def __str__(self) -> str:
        rows = [HEADINGS, *islice(self.table(), SHOWN)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        if len(self) > SHOWN:
            lines.append(f"... and {len(self) - SHOWN} more")
        return "\n".join(lines)

    def __repr__(self) -> str:
        compared = f"{len(self.bad)} bad and {len(self.good)} good lots"
        return f"<Causes: {len(self)} candidates, {len(self._comparison.clear)} found, {compared}>"

    def _place(self, cause: Cause) -> int:
        if not 0 < cause.rank <= len(self) or self[cause.rank - 1] != cause:
            raise GenealogyError(f"{cause} is no cause of this comparison")
        return cause.rank - 1

    def _bad(self, which: Array) -> tuple[ID, ...]:
        return tuple(self.bad[place] for place in np.flatnonzero(which).tolist())
