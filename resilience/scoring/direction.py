"""The directions of indicators, and values that cannot be scored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

_Direction = Literal["higher_is_better", "lower_is_better", "target_band", "context"]
DIRECTIONS: tuple[str, ...] = get_args(_Direction)
Directions = str | Sequence[str]


class ScoringWarning(UserWarning):
    """Warns that something could not be scored and is null; the message says what and why."""


def finite(values: ArrayLike) -> np.ndarray:
    """Return values as floats, with null where they are infinite, as no measurement is."""
    x = np.asarray(values, dtype=float)
    return np.where(np.isinf(x), np.nan, x) if np.isinf(x).any() else x


def finite_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of numbers with null where they are infinite."""
    return table.where(np.isfinite(table.to_numpy(dtype=float)))


def signs(direction: Directions) -> np.ndarray:
    """Return +1, -1 or null (``context``) for each direction word.

    Raises
    ------
    ValueError
        If a word is unknown, or is ``target_band``, whose score is not monotone in the value.
    """
    words = np.asarray(direction, dtype=object)
    unknown = sorted({str(word) for word in words.ravel() if word not in DIRECTIONS})
    if unknown:
        raise ValueError(f"direction: found {unknown}, allowed are {list(DIRECTIONS)}")
    if (words == "target_band").any():
        raise ValueError("direction: target_band needs its own marks, use target_band(...)")
    lookup = {"higher_is_better": 1.0, "lower_is_better": -1.0, "context": np.nan}
    return np.array([lookup[word] for word in words.ravel()]).reshape(words.shape)
