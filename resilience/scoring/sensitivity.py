"""How much each assumption matters: Sobol' indices of an output over the assumptions.

Samples are a Sobol' sequence, outputs are centred, intervals come from resampling whole points
jointly: all by SALib. OECD/JRC Handbook (2008), section 7.2; COINr ``get_sensitivity``, whose plain
Monte Carlo estimates are at the end, for comparison.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import sobol as sobol_sampling

from resilience.scoring.assumptions import FACTORS, Assumptions
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.uncertainty import rank_replications


def varied(assumptions: Assumptions, factors: Sequence[str] | None = None) -> list[str]:
    """Return the factors that have more than one alternative.

    Raises
    ------
    ValueError
        If a named factor is unknown or has only one alternative: varying it would silently do
        nothing.
    """
    counts = assumptions.counts
    if factors is None:
        return [name for name in FACTORS if counts[name] > 1]
    if unknown := sorted(set(factors) - set(FACTORS)):
        raise ValueError(f"factors: found {unknown}, allowed are {list(FACTORS)}")
    if single := [name for name in factors if counts[name] < 2]:
        raise ValueError(f"factors: {single} have a single alternative; give others or leave out")
    return list(factors)


def sobol_sample(
    assumptions: Assumptions, points: int, seed: int, factors: Sequence[str] | None = None
) -> pd.DataFrame:
    """Pick alternatives along a scrambled Sobol' sequence, in the order :func:`indices` expects.

    Parameters
    ----------
    points
        A power of 2; there are ``points * (factors + 2)`` rows.

    Returns
    -------
    pandas.DataFrame
        Rows x varied factors, positions in the lists of alternatives.

    Raises
    ------
    ValueError
        If nothing varies, or `points` is not a power of 2.
    """
    names = varied(assumptions, factors)
    if not names:
        raise ValueError("sensitivity: no assumption has more than one alternative")
    if points < 2 or points & (points - 1):
        raise ValueError(f"points: found {points}, allowed are powers of 2 from 2 up")
    u = sobol_sampling.sample(_problem(names), points, calc_second_order=False, seed=seed)
    counts = assumptions.counts
    return pd.DataFrame(
        {
            name: np.minimum((u[:, column] * counts[name]).astype(int), counts[name] - 1)
            for column, name in enumerate(names)
        }
    )


def mean_rank_change(scores: np.ndarray, nominal: np.ndarray) -> np.ndarray:
    """Return each replication's mean absolute difference of ranks from the nominal scores' ranks.

    Parameters
    ----------
    scores
        ``(replications, units)``.
    nominal
        ``(units,)``. Units without a score in a replication are left out of its mean.
    """
    base = rank_replications(nominal[None])
    change = np.abs(rank_replications(scores) - base)
    known = np.isfinite(change)
    mean: np.ndarray = np.where(known, change, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return mean


def indices(
    outputs: np.ndarray,
    factors: Sequence[str],
    confidence: float = 0.9,
    resamples: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Estimate first-order and total Sobol' indices.

    Parameters
    ----------
    outputs
        One number per row of :func:`sobol_sample`.
    confidence
        Confidence level of the intervals, which are percentiles of the resampled indices.

    Returns
    -------
    pandas.DataFrame
        Per factor: first_order (share of the output's variance due to it alone) and total (share
        including interactions), each with _low and _high. Null, with a warning, if the output is
        constant.

    Raises
    ------
    ValueError
        If outputs are missing, or their number does not fit the factors.
    """
    y = np.asarray(outputs, dtype=float)
    if not np.isfinite(y).all():
        raise ValueError(f"outputs: {int((~np.isfinite(y)).sum())} are missing or infinite")
    if len(y) == 0 or len(y) % (len(factors) + 2):
        raise ValueError(f"outputs: found {len(y)} for {len(factors)} factors, see sobol_sample")
    names = [f"{index}{end}" for index in ("first_order", "total") for end in ("", "_low", "_high")]
    result = pd.DataFrame(np.nan, index=pd.Index(factors, name="factor"), columns=names)
    if np.ptp(y) == 0:
        warnings.warn("sensitivity: the output does not vary", ScoringWarning, stacklevel=2)
        return result
    with warnings.catch_warnings():
        # A resample can by chance draw equal outputs only; SALib then divides by zero.
        warnings.simplefilter("ignore", RuntimeWarning)
        found = sobol_analysis.analyze(
            _problem(factors),
            y,
            calc_second_order=False,
            num_resamples=resamples,
            conf_level=confidence,
            keep_resamples=True,
            seed=seed + 1,  # SALib treats a seed of 0 as none
        )
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    for name, key in (("first_order", "S1"), ("total", "ST")):
        result[name] = found[key]
        low, high = np.nanquantile(found[f"{key}_conf_all"], tails, axis=0)
        result[f"{name}_low"], result[f"{name}_high"] = low, high
    return result


def reference_indices(outputs: np.ndarray, factors: Sequence[str]) -> pd.DataFrame:
    """Estimate indices as COINr does: uncentred, so that first-order ones are very noisy.

    `outputs` come in the order A, B, then A with each factor in turn from B. With V the variance of
    A and B together (n - 1): ``mean(B (AB - A)) / V`` and ``mean((A - AB)^2) / (2 V)``.
    """
    a, b, *mixed = np.asarray(outputs, dtype=float).reshape(len(factors) + 2, -1)
    variance = np.var(np.concatenate([a, b]), ddof=1)
    return pd.DataFrame(
        {
            "first_order": [float(np.mean(b * (ab - a)) / variance) for ab in mixed],
            "total": [float(np.mean((a - ab) ** 2) / (2 * variance)) for ab in mixed],
        },
        index=pd.Index(factors, name="factor"),
    )


def reference_picks(u: np.ndarray, counts: Sequence[int]) -> np.ndarray:
    """Map uniform numbers to alternatives as COINr does, by cutting the sample's own range.

    Each column's range, widened at both ends by a thousandth, is cut into equal intervals closed on
    the right. Returns positions from 0.
    """
    picks = np.zeros(u.shape, dtype=int)
    for column, count in enumerate(counts):
        low, high = u[:, column].min(), u[:, column].max()
        cuts = np.linspace(low, high, count + 1)[1:-1]
        picks[:, column] = np.searchsorted(cuts, u[:, column], side="left")
    return picks


def _problem(names: Sequence[str]) -> dict[str, object]:
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
