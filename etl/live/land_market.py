"""Grundstücksmarktdaten NRW: prices of flats and houses by municipality, of all notarised sales.

Prices of resales are printed per class of building age; they are averaged here, weighted by the
number of sales, and given for at least `_FEWEST` sales. A column's ``of`` names what is averaged:
``new_flats, resale_flats, resale_houses``.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, area_keys, kept, member, table, text
from resilience.model.sources import Card, Live

_AGES = ("z", "20xx", "2009", "1994", "1974", "1949", "1919")
FLATS = [f"we_euqm_{kind}_{age}" for kind in ("w", "u") for age in _AGES]
HOUSES = [f"{kind}_euqm_{age}" for kind in ("efh350", "efh", "rehdhh", "rmh") for age in _AGES]
NEW = "we_euqm_neu"
_FEWEST = 10
SUPPRESSED = ("", "-", ".", "*")
COUNTY = r"[Kk]reis|[Ss]tädteregion"


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the archive of the current edition into a folder and return it."""
    return [session.download(live.address, folder / live.address.rsplit("/", 1)[-1])]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return prices in EUR per square metre of the municipalities."""
    flats, houses = (_sheet(files[0], name) for name in ("we.csv", "efh.csv"))
    made = {
        "new_flats": lambda: _printed(flats, files[0]),
        "resale_flats": lambda: _averaged(flats, FLATS),
        "resale_houses": lambda: _averaged(houses, HOUSES),
    }
    parts = [made[column["of"]]().assign(series=column["series"]) for column in live.columns]
    return Reading(kept(pd.concat(parts, ignore_index=True)))


def _sheet(path: Path, name: str) -> pd.DataFrame:
    where = f"{path.name}, {name}"
    content = text(member(path, f"{name}"), where, "latin-1")
    rows = table(content, where, {"ags", "name", "berichtsjahr"})
    town = rows["ags"].str.fullmatch(r"\d{8}") & ~rows["name"].str.contains(COUNTY)
    if not town.any():
        raise LayoutError(f"{where}: no row has a key of eight digits; a leading zero may be lost.")
    return rows[town]


def _numbers(rows: pd.DataFrame, column: str) -> pd.Series:
    cells = rows[column].str.strip()
    value = pd.to_numeric(cells.mask(cells.isin(SUPPRESSED)), errors="coerce")
    if len(wrong := cells[value.isna() & ~cells.isin(SUPPRESSED)]):
        raise LayoutError(f"{column}, row {wrong.index[0] + 2}: unknown sign {wrong.iloc[0]!r}.")
    return value


def _printed(rows: pd.DataFrame, path: Path) -> pd.DataFrame:
    if NEW not in rows:
        raise LayoutError(f"{path.name}: no column {NEW!r}; the publisher changed the layout.")
    return _tidied(rows, _numbers(rows, NEW)).assign(quality="A", note="")


def _averaged(rows: pd.DataFrame, prices: list[str]) -> pd.DataFrame:
    pairs = [(price, price.replace("euqm", "a")) for price in prices]
    there = [(price, sales) for price, sales in pairs if {price, sales} <= set(rows.columns)]
    if not there:
        raise LayoutError(f"no column such as {prices[0]!r}; the publisher changed the layout.")
    price = pd.concat([_numbers(rows, p) for p, _ in there], axis=1, keys=range(len(there)))
    sales = pd.concat([_numbers(rows, s) for _, s in there], axis=1, keys=range(len(there)))
    sales = sales.where(price.notna()).fillna(0)
    total = sales.sum(axis=1)
    mean = ((price.fillna(0) * sales).sum(axis=1) / total).round().where(total >= _FEWEST)
    return _tidied(rows, mean).assign(quality="E", note="weighted mean of building ages")


def _tidied(rows: pd.DataFrame, value: pd.Series) -> pd.DataFrame:
    out = {"ags": area_keys(rows["ags"]), "period": rows["berichtsjahr"], "value": value}
    return pd.DataFrame({**out, "category": ""}).dropna(subset=["value"])
