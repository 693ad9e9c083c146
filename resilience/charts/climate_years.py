"""The years in which cities aim to be climate-neutral, one row per city."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import CHOSEN_SIZE, MEMBER_SIZE, Canvas
from resilience.charts.field import Place
from resilience.charts.hover import bold, told
from resilience.charts.style import CHOSEN, GRID, INK, PAPER, PEER, TOWN, ColourScheme
from resilience.i18n import Lang, t

ROW = 34.0
MARGINS = (125.0, 25.0, 36.0, 44.0)
STEP = 5
"""Years between ticks on the axis."""


def climate_figure(
    rows: pd.DataFrame, now: int, chosen: str, lang: Lang, scheme: ColourScheme
) -> go.Figure:
    """Return a row per city with its year; a hollow dot where the resolution was not seen.

    Parameters
    ----------
    rows
        ``ags, name, due, neutral, evidence, status_text, missing``; ``due`` is null where there is
        no year to show, and ``missing`` then says why.
    now
        The current year, drawn as a line.
    """
    height = ROW * len(rows)
    canvas = Canvas(lang, scheme, height, MARGINS)
    years = rows["due"].dropna().str[:4].astype(int)
    first, last = now - now % STEP, int(max([*years, now + 2 * STEP]))
    ticks = list(range(first, last + STEP + 1, STEP))
    span = [min(first, now) - 1.5, last + 2.5]
    names = [bold(row["name"], row["ags"] == chosen) for row in rows.to_dict("records")]
    places = [*range(len(rows))]
    at = canvas.field(
        Place(0, height),
        {"range": span, "tickvals": ticks, "ticktext": [str(one) for one in ticks]},
        {
            "range": [len(rows) - 0.4, -0.6],
            "tickvals": places,
            "ticktext": names,
            "showgrid": False,
        },
    )
    stroke = {"color": PEER, "width": 1.5, "dash": "dot"}
    refs = {"type": "line", "xref": at.x, "yref": at.y, "layer": "below"}
    canvas.shapes.append(
        {**refs, "x0": now, "x1": now, "y0": -0.6, "y1": len(rows) - 0.4, "line": stroke}
    )
    canvas.note(
        at, t(lang, "targets.now", year=now), x=now, y=-0.6, yanchor="bottom", xanchor="left"
    )
    for place, row in zip(places, rows.to_dict("records"), strict=True):
        on = row["ags"] == chosen
        colour = CHOSEN if on else TOWN
        if not isinstance(row["due"], str):
            word = f"<i>{t(lang, 'targets.no_year')}</i>"
            text = told(row["name"], row["missing"])
            canvas.note(
                at, word, x=now + 0.6, y=place, xanchor="left", font={"color": INK[scheme]},
                hovertext=text,
            )  # fmt: skip
            continue
        year = int(row["due"][:4])
        canvas.line(at, [now, year], [place, place], {"color": GRID[scheme], "width": 3})
        hollow = row["evidence"] == "second_hand"
        marker = {
            "size": CHOSEN_SIZE if on else MEMBER_SIZE,
            "symbol": "diamond" if on else "circle",
            "color": PAPER[scheme] if hollow else colour,
            "line": {"color": colour, "width": 2.5},
            "opacity": 1,
        }
        text = told(row["name"], str(year), row["neutral"], row["status_text"])
        canvas.dots(at, [year], [place], [text], [row["ags"]], marker=marker)
    return canvas.figure(uirevision="climate")
