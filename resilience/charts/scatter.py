"""Scatter plot of two indicators: every member a labelled dot, in front of all others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Any

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
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.pair import Pair
from resilience.text.figures import axis_title
from resilience.text.provenance import period_text

HEIGHT = 475.0
MARGINS = (85.0, 25.0, 12.0, 80.0)
TICKS = 6
LEGEND = -50
"""Pixels from the axis down to the legend."""
WIDTH, NARROW_WIDTH = 640, 260
"""Widths in pixels, without margins, from which names are placed without collisions."""
LETTERS = 36
"""Maximum letters per line below the axis in a narrow window."""
FAR = 12
"""Vertical distance in pixels of a name from its dot up to which it needs no leader line."""


def scatter_figure(pair: Pair, scheme: ColourScheme) -> go.Figure:
    """Return the members as labelled dots in front of all other municipalities.

    A square is a large city. Names never cover each other or a dot, unless the user zooms.
    """
    lang, spans = pair.lang, pair.spans
    canvas = Canvas(lang, scheme, HEIGHT, MARGINS)
    across, up = (
        {"range": [*span], "nticks": TICKS, "fixedrange": False, "title": {"text": _title(one)}}
        for span, one in zip(spans, (pair.first, pair.second), strict=True)
    )
    at = canvas.field(Place(0, HEIGHT), across, up)
    others = pair.everywhere[~pair.everywhere["ags"].isin(pair.members["ags"])]
    seen = others[pair.inside(others)]
    # The legend looks like the first one.
    rows = pair.rows.sort_values("peer_kind", key=lambda kind: kind == "large_city", kind="stable")
    canvas.peers(
        at,
        [*seen["x"]],
        [*seen["y"]],
        _told(pair, seen),
        [*seen["ags"]],
        name=t(lang, "relations.legend_others"),
    )
    squares = (rows["peer_kind"] == "large_city").tolist()
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
    """Return plotly's offset of a name from its dot, positive downwards and to the right."""
    return {
        "ax": CLEAR if place.right else -CLEAR,
        "ay": -place.up,
        "xanchor": "left" if place.right else "right",
        "arrowcolor": PEER if abs(place.up) > FAR else NONE,
    }


def _title(measure: Measure) -> str:
    return escape(axis_title(measure), quote=False)


def _told(pair: Pair, rows: pd.DataFrame) -> list[str]:
    """Return the hover texts of dots: both indicators' values with unit, year and quality."""
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


def _places(rows: pd.DataFrame, spans: Sequence[tuple[float, float]], width: float) -> list[Spot]:
    """Return where each name is beside its dot, in a picture ``width`` pixels wide."""
    x = ((rows["x"] - spans[0][0]) / (spans[0][1] - spans[0][0]) * width).tolist()
    y = ((rows["y"] - spans[1][0]) / (spans[1][1] - spans[1][0]) * HEIGHT).tolist()
    return places(x, y, rows["name"].tolist(), width, HEIGHT)
