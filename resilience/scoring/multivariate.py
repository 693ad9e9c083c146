"""How indicators are related: correlations, consistency, components, redundancy.

Tables are units x indicators; gaps (and infinite values) are left out pair by pair unless said
otherwise. OECD/JRC Handbook (2008), section 4; COINr ``get_corr``, ``get_corr_flags``,
``get_cronbach``, ``get_PCA``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import pandas as pd
from scipy import stats

from resilience.scoring.direction import finite_table
from resilience.scoring.structure import Structure

Kind = Literal["pearson", "spearman", "kendall"]


def correlation(
    first: pd.DataFrame,
    second: pd.DataFrame | None = None,
    kind: Kind = "pearson",
    maximum_p: float | None = None,
) -> pd.DataFrame:
    """Correlate the columns of one table with each other, or with another table's.

    Units are matched by index; each pair uses the units that have both values. Correlations whose
    two-sided p value exceeds `maximum_p` are null (None keeps all), as are those of constant
    columns or fewer than 3 common units. Kendall's is tau-b.

    Raises
    ------
    ValueError
        If the kind is unknown.
    """
    if kind not in ("pearson", "spearman", "kendall"):
        raise ValueError(f"correlation: found {kind!r}, allowed are pearson, spearman, kendall")
    if second is None and maximum_p is None:
        return finite_table(first).corr(method=kind, min_periods=3)
    second = first if second is None else second
    r, p = np.full((2, first.shape[1], second.shape[1]), np.nan)
    second = second.reindex(first.index)
    x, y = first.to_numpy(dtype=float), second.to_numpy(dtype=float)
    for i, j in np.ndindex(r.shape):
        r[i, j], p[i, j] = _pair(x[:, i], y[:, j], kind)
    if maximum_p is not None:
        r[p > maximum_p] = np.nan
    return pd.DataFrame(r, index=first.columns, columns=second.columns)


def p_values(table: pd.DataFrame, kind: Kind = "pearson") -> pd.DataFrame:
    """Return the two-sided p value of each pair's correlation, 0 on the diagonal."""
    x = table.to_numpy(dtype=float)
    p = np.zeros((x.shape[1], x.shape[1]))
    for i, j in np.ndindex(p.shape):
        if i != j:
            p[i, j] = _pair(x[:, i], x[:, j], kind)[1]
    return pd.DataFrame(p, index=table.columns, columns=table.columns)


def flag_pairs(
    table: pd.DataFrame,
    structure: Structure,
    threshold: float = 0.9,
    above: bool = True,
    level: int = 2,
    kind: Kind = "pearson",
) -> pd.DataFrame:
    """List pairs of indicators of one group that are correlated above (or below) a threshold.

    High correlations mean redundancy; negative ones cancel out. `level` is the level of the groups.
    Returns group, first, second, correlation: each pair once, in the structure's order.
    """
    rows = []
    for code in structure.codes(level):
        members = structure.members(code)
        r = correlation(table[members], kind=kind).to_numpy()
        for i, j in zip(*np.triu_indices(len(members), 1), strict=True):
            if (r[i, j] > threshold) if above else (r[i, j] < threshold):
                rows.append((code, members[i], members[j], float(r[i, j])))
    return pd.DataFrame(rows, columns=["group", "first", "second", "correlation"])


def denominator_correlations(
    table: pd.DataFrame, denominators: pd.DataFrame, threshold: float = 0.6
) -> pd.DataFrame:
    """List indicators that follow the size of the unit: ``abs(r) > threshold`` with a denominator.

    Returns indicator, denominator, correlation.
    """
    r = correlation(table, denominators)
    r = r.rename_axis(index="indicator", columns="denominator")
    pairs = cast(pd.Series, r.stack()).rename("correlation")
    return pairs[pairs.abs() > threshold].reset_index()


def cronbach_alpha(table: pd.DataFrame) -> float:
    """Return Cronbach's alpha, the consistency of indicators meant to measure one thing.

    ``k^2 mean(c) / sum(C)`` with C the covariance matrix, mean(c) the mean of its off-diagonal
    cells. Null for fewer than 2 indicators or without variance.
    """
    k = table.shape[1]
    if k < 2:
        return float("nan")
    covariance = finite_table(table).cov().to_numpy()
    total = covariance.sum()
    between = (total - np.trace(covariance)) / (k * (k - 1))
    return float(k**2 * between / total) if total != 0 else float("nan")


@dataclass(frozen=True, eq=False)
class Components:
    """Principal components: `deviations`, `shares` of the variance, `loadings` by indicator.

    Loadings are unit vectors; each component's sign makes their sum positive.
    """

    deviations: np.ndarray
    shares: np.ndarray
    loadings: pd.DataFrame


def principal_components(table: pd.DataFrame) -> Components:
    """Find the principal components of the standardised columns, over units without gaps.

    Raises
    ------
    ValueError
        If fewer than 3 units are complete or a column does not vary.
    """
    complete = finite_table(table).dropna()
    if len(complete) < 3:
        raise ValueError(f"components: {len(complete)} units are complete, at least 3 are needed")
    if flat := complete.columns[complete.nunique() < 2].tolist():
        raise ValueError(f"components: {flat} do not vary; leave them out")
    z = ((complete - complete.mean()) / complete.std()).to_numpy()
    _, singular, right = np.linalg.svd(z, full_matrices=False)
    loadings = right.T * np.where(right.sum(axis=1) < 0, -1, 1)
    deviations = singular / np.sqrt(len(z) - 1)
    names = [f"PC{i + 1}" for i in range(len(deviations))]
    return Components(
        deviations,
        deviations**2 / (deviations**2).sum(),
        pd.DataFrame(loadings, index=table.columns, columns=names),
    )


def collinearity(table: pd.DataFrame) -> pd.DataFrame:
    """Return how well all others together explain each indicator, over complete units.

    Returns
    -------
    pandas.DataFrame
        r_squared of the regression on the others; inflation ``1 / (1 - r_squared)``, the variance
        inflation factor (infinite if fully explained; above 10 is commonly taken as redundant).
        Null for columns that do not vary.
    """
    complete = finite_table(table).dropna()
    x = complete.to_numpy(dtype=float)
    x = x - x.mean(axis=0) if len(x) else x
    explained = np.full(x.shape[1], np.nan)
    for column in range(x.shape[1]):
        y, others = x[:, column], np.delete(x, column, axis=1)
        if len(y) and (total := y @ y) > 0:
            rest = y - others @ np.linalg.lstsq(others, y, rcond=None)[0]
            explained[column] = 1 - rest @ rest / total
    explained = np.where(explained > 1 - 1e-12, 1.0, explained)
    with np.errstate(divide="ignore"):
        inflation = 1 / (1 - explained)
    return pd.DataFrame({"r_squared": explained, "inflation": inflation}, index=table.columns)


def _pair(x: np.ndarray, y: np.ndarray, kind: Kind) -> tuple[float, float]:
    both = np.isfinite(x) & np.isfinite(y)
    x, y = x[both], y[both]
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan"), float("nan")
    function = {"pearson": stats.pearsonr, "spearman": stats.spearmanr, "kendall": stats.kendalltau}
    result = function[kind](x, y)
    return float(result.statistic), float(result.pvalue)
