"""Treatment of outliers that would stretch a scale: winsorising, then a log-type transformation.

Tables have the shape ``(..., units, indicators)``; every column is treated separately. Formulas:
OECD/JRC Handbook (2008), sections 3 and 5.3; COINr ``Treat``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import boxcox_normmax

from resilience.scoring.direction import finite
from resilience.scoring.ranking import TOLERANCE

Transformation = Literal["log_ct_plus", "log_ct", "log_ct_orig", "log_gii", "boxcox", "none"]
TreatmentStep = Literal["kept", "winsorised", "transformed", "not assessed"]


@dataclass(frozen=True)
class Treatment:
    """How outliers are recognised and treated.

    A column has outliers if its absolute skewness is at least `skew_limit` and its kurtosis at
    least `kurtosis_limit`. At most `max_winsorised` values (None: no limit) are then set to the
    next value inwards; if that is not enough, `transformation` is applied to the original values,
    or to the winsorised ones if `combine`. `power` is the Box-Cox exponent, None estimates it.
    `ties_may_exceed` is the reference's behaviour: a group of equal values is winsorised even
    where it is larger than what `max_winsorised` leaves.
    """

    max_winsorised: int | None = 5
    skew_limit: float = 2.0
    kurtosis_limit: float = 3.5
    transformation: Transformation = "log_ct_plus"
    combine: bool = False
    power: float | None = None
    ties_may_exceed: bool = False


@dataclass(frozen=True)
class Treated:
    """Treated values and what was done: `step`, `count`, moments per column; `moved` per cell.

    `moved` is 1 where a high value was winsorised, -1 where a low one was, else 0.
    """

    values: np.ndarray
    moved: np.ndarray
    step: np.ndarray
    count: np.ndarray
    skew_before: np.ndarray
    kurtosis_before: np.ndarray
    skew_after: np.ndarray
    kurtosis_after: np.ndarray


def treat(values: ArrayLike, rule: Treatment | None = None) -> Treated:
    """Treat the outliers of each column.

    Columns with too few values, or none that differ, cannot be assessed: they stay as they are, as
    do columns that winsorising would make constant. A transformation's result is kept even if it
    still has outliers. Infinite values count as missing.

    Raises
    ------
    ValueError
        If the transformation is unknown.
    """
    rule = rule or Treatment()
    x = finite(values)
    skew, kurtosis = moments(x)
    assessed = np.isfinite(skew) & np.isfinite(kurtosis)
    outliers = assessed & ~_passes(skew, kurtosis, rule)
    drawn, moved, flat = _winsorise(x, outliers, rule)
    outliers &= ~flat
    drawn = np.where(outliers[..., None, :], drawn, x)
    moved = np.where(outliers[..., None, :], moved, 0).astype(np.int8)
    step = np.where(assessed & ~flat, "kept", "not assessed").astype("U12")
    step[outliers & (moved != 0).any(axis=-2)] = "winsorised"
    result = drawn
    left = outliers & ~_passes(*moments(drawn), rule)
    if left.any() and rule.transformation != "none":
        base = drawn if rule.combine else x
        result = np.where(left[..., None, :], _transform_columns(base, left, rule), drawn)
        step[left] = "transformed"
        if not rule.combine:
            moved[np.broadcast_to(left[..., None, :], moved.shape)] = 0
    after = moments(result)
    return Treated(result, moved, step, (moved != 0).sum(axis=-2), skew, kurtosis, *after)


def moments(values: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Return each column's sample skewness and excess kurtosis (bias-corrected, "type 2").

    With d the deviations from the mean and n values: skewness
    ``n^0.5 sum(d^3) / sum(d^2)^1.5 (n (n-1))^0.5 / (n-2)``, kurtosis
    ``((n+1) (r-3) + 6) (n-1) / ((n-2) (n-3))`` with ``r = n sum(d^4) / sum(d^2)^2``. Null with
    fewer than 3 (4) values or without spread. Shape ``(..., indicators)``.
    """
    x = np.asarray(values, dtype=float)
    present = np.isfinite(x)
    n = present.sum(axis=-2).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(present, x, 0.0).sum(axis=-2) / n
        d = np.where(present, x - mean[..., None, :], 0.0)
        square = d * d
        m2, m3, m4 = square.sum(axis=-2), (square * d).sum(axis=-2), (square**2).sum(axis=-2)
        skew = np.sqrt(n) * m3 / m2**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        r = n * m4 / m2**2
        kurtosis = ((n + 1) * (r - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    least, most = np.fmin.reduce(x, axis=-2), np.fmax.reduce(x, axis=-2)
    spread = most - least > TOLERANCE * np.maximum(np.abs(least), np.abs(most))
    return np.where(spread & (n > 2), skew, np.nan), np.where(spread & (n > 3), kurtosis, np.nan)


def transform(values: ArrayLike, how: Transformation, power: float | None = None) -> np.ndarray:
    """Transform each column.

    With a and b the column's least and greatest value: ``log_ct`` ``ln(x - a + 0.01 (b - a))``;
    ``log_ct_plus`` the same for positively skewed columns, else ``-ln(b + 0.01 (b - a) - x)``;
    ``log_ct_orig`` ``ln(x - a + 1)``; ``log_gii`` ``ln((b - 1) (x - a) / (b - a) + 1)``; ``boxcox``
    ``(z^p - 1) / p`` (``ln z`` if p is 0) with ``z = x - a + 1`` and p given, or estimated by
    maximum likelihood. Columns without spread become null, as does what has no logarithm.

    Raises
    ------
    ValueError
        If `how` is unknown.
    """
    x = finite(values)
    a: np.ndarray = np.fmin.reduce(x, axis=-2, keepdims=True)
    b: np.ndarray = np.fmax.reduce(x, axis=-2, keepdims=True)
    span = np.where(b > a, b - a, np.nan)
    result: np.ndarray
    with np.errstate(invalid="ignore", divide="ignore"):
        if how == "log_ct":
            result = np.log(x - a + 0.01 * span)
            return result
        if how == "log_ct_plus":
            positive = moments(x)[0][..., None, :] > 0
            argument = np.where(positive, x - a + 0.01 * span, b + 0.01 * span - x)
            result = np.where(positive, 1.0, -1.0) * np.log(argument)
            return result
        if how == "log_ct_orig":
            result = np.log(x - a + 1 + 0 * span)
            return result
        if how == "log_gii":
            result = np.log((b - 1) * (x - a) / span + 1)
            return result
        if how == "boxcox":
            z = x - a + 1 + 0 * span
            p = _estimated_power(z) if power is None else np.full_like(a, power)
            result = np.where(p == 0, np.log(z), (z**p - 1) / np.where(p == 0, 1.0, p))
            return result
    raise ValueError(
        f"transformation: found {how!r}, allowed are log_ct_plus, log_ct, log_ct_orig, log_gii, "
        "boxcox and (in a Treatment) none"
    )


def _passes(skew: np.ndarray, kurtosis: np.ndarray, rule: Treatment) -> np.ndarray:
    passing: np.ndarray = (np.abs(skew) < rule.skew_limit) | (kurtosis < rule.kurtosis_limit)
    return passing


def _winsorise(
    x: np.ndarray, outliers: np.ndarray, rule: Treatment
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Winsorise the marked columns; return values, moves, and columns left without spread."""
    x = x.copy()
    high, low = np.zeros(x.shape, dtype=bool), np.zeros(x.shape, dtype=bool)
    limit = np.inf if rule.max_winsorised is None else rule.max_winsorised
    active = outliers & (limit > 0)
    flat = np.zeros_like(outliers)
    skew = moments(x)[0]
    while active.any():
        upward = (skew >= 0)[..., None, :]
        edge = np.where(
            upward,
            np.fmax.reduce(x, axis=-2, keepdims=True),
            np.fmin.reduce(x, axis=-2, keepdims=True),
        )
        at_edge = x == edge
        inner = np.where(at_edge, np.nan, x)
        following = np.where(
            upward,
            np.fmax.reduce(inner, axis=-2, keepdims=True),
            np.fmin.reduce(inner, axis=-2, keepdims=True),
        )
        new_high, new_low = np.where(upward, at_edge, high), np.where(upward, low, at_edge)
        count = new_high.sum(axis=-2) + new_low.sum(axis=-2)
        if not rule.ties_may_exceed:
            active = active & (count <= limit)
        change = active[..., None, :]
        x = np.where(change & at_edge, following, x)
        high, low = np.where(change, new_high, high), np.where(change, new_low, low)
        skew, kurtosis = moments(x)
        flat |= active & np.isnan(skew)
        active = active & ~flat & ~_passes(skew, kurtosis, rule) & (count < limit)
    return x, high.astype(np.int8) - (low & ~high), flat


def _transform_columns(x: np.ndarray, columns: np.ndarray, rule: Treatment) -> np.ndarray:
    """Transform the marked columns only, the others null (estimating powers is slow)."""
    chosen = np.where(columns[..., None, :], x, np.nan)
    return transform(chosen, rule.transformation, rule.power)


def _estimated_power(z: np.ndarray) -> np.ndarray:
    powers = np.ones((*z.shape[:-2], 1, z.shape[-1]))
    for place in np.ndindex(powers.shape):
        column = z[(*place[:-2], slice(None), place[-1])]
        column = column[np.isfinite(column)]
        if len(column):
            powers[place] = boxcox_normmax(column, method="mle")
    return powers
