"""How far scores and ranks depend on noise and on choices: Monte Carlo over stated assumptions.

Every assumption is a list of alternatives; a replication takes one of each. Continuous doubts
(weights, sampling noise, imputed values) come as lists of draws. Tables are treated and normalised
once per combination of draws and choices in a block of replications, not once per replication.
OECD/JRC Handbook (2008), section 7; COINr ``get_sensitivity``.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from resilience.scoring.aggregate import (
    OUTRANKING,
    CoverageBy,
    Method,
    Methods,
    combine,
    methods_by_parent,
)
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.ranking import ranks
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure
from resilience.scoring.treat import Treatment, treat

FACTORS = (
    "imputation",
    "noise",
    "treatment",
    "normalisation",
    "aggregation",
    "weights",
    "left_out",
)
BLOCK_BYTES = 64 * 2**20
# Sums of products differ in the last digits with the order of summing; equal scores must tie.
RANK_DECIMALS = 10


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
        Rules for outliers; None leaves them.
    normalisations, aggregations
        Options per indicator stand in the structure's order. An aggregation is one method for all
        steps upwards, or one per step.
    weights
        ``(sets, elements)`` in the structure's order, or None for the structure's weights; see
        :func:`~resilience.scoring.weight_draws.dirichlet`.
    left_out
        Indicators to leave out, one at a time; None leaves out nothing.
    """

    imputations: np.ndarray | None = None
    noise: np.ndarray | None = None
    treatments: Sequence[Treatment | None] = (None,)
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
    """Pick alternatives at random, each with equal chance, independently of each other.

    Returns replications x factors: positions in the lists of alternatives.
    """
    rng = np.random.default_rng(seed)
    counts = assumptions.counts
    return pd.DataFrame({name: rng.integers(counts[name], size=replications) for name in FACTORS})


def replicate(
    values: pd.DataFrame,
    structure: Structure,
    assumptions: Assumptions,
    picks: pd.DataFrame,
    elements: Sequence[str] | None = None,
    minimum_coverage: float = 0.0,
    coverage_by: CoverageBy = "weight",
) -> np.ndarray:
    """Score all units once per replication.

    Parameters
    ----------
    values
        Units x indicators, before treatment; null where missing.
    structure
        Without ``context`` indicators, whose missing scores would count as gaps.
    picks
        Replications x :data:`FACTORS`, from :func:`sample`; a factor without a column is nominal.
    elements
        Groups whose scores are wanted; None: the first at the top.
    minimum_coverage, coverage_by
        As in :func:`~resilience.scoring.aggregate.aggregate`.

    Returns
    -------
    numpy.ndarray
        ``(elements, replications, units)``; null where a score is not defined.

    Raises
    ------
    ValueError
        If a pick, shape, indicator or element does not fit.
    """
    elements = [structure.codes(structure.depth)[0]] if elements is None else list(elements)
    if unknown := sorted(set(elements) - set(structure.aggregates)):
        raise ValueError(f"replicate: {unknown} are no groups of the structure")
    if missing := [code for code in structure.indicators if code not in values.columns]:
        raise ValueError(f"replicate: the table has no columns {missing}")
    columns = values.columns.get_indexer(structure.indicators)
    table = values.to_numpy(dtype=float)
    base = table[:, columns]
    chosen = _checked(picks, assumptions, table.shape, structure)
    methods = [methods_by_parent(method, structure) for method in assumptions.aggregations]
    weights = structure.weights[None] if assumptions.weights is None else assumptions.weights
    kept = np.ones((len(assumptions.left_out), len(structure.table)))
    for row, code in enumerate(assumptions.left_out):
        if code is not None:
            kept[row, structure.indicators.index(code)] = 0.0
    variants = chosen[:, :4]
    order = np.lexsort(variants.T[::-1])
    scores = np.full((len(elements), len(chosen), len(base)), np.nan)
    outranking = any(how in OUTRANKING for method in methods for how in method.values())
    cells = max(3 * base.size, 6 * len(base) ** 2 if outranking else 0)
    blocks = -(-len(chosen) * cells * 8 // BLOCK_BYTES) or 1
    for rows in np.array_split(order, blocks):
        distinct, which = np.unique(variants[rows], axis=0, return_inverse=True)
        tables = _normalised(base, columns, structure, assumptions, distinct)
        own_weights = weights[chosen[rows, 5]] * kept[chosen[rows, 6]]
        for number, method in enumerate(methods):
            part = chosen[rows, 4] == number
            if part.any():
                scores[:, rows[part]] = _climb(
                    tables[which[part]],
                    own_weights[part],
                    structure,
                    method,
                    elements,
                    minimum_coverage,
                    coverage_by,
                )
    return scores


def rank_replications(scores: np.ndarray) -> np.ndarray:
    """Rank units (last axis) by score in each replication, 1 the best, equal scores alike."""
    return ranks(np.round(scores, RANK_DECIMALS), descending=True)


def _normalised(
    base: np.ndarray,
    columns: np.ndarray,
    structure: Structure,
    assumptions: Assumptions,
    variants: np.ndarray,
) -> np.ndarray:
    """Return one normalised table per variant ``(variants, units, indicators)``.

    `columns` are the indicators' places in the tables of imputed values and noise.
    """
    inputs, which = np.unique(variants[:, :3], axis=0, return_inverse=True)
    tables = np.repeat(base[None], len(inputs), axis=0)
    if assumptions.imputations is not None:
        filled = assumptions.imputations[inputs[:, 0]][..., columns]
        tables = np.where(np.isnan(tables), filled, tables)
    if assumptions.noise is not None:
        noisy = assumptions.noise[inputs[:, 1]][..., columns]
        tables = np.where(np.isfinite(noisy) & np.isfinite(base), noisy, tables)
    for number, rule in enumerate(assumptions.treatments):
        part = inputs[:, 2] == number
        if rule is not None and part.any():
            tables[part] = treat(tables[part], rule).values
    tables = tables[which]
    with warnings.catch_warnings():
        # What is null in the nominal run is told there, not once per replication.
        warnings.simplefilter("ignore", ScoringWarning)
        for number, normalisation in enumerate(assumptions.normalisations):
            part = variants[:, 3] == number
            if part.any():
                tables[part] = normalisation.apply(tables[part], structure.directions)
    return tables


def _climb(
    x: np.ndarray,
    weights: np.ndarray,
    structure: Structure,
    methods: dict[str, Method],
    elements: Sequence[str],
    minimum_coverage: float,
    coverage_by: CoverageBy,
) -> np.ndarray:
    """Aggregate ``(replications, units, indicators)`` upwards and return the wanted elements."""
    found = {}
    for level in range(1, structure.depth):
        own = weights[:, structure.span(level)]
        columns = []
        for parent, start, stop in structure.groups(level):
            score, _ = combine(
                x[..., start:stop],
                own[:, start:stop],
                methods[parent],
                minimum_coverage,
                coverage_by,
            )
            columns.append(score)
            if parent in elements:
                found[parent] = score
        if len(found) == len(elements):
            break
        x = np.stack(columns, axis=-1)
    return np.stack([found[code] for code in elements])


def _checked(
    picks: pd.DataFrame, assumptions: Assumptions, shape: tuple[int, ...], structure: Structure
) -> np.ndarray:
    """Return the picks of all factors as positions, or raise for what does not fit."""
    if unknown := sorted(set(picks.columns) - set(FACTORS)):
        raise ValueError(f"picks: found {unknown}, allowed are {list(FACTORS)}")
    chosen = picks.reindex(columns=list(FACTORS), fill_value=0).to_numpy(dtype=np.intp)
    for column, (name, count) in enumerate(assumptions.counts.items()):
        if count == 0:
            raise ValueError(f"assumptions: {name} has no alternative, at least one is needed")
        if len(chosen) and not 0 <= chosen[:, column].min() <= chosen[:, column].max() < count:
            raise ValueError(f"picks: {name} must lie in 0..{count - 1}")
    for name, table in (("imputations", assumptions.imputations), ("noise", assumptions.noise)):
        if table is not None and table.shape[1:] != shape:
            raise ValueError(f"{name}: found tables of {table.shape[1:]}, the values are {shape}")
    if assumptions.weights is not None:
        elements = len(structure.table)
        if assumptions.weights.shape[1:] != (elements,):
            raise ValueError(
                f"weights: found {assumptions.weights.shape}, needed (sets, {elements})"
            )
    if unknown := sorted({c for c in assumptions.left_out if c} - set(structure.indicators)):
        raise ValueError(f"left_out: {unknown} are no indicators of the structure")
    return chosen
