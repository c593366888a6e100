"""A page of indicators: numbers, their arithmetic, pictures, and what was wrong with the records."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from isa95mom.kpi.errors import KpiError, TermError
from isa95mom.kpi.losses import pareto, waterfall
from isa95mom.kpi.result import KPIResult
from isa95mom.kpi.terms import Terms
from isa95mom.report import pictures
from isa95mom.report.recall import style

USUAL = ("OEE", "Availability", "Effectiveness", "Quality_ratio", "MTBF", "MTTR")
ROWS = 200
"""How many rows of the table are shown."""


def kpi_report(
    terms: Terms,
    target: str | os.PathLike[str] | None = None,
    *,
    kpis: Sequence[str] = USUAL,
    reasons: Terms | None = None,
    segments: Mapping[str, Sequence[Any]] | None = None,
    title: str = "Indicators",
) -> str:
    """A page of indicators in one file, which is also written to `target` where one is given.

    Parameters
    ----------
    terms
        What indicators are worked out from; each row of it is one of the table.
    kpis
        Which indicators: symbols or names.
    reasons
        Terms by reason, for the picture of losses.
    segments
        The columns of `segments_of`, for the picture of states over time.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed.
    UnknownKpiError
        Nothing goes by one of the names.
    """
    kpis, lacking = _there(terms, kpis)
    whole = [terms.result(name) for name in kpis]
    drawn = [_picture(lambda: pictures.waterfall_picture(waterfall(terms)))]
    if reasons is not None:
        drawn.append(_picture(lambda: pictures.pareto_picture(pareto(reasons))))
    if segments is not None:
        drawn.append(_picture(lambda: pictures.gantt_picture(segments)))
    parts = [
        ("Altogether", _tiles(whole) + "".join(f'<p class="note">{escape(text)}</p>' for text in lacking)),
        ("Pictures", "".join(drawn)),
        ("By " + (", ".join(terms.by) or "nothing"), _table(terms, kpis)),
        ("How the numbers come about", "".join(f"<pre>{escape(each.explain())}</pre>" for each in whole)),
        ("What was wrong with the records", _findings(terms)),
    ]
    body = "".join(f"<section><h2>{escape(heading)}</h2>{told}</section>\n" for heading, told in parts)
    page = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}\nsvg {{ max-width: 100%; height: auto; }}\n"
        "pre { background: #fff; border: 1px solid #d5dae0; padding: 8px 12px; white-space: pre-wrap; }</style>\n"
        f"</head>\n<body>\n<header><h1>{escape(title)}</h1></header>\n{body}</body>\n</html>\n"
    )
    if target is not None:
        Path(target).write_text(page, encoding="utf-8", newline="\n")
    return page


def _there(terms: Terms, kpis: Sequence[str]) -> tuple[list[str], list[str]]:
    """The indicators that can be worked out, and what the others lack."""
    there, lacking = [], []
    for name in kpis:
        try:
            terms.result(name)
            there.append(name)
        except TermError as error:
            lacking.append(str(error))
    return there, lacking


def _picture(draw: Any) -> str:
    try:
        picture = draw()
    except KpiError as error:
        return f'<p class="nothing">{escape(str(error))}</p>'
    return f'<figure role="img" aria-label="{escape(picture.title)}">{picture.to_svg()}</figure>'


def shown(result: KPIResult) -> str:
    """A value in the unit in which it is read, or the reason."""
    if result.value is None:
        return str(result.reason)
    unit = result.kpi.shown or result.unit
    return f"{result.in_unit(unit):.4g} {unit if unit != '1' else ''}".strip()


def _tiles(results: Sequence[KPIResult]) -> str:
    tiles = []
    for each in results:
        unit = each.kpi.shown or each.unit
        between = ""
        if each.lower is not None and each.upper is not None and unit == "%":
            between = f"<br>between {100 * each.lower:.1f} and {100 * each.upper:.1f} %"
        source = escape(each.definition_version)
        tiles.append(
            f"<li><b>{escape(shown(each))}</b>{escape(each.kpi.name)}{between}<br><small>{source}</small></li>"
        )
    return f'<ul class="tiles">{"".join(tiles)}</ul>'


def _table(terms: Terms, kpis: Sequence[str]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in (*terms.by, *kpis))
    rows = []
    for row in range(min(len(terms), ROWS)):
        keys = {name: key.values[int(key.codes[row])] for name, key in terms.keys.items()}
        cells = [f"<td>{escape('' if value is None else str(value))}</td>" for value in keys.values()]
        cells += [f'<td class="number">{escape(shown(terms.result(name, **keys)))}</td>' for name in kpis]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    more = f'<p class="note">and {len(terms) - ROWS} more rows</p>' if len(terms) > ROWS else ""
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>{more}'


def _findings(terms: Terms) -> str:
    if not terms.findings:
        return '<p class="nothing">nothing was found</p>'
    return f"<ul>{''.join(f'<li>{escape(str(finding))}</li>' for finding in terms.findings)}</ul>"
