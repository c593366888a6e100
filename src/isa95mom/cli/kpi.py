"""`isa95mom kpi`: indicators of raw records."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.balance import Time, time
from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.lots import SHOWN, busy
from isa95mom.cli.options import InFormat, Quiet
from isa95mom.cli.output import Format, put, put_csv, put_json, put_table, say
from isa95mom.cli.sources import Reading, expand

if TYPE_CHECKING:
    from isa95mom.kpi import KPIResult, Terms

EXAMPLES = (
    "isa95mom kpi records/                                # OEE and its factors, by equipment and day",
    "isa95mom kpi records/ --kpi MTBF,MTTR --by equipment --zone Europe/Berlin",
    "isa95mom kpi records/ --kpi OEE --by '' --explain      # one number, and how it comes about",
    "isa95mom kpi performance/*.xml --cycles standards/ --by equipment,day --good",
    "isa95mom kpi --list",
)
USUAL = "OEE,Availability,Effectiveness,Quality_ratio"


def kpi(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="A folder with tables as .csv or .parquet (states, production, calendar, cycles, orders, quality, "
            "energy, personnel, maintenance); or B2MML files, folders of them, patterns, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    kpis: Annotated[str, typer.Option("--kpi", metavar="NAMES", help="Symbols or names, with commas between.")] = USUAL,
    by: Annotated[
        str, typer.Option("--by", metavar="KEYS", help="What a row is for: equipment, day, shift, product, order ...")
    ] = "equipment,day",
    convention: Annotated[
        str, typer.Option("--convention", help="How states count: iso22400, annexB, tpm, semi-e10.")
    ] = "iso22400",
    vocabulary: Annotated[
        str, typer.Option("--vocabulary", help="What states are called: plain, packml, opc-40501, opc-40001, semi-e10.")
    ] = "plain",
    zone: Annotated[
        str | None, typer.Option("--zone", metavar="NAME", help="Zone of days, such as Europe/Berlin; else UTC.")
    ] = None,
    short_stop: Annotated[
        int | None,
        typer.Option("--short-stop", metavar="SECONDS", min=1, help="Stops of less than this are minor stops."),
    ] = None,
    since: Time = None,
    until: Time = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="TIME", parser=time, help="When open states end for now.", show_default=False),
    ] = None,
    cycles: Annotated[
        Path | None,
        typer.Option("--cycles", metavar="FOLDER", help="A folder with cycles and calendar, beside documents."),
    ] = None,
    good: Annotated[
        bool, typer.Option("--good", help="What documents say was produced is good where they say nothing else.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the arithmetic of every number.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the indicators there are, and end.")] = False,
    format: InFormat = Format.TABLE,
    quiet: Quiet = False,
) -> int:
    """Work out indicators of ISO 22400-2 and of practice from raw records of states, production, orders and more.

    What is wrong with records (overlaps, gaps, unknown states, missing run times) is told on standard error. An
    indicator that has no value shows the reason.
    """
    if list_:
        listed(format)
        return Exit.OK
    if not sources:
        raise Usage("say where the records are: a folder of tables, or documents")
    if (since is None) != (until is None):
        raise Usage("--since and --until go together")
    from isa95mom.kpi import definition, mapping

    names = [definition(name.strip()).symbol for name in kpis.split(",") if name.strip()]
    options: dict[str, Any] = {
        "by": [name.strip() for name in by.split(",") if name.strip()],
        "mapping": mapping(convention, vocabulary=vocabulary),
        "zone": zone,
        "short_stop": None if short_stop is None else timedelta(seconds=short_stop),
        "window": None if since is None or until is None else (since, until),
        "as_of": as_of,
    }
    with busy(f"reading {', '.join(sources)}"):
        terms = read(sources, cycles, good, options)
    if not quiet:
        for finding in terms.findings[:SHOWN]:
            say(str(finding))
        if len(terms.findings) > SHOWN:
            say(f"... and {len(terms.findings) - SHOWN} more findings")
    found = [{name: result(terms, row, name) for name in names} for row in range(len(terms))]
    if explain:
        for row in found:
            for each in row.values():
                for text in each.explain().splitlines():
                    put(text)
        return Exit.OK
    keys = [list(terms.keys[name]) for name in terms.by]
    if format is Format.JSON:
        put_json(
            [
                dict(zip(terms.by, cells, strict=True)) | {name: as_dict(each) for name, each in row.items()}
                for *cells, row in zip(*keys, found, strict=True)
            ]
        )
        return Exit.OK
    rows = [[*cells, *(shown(each) for each in row.values())] for *cells, row in zip(*keys, found, strict=True)]
    (put_csv if format is Format.CSV else put_table)([*terms.by, *names], rows)
    return Exit.OK


def read(sources: list[str], cycles: Path | None, good: bool, options: dict[str, Any]) -> Terms:
    """The terms of a folder of tables, or of documents."""
    from isa95mom.kpi import Agreement, from_documents
    from isa95mom.kpi.folder import TABLES, from_folder, read_tables

    folder = Path(sources[0])
    if len(sources) == 1 and any(
        (folder / f"{name}{end}").is_file() for name in TABLES for end in (".csv", ".parquet")
    ):
        return from_folder(folder, **options)
    documents = expand(sources)
    beside: dict[str, Any] = {} if cycles is None else read_tables(cycles)
    with Reading(documents, None, False) as reading:
        found = [reading.read(source) for source in documents]
    return from_documents(found, agreed=Agreement(good_unless_stated=good), **options, **beside)


def result(terms: Terms, row: int, name: str) -> KPIResult:
    """An indicator of one row."""
    return terms.result(name, **{key: values.values[int(values.codes[row])] for key, values in terms.keys.items()})


def shown(found: KPIResult) -> str:
    """A value in the unit in which it is read, or the reason in brackets."""
    if found.value is None:
        return f"[{found.reason}]"
    unit = found.kpi.shown or found.unit
    value = found.in_unit(unit)
    return f"{value:.4g} {unit}" if unit not in ("", "1") else f"{value:.4g}"


def as_dict(found: KPIResult) -> dict[str, Any]:
    """A result as JSON has it."""

    def number(value: Decimal | None) -> str | None:
        return None if value is None else f"{value:f}"

    return {
        "value": number(found.value),
        "unit": found.unit,
        "reason": found.reason and str(found.reason),
        "lower": number(found.lower),
        "upper": number(found.upper),
        "terms": {name: number(value) for name, value in found.terms.items()},
        "flags": [str(flag) for flag in found.flags],
        "definition": found.definition_version,
    }


def listed(format: Format) -> None:
    """List the indicators there are."""
    from isa95mom.kpi import definitions

    columns = ("symbol", "name", "formula", "unit", "source")
    rows = [(kpi.symbol, kpi.name, kpi.formula, kpi.shown or kpi.unit, kpi.edition) for kpi in definitions()]
    if format is Format.JSON:
        put_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif format is Format.CSV:
        put_csv(columns, rows)
    else:
        put_table(columns, rows)
