"""Wegweiser Kommune: indicators by municipality of 5,000 people or more, as JSON.

A column's ``slug`` is the indicator's name in the address, ``unit`` the unit it must have.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd

from etl import areas
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from resilience.model.sources import Card, Live

KEYS = ("ags", "gkz", "ars")
"""Names the field of a region's key has had, the preferred one first."""


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write one answer per indicator into a folder."""
    state = areas.settings()["kept"]["state"]
    years = f"{since}-{date.today().year}"
    files = []
    for column in live.columns:
        file = folder / f"{column['slug']}.json"
        address = f"{live.address}/{column['slug']}+kommunen-mit-ags-{state}*+{years}"
        file.write_bytes(session.get(address))
        files.append(file)
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the indicators of the kept areas; null values of the publisher are missing."""
    columns = {column["slug"]: column for column in live.columns}
    parts = [_read(file, columns[file.stem]) for file in files]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, column: dict[str, str]) -> pd.DataFrame:
    where = file.name
    try:
        answer = json.loads(file.read_bytes())
        (told,) = answer["indicatorsAndTopics"]
        (figures,) = answer["data"]["indicators"]
        years, regions = answer["years"], answer["data"]["regions"]
        table = figures["regionYearValues"]
    except (ValueError, KeyError, TypeError) as error:
        raise LayoutError(f"{where}: is laid out in another way ({error}).") from error
    if (told["friendlyUrl"], told["unit"]) != (column["slug"], column["unit"]):
        raise LayoutError(
            f"{where}: holds {told['friendlyUrl']!r} in {told['unit']!r}, expected "
            f"{column['slug']!r} in {column['unit']!r}; correct the card."
        )
    if len(table) != len(regions) or any(len(row) != len(years) for row in table):
        raise LayoutError(f"{where}: not as many values as regions and years.")
    name = next((key for key in KEYS if regions and key in regions[0]), None)
    if name is None:
        raise LayoutError(f"{where}: regions have no key; known names are {', '.join(KEYS)}.")
    keys = area_keys(pd.Series([str(region[name]) for region in regions]))
    wide = pd.DataFrame(table, columns=[str(year) for year in years]).assign(ags=keys)
    rows = wide.melt("ags", var_name="period", value_name="value")
    return rows.assign(series=column["series"], category="")
