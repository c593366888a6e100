"""Pictures of indicators: waterfall, losses, states over time, heat map, control chart, bridge, trend.

Each gives its data, a figure of matplotlib, SVG and PNG. Colours can be told apart by those who see few of them, and no
picture says anything by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from isa95mom.kpi.bridges import Bridge
from isa95mom.kpi.calendar import zone_of
from isa95mom.kpi.control import ControlChart
from isa95mom.kpi.errors import KpiError
from isa95mom.kpi.losses import Loss, Waterfall
from isa95mom.report.picture import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PINK,
    RED,
    SKY,
    YELLOW,
    Picture,
    blank,
    hours,
    library,
    settings,
    short,
)

__all__ = [
    "Picture",
    "bridge_picture",
    "control_picture",
    "gantt_picture",
    "heat_picture",
    "pareto_picture",
    "trend_picture",
    "waterfall_picture",
]

STATES = {
    "Production": (GREEN, ""),
    "Setup": (SKY, ""),
    "Minor stop": (PINK, ""),
    "Delay": (ORANGE, ""),
    "Blocked": (ORANGE, "\\\\\\\\"),
    "Starved": (YELLOW, ""),
    "Breakdown": (RED, ""),
    "Corrective maintenance": (RED, "...."),
    "Idle": ("#c9d8e3", ""),
    "Planned downtime": (BLUE, ""),
    "Planned maintenance": (BLUE, "...."),
    "Engineering": (BLUE, "\\\\\\\\"),
    "Not scheduled": ("#e8e8e8", ""),
}
"""The colour and the hatch of each state, in the order of a legend."""
OTHER = (GREY, "")
"""Those of all other states."""
LABELS = 24
"""How many columns of a heat map are labelled, and told in numbers."""
TALL = 40
"""How many rows are drawn below one another."""
MOST = 15
"""How many bars are drawn; what is beyond is one bar."""
SUM = "\N{GREEK CAPITAL LETTER SIGMA}"


def waterfall_picture(found: Waterfall, title: str = "From all time to good time") -> Picture:
    """A waterfall as horizontal bars, hours from left to right. Raises `MissingExtraError` without matplotlib."""
    figure, axes = blank(title, 0.42 * len(found.steps) + 1.2)
    widest = max((hours(step.left) for step in found.steps), default=1.0) or 1.0
    for place, step in enumerate(found.steps):
        length = hours(step.time)
        begin = 0.0 if step.total else hours(step.left)
        colour = BLUE if step.total else GREY if step.name == "unclassified" else ORANGE if length <= 0 else GREEN
        width = length if step.total else -length
        axes.barh(place, width, left=begin, color=colour, height=0.7, hatch="//" if colour == GREY else None)
        axes.text(max(begin, begin + width) + widest * 0.01, place, f"{length:,.1f} h", va="center")
    axes.set_yticks(range(len(found.steps)), [f"{step.text}" for step in found.steps])
    axes.invert_yaxis()
    axes.set_xlim(0, widest * 1.12)
    axes.set_xlabel("hours")
    axes.grid(axis="x", color="#dddddd")
    return Picture(title, found.to_columns(), figure)


def pareto_picture(losses: Sequence[Loss], title: str = "What stops cost") -> Picture:
    """Losses as bars, the greatest first, with the share of all up to each. Raises `KpiError` where there are none."""
    if not losses:
        raise KpiError("there are no losses to be drawn")
    names = [", ".join(short(key) for key in loss.keys.values()) for loss in losses]
    shown = list(losses[:MOST])
    figure, axes = blank(title, 0.4 * (len(shown) + (len(losses) > MOST)) + 1.4)
    bars = [(name, hours(loss.time), loss.stops, loss.cumulative) for name, loss in zip(names, shown, strict=False)]
    if len(losses) > MOST:
        rest = sum((hours(loss.time) for loss in losses[MOST:]), 0.0)
        stopped = [loss.stops for loss in losses[MOST:] if loss.stops is not None]
        bars.append((f"{len(losses) - MOST} others", rest, sum(stopped) if stopped else None, losses[-1].cumulative))
    widest = max(length for _, length, _, _ in bars) or 1.0
    for place, (_, length, count, share) in enumerate(bars):
        axes.barh(place, length, color=GREY if place == MOST else ORANGE, height=0.7)
        stops = "" if count is None else f", {count} {'stop' if count == 1 else 'stops'}"
        axes.text(length + widest * 0.01, place, f"{length:,.1f} h{stops}, {SUM} {100 * share:.0f} %", va="center")
    axes.set_yticks(range(len(bars)), [name for name, *_ in bars])
    axes.invert_yaxis()
    axes.set_xlim(0, widest * 1.35)
    axes.set_xlabel(f"hours; {SUM} is the share of all losses up to this bar")
    axes.grid(axis="x", color="#dddddd")
    data: dict[str, Sequence[Any]] = {
        "name": names,
        "seconds": [loss.time for loss in losses],
        "stops": [loss.stops for loss in losses],
        "cumulative": [loss.cumulative for loss in losses],
    }
    return Picture(title, data, figure)


def gantt_picture(
    segments: Mapping[str, Sequence[Any]], title: str = "States over time", *, zone: str = "UTC"
) -> Picture:
    """The states of equipment over time, from the columns of `segments_of`; gaps are hatched: there is no record.

    Raises `KpiError` where there are no segments, more than 40 pieces of equipment, or no such zone.
    """
    who = list(dict.fromkeys(segments["equipment"]))
    if not who or len(who) > TALL:
        raise KpiError(f"{len(who)} pieces of equipment cannot be drawn below one another; 1 to {TALL} can")
    figure, axes = blank(title, 0.4 * len(who) + 1.8)
    dates = library("matplotlib.dates")
    first, last = (dates.date2num(moment) for moment in (min(segments["start"]), max(segments["end"])))
    for place in range(len(who)):
        axes.barh(place, last - first, left=first, height=0.7, facecolor="white", edgecolor=GREY, hatch="////",
                  linewidth=0)  # fmt: skip
    places = {name: place for place, name in enumerate(who)}
    pieces: dict[tuple[str, int], list[tuple[float, float]]] = {}
    rows = zip(segments["equipment"], segments["start"], segments["end"], segments["state"], strict=True)
    for name, start, end, state in rows:
        left, right = dates.date2num(start), dates.date2num(end)
        several = pieces.setdefault((state or "unknown state", places[name]), [])
        if several and several[-1][0] + several[-1][1] == left:  # one bar for what goes on
            left = several.pop()[0]
        several.append((left, right - left))
    for (state, place), several in pieces.items():
        colour, hatch = STATES.get(state, OTHER)
        axes.broken_barh(several, (place - 0.35, 0.7), facecolor=colour, edgecolor="white", hatch=hatch, linewidth=0)
    axes.set_yticks(range(len(who)), [short(name) for name in who])
    axes.invert_yaxis()
    axes.set_xlim(first, last)
    locator = dates.AutoDateLocator(tz=zone_of(zone))
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, tz=zone_of(zone)))
    axes.set_xlabel(zone)
    patches = library("matplotlib.patches")
    used = dict.fromkeys(state for state, _ in pieces)
    handles = []
    for state in (*(state for state in STATES if state in used), *(state for state in used if state not in STATES)):
        colour, hatch = STATES.get(state, OTHER)
        handles.append(patches.Patch(facecolor=colour, edgecolor="white", hatch=hatch, linewidth=0, label=state))
    handles.append(patches.Patch(facecolor="white", edgecolor=GREY, hatch="////", label="no record"))
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False)
    return Picture(title, {name: list(column) for name, column in segments.items()}, figure)


def control_picture(chart: ControlChart, title: str = "Control chart") -> Picture:
    """A control chart, one panel for each of its lines; points that break a rule are marked."""
    count = len(chart.series)
    with settings():
        figure = library("matplotlib.figure").Figure(figsize=(9, 2.6 * count + 0.6), layout="constrained")
        panels = figure.subplots(count, 1, sharex=True, squeeze=False)[:, 0]
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold")
    places = sorted({signal.point for signal in chart.signals})
    for number, (axes, line) in enumerate(zip(panels, chart.series, strict=True)):
        at = range(len(line.points))
        axes.plot(at, line.points, color=BLUE, marker="o", markersize=3, linewidth=1)
        axes.plot(at, line.centre, color=GREEN, linewidth=1)
        for limit in (line.lower, line.upper):
            axes.step(at, limit, where="mid", color=RED, linewidth=1, linestyle="--")
        if number == 0 and places:
            axes.plot(places, line.points[places], linestyle="", marker="D", markersize=7, markerfacecolor="none",
                      color=RED, label="breaks a rule")  # fmt: skip
            figure.legend(loc="outside upper right", frameon=False)
        for name, limit in (("UCL", line.upper), ("CL", line.centre), ("LCL", line.lower)):
            if len(limit) and limit[-1] == limit[-1]:
                axes.annotate(f"{name} {limit[-1]:.4g}", (1, limit[-1]), xycoords=("axes fraction", "data"),
                              xytext=(3, 0), textcoords="offset points", va="center", fontsize=8)  # fmt: skip
        axes.set_ylabel(line.name)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
    panels[-1].set_xlabel("point")
    panels[-1].xaxis.get_major_locator().set_params(integer=True)
    return Picture(title, chart.to_columns(), figure)


def bridge_picture(found: Bridge, title: str = "What made the change") -> Picture:
    """A bridge from before to after, in per cent."""
    columns = found.to_columns()
    names, values = columns["part"], columns["value"]
    figure, axes = blank(title, 0.42 * len(names) + 1.2)
    level = 0.0
    widest = furthest = max(abs(value) for value in values) or 1.0
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        whole = name in ("before", "after")
        begin = 0.0 if whole else level
        colour = BLUE if whole else GREEN if value >= 0 else ORANGE
        axes.barh(place, 100 * value, left=100 * begin, color=colour, height=0.7)
        text = f"{100 * value:.1f} %" if whole else f"{100 * value:+.1f} pp"
        furthest = max(furthest, begin, begin + value)
        axes.text(100 * max(begin, begin + value) + widest, place, text, va="center")
        level = value if whole else level + value
    axes.set_yticks(range(len(names)), [short(name) for name in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 115 * furthest)
    axes.set_xlabel("% (pp: percentage points)")
    axes.grid(axis="x", color="#dddddd")
    return Picture(title, columns, figure)


def trend_picture(
    labels: Sequence[Any],
    values: Sequence[float | None],
    lower: Sequence[float | None] | None = None,
    upper: Sequence[float | None] | None = None,
    title: str = "OEE",
) -> Picture:
    """A ratio over time in per cent, with the bounds that unknown time leaves; without a value there is a gap."""
    figure, axes = blank(title, 3.2)
    at = list(range(len(labels)))

    def scaled(column: Sequence[float | None]) -> list[float]:
        return [float("nan") if value is None else 100 * float(value) for value in column]

    axes.plot(at, scaled(values), color=BLUE, marker="o", markersize=4, label=title)
    if lower is not None and upper is not None and list(lower) != list(upper):
        low, high = scaled(lower), scaled(upper)
        axes.fill_between(
            at, low, high, color=SKY, alpha=0.35, linewidth=0, label="bounds: part of the time is unknown"
        )
        gaps = [True, *(value is None for value in values), True]
        alone = [place for place in at if gaps[place] and gaps[place + 2]]  # an area has no width there
        axes.vlines(alone, [low[n] for n in alone], [high[n] for n in alone], color=SKY, linewidth=4, alpha=0.35)
        figure.legend(loc="outside lower left", ncols=2, frameon=False)
    step = max(1, -(-len(at) // 12))
    axes.set_xticks(at[::step], [short(label) for label in labels[::step]], rotation=30, ha="right")
    axes.set_ylabel("%")
    axes.set_ylim(0, max([100.0, *axes.get_ylim()]) * 1.03)
    axes.grid(axis="y", color="#dddddd")
    data: dict[str, Sequence[Any]] = {"label": list(labels), "value": list(values)}
    return Picture(title, data | ({} if lower is None else {"lower": list(lower), "upper": list(upper or ())}), figure)


def heat_picture(
    rows: Sequence[Any],
    columns: Sequence[Any],
    values: Sequence[Sequence[float | None]],
    title: str = "Shift and hour",
    *,
    names: tuple[str, str] = ("", ""),
) -> Picture:
    """A ratio by two keys, such as shift and hour, in per cent; what has no value is hatched."""
    if not rows or not columns:
        raise KpiError("there is nothing to be drawn")
    if len(rows) > TALL:
        raise KpiError(f"{len(rows)} rows cannot be drawn below one another; 1 to {TALL} can")
    across = [short(column) for column in columns]
    step = -(-len(columns) // LABELS)
    turned = sum(map(len, across[::step])) > 90
    high = (0.5 if len(rows) <= LABELS // 2 else 0.3) * len(rows)
    figure, axes = blank(title, high + (2.2 if turned else 1.7))
    plain = [[float("nan") if value is None else 100 * float(value) for value in row] for row in values]
    axes.patch.set(facecolor="white", edgecolor=GREY, hatch="////")
    # Drawn as areas: a page that may fetch nothing shows no embedded image.
    cmap = library("matplotlib").colormaps["cividis"].resampled(20)
    mesh = axes.pcolormesh(plain, cmap=cmap, vmin=0, vmax=100, edgecolors="white", linewidth=1 if step == 1 else 0)
    for y, row in enumerate(plain):
        for x, value in enumerate(row):
            if value == value and step == 1:
                colour = "white" if value < 60 else "black"
                axes.text(x + 0.5, y + 0.5, f"{value:.0f}", ha="center", va="center", color=colour)
    axes.set_xticks([place + 0.5 for place in range(0, len(columns), step)], across[::step])
    if turned:
        axes.tick_params(axis="x", labelrotation=30)
        for label in axes.get_xticklabels():
            label.set_ha("right")
    axes.set_yticks([place + 0.5 for place in range(len(rows))], [short(row) for row in rows])
    axes.invert_yaxis()
    axes.set_ylabel(names[0])
    gaps = any(value is None for row in values for value in row)
    axes.set_xlabel(f"{names[1]} (hatched: no value)".strip() if gaps else names[1])
    figure.colorbar(mesh, ax=axes, label="%", fraction=0.03, pad=0.02, aspect=max(8, 6 * high))
    return Picture(title, {"row": list(rows), "column": list(columns), "values": [list(row) for row in values]}, figure)
