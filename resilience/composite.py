"""The composite, made on request only: one number per city, with how far it holds.

Cities of one kind are scored against the peer set of their kind and ranked among themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import beta

from resilience.scoring.aggregate import Method, aggregate
from resilience.scoring.doubt import alike_units, summarise
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure, structure
from resilience.scoring.uncertainty import Assumptions, replicate, sample
from resilience.scoring.weight_draws import dirichlet
from resilience.settings import SETTINGS, Settings

TOP = "composite"
MARKS = ["low", "high", "band_low", "band_high"]
LOWEST = 1.0
"""Runs are on 1..100, as a geometric mean is not defined at 0, and mapped back to 0..100."""


@dataclass(frozen=True)
class Doubts:
    """What is varied, and how often.

    Parameters
    ----------
    replications, seed
        Runs, each with one alternative of every assumption; the same seed gives the same runs.
    concentration
        Of the Dirichlet distribution of weights among siblings, whose means are equal weights.
    weight_sets, noise_draws
        Sets of weights and tables of values that the runs pick from.
    low, high
        Ends of the intervals, as quantiles of the runs.
    sure
        Share of the runs from which on a city counts as ahead of another; below it the two are
        comparable.
    """

    replications: int = 5_000
    seed: int = 2008
    concentration: float = 20.0
    weight_sets: int = 2_000
    noise_draws: int = 200
    low: float = 0.05
    high: float = 0.95
    sure: float = 0.9

    def weight_range(self, siblings: int) -> tuple[float, float]:
        """Return between which shares the weight of one of several siblings mostly lies."""
        a = self.concentration / siblings
        low, high = beta.ppf([self.low, self.high], a, self.concentration - a)
        return float(low), float(high)


DOUBTS = Doubts()


@dataclass(frozen=True, eq=False)
class Standing:
    """The composite of the cities of one kind.

    Parameters
    ----------
    kind
        ``large_city`` or ``town``.
    size
        Number of areas in the peer set; 0 if there is none, then only goalposts make scores.
    cities
        ``ags, name, score, coverage, score_low, score_high, rank_low, rank_high``: the score by
        the nominal method, its interval on the scale of goalposts, and the first and last place
        over all runs; null below the minimum coverage, ranks also for a city without its equal.
    ahead
        Cities x cities: the share of runs in which the row's city is ahead of the column's.
    themes, indicators, noisy
        How many stand behind it; noisy are the indicators with intervals of their counts.
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
        """How many cities the places are among."""
        return int(self.cities["rank_low"].notna().sum())

    def comparable(self, ags: str, sure: float = DOUBTS.sure) -> list[str]:
        """Return the names of the cities that a city is neither surely ahead of nor behind."""
        scored = self.cities[self.cities["score"].notna()].set_index("ags")["name"]
        if ags not in scored.index:
            return []
        surest = np.fmax(self.ahead.loc[ags], self.ahead[ags])
        return [name for key, name in scored.items() if key != ags and surest[key] < sure]


def standings(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    areas: pd.DataFrame,
    peers: pd.DataFrame,
    settings: Settings = SETTINGS,
    doubts: Doubts = DOUBTS,
    flat: bool = False,
) -> list[Standing]:
    """Return the composite of a region's cities, one entry per kind of city.

    Parameters
    ----------
    inputs
        ``theme_id, indicator_id, ags, value, low, high, score``: what the theme scores are made
        of, of all areas; see `queries.theme_inputs`.
    indicators
        Their directions and goalposts; see `queries.indicators`.
    areas
        ``ags, name, city_type, role`` of the region; see `queries.areas`.
    peers
        ``kind, ags``; see `queries.peers`.
    flat
        All indicators weigh the same, whatever their theme: the score of a theme or a capacity.
    """
    declared = indicators.set_index("indicator_id").loc[sorted(inputs["indicator_id"].unique())]
    index = hierarchy(declared, flat)
    members = areas[areas["role"] == "member"]
    kind = members["city_type"].where(members["city_type"] == "large_city", "town")
    return [
        _standing(
            name,
            inputs,
            declared.loc[index.indicators],
            index,
            members.loc[kind == name, ["ags", "name"]].reset_index(drop=True),
            peers.loc[peers["kind"] == name, "ags"].tolist(),
            settings,
            doubts,
        )
        for name in sorted(kind.unique())
    ]


def of_group(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    group: list[str],
    cities: pd.DataFrame,
    peers: pd.DataFrame,
) -> list[Standing]:
    """Return how the score of a theme or a capacity stands, see `standings`.

    Parameters
    ----------
    group
        Ids of the indicators it is made of.
    cities
        ``ags, name, city_type`` of the cities ranked.
    """
    own = inputs[inputs["indicator_id"].isin(group)]
    areas = cities[["ags", "name", "city_type"]].assign(role="member")
    return standings(own, indicators, areas, peers, flat=True)


def place_table(standings: list[Standing]) -> pd.DataFrame:
    """Return the places of all cities among those of their kind: ``ags, first, last, n``."""
    names = {"rank_low": "first", "rank_high": "last"}
    return pd.concat([one.cities.rename(columns=names).assign(n=one.ranked) for one in standings])[
        ["ags", "first", "last", "n"]
    ]


def hierarchy(declared: pd.DataFrame, flat: bool = False) -> Structure:
    """Return indicators under their themes under the composite, siblings weighing the same.

    Parameters
    ----------
    flat
        Leave the themes out.
    """
    if flat:
        return structure(
            pd.DataFrame(
                {
                    "level": [1] * len(declared) + [2],
                    "parent": [*[TOP] * len(declared), ""],
                    "direction": [*declared["direction"], ""],
                    "weight": 1.0,
                },
                index=[*declared.index, TOP],
            )
        )
    themes = declared["theme_id"].unique().tolist()
    return structure(
        pd.DataFrame(
            {
                "level": [1] * len(declared) + [2] * len(themes) + [3],
                "parent": [*declared["theme_id"], *[TOP] * len(themes), ""],
                "direction": [*declared["direction"], *[""] * len(themes), ""],
                "weight": 1.0,
            },
            index=[*declared.index, *themes, TOP],
        )
    )


def assumptions(
    values: pd.DataFrame,
    low: pd.DataFrame,
    high: pd.DataFrame,
    declared: pd.DataFrame,
    index: Structure,
    with_peers: bool,
    doubts: Doubts,
) -> Assumptions:
    """Return what is varied; the first alternative of each assumption is the nominal one.

    Parameters
    ----------
    values, low, high
        Areas x indicators; low and high null where nothing is counted.
    declared
        Directions and goalposts of the structure's indicators, in its order.
    with_peers
        Whether there is a population that other normalisations than goalposts can refer to.
    """
    marks = {mark: declared[mark].to_numpy(dtype=float) for mark in MARKS}
    normalisations = [Normalisation("goalposts", {**marks, "lower": LOWEST})]
    if with_peers:
        normalisations += [
            Normalisation("min_max", {**marks, "lower": LOWEST}),
            Normalisation("z_score", {**marks, "mean": 50, "sd": 10}),
            Normalisation("percentile_rank", {**marks, "lower": LOWEST, "upper": 100}),
        ]
    noise = None
    if low.notna().any(axis=None):
        noise = draws_from_intervals(values, low, high, doubts.noise_draws, doubts.seed)
        noise[0] = np.nan  # the first table is the observed one
    curved: list[Method] = ["arithmetic" for _ in range(index.depth - 2)]
    curved.append("geometric")
    return Assumptions(
        noise=noise,
        normalisations=normalisations,
        aggregations=["arithmetic", curved],
        weights=dirichlet(index, doubts.concentration, doubts.weight_sets, doubts.seed),
        left_out=[None, *index.indicators],
    )


def _standing(
    kind: str,
    inputs: pd.DataFrame,
    declared: pd.DataFrame,
    index: Structure,
    cities: pd.DataFrame,
    peers: list[str],
    settings: Settings,
    doubts: Doubts,
) -> Standing:
    areas = [*peers, *(ags for ags in cities["ags"] if ags not in peers)]
    values, low, high, scores = (
        inputs.pivot(index="ags", columns="indicator_id", values=column)
        .reindex(index=areas, columns=index.indicators)
        .astype(float)
        for column in ("value", "low", "high", "score")
    )
    own = pd.Index(areas).get_indexer(cities["ags"])
    nominal, coverage = aggregate(scores, index, minimum_coverage=settings.minimum_coverage)
    # What is too little is judged once, by the nominal weights, and not anew in every run.
    for theme in index.codes(2):
        enough = (nominal[theme].notna() & nominal[TOP].notna()).to_numpy()
        values.loc[~enough, index.members(theme)] = np.nan
    varied = assumptions(values, low, high, declared, index, bool(peers), doubts)
    picks = sample(varied, doubts.replications, doubts.seed)
    runs = (replicate(values, index, varied, picks)[0][:, own] - LOWEST) / (1 - LOWEST / 100)
    nominal, coverage = nominal.iloc[own], coverage.iloc[own]
    keys = cities["ags"].tolist()
    alike = alike_units(*(table.iloc[own] for table in (values, low, high)))
    quantiles = (doubts.low, doubts.high)
    places = summarise(runs, keys, quantiles, alike)
    # Points of different normalisations are different quantities; an interval mixes them not.
    by_goalposts = runs[picks["normalisation"].to_numpy() == 0]
    points = summarise(by_goalposts, keys, quantiles, alike).units
    known = nominal[TOP].notna().to_numpy()
    rankable = known & (known.sum() > 1)
    table = cities.assign(
        score=nominal[TOP].to_numpy(),
        coverage=coverage[TOP].to_numpy(),
        score_low=points["score_low"].where(known).to_numpy(),
        score_high=points["score_high"].where(known).to_numpy(),
        rank_low=np.floor(places.units["rank_low"]).where(rankable).to_numpy(),
        rank_high=np.ceil(places.units["rank_high"]).where(rankable).to_numpy(),
    )
    noisy = int(low.iloc[own].notna().any().sum())
    themes = len(index.codes(2))
    return Standing(kind, len(peers), table, places.ahead, themes, len(declared), noisy)
