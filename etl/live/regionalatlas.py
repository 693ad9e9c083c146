"""Regionalatlas: indicators of the statistical offices by municipality, from a map server.

The table's name in the database is the card's table code in lower case with ``_``, such as
``ai002_1_5``; a column's ``value`` is its field, such as ``ai0201``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd

from etl import areas
from etl.live.faults import FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from resilience.model.sources import Card, Live

MUNICIPALITIES = 5
_SIGNS = {
    2222222222: ("dash", 0.0, "A", ""),
    5555555555: ("point", None, "Q", "unknown or secret"),
    6666666666: ("cross", None, "M", "no statement makes sense"),
    7777777777: ("slash", None, "O", "too uncertain"),
    8888888888: ("dots", None, "O", "later"),
}
"""Numbers that encode printed signs -> sign, value, quality, note."""


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write one answer per year into a folder; years without figures are left out."""
    files = []
    for year in range(since, date.today().year + 1):
        body = session.get(live.address, _query(card, year))
        if _features(body, card.table_code):
            file = folder / f"{_table(card)}-{year}.json"
            file.write_bytes(body)
            files.append(file)
    if not files:
        raise FetchError(f"the map server has no figures of {card.table_code} since {since}.")
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the card's fields for the kept areas."""
    parts = [_read(file, column) for file in files for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _table(card: Card) -> str:
    return card.table_code.lower().replace("-", "_")


def _query(card: Card, year: int) -> dict[str, str]:
    state = areas.settings()["kept"]["state"]
    chosen = (
        f"SELECT * FROM verwaltungsgrenzen_gesamt LEFT OUTER JOIN {_table(card)} "
        f"ON ags = ags2 and jahr = jahr2 WHERE typ = {MUNICIPALITIES} AND jahr = {year} "
        f"AND (jahr2 = {year} OR jahr2 IS NULL) AND ags LIKE '{state}%'"
    )
    source = {
        "type": "queryTable",
        "geometryType": "esriGeometryPolygon",
        "workspaceId": "gdb",
        "oidFields": "id",
        "spatialReference": {"wkid": 25832},
        "query": chosen,
    }
    layer = {"source": {"type": "dataLayer", "dataSource": source}}
    return {
        "f": "json",
        "outFields": "*",
        "returnGeometry": "false",
        "where": "1=1",
        "spatialRel": "esriSpatialRelIntersects",
        "layer": json.dumps(layer),
    }


def _features(body: bytes, where: str) -> list[dict[str, object]]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise LayoutError(f"{where}: the map server sent JSON that cannot be read.") from error
    if "error" in answer:
        raise FetchError(f"{where}: the map server says {answer['error'].get('message')!r}")
    if answer.get("exceededTransferLimit"):
        raise LayoutError(f"{where}: the map server cut its answer; ask for fewer areas.")
    return [feature["attributes"] for feature in answer.get("features", [])]


def _read(file: Path, column: dict[str, str]) -> pd.DataFrame:
    rows = pd.DataFrame(_features(file.read_bytes(), file.name))
    field = column["value"]
    if missing := {"ags", "jahr", field} - set(rows.columns):
        held = ", ".join(rows.columns[:12])
        raise LayoutError(f"{file.name}: no field {missing.pop()!r}; it holds {held}.")
    rows = rows[rows[field].notna()]
    meaning = rows[field].map(_SIGNS)
    sign = meaning.notna()
    value = pd.to_numeric(rows[field]).astype("float64")
    return pd.DataFrame(
        {
            "series": column["series"],
            "category": column.get("category", ""),
            "ags": area_keys(rows["ags"]),
            "period": rows["jahr"].astype(int).astype("str"),
            "value": value.mask(sign, meaning.str[1].astype("float64")),
            "quality": meaning.str[2].where(sign, "A"),
            "note": meaning.str[3].where(sign, ""),
            "dash": meaning.str[0].eq("dash"),
        }
    )
