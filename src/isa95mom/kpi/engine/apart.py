"""State intervals of an engine made ready to be added up: with ends, not overlapping, short stops told apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from typing import Any

import numpy as np

from isa95mom.kpi.engine.places import counted, one_row
from isa95mom.kpi.engine.tables import Expression, library
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.records import MINOR, STOPS, Reading
from isa95mom.kpi.segments import resolve
from isa95mom.tables.growing import Ints
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns
from isa95mom.tables.times import MICROSECOND

KEYS = ("reason", "order", "product")


def codes(names: Names, rows: Any, column: str) -> Ints:
    """The numbers of the names in a column of a result; -1 where nothing is stated."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    return Columns("the result", rows.select([column]), (), (column,), column).tags(column, names).astype(np.int64)


def closed(told: Expression, as_of: int | None) -> Expression:
    """The intervals with ends: those that are open end where the next begins, or as of a moment.

    Raises `KpiError` where one is open, nothing follows it, and it is not said as of when.
    """
    ibis = library()
    later = ibis.range_window(following=(1, None), group_by="equipment", order_by="since")
    following = told.since.min().over(later)
    ends = [told.until, following, *([] if as_of is None else [as_of])]
    ended = told.mutate(until=ibis.coalesce(*ends), open=(told.until.isnull() & following.isnull()).ifelse(1, 0))
    left = one_row(ended, open=counted(ended.until.isnull()))["open"]
    if left:
        raise KpiError(f"{left} states have no end and nothing follows them; say with 'as_of' until when they hold")
    return ended


def apart(reading: Reading, told: Expression) -> Expression:
    """The intervals with each moment given to one of those that overlap there.

    Only those that overlap leave the engine: what they come to is worked out in memory, and goes back in their place.
    """
    ibis = library()
    good = told.filter(told.until > told.since)
    order: dict[str, Any] = {"group_by": "equipment", "order_by": ["since", "until"]}
    reach = good.until.max().over(ibis.rows_window(preceding=(None, 1), **order))
    joined = good.mutate(joined=(reach > good.since).fill_null(False))
    following = joined.joined.lead().over(ibis.window(**order))
    marked = joined.mutate(overlaps=joined.joined | following.fill_null(False))
    keys = [name for name in KEYS if name in told.columns]
    columns = ["equipment", "since", "until", "state", *keys, *(["open"] if "open" in told.columns else [])]
    rows = marked.filter(marked.overlaps).select(columns).order_by(columns).to_pyarrow()
    if not len(rows):
        return told
    own = {name: codes(Names(name), rows, name) for name in ("equipment", *keys)}
    said = rows["state"].to_pylist()
    number = {name: reading.mapping.number(name) for name in set(said)}
    found = resolve(
        own["equipment"],
        np.array(rows["since"], dtype=np.int64),
        np.array(rows["until"], dtype=np.int64),
        np.array([number[name] for name in said], dtype=np.int8),
        same=[own[name] for name in keys if name != "reason"],
    )
    lost = len(np.unique(found.overlaps[1]))
    if lost:
        message = f"{lost} states overlap others, whose state has priority; {len(rows)} rows were resolved in memory"
        reading.findings.table("states", "overlap", message)
    pa: Any = import_module("pyarrow")
    pieces = rows.take(pa.array(found.row))
    pieces = pieces.set_column(1, "since", pa.array(found.start)).set_column(2, "until", pa.array(found.end))
    kept = marked.filter(~marked.overlaps).select(columns)
    return ibis.union(kept, ibis.memtable(pieces).cast(kept.schema()))


def minor(reading: Reading, told: Expression, short_stop: timedelta | Mapping[str, timedelta]) -> Expression:
    """The intervals with stops of less than a limit as minor stops."""
    ibis = library()
    said = told.select("state").distinct().to_pyarrow()["state"].to_pylist()
    stops = [name for name in said if (state := reading.mapping.state(name)) is not None and state.name in STOPS]
    if isinstance(short_stop, timedelta):
        limit = ibis.literal(short_stop // MICROSECOND)
    else:
        limits = [(told.equipment == who, each // MICROSECOND) for who, each in short_stop.items()]
        limit = ibis.cases(*limits, else_=0)
    short = told.state.isin(stops) & (told.until - told.since < limit)
    return told.mutate(state=short.ifelse(MINOR, told.state.cast("string")))
