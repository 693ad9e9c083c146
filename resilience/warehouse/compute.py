"""Computes one indicator: values, what they inherit from their inputs, and their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from resilience.model.registry import Entry, nearest
from resilience.spec import Noise
from resilience.warehouse.explain import NEEDS
from resilience.warehouse.holdings import not_yet_built, series_ids
from resilience.warehouse.lineage import behind, inherit, numbered
from resilience.warehouse.opening import Cursor
from resilience.warehouse.sandbox import IndicatorError, declared, run_sql

_KEY = ["ags", "period"]


def observations_of(cursor: Cursor, entry: Entry) -> dict[str, pd.DataFrame]:
    """Return the current observations of the series an indicator needs.

    Raises
    ------
    IndicatorError
        A series that no source card declares; the message gives the nearest known name.
    """
    check_series(cursor, entry)
    sql = """
        SELECT ags, period, category, value, quality, note, snapshot_id
        FROM observation_current WHERE series_id = ? ORDER BY ags, period, category
    """
    return {name: cursor.execute(sql, [name]).df() for name in entry.indicator.series}


def check_series(cursor: Cursor, entry: Entry) -> None:
    """Raise `IndicatorError` if an indicator needs an unknown series."""
    known = series_ids(cursor)
    for name in entry.indicator.series:
        if name not in known and name in not_yet_built(cursor):
            raise IndicatorError(
                f"{entry.where(name, NEEDS)}: needs the series {name!r}, which came after "
                "the warehouse was built; run python3 -m resilience build"
            )
        if name not in known:
            raise IndicatorError(
                f"{entry.where(name, NEEDS)}: needs the series {name!r}, which no source declares"
                f"{nearest(name, known)}; python3 -m resilience series WORD lists those there are"
            )


def compute(
    entry: Entry,
    observations: dict[str, pd.DataFrame],
    breaks: Mapping[str, Sequence[str]] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the indicator's values with quality and interval, and the vintages behind them.

    An area that has a row in the first need but none in the result, in a period for which the SQL
    returns others, gets a missing value: nothing drops out silently.

    The inputs of a value are, for each need, the declared categories of the same area in one
    period: the same period if it has a value, else the nearest earlier period with a value, else
    the nearest later one. For the first need, the numerator, and for a missing value it is the
    nearest period whether it has a value or not, as the gap is then what matters. For a need with
    ``years_before`` the figures of that year are inputs as well. Other areas or periods that the
    SQL may read are not tracked.

    A value inherits the worst quality letter of its inputs, a missing value the worst of its
    missing inputs. A value is at least ``E`` if the input of a need is incomplete (a category is
    missing), and at least ``B`` if it is an area's first after a break in a series: it is not
    comparable with earlier values, while later ones are comparable with it.

    Parameters
    ----------
    entry
        The indicator.
    observations
        Per needed series (``Indicator.series``) the current observations
        ``(ags, period, category, value, quality, note, snapshot_id)``, all categories.
    breaks
        Per series the periods from which values are not comparable with earlier ones.

    Returns
    -------
    values : pandas.DataFrame
        ``indicator_id, ags, period, value, low, high, quality, note``; low and high are the 95 %
        interval where noise is declared, else null.
    inputs : pandas.DataFrame
        ``indicator_id, ags, period, series_id, snapshot_id``.

    Raises
    ------
    IndicatorError
        See `resilience.warehouse.sandbox.run_sql`.
    """
    needs, noise = entry.indicator.tables, entry.indicator.counted
    tables = {need.series: declared(entry, need, observations[need.series]) for need in needs}
    result = _with_gaps(run_sql(entry, tables), tables[needs[0].series])
    inputs = [
        behind(result, need, tables[need.series], numerator=need is needs[0]) for need in needs
    ]
    inputs += [
        behind(result, need, tables[need.series], numerator=False, years_before=need.years_before)
        for need in needs
        if need.years_before
    ]
    values = inherit(result, pd.concat(inputs, ignore_index=True), breaks or {})
    values["low"], values["high"] = np.nan, np.nan
    if noise:
        beside = None
        if need := noise.beside:
            beside = declared(entry, need, observations[need.series])
            inputs.append(behind(result, need, beside, numerator=False))
        values["low"], values["high"] = _interval(entry, noise, result, tables, beside)
    values.insert(0, "indicator_id", entry.indicator_id)
    used = pd.concat([one[["at", "series_id", "snapshot_id"]] for one in inputs])
    used = used.drop_duplicates().sort_values("at", kind="stable")
    vintages = result[_KEY].take(used["at"].to_numpy()).reset_index(drop=True)
    vintages["series_id"] = used["series_id"].to_numpy()
    vintages["snapshot_id"] = used["snapshot_id"].to_numpy()
    vintages.insert(0, "indicator_id", entry.indicator_id)
    return values, vintages


def _with_gaps(result: pd.DataFrame, numerator: pd.DataFrame) -> pd.DataFrame:
    """Add a missing value for each area that the SQL dropped from a period it returns."""
    periods, numbers = numbered(result, numerator)
    own, other = numbers[: len(result)], numbers[len(result) :]
    told = np.isin(other % len(periods), own % len(periods)) & ~np.isin(other, own)
    if not told.any():
        return result
    gaps = numerator.loc[told, _KEY].drop_duplicates()
    return pd.concat([result, gaps]).sort_values(_KEY, ignore_index=True)


def _interval(
    entry: Entry,
    noise: Noise,
    result: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
    beside: pd.DataFrame | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the SQL's results for the count at both ends of its 95 % interval.

    With a count ``c`` that comes from ``e`` independent events (its own if no other are declared),
    the count at an end of the interval is ``c / e * bound(e)``; for ``e = 0`` the mean of ``c / e``
    over all areas, ``sum(c) / sum(e)``, is used instead. The bounds are the exact ones of a Poisson
    count (Garwood 1936, Biometrika 28, 437-442), carried over to what is proportional to it as for
    a standardised ratio (Ulm 1990, Am. J. Epidemiology 131, 373-375). Differences in the size of
    events are ignored, so an interval over events is somewhat too narrow.

    A count out of ``n`` trials moves to ``n * bound``, with the exact bounds of a share (Clopper
    and Pearson 1934, Biometrika 26, 404-413).

    The interval always contains the value; it is missing where the SQL returns none at one end.
    """
    # Without counts, importing scipy would take longer than all the rest.
    from resilience.scoring.noise import binomial_interval, poisson_interval

    rows = tables[noise.series]
    moved = rows["category"] == noise.category
    count = rows["value"].where(moved).to_numpy()
    if beside is None:
        bounds, size = poisson_interval(count), np.ones_like(count)
    else:
        sums = beside.groupby(_KEY)["value"].sum(min_count=beside["category"].nunique())
        number = (
            sums.reindex(pd.MultiIndex.from_frame(rows[_KEY])).where(moved.to_numpy()).to_numpy()
        )
        if noise.model == "binomial":
            bounds, size = binomial_interval(count, number), number
        else:
            bounds, size = poisson_interval(number), _per_event(count, number)
    keys = pd.MultiIndex.from_frame(result[_KEY])
    ends = [result["value"].to_numpy()]
    for bound in bounds:
        at_end = rows.assign(value=np.where(moved, size * bound, rows["value"]))
        again = run_sql(entry, tables | {noise.series: at_end})
        ends.append(again.set_index(_KEY)["value"].reindex(keys).to_numpy())
    return np.min(ends, axis=0), np.max(ends, axis=0)


def _per_event(count: np.ndarray, events: np.ndarray) -> np.ndarray:
    both = ~np.isnan(count) & ~np.isnan(events)
    total = events[both].sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = count[both].sum() / total if total else np.nan
        each: np.ndarray = np.where(events > 0, count / events, mean)
        return each
