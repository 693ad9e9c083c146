"""Deutschlandatlas as CSV; a column's year is printed only in a PDF, so the card states it.

Columns give ``header``, ``period`` and ``series``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.keys import area_key
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, kept, table, text
from etl.signs import figures
from resilience.model.sources import Card, Live

_KEY = "Regionalschlüssel"
END = "Ende der Tabelle."
_MISSING = ("-9999", "-99999", "-9999,00", "-99999,00")


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the file of the edition on the card into a folder and return it."""
    file = folder / live.address.rsplit("/", 1)[-1]
    file.write_bytes(session.get(live.address))
    return [file]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the card's columns for the kept areas."""
    (file,) = files
    content = text(file.read_bytes(), file.name, "utf-8-sig", "cp1252")
    rows = table(content, file.name, {_KEY, *(column["header"] for column in live.columns)})
    if not rows[_KEY].iloc[-1].startswith(END):
        raise LayoutError(f"{file.name}: breaks off before {END!r}; fetch it again.")
    rows = rows.iloc[:-1]
    parts = [_series(rows, column, file.name) for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _series(rows: pd.DataFrame, column: dict[str, str], where: str) -> pd.DataFrame:
    cells = rows[column["header"]].str.strip()
    cells = cells.mask(cells.isin(_MISSING), "-9999")
    return pd.DataFrame(
        {
            "series": column["series"],
            "category": "",
            "ags": rows[_KEY].str.strip().str.zfill(8).map(area_key),
            "period": column["period"],
            **figures(cells, f"{where}, column {column['header']!r}"),
        }
    )
