"""The uncertain assumptions behind scores, and their alternatives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import beta

from resilience.model.goalposts import MARKS
from resilience.scoring.aggregate import Method
from resilience.scoring.assumptions import Assumptions
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure
from resilience.scoring.weight_draws import dirichlet

LOWEST = 1.0
"""Runs are on 1..100, as a geometric mean is not defined at 0, and mapped back to 0..100."""


NARROWER = (0.1, 0.9)
"""Quantiles of the peers used as alternative goalposts; the declared ones are the 5th and 95th
percentile."""
SAME_SCALE = 3
"""Number of normalisations, the first ones, that differ only in their goalposts: declared ones,
`NARROWER`, and the peers' lowest and highest value. Their points are comparable."""


@dataclass(frozen=True)
class Doubts:
    """What is varied, and how often.

    Parameters
    ----------
    replications, seed
        Runs, each with one alternative of every assumption; the same seed gives the same runs.
    concentration
        Concentration of the Dirichlet distribution of siblings' weights, whose means are equal.
    weight_sets, noise_draws
        Numbers of sets of weights and of tables of values that the runs pick from.
    low, high
        Bounds of the intervals, as quantiles of the runs.
    sure
        Minimum share of the runs for a city to count as ahead of another; below it the two are
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
        """Return the bounds within which the weight of one of several siblings mostly lies."""
        a = self.concentration / siblings
        low, high = beta.ppf([self.low, self.high], a, self.concentration - a)
        return float(low), float(high)


DOUBTS = Doubts()
CONCENTRATIONS = (5, 20, 100)
"""Concentrations of the weights to choose from: the order of weights may change, the weights may
differ, or they stay almost the same."""


def assumptions(
    values: pd.DataFrame,
    low: pd.DataFrame,
    high: pd.DataFrame,
    declared: pd.DataFrame,
    index: Structure,
    peers: int,
    doubts: Doubts,
) -> Assumptions:
    """Return what is varied; the first alternative of each assumption is the nominal one.

    Parameters
    ----------
    values, low, high
        Areas x indicators; low and high null where no count is declared.
    declared
        Directions and goalposts of the kind for the structure's indicators, in its order.
    peers
        Number of peers, which come first among the areas: the population that other scales refer
        to.
    """
    marks = {mark: declared[mark].to_numpy(dtype=float) for mark in MARKS}
    normalisations = [Normalisation("goalposts", {**marks, "lower": LOWEST})]
    if peers:
        normalisations += [
            Normalisation("goalposts", {**_narrow(values.iloc[:peers], marks), "lower": LOWEST}),
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


def noise_only(varied: Assumptions) -> Assumptions | None:
    """Return the assumptions with nominal choices, so that only noise varies; None without any."""
    if varied.noise is None:
        return None
    return Assumptions(noise=varied.noise, normalisations=varied.normalisations[:1])


def _narrow(values: pd.DataFrame, marks: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return goalposts at the peers' 10th and 90th percentile where these are distinct.

    Target bands, and indicators whose percentiles coincide, keep their own.
    """
    low, high = values.quantile(NARROWER).to_numpy()
    keep = ~(low < high) | np.isfinite(marks["band_low"])
    return {
        **marks,
        "low": np.where(keep, marks["low"], low),
        "high": np.where(keep, marks["high"], high),
    }
