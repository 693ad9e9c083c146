"""Correlations, consistency, components and weights found from them."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.aggregate import aggregate
from resilience.scoring.multivariate import (
    collinearity,
    correlation,
    cronbach_alpha,
    denominator_correlations,
    flag_pairs,
    p_values,
    principal_components,
)
from resilience.scoring.normalise import min_max
from resilience.scoring.structure import structure
from resilience.scoring.weights import Weighting, balanced, chosen_weights, equal, from_components

CLOSE = {"rtol": 1e-9, "atol": 1e-9}


def listed(example, name: str) -> pd.DataFrame:
    path = example.folder / f"{name}.csv"
    return pd.read_csv(path, keep_default_na=False, na_values=["", "NA"])


def same_correlations(own: pd.DataFrame, expected: pd.DataFrame) -> None:
    mirrored = pd.concat([own.stack(), own.T.stack()])
    mirrored = mirrored[~mirrored.index.duplicated()]
    pairs = pd.MultiIndex.from_frame(expected[["Var1", "Var2"]])
    assert_allclose(mirrored.reindex(pairs), expected["Correlation"], **CLOSE)


def test_correlations_of_the_reference_index(reference):
    expected = listed(reference, "corr_index_indicators")
    assert expected["Correlation"].isna().any()
    assert expected["Correlation"].notna().any()
    structure = reference.inputs.structure
    treated = reference.expected("treated")[structure.indicators]
    scores = pd.DataFrame(
        min_max(treated, structure.directions, 1), treated.index, structure.indicators
    )
    index = aggregate(scores, structure)[0][["index"]]
    same_correlations(correlation(index, scores, maximum_p=0.05), expected)


def test_pairs_above_and_below_a_threshold(reference):
    structure = reference.inputs.structure
    group = structure.codes(2)[0]
    first, second, third = structure.members(group)[:3]
    up = np.arange(5.0)
    table = pd.DataFrame(0.0, range(5), structure.indicators)
    table[first], table[second], table[third] = up, 2 * up, -up

    def pairs(*threshold: object) -> list[tuple]:
        found = flag_pairs(table, structure, *threshold)
        return [(*row[:3], round(row[3], 9)) for row in found.itertuples(index=False)]

    alike, opposed = (
        (group, first, second, 1),
        [(group, first, third, -1), (group, second, third, -1)],
    )
    assert pairs(0.9) == [alike]
    assert pairs(-0.9, False) == opposed


def test_consistency_of_the_reference_index(reference):
    expected = json.loads((reference.folder / "cronbach.json").read_text())["cronbach"]
    structure = reference.inputs.structure
    own = [
        cronbach_alpha(reference.inputs.values[structure.members(code)].dropna())
        for code in structure.codes(2)
    ]
    assert_allclose(own, expected, rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "tables", "options"),
    [
        ("pearson_1_2", (1, 2), {}),
        ("pearson_1_2_p05", (1, 2), {"maximum_p": 0.05}),
        ("pearson_raw", ("raw",), {}),
        ("pearson_raw_directed", ("directed",), {}),
        ("spearman_raw", ("raw",), {"kind": "spearman"}),
        ("kendall_level2", (2,), {"kind": "kendall"}),
        ("parent_2_3", (2, 3), {}),
    ],
)
def test_correlations_of_asem(asem, name, tables, options):
    structure = asem.inputs.structure
    aggregated = asem.expected("pipeline/aggregated")
    raw = asem.inputs.values
    towards = np.where(np.array(structure.directions) == "lower_is_better", -1, 1)
    known = {"raw": raw, "directed": raw * towards}
    known |= {level: aggregated[structure.codes(level)] for level in (1, 2, 3)}
    same_correlations(
        correlation(*(known[table] for table in tables), **options), listed(asem, f"corr/{name}")
    )


def test_p_values_of_asem(asem):
    expected = listed(asem, "corr/pvals_first8_normalised").set_index("row")
    own = p_values(asem.expected("pipeline/normalised")[expected.columns])
    assert_allclose(own, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "threshold", "above"), [("high", 0.7, True), ("low", -0.2, False)]
)
def test_flagged_pairs_of_asem(asem, name, threshold, above):
    expected = listed(asem, f"corr/flags_{name}")
    own = flag_pairs(asem.expected("pipeline/normalised"), asem.inputs.structure, threshold, above)
    theirs = {frozenset((r.Ind1, r.Ind2)): (r.Group, r.Corr) for r in expected.itertuples()}
    ours = {frozenset((r.first, r.second)): (r.group, r.correlation) for r in own.itertuples()}
    assert ours.keys() == theirs.keys()
    for pair, (group, value) in theirs.items():
        assert ours[pair] == (group, pytest.approx(value, rel=1e-9))


def test_correlations_with_denominators_of_asem(asem):
    expected = listed(asem, "corr/denom_corr_raw").set_index(["Ind", "Denom"])["Corr"]
    sizes = asem.inputs.other[["Area", "Energy", "GDP", "Population"]]
    own = denominator_correlations(asem.inputs.values, sizes, 0.7)
    own = own.set_index(["indicator", "denominator"])["correlation"]
    assert set(own.index) == set(expected.index)
    assert_allclose(own[expected.index], expected, **CLOSE)


def test_consistency_of_asem(asem):
    structure = asem.inputs.structure
    tables = {
        name: asem.expected(f"pipeline/{name.lower()}")
        for name in ("Raw", "Normalised", "Aggregated")
    }
    expected = json.loads((asem.folder / "corr/cronbach.json").read_text())
    parents = structure.table["parent"]
    for key, value in expected.items():
        table, *_, code = key.split("/")
        children = parents.index[parents == code]
        assert cronbach_alpha(tables[table][children]) == pytest.approx(value, rel=1e-9), key


@pytest.mark.parametrize("level", [1, 2, 3])
def test_components_of_asem_up_to_their_sign(asem, level):
    expected = json.loads((asem.folder / f"pca/pca_level{level}.json").read_text())
    table = asem.expected("pipeline/aggregated")
    for group in expected.values():
        own = principal_components(table[group["iCodes"]])
        assert_allclose(own.deviations, group["sdev"], rtol=1e-9)
        assert_allclose(np.abs(own.loadings), np.abs(group["rotation"]), atol=1e-9)
        products = own.loadings.to_numpy().T @ np.array(group["rotation"])
        assert_allclose(np.abs(products), np.eye(len(products)), atol=1e-9)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_first_component_weights_of_asem_up_to_the_sign_of_each_group(asem, level):
    structure = asem.inputs.structure
    expected = listed(asem, f"pca/weights_level{level}").set_index("iCode")["Weight"]
    own = from_components(asem.expected("pipeline/aggregated"), structure, level, "first_component")
    codes = structure.codes(level)
    for _, start, stop in structure.groups(level):
        group = codes[start:stop]
        sign = np.sign(expected[group].sum())
        assert_allclose(own[group], sign * expected[group], **CLOSE)


def test_components_need_complete_units_that_differ():
    with pytest.raises(ValueError, match="2 units are complete"):
        principal_components(pd.DataFrame({"a": [1.0, 2, np.nan], "b": [1.0, 3, 2]}))
    with pytest.raises(ValueError, match=r"\['a'\] do not vary"):
        principal_components(pd.DataFrame({"a": [1.0, 1, 1], "b": [1.0, 3, 2]}))


def test_factor_weights_are_shares_and_favour_no_copy(reference):
    structure = reference.inputs.structure
    weights = from_components(reference.expected("treated"), structure)
    for code in structure.codes(2):
        own = weights[structure.members(code)]
        assert (own >= 0).all()
        assert own.sum() == pytest.approx(1)


def test_consistency_and_correlation_of_degenerate_tables_are_null():
    assert np.isnan(cronbach_alpha(pd.DataFrame({"a": [1.0, 2, 3]})))
    assert np.isnan(cronbach_alpha(pd.DataFrame({"a": [1.0, 1], "b": [2.0, 2]})))
    own = correlation(pd.DataFrame({"a": [1.0, 2, 3], "b": [5.0, 5, 5]}))
    assert own.loc["a", "a"] == pytest.approx(1)
    assert own["b"].isna().all()
    with pytest.raises(ValueError, match="found 'cosine'"):
        correlation(pd.DataFrame({"a": [1.0, 2, 3]}), kind="cosine")


def test_collinearity_finds_a_column_that_is_a_sum_of_others():
    rng = np.random.default_rng(0)
    table = pd.DataFrame(rng.normal(size=(50, 3)), columns=list("abc"))
    table["sum"] = table["a"] + table["b"]
    own = collinearity(table)
    assert np.isinf(own.loc[["a", "b", "sum"], "inflation"]).all()
    others = table.drop(columns="c")[["a", "b"]]
    slope, *_ = np.linalg.lstsq(
        np.column_stack([np.ones(50), others]), table["c"].to_numpy(), rcond=None
    )
    rest = table["c"] - np.column_stack([np.ones(50), others]) @ slope
    assert own.loc["c", "r_squared"] == pytest.approx(1 - rest.var() / table["c"].var())


def test_sought_weights_are_never_negative_and_beat_the_equal_ones(asem):
    structure = asem.inputs.structure
    scores = asem.expected("pipeline/normalised")[structure.indicators]
    codes = structure.codes(2)

    def influence(weights: pd.Series) -> np.ndarray:
        result, _ = aggregate(scores, structure, weights=weights)
        return result[codes].corrwith(result["Index"]).to_numpy()

    def imbalance(weights: pd.Series) -> float:
        c = influence(weights)
        return float(((c / np.abs(c).sum() - 1 / len(c)) ** 2).sum())

    balance = balanced(scores, structure, 2)
    information = balanced(scores, structure, 2, "information")
    for weights in (balance, information):
        assert (weights >= 0).all()
        assert weights[codes].sum() == pytest.approx(1)
    assert imbalance(balance) < 0.7 * imbalance(equal(structure))
    # COINr's search for the greatest sum reaches 4.59344117742801.
    assert influence(information).sum() >= 4.59344 > influence(equal(structure)).sum()


def test_balanced_weights_reach_equal_influence_where_that_is_possible():
    rng = np.random.default_rng(5)
    table = pd.DataFrame(rng.normal(size=(200, 3)) * [1, 4, 9], columns=list("abc"))
    rows = [(c, 1, "g", 1, "higher_is_better") for c in "abc"] + [("g", 2, "", 1, "")]
    columns = ["code", "level", "parent", "weight", "direction"]
    own = structure(pd.DataFrame(rows, columns=columns).set_index("code"))
    weights = balanced(table, own, 1)
    index = aggregate(table, own, weights=weights)[0]["g"]
    influence = table.corrwith(index)
    assert_allclose(influence / influence.sum(), [1 / 3] * 3, atol=1e-4)
    assert weights["a"] > weights["b"] > weights["c"]


def test_a_choice_of_weights_can_be_overridden_by_code(reference):
    structure = reference.inputs.structure
    scores = reference.expected("treated")[structure.indicators]
    own = chosen_weights(Weighting("equal", codes={"x01": 4}), scores, structure)
    assert own["x01"] == 4
    assert own["x02"] == 1
    assert chosen_weights(Weighting(), scores, structure)["x02"] == 1.06
    with pytest.raises(ValueError, match="found source 'votes'"):
        chosen_weights(Weighting("votes"), scores, structure)
    with pytest.raises(ValueError, match=r"codes \['x99'\]"):
        chosen_weights(Weighting(codes={"x99": 1}), scores, structure)
