"""The strip below a map's legend: cities and their peers on the scale of its classes."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Place
from resilience.charts.hover import told_of
from resilience.charts.labels import jitter
from resilience.charts.style import INK, ColourScheme
from resilience.maps.map import Layer
from resilience.maps.told import cities

HEIGHT = 92.0
MARGINS = (8.0, 8.0, 2.0, 26.0)
BAR, PEERS, OWN = (0.86, 1.0), (0.3, 0.74), 0.08
"""Vertical positions of the classes' colours, of the peers' dots and of the cities' dots."""


def class_strip(layer: Layer, chosen: str, scheme: ColourScheme) -> go.Figure | None:
    """Return the classes' colours along their scale, below them a dot per peer and per city.

    None for a layer without peers. The chosen city is highlighted.
    """
    if layer.others is None:
        return None
    measure, base = layer.measure, layer.base or layer.measure
    own = layer.members.dropna(subset="value")
    others = layer.others[~layer.others["ags"].isin(layer.members["ags"])]
    canvas, breaks = Canvas(measure.lang, scheme, HEIGHT, MARGINS), layer.classes.breaks
    places = pd.concat([others["value"], own["value"], pd.Series(breaks, dtype=float)])
    pad = 0.04 * (places.max() - places.min()) or 1.0
    ends = (float(places.min() - pad), float(places.max() + pad))
    marks = {"tickvals": [*breaks], "ticktext": [measure.number(one) for one in breaks]}
    at = canvas.field(
        Place(0, HEIGHT),
        {"range": [*ends], "showgrid": False, "tickangle": 0, **marks},
        {"range": [-0.08, 1.0], "showgrid": False, "showticklabels": False},
    )
    refs = {"xref": at.x, "yref": at.y, "layer": "below"}
    edges = (ends[0], *breaks, ends[1])
    for (low, high), colour in zip(pairwise(edges), layer.classes.colours, strict=True):
        sides = {"x0": low, "x1": high, "y0": BAR[0], "y1": BAR[1]}
        canvas.shapes.append(
            {"type": "rect", **refs, **sides, "fillcolor": colour, "line": {"width": 0}}
        )
    if layer.base:
        line = {"color": INK[scheme], "width": 1.5}
        sides = {"x0": 0, "x1": 0, "y0": -0.08, "y1": BAR[0]}
        canvas.shapes.append({"type": "line", **refs, **sides, "line": line})
    middle, half = sum(PEERS) / 2, (PEERS[1] - PEERS[0]) / 2
    canvas.peers(
        at,
        others["value"].to_list(),
        (middle + half * jitter(len(others))).tolist(),
        [told_of(base, {**row, "value": row["told"]}) for row in others.to_dict("records")],
        others["ags"].to_list(),
        5,
    )
    tips = {row["ags"]: row["tip"] for row in cities(layer)}
    canvas.cities(
        at,
        own["value"].to_list(),
        [OWN] * len(own),
        own["ags"].map(tips).to_list(),
        own["ags"].to_list(),
        chosen,
    )
    return canvas.figure()
