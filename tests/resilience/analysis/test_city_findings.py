"""Strengths, contributions, changes and ideas of one city, on made-up numbers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.analysis.city_findings import (
    changes,
    contributions,
    ideas_for,
    indicator_standings,
    moving_rows,
    outstanding,
)

NAN = np.nan
PEERS = tuple("abcde")


def declared(**directions: str) -> pd.DataFrame:
    rows = [(name, way, 2.0, 4.0, 1, "complete") for name, way in directions.items()]
    columns = ["indicator_id", "direction", "band_low", "band_high", "decimals", "noise"]
    return pd.DataFrame(rows, columns=columns)


def inputs(**values: dict[str, object]) -> pd.DataFrame:
    """Return values per indicator and area; a tuple is value, low, high."""
    rows = []
    for name, own in values.items():
        for ags, told in own.items():
            value, low, high = told if isinstance(told, tuple) else (told, NAN, NAN)
            rows.append(("t", name, ags, "2020", value, low, high, "A", value, False))
    columns = [
        "theme_id",
        "indicator_id",
        "ags",
        "period",
        "value",
        "low",
        "high",
        "quality",
        "score",
        "clipped",
    ]
    return pd.DataFrame(rows, columns=columns)


def of(frame: pd.DataFrame, indicator_id: str) -> pd.Series:
    return frame.set_index("indicator_id").loc[indicator_id]


LINE = dict(zip(PEERS, (1.0, 2.0, 3.0, 4.0, 5.0), strict=True))


def test_a_city_is_ahead_or_behind_by_the_direction():
    table = inputs(up=LINE, down=LINE)
    ways = declared(up="higher_is_better", down="lower_is_better")
    found = indicator_standings(table, ways, "e", PEERS)
    assert of(found, "up")[["standing", "worse", "better", "others", "median"]].tolist() == [
        "ahead", 4, 0, 4, 3.0
    ]  # fmt: skip
    assert of(found, "down")[["standing", "worse", "better"]].tolist() == ["behind", 0, 4]


@pytest.mark.parametrize(
    ("own", "standing"),
    [
        (3.04, "alike"),  # prints as the median does
        (3.1, "ahead"),
        ((4.5, 2.0, 6.0), "alike"),  # the median is well within its interval
        ((4.5, 3.2, 6.0), "ahead"),
        ((1.5, 1.0, 2.9), "behind"),
    ],
)
def test_a_difference_within_the_noise_is_none(own, standing):
    table = inputs(up={**LINE, "x": own})
    found = indicator_standings(table, declared(up="higher_is_better"), "x", PEERS)
    assert of(found, "up")["standing"] == standing
    assert of(found, "up")["others"] == 5


def test_of_a_target_band_the_distance_counts():
    table = inputs(band={"a": 1.0, "b": 1.0, "c": 3.0, "d": 6.0, "e": 7.0})
    found = indicator_standings(table, declared(band="target_band"), "c", PEERS)
    assert of(found, "band")[["standing", "worse"]].tolist() == ["ahead", 4]


def test_only_peers_of_the_same_year_count_and_half_of_them_must():
    table = inputs(up=LINE)
    table.loc[table["ags"].isin(["a", "b"]), "period"] = "2018"
    ways = declared(up="higher_is_better")
    assert of(indicator_standings(table, ways, "e", PEERS), "up")[
        ["others", "median"]
    ].tolist() == [2, 4.0]
    table.loc[table["ags"] == "c", "period"] = "2018"
    alone = of(indicator_standings(table, ways, "e", PEERS), "up")
    assert alone["standing"] == "alone"
    assert np.isnan(alone["median"])


def test_an_indicator_the_city_lacks_is_not_listed():
    table = inputs(up=LINE, other={"a": 1.0, "b": 2.0})
    ways = declared(up="higher_is_better", other="higher_is_better")
    assert indicator_standings(table, ways, "e", PEERS)["indicator_id"].tolist() == ["up"]
    assert indicator_standings(table, ways, "nobody", PEERS).empty


def test_without_peers_nothing_stands_out():
    found = indicator_standings(inputs(up=LINE), declared(up="higher_is_better"), "e", ())
    assert found["standing"].tolist() == ["alone"]
    assert outstanding(found, "ahead").empty
    assert outstanding(found, "behind").empty
    assert contributions(inputs(up=LINE), "e", ()).empty


def test_the_clearest_comes_first_ties_as_declared_and_no_more_than_asked_for():
    names = ["first", "second", "third"]
    table = inputs(
        first={**LINE, "d": 3.5}, second={**LINE, "d": 9.0}, third={**LINE, "d": 9.0}
    )  # fmt: skip
    found = indicator_standings(
        table, declared(**dict.fromkeys(names, "higher_is_better")), "d", PEERS
    )
    assert of(found, "first")["claim"] == "above"
    assert of(found, "first")["points"] == pytest.approx(0.5 / 3)  # too little to be a strength
    assert outstanding(found, "ahead")["indicator_id"].tolist() == ["second", "third"]
    assert outstanding(found, "ahead", most=1)["indicator_id"].tolist() == ["second"]
    assert outstanding(found, "behind").empty


def test_a_strength_counts_by_the_points_it_gains_not_by_the_peers_it_is_before():
    table = inputs(few={**LINE, "c": 4.5}, many={**LINE, "c": 30.0}, band={**LINE, "c": 98.0})
    ways = declared(**dict.fromkeys(("few", "many"), "higher_is_better"), band="target_band")
    table.loc[table["indicator_id"] == "band", "score"] = 100.0
    table.loc[(table["indicator_id"] == "band") & (table["ags"] == "c"), "score"] = 99.0
    found = indicator_standings(table, ways, "c", PEERS)
    assert outstanding(found, "ahead")["indicator_id"].tolist() == ["many"]
    assert of(found, "band")["claim"] == "lower"
    assert outstanding(found, "behind").empty  # one point of a hundred is no weakness


def test_weak_and_worsening_and_strong_and_improving_are_told_with_what_can_be_compared():
    table = inputs(up={**LINE, "a": -9.0}, down={**LINE, "a": -9.0}, flat={**LINE, "a": -9.0})
    down = (table["indicator_id"] == "down") & (table["ags"] == "a")
    table.loc[down, "score"] = 19.0
    ways = declared(up="higher_is_better", down="lower_is_better", flat="higher_is_better")
    found = indicator_standings(table, ways, "a", PEERS)
    told = pd.DataFrame(
        {"indicator_id": ["up", "down", "other"], "judgement": ["worse", "better", "worse"]}
    )
    weak, compared = moving_rows(found, told, "behind")
    assert weak["indicator_id"].tolist() == ["up"]
    assert compared == 2
    assert moving_rows(found, told, "ahead")[0]["indicator_id"].tolist() == ["down"]


@pytest.mark.parametrize(
    ("width", "claim"),
    [(0.1, "upper"), (1.0, "likely_upper"), (2.0, "likely_above"), (9.0, "open")],
)
def test_a_wider_interval_makes_a_weaker_claim(width, claim):
    table = inputs(up={**LINE, "x": (4.5, 4.5 - width, 4.5 + width)})
    found = indicator_standings(table, declared(up="higher_is_better"), "x", PEERS)
    assert of(found, "up")["claim"] == claim


@given(st.lists(st.lists(st.floats(0, 100), min_size=3, max_size=3), min_size=2, max_size=6))
@settings(deadline=None)
def test_contributions_add_up_to_the_difference_of_the_theme_scores(scores):
    areas = [f"p{i}" for i in range(len(scores))]
    columns = {
        name: {area: row[i] for area, row in zip(areas, scores, strict=True)}
        for i, name in enumerate("uvw")
    }
    found = contributions(inputs(**columns), "p0", areas)
    means = np.array(scores).mean(axis=1)
    assert found["contribution"].sum() == pytest.approx(means[0] - means.mean(), abs=1e-9)
    assert (found["contribution"].diff().dropna() <= 0).all()


def test_a_missing_score_raises_the_weight_of_the_others():
    table = inputs(u={"a": 80.0, "b": 40.0}, v={"b": 40.0})
    found = contributions(table, "a", ("a", "b"))
    assert found[["indicator_id", "mean", "contribution"]].to_numpy().tolist() == [["u", 60, 20]]


def series(*rows: tuple) -> pd.DataFrame:
    full = [(("", NAN, NAN) if len(row) == 3 else (row[5], row[3], row[4])) for row in rows]
    return (
        pd.DataFrame(
            [(*row[:1], "x", *row[1:3], *more) for row, more in zip(rows, full, strict=True)],
            columns=["indicator_id", "ags", "period", "value", "note", "low", "high"],
        )
        .astype({"value": float, "low": float, "high": float})
        .assign(quality="A")
    )


NO_BREAKS = pd.DataFrame({"indicator_id": [], "period": []}, dtype=object)


def test_a_change_goes_from_the_first_to_the_last_value():
    values = series(("up", "2018", 1), ("up", "2019", 9), ("up", "2020", 3), ("up", "2021", NAN))
    found, untold = changes(values, NO_BREAKS, declared(up="higher_is_better"))
    told = found.iloc[0]
    assert told[["start", "end", "before", "after", "change"]].tolist() == ["2018", "2020", 1, 3, 2]
    assert told["judgement"] == "better"
    assert untold == {"broken": [], "single": []}


def test_no_change_crosses_a_break_declared_or_noted():
    values = series(
        ("declared", "2018", 1),
        ("declared", "2020", 2),
        ("noted", "2018", 1),
        ("noted", "2019", 2, NAN, NAN, "break in series: s from 2019"),
        ("noted", "2020", 5),
        ("single", "2020", 5),
    )
    breaks = pd.DataFrame({"indicator_id": ["declared"], "period": ["2019"]})
    ways = declared(**dict.fromkeys(("declared", "noted", "single", "empty"), "lower_is_better"))
    found, untold = changes(values, breaks, ways)
    assert found[["indicator_id", "start", "judgement"]].to_numpy().tolist() == [
        ["noted", "2019", "worse"]
    ]
    assert untold == {"broken": ["declared"], "single": ["single"]}


@pytest.mark.parametrize(
    ("direction", "before", "after", "judgement"),
    [
        ("higher_is_better", (1.0, NAN, NAN), (1.04, NAN, NAN), "alike"),  # prints the same
        ("higher_is_better", (1.04, NAN, NAN), (1.06, NAN, NAN), "alike"),  # prints ±0.0
        ("higher_is_better", (1.0, 0.5, 1.5), (2.0, 1.4, 2.6), "alike"),  # intervals overlap
        ("higher_is_better", (1.0, 0.5, 1.3), (2.0, 1.4, 2.6), "better"),
        ("lower_is_better", (1.0, NAN, NAN), (2.0, NAN, NAN), "worse"),
        ("context", (1.0, NAN, NAN), (2.0, NAN, NAN), "not_judged"),
        ("target_band", (1.0, NAN, NAN), (3.0, NAN, NAN), "better"),
        ("target_band", (2.0, NAN, NAN), (3.0, NAN, NAN), "level"),
        ("target_band", (3.0, NAN, NAN), (5.0, NAN, NAN), "worse"),
    ],
)
def test_a_change_is_judged_by_direction_and_noise(direction, before, after, judgement):
    values = series(("one", "2018", *before, ""), ("one", "2020", *after, ""))
    found, _ = changes(values, NO_BREAKS, declared(one=direction))
    assert found["judgement"].tolist() == [judgement]


def test_ideas_of_the_city_come_first_then_those_that_touch_its_weaknesses():
    ideas = pd.DataFrame(
        [
            ("theme_only", "town", "y", ["t"], []),
            ("touching", "town", "y", ["u"], ["t.weak"]),
            ("elsewhere", "town", "y", ["u"], ["u.strong"]),
            ("large", "large_city", "z", ["t"], ["t.weak"]),
            ("own", "town", "x", [], []),
        ],
        columns=["idea_id", "city_type", "pilot", "themes", "indicators"],
    )
    weak = pd.DataFrame({"indicator_id": ["t.weak"], "theme_id": ["t"]})
    found = ideas_for(ideas, "x", "town", weak)
    assert found["idea_id"].tolist() == ["own", "touching", "theme_only"]
    assert found["touched"].tolist() == [[], ["t.weak"], []]
    assert ideas_for(ideas, "v", "town", weak.head(0)).empty
