"""Two indicators against each other: every member a dot with its name, before all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.i18n import Lang
from resilience.views.chart import Cell, Chart, Spec, bold
from resilience.views.labels import places
from resilience.views.provenance import period_text
from resilience.views.shown import Shown
from resilience.views.style import CHOSEN, FONT_SIZE, TOWN, Ground, axis_decimals

HEIGHT = 560
MARGINS = {"l": 95, "r": 25, "t": 20, "b": 65}
NARROW = 640
"""Width in pixels, without margins, at which names must not collide; nor do they if it is wider."""
OUTLYING = 0.02
"""Share of all municipalities that may lie outside the picture on either side."""
BEHIND = {"light": "rgba(255,255,255,0.7)", "dark": "rgba(14,17,23,0.7)"}


@dataclass(frozen=True)
class Pair:
    """Two indicators, each in one year.

    Parameters
    ----------
    first, second
        Across and upwards.
    members
        ``ags, name, city_type`` of the region.
    chosen
        Key of the member that is set off; empty for none.
    """

    first: Shown
    second: Shown
    members: pd.DataFrame
    chosen: str

    @property
    def lang(self) -> Lang:
        """The language on screen."""
        return self.first.lang

    @cached_property
    def everywhere(self) -> pd.DataFrame:
        """``ags, name, x, y`` of all municipalities with both values."""
        towns = self.first.values[self.first.values["level"] == "municipality"]
        x = towns[["ags", "name", "value"]].rename(columns={"value": "x"})
        y = self.second.values[["ags", "value"]].rename(columns={"value": "y"})
        return x.merge(y, on="ags").dropna(subset=["x", "y"]).reset_index(drop=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """``ags, name, city_type, x, y`` of the members with both values."""
        both = self.everywhere[["ags", "x", "y"]]
        return self.members[["ags", "name", "city_type"]].merge(both, on="ags")

    @cached_property
    def towns(self) -> pd.DataFrame:
        """The rows of the coefficient: of the members without the large city."""
        return self.rows[self.rows["city_type"] != "large_city"]


def scatter_figure(pair: Pair, ground: Ground) -> Spec:
    """Return the members as dots with their names before all other municipalities.

    A square is the large city. Names never cover each other or a dot.
    """
    chart = Chart()
    cell = chart.cell(0)
    rows = pair.rows
    spans = [_span(pair, axis) for axis in ("x", "y")]
    others = pair.everywhere[~pair.everywhere["ags"].isin(pair.members["ags"])]
    seen = others[_inside(others, spans)]
    tall = (spans[1][1] - spans[1][0]) * 6 / (HEIGHT - MARGINS["t"] - MARGINS["b"])
    told = [[name, *both] for name, both in zip(seen["name"], _told(pair, seen), strict=True)]
    hover = "%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}"
    cell.crowd(seen["x"].tolist(), seen["y"].tolist(), (6, tall), told, hover)
    on = [ags == pair.chosen for ags in rows["ags"]]
    cell.trace(
        type="scatter",
        mode="markers",
        x=rows["x"].tolist(),
        y=rows["y"].tolist(),
        marker={
            "opacity": 1,
            "size": [15 if one else 12 for one in on],
            "color": [CHOSEN if one else TOWN for one in on],
            "symbol": [
                "square" if kind == "large_city" else "diamond" if one else "circle"
                for kind, one in zip(rows["city_type"], on, strict=True)
            ],
        },
        text=rows["name"].tolist(),
        customdata=_told(pair, rows),
        hovertemplate="%{text}<br>%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )
    _write_names(pair, cell, spans, ground)
    for axis, shown, span in (
        (cell.xaxis, pair.first, spans[0]),
        (cell.yaxis, pair.second, spans[1]),
    ):
        axis.update(
            range=list(span),
            title={"text": axis_title(shown)},
            tickformat=f",.{axis_decimals(pd.Series(span))}f",
            showgrid=True,
        )
    return chart.figure(pair.lang, ground, HEIGHT, MARGINS)


def axis_title(shown: Shown) -> str:
    """Return an indicator with its unit and year."""
    return f"{shown.label} ({shown.unit}), {period_text(shown.period, shown.lang)}"


def _span(pair: Pair, axis: str) -> tuple[float, float]:
    """Return the range of an axis: all members and all but the outermost municipalities."""
    every = pair.everywhere[axis]
    if every.empty:
        return (0.0, 1.0)
    low, high = np.quantile(every, (OUTLYING, 1 - OUTLYING))
    low = min(low, pair.rows[axis].min()) if len(pair.rows) else low
    high = max(high, pair.rows[axis].max()) if len(pair.rows) else high
    pad = (high - low) * 0.06 or 1.0
    return float(low - pad), float(high + pad)


def outside(pair: Pair) -> int:
    """Return how many municipalities lie beyond the picture."""
    spans = [_span(pair, axis) for axis in ("x", "y")]
    return int((~_inside(pair.everywhere, spans)).sum())


def _inside(rows: pd.DataFrame, spans: list[tuple[float, float]]) -> pd.Series:
    return rows["x"].between(*spans[0]) & rows["y"].between(*spans[1])


def _told(pair: Pair, rows: pd.DataFrame) -> list[list[str]]:
    return [
        [pair.first.quantity(x), pair.second.quantity(y)]
        for x, y in zip(rows["x"], rows["y"], strict=True)
    ]


def _write_names(pair: Pair, cell: Cell, spans: list[tuple[float, float]], ground: Ground) -> None:
    height = HEIGHT - MARGINS["t"] - MARGINS["b"]
    rows = pair.rows
    x = ((rows["x"] - spans[0][0]) / (spans[0][1] - spans[0][0]) * NARROW).tolist()
    y = ((rows["y"] - spans[1][0]) / (spans[1][1] - spans[1][0]) * height).tolist()
    found = places(x, y, rows["name"].tolist(), NARROW, height)
    for row, place in zip(rows.to_dict("records"), found, strict=True):
        on = row["ags"] == pair.chosen
        font = {"size": FONT_SIZE, "color": CHOSEN} if on else {"size": FONT_SIZE}
        side = 10 if place.right else -10
        anchor = {"xanchor": "left" if place.right else "right", "yanchor": "middle"}
        moved = abs(place.up) > 12
        where = (
            {"showarrow": True, "ax": side, "ay": -place.up, "arrowhead": 0, "arrowwidth": 0.8}
            if moved
            else {"xshift": side, "yshift": place.up}
        )
        look = {"font": font, "bgcolor": BEHIND[ground], "borderpad": 0}
        cell.note(bold(row["name"], on), row["x"], row["y"], **look, **anchor, **where)
