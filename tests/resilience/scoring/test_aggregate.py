"""Aggregation: means by weight, coverage and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.aggregate import weighted_mean


def test_mean_leaves_out_missing_scores_and_tells_the_weight_present():
    mean, coverage = weighted_mean([[10, 20, 40], [10, np.nan, 40]], [1, 1, 2])
    assert_allclose(mean, [27.5, 30])
    assert_allclose(coverage, [1, 0.75])


def test_mean_is_null_below_the_minimum_coverage_and_present_at_it():
    mean, coverage = weighted_mean([[1, np.nan, np.nan], [1, 1, np.nan]], [0.3, 0.3, 0.4], 0.6)
    assert_allclose(mean, [np.nan, 1])
    assert_allclose(coverage, [0.3, 0.6])


def test_nothing_present_is_null_even_without_a_minimum():
    mean, coverage = weighted_mean([[np.nan, np.nan], [np.nan, 5]], [1, 0], 0)
    assert_allclose(mean, [np.nan, np.nan])
    assert_allclose(coverage, [0, 0])


def test_mean_runs_along_any_axis():
    scores = np.arange(24.0).reshape(2, 3, 4)
    mean, coverage = weighted_mean(scores, [1, 2, 1], axis=1)
    assert_allclose(mean, scores[:, 1])
    assert coverage.shape == (2, 4)


@pytest.mark.parametrize("weights", [[0, 0], [-1, 2], [np.nan, 1], [np.inf, 1]])
def test_weights_that_cannot_be_used_are_refused(weights):
    with pytest.raises(ValueError, match="weights:"):
        weighted_mean([1, 2], weights)


@pytest.mark.parametrize("minimum", [-0.1, 1.1, np.nan])
def test_a_minimum_outside_its_range_is_refused(minimum):
    with pytest.raises(ValueError, match="minimum_coverage"):
        weighted_mean([1, 2], [1, 1], minimum)
