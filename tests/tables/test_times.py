"""Times of frames in any zone: the moment and the offset are those that are read one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from isa95mom.tables.errors import ColumnError
from isa95mom.tables.table import Columns
from isa95mom.tables.times import Times

pd: Any = pytest.importorskip("pandas")
pl: Any = pytest.importorskip("polars")
pa: Any = pytest.importorskip("pyarrow")
ZONES = [
    UTC,
    ZoneInfo("Europe/Berlin"),  # clocks went forward on the 29th of March
    ZoneInfo("Asia/Kathmandu"),
    ZoneInfo("America/St_Johns"),
    timezone(timedelta(hours=-7)),
]
MOMENTS = [datetime(2026, 3, 28, 22, 30, 0, 250, UTC) + timedelta(hours=hours) for hours in range(8)]


def frames(values: list[datetime | None], zone: Any) -> dict[str, Any]:
    name = "UTC" if zone is UTC else getattr(zone, "key", None) or "-07:00"
    arrow = pa.array(values, pa.timestamp("us", name))
    found = {
        "list": values,
        "arrow": pa.chunked_array([arrow[:3], arrow[3:]]),
        "pandas": pd.Series(values).dt.tz_convert(zone),
        "pandas, nanoseconds": pd.Series(values).dt.tz_convert(zone).astype(f"datetime64[ns, {name}]"),
    }
    if not name.startswith("-"):
        found["polars"] = pl.from_arrow(arrow)
        found["polars, nanoseconds"] = pl.from_arrow(pa.array(values, pa.timestamp("us", name))).dt.cast_time_unit("ns")
    return found


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_zones(zone: Any) -> None:
    values: list[datetime | None] = [moment.astimezone(zone) for moment in MOMENTS]
    values[2] = None
    plain = Times.of(values)
    for kind, column in frames(values, zone).items():
        read = Columns("rows", {"row": list(range(8)), "time": column}, ("row",), ("time",)).times("time")
        assert read.moment.array.tolist() == plain.moment.array.tolist(), kind
        assert read.offset.array.tolist() == plain.offset.array.tolist(), kind
        with pytest.raises(ColumnError, match="rows: column 'time', row 2: nothing is stated"):
            Columns("rows", {"time": column}, ("time",), ()).times("time")


def test_finer_than_a_microsecond() -> None:
    column = pd.Series(pd.to_datetime(["2026-03-28T22:30:00.000000001"]).tz_localize("Europe/Berlin"))
    with pytest.raises(ColumnError, match="finer than a microsecond"):
        Columns("rows", {"time": column}, ("time",), ()).times("time")
