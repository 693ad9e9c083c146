"""Normalisation: fixed marks, target bands and what happens at their edges."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring.normalise import goalposts, target_band


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
