"""Charts as the plain dictionaries that go to the browser.

Plotly's own figures check everything again at every assignment; for a page of small panels that
takes longer than all the rest of it. The tests check the finished dictionaries instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from plotly.basedatatypes import BaseFigure

from resilience.i18n import Lang
from resilience.views.style import FONT_SIZE, Ground, look

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

    def title(self, text: str) -> None:
        """Write a text above these axes, flush left."""
        above = {"yref": f"{self.y} domain", "xref": "paper", "xanchor": "left"}
        self.note(text, 0, 1, yanchor="bottom", font={"size": FONT_SIZE}, **above)


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


def _spans(sizes: Sequence[float], gap: float) -> list[tuple[float, float]]:
    """Return where each of some neighbours starts and ends on a line from 0 to 1."""
    scale = (1 - gap * (len(sizes) - 1)) / sum(sizes)
    starts = [0.0, *accumulate(size * scale + gap for size in sizes)]
    return [
        (start, min(start + size * scale, 1.0)) for start, size in zip(starts, sizes, strict=False)
    ]
