"""Runs an indicator's SQL where it finds the series it declares and reaches nothing else."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pandas as pd

from resilience.model.period import FORMS, is_period
from resilience.model.registry import Entry, nearest
from resilience.spec import Example, Need

INPUT = ["ags", "period", "category", "value"]
RESULT = ["ags", "period", "value"]

SQL = "sql="
SECONDS = 60
MEMORY = "1GB"
"""What the SQL of one indicator may take; the slowest takes milliseconds."""

NUMBERS = frozenset(
    "tinyint smallint integer bigint hugeint utinyint usmallint uinteger ubigint uhugeint "
    "decimal float double null".split()
)
"""Types a value may have; all become DOUBLE."""


class IndicatorError(ValueError):
    """An indicator that cannot be computed; the message names its file and says what to mend."""


@contextmanager
def sandbox(tables: dict[str, pd.DataFrame]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield an in-memory DuckDB that holds only the given tables, read-only.

    It reaches no file, not even one for temporary data: DuckDB exempts that folder when external
    access is off. What runs longer than `SECONDS` is interrupted.
    """
    connection = duckdb.connect(
        ":memory:", config={"threads": "2", "memory_limit": MEMORY, "temp_directory": ""}
    )
    timer = threading.Timer(SECONDS, connection.interrupt)
    try:
        for name, frame in tables.items():
            connection.register("_frame", frame)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _frame')
            connection.unregister("_frame")
        for setting in (
            "enable_external_access = false",
            "python_enable_replacements = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        timer.start()
        yield connection
    finally:
        timer.cancel()
        connection.close()


def run_sql(entry: Entry, inputs: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows ``ags, period, value`` the indicator's SQL makes of its inputs.

    Parameters
    ----------
    entry
        The indicator.
    inputs
        Per needed series a table with at least ``ags, period, category, value``. The SQL sees the
        declared categories of the needed series only.

    Raises
    ------
    IndicatorError
        SQL that is not one SELECT, reads what is not declared or takes too long; other result
        columns or types; an area without input, a malformed period, a duplicate key, a value that
        is not finite.
    """
    tables = {
        need.series: declared(entry, need, inputs[need.series])[INPUT]
        for need in entry.indicator.tables
    }
    areas = set[str]().union(*(table["ags"] for table in tables.values()))
    try:
        with sandbox(tables) as connection:
            result = _fetch(entry, _select(entry, connection))
    except duckdb.Error as error:
        raise IndicatorError(_explain(entry, error)) from error
    _check(entry, result, areas)
    return result[RESULT].sort_values(["ags", "period"], ignore_index=True)


def declared(entry: Entry, need: Need, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a series that are of the declared categories.

    Raises
    ------
    IndicatorError
        A category that the series does not have.
    """
    found = sorted(set(rows["category"]))
    for category in need.categories:
        if category not in found:
            hint = f"it has {', '.join(map(repr, found))}" if found else "it has no observations"
            hint += nearest(category, found)
            raise IndicatorError(
                f"{entry.where(category)}: needs the category {category!r} of the series "
                f"{need.series!r}, which does not occur there; {hint} ('' is the total). Mend "
                f"categories of Need({need.series!r}, ...)."
            )
    return rows[rows["category"].isin(need.categories)].reset_index(drop=True)


def unread_needs(entry: Entry) -> list[str]:
    """Return the needed series without which the example's SQL runs all the same."""
    example = entry.indicator.example
    tables = example_inputs(example) if example else {}
    idle = []
    for need in entry.indicator.tables:
        rest = {series: rows[INPUT] for series, rows in tables.items() if series != need.series}
        with sandbox(rest) as connection:
            try:
                _fetch(entry, _select(entry, connection))
            except duckdb.Error:
                continue
        idle.append(need.series)
    return idle


def run_example(entry: Entry) -> pd.DataFrame:
    """Return what the SQL makes of the declaration's own example."""
    example = entry.indicator.example
    if example is None:
        raise IndicatorError(f"{entry.file}: awaits its figures and has no example to run")
    return run_sql(entry, example_inputs(example))


def example_inputs(example: Example) -> dict[str, pd.DataFrame]:
    """Return an example's rows as input tables; rows of three lack a category."""
    tables = {}
    for series, rows in example.given.items():
        full = [row if len(row) == 4 else (row[0], row[1], "", row[2]) for row in rows]
        tables[series] = pd.DataFrame(full, columns=INPUT).astype({"value": "float64"})
    return tables


def _select(entry: Entry, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation:
    statements = connection.extract_statements(entry.indicator.sql)
    kinds = [statement.type.name for statement in statements]
    if kinds != ["SELECT"]:
        raise IndicatorError(
            f"{entry.where(SQL)}: the SQL holds {' and '.join(kinds) or 'no statement'}; write "
            "exactly one SELECT (WITH ... SELECT is one)"
        )
    return connection.sql(statements[0])


def _fetch(entry: Entry, relation: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    if relation.columns != RESULT:
        raise IndicatorError(
            f"{entry.where('SELECT', SQL)}: the SQL returns the columns "
            f"{', '.join(relation.columns)}; expected exactly {', '.join(RESULT)}"
        )
    for column, found in zip(RESULT, relation.types, strict=True):
        allowed = NUMBERS if column == "value" else frozenset({"varchar"})
        if found.id not in allowed:
            kind = "a number" if column == "value" else "text, such as '2023' for a period"
            raise IndicatorError(
                f"{entry.where('SELECT', SQL)}: the column {column} is of type {found}; it must "
                f"be {kind}"
            )
    number = "CAST(value AS DOUBLE)"
    return relation.project(f"ags, period, {number} AS value, isfinite({number}) AS finite").df()


def _check(entry: Entry, result: pd.DataFrame, areas: set[str]) -> None:
    def reject(bad: pd.Series, what: str, remedy: str, sign: str = "") -> None:
        if bad.any():
            key = result[bad].iloc[0]
            raise IndicatorError(
                f"{entry.where(sign or SQL, SQL)}: {bad.sum()} row(s) {what}, e.g. ags {key.ags}, "
                f"period {key.period}; {remedy}"
            )

    reject(
        result[["ags", "period"]].isna().any(axis=1),
        "lack an area or a period",
        "every row has both (a column of the other side of an outer join?)",
    )
    reject(
        ~result["period"].map(is_period).astype(bool),
        "have a malformed period",
        f"allowed are {FORMS}",
    )
    reject(
        ~result["ags"].isin(areas),
        "have an area that no input has",
        "a value needs an input; take ags unchanged from a needed series",
    )
    reject(
        result.duplicated(["ags", "period"], keep=False),
        "share a key",
        "return one row per area and period (group, or join on both)",
    )
    reject(
        result["finite"].eq(False),
        "have a value that is not finite",
        "divide by nullif(x, 0), so that a zero denominator gives a missing value",
        "/",
    )


def _explain(entry: Entry, error: duckdb.Error) -> str:
    if isinstance(error, duckdb.InterruptException):
        return (
            f"{entry.where(SQL)}: the SQL did not finish within {SECONDS} s; look for a join "
            "without ON or USING, or a recursion without an end"
        )
    text = str(error)
    table = re.search(r"Table with name (\S+) does not exist", text)
    if table:
        needs = [need.series for need in entry.indicator.tables]
        return (
            f"{entry.where(table[1], SQL)}: the SQL reads the table {table[1]!r}, which is not "
            f"declared; needs = ({', '.join(needs)}). Add the series to needs, or mend its name"
            f"{nearest(table[1], needs)}"
        )
    column = re.search(r'Referenced column "([^"]+)" (?:was )?not found', text)
    if column:
        return (
            f"{entry.where(column[1], SQL)}: the SQL uses the column {column[1]!r}, which does not "
            f"exist; every series has the columns {', '.join(INPUT)}{nearest(column[1], INPUT)}"
        )
    told = re.search(r'at or near "([^"]+)"', text)
    place = entry.where(told[1] if told else SQL, SQL)
    return f"{place}: the SQL does not run: {text.splitlines()[0]}"
