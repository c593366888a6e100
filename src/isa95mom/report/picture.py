"""A picture of indicators: its data, a figure of matplotlib, SVG and PNG; and what all of them look like."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from isa95mom.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's colours.
BLUE, ORANGE, GREEN, RED, SKY, YELLOW, PINK, GREY = (
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#f0e442", "#cc79a7", "#9a9a9a",
)  # fmt: skip
LONGEST = 28
"""How many characters of a name are drawn."""
SETTINGS = {"svg.hashsalt": "isa95mom", "svg.fonttype": "none", "font.size": 10, "axes.axisbelow": True}


@frozen(slots=True, eq=False)
class Picture:
    """A picture, and what it shows as columns."""

    title: str
    data: Mapping[str, Sequence[Any]]
    figure: Figure = field(repr=False)

    def to_svg(self, path: str | os.PathLike[str] | None = None) -> str:
        """The picture as SVG, which is also written to `path` where one is given; the same data give the same text."""
        file = StringIO()
        with settings():
            self.figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        text = file.getvalue()
        text = text[text.index("<svg") :]
        if path is not None:
            with open(path, "w", encoding="utf-8", newline="\n") as target:
                target.write(text)
        return text

    def to_png(self, path: str | os.PathLike[str], dpi: int = 150) -> None:
        """Write the picture as PNG."""
        file = BytesIO()
        with settings():
            self.figure.savefig(file, format="png", dpi=dpi)
        with open(path, "wb") as target:
            target.write(file.getvalue())


def library(name: str) -> Any:
    """A module of matplotlib. Raises `MissingExtraError` where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise MissingExtraError("matplotlib", "plots") from None


def settings() -> Any:
    """The settings of matplotlib under which all pictures are drawn and written."""
    return library("matplotlib").rc_context(SETTINGS)


def blank(title: str, height: float, width: float = 9.0) -> tuple[Any, Any]:
    """A figure with a title and its axes, in inches, to be drawn on."""
    with settings():
        figure = library("matplotlib.figure").Figure(figsize=(width, height), layout="constrained")
        axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontweight="bold")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def short(name: object) -> str:
    """A name that fits beside a bar."""
    text = "not stated" if name is None else str(name)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
    return text.replace("$", r"\$")  # what stands between dollars would be drawn as a formula


def hours(seconds: Any) -> float:
    """Seconds as hours."""
    return float(seconds) / 3600
