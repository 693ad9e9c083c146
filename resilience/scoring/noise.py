"""Sampling noise of counts: exact intervals, and random draws that propagate it to scores.

A count of rare events would have come out differently by chance. Intervals are exact (Garwood for
Poisson, Clopper-Pearson for binomial counts); draws come either from such intervals or from the
counts themselves. Draws for units and indicators are independent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, gammaincinv, ndtri


def poisson_interval(count: ArrayLike, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact interval of the expected count behind an observed one.

    ``low = chi2((1 - level) / 2, 2 c) / 2``, 0 for c = 0; ``high = chi2((1 + level) / 2, 2 c + 2) /
    2``. Missing or negative counts give null.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.
    """
    c = _counts(count)
    tail = _tail(level)
    low = np.where(c == 0, 0.0, gammaincinv(np.where(c > 0, c, np.nan), tail))
    return np.where(np.isnan(c), np.nan, low), gammaincinv(c + 1, 1 - tail)


def binomial_interval(
    count: ArrayLike, trials: ArrayLike, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact interval of the share behind `count` successes in `trials`.

    ``low = beta((1 - level) / 2; c, n - c + 1)``, 0 for c = 0;
    ``high = beta((1 + level) / 2; c + 1, n - c)``, 1 for c = n.
    Null where a number is missing, or not ``0 <= c <= n`` with n above 0.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.
    """
    c, n = np.broadcast_arrays(_counts(count), _counts(trials))
    valid = (c <= n) & (n > 0)
    c, n = np.where(valid, c, np.nan), np.where(valid, n, np.nan)
    tail = _tail(level)
    inside = np.where(c > 0, c, np.nan)
    low = np.where(c == 0, 0.0, betaincinv(inside, n - inside + 1, tail))
    below = np.where(c < n, c, np.nan)
    high = np.where(c == n, 1.0, betaincinv(below + 1, n - below, 1 - tail))
    return low, high


def draws_from_intervals(
    values: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    draws: int,
    seed: int,
    level: float = 0.95,
) -> np.ndarray:
    """Draw tables of values from intervals around them.

    Each side of the value is half a normal distribution whose quantile at `level` is the end of the
    interval, so that skewed intervals give skewed draws with the value as median. The same seed
    gives the same quantiles whatever the widths: a wider interval never narrows a result. An
    interval without negative bounds belongs to a rate: draws below 0 become 0.

    Returns
    -------
    numpy.ndarray
        ``(draws, units, indicators)``; null where a bound is missing (no noise).

    Raises
    ------
    ValueError
        If an interval does not contain its value, or `level` or `draws` is out of range.
    """
    x, low, high = (np.asarray(table, dtype=float) for table in (values, low, high))
    if ((low > x) | (x > high)).any():
        place = np.argwhere((low > x) | (x > high))[0].tolist()
        raise ValueError(f"noise: the interval at {place} does not hold its value")
    _check_draws(draws)
    z = np.random.default_rng(seed).standard_normal((draws, *x.shape)) / ndtri(1 - _tail(level))
    drawn = x + np.where(z > 0, z * (high - x), z * (x - low))
    rates: np.ndarray = np.where((low >= 0) & (drawn < 0), 0.0, drawn)
    return rates


def draws_from_counts(
    counts: ArrayLike,
    scale: ArrayLike,
    draws: int,
    seed: int,
    trials: ArrayLike | None = None,
) -> np.ndarray:
    """Draw tables of rates from the counts behind them.

    Parameters
    ----------
    counts
        Units x indicators, null for indicators that are not counts.
    scale
        The rate that one count stands for (such as ``1000 / population``), broadcast; with `trials`
        the rate for a share of 1 (such as 100 for percent).
    trials
        For shares: the number of cases, of which `counts` have the property; null for unbounded
        counts.

    Returns
    -------
    numpy.ndarray
        ``(draws, units, indicators)``: the scale times a gamma variable of shape ``c + 1/2``, or a
        beta variable of ``c + 1/2, n - c + 1/2`` (the posterior of a Poisson or binomial parameter
        under Jeffreys' prior); null where there is no count.

    Raises
    ------
    ValueError
        If `draws` is below 1 or a count exceeds its trials.
    """
    _check_draws(draws)
    rng = np.random.default_rng(seed)
    c = _counts(counts)
    known = np.isfinite(c)
    shape = np.where(known, c, 0.0) + 0.5
    rates = rng.standard_gamma(shape, size=(draws, *c.shape))
    if trials is not None:
        n = np.broadcast_to(_counts(trials), c.shape)
        if (c > n).any():
            place = np.argwhere(c > n)[0].tolist()
            raise ValueError(f"noise: the count at {place} exceeds its number of trials")
        limited = known & np.isfinite(n)
        rest = rng.standard_gamma(np.where(limited, n - c, 0.0) + 0.5, size=(draws, *c.shape))
        rates = np.where(limited, rates / (rates + rest), rates)
    return np.where(known, rates * np.asarray(scale, dtype=float), np.nan)


def _counts(count: ArrayLike) -> np.ndarray:
    c = np.asarray(count, dtype=float)
    return np.where(c >= 0, c, np.nan)


def _tail(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"level: found {level}, allowed is between 0 and 1")
    return (1 - level) / 2


def _check_draws(draws: int) -> None:
    if draws < 1:
        raise ValueError(f"draws: found {draws}, allowed is 1 or more")
