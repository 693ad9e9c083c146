"""Replaying the reference's uncertainty and sensitivity analysis gives its scores and ranks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.scoring.assumptions import Assumptions
from resilience.scoring.doubt import summarise
from resilience.scoring.recipe import Normalisation
from resilience.scoring.sensitivity import (
    mean_rank_change,
    reference_indices,
    reference_picks,
    sobol_sample,
)
from resilience.scoring.treat import Treatment
from resilience.scoring.uncertainty import rank_replications, replicate

FACTORS = {
    "Winmax": "treatment",
    "Normalisation": "normalisation",
    "Weights": "weights",
    "Aggregation": "aggregation",
}


def r_uniform(seed: int, count: int) -> np.ndarray:
    """Return R's ``set.seed(seed); runif(count)``: its seeding of the Mersenne Twister."""
    words, word = [], seed
    for _ in range(50 + 625):
        word = (69069 * word + 1) % 2**32
        words.append(word)
    twister = np.random.MT19937()
    key = np.array(words[51:], dtype=np.uint32)
    twister.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": 624}}
    return twister.random_raw(count) * 2.3283064365386963e-10


@pytest.fixture(scope="module")
def assumptions(asem) -> Assumptions:
    """Return the four assumptions of the reference, its weights drawn from their seed."""
    weights = pd.read_csv(asem.folder / "pipeline/weights_original.csv")
    noisy = np.isin(weights["Level"], [2, 3])
    u = r_uniform(20240101, 100 * noisy.sum()).reshape(100, -1)
    sets = np.tile(weights["Weight"].to_numpy(float), (100, 1))
    sets[:, noisy] *= 1 + 0.25 * (2 * u - 1)
    sets = pd.DataFrame(sets, columns=weights["iCode"])
    return Assumptions(
        treatments=[
            Treatment(max_winsorised=most, transformation="log_ct", ties_may_exceed=True)
            for most in range(1, 6)
        ],
        normalisations=[
            Normalisation("min_max", {"lower": 1}),
            Normalisation("z_score", {"mean": 10, "sd": 2}),
        ],
        aggregations=["arithmetic", "geometric"],
        weights=sets[asem.inputs.structure.table.index].to_numpy(),
    )


def replayed(asem, assumptions: Assumptions, name: str) -> np.ndarray:
    picks = pd.read_csv(asem.folder / f"sa/{name}_sample_index.csv") - 1
    values = asem.expected("pipeline/imputed")
    (scores,) = replicate(values, asem.inputs.structure, assumptions, picks.rename(columns=FACTORS))
    return scores


@pytest.mark.parametrize(("name", "seed"), [("ua100", 42), ("sa100", None)])
def test_every_replication_has_the_reference_s_scores_and_ranks(asem, assumptions, name, seed):
    if seed:
        sample = pd.read_csv(asem.folder / f"sa/{name}_sample_u.csv")
        assert_array_equal(r_uniform(seed, 400).reshape(4, 100).T, sample)
    scores = replayed(asem, assumptions, name)
    expected = asem.expected(f"sa/{name}_scores").drop(columns="Nominal").T
    assert_allclose(scores, expected, rtol=1e-9)
    expected = asem.expected(f"sa/{name}_ranks").drop(columns="Nominal").T
    assert_array_equal(rank_replications(scores), expected)


@pytest.mark.parametrize(("name", "rows"), [("ua100", 100), ("sa100", 200)])
def test_intervals_of_ranks(asem, assumptions, name, rows):
    scores = replayed(asem, assumptions, name)[:rows]
    expected = asem.expected(f"sa/{name}_rankstats")
    own = summarise(scores, expected.index.tolist()).units
    for ours, theirs in {
        "rank_mean": "Mean",
        "rank_median": "Median",
        "rank_low": "Q5",
        "rank_high": "Q95",
    }.items():
        assert_allclose(own[ours], expected[theirs], rtol=1e-9, err_msg=ours)


def test_the_reference_s_indices_and_its_way_of_picking_alternatives(asem, assumptions):
    sample = pd.read_csv(asem.folder / "sa/sa100_sample_u.csv").to_numpy()
    picks = pd.read_csv(asem.folder / "sa/sa100_sample_index.csv") - 1
    assert_array_equal(reference_picks(sample, [5, 2, 100, 2]), picks)
    nominal = asem.expected("sa/sa100_nominal")["Score"].to_numpy()
    output = mean_rank_change(replayed(asem, assumptions, "sa100"), nominal)
    expected = pd.read_csv(asem.folder / "sa/sa100_output_y.csv")["mean_abs_rank_change"]
    assert_allclose(output, expected, rtol=1e-12)
    expected = pd.read_csv(asem.folder / "sa/sa100_sensitivity.csv", index_col="Variable")
    own = reference_indices(output, list(expected.index))
    assert_allclose(own, expected[["Si", "STi"]], rtol=1e-9)
    assert own["first_order"].max() > 1  # the known defect: no share can exceed 1


def test_the_reference_s_indices_of_the_ishigami_function(asem):
    u = pd.read_csv(asem.folder / "sa/ishigami_N4000_sample.csv").to_numpy()
    x = np.pi * (2 * u - 1)
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    expected = pd.read_csv(asem.folder / "sa/ishigami_N4000_estimate.csv")
    own = reference_indices(y, ["V1", "V2", "V3"])
    assert_allclose(own, expected[["Si", "STi"]], rtol=1e-9)


def test_a_sobol_sample_of_these_assumptions_runs_through(asem, assumptions):
    picks = sobol_sample(assumptions, 8, seed=1)
    assert list(picks) == ["treatment", "normalisation", "aggregation", "weights"]
    scores = replicate(asem.expected("pipeline/imputed"), asem.inputs.structure, assumptions, picks)
    assert np.isfinite(scores).all()
