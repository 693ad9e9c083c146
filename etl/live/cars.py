"""Kraftfahrt-Bundesamt, FZ 3: cars by municipality on 1 January, from the yearly workbook.

A column's ``column`` is its position in the sheet, counted from 0: 5 for cars, 6 for commercial
keepers. Rows are matched by key alone, as names are not unique.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from etl.live.editions import fetch_editions
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from etl.live.sheets import cell_text, rows_of_sheet
from resilience.model.sources import Card, Live

_SHEET = "FZ3.1"
KEY_COLUMN = 3
_KEY = re.compile(r"(\d{8})\s+\S")
FEWEST = 5000
"""Fewer municipalities than this mean that the layout has changed."""

HEADS = {5: "Personen", 6: "gewerb"}
"""Word that the header of a column must contain."""


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the yearly workbooks into a folder, skipping years not published."""
    names = [f"fz3_{year}.xlsx" for year in range(since, date.today().year + 1)]
    places = {name: f"{live.address}/{name}?__blob=publicationFile" for name in names}
    return fetch_editions(session, places, folder, f"FZ 3 since {since}")


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return cars per municipality."""
    return Reading(kept(pd.concat([_read(file, live) for file in files], ignore_index=True)))


def _read(file: Path, live: Live) -> pd.DataFrame:
    rows = rows_of_sheet(file.read_bytes(), file.name, _SHEET)
    found = [
        (n, match[1])
        for n, row in enumerate(rows)
        if (match := _KEY.match(cell_text(row, KEY_COLUMN)))
    ]
    if len(found) < FEWEST:
        raise LayoutError(
            f"{file.name}: {len(found)} rows with a key in column {KEY_COLUMN + 1}, at least "
            f"{FEWEST:,} expected; the layout changed."
        )
    head = rows[: found[0][0]]
    parts = []
    for column in live.columns:
        place = int(column["column"])
        above = " ".join(cell_text(row, place) for row in head)
        if HEADS[place].lower() not in above.lower():
            raise LayoutError(
                f"{file.name}: above column {place + 1} stands {above!r}, expected a word like "
                f"{HEADS[place]!r}; the layout changed."
            )
        value = pd.to_numeric(
            pd.Series([cell_text(rows[n], place) for n, _ in found]), errors="coerce"
        )
        parts.append(
            pd.DataFrame(
                {
                    "series": column["series"],
                    "category": "",
                    "ags": area_keys(pd.Series([key for _, key in found])),
                    "period": file.stem.removeprefix("fz3_"),
                    "value": value,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
