"""What can go wrong with indicators, as errors. What data lack is no error: a result then says why it has no value."""

from __future__ import annotations

from isa95mom.errors import Isa95Error
from isa95mom.tables.errors import ID, did_you_mean


class KpiError(Isa95Error):
    """An indicator cannot be defined or worked out as it was told to."""


class UnknownKpiError(KpiError, KeyError):
    """No indicator, or no element, goes by that name."""

    def __init__(self, name: str, near: tuple[ID, ...] = (), kind: str = "KPI") -> None:
        super().__init__(name, near, kind)
        self.name = name
        self.near = near
        """Known names that look alike, the closest first."""
        self.kind = kind
        """What was looked for: a KPI or an element."""

    def __str__(self) -> str:
        return f"no {self.kind} goes by {self.name!r}{did_you_mean(self.near)}"


class FormulaError(KpiError, ValueError):
    """A formula cannot be read, names what nobody knows, or mixes what cannot be added."""


class TermError(KpiError, ValueError):
    """A term is missing, is of another dimension than its element, or cannot be read as an amount."""
