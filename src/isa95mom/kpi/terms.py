"""Additive terms in columns, one row for each combination of keys: what indicators are worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any, Self

import numpy as np
from attrs import evolve, field, frozen

from isa95mom.errors import Problem
from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.columns import KPIColumn
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.evaluation import evaluate
from isa95mom.kpi.grouping import Key, groups, outer, sums
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.kpi_table import KPITable
from isa95mom.kpi.plans import involved
from isa95mom.kpi.registry import NAMED, definition
from isa95mom.kpi.result import Flag, KPIResult
from isa95mom.kpi.single import singles
from isa95mom.kpi.state_mapping import OFF, StateMapping
from isa95mom.kpi.tally import exact_sums
from isa95mom.tables.errors import did_you_mean, near_matches
from isa95mom.tables.frames import FrameKind, frame
from isa95mom.tables.growing import Array, Ints
from isa95mom.tables.times import EPOCH, MICROSECOND

PLAN = ("unscheduled", "planned", "planned_downtime")
"""What time is planned to be, in the order of the numbers of a calendar."""
PLANNED = ("calendar", "POT", "planned_downtime", "PBT", "LT", "unscheduled", "unclassified")
"""Times that rest on the calendar."""
DERIVED = {"AUPT": ("APT", "AUST"), "AUBT": ("APT", "AUST", "ADET")}
"""Times that are sums of others."""
IDEAL = "PRI*PQ"
"""The ideal time of all output, which the loss-time model calls net operating time, NOT."""
MICRO = 6
"""How many digits of a time in microseconds stand behind the point of seconds."""


@frozen(slots=True, eq=False, kw_only=True)
class Terms:
    """Additive terms: times by state, planned times, amounts and counts, a row for each combination of keys.

    Everything here is a sum, so that rows can be added up over any of the keys, and ratios come last: averaging them is
    not possible. Terms of parts add up to those of the whole; late data can be added to them, or taken away from them.
    ISO 22400-2, elements.
    """

    by: tuple[str, ...]
    """The names of the keys: ``equipment``, ``day``, ``shift``, ``product``, ``order``, levels of the hierarchy ..."""
    keys: Mapping[str, Key]
    mapping: StateMapping
    """Which states there are, and which terms time in them counts to."""
    inside: Array
    """Microseconds in each state within planned time, by row and state; the last column is time of unknown states."""
    outside: Array
    """The same outside planned time: overtime, where the state counts there."""
    plan: Array
    """Microseconds that are unscheduled, planned and planned downtime by the calendar, by row."""
    failures: Ints
    """How many failures began, by row."""
    amounts: Mapping[str, Amounts] = field(factory=dict)
    """What was booked, by canonical text: ``PQ``, ``GQ``, ``PRI*PQ``, ``AOET``; times in seconds. ``assumed`` is
    planned time that no record covers and that was filled; it is time in a state, too."""
    provisional: Array = field(factory=lambda: np.zeros(0, dtype=np.int64))
    """How many intervals are still open, by row."""
    spans: Array = field(factory=lambda: np.zeros((0, 2), dtype=np.int64))
    """From when until when each row is, in microseconds since 1970 in UTC; a shift of several days has gaps within."""
    findings: tuple[Problem, ...] = ()
    """What was wrong with the records, each with its row, and what was done about it."""

    def __len__(self) -> int:
        return len(self.plan)

    def __repr__(self) -> str:
        return f"<Terms: {len(self)} rows by {', '.join(self.by) or 'nothing'}; {', '.join(self.names)}>"

    # -- terms --------------------------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The terms that there are, by canonical text."""
        planned = (*(name for name in PLANNED if name != "LT"), "FE", *DERIVED)
        net = ("NOT",) if "OPT" in self.mapping.terms and IDEAL in self.amounts else ()
        return tuple(dict.fromkeys((*planned, *self.mapping.terms, *self.amounts, *net)))

    def time(self, name: str) -> Ints:
        """A time in microseconds by row. Raises `TermError` where no such time is kept.

        ``calendar`` is all time, ``POT`` what is scheduled, ``planned_downtime`` what of that no order can use, ``PBT``
        the rest, ``unclassified`` what of that rest is of no known state. The others are those that states count to.
        """
        counts = self.mapping.counts
        if name in DERIVED:
            parts: list[Ints] = [self.time(part) for part in DERIVED[name] if part in self.mapping.terms]
            return reduce(add, parts, np.zeros(len(self), dtype=np.int64))
        if name == "calendar":
            return whole(self.plan.sum(axis=1))
        if name == "unclassified":
            return whole(self.plan[:, 1] - self.inside[:, :-1].sum(axis=1))
        if name == "LT":
            name = "PBT"
        if name in ("unscheduled", "planned_downtime", "POT", "PBT"):
            off = {of: self.inside[:, :-1] @ counts(of) for of in OFF}
            closed = off["unscheduled"] + off["non_scheduled"]
            pot = self.plan[:, 1] + self.plan[:, 2] - closed
            down = self.plan[:, 2] + off["planned_downtime"]
            unscheduled = self.plan[:, 0] + closed
            return whole({"unscheduled": unscheduled, "planned_downtime": down, "POT": pot, "PBT": pot - down}[name])
        if name not in self.mapping.terms:
            near = did_you_mean(near_matches(name, self.names))
            raise TermError(f"no time {name!r} is kept in these terms; there are {', '.join(self.names)}{near}")
        allowed = np.array([state.outside for state in self.mapping.states])
        found: Ints = self.inside[:, :-1] @ counts(name) + self.outside[:, :-1] @ (counts(name) & allowed)
        return found

    def amount(self, name: str) -> Amounts:
        """A term by row: an amount, a time in seconds, or a count. Raises `TermError` where there is no such."""
        if name == "NOT" and IDEAL in self.amounts:
            name = IDEAL
        if name in self.amounts:
            return self.amounts[name]
        none = np.zeros(len(self), dtype=np.int64)
        if name == "FE":
            return Amounts(self.failures, 0)
        if name in PLANNED and {"product", "order", "reason"} & set(self.by):
            return Amounts(
                none, MICRO, none + 1
            )  # time is planned for equipment, not for what is made on it or stops it
        return Amounts(self.time(name), MICRO)

    @property
    def assumed(self) -> Array:
        """Microseconds of planned time that no record covers and that were filled, by row: the term ``assumed``."""
        filled = self.amounts.get("assumed")
        return np.zeros(len(self), dtype=np.int64) if filled is None else filled.scaled(MICRO)

    @property
    def overtime(self) -> Ints:
        """Microseconds outside planned time that count nevertheless, by row: somebody produced or set up then."""
        return whole(self.outside[:, :-1] @ np.array([state.outside for state in self.mapping.states]))

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """From when until when all rows are; None where there are none."""
        return _window(self.spans)

    @property
    def coverage(self) -> Array:
        """The share of planned time whose state is on record and known, by row; NaN where no time is planned.

        Time that was filled, the term ``assumed``, is not on record.
        """
        planned = self.plan[:, 1].astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            share: Array = (self.inside[:, :-1].sum(axis=1) - self.assumed) / planned
        return share

    def row(self, number: int) -> dict[str, Decimal | None]:
        """The terms of one row, times in seconds; None where one is not known."""
        return {name: self.amount(name).decimal(number) for name in self.names}

    # -- indicators ---------------------------------------------------------------------------------------------------

    def given(self, kpi: KPIDefinition) -> dict[str, Amounts]:
        """The terms that an indicator can be worked out from."""
        wanted = dict.fromkeys((*kpi.additive_terms, "PBT", "unclassified", "APT", "AUST", "ADET", "ADOT", "PQ", "GQ"))
        known = set(self.names)
        return {name: self.amount(name) for name in wanted if name in known}

    def result(self, kpi: NAMED, *, unit: str | None = None, **keys: Any) -> KPIResult:
        """One indicator over all rows that have these keys, with its terms, bounds and flags.

        Parameters
        ----------
        kpi
            Its symbol, name or alias, or a definition.
        unit
            The unit of the value; None: that of the definition.
        keys
            Values of keys: ``equipment="F1"``. None of them: all rows.

        Raises
        ------
        UnknownKpiError
            Nothing goes by that name.
        KpiError
            There is no such key, or no row has it.
        """
        found = definition(kpi)
        some = self.select(**keys) if keys else self
        if not len(some):
            raise KpiError(f"no row has {', '.join(f'{name}={value!r}' for name, value in keys.items())}")
        return next(some.roll_up(keys).results(found, unit=unit))

    def results(self, kpi: NAMED, *, unit: str | None = None) -> Iterator[KPIResult]:
        """One indicator for each row, exactly, as `result` has it for all. Raises `UnknownKpiError`."""
        found = definition(kpi)
        given = {name: amounts.decimals() for name, amounts in self.given(found).items()}
        overlaps = any(finding.code == "overlap" for finding in self.findings)
        timed = not involved(found).isdisjoint((*PLANNED, *DERIVED, *self.mapping.terms))
        more = {
            Flag.PROVISIONAL: self.provisional > 0,
            Flag.OVERLAP: np.full(len(self), overlaps),
            Flag.ASSUMED_TIME: (self.assumed > 0) & timed,
            Flag.OVERTIME: (self.overtime > 0) & timed,
        }
        told = zip(self.objects(), self.coverage.tolist(), singles(found, given, unit), strict=True)
        for row, (keys, known, result) in enumerate(told):
            flags = dict.fromkeys((*result.flags, *(flag for flag, there in more.items() if there[row])))
            if Flag.OVERTIME in flags:  # which is why they do not close
                flags.pop(Flag.TIMES_DO_NOT_CLOSE, None)
            yield evolve(
                result,
                object={name: str(value) for name, value in keys.items()},
                coverage=None if known != known else Decimal(repr(known)),
                flags=tuple(flags),
                window=_window(self.spans[row : row + 1]),
            )

    def objects(self) -> Iterator[dict[str, Any]]:
        """What each row is for: its values by key."""
        columns = [list(self.keys[name]) for name in self.by]
        return (dict(zip(self.by, (column[row] for column in columns), strict=True)) for row in range(len(self)))

    def kpis(self, kpis: Sequence[NAMED], *, unit: str | None = None) -> KPITable:
        """Indicators for every row: values, or reasons. Raises `UnknownKpiError` where nothing goes by a name."""
        found = [definition(kpi) for kpi in kpis]
        columns = {}
        for each in found:
            columns[each.symbol] = self._column(each, unit)
        return KPITable(terms=self, columns=columns)

    def _column(self, kpi: KPIDefinition, unit: str | None) -> KPIColumn:
        given: dict[str, Any] = {name: amounts.floats() for name, amounts in self.given(kpi).items()}
        found = evaluate(kpi, unit=unit, **given)
        if not isinstance(found, KPIColumn):
            raise KpiError(f"{kpi.name} rests on nothing that these terms have: {', '.join(self.names)}")
        return found

    # -- adding up ----------------------------------------------------------------------------------------------------

    def roll_up(self, by: Iterable[str], *, levels: Mapping[str, Mapping[Any, Any]] | None = None) -> Self:
        """The same terms by fewer keys, or by levels above the equipment.

        `levels` are keys of their own: for each level what each piece of equipment belongs to,
        ``{"line": {"F1": "L1"}}``; equipment that is not named belongs to None. Raises `KpiError` for a key that there
        is not.
        """
        by = tuple(by)
        keys = dict(self.keys)
        for level, of in (levels or {}).items():
            keys[level] = self._level(of)
        for name in by:
            if name not in keys:
                near = did_you_mean(near_matches(name, list(keys)))
                raise KpiError(f"these terms have no key {name!r}; they have {', '.join(keys) or 'none'}{near}")
        return self._grouped({name: keys[name] for name in by})

    def _level(self, of: Mapping[Any, Any]) -> Key:
        if "equipment" not in self.keys:
            raise KpiError("these terms are not by equipment, so that nothing says what belongs to a level")
        equipment = self.keys["equipment"]
        names = [of.get(value) for value in equipment.values]
        values = tuple(dict.fromkeys(names))
        place = np.array([values.index(name) for name in names], dtype=np.int64)
        return Key(place[equipment.codes], values)

    def _grouped(self, keys: Mapping[str, Key]) -> Self:
        rows, place = groups(
            [key.codes for key in keys.values()], [len(key.values) for key in keys.values()], len(self)
        )
        size = len(rows)
        return evolve(
            self,
            by=tuple(keys),
            keys={name: Key(key.codes[rows], key.values) for name, key in keys.items()},
            inside=sums(place, self.inside, size),
            outside=sums(place, self.outside, size),
            plan=sums(place, self.plan, size),
            spans=outer(place, self.spans, size),
            failures=exact_sums(place, self.failures, size),
            provisional=exact_sums(place, self.provisional, size),
            amounts={name: amounts.summed(place, size) for name, amounts in self.amounts.items()},
        )

    def select(self, **keys: Any) -> Self:
        """The rows that have these values of keys. Raises `KpiError` for a key or value that there is not."""
        rows = np.ones(len(self), dtype=bool)
        for name, value in keys.items():
            key = self.keys.get(name)
            if key is None:
                near = did_you_mean(near_matches(name, list(self.keys)))
                raise KpiError(f"these terms have no key {name!r}; they have {', '.join(self.keys) or 'none'}{near}")
            if value not in key.values:
                near = did_you_mean(near_matches(value, [str(each) for each in key.values]))
                raise KpiError(f"no {name} is {value!r}{near}")
            rows &= key.codes == key.values.index(value)
        return self._taken(np.flatnonzero(rows))

    def _taken(self, rows: Ints) -> Self:
        return evolve(
            self,
            keys={name: Key(key.codes[rows], key.values) for name, key in self.keys.items()},
            inside=self.inside[rows],
            outside=self.outside[rows],
            plan=self.plan[rows],
            spans=self.spans[rows],
            failures=self.failures[rows],
            provisional=self.provisional[rows],
            amounts={name: amounts.take(rows) for name, amounts in self.amounts.items()},
        )

    def __add__(self, other: Terms) -> Terms:
        """The terms of both: of parts that are not in one another."""
        return self._joined(other, 1)

    def __sub__(self, other: Terms) -> Terms:
        """These terms without those of another: late data take back what was counted before."""
        return self._joined(other, -1)

    @classmethod
    def concat(cls, several: Iterable[Terms]) -> Terms:
        """The terms of all. Raises `KpiError` where there are none, or their keys or states differ."""
        parts = list(several)
        if not parts:
            raise KpiError("there are no terms to add up")
        return reduce(add, parts)

    def _joined(self, other: Terms, sign: int) -> Terms:
        if self.by != other.by:
            raise KpiError(
                f"terms by {', '.join(self.by)} and by {', '.join(other.by)} do not add up; roll them up first"
            )
        if [state.name for state in self.mapping.states] != [state.name for state in other.mapping.states]:
            raise KpiError("the terms are of different states, and do not add up")
        keys = {}
        for name, key in self.keys.items():
            added = other.keys[name]
            values = tuple(dict.fromkeys((*key.values, *added.values)))
            number = {value: place for place, value in enumerate(values)}
            place = np.array([number[value] for value in added.values], dtype=np.int64)
            codes = np.concatenate((key.codes, place[added.codes] if len(place) else added.codes))
            keys[name] = Key(codes, values)
        size = len(self), len(other)
        amounts = {}
        for name in dict.fromkeys((*self.amounts, *other.amounts)):
            ours = self.amounts.get(name) or Amounts.nothing(size[0])
            amounts[name] = ours.joined(other.amounts.get(name) or Amounts.nothing(size[1]), sign)
        both = evolve(
            self,
            keys=keys,
            inside=np.concatenate((self.inside, sign * other.inside)),
            outside=np.concatenate((self.outside, sign * other.outside)),
            plan=np.concatenate((self.plan, sign * other.plan)),
            spans=np.concatenate((self.spans, other.spans)),
            failures=np.concatenate((self.failures, sign * other.failures)),
            provisional=np.concatenate((self.provisional, sign * other.provisional)),
            amounts=amounts,
            findings=(*self.findings, *(other.findings if sign > 0 else ())),
        )
        return both._grouped(keys)

    def under(self, convention: str) -> Self:
        """The same times in another convention. Raises `KpiError` where the states have no such."""
        return evolve(self, mapping=self.mapping.under(convention))

    # -- frames -------------------------------------------------------------------------------------------------------

    def to_columns(self) -> dict[str, list[Any]]:
        """Keys and terms as lists, times in seconds; None where a term is not known."""
        made: dict[str, list[Any]] = {name: list(self.keys[name]) for name in self.by}
        for name in self.names:
            amounts = self.amount(name)
            made[name] = [amounts.decimal(row) for row in range(len(self))]
        return made

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """Keys and terms as a data frame of pandas, polars or Arrow, times in seconds, as binary fractions.

        Raises `MissingExtraError` where the library is not installed.
        """
        made: dict[str, Any] = {name: list(self.keys[name]) for name in self.by}
        return frame(kind, made | {name: self.amount(name).floats().tolist() for name in self.names})


def whole(times: Array) -> Ints:
    """Times as whole numbers of 64 bits."""
    return times.astype(np.int64)


def _window(spans: Array) -> tuple[datetime, datetime] | None:
    if not len(spans):
        return None
    first, last = int(spans[:, 0].min()), int(spans[:, 1].max())
    return EPOCH + first * MICROSECOND, EPOCH + last * MICROSECOND
