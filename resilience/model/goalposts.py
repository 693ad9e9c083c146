"""The scale of a score: the goalposts of one kind of city."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

import pandas as pd

from resilience.words import PeerKind

MARKS = ("low", "high", "band_low", "band_high")
"""Columns of one kind's scale; the last two for a target band."""


KIND_OF: dict[str, PeerKind] = {"medium_town": "town", "large_city": "large_city"}
"""Kind of city whose scale applies to a city type; smaller municipalities have none."""


@overload
def of_kind(declared: pd.DataFrame, kind: PeerKind) -> pd.DataFrame: ...
@overload
def of_kind(declared: pd.Series, kind: PeerKind) -> pd.Series: ...
def of_kind(declared: pd.DataFrame | pd.Series, kind: PeerKind) -> pd.DataFrame | pd.Series:
    """Return declarations with the goalposts of a kind of city as ``low, high``.

    Parameters
    ----------
    declared
        With ``town_low, town_high, large_city_low, large_city_high``; see `queries.indicators`.
    """
    told = declared.copy()
    told["low"], told["high"] = declared[f"{kind}_low"], declared[f"{kind}_high"]
    return told


def band_of(declared: Mapping[Any, Any]) -> tuple[float, float] | None:
    """Return the bounds of a target band, None for another direction."""
    if declared["direction"] != "target_band":
        return None
    return declared["band_low"], declared["band_high"]
