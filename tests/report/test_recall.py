"""A recall as a page and as a workbook: what is there, what hostile names do, what a browser shows."""

from __future__ import annotations

import io
import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from isa95mom.errors import MissingExtraError
from isa95mom.genealogy import EventKind, Genealogy, GenealogyError, Lot
from isa95mom.report import Gap, fsma
from isa95mom.report import sheets as sheets_
from tests.genealogy.test_balance import NOON, Row, bakery, built
from tests.genealogy.test_forms import HOSTILE
from tests.report.test_view import browser  # noqa: F401

openpyxl = pytest.importorskip("openpyxl")


def kitchen() -> Genealogy:
    g = built(
        ("receive", [], [("TOMATO-1", 100, "KGM")]),
        ("receive", [], [("BASIL-1", Decimal("2.5"), "KGM")]),
        ("produce", [("TOMATO-1", 80, "KGM"), ("BASIL-1", 2, "KGM")], [("SAUCE-1", 160, "C62")]),
        ("pack", [("SAUCE-1", 100, "C62")], [("PALLET-1", None, None)]),
        ("ship", [("PALLET-1", None, None)], []),
        ("ship", [("TOMATO-1", 5, "KGM")], []),
        location=["DOCK", None, "KITCHEN", "KITCHEN", "GATE", "GATE"],
        party=["FARM", None, None, None, "SHOP", None],
        evidence=["BOL-1", None, "BATCH-7", None, "BOL-9", None],
    )
    g.describe(Lot(id="TOMATO-1", supplier="FARM", supplier_lot="F-77"))
    return g


def sheets(recall: Any, **said: Any) -> tuple[dict[str, list[dict[str, Any]]], tuple[Gap, ...]]:
    target = io.BytesIO()
    gaps = recall.to_xlsx(target, **said)
    book = openpyxl.load_workbook(target)
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found, gaps


def test_key_data_elements() -> None:
    told, _ = sheets(
        kitchen().recall("TOMATO-1"),
        locations={"DOCK": "Kitchen Ltd, 1 Main St", "FARM": "Farm Ltd, 2 Field Rd", "KITCHEN": "Kitchen Ltd"},
        products={"TOMATO-1": "Roma tomatoes, fresh"},
        documents={EventKind.RECEIVE: "bill of lading"},
    )
    assert list(told) == ["About", "Receiving", "Transformation", "Shipping", "Gaps", "Lots"]
    [received] = told["Receiving"]
    assert received == {
        "Traceability lot code": "F-77",
        "Quantity": 100,
        "Unit of measure": "KGM",
        "Product description": "Roma tomatoes, fresh",
        "Immediate previous source (location description)": "Farm Ltd, 2 Field Rd",
        "Receiving location (location description)": "Kitchen Ltd, 1 Main St",
        "Date received": datetime(2026, 1, 5),
        "Traceability lot code source (location description)": None,
        "Traceability lot code source reference": None,
        "Reference document type": "bill of lading",
        "Reference document number": "BOL-1",
        "Lot": "TOMATO-1",
        "Event": "E0",
        "Time": "2026-01-05T12:00:00+00:00",
    }
    made = [(row["Used or made"], row["Traceability lot code"], row["Quantity"]) for row in told["Transformation"]]
    assert made == [("used", "F-77", 80), ("used", "BASIL-1", 2), ("made", "SAUCE-1", 160)]
    shipped = [(row["Traceability lot code"], row["Quantity"], row["Shipped in"]) for row in told["Shipping"]]
    assert shipped == [("SAUCE-1", 100, "PALLET-1"), ("F-77", 5, None)]
    assert told["Shipping"][0]["Traceability lot code source (location description)"] == "Kitchen Ltd"
    assert {row["Category"] for row in told["Lots"]} == {"in stock", "packed", "shipped", "consumed"}


def test_what_is_not_stated_is_empty_and_listed() -> None:
    told, gaps = sheets(kitchen().recall("BASIL-1"))
    [received] = told["Receiving"]
    assert received["Receiving location (location description)"] is None
    listed = {(row["Sheet"], row["Key data element"], row["What is missing"]): row for row in told["Gaps"]}
    assert listed.keys() == {(gap.sheet, gap.element, gap.reason) for gap in gaps}
    mine = {gap.element: gap.reason for gap in gaps if gap.sheet == "Receiving" and gap.rows == (2,)}
    assert mine == {
        "Traceability lot code": "the supplier's lot is not stated; the identification here stands in its place",
        "Product description": "material 'BASIL-1' is not described; its identification stands in its place",
        "Traceability lot code source (location description)": "where it got its code is not stated",
        "Reference document number": "no document is stated",
        "Reference document type": "the type of documents is not stated",
        "Immediate previous source (location description)": "who it came from is not stated",
        "Receiving location (location description)": "where it was received is not stated",
    }
    for gap in gaps:
        assert listed[gap.sheet, gap.element, gap.reason]["How many rows"] == len(gap.rows)
        for row in gap.rows:
            assert (told[gap.sheet][row - 2][gap.element] is None) != ("in its place" in gap.reason)
    assert listed["Transformation", "Reference document type", "the type of documents is not stated"]["Rows"] == "2-4"


def test_codes_that_a_company_gives() -> None:
    told, gaps = sheets(kitchen().recall("BASIL-1"), code=lambda lot: None if lot.id == "BASIL-1" else f"TLC {lot.id}")
    assert told["Receiving"][0]["Traceability lot code"] is None
    assert "the lot has no traceability lot code" in {gap.reason for gap in gaps}
    assert told["Shipping"][0]["Traceability lot code"] == "TLC SAUCE-1"


def test_a_text_is_never_a_formula(tmp_path: Path) -> None:
    names = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "a\x00b\x0b", "'quoted", "\ud800", *HOSTILE]
    g = Genealogy()
    for number, name in enumerate(names):
        g.describe(Lot(id=f"L{number}", material=name, supplier_lot=name))
    rows: list[Row] = [
        ("receive", [], [(f"L{number}", 1, name)]) for number, name in enumerate(names) if "\ud800" not in name
    ]
    made = built(*rows, evidence=[name for name in names if "\ud800" not in name])
    made.recall(made.lots).to_xlsx(tmp_path / "r.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx"):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                if isinstance(cell.value, str) and cell.value[:1] in "=+-@'":
                    assert cell.quotePrefix or cell.row == 1


def test_amounts_stay_exact(tmp_path: Path) -> None:
    g = built(("receive", [], [("A", Decimal("123456789012.345"), "KGM")]))
    g.recall("A").to_xlsx(str(tmp_path / "r.xlsx"))
    import zipfile

    with zipfile.ZipFile(tmp_path / "r.xlsx") as book:
        assert b"123456789012.345" in b"".join(book.read(name) for name in book.namelist() if "sheet" in name)


def test_what_excel_does_not_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    g = kitchen()
    monkeypatch.setattr(sheets_, "LIMIT", 8)
    with pytest.raises(GenealogyError, match="sheet 'Gaps' would have more rows than Excel holds"):
        g.recall("BASIL-1").to_xlsx(io.BytesIO())
    monkeypatch.setattr(sheets_, "LIMIT", 1000)
    monkeypatch.setattr(sheets_, "LONGEST", 20)
    with pytest.raises(GenealogyError, match="a text is longer than a cell of Excel"):
        g.recall("BASIL-1").to_xlsx(io.BytesIO())


def test_without_openpyxl(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(fsma, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r"isa95mom\[xlsx\]"):
        kitchen().recall("BASIL-1").to_xlsx(io.BytesIO())


# -- the page ---------------------------------------------------------------------------------------------------------


def cells(page: str, section: str) -> list[list[str]]:
    rows = html.document_fromstring(page).xpath(f"//section[@id='{section}']//tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("th|td")] for row in rows]


def test_the_page(tmp_path: Path) -> None:
    page = kitchen().recall("TOMATO-1").to_html(tmp_path / "r.html", title="Recall 7")
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == page
    assert cells(page, "seeds") == [["lot", "material", "why"], ["TOMATO-1", "TOMATO-1", "it was named"]]
    assert cells(page, "consignees")[1:] == [
        ["SHOP", "PALLET-1", "100 C62", "2026-01-05 16:00+00:00", "GATE", "BOL-9", "SAUCE-1"],
        ["not stated", "TOMATO-1", "5 KGM", "2026-01-05 17:00+00:00", "GATE", "", ""],
    ]
    assert [row[0] for row in cells(page, "holds")[1:]] == ["TOMATO-1", "SAUCE-1"]
    assert cells(page, "lots")[2] == [
        *("SAUCE-1", "SAUCE-1", "1", "97.56%", "160 C62", "in stock 60 C62packed 100 C62 into PALLET-1", "KITCHEN")
    ]
    assert cells(page, "gaps")[1:] == [
        ["consignee-unknown", "to whom lot 'TOMATO-1' was shipped by event 'E5' is not stated"]
    ]
    links = html.document_fromstring(page).xpath("//a/@href")
    ids = set(html.document_fromstring(page).xpath("//@id"))
    assert links and all(link[1:] in ids for link in links)


def test_a_page_with_nothing_to_tell() -> None:
    g = built(("receive", [], [("A", 1, "KGM")]), ("scrap", [("A", 1, "KGM")], []))
    page = g.as_of(effective=NOON.replace(hour=20), known=NOON).recall("A").to_html()
    assert "Nothing of it was shipped." in page and "Nothing of it is inside." in page
    assert "As it was at 2026-01-05 20:00+00:00." in page and "As was on record at" in page
    assert "Everything is known." in page
    assert bakery().recall("FLOUR").to_html().count("<section") == 6


def test_nothing_of_a_name_is_run_or_fetched() -> None:
    rows: list[Row] = [("receive", [], [(name, 1, name)]) for name in HOSTILE]
    g = built(*rows)
    page = g.recall(g.lots).to_html(title='</title><script>alert("t")</script>')
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script|//img|//iframe|//@onerror|//@style")
    assert not re.search(r"src=|@import|url\(", page)
    assert tree.xpath("string(//meta[@http-equiv]/@content)").startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.slow
@pytest.mark.parametrize("width", [1200, 420])
def test_the_page_in_a_browser(browser: Any, tmp_path: Path, width: int) -> None:  # noqa: F811
    kitchen().recall("TOMATO-1").to_html(tmp_path / "r.html")
    tab = browser.new_page(viewport={"width": width, "height": 900})
    wrong: list[str] = []
    tab.on("console", lambda said: wrong.append(said.text))
    tab.on("request", lambda got: None if got.url.startswith("file:") else wrong.append(got.url))
    tab.goto((tmp_path / "r.html").as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("getComputedStyle(document.querySelector('.tiles')).display") == "grid"
    tab.close()
    assert wrong == []
