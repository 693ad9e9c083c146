"""Normalises values of different units to scores that can be aggregated.

Tables have the shape ``(..., units, indicators)``; statistics run over the units. Missing values
stay missing and enter no statistic; infinite ones count as missing. Every function takes
values, marks and targets on the original scale, and one direction for all columns or each. A column
without spread scores null, with a `ScoringWarning`. Formulas: OECD/JRC Handbook (2008), section 5.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import ArrayLike

from resilience.scoring.direction import Directions, ScoringWarning, finite, signs
from resilience.scoring.ranking import TOLERANCE, Ties, ranks


def goalposts(
    values: ArrayLike, low: ArrayLike, high: ArrayLike, direction: Directions = "higher_is_better"
) -> tuple[np.ndarray, np.ndarray]:
    """Score values between two fixed marks, so that scores do not depend on peers or years.

    Parameters
    ----------
    values
        ``(..., units, indicators)`` or any shape, in the indicator's unit.
    low, high
        Marks on the original scale, ``low < high``; they broadcast against `values`, so one pair
        per column is a 1-D array of the columns' length.
    direction
        One word for all columns or one per column. ``context`` columns score null and need no
        marks.

    Returns
    -------
    scores
        ``100 (x - low) / (high - low)``, or ``100`` minus that if lower is better; limited to
        0..100. Missing and infinite values score null.
    clipped
        True where the value lay outside the marks and its score was limited.

    Raises
    ------
    ValueError
        If a mark is missing, ``low >= high``, or a direction is unknown or needs
        :func:`target_band`.

    Notes
    -----
    COINr ``n_goalposts`` with truncation.
    """
    x = finite(values)
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    scores = scaled(x, low, high, direction, truncate=True)
    return scores, (x < low) | (x > high)


def scaled(
    values: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    direction: Directions = "higher_is_better",
    lower: float = 0.0,
    upper: ArrayLike = 100.0,
    truncate: ArrayLike = False,
) -> np.ndarray:
    """Map ``low..high`` linearly to ``lower..upper``, swapped if lower values are better.

    `truncate` (one for all or per column) limits scores to ``lower..upper``. COINr ``n_scaled``,
    and ``n_goalposts`` with its scale and choice of truncation. Raises as :func:`goalposts`.
    """
    x, sign = finite(values), signs(direction)
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    if not np.all((low < high) | np.isnan(sign)):
        raise ValueError(
            f"goalposts: low must be below high in every column, found low={low.tolist()} and "
            f"high={high.tolist()}; give marks on the original scale, the direction flips the score"
        )
    _check_range(lower, upper)
    share = np.where(sign < 0, high - x, x - low) / (high - low)
    share = np.where(truncate, np.clip(share, 0, 1), share)
    return np.where(np.isnan(sign), np.nan, lower + (np.asarray(upper) - lower) * share)


def target_band(
    values: ArrayLike, low: ArrayLike, high: ArrayLike, band_low: ArrayLike, band_high: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """Score 100 inside a band of good values, falling linearly to 0 at the outer marks.

    Parameters
    ----------
    values
        Any shape, in the indicator's unit.
    low, high, band_low, band_high
        ``low <= band_low <= band_high <= high`` on the original scale, ``low < high``; they
        broadcast against `values`. Where ``low == band_low`` (or ``high == band_high``) the score
        drops from 100 to 0 at that mark.

    Returns
    -------
    scores
        0..100; missing and infinite values score null.
    clipped
        True where the value lay outside ``low..high``.

    Raises
    ------
    ValueError
        If the marks are missing or out of order.
    """
    x = finite(values)
    low, high, band_low, band_high = (
        np.asarray(mark, dtype=float) for mark in (low, high, band_low, band_high)
    )
    ordered = (low <= band_low) & (band_low <= band_high) & (band_high <= high) & (low < high)
    if not np.all(ordered):
        raise ValueError(
            "target_band: marks must satisfy low <= band_low <= band_high <= high and low < high, "
            f"found {low.tolist()}, {band_low.tolist()}, {band_high.tolist()}, {high.tolist()}"
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = np.where(x >= band_low, 1.0, (x - low) / (band_low - low))
        falling = np.where(x <= band_high, 1.0, (high - x) / (high - band_high))
    outside = (x < low) | (x > high)
    scores = np.where(outside, 0.0, np.clip(np.minimum(rising, falling), 0, 1)) * 100
    return np.where(np.isnan(x), np.nan, scores), outside


def min_max(
    values: ArrayLike,
    direction: Directions = "higher_is_better",
    lower: ArrayLike = 0.0,
    upper: ArrayLike = 100.0,
) -> np.ndarray:
    """Map each column's worst value to `lower` and its best to `upper` (COINr ``n_minmax``)."""
    _check_range(lower, upper)
    x = _with_spread(values, direction)
    worst, best = _minimum(x), _maximum(x)
    scores: np.ndarray = lower + (np.asarray(upper) - lower) * ((x - worst) / (best - worst))
    return scores


def z_score(
    values: ArrayLike,
    direction: Directions = "higher_is_better",
    mean: ArrayLike = 0.0,
    sd: ArrayLike = 1.0,
) -> np.ndarray:
    """Standardise each column to the given mean and standard deviation (n - 1; ``n_zscore``)."""
    if np.any(np.asarray(sd, dtype=float) <= 0):
        raise ValueError(
            f"normalise: sd: found {np.asarray(sd).tolist()}, allowed are numbers above 0"
        )
    x = _with_spread(values, direction)
    present = np.isfinite(x)
    n = present.sum(axis=-2, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        centred = x - np.where(present, x, 0.0).sum(axis=-2, keepdims=True) / n
        square = np.where(present, centred, 0.0) ** 2
        spread = np.sqrt(square.sum(axis=-2, keepdims=True) / (n - 1))
        scores: np.ndarray = np.asarray(mean) + np.asarray(sd) * (centred / spread)
        return scores


def rank(
    values: ArrayLike,
    direction: Directions = "higher_is_better",
    ties: Ties = "min",
    exact: bool = False,
) -> np.ndarray:
    """Rank each column from 1 (worst) to the number of values (best) (COINr ``n_rank``).

    Values that differ by rounding only tie, unless `exact`, as in the reference.
    """
    tolerance = 0.0 if exact else TOLERANCE
    return ranks(_with_spread(values, direction), ties=ties, axis=-2, tolerance=tolerance)


def borda(
    values: ArrayLike,
    direction: Directions = "higher_is_better",
    ties: Ties = "min",
    exact: bool = False,
) -> np.ndarray:
    """Return the rank less one: the number of units that are worse (COINr ``n_borda``)."""
    return rank(values, direction, ties, exact) - 1


def percentile_rank(
    values: ArrayLike,
    direction: Directions = "higher_is_better",
    ties: Ties = "min",
    lower: float = 0.0,
    upper: float = 1.0,
    exact: bool = False,
) -> np.ndarray:
    """Return the share of the other units that are worse, 0..1 by default (COINr ``n_prank``)."""
    _check_range(lower, upper)
    places = borda(values, direction, ties, exact)
    others = np.isfinite(places).sum(axis=-2, keepdims=True) - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        scores: np.ndarray = lower + (upper - lower) * (places / others)
        return scores


def distance_to_maximum(
    values: ArrayLike, direction: Directions = "higher_is_better"
) -> np.ndarray:
    """Return ``1 - (best - x) / (best - worst)``: 1 at the best unit (COINr ``n_dist2max``)."""
    x = _with_spread(values, direction)
    best = _maximum(x)
    scores: np.ndarray = 1 - (best - x) / (best - _minimum(x))
    return scores


def distance_to_reference(
    values: ArrayLike, reference: int, direction: Directions = "higher_is_better", cap: bool = False
) -> np.ndarray:
    """Return ``1 - (r - x) / (r - worst)`` with r the reference unit's value; 1 equals it.

    `reference` is the unit's row. Columns where it has no value, or the worst one, score null.
    `cap` limits scores to 1. COINr ``n_dist2ref``.
    """
    x = _with_spread(values, direction)
    target = x[..., [reference], :]
    gap = target - _minimum(x)
    scores: np.ndarray = 1 - (target - x) / np.where(gap > 0, gap, np.nan)
    return np.minimum(scores, 1.0) if cap else scores


def distance_to_target(
    values: ArrayLike,
    target: ArrayLike,
    direction: Directions = "higher_is_better",
    cap: ArrayLike = False,
) -> np.ndarray:
    """Return ``(x - worst) / (target - worst)``: 1 at the target (COINr ``n_dist2targ``).

    `target` is on the original scale, per column; one that is missing or not better than the
    column's worst value gives null. `cap` (one for all or per column) limits scores to 1.
    """
    x = _with_spread(values, direction)
    worst = _minimum(x)
    gap = np.asarray(target, dtype=float) * signs(direction) - worst
    scores: np.ndarray = (x - worst) / np.where(gap > 0, gap, np.nan)
    return np.where(cap, np.minimum(scores, 1.0), scores)


def fraction_of_maximum(
    values: ArrayLike, direction: Directions = "higher_is_better", reference_ratio: bool = False
) -> np.ndarray:
    """Return the ratio to the best value: ``x / max``, or ``min / x`` if lower is better.

    Ratios need a true zero: a column with negative values (or a zero, if lower is better) scores
    null. `reference_ratio` is COINr's ``n_fracmax``, which divides the other way round if lower is
    better, so that worse values score higher, and accepts any value.
    """
    x = _with_spread(values, direction)
    best = _maximum(x)
    if reference_ratio:
        return x / np.where(best != 0, best, np.nan)
    falling = signs(direction) < 0
    usable = np.where(falling, best < 0, _minimum(x) >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(usable, np.where(falling, best / x, x / best), np.nan)


def _with_spread(values: ArrayLike, direction: Directions) -> np.ndarray:
    """Return directed values (higher is better), null in columns whose values are all equal."""
    x: np.ndarray = finite(values) * signs(direction)
    least, most = _minimum(x), _maximum(x)
    flat = most - least <= TOLERANCE * np.maximum(np.abs(least), np.abs(most))
    if flat.any():
        columns = np.unique(np.nonzero(flat)[-1]).tolist()
        warnings.warn(
            f"columns {columns}: all values are equal, so nothing tells units apart; scores null",
            ScoringWarning,
            stacklevel=3,
        )
        x = np.where(flat, np.nan, x)
    return x


def _check_range(lower: ArrayLike, upper: ArrayLike) -> None:
    low, high = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    if np.any(low >= high):
        raise ValueError(
            f"normalise: lower must be below upper, found lower={low.tolist()} and "
            f"upper={high.tolist()}; the direction of an indicator turns its scores round"
        )


def _minimum(x: np.ndarray) -> np.ndarray:
    return np.fmin.reduce(x, axis=-2, keepdims=True)


def _maximum(x: np.ndarray) -> np.ndarray:
    return np.fmax.reduce(x, axis=-2, keepdims=True)
