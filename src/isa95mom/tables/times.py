"""Date-times in columns: microseconds since 1970 in UTC, with the offsets that they were stated with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import numpy as np
from attrs import define

from isa95mom.tables.errors import TableError
from isa95mom.tables.growing import Grown

MISSING = np.iinfo(np.int64).min
"""In place of a time: nothing is stated."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@define(slots=True)
class Times:
    """A column of times: microseconds since 1970 in UTC, and the offset in seconds that they were stated with."""

    moment: Grown
    offset: Grown

    @classmethod
    def nothing(cls, size: int = 0) -> Times:
        """A column in which nothing is stated."""
        return cls(Grown(np.full(size, MISSING, dtype=np.int64)), Grown(np.zeros(size, dtype=np.int32)))

    @classmethod
    def of(cls, times: Iterable[datetime | None]) -> Times:
        """The column of `times`."""
        pairs = [ticks(time) for time in times]
        return cls(
            Grown(np.array([moment for moment, _ in pairs], dtype=np.int64)),
            Grown(np.array([offset for _, offset in pairs], dtype=np.int32)),
        )

    @classmethod
    def at_once(cls, values: Any) -> Times | None:
        """The column of a list of plain date-times and None; None where each has to be looked at."""
        if not isinstance(values, list) or not set(map(type, values)) <= {datetime, type(None)}:
            return None
        places = [place for place, time in enumerate(values) if time is not None]
        said = values if len(places) == len(values) else [values[place] for place in places]
        offsets = [time.utcoffset() for time in said]
        seconds: dict[timedelta, int] = {}
        for offset in set(offsets):
            if offset is None or offset.microseconds:
                return None
            seconds[offset] = offset // timedelta(seconds=1)
        made = cls.nothing(len(values))
        made.moment.array[places] = [(time - EPOCH) // MICROSECOND for time in said]
        made.offset.array[places] = [seconds[offset] for offset in offsets]
        return made

    def __getitem__(self, place: int) -> datetime | None:
        moment = int(self.moment.array[place])
        if moment == MISSING:
            return None
        time = EPOCH + moment * MICROSECOND
        offset = int(self.offset.array[place])
        return time.astimezone(timezone(timedelta(seconds=offset))) if offset else time

    def append(self, time: datetime | None) -> None:
        """Add a time, or None."""
        moment, offset = ticks(time)
        self.moment.append(moment)
        self.offset.append(offset)

    def extend(self, times: Times) -> None:
        """Add a column."""
        self.moment.extend(times.moment.array)
        self.offset.extend(times.offset.array)


def ticks(time: datetime | None) -> tuple[int, int]:
    """A time as microseconds since 1970 in UTC and its offset in seconds."""
    if time is None:
        return MISSING, 0
    offset = time.utcoffset()
    if offset is None:
        raise TableError(f"{time.isoformat()} has no offset from UTC, and which one is meant is not guessed")
    if offset.microseconds or getattr(time, "nanosecond", 0):
        raise TableError(f"{time.isoformat()} is finer than a microsecond, or its offset finer than a second")
    return (time - EPOCH) // MICROSECOND, offset // timedelta(seconds=1)
