"""How closely two indicators are correlated, with intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

_MINIMUM = 4
"""Minimum number of pairs for an interval, whose variance divides by their number minus three."""
INTERVAL_LEVEL = 0.95
"""Confidence level of the interval."""
EXACT = 1e-12
"""A coefficient this close to 1 or -1 has no interval: it would claim certainty."""


@dataclass(frozen=True)
class Coefficient:
    """A correlation with its interval; null where there is none.

    Parameters
    ----------
    value
        From -1 to 1.
    low, high
        Limits of the interval.
    n
        Pairs of values behind it.
    """

    value: float
    low: float
    high: float
    n: int


def pearson(x: np.ndarray, y: np.ndarray) -> Coefficient:
    """Return the linear correlation of two measures.

    Its interval is Fisher's: ``tanh(artanh(r) ± z · (n − 3)^−½)``, z being the normal quantile
    (R. A. Fisher, *Metron* 1, 1921). It holds for pairs that are independent and jointly normal.

    Parameters
    ----------
    x, y
        Values of the same areas; a pair with a missing value is left out.
    """
    x, y = _known(x, y)
    return _with_interval(_correlation(x, y), len(x))


def spearman(x: np.ndarray, y: np.ndarray) -> Coefficient:
    """Return the rank correlation of two measures: whether they rise together, linearly or not.

    Its interval is ``tanh(artanh(ρ) ± z · ((1 + ρ²/2) / (n − 3))^½)``
    (D. G. Bonett, T. A. Wright, *Psychometrika* 65, 2000, 23-28). Ties share their mean rank.

    Parameters
    ----------
    x, y
        As in `pearson`.
    """
    x, y = _known(x, y)
    rho = _correlation(stats.rankdata(x), stats.rankdata(y))
    return _with_interval(rho, len(x), 1 + rho**2 / 2)


def _known(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = ~(np.isnan(x) | np.isnan(y))
    return x[known], y[known]


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    if len(x) < _MINIMUM or np.ptp(x) == 0 or np.ptp(y) == 0:
        return np.nan
    a, b = x - x.mean(), y - y.mean()
    return float(np.clip((a @ b) / np.sqrt((a @ a) * (b @ b)), -1, 1))


def _with_interval(r: float, n: int, variance: float = 1.0) -> Coefficient:
    if np.isnan(r) or abs(r) > 1 - EXACT:
        return Coefficient(r, np.nan, np.nan, n)
    half = stats.norm.ppf((1 + INTERVAL_LEVEL) / 2) * np.sqrt(variance / (n - 3))
    low, high = np.tanh([np.arctanh(r) - half, np.arctanh(r) + half]).tolist()
    return Coefficient(r, low, high, n)
