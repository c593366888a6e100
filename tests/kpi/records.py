"""Small made-up records of states and production, and what they come to, second by second."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from isa95mom.kpi.state_mapping import states

MORNING = datetime(2026, 3, 2, 6, tzinfo=UTC)
NAMES = [state.name for state in states()]
SECONDS = 200


def at(second: int) -> datetime:
    """A moment so many seconds into the morning."""
    return MORNING + timedelta(seconds=second)


intervals = st.lists(
    st.tuples(
        st.sampled_from(["F1", "F2", "F3"]),
        st.integers(0, SECONDS - 1),
        st.integers(1, 60),
        st.sampled_from([*NAMES, "nobody knows"]),
        st.sampled_from([None, "A", "B"]),
    ),
    min_size=1,
    max_size=25,
)
"""Equipment, start, duration, state and product of each interval; they may overlap."""


def table(rows: list[tuple[str, int, int, str, str | None]]) -> dict[str, list[Any]]:
    """The table of states."""
    return {
        "equipment": [row[0] for row in rows],
        "start": [at(row[1]) for row in rows],
        "end": [at(row[1] + row[2]) for row in rows],
        "state": [row[3] for row in rows],
        "product": [row[4] for row in rows],
    }


def by_second(rows: list[tuple[str, int, int, str, str | None]]) -> Counter[tuple[str, int, str]]:
    """The state of each piece of equipment in each second: the first in the list of states, of equals the later."""
    best: dict[tuple[str, int], tuple[tuple[int, int], str]] = {}
    for who, start, duration, state, _ in rows:
        rank = NAMES.index(state) if state in NAMES else len(NAMES)
        for second in range(start, start + duration):
            known = best.get((who, second))
            if known is None or (rank, -start) < known[0]:
                best[who, second] = ((rank, -start), state)
    return Counter({(who, second, state): 1 for (who, second), (_, state) in best.items()})
