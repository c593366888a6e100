"""Data frames of pandas, polars and Arrow, whichever is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, Literal

from isa95mom.errors import MissingExtraError
from isa95mom.tables.errors import TableError

FrameKind = Literal["pandas", "polars", "arrow"]
Data = Mapping[str, Sequence[Any]]

TIMES = ("effective", "recorded")
LISTS = ("equipment", "person", "into")
DIGITS = 38
"""How many digits a decimal of polars or Arrow holds."""


def frame(kind: FrameKind, columns: Data) -> Any:
    """`columns` as a data frame. Raises `MissingExtraError` where the library is not installed."""
    try:
        package, make = _MAKERS[kind]
    except KeyError:
        kinds = ", ".join(map(repr, _MAKERS))
        raise TableError(f"{kind!r} is not a kind of data frame; the kinds are {kinds}") from None
    return make(library(package), columns)


def library(module: str) -> Any:
    """The module of a library. Raises `MissingExtraError` where the library is not installed."""
    package = module.partition(".")[0]
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise MissingExtraError(package, "frames") from None


def _pandas(pd: Any, columns: Data) -> Any:
    def column(name: str, values: Sequence[Any]) -> Any:
        if _of(name, values) == "times":
            return pd.to_datetime(pd.Series(_utc(values), dtype=object), utc=True)
        if _of(name, values) == "lists" or name == "quantity":
            return pd.Series(list(values), dtype=object)
        return pd.Series(list(values), dtype=None if name == "depth" or values else object)

    return pd.DataFrame({name: column(name, values) for name, values in columns.items()})


def _polars(pl: Any, columns: Data) -> Any:
    types = {"depth": pl.Int64, "quantity": pl.Decimal(DIGITS, _scale(columns.get("quantity", ()))), "unit": pl.String}
    kinds = {"times": pl.Datetime("us", "UTC"), "lists": pl.List(pl.String)}
    types |= {name: kinds[of] for name, values in columns.items() if (of := _of(name, values)) in kinds}
    return pl.DataFrame(
        [
            pl.Series(name, _plain(name, values), dtype=types.get(name, None if values else pl.String))
            for name, values in columns.items()
        ]
    )


def _arrow(pa: Any, columns: Data) -> Any:
    types = {"depth": pa.int64(), "unit": pa.string()}
    kinds = {"times": pa.timestamp("us", "UTC"), "lists": pa.list_(pa.string())}
    types |= {name: kinds[of] for name, values in columns.items() if (of := _of(name, values)) in kinds}
    if all(quantity is None for quantity in columns.get("quantity", ())):
        types["quantity"] = pa.decimal128(DIGITS)
    return pa.table(
        {
            name: pa.array(_plain(name, values), type=types.get(name, None if values else pa.string()))
            for name, values in columns.items()
        }
    )


_MAKERS: dict[str, tuple[str, Callable[[Any, Data], Any]]] = {
    "pandas": ("pandas", _pandas),
    "polars": ("polars", _polars),
    "arrow": ("pyarrow", _arrow),
}


def _plain(name: str, values: Sequence[Any]) -> list[Any]:
    """`values` as those libraries take them that know no tuples and one offset per column."""
    of = _of(name, values)
    if of == "times":
        return _utc(values)
    return [list(value) for value in values] if of == "lists" else list(values)


def _of(name: str, values: Sequence[Any]) -> str:
    """Whether a column is of ``times`` or of ``lists``, by its first value or, where there is none, its name."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, datetime) or (first is None and name in TIMES):
        return "times"
    return "lists" if isinstance(first, tuple) or (first is None and name in LISTS) else ""


def _utc(values: Sequence[Any]) -> list[Any]:
    return [None if value is None else value.astimezone(UTC) for value in values]


def _scale(quantities: Sequence[Decimal | None]) -> int:
    """How many digits after the point hold every one of `quantities` exactly."""
    stated = [quantity for quantity in quantities if quantity is not None]
    scale = max((-int(quantity.as_tuple().exponent) for quantity in stated), default=0)
    scale = max(scale, 0)
    before = max((quantity.adjusted() + 1 for quantity in stated), default=0)
    if scale + max(before, 0) > DIGITS:
        raise TableError(
            f"the quantities take {scale + max(before, 0)} digits and a column of polars holds {DIGITS}; "
            f"to_frame('pandas') keeps them exactly"
        )
    return scale
