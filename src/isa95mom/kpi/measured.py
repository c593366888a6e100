"""What tests measured and how they judged it: by characteristic, straight to capability, control charts and first pass
yield. ISA-95 Part 2, operations test model.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
from attrs import evolve, frozen

from isa95mom.errors import Problem
from isa95mom.kpi.capable import Capability, capability
from isa95mom.kpi.control import ChartKind, ControlChart, control_chart
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.tables.errors import did_you_mean, near_matches

MATERIAL = (None, "material lot", "material sublot")
"""The kinds of object of which a verdict is one of products; None is one of which no source says more."""
LAST = datetime.max.replace(tzinfo=UTC)


@frozen(slots=True, kw_only=True)
class Measurement:
    """One measured value of a test, and where it stands."""

    characteristic: str
    """What was measured: the property of the tested object."""
    value: Decimal
    """How much, in the unit of the characteristic."""
    unit: str | None
    """The unit of all measurements of the characteristic: that of the first of them. None where they have none."""
    stated: str
    """The value and its unit as the source states them."""
    kind: str | None
    """``material lot``, ``material sublot``, ``equipment``, ``person``, ``physical asset``; None where no source
    tells."""
    object: str | None
    """The tested object, by ID. None where not stated."""
    test: str | None
    """The test specification, by ID. None where neither the result names it nor one specification alone fits."""
    time: datetime | None
    """When it was measured, else when the result was found. None where neither is stated."""
    verdict: str | None
    """What the test result says, such as ``pass``. None where it does not judge."""
    expiration: datetime | None
    """When it stops being valid. None where it does not expire."""
    equipment: str | None
    """The equipment that was tested, or on which what was tested was made. None where not stated."""
    order: str | None
    """The order for which it was made. None where not stated."""
    place: str
    """Where in the source it stands."""
    source: str
    """Name of the file or stream; empty where it has none."""


@frozen(slots=True, kw_only=True)
class Verdict:
    """How a test result judges the tested object."""

    passed: bool
    text: str
    """What the result says."""
    kind: str | None
    object: str | None
    test: str | None
    time: datetime | None
    equipment: str | None
    order: str | None
    product: str | None
    """What material the object is of, by ID. None where not stated."""
    place: str
    source: str


@frozen(slots=True, kw_only=True)
class SpecificationLimits:
    """Between what a test specification wants a characteristic to be."""

    characteristic: str
    test: str | None
    lower: Decimal | None
    """In the unit of the characteristic; None where there is none."""
    upper: Decimal | None
    place: str
    source: str


@frozen(slots=True, kw_only=True)
class Measured:
    """Measurements, verdicts and limits that sources state, with the findings. Those with a time come first, in order.

    >>> Measured().of("moisture")
    Traceback (most recent call last):
    ...
    isa95mom.kpi.errors.KpiError: nothing was measured of 'moisture'
    """

    measurements: tuple[Measurement, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    limits: tuple[SpecificationLimits, ...] = ()
    findings: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.measurements)

    @property
    def characteristics(self) -> tuple[str, ...]:
        """What was measured."""
        return tuple(dict.fromkeys(each.characteristic for each in self.measurements))

    @property
    def values(self) -> list[Decimal]:
        """The measured values."""
        return [each.value for each in self.measurements]

    def of(self, characteristic: str, **names: str | None) -> Measured:
        """The measurements of one characteristic; of one ``test``, ``object``, ``kind``, ``equipment``, ``order`` where
        that is said. Raises `KpiError` where there are none.
        """
        fields = {name: getattr(attrs.fields(Measurement), name) for name in names if hasattr(Measurement, name)}
        for name in names.keys() - fields.keys():
            raise KpiError(f"{name!r} is nothing that is known of a measurement")
        there = [each for each in self.measurements if each.characteristic == characteristic]
        if not there:
            near = did_you_mean(near_matches(characteristic, self.characteristics))
            raise KpiError(f"nothing was measured of {characteristic!r}{near}")
        for name, wanted in names.items():
            known = sorted({str(getattr(each, name)) for each in there})
            there = [each for each in there if getattr(each, name) == wanted]
            if not there:
                raise KpiError(f"no measurement of {characteristic!r} is of the {name} {wanted!r}; {', '.join(known)}")
        limits = tuple(each for each in self.limits if each.characteristic == characteristic)
        return evolve(self, measurements=tuple(there), limits=limits)

    def timed(self) -> Measured:
        """Those measurements of which it is known when they were made."""
        return evolve(self, measurements=tuple(each for each in self.measurements if each.time is not None))

    def capability(
        self,
        *,
        lower: Decimal | int | float | str | None = None,
        upper: Decimal | int | float | str | None = None,
        subgroups: str | int | Iterable[Any] | None = None,
        **options: Any,
    ) -> Capability:
        """Whether the process keeps its limits; `options` are those of `capability`.

        Where neither `lower` nor `upper` is given, they are those of the test specifications. `subgroups` is what
        measurements of one subgroup have in common, ``object``, ``equipment``, ``order`` or ``test``; or how many in
        the order of time; or a name for each. Raises `TermError` where measurements of several characteristics are
        there, several limits are stated, what they have in common or their order is not known, and what `capability`
        raises.
        """
        self._one()
        if lower is None and upper is None:
            lower, upper = self._stated()
        names = self._subgroups(subgroups)
        if names is None:
            self._in_order()
        return capability(self.values, lower=lower, upper=upper, subgroups=names, **options)

    def control_chart(
        self, kind: ChartKind = "i-mr", *, subgroups: str | int | Iterable[Any] | None = None, **options: Any
    ) -> ControlChart:
        """The measurements on a control chart, in the order of time; signals name the measurements behind them.

        `subgroups` is as for `capability`, `options` are those of `control_chart`. Raises `TermError` where they are of
        several characteristics, one has no time, and what `control_chart` raises.
        """
        self._one()
        self._in_order()
        names = self._subgroups(subgroups)
        return control_chart(self.values, kind, subgroups=names, sources=list(self.measurements), **options)

    def quality(self) -> dict[str, list[Any]]:
        """The table ``quality`` of `from_frame`: each inspected product is one ``IP``, and one ``GP`` where no result
        of its tests is a fail, at the time of the first. Only those of which equipment and time are known.
        """
        rows: dict[Any, dict[str, Any]] = {}
        for number, each in enumerate(self.verdicts):
            if each.kind not in MATERIAL or each.equipment is None or each.time is None:
                continue
            key = number if each.object is None else (each.object, each.equipment, each.order)
            row = rows.setdefault(
                key,
                {"equipment": each.equipment, "time": each.time, "order": each.order, "product": each.product, "IP": 1},
            )
            row["GP"] = min(row.get("GP", 1), int(each.passed))
        names = ("equipment", "time", "order", "product", "IP", "GP")
        return {name: [row[name] for row in rows.values()] for name in names}

    def to_columns(self) -> dict[str, list[Any]]:
        """All that is known of the measurements, as columns."""
        names = [field.name for field in attrs.fields(Measurement)]
        return {name: [getattr(each, name) for each in self.measurements] for name in names}

    def _one(self) -> None:
        if len(self.characteristics) != 1:
            what = ", ".join(self.characteristics) or "nothing"
            raise TermError(f"the measurements are of {what}; say with 'of' of which one")

    def _in_order(self) -> None:
        lacking = [each for each in self.measurements if each.time is None]
        if lacking:
            raise TermError(
                f"{len(lacking)} of {len(self)} measurements have no time, the first at {lacking[0].place}, so that "
                f"their order is not known; 'timed' leaves them out"
            )

    def _stated(self) -> tuple[Decimal | None, Decimal | None]:
        tests = {each.test for each in self.measurements}
        fitting = [each for each in self.limits if None in tests or each.test is None or each.test in tests]
        several = {(each.lower, each.upper): each for each in fitting}
        if len(several) > 1:
            told = "; ".join(f"{each.test}: {each.lower} to {each.upper}" for each in several.values())
            raise TermError(f"the specifications state different limits ({told}); say which, or of which test")
        return next(iter(several), (None, None))

    def _subgroups(self, said: str | int | Iterable[Any] | None) -> list[Any] | None:
        if said is None:
            return None
        if isinstance(said, int):
            if said < 2:
                raise TermError(f"a subgroup of {said} has no spread; two or more are needed")
            self._in_order()
            # What is left over at the end belongs to the last subgroup.
            last = max(len(self) // said - 1, 0)
            return [min(number // said, last) for number in range(len(self))]
        if not isinstance(said, str):
            return list(said)
        if said not in ("object", "equipment", "order", "test"):
            raise TermError(
                f"measurements have no {said!r} in common; object, equipment, order, test or a number is meant"
            )
        names = [getattr(each, said) for each in self.measurements]
        lacking = next((each for each, name in zip(self.measurements, names, strict=True) if name is None), None)
        if lacking is not None:
            raise TermError(f"of the measurement at {lacking.place} the {said} is not known")
        return names


def in_time(several: Iterable[Any]) -> tuple[Any, ...]:
    """Measurements or verdicts in the order of time, those without one last."""
    return tuple(sorted(several, key=lambda each: each.time or LAST))
