"""Plotly template of all figures: font, colours on light and dark background, separators."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from resilience.charts.style import FAMILY, GRID, INK, PEER, TOWN, ColourScheme
from resilience.i18n import NUMBER_SIGNS, Lang

SIZE = 15
"""Font size in pixels."""
SMALL = 13
"""The same in a window as narrow as a phone's."""
HOVER = {
    "bgcolor": "#17212b",
    "bordercolor": "#17212b",
    "font": {"family": FAMILY, "color": "#ffffff", "size": SIZE},
}
CLEAR = "rgba(0,0,0,0)"
"""Background colour: that of the page."""
BEHIND = {"light": "rgba(255,255,255,.75)", "dark": "rgba(17,23,29,.75)"}
"""Translucent `style.PAPER` behind a name that lies on markers."""


@lru_cache
def template(scheme: ColourScheme) -> go.layout.Template:
    """Return the template of all figures on a light or dark background."""
    axis = {
        "gridcolor": GRID[scheme],
        "zeroline": False,
        "showline": False,
        "fixedrange": True,  # zoom only where a figure asks for it
        "separatethousands": True,
        "exponentformat": "none",
        "title": {"standoff": 6, "font": {"size": SIZE}},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FAMILY, "size": SIZE, "color": INK[scheme]},
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "colorway": [TOWN, PEER],
            "hovermode": "closest",
            "hoverlabel": {**HOVER, "align": "left", "namelength": -1},
            "dragmode": False,
            "showlegend": False,
            "legend": {"orientation": "h", "x": 0, "xanchor": "left", "bgcolor": CLEAR},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def layout_of(lang: Lang, scheme: ColourScheme) -> dict[str, Any]:
    """Return the layout that every figure starts with."""
    return {"template": template(scheme), "separators": "".join(NUMBER_SIGNS[lang])}
