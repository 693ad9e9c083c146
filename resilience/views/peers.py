"""Which areas a picture shows: a region's members beside the peers of their own kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Panel:
    """Members of one city type with the distribution of their peers.

    Parameters
    ----------
    label
        Name of the peer set.
    peers
        ``ags, name, value`` of the peer set, members included, missing values dropped.
    members
        ``ags, name, value, low, high, period, quality, note``; value is null where missing.
    """

    label: str
    peers: pd.DataFrame
    members: pd.DataFrame

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """Lower quartile, median, upper quartile of the peers."""
        if self.peers.empty:
            return (np.nan, np.nan, np.nan)
        low, median, high = np.quantile(self.peers["value"], (0.25, 0.5, 0.75))
        return float(low), float(median), float(high)


def panels(values: pd.DataFrame, members: pd.DataFrame, peers: pd.DataFrame) -> list[Panel]:
    """Split a region into panels by kind, so that no city is measured against another kind.

    Parameters
    ----------
    values
        One row per area: ``ags, value, quality`` and what else a view needs.
    members
        ``ags, name, city_type`` of the region.
    peers
        ``kind, label, ags``, see `queries.peers`.
    """
    kind = members["city_type"].where(members["city_type"] == "large_city", "town")
    out = []
    for name, peer_set in peers.groupby("kind", sort=True):
        own = members[kind == name]
        if own.empty:
            continue
        shown = own[["ags", "name"]].merge(
            values.drop(columns="name", errors="ignore"), on="ags", how="left"
        )
        shown["quality"] = shown["quality"].fillna("O")
        known = values[values["ags"].isin(peer_set["ags"]) & values["value"].notna()]
        out.append(Panel(peer_set["label"].iloc[0], known, shown))
    return out
