"""The doubts of a run: intervals, chances and sensitivity of what the pipeline made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.coinr import Inputs, read_like
from resilience.scoring.doubt import Doubt, alike_units, summarise
from resilience.scoring.impute import iterative
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.parameters import with_structure_parameters
from resilience.scoring.pipeline import Run
from resilience.scoring.sensitivity import indices, mean_rank_change, sobol_sample, varied
from resilience.scoring.settings import IndexSettings, Uncertainty, normalisation
from resilience.scoring.structure import Structure
from resilience.scoring.uncertainty import replicate
from resilience.scoring.weight_draws import dirichlet

_SHOWN = 20
"""Units that a note names."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """Summaries by element, and Sobol' indices of the first element's mean rank change.

    `notes` says how many runs there were, on how many of them intervals of scores rest, and which
    units have no score in how many.
    """

    doubts: dict[str, Doubt]
    sensitivity: pd.DataFrame
    notes: list[str]


def assess(inputs: Inputs, settings: IndexSettings, doubts: Uncertainty, done: Run) -> Assessment:
    """Replicate a run under its doubts.

    Raises
    ------
    ValueError
        If the run is a panel or has choices for single indicators, or a doubt does not fit.
    """
    if inputs.is_panel:
        raise ValueError("uncertainty: rows are units in periods; give the rows of one period")
    if settings.steps[-2:] != ("normalise", "aggregate"):
        raise ValueError("uncertainty: the last steps must be normalise and aggregate")
    if settings.treat_each or settings.normalise_each:
        raise ValueError("uncertainty: choices for single indicators cannot be varied; remove them")
    before = [step for step in settings.steps if step in ("denominate", "screen", "impute")]
    values = done.tables[before[-1]] if before else inputs.values[done.structure.indicators]
    structure = done.structure.with_weights(done.weights)
    assumptions, intervals = _assumptions(values, structure, settings, doubts)
    elements = list(doubts.elements) or structure.codes(structure.depth)
    picks = sample(assumptions, doubts.replications, doubts.seed)
    options = {"minimum_coverage": _one(settings), "coverage_by": settings.coverage_by}
    scores = replicate(values, structure, assumptions, picks, elements, **options)  # type: ignore[arg-type]
    families = [chosen.family for chosen in assumptions.normalisations]
    on_scale = np.array([family == families[0] for family in families])[picks["normalisation"]]
    if not on_scale.any():
        raise ValueError(
            "uncertainty: no run has the normalisation of the settings; raise replications"
        )
    notes = _notes(scores, elements, values.index, on_scale)
    alike = alike_units(values, *intervals)
    sensitivity = pd.DataFrame()
    if doubts.sobol_points:
        picks = sobol_sample(assumptions, doubts.sobol_points, doubts.seed)
        own = replicate(values, structure, assumptions, picks, elements[:1], **options)  # type: ignore[arg-type]
        nominal = done.tables["aggregate"][elements[0]].to_numpy(dtype=float)
        output = mean_rank_change(own[0], nominal)
        sensitivity = indices(output, varied(assumptions), seed=doubts.seed)
    names = values.index.tolist()
    found = {
        code: summarise(own, names, alike=alike, on_scale=on_scale)
        for code, own in zip(elements, scores, strict=True)
    }
    return Assessment(found, sensitivity, notes)


def _notes(
    scores: np.ndarray, elements: list[str], units: pd.Index, on_scale: np.ndarray
) -> list[str]:
    """Return what is to be known of ``(elements, replications, units)`` scores."""
    runs = scores.shape[1]
    notes = [f"{runs} runs; places are taken from all of them"]
    if (rest := int((~on_scale).sum())) > 0:
        notes.append(
            f"scores are taken from {runs - rest} runs; the other {rest} have another scale of "
            "scores"
        )
    for code, own in zip(elements, scores, strict=True):
        missing = np.isnan(own)
        shares = [
            f"{unit} in {count}"
            for unit, count in zip(units, missing.sum(axis=0), strict=True)
            if count
        ]
        more = f" and {len(shares) - _SHOWN} more (runs in intervals.csv)" * (len(shares) > _SHOWN)
        if shares:
            notes.append(
                f"{code}: {int(missing.any(axis=1).sum())} runs leave units without a score: "
                f"{', '.join(shares[:_SHOWN])}{more}"
            )
    return notes


def _assumptions(
    values: pd.DataFrame, structure: Structure, settings: IndexSettings, doubts: Uncertainty
) -> tuple[Assumptions, list[pd.DataFrame]]:
    """Return the alternatives, nominal ones first, and the ends of the values' intervals."""
    own = structure.table.loc[values.columns]
    normalisations = [
        with_structure_parameters(chosen, own, values.index, settings.from_structure)
        for chosen in (settings.normalise, *map(normalisation, doubts.normalisations))
    ]
    intervals: list[pd.DataFrame] = []
    noise = None
    if bool(doubts.low) != bool(doubts.high):
        raise ValueError("uncertainty: low and high go together")
    if doubts.low:
        low, high = read_like(Path(doubts.low), values), read_like(Path(doubts.high), values)
        noise = draws_from_intervals(
            values, low, high, doubts.noise_draws, doubts.seed, doubts.level
        )
        intervals = [low, high]
    imputations = None
    if doubts.imputation_draws and values.isna().any(axis=None):
        tables = iterative(values, doubts.imputation_draws, doubts.seed)
        imputations = np.stack([table.to_numpy(dtype=float) for table in tables])
    weights = None
    if doubts.concentration:
        weights = dirichlet(structure, doubts.concentration, doubts.replications, doubts.seed)
    rule = settings.treat if "treat" in settings.steps else None
    assumptions = Assumptions(
        imputations=imputations,
        noise=noise,
        treatments=[rule, None] if doubts.without_treatment and rule else [rule],
        normalisations=normalisations,
        aggregations=[settings.aggregate, *doubts.aggregations],
        weights=weights,
        left_out=[None, *structure.indicators] if doubts.leave_out else [None],
    )
    return assumptions, intervals


def _one(settings: IndexSettings) -> float:
    """Return the minimum coverage, which replications have the same at all levels."""
    if not isinstance(settings.minimum_coverage, int | float):
        raise ValueError("uncertainty: minimum_coverage must be one number for all levels")
    return settings.minimum_coverage
