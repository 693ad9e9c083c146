"""One indicator for all cities: dots per city under the distribution of their peers."""

from __future__ import annotations

import pandas as pd

from resilience.charts.plot import Field, bold, jitter, picture
from resilience.charts.style import ROW_HEIGHT, ColourScheme
from resilience.charts.ticks import ticks_within
from resilience.i18n import t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel

STRIP_ROWS = 2.2
"""Height of the peer strip, in rows."""
UNDER = 0.8
"""Room for the median's label below the rows, in rows."""
TICKS = 8
MARGINS = (125, 90)
"""Left and right of the axes, for names and printed values."""


def strip_svg(measure: Measure, panels: list[PeerPanel], chosen: str, scheme: ColourScheme) -> str:
    """Return one panel per city type on a common axis of values.

    Each panel shows its peers as a strip of dots with median and middle half, and below it one row
    per member with its value; the chosen city is set off. A missing value is named, never placed.
    """
    ends, top, fields = _ends(panels), 30.0, []
    ticks = ticks_within(ends, TICKS, measure.lang)
    for panel in panels:
        rows = len(panel.members)
        height = (rows + STRIP_ROWS + UNDER) * ROW_HEIGHT
        field = Field(scheme, ends, (-STRIP_ROWS - 0.5, rows - 0.5 + UNDER), top, height)
        last = panel is panels[-1]
        field.grid(ticks, last)
        _draw(field, measure, panel, chosen)
        fields.append(field)
        top += height + (52 if last else 46)
    fields[-1].unit(measure.unit)
    return picture([fields], top, MARGINS, scheme)


def _ends(panels: list[PeerPanel]) -> tuple[float, float]:
    """Return the ends of an axis that holds all values and their intervals."""
    parts = [panel.members[name] for panel in panels for name in ("value", "low", "high")]
    known = pd.concat([*parts, *(panel.peers["value"] for panel in panels)]).dropna()
    if known.empty:
        return (0.0, 1.0)
    pad = 0.03 * (known.max() - known.min()) or 1.0
    return float(known.min() - pad), float(known.max() + pad)


def _title(measure: Measure, panel: PeerPanel) -> str:
    counts = {"n": len(panel.peers), "size": panel.size}
    if panel.quartiles[1] != panel.quartiles[1]:
        return t(measure.lang, "compare.panel_thin", peers=panel.label, **counts)
    return t(measure.lang, "compare.panel", peers=panel.label, **counts)


def _draw(field: Field, measure: Measure, panel: PeerPanel, chosen: str) -> None:
    members = panel.members.sort_values("value", ascending=False, na_position="last")
    middle, median = -0.5 - STRIP_ROWS / 2, panel.quartiles[1]
    field.heading(_title(measure, panel), "0", dx=-MARGINS[0])
    field.name(f"<i>{t(measure.lang, 'compare.all_peers')}</i>", middle)
    if median == median:
        field.spread(panel.quartiles, -STRIP_ROWS - 0.4, len(members) - 0.4)
        text = t(measure.lang, "compare.median", value=measure.number(median))
        field.note(text, median, len(members) - 0.4, "middle", dy=1)
    names, values = panel.peers["name"].tolist(), panel.peers["value"].tolist()
    heights = (middle + jitter(len(values)) * (STRIP_ROWS / 2 - 0.35)).tolist()
    told = [f"{n}: {measure.quantity(v)}" for n, v in zip(names, values, strict=True)]
    field.crowd([*zip(values, heights, strict=True)], 3.5, told=told)
    start = min(values, default=field.across[0])
    for y, row in enumerate(members.to_dict("records")):
        on, value = row["ags"] == chosen, row["value"]
        field.name(bold(row["name"], on), y)
        if value != value:
            field.note(f"<i>{t(measure.lang, 'missing.no_data')}</i>", start, y)
            continue
        if row["low"] == row["low"]:
            field.interval(row["low"], row["high"], y)
        field.dot(value, y, f"{row['name']}: {measure.quantity(value)} ({row['period']})", on)
        field.beside(bold(measure.number(value), on), y)
