"""Deutschlandatlas as workbook: the newest edition, linked from the page on the card.

Columns that repeat an earlier edition's figures under a new year are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

from etl import deutschlandatlas
from etl.live.faults import FetchError
from etl.live.http import Session
from etl.live.layout import Reading
from resilience.model.sources import Card, Live

LINK = re.compile(r"""href=["']([^"']*Deutschlandatlas-Daten[^"']*\.xlsx[^"']*)["']""")


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the workbook that the page links into a folder and return it."""
    page = session.get(live.address, page=True).decode("utf-8", "replace")
    links = LINK.findall(page)
    if not links:
        raise FetchError(
            f"{live.address} links no workbook any more; find out where it is and correct the card."
        )
    file = folder / "Deutschlandatlas-Daten.xlsx"
    return [session.download(session.join(live.address, links[0]), file)]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the figures of an edition for the kept areas."""
    (file,) = files
    rows = deutschlandatlas.edition(file)
    believed = rows[~rows["series"].isin(deutschlandatlas.REPEATED)]
    return Reading(believed.assign(category=""))
