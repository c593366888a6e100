"""The page of a genealogy: where things are drawn, what is embedded, and what a browser does with it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from isa95mom import simulate
from isa95mom.genealogy import Genealogy
from isa95mom.report.layout import HIGH, SHAPE, Layout, arrange, layers
from tests.genealogy.test_forms import HOSTILE, odd, plant

WIDE = 190.0
PAIRS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]), max_size=30)


def ends(pairs: list[tuple[int, int]]) -> tuple[Any, Any]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def placed(count: int, source: Any, target: Any) -> Layout:
    return arrange(layers(count, source, target), np.full(count, WIDE), source, target)


@given(pairs=PAIRS)
def test_layers_follow_every_edge_where_nothing_goes_round(pairs: list[tuple[int, int]]) -> None:
    straight = [pair for pair in pairs if pair[0] < pair[1]]
    layer = layers(12, *ends(straight))
    assert all(layer[a] < layer[b] for a, b in straight)
    assert layer.max() == networkx.dag_longest_path_length(networkx.DiGraph(straight)) if straight else not layer.any()
    around = layers(12, *ends(pairs))
    assert around.min() >= 0 and around.max() < 12


@given(pairs=PAIRS)
def test_no_two_nodes_lie_over_each_other(pairs: list[tuple[int, int]]) -> None:
    source, target = ends(pairs)
    layout = placed(12, source, target)
    apart = np.abs(layout.x[:, None] - layout.x) >= WIDE - 1e-6
    apart |= np.abs(layout.y[:, None] - layout.y) >= HIGH - 1e-6
    assert (apart | np.eye(12, dtype=bool)).all()


def test_a_wide_layer_has_several_columns() -> None:
    source, target = np.zeros(5000, dtype=np.int64), np.arange(1, 5001)
    layout = placed(5001, source, target)
    assert np.ptp(layout.x) < 2 * SHAPE * np.ptp(layout.y) < 4 * SHAPE * np.ptp(layout.x)


def test_few_lines_cross() -> None:
    """Two chains whose nodes are numbered the wrong way round: in order, no line crosses another."""
    pairs = [(0, 3), (1, 2), (2, 5), (3, 4), (4, 7), (5, 6)]
    layout = placed(8, *ends(pairs))
    upper = layout.y[[0, 3, 4, 7]] < layout.y[[1, 2, 5, 6]]
    assert upper.all() or not upper.any()
    assert len(set(layout.y[[0, 3, 4, 7]])) == 1


def test_nothing_to_draw(tmp_path: Path) -> None:
    assert embedded(Genealogy().to_html())["labels"] == []


def embedded(page: str) -> dict[str, Any]:
    """What a page holds, as an HTML parser sees it."""
    [script] = html.document_fromstring(page).xpath("//script[@id='data']")
    found: dict[str, Any] = json.loads(script.text)
    return found


def test_names_do_not_break_out(tmp_path: Path) -> None:
    page = odd().trace_both(HOSTILE[4]).to_html(tmp_path / "g.html", title='</title><script>alert("t")</script>')
    assert (tmp_path / "g.html").read_text(encoding="utf-8") == page
    tree = html.document_fromstring(page)
    assert len(tree.xpath("//script")) == 2 and "alert" not in "".join(tree.xpath("//script[not(@id)]/text()"))
    assert tree.xpath("string(//title)") == '</title><script>alert("t")</script>'
    told = embedded(page)
    assert "</script><script>alert(1)</script>" in told["labels"]
    assert "&amp; &lt; &#65; #quot; #35;" in told["labels"]
    raw = page[page.index('id="data"') : page.rindex("<script>")]
    assert "<" not in raw.replace("</script>\n", "")


def test_nothing_is_asked_of_a_network() -> None:
    page = plant().to_html()
    assert not re.search(r"https?:|src=|href=|@import|url\(|fetch\(|XMLHttpRequest|import\(", page)
    policy = html.document_fromstring(page).xpath("string(//meta[@http-equiv]/@content)")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert etree.HTML(page) is not None


def test_what_is_on_record_is_there() -> None:
    told = embedded(plant().trace_back("DOUGH").to_html())
    assert told["lots"] == 3 and told["starts"] == [0]
    assert told["labels"] == ["DOUGH", "FLOUR", "WATER", "MIX"]
    assert told["facts"][3] == {
        "kind": "blend",
        "effective": "2026-01-05 12:00:00+01:00",
        "equipment": "M-1, M-2",
        "order": "O-1",
        "sequence": "7",
    }
    lines = set(zip(told["source"], told["target"], told["amounts"], strict=True))
    assert lines == {(3, 0, "3.50 KGM"), (1, 3, "2.0 KGM"), (1, 3, "1.5 KGM"), (2, 3, None)}


def test_a_trace_that_is_cut_says_so() -> None:
    assert embedded(plant().trace_back("DOUGH").to_html())["complete"]
    assert not embedded(plant().trace_back("DOUGH", depth=0).to_html())["complete"]


def test_columns_of_time() -> None:
    told = embedded(plant().to_html())
    by_time = dict(zip(told["labels"], told["layouts"]["time"]["x"], strict=True))
    assert by_time["BAKE"] < by_time["FLOUR"] == by_time["WATER"] < by_time["MIX"] < by_time["DOUGH"]
    assert [name for _, name in told["layouts"]["time"]["columns"]] == ["time not stated", "2026-01-05 11:00:00Z"]


# -- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium is installed")
    with api.sync_playwright() as playing:
        started = playing.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    tab = browser.new_page(viewport={"width": 1200, "height": 800})
    wrong: list[str] = []

    def asked(dialog: Any) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("dialog", asked)
    tab.on("request", lambda got: None if got.url.startswith("file:") else wrong.append(got.url))

    def show(drawn: Any) -> Any:
        drawn.to_html(tmp_path / "page.html")
        tab.goto((tmp_path / "page.html").as_uri())
        tab.wait_for_function("took > 0")
        return tab

    yield show
    tab.close()
    assert wrong == []


@pytest.mark.slow
def test_a_browser_finds_and_follows(opened: Any) -> None:
    g = simulate.genealogy(lots=200, kind="batch", seed=7, ids="text").genealogy()
    tab = opened(g)
    lot = g.lots[100]
    tab.keyboard.press("/")
    tab.keyboard.type(str(lot))
    tab.keyboard.press("Enter")
    panel = tab.inner_text("#panel")
    back, forward = len(g.trace_back(lot)) - 1, len(g.trace_forward(lot)) - 1
    assert lot in panel and f"Made from {back} lot" in panel and f"Went into {forward} lot" in panel
    tab.keyboard.press("ArrowLeft")
    assert tab.inner_text("#panel h2") in {str(event.id) for event in g.one_up(lot).events}
    tab.keyboard.press("Escape")
    assert tab.inner_text("#panel h2") == "Nothing is chosen"
    n = tab.evaluate("(choose(-1), center(3), 3)")
    where = tab.evaluate("canvas.getBoundingClientRect().toJSON()")
    tab.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)
    assert tab.inner_text("#panel h2") == str(g.lots[n])
    for axis in ("time", "generation"):
        tab.select_option("#axis", axis)
    tab.select_option("#colour", "kind")
    assert "produce" in tab.inner_text("#legend")


@pytest.mark.slow
def test_a_browser_runs_nothing_of_a_name(opened: Any) -> None:
    tab = opened(odd())
    for number, name in enumerate(HOSTILE):
        tab.evaluate(f"choose({number}, true)")
        assert tab.evaluate("document.querySelector('#panel h2').textContent") in (
            name,
            tab.evaluate(f"labels[{number}]"),
        )
    assert tab.evaluate("document.scripts.length") == 2


@pytest.mark.slow
def test_ten_thousand_nodes_in_a_browser(opened: Any) -> None:
    tab = opened(simulate.genealogy(lots=5100, kind="batch", seed=7, ids="text").genealogy())
    assert tab.evaluate("count") > 10_000
    frames = tab.evaluate(
        """async () => {
            const times = [];
            let last = performance.now();
            for (let n = 0; n < 40; n++) {
                zoom(n < 20 ? 1.1 : 1 / 1.1, 500, 400);
                await new Promise(requestAnimationFrame);
                const now = performance.now();
                times.push(now - last);
                last = now;
            }
            return times.sort((a, b) => a - b);
        }"""
    )
    assert frames[20] < 50  # milliseconds; 17 where nothing else runs
