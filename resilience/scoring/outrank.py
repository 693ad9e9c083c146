"""Copeland outranking: units compared pair by pair, as in a tournament.

OECD/JRC Handbook (2008), section 6.6 (non-compensatory multi-criteria approach); COINr
``outrankMatrix`` and ``a_copeland``.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Missing = Literal["shared", "win_for_later"]
# One half is the threshold of outranking; sums of weights that miss it by rounding are a draw.
HALF_TOLERANCE = 1e-9


def outranking(
    scores: ArrayLike, weights: ArrayLike | None = None, missing: Missing = "shared"
) -> np.ndarray:
    """Return for each pair of units the share of weight on which the first is ahead.

    Parameters
    ----------
    scores
        ``(..., units, indicators)``.
    weights
        ``(..., indicators)``, relative; None weighs equally.
    missing
        ``shared`` compares two units on the indicators both have. ``win_for_later`` is the
        reference's behaviour: a missing score counts as a win for the unit further down.

    Returns
    -------
    numpy.ndarray
        ``(..., units, units)``: ``o_ij = (sum w[x_i > x_j] + 0.5 sum w[x_i = x_j]) / sum w``, 0 on
        the diagonal; null for pairs that share no indicator.
    """
    x = np.asarray(scores, dtype=float)
    w = np.ones(x.shape[-1]) if weights is None else np.asarray(weights, dtype=float)
    units = x.shape[-2]
    shape = np.broadcast_shapes(x.shape[:-2], w.shape[:-1])
    ahead, shared = np.zeros((*shape, units, units)), np.zeros((*shape, units, units))
    for column in range(x.shape[-1]):
        first, second = x[..., :, None, column], x[..., None, :, column]
        weight = w[..., None, None, column]
        ahead += weight * ((first > second) + 0.5 * (first == second))
        shared += weight * (np.isfinite(first) & np.isfinite(second))
    if missing == "win_for_later":
        later = np.tril(np.ones((units, units), dtype=bool), -1)
        share = ahead / w.sum(axis=-1)[..., None, None]
        share = np.where(later, 1 - np.swapaxes(share, -1, -2), share)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            share = ahead / np.where(shared > 0, shared, np.nan)
    return np.where(np.eye(units, dtype=bool), 0.0, share)


def copeland(
    scores: ArrayLike, weights: ArrayLike | None = None, missing: Missing = "shared"
) -> np.ndarray:
    """Return the number of units a unit outranks less the number that outrank it.

    A unit outranks another if its share in :func:`outranking` is above one half. Units without any
    score are null and enter no comparison. Shape ``(..., units)``.
    """
    x = np.asarray(scores, dtype=float)
    share = outranking(x, weights, missing)
    pair = ~np.eye(x.shape[-2], dtype=bool)
    wins = (pair & (share > 0.5 + HALF_TOLERANCE)).sum(axis=-1)
    losses = (pair & (share < 0.5 - HALF_TOLERANCE)).sum(axis=-1)
    return np.where(np.isfinite(x).any(axis=-1), wins - losses, np.nan)
