"""Marktstammdatenregister: capacity of units by municipality, page by page as JSON.

A column's ``carrier`` is the energy carrier as printed; the first column's ``filter`` narrows the
list. The server silently ignores an unknown filter, so the total is compared with the unfiltered
one. ``key`` names the field of the municipality's key.
"""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from etl.live.faults import FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept
from resilience.model.sources import Card, Live

_PAGE = 5000
_IN_USE = "In Betrieb"
_DECIMALS = 3


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the pages of all units into a folder."""
    chosen = live.columns[0]["filter"]
    every = _page(session.get(live.address, _ask(1, 1, "")), live.address)["Total"]
    total = _page(session.get(live.address, _ask(1, 1, chosen)), live.address)["Total"]
    if total >= every:
        raise FetchError(
            f"the register ignores the filter {chosen!r} ({total:,} of {every:,} units): its name "
            "is another one; read GetFilterColumns and correct the card."
        )
    files = []
    for number in range(1, math.ceil(total / _PAGE) + 1):
        file = folder / f"units-{date.today()}-{number:04d}.json"
        file.write_bytes(session.get(live.address, _ask(number, _PAGE, chosen)))
        files.append(file)
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the operating capacity in kW per municipality and energy carrier."""
    units = pd.DataFrame(
        [unit for file in files for unit in _page(file.read_bytes(), file.name)["Data"]]
    )
    key = live.columns[0]["key"]
    needed = {"MaStRNummer", "BetriebsStatusName", "EnergietraegerName", "Bruttoleistung", key}
    if missing := sorted(needed - set(units.columns)):
        raise LayoutError(
            f"{files[0].name}: units have no field {missing[0]!r}; they hold "
            f"{', '.join(units.columns[:12])}. Correct the card."
        )
    used = units[units["BetriebsStatusName"] == _IN_USE].drop_duplicates("MaStRNummer")
    keys = area_keys(used[key].astype("str").str.zfill(8))
    sums = used.groupby([keys.rename("ags"), "EnergietraegerName"])["Bruttoleistung"].sum()
    table = sums.round(_DECIMALS).reset_index(name="value")
    table["series"] = table["EnergietraegerName"].map(
        {c["carrier"]: c["series"] for c in live.columns}
    )
    rows = table.dropna(subset=["series"]).drop(columns="EnergietraegerName")
    period = files[0].name.removeprefix("units-")[:7]
    return Reading(kept(rows.assign(period=period, category="")))


def _ask(page: int, size: int, chosen: str) -> dict[str, str]:
    return {"sort": "", "page": str(page), "pageSize": str(size), "group": "", "filter": chosen}


def _page(body: bytes, where: str) -> dict[str, Any]:
    try:
        page: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise LayoutError(f"{where}: the register sent JSON that cannot be read.") from error
    if page.get("Errors") or page.get("Data") is None:
        raise FetchError(f"{where}: the register says {page.get('Errors')!r}")
    return page
