"""The region at a glance: each city's theme scores beside the middle half of its peers."""

from __future__ import annotations

import pandas as pd

from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import ROW_HEIGHT, ColourScheme
from resilience.charts.ticks import ticks_of_points
from resilience.i18n import Lang, number, t
from resilience.model.measure import years_text
from resilience.model.peer_panel import PeerPanel

ENDS = (-3.0, 124.0)
"""Ends of the axis of points; the printed scores end at the right one."""
MARGINS = (125, 5)
BETWEEN = 40
"""Pixels between two blocks of rows."""


def profile_svg(
    themes: pd.DataFrame,
    panels: dict[str, list[PeerPanel]],
    chosen: str,
    lang: Lang,
    scheme: ColourScheme,
) -> str:
    """Return one column per theme and one block of rows per city type.

    Parameters
    ----------
    themes
        ``theme_id, label`` in order.
    panels
        Per theme the panels of `peers.panels` with theme scores as values.
    """
    points = ticks_of_points(lang)
    columns: list[list[Field]] = []
    for theme in themes.to_dict("records"):
        top, fields = 36.0, []
        for panel in panels[theme["theme_id"]]:
            rows = len(panel.members)
            field = Field(scheme, ENDS, (-0.6, rows - 0.4), top, (rows + 0.2) * ROW_HEIGHT)
            last = panel is panels[theme["theme_id"]][-1]
            field.grid(points, last)
            _draw(field, panel, chosen, lang, names=not columns)
            fields.append(field)
            top += field.height + (54 if last else BETWEEN)
        fields[0].heading(f"<b>{theme['label']}</b>", field.x(50), "middle")
        fields[-1].unit(t(lang, "overview.axis"))
        columns.append(fields)
    return picture(columns, top, MARGINS, scheme, gap=0.025)


def _draw(field: Field, panel: PeerPanel, chosen: str, lang: Lang, names: bool) -> None:
    if panel.quartiles[1] == panel.quartiles[1]:
        field.spread(panel.quartiles, *field.up)
    for y, row in enumerate(panel.members.to_dict("records")):
        on = row["ags"] == chosen
        field.line(y)
        if names:
            field.name(bold(row["name"], on), y)
        if row["value"] != row["value"]:
            field.note(f"<i>{t(lang, 'missing.no_score')}</i>", 0, y)
            continue
        score = number(row["value"], 0, lang)
        told = t(
            lang,
            "overview.hover",
            city=row["name"],
            score=score,
            coverage=number(100 * row["coverage"], 0, lang),
            years=years_text(row["oldest"], row["newest"]),
        )
        field.dot(row["value"], y, told, on)
        field.note(bold(score, on), ENDS[1], y, "end", dx=-6)
