"""Imputation of missing values, for robustness analysis and generic use.

Each function returns a full-size table in which observed cells are unchanged; the imputed cells are
those that were missing and no longer are (:func:`imputed`). Infinite values are not measurements
and raise. OECD/JRC Handbook (2008), section 3; COINr ``Impute`` and ``impute_panel``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from resilience.scoring.direction import signs
from resilience.scoring.periods import each_period
from resilience.scoring.structure import Structure

Centre = Literal["mean", "median"]
PanelMethod = Literal["latest", "linear", "constant", "linear_constant"]
ImputationMethod = Literal["mean", "median", "row_mean", "row_median", "iterative"] | PanelMethod


@dataclass(frozen=True)
class Imputation:
    """How gaps are filled.

    `group` is a column of groups for mean and median, `level` the groups' level for row_mean and
    row_median, `max_gap` a number of periods for latest, `seed` for iterative.
    """

    method: ImputationMethod = "mean"
    group: str | None = None
    level: int = 2
    max_gap: int | None = None
    seed: int = 0


def fill(
    table: pd.DataFrame,
    structure: Structure,
    choice: Imputation,
    groups: pd.Series | None = None,
) -> pd.DataFrame:
    """Fill a table's gaps; rows are units, or (unit, period).

    In a panel the methods for panels look across periods, all others work within each period.

    Raises
    ------
    ValueError
        If the method is unknown, or needs periods that are not there.
    """
    if choice.method in ("latest", "linear", "constant", "linear_constant"):
        if table.index.nlevels < 2:
            raise ValueError(f"impute: {choice.method} needs units with several periods")
        units, periods = (pd.Series(table.index.get_level_values(level)) for level in (0, 1))
        return panel(table, units, periods, choice.method, choice.max_gap)

    def one_period(part: pd.DataFrame) -> pd.DataFrame:
        if choice.method == "mean" or choice.method == "median":
            return by_column(part, choice.method, groups)
        if choice.method == "row_mean" or choice.method == "row_median":
            how: Centre = "mean" if choice.method == "row_mean" else "median"
            return by_row(part, structure, choice.level, how)
        if choice.method == "iterative":
            return iterative(part, seed=choice.seed)[0]
        raise ValueError(
            f"impute: found method {choice.method!r}, allowed are mean, median, row_mean, "
            "row_median, iterative, latest, linear, constant, linear_constant"
        )

    return each_period(table, one_period)


def imputed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return a mask of the values that were missing and no longer are."""
    return before.isna() & after.notna()


def by_column(
    table: pd.DataFrame, how: Centre = "mean", groups: pd.Series | None = None
) -> pd.DataFrame:
    """Fill each column's gaps with its mean or median, over all units or within groups.

    Units without a group, and groups without any value, keep their gaps.

    Raises
    ------
    ValueError
        If `how` is unknown.
    """
    _check_centre(how)
    _check_finite(table)
    if groups is None:
        return table.fillna(table.agg(how))
    centres = table.groupby(groups.reindex(table.index)).transform(how)
    return table.where(table.notna(), centres)


def by_row(
    table: pd.DataFrame, structure: Structure, level: int, how: Centre = "mean"
) -> pd.DataFrame:
    """Fill a unit's gaps with the mean or median of its other indicators in the same group.

    Indicators are directed and mapped to 0..1 by their own range first, and back afterwards.
    `level` is the level of the groups (2 the lowest, the structure's depth all indicators). Filling
    with the mean is equivalent to leaving gaps out of an unweighted arithmetic mean.

    Raises
    ------
    ValueError
        If `how` is unknown or there is no such level.
    """
    _check_centre(how)
    if not 2 <= level <= structure.depth:
        raise ValueError(f"by_row: found level {level}, allowed are 2 to {structure.depth}")
    _check_finite(table)
    directed = table[structure.indicators] * signs(structure.directions)
    low, span = directed.min(), directed.max() - directed.min()
    shares = (directed - low) / span.where(span > 0)
    result = table.copy()
    for code in structure.codes(level):
        members = structure.members(code)
        centre = shares[members].agg(how, axis=1)
        for member in members:
            sign = signs(str(structure.table.at[member, "direction"]))
            filled = (low[member] + span[member] * centre) * sign
            result[member] = table[member].fillna(filled)
    return result


def panel(
    table: pd.DataFrame,
    units: pd.Series,
    periods: pd.Series,
    how: PanelMethod = "latest",
    max_gap: int | None = None,
) -> pd.DataFrame:
    """Fill a unit's gaps from its values in other periods.

    Parameters
    ----------
    table
        One row per unit and period.
    units, periods
        Unit and period of each row of the table; periods are numbers.
    how
        ``latest``: the most recent earlier value. ``linear``: on the line between the neighbours in
        time, level beyond the first and last; a single value fills nothing. ``constant``: the most
        recent earlier value, or else the first. ``linear_constant``: linear, and constant where
        there is a single value.
    max_gap
        For ``latest``: the greatest number of periods back, counted in periods of the table.

    Raises
    ------
    ValueError
        If `how` is unknown, or a unit and period appear twice.
    """
    if how not in ("latest", "linear", "constant", "linear_constant"):
        raise ValueError(
            f"panel: found how={how!r}, allowed are latest, linear, constant, linear_constant"
        )
    _check_finite(table)
    unit_at, names = pd.factorize(units)
    times = np.unique(np.asarray(periods, dtype=float))
    time_at = np.searchsorted(times, np.asarray(periods, dtype=float))
    if pd.DataFrame({"unit": unit_at, "time": time_at}).duplicated().any():
        raise ValueError("panel: a unit appears twice in one period")
    x = np.full((len(times), len(names), table.shape[1]), np.nan)
    x[time_at, unit_at] = table.to_numpy(dtype=float)
    known, place = np.isfinite(x), np.arange(len(times))[:, None, None]
    before = np.maximum.accumulate(np.where(known, place, -1), axis=0)
    after = np.minimum.accumulate(np.where(known, place, len(times))[::-1], axis=0)[::-1]
    has_before, has_after = before >= 0, after < len(times)
    i, j = np.maximum(before, 0), np.minimum(after, len(times) - 1)
    earlier, later = np.take_along_axis(x, i, axis=0), np.take_along_axis(x, j, axis=0)
    if how == "latest":
        near = has_before if max_gap is None else has_before & (place - before <= max_gap)
        filled = np.where(near, earlier, np.nan)
    elif how == "constant":
        filled = np.where(has_before, earlier, later)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            share = (times[place] - times[i]) / (times[j] - times[i])
            between = earlier + (later - earlier) * share
        filled = np.where(has_before & has_after, between, np.where(has_before, earlier, later))
        if how == "linear":
            filled = np.where(known.sum(axis=0) > 1, filled, np.nan)
    filled = np.where(known, x, filled)
    return pd.DataFrame(filled[time_at, unit_at], index=table.index, columns=table.columns)


def iterative(
    table: pd.DataFrame, draws: int = 1, seed: int = 0, max_rounds: int = 25
) -> list[pd.DataFrame]:
    """Fill gaps by regressing each indicator on the others in turn until the values settle.

    One table holds the expected values. Several draws come from the regressions' predictive
    distributions, so that their spread shows the uncertainty of imputed values. Columns without any
    value stay empty. scikit-learn ``IterativeImputer`` with Bayesian ridge regression, the chained
    equivalent of the handbook's expectation-maximisation (section 3.2).

    Raises
    ------
    ValueError
        If `draws` is below 1.
    """
    if draws < 1:
        raise ValueError(f"iterative: found draws={draws}, allowed is 1 or more")
    # Loaded where it is used: it takes longer than scoring most tables does.
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.impute import IterativeImputer

    _check_finite(table)
    columns = table.columns[table.notna().any()]
    results = []
    for draw in range(draws):
        imputer = IterativeImputer(
            sample_posterior=draws > 1, max_iter=max_rounds, random_state=seed + draw
        )
        filled = table.copy()
        if len(columns):
            filled[columns] = imputer.fit_transform(table[columns].to_numpy(dtype=float))
        results.append(table.where(table.notna(), filled))
    return results


def _check_centre(how: str) -> None:
    if how not in ("mean", "median"):
        raise ValueError(f"impute: found how={how!r}, allowed are mean, median")


def _check_finite(table: pd.DataFrame) -> None:
    infinite = np.isinf(table.to_numpy(dtype=float)).any(axis=0)
    if infinite.any():
        raise ValueError(f"impute: columns {table.columns[infinite].tolist()} hold infinite values")
