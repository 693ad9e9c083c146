"""Federal Employment Agency: unemployed persons by municipality, mean of the months of a year.

A column's ``book`` is the ending of the workbook's name in the archive, ``sheet`` the sheet in it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.editions import fetch_editions
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept, member
from etl.live.sheets import cell_text, rows_of_sheet
from resilience.model.sources import Card, Live

_NAME = re.compile(r"arbeitslose-quoten-dlk-0-(\d{4})12-zip\.zip")
_ROW = re.compile(r"(\d{8}|\d{5}|\d{2})\s+\S")
_MONTH = re.compile(r"(\d{4})-(\d\d)-01")
_MONTHS = 12
_GAPS = ("*", ".", "x", "X", "...", "-", "")


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write each year's December archive into a folder, skipping those not published."""
    places = {}
    for year in range(max(since, live.first), date.today().year + 1):
        name = f"arbeitslose-quoten-dlk-0-{year}12-zip.zip"
        place = f"{live.address}/{year}12/iiia4/gemeinde-arbeitslose-quoten/{name}"
        places[name] = f"{place}?__blob=publicationFile"
    return fetch_editions(session, places, folder, f"archive of unemployed persons since {since}")


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the yearly means; an area lacking any of the twelve months has none."""
    parts = [_read(file, column) for file in files for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, column: dict[str, str]) -> pd.DataFrame:
    named = _NAME.fullmatch(file.name)
    if named is None:
        raise LayoutError(f"{file.name}: not named like arbeitslose-quoten-dlk-0-202512-zip.zip.")
    where = f"{file.name}, {column['book']}, {column['sheet']}"
    rows = rows_of_sheet(member(file, column["book"]), where, column["sheet"])
    places = _months(rows, named[1], where)
    body = [(row, key[1]) for row in rows if (key := _ROW.match(cell_text(row, 0)))]
    cells = pd.DataFrame([[cell_text(row, place) for place in places] for row, _ in body])
    if cells.empty:
        raise LayoutError(f"{where}: no row begins with a key and a name.")
    values = cells.mask(cells.isin(_GAPS)).apply(pd.to_numeric, errors="coerce")
    if (wrong := cells.where(values.isna() & ~cells.isin(_GAPS)).stack().dropna()).size:
        raise LayoutError(f"{where}: unknown sign {wrong.iloc[0]!r} where persons are expected.")
    if (empty := (values.fillna(0) == 0).all()).any():
        raise LayoutError(f"{where}: month {empty.idxmax() + 1} is listed but not filled yet.")
    mean = values.mean(axis=1, skipna=False).round(1)
    found = pd.DataFrame(
        {
            "ags": area_keys(pd.Series([key for _, key in body])),
            "value": mean,
            "quality": mean.isna().map({True: "Q", False: "A"}),
            "note": mean.isna().map({True: "unknown or secret", False: "mean of twelve months"}),
        }
    )
    told = {"series": column["series"], "category": "", "period": named[1]}
    return found.drop_duplicates("ags").assign(**told)


def _months(rows: list[list[Any]], year: str, where: str) -> list[int]:
    """Return the columns of a year's months, in order."""
    for row in rows:
        heads = {n: _MONTH.match(cell_text(row, n)) for n in range(len(row))}
        found = {head[2]: n for n, head in heads.items() if head and head[1] == year}
        if len(found) == _MONTHS:
            return [found[month] for month in sorted(found)]
    raise LayoutError(f"{where}: no row heads twelve months of {year}; the layout changed.")
