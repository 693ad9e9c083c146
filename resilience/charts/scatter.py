"""Two indicators against each other: every member a dot with its name, before all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Place
from resilience.charts.hover import bold, told
from resilience.charts.labels import CLEAR, places
from resilience.charts.labels import Place as Spot
from resilience.charts.style import CHOSEN, INK, PEER, ColourScheme
from resilience.charts.template import BEHIND
from resilience.charts.template import CLEAR as NONE
from resilience.i18n import Lang, t
from resilience.model.measure import Measure
from resilience.text.provenance import period_text

HEIGHT = 475.0
MARGINS = (85.0, 25.0, 12.0, 80.0)
TICKS = 6
LEGEND = -50
"""Pixels from the axis down to the legend."""
WIDTH, NARROW_WIDTH = 640, 260
"""Widths in pixels, without margins, at which names must not collide, nor in wider ones."""
LETTERS = 36
"""Letters of a line below the axis in a narrow window."""
FAR = 12
"""Pixels that a name may stand above or below its dot without a line to it."""
OUTLYING = 0.02
"""Share of all municipalities that may lie outside the picture on either side."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two indicators, each in one year.

    Parameters
    ----------
    first, second
        Across and upwards.
    members
        ``ags, name, city_type`` of the region.
    chosen
        Key of the member that is set off; empty for none.
    """

    first: Measure
    second: Measure
    members: pd.DataFrame
    chosen: str

    @property
    def lang(self) -> Lang:
        """The language on screen."""
        return self.first.lang

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        """``ags, name, x, y`` of all municipalities with both values."""
        towns = self.first.values[self.first.values["level"] == "municipality"]
        x = towns[["ags", "name", "value"]].rename(columns={"value": "x"})
        y = self.second.values[["ags", "value"]].rename(columns={"value": "y"})
        return x.merge(y, on="ags").dropna(subset=["x", "y"]).reset_index(drop=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``ags, name, city_type, x, y`` of the members with both values."""
        both = self.everywhere[["ags", "x", "y"]]
        return self.members[["ags", "name", "city_type"]].merge(both, on="ags")

    @cached_property
    def towns(self) -> pd.DataFrame:
        """The rows of the coefficient: of the members without the large city."""
        return self.rows[self.rows["city_type"] != "large_city"]


def scatter_figure(pair: Pair, scheme: ColourScheme) -> go.Figure:
    """Return the members as dots with their names before all other municipalities.

    A square is the large city. Names never cover each other or a dot, as long as nobody zooms.
    """
    lang, spans = pair.lang, [_span(pair, axis) for axis in ("x", "y")]
    canvas = Canvas(lang, scheme, HEIGHT, MARGINS)
    across, up = (
        {"range": [*span], "nticks": TICKS, "fixedrange": False, "title": {"text": _title(one)}}
        for span, one in zip(spans, (pair.first, pair.second), strict=True)
    )
    at = canvas.field(Place(0, HEIGHT), across, up)
    others = pair.everywhere[~pair.everywhere["ags"].isin(pair.members["ags"])]
    seen = others[_inside(others, spans)]
    # The legend looks like the first one.
    rows = pair.rows.sort_values("city_type", key=lambda kind: kind == "large_city", kind="stable")
    canvas.peers(
        at,
        [*seen["x"]],
        [*seen["y"]],
        _told(pair, seen),
        [*seen["ags"]],
        name=t(lang, "relations.legend_others"),
    )
    squares = (rows["city_type"] == "large_city").tolist()
    areas = (_told(pair, rows), [*rows["ags"]], pair.chosen)
    canvas.cities(
        at,
        [*rows["x"]],
        [*rows["y"]],
        *areas,
        squares=squares,
        name=t(lang, "relations.legend_members"),
    )
    wide, narrow = (_places(rows, spans, width) for width in (WIDTH, NARROW_WIDTH))
    for row, place, close in zip(rows.to_dict("records"), wide, narrow, strict=True):
        on = row["ags"] == pair.chosen
        colour = CHOSEN if on else INK[scheme]
        number = canvas.note(
            at,
            bold(row["name"], on),
            x=row["x"],
            y=row["y"],
            font={"color": colour},
            showarrow=True,
            bgcolor=BEHIND[scheme],
            borderpad=0,
            arrowwidth=0.8,
            arrowhead=0,
            standoff=4,
            **_aside(place),
        )
        canvas.narrow |= {f"annotations.{number}.{k}": v for k, v in _aside(close).items()}
    canvas.narrow["xaxis.title.text"] = "<br>".join(wrap(_title(pair.first), LETTERS))
    canvas.narrow["yaxis.title.text"] = "<br>".join(wrap(_title(pair.second), 2 * LETTERS))
    canvas.narrow["margin.b"] = MARGINS[3] + 40
    canvas.narrow["legend.y"] = (LEGEND - 20) / HEIGHT
    legend = {"y": LEGEND / HEIGHT, "yanchor": "top"}
    key = f"{pair.first.label} {pair.first.period} {pair.second.label} {pair.second.period}"
    return canvas.figure(showlegend=True, legend=legend, dragmode="zoom", uirevision=key)


def _aside(place: Spot) -> dict[str, Any]:
    """Return where plotly is to write a name: from the dot, downwards and to the right."""
    return {
        "ax": CLEAR if place.right else -CLEAR,
        "ay": -place.up,
        "xanchor": "left" if place.right else "right",
        "arrowcolor": PEER if abs(place.up) > FAR else NONE,
    }


def _title(measure: Measure) -> str:
    return escape(axis_title(measure), quote=False)


def axis_title(measure: Measure) -> str:
    """Return an indicator with its unit and year."""
    return f"{measure.label} ({measure.unit}), {period_text(measure.period, measure.lang)}"


def _span(pair: Pair, axis: str) -> tuple[float, float]:
    """Return the range of an axis: all members and all but the outermost municipalities."""
    every = pair.everywhere[axis]
    if every.empty:
        return (0.0, 1.0)
    low, high = np.quantile(every, (OUTLYING, 1 - OUTLYING))
    low = min(low, pair.rows[axis].min()) if len(pair.rows) else low
    high = max(high, pair.rows[axis].max()) if len(pair.rows) else high
    pad = (high - low) * 0.06 or 1.0
    return float(low - pad), float(high + pad)


def outside(pair: Pair) -> int:
    """Return how many municipalities lie beyond the picture."""
    spans = [_span(pair, axis) for axis in ("x", "y")]
    return int((~_inside(pair.everywhere, spans)).sum())


def _inside(rows: pd.DataFrame, spans: list[tuple[float, float]]) -> pd.Series:
    return rows["x"].between(*spans[0]) & rows["y"].between(*spans[1])


def _told(pair: Pair, rows: pd.DataFrame) -> list[str]:
    """Return what dots tell: of both indicators the value with unit, year and quality."""
    known = [one.values.set_index("ags") for one in (pair.first, pair.second)]
    texts = []
    for ags, name in zip(rows["ags"], rows["name"], strict=True):
        lines = []
        for one, values in zip((pair.first, pair.second), known, strict=True):
            row = values.loc[ags]
            quality = t(pair.lang, f"quality.{row['quality']}")
            when = period_text(row["period"], pair.lang)
            lines += [one.label, f"{one.quantity(row['value'])} ({when} · {quality})"]
        texts.append(told(name, *lines))
    return texts


def _places(rows: pd.DataFrame, spans: list[tuple[float, float]], width: float) -> list[Spot]:
    """Return where each name stands beside its dot, in a picture so many pixels wide."""
    x = ((rows["x"] - spans[0][0]) / (spans[0][1] - spans[0][0]) * width).tolist()
    y = ((rows["y"] - spans[1][0]) / (spans[1][1] - spans[1][0]) * HEIGHT).tolist()
    return places(x, y, rows["name"].tolist(), width, HEIGHT)
