"""Tables of the GENESIS databases: by the web service with an account, else as files.

``address`` is the installation up to ``/rest`` and ``/downloader``. The files without a login hold
the whole series (Landesdatenbank NRW) or the newest period only (Regionaldatenbank Deutschland).
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from etl import areas, genesis
from etl.live import ffcsv, printed
from etl.live.faults import FetchError
from etl.live.genesis_rest import Account, NothingFound, Service
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, member
from resilience.model.sources import Card, Live


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write a table's files into a folder, from the year ``since`` on, and return them."""
    account = Account.of(live.login)
    if account is None:
        if live.login_needed:
            raise FetchError(
                f"an account is needed: set {live.login}_USER and {live.login}_PASSWORD."
            )
        file = folder / f"{card.table_code}_00.csv"
        file.write_bytes(session.get(f"{live.address}/downloader/00/tables/{file.name}"))
        return [file]
    service = Service(session, live.address, account, live.login)
    form = {"format": "ffcsv" if live.columns else "datencsv", "startyear": str(since)}
    files = [folder / f"{card.table_code}_flat.zip"]
    files[0].write_bytes(service.table(card.table_code, form))
    if any("municipality" in series.areas for series in card.series):
        table = areas.table()  # county boroughs are among the counties in most tables
        counties = table["ags"][table["level"] == "county"]
        keys = ",".join(sorted({*areas.boroughs(), *counties}))
        part = folder / f"{card.table_code}_boroughs_flat.zip"
        try:
            only = {**form, "regionalvariable": "KREISE", "regionalkey": keys}
            part.write_bytes(service.table(card.table_code, only))
            files.append(part)
        except NothingFound:
            pass
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the series of a table's files: flat files, or tables as printed."""
    readings = [_read(card, live, file) for file in files]
    rows = pd.concat([reading.rows for reading in readings], ignore_index=True)
    dates = [reading.published_on for reading in readings if reading.published_on]
    return Reading(rows.drop_duplicates(ignore_index=True), max(dates, default=None))


def _read(card: Card, live: Live, file: Path) -> Reading:
    if file.read_bytes()[:2] != b"PK":
        return _printed(card, live, file)
    raw = member(file, ".csv")
    if b"Tabelle:" not in raw[:100]:
        return ffcsv.read(file, live.columns)
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder) / file.with_suffix(".csv").name
        unpacked.write_bytes(raw)
        return _printed(card, live, unpacked)


def _printed(card: Card, live: Live, file: Path) -> Reading:
    if card.table_code not in genesis.TABLES:
        return printed.read(file, card.table_code, live.columns)
    try:
        rows = genesis.read_file(file, card.table_code)
    except IndexError as error:
        raise LayoutError(f"{file.name}: holds no table.") from error
    counted = {series.id for series in card.series if series.kind in ("count", "money")}
    stand = rows["snapshot"].iloc[0].removeprefix(f"{card.source_id}-") if len(rows) else ""
    rows["dash"] = rows["value"].eq(0) & rows["series"].isin(counted)
    return Reading(rows, date.fromisoformat(stand) if stand else None)
