"""Texts of pictures drawn by matplotlib: bold and italic parts as in plotly, and legends."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea, VPacker
from matplotlib.transforms import Transform

LINE = 1.25
"""Line height as a multiple of the font size."""
Side = Literal["left", "center", "right"]
SIDES: dict[float, Side] = {0.0: "left", 0.5: "center", 1.0: "right"}
ABOVE = 100
"""Drawing order: texts are above all markers."""
TAG = re.compile(r"<(/?)([bi])>")

Run = tuple[str, bool, bool]
"""A part of a text, whether it is bold, and whether it is italic."""


def runs(text: str) -> list[list[Run]]:
    """Return the lines of a plotly text, each as a list of runs.

    >>> runs("<b>40</b> (75 %)<br>oben")
    [[('40', True, False), (' (75 %)', False, False)], [('oben', False, False)]]
    """
    on, lines = {"b": False, "i": False}, []
    for line in text.split("<br>"):
        found: list[Run] = []
        parts = TAG.split(line)
        for place in range(0, len(parts), 3):
            if parts[place]:
                found.append((unescape(parts[place]), on["b"], on["i"]))
            if place + 2 < len(parts):
                on[parts[place + 2]] = not parts[place + 1]
        lines.append(found)
    return lines


def plain(text: str) -> str:
    """Return a text without its markup."""
    return "\n".join("".join(words for words, *_ in line) for line in runs(text))


def write(
    made: Axes,
    text: str,
    at: tuple[float, float],
    transform: Transform,
    shift: tuple[float, float],
    align: tuple[float, float],
    font: dict[str, Any],
) -> None:
    """Write a text, parts of which may be bold or italic, with an offset in pixels."""
    lines, side = runs(text), SIDES[align[0]]
    look = [[_look(run, font) for run in line] for line in lines]
    if len(lines) == len(lines[0]) == 1:
        heights = {0.0: "bottom", 0.5: "center_baseline", 1.0: "top"}
        made.annotate(
            lines[0][0][0],
            at,
            shift,
            xycoords=transform,
            textcoords="offset points",
            ha=side,
            va=heights[align[1]],
            annotation_clip=False,
            zorder=ABOVE,
            **look[0][0],
        )
        return
    # A trailing blank of a part would be lost; no-break spaces are kept.
    parts: list[list[Artist]] = [
        [TextArea(re.sub(r"^ | $", "\N{NO-BREAK SPACE}", run[0]), textprops=one)
         for run, one in zip(line, told, strict=True)]
        for line, told in zip(lines, look, strict=True)
    ]  # fmt: skip
    packed: list[Artist] = [
        HPacker(children=line, pad=0, sep=0, align="baseline") for line in parts
    ]
    box = VPacker(children=packed, pad=0, sep=(LINE - 1) * font["size"], align=side)
    made.add_artist(
        AnnotationBbox(
            box,
            at,
            xybox=shift,
            xycoords=transform,
            boxcoords="offset points",
            box_alignment=align,
            frameon=False,
            pad=0,
            annotation_clip=False,
            zorder=ABOVE,
        )
    )


def _look(run: Run, font: dict[str, Any]) -> dict[str, Any]:
    _, bold, italic = run
    return {
        "size": font["size"],
        "color": font["color"],
        "weight": "bold" if bold else "normal",
        "style": "italic" if italic else "normal",
    }


def legend(
    paper: Figure, layout: dict[str, Any], named: list[tuple[Any, str]], font: dict[str, Any]
) -> None:
    """Draw the legend in as few rows as possible."""
    margin, told = layout["margin"], layout["legend"]
    width, height = paper.get_size_inches() * 72
    up = margin["b"] + told["y"] * (height - margin["t"] - margin["b"])
    size = told.get("font", {}).get("size", font["size"])
    for columns in range(len(named), 0, -1):
        made = paper.legend(
            [key for key, _ in named],
            [unescape(name) for _, name in named],
            loc="upper left" if told["yanchor"] == "top" else "lower left",
            bbox_to_anchor=(margin["l"] / width, up / height),
            ncols=columns,
            frameon=False,
            fontsize=size,
            labelcolor=font["color"],
            borderpad=0,
            borderaxespad=0,
            columnspacing=1.2,
            handletextpad=0.5,
        )
        if made.get_window_extent().x1 <= width or columns == 1:
            return
        made.remove()
