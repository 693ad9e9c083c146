"""Computes one indicator: values, what they inherit from their inputs, and their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from resilience.model.registry import Entry, nearest
from resilience.spec import Need, Noise
from resilience.warehouse.explain import NEEDS
from resilience.warehouse.holdings import series_ids
from resilience.warehouse.opening import Cursor
from resilience.warehouse.sandbox import IndicatorError, declared, run_sql

SEVERITY = ("A", "P", "B", "E", "I", "U", "Q", "M", "O")
"""Quality letters from best to worst; an indicator inherits the worst of its inputs."""

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
    behind = [
        _behind(result, need, tables[need.series], numerator=need is needs[0]) for need in needs
    ]
    behind += [
        _behind(result, need, tables[need.series], numerator=False, years_before=need.years_before)
        for need in needs
        if need.years_before
    ]
    values = _inherit(result, pd.concat(behind, ignore_index=True), breaks or {})
    values["low"], values["high"] = np.nan, np.nan
    if noise:
        beside = None
        if need := noise.beside:
            beside = declared(entry, need, observations[need.series])
            behind.append(_behind(result, need, beside, numerator=False))
        values["low"], values["high"] = _interval(entry, noise, result, tables, beside)
    values.insert(0, "indicator_id", entry.indicator_id)
    vintages = pd.concat(behind)[[*_KEY, "series_id", "snapshot_id"]].drop_duplicates()
    vintages.insert(0, "indicator_id", entry.indicator_id)
    return values, vintages


def _with_gaps(result: pd.DataFrame, numerator: pd.DataFrame) -> pd.DataFrame:
    """Add a missing value for each area that the SQL dropped from a period it returns."""
    keys = numerator.loc[numerator["period"].isin(result["period"]), _KEY].drop_duplicates()
    return result.merge(keys, on=_KEY, how="outer").sort_values(_KEY, ignore_index=True)


def _behind(
    result: pd.DataFrame,
    need: Need,
    rows: pd.DataFrame,
    *,
    numerator: bool,
    years_before: int = 0,
) -> pd.DataFrame:
    """Return the inputs that a need gives to each value, or those ``years_before``.

    One row per value and category.

    Besides the input (``given, quality, note, snapshot_id``) a row says where it is from
    (``series_id, source_period``), whether there is a value (``known``) and whether the need lacks
    a category for it (``partial``).
    """
    rows = rows.rename(columns={"period": "source_period", "value": "given"})
    periods = rows.groupby(["ags", "source_period"], as_index=False).agg(filled=("given", "count"))
    pairs = result.merge(periods, on="ags")
    pairs["known"] = pairs["value"].notna()
    pairs["partial"] = pairs["filled"] < len(need.categories)
    wanted = pairs["period"].str[:4].astype(int) - years_before
    years = wanted - pairs["source_period"].str[:4].astype(int)
    order: dict[str, pd.Series] = {
        "empty": (pairs["filled"] == 0) & pairs["known"] & (not numerator),
        "later": years < 0,
        "gap": years.abs(),
        "other": wanted.astype(str) + pairs["period"].str[4:] != pairs["source_period"],
    }
    nearest = pairs.assign(**order).sort_values([*order, "source_period"]).drop_duplicates(_KEY)
    matched = nearest[[*_KEY, "source_period", "known", "partial"]]
    return matched.merge(rows, on=["ags", "source_period"]).assign(series_id=need.series)


def _inherit(
    result: pd.DataFrame, lineage: pd.DataFrame, breaks: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    own = lineage[lineage["known"] == lineage["given"].notna()]
    partial = lineage[lineage["known"] & lineage["partial"]]
    incomplete = partial.assign(
        quality="E", note="incomplete: " + partial["series_id"] + " " + partial["source_period"]
    )
    reasons = pd.concat([own, incomplete, *_breaks(lineage, breaks)])
    reasons["severity"] = reasons["quality"].map({q: i for i, q in enumerate(SEVERITY)})
    reasons = reasons.sort_values("severity", ascending=False, kind="stable")
    notes = reasons.loc[reasons["note"] != "", [*_KEY, "note"]].drop_duplicates()
    inherited = pd.DataFrame(
        {
            "quality": reasons.groupby(_KEY)["quality"].first(),
            "note": notes.groupby(_KEY)["note"].agg("; ".join),
        }
    )
    values = result.merge(inherited, left_on=_KEY, right_index=True, how="left")
    default = values["value"].notna().map({True: "A", False: "O"})
    values["quality"] = values["quality"].fillna(default)
    values["note"] = values["note"].fillna("")
    return values


def _breaks(lineage: pd.DataFrame, breaks: Mapping[str, Sequence[str]]) -> Iterator[pd.DataFrame]:
    """Yield the first value of each area whose input lies after a break, if one lies before."""
    values = lineage[lineage["known"]].sort_values("period")
    for series, rows in values.groupby("series_id"):
        for period in breaks.get(str(series), ()):
            before = rows.loc[rows["source_period"] < period, "ags"]
            after = rows[(rows["source_period"] >= period) & rows["ags"].isin(before)]
            note = f"break in series: {series} from {period}"
            yield after.drop_duplicates("ags").assign(quality="B", note=note)


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
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = count[both].sum() / events[both].sum()
        each: np.ndarray = np.where(events > 0, count / events, mean)
        return each
