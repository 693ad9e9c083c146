"""Ranks of many rows at once, with ties and missing values."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Ties = Literal["min", "max", "average"]
TOLERANCE = 1e-14
"""Relative tolerance within which sums such as 0.1 + 0.2 and 0.3 differ only by rounding."""


def ranks(
    values: ArrayLike,
    ties: Ties = "min",
    descending: bool = False,
    axis: int = -1,
    tolerance: float = 0.0,
) -> np.ndarray:
    """Rank values along an axis, the first rank being 1.

    Parameters
    ----------
    values
        Any shape; null values get a null rank and are not counted.
    ties
        Whether equal values get the lowest, highest or mean of their ranks.
    descending
        True puts the highest value first, as in a league table.
    axis
        Axis along which to rank; all other axes are independent tables.
    tolerance
        Neighbouring values tie if they differ by no more than this share of the greater one.

    Raises
    ------
    ValueError
        If `ties` is unknown.
    """
    x = np.moveaxis(np.asarray(values, dtype=float), axis, -1)
    if ties not in ("min", "max", "average"):
        raise ValueError(f"ties: found {ties!r}, allowed are min, max, average")
    x = np.ascontiguousarray(-x if descending else x)
    if x.size == 0:
        return np.full(np.shape(values), np.nan)
    order = np.argsort(x, axis=-1)
    ordered = np.take_along_axis(x, order, axis=-1)
    changes = ordered[..., 1:] != ordered[..., :-1]
    if tolerance:
        size = np.abs(ordered)
        with np.errstate(invalid="ignore"):
            gap = ordered[..., 1:] - ordered[..., :-1]
            changes &= ~(gap <= tolerance * np.maximum(size[..., 1:], size[..., :-1]))
    place = np.arange(x.shape[-1])
    first = np.zeros(x.shape, dtype=np.intp)
    np.maximum.accumulate(np.where(changes, place[1:], 0), axis=-1, out=first[..., 1:])
    if ties == "min":
        rank = first + 1.0
    else:
        last = np.full(x.shape, x.shape[-1] - 1)
        ends = np.where(changes, place[:-1], x.shape[-1] - 1)[..., ::-1]
        last[..., :-1] = np.minimum.accumulate(ends, axis=-1)[..., ::-1]
        rank = last + 1.0 if ties == "max" else (first + last) / 2 + 1
    rank[np.isnan(ordered)] = np.nan
    result = np.empty_like(rank)
    np.put_along_axis(result, order, rank, axis=-1)
    return np.moveaxis(result, -1, axis)
