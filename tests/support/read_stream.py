"""Read a generated stream in a process of its own; print the outcome, and by how many megabytes memory grew.

    python read_stream.py HEAD UNIT COUNT TAIL WAY

The stream is HEAD, COUNT characters made of UNIT, and TAIL; it is never held as a whole. WAY is ``strict``,
``lenient`` or ``iter_read``.
"""

from __future__ import annotations

import io
import resource
import sys
from typing import BinaryIO, cast

import isa95mom as mom

REPEATS = 1 << 12


class Stream(io.RawIOBase):
    """A binary file that is made while it is read."""

    name = "stream.xml"

    def __init__(self, head: bytes, unit: bytes, count: int, tail: bytes) -> None:
        self.head, self.unit, self.tail = head, unit, tail
        self.end = len(head) + len(unit) * count
        self.size = self.end + len(tail)
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, to: int, whence: int = 0) -> int:
        self.at = (0, self.at, self.size)[whence] + to
        return self.at

    def read(self, count: int = -1) -> bytes:
        stop = self.size if count < 0 else min(self.size, self.at + count)
        found = bytearray()
        while self.at < stop:
            if self.at < len(self.head):
                piece = self.head[self.at : stop]
            elif self.at < self.end:
                piece = self.unit[(self.at - len(self.head)) % len(self.unit) :][: min(stop, self.end) - self.at]
            else:
                piece = self.tail[self.at - self.end :][: stop - self.at]
            found += piece
            self.at += len(piece)
        return bytes(found)


def megabytes() -> int:
    """The most memory this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main(head: str, unit: str, count: str, tail: str, way: str) -> None:
    mom.read(b'<MaterialLot xmlns="http://www.mesa.org/xml/B2MML"><ID>a</ID></MaterialLot>')
    before = megabytes()
    stream = cast(BinaryIO, Stream(head.encode(), unit.encode() * REPEATS, int(count) // REPEATS, tail.encode()))
    try:
        if way == "iter_read":
            print(sum(1 for _ in mom.iter_read(stream, mom.MaterialLot)))
        else:
            mom.read(stream, lenient=way == "lenient")
            print("read")
    except mom.Isa95Error as error:
        print(type(error).__name__, str(error)[:500])
    print(megabytes() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
