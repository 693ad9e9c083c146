"""Each city's change from one year to another: a ring then, a dot now, a line between them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Field, Place
from resilience.charts.hover import bold, told
from resilience.charts.style import CHOSEN, PAPER, ROW_HEIGHT, TOWN, ColourScheme
from resilience.i18n import t
from resilience.model.measure import Measure

LEFT, TOP, BOTTOM = 125.0, 12.0, 56.0
LETTER = 8.2
"""Mean width of a letter in pixels, on the safe side."""
TICKS = 6


def shift_figure(
    measure: Measure,
    shifts: pd.DataFrame,
    chosen: str,
    scheme: ColourScheme,
    row: float = ROW_HEIGHT,
) -> go.Figure:
    """Return a row per city; where a value is missing this is stated, and neither is drawn.

    Parameters
    ----------
    shifts
        ``ags, name, before, after``; both values may be missing.
    row
        Height of a city's row in pixels.
    """
    rows = shifts.to_dict("records")
    printed = [_printed(one, measure) for one in rows]
    right = LETTER * max(map(len, printed)) + 20
    canvas = Canvas(measure.lang, scheme, len(rows) * row, (LEFT, right, TOP, BOTTOM))
    known = pd.concat([shifts["before"], shifts["after"]]).dropna()
    ends = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    pad = 0.04 * (ends[1] - ends[0]) or 1.0
    at = canvas.field(
        Place(0, len(rows) * row),
        {
            "range": [ends[0] - pad, ends[1] + pad],
            "nticks": TICKS,
            "title": {"text": measure.unit},
        },
        {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": [*range(len(rows))],
            "ticktext": [bold(one["name"], one["ags"] == chosen) for one in rows],
        },
    )
    for y, (one, text) in enumerate(zip(rows, printed, strict=True)):
        _draw(canvas, at, measure, one, y, chosen)
        canvas.beside(at, bold(text, one["ags"] == chosen), y)
    return canvas.figure()


def _draw(
    canvas: Canvas,
    at: Field,
    measure: Measure,
    city: Mapping[Hashable, Any],
    y: int,
    chosen: str,
) -> None:
    before, after, ags = city["before"], city["after"], city["ags"]
    colour = CHOSEN if ags == chosen else TOWN
    words = [told(city["name"], _printed(city, measure))]
    if before == before:
        if after == after:
            canvas.line(at, [before, after], [y, y], {"color": colour, "width": 4})
        edge = {"color": colour, "width": 3}
        marker = {"size": 12, "color": PAPER[canvas.scheme], "line": edge, "opacity": 1}
        canvas.dots(at, [before], [y], words, [ags], marker=marker)
    if after == after:
        canvas.cities(at, [after], [y], words, [ags], chosen)


def _printed(city: Mapping[Hashable, Any], measure: Measure) -> str:
    ends = [city["before"], city["after"]]
    if all(end != end for end in ends):
        return t(measure.lang, "missing.no_data")
    return " → ".join("?" if end != end else measure.number(end) for end in ends)
