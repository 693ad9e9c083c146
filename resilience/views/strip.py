"""One indicator for all cities: dots per city under the distribution of their peers."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import t
from resilience.views.chart import Cell, Chart, Spec, bold, dots, jitter, numbers
from resilience.views.peers import Panel
from resilience.views.shown import Shown
from resilience.views.style import FONT_SIZE, INK, ROW_HEIGHT, Ground, axis_decimals

STRIP_ROWS = 2.2
"""Height of the peer strip, in rows."""


def strip_figure(shown: Shown, panels: list[Panel], chosen: str, ground: Ground) -> Spec:
    """Return a figure with one panel per city type on a common axis of values.

    Each panel shows its peers as a strip of dots with median and middle half, and below it one row
    per member with its value; the chosen city is set off. A missing value is named, never placed.
    """
    heights = [len(panel.members) + STRIP_ROWS for panel in panels]
    ends = _ends(panels)
    chart = Chart(heights, row_gap=0.09 if len(panels) > 1 else 0.0)
    for row, panel in enumerate(panels):
        _draw(chart.cell(row), shown, panel, chosen, ground, ends[1])
    last = chart.cell(len(panels) - 1)
    decimals = axis_decimals(pd.concat([panel.peers["value"] for panel in panels]))
    for row in range(len(panels)):
        xaxis = chart.cell(row).xaxis
        xaxis.update(
            showgrid=True,
            tickformat=f",.{decimals}f",
            range=list(ends),
        )
        if row < len(panels) - 1:
            xaxis.update(matches=last.x, showticklabels=False)
    last.xaxis["title"] = {"text": shown.unit}
    height = sum(heights) * ROW_HEIGHT + 60 * len(panels) + 60
    return chart.figure(shown.lang, ground, height, {"l": 110, "r": 90, "t": 40, "b": 50})


def _ends(panels: list[Panel]) -> tuple[float, float]:
    """Return the ends of an axis that holds all values and their intervals."""
    parts = [panel.members[name] for panel in panels for name in ("value", "low", "high")]
    known = pd.concat([*parts, *(panel.peers["value"] for panel in panels)]).dropna()
    if known.empty:
        return (0.0, 1.0)
    pad = 0.03 * (known.max() - known.min()) or 1.0
    return float(known.min() - pad), float(known.max() + pad)


def _title(shown: Shown, panel: Panel) -> str:
    counts = {"n": len(panel.peers), "size": panel.size}
    if panel.quartiles[1] != panel.quartiles[1]:
        return t(shown.lang, "compare.panel_thin", peers=panel.label, **counts)
    return t(shown.lang, "compare.panel", peers=panel.label, **counts)


def _draw(cell: Cell, shown: Shown, panel: Panel, chosen: str, ground: Ground, end: float) -> None:
    members = panel.members.sort_values("value", ascending=True, na_position="first")
    rows = members.fillna({"period": ""}).to_dict("records")
    heights = list(range(len(rows)))
    top = len(rows) - 1 + STRIP_ROWS / 2 + 0.5
    cell.title(_title(shown, panel))
    median = panel.quartiles[1]
    if median == median:
        cell.spread(panel.quartiles, -0.6, top + STRIP_ROWS / 2 - 0.2)
        text = t(shown.lang, "compare.median", value=shown.number(median))
        cell.note(text, median, -0.6, yshift=-2, yanchor="top", font={"size": FONT_SIZE - 1})
    cell.crowd(
        panel.peers["value"].tolist(),
        (top + jitter(len(panel.peers)) * (STRIP_ROWS / 2 - 0.35)).tolist(),
        (7, 7 / ROW_HEIGHT),
        [
            [name, shown.quantity(value)]
            for name, value in zip(panel.peers["name"], panel.peers["value"], strict=True)
        ],
        "%{customdata[0]}: %{customdata[1]}",
    )
    cell.trace(
        type="scatter",
        x=numbers(members["value"]),
        y=heights,
        mode="markers",
        marker=dots(members["ags"], chosen),
        customdata=[
            [
                m["name"],
                shown.quantity(m["value"]),
                m["period"],
            ]
            for m in rows
        ],
        hovertemplate="%{customdata[0]}: %{customdata[1]} (%{customdata[2]})<extra></extra>",
        cliponaxis=False,
        **_intervals(members, INK[ground]),
    )
    start = panel.peers["value"].min() if len(panel.peers) else 0
    printed = [bold(shown.number(row["value"]), row["ags"] == chosen) for row in rows]
    cell.texts([end] * len(rows), heights, printed, "right", FONT_SIZE)
    for height, member in zip(heights, rows, strict=True):
        if member["value"] != member["value"]:
            missing = f"<i>{t(shown.lang, 'missing.no_data')}</i>"
            cell.note(missing, start, height, xanchor="left")
    names = [bold(member["name"], member["ags"] == chosen) for member in rows]
    cell.yaxis.update(
        tickvals=[*heights, top],
        ticktext=[*names, f"<i>{t(shown.lang, 'compare.all_peers')}</i>"],
        range=[-1.3, top + STRIP_ROWS / 2],
        showgrid=False,
    )


def _intervals(members: pd.DataFrame, ink: str) -> Spec:
    if members["low"].isna().all():
        return {}
    bars = {
        "type": "data",
        "symmetric": False,
        "array": numbers(members["high"] - members["value"]),
        "arrayminus": numbers(members["value"] - members["low"]),
        "color": ink,
        "thickness": 1.5,
        "width": 4,
    }
    return {"error_x": bars}
