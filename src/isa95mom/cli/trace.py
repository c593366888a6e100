"""`isa95mom trace`: what a lot was made from, and where it went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from isa95mom.cli.exits import Exit
from isa95mom.cli.lots import LotSources, event_as_dict, line_as_dict, lot_of, read_lots
from isa95mom.cli.options import AsVersion, Lenient, Quiet
from isa95mom.cli.output import count, put, put_csv, put_file, put_json, put_table, say

if TYPE_CHECKING:
    from isa95mom.genealogy import Trace

EXAMPLES = (
    "isa95mom trace LOT-7 performance/*.xml lots.xml",
    "isa95mom trace LOT-7 plant/ --direction both --format tree",
    "isa95mom trace LOT-7 plant/ --direction forward --format dot | dot -Tsvg > lot-7.svg",
    "isa95mom trace LOT-7 plant/ --direction both --format html > lot-7.html",
    "isa95mom trace LOT-7 events.jsonld --format epcis > lot-7.jsonld",
)
COLUMNS = (
    "trace", "depth", "direction", "lot", "quantity", "unit", "kind", "event", "effective", "equipment", "person",
)  # fmt: skip


class Way(StrEnum):
    """Which way a trace goes."""

    BACK = "back"
    FORWARD = "forward"
    BOTH = "both"


class TraceFormat(StrEnum):
    """In which form a trace is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TREE = "tree"
    DOT = "dot"
    MERMAID = "mermaid"
    GRAPHML = "graphml"
    HTML = "html"
    EPCIS = "epcis"
    PROV = "prov"


def as_epcis(found: Trace) -> str:
    """A trace as a document of EPCIS."""
    from isa95mom.exchange import epcis

    return epcis.dumps(found)


def as_prov(found: Trace) -> str:
    """A trace as a document of PROV-JSON."""
    from isa95mom.exchange import prov

    return prov.dumps(found)


DRAWN: dict[TraceFormat, Callable[[Trace], str]] = {
    TraceFormat.DOT: lambda found: found.to_dot(),
    TraceFormat.MERMAID: lambda found: found.to_mermaid(),
    TraceFormat.GRAPHML: lambda found: found.to_graphml(),
    TraceFormat.HTML: lambda found: found.to_html(),
    TraceFormat.EPCIS: as_epcis,
    TraceFormat.PROV: as_prov,
}
"""The forms that are one graph or document, whichever way the trace goes."""


def trace(
    lot: Annotated[str, typer.Argument(metavar="LOT", help="Identification of the lot or sublot.", show_default=False)],
    sources: LotSources,
    direction: Annotated[
        Way,
        typer.Option("--direction", "-d", case_sensitive=False, help="Back to its sources, forward to where it went."),
    ] = Way.BACK,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=0, help="Events in a row to follow; all where not given.", show_default=False),
    ] = None,
    format: Annotated[
        TraceFormat,
        typer.Option(
            "--format", "-f", case_sensitive=False, help="Form of the trace; dot is for Graphviz, prov is PROV-JSON."
        ),
    ] = TraceFormat.TABLE,
    version: AsVersion = None,
    lenient: Lenient = False,
    quiet: Quiet = False,
) -> int:
    """Trace a lot through documents (performances with their material actuals, lots and sublots) or tables.

    The trace is exact as far as the documents tell. What they tell in part only, or what says nothing of lots, is a
    finding, told on standard error. A lot that no document names ends with exit code 1.
    """
    genealogy = read_lots(sources, version, lenient, quiet)
    start = lot_of(genealogy, lot)
    ways = [direction] if format in DRAWN or direction is not Way.BOTH else [Way.BACK, Way.FORWARD]
    traces = [genealogy.trace([start], way.value, depth=depth) for way in ways]
    if format is TraceFormat.JSON:
        put_json(
            {
                "lot": lot,
                "traces": [as_dict(found) for found in traces],
                "findings": [
                    {"source": f.source, "path": f.path, "code": f.code, "message": f.message, "severity": f.severity}
                    for f in genealogy.findings
                ],
            }
        )
    elif format is TraceFormat.CSV:
        put_csv(COLUMNS, (r for found in traces for r in rows(found)))
    elif format in DRAWN:
        put_file(DRAWN[format](traces[0]))
    else:
        for number, found in enumerate(traces):
            if number:
                print()
            if format is TraceFormat.TREE:
                put(heading(found))
                for text in str(found.to_tree()).splitlines():
                    put(text)
            else:
                put(heading(found))
                held = sorted(rows(found), key=lambda cells: int(cells[1]))
                put_table(COLUMNS[1:], (cells[1:] for cells in held))
    for found in traces:
        if not found.complete:
            say(f"isa95mom: the trace {found.way} is cut at depth {depth}; there is more")
    return Exit.OK


def heading(found: Trace) -> str:
    """What a trace came to."""
    way = "made from" if found.way == "back" else "went into"
    return f"{found.start} {way} {count(len(found) - 1, 'lot')}, by {count(len(found.events), 'event')}:"


def rows(found: Trace) -> Iterator[list[Any]]:
    """A trace in rows, one for each line."""
    events = {event.id: event for event in found.events}
    for stated in found.lines:
        event = events[stated.event]
        yield [
            found.way,
            found.depths[stated.lot],
            str(stated.direction),
            stated.lot,
            None if stated.quantity is None else f"{stated.quantity:f}",
            stated.unit,
            str(event.kind),
            event.id,
            None if event.effective is None else event.effective.isoformat(),
            " ".join(event.equipment),
            " ".join(event.person),
        ]


def as_dict(found: Trace) -> dict[str, Any]:
    """A trace as JSON has it."""
    return {
        "direction": found.way,
        "complete": found.complete,
        "depth": found.depth,
        "lots": [{"lot": lot, "depth": depth} for lot, depth in found.depths.items()],
        "events": [event_as_dict(event) for event in found.events],
        "lines": [line_as_dict(stated) for stated in found.lines],
    }
