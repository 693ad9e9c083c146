"""docs/indicator-review.md speaks of every indicator, and what it says of the scores holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from resilience.model.registry import registry
from resilience.settings import ROOT
from resilience.spec import CAPACITIES
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

TEXT = (ROOT / "docs" / "indicator-review.md").read_text(encoding="utf-8")
VERDICTS = dict(re.findall(r"^\| `([\w.]+)` \| ([\w, ]+) \| \S.*\|$", TEXT, re.M))
TWINS = 0.85
OLDEST = 2018


@pytest.fixture(scope="module")
def cursor(warehouse: Path) -> Iterator[queries.Cursor]:
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def behind(cursor: queries.Cursor) -> pd.DataFrame:
    """Return what the theme scores are made of, with the kind of each city."""
    inputs = queries.theme_inputs(cursor)
    return inputs.assign(kind=inputs["ags"].map(queries.kinds(cursor)))


def test_the_review_names_each_indicator_with_figures_once():
    assert list(VERDICTS) == sorted(
        registry().active, key=lambda i: (list(registry().themes).index(i.split(".")[0]), i)
    )


def test_the_verdicts_are_what_the_scores_hold(behind):
    scored = {i for i, verdict in VERDICTS.items() if verdict.endswith("scored")}
    assert scored == set(behind["indicator_id"])
    active = registry().active
    context = {i for i, verdict in VERDICTS.items() if "context" in verdict}
    assert context == {i for i, e in active.items() if e.indicator.direction == "context"}
    old = {i for i, verdict in VERDICTS.items() if verdict.endswith("too old")}
    assert old == {i for i, e in active.items() if e.indicator.scored} - scored


def test_no_score_rests_on_a_figure_older_than_six_years(behind):
    assert behind["period"].str[:4].astype(int).min() >= OLDEST


def test_no_two_indicators_of_a_theme_say_the_same_of_the_towns(behind):
    towns = behind[behind["kind"] == "town"]
    for theme, rows in towns.groupby("theme_id"):
        wide = rows.pivot(index="ags", columns="indicator_id", values="value")
        rho = wide.corr("spearman").to_numpy(copy=True)
        np.fill_diagonal(rho, 0)
        assert np.abs(rho).max() <= TWINS, theme


def test_at_most_two_indicators_score_the_ten_towns_alike(cursor, behind):
    members = queries.areas(cursor, "kreis-mettmann").query("role == 'member'")["ags"]
    own = behind[behind["ags"].isin(members)]
    alike = (own["score"] >= 95).groupby(own["indicator_id"]).sum() >= 8
    alike |= (own["score"] <= 5).groupby(own["indicator_id"]).sum() >= 8
    assert alike.sum() <= 2


def test_the_figures_that_decide_on_what_was_left_out_hold(cursor, behind):
    towns = behind[behind["kind"] == "town"]
    scored = towns.pivot(index="ags", columns="indicator_id", values="value").astype(float)

    def of(series: str, year: str, category: str = "") -> pd.Series:
        rows = cursor.execute(
            "SELECT ags, value FROM observation_current "
            "WHERE series_id = ? AND period = ? AND category = ?",
            [series, year, category],
        ).df()
        return rows.set_index("ags")["value"].reindex(scored.index)

    land = {kind: of("land_use", "2021", kind) for kind in ("settlement", "transport")}
    price, floor = of("house_price_resale", "2024"), of("residential_floor_area", "2021")
    owned = of("owner_occupied_share", "2022") / 100
    twins = {
        "House price in annual rents": (price / of("rent_existing_per_m2", "2022"), "house_price"),
        "Floor area per hectare": (floor / sum(land.values()), "settlement_density"),
        "Floor area, dwellings per": (floor / of("residential_buildings", "2021"), "building_mix"),
        "Transport land per": (land["transport"] / of("population_update", "2021"),
                               "settlement_density"),
        "Fast less normal": (of("car_minutes_to_charging_fast", "2024")
                             - of("car_minutes_to_charging_normal", "2024"), "fast_charging"),
    }  # fmt: skip
    rows = {row.split(" | ")[1]: row for row in TEXT.splitlines() if row.count(" | ") == 3}
    names = {name.partition(".")[2]: name for name in scored}
    for start, (figure, partner) in twins.items():
        rho = figure.corr(scored[names[partner]], method="spearman")
        (row,) = (row for what, row in rows.items() if what.startswith(start))
        assert f"ρ {rho:.2f} " in row, (start, rho)
    mix = (4 * owned * (1 - owned)).quantile([0.05, 1])
    assert f"From {mix.iloc[0]:.2f} to {mix.iloc[1]:.2f}" in TEXT
    less = (land["transport"] < of("land_use", "2018", "transport")).sum()
    assert f"| {less} of the 183 towns have less of it" in TEXT


def test_each_theme_scores_each_capacity(behind):
    found = {
        (theme, registry().active[name].indicator.capacity)
        for theme, name in zip(behind["theme_id"], behind["indicator_id"], strict=True)
    }
    assert found == {(theme, c) for theme in registry().themes for c in CAPACITIES}


def test_twelve_indicators_have_five_comparable_points_in_time(cursor):
    long = []
    for name in registry().active:
        values = queries.indicator_values(cursor, name).dropna(subset="value")
        own = values[values["ags"] == "05158020"].sort_values("period")
        stretches = (own["quality"] == "B").cumsum()
        if not own.empty and stretches.value_counts().max() >= 5:
            long.append(name)
    assert len(long) >= 12, long
