"""What each bucket is called, by the keys that it tells: equipment and levels, shift, hour, day, week and month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from isa95mom.kpi.calendar import Plan
from isa95mom.tables.growing import Ints

Label = tuple[Ints, tuple[Any, ...]]
"""For each bucket the number of its value, and the values."""


def labels(
    plans: Sequence[Plan],
    who: Ints,
    equipment: tuple[str, ...],
    levels: Mapping[str, Mapping[str, str]],
    *,
    hours: bool,
) -> dict[str, Label]:
    """What the buckets of all plans are called, by key; `who` is the number of the equipment of each bucket."""
    made: dict[str, Label] = {}
    days = np.concatenate([plan.day for plan in plans]) if plans else np.zeros(0, dtype=np.int64)
    made["day"] = _coded(days, lambda day: date(1970, 1, 1) + timedelta(days=day))
    weeks = (days + 3) // 7  # the first of January 1970 was a Thursday
    made["week"] = _coded(weeks, lambda week: "{}-W{:02}".format(*_monday(week).isocalendar()[:2]))
    months = np.array([_month(day) for day in made["day"][1]], dtype=np.int64)
    by_day = months[made["day"][0]] if len(months) else days
    made["month"] = _coded(by_day, lambda month: f"{month // 12}-{month % 12 + 1:02}")
    shifts = tuple(dict.fromkeys([None, *(name for plan in plans for name in plan.shifts)]))
    places = [np.array([shifts.index(name) for name in plan.shifts] + [0])[plan.shift] for plan in plans]
    made["shift"] = (np.concatenate(places) if places else days, shifts)
    if hours:
        made["hour"] = _coded(np.concatenate([plan.local for plan in plans]) if plans else days, int)
    made["equipment"] = (who, equipment)
    for level, of in levels.items():
        names = [of.get(name) for name in equipment]
        values = tuple(dict.fromkeys(names))
        place = np.array([values.index(name) for name in names], dtype=np.int64)
        made[level] = (place[who] if len(place) else who, values)
    return made


def _coded(numbers: Ints, say: Any) -> tuple[Ints, tuple[Any, ...]]:
    several, place = np.unique(numbers, return_inverse=True)
    return place, tuple(say(number) for number in several.tolist())


def _monday(week: int) -> date:
    return date(1970, 1, 1) + timedelta(days=week * 7 - 3)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
