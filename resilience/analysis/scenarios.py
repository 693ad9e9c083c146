"""A city's exposure and capacity in a scenario among its peers, each with its uncertainty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from resilience.analysis.repository import Ask
from resilience.model.peer_panel import enough
from resilience.settings import SETTINGS
from resilience.warehouse import queries

INDICATORS_NEEDED = 2
"""Minimum number of indicators with figures per part: one alone would give no interval."""
TOO_DOUBTFUL = "U"
"""Quality letter of values too unreliable for a position."""
ROLES = ("exposure", "capacity")


@dataclass(frozen=True, eq=False)
class Lens:
    """A scenario seen through its indicators, for the cities of one kind.

    Parameters
    ----------
    areas
        Indexed by ``ags``; per part ``exposure`` and ``capacity`` its mean position, 0 to 100,
        with ``_low`` and ``_high``: null where too few indicators have a value.
    positions
        Indexed by ``ags``, one column per indicator: its position, 0 to 100, higher for more of its
        role.
    periods
        The year of each indicator; values of other years do not count.
    size
        Number of peers.
    """

    areas: pd.DataFrame
    positions: pd.DataFrame
    periods: dict[str, str]
    size: int

    def middle(self, part: str, peers: Collection[str]) -> float:
        """Return the median of the peers."""
        among = self.areas.index.isin(list(peers))
        return float(self.areas.loc[among, part].median())

    def stands(self, ags: str, part: str, peers: Collection[str]) -> str:
        """Return a city's standing by the median: ``above``, ``below``, ``alike``, ``unknown``."""
        row, middle = self.areas.loc[ags], self.middle(part, peers)
        if row[part] != row[part] or middle != middle:
            return "unknown"
        if row[f"{part}_low"] > middle:
            return "above"
        return "below" if row[f"{part}_high"] < middle else "alike"


def lens(
    roles: pd.DataFrame, newest: pd.DataFrame, areas: Sequence[str], peers: Sequence[str]
) -> Lens:
    """Return the exposure and the capacity of areas.

    An indicator's position is the share of the peers with a lower value (half of those with the
    same), reversed where a higher value means less of its role. A part is the mean over its
    indicators. Its interval reaches from the lowest to the highest mean found when values move
    within their intervals and any one indicator is left out. Unreliable values do not count.

    Parameters
    ----------
    roles
        ``indicator_id, role, higher`` of one scenario.
    newest
        See `queries.newest_everywhere`.
    areas
        Keys of the selected cities; the peers are added.
    peers
        Keys of the peer set.
    """
    index = pd.Index(list(dict.fromkeys([*areas, *peers])), name="ags")
    found, periods = dict[str, np.ndarray](), dict[str, str]()
    sound = newest[newest["ags"].isin(index) & (newest["quality"] != TOO_DOUBTFUL)]
    grouped = dict(list(sound.groupby("indicator_id")))
    for row in roles.to_dict("records"):
        indicator_id = str(row["indicator_id"])
        if indicator_id not in grouped:
            continue
        own = grouped[indicator_id]
        among = own[own["ags"].isin(peers)]
        if among.empty:
            continue
        period = str(among["period"].mode().iloc[-1])
        own, among = own[own["period"] == period], among[among["period"] == period]
        if not enough(len(among), len(peers)):
            continue
        ends = own[["value", "low", "high"]].to_numpy(dtype=float)
        ends = np.where(np.isnan(ends), ends[:, :1], ends)
        places = _shares(ends, np.sort(among["value"].to_numpy(dtype=float)))
        if row["higher"] == "less":
            places = 100 - places[:, [0, 2, 1]]
        table = pd.DataFrame(places, index=own["ags"]).reindex(index)
        found[indicator_id], periods[indicator_id] = table.to_numpy(), period
    made = pd.DataFrame(index=index)
    for part in ROLES:
        named = roles.loc[roles["role"] == part, "indicator_id"]
        tables = [found[one] for one in named if one in found]
        for name, values in zip(("", "_low", "_high"), _part(tables, len(index)), strict=True):
            made[f"{part}{name}"] = values
    positions = pd.DataFrame({one: table[:, 0] for one, table in found.items()}, index=index)
    return Lens(made, positions, periods, len(peers))


def _shares(values: np.ndarray, peers: np.ndarray) -> np.ndarray:
    below = np.searchsorted(peers, values, side="left")
    upto = np.searchsorted(peers, values, side="right")
    shares: np.ndarray = 100 * (below + upto) / 2 / len(peers)
    return shares


def _part(tables: list[np.ndarray], size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean over indicators with its lowest and highest value, see `lens`."""
    if len(tables) < INDICATORS_NEEDED:
        empty = np.full(size, np.nan)
        return empty, empty.copy(), empty.copy()
    stack = np.stack(tables)  # indicators x areas x (value, low, high)
    known = ~np.isnan(stack[:, :, 0])
    count = known.sum(axis=0)
    totals = np.where(known[:, :, None], stack, 0.0).sum(axis=0)
    enough_known = count >= SETTINGS.minimum_coverage * len(tables)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = totals / count[:, None]
        without = (totals[None] - np.where(known[:, :, None], stack, 0.0)) / (count - known)[
            :, :, None
        ]
    without = np.where(np.isfinite(without), without, np.nan)
    low = np.fmin(means[:, 1], np.fmin.reduce(without[:, :, 1], axis=0))
    high = np.fmax(means[:, 2], np.fmax.reduce(without[:, :, 2], axis=0))
    value, low, high = (np.where(enough_known, one, np.nan) for one in (means[:, 0], low, high))
    return value, low, high


def every_lens(ask: Ask, cities: pd.DataFrame, peers: pd.DataFrame) -> dict[str, dict[str, Lens]]:
    """Return all scenarios, by kind of city and id.

    Parameters
    ----------
    cities
        ``ags, peer_kind``.
    peers
        ``kind, ags``.
    """
    roles, newest = ask(queries.scenario_roles, "de"), ask(queries.newest_everywhere)
    found: dict[str, dict[str, Lens]] = {}
    for kind, own in cities.groupby("peer_kind"):
        against = peers.loc[peers["kind"] == kind, "ags"].tolist()
        found[str(kind)] = {
            str(scenario_id): lens(rows, newest, own["ags"].tolist(), against)
            for scenario_id, rows in roles.groupby("scenario_id", sort=False)
        }
    return found


def notable_scenarios(
    lenses: dict[str, Lens], ags: str, peers: Collection[str]
) -> dict[str, list[str]]:
    """Return the scenarios in which a city is surely worse off than the median of its peers.

    ``both``: more exposed and of less capacity; else ``exposed`` or ``lacking``; ids in order.
    """
    found: dict[str, list[str]] = {"both": [], "exposed": [], "lacking": []}
    for scenario_id, seen in lenses.items():
        exposed = seen.stands(ags, "exposure", peers) == "above"
        lacking = seen.stands(ags, "capacity", peers) == "below"
        if exposed or lacking:
            word = "both" if exposed and lacking else "exposed" if exposed else "lacking"
            found[word].append(scenario_id)
    return found


def by_capacity(roles: pd.DataFrame, seen: Lens, ags: str, names: dict[str, str]) -> pd.DataFrame:
    """Return a city's capacity in a scenario by kind of capacity.

    Parameters
    ----------
    roles
        With ``capacity``, see `queries.scenario_roles`.
    names
        Per capacity the group it is shown in: itself, or its axis.

    Returns
    -------
    pandas.DataFrame
        ``group, position, n``: the mean over n indicators; groups without a value are left out.
    """
    own = roles[(roles["role"] == "capacity") & roles["indicator_id"].isin(seen.positions.columns)]
    position = cast(pd.Series, seen.positions.loc[ags])
    rows = own.assign(
        group=own["capacity"].map(names), position=own["indicator_id"].map(position)
    ).dropna(subset=["position"])
    grouped = rows.groupby("group", sort=False)["position"].agg(["mean", "size"]).reset_index()
    return grouped.rename(columns={"mean": "position", "size": "n"})
