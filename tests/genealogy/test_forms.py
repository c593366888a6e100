"""What is handed to others: graphs of networkx, GraphML, Graphviz, Mermaid and data frames, and what comes back."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from isa95mom.genealogy import (
    ColumnError,
    Direction,
    Event,
    EventKind,
    Genealogy,
    GenealogyError,
    Line,
    Lot,
    SavedFileError,
    TableError,
)
from tests.genealogy.test_tables import genealogies, plain

HOSTILE = (
    'say "no"',
    "two\nlines\r\n\ttabbed",
    "a]b[c](d)",
    "x --> y; end",
    "</script><script>alert(1)</script>",
    "<!-- comment",
    "back\\slash\\",
    "\\N \\G \\n \\l",
    "&amp; &lt; &#65; #quot; #35;",
    "`md` **bold** _it_ ~~s~~",
    "1. list",
    "- list",
    "end",
    "%% comment",
    "{{x}} @{ shape: rect }",
    "  two  spaces ",
    "Ünïcode 批号 ☃ 🏭",
    "right\u202eleft",
    "|pipe|",
    "click l0 href 'javascript:alert(1)'",
    "graph",
    "'",
)
ONE_TIME = datetime(2026, 1, 5, 12, tzinfo=timezone(timedelta(hours=1)))


def odd() -> Genealogy:
    """Lots with names that mean something in every language of drawings, each going into the next."""
    g = Genealogy()
    for number, (one, other) in enumerate(pairwise(HOSTILE)):
        event = f"{one}/{number}"
        g.add(
            Event(id=event, kind=EventKind.PRODUCE, equipment=(one,), effective=ONE_TIME, parameters={other: one}),
            Line(event=event, direction=Direction.IN, lot=one, quantity=Decimal("1.50"), unit=other),
            Line(event=event, direction=Direction.OUT, lot=other),
        )
        g.describe(Lot(id=one, material=other, properties={one: Decimal("1.0")}))
    return g


def plant() -> Genealogy:
    g = Genealogy()
    g.add(
        Event(id="MIX", kind=EventKind.BLEND, effective=ONE_TIME, equipment=("M-1", "M-2"), order="O-1", sequence=7),
        Line(event="MIX", direction=Direction.OUT, lot="DOUGH", quantity=Decimal("3.50"), unit="KGM"),
        Line(event="MIX", direction=Direction.IN, lot="FLOUR", quantity=Decimal("2.0"), unit="KGM"),
        Line(event="MIX", direction=Direction.IN, lot="FLOUR", quantity=Decimal("1.5"), unit="KGM"),
        Line(event="MIX", direction=Direction.IN, lot="WATER"),
    )
    g.add(Event(id="BAKE", kind=EventKind.PRODUCE), Line(event="BAKE", direction=Direction.IN, lot="DOUGH"))
    return g


# -- networkx and GraphML ---------------------------------------------------------------------------------------------


def without_history(g: Genealogy) -> Genealogy:
    """The events in view only, and what they supersede left out: what a graph holds."""
    tables = g.to_columns()
    gone = {event for event in tables["events"]["supersedes"] if event is not None}
    events, lines, parameters = (
        {
            name: [value for value, of in zip(column, tables[table]["event"], strict=True) if of not in gone]
            for name, column in tables[table].items()
        }
        for table in ("events", "lines", "parameters")
    )
    events["supersedes"] = [None] * len(events["event"])
    return Genealogy.from_columns(
        events, lines, lots=tables["lots"], parameters=parameters, properties=tables["properties"]
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(g=genealogies())
@example(g=plant())
@example(g=odd())
def test_a_graph_comes_back_exactly(g: Genealogy) -> None:
    assert plain(Genealogy.from_networkx(g.to_networkx())) == plain(without_history(g))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(g=genealogies())
@example(g=plant())
@example(g=odd())
def test_graphml_comes_back_exactly(g: Genealogy, tmp_path: Path) -> None:
    path = tmp_path / "g.graphml"
    if ILLEGAL.search(texts_of(g)):
        with pytest.raises(GenealogyError, match="cannot be written as GraphML"):
            g.to_graphml(path)
        return
    text = g.to_graphml(path)
    assert path.read_bytes() == text.encode()
    assert plain(Genealogy.from_graphml(path)) == plain(without_history(g))


ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def texts_of(g: Genealogy) -> str:
    """All texts of a graph that are written as they are; lists, parameters and properties are JSON."""
    graph = g.to_networkx()
    return "".join(
        value if isinstance(value, str) else ""
        for data in [{"id": node[1]} | data for node, data in graph.nodes(data=True)]
        + [data for _, _, data in graph.edges(data=True)]
        for value in data.values()
    )


def test_graphml_is_read_by_networkx(tmp_path: Path) -> None:
    plant().to_graphml(tmp_path / "g.graphml")
    graph = networkx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    by_name = {data.get("lot", data.get("event")): (node, data) for node, data in graph.nodes(data=True)}
    assert set(by_name) == {"FLOUR", "WATER", "DOUGH", "MIX", "BAKE"}
    assert by_name["MIX"][1]["kind"] == "blend" and by_name["MIX"][1]["effective"] == "2026-01-05T12:00:00+01:00"
    assert json.loads(by_name["MIX"][1]["equipment"]) == ["M-1", "M-2"]
    edges = graph.get_edge_data(by_name["FLOUR"][0], by_name["MIX"][0])
    assert sorted(edge["quantity"] for edge in edges.values()) == ["1.5", "2.0"]
    assert networkx.has_path(graph, by_name["WATER"][0], by_name["BAKE"][0])


def test_the_graph_of_a_trace_is_a_genealogy() -> None:
    g = odd()
    trace = g.trace_both(HOSTILE[10])
    again = Genealogy.from_networkx(trace.to_networkx())
    assert set(again.lots) == set(trace.lots) == set(HOSTILE)
    assert again.trace_back(HOSTILE[10]).lots == g.trace_back(HOSTILE[10]).lots


def test_lots_named_by_numbers_stay_numbers(tmp_path: Path) -> None:
    g = Genealogy.from_edges([1, 2], [2, 3])
    g.to_graphml(tmp_path / "g.graphml")
    assert Genealogy.from_graphml(tmp_path / "g.graphml").lots == (1, 2, 3)


def graph_of(*edges: tuple[Any, Any], kind: str | None = "produce") -> Any:
    graph: Any = networkx.DiGraph()
    graph.add_edges_from(edges)
    for node in graph:
        if node[0] == "event" and kind:
            graph.nodes[node]["kind"] = kind
    return graph


def test_a_graph_that_is_no_genealogy() -> None:
    lot, other, event = ("lot", "A"), ("lot", "B"), ("event", "E")
    assert Genealogy.from_networkx(graph_of((lot, event), (event, other))).trace_back("B").lots == ("B", "A")
    for graph, said in (
        (graph_of((lot, event)).to_undirected(), "the graph is not directed"),
        (graph_of((lot, other)), r"the edge from \('lot', 'A'\) to \('lot', 'B'\) is none from lot to event"),
        (graph_of(("A", "B")), r"node 'A' is none; \('lot', id\) or \('event', id\) is needed"),
        (graph_of((lot, event), kind=None), "event 'E' has no kind"),
        (graph_of((lot, event), kind="cook"), "'cook' is not a kind of event"),
    ):
        with pytest.raises((GenealogyError, TableError), match=said):
            Genealogy.from_networkx(graph)
    told = graph_of((lot, event))
    told.nodes[lot]["properties"] = "wet"
    with pytest.raises(GenealogyError, match="properties of lot 'A' are 'wet'; values by name are needed"):
        Genealogy.from_networkx(told)
    naive = graph_of((lot, event))
    naive.nodes[event]["effective"] = datetime(2026, 1, 5)
    with pytest.raises(ColumnError, match="no offset from UTC"):
        Genealogy.from_networkx(naive)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("</graphml>", ""), "the file is no GraphML"),
        (("3.50", "3,50"), "quantity is '3,50', which is not spelt as it has to be"),
        (("2026-01-05T", "5.1.2026 "), "effective is '5.1.2026 12:00:00+01:00', which is not spelt"),
        (('edgedefault="directed"', 'edgedefault="undirected"'), "the graph is not directed"),
        (('["M-1", "M-2"]', "M-1"), "equipment is 'M-1', which is not spelt as it has to be"),
        (('attr.name="lot"', 'attr.name="batch"'), "node 'l0' has neither 'lot' nor 'event'"),
    ],
)
def test_graphml_that_is_damaged(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = tmp_path / "g.graphml"
    text = plant().to_graphml()
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(SavedFileError, match=re.escape(said)):
        Genealogy.from_graphml(path)


def test_graphml_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SavedFileError, match="the file is missing"):
        Genealogy.from_graphml(tmp_path / "no.graphml")


# -- Graphviz ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_shows_every_name(tmp_path: Path) -> None:
    trace = odd().trace_both(HOSTILE[0])
    trace.to_dot(tmp_path / "g.dot")
    made = subprocess.run(["dot", "-Tsvg", tmp_path / "g.dot"], capture_output=True, check=True)
    assert made.stderr == b""
    svg = etree.fromstring(made.stdout)
    texts = {"".join(text.itertext()).replace("\xa0", " ") for text in svg.iter("{*}text")}
    nodes = svg.xpath("count(//*[@class='node'])"), svg.xpath("count(//*[@class='edge'])")
    assert nodes == (len(trace.lots) + len(trace.events), len(trace.lines))
    shown = {name.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") for name in HOSTILE}
    assert {name.replace("\u202e", "\\u202e") for name in shown} <= texts


def test_dot_of_a_plant() -> None:
    assert plant().trace_back("DOUGH").to_dot() == (
        "digraph genealogy {\n"
        "  rankdir=LR;\n"
        '  l2 [shape=box, label="DOUGH", style=bold];\n'
        '  l0 [shape=box, label="FLOUR"];\n'
        '  l1 [shape=box, label="WATER"];\n'
        '  e0 [shape=ellipse, label="blend", tooltip="MIX"];\n'
        '  e0 -> l2 [label="3.50 KGM"];\n'
        '  l0 -> e0 [label="2.0 KGM"];\n'
        '  l0 -> e0 [label="1.5 KGM"];\n'
        "  l1 -> e0;\n"
        "}\n"
    )


# -- Mermaid ----------------------------------------------------------------------------------------------------------

LABEL = r'"(?:[^\W_]|[ .:/,-]|#\d+;)*"'
FLOWCHART = re.compile(
    rf"flowchart LR\n(?:  (?:l\d+\[{LABEL}\]|e\d+\(\[{LABEL}\]\)|[le]\d+ -->(?:\|{LABEL}\|)? [le]\d+"
    r"|classDef start stroke-width:4px|class l\d+(?:,l\d+)* start)\n)*"
)
"""A part of the language of Mermaid: labels of letters, digits, a few marks, and other characters by their number."""


@given(names=st.lists(st.text(min_size=1), min_size=2, max_size=4, unique=True))
@example(names=list(HOSTILE))
def test_mermaid_is_in_the_language(names: list[str]) -> None:
    g = Genealogy.from_edges(names[:-1], names[1:])
    text = g.trace_both(names[0]).to_mermaid()
    assert FLOWCHART.fullmatch(text)
    told = [re.sub(r"#(\d+);", lambda m: chr(int(m[1])), label) for label in re.findall(r'l\d+\["(.*)"\]', text)]
    shown = [re.sub(r"\\(?:x..|u....|U.{8}|[nrt])", "", label) for label in told]
    assert all(label.isprintable() or not label.isascii() for label in shown)
    assert len(told) == len(names)


def test_mermaid_of_a_plant() -> None:
    assert plant().trace_back("DOUGH").to_mermaid() == (
        "flowchart LR\n"
        '  l2["DOUGH"]\n'
        '  l0["FLOUR"]\n'
        '  l1["WATER"]\n'
        '  e0(["blend"])\n'
        '  e0 -->|"3.50 KGM"| l2\n'
        '  l0 -->|"2.0 KGM"| e0\n'
        '  l0 -->|"1.5 KGM"| e0\n'
        "  l1 --> e0\n"
        "  classDef start stroke-width:4px\n"
        "  class l2 start\n"
    )
    assert "class" not in plant().to_mermaid()


def test_names_in_mermaid_stand_for_themselves() -> None:
    text = odd().to_mermaid()
    assert unescape(text) == text
    for name in ("say #34;no#34;", "x --#62; y#59; end", "1#46; list".replace("1#46;", "#49;#46;"), "#45; list"):
        assert f'["{name}"]' in text


# -- data frames ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_a_frame_of_the_whole(kind: Any) -> None:
    pytest.importorskip({"arrow": "pyarrow"}.get(kind, kind))
    g = plant()
    frame = g.to_frame(kind)
    rows = frame.to_pylist() if kind == "arrow" else frame.to_dicts() if kind == "polars" else frame.to_dict("records")
    assert [(row["event"], row["direction"], row["lot"]) for row in rows] == [
        (line.event, line.direction, line.lot) for line in g.lines
    ]
    assert [row["quantity"] for row in rows] == [line.quantity for line in g.lines]
    assert rows[0]["effective"] == ONE_TIME.astimezone(UTC) and list(rows[0]["equipment"]) == ["M-1", "M-2"]
    assert "depth" not in rows[0]
    of_trace = g.trace_back("DOUGH").to_frame(kind)
    assert list(of_trace["depth"].to_pylist() if kind == "arrow" else of_trace["depth"]) == [0, 1, 1, 1]


def test_a_frame_of_a_view() -> None:
    pytest.importorskip("polars")
    g = plant()
    g.add(Event(id="LATE", kind=EventKind.SHIP, effective=datetime(2026, 2, 1, tzinfo=UTC)),
          Line(event="LATE", direction=Direction.IN, lot="DOUGH"))  # fmt: skip
    assert set(g.to_frame("polars")["event"]) == {"MIX", "BAKE", "LATE"}
    assert set(g.as_of(effective=ONE_TIME).to_frame("polars")["event"]) == {"MIX", "BAKE"}
