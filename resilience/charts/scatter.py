"""Two indicators against each other: every member a dot with its name, before all others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.charts.labels import Place, places
from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import ColourScheme
from resilience.charts.ticks import ticks_within
from resilience.i18n import Lang
from resilience.model.measure import Measure
from resilience.text.provenance import period_text

HEIGHT = 560
MARGINS = (95, 25, 20, 65)
"""Pixels left, right, above and below the axes."""
TICKS = 6
NARROW = 640
"""Width in pixels, without margins, at which names must not collide; nor do they if it is wider."""
OUTLYING = 0.02
"""Share of all municipalities that may lie outside the picture on either side."""


@dataclass(frozen=True, eq=False)
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

    first: Measure
    second: Measure
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


def scatter_svg(pair: Pair, scheme: ColourScheme) -> str:
    """Return the members as dots with their names before all other municipalities.

    A square is the large city. Names never cover each other or a dot.
    """
    left, right, top, bottom = MARGINS
    spans = [_span(pair, axis) for axis in ("x", "y")]
    field = Field(scheme, spans[0], (spans[1][1], spans[1][0]), top, HEIGHT - top - bottom)
    field.grid(ticks_within(spans[0], TICKS, pair.lang), True)
    field.grid_up(ticks_within(spans[1], TICKS, pair.lang))
    field.unit(axis_title(pair.first))
    field.unit_up(axis_title(pair.second), left - 15)
    others = pair.everywhere[~pair.everywhere["ags"].isin(pair.members["ags"])]
    seen = others[_inside(others, spans)]
    field.crowd([*zip(seen["x"], seen["y"], strict=True)], 3, told=_told(pair, seen))
    rows = pair.rows
    places = _places(rows, spans)
    for row, told, place in zip(rows.to_dict("records"), _told(pair, rows), places, strict=True):
        x, y, on = row["x"], row["y"], row["ags"] == pair.chosen
        field.tag(bold(row["name"], on), x, y, place.right, place.up, on)
        field.dot(x, y, told, on, square=row["city_type"] == "large_city")
    return picture([[field]], HEIGHT, (left, right), scheme)


def axis_title(measure: Measure) -> str:
    """Return an indicator with its unit and year."""
    return f"{measure.label} ({measure.unit}), {period_text(measure.period, measure.lang)}"


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


def _told(pair: Pair, rows: pd.DataFrame) -> list[str]:
    return [
        f"{name}: {pair.first.quantity(x)}; {pair.second.quantity(y)}"
        for name, x, y in zip(rows["name"], rows["x"], rows["y"], strict=True)
    ]


def _places(rows: pd.DataFrame, spans: list[tuple[float, float]]) -> list[Place]:
    """Return where each name stands beside its dot."""
    height = HEIGHT - MARGINS[2] - MARGINS[3]
    x = ((rows["x"] - spans[0][0]) / (spans[0][1] - spans[0][0]) * NARROW).tolist()
    y = ((rows["y"] - spans[1][0]) / (spans[1][1] - spans[1][0]) * height).tolist()
    return places(x, y, rows["name"].tolist(), NARROW, height)
