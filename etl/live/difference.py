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
    """Return lines: new periods, revised figures, areas gained and lost, median change."""
    lines = []
    for series, rows in new.groupby("series"):
        known = before[before["series"] == series]
        differing = changed(known, rows)
        if differing.empty:
            continue
        periods = sorted(set(rows["period"]) - set(known["period"]))
        if periods:
            lines.append(f"{series}: new periods {', '.join(periods)}{_median(known, rows)}")
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
