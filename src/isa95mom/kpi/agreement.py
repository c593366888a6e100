"""The names by which partners say in B2MML what indicators need and it has no place of its own for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from attrs import field, frozen

NOTHING: Mapping[str, str] = MappingProxyType({})


def _names(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _fixed(**names: str) -> Mapping[str, str]:
    return MappingProxyType({name.replace("_", " "): value for name, value in names.items()})


@frozen(slots=True, kw_only=True)
class Agreement:
    """What partners agree to call states, reasons, amounts and times. Names are compared as they are.

    >>> Agreement(states={"CIP": "Planned maintenance"}, scrap="Reject").states["CIP"]
    'Planned maintenance'
    """

    states: Mapping[str, str] = field(default=NOTHING, hash=False)
    """The state of equipment in which a process segment, operations segment, work master or definition is carried out,
    or which an operations event of that category or definition begins, by its identification."""
    types: Mapping[str, str] = field(factory=lambda: _fixed(Production="Production"), hash=False)
    """The state of equipment during operations of a category, where nothing more particular is agreed."""
    state: tuple[str, ...] = field(default=("EquipmentState", "MachineState", "State"), converter=_names)
    """Data of a response, or properties of equipment in an operations event, that give its state."""
    reason: tuple[str, ...] = field(default=("Reason", "DowntimeReason"), converter=_names)
    """Data of a response that give the reason of its state."""
    maintenance: Mapping[str, str] = field(
        factory=lambda: _fixed(Preventive="preventive", Corrective="corrective"), hash=False
    )
    """Which kind of maintenance a response of the category Maintenance tells of: by its segments, or by its data."""
    good: tuple[str, ...] = field(default=("GoodQuantity",), converter=_names)
    """Data of a response that give the good quantity."""
    scrap: tuple[str, ...] = field(default=("ScrapQuantity",), converter=_names)
    """Data of a response that give the scrap quantity."""
    rework: tuple[str, ...] = field(default=("ReworkQuantity",), converter=_names)
    """Data of a response that give the rework quantity."""
    disposition: tuple[str, ...] = field(default=("Disposition",), converter=_names)
    """Properties of produced material that say whether it is good."""
    dispositions: Mapping[str, str] = field(factory=lambda: _fixed(Good="GQ", Scrap="SQ", Rework="RQ"), hash=False)
    """What material of a disposition counts to: ``GQ``, ``SQ`` or ``RQ``."""
    good_unless_stated: bool = False
    """Whether what is produced is good where nothing says otherwise; else how much of it is good is not known."""
    passed: tuple[str, ...] = field(default=("pass", "Pass", "PASS", "passed", "Passed", "PASSED"), converter=_names)
    """What a test result says where what was tested is good."""
    failed: tuple[str, ...] = field(default=("fail", "Fail", "FAIL", "failed", "Failed", "FAILED"), converter=_names)
    """What a test result says where it is not."""
    lower_limit: tuple[str, ...] = field(default=("LowerLimit", "LSL"), converter=_names)
    """Properties of a test specification that give the lower specification limit."""
    upper_limit: tuple[str, ...] = field(default=("UpperLimit", "USL"), converter=_names)
    """Properties of a test specification that give the upper specification limit."""
    capable_unless_stated: bool = False
    """Whether what is not stated of committed, available and unattainable capacity is none; else the total of equipment
    of which not all of them are stated is not known."""
    calendar: Mapping[str, str] = field(
        factory=lambda: _fixed(
            Shift="planned",
            Working="planned",
            Break="planned downtime",
            Planned_downtime="planned downtime",
            Holiday="unscheduled",
            Nonworking="unscheduled",
        ),
        hash=False,
    )
    """What entries of a work calendar plan, by their type."""
