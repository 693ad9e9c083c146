"""Gemeindeverzeichnis (GV-ISys): population and area, from the yearly and quarterly workbooks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from etl import gv_isys
from etl.live.editions import fetch_editions
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading
from resilience.model.sources import Card, Live

_QUARTERS = range(1, 5)


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the editions of the year ends from ``since`` on and of the last quarters."""
    years = [f"3112{year}_Auszug_GV.xlsx" for year in range(since, date.today().year + 1)]
    quarters = [f"AuszugGV{quarter}QAktuell.xlsx" for quarter in _QUARTERS]
    places = {name: f"{live.address}/GVAuszugJ/{name}" for name in years}
    places |= {name: f"{live.address}/GVAuszugQ/{name}" for name in quarters}
    asked = {name: f"{place}?__blob=publicationFile" for name, place in places.items()}
    return fetch_editions(session, asked, folder, f"register of municipalities since {since}")


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the figures of all editions, for each year those of the newest edition."""
    found = [_register(file) for file in files]
    found.sort(key=lambda one: one.boundary_date)
    rows = pd.concat([gv_isys.observations(one) for one in found], ignore_index=True)
    rows = rows.drop_duplicates(["series", "ags", "period", "category"], keep="last")
    return Reading(rows, found[-1].boundary_date)


def _register(file: Path) -> gv_isys.Register:
    try:
        return gv_isys.register(file)
    except ValueError as error:
        raise LayoutError(str(error)) from error
