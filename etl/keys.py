"""Areas of nationwide tables: their printed keys, and sums for the areas above the municipality."""

from __future__ import annotations

import pandas as pd

from etl import areas
from etl.territory import adding_series, carried_over, mergers
from etl.tidy import municipality_key

SUMMED = "sum of municipalities"
"""Note of a figure that the publisher does not print for this area."""

_COLUMNS = ["series", "ags", "period", "value", "note"]


def area_key(key: str) -> str:
    """Return the key of the area table for a key padded with zeros to 8 digits.

    ``DG000000`` is Germany, two digits and zeros a state, five digits and zeros a county or county
    borough; anything else is a municipality already.
    """
    if key.endswith("000000"):
        return key[:2]
    return municipality_key(key[:5], areas.boroughs()) if key.endswith("000") else key


def printed_keys() -> frozenset[str]:
    """Return the keys under which a GENESIS table may print an area of the area table."""
    parts = {part for merger in mergers() for part in merger.parts}
    return areas.keys() | areas.boroughs() | areas.former_keys().keys() | parts


def on_areas(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of a GENESIS table with ``ags``, of today's areas only.

    Where an area changed its key or became part of another, the tables print old and new key, with
    ``-`` throughout for the one that is not in use. Taken for a zero, it would say that a city had
    no inhabitants before its key changed. Areas that became one are carried over, see
    `etl.territory.carried_over`.

    Parameters
    ----------
    frame
        ``series, key, period, category, value, quality, note``, keys of `printed_keys` only.
    """
    former, boroughs = areas.former_keys(), areas.boroughs()
    ags = [municipality_key(former.get(key, key), boroughs) for key in frame["key"]]
    unused = frame["value"].eq(0).groupby([frame["key"], frame["period"]]).transform("all")
    frame = frame.assign(ags=ags, unused=unused)
    reformed = former.keys() | {key for m in mergers() for key in (m.into, *m.parts)}
    frame = frame[~(frame["unused"] & frame["key"].isin(reformed))]
    two = frame.groupby(["ags", "period"])["key"].transform("nunique") > 1
    return carried_over(frame[~(frame["unused"] & two)], adding_series())


def kept_with_sums(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the kept municipalities of a nationwide table and sums for the areas above them.

    A sum is given only where every municipality has a row and a figure.

    Parameters
    ----------
    counts
        ``series, ags, period, value`` and optionally ``note``, one row for every municipality of
        the country, ``ags`` with 8 digits. Counts only: rates do not add up.

    Returns
    -------
    pandas.DataFrame
        ``series, ags, period, value, note``; sums carry the note `SUMMED`.
    """
    table = areas.table()
    towns = set(table.ags[table.level == "municipality"])
    above = table[table.level.isin(("country", "state", "county"))]
    rows = counts.assign(note=counts.get("note", ""))[_COLUMNS]
    parts = [rows[rows.ags.isin(towns)]]
    for ags, level in zip(above.ags, above.level, strict=True):
        prefix = "" if level == "country" else ags
        needed = {key for key in towns if key.startswith(prefix)}
        for (series, period), group in rows[rows.ags.str.startswith(prefix)].groupby(
            ["series", "period"]
        ):
            if needed <= set(group.ags) and group.value.notna().all():
                total = [series, ags, period, group.value.sum(), SUMMED]
                parts.append(pd.DataFrame([total], columns=_COLUMNS))
    return pd.concat(parts, ignore_index=True)
