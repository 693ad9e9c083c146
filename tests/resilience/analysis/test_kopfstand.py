"""Upside down: the worst among the peers, what costs most, what helps most."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.kopfstand import moves, worst
from resilience.analysis.what_if import assumed, score_of

PEERS = tuple(f"p{n}" for n in range(9))
TOLD = {"indicator_id": "a.one", "direction": "lower_is_better", "decimals": 1}
TOLD |= {"band_low": np.nan, "band_high": np.nan}


def newest(own: float, low: float = np.nan, high: float = np.nan) -> pd.DataFrame:
    """Return nine peers with 1 to 9 and the city ``c``."""
    rows = [(name, n + 1.0, np.nan, np.nan) for n, name in enumerate(PEERS)]
    rows.append(("c", own, low, high))
    table = pd.DataFrame(rows, columns=["ags", "value", "low", "high"])
    return table.assign(period="2024", quality="A")


def test_the_worst_value_follows_the_direction_and_leaves_the_city_out():
    found = worst(newest(20), TOLD, "c", (*PEERS, "c"))
    assert (found.worst, found.own, found.n, found.certain) == (9, 20, 9, False)
    assert worst(newest(4), TOLD, "c", PEERS).certain
    assert worst(newest(4, 1, 12), TOLD, "c", PEERS).certain is False
    upwards = TOLD | {"direction": "higher_is_better"}
    assert worst(newest(4), upwards, "c", PEERS).worst == 1
    assert worst(newest(4), TOLD | {"direction": "context"}, "c", PEERS) is None


def test_an_unreliable_value_is_not_the_worst():
    table = newest(4)
    table.loc[table["value"] == 9, "quality"] = "U"
    assert worst(table, TOLD, "c", PEERS).worst == 8


def inputs() -> pd.DataFrame:
    """Return two indicators with points 0, 10, ... 80 of nine peers; the city has 75 and 15."""
    rows = []
    for indicator_id, own in (("a.good", 75.0), ("a.poor", 15.0)):
        rows += [(indicator_id, name, n, 10.0 * n) for n, name in enumerate(PEERS)]
        rows.append((indicator_id, "c", 99, own))
    table = pd.DataFrame(rows, columns=["indicator_id", "ags", "value", "score"])
    return table.assign(period="2024", low=np.nan, high=np.nan, theme_id="a")


def test_the_costliest_move_and_the_greatest_lever_are_shares_of_the_theme():
    losses, gains = moves(inputs(), "c", PEERS)
    assert [(one.indicator_id, one.points) for one in losses] == [("a.good", (20 - 75) / 2)]
    assert [(one.indicator_id, one.points) for one in gains] == [("a.poor", (60 - 15) / 2)]
    assert (losses[0].value, losses[0].own, losses[0].n) == (2, 99, 9)


def test_an_assumption_replaces_one_value_and_its_points_only():
    declared = pd.DataFrame(
        [
            {"indicator_id": "a.good", "direction": "higher_is_better"}
            | {"band_low": np.nan, "band_high": np.nan, "town_low": 0.0, "town_high": 200.0}
            | {"large_city_low": 0.0, "large_city_high": 100.0}
        ]
    )
    city = {"ags": "c", "peer_kind": "town"}
    before, after = inputs(), assumed(inputs(), declared, city, "a.good", 50.0)
    changed = before["score"] != after["score"]
    assert after[changed][["indicator_id", "ags", "value", "score"]].to_numpy().tolist() == [
        ["a.good", "c", 50.0, 25.0]
    ]
    told = declared.iloc[0]
    assert score_of(told, "large_city", 50.0) == pytest.approx(50)
