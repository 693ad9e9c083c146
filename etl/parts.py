"""Figures of the parts of cities, from tidy tables: one row per variable, part and year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl import areas
from etl.reading import of_file
from etl.tidy import tidy
from resilience.model.parts import NoFigure, PartTable, load_parts
from resilience.model.sources import Card, load_cards

DATA = Path(__file__).resolve().parent.parent / "data"
PRINTED = ["variable", "district_level", "district_id", "year", "value"]
"""Columns that a table must have; others are not read."""
_CITY = "municipality"


def read(root: Path) -> pd.DataFrame:
    """Return the tidy observations of all tables that ``data/parts/*.toml`` declare."""
    cards = {s.id: card for card in load_cards(DATA / "sources") for s in card.snapshots}
    found = [pd.DataFrame()]
    for city in load_parts(DATA / "parts"):
        for table in city.table:
            card = cards[table.snapshot]
            snapshot = next(s for s in card.snapshots if s.id == table.snapshot)
            path = root / snapshot.folder / snapshot.file_name
            found.append(observations_of_parts(path, city.city, table, card))
    return pd.concat(found, ignore_index=True)


@of_file
def observations_of_parts(path: Path, city: str, table: PartTable, card: Card) -> pd.DataFrame:
    """Return the observations of one table.

    A part without a printed figure gets a row with a missing value and the reason that the table
    declares, so that a suppressed figure is not taken for a forgotten one.

    Raises
    ------
    ValueError
        The file lacks a declared variable, the area table lacks a part, a figure has no year, or a
        count is not rounded as declared.
    """
    rows = pd.read_csv(path, dtype="str", usecols=PRINTED, keep_default_na=False)
    if absent := sorted(set(table.series) - set(rows["variable"])):
        raise ValueError(
            f"{path.name}: variable: found no {absent}; correct data/parts or the file"
        )
    rows = rows[rows["variable"].isin(table.series) & rows["district_level"].isin(table.levels)]
    level = rows["district_level"].map(table.levels)
    ags = (city + "-" + rows["district_id"]).where(level != _CITY, city)
    known = areas.table()
    if strangers := sorted(set(ags) - set(known["ags"])):
        raise ValueError(f"{path.name}: district_id: the area table has no {strangers[:5]}")
    if (undated := rows["year"] == "").any():
        row = rows[undated].iloc[0]
        raise ValueError(f"{path.name}: {row['variable']} of {row['district_id']}: no year")
    frame = pd.DataFrame(
        {
            "series": rows["variable"].map(table.series),
            "ags": ags,
            "period": rows["year"],
            "value": pd.to_numeric(rows["value"]),
            "level": level,
        }
    )
    _refuse_other_rounding(path, frame, table.rounded_to, card)
    frame = frame.assign(quality=table.quality, note=table.note)
    whole = pd.concat([frame, _gaps(frame, known[known["ags"].str.startswith(f"{city}-")], table)])
    return tidy(whole.drop(columns="level"), source=card.source_id, snapshot=table.snapshot)


def _refuse_other_rounding(path: Path, frame: pd.DataFrame, to: int, card: Card) -> None:
    counts = {series.id for series in card.series if series.kind == "count"}
    off = frame[frame["series"].isin(counts) & (frame["value"] % to != 0)]
    if to > 1 and len(off):
        row = off.iloc[0]
        raise ValueError(
            f"{path.name}: {row['series']} of {row['ags']}: found {row['value']:g}, but the table "
            f"is declared as rounded to multiples of {to}; correct rounded_to in data/parts"
        )


def _gaps(frame: pd.DataFrame, parts: pd.DataFrame, table: PartTable) -> pd.DataFrame:
    """Return a row without a value for each part that a series of its level does not print."""
    found = []
    apart: dict[str, NoFigure] = table.apart or {}
    for (series, level, period), own in frame.groupby(["series", "level", "period"]):
        for ags in parts.loc[parts["level"] == level, "ags"]:
            if ags not in set(own["ags"]):
                gap = apart.get(ags.partition("-")[2], table.gap)
                row = {"series": series, "ags": ags, "period": period, "value": float("nan")}
                found.append(row | {"quality": gap.quality, "note": gap.note})
    return pd.DataFrame(found)
