"""When the simulated plant works: three shifts a day on five days a week, a campaign in each."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from isa95mom.simulate.draws import Ints
from isa95mom.tables.times import ticks

MONDAY = datetime(2026, 1, 5, 6, tzinfo=timezone(timedelta(hours=1)))
"""When the first campaign begins."""
SECOND = 1_000_000
SHIFT, DAY, WEEK = 8 * 3600 * SECOND, 24 * 3600 * SECOND, 7 * 24 * 3600 * SECOND
SHIFTS, DAYS = 3, 5


def begins(campaigns: Ints) -> Ints:
    """When campaigns begin, in microseconds since 1970."""
    first, _ = ticks(MONDAY)
    day, shift = campaigns // SHIFTS, campaigns % SHIFTS
    found: Ints = first + day // DAYS * WEEK + day % DAYS * DAY + shift * SHIFT
    return found
