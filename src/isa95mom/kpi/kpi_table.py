"""Indicators for every row of terms, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from isa95mom.kpi.columns import KPIColumn
from isa95mom.tables.frames import FrameKind, frame

if TYPE_CHECKING:
    from isa95mom.kpi.terms import Terms


@frozen(slots=True, eq=False, kw_only=True)
class KPITable:
    """Indicators for every row of terms."""

    terms: Terms
    """What they were worked out from."""
    columns: Mapping[str, KPIColumn]
    """The column of each indicator, by its symbol: values, and reasons where there is none."""

    def __len__(self) -> int:
        return len(self.terms)

    def __getitem__(self, symbol: str) -> KPIColumn:
        return self.columns[symbol]

    def to_columns(self) -> dict[str, list[Any]]:
        """Keys, values and reasons as lists; a value is None where there is a reason."""
        made: dict[str, list[Any]] = {name: list(self.terms.keys[name]) for name in self.terms.by}
        for symbol, column in self.columns.items():
            made[symbol] = [None if value != value else value for value in column.values.tolist()]
        for symbol, column in self.columns.items():
            reasons = [column.reason(row) for row in range(len(self))]
            made[f"{symbol} reason"] = [None if reason is None else str(reason) for reason in reasons]
        return made

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """Keys, values and reasons as a data frame. Raises `MissingExtraError` where the library is not installed."""
        return frame(kind, self.to_columns())
