"""The engine agrees with COINr on the project's own reference index."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import normalise
from resilience.scoring.aggregate import aggregate
from resilience.scoring.impute import by_column
from resilience.scoring.ranking import ranks
from resilience.scoring.screen import statistics
from resilience.scoring.treat import Treatment, treat

# The files carry 15 significant digits.
CLOSE = {"rtol": 1e-12, "atol": 1e-12}
COINR = Treatment(transformation="log_ct", ties_may_exceed=True)


@pytest.fixture(scope="module")
def treated(reference) -> pd.DataFrame:
    return reference.expected("treated")[reference.inputs.structure.indicators]


def scores(reference, table: pd.DataFrame) -> pd.DataFrame:
    structure = reference.inputs.structure
    values = normalise.min_max(table[structure.indicators], structure.directions, lower=1)
    return pd.DataFrame(values, index=table.index, columns=structure.indicators)


@pytest.mark.parametrize(
    ("name", "how", "group"),
    [("i_mean", "mean", None), ("i_median", "median", None), ("i_mean_grp", "mean", "Grp_size")],
)
def test_imputation(reference, name, how, group):
    values = reference.inputs.values
    groups = reference.inputs.other[group] if group else None
    expected = reference.expected(f"impute_{name}")
    assert_allclose(by_column(values, how, groups), expected[values.columns], **CLOSE)


def test_treatment(reference):
    values = by_column(reference.inputs.values, "median")
    expected = reference.expected("treated")[values.columns]
    assert_allclose(treat(values, COINR).values, expected, **CLOSE)


@pytest.mark.parametrize(
    ("name", "function", "options"),
    [
        ("minmax_0_100", normalise.min_max, {}),
        ("zscore_0_1", normalise.z_score, {}),
        ("rank", normalise.rank, {}),
        ("borda", normalise.borda, {}),
        ("prank", normalise.percentile_rank, {}),
        ("dist2max", normalise.distance_to_maximum, {}),
        ("fracmax", normalise.fraction_of_maximum, {"reference_ratio": True}),
    ],
)
def test_normalisation(reference, treated, name, function, options):
    result = function(treated, reference.inputs.structure.directions, **options)
    assert_allclose(result, reference.expected(f"norm_{name}")[treated.columns], **CLOSE)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("a_amean", "arithmetic"),
        ("a_gmean", "geometric"),
        ("a_hmean", "harmonic"),
        ("amean_amean_copeland", ["arithmetic", "arithmetic", "copeland"]),
    ],
)
def test_aggregation(reference, treated, name, method):
    expected = reference.expected(f"agg_{name}")
    result, _ = aggregate(scores(reference, treated), reference.inputs.structure, method)
    assert_allclose(result[expected.columns], expected, **CLOSE)


def test_aggregation_of_gaps_under_a_minimum_number_of_children(reference):
    expected = reference.expected("agg_rawNA_amean_thresh084")
    table = scores(reference, reference.inputs.values)
    result, _ = aggregate(
        table, reference.inputs.structure, minimum_coverage=0.84, coverage_by="count"
    )
    assert expected.isna().any(axis=None)
    assert_allclose(result[expected.columns], expected, **CLOSE)


def test_ranks(reference, treated):
    expected = reference.expected("ranks")
    result, _ = aggregate(scores(reference, treated), reference.inputs.structure)
    for code in expected.columns:
        own = pd.Series(ranks(result[code], descending=True), index=result.index)
        assert_array_equal(own[expected.index], expected[code])


def test_statistics(reference):
    expected = pd.read_csv(reference.folder / "stats.csv", index_col="iCode")
    own = statistics(by_column(reference.inputs.values, "median")).loc[expected.index]
    names = {
        "Min": "min", "Max": "max", "Mean": "mean", "Median": "median", "Std": "std",
        "Skew": "skew", "Kurt": "kurtosis", "N.Avail": "available", "N.NonZero": "non_zero",
        "N.Unique": "unique", "N.Same": "same", "Frc.Avail": "share_available",
        "Frc.NonZero": "share_non_zero", "Frc.Unique": "share_unique", "Frc.Same": "share_same",
    }  # fmt: skip
    for theirs, ours in names.items():
        assert_allclose(own[ours], expected[theirs], rtol=5.1e-3, err_msg=ours)
    assert_array_equal(own["outliers"], expected["Flag.SkewKurt"] == "OUT")
    assert_array_equal(own["few_unique"], expected["Flag.Unique"] == "LOW")
    assert np.any(own["outliers"])
