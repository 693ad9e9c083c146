"""Theme scores as of a year that has begun, and what a theme without figures has."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from resilience.model.registry import Registry
from resilience.settings import SETTINGS
from resilience.spec import Goalposts
from resilience.warehouse.sandbox import IndicatorError
from resilience.warehouse.score import capacity_scores, indicator_scores, scores_of_themes
from tests.resilience.made_up import entry


def made_up(**periods: str) -> tuple[pd.DataFrame, Registry]:
    """Return a score of 50 of area ``a`` per indicator, in the given period, and their registry."""
    entries = {}
    for name in periods:
        entries[f"test.{name}"] = replace(entry("SELECT 1"), indicator_id=f"test.{name}")
    rows = pd.DataFrame(
        {"indicator_id": list(entries), "period": list(periods.values())}, dtype="str"
    )
    rows = rows.assign(ags="a", quality="A", score=50.0, method_id="m")
    return rows, Registry({}, entries)


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("higher_is_better", {"t": 25.0, "g": 75.0}), ("lower_is_better", {"t": 75.0, "g": 25.0})],
)
def test_each_city_is_scored_by_the_scale_of_its_kind_and_smaller_places_by_none(
    direction, expected
):
    posts = Goalposts(town=(0, 20), large_city=(2, 6), year="2024")
    told = entry("SELECT 1")
    scored = replace(told, indicator=replace(told.indicator, direction=direction, goalposts=posts))
    values = pd.DataFrame({"ags": ["t", "g", "s"], "period": "2024", "value": 5.0})
    values = values.assign(indicator_id=scored.indicator_id, quality="A")
    kinds = pd.Series({"t": "town", "g": "large_city"})
    registry = Registry({}, {scored.indicator_id: scored})
    found = indicator_scores(values, registry, kinds, SETTINGS)
    assert dict(zip(found["ags"], found["score"], strict=True)) == expected


def test_a_build_refuses_a_direction_without_a_scale():
    made = entry("SELECT 1")
    judged = replace(made.indicator, direction="higher_is_better", goalposts=None)
    registry = Registry({}, {made.indicator_id: replace(made, indicator=judged)})
    with pytest.raises(IndicatorError, match=f"needs goalposts; .* {made.indicator_id} proposes"):
        indicator_scores(pd.DataFrame(), registry, pd.Series(), SETTINGS)


@pytest.mark.parametrize("score", [scores_of_themes, capacity_scores])
def test_a_future_year_pushes_no_figure_out(score):
    scores, registry = made_up(one="2024", two="2022", future="2099", next="2027")
    found, behind = score(scores, registry, ["a"], 2026, SETTINGS)
    assert set(found["period"]) == {"2024"}
    assert set(behind["indicator_id"]) == {"test.one", "test.two"}
    assert set(behind["value_period"]) == {"2024", "2022"}


def test_a_theme_whose_years_are_all_of_the_future_has_no_score_and_no_coverage():
    scores, registry = made_up(future="2099")
    found, behind = scores_of_themes(scores, registry, ["a"], 2026, SETTINGS)
    assert found["score"].isna().all()
    assert found["coverage"].tolist() == [0.0]
    assert found["period"].tolist() == ["2026"]
    assert behind.empty
