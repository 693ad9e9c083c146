"""The region at a glance: each city's theme scores beside the middle half of its peers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from resilience.i18n import Lang, number, t
from resilience.views.peers import Panel
from resilience.views.style import BAND, CHOSEN, FONT_SIZE, PEER, ROW_HEIGHT, TOWN, separators


def profile_figure(
    themes: pd.DataFrame, panels: dict[str, list[Panel]], chosen: str, lang: Lang
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
    figure.update_xaxes(range=[-3, 112], tickvals=[0, 25, 50, 75, 100], zeroline=False)
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
            showgrid=True, zeroline=False, row=row,
        )  # fmt: skip
    figure.update_layout(
        height=int(sum(sizes) * ROW_HEIGHT + 130),
        margin={"l": 10, "r": 10, "t": 36, "b": 50},
        showlegend=False,
        separators=separators(lang),
        font_size=FONT_SIZE,
        hoverlabel_font_size=FONT_SIZE,
        dragmode=False,
    )
    figure.update_annotations(font_size=FONT_SIZE + 1)
    return figure


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
            mode="markers+text",
            marker={
                "size": [15 if a == chosen else 12 for a in members["ags"]],
                "color": [CHOSEN if a == chosen else TOWN for a in members["ags"]],
                "symbol": ["diamond" if a == chosen else "circle" for a in members["ags"]],
            },
            text=[f" {number(v, 0, lang)}" for v in members["value"]],
            textposition="middle right",
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        ),
        row=row,
        col=column,
    )
    for position in np.flatnonzero(members["value"].isna()):
        figure.add_annotation(
            x=0, y=position, xanchor="left", showarrow=False, row=row, col=column,
            text=f"<i>{t(lang, 'missing.no_score')}</i>",
        )  # fmt: skip


def years_text(oldest: object, newest: object) -> str:
    """Return ``2021–2024``, ``2022`` or nothing."""
    if oldest != oldest or oldest is None:
        return ""
    return str(newest) if oldest == newest else f"{oldest}–{newest}"
