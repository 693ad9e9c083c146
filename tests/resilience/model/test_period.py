"""Which texts are periods, and that nothing else gets into an indicator."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from resilience.model.period import first_day, is_period
from resilience.warehouse.sandbox import IndicatorError, run_sql
from tests.resilience.made_up import entry

UNREAL = [
    "2024-13", "2024-00", "2024-Q5", "2024-Q0", "2024-02-30", "2023-02-29", "2024-04-31",
    "0000", "24", "2024-1", "2024-01-", "2024 ", "٢٠٢٤", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "begins"),
    [
        ("2024", date(2024, 1, 1)),
        ("2024-Q3", date(2024, 7, 1)),
        ("2024-12", date(2024, 12, 1)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_period_begins_on_its_first_day(period, begins):
    assert first_day(period) == begins
    assert is_period(period)


@pytest.mark.parametrize("text", UNREAL)
def test_what_no_calendar_has_is_no_period(text):
    assert not is_period(text)
    with pytest.raises(ValueError, match=r"period|month|day|year|Day|Month|Year"):
        first_day(text)


@pytest.mark.parametrize("period", ["2020-13", "2020-02-30"])
def test_an_indicator_returns_periods_that_exist(period):
    rows = pd.DataFrame({"ags": ["a"], "period": ["2020"], "category": [""], "value": [1.0]})
    rows = rows.assign(quality="A", note="", snapshot_id="s")
    one = entry(f"SELECT ags, '{period}' AS period, value FROM things", ("things",))
    with pytest.raises(IndicatorError, match=rf"one\.py.*malformed period.*{period}"):
        run_sql(one, {"things": rows})


def test_an_indicator_may_return_nothing():
    rows = pd.DataFrame({"ags": ["a"], "period": ["2020"], "category": [""], "value": [1.0]})
    rows = rows.assign(quality="A", note="", snapshot_id="s")
    one = entry("SELECT ags, period, value FROM things WHERE value > 1", ("things",))
    assert run_sql(one, {"things": rows}).empty
