"""A theme field inverted: the worst values, and what would cost or help a city most."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from resilience.analysis.rank_intervals import merits
from resilience.analysis.scenarios import TOO_DOUBTFUL
from resilience.model.goalposts import band_of

EDGE = 0.25
"""Share of the peers in the worst, and in the best, quarter."""


@dataclass(frozen=True)
class Worst:
    """How far a city is from the worst value among its peers.

    Parameters
    ----------
    own, low, high
        The city's value with its interval, null where no count is declared.
    worst
        The worst value among ``n`` peers of the same period.
    certain
        Whether the city's interval excludes the worst value.
    """

    indicator_id: str
    period: str
    own: float
    low: float
    high: float
    worst: float
    n: int
    certain: bool


@dataclass(frozen=True)
class Move:
    """An indicator moved to the value at which the worst, or the best, quarter of the peers begins.

    Parameters
    ----------
    value
        The value at which that quarter begins, a peer's value.
    points
        Points by which it changes the theme score; negative for a loss.
    n
        Number of peers with a score of the indicator.
    """

    indicator_id: str
    period: str
    own: float
    value: float
    points: float
    n: int


def worst(
    newest: pd.DataFrame, told: dict[Any, Any], city: str, peers: Collection[str]
) -> Worst | None:
    """Return the worst value among a city's peers; None without a value or a direction.

    Unreliable values of peers do not count.

    Parameters
    ----------
    newest
        ``ags, period, value, low, high, quality`` of one indicator.
    told
        ``indicator_id, direction, band_low, band_high, decimals``.
    """
    mine = newest[newest["ags"] == city]
    if mine.empty or told["direction"] == "context":
        return None
    period = mine["period"].iloc[0]
    others = newest[newest["ags"].isin(peers) & (newest["period"] == period)]
    others = others[(others["ags"] != city) & (others["quality"] != TOO_DOUBTFUL)]
    if others.empty:
        return None
    rows = pd.concat([mine, others])
    columns = [rows[name].to_numpy(dtype=float) for name in ("value", "low", "high")]
    value, low, _ = merits(columns, told["direction"], band_of(told), told["decimals"])
    at = 1 + int(np.argmin(value[1:]))
    return Worst(
        told["indicator_id"],
        str(period),
        float(columns[0][0]),
        float(columns[1][0]),
        float(columns[2][0]),
        float(columns[0][at]),
        len(others),
        bool(low[0] > value[at]),
    )


def moves(inputs: pd.DataFrame, city: str, peers: Collection[str]) -> tuple[list[Move], list[Move]]:
    """Return the losses and the gains of a city in one theme, the largest first.

    A theme score is the mean of n indicators' points: one that falls to the beginning of the peers'
    worst quarter takes away ``(own points - points there) / n``, one that rises to the beginning of
    the best quarter adds accordingly. Moves without effect are left out.

    Parameters
    ----------
    inputs
        Rows of the theme in `queries.theme_inputs`.
    """
    known = inputs[inputs["score"].notna()]
    own = known[known["ags"] == city]
    losses, gains = list[Move](), list[Move]()
    for row in own.to_dict("records"):
        others = known[
            (known["indicator_id"] == row["indicator_id"])
            & (known["period"] == row["period"])
            & known["ags"].isin(peers)
            & (known["ags"] != city)
        ].sort_values("score", kind="stable")
        if len(others) < 1 / EDGE:
            continue
        for quarter, found, sign in ((EDGE, losses, -1), (1 - EDGE, gains, 1)):
            there = others.iloc[round(quarter * (len(others) - 1))]
            points = float(there["score"] - row["score"]) / len(own)
            if sign * points > 0:
                what = (str(row["indicator_id"]), str(row["period"]), float(row["value"]))
                found.append(Move(*what, float(there["value"]), points, len(others)))
    losses.sort(key=lambda move: move.points)
    gains.sort(key=lambda move: -move.points)
    return losses, gains
