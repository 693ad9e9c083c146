"""Cities in thousands of runs, each with one alternative of every assumption.

Cities of one kind refer to the peer set of their kind. What weights do not change is computed
here, once; `resilience.analysis.composite` weighs it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import beta

from resilience.model.goalposts import MARKS, of_kind
from resilience.scoring.aggregate import Method
from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.doubt import alike_units
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure, structure
from resilience.scoring.uncertainty import normalised_runs
from resilience.scoring.weight_draws import dirichlet

TOP = "composite"
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
class Runs:
    """All that weights do not change: the cities of one kind, normalised in every run.

    Parameters
    ----------
    kind, size
        See `Standing`.
    cities
        ``ags, name``.
    scores
        Their nominal scores, cities x indicators.
    index
        The hierarchy, siblings weighing the same.
    tables
        ``(runs, cities, indicators)``.
    varied, picks
        What each run takes.
    alike
        A label per city, equal for cities whose values are the same.
    noisy
        How many indicators have intervals of their counts.
    """

    kind: str
    size: int
    cities: pd.DataFrame
    scores: pd.DataFrame
    index: Structure
    tables: np.ndarray
    varied: Assumptions
    picks: pd.DataFrame
    alike: np.ndarray
    noisy: int


def normalised(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    areas: pd.DataFrame,
    peers: pd.DataFrame,
    doubts: Doubts = DOUBTS,
    flat: bool = False,
) -> list[Runs]:
    """Return a region's cities in every run, one entry per kind of city.

    Parameters
    ----------
    inputs
        ``theme_id, indicator_id, ags, value, low, high, score``: what the theme scores are made
        of, of all areas; see `queries.theme_inputs`.
    indicators
        Their directions and goalposts; see `queries.indicators`.
    areas
        ``ags, name, peer_kind, role`` of the region; see `queries.areas`.
    peers
        ``kind, ags``; see `queries.peers`.
    flat
        All indicators weigh the same, whatever their theme: the score of a theme or a capacity.
    """
    declared = indicators.set_index("indicator_id").loc[sorted(inputs["indicator_id"].unique())]
    index = hierarchy(declared, flat)
    members = areas[areas["role"] == "member"]
    return [
        _normalised(
            name,
            inputs,
            of_kind(declared.loc[index.indicators], name),
            index,
            members.loc[members["peer_kind"] == name, ["ags", "name"]].reset_index(drop=True),
            peers.loc[peers["kind"] == name, "ags"].tolist(),
            doubts,
        )
        for name in sorted(members["peer_kind"].unique())
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
        Directions and goalposts of the kind for the structure's indicators, in its order.
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


def _normalised(
    kind: str,
    inputs: pd.DataFrame,
    declared: pd.DataFrame,
    index: Structure,
    cities: pd.DataFrame,
    peers: list[str],
    doubts: Doubts,
) -> Runs:
    areas = [*peers, *(ags for ags in cities["ags"] if ags not in peers)]
    values, low, high, scores = (
        inputs.pivot(index="ags", columns="indicator_id", values=column)
        .reindex(index=areas, columns=index.indicators)
        .astype(float)
        for column in ("value", "low", "high", "score")
    )
    own = pd.Index(areas).get_indexer(cities["ags"])
    varied = assumptions(values, low, high, declared, index, bool(peers), doubts)
    picks = sample(varied, doubts.replications, doubts.seed)
    return Runs(
        kind,
        len(peers),
        cities,
        scores.iloc[own],
        index,
        normalised_runs(values, index, varied, picks, own),
        varied,
        picks,
        alike_units(*(table.iloc[own] for table in (values, low, high))),
        int(low.iloc[own].notna().any().sum()),
    )
