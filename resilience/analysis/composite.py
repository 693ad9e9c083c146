"""The composite, computed on request only: one number per city, with its uncertainty.

Cities of one kind are scored against the peer set of their kind and ranked among themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd

from resilience.analysis.doubts import DOUBTS, LOWEST, SAME_SCALE, Doubts
from resilience.analysis.monte_carlo import TOP, Runs, normalised
from resilience.scoring.aggregate import aggregate
from resilience.scoring.assumptions import Assumptions
from resilience.scoring.doubt import summarise
from resilience.scoring.multivariate import correlation, cronbach_alpha, principal_components
from resilience.scoring.structure import Structure
from resilience.scoring.uncertainty import aggregate_runs
from resilience.scoring.weight_draws import dirichlet
from resilience.settings import SETTINGS, Settings

_FEWEST = 3
"""Minimum number of areas for correlations."""


@dataclass(frozen=True, eq=False)
class Standing:
    """The composite of the cities of one kind.

    Parameters
    ----------
    kind
        ``large_city`` or ``town``.
    size
        Number of areas in the peer set; 0 if there is none, so that scores rest on goalposts only.
    cities
        ``ags, name, score, coverage, score_low, score_high, noise_low, noise_high, rank_low,
        rank_high``: the score by the nominal method, its interval on the scale of goalposts, that
        under the noise of the figures alone, and the first and last rank over all runs; null below
        the minimum coverage, ranks also for the only city of its kind, noise where no interval is
        known.
    ahead
        Cities x cities: the share of runs in which the row's city is ahead of the column's.
    themes, indicators, noisy
        Numbers of themes and indicators behind it, and of indicators with intervals of their
        counts.
    """

    kind: str
    size: int
    cities: pd.DataFrame
    ahead: pd.DataFrame
    themes: int
    indicators: int
    noisy: int

    @property
    def ranked(self) -> int:
        """Number of ranked cities."""
        return int(self.cities["rank_low"].notna().sum())

    @property
    def pairs(self) -> int:
        """Number of pairs of ranked cities."""
        return self.ranked * (self.ranked - 1) // 2

    @property
    def sure(self) -> float:
        """Minimum share of the runs for one of many pairs to count as distinct (Bonferroni)."""
        return 1 - (1 - DOUBTS.sure) / max(self.pairs, 1)

    @property
    def told_apart(self) -> int:
        """Number of pairs in which one city is surely ahead."""
        return int((self.ahead.to_numpy() >= self.sure).sum())

    def comparable(self, ags: str) -> list[str]:
        """Return the names of the cities that a city is neither surely ahead of nor behind."""
        scored = self.cities[self.cities["score"].notna()].set_index("ags")["name"]
        if ags not in scored.index:
            return []
        surest = cast(pd.Series, np.fmax(self.ahead.loc[ags], self.ahead[ags]))
        names = zip(scored.index, scored, strict=True)
        return [name for key, name in names if key != ags and surest[key] < self.sure]


def standings(
    runs: list[Runs],
    weights: Mapping[str, float] | None = None,
    settings: Settings = SETTINGS,
    doubts: Doubts = DOUBTS,
) -> list[Standing]:
    """Return the composite of a region's cities, one entry per kind of city.

    Parameters
    ----------
    runs
        See `normalised`.
    weights
        By indicator and theme, relative to their siblings; those not named weigh 1.
    """
    return [_standing(one, weights or {}, settings, doubts) for one in runs]


def of_group(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    group: list[str],
    cities: pd.DataFrame,
    peers: pd.DataFrame,
) -> list[Standing]:
    """Return the standing of the score of a theme or a capacity, see `standings`.

    Parameters
    ----------
    group
        Ids of the indicators it is made of.
    cities
        ``ags, name, peer_kind`` of the cities ranked.
    """
    own = inputs[inputs["indicator_id"].isin(group)]
    areas = cities[["ags", "name", "peer_kind"]].assign(role="member")
    return standings(normalised(own, indicators, areas, peers, flat=True))


def place_table(standings: list[Standing]) -> pd.DataFrame:
    """Return the ranks of all cities among those of their kind: ``ags, first, last, n``."""
    names = {"rank_low": "first", "rank_high": "last"}
    return pd.concat([one.cities.rename(columns=names).assign(n=one.ranked) for one in standings])[
        ["ags", "first", "last", "n"]
    ]


def _standing(
    runs: Runs, weights: Mapping[str, float], settings: Settings, doubts: Doubts
) -> Standing:
    index = runs.index.with_weights(pd.Series(weights, dtype=float)) if weights else runs.index
    nominal, coverage = aggregate(runs.scores, index, minimum_coverage=settings.minimum_coverage)
    # Minimum coverage is checked once, by the nominal weights, not again in every run.
    gaps = np.zeros(runs.scores.shape, dtype=bool)
    for theme in index.codes(2):
        enough = (nominal[theme].notna() & nominal[TOP].notna()).to_numpy()
        place = runs.scores.columns.get_indexer(pd.Index(index.members(theme)))
        gaps[np.ix_(~enough, place)] = True
    tables = np.where(gaps, np.nan, runs.tables) if gaps.any() else runs.tables
    drawn = dirichlet(index, doubts.concentration, doubts.weight_sets, doubts.seed)
    varied = replace(runs.varied, weights=drawn)
    found = aggregate_runs(tables, index, varied, runs.picks, [TOP])[0]
    found = (found - LOWEST) / (1 - LOWEST / 100)
    keys = runs.cities["ags"].tolist()
    quantiles = (doubts.low, doubts.high)
    places = summarise(found, keys, quantiles, runs.alike)
    # Points of different normalisations are different quantities; no interval mixes them.
    by_goalposts = found[runs.picks["normalisation"].to_numpy() < SAME_SCALE]
    points = summarise(by_goalposts, keys, quantiles, runs.alike).units
    known = nominal[TOP].notna().to_numpy()
    rankable = known & (known.sum() > 1)
    table = runs.cities.assign(
        score=nominal[TOP].to_numpy(),
        coverage=coverage[TOP].to_numpy(),
        score_low=points["score_low"].where(known).to_numpy(),
        score_high=points["score_high"].where(known).to_numpy(),
        noise_low=np.nan,
        noise_high=np.nan,
        rank_low=np.floor(places.units["rank_low"]).where(rankable).to_numpy(),
        rank_high=np.ceil(places.units["rank_high"]).where(rankable).to_numpy(),
    )
    if runs.noise is not None:
        table = table.assign(**_under_noise(runs, index, quantiles, known))
    themes = len(index.codes(2))
    return Standing(
        runs.kind, runs.size, table, places.ahead, themes, len(index.indicators), runs.noisy
    )


def _under_noise(
    runs: Runs, index: Structure, quantiles: tuple[float, float], known: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the scores' intervals under the noise alone, with all choices nominal."""
    assert runs.noise is not None
    picks = pd.DataFrame(index=range(len(runs.noise)))
    own = aggregate_runs(runs.noise, index, Assumptions(), picks, [TOP])[0]
    keys = runs.cities["ags"].tolist()
    found = summarise((own - LOWEST) / (1 - LOWEST / 100), keys, quantiles, runs.alike)
    ends = {"noise_low": "score_low", "noise_high": "score_high"}
    return {name: found.units[end].where(known).to_numpy() for name, end in ends.items()}


@dataclass(frozen=True, eq=False)
class Coherence:
    """How the theme scores of the peers of one kind are related.

    Parameters
    ----------
    correlations
        Spearman's, themes x themes.
    alpha
        Cronbach's: near 1 where the themes measure one thing.
    first
        Share of the standardised theme scores' variance on their first principal component.
    areas
        Number of peers with scores of all themes.
    """

    correlations: pd.DataFrame
    alpha: float
    first: float
    areas: int


def coherence(scores: pd.DataFrame, peers: Collection[str]) -> Coherence | None:
    """Return how the theme scores of peers are related; None for fewer than three peers.

    Parameters
    ----------
    scores
        ``theme_id, ags, period, score``, see `queries.theme_scores`.
    """
    own = scores[scores["ags"].isin(peers) & scores["score"].notna()]
    table = own[own["period"] == own["period"].max()].pivot(
        index="ags", columns="theme_id", values="score"
    )
    table = table.astype(float).dropna()
    if len(table) < _FEWEST or (table.nunique() < 2).any():
        return None
    first = float(principal_components(table).shares[0])
    return Coherence(correlation(table, kind="spearman"), cronbach_alpha(table), first, len(table))
