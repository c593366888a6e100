"""`isa95mom kpi`: indicators of raw records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import frozen

from isa95mom.cli.balance import Time, time
from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.kpi_forms import KpiFormat, put_explained, put_kpi_ml, put_listed, put_moves, put_numbers, to
from isa95mom.cli.lots import SHOWN, busy
from isa95mom.cli.options import Quiet
from isa95mom.cli.output import count, put_file, say
from isa95mom.cli.sources import Reading, expand, unreadable
from isa95mom.kpi.errors import KpiError

if TYPE_CHECKING:
    from isa95mom.kpi import KPIDefinition, Terms

EXAMPLES = (
    "isa95mom kpi records/                                # OEE and its factors, by equipment and day",
    "isa95mom kpi records/ --kpi MTBF,MTTR --by equipment --zone Europe/Berlin",
    "isa95mom kpi records/ --kpi OEE --by '' --explain      # one number, and how it comes about",
    "isa95mom kpi performance/*.xml --cycles standards/ --by equipment,day --good",
    "isa95mom kpi records/ --by equipment,day,shift --zone Europe/Berlin --format html --out oee.html",
    "isa95mom kpi records/ --format kpi-ml --out kpi/      # definitions.xml, instances.xml, values.xml",
    "isa95mom kpi stops/ --otherwise Production           # a log of stops: the rest of planned time is production",
    "isa95mom kpi records/ --moved tpm                    # how time moves from iso22400 to TPM",
    "isa95mom kpi --list --format kpi-ml > definitions.xml",
)
FEW = 3
SPELT = {"'as_of'": "--as-of", "'window'": "--since and --until"}
"""What options of the library are called here."""
USUAL = "OEE,Availability,Effectiveness,Quality_ratio"


def kpi(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="A folder with tables as .csv or .parquet (states, production, calendar, cycles, orders, runs, "
            "quality, energy, personnel, maintenance, capacity); or B2MML files, folders of them, patterns, or - for "
            "standard input.",
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
    otherwise: Annotated[
        str | None,
        typer.Option(
            "--otherwise",
            metavar="STATE",
            help="The state of planned time that no record covers, such as Production where only stops are logged.",
        ),
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
    moved: Annotated[
        str | None,
        typer.Option(
            "--moved",
            metavar="CONVENTION",
            help="Show how time moves from --convention to this one, state by state, and end.",
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show the arithmetic of every number.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the indicators there are, and end.")] = False,
    format: Annotated[
        KpiFormat,
        typer.Option("--format", "-f", case_sensitive=False, help="html is one page with pictures (extra plots)."),
    ] = KpiFormat.TABLE,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="Write to this file. A folder, or a name that ends in /, gets all documents of kpi-ml; a file, and "
            "standard output, the values only.",
            show_default=False,
        ),
    ] = None,
    quiet: Quiet = False,
) -> int:
    """Work out indicators of ISO 22400-2 and of practice from raw records of states, production, orders and more.

    What is wrong with records (overlaps, gaps, unknown states, missing run times) is told on standard error. An
    indicator that has no value shows the reason. One that the records lack terms for is told there as well, and ends
    with exit code 1; all others are written.
    """
    if list_:
        with to(out):
            put_listed(format)
        return Exit.OK
    if not sources:
        raise Usage("say where the records are: a folder of tables, or documents")
    if (since is None) != (until is None):
        raise Usage("--since and --until go together")
    if explain and format is not KpiFormat.TABLE:
        raise Usage("--explain writes text; json, html and kpi-ml tell the terms anyhow")
    from isa95mom.kpi.filling import state_of

    if moved is not None and format in (KpiFormat.HTML, KpiFormat.KPI_ML):
        raise Usage("--moved gives a table, json or csv")
    asked = asked_for(kpis, by, convention, vocabulary, zone)
    try:
        if moved is not None:
            asked.mapping.under(moved)
        if otherwise is not None:
            state_of(otherwise, asked.mapping)
    except KpiError as error:
        raise Usage(str(error)) from None
    when: dict[str, Any] = {
        "mapping": asked.mapping,
        "short_stop": None if short_stop is None else timedelta(seconds=short_stop),
        "window": None if since is None or until is None else (since, until),
        "otherwise": otherwise,
        "as_of": as_of,
    }
    with busy(f"reading {', '.join(sources)}"):
        records = read(sources, cycles, good)
    try:
        terms = records.terms(by=asked.by, zone=zone, **when)
    except KpiError as error:
        raise respelt(error) from None
    if not quiet:
        for finding in terms.findings[:SHOWN]:
            say(str(finding))
        if len(terms.findings) > SHOWN:
            say(f"... and {len(terms.findings) - SHOWN} more findings")
    if moved is not None:
        with to(out):
            put_moves(terms, convention, moved, format)
        return Exit.OK
    there = possible(terms, asked.kpis)
    if not there:
        return Exit.FOUND
    if format is KpiFormat.KPI_ML:
        put_kpi_ml(terms, there, out)
    elif format is KpiFormat.HTML:
        with busy("drawing"):
            text = page(records, terms, asked.kpis, called(sources), zone, when)
        with to(out):
            put_file(text)
    else:
        with to(out):
            put_explained(terms, there) if explain else put_numbers(terms, there, format)
    return Exit.OK if len(there) == len(asked.kpis) else Exit.FOUND


@frozen(slots=True)
class Asked:
    """What a command line names, found."""

    kpis: list[KPIDefinition]
    by: tuple[str, ...]
    mapping: Any


def asked_for(kpis: str, by: str, convention: str, vocabulary: str, zone: str | None) -> Asked:
    """What is named. Raises `Usage` where there is no such indicator, key, convention, vocabulary or zone."""
    from isa95mom.kpi import definition, mapping
    from isa95mom.kpi.calendar import zone_of
    from isa95mom.kpi.work import keys_of

    try:
        found = {kpi.symbol: kpi for kpi in (definition(name.strip()) for name in kpis.split(",") if name.strip())}
        keys = keys_of(name.strip() for name in by.split(",") if name.strip())
        if zone is not None:
            zone_of(zone)
        meant = mapping(convention, vocabulary=vocabulary)
    except KpiError as error:
        raise Usage(str(error)) from None
    if not found:
        raise Usage("--kpi names no indicator")
    return Asked(list(found.values()), keys, meant)


def respelt(error: KpiError) -> Exception:
    """An error in the words of the command line: one that asks for an option is one of usage."""
    text = str(error)
    for theirs, ours in SPELT.items():
        text = text.replace(theirs, ours)
    return error if text == str(error) else Usage(text)


@frozen(slots=True)
class Told:
    """The records of a folder or of documents."""

    tables: Mapping[str, Any]
    terms: Callable[..., Terms]
    """The additive terms of them; takes the options of `from_frame`."""


def read(sources: list[str], cycles: Path | None, good: bool) -> Told:
    """The records of a folder of tables, or of documents."""
    from isa95mom.kpi import Agreement, from_frame, records_of
    from isa95mom.kpi.folder import TABLES, read_tables

    folder = Path(sources[0])
    if len(sources) == 1 and any(
        (folder / f"{name}{end}").is_file() for name in TABLES for end in (".csv", ".parquet")
    ):
        tables: dict[str, Any] = dict(read_tables(folder))
        return Told(tables, lambda **options: from_frame(**tables, **options))
    if len(sources) == 1 and folder.is_dir() and not any(folder.rglob("*.[xX][mM][lL]")):
        raise unreadable(sources[0], f"it holds no *.xml, and none of {', '.join(TABLES)} as .csv or .parquet")
    documents = expand(sources)
    beside: dict[str, Any] = {} if cycles is None else dict(read_tables(cycles))
    with Reading(documents, None, False) as reading:
        found = [reading.read(source) for source in documents]
    records = records_of(found, agreed=Agreement(good_unless_stated=good))
    return Told(dict(records.tables) | beside, lambda **options: records.terms(**beside, **options))


def possible(terms: Terms, kpis: list[KPIDefinition]) -> list[KPIDefinition]:
    """The indicators that terms can give; what the others lack is told."""
    from isa95mom.kpi import TermError

    there = []
    for kpi in kpis:
        try:
            terms.kpis([kpi])
            there.append(kpi)
        except TermError as error:
            say(f"isa95mom: {error}")
    return there


def page(
    records: Told, terms: Terms, kpis: list[KPIDefinition], title: str, zone: str | None, when: dict[str, Any]
) -> str:
    """A page, with what stops cost and with the states over time where the records state them."""
    from isa95mom.kpi import from_frame, segments_of
    from isa95mom.report.indicators import kpi_report

    reasons = segments = None
    if "states" in records.tables:
        planned = {name: table for name, table in records.tables.items() if name in ("states", "calendar")}
        by_reason = from_frame(**planned, by=("reason",), zone=zone, **when)
        reasons = by_reason if any(value is not None for value in by_reason.keys["reason"]) else None
        segments = segments_of(**planned, zone=zone, **when)
    return kpi_report(
        terms, kpis=kpis, reasons=reasons, segments=segments, title=title, **({} if zone is None else {"zone": zone})
    )


def called(sources: list[str]) -> str:
    """What a page is called."""
    return f"Indicators of {', '.join(sources) if len(sources) <= FEW else count(len(sources), 'source')}"
