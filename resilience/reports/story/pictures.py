"""The pictures of stories: maps, strips and rows of cities as SVG."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from resilience.charts.rows_picture import Band, Row, rows_svg
from resilience.charts.strip_picture import StripRow, strip_svg
from resilience.charts.ticks import axis_of
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.maps.map import classes_of, drawn, legend_html
from resilience.maps.picture import plain_map_svg
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.reports.story.facts import Facts
from resilience.text.declared import direction
from resilience.warehouse import queries

WIDTH, TEXT = 1160.0, 28.0
"""Of pictures, in pixels of a screen 1,920 wide: legible from the last row."""
LARGE = 40.0
"""Size of letters where a picture has few rows."""
LOW = 345.0
"""Height of a map in its own units: so low that its letters are large enough."""
FEW = 3
"""Cities below which neighbours stand beside them."""


def direction_text(declared: pd.Series, lang: Lang) -> str:
    """Return which way is better, as a sentence."""
    return f"{direction(declared, lang)}."


def map_of(measure: Measure, facts: Facts, title: str) -> tuple[str, str]:
    """Return a map of the members, and its legend."""
    own = drawn(measure, facts.members)
    classes = classes_of(measure, pd.concat([facts.members["ags"], facts.peers["ags"]]))
    key = f"-{measure.indicator_id or measure.group_id}".replace(".", "-")
    picture = plain_map_svg(measure, own, facts.outlines, classes, "", title, key, LOW)
    way = t(measure.lang, "overview.direction")
    if measure.indicator_id:
        way = direction(facts.indicator(measure.indicator_id), measure.lang)
    return picture, legend_html(measure, classes, way, bool(own["value"].isna().any()))


def profile(panels: dict[str, PeerPanel], lang: Lang, title: str) -> str:
    """Return a city's scores, by name of the theme, among those of its peers."""
    marks = tuple((float(mark), number(mark, 0, lang)) for mark in (0, 25, 50, 75, 100))
    rows = []
    for label, panel in panels.items():
        own = panel.members.iloc[0]
        known = own["value"] == own["value"]
        text = number(own["value"], 0, lang) if known else t(lang, "missing.no_score")
        others = tuple(panel.peers.loc[panel.peers["ags"] != own["ags"], "value"])
        rows.append(
            StripRow(
                label,
                others,
                panel.quartiles,
                "",
                own["value"],
                np.nan,
                np.nan,
                (0.0, 100.0),
                text,
                marks,
            )
        )
    return strip_svg(rows, title, title, WIDTH, LARGE)


def beside(measure: Measure, panel: PeerPanel, ags: str, facts: Facts, title: str) -> str:
    """Return a city beside the members of its kind, or its neighbours, before their peers."""
    lang, own = measure.lang, panel.members
    if len(own) < FEW:
        near = facts.ask(queries.neighbours, ags)["ags"]
        own = pd.concat([own, panel.peers[panel.peers["ags"].isin(near)]]).drop_duplicates("ags")
    low, median, high = panel.quartiles
    label = t(lang, "story.band", peers=panel.label)
    _, marks = axis_of([*own["value"], *own["low"], *own["high"], low, high], lang)
    rows = [
        Row(
            row["name"],
            row["value"],
            _printed(row["value"], measure),
            row["low"],
            row["high"],
            marked=row["ags"] == ags,
        )
        for row in own.to_dict("records")
    ]
    return rows_svg(rows, marks, WIDTH, TEXT, title, Band(low, median, high, label))


def shifts(measure: Measure, start: str, end: str, members: pd.DataFrame) -> pd.DataFrame:
    """Return ``ags, name, before, after`` of the members in two years."""
    values = measure.every_year.set_index(["ags", "period"])["value"]
    both = {
        word: [values.get((ags, period), np.nan) for ags in members["ags"]]
        for word, period in (("before", start), ("after", end))
    }
    return members[["ags", "name"]].assign(**both)


def shift(measure: Measure, shifts: pd.DataFrame, marked: str, title: str) -> str:
    """Return the way of each city from one year to another."""
    _, marks = axis_of([*shifts["before"], *shifts["after"]], measure.lang)
    rows = [
        Row(
            row["name"],
            row["after"],
            _both(row, measure),
            before=row["before"],
            marked=row["ags"] == marked,
        )
        for row in shifts.to_dict("records")
    ]
    return rows_svg(rows, marks, WIDTH, TEXT, title)


def _both(row: dict[Any, Any], measure: Measure) -> str:
    ends = [row["before"], row["after"]]
    if all(end != end for end in ends):
        return t(measure.lang, "missing.no_data")
    return " → ".join("?" if end != end else measure.number(end) for end in ends)


def _printed(value: float, measure: Measure) -> str:
    text = measure.number(value)
    return t(measure.lang, "missing.no_data") if text == MISSING_SIGN else text
