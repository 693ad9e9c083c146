"""Open data portal of a city (DKAN): CSV tables by part of the city.

A column's ``file`` is the file's name, ``key`` the column of the part's number, ``digits`` its
number of digits, ``prefix`` what precedes it in the area table, ``year`` the column of the year and
``value`` that of the figures.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pandas as pd

from etl import areas
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, table, text
from etl.signs import figures
from resilience.model.sources import Card, Live

_FILES = "sites/default/files"


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the tables of the card into a folder and return them."""
    files = []
    for name in sorted({column["file"] for column in live.columns}):
        file = folder / name
        file.write_bytes(session.get(f"{live.address}/{_FILES}/{quote(name)}"))
        files.append(file)
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the figures of the parts; a part that is not in the area table raises."""
    found = {file.name: file for file in files}
    if lacking := sorted({column["file"] for column in live.columns} - set(found)):
        raise LayoutError(f"{lacking[0]} is missing; found {', '.join(found)}.")
    parts = [_read(found[column["file"]], column) for column in live.columns]
    return Reading(pd.concat(parts, ignore_index=True))


def _read(file: Path, column: dict[str, str]) -> pd.DataFrame:
    content = text(file.read_bytes(), file.name, "utf-8-sig", "cp1252")
    rows = table(content, file.name, {column["key"], column["year"], column["value"]})
    keys = column["prefix"] + rows[column["key"]].str.strip().str.zfill(int(column["digits"]))
    if unknown := sorted(set(keys) - set(areas.table()["ags"])):
        raise LayoutError(
            f"{file.name}: {unknown[0]!r} is no part in the area table; a number lost its zero, or "
            "the city was divided anew."
        )
    year = rows[column["year"]].str.strip()
    if len(wrong := year[~year.str.fullmatch(r"\d{4}")]):
        raise LayoutError(f"{file.name}: found {wrong.iloc[0]!r} where a year is expected.")
    where = f"{file.name}, column {column['value']!r}"
    told = {"series": column["series"], "category": "", "period": year}
    return pd.DataFrame({"ags": keys, **told, **figures(rows[column["value"]], where)})
