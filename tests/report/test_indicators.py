"""Pictures of indicators and the page of them: what they show, and that they are the same each time."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from isa95mom.kpi import Loss, control_chart, from_frame, pareto, segments_of, waterfall
from isa95mom.kpi.bridges import of_product
from isa95mom.kpi.errors import KpiError
from isa95mom.report import pictures
from isa95mom.report.indicators import kpi_report
from tests.kpi.test_terms import STATES, day

pytest.importorskip("matplotlib")
HOSTILE = "<script>$x^2$ & a very long reason that does not fit beside any bar"
BRIDGE = of_product({"A": Fraction(8, 10), "Q": Fraction(9, 10)}, {"A": Fraction(9, 10), "Q": Fraction(8, 10)})


def losses(count: int) -> list[Loss]:
    return [
        Loss({"reason": HOSTILE if n == 0 else f"R{n}"}, Decimal(100 - n), n, Decimal("0.1"), Decimal("0.5"), "A")
        for n in range(count)
    ]


def all_pictures() -> list[pictures.Picture]:
    terms = day(by=("equipment", "day"), cycles={"PRI": [60]})
    values: Any = [[0.5, None], [0.1, 0.9]]
    return [
        pictures.waterfall_picture(waterfall(terms)),
        pictures.pareto_picture(losses(20)),
        pictures.gantt_picture(segments_of(STATES)),
        pictures.control_picture(control_chart([1.0, 1.2, 0.9, 1.1, 9.0, 1.0])),
        pictures.bridge_picture(BRIDGE),
        pictures.trend_picture(["Mo", "Tu", "We"], [0.5, None, 0.7], [0.4, None, 0.6], [0.6, None, 0.8]),
        pictures.heat_picture(["Early", "Late"], [6, 7], values),
    ]


def test_pictures(tmp_path: Path) -> None:
    for one, again in zip(all_pictures(), all_pictures(), strict=True):
        svg = one.to_svg(tmp_path / "picture.svg")
        assert svg == again.to_svg() == (tmp_path / "picture.svg").read_text()
        tree = ElementTree.fromstring(svg)
        texts = "".join(tree.itertext())
        assert one.title in texts
        assert len({len(column) for name, column in one.data.items() if name != "values"}) >= 1
        one.to_png(tmp_path / "picture.png", dpi=40)
        assert (tmp_path / "picture.png").read_bytes()[:4] == b"\x89PNG"


def test_what_is_drawn() -> None:
    texts = "".join(ElementTree.fromstring(pictures.pareto_picture(losses(20)).to_svg()).itertext())
    assert "<script>$x^2$ & a" in texts
    assert "5 others" in texts
    gantt = "".join(ElementTree.fromstring(pictures.gantt_picture(segments_of(STATES)).to_svg()).itertext())
    assert "no record" in gantt
    bridge = "".join(ElementTree.fromstring(pictures.bridge_picture(BRIDGE).to_svg()).itertext())
    assert "72.0 %" in bridge


def test_nothing_to_be_drawn() -> None:
    with pytest.raises(KpiError, match="there are no losses"):
        pictures.pareto_picture([])
    with pytest.raises(KpiError, match="41 pieces of equipment cannot be drawn"):
        pictures.gantt_picture({"equipment": [str(n) for n in range(41)]})
    with pytest.raises(KpiError, match="nothing to be drawn"):
        pictures.heat_picture([], [], [])


def test_the_page(tmp_path: Path) -> None:
    terms = day(by=("equipment", "day"))
    reasons = from_frame(STATES | {"reason": [HOSTILE] * 4}, by=("reason",))
    page = kpi_report(terms, tmp_path / "page.html", reasons=reasons, segments=segments_of(STATES), title=HOSTILE)
    assert (tmp_path / "page.html").read_text() == page
    assert "<script>" not in page
    assert "there is no waterfall without PRI*PQ" in page
    assert "OEE index needs PRI" in page
    assert "Availability = APT/PBT" in page
    assert "ISO 22400-2:2014" in page
    assert page.count("<svg") == 3
    assert "http://" not in page.replace("http://www.w3.org/", "").replace("http://purl.org/", "").replace(
        "http://creativecommons.org/", ""
    )
    assert pareto(reasons)


def test_what_a_page_draws() -> None:
    """By their keys, terms are drawn over time and as a map; nothing is embedded that the page could not show."""
    days = {
        "equipment": ["F1"] * 4,
        "start": [datetime(2026, 3, d, h, tzinfo=UTC) for d in (2, 3) for h in (6, 10)],
        "end": [datetime(2026, 3, d, h, tzinfo=UTC) for d in (2, 3) for h in (9, 14)],
        "state": ["Production", "Breakdown", "Production", "Production"],
    }
    terms = from_frame(days, by=("equipment", "day", "hour"))
    page = kpi_report(terms, kpis=["Availability"], zone="Europe/Berlin")
    found = re.findall('<figure role="img" aria-label="(.*?)">(.*?)</figure>', page, re.DOTALL)
    assert [title for title, _ in found] == ["Availability by day", "Availability by day and hour"]
    trend, heat = ("".join(ElementTree.fromstring(svg).itertext()) for _, svg in found)
    assert "bounds: part of the time is unknown" in trend
    assert "2026-03-03" in heat
    assert "<image" not in page
    assert "From 2026-03-02 07:00+01:00 until 2026-03-03 15:00+01:00, Europe/Berlin" in page
    assert "from 2026-03-02T07:00:00+01:00 until" in page
    with pytest.raises(KpiError, match="no zone of the IANA database"):
        kpi_report(terms, zone="Nowhere")
    with pytest.raises(KpiError, match="there is no row"):
        kpi_report(from_frame({"equipment": [], "start": [], "state": []}, window=terms.window))


def test_a_heat_map_of_many() -> None:
    one = pictures.heat_picture(range(3), range(60), [[0.5] * 60] * 3, names=("equipment", "day"))
    assert "hatched" not in "".join(ElementTree.fromstring(one.to_svg()).itertext())
    with pytest.raises(KpiError, match="41 rows cannot be drawn"):
        pictures.heat_picture(range(41), [1], [[0.5]] * 41)


def test_states_of_an_own_mapping_are_drawn() -> None:
    segments = segments_of(STATES)
    gantt = pictures.gantt_picture(segments | {"state": ["Own state", None, "Blocked", "Own state"]}, zone="Asia/Tokyo")
    texts = "".join(ElementTree.fromstring(gantt.to_svg()).itertext())
    assert "Own state" in texts
    assert "unknown state" in texts
    assert "Asia/Tokyo" in texts


def test_no_global_state() -> None:
    code = "import isa95mom.report.pictures, sys; assert 'matplotlib' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
