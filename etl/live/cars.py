"""Kraftfahrt-Bundesamt, FZ 3: cars by municipality on 1 January, from the yearly workbook.

``column`` of a column is the place of the figures in the sheet, counted from 0: 5 cars, 6
commercial keepers. Rows are matched by key alone, as names are not unique.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from etl.live.faults import Absent, FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from resilience.model.sources import Card, Live

_SHEET = "FZ3.1"
KEY_COLUMN = 3
_KEY = re.compile(r"(\d{8})\s+\S")
FEWEST = 5000
"""Fewer municipalities than this in Germany mean another layout."""

HEADS = {5: "Personen", 6: "gewerb"}
"""Word that must stand above a column of figures."""


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the workbooks of the years into a folder; a year not published is left out."""
    files = []
    for year in range(since, date.today().year + 1):
        file = folder / f"fz3_{year}.xlsx"
        try:
            file.write_bytes(session.get(f"{live.address}/{file.name}?__blob=publicationFile"))
            files.append(file)
        except Absent:
            continue
    if not files:
        raise FetchError(f"there is no FZ 3 since {since}.")
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return cars per municipality."""
    return Reading(kept(pd.concat([_read(file, live) for file in files], ignore_index=True)))


def _read(file: Path, live: Live) -> pd.DataFrame:
    rows = _sheet(file)
    found = [
        (n, match[1]) for n, row in enumerate(rows) if (match := _KEY.match(_cell(row, KEY_COLUMN)))
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
        above = " ".join(_cell(row, place) for row in head)
        if HEADS[place].lower() not in above.lower():
            raise LayoutError(
                f"{file.name}: above column {place + 1} stands {above!r}, expected a word like "
                f"{HEADS[place]!r}; the layout changed."
            )
        value = pd.to_numeric(pd.Series([_cell(rows[n], place) for n, _ in found]), errors="coerce")
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


def _cell(row: list[Any], place: int) -> str:
    return str(row[place]).strip() if len(row) > place else ""


def _sheet(file: Path) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_path(file)
    except CalamineError as error:
        raise LayoutError(
            f"{file.name}: is no workbook that can be read; fetch it again."
        ) from error
    names = [name for name in book.sheet_names if name.replace(" ", "").startswith(_SHEET)]
    if not names:
        held = ", ".join(book.sheet_names)
        raise LayoutError(f"{file.name}: no sheet {_SHEET!r}; found {held}.")
    return book.get_sheet_by_name(names[0]).to_python(skip_empty_area=False)
