"""Sampling noise: exact intervals and draws from them or from counts."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from resilience.scoring.noise import (
    binomial_interval,
    draws_from_counts,
    draws_from_intervals,
    poisson_interval,
)


def test_poisson_intervals_are_the_exact_ones():
    low, high = poisson_interval([0, 1, 10, np.nan, -1])
    # Garwood (1936), 95 %: 0 -> 0..3.689, 1 -> 0.0253..5.572, 10 -> 4.795..18.39.
    assert_allclose(low, [0, 0.0253178, 4.795389, np.nan, np.nan], rtol=1e-5)
    assert_allclose(high, [3.688879, 5.571643, 18.390356, np.nan, np.nan], rtol=1e-6)


@pytest.mark.parametrize(("count", "trials"), [(0, 10), (3, 10), (10, 10), (1, 1000)])
def test_binomial_intervals_are_the_exact_ones(count, trials):
    expected = stats.binomtest(count, trials).proportion_ci(0.9, "exact")
    low, high = binomial_interval(count, trials, 0.9)
    assert_allclose([low, high], [expected.low, expected.high], rtol=1e-6, atol=1e-9)


def test_impossible_counts_have_no_interval():
    low, high = binomial_interval([5, 0, np.nan], [3, 0, 4])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize("level", [0, 1, -1, 95])
def test_levels_outside_their_range_are_refused(level):
    with pytest.raises(ValueError, match="allowed is between 0 and 1"):
        poisson_interval(3, level)


def test_draws_fill_their_interval_as_often_as_it_says():
    draws = draws_from_intervals([[10.0, 5.0]], [[8.0, np.nan]], [[16.0, np.nan]], 20000, 1)
    inside = (draws[:, 0, 0] >= 8) & (draws[:, 0, 0] <= 16)
    assert inside.mean() == pytest.approx(0.95, abs=0.01)
    assert np.median(draws[:, 0, 0]) == pytest.approx(10, abs=0.1)
    assert np.isnan(draws[:, 0, 1]).all()


def test_rates_are_never_drawn_below_zero_and_differences_may_be():
    low, high = poisson_interval(2)
    draws = draws_from_intervals([[2.0, 0.0]], [[low, -5.0]], [[high, 5.0]], 20000, 1)
    assert draws[:, 0, 0].min() == 0
    assert np.median(draws[:, 0, 0]) == pytest.approx(2, abs=0.05)
    assert draws[:, 0, 1].min() < -5


def test_an_interval_that_misses_its_value_is_refused():
    with pytest.raises(ValueError, match=r"interval at \[0, 1\] does not hold"):
        draws_from_intervals([[1.0, 5.0]], [[0.0, 6.0]], [[2.0, 7.0]], 10, 1)


def test_draws_from_counts_come_close_to_the_exact_interval():
    low, high = poisson_interval(12)
    draws = draws_from_counts([[12.0, np.nan]], 2.0, 40000, 1)
    assert np.isnan(draws[..., 1]).all()
    assert_allclose(np.quantile(draws[:, 0, 0], [0.025, 0.975]), [2 * low, 2 * high], rtol=0.08)
    low, high = binomial_interval(12, 40)
    draws = draws_from_counts([[12.0]], 100.0, 40000, 1, trials=[[40.0]])
    assert_allclose(np.quantile(draws, [0.025, 0.975]), [100 * low, 100 * high], rtol=0.08)


def test_shares_without_a_number_of_trials_are_drawn_as_rates():
    draws = draws_from_counts([[12.0, 12.0]], 1.0, 2000, 1, trials=[[np.nan, 12.5]])
    assert draws[:, 0, 0].mean() == pytest.approx(12.5, rel=0.05)
    assert draws[:, 0, 1].max() <= 1


def test_draws_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="exceeds its number of trials"):
        draws_from_counts([[5.0]], 1.0, 10, 1, trials=[[4.0]])
    with pytest.raises(ValueError, match="draws: found 0"):
        draws_from_counts([[5.0]], 1.0, 0, 1)
