"""Charts as the plain dictionaries that go to the browser.

Plotly's own figures check everything again at every assignment; for a page of small panels that
takes longer than all the rest of it. The tests check the finished dictionaries instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import numpy as np
import pandas as pd
from plotly.basedatatypes import BaseFigure

from resilience.i18n import Lang
from resilience.views.style import BAND, CHOSEN, FONT_SIZE, PALE, PEER, TOWN, Ground, look

Spec = dict[str, Any]


class Drawn(BaseFigure):
    """A finished chart as a figure of plotly's, so that nobody checks it again.

    Streamlit has a dictionary checked property by property, which takes longer than to make it.
    """

    def __init__(self, spec: Spec) -> None:
        self.__dict__["spec"] = spec

    def to_dict(self) -> Spec:
        """Return the chart as Streamlit sends it."""
        return self.__dict__["spec"]


@dataclass(frozen=True)
class Cell:
    """A pair of axes.

    Parameters
    ----------
    x, y
        What the axes are called in traces.
    xaxis, yaxis
        Their settings, to be changed in place.
    """

    chart: Chart
    x: str
    y: str
    xaxis: Spec
    yaxis: Spec

    def trace(self, **settings: Any) -> None:
        """Draw a trace on these axes."""
        self.chart.data.append({"xaxis": self.x, "yaxis": self.y, **settings})

    def note(self, text: str, x: float, y: float, **settings: Any) -> None:
        """Write a text at a place of these axes."""
        place = {"x": x, "y": y, "xref": self.x, "yref": self.y}
        self.chart.annotations.append({"text": text, "showarrow": False, **place, **settings})

    def texts(
        self, x: Sequence[float], y: Sequence[float], texts: Sequence[str], side: str, size: int
    ) -> None:
        """Write many texts, each beside its place; a note per text would take far longer to draw.

        Parameters
        ----------
        side
            ``left`` or ``right`` of the place.
        """
        self.trace(
            type="scatter",
            mode="text",
            x=list(x),
            y=list(y),
            text=list(texts),
            textposition=f"middle {side}",
            textfont={"size": size},
            hoverinfo="skip",
            cliponaxis=False,
        )

    def crowd(
        self,
        x: Sequence[float],
        y: Sequence[float],
        side: tuple[float, float],
        told: Sequence[Any],
        hover: str,
    ) -> None:
        """Draw many pale dots as one line with gaps: a marker each would take far longer to draw.

        Parameters
        ----------
        side
            Of a dot, in pixels across and in the unit of the axis up.
        told, hover
            What a dot says of itself, as custom data, and in which words.
        """
        across, up = side
        self.trace(
            type="scatter",
            mode="lines",
            x=[each for place in x for each in (place, place, None)],
            y=[each for place in y for each in (place - up / 2, place + up / 2, None)],
            line={"width": across, "color": PALE, "simplify": False},
            customdata=[each for one in told for each in (one, one, one)],
            hovertemplate=f"{hover}<extra></extra>",
        )

    def title(self, text: str) -> None:
        """Write a text above these axes, flush left."""
        above = {"yref": f"{self.y} domain", "xref": "paper", "xanchor": "left"}
        self.note(text, 0, 1, yanchor="bottom", font={"size": FONT_SIZE}, **above)

    def spread(self, quartiles: Sequence[float], bottom: float, top: float) -> None:
        """Draw the middle half of the peers as a band and their median as a line."""
        low, median, high = quartiles
        span = {"y0": bottom, "y1": top, "xref": self.x, "yref": self.y, "layer": "below"}
        band = {"type": "rect", "x0": low, "x1": high, "fillcolor": BAND, "line": {"width": 0}}
        middle = {"type": "line", "x0": median, "x1": median, "line": {"color": PEER, "width": 2}}
        self.chart.shapes += [{**band, **span}, {**middle, **span}]


@dataclass
class Chart:
    """Panels in rows and columns, the first one at the top left.

    Parameters
    ----------
    heights, widths
        Relative sizes of rows and columns.
    row_gap, column_gap
        Shares of the whole left free between two of them.
    """

    heights: Sequence[float] = (1.0,)
    widths: Sequence[float] = (1.0,)
    row_gap: float = 0.0
    column_gap: float = 0.0
    data: list[Spec] = field(default_factory=list)
    annotations: list[Spec] = field(default_factory=list)
    shapes: list[Spec] = field(default_factory=list)
    axes: dict[str, Spec] = field(default_factory=dict)

    def cell(self, row: int, column: int = 0) -> Cell:
        """Return the axes of a panel, counted from 0."""
        number = row * len(self.widths) + column + 1
        suffix = "" if number == 1 else str(number)
        start, end = _spans(self.heights, self.row_gap)[row]
        across = _spans(self.widths, self.column_gap)[column]
        xaxis = self.axes.setdefault(
            f"xaxis{suffix}", {"anchor": f"y{suffix}", "domain": list(across)}
        )
        yaxis = self.axes.setdefault(
            f"yaxis{suffix}", {"anchor": f"x{suffix}", "domain": [1 - end, 1 - start]}
        )
        return Cell(self, f"x{suffix}", f"y{suffix}", xaxis, yaxis)

    def figure(self, lang: Lang, ground: Ground, height: float, margin: Spec) -> Spec:
        """Return the finished chart in the common look."""
        layout, axis = look(lang, ground, height)
        axes = {name: {**axis, **settings} for name, settings in self.axes.items()}
        drawn = {"annotations": self.annotations, "shapes": self.shapes, "margin": margin}
        return {"data": self.data, "layout": {**layout, **axes, **drawn}}


def dots(areas: pd.Series, chosen: str) -> Spec:
    """Return the look of a dot per area, the chosen one set off by size, colour and shape."""
    on = [area == chosen for area in areas]
    return {
        "opacity": 1,
        "size": [15 if one else 12 for one in on],
        "color": [CHOSEN if one else TOWN for one in on],
        "symbol": ["diamond" if one else "circle" for one in on],
    }


def bold(text: str, on: bool) -> str:
    """Return a text, in bold if it belongs to the chosen area."""
    return f"<b>{text}</b>" if on else text


def numbers(values: pd.Series) -> list[float | None]:
    """Return values as the browser takes them, none for a missing one."""
    return [None if value != value else value for value in values.tolist()]


def jitter(n: int) -> np.ndarray:
    """Return n heights in -1..1 that spread neighbours apart, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    return 2 * ((np.arange(n) * golden) % 1) - 1


def _spans(sizes: Sequence[float], gap: float) -> list[tuple[float, float]]:
    """Return where each of some neighbours starts and ends on a line from 0 to 1."""
    scale = (1 - gap * (len(sizes) - 1)) / sum(sizes)
    starts = [0.0, *accumulate(size * scale + gap for size in sizes)]
    return [
        (start, min(start + size * scale, 1.0)) for start, size in zip(starts, sizes, strict=False)
    ]
