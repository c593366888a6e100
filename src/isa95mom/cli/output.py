"""What commands print: lines on standard error, tables, JSON and CSV on standard output."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """In which form results are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def line(text: object) -> str:
    """`text` as one line without control characters, whatever a document had in it."""
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], str(text))


def say(text: str) -> None:
    """Write one line to standard error."""
    print(line(text), file=sys.stderr)


def put(text: str) -> None:
    """Write one line to standard output."""
    print(line(text))


def put_file(text: str) -> None:
    """Write what is to be a file to standard output, in UTF-8 whatever the terminal has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def put_json(value: Any) -> None:
    """Write `value` as JSON. What JSON does not know (numbers that are exact, times) is written as text."""
    json.dump(value, sys.stdout, indent=2, ensure_ascii=False, default=str)
    print()


def put_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as CSV under a line of column names; None is an empty cell."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def put_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows as columns of text, numbers to the right; nothing is cut."""
    held = [list(row) for row in rows]
    cells = [list(columns), *([line("" if cell is None else cell) for cell in row] for row in held)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [bool(held) and all(isinstance(row[n], int) or row[n] is None for row in held) for n in range(len(columns))]
    for row in cells:
        put("  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right, strict=True)).rstrip())


def put_rows(format: Format, columns: Sequence[str], rows: Sequence[Sequence[object]], shown: int) -> None:
    """Write rows in a form; a table has only the first columns, `shown` of them."""
    if format is Format.JSON:
        put_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif format is Format.CSV:
        put_csv(columns, rows)
    else:
        put_table(columns[:shown], [row[:shown] for row in rows])


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "problem"), count(0, "problem"), count(2, "loss", "losses")
    ('1 problem', '0 problems', '2 losses')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(octets: int) -> str:
    """A number of bytes, readable.

    >>> size(999), size(12_345), size(3_400_000)
    ('999 B', '12.3 kB', '3.4 MB')
    """
    number = float(octets)
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            break
        number /= 1000
    return f"{number:.0f} B" if unit == "B" else f"{number:.1f} {unit}"
