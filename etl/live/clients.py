"""The clients, one per kind of publisher."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from etl.live import (
    accidents,
    atlas_book,
    atlas_csv,
    broadband,
    cars,
    charging,
    city_tables,
    commuters_ba,
    debts,
    energy_units,
    genesis,
    inkar,
    land_market,
    municipal_register,
    pendleratlas,
    regionalatlas,
    schools,
    unemployed_ba,
    wegweiser,
    zensus,
)
from etl.live.http import Session
from etl.live.layout import Reading
from resilience.model.sources import Card, CardError, Live


class Client(Protocol):
    """Interface of a module that fetches and reads one kind of publisher."""

    def fetch(
        self, session: Session, card: Card, live: Live, folder: Path, since: int
    ) -> list[Path]:
        """Write the publisher's files into a folder and return them."""

    def read(self, card: Card, live: Live, files: list[Path]) -> Reading:
        """Return the figures of such files."""


CLIENTS: dict[str, Client] = {
    "accidents": accidents,
    "atlas_book": atlas_book,
    "atlas_csv": atlas_csv,
    "broadband": broadband,
    "cars": cars,
    "charging": charging,
    "city_tables": city_tables,
    "commuters_ba": commuters_ba,
    "debts": debts,
    "energy_units": energy_units,
    "genesis": genesis,
    "inkar": inkar,
    "land_market": land_market,
    "municipal_register": municipal_register,
    "pendleratlas": pendleratlas,
    "regionalatlas": regionalatlas,
    "schools": schools,
    "unemployed_ba": unemployed_ba,
    "wegweiser": wegweiser,
    "zensus": zensus,
}


def client(name: str) -> Client:
    """Return a client by name.

    Raises
    ------
    CardError
        There is none; the message names the known ones.
    """
    if name not in CLIENTS:
        raise CardError(f"[live] client = {name!r}: known are {', '.join(CLIENTS)}.")
    return CLIENTS[name]
