"""Deutschlandatlas as a workbook: the newest edition, linked from the page on the card.

Columns that repeat an earlier edition's figures under a new year are left out.
"""

from __future__ import annotations

from pathlib import Path

from etl import deutschlandatlas
from etl.live.editions import linked
from etl.live.http import Session
from etl.live.layout import Reading
from resilience.model.sources import Card, Live

LINK = r"Deutschlandatlas-Daten[^\"']*\.xlsx"


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the workbook that the page links into a folder and return it."""
    file = folder / "Deutschlandatlas-Daten.xlsx"
    return [session.download(linked(session, live.address, LINK), file)]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the figures of an edition for the kept areas."""
    (file,) = files
    rows = deutschlandatlas.edition(file)
    believed = rows[~rows["series"].isin(deutschlandatlas.REPEATED)]
    return Reading(believed.assign(category=""))
