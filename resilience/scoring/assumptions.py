"""Uncertain assumptions: their alternatives, and which of them a replication takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from resilience.scoring.aggregate import Methods
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure
from resilience.scoring.treat import Treatment

OutlierRule = Treatment | tuple[Treatment, ...] | None
FACTORS = (
    "imputation",
    "noise",
    "treatment",
    "normalisation",
    "aggregation",
    "weights",
    "left_out",
)


@dataclass(frozen=True, eq=False)
class Assumptions:
    """The alternatives of each assumption; the first of each is the nominal choice.

    Attributes
    ----------
    imputations
        ``(alternatives, units, indicators)``: values for missing cells, or None to leave gaps.
        Units and indicators in the order of the table of values.
    noise
        ``(draws, units, indicators)``, in the same order: values in place of observed ones, null
        where there is no noise; see :mod:`~resilience.scoring.noise`. None for no noise.
    treatments
        Rules for outliers, one for all columns or one each; None for no treatment.
    normalisations, aggregations
        Options per indicator are in the structure's order. An aggregation is one method for all
        steps upwards, or one per step.
    weights
        ``(sets, elements)`` in the structure's order, or None for the structure's weights; see
        :func:`~resilience.scoring.weight_draws.dirichlet`.
    left_out
        Indicators to leave out, one at a time; None leaves out nothing.
    """

    imputations: np.ndarray | None = None
    noise: np.ndarray | None = None
    treatments: Sequence[OutlierRule] = (None,)
    normalisations: Sequence[Normalisation] = (Normalisation(),)
    aggregations: Sequence[Methods] = ("arithmetic",)
    weights: np.ndarray | None = None
    left_out: Sequence[str | None] = (None,)

    @property
    def counts(self) -> dict[str, int]:
        """The number of alternatives of each factor."""
        lists = (
            self.imputations,
            self.noise,
            self.treatments,
            self.normalisations,
            self.aggregations,
            self.weights,
            self.left_out,
        )
        return {
            name: 1 if alternatives is None else len(alternatives)
            for name, alternatives in zip(FACTORS, lists, strict=True)
        }


def sample(assumptions: Assumptions, replications: int, seed: int) -> pd.DataFrame:
    """Pick alternatives at random, with equal probability and independently of each other.

    Returns replications x factors: positions in the lists of alternatives.
    """
    rng = np.random.default_rng(seed)
    counts = assumptions.counts
    return pd.DataFrame({name: rng.integers(counts[name], size=replications) for name in FACTORS})


def checked(picks: pd.DataFrame, assumptions: Assumptions, structure: Structure) -> np.ndarray:
    """Return the picks of all factors as positions; raise ValueError where they do not fit."""
    if unknown := sorted(set(picks.columns) - set(FACTORS)):
        raise ValueError(f"picks: found {unknown}, allowed are {list(FACTORS)}")
    chosen = picks.reindex(columns=list(FACTORS), fill_value=0).to_numpy(dtype=np.intp)
    for column, (name, count) in enumerate(assumptions.counts.items()):
        if count == 0:
            raise ValueError(f"assumptions: {name} has no alternative, at least one is needed")
        if len(chosen) and not 0 <= chosen[:, column].min() <= chosen[:, column].max() < count:
            raise ValueError(f"picks: {name} must lie in 0..{count - 1}")
    if assumptions.weights is not None:
        elements = len(structure.table)
        if assumptions.weights.shape[1:] != (elements,):
            raise ValueError(
                f"weights: found {assumptions.weights.shape}, needed (sets, {elements})"
            )
    if unknown := sorted({c for c in assumptions.left_out if c} - set(structure.indicators)):
        raise ValueError(f"left_out: {unknown} are no indicators of the structure")
    return chosen
