"""Which areas a chart shows: a region's members beside the peers of their own kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from resilience.i18n import Lang, t
from resilience.model.measure import Measure


@dataclass(frozen=True, eq=False)
class PeerPanel:
    """Members of one city type with the distribution of their peers.

    Parameters
    ----------
    label
        Name of the peer set; empty if the region names none for this kind of city.
    size
        Number of areas in the peer set.
    peers
        ``ags, name, value`` of the peer set, members included, missing values dropped.
    members
        ``ags, name, value, low, high, period, quality, note``; value is null where missing.
    """

    label: str
    size: int
    peers: pd.DataFrame
    members: pd.DataFrame

    @cached_property
    def quartiles(self) -> tuple[float, float, float]:
        """Lower quartile, median, upper quartile of the peers; null if under half have a value."""
        if not enough(len(self.peers), self.size):
            return (np.nan, np.nan, np.nan)
        low, median, high = np.quantile(self.peers["value"], (0.25, 0.5, 0.75))
        return float(low), float(median), float(high)


def enough(n: int, size: int) -> bool:
    """Return whether n values represent a peer set: at least half of it, and at least two."""
    return n >= max(size / 2, 2)


def theme_panels(
    scores: pd.DataFrame, themes: pd.DataFrame, areas: pd.DataFrame, peers: pd.DataFrame
) -> tuple[str, pd.DataFrame, dict[str, list[PeerPanel]]]:
    """Return the newest year with a member's score, the members' scores in it, panels per theme.

    Parameters
    ----------
    scores
        ``theme_id, ags, period, score`` and any further columns a view needs.
    areas
        ``ags, name, peer_kind, role`` of the region.
    """
    members = areas[areas["role"] == "member"]
    scores = scores.rename(columns={"score": "value"})
    own = scores[scores["ags"].isin(members["ags"])]
    year = own.loc[own["value"].notna(), "period"].max()
    now = scores[scores["period"] == year]
    split = {i: panels(now[now["theme_id"] == i], members, peers) for i in themes["theme_id"]}
    return year, own[own["period"] == year], split


def panels(values: pd.DataFrame, members: pd.DataFrame, peers: pd.DataFrame) -> list[PeerPanel]:
    """Split a region into panels by kind, so that no city is compared with another kind.

    Parameters
    ----------
    values
        One row per area: ``ags, value, quality`` and any further columns a view needs.
    members
        ``ags, name, peer_kind`` of the region.
    peers
        ``kind, label, ags``, see `queries.peers`.
    """
    by_area = values.drop(columns="name", errors="ignore").set_index("ags")
    known = values[values["value"].notna()]
    out = []
    for name in sorted(members["peer_kind"].unique()):
        peer_set = peers[peers["kind"] == name]
        measure = members.loc[members["peer_kind"] == name, ["ags", "name"]].join(by_area, on="ags")
        measure["quality"] = measure["quality"].fillna("O")
        label = "" if peer_set.empty else str(peer_set["label"].iloc[0])
        compared = known[known["ags"].isin(peer_set["ags"])]
        out.append(PeerPanel(label, len(peer_set), compared, measure.reset_index(drop=True)))
    return out


def panels_of(measure: Measure, members: pd.DataFrame, peers: pd.DataFrame) -> list[PeerPanel]:
    """Return the panels of a measure, see `panels`."""
    return panels(measure.values, members, peers)


def features_text(features: pd.DataFrame, lang: Lang) -> str:
    """Return, as text, the features by which cities are found similar.

    Parameters
    ----------
    features
        See `queries.similarity_features`.
    """
    names = [
        row["label"] if isinstance(row["label"], str) else t(lang, f"peers.{row['feature_id']}")
        for row in features.to_dict("records")
    ]
    return "; ".join(names)
