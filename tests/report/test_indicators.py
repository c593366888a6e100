"""Pictures of indicators and the page of them: what they show, and that they are the same each time."""

from __future__ import annotations

import subprocess
import sys
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
    assert page.count("<svg") == 2
    assert "http://" not in page.replace("http://www.w3.org/", "").replace("http://purl.org/", "").replace(
        "http://creativecommons.org/", ""
    )
    assert pareto(reasons)


def test_no_global_state() -> None:
    code = "import isa95mom.report.pictures, sys; assert 'matplotlib' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
