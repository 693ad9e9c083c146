"""Lines over the years: never across a break, dashed over missing years, dotted where projected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis.trend import Projection, projections
from resilience.charts.canvas import Canvas
from resilience.charts.field import Field
from resilience.charts.hover import told, told_of
from resilience.charts.style import INK, PAPER
from resilience.i18n import t
from resilience.model.time_series import TimeSeries, period_at, year_of
from resilience.text.provenance import period_text

_APART = 0.2
"""Share of the time span below which the label of a second break shortens to its year."""
YEARS = 11
"""Maximum number of ticks on the axis of years."""
Ends = tuple[float, float]


@dataclass(frozen=True)
class Look:
    """How the line of a city, or a median, is drawn.

    Parameters
    ----------
    name
        Name in the legend.
    ags
        Key of the city, empty for a median.
    colour, width, size
        Colour, line width and dot size, the latter two in pixels.
    square
        Whether it has squares in place of dots.
    """

    name: str
    ags: str
    colour: str
    width: float
    size: float
    square: bool = False

    @property
    def kin(self) -> dict[str, Any]:
        """Properties that link a trace to its line, so that the legend toggles them together."""
        return {"name": self.name, "legendgroup": self.ags or self.name, "showlegend": False}


def spans(
    history: TimeSeries, median: Sequence[pd.DataFrame], projected: bool
) -> tuple[Ends, Ends]:
    """Return ends of axes that cover the members' values, a median and projections."""
    values = [history.known["value"], *(part["value"] for part in median)]
    places = [year_of(period) for period in history.periods]
    if projected:
        for ahead in projections(history).values():
            if isinstance(ahead, Projection):
                values.append(pd.Series([*ahead.low, *ahead.high]))
                places.extend(ahead.years)
    every = pd.concat(values)
    if every.empty:
        return (0.0, 1.0), (0.0, 1.0)
    pad = max((every.max() - every.min()) * 0.06, 10.0**-history.measure.decimals)
    up = (float(every.min() - pad), float(every.max() + pad))
    pad = max(0.2, (max(places) - min(places)) * 0.03)
    return (min(places) - pad, max(places) + pad), up


def draw(
    canvas: Canvas,
    at: Field,
    history: TimeSeries,
    parts: Sequence[pd.DataFrame],
    look: Look,
    showlegend: bool = False,
) -> None:
    """Draw values and the lines between comparable ones.

    Lines are dashed across years without a value. A diamond is the first value after a break, a
    hollow marker an uncertain value, a square a large city.
    """
    line, across = strokes(history, parts)
    if not line:
        return
    letters = [row["quality"] if row else "A" for row in line]
    hollow = [letter not in ("A", "B") for letter in letters]
    plain = "square" if look.square else "circle"
    kin = {**look.kin, "showlegend": showlegend}
    stroke = {"color": look.colour, "width": look.width}
    canvas.dots(
        at,
        [year_of(row["period"]) if row else None for row in line],
        [float(row["value"]) if row else None for row in line],
        [_told(history, look.name, row) if row else None for row in line],
        [look.ags if row else None for row in line],
        mode="lines+markers",
        line=stroke,
        connectgaps=False,
        marker={
            "size": [look.size + 2 * (letter != "A") for letter in letters],
            "symbol": ["diamond" if letter == "B" else plain for letter in letters],
            "color": [PAPER[canvas.scheme] if one else look.colour for one in hollow],
            "line": {"color": look.colour, "width": [2.5 if one else 0 for one in hollow]},
            "opacity": 1,
        },
        **kin,
    )
    if across:
        gaps = [(row["period"], row["value"]) if row else None for row in across]
        canvas.line(
            at,
            [year_of(gap[0]) if gap else None for gap in gaps],
            [float(gap[1]) if gap else None for gap in gaps],
            {**stroke, "dash": "dash"},
            **look.kin,
        )


def _told(history: TimeSeries, name: str, row: Mapping[Any, Any]) -> str:
    area = {"low": np.nan, "high": np.nan, **row, "name": name}
    return told_of(history.measure, area, period_text(row["period"], history.lang))


def strokes(
    history: TimeSeries, parts: Sequence[pd.DataFrame]
) -> tuple[list[dict[Any, Any] | None], list[dict[Any, Any] | None]]:
    """Return the values joined by a solid line, and those by a dashed one over missing years.

    None marks a gap in the line.
    """
    line: list[dict[Any, Any] | None] = []
    across: list[dict[Any, Any] | None] = []
    for part in parts:
        rows = part.to_dict("records")
        line += [None, *rows[:1]] if line else rows[:1]
        for before, after in pairwise(rows):
            if year_of(after["period"]) - year_of(before["period"]) > 1.5 * history.step:
                line.append(None)
                across += [before, after, None]
            line.append(after)
    return line, across


def draw_projection(
    canvas: Canvas, at: Field, history: TimeSeries, ahead: Projection, look: Look, band: bool
) -> None:
    """Draw a projection as a dotted line, with its band and the fitted line if ``band``."""
    measure, kin = history.measure, look.kin
    if band:
        canvas.line(
            at,
            [*ahead.years, *reversed(ahead.years)],
            [*ahead.high, *reversed(ahead.low)],
            {"width": 0},
            fill="toself",
            fillcolor=look.colour,
            opacity=0.2,
            **kin,
        )
    fitted = ahead.fitted if band else ahead.fitted[1:]
    points = [*fitted, *zip(ahead.years, ahead.centre, strict=True)]
    stroke = {"color": look.colour, "width": 2, "dash": "dot"}
    canvas.line(at, [x for x, _ in points], [y for _, y in points], stroke, **kin)
    word = t(history.lang, "trends.projection_hover")
    texts = [
        told(
            f"{look.name}, {word}",
            measure.quantity(value),
            f"{measure.number(low)} – {measure.number(high)}",
            period_at(year, history.step),
        )
        for year, value, low, high in zip(
            ahead.years, ahead.centre, ahead.low, ahead.high, strict=True
        )
    ]
    marker = {"size": look.size / 2, "color": look.colour}
    areas = [look.ags] * len(texts)
    canvas.dots(at, ahead.years, ahead.centre, texts, areas, marker=marker, **kin)


def years(history: TimeSeries, ends: Ends) -> dict[str, list[Any]]:
    """Return a tick per year, with a value or not; per period where periods are shorter."""
    if not history.periods:
        return {"tickvals": [], "ticktext": []}
    if history.step < 1:
        first = year_of(history.periods[0])
        parts = int((ends[1] - first) / history.step)
        places = [first + k * history.step for k in range(parts + 1)]
    else:
        places = [float(year) for year in range(int(np.ceil(ends[0])), int(ends[1]) + 1)]
    places = places[:: -(-len(places) // YEARS)]
    return {"tickvals": places, "ticktext": [period_at(one, history.step) for one in places]}


def draw_breaks(canvas: Canvas, at: Field, history: TimeSeries, labelled: bool) -> None:
    """Draw a dotted line between the last value before each break and the first one after it."""
    places = [year_of(period) for period in history.periods]
    told = -np.inf
    for period in history.inside:
        before = max(place for place in places if place < year_of(period))
        after = min(place for place in places if place >= year_of(period))
        middle = (before + after) / 2
        refs = {"xref": at.x, "x0": middle, "x1": middle, "yref": f"{at.y} domain"}
        stroke = {"color": INK[canvas.scheme], "width": 1.5, "dash": "dot"}
        canvas.shapes.append({"type": "line", **refs, "y0": 0, "y1": 1, "line": stroke})
        if labelled:
            text = period_text(period, history.lang)
            if middle - told > _APART * (places[-1] - places[0]):
                text, told = t(history.lang, "timeline.break", period=text), middle
            canvas.note(at, text, x=middle, yref=f"{at.y} domain", y=1, yanchor="bottom")
