"""Values of larger parts, points, similar parts and inequality in a made-up city."""

import numpy as np
import pandas as pd
import pytest

from resilience.analysis.inequality import gini, inequality, inside_largest
from resilience.analysis.parts import DERIVED, Parts, parts_of

AREAS = pd.DataFrame(
    [
        ("c", "City", "municipality", "x"),
        ("c-1", "North", "ward", "c"),
        ("c-2", "South", "ward", "c"),
        ("c-11", "Mill", "quarter", "c-1"),
        ("c-12", "Lake", "quarter", "c-1"),
        ("c-21", "Port", "quarter", "c-2"),
        ("c-22", "Hill", "quarter", "c-2"),
    ],
    columns=["ags", "name", "level", "parent_ags"],
)
LEVELS = pd.DataFrame(
    {"level": ["ward", "quarter"], "one": ["Ward", "Quarter"], "many": ["Wards", "Quarters"]}
)
QUARTERS = ("c-11", "c-12", "c-21", "c-22")
PEOPLE = dict(zip(QUARTERS, (100.0, 300.0, 50.0, 50.0), strict=True))


def indicators(*ids: str, **more: object) -> pd.DataFrame:
    told = {"theme_id": "t", "theme": "T", "label": "L", "unit": "%", "decimals": 1}
    told |= {"direction": "lower_is_better", "reason": "R", "factor": 1.0}
    told |= {"share_of_weight": False, "alike": False}
    return pd.DataFrame([{"indicator_id": one, **told, **more} for one in ids])


def figures(indicator: str, role: str, values: dict[str, float], series: str = "") -> pd.DataFrame:
    rows = pd.DataFrame({"ags": list(values), "value": list(values.values())})
    rows["quality"] = rows["value"].isna().map({True: "Q", False: "A"})
    told = {"indicator_id": indicator, "role": role, "series_id": series or role}
    return rows.assign(period="2021", note="", **told)


def city(*parts: pd.DataFrame, **more: object) -> Parts:
    rows = pd.concat(parts)
    return parts_of(AREAS, LEVELS, indicators(*rows["indicator_id"].unique(), **more), rows)


def values(parts: Parts, indicator: str) -> pd.DataFrame:
    return parts.values[parts.values["indicator_id"] == indicator].set_index("ags")


def test_rates_of_larger_parts_are_weighed_and_marked_as_computed():
    rates = dict(zip(QUARTERS, (10.0, 20.0, 40.0, 60.0), strict=True))
    found = values(city(figures("r", "rate", rates), figures("r", "weight", PEOPLE)), "r")
    assert found["value"]["c-12"] == 20
    assert found["value"]["c-1"] == pytest.approx((10 * 100 + 20 * 300) / 400)
    assert found["value"]["c"] == pytest.approx((1000 + 6000 + 2000 + 3000) / 500)
    assert found.loc["c-1", ["quality", "note"]].tolist() == ["E", DERIVED]
    assert found.loc["c-12", ["quality", "note"]].tolist() == ["A", ""]


def test_counts_add_up_before_they_are_divided():
    cars = dict(zip(QUARTERS, (10.0, 60.0, 20.0, 30.0), strict=True))
    parts = city(figures("n", "count", cars), figures("n", "weight", PEOPLE), factor=1000.0)
    found = values(parts, "n")["value"]
    assert found["c-11"] == pytest.approx(100)
    assert found["c-1"] == pytest.approx(1000 * 70 / 400)
    assert found["c"] == pytest.approx(1000 * 120 / 500)


def test_a_weight_of_two_series_is_their_sum_and_missing_where_one_is():
    other = {"c-11": 100.0, "c-12": np.nan, "c-21": 50.0, "c-22": 50.0}
    parts = city(
        figures("n", "count", dict.fromkeys(QUARTERS, 10.0)),
        figures("n", "weight", PEOPLE),
        figures("n", "weight", other, "more"),
    )
    found = values(parts, "n")
    assert found["value"]["c-11"] == pytest.approx(10 / 200)
    assert found["value"].isna()["c-12"]
    assert found["quality"]["c-12"] == "O"


def test_what_the_publisher_prints_of_a_larger_part_is_not_computed():
    wards = {"c-1": 10.0, "c-2": 30.0, "c": 99.0}
    people = {"c-1": 400.0, "c-2": 100.0, "c": 500.0}
    parts = city(figures("r", "rate", wards), figures("r", "weight", people))
    found = values(parts, "r")
    assert found.loc["c", ["value", "quality"]].tolist() == [99.0, "A"]
    assert parts.levels_with("r") == ["ward"]
    assert "c-11" not in found.index


def test_a_count_of_wards_is_divided_by_the_people_of_their_quarters():
    parts = city(figures("n", "count", {"c-1": 8.0, "c-2": 5.0}), figures("n", "weight", PEOPLE))
    found = values(parts, "n")["value"]
    assert found["c-1"] == pytest.approx(8 / 400)
    assert found["c"] == pytest.approx(13 / 500)


@pytest.mark.parametrize(("secret", "ward"), [("c-11", "c-1"), ("c-21", "c-2")])
def test_a_larger_part_has_a_value_only_where_nine_tenths_of_it_are_known(secret, ward):
    rates = {**dict.fromkeys(QUARTERS, 10.0), secret: np.nan}
    found = values(city(figures("r", "rate", rates), figures("r", "weight", PEOPLE)), "r")
    assert found["quality"][secret] == "Q"
    assert found["value"].isna()[[secret, ward]].all()  # a quarter or a half of it is unknown
    assert found["quality"]["c"] == ("E" if secret == "c-21" else "O")  # a tenth or a fifth
    assert found["value"].notna()["c"] == (secret == "c-21")


def many(n: int, **more: object) -> Parts:
    """Return a city of one ward with quarters whose rates are 0, 1, 2 and so on."""
    keys = [f"c-1{i:02d}" for i in range(n)]
    quarters = pd.DataFrame({"ags": keys, "name": keys, "level": "quarter", "parent_ags": "c-1"})
    rates = figures("r", "rate", {key: float(i) for i, key in enumerate(keys)})
    weight = figures("r", "weight", dict.fromkeys(keys, 10.0))
    areas = pd.concat([AREAS.iloc[:2], quarters])
    return parts_of(areas, LEVELS, indicators("r", **more), pd.concat([rates, weight]))


def test_points_come_from_the_distribution_of_the_smallest_parts():
    parts = many(101)
    assert parts.scale("r") == pytest.approx((5, 95))
    assert parts.points("r", 5) == 100  # lower is better
    assert parts.points("r", 50) == pytest.approx(50)
    assert parts.points("r", 100) == 0  # beyond the scale
    assert np.isnan(parts.points("r", np.nan))
    assert many(101, direction="higher_is_better").points("r", 5) == 0


def test_what_is_not_judged_or_has_few_parts_has_no_scale():
    assert many(101, direction="context").scale("r") is None
    assert many(29).scale("r") is None
    assert many(30).scale("r") is not None


def test_similar_parts_are_near_in_what_people_are_alike_in():
    parts = many(40, alike=True)
    assert set(parts.alike("c-120")) == {"c-117", "c-118", "c-119", "c-121", "c-122"}
    assert parts.alike("c") == []


def test_the_way_down_and_up():
    parts = city(figures("r", "rate", PEOPLE), figures("r", "weight", PEOPLE))
    assert parts.chain("c-12") == ["c", "c-1", "c-12"]
    assert parts.inside("c-1", "quarter") == ["c-11", "c-12"]
    assert parts.inside("c", "ward") == ["c-1", "c-2"]


def test_inequality_over_all_parts_and_inside_the_largest():
    parts = many(40, share_of_weight=True)
    (row,) = inequality(parts).to_dict("records")
    rates = np.arange(40.0)
    assert (row["n"], row["level"]) == (40, "quarter")
    assert row["gini"] == pytest.approx(gini(rates, np.full(40, 10.0)))
    assert row["between"] == pytest.approx(0)  # one ward holds all
    assert row["within"] == pytest.approx(row["theil"])
    group, rest = rates / rates.sum(), (100 - rates) / (100 - rates).sum()
    assert row["dissimilarity"] == pytest.approx(np.abs(group - rest).sum() / 2)
    (ward,) = inside_largest(parts, "r").to_dict("records")
    assert (ward["ags"], ward["n"], ward["mean"]) == ("c-1", 40, pytest.approx(19.5))
    assert ward["gini"] == pytest.approx(row["gini"])


def test_of_few_parts_no_inequality_is_told():
    assert inequality(many(9)).empty
    assert len(inequality(many(10))) == 1
