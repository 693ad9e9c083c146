"""Runs an indicator's SQL with access to the series it declares and nothing else.

It runs in a process of its own (see `resilience.warehouse.confined`), one for all indicators: a
SELECT that takes too long or too much ends that process only, and the next one starts another.
"""

from __future__ import annotations

import atexit
import pickle
import subprocess
import sys
import threading
import time
from typing import Any

import pandas as pd

from resilience.model.period import FORMS, is_period
from resilience.model.registry import Entry, nearest
from resilience.spec import Example, Need
from resilience.warehouse import confined
from resilience.warehouse.explain import INPUT, NEEDS, SQL, explain

RESULT = ["ags", "period", "value"]

SECONDS = 30
"""Time limit in seconds for the SQL of one indicator; the slowest takes milliseconds."""

NUMBERS = frozenset(
    [
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "hugeint",
        "utinyint",
        "usmallint",
        "uinteger",
        "ubigint",
        "uhugeint",
        "decimal",
        "float",
        "double",
        "null",
    ]
)
"""Types a value may have; all become DOUBLE."""


class IndicatorError(ValueError):
    """An indicator that cannot be computed; the message names its file and says what to correct."""


class Sandbox:
    """The process that runs SQL: started on demand, kept until it fails."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def ask(self, job: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a job (see `resilience.warehouse.confined`).

        ``{"ended": "time"}`` or ``{"ended": "memory"}`` if it took too much.
        """
        with self._turn:
            process = self._process or self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            started = time.monotonic()
            try:
                pickle.dump(job, process.stdin)
                process.stdin.flush()
                answer: dict[str, Any] = pickle.load(process.stdout)
            except (EOFError, OSError, pickle.UnpicklingError):
                code = process.wait()
                self.close()
                if time.monotonic() - started >= job["seconds"]:
                    return {"ended": "time"}
                if code == 1:
                    raise RuntimeError(
                        f"the process that runs SQL does not start: {sys.executable} "
                        f"{confined.__file__}"
                    ) from None
                return {"ended": "memory"}
            except BaseException:
                self.close()  # else its answer would be taken for that of the next job
                raise
            if answer.get("error", ("",))[0] in ("OutOfMemoryException", "MemoryError"):
                self.close()
                return {"ended": "memory"}
            return answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-P", confined.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process


SANDBOX = Sandbox()
atexit.register(SANDBOX.close)


def run_sql(entry: Entry, inputs: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows ``ags, period, value`` that the indicator's SQL returns for its inputs.

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
        SQL that is not one SELECT, reads undeclared tables, uses functions that depend on time or
        chance, or exceeds the limits; wrong result columns or types; an area without input, a
        malformed period, a duplicate key, a value that is not finite.
    """
    tables = {
        need.series: declared(entry, need, inputs[need.series])[INPUT]
        for need in entry.indicator.tables
    }
    areas = set[str]().union(*(table["ags"].unique() for table in tables.values()))
    result = _fetch(entry, _answer(entry, tables))
    _check(entry, result, areas)
    return result[RESULT].sort_values(["ags", "period"], ignore_index=True)


def declared(entry: Entry, need: Need, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a series in the declared categories.

    Raises
    ------
    IndicatorError
        A category that the series does not have.
    """
    found = sorted(rows["category"].unique())
    for category in need.categories:
        if category not in found:
            hint = f"it has {', '.join(map(repr, found))}" if found else "it has no observations"
            hint += nearest(category, found)
            raise IndicatorError(
                f"{entry.where(category, NEEDS)}: needs the category {category!r} of the series "
                f"{need.series!r}, which does not occur there; {hint} ('' is the total). Mend "
                f"categories of Need({need.series!r}, ...)."
            )
    if found != sorted(need.categories):
        rows = rows[rows["category"].isin(need.categories)]
    return rows.reset_index(drop=True)


def unread_needs(entry: Entry) -> list[str]:
    """Return the needed series that the SQL does not read, as the example runs without them."""
    example = entry.indicator.example
    tables = example_inputs(example) if example else {}
    idle = []
    for need in entry.indicator.tables:
        rest = {series: rows[INPUT] for series, rows in tables.items() if series != need.series}
        if "rows" in _answer(entry, rest):
            idle.append(need.series)
    return idle


def run_example(entry: Entry) -> pd.DataFrame:
    """Return the SQL's result for the declaration's own example."""
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


def _answer(entry: Entry, tables: dict[str, pd.DataFrame]) -> dict[str, Any]:
    columns = {name: {c: table[c].to_numpy() for c in table} for name, table in tables.items()}
    sql = entry.indicator.sql
    job = {"tables": columns, "sql": sql, "columns": RESULT, "numbers": NUMBERS, "seconds": SECONDS}
    return SANDBOX.ask(job)


def _fetch(entry: Entry, answer: dict[str, Any]) -> pd.DataFrame:
    if "kinds" in answer:
        found = " and ".join(answer["kinds"]) or "no statement"
        raise IndicatorError(
            f"{entry.where(SQL)}: the SQL holds {found}; write exactly one SELECT (WITH ... SELECT "
            "is one)"
        )
    if "columns" not in answer:
        raise IndicatorError(explain(entry, answer, SECONDS))
    if answer["columns"] != RESULT:
        raise IndicatorError(
            f"{entry.where('SELECT', SQL)}: the SQL returns the columns "
            f"{', '.join(answer['columns'])}; expected exactly {', '.join(RESULT)}; name "
            "them with AS, in this order"
        )
    for column, found in zip(RESULT, answer["types"], strict=True):
        allowed = NUMBERS if column == "value" else frozenset({"varchar"})
        if found not in allowed:
            kind = "a number" if column == "value" else "text, such as '2023' for a period"
            raise IndicatorError(
                f"{entry.where('SELECT', SQL)}: the column {column} is of type {found.upper()}; it "
                f"must be {kind}"
            )
    return pd.DataFrame(answer["rows"]).astype({"ags": "str", "period": "str"})


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
        ~result["period"].isin([one for one in result["period"].unique() if is_period(one)]),
        "have a malformed period",
        f"allowed are {FORMS}",
    )
    reject(
        result["ags"].isin(set(result["ags"].unique()) - areas),
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
