"""What a score would be if one indicator had another value: an assumption, never a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from resilience.analysis import composite
from resilience.model.goalposts import MARKS, of_kind
from resilience.scoring.normalise import goalposts, target_band
from resilience.words import PeerKind


@dataclass(frozen=True)
class ThemeScore:
    """A theme score with its interval; all null where there is none."""

    score: float
    low: float
    high: float


def assumed(
    inputs: pd.DataFrame,
    declared: pd.DataFrame,
    city: Mapping[Any, Any],
    indicator_id: str,
    value: float,
) -> pd.DataFrame:
    """Return the inputs of theme scores, with one value of a city replaced.

    The assumed value has no interval of its own. Where the city has no value nothing is replaced.

    Parameters
    ----------
    inputs
        See `queries.theme_inputs`.
    declared
        See `queries.indicators`.
    city
        ``ags, peer_kind``.
    """
    at = (inputs["indicator_id"] == indicator_id) & (inputs["ags"] == city["ags"])
    told = cast(pd.Series, declared.set_index("indicator_id").loc[indicator_id])
    made = inputs.copy()
    points = score_of(told, city["peer_kind"], value)
    made.loc[at, ["value", "low", "high", "score"]] = [value, float("nan"), float("nan"), points]
    return made


def score_of(told: pd.Series, kind: PeerKind, value: float) -> float:
    """Return the score of a value on the scale of a kind of city, 0 to 100."""
    low, high, band_low, band_high = (of_kind(told, kind)[mark] for mark in MARKS)
    if told["direction"] == "target_band":
        return float(target_band([value], low, high, band_low, band_high)[0][0])
    return float(goalposts([value], low, high, told["direction"])[0][0])


def theme_score(
    inputs: pd.DataFrame,
    declared: pd.DataFrame,
    group: list[str],
    city: pd.DataFrame,
    peers: pd.DataFrame,
) -> ThemeScore:
    """Return a city's score of a theme with its interval, by the dashboard's default method.

    Parameters
    ----------
    group
        Ids of the indicators the score is made of.
    city
        One row ``ags, name, peer_kind``.
    peers
        ``kind, label, ags``, see `queries.peers`.
    """
    (standing,) = composite.of_group(inputs, declared, group, city, peers)
    row = standing.cities.iloc[0]
    return ThemeScore(float(row["score"]), float(row["score_low"]), float(row["score_high"]))
