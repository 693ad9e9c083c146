"""The arguments of the command ``score``, and all that its settings file may hold."""

from __future__ import annotations

import argparse
from pathlib import Path

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
                                 # entropy, critic, budget_allocation
  level = 1                      # that components to critic find weights for
  budgets = "budgets.csv"        # for budget_allocation: a row per person, points by code
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


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience score``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience score",
        description="Make a composite index from a data table and a structure table.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    own.add_argument("--data", required=True, type=Path, help="units x indicators, CSV")
    own.add_argument("--structure", required=True, type=Path, help="the hierarchy, CSV")
    own.add_argument("--config", type=Path, help="the choices, TOML")
    own.add_argument("--out", required=True, type=Path, help="folder for the results")
    own.add_argument("--workbook", action="store_true", help="all tables in results.xlsx too")
    return own
