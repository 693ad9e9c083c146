"""One indicator over time as small multiples: a panel per city, all on one scale."""

from __future__ import annotations

import plotly.graph_objects as go

from resilience.analysis.trend import Projection, projections
from resilience.charts.canvas import Canvas
from resilience.charts.field import Place
from resilience.charts.hover import bold
from resilience.charts.lines import (
    Look,
    draw,
    draw_breaks,
    draw_projection,
    spans,
    strokes,
    years,
)
from resilience.charts.style import CHOSEN, INK, PEER, TOWN, ColourScheme
from resilience.model.time_series import TimeSeries, year_of

COLUMNS, NARROW_COLUMNS = 4, 2
ROW, INNER = 190, 122
"""Height of a row of panels, and of the axes in it, in pixels."""
MARGINS = (60.0, 15.0, 30.0, 30.0)
GAP = 0.05
"""Gap between two columns, as a share of the width."""


def multiples_figure(
    history: TimeSeries, scheme: ColourScheme, projected: bool = False
) -> go.Figure:
    """Return a panel per member: its line, pale lines of the others, its peers' median in grey."""
    members, n = history.members.to_dict("records"), len(history.members)
    heights = [-(-n // columns) * ROW - (ROW - INNER) for columns in (COLUMNS, NARROW_COLUMNS)]
    canvas = Canvas(history.lang, scheme, heights[0], MARGINS, heights[1])
    reaching = projections(history) if projected else {}
    medians = {kind: history.median(kind) for kind in ("town", "large_city")}
    shown = {history.kind(ags): medians[history.kind(ags)] for ags in history.members["ags"]}
    across, up = spans(history, [part for parts in shown.values() for part in parts], projected)
    marks = {name: values[:1] + values[1:][-1:] for name, values in years(history, across).items()}
    parts = [part for ags in history.members["ags"] for part in history.of(ags)]
    pale, gaps = strokes(history, parts)
    for i, member in enumerate(members):
        ags, on, kind = member["ags"], member["ags"] == history.chosen, history.kind(member["ags"])
        title = {"text": history.measure.unit} if not i else {}
        at = canvas.field(
            _place(i, COLUMNS),
            {"range": [*across], "showgrid": False, **marks},
            {"range": [*up], "nticks": 5, "showticklabels": not i % COLUMNS, "title": title},
            _place(i, NARROW_COLUMNS),
        )
        canvas.narrow[f"{at.keys[1]}.showticklabels"] = not i % NARROW_COLUMNS
        canvas.heading(at, bold(member["name"], on))
        draw_breaks(canvas, at, history, labelled=False)
        for rows, dash in ((pale, "solid"), (gaps, "dash")):
            canvas.line(
                at,
                [year_of(row["period"]) if row else None for row in rows],
                [float(row["value"]) if row else None for row in rows],
                {"color": PEER, "width": 0.8, "dash": dash},
                opacity=0.45,
            )
        draw(
            canvas, at, history, shown[kind], Look(history.peer_label(kind), "", INK[scheme], 3, 4)
        )
        look = Look(
            member["name"], ags, CHOSEN if on else TOWN, 2.5, 6, square=kind == "large_city"
        )
        draw(canvas, at, history, history.of(ags), look)
        ahead = reaching.get(ags)
        if isinstance(ahead, Projection):
            draw_projection(canvas, at, history, ahead, look, band=True)
    return canvas.figure()


def _place(i: int, columns: int) -> Place:
    row, column = divmod(i, columns)
    width = (1 - GAP * (columns - 1)) / columns
    left = column * (width + GAP)
    return Place(row * ROW, INNER, left, left + width)
