"""Sobol' indices: right on a function whose indices are known, and honest at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from SALib.sample import sobol

from resilience.scoring.assumptions import Assumptions
from resilience.scoring.direction import ScoringWarning
from resilience.scoring.recipe import Normalisation
from resilience.scoring.sensitivity import (
    indices,
    mean_rank_change,
    reference_indices,
    sobol_sample,
    varied,
)
from resilience.scoring.treat import Treatment

FACTORS = ["x1", "x2", "x3"]


def ishigami(points: int, seed: int) -> np.ndarray:
    problem = {"num_vars": 3, "names": FACTORS, "bounds": [[-np.pi, np.pi]] * 3}
    x = sobol.sample(problem, points, calc_second_order=False, seed=seed)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_indices_of_the_ishigami_function_are_the_analytic_ones():
    own = indices(ishigami(2048, 1), FACTORS)
    assert_allclose(own["first_order"], [0.3139, 0.4424, 0], atol=0.02)
    assert_allclose(own["total"], [0.5576, 0.4424, 0.2437], atol=0.02)
    assert (own["total_low"] <= own["total"]).all()
    assert (own["total"] <= own["total_high"]).all()


def test_adding_a_constant_to_the_output_changes_nothing():
    y = ishigami(256, 2)
    assert_allclose(indices(y + 1000, FACTORS), indices(y, FACTORS), atol=1e-6)


def test_the_same_seed_gives_the_same_intervals():
    y = ishigami(64, 2)
    assert indices(y, FACTORS, seed=0).equals(indices(y, FACTORS, seed=0))
    assert not indices(y, FACTORS, seed=0).equals(indices(y, FACTORS, seed=1))


def test_more_points_narrow_the_intervals():
    def width(points: int) -> float:
        own = indices(ishigami(points, 3), FACTORS)
        return float((own["first_order_high"] - own["first_order_low"]).mean())

    assert width(2048) < width(64) / 2


def test_a_constant_output_has_no_indices():
    with pytest.warns(ScoringWarning, match="does not vary"):
        assert indices(np.ones(20), FACTORS).isna().all(axis=None)


@pytest.mark.parametrize(
    ("outputs", "message"),
    [([1.0] * 6, "found 6 for 3 factors"), ([], "found 0"), ([np.nan] * 5, "5 are missing")],
)
def test_outputs_that_do_not_fit_are_refused(outputs, message):
    with pytest.raises(ValueError, match=message):
        indices(np.array(outputs), FACTORS)


def test_only_what_has_alternatives_can_be_varied():
    assumptions = Assumptions(treatments=[None, Treatment()])
    assert varied(assumptions) == ["treatment"]
    with pytest.raises(ValueError, match=r"\['aggregation'\] have a single alternative"):
        varied(assumptions, ["treatment", "aggregation"])
    with pytest.raises(ValueError, match=r"found \['colour'\]"):
        varied(assumptions, ["colour"])
    with pytest.raises(ValueError, match="no assumption has more than one"):
        sobol_sample(Assumptions(), 8, 1)
    with pytest.raises(ValueError, match="powers of 2"):
        sobol_sample(assumptions, 10, 1)


def test_a_sample_visits_all_alternatives_evenly_in_blocks_for_the_estimator():
    assumptions = Assumptions(
        treatments=[None, Treatment()], normalisations=[Normalisation(), Normalisation("z_score")]
    )
    picks = sobol_sample(assumptions, 64, seed=1)
    assert picks.equals(sobol_sample(assumptions, 64, seed=1))
    assert len(picks) == 64 * 4
    assert_allclose(picks.mean(), 0.5, atol=0.02)
    first = picks.iloc[:4].to_numpy()
    assert (first[1] != first[0]).sum() <= 1
    assert (first[2] != first[0]).sum() <= 1


def test_rank_change_averages_over_units_that_have_a_score():
    nominal = np.array([3.0, 2.0, 1.0])
    scores = np.array([[3.0, 2, 1], [1, 2, 3], [3, np.nan, 4]])
    assert_allclose(mean_rank_change(scores, nominal), [0, 4 / 3, 1.5])


def test_the_uncentred_indices_of_a_case_worked_by_hand():
    a, b, first_from_b, second_from_b = [1, 3], [2, 4], [2, 3], [1, 5]
    found = reference_indices(np.array([a, b, first_from_b, second_from_b]), ["first", "second"])
    # The variance of 1, 3, 2, 4 is 5/3.
    assert_allclose(found["first_order"], [0.6, 2.4])
    assert_allclose(found["total"], [0.15, 0.6])
