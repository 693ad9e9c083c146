"""Strip plot of one indicator: a dot per city under the distribution of their peers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import Canvas
from resilience.charts.field import Place
from resilience.charts.hover import bold, told_of
from resilience.charts.labels import jitter
from resilience.charts.style import ROW_HEIGHT, ColourScheme
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel

STRIP_ROWS = 2.2
"""Height of the peer strip, in rows."""
UNDER = 0.8
"""Space for the median's label below the rows, in rows."""
MARGINS = (125.0, 90.0, 30.0, 80.0)
BETWEEN = 46
"""Pixels between two panels, for the next one's heading."""
TICKS = 8
LEGEND = -50
"""Pixels from the axis down to the legend."""


def strip_figure(
    measure: Measure,
    panels: list[PeerPanel],
    chosen: str,
    scheme: ColourScheme,
    peers: str = "",
    row: float = ROW_HEIGHT,
) -> go.Figure:
    """Return one panel per city type on a common axis of values.

    Each panel shows its peers as a strip of dots with median and middle half, and below it one row
    per member with its value; the chosen city is highlighted. A missing value is stated in words,
    never drawn.

    Parameters
    ----------
    peers
        Name for the peers in the legend, if not cities.
    row
        Height of a member's row in pixels.
    """
    called = peers or t(measure.lang, "chart.peers")
    heights = [(len(one.members) + STRIP_ROWS + UNDER) * row for one in panels]
    total = sum(heights) + BETWEEN * (len(panels) - 1)
    canvas, ends, top = Canvas(measure.lang, scheme, total, MARGINS), _ends(panels), 0.0
    # Each entry of the legend appears once, with the first panel that has its element.
    with_peers = next((one for one in panels if len(one.peers)), None)
    with_spread = next((one for one in panels if one.quartiles[1] == one.quartiles[1]), None)
    for panel, height in zip(panels, heights, strict=True):
        last = panel is panels[-1]
        across = {"range": [*ends], "nticks": TICKS, "showticklabels": last}
        if last:
            across["title"] = {"text": measure.unit}
        told = (panel is with_peers, panel is with_spread)
        _draw(canvas, Place(top, height), across, measure, panel, chosen, (*told, called))
        top += height + BETWEEN
    legend = {"y": LEGEND / total, "yanchor": "top", "traceorder": "normal"}
    return canvas.figure(showlegend=True, legend=legend)


def _ends(panels: list[PeerPanel]) -> tuple[float, float]:
    """Return the ends of an axis that covers all values and their intervals."""
    parts = [panel.members[name] for panel in panels for name in ("value", "low", "high")]
    known = pd.concat([*parts, *(panel.peers["value"] for panel in panels)]).dropna()
    if known.empty:
        return (0.0, 1.0)
    pad = 0.03 * (known.max() - known.min()) or 1.0
    return (float(known.min() - pad), float(known.max() + pad))


def _title(measure: Measure, panel: PeerPanel) -> str:
    """Return the peers' name, how many have a value, and whether they are too few to compare."""
    if not panel.label:
        return ""
    lang, counts = measure.lang, {"n": len(panel.peers), "size": panel.size}
    thin = panel.quartiles[1] != panel.quartiles[1]
    return t(lang, "compare.panel_thin" if thin else "compare.panel", peers=panel.label, **counts)


def _draw(
    canvas: Canvas,
    place: Place,
    across: dict[str, Any],
    measure: Measure,
    panel: PeerPanel,
    chosen: str,
    told: tuple[bool, bool, str],
) -> None:
    lang = measure.lang
    members = panel.members.sort_values("value", ascending=False, na_position="last")
    middle, median = -0.5 - STRIP_ROWS / 2, panel.quartiles[1]
    n = len(members)
    names = [bold(r["name"], r["ags"] == chosen) for r in members.to_dict("records")]
    up = {
        "range": [n - 0.5 + UNDER, -STRIP_ROWS - 0.5],
        "tickvals": [middle, *range(n)],
        "ticktext": [f"<i>{t(lang, 'compare.all_peers')}</i>", *names],
        "showgrid": False,
    }
    at = canvas.field(place, across, up)
    canvas.heading(at, _title(measure, panel), MARGINS[0])
    words = (t(lang, "chart.middle_half"), t(lang, "chart.median"))
    ends = (-STRIP_ROWS - 0.4, n - 0.4)
    canvas.spread(at, panel.quartiles, ends, words if told[1] else None)
    if median == median:
        text = t(lang, "compare.median", value=measure.number(median))
        canvas.note(at, text, x=median, y=n - 0.4, yanchor="top")
    peers = panel.peers.to_dict("records")
    heights = middle + jitter(len(peers)) * (STRIP_ROWS / 2 - 0.35)
    canvas.peers(
        at,
        [row["value"] for row in peers],
        heights.tolist(),
        [told_of(measure, row) for row in peers],
        [row["ags"] for row in peers],
        7,
        legendgroup="peers",
        showlegend=told[0],
        name=told[2],
    )
    placed = [(y, row) for y, row in enumerate(members.to_dict("records"))]
    known = [(y, row) for y, row in placed if row["value"] == row["value"]]
    canvas.cities(
        at,
        [row["value"] for _, row in known],
        [y for y, _ in known],
        [told_of(measure, row) for _, row in known],
        [row["ags"] for _, row in known],
        chosen,
        [(row["low"], row["high"]) for _, row in known],
        showlegend=False,
    )
    start = min((row["value"] for row in peers), default=across["range"][0])
    for y, row in placed:
        if row["value"] == row["value"]:
            canvas.beside(at, bold(measure.number(row["value"]), row["ags"] == chosen), y)
        else:
            canvas.missing(at, t(lang, "missing.no_data"), start, y)
