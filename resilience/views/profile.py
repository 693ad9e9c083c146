"""The region at a glance: each city's theme scores beside the middle half of its peers."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.views.chart import Cell, Chart, Spec, bold, dots, numbers
from resilience.views.peers import Panel
from resilience.views.shown import years_text
from resilience.views.style import FONT_SIZE, ROW_HEIGHT, Ground

SCORES_AT = 124
"""Where on the axis of points the printed scores end, right of all dots."""


def profile_figure(
    themes: pd.DataFrame, panels: dict[str, list[Panel]], chosen: str, lang: Lang, ground: Ground
) -> Spec:
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
    chart = Chart(sizes, [1.0] * len(themes), 0.12 if len(first) > 1 else 0.0, 0.025)
    for column, theme in enumerate(themes.to_dict("records")):
        for row, panel in enumerate(panels[theme["theme_id"]]):
            cell = chart.cell(row, column)
            _draw(cell, panel, chosen, lang)
            if column:
                cell.yaxis.update(matches=chart.cell(row).y, showticklabels=False)
        cell.xaxis["title"] = {"text": t(lang, "overview.axis"), "font": {"size": FONT_SIZE - 1}}
        head = {"xref": f"x{column + 1 if column else ''} domain", "yref": "paper"}
        text = f"<b>{theme['label']}</b>"
        chart.cell(0, column).note(text, 0.5, 1, yanchor="bottom", xanchor="center", **head)
    margin = {"l": 110, "r": 5, "t": 36, "b": 50}
    return chart.figure(lang, ground, sum(sizes) * ROW_HEIGHT + 130, margin)


def _draw(cell: Cell, panel: Panel, chosen: str, lang: Lang) -> None:
    rows = panel.members.to_dict("records")
    heights = list(range(len(rows)))
    bottom, top = len(rows) - 0.4, -0.6
    if panel.quartiles[1] == panel.quartiles[1]:
        cell.spread(panel.quartiles, bottom, top)
    cell.trace(
        type="scatter",
        x=numbers(panel.members["value"]),
        y=heights,
        mode="markers",
        marker=dots(panel.members["ags"], chosen),
        hovertext=[
            t(
                lang,
                "overview.hover",
                city=r["name"],
                score=number(r["value"], 0, lang),
                coverage=number(100 * r["coverage"], 0, lang),
                years=years_text(r["oldest"], r["newest"]),
            )
            for r in rows
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    printed = [bold(number(city["value"], 0, lang), city["ags"] == chosen) for city in rows]
    cell.texts([SCORES_AT] * len(rows), heights, printed, "left", FONT_SIZE + 1)
    for height, city in zip(heights, rows, strict=True):
        if city["value"] != city["value"]:
            missing = f"<i>{t(lang, 'missing.no_score')}</i>"
            cell.note(missing, 0, height, xanchor="left", font={"size": FONT_SIZE + 1})
    cell.xaxis.update(range=[-3, SCORES_AT], tickvals=[0, 25, 50, 75, 100])
    cell.yaxis.update(
        tickvals=heights,
        ticktext=[bold(city["name"], city["ags"] == chosen) for city in rows],
        range=[bottom, top],
        showgrid=True,
    )
