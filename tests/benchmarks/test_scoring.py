"""How fast the scoring engine is; run with ``pytest tests/benchmarks -o addopts= -s``.

Nothing here asserts a time. Beside each figure stands what is asked of it, on two cores. COINr
1.1.14 (R 4.2.2) makes about 8 replications a second of its own analysis on such a machine.
"""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from resilience.scoring.aggregate import combine
from resilience.scoring.assumptions import Assumptions, sample
from resilience.scoring.doubt import Doubt, summarise
from resilience.scoring.normalise import goalposts, min_max, percentile_rank
from resilience.scoring.recipe import Normalisation
from resilience.scoring.structure import Structure, structure
from resilience.scoring.treat import Treatment
from resilience.scoring.uncertainty import rank_replications, replicate
from resilience.scoring.weight_draws import dirichlet, noisy

COINR_PER_SECOND = 8
REPLICATIONS = 10_000


def hierarchy(sizes: list[int], dimensions: int) -> Structure:
    """Return an index of groups of the given sizes, spread over some dimensions."""
    rows = [("index", 4, "", "")]
    rows += [(f"d{d}", 3, "index", "") for d in range(dimensions)]
    rows += [(f"g{g}", 2, f"d{g * dimensions // len(sizes)}", "") for g in range(len(sizes))]
    for group, size in enumerate(sizes):
        for place in range(size):
            word = "lower_is_better" if place % 3 == 0 else "higher_is_better"
            rows.append((f"i{group}_{place}", 1, f"g{group}", word))
    table = pd.DataFrame(rows, columns=["code", "level", "parent", "direction"])
    return structure(table.set_index("code").assign(weight=1.0))


def skewed(units: int, own: Structure, gaps: float = 0.0) -> pd.DataFrame:
    """Return a table with outliers, and gaps if asked for."""
    rng = np.random.default_rng(0)
    values = rng.lognormal(0, 1, (units, len(own.indicators)))
    values[rng.random(values.shape) < gaps] = np.nan
    return pd.DataFrame(values, columns=own.indicators)


def report(benchmark, what: str, replications: int | None = None) -> None:
    """Print the mean time, and replications per second beside the reference's."""
    if benchmark.stats is None:
        return
    seconds = benchmark.stats.stats.mean
    rate = f", {replications / seconds:,.0f} replications/s" if replications else ""
    print(f"\n{what}: {seconds:.3f} s{rate}")


def reference_analysis(own: Structure) -> Assumptions:
    """Return the assumptions of the reference's analysis: all four of them varied."""
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
        weights=noisy(own, {2: 0.25, 3: 0.25}, 100, seed=1),
    )


def everything(values: pd.DataFrame, own: Structure) -> Assumptions:
    """Return assumptions of every kind, sampling noise included."""
    x = values.to_numpy()
    rng = np.random.default_rng(1)
    low, high = np.nanquantile(x, [0.05, 0.95], axis=0)
    return Assumptions(
        imputations=rng.lognormal(0, 1, (5, *x.shape)),
        noise=x * rng.lognormal(0, 0.1, (200, *x.shape)),
        treatments=[None, Treatment()],
        normalisations=[
            Normalisation("goalposts", {"low": low, "high": high, "lower": 1}),
            Normalisation("min_max", {"lower": 1}),
            Normalisation("z_score", {"mean": 50, "sd": 10}),
            Normalisation("percentile_rank", {"lower": 1, "upper": 100}),
        ],
        aggregations=["arithmetic", "geometric"],
        weights=dirichlet(own, 50, REPLICATIONS, seed=1),
        left_out=[None, *own.indicators],
    )


def test_uncertainty_analysis_of_the_reference_s_size(benchmark):
    """51 units x 49 indicators; asked: 8,000 replications a second."""
    own = hierarchy([8, 5, 3, 6, 8, 5, 9, 5], 2)
    values = skewed(51, own)
    assumptions = reference_analysis(own)
    picks = sample(assumptions, REPLICATIONS, seed=1)

    def run() -> np.ndarray:
        return rank_replications(replicate(values, own, assumptions, picks)[0])

    ranks = benchmark(run)
    assert ranks.shape == (REPLICATIONS, 51)
    report(
        benchmark,
        f"51 units x 49 indicators, scores and ranks (asked 8,000/s, COINr {COINR_PER_SECOND}/s)",
        REPLICATIONS,
    )


@pytest.mark.parametrize(("units", "asked"), [(11, "1 s"), (396, "20 s")])
def test_every_doubt_at_once(benchmark, units, asked):
    """10,000 replications x 40 indicators with all assumptions, noise and gaps, and summary."""
    own = hierarchy([10, 10, 10, 10], 2)
    values = skewed(units, own, gaps=0.03)
    assumptions = everything(values, own)
    names = [str(unit) for unit in range(units)]

    def run() -> Doubt:
        picks = sample(assumptions, REPLICATIONS, seed=1)
        scores = replicate(values, own, assumptions, picks, minimum_coverage=0.6)
        return summarise(scores[0], names)

    own_doubt = benchmark.pedantic(run, rounds=2, warmup_rounds=1)
    assert own_doubt.units["runs"].between(0, 1).all()
    report(
        benchmark,
        f"{units} units x 40 indicators, all doubts, summary (asked {asked})",
        REPLICATIONS,
    )


def test_memory_of_the_largest_analysis(benchmark):
    """396 units x 40 indicators x 10,000 replications; asked: at most 1 GiB."""
    own = hierarchy([10, 10, 10, 10], 2)
    values = skewed(396, own, gaps=0.03)

    def run() -> int:
        tracemalloc.start()
        assumptions = everything(values, own)
        picks = sample(assumptions, REPLICATIONS, seed=1)
        scores = replicate(values, own, assumptions, picks, minimum_coverage=0.6)
        summarise(scores[0], [str(unit) for unit in range(396)])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak = benchmark.pedantic(run, rounds=1)
    print(f"\n396 units x 40 indicators, inputs included: {peak / 2**20:,.0f} MiB (asked 1,024)")
    assert peak < 2**30


def test_a_large_panel_by_goalposts(benchmark):
    """11,000 units x 60 indicators x 15 years normalised and aggregated; asked: 2 s."""
    rng = np.random.default_rng(0)
    values = rng.lognormal(0, 1, (15, 11_000, 60))
    values[rng.random(values.shape) < 0.02] = np.nan
    low, high, weights = np.full(60, 0.2), np.full(60, 5.0), np.ones(15)

    def run() -> np.ndarray:
        scores, _ = goalposts(values, low, high)
        groups = [
            combine(scores[..., start : start + 15], weights, minimum_coverage=0.6)[0]
            for start in range(0, 60, 15)
        ]
        return combine(np.stack(groups, axis=-1), np.ones(4), minimum_coverage=0.6)[0]

    result = benchmark.pedantic(run, rounds=3, warmup_rounds=1)
    assert result.shape == (15, 11_000)
    report(benchmark, "11,000 x 60 x 15 goalposts and two means (asked 2 s)")


@pytest.mark.parametrize("function", [min_max, percentile_rank])
def test_a_large_panel_by_its_own_range(benchmark, function):
    """11,000 units x 60 indicators x 15 years; asked: 2 s with aggregation."""
    values = np.random.default_rng(0).lognormal(0, 1, (15, 11_000, 60))
    benchmark.pedantic(function, (values,), rounds=2, warmup_rounds=1)
    report(benchmark, f"11,000 x 60 x 15 {function.__name__}")
