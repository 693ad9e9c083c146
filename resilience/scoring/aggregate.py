"""Aggregates the scores of groups, level by level up a hierarchy, with their coverage.

Formulas: OECD/JRC Handbook (2008), section 6; COINr ``Aggregate`` and ``a_*`` functions.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from resilience.scoring.direction import ScoringWarning
from resilience.scoring.frontier import benefit_of_the_doubt, mazziotta_pareto
from resilience.scoring.outrank import Missing, copeland
from resilience.scoring.structure import Structure

Method = (
    Literal[
        "arithmetic",
        "geometric",
        "harmonic",
        "copeland",
        "copeland_reference",
        "benefit_of_the_doubt",
        "mazziotta_pareto",
    ]
    | float
)
Methods = Method | Sequence[Method] | Mapping[str, Method]
CoverageBy = Literal["weight", "count"]
EXPONENTS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
OUTRANKING: dict[str, Missing] = {"copeland": "shared", "copeland_reference": "win_for_later"}
PROFILES = {"benefit_of_the_doubt": benefit_of_the_doubt, "mazziotta_pareto": mazziotta_pareto}
# Weights such as 0.6 are not exact in binary: a shortfall by rounding only still counts.
ROUNDING = 1e-12


def weighted_mean(
    scores: ArrayLike, weights: ArrayLike, minimum_coverage: float = 0.6, axis: int = -1
) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted mean of scores and its coverage, leaving out missing scores.

    Parameters
    ----------
    scores
        Any shape; null where there is no score.
    weights
        Relative weights: as long as `axis`, or broadcastable against `scores`.
    minimum_coverage
        Share of the weight (0..1) that must be present; below it the mean is null.
    axis
        Axis that is averaged away.

    Returns
    -------
    mean
        ``sum(w x) / sum(w)`` over the scores present; null below the minimum or if none is present.
    coverage
        Share of the weight that is present, 0..1.

    Raises
    ------
    ValueError
        If a weight is missing, negative or infinite, if weights sum to zero, or if the minimum is
        outside 0..1.

    Notes
    -----
    Handbook section 6.6 (linear aggregation); COINr ``a_amean``, whose threshold counts indicators
    where this one counts weight.
    """
    x = np.moveaxis(np.asarray(scores, dtype=float), axis, -1)
    w = np.asarray(weights, dtype=float)
    w = w if w.ndim <= 1 else np.moveaxis(w, axis, -1)
    w = np.broadcast_to(check_weights(w), x.shape)
    mean = power_mean(x, w, 1.0)
    coverage = np.minimum(np.where(np.isfinite(x), w, 0.0).sum(axis=-1) / w.sum(axis=-1), 1.0)
    return np.where(coverage >= _share(minimum_coverage) - ROUNDING, mean, np.nan), coverage


def power_mean(
    scores: np.ndarray, weights: np.ndarray, exponent: float, complete: bool = False
) -> np.ndarray:
    """Return ``(sum(w x^p) / sum(w))^(1/p)`` over the last axis, leaving out missing scores.

    p = 1 is the arithmetic mean, 0 stands for the geometric one (the limit), -1 is the harmonic
    one. For p other than 1 scores must be positive (0 is allowed for p above 0); otherwise, or
    without any score, the mean is null. Weights broadcast against `scores`. `complete` states that
    no score is missing, which saves looking for gaps.
    """
    present = np.True_ if complete else np.isfinite(scores)
    complete = bool(present.all())
    x, defined = scores, None
    if exponent != 1:
        usable = scores >= 0 if exponent > 0 else scores > 0
        if not (usable if complete else usable | ~present).all():
            defined = (usable | ~present | (weights == 0)).all(axis=-1)
            x = np.where(usable, scores, 1.0)
        x = np.log(x) if exponent == 0 else x**exponent
    if complete:
        part = np.broadcast_to(weights.sum(axis=-1), x.shape[:-1])
    else:
        x = np.where(present, x, 0.0)
        part = np.einsum("...i,...i->...", present.astype(float), weights)
    mean = np.einsum("...i,...i->...", x, weights)
    mean = np.divide(mean, part, out=np.full(mean.shape, np.nan), where=part != 0)
    if exponent == 0:
        mean = np.exp(mean)
    elif exponent != 1:
        mean = mean ** (1 / exponent)
    return mean if defined is None else np.where(defined, mean, np.nan)


def combine(
    scores: np.ndarray,
    weights: np.ndarray,
    method: Method = "arithmetic",
    minimum_coverage: float = 0.0,
    coverage_by: CoverageBy = "weight",
    judged_by: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Aggregate the scores of one group.

    Parameters
    ----------
    scores
        ``(..., units, children)``, null where missing.
    weights
        ``(..., children)``, relative.
    method
        A mean, outranking (see :func:`~resilience.scoring.outrank.copeland`; the reference's counts
        missing scores as wins), or one of :mod:`~resilience.scoring.frontier`; a number is the
        exponent of a power mean.
    minimum_coverage
        Share (0..1) that must be present, of the weight or of the number of children.
    judged_by
        Weights on which coverage is based, if not `weights`.

    Returns
    -------
    aggregate, coverage
        ``(..., units)`` each.
    """
    present = np.isfinite(scores)
    complete = bool(present.all())
    if complete:
        coverage = np.broadcast_to(1.0, scores.shape[:-1])
    elif coverage_by == "count":
        coverage = present.mean(axis=-1)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            own = weights if judged_by is None else judged_by
            part = np.einsum("...ui,...i->...u", present.astype(float), own)
            coverage = np.minimum(part / own.sum(axis=-1)[..., None], 1.0)
    if minimum_coverage > 0 and not complete:
        enough = coverage >= minimum_coverage - ROUNDING
        scores = np.where(enough[..., None], scores, np.nan)
    if isinstance(method, str) and method in OUTRANKING:
        return copeland(scores, weights, OUTRANKING[method]), coverage
    if isinstance(method, str) and method in PROFILES:
        return PROFILES[method](scores, weights), coverage
    exponent = EXPONENTS[method] if isinstance(method, str) else float(method)
    return power_mean(scores, weights[..., None, :], exponent, complete), coverage


def aggregate(
    scores: pd.DataFrame,
    structure: Structure,
    method: Methods = "arithmetic",
    minimum_coverage: float | Sequence[float] = 0.0,
    coverage_by: CoverageBy = "weight",
    weights: pd.Series | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Aggregate indicator scores up a hierarchy, each level's results feeding the next.

    Parameters
    ----------
    scores
        Units x indicators of the structure (more columns are ignored).
    method
        One for all, one per step upwards, or by parent code (arithmetic for those not named).
    minimum_coverage
        One for all or one per step upwards, 0..1.
    coverage_by
        Whether coverage is a share of the weight or of the number of direct children.
    weights
        By code, instead of the structure's; unlike those they may be negative, as the reference's
        principal-component weights are. A group whose weights sum to zero is null.

    Returns
    -------
    aggregates, coverage
        Units x groups. Where a mean is not defined (scores of 0 or less under a geometric or
        harmonic mean) the aggregate is null, with a warning.

    Raises
    ------
    ValueError
        If a column, method or share is missing, unknown or out of range.
    """
    if missing := [code for code in structure.indicators if code not in scores.columns]:
        raise ValueError(f"aggregate: the table has no columns {missing}")
    steps = structure.depth - 1
    methods = methods_by_parent(method, structure)
    if isinstance(minimum_coverage, int | float):
        minimum_coverage = [minimum_coverage] * steps
    minima = list(minimum_coverage)
    if len(minima) != steps:
        raise ValueError(f"minimum_coverage: found {len(minima)} shares for {steps} steps upwards")
    if coverage_by not in ("weight", "count"):
        raise ValueError(f"coverage_by: found {coverage_by!r}, allowed are weight, count")
    w = structure.weights if weights is None else weights[structure.table.index].to_numpy(float)
    x = scores[structure.indicators].to_numpy(dtype=float)
    results, coverages = {}, {}
    for level, minimum in zip(range(1, steps + 1), minima, strict=True):
        level_weights = w[structure.span(level)]
        for parent, start, stop in structure.groups(level):
            children = x[:, start:stop]
            results[parent], coverages[parent] = combine(
                children,
                level_weights[start:stop],
                methods[parent],
                _share(minimum),
                coverage_by,
            )
            _tell_undefined(parent, methods[parent], children)
        x = np.stack([results[code] for code in structure.codes(level + 1)], axis=-1)
    return (
        pd.DataFrame(results, index=scores.index, columns=structure.aggregates),
        pd.DataFrame(coverages, index=scores.index, columns=structure.aggregates),
    )


def check_weights(weights: np.ndarray) -> np.ndarray:
    """Return the weights if they are valid along the last axis, else raise ValueError."""
    if not np.all(np.isfinite(weights)) or np.any(weights < 0):
        raise ValueError(f"weights: found {weights.tolist()}, each must be a number of at least 0")
    if np.any(weights.sum(axis=-1) <= 0):
        raise ValueError("weights: they sum to zero, at least one must be above 0")
    return weights


def methods_by_parent(method: Methods, structure: Structure) -> dict[str, Method]:
    """Return the method of each parent."""
    steps = range(1, structure.depth)
    parents = {level: [group.parent for group in structure.groups(level)] for level in steps}
    if isinstance(method, Mapping):
        if unknown := sorted(set(method) - set(structure.aggregates)):
            raise ValueError(f"method: {unknown} are no groups of the structure")
        chosen = {code: method.get(code, "arithmetic") for code in structure.aggregates}
    else:
        each = [method] * len(steps) if isinstance(method, str | float | int) else list(method)
        if len(each) != len(steps):
            raise ValueError(f"method: found {len(each)} methods for {len(steps)} steps upwards")
        chosen = {code: each[level - 1] for level in steps for code in parents[level]}
    for code, name in chosen.items():
        allowed = [*EXPONENTS, *OUTRANKING, *PROFILES]
        if isinstance(name, str) and name not in allowed:
            raise ValueError(
                f"method of {code}: found {name!r}, allowed are {allowed} or the exponent of a "
                "power mean"
            )
    return chosen


def _share(share: float) -> float:
    if not 0 <= share <= 1:
        raise ValueError(f"minimum_coverage: found {share}, allowed is 0..1")
    return share


def _tell_undefined(parent: str, method: Method, children: np.ndarray) -> None:
    exponent = EXPONENTS.get(method, 1.0) if isinstance(method, str) else float(method)
    bad = (children < 0) if exponent > 0 else (children <= 0)
    if exponent != 1 and bad.any():
        warnings.warn(
            f"{parent}: the {method} mean needs scores above 0, {int(bad.any(axis=1).sum())} units "
            "have others and are null; normalise to a range such as 1..100",
            ScoringWarning,
            stacklevel=3,
        )
