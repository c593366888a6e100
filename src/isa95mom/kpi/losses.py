"""Where time goes: the waterfall from all time to good time, and what stops cost by reason or anything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.terms import Terms

CLASSES = ((Decimal("0.8"), "A"), (Decimal("0.95"), "B"))
"""Up to which share of the whole a loss is of which class; all others are C."""


@frozen(slots=True)
class Step:
    """One step of a waterfall."""

    name: str
    text: str
    """What it is, in words."""
    time: Decimal
    """In seconds; what is lost is below 0."""
    left: Decimal
    """What is left after it, in seconds."""
    total: bool = False
    """Whether it is a level that is reached, and not a loss."""


@frozen(slots=True)
class Waterfall:
    """How all time becomes good time, step by step. The steps add up exactly."""

    steps: tuple[Step, ...]

    def __getitem__(self, name: str) -> Step:
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)

    def to_columns(self, money: Decimal | int | None = None) -> dict[str, list[Any]]:
        """The steps as columns: seconds, hours and, where an hour has a price, money."""
        made: dict[str, list[Any]] = {
            "step": [step.name for step in self.steps],
            "text": [step.text for step in self.steps],
            "seconds": [step.time for step in self.steps],
            "hours": [step.time / 3600 for step in self.steps],
            "left": [step.left for step in self.steps],
        }
        if money is not None:
            made["money"] = [step.time / 3600 * money for step in self.steps]
        return made


def waterfall(terms: Terms) -> Waterfall:
    """The waterfall of all rows of terms, from calendar time to the ideal time of good output.

    Unclassified time is a step of its own. Speed and minor stops that nobody recorded are what is left between the time
    of production and the ideal time of all output; where more was made than the run times allow, that step is a gain.
    Raises `KpiError` where planned time or ideal times are not known. ISO 22400-2, time model; the loss-time model.
    """
    one = terms.roll_up(())
    row = one.row(0)

    def known(name: str) -> Decimal:
        found = row.get(name)
        if found is None:
            why = "it needs production with run times" if name.startswith("PRI") else "take terms without products"
            raise KpiError(f"there is no waterfall without {name}; {why}")
        return found

    left = known("calendar")
    steps = [Step("calendar", "all time", left, left, True)]

    def lose(name: str, text: str, time: Decimal) -> None:
        nonlocal left
        left -= time
        steps.append(Step(name, text, -time, left))

    def reach(name: str, text: str) -> None:
        steps.append(Step(name, text, left, left, True))

    overtime = Decimal(int(one.overtime[0])) / 1_000_000
    lose("unscheduled", "unscheduled", known("unscheduled"))
    reach("POT", "planned operation time (POT)")
    lose("planned_downtime", "planned downtime", known("planned_downtime"))
    reach("PBT", "planned busy time (PBT)")
    if overtime:
        lose("overtime", "worked outside planned time", -overtime)
    lose("unclassified", "state not known", known("unclassified"))
    for name, text in (("ADOT", "no order (ADOT)"), ("ADET", "stops and delays (ADET)"), ("AUST", "setup (AUST)")):
        if name in one.names:
            lose(name, text, known(name))
    reach("APT", "actual production time (APT)")
    lose("speed", "speed, and stops not recorded", left - known("PRI*PQ"))
    reach("PRI*PQ", "ideal time of all output")
    lose("quality", "scrap and rework", left - known("PRI*GQ"))
    reach("PRI*GQ", "ideal time of good output")
    return Waterfall(tuple(steps))


@frozen(slots=True)
class Loss:
    """What one value of the keys costs."""

    keys: Mapping[str, Any]
    time: Decimal
    """In seconds."""
    stops: int | None
    """How many stops it was; None where terms are not by reason."""
    share: Decimal
    """Its share of all of it."""
    cumulative: Decimal
    """The share of all up to it."""
    grade: str
    """``A`` for those that make 80 % together, ``B`` up to 95 %, ``C``."""

    @property
    def mean(self) -> Decimal | None:
        """How long a stop was, in seconds; None where there is none, or it is not known how many."""
        return self.time / self.stops if self.stops else None


def pareto(
    terms: Terms, by: Iterable[str] = ("reason",), *, of: Iterable[str] = ("downtime", "minor_stops")
) -> tuple[Loss, ...]:
    """What is lost to each reason, piece of equipment or anything else, the most first; equal ones by their names.

    Parameters
    ----------
    terms
        Terms by the keys asked for.
    by
        The keys: ``reason``, ``equipment``, both, a level of the hierarchy.
    of
        The times that are lost: terms such as ``downtime``, ``ADET``, ``TTR``.

    Raises
    ------
    KpiError
        The terms do not have a key.
    TermError
        There is no such time.
    """
    by = tuple(by)
    grouped = terms.roll_up(by)
    times = [Decimal(0)] * len(grouped)
    for name in of:
        times = [time + (grouped.amount(name).decimal(row) or 0) for row, time in enumerate(times)]
    stops = grouped.amounts.get("stops")
    whole = sum(times, Decimal(0))
    keys = [dict(zip(by, cells, strict=True)) for cells in zip(*(list(grouped.keys[name]) for name in by), strict=True)]
    order = sorted(range(len(grouped)), key=lambda row: (-times[row], *(str(cell) for cell in keys[row].values())))
    found = []
    before = Decimal(0)
    for row in order:
        if not times[row]:
            continue
        total = before + times[row]
        grade = next((name for limit, name in CLASSES if before < limit * whole), "C")
        count = None if stops is None else int(stops.decimal(row) or 0)
        found.append(Loss(keys[row], times[row], count, times[row] / whole, total / whole, grade))
        before = total
    return tuple(found)
