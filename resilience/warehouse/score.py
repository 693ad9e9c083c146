"""Scores of indicators, themes and capacities by the default method."""

from __future__ import annotations

import numpy as np
import pandas as pd

from resilience.model.registry import Entry, Registry
from resilience.scoring.aggregate import weighted_mean
from resilience.scoring.normalise import goalposts, target_band
from resilience.settings import Settings
from resilience.spec import AXES
from resilience.warehouse.lineage import SEVERITY
from resilience.warehouse.sandbox import IndicatorError

DOUBTED = "U"
"""Quality letter of a value too unreliable for a score; it is shown, with its reason."""


def indicator_scores(
    values: pd.DataFrame, registry: Registry, kinds: pd.Series, settings: Settings
) -> pd.DataFrame:
    """Return a score per value of every scored indicator, on the scale of the area's kind.

    A value of quality ``U``, unreliable, gets no score: it would present as fact what is known to
    be uncertain.

    Parameters
    ----------
    values
        ``indicator_id, ags, period, value, quality``.
    kinds
        Per area its kind of city, ``town`` or ``large_city``; other areas have no score.

    Returns
    -------
    pandas.DataFrame
        ``indicator_id, ags, period, method_id, score, clipped, quality``; score is 0-100, null
        where the value is null or unreliable. Only areas of a kind that has a scale have a row.

    Raises
    ------
    IndicatorError
        An indicator has a direction but no scale yet.
    """
    parts = []
    for entry in registry.indicators.values():
        if entry.indicator.lacks_goalposts:
            raise IndicatorError(
                f"{entry.where('direction=')}: direction={entry.indicator.direction!r} needs "
                f"goalposts; python3 -m resilience goalposts {entry.indicator_id} proposes them, "
                "or write direction='context'"
            )
        if entry.indicator.scored:
            own = values[values["indicator_id"] == entry.indicator_id]
            parts.append(scores_of(entry, own, kinds).assign(method_id=settings.method_id))
    return pd.concat(parts, ignore_index=True)


def scores_of(entry: Entry, values: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Return the scores of one indicator with a scale, see `indicator_scores`."""
    posts, parts = entry.indicator.goalposts, []
    for kind, scale in posts.scales.items() if posts else ():
        rows = values[values["ags"].map(kinds) == kind]
        told = rows["value"].mask(rows["quality"] == DOUBTED)
        score, clipped = _score(entry, scale, told.to_numpy(dtype=float))
        part = rows[["indicator_id", "ags", "period", "quality"]]
        parts.append(part.assign(score=score, clipped=clipped))
    return pd.concat(parts, ignore_index=True)


def _score(
    entry: Entry, scale: tuple[float, float], values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    posts = entry.indicator.goalposts
    if posts is not None and posts.band is not None:
        return target_band(values, *scale, *posts.band)
    return goalposts(values, *scale, entry.indicator.direction)


def scores_of_themes(
    scores: pd.DataFrame, registry: Registry, areas: list[str], until: int, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return each area's theme scores as of the newest year with a score, and their inputs.

    Years after ``until``, that of the newest retrieval, do not count. Each indicator enters with
    the area's newest score that is not too old, and not at all where a newer value is unreliable:
    an older one would be no better. Indicators of a theme have equal weights; one without a recent
    enough score in any area is left out, one missing for an area lowers that area's coverage, and
    below the minimum coverage the score is null. Scores as of earlier years would rest on other
    indicators and are not computed.

    Returns
    -------
    scores : pandas.DataFrame
        ``theme_id, ags, period, method_id, score, coverage, quality, oldest, newest``.
    inputs : pandas.DataFrame
        ``theme_id, ags, period, method_id, indicator_id, value_period``.
    """
    groups = [(str(entry.theme_id), name) for name, entry in registry.active.items()]
    return _group_scores(scores, groups, "theme_id", areas, until, settings)


def capacity_scores(
    scores: pd.DataFrame, registry: Registry, areas: list[str], until: int, settings: Settings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the same per capacity over all themes, and per pair of capacities of `AXES`.

    All indicators of a capacity have equal weights. Columns as of `scores_of_themes`, with
    ``capacity`` instead of ``theme_id``.
    """
    groups: list[tuple[str, str]] = []
    for name, entry in registry.active.items():
        own = entry.indicator.capacity
        groups.append((own, name))
        groups += [(axis, name) for axis, folded in AXES.items() if own in folded]
    return _group_scores(scores, groups, "capacity", areas, until, settings)


def _group_scores(
    scores: pd.DataFrame,
    groups: list[tuple[str, str]],
    column: str,
    areas: list[str],
    until: int,
    settings: Settings,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    scored, doubted = scores["score"].notna(), scores["quality"] == DOUBTED
    year = scores["period"].str[:4].astype(int)
    known = (scored | doubted) & scores["ags"].isin(areas) & (year <= until)
    as_of = int(year[known & scored].max()) if (known & scored).any() else until
    young = scores[known & (year >= as_of - settings.maximum_age)].sort_values("period")
    newest = young.drop_duplicates(["indicator_id", "ags"], keep="last")
    newest = newest[newest["score"].notna()]
    members = pd.DataFrame(groups, columns=[column, "indicator_id"])
    newest = newest.merge(members, on="indicator_id")
    parts = [
        _group(newest[newest[column] == group], areas, settings).assign(**{column: group})
        for group in members[column].unique()
    ]
    inputs = newest.rename(columns={"period": "value_period"})
    columns = [column, "ags", "method_id", "indicator_id", "value_period"]
    return (
        pd.concat(parts, ignore_index=True).assign(period=str(as_of)),
        inputs[columns].assign(period=str(as_of)),
    )


def _group(newest: pd.DataFrame, areas: list[str], settings: Settings) -> pd.DataFrame:
    table = newest.pivot(index="ags", columns="indicator_id", values="score").reindex(areas)
    score, coverage = np.full(len(areas), np.nan), np.zeros(len(areas))
    if not newest.empty:
        score, coverage = weighted_mean(
            table.to_numpy(dtype=float), np.ones(table.shape[1]), settings.minimum_coverage
        )
    # A break means that a value is not comparable with earlier ones; a score is of one year.
    letters = {letter: i for i, letter in enumerate(SEVERITY)} | {"B": 0}
    severity = newest["quality"].map(letters).groupby(newest["ags"]).max().reindex(areas)
    spans = newest["period"].str[:4].groupby(newest["ags"]).agg(["min", "max"]).reindex(areas)
    return pd.DataFrame(
        {
            "ags": areas,
            "method_id": settings.method_id,
            "score": score,
            "coverage": coverage,
            "quality": [SEVERITY[int(s)] if s == s else "O" for s in severity],
            "oldest": spans["min"].to_numpy(),
            "newest": spans["max"].to_numpy(),
        }
    )
