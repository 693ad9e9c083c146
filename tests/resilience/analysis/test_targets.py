"""The verdict on a target: by the published rule, with five comparable years, else none."""

from __future__ import annotations

import pandas as pd
import pytest

from resilience.analysis.targets import judge

NOW = 2026
YEARS = range(2020, 2026)


def target(**changed: object) -> dict[str, object]:
    """Return a city's target of 100 by 2030 that a series tells of, with fields changed."""
    row: dict[str, object] = {"label": "city", "ags": "1", "direction": "up", "value": 100.0}
    row |= {"every_year": False, "due": "2030", "series_id": "homes"}
    return row | {"indicator_id": None, "comparable": None} | changed


def series(*values: float, last: int = 2025, note: str = "") -> pd.DataFrame:
    """Return yearly values that end in a year."""
    first = last - len(values) + 1
    periods = [str(first + n) for n in range(len(values))]
    return pd.DataFrame({"period": periods, "value": values, "note": note})


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((50, 55, 60, 65, 70, 75), "on_track"),  # 75 + 5 x 5 = 100
        ((54, 58, 62, 66, 70, 75), "nearly"),  # 4.2 a year: 96 of 100, 16 % of the way missed
        ((65, 67, 69, 71, 73, 75), "off_track"),
        ((80, 79, 78, 77, 76, 75), "away"),
        ((75, 75, 75, 75, 75, 75), "away"),
    ],
)
def test_a_target_with_a_year_is_judged_by_what_the_mean_change_carries_to(values, verdict):
    assert judge(target(), series(*values), [], NOW).verdict == verdict


def test_the_change_carried_on_is_the_mean_of_the_last_five():
    found = judge(target(), series(0, 0, 50, 55, 60, 65, 70, 75), [], NOW)
    assert (found.change, found.since, found.expected) == (5, "2020", 100)


def test_a_target_to_fall_to_is_judged_the_other_way_round():
    falling = target(direction="down", value=0.0)
    assert judge(falling, series(50, 45, 40, 35, 30, 25), [], NOW).verdict == "on_track"
    assert judge(falling, series(20, 21, 22, 23, 24, 25), [], NOW).verdict == "away"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((100, 101, 102, 103, 104, 105), "on_track"),
        ((110, 109, 108, 107, 106, 105), "nearly"),
        ((70, 72, 74, 76, 78, 80), "off_track"),
        ((90, 88, 86, 84, 82, 80), "away"),
    ],
)
def test_a_value_to_be_kept_each_year_is_judged_by_the_last_one_and_the_mean_change(
    values, verdict
):
    assert judge(target(every_year=True, due=None), series(*values), [], NOW).verdict == verdict


def test_a_target_reached_before_its_year_is_judged_as_one_to_be_kept():
    assert judge(target(), series(110, 109, 108, 107, 106, 105), [], NOW).verdict == "nearly"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((1, 2, 3, 4, 5, 6), "on_track"),
        ((1, 2, 3, 4, 6, 5), "nearly"),
        ((6, 5, 4, 3, 1, 2), "off_track"),
        ((6, 5, 4, 3, 2, 1), "away"),
    ],
)
def test_a_direction_without_a_number_is_judged_by_mean_and_last_change(values, verdict):
    way = target(label="direction", ags=None, value=float("nan"), due=None)
    assert judge(way, series(*values), [], NOW).verdict == verdict


@pytest.mark.parametrize(
    ("changed", "values", "breaks", "reason"),
    [
        ({"label": "duty"}, series(1, 2, 3, 4, 5), [], "duty"),
        ({"label": "union", "ags": None}, series(1, 2, 3, 4, 5), [], "level"),
        ({"series_id": None}, series(1, 2, 3, 4, 5), [], "no_figures"),
        ({"due": None}, series(1, 2, 3, 4, 5), [], "no_number"),
        ({"direction": None}, series(1, 2, 3, 4, 5), [], "no_number"),
        (
            {"series_id": None, "indicator_id": "a.b", "comparable": "near"},
            series(1, 2, 3, 4, 5),
            [],
            "measure",
        ),
        ({}, series(), [], "no_figures"),
        ({}, series(1, 2, 3, 4), [], "few"),
        ({}, series(1, 2, 3, 4, 5, 6), ["2022"], "few"),
        ({}, series(1, 2, 3, 4, 5, last=2023), [], "old"),
        ({"due": "2025"}, series(1, 2, 3, 4, 5), [], "past"),
    ],
)
def test_nothing_is_judged_without_what_the_rule_needs(changed, values, breaks, reason):
    found = judge(target(**changed), values, breaks, NOW)
    assert (found.verdict, found.reason) == (None, reason)
