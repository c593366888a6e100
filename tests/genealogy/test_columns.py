"""The columns that a genealogy is built from, and what is said of those that do not fit."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from isa95mom.errors import Isa95Error
from isa95mom.genealogy import ColumnError, Genealogy

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def events(**columns: Any) -> dict[str, Any]:
    return {"event": ["E-1", "E-2"], "kind": ["produce", "ship"]} | columns


def lines(**columns: Any) -> dict[str, Any]:
    said = {"event": ["E-1", "E-1", "E-2"], "direction": ["in", "out", "in"], "lot": ["A", "B", "B"]} | columns
    return {name: column for name, column in said.items() if column is not None}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"equipmnt": ["X", "Y"]},
            "events: unknown column 'equipmnt'; the columns are event, kind, effective, recorded, equipment, person, "
            "order, location, party, evidence, source, sequence, supersedes, effective_offset, "
            "recorded_offset; did you mean 'equipment'?",
        ),
        ({"kind": ["produce"]}, "events: the column 'kind' has 1 rows, but 'event' has 2"),
        (
            {"kind": ["produce", "Ship"]},
            "events: column 'kind', row 1: 'Ship' is not a kind of event; the kinds are receive, consume, produce, "
            "split, merge, blend, transfer, rework, return, sample, adjust, scrap, pack, unpack, assemble, "
            "disassemble, subdivide, relabel, ship, clean; did you mean 'ship'?",
        ),
        ({"event": ["E-1", "E-1"]}, "events: column 'event', row 1: event 'E-1' is recorded already"),
        ({"event": ["E-1", None]}, "events: column 'event', row 1: nothing is stated, and a value is needed"),
        (
            {"event": ["E-1", 2.0]},
            "events: column 'event', row 1: the event is named by 2.0, a float; a text or a whole number is needed",
        ),
        (
            {"effective": [NOON, datetime(2026, 1, 5)]},
            "events: column 'effective', row 1: 2026-01-05T00:00:00 has no offset from UTC, and which one is meant is "
            "not guessed",
        ),
        (
            {"recorded": [None, "2026-01-05T12:00:00Z"]},
            "events: column 'recorded', row 1: '2026-01-05T12:00:00Z' is a str; a date-time is needed",
        ),
        ({"person": [7, None]}, "events: column 'person', row 0: 7 is a int; a text or a list of texts is needed"),
        ({"kind": "produce"}, "events: column 'kind' is a str; a list of values is needed"),
    ],
)
def test_events_that_do_not_fit(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_columns(events(**changed), lines())
    assert str(caught.value) == message
    assert isinstance(caught.value, Isa95Error)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"lot": None}, "lines: the column 'lot' is missing; there are event, direction"),
        (
            {"event": ["E-1", "E_1", "E-2"]},
            "lines: column 'event', row 1: 'E_1' is not in the column 'event' of events; did you mean 'E-1'?",
        ),
        (
            {"direction": ["in", "into", "in"]},
            "lines: column 'direction', row 1: 'into' is not a direction; 'in' or 'out' is needed",
        ),
        ({"quantity": [1, "12.5", None]}, "lines: column 'quantity', row 1: '12.5' is a str; a number is needed"),
        ({"quantity": [1, True, None]}, "lines: column 'quantity', row 1: True is a bool; a number is needed"),
        ({"quantity": [1, float("inf"), None]}, "lines: column 'quantity', row 1: inf is not an amount"),
        ({"unit": ["KGM", 3, None]}, "lines: column 'unit', row 1: 3 is a int; a text is needed"),
        (
            {"lot": ["A", 2, "B"]},
            "lines: column 'lot', row 1: lot 2 is a int, but lot 'A' is a str; all must be texts, or all whole numbers",
        ),
        (
            {"lot": ["A", "", "B"]},
            "lines: column 'lot', row 1: the lot is named by an empty text; a text or a whole number is needed",
        ),
    ],
)
def test_lines_that_do_not_fit(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_columns(events(), lines(**changed))
    assert str(caught.value) == message


@pytest.mark.parametrize("table", [[1, 2], None, "events"])
def test_what_is_no_table(table: Any) -> None:
    with pytest.raises(ColumnError, match=r"a dict of columns or a data frame with named columns is needed$"):
        Genealogy.from_columns(table, lines())


def test_empty_columns() -> None:
    g = Genealogy.from_columns({"event": [], "kind": []}, {"event": [], "direction": [], "lot": []})
    assert (len(g), g.events, g.lines) == (0, (), ())


def test_quantities_are_exact() -> None:
    g = Genealogy.from_columns(events(), lines(quantity=[Decimal("0.10"), 0.1, np.int64(3)]))
    assert [str(line.quantity) for line in g.lines] == ["0.10", "0.1", "3"]


def test_columns_of_numpy() -> None:
    told = {"event": np.array([0, 0, 1]), "direction": np.array(["in", "out", "in"]), "lot": np.array([10, 11, 11])}
    g = Genealogy.from_columns({"event": np.array([0, 1]), "kind": np.array(["produce", "ship"])}, told)
    assert g.trace_back(11).lots == (11, 10)


def test_frames_of_pandas() -> None:
    pd = pytest.importorskip("pandas")
    g = Genealogy.from_columns(
        pd.DataFrame(events(effective=pd.to_datetime(["2026-01-05T12:00Z", None], utc=True), equipment=["M-1", None])),
        pd.DataFrame(lines(quantity=[1.5, None, float("nan")], unit=pd.Series(["KGM", pd.NA, None], dtype=object))),
    )
    assert g.events[0].effective == NOON
    assert g.events[1].effective is None
    assert [event.equipment for event in g.events] == [("M-1",), ()]
    assert [(line.quantity, line.unit) for line in g.lines] == [(Decimal("1.5"), "KGM"), (None, None), (None, None)]
    with pytest.raises(ColumnError, match="the column 'event' is missing; there are none"):
        Genealogy.from_columns(pd.DataFrame(), pd.DataFrame())


def test_frames_of_polars() -> None:
    pl = pytest.importorskip("polars")
    g = Genealogy.from_columns(
        pl.DataFrame(events(effective=[NOON, None], person=[["P-1", "P-2"], []])),
        pl.DataFrame(lines(quantity=[Decimal("1.50"), None, Decimal(2)])),
    )
    assert g.events[0].effective == NOON
    assert [event.person for event in g.events] == [("P-1", "P-2"), ()]
    assert [line.quantity for line in g.lines] == [Decimal("1.50"), None, Decimal("2")]
    trace = g.trace_back("B").to_frame("polars")
    again = Genealogy.from_columns(
        trace.select("event", "kind", "effective", "person").unique(maintain_order=True),
        trace.select("event", "direction", "lot", "quantity", "unit"),
    )
    assert again.trace_back("B").lots == g.trace_back("B").lots


def test_tables_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    g = Genealogy.from_columns(pa.table(events(effective=[NOON, None])), pa.table(lines()))
    assert g.events[0].effective == NOON
    assert g.trace_back("B").lots == ("B", "A")


def test_edges() -> None:
    g = Genealogy.from_edges(["A", "B"], ["C", "C"], quantity=[Decimal("1.0"), None], time=[NOON, None])
    assert [str(event.id) for event in g.events] == ["edge 0", "edge 1"]
    assert [event.effective for event in g.events] == [NOON, None]
    assert [line.quantity for line in g.lines] == [Decimal("1.0"), Decimal("1.0"), None, None]
    assert g.trace_back("C").lots == ("C", "A", "B")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"targets": ["C"]}, "edges: the column 'targets' has 1 rows, but 'sources' has 2"),
        ({"targets": ["C", 3]}, "edges: column 'targets', row 1: lot 3 is a int, but lot 'A' is a str; "
         "all must be texts, or all whole numbers"),
        ({"time": [NOON, datetime(2026, 1, 1)]}, "edges: column 'time', row 1: 2026-01-01T00:00:00 has no offset from "
         "UTC, and which one is meant is not guessed"),
        ({"sources": "AB"}, "edges: column 'sources' is a str; a list of values is needed"),
    ],
)  # fmt: skip
def test_edges_that_do_not_fit(told: dict[str, Any], message: str) -> None:
    with pytest.raises(ColumnError) as caught:
        Genealogy.from_edges(**({"sources": ["A", "B"], "targets": ["C", "D"]} | told))
    assert str(caught.value) == message
