"""Outliers: moments, winsorising, transformations, and columns that cannot be assessed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from resilience.scoring.treat import Treatment, moments, transform, treat

TAIL = np.array([[1.0], [2], [3], [4], [5], [6], [7], [8], [9], [200]])


def test_moments_are_the_bias_corrected_ones_of_what_is_present():
    x = np.random.default_rng(1).lognormal(size=(30, 3))
    x[:5, 1] = np.nan
    skew, kurtosis = moments(x)
    for column in range(3):
        values = x[:, column][np.isfinite(x[:, column])]
        assert_allclose(skew[column], stats.skew(values, bias=False))
        assert_allclose(kurtosis[column], stats.kurtosis(values, bias=False))


@pytest.mark.parametrize("column", [[1, 2], [1, 2, np.nan], [0.1] * 9, [np.nan] * 4])
def test_too_few_or_equal_values_cannot_be_assessed_and_stay(column):
    x = np.array(column, dtype=float)[:, None]
    result = treat(x)
    assert_array_equal(result.values, x)
    assert result.step.tolist() == ["not assessed"]


def test_an_outlier_is_drawn_in_to_its_neighbour_and_marked():
    result = treat(TAIL)
    assert result.values[-1, 0] == 9
    assert result.moved[:, 0].tolist() == [0] * 9 + [1]
    assert (result.step[0], result.count[0]) == ("winsorised", 1)
    assert result.skew_before[0] > 2 > result.skew_after[0]


def test_a_low_outlier_is_drawn_in_upwards():
    result = treat(-TAIL)
    assert result.values[-1, 0] == -9
    assert result.moved[-1, 0] == -1


def heavy() -> np.ndarray:
    return np.exp(np.linspace(0, 12, 40))[:, None]


def test_what_winsorising_does_not_mend_is_transformed_from_the_original_values():
    x = heavy()
    result = treat(x, Treatment(max_winsorised=1))
    assert result.step[0] == "transformed"
    assert_allclose(result.values, transform(x, "log_ct"))
    assert not result.moved.any()


def test_winsorised_values_are_transformed_where_that_is_asked_for():
    x = heavy()
    rule = Treatment(max_winsorised=1, combine=True)
    winsorised = np.where(x == x.max(), np.sort(x, axis=0)[-2], x)
    result = treat(x, rule)
    assert_allclose(result.values, transform(winsorised, "log_ct"))
    assert result.moved.sum() == 1


def test_without_a_transformation_the_winsorised_values_stay():
    result = treat(heavy(), Treatment(max_winsorised=1, transformation="none"))
    assert result.step[0] == "winsorised"


def test_the_limit_holds_for_ties_unless_the_reference_is_asked_for():
    x = np.array([*np.linspace(0, 1, 60), 50, 50, 50])[:, None]
    sound = treat(x, Treatment(max_winsorised=2, transformation="none"))
    assert sound.count[0] == 0
    assert_array_equal(sound.values, x)
    reference = treat(x, Treatment(max_winsorised=2, transformation="none", ties_may_exceed=True))
    assert reference.count[0] == 3


def test_no_limit_winsorises_until_the_column_passes():
    result = treat(heavy(), Treatment(max_winsorised=None))
    assert result.step[0] == "winsorised"
    assert abs(result.skew_after[0]) < 2 or result.kurtosis_after[0] < 3.5


def test_a_column_that_winsorising_would_flatten_stays_as_it_is():
    x = np.array([0.0] * 20 + [1.0])[:, None]
    result = treat(x)
    assert_array_equal(result.values, x)
    assert result.step.tolist() == ["not assessed"]


def test_negative_skewness_is_mended_where_the_reference_makes_it_worse():
    x = -heavy()
    before = abs(moments(x)[0][0])
    assert abs(moments(transform(x, "log_ct"))[0][0]) > before
    assert abs(moments(transform(x, "log_ct_plus"))[0][0]) < before
    assert_allclose(transform(x, "log_ct_plus"), -transform(-x, "log_ct"))


def test_transformations_follow_their_formulas():
    x = np.array([[2.0], [3], [7], [12]])
    assert_allclose(transform(x, "log_ct"), np.log(x - 2 + 0.1))
    assert_allclose(transform(x, "log_ct_orig"), np.log(x - 1))
    assert_allclose(transform(x, "log_gii"), np.log(11 * (x - 2) / 10 + 1))
    assert_allclose(transform(x, "boxcox", 0), np.log(x - 1))
    assert_allclose(transform(x, "boxcox", 0.5), ((x - 1) ** 0.5 - 1) / 0.5)
    assert_allclose(transform(x, "boxcox")[:, 0], stats.boxcox(x[:, 0] - 1)[0], rtol=1e-6)


def test_an_unknown_transformation_is_refused():
    with pytest.raises(ValueError, match="transformation: found 'sqrt'"):
        transform(TAIL, "sqrt")


def test_infinite_values_count_as_missing():
    x = np.vstack([TAIL, [[np.inf]], [[-np.inf]]])
    assert_array_equal(treat(x).values[:10], treat(TAIL).values)
    assert np.isnan(treat(x).values[10:]).all()


def test_many_tables_at_once_are_treated_like_one_by_one():
    x = np.random.default_rng(2).lognormal(0, 1.5, (6, 40, 5))
    x[np.random.default_rng(3).random(x.shape) < 0.05] = np.nan
    rule = Treatment(max_winsorised=2)
    together = treat(x, rule)
    for table, values, moved in zip(x, together.values, together.moved, strict=True):
        single = treat(table, rule)
        assert_array_equal(values, single.values)
        assert_array_equal(moved, single.moved)
    assert {"kept", "winsorised", "transformed"} <= set(together.step.ravel())
