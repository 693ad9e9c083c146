"""Findings about a city: strengths, weaknesses, drivers of its scores, changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis.claims import AHEAD, BEHIND, coarse, standing_of
from resilience.analysis.rank_intervals import merits
from resilience.model.goalposts import band_of
from resilience.model.time_series import newest_stretch

MOST = 5
"""Maximum number of strengths, and of weaknesses, that are named."""
LEAST_POINTS = 0.5
"""Minimum points of the theme score that a strength adds or a weakness costs."""
STANDING = ["median", "others", "worse", "equal", "better", "claim", "share", "noise", "gap"]
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


def indicator_standings(
    inputs: pd.DataFrame, declared: pd.DataFrame, city: str, peers: Collection[str]
) -> pd.DataFrame:
    """Return a city's standing among its peers on each indicator of its theme scores.

    Only peers with a value of the same year count.

    Parameters
    ----------
    inputs
        ``theme_id, indicator_id, ags, period, value, low, high, score, clipped``, see
        `queries.theme_inputs`.
    declared
        ``indicator_id, direction, band_low, band_high, decimals, noise`` of all indicators; its
        order is that of the result.
    peers
        Keys of the peer set, with or without the city.

    Returns
    -------
    pandas.DataFrame
        The city's rows of ``inputs`` with the result of `claims.standing_of`; ``standing``:
        ``ahead`` or ``behind`` where that is claimed with certainty, ``alone`` where no claim is
        possible, else ``alike``; and ``points`` that the indicator adds to (or takes from) the
        theme score relative to the peers' median of its scores.
    """
    keys, periods = (inputs[name].to_numpy(dtype=object) for name in ("ags", "period"))
    values = [inputs[name].to_numpy(dtype=float) for name in ("value", "low", "high")]
    scores = inputs["score"].to_numpy(dtype=float)
    among, is_city = inputs["ags"].isin(peers).to_numpy(dtype=bool), keys == city
    grouped = inputs.groupby("indicator_id").indices
    picked, found = [], []
    for told in declared.to_dict("records"):
        rows = grouped.get(told["indicator_id"], np.array([], dtype=int))
        if not is_city[rows].any():
            continue
        own = rows[is_city[rows]][0]
        rows = rows[(periods[rows] == periods[own]) & (among[rows] | is_city[rows])]
        mine, compared = int(np.argmax(rows == own)), among[rows]
        place = standing_of([each[rows] for each in values], mine, compared, told, len(peers))
        gap = (
            np.nan if place["claim"] == "none" else scores[own] - np.median(scores[rows[compared]])
        )
        picked.append(own)
        found.append(place | {"gap": gap})
    made = pd.DataFrame(found, columns=STANDING)
    table = pd.concat([inputs.iloc[picked].reset_index(drop=True), made], axis=1)
    count = table.groupby("theme_id")["score"].transform("size")
    return table.assign(
        standing=[coarse(claim) for claim in table["claim"]], points=table.pop("gap") / count
    )


def outstanding(standings: pd.DataFrame, side: str, most: int = MOST) -> pd.DataFrame:
    """Return a city's strengths (``ahead``) or weaknesses (``behind``), the greatest first.

    Indicators on which the city is claimed, at least as likely, to be on that side of its peers'
    median, and which change its theme score by `LEAST_POINTS` points or more relative to that
    median. An indicator with a full score is never a weakness; ties keep the order of the
    declarations.
    """
    sign = {"ahead": 1, "behind": -1}[side]
    gained = sign * standings["points"]
    claimed = standings["claim"].isin(AHEAD if side == "ahead" else BEHIND)
    own = standings[claimed & (gained >= LEAST_POINTS)]
    order = gained[own.index].sort_values(ascending=False, kind="stable").index
    return own.loc[order].head(most)


def moving_rows(
    standings: pd.DataFrame, changes: pd.DataFrame, side: str
) -> tuple[pd.DataFrame, int]:
    """Return indicators that are weak and worsening (``behind``) or strong and improving.

    Parameters
    ----------
    standings, changes
        See `indicator_standings` and `changes`.

    Returns
    -------
    found : pandas.DataFrame
        The matching rows of the changes, the greatest gain or loss first.
    compared : int
        Number of indicators that have an earlier year to compare with.
    """
    course = {"behind": "worse", "ahead": "better"}[side]
    strong = outstanding(standings, side, len(standings))["indicator_id"]
    known = changes[changes["indicator_id"].isin(standings["indicator_id"])]
    own = known[(known["judgement"] == course) & known["indicator_id"].isin(strong)]
    place = {name: number for number, name in enumerate(strong)}
    return own.sort_values("indicator_id", key=lambda ids: ids.map(place)), len(known)


def contributions(inputs: pd.DataFrame, city: str, peers: Collection[str]) -> pd.DataFrame:
    """Return the points by which each indicator moves a city's theme score away from its peers'.

    A theme score is the mean of the scores of its n indicators, so that an indicator adds
    ``(score - mean of the peers' scores) / n`` to the difference between the two. Where all peers
    have all scores, the contributions add up to the difference of the theme scores exactly.

    Returns
    -------
    pandas.DataFrame
        ``theme_id, indicator_id, period, score, clipped, mean, contribution``, per theme the
        largest gain first; indicators without a score of any peer are left out.
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
    """Return how one city has changed on each indicator since the last break, or why unknown.

    The change is from the first to the last value after the last break. The judgement is ``alike``
    where the two intervals overlap, or where the values or their difference round to the same
    printed digits; else ``not_judged`` without a direction, ``better``, ``worse``, or ``level``
    where both values are equally close to a target band.

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
    known = values[values["value"].notna()].sort_values("period", kind="stable")
    grouped = known.groupby("indicator_id").indices
    names = ("period", "quality", "note", "value", "low", "high")
    columns = {name: known[name].to_numpy(dtype=object) for name in names}
    periods = breaks.groupby("indicator_id")["period"].agg(list)
    for told in declared.to_dict("records"):
        at = grouped.get(told["indicator_id"])
        if at is None:
            continue
        of = {name: column[at] for name, column in columns.items()}
        anew = periods.get(told["indicator_id"], [])
        start, end = newest_stretch(of["period"].tolist(), of["note"].tolist(), anew), len(at) - 1
        if start == end:
            untold["single" if len(at) < 2 else "broken"].append(told["indicator_id"])
            continue
        both = [np.array(of[name][[start, end]], dtype=float) for name in names[3:]]
        rows.append(
            {
                "indicator_id": told["indicator_id"],
                "start": of["period"][start],
                "end": of["period"][end],
                "start_quality": of["quality"][start],
                "end_quality": of["quality"][end],
                "before": both[0][0],
                "after": both[0][1],
                "change": both[0][1] - both[0][0],
                "judgement": judgement(both, told),
            }
        )
    return pd.DataFrame(rows, columns=CHANGED), untold


def judgement(both: Sequence[np.ndarray], declared: dict[Any, Any]) -> str:
    """Return the judgement on a change between two values of a city, see `changes`.

    Parameters
    ----------
    both
        Values, lower and upper bounds, each with the earlier one first.
    """
    value, decimals = both[0], declared["decimals"]
    _, lows, highs = merits(both, "higher_is_better", None, decimals)
    apart = lows.max() > highs.min()
    if not apart or round(float(value[1] - value[0]), decimals) == 0:
        return "alike"
    if declared["direction"] == "context":
        return "not_judged"
    before, after = merits(both, declared["direction"], band_of(declared), decimals)[0]
    return "level" if before == after else "better" if after > before else "worse"


def naming(ideas: pd.DataFrame, column: str, wanted: str) -> pd.DataFrame:
    """Return the ideas whose ``themes`` or ``indicators`` name one."""
    return ideas[ideas[column].map(lambda named: wanted in named).astype(bool)]


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
        The ideas whose pilot is the city, in order; then those for its type of city that name weak
        indicators (most first) or the theme of one. ``touched`` lists these indicators, ``shared``
        these themes.
    """
    weak, fields = set(weaknesses["indicator_id"]), set(weaknesses["theme_id"])
    found = ideas.assign(
        touched=ideas["indicators"].map(lambda row: [one for one in row if one in weak]),
        shared=ideas["themes"].map(lambda row: [one for one in row if one in fields]),
    )
    own = found["pilot"] == city
    others = found[~own & (found["city_type"] == city_type)]
    others = others[others["touched"].str.len() + others["shared"].str.len() > 0]
    closeness = others["touched"].str.len() * 100 + others["shared"].str.len()
    ordered = others.loc[closeness.sort_values(ascending=False, kind="stable").index]
    return pd.concat([found[own], ordered], ignore_index=True)
