"""The engine agrees with COINr on COINr's own example, step by step."""

from __future__ import annotations

import json
import warnings

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import normalise
from resilience.scoring.aggregate import aggregate
from resilience.scoring.coinr import read_tables
from resilience.scoring.impute import by_column, by_row
from resilience.scoring.outrank import outranking
from resilience.scoring.screen import (
    availability,
    availability_by_group,
    denominate,
    screen,
    statistics,
)
from resilience.scoring.treat import Treatment, treat

CLOSE = {"rtol": 1e-9, "atol": 1e-9}
COINR = Treatment(transformation="log_ct", ties_may_exceed=True)


@pytest.fixture(scope="module")
def structure(asem):
    return asem.inputs.structure


@pytest.fixture(scope="module")
def raw(asem) -> pd.DataFrame:
    return asem.inputs.values.sort_index()


@pytest.fixture(scope="module")
def treated(asem, structure) -> pd.DataFrame:
    return asem.expected("pipeline/treated")[structure.indicators]


def frame(values: np.ndarray, like: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(values, index=like.index, columns=like.columns)


def test_denomination_imputation_and_treatment_follow_each_other(asem, structure, raw):
    assert_allclose(raw, asem.expected("pipeline/raw")[raw.columns], **CLOSE)
    by = structure.table["denominator"].dropna().to_dict()
    values = denominate(raw, asem.inputs.other, by)
    assert_allclose(values, asem.expected("pipeline/denominated")[raw.columns], **CLOSE)
    values = by_column(values, "mean", asem.inputs.other["EurAsia_group"])
    assert_allclose(values, asem.expected("pipeline/imputed")[raw.columns], **CLOSE)
    assert screen(values, minimum_available=0.9)["included"].all()
    result = treat(values, COINR)
    assert_allclose(result.values, asem.expected("pipeline/treated")[raw.columns], **CLOSE)
    points = asem.expected("pipeline/treat_points")[raw.columns]
    assert_array_equal(result.moved == 1, points == "winhi")
    assert_array_equal(result.moved == -1, points == "winlo")
    details = pd.read_csv(asem.folder / "pipeline/treat_details.csv", index_col="iCode")
    details = details.loc[raw.columns]
    assert_allclose(result.skew_before, details["check_SkewKurt0.Skew"], **CLOSE)
    assert_allclose(result.kurtosis_before, details["check_SkewKurt0.Kurt"], **CLOSE)
    assert_array_equal(result.count, details["winsorise.nwin"].fillna(0))


def test_treatment_of_the_raw_table(asem, raw):
    expected = asem.expected("treat/qtreat_default_raw_data")
    assert_allclose(treat(raw, COINR).values, expected[raw.columns], **CLOSE)


def test_the_sound_treatment_differs_from_the_reference_nowhere_on_this_example(asem, raw):
    expected = asem.expected("treat/qtreat_default_raw_data")
    assert_allclose(treat(raw).values, expected[raw.columns], **CLOSE)


def test_availability(asem, structure, raw):
    expected = asem.expected("screen/avail_summary_raw")
    assert_allclose(availability(raw).to_numpy(), expected.to_numpy(), **CLOSE)
    expected = asem.expected("screen/avail_bygroup_raw")
    assert_allclose(availability_by_group(raw, structure)[expected.columns], expected, **CLOSE)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("byNA_0.9_0.95", {"by": "missing"}),
        ("byzeros_0.9_0.95", {"by": "zeros"}),
        ("byNAandzeros_0.9_0.95", {"by": "either"}),
        ("byNA_0.9_force", {"minimum_non_zero": 0.05, "force": {"AUT": False, "BRN": True}}),
    ],
)
def test_screening(asem, raw, name, options):
    expected = asem.expected(f"screen/raw_{name}")
    own = screen(raw, **{"minimum_available": 0.9, "minimum_non_zero": 0.95, **options})
    assert_array_equal(own["low_available"], expected["LowData"])
    assert_array_equal(own["low_non_zero"], expected["LowNonZero"])
    assert_array_equal(own["included"], expected["Included"])


@pytest.mark.parametrize("name", ["Raw", "Denominated", "Treated", "Normalised"])
def test_statistics(asem, raw, name):
    table = asem.expected(f"pipeline/{name.lower()}")[raw.columns]
    expected = pd.read_csv(asem.folder / f"stats/stats_{name.lower()}.csv", index_col="iCode")
    own = statistics(table, shares_of="units").loc[expected.index]
    assert_allclose(own.iloc[:, :15].to_numpy(float), expected.iloc[:, :15], rtol=1e-9, atol=1e-11)
    for ours, theirs, bad in [
        ("few_available", "Flag.Avail", "LOW"),
        ("few_non_zero", "Flag.NonZero", "LOW"),
        ("few_unique", "Flag.Unique", "LOW"),
        ("outliers", "Flag.SkewKurt", "OUT"),
    ]:
        assert_array_equal(own[ours], expected[theirs] == bad)


@pytest.mark.parametrize(
    ("name", "how", "group"),
    [
        ("i_mean", "mean", None),
        ("i_median", "median", None),
        ("i_mean_grp_GDP", "mean", "GDP_group"),
        ("i_median_grp_EurAsia", "median", "EurAsia_group"),
    ],
)
def test_imputation_by_column(asem, raw, name, how, group):
    groups = asem.inputs.other[group] if group else None
    expected = asem.expected(f"impute/{name}")[raw.columns]
    assert_allclose(by_column(raw, how, groups), expected, **CLOSE)


def test_imputation_by_row(asem, structure, raw):
    expected = asem.expected("impute/i_mean_row_level2")[raw.columns]
    assert_allclose(by_row(raw, structure, 2), expected, **CLOSE)


@pytest.mark.parametrize(
    ("name", "function", "options"),
    [
        ("minmax_0_100", normalise.min_max, {}),
        ("minmax_1_100", normalise.min_max, {"lower": 1}),
        ("zscore_0_1", normalise.z_score, {}),
        ("zscore_10_2", normalise.z_score, {"mean": 10, "sd": 2}),
        *[
            (f"{name}_{ties}", function, {"ties": ties, "exact": True})
            for name, function in [
                ("rank", normalise.rank),
                ("prank", normalise.percentile_rank),
                ("borda", normalise.borda),
            ]
            for ties in ("min", "max", "average")
        ],
        ("dist2max", normalise.distance_to_maximum, {}),
        ("dist2ref_row5", normalise.distance_to_reference, {"reference": 4}),
        ("dist2ref_row5_cap", normalise.distance_to_reference, {"reference": 4, "cap": True}),
        ("fracmax", normalise.fraction_of_maximum, {"reference_ratio": True}),
    ],
)
def test_normalisation(asem, structure, treated, name, function, options):
    expected = asem.expected(f"normalise/{name}")[treated.columns].to_numpy(float)
    # A division by zero is infinite in the reference and null here.
    expected = np.where(np.isinf(expected), np.nan, expected)
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        own = function(treated, direction=structure.directions, **options)
    assert_allclose(own, expected, **CLOSE)


def test_scaling_of_directed_values(asem, structure, treated):
    # COINr's n_scaled with one pair of bounds takes directed values: the signs stand in the data.
    expected = asem.expected("normalise/scaled_0_50_100")[treated.columns]
    directed = treated * np.where(np.array(structure.directions) == "lower_is_better", -1, 1)
    assert_allclose(normalise.scaled(directed, 0, 50), expected, **CLOSE)


def test_normalisation_with_parameters_of_each_indicator(asem):
    data = asem.folder / "data/asem_iData.csv"
    inputs = read_tables(data, asem.folder / "normalise/iMeta_with_params.csv")
    values, structure = inputs.values.sort_index(), inputs.structure
    own = structure.table.loc[structure.indicators]
    marks = {name: own[name].to_numpy(float) for name in own if own[name].dtype.kind in "fi"}
    capped = (own["dist2targ_cap_max"] == "TRUE").to_numpy()
    truncated = (own["goalpost_trunc2posts"] == "TRUE").to_numpy()
    to = structure.directions
    results = {
        "minmax": normalise.min_max(values, to, marks["minmax_lower"], marks["minmax_upper"]),
        "zscore": normalise.z_score(values, to, marks["zscore_mean"], marks["zscore_sd"]),
        "dist2targ": normalise.distance_to_target(values, marks["target"], to, capped),
        "scaled": normalise.scaled(
            values, marks["scaled_lower"], marks["scaled_upper"], to, upper=marks["scale_factor"]
        ),
        "goalposts": normalise.scaled(
            values,
            marks["goalpost_lower"],
            marks["goalpost_upper"],
            to,
            upper=marks["goalpost_scale"],
            truncate=truncated,
        ),
    }
    for name, result in results.items():
        expected = asem.expected(f"normalise/iMeta_n_{name}_raw")[values.columns]
        assert_allclose(result, expected, err_msg=name, **CLOSE)


@pytest.mark.parametrize(
    ("name", "lower", "method", "weights"),
    [
        ("amean", 0, "arithmetic", None),
        ("gmean", 1, "geometric", None),
        ("hmean", 1, "harmonic", None),
        ("genmean_p2", 1, 2, None),
        ("genmean_p-1", 1, -1, None),
        ("mixed_amean_gmean_amean", 1, ["arithmetic", "geometric", "arithmetic"], None),
        ("copeland_all_levels", 0, "copeland", None),
        ("amean_amean_copeland", 0, ["arithmetic", "arithmetic", "copeland"], None),
        ("amean_custom_weights", 0, "arithmetic", "aggregate/weights_custom"),
        ("gmean_custom_weights", 1, "geometric", "aggregate/weights_custom"),
        ("hmean_custom_weights", 1, "harmonic", "aggregate/weights_custom"),
        ("amean_pca_weights_level1", 0, "arithmetic", "pca/weights_norm_level1"),
    ],
)
def test_aggregation(asem, structure, treated, name, lower, method, weights):
    scores = frame(normalise.min_max(treated, structure.directions, lower), treated)
    if weights:
        weights = pd.read_csv(asem.folder / f"{weights}.csv", index_col="iCode")["Weight"]
    expected = asem.expected(f"aggregate/{name}")
    result, coverage = aggregate(scores, structure, method, weights=weights)
    assert_allclose(result[expected.columns], expected, **CLOSE)
    assert (coverage == 1).all(axis=None)


@pytest.mark.parametrize(
    ("name", "method", "minimum"),
    [
        ("rawNA_amean", "arithmetic", 0),
        ("rawNA_gmean", "geometric", 0),
        ("rawNA_hmean", "harmonic", 0),
        ("rawNA_genmean_p2", 2, 1),  # the reference lets one missing value make the mean missing
        ("rawNA_amean_thresh0.8", "arithmetic", 0.8),
        ("rawNA_amean_thresh_by_level", "arithmetic", [0.9, 0.6, 1]),
        ("rawNA_copeland_wrapper", "copeland_reference", 0),
    ],
)
def test_aggregation_of_gaps(asem, structure, raw, name, method, minimum):
    expected = asem.expected("aggregate/raw_minmax_1_100")[raw.columns]
    scores = frame(normalise.min_max(raw, structure.directions, lower=1), raw)
    assert_allclose(scores, expected, **CLOSE)
    expected = asem.expected(f"aggregate/{name}")
    result, _ = aggregate(scores, structure, method, minimum, coverage_by="count")
    assert_allclose(result[expected.columns], expected, **CLOSE)


def test_outranking(asem, structure, treated):
    scores = normalise.min_max(treated, structure.directions)
    first = list(asem.expected("pipeline/normalised").columns[:7])
    columns = [structure.indicators.index(code) for code in first]
    expected = asem.expected("aggregate/outrank_matrix_first7")
    own = outranking(scores[:, columns])
    assert_allclose(own, expected, **CLOSE)
    summary = json.loads((asem.folder / "aggregate/outrank_summary_first7.json").read_text())
    units = len(own)
    dominant = int((own == 1).sum())
    assert [dominant] == np.ravel(summary["nDominant"]).tolist()
    assert_allclose(dominant / (units * (units - 1) / 2), np.ravel(summary["fracDominant"]))


def test_effective_weights_and_lineage(asem, structure):
    expected = pd.read_csv(asem.folder / "pipeline/effective_weights.csv", index_col="iCode")
    own = structure.effective_weights()
    assert_allclose(own[expected.index], expected["EffWeight"], **CLOSE)
    expected = pd.read_csv(asem.folder / "pipeline/lineage.csv", index_col="Indicator")
    lineage = structure.lineage().set_index(1)
    assert_array_equal(lineage.loc[expected.index], expected)
