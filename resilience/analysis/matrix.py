"""All indicators of several cities: each city's position among its peers, and its change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from resilience.analysis.city_findings import judgement
from resilience.analysis.claims import AHEAD, BEHIND, coarse, noise_of, standing_of
from resilience.model.time_series import newest_stretch

_UNRELIABLE = "U"
"""Quality letter of a value too unreliable to be compared; it has no score either."""
FIFTHS = 5
WORST, BEST = 0, FIFTHS - 1
TEXTS, NUMBERS = ("period", "quality", "note"), ("value", "low", "high")
_Columns = dict[str, np.ndarray]
"""One indicator's values in order of period: `TEXTS`, `NUMBERS`, ``ags``, ``among`` the peers."""
_CELL = [
    "indicator_id",
    "ags",
    "state",
    "period",
    "value",
    "low",
    "high",
    "quality",
    "note",
    "worse",
    "equal",
    "others",
    "position",
    "fifth",
    "median",
    "standing",
    "claim",
    "share",
    "noise",
    "since",
    "before",
    "course",
    "course_sure",
]
FocusSide = Literal["weak", "strong"]
_SIDES = {"weak": BEHIND, "strong": AHEAD}


def cells(
    values: pd.DataFrame,
    declared: pd.DataFrame,
    breaks: pd.DataFrame,
    cities: Sequence[str],
    peers: Collection[str],
) -> pd.DataFrame:
    """Return a row per indicator and city: newest value, position among the peers, change.

    Only peers with a reliable value of the same period count. Values that print alike count as
    equal.

    Parameters
    ----------
    values
        ``indicator_id, ags, period, value, low, high, quality, note`` of all areas and periods.
    declared
        ``indicator_id, direction, band_low, band_high, decimals, noise``; its order is that of the
        result.
    breaks
        ``indicator_id, period``.
    cities
        Keys of cities of one kind.
    peers
        Keys of their peer set, with or without the cities.

    Returns
    -------
    pandas.DataFrame
        Columns `_CELL`. ``state`` is ``placed``, ``alone`` (fewer than half of the peers, or fewer
        than two, have a value), ``context`` (no direction is better), ``unreliable`` or
        ``missing``. Of the ``others`` among the peers, ``worse`` are worse than the city and
        ``equal`` print alike; ``position`` is the share of worse ones, an equal one counting half,
        and ``fifth`` its class from 0 (worst) to 4. ``claim``, ``share`` and ``noise`` are those of
        `claims.standing_of`, ``standing`` is the side of the peers' ``median`` that is claimed as
        sure, else ``alike``. ``course`` is the change of the value since ``since``, the first
        period comparable with the newest, when it was ``before``: ``better``, ``worse``, ``level``
        or ``alike`` (see `city_findings.changes`), empty where none is comparable; ``course_sure``
        is whether the noise of both is known.
    """
    among = frozenset(peers)
    shown = values[values["ags"].isin([*among, *cities])].sort_values("period", kind="stable")
    grouped = shown.groupby("indicator_id").indices
    columns = {name: shown[name].to_numpy(dtype=object) for name in ("ags", *TEXTS)}
    columns |= {name: shown[name].to_numpy(dtype=float) for name in NUMBERS}
    columns["among"] = shown["ags"].isin(among).to_numpy(dtype=bool)
    anew = breaks.groupby("indicator_id")["period"].agg(list).to_dict()
    rows: list[dict[str, Any]] = []
    for told in declared.to_dict("records"):
        at = grouped.get(told["indicator_id"], np.array([], dtype=int))
        own = {name: column[at] for name, column in columns.items()}
        rows += _indicator(own, told, anew.get(told["indicator_id"], []), cities, len(among))
    return pd.DataFrame(rows, columns=_CELL)


def _indicator(
    of: _Columns, told: dict[Any, Any], breaks: list[str], cities: Sequence[str], size: int
) -> list[dict[str, Any]]:
    known = ~np.isnan(of["value"])
    numbers = [of[name] for name in NUMBERS]
    compared = of["among"] & known & (of["quality"] != _UNRELIABLE)
    rows = []
    for ags in cities:
        cell = {"indicator_id": told["indicator_id"], "ags": ags}
        mine = np.flatnonzero(of["ags"] == ags)
        series = mine[known[mine]]
        if not len(series):
            rows.append(cell | _missing(of, mine))
            continue
        last = series[-1]
        cell |= {name: of[name][last] for name in (*TEXTS, *NUMBERS)}
        cell["noise"] = noise_of(numbers, last, told)
        if of["quality"][last] == _UNRELIABLE:
            cell["state"] = "unreliable"
        elif told["direction"] == "context":
            cell["state"] = "context"
        else:
            peers = np.flatnonzero(compared & (of["period"] == of["period"][last]))
            cell |= _place(of, last, peers, told, size)
            cell |= _course(of, series, told, breaks)
        rows.append(cell)
    return rows


def _bounded(of: _Columns, at: int) -> bool:
    return not np.isnan([of["low"][at], of["high"][at]]).any()


def _missing(of: _Columns, mine: np.ndarray) -> dict[str, Any]:
    """Return the cell of a city without any value: why its newest one is missing, if stated."""
    why = {name: of[name][mine[-1]] for name in ("quality", "note")} if len(mine) else {}
    return {"state": "missing", "quality": "O", "note": "", "noise": "unknown"} | why


def _place(
    of: _Columns, own: int, peers: np.ndarray, told: dict[Any, Any], size: int
) -> dict[str, Any]:
    rows = np.union1d(peers, [own])
    columns = [of[name][rows] for name in NUMBERS]
    found = standing_of(columns, int((rows < own).sum()), np.isin(rows, peers), told, size)
    claim = {name: found[name] for name in ("claim", "share")}
    if found["claim"] == "none":
        return {"state": "alone", **claim}
    worse, equal, others = found["worse"], found["equal"], found["others"]
    return {
        "state": "placed",
        "worse": worse,
        "equal": equal,
        "others": others,
        "position": (worse + equal / 2) / others,
        "fifth": min(FIFTHS * (2 * worse + equal) // (2 * others), BEST),
        "median": found["median"],
        "standing": coarse(found["claim"]),
        **claim,
    }


def _course(
    of: _Columns, series: np.ndarray, told: dict[Any, Any], breaks: list[str]
) -> dict[str, Any]:
    start = newest_stretch(of["period"][series], of["note"][series], breaks)
    same = series[start:]
    same = same[of["quality"][same] != _UNRELIABLE]
    if len(same) < 2:
        return {"course": "", "course_sure": False}
    ends = same[[0, -1]]
    return {
        "since": of["period"][ends[0]],
        "before": of["value"][ends[0]],
        "course": judgement([of[name][ends] for name in NUMBERS], told),
        "course_sure": told["noise"] == "complete" or all(_bounded(of, end) for end in ends),
    }


def narrowed(found: pd.DataFrame, city: str, side: str) -> pd.DataFrame:
    """Return the cells of the indicators on which a city is ``weak`` or ``strong``, else all."""
    if side not in ("weak", "strong"):
        return found
    own = found[(found["ags"] == city) & found["claim"].isin(_SIDES[side])]
    return found[found["indicator_id"].isin(own["indicator_id"])]


def order(
    found: pd.DataFrame,
    by: str,
    down: bool,
    key: str = "position",
    rows: str = "indicator_id",
    columns: str = "ags",
) -> list[str]:
    """Return the ids of the rows of a table of cells, sorted by one of its columns.

    Ties stay in the order of the cells; rows without a sort key come last in either order.

    Parameters
    ----------
    by
        The column, one of the ids in ``columns``; one without cells leaves the order as it is.
    down
        Whether the largest comes first.
    key, rows, columns
        Names of the columns with the sort key, and with the ids of rows and columns.
    """
    ids = list(dict.fromkeys(found[rows]))
    own = found[found[columns] == by].set_index(rows)[key].astype(float).reindex(ids)
    return own.sort_values(ascending=not down, kind="stable", na_position="last").index.to_list()


def moving(found: pd.DataFrame, city: str, side: FocusSide) -> pd.DataFrame:
    """Return a city's cells that are ``weak`` and getting worse, or ``strong`` and getting better.

    The clearest position comes first.
    """
    course = {"weak": "worse", "strong": "better"}[side]
    own = found[
        (found["ags"] == city) & found["claim"].isin(_SIDES[side]) & (found["course"] == course)
    ]
    return own.sort_values("position", ascending=side == "weak", kind="stable")


def tally(found: pd.DataFrame) -> pd.DataFrame:
    """Return per city the numbers of cells of each kind.

    Index ``ags`` in the order of the rows; ``placed``, in the ``best`` and the ``worst`` fifth,
    ``surely_ahead`` and ``surely_behind`` the peers' median, ``compared`` with an earlier year.
    """
    sure = found["noise"] != "unknown"
    counted = pd.DataFrame(
        {
            "ags": found["ags"],
            "placed": found["state"] == "placed",
            "best": found["fifth"] == BEST,
            "worst": found["fifth"] == WORST,
            "surely_ahead": sure & (found["standing"] == "ahead"),
            "surely_behind": sure & (found["standing"] == "behind"),
            "compared": found["course"].fillna("") != "",
        }
    )
    return counted.groupby("ags", sort=False).sum().astype(int)
