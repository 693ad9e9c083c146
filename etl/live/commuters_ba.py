"""Federal Employment Agency: commuters among employees by municipality, from the yearly workbook.

A column's ``header`` is the word printed above its figures; the header row moves from year to year
and is searched for.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.editions import fetch_editions
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from etl.live.sheets import cell_text, rows_of_sheet
from resilience.model.sources import Card, Live

_SHEET = "Gemeindedaten"
_KEY = re.compile(r"\d{8}")
MONTH = "06"  # the day is 30 June
_NAME = re.compile(r"gemband-dlk-0-(\d{4})06-xlsx\.xlsx")
SECRET = ("*", ".", "x", "")


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the yearly workbooks into a folder, skipping years not published."""
    places = {}
    for year in range(max(since, live.first), date.today().year + 1):
        name = f"gemband-dlk-0-{year}{MONTH}-xlsx.xlsx"
        place = f"{live.address}/{year}{MONTH}/iiia6/beschaeftigung-sozbe-gemband/{name}"
        places[name] = f"{place}?__blob=publicationFile"
    return fetch_editions(session, places, folder, f"workbook of municipalities since {since}")


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return commuters of the kept municipalities."""
    return Reading(kept(pd.concat([_read(file, live) for file in files], ignore_index=True)))


def _read(file: Path, live: Live) -> pd.DataFrame:
    named = _NAME.fullmatch(file.name)
    if named is None:
        raise LayoutError(f"{file.name}: not named like gemband-dlk-0-202506-xlsx.xlsx.")
    rows = rows_of_sheet(file.read_bytes(), file.name, _SHEET)
    body = [row for row in rows if _KEY.fullmatch(cell_text(row, 0))]
    if not body:
        raise LayoutError(f"{file.name}: no row has a key of eight digits in column 1.")
    head = rows[: rows.index(body[0])]
    parts = []
    for column in live.columns:
        place = _place(head, column["header"], file.name)
        cells = pd.Series([cell_text(row, place) for row in body])
        value = pd.to_numeric(cells.mask(cells.isin(SECRET)), errors="coerce")
        if len(wrong := cells[value.isna() & ~cells.isin(SECRET)]):
            raise LayoutError(f"{file.name}: unknown sign {wrong.iloc[0]!r} under commuters.")
        keys = area_keys(pd.Series([cell_text(row, 0) for row in body]))
        told = {"series": column["series"], "category": "", "period": named[1]}
        quality = value.isna().map({True: "Q", False: "A"})
        parts.append(pd.DataFrame({"ags": keys, "value": value, "quality": quality, **told}))
    return pd.concat(parts, ignore_index=True)


def _place(head: list[list[Any]], word: str, where: str) -> int:
    found = {
        n for row in head for n in range(len(row)) if word.lower() in cell_text(row, n).lower()
    }
    if len(found) != 1:
        raise LayoutError(f"{where}: {len(found)} columns are headed {word!r}, one expected.")
    return found.pop()
