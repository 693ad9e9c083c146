"""Unreliable figures: what they touch, that they get no points, and which are known."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest

from resilience.model.registry import Registry, registry
from resilience.settings import SETTINGS
from resilience.spec import Need
from resilience.warehouse import queries
from resilience.warehouse.compute import compute
from resilience.warehouse.opening import Cursor, open_read_only
from resilience.warehouse.score import indicator_scores, scores_of_themes
from tests.resilience.made_up import entry, series


@pytest.fixture(scope="module")
def cursor(warehouse) -> Iterator[Cursor]:
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


CHANGE = """
    SELECT n.ags, n.period, n.value - o.value AS value FROM births n
    JOIN births o ON o.ags = n.ags AND o.period::INT = n.period::INT - 3
"""


@pytest.mark.parametrize(("years", "letter"), [(3, "U"), (0, "A")])
def test_the_start_of_a_change_stands_behind_it(years, letter):
    start = series(("a", "2018", 9.0, "U"), snapshot="old").assign(note="doubtful")
    births = pd.concat([start, series(("a", "2021", 10.0, "A"))])
    made = entry(CHANGE, (Need("births", years_before=years),))
    values, behind = compute(made, {"births": births})
    assert values["quality"].tolist() == [letter]
    assert set(behind["snapshot_id"]) == ({"s", "old"} if years else {"s"})
    assert values["note"].tolist() == ["doubtful" if years else ""]


def test_a_change_without_its_start_keeps_the_letter_of_the_gap():
    births = series(("a", "2018", None, "Q"), ("a", "2021", 10.0, "A"))
    made = entry(CHANGE, (Need("births", years_before=3),))
    assert compute(made, {"births": births})[0]["quality"].tolist() == ["Q"]


ONE = "production.fibre_business"


def scored(*rows: tuple[str, float, str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return scores and theme inputs of town a, which has ``(period, value, quality)``.

    Town b has the figure 27 of 2021-06 in all cases.
    """
    names = ["indicator_id", "ags", "period", "value", "quality"]
    full = [("a", *row) for row in rows] + [("b", "2021-06", 27.0, "A")]
    values = pd.DataFrame([(ONE, *row) for row in full], columns=names)
    every = registry()
    found = Registry(every.themes, {ONE: every.indicators[ONE]})
    kinds = pd.Series({"a": "town", "b": "town"})
    scores = indicator_scores(values, found, kinds, SETTINGS)
    return scores, scores_of_themes(scores, found, ["a", "b"], 2026, SETTINGS)[1]


@pytest.mark.parametrize("quality", ["A", "P", "B", "E", "I"])
def test_other_letters_keep_their_points(quality):
    scores, inputs = scored(("2021-06", 27.0, quality))
    assert scores["score"].tolist() == [50.0, 50.0]
    assert inputs["ags"].tolist() == ["a", "b"]


def test_an_unreliable_value_gets_no_points_and_no_older_one_stands_in_for_it():
    scores, inputs = scored(("2020-06", 10.8, "A"), ("2021-06", 98.0, "U"))
    own = scores.set_index(["ags", "period"])
    assert own.at[("a", "2020-06"), "score"] == 20.0
    assert np.isnan(own.at[("a", "2021-06"), "score"])
    assert not own.at[("a", "2021-06"), "clipped"]
    assert inputs["ags"].tolist() == ["b"]


def test_an_unreliable_value_of_the_past_takes_nothing_from_a_newer_one():
    inputs = scored(("2020-06", 98.0, "U"), ("2021-06", 12.0, "A"))[1]
    assert inputs["ags"].tolist() == ["a", "b"]


@pytest.mark.parametrize(
    ("indicator_id", "ags", "period"),
    [
        ("production.land_take", "05158036", "2021"),
        ("production.land_take", "05158032", "2021"),
        ("mobility.transport_share", "05158036", "2021"),
        ("production.fibre_business", "05158004", "2021-06"),
        ("production.gigabit_business", "05158004", "2021-06"),
    ],
)
def test_an_unreliable_figure_is_shown_with_its_reason_and_not_scored(
    cursor, indicator_id, ags, period
):
    values = queries.indicator_values(cursor, indicator_id).set_index(["ags", "period"])
    row = values.loc[(ags, period)]
    assert row["value"] == row["value"]
    assert (row["quality"], row["note"][:11]) == ("U", "correction:")
    assert np.isnan(row["score"])
    used = "SELECT count(*) FROM theme_score_input WHERE indicator_id = ? AND ags = ?"
    assert cursor.execute(used, [indicator_id, ags]).fetchone() == (0,)
    others = "SELECT count(*) FROM theme_score_input WHERE indicator_id = ?"
    assert cursor.execute(others, [indicator_id]).fetchone()[0] > 150


def test_a_level_after_the_recoding_still_counts(cursor):
    shares = queries.indicator_values(cursor, "mobility.transport_share")
    velbert = shares[shares["ags"] == "05158032"].set_index("period")
    assert velbert["quality"].to_dict() == {"2018": "U", "2021": "A"}
    assert velbert["score"].notna().to_dict() == {"2018": False, "2021": True}


def test_a_fall_of_settlement_land_that_no_city_can_have_is_flagged(cursor):
    sql = """
        WITH land AS (
            SELECT ags, period, max(value) FILTER (category = 'settlement') AS settlement,
                   max(value) FILTER (category = '') AS total
            FROM observation WHERE series_id = 'land_use' AND length(ags) = 8 GROUP BY ALL
        )
        SELECT e.ags FROM land e JOIN land l ON e.ags = l.ags
        WHERE e.period = '2018' AND l.period = '2021'
          AND 100 * (l.settlement - e.settlement) / l.total <= -0.4
    """
    fallen = {ags for (ags,) in cursor.execute(sql).fetchall()}
    flagged = """
        SELECT ags FROM correction
        WHERE (series_id, period, category, quality) = ('land_use', '2018', 'settlement', 'U')
    """
    assert {"05158032", "05158036"} < fallen
    assert fallen == {ags for (ags,) in cursor.execute(flagged).fetchall()}
