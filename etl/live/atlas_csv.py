"""Deutschlandatlas as CSV; a column's year is printed only in a PDF, so the card states it.

Columns give ``header``, ``period`` and ``series``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from etl.keys import area_key
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, header_of, kept, table, text
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
    rows = table(content, file.name, {_KEY})
    headers = [header_of(column, list(rows.columns), file.name) for column in live.columns]
    if not rows[_KEY].iloc[-1].startswith(END):
        raise LayoutError(f"{file.name}: breaks off before {END!r}; fetch it again.")
    rows = rows.iloc[:-1]
    parts = [
        _series(rows, column, header, file.name)
        for column, header in zip(live.columns, headers, strict=True)
    ]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _series(rows: pd.DataFrame, column: dict[str, Any], header: str, where: str) -> pd.DataFrame:
    cells = rows[header].str.strip()
    cells = cells.mask(cells.isin(_MISSING), "-9999")
    return pd.DataFrame(
        {
            "series": column["series"],
            "category": "",
            "ags": rows[_KEY].str.strip().str.zfill(8).map(area_key),
            "period": column["period"],
            **figures(cells, f"{where}, column {header!r}"),
        }
    )
