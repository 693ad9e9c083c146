"""One indicator's SQL in its sandbox: what it may see, what it must return, what it inherits."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from resilience.compute import (
    IndicatorError,
    compute,
    example_inputs,
    poisson_interval,
    run_example,
    run_sql,
)
from resilience.registry import Entry, registry
from resilience.spec import Example, Indicator, Noise, Text

WORD = Text(de="Prüfwort", en="test word")


def entry(sql: str, needs: tuple[str, ...] = ("births",), noise: Noise | None = None) -> Entry:
    """Return a test indicator on test series."""
    given = {name: [("x", "2020", 1.0)] for name in needs}
    indicator = Indicator(
        name=WORD,
        about=WORD,
        unit=WORD,
        capacity="robustness",
        direction="context",
        reason=WORD,
        needs=needs,
        sql=sql,
        example=Example(given=given, expected=[]),
        caveat=WORD,
        noise=noise,
    )
    return Entry("test.one", "test", "indicators/test/one.py", indicator)


def series(*rows: tuple) -> pd.DataFrame:
    """Return test observations ``(ags, period, value, quality)`` of snapshot ``s``."""
    frame = pd.DataFrame(rows, columns=["ags", "period", "value", "quality"])
    return frame.assign(category="", note="", snapshot_id="s")


BIRTHS = series(("a", "2020", 10.0, "A"), ("b", "2020", None, "Q"), ("c", "2020", 0.0, "P"))


def run(sql: str, **tables: pd.DataFrame) -> pd.DataFrame:
    return run_sql(entry(sql, tuple(tables)), tables)


def test_the_sql_sees_declared_series_only():
    with pytest.raises(IndicatorError, match=r"one\.py: .*'deaths', which is not declared"):
        run("SELECT ags, period, value FROM deaths", births=BIRTHS)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM 'data/observations/gv_isys.parquet'",
        "COPY births TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ],
)
def test_the_sandbox_reaches_nothing_outside(sql):
    with pytest.raises(IndicatorError, match=r"indicators/test/one\.py"):
        run(sql, births=BIRTHS)


def test_python_variables_are_no_tables():
    secret = BIRTHS  # noqa: F841 - DuckDB would find it by name if replacement scans were on
    with pytest.raises(IndicatorError, match="'secret', which is not declared"):
        run("SELECT ags, period, value FROM secret", births=BIRTHS)


def test_a_wrong_column_is_named():
    with pytest.raises(IndicatorError, match="column 'wert', which does not exist"):
        run("SELECT ags, period, wert AS value FROM births", births=BIRTHS)


def test_other_result_columns_are_named():
    with pytest.raises(IndicatorError, match="expected exactly ags, period, value"):
        run("SELECT ags, value FROM births", births=BIRTHS)


def test_a_duplicate_key_is_named():
    with pytest.raises(IndicatorError, match=r"share a key, e\.g\. ags a, period 2020"):
        run("SELECT ags, period, value FROM births, range(2)", births=BIRTHS)


def test_a_value_that_is_not_finite_is_named():
    with pytest.raises(IndicatorError, match=r"ags c, period 2020 is not finite"):
        run("SELECT ags, period, 1 / value AS value FROM births", births=BIRTHS)


def test_a_broken_statement_names_the_file():
    with pytest.raises(IndicatorError, match=r"one\.py: the SQL does not run: Parser Error"):
        run("SELEC ags FROM births", births=BIRTHS)


def test_zero_stays_zero_and_missing_stays_missing_with_its_letter():
    values, _ = compute(entry("SELECT ags, period, value FROM births"), {"births": BIRTHS})
    values = values.set_index("ags")
    assert values.loc["c", "value"] == 0.0
    assert np.isnan(values.loc["b", "value"])
    assert values["quality"].to_dict() == {"a": "A", "b": "Q", "c": "P"}


def test_a_value_inherits_the_worst_letter_of_its_inputs_of_the_year_or_before():
    people = series(("a", "2019", 100.0, "E"), ("a", "2021", 100.0, "U"))
    sql = """
        SELECT b.ags, b.period, b.value / p.value AS value
        FROM births b JOIN people p ON p.ags = b.ags AND p.period = '2019'
    """
    values, vintages = compute(
        entry(sql, ("births", "people")),
        {"births": BIRTHS, "people": people.assign(snapshot_id="t")},
    )
    assert values["quality"].tolist() == ["E"]
    assert set(vintages["snapshot_id"]) == {"s", "t"}


def test_a_count_carries_its_poisson_interval():
    noise = Noise(model="poisson", series="births")
    sql = "SELECT ags, period, value / 100 AS value FROM births"
    values, _ = compute(entry(sql, noise=noise), {"births": BIRTHS})
    ten = values.set_index("ags").loc["a"]
    assert ten["low"] == pytest.approx(
        0.0480, abs=1e-4
    )  # exact interval of 10 events: 4.80 .. 18.39
    assert ten["high"] == pytest.approx(0.1839, abs=1e-4)


@pytest.mark.parametrize(
    ("events", "below", "above"), [(20, -39, 54), (60, -24, 29), (2000, -4, 4)]
)
def test_poisson_intervals_agree_with_the_published_table(events, below, above):
    low, high = poisson_interval(np.array([events]))
    assert round(100 * (low[0] / events - 1)) == below
    assert round(100 * (high[0] / events - 1)) == above


@pytest.mark.parametrize("found", registry().indicators.values(), ids=lambda e: e.indicator_id)
def test_every_declared_example_holds(found):
    result = run_example(found)
    expected = pd.DataFrame(found.indicator.example.expected, columns=["ags", "period", "value"])
    expected = expected.sort_values(["ags", "period"], ignore_index=True)
    assert (
        result[["ags", "period"]].to_numpy().tolist()
        == expected[["ags", "period"]].to_numpy().tolist()
    )
    np.testing.assert_allclose(result["value"], expected["value"].astype(float), rtol=1e-9)


@pytest.mark.parametrize("found", registry().indicators.values(), ids=lambda e: e.indicator_id)
def test_every_declared_need_is_needed(found):
    for need in found.indicator.needs:
        rest = tuple(n for n in found.indicator.needs if n != need)
        tables = example_inputs(found.indicator.example)
        with pytest.raises(IndicatorError, match=f"'{need}', which is not declared"):
            run_sql(_with_needs(found, rest), tables)


def _with_needs(found: Entry, needs: tuple[str, ...]) -> Entry:
    indicator = dataclasses.replace(found.indicator)
    object.__setattr__(indicator, "needs", needs)  # past the check: this is the fault to provoke
    return dataclasses.replace(found, indicator=indicator)
