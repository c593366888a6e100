"""The forms in which a recall is handed to others: a data frame, CSV, a page, a workbook."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from isa95mom.genealogy.affected import AffectedLot
from isa95mom.genealogy.record import Lot
from isa95mom.tables.frames import FrameKind, frame

if TYPE_CHECKING:
    from isa95mom.genealogy.recall import Recall
    from isa95mom.report.fsma import Gap

COLUMNS = (
    "lot", "material", "depth", "low", "high", "category", "quantity", "unit", "event", "effective", "party",
    "location", "into", "reason",
)  # fmt: skip
"""The columns of a recall as a table."""


class RecallForms:
    """What can be handed to others as a table, a page or a workbook."""

    @property
    def lots(self) -> tuple[AffectedLot, ...]:
        """The lots that are handed over."""
        raise NotImplementedError

    def to_frame(self, kind: FrameKind = "pandas") -> Any:
        """A data frame of pandas, polars or Arrow: one row for each part of a lot and what became of it.

        Columns: ``lot``, ``material``, ``depth``, ``low`` and ``high`` (the bounds of its exposure), ``category``,
        ``quantity``, ``unit``, ``event``, ``effective``, ``party``, ``location``, ``into``, ``reason``. What is not
        accounted for is a row of the category ``unaccounted``, so that the quantities of a lot add up to what came into
        being of it. Raises `MissingExtraError` where the library asked for is not installed.
        """
        rows = list(self._rows())
        told: dict[str, list[Any]] = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
        return frame(kind, told | {"into": [tuple(map(str, into)) for into in told["into"]]})

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str:
        """The same rows as CSV under a line of column names, which is also written to `path` where one is given.

        Times have their offsets; what is not stated is empty; several lots of ``into`` have semicolons between. Texts
        are as they are on record, and a spreadsheet may take some for formulas; none does so in `to_xlsx`.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(map(_cells, self._rows()))
        if path is not None:
            Path(path).write_text(text.getvalue(), encoding="utf-8", newline="\n")
        return text.getvalue()

    def to_html(self, path: str | os.PathLike[str] | None = None, *, title: str = "Recall") -> str:
        """A page to read and to print, in one file, which is also written to `path` where one is given.

        It needs no network and no other file, and runs nothing.
        """
        from isa95mom.report import recall_page

        text = recall_page(cast("Recall", self), title)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="\n")
        return text

    def to_xlsx(
        self,
        target: str | os.PathLike[str] | BinaryIO,
        *,
        locations: Mapping[str, str] | None = None,
        products: Mapping[str, str] | None = None,
        documents: Mapping[str, str] | None = None,
        code: Callable[[Lot], str | None] | None = None,
    ) -> tuple[Gap, ...]:
        """Write the sortable spreadsheet of FSMA 204 as a workbook of Excel; what the record does not state.

        Sheets for receiving, transformation and shipping have a row for each traceability lot with its key data
        elements. What is not on record stays empty and is in the sheet of gaps, and in the result. `locations`
        describes locations and parties, `products` materials, by their identifications; `documents` tells the type of
        reference documents by kinds of events, `code` the traceability lot code of a lot: else it is the supplier's lot
        where one is stated, or the lot itself. A text is never a formula.
        Raises `MissingExtraError` without openpyxl, `GenealogyError` for more rows or longer texts than Excel holds.
        """
        from isa95mom.report import Known, write_fsma

        known = Known(locations=locations or {}, products=products or {}, documents=documents or {}, code=code)
        return write_fsma(cast("Recall", self), target, known)

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """What became of each lot, part by part, by `COLUMNS`."""
        for lot in self.lots:
            account = lot.account
            begin = (lot.id, lot.described.material, lot.depth, lot.low, lot.high)
            for fate in account.fates:
                yield (
                    *begin, str(fate.category), fate.quantity, account.unit, fate.event, fate.effective, fate.party,
                    fate.location, fate.into, fate.reason,
                )  # fmt: skip
            if account.unaccounted:
                yield *begin, "unaccounted", account.unaccounted, account.unit, None, None, None, None, (), None
            if not account.fates and not account.unaccounted:
                yield *begin, None, None, account.unit, None, None, None, None, (), None


def _cells(row: tuple[Any, ...]) -> list[Any]:
    """A row in texts, as CSV has it."""
    told: list[Any] = []
    for cell in row:
        if isinstance(cell, datetime):
            told.append(cell.isoformat())
        elif isinstance(cell, Decimal):
            told.append(f"{cell:f}")
        else:
            told.append(";".join(map(str, cell)) if isinstance(cell, tuple) else cell)
    return told
