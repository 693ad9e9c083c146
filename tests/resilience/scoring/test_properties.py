"""What must hold for any table: symmetries of the scores, found by random search."""

from __future__ import annotations

import warnings
from itertools import pairwise

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import normalise
from resilience.scoring.aggregate import aggregate, power_mean, weighted_mean
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.outrank import copeland
from resilience.scoring.ranking import ranks
from resilience.scoring.structure import structure
from resilience.scoring.treat import treat

FLIP = {"higher_is_better": "lower_is_better", "lower_is_better": "higher_is_better"}
METHODS = [
    normalise.min_max,
    normalise.z_score,
    normalise.rank,
    normalise.borda,
    normalise.percentile_rank,
    normalise.distance_to_maximum,
]
# Values on a grid: two that differ at all differ by far more than rounding.
cells = st.one_of(st.integers(-1000, 1000).map(lambda whole: whole / 8), st.just(np.nan))
tables = arrays(float, st.tuples(st.integers(1, 12), st.integers(1, 5)), elements=cells)
directions = st.sampled_from(list(FLIP))


@pytest.fixture(autouse=True)
def no_messages():
    """Let columns without spread pass silently: they are part of the search."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ScoringWarning)
        yield


def marks(columns: int) -> tuple[np.ndarray, np.ndarray]:
    return np.linspace(-60, -20, columns), np.linspace(30, 90, columns)


@pytest.mark.parametrize("function", METHODS)
@given(table=tables, direction=directions, seed=st.integers(0, 99))
def test_permuting_units_or_indicators_permutes_scores(function, table, direction, seed):
    rng = np.random.default_rng(seed)
    units, columns = rng.permutation(table.shape[0]), rng.permutation(table.shape[1])
    scores = function(table, direction)
    permuted = function(table[units][:, columns], direction)
    assert_allclose(permuted, scores[units][:, columns], rtol=1e-9, atol=1e-9)


@given(table=tables, seed=st.integers(0, 99))
def test_permuting_units_permutes_treatment(table, seed):
    order = np.random.default_rng(seed).permutation(len(table))
    assert_allclose(treat(table[order]).values, treat(table).values[order], rtol=1e-9, atol=1e-9)


@given(
    table=tables,
    direction=directions,
    factor=st.sampled_from([0.001, 0.5, 3, 1000]),
    shift=st.integers(-100, 100),
)
def test_a_change_of_unit_changes_no_score(table, direction, factor, shift):
    low, high = marks(table.shape[1])
    other = table * factor + shift
    own, clipped = normalise.goalposts(table, low, high, direction)
    scores, _ = normalise.goalposts(other, low * factor + shift, high * factor + shift, direction)
    assert_allclose(scores, own, atol=1e-6)
    assert clipped.shape == table.shape
    for function in METHODS:
        assert_allclose(function(other, direction), function(table, direction), atol=1e-6)
    scores, _ = normalise.target_band(table, low - 30, high + 30, low, high)
    low, high = low * factor + shift, high * factor + shift
    moved, _ = normalise.target_band(other, low - 30 * factor, high + 30 * factor, low, high)
    inside = np.abs(scores) > 1e-6  # at an outer mark rounding decides between 0 and almost 0
    assert_allclose(moved[inside], scores[inside], atol=1e-5)


@given(table=tables, direction=directions)
def test_mirroring_the_direction_mirrors_the_score(table, direction):
    low, high = marks(table.shape[1])
    own, clipped = normalise.goalposts(table, low, high, direction)
    other, clipped_too = normalise.goalposts(table, low, high, FLIP[direction])
    assert_allclose(own + other, np.where(np.isnan(table), np.nan, 100), atol=1e-9)
    assert_array_equal(clipped, clipped_too)
    sums = {normalise.min_max: 100, normalise.z_score: 0, normalise.distance_to_maximum: 1}
    for function, total in sums.items():
        both = function(table, direction) + function(table, FLIP[direction])
        assert_allclose(both[np.isfinite(both)], total, atol=1e-6)
        assert_allclose(function(-table, FLIP[direction]), function(table, direction), atol=1e-6)


@given(table=tables, direction=directions)
def test_scores_stay_between_0_and_100(table, direction):
    low, high = marks(table.shape[1])
    results = [
        normalise.goalposts(table, low, high, direction)[0],
        normalise.target_band(table, low - 30, high + 30, low, high)[0],
        normalise.min_max(table, direction),
        100 * normalise.percentile_rank(table, direction),
        100 * normalise.distance_to_maximum(table, direction),
    ]
    for scores in results:
        known = scores[np.isfinite(scores)]
        assert ((known >= 0) & (known <= 100)).all()
        assert (np.isnan(scores) >= np.isnan(table)).all()


@given(table=tables, peer=st.integers(-1000, 1000), direction=directions)
def test_a_new_peer_moves_nobody_under_goalposts(table, peer, direction):
    low, high = marks(table.shape[1])
    alone, _ = normalise.goalposts(table, low, high, direction)
    with_peer, _ = normalise.goalposts(
        np.vstack([table, np.full(table.shape[1], peer)]), low, high, direction
    )
    assert_array_equal(with_peer[:-1], alone)


@given(table=tables, seed=st.integers(0, 99))
def test_a_weighted_mean_lies_within_its_scores_and_ignores_order_and_scale(table, seed):
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.1, 5, table.shape[1])
    order = rng.permutation(table.shape[1])
    mean, coverage = weighted_mean(table, weights, 0)
    known = np.isfinite(mean)
    assert_array_equal(known, np.isfinite(table).any(axis=1))
    assert (mean[known] >= np.nanmin(table[known], axis=1) - 1e-9).all()
    assert (mean[known] <= np.nanmax(table[known], axis=1) + 1e-9).all()
    other, other_coverage = weighted_mean(table[:, order], 7 * weights[order], 0)
    assert_allclose(other, mean, atol=1e-9)
    assert_allclose(other_coverage, coverage)


@given(
    table=arrays(float, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.floats(1, 100))
)
def test_means_are_ordered_harmonic_geometric_arithmetic_quadratic(table):
    weights = np.ones(table.shape[1])
    means = [power_mean(table, weights, exponent) for exponent in (-1, 0, 1, 2)]
    for smaller, greater in pairwise(means):
        assert (smaller <= greater + 1e-9).all()


@given(table=tables, seed=st.integers(0, 99))
def test_outranking_does_not_depend_on_the_order_of_units_even_with_gaps(table, seed):
    order = np.random.default_rng(seed).permutation(len(table))
    own = copeland(table)
    assert_array_equal(copeland(table[order]), own[order])
    assert np.nansum(own) == 0


@given(values=arrays(float, st.integers(1, 15), elements=cells))
def test_ranks_agree_with_pandas(values):
    for ties in ("min", "max", "average"):
        for descending in (False, True):
            expected = pd.Series(values).rank(method=ties, ascending=not descending)
            assert_array_equal(ranks(values, ties, descending), expected)


@settings(max_examples=30)
@given(seed=st.integers(0, 999), depth=st.integers(2, 5))
def test_an_index_does_not_depend_on_the_order_of_its_tables_at_any_depth(seed, depth):
    rng = np.random.default_rng(seed)
    rows, parents = [("top", depth, "", 1.0)], ["top"]
    for level in range(depth - 1, 0, -1):
        children = [f"{parent}.{k}" for parent in parents for k in range(rng.integers(1, 4))]
        rows += [(c, level, c.rpartition(".")[0], rng.uniform(0.2, 3)) for c in children]
        parents = children
    table = pd.DataFrame(rows, columns=["code", "level", "parent", "weight"]).set_index("code")
    table["direction"] = "higher_is_better"
    scores = pd.DataFrame(rng.uniform(1, 100, (6, len(parents))), columns=parents)
    scores = scores.mask(rng.random(scores.shape) < 0.2)
    own, coverage = aggregate(scores, structure(table), "geometric", 0.5)
    shuffled = table.sample(frac=1, random_state=seed)
    columns = rng.permutation(scores.columns)
    other, _ = aggregate(scores[columns].iloc[::-1], structure(shuffled), "geometric", 0.5)
    assert_allclose(other.loc[own.index, own.columns], own)
    assert ((coverage >= 0) & (coverage <= 1)).all(axis=None)
