"""Which parts of a city a page shows: the choice in the address, and their outlines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from resilience.analysis.parts import CITY, Parts, parts_of
from resilience.app import cache
from resilience.app.controls import controls_row, members_of
from resilience.app.selection import choose, current
from resilience.i18n import t
from resilience.maps.outlines import Outlines, outlines
from resilience.text.parts import level_words
from resilience.warehouse import queries


@dataclass(frozen=True)
class Place:
    """The view of a map of parts.

    Parameters
    ----------
    indicator
        Id of the indicator.
    part
        The selected area; the city if there is none.
    level
        The level shown.
    within
        The area whose parts are shown.
    marked
        The highlighted part; empty where its own parts are shown.
    """

    indicator: str
    part: str
    level: str
    within: str
    marked: str

    @property
    def name(self) -> str:
        """The name under which the base map is requested."""
        return f"{self.within}.{self.level}"


def parted_city() -> dict[str, Any] | None:
    """Return the city whose parts are shown, ``ags, name, about, rounded_to``, if there is one.

    It is the selected one if it has figures of parts, else the region's first that has.
    """
    known = cache.query(queries.parted_cities, current().lang)
    own = known[known["ags"].isin(members_of(current().region)["ags"])]
    rows = [{str(name): one for name, one in row.items()} for row in own.to_dict("records")]
    chosen = [row for row in rows if row["ags"] == current().city]
    return next(iter([*chosen, *rows]), None)


def city_parts(city: str) -> Parts:
    """Return a city's parts with their values."""
    lang = current().lang
    asked = (queries.parts, city), (queries.part_levels, city, lang)
    told = (queries.part_indicators, city, lang), (queries.part_figures, city)
    return cache.derived(parts_of, *asked, *told)


def choose_place(parts: Parts) -> Place:
    """Show the choices of indicator, level and area and return the resulting view."""
    lang, told = current().lang, parts.indicators
    labels = dict(zip(told["indicator_id"], told["theme"] + ": " + told["label"], strict=True))
    with controls_row():
        word = t(lang, "parts.control_indicator")
        indicator = choose(st.selectbox, "figure", word, list(labels), labels, width=420)
        part = current().part if current().part in parts.parents else parts.city
        place = place_of(parts, indicator, part, current().depth)
        below = levels_below(parts, indicator, place.within)
        words, word = level_words(parts), t(lang, "parts.control_level")
        choose(st.segmented_control, "depth", word, below, words, place.level, keep=True)
    names = parts.areas.set_index("ags")["name"]
    chain = parts.chain(part)
    ways = {"": names[parts.city], **{ags: names[ags] for ags in chain[1:]}}
    if len(ways) > 1:
        word, deepest = t(lang, "parts.control_part"), chain[-1]
        choose(st.segmented_control, "part", word, list(ways), ways, deepest, required=True)
    return place


def levels_below(parts: Parts, indicator: str, ags: str) -> list[str]:
    """Return the levels below an area at which an indicator has values, the largest first."""
    order = [CITY, *parts.levels["level"]]
    deeper = order[order.index(parts.level_of(ags)) + 1 :]
    return [level for level in parts.levels_with(indicator) if level in deeper]


def place_of(parts: Parts, indicator: str, part: str, depth: str) -> Place:
    """Return the view of an area: its parts, or itself beside others where it has none.

    Parameters
    ----------
    depth
        The requested level; if it is not below the area, the next one is used.
    """
    below = levels_below(parts, indicator, part)
    if below:
        return Place(indicator, part, depth if depth in below else below[0], part, "")
    level = parts.levels_with(indicator)[-1]
    chain = parts.chain(part)
    marked = next(ags for ags in chain if parts.level_of(ags) == level)
    return Place(indicator, part, level, chain[chain.index(marked) - 1], marked)


def known_places() -> set[str]:
    """Return the names of all places that a map may show."""
    keys = cache.query(queries.part_keys)
    levels = keys.loc[keys["kind"] == "level", "id"]
    cities = cache.query(queries.parted_cities, "de")["ags"]
    areas = [*cities, *keys.loc[keys["kind"] == "part", "id"]]
    return {f"{ags}.{level}" for ags in areas for level in levels}


def outlines_within(name: str) -> Outlines:
    """Return the outlines of the parts shown and of the city's other parts around them.

    Parameters
    ----------
    name
        Name of a `Place`.
    """
    within, _, level = name.partition(".")
    return cache.computed(_outlines_within, within, level, cache.build_id())


def _outlines_within(within: str, level: str, build: str) -> Outlines:
    city, none = within.partition("-")[0], pd.DataFrame()
    parts = Parts(cache.query(queries.parts, city), none, none, none)
    shapes = cache.query(queries.outlines, (level,))
    shapes = shapes[shapes["ags"].str.startswith(f"{city}-")].fillna({"population": 0})
    members = pd.DataFrame({"ags": parts.inside(within, level), "role": "member"})
    return outlines(shapes, members, cache.query(queries.rivers), fitted=True)
