"""The region at a glance: each city's theme scores beside the middle half of its peers."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told_of_score
from resilience.charts.style import ROW_HEIGHT, ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import Lang, number, t
from resilience.model.peer_panel import PeerPanel

ENDS = (-3.0, 124.0)
"""Ends of the axis of points; the printed scores end at the right one."""
MARGINS = (125.0, 5.0, 36.0, 46.0)
COVERED = 158.0
"""Its right end where coverage is printed beside the scores."""
BETWEEN = 4 / 3
"""Gap between two blocks of rows, in rows."""
UNDER = 90
"""Pixels between two themes below each other, in a narrow window."""
GAP = 0.025
"""Gap between two themes, as a share of the width."""


def profile_figure(
    themes: pd.DataFrame,
    panels: dict[str, list[PeerPanel]],
    chosen: str,
    lang: Lang,
    scheme: ColourScheme,
    row: float = ROW_HEIGHT,
    covered: bool = False,
) -> go.Figure:
    """Return one column per theme and one block of rows per city type.

    Parameters
    ----------
    themes
        ``theme_id, label`` in order.
    panels
        Per theme the panels of `peer_panel.panels` with theme scores as values.
    row
        Height of a city's row in pixels.
    covered
        Whether each score has its coverage beside it.
    """
    first, n = panels[themes["theme_id"].iloc[0]], len(themes)
    heights = [(len(panel.members) + 0.2) * row for panel in first]
    whole = sum(heights) + BETWEEN * row * (len(heights) - 1)
    canvas = Canvas(lang, scheme, whole, MARGINS, n * (whole + UNDER) - UNDER)
    width = (1 - GAP * (n - 1)) / n
    for column, theme in enumerate(themes.to_dict("records")):
        top, left = 0.0, column * (width + GAP)
        for panel, height in zip(panels[theme["theme_id"]], heights, strict=True):
            wide = Place(top, height, left, left + width)
            below = Place(top + column * (whole + UNDER), height)
            last = panel is panels[theme["theme_id"]][-1]
            at = _draw(canvas, (wide, below), panel, chosen, (last, covered))
            names = at.keys[1]
            canvas.layout[names]["showticklabels"] = not column
            canvas.narrow[f"{names}.showticklabels"] = True
            if not top:
                text = f"<b>{theme['label']}</b>"
                place = {"xref": at.x, "x": 50, "yref": f"{at.y} domain", "y": 1}
                canvas.note(at, text, **place, yanchor="bottom", yshift=4)
            top += height + BETWEEN * row
    return canvas.figure()


def _draw(
    canvas: Canvas,
    places: tuple[Place, Place],
    panel: PeerPanel,
    chosen: str,
    told: tuple[bool, bool],
) -> Field:
    last, covered = told
    end = COVERED if covered else ENDS[1]
    lang, rows = canvas.lang, panel.members.to_dict("records")
    marks = ticks_of_points(lang)
    across = {
        "range": [ENDS[0], end],
        "tickvals": [value for value, _ in marks],
        "ticktext": [text for _, text in marks],
        "showticklabels": last,
        "title": {"text": t(lang, "overview.axis") if last else ""},
    }
    up = {
        "range": [len(rows) - 0.4, -0.6],
        "tickvals": [*range(len(rows))],
        "ticktext": [bold(row["name"], row["ags"] == chosen) for row in rows],
    }
    at = canvas.field(places[0], across, up, places[1])
    canvas.spread(at, panel.quartiles, (-0.6, len(rows) - 0.4))
    known = [(y, row) for y, row in enumerate(rows) if row["value"] == row["value"]]
    canvas.cities(
        at,
        [row["value"] for _, row in known],
        [y for y, _ in known],
        [told_of_score(row, lang) for _, row in known],
        [row["ags"] for _, row in known],
        chosen,
    )
    for y, row in enumerate(rows):
        if row["value"] != row["value"]:
            canvas.missing(at, t(lang, "missing.no_score"), 0, y)
            continue
        score = bold(number(row["value"], 0, lang), row["ags"] == chosen)
        if covered:
            coverage = number(100 * row["coverage"], 0, lang)
            score = t(lang, "overview.cell", score=score, coverage=coverage)
        canvas.note(at, score, x=end, y=y, xanchor="right")
    return at
