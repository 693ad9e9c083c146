"""From two tables to scores and ranks by the steps of `IndexSettings`, each change recorded."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from resilience.scoring.aggregate import aggregate, methods_by_parent
from resilience.scoring.coinr import Inputs
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.impute import fill, imputed
from resilience.scoring.parameters import with_structure_parameters
from resilience.scoring.periods import each_period
from resilience.scoring.ranking import TOLERANCE
from resilience.scoring.recipe import Normalisation
from resilience.scoring.results import rank_table
from resilience.scoring.screen import denominate, screen
from resilience.scoring.settings import IndexSettings
from resilience.scoring.structure import Structure
from resilience.scoring.treat import Treatment, treat
from resilience.scoring.weights import chosen_weights

CHANGE_COLUMNS = ["step", "indicator", "before", "after", "action"]
DIFFERENT = (
    "{}: {} differ on purpose from COINr, which has a known defect here; "
    "compatibility = 'coinr' gives its figures"
)


@dataclass(eq=False)
class Run:
    """The results of a run.

    `tables` has the indicator table after each step, by step; `changes` one row per value that was
    imputed, winsorised, transformed, clipped or lost; `notes` the messages, including deliberate
    differences from the reference.
    """

    structure: Structure
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    weights: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))
    coverage: pd.DataFrame = field(default_factory=pd.DataFrame)
    ranks: pd.DataFrame = field(default_factory=pd.DataFrame)
    screening: pd.DataFrame = field(default_factory=pd.DataFrame)
    changes: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=CHANGE_COLUMNS))
    notes: list[str] = field(default_factory=list)

    def record(
        self, step: str, before: pd.DataFrame, after: pd.DataFrame, where: np.ndarray, what: str
    ) -> None:
        """Add the marked cells to the changes."""
        rows, columns = np.nonzero(where)
        if not len(rows):
            return
        found = pd.DataFrame(
            {
                "step": step,
                "indicator": before.columns[columns],
                "before": before.to_numpy()[rows, columns],
                "after": after.to_numpy()[rows, columns],
                "action": what,
            },
            index=before.index[rows],
        )
        self.changes = found if self.changes.empty else pd.concat([self.changes, found])


def run(inputs: Inputs, settings: IndexSettings | None = None) -> Run:
    """Run the steps of `settings` in order.

    Raises
    ------
    ValueError
        If a step's choices do not fit the tables; the message names the step.
    """
    settings = settings or IndexSettings()
    structure = inputs.structure
    context = [
        code
        for code, word in zip(structure.indicators, structure.directions, strict=True)
        if word == "context"
    ]
    if context:
        structure = structure.without(context)
    done = Run(structure)
    if context:
        done.notes.append(f"context indicators get no score and are left out: {context}")
    table = inputs.values[structure.indicators]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ScoringWarning)
        for step in settings.steps:
            table = STEP_FUNCTIONS[step](table, inputs, settings, done)
            done.tables[step] = table
    done.notes += [str(item.message) for item in caught if item.category is ScoringWarning]
    for item in caught:
        if item.category is not ScoringWarning:
            warnings.warn_explicit(item.message, item.category, item.filename, item.lineno)
    return done


def _denominate(
    table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run
) -> pd.DataFrame:
    if "denominator" not in done.structure.table:
        return table
    named = done.structure.table.loc[table.columns, "denominator"].dropna()
    by = dict(zip(named.index, named, strict=True))
    if not by:
        return table
    done.notes.append(f"denominated: {', '.join(f'{a} by {b}' for a, b in by.items())}")
    result = denominate(table, inputs.other, by, settings.denominate.scale)
    lost = (table.notna() & result.isna()).to_numpy()
    done.record("denominate", table, result, lost, "null: no denominator, or 0")
    return result


def _screen(
    table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run
) -> pd.DataFrame:
    choice = settings.screen
    units = table.index.get_level_values(0)
    if unknown := sorted(set(choice.force) - set(units)):
        raise ValueError(f"screen: forced units {unknown} are not in the data")
    rows = zip(table.index, units, strict=True)
    force = {row: choice.force[unit] for row, unit in rows if unit in choice.force}
    summary = screen(table, choice.by, choice.minimum_available, choice.minimum_non_zero, force)
    done.screening = summary
    left_out = summary.index[~summary["included"]].tolist()
    done.notes.append(f"screened out: {left_out or 'no unit'}")
    return table[summary["included"]]


def _impute(
    table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run
) -> pd.DataFrame:
    choice = settings.impute
    if choice.group is not None and choice.group not in inputs.other:
        raise ValueError(f"impute: the data has no column {choice.group!r} with groups")
    groups = None if choice.group is None else inputs.other[choice.group]
    result = fill(table, done.structure, choice, groups)
    filled = imputed(table, result).to_numpy()
    done.record("impute", table, result, filled, f"imputed: {choice.method}")
    return result


def _treat(table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run) -> pd.DataFrame:
    each = {code: settings.treat for code in table.columns} | dict(settings.treat_each)
    if unknown := sorted(set(each) - set(table.columns)):
        raise ValueError(f"treat: {unknown} are no indicators")

    def treat_all(part: pd.DataFrame) -> pd.DataFrame:
        result = part.copy()
        for rule in dict.fromkeys(each.values()):
            codes = [code for code in part.columns if each[code] == rule]
            result[codes] = _treat_columns(part[codes], rule, done)
        return result

    if settings.treat_by_period or table.index.nlevels < 2:
        result = each_period(table, treat_all)
    else:
        # All periods share their bounds, so each has its own number of values to winsorise.
        periods = table.index.get_level_values(1).nunique()
        each = {
            code: replace(
                rule, max_winsorised=rule.max_winsorised and rule.max_winsorised * periods
            )
            for code, rule in each.items()
        }
        result = treat_all(table)
    theirs = replace(settings.treat, ties_may_exceed=True)
    if theirs.transformation == "log_ct_plus":
        theirs = replace(theirs, transformation="log_ct")
    codes = [code for code in table.columns if code not in settings.treat_each]
    reference = each_period(table[codes], lambda part: _frame(treat(part, theirs).values, part))
    _tell_difference(done, "treat", result[codes], reference)
    return result


def _treat_columns(table: pd.DataFrame, rule: Treatment, done: Run) -> pd.DataFrame:
    found = treat(table, rule)
    result = _frame(found.values, table)
    for sign, word in ((1, "winsorised, high"), (-1, "winsorised, low")):
        done.record("treat", table, result, found.moved == sign, word)
    transformed = (found.step == "transformed") & table.notna().to_numpy()
    done.record("treat", table, result, transformed, f"transformed: {rule.transformation}")
    if unclear := table.columns[found.step == "not assessed"].tolist():
        done.notes.append(f"treat: too few different values to assess {unclear}, left as they are")
    return result


def _normalise(
    table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run
) -> pd.DataFrame:
    own = done.structure.table.loc[table.columns]
    codes, directions = table.columns.tolist(), own["direction"].tolist()
    each = settings.normalise_each
    if unknown := sorted(set(each) - set(table.columns)):
        raise ValueError(f"normalise: {unknown} are no indicators")

    def filled_in(spec: Normalisation, codes: list[str], part: pd.DataFrame) -> Normalisation:
        rows = part.index.get_level_values(0)
        return with_structure_parameters(spec, own.loc[codes], rows, settings.from_structure)

    def apply(part: pd.DataFrame) -> pd.DataFrame:
        chosen = filled_in(settings.normalise, codes, part)
        scores = _frame(chosen.apply(part.to_numpy(float), directions), part)
        outside = chosen.outside(part.to_numpy(float), directions)
        for code, spec in each.items():
            chosen = filled_in(spec, [code], part)
            single = part[[code]].to_numpy(float)
            place = codes.index(code)
            scores[code] = chosen.apply(single, [directions[place]])[:, 0]
            outside[:, [place]] = chosen.outside(single, [directions[place]])
        done.record("normalise", part, scores, outside, "clipped: beyond the marks")
        return scores

    with warnings.catch_warnings():
        # The notes below report it with the indicators' names.
        warnings.simplefilter("ignore", ScoringWarning)
        result = each_period(table, apply) if settings.normalise_by_period else apply(table)
    lost = (table.notna() & result.isna()).to_numpy()
    done.record("normalise", table, result, lost, "null: the score is not defined")
    for code, count in zip(codes, lost.sum(axis=0), strict=True):
        if count:
            spread = table[code].max() - table[code].min()
            flat = ": all values are equal" if spread <= TOLERANCE * table[code].abs().max() else ""
            done.notes.append(f"normalise: {count} values of {code} have no score{flat}")
    if settings.normalise.method == "fraction_of_maximum" and not settings.compatibility:
        chosen = filled_in(settings.normalise, codes, table)
        theirs = replace(chosen, options={**chosen.options, "reference_ratio": True})
        reference = _frame(theirs.apply(table.to_numpy(float), directions), table)
        _tell_difference(done, "normalise", result, reference)
    return result


def _aggregate(
    table: pd.DataFrame, inputs: Inputs, settings: IndexSettings, done: Run
) -> pd.DataFrame:
    methods = methods_by_parent(settings.aggregate, done.structure)
    reference = settings.compatibility == "coinr"
    if reference:
        methods = {
            code: "copeland_reference" if how == "copeland" else how
            for code, how in methods.items()
        }
    elif table.isna().any(axis=None) and "copeland" in methods.values():
        done.notes.append(DIFFERENT.format("aggregate", "outrankings of units with gaps"))
    done.weights = chosen_weights(settings.weights, table, done.structure, settings.aggregate)
    if (done.weights < 0).any() and not reference:
        raise ValueError(
            f"weights: {done.weights.index[done.weights < 0].tolist()} come out negative; choose "
            "another source, or compatibility = 'coinr' to go on regardless"
        )
    coverages = []

    def apply(part: pd.DataFrame) -> pd.DataFrame:
        scores, coverage = aggregate(
            part,
            done.structure,
            methods,
            settings.minimum_coverage,
            settings.coverage_by,
            done.weights,
        )
        coverages.append(coverage)
        return scores

    scores = each_period(table, apply)
    done.coverage = pd.concat(coverages).loc[table.index]
    periods = table.index.get_level_values(1) if table.index.nlevels > 1 else None
    groups = None if periods is None else pd.Series(periods, index=table.index)
    done.ranks = rank_table(scores, groups)
    return table.join(scores)


def _frame(values: np.ndarray, like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(values, index=like.index, columns=like.columns)


def _tell_difference(done: Run, step: str, own: pd.DataFrame, reference: pd.DataFrame) -> None:
    same = np.isclose(own, reference, rtol=1e-9, atol=1e-12, equal_nan=True)
    if not same.all():
        columns = own.columns[~np.all(same, axis=0)].tolist()
        done.notes.append(DIFFERENT.format(step, columns))


STEP_FUNCTIONS: dict[str, Callable[[pd.DataFrame, Inputs, IndexSettings, Run], pd.DataFrame]] = {
    "denominate": _denominate,
    "screen": _screen,
    "impute": _impute,
    "treat": _treat,
    "normalise": _normalise,
    "aggregate": _aggregate,
}
