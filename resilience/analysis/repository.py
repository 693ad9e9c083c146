"""Data access for pages and files: a region's figures, and measures of one period.

Pages query through Streamlit's cache (`cache.query`), files through a cursor (`through`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from resilience.analysis import claims, profile
from resilience.analysis.profile import newest_scores
from resilience.i18n import Lang, t
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel, panels
from resilience.model.profile import Profile
from resilience.warehouse import queries
from resilience.warehouse.opening import Cursor

Ask = Callable[..., pd.DataFrame]
"""Runs one of `resilience.warehouse.queries` with its arguments, without the cursor."""


@dataclass(frozen=True)
class Figures:
    """A region's figures, each queried once.

    Parameters
    ----------
    ask
        Runs queries.
    """

    ask: Ask
    region: str
    lang: Lang

    @cached_property
    def areas(self) -> pd.DataFrame:
        """See `queries.areas`."""
        return self.ask(queries.areas, self.region)

    @cached_property
    def members(self) -> pd.DataFrame:
        """The region's members by name."""
        return self.areas[self.areas["role"] == "member"].reset_index(drop=True)

    @cached_property
    def peers(self) -> pd.DataFrame:
        """Peers of the members by kind, see `queries.peers`."""
        return self.ask(queries.peers, self.region, self.lang)

    @cached_property
    def themes(self) -> pd.DataFrame:
        """The theme fields, see `queries.themes`."""
        return self.ask(queries.themes, self.lang)

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """Names of the theme fields in display order."""
        return dict(zip(self.themes["theme_id"], self.themes["label"], strict=True))

    @cached_property
    def declared(self) -> pd.DataFrame:
        """The declarations of the indicators with figures."""
        return self.ask(queries.indicators, self.lang)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The newest scores of themes and capacities."""
        return newest_scores(self.ask(queries.group_scores))

    @cached_property
    def newest(self) -> pd.DataFrame:
        """Each member's newest value of each indicator."""
        return self.ask(queries.newest_values, self.region)

    @cached_property
    def claims(self) -> dict[str, pd.DataFrame]:
        """Claims on the members' theme scores, see `claims.claims_on_group`."""
        return {theme: self.claims_of(theme) for theme in self.theme_names}

    def claims_of(self, group_id: str) -> pd.DataFrame:
        """Return the claims on the members' scores of a group."""
        return claims_of(self.ask, group_id, self.members, self.peers)

    def split(self, group_id: str) -> list[PeerPanel]:
        """Return the members' scores of a group beside those of their peers, by kind of city."""
        own = self.scores[self.scores["group_id"] == group_id]
        return panels(own, self.members, self.peers)


def through(cursor: Cursor) -> Ask:
    """Return a function that runs queries on a cursor, each only once."""
    return cache(lambda query, *asked: query(cursor, *asked))


def values_of(ask: Ask, group_id: str, indicator_id: str = "") -> pd.DataFrame:
    """Return an indicator's values of all areas and years, or the scores of a theme or capacity.

    Columns ``ags, period, value, low, high, quality, note``, for scores also ``oldest, newest,
    coverage``.
    """
    if indicator_id:
        return ask(queries.indicator_values, indicator_id)
    scores = ask(queries.group_scores)
    own = scores[scores["group_id"] == group_id]
    return own.rename(columns={"score": "value"}).assign(
        low=float("nan"), high=float("nan"), note=""
    )


def known_periods(ask: Ask, group_id: str, indicator_id: str, areas: Collection[str]) -> list[str]:
    """Return the periods in which any of the areas has a value, the newest first."""
    values = values_of(ask, group_id, indicator_id)
    known = values[values["ags"].isin(areas) & values["value"].notna()]
    return sorted(known["period"].unique(), reverse=True)


def measure_of(ask: Ask, group_id: str, indicator_id: str, period: str, lang: Lang) -> Measure:
    """Return an indicator, or without one the score of a theme or capacity, in one period."""
    every_year = values_of(ask, group_id, indicator_id)
    values = every_year[every_year["period"] == period]
    if not indicator_id:
        what = t(lang, "map.heading_score", theme=_group_label(ask, group_id, lang))
        unit = t(lang, "overview.axis")
        return Measure(what, unit, 0, period, lang, values, every_year, group_id, "", {})
    table = ask(queries.indicators, lang)
    declared = table[table["indicator_id"] == indicator_id].iloc[0]
    reasons = ask(queries.corrections, lang)
    return Measure(
        declared["label"],
        declared["unit"],
        int(declared["decimals"]),
        period,
        lang,
        values,
        every_year,
        group_id,
        indicator_id,
        dict(zip(reasons["correction_id"], reasons["reason"], strict=True)),
        str(declared["noise"]),
    )


def _group_label(ask: Ask, group_id: str, lang: Lang) -> str:
    """Return a theme's or a capacity's name on screen."""
    themes = ask(queries.themes, lang).set_index("theme_id")["label"]
    return themes[group_id] if group_id in themes else t(lang, f"capacity.{group_id}")


def newest_profile(
    ask: Ask,
    city: pd.DataFrame,
    peers: pd.DataFrame,
    claims: Mapping[str, pd.DataFrame],
    axes: bool,
    lang: Lang,
) -> Profile:
    """Return a city's profile of newest scores, see `profile.profile_of`.

    Parameters
    ----------
    claims
        Per group the claims on all members, see `claims_of`.
    """
    scores, own = newest_scores(ask(queries.group_scores)), str(city["ags"].iloc[0])
    told = {group_id: found.to_dict("index")[own] for group_id, found in claims.items()}
    return profile.profile_of(scores, ask(queries.themes, lang), city, peers, axes, lang, told)


def claims_of(ask: Ask, group_id: str, cities: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """Return the claims on cities' scores of a theme or capacity, by ``ags``."""
    group = ask(queries.group_indicators, group_id)["indicator_id"].to_list()
    declared = ask(queries.indicators, "de")
    return claims.claims_on_group(ask(queries.theme_inputs), declared, group, cities, peers)
