"""Sheets of a workbook of Excel, in which no text is a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from isa95mom.genealogy.drawing import shown
from isa95mom.genealogy.errors import GenealogyError

LIMIT = 1_048_575
"""How many rows a sheet of Excel holds below its headings."""
LONGEST = 32_767
"""How many characters a cell of Excel holds."""
NUMBERS = (int, float, Decimal)
FORMULAS = frozenset("=+-@'")
"""What a text begins with that a spreadsheet may take for a formula."""


class Sheet:
    """The rows of a sheet; checked when they are added, so that a workbook is written whole or not at all."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        self.name, self.columns = name, columns
        self.rows: list[Sequence[Any]] = []

    def add(self, values: Sequence[Any]) -> int:
        """Add a row; its number in the sheet, the headings being row 1."""
        if len(self.rows) >= LIMIT:
            raise GenealogyError(f"sheet {self.name!r} would have more rows than Excel holds ({LIMIT})")
        told = [each if each is None or isinstance(each, NUMBERS) else _spelt(each) for each in values]
        self.rows.append(told)
        number = len(self.rows) + bool(self.columns)
        if any(isinstance(each, str) and len(each) > LONGEST for each in told):
            raise GenealogyError(f"sheet {self.name!r}, row {number}: a text is longer than a cell of Excel")
        return number

    def write(self, book: Any) -> None:
        """Write the sheet: headings that stay, and a filter to sort by."""
        sheet, letter = book.create_sheet(self.name), import_module("openpyxl.utils").get_column_letter
        bold = import_module("openpyxl.styles").Font(bold=True)
        for place, column in enumerate(self.columns or ("", ""), 1):
            sheet.column_dimensions[letter(place)].width = min(max(14, len(column) + 2), 34)
        if self.columns:
            sheet.freeze_panes = "A2"
            heads = [import_module("openpyxl.cell").WriteOnlyCell(sheet, value=column) for column in self.columns]
            for cell in heads:
                cell.font = bold
            sheet.append(heads)
            sheet.auto_filter.ref = f"A1:{letter(len(self.columns))}{len(self.rows) + 1}"
        for row in self.rows:
            sheet.append([_cell(sheet, value) for value in row])


def _spelt(value: object) -> str | date:
    """A value as a text that any cell holds; a day stays one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return shown(value.isoformat() if isinstance(value, datetime) else value)


def _cell(sheet: Any, value: Any) -> Any:
    """A cell, or a value that makes one. A text is one also where it begins as a formula does."""
    if isinstance(value, str) and value[:1] in FORMULAS:
        cell = import_module("openpyxl.cell").WriteOnlyCell(sheet, value="")
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    if isinstance(value, date):
        cell = import_module("openpyxl.cell").WriteOnlyCell(sheet, value=value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value
