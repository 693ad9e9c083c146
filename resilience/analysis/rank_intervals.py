"""Rank intervals: the ranks that a city may have among its peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.stats import norm

from resilience.model.peer_panel import PeerPanel

LEVEL = 0.95
"""Confidence level of the known intervals of values."""
_ENDS = ("low", "high")


def merit(
    values: pd.DataFrame, direction: str, band: tuple[float, float] | None, decimals: int
) -> pd.DataFrame:
    """Return values as merits, for which higher is better, with their intervals.

    Parameters
    ----------
    values
        ``value, low, high``; the last two null where no count is declared.
    direction
        ``higher_is_better``, ``lower_is_better`` or ``target_band``.
    band
        Bounds of a target band; a merit is then the negative distance from it.
    decimals
        Decimals on screen: values that print alike count as equal.

    Returns
    -------
    pandas.DataFrame
        ``value, low, high``; every value has an interval.
    """
    columns = [values[name].to_numpy(dtype=float) for name in ("value", "low", "high")]
    found = merits(columns, direction, band, decimals)
    return pd.DataFrame(dict(zip(("value", "low", "high"), found, strict=True)), values.index)


def merits(
    columns: Sequence[np.ndarray], direction: str, band: tuple[float, float] | None, decimals: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return values, lower and upper bounds as merits, see `merit`, for arrays of equal length."""
    value, low, high = columns
    value = np.round(value, decimals)
    low = np.fmin(np.where(np.isnan(low), value, low), value)
    high = np.fmax(np.where(np.isnan(high), value, high), value)
    if direction == "lower_is_better":
        return -value, -high, -low
    if direction != "target_band":
        return value, low, high
    if band is None:
        raise ValueError("direction target_band: its band is missing; give both bounds")
    below, above = band
    ends = [-_distance(end, below, above) for end in (low, high)]
    touches = (low <= above) & (high >= below)
    return (
        -_distance(value, below, above),
        np.minimum(*ends),
        np.where(touches, 0.0, np.maximum(*ends)),
    )


def places(merits: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last rank each area may have.

    An area is surely ahead of another if its interval lies wholly above the other's. Its first rank
    is one more than the number surely ahead of it, its last one the number of areas less those it
    is surely ahead of (Klein, Wright and Wieczorek 2020, A joint confidence region for an overall
    ranking of populations, JRSS C 69, 589-606).

    Parameters
    ----------
    merits
        ``low, high``, see `merit`; null where there is no value.

    Returns
    -------
    pandas.DataFrame
        ``first, last, n`` in the same order, null without a value; n is the number of values.
    """
    known = merits["low"].notna()
    low, high = merits.loc[known, "low"].to_numpy(), merits.loc[known, "high"].to_numpy()
    ahead = len(low) - np.searchsorted(np.sort(low), high, side="right")
    behind = np.searchsorted(np.sort(high), low, side="left")
    table = pd.DataFrame(
        {"first": 1 + ahead, "last": len(low) - behind}, index=merits.index[known], dtype=float
    )
    return table.reindex(merits.index).assign(n=len(low))


def joint(values: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Return values with simultaneous intervals, widened so that all of them hold at once.

    Each of n intervals gets the level ``1 - (1 - level) / n`` (Bonferroni, as in Klein, Wright and
    Wieczorek). As only their bounds at `level` are known, each side is stretched as for a normal
    distribution.

    Parameters
    ----------
    values
        ``value, low, high``; the last two null where no interval is known.
    """
    n = max(int(values["value"].notna().sum()), 1)
    tail = (1 - level) / 2
    stretch = norm.ppf(1 - tail / n) / norm.ppf(1 - tail)
    ends = {side: values["value"] + stretch * (values[side] - values["value"]) for side in _ENDS}
    return values.assign(**ends)


def among_peers(
    panels: Iterable[PeerPanel], direction: str, band: tuple[float, float] | None, decimals: int
) -> pd.DataFrame:
    """Return the ranks of all members among the peers of their kind: ``ags, first, last, n``.

    A member that is not a peer counts among them for its own rank only.
    """
    parts = []
    for panel in panels:
        outside = panel.members[~panel.members["ags"].isin(panel.peers["ags"])]
        for own in (panel.members.drop(outside.index), *(outside.loc[[i]] for i in outside.index)):
            together = pd.concat([panel.peers, own]).drop_duplicates("ags")
            wide = joint(together.reset_index(drop=True))
            found = places(merit(wide, direction, band, decimals))
            table = found.assign(ags=together["ags"].to_numpy())
            parts.append(table[table["ags"].isin(own["ags"])])
    return pd.concat(parts, ignore_index=True)[["ags", "first", "last", "n"]]


def _distance(x: np.ndarray, low: float, high: float) -> np.ndarray:
    return np.maximum(np.maximum(low - x, x - high), 0.0)
