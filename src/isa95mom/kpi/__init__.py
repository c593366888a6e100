"""Indicators of ISO 22400-2 and of practice beside it: defined as data, worked out from sums, and explained.

Knows plain identifications, times and numbers; `from_model` alone knows nouns and documents.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from isa95mom.kpi.definition import Convention, Element, Evidence, KPIDefinition, Timing, Trend
    from isa95mom.kpi.errors import FormulaError, KpiError, TermError, UnknownKpiError
    from isa95mom.kpi.result import Flag, KPIResult, Reason

_HOMES = {
    "definition": ("Convention", "Element", "Evidence", "KPIDefinition", "Timing", "Trend"),
    "errors": ("FormulaError", "KpiError", "TermError", "UnknownKpiError"),
    "result": ("Flag", "KPIResult", "Reason"),
}
"""Module -> the names that are used from here; each module is loaded when one of its names is."""
_HOME = {name: module for module, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Load what is asked for."""
        module = _HOME.get(name)
        if module is None:
            raise AttributeError(f"module 'isa95mom.kpi' has no attribute {name!r}")
        value = getattr(import_module(f"isa95mom.kpi.{module}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


__all__ = [
    "Convention",
    "Element",
    "Evidence",
    "Flag",
    "FormulaError",
    "KPIDefinition",
    "KPIResult",
    "KpiError",
    "Reason",
    "TermError",
    "Timing",
    "Trend",
    "UnknownKpiError",
]
