"""Random numbers that are asked for by what they are for, not taken from a stream.

Each is a function of the seed, of a purpose and of a number that counts. So any part of a plant can be made without
the parts before it, in whatever pieces, and on every machine alike.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Bools = npt.NDArray[np.bool_]

_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_ALL = 2**64 - 1


class Draws:
    """The random numbers of one seed.

    The mixing function is SplitMix64: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number
    generators", OOPSLA 2014.

    >>> draws = Draws(1)
    >>> draws.between("size", np.arange(4), 10, 20).tolist() == draws.between("size", np.arange(4), 10, 20).tolist()
    True
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._keys: dict[str, np.uint64] = {}

    def words(self, purpose: str, numbers: npt.NDArray[Any]) -> Words:
        """64 random bits for each of `numbers`."""
        key = self._keys.get(purpose)
        if key is None:
            text = f"{self.seed}/{purpose}".encode()
            key = self._keys[purpose] = np.uint64(crc32(text) << 32 | crc32(text[::-1]))
        word: Words = numbers.astype(np.uint64)
        word *= np.uint64(_STEP)
        word += key
        word ^= word >> np.uint64(30)
        word *= np.uint64(_FIRST)
        word ^= word >> np.uint64(27)
        word *= np.uint64(_SECOND)
        word ^= word >> np.uint64(31)
        return word

    def between(self, purpose: str, numbers: npt.NDArray[Any], low: int, high: int) -> Ints:
        """A whole number from `low` to `high`, both included, for each of `numbers`; they lie less than 2^31 apart."""
        if low == high:
            return np.full(numbers.shape, low, dtype=np.int64)
        word = self.words(purpose, numbers)
        word >>= np.uint64(33)
        word *= np.uint64(high - low + 1)
        word >>= np.uint64(31)
        found = word.view(np.int64)
        found += low
        return found

    def chance(self, purpose: str, numbers: npt.NDArray[Any], share: float) -> Bools:
        """Whether it happens, to a `share` of all numbers."""
        found: Bools = (self.words(purpose, numbers) >> np.uint64(11)) < np.uint64(round(share * 2**53))
        return found


class Streams:
    """Bulk lots: which lot each of several takers takes from, among streams of lots that last 2, 4, 8 ... campaigns.

    In campaign ``n``, counted from 1, stream ``k`` is renewed where ``n`` is an odd multiple of ``2**k``: so one lot
    comes in each campaign, and of two lots one lasts twice as long as the other, and so on. A taker takes from stream
    ``k`` with a probability that falls by ``2**(1/tail)/2`` from each to the next; then how often a lot is used has a
    Pareto tail with the exponent `tail`.

    Which stream it is comes from the number of the take with its bits in reverse: any ``2**k`` takes in a row are
    spread evenly by it. So `most` is a bound that always holds, and no lot is asked for more than was received.
    """

    DEPTH = 40

    def __init__(self, draws: Draws, name: str, tail: float, takers: int) -> None:
        word = int(draws.words(f"bulk {name}", np.zeros(1))[0])
        self.factor, self.addend = (word & 0xFFFFFFFF) | 1, word >> 32
        self.takers = takers
        falls = (2 ** (1 / tail) / 2) ** np.arange(self.DEPTH)
        self.ends = np.cumsum(falls) / falls.sum()
        self.ends[-1] = 1
        """Where each stream ends in the interval from 0 to 1."""

    def open_at(self, campaigns: Ints) -> Ints:
        """The campaign in which the lot came that each taker takes from; a row for each of `campaigns`."""
        takes = campaigns[:, None] * self.takers + np.arange(self.takers)
        word = ((takes * self.factor + self.addend) & 0xFFFFFFFF).astype(np.uint32)
        for shift, mask in ((1, 0x55555555), (2, 0x33333333), (4, 0x0F0F0F0F), (8, 0x00FF00FF), (16, 0x0000FFFF)):
            word = ((word >> np.uint32(shift)) & np.uint32(mask)) | ((word & np.uint32(mask)) << np.uint32(shift))
        stream = np.searchsorted(self.ends, word / 2**32, side="right")
        stream = np.minimum(stream, _longest(campaigns)[:, None])  # a stream that has not begun is the longest that has
        begin = np.int64(1) << stream
        last = (campaigns[:, None] - begin) >> (stream + 1) << (stream + 1)
        found: Ints = last + begin
        return found

    def most(self, campaigns: Ints) -> Ints:
        """How often the lot that comes in each of `campaigns` is taken from, at the most."""
        half = campaigns & -campaigns
        stream = _longest(half)
        begins = np.concatenate(([0.0], self.ends))[stream]
        ends = np.where(campaigns == half, 1.0, self.ends[stream])  # the first of a stream stands in for longer ones
        takes = 2 * half * self.takers
        # the takes are as many runs of a power of two as there are ones among the bits of their number
        bound = np.floor((ends - begins) * takes).astype(np.int64) + 2 * self.takers.bit_count()
        found: Ints = np.minimum(bound, takes)
        return found


def _longest(campaigns: Ints) -> Ints:
    """The exponent of the greatest power of two that is not above each number."""
    found: Ints = np.frexp(campaigns.astype(np.float64))[1].astype(np.int64) - 1
    return found
