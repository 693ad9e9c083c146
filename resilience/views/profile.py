"""The region at a glance: each city's theme scores beside the middle half of its peers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from resilience.i18n import Lang, number, t
from resilience.views.peers import Panel
from resilience.views.shown import years_text
from resilience.views.style import BAND, CHOSEN, FONT_SIZE, PEER, ROW_HEIGHT, TOWN, Ground, finish

SCORES_AT = 124
"""Where on the axis of points the printed scores end, right of all dots."""


def profile_figure(
    themes: pd.DataFrame, panels: dict[str, list[Panel]], chosen: str, lang: Lang, ground: Ground
) -> go.Figure:
    """Return one column per theme and one block of rows per city type.

    Parameters
    ----------
    themes
        ``theme_id, label`` in order.
    panels
        Per theme the panels of `peers.panels` with theme scores as values.
    """
    first = panels[themes["theme_id"].iloc[0]]
    sizes = [len(panel.members) + 0.6 for panel in first]
    figure = make_subplots(
        rows=len(first),
        cols=len(themes),
        shared_yaxes=True,
        horizontal_spacing=0.025,
        vertical_spacing=0.12 if len(first) > 1 else 0,
        row_heights=sizes,
        column_titles=[f"<b>{label}</b>" for label in themes["label"]],
    )
    for column, theme_id in enumerate(themes["theme_id"], start=1):
        for row, panel in enumerate(panels[theme_id], start=1):
            _draw(figure, row, column, panel, chosen, lang)
    figure.update_xaxes(range=[-3, SCORES_AT], tickvals=[0, 25, 50, 75, 100])
    figure.update_xaxes(
        title_text=t(lang, "overview.axis"), title_font_size=FONT_SIZE - 1, row=len(first)
    )
    for row, panel in enumerate(first, start=1):
        names = panel.members["name"]
        bold = [
            f"<b>{n}</b>" if a == chosen else n
            for n, a in zip(names, panel.members["ags"], strict=True)
        ]
        figure.update_yaxes(
            tickvals=list(range(len(names))), ticktext=bold, range=[len(names) - 0.4, -0.6],
            showgrid=True, row=row,
        )  # fmt: skip
    figure.update_annotations(font_size=FONT_SIZE + 1)
    figure.update_layout(margin={"l": 110, "r": 5, "t": 36, "b": 50})
    return finish(figure, lang, ground, sum(sizes) * ROW_HEIGHT + 130)


def _draw(figure: go.Figure, row: int, column: int, panel: Panel, chosen: str, lang: Lang) -> None:
    members = panel.members
    low, median, high = panel.quartiles
    if median == median:
        bottom = len(members) - 0.4
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=-0.6, y1=bottom, fillcolor=BAND, line_width=0,
            layer="below", row=row, col=column,
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=median, x1=median, y0=-0.6, y1=bottom, layer="below",
            line={"color": PEER, "width": 2}, row=row, col=column,
        )  # fmt: skip
    hover = [
        t(
            lang,
            "overview.hover",
            city=r["name"],
            score=number(r["value"], 0, lang),
            coverage=number(100 * r["coverage"], 0, lang),
            years=years_text(r["oldest"], r["newest"]),
        )
        for r in members.to_dict("records")
    ]
    figure.add_trace(
        go.Scatter(
            x=members["value"],
            y=np.arange(len(members)),
            mode="markers",
            marker={
                "opacity": 1,
                "size": [15 if a == chosen else 12 for a in members["ags"]],
                "color": [CHOSEN if a == chosen else TOWN for a in members["ags"]],
                "symbol": ["diamond" if a == chosen else "circle" for a in members["ags"]],
            },
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        ),
        row=row,
        col=column,
    )
    for position, (value, ags) in enumerate(zip(members["value"], members["ags"], strict=True)):
        text = number(value, 0, lang)
        figure.add_annotation(
            x=SCORES_AT, y=position, xanchor="right", showarrow=False, row=row, col=column,
            text=f"<b>{text}</b>" if ags == chosen else text,
        )  # fmt: skip
    for position in np.flatnonzero(members["value"].isna()).tolist():
        figure.add_annotation(
            x=0, y=position, xanchor="left", showarrow=False, row=row, col=column,
            text=f"<i>{t(lang, 'missing.no_score')}</i>",
        )  # fmt: skip
