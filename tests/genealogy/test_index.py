"""The index however it came to be: built, grown, compacted, compiled or not, saved and opened; always one answer."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isa95mom.genealogy import ColumnError, Direction, Event, EventKind, Genealogy, GenealogyError, Line, Lot, kernels
from isa95mom.genealogy import index as indexes
from isa95mom.genealogy.errors import SavedFileError
from isa95mom.tables.quantities import Quantities

Plant = list[tuple[list[int], list[int]]]
LOTS = st.integers(0, 9)
PLANTS = st.lists(st.tuples(st.lists(LOTS, max_size=3), st.lists(LOTS, max_size=3)), max_size=12)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)


def stated(number: int, ins: list[int], outs: list[int]) -> tuple[Event, list[Line]]:
    lines = [Line(event=number, direction=Direction.IN, lot=lot) for lot in ins]
    lines += [Line(event=number, direction=Direction.OUT, lot=lot) for lot in outs]
    return Event(id=number, kind=EventKind.PRODUCE), lines


def tables(events: Plant, first: int = 0) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = [
        (first + n, way, lot) for n, (i, o) in enumerate(events) for way, of in (("in", i), ("out", o)) for lot in of
    ]
    lines = {name: [row[place] for row in rows] for place, name in enumerate(("event", "direction", "lot"))}
    return {"event": [first + n for n in range(len(events))], "kind": ["produce"] * len(events)}, lines


def by_hand(events: Plant, lot: int, back: bool) -> dict[Any, int]:
    """The straightforward closure: over dicts and sets, level by level."""
    following = defaultdict(set)
    for ins, outs in events:
        for source, target in ((o, i) for i in ins for o in outs) if back else ((i, o) for i in ins for o in outs):
            following[source].add(target)
    depths, frontier, depth = {lot: 0}, {lot}, 0
    while frontier:
        depth += 1
        frontier = {other for near in frontier for other in following[near] if other not in depths}
        depths |= dict.fromkeys(frontier, depth)
    return depths


def check(g: Genealogy, events: Plant) -> None:
    for back, way in ((True, "back"), (False, "forward")):
        ask = g.trace_back if back else g.trace_forward
        for lot in g.lots:
            assert isinstance(lot, int)
            assert ask(lot).depths == by_hand(events, lot, back)
        together = g.traces(g.lots * 3, way)  # type: ignore[arg-type]
        assert [trace.depths for trace in together] == [ask(lot).depths for lot in g.lots * 3]
        assert [trace.lines for trace in together] == [ask(lot).lines for lot in g.lots * 3]


@pytest.fixture(params=["numpy", "compiled"])
def loops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The innermost loops: in numpy; and as numba compiles them, or as they are where it is not installed."""
    chosen = (lambda _, name: None) if request.param == "numpy" else (lambda _, name: getattr(kernels, name))
    monkeypatch.setattr(indexes, "kernel", chosen)


@pytest.mark.usefixtures("loops")
@given(PLANTS, PLANTS)
@QUIET
def test_built_and_grown(first: Plant, then: Plant) -> None:
    g = Genealogy.from_columns(*tables(first))
    check(g, first)
    early = [(g.trace_back(lot), by_hand(first, lot, True)) for lot in g.lots]  # type: ignore[arg-type]
    for number, (ins, outs) in enumerate(then, len(first)):
        event, lines = stated(number, ins, outs)
        g.add(event, *lines)
        if number % 3 == 0:
            check(g, first + then[: number - len(first) + 1])
    check(g, first + then)
    g.compact()
    check(g, first + then)
    for trace, expected in early:  # a trace stays as it was
        assert trace.depths == expected
        assert all(event.id < len(first) for event in trace.events)  # type: ignore[operator]


@pytest.mark.usefixtures("loops")
@given(PLANTS, PLANTS)
@QUIET
def test_tables_added(first: Plant, then: Plant) -> None:
    g = Genealogy.from_columns(*tables(first))
    list(map(g.trace_back, g.lots))
    g.add_columns(*tables(then, len(first)))
    check(g, first + then)
    assert sorted(map(str, g.lines)) == sorted(map(str, Genealogy.from_columns(*tables(first + then)).lines))


@pytest.mark.usefixtures("loops")
@given(PLANTS, PLANTS, st.lists(st.integers(0, 30), max_size=4))
@QUIET
def test_superseded_events_are_passed_over(
    tmp_path_factory: Any, first: Plant, then: Plant, corrected: list[int]
) -> None:
    """Whenever a correction comes: before the rows are built, behind them, after saving; and earlier views stay."""
    g = Genealogy.from_columns(*tables(first))
    live = dict(enumerate(first))
    list(map(g.trace_back, g.lots))
    early = [(g.trace_forward(lot), by_hand(first, lot, False)) for lot in g.lots]  # type: ignore[arg-type]
    for number, (ins, outs) in enumerate(then, len(first)):
        event, lines = stated(number, ins, outs)
        old = corrected.pop() if corrected else -1
        if old in live:
            event = evolve(event, supersedes=old)
            del live[old]
        g.add(event, *lines)
        live[number] = ins, outs
        check(g, list(live.values()))
    if number := len(live):
        folder = tmp_path_factory.mktemp("saved")
        g.save(folder)
        g = Genealogy.open(folder)
        check(g, list(live.values()))
        old = next(iter(live))
        g.add(Event(id=1000 + number, kind=EventKind.CLEAN, supersedes=old))
        del live[old]
        check(g, list(live.values()))
        g.compact()
        check(g, list(live.values()))
    for trace, expected in early:
        assert trace.depths == expected
        assert all(event.id < len(first) for event in trace.events)  # type: ignore[operator]


@pytest.mark.usefixtures("loops")
def test_many_walks_and_many_lots() -> None:
    g = Genealogy.from_edges(np.arange(3000), np.arange(1, 3001))
    assert [len(g.trace_back(300)) for _ in range(600)] == [301] * 600  # marks are cleared on the way
    fan = Genealogy.from_edges(np.zeros(9000, dtype=np.int64), np.arange(1, 9001))
    assert fan.trace_forward(0).lots == tuple(range(9001))
    assert [len(trace) for trace in g.traces(range(1000))] == list(range(1, 1001))


@given(st.lists(st.permutations(range(5)), min_size=1, max_size=4))
def test_lines_in_any_order(orders: list[list[int]]) -> None:
    """Lines of events that lie apart in the table, out before in: for each event they stay in their order."""
    rows = [(f"E{e}", ("out", "in")[n % 2], f"L{n}", Decimal(n)) for e, order in enumerate(orders) for n in order]
    rows.sort(key=lambda row: row[3])
    lines = {name: [row[n] for row in rows] for n, name in enumerate(("event", "direction", "lot", "quantity"))}
    events = [f"E{e}" for e in range(len(orders))]
    g = Genealogy.from_columns({"event": events, "kind": ["blend"] * len(events)}, lines)
    for event in events:
        expected = [(way, lot, n) for name, way, lot, n in rows if name == event]
        assert [(str(li.direction), li.lot, li.quantity) for li in g.lines_of(event)] == expected


@given(st.lists(st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False))))
def test_quantities_are_kept_exactly(quantities: list[Decimal | None]) -> None:
    column = Quantities.of(quantities)
    assert list(map(str, column.take(np.arange(len(quantities))))) == list(map(str, quantities))


@given(st.lists(st.one_of(st.floats(allow_infinity=False), st.decimals(-1000, 1000, places=3).map(float))))
def test_binary_fractions_in_their_shortest_spelling(values: list[float]) -> None:
    column = Quantities.of_floats(np.array(values, dtype=np.float64))
    expected = [None if value != value else Decimal(repr(value)) for value in values]
    assert list(map(str, column.take(np.arange(len(values))))) == list(map(str, expected))


# -- files ------------------------------------------------------------------------------------------------------------


def rich(texts: bool = True) -> Genealogy:
    def name(n: int) -> Any:
        return f"L-ü{n}" if texts else n * 7

    zone = timezone(timedelta(hours=2))
    g = Genealogy()
    for n in range(40):
        g.add(
            Event(
                id=f"E{n}",
                kind=EventKind.BLEND,
                effective=datetime(2026, 1, 5, tzinfo=zone) + timedelta(hours=n) if n % 3 else None,
                recorded=datetime(2026, 1, 6, tzinfo=UTC),
                equipment=("MIX", f"BOWL-{n % 3}")[: n % 3],
                person=("P-1",) if n % 2 else (),
                supersedes=f"E{n - 1}" if n == 20 else None,
                parameters={"temperature": 80.5 + n, "ok": True, "mass": Decimal("1.50"), "at": datetime.now(UTC)},
            ),
            Line(event=f"E{n}", direction=Direction.OUT, lot=name(n + 1), quantity=Decimal("1E+30"), unit="KGM"),
            Line(event=f"E{n}", direction=Direction.IN, lot=name(n), quantity=Decimal(f"{n}.10"), unit="KGM"),
        )
    g.describe(Lot(id=name(0), material="FLOUR", supplier="MILL", supplier_lot="S-1", properties={"ash": 0.55}))
    return g


@pytest.mark.parametrize("texts", [True, False])
def test_saved_and_opened(tmp_path: Path, texts: bool) -> None:
    g = rich(texts)
    g.save(tmp_path / "saved")
    for verify in (False, True):
        again = Genealogy.open(tmp_path / "saved", verify=verify)
        assert again.lots == g.lots
        assert again.events == g.events
        assert [str(event.effective) for event in again.events] == [str(event.effective) for event in g.events]
        assert again.lines == g.lines
        assert again.lot(g.lots[0]) == g.lot(g.lots[0])
        assert [again.trace_back(lot).lines for lot in g.lots] == [g.trace_back(lot).lines for lot in g.lots]
        assert "nothing" not in again
    again.add(Event(id="new", kind=EventKind.SHIP), Line(event="new", direction=Direction.IN, lot=g.lots[-1]))
    assert [event.id for event in again.trace_forward(g.lots[-1]).events] == ["new"]
    again.save(tmp_path / "saved")  # over itself, while it is mapped
    assert Genealogy.open(tmp_path / "saved", verify=True).lines == again.lines
    assert len(list((tmp_path / "saved").glob("line_lot-*"))) == 1


def test_nothing_saved_and_opened(tmp_path: Path) -> None:
    Genealogy().save(tmp_path)
    g = Genealogy.open(tmp_path)
    assert (len(g), g.events) == (0, ())
    g.add(Event(id=1, kind=EventKind.RECEIVE), Line(event=1, direction=Direction.OUT, lot="A"))
    assert g.trace_back("A").lots == ("A",)


def test_a_save_that_is_cut_short_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rich().save(tmp_path)
    before = Genealogy.open(tmp_path).lines

    def stop(*_: object) -> None:
        raise OSError("no space left")

    other = Genealogy.from_edges(["A"], ["B"])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        with pytest.raises(OSError, match="no space left"):
            other.save(tmp_path)
    assert Genealogy.open(tmp_path, verify=True).lines == before
    other.save(tmp_path)
    assert Genealogy.open(tmp_path, verify=True).lines == other.lines


def test_saved_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(SavedFileError, match="the folder holds no saved genealogy"):
        Genealogy.open(tmp_path)
    rich().save(tmp_path)
    manifest = tmp_path / "genealogy.json"
    told = manifest.read_text()
    manifest.write_text(json.dumps(json.loads(told) | {"version": 9}))
    with pytest.raises(SavedFileError, match="saved in form 9, and this release reads form 1; a newer release is need"):
        Genealogy.open(tmp_path)
    manifest.write_text(told.replace('"crc32": ', '"crc32": 1', 1))
    with pytest.raises(SavedFileError, match="damaged: its checksum"):
        Genealogy.open(tmp_path)
    manifest.write_text(told[:50])
    with pytest.raises(SavedFileError, match="the file is damaged"):
        Genealogy.open(tmp_path)
    manifest.write_text("[]")
    with pytest.raises(SavedFileError, match="not the manifest of a saved genealogy"):
        Genealogy.open(tmp_path)
    manifest.write_text(told)
    (path,) = tmp_path.glob("line_lot-*")
    octets = path.read_bytes()
    path.write_bytes(octets[:-1] + b"\xff")
    with pytest.raises(SavedFileError, match=r"line_lot-.*damaged: its checksum"):
        Genealogy.open(tmp_path, verify=True)
    path.write_bytes(octets[:-8])
    with pytest.raises(SavedFileError, match=r"line_lot-.*: the file has \d+ bytes, and \d+ were saved"):
        Genealogy.open(tmp_path)
    path.unlink()
    with pytest.raises(SavedFileError, match="the file is missing"):
        Genealogy.open(tmp_path)


def test_tables_that_do_not_fit_add_nothing() -> None:
    g = Genealogy.from_edges(["A"], ["B"])
    for events, lines in (
        ({"event": ["x"], "kind": ["produce"]}, {"event": ["x", "y"], "direction": ["in", "in"], "lot": ["C", "D"]}),
        ({"event": ["x", "edge 0"], "kind": ["produce"] * 2}, {"event": [], "direction": [], "lot": []}),
        ({"event": ["x"], "kind": ["produce"]}, {"event": ["edge 0"], "direction": ["in"], "lot": ["C"]}),
        ({"event": ["x"], "kind": ["produce"], "supersedes": ["z"]}, {"event": [], "direction": [], "lot": []}),
        ({"event": ["x"], "kind": ["clean"], "supersedes": ["x"]}, {"event": [], "direction": [], "lot": []}),
    ):
        with pytest.raises(ColumnError):
            g.add_columns(events, lines)
        assert g.lots == ("A", "B")
        assert repr(g) == "<Genealogy: 2 lots, 1 events, 2 lines>"
    g.add_columns({"event": ["x"], "kind": ["ship"]}, {"event": ["x"], "direction": ["in"], "lot": ["B"]})
    assert [event.id for event in g.trace_forward("A").events] == ["edge 0", "x"]


def test_times_finer_than_a_microsecond() -> None:
    pd = pytest.importorskip("pandas")
    fine = pd.Series(pd.to_datetime(["2026-01-05T12:00:00.123456789Z"], utc=True))
    with pytest.raises((ColumnError, GenealogyError), match="finer than a microsecond"):
        Genealogy.from_columns(
            {"event": ["a"], "kind": ["ship"], "effective": fine}, {"event": [], "direction": [], "lot": []}
        )
