"""What a new vintage changes, in words that can be checked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from etl import areas
from etl.vintages import ROW

_SHOWN = 8
DUST = 1e-9

_LEAST = 0.1
"""Smallest median change that may be a break."""

_OFTEN = 3
"""How many times larger a break is than what medians changed before."""


def changed(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are new or have another value or quality than those at hand.

    Returns
    -------
    pandas.DataFrame
        Rows of ``new`` with ``old``, the value at hand (null where there is none), and ``had``,
        whether there was such a figure.
    """
    known = before[[*ROW, "value", "quality"]].rename(columns={"value": "old", "quality": "was"})
    both = new.merge(known, on=ROW, how="left", indicator="had")
    both["had"] = both["had"].eq("both")
    near = (both["value"] - both["old"]).abs() <= DUST * both["old"].abs().clip(lower=1)
    same = both["had"] & (near | (both["value"].isna() & both["old"].isna()))
    return both[~(same & both["quality"].eq(both["was"]))].drop(columns="was")


def report(before: pd.DataFrame, new: pd.DataFrame) -> list[str]:
    """Return lines: new periods, revised figures, areas gained and lost, median change, breaks."""
    lines = []
    for series, rows in new.groupby("series"):
        known = before[before["series"] == series]
        differing = changed(known, rows)
        if differing.empty:
            continue
        periods = sorted(set(rows["period"]) - set(known["period"]))
        if periods:
            lines.append(f"{series}: new periods {', '.join(periods)}{_median(known, rows)}")
            lines += _breaks(str(series), known, rows, periods)
            lines += _skipped(str(series), known, rows)
        gained = set(rows["ags"]) - set(known["ags"])
        if gained and len(known):
            lines.append(f"{series}: areas gained: {named(gained)}")
        lost = set(known["ags"]) - set(rows["ags"])
        if lost:
            lines.append(f"{series}: areas not in this vintage: {named(lost)}")
        revised = differing[differing["had"]]
        if len(revised):
            lines.append(f"{series}: {len(revised)} figures revised")
            lines += [_revision(row) for row in revised.head(_SHOWN).to_dict("records")]
    return lines


def _breaks(series: str, known: pd.DataFrame, rows: pd.DataFrame, periods: list[str]) -> list[str]:
    """Return the new periods that look like the first after a break, to be declared by a person.

    So look those that the publisher marks, and those to which the median change is larger than
    `_LEAST` and than `_OFTEN` times those between earlier periods.
    """
    total = pd.concat([known, rows]).drop_duplicates(ROW, keep="last")
    total = total[(total["category"] == "") & (total["value"] > 0)]
    wide = total.pivot(index="period", columns="ags", values="value").sort_index()
    moved = (wide / wide.shift() - 1).median(axis=1)
    usual = moved[~moved.index.isin(periods)].abs().max()
    marked = set(rows.loc[rows["quality"] == "B", "period"])
    lines = []
    for period in periods:
        size = moved.get(period, math.nan)
        why = ""
        if period in marked:
            why = "the publisher marks it"
        elif abs(size) > max(_OFTEN * usual, _LEAST):  # nothing known of earlier changes: never
            why = f"median change {size:+.1%}, earlier ones up to {usual:.1%}"
        if why:
            lines.append(
                f"{series}: {period} may follow a break ({why}); if so, declare "
                f'breaks = ["{period}"] of the series on its card'
            )
    return lines


def _skipped(series: str, known: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Return the years lacking between what was at hand and what came, where none lacked before."""
    had = sorted({int(period) for period in known["period"] if period.isdigit()})
    if not had or had != list(range(had[0], had[-1] + 1)):
        return []
    new = {int(period) for period in rows["period"] if period.isdigit()}
    lacking = sorted(set(range(had[-1] + 1, max(new, default=0))) - new)
    if not lacking:
        return []
    return [f"{series}: no figures of {', '.join(map(str, lacking))}; ask for them with --since"]


def _median(known: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Return the median change of the newest period from the last one at hand, in brackets."""
    total, had = rows[rows["category"] == ""], known[known["category"] == ""]
    if had.empty or total.empty:
        return ""
    newest, last = total["period"].max(), had["period"].max()
    pair = total[total["period"] == newest].merge(had[had["period"] == last], on="ags")
    change = (pair["value_x"] / pair["value_y"] - 1).replace([math.inf, -math.inf], math.nan)
    middle = change.median()
    return "" if math.isnan(middle) else f" (median change {last} to {newest}: {middle:+.1%})"


def _revision(row: Mapping[Any, Any]) -> str:
    of = f" {row['category']}" if row["category"] else ""
    return f"  {named({str(row['ags'])})} {row['period']}{of}: {row['old']} -> {row['value']}"


def named(keys: Iterable[str]) -> str:
    """Return keys with their names, at most `_SHOWN` of them."""
    keys = sorted(keys)
    names = areas.table().set_index("ags")["short_name"]
    shown = ", ".join(f"{key} {names.get(key, '')}".strip() for key in keys[:_SHOWN])
    return f"{shown} and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else shown
