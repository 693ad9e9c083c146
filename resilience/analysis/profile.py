"""A city's newest scores beside those of its peers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pandas as pd

from resilience.i18n import Lang, t
from resilience.model.peer_panel import PeerPanel
from resilience.model.profile import Profile
from resilience.spec import AXES, CAPACITIES


def default_city(members: pd.DataFrame) -> str:
    """Return the region's first pilot city by name, its first member if it has no pilot."""
    pilots = members[members["pilot"].astype(bool)]
    return str((pilots if len(pilots) else members)["ags"].iloc[0])


def newest_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the newest scores of each theme and capacity, see `queries.group_scores`."""
    newest = (
        scores["period"].where(scores["score"].notna()).groupby(scores["group_id"]).transform("max")
    )
    return scores[scores["period"] == newest].rename(columns={"score": "value"})


def profile_of(
    scores: pd.DataFrame,
    themes: pd.DataFrame,
    city: pd.DataFrame,
    peers: pd.DataFrame,
    axes: bool,
    lang: Lang,
    claims: Mapping[str, Mapping[Any, Any]],
) -> Profile:
    """Return a city's profile.

    Parameters
    ----------
    scores
        See `newest_scores`.
    city
        The city's one row of the region's members.
    axes
        Whether to group the four capacities into their two axes.
    claims
        Claims on the city's scores, by group.
    """
    names = tuple(AXES) if axes else CAPACITIES
    blocks = {
        t(lang, "city.themes"): dict(zip(themes["theme_id"], themes["label"], strict=True)),
        t(lang, "city.capacities"): {name: t(lang, f"capacity.{name}") for name in names},
    }
    groups = [group_id for block in blocks.values() for group_id in block]
    split = _split(scores, groups, city, peers)
    own = cast(dict[str, Any], city.to_dict("records")[0])
    return Profile(lang, own, blocks, split, claims)


def _split(
    scores: pd.DataFrame, groups: list[str], city: pd.DataFrame, peers: pd.DataFrame
) -> dict[str, PeerPanel]:
    """Return per group the panel of one city, as `peers.panels` would, all groups at once."""
    own = peers[peers["kind"] == city["peer_kind"].iloc[0]]
    label = "" if own.empty else str(own["label"].iloc[0])
    mine = scores[scores["ags"] == city["ags"].iloc[0]].drop(columns="name", errors="ignore")
    rows = mine.set_index("group_id").reindex(groups).assign(**city[["ags", "name"]].iloc[0])
    rows["quality"] = rows["quality"].fillna("O")
    known = scores[scores["ags"].isin(own["ags"]) & scores["value"].notna()]
    compared = dict(iter(known.groupby("group_id")))
    return {
        group_id: PeerPanel(
            label,
            len(own),
            compared.get(group_id, known.iloc[:0]),
            rows.loc[[group_id]].reset_index(drop=True),
        )
        for group_id in groups
    }
