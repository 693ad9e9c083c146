"""The generic command: a data and a structure table in, scores, ranks and a record out."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from resilience import atomic
from resilience.safe_csv import write_csv
from resilience.scoring.assess import Assessment, assess
from resilience.scoring.coinr import Inputs, read_tables
from resilience.scoring.insight import insights
from resilience.scoring.pipeline import Run, run
from resilience.scoring.screen import statistics
from resilience.scoring.settings import IndexSettings, read_settings

HELP = """\
DATA and STRUCTURE are COINr's iData and iMeta as CSV with commas and decimal points, or with
semicolons or tabs and either decimal sign. CONFIG is a TOML file; everything in it is
optional, and this is all of it, with the defaults:

  compatibility = ""             # "coinr": its results to the digit, known defects included
  steps = ["denominate", "screen", "impute", "treat", "normalise", "aggregate"]
                                 # in this order; without this key, screen and impute run only if
                                 # they have a section
  [columns]                      # names of columns that differ from COINr's
  unit = "uCode"                 # name, period; code, level, parent, direction, weight, type, ...
  [weights]
  source = "structure"           # equal, components, first_component, balance, information,
                                 # entropy, critic
  level = 1                      # that the last six find weights for
  codes = { }                    # code = weight, overriding
  [denominate]                   # where the structure names denominators
  scale = 1.0
  [screen]
  by = "missing"                 # zeros, either
  minimum_available = 0.6667
  minimum_non_zero = 0.05
  force = { }                    # unit = true or false
  [impute]
  method = "mean"                # median, row_mean, row_median, iterative; panels: latest, linear,
                                 # constant, linear_constant
  group = "..."                  # a column of DATA (mean, median)
  level = 2                      # of the groups (row_mean, row_median)
  max_gap = 2                    # periods (latest)
  [treat]
  max_winsorised = 5
  skew_limit = 2.0
  kurtosis_limit = 3.5
  transformation = "log_ct_plus" # log_ct, log_ct_orig, log_gii, boxcox, none
  combine = false                # transform the winsorised values
  power = 0.5                    # of boxcox; estimated if not given
  by_period = false              # panels: each period on its own; else all share their bounds
  [treat.indicators.CODE]        # the same keys for one indicator
  [normalise]
  method = "min_max"             # goalposts, z_score, rank, borda, percentile_rank,
                                 # distance_to_target, distance_to_maximum, distance_to_reference,
                                 # fraction_of_maximum, scaled
  lower = 0                      # and the method's other options: upper, mean, sd, ties, low, high,
                                 # target, cap, reference, truncate
  from_structure = false         # take options per indicator from STRUCTURE; always for goalposts,
                                 # scaled, distance_to_target
  by_period = false
  [normalise.indicators.CODE]    # method and options for one indicator
  [aggregate]
  method = "arithmetic"          # geometric, harmonic, copeland, benefit_of_the_doubt,
                                 # mazziotta_pareto, an exponent; a list with one per step upwards;
                                 # a table by group
  minimum_coverage = 0.0         # one, or a list with one per step upwards
  coverage_by = "weight"         # count
  [uncertainty]                  # only if this section is there
  replications = 10000
  seed = 1
  concentration = 0              # of weights around the chosen ones; 0: no doubt
  leave_out = false              # one indicator at a time
  without_treatment = false
  normalisations = [ ]           # others: { method = "z_score", mean = 50, sd = 10 }, ...: ranks
                                 # are of all, scores of those on the scale of [normalise]
  aggregations = [ ]             # others: "geometric", ...
  imputation_draws = 0           # of gaps that are left
  low = "low.csv"                # ends of the intervals of the values before treatment, in the
                                 # columns of DATA
  high = "high.csv"
  level = 0.95                   # of those intervals
  counts = "counts.csv"          # instead of low and high: the counts behind rates (gamma draws),
  trials = "trials.csv"          # and for shares what they are counted among (beta draws)
  noise_draws = 500
  elements = [ ]                 # whose intervals; none: the top
  sobol_points = 0               # a power of 2, for sensitivity indices

OUT gets one CSV per step, ranks.csv, coverage.csv, weights.csv, statistics.csv, changes.csv (every
value that was imputed, winsorised, transformed or lost) and report.md; with [uncertainty] also
intervals.csv, ahead.csv (share of runs in which the row's unit is ahead of the column's), and
sensitivity.csv. On the indicators themselves: correlations.csv, consistency.csv (Cronbach's alpha,
share of the first component), components.csv, importance.csv (what each carries of its group's
differences), removal.csv (mean change of places without it), strengths.csv (best and worst of every
unit), and of a panel trends.csv. With --workbook all of it is in results.xlsx too.
"""


def main(argv: Sequence[str]) -> int:
    """Run the command; return 0, or 2 if the input cannot be used (told on standard error)."""
    parser = argparse.ArgumentParser(
        prog="score",
        description="Make a composite index from a data table and a structure table.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", required=True, type=Path, help="units x indicators, CSV")
    parser.add_argument("--structure", required=True, type=Path, help="the hierarchy, CSV")
    parser.add_argument("--config", type=Path, help="the choices, TOML")
    parser.add_argument("--out", required=True, type=Path, help="folder for the results")
    parser.add_argument("--workbook", action="store_true", help="all tables in results.xlsx too")
    chosen = parser.parse_args(argv)
    try:
        settings = read_settings(chosen.config)
        inputs = read_tables(chosen.data, chosen.structure, settings.columns)
        done = run(inputs, settings)
        doubts = settings.uncertainty
        assessment = None if doubts is None else assess(inputs, settings, doubts, done)
    except ValueError as error:
        print(f"score: {error}", file=sys.stderr)
        return 2
    if assessment is not None:
        done.notes += assessment.notes
    tables = tables_of(inputs, done)
    if assessment is not None:
        tables |= tables_of_assessment(assessment)
    tables |= insights(inputs, settings, done)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_csv(table, chosen.out / f"{name}.csv")
    if chosen.workbook:
        write_workbook(tables, chosen.out / "results.xlsx")
    atomic.write_text(chosen.out / "report.md", _report(inputs, settings, done))
    print(f"{len(done.ranks)} rows scored, {len(done.changes)} values changed: {chosen.out}")
    return 0


def tables_of(inputs: Inputs, done: Run) -> dict[str, pd.DataFrame]:
    """Return all tables of a run by name."""
    names = {
        "denominate": "denominated",
        "screen": "screened",
        "impute": "imputed",
        "treat": "treated",
        "normalise": "normalised",
        "aggregate": "aggregated",
    }
    tables = {names[step]: table for step, table in done.tables.items()}
    found = {
        "ranks": done.ranks.astype("Int64"),
        "coverage": done.coverage,
        "screening": done.screening,
    }
    tables |= {name: table for name, table in found.items() if not table.empty}
    keys, changes = list(inputs.values.index.names), done.changes
    if changes.empty:
        changes = pd.DataFrame(columns=[*keys, *changes.columns]).set_index(keys)
    tables["changes"] = changes.rename_axis(keys)
    if not done.weights.empty:
        elements = done.structure.table[["level", "parent"]].join(done.weights)
        effective = done.structure.effective_weights(done.weights)
        tables["weights"] = elements.join(effective).rename_axis("code")
    tables["statistics"] = statistics(inputs.values).rename_axis("indicator")
    return tables


def tables_of_assessment(assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Return intervals, chances of being ahead and sensitivity indices by name."""
    tables = {
        name: pd.concat(
            {code: getattr(doubt, part) for code, doubt in assessment.doubts.items()},
            names=["element"],
        )
        for name, part in (("intervals", "units"), ("ahead", "ahead"))
    }
    if not assessment.sensitivity.empty:
        tables["sensitivity"] = assessment.sensitivity
    return tables


def write_workbook(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """Write each table on a sheet of its own; texts are never read as formulas."""
    file = io.BytesIO()
    plain = {"strings_to_urls": False, "strings_to_formulas": False, "nan_inf_to_errors": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": plain}) as book:
        for name, table in tables.items():
            table.to_excel(book, sheet_name=name, merge_cells=False, freeze_panes=(1, 0))
    atomic.write_bytes(path, file.getvalue())


def _report(inputs: Inputs, settings: IndexSettings, done: Run) -> str:
    """Return the report: what was read, chosen, done and noted."""
    counts = done.changes.groupby(["step", "action"]).size() if len(done.changes) else pd.Series()
    changed = [
        f"- {step}, {action}: {n}" for (step, action), n in zip(counts.index, counts, strict=True)
    ]
    choices = [
        f"compatibility: {settings.compatibility or 'none'}",
        f"steps: {', '.join(settings.steps)}",
        f"weights: {settings.weights}",
        *(f"{step}: {getattr(settings, step)}" for step in settings.steps),
        f"minimum coverage: {settings.minimum_coverage} by {settings.coverage_by}",
    ]
    lines = [
        "# Report",
        "",
        f"{len(inputs.values)} rows, {len(done.structure.indicators)} indicators on "
        f"{done.structure.depth} levels; {int(inputs.values.isna().sum().sum())} values missing.",
        "",
        "## Choices",
        "",
        *(f"- {choice}" for choice in choices),
        "",
        "## Values changed (one row each in changes.csv)",
        "",
        *(changed or ["- none"]),
        "",
        "## Notes",
        "",
        *([f"- {note}" for note in done.notes] or ["- none"]),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
