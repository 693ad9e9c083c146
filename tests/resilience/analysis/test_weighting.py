"""Weights as text, as weights of the hierarchy, and what a single one decides."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_composite import AREAS, INDICATORS, INPUTS, PEER_SETS, SETTINGS

from resilience.analysis.composite import standings
from resilience.analysis.doubts import Doubts
from resilience.analysis.monte_carlo import normalised
from resilience.analysis.weighting import SCALE, by_components, flips, parse, resolved, written
from resilience.model.weight_sets import WeightSetError, load_weight_sets

DECLARED = INDICATORS.set_index("indicator_id").assign(
    capacity=["robustness", "redundancy", "robustness", "adaptation", "redundancy"]
)
ELEMENTS = ["a", "b", "c", "robustness", "redundancy", "adaptation", *DECLARED.index]
WEIGHTS = st.dictionaries(st.sampled_from(ELEMENTS), st.sampled_from(SCALE))
FEW = Doubts(replications=50, weight_sets=20, noise_draws=10)
RUNS = normalised(INPUTS, INDICATORS, AREAS, PEER_SETS, FEW)
TOWNS = RUNS[-1]


@given(WEIGHTS)
def test_weights_survive_as_text(weights):
    found, dropped = parse(written(weights), ELEMENTS)
    assert found == {name: weight for name, weight in weights.items() if weight != 1}
    assert dropped == []


@pytest.mark.parametrize(
    ("text", "found", "dropped"),
    [
        ("", {}, []),
        ("a~2", {"a": 2.0}, []),
        ("a~2~x~1", {"a": 2.0}, ["x~1"]),
        ("a~7~b~0", {"b": 0.0}, ["a~7"]),
        ("a~2~b", {"a": 2.0}, ["b~"]),
        ("a~nan", {}, ["a~nan"]),
    ],
)
def test_what_cannot_be_used_is_named(text, found, dropped):
    assert parse(text, ELEMENTS) == (found, dropped)


def test_an_indicator_weighs_its_own_times_its_capacitys():
    found = resolved({"robustness": 2.0, "a.one": 3.0, "b": 0.5}, DECLARED)
    assert found == {
        "a.one": 6.0,
        "a.two": 1.0,
        "b.one": 2.0,
        "b.band": 1.0,
        "c.one": 1.0,
        "a": 1.0,
        "b": 0.5,
        "c": 1.0,
    }


def test_a_theme_of_which_nothing_counts_does_not_count():
    found = resolved({"redundancy": 0.0}, DECLARED)
    assert found["c"] == 0.0
    assert found["c.one"] == 1.0
    assert found["a"] == 1.0
    assert found["a.two"] == 0.0


def test_something_must_count():
    assert resolved({"a": 0.0, "b": 0.0, "c": 0.0}, DECLARED) is None


def score(weights: dict[str, float]) -> pd.Series:
    table = standings(RUNS, resolved(weights, DECLARED), SETTINGS, FEW)[-1].cities
    return table.set_index("ags")["score"]


@given(WEIGHTS)
def test_equal_factors_change_nothing(weights):
    everything = {name: 2.0 * weights.get(name, 1.0) for name in DECLARED.index}
    expected = resolved(weights, DECLARED)
    if expected is None:
        return
    found = resolved({**weights, **everything}, DECLARED)
    for theme, group in DECLARED.groupby("theme_id"):
        assert found[theme] == expected[theme]
        own = np.array([[found[n], expected[n]] for n in group.index])
        assert np.allclose(*(own / own.sum(axis=0)).T)


def test_a_weight_of_zero_leaves_an_element_out():
    without = INPUTS[INPUTS["theme_id"] != "c"]
    runs = normalised(without, INDICATORS, AREAS, PEER_SETS, FEW)
    expected = standings(runs, None, SETTINGS, FEW)[-1].cities.set_index("ags")["score"]
    pd.testing.assert_series_equal(score({"c": 0.0}), expected)


def test_a_flip_is_one_and_the_step_before_is_none():
    nominal = score({})
    one, other = nominal.idxmax(), nominal.drop(nominal.idxmax()).idxmax()
    found = flips(TOWNS, {}, DECLARED, one, other)
    assert len(found)
    for row in found.to_dict("records"):
        turned = score({row["element"]: row["then"]})
        assert turned[one] < turned[other]
        nearer = [s for s in SCALE if abs(s - 1) < abs(row["then"] - 1)]
        for step in nearer:
            kept = score({row["element"]: step})
            assert kept[one] >= kept[other]
    never = set(ELEMENTS) - set(found["element"])
    for element in never:
        for step in SCALE:
            kept = score({element: step})
            assert kept[one] >= kept[other]


def test_both_ways_the_same_weights_turn_the_order():
    one, other = TOWNS.cities["ags"].iloc[:2]
    there, back = flips(TOWNS, {}, DECLARED, one, other), flips(TOWNS, {}, DECLARED, other, one)
    pd.testing.assert_frame_equal(there, back)


def test_component_weights_are_relative_within_a_theme():
    scores = INPUTS.pivot(index="ags", columns="indicator_id", values="score")
    found = pd.Series(by_components(scores, DECLARED[["theme_id", "direction"]]))
    assert (found >= 0).all()
    means = found.groupby(DECLARED["theme_id"].reindex(found.index)).mean()
    assert np.allclose(means, 1.0)


@pytest.mark.parametrize(
    ("weights", "told"),
    [("x = 1", "neither a theme"), ("a = -1", "0 or more"), ('a = "1"', "a number")],
)
def test_a_faulty_set_of_weights_is_refused_with_its_place(tmp_path, weights, told):
    texts = "\n".join(
        f'{name} = "x"' for name in ("label_de", "label_en", "about_de", "about_en", "citation")
    )
    (tmp_path / "one.toml").write_text(f"{texts}\n[weights]\n{weights}\n")
    with pytest.raises(WeightSetError, match=f"one.toml.*{told}"):
        load_weight_sets(tmp_path, {"a"})
