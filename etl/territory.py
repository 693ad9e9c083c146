"""Areas whose key or territory changed: old keys found again, counts carried over, rates not.

Which they are stands in ``data/geometry/areas.toml``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from etl import areas
from etl.vintages import ROW
from resilience.model.sources import load_cards

_BOROUGH = "000"
_SHOWN = 5


class TerritoryError(ValueError):
    """A figure of an area that no longer was; the rows are named."""


@dataclass(frozen=True)
class Merger:
    """Areas that became one on a day; keys as printed then."""

    on: date
    into: str
    parts: tuple[str, ...]
    source: str


@cache
def mergers() -> tuple[Merger, ...]:
    """Return the declared mergers."""
    told = areas.settings().get("merged", ())
    return tuple(Merger(m["on"], m["into"], tuple(m["parts"]), m["source"]) for m in told)


@cache
def todays_keys() -> dict[str, str]:
    """Return old keys of areas that live on under another; of county boroughs the short ones too.

    >>> todays_keys()["05313"]  # Aachen before 2009
    '05334002'
    """
    former = areas.former_keys()
    short = {old[:5]: new for old, new in former.items() if old.endswith(_BOROUGH)}
    return former | short


@cache
def given_up() -> dict[str, int]:
    """Return keys that are in use no more, with the year of the change."""
    changed = areas.settings()["former_keys"]
    years = {old: day.year for day, keys in _dated(changed) for old in keys}
    years |= {old[:5]: year for old, year in years.items() if old.endswith(_BOROUGH)}
    merged = {part: m.on.year for m in mergers() for part in m.parts if part != m.into}
    return years | merged


def _dated(changed: dict[str, dict[str, str]]) -> list[tuple[date, dict[str, str]]]:
    return [(date.fromisoformat(day), keys) for day, keys in changed.items()]


@cache
def adding_series() -> frozenset[str]:
    """Return the series whose figures add up when areas merge, as their cards say."""
    cards = load_cards(areas.AREA_SETTINGS.parent.parent / "sources")
    return frozenset(series.id for card in cards for series in card.series if series.adds)


def under_todays_keys(rows: pd.DataFrame) -> pd.DataFrame:
    """Return figures of known areas, old keys replaced by today's, parts of a merged area kept.

    Where an area changed its key, tables print the old and the new one, with ``-`` for ever for
    the one that is not in use: such rows are left out.

    Parameters
    ----------
    rows
        At least ``series, ags, period, value``, ``dash`` where the publisher printed ``-``.

    Raises
    ------
    TerritoryError
        A figure other than ``-`` of an area of after it was dissolved.
    """
    dash = rows["dash"].astype("bool") if "dash" in rows else pd.Series(False, rows.index)
    late = rows["period"].str[:4].astype(int) > rows["ags"].map(given_up())
    dead = rows[late & ~dash & rows["value"].fillna(0).ne(0)]
    if len(dead):
        told = "; ".join(
            f"{row['series']} {row['ags']} {row['period']}: {row['value']:g}"
            for row in dead.head(_SHOWN).to_dict("records")
        )
        raise TerritoryError(
            f"{len(dead)} figures of areas that were dissolved before ({told}); find out which "
            "area they are of, and correct [former_keys] or [[merged]] in "
            "data/geometry/areas.toml if the day of the change is wrong."
        )
    out = rows[~late].assign(ags=rows["ags"].replace(todays_keys()))
    twice = out.duplicated([name for name in ROW if name in out], keep=False)
    out = out[~(twice & dash[out.index])]
    parts = {part for m in mergers() for part in m.parts}
    return out[out["ags"].isin(areas.keys() | parts)]


def carried_over(rows: pd.DataFrame, adding: Collection[str]) -> pd.DataFrame:
    """Return figures of today's areas, those of merged ones made of their parts' earlier figures.

    Of a series that adds up, the figure is the sum of the parts, where each has one; of any other
    it is missing, as rates do not add up, with the reason in the note. A figure that the publisher
    printed for the merged area itself stays; a gap does not. Where a part has no row and the merged
    area none in any period, the table is not of such areas and stays as it is.

    Parameters
    ----------
    rows
        ``series, ags, period, category, value, quality, note``, as `under_todays_keys` returns it.
    adding
        Series whose figures add up when areas merge.
    """
    made = [row for merger in mergers() for row in _of_merger(rows, merger, adding)]
    new = pd.DataFrame(made, columns=[*ROW, "value", "quality", "note"])
    replaced = pd.MultiIndex.from_frame(rows[ROW]).isin(pd.MultiIndex.from_frame(new[ROW]))
    out = pd.concat([rows[~replaced], new], ignore_index=True) if made else rows
    return out[out["ags"].isin(areas.keys())]


def _of_merger(
    rows: pd.DataFrame, merger: Merger, adding: Collection[str]
) -> list[tuple[str, str, str, str, float, str, str]]:
    parts = [todays_keys().get(part, part) for part in merger.parts]
    early = rows["period"].str[:4].astype(int) < merger.on.year
    own = rows[early & rows["ags"].isin(parts)]
    whole = rows[rows["ags"] == merger.into]
    held = set(whole["series"])
    printed = set(whole.loc[whole["value"].notna(), ROW].itertuples(index=False, name=None))
    named = f"territory of {merger.on}: {', '.join(merger.parts)}"
    made = []
    for told_of, group in own.groupby(["series", "period", "category"]):
        series, period, category = map(str, told_of)
        key = (series, merger.into, period, category)
        if merger.into not in merger.parts and key in printed:
            continue
        if not (known := set(group["ags"]) == set(parts)) and series not in held:
            continue
        if series not in adding:
            told = (float("nan"), "O", f"{named}; rates of merged areas do not add up")
        elif not known or group["value"].isna().any():
            told = (float("nan"), "O", f"{named}; not every part has a figure")
        else:
            letters = set(group["quality"])
            quality = letters.pop() if len(letters) == 1 else "E"
            told = (group["value"].sum(), quality, f"{named}; sum of the parts")
        made.append((*key, *told))
    return made
