"""Replications: every assumption does what it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import assumptions, uncertainty
from resilience.scoring.aggregate import aggregate
from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.doubt import alike_units, summarise
from resilience.scoring.impute import iterative
from resilience.scoring.noise import draws_from_intervals
from resilience.scoring.normalise import min_max
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import structure as build
from resilience.scoring.treat import Treatment, treat
from resilience.scoring.uncertainty import rank_replications, replicate
from resilience.scoring.weight_draws import dirichlet, noisy

TO_100 = Normalisation("min_max", {"lower": 1})


@pytest.fixture(scope="module")
def structure(reference):
    return reference.inputs.structure


@pytest.fixture(scope="module")
def values(reference, structure) -> pd.DataFrame:
    return reference.inputs.values[structure.indicators]


@pytest.fixture(scope="module")
def rich(values, structure) -> Assumptions:
    """Every kind of assumption at once."""
    low, high = values - values.abs() * 0.1, values + values.abs() * 0.2
    return Assumptions(
        imputations=np.stack(iterative(values, draws=3, max_rounds=2)),
        noise=draws_from_intervals(values, low, high, 20, seed=3),
        treatments=[None, Treatment()],
        normalisations=[TO_100, Normalisation("percentile_rank", {"lower": 1, "upper": 100})],
        aggregations=["arithmetic", "geometric", ["arithmetic", "geometric", "copeland"]],
        weights=dirichlet(structure, 40, 50, seed=4),
        left_out=[None, *structure.indicators],
    )


def one_by_one(values, structure, assumptions: Assumptions, pick: dict[str, int]) -> pd.DataFrame:
    """Score with plain table functions what a single replication stands for."""
    table = values.to_numpy()
    if assumptions.noise is not None:
        table = np.where(np.isnan(table), np.nan, assumptions.noise[pick["noise"]])
    if assumptions.imputations is not None:
        table = np.where(np.isnan(table), assumptions.imputations[pick["imputation"]], table)
    rule = assumptions.treatments[pick["treatment"]]
    table = table if rule is None else treat(table, rule).values
    normalisation = assumptions.normalisations[pick["normalisation"]]
    scores = normalisation.apply(table, structure.directions)
    weights = pd.Series(assumptions.weights[pick["weights"]], index=structure.table.index)
    if out := assumptions.left_out[pick["left_out"]]:
        weights[out] = 0
    method = assumptions.aggregations[pick["aggregation"]]
    frame = pd.DataFrame(scores, index=values.index, columns=values.columns)
    return aggregate(frame, structure, method, 0.6, weights=weights)[0]


def test_every_replication_is_what_the_table_functions_give(values, structure, rich):
    picks = sample(rich, 60, seed=5)
    elements = ["index", "wohnen"]
    scores = replicate(values, structure, rich, picks, elements, minimum_coverage=0.6)
    assert scores.shape == (2, 60, 60)
    for row, pick in enumerate(picks.to_dict("records")):
        expected = one_by_one(values, structure, rich, pick)
        assert_allclose(scores[:, row], expected[elements].T, rtol=1e-9, atol=1e-9)


def test_blocks_of_memory_do_not_change_the_result(values, structure, rich, monkeypatch):
    picks = sample(rich, 300, seed=6)
    whole = replicate(values, structure, rich, picks)
    monkeypatch.setattr(uncertainty, "BLOCK_BYTES", 200_000)
    assert_allclose(replicate(values, structure, rich, picks), whole, rtol=1e-12)


def test_the_order_of_columns_does_not_matter(values, structure, rich):
    picks = sample(rich, 40, seed=6)
    expected = replicate(values, structure, rich, picks)
    order = np.random.default_rng(0).permutation(values.shape[1])
    moved = replace(rich, imputations=rich.imputations[..., order], noise=rich.noise[..., order])
    assert_array_equal(replicate(values.iloc[:, order], structure, moved, picks), expected)


def test_the_same_seed_gives_the_same_replications(rich):
    assert sample(rich, 50, 7).equals(sample(rich, 50, 7))
    assert not sample(rich, 50, 7).equals(sample(rich, 50, 8))


def test_factors_without_picks_are_nominal(values, structure, rich):
    (scores,) = replicate(values, structure, rich, pd.DataFrame({"weights": [0]}))
    nominal = dict.fromkeys(assumptions.FACTORS, 0)
    assert_allclose(scores[0], one_by_one(values, structure, rich, nominal)["index"], rtol=1e-9)


def test_gaps_without_imputation_stay_gaps(values, structure):
    assumptions = Assumptions(normalisations=[TO_100])
    strict = replicate(
        values, structure, assumptions, sample(assumptions, 1, 0), minimum_coverage=1
    )
    assert_array_equal(np.isnan(strict[0, 0]), values.isna().any(axis=1))


@pytest.mark.parametrize(
    ("options", "picks", "message"),
    [
        ({}, {"colour": [0]}, r"picks: found \['colour'\]"),
        ({}, {"treatment": [1]}, r"treatment must lie in 0\.\.0"),
        ({"treatments": []}, {"treatment": [0]}, "treatment has no alternative"),
        ({"left_out": ["x99"]}, {"left_out": [0]}, r"left_out: \['x99'\]"),
        ({"weights": np.ones((2, 3))}, {"weights": [0]}, r"weights: found \(2, 3\)"),
        ({"noise": np.ones((2, 3, 3))}, {"noise": [0]}, r"noise: found tables of \(3, 3\)"),
    ],
)
def test_assumptions_that_do_not_fit_are_refused(values, structure, options, picks, message):
    with pytest.raises(ValueError, match=message):
        replicate(values, structure, Assumptions(**options), pd.DataFrame(picks))


def test_an_unknown_element_is_refused(values, structure):
    with pytest.raises(ValueError, match=r"\['x01'\] are no groups"):
        replicate(values, structure, Assumptions(), pd.DataFrame({"noise": [0]}), ["x01"])


def test_a_missing_indicator_is_refused(values, structure):
    with pytest.raises(ValueError, match=r"no columns \['x02'\]"):
        replicate(
            values.drop(columns="x02"), structure, Assumptions(), pd.DataFrame({"noise": [0]})
        )


@pytest.mark.parametrize("units", [1, 2])
def test_a_single_unit_or_pair_is_scored_by_fixed_marks(values, structure, units):
    marks = Normalisation("goalposts", {"low": -1000, "high": 1000})
    assumptions = Assumptions(treatments=[Treatment()], normalisations=[marks])
    few = values.iloc[:units]
    (scores,) = replicate(few, structure, assumptions, sample(assumptions, 3, 0))
    assert np.isfinite(scores).all()
    own = summarise(scores, few.index.tolist())
    assert own.units["best_quarter"].max() == 1


def test_by_its_own_range_a_single_unit_has_no_score(values, structure):
    (scores,) = replicate(values.iloc[:1], structure, Assumptions(), pd.DataFrame({"noise": [0]}))
    assert np.isnan(scores).all()


def test_scores_that_differ_by_rounding_only_share_a_rank():
    assert rank_replications(np.array([[0.1 + 0.2, 0.3, 5.0]])).tolist() == [[2, 2, 1]]


def test_drawn_weights_scatter_around_the_chosen_ones(structure):
    sets = dirichlet(structure, 50, 4000, seed=1)
    own = structure.table["weight"]
    shares = own / own.groupby([structure.table["level"], structure.table["parent"]]).transform(
        "sum"
    )
    assert_allclose(sets[0], shares)
    assert_allclose(sets.mean(axis=0), shares, atol=0.01)
    for level in range(1, structure.depth):
        for _, start, stop in structure.groups(level):
            offset = structure.span(level).start
            assert_allclose(sets[:, offset + start : offset + stop].sum(axis=1), 1)
    closer = dirichlet(structure, 500, 4000, seed=1)
    several = shares < 1
    assert (closer.std(axis=0)[several] < sets.std(axis=0)[several]).all()
    assert np.isfinite(dirichlet(structure, 1e-9, 50, seed=1)).all()
    with pytest.raises(ValueError, match="concentration=0"):
        dirichlet(structure, 0, 10, 1)


def test_noisy_weights_stay_within_their_factor(structure):
    sets = noisy(structure, {2: 0.25}, 500, seed=1)
    ratio = sets / structure.weights
    second = structure.span(2)
    assert ratio[:, second].min() >= 0.75
    assert ratio[:, second].max() <= 1.25
    assert ratio[1:, second].std() > 0.1
    assert (np.delete(ratio, range(second.start, second.stop), axis=1) == 1).all()
    with pytest.raises(ValueError, match=r"levels \[9\]"):
        noisy(structure, {9: 0.1}, 5, 1)


def test_shares_of_runs_and_intervals_of_a_small_case():
    scores = np.array([[3.0, 2, 1, 0], [3, 1, 2, 0], [2, 3, 1, 0], [3, 3, 1, np.nan]])
    own = summarise(scores, list("abcd"), (0, 1))
    assert own.units["best_quarter"].tolist() == [0.75, 0.5, 0, 0]
    assert own.units.loc["d", "worst_quarter"] == 1
    assert own.units["runs"].tolist() == [1, 1, 1, 0.75]
    assert own.units.loc["b", ["rank_low", "rank_high"]].tolist() == [1, 3]
    assert own.ahead.loc["a", "b"] == 0.5
    assert own.ahead.loc["b", "a"] == 0.25
    assert own.ahead.loc["a", "d"] == 0.75
    assert own.ahead.loc["d", "a"] == 0
    assert (np.diag(own.ahead) == 0).all()


def test_shares_of_being_ahead_are_counted_run_by_run():
    scores = np.random.default_rng(0).normal(size=(700, 9)).round(1)
    rank = rank_replications(scores)
    expected = (rank[:, :, None] < rank[:, None, :]).mean(axis=0)
    assert_allclose(summarise(scores, list("abcdefghi")).ahead, expected)


def test_units_without_any_score_have_a_null_summary():
    own = summarise(np.array([[1.0, np.nan], [2.0, np.nan]]), ["a", "b"])
    assert own.units.loc["b"].drop("runs").isna().all()
    assert own.units.loc["b", "runs"] == 0


def noisy_case(width: float, twins: bool = False, weights_in_doubt: bool = True):
    """Five units, the first two alike if asked for, with noise of the given width."""
    replications = 2000
    x = np.random.default_rng(8).uniform(20, 80, (5, 4))
    if twins:
        x[1] = x[0]
    rows = [(c, 1, "g", 1, "higher_is_better") for c in "abcd"] + [("g", 2, "", 1, "")]
    columns = ["code", "level", "parent", "weight", "direction"]
    own = build(pd.DataFrame(rows, columns=columns).set_index("code"))
    values = pd.DataFrame(x, columns=list("abcd"))
    low, high = values - width, values + 2 * width
    assumptions = Assumptions(
        noise=draws_from_intervals(values, low, high, replications, seed=1),
        normalisations=[Normalisation("goalposts", {"low": -100, "high": 200})],
        weights=dirichlet(own, 30, replications, seed=2) if weights_in_doubt else None,
    )
    (scores,) = replicate(values, own, assumptions, sample(assumptions, replications, 3))
    return summarise(scores, list("abcde"), alike=alike_units(values, low, high)), scores


def test_identical_units_get_identical_intervals_and_even_chances():
    own, scores = noisy_case(5, twins=True)
    assert not np.array_equal(scores[:, 0], scores[:, 1])
    assert own.units.loc["a"].equals(own.units.loc["b"])
    assert own.ahead.loc["a", "b"] == own.ahead.loc["b", "a"] > 0.4
    assert_allclose(own.ahead.loc["a", "c":], own.ahead.loc["b", "c":])
    assert_allclose(own.ahead.loc["c":, "a"], own.ahead.loc["c":, "b"])


@pytest.mark.parametrize(
    ("weights_in_doubt", "slack"),
    # With other doubts beside it, the sampled quantiles move a little by chance.
    [(False, 0.0), (True, 0.02)],
)
def test_more_noise_never_narrows_an_interval(weights_in_doubt, slack):
    def width(noise: float) -> pd.Series:
        units = noisy_case(noise, weights_in_doubt=weights_in_doubt)[0].units
        return units["score_high"] - units["score_low"]

    widths = [width(noise) for noise in (0, 1, 3, 6, 12)]
    for narrow, wide in pairwise(widths):
        assert (wide >= narrow * (1 - slack)).all()
    assert (widths[-1] > widths[0]).all()


def test_min_max_in_a_replication_is_the_table_function(values, structure):
    assumptions = Assumptions(normalisations=[TO_100])
    (scores,) = replicate(values, structure, assumptions, sample(assumptions, 1, 0))
    table = pd.DataFrame(min_max(values, structure.directions, 1), values.index, values.columns)
    assert_allclose(scores[0], aggregate(table, structure)[0]["index"])
