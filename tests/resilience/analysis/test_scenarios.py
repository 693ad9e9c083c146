"""Exposure and capacity: positions among the peers, their doubt, what may be said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.megatrends import evidence
from resilience.analysis.scenarios import by_capacity, lens, notable_scenarios

PEERS = [f"p{n}" for n in range(10)]


def roles(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return indicators with role and what a higher value means."""
    table = pd.DataFrame(rows, columns=["indicator_id", "role", "higher"])
    return table.assign(capacity=["robustness"] * len(table))


def values(indicator_id: str, own: float, low: float = np.nan, high: float = np.nan, **more: str):
    """Return ten peers with 0, 10, ... 90 and the city ``c``."""
    rows = [(name, 10.0 * n, np.nan, np.nan) for n, name in enumerate(PEERS)]
    rows.append(("c", own, low, high))
    table = pd.DataFrame(rows, columns=["ags", "value", "low", "high"])
    return table.assign(indicator_id=indicator_id, period="2024", quality="A", **more)


def seen(*parts: tuple[tuple[str, str, str], pd.DataFrame]):
    """Return the lens of the city ``c`` among the peers."""
    named, tables = zip(*parts, strict=True)
    return lens(roles(*named), pd.concat(tables), ["c"], PEERS)


def test_a_position_is_the_share_of_peers_below_and_is_turned_where_more_means_less():
    found = seen(
        (("a.up", "exposure", "more"), values("a.up", 75)),
        (("a.down", "exposure", "less"), values("a.down", 75)),
        (("a.tie", "capacity", "more"), values("a.tie", 50)),
    )
    assert found.positions.loc["c"].to_dict() == {"a.up": 80, "a.down": 20, "a.tie": 55}
    assert found.areas.loc["c", "exposure"] == 50


def test_the_doubt_holds_the_means_without_any_one_indicator_and_the_intervals():
    found = seen(
        (("a.one", "exposure", "more"), values("a.one", 85)),
        (("a.two", "exposure", "more"), values("a.two", 65)),
        (("a.three", "exposure", "more"), values("a.three", 45, low=25, high=45)),
    )
    row = found.areas.loc["c"]
    assert row["exposure"] == pytest.approx((90 + 70 + 50) / 3)
    assert row["exposure_low"] == pytest.approx((70 + 30) / 2)
    assert row["exposure_high"] == pytest.approx((90 + 70) / 2)


def test_what_stands_within_doubt_of_the_middle_is_said_to_be_alike():
    sure = seen(
        (("a.one", "exposure", "more"), values("a.one", 85)),
        (("a.two", "exposure", "more"), values("a.two", 95)),
    )
    unsure = seen(
        (("a.one", "exposure", "more"), values("a.one", 85)),
        (("a.two", "exposure", "more"), values("a.two", 5)),
    )
    assert sure.stands("c", "exposure", PEERS) == "above"
    assert unsure.stands("c", "exposure", PEERS) == "alike"
    assert sure.stands("c", "capacity", PEERS) == "unknown"
    assert notable_scenarios({"x": sure, "y": unsure}, "c", PEERS)["exposed"] == ["x"]


def test_one_indicator_alone_places_nobody():
    assert (
        seen((("a.one", "exposure", "more"), values("a.one", 85))).stands("c", "exposure", PEERS)
        == "unknown"
    )


def test_values_of_other_years_and_unreliable_ones_do_not_count():
    old = values("a.old", 85)
    old.loc[old["ags"] == "c", "period"] = "2020"
    doubtful = values("a.doubtful", 85)
    doubtful.loc[doubtful["ags"] == "c", "quality"] = "U"
    found = seen(
        (("a.old", "exposure", "more"), old),
        (("a.doubtful", "exposure", "more"), doubtful),
        (("a.one", "exposure", "more"), values("a.one", 85)),
    )
    assert found.positions.loc["c"].dropna().index.tolist() == ["a.one"]
    assert np.isnan(found.areas.loc["c", "exposure"])


def test_capacities_are_told_one_by_one_or_folded():
    named = roles(("a.one", "capacity", "more"), ("a.two", "capacity", "more"))
    named["capacity"] = ["robustness", "adaptation"]
    tables = pd.concat([values("a.one", 85), values("a.two", 5)])
    found = lens(named, tables, ["c"], PEERS)
    alone = by_capacity(named, found, "c", {"robustness": "robustness", "adaptation": "change"})
    assert alone.to_dict("records") == [
        {"group": "robustness", "position": 90, "n": 1},
        {"group": "change", "position": 10, "n": 1},
    ]


def made(**periods: tuple[float, ...]) -> pd.DataFrame:
    """Return cities' values of 2022 and, where given, 2024."""
    rows = [
        ("a.one", ags, str(2022 + 2 * n), value, np.nan, np.nan, "A", "")
        for ags, told in periods.items()
        for n, value in enumerate(told)
    ]
    names = ["indicator_id", "ags", "period", "value", "low", "high", "quality", "note"]
    return pd.DataFrame(rows, columns=names)


TOLD = {"indicator_id": "a.one", "direction": "higher_is_better", "decimals": 0}
TOLD |= {"band_low": None, "band_high": None}
NO_BREAKS = pd.DataFrame({"indicator_id": [], "period": []}, dtype=object)


def test_a_megatrend_counts_cities_that_rose_and_fell():
    found = evidence(made(a=(1, 3), b=(4, 2), c=(5, 5)), NO_BREAKS, TOLD)
    assert (found.start, found.end) == ("2022", "2024")
    assert (found.up, found.down, found.alike, found.n) == (1, 1, 1, 3)
    assert (found.before, found.after) == (4, 3)


def test_one_date_or_a_break_leaves_a_state_and_no_trend():
    single = evidence(made(a=(1,), b=(3,)), NO_BREAKS, TOLD)
    assert (single.start, single.end, single.after, single.n) == ("2022", "2022", 2, 2)
    breaks = pd.DataFrame({"indicator_id": ["a.one"], "period": ["2024"]})
    broken = evidence(made(a=(1, 9), b=(3, 9)), breaks, TOLD)
    assert (broken.start, broken.end) == ("2024", "2024")
    assert evidence(made(), NO_BREAKS, TOLD) is None
