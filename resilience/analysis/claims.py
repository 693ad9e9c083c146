"""How claims about a city's standing among its peers are graded: one rule for all of them.

In each run a city is compared with the median and the quartiles of its peers in that same run. What
affects all areas alike, such as weights or scales, therefore adds no uncertainty to its standing. A
claim that the displayed values contradict is not made.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from resilience.analysis.doubts import DOUBTS, Doubts, noise_only
from resilience.analysis.monte_carlo import TOP, Population, populations
from resilience.analysis.rank_intervals import merits
from resilience.model.goalposts import band_of
from resilience.model.peer_panel import enough
from resilience.scoring.aggregate import aggregate
from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.uncertainty import replicate
from resilience.settings import SETTINGS, Settings

SURE, LIKELY = 0.95, 0.80
"""Minimum shares of the runs for a sure claim, and for a likely one."""
CLAIMED = replace(DOUBTS, replications=1_000)
"""What is varied for claims on scores, and how often."""
NOISE_RUNS = 1_000
"""Draws of values from their intervals, for claims on indicators."""

Claim = Literal[
    "upper",
    "likely_upper",
    "above",
    "likely_above",
    "open",
    "likely_below",
    "below",
    "likely_lower",
    "lower",
    "none",
]
"""In the upper quarter of the peers, above their median, ...; ``likely`` below `SURE`;
``open``: not clearly different from the median; ``none``: no value, or too few peers with one."""
_GRADES: tuple[tuple[Claim, Claim], ...] = (
    ("upper", "likely_upper"),
    ("lower", "likely_lower"),
    ("above", "likely_above"),
    ("below", "likely_below"),
)
AHEAD: tuple[Claim, ...] = ("upper", "likely_upper", "above", "likely_above")
BEHIND: tuple[Claim, ...] = ("lower", "likely_lower", "below", "likely_below")
SURELY: tuple[Claim, ...] = ("upper", "above", "below", "lower")


@dataclass(frozen=True)
class Shares:
    """Shares of the runs in which a city is beyond its peers' median and beyond their quartiles."""

    above: float
    below: float
    upper: float
    lower: float

    def of(self, claim: Claim) -> float:
        """Return the share of the runs that supports a claim; for ``open``, the larger side."""
        side = claim.removeprefix("likely_")
        if side == "open":
            return max(self.above, self.below)
        return float("nan") if side == "none" else float(getattr(self, side))


NO_SHARES = Shares(*(float("nan"),) * 4)


def graded(runs: Shares, shown: Shares) -> Claim:
    """Return the strongest claim that the runs and the displayed values allow.

    Quarters take precedence over halves, and sure claims over likely ones.

    Parameters
    ----------
    shown
        Shares for the displayed values, a single run: 1 or 0.
    """
    if not runs.above + runs.below >= 0 or not shown.above + shown.below >= 0:
        return "none"
    for sure, likely in _GRADES:
        share = getattr(runs, sure) if getattr(shown, sure) == 1 else 0.0
        if share >= SURE:
            return sure
        if share >= LIKELY:
            return likely
    return "open"


def quartiles(peers: np.ndarray) -> np.ndarray:
    """Return the quartiles of every run ``(3, runs)``, null values left out.

    Parameters
    ----------
    peers
        ``(runs, peers)``, including the city itself if it is a peer.
    """
    known, marks = np.isfinite(peers), (0.25, 0.5, 0.75)
    kept = known.any(axis=0)
    if kept.any() and known[:, kept].all():
        whole: np.ndarray = np.quantile(peers[:, kept], marks, axis=1)
        return whole
    found = np.full((3, len(peers)), np.nan)
    # An indicator left out takes the same peers out of many runs; nanquantile goes run by run.
    patterns, of = np.unique(np.packbits(known, axis=1), axis=0, return_inverse=True)
    for nth in range(len(patterns)):
        runs = of.ravel() == nth
        present = known[runs.argmax()]
        if present.any():
            found[:, runs] = np.quantile(peers[runs][:, present], marks, axis=1)
    return found


def beyond(own: np.ndarray, marks: np.ndarray) -> Shares:
    """Return how often a city lies beyond the median and the quartiles of its peers.

    Parameters
    ----------
    own
        ``(runs,)``, null where it has no value.
    marks
        The peers' `quartiles`.
    """
    known = np.isfinite(own) & np.isfinite(marks).all(axis=0)
    if not known.any():
        return NO_SHARES
    low, median, high = marks[:, known]
    own = own[known]
    found = (own > median, own < median, own > high, own < low)
    return Shares(*(float(one.mean()) for one in found))


# Claims on the value of an indicator ------------------------------------------------------------


def standing_of(
    columns: list[np.ndarray], own: int, among: np.ndarray, told: dict[Any, Any], size: int
) -> dict[str, Any]:
    """Return the standing of one value among the peers' values of the same period.

    Parameters
    ----------
    columns
        Values, lower and upper bounds of the areas; bounds null where no interval is known.
    own
        The city's position in them.
    among
        True for peers.
    told
        ``direction, band_low, band_high, decimals, noise`` of the indicator.
    size
        Number of areas in the peer set.

    Returns
    -------
    dict
        ``others``, the number of other peers, of which ``worse`` and ``better`` than the city or
        ``equal`` as printed; the peers' ``median``; the ``claim``; the ``noise``: ``counted`` where
        the value has an interval, ``complete`` or ``unknown``; and the ``share`` of draws from the
        intervals in which the claim holds, null unless counted. Null and ``none`` where fewer than
        half of the peers, or fewer than two, have a value.
    """
    nan, others = float("nan"), among.copy()
    others[own] = False
    found: dict[str, Any] = dict.fromkeys(("median", "worse", "equal", "better", "share"), nan)
    found |= {"others": int(others.sum()), "claim": "none", "noise": noise_of(columns, own, told)}
    if not others.any() or not enough(int(among.sum()), size):
        return found
    way = (told["direction"], band_of(told), told["decimals"])
    merit = merits(columns, *way)[0]
    shown = _shown(merit[own], merit[among], told["decimals"])
    runs = shown
    drawn = among.copy()
    drawn[own] = True
    spread = [column[drawn] for column in columns]
    if np.isfinite(spread[1]).any():
        value, low, high = (column[:, None] for column in spread)
        tables = draws_from_intervals(value, low, high, NOISE_RUNS, CLAIMED.seed)
        values = np.where(np.isfinite(tables), tables, spread[0][:, None])[..., 0]
        flat = values.ravel()
        moved = merits([flat, flat, flat], *way)[0].reshape(values.shape)
        runs = beyond(moved[:, int(drawn[:own].sum())], quartiles(moved[:, among[drawn]]))
    claim = graded(runs, shown)
    return found | {
        "median": float(np.median(columns[0][among])),
        "worse": int((merit[others] < merit[own]).sum()),
        "equal": int((merit[others] == merit[own]).sum()),
        "better": int((merit[others] > merit[own]).sum()),
        "claim": claim,
        "share": runs.of(claim) if found["noise"] == "counted" else nan,
    }


def noise_of(columns: list[np.ndarray], own: int, told: dict[Any, Any]) -> str:
    """Return the kind of noise of one value: ``counted``, ``complete`` or ``unknown``."""
    if np.isfinite([columns[1][own], columns[2][own]]).all():
        return "counted"
    return "complete" if told["noise"] == "complete" else "unknown"


def coarse(claim: Claim) -> str:
    """Return the side of the peers' median claimed as sure: ``ahead, behind, alike, alone``."""
    if claim == "none":
        return "alone"
    if claim not in SURELY:
        return "alike"
    return "ahead" if claim in AHEAD else "behind"


def _shown(own: float, peers: np.ndarray, decimals: int) -> Shares:
    """Return the standing of printed values: one that prints like the median is not beyond it."""
    marks = np.round(np.nanquantile(peers, (0.25, 0.5, 0.75)), decimals)
    low, median, high = (float(mark) for mark in marks)
    own = round(float(own), decimals)
    return Shares(own > median, own < median, own > high, own < low)


# Claims on the score of a theme or a capacity ---------------------------------------------------


def claims_on_group(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    group: Collection[str],
    cities: pd.DataFrame,
    peers: pd.DataFrame,
    doubts: Doubts = CLAIMED,
    settings: Settings = SETTINGS,
) -> pd.DataFrame:
    """Return the claims on the cities' scores of a theme or a capacity.

    Parameters
    ----------
    inputs, indicators, peers
        See `monte_carlo.normalised`.
    group
        Ids of the indicators the score is made of.
    cities
        ``ags, name, peer_kind``.

    Returns
    -------
    pandas.DataFrame
        By ``ags``: ``claim``; ``share`` of the runs with varied weights, scales, means, omitted
        indicators and noise in which it holds; ``noise_share``, the same under the noise of the
        figures alone, null where no interval is known; ``unknown``, how many of the ``indicators``
        have noise of unknown size.
    """
    own = inputs[inputs["indicator_id"].isin(group)]
    unknown = set(indicators.loc[indicators["noise"] == "unknown", "indicator_id"])
    areas = cities[["ags", "name", "peer_kind"]].assign(role="member")
    rows = []
    for one in populations(own, indicators, areas, peers, flat=True, doubts=doubts):
        nominal = aggregate(one.scores, one.index, minimum_coverage=settings.minimum_coverage)
        shown = nominal[0][TOP].to_numpy(dtype=float)
        runs = _runs(one, one.varied, doubts, settings)
        noise = _runs(one, noise_only(one.varied), doubts, settings)
        counted = {"indicators": len(one.index.indicators)}
        counted["unknown"] = len(unknown & set(one.index.indicators))
        among = np.arange(len(shown)) < one.size
        told = runs is not None and enough(int(np.isfinite(shown[among]).sum()), one.size)
        marks = [
            quartiles(each[:, among]) if told and each is not None else None
            for each in (runs, noise)
        ]
        for place, ags in zip(one.own, one.cities["ags"], strict=True):
            claim: Claim = "none"
            found = alone = float("nan")
            if runs is not None and marks[0] is not None and np.isfinite(shown[place]):
                drawn = beyond(runs[:, place], marks[0])
                claim = graded(drawn, _shown(shown[place], shown[among], 0))
                found = drawn.of(claim)
            if noise is not None and marks[1] is not None and claim != "none":
                alone = beyond(noise[:, place], marks[1]).of(claim)
            row = {"ags": ags, "claim": claim, "share": found, "noise_share": alone}
            rows.append(row | counted)
    return pd.DataFrame(rows).set_index("ags")


def _runs(
    one: Population, varied: Assumptions | None, doubts: Doubts, settings: Settings
) -> np.ndarray | None:
    """Return the scores of all areas in every run ``(runs, areas)``."""
    if varied is None or one.values.empty:
        return None
    picks = sample(varied, doubts.replications, doubts.seed)
    least = settings.minimum_coverage
    found: np.ndarray = replicate(one.values, one.index, varied, picks, [TOP], least)[0]
    return found
