"""Claims: paired runs, the grades, and what the picture has to show."""

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.claims import (
    NO_SHARES,
    Shares,
    beyond,
    claims_on_group,
    coarse,
    graded,
    quartiles,
    standing_of,
)
from resilience.analysis.doubts import Doubts

FEW = Doubts(replications=300, weight_sets=100, noise_draws=50)
ABOVE, UPPER, MIDDLE = Shares(1, 0, 0, 0), Shares(1, 0, 1, 0), Shares(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("runs", "shown", "claim"),
    [
        (Shares(1, 0, 0.95, 0), UPPER, "upper"),
        (Shares(1, 0, 0.94, 0), UPPER, "likely_upper"),
        (Shares(0.95, 0.05, 0.5, 0), ABOVE, "above"),
        (Shares(0.8, 0.2, 0.1, 0), ABOVE, "likely_above"),
        (Shares(0.79, 0.21, 0.1, 0), ABOVE, "open"),
        (Shares(0.01, 0.99, 0, 0.7), Shares(0, 1, 0, 1), "below"),
        (Shares(0, 1, 0, 0.85), Shares(0, 1, 0, 1), "likely_lower"),
        (Shares(1, 0, 1, 0), MIDDLE, "open"),  # the picture shows it on the median
        (Shares(1, 0, 1, 0), ABOVE, "above"),  # the picture shows it below the quartile
        (NO_SHARES, ABOVE, "none"),
    ],
)
def test_claims_are_graded_and_never_say_what_the_picture_does_not_show(runs, shown, claim):
    assert graded(runs, shown) == claim


def test_what_moves_all_alike_is_no_doubt():
    shift = np.random.default_rng(0).normal(0, 30, (500, 1))
    peers = shift + np.arange(20.0)
    found = beyond(peers[:, 18], quartiles(peers))
    assert (found.above, found.upper, found.below) == (1, 1, 0)
    # Its interval alone spans many medians: held against a fixed one nothing could be said.
    assert np.quantile(peers[:, 18], 0.05) < np.median(np.arange(20.0))


def test_a_run_without_a_value_does_not_count():
    peers = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    assert beyond(np.array([9.0, np.nan]), quartiles(peers)).above == 1
    assert np.isnan(beyond(np.array([np.nan, np.nan]), quartiles(peers)).above)


def test_quartiles_of_a_run_are_those_of_the_peers_that_have_a_value_in_it():
    draw = np.random.default_rng(0)
    peers = np.where(draw.random((60, 5)) < 0.3, np.nan, draw.normal(size=(60, 5)))
    peers[7] = np.nan
    told = [np.quantile(run[~np.isnan(run)], (0.25, 0.5, 0.75)) for run in np.delete(peers, 7, 0)]
    found = quartiles(peers)
    assert np.array_equal(np.delete(found, 7, 1), np.transpose(told))
    assert np.isnan(found[:, 7]).all()


TOLD = {"direction": "higher_is_better", "decimals": 1, "noise": "complete"}
VALUES = np.append(np.arange(1.0, 10.0), 6.0)
PEERS = np.append(np.ones(9, dtype=bool), False)


def standing(low: float, high: float, **told: str) -> dict:
    ends = [np.append(np.full(9, np.nan), end) for end in (low, high)]
    return standing_of([VALUES, *ends], 9, PEERS, {**TOLD, **told}, 9)


@pytest.mark.parametrize(
    ("low", "high", "claim"),
    [(5.2, 7.0, "above"), (4.6, 7.0, "likely_above"), (3.0, 9.0, "open")],
)
def test_a_value_is_claimed_by_the_share_of_its_draws(low, high, claim):
    found = standing(low, high)
    assert (found["claim"], found["noise"]) == (claim, "counted")
    assert 0.5 <= found["share"] <= 1


def test_a_complete_count_is_exact_and_what_is_unknown_says_so():
    nan = float("nan")
    complete, unknown = standing(nan, nan), standing(nan, nan, noise="unknown")
    assert (complete["claim"], complete["noise"]) == ("above", "complete")
    assert (unknown["claim"], unknown["noise"]) == ("above", "unknown")
    assert np.isnan([complete["share"], unknown["share"]]).all()
    assert [coarse(one) for one in ("upper", "likely_above", "lower", "none")] == [
        "ahead", "alike", "behind", "alone"
    ]  # fmt: skip


INDICATORS = pd.DataFrame(
    {
        "indicator_id": ["t.one", "t.two", "t.three"],
        "theme_id": "t",
        "direction": "higher_is_better",
        "noise": ["unknown", "complete", "counted"],
        **{f"{kind}_{end}": at for kind in ("town", "large_city")
           for end, at in (("low", 0.0), ("high", 100.0))},
        "band_low": np.nan,
        "band_high": np.nan,
    }
)  # fmt: skip
CITIES = pd.DataFrame({"ags": ["p5", "x"], "name": ["Five", "X"], "peer_kind": "town"})
SET = pd.DataFrame({"kind": "town", "ags": [f"p{i}" for i in range(21)]})


def inputs(width: float) -> pd.DataFrame:
    """Return scores of 21 peers in steps of 4 points, and of a city that is none, at 60."""
    areas = [(f"p{i}", 4.0 * i) for i in range(21)] + [("x", 60.0)]
    rows = [(one, ags, value) for one in INDICATORS["indicator_id"] for ags, value in areas]
    frame = pd.DataFrame(rows, columns=["indicator_id", "ags", "value"]).assign(theme_id="t")
    counted = frame["indicator_id"] == "t.three"
    frame["low"] = (frame["value"] - width).where(counted)
    frame["high"] = (frame["value"] + width).where(counted)
    return frame.assign(score=frame["value"])


def test_a_score_is_claimed_in_paired_runs_and_the_noise_is_told_apart():
    found = claims_on_group(inputs(1.0), INDICATORS, INDICATORS["indicator_id"], CITIES, SET, FEW)
    assert found["claim"].tolist() == ["below", "likely_upper"] or found["claim"].tolist() == [
        "below", "above"
    ]  # fmt: skip
    assert found.loc["p5", ["unknown", "indicators"]].tolist() == [1, 3]
    assert found["noise_share"].min() >= 0.95
    no_noise = inputs(1.0).assign(low=np.nan, high=np.nan)
    alone = claims_on_group(no_noise, INDICATORS, INDICATORS["indicator_id"], CITIES, SET, FEW)
    assert alone["noise_share"].isna().all()


def test_without_a_score_or_enough_peers_nothing_is_claimed():
    few = SET[SET["ags"].isin(["p1"])]
    found = claims_on_group(inputs(1.0), INDICATORS, INDICATORS["indicator_id"], CITIES, few, FEW)
    assert set(found["claim"]) == {"none"}
    gone = inputs(1.0).query("ags != 'x' or indicator_id == 't.one'")
    short = claims_on_group(gone, INDICATORS, INDICATORS["indicator_id"], CITIES, SET, FEW)
    assert short["claim"].to_dict()["x"] == "none"
