"""What an indicator's values inherit from their inputs, and the interval around a count."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resilience.model.registry import registry
from resilience.spec import Need, Noise
from resilience.warehouse.compute import compute
from resilience.warehouse.sandbox import IndicatorError
from tests.resilience.made_up import entry, series

PLAIN = "SELECT ags, period, value FROM births"
PER_HEAD = """
    SELECT b.ags, b.period, b.value / p.value AS value
    FROM births b JOIN people p USING (ags, period)
"""
BIRTHS = series(("a", "2020", 10.0, "A"), ("b", "2020", None, "Q"), ("c", "2020", 0.0, "P"))


def computed(made, breaks=None, **tables: pd.DataFrame) -> pd.DataFrame:
    """Return the values by area and period."""
    return compute(made, tables, breaks)[0].set_index(["ags", "period"])


def vintages(made, **tables: pd.DataFrame) -> set[tuple]:
    rows = compute(made, tables)[1]
    return set(rows[["ags", "period", "series_id", "snapshot_id"]].itertuples(index=False))


def declared(indicator_id: str):
    return registry().indicators[indicator_id]


# What is missing


def test_zero_stays_zero_and_missing_stays_missing_with_its_letter():
    values = computed(entry(PLAIN), births=BIRTHS)
    assert values.loc[("c", "2020"), "value"] == 0.0
    assert np.isnan(values.loc[("b", "2020"), "value"])
    assert values["quality"].tolist() == ["A", "Q", "P"]


@pytest.mark.parametrize(
    "sql",
    [
        f"{PLAIN} WHERE value IS NOT NULL",
        "SELECT ags, period, sum(value) AS value FROM births GROUP BY ALL HAVING count(value) > 0",
        "SELECT b.ags, b.period, b.value FROM births b JOIN births o USING (ags, period, value)",
    ],
)
def test_what_the_sql_drops_stays_as_a_missing_value_with_its_letter(sql):
    row = computed(entry(sql), births=BIRTHS).loc[("b", "2020")]
    assert np.isnan(row["value"])
    assert row["quality"] == "Q"


def test_a_denominator_without_a_row_leaves_a_missing_value():
    people = series(("a", "2020", 5.0, "A"))
    values = computed(entry(PER_HEAD, ("births", "people")), births=BIRTHS, people=people)
    assert values["quality"].to_dict() == {
        ("a", "2020"): "A",
        ("b", "2020"): "Q",
        ("c", "2020"): "O",
    }


def test_a_period_the_sql_never_returns_is_not_filled():
    births = series(("a", "2019", 1.0, "A"), ("a", "2020", 2.0, "A"))
    values = computed(entry(f"{PLAIN} WHERE period = '2020'"), births=births)
    assert list(values.index) == [("a", "2020")]


def test_a_value_without_input_is_an_error():
    with pytest.raises(IndicatorError, match=r"one\.py: .*an area that no input has, e\.g\. ags z"):
        computed(entry("SELECT 'z' AS ags, period, 1 AS value FROM births LIMIT 1"), births=BIRTHS)


# What stands behind a value


def test_a_value_inherits_the_worst_letter_of_its_inputs():
    people = series(("a", "2020", 5.0, "E"), ("c", "2020", 5.0, "A"), snapshot="t")
    made = entry(PER_HEAD, ("births", "people"))
    values = computed(made, births=BIRTHS, people=people)
    assert values.loc[("a", "2020"), "quality"] == "E"
    assert values.loc[("c", "2020"), "quality"] == "P"
    behind = {("a", "2020", "births", "s"), ("a", "2020", "people", "t")}
    assert behind <= vintages(made, births=BIRTHS, people=people)


def test_notes_of_all_inputs_stand_together_worst_first():
    people = series(("a", "2020", 5.0, "U")).assign(note="doubtful")
    births = BIRTHS.assign(note="rounded")
    values = computed(entry(PER_HEAD, ("births", "people")), births=births, people=people)
    assert values.loc[("a", "2020"), "note"] == "doubtful; rounded"


@pytest.mark.parametrize(
    ("people", "letter"),
    [
        ([("2019", 5.0, "E"), ("2020", 5.0, "U"), ("2021", 5.0, "I")], "U"),  # the same period
        ([("2018", 5.0, "I"), ("2019", 5.0, "E"), ("2021", 5.0, "U")], "E"),  # else before
        ([("2021", 5.0, "E"), ("2022", 5.0, "U")], "E"),  # else after
        ([("2019", 5.0, "E"), ("2020", None, "Q"), ("2021", 5.0, "U")], "E"),  # one with a value
        ([("2020", None, "Q"), ("2021", 5.0, "U")], "U"),
    ],
)
def test_the_nearest_period_with_a_value_stands_behind_a_value(people, letter):
    sql = "SELECT b.ags, b.period, b.value FROM births b WHERE b.ags IN (SELECT ags FROM people)"
    rows = [series(("a", *row), snapshot=row[2]) for row in people]
    tables = {"births": BIRTHS[:1], "people": pd.concat(rows)}
    made = entry(sql, ("births", "people"))
    assert computed(made, **tables)["quality"].tolist() == [letter]
    assert ("a", "2020", "people", letter) in vintages(made, **tables)


def test_a_missing_value_keeps_the_letter_of_its_own_period():
    births = series(("a", "2019", 4.0, "A"), ("a", "2020", None, "Q"))
    assert computed(entry(PLAIN), births=births)["quality"].tolist() == ["A", "Q"]


def test_a_missing_denominator_gives_its_letter_to_the_missing_value():
    people = series(("a", "2019", 5.0, "A"), ("a", "2020", None, "M"))
    values = computed(entry(PER_HEAD, ("births", "people")), births=BIRTHS[:1], people=people)
    assert values["quality"].tolist() == ["M"]


def test_a_quarter_meets_its_own_quarter():
    births = series(("a", "2020-Q2", 10.0, "A"))
    people = series(("a", "2020-Q1", 5.0, "U"), ("a", "2020-Q2", 5.0, "E"))
    values = computed(entry(PER_HEAD, ("births", "people")), births=births, people=people)
    assert values["quality"].tolist() == ["E"]


def test_categories_that_are_not_declared_leave_no_trace():
    values = computed(
        declared("supply.renewable_capacity"),
        renewable_capacity=series(
            ("05111000", "2023", "biomass", 111101.4, "U"),
            ("05111000", "2023", "hydro", 0.0, "A"),
            ("05111000", "2023", "pv", 66755.605, "A"),
            ("05111000", "2023", "wind_onshore", 0.0, "A"),
        ),
        population_register=series(("05111000", "2023", 631217.0, "A")),
    )
    assert values["quality"].tolist() == ["A"]
    assert values["value"].tolist() == [pytest.approx(66755.605 / 631217)]


# Incomplete inputs

LAND = [
    ("05158020", "2021", "", 4000.0, "A"),
    ("05158020", "2021", "settlement", 1500.0, "A"),
    ("05158020", "2021", "transport", None, "Q"),
]
UNGUARDED = "SELECT ags, period, sum(value) AS value FROM land GROUP BY ags, period"


@pytest.mark.parametrize("rows", [LAND, LAND[:2]], ids=["null", "no row"])
def test_a_value_from_incomplete_inputs_is_at_least_estimated(rows):
    made = entry(UNGUARDED, (Need("land", ("", "settlement", "transport")),))
    frame = pd.concat([series(*rows), series(("x", "2021", "transport", 1.0, "A"))])
    row = computed(made, land=frame).loc[("05158020", "2021")]
    assert row["value"] == 5500
    assert row["quality"] == "E"
    assert row["note"] == "incomplete: land 2021"


def test_a_worse_letter_than_estimated_stays():
    frame = series(*LAND).replace({"quality": {"A": "U"}})
    made = entry(UNGUARDED, (Need("land", ("", "settlement", "transport")),))
    assert computed(made, land=frame)["quality"].tolist() == ["U"]


def test_a_numerator_taken_for_zero_is_seen():
    births = series(("a", "2019", 4.0, "A"), ("a", "2020", None, "Q"))
    made = entry("SELECT ags, period, coalesce(value, 0) AS value FROM births")
    assert computed(made, births=births)["quality"].tolist() == ["A", "E"]


def test_the_share_of_transport_land_waits_for_all_its_parts():
    whole = [(*LAND[2][:3], 500.0, "A")]
    land = pd.concat([series(*LAND[:2], *whole), series(*LAND).assign(ags="05158012")])
    values = computed(declared("mobility.transport_share"), land_use=land)
    assert values.loc[("05158020", "2021"), ["value", "quality"]].tolist() == [25.0, "A"]
    assert np.isnan(values.loc[("05158012", "2021"), "value"])
    assert values.loc[("05158012", "2021"), "quality"] == "Q"


# Breaks


def years(ags: str, *periods: str, value: float | None = 1.0) -> list[tuple]:
    return [(ags, period, value, "Q" if value is None else "A") for period in periods]


def letters(values: pd.DataFrame, ags: str) -> str:
    return "".join(values.loc[ags, "quality"])


def test_only_the_first_value_after_a_break_is_marked():
    births = series(
        *years("a", "2009", "2010", "2011", "2012"),
        *years("b", "2011", "2012"),
        *years("c", "2010"),
        *years("c", "2011", value=None),
        *years("c", "2012", "2013"),
    )
    values = computed(entry(PLAIN), {"births": ["2011"], "deaths": ["2012"]}, births=births)
    assert letters(values, "a") == "AABA"
    assert letters(values, "b") == "AA"  # nothing before, with which it would not compare
    assert letters(values, "c") == "AQBA"
    assert values.loc[("a", "2011"), "note"] == "break in series: births from 2011"
    assert values.loc[("a", "2012"), "note"] == ""


def test_a_break_counts_from_the_input_behind_the_value():
    sql = "SELECT b.ags, b.period, b.value FROM births b WHERE b.ags IN (SELECT ags FROM people)"
    tables = {
        "births": series(*years("a", "2010", "2012", "2014")),
        "people": series(*years("a", "2009", "2013")),
    }
    values = computed(entry(sql, ("births", "people")), {"people": ["2011"]}, **tables)
    assert letters(values, "a") == "AAB"  # 2012 still rests on 2009


def test_a_break_does_not_better_a_letter():
    births = series(*years("a", "2010"), ("a", "2011", 1.0, "U"))
    values = computed(entry(PLAIN), {"births": ["2011"]}, births=births)
    assert letters(values, "a") == "AU"
    assert values.loc[("a", "2011"), "note"] == "break in series: births from 2011"


# Noise


def test_a_count_carries_its_poisson_interval():
    noise = Noise(model="poisson", series="births")
    made = entry("SELECT ags, period, value / 100 AS value FROM births", noise=noise)
    values = computed(made, births=BIRTHS)
    # exact interval of 10 events: 4.80 .. 18.39, of none: 0 .. 3.69
    assert values.loc["a", ["low", "high"]].to_numpy()[0] == pytest.approx(
        [0.0480, 0.1839], abs=1e-4
    )
    assert values.loc["c", ["low", "high"]].to_numpy()[0] == pytest.approx([0.0, 0.0369], abs=1e-4)
    assert values.loc["b", ["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("events", "below", "above"), [(20, -39, 54), (60, -24, 29), (2000, -4, 4)]
)
def test_intervals_agree_with_the_published_table(events, below, above):
    made = entry(PLAIN, noise=Noise(model="poisson", series="births"))
    row = computed(made, births=series(("a", "2020", float(events), "A"))).iloc[0]
    assert round(100 * (row["low"] / events - 1)) == below
    assert round(100 * (row["high"] / events - 1)) == above


@pytest.mark.parametrize(
    ("expression", "low", "high"),
    [
        ("1000 / value", 1000 / 18.39, 1000 / 4.80),  # falls as the count rises
        ("100 + value", 104.80, 118.39),  # not proportional to the count
        ("abs(value - 10)", 0.0, 8.39),  # neither: both ends lie above the value
    ],
)
def test_the_interval_is_what_the_sql_makes_of_the_ends(expression, low, high):
    noise = Noise(model="poisson", series="births")
    made = entry(f"SELECT ags, period, {expression} AS value FROM births", noise=noise)
    row = computed(made, births=BIRTHS[:1]).iloc[0]
    assert [row["low"], row["high"]] == pytest.approx([low, high], rel=1e-3)


def test_the_declared_category_alone_is_moved():
    sql = "SELECT ags, period, sum(value) AS value FROM births GROUP BY ags, period"
    noise = Noise(model="poisson", series="births", category="girls")
    births = series(("a", "2020", "girls", 10.0, "A"), ("a", "2020", "boys", 100.0, "A"))
    row = computed(entry(sql, (Need("births", ("girls", "boys")),), noise), births=births).iloc[0]
    assert [row["low"], row["high"]] == pytest.approx([104.80, 118.39], abs=0.01)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=8), st.booleans())
@example([1], True)  # a count without any event
def test_an_interval_holds_its_value(counts, several):
    rows = [(f"{i}", "2020", float(n), "A") for i, n in enumerate(counts)]
    fewer = [(*row[:2], row[2] // 2, "A") for row in rows]
    noise = Noise(model="poisson", series="births", events="mothers" if several else None)
    values = computed(entry(PLAIN, noise=noise), births=series(*rows), mothers=series(*fewer))
    known = values.dropna(subset=["low"])
    assert ((known["low"] <= known["value"]) & (known["value"] <= known["high"])).all()
    assert len(known) == len(values) or (several and max(counts) < 2)


@pytest.mark.parametrize(
    ("vacant", "dwellings", "low", "high"),
    [  # Clopper and Pearson's interval of a share, from tables: 4 of 10, none of 10, all of 10
        (4.0, 10.0, 0.1216, 0.7376),
        (0.0, 10.0, 0.0, 0.3085),
        (10.0, 10.0, 0.6915, 1.0),
    ],
)
def test_a_share_carries_its_binomial_interval(vacant, dwellings, low, high):
    sql = (
        "SELECT ags, period, a.value / b.value AS value FROM vacant a JOIN dwellings b "
        "USING (ags, period)"
    )
    noise = Noise(model="binomial", series="vacant", trials="dwellings")
    row = computed(
        entry(sql, ("vacant", "dwellings"), noise),
        vacant=series(("a", "2022", vacant, "A")),
        dwellings=series(("a", "2022", dwellings, "A")),
    ).iloc[0]
    assert [row["low"], row["high"]] == pytest.approx([low, high], abs=1e-4)


def test_trials_may_be_the_sum_of_categories_and_a_missing_one_leaves_no_interval():
    both = Need("births", ("girls", "boys"))
    sql = "SELECT ags, period, value FROM births WHERE category = 'girls'"
    noise = Noise(model="binomial", series="births", category="girls", trials=both)
    births = series(
        ("a", "2020", "girls", 4.0, "A"),
        ("a", "2020", "boys", 6.0, "A"),
        ("b", "2020", "girls", 4.0, "A"),
        ("b", "2020", "boys", None, "Q"),
    )
    values = computed(entry(sql, (both,), noise), births=births)
    assert values.loc["a", ["low", "high"]].to_numpy()[0] == pytest.approx([1.216, 7.376], abs=1e-3)
    assert values.loc["b", ["low", "high"]].isna().all(axis=None)


CASUALTIES = {
    "road_casualties": series(
        ("05158020", "2015", 326.0, "A"), ("05158016", "2015", 0.0, "A"), ("z", "2015", None, "Q")
    ),
    "road_accidents_injury": series(
        ("05158020", "2015", 250.0, "A"), ("05158016", "2015", 0.0, "A"), snapshot="accidents"
    ),
    "population_intercensal": series(
        ("05158020", "2015", 60000.0, "A"), ("05158016", "2015", 50000.0, "A")
    ),
}


def test_casualties_are_as_uncertain_as_the_accidents_they_come_from():
    values = computed(declared("mobility.road_casualties"), **CASUALTIES).xs("2015", level="period")
    several, none = values.loc["05158020"], values.loc["05158016"]
    # exact interval of 250 accidents: 219.97 .. 282.98
    assert several["low"] / several["value"] == pytest.approx(219.97 / 250, abs=1e-4)
    assert several["high"] / several["value"] == pytest.approx(282.98 / 250, abs=1e-4)
    # none, up to 3.689 accidents, with 326 casualties in 250 as everywhere
    assert none["low"] == none["value"] == 0
    assert none["high"] == pytest.approx(1000 * 3.689 * 326 / 250 / 50000, rel=1e-3)
    assert np.isnan(values.loc["z", "high"])


def test_the_events_stand_in_the_lineage_and_not_in_the_sandbox():
    found = declared("mobility.road_casualties")
    assert "road_accidents_injury" in found.indicator.series
    assert "road_accidents_injury" not in [need.series for need in found.indicator.tables]
    assert ("05158020", "2015", "road_accidents_injury", "accidents") in vintages(
        found, **CASUALTIES
    )
