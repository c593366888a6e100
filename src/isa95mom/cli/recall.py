"""`isa95mom recall`: everything that some lots went into, who got it, what to hold."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.balance import Time, time
from isa95mom.cli.exits import Exit, Usage
from isa95mom.cli.lots import LotSources, busy, lots_of, read_lots
from isa95mom.cli.options import AsVersion, Lenient, Quiet
from isa95mom.cli.output import count, put_file, put_json, put_table, say

if TYPE_CHECKING:
    from isa95mom.genealogy import AffectedLot, Genealogy, Holds, Recall
    from isa95mom.tables.errors import ID

EXAMPLES = (
    "isa95mom recall plant/ --lot LOT-7",
    "isa95mom recall plant/ --supplier ACME --supplier-lot 4711 --format html --out recall.html",
    "isa95mom recall saved/ --equipment MIXER-1 --since 2026-01-05T06:00+01:00 --until-clean",
    "isa95mom recall saved/ --lot @lots.txt --format xlsx --out recall.xlsx   # sortable, as FSMA 204 asks",
    "isa95mom recall saved/ --lot LOT-7 --known 2026-01-06T00:00Z            # what would have been recalled then",
)
SHOWN = 20
"""How many of the things that are not known are shown on standard error."""
LOTS = ("lot", "steps", "exposure", "quantity", "unit", "what became of it", "location")
SHIPPED = ("shipped to", "lot", "quantity", "unit", "effective", "event")
HELD = ("hold", "quantity", "unit", "stops", "others held up", "location")


class RecallFormat(StrEnum):
    """In which form a recall is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"


AsOf = Annotated[
    datetime | None,
    typer.Option(metavar="TIME", parser=time, help="As it was at this time, with an offset.", show_default=False),
]


def recall(
    sources: LotSources,
    lot: Annotated[
        list[str] | None,
        typer.Option("--lot", metavar="LOT", help="A lot, or @FILE with one on each line. May be given again."),
    ] = None,
    material: Annotated[str | None, typer.Option("--material", metavar="NAME", help="All lots of it.")] = None,
    supplier: Annotated[str | None, typer.Option("--supplier", metavar="NAME", help="All lots it supplied.")] = None,
    supplier_lot: Annotated[
        str | None, typer.Option("--supplier-lot", metavar="LOT", help="The lots that came under its own number.")
    ] = None,
    equipment: Annotated[str | None, typer.Option("--equipment", metavar="NAME", help="What was made on it.")] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="NAME", help="What was made by that person.")
    ] = None,
    event: Annotated[
        list[str] | None, typer.Option("--event", metavar="EVENT", help="What this event gave. May be given again.")
    ] = None,
    since: Time = None,
    until: Time = None,
    until_clean: Annotated[
        bool, typer.Option("--until-clean", help="On to the next cleaning of the equipment, beyond --until.")
    ] = False,
    undated: Annotated[bool, typer.Option("--undated", help="Events without a time, too.")] = False,
    effective: AsOf = None,
    known: AsOf = None,
    format: Annotated[
        RecallFormat,
        typer.Option("--format", "-f", case_sensitive=False, help="xlsx is the sortable spreadsheet of FSMA 204."),
    ] = RecallFormat.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write to this file.", show_default=False)
    ] = None,
    version: AsVersion = None,
    lenient: Lenient = False,
    quiet: Quiet = False,
) -> int:
    """Recall lots: find everything they went into, how much of it is where, who got it, and what to hold.

    The lots are those named, those of a material or supplier, and those that some events gave: by equipment, person
    and time together. What the records do not tell is said on standard error. A lot that no record names, or a recall
    that concerns no lot, ends with exit code 1.
    """
    asked = (lot, material, supplier, supplier_lot, equipment, person, event, since, until)
    if not any(asked):
        raise Usage("say what is recalled: --lot, --material, --supplier, --supplier-lot, --equipment, --person, ...")
    genealogy = read_lots(sources, version, lenient, quiet)
    view = genealogy if effective is None and known is None else genealogy.as_of(effective=effective, known=known)
    with busy("recalling"):
        found = view.recall(
            lots_of(genealogy, lot or []), material=material, supplier=supplier, supplier_lot=supplier_lot,
            equipment=equipment, person=person, since=since, until=until, until_clean=until_clean, undated=undated,
            events=[event_of(genealogy, each) for each in event or []],
        )  # fmt: skip
        write(found, format, out)
    if not quiet:
        for finding in found.findings[:SHOWN]:
            say(str(finding))
        if len(found.findings) > SHOWN:
            say(f"... and {len(found.findings) - SHOWN} more; --format json lists them all")
        say(summary(found))
    return Exit.OK


def event_of(genealogy: Genealogy, text: str) -> ID:
    """The event that is meant on the command line: a whole number where events are named by these."""
    from isa95mom.genealogy import GenealogyError

    if not text.isdecimal():
        return text
    try:
        return genealogy.event(text).id
    except GenealogyError:
        return int(text)


def write(found: Recall, format: RecallFormat, out: Path | None) -> None:
    """Write a recall in a form, to a file or to standard output."""
    if format is RecallFormat.XLSX:
        if out is None and sys.stdout.isatty():
            raise Usage("a workbook is not written to a terminal; give --out FILE")
        target = io.BytesIO()
        found.to_xlsx(target)
        if out is None:
            sys.stdout.buffer.write(target.getvalue())
        else:
            out.write_bytes(target.getvalue())
        return
    if out is not None:
        with out.open("w", encoding="utf-8", newline="\n") as file, redirect_stdout(file):
            write(found, format, None)
    elif format is RecallFormat.JSON:
        put_json(as_dict(found))
    elif format is RecallFormat.CSV:
        put_file(found.to_csv())
    elif format is RecallFormat.HTML:
        put_file(found.to_html(title=f"Recall: {found.asked}"))
    else:
        tables(found)


def tables(found: Recall) -> None:
    """The lots, the shipments and the holds, as text."""
    put_table(LOTS, ([lot.id, lot.depth, lot.share, *amount(lot), became(lot), lot.location] for lot in found.lots))
    if found.shipped:
        print()
        put_table(
            SHIPPED,
            (
                [each.party, each.lot, shown(each.quantity), each.unit, moment(each.effective), each.event]
                for shipments in found.consignees.values()
                for each in shipments
            ),
        )
    held = found.holds()
    if held.holds:
        print()
        put_table(HELD, holds(held))


def summary(found: Recall) -> str:
    """What a recall came to."""
    shipped = len({each.lot for each in found.shipped})
    parties = len({each.party for each in found.shipped if each.party is not None})
    inside, holds_ = count(len(found.inside), "lot"), count(len(found.holds()), "hold")
    return (
        f"{found.asked}: {count(len(found), 'lot')} concerned; {inside} inside, to stop with {holds_}; "
        f"{count(shipped, 'lot')} shipped to {count(parties, 'customer')}; "
        f"{count(len(found.findings), 'thing')} not known"
    )


def amount(lot: AffectedLot) -> list[str | None]:
    """How much of a lot came into being, and its unit."""
    return [shown(lot.account.total), lot.account.unit]


def became(lot: AffectedLot) -> str:
    """What became of a lot, in one line."""
    known = lot.account.amounts
    parts = [f"{each} {shown(known.get(each)) or '?'}" for each in lot.categories]
    if lot.account.unaccounted:
        parts.append(f"unaccounted {shown(lot.account.unaccounted)}")
    return ", ".join(parts)


def holds(held: Holds) -> Iterator[list[Any]]:
    """The holds in rows."""
    for hold in held.holds:
        yield [hold.lot, shown(hold.quantity), hold.unit, len(hold.stops), len(hold.besides), hold.location]


def shown(quantity: Decimal | None) -> str | None:
    """A quantity as text."""
    return None if quantity is None else f"{quantity:f}"


def moment(time: datetime | None) -> str | None:
    """A time as text."""
    return None if time is None else time.isoformat()


def as_dict(found: Recall) -> dict[str, Any]:
    """A recall as JSON has it."""
    held = found.holds()
    return {
        "asked": str(found.asked),
        "effective": moment(found.view.effective),
        "known": moment(found.view.known),
        "seeds": [{"lot": seed.lot, "why": list(seed.why), "events": list(seed.events)} for seed in found.seeds],
        "lots": [lot_as_dict(lot) for lot in found.lots],
        "shipped": [
            {
                "lot": each.lot, "party": each.party, "quantity": shown(each.quantity), "unit": each.unit,
                "event": each.event, "effective": moment(each.effective), "location": each.location,
                "evidence": each.evidence, "contents": list(each.contents),
            }
            for each in found.shipped
        ],
        "holds": [
            {
                "lot": hold.lot, "quantity": shown(hold.quantity), "unit": hold.unit, "location": hold.location,
                "stops": list(hold.stops), "besides": list(hold.besides),
            }
            for hold in held.holds
        ],
        "loose": list(held.loose),
        "findings": [
            {"code": each.code, "message": each.message, "lots": list(each.lots), "events": list(each.events)}
            for each in found.findings
        ],
    }  # fmt: skip


def lot_as_dict(lot: AffectedLot) -> dict[str, Any]:
    """A lot of a recall."""
    account = lot.account
    return {
        "lot": lot.id, "material": lot.described.material, "depth": lot.depth,
        "exposure": {"low": lot.low, "high": lot.high},
        "quantity": shown(account.total), "unit": account.unit, "on_hand": shown(account.on_hand),
        "location": lot.location, "holders": list(lot.holders),
        "categories": {str(each): shown(account.amounts.get(each)) for each in lot.categories},
        "unaccounted": shown(account.unaccounted),
        "fates": [
            {
                "category": str(fate.category), "quantity": shown(fate.quantity), "event": fate.event,
                "effective": moment(fate.effective), "party": fate.party, "location": fate.location,
                "into": list(fate.into), "reason": fate.reason,
            }
            for fate in account.fates
        ],
        "unknown": list(account.unknown),
    }  # fmt: skip
