"""In which forms indicators are written: as text, numbers, a page, or KPI-ML."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isa95mom.cli.exits import Usage
from isa95mom.cli.output import put, put_csv, put_file, put_json, put_table

if TYPE_CHECKING:
    from isa95mom.declare import Noun
    from isa95mom.kpi import KPIDefinition, KPIResult, Terms

LISTED = ("symbol", "name", "formula", "unit", "source")


class KpiFormat(StrEnum):
    """In which form indicators are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    KPI_ML = "kpi-ml"


@contextmanager
def to(out: str | None) -> Iterator[None]:
    """Let what is printed go to a file, where one is named."""
    if out is None or out == "-":
        yield
        return
    with Path(out).open("w", encoding="utf-8", newline="\n") as file, redirect_stdout(file):
        yield


def put_explained(terms: Terms, kpis: Sequence[KPIDefinition]) -> None:
    """The arithmetic of every number, row by row."""
    for row in zip(*map(terms.results, kpis), strict=True):
        for each in row:
            for text in each.explain().splitlines():
                put(text)


def put_numbers(terms: Terms, kpis: Sequence[KPIDefinition], format: KpiFormat) -> None:
    """A row for each combination of keys, as a table, JSON or CSV."""
    if format is KpiFormat.JSON:
        several = zip(*map(terms.results, kpis), strict=True)
        names = [kpi.symbol for kpi in kpis]
        put_json(
            [
                keys | {name: as_dict(each) for name, each in zip(names, row, strict=True)}
                for keys, row in zip(terms.objects(), several, strict=True)
            ]
        )
        return
    table = terms.kpis(kpis)
    keys = [list(terms.keys[name]) for name in terms.by]
    if format is KpiFormat.TABLE:
        columns = {name: column.texts() for name, column in table.columns.items()}
    else:
        columns = {}
        told = table.to_columns()
        for name, column in table.columns.items():
            columns |= {name: told[name], f"{name} unit": [column.unit] * len(table)}
            columns[f"{name} reason"] = told[f"{name} reason"]
    rows = zip(*keys, *columns.values(), strict=True)
    (put_table if format is KpiFormat.TABLE else put_csv)([*terms.by, *columns], rows)


def put_moves(terms: Terms, one: str, other: str, format: KpiFormat) -> None:
    """How time moves between two conventions, a row for each state, as a table, JSON or CSV."""
    from isa95mom.kpi import moved

    found = moved(terms, one, other)
    if format is KpiFormat.TABLE:
        names = ("state", "minutes", one, other)
        rows = [(row.state or "-", f"{row.time / 60:.1f}", row.before or "-", row.after or "-") for row in found.rows]
        put_table(names, rows)
        return
    columns = {name: column for name, column in found.to_columns().items() if name != "minutes"}
    columns["seconds"] = [f"{time:f}" for time in columns["seconds"]]
    several = zip(*columns.values(), strict=True)
    if format is KpiFormat.JSON:
        put_json([dict(zip(columns, row, strict=True)) for row in several])
    else:
        put_csv(list(columns), several)


def as_dict(found: KPIResult) -> dict[str, Any]:
    """A result as JSON has it."""

    def number(value: Decimal | None) -> str | None:
        return None if value is None else f"{value:f}"

    window = found.window or (None, None)
    return {
        "value": number(found.value),
        "unit": found.unit,
        "reason": found.reason and str(found.reason),
        "lower": number(found.lower),
        "upper": number(found.upper),
        "terms": {name: number(value) for name, value in found.terms.items()},
        "flags": [str(flag) for flag in found.flags],
        "definition": found.definition_version,
        "from": window[0] and window[0].isoformat(),
        "until": window[1] and window[1].isoformat(),
    }


# -- KPI-ML -----------------------------------------------------------------------------------------------------------


def put_kpi_ml(terms: Terms, kpis: Sequence[KPIDefinition], out: str | None) -> None:
    """The values as one document; into a folder definitions, instances and values, which refer to one another.

    A document of KPI-ML holds one kind of these.
    """
    from isa95mom.kpi.from_model import kpi_ml

    found = kpi_ml.of_terms(terms, kpis)
    if out is None or not (Path(out).is_dir() or out.endswith(("/", os.sep))):
        with to(out):
            put_message(found.values)
        return
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("definitions", "instances", "values"):
        with to(str(folder / f"{name}.xml")):
            put_message(getattr(found, name))


def put_message(nouns: Sequence[Noun]) -> None:
    """Nouns of one class as a message that publishes them."""
    from isa95mom.codec import dumps
    from isa95mom.transactions import Client
    from isa95mom.values.version import Version

    if not nouns:
        raise Usage("there is no row, and KPI-ML has no document without one")
    version = Version.KPI_ML_V01
    put_file(dumps(Client(version=version).sync(*nouns), version=version).decode("utf-8"))


# -- what there is ----------------------------------------------------------------------------------------------------


def put_listed(format: KpiFormat) -> None:
    """List the indicators there are. Raises `Usage` for a page, which there is of results only."""
    from isa95mom.kpi import definitions

    if format is KpiFormat.HTML:
        raise Usage("--list gives a table, json, csv or kpi-ml; a page shows results")
    if format is KpiFormat.KPI_ML:
        from isa95mom.kpi.from_model import kpi_ml

        put_message([kpi_ml.to_definition(kpi) for kpi in definitions()])
        return
    rows = [(kpi.symbol, kpi.name, kpi.formula, kpi.shown or kpi.unit, kpi.edition) for kpi in definitions()]
    if format is KpiFormat.JSON:
        put_json([dict(zip(LISTED, row, strict=True)) for row in rows])
    else:
        (put_table if format is KpiFormat.TABLE else put_csv)(LISTED, rows)
