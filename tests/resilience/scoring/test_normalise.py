"""Normalisation: fixed marks, target bands and what happens at their edges."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring import normalise
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.normalise import goalposts, target_band
from resilience.scoring.recipe import Normalisation


def test_goalposts_place_values_between_their_marks_and_mark_what_they_clip():
    scores, clipped = goalposts([-5.0, 0.0, 5.0, 10.0, 12.0], 0, 10)
    assert_allclose(scores, [0, 0, 50, 100, 100])
    assert_array_equal(clipped, [True, False, False, False, True])


def test_goalposts_flip_with_the_direction_and_leave_marks_on_the_original_scale():
    scores, clipped = goalposts(
        [[2.0, 2.0, 2.0]], 0, 10, ["higher_is_better", "lower_is_better", "context"]
    )
    assert_allclose(scores, [[20, 80, np.nan]])
    assert not clipped.any()


def test_goalposts_need_no_marks_for_columns_without_score():
    scores, clipped = goalposts(
        [[2.0, 2.0]], [0, np.nan], [10, np.nan], ["higher_is_better", "context"]
    )
    assert_allclose(scores, [[20, np.nan]])
    assert not clipped.any()


def test_goalposts_take_one_pair_of_marks_per_column():
    scores, _ = goalposts([[1.0, 10.0], [2.0, 30.0]], [0, 10], [4, 30])
    assert_allclose(scores, [[25, 0], [50, 100]])


def test_goalposts_give_null_for_missing_and_infinite_values():
    scores, clipped = goalposts([np.nan, np.inf, -np.inf], 0, 1)
    assert np.isnan(scores).all()
    assert not clipped.any()


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (np.nan, 1), (0, np.nan)])
def test_goalposts_refuse_marks_that_are_missing_equal_or_swapped(low, high):
    with pytest.raises(ValueError, match="low must be below high"):
        goalposts([0.5], low, high)


def test_goalposts_refuse_an_unknown_direction():
    with pytest.raises(ValueError, match=r"found \['up'\], allowed are"):
        goalposts([0.5], 0, 1, "up")


def test_goalposts_refuse_a_target_band_without_its_marks():
    with pytest.raises(ValueError, match="needs its own marks"):
        goalposts([0.5], 0, 1, "target_band")


def test_target_band_is_full_inside_and_falls_linearly_to_the_outer_marks():
    scores, clipped = target_band([-1, 0, 1, 2, 3, 4, 7, 10, 11, np.nan, np.inf], 0, 10, 2, 4)
    assert_allclose(scores, [0, 0, 50, 100, 100, 100, 50, 0, 0, np.nan, np.nan])
    assert_array_equal(clipped, [True] + [False] * 7 + [True, False, False])


def test_target_band_open_to_one_side_drops_at_that_mark():
    scores, clipped = target_band([-0.1, 0, 1, 3, 4], 0, 4, 0, 2)
    assert_allclose(scores, [0, 100, 100, 50, 0])
    assert_array_equal(clipped, [True, False, False, False, False])


@pytest.mark.parametrize("marks", [(0, 10, 5, 4), (0, 10, -1, 4), (0, 10, 5, 11), (1, 1, 1, 1)])
def test_target_band_refuses_marks_out_of_order(marks):
    with pytest.raises(ValueError, match="low <= band_low <= band_high <= high"):
        target_band([1.0], *marks)


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


@pytest.mark.parametrize(
    "function",
    [
        normalise.min_max,
        normalise.z_score,
        normalise.rank,
        normalise.borda,
        normalise.percentile_rank,
        normalise.distance_to_maximum,
        normalise.fraction_of_maximum,
    ],
)
@pytest.mark.parametrize("values", [(0.1,) * 7, (3,), (3, np.nan), (5, 5, np.inf)])
def test_a_column_without_spread_scores_null_with_a_message(function, values):
    with pytest.warns(ScoringWarning, match=r"columns \[0\]: all values are equal"):
        assert np.isnan(function(column(*values))).all()


@pytest.mark.parametrize("function", [normalise.min_max, normalise.z_score, normalise.rank])
def test_a_column_without_values_scores_null(function):
    x = np.column_stack([[np.nan] * 3, [1, 2, 3]])
    scores = function(x)
    assert np.isnan(scores[:, 0]).all()
    assert np.isfinite(scores[:, 1]).all()


def test_min_max_takes_its_range_from_the_column_and_skips_gaps():
    scores = normalise.min_max(column(1, np.nan, 2, 5), "lower_is_better", 1, 101)
    assert_allclose(scores, column(101, np.nan, 76, 1))


def test_z_score_uses_the_sample_standard_deviation():
    scores = normalise.z_score(column(1, 2, 3, np.nan), mean=50, sd=10)
    assert_allclose(scores, column(40, 50, 60, np.nan))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", (1, 2, 2, 4)), ("max", (1, 3, 3, 4)), ("average", (1, 2.5, 2.5, 4))],
)
def test_ranks_count_what_is_present_and_treat_ties_as_asked(ties, expected):
    x = column(1, 2, 2, 9)
    assert_allclose(normalise.rank(x, ties=ties), column(*expected))
    with_gap = normalise.rank(np.vstack([x, [[np.nan]]]), ties=ties)
    assert_allclose(with_gap, column(*expected, np.nan))
    assert_allclose(normalise.borda(x, ties=ties), column(*expected) - 1)
    assert_allclose(normalise.percentile_rank(x, ties=ties), (column(*expected) - 1) / 3)


def test_an_unknown_treatment_of_ties_is_refused():
    with pytest.raises(ValueError, match="ties: found 'first'"):
        normalise.rank(column(1, 2), ties="first")


def test_distances_to_reference_and_target():
    x = column(0, 5, 10, 20)
    assert_allclose(normalise.distance_to_reference(x, 2), column(0, 0.5, 1, 2))
    assert_allclose(normalise.distance_to_reference(x, 2, cap=True), column(0, 0.5, 1, 1))
    assert_allclose(normalise.distance_to_target(x, 10), column(0, 0.5, 1, 2))
    assert_allclose(
        normalise.distance_to_target(x, 5, "lower_is_better", cap=True),
        column(1, 1, 10 / 15, 0),
    )


def test_distances_are_null_where_the_reference_is_worst_or_missing():
    x = column(0, 5, np.nan)
    assert np.isnan(normalise.distance_to_reference(x, 0)).all()
    assert np.isnan(normalise.distance_to_reference(x, 2)).all()
    assert np.isnan(normalise.distance_to_target(x, np.nan)).all()
    assert np.isnan(normalise.distance_to_target(x, -1)).all()


def test_fraction_of_the_best_falls_with_worse_values_in_both_directions():
    x = column(2, 4, 8)
    assert_allclose(normalise.fraction_of_maximum(x), column(0.25, 0.5, 1))
    assert_allclose(normalise.fraction_of_maximum(x, "lower_is_better"), column(1, 0.5, 0.25))
    assert_allclose(
        normalise.fraction_of_maximum(x, "lower_is_better", reference_ratio=True), column(1, 2, 4)
    )


def test_fraction_of_the_best_needs_a_true_zero():
    assert np.isnan(normalise.fraction_of_maximum(column(-1, 2))).all()
    assert np.isnan(normalise.fraction_of_maximum(column(0, 2), "lower_is_better")).all()


def test_scaling_is_not_limited_unless_asked_for():
    x = np.array([[-5.0, -5.0], [15.0, 15.0]])
    scores = normalise.scaled(x, 0, 10, truncate=[False, True])
    assert_allclose(scores, [[-50, 0], [150, 100]])


def test_a_recipe_scores_target_bands_first_and_then_normalises_them():
    marks = {"low": [0, 0], "high": [10, 100], "band_low": [0, 40], "band_high": [0, 60]}
    x = np.array([[2.0, 20.0], [4.0, 50.0]])
    directions = ["higher_is_better", "target_band"]
    assert_allclose(Normalisation("goalposts", marks).apply(x, directions), [[20, 50], [40, 100]])
    assert_allclose(Normalisation("min_max", marks).apply(x, directions), [[0, 0], [100, 100]])
    with pytest.raises(ValueError, match=r"needs \['band_high'\] as well"):
        Normalisation("min_max", {k: v for k, v in marks.items() if k != "band_high"}).apply(
            x, directions
        )


def test_a_recipe_refuses_unknown_methods_and_options():
    with pytest.raises(ValueError, match="found 'logit', allowed are"):
        Normalisation("logit").apply([[1.0]], ["higher_is_better"])
    with pytest.raises(ValueError, match=r"normalisation min_max: .*unexpected keyword.*top"):
        Normalisation("min_max", {"top": 1}).apply([[1.0], [2.0]], ["higher_is_better"])


def test_goalposts_of_a_recipe_can_have_another_range():
    options = {"low": 0, "high": 10, "lower": 1}
    scores = Normalisation("goalposts", options).apply(column(-3, 5, 10), ["higher_is_better"])
    assert_allclose(scores, column(1, 50.5, 100))
