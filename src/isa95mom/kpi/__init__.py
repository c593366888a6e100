"""Indicators of ISO 22400-2 and of practice beside it: defined as data, worked out from sums, and explained.

Knows plain identifications, times and numbers; `from_model` alone knows nouns and documents.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from isa95mom.kpi.agreement import Agreement
    from isa95mom.kpi.bridges import Bridge, bridge
    from isa95mom.kpi.calendar import CalendarError, CalendarException, Shift, WorkingCalendar
    from isa95mom.kpi.capable import Capability, Spread, capability, spread
    from isa95mom.kpi.columns import KPIColumn
    from isa95mom.kpi.control import ControlChart, Series, Signal, control_chart
    from isa95mom.kpi.counters import from_counter
    from isa95mom.kpi.errors import FormulaError, KpiError, TermError, UnknownKpiError
    from isa95mom.kpi.evaluation import evaluate, roll_up
    from isa95mom.kpi.from_model import (
        Capacities,
        Capacity,
        Records,
        capacities_of,
        from_documents,
        measurements_of,
        records_of,
    )
    from isa95mom.kpi.kinds import Convention, Element, Evidence, KPIDefinition, Timing, Trend
    from isa95mom.kpi.kpi_table import KPITable
    from isa95mom.kpi.lines import Attribution, attribute, line_oee
    from isa95mom.kpi.live import Live
    from isa95mom.kpi.losses import Loss, Step, Waterfall, pareto, waterfall
    from isa95mom.kpi.measured import Measured, Measurement, SpecificationLimits, Verdict
    from isa95mom.kpi.moves import Move, Moves, moved
    from isa95mom.kpi.raw import from_frame, segments_of
    from isa95mom.kpi.registry import define, definition, definitions, element, elements
    from isa95mom.kpi.result import Flag, KPIResult, Reason
    from isa95mom.kpi.rules import RULES, Rule
    from isa95mom.kpi.state_mapping import State, StateMapping, conventions, mapping, states, vocabularies
    from isa95mom.kpi.terms import Terms
    from isa95mom.kpi.uncertainty import Interval, bootstrap, mean_time, wilson

_HOMES = {
    "agreement": ("Agreement",),
    "bridges": ("Bridge", "bridge"),
    "calendar": ("CalendarError", "CalendarException", "Shift", "WorkingCalendar"),
    "capable": ("Capability", "Spread", "capability", "spread"),
    "columns": ("KPIColumn",),
    "control": ("ControlChart", "Series", "Signal", "control_chart"),
    "counters": ("from_counter",),
    "kinds": ("Convention", "Element", "Evidence", "KPIDefinition", "Timing", "Trend"),
    "errors": ("FormulaError", "KpiError", "TermError", "UnknownKpiError"),
    "evaluation": ("evaluate", "roll_up"),
    "from_model": (
        "Capacities",
        "Capacity",
        "Records",
        "capacities_of",
        "from_documents",
        "measurements_of",
        "records_of",
    ),
    "raw": ("from_frame", "segments_of"),
    "lines": ("Attribution", "attribute", "line_oee"),
    "live": ("Live",),
    "measured": ("Measured", "Measurement", "SpecificationLimits", "Verdict"),
    "moves": ("Move", "Moves", "moved"),
    "losses": ("Loss", "Step", "Waterfall", "pareto", "waterfall"),
    "state_mapping": ("State", "StateMapping", "conventions", "mapping", "states", "vocabularies"),
    "registry": ("define", "definition", "definitions", "element", "elements"),
    "result": ("Flag", "KPIResult", "Reason"),
    "rules": ("RULES", "Rule"),
    "kpi_table": ("KPITable",),
    "terms": ("Terms",),
    "uncertainty": ("Interval", "bootstrap", "mean_time", "wilson"),
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
    "RULES",
    "Agreement",
    "Attribution",
    "Bridge",
    "CalendarError",
    "CalendarException",
    "Capability",
    "Capacities",
    "Capacity",
    "ControlChart",
    "Convention",
    "Element",
    "Evidence",
    "Flag",
    "FormulaError",
    "Interval",
    "KPIColumn",
    "KPIDefinition",
    "KPIResult",
    "KPITable",
    "KpiError",
    "Live",
    "Loss",
    "Measured",
    "Measurement",
    "Move",
    "Moves",
    "Reason",
    "Records",
    "Rule",
    "Series",
    "Shift",
    "Signal",
    "SpecificationLimits",
    "Spread",
    "State",
    "StateMapping",
    "Step",
    "TermError",
    "Terms",
    "Timing",
    "Trend",
    "UnknownKpiError",
    "Verdict",
    "Waterfall",
    "WorkingCalendar",
    "attribute",
    "bootstrap",
    "bridge",
    "capability",
    "capacities_of",
    "control_chart",
    "conventions",
    "define",
    "definition",
    "definitions",
    "element",
    "elements",
    "evaluate",
    "from_counter",
    "from_documents",
    "from_frame",
    "line_oee",
    "mapping",
    "mean_time",
    "measurements_of",
    "moved",
    "pareto",
    "records_of",
    "roll_up",
    "segments_of",
    "spread",
    "states",
    "vocabularies",
    "waterfall",
    "wilson",
]
