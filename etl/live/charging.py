"""Ladesäulenregister from the map server of the Bundesnetzagentur, counted by location.

A column's ``of`` is ``stations`` or ``points``. A station belongs to the municipality whose outline
contains it; the register's own place names are not used.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from etl import areas
from etl.live.faults import FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading
from resilience.model.sources import Card, Live

_PAGE = 2000
_PAGES = 200
_IN_USE = "In Betrieb"
_FIELDS = {"ID", "Status", "Anzahl_Ladepunkte", "coordinates_latitude", "coordinates_longitude"}


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the pages of all stations of the state, and their expected number, into a folder."""
    state = areas.table().set_index("ags")["name"][areas.settings()["kept"]["state"]]
    where = {"where": f"state='{state}'", "f": "json"}
    counted = json.loads(session.get(live.address, {**where, "returnCountOnly": "true"}))
    if "error" in counted:
        raise FetchError(f"the map server says {counted['error'].get('message')!r}")
    files, got, day = [], 0, date.today()
    for page in range(_PAGES):
        ask = {**where, "outFields": "*", "returnGeometry": "false", "orderByFields": "OBJECTID"}
        ask |= {"resultOffset": str(got), "resultRecordCount": str(_PAGE)}
        body = session.get(live.address, ask)
        file = folder / f"charging-{day:%Y-%m}-{page:03d}.json"
        file.write_bytes(body)
        files.append(file)
        here = len(_stations(body, file.name))
        got += here
        if not here or got >= counted["count"]:
            break
    if got != counted["count"]:
        raise FetchError(f"the map server gave {got} of {counted['count']} stations.")
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return stations and points in use per municipality; 0 means none in the register."""
    rows = pd.DataFrame([row for file in files for row in _stations(file.read_bytes(), file.name)])
    if missing := sorted(_FIELDS - set(rows.columns)):
        raise LayoutError(f"{files[0].name}: no field {missing[0]!r}; the layout changed.")
    rows = rows[rows["Status"] == _IN_USE].drop_duplicates("ID")
    place = gpd.points_from_xy(rows["coordinates_longitude"], rows["coordinates_latitude"])
    stations = gpd.GeoDataFrame(rows, geometry=place, crs=4326)
    outlines = gpd.read_parquet(areas.FOLDER / "municipalities.parquet")[["ags", "geometry"]]
    inside = stations.sjoin(outlines.to_crs(4326), predicate="within")
    counts = {
        "stations": inside.groupby("ags").size(),
        "points": pd.to_numeric(inside["Anzahl_Ladepunkte"]).groupby(inside["ags"]).sum(),
    }
    period = files[0].name.removeprefix("charging-")[:7]
    towns = outlines["ags"].drop_duplicates()
    parts = [
        pd.DataFrame(
            {"series": column["series"], "ags": towns, "value": towns.map(counts[column["of"]])}
        )
        for column in live.columns
    ]
    out = pd.concat(parts, ignore_index=True).assign(period=period, category="")
    return Reading(out.assign(value=out["value"].fillna(0.0)))


def _stations(body: bytes, where: str) -> list[dict[str, object]]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise LayoutError(f"{where}: the map server sent JSON that cannot be read.") from error
    if "error" in answer:
        raise FetchError(f"{where}: the map server says {answer['error'].get('message')!r}")
    return [feature["attributes"] for feature in answer.get("features", [])]
