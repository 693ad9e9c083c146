"""Indicator values to scores and theme scores with the project's default method."""

from __future__ import annotations

import numpy as np
import pandas as pd

from resilience.compute import SEVERITY
from resilience.registry import Entry, Registry
from resilience.scoring.aggregate import weighted_mean
from resilience.scoring.normalise import goalposts, target_band
from resilience.settings import Settings


def indicator_scores(values: pd.DataFrame, registry: Registry, settings: Settings) -> pd.DataFrame:
    """Return a score per value of every scored indicator.

    Parameters
    ----------
    values
        ``indicator_id, ags, period, value, quality``.

    Returns
    -------
    pandas.DataFrame
        ``indicator_id, ags, period, method_id, score, clipped, quality``; score is 0-100, null
        where the value is.
    """
    parts = []
    for entry in registry.indicators.values():
        if not entry.indicator.scored:
            continue
        rows = values[values["indicator_id"] == entry.indicator_id]
        score, clipped = _score(entry, rows["value"].to_numpy(dtype=float))
        part = rows[["indicator_id", "ags", "period", "quality"]].copy()
        part["method_id"], part["score"], part["clipped"] = settings.method_id, score, clipped
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _score(entry: Entry, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    posts = entry.indicator.goalposts
    assert posts is not None
    if posts.band is not None:
        return target_band(values, posts.low, posts.high, *posts.band)
    return goalposts(values, posts.low, posts.high, entry.indicator.direction)


def newest_as_of(scores: pd.DataFrame, year: int, maximum_age: int) -> pd.DataFrame:
    """Return per indicator and area the newest row of a year or before, if not too old."""
    age = year - scores["period"].str[:4].astype(int)
    usable = scores[(age >= 0) & (age <= maximum_age) & scores["score"].notna()]
    return usable.sort_values("period").drop_duplicates(["indicator_id", "ags"], keep="last")


def theme_scores(
    scores: pd.DataFrame, registry: Registry, areas: list[str], settings: Settings
) -> pd.DataFrame:
    """Return theme scores of all areas as of every year that has a value.

    Indicators of a theme weigh the same; a missing one is left out and lowers the coverage, and
    below the minimum coverage the score is null.

    Returns
    -------
    pandas.DataFrame
        ``theme_id, ags, period, method_id, score, coverage, quality, oldest, newest``.
    """
    years = sorted({int(period[:4]) for period in scores["period"]})
    parts = [
        _theme_as_of(
            theme_id,
            newest_as_of(scores, year, settings.maximum_age),
            year,
            registry,
            areas,
            settings,
        )
        for year in years
        for theme_id in registry.themes
    ]
    return pd.concat([part for part in parts if part is not None], ignore_index=True)


def _theme_as_of(
    theme_id: str,
    newest: pd.DataFrame,
    year: int,
    registry: Registry,
    areas: list[str],
    settings: Settings,
) -> pd.DataFrame | None:
    ids = [
        e.indicator_id
        for e in registry.indicators.values()
        if e.theme_id == theme_id and e.indicator.scored
    ]
    rows = newest[newest["indicator_id"].isin(ids) & newest["ags"].isin(areas)]
    if rows.empty:
        return None
    table = rows.pivot(index="ags", columns="indicator_id", values="score").reindex(
        index=areas, columns=ids
    )
    score, coverage = weighted_mean(
        table.to_numpy(dtype=float), np.ones(len(ids)), settings.minimum_coverage
    )
    letters = {letter: i for i, letter in enumerate(SEVERITY)}
    severity = rows["quality"].map(letters).groupby(rows["ags"]).max().reindex(areas)
    spans = rows["period"].str[:4].groupby(rows["ags"]).agg(["min", "max"]).reindex(areas)
    return pd.DataFrame(
        {
            "theme_id": theme_id,
            "ags": areas,
            "period": str(year),
            "method_id": settings.method_id,
            "score": score,
            "coverage": coverage,
            "quality": [SEVERITY[int(s)] if s == s else "O" for s in severity],
            "oldest": spans["min"].to_numpy(),
            "newest": spans["max"].to_numpy(),
        }
    )
