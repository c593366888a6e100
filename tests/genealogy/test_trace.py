"""Traces against networkx on random graphs, cycles included; and what a trace says of a small plant."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Literal

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isa95mom.errors import MissingExtraError
from isa95mom.genealogy import Direction, Event, EventKind, Genealogy, GenealogyError, Line, LotNotFoundError, Tree
from isa95mom.tables.errors import TableError

Node = tuple[str, int]

LOTS = st.integers(0, 11)
EVENTS = st.lists(st.tuples(st.lists(LOTS, max_size=3), st.lists(LOTS, max_size=3)), max_size=14)
"""What goes into each event and what comes out: anything, so that there are cycles, dead ends and lots met twice."""


def plant(events: list[tuple[list[int], list[int]]]) -> Genealogy:
    g = Genealogy()
    for number, (ins, outs) in enumerate(events):
        lines = [Line(event=number, direction=Direction.IN, lot=lot) for lot in ins]
        lines += [Line(event=number, direction=Direction.OUT, lot=lot) for lot in outs]
        g.add(Event(id=number, kind=EventKind.PRODUCE), *lines)
    return g


def reached(graph: Any, lot: int, depth: int | None) -> dict[Node, int]:
    """By networkx: every node that `lot` reaches, with its distance, an event counting with the lots beyond it."""
    cutoff = None if depth is None else 2 * depth
    found = networkx.single_source_shortest_path_length(graph, ("lot", lot), cutoff=cutoff)
    return {node: (length + 1) // 2 for node, length in found.items()}


@settings(deadline=None)  # networkx looks for its backends when the first graph is made
@given(events=EVENTS, depth=st.one_of(st.none(), st.integers(0, 5)), way=st.sampled_from(["back", "forward"]))
def test_traces_are_what_networkx_reaches(
    events: list[tuple[list[int], list[int]]], depth: int | None, way: Literal["back", "forward"]
) -> None:
    g = plant(events)
    graph = g.to_networkx()
    if way == "back":
        graph = graph.reverse()
    for lot in g.lots:
        assert isinstance(lot, int)
        trace = g.trace_back(lot, depth=depth) if way == "back" else g.trace_forward(lot, depth=depth)
        expected = reached(graph, lot, depth)
        assert trace.depths == {name: length for (kind, name), length in expected.items() if kind == "lot"}
        assert len(trace) == len(trace.lots) == len(set(trace.lots))
        assert trace.lots[0] == lot
        assert sorted(trace.depths.values()) == list(trace.depths.values())
        assert trace.depth == max(trace.depths.values())
        assert {event.id for event in trace.events} == {name for kind, name in expected if kind == "event"}
        lines = [line for line in g.lines if ("lot", line.lot) in expected and ("event", line.event) in expected]
        assert list(trace.lines) == lines
        assert trace.complete == (expected.keys() == reached(graph, lot, None).keys())
        same = trace.to_networkx()
        assert same.number_of_edges() == len(lines)
        assert set(same) == set(expected)
        check_tree(trace.to_tree(), trace.depths)


def check_tree(tree: Tree, depths: dict[Any, int]) -> None:
    """Every lot is expanded once, and stands no nearer to the root than it can."""
    nodes = list(tree.walk())
    expanded = [node.lot for _, node in nodes if not node.repeated]
    assert sorted(expanded) == sorted(depths)
    assert all(level >= depths[node.lot] for level, node in nodes)
    assert all(not node.children for _, node in nodes if node.repeated)


@given(EVENTS)
def test_back_and_forward_agree(events: list[tuple[list[int], list[int]]]) -> None:
    g = plant(events)
    back = {(lot, other) for lot in g.lots for other in g.trace_back(lot).lots}
    forward = {(other, lot) for lot in g.lots for other in g.trace_forward(lot).lots}
    assert back == forward


@pytest.mark.parametrize("cycle", [False, True], ids=["chain", "cycle"])
def test_any_depth(cycle: bool) -> None:
    levels = 30_000
    starts = range(levels)
    g = Genealogy.from_edges(starts, [(lot + 1) % levels if cycle else lot + 1 for lot in starts])
    trace = g.trace_back(0 if cycle else levels)
    assert trace.complete
    assert len(trace) == (levels if cycle else levels + 1)
    assert trace.depth == (levels - 1 if cycle else levels)
    assert not g.trace_forward(0, depth=levels - 2).complete
    tree = trace.to_tree()
    last = deque(tree.walk(), maxlen=1).pop()
    assert last[0] == levels
    assert last[1].repeated == cycle


def scenario() -> Genealogy:
    """Grain is split, milled with other grain, blended with water, baked, packed; crumbs are worked again."""
    noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    rows: list[tuple[str, str, list[tuple[str, str, str | None]]]] = [
        ("receive-1", "receive", [("out", "GRAIN-1", "1000.0")]),
        ("receive-2", "receive", [("out", "GRAIN-2", "500")]),
        ("split-1", "split", [("in", "GRAIN-1", "1000.0"), ("out", "GRAIN-1A", "400"), ("out", "GRAIN-1B", "600.0")]),
        ("mill-1", "merge", [("in", "GRAIN-1A", "400"), ("in", "GRAIN-2", "500"), ("out", "FLOUR-7", "880.5")]),
        ("mix-1", "blend", [("in", "FLOUR-7", "100.10"), ("in", "WATER-3", None), ("out", "DOUGH-9", "160")]),
        ("bake-1", "produce", [("in", "DOUGH-9", "160"), ("out", "BREAD-5", "140"), ("out", "CRUMB-5", "3")]),
        ("rework-1", "rework", [("in", "CRUMB-5", "3"), ("out", "FLOUR-7", "2.5")]),
        ("pack-1", "pack", [("in", "BREAD-5", "140"), ("out", "PALLET-2", None)]),
        ("ship-1", "ship", [("in", "PALLET-2", None)]),
    ]
    return Genealogy.from_columns(
        events={
            "event": [name for name, _, _ in rows],
            "kind": [kind for _, kind, _ in rows],
            "effective": [noon + timedelta(hours=n) for n in range(len(rows))],
            "equipment": ["MILL" if "mill" in name else None for name, _, _ in rows],
            "person": [["P-1", "P-2"] if name == "mix-1" else None for name, _, _ in rows],
        },
        lines={
            "event": [name for name, _, lines in rows for _ in lines],
            "direction": [way for _, _, lines in rows for way, _, _ in lines],
            "lot": [lot for _, _, lines in rows for _, lot, _ in lines],
            "quantity": [None if n is None else Decimal(n) for _, _, lines in rows for _, _, n in lines],
            "unit": [None if n is None else "KGM" for _, _, lines in rows for _, _, n in lines],
        },
    )


def test_a_small_plant() -> None:
    g = scenario()
    assert len(g) == 10
    assert "FLOUR-7" in g
    assert "FLOUR-8" not in g
    assert repr(g) == "<Genealogy: 10 lots, 9 events, 19 lines>"
    back = g.trace_back("PALLET-2")
    assert set(back.lots) == set(g.lots) - {"GRAIN-1B"}
    assert back.depths["GRAIN-1"] == 5
    assert [event.id for event in back.events][:3] == ["pack-1", "bake-1", "mix-1"]
    assert back.complete
    near = g.trace_back("PALLET-2", depth=2)
    assert near.lots == ("PALLET-2", "BREAD-5", "DOUGH-9")
    assert not near.complete
    assert g.trace_back("GRAIN-1", depth=1).complete
    assert not g.trace_back("GRAIN-1", depth=0).complete
    forward = g.trace_forward("GRAIN-1B")
    assert forward.lots == ("GRAIN-1B",)
    assert forward.depth == 0
    assert g.trace_forward("GRAIN-2").depths["CRUMB-5"] == 3
    assert [event.kind for event in g.events if event.kind.is_containment] == [EventKind.PACK]
    amounts = [str(line.quantity) for line in g.lines if line.quantity is not None]
    assert amounts[:3] == ["1000.0", "500", "1000.0"]
    assert repr(back) == "<Trace back from 'PALLET-2': 9 lots, 8 events, depth 5>"
    assert repr(near).endswith(", depth 2, cut>")


def test_the_tree_as_text() -> None:
    assert str(scenario().trace_back("BREAD-5").to_tree()) == (
        "BREAD-5\n"
        "  DOUGH-9  160 KGM  (produce bake-1)\n"
        "    FLOUR-7  100.10 KGM  (blend mix-1)\n"
        "      GRAIN-1A  400 KGM  (merge mill-1)\n"
        "        GRAIN-1  1000.0 KGM  (split split-1)\n"
        "      GRAIN-2  500 KGM  (merge mill-1)\n"
        "      CRUMB-5  3 KGM  (rework rework-1)\n"
        "        DOUGH-9  160 KGM  (produce bake-1)  see above\n"
        "    WATER-3  (blend mix-1)"
    )


def test_the_graph_of_networkx() -> None:
    graph = scenario().to_networkx()
    assert graph.nodes["event", "mix-1"]["person"] == ("P-1", "P-2")
    assert graph.nodes["event", "mix-1"]["kind"] == "blend"
    assert "equipment" not in graph.nodes["event", "mix-1"]
    assert graph.get_edge_data(("lot", "FLOUR-7"), ("event", "mix-1")) == {
        0: {"quantity": Decimal("100.10"), "unit": "KGM", "place": 0}
    }
    assert graph.get_edge_data(("lot", "WATER-3"), ("event", "mix-1")) == {0: {"place": 1}}


def test_adding_and_asking_in_turn() -> None:
    g = Genealogy()
    assert len(g) == 0
    assert g.lots == ()
    g.add(Event(id="a", kind=EventKind.RECEIVE), Line(event="a", direction=Direction.OUT, lot="L-1"))
    assert g.trace_forward("L-1").lots == ("L-1",)
    g.add(
        Event(id="b", kind=EventKind.PRODUCE),
        Line(event="b", direction=Direction.IN, lot="L-1", quantity=Decimal("1.50"), unit="KGM"),
        Line(event="b", direction=Direction.OUT, lot="L-2"),
    )
    assert g.trace_forward("L-1").lots == ("L-1", "L-2")
    g.add(Event(id="c", kind=EventKind.CLEAN, equipment=("TANK",)))
    assert g.trace_back("L-2").depth == 1
    assert [event.id for event in g.events] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("event", "lines", "message"),
    [
        (Event(id="a", kind=EventKind.SHIP), [], "event 'a' is recorded already"),
        (
            Event(id="b", kind=EventKind.SHIP),
            [Line(event="c", direction=Direction.IN, lot="L-2")],
            "a line of event 'c' cannot be added with event 'b'",
        ),
        (
            Event(id="b", kind=EventKind.SHIP),
            [Line(event="b", direction=Direction.IN, lot=7)],
            "lot 7 is a int, but lot 'L-1' is a str; all must be texts, or all whole numbers",
        ),
        (
            Event(id="b", kind=EventKind.SHIP, effective=datetime(2026, 1, 1)),
            [],
            "event 'b': 2026-01-01T00:00:00 has no offset from UTC, and which one is meant is not guessed",
        ),
        (
            Event(id="b", kind=EventKind.SHIP),
            [Line(event="b", direction=Direction.IN, lot="L-2", quantity=Decimal("NaN"))],
            "event 'b': Decimal('NaN') is not an amount",
        ),
        (
            Event(id="b", kind=EventKind.SHIP),
            [Line(event="b", direction=Direction.IN, lot="")],
            "the lot is named by an empty text; a text or a whole number is needed",
        ),
    ],
)
def test_what_cannot_be_added(event: Event, lines: list[Line], message: str) -> None:
    g = Genealogy()
    g.add(Event(id="a", kind=EventKind.RECEIVE), Line(event="a", direction=Direction.OUT, lot="L-1"))
    with pytest.raises((GenealogyError, TableError)) as caught:
        g.add(event, *lines)
    assert str(caught.value) == message
    assert repr(g) == "<Genealogy: 1 lots, 1 events, 1 lines>"


def test_an_unknown_lot() -> None:
    g = scenario()
    with pytest.raises(LotNotFoundError) as caught:
        g.trace_back("flour 7")
    assert str(caught.value) == "no lot 'flour 7' among 10 lots; did you mean 'FLOUR-7'?"
    assert isinstance(caught.value, KeyError)
    with pytest.raises(LotNotFoundError, match=r"^no lot 'X' among 10 lots$"):
        g.trace_forward("X")
    numbers = Genealogy.from_edges([1, 2], [3, 3])
    with pytest.raises(LotNotFoundError, match=r"^no lot '3' among 3 lots; did you mean 3\?$"):
        numbers.trace_back("3")


def test_an_unknown_lot_among_many() -> None:
    lots = [f"LOT-{n:06}" for n in range(50_000)]
    g = Genealogy.from_edges(lots[:-1], lots[1:])
    with pytest.raises(LotNotFoundError, match=r"did you mean 'LOT-000007'"):
        g.trace_back("LOT000007")


@pytest.mark.parametrize("depth", [-1, 1.0, True, "2"])
def test_a_depth_that_is_none(depth: Any) -> None:
    with pytest.raises(GenealogyError, match="None or a whole number from 0 is needed"):
        scenario().trace_back("FLOUR-7", depth=depth)


COLUMNS = [
    "depth",
    "event",
    "kind",
    "effective",
    "recorded",
    "equipment",
    "person",
    "direction",
    "lot",
    "quantity",
    "unit",
]


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_frames(kind: Literal["pandas", "polars", "arrow"]) -> None:
    pytest.importorskip("pyarrow" if kind == "arrow" else kind)
    g = scenario()
    frame = g.trace_back("PALLET-2").to_frame(kind)
    names = frame.column_names if kind == "arrow" else list(frame.columns)
    assert names == COLUMNS
    rows = {
        "pandas": lambda: frame.to_dict("records"),
        "polars": lambda: frame.to_dicts(),
        "arrow": lambda: frame.to_pylist(),
    }
    first, *_, last = rows[kind]()
    assert (first["depth"], first["event"], first["lot"], first["direction"]) == (5, "receive-1", "GRAIN-1", "out")
    assert first["quantity"] == Decimal("1000")
    assert isinstance(first["quantity"], Decimal)
    assert first["effective"] == datetime(2026, 1, 5, 12, tzinfo=UTC)
    assert last["lot"] == "PALLET-2"
    assert last["quantity"] is None
    nothing = Genealogy.from_edges(["A"], ["B"]).trace_back("A").to_frame(kind)
    assert (nothing.num_rows if kind == "arrow" else len(nothing)) == 0
    assert (nothing.column_names if kind == "arrow" else list(nothing.columns)) == COLUMNS


def test_frames_of_numbered_lots_and_offsets() -> None:
    ahead = datetime(2026, 1, 5, 2, tzinfo=timezone(timedelta(hours=2)))
    g = Genealogy.from_edges([1], [2], time=[ahead], quantity=[Decimal("0.125")])
    for kind in ("pandas", "polars"):
        pytest.importorskip(kind)
        frame = g.trace_back(2).to_frame(kind)
        assert list(frame["lot"]) == [1, 2]
        assert next(iter(frame["effective"])).isoformat() == "2026-01-05T00:00:00+00:00"
        assert list(frame["quantity"]) == [Decimal("0.125"), Decimal("0.125")]
    assert g.events[0].effective == ahead


def test_more_digits_than_polars_holds() -> None:
    pytest.importorskip("polars")
    g = Genealogy.from_edges(["A"], ["B"], quantity=[Decimal("1" * 30 + "." + "1" * 10)])
    with pytest.raises(TableError, match="take 40 digits and a column of polars holds 38"):
        g.trace_back("B").to_frame("polars")


def test_a_frame_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    trace = scenario().trace_back("BREAD-5")
    with pytest.raises(
        TableError, match="'numpy' is not a kind of data frame; the kinds are 'pandas', 'polars', 'arrow'"
    ):
        trace.to_frame("numpy")  # type: ignore[arg-type]
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'isa95mom\[frames\]'"):
        trace.to_frame("polars")
