"""Runs one indicator's SQL in a sandbox that holds only the series it declares."""

from __future__ import annotations

import re

import duckdb
import numpy as np
import pandas as pd
from scipy.stats import chi2

from resilience.registry import Entry
from resilience.spec import Example
from resilience.warehouse import sandbox

SEVERITY = ("A", "P", "B", "E", "I", "U", "Q", "M", "O")
"""Quality letters from best to worst; an indicator inherits the worst of its inputs."""

INPUT = ["ags", "period", "category", "value"]
RESULT = ["ags", "period", "value"]


class IndicatorError(ValueError):
    """An indicator that cannot be computed; the message names its file and says what to mend."""


def run_sql(entry: Entry, inputs: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows ``ags, period, value`` the indicator's SQL makes of its inputs.

    Parameters
    ----------
    entry
        The indicator.
    inputs
        One table ``(ags, period, category, value)`` per declared series, and no other.

    Raises
    ------
    IndicatorError
        An undeclared table, a wrong column, other result columns, a duplicate key or a value that
        is not finite.
    """
    try:
        with sandbox({name: inputs[name][INPUT] for name in entry.indicator.needs}) as connection:
            result = connection.sql(entry.indicator.sql).df()
    except duckdb.Error as error:
        raise IndicatorError(_explain(entry, error)) from error
    return _checked(entry, result)


def _explain(entry: Entry, error: duckdb.Error) -> str:
    text = str(error)
    table = re.search(r"Table with name (\S+) does not exist", text)
    if table:
        needs = ", ".join(entry.indicator.needs)
        return (
            f"{entry.file}: the SQL reads the table {table[1]!r}, which is not declared; "
            f"needs = ({needs}). Add the series to needs, or mend its name."
        )
    column = re.search(r'Referenced column "([^"]+)" (?:was )?not found', text)
    if column:
        return (
            f"{entry.file}: the SQL uses the column {column[1]!r}, which does not exist; every "
            f"series has the columns {', '.join(INPUT)}."
        )
    first_line = text.splitlines()[0]
    return f"{entry.file}: the SQL does not run: {first_line}"


def _checked(entry: Entry, result: pd.DataFrame) -> pd.DataFrame:
    if list(result.columns) != RESULT:
        raise IndicatorError(
            f"{entry.file}: the SQL returns the columns {', '.join(result.columns)}; "
            f"expected exactly {', '.join(RESULT)}"
        )
    result = result.astype({"ags": "str", "period": "str"})
    result["value"] = pd.to_numeric(result["value"], errors="raise").astype("float64")
    twice = result[result.duplicated(["ags", "period"], keep=False)]
    if len(twice):
        key = twice.iloc[0]
        raise IndicatorError(
            f"{entry.file}: {len(twice)} rows share a key, e.g. ags {key.ags}, period {key.period};"
            " the SQL must return one row per area and period (a category not filtered?)"
        )
    infinite = result[np.isinf(result["value"])]
    if len(infinite):
        key = infinite.iloc[0]
        raise IndicatorError(
            f"{entry.file}: the value of ags {key.ags}, period {key.period} is not finite; "
            "divide by nullif(x, 0) so that a zero denominator gives a missing value"
        )
    return result.sort_values(["ags", "period"], ignore_index=True)


def run_example(entry: Entry) -> pd.DataFrame:
    """Return what the SQL makes of the declaration's own example."""
    return run_sql(entry, example_inputs(entry.indicator.example))


def example_inputs(example: Example) -> dict[str, pd.DataFrame]:
    """Return an example's rows as input tables; rows of three lack a category."""
    tables = {}
    for series, rows in example.given.items():
        full = [row if len(row) == 4 else (row[0], row[1], "", row[2]) for row in rows]
        tables[series] = pd.DataFrame(full, columns=INPUT).astype({"value": "float64"})
    return tables


def compute(
    entry: Entry, observations: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the indicator's values with quality and interval, and the vintages behind them.

    Parameters
    ----------
    entry
        The indicator.
    observations
        Per declared series the current observations
        ``(ags, period, category, value, quality, note, snapshot_id)``.

    Returns
    -------
    values : pandas.DataFrame
        ``indicator_id, ags, period, value, low, high, quality, note``; low and high are the 95 %
        interval where noise is declared, else null.
    inputs : pandas.DataFrame
        ``indicator_id, ags, period, series_id, snapshot_id``.
    """
    result = run_sql(entry, observations)
    used = [_inputs_behind(result, name, observations[name]) for name in entry.indicator.needs]
    lineage = pd.concat(used, ignore_index=True)
    values = _inherit_quality(result, lineage)
    values = _add_interval(entry, values, observations)
    values.insert(0, "indicator_id", entry.indicator_id)
    vintages = lineage[["ags", "period", "series_id", "snapshot_id"]].drop_duplicates()
    vintages.insert(0, "indicator_id", entry.indicator_id)
    return values, vintages


def _inputs_behind(result: pd.DataFrame, series: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Match each result with the observations of its area and period, else the nearest earlier.

    An area's values of one year often meet a denominator of the year before; where nothing lies
    before, the nearest later period stands behind the value.
    """
    periods = rows[["ags", "period"]].drop_duplicates().rename(columns={"period": "source_period"})
    pairs = result[["ags", "period"]].merge(periods, on="ags")
    distance = pairs["period"].str[:4].astype(int) - pairs["source_period"].str[:4].astype(int)
    inexact = (pairs["period"] != pairs["source_period"]).astype(int)
    pairs["_order"] = distance.where(distance >= 0, 1000 - distance) * 2 + inexact
    nearest = pairs.sort_values("_order").drop_duplicates(["ags", "period"])
    matched = nearest.merge(
        rows.rename(columns={"period": "source_period"}), on=["ags", "source_period"]
    )
    matched["series_id"] = series
    columns = ["ags", "period", "series_id", "snapshot_id", "value", "quality", "note"]
    return matched[columns]


def _inherit_quality(result: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    ranked = lineage.assign(severity=lineage["quality"].map({q: i for i, q in enumerate(SEVERITY)}))
    ranked["present"] = ranked["value"].notna()
    keys = ["ags", "period"]
    out = result.copy()
    out["_present"] = out["value"].notna()
    worst = ranked.sort_values("severity", ascending=False).drop_duplicates([*keys, "present"])
    out = out.merge(
        worst[[*keys, "present", "quality", "note"]].rename(columns={"present": "_present"}),
        on=[*keys, "_present"],
        how="left",
    )
    default = out["_present"].map({True: "A", False: "O"})
    out["quality"] = out["quality"].fillna(default)
    out["note"] = out["note"].fillna("")
    return out.drop(columns="_present")


def _add_interval(
    entry: Entry, values: pd.DataFrame, observations: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    values["low"], values["high"] = np.nan, np.nan
    noise = entry.indicator.noise
    if noise is None:
        return values
    rows = observations[noise.series]
    events = rows[rows["category"] == noise.category].set_index(["ags", "period"])["value"]
    keys = pd.MultiIndex.from_frame(values[["ags", "period"]])
    count = events.reindex(keys).to_numpy()
    low, high = poisson_interval(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(count > 0, values["value"].to_numpy() / count, np.nan)
    values["low"], values["high"] = low * scale, high * scale
    return values


def poisson_interval(count: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact (Garwood 1936) confidence interval of a Poisson count.

    ``low = chi2(a/2; 2n)/2``, ``high = chi2(1 - a/2; 2n + 2)/2`` with ``a = 1 - level``.
    """
    count = np.asarray(count, dtype=float)
    tail = (1 - level) / 2
    low = np.where(count == 0, 0.0, chi2.ppf(tail, 2 * count) / 2)
    return low, chi2.ppf(1 - tail, 2 * count + 2) / 2
