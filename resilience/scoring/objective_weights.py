"""Weights derived from the scores themselves: how well a column discriminates between units.

Both find weights within each group of one level and keep those of other levels. They measure what
discriminates between units, not what matters.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from resilience.scoring.structure import Structure


def entropy(table: pd.DataFrame, structure: Structure, level: int = 1) -> pd.Series:
    """Return weights by Shannon's entropy: a column whose scores are nearly equal weighs little.

    ``w_j ~ 1 - e_j`` with ``e_j = -sum(p_ij ln p_ij) / ln(n)`` and ``p_ij = x_ij / sum(x_j)`` over
    the n units with a score (Hwang and Yoon 1981, Multiple Attribute Decision Making, section 3.2).

    Parameters
    ----------
    table
        Units x elements of the level, scores of at least 0 (such as 0..100).

    Raises
    ------
    ValueError
        If a score is below 0, the level does not exist, or no column of a group varies.
    """

    def diversity(x: np.ndarray) -> np.ndarray:
        if (x < 0).any():
            raise ValueError("weights: entropy needs scores of at least 0; normalise to 0..100")
        known = np.isfinite(x)
        total = np.where(known, x, 0.0).sum(axis=0)
        share = np.divide(x, total, out=np.zeros_like(x), where=known & (total > 0))
        information = np.where(share > 0, share * np.log(np.where(share > 0, share, 1.0)), 0.0)
        n = known.sum(axis=0)
        spread = 1 + information.sum(axis=0) / np.log(np.maximum(n, 2))
        return np.where(total > 0, np.clip(spread, 0, 1), 0.0)

    return _by_group(table, structure, level, "entropy", diversity)


def critic(table: pd.DataFrame, structure: Structure, level: int = 1) -> pd.Series:
    """Return CRITIC weights: a column's spread times its lack of correlation with the others.

    ``w_j ~ s_j sum_k(1 - r_jk)`` with s_j the standard deviation of the column mapped to 0..1 by
    its own range, and r_jk its correlations (Diakoulaki, Mavrotas and Papayannakis 1995,
    Determining objective weights in multiple criteria problems: the CRITIC method, Computers and
    Operations Research 22, 763-770).

    Raises
    ------
    ValueError
        If the level does not exist, or no column of a group varies.
    """

    def contrast(x: np.ndarray) -> np.ndarray:
        frame = pd.DataFrame(x)
        width = frame.max() - frame.min()
        mapped = (frame - frame.min()) / width.where(width > 0)
        conflict = (1 - mapped.corr().fillna(1.0)).sum()
        found: np.ndarray = (mapped.std() * conflict).fillna(0.0).to_numpy(dtype=float)
        return found

    return _by_group(table, structure, level, "critic", contrast)


def _by_group(
    table: pd.DataFrame,
    structure: Structure,
    level: int,
    name: str,
    found: Callable[[np.ndarray], np.ndarray],
) -> pd.Series:
    if not 1 <= level < structure.depth:
        raise ValueError(f"weights: {name}: found level {level}, allowed 1..{structure.depth - 1}")
    weights = structure.table["weight"].astype(float).copy()
    codes = structure.codes(level)
    for parent, start, stop in structure.groups(level):
        members = codes[start:stop]
        if len(members) == 1:
            continue
        raw = found(table[members].to_numpy(dtype=float))
        if not raw.sum() > 0:
            raise ValueError(
                f"weights: {name} finds nothing that tells units apart in {parent}; choose another "
                "source, or leave its constant columns out"
            )
        weights[members] = raw / raw.sum()
    return weights.rename("weight")
