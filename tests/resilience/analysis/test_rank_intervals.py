"""Places and their intervals, on made-up values."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.analysis.rank_intervals import among_peers, joint, merit, places
from resilience.model.peer_panel import PeerPanel

WIDTHS = st.lists(
    st.tuples(st.floats(-100, 100), st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=12
)


def values(*rows: tuple[float, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["value", "low", "high"], dtype=float)


def test_a_place_is_sure_where_no_intervals_overlap():
    found = places(values((3, 2.9, 3.1), (1, 0.9, 1.1), (2, 1.9, 2.1)))
    assert found["first"].tolist() == found["last"].tolist() == [1, 3, 2]


def test_overlapping_intervals_share_their_places():
    found = places(values((3, 2, 4), (2.5, 1.5, 3.5), (0, -1, 1)))
    assert found[["first", "last"]].to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]


def test_equal_values_share_a_place_and_missing_ones_have_none():
    nan = np.nan
    found = places(merit(values((5, nan, nan), (5, nan, nan), (nan, nan, nan)), *HIGHER))
    assert found[["first", "last"]].iloc[:2].to_numpy().tolist() == [[1, 2], [1, 2]]
    assert found["first"].isna().tolist() == [False, False, True]
    assert found["n"].tolist() == [2, 2, 2]


HIGHER = ("higher_is_better", None, 1)


def test_values_that_print_alike_are_alike():
    nan = np.nan
    found = places(merit(values((5.01, nan, nan), (5.04, nan, nan)), *HIGHER))
    assert found[["first", "last"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_fewer_may_be_better():
    nan = np.nan
    found = places(merit(values((1, nan, nan), (2, nan, nan)), "lower_is_better", None, 0))
    assert found["first"].tolist() == [1, 2]


def test_inside_a_target_band_all_are_first():
    nan = np.nan
    rows = values((2.5, nan, nan), (3.5, nan, nan), (1, 0.5, 1.5), (5, 3.9, 6.1))
    merits = merit(rows, "target_band", (2.0, 4.0), 1)
    assert merits["value"].tolist() == [0, 0, -1, -1]
    assert merits["high"].tolist() == [0, 0, -0.5, 0]
    assert places(merits)["first"].tolist() == [1, 1, 3, 1]


def test_a_target_band_needs_its_band():
    with pytest.raises(ValueError, match="band is missing"):
        merit(values((1, 1, 1)), "target_band", None, 1)


@given(WIDTHS)
def test_the_place_by_value_lies_in_the_interval(rows):
    table = values(*((v, v - down, v + up) for v, down, up in rows))
    found = places(table)
    by_value = table["value"].rank(ascending=False, method="min")
    assert (found["first"] <= by_value).all()
    assert (by_value <= found["last"]).all()


@given(WIDTHS)
def test_more_noise_never_narrows_a_place(rows):
    table = values(*((v, v - down, v + up) for v, down, up in rows))
    wide = table.assign(low=table["low"] - 1, high=table["high"] + 1)
    one, two = places(table), places(wide)
    assert (two["first"] <= one["first"]).all()
    assert (two["last"] >= one["last"]).all()


def test_joint_intervals_are_those_of_the_stricter_level():
    rows = values(*((x, x - 1.96, x + 3.92) for x in range(10)), (np.nan, np.nan, np.nan))
    wide = joint(rows)
    # The level 1 - 0.05 / 10 of a normal distribution reaches to 2.807 standard deviations.
    assert (wide["value"] - wide["low"])[:10].to_numpy() == pytest.approx(2.807, abs=1e-3)
    assert (wide["high"] - wide["value"])[:10].to_numpy() == pytest.approx(5.614, abs=1e-3)
    assert wide.loc[10].isna().all()
    pd.testing.assert_frame_equal(joint(rows[:1]), rows[:1])


def test_places_among_peers_rest_on_joint_intervals():
    rows = values(*((10 * x, 10 * x - 4, 10 * x + 4) for x in range(10)))
    assert places(rows).eval("first == last").all()
    peers = rows.assign(ags=list("abcdefghij"))
    found = among_peers([PeerPanel("p", 10, peers, peers)], "higher_is_better", None, 0)
    # Stretched by 1.43, neighbours overlap: beside its own, a place on either side may be theirs.
    assert found["first"].tolist() == [max(1, 9 - x) for x in range(10)]
    assert found["last"].tolist() == [min(10, 11 - x) for x in range(10)]


def test_a_member_outside_the_peers_counts_for_its_own_place_only():
    nan = np.nan
    peers = pd.DataFrame({"ags": list("abc"), "value": [1, 2, 3], "low": nan, "high": nan})
    measure = pd.DataFrame({"ags": list("cxy"), "value": [3, 4, 5], "low": nan, "high": nan})
    found = among_peers([PeerPanel("p", 3, peers, measure)], *HIGHER).set_index("ags")
    assert found.loc["c", ["first", "n"]].tolist() == [1, 3]
    assert found.loc["x", ["first", "n"]].tolist() == [1, 4]
    assert found.loc["y", ["first", "n"]].tolist() == [1, 4]
