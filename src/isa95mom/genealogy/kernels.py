"""The innermost loops as numba compiles them. Each does what numpy does in `index`; the tests compare the two."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from isa95mom.tables.speed import compiled


def fetching() -> Callable[[Any, int], None]:
    """What asks for an entry of an array to be brought from memory, without waiting for it."""
    try:
        extending, types, cgutils = map(import_module, ("numba.extending", "numba.types", "numba.core.cgutils"))
        ir = import_module("llvmlite.ir")
    except ModuleNotFoundError:
        return lambda array, place: None

    def fetch(context: Any, array: Any, place: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            data = context.make_array(signature.args[0])(context, builder, given[0]).data
            pointer = builder.bitcast(builder.gep(data, [given[1]]), cgutils.voidptr_t)
            number = ir.IntType(32)
            kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
            name = "llvm.prefetch.p0" if str(cgutils.voidptr_t) == "ptr" else "llvm.prefetch.p0i8"
            found = cgutils.get_or_insert_function(builder.module, kind, name)
            builder.call(found, [pointer, number(0), number(3), number(1)])  # to be read, near, data
            return context.get_dummy_value()

        return types.void(array, types.intp), code

    made: Callable[[Any, int], None] = extending.intrinsic(fetch)
    return made


fetch = fetching()
NONE, SEVERAL = -1, -2
"""As in `walks`; a compiled function takes constants of its own module only."""
AHEAD = 3
"""How many lots before its turn the lines of a lot are fetched."""
LARGE = 4096
"""From how many lots on those at one distance are put in order, so that memory is read in order."""


@compiled
def build(bounds: Any, line_lot: Any, starts: Any, events: Any, given: Any, made: Any) -> None:
    """Sort the events of all lines by the halves of their lots, by counting, and note what stands alone."""
    for half in range(len(bounds) - 1):
        out = half & 1
        for line in range(bounds[half], bounds[half + 1]):
            starts[2 * line_lot[line] + out + 1] += 1
    for row in range(1, len(starts)):
        starts[row] += starts[row - 1]
    for half in range(len(bounds) - 2, -1, -1):  # from the end, so that each row is filled from its end
        out = half & 1
        event = half >> 1
        outs = bounds[2 * event + 2] - bounds[2 * event + 1]
        only = line_lot[bounds[2 * event + 1]] if outs == 1 else NONE if outs == 0 else SEVERAL
        for line in range(bounds[half + 1] - 1, bounds[half] - 1, -1):
            row = 2 * line_lot[line] + out + 1
            starts[row] -= 1
            events[starts[row]] = event
            given[starts[row]] = only
    for row in range(len(starts) - 1):  # every start has moved to its own row's beginning, one place too far
        starts[row] = starts[row + 1]
    starts[len(starts) - 1] = len(events)
    for lot in range(len(made) // 2):
        first, count = starts[2 * lot + 1], starts[2 * lot + 2] - starts[2 * lot + 1]
        made[2 * lot] = bounds[2 * events[first]] if count == 1 else 0
        made[2 * lot + 1] = bounds[2 * events[first] + 1] if count == 1 else 0 if count == 0 else -1


@compiled
def walk(
    begin: Any, back: int, depth: int, starts: Any, rows: Any, given: Any, made: Any, bounds: Any, line_lot: Any,
    head: Any, following: Any, chained: Any, live: Any, noted: bool, seen_lots: Any, seen_events: Any, flags: Any,
    queue: Any, walk: int,
) -> Any:  # fmt: skip
    """The closure: how many lots are in the queue, and how many distances, whose ends are in its second half.

    What is needed of a lot is fetched when the lot is met, and its lines a few lots before their turn, so that memory
    is waited for many times at once and not once after another. `noted` says whether what is noted beside the rows
    holds for the events in view.
    """
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
    alone = back == 1 and noted
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
            if place + AHEAD < size:
                if alone:
                    fetch(line_lot, made[2 * queue[place + AHEAD]])
                elif noted:
                    fetch(given, starts[2 * queue[place + AHEAD]])
                else:
                    fetch(rows, starts[2 * queue[place + AHEAD] + back])
            if alone and made[2 * lot + 1] >= made[2 * lot]:
                for line in range(made[2 * lot], made[2 * lot + 1]):
                    other = line_lot[line]
                    queue[size] = other  # stays only if it is new; without a branch, which would be guessed wrongly
                    fetch(made, 2 * other)
                    size += seen_lots[other] != mark
                    seen_lots[other] = mark
            else:
                for row in range(starts[half], starts[half + 1]):
                    if not back and noted and given[row] != SEVERAL:
                        other = given[row]
                        if other != NONE:
                            queue[size] = other
                            fetch(starts, 2 * other)
                            size += seen_lots[other] != mark
                            seen_lots[other] = mark
                        continue
                    event = rows[row]
                    if seen_events[event] == mark or (masked and not live[event]):
                        continue
                    seen_events[event] = mark
                    for line in range(bounds[2 * event + forward], bounds[2 * event + forward + 1]):
                        other = line_lot[line]
                        queue[size] = other
                        fetch(starts, 2 * other)
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
