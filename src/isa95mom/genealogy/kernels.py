"""The innermost loops as numba compiles them. Each does what numpy does in `index`; the tests compare the two."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """`function` compiled, or as it is where numba is not installed; it does the same then, slowly."""
    try:
        numba = import_module("numba")
    except ModuleNotFoundError:
        return function
    made: Function = numba.njit(cache=True, nogil=True)(function)
    return made


LARGE = 4096
"""From how many lots on those at one distance are put in order, so that memory is read in order."""


@compiled
def build(bounds: Any, line_lot: Any, starts: Any, into: Any) -> None:
    """Sort the events of all lines by the halves of their lots, by counting."""
    for half in range(len(bounds) - 1):
        out = half & 1
        for line in range(bounds[half], bounds[half + 1]):
            starts[2 * line_lot[line] + out + 1] += 1
    for row in range(1, len(starts)):
        starts[row] += starts[row - 1]
    for half in range(len(bounds) - 2, -1, -1):  # from the end, so that each row is filled from its end
        out = half & 1
        event = half >> 1
        for line in range(bounds[half + 1] - 1, bounds[half] - 1, -1):
            row = 2 * line_lot[line] + out + 1
            starts[row] -= 1
            into[starts[row]] = event
    for row in range(len(starts) - 1):  # every start has moved to its own row's beginning, one place too far
        starts[row] = starts[row + 1]
    starts[len(starts) - 1] = len(into)


@compiled
def walk(
    begin: Any, back: int, depth: int, starts: Any, rows: Any, makers: Any, bounds: Any, line_lot: Any, head: Any,
    following: Any, chained: Any, live: Any, seen_lots: Any, seen_events: Any, flags: Any, queue: Any, walk: int,
) -> Any:  # fmt: skip
    """The closure: how many lots are in the queue, and how many distances, whose ends are in its second half."""
    mark = np.uint8(walk)
    room = len(queue) // 2
    size = 0
    for lot in begin:
        seen_lots[lot] = mark
        queue[size] = lot
        size += 1
    queue[room] = size
    levels = 1
    first = 0
    masked = len(live) > 0
    grown = len(head) > 0
    forward = 1 - back
    while first < size and (depth < 0 or levels <= depth):
        last = size
        if last - first > LARGE:
            low = queue[first:last].min()
            high = queue[first:last].max() + 1
            if high - low > 32 * (last - first):
                queue[first:last].sort()
            else:  # so dense that going through all between the least and the greatest is cheaper
                for place in range(first, last):
                    flags[queue[place]] = 1
                place = first
                for lot in range(low, high):
                    if flags[lot]:
                        queue[place] = lot
                        flags[lot] = 0
                        place += 1
        for place in range(first, last):
            lot = queue[place]
            half = 2 * lot + back
            row = starts[half] if not back else 0
            end = starts[half + 1] if not back else 1
            only = -1
            if back:
                only = makers[lot]
                if only == -1:
                    end = 0
                elif only < 0:
                    row = starts[half]
                    end = starts[half + 1]
            while row < end:
                event = only if only >= 0 else rows[row]
                row += 1
                if masked and not live[event]:
                    continue
                # an event that gives one lot is reached back from that lot only, so that it need not be marked
                if forward or bounds[2 * event + 2] - bounds[2 * event + 1] > 1:
                    if seen_events[event] == mark:
                        continue
                    seen_events[event] = mark
                line = bounds[2 * event + forward]
                last_line = bounds[2 * event + forward + 1]
                while line < last_line:
                    other = line_lot[line]
                    line += 1
                    queue[size] = other  # stays only if it is new; without a branch, which would be guessed wrongly
                    size += seen_lots[other] != mark
                    seen_lots[other] = mark
            if grown:
                link = head[half]
                while link >= 0:
                    event = chained[link]
                    if seen_events[event] != mark and (not masked or live[event]):
                        seen_events[event] = mark
                        for line in range(bounds[2 * event + forward], bounds[2 * event + forward + 1]):
                            other = line_lot[line]
                            if seen_lots[other] != mark:
                                seen_lots[other] = mark
                                queue[size] = other
                                size += 1
                    link = following[link]
        first = last
        if size > last:
            queue[room + levels] = size
            levels += 1
    return size, levels
