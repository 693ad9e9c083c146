"""How much scores and ranks depend on noise and choices: Monte Carlo over stated assumptions.

Every assumption is a list of alternatives; a replication takes one of each. Continuous
uncertainties (weights, sampling noise, imputed values) are given as lists of draws. Tables are
treated and normalised once per combination of draws and choices in a block of replications, not
once per replication. OECD/JRC Handbook (2008), section 7; COINr ``get_sensitivity``.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import pandas as pd

from resilience.scoring.aggregate import (
    OUTRANKING,
    CoverageBy,
    Method,
    combine,
    methods_by_parent,
)
from resilience.scoring.assumptions import Assumptions, checked
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.ranking import ranks
from resilience.scoring.structure import Structure
from resilience.scoring.treat import Treatment, treat

BLOCK_BYTES = 64 * 2**20
# Sums of products differ in the last digits with the order of summing; equal scores must tie.
RANK_DECIMALS = 10


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
        Replications x factors, from :func:`~resilience.scoring.assumptions.sample`; a factor
        without a column is nominal.
    elements
        Groups to return scores for; None: the first at the top.
    minimum_coverage, coverage_by
        As in :func:`~resilience.scoring.aggregate.aggregate`; a share of the structure's weights,
        not of those of a replication, so that the same units have a score in all of them.

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
    chosen, base, columns = _inputs(values, structure, assumptions, picks)
    methods = [methods_by_parent(method, structure) for method in assumptions.aggregations]
    weights, kept = _weights(structure, assumptions)
    variants = chosen[:, :4]
    order = np.lexsort(variants.T[::-1])
    scores = np.full((len(elements), len(chosen), len(base)), np.nan)
    outranking = any(how in OUTRANKING for method in methods for how in method.values())
    cells = max(3 * base.size, 6 * len(base) ** 2 if outranking else 0)
    blocks = -(-len(chosen) * cells * 8 // BLOCK_BYTES) or 1
    for rows in np.array_split(order, blocks):
        distinct, which = np.unique(variants[rows], axis=0, return_inverse=True)
        tables = _normalised(base, columns, structure, assumptions, distinct)
        for number, method in enumerate(methods):
            part = chosen[rows, 4] == number
            if part.any():
                scores[:, rows[part]] = _climb(
                    tables[which[part]],
                    weights[chosen[rows[part], 5]] * kept[chosen[rows[part], 6]],
                    structure,
                    method,
                    elements,
                    minimum_coverage,
                    coverage_by,
                )
    return scores


def normalised_runs(
    values: pd.DataFrame,
    structure: Structure,
    assumptions: Assumptions,
    picks: pd.DataFrame,
    units: np.ndarray,
) -> np.ndarray:
    """Return the normalised values of some units in every replication.

    With :func:`aggregate_runs` this is :func:`replicate` in two steps: other weights require the
    second step only.

    Parameters
    ----------
    units
        Positions in the table of values, whose other units are the population they refer to.

    Returns
    -------
    numpy.ndarray
        ``(replications, units, indicators)``.
    """
    chosen, base, columns = _inputs(values, structure, assumptions, picks)
    tables = np.empty((len(chosen), len(units), base.shape[1]))
    order = np.lexsort(chosen[:, :4].T[::-1])
    blocks = -(-len(chosen) * 3 * base.size * 8 // BLOCK_BYTES) or 1
    for rows in np.array_split(order, blocks):
        distinct, which = np.unique(chosen[rows, :4], axis=0, return_inverse=True)
        found = _normalised(base, columns, structure, assumptions, distinct)
        tables[rows] = found[:, units][which]
    return tables


def aggregate_runs(
    tables: np.ndarray,
    structure: Structure,
    assumptions: Assumptions,
    picks: pd.DataFrame,
    elements: Sequence[str],
    minimum_coverage: float = 0.0,
    coverage_by: CoverageBy = "weight",
) -> np.ndarray:
    """Aggregate normalised tables by the weights, methods and omissions picked.

    Parameters
    ----------
    tables
        ``(replications, units, indicators)``.

    Returns
    -------
    numpy.ndarray
        ``(elements, replications, units)``.
    """
    chosen = checked(picks, assumptions, structure)
    weights, kept = _weights(structure, assumptions)
    own = weights[chosen[:, 5]] * kept[chosen[:, 6]]
    scores = np.full((len(elements), *tables.shape[:2]), np.nan)
    for number, method in enumerate(assumptions.aggregations):
        part = chosen[:, 4] == number
        if part.any():
            scores[:, part] = _climb(
                tables[part],
                own[part],
                structure,
                methods_by_parent(method, structure),
                elements,
                minimum_coverage,
                coverage_by,
            )
    return scores


def rank_replications(scores: np.ndarray) -> np.ndarray:
    """Rank units (last axis) by score in each replication, 1 the best; ties share a rank."""
    return ranks(np.round(scores, RANK_DECIMALS), descending=True)


def _normalised(
    base: np.ndarray,
    columns: np.ndarray,
    structure: Structure,
    assumptions: Assumptions,
    variants: np.ndarray,
) -> np.ndarray:
    """Return one normalised table per variant ``(variants, units, indicators)``.

    `columns` are the indicators' positions in the tables of imputed values and noise.
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
            tables[part] = _treated(tables[part], rule)
    tables = tables[which]
    with warnings.catch_warnings():
        # Nulls of the nominal run are reported there, not once per replication.
        warnings.simplefilter("ignore", ScoringWarning)
        for number, normalisation in enumerate(assumptions.normalisations):
            part = variants[:, 3] == number
            if part.any():
                tables[part] = normalisation.apply(tables[part], structure.directions)
    return tables


def _treated(tables: np.ndarray, rule: Treatment | tuple[Treatment, ...]) -> np.ndarray:
    if isinstance(rule, Treatment):
        return treat(tables, rule).values
    result = tables.copy()
    for one in dict.fromkeys(rule):
        columns = [place for place, own in enumerate(rule) if own == one]
        result[..., columns] = treat(tables[..., columns], one).values
    return result


def _weights(structure: Structure, assumptions: Assumptions) -> tuple[np.ndarray, np.ndarray]:
    """Return the sets of weights, and per omission 0 for the element left out and 1 elsewhere."""
    weights = structure.weights[None] if assumptions.weights is None else assumptions.weights
    kept = np.ones((len(assumptions.left_out), len(structure.table)))
    place = {code: number for number, code in enumerate(structure.indicators)}
    for row, code in enumerate(assumptions.left_out):
        if code is not None:
            kept[row, place[code]] = 0.0
    return weights, kept


def _climb(
    x: np.ndarray,
    weights: np.ndarray,
    structure: Structure,
    methods: dict[str, Method],
    elements: Sequence[str],
    minimum_coverage: float,
    coverage_by: CoverageBy,
) -> np.ndarray:
    """Aggregate ``(replications, units, indicators)`` upwards and return the requested elements."""
    found = {}
    for level in range(1, structure.depth):
        own, nominal = weights[:, structure.span(level)], structure.weights[structure.span(level)]
        columns = []
        for parent, start, stop in structure.groups(level):
            score, _ = combine(
                x[..., start:stop],
                own[:, start:stop],
                methods[parent],
                minimum_coverage,
                coverage_by,
                nominal[start:stop],
            )
            columns.append(score)
            if parent in elements:
                found[parent] = score
        if len(found) == len(elements):
            break
        x = np.stack(columns, axis=-1)
    return np.stack([found[code] for code in elements])


def _inputs(
    values: pd.DataFrame, structure: Structure, assumptions: Assumptions, picks: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the picks, the indicators' values, and the indicators' positions in the table."""
    if missing := [code for code in structure.indicators if code not in values.columns]:
        raise ValueError(f"replicate: the table has no columns {missing}")
    columns = values.columns.get_indexer(pd.Index(structure.indicators))
    table = values.to_numpy(dtype=float)
    chosen = checked(picks, assumptions, structure)
    for name, draws in (("imputations", assumptions.imputations), ("noise", assumptions.noise)):
        if draws is not None and draws.shape[1:] != table.shape:
            raise ValueError(
                f"{name}: found tables of {draws.shape[1:]}, the values are {table.shape}"
            )
    return chosen, table[:, columns], columns
