"""One indicator's SQL in its sandbox: what it may see and do, and what it must return."""

import re
import sys
import threading
import time
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from resilience.model.registry import registry
from resilience.spec import Need
from resilience.warehouse import sandbox as sandboxed
from resilience.warehouse.confined import locked
from resilience.warehouse.sandbox import (
    IndicatorError,
    example_inputs,
    run_example,
    run_sql,
    unread_needs,
)
from tests.resilience.made_up import entry, series

BIRTHS = series(("a", "2020", 10.0, "A"), ("b", "2020", None, "Q"), ("c", "2020", 0.0, "P"))
PLAIN = "SELECT ags, period, value FROM births"
FORESTS = series(
    ("a", "2021", "", 9.0, "A"), ("a", "2021", "forest", 4.0, "A"), ("a", "2021", "heath", 1.0, "A")
)
INDICATORS = pytest.mark.parametrize(
    "found",
    [entry for entry in registry().indicators.values() if entry.indicator.example],
    ids=lambda e: e.indicator_id,
)


def run(sql: str, **tables: pd.DataFrame) -> pd.DataFrame:
    return run_sql(entry(sql, tuple(tables)), tables)


def test_the_sql_sees_declared_series_only():
    with pytest.raises(IndicatorError, match=r"one\.py: .*'deaths', which is not declared"):
        run("SELECT ags, period, value FROM deaths", births=BIRTHS)


def test_the_sql_sees_declared_categories_only():
    sql = "SELECT ags, period, sum(value) AS value FROM land GROUP BY ags, period"
    assert run_sql(entry(sql, ("land",)), {"land": FORESTS})["value"].tolist() == [9.0]
    parts = Need("land", categories=("forest", "heath"))
    assert run_sql(entry(sql, (parts,)), {"land": FORESTS})["value"].tolist() == [5.0]


@pytest.mark.parametrize(
    ("category", "rows", "message"),
    [
        ("forrest", FORESTS, r"one\.py: .*'forrest' of the series 'land'.* did you mean 'forest'"),
        ("", FORESTS[1:], r"needs the category '' of the series 'land'.* it has 'forest', 'heath'"),
        ("", FORESTS[:0], "it has no observations"),
    ],
)
def test_a_category_that_does_not_occur_is_named_with_the_nearest(category, rows, message):
    made = entry("SELECT ags, period, value FROM land", (Need("land", (category,)),))
    with pytest.raises(IndicatorError, match=message):
        run_sql(made, {"land": rows})


@pytest.mark.parametrize(
    "sql",
    [
        "COPY births TO '.tmp/stolen.csv'",
        "COPY births TO 'stolen.csv'",
        "EXPORT DATABASE '.tmp/stolen'",
        "ATTACH '.tmp/stolen.duckdb'",
        "SELECT * FROM read_csv('.tmp/left.csv')",
        "SELECT * FROM '.tmp/left.csv'",
        "SET enable_external_access = true",
        "SET temp_directory = '.tmp'",
        "INSTALL httpfs",
        "UPDATE births SET value = 99",
        "DROP TABLE births",
    ],
)
def test_the_sandbox_itself_lets_nothing_out_or_in(sql, tmp_path, monkeypatch):
    # .tmp in the working directory is where DuckDB would put temporary data
    monkeypatch.chdir(tmp_path)
    Path(".tmp").mkdir()
    Path(".tmp/left.csv").write_text("ags\na\n")
    with locked({"births": BIRTHS}) as connection, pytest.raises(duckdb.Error):
        connection.execute(sql).fetchall()
    assert sorted(p.name for p in tmp_path.rglob("*")) == [".tmp", "left.csv"]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "UPDATE births SET value = 99; SELECT ags, period, value FROM births",
            "UPDATE and SELECT",
        ),
        ("SELECT 1; SELECT ags, period, value FROM births", "SELECT and SELECT"),
        ("COPY births TO '/tmp/stolen.csv'", "COPY"),
        ("ATTACH '/tmp/other.duckdb'", "ATTACH"),
        ("SET enable_external_access = true", "SET"),
        ("INSTALL httpfs", "LOAD"),
        ("-- nothing", "no statement"),
    ],
)
def test_anything_but_one_select_is_refused(sql, found):
    with pytest.raises(IndicatorError, match=rf"one\.py: the SQL holds {found}; write exactly one"):
        run(sql, births=BIRTHS)


def test_a_select_that_writes_is_refused():
    sql = """
        WITH changed AS (UPDATE births SET value = 99 RETURNING ags, period, value)
        SELECT ags, period, value FROM changed
    """
    with pytest.raises(IndicatorError, match="launched in read-only mode"):
        run(sql, births=BIRTHS)


ENDLESS = """
    WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n)
    SELECT 'a' AS ags, '2020' AS period, max(i) AS value FROM n
"""
SLOW = "SELECT ags, period, (SELECT sum(sin(a.r * b.r)) FROM (FROM range({0})) a(r), (FROM range({0})) b(r)) AS value FROM births"  # noqa: E501


@pytest.mark.parametrize("sql", [ENDLESS, SLOW.format(10_000_000)])
def test_a_select_without_an_end_is_stopped_and_the_next_one_runs(sql, monkeypatch):
    run(PLAIN, births=BIRTHS)
    monkeypatch.setattr(sandboxed, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(IndicatorError, match=r"one\.py: the SQL did not finish within 1 s"):
        run(sql, births=BIRTHS)
    assert time.monotonic() - started < 20
    monkeypatch.undo()
    assert len(run(PLAIN, births=BIRTHS)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="the system limits no process's memory")
@pytest.mark.parametrize(
    "value",
    [
        "length(repeat('x', 3000000000))",
        "length(repeat(repeat('x', 30000), 100000))",
        "list_reduce(range(100000000), lambda a, b: a + b)",
        "len(list_transform(range(1000000000), lambda a: a + 1))",
        "(SELECT len(list(r)) FROM range(1000000000) t(r))",
        "(SELECT length(string_agg(r, '')) FROM range(1000000000) t(r))",
    ],
)
def test_a_select_that_takes_too_much_memory_is_stopped_and_the_next_one_runs(value):
    run(PLAIN, births=BIRTHS)
    process = sandboxed.SANDBOX._process
    peaks = []
    watch = threading.Thread(target=lambda: peaks.extend(_peaks(process)))
    watch.start()
    with pytest.raises(IndicatorError, match=r"took more than 1024 MB|did not finish within"):
        run(f"SELECT ags, period, {value} AS value FROM births", births=BIRTHS)
    watch.join()
    assert max(peaks) < 1.6 * 2**30
    assert len(run(PLAIN, births=BIRTHS)) == 3


def _peaks(process):
    """Yield the most bytes of memory a process has held, until it ends."""
    while process.poll() is None:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text())
        yield int(found[1]) * 1024 if found else 0
        time.sleep(0.02)


def test_an_answer_too_long_to_be_a_result_is_refused():
    sql = "SELECT repeat('x', 150000000) AS ags, period, value FROM births LIMIT 1"
    with pytest.raises(IndicatorError, match=r"returns more than 128 MB|took more than 1024 MB"):
        run(sql, births=BIRTHS)


def test_all_indicators_share_a_process():
    run(PLAIN, births=BIRTHS)
    first = sandboxed.SANDBOX._process.pid
    with pytest.raises(IndicatorError):
        run("SELECT random()", births=BIRTHS)
    run(PLAIN, births=BIRTHS)
    assert sandboxed.SANDBOX._process.pid == first


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("random()", r"random\(\)"),
        ("value + RANDOM()", r"random\(\)"),
        ("system.main.random()", r"random\(\)"),
        ('"random"()', r"random\(\)"),
        ("list_sum(list_transform([1], lambda x: random()))", r"random\(\)"),
        ("(SELECT max(random()) FROM births)", r"random\(\)"),
        ("setseed(0.5)", r"setseed\(\)"),
        ("epoch(now())", r"now\(\)"),
        ("epoch(transaction_timestamp())", r"transaction_timestamp\(\)"),
        ("year(current_date)", "current_date"),
        ("year(current_date())", r"current_date\(\)"),
        ("year(today())", r"today\(\)"),
        ("epoch(current_timestamp)", "current_timestamp"),
        ("epoch(get_current_timestamp())", r"get_current_timestamp\(\)"),
        ("epoch(localtimestamp)", "localtimestamp"),
        ("epoch(ago('1 day'))", r"ago\(\)"),
        ("year(age(TIMESTAMP '2020-01-01'))", r"age\(\)"),
        ("length(uuid()::VARCHAR)", r"uuid\(\)"),
        ("length(gen_random_uuid()::VARCHAR)", r"gen_random_uuid\(\)"),
        ("length(uuidv7()::VARCHAR)", r"uuidv7\(\)"),
        ("txid_current()", r"txid_current\(\)"),
        ("length(version())", r"version\(\)"),
    ],
)
def test_what_changes_from_build_to_build_is_refused(value, named):
    with pytest.raises(IndicatorError, match=rf"one\.py: the SQL uses {named}, whose result chang"):
        run(f"SELECT ags, period, {value} AS value FROM births", births=BIRTHS)


@pytest.mark.parametrize(
    "clause", ["TABLESAMPLE 50%", "USING SAMPLE 1", "USING SAMPLE 50% (system)"]
)
def test_a_sample_is_refused(clause):
    with pytest.raises(IndicatorError, match="TABLESAMPLE or USING SAMPLE, whose result changes"):
        run(f"SELECT ags, period, value FROM births {clause}", births=BIRTHS)


def test_a_column_may_bear_the_name_of_a_function():
    sql = "WITH b AS (SELECT *, value AS now FROM births) SELECT ags, period, now AS value FROM b"
    assert run(sql, births=BIRTHS)["value"].tolist()[0] == 10.0


def test_python_variables_are_no_tables():
    secret = BIRTHS  # noqa: F841 - DuckDB would find it by name if replacement scans were on
    missing = pytest.raises(duckdb.CatalogException, match="secret does not exist")
    with locked({"births": BIRTHS}) as connection, missing:
        connection.execute("SELECT * FROM secret")


def test_a_wrong_column_is_named():
    with pytest.raises(IndicatorError, match="column 'wert', which does not exist"):
        run("SELECT ags, period, wert AS value FROM births", births=BIRTHS)


def test_other_result_columns_are_named():
    with pytest.raises(IndicatorError, match="expected exactly ags, period, value"):
        run("SELECT ags, value FROM births", births=BIRTHS)


def test_a_broken_statement_names_the_file():
    with pytest.raises(IndicatorError, match=r"one\.py: the SQL does not run: Parser Error"):
        run("SELEC ags FROM births", births=BIRTHS)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("ags, period, 'many' AS value", "value is of type VARCHAR; it must be a number"),
        ("ags, period, DATE '2020-01-01' AS value", "value is of type DATE"),
        ("ags, period, TIMESTAMP '2020-01-01' AS value", "value is of type TIMESTAMP"),
        ("ags, period, value > 1 AS value", "value is of type BOOLEAN"),
        ("ags, CAST(period AS INTEGER) AS period, value", "period is of type INTEGER; .* text"),
        ("ags, DATE '2020-01-01' AS period, value", "period is of type DATE"),
        ("1 AS ags, period, value", "ags is of type INTEGER"),
        ("nullif(ags, 'b') AS ags, period, value", "1 row.* lack an area or a period"),
        ("ags, nullif(period, '2020') AS period, value", "3 row.* lack an area or a period"),
        ("ags, '20' AS period, value", "period 20; allowed are a year 2023, a quarter 2023-Q1"),
        ("ags, '2020-Q5' AS period, value", "malformed period"),
        ("ags, '2020-1' AS period, value", "malformed period"),
        ("ags, period || ' ' AS period, value", "malformed period"),
        ("ags || 'x' AS ags, period, value", "an area that no input has, e.g. ags ax, period 2020"),
        ("ags, period, 1 / value AS value", "not finite, e.g. ags c, period 2020; .*nullif"),
        ("ags, period, value / value AS value", "1 row.* not finite, e.g. ags c, period 2020"),
    ],
)
def test_a_result_that_cannot_be_right_is_refused(columns, message):
    with pytest.raises(IndicatorError, match=rf"indicators/test/one\.py: .*{message}"):
        run(f"SELECT {columns} FROM births", births=BIRTHS)


def test_a_duplicate_key_is_named():
    with pytest.raises(IndicatorError, match=r"6 row.* share a key, e\.g\. ags a, period 2020"):
        run("SELECT ags, period, value FROM births, range(2)", births=BIRTHS)


@pytest.mark.parametrize("period", ["2020", "2020-Q4", "2020-07", "2020-07-31"])
def test_a_well_formed_period_passes(period):
    found = run(f"SELECT ags, '{period}' AS period, value FROM births", births=BIRTHS)
    assert found["period"].tolist() == [period] * 3


@pytest.mark.parametrize("value", ["1", "1.5", "NULL", "CAST(1 AS DECIMAL(9, 2))", "count(*)"])
def test_any_number_becomes_a_float(value):
    sql = f"SELECT ags, period, {value} AS value FROM births GROUP BY ags, period"
    assert run(sql, births=BIRTHS)["value"].dtype == np.float64


def test_no_row_is_a_result():
    assert run("SELECT ags, period, value FROM births WHERE false", births=BIRTHS).empty


@INDICATORS
def test_every_declared_example_holds(found):
    result = run_example(found)
    expected = pd.DataFrame(found.indicator.example.expected, columns=["ags", "period", "value"])
    expected = expected.sort_values(["ags", "period"], ignore_index=True)
    assert (
        result[["ags", "period"]].to_numpy().tolist()
        == expected[["ags", "period"]].to_numpy().tolist()
    )
    np.testing.assert_allclose(result["value"], expected["value"].astype(float), rtol=1e-9)


@INDICATORS
def test_every_declared_need_is_needed(found):
    assert unread_needs(found) == []


def test_a_need_that_the_sql_does_not_read_is_found():
    made = entry("SELECT ags, period, value FROM births", ("births", "deaths"))
    assert unread_needs(made) == ["deaths"]


@INDICATORS
def test_every_declared_category_is_needed(found):
    inputs = example_inputs(found.indicator.example)
    whole = run_example(found)
    for need in found.indicator.tables:
        for category in need.categories:
            rows = inputs[need.series]
            holed = rows.assign(value=rows["value"].where(rows["category"] != category))
            assert not run_sql(found, inputs | {need.series: holed}).equals(whole), category
