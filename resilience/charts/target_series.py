"""Yearly values against the target they are to meet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Place
from resilience.charts.hover import told
from resilience.charts.style import CHOSEN, GRID, INK, TOWN, ColourScheme
from resilience.i18n import Lang, number, t

HEIGHT = 300.0
MARGINS = (85.0, 20.0, 30.0, 40.0)
HEADROOM = 1.12


def target_figure(
    values: pd.DataFrame, target: float, unit: str, name: str, lang: Lang, scheme: ColourScheme
) -> go.Figure:
    """Return the values as columns with their intervals, and the target as a line.

    Parameters
    ----------
    values
        ``period, value, low, high``; the interval of a count, null where there is none.
    name
        Name of the city.
    """
    canvas = Canvas(lang, scheme, HEIGHT, MARGINS)
    top = HEADROOM * max(target, float(values["high"].fillna(values["value"]).max()))
    years = [*range(len(values))]
    few = years[:: -(-len(years) // 6)]
    labels = values["period"].tolist()
    at = canvas.field(
        Place(0, HEIGHT),
        {"range": [-0.6, len(years) - 0.4], "tickvals": years, "ticktext": labels},
        {"range": [0, top], "title": {"text": unit}, "nticks": 6},
    )
    canvas.layout["xaxis"]["showgrid"] = False
    canvas.narrow["xaxis.tickvals"] = few
    canvas.narrow["xaxis.ticktext"] = [labels[n] for n in few]
    texts = []
    for row in values.to_dict("records"):
        interval = ""
        if row["low"] == row["low"]:
            ends = f"{number(row['low'], 0, lang)} – {number(row['high'], 0, lang)}"
            interval = f"{t(lang, 'compare.col_interval')}: {ends}"
        texts.append(
            told(f"{name}, {row['period']}", f"{number(row['value'], 0, lang)} {unit}", interval)
        )
    spread = np.nan_to_num((values["high"] - values["value"]).to_numpy(dtype=float))
    below = np.nan_to_num((values["value"] - values["low"]).to_numpy(dtype=float))
    canvas.traces.append(
        {
            "type": "bar",
            "x": years,
            "y": [*values["value"]],
            "hovertext": texts,
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {"color": TOWN},
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [*spread],
                "arrayminus": [*below],
                "color": INK[scheme],
                "thickness": 1.5,
                "width": 3,
            },
            **at.axes,
        }
    )
    refs = {"type": "line", "xref": f"{at.x} domain", "yref": at.y, "x0": 0, "x1": 1}
    canvas.shapes.append(
        {**refs, "y0": target, "y1": target, "line": {"color": CHOSEN, "width": 2.5}}
    )
    canvas.note(
        at,
        t(lang, "targets.line", value=number(target, 0, lang)),
        xref=f"{at.x} domain",
        x=0,
        y=target,
        yanchor="bottom",
        xanchor="left",
    )
    canvas.layout["yaxis"]["gridcolor"] = GRID[scheme]
    return canvas.figure(bargap=0.35, uirevision=f"{name} {unit}")
