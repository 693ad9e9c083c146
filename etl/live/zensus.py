"""The census database: tables of 2022 by municipality, with a free account and without jobs."""

from __future__ import annotations

from pathlib import Path

from etl import zensus2022
from etl.live.faults import FetchError
from etl.live.ffcsv import flat_table
from etl.live.genesis_rest import Account, Service
from etl.live.http import Session
from etl.live.layout import Reading
from resilience.model.sources import Card, Live


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the table as a flat file with quality signs into a folder and return it."""
    account = Account.of(live.login)
    if account is None:
        raise FetchError(f"an account is needed: set {live.login}_USER and {live.login}_PASSWORD.")
    service = Service(session, live.address, account, live.login)
    file = folder / f"{card.table_code}_flat.zip"
    file.write_bytes(service.table(card.table_code, {"format": "ffcsv", "quality": "on"}))
    return [file]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the census population of the kept areas."""
    return Reading(zensus2022.population(flat_table(files[0])))
