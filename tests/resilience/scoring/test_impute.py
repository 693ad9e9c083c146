"""Imputation: by column, by row, over time and by regression; observed values never change."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import impute
from resilience.scoring.structure import structure

GAP = np.nan


@pytest.fixture
def gaps(reference) -> pd.DataFrame:
    return reference.inputs.values


def test_units_without_a_group_and_groups_without_values_keep_their_gaps():
    table = pd.DataFrame({"x": [1.0, 3, GAP, GAP, GAP]})
    groups = pd.Series(["a", "a", "a", "b", None])
    assert_allclose(impute.by_column(table, "mean", groups)["x"], [1, 3, 2, GAP, GAP])


def test_a_column_without_values_stays_empty():
    assert impute.by_column(pd.DataFrame({"x": [GAP, GAP]}))["x"].isna().all()


def test_filling_rows_by_their_mean_is_what_an_arithmetic_mean_does_by_skipping():
    rows = [(c, 1, "g", 1, "higher_is_better") for c in "abc"] + [("g", 2, "", 1, "")]
    columns = ["code", "level", "parent", "weight", "direction"]
    own = structure(pd.DataFrame(rows, columns=columns).set_index("code"))
    table = pd.DataFrame({"a": [0.0, 1, 0.5], "b": [0.0, 1, GAP], "c": [1.0, 0, 0.25]})
    filled = impute.by_row(table, own, 2)
    assert_allclose(filled.loc[2, "b"], 0.375)
    assert_allclose(filled.mean(axis=1)[2], table.mean(axis=1)[2])
    with pytest.raises(ValueError, match="found level 1, allowed are 2 to 2"):
        impute.by_row(table, own, 1)


def history(*values: float) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    table = pd.DataFrame({"x": values}, dtype=float)
    return table, pd.Series(["u"] * len(values)), pd.Series([2010, 2012, 2013, 2016][: len(values)])


@pytest.mark.parametrize(
    ("how", "values", "expected"),
    [
        ("latest", (GAP, 4, GAP, GAP), (GAP, 4, 4, 4)),
        ("linear", (GAP, 4, GAP, 12), (4, 4, 6, 12)),
        ("linear", (GAP, 4, GAP, GAP), (GAP, 4, GAP, GAP)),
        ("linear", (2, 4, GAP, GAP), (2, 4, 4, 4)),
        ("constant", (GAP, 4, GAP, 12), (4, 4, 4, 12)),
        ("linear_constant", (GAP, 4, GAP, GAP), (4, 4, 4, 4)),
        ("linear_constant", (GAP, GAP, GAP, GAP), (GAP, GAP, GAP, GAP)),
    ],
)
def test_gaps_are_filled_from_other_periods(how, values, expected):
    assert_allclose(impute.panel(*history(*values), how)["x"], expected)


def test_the_latest_value_is_carried_at_most_so_many_periods():
    table, units, periods = history(4, GAP, GAP, GAP)
    assert_allclose(impute.panel(table, units, periods, "latest", 2)["x"], [4, 4, 4, GAP])


def test_rows_of_a_panel_may_come_in_any_order_and_units_stay_apart():
    table = pd.DataFrame({"x": [GAP, 1.0, 7.0, GAP]})
    units = pd.Series(["a", "b", "a", "b"])
    periods = pd.Series([2020, 2019, 2019, 2020])
    assert_allclose(impute.panel(table, units, periods)["x"], [7, 1, 7, 1])


def test_a_unit_twice_in_one_period_is_refused():
    with pytest.raises(ValueError, match="a unit appears twice"):
        impute.panel(pd.DataFrame({"x": [1.0, 2]}), pd.Series(["a", "a"]), pd.Series([1, 1]))


def test_regression_recovers_a_linear_relation_and_leaves_observed_values():
    x = np.linspace(0, 10, 40)
    table = pd.DataFrame({"x": x, "y": 3 * x + 1, "empty": GAP})
    table.loc[[5, 20], "y"] = GAP
    (filled,) = impute.iterative(table)
    assert_allclose(filled.loc[[5, 20], "y"], 3 * x[[5, 20]] + 1, rtol=1e-3)
    assert filled["empty"].isna().all()
    assert impute.imputed(table, filled).sum().tolist() == [0, 2, 0]


def test_draws_of_imputed_values_differ_and_are_reproducible(gaps):
    first, second = impute.iterative(gaps, draws=2, seed=4, max_rounds=3)
    again, _ = impute.iterative(gaps, draws=2, seed=4, max_rounds=3)
    cells = gaps.isna().to_numpy()
    assert (first.to_numpy()[cells] != second.to_numpy()[cells]).all()
    assert_array_equal(first, again)


@pytest.mark.parametrize("method", ["mean", "median", "row_mean", "row_median", "iterative"])
def test_observed_values_never_change(gaps, reference, method):
    filled = impute.fill(gaps, reference.inputs.structure, impute.Imputation(method))
    observed = gaps.notna().to_numpy()
    assert_array_equal(filled.to_numpy()[observed], gaps.to_numpy()[observed])
    assert filled.notna().all(axis=None)


def test_methods_that_cannot_work_are_refused(gaps, reference):
    with pytest.raises(ValueError, match="latest needs units with several periods"):
        impute.fill(gaps, reference.inputs.structure, impute.Imputation("latest"))
    with pytest.raises(ValueError, match="found method 'guess', allowed are"):
        impute.fill(gaps, reference.inputs.structure, impute.Imputation("guess"))
    with pytest.raises(ValueError, match="found how='mode'"):
        impute.by_column(gaps, "mode")
    with pytest.raises(ValueError, match="found draws=0"):
        impute.iterative(gaps, draws=0)


def test_infinite_values_are_refused_by_column():
    table = pd.DataFrame({"x": [1.0, np.inf, GAP], "y": [1.0, 2, GAP]})
    for attempt in (impute.by_column, impute.iterative):
        with pytest.raises(ValueError, match=r"columns \['x'\] hold infinite values"):
            attempt(table)
