"""One indicator for all cities: dots per city under the distribution of their peers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from resilience.i18n import t
from resilience.views.peers import Panel
from resilience.views.shown import Shown
from resilience.views.style import (
    BAND,
    CHOSEN,
    FONT_SIZE,
    INK,
    PEER,
    ROW_HEIGHT,
    TOWN,
    Ground,
    finish,
)

STRIP_ROWS = 2.2
"""Height of the peer strip, in rows."""


def strip_figure(shown: Shown, panels: list[Panel], chosen: str, ground: Ground) -> go.Figure:
    """Return a figure with one panel per city type on a common axis of values.

    Each panel shows its peers as a strip of dots with median and middle half, and below it one row
    per member with its value; the chosen city is set off. A missing value is named, never placed.
    """
    heights = [len(panel.members) + STRIP_ROWS for panel in panels]
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.09 if len(panels) > 1 else 0,
        row_heights=heights,
        subplot_titles=[_title(shown, panel) for panel in panels],
    )
    figure.update_annotations(xanchor="left", x=0, font_size=FONT_SIZE)
    for index, panel in enumerate(panels, start=1):
        _draw(figure, index, shown, panel, chosen, ground)
    figure.update_xaxes(title_text=shown.unit, row=len(panels), col=1)
    figure.update_xaxes(showgrid=True, tickformat=f",.{_axis_decimals(panels)}f")
    figure.update_layout(margin={"l": 110, "r": 90, "t": 40, "b": 50})
    height = sum(heights) * ROW_HEIGHT + 60 * len(panels) + 60
    return finish(figure, shown.lang, ground, height)


def _title(shown: Shown, panel: Panel) -> str:
    counts = {"n": len(panel.peers), "size": panel.size}
    if panel.quartiles[1] != panel.quartiles[1]:
        return t(shown.lang, "compare.panel_thin", peers=panel.label, **counts)
    return t(shown.lang, "compare.panel", peers=panel.label, **counts)


def _axis_decimals(panels: list[Panel]) -> int:
    values = pd.concat([panel.peers["value"] for panel in panels])
    spread = np.ptp(values) if len(values) else 1
    return 0 if spread >= 8 else 1 if spread >= 0.8 else 2


def _draw(
    figure: go.Figure, row: int, shown: Shown, panel: Panel, chosen: str, ground: Ground
) -> None:
    members = panel.members.sort_values("value", ascending=True, na_position="first")
    names = members["name"].tolist()
    top = len(names) - 1 + STRIP_ROWS / 2 + 0.5
    low, median, high = panel.quartiles
    if median == median:
        figure.add_shape(
            type="rect", x0=low, x1=high, y0=-0.6, y1=top + STRIP_ROWS / 2 - 0.2,
            fillcolor=BAND, line_width=0, layer="below", row=row, col=1,
        )  # fmt: skip
        figure.add_shape(
            type="line", x0=median, x1=median, y0=-0.6, y1=top + STRIP_ROWS / 2 - 0.2,
            line={"color": PEER, "width": 2}, layer="below", row=row, col=1,
        )  # fmt: skip
        figure.add_annotation(
            x=median, y=-0.6, yshift=-2, yanchor="top", showarrow=False, font_size=FONT_SIZE - 1,
            text=t(shown.lang, "compare.median", value=shown.number(median)), row=row, col=1,
        )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=panel.peers["value"],
            y=top + _jitter(len(panel.peers)) * (STRIP_ROWS / 2 - 0.35),
            mode="markers",
            marker={"size": 7, "color": PEER, "opacity": 0.6},
            text=panel.peers["name"],
            customdata=[shown.quantity(v) for v in panel.peers["value"]],
            hovertemplate="%{text}: %{customdata}<extra></extra>",
        ),
        row=row,
        col=1,
    )
    known = members["value"].notna()
    colours = [CHOSEN if ags == chosen else TOWN for ags in members["ags"]]
    figure.add_trace(
        go.Scatter(
            x=members["value"],
            y=np.arange(len(names)),
            mode="markers",
            marker={
                "opacity": 1,
                "size": [16 if ags == chosen else 13 for ags in members["ags"]],
                "color": colours,
                "symbol": ["diamond" if ags == chosen else "circle" for ags in members["ags"]],
            },
            error_x=_intervals(members, INK[ground]),
            customdata=np.stack(
                [
                    names,
                    [shown.quantity(v) for v in members["value"]],
                    members["period"].fillna("").tolist(),
                ],
                axis=-1,
            ),
            hovertemplate="%{customdata[0]}: %{customdata[1]} (%{customdata[2]})<extra></extra>",
            cliponaxis=False,
        ),
        row=row,
        col=1,
    )
    for position, member in enumerate(members.to_dict("records")):
        text = shown.number(member["value"])
        figure.add_annotation(
            x=1.01, xref=f"x{row if row > 1 else ''} domain", y=position,
            yref=f"y{row if row > 1 else ''}", xanchor="left", showarrow=False,
            text=f"<b>{text}</b>" if member["ags"] == chosen else text,
        )  # fmt: skip
    start = panel.peers["value"].min() if len(panel.peers) else 0
    for position in np.flatnonzero(~known.to_numpy()).tolist():
        figure.add_annotation(
            x=start, y=position, xanchor="left", showarrow=False, row=row, col=1,
            text=f"<i>{t(shown.lang, 'missing.no_data')}</i>",
        )  # fmt: skip
    figure.update_yaxes(
        tickvals=[*range(len(names)), top],
        ticktext=[
            *(
                f"<b>{n}</b>" if a == chosen else n
                for n, a in zip(names, members["ags"], strict=True)
            ),
            f"<i>{t(shown.lang, 'compare.all_peers')}</i>",
        ],
        range=[-1.3, top + STRIP_ROWS / 2],
        showgrid=False,
        row=row,
        col=1,
    )


def _intervals(members: pd.DataFrame, ink: str) -> dict[str, object] | None:
    if members["low"].isna().all():
        return None
    return {
        "type": "data",
        "symmetric": False,
        "array": members["high"] - members["value"],
        "arrayminus": members["value"] - members["low"],
        "color": ink,
        "thickness": 1.5,
        "width": 4,
    }


def _jitter(n: int) -> np.ndarray:
    """Return n heights in -1..1 that spread neighbours apart, the same on every run."""
    golden = (np.sqrt(5) - 1) / 2
    return 2 * ((np.arange(n) * golden) % 1) - 1
