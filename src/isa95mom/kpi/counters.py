"""Readings of counters made into amounts: what was produced between one reading and the next."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from isa95mom.errors import Problem
from isa95mom.kpi.amounts import Amounts
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.segments import Findings
from isa95mom.tables.names import Names
from isa95mom.tables.table import Columns, Table


def from_counter(
    table: Table, *, term: str = "PQ", rolls_over: int | Decimal | None = None, tolerance: int | Decimal = 0
) -> tuple[dict[str, list[Any]], tuple[Problem, ...]]:
    """The amounts between readings of counters, as a table of production, and the findings.

    The first reading of a counter is where it begins and is no amount. Where a reading is less than the one before, the
    counter rolled over, where it is said at which number it does and that explains it; else it was reset, and what it
    shows since then is the amount. A step back of no more than `tolerance` is a correction of the count: nothing was
    made, and the next step counts from the higher reading. Two readings of one moment that differ are not both used.

    Parameters
    ----------
    table
        Columns ``equipment``, ``time``, ``counter``, and ``product``, ``order``, which go with the amounts.
    term
        What was counted, such as ``PQ`` or ``SQ``.
    rolls_over
        The number at which the counter is 0 again: 10000 for one of four digits. None: it does not roll over.
    tolerance
        Up to which step back a reading is taken to be a correction.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> at = [datetime(2026, 3, 2, hour, tzinfo=UTC) for hour in (6, 7, 8)]
    >>> made, findings = from_counter(
    ...     {"equipment": ["F1"] * 3, "time": at, "counter": [9990, 9998, 5]}, rolls_over=10_000
    ... )
    >>> [str(amount) for amount in made["PQ"]], [finding.code for finding in findings]
    (['8', '7'], ['counter-rolled-over'])
    """
    told = Columns("counters", table, ("equipment", "time", "counter"), ("product", "order"))
    names = Names("equipment")
    who = told.tags("equipment", names)
    times = told.times("time")
    readings = Amounts.of(told.quantities("counter"))
    if rolls_over is not None and rolls_over <= 0:
        raise KpiError(f"a counter cannot roll over at {rolls_over}")
    product, order = (told.read(name, str) for name in ("product", "order"))
    found = Findings()
    made: dict[str, list[Any]] = {name: [] for name in ("equipment", "time", "product", "order", term)}
    noted: dict[str, dict[int, str]] = {}
    before: dict[int, tuple[int, Decimal, int]] = {}
    for row in np.lexsort((np.arange(told.length), times.moment.array, who)).tolist():
        one, moment = int(who[row]), int(times.moment.array[row])
        reading = Decimal(int(readings.whole[row])).scaleb(-readings.digits)
        known = before.get(one)
        if known is None:
            before[one] = (moment, reading, row)
            continue
        then, last, of = known
        if moment == then:
            if reading != last:
                say = f"the counter is {reading} here and {last} in row {of}, at one moment; this one is left out"
                noted.setdefault("counter-contradiction", {})[row] = say
            continue
        step = reading - last
        if step < 0:
            rolled = None if rolls_over is None else step + rolls_over
            if -step <= tolerance:
                say = f"the counter went back from {last} to {reading}; it is taken as a correction"
                noted.setdefault("counter-backwards", {})[row] = say
                before[one] = (moment, last, row)
                continue
            if rolled is not None and 0 <= rolled < Decimal(rolls_over or 0) / 2:
                say = f"the counter went from {last} to {reading}; it rolled over at {rolls_over}"
                noted.setdefault("counter-rolled-over", {})[row] = say
                step = rolled
            else:
                say = f"the counter went from {last} to {reading}; it is taken to have been reset between"
                noted.setdefault("counter-reset", {})[row] = say
                step = reading
        before[one] = (moment, reading, row)
        cells = (str(names[one]), times[row], product[row], order[row], step)
        for column, cell in zip(made.values(), cells, strict=True):
            column.append(cell)
    for code, said in noted.items():
        found.rows("counters", code, np.array(sorted(said)), said.__getitem__)
    return made, tuple(found.found)
