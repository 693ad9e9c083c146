"""Aggregation: means by weight, coverage and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.scoring.aggregate import aggregate, power_mean, weighted_mean
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.outrank import copeland, outranking
from resilience.scoring.structure import Structure, structure


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


def two_groups() -> Structure:
    rows = [
        ("a", 1, "one", 1, "higher_is_better"),
        ("b", 1, "one", 3, "higher_is_better"),
        ("c", 1, "two", 1, "higher_is_better"),
        ("one", 2, "all", 1, ""),
        ("two", 2, "all", 1, ""),
        ("all", 3, "", 1, ""),
    ]
    columns = ["code", "level", "parent", "weight", "direction"]
    return structure(pd.DataFrame(rows, columns=columns).set_index("code"))


def frame(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["a", "b", "c"], dtype=float)


def test_results_of_a_level_feed_the_next():
    result, coverage = aggregate(frame((10, 20, 40)), two_groups())
    assert_allclose(result, [[17.5, 40, 28.75]])
    assert_allclose(coverage, [[1, 1, 1]])


def test_methods_may_differ_by_level_or_group():
    table, own = frame((10, 20, 40)), two_groups()
    geometric = np.exp((np.log(10) + 3 * np.log(20)) / 4)
    assert_allclose(
        aggregate(table, own, ["geometric", "arithmetic"])[0]["all"], geometric / 2 + 20
    )
    assert_allclose(aggregate(table, own, {"one": "geometric"})[0]["all"], geometric / 2 + 20)
    harmonic = 4 / (1 / 10 + 3 / 20)
    assert_allclose(aggregate(table, own, "harmonic")[0]["one"], harmonic)
    assert_allclose(aggregate(table, own, -1)[0]["one"], harmonic)
    assert_allclose(aggregate(table, own, 0)[0]["one"], geometric)
    assert_allclose(aggregate(table, own, 2)[0]["one"], np.sqrt((100 + 3 * 400) / 4))


def test_missing_scores_are_left_out_of_every_mean():
    for method in ("arithmetic", "geometric", "harmonic", 2):
        result, coverage = aggregate(
            frame((np.nan, 20, 40), (np.nan, np.nan, 9)), two_groups(), method
        )
        assert_allclose(result["one"], [20, np.nan])
        assert_allclose(coverage["one"], [0.75, 0])
        assert_allclose(result.loc[1, "all"], 9)


@pytest.mark.parametrize(
    ("minimum", "by", "expected"),
    [(0.75, "weight", 20), (0.76, "weight", np.nan), (0.5, "count", 20), (0.51, "count", np.nan)],
)
def test_the_minimum_counts_weight_or_children(minimum, by, expected):
    result, _ = aggregate(frame((np.nan, 20, 40)), two_groups(), "arithmetic", [minimum, 0], by)
    assert_allclose(result["one"], [expected])


@pytest.mark.parametrize("bad", [0.0, -3.0])
@pytest.mark.parametrize("method", ["geometric", "harmonic"])
def test_scores_of_zero_or_less_have_no_geometric_or_harmonic_mean(method, bad):
    table = frame((bad, 20, 40), (5, 20, 40))
    with pytest.warns(ScoringWarning, match=r"one: the .* mean needs scores above 0, 1 units"):
        result, _ = aggregate(table, two_groups(), [method, "arithmetic"])
    assert np.isnan(result.loc[0, "one"])
    assert np.isfinite(result.loc[1, "one"])


def test_a_score_below_zero_has_no_quadratic_mean():
    table = frame((-3.0, 20, 40), (0.0, 20, 40))
    with pytest.warns(ScoringWarning, match=r"one: the 2.0 mean needs scores above 0, 1 units"):
        result, _ = aggregate(table, two_groups(), [2.0, "arithmetic"])
    assert np.isnan(result.loc[0, "one"])
    assert_allclose(result.loc[1, "one"], np.sqrt(3 * 20**2 / 4))


def test_a_weight_of_zero_takes_a_bad_score_out_of_the_mean():
    assert_allclose(power_mean(np.array([[-1.0, 7.0]]), np.array([0.0, 1.0]), 0.0), [7])


def test_outranking_compares_units_on_what_both_have():
    x = np.array([[1.0, 5.0], [2.0, np.nan], [np.nan, np.nan]])
    assert_allclose(outranking(x[:2]), [[0, 0], [1, 0]])
    assert_allclose(copeland(x), [-1, 1, np.nan])
    assert_allclose(copeland(x[::-1]), [np.nan, 1, -1])
    assert_allclose(outranking(np.array([[1.0, np.nan], [np.nan, 1.0]]))[0, 1], np.nan)


def test_half_the_weight_is_a_draw_even_if_rounding_says_otherwise():
    x = np.array([[1.0, 0, 1], [0, 1.0, 0]])
    assert_allclose(copeland(x, np.array([0.1, 0.3, 0.2])), [0, 0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "median"}, "method of one: found 'median'"),
        ({"method": ["arithmetic"]}, "found 1 methods for 2 steps"),
        ({"method": {"three": "arithmetic"}}, r"\['three'\] are no groups"),
        ({"minimum_coverage": [0.5]}, "found 1 shares for 2 steps"),
        ({"minimum_coverage": 1.5}, "minimum_coverage: found 1.5"),
        ({"coverage_by": "area"}, "coverage_by: found 'area'"),
    ],
)
def test_choices_that_do_not_fit_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        aggregate(frame((1, 2, 3)), two_groups(), **options)


def test_a_missing_column_is_refused():
    with pytest.raises(ValueError, match=r"no columns \['c'\]"):
        aggregate(frame((1, 2, 3))[["a", "b"]], two_groups())
