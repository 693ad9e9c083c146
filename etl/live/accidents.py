"""Unfallatlas: accidents with injured people, counted by municipality from the yearly points.

``of`` of a column is the flag that must be 1, such as ``IstRad``; columns are found by name, as
their order and some names change from year to year.
"""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pandas as pd

from etl import areas
from etl.live.faults import FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, kept, member, table, text
from resilience.model.sources import Card, Live

_NAME = re.compile(r"Unfallorte(\d{4})_EPSG25832_CSV\.zip")
_KEY = {"ULAND": 2, "UREGBEZ": 1, "UKREIS": 2, "UGEMEINDE": 3}
SEVERITY, YEAR = "UKATEGORIE", "UJAHR"
SEVERE = ("1", "2")  # killed, seriously injured


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the archives of the years that the publisher's index lists into a folder."""
    try:
        index = json.loads(session.get(f"{live.address}/index.json"))
        names = [file["name"] for part in index["datasets"] for file in part["files"]]
    except (ValueError, KeyError, TypeError) as error:
        raise LayoutError("index.json of the Unfallatlas is laid out in another way.") from error
    first = max(since, live.first)
    wanted = sorted(n for n in names if (m := _NAME.fullmatch(n)) and int(m[1]) >= first)
    if not wanted:
        raise FetchError(f"the Unfallatlas lists no year since {first}.")
    return [session.download(f"{live.address}/{name}", folder / name) for name in wanted]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return accidents per municipality: all, and those with people killed or seriously injured."""
    parts = [_read(file, column) for file in files for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, column: dict[str, str]) -> pd.DataFrame:
    ending = ".txt" if _has(file, ".txt") else ".csv"
    content = text(member(file, ending), file.name, "utf-8-sig", "cp1252")
    rows = table(content, file.name, {*_KEY, SEVERITY, YEAR, column["of"]})
    padded = [rows[name].str.strip().str.zfill(width) for name, width in _KEY.items()]
    ags = padded[0] + padded[1] + padded[2] + padded[3]
    flagged = rows[column["of"]].str.strip() == "1"
    years = sorted(rows[YEAR].unique())
    named = _NAME.fullmatch(file.name)
    if named and years != [named[1]]:
        raise LayoutError(f"{file.name}: holds the years {', '.join(years)}.")
    severe = flagged & rows[SEVERITY].str.strip().isin(SEVERE)
    towns = areas.table().query("level == 'municipality'")["ags"]
    out = []
    for category, chosen in {"": flagged, "killed_or_severe": severe}.items():
        counts = ags[chosen].value_counts()
        value = towns.map(counts).fillna(0.0)
        out.append(pd.DataFrame({"ags": towns, "category": category, "value": value}))
    return pd.concat(out).assign(series=column["series"], period=years[0])


def _has(file: Path, ending: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.lower().endswith(ending) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise LayoutError(f"{file.name}: the archive is damaged; fetch it again.") from error
