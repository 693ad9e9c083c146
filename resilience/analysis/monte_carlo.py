"""Monte Carlo runs of cities' scores, each with one alternative of every assumption.

Cities of one kind refer to the peer set of their kind. What does not depend on weights is computed
here, once; `resilience.analysis.composite` applies weights.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from resilience.analysis.doubts import DOUBTS, Doubts, assumptions, noise_only
from resilience.model.goalposts import of_kind
from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.doubt import alike_units
from resilience.scoring.structure import Structure, structure
from resilience.scoring.uncertainty import normalised_runs

TOP = "composite"


@dataclass(frozen=True, eq=False)
class Population:
    """The cities of one kind among their peers, by the indicators of a hierarchy.

    Parameters
    ----------
    kind, size
        See `Standing`.
    cities
        ``ags, name``.
    own
        Their positions among the areas: the peers come first, then cities that are not peers.
    values, low, high, scores
        Areas x indicators; low and high null where no interval is known.
    index
        The hierarchy, with equal weights of siblings.
    varied
        The alternatives of the uncertain assumptions.
    """

    kind: str
    size: int
    cities: pd.DataFrame
    own: np.ndarray
    values: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    scores: pd.DataFrame
    index: Structure
    varied: Assumptions


@dataclass(frozen=True, eq=False)
class Runs:
    """All that does not depend on weights: the cities of one kind, normalised in every run.

    Parameters
    ----------
    kind, size, cities, index, varied
        See `Population`.
    scores
        Their nominal scores, cities x indicators.
    tables
        ``(runs, cities, indicators)``.
    picks
        The alternatives that each run takes.
    alike
        A label per city, equal for cities whose values are the same.
    noisy
        Number of indicators with intervals of their counts.
    noise
        ``(draws, cities, indicators)``: all choices nominal, values drawn from their intervals;
        None where no interval is known.
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
    noise: np.ndarray | None = None


def normalised(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    areas: pd.DataFrame,
    peers: pd.DataFrame,
    doubts: Doubts = DOUBTS,
    flat: bool = False,
) -> list[Runs]:
    """Return a region's cities in every run, one entry per kind of city; see `populations`."""
    return [
        _normalised(one, doubts)
        for one in populations(inputs, indicators, areas, peers, doubts, flat)
    ]


def populations(
    inputs: pd.DataFrame,
    indicators: pd.DataFrame,
    areas: pd.DataFrame,
    peers: pd.DataFrame,
    doubts: Doubts = DOUBTS,
    flat: bool = False,
) -> list[Population]:
    """Return a region's cities among their peers, one entry per kind of city.

    Parameters
    ----------
    inputs
        ``theme_id, indicator_id, ags, value, low, high, score``: the inputs of the theme scores of
        all areas; see `queries.theme_inputs`.
    indicators
        Their directions and goalposts; see `queries.indicators`.
    areas
        ``ags, name, peer_kind, role`` of the region; see `queries.areas`.
    peers
        ``kind, ags``; see `queries.peers`.
    flat
        Whether all indicators weigh the same, whatever their theme: for the score of a theme or a
        capacity.
    """
    declared = indicators.set_index("indicator_id").loc[sorted(inputs["indicator_id"].unique())]
    index = hierarchy(declared, flat)
    members = areas[areas["role"] == "member"]
    return [
        _population(
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
    """Return the hierarchy of indicators, themes and composite, with equal weights of siblings.

    Parameters
    ----------
    flat
        Whether to leave the themes out.
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


def _population(
    kind: str,
    inputs: pd.DataFrame,
    declared: pd.DataFrame,
    index: Structure,
    cities: pd.DataFrame,
    peers: list[str],
    doubts: Doubts,
) -> Population:
    areas = [*peers, *(ags for ags in cities["ags"] if ags not in peers)]
    tables = (
        inputs.pivot(index="ags", columns="indicator_id", values=column)
        .reindex(index=areas, columns=index.indicators)
        .astype(float)
        for column in ("value", "low", "high", "score")
    )
    values, low, high, scores = tables
    own = pd.Index(areas).get_indexer(cities["ags"])
    varied = assumptions(values, low, high, declared, index, len(peers), doubts)
    return Population(kind, len(peers), cities, own, values, low, high, scores, index, varied)


def _normalised(one: Population, doubts: Doubts) -> Runs:
    picks = sample(one.varied, doubts.replications, doubts.seed)
    return Runs(
        one.kind,
        one.size,
        one.cities,
        one.scores.iloc[one.own],
        one.index,
        normalised_runs(one.values, one.index, one.varied, picks, one.own),
        one.varied,
        picks,
        alike_units(*(table.iloc[one.own] for table in (one.values, one.low, one.high))),
        int(one.low.iloc[one.own].notna().any().sum()),
        _noise(one),
    )


def _noise(one: Population) -> np.ndarray | None:
    varied = noise_only(one.varied)
    if varied is None or varied.noise is None:
        return None
    picks = pd.DataFrame({"noise": range(len(varied.noise))})
    return normalised_runs(one.values, one.index, varied, picks, one.own)
