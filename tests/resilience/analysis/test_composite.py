"""The composite: what the theme scores make, kinds kept apart, intervals that hold."""

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.composite import Standing, coherence, standings
from resilience.analysis.doubts import DOUBTS, Doubts
from resilience.analysis.monte_carlo import normalised
from resilience.settings import Settings

FEW = Doubts(replications=400, weight_sets=100, noise_draws=50)
SETTINGS = Settings()
TOWNS = [f"t{i}" for i in range(6)]
PEERS = [f"p{i}" for i in range(30)]
INDICATORS = pd.DataFrame(
    [
        ("a.one", "a", "higher_is_better", 0.0, 10.0, np.nan, np.nan),
        ("a.two", "a", "lower_is_better", 0.0, 10.0, np.nan, np.nan),
        ("b.one", "b", "higher_is_better", 0.0, 10.0, np.nan, np.nan),
        ("b.band", "b", "target_band", 0.0, 10.0, 4.0, 6.0),
        ("c.one", "c", "higher_is_better", 0.0, 10.0, np.nan, np.nan),
    ],
    columns=["indicator_id", "theme_id", "direction", "low", "high", "band_low", "band_high"],
).assign(town_low=0.0, town_high=10.0, large_city_low=0.0, large_city_high=10.0)
AREAS = pd.DataFrame(
    {
        "ags": [*TOWNS, "g1", "state"],
        "name": [*(f"Town {i}" for i in range(6)), "City", "State"],
        "peer_kind": ["town"] * 6 + ["large_city", "town"],
        "role": ["member"] * 7 + ["reference"],
    }
)
PEER_SETS = pd.DataFrame(
    [("town", ags) for ags in [*TOWNS, *PEERS]] + [("large_city", f"g{i}") for i in range(5)],
    columns=["kind", "ags"],
)


def made_up(seed: int = 0) -> pd.DataFrame:
    """Return made-up inputs of all areas, scored by the goalposts above."""
    rng = np.random.default_rng(seed)
    rows = []
    for ags in [*TOWNS, *PEERS, *(f"g{i}" for i in range(5))]:
        for indicator in INDICATORS.to_dict("records"):
            value = float(rng.uniform(1, 9))
            score = {
                "higher_is_better": 10 * value,
                "lower_is_better": 100 - 10 * value,
                "target_band": float(np.clip(min(value, 10 - value) / 4, 0, 1) * 100),
            }[indicator["direction"]]
            rows.append((indicator["theme_id"], indicator["indicator_id"], ags, value, score))
    frame = pd.DataFrame(rows, columns=["theme_id", "indicator_id", "ags", "value", "score"])
    return frame.assign(low=np.nan, high=np.nan)


def of(inputs: pd.DataFrame, doubts: Doubts = FEW, areas: pd.DataFrame = AREAS) -> list[Standing]:
    runs = normalised(inputs, INDICATORS, areas, PEER_SETS, doubts)
    return standings(runs, None, SETTINGS, doubts)


INPUTS = made_up()


def test_the_score_is_the_mean_of_the_theme_scores():
    themes = INPUTS.groupby(["ags", "theme_id"])["score"].mean().unstack()
    for standing in of(INPUTS):
        cities = standing.cities.set_index("ags")
        np.testing.assert_allclose(cities["score"], themes.loc[cities.index].mean(axis=1))
        assert (cities["coverage"] == 1).all()


def test_kinds_are_kept_apart_and_a_city_alone_has_no_place():
    city, towns = of(INPUTS)
    assert (city.kind, towns.kind) == ("large_city", "town")
    assert city.cities["ags"].tolist() == ["g1"]
    assert city.cities["rank_low"].isna().all()
    assert city.cities["score_low"].notna().all()
    assert city.ranked == 0
    assert city.comparable("g1") == []
    assert towns.ranked == 6
    assert towns.cities["rank_high"].max() == 6
    assert "state" not in set(towns.cities["ags"])


def test_a_large_city_changes_nothing_for_towns():
    without = of(INPUTS[~INPUTS["ags"].str.startswith("g")], areas=AREAS[AREAS["ags"] != "g1"])
    pd.testing.assert_frame_equal(without[0].cities, of(INPUTS)[1].cities)


def test_intervals_hold_the_score_and_places_are_whole():
    cities = of(INPUTS)[1].cities
    assert (cities["score_low"] <= cities["score"]).all()
    assert (cities["score"] <= cities["score_high"]).all()
    assert (cities["rank_low"] <= cities["rank_high"]).all()
    assert (cities[["rank_low", "rank_high"]] % 1 == 0).all(axis=None)


def test_the_same_seed_gives_the_same_intervals():
    pd.testing.assert_frame_equal(of(INPUTS)[1].cities, of(INPUTS)[1].cities)


def test_identical_cities_get_identical_intervals_and_are_comparable():
    first = INPUTS[INPUTS["ags"] == "t0"].assign(ags="t1")
    twins = pd.concat([INPUTS[INPUTS["ags"] != "t1"], first])
    counted = twins["indicator_id"] == "a.one"
    twins = twins.assign(
        low=twins["value"].where(counted) - 2, high=twins["value"].where(counted) + 2
    )
    towns = of(twins)[1]
    rows = towns.cities.set_index("ags").drop(columns="name")
    pd.testing.assert_series_equal(rows.loc["t0"], rows.loc["t1"], check_names=False)
    assert "Town 1" in towns.comparable("t0")
    assert towns.noisy == 1


def test_noise_widens_the_interval():
    wide = INPUTS.assign(low=INPUTS["value"] - 4, high=INPUTS["value"] + 4)
    calm, noisy = (of(inputs)[1].cities for inputs in (INPUTS, wide))
    width = calm["score_high"] - calm["score_low"]
    assert ((noisy["score_high"] - noisy["score_low"]) > width).all()
    np.testing.assert_allclose(noisy["score"], calm["score"])


def test_below_the_minimum_coverage_there_is_no_score_and_no_place():
    one_theme = INPUTS[(INPUTS["ags"] != "t0") | (INPUTS["theme_id"] == "a")]
    towns = of(one_theme)[1]
    row = towns.cities.set_index("ags").loc["t0"]
    assert row[["score", "score_low", "score_high", "rank_low", "rank_high"]].isna().all()
    assert row["coverage"] == pytest.approx(1 / 3)
    assert towns.ranked == 5
    assert towns.comparable("t0") == []
    assert all("Town 0" not in towns.comparable(ags) for ags in TOWNS)


def test_one_missing_theme_of_three_leaves_a_score_with_its_coverage():
    two_themes = INPUTS[(INPUTS["ags"] != "t0") | (INPUTS["theme_id"] != "c")]
    row = of(two_themes)[1].cities.set_index("ags").loc["t0"]
    themes = INPUTS[INPUTS["ags"] == "t0"].groupby("theme_id")["score"].mean()
    assert row["score"] == pytest.approx(themes[["a", "b"]].mean())
    assert row["coverage"] == pytest.approx(2 / 3)


def test_without_peers_only_goalposts_make_scores():
    no_peers = PEER_SETS[PEER_SETS["kind"] == "town"]
    (city, _) = standings(normalised(INPUTS, INDICATORS, AREAS, no_peers, FEW), None, SETTINGS, FEW)
    assert city.size == 0
    assert city.cities["score"].notna().all()


def test_a_clear_difference_is_none_that_is_comparable():
    best = INPUTS["ags"] == "t0"
    high = INPUTS["indicator_id"].map(lambda i: {"a.two": 0.1, "b.band": 5.0}.get(i, 9.9))
    scores = INPUTS["score"].mask(best, 99.0)
    towns = of(INPUTS.assign(value=INPUTS["value"].mask(best, high), score=scores))[1]
    assert towns.comparable("t0") == []
    row = towns.cities.set_index("ags").loc["t0"]
    assert (row["rank_low"], row["rank_high"]) == (1, 1)


def test_the_range_of_weights_holds_nine_draws_in_ten():
    low, high = DOUBTS.weight_range(4)
    drawn = np.random.default_rng(0).dirichlet([DOUBTS.concentration / 4] * 4, 20_000)[:, 0]
    assert ((drawn > low) & (drawn < high)).mean() == pytest.approx(0.9, abs=0.01)


def theme_scores(**themes: np.ndarray) -> pd.DataFrame:
    """Return scores of 40 towns in 2024, and other ones of 2023."""
    wide = pd.DataFrame(themes, index=pd.Index([f"t{i}" for i in range(40)], name="ags"))
    long = wide.reset_index().melt("ags", var_name="theme_id", value_name="score")
    return pd.concat([long.assign(period="2024"), long.assign(period="2023", score=50.0)])


def test_themes_that_measure_one_thing_cohere_and_others_do_not():
    x = np.linspace(0, 100, 40)
    scores = theme_scores(a=x, b=x / 2 + 3, c=x**2 / 100)
    one = coherence(scores, set(scores["ags"]))
    assert one is not None
    assert one.areas == 40
    np.testing.assert_allclose(one.correlations, 1)
    assert one.first > 0.97
    assert one.alpha > 0.8
    rng = np.random.default_rng(0)
    apart = theme_scores(a=x, b=rng.permutation(x), c=rng.permutation(x))
    other = coherence(apart, set(apart["ags"]))
    assert other is not None
    assert other.first < 0.5
    assert other.alpha < 0.5


def test_coherence_is_of_the_peers_with_all_themes_and_needs_three():
    x = np.linspace(0, 100, 40)
    scores = theme_scores(a=x, b=x[::-1])
    scores.loc[(scores["ags"] == "t0") & (scores["theme_id"] == "a"), "score"] = np.nan
    found = coherence(scores, {"t0", "t1", "t2", "t3"})
    assert found is not None
    assert found.areas == 3
    assert found.correlations.loc["a", "b"] == pytest.approx(-1)
    assert coherence(scores, {"t0", "t1", "t2"}) is None
    assert coherence(scores.assign(score=7.0), set(scores["ags"])) is None
