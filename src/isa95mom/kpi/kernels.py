"""The innermost loop of terms as numba compiles it. It does what numpy does in `tally`; the tests compare the two."""

from __future__ import annotations

from typing import Any

from isa95mom.tables.speed import compiled

LATEST = 2**63 - 1


@compiled
def add_up(
    equipment: Any, start: Any, end: Any, state: Any, edges: Any, first: Any, failing: Any, times: Any, failures: Any
) -> None:
    """Add the time of segments to `times`, by bucket and state, and the failures that begin to `failures`, by bucket.

    The last row and column of `times` and `failing` are those of states that are not known.
    """
    unknown = len(failing) - 1
    who, place, stop, edge = -1, 0, 0, 0
    failed, before = False, 0
    for row in range(len(start)):
        since, until, which = start[row], end[row], state[row]
        if which < 0:
            which = unknown
        if equipment[row] != who:
            who = equipment[row]
            place, stop = first[who], first[who + 1]
            edge = edges[place] if place < stop else LATEST
            failed = False
        while since >= edge:
            place += 1
            edge = edges[place] if place < stop else LATEST
        if failing[which]:
            if not failed or before != since:
                failures[place + who] += 1
            failed, before = True, until
        else:
            failed = False
        if until > edge:  # the rest of it is of buckets behind
            over = place
            while over < stop and edges[over] < until:
                times[over + who, which] += edges[over] - since
                since = edges[over]
                over += 1
            times[over + who, which] += until - since
        else:
            times[place + who, which] += until - since
