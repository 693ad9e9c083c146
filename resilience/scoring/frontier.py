"""Two aggregations that reward or penalise a unit's own profile.

Both are named as in the R package Compind (Fusco, Vidoli and Sahoo 2018).
"""

from __future__ import annotations

import numpy as np


def benefit_of_the_doubt(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return each unit's score under the weights that suit it best, 1 at the frontier.

    ``max_w sum(w_i x_ci)`` over ``w >= 0`` with ``sum(w_i x_ji) <= 1`` for all units j (Melyn and
    Moesen 1991; Cherchye, Moesen, Rogge and Van Puyenbroeck 2007, An introduction to "benefit of
    the doubt" composite indicators, Social Indicators Research 82, 111-145). One linear programme
    per unit: thousands of units take minutes.

    Parameters
    ----------
    scores
        ``(..., units, children)``, at least 0. A missing score gets no weight for its unit and
        constrains no other.
    weights
        ``(..., children)``; only used to leave out the children whose weight is 0.

    Returns
    -------
    numpy.ndarray
        ``(..., units)``, 0..1; null without any score, or where a score is below 0.
    """
    from scipy.optimize import linprog  # a quarter of a second that no other mean needs

    shape = scores.shape[:-1]
    flat = scores.reshape(-1, *scores.shape[-2:])
    used = np.broadcast_to(weights, (*scores.shape[:-2], scores.shape[-1]))
    used = used.reshape(len(flat), -1) > 0
    found = np.full((len(flat), shape[-1]), np.nan)
    for run, (table, kept) in enumerate(zip(flat, used, strict=True)):
        x = table[:, kept]
        known = np.isfinite(x)
        if (x < 0).any():
            continue
        limits = np.where(known, x, 0.0)
        for unit in np.flatnonzero(known.any(axis=1)):
            own = known[unit] & (limits.max(axis=0) > 0)
            if not own.any():
                found[run, unit] = 0.0
                continue
            best = linprog(-limits[unit, own], A_ub=limits[:, own], b_ub=np.ones(len(limits)))
            found[run, unit] = min(-best.fun, 1.0)
    return found.reshape(shape)


def mazziotta_pareto(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the mean less a penalty for an unbalanced profile.

    ``M - S cv`` with M the weighted mean of a unit's scores, S their weighted standard deviation
    (over all of them, not n - 1) and ``cv = S / M`` (De Muro, Mazziotta and Pareto 2011, Composite
    indices of development and poverty, Social Indicators Research 104, 1-18, who normalise to a
    mean of 100 and a standard deviation of 10: ``z_score`` with ``mean = 100, sd = 10``).

    Parameters
    ----------
    scores
        ``(..., units, children)``; missing ones are left out.
    weights
        ``(..., children)``.

    Returns
    -------
    numpy.ndarray
        ``(..., units)``; null without any score, or where the mean is not above 0.
    """
    known = np.isfinite(scores)
    x = np.where(known, scores, 0.0)
    w = np.where(known, weights[..., None, :], 0.0)
    total = w.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (w * x).sum(axis=-1) / total
        square = (w * (x - mean[..., None]) ** 2).sum(axis=-1) / total
        found: np.ndarray = np.where(mean > 0, mean - square / mean, np.nan)
    return found
