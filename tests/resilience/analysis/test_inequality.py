"""Measures of inequality against values by hand and identities that always hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.analysis.inequality import dissimilarity, gini, theil, theil_parts

ONES = np.ones(4)


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        (array(5, 5, 5, 5), ONES, 0),
        (array(0, 0, 0, 8), ONES, 3 / 4),  # one has it all: 1 - 1/n
        (array(1, 2, 3, 4), ONES, 1 / 4),  # mean difference 1.25 over twice the mean of 2.5
        (array(1, 3), array(3, 1), 1 / 4),  # mean difference 0.75 over twice the mean of 1.5
        (array(10, 30), array(1, 1), 1 / 4),
    ],
)
def test_gini_by_hand(values, weights, expected):
    assert gini(values, weights) == pytest.approx(expected)


def test_theil_by_hand():
    assert theil(array(5, 5), array(1, 9)) == pytest.approx(0)
    assert theil(array(0, 0, 0, 8), ONES) == pytest.approx(math.log(4))
    by_hand = (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2
    assert theil(array(1, 3), array(1, 1)) == pytest.approx(by_hand)


def test_theil_between_and_within_by_hand():
    values, weights = array(1, 3, 2, 2), ONES
    between, within = theil_parts(values, weights, np.array(["a", "a", "b", "b"]))
    assert between == pytest.approx(0)  # both groups have a mean of 2
    assert within == pytest.approx(theil(array(1, 3), array(1, 1)) / 2)
    between, within = theil_parts(array(1, 1, 3, 3), weights, np.array(["a", "a", "b", "b"]))
    assert within == pytest.approx(0)
    assert between == pytest.approx(theil(array(1, 3), array(1, 1)))


def test_dissimilarity_by_hand():
    assert dissimilarity(array(10, 20), array(30, 60)) == pytest.approx(0)
    assert dissimilarity(array(10, 0), array(0, 5)) == pytest.approx(1)
    # 3/4 and 1/4 of the group against 1/2 and 1/2 of the rest: a quarter would have to move
    assert dissimilarity(array(30, 10), array(50, 50)) == pytest.approx(1 / 4)


POSITIVE = st.floats(0.01, 1000)
ROWS = st.lists(st.tuples(st.floats(0, 1000), POSITIVE, st.sampled_from("abc")), min_size=2)


@given(ROWS)
def test_identities_of_all_measures(rows):
    values, weights, groups = (np.array(column) for column in zip(*rows, strict=True))
    if values.sum() < 1e-3:
        return
    whole = theil(values, weights)
    between, within = theil_parts(values, weights, groups)
    assert between + within == pytest.approx(whole, abs=1e-9)
    assert min(between, within) > -1e-9
    assert -1e-9 < gini(values, weights) < 1
    for measure in (gini, theil):
        same = measure(values, weights)
        assert measure(7 * values, weights) == pytest.approx(same, abs=1e-9)
        assert measure(values, 3 * weights) == pytest.approx(same, abs=1e-9)
        twice = measure(np.tile(values, 2), np.tile(weights, 2))
        assert twice == pytest.approx(same, abs=1e-9)


@given(st.lists(st.tuples(POSITIVE, POSITIVE), min_size=3, max_size=8))
def test_gini_is_half_the_mean_difference_in_means(rows):
    values, weights = (np.array(column) for column in zip(*rows, strict=True))
    share = weights / weights.sum()
    apart = np.abs(values[:, None] - values[None]) * share[:, None] * share[None]
    assert gini(values, weights) == pytest.approx(apart.sum() / 2 / (share @ values))


@pytest.mark.parametrize("measure", [gini, theil, dissimilarity])
@pytest.mark.parametrize("values", [array(), array(0, 0), array(1, -1)])
def test_what_has_no_measure_is_refused(measure, values):
    with pytest.raises(ValueError, match="at least"):
        measure(values, np.ones(len(values)))
