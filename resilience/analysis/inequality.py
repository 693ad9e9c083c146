"""How unequal the parts of a city are: Gini, Theil with its two parts, and dissimilarity.

All functions take arrays without missing values; a weight says how much each part counts.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]


def gini(values: Numbers, weights: Numbers) -> float:
    """Return Gini's coefficient: 0 where all parts are equal, towards 1 where one has it all.

    It is half the mean difference of two units drawn at random, in means.

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
    """Return Theil's T: 0 where all parts are equal, at most the logarithm of how many there are.

    A value of zero adds nothing, the limit of ``x ln x``.
    """
    _refuse(values, weights)
    share = weights / weights.sum()
    ratio = values / (share @ values)
    held = ratio > 0
    return float((share[held] * ratio[held]) @ np.log(ratio[held]))


def theil_parts(values: Numbers, weights: Numbers, groups: NDArray[np.str_]) -> tuple[float, float]:
    """Return how much of Theil's T lies between groups, and how much within; they add up to T.

    Between is the T of the groups' means; within is the mean of the groups' own T, weighed by the
    share of the total that each group holds.
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
    """Return the share of a group that would have to move to live spread as the rest does.

    Parameters
    ----------
    group, rest
        How many of each there are in each part.
    """
    _refuse(group, rest)
    return float(np.abs(group / group.sum() - rest / rest.sum()).sum() / 2)


def _refuse(values: Numbers, weights: Numbers) -> None:
    if not len(values) or len(values) != len(weights):
        raise ValueError(f"as many values as weights, and at least one: {len(values)} values found")
    if min(values.min(), weights.min()) < 0 or values.sum() <= 0 or weights.sum() <= 0:
        raise ValueError("values and weights are at least 0, and not all of them 0")
