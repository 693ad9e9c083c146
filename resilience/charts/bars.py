"""Draws the bars of a plotly figure with matplotlib: stacked, hatched, with their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from resilience.charts.lettering import write

HATCHES = {"": "", ".": "...", "/": "///"}
"""Plotly's pattern -> matplotlib's."""
GAP = 4
"""Pixels from a bar's end to a number outside it."""


def draw_bars(
    made: Axes, trace: dict[str, Any], order: int, font: dict[str, Any], ends: dict[Any, float]
) -> tuple[Patch, str] | None:
    """Draw horizontal bars, and return their legend handle and name, if they have one.

    Parameters
    ----------
    ends
        Ends of the bars stacked so far, by row; updated with these bars. For figures without
        stacking, a new empty one each time.
    """
    rows, marker = trace["y"], trace["marker"]
    starts = np.array(trace.get("base") or [ends.get(row, 0.0) for row in rows], dtype=float)
    sizes = np.array(trace["x"], dtype=float)
    pattern, line = marker.get("pattern", {}), marker.get("line", {})
    hatch = HATCHES[pattern.get("shape", "")]
    look: dict[str, Any] = {"facecolor": marker["color"]}
    if hatch:
        look |= {"hatch": hatch, "edgecolor": pattern["fgcolor"]}
    height = trace["width"]
    made.barh(rows, sizes, height, starts, linewidth=0, zorder=order, **look)
    if line:
        edge = {"edgecolor": line["color"], "linewidth": line["width"]}
        made.barh(rows, sizes, height, starts, facecolor="none", zorder=order, **edge)
    for row, start, size, text in zip(rows, starts, sizes, trace.get("text", ()), strict=False):
        outside = trace["textposition"] == "outside"
        at, side = (start + size, 0.0 if size >= 0 else 1.0) if outside else (start + size / 2, 0.5)
        shift = (GAP * (1 - 2 * side) if outside else 0, 0)
        if text:
            told = {**font, **trace.get("textfont", {})}
            write(made, text, (at, row), made.transData, shift, (side, 0.5), told)
    ends.update(zip(rows, starts + sizes, strict=True))
    if not trace.get("name") or not isinstance(marker["color"], str):
        return None
    return Patch(linewidth=0, **look), trace["name"]
