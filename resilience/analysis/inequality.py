"""Inequality between the parts of a city: Gini, Theil with its two components, dissimilarity.

Measures take arrays without missing values; a weight says how much each part counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from resilience.analysis.parts import Parts

Numbers: TypeAlias = NDArray[np.float64]
UNEQUAL = 10
"""Minimum number of parts with a value for measuring inequality."""


def gini(values: Numbers, weights: Numbers) -> float:
    """Return the Gini coefficient: 0 where all parts are equal, close to 1 where one has it all.

    It is half the mean absolute difference of two random units, divided by the mean.

    >>> gini(np.array([1.0, 3.0]), np.array([1.0, 1.0]))
    0.25
    """
    _refuse(values, weights)
    order = np.argsort(values, kind="stable")
    share = weights[order] / weights.sum()
    above = np.cumsum(values[order] * share)
    below = np.concatenate([[0.0], above[:-1]])
    return float(1 - (share * (below + above)).sum() / above[-1])


def theil(values: Numbers, weights: Numbers) -> float:
    """Return Theil's T: 0 where all parts are equal, at most the logarithm of their number.

    A value of zero adds nothing, the limit of ``x ln x``.
    """
    _refuse(values, weights)
    share = weights / weights.sum()
    ratio = values / (share @ values)
    held = ratio > 0
    return float((share[held] * ratio[held]) @ np.log(ratio[held]))


def theil_parts(values: Numbers, weights: Numbers, groups: NDArray[np.str_]) -> tuple[float, float]:
    """Return how much of Theil's T lies between groups, and how much within; they add up to T.

    Between is the T of the groups' means; within is the mean of the groups' own T, weighted by each
    group's share of the total.
    """
    _refuse(values, weights)
    names = np.unique(groups)
    sizes = np.array([weights[groups == name].sum() for name in names])
    totals = np.array([weights[groups == name] @ values[groups == name] for name in names])
    within = sum(
        total / totals.sum() * theil(values[groups == name], weights[groups == name])
        for name, total in zip(names, totals, strict=True)
        if total > 0
    )
    return theil(totals / sizes, sizes), float(within)


def dissimilarity(group: Numbers, rest: Numbers) -> float:
    """Return the share of a group that would have to move to be distributed like the rest.

    Parameters
    ----------
    group, rest
        Number of members of each in each part.
    """
    _refuse(group, rest)
    return float(np.abs(group / group.sum() - rest / rest.sum()).sum() / 2)


def _refuse(values: Numbers, weights: Numbers) -> None:
    if not len(values) or len(values) != len(weights):
        raise ValueError(f"as many values as weights, and at least one: {len(values)} values found")
    if min(values.min(), weights.min()) < 0 or values.sum() <= 0 or weights.sum() <= 0:
        raise ValueError("values and weights are at least 0, and not all of them 0")


def inequality(parts: Parts) -> pd.DataFrame:
    """Return the inequality between the smallest parts, per indicator with enough of them.

    Columns ``indicator_id, level, n, gini, theil, between, within, dissimilarity``: between and
    within the largest parts, null where these are the smallest; dissimilarity only for shares
    weighted by their own denominator.
    """
    return pd.DataFrame(
        [
            {"indicator_id": row["indicator_id"], **measures}
            for row in parts.indicators.to_dict("records")
            if (measures := inequality_in(parts, row))
        ]
    )


def inequality_in(parts: Parts, declared: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the measures of one indicator, see `inequality`; none where it has too few parts."""
    known = known_parts(parts, declared["indicator_id"])
    if len(known) < UNEQUAL or known["value"].min() < 0 or not known["value"].any():
        return {}
    values, weights = (known[name].to_numpy(dtype=float) for name in ("value", "weight"))
    between, within = np.nan, np.nan
    if (known["ags"] != known["group"]).all():
        between, within = theil_parts(values, weights, known["group"].to_numpy(dtype=str))
    apart = np.nan
    if declared["share_of_weight"]:
        apart = dissimilarity(weights * values / 100, weights * (1 - values / 100))
    return {
        "level": known["level"].iloc[0],
        "n": len(known),
        "gini": gini(values, weights),
        "theil": theil(values, weights),
        "between": between,
        "within": within,
        "dissimilarity": apart,
    }


def known_parts(parts: Parts, indicator_id: str) -> pd.DataFrame:
    """Return the smallest parts that have a value and a weight, with the largest part as group."""
    if not parts.levels_with(indicator_id):
        return parts.values.iloc[:0].assign(group="")
    known = parts.finest(indicator_id).dropna(subset=["value", "weight"])
    return known.assign(group=[parts.chain(ags)[1] for ags in known["ags"]])


def inside_largest(parts: Parts, indicator_id: str) -> pd.DataFrame:
    """Return the inequality between the smallest parts inside each of the largest.

    Columns ``ags, name, n, mean, gini, theil``; the measures are null with fewer than three parts.
    """
    known = known_parts(parts, indicator_id)
    names, rows = parts.areas.set_index("ags")["name"], []
    for group, own in known[known["ags"] != known["group"]].groupby("group"):
        values, weights = (own[name].to_numpy(dtype=float) for name in ("value", "weight"))
        measured = len(own) > 2 and values.min() >= 0 and values.sum() > 0
        rows.append(
            {
                "ags": group,
                "name": names[str(group)],
                "n": len(own),
                "mean": float(np.average(values, weights=weights)),
                "gini": gini(values, weights) if measured else np.nan,
                "theil": theil(values, weights) if measured else np.nan,
            }
        )
    return pd.DataFrame(rows, columns=["ags", "name", "n", "mean", "gini", "theil"])
