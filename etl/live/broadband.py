"""Breitbandatlas: households covered by a bandwidth, from the half-yearly workbook.

A column's ``sheet`` and ``unit`` say what the share refers to; ``technology`` and ``speed``
(Mbit/s) select the block and the bandwidth class.
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

_MONTHS = ("06", "12")
_STAND = re.compile(r"Festnetz: (0[1-9]|1[0-2])\.(20\d\d)")
_HEAD, _LEVEL, _TOWN = "AGS", 2, "Gemeinde"
_SPEED = re.compile(r"≥ (\d+) Mbit/s")
_GAPS = ("", "-", "–", "—")
_WHOLE = 100


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the workbooks of the half-years into a folder, skipping those not published."""
    years = range(max(since, live.first), date.today().year + 1)
    names = [f"bba_{month}_{year}.xlsx" for year in years for month in _MONTHS]
    places = {name: f"{live.address}/{name}" for name in names}
    return fetch_editions(session, places, folder, f"workbook of the Breitbandatlas since {since}")


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the municipalities' shares in percent."""
    parts = [_read(file, column) for file in files for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, column: dict[str, Any]) -> pd.DataFrame:
    where = f"{file.name}, {column['sheet']}"
    rows = rows_of_sheet(file.read_bytes(), where, column["sheet"])
    top = next((n for n, row in enumerate(rows) if cell_text(row, 0) == _HEAD), 0)
    said = " ".join(cell_text(row, n) for row in rows[:top] for n in range(len(row)))
    stand = _STAND.search(said)
    if not top or stand is None or column["unit"] not in said:
        raise LayoutError(
            f"{where}: the head does not say {_HEAD!r}, 'Festnetz: MM.JJJJ' and "
            f"{column['unit']!r}; the layout changed."
        )
    place = _place(rows[top - 1], rows[top], column, where)
    body = [row for row in rows[top + 1 :] if cell_text(row, _LEVEL).endswith(_TOWN)]
    cells = pd.Series([cell_text(row, place) for row in body], dtype="str")
    value = pd.to_numeric(cells.mask(cells.isin(_GAPS)), errors="coerce")
    wrong = (value.isna() & ~cells.isin(_GAPS)) | ~value.fillna(0).between(0, _WHOLE)
    if wrong.any() or not body:
        found = repr(cells[wrong].iloc[0]) if wrong.any() else "no municipality"
        raise LayoutError(f"{where}: found {found} where shares in per cent are expected.")
    keys = pd.Series([cell_text(row, 0).zfill(8) for row in body])
    told = {"series": column["series"], "category": column.get("category", "")}
    return pd.DataFrame(
        {"ags": area_keys(keys), "value": value, "period": f"{stand[2]}-{stand[1]}", **told}
    )


def _place(blocks: list[Any], head: list[Any], column: dict[str, Any], where: str) -> int:
    """Return the column of a bandwidth class; only its first class has the technology above it."""
    technology, found = "", []
    for n in range(len(head)):
        technology = cell_text(blocks, n) or technology
        speed = _SPEED.fullmatch(cell_text(head, n))
        if speed and int(speed[1]) == column["speed"] and technology == column["technology"]:
            found.append(n)
    if len(found) != 1:
        raise LayoutError(
            f"{where}: {len(found)} columns are headed {column['technology']!r} and "
            f"'≥ {column['speed']} Mbit/s', one expected; correct the card."
        )
    return found[0]
