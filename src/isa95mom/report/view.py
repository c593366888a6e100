"""A genealogy as a page to look at: drawn on a canvas, to be moved, enlarged and searched."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from isa95mom.genealogy.drawing import shown
from isa95mom.genealogy.record import Event, Lot
from isa95mom.genealogy.store import EVENT_TAGS, LOT_TAGS, Record
from isa95mom.report.layout import Array, Layout, arrange, layers
from isa95mom.tables.scalars import Value
from isa95mom.tables.times import MISSING

if TYPE_CHECKING:
    from isa95mom.genealogy.forms import Excerpt

MOMENTS = 8, 40
"""How many columns of time a small picture has at the most, and a large one; each then has as many of the times."""
WIDE = 190.0, 120.0
"""How wide a lot and an event are, with the room beside them."""


def page(excerpt: Excerpt, title: str) -> str:
    """The page, as HTML that refers to nothing outside itself."""
    script, style = _part("view.js"), _part("view.css")
    parts = {
        "script": script,
        "style": style,
        "script_hash": _hash(script),
        "style_hash": _hash(style),
        "title": escape(shown(title)),
        "data": _embedded(_data(excerpt)),
    }
    made = _part("view.html")
    pieces = made.split("@@")  # text and the names of parts, in turn
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


@cache
def _part(name: str) -> str:
    return files("isa95mom.report").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _embedded(value: Any) -> str:
    """JSON that no HTML parser takes for anything else, whatever is in it."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(excerpt: Excerpt) -> dict[str, Any]:
    """What the page draws: lots and then events are its nodes, numbered from 0; lines are its edges."""
    record = excerpt.record
    node = np.full(len(record.lots), -1), np.full(len(record.kind), -1)
    count = len(excerpt.lots) + len(excerpt.events)
    node[0][excerpt.lots] = np.arange(len(excerpt.lots))
    node[1][excerpt.events] = np.arange(len(excerpt.lots), count)
    out = record.line_out(excerpt.lines)
    lot, event = node[0][record.line_lot.array[excerpt.lines]], node[1][record.line_events(excerpt.lines)]
    source, target = np.where(out, event, lot), np.where(out, lot, event)
    lots = [record.lot(number) for number in excerpt.lots.tolist()]
    events = record.events(excerpt.events)
    width = np.repeat(WIDE, (len(lots), len(events)))
    by_generation = arrange(layers(count, source, target), width, source, target)
    moment, times = _moments(record, excerpt, lot, event, out)
    by_time = arrange(moment, width, source, target)
    return {
        "lots": len(lots),
        "labels": [shown(lot.id) for lot in lots] + [shown(event.id) for event in events],
        "facts": [dict(_of_lot(lot)) for lot in lots] + [dict(_of_event(event)) for event in events],
        "source": source.tolist(),
        "target": target.tolist(),
        "amounts": [
            None if line.quantity is None else shown(f"{line.quantity:f} {line.unit or ''}".strip())
            for line in record.lines(excerpt.lines)
        ],
        "complete": excerpt.complete,
        "starts": node[0][excerpt.starts].tolist(),
        "layouts": {
            "generation": _places(by_generation, []),
            "time": _places(by_time, times),
        },
    }


def _places(layout: Layout, names: list[str]) -> dict[str, Any]:
    return {
        "x": np.rint(layout.x).astype(int).tolist(),
        "y": np.rint(layout.y).astype(int).tolist(),
        "columns": [[round(x), name] for x, name in zip(layout.left.tolist(), names, strict=bool(names)) if name],
    }


def _moments(record: Record, excerpt: Excerpt, lot: Array, event: Array, out: Array) -> tuple[Array, list[str]]:
    """For each node its column of time, and what is written above each column that is there.

    An event stands in the column of its effective time; a lot behind the first event that it came out of, or before the
    first that it went into where it came out of none. The first column is for what has no time.
    """
    first = len(excerpt.lots)
    time = np.full(first + len(excerpt.events), np.iinfo(np.int64).max)
    stated = record.effective.moment.array[excerpt.events]
    time[first:] = np.where(stated == MISSING, time[first:], stated)
    made = np.zeros(first, dtype=bool)
    made[lot[out & (time[event] < np.iinfo(np.int64).max)]] = True
    use = out | ~made[lot]
    np.minimum.at(time, lot[use], time[event[use]])
    known = time < np.iinfo(np.int64).max
    begins = np.unique(time[known])
    many = int(np.clip(np.sqrt(len(time)) / 2, *MOMENTS))
    if len(begins) > many:
        begins = begins[np.linspace(0, len(begins), many, endpoint=False).astype(int)]
    column = np.zeros(len(time), dtype=np.int64)
    column[known] = 3 * np.searchsorted(begins, time[known], side="right")
    behind = np.zeros(len(time), dtype=np.int64)
    behind[:first] = np.where(made, 1, -1)
    column += np.where(known, behind, 0)
    names = {0: "time not stated"}
    for number, begin in enumerate(begins.tolist(), 1):
        spelt = str(np.datetime64(begin, "us").astype("datetime64[s]")).replace("T", " ") + "Z"
        names.setdefault(next(c for c in (3 * number - 1, 3 * number, 3 * number + 1) if (column == c).any()), spelt)
    return column, [names.get(number, "") for number in np.unique(column).tolist()]


def _of_lot(lot: Lot) -> Iterator[tuple[str, str]]:
    for name in LOT_TAGS:
        if (said := getattr(lot, name)) is not None:
            yield name.replace("_", " "), shown(said)
    for name, value in lot.properties.items():
        yield f"property {shown(name)}", _spelt(value)


def _of_event(event: Event) -> Iterator[tuple[str, str]]:
    yield "kind", str(event.kind)
    for name in ("effective", "recorded"):
        if (time := getattr(event, name)) is not None:
            yield name, _spelt(time)
    for name in ("equipment", "person"):
        if said := getattr(event, name):
            yield name, ", ".join(map(shown, said))
    for name in (*EVENT_TAGS, "sequence", "supersedes"):
        if (said := getattr(event, name)) is not None:
            yield name, shown(said)
    for name, value in event.parameters.items():
        yield f"parameter {shown(name)}", _spelt(value)


def _spelt(value: Value) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return shown(value)
