"""A page of indicators: numbers, their arithmetic, pictures, and what was wrong with the records."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from attrs import evolve

from isa95mom.kpi.calendar import zone_of
from isa95mom.kpi.columns import KPIColumn
from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.explain import FLAGS, REASONS, in_words
from isa95mom.kpi.kinds import KPIDefinition
from isa95mom.kpi.losses import pareto, waterfall
from isa95mom.kpi.registry import NAMED, definition
from isa95mom.kpi.result import KPIResult
from isa95mom.kpi.terms import Terms
from isa95mom.report import pictures
from isa95mom.report.recall import style

USUAL = ("OEE", "Availability", "Effectiveness", "Quality_ratio", "MTBF", "MTTR")
ROWS = 200
"""How many rows of the table, and how many findings, are shown."""
FIGURES = 4
"""With how many figures values are shown."""
MAPS = (("shift", "hour"), ("day", "hour"), ("equipment", "hour"), ("shift", "day"), ("equipment", "shift"),
        ("equipment", "day"))  # fmt: skip
"""The rows and columns of the heat map; the first that the terms are by are drawn."""
COURSES = ("day", "week", "month")
"""Over which key a trend is drawn; the first that the terms are by."""
STYLE = """\
figure { margin: 0 0 14px; padding: 8px; background: #fff; border: 1px solid #d5dae0; border-radius: 4px; }
figure svg { display: block; width: 100%; max-width: 940px; height: auto; margin: 0 auto; }
.tiles small { color: #526070; }
td.key { white-space: nowrap; }
td.reason { color: #526070; text-align: right; white-space: nowrap; }
pre { background: #fff; border: 1px solid #d5dae0; border-radius: 4px; padding: 8px 12px; white-space: pre-wrap; }
@media print { figure, pre { break-inside: avoid; } }
"""


def kpi_report(
    terms: Terms,
    target: str | os.PathLike[str] | None = None,
    *,
    kpis: Sequence[NAMED] = USUAL,
    reasons: Terms | None = None,
    segments: Mapping[str, Sequence[Any]] | None = None,
    title: str = "Indicators",
    zone: str = "UTC",
) -> str:
    """A page of indicators in one file, which is also written to `target` where one is given.

    The first of the indicators that is a ratio is drawn over time where the terms are by day, week or month, and as a
    heat map where they are by two keys such as shift and hour.

    Parameters
    ----------
    terms
        What indicators are worked out from; each row of it is one of the table.
    kpis
        Which indicators: symbols or names. Those that the terms cannot give are named on the page.
    reasons
        Terms by reason, for the picture of losses.
    segments
        The columns of `segments_of`, for the picture of states over time.
    zone
        In which zone times are shown.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    KpiError
        There is no row, nothing goes by one of the names, or there is no such zone.
    """
    if not len(terms):
        raise KpiError("there is no row of which a page could tell")
    clock = zone_of(zone)
    there, lacking = _there(terms, kpis)
    whole = [_local(terms.result(kpi), clock) for kpi in there]
    drawn = [*_over_time(terms, there), _picture(lambda: pictures.waterfall_picture(waterfall(terms)))]
    if reasons is not None:
        drawn.append(_picture(lambda: pictures.pareto_picture(pareto(reasons))))
    if segments is not None:
        drawn.append(_picture(lambda: pictures.gantt_picture(segments, zone=zone)))
    about = f"states count as in {terms.mapping.convention}"
    if terms.window is not None:
        first, last = (moment.astimezone(clock).isoformat(" ", "minutes") for moment in terms.window)
        about = f"From {first} until {last}, {zone}; {about}"
    parts = [
        ("Altogether", _tiles(whole) + "".join(f'<p class="note">{escape(text)}</p>' for text in lacking)),
        ("Pictures", "".join(drawn)),
        ("By " + (", ".join(terms.by) or "nothing"), _table(terms, there)),
        ("How the numbers come about", "".join(f"<pre>{escape(each.explain())}</pre>" for each in whole)),
        ("What was wrong with the records", _findings(terms)),
    ]
    body = "".join(f"<section><h2>{escape(heading)}</h2>{told}</section>\n" for heading, told in parts)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}{STYLE}</style>\n"
        f"</head>\n<body>\n<header><h1>{escape(title)}</h1><p>{escape(about)}</p></header>\n{body}</body>\n</html>\n"
    )
    if target is not None:
        Path(target).write_text(page, encoding="utf-8", newline="\n")
    return page


def _local(result: KPIResult, clock: ZoneInfo) -> KPIResult:
    """A result with its times in the zone of the page."""
    if result.window is None:
        return result
    first, last = result.window
    return evolve(result, window=(first.astimezone(clock), last.astimezone(clock)))


def _there(terms: Terms, kpis: Sequence[NAMED]) -> tuple[list[KPIDefinition], list[str]]:
    """The indicators that can be worked out, and what the others lack."""
    there, lacking = [], []
    for kpi in map(definition, kpis):
        try:
            terms.kpis([kpi])
            there.append(kpi)
        except TermError as error:
            lacking.append(str(error))
    return there, lacking


# -- pictures ---------------------------------------------------------------------------------------------------------


def _picture(draw: Callable[[], pictures.Picture]) -> str:
    try:
        picture = draw()
    except KpiError as error:
        return f'<p class="nothing">{escape(str(error))}</p>'
    return f'<figure role="img" aria-label="{escape(picture.title)}">{picture.to_svg()}</figure>'


def _over_time(terms: Terms, kpis: Sequence[KPIDefinition]) -> Iterator[str]:
    """The trend and the heat map of the first indicator that is read in per cent, where the terms are by such keys."""
    kpi = next((kpi for kpi in kpis if kpi.shown == "%"), None)
    if kpi is None:
        return
    course = next((key for key in COURSES if key in terms.by), None)
    if course is not None:
        rolled = terms.roll_up((course,))
        times, several = zip(
            *sorted(zip(rolled.keys[course], rolled.results(kpi), strict=True), key=_time), strict=True
        )
        if len(times) > 1:
            lower = [_number(each.value if each.lower is None else each.lower) for each in several]
            upper = [_number(each.value if each.upper is None else each.upper) for each in several]
            values = [_number(each.value) for each in several]
            named = f"{kpi.name} by {course}"
            yield _picture(lambda: pictures.trend_picture(times, values, lower, upper, named))
    pair = next((pair for pair in MAPS if set(pair) <= set(terms.by)), None)
    if pair is not None:
        rolled = terms.roll_up(pair)
        column = rolled.kpis([kpi])[kpi.symbol].values.tolist()
        found = {tuple(keys.values()): value for keys, value in zip(rolled.objects(), column, strict=True)}
        there = [keys for keys, value in found.items() if value == value]
        rows, columns = (sorted({keys[place] for keys in there}, key=_order) for place in (0, 1))
        if len(rows) > 1 or len(columns) > 1:
            cells = [[_known(found.get((row, column))) for column in columns] for row in rows]
            about = f"{kpi.name} by {' and '.join(pair)}"
            yield _picture(lambda: pictures.heat_picture(rows, columns, cells, about, names=pair))


def _time(point: tuple[Any, KPIResult]) -> Any:
    return point[0]


def _order(key: Any) -> tuple[bool, Any]:
    """Names and times in their order; None, which nothing is called by, comes last."""
    return (key is None, "" if key is None else key)


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else value


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


# -- text -------------------------------------------------------------------------------------------------------------


def _tiles(results: Sequence[KPIResult]) -> str:
    tiles = []
    for each in results:
        value = "\N{EN DASH}" if each.value is None else in_words(each, each.value, FIGURES)
        told = [REASONS[each.reason]] if each.reason is not None else []
        if each.lower is not None and each.upper is not None:
            told.append(f"between {in_words(each, each.lower, FIGURES)} and {in_words(each, each.upper, FIGURES)}")
        told += [FLAGS[flag] for flag in each.flags]
        more = "".join(f"<br>{escape(text)}" for text in told)
        source = escape(each.definition_version)
        tiles.append(f"<li><b>{escape(value)}</b>{escape(each.kpi.name)}{more}<br><small>{source}</small></li>")
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _table(terms: Terms, kpis: Sequence[KPIDefinition]) -> str:
    shown = terms.kpis(kpis).columns.values()
    head = "".join(f"<th>{escape(name)}</th>" for name in terms.by)
    for column in shown:
        about = f"{column.kpi.name} = {column.kpi.formula}"
        head += f'<th class="number" title="{escape(about)}">{escape(column.kpi.symbol.replace("_", " "))}</th>'
    columns = [_cells(column) for column in shown]
    rows = []
    for row, keys in enumerate(islice(terms.objects(), ROWS)):
        named = ("" if value is None else str(value) for value in keys.values())
        cells = [f'<td class="key">{escape(name)}</td>' for name in named]
        rows.append(f"<tr>{''.join([*cells, *(column[row] for column in columns)])}</tr>")
    more = f'<p class="note">and {len(terms) - ROWS} more rows</p>' if len(terms) > ROWS else ""
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>{more}'


def _cells(column: KPIColumn) -> list[str]:
    made = []
    for row, text in enumerate(column.texts()[:ROWS]):
        reason = column.reason(row)
        told = f'<td class="number">{escape(text)}</td>'
        made.append(
            told if reason is None else f'<td class="reason" title="{escape(REASONS[reason])}">{escape(reason)}</td>'
        )
    return made


def _findings(terms: Terms) -> str:
    if not terms.findings:
        return '<p class="nothing">nothing was found</p>'
    more = len(terms.findings) - ROWS
    told = [*map(str, terms.findings[:ROWS]), *([f"... and {more} more findings"] if more > 0 else [])]
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in told)}</ul>"
