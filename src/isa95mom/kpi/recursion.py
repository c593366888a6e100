"""What follows from the value before it, such as EWMA and CUSUM, over arrays: bit by bit what a loop gives, but faster.

The values are cut into pieces that are gone through side by side. What a piece starts from is guessed first, and then
taken from the end of the piece before; such sequences forget how they began, so that this hardly changes anything the
second time. A piece of which the start was not the end of the one before is gone through by a loop.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import Any

import numpy as np

from isa95mom.tables.growing import Array

FEW = 4_096
"""Below so many values a loop is as fast."""
ROUNDS = 3
"""How often all pieces are gone through at most."""


def chained(step: Callable[[Any, Any], Any], values: Array, first: float) -> Array:
    """``last = step(value, last)`` for each value, beginning with `first`.

    `step` takes numbers and arrays of them, and gives for each number what it gives for an array.
    """
    found = np.empty(len(values))
    wide = isqrt(len(values)) if len(values) >= FEW else 0
    whole = wide * wide
    if whole:
        pieces = np.ascontiguousarray(values[:whole].reshape(wide, wide).T)
        made = np.empty((wide, wide))
        starts = np.full(wide, first)
        for _ in range(ROUNDS):
            last, began = starts, starts
            for place in range(wide):
                made[place] = last = step(pieces[place], last)
            starts = np.concatenate(([first], last[:-1]))
            if (starts == began).all():
                break
        found[:whole] = made.T.ravel()
        for piece in range(1, wide):
            at = piece * wide
            if began[piece] != found[at - 1]:
                _loop(step, values, found, at, at + wide)
    _loop(step, values, found, whole, len(values), first)
    return found


def _loop(step: Callable[[Any, Any], Any], values: Array, found: Array, at: int, end: int, first: float = 0.0) -> None:
    """Go through some values one by one, from the one before them."""
    last = float(found[at - 1]) if at else first
    several = []
    for value in values[at:end].tolist():
        last = step(value, last)
        several.append(last)
    found[at:end] = several
