"""Correlations and their intervals, against SciPy and a published example."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from resilience.analysis.correlation import pearson, spearman

PAIRS = st.lists(
    st.tuples(*[st.floats(-1e3, 1e3).map(lambda v: round(v, 2))] * 2), min_size=4, max_size=30
)


def split(pairs) -> tuple[np.ndarray, np.ndarray]:
    x, y = np.array(pairs).T
    assume(np.ptp(x) > 0 and np.ptp(y) > 0)
    return x, y


@given(PAIRS)
def test_pearson_is_scipys_with_scipys_interval(pairs):
    x, y = split(pairs)
    found, expected = pearson(x, y), stats.pearsonr(x, y)
    assert found.value == pytest.approx(expected.statistic, abs=1e-9)
    assume(abs(found.value) < 0.999999)
    interval = expected.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-6)


@given(PAIRS)
def test_spearman_is_scipys(pairs):
    x, y = split(pairs)
    assert spearman(x, y).value == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-9)


def test_the_interval_of_spearman_is_that_of_the_example_of_bonetts_own_package():
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    found = spearman(np.array(x), np.array(y))
    assert found.value == pytest.approx(0.8699639, abs=1e-7)
    assert (found.low, found.high) == pytest.approx((0.5840951, 0.9638297), abs=1e-7)


@given(PAIRS)
def test_intervals_hold_their_coefficient_and_turn_with_its_sign(pairs):
    x, y = split(pairs)
    for method in (pearson, spearman):
        found, turned = method(x, y), method(x, -y)
        assert turned.value == pytest.approx(-found.value, abs=1e-12)
        if found.low == found.low:
            assert -1 <= found.low <= found.value <= found.high <= 1


@given(PAIRS)
def test_ranks_do_not_care_for_the_scale(pairs):
    x, y = split(pairs)
    assert spearman(x**3, y) == spearman(x, y)


def test_the_interval_covers_the_truth_as_often_as_it_says():
    random, inside = np.random.default_rng(3), 0
    for _ in range(2000):
        x, noise = random.normal(size=(2, 10))
        found = pearson(x, 0.6 * x + 0.8 * noise)
        inside += found.low <= 0.6 <= found.high
    assert inside / 2000 == pytest.approx(0.95, abs=0.015)


def test_missing_pairs_are_left_out():
    x, y = np.array([1, 2, np.nan, 4, 5, 6]), np.array([2, 1, 9, np.nan, 5, 7])
    assert pearson(x, y) == pearson(np.array([1, 2, 5, 6]), np.array([2, 1, 5, 7]))
    assert pearson(x, y).n == 4


@pytest.mark.parametrize(
    ("x", "y"), [([1, 2, 3], [1, 2, 4]), ([1, 1, 1, 1], [1, 2, 3, 4]), ([], [])]
)
def test_too_few_or_equal_values_have_no_coefficient(x, y):
    for method in (pearson, spearman):
        found = method(np.array(x), np.array(y))
        assert np.isnan([found.value, found.low, found.high]).all()
        assert found.n == len(x)


def test_an_exact_line_has_no_interval_that_would_claim_certainty():
    found = pearson(np.arange(5), -2.0 * np.arange(5))
    assert found.value == pytest.approx(-1)
    assert np.isnan([found.low, found.high]).all()
