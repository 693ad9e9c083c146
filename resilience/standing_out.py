"""What stands out about a city: strengths, weaknesses, what moves its scores, its changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from resilience.places import merit
from resilience.trend import pieces

MOST = 5
"""Strengths, and weaknesses, that are named at most."""
CHANGED = [
    "indicator_id",
    "start",
    "end",
    "start_quality",
    "end_quality",
    "before",
    "after",
    "change",
    "judgement",
]


def standings(
    inputs: pd.DataFrame, declared: pd.DataFrame, city: str, peers: Collection[str]
) -> pd.DataFrame:
    """Return where a city stands among its peers on each indicator of its theme scores.

    Only peers with a value of the same year count. A city is ``ahead`` of them, or ``behind`` them,
    if its interval lies wholly on the better, or worse, side of their median; a value without an
    interval must print otherwise than the median. All else is ``alike``, and ``alone`` where fewer
    than half of the peers, or fewer than two, have a value.

    Parameters
    ----------
    inputs
        ``theme_id, indicator_id, ags, period, value, low, high, score, clipped``, see
        `queries.theme_inputs`.
    declared
        ``indicator_id, direction, band_low, band_high, decimals`` of all indicators; its order is
        that of the result.
    peers
        Keys of the peer set, with or without the city.

    Returns
    -------
    pandas.DataFrame
        The city's rows of ``inputs`` with ``median`` of the peers, the number of ``others`` among
        them, how many of those the city is ``before`` and ``after``, and ``standing``. Values that
        print alike are alike; of a target band the distance to it counts.
    """
    rows = []
    grouped = dict(iter(inputs[inputs["ags"].isin({city, *peers})].groupby("indicator_id")))
    for told in declared.to_dict("records"):
        known = grouped.get(told["indicator_id"])
        if known is None or city not in set(known["ags"]):
            continue
        own = known[known["ags"] == city].iloc[0]
        same_year = known[known["period"] == own["period"]].reset_index(drop=True)
        merits = merit(same_year, told["direction"], band_of(told), told["decimals"])
        mine = merits[same_year["ags"] == city].iloc[0]
        among, others = same_year["ags"].isin(peers), same_year["ags"] != city
        compared = merits.loc[among & others, "value"]
        place = {"median": np.nan, "others": len(compared), "before": np.nan, "after": np.nan}
        standing = "alone"
        if len(compared) and among.sum() >= max(len(peers) / 2, 2):
            middle = round(merits.loc[among, "value"].median(), told["decimals"])
            standing = (
                "ahead" if mine["low"] > middle else "behind" if mine["high"] < middle else "alike"
            )
            place |= {
                "median": same_year.loc[among, "value"].median(),
                "before": int((compared < mine["value"]).sum()),
                "after": int((compared > mine["value"]).sum()),
            }
        rows.append({**own.to_dict(), **place, "standing": standing})
    columns = [*inputs.columns, "median", "others", "before", "after", "standing"]
    return pd.DataFrame(rows, columns=columns)


def outstanding(standings: pd.DataFrame, standing: str, most: int = MOST) -> pd.DataFrame:
    """Return the indicators on which a city is ``ahead`` or ``behind``, the clearest first.

    Strengths are in order of the share of peers the city is before, weaknesses of the share it is
    after; equal shares stay in the order of the declarations.
    """
    own = standings[standings["standing"] == standing]
    share = own[{"ahead": "before", "behind": "after"}[standing]] / own["others"]
    return own.loc[share.sort_values(ascending=False, kind="stable").index].head(most)


def contributions(inputs: pd.DataFrame, city: str, peers: Collection[str]) -> pd.DataFrame:
    """Return by how many points each indicator moves a city's theme score away from its peers.

    A theme score is the mean of the scores of its n indicators, so that an indicator adds
    ``(score - mean of the peers' scores) / n`` to the difference between the two. Where all peers
    have all scores, the contributions add up to the difference of the theme scores exactly.

    Returns
    -------
    pandas.DataFrame
        ``theme_id, indicator_id, period, score, clipped, mean, contribution``, per theme the
        largest gain first; an indicator no peer has a score of is left out.
    """
    scores = inputs[inputs["score"].notna()]
    own = scores[scores["ags"] == city]
    means = scores[scores["ags"].isin(peers)].groupby("indicator_id")["score"].mean()
    count = own.groupby("theme_id")["score"].transform("size")
    mean = own["indicator_id"].map(means)
    found = own.assign(mean=mean, contribution=(own["score"] - mean) / count)
    columns = ["theme_id", "indicator_id", "period", "score", "clipped", "mean", "contribution"]
    order = found.sort_values("contribution", ascending=False, kind="stable")
    order = order.sort_values("theme_id", kind="stable")
    return order.loc[order["mean"].notna(), columns].reset_index(drop=True)


def changes(
    values: pd.DataFrame, breaks: pd.DataFrame, declared: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Return how one city has changed on each indicator since the last break, and where not told.

    From the first to the last value of the stretch that nothing breaks. The judgement is ``alike``
    where the two intervals overlap, or where the values or their difference vanish in the printed
    digits; else ``not_judged`` without a direction, ``better``, ``worse``, or ``level`` where both
    values are equally near a target band.

    Parameters
    ----------
    values
        ``indicator_id, ags, period, value, low, high, quality, note`` of the city.
    breaks
        ``indicator_id, period``.
    declared
        ``indicator_id, direction, band_low, band_high, decimals``; its order is that of the result.

    Returns
    -------
    changes : pandas.DataFrame
        Columns `CHANGED`: both periods with the values ``before`` and ``after``.
    untold : dict
        Indicators without a change, by reason: ``broken`` if only a break leaves them without an
        earlier value, ``single`` if there is one value only.
    """
    rows, untold = [], {"broken": list[str](), "single": list[str]()}
    grouped = dict(iter(values[values["value"].notna()].groupby("indicator_id")))
    periods = breaks.groupby("indicator_id")["period"].agg(list)
    for told in declared.to_dict("records"):
        known = grouped.get(told["indicator_id"])
        if known is None:
            continue
        stretch = pieces(known, periods.get(told["indicator_id"], []))[-1]
        if len(stretch) < 2:
            reason = "single" if len(known) < 2 else "broken"
            untold[reason].append(told["indicator_id"])
            continue
        both = stretch.iloc[[0, -1]]
        first, last = both.iloc[0], both.iloc[1]
        rows.append(
            {
                "indicator_id": told["indicator_id"],
                "start": first["period"],
                "end": last["period"],
                "start_quality": first["quality"],
                "end_quality": last["quality"],
                "before": first["value"],
                "after": last["value"],
                "change": last["value"] - first["value"],
                "judgement": judgement(both, told),
            }
        )
    return pd.DataFrame(rows, columns=CHANGED), untold


def judgement(both: pd.DataFrame, declared: dict[Any, Any]) -> str:
    """Return what two values of a city say of its way, see `changes`.

    Parameters
    ----------
    both
        ``value, low, high``; the earlier one first.
    """
    decimals = declared["decimals"]
    spans = merit(both, "higher_is_better", None, decimals)
    apart = spans["low"].max() > spans["high"].min()
    if not apart or round(both["value"].iloc[1] - both["value"].iloc[0], decimals) == 0:
        return "alike"
    if declared["direction"] == "context":
        return "not_judged"
    before, after = merit(both, declared["direction"], band_of(declared), decimals)["value"]
    return "level" if before == after else "better" if after > before else "worse"


def ideas_for(
    ideas: pd.DataFrame, city: str, city_type: str, weaknesses: pd.DataFrame
) -> pd.DataFrame:
    """Return the ideas that concern a city: first its own, then those that touch its weaknesses.

    Parameters
    ----------
    ideas
        See `queries.ideas`.
    weaknesses
        ``indicator_id, theme_id``.

    Returns
    -------
    pandas.DataFrame
        The ideas whose pilot the city is, in their order; then those for the same type of city that
        name a weak indicator, most of them first, or the theme of one. ``touched`` lists the
        former, ``shared`` the latter.
    """
    weak, fields = set(weaknesses["indicator_id"]), set(weaknesses["theme_id"])
    found = ideas.assign(
        touched=[[one for one in row if one in weak] for row in ideas["indicators"]],
        shared=[[one for one in row if one in fields] for row in ideas["themes"]],
    )
    own = found["pilot"] == city
    others = found[~own & (found["city_type"] == city_type)]
    others = others[others["touched"].str.len() + others["shared"].str.len() > 0]
    closeness = others["touched"].str.len() * 100 + others["shared"].str.len()
    ordered = others.loc[closeness.sort_values(ascending=False, kind="stable").index]
    return pd.concat([found[own], ordered], ignore_index=True)


def band_of(declared: dict[Any, Any]) -> tuple[float, float] | None:
    """Return the bounds of a target band, nothing for another direction."""
    if declared["direction"] != "target_band":
        return None
    return declared["band_low"], declared["band_high"]
