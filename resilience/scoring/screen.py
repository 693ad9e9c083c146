"""Data availability: shares by unit, which units to keep, statistics by indicator.

OECD/JRC Handbook (2008), sections 2 and 4; COINr ``get_data_avail``, ``Screen``, ``get_stats``.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd

from resilience.scoring.direction import ScoringWarning, finite_table
from resilience.scoring.structure import Structure
from resilience.scoring.treat import moments


def availability(table: pd.DataFrame) -> pd.DataFrame:
    """Count each unit's missing and zero values; infinite ones count as missing.

    Returns
    -------
    pandas.DataFrame
        Per unit: missing, zero, missing_or_zero (numbers of indicators); available, the share of
        indicators that have a value; non_zero, the share of its values that are not zero (null
        without values).
    """
    table = finite_table(table)
    missing = table.isna().sum(axis=1)
    zero = (table == 0).sum(axis=1)
    values = table.shape[1] - missing
    return pd.DataFrame(
        {
            "missing": missing,
            "zero": zero,
            "missing_or_zero": missing + zero,
            "available": values / table.shape[1],
            "non_zero": 1 - zero / values.where(values > 0),
        }
    )


def availability_by_group(table: pd.DataFrame, structure: Structure) -> pd.DataFrame:
    """Return units x groups: the share of the indicators under each group that have a value."""
    present = finite_table(table[structure.indicators]).notna()
    return pd.DataFrame(
        {code: present[structure.members(code)].mean(axis=1) for code in structure.aggregates}
    )


def screen(
    table: pd.DataFrame,
    by: Literal["missing", "zeros", "either"] = "missing",
    minimum_available: float = 2 / 3,
    minimum_non_zero: float = 0.05,
    force: Mapping[str, bool] | None = None,
) -> pd.DataFrame:
    """Decide which units have enough data.

    Parameters
    ----------
    by
        Reason for exclusion: too few values, too few non-zero values, or either.
    minimum_available, minimum_non_zero
        Minimum shares (0..1) of :func:`availability`; a unit exactly at a minimum is kept.
    force
        Units to keep (True) or drop (False) whatever their data.

    Returns
    -------
    pandas.DataFrame
        :func:`availability` with low_available, low_non_zero, included.

    Raises
    ------
    ValueError
        If `by` or a forced unit is unknown.
    """
    summary = availability(table)
    low_available = summary["available"] < minimum_available
    low_non_zero = summary["non_zero"] < minimum_non_zero
    excluded = {
        "missing": low_available,
        "zeros": low_non_zero,
        "either": low_available | low_non_zero,
    }
    if by not in excluded:
        raise ValueError(f"screen: found by={by!r}, allowed are {list(excluded)}")
    included = ~excluded[by]
    force = force or {}
    if unknown := sorted(set(force) - set(table.index)):
        raise ValueError(f"screen: forced units {unknown} are not in the table")
    for unit, include in force.items():
        included[unit] = include
    return summary.assign(low_available=low_available, low_non_zero=low_non_zero, included=included)


def statistics(
    table: pd.DataFrame,
    skew_limit: float = 2.0,
    kurtosis_limit: float = 3.5,
    shares_of: Literal["available", "units"] = "available",
) -> pd.DataFrame:
    """Describe each indicator and flag signs of a poor one; infinite values are left out.

    Parameters
    ----------
    shares_of
        Whether few_non_zero and few_unique use shares of the available values, or of all units
        (the reference's behaviour, by which missing values make a column look repetitive).

    Returns
    -------
    pandas.DataFrame
        Per indicator: min, max, mean, median, std (n - 1), skew, kurtosis (see
        :func:`~resilience.scoring.treat.moments`); available, non_zero, unique, same (size of the
        largest group of equal values), and their shares (available: of the units, others: of the
        values); flags few_available (below 0.65), few_non_zero, few_unique (below 0.5), outliers.
    """
    table = finite_table(table)
    n = table.notna().sum()
    skew, kurtosis = moments(table.to_numpy(dtype=float))
    counts = {
        "available": n,
        "non_zero": ((table != 0) & table.notna()).sum(),
        "unique": table.nunique(),
        "same": table.apply(lambda column: column.value_counts().max()).fillna(0).astype(int),
    }
    base = n.where(n > 0) if shares_of == "available" else len(table)
    return pd.DataFrame(
        {
            "min": table.min(),
            "max": table.max(),
            "mean": table.mean(),
            "median": table.median(),
            "std": table.std(),
            "skew": pd.Series(skew, index=table.columns),
            "kurtosis": pd.Series(kurtosis, index=table.columns),
            **counts,
            "share_available": n / len(table),
            **{
                f"share_{name}": counts[name] / n.where(n > 0)
                for name in ("non_zero", "unique", "same")
            },
            "few_available": n / len(table) < 0.65,
            "few_non_zero": counts["non_zero"] / base < 0.5,
            "few_unique": counts["unique"] / base < 0.5,
            "outliers": (np.abs(skew) > skew_limit) & (kurtosis > kurtosis_limit),
        }
    )


def denominate(
    table: pd.DataFrame, denominators: pd.DataFrame, by: Mapping[str, str], scale: float = 1.0
) -> pd.DataFrame:
    """Divide indicators by the size of the unit: ``x / (denominator / scale)``.

    `by` names each indicator's denominator, a column of `denominators` (units as in `table`). Where
    a denominator is missing or 0 the result is null, in the latter case with a warning.

    Raises
    ------
    ValueError
        If an indicator or denominator has no column.
    """
    absent = sorted({*by} - {*table.columns} | {*by.values()} - {*denominators.columns})
    if absent:
        raise ValueError(f"denominate: there are no columns {absent}")
    result = table.copy()
    for code, name in by.items():
        divisor = denominators.loc[table.index, name]
        zero = divisor.index[divisor == 0].tolist()
        if zero:
            warnings.warn(f"{code}: {name} is 0 for {zero}, null", ScoringWarning, stacklevel=2)
        result[code] = table[code] / (divisor.where(divisor != 0) / scale)
    return result
