"""Collects markers, lines and texts on pairs of axes into one plotly figure.

Heights are in pixels, so that rows and letters have the same size on every screen. Changes for
windows as narrow as a phone's are in the figure's ``meta``; `static/plot.js` applies them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from resilience.charts.field import Field, Place
from resilience.charts.style import CHOSEN, INK, PAPER, PEER, PEER_DOT, TOWN, ColourScheme
from resilience.charts.template import SMALL, layout_of
from resilience.i18n import Lang

BAND = "rgba(138,144,151,.22)"
"""`style.PEER`, translucent."""
MEMBER_SIZE, CHOSEN_SIZE = 12, 17
"""Width of a city's dot, and of the chosen one's, in pixels."""
NARROW = 0.8
"""Share of the margins that remains in a narrow window."""
TELLS = "%{hovertext}<extra></extra>"


@dataclass
class Canvas:
    """The elements of a figure in the making.

    Parameters
    ----------
    height
        Height of all fields together in pixels, without margins.
    margins
        Pixels left, right, above and below the fields.
    narrow_height
        The height in a narrow window, if different.
    """

    lang: Lang
    scheme: ColourScheme
    height: float
    margins: tuple[float, float, float, float]
    narrow_height: float = 0.0
    traces: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)
    narrow: dict[str, Any] = field(default_factory=dict)
    fields: int = 0

    def field(
        self,
        place: Place,
        across: Mapping[str, Any],
        up: Mapping[str, Any],
        narrow: Place | None = None,
    ) -> Field:
        """Add a pair of axes.

        Parameters
        ----------
        across, up
            Plotly's settings of the two axes.
        narrow
            Their place in a narrow window, if different.
        """
        self.fields += 1
        made = Field(self.fields)
        x, y = made.keys
        self.layout[x] = {"anchor": made.y, "domain": [place.left, place.right], **across}
        self.layout[y] = {"anchor": made.x, "domain": place.up(self.height), **up}
        if narrow:
            self.narrow[f"{x}.domain"] = [narrow.left, narrow.right]
            self.narrow[f"{y}.domain"] = narrow.up(self.narrow_height)
        return made

    def dots(
        self,
        at: Field,
        x: Sequence[float | None],
        y: Sequence[float | None],
        texts: Sequence[str | None],
        areas: Sequence[str | None],
        **look: Any,
    ) -> None:
        """Add markers with hover texts, which select their area when clicked."""
        self.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [*x],
                "y": [*y],
                "hovertext": [*texts],
                "hovertemplate": TELLS,
                "customdata": [*areas],
                "cliponaxis": False,
                **at.axes,
                **look,
            }
        )

    def line(
        self,
        at: Field,
        x: Sequence[float | None],
        y: Sequence[float | None],
        stroke: Mapping[str, Any],
        **look: Any,
    ) -> None:
        """Add a line without hover text, broken at each None."""
        trace = {"type": "scatter", "mode": "lines", "x": [*x], "y": [*y], "line": {**stroke}}
        self.traces.append({**trace, "hoverinfo": "skip", **at.axes, **look})

    def peers(
        self, at: Field, x: Sequence[float], y: Sequence[float], texts: Sequence[str],
        areas: Sequence[str], size: float = 6, **look: Any,
    ) -> None:  # fmt: skip
        """Draw the peers as small pale dots."""
        marker = {"size": size, "color": PEER_DOT, "opacity": 0.75}
        self.dots(at, x, y, texts, areas, marker=marker, **look)

    def cities(
        self,
        at: Field,
        x: Sequence[float],
        y: Sequence[float],
        texts: Sequence[str],
        areas: Sequence[str],
        chosen: str,
        ends: Sequence[tuple[float, float]] = (),
        squares: Sequence[bool] = (),
        **look: Any,
    ) -> None:
        """Draw cities' dots, the chosen one as a larger orange diamond.

        Parameters
        ----------
        ends
            Their intervals; null intervals are not drawn.
        squares
            Whether each of them is a square.
        """
        on = [ags == chosen for ags in areas]
        symbols = ["diamond" if one else "circle" for one in on]
        if squares:
            symbols = ["square" if s else one for s, one in zip(squares, symbols, strict=True)]
        marker = {
            "size": [CHOSEN_SIZE if one else MEMBER_SIZE for one in on],
            "color": [CHOSEN if one else TOWN for one in on],
            "symbol": symbols,
            "opacity": 1,
            "line": {"color": PAPER[self.scheme], "width": 1},
        }
        if any(low == low for low, _ in ends):
            look["error_x"] = {
                "type": "data",
                "symmetric": False,
                "array": [high - value for value, (_, high) in zip(x, ends, strict=True)],
                "arrayminus": [value - low for value, (low, _) in zip(x, ends, strict=True)],
                "color": INK[self.scheme],
                "thickness": 1.5,
                "width": 4,
            }
        self.dots(at, x, y, texts, areas, marker=marker, **look)

    def spread(
        self,
        at: Field,
        quartiles: Sequence[float],
        ends: tuple[float, float],
        names: tuple[str, str] | None = None,
    ) -> None:
        """Draw the middle half of the peers as a band and their median as a line.

        Parameters
        ----------
        ends
            Lower and upper height of the band.
        names
            Their names in the legend, if they are to appear there.
        """
        low, median, high = quartiles
        if median != median:
            return
        refs = {"xref": at.x, "yref": at.y, "y0": ends[0], "y1": ends[1], "layer": "below"}
        band = {"type": "rect", "x0": low, "x1": high, "fillcolor": BAND, "line": {"width": 0}}
        line = {"type": "line", "x0": median, "x1": median, "line": {"color": PEER, "width": 2}}
        for place, shape in enumerate((band, line)):
            entry = {"name": names[place], "showlegend": True} if names else {}
            self.shapes.append({**refs, **shape, "legendgroup": f"spread{place}", **entry})

    def note(self, at: Field, text: str, **place: Any) -> int:
        """Write a text, see `plotly.graph_objects.layout.Annotation`; return its number."""
        self.notes.append(
            {"text": text, "showarrow": False, "xref": at.x, "yref": at.y, "align": "left", **place}
        )
        return len(self.notes) - 1

    def heading(self, at: Field, text: str, shift: float = 0, narrow: str = "") -> None:
        """Write a text above a field, ``shift`` pixels left of its axis.

        Parameters
        ----------
        narrow
            The text in a narrow window, if different.
        """
        place = {"xref": f"{at.x} domain", "yref": f"{at.y} domain", "x": 0, "y": 1}
        number = self.note(
            at, text, **place, xanchor="left", yanchor="bottom", xshift=-shift, yshift=4
        )
        self.narrow[f"annotations.{number}.xshift"] = -NARROW * shift
        self.narrow[f"annotations.{number}.text"] = narrow or text

    def beside(self, at: Field, text: str, y: float, **place: Any) -> None:
        """Write a text right of the axes."""
        refs = {"xref": f"{at.x} domain", "x": 1, "xanchor": "left", "xshift": 10, "y": y}
        self.note(at, text, **{**refs, **place})

    def missing(self, at: Field, word: str, x: float, y: float) -> None:
        """Write that a value is missing, in the row where it would be."""
        self.note(at, f"<i>{word}</i>", x=x, y=y, xanchor="left")

    def figure(self, **layout: Any) -> go.Figure:
        """Return the elements as one figure; markers at one position share their hover texts."""
        _share(self.traces)
        left, right, top, bottom = self.margins
        narrow = {
            "font.size": SMALL,
            **{f"{axis}.title.font.size": SMALL for axis in self.layout},
            "margin.l": NARROW * left,
            "margin.r": NARROW * right,
            **self.narrow,
        }
        if self.narrow_height:
            narrow["height"] = self.narrow_height + top + bottom
        return go.Figure(
            data=self.traces,
            layout={
                **layout_of(self.lang, self.scheme),
                "height": self.height + top + bottom,
                "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 6},
                "shapes": self.shapes,
                "annotations": self.notes,
                "meta": {"narrow": narrow},
                **self.layout,
                **layout,
            },
        )


def _share(traces: list[dict[str, Any]]) -> None:
    """Merge the hover texts of markers at the same position, as only the top one is reachable."""
    places: dict[tuple[Any, ...], dict[str, None]] = {}
    telling = [one for one in traces if one["type"] == "scatter" and "hovertext" in one]
    for trace in telling:
        for x, y, text in zip(trace["x"], trace["y"], trace["hovertext"], strict=True):
            if text:
                places.setdefault((trace["xaxis"], x, y), {})[text] = None
    for trace in telling:
        trace["hovertext"] = [
            text and "<br>".join(places[trace["xaxis"], x, y])
            for x, y, text in zip(trace["x"], trace["y"], trace["hovertext"], strict=True)
        ]
