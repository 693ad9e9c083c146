"""Positions, signs, ties, gaps and courses of the matrix, on made-up numbers and the real ones."""

import numpy as np
import pandas as pd
import pytest

from resilience.analysis import repository
from resilience.analysis.city_findings import changes, indicator_standings
from resilience.analysis.matrix import BEST, WORST, cells, moving, narrowed, order, tally
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

NAN = np.nan
PEERS = tuple("abcde")
LINE = dict(zip(PEERS, (1.0, 2.0, 3.0, 4.0, 5.0), strict=True))
NO_BREAKS = pd.DataFrame({"indicator_id": pd.Series(dtype=str), "period": pd.Series(dtype=str)})


def declared(**ways: str) -> pd.DataFrame:
    names = {"up": "higher_is_better", "down": "lower_is_better", "band": "target_band"}
    rows = [(name, names.get(way, way), 2.0, 4.0, 1, "unknown") for name, way in ways.items()]
    columns = ["indicator_id", "direction", "band_low", "band_high", "decimals", "noise"]
    return pd.DataFrame(rows, columns=columns)


def values(name: str = "x", **periods: dict[str, object]) -> pd.DataFrame:
    """Return values per period (``y2020``) and area: a value, or all of it up to its note."""
    rows = []
    for period, own in periods.items():
        for ags, told in own.items():
            told = told if isinstance(told, tuple) else (told,)
            rows.append((name, ags, period[1:], *told, *(NAN, NAN, "A", "")[len(told) - 1 :]))
    columns = ["indicator_id", "ags", "period", "value", "low", "high", "quality", "note"]
    return pd.DataFrame(rows, columns=columns)


def cell(table: pd.DataFrame, city: str, way: str = "up", breaks: pd.DataFrame = NO_BREAKS):
    return cells(table, declared(x=way), breaks, [city], PEERS).iloc[0]


@pytest.mark.parametrize(
    ("way", "city", "worse", "fifth", "standing"),
    [
        ("up", "e", 4, BEST, "ahead"),
        ("up", "a", 0, WORST, "behind"),
        ("down", "e", 0, WORST, "behind"),
        ("down", "a", 4, BEST, "ahead"),
        ("up", "c", 2, 2, "alike"),
    ],
)
def test_the_position_follows_the_direction(way, city, worse, fifth, standing):
    found = cell(values(y2020=LINE), city, way)
    assert found[["state", "worse", "equal", "others"]].tolist() == ["placed", worse, 0, 4]
    assert found["position"] == worse / 4
    told = ["fifth", "median", "standing", "noise"]
    assert found[told].tolist() == [fifth, 3.0, standing, "unknown"]


def test_a_city_outside_the_peers_is_held_against_all_of_them():
    found = cell(values(y2020={**LINE, "x": 6.0}), "x")
    assert found[["worse", "others", "position"]].tolist() == [5, 5, 1.0]


def test_of_a_target_band_the_distance_counts():
    found = cell(values(y2020={"a": 1.0, "b": 1.0, "c": 3.0, "d": 6.0, "e": 7.0}), "c", "band")
    assert found[["worse", "fifth"]].tolist() == [4, BEST]


def test_equal_values_share_one_position_in_the_middle():
    table = values(y2020={"a": 1.0, "b": 2.04, "c": 2.0, "d": 1.96, "e": 2.0})
    found = cells(table, declared(x="up"), NO_BREAKS, list("bcde"), PEERS)
    assert found["position"].unique().tolist() == [(1 + 3 / 2) / 4]
    assert found["standing"].unique().tolist() == ["alike"]
    every = cells(values(y2020=dict.fromkeys(PEERS, 7.0)), declared(x="up"), NO_BREAKS, "a", PEERS)
    assert every[["worse", "equal", "fifth"]].iloc[0].tolist() == [0, 4, 2]  # nobody is worst


@pytest.mark.parametrize(
    ("own", "standing", "noise"),
    [
        ((4.5, 2.0, 6.0), "alike", "counted"),  # the median is well within its interval
        ((4.5, 3.2, 6.0), "ahead", "counted"),
        ((1.5, 1.0, 2.9), "behind", "counted"),
        ((3.04,), "alike", "unknown"),  # prints as the median does
        ((3.1,), "ahead", "unknown"),
    ],
)
def test_the_sign_comes_of_the_interval(own, standing, noise):
    found = cell(values(y2020={**LINE, "x": own}), "x")
    assert found[["standing", "noise"]].tolist() == [standing, noise]


def test_what_is_missing_unreliable_or_without_peers_has_no_position():
    gone = values(y2020={**LINE, "a": (NAN, NAN, NAN, "Q", "secret")})
    assert cell(gone, "a")[["state", "quality", "note"]].tolist() == ["missing", "Q", "secret"]
    assert cell(values(y2020=LINE), "x")[["state", "quality"]].tolist() == ["missing", "O"]
    doubted = cell(values(y2019=LINE, y2020={**LINE, "a": (9.0, NAN, NAN, "U", "")}), "a")
    assert doubted["state"] == "unreliable"
    assert doubted["value"] == 9.0
    few = cell(values(y2020={"a": 1.0, "b": 2.0}), "a")
    assert few["state"] == "alone"
    assert cell(values(y2020=LINE), "a", "context")["state"] == "context"
    for one in (doubted, few):
        assert pd.isna(one["position"])
        assert pd.isna(one["standing"])


def test_peers_count_in_the_citys_own_year_and_if_reliable():
    table = values(y2019={**LINE, "a": 2.5}, y2020={"b": 9.0, "e": (1.0, NAN, NAN, "U", "")})
    assert cell(table, "a")[["period", "worse", "others"]].tolist() == ["2019", 1, 4]
    doubted = values(y2020={**LINE, "a": (1.0, NAN, NAN, "U", "")})
    assert cell(doubted, "e")["others"] == 3


BREAK = "break in series 2020"


@pytest.mark.parametrize(
    ("before", "after", "way", "course", "sure"),
    [
        ((2.0,), (3.0,), "up", "better", False),
        ((2.0,), (3.0,), "down", "worse", False),
        ((2.0,), (2.04,), "up", "alike", False),
        ((2.0, 1.0, 3.0), (4.0, 2.5, 6.0), "up", "alike", True),
        ((2.0, 1.0, 2.5), (4.0, 3.5, 6.0), "up", "better", True),
        ((2.0,), (4.0,), "band", "level", False),
        ((2.0,), (4.0, NAN, NAN, "B", BREAK), "up", "", False),
        ((2.0,), (NAN, NAN, NAN, "O", ""), "up", "", False),
        ((2.0, NAN, NAN, "U", ""), (4.0,), "up", "", False),
        ((2.0,), (4.0, NAN, NAN, "U", ""), "up", None, None),
    ],
)
def test_the_course_goes_over_no_break_and_no_doubted_value(before, after, way, course, sure):
    table = values(y2019={**LINE, "a": before}, y2020={**LINE, "a": after})
    found = cell(table, "a", way)
    if course is None:
        assert pd.isna(found["course"])
    else:
        assert found[["course", "course_sure"]].tolist() == [course, sure]


def test_a_break_in_the_series_hides_earlier_years():
    table = values(y2018=LINE, y2019={**LINE, "a": 2.0}, y2020={**LINE, "a": 5.0})
    anew = pd.DataFrame({"indicator_id": ["x"], "period": ["2019"]})
    found = cell(table, "a", breaks=anew)
    assert found[["since", "before", "course"]].tolist() == ["2019", 2.0, "better"]
    last = pd.DataFrame({"indicator_id": ["x"], "period": ["2020"]})
    assert cell(table, "a", breaks=last)["course"] == ""


def test_a_break_noted_at_a_doubted_value_still_breaks():
    table = values(
        y2018=LINE, y2019={**LINE, "a": (9.0, NAN, NAN, "U", BREAK)}, y2020={**LINE, "a": 5.0}
    )
    assert cell(table, "a")["course"] == ""


def made() -> pd.DataFrame:
    """Return cells of three indicators: e is ahead and rises, ahead and falls, has none."""
    risen, fallen = values("r", y2019={**LINE, "e": 4.5}, y2020=LINE), values("f", y2020=LINE)
    fallen = pd.concat([values("f", y2019={**LINE, "e": 6.0, "a": 2.0}), fallen])
    ways = declared(r="up", f="up", n="up")
    return cells(pd.concat([risen, fallen]), ways, NO_BREAKS, list("ae"), PEERS)


def test_filters_orders_and_lists():
    found = made()
    assert set(narrowed(found, "a", "weak")["indicator_id"]) == {"r", "f"}
    assert narrowed(found, "a", "strong").empty
    assert len(narrowed(found, "a", "")) == len(found)
    assert moving(found, "e", "strong")["indicator_id"].tolist() == ["r"]
    assert moving(found, "a", "weak")["indicator_id"].tolist() == ["f"]
    assert moving(found, "a", "strong").empty
    assert tally(found).loc["e"].to_dict() == {
        "placed": 2, "best": 2, "worst": 0, "surely_ahead": 0, "surely_behind": 0, "compared": 2
    }  # fmt: skip


def test_the_order_keeps_equal_ones_and_puts_gaps_last():
    rows = [("p", "a", 0.5), ("q", "a", NAN), ("r", "a", 0.9), ("s", "a", 0.5)]
    found = pd.DataFrame(rows, columns=["indicator_id", "ags", "position"])
    assert order(found, "a", down=True) == ["r", "p", "s", "q"]
    assert order(found, "a", down=False) == ["p", "s", "r", "q"]
    assert order(found, "z", down=True) == ["p", "q", "r", "s"]


@pytest.fixture(scope="module")
def ask(warehouse):
    with open_read_only(warehouse) as connection:
        yield repository.through(connection)


def test_the_real_matrix_agrees_with_the_profiles_of_its_cities(ask):
    everything = ask(queries.values_everywhere)
    told, breaks = ask(queries.indicators, "de"), ask(queries.every_break)
    areas = ask(queries.areas, "ihk-duesseldorf")
    peers = ask(queries.peers, "ihk-duesseldorf", "de")
    towns = areas[(areas["role"] == "member") & (areas["city_type"] != "large_city")]["ags"]
    against = tuple(peers.loc[peers["kind"] == "town", "ags"])
    found = cells(everything, told, breaks, list(towns), against)
    assert len(found) == len(told) * len(towns)
    placed = found[found["state"] == "placed"]
    assert placed["position"].between(0, 1).all()
    assert (placed["worse"] + placed["equal"] <= placed["others"]).all()
    assert set(found["state"]) >= {"placed", "context", "unreliable"}
    for ags in towns:
        own = indicator_standings(ask(queries.theme_inputs), told, ags, against)
        both = placed[placed["ags"] == ags].merge(own, on=["indicator_id", "period"])
        assert len(both) > 15
        assert (both["standing_x"] == both["standing_y"]).all()
        for name in ("worse", "claim", "noise"):
            assert (both[f"{name}_x"] == both[f"{name}_y"]).all()
        pd.testing.assert_series_equal(
            both["share_x"].astype(float), both["share_y"], check_names=False
        )
    vacant = placed[placed["indicator_id"] == "housing.vacancy_rate"]
    shared = vacant.groupby("value")["position"].nunique()
    assert len(vacant) > len(shared)
    assert (shared == 1).all()


def test_the_real_courses_are_those_of_the_profile_without_doubted_values(ask):
    told, breaks = ask(queries.indicators, "de"), ask(queries.every_break)
    everything = ask(queries.values_everywhere)
    city, peers = "05158032", tuple(ask(queries.municipalities)["ags"])
    own = ask(queries.city_values, city)
    doubted = set(own.loc[own["quality"] == "U", "indicator_id"])
    known, _ = changes(own, breaks, told)
    no_way = set(told.loc[told["direction"] == "context", "indicator_id"])
    expected = known[~known["indicator_id"].isin(doubted | no_way)]
    found = cells(everything, told, breaks, [city], peers)
    course = found[found["course"].fillna("") != ""].set_index("indicator_id")["course"]
    assert len(expected) > 5
    for row in expected.to_dict("records"):
        assert course[row["indicator_id"]] == row["judgement"], row
