"""Pendleratlas of the statistical offices: commuters of all persons in work by municipality.

A column's ``value`` is the key figure, such as ``EIP``, the name of both file and column.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from etl.live.faults import Absent, FetchError
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept, table, text
from resilience.model.sources import Card, Live

_NAME = re.compile(r"(\d{4})_([A-Z]+)_Karte_L00\.csv")
ARS = r"\d{12}"


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write one file per year and key figure into a folder, skipping years not published."""
    files = []
    for year in range(max(since, live.first), date.today().year + 1):
        try:
            for column in live.columns:
                name = f"{year}_{column['value']}_Karte_L00.csv"
                file = folder / name
                file.write_bytes(session.get(f"{live.address}/csv/{year}/{name}"))
                files.append(file)
        except Absent:
            if not files:
                continue
            break
    if not files:
        raise FetchError(f"the Pendleratlas has no year since {since}.")
    return files


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return the key figures of the kept areas."""
    series = {column["value"]: column["series"] for column in live.columns}
    parts = []
    for file in files:
        named = _NAME.fullmatch(file.name)
        if named is None or named[2] not in series:
            raise LayoutError(f"{file.name}: not named like 2024_EIP_Karte_L00.csv.")
        parts.append(_read(file, named[1], named[2]).assign(series=series[named[2]]))
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _read(file: Path, year: str, figure: str) -> pd.DataFrame:
    content = text(file.read_bytes(), file.name, "utf-8-sig")
    rows = table(content, file.name, {"ARS", figure})
    keys = rows["ARS"].str.strip()
    if len(wrong := keys[~keys.str.fullmatch(ARS)]):
        raise LayoutError(
            f"{file.name}, row {wrong.index[0] + 2}: key {wrong.iloc[0]!r} has not 12 digits; a "
            "leading zero may be lost."
        )
    printed = rows[figure].str.strip()
    value = pd.to_numeric(printed.where(printed != ""), errors="coerce")
    if len(wrong := printed[value.isna() & ~printed.isin(("", ".", "-"))]):
        raise LayoutError(f"{file.name}, row {wrong.index[0] + 2}: unknown sign {wrong.iloc[0]!r}.")
    return pd.DataFrame(
        {
            "ags": area_keys(keys),
            "period": year,
            "category": "",
            "value": value,
            "quality": value.isna().map({True: "Q", False: "A"}),
            "note": value.isna().map({True: "unknown or secret", False: ""}),
            "dash": printed.eq("-"),
        }
    )
