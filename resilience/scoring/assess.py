"""Uncertainty of a run: intervals, probabilities and sensitivity of the pipeline's results."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from resilience.scoring.assumptions import Assumptions, OutlierRule, sample
from resilience.scoring.coinr import Inputs, read_like
from resilience.scoring.doubt import Doubt, alike_units, summarise
from resilience.scoring.impute import iterative
from resilience.scoring.noise import draws_from_counts, draws_from_intervals
from resilience.scoring.parameters import with_structure_parameters
from resilience.scoring.pipeline import Run
from resilience.scoring.sensitivity import indices, mean_rank_change, sobol_sample, varied
from resilience.scoring.settings import IndexSettings, Uncertainty, normalisation
from resilience.scoring.structure import Structure
from resilience.scoring.uncertainty import replicate
from resilience.scoring.weight_draws import dirichlet

_SHOWN = 20
"""Maximum number of units that a note names."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """Summaries by element, and Sobol' indices of the first element's mean rank change.

    `notes` gives the number of replications, how many of them the intervals of scores rest on, and
    which units have no score in how many of them.
    """

    doubts: dict[str, Doubt]
    sensitivity: pd.DataFrame
    notes: list[str]


def assess(inputs: Inputs, settings: IndexSettings, doubts: Uncertainty, done: Run) -> Assessment:
    """Replicate a run under its uncertain assumptions.

    In a panel, units are summarised within each period. Where the settings normalise or treat
    period by period, each period is replicated separately; otherwise all periods share their
    statistics in every replication, as in the run.

    Raises
    ------
    ValueError
        If an uncertain assumption does not fit the tables.
    """
    if settings.steps[-2:] != ("normalise", "aggregate"):
        raise ValueError("uncertainty: the last steps must be normalise and aggregate")
    before = [step for step in settings.steps if step in ("denominate", "screen", "impute")]
    values = done.tables[before[-1]] if before else inputs.values[done.structure.indicators]
    structure = done.structure.with_weights(done.weights)
    elements = list(doubts.elements) or structure.codes(structure.depth)
    parts = [values]
    if inputs.is_panel and (settings.treat_by_period or settings.normalise_by_period):
        parts = [part for _, part in values.groupby(level=1, sort=True)]
    found = [_assess_part(part, structure, settings, doubts, done, elements) for part in parts]
    summaries = {period: one for made in found for period, one in made.summaries.items()}
    return Assessment(
        {code: _joined({p: one[code] for p, one in summaries.items()}) for code in elements},
        found[-1].sensitivity,
        list(dict.fromkeys(note for made in found for note in made.notes)),
    )


@dataclass(frozen=True, eq=False)
class _Part:
    """The results of replicating some rows: a summary by element per period."""

    summaries: dict[Hashable, dict[str, Doubt]]
    sensitivity: pd.DataFrame
    notes: list[str]


def _assess_part(
    values: pd.DataFrame,
    structure: Structure,
    settings: IndexSettings,
    doubts: Uncertainty,
    done: Run,
    elements: list[str],
) -> _Part:
    assumptions, intervals = _assumptions(values, structure, settings, doubts)
    picks = sample(assumptions, doubts.replications, doubts.seed)
    options = {"minimum_coverage": _one(settings), "coverage_by": settings.coverage_by}
    scores = replicate(values, structure, assumptions, picks, elements, **options)  # type: ignore[arg-type]
    families = [chosen.family for chosen in assumptions.normalisations]
    on_scale = np.array([family == families[0] for family in families])[picks["normalisation"]]
    if not on_scale.any():
        raise ValueError(
            "uncertainty: no run has the normalisation of the settings; raise replications"
        )
    groups: dict[Hashable, np.ndarray] = {"": np.arange(len(values))}
    if values.index.nlevels > 1:
        periods = pd.Series(values.index.get_level_values(1))
        found = periods.groupby(periods, sort=True).indices
        groups = {period: np.asarray(rows) for period, rows in found.items()}
    sensitivity = pd.DataFrame()
    if doubts.sobol_points:
        # In a panel, the ranks of the newest period are analysed.
        picks = sobol_sample(assumptions, doubts.sobol_points, doubts.seed)
        own = replicate(values, structure, assumptions, picks, elements[:1], **options)  # type: ignore[arg-type]
        newest = [*groups.values()][-1]
        nominal = done.tables["aggregate"].loc[values.index[newest], elements[0]]
        output = mean_rank_change(own[0][:, newest], nominal.to_numpy(dtype=float))
        sensitivity = indices(output, varied(assumptions), seed=doubts.seed)
    summaries = {}
    for period, group in groups.items():
        alike = alike_units(*(table.iloc[group] for table in (values, *intervals)))
        names = values.index.get_level_values(0)[group].tolist()
        summaries[period] = {
            code: summarise(own[:, group], names, alike=alike, on_scale=on_scale)
            for code, own in zip(elements, scores, strict=True)
        }
    return _Part(summaries, sensitivity, _notes(scores, elements, values.index, on_scale))


def _joined(doubts: dict[Hashable, Doubt]) -> Doubt:
    """Return summaries by period as one; units are compared within their period only."""
    if len(doubts) == 1:
        return next(iter(doubts.values()))
    units, ahead = (
        pd.concat({period: getattr(one, name) for period, one in doubts.items()}, names=["period"])
        for name in ("units", "ahead")
    )
    return Doubt(units, ahead)


def _notes(
    scores: np.ndarray, elements: list[str], units: pd.Index, on_scale: np.ndarray
) -> list[str]:
    """Return notes on ``(elements, replications, units)`` scores."""
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
    rows = values.index.get_level_values(0)
    each = {
        int(values.columns.get_indexer(pd.Index([code]))[0]): with_structure_parameters(
            chosen, own.loc[[code]], rows, settings.from_structure
        )
        for code, chosen in settings.normalise_each.items()
    }
    normalisations = [
        replace(with_structure_parameters(chosen, own, rows, settings.from_structure), each=each)
        for chosen in (settings.normalise, *map(normalisation, doubts.normalisations))
    ]
    intervals: list[pd.DataFrame] = []
    noise = None
    if bool(doubts.low) != bool(doubts.high):
        raise ValueError("uncertainty: low and high go together")
    if doubts.counts and doubts.low:
        raise ValueError("uncertainty: give either counts, or low and high")
    if doubts.counts:
        noise = _from_counts(values, doubts)
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
    rule: OutlierRule = None
    if "treat" in settings.steps:
        rule = settings.treat
        if settings.treat_each:
            rule = tuple(settings.treat_each.get(code, rule) for code in values.columns)
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


def _from_counts(values: pd.DataFrame, doubts: Uncertainty) -> np.ndarray:
    """Return draws of values from the counts behind them: gamma, or beta with trials."""
    counts = read_like(Path(doubts.counts), values)
    trials = read_like(Path(doubts.trials), values) if doubts.trials else None
    base = counts if trials is None else counts / trials.where(trials.notna(), 1.0)
    unscaled = base.mask(base == 0)
    # The rate of one count, or of a share of 1; a row with 0 counts takes the column's.
    scale = (values / unscaled).fillna((values / unscaled).median())
    return draws_from_counts(counts, scale, doubts.noise_draws, doubts.seed, trials)


def _one(settings: IndexSettings) -> float:
    """Return the minimum coverage, which must be the same at all levels in replications."""
    if not isinstance(settings.minimum_coverage, int | float):
        raise ValueError("uncertainty: minimum_coverage must be one number for all levels")
    return settings.minimum_coverage
