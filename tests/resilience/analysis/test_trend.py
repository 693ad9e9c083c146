"""Time series: nothing crosses a break, and a projection is what the textbook says it is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from resilience.analysis import trend
from resilience.analysis.trend import Projection, Unprojected, project
from resilience.model import time_series

NUMBERS = st.floats(-1e4, 1e4).map(lambda v: round(v, 3))


def series(values: list[float], first: int = 2010, ags: str = "a", note: str = "") -> pd.DataFrame:
    """Return one area's values of consecutive years."""
    periods = [str(first + i) for i in range(len(values))]
    frame = pd.DataFrame({"ags": ags, "period": periods, "value": values, "note": note})
    return frame.assign(value=frame["value"].astype(float))


def projected(values: pd.DataFrame, breaks: tuple[str, ...] = (), **settings) -> Projection:
    found = project(values, breaks, 1.0, **settings)
    assert isinstance(found, Projection)
    return found


@pytest.mark.parametrize(
    ("period", "place"),
    [
        ("2020", 2020.0),
        ("2020-Q1", 2020.125),
        ("2020-12", 2020 + 11.5 / 12),
        ("2020-06-30", 2020 + 5.5 / 12),
    ],
)
def test_a_period_lies_within_its_year(period, place):
    assert time_series.year_of(period) == pytest.approx(place)


@given(st.integers(1990, 2100), st.integers(1, 12))
def test_a_place_on_the_axis_is_read_back_as_its_month(year, month):
    period = f"{year}-{month:02d}"
    assert time_series.period_at(time_series.year_of(period), 0.5) == period
    assert time_series.period_at(float(year), 1.0) == str(year)


def test_series_step_by_years_unless_values_lie_closer():
    assert time_series.spacing(["2018", "2021"]) == 1.0
    assert time_series.spacing(["2018-12", "2019-06", "2020-06"]) == pytest.approx(0.5)
    assert time_series.spacing([]) == 1.0


def test_values_are_cut_at_declared_breaks_and_at_noted_ones():
    values = series([1, 2, 3, 4, 5])
    values.loc[4, "note"] = "break in series: x from 2014"
    cut = time_series.pieces(values, ["2012"])
    assert [piece["period"].to_list() for piece in cut] == [
        ["2010", "2011"],
        ["2012", "2013"],
        ["2014"],
    ]


def test_a_change_is_refused_across_a_break_and_without_both_values():
    both = pd.concat([series([1, 2, 5]), series([1, np.nan, 4], ags="b")])
    found, reasons = trend.change(both, [], "2010", "2011")
    assert found.set_index("ags")["value"].to_dict() == {"a": 1.0}
    assert reasons == {"b": "missing"}
    found, reasons = trend.change(both, ["2012"], "2010", "2012")
    assert found.empty
    assert reasons == {"a": "break", "b": "break"}


@given(st.lists(NUMBERS, min_size=2, max_size=8), st.integers(2010, 2018))
def test_every_change_lies_within_a_stretch(values, cut):
    found = trend.every_change(series(values), [str(cut)])
    before = min(max(cut - 2010, 0), len(values))
    sizes = (before, len(values) - before)
    assert len(found) == sum(n * (n - 1) // 2 for n in sizes)
    for part in (values[:before], values[before:]):
        if len(part) > 1:
            assert part[-1] - part[0] in found


@given(st.lists(st.floats(0.5, 1e4), min_size=3, max_size=8), st.integers(0, 2))
def test_an_index_is_a_hundred_in_its_base_and_keeps_ratios(values, at):
    found, reasons = trend.indexed(series(values), [], str(2010 + at))
    assert not reasons
    assert found["value"].iloc[at] == pytest.approx(100)
    assert found["value"].iloc[-1] / found["value"].iloc[0] == pytest.approx(values[-1] / values[0])


def test_an_index_stops_at_a_break_and_refuses_zero_and_less():
    areas = [series([4, 2, 8]), series([0, 1, 2], ags="b"), series([np.nan, 1, 2], ags="c")]
    found, reasons = trend.indexed(pd.concat(areas), ["2012"], "2010")
    assert found["ags"].to_list() == ["a", "a"]
    assert found["value"].to_list() == [100, 50]
    assert reasons == {"b": "not_positive", "c": "missing"}


@given(st.lists(NUMBERS, min_size=6, max_size=14))
def test_a_projection_is_least_squares_with_its_prediction_interval(values):
    found = project(series(values), [], 1.0)
    x, y = 2010 + np.arange(len(values)), np.array(values)
    size = max(np.abs(y).max(), 1)
    residuals = y - np.polyval(np.polyfit(x - 2010, y, 1), x - 2010)
    deviation = np.sqrt(residuals @ residuals / (len(y) - 2))
    if isinstance(found, Unprojected):
        assert found.reason == "exact"
        assert deviation < 1e-6 * size
        return
    for year, centre, low, high in zip(
        found.years, found.centre, found.low, found.high, strict=True
    ):
        # With time counted from the projected year, the line's value there is its intercept.
        fit = stats.linregress(x - year, y)
        half = stats.t.ppf(0.9, len(y) - 2) * np.hypot(deviation, fit.intercept_stderr)
        assert centre == pytest.approx(fit.intercept, abs=1e-6 * size)
        assert (high - low) / 2 == pytest.approx(half, rel=1e-6, abs=1e-9)
        assert (high + low) / 2 == pytest.approx(centre, abs=1e-6 * size)


@pytest.mark.slow
def test_four_in_five_of_the_next_values_lie_within_the_interval():
    random = np.random.default_rng(1)
    inside = 0
    for _ in range(2000):
        values = 5 + 0.3 * np.arange(9) + random.normal(size=9)
        found = projected(series(values[:8].tolist()))
        inside += found.low[0] <= values[8] <= found.high[0]
    assert inside / 2000 == pytest.approx(0.8, abs=0.025)


@pytest.mark.parametrize(("n", "ahead"), [(6, 2), (7, 3), (12, 3)])
def test_a_projection_reaches_three_years_and_half_the_years_behind_it_at_most(n, ahead):
    found = projected(series([float(i % 3) for i in range(n)]))
    assert found.years == tuple(2010.0 + n + i for i in range(ahead))
    assert (found.n, found.covered) == (n, float(n))


def test_half_years_are_projected_by_half_years():
    periods = ["2018-12", "2019-06", "2019-12", "2020-06", "2020-12", "2021-06"]
    values = series([1, 2, 2, 4, 4, 6]).assign(period=periods)
    found = project(values, [], 0.5)
    assert isinstance(found, Projection)
    assert [time_series.period_at(year, 0.5) for year in found.years] == ["2021-12", "2022-06"]
    assert found.covered == pytest.approx(3.0)


def test_values_before_the_last_break_do_not_count():
    values = series([50, 60, 50, 1, 2, 1, 2, 1, 2])
    after = projected(values, ("2013",))
    assert after == projected(values[3:])
    assert project(values, ("2014",), 1.0) == Unprojected("few", 5)


def test_there_is_no_projection_of_nothing_nor_of_an_exact_line():
    assert project(series([]), [], 1.0) == Unprojected("none", 0)
    assert project(series([440.0] * 10), [], 1.0) == Unprojected("exact", 10)
    assert project(series([0.1 * i for i in range(9)]), [], 1.0) == Unprojected("exact", 9)


def test_what_cannot_be_is_cut_and_told():
    found = projected(series([50, 61, 69, 82, 90, 99]), possible=(0.0, 100.0))
    assert found.cut
    assert max(found.high) == max(found.centre) == 100.0
    assert not projected(series([50, 51, 50, 51, 50, 51]), possible=(0.0, 100.0)).cut


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([0.0, 99.0], "%", (0.0, 100.0)),
        ([250.0, 510.0], "%", (0.0, np.inf)),
        ([-1.0, 3.0], "% je Jahr", (-np.inf, np.inf)),
        ([0.2, 0.9], "(0–1)", (0.0, 1.0)),
        ([5.0, 8.0], "Minuten", (0.0, np.inf)),
    ],
)
def test_the_possible_range_follows_unit_and_values(values, unit, expected):
    assert trend.limits(pd.Series(values), unit) == expected
