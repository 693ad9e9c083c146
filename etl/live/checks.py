"""Checks that a publisher's figures must pass before they become a vintage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from etl import areas
from etl.contract import promised
from etl.live.difference import named
from etl.totals import unequal_of
from etl.vintages import ROW
from resilience.model.period import FORMS, first_day
from resilience.model.region import load_regions
from resilience.model.sources import Card, Live, Series

HALF = 0.5
_FEWEST = 10
"""Below this number of figures two periods may be identical by chance."""

SMALL = 100
"""Smaller figures may jump by any factor."""

_SHOWN = 20
"""Offending rows that are told."""


class CheckError(ValueError):
    """Figures that do not hold what a source promises.

    Attributes
    ----------
    rows
        The offending rows in words, `_SHOWN` at most, and how many more there are.
    """

    def __init__(self, message: str, rows: Sequence[str] = ()) -> None:
        super().__init__(message)
        more = [f"and {len(rows) - _SHOWN} more"] if len(rows) > _SHOWN else []
        self.rows = (*rows[:_SHOWN], *more)


def without_unfilled(rows: pd.DataFrame, zeros: bool) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows of published periods, and a description of what was left out.

    Publishers list a period before they have its figures, and print ``-``, their sign for a true
    zero, in the meantime: a period is left out where more than half of the totals are ``-``. In
    other periods a total of ``-`` counts as missing, unless ``zeros`` allows true zeros.

    Parameters
    ----------
    rows
        ``series, ags, period, category, value, quality, note`` and ``dash``.
    """
    total = rows["category"] == ""
    of = [rows["series"], rows["period"]]
    share = rows["dash"].where(total).groupby(of).transform("mean").astype("float64")
    unfilled = share > HALF
    told = []
    for (series, period), part in rows[unfilled & total].groupby(["series", "period"]):
        told.append(
            f"{series} {period} left out: {int(part['dash'].sum())} of {len(part)} figures are "
            "'-', so the period is listed but not filled yet"
        )
    out = rows[~unfilled].copy()
    missing = out["dash"] & (out["category"] == "") & (not zeros)
    out.loc[missing, ["quality", "note"]] = ["O", "not published"]
    out["value"] = out["value"].mask(missing)
    return out.drop(columns="dash"), told


def check(card: Card, live: Live, rows: pd.DataFrame, before: pd.DataFrame) -> None:
    """Check new figures of a source against its card and the figures at hand.

    Raises
    ------
    CheckError
        An unknown series, no figures at all, a period that is none or lies in the future, a figure
        beyond its limits, an area that vanished, a period that repeats the one before, towns that
        do not add up to their county, or a jump.
    """
    declared = {series.id for series in card.series}
    if unknown := sorted(set(rows["series"]) - declared):
        raise CheckError(f"series {unknown[0]!r} is not declared on the card.")
    if rows["value"].notna().sum() == 0:
        raise CheckError("no figure of a known area came; nothing was changed.")
    _no_odd_period(rows)
    for series in card.series:
        _within_limits(series, rows)
        _no_area_vanished(series, rows, before)
        _no_period_repeats(series.id, rows, before)
    if live.adds_up:
        _adds_up(card, rows)
    _no_jump(rows, before, live.jump)


def _no_odd_period(rows: pd.DataFrame) -> None:
    for period in sorted(rows["period"].unique()):
        own = rows[rows["period"] == period]
        try:
            late = first_day(period) > date.today()
        except ValueError:
            raise CheckError(f"{period!r} is no period; allowed are {FORMS}.", _told(own)) from None
        if late:
            raise CheckError(
                f"{len(own)} figures of {period}, which lies in the future.", _told(own)
            )


def _within_limits(series: Series, rows: pd.DataFrame) -> None:
    low, high = series.limits
    off = rows[(rows["series"] == series.id) & ((rows["value"] < low) | (rows["value"] > high))]
    if len(off):
        raise CheckError(
            f"{series.id}: {len(off)} figures beyond their limits, allowed are {low:g} to "
            f"{high:g}; if they are true, correct lowest and highest of the series on its card.",
            _told(off),
        )


def _told(rows: pd.DataFrame) -> list[str]:
    """Return figures as lines for a person: series, area, period, category, value."""
    return [
        f"{row['series']} {named([row['ags']])} {row['period']} {row['category']}".rstrip()
        + f": {row['value']:,.6g}"
        for row in rows.to_dict("records")
    ]


def _no_area_vanished(series: Series, rows: pd.DataFrame, before: pd.DataFrame) -> None:
    own = rows[(rows["series"] == series.id) & (rows["category"] == "")]
    if own.empty:
        return
    newest = own["period"].max()
    there = set(own["ags"][own["period"] == newest])
    earlier = before[(before["series"] == series.id) & (before["category"] == "")]
    earlier = earlier[earlier["value"].notna()]
    last = set(earlier["ags"][earlier["period"] == earlier["period"].max()])
    if lost := sorted((last | expected(series)) - there - _above()):
        raise CheckError(
            f"{series.id} {newest}: {len(lost)} areas are lacking ({named(lost)}); a file that "
            "breaks off, a lost leading zero or a reform: find out before use.",
            [f"{series.id} {named([ags])} {newest}: no row" for ags in lost],
        )


def _no_period_repeats(series: str, rows: pd.DataFrame, before: pd.DataFrame) -> None:
    """Refuse a new period that repeats the figures of the last one: only the header was changed."""
    own = rows[(rows["series"] == series) & rows["value"].notna()]
    had = before[(before["series"] == series) & before["value"].notna()]
    if own.empty or had.empty or own["period"].max() <= had["period"].max():
        return
    newest, last = own["period"].max(), had["period"].max()
    pair = own[own["period"] == newest].merge(
        had[had["period"] == last], on=["ags", "category"], suffixes=("", "_last")
    )
    if len(pair) >= _FEWEST and pair["value"].eq(pair["value_last"]).all():
        raise CheckError(
            f"{series}: all {len(pair)} figures of {newest} are those of {last}; the publisher "
            "may have changed the header alone.",
            _told(pair.assign(series=series)),
        )


def expected(series: Series) -> set[str]:
    """Return the areas a card promises for a series, without those the publisher leaves out."""
    regions = load_regions(areas.FOLDER.parent / "regions")
    return set(promised(series.areas, areas.table(), regions)) - set(series.absent)


def _above() -> set[str]:
    """Return the keys of country and state, which many tables of towns leave out."""
    table = areas.table()
    return set(table["ags"][table["level"].isin(("country", "state"))])


def _adds_up(card: Card, rows: pd.DataFrame) -> None:
    table = areas.table()
    off = unequal_of(rows, table, {series.id for series in card.series if series.adds})
    if len(off):
        row = off.iloc[0]
        parent = table.set_index("ags")["parent_ags"]
        total = rows[rows["category"] == ""]
        raise CheckError(
            f"{row['series_id']} {row['period']}: the towns of {named([row['parent']])} add up to "
            f"{row['added']:,.0f}, the county itself is {row['printed']:,.0f}.",
            _behind(off, total.assign(parent=total["ags"].map(parent))),
        )


def _behind(off: pd.DataFrame, total: pd.DataFrame) -> list[str]:
    """Return counties that are not the sum of their towns, and below each its towns."""
    lines = []
    for row in off.to_dict("records"):
        key = f"{row['series_id']} {named([row['parent']])} {row['period']}"
        lines.append(f"{key}: {row['printed']:,.0f} printed, {row['added']:,.0f} added up")
        same = (total["series"] == row["series_id"]) & (total["period"] == row["period"])
        lines += _told(total[same & (total["parent"] == row["parent"])])
    return lines


def _no_jump(rows: pd.DataFrame, before: pd.DataFrame, factor: float) -> None:
    total = pd.concat([before[rows.columns.intersection(before.columns)], rows])
    total = total[(total["category"] == "") & (total["value"].abs() >= SMALL)]
    total = total.drop_duplicates(ROW, keep="last").sort_values(ROW)
    total = total[total["ags"].isin(areas.keys())]
    total["last"] = total.groupby(["series", "ags"])["value"].shift()
    new = total.merge(rows[ROW], on=ROW)
    ratio = new["value"] / new["last"]
    off = new[(ratio > factor) | (ratio < 1 / factor)]
    if len(off):
        row = off.iloc[0]
        raise CheckError(
            f"{row['series']} {row['period']}: {len(off)} figures differ from the period before by "
            f"more than a factor of {factor:g}, such as {named([row['ags']])} from "
            f"{row['last']:,.0f} to {row['value']:,.0f}: find out whether it is true.",
            [
                f"{one['series']} {named([one['ags']])} {one['period']}: "
                f"{one['last']:,.0f} -> {one['value']:,.0f}"
                for one in off.to_dict("records")
            ],
        )
