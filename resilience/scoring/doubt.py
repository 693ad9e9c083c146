"""Summary of replications: intervals of scores and ranks, and how often each unit is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from resilience.scoring.uncertainty import rank_replications

PAIR_BYTES = 32 * 2**20


@dataclass(frozen=True, eq=False)
class Doubt:
    """Results of replications.

    `units` has one row per unit: score_mean, score_median, score_low, score_high, rank_mean,
    rank_median, rank_low, rank_high, best_quarter and worst_quarter (shares of the runs in which
    the unit is in the first or last quarter of ranks, at least one rank), runs (share of the runs
    in which it has a score). `ahead` is units x units: the share of runs in which the row's unit
    has a better rank than the column's; what both directions lack to 1 are ties.
    """

    units: pd.DataFrame
    ahead: pd.DataFrame


def summarise(
    scores: np.ndarray,
    units: Sequence[str],
    quantiles: tuple[float, float] = (0.05, 0.95),
    alike: np.ndarray | None = None,
    on_scale: np.ndarray | None = None,
) -> Doubt:
    """Summarise ``(replications, units)`` scores of one element.

    Parameters
    ----------
    units
        Codes of the units.
    quantiles
        Bounds of the intervals (type 7: linear between order statistics).
    alike
        A label per unit, equal for units whose data are the same (:func:`alike_units`). Such units
        are exchangeable, so their runs are pooled: they get the same intervals and shares.
    on_scale
        True for the runs whose scores are on one scale: only these enter the intervals of scores;
        all enter those of ranks. None: all.

    Raises
    ------
    ValueError
        If shapes or quantiles do not fit.
    """
    if scores.ndim != 2 or scores.shape[1] != len(units):
        raise ValueError(f"summarise: found scores {scores.shape} for {len(units)} units")
    if not 0 <= quantiles[0] < quantiles[1] <= 1:
        raise ValueError(f"quantiles: found {quantiles}, allowed is 0 <= low < high <= 1")
    rank = rank_replications(scores)
    present = np.isfinite(rank)
    if on_scale is not None:
        scores = scores[on_scale]
    ranked = present.sum(axis=1, keepdims=True)
    quarter = np.maximum(ranked / 4, 1)
    runs = present.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        table = pd.DataFrame(
            {
                **_spread("score", scores, np.isfinite(scores), quantiles),
                **_spread("rank", rank, present, quantiles),
                "best_quarter": (rank <= quarter).sum(axis=0) / runs,
                "worst_quarter": (rank > ranked - quarter).sum(axis=0) / runs,
                "runs": runs / len(rank),
            },
            index=pd.Index(units, name="unit"),
        )
    ahead = _ahead(rank)
    if alike is not None:
        for label in np.unique(alike):
            same = np.flatnonzero(alike == label)
            if len(same) > 1:
                table.iloc[same] = _pooled(scores, rank, table, same, quantiles)
        ahead = _pool_pairs(ahead, alike)
    return Doubt(table, pd.DataFrame(ahead, index=table.index, columns=table.index))


def alike_units(*tables: pd.DataFrame | np.ndarray) -> np.ndarray:
    """Return a label per unit, equal for units whose rows are the same in all tables."""
    rows = pd.DataFrame(np.hstack([np.asarray(table, dtype=float) for table in tables]))
    return rows.groupby(list(rows.columns), dropna=False, sort=False).ngroup().to_numpy()


def _spread(
    name: str, x: np.ndarray, present: np.ndarray, quantiles: tuple[float, float]
) -> dict[str, np.ndarray]:
    """Return mean, median and interval of each column, null values left out."""
    points = [quantiles[0], 0.5, quantiles[1]]
    if present.all():
        low, median, high = np.quantile(x, points, axis=0)
        mean = x.mean(axis=0)
    else:
        low, median, high, mean = np.full((4, x.shape[1]), np.nan)
        some = present.any(axis=0)
        low[some], median[some], high[some] = np.nanquantile(x[:, some], points, axis=0)
        mean[some] = np.nanmean(x[:, some], axis=0)
    return {
        f"{name}_mean": mean,
        f"{name}_median": median,
        f"{name}_low": low,
        f"{name}_high": high,
    }


def _pooled(
    scores: np.ndarray,
    rank: np.ndarray,
    table: pd.DataFrame,
    same: np.ndarray,
    quantiles: tuple[float, float],
) -> np.ndarray:
    """Return the summary row of identical units, from all their runs together."""
    row = table.iloc[same].mean()
    for name, x in (("score", scores), ("rank", rank)):
        runs = x[:, same].reshape(-1, 1)
        spread = _spread(name, runs, np.isfinite(runs), quantiles)
        row.update(pd.Series({key: value[0] for key, value in spread.items()}))
    return row.to_numpy()


def _ahead(rank: np.ndarray) -> np.ndarray:
    """Return the share of runs in which each row's unit has a lower rank than each column's."""
    replications, units = rank.shape
    known = np.isfinite(rank)
    # A missing rank is never ahead and never behind.
    left = np.where(known, rank, np.iinfo(np.int32).max).astype(np.int32)
    right = np.where(known, rank, -1).astype(np.int32)
    if units < np.iinfo(np.int16).max:
        left = np.minimum(left, np.iinfo(np.int16).max).astype(np.int16)
        right = right.astype(np.int16)
    counts = np.zeros((units, units))
    # Sums of up to 255 comparisons fit into one byte, which is what makes this fast.
    step = int(np.clip(PAIR_BYTES // max(units * units, 1), 1, 255))
    for start in range(0, replications, step):
        part = slice(start, start + step)
        won = left[part, :, None] < right[part, None, :]
        counts += np.add.reduce(won.view(np.uint8), axis=0, dtype=np.uint8)
    shares: np.ndarray = counts / max(replications, 1)
    return shares


def _pool_pairs(ahead: np.ndarray, alike: np.ndarray) -> np.ndarray:
    """Average the shares over pairs whose units are identical on both sides."""
    _, label = np.unique(alike, return_inverse=True)
    if label.max(initial=-1) + 1 == len(label):
        return ahead
    member = np.eye(label.max() + 1)[label]
    sizes = member.sum(axis=0)
    total = member.T @ ahead @ member
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    mean = np.divide(total, pairs, out=np.zeros_like(total), where=pairs > 0)
    pooled: np.ndarray = mean[np.ix_(label, label)]
    np.fill_diagonal(pooled, 0.0)
    return pooled
