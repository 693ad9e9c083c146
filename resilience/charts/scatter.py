"""Two indicators against each other: every member a dot with its name, before all others."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from resilience.charts.labels import Place, places
from resilience.charts.plot import Field, bold, picture
from resilience.charts.style import ColourScheme
from resilience.charts.ticks import ticks_within
from resilience.model.pair import Pair
from resilience.text.figures import axis_title

HEIGHT = 560
MARGINS = (95, 25, 20, 65)
"""Pixels left, right, above and below the axes."""
TICKS = 6
NARROW = 640
"""Width in pixels, without margins, at which names must not collide; nor do they if it is wider."""


def scatter_svg(pair: Pair, scheme: ColourScheme) -> str:
    """Return the members as dots with their names before all other municipalities.

    A square is the large city. Names never cover each other or a dot.
    """
    left, right, top, bottom = MARGINS
    spans = pair.spans
    field = Field(scheme, spans[0], (spans[1][1], spans[1][0]), top, HEIGHT - top - bottom)
    field.grid(ticks_within(spans[0], TICKS, pair.lang), True)
    field.grid_up(ticks_within(spans[1], TICKS, pair.lang))
    field.unit(axis_title(pair.first))
    field.unit_up(axis_title(pair.second), left - 15)
    others = pair.everywhere[~pair.everywhere["ags"].isin(pair.members["ags"])]
    seen = others[pair.inside(others)]
    field.crowd([*zip(seen["x"], seen["y"], strict=True)], 3, told=_told(pair, seen))
    rows = pair.rows
    places = _places(rows, spans)
    for row, told, place in zip(rows.to_dict("records"), _told(pair, rows), places, strict=True):
        x, y, on = row["x"], row["y"], row["ags"] == pair.chosen
        field.tag(bold(row["name"], on), x, y, place.right, place.up, on)
        field.dot(x, y, told, on, square=row["peer_kind"] == "large_city")
    return picture([[field]], HEIGHT, (left, right), scheme)


def _told(pair: Pair, rows: pd.DataFrame) -> list[str]:
    return [
        f"{name}: {pair.first.quantity(x)}; {pair.second.quantity(y)}"
        for name, x, y in zip(rows["name"], rows["x"], rows["y"], strict=True)
    ]


def _places(rows: pd.DataFrame, spans: Sequence[tuple[float, float]]) -> list[Place]:
    """Return where each name stands beside its dot."""
    height = HEIGHT - MARGINS[2] - MARGINS[3]
    x = ((rows["x"] - spans[0][0]) / (spans[0][1] - spans[0][0]) * NARROW).tolist()
    y = ((rows["y"] - spans[1][0]) / (spans[1][1] - spans[1][0]) * height).tolist()
    return places(x, y, rows["name"].tolist(), NARROW, height)
